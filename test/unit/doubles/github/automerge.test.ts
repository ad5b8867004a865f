import assert from "node:assert/strict";
import test from "node:test";
import { clientOf, openPull, startFleet, ALL } from "./client.ts";

const REPO = "/repos/acme/fleet";
const ENABLE =
  "mutation($input: EnablePullRequestAutoMergeInput!) { enablePullRequestAutoMerge(input: $input) { pullRequest { number autoMergeRequest { mergeMethod } } } }";
const DISABLE =
  "mutation($input: DisablePullRequestAutoMergeInput!) { disablePullRequestAutoMerge(input: $input) { pullRequest { number } } }";
const ENQUEUE =
  "mutation($input: EnqueuePullRequestInput!) { enqueuePullRequest(input: $input) { mergeQueueEntry { state } } }";
const DEQUEUE =
  "mutation($input: DequeuePullRequestInput!) { dequeuePullRequest(input: $input) { mergeQueueEntry { id } } }";
const MERGE =
  "mutation($input: MergePullRequestInput!) { mergePullRequest(input: $input) { pullRequest { merged mergeCommit { oid } } } }";

test("auto-merge waits for checks and reviews and then merges", async (t) => {
  const { github, repository, app } = await startFleet(t);
  github.setRules("acme/fleet", "main", { requiredChecks: [{ context: "verify" }], requiredApprovals: 1 });
  const main = (await repository.resolve("main")) ?? "";
  const { number, head, nodeId } = await openPull(app, "work", main, { a: "1" });
  const input = {
    pullRequestId: nodeId,
    mergeMethod: "SQUASH",
    expectedHeadOid: head,
    commitHeadline: "Take",
  };
  const enabled = await app.graphql<{
    enablePullRequestAutoMerge: { pullRequest: { autoMergeRequest: { mergeMethod: string } } };
  }>(ENABLE, { input });
  assert.equal(enabled.data?.enablePullRequestAutoMerge.pullRequest.autoMergeRequest.mergeMethod, "SQUASH");
  const shown = await app.call<{ auto_merge: { merge_method: string } | null }>(
    "GET",
    `${REPO}/pulls/${number}`,
  );
  assert.equal(shown.body.auto_merge?.merge_method, "squash");
  await github.setCommitStatus("acme/fleet", head, { state: "success", context: "verify" });
  assert.equal(repository.pull(number)?.state, "open");
  await github.approve("acme/fleet", number, "mona");
  assert.notEqual(repository.pull(number)?.mergedAt, null);
  const merge = await app.call<{ message: string; parents: readonly { sha: string }[] }>(
    "GET",
    `${REPO}/git/commits/${(await repository.resolve("main")) ?? ""}`,
  );
  assert.equal(merge.body.message, "Take");
  assert.deepEqual(
    merge.body.parents.map(({ sha }) => sha),
    [main],
  );
  github.assertNoViolations();
});

test("auto-merge honours no bypass, and can be taken back", async (t) => {
  const { github, repository, app } = await startFleet(t);
  github.setRules("acme/fleet", "main", {
    requiredChecks: [{ context: "verify" }],
    requiredApprovals: 1,
    bypassReview: ["pi5"],
  });
  const main = (await repository.resolve("main")) ?? "";
  const { number, head, nodeId } = await openPull(app, "work", main, { a: "1" });
  assert.equal((await app.graphql(ENABLE, { input: { pullRequestId: nodeId } })).errors, undefined);
  await github.setCommitStatus("acme/fleet", head, { state: "success", context: "verify" });
  assert.equal(repository.pull(number)?.state, "open");
  assert.equal((await app.graphql(DISABLE, { input: { pullRequestId: nodeId } })).errors, undefined);
  assert.ok((await app.graphql(DISABLE, { input: { pullRequestId: nodeId } })).errors);
  await github.approve("acme/fleet", number, "mona");
  assert.equal(repository.pull(number)?.state, "open");
  github.assertNoViolations();
});

test("auto-merge is refused when there is nothing to wait for, no rule, a moved head or a setting against it", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const main = (await repository.resolve("main")) ?? "";
  const { head, nodeId } = await openPull(app, "work", main, { a: "1" });
  const enable = async (extra: object = {}): Promise<string> =>
    (await app.graphql(ENABLE, { input: { pullRequestId: nodeId, ...extra } })).errors?.[0]?.message ?? "";
  assert.match(await enable(), /Protected branch rules not configured for this branch/);
  github.setRules("acme/fleet", "main", {
    requiredChecks: [{ context: "verify" }],
    allowedMergeMethods: ["merge"],
  });
  assert.match(await enable({ expectedHeadOid: main }), /Head branch was modified/);
  assert.match(await enable({ mergeMethod: "REBASE" }), /not allowed/);
  await github.setCommitStatus("acme/fleet", head, { state: "success", context: "verify" });
  assert.equal(await enable(), '["Pull request Pull request is in clean status"]');
  await github.setCommitStatus("acme/fleet", head, { state: "failure", context: "optional" });
  assert.equal(await enable(), '["Pull request Pull request is in unstable status"]');
  await github.createRepository({ owner: "acme", name: "strict", autoMerge: false });
  const strict = clientOf(
    github,
    github.createToken({ kind: "app", actor: "pi5", repositories: ["acme/strict"], permissions: ALL }),
  );
  const work = await github.push("acme/strict", "work", { a: "1" }, { actor: "mona" });
  assert.ok(work);
  const pull = await strict.call<{ node_id: string }>("POST", "/repos/acme/strict/pulls", {
    title: "t",
    head: "work",
    base: "main",
  });
  const refused = await strict.graphql(ENABLE, { input: { pullRequestId: pull.body.node_id } });
  assert.match(refused.errors?.[0]?.message ?? "", /Auto merge is not allowed for this repository/);
  github.assertNoViolations();
});

