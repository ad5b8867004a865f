import { chartSpan, thinned, valueAt } from "./chart-data.ts";
import { fullTime, numberLabel, timeLabel } from "./axis.ts";
import type { Block, Chart, Document } from "./document.ts";
import {
  markdownBlockStart,
  markdownInlines,
  markdownLink,
  markdownText,
  reference,
  stateMark,
} from "./markdown-text.ts";
import { mermaidChart, mermaidLegend } from "./mermaid.ts";
import { plainLines } from "./plain-text.ts";

export type MarkdownOptions = {
  /** Most bytes of UTF-8: job summaries take 1 MiB a step (the default stays below it), pull request bodies 65,536 characters. */
  readonly limit?: number;
};

const defaultLimit = 1_000_000;
const tableRowsOfChart = 24;

/**
 * A document as GitHub Flavored Markdown for job summaries and pull requests. All texts are escaped: no HTML, table break,
 * mention, bare link or workflow command of theirs comes through. What is over the limit is cut with a note.
 */
export function toMarkdown(document: Document, options: MarkdownOptions = {}): string {
  const limit = Math.max(400, options.limit ?? defaultLimit);
  const budget = { left: limit - size(cutNote) - 8, cut: false };
  const parts: string[] = [];
  const title = markdownText(document.title);
  const [first, ...rest] = document.blocks;
  // The verdict is the first line, and names what it is about: of several steps' summaries each is read by its first line.
  if (first?.kind === "verdict") take(parts, verdictLine(first, title), budget);
  else if (title !== "") take(parts, `## ${title}`, budget);
  writeBlocks(parts, first?.kind === "verdict" ? rest : document.blocks, budget);
  if (budget.cut) parts.push(cutNote);
  return `${parts.join("\n\n")}\n`;
}

function verdictLine(block: Extract<Block, { kind: "verdict" }>, title: string): string {
  const link = block.link === undefined ? "" : ` ${markdownLink(block.link.text, block.link.url)}`;
  const text = markdownText(block.text) || "no verdict";
  return `${stateMark(block.state)} ${title === "" ? `**${text}**` : `**${title}** ${text}`}${link}`;
}

type Budget = { left: number; cut: boolean };

const cutNote = "_Cut here: the whole report is too long for this place._";

