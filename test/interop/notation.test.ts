// Notary signatures both ways: ours verified by stock notation under a strict policy, stock ones verified by ours; over a
// registry with the referrers API and over two without.
import assert from "node:assert/strict";
import { X509Certificate, createHash } from "node:crypto";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { before } from "node:test";
import { startRegistry } from "../../doubles/registry/registry.ts";
import { startSigstore } from "../../doubles/sigstore/sigstore.ts";
import { type Peer, installPeers } from "../../scripts/peers/install.ts";
import { openRegistry } from "../../src/commands/registry-access.ts";
import { command } from "../../src/commands/sign-attest/inputs.ts";
import { fallbackTag } from "../../src/oci/index.ts";
import type { Descriptor } from "../../src/oci/descriptor.ts";
import type { Registry } from "../../src/oci/registry.ts";
import { attachNotarySignature } from "../../src/signing/attach.ts";
import { loadSigningKey, writeCosignKey } from "../../src/signing/keys.ts";
import { openNotarySigning } from "../../src/signing/notary.ts";
import { parseDigest } from "../../src/values/digest.ts";
import type { Repository } from "../../src/values/image-reference.ts";
import { type NotaryVerification, findNotarySignatures } from "../../src/verification/notary.ts";
import { type KeyKind, type MadeChain, makeChain } from "../unit/signing/notary-chain.ts";
import { type Owner, freePort, perform, portsFor, refuses, service, succeeds, temporary } from "./setting.ts";
import { writeSmallImage } from "./small-image.ts";

let peers: Record<"notation" | "oras" | "registry2", Peer>;
before(async () => {
  peers = await installPeers(["notation", "oras", "registry2"]);
});

const servers = {
  "the registry double": async (t: Owner): Promise<string> => {
    const double = await startRegistry();
    t.after(() => double.close());
    return double.host;
  },
  "the registry double without referrers API": async (t: Owner): Promise<string> => {
    const double = await startRegistry({ referrers: false });
    t.after(() => double.close());
    return double.host;
  },
  "docker-registry 2.8": async (t: Owner): Promise<string> => {
    const folder = await temporary(t, "registry");
    const host = `127.0.0.1:${await freePort()}`;
    const file = path.join(folder, "config.json");
    const storage = { filesystem: { rootdirectory: path.join(folder, "data") } };
    await writeFile(file, JSON.stringify({ version: "0.1", storage, http: { addr: host } }));
    await service(t, peers.registry2.command, ["serve", file], { url: `http://${host}/v2/` });
    return host;
  },
};
type Server = keyof typeof servers;

type World = {
  readonly ports: Awaited<ReturnType<typeof portsFor>>;
  readonly registry: Registry;
  readonly repository: Repository;
  readonly subject: Descriptor;
  /** By digest. */
  readonly image: string;
  readonly push: () => Promise<{ readonly subject: Descriptor; readonly image: string }>;
};

async function open(t: Owner, server: Server): Promise<World> {
  const workspace = await temporary(t, "workspace");
  const host = await servers[server](t);
  const ports = await portsFor(t, { workspace, environment: { HOME: workspace } });
  const registry = await openRegistry({ "registry-ca": undefined, "insecure-registries": [] }, ports);
  const repository = { registry: host, path: "acme/counter" };
  const push = async (): Promise<{ subject: Descriptor; image: string }> => {
    const layout = await temporary(t, "layout");
    const { indexDigest } = await writeSmallImage(layout);
    const source = ["cp", "--from-oci-layout", `${layout}:latest`, "--to-plain-http"];
    await succeeds(peers.oras.command, [...source, `${host}/acme/counter:1`]);
    const subject = await registry.resolve(repository, parseDigest(indexDigest));
    assert.ok(subject);
    return { subject, image: `${host}/acme/counter@${indexDigest}` };
  };
  return { ports, registry, repository, push, ...(await push()) };
}

