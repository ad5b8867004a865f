// Attestations that sign-attest writes, read by stock cosign 2 and 3, and the other way round.
import assert from "node:assert/strict";
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { type RegistryDouble, startRegistry } from "../../doubles/registry/registry.ts";
import {
  type SigstoreDouble,
  type WorkflowIdentity,
  startSigstore,
} from "../../doubles/sigstore/sigstore.ts";
import { type Peer, installPeers } from "../../scripts/peers/install.ts";
import { command } from "../../src/commands/sign-attest/inputs.ts";
import { anonymousCredentials } from "../../src/oci/credentials.ts";
import { createRegistry } from "../../src/oci/registry-client.ts";
import { generateSigningKey, writeCosignKey } from "../../src/signing/keys.ts";
import { parseDigest } from "../../src/values/digest.ts";
import { findLegacyAttestations } from "../../src/verification/legacy-attestation.ts";
import { perform, portsFor, refuses, start, succeeds } from "./setting.ts";
import { writeSmallImage } from "./small-image.ts";

const workflow: WorkflowIdentity = {
  repository: "acme/shop",
  repository_id: "4711",
  repository_owner_id: "815",
  ref: "refs/heads/main",
  sha: "1f2d3c4b5a69788796a5b4c3d2e1f00112233445",
  workflow_ref: "acme/shop/.github/workflows/release.yml@refs/heads/main",
  event_name: "push",
};
const closing: (() => Promise<unknown>)[] = [];
const owner = { after: (close: () => Promise<unknown>) => void closing.push(close) };
const key = generateSigningKey();
let folder = "";
let keyFile = "";
let registry: RegistryDouble;
let sigstore: SigstoreDouble;
let peers: Record<"cosign2" | "cosign3" | "oras", Peer>;

const predicates: Readonly<Record<string, unknown>> = {
  "bom.json": { bomFormat: "CycloneDX", specVersion: "1.6", version: 1, components: [] },
  "spdx.json": { spdxVersion: "SPDX-2.3", SPDXID: "SPDXRef-DOCUMENT", name: "app" },
  "smoke.json": { result: "PASSED", configuration: [{ uri: "tests/smoke" }] },
};

before(async () => {
  peers = await installPeers(["cosign2", "cosign3", "oras"]);
  folder = await mkdtemp(path.join(tmpdir(), "pi5-interop-attestations-"));
  registry = await startRegistry();
  sigstore = await startSigstore({ directory: path.join(folder, "sigstore") });
  const { files } = sigstore;
  await copyFile(files.trustedRoot, path.join(folder, "trusted_root.json"));
  await copyFile(files.signingConfig, path.join(folder, "signing_config.json"));
  // The names that the printed commands use.
  await copyFile(files.rekorPublicKey, path.join(folder, "rekor.pub"));
  await copyFile(files.ctLogPublicKey, path.join(folder, "ctfe.pub"));
  await copyFile(files.fulcioChain, path.join(folder, "fulcio_root.pem"));
  for (const major of [2, 3] as const) {
    await mkdir(path.join(folder, `bin${major}`));
    await symlink(peers[`cosign${major}`].command, path.join(folder, `bin${major}`, "cosign"));
  }
  keyFile = await writeCosignKey(key, "secret");
  await writeFile(path.join(folder, "cosign.key"), keyFile);
  await writeFile(path.join(folder, "cosign.pub"), key.publicKey);
  await writeFile(path.join(folder, "other.pub"), generateSigningKey().publicKey);
  for (const [name, content] of Object.entries(predicates))
    await writeFile(path.join(folder, name), JSON.stringify(content));
});
after(async () => {
  for (const close of closing.toReversed()) await close();
  await registry.close();
  await sigstore.close();
  await rm(folder, { recursive: true, force: true });
});

const environment = (more: Readonly<Record<string, string>> = {}) => ({
  HOME: folder,
  COSIGN_PASSWORD: "secret",
  // A verifier that reaches for the public roots fails here.
  http_proxy: "http://127.0.0.1:9",
  https_proxy: "http://127.0.0.1:9",
  no_proxy: "127.0.0.1",
  ...more,
});

