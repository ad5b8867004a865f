import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { buildTree } from "../../../src/layers/tree.ts";
import type { ImageTree } from "../../../src/layers/visitor.ts";
import { type MadeLayer, entryOf, memoryImage } from "./memory-image.ts";

const treeOf = (...layers: readonly MadeLayer[]): ImageTree => memoryImage(layers).image.tree;
const paths = (tree: ImageTree): readonly string[] => [...tree.all()].map((node) => node.path);
const directory = { directory: true } as const;

test("a later layer covers files, deletes by whiteout and empties an opaque folder", () => {
  const tree = treeOf(
    { "etc/a": "1", "etc/b": "2", "opt/x/y": "3", "opt/x/z": "4", "gone/deep/file": "5" },
    { "etc/.wh.b": "", "etc/a": "new", "opt/x/.wh..wh..opq": "", "opt/x/new": "6", ".wh.gone": "" },
  );
  assert.deepEqual(paths(tree), ["etc", "etc/a", "opt", "opt/x", "opt/x/new"]);
  assert.equal(tree.get("/etc/a")?.layer, 1);
  assert.equal(tree.get("etc/b"), undefined);
});

test("a whiteout deletes what is below its layer, wherever it stands in the archive", () => {
  const tree = treeOf({ "a/old": "1" }, { "a/new": "2", "a/.wh..wh..opq": "", "a/.wh.new": "" });
  assert.deepEqual(paths(tree), ["a", "a/new"]);
  assert.deepEqual(paths(treeOf({ a: "1" }, { a: "2", ".wh.a": "" }, {})), ["a"]);
});

test("what AUFS keeps for itself is no file and deletes nothing", () => {
  const tree = treeOf({ "plnk/a": "1", plnk: directory }, { ".wh..wh.plnk/1.2": "x", ".wh..wh.aufs": "" });
  assert.deepEqual(paths(tree), ["plnk", "plnk/a"]);
  assert.equal(tree.get(".wh..wh.plnk"), undefined);
});

test("a file or a link over a folder replaces all of it, a folder over a folder keeps what is in it", () => {
  const below: MadeLayer = { "d/one": "1", "e/two": "2" };
  const tree = treeOf(below, { d: "file now", e: { directory: true, mode: 0o700 } });
  assert.deepEqual(paths(tree), ["d", "e", "e/two"]);
  assert.equal(tree.get("e")?.entry.mode, 0o700);
  assert.deepEqual(paths(treeOf(below, { e: { symlink: "d" } })), ["d", "d/one", "e"]);
  assert.deepEqual(paths(treeOf({ e: "file" }, { "e/inner": "1" })), ["e", "e/inner"]);
});

test("folders that no layer lists are there, marked as implied", () => {
  const tree = treeOf({ "usr/lib/x": "1" });
  assert.deepEqual(
    [...tree.all()].map((node) => [node.path, node.entry.type, node.index]),
    [
      ["usr", "directory", -1],
      ["usr/lib", "directory", -1],
      ["usr/lib/x", "file", 0],
    ],
  );
  const listed = treeOf({ "usr/lib/x": "1" }, { usr: { directory: true, mode: 0o700 } });
  assert.deepEqual([listed.get("usr")?.layer, listed.get("usr")?.index], [1, 0]);
});

test("the last of several entries of one path counts", () => {
  const entries = [
    entryOf("a", "first"),
    entryOf("a", directory),
    entryOf("a/b", "x"),
    entryOf("a", "last!!"),
  ];
  const tree = buildTree([entries]);
  assert.deepEqual([tree.get("a")?.index, tree.get("a")?.entry.size, tree.get("a/b")], [3, 6, undefined]);
});

test("the root folder has the metadata of ./ and is not among all", () => {
  const tree = treeOf({ "": { directory: true, mode: 0o711 }, a: "1" });
  assert.equal(tree.get("/")?.entry.mode, 0o711);
  assert.deepEqual(paths(tree), ["a"]);
  assert.deepEqual(paths(treeOf({ "": "a file as root is nonsense", a: "1" })), ["a"]);
});

test("symbolic links are followed, those of folders included, and get leaves the last one alone", () => {
  const tree = treeOf({
    "usr/bin/tool": "x",
    bin: { symlink: "usr/bin" },
    "usr/bin/link": { symlink: "/bin/../bin/./tool" },
    "loop/a": { symlink: "b" },
    "loop/b": { symlink: "a" },
    dangling: { symlink: "nowhere" },
    up: { symlink: "../../../usr" },
  });
  assert.equal(tree.resolve("/bin/link")?.path, "usr/bin/tool");
  assert.equal(tree.get("bin/link")?.entry.type, "symlink");
  assert.equal(tree.get("bin")?.entry.type, "symlink");
  assert.equal(tree.resolve("bin")?.path, "usr/bin");
  assert.equal(tree.resolve("up/bin/tool")?.path, "usr/bin/tool");
  for (const nowhere of ["loop/a", "dangling", "usr/bin/tool/x", "no/such"])
    assert.equal(tree.resolve(nowhere), undefined);
  assert.deepEqual(tree.names("bin"), ["link", "tool"]);
  assert.deepEqual(tree.names("usr/bin/tool"), []);
});

test("forty links are followed and not one more", () => {
  const chain = (length: number): MadeLayer =>
    Object.fromEntries([
      ["l0", "end"],
      ...Array.from({ length }, (_, index) => [`l${index + 1}`, { symlink: `l${index}` }]),
    ]) as MadeLayer;
  assert.equal(treeOf(chain(40)).resolve("l40")?.path, "l0");
  assert.equal(treeOf(chain(41)).resolve("l41"), undefined);
});

