import fc from "fast-check";
import type { Block, Cell, Chart, Document, Inline, State } from "../../../src/report/document.ts";

const hostile = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "</details></pre></code></svg></td><b>",
  "| a | b |",
  "\n| --- | --- |\n| x | y |",
  "```\nfence\n```",
  "`code` ``more``",
  "@octocat @acme/team",
  "a@b.example",
  "\n::error file=a::boom",
  "::set-output name=x::y",
  "##[error]boom",
  "[click](javascript:alert(1))",
  "![x](https://tracker.example/x.png)",
  "https://evil.example/ www.evil.example",
  "#1 GH-12 acme/app#3",
  "# title",
  "- item",
  "1. item",
  "> quote",
  "***bold*** __under__ ~~gone~~",
  "$x^2$ $$y$$",
  "\u001b[31mred\u001b[0m",
  "\u202eright to left",
  "\ud800 lone",
  "&lt;b&gt; &#60;b&#62; &amp;",
  "<!-- comment",
  "]]>",
  "\\",
  "\r\n\r\n---\r\n",
  "===",
  "\t\tindented",
  '" --> 9 \nline [1',
];

/** Text that tries to be markup, a mention, a table break or a command of the runner. */
export const hostileText = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...hostile) },
      fc.string({ unit: "binary", maxLength: 20 }),
    ),
    {
      maxLength: 4,
    },
  )
  .map((parts) => parts.join(""));

const state = fc.constantFrom<State>("good", "bad", "warning", "waiting", "neutral");
const url = fc.oneof(
  fc.constantFrom(
    "https://example.test/a?b=c&d=e|f",
    "http://example.test/(x)'\"<>`*_",
    "javascript:alert(1)",
    "data:text/html,<b>",
    "https://user:pass@example.test/",
    "//example.test",
    "::error::x",
  ),
  hostileText,
);
const link = fc.record({ text: hostileText, url });
const inline: fc.Arbitrary<Inline> = fc.oneof(
  hostileText,
  fc.record({ kind: fc.constant("code" as const), text: hostileText }),
  fc.record({ kind: fc.constant("strong" as const), text: hostileText }),
  fc.record({ kind: fc.constant("state" as const), state, text: hostileText }),
  link.map((value) => ({ kind: "link" as const, ...value })),
);
const cell: fc.Arbitrary<Cell> = fc.array(inline, { maxLength: 3 });

const chart: fc.Arbitrary<Chart> = fc
  .record({
    title: hostileText,
    unit: hostileText,
    count: fc.integer({ min: 0, max: 80 }),
    start: fc.integer({ min: 0, max: 2_000_000_000 }),
    names: fc.array(hostileText, { maxLength: 4 }),
    thresholds: fc.array(fc.record({ name: hostileText, value: fc.double() }), { maxLength: 2 }),
    marks: fc.array(fc.record({ at: fc.integer({ min: 0, max: 2_000_000_000 }), text: hostileText, state }), {
      maxLength: 2,
    }),
    values: fc.array(fc.oneof(fc.constant(null), fc.double({ min: 0, max: 100 })), {
      minLength: 1,
      maxLength: 30,
    }),
  })
  .map(({ title, unit, count, start, names, thresholds, marks, values }) => ({
    title,
    unit,
    times: Array.from({ length: count }, (_, index) => start + index * 30),
    series: names.map((name, offset) => ({
      name,
      values: Array.from({ length: count }, (_, index) => values[(index + offset) % values.length] ?? null),
    })),
    thresholds,
    marks,
  }));

const leaf: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant("verdict" as const), state, text: hostileText, link }),
  fc.record({ kind: fc.constant("heading" as const), text: hostileText }),
  fc.record({ kind: fc.constant("paragraph" as const), text: cell }),
  fc.record({ kind: fc.constant("list" as const), items: fc.array(cell, { maxLength: 3 }) }),
  fc
    .record({
      columns: fc.array(hostileText, { maxLength: 3 }),
      rows: fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 3 }),
    })
    .map(({ columns, rows }): Block => ({
      kind: "table",
      columns: columns.map((title, index) => ({ title, align: index % 2 === 0 ? "left" : "right" })),
      rows,
    })),
  fc.record({ kind: fc.constant("code" as const), language: hostileText, text: hostileText }),
  chart.map((value): Block => ({ kind: "chart", chart: value })),
);

export const hostileChart = chart;

/** Documents of every block, all of whose texts are hostile. */
export const hostileDocument: fc.Arbitrary<Document> = fc.record({
  title: hostileText,
  blocks: fc.array(
    fc.oneof(
      leaf,
      fc
        .record({ summary: hostileText, blocks: fc.array(leaf, { maxLength: 3 }) })
        .map((value): Block => ({ kind: "details", ...value })),
    ),
    { maxLength: 6 },
  ),
});
