import assert from "node:assert/strict";
import test from "node:test";
import type { ImageConfig } from "../../../src/layers/visitor.ts";
import { boundFindings } from "../../../src/lint/lint.ts";
import { hasErrors } from "../../../src/values/finding.ts";
import { ret, retaa } from "../formats/arm64-code.ts";
import { androidNote, buildElf } from "../formats/elf-builder.ts";
import type { MadeLayer } from "../layers/memory-image.ts";
import { alpine, debian, executable, library, lint, pi5, program, verdicts } from "./lint-world.ts";

const good = buildElf(program).bytes;
const foreign = buildElf({ ...program, machine: 62 }).bytes;
/** A program that ends with SIGILL. */
const bad = buildElf({ ...program, code: [retaa] }).bytes;

function found(
  files: MadeLayer,
  config: Partial<ImageConfig> = {},
  base: MadeLayer = debian,
): readonly string[] {
  return verdicts(lint([base, files], config));
}

test("what is started is found by path, working directory, PATH, link and hard link", () => {
  const files = {
    "opt/app/bad": executable(bad),
    "opt/link": { symlink: "app" },
    "srv/hard": { hardlink: "opt/app/bad", mode: 0o755 },
  };
  const ways: readonly Partial<ImageConfig>[] = [
    { entrypoint: ["/opt/app/bad"] },
    { command: ["/opt/link/../app/bad", "--flag"] },
    { entrypoint: ["./app/bad"], workingDirectory: "/opt" },
    { entrypoint: ["bad"], environment: ["PATH=/nowhere:/opt/link"] },
    { entrypoint: ["/srv/hard"] },
    { entrypoint: ["sh", "/opt/app/bad"] },
    { entrypoint: ["/bin/sh", "-c", "cd / && exec '/opt/app/bad' --flag; true"] },
    { entrypoint: ["sh"], healthcheck: ["CMD-SHELL", "/opt/app/bad || exit 1"] },
    { entrypoint: ["sh"], healthcheck: ["CMD", "/opt/app/bad"] },
    { entrypoint: ["sh"], environment: ["LD_PRELOAD=/opt/app/bad"] },
  ];
  for (const config of ways) assert.deepEqual(found(files, config), ["error P5010"], JSON.stringify(config));
  const notStarted = [{ healthcheck: ["NONE", "/opt/app/bad"] }, { labels: { run: "/opt/app/bad" } }];
  for (const config of notStarted) assert.deepEqual(found(files, config), ["warning P5010"]);
});

test("programs on PATH and libraries in the loader's folders are ready, others only there", () => {
  assert.deepEqual(found({ "usr/bin/tool": executable(bad) }), ["error P5010"]);
  assert.deepEqual(found({ "usr/bin/tool": bad }), ["warning P5010"]);
  assert.deepEqual(
    found({ "usr/lib/aarch64-linux-gnu/libx.so.1": library("libx.so.1", { code: [retaa] }) }),
    ["error P5010"],
  );
  assert.deepEqual(found({ "opt/libx.so.1": library("libx.so.1", { code: [retaa] }) }), ["warning P5010"]);
});

test("a script leads to its interpreter, also through env", () => {
  const interpreter = { "opt/lang": executable(bad) };
  const start = { entrypoint: ["/start"] };
  const script = (text: string): readonly string[] =>
    found({ ...interpreter, "usr/bin/env": executable(good), start: executable(text) }, start);
  assert.deepEqual(script("#!/opt/lang -x\n"), ["error P5010"]);
  assert.deepEqual(script("#! /usr/bin/env -S A=1 sh\n"), ["warning P5010"]);
  assert.deepEqual(script("#!/usr/bin/env lang\n"), ["warning P5010", "error P5015"]);
  assert.deepEqual(
    found(
      {
        "usr/bin/env": executable(good),
        "usr/bin/lang": executable("#!/start\n"),
        start: executable("#!/usr/bin/env lang\n"),
      },
      start,
    ),
    [],
  );
  assert.deepEqual(script("#!lang\n"), ["warning P5010", "error P5015"]);
  assert.deepEqual(script("#!\n"), ["warning P5010", "error P5015"]);
});

