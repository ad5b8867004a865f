import assert from "node:assert/strict";
import test from "node:test";
import { parse } from "yaml";
import { catalogue } from "../../src/commands/catalogue.ts";
import type { Command } from "../../src/commands/command.ts";
import { examples, workflowFiles } from "./documents.ts";
import { type DeclaredInputs, diagnose, serious } from "./language-service.ts";
import { asWorkflow, brokenRules, brokenSnippetRules, ownSteps } from "./workflow-rules.ts";

const commands = new Map<string, Command>();
for (const [name, entry] of Object.entries(catalogue)) commands.set(name, await entry.load());

const declared: DeclaredInputs = (action) => {
  const command = commands.get(action);
  if (command === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(command.inputs).map(([name, { about, required }]) => [
      name,
      { description: about, required },
    ]),
  );
};

const good = `
name: release
on:
  push:
    tags: ["v*"]
permissions: {}
jobs:
  build:
    runs-on: ubuntu-24.04
    permissions:
      contents: read # check out the sources
    outputs:
      image: \${{ steps.built.outputs.image }}
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - id: built
        env:
          NAME: \${{ github.ref_name }}
        run: echo "$NAME"
  sign:
    needs: build
    runs-on: ubuntu-24.04
    cache-mode: none
    permissions:
      id-token: write # sign as this workflow
    steps:
      - uses: pi5-fleet/pi5-fleet-actions/actions/sign-attest@0000000000000000000000000000000000000000 # v0.1.0
        with:
          image: \${{ needs.build.outputs.image }}
`;

test("a good workflow breaks no rule and GitHub's parser takes it", async () => {
  assert.deepEqual(brokenRules(good), []);
  assert.deepEqual(serious(await diagnose("workflows/good.yml", good, declared)), []);
});

const checkout = "uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1";
const bad: readonly (readonly [rule: string, from: string, to: string])[] = [
  ["pinned uses", checkout, "uses: actions/checkout@v7"],
  ["pinned uses", checkout, "uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1"],
  ["pinned uses", checkout, "uses: ./actions/checkout"],
  ["pinned uses", checkout, "uses: docker://alpine:3"],
  ["no expression in run", 'echo "$NAME"', "echo ${{ github.ref_name }}"],
  [
    "no expression in run",
    "persist-credentials: false",
    "persist-credentials: false\n          script: f(`${{ github.head_ref }}`)",
  ],
  ["safe triggers", '  push:\n    tags: ["v*"]', "  pull_request_target: {}"],
  ["safe triggers", '  push:\n    tags: ["v*"]', "  workflow_run: {workflows: [ci]}"],
  ["safe triggers", '  push:\n    tags: ["v*"]', "  issue_comment: {}"],
  ["least permissions", "permissions: {}\n", ""],
  ["least permissions", "permissions: {}\n", "permissions: read-all\n"],
  ["least permissions", "contents: read # check out the sources", "contents: read"],
  ["least permissions", "    permissions:\n      contents: read # check out the sources\n", ""],
  ["no persisted credentials", "persist-credentials: false", "fetch-depth: 1"],
  ["no cache beside signing", "    cache-mode: none\n", ""],
  ["no cache beside signing", "cache-mode: none", "cache-mode: read"],
  ["signing apart from building", "actions/sign-attest@", "actions/build-arm64@"],
  ["signing apart from building", "pi5-fleet/pi5-fleet-actions/actions/sign-attest@", "someone/build@"],
  [
    "signing apart from building",
    "          image: ${{ needs.build.outputs.image }}\n",
    "          image: x\n      - run: npm ci\n",
  ],
];

for (const [rule, from, to] of bad)
  test(`the rule "${rule}" refuses ${to.trim().split("\n")[0] || `a workflow without ${from.trim().split("\n")[0]}`}`, () => {
    const text = good.replace(from, to);
    assert.notEqual(text, good);
    const broken = brokenRules(text);
    assert.ok(
      broken.some((one) => one.startsWith(`${rule}:`)),
      `${broken.join("\n")}\nof\n${text}`,
    );
  });

test("GitHub's parser sees a misspelt key, an unknown input and a missing one", async () => {
  const misspelt = good.replace("needs: build", "need: build");
  assert.ok(serious(await diagnose("workflows/x.yml", misspelt, declared)).length > 0);
  const unknown = good.replace("          image: ${{", "          picture: ${{");
  const said = serious(await diagnose("workflows/x.yml", unknown, declared)).join("\n");
  assert.match(said, /picture/);
  assert.match(said, /image/);
});

const files = await workflowFiles();

test("there are workflows, and the project's own are among them", () => {
  assert.ok(files.some(({ name }) => name.startsWith(".github/workflows/.")));
});

for (const { name, text } of files) {
  test(`${name} breaks no rule and GitHub's parser takes it`, async () => {
    assert.deepEqual(brokenRules(text), []);
    assert.deepEqual(serious(await diagnose(name, text, declared)), []);
    // A dot-named workflow is ours; the others are called from other repositories.
    const reusable = Object.keys((parse(text) as { on: object }).on).includes("workflow_call");
    if (name.startsWith(".github/workflows/")) assert.equal(reusable, !name.includes("/."));
  });
}

const shown = await examples();

test("the pages show examples of every action", () => {
  const used = new Set(shown.flatMap(({ text }) => ownSteps(asWorkflow(text)).map(({ action }) => action)));
  assert.deepEqual([...used].sort(), Object.keys(catalogue).sort());
});

for (const { name, text, line } of shown)
  test(`the example in ${name}:${line} parses, is pinned and names only inputs that exist`, async () => {
    assert.deepEqual(brokenSnippetRules(text), []);
    const workflow = asWorkflow(text);
    for (const { action, inputs } of ownSteps(workflow)) {
      const command = commands.get(action);
      assert.ok(command, `there is no action ${action}`);
      const known = Object.keys(command.inputs);
      assert.deepEqual(
        inputs.filter((input) => !known.includes(input)),
        [],
      );
      const missing = Object.entries(command.inputs)
        .filter(([input, { required }]) => required && !inputs.includes(input))
        .map(([input]) => input);
      assert.deepEqual(missing, [], `required inputs of ${action} that the example lacks`);
    }
    if (workflow.on !== undefined && workflow.jobs !== undefined)
      assert.deepEqual(serious(await diagnose("workflows/example.yml", text, declared)), []);
  });
