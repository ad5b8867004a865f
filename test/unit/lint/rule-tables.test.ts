import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { ruleTables } from "../../../scripts/lint-page.ts";
import { parseAcceptance } from "../../../src/lint/ignore.ts";
import { parseProfile } from "../../../src/lint/profile-file.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const rules = ruleTables.flatMap(([, table]) => table);

test("each rule is in exactly one table, and each table is sorted", () => {
  const ids = rules.map(({ id }) => id);
  assert.deepEqual(
    ids.filter((id, index) => ids.indexOf(id) !== index),
    [],
  );
  for (const [heading, table] of ruleTables) {
    const own = table.map(({ id }) => id);
    assert.deepEqual(own, own.toSorted(), heading);
  }
});

test("each rule that the code of src names is in a table, and each rule of a table is in the code", async () => {
  const named = new Set<string>();
  for (const name of await readdir(path.join(root, "src"), { recursive: true })) {
    if (!name.endsWith(".ts")) continue;
    const text = await readFile(path.join(root, "src", name), "utf8");
    for (const [, id = ""] of text.matchAll(/"(P\d{4})"/g)) named.add(id);
  }
  assert.deepEqual([...named].sort(), rules.map(({ id }) => id).sort());
});

test("titles are of one form: what is found, in words, and no sentence", () => {
  for (const { id, title, why } of rules) {
    assert.match(title, /^(?:[A-Z0-9]|jemalloc )/, id);
    assert.match(title, / /, `${id}: a name of one word`);
    assert.match(title, /[^.]$/, id);
    assert.doesNotMatch(title, /^No /, id);
    assert.doesNotMatch(title.split(" that ")[0] ?? "", / (?:is|are|has|differs|runs) /, `${id}: a sentence`);
    assert.ok(title.length <= 60, `${id}: ${title.length}`);
    assert.match(why, /^[A-Za-z].{20,}\.$/, id);
  }
  assert.equal(new Set(rules.map(({ title }) => title)).size, rules.length);
});

test("the examples of the page are read as what they are", async () => {
  const page = await readFile(path.join(root, "docs/lint-rules.md"), "utf8");
  const blocks = [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
  const [accepted = "", profile = ""] = blocks.map(([, , text]) => text);
  assert.equal(blocks.length, 2);
  const known = new Set(rules.map(({ id }) => id));
  for (const line of accepted.trimEnd().split("\n")) assert.ok(known.has(parseAcceptance(line).rule), line);
  const read = parseProfile(profile);
  assert.equal(read.name, "shelf-camera");
  assert.deepEqual(read.accelerator, { vendor: "hailo", device: "HAILO10H", hailort: "5.1.1" });
});
