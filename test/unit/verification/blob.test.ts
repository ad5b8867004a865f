import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test, { before, after } from "node:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { type SigstoreDouble, startSigstore } from "../../../doubles/sigstore/sigstore.ts";
import { type SigstoreBundle, decodeBundle, encodeBundle } from "../../../src/envelope/bundle.ts";
import { generateSigningKey } from "../../../src/signing/keys.ts";
import { type BlobSigner, openSigning } from "../../../src/signing/signer.ts";
import { digestOf } from "../../../src/values/digest.ts";
import type { KeyIdentity, WorkflowIdentity } from "../../../src/values/identity.ts";
import { verifyBlob } from "../../../src/verification/blob.ts";
import type { Verification, VerificationPolicy } from "../../../src/verification/policy.ts";
import {
  instantClock,
  keySigner,
  keylessSigner,
  signingPorts,
  workflowRun,
} from "../signing/signing-fixture.ts";

const message = Buffer.from("a release");
let folder = "";
let sigstore: SigstoreDouble;
let signer: BlobSigner;
let workflow: WorkflowIdentity;
let trustedRoot: Uint8Array;
let keyless: Uint8Array;
let keyed: { readonly signer: BlobSigner; readonly identity: KeyIdentity; readonly bundle: Uint8Array };

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "verification-"));
  sigstore = await startSigstore({ directory: folder });
  ({ signer, identity: workflow, trustedRoot } = await keylessSigner(sigstore));
  keyless = await signer.signBlob(message);
  const fresh = await keySigner();
  keyed = { ...fresh, bundle: await fresh.signer.signBlob(message) };
});
after(async () => {
  await sigstore.close();
  await rm(folder, { recursive: true, force: true });
});

const byWorkflow = (): VerificationPolicy => ({ identities: [workflow], trustedRoot });
const byKey = (): VerificationPolicy => ({ identities: [keyed.identity] });
const codeOf = (result: Verification): string => (result.ok ? "verified" : result.why.code);

function changed(
  bundle: Uint8Array,
  change: (decoded: SigstoreBundle) => Partial<SigstoreBundle>,
): Uint8Array {
  const decoded = decodeBundle(bundle);
  return encodeBundle({ ...decoded, ...change(decoded) });
}

test("a key's signature verifies with nothing but the key, at no proved time", () => {
  assert.deepEqual(verifyBlob(message, keyed.bundle, byKey()), {
    ok: true,
    by: keyed.identity,
    at: undefined,
  });
});

test("a keyless signature verifies offline, at the time of its log", () => {
  const result = verifyBlob(message, keyless, byWorkflow());
  assert.ok(result.ok);
  assert.deepEqual(result.by, workflow);
  const logged = sigstore.entries[0]?.integratedTime ?? 0;
  assert.equal(result.at?.getTime(), logged * 1000);
});

test("any of several identities may have signed, whatever their order", () => {
  const identities = [keyed.identity, workflow];
  assert.equal(codeOf(verifyBlob(message, keyless, { identities, trustedRoot })), "verified");
  assert.equal(codeOf(verifyBlob(message, keyed.bundle, { identities, trustedRoot })), "verified");
});

test("another key, a key where a workflow is wanted, and the reverse are refused", () => {
  const other = generateSigningKey();
  const identity: KeyIdentity = { kind: "key", keyId: other.keyId, publicKey: other.publicKey };
  assert.equal(
    codeOf(verifyBlob(message, keyed.bundle, { identities: [identity] })),
    "SIGNATURE_KEY_UNKNOWN",
  );
  assert.equal(codeOf(verifyBlob(message, keyed.bundle, byWorkflow())), "SIGNATURE_KEY_UNKNOWN");
  assert.equal(
    codeOf(verifyBlob(message, keyless, { identities: [keyed.identity], trustedRoot })),
    "SIGNATURE_IDENTITY_MISMATCH",
  );
  assert.equal(codeOf(verifyBlob(message, keyed.bundle, { identities: [] })), "SIGNATURE_KEY_UNKNOWN");
});

