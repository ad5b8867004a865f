import assert from "node:assert/strict";
import test from "node:test";
import type { ProcessRequest, Processes } from "../../../src/io/process.ts";
import { createSecrets } from "../../../src/io/secret.ts";
import { openSopsKey } from "../../../src/signing/sops-key.ts";
import { Fault } from "../../../src/values/fault.ts";

const plain = "-----BEGIN PRIVATE KEY-----\nplain-text-of-the-key\n-----END PRIVATE KEY-----\n";
const identity = "AGE-SECRET-KEY-1TEST";
const sealed = {
  data: "ENC[AES256_GCM,data:…]",
  sops: { kms: null, pgp: [], age: [{ recipient: "age1test", enc: "…" }], version: "3.13.3" },
};
const fileOf = (value: unknown) => ({
  name: "keys/release.json",
  bytes: Buffer.from(typeof value === "string" ? value : JSON.stringify(value)),
});

// A sops of scripted answers; test/interop/sops.test.ts has the real one.
function scripted(answer: { readonly code?: number; readonly stderr?: string } | undefined): {
  readonly requests: ProcessRequest[];
  readonly ports: { readonly processes: Processes; readonly secrets: ReturnType<typeof createSecrets> };
} {
  const requests: ProcessRequest[] = [];
  const processes: Processes = {
    find: async () => (answer === undefined ? undefined : "/usr/bin/sops"),
    run: async (request) => {
      requests.push(request);
      return { code: answer?.code ?? 0, stdout: Buffer.from(plain), stderr: answer?.stderr ?? "" };
    },
  };
  return { requests, ports: { processes, secrets: createSecrets() } };
}

const fault = (code: string, why: RegExp) => (error: unknown) =>
  error instanceof Fault && error.code === code && why.test(error.message);

test("sops gets the bytes that were checked and the identity by its environment, and the key is masked", async () => {
  const { requests, ports } = scripted({});
  assert.equal(await openSopsKey(fileOf(sealed), identity, ports), plain);
  const [request] = requests;
  assert.deepEqual(request?.input, fileOf(sealed).bytes);
  assert.deepEqual(request.environment, { SOPS_AGE_KEY: identity });
  assert.ok(!request.arguments.join(" ").includes(identity));
  assert.equal(ports.secrets.mask(`plain-text-of-the-key ${identity}`), "*** ***");
  await openSopsKey(fileOf(sealed), undefined, ports);
  assert.equal(requests[1]?.environment, undefined, "sops looks where it always looks");
});

const unusable: readonly (readonly [string, unknown, RegExp])[] = [
  ["a plain key", plain, /not JSON/],
  ["a YAML file", "data: ENC[]\nsops:\n    age: []\n", /not JSON/],
  ["a file without a data key", { sops: sealed.sops }, /no file that SOPS encrypted/],
  ["a file that is not encrypted", { data: "x" }, /no file that SOPS encrypted/],
  ["a file for nobody", { ...sealed, sops: { age: null } }, /no age recipient/],
  ["a file for KMS too", { ...sealed, sops: { ...sealed.sops, kms: [{ arn: "…" }] } }, /for kms too/],
  ["a file for PGP too", { ...sealed, sops: { ...sealed.sops, pgp: [{ fp: "…" }] } }, /for pgp too/],
  ["a file of key groups", { ...sealed, sops: { ...sealed.sops, key_groups: [{}] } }, /key_groups/],
  ["a list", [], /no file that SOPS encrypted/],
];
for (const [what, value, why] of unusable)
  test(`${what} is refused before sops is started`, async () => {
    const { requests, ports } = scripted({});
    await assert.rejects(openSopsKey(fileOf(value), identity, ports), fault("SIGNING_SOPS_UNUSABLE", why));
    assert.deepEqual(requests, []);
  });

test("a missing program and one that fails are told, without secrets", async () => {
  const missing = scripted(undefined);
  await assert.rejects(
    openSopsKey(fileOf(sealed), identity, missing.ports),
    fault("SIGNING_SOPS_FAILED", /sops is not on PATH/),
  );
  const failing = scripted({ code: 128, stderr: `no identity ${identity}\nmatched` });
  await assert.rejects(
    openSopsKey(fileOf(sealed), identity, failing.ports),
    fault("SIGNING_SOPS_FAILED", /ended with 128: no identity \*\*\* matched$/),
  );
});
