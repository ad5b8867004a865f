import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { pack } from "tar-stream";
import fc from "fast-check";
import { machineName, readElfHeader } from "../../../src/formats/elf.ts";
import { overlay } from "../../../src/layers/overlay.ts";
import { visitLayer } from "../../../src/layers/pass.ts";
import type { ImageConfig, LayerSource } from "../../../src/layers/visitor.ts";
import { architectureRule } from "../../../src/lint/architecture.ts";
import { type Digest, digestOf } from "../../../src/values/digest.ts";
import { isFault } from "../../../src/values/fault.ts";

const faultCode = (code: string) => (error: unknown) => isFault(error, code);

function elf(machine: number, type = 2): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  bytes.writeUInt16LE(type, 16);
  bytes.writeUInt16LE(machine, 18);
  return bytes;
}

type Entries = readonly (readonly [
  name: string,
  content: Buffer | { readonly link: string } | { readonly hard: string },
])[];

async function tar(entries: Entries): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of entries) {
    if (Buffer.isBuffer(content)) archive.entry({ name, mode: 0o755 }, content);
    else if ("link" in content) archive.entry({ name, type: "symlink", linkname: content.link });
    else archive.entry({ name, type: "link", linkname: content.hard });
  }
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function source(bytes: Buffer, mediaType: string): LayerSource {
  return {
    mediaType,
    digest: digestOf(bytes),
    size: bytes.length,
    open: async function* () {
      for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
    },
  };
}

const gzip = "application/vnd.oci.image.layer.v1.tar+gzip";

async function judge(layers: readonly Entries[], config: Partial<ImageConfig> = {}) {
  const facts = [];
  for (const entries of layers) {
    const archive = await tar(entries);
    facts.push(
      (await visitLayer(source(gzipSync(archive), gzip), digestOf(archive), architectureRule)).facts,
    );
  }
  return architectureRule.combine(facts, {
    architecture: "arm64",
    os: "linux",
    diffIds: [],
    entrypoint: [],
    command: [],
    environment: [],
    user: "",
    ...config,
  });
}

test("an arm64 image with an arm64 program passes, whichever way it is started", async () => {
  const layer: Entries = [
    ["usr/bin/app", elf(183)],
    ["bin", { link: "usr/bin" }],
    ["usr/bin/alias", { link: "../../usr/./bin/app" }],
    ["usr/bin/hard", { hard: "usr/bin/app" }],
    ["opt/x86-helper", elf(62)],
    ["script.sh", Buffer.from("#!/bin/sh\n")],
  ];
  for (const start of [
    ["/usr/bin/app"],
    ["/bin/app"],
    ["/bin/alias"],
    ["app"],
    ["hard"],
    ["/script.sh"],
    ["/not/there"],
    [],
  ])
    assert.deepEqual(await judge([layer], { entrypoint: start }), [], start.join());
});

test("a config or a started program of another architecture is an error that names it", async () => {
  const wrongConfig = await judge([[["app", elf(183)]]], { architecture: "amd64" });
  assert.match(wrongConfig[0]?.message ?? "", /linux\/amd64/);
  const lying = await judge(
    [
      [
        ["app", elf(62)],
        ["other", elf(183)],
      ],
    ],
    { command: ["/app", "--serve"] },
  );
  assert.match(lying[0]?.message ?? "", /\/app, which the image starts, is built for x86-64/);
  const found = await judge(
    [
      [
        ["tools/app", elf(40)],
        ["ok", elf(183)],
      ],
    ],
    { entrypoint: ["app"], environment: ["PATH=/none:/tools"] },
  );
  assert.match(found[0]?.message ?? "", /Arm \(32-bit\)/);
  const broken = await judge(
    [
      [
        ["app", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 9, 9])],
        ["ok", elf(183)],
      ],
    ],
    { entrypoint: ["/app"] },
  );
  assert.match(broken[0]?.message ?? "", /broken ELF/);
});

test("an image whose programs are all foreign is an error even when nobody knows what it starts", async () => {
  const findings = await judge(
    [
      [
        ["app", elf(62)],
        ["lib.so", elf(62, 3)],
      ],
    ],
    { entrypoint: ["/run.sh"] },
  );
  assert.match(findings[0]?.message ?? "", /none of the 2 programs/);
  assert.deepEqual(await judge([[["data.o", elf(62, 1)]]]), []);
});

