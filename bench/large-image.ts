// An image that no memory should have to hold: a program, a JAR and other files, together 2 GB unpacked, as one gzip layer.
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { type Pack, pack } from "tar-stream";
import { smallZip } from "../test/unit/formats/small-zip.ts";

const mebi = 1024 * 1024;
const programBytes = 400 * mebi;
const libraries = 300;
const fillers = 13;
const fillerBytes = 100 * mebi;

type Content = { readonly size: number; readonly pieces: Iterable<Uint8Array> };

/** Writes the layer: `app/program` of 400 MB, `app/service.jar` with 300 libraries of 1 MB, and 1.3 GB of other files. */
export async function writeLargeLayer(file: string): Promise<void> {
  const archive = pack();
  const written = pipeline(archive, createGzip({ level: 1 }), createWriteStream(file));
  const block = codeBlock();
  await add(archive, "app/program", program(block));
  const jar = serviceJar(block);
  await add(archive, "app/service.jar", { size: jar.length, pieces: [jar] });
  for (let number = 0; number < fillers; number += 1)
    await add(archive, `app/data/${number}`, repeated(block, fillerBytes));
  archive.finalize();
  await written;
}

async function add(archive: Pack, name: string, { size, pieces }: Content): Promise<void> {
  const entry = archive.entry({ name, size, mode: 0o755 });
  await pipeline(pieces, entry);
}

/** A program for arm64 whose whole content is one executable section (ELF-64, System V ABI). */
function program(block: Uint8Array): Content {
  const codeAt = 4096;
  const names = Buffer.from("\0.text\0.names\0");
  const header = Buffer.alloc(codeAt);
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  header.writeUInt16LE(2, 16);
  header.writeUInt16LE(183, 18);
  header.writeUInt32LE(1, 20);
  header.writeBigUInt64LE(BigInt(codeAt), 24);
  header.writeBigUInt64LE(64n, 32);
  header.writeBigUInt64LE(BigInt(codeAt + programBytes + 16), 40);
  for (const [index, value] of [64, 56, 1, 64, 3, 2].entries()) header.writeUInt16LE(value, 52 + 2 * index);
  header.writeUInt32LE(1, 64);
  header.writeUInt32LE(5, 68);
  header.writeBigUInt64LE(BigInt(codeAt + programBytes), 96);
  header.writeBigUInt64LE(BigInt(codeAt + programBytes), 104);
  header.writeBigUInt64LE(0x1_0000n, 112);
  const end = Buffer.concat([names, Buffer.alloc(16 - names.length), Buffer.alloc(64)]);
  const sections = [
    section({ name: 1, type: 1, flags: 6, offset: codeAt, size: programBytes }),
    section({ name: 7, type: 3, flags: 0, offset: codeAt + programBytes, size: names.length }),
  ];
  const size = codeAt + programBytes + end.length + 128;
  return {
    size,
    pieces: concatenated([header], repeated(block, programBytes).pieces, [end, ...sections]),
  };
}

type Section = Readonly<Record<"name" | "type" | "flags" | "offset" | "size", number>>;

function section({ name, type, flags, offset, size }: Section): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt32LE(name, 0);
  bytes.writeUInt32LE(type, 4);
  for (const [index, value] of [flags, offset, offset, size].entries())
    bytes.writeBigUInt64LE(BigInt(value), 8 + 8 * index);
  return bytes;
}

/** A JAR that holds other JARs unpacked, as Spring Boot lays them out. */
function serviceJar(block: Uint8Array): Uint8Array {
  const coordinates = (name: string) => `groupId=org.example\nartifactId=${name}\nversion=1.0.0\n`;
  const inner = Array.from({ length: libraries }, (_, number) => {
    const name = `library${number}`;
    const content = {
      "META-INF/MANIFEST.MF": `Manifest-Version: 1.0\nImplementation-Title: ${name}\n`,
      [`META-INF/maven/org.example/${name}/pom.properties`]: coordinates(name),
      [`org/example/${name}.class`]: block,
    };
    return [`BOOT-INF/lib/${name}-1.0.0.jar`, smallZip(content)] as const;
  });
  return smallZip({ "META-INF/MANIFEST.MF": "Manifest-Version: 1.0\n", ...Object.fromEntries(inner) });
}

/** Instructions in an order without a pattern, so that they pack as code does: some more often than others, with numbers in them. */
function codeBlock(): Uint8Array {
  const frequent = [0x9100_0000, 0xf940_0000, 0xaa00_03e0, 0xb400_0000, 0x9400_0000, 0xd65f_03c0];
  const block = Buffer.alloc(mebi);
  let state = 1;
  for (let at = 0; at < mebi; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    block.writeUInt32LE(((frequent[(state >>> 24) % 6] ?? 0) | (state & 0x3_fc00)) >>> 0, at);
  }
  return block;
}

function repeated(block: Uint8Array, size: number): Content {
  return { size, pieces: Array.from({ length: size / block.length }, () => block) };
}

function* concatenated(...lists: readonly Iterable<Uint8Array>[]): Generator<Uint8Array> {
  for (const list of lists) yield* list;
}
