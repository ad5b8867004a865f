import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import fc from "fast-check";
import { preAuthEncoding } from "../../../src/envelope/dsse.ts";
import {
  type ModelBundle,
  decodeModelBundle,
  encodeModelBundle,
  hintOfModelKey,
} from "../../../src/envelope/model-bundle.ts";
import {
  compareNames,
  decodeModelStatement,
  modelManifest,
  modelStatement,
  rootDigest,
  shardOf,
} from "../../../src/envelope/model-signing.ts";
import { hexOf } from "../../../src/values/digest.ts";
import { Fault } from "../../../src/values/fault.ts";

const fixtures = path.join(import.meta.dirname, "../../fixtures/model-signing");
const hexFor = (text: string): string => createHash("sha256").update(text).digest("hex");
const files = (...names: readonly string[]) => names.map((name) => ({ name, sha256: hexFor(name) }));
const options = { allowSymlinks: false, ignorePaths: [".git"] };
const bytesOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

type Statement = {
  _type: string;
  subject: { name?: string; digest: Record<string, string> }[];
  predicateType: string;
  predicate: {
    serialization: Record<string, unknown>;
    resources: Record<string, unknown>[];
    [more: string]: unknown;
  };
};

/** A statement that is right, changed by the test, with the root digest that fits unless the test says otherwise. */
function statement(change: (value: Statement) => void, keepRoot = false): Buffer {
  const value = structuredClone(
    modelStatement(modelManifest("m", files("a", "b"), options)),
  ) as unknown as Statement;
  change(value);
  if (!keepRoot && Array.isArray(value.predicate.resources)) {
    const hash = createHash("sha256");
    for (const { digest } of value.predicate.resources) hash.update(String(digest), "hex");
    const [subject] = value.subject;
    if (subject !== undefined) subject.digest = { sha256: hash.digest("hex") };
  }
  return bytesOf(value);
}

function refused(bytes: Uint8Array, why: RegExp): void {
  assert.throws(
    () => decodeModelStatement(bytes),
    (error) => {
      assert.ok(error instanceof Fault, String(error));
      assert.ok(["ENVELOPE_MODEL_INVALID", "ENVELOPE_TOO_LARGE"].includes(error.code), error.code);
      assert.match(error.message, why);
      return true;
    },
  );
}

const part = fc.constantFrom("a", "b-", "b", "b.txt", "\u{1F600}", "\uFFFD", "é", "A");
const names = fc.uniqueArray(
  fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/")),
  { minLength: 1, maxLength: 12 },
);

test("a manifest comes back as it went in, whatever its files are called", () => {
  fc.assert(
    fc.property(names, fc.boolean(), (list, allowSymlinks) => {
      const manifest = modelManifest("model", files(...list), {
        allowSymlinks,
        ignorePaths: [".git", "x/y"],
      });
      assert.deepEqual(decodeModelStatement(bytesOf(modelStatement(manifest))), manifest);
    }),
  );
});

test("files are written in the order of the code points of their whole names", () => {
  const { resources } = modelManifest("m", files("a.txt", "a/b", "a-b", "\uFFFD", "\u{1F600}"), options);
  // In UTF-16 the emoji would come before U+FFFD.
  assert.deepEqual(
    resources.map(({ name }) => name),
    ["a-b", "a.txt", "a/b", "\uFFFD", "\u{1F600}"],
  );
  assert.ok(compareNames("\uFFFD", "\u{1F600}") < 0);
});

test("the reference's order, by the parts of a path, is read as well, and any other is refused", () => {
  const listed = (...list: readonly string[]) =>
    statement((value) => {
      value.predicate.resources = files(...list).map(({ name, sha256 }) => ({
        name,
        algorithm: "sha256",
        digest: sha256,
      }));
    });
  assert.equal(decodeModelStatement(listed("a/b", "a-b", "a.txt")).resources.length, 3);
  assert.equal(decodeModelStatement(listed("a-b", "a.txt", "a/b")).resources.length, 3);
  refused(listed("a.txt", "a-b", "a/b"), /no known order/);
  refused(listed("a", "a"), /names "a" twice/);
});

test("the root digest is the SHA-256 of the raw digests in their order", () => {
  const list = files("a", "b");
  const raw = Buffer.concat(list.map(({ sha256 }) => Buffer.from(sha256, "hex")));
  assert.equal(hexOf(rootDigest(list)), createHash("sha256").update(raw).digest("hex"));
});

