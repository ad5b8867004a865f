import assert from "node:assert/strict";
import test from "node:test";
import { commitOn, git, openPull, startFleet } from "./client.ts";

const REPO = "/repos/acme/fleet";
type Entry = { readonly path: string; readonly mode: string; readonly type: string; readonly sha: string };

test("lists come in pages with GitHub's Link header", async (t) => {
  const { github, app } = await startFleet(t);
  for (let number = 0; number < 5; number += 1)
    await app.call("POST", `${REPO}/labels`, { name: `l${number}`, color: "ff0000" });
  const first = await app.call<readonly { name: string }[]>("GET", `${REPO}/labels?per_page=2`);
  assert.deepEqual(
    first.body.map(({ name }) => name),
    ["l0", "l1"],
  );
  const link = first.headers.get("link") ?? "";
  assert.match(link, /<([^>]+page=2[^>]*)>; rel="next"/);
  assert.match(link, /page=3[^>]*>; rel="last"/);
  const next = /<([^>]+)>; rel="next"/.exec(link)?.[1] ?? "";
  assert.ok(next.startsWith(github.apiUrl));
  const second = await app.call<readonly { name: string }[]>("GET", next.slice(github.apiUrl.length));
  assert.deepEqual(
    second.body.map(({ name }) => name),
    ["l2", "l3"],
  );
  const third = await app.call<readonly unknown[]>("GET", `${REPO}/labels?per_page=2&page=3`);
  assert.equal(third.body.length, 1);
  assert.doesNotMatch(third.headers.get("link") ?? "", /rel="next"/);
  assert.equal((await app.call("GET", `${REPO}/labels`)).headers.get("link"), null);
  github.assertNoViolations();
});

test("trees are built from entries, a base and deletions, and listed to any depth", async (t) => {
  const { github, repository, app } = await startFleet(t, {
    files: { "a/b/c.txt": "c\n", "a/d.txt": "d\n", "z.sh": "#!/bin/sh\n" },
  });
  const main = (await repository.resolve("main")) ?? "";
  const whole = await app.call<{ sha: string; tree: readonly Entry[] }>(
    "GET",
    `${REPO}/git/trees/main?recursive=1`,
  );
  assert.deepEqual(
    whole.body.tree.map(({ path, type }) => `${type} ${path}`),
    ["tree a", "tree a/b", "blob a/b/c.txt", "blob a/d.txt", "blob z.sh"],
  );
  const inner = whole.body.tree.find(({ path }) => path === "a/b")?.sha;
  const create = (tree: readonly object[], base?: string) =>
    app.call<{ sha: string; message?: string; tree: readonly Entry[] }>("POST", `${REPO}/git/trees`, {
      tree,
      ...(base === undefined ? {} : { base_tree: base }),
    });
  const edited = await create(
    [
      { path: "a/b/c.txt", mode: "100644", type: "blob", sha: null },
      { path: "z.sh", mode: "100755", type: "blob", content: "#!/bin/sh\necho\n" },
      { path: "copy", mode: "040000", type: "tree", sha: inner },
    ],
    whole.body.sha,
  );
  assert.equal(edited.status, 201);
  const shown = await git(repository.directory, "ls-tree", "-r", edited.body.sha);
  assert.deepEqual(
    shown.out
      .trim()
      .split("\n")
      .map((line) => line.replace(/ blob [0-9a-f]+\t/, " ")),
    ["100644 a/d.txt", "100644 copy/c.txt", "100755 z.sh"],
  );
  assert.equal(
    (await create([{ path: "none", mode: "100644", type: "blob", sha: null }], main)).body.message,
    "GitRPC::BadObjectState",
  );
  assert.equal((await create([{ path: "a/../b", mode: "100644", type: "blob", content: "" }])).status, 422);
  assert.equal((await create([{ path: "x", mode: "100644", type: "blob" }])).status, 422);
  assert.equal((await create([{ path: "x", mode: "100644", type: "blob", sha: inner }])).status, 422);
  assert.equal(
    (await create([{ path: "x", mode: "100644", type: "blob", sha: inner, content: "" }])).status,
    422,
  );
  assert.equal((await create([])).status, 422);
  assert.equal((await create([{ path: "x", mode: "100644", content: "" }], "1".repeat(40))).status, 404);
  const bad = await app.call("POST", `${REPO}/git/commits`, { message: "m", tree: "1".repeat(40) });
  assert.equal(bad.body.message, "Tree SHA does not exist");
  assert.equal(
    (
      await app.call("POST", `${REPO}/git/commits`, {
        message: "m",
        tree: whole.body.sha,
        parents: ["1".repeat(40)],
      })
    ).status,
    422,
  );
  assert.equal((await app.call("GET", `${REPO}/git/commits/${"1".repeat(40)}`)).status, 404);
  assert.equal((await app.call("GET", `${REPO}/git/trees/${"1".repeat(40)}`)).status, 404);
  github.assertNoViolations();
});

