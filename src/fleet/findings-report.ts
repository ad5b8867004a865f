import type { Block, State } from "../report/document.ts";
import type { Finding } from "../values/finding.ts";

const states: Readonly<Record<Finding["severity"], State>> = {
  error: "bad",
  warning: "warning",
  notice: "neutral",
};
const mostRows = 200;

/** Findings as a table, worst first; nothing when there are none. */
export function findingsBlocks(findings: readonly Finding[]): Block[] {
  if (findings.length === 0) return [];
  const order: readonly Finding["severity"][] = ["error", "warning", "notice"];
  const sorted = order.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  const rows = sorted
    .slice(0, mostRows)
    .map((finding) => [
      [{ kind: "state" as const, state: states[finding.severity], text: finding.rule }],
      [{ kind: "code" as const, text: finding.file ?? "" }],
      [finding.message],
      [finding.next ?? ""],
    ]);
  const blocks: Block[] = [
    {
      kind: "table",
      columns: [{ title: "Rule" }, { title: "File" }, { title: "What is wrong" }, { title: "What to do" }],
      rows,
    },
  ];
  if (sorted.length > mostRows)
    blocks.push({
      kind: "paragraph",
      text: [`${sorted.length - mostRows} more are in the output findings.`],
    });
  return blocks;
}
