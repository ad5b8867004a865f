import assert from "node:assert/strict";
import test from "node:test";
import { planMove } from "../../../src/fleet/moves.ts";
import { pointerOf, readFleetState } from "../../../src/fleet/state.ts";
import { bundlePath } from "../../../src/fleet/paths.ts";
import { canonicalBytes } from "../../../src/values/canonical-json.ts";
import { digestOf } from "../../../src/values/digest.ts";
import { memoryTree } from "../../../src/values/tree.ts";
import {
  app,
  applyMove,
  digestIn,
  freshFiles,
  fleetText,
  judge,
  keys,
  makeWorld,
  modelOf,
  promoteMove,
  provedWorld,
  releaseMove,
  releaseOf,
  signBundle,
  summaryOf,
  trustDocument,
  trustFiles,
} from "./fleet-fixture.ts";

function refused(code: string) {
  return (error: unknown) => error instanceof Error && "code" in error && error.code === code;
}

test("a new release enters the first ring at seq 1 with its bundle and what is rendered", async () => {
  const world = makeWorld();
  const plan = await applyMove(world, releaseMove("1.0.0"));
  assert.equal(plan.kind, "change");
  if (plan.kind !== "change") return;
  assert.equal(plan.change.key, "release/shelf-counter/canary");
  assert.deepEqual([...plan.change.files.keys()].sort(), [
    "deploy/canary/shelf-counter/kustomization.yaml",
    "releases/shelf-counter/1.0.0.json",
    "releases/shelf-counter/1.0.0.sigstore.json",
    "rings/canary/shelf-counter.json",
  ]);
  assert.equal(plan.summary.title, "release shelf-counter 1.0.0 to canary");
  const pointer = pointerOf(await world.state(), "canary", app)?.file.value;
  assert.equal(pointer?.seq, 1);
  assert.equal(pointer?.previous, null);
  assert.equal(pointer?.verdict, null);
  assert.equal(pointer?.expires, "2026-12-07T00:00:00Z");
});

test("the same release again changes nothing", async () => {
  const world = await provedWorld("1.0.0");
  const again = await applyMove(world, releaseMove("1.0.0"));
  assert.equal(again.kind, "unchanged");
  assert.match(again.kind === "unchanged" ? again.why : "", /already runs shelf-counter 1\.0\.0/);
});

test("the same move on the same day gives the same bytes", async () => {
  const state = await makeWorld().state();
  const move = releaseMove("1.0.0");
  const morning = await planMove(state, move, new Date("2026-11-22T00:00:00Z"));
  const night = await planMove(state, move, new Date("2026-11-22T23:59:59.999Z"));
  assert.deepEqual(morning, night);
  const next = await planMove(state, move, new Date("2026-11-23T00:00:00Z"));
  assert.notDeepEqual(morning, next);
});

test("a release passes ring by ring on the verdict of the ring before", async () => {
  const world = await provedWorld("1.0.0");
  assert.deepEqual(await summaryOf(world), {
    canary: "1.0.0 1-1 promote",
    early: "1.0.0 1-1 promote",
    production: "1.0.0 1-1 promote",
  });
  const pointer = pointerOf(await world.state(), "early", app)?.file.value;
  assert.equal(pointer?.verdict, digestIn(world, "verdicts/canary/shelf-counter/1-1.json"));
  assert.ok(world.files.has("verdicts/production/shelf-counter/1-1.sigstore.json"));
});

test("the second move chains to the digest of the first pointer", async () => {
  const world = await provedWorld("1.0.0");
  const before = digestIn(world, "rings/canary/shelf-counter.json");
  await applyMove(world, releaseMove("1.1.0"));
  const pointer = pointerOf(await world.state(), "canary", app)?.file.value;
  assert.equal(pointer?.previous, before);
  assert.equal(pointer?.seq, 2);
});