test("blobs and contents keep bytes, folders list, a symlink names its target", async (t) => {
  const { github, app } = await startFleet(t);
  const bytes = Buffer.from([0, 255, 1, 254, ...Buffer.from("x".repeat(200))]);
  const blob = await app.call<{ sha: string }>("POST", `${REPO}/git/blobs`, {
    content: bytes.toString("base64"),
    encoding: "base64",
  });
  const read = await app.call<{ content: string; size: number }>("GET", `${REPO}/git/blobs/${blob.body.sha}`);
  assert.deepEqual(Buffer.from(read.body.content, "base64"), bytes);
  assert.equal(read.body.size, bytes.length);
  assert.equal(
    (await app.call("POST", `${REPO}/git/blobs`, { content: "", encoding: "utf-16" })).status,
    422,
  );
  const tree = await app.call<{ sha: string }>("POST", `${REPO}/git/trees`, {
    tree: [
      { path: "dir/bin", mode: "100644", type: "blob", sha: blob.body.sha },
      { path: "dir/link", mode: "120000", type: "blob", content: "bin" },
      { path: "big", mode: "100644", type: "blob", content: "b".repeat(1_000_001) },
    ],
  });
  const commit = await app.call<{ sha: string }>("POST", `${REPO}/git/commits`, {
    message: "m",
    tree: tree.body.sha,
  });
  type Content = {
    type: string;
    name: string;
    content?: string;
    target?: string;
    encoding?: string;
    size: number;
  };
  const contents = async <T = Content>(path: string): Promise<T> =>
    (await app.call<T>("GET", `${REPO}/contents/${path}?ref=${commit.body.sha}`)).body;
  const file = await contents("dir/bin");
  assert.deepEqual(Buffer.from(file.content ?? "", "base64"), bytes);
  assert.equal((await contents("dir/link")).target, "bin");
  assert.deepEqual(
    (await contents<readonly Content[]>("dir")).map(({ name, type }) => [name, type]),
    [
      ["bin", "file"],
      ["link", "symlink"],
    ],
  );
  const big = await contents("big");
  assert.deepEqual([big.encoding, big.content, big.size], ["none", "", 1_000_001]);
  assert.equal((await app.call("GET", `${REPO}/contents/none`)).status, 404);
  assert.match(
    (await app.call("GET", `${REPO}/contents/x?ref=none`)).body.message,
    /No commit found for the ref none/,
  );
  github.assertNoViolations();
});

test("commits are listed by branch and path, shown with their files, and compared", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const first = (await repository.resolve("main")) ?? "";
  const second = await github.push(
    "acme/fleet",
    "main",
    { "rings/canary/app.json": '{"seq":1}\n' },
    { actor: "mona" },
  );
  const third = await github.push("acme/fleet", "main", { "other.txt": "x\n" }, { actor: "mona" });
  const work = await commitOn(app, "pi5/work", first, { w: "1\n" });
  type Listed = readonly { sha: string }[];
  const list = async (query: string): Promise<string[]> =>
    (await app.call<Listed>("GET", `${REPO}/commits?${query}`)).body.map(({ sha }) => sha);
  assert.deepEqual((await list("sha=main")).sort(), [first, second, third].sort());
  assert.deepEqual((await list("path=rings/canary/app.json")).sort(), [first, second].sort());
  type Shown = { sha: string; stats: { additions: number }; files: readonly { filename: string }[] };
  const shown = await app.call<Shown>("GET", `${REPO}/commits/main`);
  assert.deepEqual(
    [shown.body.sha, shown.body.stats.additions, shown.body.files[0]?.filename],
    [third, 1, "other.txt"],
  );
  assert.equal((await app.call<Shown>("GET", `${REPO}/commits/${first}`)).body.files.length, 2);
  assert.equal((await app.call<Shown>("GET", `${REPO}/commits/${second.slice(0, 9)}`)).body.sha, second);
  assert.equal((await app.call("GET", `${REPO}/commits/none`)).status, 422);
  type Compared = {
    status: string;
    ahead_by: number;
    behind_by: number;
    merge_base_commit: { sha: string };
    files: readonly { filename: string; status: string }[];
  };
  const compare = async (text: string): Promise<Compared> =>
    (await app.call<Compared>("GET", `${REPO}/compare/${text}`)).body;
  const diverged = await compare("main...pi5/work");
  assert.deepEqual(
    [diverged.status, diverged.ahead_by, diverged.behind_by, diverged.merge_base_commit.sha],
    ["diverged", 1, 2, first],
  );
  assert.deepEqual(
    diverged.files.map(({ filename, status }) => [filename, status]),
    [["w", "added"]],
  );
  assert.equal((await compare(`${first}...acme:main`)).status, "ahead");
  assert.equal((await compare(`main...${first}`)).status, "behind");
  assert.equal((await compare("main...main")).status, "identical");
  assert.equal((await app.call("GET", `${REPO}/compare/main...none`)).status, 404);
  assert.equal(work, await repository.resolve("pi5/work"));
  github.assertNoViolations();
});

