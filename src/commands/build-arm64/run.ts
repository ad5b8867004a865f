import { buildFaults } from "../../build/faults.ts";
import type { Ports } from "../../io/ports.ts";
import { parseAcceptance } from "../../lint/ignore.ts";
import { describeError } from "../../values/fault.ts";
import { type Finding, hasErrors } from "../../values/finding.ts";
import { formatImageReference } from "../../values/image-reference.ts";
import { formatSize } from "../../values/quantity.ts";
import { type Outcome, emptyOutputs } from "../command.ts";
import { openPullRegistry, openRegistry } from "../registry-access.ts";
import { type Judged, judge, readProfile, readVexFiles, scan } from "./checks.ts";
import { layersElsewhere, lookAhead, withinTime } from "./ahead.ts";
import { explained } from "./failures.ts";
import { type BuildInput, type BuildOutput, command } from "./inputs.ts";
import { keptFacts } from "./kept-facts.ts";
import { readBuiltImage } from "./look.ts";
import type { MadeImage } from "./made.ts";
import { withSteps } from "./make-build.ts";
import { type Opened, openBuilder, openDriverFor } from "./opened.ts";
import { commitTime } from "./origin.ts";
import { readPrevious } from "./previous.ts";
import { prepareInput } from "./prepare.ts";
import { publishImage, writeCaches } from "./publish.ts";
import { compareWithSecondBuild } from "./reproduce.ts";
import { buildRequest } from "./request.ts";
import type { Conclusion } from "./results.ts";
import { layerCount } from "./view.ts";
import { wholeLayout } from "./whole-layout.ts";

/**
 * Builds into a layout, looks at it, pushes it by digest. An error finding ends it before anything is pushed, and before a registry
 * cache is written.
 */
export async function run(input: BuildInput, ports: Ports): Promise<Outcome<BuildOutput>> {
  try {
    return await build(prepareInput(input, ports.log), ports);
  } catch (error) {
    throw explained(error, input);
  }
}

async function build(input: BuildInput, ports: Ports): Promise<Outcome<BuildOutput>> {
  // The daemon takes its time to answer; meanwhile everything else is read.
  const builder = openBuilder(input, ports);
  try {
    return await buildWith(builder, input, ports);
  } finally {
    await builder?.then(
      (driver) => driver.close(),
      () => {},
    );
  }
}

async function buildWith(
  builder: ReturnType<typeof openBuilder>,
  input: BuildInput,
  ports: Ports,
): Promise<Outcome<BuildOutput>> {
  const acceptances = input["lint-ignore"].map(parseAcceptance);
  const profile = await readProfile(input, ports);
  const statements = await readVexFiles(input, ports);
  const [registry, pulls, created] = await Promise.all([
    openRegistry(input, ports),
    openPullRegistry(input, ports),
    commitTime(ports),
  ]);
  const layerEpoch = epochOf(input, created);
  // Asked for while the build runs: it needs nothing of it.
  const previousImage = settled(
    input.previous === undefined ? undefined : readPrevious(input.previous, pulls, ports),
  );
  const facts = await keptFacts(input, ports);
  const code = once(loadEyes);
  const eyes = once(async () => (await code()).openEyes(input, profile, facts, ports));
  const opened = await openDriverFor(input, ports, pulls, created, layerEpoch, eyes, builder);
  if (input.call === "check") return await check(input, ports, opened);
  const before = await withinTime(previousImage, patience, ports.clock);
  const making = opened.make(layersElsewhere(input, before?.(), facts));
  // Whatever comes of it, the build's own failure is the one to tell.
  const looking = ports.clock
    .sleep(headStart)
    .then(() => lookAhead(previousImage, opened.keptLayout, eyes, facts));
  // What it could not read is read again where it is needed, and its fault is told there.
  looking.catch((error: unknown) => ports.log.debug(`nothing was read ahead: ${describeError(error)}`));
  const made = await making;
  const { examine, conclude, writeBills } = await code();
  const built = await readBuiltImage(made.layout, made.root);
  const previous = await previousImage;
  const examined = await ports.log.group("Look at what was built", async () => {
    const seen = await examine(
      input,
      built,
      made.sources(built),
      previous(),
      await opened.base(),
      await eyes(),
    );
    ports.log.info(
      `${layerCount(seen.look.layers.length)}, ${formatSize(seen.look.unpackedSize)} unpacked, every digest and diffID checked`,
    );
    return seen;
  });
  const again = opened.makeAgain;
  const comparison =
    input.reproducible === "off" || again === undefined
      ? undefined
      : await compareWithSecondBuild(input, { made, built }, again, ports);
  // What the builder says is no rule's finding: a cache that does nothing is told with lint: off too.
  const firm = [...made.warnings, ...examined.firm, ...(comparison?.findings ?? [])];
  const judged = judge([...opened.findings, ...examined.findings], firm, acceptances, input.lint);
  const scanned = hasErrors(judged.findings)
    ? none
    : await scan(input, ports, () => wholeLayout(made, built, ports.temporary), statements);
  const all: Judged = {
    findings: [...judged.findings, ...scanned.findings],
    suppressed: [...judged.suppressed, ...scanned.suppressed],
  };
  for (const finding of all.findings)
    if (finding.severity !== "notice") ports.log.info(`${finding.rule}: ${finding.message}`);
  const conclusion: Conclusion = {
    input,
    made,
    examined,
    judged: all,
    comparison,
    created: created ?? layerEpoch,
    profile,
    anchor: opened.anchor,
  };
  const size = `linux/arm64, ${formatSize(examined.look.size)} in ${layerCount(examined.look.layers.length)}`;
  const errors = all.findings.filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (first !== undefined) {
    const more = errors.length === 1 ? "" : ` (and ${errors.length - 1} more errors)`;
    return await conclude(conclusion, ports, `not pushed: ${first.rule}: ${first.message}${more}`, undefined);
  }
  if (input.push === "false" || input["dry-run"]) {
    if (input.load && !input["dry-run"]) await loadImage(input, made);
    const verdict = `built ${examined.look.root.digest} for ${size}; nothing was pushed`;
    const findings = input["dry-run"] ? [] : await writeCaches(made);
    return await conclude(withFindings(conclusion, findings), ports, verdict, undefined);
  }
  if (input.load) await loadImage(input, made);
  const bills = await writeBills(conclusion, ports);
  ports.stopped?.throwIfAborted();
  const published = await publishImage(input, made, registry, ports);
  return await conclude(
    withFindings(conclusion, published.findings),
    ports,
    `built ${published.image} for ${size}`,
    published,
    bills,
  );
}

