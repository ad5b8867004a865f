import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import test from "node:test";
import { openDriver } from "../../../src/build/builder.ts";
import { isFault } from "../../../src/values/fault.ts";
import { type Answer, containerd, digest, fake, listener, requestIn } from "./requests.ts";

const overlay: readonly Answer[] = [
  { when: "buildx inspect", stdout: "Name: default\nDriver: docker\n" },
  { when: "info", stdout: '[["Backing Filesystem","extfs"]]' },
];
const step = (name: string, more: object = {}): string =>
  `${JSON.stringify({ vertexes: [{ digest: name, name, started: "2026-01-01T00:00:00Z", completed: "2026-01-01T00:00:02Z", ...more }] })}\n`;
const metadata = {
  "containerimage.digest": digest,
  "buildx.build.provenance": {
    materials: [
      { uri: "pkg:docker/alpine@3.20?platform=linux%2Farm64", digest: { sha256: "00" } },
      {
        uri: "pkg:docker/127.0.0.1:5000/acme/base@1?digest=sha256:22&platform=linux%2Farm64",
        digest: { sha256: "11" },
      },
      { uri: "git://github.com/a/b#1", digest: { sha1: "33" } },
    ],
  },
};
const built: Answer = {
  when: "buildx build",
  stderr: `${step("[1/2] COPY a /a", { cached: true })}${step("[2/2] RUN make")}a line for people\n`,
  writes: { option: "--metadata-file", text: JSON.stringify(metadata) },
};
const failed: Answer = {
  when: "buildx build",
  stderr: `${step("[2/2] RUN false", { error: 'process "/bin/sh -c false" did not complete successfully: exit code: 1' })}Dockerfile:4\n--------------------\n   4 | >>> RUN false\n--------------------\nERROR: failed to build: failed to solve: process "/bin/sh -c false" did not complete successfully: exit code: 1\n`,
  code: 1,
};

test("the current builder is used when it can export layouts; steps, ratio and materials come from its own words", async (t) => {
  const { ports, calls } = await fake(t, "docker", [...containerd, built], {
    DOCKER_HOST: "unix:///x",
    GITHUB_TOKEN: "ghs_secret",
    ACTIONS_RUNTIME_TOKEN: "runtime",
  });
  const driver = await openDriver("auto", ports);
  const heard = listener();
  const result = await driver.build(await requestIn(t), heard);
  await driver.close();
  assert.equal(result.root, digest);
  assert.equal(result.cacheHitRatio, 0.5);
  assert.deepEqual(
    heard.steps.map(({ name, cached, seconds }) => [name, cached, seconds]),
    [
      ["[1/2] COPY a /a", true, 0],
      ["[2/2] RUN make", false, 2],
    ],
  );
  assert.deepEqual(heard.lines, ["a line for people"]);
  assert.deepEqual(result.materials, [
    { ref: "127.0.0.1:5000/acme/base:1", digest: "sha256:11", platform: "linux/arm64" },
    { ref: "alpine:3.20", digest: "sha256:00", platform: "linux/arm64" },
    { ref: "git://github.com/a/b#1", digest: "sha1:33", platform: undefined },
  ]);
  assert.match(result.builder, /default \(docker\)/);
  assert.equal(result.deferredCache, undefined);
  const last = (await calls()).at(-1);
  assert.equal(last?.env["SOURCE_DATE_EPOCH"], "1");
  assert.equal(last?.env["DOCKER_HOST"], "unix:///x");
  assert.doesNotMatch(JSON.stringify(last), /ghs_secret|runtime/);
});

test("secrets reach the builder by file alone, the git token only for the host of the context, and nothing stays", async (t) => {
  const { ports, calls } = await fake(t, "docker", [...containerd, built]);
  const driver = await openDriver("buildx", ports);
  const request = await requestIn(t, {
    context: { kind: "git", url: "https://git.example:8443/a/b.git#1", token: "token-s3cret" },
    file: undefined,
    secrets: [{ id: "NPM", value: "npm-s3cret" }],
  });
  await driver.build(request, listener());
  const last = (await calls()).at(-1);
  assert.ok(last !== undefined);
  assert.doesNotMatch(JSON.stringify([last.argv, last.env]), /s3cret/);
  assert.deepEqual(
    Object.entries(last.read).map(([word, text]) => [word.split(",")[0], text]),
    [
      ["id=NPM", "npm-s3cret 600"],
      ["id=GIT_AUTH_TOKEN.git.example:8443", "token-s3cret 600"],
    ],
  );
  assert.deepEqual(await readdir(request.temporary), ["layout"]);
  // A token of the user's own stands.
  await driver.build({ ...request, secrets: [{ id: "GIT_AUTH_TOKEN", value: "own" }] }, listener());
  const again = (await calls()).at(-1);
  assert.equal(again?.argv.filter((word) => word.includes("GIT_AUTH_TOKEN")).length, 1);
});

