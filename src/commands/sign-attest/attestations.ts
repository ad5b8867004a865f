import { readBounded } from "../../io/files.ts";
import type { Ports } from "../../io/ports.ts";
import {
  predicateFlaw,
  sbomPredicateType,
  predicateAliases,
} from "../../signing/predicates/predicate-types.ts";
import { canonicalJson } from "../../values/canonical-json.ts";
import { describeError } from "../../values/fault.ts";
import { valueFaults } from "../../values/faults.ts";
import { jobFilePath } from "../job-files.ts";
import { signAttestFaults } from "./faults.ts";
import type { Attestation } from "./image-signing.ts";
import type { SignAttestInput } from "./inputs.ts";

/** What GitHub's attestation API takes; Kyverno reads 10 MB of a layer, cosign more. */
const largestPredicate = 16_777_216;

/** All attestations that the inputs ask for, each different one once. Throws SIGN_ATTEST_PREDICATE_INVALID, naming the file. */
export async function readAttestations(
  input: SignAttestInput,
  ports: Pick<Ports, "workspace" | "environment" | "identityToken" | "secrets" | "run">,
): Promise<readonly Attestation[]> {
  const found: Attestation[] = [];
  for (const [predicateType, file] of namedFiles(input)) {
    const predicate = await readJson(file, ports);
    const flaw = predicateFlaw(predicateType, predicate);
    if (flaw !== undefined) throw invalid(file, `${flaw}, which ${predicateType} needs`);
    found.push({ predicateType, predicate });
  }
  for (const file of input.sboms) {
    const predicate = await readJson(file, ports);
    const predicateType = sbomPredicateType(predicate);
    if (predicateType === undefined) throw invalid(file, "is neither CycloneDX nor SPDX 2 in JSON");
    found.push({ predicateType, predicate });
  }
  if (input.provenance) {
    const token = await ports.identityToken("sigstore");
    ports.secrets.add(token);
    const { workflowProvenance } = await import("../../signing/predicates/slsa-provenance.ts");
    const predicate = workflowProvenance(token, ports.run.serverUrl);
    found.push({ predicateType: predicateAliases.slsaprovenance1, predicate });
  }
  const different = new Map(
    found.map((one) => [`${one.predicateType} ${canonicalJson(one.predicate)}`, one]),
  );
  return [...different.values()];
}

function namedFiles(input: SignAttestInput): readonly (readonly [string, string])[] {
  const file = input["predicate-path"];
  const type = input["predicate-type"];
  if (file === undefined && type === undefined) return input.attestations;
  if (file === undefined || type === undefined)
    throw valueFaults.fault(
      "INPUT_INVALID",
      "predicate-type and predicate-path belong together: one is missing",
      { where: file === undefined ? "predicate-path" : "predicate-type" },
    );
  return [[type, file], ...input.attestations];
}

async function readJson(file: string, ports: Pick<Ports, "workspace" | "environment">): Promise<unknown> {
  const bytes = await readBounded(await jobFilePath(file, ports), largestPredicate);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch (error) {
    throw invalid(file, `is not JSON: ${describeError(error)}`);
  }
}

function invalid(file: string, why: string): Error {
  return signAttestFaults.fault("SIGN_ATTEST_PREDICATE_INVALID", `${file} ${why}`, { where: file });
}