test("a revert takes back every ring that runs the bad release and denies what the targets do not share", async () => {
  const world = await provedWorld("1.0.0");
  const shared = modelOf("shelves.tflite", "model 1.0.0");
  await applyMove(world, releaseMove("1.1.0", { models: [shared, modelOf("labels.bin", "new labels")] }));
  await applyMove(world, await promoteMove(world, "canary", "early"));
  const verdict = await judge(world, "early", "revert");
  const plan = await applyMove(world, { kind: "revert", app, ring: "early", verdict, why: "errors" });
  assert.deepEqual(await summaryOf(world), {
    canary: "1.0.0 1-3 revert",
    early: "1.0.0 1-3 revert",
    production: "1.0.0 1-1 promote",
  });
  const denied = pointerOf(await world.state(), "canary", app)?.file.value.denied;
  assert.deepEqual(
    new Set(denied?.map((entry) => entry.digest)),
    new Set([
      digestIn(world, "releases/shelf-counter/1.1.0.json"),
      releaseOf("1.1.0").image.digest,
      releaseOf("1.1.0").image.platformDigest,
      digestOf("new labels"),
    ]),
  );
  assert.equal(plan.kind === "change" && plan.change.key, "revert/shelf-counter/early");
  const again = await applyMove(world, { kind: "revert", app, ring: "early", why: "errors" });
  assert.equal(again.kind, "unchanged");
});

test("a revert leaves and reports a ring that has no target", async () => {
  const world = makeWorld();
  await applyMove(world, releaseMove("1.0.0"));
  const proof = await judge(world, "canary", "promote");
  await applyMove(world, { kind: "prove", app, ring: "canary", verdict: proof });
  await applyMove(world, releaseMove("1.1.0"));
  await applyMove(world, await promoteMove(world, "canary", "early"));
  const verdict = await judge(world, "canary", "revert");
  await assert.rejects(
    applyMove(world, { kind: "revert", app, ring: "canary", verdict, why: "late trouble" }),
    refused("MOVE_VERDICT_TAKEN"),
  );
  const plan = await applyMove(world, { kind: "revert", app, ring: "canary", why: "late trouble" });
  assert.deepEqual(plan.kind === "change" && plan.summary.left, [
    { ring: "early", why: "it proved no older release that is not denied" },
  ]);
  assert.deepEqual(await summaryOf(world), { canary: "1.0.0 1-3 revert", early: "1.1.0 1-1 promote" });
});

test("a revert goes to the named version, and to nothing that was not proved there", async () => {
  const world = await provedWorld("1.0.0", "1.1.0", "1.2.0");
  await assert.rejects(
    applyMove(world, { kind: "revert", app, ring: "canary", why: "bad", to: "0.9.0" }),
    refused("MOVE_NO_TARGET"),
  );
  await applyMove(world, { kind: "revert", app, ring: "canary", why: "bad", to: "1.0.0" });
  assert.deepEqual(await summaryOf(world), {
    canary: "1.0.0 1-4 revert",
    early: "1.1.0 1-4 revert",
    production: "1.1.0 1-4 revert",
  });
  const again = await applyMove(world, { kind: "revert", app, ring: "canary", why: "bad", to: "1.0.0" });
  assert.equal(again.kind, "unchanged");
  const other = await applyMove(world, {
    kind: "revert",
    app,
    ring: "early",
    why: "bad",
    from: "1.2.0",
  });
  assert.equal(other.kind, "unchanged");
});

test("a first release cannot be reverted", async () => {
  const world = makeWorld();
  await applyMove(world, releaseMove("1.0.0"));
  const verdict = await judge(world, "canary", "revert");
  await assert.rejects(
    applyMove(world, { kind: "revert", app, ring: "canary", verdict, why: "bad" }),
    refused("MOVE_NO_TARGET"),
  );
});

