import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { checkHefChecksum } from "../../../src/formats/hef-checksum.ts";
import { describeHef, hefArchitectureName, hefDevices, readHef } from "../../../src/formats/hef.ts";
import { longestShortInput, xxh3OfLong } from "../../../src/formats/xxh3.ts";
import { isFault } from "../../../src/values/fault.ts";
import { bytesAsFile } from "../../../src/values/random-access.ts";
import { hefFile, legacyNetwork, message, padNetwork } from "./model-files.ts";

const read = (bytes: Uint8Array) => readHef(bytesAsFile(bytes));
const corrupt = (error: unknown): boolean => isFault(error, "FORMAT_CORRUPT");
const xxh3 = (bytes: Uint8Array): string =>
  xxh3OfLong(bytesAsFile(bytes), { start: 0, end: bytes.length }).toString(16).padStart(16, "0");

test("a HEF of each header version says which chip and compiler it is for", () => {
  for (const version of [0, 1, 2, 3] as const) {
    const hef = read(hefFile({ version, architecture: 104, compiler: [5, 2, 7] }));
    assert.equal(hef?.formatVersion, version);
    assert.equal(hef.architecture, 104);
    assert.equal(hef.compiler, "5.2.7");
    assert.deepEqual(hef.compilerVersion, { major: 5, minor: 2, revision: 7 });
    assert.equal(hef.timestamp, 1_700_000_000);
    assert.equal(hef.strictRuntime, false);
  }
});

test("an architecture that is left out is number 0, as protobuf has it", () => {
  const proto = message([1, message([3, "3.33.1"])]);
  const header = Buffer.alloc(32);
  header.writeUInt32BE(0x01484546, 0);
  header.writeUInt32BE(proto.length, 8);
  const hef = read(Buffer.concat([header, proto]));
  assert.equal(hefArchitectureName(hef?.architecture ?? -1), "HAILO8");
  assert.deepEqual(hef?.compilerVersion, { major: 3, minor: 33, revision: 1 });
});

test("devices per architecture are those of HailoRT", () => {
  assert.deepEqual(hefDevices(103), ["HAILO15H", "HAILO10H"]);
  assert.deepEqual(hefDevices(3), ["HAILO8L", "HAILO8"]);
  assert.deepEqual(hefDevices(0), ["HAILO8"]);
  assert.deepEqual(hefDevices(5), []);
  assert.deepEqual(hefDevices(99), []);
  assert.equal(hefArchitectureName(99), "architecture 99");
});

test("extension 35 asks for a runtime of the same version", () => {
  const hef = read(hefFile({ extensions: [35, 4] }));
  assert.equal(hef?.strictRuntime, true);
  assert.deepEqual(hef.extensions, [4, 35]);
  assert.equal(describeHef(hef).requiredRuntime, "hailort 5.1");
  const loose = read(hefFile({ extensions: [34] }));
  assert.equal(loose?.strictRuntime, false);
  assert.equal(describeHef(loose).requiredRuntime, "hailort 5");
});

test("pads without an edge are the inputs and outputs of the model", () => {
  const hef = read(hefFile({ networks: [padNetwork("a"), padNetwork("b")] }));
  assert.deepEqual(hef?.networks, ["a", "b"]);
  assert.deepEqual(hef.inputs, [
    { name: "image", type: "uint8", shape: [640, 480, 3] },
    { name: "image", type: "uint8", shape: [640, 480, 3] },
  ]);
  assert.deepEqual(hef.outputs[0], { name: "detections", type: "uint16", shape: [80, 100, 5] });
  assert.equal(hef.outputs.length, 2);
  assert.equal(describeHef(hef).quantization, "mixed");
});

test("an older HEF has its boundary layers in contexts, one for several layouts in a partial group", () => {
  const expected = {
    inputs: [{ name: "input", type: "uint8", shape: [224, 224, 3] }],
    outputs: [{ name: "logits", type: "uint16", shape: [224, 224, 1000] }],
  };
  const plain = read(hefFile({ version: 1, networks: [legacyNetwork()] }));
  assert.deepEqual(plain?.networks, ["resnet"]);
  assert.deepEqual({ inputs: plain.inputs, outputs: plain.outputs }, expected);
  const partial = message(
    [10, "resnet"],
    [7, message([1, legacyNetwork()])],
    [7, message([1, legacyNetwork()])],
  );
  const split = read(hefFile({ networks: [partial] }));
  assert.deepEqual({ inputs: split?.inputs, outputs: split?.outputs }, expected);
  const endless = message([7, message([1, message([7, message([1, legacyNetwork()])])])]);
  assert.deepEqual(read(hefFile({ networks: [endless] }))?.inputs, []);
});

