import {
  type Copy,
  DockerfileParser,
  type Flag,
  type From,
  type Instruction,
  type ModifiableInstruction,
} from "dockerfile-ast";
import { describeError } from "../values/fault.ts";
import { type Variables, expandWord } from "./dockerfile-expansion.ts";
import { buildFaults } from "./faults.ts";

/** An image of somebody else that a Dockerfile names. */
export type Base = {
  /** The reference with build arguments filled in; empty where they have no value for it. */
  readonly ref: string;
  /** As it stands in the file. */
  readonly written: string;
  /** The instruction, where it is on one line; else empty. */
  readonly instruction: string;
  /** Counted from 1. */
  readonly line: number;
  readonly kind: "from" | "copy" | "mount" | "syntax";
  /** Name of the stage that uses it, its number where it has no name; empty for the syntax line. */
  readonly stage: string;
  /** True for an image of the target platform, false for one that `--platform` asks for another. */
  readonly forTarget: boolean;
  /** False for a stage that the target does not build upon: BuildKit does not pull it. */
  readonly needed: boolean;
};

/** What a Dockerfile says about its images, before anything is built. */
export type Dockerfile = {
  readonly bases: readonly Base[];
  /** Line of the first RUN step that runs on the target platform; undefined when the build needs no emulation. */
  readonly emulatedRun: number | undefined;
  /** Of the image that is built: whether the Dockerfile sets, disables or does not name it. A base may still have one. */
  readonly healthcheck: "set" | "disabled" | "absent";
  /** The image that the built one stands on; undefined for `scratch` and for a build context. */
  readonly standsOn: Base | undefined;
};

export type DockerfileOptions = {
  readonly buildArguments?: readonly (readonly [string, string])[];
  /** Stage to build, by name or number; the last one when left out. */
  readonly target?: string | undefined;
  /** Names of build contexts: FROM and `--from` find these before images. */
  readonly contexts?: readonly string[];
  readonly buildPlatform?: string;
  /** Path of the Dockerfile, for messages. */
  readonly file?: string;
};

type Place = Pick<Base, "line" | "instruction">;

type Stage = {
  readonly names: readonly string[];
  readonly bases: Omit<Base, "needed">[];
  /** Stages that it is built from. */
  readonly upon: Set<number>;
  /** The stage of its FROM, when that is one. */
  readonly parent: number | undefined;
  readonly forTarget: boolean;
  run: number | undefined;
  healthcheck: "set" | "disabled" | undefined;
};

/** Largest Dockerfile that is read, in bytes. */
export const largestDockerfile = 1024 * 1024;

/** The images that a Dockerfile takes from elsewhere, in the order of their lines. Throws BUILD_DOCKERFILE_SYNTAX. */
export function readBases(
  text: string,
  buildArguments: readonly (readonly [string, string])[] = [],
): readonly Base[] {
  return readDockerfile(text, { buildArguments }).bases;
}

/**
 * Reads a Dockerfile as BuildKit does as far as images are concerned: directives, heredocs, ARG before the first FROM, stages.
 * Throws BUILD_DOCKERFILE_SYNTAX for one that has no stage, names a stage that is not there, or is larger than 1 MiB.
 */
export function readDockerfile(text: string, options: DockerfileOptions = {}): Dockerfile {
  if (Buffer.byteLength(text) > largestDockerfile) throw refuse("is larger than 1 MiB", 1, options);
  const { source, skipped } = withoutShebang(text.replace(/^\uFEFF/, ""));
  let parsed: ReturnType<typeof DockerfileParser.parse>;
  let instructions: readonly Instruction[];
  try {
    parsed = DockerfileParser.parse(source);
    instructions = parsed.getInstructions();
  } catch (error) {
    throw refuse(`cannot be parsed: ${describeError(error)}`, 1, options);
  }
  const lines = source.split(/\r?\n/);
  const placeOf = (instruction: Instruction): Place => {
    const { start, end } = instruction.getRange();
    const single = start.line === end.line ? (lines[start.line] ?? "").trim() : "";
    return { line: start.line + 1 + skipped, instruction: single.length > 300 ? "" : single };
  };
  const escape = parsed.getEscapeCharacter() || "\\";
  const stages: Stage[] = [];
  const variables = platformVariables(options.buildPlatform ?? "linux/amd64");
  const given = new Map(options.buildArguments);
  for (const [key, value] of given) if (variables.has(key)) variables.set(key, value);
  for (const instruction of instructions) {
    const place = placeOf(instruction);
    if (instruction.getKeyword() === "FROM")
      stages.push(openStage(instruction as From, place, stages, variables, escape, options));
    else if (stages.length > 0) readStep(instruction, place, stages, options);
    else if (instruction.getKeyword() === "ARG") declare(instruction, variables, given, escape);
    else throw refuse(`starts with ${instruction.getKeyword()} before any FROM`, place.line, options);
  }
  return summarize(stages, syntaxBase(parsed.getDirectives(), given, skipped), options);
}