test("what is denied on one ring is refused on all, by release, image and model", async () => {
  const world = await provedWorld("1.0.0");
  await applyMove(world, releaseMove("1.1.0"));
  await applyMove(world, { kind: "revert", app, ring: "canary", why: "bad" });
  await assert.rejects(applyMove(world, releaseMove("1.1.0")), refused("MOVE_DENIED"));
  const { image, models } = releaseOf("1.1.0");
  await assert.rejects(applyMove(world, releaseMove("1.2.0", { image })), refused("MOVE_DENIED"));
  await assert.rejects(applyMove(world, releaseMove("1.2.0", { models })), refused("MOVE_DENIED"));
  await applyMove(world, releaseMove("1.2.0"));
  assert.equal((await summaryOf(world))["canary"], "1.2.0 1-4 promote");
});

test("undeny frees digests in all rings and keeps the release that runs", async () => {
  const world = await provedWorld("1.0.0");
  await applyMove(world, releaseMove("1.1.0"));
  await applyMove(world, await promoteMove(world, "canary", "early"));
  await applyMove(world, { kind: "revert", app, ring: "canary", why: "bad" });
  const digests = (pointerOf(await world.state(), "canary", app)?.file.value.denied ?? []).map(
    (entry) => entry.digest,
  );
  assert.equal(digests.length, 4);
  await applyMove(world, { kind: "undeny", app, ring: "canary", digests });
  assert.deepEqual(await summaryOf(world), {
    canary: "1.0.0 1-4 undeny",
    early: "1.0.0 1-4 undeny",
    production: "1.0.0 1-1 promote",
  });
  await assert.rejects(applyMove(world, releaseMove("1.1.0")), refused("MOVE_NOT_FORWARD"));
  await applyMove(world, { ...releaseMove("1.1.0"), again: true } as ReturnType<typeof releaseMove>);
  assert.equal((await summaryOf(world))["canary"], "1.1.0 1-5 promote");
  const nothing = await applyMove(world, { kind: "undeny", app, ring: "canary", digests });
  assert.equal(nothing.kind, "unchanged");
});

test("a promotion needs the verdict of the ring before, on what that ring runs now", async () => {
  const world = makeWorld();
  await applyMove(world, releaseMove("1.0.0"));
  const move = await promoteMove(world, "canary", "early");
  assert.equal(move.kind, "promote");
  if (move.kind !== "promote" || move.verdict === undefined) return;
  await assert.rejects(applyMove(world, { ...move, verdict: undefined }), refused("MOVE_RING_SKIPPED"));
  await assert.rejects(applyMove(world, { ...move, ring: "production" }), refused("MOVE_NO_POINTER"));
  await assert.rejects(applyMove(world, { ...move, ring: "moon" }), refused("MOVE_RING_UNKNOWN"));
  for (const changes of [
    { verdict: "revert" },
    { fleet: "other" },
    { app: "other" },
    { ring: "early" },
    { epoch: 2 },
    { seq: 2 },
    { pointer: digestOf("x") },
    { release: digestOf("x") },
    { gateConfig: digestOf("x") },
  ] as const) {
    const verdict = await judge(world, "canary", "promote", changes);
    await assert.rejects(
      applyMove(world, { ...move, verdict }),
      refused("MOVE_VERDICT_MISMATCH"),
      JSON.stringify(changes),
    );
  }
  await assert.rejects(
    applyMove(world, {
      ...move,
      verdict: { ...move.verdict, path: "verdicts/early/shelf-counter/1-1.json" },
    }),
    refused("MOVE_VERDICT_MISMATCH"),
  );
  const stale = await judge(world, "canary", "promote");
  await applyMove(world, { kind: "refresh", app, ring: "canary" }, new Date("2026-12-01T00:00:00Z"));
  await assert.rejects(applyMove(world, { ...move, verdict: stale }), refused("MOVE_VERDICT_MISMATCH"));
});

test("a release that the first ring left behind is not taken again by accident", async () => {
  const world = await provedWorld("1.0.0", "1.1.0");
  await assert.rejects(applyMove(world, releaseMove("1.0.0")), refused("MOVE_NOT_FORWARD"));
});

