import assert from "node:assert/strict";
import test from "node:test";
import { lintRules } from "../../../src/lint/lint.ts";
import type { Finding } from "../../../src/values/finding.ts";
import type { Profile } from "../../../src/values/profile.ts";
import {
  autiasp,
  comparisonIndex,
  jemallocCode,
  jemallocMessage,
  nop,
  ret,
  retaa,
} from "../formats/arm64-code.ts";
import { type BuiltElf, type ElfSpec, buildElf, kernelNote, poke, wide } from "../formats/elf-builder.ts";
import {
  debian,
  executable,
  goProgram,
  library,
  lint,
  lintApp,
  pi4,
  pi5,
  program,
  verdicts,
} from "./lint-world.ts";

/** A file that a rule passes and one that it does not, which differ in one field, and where that field is. */
type Pair = {
  readonly verdict: string;
  readonly says: RegExp;
  readonly good: Uint8Array;
  readonly bad: Uint8Array;
  readonly offset: number;
  readonly length: number;
  readonly judge: (file: Uint8Array) => readonly Finding[];
};

const app = (file: Uint8Array): readonly Finding[] => lintApp(file);

function jemalloc(constant: number): BuiltElf {
  const spec = { ...program, constants: jemallocMessage };
  const draft = buildElf({ ...spec, code: jemallocCode(constant, "far branch", 0, 0) });
  return buildElf({
    ...spec,
    code: jemallocCode(constant, "far branch", draft.address.code, draft.address.constants),
  });
}

/** Two builds that differ in a field of the first one's layout. */
function pair(
  verdict: string,
  says: RegExp,
  good: ElfSpec,
  bad: ElfSpec,
  field: (built: BuiltElf) => readonly [offset: number, length: number],
): Pair {
  const built = buildElf(good);
  const [offset, length] = field(built);
  return { verdict, says, good: built.bytes, bad: buildElf(bad).bytes, offset, length, judge: app };
}

function jemallocPair(verdict: string, says: RegExp, bad: number): Pair {
  const offset = jemalloc(4096).at.code + 4 * comparisonIndex;
  const files = { good: jemalloc(65_536).bytes, bad: jemalloc(bad).bytes };
  return { verdict, says, ...files, offset, length: 4, judge: app };
}

function texts(
  verdict: string,
  says: RegExp,
  good: string,
  bad: string,
  offset: number,
  judge: Pair["judge"],
): Pair {
  return { verdict, says, good: Buffer.from(good), bad: Buffer.from(bad), offset, length: 1, judge };
}

const needing = (version: string | { readonly weak: string }): ElfSpec => ({
  ...program,
  versionsNeeded: [{ file: "libc.so.6", versions: [version] }],
});
const withData = { ...program, data: Buffer.from("data"), align: 4096 } as const;
const inElectron = (file: Uint8Array): readonly Finding[] =>
  lint([debian, { "app/node_modules/electron/package.json": file }]);
const script = (file: Uint8Array): readonly Finding[] =>
  lint([debian, { "start.sh": executable(file) }], { entrypoint: ["/start.sh"] });

