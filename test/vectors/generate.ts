import assert from "node:assert/strict";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Acceptance, acceptPointer } from "../../src/fleet/acceptance.ts";
import {
  type DeviceState,
  type Provisioning,
  freshDeviceState,
  writeDeviceState,
} from "../../src/fleet/device-state.ts";
import { memoryTree } from "../../src/values/tree.ts";
import { type Files, app, now, trustDocument } from "../unit/fleet/fleet-fixture.ts";
import { type AcceptanceCase, acceptanceCases } from "./acceptance-cases.ts";
import { type AcceptanceVector, type Expectation, stateOf, treeOf } from "./acceptance-vector.ts";

/**
 * Writes test/vectors/acceptance/*.json anew, with new keys: run it when the rules of devices change, and commit the result.
 * What each case must give is written by hand in acceptance-cases.ts; a case that gives anything else ends the run.
 */
async function main(): Promise<void> {
  const folder = path.join(import.meta.dirname, "acceptance");
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) if (name.endsWith(".json")) await rm(path.join(folder, name));
  const cases = await acceptanceCases();
  for (const one of cases) {
    const vector = await vectorOf(one);
    await writeFile(path.join(folder, `${one.name}.json`), `${JSON.stringify(vector, null, 2)}\n`);
  }
  process.stdout.write(`${cases.length} vectors written\n`);
}

async function vectorOf(one: AcceptanceCase): Promise<AcceptanceVector> {
  const provisioning: Provisioning = {
    fleet: "acme-retail",
    ring: "canary",
    device: "store-001",
    roots: one.roots ?? trustDocument().roots,
  };
  let state: DeviceState = freshDeviceState;
  for (const [index, files] of one.history.entries()) {
    const before = await acceptPointer(memoryTree("0".repeat(40), files), provisioning, state, app, now);
    assert.notEqual(before.kind, "refused", `${one.name}: history ${index}: ${codeOf(before)}`);
    state = before.newState;
  }
  const at = one.now === undefined ? now.toISOString() : one.now;
  const vector = {
    name: one.name,
    about: one.about,
    provisioning,
    state: one.history.length === 0 ? null : plain(state),
    app,
    now: at,
    files: textOf(neededFiles(one.shown)),
    padded: one.padded ?? {},
  };
  const clock = at === null ? undefined : new Date(at);
  const result = await acceptPointer(treeOf(vector), provisioning, stateOf(vector), app, clock);
  assert.equal(codeOf(result), one.expect, one.name);
  return { ...vector, expect: expectationOf(result) };
}

function codeOf(result: Acceptance): string {
  return result.kind === "refused" ? result.fault.code : result.kind;
}

function expectationOf(result: Acceptance): Expectation {
  const state = plain(result.newState);
  switch (result.kind) {
    case "accepted":
      return {
        result: "accepted",
        version: result.release.value.version,
        warnings: result.warnings.length,
        state,
      };
    case "unchanged":
      return { result: "unchanged", warnings: result.warnings.length, state };
    default:
      return { result: "refused", code: result.fault.code, state };
  }
}

function plain(state: DeviceState): unknown {
  return JSON.parse(Buffer.from(writeDeviceState(state)).toString("utf8"));
}

// What a device never looks at is left out.
function neededFiles(files: Files): Files {
  return new Map(
    [...files]
      .filter(([file]) => /^(?:trust|rings|releases)\//.test(file))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function textOf(files: Files): Record<string, string> {
  return Object.fromEntries([...files].map(([file, bytes]) => [file, Buffer.from(bytes).toString("utf8")]));
}

await main();