test("a version that exists with other content is refused", async () => {
  const world = await provedWorld("1.0.0");
  await assert.rejects(
    applyMove(world, releaseMove("1.0.0", { notes: "another" })),
    refused("MOVE_RELEASE_TAKEN"),
  );
});

test("a refresh extends the expiry once a day and follows the epoch of the trust document", async () => {
  const world = await provedWorld("1.0.0");
  assert.equal((await applyMove(world, { kind: "refresh", app, ring: "canary" })).kind, "unchanged");
  const later = new Date("2026-11-25T05:00:00Z");
  await applyMove(world, { kind: "refresh", app, ring: "canary" }, later);
  assert.equal((await applyMove(world, { kind: "refresh", app, ring: "canary" }, later)).kind, "unchanged");
  assert.equal((await summaryOf(world))["canary"], "1.0.0 1-2 refresh");
  world.files = new Map([...world.files, ...trustFiles(trustDocument({ version: 2, epoch: 2 }))]);
  await applyMove(world, { kind: "refresh", app, ring: "canary" }, later);
  assert.equal((await summaryOf(world))["canary"], "1.0.0 2-3 refresh");
});

test("a refresh renders what fleet.yaml asks for since, without moving the pointer", async () => {
  const world = makeWorld(freshFiles(fleetText.replace("delivery: [kustomize]\n", "")));
  await applyMove(world, releaseMove("1.0.0"));
  assert.equal(world.files.has("deploy/canary/shelf-counter/kustomization.yaml"), false);
  world.files.set("fleet.yaml", Buffer.from(fleetText));
  const plan = await applyMove(world, { kind: "refresh", app, ring: "canary" });
  assert.deepEqual(plan.kind === "change" && [...plan.change.files.keys()], [
    "deploy/canary/shelf-counter/kustomization.yaml",
  ]);
});

test("a move below the floor of a ring is refused while planning", async () => {
  const world = makeWorld();
  world.files = new Map([
    ...world.files,
    ...trustFiles(trustDocument({ floors: { canary: { epoch: 1, seq: 5 } } })),
  ]);
  await assert.rejects(applyMove(world, releaseMove("1.0.0")), refused("MOVE_BELOW_FLOOR"));
});

test("a verdict that is already recorded keeps its signature", async () => {
  const world = makeWorld();
  await applyMove(world, releaseMove("1.0.0"));
  const verdict = await judge(world, "canary", "promote");
  await applyMove(world, { kind: "prove", app, ring: "canary", verdict });
  const again = { ...verdict, bundle: signBundle(verdict.bytes, keys.gate) };
  assert.equal(
    (await applyMove(world, { kind: "prove", app, ring: "canary", verdict: again })).kind,
    "unchanged",
  );
  const other = await judge(world, "canary", "promote", { reason: "another" });
  await assert.rejects(
    applyMove(world, { kind: "prove", app, ring: "canary", verdict: other }),
    refused("MOVE_VERDICT_TAKEN"),
  );
});

test("a missing file of the repository is named", async () => {
  for (const path of [
    "fleet.yaml",
    "trust/trust.json",
    "trust/trust.signatures.json",
    "trust/trusted_root.json",
  ]) {
    const files = freshFiles();
    files.delete(path);
    await assert.rejects(
      readFleetState(memoryTree("0".repeat(40), files)),
      (error) => refused("FLEET_FILE_MISSING")(error) && String(error).includes(path),
    );
  }
});

test("a pointer in the place of another ring is refused", async () => {
  const world = await provedWorld("1.0.0");
  const pointer = world.files.get("rings/canary/shelf-counter.json");
  assert.ok(pointer);
  world.files.set("rings/early/shelf-counter.json", pointer);
  await assert.rejects(world.state(), refused("FLEET_FILE_MISPLACED"));
});

