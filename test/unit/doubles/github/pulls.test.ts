import assert from "node:assert/strict";
import test from "node:test";
import { ALL, clientOf, commitOn, git, openPull, startFleet, type Client, type Message } from "./client.ts";

const REPO = "/repos/acme/fleet";

type Pull = {
  readonly number: number;
  readonly state: string;
  readonly merged: boolean;
  readonly mergeable: boolean | null;
  readonly mergeable_state: string;
  readonly merge_commit_sha: string | null;
  readonly head: { readonly sha: string };
  readonly base: { readonly sha: string };
  readonly commits: number;
  readonly changed_files: number;
  readonly additions: number;
  readonly deletions: number;
};
type Merged = { readonly sha: string; readonly merged: boolean };
type GitCommit = {
  readonly tree: { readonly sha: string };
  readonly parents: readonly { readonly sha: string }[];
  readonly message: string;
  readonly author: { readonly name: string };
  readonly committer: { readonly name: string; readonly email: string };
  readonly verification: { readonly verified: boolean };
};

async function pullOf(client: Client, number: number): Promise<Pull> {
  return (await client.call<Pull>("GET", `${REPO}/pulls/${number}`)).body;
}

async function commitOf(client: Client, sha: string): Promise<GitCommit> {
  return (await client.call<GitCommit>("GET", `${REPO}/git/commits/${sha}`)).body;
}

test("a pull request is opened once, listed by owner:branch, and shows its counts and a test merge", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const main = (await repository.resolve("main")) ?? "";
  const { number, head } = await openPull(app, "pi5/app/canary", main, {
    "rings/canary/app.json": '{"seq":1}\n',
  });
  const pull = await pullOf(app, number);
  assert.equal(pull.mergeable, true);
  assert.equal(pull.mergeable_state, "clean");
  assert.deepEqual([pull.commits, pull.changed_files, pull.additions, pull.deletions], [1, 1, 1, 1]);
  const test = await commitOf(app, pull.merge_commit_sha ?? "");
  assert.deepEqual(
    test.parents.map(({ sha }) => sha),
    [main, head],
  );
  assert.equal(await repository.resolve("refs/pull/1/head"), head);
  assert.equal(await repository.resolve("refs/pull/1/merge"), pull.merge_commit_sha);
  const again = await app.call("POST", `${REPO}/pulls`, { title: "x", head: "pi5/app/canary", base: "main" });
  assert.equal(again.status, 422);
  assert.equal(again.body.errors?.[0]?.message, "A pull request already exists for acme:pi5/app/canary.");
  const listed = await app.call<readonly Pull[]>(
    "GET",
    `${REPO}/pulls?head=acme:pi5/app/canary&base=main&state=open`,
  );
  assert.deepEqual(
    listed.body.map((item) => item.number),
    [number],
  );
  assert.equal((await app.call<readonly Pull[]>("GET", `${REPO}/pulls?head=acme:other`)).body.length, 0);
  assert.equal((await app.call<readonly Pull[]>("GET", `${REPO}/pulls?head=other`)).body.length, 1);
  const files = await app.call<readonly { filename: string; status: string }[]>(
    "GET",
    `${REPO}/pulls/${number}/files`,
  );
  assert.deepEqual(
    files.body.map(({ filename, status }) => [filename, status]),
    [["rings/canary/app.json", "modified"]],
  );
  const commits = await app.call<readonly { sha: string }[]>("GET", `${REPO}/pulls/${number}/commits`);
  assert.deepEqual(
    commits.body.map(({ sha }) => sha),
    [head],
  );
  const byCommit = await app.call<readonly Pull[]>("GET", `${REPO}/commits/${head}/pulls`);
  assert.deepEqual(
    byCommit.body.map((item) => item.number),
    [number],
  );
  github.assertNoViolations();
});

test("a pull request without commits, head, base or title is refused in GitHub's words", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const main = (await repository.resolve("main")) ?? "";
  await app.call("POST", `${REPO}/git/refs`, { ref: "refs/heads/same", sha: main });
  const open = (head: string, base: string, title?: string): Promise<{ status: number; body: Message }> =>
    app.call("POST", `${REPO}/pulls`, { head, base, ...(title === undefined ? {} : { title }) });
  assert.equal(
    (await open("same", "main", "t")).body.errors?.[0]?.message,
    "No commits between main and same",
  );
  assert.equal((await open("none", "main", "t")).body.errors?.[0]?.code, "invalid");
  assert.equal((await open("same", "none", "t")).body.errors?.[0]?.code, "invalid");
  assert.equal((await open("same", "main")).body.errors?.[0]?.code, "missing_field");
  assert.equal((await app.call("GET", `${REPO}/pulls/9`)).status, 404);
  github.assertNoViolations();
});

