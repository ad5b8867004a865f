import assert from "node:assert/strict";
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import test from "node:test";
import fc from "fast-check";
import { openCosignKey, scryptCosts, sealCosignKey } from "../../../src/signing/cosign-key.ts";
import { generateSigningKey, loadSigningKey, writeCosignKey } from "../../../src/signing/keys.ts";
import { Fault } from "../../../src/values/fault.ts";

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
    [generateKeyPairSync("ed25519").privateKey, /ed25519/],
    [generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey, /secp384r1/],
    [generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey, /RSA of 1024 bits/],
  ] as const;
  for (const [privateKey, named] of kinds)
    await assert.rejects(
      loadSigningKey(privateKey.export({ type: "pkcs8", format: "pem" }).toString()),
      (error: unknown) => refused("SIGNING_KEY_UNSUPPORTED")(error) && named.test((error as Fault).message),
    );
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
