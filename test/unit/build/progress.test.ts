import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import fc from "fast-check";
import { createBuildahProgress } from "../../../src/build/buildah-progress.ts";
import type { BuildStep } from "../../../src/build/driver.ts";
import { createProgress, progressFindings } from "../../../src/build/progress.ts";
import { checkFindings } from "../../../src/build/progress-warning.ts";

const recorded = readFileSync(new URL("recorded-progress.jsonl", import.meta.url), "utf8").split("\n");

function fold(lines: readonly string[], now: () => number = () => 0) {
  const steps: BuildStep[] = [];
  const said: string[] = [];
  const progress = createProgress({
    handlers: { onStep: (step) => steps.push(step), onLine: (line) => said.push(line) },
    now,
  });
  for (const line of lines) progress.line(line);
  return { steps, said, progress, summary: progress.end() };
}

const vertex = (value: object): string => JSON.stringify({ vertexes: [{ digest: "sha256:a", ...value }] });
const logs = (text: string): string =>
  JSON.stringify({ logs: [{ vertex: "sha256:a", data: Buffer.from(text).toString("base64") }] });

test("a recorded build with parallel stages becomes whole steps, each told once, with its seconds and its own log", () => {
  const { steps, summary } = fold(recorded);
  const named = (part: string): BuildStep => {
    const found = steps.filter(({ name }) => name.includes(part));
    assert.equal(found.length, 1, `${part} is told ${found.length} times`);
    return found[0] as BuildStep;
  };
  const long = named("RUN echo one");
  assert.deepEqual(long.log, ["one", "line 1", "line 2", "line 3"]);
  assert.ok(long.seconds > 3 && long.seconds < 10, String(long.seconds));
  assert.equal(named("RUN sleep 2").log.length, 0);
  assert.deepEqual(named("RUN printf").log, ["warn"]);
  assert.equal(named("load build definition").internal, true);
  assert.equal(long.internal, false);
  assert.equal(summary.failed, undefined);
  assert.deepEqual(summary.text, []);
  assert.equal(summary.cacheHitRatio, 0);
});

test("build checks become findings on the line of the Dockerfile", () => {
  const { summary } = fold(recorded);
  const [first] = progressFindings(summary, "app/Dockerfile");
  assert.deepEqual(first, {
    rule: "FromAsCasing",
    severity: "warning",
    message: "'AS' and 'from' keywords' casing do not match",
    file: "app/Dockerfile",
    line: 9,
    next: "The 'as' keyword should match the case of the 'from' keyword; see https://docs.docker.com/go/dockerfile/rule/from-as-casing/",
  });
});

test("the cache-hit ratio counts steps of the Dockerfile, not loading, exporting and FROM", () => {
  const step = (digest: string, name: string, cached: boolean): string =>
    JSON.stringify({
      vertexes: [
        { digest, name, cached, started: "2026-01-01T00:00:00Z", completed: "2026-01-01T00:00:01Z" },
      ],
    });
  const { summary, steps } = fold([
    step("a", "[internal] load .dockerignore", false),
    step("b", "[linux/arm64 build 1/3] FROM docker.io/library/alpine", false),
    step("c", "[linux/arm64 build 2/3] COPY . /src", true),
    step("d", "[linux/arm64 build 3/3] RUN make", false),
    step("e", "exporting to oci image format", false),
  ]);
  assert.equal(summary.cacheHitRatio, 0.5);
  assert.equal(steps[3]?.platform, "linux/arm64");
  assert.equal(steps[2]?.seconds, 0);
  assert.equal(steps[3]?.seconds, 1);
});

test("a step that BuildKit ends and starts again in one line is told when it is over", () => {
  const { steps } = fold([
    JSON.stringify({
      vertexes: [
        { digest: "a", name: "x", started: "2026-01-01T00:00:00Z", completed: "2026-01-01T00:00:00Z" },
        { digest: "a", name: "x", started: "2026-01-01T00:00:00Z" },
      ],
    }),
  ]);
  assert.deepEqual(steps, []);
});

test("a step that takes long gives a sign of life with its last line, not more often than asked", () => {
  let now = 0;
  const said: string[] = [];
  const progress = createProgress({
    handlers: { onStep: () => {}, onLine: (line) => said.push(line) },
    now: () => now,
    heartbeatMs: 30_000,
  });
  progress.line(vertex({ name: "[2/3] RUN make", started: "2026-01-01T00:00:00Z" }));
  progress.line(logs("compiling a.c\ncompiling b.c\n"));
  for (now = 0; now <= 65_000; now += 1000) progress.tick();
  assert.deepEqual(said, [
    "still running after 30 s: [2/3] RUN make: compiling b.c",
    "still running after 60 s: [2/3] RUN make: compiling b.c",
  ]);
  assert.equal(progress.end().running?.name, "[2/3] RUN make");
});

