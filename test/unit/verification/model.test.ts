import assert from "node:assert/strict";
import { X509Certificate, createHash, createPublicKey, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import {
  authorityConstraints,
  extendedKeyUsage,
  extension,
  keyUsage,
} from "../../../doubles/sigstore/certificates.ts";
import { decodeModelBundle, encodeModelBundle, hintOfModelKey } from "../../../src/envelope/model-bundle.ts";
import {
  type ModelResource,
  modelManifest,
  modelSignaturePredicate,
  modelStatement,
} from "../../../src/envelope/model-signing.ts";
import { publicKeyId } from "../../../src/signing/keys.ts";
import { openSigning } from "../../../src/signing/signer.ts";
import { Fault } from "../../../src/values/fault.ts";
import type { KeyIdentity } from "../../../src/values/identity.ts";
import {
  type ModelPolicy,
  type ModelReader,
  type ModelVerification,
  type WantedHashes,
  verifyModel,
  verifyModelSignature,
} from "../../../src/verification/model.ts";
import { publicTrustedRoot } from "../../../src/verification/public-roots.ts";
import { keySigner, keylessSigner, signingPorts, startPrivateSigstore } from "../signing/signing-fixture.ts";
import { type ChainOptions, digitalSignature, smallChain } from "./small-chain.ts";

const hexFor = (text: string): string => createHash("sha256").update(text).digest("hex");
const resources = ["a", "b/c", "d"].map((name) => ({ name, sha256: hexFor(name) }));
const manifest = modelManifest("shelf", resources, {
  allowSymlinks: false,
  ignorePaths: [".git", "model.sig"],
});
const statement = modelStatement(manifest);
const reading =
  (files: readonly ModelResource[] = resources): ModelReader =>
  async () =>
    files;
const { signer, identity } = await keySigner();
const signed = await signer.signModel(statement);
const byKey: ModelPolicy = { identities: [identity] };
const none = { ignorePaths: [] };

const codeOf = (result: ModelVerification): string => (result.ok ? "verified" : result.why.code);
function whyOf(result: ModelVerification): string {
  assert.ok(!result.ok);
  return result.why.message;
}

for (const [curve, hash] of [
  ["P-256", "sha256"],
  ["P-384", "sha384"],
  ["P-521", "sha512"],
] as const)
  test(`a key on ${curve} signs with ${hash}, names itself by its PEM text, and verifies`, async () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: curve });
    const publicKey = createPublicKey(privateKey);
    const publicPem = publicKey.export({ type: "spki", format: "pem" }).toString();
    const own: KeyIdentity = { kind: "key", keyId: publicKeyId(publicKey), publicKey: publicPem };
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const models = await openSigning({ mode: "key", privateKey: pem, models: {} }, signingPorts());
    const bundle = await models.signModel(statement);
    assert.deepEqual(decodeModelBundle(bundle).material, {
      kind: "publicKey",
      hint: hintOfModelKey(publicPem),
    });
    const result = await verifyModel(bundle, { identities: [own] }, reading(), none);
    assert.ok(result.ok);
    assert.deepEqual(result.by, own);
    assert.deepEqual(result.manifest, manifest);
    assert.equal(codeOf(verifyModelSignature(bundle, byKey)), "SIGNATURE_KEY_UNKNOWN");
  });

test("RSA and other curves sign no models", async () => {
  const pem = (key: ReturnType<typeof createPublicKey>): string =>
    key.export({ type: "pkcs8", format: "pem" }).toString();
  const unsupported = (error: unknown): boolean =>
    error instanceof Fault && error.code === "SIGNING_KEY_UNSUPPORTED";
  const rsa = pem(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey);
  const images = await openSigning({ mode: "key", privateKey: rsa }, signingPorts());
  await assert.rejects(images.signModel(statement), unsupported);
  for (const privateKey of [rsa, pem(generateKeyPairSync("ec", { namedCurve: "secp256k1" }).privateKey)])
    await assert.rejects(openSigning({ mode: "key", privateKey, models: {} }, signingPorts()), unsupported);
});

