import { fieldsOf, readExactly } from "./elf-fields.ts";
import { type Elf, segmentType } from "./elf.ts";

/** What the notes of a program say about where it runs. */
export type ElfNotes = {
  /** The oldest Linux that it runs on, x.y.z (NT_GNU_ABI_TAG). */
  readonly kernel: string | undefined;
  /** True for programs and libraries of Android (.note.android.ident). */
  readonly android: boolean;
};

const maximumBytes = 65_536;
const maximumSegments = 16;

/** Reads the notes that are loaded with a program. Notes of an unknown form end the reading. Throws FORMAT_CORRUPT. */
export function readNotes(elf: Elf): ElfNotes {
  let kernel: string | undefined;
  let android = false;
  const segments = elf.segments.filter((one) => one.type === segmentType.note).slice(0, maximumSegments);
  for (const segment of segments) {
    const length = Math.min(segment.fileSize, maximumBytes);
    const fields = fieldsOf(readExactly(elf.file, segment.offset, length, "notes"), elf);
    const align = segment.align === 8 ? 8 : 4;
    for (let at = 0; at + 12 <= length;) {
      const nameLength = fields.word(at);
      const descriptionLength = fields.word(at + 4);
      const description = at + 12 + roundUp(nameLength, 4);
      if (description + descriptionLength > length) break;
      const name = Buffer.from(fields.bytes.subarray(at + 12, at + 12 + nameLength)).toString("latin1");
      android ||= name === "Android\0";
      if (name === "GNU\0" && fields.word(at + 8) === 1 && descriptionLength >= 16) {
        const [system, ...version] = [0, 4, 8, 12].map((offset) => fields.word(description + offset));
        if (system === 0) kernel ??= version.join(".");
      }
      at = roundUp(description + descriptionLength, align);
    }
  }
  return { kernel, android };
}

function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}
