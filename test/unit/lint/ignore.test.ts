import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { applyAcceptances, applyLintMode, matchesPath, parseAcceptance } from "../../../src/lint/ignore.ts";
import { isFault } from "../../../src/values/fault.ts";
import type { Finding } from "../../../src/values/finding.ts";

const finding = (rule: string, file?: string): Finding => ({
  rule,
  severity: "error",
  message: "broken",
  ...(file === undefined ? {} : { file }),
});
const apply = (findings: readonly Finding[], ...lines: readonly string[]) =>
  applyAcceptances(findings, lines.map(parseAcceptance));

test("an acceptance takes its rule's findings for the paths that match, and keeps the reason", () => {
  const findings = [
    finding("P5003", "opt/v/a.so"),
    finding("P5003", "opt/v/deep/a.so"),
    finding("P5002", "opt/v/a.so"),
  ];
  const { kept, suppressed } = apply(findings, "P5003 /opt/v/*.so # vendor mends it in 2.1");
  assert.deepEqual(kept, findings.slice(1));
  assert.deepEqual(suppressed, [{ finding: findings[0], reason: "vendor mends it in 2.1" }]);
});

test("two stars cross folders, one does not, and without a pattern the whole rule is meant", () => {
  const deep = finding("P5003", "opt/a/b/c.so");
  assert.equal(apply([deep], "P5003 opt/**/c.so # x").kept.length, 0);
  assert.equal(apply([deep], "P5003 opt/** # x").kept.length, 0);
  assert.equal(apply([deep], "P5003 # x").kept.length, 0);
  assert.equal(apply([finding("P5040")], "P5040 # runs as root on purpose").kept.length, 0);
  // Nothing matched: the finding stays, and the line is reported.
  assert.deepEqual(
    apply([deep], "P5003 opt/*/c.so # x").kept.map(({ severity }) => severity),
    ["error", "notice"],
  );
});

test("a dot in a pattern is a dot", () => {
  assert.equal(apply([finding("P5003", "opt/axso")], "P5003 opt/a.so # x").suppressed.length, 0);
});

test("a line without rule or reason is refused with a right one", () => {
  for (const line of ["", "P5003", "P5003 /opt/x", "P5003 #", "# reason", "P5003 a b # c"])
    assert.throws(
      () => parseAcceptance(line),
      (error) => isFault(error, "LINT_IGNORE_INVALID") && /P5003 \/opt\/vendor/.test(error.next ?? ""),
      line,
    );
});

test("any pattern is read without a crash and matches itself when it has no star", () => {
  const path = fc.stringMatching(/^[a-z.+()[\]{}^$|?/]{1,20}$/).filter((text) => !text.startsWith("/"));
  fc.assert(
    fc.property(path, (text) => apply([finding("P5003", text)], `P5003 ${text} # x`).suppressed.length === 1),
  );
});

test("warn turns errors into warnings, off drops them", () => {
  assert.deepEqual(
    applyLintMode([finding("a")], "warn").map(({ severity }) => severity),
    ["warning"],
  );
  assert.deepEqual(
    applyLintMode([finding("a")], "error").map(({ severity }) => severity),
    ["error"],
  );
  assert.deepEqual(applyLintMode([finding("a")], "off"), []);
});

test("patterns match as their regular expression would", () => {
  const reference = (pattern: string): RegExp =>
    new RegExp(
      `^${pattern
        .split(/(\*\*\/|\*\*|\*)/)
        .map((piece) =>
          piece === "**/" ? "(?:.*/)?" : piece === "**" ? ".*" : piece === "*" ? "[^/]*" : piece,
        )
        .join("")}$`,
    );
  const piece = fc.constantFrom("a", "b", "/", "*", "**", "**/", "ab", "a/b");
  const pattern = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));
  const path = fc.array(fc.constantFrom("a", "b", "/"), { maxLength: 8 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(
      pattern.filter((text) => !text.includes("***")),
      path,
      (text, at) => matchesPath(text, at) === reference(text).test(at),
    ),
    { numRuns: 3000 },
  );
});

test("no path of an image keeps a pattern busy", () => {
  const started = performance.now();
  assert.equal(matchesPath(`${"**/a".repeat(20)}x`, "a/".repeat(2000)), false);
  assert.ok(performance.now() - started < 2000);
});