test("an entry below a link goes where the link of its own layer leads, and covers a link of a lower one", () => {
  const own = treeOf({ "usr/lib/a": "1", lib: { symlink: "usr/lib" }, "lib/b": "2" });
  assert.deepEqual(paths(own), ["lib", "usr", "usr/lib", "usr/lib/a", "usr/lib/b"]);
  const lower = treeOf({ "usr/lib/a": "1", lib: { symlink: "usr/lib" } }, { "lib/b": "2" });
  assert.deepEqual(paths(lower), ["lib", "lib/b", "usr", "usr/lib", "usr/lib/a"]);
  const rooted = treeOf({ lib: { symlink: "/usr/../opt/./lib" }, "lib/b": "2" });
  assert.equal(rooted.get("opt/lib/b")?.path, "opt/lib/b");
  const loop = treeOf({ a: { symlink: "a" }, "a/b": "2" });
  assert.deepEqual(paths(loop), ["a", "a/b"]);
});

test("a hard link has the bytes of its target, also of a lower layer and also after the target is covered", () => {
  const tree = treeOf(
    { "a/file": "first" },
    { "b/link": { hardlink: "a/file" }, "b/again": { hardlink: "/b/link" } },
    { "a/.wh.file": "", late: { hardlink: "later" }, later: "x", lost: { hardlink: "a/file" } },
  );
  for (const path of ["b/link", "b/again"])
    assert.deepEqual([tree.get(path)?.content?.layer, tree.get(path)?.content?.entry.path], [0, "a/file"]);
  assert.equal(tree.get("late")?.content?.entry.path, "later");
  assert.equal(tree.get("lost")?.content, undefined);
  assert.equal(tree.get("b")?.content, undefined);
});

test("facts follow hard links and are kept by layer, deleted files included", () => {
  const { run } = memoryImage([
    { a: "one", l: { hardlink: "a" } },
    { ".wh.a": "", b: "two", c: "no" },
  ]);
  const seen = run<string, unknown>({
    id: "test/1",
    wants: (entry, head) => (entry.path === "c" || head.length === 0 ? "skip" : "whole"),
    read: (_entry, content) => Buffer.from(content.read(0, content.size)).toString(),
    combine: (image, facts) => ({
      visible: [...image.tree.all()].map((node) => [node.path, facts.of(node)]),
      layers: image.layers.map((_, layer) =>
        [...facts.inLayer(layer)].map(([entry, fact]) => [entry.path, fact]),
      ),
    }),
  });
  assert.deepEqual(seen, {
    visible: [
      ["b", "two"],
      ["c", undefined],
      ["l", "one"],
    ],
    layers: [[["a", "one"]], [["b", "two"]]],
  });
});

/** The rules again, written plainly over a flat map. */
function slowTree(layers: readonly MadeLayer[]): readonly string[] {
  const files = new Map<string, boolean>();
  const under = (path: string): readonly string[] =>
    [...files.keys()].filter((key) => key.startsWith(`${path}/`));
  for (const layer of layers) {
    for (const path of Object.keys(layer)) {
      const name = path.slice(path.lastIndexOf("/") + 1);
      const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")));
      if (!name.startsWith(".wh.")) continue;
      const gone =
        name === ".wh..wh..opq" ? "" : [folder, name.slice(4)].filter((part) => part !== "").join("/");
      if (gone !== "") for (const key of [gone, ...under(gone)]) files.delete(key);
      else for (const key of folder === "" ? files.keys() : under(folder)) files.delete(key);
    }
    for (const [path, what] of Object.entries(layer)) {
      if (path.slice(path.lastIndexOf("/") + 1).startsWith(".wh.")) continue;
      const parts = path.split("/");
      for (const end of parts.keys()) {
        const parent = parts.slice(0, end).join("/");
        if (parent !== "" && files.get(parent) !== true) files.set(parent, true);
      }
      const isDirectory = typeof what === "object" && "directory" in what;
      if (!isDirectory) for (const key of under(path)) files.delete(key);
      files.set(path, isDirectory);
    }
  }
  return [...files.keys()].toSorted();
}

test("it agrees with a plain reading of the rules for any layers of files, folders and whiteouts", () => {
  const name = fc.constantFrom("a", "b", "c-d", ".wh.a", ".wh.b", ".wh..wh..opq");
  const path = fc
    .tuple(fc.array(fc.constantFrom("a", "b", "c-d"), { maxLength: 2 }), name)
    .map(([folders, last]) => [...folders, last].join("/"));
  const layer = fc.dictionary(path, fc.constantFrom<MadeLayer[string]>("x", directory), { maxKeys: 8 });
  fc.assert(
    fc.property(fc.array(layer, { maxLength: 4 }), (layers) => {
      assert.deepEqual(paths(treeOf(...layers)), slowTree(layers));
    }),
    { numRuns: 500 },
  );
});

test("200,000 entries with 50,000 whiteouts take seconds at most", { timeout: 10_000 }, () => {
  const files = Array.from({ length: 150_000 }, (_, index) =>
    entryOf(`usr/${index % 300}/some/folder/${index}`, "x"),
  );
  const gone = files.slice(0, 50_000).map((entry) => entryOf(entry.path.replace(/(\d+)$/, ".wh.$1"), ""));
  const tree = buildTree([files, gone]);
  assert.equal([...tree.all()].filter((node) => node.entry.type === "file").length, 100_000);
});
