import { decodeBundle } from "../envelope/bundle.ts";
import { inTotoPayloadType } from "../envelope/dsse.ts";
import { type Statement, decodeStatement } from "../envelope/statement.ts";
import type { Digest } from "../values/digest.ts";
import type { Fault } from "../values/fault.ts";
import type { Identity } from "../values/identity.ts";
import { verificationFaults } from "./faults.ts";
import type { VerificationPolicy } from "./policy.ts";
import { checkSignature, reasonOf } from "./signature-check.ts";

/** What the statement must say besides being signed by one of the identities. */
export type StatementPolicy = VerificationPolicy & {
  /** A digest that must be among the subjects. */
  readonly subject?: Digest;
  readonly predicateType?: string;
};

export type StatementVerification =
  | {
      readonly ok: true;
      readonly by: Identity;
      readonly at: Date | undefined;
      readonly statement: Statement;
      /** The signed JSON. */
      readonly payload: Uint8Array;
    }
  | { readonly ok: false; readonly why: Fault };

/**
 * Verifies a bundle that holds an in-toto statement. The statement is read before its signature is checked, so that a bundle
 * about something else is named as such, but it is only given out when everything holds.
 */
export function verifyStatementBundle(bundle: Uint8Array, policy: StatementPolicy): StatementVerification {
  try {
    const decoded = decodeBundle(bundle);
    const { content } = decoded;
    if (content.kind !== "dsse" || content.envelope.payloadType !== inTotoPayloadType)
      throw verificationFaults.fault("SIGNATURE_WRONG_KIND", "the bundle does not hold an in-toto statement");
    const { payload } = content.envelope;
    const statement = decodeStatement(payload);
    const { subject, predicateType } = policy;
    if (subject !== undefined && !statement.subjects.some((found) => found.digest === subject))
      throw verificationFaults.fault(
        "SIGNATURE_SUBJECT_MISMATCH",
        `the statement is about ${statement.subjects
          .map((found) => found.digest ?? "something without SHA-256")
          .join(", ")
          .slice(0, 300)}, not about ${subject}`,
      );
    if (predicateType !== undefined && statement.predicateType !== predicateType)
      throw verificationFaults.fault(
        "SIGNATURE_WRONG_KIND",
        `the statement claims ${JSON.stringify(statement.predicateType.slice(0, 200))}, not ${predicateType}`,
      );
    const result = checkSignature({ bundle: decoded, logEvidence: "proof" }, policy);
    return result.ok ? { ...result, statement, payload } : result;
  } catch (error) {
    return { ok: false, why: reasonOf(error) };
  }
}
