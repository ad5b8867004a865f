import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import test, { type TestContext } from "node:test";
import { decodeNotary } from "../../../src/envelope/notary.ts";
import { attachNotarySignature } from "../../../src/signing/attach.ts";
import { type NotaryOptions, openNotarySigning } from "../../../src/signing/notary.ts";
import { requestTimestampToken } from "../../../src/signing/timestamp.ts";
import { digestOf } from "../../../src/values/digest.ts";
import { Fault } from "../../../src/values/fault.ts";
import { verifyTimestampToken } from "../../../src/verification/notary-time.ts";
import { memoryRegistry } from "./memory-registry.ts";
import { type MadeChain, makeChain } from "./notary-chain.ts";
import { instantClock, signingPorts, startPrivateSigstore, warningLog } from "./signing-fixture.ts";

const target = { mediaType: "application/x", digest: digestOf(Buffer.from("app")), size: 3 };
const optionsOf = (made: MadeChain, more: Partial<NotaryOptions> = {}): NotaryOptions => ({
  privateKey: made.key,
  certificateChain: made.pem,
  ...more,
});
const fault = (code: string, why: RegExp) => (error: unknown) =>
  error instanceof Fault && error.code === code && why.test(error.message);

test("a signature names its target, chain, algorithm and times", async () => {
  const made = makeChain({ kind: "P-384" });
  const now = new Date();
  const expiry = new Date("2099-01-01T00:00:00Z");
  const signer = await openNotarySigning(
    optionsOf(made, { expiry }),
    signingPorts({ clock: instantClock(now) }),
  );
  const decoded = decodeNotary(await signer.sign(target));
  assert.deepEqual(decoded.target, target);
  assert.deepEqual(decoded.chain, made.ders);
  assert.equal(decoded.algorithm, "ES384");
  assert.equal(decoded.signature.length, 96, "r and s side by side, not DER");
  assert.deepEqual(decoded.expiry, expiry);
  assert.equal(decoded.signingTime.getTime(), Math.floor(now.getTime() / 1000) * 1000);
  assert.equal(decoded.timestamp, undefined);
});

const day = 86_400_000;
const unusable: readonly (readonly [string, () => NotaryOptions, string, RegExp])[] = [
  [
    "a certificate of another key",
    () => optionsOf(makeChain(), { certificateChain: makeChain().pem }),
    "SIGNING_CERTIFICATE_UNUSABLE",
    /another key than signing-key/,
  ],
  [
    "a chain that is expired",
    () => optionsOf(makeChain({ notBefore: Date.now() - 9 * day, notAfter: Date.now() - day })),
    "SIGNING_CERTIFICATE_UNUSABLE",
    /is valid from .* to /,
  ],
  [
    "a chain without its root",
    () => {
      const made = makeChain();
      return optionsOf(made, { certificateChain: made.pem.replace(made.rootPem, "") });
    },
    "SIGNING_CERTIFICATE_UNUSABLE",
    /no root/,
  ],
  [
    "a text that holds no certificate",
    () => optionsOf(makeChain(), { certificateChain: "none" }),
    "SIGNING_CERTIFICATE_UNUSABLE",
    /no PEM block/,
  ],
  [
    "an RSA key of a length without an algorithm",
    () => optionsOf(makeChain({ kind: 2560 })),
    "SIGNING_KEY_UNSUPPORTED",
    /RSA of 2560 bits/,
  ],
  [
    "a key that cannot be read",
    () => optionsOf(makeChain(), { privateKey: "none" }),
    "SIGNING_KEY_INVALID",
    /no PEM block/,
  ],
];
for (const [what, options, code, why] of unusable)
  test(`${what} is refused before anything is signed`, async () => {
    await assert.rejects(openNotarySigning(options(), signingPorts()), fault(code, why));
  });

test("a signature is attached under the type and annotation that verifiers filter by", async () => {
  const registry = memoryRegistry();
  const repository = { registry: "registry.test", path: "acme/app" };
  const subject = await registry.addImage(repository, "app");
  const signer = await openNotarySigning(optionsOf(makeChain()), signingPorts());
  const descriptor = await attachNotarySignature(
    { registry, clock: instantClock(), random: () => 0.5 },
    repository,
    subject,
    await signer.sign(subject),
    signer.chain.thumbprints,
  );
  assert.equal(descriptor.artifactType, "application/vnd.cncf.notary.signature");
  assert.equal(
    descriptor.annotations?.["io.cncf.notary.x509chain.thumbprint#S256"],
    JSON.stringify(signer.chain.thumbprints),
  );
  assert.deepEqual(await registry.referrers(repository, subject.digest), [descriptor]);
});

test("a timestamp is asked for again after failures that may pass", async (t) => {
  const sigstore = await startPrivateSigstore(t);
  const log = warningLog();
  const clock = instantClock();
  sigstore.faults.add({ service: "tsa", kind: "status", status: 503, retryAfter: "7" });
  sigstore.faults.add({ service: "tsa", kind: "drop" });
  const authority = new URL(`${sigstore.tsaUrl}/api/v1/timestamp`);
  for (const hash of ["sha256", "sha384", "sha512"] as const) {
    const token = await requestTimestampToken(
      authority,
      Buffer.from("s"),
      hash,
      signingPorts({ log, clock }),
    );
    assert.throws(
      () => verifyTimestampToken(token, Buffer.from("s"), []),
      fault("SIGNATURE_TIME_INVALID", /trusted root/),
    );
  }
  assert.equal(log.warnings.length, 2);
  assert.equal(clock.waits[0], 7000);
});

async function answering(t: TestContext, status: number, body: Buffer): Promise<URL> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(status, { "content-type": "application/timestamp-reply" }).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

test("answers that are no timestamp of this signature are refused", async (t) => {
  const sigstore = await startPrivateSigstore(t);
  const recorded = await fetch(`${sigstore.tsaUrl}/api/v1/timestamp`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      artifactHash: digestHex("s"),
      hashAlgorithm: "sha256",
      nonce: 7,
      certificates: true,
    }),
  });
  const replay = Buffer.from(await recorded.arrayBuffer());
  const cases = [
    [404, Buffer.alloc(0), /status 404/],
    [200, Buffer.from("<html>"), /no timestamp reply/],
    // PKIStatusInfo: rejection.
    [200, Buffer.from("30053003020102", "hex"), /no timestamp reply|granted none/],
    [200, replay, /lacks the nonce/],
    [200, Buffer.concat([replay, Buffer.from("x")]), /no timestamp reply/],
    [503, Buffer.alloc(0), /status 503/],
  ] as const;
  for (const [status, body, why] of cases) {
    const authority = await answering(t, status, body);
    await assert.rejects(
      requestTimestampToken(authority, Buffer.from("s"), "sha256", signingPorts()),
      fault("SIGNING_SERVICE_FAILED", why),
    );
  }
});

function digestHex(text: string): string {
  return Buffer.from(digestOf(Buffer.from(text)).slice(7), "hex").toString("base64");
}
