import { overlayTree } from "../../fleet/overlay-tree.ts";
import { classifyPath } from "../../fleet/paths.ts";
import { checkPathsOf } from "../../fleet/rules.ts";
import type { Ports } from "../../io/ports.ts";
import { repositoryName } from "../../values/grammars.ts";
import type { Outcome } from "../command.ts";
import { openManifests } from "../manifests-repository.ts";
import type { VerifyInput, VerifyOutput } from "./inputs.ts";
import { readRange } from "./range.ts";
import { type Sides, readFromCheckout, readFromForge } from "./sides.ts";
import { verifyView } from "./view.ts";

/** Judges a change by the policy and trust of its base: the tip of the base with what the head's side changed. */
export async function run(input: VerifyInput, ports: Ports): Promise<Outcome<VerifyOutput>> {
  const range = await readRange(input, ports.run);
  const token = input["manifests-token"];
  if (token === undefined)
    return judgeSides(await readFromCheckout(ports.processes, ports.workspace, range), ports.clock.now());
  const repository = input["manifests-repository"] ?? repositoryName.parse(ports.run.repository);
  const forge = await openManifests({ "manifests-repository": repository, "manifests-token": token }, ports);
  return judgeSides(await readFromForge(forge, range), ports.clock.now());
}

/** Judges two sides of a change. */
export async function judgeSides(sides: Sides, now: Date): Promise<Outcome<VerifyOutput>> {
  const merged = overlayTree(sides.base, sides.head, sides.paths);
  const findings = await checkPathsOf(sides.base, merged, sides.paths, now);
  const errors = findings.filter((finding) => finding.severity === "error").length;
  const rings = changedRings(sides.paths);
  const ok = errors === 0;
  const verdict = ok
    ? `pass: ${describe(sides.paths, rings)}`
    : `fail: ${errors} ${errors === 1 ? "rule is" : "rules are"} broken`;
  return {
    ok,
    verdict,
    outputs: {
      result: ok ? "pass" : "fail",
      findings: JSON.stringify(findings),
      "changed-rings": rings.join("\n"),
    },
    report: verifyView(verdict, ok, findings),
    findings,
  };
}

function changedRings(paths: readonly string[]): string[] {
  const rings = new Set<string>();
  for (const path of paths) {
    const place = classifyPath(path);
    if (place.kind === "pointer" && !place.bundle) rings.add(place.ring);
  }
  return [...rings];
}

function describe(paths: readonly string[], rings: readonly string[]): string {
  const files = `${paths.length} ${paths.length === 1 ? "file" : "files"} changed`;
  return rings.length === 0 ? `${files}, no ring moves` : `${files}, moves ${rings.join(", ")}`;
}
