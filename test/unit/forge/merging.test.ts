import assert from "node:assert/strict";
import test from "node:test";
import type { TestContext } from "node:test";
import { changeOf, forgeWorld, fullName, text } from "./github-world.ts";

async function proposed(t: TestContext, options = {}) {
  const world = await forgeWorld(t, options);
  const proposal = await world.forge.propose(changeOf(world.base, { "a.json": "1" }), text);
  return { ...world, proposal };
}

const merge = { method: "PUT", path: /\/merge$/ };

test("a proposal that nothing holds back is merged as the head that was meant", async (t) => {
  const { github, repository, forge, base, proposal } = await proposed(t);
  const result = await forge.merge(proposal);
  assert.equal(result.kind, "merged");
  const main = await repository.resolve("main");
  assert.deepEqual(result, { kind: "merged", commit: main });
  assert.deepEqual(await forge.parents(main ?? ""), [base, proposal.head]);
  assert.deepEqual(await forge.merge(proposal), result, "a second merge finds the first");
  github.assertNoViolations();
});

for (const kind of ["drop-after-commit", "drop-before", "bad-gateway", "base-modified", "conflict"] as const)
  test(`a merge that meets ${kind} ends as merged, once`, async (t) => {
    const { github, repository, forge, proposal } = await proposed(t);
    github.faults.add({ match: merge, fault: { kind } });
    assert.equal((await forge.merge(proposal)).kind, "merged");
    assert.equal(repository.pull(proposal.number)?.mergeCommit, await repository.resolve("main"));
  });

test("a head that moved is stale, and nothing is merged", async (t) => {
  const { github, repository, forge, base, proposal } = await proposed(t);
  await github.push(fullName, proposal.branch, { "evil.txt": "x" }, { actor: "mallory" });
  const result = await forge.merge(proposal);
  assert.equal(result.kind, "stale");
  assert.equal(await repository.resolve("main"), base);
});

test("a pull request that others merged with another head is not taken for ours", async (t) => {
  const { github, repository, open, forge, proposal } = await proposed(t);
  const head = await github.push(fullName, proposal.branch, { "more.txt": "x" }, { actor: "ann" });
  const other = await (await open()).merge({ ...proposal, head });
  assert.deepEqual(other, { kind: "merged", commit: await repository.resolve("main") });
  assert.equal((await forge.merge(proposal)).kind, "stale");
  assert.equal((await forge.mergeWhenReady(proposal)).kind, "stale");
});

