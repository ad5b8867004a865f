import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { RandomAccess } from "../values/random-access.ts";
import type { HefChecksum } from "./hef.ts";
import type { Extent } from "./protobuf-wire.ts";
import { longestShortInput, xxh3OfLong } from "./xxh3.ts";

const piece = 65_536;

/**
 * Compares a HEF's checksum with its bytes, read in pieces. `unchecked` for an XXH3 of at most 240 bytes, which no compiled
 * model has. It finds damage; it is no proof against a forger.
 */
export function checkHefChecksum(file: RandomAccess, checksum: HefChecksum): "right" | "wrong" | "unchecked" {
  const { kind, hex, covers } = checksum;
  if (kind === "xxh3-64" && covers.end - covers.start <= longestShortInput) return "unchecked";
  return sumOf(file, kind, covers) === hex ? "right" : "wrong";
}

function sumOf(file: RandomAccess, kind: HefChecksum["kind"], covers: Extent): string {
  if (kind === "xxh3-64") return xxh3OfLong(file, covers).toString(16).padStart(16, "0");
  const md5 = createHash("md5");
  let crc = 0;
  for (let offset = covers.start; offset < covers.end; offset += piece) {
    const bytes = file.read(offset, Math.min(piece, covers.end - offset));
    if (kind === "md5") md5.update(bytes);
    else crc = crc32(bytes, crc);
  }
  return kind === "md5" ? md5.digest("hex") : crc.toString(16).padStart(8, "0");
}
