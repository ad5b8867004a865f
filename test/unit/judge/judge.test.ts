import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { binomialUpperTail } from "../../../src/judge/binomial.ts";
import type { Evidence, Judgement } from "../../../src/judge/evidence.ts";
import { judge } from "../../../src/judge/judge.ts";
import { anyEvidence, evidence, gate, healthyDevices, policy } from "./evidence-examples.ts";

function verdictOf(changes: Partial<Evidence>): [Judgement["verdict"], Judgement["cause"]] {
  const { verdict, cause } = judge(evidence(changes), policy);
  return [verdict, cause];
}

test("a ring that soaked with every gate ok and enough devices is promoted", () => {
  const judgement = judge(evidence(), policy);
  assert.equal(judgement.verdict, "promote");
  assert.equal(judgement.reason, "errors 0.1 % of 10000 (limit 3 %); 4 of 4 devices report");
  assert.deepEqual(judgement.metrics[0], {
    name: "errors",
    type: "ratio",
    bad: 10,
    suspect: 10,
    total: 10_000,
    value: 0.001,
    limit: 0.03,
    state: "ok",
  });
  assert.equal(judgement.nextCheck, 0);
});

test("bad events beyond chance revert, at once and before the soak is over", () => {
  assert.deepEqual(verdictOf({ perGate: [gate(100, 1000)], coveredSeconds: 1 }), ["revert", "gates"]);
  assert.deepEqual(verdictOf({ perGate: [gate(0, 1000), gate(60, 100)], coveredSince: undefined }), [
    "revert",
    "gates",
  ]);
  assert.match(
    judge(evidence({ perGate: [gate(100, 1000)] }), policy).reason,
    /^errors 10 % of 1000 \(limit 3 %\)$/,
  );
});

test("a handful of requests never reverts, however bad", () => {
  for (let total = 1; total < 20; total += 1)
    assert.deepEqual(verdictOf({ perGate: [gate(total, total)] }), ["continue", "evidence"]);
  assert.deepEqual(verdictOf({ perGate: [gate(20, 20)] }), ["revert", "gates"]);
});

test("a fraction over the limit that may be chance neither reverts nor promotes", () => {
  assert.deepEqual(verdictOf({ perGate: [gate(36, 1000)] }), ["continue", "evidence"]);
});

test("a promotion must stand the events of the bucket that holds the limit", () => {
  assert.deepEqual(verdictOf({ perGate: [gate(10, 1000, 0.05, 200)] }), ["continue", "evidence"]);
  assert.deepEqual(verdictOf({ perGate: [gate(10, 1000, 0.05, 50)] }), ["promote", "gates"]);
});

test("too few events promote nothing, and no events hold", () => {
  assert.deepEqual(verdictOf({ perGate: [gate(0, 99)] }), ["continue", "evidence"]);
  assert.deepEqual(verdictOf({ perGate: [gate(0, 100)] }), ["promote", "gates"]);
  assert.deepEqual(verdictOf({ perGate: [gate(0, 0)] }), ["hold", "evidence"]);
  assert.deepEqual(verdictOf({ perGate: [] }), ["hold", "evidence"]);
});

test("the soak counts only time in which enough devices ran the release", () => {
  const judgement = judge(evidence({ coveredSeconds: 400 }), policy);
  assert.deepEqual([judgement.verdict, judgement.cause, judgement.nextCheck], ["continue", "soak", 200]);
});

test("an app that fell silent on reachable devices reverts when they are many and blocks a promotion when they are few", () => {
  const quiet = (silent: number, ring: number): Partial<Evidence> => ({
    devices: {
      ...healthyDevices,
      ring,
      up: ring,
      updated: ring - silent,
      reporting: ring - silent,
      silent: Array.from({ length: silent }, (_, index) => `pi-${index}`),
    },
  });
  assert.deepEqual(verdictOf(quiet(2, 4)), ["revert", "silent"]);
  assert.deepEqual(verdictOf(quiet(1, 4)), ["hold", "silent"]);
  assert.deepEqual(verdictOf(quiet(1, 12)), ["promote", "gates"]);
  assert.deepEqual(
    verdictOf({ ...quiet(4, 4), coveredSince: undefined, updatedSince: undefined, perGate: [] }),
    ["revert", "silent"],
  );
});