test("a merge that nobody can read back is an error in the end", async (t) => {
  const { github, open, proposal } = await proposed(t);
  const forge = await open({ pace: { writeMs: 0, notifyMs: 0, retryUnitMs: 0 } });
  github.faults.add({ match: merge, times: 50, fault: { kind: "bad-gateway" } });
  github.faults.add({
    match: { method: "GET", path: /pulls\// },
    times: 500,
    fault: { kind: "bad-gateway" },
  });
  await assert.rejects(forge.merge(proposal), { code: "FORGE_UNAVAILABLE" });
});

test("a conflict with the base is stale", async (t) => {
  const { github, forge, proposal } = await proposed(t);
  await github.push(fullName, "main", { "a.json": "other" }, { actor: "ann" });
  const result = await forge.merge(proposal);
  assert.deepEqual([result.kind, /conflicts/.test("why" in result ? result.why : "")], ["stale", true]);
});

test("a closed pull request is stale", async (t) => {
  const { github, forge, token, proposal } = await proposed(t);
  await fetch(`${github.apiUrl}/repos/${fullName}/pulls/${proposal.number}`, {
    method: "PATCH",
    headers: { authorization: `token ${token}`, "user-agent": "test" },
    body: JSON.stringify({ state: "closed" }),
  });
  const result = await forge.merge(proposal);
  assert.deepEqual(result, { kind: "stale", why: `#${proposal.number} was closed` });
});

test("missing checks and reviews are pending with GitHub's reason, and merge once they are there", async (t) => {
  const { github, forge, proposal } = await proposed(t);
  github.setRules(fullName, "main", {
    requiredChecks: [{ context: "verify-release" }],
    requiredApprovals: 1,
  });
  const first = await forge.merge(proposal);
  assert.equal(first.kind, "pending");
  await github.setCommitStatus(fullName, proposal.head, { context: "verify-release", state: "success" });
  const second = await forge.merge(proposal);
  assert.equal(second.kind, "pending");
  assert.match("why" in second ? second.why : "", /approving review/);
  await github.approve(fullName, proposal.number, "ann");
  assert.equal((await forge.merge(proposal)).kind, "merged");
});

test("a branch that has to be up to date and is not is stale", async (t) => {
  const { github, forge, proposal } = await proposed(t);
  github.setRules(fullName, "main", {
    requiredChecks: [{ context: "verify-release" }],
    requireUpToDate: true,
  });
  await github.setCommitStatus(fullName, proposal.head, { context: "verify-release", state: "success" });
  await github.push(fullName, "main", { "other.txt": "x" }, { actor: "ann" });
  const result = await forge.merge(proposal);
  assert.equal(result.kind, "stale");
});

test("a pull request that GitHub has not looked at yet is tried again", async (t) => {
  const { github, forge, proposal } = await proposed(t);
  github.faults.add({ match: merge, times: 2, fault: { kind: "base-modified" } });
  github.faults.add({
    match: { method: "GET", path: /pulls\/[0-9]+$/ },
    times: 2,
    fault: { kind: "mergeable-unknown" },
  });
  assert.equal((await forge.merge(proposal)).kind, "merged");
});

test("the method that repository and rules allow is used", async (t) => {
  const { github, repository, forge, base, proposal } = await proposed(t, {
    mergeMethods: ["merge", "squash"],
  });
  github.setRules(fullName, "main", { allowedMergeMethods: ["squash"] });
  assert.equal((await forge.merge(proposal)).kind, "merged");
  assert.deepEqual(await forge.parents((await repository.resolve("main")) ?? ""), [base]);
  github.assertNoViolations();
});

test("a server without rulesets is no reason to fail", async (t) => {
  const { github, forge, proposal } = await proposed(t);
  github.faults.add({ match: merge, fault: { kind: "base-modified" } });
  const unknown = { kind: "answer", answer: { status: 404, body: { message: "Not Found" } } } as const;
  const hit = github.faults.add({ match: { method: "GET", path: /rules\/branches/ }, fault: unknown });
  assert.equal((await forge.merge(proposal)).kind, "merged");
  assert.equal(hit.fired(), 1);
});

test("a refusal that never ends is an error, not a verdict", async (t) => {
  const { github, forge, proposal } = await proposed(t);
  github.faults.add({ match: merge, times: 50, fault: { kind: "base-modified" } });
  await assert.rejects(forge.merge(proposal), { code: "FORGE_REFUSED" });
});

test("auto-merge waits for the checks and merges by itself", async (t) => {
  const { github, repository, forge, proposal } = await proposed(t);
  github.setRules(fullName, "main", { requiredChecks: [{ context: "verify-release" }] });
  assert.equal((await forge.mergeWhenReady(proposal)).kind, "pending");
  await github.setCommitStatus(fullName, proposal.head, { context: "verify-release", state: "success" });
  assert.equal(repository.pull(proposal.number)?.state, "closed");
  assert.equal((await forge.mergeWhenReady(proposal)).kind, "merged");
  github.assertNoViolations();
});

test("auto-merge of a proposal that nothing holds back merges it now", async (t) => {
  const { repository, forge, proposal } = await proposed(t);
  assert.equal((await forge.mergeWhenReady(proposal)).kind, "merged");
  assert.ok(repository.pull(proposal.number)?.mergedAt);
});

test("auto-merge that the repository does not allow is an error with the next step", async (t) => {
  const { github, forge, proposal } = await proposed(t, { autoMerge: false });
  github.setRules(fullName, "main", { requiredApprovals: 1 });
  await assert.rejects(forge.mergeWhenReady(proposal), { code: "FORGE_REFUSED", next: /merge: direct/ });
});
