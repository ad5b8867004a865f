import type {
  FactsOf,
  FileContent,
  Image,
  LayerEntry,
  LayerVisitor,
  TreeNode,
} from "../../layers/visitor.ts";
import { isFault } from "../../values/fault.ts";
import type { Distribution, Gap, Inventory, Location } from "../inventory.ts";
import { compareText } from "../../values/text-order.ts";
import { apkCataloguer } from "./apk.ts";
import { assemble, isPlausible } from "./assemble.ts";
import { cargoCataloguer } from "./cargo.ts";
import type { Cataloguer, Context, Draft, Found } from "./cataloguer.ts";
import { copyrightCataloguer } from "./copyright.ts";
import { debCataloguer } from "./deb.ts";
import { distributionCataloguer, osReleasePaths } from "./distribution.ts";
import { goCataloguer } from "./go.ts";
import { mavenCataloguer } from "./maven.ts";
import { npmCataloguer } from "./npm.ts";
import { pythonCataloguer } from "./python.ts";
import { rpmCataloguer } from "./rpm.ts";

/** What the cataloguers found in one file: each its own fact, or why it could not read the file. Plain JSON. */
export type CatalogueFact = readonly CataloguePart[];

export type CataloguePart =
  | { readonly by: string; readonly fact: unknown }
  | { readonly by: string; readonly unread: string };

const cataloguers = [
  distributionCataloguer,
  copyrightCataloguer,
  debCataloguer,
  apkCataloguer,
  rpmCataloguer,
  pythonCataloguer,
  npmCataloguer,
  goCataloguer,
  cargoCataloguer,
  mavenCataloguer,
] as unknown as readonly Cataloguer<unknown>[];

/** The visitor that makes the inventory of an image: what its package databases, manifests and programs say they are made of. */
export function createCatalogue(): LayerVisitor<CatalogueFact, Inventory> {
  return { id: "catalogue-1", wants, read, combine };
}

function wants(entry: LayerEntry, head: Uint8Array): "skip" | "whole" {
  return cataloguers.some((cataloguer) => cataloguer.wants(entry.path, head)) ? "whole" : "skip";
}

function read(entry: LayerEntry, content: FileContent): CatalogueFact | undefined {
  const head = Uint8Array.from(content.read(0, 16));
  const parts = cataloguers
    .filter((cataloguer) => cataloguer.wants(entry.path, head))
    .map((cataloguer) => partOf(cataloguer, entry, content))
    .filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts;
}

function partOf(
  cataloguer: Cataloguer<unknown>,
  entry: LayerEntry,
  content: FileContent,
): CataloguePart | undefined {
  const by = cataloguer.name;
  if (content.size > cataloguer.maximumBytes)
    return { by, unread: `it is larger than the ${cataloguer.maximumBytes} bytes that are read` };
  try {
    const fact = cataloguer.read(entry, content);
    if (typeof fact === "object" && fact !== null && "unread" in fact && typeof fact.unread === "string")
      return { by, unread: fact.unread };
    return fact === undefined ? undefined : { by, fact };
  } catch (error) {
    if (isFault(error)) return { by, unread: error.message };
    // A bug in a reader must not hide the file, nor end the pass over the image.
    return { by, unread: `its reader failed: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function combine(image: Image, facts: FactsOf<CatalogueFact>): Inventory {
  const context = contextOf(image, facts);
  const { found, gaps } = collect(image, facts);
  const drafts: Draft[] = [];
  for (const cataloguer of cataloguers) {
    const own = found.get(cataloguer.name) ?? [];
    // A database may have more packages than a call takes arguments.
    for (const draft of cataloguer.components(own, context))
      if (isPlausible(draft)) drafts.push(draft);
      else for (const location of draft.locations.slice(0, 1)) gaps.push({ ...location, why: implausible });
    for (const gap of cataloguer.gaps?.(own) ?? []) gaps.push(gap);
  }
  return {
    distribution: context.distribution,
    components: assemble(drafts),
    gaps: gaps.toSorted((a, b) => compareText(a.path, b.path) || compareText(a.why, b.why)),
  };
}

const implausible = "it names a package by a name or a version that is longer than any real one";

function collect(
  image: Image,
  facts: FactsOf<CatalogueFact>,
): { readonly found: ReadonlyMap<string, Found<unknown>[]>; readonly gaps: Gap[] } {
  const found = new Map<string, Found<unknown>[]>();
  const gaps: Gap[] = [];
  // A hard link has the content of another path: what is installed once is counted once, under the name that is no link.
  const counted = new Set<CatalogueFact>();
  const nodes = [...image.tree.all()];
  for (const links of [false, true])
    for (const node of nodes) {
      if ((node.entry.type === "hardlink") !== links) continue;
      const fact = facts.of(node);
      if (fact === undefined || counted.has(fact)) continue;
      counted.add(fact);
      for (const part of fact) {
        const location = locationIn(image, node);
        if ("unread" in part) gaps.push({ ...location, why: part.unread });
        else append(found, part.by, foundAt(image, node, location, part.fact));
      }
    }
  return { found, gaps };
}

function append(found: Map<string, Found<unknown>[]>, name: string, one: Found<unknown>): void {
  const list = found.get(name);
  if (list === undefined) found.set(name, [one]);
  else list.push(one);
}

function foundAt(image: Image, node: TreeNode, location: Location, fact: unknown): Found<unknown> {
  return { ...location, digest: image.layers[node.layer]?.contentDigests?.get(node.index), fact };
}

function locationIn(image: Image, node: TreeNode): Location {
  const layer = image.layers[node.layer];
  if (layer === undefined) throw new Error(`a node of a layer that the image does not have: ${node.path}`);
  return { path: node.path, layer: layer.digest };
}

function contextOf(image: Image, facts: FactsOf<CatalogueFact>): Context {
  const fact = (cataloguer: string, path: string): unknown => {
    const node = image.tree.resolve(path);
    const part = node === undefined ? undefined : facts.of(node)?.find((one) => one.by === cataloguer);
    return part !== undefined && "fact" in part ? part.fact : undefined;
  };
  const releases = osReleasePaths.map(
    (path) => fact(distributionCataloguer.name, path) as Distribution | undefined,
  );
  return {
    distribution: releases.find((release) => release !== undefined),
    fact,
    location: (path) => {
      const node = image.tree.resolve(path);
      return node === undefined || node.entry.type === "directory" ? undefined : locationIn(image, node);
    },
  };
}
