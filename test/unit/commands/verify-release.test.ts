import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { batchedTree } from "../../../src/commands/verify-release/batched-tree.ts";
import { run } from "../../../src/commands/verify-release/run.ts";
import type { Git } from "../../../src/io/git.ts";
import { createHttp } from "../../../src/io/http.ts";
import { silentLog } from "../../../src/io/log.ts";
import type { Ports } from "../../../src/io/ports.ts";
import { createProcesses } from "../../../src/io/process.ts";
import { createSecrets } from "../../../src/io/secret.ts";
import { canonicalBytes } from "../../../src/values/canonical-json.ts";
import type { Finding } from "../../../src/values/finding.ts";
import { isFault } from "../../../src/values/fault.ts";
import {
  type Files,
  app,
  applyMove,
  makeWorld,
  now,
  promoteMove,
  provedWorld,
  releaseMove,
  keys,
  releaseOf,
  signBundle,
} from "../fleet/fleet-fixture.ts";
import { fullName, startManifests } from "./manifests-world.ts";

type Checkout = {
  readonly directory: string;
  /** Writes files as they are and commits them on a new or current branch. */
  readonly commit: (files: Files) => Promise<string>;
  readonly git: (...argumentList: readonly string[]) => string;
  readonly ports: (event?: object) => Ports;
};

async function makeCheckout(t: TestContext, files: Files): Promise<Checkout> {
  const directory = await mkdtemp(path.join(tmpdir(), "verify-release-"));
  const http = createHttp({ environment: {} });
  t.after(async () => {
    await http.close();
    await rm(directory, { recursive: true, force: true });
  });
  const git = (...argumentList: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...argumentList], {
      cwd: directory,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  git("init", "-q", "-b", "main");
  let before: Files = new Map();
  const commit = async (next: Files): Promise<string> => {
    for (const name of before.keys())
      if (!next.has(name)) await rm(path.join(directory, name), { force: true });
    for (const [name, bytes] of next) {
      await mkdir(path.dirname(path.join(directory, name)), { recursive: true });
      await writeFile(path.join(directory, name), bytes);
    }
    before = next;
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", "change");
    return git("rev-parse", "HEAD");
  };
  await commit(files);
  const run = {
    repository: fullName,
    repositoryId: "1",
    ownerId: "1",
    commit: "",
    ref: "",
    eventName: "pull_request",
    runId: "1",
    runAttempt: "1",
    actor: "octocat",
    serverUrl: "",
    apiUrl: "",
    graphqlUrl: "",
  };
  return {
    directory,
    commit,
    git,
    ports: (event = {}) => ({
      environment: {},
      clock: { now: () => now, sleep: async () => {} },
      log: silentLog,
      secrets: createSecrets(),
      processes: createProcesses(process.env),
      http,
      httpFor: () => http,
      random: () => 0.5,
      workspace: directory,
      temporary: directory,
      identityToken: async () => "",
      run: { ...run, event: async () => event as Record<string, unknown> },
    }),
  };
}

function input(changes: Partial<Parameters<typeof run>[0]> = {}): Parameters<typeof run>[0] {
  return {
    "manifests-repository": undefined,
    "manifests-token": undefined,
    base: undefined,
    head: undefined,
    ...changes,
  };
}

function rulesOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(({ rule }) => rule))].sort();
}

test("a planned move in a checkout passes and names its rings", async (t) => {
  const world = await provedWorld("1.0.0");
  const checkout = await makeCheckout(t, world.files);
  checkout.git("checkout", "-q", "-b", "topic");
  await applyMove(world, releaseMove("1.1.0"));
  const head = await checkout.commit(world.files);
  const outcome = await run(
    input(),
    checkout.ports({ pull_request: { base: { ref: "main" }, head: { sha: head } } }),
  );
  assert.deepEqual(outcome.findings, []);
  assert.equal(outcome.ok, true);
  assert.equal(outcome.verdict, "pass: 4 files changed, moves canary");
  assert.deepEqual(outcome.outputs, { result: "pass", findings: "[]", "changed-rings": "canary" });
});

