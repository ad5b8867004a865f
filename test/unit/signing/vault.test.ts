import assert from "node:assert/strict";
import { type KeyObject, createHash, generateKeyPairSync, sign } from "node:crypto";
import test from "node:test";
import { isVaultKey, openVaultSigningKey, vaultInputs } from "../../../src/commands/vault-inputs.ts";
import { createHttp } from "../../../src/io/http.ts";
import type { Http, HttpRequest } from "../../../src/io/http.ts";
import { createSecrets } from "../../../src/io/secret.ts";
import { type VaultServer, openVault } from "../../../src/signing/vault-client.ts";
import { openVaultKey, parseVaultKey } from "../../../src/signing/vault-key.ts";
import { Fault } from "../../../src/values/fault.ts";
import { parseInputs } from "../../../src/values/input-table.ts";
import { instantClock, signingPorts, warningLog } from "./signing-fixture.ts";

type Answer = { readonly status?: number; readonly body?: unknown; readonly retryAfter?: string };

// A Vault of scripted answers; test/interop/vault.test.ts has a real server.
function scripted(answers: readonly Answer[]): Http & { readonly requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
  const left = [...answers];
  return {
    requests,
    close: async () => undefined,
    send: async (request) => {
      requests.push(request);
      const { status = 200, body = {}, retryAfter } = left.shift() ?? { status: 404 };
      const text = typeof body === "string" ? body : JSON.stringify(body);
      return {
        status,
        url: String(request.url),
        header: (name) => (name === "retry-after" ? retryAfter : undefined),
        stream: async function* stream() {
          yield Buffer.from(text);
        },
        bytes: async () => Buffer.from(text),
        text: async () => text,
        discard: async () => undefined,
      };
    },
  };
}

const address = new URL("https://vault.test:8200/");
const byToken: VaultServer = { address, login: { kind: "token", token: "s.token-of-the-test" } };
const portsOf = (http: Http) => {
  const log = warningLog();
  const clock = instantClock();
  return { ...signingPorts({ http, log, clock }), log, clock, secrets: createSecrets() };
};
const fault = (code: string, why: RegExp) => (error: unknown) =>
  error instanceof Fault && error.code === code && why.test(error.message);

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const keyAnswer = (type = "ecdsa-p256", key: KeyObject = publicKey): Answer => ({
  body: {
    data: {
      type,
      latest_version: 3,
      keys: { 3: { public_key: key.export({ type: "spki", format: "pem" }).toString() } },
    },
  },
});
const signatureOf = (bytes: Uint8Array, version = 3): Answer => ({
  body: {
    data: { signature: `vault:v${version}:${sign("sha256", bytes, privateKey).toString("base64")}` },
  },
});
const bytes = Buffer.from("file");

test("a signature is asked for as cosign asks for it, with the version that was read pinned", async () => {
  const http = scripted([keyAnswer(), signatureOf(bytes)]);
  const ports = portsOf(http);
  const client = await openVault({ ...byToken, namespace: "fleet/eu" }, ports);
  const key = await openVaultKey(client, { name: "release", mount: "kms/transit" });
  assert.equal(key.hash, "sha256");
  assert.ok((await key.sign(bytes)).length > 60);
  const [read, signed] = http.requests;
  assert.equal(String(read?.url), "https://vault.test:8200/v1/kms/transit/keys/release");
  assert.equal(String(signed?.url), "https://vault.test:8200/v1/kms/transit/sign/release/sha2-256");
  assert.deepEqual(JSON.parse(String(signed?.body)), {
    input: digest(bytes),
    prehashed: true,
    key_version: 3,
    signature_algorithm: "pkcs1v15",
    marshaling_algorithm: "asn1",
  });
  assert.equal(signed?.headers?.["x-vault-token"], "s.token-of-the-test");
  assert.equal(signed?.headers?.["x-vault-namespace"], "fleet/eu");
  assert.equal(ports.secrets.mask("s.token-of-the-test"), "***");
});

