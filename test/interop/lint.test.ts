import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { before } from "node:test";
import { installPeers } from "../../scripts/peers/install.ts";
import { npmFolder } from "../../scripts/peers/lint-recipe.ts";
import { readDynamic, readInterpreter } from "../../src/formats/elf-dynamic.ts";
import { readNotes } from "../../src/formats/elf-notes.ts";
import { readElf } from "../../src/formats/elf.ts";
import { lookAt } from "../../src/layers/pass.ts";
import type { ImageConfig } from "../../src/layers/visitor.ts";
import { createLint } from "../../src/lint/lint.ts";
import { profiles } from "../../src/values/profile.ts";
import { bytesAsFile } from "../../src/values/random-access.ts";
import { jemallocMessage } from "../unit/formats/arm64-code.ts";
import { type Placed, lintFiles } from "./lint-image.ts";
import { writeLayout } from "./oci-layout.ts";
import { type Owner, succeeds, temporary } from "./setting.ts";

const pi5 = profiles["raspberry-pi-5"];
let samples = "";
let tools = "";

before(async () => {
  const peers = await installPeers(["lint-samples", "arm64-binutils"]);
  samples = peers["lint-samples"].directory;
  tools = path.join(peers["arm64-binutils"].directory, "bin");
});

const debianLoader = "lib/ld-linux-aarch64.so.1";
const bookworm = (): string => path.join(samples, "bookworm-arm64");
const bookwormLibraries = (): string => path.join(bookworm(), "lib/aarch64-linux-gnu");

/** C library and loader of Debian 12, and libgcc, which the programs of npm need. */
function base(): Readonly<Record<string, Placed>> {
  return {
    [debianLoader]: { link: "aarch64-linux-gnu/ld-linux-aarch64.so.1" },
    "lib/aarch64-linux-gnu": { from: bookwormLibraries() },
  };
}

/** What the lint says about files beside the base: `error P5004 usr/bin/biome`. */
async function judge(
  files: Readonly<Record<string, Placed>>,
  config: Partial<ImageConfig> = {},
  below: Readonly<Record<string, Placed>> = base(),
): Promise<readonly string[]> {
  const findings = await lintFiles({ ...below, ...files }, pi5, config);
  return findings.map(({ severity, rule, file }) => `${severity} ${rule} ${file ?? ""}`);
}

const npm = (name: string, version: string, file: string): Placed => ({
  from: path.join(samples, npmFolder(name, version), file),
  mode: 0o755,
});

/** Assembles and links a program with GNU as and ld. */
async function linked(
  t: Owner,
  assembly: string,
  options: readonly string[] = [],
  libc: string = path.join(bookwormLibraries(), "libc.so.6"),
): Promise<Placed> {
  const folder = await temporary(t, "link");
  const source = path.join(folder, "program.s");
  await writeFile(source, `.arch armv8.3-a\n.text\n.globl _start\n_start:\n${assembly}\n`);
  const object = path.join(folder, "program.o");
  await succeeds(path.join(tools, "aarch64-linux-gnu-as"), ["-o", object, source]);
  const program = path.join(folder, "program");
  const loader = options.some((option) => option.startsWith("--dynamic-linker"))
    ? []
    : ["--dynamic-linker=/lib/ld-linux-aarch64.so.1"];
  const folderOfLibc = path.dirname(libc);
  const library = ["-L", folderOfLibc, `-l:${path.basename(libc)}`, "-rpath-link", folderOfLibc];
  const argv = ["-o", program, object, ...library, ...loader, ...options];
  await succeeds(path.join(tools, "aarch64-linux-gnu-ld"), argv);
  return { from: program, mode: 0o755 };
}

const exit = 'bl getauxval\nmov x8, #93\nsvc #0\n.data\n.quad 1\n.section .rodata\n.asciz "text"\n';
const app = { entrypoint: ["/app"] };

test("P5001: a program for x86-64 is found, the arm64 one beside it is not", async () => {
  const prebuild = (name: string): Placed => npm("leveldown", "6.1.1", `prebuilds/${name}`);
  const foreign = prebuild("linux-x64/node.napi.glibc.node");
  assert.deepEqual(await judge({ app: foreign }, app), ["error P5001 app"]);
  const libraries = { "lib/aarch64-linux-gnu/libstdc++.so.6": { link: "libgcc_s.so.1" } } as const;
  const own = await judge({ ...libraries, app: prebuild("linux-arm64/node.napi.armv8.node") }, app);
  assert.deepEqual(
    own.filter((line) => line.includes("P5001")),
    [],
  );
});

test("prebuilt files for other platforms and Android say nothing", async () => {
  const folder = path.join(samples, npmFolder("leveldown", "6.1.1"), "prebuilds");
  assert.deepEqual(await judge({ "app/node_modules/leveldown/prebuilds": { from: folder } }), []);
});