test("a policy's key must be the one that its id names, and of a kind that is known", () => {
  const other = generateSigningKey();
  const renamed: KeyIdentity = { ...keyed.identity, publicKey: other.publicKey };
  const broken: KeyIdentity = { ...keyed.identity, publicKey: "x" };
  for (const identity of [renamed, broken])
    assert.equal(
      codeOf(verifyBlob(message, keyed.bundle, { identities: [identity] })),
      "SIGNATURE_KEY_UNKNOWN",
    );
});

test("a hint is only a hint: a bundle with another one verifies by its key", () => {
  const bundle = changed(keyed.bundle, () => ({ material: { kind: "publicKey", hint: "some-name" } }));
  assert.equal(codeOf(verifyBlob(message, bundle, byKey())), "verified");
});

for (const field of [
  "issuer",
  "subject",
  "repositoryId",
  "ownerId",
  "sourceRef",
  "buildConfigUri",
  "trigger",
] as const)
  test(`a certificate whose ${field} is another one is refused, and the reason names it`, () => {
    const names = {
      issuer: /issuer is/,
      subject: /subject \(SAN\) is/,
      repositoryId: /repository id is "4711", expected/,
      ownerId: /owner id is "815", expected/,
      sourceRef: /source ref is/,
      buildConfigUri: /build config URI is/,
      trigger: /trigger is "push"/,
    };
    // A prefix, a suffix and another case would slip through patterns.
    for (const wrong of [
      `${workflow[field]}x`,
      workflow[field].slice(0, -1),
      workflow[field].toUpperCase() + "X",
    ]) {
      const result = verifyBlob(message, keyless, {
        identities: [{ ...workflow, [field]: wrong }],
        trustedRoot,
      });
      assert.ok(!result.ok);
      assert.equal(result.why.code, "SIGNATURE_IDENTITY_MISMATCH");
      assert.match(result.why.message, names[field]);
      assert.equal(result.why.message.split("expected").length, 2, "only this field differs");
    }
  });

test("either shape of the token's sub gives the same identity", async () => {
  for (const sub of ["repo:acme/shop:ref:refs/heads/main", "repo:acme@815/shop@4711:ref:refs/heads/main"]) {
    const other = await keylessSigner(sigstore, {
      identityToken: async () => sigstore.issueToken({ ...workflowRun, sub }),
    });
    assert.equal(codeOf(verifyBlob(message, await other.signer.signBlob(message), byWorkflow())), "verified");
  }
});

test("other bytes are refused, whoever signed", () => {
  const tampered = Buffer.from("a releasE");
  assert.equal(codeOf(verifyBlob(tampered, keyed.bundle, byKey())), "SIGNATURE_SUBJECT_MISMATCH");
  assert.equal(codeOf(verifyBlob(tampered, keyless, byWorkflow())), "SIGNATURE_SUBJECT_MISMATCH");
});

test("a bundle whose digest was rewritten to fit other bytes is refused", () => {
  const tampered = Buffer.from("a releasE");
  const forge = (bundle: Uint8Array) =>
    changed(bundle, ({ content }) => ({
      content: content.kind === "message" ? { ...content, digest: digestOf(tampered) } : content,
    }));
  assert.equal(codeOf(verifyBlob(tampered, forge(keyed.bundle), byKey())), "SIGNATURE_INVALID");
  assert.equal(codeOf(verifyBlob(tampered, forge(keyless), byWorkflow())), "SIGNATURE_LOG_INVALID");
});

test("a stripped log entry, a stripped proof and a log of somebody else each have their own reason", async () => {
  const without = changed(keyless, () => ({ logEntries: [] }));
  assert.equal(codeOf(verifyBlob(message, without, byWorkflow())), "SIGNATURE_LOG_MISSING");
  const proofless = changed(keyless, ({ logEntries }) => ({
    logEntries: logEntries.map((entry) => ({ ...entry, proof: undefined })),
  }));
  assert.equal(codeOf(verifyBlob(message, proofless, byWorkflow())), "SIGNATURE_LOG_PROOF_MISSING");
  const foreign = decodeBundle(await signer.signBlob(Buffer.from("another release")));
  const swapped = changed(keyless, () => ({ logEntries: foreign.logEntries }));
  assert.equal(codeOf(verifyBlob(message, swapped, byWorkflow())), "SIGNATURE_LOG_INVALID");
});

