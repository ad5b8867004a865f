import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import fc from "fast-check";
import { standardAnnotations } from "../../../src/build/annotations.ts";
import { appendConfig, readBaseConfig } from "../../../src/build/append-config.ts";
import { type AppendLayer, type BasePath, collectEntries } from "../../../src/build/append-entries.ts";
import { parseLayerLine } from "../../../src/build/append-input.ts";
import { digestOf } from "../../../src/values/digest.ts";
import { isFault } from "../../../src/values/fault.ts";
import { fault } from "../oci/fixtures.ts";

test("a layer line names source and target, with mode and owner where they are given", () => {
  assert.deepEqual(parseLayerLine("models/shelf.tflite:/models/shelf.tflite  mode=0644   owner=1000:2000"), {
    source: "models/shelf.tflite",
    isModel: false,
    target: "/models/shelf.tflite",
    mode: 0o644,
    owner: { uid: 1000, gid: 2000 },
    text: "models/shelf.tflite:/models/shelf.tflite mode=0644 owner=1000:2000",
  });
  const folder = parseLayerLine("./rootfs/:/");
  assert.deepEqual(
    [folder.source, folder.target, folder.mode, folder.owner],
    ["rootfs", "/", undefined, { uid: 0, gid: 0 }],
  );
  assert.equal(parseLayerLine(".:/app/").source, ".");
  assert.equal(parseLayerLine("with space/a b.txt:/b").source, "with space/a b.txt");
  const model = parseLayerLine("dvc://models/shelf.tflite@v1.4.0:/models/shelf.tflite");
  assert.deepEqual(
    [model.source, model.isModel, model.target],
    ["dvc://models/shelf.tflite@v1.4.0", true, "/models/shelf.tflite"],
  );
  assert.equal(parseLayerLine("models:/shelf/3:/models/").source, "models:/shelf/3");
});

test("a line that could mean two things is refused, with a right one beside it", () => {
  for (const [line, why] of [
    ["", /no :\/ between/],
    ["models/a.tflite", /no :\/ between/],
    ["a:relative", /no :\/ between/],
    [":/x", /no :\/ between/],
    ["a:/x mode=rw", /octal digits/],
    ["a:/x mode=99999", /octal digits/],
    ["a:/x owner=root", /UID:GID in numbers/],
    ["a:/x owner=1:9999999999", /UID:GID in numbers/],
    ["a:/x mode=644 mode=600", /mode twice/],
    ["a:/x MODE=644", /"MODE", which is neither/],
    ["a:/x y", /holds a space/],
    ["a:/x/../y", /\. or \.\. part/],
    ["a:/x//y", /empty part/],
    ["a:/x/.wh.y", /whiteout/],
    ["a:/x:y", /colon/],
    ["/etc/passwd:/x", /absolute/],
    ["a/../../b:/x", /\.\. part/],
    ["-rf:/x", /starts with -/],
    ["a\u0007b:/x", /control character/],
    [`${"a".repeat(5000)}:/x`, /4096/],
  ] as const) {
    assert.throws(() => parseLayerLine(line), fault("INPUT_INVALID", why), line);
    assert.throws(
      () => parseLayerLine(line),
      fault("INPUT_INVALID", /a right line is: models\/shelf\.tflite:/),
      line,
    );
  }
});

test("no line makes the parser throw anything but its fault, and targets never leave the image", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...Array.from("a/.:= \twhmodeowner0127-\n\\")) }),
      (line) => {
        try {
          const { target } = parseLayerLine(line);
          assert.ok(target.startsWith("/") && !target.split("/").includes(".."));
        } catch (error) {
          if (!isFault(error, "INPUT_INVALID")) throw error;
        }
      },
    ),
    { numRuns: 2000 },
  );
});

async function files(t: TestContext, names: readonly string[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "append-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const name of names) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    if (!name.endsWith("/")) await writeFile(path.join(folder, name), name);
    else await mkdir(path.join(folder, name));
  }
  return folder;
}

function layer(source: string, target: string, more: Partial<AppendLayer> = {}): AppendLayer {
  return { source, target, mode: undefined, owner: { uid: 0, gid: 0 }, text: "", ...more };
}

const list = async (...given: Parameters<typeof collectEntries>): Promise<string[]> =>
  (await collectEntries(...given)).map(
    ({ path: place, type, mode, uid, gid, linkTarget }) =>
      `${place} ${type} ${mode.toString(8)} ${uid}:${gid}${linkTarget === undefined ? "" : ` ${linkTarget}`}`,
  );