test("P5002: ld's 4 KiB layout is found, its default one is not", async (t) => {
  assert.deepEqual(await judge({ app: await linked(t, exit, ["-z", "max-page-size=4096"]) }, app), [
    "error P5002 app",
  ]);
  assert.deepEqual(await judge({ app: await linked(t, exit) }, app), []);
});

test("P5002: 265 of the 272 files of Debian 12's armhf libc6 cannot be loaded, none of a newer one", async () => {
  const rules = async (folder: string): Promise<Map<string, number>> => {
    const findings = await lintFiles({ "": { from: path.join(samples, folder) } }, pi5);
    const counts = new Map<string, number>();
    for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
    return counts;
  };
  assert.equal((await rules("bookworm-armhf")).get("P5002"), 265);
  assert.equal((await rules("forky-armhf")).get("P5002"), undefined);
});

test("P5003: code and data in one page are found, the same layout with a page between them only warns", async (t) => {
  const dense = ["-z", "max-page-size=4096", "-z", "norelro", "-z", "separate-code"];
  // Constants of their own would move the data beside a page.
  const [plain = ""] = exit.split(".section");
  assert.deepEqual(await judge({ app: await linked(t, plain, dense) }, app), ["error P5003 app"]);
  // Enough code that the data begins in the next 16 KiB.
  const spaced = plain.replace(".data\n", ".skip 0x2f00\n.data\n");
  assert.deepEqual(await judge({ app: await linked(t, spaced, dense) }, app), ["warning P5003 app"]);
  const wide = ["-z", "max-page-size=65536", "-z", "separate-code"];
  assert.deepEqual(await judge({ app: await linked(t, exit, wide) }, app), []);
});

test("P5004: the releases that stop on 16 KiB pages are found, their successors are not", async () => {
  const biome = "@biomejs/cli-linux-arm64";
  const started = async (program: Placed): Promise<readonly string[]> => await judge({ app: program }, app);
  assert.deepEqual(await started(npm(biome, "1.5.0", "biome")), ["error P5004 app"]);
  assert.deepEqual(await started(npm(biome, "1.9.4", "biome")), []);
  assert.deepEqual(await started(npm("@oxlint/linux-arm64-gnu", "0.4.4", "oxlint")), ["error P5004 app"]);
  assert.deepEqual(await judge({ "opt/biome": npm(biome, "1.5.0", "biome") }), ["warning P5004 opt/biome"]);
});

test("P5005: jemalloc's message without its comparison is unknown, Debian's jemalloc is not", async (t) => {
  const message = jemallocMessage.toString("latin1").replace("\n\0", "\\n");
  const unknown = await linked(t, `${exit}.asciz "${message}"\n`);
  assert.deepEqual(await judge({ app: unknown }, app), ["warning P5005 app"]);
  const library = { from: path.join(bookworm(), "usr/lib/aarch64-linux-gnu/libjemalloc.so.2") };
  const ready = await judge({ "lib/aarch64-linux-gnu/libjemalloc.so.2": library });
  assert.deepEqual(
    ready.filter((line) => /P500[45]/.test(line)),
    [],
  );
});

test("P5006 and P5007: loader and libraries that are left out are found", async (t) => {
  const program = await linked(t, exit, [path.join(bookwormLibraries(), "libz.so.1"), "--no-as-needed"]);
  const { [debianLoader]: _, ...without } = base();
  assert.deepEqual(await judge({ app: program }, app, without), ["error P5006 app"]);
  const zlib = "lib/aarch64-linux-gnu/libz.so.1";
  assert.deepEqual(await judge({ app: program }, app), []);
  const libraries = readdirSync(bookwormLibraries()).filter((name) => !name.startsWith("libz."));
  const placed = Object.fromEntries(
    libraries.map((name) => [
      `lib/aarch64-linux-gnu/${name}`,
      { from: path.join(bookwormLibraries(), name) },
    ]),
  );
  const lacking = await judge({ app: program }, app, {
    [debianLoader]: base()[debianLoader] ?? { text: "" },
    ...placed,
  });
  assert.deepEqual(lacking, ["error P5007 app"], zlib);
});