test("a keyless signature verifies with its log entry, and by no other workflow", async (t) => {
  const sigstore = await startPrivateSigstore(t);
  const keyless = await keylessSigner(sigstore);
  const bundle = await keyless.signer.signModel(statement);
  const policy = { identities: [keyless.identity], trustedRoot: keyless.trustedRoot };
  const result = await verifyModel(bundle, policy, reading(), none);
  assert.ok(result.ok && result.at !== undefined);
  const other = { ...policy, identities: [{ ...keyless.identity, repositoryId: "1" }] };
  assert.equal(codeOf(verifyModelSignature(bundle, other)), "SIGNATURE_IDENTITY_MISMATCH");
  const stripped = encodeModelBundle({ ...decodeModelBundle(bundle), logEntries: [] });
  assert.equal(codeOf(verifyModelSignature(stripped, policy)), "SIGNATURE_LOG_MISSING");
});

test("missing, changed and added files are each named, a few of many", async () => {
  const [a, c, d] = resources;
  assert.ok(a && c && d);
  const verdict = async (files: readonly ModelResource[]): Promise<string> =>
    whyOf(await verifyModel(signed, byKey, reading(files), none));
  assert.match(await verdict([a, c]), /^the model is not what was signed: missing: "d"$/);
  assert.match(await verdict([a, c, { ...d, sha256: hexFor("x") }]), /: changed: "d"$/);
  assert.match(await verdict([...resources, { name: "x\n", sha256: hexFor("x") }]), /: not signed: "x\\n"$/);
  const many = Array.from({ length: 8 }, (_, at) => ({ name: `n${at}`, sha256: hexFor("n") }));
  assert.match(await verdict([...many, a]), /missing: "b\/c", "d"; not signed: "n0".*"n4" and 3 more$/);
});

test("what is to be hashed follows from the signature, from git's files and from the verifier's own list", async () => {
  const asked: WantedHashes[] = [];
  const read: ModelReader = async (wanted) => {
    asked.push(wanted);
    return resources;
  };
  await verifyModel(signed, byKey, read, { ignorePaths: ["own.sig"], ignoreUnsignedFiles: true });
  assert.deepEqual(asked[0]?.ignorePaths.toSorted(), [
    ".git",
    ".gitattributes",
    ".github",
    ".gitignore",
    "model.sig",
    "own.sig",
  ]);
  assert.deepEqual(asked[0]?.only, new Set(["a", "b/c", "d"]));
  const git = [".git/config", ".gitignore", "a"].map((name) => ({ name, sha256: hexFor(name) }));
  const withGit = modelStatement(modelManifest("m", git, { allowSymlinks: true, ignorePaths: [] }));
  await verifyModel(await signer.signModel(withGit), byKey, read, none);
  assert.deepEqual(asked[1]?.ignorePaths, [".gitattributes", ".github"]);
  assert.equal(asked[1]?.allowSymlinks, true);
  assert.equal(asked[1]?.only, undefined);
});

test("a model that cannot be read is refused with the reason of the reader", async () => {
  const read: ModelReader = async () => {
    throw new Fault("MODEL_CHANGED", "it changed");
  };
  assert.equal(codeOf(await verifyModel(signed, byKey, read, none)), "MODEL_CHANGED");
});

test("a statement that contradicts itself is refused even when the right key signed it", async () => {
  const swapped = structuredClone(statement) as { subject: { digest: { sha256: string } }[] };
  const [subject] = swapped.subject;
  assert.ok(subject);
  subject.digest.sha256 = hexFor("other");
  const bundle = await signer.signModel(swapped);
  assert.match(whyOf(verifyModelSignature(bundle, byKey)), /wrong root digest/);
  const unsafe = structuredClone(statement) as { predicate: { resources: { name: string }[] } };
  const [first] = unsafe.predicate.resources;
  assert.ok(first);
  first.name = "../x";
  assert.match(whyOf(verifyModelSignature(await signer.signModel(unsafe), byKey)), /unsafe name "..\/x"/);
  for (const other of [await signer.signStatement({ a: 1 }), Buffer.from("{}"), Buffer.alloc(0)])
    assert.equal(codeOf(verifyModelSignature(other, byKey)), "SIGNATURE_MALFORMED");
  assert.equal(
    codeOf(verifyModelSignature(await signer.signBlob(Buffer.from("x")), byKey)),
    "SIGNATURE_WRONG_KIND",
  );
});