test("merge, squash and rebase give the right trees, parents, authors and signatures", async (t) => {
  const { github, repository, app } = await startFleet(t);
  for (const method of ["merge", "squash", "rebase"] as const) {
    const first = (await repository.resolve("main")) ?? "";
    const { number, head } = await openPull(app, `b-${method}`, first, { [`${method}/a.txt`]: "a\n" });
    const second = await commitAgain(app, `b-${method}`, head, { [`${method}/b.txt`]: "b\n" });
    const base = await github.push(
      "acme/fleet",
      "main",
      { [`human-${method}.txt`]: "x\n" },
      { actor: "mona" },
    );
    const merged = await app.call<Merged>("PUT", `${REPO}/pulls/${number}/merge`, {
      sha: second,
      merge_method: method,
      commit_title: "Take it",
    });
    assert.equal(merged.status, 200);
    assert.equal(await repository.resolve("main"), merged.body.sha);
    const commit = await commitOf(app, merged.body.sha);
    const expected = { merge: [base, second], squash: [base], rebase: undefined }[method];
    if (expected !== undefined) {
      assert.deepEqual(
        commit.parents.map(({ sha }) => sha),
        expected,
      );
      assert.equal(commit.message.split("\n")[0], "Take it");
      assert.equal(commit.verification.verified, true);
      assert.equal(commit.committer.email, "noreply@github.com");
    } else {
      assert.equal(commit.message, `change ${method}/b.txt`);
      const before = await commitOf(app, commit.parents[0]?.sha ?? "");
      assert.equal(before.message, `change ${method}/a.txt`);
      assert.deepEqual(
        before.parents.map(({ sha }) => sha),
        [base],
      );
      assert.equal(commit.author.name, "pi5[bot]");
    }
    for (const file of [`${method}/a.txt`, `${method}/b.txt`, `human-${method}.txt`]) {
      assert.ok(await repository.read("main", file), `${file} after ${method}`);
    }
    const pull = await pullOf(app, number);
    assert.deepEqual([pull.state, pull.merged, pull.merge_commit_sha], ["closed", true, merged.body.sha]);
    assert.equal((await app.call("GET", `${REPO}/pulls/${number}/merge`)).status, 204);
    assert.equal((await app.call("PUT", `${REPO}/pulls/${number}/merge`, {})).status, 405);
  }
  const checked = await git(repository.directory, "fsck", "--strict");
  assert.equal(checked.code, 0, checked.out);
  github.assertNoViolations();
});

async function commitAgain(
  client: Client,
  branch: string,
  parent: string,
  files: Record<string, string>,
): Promise<string> {
  const base = await commitOf(client, parent);
  const tree = await client.call<{ sha: string }>("POST", `${REPO}/git/trees`, {
    base_tree: base.tree.sha,
    tree: Object.entries(files).map(([path, content]) => ({ path, mode: "100644", type: "blob", content })),
  });
  const body = { message: `change ${Object.keys(files).join(", ")}`, tree: tree.body.sha, parents: [parent] };
  const commit = await client.call<{ sha: string }>("POST", `${REPO}/git/commits`, body);
  await client.call("PATCH", `${REPO}/git/refs/heads/${branch}`, { sha: commit.body.sha });
  return commit.body.sha;
}

test("a merge is refused by class: head moved, conflict, draft, method, check, review", async (t) => {
  const { github, repository, app } = await startFleet(t, { mergeMethods: ["merge", "rebase"] });
  const main = (await repository.resolve("main")) ?? "";
  const { number, head } = await openPull(app, "work", main, { "fleet.yaml": "rings: [early]\n" });
  const merge = (body: object): Promise<{ status: number; body: Message }> =>
    app.call("PUT", `${REPO}/pulls/${number}/merge`, body);
  const wrongHead = await merge({ sha: main });
  assert.equal(wrongHead.status, 409);
  assert.equal(wrongHead.body.message, "Head branch was modified. Review and try the merge again.");
  const method = await merge({ sha: head, merge_method: "squash" });
  assert.deepEqual(
    [method.status, method.body.message],
    [405, "Squash merges are not allowed on this repository."],
  );
  github.setRules("acme/fleet", "main", { requiredChecks: [{ context: "verify" }, { context: "lint" }] });
  assert.equal((await merge({ sha: head })).body.message, "2 of 2 required status checks are expected.");
  github.setRules("acme/fleet", "main", { requiredChecks: [{ context: "verify" }], requiredApprovals: 1 });
  await github.setCommitStatus("acme/fleet", head, { state: "failure", context: "verify" });
  assert.match(
    (await merge({ sha: head })).body.message,
    /approving review.*Required status check "verify" is failing\./,
  );
  await github.approve("acme/fleet", number, "mona");
  await github.setCommitStatus("acme/fleet", head, { state: "pending", context: "verify" });
  const pending = await merge({ sha: head });
  assert.deepEqual(
    [pending.status, pending.body.message],
    [405, 'Required status check "verify" is expected.'],
  );
  assert.equal((await pullOf(app, number)).mergeable_state, "blocked");
  github.setRules("acme/fleet", "main", { allowedMergeMethods: ["squash"] });
  assert.match((await merge({ sha: head, merge_method: "rebase" })).body.message, /not allowed/);
  github.setRules("acme/fleet", "main", {});
  await github.push("acme/fleet", "main", { "fleet.yaml": "rings: [other]\n" }, { actor: "mona" });
  const dirty = await pullOf(app, number);
  assert.deepEqual([dirty.mergeable, dirty.mergeable_state], [false, "dirty"]);
  const conflict = await merge({ sha: head });
  assert.deepEqual([conflict.status, conflict.body.message], [405, "Pull Request is not mergeable"]);
  const other = await commitOn(app, "draft", main, { c: "1" });
  const draft = await app.call<Pull>("POST", `${REPO}/pulls`, {
    title: "d",
    head: "draft",
    base: "main",
    draft: true,
  });
  assert.equal((await pullOf(app, draft.body.number)).mergeable_state, "draft");
  assert.match(
    (await app.call("PUT", `${REPO}/pulls/${draft.body.number}/merge`, { sha: other })).body.message,
    /draft/,
  );
  github.assertNoViolations();
});

