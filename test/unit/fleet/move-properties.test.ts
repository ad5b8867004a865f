import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { comparePositions } from "../../../src/fleet/paths.ts";
import { checkChange } from "../../../src/fleet/rules.ts";
import { readFleetState, pointerOf } from "../../../src/fleet/state.ts";
import { readPointer } from "../../../src/schema/signed-json.ts";
import { canonicalJson } from "../../../src/values/canonical-json.ts";
import { isFault } from "../../../src/values/fault.ts";
import { memoryTree } from "../../../src/values/tree.ts";
import {
  type Files,
  type World,
  app,
  applyMove,
  judge,
  makeWorld,
  modelOf,
  now,
  promoteMove,
  releaseMove,
  rings,
} from "./fleet-fixture.ts";

type Step = { readonly kind: string; readonly ring: number; readonly flag: boolean };

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom(
      "release",
      "release",
      "promote",
      "promote",
      "promote",
      "prove",
      "revert",
      "refresh",
      "undeny",
    ),
    ring: fc.nat({ max: 2 }),
    flag: fc.boolean(),
  }),
  { minLength: 4, maxLength: 14 },
);

/** Plans and applies a random step; undefined when it is refused or changes nothing. */
async function take(world: World, step: Step, turn: number): Promise<Files | undefined> {
  const ring = rings[step.ring] ?? "canary";
  const at = new Date(now.getTime() + turn * 86_400_000);
  const before = world.files;
  try {
    switch (step.kind) {
      case "release": {
        const model = modelOf("shelves.tflite", step.flag ? "one model for all" : `model ${turn}`);
        await applyMove(world, releaseMove(`1.${turn}.0`, { models: [model] }), at);
        break;
      }
      case "promote":
        await applyMove(world, await promoteMove(world, ring, rings[step.ring + 1] ?? "production"), at);
        break;
      case "prove":
        await applyMove(
          world,
          { kind: "prove", app, ring, verdict: await judge(world, ring, "promote") },
          at,
        );
        break;
      case "revert": {
        const verdict = step.flag ? await judge(world, ring, "revert") : undefined;
        await applyMove(world, { kind: "revert", app, ring, why: "bad", verdict }, at);
        break;
      }
      case "refresh":
        await applyMove(world, { kind: "refresh", app, ring }, at);
        break;
      default: {
        const denied = pointerOf(await world.state(), ring, app)?.file.value.denied ?? [];
        const digests = denied.slice(0, 2).map((entry) => entry.digest);
        await applyMove(world, { kind: "undeny", app, ring, digests }, at);
      }
    }
  } catch (error) {
    const expected = isFault(error) || (error instanceof Error && /runs nothing/.test(error.message));
    if (!expected) throw error;
    return undefined;
  }
  return world.files === before ? undefined : before;
}

async function errorsOf(base: Files, head: Files, turn: number): Promise<string[]> {
  const at = new Date(now.getTime() + turn * 86_400_000 + 3_600_000);
  const findings = await checkChange(memoryTree("b".repeat(40), base), memoryTree("a".repeat(40), head), at);
  return findings
    .filter(({ severity }) => severity === "error")
    .map(({ rule, message }) => `${rule}: ${message}`);
}

test("any interleaving of moves keeps each ring's chain and passes the rules step by step", async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      const world = makeWorld();
      for (const [turn, step] of list.entries()) {
        const base = await take(world, step, turn);
        if (base === undefined) continue;
        taken += 1;
        assert.deepEqual(await errorsOf(base, world.files, turn), [], step.kind);
        await assertChained(base, world.files);
      }
    }),
    { numRuns: 25 },
  );
  assert.ok(taken > 50, `the property saw only ${taken} moves`);
});

async function assertChained(base: Files, head: Files): Promise<void> {
  const before = await readFleetState(memoryTree("b".repeat(40), base));
  const after = await readFleetState(memoryTree("a".repeat(40), head));
  for (const pointer of before.pointers.values())
    assert.ok(after.pointers.has(`${pointer.ring}/${pointer.app}`), `${pointer.path} stays`);
  for (const { ring, app: name, file } of after.pointers.values()) {
    const former = pointerOf(before, ring, name)?.file;
    if (former?.digest === file.digest) continue;
    assert.equal(file.value.previous, former?.digest ?? null);
    assert.equal(file.value.seq, (former?.value.seq ?? 0) + 1);
    if (former !== undefined) assert.ok(comparePositions(file.value, former.value) > 0);
  }
}

// What a person may write as they like: why something is denied, and a pointer that expires earlier.
function onlyFreeText(before: Uint8Array, after: Uint8Array): boolean {
  try {
    const [left, right] = [before, after].map((bytes) => {
      const { value } = readPointer(bytes, "pointer");
      const denied = value.denied.map(({ digest, kind }) => ({ digest, kind }));
      return canonicalJson({ ...value, denied, expires: "" });
    });
    return left === right;
  } catch {
    return false;
  }
}

test("a single edited byte in what a move wrote, or in what was there, is refused", async () => {
  const world = makeWorld();
  const script: Step[] = [
    { kind: "release", ring: 0, flag: false },
    { kind: "promote", ring: 0, flag: false },
    { kind: "promote", ring: 1, flag: false },
    { kind: "prove", ring: 2, flag: false },
    { kind: "release", ring: 0, flag: true },
    { kind: "promote", ring: 0, flag: false },
    { kind: "revert", ring: 1, flag: true },
    { kind: "refresh", ring: 0, flag: false },
    { kind: "undeny", ring: 0, flag: false },
  ];
  const changes: { readonly base: Files; readonly head: Files; readonly turn: number }[] = [];
  for (const [turn, step] of script.entries()) {
    const base = await take(world, step, turn);
    assert.ok(base, `${step.kind} is a change`);
    changes.push({ base, head: world.files, turn });
  }
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...changes),
      fc.nat(),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async ({ base, head, turn }, which, where, mask) => {
        const paths = [...head.keys()].filter((path) => path !== "fleet.yaml" && !isFreshBundle(base, path));
        const path = paths[which % paths.length] ?? "";
        const before = head.get(path) ?? Buffer.of();
        const after = Buffer.from(before);
        const index = where % after.length;
        after[index] = (after[index] ?? 0) ^ mask;
        fc.pre(!(path.startsWith("rings/") && base.get(path) !== before && onlyFreeText(before, after)));
        const errors = await errorsOf(base, new Map([...head, [path, after]]), turn);
        assert.notDeepEqual(errors, [], `${path}: byte ${index} ^ ${mask}`);
      },
    ),
    { numRuns: 300 },
  );
});

// A signature has more than one encoding (base64 leaves bits unused), so a fresh one may be edited and still be right.
function isFreshBundle(base: Files, path: string): boolean {
  return path.endsWith(".sigstore.json") && !base.has(path);
}
