import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { fullTime, numberLabel, timeLabel, timeTicks, valueTicks } from "../../../src/report/axis.ts";
import type { Document } from "../../../src/report/document.ts";
import { plainLine, plainLines, safeUrl } from "../../../src/report/plain-text.ts";
import { inlinesText, toText } from "../../../src/report/text.ts";
import { hostileDocument, hostileText } from "./hostile-text.ts";

test("no line of a document is a workflow command, and none holds an escape sequence", () => {
  fc.assert(
    fc.property(hostileDocument, (document) => {
      for (const line of toText(document).split("\n")) {
        assert.doesNotMatch(line, /^\s*::/);
        assert.ok(!line.includes("##["), line);
        assert.doesNotMatch(line, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      }
    }),
    { numRuns: 160 },
  );
});

test("every block reads well on a terminal", () => {
  const document: Document = {
    title: "Canary",
    blocks: [
      { kind: "verdict", state: "bad", text: "reverted", link: { text: "PR 7", url: "https://x.test/7" } },
      { kind: "heading", text: "Gates" },
      {
        kind: "table",
        columns: [{ title: "gate" }, { title: "bad", align: "right" }],
        rows: [
          [["errors"], ["12"]],
          [[], ["7"]],
        ],
      },
      {
        kind: "list",
        items: [
          ["one"],
          [
            { kind: "link", text: "", url: "https://x.test/" },
            { kind: "link", text: "no", url: "ftp://x" },
          ],
        ],
      },
      { kind: "code", language: "", text: "a\nb\n" },
      {
        kind: "chart",
        chart: {
          title: "Errors",
          unit: "%",
          times: [0, 60, 120],
          series: [
            { name: "ring", values: [0, null, 8] },
            { name: "other", values: [] },
          ],
          thresholds: [{ name: "limit", value: 3 }],
          marks: [{ at: 120, text: "revert", state: "bad" }],
        },
      },
      {
        kind: "details",
        summary: "Devices",
        blocks: [{ kind: "paragraph", text: ["all ", { kind: "state", state: "good", text: "up" }] }],
      },
    ],
  };
  assert.equal(
    toText(document),
    `Canary
✖ reverted PR 7 <https://x.test/7>

Gates
-----
gate    bad
errors   12
          7
- one
- https://x.test/no
    a
    b
Errors (%)
  ▁ █  ring, last 8
    other, last no data
  limit: 3
  1970-01-01 00:02:00Z ✖ revert

Devices:
  all ✔ up
`,
  );
});

test("plain text has one line, no invisible characters and a limit", () => {
  assert.equal(plainLine(" a\r\nb\t\u200bc\u202e "), "a b c");
  assert.equal(plainLine("x".repeat(20), 5), "xxxxx… (cut: 20 characters)");
  assert.equal(plainLines("a\r\nb\u2028c\u0000"), "a\nb\nc");
  assert.equal(plainLine("\ud800"), "\ufffd");
  fc.assert(fc.property(hostileText, (text) => assert.doesNotMatch(plainLine(text), /[\n\r\u001b\u202e]/)));
});

test("an address keeps what it means and loses what a writer could trip over", () => {
  assert.equal(
    safeUrl("https://x.test/a(b)'c?d=e&f=\"|`*"),
    "https://x.test/a%28b%29%27c?d=e&f=%22%7C%60%2A",
  );
  assert.equal(safeUrl("not an address"), undefined);
});

test("inlines become one line of text", () => {
  assert.equal(inlinesText(["a ", { kind: "code", text: "b" }, { kind: "strong", text: "c\nd" }]), "a bc d");
});

test("axes have round values that hold the largest one", () => {
  assert.deepEqual(valueTicks(4.5), [0, 2, 4, 6]);
  assert.deepEqual(valueTicks(0.03), [0, 0.01, 0.02, 0.03]);
  assert.deepEqual(valueTicks(0), [0, 1]);
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (largest) => {
      const ticks = valueTicks(largest);
      assert.ok((ticks.at(-1) ?? 0) >= largest * 0.999_999);
      assert.ok(ticks.length <= 7);
    }),
  );
});

test("times have round ticks and labels as long as the span needs", () => {
  assert.deepEqual(timeTicks(10, 250), [60, 120, 180, 240]);
  assert.deepEqual(timeTicks(7, 7), [7]);
  assert.deepEqual(timeTicks(0.5, 0.6), [0.5]);
  assert.equal(timeLabel(3661, 100), "01:01:01");
  assert.equal(timeLabel(3661, 4000), "01:01");
  assert.equal(timeLabel(3661, 1e6), "01-01");
  assert.equal(timeLabel(Number.NaN, 1), "?");
  assert.equal(fullTime(1e15), "?");
  assert.equal(numberLabel(0.000_012_3), "1.2e-5");
  assert.equal(numberLabel(Number.NaN), "?");
  assert.equal(numberLabel(1234.567), "1235");
});
