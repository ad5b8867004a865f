import fc from "fast-check";
import type { DeviceEvidence, Evidence, GateEvidence, Policy } from "../../../src/judge/evidence.ts";

export const policy: Policy = {
  soak: 600,
  deadline: 3600,
  minCoverage: 0.7,
  minRevertEvents: 20,
  alpha: 0.001,
};

export function gate(bad: number, total: number, limit = 0.03, suspect = bad, name = "errors"): GateEvidence {
  return {
    name,
    type: "ratio",
    limit,
    devices: [{ device: "pi-1", bad: [null, bad], suspect: [null, suspect], total: [null, total] }],
  };
}

export const healthyDevices: DeviceEvidence = {
  ring: 4,
  up: 4,
  updated: 4,
  reporting: 4,
  silent: [],
  missing: [],
};

/** A ring that has soaked and is fine, but for what is given. */
export function evidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    now: 2000,
    window: { from: 1000, to: 2000, step: 10 },
    updatedSince: 900,
    coveredSince: 1000,
    coveredSeconds: 1000,
    devices: healthyDevices,
    perGate: [gate(10, 10_000)],
    provider: { state: "ok" },
    ...changes,
  };
}

const names = ["pi-1", "pi-2", "pi-3", "pi-4", "pi-5", "pi-6", "pi-7", "pi-8"];

const devices: fc.Arbitrary<DeviceEvidence> = fc
  .record({
    ring: fc.integer({ min: 0, max: 8 }),
    missing: fc.nat(8),
    silent: fc.nat(8),
    updated: fc.nat(8),
    reporting: fc.nat(8),
  })
  .map(({ ring, missing, silent, updated, reporting }) => {
    const dark = Math.min(missing, ring);
    const quiet = Math.min(silent, ring - dark);
    const running = Math.min(updated, ring - dark - quiet);
    return {
      ring,
      up: ring - dark,
      updated: running,
      reporting: Math.min(reporting, running),
      silent: names.slice(0, quiet),
      missing: names.slice(quiet, quiet + dark),
    };
  });

const gates: fc.Arbitrary<GateEvidence> = fc
  .record({
    total: fc.oneof(fc.nat(200), fc.nat(100_000)),
    badShare: fc.oneof(
      fc.constant(0),
      fc.double({ min: 0, max: 0.1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    ),
    more: fc.double({ min: 0, max: 0.2, noNaN: true }),
    limit: fc.constantFrom(0.001, 0.03, 0.05, 0.5),
  })
  .map(({ total, badShare, more, limit }) => {
    const bad = Math.floor(total * badShare);
    return gate(bad, total, limit, Math.min(total, bad + Math.floor(total * more)));
  });

/** Evidence of every kind, sensible or not. */
export const anyEvidence: fc.Arbitrary<Evidence> = fc
  .record({
    age: fc.nat(5000),
    covered: fc.option(fc.nat(5000), { nil: undefined }),
    gap: fc.nat(200),
    devices: fc.oneof(devices, fc.constant(healthyDevices)),
    perGate: fc.array(gates, { maxLength: 3 }),
    provider: fc.oneof(
      { weight: 4, arbitrary: fc.constant({ state: "ok" as const }) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          { state: "down" as const, why: "refused" },
          { state: "partial" as const, why: "warned" },
        ),
      },
    ),
  })
  .map(({ age, covered, gap, ...rest }) => {
    const now = 10_000;
    const soaked = covered === undefined ? undefined : Math.min(covered, age);
    const coveredSince = soaked === undefined ? undefined : now - soaked;
    return {
      now,
      window: { from: coveredSince ?? now - age, to: now, step: 10 },
      updatedSince: now - age,
      coveredSince,
      coveredSeconds: Math.max(0, (soaked ?? 0) - gap),
      ...rest,
    };
  });
