import { summary } from "@actions/core";
import type { Document } from "../report/document.ts";
import { toMarkdown } from "../report/markdown.ts";

/** GitHub drops a summary of more than 1 MiB whole: stay well below. */
const limit = 1_000_000;

/** Writes the report as the step's summary; does nothing where there is no summary file. */
export async function writeSummary(report: Document, mask: (text: string) => string): Promise<void> {
  if (!process.env["GITHUB_STEP_SUMMARY"]) return;
  await summary.addRaw(renderSummary(report, mask), true).write();
}

/**
 * The report as Markdown without secrets. They are masked before the text is escaped, for a secret that was escaped is no longer
 * found, and once more after, for one that two texts only make together.
 */
export function renderSummary(report: Document, mask: (text: string) => string): string {
  return mask(toMarkdown(masked(report, mask) as Document, { limit }));
}

function masked(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === "string") return mask(value);
  if (Array.isArray(value)) return value.map((item) => masked(item, mask));
  if (typeof value !== "object" || value === null) return value;
  // The words of a Document's own grammar are no outside text.
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      ["kind", "state", "align"].includes(name) ? member : masked(member, mask),
    ]),
  );
}
