import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import fc from "fast-check";
import { generateSchemas } from "../../../scripts/schemas.ts";
import { gateConfigDigest, gatesOf, readFleet } from "../../../src/schema/fleet-file.ts";
import * as signed from "../../../src/schema/signed-json.ts";
import { canonicalBytes } from "../../../src/values/canonical-json.ts";
import { digestOf } from "../../../src/values/digest.ts";
import { isFault } from "../../../src/values/fault.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const faultCode =
  (code: string, pattern = /./) =>
  (error: unknown) =>
    isFault(error, code) && pattern.test(error.message);
const yaml = (text: string) => Buffer.from(text);

const readers = {
  release: signed.readRelease,
  pointer: signed.readPointer,
  verdict: signed.readVerdict,
  trust: signed.readTrust,
  "trust-signatures": signed.readTrustSignatures,
} as const;
const writers = {
  release: signed.writeRelease,
  pointer: signed.writePointer,
  verdict: signed.writeVerdict,
  trust: signed.writeTrust,
  "trust-signatures": signed.writeTrustSignatures,
} as const;
type Kind = keyof typeof readers;
const kinds = Object.keys(readers) as Kind[];

async function example(kind: Kind): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(path.join(root, "schemas/examples", `${kind}.json`), "utf8")) as Record<
    string,
    unknown
  >;
}

test("the generated validators are those of the schemas", async () => {
  const files = await generateSchemas();
  const present = await readdir(path.join(root, "src/schema/generated"));
  assert.deepEqual([...files.keys()].sort(), present.sort());
  for (const [name, text] of files)
    assert.equal(await readFile(path.join(root, "src/schema/generated", name), "utf8"), text, name);
});

for (const kind of kinds) {
  test(`the example of ${kind} is read, and written back as the same bytes`, async () => {
    const bytes = await readFile(path.join(root, "schemas/examples", `${kind}.json`));
    const { value, digest } = readers[kind](bytes, `${kind}.json`);
    assert.equal(digest, digestOf(bytes));
    assert.deepEqual(Buffer.from(writers[kind](value as never)), bytes);
  });

  test(`${kind}: a document of another kind, version or with one member more or less is refused`, async () => {
    const value = await example(kind);
    const refuse = (changed: unknown, pattern: RegExp) =>
      assert.throws(
        () => readers[kind](canonicalBytes(changed), "f.json"),
        faultCode("DOCUMENT_SCHEMA", pattern),
      );
    refuse({ ...value, kind: "other" }, /\/kind must be/);
    refuse({ ...value, schemaVersion: 2 }, /\/schemaVersion must be 1/);
    refuse({ ...value, extra: 1 }, /unknown member "extra"/);
    for (const name of Object.keys(value)) {
      if (name === "notes") continue;
      const { [name]: _, ...rest } = value;
      refuse(rest, new RegExp(`lacks the member "${name}"`));
    }
    refuse([], /must be object/);
  });

  test(`${kind}: other bytes for the same value are refused`, async () => {
    const value = await example(kind);
    const text = canonicalBytes(value).toString();
    const first = Object.keys(value).sort()[0] ?? "";
    for (const changed of [
      `${text}\n`,
      ` ${text}`,
      JSON.stringify(value, null, 2),
      text.replace("{", `{${JSON.stringify(first)}:${JSON.stringify(value[first])},`),
      text.replace('"schemaVersion":1', '"schemaVersion":1.0'),
    ])
      assert.throws(
        () => readers[kind](Buffer.from(changed), "f.json"),
        faultCode("DOCUMENT_NOT_CANONICAL"),
        changed.slice(0, 40),
      );
    assert.throws(
      () => readers[kind](Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]), "f.json"),
      faultCode("DOCUMENT_SYNTAX"),
    );
    assert.throws(() => readers[kind](Buffer.from([0xff, 0xfe]), "f.json"), faultCode("DOCUMENT_SYNTAX"));
    assert.throws(() => readers[kind](Buffer.from("{"), "f.json"), faultCode("DOCUMENT_SYNTAX"));
    assert.throws(
      () => readers[kind](Buffer.alloc(20_000_000, 0x20), "f.json"),
      faultCode("DOCUMENT_TOO_LARGE"),
    );
  });
}

test("no bytes make a reader throw anything but a fault, and __proto__ stays a member that no schema knows", () => {
  assert.throws(
    () => signed.readPointer(Buffer.from('{"__proto__":{"kind":"pointer"}}'), "p"),
    faultCode("DOCUMENT_SCHEMA"),
  );
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.json(), (kind, text) => {
      assert.throws(
        () => readers[kind](Buffer.from(text), "f"),
        (error: unknown) => isFault(error),
      );
    }),
  );
});

