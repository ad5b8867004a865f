import { aarch64, arm } from "../formats/elf.ts";
import type { FactsOf, Image, TreeNode } from "../layers/visitor.ts";
import type { BinaryFact, ElfFact } from "./binary-facts.ts";
import type { LibrarySearch, LoadedObject } from "./libraries.ts";
import { fileAt } from "./programs.ts";
import type { Libc } from "./scene.ts";

/** One library that one object asked for while a program was loaded. */
export type LoadStep = {
  readonly from: TreeNode;
  readonly name: string;
  readonly to: TreeNode | undefined;
  /** A file of that name for another machine, where no right one is. */
  readonly foreign: TreeNode | undefined;
};

// A program with more libraries than this is none that a person made.
const mostLoaded = 4096;

/**
 * Loads an object with everything that it needs, breadth first as ld.so does: a name that is loaded already is not looked for
 * again. Gives each step in order; a library that is missing ends its branch only.
 */
export function loadObject(
  image: Image,
  facts: FactsOf<BinaryFact>,
  search: LibrarySearch,
  root: { readonly node: TreeNode; readonly fact: ElfFact; readonly libc: Libc },
): readonly LoadStep[] {
  const steps: LoadStep[] = [];
  const loader = root.fact.interpreter === undefined ? undefined : fileAt(image.tree, root.fact.interpreter);
  const loaded = new Map<string, TreeNode>();
  if (loader !== undefined) {
    loaded.set(baseName(root.fact.interpreter ?? ""), loader);
    const soname = elfAt(facts, loader)?.soname;
    if (soname !== undefined) loaded.set(soname, loader);
  }
  const known = (name: string): TreeNode | undefined =>
    loaded.get(name) ?? (root.libc === "musl" && isInsideMusl(name) ? loader : undefined);
  const queue: LoadedObject[] = [{ node: root.node, fact: root.fact, loader: undefined }];
  for (let at = 0; at < queue.length && queue.length < mostLoaded; at += 1) {
    const object = queue[at];
    for (const name of object?.fact.needed ?? []) {
      if (object === undefined) break;
      const before = known(name);
      const found = before === undefined ? search.find(name, object, root.libc) : { node: before };
      const { node } = found;
      steps.push({
        from: object.node,
        name,
        to: node,
        foreign: "foreign" in found ? found.foreign : undefined,
      });
      const fact = elfAt(facts, node);
      if (before !== undefined || node === undefined || fact === undefined) continue;
      loaded.set(name, node);
      if (fact.soname !== undefined) loaded.set(fact.soname, node);
      queue.push({ node, fact, loader: object });
    }
  }
  return steps;
}

/** The ELF fact of a file, or undefined for one of another kind. */
export function elfAt(facts: FactsOf<BinaryFact>, node: TreeNode | undefined): ElfFact | undefined {
  const fact = node === undefined ? undefined : facts.of(node);
  return fact?.kind === "elf" ? fact : undefined;
}

/** True for what a Pi's kernel and loaders handle at all: little-endian arm64 and Arm. */
export function isJudged(fact: ElfFact): boolean {
  return fact.loadable && !fact.bigEndian && (fact.machine === aarch64 || fact.machine === arm);
}

/** Last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

// musl's loader takes these names, whatever follows them, for itself.
function isInsideMusl(name: string): boolean {
  return /^lib(c|pthread|rt|m|dl|util|xnet)\./.test(name);
}