test("answers that may pass are waited out, and others are not asked for twice", async () => {
  const http = scripted([
    { status: 503, body: { errors: ["Vault is sealed"] }, retryAfter: "9" },
    { status: 412 },
    { status: 500, body: "<html>" },
    keyAnswer(),
  ]);
  const ports = portsOf(http);
  await openVaultKey(await openVault(byToken, ports), { name: "release", mount: "transit" });
  assert.equal(ports.log.warnings.length, 3);
  assert.match(ports.log.warnings[0] ?? "", /status 503: Vault is sealed \(attempt 1\)/);
  assert.equal(ports.clock.waits[0], 9000);
  for (const [status, code] of [
    [403, "SIGNING_VAULT_DENIED"],
    [404, "SIGNING_VAULT_FAILED"],
    [307, "SIGNING_VAULT_FAILED"],
    [429, "SIGNING_VAULT_FAILED"],
  ] as const) {
    const once = scripted([{ status, body: { errors: ["about s.token-of-the-test"] } }]);
    await assert.rejects(
      openVaultKey(await openVault(byToken, portsOf(once)), { name: "release", mount: "transit" }),
      (error: unknown) =>
        fault(code, new RegExp(`status ${status}`))(error) &&
        !(error as Fault).message.includes("s.token-of-the-test"),
    );
    assert.equal(once.requests.length, 1);
  }
});

test("a server that stays sealed is given up with its own words", async () => {
  const sealed = Array.from({ length: 10 }, () => ({ status: 503, body: { errors: ["Vault is sealed"] } }));
  const http = scripted(sealed);
  await assert.rejects(
    openVaultKey(await openVault(byToken, portsOf(http)), { name: "release", mount: "transit" }),
    fault("SIGNING_VAULT_FAILED", /Vault is sealed/),
  );
  assert.equal(http.requests.length, 6);
});

test("logins send what their method wants, to where it is mounted, and mask what they get", async () => {
  const login = { body: { auth: { client_token: "s.fresh-token" } } };
  const approle = scripted([login]);
  const ports = portsOf(approle);
  await openVault(
    { address, login: { kind: "approle", roleId: "role", secretId: "secret-id-of-the-test" } },
    ports,
  );
  assert.equal(String(approle.requests[0]?.url), "https://vault.test:8200/v1/auth/approle/login");
  assert.deepEqual(JSON.parse(String(approle.requests[0]?.body)), {
    role_id: "role",
    secret_id: "secret-id-of-the-test",
  });
  assert.equal(ports.secrets.mask("s.fresh-token secret-id-of-the-test"), "*** ***");
  const jwt = scripted([login]);
  const audiences: string[] = [];
  const identityToken = async (audience: string) => {
    audiences.push(audience);
    return "token.of.job";
  };
  await openVault(
    { address, login: { kind: "jwt", role: "release", mount: "jwt-github" } },
    { ...portsOf(jwt), identityToken },
  );
  assert.equal(String(jwt.requests[0]?.url), "https://vault.test:8200/v1/auth/jwt-github/login");
  assert.deepEqual(JSON.parse(String(jwt.requests[0]?.body)), { role: "release", jwt: "token.of.job" });
  assert.deepEqual(audiences, ["https://vault.test:8200"]);
  for (const [answer, code] of [
    [{ status: 400, body: { errors: ["invalid role or secret ID"] } }, "SIGNING_VAULT_DENIED"],
    [{ body: { auth: { client_token: "" } } }, "SIGNING_VAULT_FAILED"],
    [{ body: { auth: null } }, "SIGNING_VAULT_FAILED"],
  ] as const)
    await assert.rejects(
      openVault(
        { address, login: { kind: "approle", roleId: "role", secretId: "secret" } },
        portsOf(scripted([answer])),
      ),
      fault(code, /./),
    );
});

