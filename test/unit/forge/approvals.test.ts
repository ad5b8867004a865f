import assert from "node:assert/strict";
import test from "node:test";
import { changeOf, forgeWorld, fullName, text } from "./github-world.ts";

test("an approved pull request keeps its bytes: another change closes it with a comment and opens a new one", async (t) => {
  const { github, repository, forge, base } = await forgeWorld(t);
  const first = await forge.propose(changeOf(base, { "a.json": "1" }), text);
  await github.approve(fullName, first.number, "ann");
  const second = await forge.propose(changeOf(base, { "a.json": "2" }), text);
  assert.equal(second.operation, "created");
  assert.notEqual(second.number, first.number);
  assert.equal(repository.pull(first.number)?.state, "closed");
  assert.equal(repository.pull(first.number)?.headSha, first.head);
  assert.equal(repository.pulls().filter(({ state }) => state === "open").length, 1);
  const comments = await commentsOf(github, first.number);
  assert.equal(comments.length, 1);
  assert.match(comments[0] ?? "", new RegExp(`Superseded by #${second.number}`));
  github.assertNoViolations();
});

test("an approval stays when only the base moved and our files are the same bytes", async (t) => {
  const { github, repository, forge, base } = await forgeWorld(t);
  const first = await forge.propose(changeOf(base, { "a.json": "1" }), text);
  await github.approve(fullName, first.number, "ann");
  const newer = await github.push(fullName, "main", { "other.txt": "x" }, { actor: "ann" });
  const again = await forge.propose(changeOf(newer, { "a.json": "1" }), text);
  assert.equal(again.number, first.number);
  assert.equal(again.operation, "updated");
  assert.equal(repository.pull(first.number)?.state, "open");
});

test("an approval that comes while the branch moves does not count for the new bytes", async (t) => {
  const { github, repository, forge, base } = await forgeWorld(t);
  const first = await forge.propose(changeOf(base, { "a.json": "1" }), text);
  github.faults.add({
    match: { path: /graphql/, graphql: /updateRefs/ },
    fault: { kind: "none" },
    before: () => github.approve(fullName, first.number, "ann"),
  });
  const second = await forge.propose(changeOf(base, { "a.json": "2" }), text);
  assert.notEqual(second.number, first.number);
  assert.equal(repository.pull(first.number)?.state, "closed");
  assert.equal(repository.pull(second.number)?.reviews.length, 0);
});

async function commentsOf(
  github: Awaited<ReturnType<typeof forgeWorld>>["github"],
  number: number,
): Promise<string[]> {
  const token = github.createToken({
    kind: "pat",
    actor: "reader",
    repositories: [fullName],
    permissions: { issues: "read", pull_requests: "read" },
  });
  const answer = await fetch(`${github.apiUrl}/repos/${fullName}/issues/${number}/comments`, {
    headers: { authorization: `token ${token}`, "user-agent": "test" },
  });
  return ((await answer.json()) as { body: string }[]).map(({ body }) => body);
}
