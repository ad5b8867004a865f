import assert from "node:assert/strict";
import test from "node:test";
import { selectServices } from "../../../src/signing/signing-config.ts";
import { Fault } from "../../../src/values/fault.ts";

const now = new Date("2026-11-22T12:00:00Z");
const service = (url: string, extra: object = {}): object => ({
  url,
  majorApiVersion: 1,
  operator: new URL(url).hostname,
  validFor: { start: "2025-01-01T00:00:00Z" },
  ...extra,
});
const bytes = (config: object): Buffer =>
  Buffer.from(
    JSON.stringify({ mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json", ...config }),
  );
const select = (config: object) => selectServices(bytes(config), now);
const code = (expected: string) => (error: unknown) => error instanceof Fault && error.code === expected;

test("the newest service that is valid now is chosen", () => {
  const { certificateAuthority, logs, timestampAuthorities } = select({
    caUrls: [
      service("https://old.test/"),
      service("https://new.test/", { validFor: { start: "2026-01-01T00:00:00Z" } }),
      service("https://future.test", { validFor: { start: "2027-01-01T00:00:00Z" } }),
      service("https://ended.test", {
        validFor: { start: "2026-02-01T00:00:00Z", end: "2026-03-01T00:00:00Z" },
      }),
    ],
    rekorTlogUrls: [service("https://log.test"), service("https://log2.test")],
    rekorTlogConfig: { selector: "ANY" },
  });
  assert.equal(certificateAuthority, "https://new.test");
  assert.deepEqual(logs, ["https://log.test"]);
  assert.deepEqual(timestampAuthorities, []);
});

test("ALL takes one service of every operator, EXACT as many as are asked for", () => {
  const tsaUrls = [
    service("https://a.test/1", { operator: "a" }),
    service("https://a.test/2", { operator: "a" }),
    service("https://b.test", { operator: "b" }),
  ];
  const chosen = (tsaConfig: object): readonly string[] =>
    select({ tsaUrls, tsaConfig }).timestampAuthorities;
  assert.deepEqual(chosen({ selector: "ALL" }), ["https://a.test/1", "https://b.test"]);
  assert.deepEqual(chosen({ selector: "EXACT", count: 1 }), ["https://a.test/1"]);
  assert.throws(() => chosen({ selector: "EXACT", count: 3 }), code("SIGNING_SERVICE_MISSING"));
  assert.throws(() => chosen({ selector: "EXACT" }), code("SIGNING_CONFIG_INVALID"));
  assert.throws(() => chosen({ selector: "SOME" }), code("SIGNING_CONFIG_INVALID"));
});

test("a log of the second API beside one of the first is passed over, alone it is refused", () => {
  const newer = service("https://log2.test", {
    majorApiVersion: 2,
    validFor: { start: "2026-01-01T00:00:00Z" },
  });
  assert.deepEqual(select({ rekorTlogUrls: [newer, service("https://log.test")] }).logs, [
    "https://log.test",
  ]);
  assert.throws(() => select({ rekorTlogUrls: [newer] }), code("SIGNING_SERVICE_MISSING"));
});

test("an empty config names no service", () => {
  assert.deepEqual(select({}), { certificateAuthority: undefined, logs: [], timestampAuthorities: [] });
});

for (const [what, config] of [
  ["no URL", { caUrls: [{}] }],
  ["plain http", { caUrls: [service("http://fulcio.test")] }],
  ["credentials in a URL", { caUrls: [service("https://user:pass@fulcio.test")] }],
  ["a list that is none", { caUrls: {} }],
  ["a time that is none", { caUrls: [service("https://a.test", { validFor: { start: "soon" } })] }],
  ["another media type", { mediaType: "application/json" }],
] as const)
  test(`a config with ${what} is refused`, () => {
    assert.throws(() => select(config), code("SIGNING_CONFIG_INVALID"));
  });

test("bytes that are no config, or too many, are refused", () => {
  assert.throws(() => selectServices(Buffer.from("{"), now), code("SIGNING_CONFIG_INVALID"));
  assert.throws(() => selectServices(Buffer.from("[]"), now), code("SIGNING_CONFIG_INVALID"));
  assert.throws(() => selectServices(Buffer.alloc(1_048_577, 0x20), now), code("SIGNING_CONFIG_INVALID"));
});

test("this machine may be spoken to in plain http", () => {
  assert.equal(
    select({ caUrls: [service("http://127.0.0.1:5555")] }).certificateAuthority,
    "http://127.0.0.1:5555",
  );
});