test("a script on PATH without its interpreter only warns, and one elsewhere says nothing", () => {
  assert.deepEqual(found({ "usr/bin/tool": executable("#!/usr/bin/perl\n") }), ["warning P5015"]);
  assert.deepEqual(found({ "usr/share/tool": executable("#!/usr/bin/perl\n") }), []);
});

test("an entrypoint has to be there, to be executable and to be a program", () => {
  const start = { entrypoint: ["/app/run"] };
  assert.deepEqual(found({}, start), ["error P5015"]);
  assert.deepEqual(found({ "app/run": good }, start), ["error P5015"]);
  assert.deepEqual(found({ "app/run": executable("exec something") }, start), ["error P5015"]);
  assert.deepEqual(found({ "app/run": executable(good.subarray(0, 60)) }, start), ["error P5001"]);
  assert.deepEqual(found({ "app/run": executable(good) }, start), []);
  assert.deepEqual(found({ "app/run": { symlink: "run" } }, start), ["error P5015"]);
  assert.deepEqual(found({ "app/run": { directory: true } }, start), ["error P5015"]);
});

test("what a later layer deletes or replaces is not judged, and a finding names the layer of the file", () => {
  const config = { entrypoint: ["/app"] };
  assert.deepEqual(lint([debian, { app: executable(bad) }, { app: executable(good) }], config), []);
  assert.deepEqual(verdicts(lint([debian, { "usr/bin/x": executable(bad) }, { "usr/bin/.wh.x": "" }])), []);
  const [finding] = lint([debian, { app: executable(bad) }, { other: "" }], config);
  const [, second] =
    lint([debian, { app: executable(bad) }], config)[0]?.layer === finding?.layer ? [1, 2] : [1];
  assert.equal(second, 2);
  assert.equal(finding?.file, "app");
});

const needs = (name: string, more: object = {}): Buffer =>
  buildElf({ ...program, needed: [name, "libc.so.6"], ...more }).bytes;
const app = { entrypoint: ["/opt/bin/app"] };
const libx = library("libx.so.1", { code: [retaa] });

test("libraries are found as the loader finds them, and are started with the program", () => {
  const places: readonly (readonly [MadeLayer, Partial<ImageConfig>?])[] = [
    [{ "opt/bin/app": executable(needs("libx.so.1", { rpath: "/opt/lib" })) }],
    [{ "opt/bin/app": executable(needs("libx.so.1", { runpath: "/nowhere:$ORIGIN/../lib" })) }],
    [{ "opt/bin/app": executable(needs("libx.so.1", { runpath: "${ORIGIN}/../$LIB" })) }],
    [{ "opt/bin/app": executable(needs("/opt/lib/libx.so.1")) }],
    [{ "opt/bin/app": executable(needs("libx.so.1")) }, { environment: ["LD_LIBRARY_PATH=:/opt/lib"] }],
    [{ "opt/bin/app": executable(needs("libx.so.1")), "etc/ld.so.conf": "# none\n/opt/lib # here\n" }],
    [
      {
        "opt/bin/app": executable(needs("libx.so.1")),
        "etc/ld.so.conf": "include ld.so.conf.d/*.conf\nhwcap 1 nothing\n",
        "etc/ld.so.conf.d/x.conf": "/opt/lib=libc6\ninclude /etc/ld.so.conf\n",
        "etc/ld.so.conf.d/y.other": "/nowhere\n",
      },
    ],
  ];
  for (const [files, config] of places) {
    const all = { ...files, "opt/lib/libx.so.1": libx };
    assert.deepEqual(found(all, { ...app, ...config }), ["error P5010"], JSON.stringify(Object.keys(files)));
  }
  const missing = {
    "opt/bin/app": executable(needs("libx.so.1", { runpath: "relative/lib" })),
    "opt/lib/libx.so.1": libx,
  };
  assert.deepEqual(found(missing, app), ["error P5007", "warning P5010"]);
});

