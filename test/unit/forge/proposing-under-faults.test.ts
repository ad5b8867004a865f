import assert from "node:assert/strict";
import test from "node:test";
import { changeOf, forgeWorld, fullName, text } from "./github-world.ts";

const key = "release/shelf/canary";
const writes = [
  { name: "tree", match: { method: "POST", path: /git\/trees$/ } },
  { name: "commit", match: { method: "POST", path: /git\/commits$/ } },
  { name: "ref", match: { path: /graphql/, graphql: /updateRefs/ } },
  { name: "pull request", match: { method: "POST", path: /pulls$/ } },
  { name: "labels", match: { method: "POST", path: /labels$/ } },
];

for (const kind of [
  "drop-after-commit",
  "drop-before",
  "bad-gateway",
  "secondary-limit",
  "too-many-requests",
] as const)
  test(`each write survives ${kind} and is done once`, async (t) => {
    const { github, repository, forge, base } = await forgeWorld(t);
    const hits = writes.map(({ match }) => github.faults.add({ match, fault: { kind } }));
    const made = await forge.propose(changeOf(base, { "a.json": "1" }), text);
    assert.deepEqual(
      hits.map((hit) => hit.fired()),
      writes.map(() => 1),
    );
    assert.equal(made.operation, "created");
    assert.equal(repository.pulls().length, 1);
    assert.deepEqual([...(repository.pull(made.number)?.labels ?? [])], ["pi5"]);
    assert.equal(await repository.resolve(made.branch), made.head);
    assert.equal(String(await repository.read(made.branch, "a.json")), "1");
    github.assertNoViolations();
  });

test("every read survives a bad gateway and a broken connection", async (t) => {
  const { github, open, base } = await forgeWorld(t);
  github.faults.add({ match: { method: "GET", path: /./ }, times: 2, fault: { kind: "bad-gateway" } });
  const forge = await open();
  github.faults.add({
    match: { method: "GET", path: /./ },
    times: 1,
    skip: 1,
    fault: { kind: "drop-before" },
  });
  const tree = await forge.tree(base);
  assert.equal(String(await tree.read("docs/a.md")), "a");
});

test("a lost race starts over from what the winner left", async (t) => {
  const { github, repository, forge, open, base } = await forgeWorld(t);
  const rival = await open();
  await rival.propose(changeOf(base, { "a.json": "first" }), text);
  github.faults.add({
    match: { path: /graphql/, graphql: /updateRefs/ },
    fault: { kind: "none" },
    before: async () => {
      await rival.propose(changeOf(base, { "a.json": "rival" }), text);
    },
  });
  const made = await forge.propose(changeOf(base, { "a.json": "mine" }), text);
  assert.equal(String(await repository.read(made.branch, "a.json")), "mine");
  assert.equal(repository.pulls().length, 1);
});

test("a person who commits between the read and the write is not overwritten", async (t) => {
  const { github, repository, forge, base } = await forgeWorld(t);
  const { branch } = await forge.propose(changeOf(base, { "a.json": "1" }), text);
  let human = "";
  github.faults.add({
    match: { path: /graphql/, graphql: /updateRefs/ },
    fault: { kind: "none" },
    before: async () => {
      human = await github.push(fullName, branch, { "a.json": "by hand" }, { actor: "ann" });
    },
  });
  await assert.rejects(forge.propose(changeOf(base, { "a.json": "2" }), text), {
    code: "FORGE_HUMAN_COMMITS",
  });
  assert.equal(await repository.resolve(branch), human);
});

test("a pull request that another run opened in the meantime is taken over", async (t) => {
  const { github, repository, forge, open, base } = await forgeWorld(t);
  const rival = await open();
  github.faults.add({
    match: { method: "POST", path: /pulls$/ },
    fault: { kind: "none" },
    before: async () => {
      await rival.propose(changeOf(base, { "a.json": "1" }), text);
    },
  });
  const made = await forge.propose(changeOf(base, { "a.json": "1" }), text);
  assert.equal(repository.pulls().length, 1);
  assert.equal(repository.pulls()[0]?.number, made.number);
});

test("labels on a pull request that is not known everywhere yet are set on a later try", async (t) => {
  const { github, repository, forge, base } = await forgeWorld(t);
  github.faults.add({ match: { method: "POST", path: /labels$/ }, times: 2, fault: { kind: "not-yet" } });
  const { number } = await forge.propose(changeOf(base, { "a.json": "1" }), text);
  assert.deepEqual([...(repository.pull(number)?.labels ?? [])], ["pi5"]);
});