test("a log keeps its end in bounds and says how much it dropped; a progress bar leaves its last state", () => {
  const { steps } = fold([
    vertex({ name: "[2/3] RUN make", started: "2026-01-01T00:00:00Z" }),
    logs("10%\r50%\r100%\n"),
    logs("x\n".repeat(2000)),
    logs("half"),
    logs(" line"),
    vertex({ name: "[2/3] RUN make", started: "2026-01-01T00:00:00Z", completed: "2026-01-01T00:00:09Z" }),
  ]);
  assert.equal(steps[0]?.log.length, 1000);
  assert.equal(steps[0]?.omitted, 1002);
  assert.equal(steps[0]?.log.at(-1), "half line");
  const { steps: bar } = fold([
    vertex({ name: "a" }),
    logs("10%\r50%\r100%\n"),
    vertex({ name: "a", started: "2026-01-01T00:00:00Z", completed: "2026-01-01T00:00:01Z" }),
  ]);
  assert.deepEqual(bar[0]?.log, ["100%"]);
});

test("a cache that could not be read is a warning, though the build went on", () => {
  const { summary } = fold([
    vertex({
      name: "importing cache manifest from r.example/cache:1",
      started: "2026-01-01T00:00:00Z",
      completed: "2026-01-01T00:00:01Z",
      error: "failed to configure registry cache importer: 401 Unauthorized",
    }),
  ]);
  const [finding] = progressFindings(summary, "Dockerfile");
  assert.equal(finding?.rule, "BUILD_CACHE");
  assert.match(finding.message, /401/);
});

test("steps that were cancelled because another failed are not the failure", () => {
  const ended = { started: "2026-01-01T00:00:00Z", completed: "2026-01-01T00:00:01Z" };
  const { summary } = fold([
    JSON.stringify({
      vertexes: [
        { digest: "a", name: "[a 1/1] RUN sleep", ...ended, error: "context canceled: context canceled" },
        { digest: "b", name: "[b 1/1] RUN false", ...ended, error: "exit code: 1" },
      ],
    }),
  ]);
  assert.equal(summary.failed?.name, "[b 1/1] RUN false");
});

test("no line breaks it, and what it keeps is bounded", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.json()), { maxLength: 60 }), (lines) => {
      const { summary } = fold(lines);
      assert.ok(summary.text.length <= 400);
    }),
  );
  const { summary, said } = fold([`"data":"${"x".repeat(60_000)}`, "real words"]);
  assert.deepEqual(summary.text, ["real words"]);
  assert.deepEqual(said, ["real words"]);
});

test("the answer of the build check becomes findings, and a Dockerfile that cannot be read an error", () => {
  const answer = {
    warnings: [
      {
        ruleName: "FromAsCasing",
        description: "casing",
        url: "https://docs.example/x",
        detail: "they differ",
        location: { ranges: [{ start: { line: 9 } }] },
      },
    ],
    buildError: { message: "unknown instruction: COPPY", location: { ranges: [{ start: { line: 2 } }] } },
  };
  assert.deepEqual(checkFindings(answer, "Dockerfile"), [
    {
      rule: "FromAsCasing",
      severity: "warning",
      message: "they differ",
      file: "Dockerfile",
      line: 9,
      next: "casing; see https://docs.example/x",
    },
    {
      rule: "BUILD_DOCKERFILE_SYNTAX",
      severity: "error",
      message: "unknown instruction: COPPY",
      file: "Dockerfile",
      line: 2,
    },
  ]);
  assert.deepEqual(checkFindings({ warnings: null }, "Dockerfile"), []);
  assert.deepEqual(checkFindings(undefined, "Dockerfile"), []);
});

test("buildah's STEP lines become steps with measured seconds, and cached ones are known", () => {
  let now = 0;
  const steps: BuildStep[] = [];
  const said: string[] = [];
  const progress = createBuildahProgress(
    { onStep: (step) => steps.push(step), onLine: (line) => said.push(line) },
    () => now,
  );
  const lines: readonly (readonly [number, string])[] = [
    [0, "[1/2] STEP 1/2: FROM scratch AS build"],
    [1000, "[1/2] STEP 2/2: COPY busybox /"],
    [1500, "--> Using cache 1ac3d902e439b69256d0ef4827bbddb1c9bcf3c4a6fdfb21ad60416d112552ac"],
    [1500, "--> 1ac3d902e43"],
    [2000, "[2/2] STEP 1/2: FROM scratch"],
    [2000, "[2/2] STEP 2/2: RUN make"],
    [2500, "compiling"],
    [6000, "COMMIT"],
    [6100, "Copying blob sha256:0c0c"],
  ];
  for (const [at, line] of lines) {
    now = at;
    progress.line(line);
  }
  const summary = progress.end();
  assert.deepEqual(
    steps.map(({ name, seconds, cached, log }) => [name, seconds, cached, log]),
    [
      ["[stage-0 1/2] FROM scratch AS build", 1, false, []],
      ["[stage-0 2/2] COPY busybox /", 0, true, []],
      ["[stage-1 1/2] FROM scratch", 0, false, []],
      ["[stage-1 2/2] RUN make", 4, false, ["compiling"]],
    ],
  );
  assert.equal(summary.cacheHitRatio, 0.5);
  assert.deepEqual(said, ["Copying blob sha256:0c0c"]);
});

test("buildah's long steps give a sign of life too", () => {
  let now = 0;
  const said: string[] = [];
  const progress = createBuildahProgress({ onStep: () => {}, onLine: (line) => said.push(line) }, () => now);
  progress.tick();
  progress.line("STEP 1/1: RUN make");
  now = 31_000;
  progress.tick();
  progress.tick();
  assert.deepEqual(said, ["still running after 31 s: [1/1] RUN make"]);
  assert.equal(progress.end().running?.name, "[1/1] RUN make");
});
