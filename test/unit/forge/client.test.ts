import assert from "node:assert/strict";
import test from "node:test";
import { createGitHubClient, paceOf } from "../../../src/forge/client.ts";
import { createLane } from "../../../src/forge/pace.ts";
import { requestFault } from "../../../src/forge/request-fault.ts";
import { asList, asRecord, numberAt, oidAt, readPull, textAt } from "../../../src/forge/answers.ts";
import { systemClock } from "../../../src/io/clock.ts";
import type { Http, HttpRequest } from "../../../src/io/http.ts";
import { silentLog } from "../../../src/io/log.ts";
import { isFault } from "../../../src/values/fault.ts";

type Canned = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** An HTTP client that gives canned answers in order and keeps what was asked. */
function canned(answers: Canned[]): { readonly http: Http; readonly asked: HttpRequest[] } {
  const asked: HttpRequest[] = [];
  return {
    asked,
    http: {
      close: async () => {},
      send: async (request) => {
        asked.push(request);
        const { status, body, headers = {} } = answers.shift() ?? { status: 500 };
        const bytes = Buffer.from(body === undefined ? "" : JSON.stringify(body));
        return {
          status,
          url: String(request.url),
          header: (name) => (name === "content-type" ? "application/json" : headers[name]),
          stream: async function* () {
            yield bytes;
          },
          bytes: async () => bytes,
          text: async () => bytes.toString(),
          discard: async () => {},
        };
      },
    },
  };
}

function client(answers: Canned[], waits: number[] = []) {
  const { http, asked } = canned(answers);
  const made = createGitHubClient({
    apiUrl: "https://ghes.example/api/v3/",
    graphqlUrl: "https://ghes.example/api/graphql",
    token: "ghs_secret",
    owner: "acme",
    name: "fleet",
    http,
    clock: {
      now: systemClock.now,
      sleep: async (milliseconds) => {
        waits.push(milliseconds);
      },
    },
    random: () => 0,
    log: silentLog,
    pace: { writeMs: 0, notifyMs: 0, retryUnitMs: 2 },
  });
  return {
    made,
    asked,
    read: () => made.rest("read it", (request) => request("GET /repos/{owner}/{repo}", made.repository)),
  };
}

test("GHES is spoken to at the addresses that were given", async () => {
  const { made, asked, read } = client([
    { status: 200, body: { id: 1 } },
    { status: 200, body: { data: { x: {} } } },
  ]);
  assert.deepEqual(await read(), { id: 1 });
  assert.deepEqual(await made.graphql("ask", "query { x }", {}), { data: { x: {} }, errors: [] });
  assert.deepEqual(
    asked.map(({ url }) => String(url)),
    ["https://ghes.example/api/v3/repos/acme/fleet", "https://ghes.example/api/graphql"],
  );
  assert.equal(asked[0]?.headers?.["authorization"], "token ghs_secret");
});

test("a request that was turned away for its rate waits as long as it was told, then goes again", async () => {
  const waits: number[] = [];
  const limited = { status: 429, headers: { "retry-after": "7" } };
  const { read } = client(
    [limited, { status: 403, headers: { "retry-after": "3" } }, { status: 200, body: {} }],
    waits,
  );
  await read();
  assert.deepEqual(waits, [14, 6]);
});

test("a wait that a step cannot afford is told as it is", async () => {
  const tooLong = { status: 429, body: { message: "slow down" }, headers: { "retry-after": "3600" } };
  await assert.rejects(client([tooLong]).read(), { code: "FORGE_RATE_LIMITED", message: /slow down/ });
  const inAnHour = String(Math.ceil(Date.now() / 1000) + 3600);
  const limits = [
    {
      status: 403,
      body: { message: "no" },
      headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inAnHour },
    },
    { status: 200, body: { data: null, errors: [{ type: "RATE_LIMITED", message: "x" }] } },
  ];
  const { made, read } = client(limits);
  await assert.rejects(read(), { code: "FORGE_RATE_LIMITED" });
  await assert.rejects(made.graphql("ask", "query { x }", {}), { code: "FORGE_RATE_LIMITED" });
});

