import { defineFaults } from "../values/fault.ts";
import type { Finding } from "../values/finding.ts";

export const ignoreFaults = defineFaults({
  LINT_IGNORE_INVALID: "A line of lint-ignore is not a rule, a path where it matters, and a reason.",
});

/** A finding that somebody accepted: of a rule, for the paths that match, and why. */
export type Acceptance = {
  readonly rule: string;
  readonly pattern: string | undefined;
  readonly reason: string;
  /** As it was written, for messages. */
  readonly line: string;
};

/** Reads `RULE [PATH PATTERN] # REASON`. The reason is mandatory: the next reader has to know. Throws LINT_IGNORE_INVALID. */
export function parseAcceptance(line: string): Acceptance {
  const refuse = (why: string) =>
    ignoreFaults.fault("LINT_IGNORE_INVALID", `lint-ignore ${JSON.stringify(line.slice(0, 200))}: ${why}`, {
      where: "lint-ignore",
      next: "write a rule, a path pattern where it matters, and the reason: P5003 /opt/vendor/*.so # vendor fixes it in 2.1",
    });
  const match = /^([A-Za-z][A-Za-z0-9_.-]{1,99})(?:\s+([^\s#]+))?\s*(?:#\s*(.*))?$/.exec(line.trim());
  if (match?.[1] === undefined) throw refuse("it does not start with a rule");
  const reason = match[3]?.trim() ?? "";
  if (reason === "") throw refuse("it gives no reason after #");
  return { rule: match[1], pattern: match[2], reason, line: line.trim() };
}

export type Sorted = {
  readonly kept: readonly Finding[];
  readonly suppressed: readonly { readonly finding: Finding; readonly reason: string }[];
};

/** Takes accepted findings out, and adds a notice for each acceptance that nothing needed: it hides nothing today and may hide something tomorrow. */
export function applyAcceptances(findings: readonly Finding[], acceptances: readonly Acceptance[]): Sorted {
  const used = new Set<Acceptance>();
  const kept: Finding[] = [];
  const suppressed: { finding: Finding; reason: string }[] = [];
  const compiled = acceptances.map((acceptance) => ({ acceptance, matches: matcher(acceptance) }));
  for (const finding of findings) {
    const found = compiled.find(({ matches }) => matches(finding));
    if (found === undefined) kept.push(finding);
    else {
      used.add(found.acceptance);
      suppressed.push({ finding, reason: found.acceptance.reason });
    }
  }
  for (const acceptance of acceptances)
    if (!used.has(acceptance))
      kept.push({
        rule: acceptance.rule,
        severity: "notice",
        message: `lint-ignore ${JSON.stringify(acceptance.line)} matches no finding`,
        next: "remove the line",
      });
  return { kept, suppressed };
}

function matcher({ rule, pattern }: Acceptance): (finding: Finding) => boolean {
  if (pattern === undefined) return (finding) => finding.rule === rule;
  const wanted = pattern.replace(/^\//, "");
  return (finding) => finding.rule === rule && matchesPath(wanted, (finding.file ?? "").replace(/^\//, ""));
}

/**
 * True when a path matches a pattern: `*` stands for a part of a name, `**` for any text, and a folder of `**` for any number of
 * folders. The paths are an image's: the time is bounded by the product of both lengths, whatever they are.
 */
export function matchesPath(pattern: string, path: string): boolean {
  // The places in the path up to which the tokens so far can match: one pass for each token, no backtracking.
  let ends = new Set([0]);
  for (const token of pattern.split(/(\*{2,}\/|\*+)/)) {
    if (token === "") continue;
    ends = token.startsWith("*") ? afterStars(token, path, ends) : afterText(token, path, ends);
    if (ends.size === 0) return false;
  }
  return ends.has(path.length);
}

function afterText(text: string, path: string, ends: ReadonlySet<number>): Set<number> {
  return new Set([...ends].filter((end) => path.startsWith(text, end)).map((end) => end + text.length));
}

function afterStars(stars: string, path: string, ends: ReadonlySet<number>): Set<number> {
  const folders = stars.endsWith("/");
  const next = new Set<number>();
  let open = false;
  for (let at = 0; at <= path.length; at += 1) {
    if (ends.has(at)) open = true;
    if (open && (!folders || ends.has(at) || path[at - 1] === "/")) next.add(at);
    if (stars === "*" && path[at] === "/") open = false;
  }
  return next;
}

/** With `warn`, nothing fails the step; with `off` there are no findings to begin with. */
export function applyLintMode(
  findings: readonly Finding[],
  mode: "error" | "warn" | "off",
): readonly Finding[] {
  if (mode === "off") return [];
  if (mode === "error") return findings;
  return findings.map((finding) =>
    finding.severity === "error" ? { ...finding, severity: "warning" } : finding,
  );
}
