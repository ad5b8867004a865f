import assert from "node:assert/strict";
import test from "node:test";
import { clientOf, commitOn, git, startFleet, type Client, type Message, type Reply } from "./client.ts";

const ZERO = "0".repeat(40);
const REPO = "/repos/acme/fleet";
const UPDATE = "mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }";

type Ref = { readonly ref: string; readonly object: { readonly sha: string } };

async function repositoryId(client: Client): Promise<string> {
  const reply = await client.graphql<{ repository: { id: string } }>(
    '{ repository(owner: "acme", name: "fleet") { id } }',
  );
  return reply.data?.repository.id ?? "";
}

/** Commits that are all children of the same parent. */
async function siblings(client: Client, parent: string, count: number, round: number): Promise<string[]> {
  const base = await client.call<{ tree: { sha: string } }>("GET", `${REPO}/git/commits/${parent}`);
  const numbers = Array.from({ length: count }, (_, index) => index);
  return Promise.all(
    numbers.map(async (number) => {
      const body = {
        message: `round ${round} writer ${number}`,
        tree: base.body.tree.sha,
        parents: [parent],
      };
      return (await client.call<{ sha: string }>("POST", `${REPO}/git/commits`, body)).body.sha;
    }),
  );
}

test("of 50 parallel updateRefs on one value exactly one wins each round, and nothing is lost", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const id = await repositoryId(app);
  const types = new Set<string | undefined>();
  let head = (await repository.resolve("main")) ?? "";
  for (let round = 0; round < 3; round += 1) {
    const commits = await siblings(app, head, 50, round);
    const replies = await Promise.all(
      commits.map((afterOid) =>
        app.graphql(UPDATE, {
          input: { repositoryId: id, refUpdates: [{ name: "refs/heads/main", beforeOid: head, afterOid }] },
        }),
      ),
    );
    const winners = commits.filter((_, index) => replies[index]?.errors === undefined);
    assert.equal(winners.length, 1);
    assert.equal(await repository.resolve("main"), winners[0]);
    for (const { errors } of replies) if (errors !== undefined) types.add(errors[0]?.type);
    const parents = await app.call<{ parents: readonly { sha: string }[] }>(
      "GET",
      `${REPO}/git/commits/${winners[0] ?? ""}`,
    );
    assert.deepEqual(
      parents.body.parents.map(({ sha }) => sha),
      [head],
    );
    head = winners[0] ?? "";
  }
  assert.deepEqual(types, new Set(["STALE_DATA", "UNPROCESSABLE", undefined]));
  assert.equal(github.events.history.filter(({ name }) => name === "push").length, 3);
  github.assertNoViolations();
});

test("of 50 parallel PATCH on one branch exactly one sibling wins each round", async (t) => {
  const { github, repository, app } = await startFleet(t);
  for (let round = 0; round < 3; round += 1) {
    const head = (await repository.resolve("main")) ?? "";
    const commits = await siblings(app, head, 50, round);
    const replies = await Promise.all(
      commits.map((sha) => app.call("PATCH", `${REPO}/git/refs/heads/main`, { sha })),
    );
    const winners = commits.filter((_, index) => replies[index]?.status === 200);
    assert.equal(winners.length, 1);
    assert.equal(await repository.resolve("main"), winners[0]);
    const losers = replies.filter(({ status }) => status === 422);
    assert.equal(losers.length, 49);
    assert.ok(losers.every(({ body }) => body.message === "Update is not a fast forward"));
  }
  github.assertNoViolations();
});

test("updateRefs moves all refs or none", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const id = await repositoryId(app);
  const head = (await repository.resolve("main")) ?? "";
  const [next = ""] = await siblings(app, head, 1, 0);
  const create = { name: "refs/heads/live", beforeOid: ZERO, afterOid: next };
  const wrong = { name: "refs/heads/main", beforeOid: next, afterOid: next };
  const refused = await app.graphql(UPDATE, { input: { repositoryId: id, refUpdates: [create, wrong] } });
  assert.ok(refused.errors);
  assert.equal(await repository.resolve("live"), undefined);
  const right = { name: "refs/heads/main", beforeOid: head, afterOid: next };
  const done = await app.graphql(UPDATE, { input: { repositoryId: id, refUpdates: [create, right] } });
  assert.equal(done.errors, undefined);
  assert.equal(await repository.resolve("live"), next);
  assert.equal(await repository.resolve("main"), next);
  const remove = { name: "refs/heads/live", beforeOid: next, afterOid: ZERO };
  assert.equal(
    (await app.graphql(UPDATE, { input: { repositoryId: id, refUpdates: [remove] } })).errors,
    undefined,
  );
  assert.equal(await repository.resolve("live"), undefined);
  github.assertNoViolations();
});

test("updateRefs goes backwards only by force, and a zero before means that the ref must not exist", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const id = await repositoryId(app);
  const first = (await repository.resolve("main")) ?? "";
  const second = await commitOn(app, "work", first, { a: "1" });
  const update = async (change: object): Promise<boolean> =>
    (await app.graphql(UPDATE, { input: { repositoryId: id, refUpdates: [change] } })).errors === undefined;
  assert.equal(await update({ name: "refs/heads/work", beforeOid: second, afterOid: first }), false);
  assert.equal(
    await update({ name: "refs/heads/work", beforeOid: ZERO, afterOid: first, force: true }),
    false,
  );
  assert.equal(
    await update({ name: "refs/heads/work", beforeOid: second, afterOid: first, force: true }),
    true,
  );
  assert.equal(await repository.resolve("work"), first);
  github.assertNoViolations();
});

