import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import test from "node:test";
import { decodeNotary } from "../../../src/envelope/notary.ts";
import { attachNotarySignature } from "../../../src/signing/attach.ts";
import { openNotarySigning } from "../../../src/signing/notary.ts";
import { digestOf } from "../../../src/values/digest.ts";
import {
  type NotaryPolicy,
  type NotaryVerification,
  findNotarySignatures,
  verifyNotary,
} from "../../../src/verification/notary.ts";
import { verifyTimestampToken } from "../../../src/verification/notary-time.ts";
import { memoryRegistry } from "../signing/memory-registry.ts";
import { type MadeChain, makeChain } from "../signing/notary-chain.ts";
import { instantClock, signingPorts, startPrivateSigstore } from "../signing/signing-fixture.ts";

const subject = { mediaType: "application/x", digest: digestOf(Buffer.from("app")), size: 3 };
const day = 86_400_000;
const now = new Date();

async function signed(
  made: MadeChain,
  more: { readonly expiry?: Date; readonly timestampAuthority?: URL } = {},
): Promise<Buffer> {
  const signer = await openNotarySigning(
    { privateKey: made.key, certificateChain: made.pem, ...more },
    signingPorts(),
  );
  return signer.sign(subject);
}

const policyOf = (made: MadeChain, more: Partial<NotaryPolicy> = {}): NotaryPolicy => ({
  roots: [made.root],
  now,
  ...more,
});
const code = (result: NotaryVerification): string => (result.ok ? "ok" : result.why.code);

test("a signature verifies below its root, and says who and when", async () => {
  for (const kind of ["P-256", 2048] as const) {
    const made = makeChain({ kind, intermediate: true });
    const result = verifyNotary(await signed(made), subject, policyOf(made));
    assert.ok(result.ok);
    const fingerprint = new X509Certificate(made.ders[0] ?? "").fingerprint256;
    assert.equal(result.signer, fingerprint.replaceAll(":", "").toLowerCase());
    assert.deepEqual(result.target, subject);
    assert.equal(result.provedAt, undefined);
    const named = policyOf(made, { signers: [result.signer] });
    assert.equal(code(verifyNotary(await signed(made), subject, named)), "ok");
    const others = policyOf(made, { signers: ["00"] });
    assert.equal(code(verifyNotary(await signed(made), subject, others)), "SIGNATURE_IDENTITY_MISMATCH");
  }
});

test("another root, another subject, a changed payload and another algorithm are refused", async () => {
  const made = makeChain();
  const envelope = await signed(made);
  const policy = policyOf(made);
  assert.equal(
    code(verifyNotary(envelope, subject, policyOf(makeChain()))),
    "SIGNATURE_CERTIFICATE_UNTRUSTED",
  );
  assert.equal(
    code(verifyNotary(envelope, subject, { ...policy, roots: [] })),
    "SIGNATURE_CERTIFICATE_UNTRUSTED",
  );
  for (const other of [
    { ...subject, digest: digestOf(Buffer.from("other")) },
    { ...subject, size: 4 },
    { ...subject, mediaType: "application/y" },
  ])
    assert.equal(code(verifyNotary(envelope, other, policy)), "SIGNATURE_SUBJECT_MISMATCH");
  const change = (edit: (json: Record<string, string>) => void): Buffer => {
    const json = JSON.parse(envelope.toString("utf8")) as Record<string, string>;
    edit(json);
    return Buffer.from(JSON.stringify(json));
  };
  const replaced = (part: string, from: string, to: string): Buffer =>
    change((json) => {
      const text = Buffer.from(json[part] ?? "", "base64url").toString("utf8");
      assert.ok(text.includes(from));
      json[part] = Buffer.from(text.replace(from, to)).toString("base64url");
    });
  assert.equal(
    code(verifyNotary(replaced("payload", '"size":3', '"size":4'), { ...subject, size: 4 }, policy)),
    "SIGNATURE_INVALID",
  );
  assert.equal(
    code(verifyNotary(replaced("protected", "ES256", "ES384"), subject, policy)),
    "SIGNATURE_INVALID",
  );
  assert.equal(
    code(verifyNotary(replaced("protected", "ES256", "none"), subject, policy)),
    "SIGNATURE_MALFORMED",
  );
  assert.equal(code(verifyNotary(Buffer.from("{"), subject, policy)), "SIGNATURE_MALFORMED");
});

