import assert from "node:assert/strict";
import test from "node:test";
import type { GitHubEvent } from "../../../../doubles/github/events.ts";
import { ALL, clientOf, commitOn, openPull, startFleet } from "./client.ts";

const REPO = "/repos/acme/fleet";
const WORKFLOW = `on:
  workflow_dispatch:
    inputs:
      ring: { required: true }
      dry-run: { type: boolean, default: false }
`;

function names(events: readonly GitHubEvent[]): string[] {
  return events.map(({ name, action }) => (action === undefined ? name : `${name} ${action}`));
}

test("what an App does is told as events, in order, with who and what", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const heard: string[] = [];
  const stop = github.events.listen((event) => heard.push(event.name));
  const main = (await repository.resolve("main")) ?? "";
  const { number, head } = await openPull(app, "work", main, { a: "1" });
  await github.push("acme/fleet", "work", { b: "1" }, { actor: "mona" });
  await github.setCommitStatus("acme/fleet", head, { state: "success", context: "verify" });
  stop();
  assert.equal((await app.call("PUT", `${REPO}/pulls/${number}/merge`, {})).status, 200);
  assert.deepEqual(names(github.events.history), [
    "push",
    "pull_request opened",
    "push",
    "pull_request synchronize",
    "status",
    "pull_request closed",
    "push",
  ]);
  assert.deepEqual(heard, ["push", "pull_request", "push", "pull_request", "status"]);
  const opened = await github.events.next(({ action }) => action === "opened");
  const payload = opened.payload as {
    number: number;
    pull_request: { head: { sha: string } };
    repository: { id: number };
    sender: { login: string };
  };
  assert.deepEqual(
    [payload.number, payload.pull_request.head.sha, payload.repository.id, payload.sender.login],
    [number, head, repository.id, "pi5[bot]"],
  );
  const last = github.events.history.at(-1);
  assert.deepEqual([last?.payload["ref"], last?.actor], ["refs/heads/main", "pi5[bot]"]);
  github.assertNoViolations();
});

test("a GITHUB_TOKEN starts nothing but dispatches", async (t) => {
  const { github, repository } = await startFleet(t, {
    files: { ".github/workflows/publish.yml": WORKFLOW },
  });
  const workflow = clientOf(
    github,
    github.createToken({ kind: "github-token", repositories: ["acme/fleet"], permissions: ALL }),
  );
  const main = (await repository.resolve("main")) ?? "";
  const { number, head } = await openPull(workflow, "work", main, { a: "1" });
  await workflow.call("POST", `${REPO}/statuses/${head}`, { state: "success" });
  await workflow.call("PUT", `${REPO}/pulls/${number}/merge`, {});
  assert.equal(github.events.history.length, 0);
  assert.deepEqual(names(github.events.suppressed), [
    "push",
    "pull_request opened",
    "status",
    "pull_request closed",
    "push",
  ]);
  const dispatched = await workflow.call("POST", `${REPO}/actions/workflows/publish.yml/dispatches`, {
    ref: "main",
    inputs: { ring: "canary" },
  });
  assert.equal(dispatched.status, 204);
  assert.equal(
    (
      await workflow.call("POST", `${REPO}/dispatches`, {
        event_type: "promoted",
        client_payload: { ring: "early" },
      })
    ).status,
    204,
  );
  assert.deepEqual(names(github.events.history), ["workflow_dispatch", "repository_dispatch promoted"]);
  const [first, second] = github.events.history;
  assert.deepEqual(first?.payload["inputs"], { ring: "canary", "dry-run": "false" });
  assert.deepEqual(
    [first?.payload["workflow"], first?.payload["ref"]],
    [".github/workflows/publish.yml", "refs/heads/main"],
  );
  assert.deepEqual(second?.payload["client_payload"], { ring: "early" });
  github.assertNoViolations();
});

test("a dispatch gives run details when asked, and is refused for a wrong file, ref, trigger or input", async (t) => {
  const files = {
    ".github/workflows/publish.yml": WORKFLOW,
    ".github/workflows/ci.yml": "on: push\n",
    ".github/workflows/bare.yml": "on: [push, workflow_dispatch]\n",
  };
  const { github, repository, app } = await startFleet(t, { files });
  const dispatch = (file: string, body: object) =>
    app.call<{ message?: string; run_url?: string; workflow_run_id?: number }>(
      "POST",
      `${REPO}/actions/workflows/${file}/dispatches`,
      body,
    );
  const run = await dispatch("publish.yml", {
    ref: "main",
    inputs: { ring: "canary" },
    return_run_details: true,
  });
  assert.equal(run.status, 200);
  assert.equal(run.body.run_url, `${github.apiUrl}${REPO}/actions/runs/${run.body.workflow_run_id ?? 0}`);
  assert.equal((await dispatch("none.yml", { ref: "main" })).status, 404);
  assert.equal((await dispatch("publish.yml", { ref: "none" })).body.message, "No ref found for: none");
  assert.equal(
    (await dispatch("publish.yml", { ref: "main" })).body.message,
    "Required input 'ring' not provided",
  );
  assert.equal(
    (await dispatch("publish.yml", { ref: "main", inputs: { ring: "a", x: "1" } })).body.message,
    'Unexpected inputs provided: ["x"]',
  );
  assert.equal(
    (await dispatch("ci.yml", { ref: "main" })).body.message,
    "Workflow does not have 'workflow_dispatch' trigger",
  );
  const head = (await repository.resolve("main")) ?? "";
  await app.call("POST", `${REPO}/git/refs`, { ref: "refs/tags/v1", sha: head });
  assert.equal((await dispatch("bare.yml", { ref: "v1" })).status, 204);
  assert.equal(github.events.history.at(-1)?.payload["ref"], "refs/tags/v1");
  await commitOn(app, "work", head, { a: "1" });
  assert.equal((await dispatch("bare.yml", { ref: "refs/heads/work" })).status, 204);
  github.assertNoViolations();
});