test("a docker driver that cannot export gets a builder of our own, removed by close even when the build failed", async (t) => {
  const { ports, calls } = await fake(t, "docker", [...overlay, failed]);
  const driver = await openDriver("buildx", ports, {
    driverOptions: ["image=localhost/bk:1", "network=host"],
  });
  await assert.rejects(
    driver.build(await requestIn(t), listener()),
    (error: unknown) => isFault(error, "BUILD_RUN_FAILED") && error.where === "Dockerfile:4",
  );
  await driver.close();
  await driver.close();
  const [created, build, removed, ...rest] = (await calls()).slice(2);
  assert.deepEqual(rest, []);
  assert.equal(created?.argv[1], "create");
  const name = created.argv[3] ?? "";
  assert.match(name, /^pi5-[0-9a-f]{12}$/);
  assert.deepEqual(created.argv.slice(4), [
    "--driver",
    "docker-container",
    "--driver-opt",
    "image=localhost/bk:1",
    "--driver-opt",
    "network=host",
    "--bootstrap",
  ]);
  assert.ok(build?.argv.includes(name));
  assert.deepEqual(removed?.argv, ["buildx", "rm", "--force", name]);
});

test("a builder that cannot be made is BUILD_BUILDER_UNUSABLE with the reason, and nothing of it stays", async (t) => {
  const { ports, calls } = await fake(t, "docker", [
    ...overlay,
    {
      when: "buildx create",
      code: 1,
      stderr: "ERROR: Error response from daemon: pull access denied for moby/buildkit\n",
    },
  ]);
  const driver = await openDriver("buildx", ports);
  await assert.rejects(
    driver.build(await requestIn(t), listener()),
    (error: unknown) => isFault(error, "BUILD_BUILDER_UNUSABLE") && /pull access denied/.test(error.message),
  );
  await driver.close();
  assert.equal((await calls()).at(-1)?.argv[1], "rm");
});

test("a registry cache is exported only when the caller asks, by a second run that writes no image", async (t) => {
  const { ports, calls } = await fake(t, "docker", [...containerd, built]);
  const driver = await openDriver("buildx", ports);
  const request = await requestIn(t, { cacheTo: ["type=registry,ref=r.example/cache"], noCache: true });
  const result = await driver.build(request, listener());
  const first = (await calls()).at(-1);
  assert.ok(!first?.argv.includes("--cache-to"));
  assert.deepEqual(await result.deferredCache?.(), []);
  const second = (await calls()).at(-1);
  assert.ok(second !== undefined);
  assert.ok(second.argv.includes("type=registry,ref=r.example/cache"));
  assert.ok(second.argv.includes("type=cacheonly") && !second.argv.includes("--no-cache"));
});

test("a deferred cache that fails is a warning, or the fault where ignore-error is false", async (t) => {
  const at = await fake(t, "docker", [
    ...containerd,
    {
      when: "buildx build --platform linux/arm64 --progress rawjson --provenance=false --sbom=false --output type=cacheonly",
      code: 1,
      stderr: "ERROR: failed to solve: error writing layer blob: 401 Unauthorized\n",
    },
    built,
  ]);
  const driver = await openDriver("buildx", at.ports);
  const soft = await driver.build(await requestIn(t, { cacheTo: ["r.example/cache"] }), listener());
  assert.equal((await soft.deferredCache?.())?.[0]?.rule, "BUILD_CACHE_DENIED");
  const hard = await driver.build(
    await requestIn(t, { cacheTo: ["type=registry,ref=r.example/cache,ignore-error=false"] }),
    listener(),
  );
  assert.ok(hard.deferredCache !== undefined);
  await assert.rejects(hard.deferredCache(), (error) => isFault(error, "BUILD_CACHE_DENIED"));
});

test("the checks alone give findings, though docker ends with 1", async (t) => {
  const answer = {
    warnings: [
      { ruleName: "StageNameCasing", detail: "it differs", location: { ranges: [{ start: { line: 3 } }] } },
    ],
  };
  const { ports } = await fake(t, "docker", [
    ...containerd,
    { when: "buildx build", stdout: JSON.stringify(answer), code: 1 },
  ]);
  const driver = await openDriver("buildx", ports);
  const findings = await driver.check(await requestIn(t), listener());
  assert.deepEqual(
    findings.map(({ rule, line }) => [rule, line]),
    [["StageNameCasing", 3]],
  );
});