/** The first line of a Dockerfile may be for the kernel; BuildKit looks for directives after it. */
function withoutShebang(text: string): { readonly source: string; readonly skipped: number } {
  if (!text.startsWith("#!")) return { source: text, skipped: 0 };
  const end = text.indexOf("\n");
  return { source: end < 0 ? "" : text.slice(end + 1), skipped: 1 };
}

function refuse(why: string, line: number, { file = "Dockerfile" }: DockerfileOptions): Error {
  return buildFaults.fault("BUILD_DOCKERFILE_SYNTAX", `${file}:${line}: the Dockerfile ${why}`, {
    where: `${file}:${line}`,
  });
}

/** The arguments that BuildKit sets by itself for FROM lines. */
function platformVariables(buildPlatform: string): Map<string, string> {
  const variables = new Map<string, string>();
  for (const [prefix, value] of [
    ["TARGET", "linux/arm64"],
    ["BUILD", buildPlatform],
  ] as const) {
    const [os = "", architecture = "", variant = ""] = value.split("/");
    variables.set(`${prefix}PLATFORM`, value);
    variables.set(`${prefix}OS`, os);
    variables.set(`${prefix}ARCH`, architecture);
    variables.set(`${prefix}VARIANT`, variant);
  }
  return variables;
}

/** An ARG before the first FROM: what was given wins over its default, and both over nothing. */
function declare(
  instruction: Instruction,
  variables: Map<string, string>,
  given: ReadonlyMap<string, string>,
  escape: string,
): void {
  for (const argument of instruction.getArguments()) {
    const text = argument.getValue();
    const at = text.indexOf("=");
    const key = at < 0 ? text : text.slice(0, at);
    const value = given.get(key) ?? (at < 0 ? undefined : expandWord(text.slice(at + 1), variables, escape));
    if (value !== undefined) variables.set(key, value);
  }
}

function openStage(
  from: From,
  place: Place,
  stages: readonly Stage[],
  variables: Variables,
  escape: string,
  options: DockerfileOptions,
): Stage {
  const written = from.getImage();
  if (written === null || written === "") throw refuse("has a FROM without an image", place.line, options);
  const platform = from.getPlatformFlag()?.getValue() ?? undefined;
  const wanted = platform === undefined ? undefined : expandWord(platform, variables, escape);
  const name = from.getBuildStage()?.toLowerCase();
  const ref = expandWord(written, variables, escape) ?? "";
  const parent = stageNamed(ref, stages);
  const outer = parent === undefined ? undefined : stages[parent];
  const forTarget = outer?.forTarget ?? (wanted === undefined || isTarget(wanted));
  const names = [String(stages.length), ...(name === undefined ? [] : [name])];
  const isImage = parent === undefined && ref !== "scratch" && !isContext(ref, options);
  return {
    names,
    parent,
    upon: new Set(parent === undefined ? [] : [parent]),
    forTarget,
    bases: isImage ? [{ ...place, ref, written, kind: "from", stage: names.at(-1) ?? "", forTarget }] : [],
    run: undefined,
    healthcheck: undefined,
  };
}

function isTarget(platform: string): boolean {
  return /^linux\/(?:arm64|aarch64)(?:\/v8)?$/.test(platform);
}

function isContext(ref: string, options: DockerfileOptions): boolean {
  return (options.contexts ?? []).some((name) => name.toLowerCase() === ref.toLowerCase());
}

/** The number of an earlier stage by its name; names do not care for case, and the last of that name counts. */
function stageNamed(ref: string, stages: readonly Stage[]): number | undefined {
  const wanted = ref.toLowerCase();
  const found = stages.findLastIndex(({ names }) => names.slice(1).includes(wanted));
  return found < 0 ? undefined : found;
}

function readStep(
  instruction: Instruction,
  place: Place,
  stages: readonly Stage[],
  options: DockerfileOptions,
): void {
  const stage = stages.at(-1);
  if (stage === undefined) return;
  const keyword = instruction.getKeyword();
  if (keyword === "HEALTHCHECK")
    stage.healthcheck = /^NONE$/i.test(instruction.getArguments()[0]?.getValue() ?? "") ? "disabled" : "set";
  if (keyword === "COPY") {
    const flag = (instruction as Copy).getFromFlag();
    if (flag !== null) use(flag.getValue() ?? "", "copy", place, stage, stages, options);
  }
  if (keyword !== "RUN") return;
  stage.run ??= place.line;
  for (const flag of (instruction as ModifiableInstruction).getFlags())
    for (const from of mountSources(flag)) use(from, "mount", place, stage, stages, options);
}

