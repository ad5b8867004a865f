import { chartSpan, thinned, valueAt } from "./chart-data.ts";
import { numberLabel, timeLabel } from "./axis.ts";
import type { Block, Chart, Document } from "./document.ts";
import { htmlInlines, htmlLines, htmlLink, htmlState, htmlText } from "./html-text.ts";
import { pageStyle } from "./page-style.ts";
import { toSvg } from "./svg.ts";

export type HtmlOptions = {
  readonly title: string;
  /** A line below the title, such as when and for what the page was made. */
  readonly subtitle?: string;
  readonly footer?: string;
};

/**
 * One self-contained page: no script, no request to anywhere (its Content-Security-Policy forbids both), light and dark,
 * keyboard and screen reader, phone width. Several documents become sections with a list of contents. All texts are escaped.
 */
export function toHtml(documents: Document | readonly Document[], options: HtmlOptions): string {
  const all = "blocks" in documents ? [documents] : documents;
  const page: Page = { charts: 0 };
  const contents =
    all.length < 2
      ? ""
      : `<nav aria-label="Contents"><ul>${all.map(({ title }, index) => `<li><a href="#part-${index + 1}">${htmlText(title)}</a></li>`).join("")}</ul></nav>\n`;
  const sections = all.map(
    (document, index) =>
      `<section id="part-${index + 1}" aria-labelledby="part-${index + 1}-title">\n<h2 id="part-${index + 1}-title">${htmlText(document.title)}</h2>\n${blocksHtml(document.blocks, page)}</section>\n`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<title>${htmlText(options.title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header><h1>${htmlText(options.title)}</h1>${options.subtitle === undefined ? "" : `<p class="sub">${htmlText(options.subtitle)}</p>`}</header>
${contents}<main id="content">
${sections.join("")}</main>
${options.footer === undefined ? "" : `<footer>${htmlText(options.footer)}</footer>\n`}</body>
</html>
`;
}

type Page = { charts: number };

function blocksHtml(blocks: readonly Block[], page: Page): string {
  return blocks.map((block) => `${blockHtml(block, page)}\n`).join("");
}

function blockHtml(block: Block, page: Page): string {
  switch (block.kind) {
    case "verdict": {
      const link = block.link === undefined ? "" : ` ${htmlLink(block.link.text, block.link.url)}`;
      return `<p class="verdict ${block.state}">${htmlState(block.state, block.text)}${link}</p>`;
    }
    case "heading":
      return `<h3>${htmlText(block.text)}</h3>`;
    case "paragraph":
      return `<p>${htmlInlines(block.text)}</p>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${htmlInlines(item)}</li>`).join("")}</ul>`;
    case "table":
      return tableHtml(block, "Table");
    case "code":
      return `<pre tabindex="0"><code>${htmlLines(block.text)}</code></pre>`;
    case "chart":
      return chartHtml(block.chart, page);
    default:
      return `<details><summary>${htmlText(block.summary) || "More"}</summary>\n${blocksHtml(block.blocks, page)}</details>`;
  }
}

function tableHtml(table: Extract<Block, { kind: "table" }>, label: string): string {
  const side = (index: number): string => (table.columns[index]?.align === "right" ? ` class="right"` : "");
  const head = table.columns
    .map(({ title }, index) => `<th scope="col"${side(index)}>${htmlText(title)}</th>`)
    .join("");
  const body = table.rows
    .map(
      (cells) =>
        `<tr>${table.columns.map((_, index) => `<td${side(index)}>${htmlInlines(cells[index] ?? [])}</td>`).join("")}</tr>`,
    )
    .join("\n");
  // Wide tables scroll by themselves, also by keyboard, so that the page never does.
  return `<div class="scroll" tabindex="0" role="region" aria-label="${htmlText(label)}"><table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}

function chartHtml(chart: Chart, page: Page): string {
  page.charts += 1;
  const span = chartSpan(chart);
  const table: Extract<Block, { kind: "table" }> = {
    kind: "table",
    columns: [
      { title: "Time (UTC)" },
      ...chart.series.map(({ name }) => ({ title: name, align: "right" as const })),
    ],
    rows: thinned(chart, 120).map((index) => [
      [timeLabel(chart.times[index] ?? 0, span)],
      ...chart.series.map(({ values }) => {
        const value = valueAt(values, index);
        return [value === undefined ? "no data" : numberLabel(value)];
      }),
    ]),
  };
  return `<figure>${toSvg(chart, `chart-${page.charts}`)}<details><summary>Values of ${htmlText(chart.title)} (${htmlText(chart.unit)})</summary>\n${tableHtml(table, chart.title)}\n</details></figure>`;
}
