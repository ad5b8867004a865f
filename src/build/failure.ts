import type { Fault } from "../values/fault.ts";
import type { BuildStep } from "./driver.ts";
import { type FailureCode, classifyFailure, runExitCode } from "./failure-classes.ts";
import { buildFaults } from "./faults.ts";

/** What is known of a build that failed. */
export type FailureFacts = {
  /** `docker buildx` or `buildah`. */
  readonly tool: string;
  readonly exitCode: number;
  /** What the builder said to people, line by line. */
  readonly text: readonly string[];
  readonly failed: BuildStep | undefined;
  /** The Dockerfile as the repository names it. */
  readonly shownFile: string;
  /** The Dockerfile's text where it is at hand: it gives the line when the builder does not. */
  readonly dockerfile?: string | undefined;
};

export type Annotation = { readonly file: string; readonly line: number };
export type Explained = { readonly fault: Fault<FailureCode>; readonly annotation: Annotation | undefined };

const shownLines = 6;
const longestLine = 400;
const longestMessage = 3000;

/** The fault that a failed build comes to: which step, its exit code, the end of its own log, and its line in the Dockerfile. */
export function explainFailure(facts: FailureFacts): Explained {
  const { failed } = facts;
  const words = [...facts.text, failed?.error ?? ""].join("\n");
  const log = failed?.log.join("\n") ?? "";
  const cacheStep = failed !== undefined && /cache/.test(failed.name) && failed.internal;
  const code = heredocInBuildah(facts) ?? classifyFailure(words, log, cacheStep);
  const line = dockerfileLine(facts);
  const annotation = line === undefined ? undefined : { file: facts.shownFile, line };
  const fault = buildFaults.fault(code, message(code, facts, words), {
    where: annotation === undefined ? undefined : `${annotation.file}:${annotation.line}`,
    ...(code === "BUILD_UNSUPPORTED" ? { next: "use driver: buildx, or buildah 1.33 or newer" } : {}),
  });
  return { fault, annotation };
}

// buildah before 1.33 reads the lines of a heredoc as instructions.
function heredocInBuildah({ tool, text, failed, dockerfile }: FailureFacts): FailureCode | undefined {
  const unknown = tool === "buildah" && /unknown instruction/i.test(text.join("\n"));
  const heredoc = /<<-?["']?[A-Za-z_]/.test(`${dockerfile ?? ""}\n${failed?.name ?? ""}`);
  return unknown && heredoc ? "BUILD_UNSUPPORTED" : undefined;
}

function message(code: FailureCode, facts: FailureFacts, words: string): string {
  if (code === "BUILD_UNSUPPORTED") return "this buildah does not know heredocs, which the Dockerfile uses";
  const { failed } = facts;
  const exitCode = runExitCode(words);
  if (failed !== undefined && exitCode !== undefined) {
    const head = `${stepName(failed)} ended with exit code ${exitCode}`;
    return cut(tail(failed.log).length === 0 ? head : `${head}:\n${tail(failed.log).join("\n")}`);
  }
  const reason = reasonOf(facts);
  const where = failed === undefined || reason.includes(failed.name) ? "" : `${stepName(failed)}: `;
  const printed = failed === undefined ? [] : tail(failed.log);
  return cut(`${where}${reason}${printed.length === 0 ? "" : `\n${printed.join("\n")}`}`);
}

function stepName(step: BuildStep): string {
  return step.name.replace(/^\[([^\]]*)\] /, (_all, place: string) => `step ${place}, `);
}

function tail(lines: readonly string[]): readonly string[] {
  return lines
    .map((line) => line.trimEnd().slice(0, longestLine))
    .filter((line) => line !== "" && !line.startsWith("subprocess exited"))
    .slice(-shownLines);
}

/** The builder's own sentence: what follows `failed to solve`, without the source excerpt around it. */
function reasonOf({ tool, exitCode, text, failed }: FailureFacts): string {
  const from = text.findLastIndex((line) => /^(?:ERROR|Error|error): /.test(line));
  const said = from === -1 ? text.slice(-shownLines) : text.slice(from, from + shownLines);
  const sentence = said
    .join("\n")
    .replace(/^(?:ERROR|Error|error): /, "")
    .replace(/^(?:failed to (?:build|solve): )+/, "")
    .trim();
  if (sentence !== "") return sentence;
  return failed?.error ?? `${tool} ended with exit code ${exitCode} and said nothing`;
}

// BuildKit names the line above its excerpt; buildah only repeats the instruction.
function dockerfileLine({ text, failed, dockerfile, tool }: FailureFacts): number | undefined {
  const excerpt = text.findIndex((line) => /^-{10,}$/.test(line));
  const told = excerpt < 1 ? undefined : /:(\d+)$/.exec(text[excerpt - 1] ?? "")?.[1];
  if (told !== undefined) return Number(told);
  const parse = /parse error on line (\d+)/.exec(text.join("\n"))?.[1];
  if (parse !== undefined) return Number(parse);
  if (tool !== "buildah" || dockerfile === undefined || failed === undefined) return undefined;
  const instruction = failed.name.replace(/^\[[^\]]*\] /, "");
  const lines = dockerfile.split(/\r?\n/).map((line) => line.trim());
  const matching = lines.flatMap((line, index) =>
    line !== "" &&
    (line === instruction || (line.endsWith("\\") && instruction.startsWith(line.slice(0, -1).trim())))
      ? [index + 1]
      : [],
  );
  // The same instruction twice: which of them it was is not known.
  return matching.length === 1 ? matching[0] : undefined;
}

function cut(text: string): string {
  return text.length <= longestMessage ? text : `${text.slice(0, longestMessage - 1)}…`;
}