test("a model that is one file has one resource, the model itself", () => {
  const manifest = modelManifest("shelf.tflite", files("."), { allowSymlinks: false, ignorePaths: [] });
  assert.deepEqual(decodeModelStatement(bytesOf(modelStatement(manifest))), manifest);
  assert.throws(() => modelManifest("m", files(".", "a"), options), /beside it/);
  refused(
    statement((value) =>
      value.predicate.resources.unshift({ name: ".", algorithm: "sha256", digest: hexFor("x") }),
    ),
    /beside it/,
  );
});

for (const name of ["../x", "a/../x", "..", "/etc/passwd", "a//b", "./a", "a/", "", "a\0b", "\ud800"])
  test(`the name ${JSON.stringify(name)} is unsafe to read and to write`, () => {
    refused(
      statement((value) => {
        value.predicate.resources = [{ name, algorithm: "sha256", digest: hexFor("x") }];
      }),
      /unsafe name/,
    );
    refused(
      statement((value) => {
        value.predicate.serialization["ignore_paths"] = [name];
      }),
      /unsafe name/,
    );
    assert.throws(() => modelManifest("m", files(name), options), /unsafe name/);
  });

for (const [what, change, why] of [
  ["of another type", (value) => void (value._type = "https://in-toto.io/Statement/v0.1"), /not an in-toto/],
  [
    "about something else",
    (value) => void (value.predicateType = "https://slsa.dev/provenance/v1"),
    /claims/,
  ],
  [
    "with two subjects",
    (value) => void value.subject.push({ digest: { sha256: hexFor("a") } }),
    /one subject/,
  ],
  ["with no subject", (value) => void (value.subject = []), /one subject/],
  ["with no files", (value) => void (value.predicate.resources = []), /names no files/],
  ["with another hash", (value) => void (value.predicate.serialization["hash_type"] = "blake3"), /sha256/],
  [
    "of an unknown method",
    (value) => void (value.predicate.serialization["method"] = "tensors"),
    /unknown method/,
  ],
  [
    "silent about links",
    (value) => void delete value.predicate.serialization["allow_symlinks"],
    /symbolic links/,
  ],
  ["with an unknown setting", (value) => void (value.predicate.serialization["x"] = 1), /unknown member/],
  [
    "of shards with no size",
    (value) => void (value.predicate.serialization["method"] = "shards"),
    /shard size/,
  ],
  [
    "with another algorithm",
    (value) => void (value.predicate.resources = [{ name: "a", algorithm: "sha512", digest: hexFor("a") }]),
    /another algorithm/,
  ],
  [
    "with upper-case digests",
    (value) =>
      void (value.predicate.resources = [
        { name: "a", algorithm: "sha256", digest: hexFor("a").toUpperCase() },
      ]),
    /lower-case hex/,
  ],
] as const satisfies readonly (readonly [string, (value: Statement) => void, RegExp])[])
  test(`a statement ${what} is refused`, () => {
    refused(statement(change), why);
  });

test("a root digest that is not that of the files is refused by name", () => {
  refused(
    statement((value) => void (value.subject = [{ name: "m", digest: { sha256: hexFor("other") } }]), true),
    /wrong root digest/,
  );
});

test("further members of the predicate are passed over, as the specification wants", () => {
  assert.equal(decodeModelStatement(statement((value) => void (value.predicate["card"] = {}))).name, "m");
});

test("shards are read in both spellings of their algorithm, and only whole ones", () => {
  const shards = (algorithm: string, ...list: readonly string[]) =>
    statement((value) => {
      Object.assign(value.predicate.serialization, { method: "shards", shard_size: 10 });
      value.predicate.resources = list.map((name) => ({ name, algorithm, digest: hexFor(name) }));
    });
  for (const algorithm of ["sha256", "sha256-sharded-10"]) {
    const { resources, serialization } = decodeModelStatement(
      shards(algorithm, "a:0:10", "a:10:20", "a:100:107", "b:c:0:3"),
    );
    assert.equal(resources.length, 4);
    assert.equal(serialization.shardSize, 10);
  }
  refused(shards("sha256-sharded-11", "a:0:10"), /another algorithm/);
  refused(shards("sha256", "a:5:10"), /unusable name/);
  refused(shards("sha256", "a:0:11"), /another size/);
  refused(shards("sha256", "a:10:10"), /another size/);
  refused(shards("sha256", "a"), /unusable name/);
  refused(shards("sha256", "../a:0:10"), /unsafe name/);
  refused(shards("sha256", "a:0:10", "a:0:10"), /twice/);
  assert.deepEqual(shardOf("b:c:0:3"), { path: "b:c", start: 0, end: 3 });
  assert.equal(shardOf("a:00:3"), undefined);
});