test("RPATH holds for the libraries of libraries, RUNPATH does not, and hides the RPATH beside it", () => {
  const libraries = {
    "opt/lib/liba.so": library("liba.so", { needed: ["libb.so"] }),
    "opt/lib/libb.so": library("libb.so"),
  };
  const with_ = (paths: object): readonly string[] =>
    found({ ...libraries, "opt/bin/app": executable(needs("liba.so", paths)) }, app);
  assert.deepEqual(with_({ rpath: "/opt/lib" }), []);
  assert.deepEqual(with_({ runpath: "/opt/lib" }), ["error P5007"]);
  assert.deepEqual(with_({ rpath: "/opt/lib", runpath: "/nowhere" }), ["error P5007"]);
});

test("a library that is loaded already is not looked for again", () => {
  const files = {
    "opt/lib/liba.so": library("liba.so", { needed: ["libb.so.1"] }),
    "opt/lib/libb.so": library("libb.so.1"),
    "opt/bin/app": executable(
      buildElf({ ...program, needed: ["/opt/lib/libb.so", "/opt/lib/liba.so"] }).bytes,
    ),
  };
  assert.deepEqual(found(files, app), []);
});

test("the default folders are skipped for who wants it, and variants for better processors are seen", () => {
  const files = { "usr/lib/aarch64-linux-gnu/libx.so.1": library("libx.so.1") };
  const strict = {
    "opt/bin/app": executable(buildElf({ ...program, needed: ["libx.so.1"], flags1: 0x800 }).bytes),
  };
  assert.deepEqual(found({ ...files, ...strict }, app), ["error P5007"]);
  const variant = {
    "opt/bin/app": executable(needs("libx.so.1")),
    "usr/lib/aarch64-linux-gnu/glibc-hwcaps/v8.2/libx.so.1": library("libx.so.1"),
  };
  assert.deepEqual(found(variant, app), []);
});

test("a library for another machine is passed over, and the finding says so", () => {
  const files = {
    "opt/bin/app": executable(needs("libx.so.1", { runpath: "/opt/a:/opt/b" })),
    "opt/a/libx.so.1": library("libx.so.1", { machine: 62 }),
  };
  const [, finding] = lint([debian, files], app);
  assert.match(
    finding?.message ?? lint([debian, files], app)[0]?.message ?? "",
    /\/opt\/a\/libx.so.1 is not for arm64/,
  );
  assert.deepEqual(found({ ...files, "opt/b/libx.so.1": library("libx.so.1") }, app), ["notice P5001"]);
});

test("what a library in the loader's folders lacks only warns, until a program loads it", () => {
  const plugin = { "usr/lib/aarch64-linux-gnu/plugin.so": library("plugin.so", { needed: ["libgone.so"] }) };
  assert.deepEqual(found(plugin), ["warning P5007"]);
  assert.deepEqual(found({ ...plugin, "opt/bin/app": executable(needs("plugin.so")) }, app), ["error P5007"]);
  const newer = library("plugin.so", {
    needed: ["libc.so.6"],
    versionsNeeded: [
      { file: "libc.so.6", versions: ["GLIBC_2.40", "GLIBC_2.41", "GLIBC_2.42", "GLIBC_2.43"] },
    ],
  });
  const [finding] = lint([debian, { "usr/lib/aarch64-linux-gnu/plugin.so": newer }]);
  assert.equal(finding?.severity, "warning");
  assert.match(finding?.message ?? "", /GLIBC_2.40, GLIBC_2.41, GLIBC_2.42 and 1 more/);
});

test("a library without any versions satisfies every need of one, as glibc only warns", () => {
  const files = {
    "opt/bin/app": executable(
      needs("libx.so.1", { versionsNeeded: [{ file: "libx.so.1", versions: ["X_9"] }], runpath: "/opt/lib" }),
    ),
    "opt/lib/libx.so.1": library("libx.so.1"),
  };
  assert.deepEqual(found(files, app), []);
});

