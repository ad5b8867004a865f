import assert from "node:assert/strict";
import test from "node:test";
import type { CommitFacts } from "../../../src/forge/answers.ts";
import { changeDigest, commitMessage, readChange } from "../../../src/forge/change-record.ts";
import type { Objects } from "../../../src/forge/objects.ts";
import {
  type EntryIds,
  type Listing,
  difference,
  effective,
  sameDifference,
} from "../../../src/forge/tree-listing.ts";

const key = "release/shelf/canary";

/** Commits in memory: each with its files by path and what git would call their bytes. */
function history() {
  const commits = new Map<string, CommitFacts>();
  const listings = new Map<string, Listing>();
  const listing = (files: Readonly<Record<string, string>>): Listing =>
    new Map(Object.entries(files).map(([path, oid]) => [path, { oid, size: 1, mode: "100644" }]));
  const add = (
    oid: string,
    parents: readonly string[],
    files: Readonly<Record<string, string>>,
    message = "x",
  ) => {
    commits.set(oid, { oid, tree: `tree-${oid}`, parents, message });
    listings.set(oid, listing(files));
    return oid;
  };
  const ids = (oid: string): EntryIds =>
    new Map([...(listings.get(oid) ?? [])].map(([path, entry]) => [path, entry.oid]));
  const ours = (oid: string, parent: string, files: Readonly<Record<string, string>>) =>
    add(
      oid,
      [parent],
      files,
      commitMessage("Title\nof two lines", key, difference(ids(parent), new Map(Object.entries(files)))),
    );
  const need = <T>(found: T | undefined): T => {
    if (found === undefined) throw new Error("no such commit");
    return found;
  };
  const unused = async (): Promise<never> => {
    throw new Error("not used");
  };
  const objects: Objects = {
    commit: async (oid) => need(commits.get(oid)),
    listing: async (oid) => need(listings.get(oid)),
    ids: async (oid) => ids(oid),
    tree: unused,
    write: unused,
  };
  add("base", [], { a: "1", b: "1" });
  return { add, ours, read: (oid: string, of = key) => readChange(objects, of, oid) };
}

test("a commit of ours says what it changes and where it stands", async () => {
  const { ours, read } = history();
  ours("head", "base", { a: "2", c: "1" });
  const record = await read("head");
  assert.equal(record?.base, "base");
  assert.deepEqual(
    [...(record?.difference ?? [])],
    [
      ["a", "2"],
      ["b", null],
      ["c", "1"],
    ],
  );
  assert.equal(await read("head", "promote/shelf/early"), undefined, "another key has another trailer");
});

test("commits that are not ours are known as such", async () => {
  const { add, ours, read } = history();
  ours("head", "base", { a: "2", b: "1" });
  assert.equal(await read("base"), undefined, "a root commit");
  add("plain", ["base"], { a: "3" }, "by hand");
  assert.equal(await read("plain"), undefined, "no trailer");
  add("on-top", ["head"], { a: "2", b: "9" }, "by hand");
  assert.equal(await read("on-top"), undefined, "a commit on top");
  const message = commitMessage("Title", key, new Map([["a", "2"]]));
  add("amended", ["base"], { a: "2", b: "1", human: "1" }, message);
  assert.equal(await read("amended"), undefined, "amended: the trailer is about other files");
  add("octopus", ["head", "base", "plain"], { a: "2" });
  assert.equal(await read("octopus"), undefined, "a merge of three");
});

test("a commit that hides a link or a mode behind our files is not ours", async () => {
  const { add, ours, read } = history();
  ours("head", "base", { a: "2", b: "1" });
  const message = commitMessage("Title", key, new Map([["a", "2"]]));
  for (const [oid, files] of [
    ["linked", { a: "2", b: "1", "clusters/link": "120000 9" }],
    ["module", { a: "2", b: "1", vendor: "160000 9" }],
    ["executable", { a: "2", b: "100755 1" }],
  ] as const) {
    add(oid, ["base"], files, message);
    assert.equal(await read(oid), undefined, oid);
  }
});

test("the base merged in is ours while our files are what they were", async () => {
  const { add, ours, read } = history();
  ours("head", "base", { a: "2", b: "1" });
  add("newer", ["base"], { a: "1", b: "1", other: "1" });
  add("updated", ["head", "newer"], { a: "2", b: "1", other: "1" });
  assert.equal((await read("updated"))?.base, "newer");
  add("edited", ["head", "newer"], { a: "3", b: "1", other: "1" });
  assert.equal(await read("edited"), undefined, "somebody changed a file in the merge");
  add("foreign", ["newer", "head"], { a: "2", b: "1", other: "1" });
  assert.equal(await read("foreign"), undefined, "the first parent is not ours");
});

test("a chain of updates is followed, but not for ever", async () => {
  const { add, ours, read } = history();
  let head = ours("head", "base", { a: "2", b: "1" });
  for (let index = 0; index < 25; index += 1) {
    add(`base${index}`, ["base"], { a: "1", b: "1", [`n${index}`]: "1" });
    head = add(`head${index}`, [head, `base${index}`], { a: "2", b: "1", [`n${index}`]: "1" });
    assert.equal((await read(head)) !== undefined, index < 20, `update ${index}`);
  }
});

test("messages have one title line and a digest that only the change decides", () => {
  const one = new Map([["a", "1"]]);
  assert.match(
    commitMessage("Title\nof two lines", key, one),
    /^Title of two lines\n\nPi5-Key: release\/shelf\/canary\nPi5-Change: sha256:[0-9a-f]{64}\n$/,
  );
  assert.equal(changeDigest(key, one), changeDigest(key, new Map(one)));
  assert.notEqual(changeDigest(key, one), changeDigest(key, new Map([["a", null]])));
});

test("differences are equal only path by path", () => {
  assert.equal(sameDifference(new Map([["a", null]]), new Map([["a", null]])), true);
  assert.equal(sameDifference(new Map([["a", null]]), new Map([["b", null]])), false);
  assert.equal(sameDifference(new Map([["a", "1"]]), new Map([["a", "2"]])), false);
  assert.equal(sameDifference(new Map([["a", "1"]]), new Map()), false);
  const base: Listing = new Map([["a", { oid: "86f7e437", size: 1, mode: "100644" }]]);
  assert.equal(effective(base, new Map([["none", null]])).difference.size, 0);
  const program: Listing = new Map([["run.sh", { oid: "86f7e437", size: 1, mode: "100755" }]]);
  const [changed] = effective(program, new Map([["run.sh", Buffer.from("x")]])).difference.values();
  assert.match(String(changed), /^100755 [0-9a-f]{40}$/, "a program stays one");
});
