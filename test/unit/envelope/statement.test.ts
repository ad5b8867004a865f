import assert from "node:assert/strict";
import test from "node:test";
import { decodeStatement, imageSignStatement, statementFor } from "../../../src/envelope/statement.ts";
import { digestOf } from "../../../src/values/digest.ts";
import { Fault } from "../../../src/values/fault.ts";

const digest = digestOf("image");
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));

test("the statement of a signed image is byte for byte what cosign 3 writes, but for empty annotations", () => {
  assert.equal(
    JSON.stringify(imageSignStatement(digest)),
    `{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"${digest.slice(7)}"}}],"predicateType":"https://sigstore.dev/cosign/sign/v1","predicate":{}}`,
  );
});

test("a statement comes back with its subjects, type and predicate", () => {
  const statement = decodeStatement(
    bytes(statementFor([{ digest, name: "repo" }, { digest }], "t", { a: 1 })),
  );
  assert.deepEqual(statement, {
    subjects: [
      { name: "repo", digest, annotations: {} },
      { name: undefined, digest, annotations: {} },
    ],
    predicateType: "t",
    predicate: { a: 1 },
  });
});

test("the older version, annotations and subjects by another algorithm are read", () => {
  const { subjects } = decodeStatement(
    bytes({
      _type: "https://in-toto.io/Statement/v0.1",
      subject: [{ digest: { gitCommit: "abc" }, annotations: { k: "v" } }],
      predicateType: "t",
    }),
  );
  assert.deepEqual(subjects, [{ name: undefined, digest: undefined, annotations: { k: "v" } }]);
});

const good = statementFor([{ digest }], "t", {});
for (const [what, value] of [
  ["another type", { ...good, _type: "https://in-toto.io/Statement/v2" }],
  ["no subject", { ...good, subject: [] }],
  ["a digest in upper case", { ...good, subject: [{ digest: { sha256: digest.slice(7).toUpperCase() } }] }],
  ["a subject without digest", { ...good, subject: [{ name: "x" }] }],
  ["annotations that are no texts", { ...good, subject: [{ digest: {}, annotations: { a: 1 } }] }],
  ["no predicate type", { ...good, predicateType: undefined }],
] as const)
  test(`a statement with ${what} is refused`, () => {
    assert.throws(
      () => decodeStatement(bytes(value)),
      (error) => error instanceof Fault && error.code === "ENVELOPE_STATEMENT_INVALID",
    );
  });
