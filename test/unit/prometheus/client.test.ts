import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { isFault } from "../../../src/values/fault.ts";
import { parseSampleValue } from "../../../src/prometheus/sample-value.ts";
import { escapeRegex, quoteLabelValue, valueMatchers } from "../../../src/prometheus/selectors.ts";
import { type Reply, fakePrometheus, manualClock, success, vector } from "./fake-prometheus.ts";

function fault(code: string, text?: RegExp): (error: unknown) => boolean {
  return (error) => isFault(error, code) && (text === undefined || text.test(error.message));
}

test("a query is a POST form below the base path, with headers, and asks for whole answers", async (t) => {
  const { client, asked } = await fakePrometheus(t, () => vector([{ device: "a" }, "1.5"]), {
    path: "/prom/",
    headers: { authorization: "Bearer x" },
  });
  const answer = await client.query('up{a="b&c"}', 12.5);
  assert.equal(answer.complete, true);
  assert.deepEqual(
    answer.value.map(({ labels, sample }) => [{ ...labels }, sample]),
    [[{ device: "a" }, { at: 1000, value: 1.5 }]],
  );
  const [first] = asked;
  assert.equal(first?.method, "POST");
  assert.equal(first?.path, "/prom/api/v1/query");
  assert.equal(first?.headers.authorization, "Bearer x");
  assert.equal(first?.form.get("query"), 'up{a="b&c"}');
  assert.equal(first?.form.get("time"), "12.5");
  assert.equal(first?.form.get("partial_response"), "false");
  assert.equal(first?.form.get("deny_partial_response"), "1");
});

test("where POST is forbidden the client turns to GET, once and for good", async (t) => {
  for (const status of [403, 405]) {
    const { client, asked } = await fakePrometheus(t, ({ method }) =>
      method === "POST" ? { status } : vector([{}, "1"]),
    );
    await client.query("up");
    await client.query("up");
    assert.deepEqual(
      asked.map(({ method }) => method),
      ["POST", "GET", "GET"],
    );
    assert.equal(asked[1]?.form.get("query"), "up");
  }
});

test("a range query sends its bounds and gives samples in order", async (t) => {
  const { client, asked } = await fakePrometheus(t, () =>
    success({
      resultType: "matrix",
      result: [
        {
          metric: { le: "+Inf" },
          values: [
            [10, "1"],
            [20, "+Inf"],
            [30, "NaN"],
          ],
        },
      ],
    }),
  );
  const { value } = await client.queryRange("x", { from: 10, to: 30, step: 10, lookback: 20 });
  assert.deepEqual(value[0]?.samples, [
    { at: 10, value: 1 },
    { at: 20, value: Infinity },
    { at: 30, value: Number.NaN },
  ]);
  const form = asked[0]?.form;
  assert.deepEqual(
    ["start", "end", "step", "lookback_delta"].map((name) => form?.get(name)),
    ["10", "30", "10", "20"],
  );
});

test("a range of more than 11,000 points is refused before it is sent", async (t) => {
  const { client, asked } = await fakePrometheus(t, () => vector());
  await assert.rejects(
    client.queryRange("x", { from: 0, to: 11_000, step: 1 }),
    fault("PROMETHEUS_RANGE_TOO_LONG"),
  );
  await assert.rejects(
    client.queryRange("x", { from: 0, to: 10, step: 0 }),
    fault("PROMETHEUS_RANGE_TOO_LONG"),
  );
  assert.equal(asked.length, 0);
});

test("warnings and isPartial make an answer incomplete, infos do not", async (t) => {
  const vectors = { resultType: "vector", result: [] };
  const replies: Reply[] = [
    success(vectors, { warnings: ["store is down"] }),
    success(vectors, { isPartial: true }),
    success(vectors, { infos: ["not monotone"], warnings: null, isPartial: false }),
  ];
  const { client } = await fakePrometheus(t, () => replies.shift() ?? vector());
  const warned = await client.query("x");
  assert.deepEqual([warned.complete, warned.warnings], [false, ["store is down"]]);
  assert.equal((await client.query("x")).complete, false);
  const informed = await client.query("x");
  assert.deepEqual([informed.complete, informed.infos], [true, ["not monotone"]]);
});

test("busy answers are retried, and the wait that the server asks for is kept", async (t) => {
  const clock = manualClock();
  const replies: Reply[] = [
    { status: 503 },
    { status: 429, headers: { "retry-after": "7" } },
    { status: 502 },
    { status: 504 },
  ];
  const { client, asked } = await fakePrometheus(t, () => replies.shift() ?? vector([{}, "1"]), { clock });
  await client.query("x");
  assert.equal(asked.length, 5);
  assert.deepEqual(clock.slept, [375, 7000, 1500, 3000]);
});

