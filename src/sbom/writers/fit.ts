import { sbomFaults } from "../faults.ts";

/** Parts that a document can do without, in the order in which they go. */
export const droppable = [
  "descriptions",
  "homepages",
  "further locations",
  "licence texts",
  "hashes",
] as const;
export type Droppable = (typeof droppable)[number];
export type Dropped = ReadonlySet<Droppable>;

/** Attestation services take 16 MiB; a document stays below. */
export const mostBytes = 16 * 1024 * 1024;

/** The document as JSON below the limit, without as many optional parts as it takes. Throws SBOM_TOO_LARGE when none are left. */
export function fitted(
  format: string,
  write: (dropped: Dropped) => object,
  limit: number = mostBytes,
): Uint8Array {
  let size = 0;
  for (let count = 0; count <= droppable.length; count += 1) {
    const bytes = Buffer.from(`${JSON.stringify(write(new Set(droppable.slice(0, count))))}\n`);
    if (bytes.length < limit) return bytes;
    size = bytes.length;
  }
  throw sbomFaults.fault(
    "SBOM_TOO_LARGE",
    `the ${format} document has ${size} bytes without ${droppable.join(", ")}, and ${limit} are the limit`,
    {
      next: "take packages out of the image that it does not need at run time, such as development dependencies",
    },
  );
}
