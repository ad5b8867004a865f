import type { Elf } from "../../formats/elf.ts";
import type { RandomAccess } from "../../values/random-access.ts";

const window = 1024 * 1024;
const longest = 64;
const mostBytes = 256 * 1024 * 1024;
const text = /\0v?(\d+\.\d+\.\d+(?:[-+][\w.+-]*)?)(?=\0)/g;

/**
 * The version that a Go program was linked with (-X), when its build information keeps no flags. Go's own constants lie side by
 * side without an end; only texts that the linker was given end in NUL. Undefined when there is none such, or not only one.
 */
export function linkedVersion(file: RandomAccess, elf: Elf): string | undefined {
  const section = elf.sections().find(({ name }) => name === ".rodata");
  if (section === undefined || section.size > mostBytes) return undefined;
  const found = new Set<string>();
  for (let at = 0; at < section.size && found.size < 2; at += window) {
    // A text that lies on the border is whole in the window before or in this one.
    const from = Math.max(0, at - longest);
    const length = Math.min(at + window, section.size) - from;
    const bytes = file.read(section.offset + from, length);
    const read = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
    for (const [, version = ""] of read.matchAll(text))
      if (version.length < longest) found.add(`v${version}`);
  }
  return found.size === 1 ? [...found][0] : undefined;
}