test("a renamed file is one change, a removed one has its old blob", async (t) => {
  const { github, app } = await startFleet(t, {
    files: { "old.txt": "line\n".repeat(50), "gone.txt": "g\n" },
  });
  await github.push(
    "acme/fleet",
    "work",
    { "old.txt": null, "gone.txt": null, "new.txt": "line\n".repeat(50) },
    { actor: "mona" },
  );
  type File = { filename: string; status: string; previous_filename?: string };
  const { files } = (await app.call<{ files: readonly File[] }>("GET", `${REPO}/compare/main...work`)).body;
  assert.deepEqual(
    files.map(({ filename, status, previous_filename: previous }) => [filename, status, previous]),
    [
      ["gone.txt", "removed", undefined],
      ["new.txt", "renamed", "old.txt"],
    ],
  );
  github.assertNoViolations();
});

test("branches and their rules are readable as rulesets and as protection", async (t) => {
  const { github, app } = await startFleet(t);
  github.setRules("acme/fleet", "rel*", {
    requiredChecks: [{ context: "verify", integrationId: 7 }],
    requireUpToDate: true,
    requiredApprovals: 2,
    allowedMergeMethods: ["squash"],
    blockForcePush: true,
    blockDeletion: true,
    allowedUpdaters: ["mona"],
    mergeQueue: true,
  });
  const rules = await app.call<readonly { type: string }[]>("GET", `${REPO}/rules/branches/release%2F1`);
  assert.deepEqual(
    rules.body.map(({ type }) => type),
    ["deletion", "non_fast_forward", "update", "required_status_checks", "pull_request", "merge_queue"],
  );
  assert.deepEqual((await app.call("GET", `${REPO}/rules/branches/main`)).body, []);
  github.setRules("acme/fleet", "main", { requiredChecks: [{ context: "verify" }] });
  type Branch = {
    name: string;
    protected: boolean;
    protection: { required_status_checks: { contexts: readonly string[] } };
  };
  const branch = await app.call<Branch>("GET", `${REPO}/branches/main`);
  assert.deepEqual(
    [branch.body.protected, branch.body.protection.required_status_checks.contexts],
    [true, ["verify"]],
  );
  assert.deepEqual(
    (await app.call<readonly Branch[]>("GET", `${REPO}/branches`)).body.map(({ name }) => name),
    ["main"],
  );
  assert.equal((await app.call("GET", `${REPO}/branches/none`)).body.message, "Branch not found");
  github.assertNoViolations();
});

test("labels and comments are made, found, changed and taken off", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const main = (await repository.resolve("main")) ?? "";
  const { number } = await openPull(app, "work", main, { a: "1" });
  const issue = `${REPO}/issues/${number}`;
  assert.equal(
    (await app.call("POST", `${REPO}/labels`, { name: "pi5/ring:canary", color: "00ff00" })).status,
    201,
  );
  assert.equal(
    (await app.call("POST", `${REPO}/labels`, { name: "PI5/ring:canary" })).body.errors?.[0]?.code,
    "already_exists",
  );
  assert.equal((await app.call("POST", `${REPO}/labels`, { name: "x", color: "#00ff00" })).status, 422);
  const added = await app.call<readonly { name: string }[]>("POST", `${issue}/labels`, {
    labels: ["pi5/ring:canary", "fresh"],
  });
  assert.deepEqual(
    added.body.map(({ name }) => name),
    ["pi5/ring:canary", "fresh"],
  );
  assert.equal((await app.call<readonly unknown[]>("GET", `${issue}/labels`)).body.length, 2);
  assert.equal((await app.call("DELETE", `${issue}/labels/pi5%2Fring:canary`)).status, 200);
  assert.equal((await app.call("DELETE", `${issue}/labels/pi5%2Fring:canary`)).status, 404);
  assert.deepEqual(
    (
      await app.call<readonly { labels: readonly { name: string }[] }[]>("GET", `${REPO}/pulls`)
    ).body[0]?.labels.map(({ name }) => name),
    ["fresh"],
  );
  const comment = await app.call<{ id: number }>("POST", `${issue}/comments`, { body: "first" });
  assert.equal(
    (
      await app.call<{ body: string }>("PATCH", `${REPO}/issues/comments/${comment.body.id}`, {
        body: "second",
      })
    ).body.body,
    "second",
  );
  assert.equal((await app.call("PATCH", `${REPO}/issues/comments/1`, { body: "x" })).status, 404);
  assert.equal((await app.call("POST", `${issue}/comments`, { body: "x".repeat(65_537) })).status, 422);
  assert.deepEqual(
    (await app.call<readonly { body: string }[]>("GET", `${issue}/comments`)).body.map(({ body }) => body),
    ["second"],
  );
  assert.equal((await app.call("POST", `${REPO}/issues/99/comments`, { body: "x" })).status, 404);
  github.assertNoViolations();
});

