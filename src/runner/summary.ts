import { summary } from "@actions/core";
import type { Document } from "../report/document.ts";
import { toMarkdown } from "../report/markdown.ts";

/** GitHub drops a summary of more than 1 MiB whole: stay well below. */
const limit = 1_000_000;

/** Writes the report as the step's summary; does nothing where there is no summary file. */
export async function writeSummary(report: Document, mask: (text: string) => string): Promise<void> {
  if (!process.env["GITHUB_STEP_SUMMARY"]) return;
  await summary.addRaw(mask(toMarkdown(report, { limit })), true).write();
}