test("missing devices are a matter of connectivity: they hold and never revert", () => {
  assert.deepEqual(
    verdictOf({ devices: { ...healthyDevices, up: 2, updated: 2, reporting: 2, missing: ["a", "b"] } }),
    ["hold", "coverage"],
  );
  assert.deepEqual(verdictOf({ devices: { ...healthyDevices, reporting: 2 } }), ["hold", "coverage"]);
  assert.deepEqual(
    verdictOf({
      coveredSince: undefined,
      devices: { ...healthyDevices, updated: 1, reporting: 1, missing: ["a", "b"] },
    }),
    ["hold", "coverage"],
  );
  assert.deepEqual(
    verdictOf({ coveredSince: undefined, devices: { ...healthyDevices, updated: 1, reporting: 1 } }),
    ["continue", "rollout"],
  );
});

test("when everything is dark, or the provider is, the look says nothing about the release", () => {
  assert.deepEqual(
    verdictOf({
      devices: { ...healthyDevices, up: 0, updated: 0, reporting: 0, missing: ["a", "b", "c", "d"] },
      perGate: [gate(900, 1000)],
    }),
    ["hold", "dark"],
  );
  assert.deepEqual(verdictOf({ provider: { state: "down", why: "refused" }, perGate: [gate(900, 1000)] }), [
    "hold",
    "provider",
  ]);
  assert.deepEqual(verdictOf({ provider: { state: "partial", why: "warned" } }), ["hold", "provider"]);
});

test("after the deadline a person decides, unless there is a verdict", () => {
  const late = { now: 10_000 };
  assert.deepEqual(verdictOf({ ...late, perGate: [gate(0, 50)] }), ["inconclusive", "deadline"]);
  assert.deepEqual(verdictOf({ ...late, devices: { ...healthyDevices, reporting: 1 } }), [
    "inconclusive",
    "deadline",
  ]);
  assert.deepEqual(verdictOf(late), ["promote", "gates"]);
  assert.deepEqual(verdictOf({ ...late, perGate: [gate(100, 1000)] }), ["revert", "gates"]);
  assert.deepEqual(verdictOf({ ...late, updatedSince: undefined, coveredSince: undefined }), [
    "continue",
    "rollout",
  ]);
});

function rank({ verdict }: Judgement): number {
  return { promote: 2, continue: 1, hold: 1, inconclusive: 1, revert: 0 }[verdict];
}

/** More bad events at one gate: events that happened besides, or events that turned bad. */
function worse(before: Evidence, at: number, extra: number, turned: number): Evidence {
  return {
    ...before,
    perGate: before.perGate.map((one, index) => {
      if (index !== at % Math.max(1, before.perGate.length)) return one;
      return {
        ...one,
        devices: one.devices.map((counts) => {
          const total = (counts.total[1] ?? 0) + extra;
          const bad = Math.min(total, (counts.bad[1] ?? 0) + extra + turned);
          return {
            ...counts,
            bad: [null, bad],
            suspect: [null, Math.min(total, Math.max(bad, (counts.suspect[1] ?? 0) + extra))],
            total: [null, total],
          };
        }),
      };
    }),
  };
}

test("more bad events never turn a revert or a hold into a promotion, nor a revert into anything", () => {
  fc.assert(
    fc.property(anyEvidence, fc.nat(5), fc.nat(500), (before, at, turned) => {
      // The same events, more of them bad.
      const after = judge(worse(before, at, 0, turned), policy);
      assert.ok(rank(after) <= rank(judge(before, policy)));
    }),
    { numRuns: 3000 },
  );
  fc.assert(
    fc.property(anyEvidence, fc.nat(5), fc.nat(500), (before, at, extra) => {
      // Further events, all of them bad: they do not even help to make up the least number of events.
      assert.ok(rank(judge(worse(before, at, extra, 0), policy)) <= rank(judge(before, policy)));
    }),
    { numRuns: 3000 },
  );
});

