import type { Processes } from "../io/process.ts";
import type { Secrets } from "../io/secret.ts";
import { isRecord } from "../values/json-members.ts";
import { signingFaults } from "./faults.ts";

export type SopsFile = {
  /** For messages. */
  readonly name: string;
  readonly bytes: Uint8Array;
};

export type SopsPorts = { readonly processes: Processes; readonly secrets: Secrets };

const largestKey = 131_072;
// Whom else SOPS can encrypt a file for: each would have it ask a service, or another program, for the key.
const otherRecipients = ["kms", "gcp_kms", "azure_kv", "hc_vault", "hckms", "pgp", "key_groups"];

/**
 * Decrypts a key file that SOPS encrypted as a whole for age recipients, by the `sops` on PATH. The file is checked first, so that
 * nothing but age is tried. The plain text is masked. Throws SIGNING_SOPS_UNUSABLE or SIGNING_SOPS_FAILED.
 */
export async function openSopsKey(
  file: SopsFile,
  ageIdentity: string | undefined,
  { processes, secrets }: SopsPorts,
): Promise<string> {
  checkFile(file);
  if ((await processes.find("sops")) === undefined)
    throw failed(file, "sops is not on PATH", "install a current sops in a step before this one");
  if (ageIdentity !== undefined) secrets.add(ageIdentity);
  const binary = ["--input-type", "binary", "--output-type", "binary"];
  const { code, stdout, stderr } = await processes.run({
    command: "sops",
    arguments: ["decrypt", ...binary],
    // Without a file name it reads these: the bytes that were checked, whatever happens to the file meanwhile.
    input: file.bytes,
    ...(ageIdentity === undefined ? {} : { environment: { SOPS_AGE_KEY: ageIdentity } }),
    timeoutMs: 60_000,
    outputLimit: largestKey,
  });
  if (code !== 0) {
    const said = secrets.mask(stderr).replaceAll(/\s+/g, " ").trim().slice(0, 400);
    throw failed(
      file,
      `sops ended with ${code}: ${said}`,
      "give the age identity that belongs to one of the file's recipients as signing-key-age-identity",
    );
  }
  const text = stdout.toString("utf8");
  secrets.add(text);
  return text;
}

function checkFile({ name, bytes }: SopsFile): void {
  const refuse = (why: string) =>
    signingFaults.fault("SIGNING_SOPS_UNUSABLE", `${name} ${why}`, { where: name });
  let file: unknown;
  try {
    file = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw refuse("is not JSON: SOPS encrypts a key file as a whole with --input-type binary");
  }
  const about = isRecord(file) ? file["sops"] : undefined;
  if (!isRecord(file) || !isRecord(about) || typeof file["data"] !== "string")
    throw refuse("is no file that SOPS encrypted with --input-type binary");
  const others = otherRecipients.filter((kind) => {
    const recipients = about[kind];
    return (
      recipients !== undefined &&
      recipients !== null &&
      !(Array.isArray(recipients) && recipients.length === 0)
    );
  });
  if (others.length > 0)
    throw refuse(`is encrypted for ${others.join(", ")} too, and only age recipients are supported`);
  const { age } = about;
  if (!Array.isArray(age) || age.length === 0) throw refuse("is encrypted for no age recipient");
}

function failed({ name }: SopsFile, why: string, next: string): Error {
  return signingFaults.fault("SIGNING_SOPS_FAILED", `${name} cannot be decrypted: ${why}`, {
    where: name,
    next,
  });
}