test("a ref moved by a git that knows nothing of the double is seen and is stale for others", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const first = (await repository.resolve("main")) ?? "";
  const second = await commitOn(app, "work", first, { a: "1" });
  const id = await repositoryId(app);
  const handle = github.faults.add({
    match: { path: /^\/graphql$/, graphql: /updateRefs/ },
    fault: { kind: "none" },
    before: async () => {
      assert.equal((await git(repository.directory, "update-ref", "refs/heads/main", second)).code, 0);
    },
  });
  const change = { name: "refs/heads/main", beforeOid: first, afterOid: second };
  const reply = await app.graphql(UPDATE, { input: { repositoryId: id, refUpdates: [change] } });
  assert.ok(reply.errors);
  assert.equal(handle.fired(), 1);
  const ref = await app.call<Ref>("GET", `${REPO}/git/ref/heads/main`);
  assert.equal(ref.body.object.sha, second);
  github.assertNoViolations();
});

test("refs are created, listed, moved and deleted with GitHub's refusals", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const head = (await repository.resolve("main")) ?? "";
  const create = (ref: string, sha: string): Promise<Reply<Message>> =>
    app.call("POST", `${REPO}/git/refs`, { ref, sha });
  assert.equal((await create("refs/heads/pi5/app/canary", head)).status, 201);
  assert.equal((await create("refs/heads/pi5/app/canary", head)).body.message, "Reference already exists");
  assert.equal((await create("refs/heads/x", "a".repeat(40))).body.message, "Object does not exist");
  assert.equal((await create("heads/x", head)).status, 422);
  assert.equal((await create("refs/heads/a..b", head)).status, 422);
  const list = await app.call<readonly Ref[]>("GET", `${REPO}/git/matching-refs/heads/pi5/`);
  assert.deepEqual(
    list.body.map(({ ref }) => ref),
    ["refs/heads/pi5/app/canary"],
  );
  const encoded = await app.call<Ref>("GET", `${REPO}/git/ref/heads%2Fpi5%2Fapp%2Fcanary`);
  assert.equal(encoded.body.object.sha, head);
  assert.equal(
    (await app.call("PATCH", `${REPO}/git/refs/heads/none`, { sha: head })).body.message,
    "Reference does not exist",
  );
  assert.equal((await app.call("DELETE", `${REPO}/git/refs/heads/pi5/app/canary`)).status, 204);
  assert.equal((await app.call("GET", `${REPO}/git/ref/heads/pi5/app/canary`)).status, 404);
  assert.equal(
    (await app.call("DELETE", `${REPO}/git/refs/heads/pi5/app/canary`)).body.message,
    "Reference does not exist",
  );
  github.assertNoViolations();
});

test("branch rules hold for the API: no force, no deletion, no way round a pull request or a check", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const first = (await repository.resolve("main")) ?? "";
  const second = await commitOn(app, "live", first, { a: "1" });
  const third = await commitOn(app, "other", first, { b: "1" });
  github.setRules("acme/fleet", "live", { blockForcePush: true, blockDeletion: true });
  const forced = await app.call("PATCH", `${REPO}/git/refs/heads/live`, { sha: third, force: true });
  assert.equal(forced.status, 422);
  assert.match(forced.body.message, /Cannot force-push/);
  assert.match((await app.call("DELETE", `${REPO}/git/refs/heads/live`)).body.message, /Cannot delete/);
  github.setRules("acme/fleet", "main", { requiredApprovals: 0, requiredChecks: [{ context: "verify" }] });
  const direct = await app.call("PATCH", `${REPO}/git/refs/heads/main`, { sha: second });
  assert.match(direct.body.message, /through a pull request/);
  github.setRules("acme/fleet", "main", { requiredChecks: [{ context: "verify" }] });
  const unchecked = await app.call("PATCH", `${REPO}/git/refs/heads/main`, { sha: second });
  assert.match(unchecked.body.message, /Required status check "verify" is expected\./);
  await github.setCommitStatus("acme/fleet", second, { state: "success", context: "verify" });
  assert.equal((await app.call("PATCH", `${REPO}/git/refs/heads/main`, { sha: second })).status, 200);
  github.setRules("acme/fleet", "live", { allowedUpdaters: ["publisher"] });
  assert.match(
    (await app.call("PATCH", `${REPO}/git/refs/heads/live`, { sha: third, force: true })).body.message,
    /protected ref/,
  );
  const publisher = clientOf(
    github,
    github.createToken({
      kind: "app",
      actor: "publisher",
      repositories: ["acme/fleet"],
      permissions: { contents: "write" },
    }),
  );
  assert.equal(
    (await publisher.call("PATCH", `${REPO}/git/refs/heads/live`, { sha: third, force: true })).status,
    200,
  );
  github.assertNoViolations();
});
