import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Ports } from "../../io/ports.ts";
import { budgetRules } from "../../lint/budgets.ts";
import { hefRules } from "../../lint/hef.ts";
import { hygieneRules } from "../../lint/hygiene-rules.ts";
import { boundFindings, lintRules } from "../../lint/lint.ts";
import { toHtml } from "../../report/html.ts";
import { toSarif } from "../../report/sarif.ts";
import type { Inventory } from "../../sbom/inventory.ts";
import { toCycloneDx } from "../../sbom/writers/cyclonedx.ts";
import { toSpdx } from "../../sbom/writers/spdx.ts";
import type { SbomSubject } from "../../sbom/writers/subject.ts";
import { hasErrors } from "../../values/finding.ts";
import { formatRepository } from "../../values/image-reference.ts";
import type { Profile } from "../../values/profile.ts";
import { toolVersion } from "../../values/version.ts";
import { type Outcome, emptyOutputs } from "../command.ts";
import type { Judged } from "./checks.ts";
import type { Examined } from "./examine.ts";
import type { BomFacts, BuildFacts } from "./facts.ts";
import { type BuildInput, type BuildOutput, command } from "./inputs.ts";
import type { MadeImage } from "./made.ts";
import type { Published } from "./publish.ts";
import type { Comparison } from "./reproduce.ts";
import { buildReport } from "./view.ts";

/** All that is known when a build ends, well or badly. */
export type Conclusion = {
  readonly input: BuildInput;
  readonly made: MadeImage;
  readonly examined: Examined;
  readonly judged: Judged;
  readonly comparison: Comparison | undefined;
  /** Of the commit, in seconds since 1970. */
  readonly created: number;
  readonly profile: Profile;
  readonly anchor: string;
};

/** The folder of the results, and the SBOMs in it; empty names for those that nobody asked for. */
export type Bills = { readonly folder: string; readonly cyclonedx: string; readonly spdx: string };

/** Writes the SBOMs. Before a push: a disk that cannot take them must not be noticed after it. */
export async function writeBills(
  conclusion: Conclusion,
  ports: Pick<Ports, "environment" | "run">,
): Promise<Bills> {
  const folder = await mkdtemp(path.join(ports.environment["RUNNER_TEMP"] || tmpdir(), "pi5-build-arm64-"));
  const [cyclonedx, spdx] = await writeFormats(conclusion, ports, writerIn(folder));
  return { folder, cyclonedx, spdx };
}

function writerIn(folder: string) {
  return async (name: string, content: Uint8Array | string): Promise<string> => {
    const file = path.join(folder, name);
    // The folder is new and nobody reads it before the step ends: waiting for the disk would gain nothing.
    await writeFile(file, content);
    return file;
  };
}

