import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import test from "node:test";
import { commitOn, git, openPull, startFleet, temporary } from "./client.ts";

const REPO = "/repos/acme/fleet";

test("an answer dropped after the commit leaves the work done", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const main = (await repository.resolve("main")) ?? "";
  const { number, head } = await openPull(app, "work", main, { a: "1" });
  const fault = github.faults.add({
    match: { method: "PUT", path: /\/merge$/ },
    fault: { kind: "drop-after-commit" },
  });
  await assert.rejects(app.call("PUT", `${REPO}/pulls/${number}/merge`, { sha: head }), /fetch failed/);
  assert.equal(fault.fired(), 1);
  assert.notEqual(repository.pull(number)?.mergedAt, null);
  assert.equal(github.requests.at(-1)?.status, 0);
  github.assertNoViolations();
});

test("a connection dropped before leaves nothing done", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const sha = (await repository.resolve("main")) ?? "";
  github.faults.add({ match: { method: "POST", path: /git\/refs$/ }, fault: { kind: "drop-before" } });
  await assert.rejects(app.call("POST", `${REPO}/git/refs`, { ref: "refs/heads/x", sha }));
  assert.equal(await repository.resolve("x"), undefined);
  assert.equal((await app.call("POST", `${REPO}/git/refs`, { ref: "refs/heads/x", sha })).status, 201);
  github.assertNoViolations();
});

test("each scripted failure has GitHub's status, text and headers, as often as asked", async (t) => {
  const { github, app } = await startFleet(t);
  const match = { path: /^\/repos\/acme\/fleet$/ };
  const expect = async (status: number, message: RegExp): Promise<Headers> => {
    const answer = await app.call("GET", REPO);
    assert.equal(answer.status, status);
    assert.match(answer.body.message, message);
    return answer.headers;
  };
  github.faults.add({ match, fault: { kind: "bad-gateway" }, times: 2, skip: 1 });
  assert.equal((await app.call("GET", REPO)).status, 200);
  await expect(502, /Server Error/);
  await expect(502, /Server Error/);
  assert.equal((await app.call("GET", REPO)).status, 200);
  github.faults.add({ match, fault: { kind: "secondary-limit", retryAfter: 3 } });
  assert.equal((await expect(403, /secondary rate limit/)).get("retry-after"), "3");
  github.faults.add({ match, fault: { kind: "too-many-requests" } });
  assert.equal((await expect(429, /Too many/)).get("retry-after"), "1");
  github.faults.add({ match, fault: { kind: "base-modified" } });
  await expect(405, /^Base branch was modified\. Review and try the merge again\.$/);
  github.faults.add({ match, fault: { kind: "conflict" } });
  await expect(409, /^Head branch was modified\. Review and try the merge again\.$/);
  github.faults.add({ match, fault: { kind: "not-yet" } });
  await expect(422, /Validation Failed/);
  github.faults.add({
    match,
    fault: { kind: "answer", answer: { status: 418, body: { message: "teapot" } } },
  });
  await expect(418, /teapot/);
  const started = performance.now();
  github.faults.add({ match, fault: { kind: "slow", milliseconds: 60 } });
  assert.equal((await app.call("GET", REPO)).status, 200);
  assert.ok(performance.now() - started >= 55);
  const removed = github.faults.add({ match, fault: { kind: "bad-gateway" }, times: 9 });
  removed.remove();
  assert.equal((await app.call("GET", REPO)).status, 200);
  github.faults.add({ match: { ...match, method: "PUT" }, fault: { kind: "bad-gateway" } });
  github.faults.clear();
  github.assertNoViolations();
});

test("mergeability may stay unknown for some reads, in REST and GraphQL", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const main = (await repository.resolve("main")) ?? "";
  const { number } = await openPull(app, "work", main, { a: "1" });
  github.faults.add({
    match: { method: "GET", path: /\/pulls\/\d+$/ },
    fault: { kind: "mergeable-unknown" },
    times: 2,
  });
  type Pull = { mergeable: boolean | null; mergeable_state: string };
  const seen: (boolean | null)[] = [];
  for (let read = 0; read < 3; read += 1)
    seen.push((await app.call<Pull>("GET", `${REPO}/pulls/${number}`)).body.mergeable);
  assert.deepEqual(seen, [null, null, true]);
  github.faults.add({
    match: { path: /graphql/, graphql: /mergeable/ },
    fault: { kind: "mergeable-unknown" },
  });
  const query = `{ repository(owner: "acme", name: "fleet") { pullRequest(number: ${number}) { mergeable mergeStateStatus } } }`;
  type Data = { repository: { pullRequest: { mergeable: string; mergeStateStatus: string } } };
  assert.deepEqual((await app.graphql<Data>(query)).data?.repository.pullRequest, {
    mergeable: "UNKNOWN",
    mergeStateStatus: "UNKNOWN",
  });
  assert.deepEqual((await app.graphql<Data>(query)).data?.repository.pullRequest, {
    mergeable: "MERGEABLE",
    mergeStateStatus: "CLEAN",
  });
  github.assertNoViolations();
});