function size(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

/** Adds a part when it still fits. */
function take(parts: string[], text: string, budget: Budget): boolean {
  if (text === "") return true;
  const needed = size(text) + 2;
  if (budget.cut || needed > budget.left) {
    budget.cut = true;
    return false;
  }
  budget.left -= needed;
  parts.push(text);
  return true;
}

function writeBlocks(parts: string[], blocks: readonly Block[], budget: Budget): void {
  for (const block of blocks) {
    if (budget.cut) return;
    writeBlock(parts, block, budget);
  }
}

function writeBlock(parts: string[], block: Block, budget: Budget): void {
  switch (block.kind) {
    case "verdict":
      take(parts, verdictLine(block, ""), budget);
      return;
    case "heading":
      take(parts, `### ${markdownText(block.text)}`, budget);
      return;
    case "paragraph":
      take(parts, markdownBlockStart(markdownInlines(block.text)), budget);
      return;
    case "list":
      takeLines(
        parts,
        "",
        block.items.map((item) => `- ${markdownBlockStart(markdownInlines(item)) || "&#8203;"}`),
        budget,
      );
      return;
    case "table":
      writeTable(parts, block, budget);
      return;
    case "code":
      writeCode(parts, block.text, budget);
      return;
    case "chart":
      writeChart(parts, block.chart, budget);
      return;
    case "details":
      writeDetails(parts, block, budget);
  }
}

/** Adds as many lines as fit below a head that is only written with them. */
function takeLines(parts: string[], head: string, lines: readonly string[], budget: Budget): void {
  const kept: string[] = head === "" ? [] : [head];
  let used = size(head) + 2;
  if (used > budget.left) {
    budget.cut = true;
    return;
  }
  for (const line of lines) {
    const needed = size(line) + 1;
    if (used + needed > budget.left) {
      budget.cut = true;
      break;
    }
    used += needed;
    kept.push(line);
  }
  if (kept.length === (head === "" ? 0 : 1) && lines.length > 0) return;
  budget.left -= used;
  if (kept.length > 0) parts.push(kept.join("\n"));
}

function writeTable(parts: string[], table: Extract<Block, { kind: "table" }>, budget: Budget): void {
  if (table.columns.length === 0) return;
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const head = [
    row(table.columns.map(({ title }) => markdownText(title) || "&nbsp;")),
    row(table.columns.map(({ align }) => (align === "right" ? "---:" : "---"))),
  ].join("\n");
  const lines = table.rows.map((cells) =>
    row(table.columns.map((_, index) => markdownInlines(cells[index] ?? []).trim())),
  );
  takeLines(parts, head, lines, budget);
}

function writeCode(parts: string[], text: string, budget: Budget): void {
  // <pre> and not a fence: within it nothing but its end tag is markup, and character references still work.
  const wrap = (body: string): string => `<pre><code>${body}\n</code></pre>`;
  const body = preformatted(text);
  if (size(wrap(body)) + 2 <= budget.left) {
    take(parts, wrap(body), budget);
    return;
  }
  const room = budget.left - size(wrap("")) - 40;
  if (room > 200) {
    const short = preformatted(plainLines(text).slice(0, Math.floor(room / 8)));
    if (size(short) <= room) take(parts, wrap(`${short}\n… (cut)`), budget);
  }
  budget.cut = true;
}

function preformatted(text: string): string {
  return plainLines(text)
    .replace(/\n+$/, "")
    .replace(/^\n+/, "")
    .replace(/[&<>]/g, reference)
    .replace(/:(?=:)/g, "&#58;")
    .replaceAll("##[", "#&#35;[");
}

function writeChart(parts: string[], chart: Chart, budget: Budget): void {
  const drawing = mermaidChart(chart);
  const unit = markdownText(chart.unit);
  if (drawing !== undefined) {
    const text = `\`\`\`mermaid\n${drawing}\n\`\`\`\n\n${markdownText(mermaidLegend(chart))}`;
    // A drawing is all or nothing; without room for it the table still says it.
    if (size(text) + 2 <= budget.left) take(parts, text, budget);
  }
  const span = chartSpan(chart);
  const shown = thinned(chart, tableRowsOfChart);
  const table: Block = {
    kind: "table",
    columns: [
      { title: "Time (UTC)" },
      ...chart.series.map(({ name }) => ({ title: name, align: "right" as const })),
    ],
    rows: shown.map((index) => [
      [timeLabel(chart.times[index] ?? 0, span)],
      ...chart.series.map(({ values }) => {
        const value = valueAt(values, index);
        return [value === undefined ? "no data" : numberLabel(value)];
      }),
    ]),
  };
  const notes = [
    ...(chart.thresholds ?? []).map(({ name, value }) => `${name}: ${numberLabel(value)}`),
    ...(chart.marks ?? []).map((mark) => `${fullTime(mark.at)} ${mark.text}`),
  ];
  const inner: Block[] = [table];
  if (notes.length > 0) inner.push({ kind: "list", items: notes.map((note) => [note]) });
  writeDetails(
    parts,
    {
      kind: "details",
      summary: `${chart.title}${unit === "" ? "" : ` (${chart.unit})`}: the values`,
      blocks: inner,
    },
    budget,
  );
}

function writeDetails(parts: string[], details: Extract<Block, { kind: "details" }>, budget: Budget): void {
  const open = `<details>\n<summary>${markdownText(details.summary) || "More"}</summary>`;
  const close = "</details>";
  const frame = size(open) + size(close) + 4;
  if (frame > budget.left) {
    budget.cut = true;
    return;
  }
  budget.left -= frame;
  // The end tag is paid for already, so that a cut inside never leaves it open.
  parts.push(open);
  writeBlocks(parts, details.blocks, budget);
  parts.push(close);
}