test("a payload that was changed after signing is refused", () => {
  const bundle = decodeModelBundle(signed);
  assert.ok(bundle.content.kind === "dsse");
  const other = modelManifest("shelf", resources.slice(1), { allowSymlinks: false, ignorePaths: [] });
  const payload = Buffer.from(JSON.stringify(modelStatement(other)));
  const content = { kind: "dsse", envelope: { ...bundle.content.envelope, payload } } as const;
  const forged = encodeModelBundle({ ...bundle, content });
  assert.equal(codeOf(verifyModelSignature(forged, byKey)), "SIGNATURE_INVALID");
});

async function certified(options: ChainOptions = {}): Promise<{
  readonly bundle: Uint8Array;
  readonly policy: ModelPolicy;
  readonly chain: ReturnType<typeof smallChain>;
}> {
  const chain = smallChain(options);
  const models = { certificates: `${chain.leafPem}${chain.betweenPem}` };
  const own = await openSigning({ mode: "key", privateKey: chain.keyPem, models }, signingPorts());
  const policy = { identities: [], certificateRoots: chain.rootPem };
  return { bundle: await own.signModel(statement), policy, chain };
}

test("a certificate verifies up to its root, on every curve, and says whose it is", async () => {
  for (const curve of ["P-256", "P-384", "P-521"] as const) {
    const { bundle, policy } = await certified({ curve });
    const result = verifyModelSignature(bundle, policy);
    assert.ok(result.ok, curve);
    assert.ok(result.by.kind === "certificate");
    assert.match(result.by.subject, /model signer/);
  }
  const { bundle, policy } = await certified({ leaf: [extendedKeyUsage("1.3.6.1.5.5.7.3.3")] });
  assert.equal(codeOf(verifyModelSignature(bundle, policy)), "verified", "code signing is as good");
});

for (const [what, options, why] of [
  ["that may not sign", { leaf: [keyUsage(0x20)] }, /may not be used for signing/],
  ["for servers", { leaf: [extendedKeyUsage("1.3.6.1.5.5.7.3.1")] }, /may not be used for signing/],
  [
    "under an authority that is none",
    { between: [keyUsage(digitalSignature)] },
    /does not lead to a trusted root/,
  ],
  ["under an authority that began later", { betweenDays: [-0.5, 100] }, /does not lead/],
  ["under an authority that had ended", { betweenDays: [-10, -2] }, /does not lead/],
  [
    "with a critical extension that nobody knows",
    { leaf: [keyUsage(digitalSignature), extension("1.2.3.4", true, Buffer.from([5, 0]))] },
    /critical extension/,
  ],
  [
    "under an authority with name constraints",
    {
      between: [authorityConstraints(), keyUsage(0x06), extension("2.5.29.30", true, Buffer.from([0x30, 0]))],
    },
    /does not lead/,
  ],
] as const satisfies readonly (readonly [string, ChainOptions, RegExp])[])
  test(`a certificate ${what} is refused`, async () => {
    const { bundle, policy } = await certified(options);
    const result = verifyModelSignature(bundle, policy);
    assert.equal(codeOf(result), "SIGNATURE_CERTIFICATE_UNTRUSTED");
    assert.match(whyOf(result), why);
  });