test("statuses and check runs combine, the latest of each name counts", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const sha = (await repository.resolve("main")) ?? "";
  type Combined = {
    state: string;
    total_count: number;
    statuses: readonly { context: string; state: string }[];
  };
  const combined = async (): Promise<Combined> =>
    (await app.call<Combined>("GET", `${REPO}/commits/main/status`)).body;
  assert.equal((await combined()).state, "pending");
  const set = (state: string, context?: string) =>
    app.call("POST", `${REPO}/statuses/${sha}`, {
      state,
      ...(context === undefined ? {} : { context }),
      target_url: "https://example.com/1",
    });
  assert.equal((await set("pending", "a")).status, 201);
  assert.equal((await set("error", "a")).status, 201);
  assert.equal((await combined()).state, "failure");
  await set("success", "a");
  await set("success");
  const last = await combined();
  assert.deepEqual([last.state, last.total_count], ["success", 2]);
  assert.deepEqual(
    (await app.call<readonly { state: string }[]>("GET", `${REPO}/commits/main/statuses`)).body.map(
      ({ state }) => state,
    ),
    ["success", "success", "error", "pending"],
  );
  assert.equal(
    (await app.call("POST", `${REPO}/statuses/${"1".repeat(40)}`, { state: "success" })).status,
    422,
  );
  assert.equal((await app.call("GET", `${REPO}/commits/none/status`)).status, 404);
  type Run = { id: number; status: string; conclusion: string | null; completed_at: string | null };
  const run = await app.call<Run>("POST", `${REPO}/check-runs`, {
    name: "verify",
    head_sha: sha,
    status: "in_progress",
  });
  assert.deepEqual([run.body.status, run.body.conclusion], ["in_progress", null]);
  const output = { title: "t", summary: "s" };
  const done = await app.call<Run>("PATCH", `${REPO}/check-runs/${run.body.id}`, {
    conclusion: "success",
    output,
  });
  assert.deepEqual([done.body.status, done.body.conclusion], ["completed", "success"]);
  assert.ok(done.body.completed_at);
  assert.equal((await app.call<Run>("GET", `${REPO}/check-runs/${run.body.id}`)).body.id, run.body.id);
  await app.call("POST", `${REPO}/check-runs`, { name: "verify", head_sha: sha, conclusion: "failure" });
  type Runs = { total_count: number; check_runs: readonly Run[] };
  const runs = async (query: string): Promise<Runs> =>
    (await app.call<Runs>("GET", `${REPO}/commits/main/check-runs${query}`)).body;
  assert.deepEqual(
    (await runs("")).check_runs.map(({ conclusion }) => conclusion),
    ["failure"],
  );
  assert.equal((await runs("?filter=all&check_name=verify&status=completed")).total_count, 2);
  assert.equal((await runs("?check_name=other")).total_count, 0);
  assert.equal((await app.call("GET", `${REPO}/check-runs/1`)).status, 404);
  assert.equal(
    (await app.call("POST", `${REPO}/check-runs`, { name: "x", head_sha: sha, status: "completed" })).status,
    422,
  );
  assert.equal(
    (await app.call("POST", `${REPO}/check-runs`, { name: "x", head_sha: "1".repeat(40) })).status,
    422,
  );
  github.assertNoViolations();
});

