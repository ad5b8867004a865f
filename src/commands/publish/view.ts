import { findingsBlocks } from "../../fleet/findings-report.ts";
import type { Block, Document } from "../../report/document.ts";
import type { Publication } from "./publication.ts";

/** The report of a run of publish. */
export function publishView(verdict: string, ok: boolean, publication: Publication): Document {
  const { signed, verified, liveCommit } = publication;
  const blocks: Block[] = [
    { kind: "verdict", state: ok ? "good" : "bad", text: verdict },
    ...findingsBlocks(publication.findings),
  ];
  if (signed.length > 0)
    blocks.push(
      { kind: "heading", text: "Signed pointers" },
      { kind: "list", items: signed.map((path) => [{ kind: "code", text: path }]) },
    );
  if (verified.length > 0)
    blocks.push({
      kind: "details",
      summary: `${verified.length} verified ${verified.length === 1 ? "commit" : "commits"} of main`,
      blocks: [{ kind: "list", items: verified.map((commit) => [{ kind: "code", text: commit }]) }],
    });
  if (liveCommit !== undefined)
    blocks.push({ kind: "paragraph", text: ["Devices follow ", { kind: "code", text: liveCommit }, "."] });
  return { title: "publish", blocks };
}
