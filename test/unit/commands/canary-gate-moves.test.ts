import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import test from "node:test";
import { checkChange } from "../../../src/fleet/rules.ts";
import { verifyFile } from "../../../src/fleet/signatures.ts";
import { readFleetState } from "../../../src/fleet/state.ts";
import { toMarkdown } from "../../../src/report/markdown.ts";
import { canonicalBytes } from "../../../src/values/canonical-json.ts";
import { isFault } from "../../../src/values/fault.ts";
import { app, applyMove, digestIn, promoteMove } from "../fleet/fleet-fixture.ts";
import { gateFiles, gateWorld, simulateDevices } from "./canary-gate-world.ts";

const verdictFile = `verdicts/canary/${app}/1-1.json`;

test("the last ring's verdict is a pull request of its own that moves nothing", async (t) => {
  const world = await gateFiles([], "1.0.0");
  await applyMove(world, await promoteMove(world, "canary", "early"));
  const run = await gateWorld(t, world);
  await simulateDevices(run.store, world, "early");
  const outcome = await run.gate({ ring: "early", merge: "direct" });
  assert.match(outcome.verdict, /; merged #1$/);
  const main = await run.forge.repository.resolve("main");
  assert.ok(main);
  const state = await readFleetState(await run.forge.forge.tree(main));
  assert.deepEqual(
    state.verdicts.map(({ path: file }) => file),
    [verdictFile, `verdicts/early/${app}/1-1.json`].sort(),
  );
  assert.equal(run.forge.repository.pull(1)?.title, "prove shelf-counter 1.0.0 on early");
  const settled = await run.gate({ ring: "early" });
  assert.deepEqual(
    [settled.outputs.verdict, settled.outputs.operation, settled.outputs["verdict-path"]],
    ["promote", "unchanged", `verdicts/early/${app}/1-1.json`],
  );
});

test("a bad release is reverted and denied by a merged pull request, and a second run changes nothing", async (t) => {
  const world = await gateFiles(["1.0.0"], "1.1.0");
  const run = await gateWorld(t, world);
  await simulateDevices(run.store, world, "canary", { errors: 3 });
  const outcome = await run.gate();
  assert.equal(outcome.outputs.verdict, "revert");
  assert.match(outcome.verdict, /revert, errors 30 % of [0-9]+ \(limit 3 %\); merged #1$/);
  const main = await run.forge.repository.resolve("main");
  assert.ok(main);
  const tree = await run.forge.forge.tree(main);
  const state = await readFleetState(tree);
  const pointer = state.pointers.get(`canary/${app}`)?.file.value;
  assert.deepEqual([pointer?.release.version, pointer?.seq, pointer?.reason], ["1.0.0", 3, "revert"]);
  assert.ok(pointer?.denied.some(({ digest }) => digest === digestIn(world, `releases/${app}/1.1.0.json`)));
  const bytes = await tree.read(`verdicts/canary/${app}/1-2.json`);
  const bundle = await tree.read(`verdicts/canary/${app}/1-2.sigstore.json`);
  assert.ok(bytes);
  assert.equal((await verifyFile(state.trust, "gate", app, { path: "x", bytes, bundle })).ok, true);
  assert.deepEqual(
    await checkChange(await run.forge.forge.tree(run.forge.base), tree, run.ports.clock.now()),
    [],
  );
  run.forge.writes();
  const again = await run.gate();
  assert.deepEqual([again.outputs.verdict, again.outputs.operation], ["continue", "unchanged"]);
  assert.match(again.outputs.reason, /was reverted to shelf-counter 1\.0\.0/);
  assert.deepEqual(run.forge.writes(), []);
});

test("a revert waits for its required checks, and says so when they do not come", async (t) => {
  const world = await gateFiles(["1.0.0"], "1.1.0");
  const run = await gateWorld(t, world);
  run.forge.github.setRules("acme/fleet", "main", { requiredChecks: [{ context: "verify-release" }] });
  await simulateDevices(run.store, world, "canary", { errors: 3 });
  const before = run.store.now;
  const outcome = await run.gate({ "merge-timeout": "20s" });
  assert.match(outcome.verdict, /; #1 waits: /);
  assert.equal(outcome.ok, true);
  assert.ok(run.store.now - before > 10 && run.store.now - before <= 20);
});

test("when a bad release has nothing to go back to, the step fails and says that a person has to act", async (t) => {
  const world = await gateFiles([], "1.0.0");
  const run = await gateWorld(t, world);
  await simulateDevices(run.store, world, "canary", { errors: 3 });
  const outcome = await run.gate();
  assert.equal(outcome.ok, false);
  assert.equal(outcome.outputs.verdict, "revert");
  assert.deepEqual(
    outcome.findings.map(({ rule, severity }) => [rule, severity]),
    [["MOVE_NO_TARGET", "error"]],
  );
  assert.deepEqual(run.forge.writes(), []);
});

test("the report has the verdict first, a table of gates, a chart with its limit, and the devices folded away", async (t) => {
  const world = await gateFiles(["1.0.0"], "1.1.0");
  await applyMove(world, await promoteMove(world, "canary", "early"));
  const run = await gateWorld(t, world);
  await simulateDevices(run.store, world, "early", { silentFrom: 150 });
  const outcome = await run.gate({ ring: "early", "revert-merge": "none" });
  assert.equal(outcome.outputs.verdict, "revert");
  const markdown = toMarkdown(outcome.report);
  assert.match(
    markdown,
    /^❌ \*\*canary-gate: early\*\* shelf-counter 1\.1\.0 on early \(1-2\): revert, the app fell silent on 1 of 1 devices that are up; #\u200b1 created \[#\u200b1\]\(/,
  );
  assert.match(markdown, /\| canary \| 1\.1\.0 \| 1\.0\.0 \| 1-3 \|/);
  assert.match(markdown, /\| `errors` \| ✅ ok \| 0 % \| 3 % \| 0 \| [0-9]+ \|/);
  assert.match(markdown, /xychart-beta/);
  assert.match(markdown, /<summary>Devices: 0 of 1 run it, 0 report, 1 silent, 0 missing<\/summary>/);
  assert.match(markdown, /cosign verify-blob --bundle verdicts\/early/);
  const pull = run.forge.repository.pull(1);
  assert.deepEqual(pull?.title, "revert shelf-counter 1.1.0 on canary, early");
});

test("a release that another ring has denied is not promoted again: a person has to look", async (t) => {
  const world = await gateFiles(["1.0.0"], "1.1.0");
  const run = await gateWorld(t, world);
  await simulateDevices(run.store, world, "canary");
  // Somebody denies the release in early, which never ran it, while the canary is still being judged.
  const pointer = JSON.parse((world.files.get(`rings/early/${app}.json`) ?? "").toString()) as {
    denied: object[];
  };
  pointer.denied.push({
    digest: digestIn(world, `releases/${app}/1.1.0.json`),
    kind: "release",
    why: "by hand",
  });
  await run.forge.github.push(
    "acme/fleet",
    "main",
    { [`rings/early/${app}.json`]: canonicalBytes(pointer) },
    { actor: "ops" },
  );
  run.forge.writes();
  const outcome = await run.gate();
  assert.deepEqual(
    [outcome.outputs.verdict, outcome.ok, outcome.findings[0]?.rule],
    ["promote", false, "MOVE_DENIED"],
  );
  assert.match(outcome.verdict, /a person has to act: .* is denied \(by hand\)$/);
  assert.deepEqual(run.forge.writes(), []);
});

test("a verdict that was edited by hand on the proposal is neither used nor written over", async (t) => {
  const world = await gateFiles([], "1.0.0");
  const run = await gateWorld(t, world);
  await simulateDevices(run.store, world, "canary");
  await run.gate();
  const branch = "pi5/promote/shelf-counter/early";
  const signed = await run.forge.repository.read(branch, verdictFile);
  for (const forged of [(signed ?? "").toString().replace('"bad":0', '"bad":1'), "not JSON"]) {
    await run.forge.github.push(
      "acme/fleet",
      branch,
      { [verdictFile]: Buffer.from(forged) },
      { actor: "mallory" },
    );
    await assert.rejects(run.gate({ merge: "direct" }), (error) => isFault(error, "FORGE_HUMAN_COMMITS"));
  }
  assert.equal(run.forge.repository.pull(1)?.state, "open");
});

test("what somebody smuggles beside a standing revert is not merged with it", async (t) => {
  const world = await gateFiles(["1.0.0"], "1.1.0");
  const run = await gateWorld(t, world);
  const { forge } = run;
  await simulateDevices(run.store, world, "canary", { errors: 3 });
  const branch = "pi5/revert/shelf-counter/canary";
  await run.gate({ "revert-merge": "none" });
  const ours = (await forge.repository.resolve(branch)) ?? "";
  const main = (await forge.repository.resolve("main")) ?? "";
  await forge.github.push(
    "acme/fleet",
    branch,
    { "clusters/prod.yaml": Buffer.from("x") },
    { actor: "mallory" },
  );
  const smuggled = (await forge.repository.resolve(branch)) ?? "";
  await assert.rejects(run.gate(), (error) => isFault(error, "FORGE_HUMAN_COMMITS"));
  // The same once more as two commits, the upper of which says just what ours said.
  const git = (...argumentList: readonly string[]): string =>
    execFileSync("git", ["-C", forge.repository.directory, ...argumentList], {
      encoding: "utf8",
      env: {
        ...process.env,
        GIT_AUTHOR_NAME: "m",
        GIT_AUTHOR_EMAIL: "m@example.org",
        GIT_COMMITTER_NAME: "m",
        GIT_COMMITTER_EMAIL: "m@example.org",
      },
    }).trim();
  const mainTree = git("ls-tree", main);
  const docs = git("rev-parse", `${smuggled}:clusters`);
  const below = execFileSync("git", ["-C", forge.repository.directory, "mktree"], {
    input: `${mainTree}\n040000 tree ${docs}\tclusters\n`,
    encoding: "utf8",
  }).trim();
  const lower = git("commit-tree", "-p", main, "-m", "base", below);
  const message = git("log", "-1", "--format=%B", ours);
  const upper = git("commit-tree", "-p", lower, "-m", message, `${smuggled}^{tree}`);
  git("update-ref", `refs/heads/${branch}`, upper);
  const outcome = await run.gate();
  assert.match(outcome.verdict, /; merged #1$/);
  const merged = (await forge.repository.resolve("main")) ?? "";
  assert.equal(await forge.repository.read(merged, "clusters/prod.yaml"), undefined);
});

test("a revert merges as soon as its required check is there", async (t) => {
  const world = await gateFiles(["1.0.0"], "1.1.0");
  const run = await gateWorld(t, world);
  const { github } = run.forge;
  github.setRules("acme/fleet", "main", { requiredChecks: [{ context: "verify-release" }] });
  await simulateDevices(run.store, world, "canary", { errors: 3 });
  const clock = {
    ...run.ports.clock,
    sleep: async (milliseconds: number) => {
      const sha = run.forge.repository.pull(1)?.headSha;
      if (sha !== undefined)
        await github.setCommitStatus("acme/fleet", sha, { context: "verify-release", state: "success" });
      await run.ports.clock.sleep(milliseconds);
    },
  };
  const outcome = await run.gate({}, { clock });
  assert.match(outcome.verdict, /; merged #1$/);
});

test("merge: auto leaves the promotion to GitHub's auto-merge", async (t) => {
  const world = await gateFiles([], "1.0.0");
  const run = await gateWorld(t, world);
  run.forge.github.setRules("acme/fleet", "main", { requiredChecks: [{ context: "verify-release" }] });
  await simulateDevices(run.store, world, "canary");
  const outcome = await run.gate({ merge: "auto" });
  assert.equal(outcome.ok, true);
  assert.ok(run.forge.repository.pull(1)?.autoMerge !== undefined);
});

test("a revert that waits for people stays as it was signed, though later counts give another reason", async (t) => {
  const world = await gateFiles(["1.0.0"], "1.1.0");
  const run = await gateWorld(t, world);
  await simulateDevices(run.store, world, "canary", { errors: 3 });
  run.store.now -= 60;
  const first = await run.gate({ "revert-merge": "none" });
  run.forge.writes();
  run.store.now += 50;
  const second = await run.gate({ "revert-merge": "none" });
  assert.notEqual(second.outputs.reason, first.outputs.reason);
  assert.deepEqual(
    [second.outputs.operation, second.outputs["pull-request-number"], run.forge.writes()],
    ["unchanged", "1", []],
  );
});

test("a revert that main overtakes is judged and written again on the new main", async (t) => {
  const world = await gateFiles(["1.0.0"], "1.1.0");
  const run = await gateWorld(t, world);
  const { github } = run.forge;
  github.setRules("acme/fleet", "main", {
    requiredChecks: [{ context: "verify-release" }],
    requireUpToDate: true,
  });
  await simulateDevices(run.store, world, "canary", { errors: 3 });
  let moved = 0;
  const approve = async (): Promise<void> => {
    for (const pull of run.forge.repository.pulls())
      if (pull.state === "open")
        await github.setCommitStatus("acme/fleet", pull.headSha, {
          context: "verify-release",
          state: "success",
        });
  };
  const http: typeof run.ports.http = {
    ...run.ports.http,
    send: async (request) => {
      if (request.method === "PUT" && new URL(request.url).pathname.endsWith("/merge")) {
        moved += 1;
        if (moved === 1) await github.push("acme/fleet", "main", { "docs/b.md": "b" }, { actor: "ops" });
        await approve();
      }
      return run.ports.http.send(request);
    },
  };
  const outcome = await run.gate({}, { http });
  assert.match(outcome.verdict, /; merged #[0-9]+$/);
  assert.ok(moved >= 2);
  const main = await run.forge.repository.resolve("main");
  assert.ok(main);
  const tree = await run.forge.forge.tree(main);
  assert.ok(await tree.read("docs/b.md"));
  const pointer = (await readFleetState(tree)).pointers.get(`canary/${app}`)?.file.value;
  assert.deepEqual([pointer?.release.version, pointer?.reason], ["1.0.0", "revert"]);
});