const muslProgram = { interpreter: "/lib/ld-musl-aarch64.so.1", code: [ret] } as const;

test("musl's loader finds its own names in itself and others by its path file", () => {
  const files = {
    "opt/bin/app": executable(
      buildElf({ ...muslProgram, needed: ["libc.musl-aarch64.so.1", "libpthread.so.0", "libx.so.1"] }).bytes,
    ),
    "opt/lib/libx.so.1": library("libx.so.1", { needed: ["liby.so"], runpath: "/opt/more" }),
    "opt/more/liby.so": library("liby.so", { needed: ["libz.so"] }),
    "opt/more/libz.so": library("libz.so"),
  };
  assert.deepEqual(found(files, app, alpine), ["error P5007"]);
  assert.deepEqual(found({ ...files, "etc/ld-musl-aarch64.path": "/lib\n/opt/lib\n" }, app, alpine), []);
});

test("a program of glibc on Alpine is one error, unless gcompat is there", () => {
  const files = { "opt/bin/app": executable(good) };
  assert.deepEqual(found(files, app, alpine), ["error P5009"]);
  const gcompat = {
    "lib/ld-linux-aarch64.so.1": { symlink: "libgcompat.so.0" },
    "lib/libgcompat.so.0": library("libgcompat.so.0", { needed: ["libc.musl-aarch64.so.1"] }),
  };
  assert.deepEqual(
    found({ ...files, ...gcompat }, app, alpine).filter((one) => one.startsWith("error")),
    [],
  );
});

test("a library of glibc in a program of musl is an error, and gcompat allows it", () => {
  const files = {
    "opt/bin/app": executable(buildElf({ ...muslProgram, needed: ["libx.so"], runpath: "/opt/lib" }).bytes),
    "opt/lib/libx.so": library("libx.so", {
      needed: ["libc.so.6", "ld-linux-aarch64.so.1"],
      versionsNeeded: [{ file: "libc.so.6", versions: ["GLIBC_2.17"] }],
    }),
  };
  assert.deepEqual(found(files, app, alpine), ["error P5009"]);
  const gcompat = { "lib/libgcompat.so.0": library("libgcompat.so.0") };
  assert.deepEqual(found({ ...files, ...gcompat }, app, alpine), []);
});

test("a program of musl that unwinds with libgcc is no program of glibc, though libgcc calls a version GLIBC_2.0", () => {
  const of = (file: string) => ({ file, versions: ["GCC_3.0", "GLIBC_2.0"] });
  const using = (name: string) => ({
    "opt/bin/app": executable(
      buildElf({ ...muslProgram, needed: [name], runpath: "/opt/lib", versionsNeeded: [of(name)] }).bytes,
    ),
    [`opt/lib/${name}`]: library(name, { versionsDefined: ["GCC_3.0", "GLIBC_2.0"] }),
  });
  assert.deepEqual(found(using("libgcc_s.so.1"), app, alpine), []);
  assert.deepEqual(found(using("libgcc_s-2d945d6c.so.1"), app, alpine), []);
  assert.deepEqual(found(using("libm.so.6"), app, alpine), ["error P5009"]);
});

test("files for Android and prebuilt files for other platforms say nothing", () => {
  const android = buildElf({
    code: [retaa],
    align: 4096,
    shifts: [0x1_1000, 0x2_0000],
    notes: [androidNote],
  }).bytes;
  assert.deepEqual(
    found({
      "app/node_modules/x/prebuilds/linux-x64/node.node": foreign,
      "app/node_modules/x/prebuilds/android-arm64/node.node": buildElf({ code: [retaa] }).bytes,
      "app/lib/x.so": android,
      "app/linker": buildElf({ ...program, interpreter: "/system/bin/linker64", code: [retaa] }).bytes,
      "usr/lib/debug/usr/bin/app.debug": buildElf({ code: [retaa] }).bytes,
    }),
    [],
  );
});

