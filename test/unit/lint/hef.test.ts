import assert from "node:assert/strict";
import test from "node:test";
import { createHefLint, hefRules } from "../../../src/lint/hef.ts";
import type { Finding } from "../../../src/values/finding.ts";
import { type Accelerator, type Profile, profiles } from "../../../src/values/profile.ts";
import { hefFile } from "../formats/model-files.ts";
import { type MadeLayer, memoryImage } from "../layers/memory-image.ts";
import { elfLibrary } from "./hailo-files.ts";

const plain: Profile = profiles["raspberry-pi-5"];

function judge(
  layers: readonly MadeLayer[],
  accelerator: Partial<Accelerator> | undefined = {},
): readonly Finding[] {
  const hailo: Accelerator = { vendor: "hailo", device: "HAILO10H", hailort: "5.1.1", ...accelerator };
  return memoryImage(layers).run(createHefLint({ profile: { ...plain, accelerator: hailo } }));
}

const brief = (findings: readonly Finding[]): string[] => findings.map(({ rule, file }) => `${rule} ${file}`);

test("P5020: a program that wants another libhailort than the driver's is an error", () => {
  const wrong = judge([{ "app/infer": elfLibrary(["libc.so.6", "libhailort.so.4.20.0"]) }]);
  assert.deepEqual(brief(wrong), ["P5020 app/infer"]);
  assert.match(wrong[0]?.message ?? "", /libhailort 4\.20\.0.*HailoRT 5\.1\.1/);
  assert.match(wrong[0]?.layer ?? "", /^sha256:/);
  assert.equal(wrong[0]?.severity, "error");
  assert.deepEqual(brief(judge([{ "usr/lib/libhailort.so.5.1.0": elfLibrary([], "libhailort.so.5.1.0") }])), [
    "P5020 usr/lib/libhailort.so.5.1.0",
  ]);
});

test("P5020 near miss: the same version, a name without version, and another library are fine", () => {
  const image = {
    "app/infer": elfLibrary(["libhailort.so.5.1.1"]),
    "usr/lib/libhailort.so.5.1.1": elfLibrary(["libc.so.6"], "libhailort.so.5.1.1"),
    "app/loose": elfLibrary(["libhailort.so"]),
    "app/other": elfLibrary(["libhailort_extra.so.4.20.0", "libfoo.so.4.20.0"]),
  };
  assert.deepEqual(judge([image]), []);
});

test("P5021: a HEF for another chip is an error, for each device as HailoRT decides", () => {
  const accepts = (architecture: number, device: Accelerator["device"]): boolean =>
    judge([{ "m.hef": hefFile({ architecture }) }], { device }).length === 0;
  assert.equal(accepts(103, "HAILO10H"), true);
  assert.equal(accepts(103, "HAILO15H"), true);
  assert.equal(accepts(4, "HAILO10H"), true);
  assert.equal(accepts(0, "HAILO10H"), false);
  assert.equal(accepts(3, "HAILO10H"), false);
  assert.equal(accepts(103, "HAILO8"), false);
  assert.equal(accepts(0, "HAILO8"), true);
  assert.equal(accepts(3, "HAILO8"), true);
  assert.equal(accepts(0, "HAILO8L"), false);
  const [finding] = judge([{ "models/yolo.bin": hefFile({ architecture: 0 }) }]);
  assert.equal(finding?.rule, "P5021");
  assert.match(finding?.message ?? "", /HAILO8, which runs on HAILO8; the device is a HAILO10H/);
  const [unknown] = judge([{ "m.hef": hefFile({ architecture: 77 }) }]);
  assert.match(unknown?.message ?? "", /architecture 77, which runs on no device that is known/);
});

test("P5022: strict versioning and another compiler version are an error; without it they are not", () => {
  const hef = (compiler: readonly [number, number, number], extensions: readonly number[]): Uint8Array =>
    hefFile({ compiler, extensions });
  assert.deepEqual(brief(judge([{ "m.hef": hef([5, 2, 0], [35]) }])), ["P5022 m.hef"]);
  assert.deepEqual(brief(judge([{ "m.hef": hef([4, 1, 1], [35]) }])), ["P5022 m.hef"]);
  assert.deepEqual(judge([{ "m.hef": hef([5, 1, 9], [35]) }]), []);
  assert.deepEqual(judge([{ "m.hef": hef([5, 2, 0], [34]) }]), []);
});

