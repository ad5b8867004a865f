import assert from "node:assert/strict";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { buildahArguments, openBuildah } from "../../../src/build/buildah.ts";
import { buildxArguments, openBuildx } from "../../../src/build/buildx.ts";
import type { BuildRequest } from "../../../src/build/driver.ts";
import { explainFailure } from "../../../src/build/failure.ts";
import { createProcesses } from "../../../src/io/process.ts";
import { isFault } from "../../../src/values/fault.ts";

const request: BuildRequest = {
  context: "/src",
  file: "/src/Dockerfile",
  target: "app",
  buildArguments: [
    ["A", "x y"],
    ["B", "$(id)"],
  ],
  labels: [["l", "v"]],
  noCache: true,
  pull: true,
  network: "none",
  layout: "/out",
};
const plain: BuildRequest = {
  ...request,
  target: undefined,
  network: undefined,
  noCache: false,
  pull: false,
  buildArguments: [],
  labels: [],
};

/** A program that records its argv and environment, one JSON a line, and answers as a table says. */
async function fake(
  t: TestContext,
  name: string,
  answers: readonly { when: string; stdout?: string; stderr?: string; code?: number }[],
) {
  const directory = await mkdtemp(path.join(tmpdir(), "pi5-fake-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const record = path.join(directory, "record");
  await writeFile(record, "");
  const program = `#!${process.execPath}
const argv = process.argv.slice(2);
require("node:fs").appendFileSync(${JSON.stringify(record)}, JSON.stringify({ argv, env: process.env }) + "\\n");
const answer = ${JSON.stringify(answers)}.find((entry) => argv.join(" ").startsWith(entry.when)) ?? {};
process.stdout.write(answer.stdout ?? ""); process.stderr.write(answer.stderr ?? ""); process.exitCode = answer.code ?? 0;`;
  await writeFile(path.join(directory, name), program);
  await chmod(path.join(directory, name), 0o755);
  const calls = async () =>
    (await readFile(record, "utf8"))
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as { argv: string[]; env: Record<string, string> });
  return { processes: createProcesses({ PATH: directory, HOME: directory, GITHUB_TOKEN: "secret" }), calls };
}

test("buildx gets one argument a value, exports a layout and attaches nothing", () => {
  const args = buildxArguments(request, "big");
  assert.deepEqual(args.slice(0, 10), [
    "buildx",
    "build",
    "--platform",
    "linux/arm64",
    "--progress",
    "plain",
    "--provenance=false",
    "--sbom=false",
    "--output",
    "type=oci,tar=false,dest=/out",
  ]);
  assert.ok(
    args.includes("B=$(id)") &&
      args.includes("A=x y") &&
      args.includes("--no-cache") &&
      args.includes("--pull"),
  );
  assert.deepEqual(args.slice(-2), ["--", "/src"]);
  assert.ok(!args.some((argument) => argument.includes("push")));
  assert.deepEqual(buildxArguments(plain, undefined).slice(10), ["--file", "/src/Dockerfile", "--", "/src"]);
});

test("buildah gets the same request in its own words", () => {
  const args = buildahArguments(request, "localhost/x");
  assert.deepEqual(args.slice(-2), ["--", "/src"]);
  for (const expected of [
    "--timestamp",
    "1",
    "--no-cache",
    "--pull=true",
    "--network",
    "none",
    "l=v",
    "A=x y",
  ])
    assert.ok(args.includes(expected), expected);
  assert.ok(!buildahArguments(plain, "x").includes("--pull=true"));
});

test("the current builder is used when it can export layouts, with a clean environment", async (t) => {
  const { processes, calls } = await fake(t, "docker", [
    { when: "buildx inspect", stdout: "Name: default\nDriver:        docker\n" },
    { when: "info", stdout: '[["driver-type","io.containerd.snapshotter.v1"]]' },
    { when: "buildx build", stderr: "#1 doing\n" },
  ]);
  const driver = await openBuildx(processes, { DOCKER_HOST: "unix:///x", GITHUB_TOKEN: "secret" }, undefined);
  const lines: string[] = [];
  await driver?.build(plain, (line) => lines.push(line));
  assert.deepEqual(lines, ["#1 doing"]);
  const build = (await calls()).at(-1);
  assert.equal(build?.argv[1], "build");
  assert.equal(build?.env["SOURCE_DATE_EPOCH"], "1");
  assert.equal(build?.env["DOCKER_HOST"], "unix:///x");
  assert.ok(!("GITHUB_TOKEN" in (build?.env ?? {})));
});

test("a docker driver that cannot export gets a builder of our own, removed even when the build fails", async (t) => {
  const { processes, calls } = await fake(t, "docker", [
    { when: "buildx inspect", stdout: "Driver: docker\n" },
    { when: "info", stdout: '[["Backing Filesystem","extfs"]]' },
    {
      when: "buildx build",
      stderr:
        'failed to solve: process "/bin/sh -c false" did not complete successfully: exit code: 1\nDockerfile:4\n',
      code: 1,
    },
  ]);
  const driver = await openBuildx(processes, {}, undefined);
  await assert.rejects(
    async () => driver?.build(plain, () => {}),
    (error: unknown) => isFault(error, "BUILD_RUN_FAILED") && error.where === "Dockerfile:4",
  );
  const verbs = (await calls()).map((call) => call.argv.slice(0, 2).join(" "));
  assert.deepEqual(verbs.slice(-3), ["buildx create", "buildx build", "buildx rm"]);
  const [created, , removed] = (await calls()).slice(-3);
  assert.equal(created?.argv[3], removed?.argv.at(-1));
});

test("without a usable docker there is no buildx driver; an unknown named builder is an error", async (t) => {
  const none = createProcesses({ PATH: "/nowhere" });
  assert.equal(await openBuildx(none, {}, undefined), undefined);
  assert.equal(await openBuildah(none, {}), undefined);
  const noPlugin = await fake(t, "docker", [{ when: "buildx version", code: 1 }]);
  assert.equal(await openBuildx(noPlugin.processes, {}, undefined), undefined);
  const noBuilder = await fake(t, "docker", [{ when: "buildx inspect", code: 1 }]);
  assert.equal(await openBuildx(noBuilder.processes, {}, undefined), undefined);
  await assert.rejects(openBuildx(noBuilder.processes, {}, "big"), (error: unknown) =>
    isFault(error, "BUILD_TOOL_MISSING"),
  );
  // As buildx 0.29 says it where DOCKER_HOST names a socket that is not there.
  const silent = await fake(t, "docker", [
    {
      when: "buildx inspect",
      stdout: "Name:   default\nDriver: \nError:  Cannot connect to the Docker daemon\n",
    },
  ]);
  assert.equal(await openBuildx(silent.processes, {}, undefined), undefined);
  const noDaemon = await fake(t, "docker", [
    { when: "buildx inspect", stdout: "Driver: docker\n" },
    { when: "info", code: 1 },
  ]);
  assert.equal(await openBuildx(noDaemon.processes, {}, undefined), undefined);
  const remote = await fake(t, "docker", [{ when: "buildx inspect", stdout: "Driver: remote\n" }]);
  assert.equal((await openBuildx(remote.processes, {}, "big"))?.name, "buildx");
  const noCreate = await fake(t, "docker", [
    { when: "buildx inspect", stdout: "Driver: docker\n" },
    { when: "info", stdout: "[]" },
    { when: "buildx create", code: 1 },
  ]);
  await assert.rejects(
    async () => (await openBuildx(noCreate.processes, {}, undefined))?.build(plain, () => {}),
    (error: unknown) => isFault(error, "BUILD_TOOL_MISSING"),
  );
});

test("buildah builds, pushes to the layout and removes its image, also when the push fails", async (t) => {
  const good = await fake(t, "buildah", [{ when: "build", stdout: "STEP 1/2: FROM scratch\n" }]);
  const lines: string[] = [];
  await (
    await openBuildah(good.processes, { STORAGE_DRIVER: "vfs" })
  )?.build(plain, (line) => lines.push(line));
  const calls = await good.calls();
  assert.deepEqual(
    calls.map((call) => call.argv[0]),
    ["build", "push", "rmi"],
  );
  assert.equal(calls[1]?.argv.at(-1), "oci:/out:built");
  assert.equal(calls[0]?.env["STORAGE_DRIVER"], "vfs");
  assert.deepEqual(lines, ["STEP 1/2: FROM scratch"]);
  const bad = await fake(t, "buildah", [{ when: "push", stderr: "no space left on device", code: 125 }]);
  await assert.rejects(
    async () => (await openBuildah(bad.processes, {}))?.build(plain, () => {}),
    (error: unknown) => isFault(error, "BUILD_FAILED") && error.message.includes("no space left"),
  );
  assert.deepEqual(
    (await bad.calls()).map((call) => call.argv[0]),
    ["build", "push", "rmi"],
  );
});

test("a builder's words become a code", () => {
  const cases: readonly (readonly [string, string])[] = [
    [
      "ERROR: failed to solve: dockerfile parse error on line 1: unknown instruction: FRM (did you mean FROM?)",
      "BUILD_DOCKERFILE_SYNTAX",
    ],
    ["failed to read dockerfile: open X: no such file or directory", "BUILD_DOCKERFILE_MISSING"],
    [
      "ERROR: ghcr.io/a/b: failed to resolve source metadata for ghcr.io/a/b:latest: ghcr.io/a/b:latest: not found",
      "BUILD_BASE_NOT_FOUND",
    ],
    // As buildah 1.28 says it where the repository does not exist at all.
    [
      "initializing source docker://r.example/a/b:1: reading manifest 1: name unknown",
      "BUILD_BASE_NOT_FOUND",
    ],
    ["no match for platform in manifest: not found", "BUILD_BASE_NOT_ARM64"],
    ["exec /bin/sh: exec format error", "BUILD_EMULATION_MISSING"],
    ['process "/bin/sh -c false" did not complete successfully: exit code: 1', "BUILD_RUN_FAILED"],
    ["dial tcp 127.0.0.1:5000: connect: connection refused", "BUILD_NETWORK"],
    ["something new", "BUILD_FAILED"],
  ];
  for (const [text, code] of cases) assert.ok(isFault(explainFailure("docker buildx", 1, text), code), text);
  assert.ok(explainFailure("x", 1, "y".repeat(100_000)).message.length < 2000);
});