test("a server that stays busy is unreachable after about a minute", async (t) => {
  const clock = manualClock();
  const { client } = await fakePrometheus(t, () => ({ status: 503 }), { clock });
  await assert.rejects(client.query("x"), fault("PROMETHEUS_UNREACHABLE", /503/));
  const total = clock.slept.reduce((sum, wait) => sum + wait, 0);
  assert.ok(total > 45_000 && total <= 60_000, String(total));
});

test("a server that asks for more patience than there is, is unreachable at once", async (t) => {
  const clock = manualClock();
  const { client, asked } = await fakePrometheus(
    t,
    () => ({ status: 429, headers: { "retry-after": "600" } }),
    { clock },
  );
  await assert.rejects(client.query("x"), fault("PROMETHEUS_UNREACHABLE"));
  assert.equal(asked.length, 1);
});

test("refusals are told at once: bad query, credentials, address", async (t) => {
  const cases: [Reply, string, RegExp][] = [
    [
      { status: 400, body: '{"status":"error","errorType":"bad_data","error":"parse error"}' },
      "PROMETHEUS_QUERY_REFUSED",
      /bad_data: parse error/,
    ],
    [{ status: 422, body: "<html>" }, "PROMETHEUS_QUERY_REFUSED", /status 422/],
    [{ status: 422, body: '{"status":"success","data":{}}' }, "PROMETHEUS_QUERY_REFUSED", /status 422/],
    [{ status: 401 }, "PROMETHEUS_DENIED", /401/],
    [{ status: 403 }, "PROMETHEUS_DENIED", /403/],
    [{ status: 404 }, "PROMETHEUS_ADDRESS_WRONG", /404/],
    [{ status: 302, headers: { location: "https://login.test/" } }, "PROMETHEUS_ADDRESS_WRONG", /302/],
    [{ status: 500, body: "x" }, "PROMETHEUS_UNREACHABLE", /500/],
    [
      { body: '{"status":"error","errorType":"execution","error":"many-to-many"}' },
      "PROMETHEUS_QUERY_REFUSED",
      /many-to-many/,
    ],
  ];
  for (const [reply, code, text] of cases) {
    const { client, asked } = await fakePrometheus(t, () => reply);
    await assert.rejects(client.query("x"), fault(code, text), code);
    assert.ok(asked.length <= 2);
  }
});

test("a broken or silent connection is retried, then unreachable", async (t) => {
  let count = 0;
  const dropping = await fakePrometheus(t, (_asked, response) => {
    count += 1;
    if (count > 2) return vector([{}, "1"]);
    response.destroy();
    return "handled";
  });
  assert.equal((await dropping.client.query("x")).value.length, 1);
  const slow = await fakePrometheus(t, () => "handled", { timeoutMs: 100, patienceMs: 0 });
  await assert.rejects(slow.client.query("x"), fault("PROMETHEUS_UNREACHABLE", /in time/));
});

test("a body that ends too early is a broken connection, not an empty answer", async (t) => {
  const { client } = await fakePrometheus(
    t,
    (_asked, response) => {
      response.writeHead(200, { "content-length": "500" });
      response.write('{"status":"success"');
      response.socket?.end();
      return "handled";
    },
    { patienceMs: 0 },
  );
  await assert.rejects(client.query("x"), fault("PROMETHEUS_UNREACHABLE"));
});

test("a timeout that the server tells in words is retried", async (t) => {
  const replies: Reply[] = [{ body: '{"status":"error","errorType":"timeout","error":"query timed out"}' }];
  const { client, asked } = await fakePrometheus(t, () => replies.shift() ?? vector([{}, "1"]));
  await client.query("x");
  assert.equal(asked.length, 2);
});

