import { Buffer } from "node:buffer";
import { blockSize } from "./tar-header.ts";
import type { LayerEntry } from "./visitor.ts";

/** What a header says of an entry that is to be written. */
export type TarEntry = Omit<LayerEntry, "type" | "attributes"> & {
  readonly type: "file" | "directory" | "symlink";
};

const typeflags = { file: "0", directory: "5", symlink: "2" } as const;
const largestOctal8 = 0o7777777;
const largestOctal12 = 0o77777777777;

/**
 * The header blocks of an entry: ustar, with a pax header in front for what does not fit there (POSIX pax). The same entry gives
 * the same bytes everywhere: no clock, no user names, no process number.
 */
export function headerBlocks(entry: TarEntry): Buffer {
  const path = entry.type === "directory" ? `${entry.path}/` : entry.path;
  const records: [string, string][] = [];
  const name = splitName(path);
  if (name === undefined) records.push(["path", path]);
  const link = entry.linkTarget ?? "";
  if (!fits(link, 100)) records.push(["linkpath", link]);
  if (entry.size > largestOctal12) records.push(["size", String(entry.size)]);
  if (entry.uid > largestOctal8) records.push(["uid", String(entry.uid)]);
  if (entry.gid > largestOctal8) records.push(["gid", String(entry.gid)]);
  const header = ustar({
    ...entry,
    name: name ?? ["", shorten(path)],
    link: fits(link, 100) ? link : shorten(link),
    typeflag: typeflags[entry.type],
  });
  if (records.length === 0) return header;
  const body = Buffer.from(records.map(([key, value]) => record(key, value)).join(""));
  const extended = ustar({
    name: ["", `PaxHeaders.0/${shorten(path.replace(/\/$/, "").split("/").at(-1) ?? "")}`.slice(0, 100)],
    typeflag: "x",
    size: body.length,
    mode: 0o644,
    uid: 0,
    gid: 0,
    mtime: entry.mtime,
    link: "",
  });
  return Buffer.concat([extended, body, Buffer.alloc(paddingOf(body.length)), header]);
}

/** Zeros after a content of some size, up to the next block. */
export function paddingOf(size: number): number {
  return (blockSize - (size % blockSize)) % blockSize;
}

type Fields = Pick<TarEntry, "size" | "mode" | "uid" | "gid" | "mtime"> & {
  readonly name: readonly [prefix: string, name: string];
  readonly typeflag: string;
  readonly link: string;
};

function ustar({ name: [prefix, name], ...fields }: Fields): Buffer {
  const block = Buffer.alloc(blockSize);
  block.write(name, 0, "latin1");
  block.write(octal(fields.mode, 8), 100, "latin1");
  block.write(octal(fields.uid > largestOctal8 ? 0 : fields.uid, 8), 108, "latin1");
  block.write(octal(fields.gid > largestOctal8 ? 0 : fields.gid, 8), 116, "latin1");
  block.write(octal(fields.size > largestOctal12 ? 0 : fields.size, 12), 124, "latin1");
  block.write(octal(fields.mtime, 12), 136, "latin1");
  block.write("        ", 148, "latin1");
  block.write(fields.typeflag, 156, "latin1");
  block.write(fields.link, 157, "latin1");
  block.write("ustar\u000000", 257, "latin1");
  block.write(octal(0, 8), 329, "latin1");
  block.write(octal(0, 8), 337, "latin1");
  block.write(prefix, 345, "latin1");
  let sum = 0;
  for (const byte of block) sum += byte;
  block.write(`${sum.toString(8).padStart(6, "0")}\u0000 `, 148, "latin1");
  return block;
}

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, "0")}\u0000`;
}

/** ASCII only: what the name fields may hold. */
function fits(text: string, most: number): boolean {
  return text.length <= most && /^[\u0001-\u007f]*$/.test(text);
}

function splitName(path: string): readonly [string, string] | undefined {
  if (fits(path, 100)) return ["", path];
  if (!fits(path, 256)) return undefined;
  // The name may not be empty, so the slash behind a folder does not count.
  for (
    let slash = path.lastIndexOf("/", path.length - 2);
    slash > 0;
    slash = path.lastIndexOf("/", slash - 1)
  ) {
    if (path.length - slash - 1 > 100) return undefined;
    if (slash <= 155) return [path.slice(0, slash), path.slice(slash + 1)];
  }
  return undefined;
}

function shorten(text: string): string {
  return text.replaceAll(/[^\u0020-\u007e]/g, "_").slice(0, 80);
}

/** `LENGTH KEY=VALUE\n`, where the length counts its own digits. */
function record(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + 1;
  while (String(length).length + rest !== length) length = String(length).length + rest;
  return `${length} ${key}=${value}\n`;
}