async function sign(
  world: World,
  made: MadeChain,
  more: { readonly timestampAuthority?: URL } = {},
): Promise<Descriptor> {
  const { ports, registry, repository, subject } = world;
  const signer = await openNotarySigning(
    { privateKey: made.key, certificateChain: made.pem, ...more },
    ports,
  );
  return attachNotarySignature(
    { registry, clock: ports.clock, random: ports.random },
    repository,
    subject,
    await signer.sign(subject),
    signer.chain.thumbprints,
  );
}

/** The folder of a stock notation that trusts these roots under a strict policy. */
async function configured(
  t: Owner,
  roots: readonly string[],
  timestampRoots: readonly string[] = [],
): Promise<{ readonly folder: string; readonly environment: Readonly<Record<string, string>> }> {
  const home = await temporary(t, "notation");
  const folder = path.join(home, "notation");
  await mkdir(folder);
  const store = async (kind: "ca" | "tsa", pems: readonly string[]): Promise<readonly string[]> => {
    if (pems.length === 0) return [];
    const to = path.join(folder, "truststore", "x509", kind, "acme");
    await mkdir(to, { recursive: true });
    for (const [index, pem] of pems.entries()) await writeFile(path.join(to, `${index}.pem`), pem);
    return [`${kind}:acme`];
  };
  const policy = {
    name: "all",
    registryScopes: ["*"],
    signatureVerification: { level: "strict" },
    trustStores: [...(await store("ca", roots)), ...(await store("tsa", timestampRoots))],
    trustedIdentities: ["*"],
  };
  await writeFile(
    path.join(folder, "trustpolicy.json"),
    JSON.stringify({ version: "1.0", trustPolicies: [policy] }),
  );
  return { folder, environment: { XDG_CONFIG_HOME: home, HOME: home, https_proxy: "http://127.0.0.1:9" } };
}

const verify = (image: string): readonly string[] => ["verify", "--insecure-registry", image];

async function stockVerifies(t: Owner, image: string, root: string): Promise<void> {
  const { environment } = await configured(t, [root]);
  const said = await succeeds(peers.notation.command, verify(image), { environment });
  assert.match(said, /Successfully verified signature/);
}

async function stockRefuses(t: Owner, image: string, root: string, why: RegExp): Promise<void> {
  const { environment } = await configured(t, [root]);
  assert.match(await refuses(peers.notation.command, [...verify(image), "-d"], { environment }), why);
}

async function oursFinds(world: World, root: Buffer, subject = world.subject): Promise<NotaryVerification> {
  const { registry, repository } = world;
  const found = await findNotarySignatures(registry, repository, subject, {
    roots: [root],
    now: new Date(),
  });
  assert.equal(found.length, 1);
  const [only] = found;
  assert.ok(only);
  return only.result;
}

const code = (result: NotaryVerification): string => (result.ok ? "ok" : result.why.code);

const kinds: readonly KeyKind[] = ["P-256", "P-384", "P-521", 2048, 3072, 4096];
for (const kind of kinds)
  test(`stock notation verifies our signature by ${kind} strictly`, async (t) => {
    const world = await open(t, "the registry double");
    const made = makeChain({ kind, intermediate: kind === "P-256" });
    await sign(world, made);
    await stockVerifies(t, world.image, made.rootPem);
    assert.equal(code(await oursFinds(world, made.root)), "ok");
  });

for (const server of ["the registry double without referrers API", "docker-registry 2.8"] as const)
  for (const kind of ["P-256", 2048] as const)
    test(`stock notation finds and verifies our signature by ${kind} over ${server}`, async (t) => {
      const world = await open(t, server);
      const made = makeChain({ kind });
      const listed = await sign(world, made);
      assert.equal(listed.artifactType, "application/vnd.cncf.notary.signature");
      await stockVerifies(t, world.image, made.rootPem);
      const index = await world.registry.manifest(world.repository, fallbackTag(world.subject.digest));
      assert.ok(index, "the fallback tag is there");
    });

