// Many signers at one image, and registries that fail: what was signed is there in the end, for ours and for stock cosign.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { type RegistryDouble, startRegistry } from "../../doubles/registry/registry.ts";
import { type Peer, installPeers } from "../../scripts/peers/install.ts";
import { command } from "../../src/commands/sign-attest/inputs.ts";
import { anonymousCredentials } from "../../src/oci/credentials.ts";
import { createRegistry } from "../../src/oci/registry-client.ts";
import type { Registry } from "../../src/oci/registry.ts";
import { generateSigningKey } from "../../src/signing/keys.ts";
import { type Digest, parseDigest } from "../../src/values/digest.ts";
import type { KeyIdentity } from "../../src/values/identity.ts";
import { findSignatures } from "../../src/verification/image.ts";
import { findLegacyAttestations } from "../../src/verification/legacy-attestation.ts";
import { type Owner, freePort, perform, portsFor, service, start, succeeds, temporary } from "./setting.ts";
import { writeSmallImage } from "./small-image.ts";

let peers: Record<"cosign2" | "cosign3" | "oras" | "registry2", Peer>;
let folder = "";
before(async () => {
  peers = await installPeers(["cosign2", "cosign3", "oras", "registry2"]);
  folder = await mkdtemp(path.join(tmpdir(), "pi5-interop-signers-"));
  await writeFile(path.join(folder, "smoke.json"), '{"result":"PASSED","configuration":[]}');
});
after(() => rm(folder, { recursive: true, force: true }));

type Key = ReturnType<typeof generateSigningKey>;
type Target = { readonly image: string; readonly digest: Digest; readonly host: string };

const double =
  (options: Parameters<typeof startRegistry>[0]) =>
  async (t: Owner): Promise<string> => {
    const registry = await startRegistry(options);
    t.after(() => registry.close());
    return registry.host;
  };

const servers = {
  "with referrers API and compare-and-swap": double({ conditionalTags: true }),
  "without referrers API": double({ referrers: false }),
  "docker-registry 2.8": async (t: Owner): Promise<string> => {
    const data = await temporary(t, "registry");
    const host = `127.0.0.1:${await freePort()}`;
    const file = path.join(data, "config.json");
    const settings = {
      version: "0.1",
      log: { level: "error" },
      storage: { filesystem: { rootdirectory: path.join(data, "data") }, delete: { enabled: true } },
      http: { addr: host },
    };
    await writeFile(file, JSON.stringify(settings));
    await service(t, peers.registry2.command, ["serve", file], { url: `http://${host}/v2/` });
    return host;
  },
};

async function pushed(t: Owner, host: string): Promise<Target> {
  const layout = await temporary(t, "layout");
  const made = await writeSmallImage(layout);
  const from = ["--from-oci-layout", `${layout}:latest`];
  await succeeds(peers.oras.command, ["cp", ...from, "--to-plain-http", `${host}/acme/app:1`]);
  return {
    image: `${host}/acme/app@${made.indexDigest}`,
    digest: parseDigest(made.indexDigest, "image"),
    host,
  };
}

async function sign(t: Owner, { image }: Target, key: Key): Promise<void> {
  const ports = await portsFor(t, { workspace: folder, environment: { HOME: folder } });
  const inputs = {
    image,
    "signing-mode": "key",
    "signing-key": key.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    attestations: "test-result=smoke.json",
  };
  const outcome = await perform(command, inputs, ports);
  assert.ok(outcome.ok, outcome.verdict);
}

async function client(t: Owner): Promise<Registry> {
  const ports = await portsFor(t, { workspace: folder, environment: { HOME: folder } });
  return createRegistry({ ...ports, credentials: anonymousCredentials });
}

const identityOf = ({ keyId, publicKey }: Key): KeyIdentity => ({ kind: "key", keyId, publicKey });