test("a base that moves during the merge is GitHub's transient 405", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const main = (await repository.resolve("main")) ?? "";
  const elsewhere = await commitOn(app, "elsewhere", main, { x: "1" });
  const { number, head } = await openPull(app, "work", main, { a: "1" });
  assert.equal((await git(repository.directory, "update-ref", "refs/heads/main", elsewhere)).code, 0);
  const first = await app.call("PUT", `${REPO}/pulls/${number}/merge`, { sha: head });
  assert.deepEqual(
    [first.status, first.body.message],
    [405, "Base branch was modified. Review and try the merge again."],
  );
  const second = await app.call<Merged>("PUT", `${REPO}/pulls/${number}/merge`, { sha: head });
  assert.equal(second.status, 200);
  assert.ok(await repository.read("main", "x"));
  assert.ok(await repository.read("main", "a"));
  github.assertNoViolations();
});

test("review bypass skips reviews and never checks", async (t) => {
  const { github, repository, app } = await startFleet(t);
  github.setRules("acme/fleet", "main", {
    requiredApprovals: 1,
    requiredChecks: [{ context: "verify" }],
    bypassReview: ["pi5"],
  });
  const main = (await repository.resolve("main")) ?? "";
  const { number, head } = await openPull(app, "work", main, { a: "1" });
  const merge = (): Promise<{ status: number; body: Message }> =>
    app.call("PUT", `${REPO}/pulls/${number}/merge`, { sha: head });
  assert.equal((await merge()).body.message, 'Required status check "verify" is expected.');
  await github.setCommitStatus("acme/fleet", head, { state: "success", context: "verify" });
  const other = clientOf(
    github,
    github.createToken({ kind: "app", actor: "promoter", repositories: ["acme/fleet"], permissions: ALL }),
  );
  assert.match(
    (await other.call("PUT", `${REPO}/pulls/${number}/merge`, { sha: head })).body.message,
    /approving review/,
  );
  assert.equal((await merge()).status, 200);
  github.assertNoViolations();
});

test("approvals count by rule: not the author's, not stale ones, not the last pusher's", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const main = (await repository.resolve("main")) ?? "";
  github.setRules("acme/fleet", "main", {
    requiredApprovals: 1,
    dismissStaleReviews: true,
    requireLastPushApproval: true,
  });
  const { number, head } = await openPull(app, "work", main, { a: "1" });
  const own = await app.call("POST", `${REPO}/pulls/${number}/reviews`, { event: "APPROVE" });
  assert.deepEqual([own.status, own.body.message], [422, "Can not approve your own pull request"]);
  await github.approve("acme/fleet", number, "mona");
  assert.equal((await pullOf(app, number)).mergeable_state, "clean");
  const reviews = await app.call<readonly { state: string; user: { login: string } }[]>(
    "GET",
    `${REPO}/pulls/${number}/reviews`,
  );
  assert.deepEqual(
    reviews.body.map(({ state, user }) => [state, user.login]),
    [["APPROVED", "mona"]],
  );
  const next = await github.push("acme/fleet", "work", { b: "1" }, { actor: "mona" });
  assert.notEqual(next, head);
  assert.equal((await pullOf(app, number)).mergeable_state, "blocked");
  await github.approve("acme/fleet", number, "mona");
  assert.match(
    (await app.call("PUT", `${REPO}/pulls/${number}/merge`, {})).body.message,
    /someone other than the last pusher/,
  );
  const reviewer = clientOf(
    github,
    github.createToken({ kind: "pat", actor: "hubot", repositories: ["acme/fleet"], permissions: ALL }),
  );
  assert.equal(
    (await reviewer.call("POST", `${REPO}/pulls/${number}/reviews`, { event: "REQUEST_CHANGES", body: "no" }))
      .status,
    200,
  );
  assert.equal((await app.call("PUT", `${REPO}/pulls/${number}/merge`, {})).status, 405);
  assert.equal(
    (await reviewer.call("POST", `${REPO}/pulls/${number}/reviews`, { event: "APPROVE" })).status,
    200,
  );
  assert.equal((await app.call("PUT", `${REPO}/pulls/${number}/merge`, {})).status, 200);
  github.assertNoViolations();
});

