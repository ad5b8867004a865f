import { a as numberLabel, c as valueTicks, f as thinned, i as fullTime, l as chartSpan, n as plainLines, o as timeLabel, p as valueAt, r as safeUrl, t as plainLine, u as chartTop } from "./plain-text.js";

// src/report/markdown-text.ts
const marks = {
	good: "✅",
	bad: "❌",
	warning: "⚠️",
	waiting: "⏳",
	neutral: "➖"
};
/** The mark of a state, as summaries show it. */
function stateMark(state) {
	return marks[state];
}
/**
* Untrusted text for GitHub Flavored Markdown, on one line: what could be markup becomes a character reference (CommonMark
* 6.2: references never act as markup). GitHub finds mentions and issue numbers after that step, so those are broken by an
* invisible space as well.
*/
function markdownText(text) {
	return plainLine(text).replaceAll("@", "@​").replace(/#(?=[0-9]|$)/g, "#​").replace(/\b(GH)-(?=[0-9]|$)/gi, "$1-​").replace(special, reference);
}
const special = /[&<>"'`*_[\]{}|~\\$^!]|:(?=[:/]|$)|(?<=\bwww|^)\./gi;
/** Untrusted text as inline code. What can stand between backticks stays as it is, so that a digest can be copied. */
function markdownCode(text) {
	const inner = plainLine(text);
	if (inner === "") return "";
	return /[`|]|##\[/.test(inner) ? `<code>${markdownText(inner)}</code>` : `\`${inner}\``;
}
/** The text of a cell, a paragraph or a list item. */
function markdownInlines(inlines) {
	return inlines.map(inline).join("");
}
function inline(item) {
	if (typeof item === "string") return keepEdges(item, markdownText(item));
	switch (item.kind) {
		case "code": return markdownCode(item.text);
		case "strong": return `<strong>${markdownText(item.text)}</strong>`;
		case "state": return `${stateMark(item.state)} ${markdownText(item.text)}`;
		default: return markdownLink(item.text, item.url);
	}
}
function keepEdges(source, text) {
	if (text === "") return source === "" ? "" : " ";
	return `${/^\s/.test(source) ? " " : ""}${text}${/\s$/.test(source) ? " " : ""}`;
}
/** A link to an http or https address; any other address is left out and only the text stays. */
function markdownLink(text, url) {
	const address = safeUrl(url);
	const shown = markdownText(text) || "link";
	return address === void 0 ? shown : `[${shown}](${address.replaceAll("&", "&amp;")})`;
}
/** Takes the meaning from whatever Markdown reads only at the start of a block: lists, headings, rules, setext lines. */
function markdownBlockStart(text) {
	return text.replace(/^\s+/, "").replace(/^[-+#=:]/, reference).replace(/^([0-9]{1,9})([.)])/, (_all, digits, mark) => digits + reference(mark));
}
/** A character as a numeric character reference. */
function reference(character) {
	return `&#${character.codePointAt(0) ?? 65533};`;
}

// src/report/mermaid.ts
/**
* A chart as Mermaid xychart-beta, or undefined when it has too few points for one. Mermaid has no gaps, so only times at
* which every drawn series has a value are shown; the table beside it has the rest.
*/
function mermaidChart(chart) {
	const series = chart.series.filter(({ values }) => values.some((_, index) => valueAt(values, index) !== void 0));
	const shown = thinned({
		...chart,
		series
	}, 60).filter((index) => series.every(({ values }) => valueAt(values, index) !== void 0));
	if (series.length === 0 || shown.length < 2) return void 0;
	const span = chartSpan(chart);
	const top = valueTicks(chartTop(chart)).at(-1) ?? 1;
	return [
		"xychart-beta",
		`  title "${word(chart.title)}"`,
		`  x-axis "UTC" [${shown.map((index) => `"${timeLabel(chart.times[index] ?? 0, span)}"`).join(", ")}]`,
		`  y-axis "${word(chart.unit)}" 0 --> ${decimal(top)}`,
		...series.map(({ values }) => `  line [${shown.map((index) => decimal(valueAt(values, index) ?? 0)).join(", ")}]`),
		...(chart.thresholds ?? []).filter(({ value }) => Number.isFinite(value)).map(({ value }) => `  line [${shown.map(() => decimal(value)).join(", ")}]`)
	].join("\n");
}
/** What is drawn, in order: Mermaid has no legend. */
function mermaidLegend(chart) {
	return `Lines: ${[...chart.series.map(({ name }) => name), ...(chart.thresholds ?? []).map(({ name, value }) => `${name} (${numberLabel(value)})`)].join(", ")}.`;
}
function word(text) {
	const kept = plainLine(text, 80).replace(/[^A-Za-z0-9 .,%/()+=-]/g, " ").replace(/\s+/g, " ").trim();
	return kept === "" ? " " : kept;
}
function decimal(value) {
	const text = Math.max(-0x38d7ea4c68000, Math.min(0x38d7ea4c68000, value)).toFixed(6).replace(/\.?0+$/, "");
	return text === "-0" || text === "" ? "0" : text;
}

// src/report/markdown.ts
const defaultLimit = 1e6;
const tableRowsOfChart = 24;
/**
* A document as GitHub Flavored Markdown for job summaries and pull requests. All texts are escaped: no HTML, table break,
* mention, bare link or workflow command of theirs comes through. What is over the limit is cut with a note.
*/
function toMarkdown(document, options = {}) {
	const budget = {
		left: Math.max(400, options.limit ?? defaultLimit) - size(cutNote) - 8,
		cut: false
	};
	const parts = [];
	const title = markdownText(document.title);
	const [first, ...rest] = document.blocks;
	if (first?.kind === "verdict") take(parts, verdictLine(first, title), budget);
	else if (title !== "") take(parts, `## ${title}`, budget);
	writeBlocks(parts, first?.kind === "verdict" ? rest : document.blocks, budget);
	if (budget.cut) parts.push(cutNote);
	return `${parts.join("\n\n")}\n`;
}
function verdictLine(block, title) {
	const link = block.link === void 0 ? "" : ` ${markdownLink(block.link.text, block.link.url)}`;
	const text = markdownText(block.text) || "no verdict";
	return `${stateMark(block.state)} ${title === "" ? `**${text}**` : `**${title}** ${text}`}${link}`;
}
const cutNote = "_Cut here: the whole report is too long for this place._";
function size(text) {
	return Buffer.byteLength(text, "utf8");
}
/** Adds a part when it still fits. */
function take(parts, text, budget) {
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
function writeBlocks(parts, blocks, budget) {
	for (const block of blocks) {
		if (budget.cut) return;
		writeBlock(parts, block, budget);
	}
}
function writeBlock(parts, block, budget) {
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
			takeLines(parts, "", block.items.map((item) => `- ${markdownBlockStart(markdownInlines(item)) || "&#8203;"}`), budget);
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
		case "details": writeDetails(parts, block, budget);
	}
}
/** Adds as many lines as fit below a head that is only written with them. */
function takeLines(parts, head, lines, budget) {
	const kept = head === "" ? [] : [head];
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
function writeTable(parts, table, budget) {
	if (table.columns.length === 0) return;
	const row = (cells) => `| ${cells.join(" | ")} |`;
	takeLines(parts, [row(table.columns.map(({ title }) => markdownText(title) || "&nbsp;")), row(table.columns.map(({ align }) => align === "right" ? "---:" : "---"))].join("\n"), table.rows.map((cells) => row(table.columns.map((_, index) => markdownInlines(cells[index] ?? []).trim()))), budget);
}
function writeCode(parts, text, budget) {
	const wrap = (body) => `<pre><code>${body}\n</code></pre>`;
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
function preformatted(text) {
	return plainLines(text).replace(/\n+$/, "").replace(/^\n+/, "").replace(/[&<>]/g, reference).replace(/:(?=:)/g, "&#58;").replaceAll("##[", "#&#35;[");
}
function writeChart(parts, chart, budget) {
	const drawing = mermaidChart(chart);
	const unit = markdownText(chart.unit);
	if (drawing !== void 0) {
		const text = `\`\`\`mermaid\n${drawing}\n\`\`\`\n\n${markdownText(mermaidLegend(chart))}`;
		if (size(text) + 2 <= budget.left) take(parts, text, budget);
	}
	const span = chartSpan(chart);
	const shown = thinned(chart, tableRowsOfChart);
	const table = {
		kind: "table",
		columns: [{ title: "Time (UTC)" }, ...chart.series.map(({ name }) => ({
			title: name,
			align: "right"
		}))],
		rows: shown.map((index) => [[timeLabel(chart.times[index] ?? 0, span)], ...chart.series.map(({ values }) => {
			const value = valueAt(values, index);
			return [value === void 0 ? "no data" : numberLabel(value)];
		})])
	};
	const notes = [...(chart.thresholds ?? []).map(({ name, value }) => `${name}: ${numberLabel(value)}`), ...(chart.marks ?? []).map((mark) => `${fullTime(mark.at)} ${mark.text}`)];
	const inner = [table];
	if (notes.length > 0) inner.push({
		kind: "list",
		items: notes.map((note) => [note])
	});
	writeDetails(parts, {
		kind: "details",
		summary: `${chart.title}${unit === "" ? "" : ` (${chart.unit})`}: the values`,
		blocks: inner
	}, budget);
}
function writeDetails(parts, details, budget) {
	const open = `<details>\n<summary>${markdownText(details.summary) || "More"}</summary>`;
	const close = "</details>";
	const frame = size(open) + size(close) + 4;
	if (frame > budget.left) {
		budget.cut = true;
		return;
	}
	budget.left -= frame;
	parts.push(open);
	writeBlocks(parts, details.blocks, budget);
	parts.push(close);
}

export { toMarkdown as t };