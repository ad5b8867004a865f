import { isRecord } from "../../values/json-members.ts";

/** Short names of predicate types, as stock cosign has them for `--type`, and those of this project's other predicates. */
export const predicateAliases = {
  slsaprovenance1: "https://slsa.dev/provenance/v1",
  slsaprovenance02: "https://slsa.dev/provenance/v0.2",
  spdx: "https://spdx.dev/Document",
  spdxjson: "https://spdx.dev/Document",
  cyclonedx: "https://cyclonedx.org/bom",
  openvex: "https://openvex.dev/ns",
  vuln: "https://cosign.sigstore.dev/attestation/vuln/v1",
  custom: "https://cosign.sigstore.dev/attestation/v1",
  "test-result": "https://in-toto.io/attestation/test-result/v0.1",
  release: "https://in-toto.io/attestation/release/v0.1",
  vsa: "https://slsa.dev/verification_summary/v1",
} as const;

export type PredicateAlias = keyof typeof predicateAliases;

/** The predicate type that a short name or a URI stands for; undefined for anything else. */
export function predicateTypeOf(text: string): string | undefined {
  if (Object.hasOwn(predicateAliases, text)) return predicateAliases[text as PredicateAlias];
  return /^[a-z][a-z0-9+.-]*:[!-~]{1,500}$/i.test(text) ? text : undefined;
}

/** The predicate type of an SBOM by its own words: CycloneDX (ML-BOMs too) or SPDX 2; undefined for anything else. */
export function sbomPredicateType(document: unknown): string | undefined {
  if (!isRecord(document)) return undefined;
  if (document["bomFormat"] === "CycloneDX" && typeof document["specVersion"] === "string")
    return predicateAliases.cyclonedx;
  if (typeof document["spdxVersion"] === "string" && document["spdxVersion"].startsWith("SPDX-2."))
    return predicateAliases.spdxjson;
  return undefined;
}

/**
 * What is wrong with a predicate whose type has members that verifiers read; undefined where nothing is, and for types that this
 * project does not know (in-toto attestation, spec/predicates).
 */
export function predicateFlaw(type: string, predicate: unknown): string | undefined {
  if (!isRecord(predicate)) return "is no JSON object";
  const lacks = (...names: readonly string[]): string | undefined => {
    const missing = names.filter((name) => predicate[name] === undefined);
    return missing.length === 0 ? undefined : `has no ${missing.join(" and no ")}`;
  };
  switch (type) {
    case predicateAliases.slsaprovenance1:
      return lacks("buildDefinition", "runDetails");
    case predicateAliases.cyclonedx:
    case predicateAliases.spdxjson:
      return sbomPredicateType(predicate) === type ? undefined : "is another kind of SBOM, or none";
    case predicateAliases["test-result"]:
      return ["PASSED", "WARNED", "FAILED"].includes(String(predicate["result"]))
        ? lacks("configuration")
        : "has no result that is PASSED, WARNED or FAILED";
    case predicateAliases.release:
      return lacks("purl");
    default:
      return undefined;
  }
}