test("a branch that must be up to date is behind until update-branch has merged the base into it", async (t) => {
  const { github, repository, app } = await startFleet(t);
  github.setRules("acme/fleet", "main", { requireUpToDate: true, requiredChecks: [] });
  const main = (await repository.resolve("main")) ?? "";
  const { number, head } = await openPull(app, "work", main, { a: "1" });
  const update = (sha: string): Promise<{ status: number; body: Message }> =>
    app.call("PUT", `${REPO}/pulls/${number}/update-branch`, { expected_head_sha: sha });
  assert.equal((await update(head)).body.message, "There are no new commits on the base branch.");
  await github.push("acme/fleet", "main", { b: "1" }, { actor: "mona" });
  assert.equal((await pullOf(app, number)).mergeable_state, "behind");
  assert.equal((await app.call("PUT", `${REPO}/pulls/${number}/merge`, { sha: head })).status, 405);
  assert.equal((await update(main)).body.message, "expected head sha didn’t match current head ref.");
  const updated = await update(head);
  assert.deepEqual([updated.status, updated.body.message], [202, "Updating pull request branch."]);
  assert.equal((await pullOf(app, number)).mergeable_state, "clean");
  await github.push("acme/fleet", "main", { a: "2" }, { actor: "mona" });
  assert.equal(
    (await update((await pullOf(app, number)).head.sha)).body.message,
    "merge conflict between base and head",
  );
  github.assertNoViolations();
});

test("a head reset to its base closes the pull request; a head merged by hand counts as merged", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const main = (await repository.resolve("main")) ?? "";
  const reset = await openPull(app, "reset", main, { a: "1" });
  assert.equal(
    (await app.call("PATCH", `${REPO}/git/refs/heads/reset`, { sha: main, force: true })).status,
    200,
  );
  assert.deepEqual(
    [(await pullOf(app, reset.number)).state, (await pullOf(app, reset.number)).merged],
    ["closed", false],
  );
  const reopened = await app.call("PATCH", `${REPO}/pulls/${reset.number}`, { state: "open" });
  assert.equal(reopened.status, 422);
  const byHand = await openPull(app, "hand", main, { b: "1" });
  assert.equal((await app.call("PATCH", `${REPO}/git/refs/heads/main`, { sha: byHand.head })).status, 200);
  assert.equal((await pullOf(app, byHand.number)).merged, true);
  const gone = await openPull(app, "gone", byHand.head, { c: "1" });
  await app.call("DELETE", `${REPO}/git/refs/heads/gone`);
  assert.equal((await pullOf(app, gone.number)).state, "closed");
  github.assertNoViolations();
});

test("title, body, base and state of a pull request change, and merging may delete the branch", async (t) => {
  const { github, repository, app } = await startFleet(t, { deleteBranchOnMerge: true });
  const main = (await repository.resolve("main")) ?? "";
  const { number, head } = await openPull(app, "work", main, { a: "1" });
  await app.call("POST", `${REPO}/git/refs`, { ref: "refs/heads/next", sha: main });
  const edited = await app.call<Pull & { title: string; body: string; base: { ref: string } }>(
    "PATCH",
    `${REPO}/pulls/${number}`,
    {
      title: "New",
      body: "Text",
      base: "next",
      state: "closed",
    },
  );
  assert.deepEqual(
    [edited.body.title, edited.body.body, edited.body.base.ref, edited.body.state],
    ["New", "Text", "next", "closed"],
  );
  assert.equal(
    (await app.call<Pull>("PATCH", `${REPO}/pulls/${number}`, { state: "open" })).body.state,
    "open",
  );
  assert.equal((await app.call("PUT", `${REPO}/pulls/${number}/merge`, { sha: head })).status, 200);
  assert.equal(await repository.resolve("work"), undefined);
  assert.equal((await app.call("PATCH", `${REPO}/pulls/${number}`, { state: "open" })).status, 422);
  github.assertNoViolations();
});
