// sign-attest over a registry on loopback, with a key and with a Sigstore of its own.
import type { TestContext } from "node:test";
import { type RegistryDouble, startRegistry } from "../../../doubles/registry/registry.ts";
import { type InputsOf, type InputTable, parseInputs } from "../../../src/values/input-table.ts";
import type { SignAttestInput } from "../../../src/commands/sign-attest/inputs.ts";
import { command } from "../../../src/commands/sign-attest/inputs.ts";
import { createHttp } from "../../../src/io/http.ts";
import type { Ports } from "../../../src/io/ports.ts";
import { createProcesses } from "../../../src/io/process.ts";
import { createSecrets } from "../../../src/io/secret.ts";
import { anonymousCredentials } from "../../../src/oci/credentials.ts";
import { createRegistry } from "../../../src/oci/registry-client.ts";
import type { Registry } from "../../../src/oci/registry.ts";
import { generateSigningKey, writeCosignKey } from "../../../src/signing/keys.ts";
import { type Digest, digestOf } from "../../../src/values/digest.ts";
import { Fault } from "../../../src/values/fault.ts";
import { instantClock, temporaryFolder, warningLog } from "../signing/signing-fixture.ts";

export const run = await command.load();
export const key = generateSigningKey();
const sealed = await writeCosignKey(key, "secret", 32_768);
export const keyIdentity = { kind: "key", keyId: key.keyId, publicKey: key.publicKey } as const;
export const byKey = { "signing-mode": "key", "signing-key": sealed, "signing-key-password": "secret" };
const manifestType = "application/vnd.oci.image.manifest.v1+json";

export type World = {
  readonly workspace: string;
  readonly ports: Ports;
  readonly double: RegistryDouble;
  readonly registry: Registry;
  readonly repository: { readonly registry: string; readonly path: string };
  readonly digest: Digest;
  readonly image: string;
  readonly addImage: (text: string) => Promise<Digest>;
  readonly writes: () => number;
};

export async function openWorld(
  t: TestContext,
  overrides: Partial<Ports> = {},
  referrers = true,
): Promise<World> {
  const workspace = await temporaryFolder(t);
  const double = await startRegistry({ referrers });
  t.after(() => double.close());
  const environment = { RUNNER_TEMP: workspace, HOME: workspace };
  const clients: { readonly close: () => Promise<void> }[] = [];
  const httpFor: Ports["httpFor"] = (options) => {
    const client = createHttp({ environment, ...options });
    clients.push(client);
    return client;
  };
  t.after(() => Promise.all(clients.map((client) => client.close())));
  const ports: Ports = {
    environment,
    clock: instantClock(),
    log: warningLog(),
    secrets: createSecrets(),
    processes: createProcesses(environment),
    http: httpFor({}),
    httpFor,
    random: () => 0.5,
    workspace,
    temporary: workspace,
    run: {
      repository: "acme/shop",
      repositoryId: "4711",
      ownerId: "815",
      commit: "",
      ref: "refs/heads/main",
      eventName: "push",
      runId: "1",
      runAttempt: "1",
      actor: "acme",
      serverUrl: "https://github.com",
      apiUrl: "",
      graphqlUrl: "",
      event: async () => ({}),
    },
    identityToken: async () => {
      throw new Error("no token was expected to be asked for");
    },
    ...overrides,
  };
  const registry = createRegistry({ ...ports, credentials: anonymousCredentials });
  const repository = { registry: double.host, path: "acme/app" };
  const addImage = async (text: string): Promise<Digest> => {
    const config = Buffer.from(JSON.stringify({ architecture: "arm64", os: "linux", text }));
    const blob = { digest: digestOf(config), size: config.length };
    await registry.pushBlob(repository, {
      ...blob,
      open: async function* open() {
        yield config;
      },
    });
    const manifest = {
      schemaVersion: 2,
      mediaType: manifestType,
      config: { mediaType: "application/vnd.oci.image.config.v1+json", ...blob },
      layers: [],
    };
    const bytes = Buffer.from(JSON.stringify(manifest));
    return (await registry.pushManifest(repository, { bytes, mediaType: manifestType })).digest;
  };
  const digest = await addImage("app");
  const image = `${double.host}/acme/app@${digest}`;
  const writes = (): number =>
    double.requests.filter(({ method }) => method !== "GET" && method !== "HEAD").length;
  return { workspace, ports, double, registry, repository, digest, image, addImage, writes };
}

export function inputs(values: Readonly<Record<string, string>>): SignAttestInput {
  const table: InputTable = command.inputs;
  return parseInputs(table, (name) => values[name]) as InputsOf<typeof command.inputs>;
}

/** True for a Fault of this code. */
export const code = (expected: string) => (error: unknown) =>
  error instanceof Fault && error.code === expected;