test("a file gets the folders that the base lacks, and no folder that every base has", async (t) => {
  const folder = await files(t, ["m.tflite"]);
  const owner = { uid: 1000, gid: 1001 };
  assert.deepEqual(await list(layer(`${folder}/m.tflite`, "/usr/lib/models/", { owner, mode: 0o600 })), [
    "usr/lib/models directory 755 1000:1001",
    "usr/lib/models/m.tflite file 600 1000:1001",
  ]);
  assert.deepEqual(await list(layer(`${folder}/m.tflite`, "/etc/m")), ["etc/m file 644 0:0"]);
});

test("what the base has is known from the base where it was read", async (t) => {
  const folder = await files(t, ["app/run", "app/data/x"]);
  const base: BasePath = (place) => {
    const nodes = {
      app: ["app"],
      "app/data": ["app/data"],
      "app/file": ["app/file"],
      lib: ["usr/lib"],
    } as const;
    const [target] = nodes[place as keyof typeof nodes] ?? [];
    const type = place === "app/file" ? "other" : "directory";
    return target === undefined ? undefined : { path: target, type, mode: 0o750, uid: 7, gid: 8 };
  };
  assert.deepEqual(await list(layer(`${folder}/app`, "/app"), base), [
    "app/data/x file 644 0:0",
    "app/run file 644 0:0",
  ]);
  assert.deepEqual(await list(layer(`${folder}/app/run`, "/etc/run"), base), [
    "etc directory 755 0:0",
    "etc/run file 644 0:0",
  ]);
  assert.deepEqual(await list(layer(`${folder}/app/run`, "/lib/x/run"), base), [
    "usr/lib/x directory 755 0:0",
    "usr/lib/x/run file 644 0:0",
  ]);
  await assert.rejects(
    collectEntries(layer(`${folder}/app/run`, "/lib/x")),
    fault("APPEND_SOURCE_REFUSED", /\/lib is a link in many base images/),
  );
  await assert.rejects(
    collectEntries(layer(`${folder}/app/run`, "/app/data"), base),
    fault("APPEND_SOURCE_REFUSED", /\/app\/data is a file to append and a folder in the base/),
  );
  await assert.rejects(
    collectEntries(layer(`${folder}/app`, "/app/file"), base),
    fault("APPEND_SOURCE_REFUSED", /\/app\/file is a directory to append and no folder/),
  );
});

test("a folder is taken whole and sorted; links stay links, and only the executable bit counts", async (t) => {
  const folder = await files(t, ["z", "b/two", "b/one", "empty/"]);
  await chmod(path.join(folder, "z"), 0o700);
  await symlink("../z", path.join(folder, "b/link"));
  await symlink("/usr/bin/env", path.join(folder, "absolute"));
  await utimes(path.join(folder, "z"), 1, 1);
  assert.deepEqual(await list(layer(folder, "/")), [
    "absolute symlink 777 0:0 /usr/bin/env",
    "b directory 755 0:0",
    "b/link symlink 777 0:0 ../z",
    "b/one file 644 0:0",
    "b/two file 644 0:0",
    "empty directory 755 0:0",
    "z file 755 0:0",
  ]);
});

test("what does not belong into a layer is refused by name", async (t) => {
  const refused = async (make: (folder: string) => Promise<unknown>, why: RegExp): Promise<void> => {
    const folder = await files(t, ["ok"]);
    await make(folder);
    await assert.rejects(collectEntries(layer(folder, "/x")), fault("APPEND_SOURCE_REFUSED", why));
  };
  await refused((folder) => writeFile(path.join(folder, ".wh.ok"), ""), /\.wh\.ok is a whiteout/);
  await refused((folder) => symlink("../../etc/shadow", path.join(folder, "up")), /out of the image/);
  await refused((folder) => writeFile(path.join(folder, "a\nb"), ""), /control character/);
  await refused(
    async (folder) => execFileSync("mkfifo", [path.join(folder, "fifo")]),
    /fifo is neither a file/,
  );
  await refused(
    (folder) => mkdir(path.join(folder, ...Array.from({ length: 101 }, () => "d")), { recursive: true }),
    /deeper than 100/,
  );
  await assert.rejects(
    collectEntries(layer("/nowhere/at/all", "/x")),
    fault("APPEND_SOURCE_REFUSED", /is not there/),
  );
});

const one = digestOf("one");
const two = digestOf("two");
const base = (more: object = {}, run: object = {}): Record<string, unknown> => ({
  architecture: "arm64",
  os: "linux",
  created: "2026-01-01T00:00:00Z",
  config: { Env: ["PATH=/bin", "A=old"], Cmd: ["sh"], Labels: { a: "1" }, Volumes: { "/data": {} }, ...run },
  rootfs: { type: "layers", diff_ids: [one] },
  history: [{ created_by: "x" }, { created_by: "y", empty_layer: true }],
  "x-vendor": { kept: true },
  ...more,
});
const read = (bytes: Buffer): Record<string, Record<string, unknown>> => JSON.parse(bytes.toString());