const none: Judged = { findings: [], suppressed: [] };

/** Much code, and nothing of it is needed before there is an image: it is loaded while the builder works. */
async function loadEyes() {
  const [look, end] = await Promise.all([import("./examine.ts"), import("./results.ts")]);
  return { ...look, ...end };
}

// A registry that answers later than this does not hold up the build.
const patience = 500;

// Long enough that the builder has been started: compiling would hold it up.
const headStart = 30;

function withFindings(conclusion: Conclusion, late: readonly Finding[]): Conclusion {
  const { judged } = conclusion;
  return { ...conclusion, judged: { ...judged, findings: [...judged.findings, ...late] } };
}

/** `call: check`: the Dockerfile alone. */
async function check(input: BuildInput, ports: Ports, opened: Opened): Promise<Outcome<BuildOutput>> {
  const { making, source } = opened;
  if (making === undefined || source === undefined)
    throw buildFaults.fault("BUILD_UNSUPPORTED", "the append driver has no Dockerfile to check", {
      where: "call",
    });
  const request = await buildRequest(input, source, { contexts: [], buildArguments: [] }, "", 1, ports);
  const found = await withSteps(ports, (handlers) => making.driver.check(request, handlers));
  const findings = [...opened.findings, ...found];
  const count = findings.length === 0 ? "no findings" : `${findings.length} findings`;
  const verdict = `checked ${source.shownFile}: ${count}`;
  const ok = !hasErrors(findings);
  return {
    ok,
    verdict,
    outputs: emptyOutputs(command.outputs),
    report: {
      title: "build-arm64",
      blocks: [{ kind: "verdict", state: ok ? "good" : "bad", text: verdict }],
    },
    findings,
  };
}

async function loadImage(input: BuildInput, made: MadeImage): Promise<void> {
  const tags = input.tags.length === 0 ? ["latest"] : input.tags;
  for (const tag of tags) await made.load(formatImageReference({ ...input.image, tag }));
}

function epochOf(input: BuildInput, created: number | undefined): number {
  if (input["layer-epoch"] === "commit") return created ?? 1;
  return Number(input["layer-epoch"]);
}

/** A promise that is awaited later: its failure is kept until then instead of ending the process. */
function settled<T>(promise: Promise<T> | undefined): Promise<() => T | undefined> {
  if (promise === undefined) return Promise.resolve(() => undefined);
  return promise.then(
    (value) => () => value,
    (error: unknown) => () => {
      throw error;
    },
  );
}

/** The same promise for every call. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let promise: Promise<T> | undefined;
  return () => (promise ??= work());
}