test("a check that answers with no JSON, and a build without metadata, are told as such", async (t) => {
  const { ports } = await fake(t, "docker", [...containerd, { when: "buildx build" }]);
  const driver = await openDriver("buildx", ports);
  await assert.rejects(driver.check(await requestIn(t), listener()), (error) =>
    isFault(error, "BUILD_METADATA"),
  );
  await assert.rejects(driver.build(await requestIn(t), listener()), (error) =>
    isFault(error, "BUILD_METADATA"),
  );
});

test("a build that runs out of time is BUILD_TIMEOUT with the step that ran; an abort stays an abort", async (t) => {
  const running = `${JSON.stringify({ vertexes: [{ digest: "a", name: "[2/2] RUN sleep", started: "2026-01-01T00:00:00Z" }] })}\n`;
  const { ports } = await fake(t, "docker", [
    ...containerd,
    { when: "buildx build", stderr: running, sleepMs: 30_000 },
  ]);
  const driver = await openDriver("buildx", ports);
  await assert.rejects(
    driver.build(await requestIn(t, { timeoutMs: 1500 }), listener()),
    (error) => isFault(error, "BUILD_TIMEOUT") && /RUN sleep/.test(error.message),
  );
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 500);
  await assert.rejects(driver.build(await requestIn(t, { signal: abort.signal }), listener()), (error) =>
    isFault(error, "PROCESS_TIMEOUT"),
  );
});

test("without a usable docker there is no buildx; a named builder that cannot be used is an error with its reason", async (t) => {
  const missing = { ...(await fake(t, "none", [])).ports };
  await assert.rejects(openDriver("auto", missing), (error) => isFault(error, "BUILD_TOOL_MISSING"));
  await assert.rejects(
    openDriver("buildah", missing),
    (error) => isFault(error, "BUILD_TOOL_MISSING") && /buildah/.test(error.message),
  );
  for (const answers of [
    [{ when: "buildx version", code: 1 }],
    [{ when: "buildx inspect", code: 1 }],
    [{ when: "buildx inspect", stdout: "Name: default\nError: Cannot connect to the Docker daemon\n" }],
    [
      { when: "buildx inspect", stdout: "Driver: docker\n" },
      { when: "info", code: 1 },
    ],
    [
      { when: "buildx inspect", stdout: "Driver: docker\n" },
      { when: "info", stdout: "null" },
    ],
  ])
    await assert.rejects(openDriver("buildx", (await fake(t, "docker", answers)).ports), (error) =>
      isFault(error, "BUILD_TOOL_MISSING"),
    );
  const unknown = await fake(t, "docker", [
    { when: "buildx inspect", code: 1, stderr: 'ERROR: no builder "big" found\n' },
  ]);
  await assert.rejects(
    openDriver("auto", unknown.ports, { builder: "big" }),
    (error) => isFault(error, "BUILD_BUILDER_UNUSABLE") && /no builder "big" found/.test(error.message),
  );
  const down = await fake(t, "docker", [
    { when: "buildx inspect", stdout: "Name: big\nDriver: remote\nError: dial tcp: connection refused\n" },
  ]);
  await assert.rejects(
    openDriver("buildx", down.ports, { builder: "big" }),
    (error) => isFault(error, "BUILD_BUILDER_UNUSABLE") && /connection refused/.test(error.message),
  );
  await assert.rejects(
    openDriver("buildx", (await fake(t, "docker", overlay)).ports, { builder: "default" }),
    (error) => isFault(error, "BUILD_BUILDER_UNUSABLE") && /containerd image store/.test(error.message),
  );
});

test("a named builder of another driver is used as it is, and a current one that is down is replaced", async (t) => {
  const remote = await fake(t, "docker", [
    { when: "buildx inspect", stdout: "Name: far\nDriver: remote\n" },
    built,
  ]);
  const driver = await openDriver("buildx", remote.ports, { builder: "far" });
  await driver.build(await requestIn(t), listener());
  const last = (await remote.calls()).at(-1);
  assert.ok(last?.argv.includes("far"));
  const down = await fake(t, "docker", [
    { when: "buildx inspect", stdout: "Name: far\nDriver: remote\nError: down\n" },
    built,
  ]);
  const other = await openDriver("buildx", down.ports);
  const result = await other.build(await requestIn(t), listener());
  assert.match(result.builder, /made for this run/);
  await other.close();
});
