import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { readTrust, readTrustSignatures, writeTrustSignatures } from "../../../src/schema/signed-json.ts";
import { createRootKey, keyId } from "../../../src/trust/root-key.ts";
import { acceptedSigner, sameIdentity, signersFor } from "../../../src/trust/signers.ts";
import { type TrustContent, createTrust, signTrust } from "../../../src/trust/trust-document.ts";
import { verifyTrust, verifyTrustUpdate } from "../../../src/trust/trust-verification.ts";
import { digestOf } from "../../../src/values/digest.ts";
import { Fault } from "../../../src/values/fault.ts";
import type { Identity, WorkflowIdentity } from "../../../src/values/identity.ts";

const one = createRootKey();
const two = createRootKey();
const three = createRootKey();
const appKey = createRootKey().root;
const workflow: WorkflowIdentity = {
  kind: "workflow",
  issuer: "https://token.actions.githubusercontent.com",
  subject: "https://github.com/acme/fleet/.github/workflows/publish.yml@refs/heads/main",
  repositoryId: "4711",
  ownerId: "815",
  sourceRef: "refs/heads/main",
  buildConfigUri: "https://github.com/acme/fleet/.github/workflows/publish.yml@refs/heads/main",
  trigger: "push",
};
const releaseKey: Identity = { kind: "key", ...appKey };

function content(overrides: Partial<TrustContent> = {}): TrustContent {
  return {
    fleet: "acme-retail",
    expires: new Date("2027-11-22T00:00:00Z"),
    roots: { threshold: 1, keys: [one.root] },
    signers: [
      { role: "release", app: "shelf-counter", identity: releaseKey },
      { role: "publish", app: null, identity: workflow },
    ],
    trustedRoot: digestOf("root"),
    ...overrides,
  };
}

const pinned = { threshold: 1, keys: [one.root] };
const code = (expected: string) => (error: unknown) => error instanceof Fault && error.code === expected;

test("a trust document that its pinned root signed is read", () => {
  const bytes = createTrust(content());
  const trust = verifyTrust(bytes, signTrust(bytes, one.privateKey), pinned);
  assert.equal(trust.value.fleet, "acme-retail");
  assert.equal(trust.digest, digestOf(bytes));
  assert.equal(trust.value.version, 1);
});

test("openssl can check a root signature", (t) => {
  const directory = mkdtempSync(path.join(tmpdir(), "trust-"));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  const bytes = createTrust(content());
  const file = (name: string, data: Uint8Array | string): string => {
    writeFileSync(path.join(directory, name), data);
    return path.join(directory, name);
  };
  const signature =
    readTrustSignatures(signTrust(bytes, one.privateKey), "s").value.signatures[0]?.signature ?? "";
  const printed = execFileSync("openssl", [
    "dgst",
    "-sha256",
    "-verify",
    file("root.pub", one.root.publicKey),
    "-signature",
    file("sig", Buffer.from(signature, "base64")),
    file("trust.json", bytes),
  ]);
  assert.match(printed.toString(), /Verified OK/);
});

test("another root, other bytes, or signatures about another document are refused", () => {
  const bytes = createTrust(content());
  assert.throws(() => verifyTrust(bytes, signTrust(bytes, two.privateKey), pinned), code("TRUST_NOT_SIGNED"));
  const other = createTrust(content({ epoch: 2 }));
  assert.throws(
    () => verifyTrust(other, signTrust(bytes, one.privateKey), pinned),
    code("TRUST_SIGNATURES_FOREIGN"),
  );
  const forged = {
    ...readTrustSignatures(signTrust(bytes, one.privateKey), "s").value,
    trust: digestOf(other),
  };
  assert.throws(() => verifyTrust(other, writeTrustSignatures(forged), pinned), code("TRUST_NOT_SIGNED"));
});

test("a document that the pinned root signed and its own roots did not is refused", () => {
  const bytes = createTrust(content({ roots: { threshold: 1, keys: [two.root] } }));
  assert.throws(() => verifyTrust(bytes, signTrust(bytes, one.privateKey), pinned), code("TRUST_NOT_SIGNED"));
});

test("two of three root keys are enough, one that signs twice is not", () => {
  const roots = { threshold: 2, keys: [one.root, two.root, three.root] };
  const bytes = createTrust(content({ roots }));
  const once = signTrust(bytes, one.privateKey);
  assert.throws(() => verifyTrust(bytes, once, roots), code("TRUST_NOT_SIGNED"));
  const again = signTrust(bytes, one.privateKey, once);
  assert.equal(readTrustSignatures(again, "s").value.signatures.length, 1);
  const single = readTrustSignatures(once, "s").value;
  const doubled = writeTrustSignatures({
    ...single,
    signatures: [...single.signatures, ...single.signatures],
  });
  assert.throws(() => verifyTrust(bytes, doubled, roots), code("TRUST_NOT_SIGNED"));
  assert.equal(verifyTrust(bytes, signTrust(bytes, three.privateKey, once), roots).value.roots.threshold, 2);
});

test("signatures of an earlier document are dropped when its successor is signed", () => {
  const before = signTrust(createTrust(content()), one.privateKey);
  const bytes = createTrust(content({ version: 2 }));
  const { value } = readTrustSignatures(signTrust(bytes, two.privateKey, before), "s");
  assert.deepEqual(
    value.signatures.map((signature) => signature.keyId),
    [two.root.keyId],
  );
});