test("an answer that is not of the API is a fault, never an empty result", async (t) => {
  const matrix = (result: unknown): string =>
    JSON.stringify({ status: "success", data: { resultType: "matrix", result } });
  const bodies = [
    "<html>sign in</html>",
    "",
    "{",
    "[]",
    "{}",
    '{"status":"success"}',
    '{"status":"success","data":{"resultType":"streams","result":[]}}',
    '{"status":"success","data":{"resultType":"matrix","result":null}}',
    '{"status":"success","warnings":"x","data":{"resultType":"matrix","result":[]}}',
    '{"status":"success","isPartial":"no","data":{"resultType":"matrix","result":[]}}',
    matrix([1]),
    matrix([{ values: [] }]),
    matrix([{ metric: { a: 1 }, values: [] }]),
    matrix([{ metric: {}, histograms: [] }]),
    matrix([{ metric: {}, values: "x" }]),
    matrix([{ metric: {}, values: [[1]] }]),
    matrix([{ metric: {}, values: [["1", "1"]] }]),
    matrix([{ metric: {}, values: [[1, 1]] }]),
    matrix([{ metric: {}, values: [[1, "one"]] }]),
    matrix([
      {
        metric: {},
        values: [
          [2, "1"],
          [1, "1"],
        ],
      },
    ]),
  ];
  for (const body of bodies) {
    const { client } = await fakePrometheus(t, () => ({ body }));
    await assert.rejects(
      client.queryRange("x", { from: 0, to: 1, step: 1 }),
      fault("PROMETHEUS_ANSWER_INVALID"),
      body,
    );
  }
  const wrongKinds = [
    { resultType: "matrix", result: [] },
    { resultType: "vector", result: [{ metric: {}, histogram: [1, {}] }] },
    { resultType: "vector", result: ["x"] },
  ];
  for (const data of wrongKinds) {
    const { client } = await fakePrometheus(t, () => success(data));
    await assert.rejects(client.query("x"), fault("PROMETHEUS_ANSWER_INVALID"));
  }
});

test("an answer over the size limit is refused", async (t) => {
  const { client } = await fakePrometheus(t, () => vector([{ a: "x".repeat(2000) }, "1"]), {
    answerLimit: 1000,
  });
  await assert.rejects(client.query("x"), fault("PROMETHEUS_ANSWER_INVALID", /larger than 1000/));
});

test("plain http to another machine is refused as it is", async (t) => {
  const { client } = await fakePrometheus(t, () => vector(), {
    baseUrl: new URL("http://prometheus.test:9090"),
  });
  await assert.rejects(client.query("x"), fault("HTTP_INSECURE"));
});

test("the server's time is its own", async (t) => {
  const replies: Reply[] = [
    success({ resultType: "scalar", result: [1234.5, "1234.5"] }),
    vector(),
    success({ resultType: "scalar", result: [1, "NaN"] }),
  ];
  const { client } = await fakePrometheus(t, () => replies.shift() ?? vector());
  assert.equal(await client.serverTime(), 1234.5);
  await assert.rejects(client.serverTime(), fault("PROMETHEUS_ANSWER_INVALID"));
  await assert.rejects(client.serverTime(), fault("PROMETHEUS_ANSWER_INVALID"));
});

test("sample values are read as Go writes floats, and nothing else is a number", () => {
  assert.deepEqual(["1", "-0.5", "1e+06", "1.5E-3", "+Inf", "-Inf", "Inf", "5."].map(parseSampleValue), [
    1,
    -0.5,
    1e6,
    0.0015,
    Infinity,
    -Infinity,
    Infinity,
    5,
  ]);
  assert.ok(Number.isNaN(parseSampleValue("NaN")));
  for (const text of ["", " 1", "0x10", "1_000", "null", "infinity", "1e", "--1", "1".repeat(65)])
    assert.equal(parseSampleValue(text), undefined, text);
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) =>
      assert.ok(parseSampleValue(String(value)) === value),
    ),
  );
});

test("device names are matched literally, each once, in matchers of bounded size", () => {
  assert.equal(quoteLabelValue('a"b\\c\nd'), '"a\\"b\\\\c\\nd"');
  assert.equal(escapeRegex("a.b+c"), "a\\.b\\+c");
  assert.deepEqual(valueMatchers("device", []), []);
  assert.deepEqual(valueMatchers("device", ["a.1", "b"]), ['device=~"a\\\\.1|b"']);
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 20 }), { maxLength: 60 }),
      (names) => {
        const matchers = valueMatchers("d", names, 100);
        const seen = new Map(names.map((name) => [name, 0]));
        for (const matcher of matchers) {
          const pattern = new RegExp(`^(?:${JSON.parse(matcher.slice("d=~".length)) as string})$`);
          for (const name of names) if (pattern.test(name)) seen.set(name, (seen.get(name) ?? 0) + 1);
          assert.ok(matcher.length < 300);
        }
        for (const [name, count] of seen) assert.equal(count, 1, name);
      },
    ),
  );
});