test("a million files are refused before they cost anything", () => {
  const one = `{"name":"a","algorithm":"sha256","digest":"${"0".repeat(64)}"}`;
  const head = JSON.stringify(JSON.parse(statement(() => undefined).toString("utf8"))).replace(
    /"resources":\[.*\]/,
    '"resources":[@]',
  );
  const started = performance.now();
  refused(Buffer.from(head.replace("@", Array.from({ length: 1_000_000 }, () => one).join(","))), /at most/);
  // Short enough for the size, too many all the same.
  refused(
    Buffer.from(head.replace("@", Array.from({ length: 1_000_000 }, () => "{}").join(","))),
    /more than 100000/,
  );
  assert.ok(performance.now() - started < 5000);
  assert.throws(
    () =>
      modelStatement(
        modelManifest("m", files(...Array.from({ length: 100_001 }, (_, at) => `f${at}`)), options),
      ),
    (error) => error instanceof Fault && error.code === "ENVELOPE_TOO_LARGE",
  );
});

test("mutated statements are either read or a fault of this folder, never another error", () => {
  const mutations = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(mutations, (changes) => {
      const mutated = statement(() => undefined);
      for (const [position, value] of changes) mutated[position % mutated.length] = value;
      try {
        decodeModelStatement(mutated);
      } catch (error) {
        assert.ok(error instanceof Fault && error.code.startsWith("ENVELOPE_"), String(error));
      }
    }),
    { numRuns: 300 },
  );
});

const content = {
  kind: "dsse",
  envelope: { payloadType: "t", payload: Buffer.from("p"), signature: Buffer.from("s") },
} as const;

for (const material of [
  { kind: "publicKey", hint: "abc" },
  { kind: "certificate", certificate: Buffer.from("leaf") },
  { kind: "chain", certificates: [Buffer.from("leaf"), Buffer.from("root")] },
] as const)
  test(`a signature with a ${material.kind} comes back as it went in, with the member that the reference writes`, () => {
    const bundle: ModelBundle = { material, content, logEntries: [], timestamps: [] };
    const bytes = encodeModelBundle(bundle);
    assert.deepEqual(decodeModelBundle(bytes), bundle);
    assert.match(bytes.toString("utf8"), /"tlogEntries":\[\]/);
  });

test("only the exact media type of v0.3 is a signature of a model, and a chain stands alone", () => {
  const bundle: ModelBundle = {
    material: { kind: "chain", certificates: [Buffer.from("leaf")] },
    content,
    logEntries: [],
    timestamps: [],
  };
  const text = encodeModelBundle(bundle).toString("utf8");
  for (const [from, to] of [
    ["application/vnd.dev.sigstore.bundle.v0.3+json", "application/vnd.dev.sigstore.bundle+json;version=0.3"],
    ['"x509CertificateChain"', '"publicKey":{"hint":"x"},"x509CertificateChain"'],
    [`[{"rawBytes":"${Buffer.from("leaf").toString("base64")}"}]`, "[]"],
    ['"rawBytes"', '"bytes"'],
  ] as const) {
    assert.ok(text.includes(from), from);
    assert.throws(
      () => decodeModelBundle(Buffer.from(text.replace(from, to))),
      (error) => error instanceof Fault && error.code === "ENVELOPE_BUNDLE_INVALID",
      from,
    );
  }
});

test("the specification's vectors are read, and its broken ones refused", () => {
  const read = (name: string) => decodeModelBundle(readFileSync(path.join(fixtures, name)));
  for (const [name, kind] of [
    ["key", "publicKey"],
    ["certificate", "chain"],
    ["sigstore", "certificate"],
  ] as const) {
    const bundle = read(`valid/${name}.bundle.json`);
    assert.equal(bundle.material.kind, kind);
    assert.ok(bundle.content.kind === "dsse");
    const { payload, payloadType } = bundle.content.envelope;
    assert.ok(preAuthEncoding(payloadType, payload).length > payload.length);
    assert.ok(decodeModelStatement(payload).resources.length > 0, name);
  }
  for (const broken of ["empty", "missing-envelope", "missing-verification-material"])
    assert.throws(() => read(`invalid/${broken}.bundle.json`), Fault, broken);
  const wrong = read("invalid-payload/wrong-predicate.bundle.json");
  assert.ok(wrong.content.kind === "dsse");
  refused(wrong.content.envelope.payload, /wrong-predicate/);
});

test("the hint of a key is the SHA-256 of its PEM text", () => {
  assert.equal(hintOfModelKey("pem\n"), hexFor("pem\n"));
});