test("mergePullRequest merges the expected head and refuses another", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const main = (await repository.resolve("main")) ?? "";
  const { head, nodeId } = await openPull(app, "work", main, { a: "1" });
  const wrong = await app.graphql(MERGE, { input: { pullRequestId: nodeId, expectedHeadOid: main } });
  assert.equal(wrong.errors?.[0]?.type, "UNPROCESSABLE");
  const done = await app.graphql<{
    mergePullRequest: { pullRequest: { merged: boolean; mergeCommit: { oid: string } } };
  }>(MERGE, {
    input: { pullRequestId: nodeId, expectedHeadOid: head, mergeMethod: "MERGE" },
  });
  assert.equal(done.data?.mergePullRequest.pullRequest.merged, true);
  assert.equal(done.data.mergePullRequest.pullRequest.mergeCommit.oid, await repository.resolve("main"));
  github.assertNoViolations();
});

test("the merge queue judges a merge commit of its own and merges it when its checks pass", async (t) => {
  const { github, repository, app } = await startFleet(t);
  github.setRules("acme/fleet", "main", { requiredChecks: [{ context: "verify" }], mergeQueue: true });
  const main = (await repository.resolve("main")) ?? "";
  const { number, head, nodeId } = await openPull(app, "work", main, { a: "1" });
  assert.ok((await app.graphql(ENQUEUE, { input: { pullRequestId: nodeId } })).errors);
  await github.setCommitStatus("acme/fleet", head, { state: "success", context: "verify" });
  assert.match(
    (await app.call("PUT", `${REPO}/pulls/${number}/merge`, { sha: head })).body.message,
    /merge queue/,
  );
  assert.ok((await app.graphql(ENQUEUE, { input: { pullRequestId: nodeId, expectedHeadOid: main } })).errors);
  assert.equal(
    (await app.graphql(ENQUEUE, { input: { pullRequestId: nodeId, expectedHeadOid: head } })).errors,
    undefined,
  );
  const group = (await github.events.next(({ name }) => name === "merge_group")).payload["merge_group"] as {
    head_sha: string;
    base_sha: string;
  };
  assert.equal(group.base_sha, main);
  assert.equal((await app.graphql(DEQUEUE, { input: { id: nodeId } })).errors, undefined);
  await github.setCommitStatus("acme/fleet", group.head_sha, { state: "success", context: "verify" });
  assert.equal(repository.pull(number)?.state, "open");
  const moved = await github.push("acme/fleet", "other", { b: "1" }, { actor: "mona" });
  assert.ok(moved);
  assert.equal((await app.graphql(ENQUEUE, { input: { pullRequestId: nodeId } })).errors, undefined);
  const again = (await github.events.next(({ name }) => name === "merge_group")).payload["merge_group"] as {
    head_sha: string;
  };
  if (repository.pull(number)?.state === "open")
    await github.setCommitStatus("acme/fleet", again.head_sha, { state: "success", context: "verify" });
  assert.notEqual(repository.pull(number)?.mergedAt, null);
  assert.equal(await repository.resolve("main"), again.head_sha);
  const second = await openPull(app, "bad", again.head_sha, { c: "1" });
  await github.setCommitStatus("acme/fleet", second.head, { state: "success", context: "verify" });
  await app.graphql(ENQUEUE, { input: { pullRequestId: second.nodeId } });
  const bad = (await github.events.next(({ name }) => name === "merge_group")).payload["merge_group"] as {
    head_sha: string;
  };
  await github.setCommitStatus("acme/fleet", bad.head_sha, { state: "failure", context: "verify" });
  assert.equal(repository.pull(second.number)?.queued, null);
  assert.equal(repository.pull(second.number)?.state, "open");
  github.assertNoViolations();
});

test("a status that wakes an auto-merge which cannot happen any more is still recorded", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const rules = { requiredChecks: [{ context: "verify" }] };
  github.setRules("acme/fleet", "main", rules);
  const main = (await repository.resolve("main")) ?? "";
  const { number, head, nodeId } = await openPull(app, "work", main, { a: "1" });
  await app.graphql(ENABLE, { input: { pullRequestId: nodeId, mergeMethod: "MERGE" } });
  github.setRules("acme/fleet", "main", { ...rules, allowedMergeMethods: ["squash"] });
  assert.equal(
    (await app.call("POST", `${REPO}/statuses/${head}`, { state: "success", context: "verify" })).status,
    201,
  );
  assert.equal(repository.pull(number)?.state, "open");
  github.setRules("acme/fleet", "main", rules);
  await app.call("POST", `${REPO}/statuses/${head}`, { state: "success", context: "other" });
  assert.notEqual(repository.pull(number)?.mergedAt, null);
  github.assertNoViolations();
});