const pairs: Readonly<Record<string, Pair>> = {
  "a program of another machine": pair(
    "error P5001",
    /\/usr\/bin\/app, which the image starts, is built for x86-64/,
    program,
    { ...program, machine: 62 },
    ({ at }) => [at.machine, 2],
  ),
  "a segment 4 KiB beside a page": pair(
    "error P5002",
    /cannot be loaded with pages of 16 KiB.* 4 KiB beside a page/,
    withData,
    { ...withData, shifts: [0x1_0000, 0x2_1000] },
    ({ at }) => [at.loads[2]?.address ?? 0, 8],
  ),
  "data in a page with code": pair(
    "error P5003",
    /code and writable data in one page of 16 KiB/,
    withData,
    { ...withData, shifts: [0x1_0000, 0x1_0000] },
    ({ at }) => [at.loads[2]?.address ?? 0, 8],
  ),
  "a jemalloc for 4 KiB pages": jemallocPair(
    "error P5004",
    /takes pages of at most 4 KiB and stops on 16 KiB/,
    4096,
  ),
  "a jemalloc that compares with no constant": jemallocPair(
    "warning P5005",
    /does not show whether it takes pages of 16 KiB/,
    12_345,
  ),
  "a loader that is not there": pair(
    "error P5006",
    /needs the loader \/lib\/ld-linux-aarch64.so.2/,
    program,
    { ...program, interpreter: "/lib/ld-linux-aarch64.so.2" },
    ({ at }) => [at.interpreter + 25, 1],
  ),
  "a library that is not there": pair(
    "error P5007",
    /needs libn.so.6, which is nowhere/,
    { ...program, needed: ["libc.so.6", "libm.so.6"] },
    { ...program, needed: ["libc.so.6", "libn.so.6"] },
    ({ at }) => [at.text("libm.so.6") + 3, 1],
  ),
  "a version that the library does not define": pair(
    "error P5008",
    /needs GLIBC_2.37 of libc.so.6, which \/usr\/lib\/aarch64-linux-gnu\/libc.so.6 does not have/,
    needing("GLIBC_2.36"),
    needing("GLIBC_2.37"),
    ({ at }) => [at.text("GLIBC_2.36") + 9, 1],
  ),
  "a missing version that is not weak": pair(
    "error P5008",
    /needs GLIBC_2.38/,
    needing({ weak: "GLIBC_2.38" }),
    needing("GLIBC_2.38"),
    ({ at }) => [at.weakFlags[0] ?? 0, 2],
  ),
  "a program of musl in an image of glibc": pair(
    "error P5009",
    /is a program of musl in an image of the other C library/,
    program,
    { ...program, interpreter: "/lib//ld-musl-aarch64.so.1" },
    ({ at }) => [at.interpreter, 26],
  ),
  "a signed return": pair(
    "error P5010",
    /1 instructions of Armv8.3/,
    { ...program, code: [nop, ret] },
    { ...program, code: [nop, retaa] },
    ({ at }) => [at.code + 4, 4],
  ),
  "a Go program for Armv9": {
    verdict: "error P5011",
    says: /GOARM64=v9.0; the device has v8.2/,
    good: goProgram("v8.0"),
    bad: goProgram("v9.0"),
    offset: goProgram("v8.0").indexOf("GOARM64=v8.0") + "GOARM64=v".length,
    length: 1,
    judge: app,
  },
  "an Electron that crashes on large pages": texts(
    "warning P5012",
    /electron 34.2.0 .* is known to fail .*electron\/electron#45560/,
    '{"name":"electron","version":"34.3.0"}',
    '{"name":"electron","version":"34.2.0"}',
    '{"name":"electron","version":"34.'.length,
    inElectron,
  ),
  "a 32-bit Arm program": pair(
    "notice P5013",
    /is a 32-bit Arm program/,
    program,
    { ...program, machine: 40 },
    ({ at }) => [at.machine, 2],
  ),
  "a program for a newer kernel": pair(
    "warning P5014",
    /built for Linux 6.13.0 or newer; the device has 6.12/,
    { ...program, notes: [kernelNote(6, 12)] },
    { ...program, notes: [kernelNote(6, 13)] },
    ({ at }) => [(at.notes[0] ?? 0) + 8, 4],
  ),
  "a script with the line ends of Windows": texts(
    "error P5015",
    /ends its first line as Windows does.*sh\\r/,
    "#!/bin/sh \nexec app",
    "#!/bin/sh\r\nexec app",
    9,
    script,
  ),
  "a script whose interpreter is missing": texts(
    "error P5015",
    /needs the interpreter \/bin\/sx, which is not in the image/,
    "#!/bin/sh\nexec app",
    "#!/bin/sx\nexec app",
    8,
    script,
  ),
  "a script without #!": texts(
    "error P5015",
    /neither an ELF program nor a script/,
    "#!/bin/sh\nexec app",
    " !/bin/sh\nexec app",
    0,
    script,
  ),
};