test("roots rotate: version 2 is signed by the roots of 1 and of 2", () => {
  const first = createTrust(content());
  const from = verifyTrust(first, signTrust(first, one.privateKey), pinned);
  const next = createTrust(content({ version: 2, roots: { threshold: 1, keys: [two.root] } }));
  const byNew = signTrust(next, two.privateKey);
  assert.throws(() => verifyTrustUpdate(from, next, byNew), code("TRUST_NOT_SIGNED"));
  assert.throws(
    () => verifyTrustUpdate(from, next, signTrust(next, one.privateKey)),
    code("TRUST_NOT_SIGNED"),
  );
  assert.equal(verifyTrustUpdate(from, next, signTrust(next, one.privateKey, byNew)).value.version, 2);
});

for (const [what, overrides] of [
  ["skips a version", { version: 3 }],
  ["keeps the version", { version: 1 }],
  ["is of another fleet", { version: 2, fleet: "other" }],
] as const)
  test(`an update that ${what} is refused`, () => {
    const first = createTrust(content());
    const from = verifyTrust(first, signTrust(first, one.privateKey), pinned);
    const next = createTrust(content(overrides));
    assert.throws(
      () => verifyTrustUpdate(from, next, signTrust(next, one.privateKey)),
      code("TRUST_UPDATE_INVALID"),
    );
  });

test("an update that goes back to an older epoch is refused", () => {
  const first = createTrust(content({ epoch: 2 }));
  const from = verifyTrust(first, signTrust(first, one.privateKey), pinned);
  const next = createTrust(content({ version: 2, epoch: 1 }));
  assert.throws(
    () => verifyTrustUpdate(from, next, signTrust(next, one.privateKey)),
    code("TRUST_UPDATE_INVALID"),
  );
});

test("keys whose id is made up, or of a kind that is not accepted, are refused", () => {
  const refused = (overrides: Partial<TrustContent>, expected: string): void => {
    const bytes = createTrust(content(overrides));
    assert.throws(() => verifyTrust(bytes, signTrust(bytes, one.privateKey), pinned), code(expected));
  };
  const renamed = { keyId: "0".repeat(64), publicKey: one.root.publicKey };
  refused({ roots: { threshold: 1, keys: [one.root, renamed] } }, "TRUST_KEY_INVALID");
  refused({ roots: { threshold: 1, keys: [one.root, one.root] } }, "TRUST_ROOTS_INVALID");
  refused({ roots: { threshold: 2, keys: [one.root] } }, "TRUST_ROOTS_INVALID");
  refused({ revertKey: { keyId: two.root.keyId, publicKey: three.root.publicKey } }, "TRUST_KEY_INVALID");
  refused(
    { signers: [{ role: "gate", app: null, identity: { kind: "key", ...renamed } }] },
    "TRUST_KEY_INVALID",
  );
  const ed = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }).toString();
  refused({ revertKey: { keyId: two.root.keyId, publicKey: ed } }, "TRUST_KEY_INVALID");
  refused({ revertKey: { keyId: two.root.keyId, publicKey: two.privateKey } }, "TRUST_KEY_INVALID");
});

test("the id of a key is the SHA-256 of its DER SubjectPublicKeyInfo", () => {
  const der = createPublicKey(one.root.publicKey).export({ type: "spki", format: "der" });
  assert.equal(keyId(one.root.publicKey), digestOf(der).slice(7));
  assert.throws(() => keyId("nonsense"), code("TRUST_KEY_INVALID"));
  assert.throws(() => signTrust(createTrust(content()), "nonsense"), code("TRUST_KEY_INVALID"));
});

test("a role names its signers for its app, and for all apps where none is named", () => {
  const trust = readTrust(createTrust(content()), "trust").value;
  assert.deepEqual(signersFor(trust, "release", "shelf-counter"), [releaseKey]);
  assert.deepEqual(signersFor(trust, "release", "other"), []);
  assert.deepEqual(signersFor(trust, "publish", "other"), [workflow]);
  assert.deepEqual(signersFor(trust, "gate", "shelf-counter"), []);
});

test("a signer without the role is refused, and a failed verification stays what it is", () => {
  const trust = readTrust(createTrust(content()), "trust").value;
  const good = { ok: true, by: releaseKey, at: undefined } as const;
  assert.equal(acceptedSigner(trust, "release", "shelf-counter", good), good);
  const wrong = acceptedSigner(trust, "publish", "shelf-counter", good);
  assert.equal(wrong.ok ? "" : wrong.why.code, "TRUST_SIGNER_NOT_ALLOWED");
  assert.equal(acceptedSigner(trust, "release", "x", wrong), wrong);
});

test("a revoked identity counts for signatures that are proved to be older, and for no other", () => {
  const from = "2026-11-01T00:00:00Z";
  const trust = readTrust(
    createTrust(content({ revocations: [{ identity: workflow, from }] })),
    "trust",
  ).value;
  const signedAt = (at: Date | undefined): string => {
    const result = acceptedSigner(trust, "publish", "a", { ok: true, by: workflow, at });
    return result.ok ? "accepted" : result.why.code;
  };
  assert.equal(signedAt(new Date("2026-10-31T23:59:59Z")), "accepted");
  assert.equal(signedAt(new Date(from)), "TRUST_SIGNER_REVOKED");
  assert.equal(signedAt(undefined), "TRUST_SIGNER_REVOKED");
  const other = acceptedSigner(trust, "release", "shelf-counter", {
    ok: true,
    by: releaseKey,
    at: undefined,
  });
  assert.ok(other.ok);
});

test("identities are the same only when every field is", () => {
  assert.ok(sameIdentity(workflow, { ...workflow }));
  for (const field of Object.keys(workflow).filter((name) => name !== "kind"))
    assert.ok(!sameIdentity(workflow, { ...workflow, [field]: "x" }), field);
  assert.ok(!sameIdentity(workflow, releaseKey));
  assert.ok(sameIdentity(releaseKey, { ...releaseKey }));
});