const other = generateKeyPairSync("ec", { namedCurve: "P-256" });
const unusable: readonly (readonly [string, readonly Answer[], string, RegExp])[] = [
  ["no JSON", [{ body: "<html>" }], "SIGNING_VAULT_FAILED", /not JSON/],
  ["no object", [{ body: "[]" }], "SIGNING_VAULT_FAILED", /no object/],
  ["no data", [{ body: {} }], "SIGNING_VAULT_FAILED", /no data/],
  ["a type that does not sign", [keyAnswer("aes256-gcm96")], "SIGNING_KEY_UNSUPPORTED", /aes256-gcm96/],
  [
    "no version",
    [{ body: { data: { type: "rsa-2048", latest_version: "3", keys: {} } } }],
    "SIGNING_VAULT_FAILED",
    /no version/,
  ],
  [
    "no public key",
    [{ body: { data: { type: "rsa-2048", latest_version: 3, keys: { 3: { public_key: "x" } } } } }],
    "SIGNING_VAULT_FAILED",
    /no public key/,
  ],
  [
    "a key of another kind than it says",
    [keyAnswer("ecdsa-p256", generateKeyPairSync("ed25519").publicKey)],
    "SIGNING_KEY_UNSUPPORTED",
    /Ed25519/,
  ],
  [
    "a signature by another version",
    [keyAnswer(), signatureOf(bytes, 2)],
    "SIGNING_VAULT_FAILED",
    /does not fit/,
  ],
  [
    "a signature over something else",
    [keyAnswer(), signatureOf(Buffer.from("other"))],
    "SIGNING_VAULT_FAILED",
    /does not fit/,
  ],
  [
    "a signature by another key",
    [keyAnswer("ecdsa-p256", other.publicKey), signatureOf(bytes)],
    "SIGNING_VAULT_FAILED",
    /does not fit/,
  ],
  ["no signature", [keyAnswer(), { body: { data: {} } }], "SIGNING_VAULT_FAILED", /does not fit/],
];
for (const [what, answers, code, why] of unusable)
  test(`an answer with ${what} is refused`, async () => {
    const open = async (): Promise<unknown> => {
      const client = await openVault(byToken, portsOf(scripted(answers)));
      return (await openVaultKey(client, { name: "release", mount: "transit" })).sign(bytes);
    };
    await assert.rejects(open(), fault(code, why));
  });

test("a server that is neither https nor on this machine gets no token", async () => {
  const http = createHttp({ environment: {} });
  const client = await openVault({ ...byToken, address: new URL("http://vault.test:8200") }, portsOf(http));
  await assert.rejects(
    openVaultKey(client, { name: "release", mount: "transit" }),
    fault("HTTP_INSECURE", /./),
  );
});

test("names of keys follow cosign's grammar", () => {
  assert.ok(isVaultKey("hashivault://release") && !isVaultKey("-----BEGIN PRIVATE KEY-----"));
  for (const name of ["r", "release", "release-1.4_x"])
    assert.equal(parseVaultKey(`hashivault://${name}`), name);
  for (const text of [
    "hashivault://",
    "hashivault://a/b",
    "hashivault://../x",
    "hashivault://a-",
    "hashivault://a?b",
  ])
    assert.throws(() => parseVaultKey(text), fault("SIGNING_KEY_INVALID", /hashivault:\/\/KEY/));
});

test("inputs say where Vault is and how to log in, in exactly one way", async () => {
  const cases: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
    [{}, /vault-address is missing/],
    [{ "vault-address": address.href }, /nothing says how to log in/],
    [{ "vault-address": address.href, "vault-role": "a", "vault-token": "b" }, /exclude each other/],
    [{ "vault-address": address.href, "vault-role-id": "a" }, /vault-secret-id is missing/],
  ];
  for (const [texts, why] of cases) {
    const input = parseInputs(vaultInputs, (name) => texts[name]);
    await assert.rejects(
      openVaultSigningKey("hashivault://release", input, portsOf(scripted([]))),
      fault("INPUT_INVALID", why),
    );
  }
  assert.throws(() => parseInputs(vaultInputs, () => "../sys/raw"), fault("INPUT_INVALID", /no such path/));
  const given: Readonly<Record<string, string>> = {
    "vault-address": address.href,
    "vault-token": "s.token-of-the-test",
  };
  const input = parseInputs(vaultInputs, (name) => given[name]);
  const ports = portsOf(scripted([keyAnswer()]));
  const key = await openVaultSigningKey("hashivault://release", input, ports);
  assert.ok(key.notary.publicKey.equals(publicKey));
});

function digest(of: Uint8Array): string {
  return createHash("sha256").update(of).digest("base64");
}
