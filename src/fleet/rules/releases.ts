import type { Finding } from "../../values/finding.ts";
import { bundlePath, releasePath } from "../paths.ts";
import { verifyFile } from "../signatures.ts";
import { type ChangeView, forwardMoves, violation } from "./change-view.ts";

/** Every release that a pointer is moved to, and every added one, is there, has its digest and is signed by its app's identity. */
export async function checkReleases(view: ChangeView): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const verified = new Set<string>();
  for (const move of forwardMoves(view)) findings.push(...(await checkNamed(view, move, verified)));
  for (const { path, place, after } of view.files) {
    if (place.kind !== "release" || after === undefined) continue;
    const document = releasePath(place.app, place.version);
    if (verified.has(document)) continue;
    verified.add(document);
    findings.push(...(await checkSigned(view, place.app, document, path)));
  }
  return findings;
}

async function checkNamed(
  view: ChangeView,
  move: ReturnType<typeof forwardMoves>[number],
  verified: Set<string>,
): Promise<Finding[]> {
  const { version, digest } = move.after.value.release;
  const path = releasePath(move.app, version);
  const release = await view.head.release(move.app, digest);
  if (release?.path !== path)
    return [
      violation(
        "release-missing",
        move.path,
        `${move.path} names ${path} with the digest ${digest}; ${release === undefined ? "no release of the app has it" : `that is ${release.path}`}`,
        "plan the move again; a release comes into main before, or together with, the pointer that names it",
      ),
    ];
  if (verified.has(path)) return [];
  verified.add(path);
  return checkSigned(view, move.app, path, path);
}

async function checkSigned(view: ChangeView, app: string, path: string, at: string): Promise<Finding[]> {
  const bytes = await view.head.tree.read(path);
  if (bytes === undefined)
    return [violation("release-signature", at, `${at} is a signature of ${path}, which is not there`)];
  const bundle = await view.head.tree.read(bundlePath(path));
  const signed = await verifyFile(view.head.trust, "release", app, { path, bytes, bundle });
  if (signed.ok) return [];
  return [
    violation(
      "release-signature",
      path,
      `${path}: ${signed.why.message}`,
      signed.why.next ?? `sign it with an identity that trust.json gives the release role for ${app}`,
    ),
  ];
}