test("one entry that is shown twice is refused", () => {
  const twice = changed(keyless, ({ logEntries, timestamps }) => ({
    logEntries: [...logEntries, ...logEntries],
    timestamps,
  }));
  assert.notEqual(codeOf(verifyBlob(message, twice, byWorkflow())), "verified");
});

test("a certificate that ran out counts with its log entry, and not without", async () => {
  const long = await startSigstore({
    directory: path.join(folder, "old"),
    clock: { now: () => new Date("2026-01-01T00:00:00Z") },
  });
  try {
    const old = await keylessSigner(long, { clock: instantClock(new Date("2026-01-01T00:00:00Z")) });
    const bundle = await old.signer.signBlob(message);
    const policy = { identities: [old.identity], trustedRoot: old.trustedRoot };
    const result = verifyBlob(message, bundle, policy);
    assert.ok(result.ok);
    assert.equal(result.at?.toISOString(), "2026-01-01T00:00:00.000Z");
    const stripped = changed(bundle, () => ({ logEntries: [] }));
    assert.equal(codeOf(verifyBlob(message, stripped, policy)), "SIGNATURE_LOG_MISSING");
    assert.equal(
      codeOf(
        verifyBlob(
          message,
          changed(stripped, () => ({ timestamps: [] })),
          policy,
        ),
      ),
      "SIGNATURE_LOG_MISSING",
    );
  } finally {
    await long.close();
  }
});

test("a log entry from after the certificate's end proves nothing", async () => {
  let now = new Date("2026-01-01T00:00:00Z");
  const late = await startSigstore({ directory: path.join(folder, "late"), clock: { now: () => now } });
  try {
    const signing = await keylessSigner(late, { clock: { ...instantClock(), now: () => now } });
    const message = Buffer.from("late");
    // The certificate is made now, the log is asked an hour later: once the authority answered, the clock jumps.
    const fulcio = await import("@sigstore/sign");
    const token = late.issueToken(workflowRun);
    const { signature, key } = await new fulcio.FulcioSigner({
      fulcioBaseURL: late.fulcioUrl,
      identityProvider: { getToken: async () => token },
    }).sign(message);
    now = new Date("2026-01-01T01:00:00Z");
    const pem = key.$case === "x509Certificate" ? key.certificate : "";
    const { tlogEntries } = await new fulcio.RekorWitness({
      rekorBaseURL: late.rekorUrl,
      majorApiVersion: 1,
    }).testify(
      {
        $case: "messageSignature",
        messageSignature: {
          messageDigest: { algorithm: 1, digest: Buffer.from(digestOf(message).slice(7), "hex") },
          signature,
        },
      },
      pem,
    );
    const template = decodeBundle(await signing.signer.signBlob(message));
    const [entry] = tlogEntries;
    const [like] = template.logEntries;
    assert.ok(entry && like && entry.inclusionProof?.checkpoint);
    const bundle = encodeBundle({
      material: {
        kind: "certificate",
        certificate: Buffer.from(pem.replaceAll(/-----[A-Z ]+-----/g, ""), "base64"),
      },
      timestamps: [],
      content: { kind: "message", digest: digestOf(message), signature },
      logEntries: [
        {
          ...like,
          logIndex: entry.logIndex,
          integratedTime: entry.integratedTime,
          promise: entry.inclusionPromise?.signedEntryTimestamp,
          proof: { ...entry.inclusionProof, checkpoint: entry.inclusionProof.checkpoint.envelope },
          body: entry.canonicalizedBody,
        },
      ],
    });
    const policy = { identities: [signing.identity], trustedRoot: signing.trustedRoot };
    assert.equal(codeOf(verifyBlob(message, bundle, policy)), "SIGNATURE_CERTIFICATE_UNTRUSTED");
  } finally {
    await late.close();
  }
});

