import assert from "node:assert/strict";
import { readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { checkChange } from "../../../src/fleet/rules.ts";
import { verifyFile } from "../../../src/fleet/signatures.ts";
import { readFleetState } from "../../../src/fleet/state.ts";
import { toMarkdown } from "../../../src/report/markdown.ts";
import { readVerdict } from "../../../src/schema/signed-json.ts";
import { canonicalBytes } from "../../../src/values/canonical-json.ts";
import { isFault } from "../../../src/values/fault.ts";
import { app, applyMove, digestIn, keys, promoteMove } from "../fleet/fleet-fixture.ts";
import { gateFiles, gateWorld, simulateDevices, start } from "./canary-gate-world.ts";

const verdictFile = `verdicts/canary/${app}/1-1.json`;

test("a good release is promoted by a pull request with the next ring's pointer and a signed verdict, once", async (t) => {
  const world = await gateFiles([], "1.0.0");
  const run = await gateWorld(t, world);
  await simulateDevices(run.store, world, "canary");
  const outcome = await run.gate();
  assert.equal(outcome.ok, true);
  assert.match(
    outcome.verdict,
    /^shelf-counter 1\.0\.0 on canary \(1-1\): promote, errors 0 % of [0-9]+ \(limit 3 %\); 2 of 2 devices report; #1 created$/,
  );
  assert.deepEqual(
    [
      outcome.outputs.verdict,
      outcome.outputs.operation,
      outcome.outputs["pull-request-number"],
      outcome.outputs["verdict-path"],
      outcome.outputs["next-check-seconds"],
    ],
    ["promote", "created", "1", verdictFile, "0"],
  );
  const pull = run.forge.repository.pull(1);
  assert.equal(pull?.title, "promote shelf-counter 1.0.0 to early");
  const head = await run.forge.repository.resolve("pi5/promote/shelf-counter/early");
  assert.ok(head);
  const [base, tree] = [await run.forge.forge.tree(run.forge.base), await run.forge.forge.tree(head)];
  assert.deepEqual(await checkChange(base, tree, run.ports.clock.now()), []);
  const bytes = await tree.read(verdictFile);
  assert.ok(bytes);
  const verdict = readVerdict(bytes, verdictFile).value;
  assert.deepEqual(verdict.devices, { ring: 2, updated: 2, reporting: 2, silent: [], missing: [] });
  assert.equal(verdict.window.to, new Date((start + 200) * 1000).toISOString().replace(".000Z", "Z"));
  assert.equal(verdict.metrics[0]?.state, "ok");
  assert.ok((await tree.list("rings/early/")).includes(`rings/early/${app}.json`));
  // Later counts differ; what is proposed and signed stays.
  run.forge.writes();
  run.store.now += 2;
  const again = await run.gate();
  assert.equal(again.outputs.operation, "unchanged");
  assert.equal(again.outputs["pull-request-number"], "1");
  assert.deepEqual(run.forge.writes(), []);
});

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

test("a pointer that devices do not follow yet is not judged", async (t) => {
  const world = await gateFiles([], "1.0.0");
  const run = await gateWorld(t, world, { publish: false });
  const outcome = await run.gate();
  assert.deepEqual(
    [outcome.outputs.verdict, outcome.outputs.evidence, outcome.outputs["next-check-seconds"]],
    ["hold", "", "60"],
  );
  assert.match(outcome.outputs.reason, /^not published yet/);
  const nothing = await run.gate({ ring: "early" });
  assert.match(nothing.verdict, /^early: hold, early runs no release/);
});

test("a verdict that main holds is given back as it is", async (t) => {
  const world = await gateFiles(["1.0.0"]);
  const run = await gateWorld(t, world);
  const outcome = await run.gate();
  assert.deepEqual(
    [outcome.outputs.verdict, outcome.outputs.operation, outcome.outputs["verdict-path"]],
    ["promote", "unchanged", verdictFile],
  );
  assert.deepEqual(run.forge.writes(), []);
});

test("a refresh of what a ring has proved needs no second verdict", async (t) => {
  const world = await gateFiles(["1.0.0"]);
  await applyMove(world, { kind: "refresh", app, ring: "canary" }, new Date("2026-12-30T12:00:00Z"));
  const outcome = await (await gateWorld(t, world)).gate();
  assert.match(outcome.outputs.reason, /canary has proved shelf-counter 1\.0\.0 at 1-1; 1-2 changes nothing/);
});

test("an outage or a partial answer holds, whatever was measured before", async (t) => {
  const world = await gateFiles(["1.0.0"], "1.1.0");
  const run = await gateWorld(t, world);
  await simulateDevices(run.store, world, "canary", { errors: 9 });
  const faults = [
    { status: 503 },
    { body: "<html>proxy</html>" },
    { body: '{"status":"success","data":{"resultType":"vector","result":[' },
    { body: '{"status":"success","data":{"resultType":"scalar","result":[1,"NaN"]}}' },
    {
      body: JSON.stringify({
        status: "success",
        data: { resultType: "scalar", result: [run.store.now, "1"] },
      }),
    },
  ];
  for (const reply of faults) {
    run.reply = reply;
    const outcome = await run.gate();
    assert.equal(outcome.outputs.verdict, "hold", JSON.stringify(reply));
    assert.equal(outcome.ok, true);
  }
  assert.deepEqual(run.forge.writes(), []);
});

test("wrong credentials and wrong settings fail the step and change nothing", async (t) => {
  const world = await gateFiles([], "1.0.0");
  const run = await gateWorld(t, world);
  await simulateDevices(run.store, world, "canary");
  run.reply = { status: 401 };
  await assert.rejects(
    run.gate({ "prometheus-token": "hunter2-hunter2", "prometheus-user": "me", "prometheus-tenant": "t" }),
    (error) => isFault(error, "PROMETHEUS_DENIED"),
  );
  assert.equal(
    run.ports.secrets.mask(`hunter2-hunter2 ${Buffer.from("me:hunter2-hunter2").toString("base64")}`),
    "*** ***",
  );
  run.reply = undefined;
  await assert.rejects(run.gate({ ring: "unknown" }), (error) => isFault(error, "CANARY_RING_UNKNOWN"));
  await assert.rejects(run.gate({ "signing-key": keys.stranger.privateKey }), (error) =>
    isFault(error, "CANARY_SIGNER_UNTRUSTED"),
  );
  run.store.drop(({ name }) => name !== "pi5_inference_requests_total");
  await assert.rejects(run.gate(), (error) => isFault(error, "GATE_METRIC_MISSING"));
  assert.deepEqual(run.forge.writes(), []);
});

test("a dry run signs and writes nothing; act: false leaves a signed verdict in a file", async (t) => {
  const world = await gateFiles([], "1.0.0");
  const run = await gateWorld(t, world);
  await simulateDevices(run.store, world, "canary");
  const dry = await run.gate({ "dry-run": "true", "signing-key": "no key at all" });
  assert.match(dry.verdict, /\(dry run, nothing was written\)$/);
  assert.deepEqual(
    [dry.outputs.verdict, dry.outputs["verdict-file"], dry.outputs["verdict-path"]],
    ["promote", "", ""],
  );
  const judged = await run.gate({ act: "false" });
  assert.equal(judged.outputs.operation, "unchanged");
  assert.equal(judged.outputs["verdict-path"], verdictFile);
  const bytes = await readFile(judged.outputs["verdict-file"]);
  const bundle = await readFile(judged.outputs["verdict-file"].replace(/\.json$/, ".sigstore.json"));
  const state = await world.state();
  assert.equal((await verifyFile(state.trust, "gate", app, { path: "x", bytes, bundle })).ok, true);
  const evidence: unknown = JSON.parse(await readFile(judged.outputs.evidence, "utf8"));
  assert.equal((evidence as { kind: string }).kind, "canary-evidence");
  assert.deepEqual(await readdir(path.join(run.temporary, "pi5-canary-gate")), [`${app}-canary-1-1`]);
  assert.deepEqual(run.forge.writes(), []);
});

test("mode: wait looks again until there is a verdict", async (t) => {
  const world = await gateFiles([], "1.0.0");
  const run = await gateWorld(t, world);
  await simulateDevices(run.store, world, "canary");
  run.store.now = start + 10;
  const outcome = await run.gate({ mode: "wait", interval: "15s", "wait-timeout": "10m" });
  assert.equal(outcome.outputs.verdict, "promote");
  assert.ok(run.lines.some((line) => line.startsWith("continue: 0 of 2 devices run the release")));
  assert.ok(run.lines.some((line) => /^continue: [0-9]+ s of 60 s of soak are over$/.test(line)));
  assert.ok(run.store.now < start + 200);
});

test("mode: wait ends with what it has when its time is over", async (t) => {
  const world = await gateFiles([], "1.0.0");
  const run = await gateWorld(t, world);
  await simulateDevices(run.store, world, "canary");
  run.store.now = start + 30;
  const outcome = await run.gate({ mode: "wait", interval: "10s", "wait-timeout": "30s" });
  assert.deepEqual([outcome.outputs.verdict, outcome.ok], ["continue", true]);
  assert.equal(run.store.now, start + 60);
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
    /^## canary-gate: early\n\n❌ \*\*shelf-counter 1\.1\.0 on early \(1-2\): revert, the app fell silent on 1 of 1 devices that are up; #\u200b1 created\*\* \[#\u200b1\]\(/,
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

test("a private Prometheus is reached with its own authority, and in plain http only when that is said", async (t) => {
  const world = await gateFiles([], "1.0.0");
  const run = await gateWorld(t, world);
  await simulateDevices(run.store, world, "canary");
  await writeFile(path.join(run.temporary, "ca.pem"), "-----BEGIN CERTIFICATE-----");
  const asked: object[] = [];
  const httpFor: typeof run.ports.httpFor = (options) => {
    asked.push(options);
    return run.ports.http;
  };
  await run.gate(
    { "dry-run": "true", "prometheus-ca": "ca.pem", "prometheus-plain-http": "true" },
    { httpFor },
  );
  await run.gate({ "dry-run": "true", "prometheus-plain-http": "true" }, { httpFor });
  assert.deepEqual(asked, [
    { authorities: ["-----BEGIN CERTIFICATE-----"], insecureHosts: [new URL(run.prometheusUrl).host] },
    { insecureHosts: [new URL(run.prometheusUrl).host] },
  ]);
});