test("missing data never promotes: fewer devices, fewer events or less soak only take a promotion away", () => {
  fc.assert(
    fc.property(
      anyEvidence,
      fc.nat(8),
      fc.nat(8),
      fc.nat(3000),
      fc.nat(3),
      (before, lost, muted, seconds, dropped) => {
        const reporting = Math.max(0, before.devices.reporting - muted);
        const after: Evidence = {
          ...before,
          coveredSeconds: Math.max(0, before.coveredSeconds - seconds),
          devices: {
            ...before.devices,
            updated: Math.max(reporting, before.devices.updated - lost),
            reporting,
          },
          perGate: before.perGate.map((one, index) => (index < dropped ? { ...one, devices: [] } : one)),
        };
        if (judge(after, policy).verdict === "promote")
          assert.equal(judge(before, policy).verdict, "promote");
      },
    ),
    { numRuns: 3000 },
  );
  const nothing = evidence({ perGate: [{ name: "errors", type: "ratio", limit: 0.03, devices: [] }] });
  assert.equal(judge(nothing, policy).verdict, "hold");
});

test("a fault of the provider never reverts and never promotes", () => {
  fc.assert(
    fc.property(anyEvidence, fc.constantFrom("down" as const, "partial" as const), (before, state) => {
      assert.equal(judge({ ...before, provider: { state, why: "x" } }, policy).verdict, "hold");
    }),
  );
});

test("a promotion always has its soak, its coverage and every gate within its limit", () => {
  let promoted = 0;
  fc.assert(
    fc.property(anyEvidence, (seen) => {
      const judgement = judge(seen, policy);
      if (judgement.verdict !== "promote") return;
      promoted += 1;
      assert.ok(seen.coveredSeconds >= policy.soak);
      assert.ok(
        seen.devices.reporting >= policy.minCoverage * seen.devices.ring && seen.devices.reporting > 0,
      );
      assert.ok(judgement.metrics.length > 0);
      for (const metric of judgement.metrics)
        assert.ok(metric.suspect <= metric.limit * metric.total && metric.total > 0);
    }),
    { numRuns: 5000 },
  );
  assert.ok(promoted > 50, `only ${promoted} of the samples promote`);
});

test("the binomial tail ends soon and stays a chance for counts that no fleet can make", () => {
  for (const trials of [1e9, 1e12, 9e15, 4e17, 1e300]) {
    for (const fraction of [0.03 - 1e-6, 0.03 + 1e-9, 0.03 + 1e-5, 0.5, 1]) {
      const tail = binomialUpperTail(trials * fraction, trials, 0.03);
      assert.ok(tail >= 0 && tail <= 1, `${trials} ${fraction} ${tail}`);
    }
    assert.equal(binomialUpperTail(trials * 0.5, trials, 0.03), 0);
    assert.ok(binomialUpperTail(trials * (0.03 + 1e-9), trials, 0.03) > 0.3);
  }
});

test("the binomial tail is exact where it can be counted by hand, and monotone", () => {
  assert.equal(binomialUpperTail(0, 10, 0.5), 1);
  assert.equal(binomialUpperTail(11, 10, 0.5), 0);
  assert.equal(binomialUpperTail(1, 10, 0), 0);
  assert.equal(binomialUpperTail(1, 10, 1), 1);
  assert.ok(Math.abs(binomialUpperTail(8, 10, 0.5) - 56 / 1024) < 1e-12);
  assert.ok(Math.abs(binomialUpperTail(10, 10, 0.5) - 1 / 1024) < 1e-15);
  assert.ok(Math.abs(binomialUpperTail(3, 4, 0.3) - (4 * 0.027 * 0.7 + 0.0081)) < 1e-12);
  // 3 % of a million and 4 standard deviations: by the normal law 3.2e-5.
  const tail = binomialUpperTail(30_000 + 4 * Math.sqrt(1e6 * 0.03 * 0.97), 1e6, 0.03);
  assert.ok(tail > 2e-5 && tail < 5e-5, String(tail));
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom(0.001, 0.03, 0.5),
      (n, share, p) => {
        const k = Math.floor(n * share);
        assert.ok(binomialUpperTail(k + 1, n, p) <= binomialUpperTail(k, n, p));
      },
    ),
  );
});
