import assert from "node:assert/strict";
import test from "node:test";
import { judgeBudgets } from "../../../src/lint/budgets.ts";

const none = { size: undefined, unpackedSize: undefined, wastedBytes: undefined, pullBytes: undefined };
const weight = {
  size: 200_000_000,
  unpackedSize: 600_000_000,
  wastedBytes: 1000,
  pullBytes: 50_000_000,
  heaviest: [{ name: "COPY model.bin", size: 150_000_000 }],
  mostWasted: [{ path: "var/cache/x", size: 900 }],
};

test("within its budgets an image has no finding; one byte over is an error that says how much and where", () => {
  const exact = { size: 200_000_000, unpackedSize: 600_000_000, wastedBytes: 1000, pullBytes: 50_000_000 };
  assert.deepEqual(judgeBudgets(weight, exact), []);
  for (const name of ["size", "unpackedSize", "wastedBytes", "pullBytes"] as const) {
    const [finding, ...others] = judgeBudgets(weight, { ...exact, [name]: exact[name] - 1 });
    assert.deepEqual(others, []);
    assert.equal(finding?.severity, "error");
    assert.match(finding.message, /1 B over the budget/);
  }
  assert.match(judgeBudgets(weight, { ...none, size: 1 })[0]?.next ?? "", /COPY model\.bin \(150 MB\)/);
  assert.match(judgeBudgets(weight, { ...none, wastedBytes: 1 })[0]?.next ?? "", /\/var\/cache\/x/);
});

test("without budgets only what is unusual warns", () => {
  assert.deepEqual(judgeBudgets(weight, none), []);
  assert.deepEqual(judgeBudgets({ ...weight, size: 250_000_000 }, none), []);
  const large = judgeBudgets({ ...weight, size: 250_000_001, wastedBytes: 20_000_001 }, none);
  assert.deepEqual(
    large.map(({ rule, severity }) => [rule, severity]),
    [
      ["P5030", "warning"],
      ["P5031", "warning"],
    ],
  );
  assert.deepEqual(judgeBudgets({ ...weight, pullBytes: undefined }, { ...none, pullBytes: 1 }), []);
});

test("P5032: a megabyte of programs for other machines warns with the largest; less does not", () => {
  const files = [
    { path: "node_modules/a/win.node", size: 400_000 },
    { path: "node_modules/a/darwin.node", size: 600_001 },
  ];
  const [finding, ...others] = judgeBudgets({ ...weight, foreign: files }, none);
  assert.deepEqual(others, []);
  assert.equal(finding?.rule, "P5032");
  assert.equal(finding.severity, "warning");
  assert.match(finding.message, /1 MB: \/node_modules\/a\/darwin\.node \(600 kB\), \/node_modules\/a\/win/);
  assert.deepEqual(judgeBudgets({ ...weight, foreign: files.slice(0, 1) }, none), []);
});

test("P5033: base layers that were compressed again, or are not there, warn; kept ones do not", () => {
  const base = {
    name: "docker.io/library/debian:13",
    digests: ["sha256:a", "sha256:b"],
    diffIds: ["sha256:1", "sha256:2"],
    builtDigests: ["sha256:a", "sha256:b", "sha256:c"],
    builtDiffIds: ["sha256:1", "sha256:2", "sha256:3"],
  };
  assert.deepEqual(judgeBudgets({ ...weight, base }, none), []);
  const again = { ...base, builtDigests: ["sha256:a", "sha256:x", "sha256:c"] };
  const [recompressed] = judgeBudgets({ ...weight, base: again }, none);
  assert.match(
    recompressed?.message ?? "",
    /^1 of 2 layers of docker\.io\/library\/debian:13 .*compressed again/,
  );
  assert.equal(recompressed?.next, "build without force-compression");
  const squashed = { ...base, builtDigests: ["sha256:z"], builtDiffIds: ["sha256:9"] };
  assert.match(judgeBudgets({ ...weight, base: squashed }, none)[0]?.message ?? "", /^2 of 2 .*squashed/);
});
