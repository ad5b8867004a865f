import { type Digest, digestFromHex, hexOf } from "../values/digest.ts";
import { envelopeFaults } from "./faults.ts";
import { type JsonObject, type Refuse, asList, asObject, asText, parseObject } from "./strict-json.ts";

/** in-toto attestation framework v1: what is claimed (`predicate`) about what (`subject`). */
export type Statement = {
  readonly subjects: readonly StatementSubject[];
  readonly predicateType: string;
  readonly predicate: unknown;
};

export type StatementSubject = {
  readonly name: string | undefined;
  /** Undefined where the subject is named by another algorithm only. */
  readonly digest: Digest | undefined;
  readonly annotations: Readonly<Record<string, string>>;
};

/** What `cosign sign` claims since version 3: that somebody signed this image, and nothing else. */
export const cosignSignPredicate = "https://sigstore.dev/cosign/sign/v1";
const statementV1 = "https://in-toto.io/Statement/v1";
const statementV01 = "https://in-toto.io/Statement/v0.1";
const limit = 25_165_824;

/** The statement with which an image is signed: the digest as its only subject, no name, an empty predicate. */
export function imageSignStatement(digest: Digest): JsonObject {
  return statementFor([{ digest }], cosignSignPredicate, {});
}

/** A v1 statement as a plain object, ready to be signed. */
export function statementFor(
  subjects: readonly { readonly digest: Digest; readonly name?: string }[],
  predicateType: string,
  predicate: unknown,
): JsonObject {
  return {
    _type: statementV1,
    subject: subjects.map(({ name, digest }) => ({
      ...(name === undefined ? {} : { name }),
      digest: { sha256: hexOf(digest) },
    })),
    predicateType,
    predicate,
  };
}

/** Reads a statement of v1 or v0.1 (which `cosign attest` writes). Throws ENVELOPE_STATEMENT_INVALID. */
export function decodeStatement(bytes: Uint8Array, name = "the statement"): Statement {
  const refuse: Refuse = (why) =>
    envelopeFaults.fault("ENVELOPE_STATEMENT_INVALID", `${name} ${why}`, { where: name });
  const object = parseObject(bytes, limit, name, refuse);
  if (object["_type"] !== statementV1 && object["_type"] !== statementV01)
    throw refuse("is not an in-toto statement v1 or v0.1");
  const subjects = asList(object["subject"], "subject", 1024, refuse);
  if (subjects.length === 0) throw refuse("has no subject");
  return {
    subjects: subjects.map((subject, index) =>
      readSubject(asObject(subject, `subject[${index}]`, refuse), index, refuse),
    ),
    predicateType: asText(object["predicateType"], "predicateType", refuse),
    predicate: object["predicate"],
  };
}

function readSubject(subject: JsonObject, index: number, refuse: Refuse): StatementSubject {
  const path = `subject[${index}]`;
  const hex = asObject(subject["digest"], `${path}.digest`, refuse)["sha256"];
  if (hex !== undefined && (typeof hex !== "string" || !/^[0-9a-f]{64}$/.test(hex)))
    throw refuse(`has no SHA-256 in lower-case hex at ${path}.digest`);
  const annotations = asObject(subject["annotations"] ?? {}, `${path}.annotations`, refuse);
  return {
    name: subject["name"] === undefined ? undefined : asText(subject["name"], `${path}.name`, refuse),
    digest: hex === undefined ? undefined : digestFromHex(hex),
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([key, value]) => [
        key,
        asText(value, `${path}.annotations.${key.slice(0, 60)}`, refuse),
      ]),
    ),
  };
}