for (const [what, { verdict, says, good, bad, offset, length, judge }] of Object.entries(pairs)) {
  const rule = verdict.split(" ")[1];
  const ofRule = (file: Uint8Array): readonly Finding[] =>
    judge(file).filter((finding) => finding.rule === rule);

  test(`${rule}: ${what} is found, and its near miss is not`, () => {
    assert.deepEqual(verdicts(ofRule(good)), []);
    assert.deepEqual(verdicts(ofRule(bad)), [verdict]);
    const [finding] = ofRule(bad);
    assert.match(finding?.message ?? "", says);
    assert.ok((finding?.next ?? "").length > 10);
    assert.match(finding?.layer ?? "", /^sha256:/);
  });

  test(`${rule}: changing only the field that matters turns the verdict on ${what}`, () => {
    assert.ok(length <= 26);
    const field = (file: Uint8Array): Uint8Array => Uint8Array.from(file.subarray(offset, offset + length));
    assert.notDeepEqual(field(good), field(bad));
    assert.deepEqual(verdicts(ofRule(poke(good, offset, field(bad)))), [verdict]);
    assert.deepEqual(verdicts(ofRule(poke(bad, offset, field(good)))), []);
  });
}

test("every rule of the table has a pair, and the table says what documentation needs", () => {
  const covered = new Set(Object.values(pairs).map(({ verdict }) => verdict.split(" ")[1]));
  assert.deepEqual(
    lintRules.map((rule) => rule.id),
    Array.from({ length: 15 }, (_, index) => `P50${String(index + 1).padStart(2, "0")}`),
  );
  for (const { id, title, why } of lintRules) {
    assert.ok(covered.has(id), id);
    assert.ok(title.length > 5 && why.length > 20 && !why.includes("\n"), id);
  }
});

test("what breaks on 16 KiB pages passes the 4 KiB profile", () => {
  for (const file of [buildElf({ ...withData, shifts: [0x1_0000, 0x2_1000] }).bytes, jemalloc(4096).bytes])
    assert.deepEqual(lintApp(file, { ...pi5, pageSize: 4096 }), []);
});

test("segments of different protection in one page only warn", () => {
  const shared = buildElf({ ...withData, shifts: [0, 0x2_0000] }).bytes;
  assert.deepEqual(verdicts(lintApp(shared)), ["warning P5003"]);
});

test("two segments that need other bytes of the file in one page are an error", () => {
  // Grown code reaches into the page of the data: the same page of the file, or another one.
  const built = buildElf({ ...withData, constants: Buffer.alloc(0x4000), shifts: [0x1_0000, 0x1_0000] });
  const [, code, data] = built.at.loads;
  const address = built.bytes.readUInt32LE(data?.address ?? 0);
  const moved = poke(built.bytes, data?.address ?? 0, wide(address + 0x4000));
  assert.deepEqual(lintApp(moved), []);
  const grown = (file: Uint8Array): string =>
    lintApp(poke(file, code?.memorySize ?? 0, wide(0x5000)))[0]?.message ?? "";
  assert.match(grown(built.bytes), /code and writable data/);
  assert.match(grown(moved), /each need other bytes/);
});

test("a glibc before 2.35 refuses libraries that are aligned to less than a page, but not programs", () => {
  const libc = "usr/lib/aarch64-linux-gnu/libc.so.6";
  const old = {
    ...debian,
    [libc]: library("libc.so.6", { versionsDefined: ["GLIBC_2.17", "GLIBC_2.31"] }),
    "usr/lib/aarch64-linux-gnu/libweak.so": library("libweak.so", { align: 4096 }),
  };
  const starts = { "usr/bin/app": executable(buildElf({ ...program, align: 4096 }).bytes) };
  const found = lint([old, starts], { entrypoint: ["app"] });
  assert.deepEqual(verdicts(found), ["error P5003"]);
  assert.match(found[0]?.message ?? "", /libweak.so is aligned to less .* glibc 2.31 refuses/);
  const newer = { ...old, [libc]: debian[libc] ?? "" };
  assert.deepEqual(lint([newer, starts], { entrypoint: ["app"] }), []);
});