test("the change is judged on the tip of the base, not on where it was made", async (t) => {
  const world = await provedWorld("1.0.0");
  const checkout = await makeCheckout(t, world.files);
  checkout.git("checkout", "-q", "-b", "topic");
  const topic = makeWorld(world.files);
  await applyMove(topic, releaseMove("1.1.0"));
  const head = await checkout.commit(topic.files);
  checkout.git("checkout", "-q", "main");
  const other = makeWorld(world.files);
  await applyMove(other, releaseMove("1.2.0"));
  await checkout.commit(other.files);
  const outcome = await run(input({ base: "main", head }), checkout.ports());
  assert.equal(outcome.ok, false);
  assert.deepEqual(rulesOf(outcome.findings), ["pointer-previous", "pointer-seq"]);
  assert.equal(outcome.verdict, "fail: 2 rules are broken");
  assert.deepEqual(JSON.parse(outcome.outputs.findings), outcome.findings);
  assert.equal(outcome.report.blocks[1]?.kind, "table");
  const before = checkout.git("merge-base", "main", head);
  assert.equal((await run(input({ base: before, head: "topic" }), checkout.ports())).ok, true);
});

test("a base branch that has moved on elsewhere does not matter to the change", async (t) => {
  const world = await provedWorld("1.0.0");
  const checkout = await makeCheckout(t, world.files);
  checkout.git("checkout", "-q", "-b", "topic");
  const topic = makeWorld(world.files);
  await applyMove(topic, releaseMove("1.1.0"));
  const head = await checkout.commit(topic.files);
  checkout.git("checkout", "-q", "main");
  const base = await checkout.commit(new Map([...world.files, ["docs/notes.md", Buffer.from("x")]]));
  const event = { merge_group: { base_sha: base, head_sha: head } };
  const outcome = await run(input(), checkout.ports(event));
  assert.equal(outcome.verdict, "pass: 4 files changed, moves canary");
});

test("a Revert by the button fails with the command that does it right", async (t) => {
  const world = await provedWorld("1.0.0");
  const before = world.files;
  await applyMove(world, { kind: "refresh", app, ring: "canary" }, new Date("2026-11-23T01:00:00Z"));
  const checkout = await makeCheckout(t, before);
  await checkout.commit(world.files);
  checkout.git("checkout", "-q", "-b", "revert-1");
  await checkout.commit(before);
  const outcome = await run(input({ base: "main", head: "revert-1" }), checkout.ports());
  assert.deepEqual(rulesOf(outcome.findings), ["plain-revert"]);
  assert.match(outcome.findings[0]?.next ?? "", /pi5 rollback --app shelf-counter --ring canary/);
});

test("links, submodules and executables in managed folders are refused, read either way, and are free elsewhere", async (t) => {
  const world = await provedWorld("1.0.0");
  const manifests = await startManifests(t, world.files);
  const checkout = await makeCheckout(t, new Map());
  checkout.git("fetch", "-q", manifests.repository.directory, "main");
  checkout.git("checkout", "-q", "-B", "main", "FETCH_HEAD");
  checkout.git("checkout", "-q", "-b", "topic");
  const add = (mode: string, id: string, file: string): string =>
    checkout.git("update-index", "--add", "--cacheinfo", `${mode},${id},${file}`);
  const blob = checkout.git("rev-parse", "main:rings/canary/shelf-counter.json");
  const commit = checkout.git("rev-parse", "main");
  add("120000", blob, "deploy/canary/kustomization.yaml");
  add("120000", blob, "rings/canary/other.json");
  add("160000", commit, "releases/vendor");
  add("100755", blob, "rings/canary/shelf-counter.json");
  add("120000", blob, "link.yaml");
  add("160000", commit, "vendor");
  add("100755", blob, ".github/run.sh");
  checkout.git("commit", "-q", "-m", "links");
  checkout.git("push", "-q", manifests.repository.directory, "topic");
  const reader = manifests.github.createToken({
    kind: "app",
    actor: "reader",
    repositories: [fullName],
    permissions: { contents: "read" },
  });
  for (const [given, ports] of [
    [input({ base: "main", head: "topic" }), checkout.ports()],
    [input({ "manifests-token": reader, base: "main", head: "topic" }), manifests.ports],
  ] as const) {
    const { findings } = await run(given, ports);
    assert.deepEqual(
      findings
        .filter(({ rule }) => rule === "not-a-file")
        .map(({ file = "" }) => file)
        .sort((left, right) => (left < right ? -1 : 1)),
      [
        "deploy/canary/kustomization.yaml",
        "releases/vendor",
        "rings/canary/other.json",
        "rings/canary/shelf-counter.json",
      ],
    );
  }
});

