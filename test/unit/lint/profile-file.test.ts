import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { builtInProfile, parseProfile, profileLimit } from "../../../src/lint/profile-file.ts";
import { describeError, isFault } from "../../../src/values/fault.ts";
import { profiles } from "../../../src/values/profile.ts";

test("a profile that only extends is the built-in one", () => {
  for (const [name, profile] of Object.entries(profiles)) {
    assert.deepEqual(parseProfile(`extends: ${name}`), profile);
    assert.equal(builtInProfile(name), profile);
  }
});

test("each key replaces what the built-in profile says", () => {
  const text = `
extends: raspberry-pi-5
name: kiosk
pageSize: 65536
kernel: 6.10
arm32: false
goArm64: v8.1
cpu: [fp, asimd]
accelerator: {device: HAILO10H, hailort: 5.1.1}
`;
  assert.deepEqual(parseProfile(text), {
    name: "kiosk",
    architecture: "arm64",
    pageSize: 65_536,
    kernel: "6.10",
    arm32: false,
    goArm64: "v8.1",
    cpu: ["fp", "asimd"],
    accelerator: { vendor: "hailo", device: "HAILO10H", hailort: "5.1.1" },
  });
});

test("JSON is YAML too, and a quoted kernel is the same as a plain one", () => {
  assert.equal(parseProfile('{"extends":"raspberry-pi-4","kernel":"6.6"}').kernel, "6.6");
});

const refused: Readonly<Record<string, readonly [text: string, says: RegExp]>> = {
  "an unknown key": ["extends: raspberry-pi-5\npage_size: 4096", /unknown key "page_size" in profile/],
  "an unknown key of the accelerator": [
    "extends: raspberry-pi-5\naccelerator: {device: HAILO8, hailort: 4.23.0, pci: x}",
    /unknown key "pci" in accelerator/,
  ],
  "an unknown base": ["extends: raspberry-pi-6", /extends "raspberry-pi-6": choose one of raspberry-pi-5/],
  "a base that every object has": ["extends: constructor", /extends "constructor"/],
  "no base": ["kernel: '6.12'", /no extends/],
  "a page size that no kernel has": ["extends: raspberry-pi-5\npageSize: 8192", /pageSize/],
  "a kernel that is no version": ["extends: raspberry-pi-5\nkernel: newest", /kernel/],
  "a truth that is text": ["extends: raspberry-pi-5\narm32: 'yes'", /arm32/],
  "a level that Go does not have": ["extends: raspberry-pi-5\ngoArm64: v7", /goArm64/],
  "a processor that is no list": ["extends: raspberry-pi-5\ncpu: fp", /cpu/],
  "a processor with a list in it": ["extends: raspberry-pi-5\ncpu: [[fp]]", /cpu/],
  "a name with a slash": ["extends: raspberry-pi-5\nname: ../x", /name/],
  "an accelerator that is none": [
    "extends: raspberry-pi-5\naccelerator: hailo",
    /accelerator that is not a mapping/,
  ],
  "an unknown accelerator": [
    "extends: raspberry-pi-5\naccelerator: {device: HAILO9, hailort: 5.1.1}",
    /device/,
  ],
  "an accelerator without a driver": [
    "extends: raspberry-pi-5\naccelerator: {device: HAILO8}",
    /accelerator.hailort/,
  ],
  "another vendor": [
    "extends: raspberry-pi-5\naccelerator: {vendor: coral, device: HAILO8, hailort: 4.23.0}",
    /vendor/,
  ],
  "a list": ["- extends", /not a mapping/],
  nothing: ["", /not a mapping/],
  "a key twice": ["extends: raspberry-pi-5\nextends: raspberry-pi-4", /not YAML.*unique/],
  "broken YAML": ["{{", /not YAML/],
  "a tag": ["extends: !!js/function x", /not YAML/],
  "a bomb of brackets": ["[".repeat(profileLimit - 1), /not YAML|nested/],
  "more than 64 KiB": [`# ${"x".repeat(profileLimit)}`, /larger than 64 KiB/],
};

for (const [what, [text, says]] of Object.entries(refused))
  test(`${what} is refused with LINT_PROFILE_INVALID`, () => {
    assert.throws(
      () => parseProfile(text),
      (error) =>
        isFault(error, "LINT_PROFILE_INVALID") && says.test(describeError(error)) && error.next !== undefined,
    );
  });

test("no text makes the reader throw anything else", () => {
  const piece = fc.constantFrom(
    "extends: raspberry-pi-5\n",
    "cpu: ",
    "[",
    "{",
    "*a",
    "&a ",
    "\n",
    "accelerator:",
    "x",
    "? ",
    "!!int 1",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }), (pieces) => {
      try {
        parseProfile(pieces.join(""));
      } catch (error) {
        if (!isFault(error, "LINT_PROFILE_INVALID")) throw error;
      }
    }),
    { numRuns: 500 },
  );
});