test("a hook moves the world between two requests", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const main = (await repository.resolve("main")) ?? "";
  const sha = await commitOn(app, "work", main, { a: "1" });
  github.faults.add({
    match: { method: "PATCH", path: /heads\/main$/ },
    fault: { kind: "none" },
    before: async () => {
      await github.push("acme/fleet", "main", { human: "1" }, { actor: "mona" });
    },
  });
  const lost = await app.call("PATCH", `${REPO}/git/refs/heads/main`, { sha });
  assert.equal(lost.body.message, "Update is not a fast forward");
  assert.ok(await repository.read("main", "human"));
  github.assertNoViolations();
});

test("git requests meet faults too", async (t) => {
  const { github, repository } = await startFleet(t);
  const directory = await temporary(t);
  github.faults.add({ match: { path: /info\/refs$/ }, fault: { kind: "bad-gateway" } });
  assert.match((await git(directory, "clone", "-q", repository.cloneUrl, "a")).out, /502/);
  assert.equal((await git(directory, "clone", "-q", repository.cloneUrl, "b")).code, 0);
});

test("the log tells reads from writes, so a dry run can be proved", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const directory = await temporary(t);
  await git(directory, "clone", "-q", repository.cloneUrl, "a");
  await app.call("GET", REPO);
  await app.graphql("query { viewer { login } }");
  assert.ok(github.requests.every(({ readOnly }) => readOnly));
  await app.call("POST", `${REPO}/git/blobs`, { content: "x" });
  await app.graphql(
    'mutation { updateRefs(input: {repositoryId: "R_1", refUpdates: []}) { clientMutationId } }',
  );
  const writes = github.requests
    .filter(({ readOnly }) => !readOnly)
    .map(({ method, path, actor, tokenKind, status }) => ({ method, path, actor, tokenKind, status }));
  assert.deepEqual(writes, [
    { method: "POST", path: `${REPO}/git/blobs`, actor: "pi5[bot]", tokenKind: "app", status: 201 },
    { method: "POST", path: "/graphql", actor: "pi5[bot]", tokenKind: "app", status: 200 },
  ]);
});

test("requests that GitHub's description does not allow are refused and reported", async (t) => {
  const { github, app } = await startFleet(t);
  assert.equal((await app.call("POST", `${REPO}/git/refs`, { ref: "refs/heads/x" })).status, 422);
  assert.equal((await app.call("GET", `${REPO}/pulls?heads=x`)).status, 422);
  assert.equal((await app.call("GET", `${REPO}/pulls/abc`)).status, 422);
  assert.equal((await app.call("POST", `${REPO}/git/blobs`, { content: "", enkoding: "x" })).status, 422);
  assert.equal((await app.call("GET", `${REPO}/pulls?state=nonsense`)).status, 422);
  assert.equal((await app.call("POST", `${REPO}/git/blobs`)).status, 422);
  const raw = await fetch(`${github.apiUrl}${REPO}/git/blobs`, {
    method: "POST",
    body: "{",
    headers: { authorization: `Bearer ${app.token ?? ""}` },
  });
  assert.equal(raw.status, 400);
  assert.equal((await fetch(`${github.url}/nowhere`)).status, 404);
  const versioned = await fetch(`${github.apiUrl}${REPO}`, {
    headers: { "x-github-api-version": "2099-01-01" },
  });
  assert.equal(versioned.status, 200);
  const text = github.violations.join("\n");
  for (const part of [
    "body must have required property 'sha'",
    "heads",
    "pull_number is not an integer",
    "enkoding",
    "state",
    "body: is missing",
    "unknown address GET /nowhere",
    "2099-01-01",
  ]) {
    assert.ok(text.includes(part), `${part} in ${text}`);
  }
});

test("a client that is killed in mid-request is no violation, and half a JSON text is answered", async (t) => {
  const { github, app } = await startFleet(t);
  const { hostname, port } = new URL(github.url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  socket.write(
    `POST /api/v3${REPO}/git/blobs HTTP/1.1\r\nhost: x\r\nuser-agent: x\r\ncontent-length: 100\r\n\r\n{`,
  );
  socket.destroy();
  await once(socket, "close");
  assert.equal((await app.call("GET", REPO)).status, 200);
  github.assertNoViolations();
  const half = await fetch(github.graphqlUrl, {
    method: "POST",
    body: "{",
    headers: { authorization: `Bearer ${app.token ?? ""}` },
  });
  assert.equal(half.status, 400);
  assert.equal((await app.call("GET", "/repos/acme/fleet/git/ref/%E0%A4%A")).status, 501);
});

test("an event that does not come is an error that says what came", async (t) => {
  const { github } = await startFleet(t);
  await github.push("acme/fleet", "main", { x: "1" }, { actor: "mona" });
  await assert.rejects(
    github.events.next(({ name }) => name === "status", 20),
    /No such event came within 20 ms\. Seen: push\./,
  );
});
