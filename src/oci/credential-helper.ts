import type { Processes } from "../io/process.ts";
import { describeError } from "../values/fault.ts";
import type { Credential } from "./credentials.ts";
import { ociFaults } from "./faults.ts";
import { parseObject } from "./manifest-content.ts";

// What helpers print when they have nothing; the protocol has no code for it (docker-credential-helpers, credentials/error.go).
const nothing = /credentials not found in native keychain/i;
const hubAddress = "https://index.docker.io/v1/";

export type HelperPorts = {
  readonly processes: Processes;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

// A helper exists to turn such variables into credentials (ecr-login, gcr, gcloud, acr-env, secretservice, pass).
const helperVariables =
  /^(?:AWS_[A-Z0-9_]+|AZURE_[A-Z0-9_]+|GOOGLE_[A-Z0-9_]+|CLOUDSDK_[A-Z0-9_]+|DOCKER_CONFIG|DBUS_SESSION_BUS_ADDRESS|GNUPGHOME|PASSWORD_STORE_DIR)$/;

function helperEnvironment(environment: HelperPorts["environment"]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment))
    if (value !== undefined && helperVariables.test(name)) picked[name] = value;
  return picked;
}

/**
 * Asks `docker-credential-<helper> get` for a host, which goes to its stdin; undefined when the helper has nothing. Throws
 * CREDENTIAL_HELPER_FAILED without what the helper printed to stdout: that may be the secret.
 */
export async function askHelper(
  { processes, environment }: HelperPorts,
  helper: string,
  host: string,
  file: string,
): Promise<Credential | undefined> {
  const command = `docker-credential-${helper}`;
  const refuse = (why: string, cause?: unknown) =>
    ociFaults.fault("CREDENTIAL_HELPER_FAILED", `${command}, which ${file} names for ${host}, ${why}`, {
      where: file,
      cause,
    });
  const address = host === "docker.io" ? hubAddress : host;
  const result = await processes
    .run({
      command,
      arguments: ["get"],
      input: `${address}\n`,
      environment: helperEnvironment(environment),
      timeoutMs: 30_000,
      outputLimit: 256 * 1024,
    })
    .catch((error: unknown) => {
      throw refuse(`cannot be used: ${describeError(error)}`, error);
    });
  if (result.code !== 0) {
    if (nothing.test(result.stdout.toString("utf8")) || nothing.test(result.stderr)) return undefined;
    throw refuse(`ended with exit code ${result.code}`);
  }
  const answer = parseObject(result.stdout, () => refuse("did not answer with a JSON object"));
  const { Username: username, Secret: secret } = answer;
  if (typeof username !== "string" || typeof secret !== "string")
    throw refuse("answered without Username and Secret");
  if (secret === "") return undefined;
  if (username === "<token>") return { kind: "identity-token", token: secret };
  return { kind: "basic", username, password: secret };
}