async function pushed(name: string): Promise<string> {
  const layout = path.join(folder, `layout-${name}`);
  const image = await writeSmallImage(layout);
  const reference = `${registry.host}/acme/${name}`;
  const from = ["--from-oci-layout", `${layout}:latest`];
  await succeeds(peers.oras.command, ["cp", ...from, "--to-plain-http", `${reference}:1`]);
  return `${reference}@${image.indexDigest}`;
}

/** Signs and attests; gives the commands that were printed for the attestations. */
async function attest(image: string, inputs: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const ports = await portsFor(owner, {
    workspace: folder,
    environment: { HOME: folder },
    identityToken: async () => sigstore.issueToken(workflow),
    run: { repository: workflow.repository, eventName: "push" },
  });
  const asked = {
    provenance: "true",
    sboms: "bom.json\nspdx.json",
    attestations: "test-result=smoke.json",
  };
  const outcome = await perform(command, { image, ...asked, ...inputs }, ports);
  assert.ok(outcome.ok, outcome.verdict);
  return outcome.report.blocks.flatMap((block) =>
    block.kind === "code" && block.text.includes("verify-attestation") ? [block.text] : [],
  );
}

/** Each line as a person pastes it, with cosign 3, or with cosign 2 where it is meant for that. */
async function paste(lines: readonly string[]): Promise<void> {
  // The first is about the signature; then they take turns, cosign 3 first.
  assert.equal(lines.length, 1 + 2 * Object.keys(types).length);
  for (const [index, line] of lines.entries()) {
    const major = index > 0 && index % 2 === 0 ? 2 : 3;
    const ended = await start("/bin/sh", ["-c", line], {
      directory: folder,
      environment: environment({ PATH: `${folder}/bin${major}:/usr/bin:/bin` }),
    });
    assert.equal(ended.code, 0, `${line}\n${ended.stderr}`);
  }
}

const withKey = (): Readonly<Record<string, string>> => ({
  "signing-mode": "key",
  "signing-key": keyFile,
  "signing-key-password": "secret",
});
const keyless = { "signing-config": "signing_config.json", "trusted-root": "trusted_root.json" };

const types = {
  cyclonedx: predicates["bom.json"],
  spdxjson: predicates["spdx.json"],
  "https://in-toto.io/attestation/test-result/v0.1": predicates["smoke.json"],
  slsaprovenance1: undefined,
};

type Cosign = {
  readonly name: string;
  readonly peer: () => Peer;
  readonly arguments: readonly string[];
  readonly environment?: () => Readonly<Record<string, string>>;
};

/** Who reads by key: cosign 3 prefers bundles, and reads the tag when it is told to. */
const byKey: readonly Cosign[] = [
  { name: "cosign 2", peer: () => peers.cosign2, arguments: [] },
  { name: "cosign 3", peer: () => peers.cosign3, arguments: [] },
  { name: "cosign 3 without bundles", peer: () => peers.cosign3, arguments: ["--new-bundle-format=false"] },
];

async function verified(
  { peer, arguments: more, environment: own }: Cosign,
  who: readonly string[],
  type: string,
  image: string,
): Promise<unknown> {
  const words = ["verify-attestation", "--type", type, ...who, ...more, "--allow-http-registry", image];
  const text = await succeeds(peer().command, words, {
    environment: environment(own?.()),
    directory: folder,
  });
  const [line = ""] = text.trim().split("\n");
  const envelope = JSON.parse(line) as { readonly payload: string };
  const statement = JSON.parse(Buffer.from(envelope.payload, "base64").toString("utf8")) as {
    readonly predicate: unknown;
  };
  return statement.predicate;
}