test("a 32-bit Arm program laid out for 4 KiB pages is an error and a warning", () => {
  const spec = {
    bits: 32,
    machine: 40,
    flags: 0x400,
    code: [ret],
    data: Buffer.from("x"),
    align: 4096,
  } as const;
  const file = buildElf({ ...spec, shifts: [0x1_0000, 0x2_1000] }).bytes;
  assert.deepEqual(verdicts(lintApp(file)), ["error P5002", "warning P5013"]);
  assert.match(lintApp(file)[1]?.message ?? "", /hard float/);
  assert.deepEqual(verdicts(lintApp(buildElf(spec).bytes)), ["notice P5013"]);
  assert.deepEqual(verdicts(lintApp(file, { ...pi5, arm32: false })), ["error P5001"]);
});

test("GOARM64 with options asks for what the processor has", () => {
  const findings = (level: string, profile: Profile): readonly string[] =>
    verdicts(lintApp(goProgram(level), profile));
  assert.deepEqual(findings("v8.0,lse", pi5), []);
  assert.deepEqual(findings("v8.0,crypto", pi5), []);
  assert.deepEqual(findings("v8.0,lse", pi4), ["error P5011"]);
  assert.deepEqual(findings("v8.0,crypto", pi4), ["error P5011"]);
  assert.deepEqual(findings("v8.1", pi4), ["error P5011"]);
  assert.deepEqual(findings("unknown", pi4), []);
});

test("a few signed returns among many plain ones are noted, since such code is chosen at run time", () => {
  const of = (signed: number, hinted: number, plain: number): readonly string[] => {
    const code = [
      ...Array.from({ length: signed }, () => retaa),
      ...Array.from({ length: hinted }, () => autiasp),
      ...Array.from({ length: plain }, () => ret),
    ];
    return verdicts(lintApp(buildElf({ ...program, code }).bytes));
  };
  assert.deepEqual(of(10, 2011, 3260), ["notice P5010"]);
  assert.deepEqual(of(10, 11, 11), ["notice P5010"]);
  assert.deepEqual(of(10, 10, 11), ["error P5010"]);
  assert.deepEqual(of(10, 0, 200), ["error P5010"]);
  assert.deepEqual(of(10, 0, 201), ["notice P5010"]);
  assert.deepEqual(of(0, 10, 10), []);
});

test("a processor with pointer authentication runs signed returns", () => {
  const file = buildElf({ ...program, code: [retaa] }).bytes;
  assert.deepEqual(lintApp(file, { ...pi5, cpu: [...pi5.cpu, "paca"] }), []);
});

test("known-bad versions are found in wheels, libraries and an unpacked Electron, for the devices that mind", () => {
  const files = {
    "usr/lib/python3/site-packages/onnxruntime-1.21.0.dist-info/METADATA": "Name: onnxruntime",
    "usr/lib/python3/site-packages/torch-2.6.0+cpu.dist-info/METADATA": "Name: torch",
    "usr/lib/python3/site-packages/cryptography-50.0.2.dist-info/METADATA": "Name: cryptography",
    "opt/libonnxruntime.so.1.21.1": library("libonnxruntime.so.1"),
    "opt/app/version": "34.0.2",
    "opt/app/chrome_100_percent.pak": "pak",
    "opt/other/version": "34.0.2",
    "opt/node_modules/onnxruntime-node/package.json": "not JSON",
  };
  const named = (profile: Profile): readonly string[] =>
    lint([debian, files], {}, profile).map(({ message }) => message.split(" is known")[0] ?? "");
  assert.deepEqual(named(pi4), [
    "libonnxruntime.so 1.21.1 in /opt/libonnxruntime.so.1.21.1",
    "onnxruntime 1.21.0 in /usr/lib/python3/site-packages/onnxruntime-1.21.0.dist-info/METADATA",
    "torch 2.6.0+cpu in /usr/lib/python3/site-packages/torch-2.6.0+cpu.dist-info/METADATA",
  ]);
  assert.deepEqual(named(pi5), ["electron 34.0.2 in /opt/app/version"]);
});