test("a run that names no change, or a branch that is not there, says what is missing", async (t) => {
  const checkout = await makeCheckout(t, makeWorld().files);
  await assert.rejects(run(input(), checkout.ports()), (error) => isFault(error, "VERIFY_RANGE_MISSING"));
  await assert.rejects(run(input({ base: "main" }), checkout.ports()), (error) =>
    isFault(error, "VERIFY_RANGE_MISSING"),
  );
  for (const head of ["nowhere", "--help", "0".repeat(40)])
    await assert.rejects(run(input({ base: "main", head }), checkout.ports()), (error) =>
      isFault(error, "VERIFY_BRANCH_MISSING"),
    );
});

test("the same change is judged the same over GitHub's API", async (t) => {
  const world = await provedWorld("1.0.0");
  const manifests = await startManifests(t, world.files);
  const first = await manifests.repository.resolve("main");
  await applyMove(world, releaseMove("1.1.0"));
  const base = await manifests.push(world);
  await applyMove(world, await promoteMove(world, "canary", "early"));
  await manifests.push(world);
  const reader = manifests.github.createToken({
    kind: "app",
    actor: "reader",
    repositories: [fullName],
    permissions: { contents: "read" },
  });
  const check = (from: string | undefined, head: string) =>
    run(input({ "manifests-token": reader, base: from, head }), manifests.ports);
  assert.equal((await check(base, "main")).verdict, "pass: 4 files changed, moves early");
  const both = await check(first, "main");
  assert.deepEqual(rulesOf(both.findings), ["promote-evidence", "verdict-binding"]);
  await assert.rejects(check("nowhere", "main"), (error) => isFault(error, "VERIFY_BRANCH_MISSING"));
});

test("a git that fails or answers with something else is reported, not waited for", async () => {
  const id = "a".repeat(40);
  const gitWith = (answer: () => Promise<Buffer>): Git => ({
    run: async ([command]) =>
      command === "ls-tree"
        ? Buffer.from([`100644 blob ${id}\tfleet.yaml`, `120000 blob ${id}\tlink`].join("\0"))
        : answer(),
    resolve: async (revision) => revision,
    tree: () => {
      throw new Error("not used");
    },
  });
  const missing = await batchedTree(
    gitWith(async () => Buffer.from(`${id} missing\n`)),
    "main",
  );
  assert.deepEqual(await missing.list(""), ["fleet.yaml"]);
  assert.equal(await missing.read("link"), undefined);
  await assert.rejects(missing.read("fleet.yaml"), (error) => isFault(error, "GIT_FAILED"));
  const failing = gitWith(async () => {
    throw new TypeError("a bug");
  });
  await assert.rejects((await batchedTree(failing, "main")).read("fleet.yaml"), TypeError);
});

test("a change among two hundred releases is judged in under a second", async (t) => {
  const world = await provedWorld("1.0.0");
  await applyMove(world, releaseMove("1.1.0"));
  const bytes = (minor: number) => canonicalBytes(releaseOf(`1.${minor}.0`));
  for (let minor = 2; minor <= 200; minor += 1) {
    world.files.set(`releases/${app}/1.${minor}.0.json`, bytes(minor));
    world.files.set(`releases/${app}/1.${minor}.0.sigstore.json`, signBundle(bytes(minor), keys.release));
  }
  const checkout = await makeCheckout(t, world.files);
  checkout.git("checkout", "-q", "-b", "topic");
  await applyMove(world, { kind: "revert", app, ring: "canary", why: "a check of the clock" });
  await checkout.commit(world.files);
  const ports = checkout.ports();
  const started = performance.now();
  const outcome = await run(input({ base: "main", head: "topic" }), ports);
  const elapsed = performance.now() - started;
  assert.equal(outcome.verdict, "pass: 2 files changed, moves canary");
  t.diagnostic(`${Math.round(elapsed)} ms`);
  // A slow machine under load is given some room; the bench holds the promise itself.
  assert.ok(elapsed < 3000, `${elapsed} ms`);
});
