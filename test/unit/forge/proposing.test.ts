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

test("another change of the same key updates the one pull request on top of the base", async (t) => {
  const { github, repository, forge, base } = await forgeWorld(t);
  const first = await forge.propose(changeOf(base, { "a.json": "1", "only-first.json": "x" }), text);
  const second = await forge.propose(changeOf(base, { "a.json": "2" }), {
    ...text,
    title: "Release shelf 1.0.1",
  });
  assert.equal(second.operation, "updated");
  assert.equal(second.number, first.number);
  assert.deepEqual(await forge.parents(second.head), [base]);
  assert.equal(String(await repository.read(second.head, "a.json")), "2");
  assert.equal(await repository.read(second.head, "only-first.json"), undefined);
  assert.equal(repository.pull(first.number)?.title, "Release shelf 1.0.1");
  assert.equal(repository.pulls().length, 1);
  github.assertNoViolations();
});

test("a change planned on a newer base is rebuilt on it, and a deletion and binary bytes arrive as they are", async (t) => {
  const { github, repository, forge, base } = await forgeWorld(t);
  const files = { "bin/model": new Uint8Array([0, 255, 254, 10]), "docs/a.md": null };
  await forge.propose(changeOf(base, files), text);
  const newer = await github.push(fullName, "main", { "other.txt": "x" }, { actor: "ann" });
  const again = await forge.propose(changeOf(newer, files), text);
  assert.equal(again.operation, "updated");
  assert.deepEqual(await forge.parents(again.head), [newer]);
  assert.deepEqual(await repository.read(again.head, "bin/model"), Buffer.from([0, 255, 254, 10]));
  assert.equal(await repository.read(again.head, "docs/a.md"), undefined);
  assert.equal(String(await repository.read(again.head, "other.txt")), "x");
  github.assertNoViolations();
});

test("a change that changes nothing is refused", async (t) => {
  const { forge, base } = await forgeWorld(t);
  await assert.rejects(forge.propose(changeOf(base, { "docs/a.md": "a", "none.txt": null }), text), {
    code: "FORGE_CHANGE_EMPTY",
  });
});

test("a commit of a person on the branch stops the proposal and stays", async (t) => {
  const { github, repository, forge, base, writes } = await forgeWorld(t);
  const { branch, number } = await forge.propose(changeOf(base, { "a.json": "1" }), text);
  const human = await github.push(fullName, branch, { "a.json": "by hand" }, { actor: "ann" });
  writes();
  await assert.rejects(forge.propose(changeOf(base, { "a.json": "2" }), text), {
    code: "FORGE_HUMAN_COMMITS",
    where: `${github.url}/${fullName}/pull/${number}`,
  });
  assert.equal(await repository.resolve(branch), human);
  assert.deepEqual(writes(), []);
});

test("a person's commits that were merged are no reason to stop", async (t) => {
  const { github, repository, forge, base } = await forgeWorld(t);
  const { branch, number } = await forge.propose(changeOf(base, { "a.json": "1" }), text);
  const human = await github.push(fullName, branch, { "a.json": "by hand" }, { actor: "ann" });
  const merged = await forge.merge({ number, url: "", branch, head: human });
  assert.equal(merged.kind, "merged");
  const main = (await repository.resolve("main")) ?? "";
  const next = await forge.propose(changeOf(main, { "a.json": "2" }), text);
  assert.equal(next.operation, "created");
  assert.notEqual(next.number, number);
  assert.equal(String(await repository.read(next.head, "a.json")), "2");
});

test("the base branch merged into ours by the page's button counts as ours", async (t) => {
  const { github, repository, forge, base, token, writes } = await forgeWorld(t);
  const first = await forge.propose(changeOf(base, { "a.json": "1" }), text);
  const newer = await github.push(fullName, "main", { "other.txt": "x" }, { actor: "ann" });
  const answer = await fetch(`${github.apiUrl}/repos/${fullName}/pulls/${first.number}/update-branch`, {
    method: "PUT",
    headers: { authorization: `token ${token}`, "user-agent": "test" },
    body: "{}",
  });
  assert.equal(answer.status, 202);
  while ((await repository.resolve(first.branch)) === first.head) await new Promise(setImmediate);
  const merged = await repository.resolve(first.branch);
  writes();
  const again = await forge.propose(changeOf(newer, { "a.json": "1" }), text);
  assert.equal(again.operation, "unchanged");
  assert.equal(again.head, merged);
  assert.deepEqual(writes(), []);
  const other = await forge.propose(changeOf(newer, { "a.json": "2" }), text);
  assert.equal(other.operation, "updated");
});

test("words that people add to the body stay; a new text replaces it", async (t) => {
  const { github, repository, forge, base, writes } = await forgeWorld(t);
  const change = changeOf(base, { "a.json": "1" });
  const { number } = await forge.propose(change, text);
  const pull = repository.pull(number) as { body: string };
  pull.body = `Checked by Ann.\n${pull.body}`;
  writes();
  assert.equal((await forge.propose(change, text)).operation, "unchanged");
  assert.deepEqual(writes(), []);
  assert.equal((await forge.propose(change, { ...text, body: "Other words." })).operation, "updated");
  assert.match(repository.pull(number)?.body ?? "", /^Other words\./);
  github.assertNoViolations();
});

test("a body longer than GitHub takes is cut, and a mark inside the text is not taken for ours", async (t) => {
  const { github, repository, forge, base, writes } = await forgeWorld(t);
  const change = changeOf(base, { "a.json": "1" });
  const long = { ...text, body: `<!-- pi5:{"v":1} -->\n${"long ".repeat(20_000)}` };
  const { number } = await forge.propose(change, long);
  const body = repository.pull(number)?.body ?? "";
  assert.ok(body.length < 65_536);
  assert.match(body, /The rest is cut/);
  writes();
  assert.equal((await forge.propose(change, long)).operation, "unchanged");
  assert.deepEqual(writes(), []);
  github.assertNoViolations();
});

test("what is proposed can be read back by its key", async (t) => {
  const { forge, base } = await forgeWorld(t);
  assert.equal(await forge.proposed("release/shelf/canary"), undefined);
  const made = await forge.propose(changeOf(base, { "a.json": "1" }), text);
  const found = await forge.proposed("release/shelf/canary");
  assert.equal(found?.proposal.number, made.number);
  assert.equal(found?.proposal.head, made.head);
  assert.equal(String(await found?.tree.read("a.json")), "1");
});