/** How many signatures and attestations of a key are there, in both formats. */
async function counted(registry: Registry, { digest, host }: Target, key: Key): Promise<readonly string[]> {
  const repository = { registry: host, path: "acme/app" };
  const policy = { identities: [identityOf(key)] };
  const found = [
    ...(await findSignatures(registry, repository, digest, policy)),
    ...(await findLegacyAttestations(registry, repository, digest, policy)),
  ];
  return found
    .filter(({ result }) => result.ok)
    .map(({ format, statement }) => `${format} ${statement?.predicateType ?? "image"}`)
    .sort();
}

const everything = [
  "bundle https://in-toto.io/attestation/test-result/v0.1",
  "bundle https://sigstore.dev/cosign/sign/v1",
  "legacy https://in-toto.io/attestation/test-result/v0.1",
  "legacy image",
];

for (const [name, serve] of Object.entries(servers))
  test(`the signatures and attestations of twenty signers at once are all kept (registry ${name})`, async (t) => {
    const target = await pushed(t, await serve(t));
    const keys = Array.from({ length: 20 }, generateSigningKey);
    // All of them to their end: who is still signing would hold up the next test.
    const ended = await Promise.allSettled(keys.map((key) => sign(t, target, key)));
    assert.deepEqual(
      ended.flatMap((one) => (one.status === "rejected" ? [String(one.reason)] : [])),
      [],
    );
    const registry = await client(t);
    for (const key of keys) assert.deepEqual(await counted(registry, target, key), everything);
    // Two of them, by stock cosign.
    for (const key of [keys[0], keys.at(-1)]) {
      const file = path.join(await temporary(t, "key"), "cosign.pub");
      await writeFile(file, key?.publicKey ?? "");
      for (const [peer, more] of [
        [peers.cosign2, []],
        [peers.cosign3, []],
        [peers.cosign3, ["--new-bundle-format=false"]],
      ] as const) {
        const words = ["verify", "--key", file, "--insecure-ignore-tlog=true", ...more];
        await succeeds(peer.command, [...words, "--allow-http-registry", target.image], {
          environment: { HOME: folder },
        });
      }
    }
  });

for (const referrers of [true, false])
  test(`a registry that fails every second request ${referrers ? "with" : "without"} the referrers API gets the same signatures`, async (t) => {
    const registry: RegistryDouble = await startRegistry({ referrers });
    t.after(() => registry.close());
    const target = await pushed(t, registry.host);
    const key = generateSigningKey();
    const count = 60;
    for (let turn = 0; turn < count; turn += 1)
      registry.faults.add({
        ...(turn % 2 === 0 ? { kind: "status", status: 503 } : { kind: "lost-answer" }),
        skip: 1,
      });
    await sign(t, target, key);
    const left = registry.faults.left();
    assert.ok(left < count - 10, `${left} of ${count} faults were not met`);
    registry.faults.clear();
    assert.deepEqual(await counted(await client(t), target, key), everything);
  });

test("beside a stock signer that overwrites the tag, ours comes back or says that it lost", async (t) => {
  const target = await pushed(t, await servers["docker-registry 2.8"](t));
  const environment = { HOME: folder, COSIGN_PASSWORD: "" };
  const stock = Array.from({ length: 4 }, (_, index) => `stock${index}`);
  for (const name of stock)
    await succeeds(peers.cosign2.command, ["generate-key-pair", "--output-key-prefix", name], {
      environment,
      directory: folder,
    });
  const ours = Array.from({ length: 4 }, generateSigningKey);
  const ended = await Promise.allSettled([
    ...ours.map((key) => sign(t, target, key)),
    ...stock.map((name) =>
      start(
        peers.cosign2.command,
        [
          "sign",
          "--yes",
          "--key",
          `${name}.key`,
          "--tlog-upload=false",
          "--allow-http-registry",
          target.image,
        ],
        { environment, directory: folder },
      ),
    ),
  ]);
  const registry = await client(t);
  for (const [index, key] of ours.entries()) {
    const one = ended[index];
    if (one?.status === "rejected")
      assert.match(String(one.reason), /overwritten by other signers|does not verify/);
    else assert.deepEqual(await counted(registry, target, key), everything);
  }
});