test("the new config is the base's with layers, history and edits, and nothing from a clock", () => {
  const edits = {
    environment: [
      ["A", "new=1"],
      ["B", ""],
    ],
    entrypoint: ["/app"],
    labels: [["b", "2"]],
    user: "1000:1000",
    workingDirectory: "/srv",
    healthcheck: { Test: ["CMD", "true"], Interval: 5_000_000_000 },
  } as const;
  const config = readBaseConfig(base(), 1);
  const bytes = appendConfig(config, [{ diffId: two, text: "a:/b" }], edits, 1);
  assert.deepEqual(bytes, appendConfig(config, [{ diffId: two, text: "a:/b" }], edits, 1));
  const made = read(bytes);
  assert.equal(made["created"], "1970-01-01T00:00:01Z");
  assert.deepEqual(made["rootfs"], { type: "layers", diff_ids: [one, two] });
  assert.deepEqual(made["x-vendor"], { kept: true });
  assert.deepEqual(made["history"], [
    { created_by: "x" },
    { created_by: "y", empty_layer: true },
    { created: "1970-01-01T00:00:01Z", created_by: "append a:/b" },
  ]);
  assert.deepEqual(made["config"], {
    Env: ["PATH=/bin", "A=new=1", "B="],
    Entrypoint: ["/app"],
    Labels: { a: "1", b: "2" },
    User: "1000:1000",
    WorkingDir: "/srv",
    Volumes: { "/data": {} },
    Healthcheck: { Test: ["CMD", "true"], Interval: 5_000_000_000 },
  });
  const kept = read(appendConfig(config, [], {}, 1));
  assert.deepEqual(kept["config"], base()["config"]);
  const command = read(appendConfig(config, [], { command: ["ls"], entrypoint: [] }, 1));
  assert.deepEqual([command["config"]?.["Cmd"], command["config"]?.["Entrypoint"]], [["ls"], []]);
});

test("a history that does not fit the base's layers is made to fit", () => {
  const counted = (history: unknown): number => {
    const made: unknown = read(
      appendConfig(readBaseConfig(base({ history }), 1), [{ diffId: two, text: "" }], {}, 1),
    )["history"];
    return (made as { empty_layer?: boolean }[]).filter((entry) => entry.empty_layer !== true).length;
  };
  for (const history of [undefined, [], [{}, {}, {}], [{ empty_layer: true }], ["nonsense"]])
    assert.equal(counted(history), 2);
});

test("a config or an edit that cannot be meant is refused", () => {
  for (const [document, why] of [
    [base({ rootfs: undefined }), /no rootfs/],
    [base({ rootfs: { type: "layers", diff_ids: ["md5:1"] } }), /no sha256/],
    [base({ rootfs: { type: "layers", diff_ids: [one, two] } }), /2 layers and its manifest 1/],
  ] as const)
    assert.throws(() => readBaseConfig(document, 1), fault("APPEND_CONFIG_INVALID", why));
  const config = readBaseConfig(base(), 1);
  assert.throws(
    () => appendConfig(config, [], { environment: [["A=B", "x"]] }, 1),
    fault("APPEND_CONFIG_INVALID"),
  );
  assert.throws(
    () => appendConfig(config, [], { workingDirectory: "srv" }, 1),
    fault("APPEND_CONFIG_INVALID"),
  );
  const odd = readBaseConfig(base({}, { Env: [7] }), 1);
  assert.throws(() => appendConfig(odd, [], { environment: [] }, 1), fault("APPEND_CONFIG_INVALID"));
  assert.deepEqual(read(appendConfig(readBaseConfig(base({ config: null }), 1), [], {}, 1))["config"], {});
});

test("annotations tell what the run knows, and are silent about what it does not", () => {
  const run = { serverUrl: "https://github.com/", repository: "acme/shelf", commit: "abc123" };
  const reference = { registry: "ghcr.io", path: "acme/base", tag: "12", digest: one };
  assert.deepEqual(
    Object.entries(
      standardAnnotations({
        run,
        version: "1.4.0",
        created: 1_700_000_000,
        base: { reference, digest: two },
      }),
    ),
    [
      ["org.opencontainers.image.base.digest", two],
      ["org.opencontainers.image.base.name", "ghcr.io/acme/base:12"],
      ["org.opencontainers.image.created", "2023-11-14T22:13:20Z"],
      ["org.opencontainers.image.revision", "abc123"],
      ["org.opencontainers.image.source", "https://github.com/acme/shelf"],
      ["org.opencontainers.image.version", "1.4.0"],
    ],
  );
  const nothing = { serverUrl: "https://github.com", repository: "", commit: "" };
  assert.deepEqual(
    standardAnnotations({ run: nothing, version: "", created: undefined, base: undefined }),
    {},
  );
});
