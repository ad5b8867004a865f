import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { acceptPointer, ringApps } from "../../../src/fleet/acceptance.ts";
import { freshDeviceState, readDeviceState, writeDeviceState } from "../../../src/fleet/device-state.ts";
import { isFault } from "../../../src/values/fault.ts";
import { memoryTree } from "../../../src/values/tree.ts";
import { published } from "../../vectors/acceptance-cases.ts";
import { type AcceptanceVector, stateOf, treeOf } from "../../vectors/acceptance-vector.ts";
import { app, now, provedWorld, trustDocument } from "./fleet-fixture.ts";

const folder = path.join(import.meta.dirname, "../../vectors/acceptance");
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));

for (const name of names) {
  const vector = JSON.parse(readFileSync(path.join(folder, name), "utf8")) as AcceptanceVector;
  test(`device vector ${vector.name}: ${vector.about}`, async () => {
    const clock = vector.now === null ? undefined : new Date(vector.now);
    const state = stateOf(vector);
    const result = await acceptPointer(treeOf(vector), vector.provisioning, state, vector.app, clock);
    const { expect } = vector;
    assert.equal(
      result.kind === "refused" ? result.fault.code : result.kind,
      expect.result === "refused" ? expect.code : expect.result,
    );
    if (result.kind === "accepted" && expect.result === "accepted")
      assert.equal(result.release.value.version, expect.version);
    if (result.kind !== "refused" && expect.result !== "refused")
      assert.equal(result.warnings.length, expect.warnings);
    assert.deepEqual(
      JSON.parse(Buffer.from(writeDeviceState(result.newState)).toString("utf8")),
      expect.state,
    );
    // A refusal never moves an app, and a device that was refused can still take the right pointer later.
    if (result.kind === "refused") assert.deepEqual(result.newState.apps, state.apps);
  });
}

test("the vectors cover acceptance, idleness and many refusals", () => {
  assert.ok(names.length >= 60);
  assert.ok(names.filter((name) => name.startsWith("refuse-")).length >= 40);
});

test("a ring's apps are those that have a pointer there", async () => {
  const { files } = await provedWorld("1.0.0");
  assert.deepEqual(await ringApps(memoryTree("0".repeat(40), published(files)), "canary"), [app]);
  assert.deepEqual(await ringApps(memoryTree("0".repeat(40), files), "moon"), []);
});

test("the durable state survives writing and reading, and a damaged one is refused", async () => {
  const { files } = await provedWorld("1.0.0");
  const provisioning = {
    fleet: "acme-retail",
    ring: "canary",
    device: "store-001",
    roots: trustDocument().roots,
  };
  const tree = memoryTree("0".repeat(40), published(files));
  const { newState } = await acceptPointer(tree, provisioning, freshDeviceState, app, now);
  const bytes = writeDeviceState(newState);
  assert.deepEqual(readDeviceState(bytes), newState);
  assert.deepEqual(readDeviceState(writeDeviceState(freshDeviceState)), freshDeviceState);
  const value = JSON.parse(Buffer.from(bytes).toString("utf8")) as {
    trust: { roots: object };
    apps: Record<string, object>;
  };
  const { trust, apps } = value;
  const damaged: readonly unknown[] = [
    [],
    { ...value, schemaVersion: 2 },
    { ...value, trust: [] },
    { ...value, trust: { ...trust, version: -1 } },
    { ...value, trust: { ...trust, digest: "sha256:x" } },
    { ...value, trust: { ...trust, roots: { ...trust.roots, keys: {} } } },
    { ...value, trust: { ...trust, roots: { ...trust.roots, keys: [{ keyId: 1 }] } } },
    { ...value, apps: { [app]: { ...apps[app], seq: 1.5 } } },
    { ...value, apps: { [app]: { ...apps[app], pointerDigest: null } } },
    { ...value, timeFloor: "now" },
  ];
  const texts = [...damaged.map((item) => JSON.stringify(item)), "", "{", "\u00ff", " ".repeat(1_048_577)];
  for (const text of texts)
    assert.throws(
      () => readDeviceState(Buffer.from(text, "latin1")),
      (error) => isFault(error, "DEVICE_STATE_UNREADABLE"),
      text.slice(0, 60),
    );
});

test("a bug in the tree is not mistaken for a refusal", async () => {
  const tree = {
    commit: "0".repeat(40),
    read: async () => {
      throw new TypeError("a bug");
    },
    list: async () => [],
  };
  const provisioning = { fleet: "acme-retail", ring: "canary", device: "x", roots: trustDocument().roots };
  await assert.rejects(acceptPointer(tree, provisioning, freshDeviceState, app, now), TypeError);
});