test("a file of another kind is no HEF, and one that is cut or too long is broken", () => {
  const whole = hefFile();
  assert.equal(read(Buffer.from("\x7fELF")), undefined);
  assert.equal(read(Buffer.alloc(0)), undefined);
  for (const length of [4, 11, 40, whole.length - 1])
    assert.throws(() => read(whole.subarray(0, length)), corrupt, `${length}`);
  assert.throws(() => read(Buffer.concat([whole, Buffer.of(0)])), corrupt);
  const future = Buffer.from(whole);
  future.writeUInt32BE(4, 4);
  assert.throws(() => read(future), corrupt);
});

test("checksums of all versions are compared with the bytes", () => {
  for (const version of [0, 1, 2, 3] as const) {
    const bytes = hefFile({ version, weights: Buffer.alloc(200_000, "w"), xxh3 });
    const hef = read(bytes);
    assert.ok(hef);
    assert.equal(checkHefChecksum(bytesAsFile(bytes), hef.checksum), "right", `version ${version}`);
    const damaged = Buffer.from(bytes);
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    if (version > 0) assert.equal(checkHefChecksum(bytesAsFile(damaged), hef.checksum), "wrong");
  }
});

test("version 3 with a sum of its own for the protobuf part is checked there alone", () => {
  const bytes = hefFile({ networks: [padNetwork("n".repeat(200))], weights: Buffer.from("on the device") });
  const proto = bytes.subarray(56, 56 + bytes.readUInt32BE(8));
  Buffer.from(xxh3(proto), "hex").copy(bytes, 40);
  const hef = read(bytes);
  assert.deepEqual(hef?.checksum.covers, { start: 56, end: 56 + proto.length });
  assert.equal(checkHefChecksum(bytesAsFile(bytes), hef.checksum), "right");
  bytes[60] = (bytes[60] ?? 0) ^ 1;
  assert.equal(checkHefChecksum(bytesAsFile(bytes), hef.checksum), "wrong");
});

test("an XXH3 of a few bytes is not checked rather than called right", () => {
  const proto = message([1, message([1, 103])]);
  const header = Buffer.alloc(56);
  header.writeUInt32BE(0x01484546, 0);
  header.writeUInt32BE(3, 4);
  header.writeUInt32BE(proto.length, 8);
  const bytes = Buffer.concat([header, proto]);
  const hef = read(bytes);
  assert.ok(hef);
  assert.equal(checkHefChecksum(bytesAsFile(bytes), hef.checksum), "unchecked");
});

test("XXH3 gives the published values of xxHash's own sanity check", () => {
  const buffer = Buffer.alloc(2367);
  let state = 2_654_435_761n;
  for (let index = 0; index < buffer.length; index += 1) {
    buffer[index] = Number((state >> 56n) & 0xffn);
    state = BigInt.asUintN(64, state * 11_400_714_785_074_694_797n);
  }
  const published = {
    403: "cdeb804d65c6dea4",
    512: "617e49599013cb6b",
    2048: "dd59e2c3a5f038e0",
    2240: "6e73a90539cf2948",
    2367: "cb37aeb9e5d361ed",
  };
  for (const [length, value] of Object.entries(published))
    assert.equal(xxh3(buffer.subarray(0, Number(length))), value);
  assert.ok(longestShortInput < 403);
});

test("whatever bits flip, reading a HEF ends with a description or FORMAT_CORRUPT", () => {
  const whole = hefFile({ extensions: [35], networks: [padNetwork(), legacyNetwork()] });
  fc.assert(
    fc.property(fc.nat(whole.length * 8 - 1), fc.nat(whole.length), (bit, length) => {
      const bytes = Buffer.from(whole.subarray(0, Math.max(length, 4)));
      const at = Math.floor(bit / 8);
      if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit % 8));
      try {
        read(bytes);
      } catch (error) {
        assert.ok(corrupt(error), String(error));
      }
    }),
    { numRuns: 2000 },
  );
});