test("a revert passes over a proved release whose signer trust no longer names", async () => {
  const world = await provedWorld("1.0.0", "1.1.0");
  const path = "releases/shelf-counter/1.1.0.json";
  const verdict = "verdicts/canary/shelf-counter/1-1.json";
  await applyMove(world, releaseMove("1.2.0"));
  const good = world.files;
  const resign = (file: string) =>
    new Map([...good, [bundlePath(file), signBundle(good.get(file) ?? Buffer.of(), keys.stranger)]]);
  world.files = resign(path);
  await applyMove(world, { kind: "revert", app, ring: "canary", why: "bad" });
  assert.equal((await summaryOf(world))["canary"], "1.0.0 1-4 revert");
  world.files = new Map([
    ...resign(path),
    [bundlePath(verdict), resign(verdict).get(bundlePath(verdict)) ?? Buffer.of()],
  ]);
  await assert.rejects(
    applyMove(world, { kind: "revert", app, ring: "canary", why: "bad" }),
    refused("MOVE_NO_TARGET"),
  );
});

test("a promotion is refused when the release is missing, changed or not the one that was proved", async () => {
  const world = makeWorld();
  const move = releaseMove("1.0.0");
  if (move.kind !== "promote") throw new Error("no promotion");
  const release = { ...move.release, bytes: undefined };
  await assert.rejects(applyMove(world, { ...move, release }), refused("FLEET_FILE_MISSING"));
  const changed = { ...move.release, digest: digestOf("x") };
  await assert.rejects(applyMove(world, { ...move, release: changed }), refused("FLEET_RELEASE_CHANGED"));
  const elsewhere = { ...move.release, path: "releases/shelf-counter/2.json" };
  await assert.rejects(applyMove(world, { ...move, release: elsewhere }), refused("FLEET_FILE_MISPLACED"));
  await applyMove(world, move);
  const promotion = await promoteMove(world, "canary", "early");
  const other = releaseMove("1.1.0");
  if (promotion.kind !== "promote" || other.kind !== "promote") throw new Error("no promotion");
  await assert.rejects(
    applyMove(world, { ...promotion, release: other.release }),
    refused("MOVE_VERDICT_MISMATCH"),
  );
});

test("a ring beyond its limits is refused: the last seq, and a full denied list", async () => {
  const world = await provedWorld("1.0.0");
  const path = "rings/canary/shelf-counter.json";
  const pointer = pointerOf(await world.state(), "canary", app)?.file.value;
  assert.ok(pointer);
  world.files.set(path, canonicalBytes({ ...pointer, seq: 2_147_483_647 }));
  await assert.rejects(applyMove(world, releaseMove("1.1.0")), refused("MOVE_SEQ_EXHAUSTED"));
  const denied = Array.from({ length: 1000 }, (_item, index) => ({
    digest: digestOf(String(index)),
    kind: "image",
    why: "a test",
  }));
  world.files.set(path, canonicalBytes({ ...pointer, denied }));
  await applyMove(world, releaseMove("1.1.0"));
  await assert.rejects(
    applyMove(world, { kind: "revert", app, ring: "canary", why: "bad" }),
    refused("MOVE_DENIED_FULL"),
  );
});

test("a move on a ring whose release is gone, or on a repository of too many files, names what is wrong", async () => {
  const world = await provedWorld("1.0.0");
  const files = new Map(world.files);
  files.delete("releases/shelf-counter/1.0.0.json");
  const state = await readFleetState(memoryTree("0".repeat(40), files));
  const later = new Date("2026-12-01T00:00:00Z");
  for (const move of [
    { kind: "refresh", app, ring: "canary" },
    { kind: "revert", app, ring: "canary", why: "bad" },
  ] as const)
    await assert.rejects(planMove(state, move, later), refused("FLEET_RELEASE_CHANGED"));
  const many = Array.from({ length: 20_001 }, (_item, index) => `rings/r${index}/x.json`);
  const tree = memoryTree("0".repeat(40), files);
  await assert.rejects(readFleetState({ ...tree, list: async () => many }), refused("FLEET_TOO_MANY_FILES"));
});
