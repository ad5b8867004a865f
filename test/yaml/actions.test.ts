import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { parse } from "yaml";
import { generateDocs } from "../../scripts/docs.ts";
import { catalogue } from "../../src/commands/catalogue.ts";
import { actionFiles, root } from "./documents.ts";
import { diagnose } from "./language-service.ts";

type Metadata = {
  readonly inputs: Readonly<Record<string, { readonly default?: unknown; readonly required: boolean }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly main: string };
};

const files = await actionFiles();

test("every command of the catalogue has an action.yml, and no other action exists", () => {
  assert.deepEqual(
    files.map(({ name }) => name),
    Object.keys(catalogue)
      .map((name) => `actions/${name}/action.yml`)
      .sort(),
  );
});

test("action.yml, README tables, docs/errors.md and docs/lint-rules.md are what scripts/docs.ts makes of the code", async () => {
  for (const [name, text] of await generateDocs())
    assert.equal(
      await readFile(path.join(root, name), "utf8").catch(() => "missing"),
      text,
      `${name}: run npm run docs`,
    );
});

for (const { name, text } of files)
  test(`${name} is valid for GitHub's parser and names the inputs that the code reads`, async () => {
    assert.deepEqual(await diagnose(name, text, () => undefined), []);
    const metadata = parse(text) as Metadata;
    const verb = path.basename(path.dirname(name));
    const command = await catalogue[verb]?.load();
    assert.ok(command);
    assert.deepEqual(Object.keys(metadata.inputs), Object.keys(command.inputs));
    assert.deepEqual(Object.keys(metadata.outputs), Object.keys(command.outputs));
    assert.equal(metadata.runs.using, "node24");
    assert.equal(path.posix.join(path.dirname(name), metadata.runs.main), `dist/${verb}.js`);
    for (const [input, { default: fallback, required }] of Object.entries(metadata.inputs)) {
      assert.match(input, /^[a-z][a-z0-9-]*$/);
      // The runner turns a default into text; anything but text would be turned by YAML's rules.
      assert.ok(fallback === undefined || typeof fallback === "string", `${input}: ${String(fallback)}`);
      assert.ok(!required || fallback === undefined, `${input} is required and has a default`);
    }
  });

test("GitHub's parser sees an action.yml without main and one with an unknown key", async () => {
  const start = "name: a\ndescription: b\nruns:\n  using: node24\n";
  assert.notDeepEqual(await diagnose("actions/a/action.yml", start, () => undefined), []);
  const unknown = `${start}  main: x.js\ninput: {}\n`;
  assert.notDeepEqual(await diagnose("actions/a/action.yml", unknown, () => undefined), []);
});
