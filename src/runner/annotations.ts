import { error as annotateError, notice, warning } from "@actions/core";
import type { Finding } from "../values/finding.ts";

const perKind = 10;
const longest = 4000;

/** Shows findings beside the lines they are about; GitHub keeps ten of a kind, so the rest stay in the summary. */
export function annotate(findings: readonly Finding[], mask: (text: string) => string): void {
  const writers = { error: annotateError, warning, notice } as const;
  const shown = { error: 0, warning: 0, notice: 0 };
  for (const finding of findings) {
    if (shown[finding.severity] >= perKind) continue;
    shown[finding.severity] += 1;
    const next = finding.next === undefined ? "" : ` Next: ${finding.next}`;
    writers[finding.severity](mask(`${finding.message}${next}`).slice(0, longest), {
      title: finding.rule,
      // A path in the image is no file that GitHub could show; the message names it.
      ...(finding.file === undefined || finding.layer !== undefined ? {} : { file: finding.file }),
      ...(finding.line === undefined ? {} : { startLine: finding.line }),
    });
  }
}