test("P5007: folders that patchelf writes are searched", async (t) => {
  const program = await linked(t, exit, [path.join(bookwormLibraries(), "libz.so.1"), "--no-as-needed"]);
  assert.ok("from" in program);
  const moved = Object.fromEntries(
    readdirSync(bookwormLibraries())
      .filter((name) => !name.startsWith("libz."))
      .map((name) => [`lib/aarch64-linux-gnu/${name}`, { from: path.join(bookwormLibraries(), name) }]),
  );
  const below = { [debianLoader]: base()[debianLoader] ?? { text: "" }, ...moved };
  const files = {
    "opt/bin/app": program,
    "opt/private/libz.so.1": {
      from: path.join(
        bookwormLibraries(),
        readdirSync(bookwormLibraries()).find((name) => name.startsWith("libz.so.1.")) ?? "",
      ),
    },
  };
  const start = { entrypoint: ["/opt/bin/app"] };
  assert.deepEqual(await judge(files, start, below), ["error P5007 opt/bin/app"]);
  for (const kind of [[], ["--force-rpath"]]) {
    await succeeds(path.join(tools, "patchelf"), [
      ...kind,
      "--set-rpath",
      "$ORIGIN/../private",
      program.from,
    ]);
    assert.deepEqual(await judge(files, start, below), [], kind.join());
  }
});

test("P5008: a program linked with a newer glibc is found, not on that glibc", async (t) => {
  const forky = path.join(samples, "forky-arm64/usr/lib/aarch64-linux-gnu");
  const newer = await linked(t, exit.replace("getauxval", "strlcpy"), [], path.join(forky, "libc.so.6"));
  assert.deepEqual(await judge({ app: newer }, app), ["error P5008 app"]);
  const below = {
    [debianLoader]: { link: "aarch64-linux-gnu/ld-linux-aarch64.so.1" },
    "lib/aarch64-linux-gnu": { from: forky },
  } as const;
  assert.deepEqual(await judge({ app: newer }, app, below), []);
});

test("P5009: a program of musl is found in an image of glibc, not beside Debian's musl", async (t) => {
  const musl = path.join(samples, "bookworm-musl/lib/aarch64-linux-musl/libc.so");
  const program = await linked(t, exit, ["--dynamic-linker=/lib/ld-musl-aarch64.so.1"], musl);
  assert.deepEqual(await judge({ app: program }, app), ["error P5009 app"]);
  const both = await judge({ app: program, "lib/ld-musl-aarch64.so.1": { from: musl, mode: 0o755 } }, app);
  assert.deepEqual(both, []);
});

test("P5010: an assembled RETAA is found, those among libLLVM's constants are not", async (t) => {
  assert.deepEqual(await judge({ app: await linked(t, `retaa\n${exit}`) }, app), ["error P5010 app"]);
  assert.deepEqual(await judge({ app: await linked(t, `paciasp\nautiasp\nret\n${exit}`) }, app), []);
  const library = "usr/lib/aarch64-linux-gnu/libLLVM-15.so.1";
  const found = await judge({ [library]: { from: path.join(bookworm(), library) } });
  assert.deepEqual(
    found.filter((line) => line.includes("P5010")),
    [],
  );
});

test("P5010: a codec whose code for Armv9 is chosen at run time is only noted", async () => {
  const folder = "usr/lib/aarch64-linux-gnu";
  const found = await judge({ [folder]: { from: path.join(samples, "trixie-arm64", folder) } });
  assert.match(found.join("\n"), /^notice P5010 .*libvpx\.so/);
  assert.deepEqual(
    found.filter((line) => line.startsWith("error")),
    [],
  );
});

test("P5011: a Go program for Armv9 is found, one for Armv8.0 is not", async () => {
  const go = (level: string): Placed => ({ from: path.join(samples, "go", level), mode: 0o755 });
  assert.deepEqual(await judge({ app: go("v9.0") }, app), ["error P5011 app"]);
  assert.deepEqual(await judge({ app: go("v8.0") }, app), []);
});

test("P5012: the Electron that crashes on 16 KiB pages is found, its repaired release is not", async () => {
  const electron = async (version: string): Promise<readonly string[]> =>
    await judge({
      "app/node_modules/electron": { from: path.join(samples, npmFolder("electron", version)) },
    });
  assert.deepEqual(await electron("34.2.0"), ["warning P5012 app/node_modules/electron/package.json"]);
  assert.deepEqual(await electron("34.3.0"), []);
});

test("P5013: Arm programs warn where they are laid out for 4 KiB pages, else they are noted", async () => {
  const of = async (folder: string): Promise<ReadonlySet<string>> => {
    const findings = await lintFiles({ "": { from: path.join(samples, folder) } }, pi5);
    const arm = findings.filter(({ rule, file }) => rule === "P5013" && file?.includes("libc.so.6") === true);
    return new Set(arm.map(({ severity }) => severity));
  };
  assert.deepEqual(await of("bookworm-armhf"), new Set(["warning"]));
  assert.deepEqual(await of("forky-armhf"), new Set(["notice"]));
});

test("P5014: an ABI note of a newer kernel warns, Debian's own does not", async (t) => {
  const note = (minor: number): string =>
    `${exit}.section .note.ABI-tag, "a", %note\n.word 4, 16, 1\n.asciz "GNU"\n.word 0, 6, ${minor}, 0\n`;
  assert.deepEqual(await judge({ app: await linked(t, note(13)) }, app), ["warning P5014 app"]);
  assert.deepEqual(await judge({ app: await linked(t, note(12)) }, app), []);
});