test("the roots of another Sigstore refuse, and no roots or broken roots say so", async () => {
  const other = await startSigstore({ directory: path.join(folder, "other") });
  try {
    const foreign = await readFile(other.files.trustedRoot);
    const refused = verifyBlob(message, keyless, { identities: [workflow], trustedRoot: foreign });
    assert.notEqual(codeOf(refused), "verified");
    assert.equal(codeOf(verifyBlob(message, keyless, { identities: [workflow] })), "TRUSTED_ROOT_MISSING");
    for (const broken of [
      "{}",
      "[",
      '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","tlogs":[{}]}',
    ])
      assert.equal(
        codeOf(verifyBlob(message, keyless, { identities: [workflow], trustedRoot: Buffer.from(broken) })),
        "TRUSTED_ROOT_INVALID",
      );
    const large = Buffer.alloc(4_194_305, 0x20);
    assert.equal(
      codeOf(verifyBlob(message, keyless, { identities: [workflow], trustedRoot: large })),
      "TRUSTED_ROOT_INVALID",
    );
  } finally {
    await other.close();
  }
});

test("a certificate without its proof of being logged is refused", async () => {
  const root = JSON.parse(Buffer.from(trustedRoot).toString("utf8")) as Record<string, unknown>;
  const noLogs = Buffer.from(JSON.stringify({ ...root, ctlogs: [] }));
  const result = verifyBlob(message, keyless, { identities: [workflow], trustedRoot: noLogs });
  assert.equal(codeOf(result), "SIGNATURE_CERTIFICATE_UNTRUSTED");
});

test("a timestamp about another signature is refused for a certificate", async () => {
  const other = decodeBundle(await signer.signBlob(Buffer.from("other")));
  const swapped = changed(keyless, () => ({ timestamps: other.timestamps }));
  assert.equal(other.timestamps.length, 1);
  assert.equal(codeOf(verifyBlob(message, swapped, byWorkflow())), "SIGNATURE_TIME_INVALID");
  const garbage = changed(keyless, () => ({ timestamps: [Buffer.from("no DER")] }));
  assert.equal(codeOf(verifyBlob(message, garbage, byWorkflow())), "SIGNATURE_MALFORMED");
});

test("a key's time is proved by the witnesses that the roots know, and by no other", async () => {
  const key = generateSigningKey();
  const privateKey = key.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const identity: KeyIdentity = { kind: "key", keyId: key.keyId, publicKey: key.publicKey };
  const stamped = await openSigning(
    { mode: "key", privateKey, timestampAuthority: new URL(`${sigstore.tsaUrl}/api/v1/timestamp`) },
    signingPorts(),
  );
  const logged = await openSigning(
    { mode: "key", privateKey, signingConfig: await readFile(sigstore.files.signingConfig) },
    signingPorts(),
  );
  for (const witnessed of [stamped, logged]) {
    const bundle = await witnessed.signBlob(message);
    const timed = verifyBlob(message, bundle, { identities: [identity], trustedRoot });
    assert.ok(timed.ok && timed.at !== undefined);
    assert.ok(Math.abs(timed.at.getTime() - Date.now()) < 60_000);
    assert.deepEqual(verifyBlob(message, bundle, { identities: [identity] }), {
      ok: true,
      by: identity,
      at: undefined,
    });
    const empty = { mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1" };
    const unknown = verifyBlob(message, bundle, {
      identities: [identity],
      trustedRoot: Buffer.from(JSON.stringify(empty)),
    });
    assert.deepEqual(unknown, { ok: true, by: identity, at: undefined });
  }
});

test("a statement where a file's signature is wanted is of the wrong kind", async () => {
  const bundle = await keyed.signer.signStatement({ a: 1 });
  assert.equal(codeOf(verifyBlob(message, bundle, byKey())), "SIGNATURE_WRONG_KIND");
});

test("bytes that are no bundle are malformed, and mutated bundles never throw and never verify other bytes", () => {
  assert.equal(codeOf(verifyBlob(message, Buffer.from("{}"), byKey())), "SIGNATURE_MALFORMED");
  const mutations = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(mutations, fc.boolean(), (changes, withKey) => {
      const mutated = Buffer.from(withKey ? keyed.bundle : keyless);
      for (const [position, value] of changes) mutated[position % mutated.length] = value;
      const policy = withKey ? byKey() : byWorkflow();
      assert.equal(typeof verifyBlob(message, mutated, policy).ok, "boolean");
      assert.equal(verifyBlob(Buffer.from("other"), mutated, policy).ok, false);
    }),
    { numRuns: 150 },
  );
});