test("a refusal is reported in GitHub's words, and the token is not in them", async (t) => {
  const { github, base, open, token } = await forgeWorld(t);
  const weak = github.createToken({
    kind: "app",
    actor: "weak",
    repositories: [fullName],
    permissions: { contents: "read", pull_requests: "read" },
  });
  const forge = await open({ token: weak });
  await assert.rejects(forge.propose(changeOf(base, { "a.json": "1" }), text), (error: Error) => {
    assert.equal((error as Error & { code: string }).code, "FORGE_FORBIDDEN");
    assert.match(error.message, /Resource not accessible by integration/);
    return true;
  });
  github.faults.add({
    match: { method: "POST", path: /pulls$/ },
    times: 100,
    fault: { kind: "answer", answer: { status: 422, body: { message: `bad ${token}` } } },
  });
  await assert.rejects((await open()).propose(changeOf(base, { "a.json": "1" }), text), (error: Error) => {
    assert.match(error.message, /bad \*\*\*/);
    return true;
  });
  await assert.rejects(open({ token: "ghs_wrong" }), { code: "FORGE_UNAUTHENTICATED" });
  await assert.rejects(open({ name: "nothing" }), { code: "FORGE_NOT_FOUND" });
});

test("a server that never lets the branch move ends the attempts with a reason", async (t) => {
  const { github, open, base } = await forgeWorld(t);
  const forge = await open({ pace: { writeMs: 0, notifyMs: 0, retryUnitMs: 0 } });
  github.faults.add({ match: { path: /graphql/ }, times: 1000, fault: { kind: "bad-gateway" } });
  await assert.rejects(forge.propose(changeOf(base, { "a.json": "1" }), text), {
    code: "FORGE_CONTENTION",
    next: "run the step again",
  });
});

test("without atomic updates each change gets a fresh branch and the old pull request is superseded", async (t) => {
  const { github, repository, forge, base } = await forgeWorld(t, {}, { withoutUpdateRefs: true });
  const first = await forge.propose(changeOf(base, { "a.json": "1" }), text);
  assert.equal(first.branch, `pi5/${key}`);
  const second = await forge.propose(changeOf(base, { "a.json": "2" }), text);
  assert.match(second.branch, new RegExp(`^pi5/${key}\\.[0-9a-f]{12}$`));
  assert.equal(await repository.resolve(first.branch), first.head);
  assert.deepEqual(
    repository.pulls().map(({ number, state }) => [number, state]),
    [
      [first.number, "closed"],
      [second.number, "open"],
    ],
  );
  const again = await forge.propose(changeOf(base, { "a.json": "2" }), text);
  assert.deepEqual(
    [again.operation, again.number, again.branch],
    ["unchanged", second.number, second.branch],
  );
  assert.equal((await forge.proposed(key))?.proposal.head, second.head);
  assert.equal(await forge.advance("live", null, base), "moved");
  assert.equal(await forge.advance("live", base, second.head), "moved");
  assert.equal(await forge.advance("live", base, second.head), "moved");
  await assert.rejects(forge.advance("live", second.head, first.head), { code: "FORGE_REFUSED" });
  github.assertNoViolations();
});

test("the pull request that was closed before a lost race still learns what came after it", async (t) => {
  const { github, repository, forge, open, base } = await forgeWorld(t);
  const first = await forge.propose(changeOf(base, { "a.json": "1" }), text);
  await github.approve(fullName, first.number, "ann");
  const rival = await open();
  github.faults.add({
    match: { path: /graphql/, graphql: /updateRefs/ },
    fault: { kind: "none" },
    before: async () => {
      await rival.propose(changeOf(base, { "a.json": "rival" }), text);
    },
  });
  const made = await forge.propose(changeOf(base, { "a.json": "2" }), text);
  assert.equal(repository.pull(first.number)?.state, "closed");
  const answer = await fetch(`${github.apiUrl}/repos/${fullName}/issues/${first.number}/comments`, {
    headers: { "user-agent": "test" },
  });
  const comments = (await answer.json()) as { body: string }[];
  assert.ok(comments.some(({ body }) => body.includes(`Superseded by #${made.number}`)));
  assert.equal(repository.pulls().filter(({ state }) => state === "open").length, 1);
});

test("a move that rules forbid is refused in GitHub's words, not tried for ever", async (t) => {
  const { github, forge, base } = await forgeWorld(t);
  github.setRules(fullName, "live", { allowedUpdaters: ["publisher"] });
  await assert.rejects(forge.advance("live", null, base), { code: "FORGE_REFUSED" });
  assert.equal(await forge.head("live"), undefined);
});
