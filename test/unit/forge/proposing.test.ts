import assert from "node:assert/strict";
import test from "node:test";
import { changeOf, forgeWorld, fullName, text } from "./github-world.ts";

test("a change becomes one verified commit on its own branch and one labelled pull request", async (t) => {
  const { github, repository, forge, base } = await forgeWorld(t);
  const proposal = await forge.propose(changeOf(base, { "releases/shelf/1.0.0.json": "{}" }), text);
  assert.equal(proposal.operation, "created");
  assert.equal(proposal.branch, "pi5/release/shelf/canary");
  assert.equal(await repository.resolve(proposal.branch), proposal.head);
  assert.deepEqual(await forge.parents(proposal.head), [base]);
  assert.equal(String(await repository.read(proposal.head, "releases/shelf/1.0.0.json")), "{}");
  assert.equal(String(await repository.read(proposal.head, "docs/a.md")), "a");
  const pull = repository.pull(proposal.number);
  assert.deepEqual([...(pull?.labels ?? [])], ["pi5"]);
  assert.match(pull?.body ?? "", /What changes\.[\s\S]*<!-- pi5:\{.*"key":"release\/shelf\/canary".*\} -->$/);
  github.assertNoViolations();
});

test("the same change again writes nothing", async (t) => {
  const { github, forge, open, base, writes } = await forgeWorld(t);
  const change = changeOf(base, { "releases/shelf/1.0.0.json": "{}", "docs/a.md": "a" });
  const first = await forge.propose(change, text);
  writes();
  const again = await (await open()).propose(change, text);
  assert.deepEqual({ ...again, operation: "created" }, first);
  assert.equal(again.operation, "unchanged");
  assert.deepEqual(writes(), []);
  github.assertNoViolations();
});
