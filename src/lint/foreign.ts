import { aarch64, elfHeaderLength, readElfHeader } from "../formats/elf.ts";
import type { LayerVisitor } from "../layers/visitor.ts";
import type { Profile } from "../values/profile.ts";
import { compareText } from "../values/text-order.ts";

export type ForeignFile = { readonly path: string; readonly size: number };

const arm32 = 40;

/** Programs and libraries of processors that the device does not have, largest first: they travel and are never started. */
export function createForeign({
  profile,
}: {
  readonly profile: Profile;
}): LayerVisitor<number, readonly ForeignFile[]> {
  const runs = (machine: number): boolean => machine === aarch64 || (profile.arm32 && machine === arm32);
  return {
    id: "foreign/1",
    wants: (_entry, head) => (head[0] === 0x7f && head[1] === 0x45 ? "head" : "skip"),
    read: (_entry, content) => {
      try {
        return readElfHeader(content.read(0, elfHeaderLength))?.machine;
      } catch {
        // Broken files are the lint's to tell.
        return undefined;
      }
    },
    combine: ({ tree }, facts) => {
      const found: ForeignFile[] = [];
      for (const node of tree.all()) {
        const machine = node.entry.type === "file" ? facts.of(node) : undefined;
        if (machine !== undefined && !runs(machine)) found.push({ path: node.path, size: node.entry.size });
      }
      return found.sort((left, right) => right.size - left.size || compareText(left.path, right.path));
    },
  };
}
