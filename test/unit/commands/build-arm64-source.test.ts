import assert from "node:assert/strict";
import test from "node:test";
import { startGitHub } from "../../../doubles/github/github.ts";
import { isFault } from "../../../src/values/fault.ts";
import { buildWorld } from "./build-arm64-world.ts";

const dockerfile = "FROM debian:12\nRUN true\n";

test("without a context it is the commit of the run, whose Dockerfile is read by the API and judged", async (t) => {
  const github = await startGitHub();
  t.after(() => github.close());
  const repository = await github.createRepository({
    owner: "acme",
    name: "app",
    files: { Dockerfile: dockerfile, "shop/Dockerfile": "FROM scratch\n" },
  });
  const commit = (await repository.resolve("main")) ?? "";
  const token = github.createToken({
    kind: "app",
    actor: "ci",
    repositories: ["acme/app"],
    permissions: { contents: "read" },
  });
  const { apiUrl, graphqlUrl, serverUrl } = github;
  const run = { repository: "acme/app", commit, apiUrl, graphqlUrl, serverUrl };
  const { build, docker } = await buildWorld(t, { run });
  const outcome = await build({ push: "false", "github-token": token });
  assert.equal(outcome.ok, true, outcome.verdict);
  const finding = outcome.findings.find(({ rule }) => rule === "P5042");
  assert.deepEqual([finding?.file, finding?.line], ["Dockerfile", 1]);
  const calls = await docker.calls();
  const argv = calls.find((call) => call.argv[1] === "build")?.argv ?? [];
  assert.equal(argv.at(-1), `${serverUrl}/acme/app.git#${commit}`);
  assert.ok(!JSON.stringify(calls.map((call) => call.argv)).includes(token));
  // A subdirectory, and a Dockerfile that is not there.
  const below = await build({
    push: "false",
    "github-token": token,
    context: `${serverUrl}/acme/app.git#${commit}:shop`,
  });
  assert.ok(below.findings.every(({ rule }) => rule !== "P5042"));
  await assert.rejects(
    build({ push: "false", "github-token": token, file: "nowhere/Dockerfile" }),
    (error: unknown) => isFault(error, "BUILD_DOCKERFILE_MISSING"),
  );
});

test("a git context of another server never gets the token, and pinned bases cannot be promised for it", async (t) => {
  const { build, docker } = await buildWorld(t);
  const context = "https://git.example/other/app.git#main";
  const outcome = await build({ push: "false", context, "github-token": "a-token-of-this-job" });
  assert.equal(outcome.ok, true);
  assert.doesNotMatch(JSON.stringify(await docker.calls()), /a-token-of-this-job|GIT_AUTH_TOKEN/);
  await assert.rejects(build({ push: "false", context, "require-pinned-bases": "true" }), (error: unknown) =>
    isFault(error, "BUILD_BASE_NOT_PINNED"),
  );
});