test("what a later layer deletes or replaces is not judged", async () => {
  const bad: Entries = [
    ["app", elf(62)],
    ["dir/x", elf(62)],
  ];
  assert.equal((await judge([bad], { entrypoint: ["/app"] })).length, 1);
  assert.deepEqual(
    await judge(
      [
        bad,
        [
          ["app", elf(183)],
          [".wh.dir", Buffer.alloc(0)],
        ],
      ],
      { entrypoint: ["/app"] },
    ),
    [],
  );
  assert.deepEqual(
    await judge(
      [
        [["dir/app", elf(62)]],
        [
          ["dir/.wh..wh..opq", Buffer.alloc(0)],
          ["dir/app", elf(183)],
        ],
      ],
      { entrypoint: ["/dir/app"] },
    ),
    [],
  );
});

test("a loop of links starts nothing and hangs nothing", async () => {
  assert.deepEqual(
    await judge(
      [
        [
          ["a", { link: "/b" }],
          ["b", { link: "/a" }],
        ],
      ],
      { entrypoint: ["/a"] },
    ),
    [],
  );
});

test("overlay keeps siblings of what is deleted", () => {
  const files = overlay([
    [
      ["a/b", 1],
      ["ab", 2],
      ["a/c", 3],
    ],
    [["a/.wh.b", 0]],
  ]);
  assert.deepEqual(
    [...files.entries()],
    [
      ["ab", 2],
      ["a/c", 3],
    ],
  );
});

test("layers are read plain, gzipped and zstd, and their size is counted", async () => {
  const archive = await tar([
    ["./x/", Buffer.alloc(0)],
    ["./x/app", elf(183)],
  ]);
  for (const [bytes, type] of [
    [archive, "application/vnd.oci.image.layer.v1.tar"],
    [gzipSync(archive), gzip],
    [zstdCompressSync(archive), "application/vnd.oci.image.layer.v1.tar+zstd"],
    [gzipSync(archive), "application/vnd.docker.image.rootfs.diff.tar.gzip"],
  ] as const) {
    const pass = await visitLayer(source(bytes, type), digestOf(archive), architectureRule);
    assert.equal(pass.unpackedSize, archive.length);
    assert.equal(pass.entries, 2);
    assert.equal(pass.facts[1]?.[0], "x/app");
  }
});

test("a layer that is cut, mislabelled, not what its config says, or that climbs out is refused", async () => {
  const archive = await tar([["app", elf(183)]]);
  const zipped = gzipSync(archive);
  const other = `sha256:${createHash("sha256").update("x").digest("hex")}` as Digest;
  await assert.rejects(
    visitLayer(source(zipped.subarray(0, 60), gzip), digestOf(archive), architectureRule),
    faultCode("LAYER_CORRUPT"),
  );
  await assert.rejects(
    visitLayer(source(archive, gzip), digestOf(archive), architectureRule),
    faultCode("LAYER_CORRUPT"),
  );
  await assert.rejects(visitLayer(source(zipped, gzip), other, architectureRule), faultCode("LAYER_CORRUPT"));
  await assert.rejects(
    visitLayer(source(zipped, "text/plain"), digestOf(archive), architectureRule),
    faultCode("LAYER_UNSUPPORTED"),
  );
  const climbing = await tar([["a/../../etc/passwd", Buffer.from("x")]]);
  await assert.rejects(
    visitLayer(source(gzipSync(climbing), gzip), digestOf(climbing), architectureRule),
    /leaves it/,
  );
});

test("ELF headers are read in both classes and byte orders, and other files are not ELF", () => {
  assert.deepEqual(readElfHeader(elf(183)), { bits: 64, endian: "little", type: "executable", machine: 183 });
  const big = Buffer.from(elf(8));
  big[4] = 1;
  big[5] = 2;
  big.writeUInt16BE(3, 16);
  big.writeUInt16BE(8, 18);
  assert.deepEqual(readElfHeader(big), { bits: 32, endian: "big", type: "shared", machine: 8 });
  assert.equal(readElfHeader(Buffer.from("#!/bin/sh")), undefined);
  assert.throws(() => readElfHeader(elf(183).subarray(0, 10)), faultCode("FORMAT_CORRUPT"));
  assert.equal(machineName(9999), "machine 9999");
});

test("no bytes make the header reader throw anything but a fault", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.boolean(), (bytes, magic) => {
      if (magic) bytes.set([0x7f, 0x45, 0x4c, 0x46].slice(0, bytes.length));
      try {
        readElfHeader(bytes);
      } catch (error) {
        assert.ok(isFault(error, "FORMAT_CORRUPT"));
      }
    }),
  );
});