test("a required check may be bound to one App", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const verifier = github.registerApp({
    slug: "verifier",
    repositories: ["acme/fleet"],
    permissions: { checks: "write" },
  });
  github.setRules("acme/fleet", "main", {
    requiredChecks: [{ context: "verify", integrationId: verifier.appId }],
  });
  const main = (await repository.resolve("main")) ?? "";
  const { number, head } = await openPull(app, "work", main, { a: "1" });
  await app.call("POST", `${REPO}/check-runs`, { name: "verify", head_sha: head, conclusion: "success" });
  assert.equal((await app.call("PUT", `${REPO}/pulls/${number}/merge`, {})).status, 405);
  const token = github.createToken({
    kind: "app",
    actor: "verifier",
    repositories: ["acme/fleet"],
    permissions: { checks: "write" },
  });
  const { clientOf } = await import("./client.ts");
  await clientOf(github, token).call("POST", `${REPO}/check-runs`, {
    name: "verify",
    head_sha: head,
    conclusion: "success",
  });
  assert.equal((await app.call("PUT", `${REPO}/pulls/${number}/merge`, {})).status, 200);
  github.assertNoViolations();
});

test("deployments are made, refused and reported on", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const sha = (await repository.resolve("main")) ?? "";
  const create = (body: object) =>
    app.call<{ id: number; message?: string }>("POST", `${REPO}/deployments`, body);
  const made = await create({
    ref: "main",
    auto_merge: false,
    required_contexts: [],
    environment: "app/canary",
    payload: { seq: 1 },
  });
  assert.equal(made.status, 201);
  const route = `${REPO}/deployments/${made.body.id}/statuses`;
  assert.equal((await app.call("POST", route, { state: "in_progress", description: "going" })).status, 201);
  assert.equal(
    (await app.call("POST", route, { state: "success", log_url: "https://example.com/log" })).status,
    201,
  );
  assert.deepEqual(
    (await app.call<readonly { state: string }[]>("GET", route)).body.map(({ state }) => state),
    ["success", "in_progress"],
  );
  assert.equal(
    (await app.call<readonly unknown[]>("GET", `${REPO}/deployments?environment=app/canary&sha=${sha}`)).body
      .length,
    1,
  );
  assert.equal(
    (await app.call<readonly unknown[]>("GET", `${REPO}/deployments?environment=other`)).body.length,
    0,
  );
  assert.equal((await create({ ref: "none" })).status, 422);
  assert.equal((await create({ ref: "main", required_contexts: ["verify"] })).status, 409);
  await commitOn(app, "work", sha, { a: "1" });
  await github.push("acme/fleet", "main", { b: "1" }, { actor: "mona" });
  assert.equal((await create({ ref: "work" })).status, 409);
  assert.equal((await app.call("GET", `${REPO}/deployments/1/statuses`)).status, 404);
  github.assertNoViolations();
});

test("the raw media type gives bytes, the root folder lists, and a known ETag is answered 304", async (t) => {
  const { github, app } = await startFleet(t);
  const authorization = `Bearer ${app.token ?? ""}`;
  const raw = await fetch(`${github.apiUrl}${REPO}/contents/fleet.yaml`, {
    headers: { authorization, accept: "application/vnd.github.raw+json" },
  });
  assert.equal(await raw.text(), "rings: [canary]\n");
  const blob = await app.call<{ sha: string }>("POST", `${REPO}/git/blobs`, { content: "bytes" });
  const rawBlob = await fetch(`${github.apiUrl}${REPO}/git/blobs/${blob.body.sha}`, {
    headers: { authorization, accept: "application/vnd.github.raw" },
  });
  assert.equal(await rawBlob.text(), "bytes");
  const root = await app.call<readonly { name: string }[]>("GET", `${REPO}/contents/`);
  assert.deepEqual(
    root.body.map(({ name }) => name),
    ["fleet.yaml", "rings"],
  );
  const first = await app.call("GET", `${REPO}/git/ref/heads/main`);
  const etag = first.headers.get("etag") ?? "";
  const ask = (token: string): Promise<Response> =>
    fetch(`${github.apiUrl}${REPO}/git/ref/heads/main`, {
      headers: { authorization: token, "if-none-match": etag },
    });
  assert.equal((await ask(authorization)).status, 304);
  const other = github.createToken({
    kind: "pat",
    actor: "mona",
    repositories: ["acme/fleet"],
    permissions: {},
  });
  assert.equal((await ask(`Bearer ${other}`)).status, 200);
  await github.push("acme/fleet", "main", { x: "1" }, { actor: "mona" });
  assert.equal((await ask(authorization)).status, 200);
  github.assertNoViolations();
});