/** `from` of a `--mount`, whose value is one line of CSV. */
function mountSources(flag: Flag): readonly string[] {
  if (flag.getName().toLowerCase() !== "mount") return [];
  const fields = (flag.getValue() ?? "").split(",").map((field) => field.trim().replace(/^"(.*)"$/, "$1"));
  return fields.flatMap((field) => /^from=(.+)$/i.exec(field)?.[1] ?? []);
}

/** Something that `--from` names: an earlier stage by name or number, a build context, else an image. Variables are not expanded there. */
function use(
  written: string,
  kind: "copy" | "mount",
  place: Place,
  stage: Stage,
  stages: readonly Stage[],
  options: DockerfileOptions,
): void {
  const ref = written.replace(/^"(.*)"$/, "$1");
  const others = stages.slice(0, -1);
  const found = /^[0-9]{1,4}$/.test(ref)
    ? Number(ref)
    : isContext(ref, options)
      ? undefined
      : stageNamed(ref, others);
  if (found !== undefined && found < others.length) stage.upon.add(found);
  else if (ref !== "" && ref !== "scratch" && !isContext(ref, options))
    stage.bases.push({
      ...place,
      ref: /\$/.test(ref) ? "" : ref,
      written,
      kind,
      stage: stage.names.at(-1) ?? "",
      forTarget: true,
    });
}

type DirectiveOf = ReturnType<ReturnType<typeof DockerfileParser.parse>["getDirectives"]>[number];

/** The frontend that a build pulls: the build argument BUILDKIT_SYNTAX wins over the `# syntax=` line. */
function syntaxBase(
  directives: readonly DirectiveOf[],
  given: ReadonlyMap<string, string>,
  skipped: number,
): Base | undefined {
  const directive = directives.find((one) => one.getName().toLowerCase() === "syntax");
  const written = given.get("BUILDKIT_SYNTAX") ?? directive?.getValue() ?? "";
  // Options may follow the reference.
  const ref = written.trim().split(/\s+/)[0] ?? "";
  if (ref === "") return undefined;
  const line = (directive?.getRange().start.line ?? 0) + 1 + skipped;
  return {
    ref,
    written: ref,
    line,
    instruction: "",
    kind: "syntax",
    stage: "",
    forTarget: false,
    needed: true,
  };
}

function summarize(
  stages: readonly Stage[],
  syntax: Base | undefined,
  options: DockerfileOptions,
): Dockerfile {
  if (stages.length === 0) throw refuse("has no FROM", 1, options);
  const wanted = options.target?.toLowerCase();
  const last =
    wanted === undefined
      ? stages.length - 1
      : stages.findLastIndex(({ names }) => names.slice(1).includes(wanted) || names[0] === wanted);
  if (last < 0) throw refuse(`has no stage ${JSON.stringify(options.target?.slice(0, 100))}`, 1, options);
  const needed = new Set([last]);
  // A stage only builds upon earlier ones, so going backwards once sees all.
  for (let index = last; index >= 0; index -= 1)
    if (needed.has(index)) for (const other of stages[index]?.upon ?? []) needed.add(other);
  const bases = stages.flatMap((stage, index) =>
    stage.bases.map((base): Base => ({ ...base, needed: needed.has(index) })),
  );
  const emulated = stages.find(
    (stage, index) => needed.has(index) && stage.forTarget && stage.run !== undefined,
  );
  return {
    bases: [...(syntax === undefined ? [] : [syntax]), ...bases],
    emulatedRun: emulated?.run,
    healthcheck: inheritedHealthcheck(stages, last),
    standsOn: foundation(stages, last),
  };
}

/** The FROM image at the end of a chain of stages. */
function foundation(stages: readonly Stage[], last: number): Base | undefined {
  let stage = stages[last];
  while (stage?.parent !== undefined) stage = stages[stage.parent];
  const from = stage?.bases.find(({ kind }) => kind === "from");
  return from === undefined ? undefined : { ...from, needed: true };
}

function inheritedHealthcheck(stages: readonly Stage[], last: number): Dockerfile["healthcheck"] {
  for (let index: number | undefined = last; index !== undefined; index = stages[index]?.parent) {
    const own = stages[index]?.healthcheck;
    if (own !== undefined) return own;
  }
  return "absent";
}