test("a signature with a timestamp is verified by its authority on both sides", async (t) => {
  const sigstore = await startSigstore({ directory: await temporary(t, "sigstore") });
  t.after(() => sigstore.close());
  const world = await open(t, "the registry double");
  const made = makeChain();
  await sign(world, made, { timestampAuthority: new URL(`${sigstore.tsaUrl}/api/v1/timestamp`) });
  const chain = await (await fetch(`${sigstore.tsaUrl}/api/v1/timestamp/certchain`)).text();
  const pem = chain.slice(chain.lastIndexOf("-----BEGIN"));
  const authority = new X509Certificate(pem).raw;
  const { environment } = await configured(t, [made.rootPem], [pem]);
  await succeeds(peers.notation.command, verify(world.image), { environment });
  const other = await configured(t, [made.rootPem], [makeChain().rootPem]);
  await refuses(peers.notation.command, verify(world.image), { environment: other.environment });
  const { registry, repository, subject } = world;
  const policy = { roots: [made.root], now: new Date() };
  const [found] = await findNotarySignatures(registry, repository, subject, {
    ...policy,
    timestampRoots: [authority],
  });
  assert.ok(found?.result.ok && found.result.provedAt !== undefined);
  const [refused] = await findNotarySignatures(registry, repository, subject, {
    ...policy,
    timestampRoots: [makeChain().root],
  });
  assert.ok(refused && code(refused.result) === "SIGNATURE_TIME_INVALID");
});

for (const server of Object.keys(servers) as Server[])
  for (const kind of ["P-256", 2048] as const)
    test(`ours verifies what stock notation signs by ${kind} over ${server}`, async (t) => {
      const world = await open(t, server);
      const made = makeChain({ kind, intermediate: true });
      const { folder, environment } = await configured(t, [made.rootPem]);
      await mkdir(path.join(folder, "localkeys"));
      const files = {
        keyPath: path.join(folder, "localkeys", "acme.key"),
        certPath: path.join(folder, "localkeys", "acme.crt"),
      };
      await writeFile(files.keyPath, made.key);
      await writeFile(files.certPath, made.pem);
      await writeFile(
        path.join(folder, "signingkeys.json"),
        JSON.stringify({ default: "acme", keys: [{ name: "acme", ...files }] }),
      );
      const argv = ["sign", "--insecure-registry", "--signature-format", "jws", "--expiry", "24h"];
      await succeeds(peers.notation.command, [...argv, "-m", "build=7", world.image], { environment });
      const result = await oursFinds(world, made.root);
      assert.ok(result.ok, result.ok ? "" : result.why.message);
      assert.equal(
        result.signer,
        createHash("sha256")
          .update(made.ders[0] ?? "")
          .digest("hex"),
      );
      assert.equal(result.target.annotations?.["build"], "7");
      assert.equal(code(await oursFinds(world, makeChain().root)), "SIGNATURE_CERTIFICATE_UNTRUSTED");
    });

test("another root is refused on both sides", async (t) => {
  const world = await open(t, "the registry double");
  const made = makeChain();
  await sign(world, made);
  const other = makeChain();
  await stockRefuses(t, world.image, other.rootPem, /authenticity|trusted/i);
  assert.equal(code(await oursFinds(world, other.root)), "SIGNATURE_CERTIFICATE_UNTRUSTED");
});

test("a payload that was changed is refused on both sides", async (t) => {
  const world = await open(t, "the registry double");
  const made = makeChain();
  const { ports, subject } = world;
  const signer = await openNotarySigning({ privateKey: made.key, certificateChain: made.pem }, ports);
  const envelope = JSON.parse((await signer.sign(subject)).toString("utf8")) as Record<string, unknown>;
  const { mediaType, digest, size } = subject;
  const payload = { targetArtifact: { mediaType, digest, size, annotations: { by: "somebody else" } } };
  envelope["payload"] = Buffer.from(JSON.stringify(payload)).toString("base64url");
  await attachTampered(world, Buffer.from(JSON.stringify(envelope)), signer.chain.thumbprints);
  await stockRefuses(t, world.image, made.rootPem, /integrity|signature is invalid/i);
  assert.equal(code(await oursFinds(world, made.root)), "SIGNATURE_INVALID");
});

