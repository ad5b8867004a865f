import assert from "node:assert/strict";
import { readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { checkChange } from "../../../src/fleet/rules.ts";
import { verifyFile } from "../../../src/fleet/signatures.ts";
import { toMarkdown } from "../../../src/report/markdown.ts";
import { readVerdict } from "../../../src/schema/signed-json.ts";
import { isFault } from "../../../src/values/fault.ts";
import { app, applyMove, keys } from "../fleet/fleet-fixture.ts";
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
  // Nor on another day, whose pointer would expire later: an approval may hang on these bytes.
  const tomorrow = start + 86_400;
  await simulateDevices(run.store, world, "canary", {}, tomorrow);
  run.store.now = tomorrow + 200;
  assert.deepEqual([(await run.gate()).outputs.operation, run.forge.writes()], ["unchanged", []]);
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

test("what is neither proved nor refuted is told as it is, and waits", async (t) => {
  const world = await gateFiles([], "1.0.0");
  const run = await gateWorld(t, world);
  // 3.15 % of some thousand requests: over the limit of 3 %, and well within chance.
  await simulateDevices(run.store, world, "canary", { errors: 0.315 });
  const near = await run.gate();
  assert.deepEqual([near.outputs.verdict, near.outputs["next-check-seconds"]], ["continue", "60"]);
  assert.match(toMarkdown(near.report), /⚠️ near the limit/);
  run.store.drop(
    ({ name, labels }) => name !== "pi5_inference_requests_total" || labels["device"] === "store-001",
  );
  const mute = await run.gate({ "dry-run": "true" });
  assert.match(mute.verdict, /revert, the app fell silent on 1 of 2 devices that are up \(dry run/);
  assert.match(toMarkdown(mute.report), /`store-002` \| ❌ up, app silent/);
  assert.deepEqual(run.forge.writes(), []);
});
