import { readBounded } from "../io/files.ts";
import type { Processes } from "../io/process.ts";
import { isFault } from "../values/fault.ts";
import type { Finding } from "../values/finding.ts";
import { isRecord, textOf } from "../values/json-members.ts";
import { scanFaults } from "./scan-faults.ts";

const largestSarif = 32 * 1024 * 1024;
const mostResults = 20_000;

export type ScanResult = {
  readonly findings: readonly Finding[];
  /** The scanner's exit code: anything but 0 keeps the image from being pushed. */
  readonly code: number;
};

/**
 * Splits a command line at blanks; '…' and "…" hold blanks, \ keeps the next character. No variables, no pipes, no shell. Throws
 * SCAN_COMMAND_INVALID.
 */
export function parseCommandLine(text: string): readonly string[] {
  const refuse = (why: string) =>
    scanFaults.fault("SCAN_COMMAND_INVALID", `the scan-command ${why}`, {
      where: "scan-command",
      next: "write a program and its arguments, such as: grype oci-dir:{layout} --output sarif --file {sarif}",
    });
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === "\\" && quote !== "'") {
      at += 1;
      if (at >= text.length) throw refuse("ends with a backslash");
      word = (word ?? "") + (text[at] ?? "");
    } else if (quote !== "") {
      if (character === quote) quote = "";
      else word = (word ?? "") + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= "";
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (/[|&;<>`$]/.test(character))
      throw refuse(`has ${character} outside of quotes, which only a shell would understand`);
    else word = (word ?? "") + character;
  }
  if (quote !== "") throw refuse(`has an open ${quote}`);
  if (word !== undefined) words.push(word);
  if (words[0] === undefined || words[0] === "") throw refuse("is empty");
  return words;
}

/**
 * Runs a scanner over an image layout before anything is pushed and reads the SARIF that it writes. `{layout}` and `{sarif}` stand
 * for the two paths. Throws SCAN_FAILED when there is no readable result.
 */
export async function runScan(
  processes: Processes,
  command: string,
  paths: { readonly layout: string; readonly sarif: string },
  onLine: (line: string) => void,
): Promise<ScanResult> {
  const [program = "", ...rest] = parseCommandLine(command);
  const { code } = await processes.run({
    command: program,
    arguments: rest.map((part) =>
      part.replaceAll("{layout}", () => paths.layout).replaceAll("{sarif}", () => paths.sarif),
    ),
    timeoutMs: 30 * 60_000,
    outputLimit: 64_000_000,
    onLine,
    streamStdout: true,
  });
  if (!command.includes("{sarif}")) return { findings: [], code };
  try {
    return { findings: readSarif(await readBounded(paths.sarif, largestSarif)), code };
  } catch (error) {
    if (isFault(error, "SCAN_FAILED")) throw error;
    throw scanFaults.fault(
      "SCAN_FAILED",
      `${program} ended with exit code ${code} and left no readable file for {sarif}`,
      { where: "scan-command", cause: error },
    );
  }
}

/** The results of a SARIF 2.1.0 file as findings. Throws SCAN_FAILED for anything else. */
export function readSarif(bytes: Uint8Array): readonly Finding[] {
  const refuse = (why: string) =>
    scanFaults.fault("SCAN_FAILED", `the scanner's SARIF ${why}`, { where: "scan-command" });
  const log = object(parse(bytes, refuse), () => refuse("is no JSON object"));
  if (log["version"] !== "2.1.0" || !Array.isArray(log["runs"])) throw refuse("is not of version 2.1.0");
  const findings: Finding[] = [];
  for (const run of log["runs"] as unknown[]) {
    const { results, ...rest } = object(run, () => refuse("has a run that is no object"));
    if (results === undefined || results === null) continue;
    if (!Array.isArray(results)) throw refuse("has results that are no list");
    for (const result of results as unknown[]) {
      const fields = object(result, () => refuse("has a result that is no object"));
      if (!isSuppressed(fields)) findings.push(readResult(fields, () => defaultLevel(rest, fields)));
      if (findings.length > mostResults) throw refuse(`has more than ${mostResults} results`);
    }
  }
  return findings;
}

/** True for what the scanner itself was told to accept (SARIF 3.27.23): a suppression without a status is an accepted one. */
function isSuppressed({ suppressions }: Readonly<Record<string, unknown>>): boolean {
  return (
    Array.isArray(suppressions) &&
    suppressions.length > 0 &&
    suppressions.every((one: unknown) => ["", "accepted"].includes(textOf(member(one, "status"))))
  );
}

/** The level that the rule of a result has, for results without one of their own (SARIF 3.27.10). */
function defaultLevel(run: unknown, { ruleId, ruleIndex }: Readonly<Record<string, unknown>>): string {
  const rules = member(run, "tool", "driver", "rules");
  if (!Array.isArray(rules)) return "";
  const byIndex: unknown = typeof ruleIndex === "number" ? rules[ruleIndex] : undefined;
  const rule: unknown = byIndex ?? rules.find((one: unknown) => member(one, "id") === ruleId);
  return textOf(member(rule, "defaultConfiguration", "level"));
}

function readResult(result: Readonly<Record<string, unknown>>, levelOfRule: () => string): Finding {
  const { kind, ruleId } = result;
  const level = typeof result["level"] === "string" ? result["level"] : levelOfRule();
  const quiet = level === "note" || level === "none" || (typeof kind === "string" && kind !== "fail");
  const severity = quiet ? "notice" : level === "error" ? "error" : "warning";
  const file = place(result);
  return {
    rule: typeof ruleId === "string" && ruleId !== "" ? ruleId.slice(0, 200) : "scan",
    severity,
    message: textOf(member(result, "message", "text")).slice(0, 2000) || "the scanner gives no message",
    ...(file === "" ? {} : { file, layer: "scan" }),
  };
}

function place(result: Readonly<Record<string, unknown>>): string {
  const locations = result["locations"];
  const first: unknown = Array.isArray(locations) ? locations[0] : undefined;
  return textOf(member(first, "physicalLocation", "artifactLocation", "uri")).slice(0, 1000);
}

function member(value: unknown, ...names: readonly string[]): unknown {
  let current = value;
  for (const name of names) {
    if (typeof current !== "object" || current === null) return undefined;
    current = Object.hasOwn(current, name) ? (current as Record<string, unknown>)[name] : undefined;
  }
  return current;
}

function parse(bytes: Uint8Array, refuse: (why: string) => Error): unknown {
  try {
    return JSON.parse(
      Buffer.from(bytes)
        .toString("utf8")
        .replace(/^\uFEFF/, ""),
    );
  } catch {
    throw refuse("is not JSON");
  }
}

function object(value: unknown, refuse: () => Error): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value;
  throw refuse();
}