test("a chain that breaks the requirements is refused although its root is trusted", async () => {
  const made = makeChain();
  const swapped = JSON.parse((await signed(made)).toString("utf8")) as { header: { x5c: string[] } };
  swapped.header.x5c.reverse();
  const result = verifyNotary(Buffer.from(JSON.stringify(swapped)), subject, policyOf(made));
  assert.equal(code(result), "SIGNATURE_MALFORMED");
});

test("a signature ends when its signer said so", async () => {
  const made = makeChain();
  const expiry = new Date(Math.floor((now.getTime() + day) / 1000) * 1000);
  const envelope = await signed(made, { expiry });
  assert.equal(code(verifyNotary(envelope, subject, policyOf(made))), "ok");
  assert.equal(code(verifyNotary(envelope, subject, policyOf(made, { now: expiry }))), "SIGNATURE_EXPIRED");
});

test("after the certificate's end only a timestamp keeps the signature valid", async (t) => {
  const sigstore = await startPrivateSigstore(t);
  const chain = await (await fetch(`${sigstore.tsaUrl}/api/v1/timestamp/certchain`)).text();
  const timestampRoots = [new X509Certificate(chain.slice(chain.lastIndexOf("-----BEGIN"))).raw];
  const timestampAuthority = new URL(`${sigstore.tsaUrl}/api/v1/timestamp`);
  const made = makeChain({ notAfter: now.getTime() + day });
  const later = new Date(now.getTime() + 2 * day);
  const bare = await signed(made);
  const stamped = await signed(made, { timestampAuthority });
  const at = policyOf(made, { now: later, timestampRoots });
  assert.equal(code(verifyNotary(bare, subject, at)), "SIGNATURE_CERTIFICATE_UNTRUSTED");
  const result = verifyNotary(stamped, subject, at);
  assert.ok(result.ok && result.provedAt !== undefined);
  assert.equal(
    code(verifyNotary(stamped, subject, policyOf(made, { now: later }))),
    "SIGNATURE_CERTIFICATE_UNTRUSTED",
    "a timestamp that nobody trusts proves nothing",
  );
  assert.equal(
    code(verifyNotary(stamped, subject, { ...at, timestampRoots: [made.root] })),
    "SIGNATURE_TIME_INVALID",
  );

  const { timestamp, signature } = decodeNotary(stamped);
  assert.ok(timestamp);
  assert.throws(
    () => verifyTimestampToken(timestamp, Buffer.from("other"), timestampRoots),
    /does not verify/,
  );
  for (let at = 20; at < timestamp.length; at += 7) {
    const damaged = Buffer.from(timestamp);
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    try {
      verifyTimestampToken(damaged, signature, timestampRoots);
    } catch (error) {
      assert.match(String(error), /does not verify/);
    }
  }
});

test("signatures are found beside their subject, each with what came of it", async () => {
  const registry = memoryRegistry();
  const repository = { registry: "registry.test", path: "acme/app" };
  const image = await registry.addImage(repository, "app");
  const ports = { registry, clock: instantClock(), random: () => 0.5 };
  const [mine, other] = [makeChain(), makeChain()];
  for (const made of [mine, other]) {
    const signer = await openNotarySigning(
      { privateKey: made.key, certificateChain: made.pem },
      signingPorts(),
    );
    await attachNotarySignature(ports, repository, image, await signer.sign(image), signer.chain.thumbprints);
  }
  await attachNotarySignature(ports, repository, image, Buffer.from("{}"), []);
  const found = await findNotarySignatures(registry, repository, image, policyOf(mine));
  assert.deepEqual(found.map(({ result }) => code(result)).sort(), [
    "SIGNATURE_CERTIFICATE_UNTRUSTED",
    "SIGNATURE_MALFORMED",
    "ok",
  ]);
});
