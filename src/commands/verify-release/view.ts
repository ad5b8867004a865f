import { findingsBlocks } from "../../fleet/findings-report.ts";
import type { Document } from "../../report/document.ts";
import type { Finding } from "../../values/finding.ts";

/** The report of a checked change. */
export function verifyView(verdict: string, ok: boolean, findings: readonly Finding[]): Document {
  return {
    title: "verify-release",
    blocks: [{ kind: "verdict", state: ok ? "good" : "bad", text: verdict }, ...findingsBlocks(findings)],
  };
}
