import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { Chart, Document } from "../../../src/report/document.ts";
import { toHtml } from "../../../src/report/html.ts";
import { toSvg } from "../../../src/report/svg.ts";
import { hostileChart, hostileDocument, hostileText } from "./hostile-text.ts";

const elements = new Set(
  `html head meta title style body a header h1 h2 h3 p nav ul li main section footer div table thead tbody tr th td pre code
   details summary figure span strong svg desc text path circle`.split(/\s+/),
);
const empty = new Set(["meta", "path", "circle"]);

/** Walks the page as a strict reader would: every tag known, closed in order, every attribute quoted and harmless. */
function walk(html: string): void {
  const open: string[] = [];
  let at = 0;
  while (at < html.length) {
    const next = html.indexOf("<", at);
    const text = html.slice(at, next < 0 ? html.length : next);
    if (open.at(-1) !== "style") assert.doesNotMatch(text, />/);
    if (next < 0) break;
    if (html.startsWith("<!doctype html>", next)) {
      at = next + "<!doctype html>".length;
      continue;
    }
    const tag = /^<(\/?)([a-z0-9]+)((?: [a-zA-Z-]+="[^"<>]*")*)(\/?)>/.exec(html.slice(next, next + 20_000));
    assert.ok(tag, `not a tag that was meant: ${html.slice(next, next + 80)}`);
    const [whole, closing, name = "", attributes = "", selfClosing] = tag;
    assert.ok(elements.has(name), name);
    for (const [, key = "", value = ""] of attributes.matchAll(/ ([a-zA-Z-]+)="([^"]*)"/g)) {
      assert.doesNotMatch(key, /^on|^style$|^src$|^srcset$/i);
      if (key === "href") assert.match(value, /^(?:https?:\/\/|#)/);
    }
    if (closing === "/") assert.equal(open.pop(), name);
    else if (selfClosing === "" && !empty.has(name)) open.push(name);
    at = next + whole.length;
  }
  assert.deepEqual(open, []);
}

test("no text of a document becomes a tag, an attribute or a request", () => {
  fc.assert(
    fc.property(hostileDocument, hostileText, (document, title) => {
      walk(toHtml([document, document], { title, subtitle: title, footer: title }));
    }),
    { numRuns: 120 },
  );
});

test("a chart of hostile texts and any numbers is a well-formed drawing", () => {
  fc.assert(
    fc.property(hostileChart, hostileText, (chart, id) => {
      const svg = toSvg(chart, id);
      walk(svg);
      assert.doesNotMatch(svg, /NaN|Infinity/);
    }),
    { numRuns: 80 },
  );
});

const chart: Chart = {
  title: "Bad fraction",
  unit: "%",
  times: [0, 60, 120, 180, 240],
  series: [
    { name: "errors", values: [1, 2, null, 4, 5] },
    { name: "latency", values: [null, null, 7, null, null] },
    { name: "none", values: [null, null, null, null, null] },
  ],
  thresholds: [{ name: "limit", value: 3 }],
  marks: [
    { at: 60, text: "start", state: "neutral" },
    { at: 230, text: "revert", state: "bad" },
  ],
};

test("a drawing has gaps where there is no data, dots for single points, a threshold, marks and both axes", () => {
  const svg = toSvg(chart);
  assert.equal(
    /<path class="l s0" d="(M[^"]*)"\/>(?!<text)/.exec(svg.slice(svg.indexOf("UTC")))?.[1]?.split("M").length,
    3,
  );
  assert.match(svg, /<circle class="p1"/);
  assert.match(svg, /<path class="t"/);
  assert.match(svg, />limit: 3</);
  assert.match(svg, /class="bad h"[^>]*text-anchor="end">✖ revert</);
  assert.match(svg, />00:01:00</);
  assert.match(svg, />8<\/text>/);
  assert.match(svg, /errors: from 1 to 5, last 5; latency: from 7 to 7, last 7; none: no data; limit 3/);
});

test("a line of many points keeps its peak and its gaps when it is thinned", () => {
  const count = 20_000;
  const values = Array.from({ length: count }, (_, index) =>
    index === 7001 ? 90 : index > 12_000 && index < 12_400 ? null : 1,
  );
  const svg = toSvg({
    title: "x",
    unit: "s",
    times: values.map((_, index) => index),
    series: [{ name: "a", values }],
  });
  const path = /<path class="l s0" d="(M[^"]*L[^"]*)"/.exec(svg)?.[1] ?? "";
  assert.equal(path.split("M").length - 1, 2);
  const heights = [...path.matchAll(/[ML][0-9.]+ ([0-9.]+)/g)].map((match) => Number(match[1]));
  assert.ok(Math.min(...heights) < 80, "the peak is drawn");
  assert.ok(svg.length < 60_000);
});

const document: Document = {
  title: "Canary",
  blocks: [
    { kind: "verdict", state: "good", text: "promoted", link: { text: "PR", url: "https://x.test/1" } },
    { kind: "heading", text: "Gates" },
    {
      kind: "paragraph",
      text: ["ring ", { kind: "code", text: "canary" }, " is ", { kind: "strong", text: "fine" }],
    },
    { kind: "list", items: [["one"], [{ kind: "state", state: "bad", text: "two" }]] },
    { kind: "table", columns: [{ title: "a" }, { title: "b", align: "right" }], rows: [[["1"]]] },
    { kind: "code", language: "sh", text: "a\nb" },
    { kind: "chart", chart },
    {
      kind: "details",
      summary: "",
      blocks: [{ kind: "paragraph", text: [{ kind: "link", text: "x", url: "file:///etc" }] }],
    },
  ],
};

test("a page forbids scripts and requests, names its language and has landmarks", () => {
  const html = toHtml(document, { title: "Report" });
  assert.match(html, /Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'/);
  assert.match(html, /<html lang="en">/);
  assert.match(html, /name="viewport"/);
  assert.match(html, /<main id="content">/);
  assert.match(html, /prefers-color-scheme:dark/);
  assert.doesNotMatch(html, /<script|<link|<img|url\(|@import|<nav/);
  walk(html);
});

test("every block has its element, and states are told by a mark, not by colour alone", () => {
  const html = toHtml([document, document], { title: "Report" });
  assert.match(
    html,
    /<p class="verdict good"><span class="state good"><span aria-hidden="true">✔<\/span> promoted<\/span> <a href="https:\/\/x.test\/1"/,
  );
  assert.match(html, /<p>ring <code>canary<\/code> is <strong>fine<\/strong><\/p>/);
  assert.match(html, /<th scope="col" class="right">b<\/th>/);
  assert.match(html, /<td>1<\/td><td class="right"><\/td>/);
  assert.match(html, /<summary>More<\/summary>\n<p>x<\/p>/);
  assert.match(html, /<nav aria-label="Contents">/);
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
  assert.equal(new Set(ids).size, ids.length);
});
