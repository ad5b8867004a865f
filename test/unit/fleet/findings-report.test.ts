import assert from "node:assert/strict";
import test from "node:test";
import { findingsBlocks } from "../../../src/fleet/findings-report.ts";
import type { Finding } from "../../../src/values/finding.ts";

test("findings are a table with the worst first, and none give nothing", () => {
  const findings: Finding[] = [
    { rule: "late", severity: "warning", message: "it expires" },
    { rule: "wrong", severity: "error", message: "it is wrong", file: "a.json", next: "mend it" },
    { rule: "known", severity: "notice", message: "by the way" },
  ];
  assert.deepEqual(findingsBlocks([]), []);
  const [table] = findingsBlocks(findings);
  assert.ok(table?.kind === "table");
  assert.deepEqual(table.rows[0], [
    [{ kind: "state", state: "bad", text: "wrong" }],
    [{ kind: "code", text: "a.json" }],
    ["it is wrong"],
    ["mend it"],
  ]);
  assert.deepEqual(
    table.rows.map(([rule]) => rule?.[0]),
    [
      { kind: "state", state: "bad", text: "wrong" },
      { kind: "state", state: "warning", text: "late" },
      { kind: "state", state: "neutral", text: "known" },
    ],
  );
});

test("a flood of findings is cut, and the cut is said", () => {
  const findings = Array.from({ length: 203 }, (_item, index): Finding => ({
    rule: "wrong",
    severity: "error",
    message: `number ${index}`,
  }));
  const [table, more] = findingsBlocks(findings);
  assert.equal(table?.kind === "table" && table.rows.length, 200);
  assert.deepEqual(more, { kind: "paragraph", text: ["3 more are in the output findings."] });
});