const small = "schema-version: 1\nfleet: acme-retail\nrings:\n  - name: canary\n    devices: [pi-1, pi-2]\n";

test("a small fleet file gets its defaults", () => {
  const fleet = readFleet(yaml(small));
  assert.equal(fleet.name, "acme-retail");
  assert.deepEqual(fleet.rings[0], {
    name: "canary",
    devices: ["pi-1", "pi-2"],
    soak: 1800,
    deadline: 21_600,
    minCoverage: 0.7,
  });
  assert.equal(fleet.deviceLabel, "device");
  assert.equal(fleet.expiresAfter, 1_209_600);
  assert.deepEqual(fleet.delivery, []);
  assert.deepEqual(gatesOf(fleet, "any"), []);
});

test("the example fleet file has gates, and an app can have its own", async () => {
  const fleet = readFleet(await readFile(path.join(root, "schemas/examples/fleet.yaml")));
  assert.ok(fleet.rings.length >= 3);
  assert.ok(gatesOf(fleet, "some-app").length >= 2);
  const own = readFleet(
    yaml(
      `${small}apps:\n  counter:\n    gates:\n      - { name: errors, type: ratio, bad: e_total, total: r_total, limit: 0.03 }\n`,
    ),
  );
  assert.equal(gatesOf(own, "counter")[0]?.name, "errors");
});

test("the digest of the gate settings changes with everything that a verdict rests on", () => {
  const digest = (text: string) => {
    const fleet = readFleet(yaml(text));
    const [ring] = fleet.rings;
    assert.ok(ring);
    return gateConfigDigest(fleet, "app", ring);
  };
  const base = digest(small);
  assert.equal(digest(`# comment\n${small}`), base);
  for (const changed of [
    `${small}    soak: 31m\n`,
    small.replace("pi-2", "pi-3"),
    `${small}device-label: host\n`,
    `${small}gates:\n  - { name: errors, type: ratio, bad: e_total, total: r_total, limit: 0.03 }\n`,
  ])
    assert.notEqual(digest(changed), base, changed);
});

test("a wrong fleet file is refused with the line", () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    [small.replace("fleet: acme-retail", "fleet: Acme"), "DOCUMENT_SCHEMA", /fleet\.yaml:2: \/fleet/],
    [
      small.replace("name: canary", "name: canary\n    colour: red"),
      "DOCUMENT_SCHEMA",
      /fleet\.yaml:4: \/rings\/0 has an unknown member "colour"/,
    ],
    [`${small}gates:\n  - name: x\n    type: magic\n`, "DOCUMENT_SCHEMA", /gates\/0/],
    [
      `${small}gates:\n  - { name: x, type: ratio, bad: b, total: t, limit: 3 }\n`,
      "DOCUMENT_SCHEMA",
      /limit/,
    ],
    [`${small}fleet: twice\n`, "DOCUMENT_SYNTAX", /fleet\.yaml:6/],
    [`a: &x 1\nb: *x\n`, "DOCUMENT_SYNTAX", /alias/],
    [`a: !!js/function x\n`, "DOCUMENT_SYNTAX", /./],
    ["a: [", "DOCUMENT_SYNTAX", /./],
    ["", "DOCUMENT_SCHEMA", /must be object/],
    [`${small}  - name: canary\n    devices: []\n`, "DOCUMENT_SCHEMA", /canary is named twice/],
    [
      `${small}  - name: early\n    devices: [pi-1]\n`,
      "DOCUMENT_SCHEMA",
      /pi-1 is in the rings canary and early/,
    ],
    [small.replace("[pi-1, pi-2]", "[pi-1, pi-1]"), "DOCUMENT_SCHEMA", /duplicate/],
    // What nothing renders yet must not look as if it were deployed.
    [`${small}delivery: [quadlet]\n`, "DOCUMENT_SCHEMA", /must be one of \["kustomize"\]/],
  ];
  for (const [text, code, pattern] of cases)
    assert.throws(() => readFleet(yaml(text)), faultCode(code, pattern), text);
  assert.throws(() => readFleet(Buffer.from([0xff, 0xff])), faultCode("DOCUMENT_SYNTAX", /UTF-8/));
  assert.throws(() => readFleet(Buffer.alloc(5_000_000, 0x0a)), faultCode("DOCUMENT_TOO_LARGE"));
});