test("attestations by key pass verify-attestation of both majors, each by its type, and another key is refused", async () => {
  const image = await pushed("by-key");
  await paste(await attest(image, withKey()));
  const who = (name: string) => ["--key", name, "--insecure-ignore-tlog=true"];
  for (const cosign of byKey) {
    for (const [type, predicate] of Object.entries(types)) {
      const found = await verified(cosign, who("cosign.pub"), type, image);
      if (predicate !== undefined) assert.deepEqual(found, predicate, `${cosign.name} ${type}`);
    }
    const words = ["verify-attestation", "--type", "cyclonedx", ...who("other.pub"), ...cosign.arguments];
    await refuses(cosign.peer().command, [...words, "--allow-http-registry", image], {
      environment: environment(),
      directory: folder,
    });
    const absent = ["verify-attestation", "--type", "openvex", ...who("cosign.pub"), ...cosign.arguments];
    await refuses(cosign.peer().command, [...absent, "--allow-http-registry", image], {
      environment: environment(),
      directory: folder,
    });
  }
});

test("keyless attestations pass verify-attestation of both majors by the log, and another workflow is refused", async () => {
  const image = await pushed("keyless");
  await paste(await attest(image, keyless));
  const { files } = sigstore;
  const roots = () => ({
    SIGSTORE_ROOT_FILE: files.fulcioChain,
    SIGSTORE_REKOR_PUBLIC_KEY: files.rekorPublicKey,
    SIGSTORE_CT_LOG_PUBLIC_KEY_FILE: files.ctLogPublicKey,
  });
  const readers: readonly Cosign[] = [
    { name: "cosign 2", peer: () => peers.cosign2, arguments: [], environment: roots },
    { name: "cosign 3", peer: () => peers.cosign3, arguments: ["--trusted-root", "trusted_root.json"] },
    {
      name: "cosign 3 without bundles",
      peer: () => peers.cosign3,
      arguments: ["--trusted-root", "trusted_root.json", "--new-bundle-format=false"],
    },
  ];
  const who = (file: string) => [
    "--certificate-identity",
    `https://github.com/acme/shop/.github/workflows/${file}@refs/heads/main`,
    "--certificate-oidc-issuer",
    sigstore.issuer,
  ];
  for (const cosign of readers) {
    for (const [type, predicate] of Object.entries(types)) {
      const found = await verified(cosign, who("release.yml"), type, image);
      if (predicate !== undefined) assert.deepEqual(found, predicate, `${cosign.name} ${type}`);
    }
    const words = ["verify-attestation", "--type", "cyclonedx", ...who("other.yml"), ...cosign.arguments];
    await refuses(cosign.peer().command, [...words, "--allow-http-registry", image], {
      environment: environment(cosign.environment?.()),
      directory: folder,
    });
  }
});

test("what cosign 2 attests by key is read by ours, and its altered form is refused", async () => {
  const image = await pushed("by-cosign");
  const made = await start(
    peers.cosign2.command,
    [
      "attest",
      "--yes",
      "--key",
      "cosign.key",
      "--tlog-upload=false",
      "--predicate",
      "bom.json",
      "--type",
      "cyclonedx",
      "--allow-http-registry",
      image,
    ],
    { environment: environment(), directory: folder },
  );
  assert.equal(made.code, 0, made.stderr);
  const ports = await portsFor(owner, { workspace: folder });
  const client = createRegistry({ ...ports, credentials: anonymousCredentials });
  const repository = { registry: registry.host, path: "acme/by-cosign" };
  const digest = parseDigest(image.split("@")[1] ?? "", "image");
  const { keyId, publicKey } = key;
  const read = (identity: { readonly keyId: string; readonly publicKey: string }) =>
    findLegacyAttestations(client, repository, digest, { identities: [{ kind: "key", ...identity }] });
  const [found] = await read({ keyId, publicKey });
  assert.equal(found?.result.ok, true);
  assert.equal(found.predicateType, "https://cyclonedx.org/bom");
  const other = generateSigningKey();
  const [refused] = await read(other);
  assert.equal(refused?.result.ok, false);
  // Ours is added beside it and hides nothing.
  await attest(image, withKey());
  const all = await read({ keyId, publicKey });
  assert.equal(all.length, 4, "cosign's counts as ours: same key, same predicate");
  assert.ok(all.every(({ result }) => result.ok));
});
