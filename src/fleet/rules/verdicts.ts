import { readVerdict } from "../../schema/signed-json.ts";
import { isFault } from "../../values/fault.ts";
import type { Finding } from "../../values/finding.ts";
import { bindingMismatch } from "../evidence.ts";
import { bundlePath, verdictPath } from "../paths.ts";
import { verifyFile } from "../signatures.ts";
import { type ChangedFile, type ChangeView, pointerBefore, violation } from "./change-view.ts";

/** An added verdict is signed by the gate and judges what its ring ran before this change, by the gates of that time. */
export async function checkVerdicts(view: ChangeView): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const file of view.files) {
    const { place } = file;
    if (place.kind !== "verdict" || file.after === undefined) continue;
    const path = verdictPath(place.ring, place.app, place);
    if (seen.has(path)) continue;
    seen.add(path);
    findings.push(...(await checkVerdict(view, file, path, place)));
  }
  return findings;
}

async function checkVerdict(
  view: ChangeView,
  file: ChangedFile,
  path: string,
  place: { readonly ring: string; readonly app: string },
): Promise<Finding[]> {
  const bytes = await view.head.tree.read(path);
  if (bytes === undefined)
    return [
      violation("verdict-signature", file.path, `${file.path} is a signature of ${path}, which is not there`),
    ];
  const bundle = await view.head.tree.read(bundlePath(path));
  const signed = await verifyFile(view.head.trust, "gate", place.app, { path, bytes, bundle });
  const findings: Finding[] = [];
  if (!signed.ok)
    findings.push(
      violation(
        "verdict-signature",
        path,
        `${path}: ${signed.why.message}`,
        signed.why.next ?? `only the gate of trust.json writes verdicts on ${place.app}`,
      ),
    );
  const mismatch = mismatchOf(view, bytes, path, place);
  if (mismatch !== undefined)
    findings.push(
      violation(
        "verdict-binding",
        path,
        `${path} does not judge what ${place.ring} runs: ${mismatch}`,
        "judge the ring again",
      ),
    );
  return findings;
}

function mismatchOf(
  view: ChangeView,
  bytes: Uint8Array,
  path: string,
  place: { readonly ring: string; readonly app: string },
): string | undefined {
  const judged = pointerBefore(view, place.ring, place.app);
  if (judged === undefined) return `it runs no release of ${place.app}`;
  try {
    return bindingMismatch(view.head, readVerdict(bytes, path), judged);
  } catch (error) {
    // The rule on documents reports what cannot be read.
    if (isFault(error)) return undefined;
    throw error;
  }
}
