import assert from "node:assert/strict";
import { createPrivateKey, generateKeyPairSync, verify } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import fc from "fast-check";
import { decodeBundle } from "../../../src/envelope/bundle.ts";
import { openCosignKey, scryptCosts, sealCosignKey } from "../../../src/signing/cosign-key.ts";
import { generateSigningKey, loadSigningKey, writeCosignKey } from "../../../src/signing/keys.ts";
import { openSigning } from "../../../src/signing/signer.ts";
import { Fault } from "../../../src/values/fault.ts";
import { verifyBlob } from "../../../src/verification/blob.ts";
import { signingPorts, startPrivateSigstore, warningLog } from "./signing-fixture.ts";

const key = generateSigningKey();
const pem = (type: "pkcs8" | "sec1") => key.privateKey.export({ type, format: "pem" }).toString();
const refused = (expected: string) => (error: unknown) => error instanceof Fault && error.code === expected;

function bodyOf(text: string): Buffer {
  return Buffer.from(text.replaceAll(/-----[A-Z ]+-----/g, ""), "base64");
}

function sealedBody(change: (file: Record<string, Record<string, unknown>>) => void): string {
  const file = JSON.parse(bodyOf(sealed).toString("utf8")) as Record<string, Record<string, unknown>>;
  change(file);
  return wrap(Buffer.from(JSON.stringify(file)));
}

function wrap(body: Buffer, label = "ENCRYPTED SIGSTORE PRIVATE KEY"): string {
  return `-----BEGIN ${label}-----\n${body.toString("base64")}\n-----END ${label}-----\n`;
}

const sealed = await writeCosignKey(key, "secret", 32_768);

for (const cost of scryptCosts)
  test(`a cosign key sealed with scrypt N=${cost} opens with its password`, async () => {
    const text = await writeCosignKey(key, "pässword", cost);
    assert.equal((await loadSigningKey(text, "pässword")).keyId, key.keyId);
  });

test("any bytes and password come back from a sealed key", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      fc.string(),
      async (bytes, password) => {
        const text = await sealCosignKey(bytes, password, 32_768);
        assert.deepEqual(await openCosignKey(bodyOf(text), password), Buffer.from(bytes));
      },
    ),
    { numRuns: 4 },
  );
});

test("an empty password is legal, a wrong one is refused, and neither is quoted", async () => {
  const empty = await writeCosignKey(key, "", 32_768);
  assert.equal((await loadSigningKey(empty)).keyId, key.keyId);
  for (const wrong of ["wrong-password", ""])
    await assert.rejects(loadSigningKey(sealed, wrong), (error: unknown) => {
      assert.ok(error instanceof Fault && error.code === "SIGNING_KEY_PASSWORD_WRONG");
      assert.doesNotMatch(error.message, /wrong-password/);
      return true;
    });
});

test("the older label and Windows line ends are read", async () => {
  const older = sealed.replaceAll("SIGSTORE", "COSIGN").replaceAll("\n", "\r\n");
  assert.equal((await loadSigningKey(older, "secret")).keyId, key.keyId);
});

test("plain PKCS#8, SEC 1, PKCS#1 and encrypted PKCS#8 are read", async () => {
  assert.equal((await loadSigningKey(pem("pkcs8"))).keyId, key.keyId);
  assert.equal((await loadSigningKey(pem("sec1"))).keyId, key.keyId);
  const encrypted = key.privateKey
    .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "p" })
    .toString();
  assert.equal((await loadSigningKey(encrypted, "p")).keyId, key.keyId);
  const older = key.privateKey
    .export({ type: "sec1", format: "pem", cipher: "aes-128-cbc", passphrase: "p" })
    .toString();
  assert.equal((await loadSigningKey(older, "p")).keyId, key.keyId);
  for (const wrong of ["q", ""])
    await assert.rejects(loadSigningKey(encrypted, wrong), refused("SIGNING_KEY_PASSWORD_WRONG"));
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const loaded = await loadSigningKey(rsa.export({ type: "pkcs1", format: "pem" }).toString());
  assert.equal(loaded.privateKey.asymmetricKeyType, "rsa");
});

test("text around the key, such as EC parameters, is passed over", async () => {
  const parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
  assert.equal((await loadSigningKey(`note\n${parameters}${pem("sec1")}`)).keyId, key.keyId);
});

test("kinds of keys that stock verifiers cannot check are refused by name", async () => {
  const kinds = [
    [generateKeyPairSync("ed25519").privateKey, /Ed25519ph.*Node\.js cannot/],
    [generateKeyPairSync("ec", { namedCurve: "secp256k1" }).privateKey, /secp256k1/],
    [generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey, /RSA of 1024 bits/],
    [generateKeyPairSync("rsa", { modulusLength: 5120 }).privateKey, /RSA of 5120 bits/],
  ] as const;
  for (const [privateKey, named] of kinds)
    await assert.rejects(
      loadSigningKey(privateKey.export({ type: "pkcs8", format: "pem" }).toString()),
      (error: unknown) => refused("SIGNING_KEY_UNSUPPORTED")(error) && named.test((error as Fault).message),
    );
});