test("foreign files that nothing reaches are one notice, and an image of nothing else is an error", () => {
  const files = {
    "opt/one": foreign,
    "opt/two": foreign,
    "opt/object.o": buildElf({ type: 1, machine: 62 }).bytes,
  };
  const findings = lint([debian, files]);
  assert.deepEqual(verdicts(findings), ["notice P5001"]);
  assert.match(
    findings[0]?.message ?? "",
    /\/opt\/one and 1 more cannot run on the device: built for x86-64/,
  );
  assert.match(lint([files])[0]?.message ?? "", /none of the 2 programs in the image is arm64/);
});

test("an emulator on PATH makes foreign programs on PATH a warning, but not a foreign entrypoint", () => {
  const files = { "usr/bin/box64": executable(good), "usr/bin/game": executable(foreign) };
  assert.deepEqual(found(files), ["warning P5001"]);
  assert.deepEqual(found(files, { entrypoint: ["game"] }), ["error P5001"]);
  assert.deepEqual(found({ "usr/bin/game": executable(foreign) }), ["error P5001"]);
});

test("big-endian and ILP32 programs are for other processors", () => {
  const message = (spec: object): string =>
    lint([debian, { "usr/bin/app": executable(buildElf({ code: [ret], ...spec }).bytes) }])[0]?.message ?? "";
  assert.match(message({ endian: "big" }), /built for arm64 \(big-endian\)/);
  assert.match(message({ bits: 32 }), /built for arm64 \(ILP32\)/);
});

test("the config's platform is judged", () => {
  assert.deepEqual(found({}, { architecture: "amd64" }), ["error P5001"]);
  assert.deepEqual(found({}, { os: "windows" }), ["error P5001"]);
  assert.deepEqual(found({}, { variant: "v9" }), ["error P5001"]);
  assert.deepEqual(found({}, { variant: "" }), []);
});

test("loops of links, of libraries and of interpreters end", () => {
  const files = {
    loop: { symlink: "loop" },
    "usr/bin/one": executable("#!/usr/bin/two\n"),
    "usr/bin/two": executable("#!/usr/bin/one\n"),
    "usr/lib/aarch64-linux-gnu/liba.so": library("liba.so", { needed: ["libb.so"] }),
    "usr/lib/aarch64-linux-gnu/libb.so": library("libb.so", { needed: ["liba.so"] }),
    "usr/bin/app": executable(needs("liba.so")),
  };
  assert.deepEqual(found(files, { entrypoint: ["/loop"] }), ["error P5015"]);
  assert.deepEqual(found(files, { entrypoint: ["one"] }), []);
});

test("a report of many findings names the first ones of each rule and counts the rest", () => {
  const files = Object.fromEntries(
    Array.from({ length: 47 }, (_, index) => [
      `usr/bin/tool${String(index).padStart(2, "0")}`,
      executable(bad),
    ]),
  );
  const findings = lint([debian, { ...files, "opt/other": foreign }]);
  const bounded = boundFindings(findings);
  assert.equal(findings.length, 48);
  assert.deepEqual(verdicts(bounded), ["notice P5001", ...Array.from({ length: 11 }, () => "error P5010")]);
  assert.equal(
    bounded.at(-1)?.message,
    "and 37 more: /usr/bin/tool10, /usr/bin/tool11, /usr/bin/tool12, /usr/bin/tool13, /usr/bin/tool14, …",
  );
  assert.equal(hasErrors(bounded), hasErrors(findings));
  assert.deepEqual(boundFindings(findings.slice(0, 12)), findings.slice(0, 12));
});

test("the same image gives the same findings, whatever the order of its archive", () => {
  const files = { "usr/bin/b": executable(bad), "usr/bin/a": executable(bad), "opt/x": foreign };
  const reversed = Object.fromEntries(Object.entries(files).toReversed());
  const plain = (layer: MadeLayer): unknown => lint([debian, layer], {}, pi5);
  assert.deepEqual(plain(files), plain(reversed));
});