test("P5022: an extension that the device's HailoRT does not know is an error", () => {
  const image = [{ "m.hef": hefFile({ architecture: 0, extensions: [35], compiler: [5, 1, 0] }) }];
  const [finding] = judge(image, { device: "HAILO8", hailort: "4.23.0" });
  assert.match(
    finding?.message ?? "",
    /extension 35, which HailoRT knows since 5\.1; the device has 4\.23\.0/,
  );
  const [early] = judge([{ "m.hef": hefFile({ extensions: [36], compiler: [5, 0, 0] }) }], {
    hailort: "5.0.0",
  });
  assert.equal(early?.rule, "P5022");
  assert.deepEqual(judge([{ "m.hef": hefFile({ extensions: [34] }) }], { hailort: "5.0.0" }), []);
});

test("P5022: a cut or damaged HEF is an error on any device", () => {
  const whole = hefFile({ version: 1 });
  const damaged = Buffer.from(whole);
  damaged[damaged.length - 3] = 0;
  const layers = [{ "cut.hef": whole.subarray(0, 60), "damaged.hef": damaged, "whole.hef": whole }];
  assert.deepEqual(brief(judge(layers)), ["P5022 cut.hef", "P5022 damaged.hef"]);
  const withoutAccelerator = memoryImage(layers).run(createHefLint({ profile: plain }));
  assert.deepEqual(brief(withoutAccelerator), ["P5022 cut.hef", "P5022 damaged.hef"]);
});

test("P5023: libraries of HailoRT 4 and 5 in one image are an error, also without an accelerator", () => {
  const layers = [
    { "usr/lib/libhailort.so.4.20.0": elfLibrary([], "libhailort.so.4.20.0") },
    { "opt/lib/libhailort.so.5.1.1": elfLibrary([], "libhailort.so.5.1.1") },
  ];
  const findings = memoryImage(layers).run(createHefLint({ profile: plain }));
  assert.deepEqual(brief(findings), ["P5023 usr/lib/libhailort.so.4.20.0"]);
  assert.match(findings[0]?.message ?? "", /4\.20\.0 .*5\.1\.1/);
  const deleted = [...layers, { "usr/lib/.wh.libhailort.so.4.20.0": "" }];
  assert.deepEqual(memoryImage(deleted).run(createHefLint({ profile: plain })), []);
});

test("P5023: a Python package beside a library of another version is an error; of the same version it is not", () => {
  const metadata = "Metadata-Version: 2.1\nName: hailort\n";
  const layers = (wheel: string): readonly MadeLayer[] => [
    {
      "usr/lib/libhailort.so.5.1.1": elfLibrary([], "libhailort.so.5.1.1"),
      [`usr/lib/python3/dist-packages/hailort-${wheel}.dist-info/METADATA`]: metadata,
    },
  ];
  const findings = judge(layers("5.2.0"));
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ["P5023"],
  );
  assert.match(findings[0]?.message ?? "", /hailort 5\.2\.0 .*the image has 5\.1\.1/);
  assert.deepEqual(judge(layers("5.1.1")), []);
  // A wheel alone may find the library on the host.
  assert.deepEqual(judge([{ "x/hailort-5.2.0.dist-info/METADATA": metadata }]), []);
});

test("an image without anything of Hailo's, with broken ELF files too, gives nothing", () => {
  const cut = elfLibrary(["libhailort.so.4.20.0"]).subarray(0, 100);
  assert.deepEqual(
    judge([{ "bin/app": elfLibrary(["libc.so.6"]), "bin/cut": cut, "etc/passwd": "root" }]),
    [],
  );
});

test("every rule is in the table with its reason", () => {
  assert.deepEqual(
    hefRules.map(({ id }) => id),
    ["P5020", "P5021", "P5022", "P5023"],
  );
});
