import "./rolldown-runtime.js";
import { a as numberLabel, i as fullTime, n as plainLines, p as valueAt, r as safeUrl, t as plainLine, u as chartTop } from "./plain-text.js";

// src/report/text.ts
const marks = {
	good: "✔",
	bad: "✖",
	warning: "!",
	waiting: "…",
	neutral: "-"
};
/** A document as plain lines for a terminal or a log. No escape sequence and no workflow command of its texts comes through. */
function toText(document) {
	return `${[textLine(document.title), ...document.blocks.flatMap((block) => blockLines(block))].join("\n").replace(/\n{3,}/g, "\n\n")}\n`;
}
function blockLines(block) {
	switch (block.kind) {
		case "verdict": {
			const link = block.link === void 0 ? "" : ` ${inlinesText([{
				kind: "link",
				...block.link
			}])}`;
			return [`${marks[block.state]} ${textLine(block.text)}${link}`];
		}
		case "heading": return [
			"",
			textLine(block.text),
			"-".repeat(Math.min(60, Math.max(3, textLine(block.text).length)))
		];
		case "paragraph": return [inlinesText(block.text)];
		case "list": return block.items.map((item) => `- ${inlinesText(item)}`);
		case "table": return tableLines(block);
		case "code": return plainLines(block.text).replace(/\n+$/, "").split("\n").map((line) => `    ${breakCommands(line)}`);
		case "chart": return chartLines(block.chart);
		default: return [
			"",
			`${textLine(block.summary)}:`,
			...block.blocks.flatMap((inner) => blockLines(inner)).map((line) => line === "" ? "" : `  ${line}`)
		];
	}
}
function tableLines(table) {
	const rows = [table.columns.map(({ title }) => textLine(title)), ...table.rows.map((cells) => table.columns.map((_, index) => inlinesText(cells[index] ?? [])))];
	const widths = table.columns.map((_, index) => Math.min(60, Math.max(...rows.map((row) => row[index]?.length ?? 0))));
	return rows.map((row) => row.map((cell, index) => table.columns[index]?.align === "right" ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0)).join("  ").trimEnd());
}
const levels = "▁▂▃▄▅▆▇█";
function chartLines(chart) {
	const top = chartTop(chart) || 1;
	const lines = [`${textLine(chart.title)} (${textLine(chart.unit)})`];
	for (const { name, values } of chart.series) {
		const drawn = columns(values, 60).map((value) => value === void 0 ? " " : levels[Math.max(0, Math.min(7, Math.floor(value / top * 7.999)))] ?? "█").join("");
		const last = values.findLast((_, index) => valueAt(values, index) !== void 0);
		lines.push(`  ${drawn}  ${textLine(name)}, last ${last === void 0 || last === null ? "no data" : numberLabel(last)}`);
	}
	for (const { name, value } of chart.thresholds ?? []) lines.push(`  ${textLine(name)}: ${numberLabel(value)}`);
	for (const mark of chart.marks ?? []) lines.push(`  ${fullTime(mark.at)} ${marks[mark.state]} ${textLine(mark.text)}`);
	return lines;
}
/** The values in at most `most` columns, each the highest of its stretch. */
function columns(values, most) {
	const count = Math.min(most, values.length);
	return Array.from({ length: count }, (_, column) => {
		let highest;
		for (let index = Math.floor(column * values.length / count); index < Math.floor((column + 1) * values.length / count); index += 1) {
			const value = valueAt(values, index);
			if (value !== void 0 && (highest === void 0 || value > highest)) highest = value;
		}
		return highest;
	});
}
/** The text of a cell, a paragraph or a list item, without any markup. */
function inlinesText(inlines) {
	return textLine(inlines.map((item) => inlineText(item)).join(""));
}
function inlineText(item) {
	if (typeof item === "string") return item;
	switch (item.kind) {
		case "code":
		case "strong": return item.text;
		case "state": return `${marks[item.state]} ${item.text}`;
		default: {
			const address = safeUrl(item.url);
			if (address === void 0) return item.text;
			return item.text === "" || item.text === item.url ? address : `${item.text} <${address}>`;
		}
	}
}
function textLine(text) {
	return breakCommands(plainLine(text));
}
function breakCommands(line) {
	return line.replace(/:(?=:)/g, ": ").replaceAll("##[", "# #[");
}

export { toText };