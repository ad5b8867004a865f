import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { ALL, clientOf, commitOn, git, startDouble, startFleet, temporary } from "./client.ts";

function withToken(url: string, token: string): string {
  return url.replace("http://", `http://x-access-token:${token}@`);
}

test("anybody clones a public repository; a push needs a token, arrives, and is an event", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const directory = await temporary(t);
  assert.equal((await git(directory, "clone", "-q", repository.cloneUrl, "work")).code, 0);
  const work = path.join(directory, "work");
  assert.equal(await readFile(path.join(work, "fleet.yaml"), "utf8"), "rings: [canary]\n");
  await writeFile(path.join(work, "new.txt"), "hello\n");
  await git(work, "add", ".");
  await git(work, "commit", "-q", "-m", "add new.txt");
  assert.notEqual((await git(work, "push", "-q", "origin", "HEAD:main")).code, 0);
  const pushed = await git(work, "push", "-q", withToken(repository.cloneUrl, app.token ?? ""), "HEAD:main");
  assert.equal(pushed.code, 0, pushed.out);
  const head = (await git(work, "rev-parse", "HEAD")).out.trim();
  assert.equal(await repository.resolve("main"), head);
  assert.equal((await repository.read("main", "new.txt"))?.toString(), "hello\n");
  const event = await github.events.next(({ name }) => name === "push");
  assert.equal(event.payload["after"], head);
  assert.equal(event.actor, "pi5[bot]");
  const seen = github.requests.filter((request) => request.path.endsWith("git-receive-pack"));
  assert.deepEqual(
    seen.map(({ status, readOnly, actor }) => ({ status, readOnly, actor })),
    [{ status: 200, readOnly: false, actor: "pi5[bot]" }],
  );
  github.assertNoViolations();
});

test("a clone sees what the API wrote, a fetch sees the next commit, and many pushed objects are readable", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const directory = await temporary(t);
  const first = (await repository.resolve("main")) ?? "";
  await git(directory, "clone", "-q", repository.cloneUrl, "work");
  const work = path.join(directory, "work");
  const second = await commitOn(app, "live", first, { "rings/canary/app.json": '{"seq":2}\n' });
  assert.equal((await git(work, "fetch", "-q", "origin", "live")).code, 0);
  assert.equal((await git(work, "show", "FETCH_HEAD:rings/canary/app.json")).out, '{"seq":2}\n');
  assert.equal((await git(work, "rev-parse", "FETCH_HEAD")).out.trim(), second);
  await Promise.all(
    Array.from({ length: 150 }, (_, index) => writeFile(path.join(work, `f${index}`), `${index}\n`)),
  );
  await git(work, "add", ".");
  await git(work, "commit", "-q", "-m", "many");
  assert.equal(
    (await git(work, "push", "-q", withToken(repository.cloneUrl, app.token ?? ""), "HEAD:refs/heads/many"))
      .code,
    0,
  );
  const file = await app.call<{ content: string }>("GET", "/repos/acme/fleet/contents/f149?ref=many");
  assert.equal(Buffer.from(file.body.content, "base64").toString(), "149\n");
  assert.equal((await app.call("GET", `/repos/acme/fleet/git/blobs/${"1".repeat(40)}`)).status, 404);
  github.assertNoViolations();
});

test("rules refuse a forced push, a deletion and a push past the pull request, in git's own output", async (t) => {
  const { github, repository, app } = await startFleet(t);
  github.setRules("acme/fleet", "main", { blockForcePush: true, blockDeletion: true });
  const directory = await temporary(t);
  const url = withToken(repository.cloneUrl, app.token ?? "");
  await git(directory, "clone", "-q", url, "work");
  const work = path.join(directory, "work");
  const first = (await repository.resolve("main")) ?? "";
  await git(work, "commit", "-q", "--allow-empty", "-m", "forward");
  assert.equal((await git(work, "push", "-q", "origin", "HEAD:main")).code, 0);
  await git(work, "commit", "-q", "--amend", "--allow-empty", "-m", "other");
  const plain = await git(work, "push", "-q", "origin", "HEAD:main");
  assert.notEqual(plain.code, 0);
  const forced = await git(work, "push", "-q", "--force", "origin", "HEAD:main");
  assert.notEqual(forced.code, 0);
  assert.match(forced.out, /Cannot force-push to this branch/);
  assert.match((await git(work, "push", "-q", "origin", ":main")).out, /Cannot delete this branch/);
  github.setRules("acme/fleet", "main", { requiredApprovals: 1 });
  assert.match(
    (await git(work, "push", "-q", "--force", "origin", "HEAD:main")).out,
    /through a pull request/,
  );
  assert.notEqual(await repository.resolve("main"), first);
  assert.equal(github.events.history.length, 1);
  assert.match((await git(work, "push", "-q", "origin", "HEAD:refs/pull/1/head")).out, /hidden ref/);
  github.assertNoViolations();
});

test("a push that touches workflows needs that permission", async (t) => {
  const { repository, app, github } = await startFleet(t, {}, { contents: "write" });
  const directory = await temporary(t);
  await git(directory, "clone", "-q", withToken(repository.cloneUrl, app.token ?? ""), "work");
  const work = path.join(directory, "work");
  await git(work, "checkout", "-q", "-b", "wf");
  await writeFile(path.join(directory, "x.yml"), "on: push\n");
  await git(
    work,
    "update-index",
    "--add",
    "--cacheinfo",
    `100644,${(await git(work, "hash-object", "-w", "../x.yml")).out.trim()},.github/workflows/x.yml`,
  );
  await git(work, "commit", "-q", "-m", "workflow");
  const refused = await git(work, "push", "-q", "origin", "wf");
  assert.match(refused.out, /without `workflows` permission/);
  assert.equal(await repository.resolve("wf"), undefined);
  const strong = github.createToken({
    kind: "app",
    actor: "ops",
    repositories: ["acme/fleet"],
    permissions: ALL,
  });
  assert.equal((await git(work, "push", "-q", withToken(repository.cloneUrl, strong), "wf")).code, 0);
});

test("a private repository is closed to strangers and to tokens of other repositories", async (t) => {
  const github = await startDouble(t);
  const closed = await github.createRepository({ owner: "acme", name: "secret", private: true });
  await github.createRepository({ owner: "acme", name: "app" });
  const directory = await temporary(t);
  assert.notEqual((await git(directory, "clone", "-q", closed.cloneUrl, "a")).code, 0);
  const other = github.createToken({ kind: "github-token", repositories: ["acme/app"], permissions: ALL });
  const stranger = await git(directory, "clone", "-q", withToken(closed.cloneUrl, other), "b");
  assert.match(stranger.out, /not found/);
  const blind = github.createToken({
    kind: "app",
    actor: "x",
    repositories: ["acme/secret"],
    permissions: { issues: "write" },
  });
  assert.notEqual((await git(directory, "clone", "-q", withToken(closed.cloneUrl, blind), "c")).code, 0);
  const reader = github.createToken({
    kind: "app",
    actor: "x",
    repositories: ["acme/secret"],
    permissions: { contents: "read" },
  });
  assert.equal((await git(directory, "clone", "-q", withToken(closed.cloneUrl, reader), "d")).code, 0);
  const push = await git(path.join(directory, "d"), "push", "-q", "origin", "HEAD:refs/heads/x");
  assert.match(push.out, /403/);
  assert.equal((await clientOf(github, other).call("GET", "/repos/acme/secret")).status, 404);
  github.assertNoViolations();
});