test("other roots, no roots and a chain without its middle are refused", async () => {
  const { bundle, policy } = await certified();
  const other = smallChain();
  const code = (changes: ModelPolicy, bytes = bundle): string => codeOf(verifyModelSignature(bytes, changes));
  assert.equal(code({ identities: [], certificateRoots: other.rootPem }), "SIGNATURE_CERTIFICATE_UNTRUSTED");
  assert.equal(code({ identities: [identity] }), "SIGNATURE_CERTIFICATE_UNTRUSTED");
  assert.equal(code({ identities: [], certificateRoots: "x" }), "TRUSTED_ROOT_INVALID");
  const broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
  assert.equal(code({ identities: [], certificateRoots: broken }), "TRUSTED_ROOT_INVALID");
  const { material, ...rest } = decodeModelBundle(bundle);
  assert.ok(material.kind === "chain");
  const alone = encodeModelBundle({
    ...rest,
    material: { kind: "chain", certificates: material.certificates.slice(0, 1) },
  });
  assert.equal(code(policy, alone), "SIGNATURE_CERTIFICATE_UNTRUSTED");
  const swapped = smallChain();
  const certificates = [swapped.leafPem, swapped.betweenPem].map((pem) => new X509Certificate(pem).raw);
  const foreign = encodeModelBundle({ ...rest, material: { kind: "chain", certificates } });
  assert.equal(code({ identities: [], certificateRoots: swapped.rootPem }, foreign), "SIGNATURE_INVALID");
});

test("a signer with somebody else's certificate is refused before it signs", async () => {
  const [one, other] = [smallChain(), smallChain()];
  for (const [certificates, why] of [
    [other.leafPem, /another key/],
    ["", /not in a chain/],
    ["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", /cannot be read/],
  ] as const)
    await assert.rejects(
      openSigning({ mode: "key", privateKey: one.keyPem, models: { certificates } }, signingPorts()),
      (error) =>
        error instanceof Fault && error.code === "SIGNING_CERTIFICATE_INVALID" && why.test(error.message),
    );
});

test("the specification's vectors verify: key, certificate and, up to the identity, the public Sigstore", () => {
  const read = (name: string): Buffer =>
    readFileSync(path.join(import.meta.dirname, "../../fixtures/model-signing", `${name}.bundle.json`));
  const certificate = read("valid/certificate");
  const { material } = decodeModelBundle(certificate);
  assert.ok(material.kind === "chain");
  const [leaf, ...others] = material.certificates.map((der) => new X509Certificate(der));
  const top = others.at(-1);
  assert.ok(leaf && top);
  const result = verifyModelSignature(certificate, { identities: [], certificateRoots: top.toString() });
  assert.ok(result.ok, result.ok ? "" : result.why.message);
  assert.equal(result.manifest.resources.length, 2);
  // The vector of the key method is signed with the very key that the certificate names.
  const publicKey = leaf.publicKey.export({ type: "spki", format: "pem" }).toString();
  const signer: KeyIdentity = { kind: "key", keyId: publicKeyId(leaf.publicKey), publicKey };
  assert.equal(codeOf(verifyModelSignature(read("valid/key"), { identities: [signer] })), "verified");
  const byNobody = { identities: [], trustedRoot: publicTrustedRoot };
  assert.equal(codeOf(verifyModelSignature(read("valid/sigstore"), byNobody)), "SIGNATURE_IDENTITY_MISMATCH");
  for (const [name, code] of [
    ["invalid/empty", "SIGNATURE_MALFORMED"],
    ["invalid/missing-envelope", "SIGNATURE_MALFORMED"],
    ["invalid/missing-verification-material", "SIGNATURE_MALFORMED"],
    ["invalid/missing-tlog-entries", "SIGNATURE_LOG_MISSING"],
    ["invalid-payload/wrong-predicate", "SIGNATURE_MALFORMED"],
  ] as const)
    assert.equal(codeOf(verifyModelSignature(read(name), { ...byNobody, identities: [signer] })), code, name);
  assert.equal(modelSignaturePredicate, "https://model_signing/signature/v1.0");
});
