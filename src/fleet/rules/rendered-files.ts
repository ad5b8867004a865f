import type { Finding } from "../../values/finding.ts";
import { renderedFiles } from "../rendered.ts";
import { type ChangeView, violation } from "./change-view.ts";

/** Derived files say exactly what their pointer says. Those of rings that the change does not touch are left alone. */
export async function checkRenderedFiles(view: ChangeView): Promise<readonly Finding[]> {
  const places = new Map<string, { readonly ring: string; readonly app: string }>();
  for (const { place } of view.files)
    if (place.kind === "deploy" || (place.kind === "pointer" && !place.bundle))
      places.set(`${place.ring}/${place.app}`, place);
  // What an unreadable pointer renders to is nobody's guess; the rule on documents reports it.
  const moved = new Set(view.moves.map((move) => move.path));
  for (const { path, place } of view.files)
    if (place.kind === "pointer" && !moved.has(path)) places.delete(`${place.ring}/${place.app}`);
  const findings: Finding[] = [];
  for (const place of places.values()) findings.push(...(await checkPlace(view, place)));
  return findings;
}

async function checkPlace(
  view: ChangeView,
  place: { readonly ring: string; readonly app: string },
): Promise<Finding[]> {
  const pointer = view.head.pointers.get(`${place.ring}/${place.app}`)?.file.value;
  const release = pointer && (await view.head.release(place.app, pointer.release.digest));
  // Without its release nothing can be rendered; the rule on releases reports that.
  if (pointer !== undefined && release === undefined) return [];
  const runs = pointer && release && { pointer, release: release.file.value };
  const findings: Finding[] = [];
  for (const [path, wanted] of renderedFiles(view.head.fleet, place, runs)) {
    const found = await view.head.tree.read(path);
    const same =
      wanted === null ? found === undefined : found !== undefined && Buffer.from(found).equals(wanted);
    if (same) continue;
    findings.push(
      violation(
        "rendered-file",
        path,
        wanted === null
          ? `${path} is there, and nothing in fleet.yaml and rings/ asks for it`
          : `${path} ${found === undefined ? "is missing" : "is not what its pointer renders to"}`,
        `it is derived: change rings/${place.ring}/${place.app}.json by a move, which renders it`,
      ),
    );
  }
  return findings;
}