for (const bits of [2048, 3072, 4096])
  test(`an RSA key of ${bits} bits is read from PKCS#1 and PKCS#8, plain and encrypted`, async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: bits });
    const texts = [
      privateKey.export({ type: "pkcs1", format: "pem" }),
      privateKey.export({ type: "pkcs8", format: "pem" }),
      privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "p" }),
      await sealCosignKey(privateKey.export({ type: "pkcs8", format: "der" }), "p", 32_768),
    ];
    for (const text of texts) {
      const loaded = await loadSigningKey(text.toString(), "p");
      assert.ok(loaded.privateKey.equals(privateKey));
      assert.deepEqual([loaded.hash, loaded.warning], ["sha256", undefined]);
    }
  });

for (const [namedCurve, hash] of [
  ["P-384", "sha384"],
  ["P-521", "sha512"],
] as const)
  test(`a ${namedCurve} key signs with ${hash}, and the user is told the option that verifiers need`, async () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve });
    const sec1 = privateKey.export({ type: "sec1", format: "pem" }).toString();
    const loaded = await loadSigningKey(sec1);
    assert.equal(loaded.hash, hash);
    const option = `--signature-digest-algorithm ${hash}`;
    assert.ok(loaded.warning?.includes(option), loaded.warning);
    const log = warningLog();
    const signer = await openSigning({ mode: "key", privateKey: sec1 }, signingPorts({ log }));
    assert.equal(log.warnings.length, 1);
    assert.ok(log.warnings[0]?.includes(option));
    const bundle = await signer.signBlob(Buffer.from("file"));
    const { content } = decodeBundle(bundle);
    assert.ok(content.kind === "message");
    assert.ok(verify(hash, Buffer.from("file"), loaded.publicKey, content.signature));
    const identities = [{ kind: "key", keyId: loaded.keyId, publicKey: loaded.publicKey }] as const;
    const verified = verifyBlob(Buffer.from("file"), bundle, { identities });
    assert.ok(verified.ok);
    assert.ok(!verifyBlob(Buffer.from("other"), bundle, { identities }).ok);
  });

test("a log takes no signature of P-384, so the two together are refused before anything is signed", async (t) => {
  const sigstore = await startPrivateSigstore(t);
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
  const signingConfig = await readFile(sigstore.files.signingConfig);
  const pem384 = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  await assert.rejects(
    openSigning({ mode: "key", privateKey: pem384, signingConfig }, signingPorts()),
    refused("SIGNING_KEY_UNSUPPORTED"),
  );
});

test("a key encrypted with PBES2 by scrypt opens as one by PBKDF2 does", async () => {
  // openssl pkcs8 -topk8 -scrypt -v2 aes-256-cbc -passout pass:p
  const text = await readFile(path.join(import.meta.dirname, "../../fixtures/keys/pkcs8-scrypt.pem"), "utf8");
  assert.match((await loadSigningKey(text, "p")).keyId, /^[0-9a-f]{64}$/);
  await assert.rejects(loadSigningKey(text, "q"), refused("SIGNING_KEY_PASSWORD_WRONG"));
});

test("what is no private key is refused without being quoted", async () => {
  const texts = [
    "",
    "sensitive-text",
    key.publicKey,
    wrap(Buffer.from("sensitive-text"), "PRIVATE KEY"),
    "x".repeat(70_000),
    wrap(Buffer.from("sensitive-text")),
    wrap(Buffer.from("null")),
  ];
  for (const text of texts)
    await assert.rejects(loadSigningKey(text, "p"), (error: unknown) => {
      assert.ok(error instanceof Fault && error.code === "SIGNING_KEY_INVALID", String(error));
      assert.doesNotMatch(error.message, /sensitive-text/);
      return true;
    });
});

for (const [what, change] of [
  [
    "a scrypt cost that nobody writes",
    (file) => Object.assign(file["kdf"]?.["params"] ?? {}, { N: 1_073_741_824 }),
  ],
  ["another block size", (file) => Object.assign(file["kdf"]?.["params"] ?? {}, { r: 16 })],
  ["another derivation", (file) => Object.assign(file["kdf"] ?? {}, { name: "argon2" })],
  ["another cipher", (file) => Object.assign(file["cipher"] ?? {}, { name: "aes" })],
  ["a short salt", (file) => Object.assign(file["kdf"] ?? {}, { salt: "YQ==" })],
  ["no nonce", (file) => Object.assign(file["cipher"] ?? {}, { nonce: 7 })],
  ["no ciphertext", (file) => Object.assign(file, { ciphertext: "" })],
] as const satisfies readonly (readonly [
  string,
  (file: Record<string, Record<string, unknown>>) => unknown,
])[])
  test(`a cosign key with ${what} is refused before any work`, async () => {
    await assert.rejects(loadSigningKey(sealedBody(change), "secret"), refused("SIGNING_KEY_INVALID"));
  });

test("a flipped bit in the ciphertext is a wrong password, not a key", async () => {
  const flipped = sealedBody((file) => {
    const { ciphertext } = file as { readonly ciphertext?: unknown };
    assert.ok(typeof ciphertext === "string");
    const bytes = Buffer.from(ciphertext, "base64");
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    Object.assign(file, { ciphertext: bytes.toString("base64") });
  });
  await assert.rejects(loadSigningKey(flipped, "secret"), refused("SIGNING_KEY_PASSWORD_WRONG"));
});

test("the sealed bytes are PKCS#8", async () => {
  const der = await openCosignKey(bodyOf(sealed), "secret");
  assert.ok(createPrivateKey({ key: der, format: "der", type: "pkcs8" }).equals(key.privateKey));
});