test("P5015: Debian's script without its shell and a program without its bit are found", async (t) => {
  const script = { from: path.join(samples, "bookworm-musl/usr/bin/ld-musl-config"), mode: 0o755 };
  const program = await linked(t, exit);
  assert.deepEqual(await judge({ app: script }, app), ["error P5015 app"]);
  assert.deepEqual(await judge({ app: script, "bin/sh": program }, app), []);
  assert.deepEqual(await judge({ app: { ...program, mode: 0o644 } }, app), ["error P5015 app"]);
});

test("a Debian that its package manager installed, with Go and Rust programs of wheels, has no error on any device", async (t) => {
  const { roots } = await installPeers(["roots"]);
  const folder = await temporary(t, "root");
  const layers = ["installed", "wheels"].map((name) => path.join(roots.directory, `${name}.tar.gz`));
  const { source } = await writeLayout(folder, layers);
  const visitors = Object.values(profiles).map((profile) => createLint({ profile }));
  const { results, image } = await lookAt(source, visitors, { temporary: path.join(folder, "spill") });
  assert.ok([...image.tree.all()].length > 3000);
  for (const findings of results)
    assert.deepEqual(
      findings.filter(({ severity }) => severity === "error").map(({ message }) => message),
      [],
    );
});

test("every file is read as GNU readelf reads it", async () => {
  const folders = [
    bookwormLibraries(),
    path.join(bookworm(), "usr/lib/aarch64-linux-gnu"),
    path.join(samples, "forky-armhf/usr/lib/arm-linux-gnueabihf"),
    path.join(samples, "go"),
    path.join(samples, npmFolder("leveldown", "6.1.1"), "prebuilds/linux-x64"),
  ];
  let compared = 0;
  for (const folder of folders)
    for (const name of readdirSync(folder)) {
      const file = path.join(folder, name);
      const bytes = await readFile(file).catch(() => undefined);
      const elf = bytes === undefined ? undefined : readElf(bytesAsFile(bytes));
      if (elf === undefined) continue;
      const printed = await succeeds(path.join(tools, "aarch64-linux-gnu-readelf"), ["-hldnVSW", file]);
      const all = (pattern: RegExp): readonly string[] =>
        [...printed.matchAll(pattern)].map((match) => match[1] ?? "");
      const dynamic = readDynamic(elf);
      const hex = (value: number): string => value.toString(16);
      assert.deepEqual(dynamic?.needed ?? [], all(/\(NEEDED\)\s+Shared library: \[(.*)\]/g), file);
      assert.deepEqual([dynamic?.soname ?? []].flat(), all(/\(SONAME\)\s+Library soname: \[(.*)\]/g), file);
      assert.deepEqual(
        [dynamic?.runpath ?? []].flat(),
        all(/\(RUNPATH\)\s+Library runpath: \[(.*)\]/g),
        file,
      );
      assert.deepEqual([readInterpreter(elf) ?? []].flat(), all(/program interpreter: (.*)\]/g), file);
      assert.deepEqual([readNotes(elf).kernel ?? []].flat(), all(/OS: Linux, ABI: (\S+)/g).slice(0, 1), file);
      const needs = printed.split("Version needs section")[1] ?? "";
      assert.deepEqual(
        dynamic?.versionsNeeded.map(({ version, weak }) => `${version} ${weak ? "WEAK" : "none"}`) ?? [],
        [...needs.matchAll(/Name: (\S+)\s+Flags: (\S+)/g)].map((match) => `${match[1]} ${match[2]}`),
        file,
      );
      const defined =
        (printed.split("Version definition section")[1] ?? "").split("Version needs section")[0] ?? "";
      assert.deepEqual(
        dynamic?.versionsDefined ?? [],
        [...defined.matchAll(/Rev: .*Name: (\S+)/g)].map((match) => match[1]),
        file,
      );
      assert.deepEqual(
        elf.segments
          .filter(({ type }) => type === 1)
          .map(({ offset, address, align }) => `${hex(offset)} ${hex(address)} ${hex(align)}`),
        [...printed.matchAll(/^\s+LOAD\s+0x0*(\w+) 0x0*(\w+) \S+ \S+ \S+ .{3} 0x(\w+)$/gm)].map(
          (match) => `${match[1]} ${match[2]} ${match[3]}`,
        ),
        file,
      );
      assert.equal(
        elf.sections().length,
        Number(/Number of section headers:\s+(\d+)/.exec(printed)?.[1]),
        file,
      );
      compared += 1;
    }
  assert.ok(compared > 40, `${compared} files`);
});