const statuses: readonly (readonly [number, string])[] = [
  [400, "FORGE_REFUSED"],
  [401, "FORGE_UNAUTHENTICATED"],
  [403, "FORGE_FORBIDDEN"],
  [404, "FORGE_NOT_FOUND"],
  [405, "FORGE_REFUSED"],
  [409, "FORGE_REFUSED"],
  [422, "FORGE_REFUSED"],
];

for (const [status, code] of statuses)
  test(`${status} is ${code} at once, without another try`, async () => {
    const { asked, read } = client([{ status, body: { message: "why ghs_secret\u0007" } }]);
    await assert.rejects(read(), (error: Error) => {
      assert.ok(isFault(error, code), String(error));
      assert.ok(!error.message.includes("ghs_secret") && !error.message.includes("\u0007"));
      return true;
    });
    assert.equal(asked.length, 1);
  });

test("a failing server is asked four times when reading", async () => {
  const { asked, read } = client([]);
  await assert.rejects(read(), { code: "FORGE_UNAVAILABLE" });
  assert.equal(asked.length, 4);
});

test("errors of GraphQL come as data, whatever their form", async () => {
  const { made } = client([
    { status: 200, body: { errors: [{ message: "no field" }, {}] } },
    { status: 200, body: [] },
  ]);
  assert.deepEqual(await made.graphql("ask", "query { x }", {}), {
    data: undefined,
    errors: ["no field", "no reason given"],
  });
  await assert.rejects(made.graphql("ask", "query { x }", {}), { code: "FORGE_ANSWER_INVALID" });
});

test("bugs are not dressed up as failures of GitHub", () => {
  const bug = new TypeError("x is not a function");
  assert.equal(requestFault(bug, "read", "token"), bug);
  assert.equal(requestFault("text", "read", "token"), "text");
});

test("github.com gets a second between writes, a double on this machine gets none", () => {
  assert.deepEqual(paceOf({ apiUrl: "https://api.github.com" }), {
    writeMs: 1000,
    notifyMs: 3000,
    retryUnitMs: 1000,
  });
  assert.equal(paceOf({ apiUrl: "http://127.0.0.1:1234/api/v3" }).writeMs, 0);
});

test("a lane starts its work in order and a gap apart, also after one that failed", async () => {
  let time = 1000;
  const started: [string, number][] = [];
  const lane = createLane(100, {
    now: () => new Date(time),
    sleep: async (milliseconds) => {
      time += milliseconds;
    },
  });
  const work = (name: string) =>
    lane.key("any").schedule(
      {},
      async (given: string) => {
        started.push([given, time]);
        if (given === "b") throw new Error("b failed");
        return given;
      },
      name,
    );
  const results = await Promise.allSettled([work("a"), work("b"), work("c")]);
  assert.deepEqual(started, [
    ["a", 1000],
    ["b", 1100],
    ["c", 1200],
  ]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ["fulfilled", "rejected", "fulfilled"],
  );
});

test("answers that lack what is documented are refused, one by one", () => {
  const pull = {
    number: 1,
    node_id: "PR_1",
    html_url: "https://github.com/acme/fleet/pull/1",
    state: "open",
    title: "t",
    body: null,
    head: { ref: "b", sha: "a".repeat(40), repo: null },
  };
  assert.deepEqual(readPull(pull), {
    number: 1,
    nodeId: "PR_1",
    url: pull.html_url,
    open: true,
    merged: false,
    mergeCommit: undefined,
    title: "t",
    body: "",
    labels: [],
    branch: "b",
    head: "a".repeat(40),
    headRepository: "",
    mergeableState: "",
  });
  const code = { code: "FORGE_ANSWER_INVALID" };
  assert.throws(() => readPull({ ...pull, number: "1" }), code);
  assert.throws(() => readPull({ ...pull, number: 1.5 }), code);
  assert.throws(() => readPull({ ...pull, title: undefined }), code);
  assert.throws(() => readPull({ ...pull, head: { ref: "b", sha: "main" } }), code);
  assert.throws(() => readPull({ ...pull, labels: {} }), code);
  assert.throws(() => readPull("<html>"), code);
  assert.throws(() => asRecord(null, "x"), code);
  assert.throws(() => asList({}, "x"), code);
  assert.throws(() => numberAt({}, "x", "a"), code);
  assert.throws(() => oidAt({ a: "A".repeat(40) }, "x", "a"), code);
  assert.throws(() => textAt({ a: [] }, "x", "a", "b"), code);
});
