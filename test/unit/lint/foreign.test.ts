import assert from "node:assert/strict";
import test from "node:test";
import { createForeign } from "../../../src/lint/foreign.ts";
import { profiles } from "../../../src/values/profile.ts";
import { memoryImage } from "../layers/memory-image.ts";

function elf(machine: number, size = 64): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  bytes.writeUInt16LE(2, 16);
  bytes.writeUInt16LE(machine, 18);
  return bytes;
}

const layers = [
  {
    "usr/bin/app": elf(183),
    "usr/bin/old": elf(40),
    "opt/x64/tool": elf(62, 4000),
    "opt/x86/tool": elf(3, 100),
    "opt/deleted": elf(62),
    "opt/broken": Buffer.from([0x7f, 0x45, 0x4c, 0x46]),
    "opt/text": Buffer.from("\x7fE text"),
  },
  { "opt/.wh.deleted": Buffer.alloc(0) },
];

test("programs of other processors that a container sees are listed, largest first", () => {
  const profile = profiles["raspberry-pi-5"];
  assert.deepEqual(memoryImage(layers).run(createForeign({ profile })), [
    { path: "opt/x64/tool", size: 4000 },
    { path: "opt/x86/tool", size: 100 },
  ]);
});

test("32-bit Arm programs count where the kernel cannot start them", () => {
  const profile = { ...profiles["raspberry-pi-5"], arm32: false };
  assert.ok(
    memoryImage(layers)
      .run(createForeign({ profile }))
      .some(({ path }) => path === "usr/bin/old"),
  );
});
