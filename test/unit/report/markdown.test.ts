import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { Block, Chart, Document } from "../../../src/report/document.ts";
import { toMarkdown } from "../../../src/report/markdown.ts";
import { mermaidChart } from "../../../src/report/mermaid.ts";
import { hostileChart, hostileDocument } from "./hostile-text.ts";

const allowedTags = /^<\/?(?:code|strong|pre|details|summary)>/;

/** What a reader of the Markdown, or of a log that it is printed to, could take as live; an empty list is what is wanted. */
function liveParts(markdown: string): string[] {
  const found: string[] = [];
  for (const line of markdown.split("\n")) {
    if (/^\s*::/.test(line)) found.push(`command: ${line}`);
    if (line.includes("##[")) found.push(`old command: ${line}`);
    if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2028\u2029]/.test(line))
      found.push(`control character: ${JSON.stringify(line)}`);
  }
  const drawings: string[] = [];
  // Between backticks and in <pre> nothing is markup, and GitHub looks for no mentions there.
  const live = markdown
    .replace(/<pre><code>[^<>]*<\/code><\/pre>/g, "a block of code")
    .replace(/^```mermaid\n([^`]*)\n```$/gm, (_all, drawing: string) => {
      drawings.push(drawing);
      return "a drawing";
    })
    .replace(/`[^`|\n]+`/g, "code")
    .replace(/\]\(https?:\/\/[^\s()<>"'`|\\]*\)/g, "]()");
  for (const drawing of drawings)
    if (/[<>@#;]/.test(drawing.replace("-->", ""))) found.push(`drawing: ${drawing}`);
  for (const line of live.split("\n")) {
    if (line.includes("`")) found.push(`backtick: ${line}`);
    if (/@(?!\u200b)/.test(line)) found.push(`mention: ${line}`);
    if (/#[0-9]/.test(line.replaceAll(/&#[0-9]+;/g, ""))) found.push(`issue: ${line}`);
    if (/:\/\//.test(line)) found.push(`bare address: ${line}`);
    for (const match of line.matchAll(/</g))
      if (!allowedTags.test(line.slice(match.index))) found.push(`tag: ${line}`);
    if (line.includes("|") && !/^\|.*\|$/.test(line)) found.push(`bar outside a table: ${line}`);
  }
  for (const tag of ["code", "strong", "pre", "details", "summary"])
    if (live.split(`<${tag}>`).length !== live.split(`</${tag}>`).length) found.push(`unbalanced ${tag}`);
  return found;
}

test("no text of a document comes through as a live tag, mention, table break, link or workflow command", () => {
  fc.assert(
    fc.property(hostileDocument, (document) => {
      assert.deepEqual(liveParts(toMarkdown(document)), []);
    }),
    { numRuns: 120 },
  );
});

test("every row of a table has as many cells as its head, whatever is in them", () => {
  fc.assert(
    fc.property(hostileDocument, (document) => {
      const counts: number[][] = [];
      let current: number[] | undefined;
      for (const line of toMarkdown(document)
        .replace(/<pre>[^<>]*<code>[^<>]*<\/code><\/pre>/g, "")
        .split("\n")) {
        if (!line.startsWith("|")) {
          current = undefined;
          continue;
        }
        if (current === undefined) counts.push((current = []));
        current.push(line.split("|").length);
      }
      for (const table of counts) assert.equal(new Set(table).size, 1);
    }),
    { numRuns: 80 },
  );
});

test("a document that is cut stays within its bytes, says so and leaves nothing open", () => {
  fc.assert(
    fc.property(hostileDocument, fc.integer({ min: 400, max: 4000 }), (document, limit) => {
      const whole = toMarkdown(document);
      const markdown = toMarkdown(document, { limit });
      assert.ok(Buffer.byteLength(markdown) <= limit);
      assert.deepEqual(liveParts(markdown), []);
      // A drawing that has no room is left out: its table says the same.
      const said = whole.replaceAll(/```mermaid[^`]*```\n\nLines: .*\n\n/g, "");
      if (Buffer.byteLength(said) > limit) assert.match(markdown, /Cut here/);
    }),
    { numRuns: 120 },
  );
});

test("a million rows stay below the megabyte that a job summary takes", () => {
  const rows = Array.from({ length: 100_000 }, (_, index) => [[`device-${index}`], ["0.125"]]);
  const document: Document = {
    title: "Devices",
    blocks: [
      { kind: "verdict", state: "bad", text: "reverted" },
      {
        kind: "details",
        summary: "all",
        blocks: [{ kind: "table", columns: [{ title: "a" }, { title: "b" }], rows }],
      },
      { kind: "paragraph", text: ["never reached"] },
    ],
  };
  const markdown = toMarkdown(document);
  assert.ok(Buffer.byteLength(markdown) < 1_048_576);
  assert.ok(markdown.length > 900_000);
  assert.match(markdown, /<\/details>\n\n_Cut here/);
  assert.doesNotMatch(markdown, /never reached/);
});

function only(block: Block): string {
  return toMarkdown({ title: "T", blocks: [block] })
    .replace("## T\n\n", "")
    .trimEnd();
}

test("a verdict is the first line, with a mark, what it is about and a link", () => {
  assert.equal(
    only({
      kind: "verdict",
      state: "good",
      text: "promoted",
      link: { text: "PR 7", url: "https://x.test/7?a=1&b=2" },
    }),
    "✅ **T** promoted [PR 7](https://x.test/7?a=1&amp;b=2)",
  );
});

test("a verdict further down is a bold line", () => {
  const markdown = toMarkdown({
    title: "T",
    blocks: [
      { kind: "paragraph", text: ["x"] },
      { kind: "verdict", state: "bad", text: "reverted" },
    ],
  });
  assert.match(markdown, /^## T\n\nx\n\n\S+ \*\*reverted\*\*\n$/);
});

test("an address that is not http or https, or has credentials, leaves only its text", () => {
  for (const url of [
    "javascript:alert(1)",
    "data:text/html,x",
    "https://u:p@x.test/",
    "/relative",
    `https://x.test/${"a".repeat(5000)}`,
  ])
    assert.equal(only({ kind: "paragraph", text: [{ kind: "link", text: "see", url }] }), "see");
});

test("text that would start a list, a heading, a rule or a setext line does not", () => {
  assert.equal(only({ kind: "paragraph", text: ["- one"] }), "&#45; one");
  assert.equal(only({ kind: "paragraph", text: ["# one"] }), "&#35; one");
  assert.equal(only({ kind: "paragraph", text: ["1. one"] }), "1&#46; one");
  assert.equal(only({ kind: "list", items: [["==="], [""]] }), "- &#61;==\n- &#8203;");
});

test("code keeps its lines, and nothing in it acts", () => {
  assert.equal(
    only({ kind: "code", language: "sh", text: "cosign verify <x>\n::error::no\n\n  ```\n" }),
    "<pre><code>cosign verify &#60;x&#62;\n&#58;:error&#58;:no\n\n  ```\n</code></pre>",
  );
});

test("code that does not fit is cut with a note", () => {
  const markdown = toMarkdown(
    { title: "T", blocks: [{ kind: "code", language: "", text: "line\n".repeat(5000) }] },
    { limit: 2000 },
  );
  assert.match(markdown, /… \(cut\)\n<\/code><\/pre>\n\n_Cut here/);
  assert.ok(Buffer.byteLength(markdown) <= 2000);
});

test("inlines keep the blanks between them", () => {
  assert.equal(
    only({
      kind: "paragraph",
      text: [
        "ring ",
        { kind: "strong", text: "canary" },
        " is ",
        { kind: "state", state: "bad", text: "bad" },
        " ",
        { kind: "code", text: "a|b" },
      ],
    }),
    "ring <strong>canary</strong> is ❌ bad <code>a&#124;b</code>",
  );
});

const chart: Chart = {
  title: "Bad fraction",
  unit: "%",
  times: [1_700_000_000, 1_700_000_060, 1_700_000_120, 1_700_000_180],
  series: [{ name: "errors", values: [1, null, 4.5, 0.000_01] }],
  thresholds: [{ name: "limit", value: 3 }],
  marks: [{ at: 1_700_000_120, text: "revert", state: "bad" }],
};

test("a chart is a Mermaid drawing with its values in a table beside it, gaps named", () => {
  const markdown = only({ kind: "chart", chart });
  assert.match(
    markdown,
    /```mermaid\nxychart-beta\n {2}title "Bad fraction"\n {2}x-axis "UTC" \["22:13:20", "22:15:20", "22:16:20"\]/,
  );
  assert.match(markdown, /y-axis "%" 0 --> 6\n {2}line \[1, 4\.5, 0\.00001\]\n {2}line \[3, 3, 3\]\n```/);
  assert.match(markdown, /\| 22:14:20 \| no data \|/);
  assert.match(markdown, /- limit: 3/);
  assert.match(markdown, /2023-11-14 22:15:20Z revert/);
});

test("a chart with fewer than two points has its table alone", () => {
  const markdown = only({
    kind: "chart",
    chart: { ...chart, series: [{ name: "errors", values: [null, 2, null, null] }] },
  });
  assert.doesNotMatch(markdown, /mermaid/);
  assert.match(markdown, /\| 22:14:20 \| 2 \|/);
});

test("whatever a chart is called, its Mermaid text has only the statements that were meant", () => {
  fc.assert(
    fc.property(hostileChart, (value) => {
      const drawing = mermaidChart(value);
      if (drawing === undefined) return;
      for (const line of drawing.split("\n"))
        assert.match(
          line,
          /^(?:xychart-beta| {2}title "[^"\\]*"| {2}x-axis "UTC" \["[0-9?:-]+"(?:, "[0-9?:-]+")*\]| {2}y-axis "[^"\\]*" 0 --> [0-9.]+| {2}line \[-?[0-9.]+(?:, -?[0-9.]+)*\])$/,
        );
    }),
  );
});