test("a signature that is moved to another image is refused on both sides", async (t) => {
  const world = await open(t, "the registry double");
  const made = makeChain();
  const { ports, subject } = world;
  const signer = await openNotarySigning({ privateKey: made.key, certificateChain: made.pem }, ports);
  const envelope = await signer.sign(subject);
  const other = await world.push();
  await attachTampered({ ...world, ...other }, envelope, signer.chain.thumbprints);
  await stockRefuses(t, other.image, made.rootPem, /mismatch|does not match|descriptor/i);
  assert.equal(code(await oursFinds(world, made.root, other.subject)), "SIGNATURE_SUBJECT_MISMATCH");
});

const wholeName = [
  ["2.5.4.6", "DE"],
  ["2.5.4.8", "Berlin"],
  ["2.5.4.10", "acme"],
  ["2.5.4.3", "release signing"],
] as const;

test("what sign-attest prints for format: notation passes as printed, and a second run adds nothing", async (t) => {
  for (const subject of [wholeName, undefined]) {
    const world = await open(t, "the registry double without referrers API");
    const made = makeChain({ intermediate: true, ...(subject === undefined ? {} : { subject }) });
    const { ports, image } = world;
    await writeFile(path.join(ports.workspace, "chain.pem"), made.pem);
    const inputs = {
      image,
      format: "notation",
      "signing-mode": "key",
      "signing-key": await writeCosignKey(await loadSigningKey(made.key), "secret", 32_768),
      "signing-key-password": "secret",
      "signing-certificate-chain": "chain.pem",
      "insecure-registries": world.repository.registry,
    };
    const outcome = await perform(command, inputs, ports);
    assert.ok(outcome.ok);
    const again = await perform(command, { ...inputs, "signing-certificate-chain": made.pem }, ports);
    assert.match(again.verdict, /nothing changed/);
    assert.equal(again.outputs.signatures, outcome.outputs.signatures);
    assert.equal(code(await oursFinds(world, made.root)), "ok");

    const home = await temporary(t, "printed");
    const bin = path.join(home, "bin");
    await mkdir(bin);
    await symlink(peers.notation.command, path.join(bin, "notation"));
    const [verifyLine, trustLines, policy, root] = outcome.report.blocks.flatMap((block) =>
      block.kind === "code" ? [block.text] : [],
    );
    assert.ok(verifyLine !== undefined && trustLines && policy !== undefined && root !== undefined);
    assert.equal(verifyLine, outcome.outputs["verify-command"]);
    assert.equal(policy.includes("x509.subject: C=DE, ST=Berlin, O=acme"), subject !== undefined);
    await writeFile(path.join(home, "trustpolicy.json"), policy);
    await writeFile(path.join(home, "root.pem"), `${root}\n`);
    const environment = { HOME: home, XDG_CONFIG_HOME: home, PATH: `${bin}:/usr/bin:/bin` };
    const options = { directory: home, environment };
    await succeeds("/bin/sh", ["-ec", `${trustLines}\n${verifyLine}`], options);
    const unsigned = await world.push();
    await refuses("/bin/sh", ["-ec", verifyLine.replace(image, unsigned.image)], options);
  }
});

async function attachTampered(
  { ports, registry, repository, subject }: World,
  envelope: Buffer,
  thumbprints: readonly string[],
): Promise<void> {
  await attachNotarySignature(
    { registry, clock: ports.clock, random: ports.random },
    repository,
    subject,
    envelope,
    thumbprints,
  );
}
