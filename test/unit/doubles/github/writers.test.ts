import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { commitOn, git, startFleet, temporary, type Client } from "./client.ts";

const REPO = "/repos/acme/fleet";
const ZERO = "0".repeat(40);

// The content names its writer: two equal changes would merge cleanly and count as one.
type Writer = { readonly name: string; readonly write: (head: string, count: number) => Promise<void> };

async function commitCount(client: Client, head: string, count: number, name: string): Promise<string> {
  const base = await client.call<{ tree: { sha: string } }>("GET", `${REPO}/git/commits/${head}`);
  const tree = await client.call<{ sha: string }>("POST", `${REPO}/git/trees`, {
    base_tree: base.body.tree.sha,
    tree: [{ path: "count", mode: "100644", type: "blob", content: `${count} ${name}` }],
  });
  const body = { message: `${name} ${count}`, tree: tree.body.sha, parents: [head] };
  return (await client.call<{ sha: string }>("POST", `${REPO}/git/commits`, body)).body.sha;
}

test("writers of every kind, with answers dropped at random, lose and repeat nothing", async (t) => {
  const { github, repository, app } = await startFleet(t, { files: { count: "0" } });
  const id = (
    await app.graphql<{ repository: { id: string } }>('{ repository(owner: "acme", name: "fleet") { id } }')
  ).data?.repository.id;
  const directory = await temporary(t);
  const url = repository.cloneUrl.replace("http://", `http://x-access-token:${app.token ?? ""}@`);
  await git(directory, "clone", "-q", url, "work");
  const work = path.join(directory, "work");
  let branches = 0;

  const writers: readonly Writer[] = [
    {
      name: "patch",
      write: async (head, count) => {
        await app.call("PATCH", `${REPO}/git/refs/heads/main`, {
          sha: await commitCount(app, head, count, "patch"),
        });
      },
    },
    {
      name: "updateRefs",
      write: async (head, count) => {
        const afterOid = await commitCount(app, head, count, "updateRefs");
        const input = {
          repositoryId: id,
          refUpdates: [{ name: "refs/heads/main", beforeOid: head, afterOid, force: true }],
        };
        await app.graphql(
          "mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }",
          { input },
        );
      },
    },
    {
      name: "createCommitOnBranch",
      write: async (head, count) => {
        const input = {
          branch: { repositoryNameWithOwner: "acme/fleet", branchName: "main" },
          message: { headline: `createCommitOnBranch ${count}` },
          expectedHeadOid: head,
          fileChanges: {
            additions: [
              { path: "count", contents: Buffer.from(`${count} createCommitOnBranch`).toString("base64") },
            ],
          },
        };
        await app.graphql(
          "mutation($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }",
          { input },
        );
      },
    },
    {
      name: "squash",
      write: async (head, count) => {
        branches += 1;
        const branch = `b${branches}`;
        const sha = await commitCount(app, head, count, "squash");
        await app.call("POST", `${REPO}/git/refs`, { ref: `refs/heads/${branch}`, sha });
        const pull = await app.call<{ number: number }>("POST", `${REPO}/pulls`, {
          title: `squash ${count}`,
          head: branch,
          base: "main",
        });
        if (pull.status !== 201) return;
        await app.call("PUT", `${REPO}/pulls/${pull.body.number}/merge`, { sha, merge_method: "squash" });
      },
    },
    {
      name: "push",
      write: async (head, count) => {
        await git(work, "fetch", "-q", "origin", "main");
        await git(work, "reset", "-q", "--hard", head);
        await writeFile(path.join(work, "count"), `${count} push`);
        await git(work, "commit", "-q", "-a", "-m", `push ${count}`);
        await git(work, "push", "-q", "origin", "HEAD:main");
      },
    },
  ];

  github.faults.add({
    match: { path: /graphql|git\/refs|\/merge$/ },
    fault: { kind: "drop-after-commit" },
    skip: 3,
    times: 2,
  });
  github.faults.add({
    match: { path: /graphql|git\/refs|\/merge$/ },
    fault: { kind: "bad-gateway" },
    skip: 6,
    times: 2,
  });
  await Promise.all(
    writers.map(async ({ write }) => {
      for (let turn = 0; turn < 4; turn += 1) {
        const head = (await repository.resolve("main")) ?? "";
        const count = Number.parseInt((await repository.read(head, "count"))?.toString() ?? "", 10);
        // Whether it worked is read from the branch, never from the answer.
        await write(head, count + 1).catch(() => undefined);
      }
    }),
  );

  const log = (await git(repository.directory, "log", "--format=%s", "--reverse", "main")).out
    .trim()
    .split("\n");
  const counts = log.slice(1).map((line) => Number(/\d+/.exec(line)?.[0]));
  assert.deepEqual(
    counts,
    counts.map((_, index) => index + 1),
  );
  assert.equal(
    Number.parseInt((await repository.read("main", "count"))?.toString() ?? "", 10),
    counts.length,
  );
  assert.ok(counts.length >= 4, `only ${counts.length} writes got through`);
  const pushes = github.events.history.filter(
    ({ name, payload }) => name === "push" && payload["ref"] === "refs/heads/main",
  );
  let head = (await git(repository.directory, "rev-list", "--max-parents=0", "main")).out.trim();
  for (const { payload } of pushes) {
    assert.equal(payload["before"], head);
    head = String(payload["after"]);
  }
  assert.equal(head, await repository.resolve("main"));
  assert.equal((await git(repository.directory, "fsck", "--strict")).code, 0);
  github.assertNoViolations();
});

test("a lease taken with the zero value goes to exactly one of 50", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const id = (
    await app.graphql<{ repository: { id: string } }>('{ repository(owner: "acme", name: "fleet") { id } }')
  ).data?.repository.id;
  const main = (await repository.resolve("main")) ?? "";
  const owners = await Promise.all(
    Array.from({ length: 50 }, (_, index) => commitOn(app, `w${index}`, main, { owner: `${index}` })),
  );
  const taken = await Promise.all(
    owners.map(async (afterOid) => {
      const input = {
        repositoryId: id,
        refUpdates: [{ name: "refs/pi5/lock/app/canary", beforeOid: ZERO, afterOid }],
      };
      return (
        (
          await app.graphql(
            "mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }",
            { input },
          )
        ).errors === undefined
      );
    }),
  );
  const winners = owners.filter((_, index) => taken[index]);
  assert.equal(winners.length, 1);
  assert.equal(await repository.resolve("refs/pi5/lock/app/canary"), winners[0]);
  github.assertNoViolations();
});