/** Writes SBOMs, SARIF and the HTML report into the runner's temporary folder and sets every output. */
export async function conclude(
  conclusion: Conclusion,
  ports: Pick<Ports, "environment" | "run" | "secrets">,
  verdict: string,
  published: Published | undefined,
  bills?: Bills,
): Promise<Outcome<BuildOutput>> {
  const { input, made, examined, judged, comparison } = conclusion;
  const { look, delta } = examined;
  const ok = !hasErrors(judged.findings);
  // A whole distribution may be wrong: people read the first of each rule, the SARIF file has all.
  const bounded = boundFindings(judged.findings);
  const facts: BuildFacts = {
    look,
    delta,
    builder: made.builder,
    steps: made.steps
      .filter(({ internal, error }) => !internal || error !== undefined)
      .map(({ name, cached, seconds }) => ({ name, cached, seconds: cached ? undefined : seconds })),
    cacheHitRatio: made.cacheHitRatio,
    baseImages: made.baseImages,
    findings: bounded,
    suppressed: judged.suppressed,
    reproducibility: comparison?.facts,
    bom: examined.inventory === undefined ? undefined : bomFacts(examined.inventory),
  };
  const warned = judged.findings.some(({ severity }) => severity === "warning");
  const report = buildReport(facts, verdict, ok ? (warned ? "warning" : "good") : "bad");
  const { folder, cyclonedx, spdx } = bills ?? (await writeBills(conclusion, ports));
  const write = writerIn(folder);
  const sarif = toSarif({
    findings: judged.findings,
    suppressed: judged.suppressed,
    rules: [...lintRules, ...hefRules, ...hygieneRules, ...budgetRules],
    version: toolVersion,
    anchor: conclusion.anchor,
  });
  const page = toHtml(report, { title: `build-arm64: ${formatRepository(input.image)}` });
  return {
    ok,
    verdict,
    report,
    // Notices about files of the image are many in any Debian: they are in the report and in the SARIF file.
    findings: bounded.filter(({ severity, layer }) => severity !== "notice" || layer === undefined),
    outputs: {
      ...emptyOutputs(command.outputs),
      image: published?.image ?? "",
      digest: look.root.digest,
      "index-digest": look.rootIsIndex ? look.root.digest : "",
      "platform-digest": look.platform.digest,
      "platform-digests": JSON.stringify(
        Object.fromEntries(look.platforms.map(({ name, digest }) => [name, digest])),
      ),
      "config-digest": look.config.digest,
      "tags-pushed": published?.tags.join("\n") ?? "",
      size: String(look.size),
      "unpacked-size": String(look.unpackedSize),
      "wasted-bytes": String(look.wastedBytes),
      layers: JSON.stringify(
        look.layers.map(({ digest, size, unpackedSize, state }) => ({
          digest,
          size,
          unpackedSize,
          ...(state === undefined ? {} : { state }),
        })),
      ),
      "pull-bytes": delta === undefined ? "" : String(delta.containerdBytes),
      "pull-bytes-docker": delta === undefined ? "" : String(delta.dockerBytes),
      "reuse-percent": delta === undefined ? "" : delta.reusePercent.toFixed(1),
      reproducible: comparison === undefined ? "skipped" : String(comparison.facts.same),
      "sbom-path": cyclonedx,
      "spdx-path": spdx,
      "lint-report": await write("lint.sarif", ports.secrets.mask(sarif)),
      "report-path": await write("report.html", ports.secrets.mask(page)),
      "base-images": JSON.stringify(made.baseImages),
      "cache-hit-ratio": made.cacheHitRatio === undefined ? "" : made.cacheHitRatio.toFixed(2),
      hardware: JSON.stringify(hardware(conclusion.profile)),
    },
  };
}

async function writeFormats(
  { input, examined, created }: Conclusion,
  ports: Pick<Ports, "run">,
  write: (name: string, content: Uint8Array) => Promise<string>,
): Promise<readonly [string, string]> {
  const { inventory, look } = examined;
  if (inventory === undefined) return ["", ""];
  const { repository, commit, serverUrl } = ports.run;
  const subject: SbomSubject = {
    name: formatRepository(input.image),
    platformDigest: look.platform.digest,
    indexDigest: look.rootIsIndex ? look.root.digest : undefined,
    version: input.version,
    created: new Date(created * 1000).toISOString(),
    sourceRepository: repository === "" ? undefined : `${serverUrl}/${repository}`,
    revision: commit === "" ? undefined : commit,
    toolVersion,
  };
  const wants = (format: "cyclonedx" | "spdx"): boolean => input.sbom === "both" || input.sbom === format;
  return [
    wants("cyclonedx") ? await write("sbom.cdx.json", toCycloneDx(inventory, subject)) : "",
    wants("spdx") ? await write("sbom.spdx.json", toSpdx(inventory, subject)) : "",
  ];
}

function bomFacts({ components, gaps }: Inventory): BomFacts {
  const counts = new Map<string, number>();
  for (const { ecosystem } of components) counts.set(ecosystem, (counts.get(ecosystem) ?? 0) + 1);
  return {
    counts: [...counts.keys()].sort().map((ecosystem) => ({ ecosystem, count: counts.get(ecosystem) ?? 0 })),
    gaps: gaps.map(({ path: file, why }) => ({ path: file, why })),
  };
}

/** What the image was held against, in the words of a release's hardware. */
function hardware(profile: Profile): object {
  const { name, architecture, pageSize, kernel, accelerator } = profile;
  return {
    board: name,
    architecture,
    pageSize,
    kernel: `>=${kernel}`,
    ...(accelerator === undefined ? {} : { accelerator }),
  };
}
