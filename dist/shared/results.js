import { o as __toESM, t as __commonJSMin } from "./rolldown-runtime.js";
import { i as lintRules, n as boundFindings, s as hefRules, t as require_packageurl_js, x as budgetRules } from "./packageurl-js.js";
import { a as numberLabel, c as valueTicks, d as isDrawable, f as thinned, i as fullTime, l as chartSpan, n as plainLines, o as timeLabel, p as valueAt, r as safeUrl, s as timeTicks, t as plainLine, u as chartTop } from "./plain-text.js";
import { t as compareText } from "./text-order.js";
import { r as hexOf } from "./digest.js";
import { n as defineFaults } from "./fault.js";
import { t as hasErrors } from "./finding.js";
import { n as formatRepository } from "./image-reference.js";
import { r as toolVersion, t as buildReport } from "./view.js";
import { n as emptyOutputs } from "./command.js";
import { t as command } from "./inputs.js";
import { createHash } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import path from "node:path";
import { tmpdir } from "node:os";

// src/lint/hygiene-rules.ts
/** The rules about what an image should not carry or be, by id. P5042 is judged where the Dockerfile is read. */
const hygieneRules = [
	{
		id: "P5040",
		title: "Container that runs as root",
		severity: "warning",
		why: "Whoever breaks into a process of root can do in the container, and often on the host, what root can."
	},
	{
		id: "P5041",
		title: "Missing health check",
		severity: "warning",
		why: "canary-gate and a device's own rollback need to know whether the app works, not only whether it runs."
	},
	{
		id: "P5042",
		title: "Base image that is not pinned",
		severity: "error",
		why: "A tag moves: the next build may have another base than the one that was tested."
	},
	{
		id: "P5050",
		title: "Private key in a layer",
		severity: "error",
		why: "Whoever can pull the image has the key, on every device the same, and deleting the file in a later layer does not take it out."
	},
	{
		id: "P5051",
		title: "Access token in a layer",
		severity: "error",
		why: "Whoever can pull the image can use the token; deleting the file in a later layer does not take it out."
	},
	{
		id: "P5052",
		title: "Stored login in a layer",
		severity: "error",
		why: "Files such as .npmrc, .netrc and Docker's config.json hold passwords; they belong in a secret mount of the build."
	},
	{
		id: "P5053",
		title: "Secret in the image config",
		severity: "error",
		why: "Environment, labels and build history are part of the image: everybody who can pull it can read them."
	},
	{
		id: "P5054",
		title: "Variable that should hold a secret",
		severity: "warning",
		why: "A variable named like a secret has a fixed value in the image; secrets are given when the container starts."
	},
	{
		id: "P5055",
		title: "Set-user-ID or set-group-ID program",
		severity: "warning",
		why: "It runs with its owner's rights whoever starts it: a fault in it raises an attacker's rights."
	},
	{
		id: "P5056",
		title: "Program with file capabilities",
		severity: "warning",
		why: "It gets rights of root when anybody starts it."
	},
	{
		id: "P5057",
		title: "File that everybody can write to",
		severity: "warning",
		why: "Any process in the container can change it, and so what others read or run."
	}
];

// src/report/html-text.ts
const references = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"\"": "&quot;",
	"'": "&#39;",
	"`": "&#96;",
	"=": "&#61;"
};
/** Untrusted text on one line for HTML and SVG, in text or in a quoted attribute. */
function htmlText(text) {
	return escape(plainLine(text));
}
/** Untrusted text of several lines, for a preformatted block. */
function htmlLines(text) {
	return escape(plainLines(text));
}
function escape(text) {
	return text.replace(/[&<>"'`=]/g, (character) => references[character] ?? "");
}
const marks$1 = {
	good: "✔",
	bad: "✖",
	warning: "!",
	waiting: "…",
	neutral: "•"
};
/** A state with its mark: never colour alone. */
function htmlState(state, text) {
	return `<span class="state ${state}"><span aria-hidden="true">${marks$1[state]}</span> ${htmlText(text)}</span>`;
}
/** A link to an http or https address; any other address is left out and only the text stays. */
function htmlLink(text, url) {
	const address = safeUrl(url);
	const shown = htmlText(text) || "link";
	return address === void 0 ? shown : `<a href="${escape(address)}" rel="noreferrer">${shown}</a>`;
}
/** The text of a cell, a paragraph or a list item. */
function htmlInlines(inlines) {
	return inlines.map((item) => inline(item)).join("");
}
function inline(item) {
	if (typeof item === "string") return `${/^\s/.test(item) ? " " : ""}${htmlText(item)}${/\S\s+$/.test(item) ? " " : ""}`;
	switch (item.kind) {
		case "code": return `<code>${htmlText(item.text)}</code>`;
		case "strong": return `<strong>${htmlText(item.text)}</strong>`;
		case "state": return htmlState(item.state, item.text);
		default: return htmlLink(item.text, item.url);
	}
}

// src/report/page-style.ts
/** The one style sheet of HTML reports: light and dark, readable on a phone, prints well. */
const pageStyle = `:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--paper:#fff;--panel:#f6f8fa;--line:#d0d7de;--link:#0059b3;--good:#00703c;--bad:#b3001b;--warning:#7d5400;--waiting:#57606a}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9aa4af;--paper:#0d1117;--panel:#161b22;--line:#30363d;--link:#6cb6ff;--good:#56d364;--bad:#ff7b72;--warning:#e3b341;--waiting:#9aa4af}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;overflow-wrap:anywhere}
main,header,nav,footer{max-width:64rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.5rem}h1{font-size:1.6rem;margin:0 0 .25rem}h2{font-size:1.3rem;margin:2.5rem 0 .75rem;padding-top:1rem;border-top:1px solid var(--line)}h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
.sub,footer{color:var(--soft)}footer{padding-bottom:2rem;margin-top:3rem;font-size:.875rem}
a{color:var(--link)}a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem}
nav ul{padding-left:1.2rem}
.verdict{font-size:1.15rem;font-weight:600;border-left:.35rem solid var(--waiting);background:var(--panel);padding:.6rem .9rem;margin:.75rem 0}
.verdict.good{border-color:var(--good)}.verdict.bad{border-color:var(--bad)}.verdict.warning{border-color:var(--warning)}
.state.good{color:var(--good)}.state.bad{color:var(--bad)}.state.warning{color:var(--warning)}.state.waiting,.state.neutral{color:var(--waiting)}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.925rem;font-variant-numeric:tabular-nums}th,td{border:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top;overflow-wrap:normal}th{background:var(--panel)}.right{text-align:right}
code,pre{font:.875rem/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}pre{background:var(--panel);border:1px solid var(--line);padding:.75rem;overflow-x:auto;white-space:pre;overflow-wrap:normal}
figure{margin:1rem 0}figure svg{width:100%;height:auto;max-width:60rem;background:var(--panel);border:1px solid var(--line)}
details{margin:.75rem 0;border:1px solid var(--line);padding:.4rem .75rem}summary{cursor:pointer;font-weight:600}
@media print{details{border:0}.skip,nav{display:none}}`;

// src/report/svg.ts
const width = 760;
const height = 300;
const left = 56;
const top = 34;
const legendRow = 20;
const style = `.c{font:12px system-ui,sans-serif}.c text{fill:#333}.c .g{stroke:#8884;stroke-width:1}.c .a{stroke:#888}.c .l{fill:none;stroke-width:2;stroke-linejoin:round}.c .s0{stroke:#0059b3}.c .s1{stroke:#b35900;stroke-dasharray:7 3}.c .s2{stroke:#00703c;stroke-dasharray:2 3}.c .s3{stroke:#7a2ea0;stroke-dasharray:9 3 2 3}.c .p0{fill:#0059b3}.c .p1{fill:#b35900}.c .p2{fill:#00703c}.c .p3{fill:#7a2ea0}.c .t{stroke:#c00;stroke-width:1.5;stroke-dasharray:5 4}.c .tt{fill:#b00}.c .h{paint-order:stroke;stroke:#fff;stroke-width:3px}.c .m{stroke:#666;stroke-width:1}.c .good{fill:#00703c}.c .bad{fill:#c00}.c .warning{fill:#9a6700}.c .waiting,.c .neutral{fill:#666}@media(prefers-color-scheme:dark){.c text{fill:#ddd}.c .s0{stroke:#6cb6ff}.c .s1{stroke:#ffa657}.c .s2{stroke:#56d364}.c .s3{stroke:#d2a8ff}.c .p0{fill:#6cb6ff}.c .p1{fill:#ffa657}.c .p2{fill:#56d364}.c .p3{fill:#d2a8ff}.c .t{stroke:#ff7b72}.c .tt{fill:#ff9b94}.c .h{stroke:#161b22}.c .good{fill:#56d364}.c .bad{fill:#ff7b72}.c .warning{fill:#e3b341}}`;
/**
* A chart as a self-contained SVG: lines with gaps where there is no data, thresholds, verdict marks, axes with round values,
* light and dark. `id` makes the names in it unique on a page.
*/
function toSvg(chart, id = "chart") {
	const legendRows = Math.ceil(chart.series.length / 3);
	const base = top + legendRows * legendRow;
	const plotHeight = 266 - base;
	const first = chart.times[0] ?? 0;
	const span = chartSpan(chart);
	const ticks = valueTicks(chartTop(chart) * 1.02);
	const highest = ticks.at(-1) ?? 1;
	const x = (at) => round(left + (at - first) / span * 688);
	const y = (value) => round(base + (1 - Math.max(0, value) / highest) * plotHeight);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" class="c" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${name$1(id)}-t ${name$1(id)}-d">`,
		`<title id="${name$1(id)}-t">${htmlText(chart.title)}</title>`,
		`<desc id="${name$1(id)}-d">${htmlText(describe(chart))}</desc>`,
		`<style>${style}</style>`,
		`<text x="${left}" y="18" font-weight="600">${htmlText(`${chart.title}, ${chart.unit}`)}</text>`,
		...legend(chart),
		...ticks.map((tick) => `<path class="g" d="M${left} ${y(tick)}H744"/><text x="50" y="${y(tick) + 4}" text-anchor="end">${numberLabel(tick)}</text>`),
		`<path class="a" d="M${left} 266H744"/>`,
		...timeTicks(first, first + span).map((tick) => `<path class="a" d="M${x(tick)} 266v4"/><text x="${x(tick)}" y="283" text-anchor="middle">${timeLabel(tick, span)}</text>`),
		`<text x="744" y="297" text-anchor="end">UTC</text>`,
		...thresholds(chart, y),
		...lines(chart, x, y),
		...marks(chart, x, base),
		"</svg>"
	].join("");
}
function legend(chart) {
	return chart.series.map(({ name }, index) => {
		const at = {
			x: left + index % 3 * 230,
			y: top + Math.floor(index / 3) * legendRow
		};
		return `<path class="l s${index % 4}" d="M${at.x} ${at.y}h22"/><text x="${at.x + 28}" y="${at.y + 4}">${htmlText(name.slice(0, 40))}</text>`;
	});
}
function thresholds(chart, y) {
	return (chart.thresholds ?? []).filter(({ value }) => isDrawable(value)).map(({ name, value }) => `<path class="t" d="M${left} ${y(value)}H744"/><text class="tt h" x="744" y="${y(value) - 5}" text-anchor="end">${htmlText(`${name}: ${numberLabel(value)}`)}</text>`);
}
function lines(chart, x, y) {
	const shown = thinned(chart, 1200);
	return chart.series.flatMap(({ values }, series) => {
		const strokes = [];
		const dots = [];
		let run = [];
		const flush = () => {
			const [only] = run;
			if (run.length === 1 && only !== void 0) {
				const [cx, cy] = only.split(" ");
				dots.push(`<circle class="p${series % 4}" cx="${cx}" cy="${cy}" r="2.5"/>`);
			} else if (run.length > 1) strokes.push(`M${run.join("L")}`);
			run = [];
		};
		let before = -1;
		for (const index of shown) {
			const value = valueAt(values, index);
			if (value === void 0 || hasGap(values, before, index)) flush();
			if (value !== void 0) run.push(`${x(chart.times[index] ?? 0)} ${y(value)}`);
			before = index;
		}
		flush();
		return [...strokes.length === 0 ? [] : [`<path class="l s${series % 4}" d="${strokes.join("")}"/>`], ...dots];
	});
}
function hasGap(values, before, index) {
	for (let at = before + 1; at < index; at += 1) if (valueAt(values, at) === void 0) return true;
	return false;
}
const symbols = {
	good: "✔",
	bad: "✖",
	warning: "!",
	waiting: "…",
	neutral: "•"
};
function marks(chart, x, base) {
	return (chart.marks ?? []).filter(({ at }) => Number.isFinite(at)).map(({ at, text, state }, index) => {
		const place = Math.min(744, Math.max(left, x(at)));
		const anchor = place > width * .7 ? "end" : "start";
		const label = base + 12 + index % 3 * 15;
		return `<path class="m" d="M${place} ${base}V266"/><text class="${state} h" font-weight="600" x="${place + (anchor === "end" ? -4 : 4)}" y="${label}" text-anchor="${anchor}">${symbols[state]} ${htmlText(text.slice(0, 60))}</text>`;
	});
}
/** What the drawing says, for people who do not see it. */
function describe(chart) {
	const series = chart.series.map(({ name, values }) => {
		const known = values.filter((value) => value !== null && Number.isFinite(value));
		if (known.length === 0) return `${name}: no data`;
		const [low, high] = known.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
		return `${name}: from ${numberLabel(low)} to ${numberLabel(high)}, last ${numberLabel(known.at(-1) ?? 0)}`;
	});
	const limits = (chart.thresholds ?? []).map(({ name, value }) => `${name} ${numberLabel(value)}`);
	const seen = (chart.marks ?? []).map(({ at, text }) => `${text} at ${fullTime(at)}`);
	return [
		...series,
		...limits,
		...seen
	].join("; ");
}
function round(value) {
	return Number.isFinite(value) ? Math.round(value * 10) / 10 : 0;
}
function name$1(id) {
	return id.replace(/[^A-Za-z0-9_-]/g, "-");
}

// src/report/html.ts
/**
* One self-contained page: no script, no request to anywhere (its Content-Security-Policy forbids both), light and dark,
* keyboard and screen reader, phone width. Several documents become sections with a list of contents. All texts are escaped.
*/
function toHtml(documents, options) {
	const all = "blocks" in documents ? [documents] : documents;
	const page = { charts: 0 };
	const contents = all.length < 2 ? "" : `<nav aria-label="Contents"><ul>${all.map(({ title }, index) => `<li><a href="#part-${index + 1}">${htmlText(title)}</a></li>`).join("")}</ul></nav>\n`;
	const sections = all.map((document, index) => `<section id="part-${index + 1}" aria-labelledby="part-${index + 1}-title">\n<h2 id="part-${index + 1}-title">${htmlText(document.title)}</h2>\n${blocksHtml(document.blocks, page)}</section>\n`);
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
<header><h1>${htmlText(options.title)}</h1>${options.subtitle === void 0 ? "" : `<p class="sub">${htmlText(options.subtitle)}</p>`}</header>
${contents}<main id="content">
${sections.join("")}</main>
${options.footer === void 0 ? "" : `<footer>${htmlText(options.footer)}</footer>\n`}</body>
</html>
`;
}
function blocksHtml(blocks, page) {
	return blocks.map((block) => `${blockHtml(block, page)}\n`).join("");
}
function blockHtml(block, page) {
	switch (block.kind) {
		case "verdict": {
			const link = block.link === void 0 ? "" : ` ${htmlLink(block.link.text, block.link.url)}`;
			return `<p class="verdict ${block.state}">${htmlState(block.state, block.text)}${link}</p>`;
		}
		case "heading": return `<h3>${htmlText(block.text)}</h3>`;
		case "paragraph": return `<p>${htmlInlines(block.text)}</p>`;
		case "list": return `<ul>${block.items.map((item) => `<li>${htmlInlines(item)}</li>`).join("")}</ul>`;
		case "table": return tableHtml(block, "Table");
		case "code": return `<pre tabindex="0"><code>${htmlLines(block.text)}</code></pre>`;
		case "chart": return chartHtml(block.chart, page);
		default: return `<details><summary>${htmlText(block.summary) || "More"}</summary>\n${blocksHtml(block.blocks, page)}</details>`;
	}
}
function tableHtml(table, label) {
	const side = (index) => table.columns[index]?.align === "right" ? ` class="right"` : "";
	const head = table.columns.map(({ title }, index) => `<th scope="col"${side(index)}>${htmlText(title)}</th>`).join("");
	const body = table.rows.map((cells) => `<tr>${table.columns.map((_, index) => `<td${side(index)}>${htmlInlines(cells[index] ?? [])}</td>`).join("")}</tr>`).join("\n");
	return `<div class="scroll" tabindex="0" role="region" aria-label="${htmlText(label)}"><table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}
function chartHtml(chart, page) {
	page.charts += 1;
	const span = chartSpan(chart);
	const table = {
		kind: "table",
		columns: [{ title: "Time (UTC)" }, ...chart.series.map(({ name }) => ({
			title: name,
			align: "right"
		}))],
		rows: thinned(chart, 120).map((index) => [[timeLabel(chart.times[index] ?? 0, span)], ...chart.series.map(({ values }) => {
			const value = valueAt(values, index);
			return [value === void 0 ? "no data" : numberLabel(value)];
		})])
	};
	return `<figure>${toSvg(chart, `chart-${page.charts}`)}<details><summary>Values of ${htmlText(chart.title)} (${htmlText(chart.unit)})</summary>\n${tableHtml(table, chart.title)}\n</details></figure>`;
}

// src/report/sarif.ts
const levels = {
	error: "error",
	warning: "warning",
	notice: "note"
};
const mostResults = 5e3;
/** Findings as SARIF 2.1.0 (OASIS) for GitHub code scanning. The same findings give the same bytes; fingerprints stay when digests change. */
function toSarif(input) {
	const all = [...input.findings.map((finding) => ({
		finding,
		reason: void 0
	})), ...input.suppressed];
	const used = [...new Set(all.map(({ finding }) => finding.rule))].sort();
	const known = new Map(input.rules.map((rule) => [rule.id, rule]));
	const log = {
		$schema: "https://json.schemastore.org/sarif-2.1.0.json",
		version: "2.1.0",
		runs: [{
			tool: { driver: {
				name: "pi5 build-arm64",
				version: input.version,
				informationUri: "https://github.com/pi5-fleet/pi5-fleet-actions",
				rules: used.map((id) => describeRule(id, known.get(id)))
			} },
			results: fingerprinted(all.slice(0, mostResults)).map(({ finding, reason, print }) => result(finding, {
				reason,
				print,
				ruleIndex: used.indexOf(finding.rule),
				anchor: input.anchor
			})),
			columnKind: "utf16CodeUnits"
		}]
	};
	return `${JSON.stringify(log, void 0, 2)}\n`;
}
function describeRule(id, rule) {
	if (rule === void 0) return {
		id,
		shortDescription: { text: id }
	};
	return {
		id,
		name: rule.title,
		shortDescription: { text: rule.title },
		fullDescription: { text: rule.why },
		help: {
			text: rule.why,
			markdown: rule.why
		},
		helpUri: "https://github.com/pi5-fleet/pi5-fleet-actions/blob/main/docs/lint-rules.md"
	};
}
function result(finding, { reason, print, ruleIndex, anchor }) {
	const inImage = finding.layer !== void 0;
	const uri = inImage || finding.file === void 0 ? anchor : finding.file;
	const next = finding.next === void 0 ? "" : ` Next: ${finding.next}`;
	return {
		ruleId: finding.rule,
		ruleIndex,
		level: levels[finding.severity],
		message: { text: plain(`${finding.message}${next}`) },
		locations: [{
			physicalLocation: {
				artifactLocation: { uri: encodeUri(uri) },
				region: { startLine: inImage ? 1 : finding.line ?? 1 }
			},
			...inImage && finding.file !== void 0 ? { logicalLocations: [{
				fullyQualifiedName: `/${finding.file.replace(/^\//, "")}`,
				kind: "resource"
			}] } : {}
		}],
		partialFingerprints: {
			"pi5/v1": print,
			primaryLocationLineHash: `${print.slice(0, 16)}:1`
		},
		...finding.layer === void 0 ? {} : { properties: { layer: finding.layer } },
		...reason === void 0 ? {} : { suppressions: [{
			kind: "external",
			status: "accepted",
			justification: reason
		}] }
	};
}
/** Rule and place, not the text: a message names digests and versions that change. Several at one place are counted. */
function fingerprinted(list) {
	const counts = /* @__PURE__ */ new Map();
	return list.map((one) => {
		const { rule, file, line } = one.finding;
		const place = JSON.stringify([
			rule,
			file ?? "",
			line ?? 0
		]);
		const count = counts.get(place) ?? 0;
		counts.set(place, count + 1);
		const text = count === 0 ? place : `${place} ${count}`;
		return {
			...one,
			print: createHash("sha256").update(text).digest("hex").slice(0, 32)
		};
	});
}
/** `[text](target)` in a message is a link in SARIF: a path from an image must not make one. */
function plain(text) {
	return text.replaceAll("](", "] (");
}
function encodeUri(path) {
	return path.replace(/^\/+/, "").split("/").map((part) => encodeURIComponent(part)).join("/");
}

// node_modules/spdx-license-ids/index.json
var require_spdx_license_ids = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = [
		"0BSD",
		"3D-Slicer-1.0",
		"AAL",
		"ADSL",
		"AFL-1.1",
		"AFL-1.2",
		"AFL-2.0",
		"AFL-2.1",
		"AFL-3.0",
		"AGPL-1.0-only",
		"AGPL-1.0-or-later",
		"AGPL-3.0-only",
		"AGPL-3.0-or-later",
		"ALGLIB-Documentation",
		"AMD-newlib",
		"AMDPLPA",
		"AML",
		"AML-glslang",
		"AMPAS",
		"ANTLR-PD",
		"ANTLR-PD-fallback",
		"APAFML",
		"APL-1.0",
		"APSL-1.0",
		"APSL-1.1",
		"APSL-1.2",
		"APSL-2.0",
		"ASWF-Digital-Assets-1.0",
		"ASWF-Digital-Assets-1.1",
		"Abstyles",
		"AdaCore-doc",
		"Adobe-2006",
		"Adobe-Display-PostScript",
		"Adobe-Glyph",
		"Adobe-Utopia",
		"Advanced-Cryptics-Dictionary",
		"Afmparse",
		"Aladdin",
		"Apache-1.0",
		"Apache-1.1",
		"Apache-2.0",
		"App-s2p",
		"Arphic-1999",
		"Artistic-1.0",
		"Artistic-1.0-Perl",
		"Artistic-1.0-cl8",
		"Artistic-2.0",
		"Artistic-dist",
		"Aspell-RU",
		"BOLA-1.1",
		"BSD-1-Clause",
		"BSD-2-Clause",
		"BSD-2-Clause-Darwin",
		"BSD-2-Clause-Patent",
		"BSD-2-Clause-Views",
		"BSD-2-Clause-first-lines",
		"BSD-2-Clause-pkgconf-disclaimer",
		"BSD-2-Clause-pos-unchanged",
		"BSD-3-Clause",
		"BSD-3-Clause-Attribution",
		"BSD-3-Clause-Clear",
		"BSD-3-Clause-HP",
		"BSD-3-Clause-LBNL",
		"BSD-3-Clause-Modification",
		"BSD-3-Clause-No-Military-License",
		"BSD-3-Clause-No-Nuclear-License",
		"BSD-3-Clause-No-Nuclear-License-2014",
		"BSD-3-Clause-No-Nuclear-Warranty",
		"BSD-3-Clause-Open-MPI",
		"BSD-3-Clause-OpenWebUI",
		"BSD-3-Clause-Sun",
		"BSD-3-Clause-Tso",
		"BSD-3-Clause-acpica",
		"BSD-3-Clause-flex",
		"BSD-4-Clause",
		"BSD-4-Clause-Shortened",
		"BSD-4-Clause-UC",
		"BSD-4.3RENO",
		"BSD-4.3TAHOE",
		"BSD-Advertising-Acknowledgement",
		"BSD-Attribution-HPND-disclaimer",
		"BSD-Inferno-Nettverk",
		"BSD-Mark-Modifications",
		"BSD-Protection",
		"BSD-Source-Code",
		"BSD-Source-Code-no-disclaimer",
		"BSD-Source-alt-GPL",
		"BSD-Source-beginning-file",
		"BSD-Systemics",
		"BSD-Systemics-W3Works",
		"BSD-ask-to-endorse",
		"BSL-1.0",
		"BUSL-1.1",
		"Baekmuk",
		"Bahyph",
		"Barr",
		"Beerware",
		"BitTorrent-1.0",
		"BitTorrent-1.1",
		"Bitstream-Charter",
		"Bitstream-Vera",
		"BlueOak-1.0.0",
		"Boehm-GC",
		"Boehm-GC-without-fee",
		"Borceux",
		"Brian-Gladman-2-Clause",
		"Brian-Gladman-3-Clause",
		"Brian-Gladman-3-Clause-no-conversion",
		"Buddy",
		"Bugroff",
		"C-UDA-1.0",
		"CAL-1.0",
		"CAL-1.0-Combined-Work-Exception",
		"CAPEC-tou",
		"CATOSL-1.1",
		"CC-BY-1.0",
		"CC-BY-2.0",
		"CC-BY-2.5",
		"CC-BY-2.5-AU",
		"CC-BY-3.0",
		"CC-BY-3.0-AT",
		"CC-BY-3.0-AU",
		"CC-BY-3.0-DE",
		"CC-BY-3.0-IGO",
		"CC-BY-3.0-NL",
		"CC-BY-3.0-US",
		"CC-BY-4.0",
		"CC-BY-NC-1.0",
		"CC-BY-NC-2.0",
		"CC-BY-NC-2.5",
		"CC-BY-NC-3.0",
		"CC-BY-NC-3.0-DE",
		"CC-BY-NC-3.0-IGO",
		"CC-BY-NC-4.0",
		"CC-BY-NC-ND-1.0",
		"CC-BY-NC-ND-2.0",
		"CC-BY-NC-ND-2.5",
		"CC-BY-NC-ND-3.0",
		"CC-BY-NC-ND-3.0-DE",
		"CC-BY-NC-ND-3.0-IGO",
		"CC-BY-NC-ND-4.0",
		"CC-BY-NC-SA-1.0",
		"CC-BY-NC-SA-2.0",
		"CC-BY-NC-SA-2.0-DE",
		"CC-BY-NC-SA-2.0-FR",
		"CC-BY-NC-SA-2.0-UK",
		"CC-BY-NC-SA-2.5",
		"CC-BY-NC-SA-3.0",
		"CC-BY-NC-SA-3.0-DE",
		"CC-BY-NC-SA-3.0-IGO",
		"CC-BY-NC-SA-4.0",
		"CC-BY-ND-1.0",
		"CC-BY-ND-2.0",
		"CC-BY-ND-2.5",
		"CC-BY-ND-3.0",
		"CC-BY-ND-3.0-DE",
		"CC-BY-ND-4.0",
		"CC-BY-SA-1.0",
		"CC-BY-SA-2.0",
		"CC-BY-SA-2.0-UK",
		"CC-BY-SA-2.1-JP",
		"CC-BY-SA-2.5",
		"CC-BY-SA-3.0",
		"CC-BY-SA-3.0-AT",
		"CC-BY-SA-3.0-DE",
		"CC-BY-SA-3.0-IGO",
		"CC-BY-SA-4.0",
		"CC-PDDC",
		"CC-PDM-1.0",
		"CC-SA-1.0",
		"CC0-1.0",
		"CDDL-1.0",
		"CDDL-1.1",
		"CDL-1.0",
		"CDLA-Permissive-1.0",
		"CDLA-Permissive-2.0",
		"CDLA-Sharing-1.0",
		"CECILL-1.0",
		"CECILL-1.1",
		"CECILL-2.0",
		"CECILL-2.1",
		"CECILL-B",
		"CECILL-C",
		"CERN-OHL-1.1",
		"CERN-OHL-1.2",
		"CERN-OHL-P-2.0",
		"CERN-OHL-S-2.0",
		"CERN-OHL-W-2.0",
		"CFITSIO",
		"CMU-Mach",
		"CMU-Mach-nodoc",
		"CNRI-Jython",
		"CNRI-Python",
		"CNRI-Python-GPL-Compatible",
		"COIL-1.0",
		"CPAL-1.0",
		"CPL-1.0",
		"CPOL-1.02",
		"CUA-OPL-1.0",
		"Caldera",
		"Caldera-no-preamble",
		"Catharon",
		"ClArtistic",
		"Clips",
		"Community-Spec-1.0",
		"Condor-1.1",
		"Cornell-Lossless-JPEG",
		"Cronyx",
		"Crossword",
		"CryptoSwift",
		"CrystalStacker",
		"Cube",
		"D-FSL-1.0",
		"DEC-3-Clause",
		"DL-DE-BY-2.0",
		"DL-DE-ZERO-2.0",
		"DOC",
		"DRL-1.0",
		"DRL-1.1",
		"DSDP",
		"DocBook-DTD",
		"DocBook-Schema",
		"DocBook-Stylesheet",
		"DocBook-XML",
		"Dotseqn",
		"ECL-1.0",
		"ECL-2.0",
		"EFL-1.0",
		"EFL-2.0",
		"EPICS",
		"EPL-1.0",
		"EPL-2.0",
		"ESA-PL-permissive-2.4",
		"ESA-PL-strong-copyleft-2.4",
		"ESA-PL-weak-copyleft-2.4",
		"EUDatagrid",
		"EUPL-1.0",
		"EUPL-1.1",
		"EUPL-1.2",
		"Elastic-2.0",
		"Entessa",
		"ErlPL-1.1",
		"Eurosym",
		"FBM",
		"FDK-AAC",
		"FDK-MPEG-H",
		"FSFAP",
		"FSFAP-no-warranty-disclaimer",
		"FSFUL",
		"FSFULLR",
		"FSFULLRSD",
		"FSFULLRWD",
		"FSL-1.1-ALv2",
		"FSL-1.1-MIT",
		"FTL",
		"Fair",
		"Ferguson-Twofish",
		"Frameworx-1.0",
		"FreeBSD-DOC",
		"FreeImage",
		"Furuseth",
		"GCR-docs",
		"GD",
		"GFDL-1.1-invariants-only",
		"GFDL-1.1-invariants-or-later",
		"GFDL-1.1-no-invariants-only",
		"GFDL-1.1-no-invariants-or-later",
		"GFDL-1.1-only",
		"GFDL-1.1-or-later",
		"GFDL-1.2-invariants-only",
		"GFDL-1.2-invariants-or-later",
		"GFDL-1.2-no-invariants-only",
		"GFDL-1.2-no-invariants-or-later",
		"GFDL-1.2-only",
		"GFDL-1.2-or-later",
		"GFDL-1.3-invariants-only",
		"GFDL-1.3-invariants-or-later",
		"GFDL-1.3-no-invariants-only",
		"GFDL-1.3-no-invariants-or-later",
		"GFDL-1.3-only",
		"GFDL-1.3-or-later",
		"GL2PS",
		"GLWTPL",
		"GPL-1.0-only",
		"GPL-1.0-or-later",
		"GPL-2.0-only",
		"GPL-2.0-or-later",
		"GPL-3.0-only",
		"GPL-3.0-or-later",
		"Game-Programming-Gems",
		"Giftware",
		"Glide",
		"Glulxe",
		"Graphics-Gems",
		"Gutmann",
		"HDF5",
		"HIDAPI",
		"HP-1986",
		"HP-1989",
		"HPND",
		"HPND-DEC",
		"HPND-Fenneberg-Livingston",
		"HPND-INRIA-IMAG",
		"HPND-Intel",
		"HPND-Kevlin-Henney",
		"HPND-MIT-disclaimer",
		"HPND-Markus-Kuhn",
		"HPND-Netrek",
		"HPND-Pbmplus",
		"HPND-SMC",
		"HPND-UC",
		"HPND-UC-export-US",
		"HPND-doc",
		"HPND-doc-sell",
		"HPND-export-US",
		"HPND-export-US-acknowledgement",
		"HPND-export-US-modify",
		"HPND-export2-US",
		"HPND-merchantability-variant",
		"HPND-sell-MIT-disclaimer-xserver",
		"HPND-sell-regexpr",
		"HPND-sell-variant",
		"HPND-sell-variant-MIT-disclaimer",
		"HPND-sell-variant-MIT-disclaimer-rev",
		"HPND-sell-variant-critical-systems",
		"HTMLTIDY",
		"HaskellReport",
		"Hippocratic-2.1",
		"Hippocratic-3.0-core",
		"IBM-pibs",
		"ICU",
		"IEC-Code-Components-EULA",
		"IJG",
		"IJG-short",
		"IPA",
		"IPL-1.0",
		"ISC",
		"ISC-Veillard",
		"ISO-permission",
		"ImageMagick",
		"Imlib2",
		"Info-ZIP",
		"Informatica",
		"Inner-Net-2.0",
		"InnoSetup",
		"Intel",
		"Intel-ACPI",
		"Interbase-1.0",
		"JPL-image",
		"JPNIC",
		"JSON",
		"Jam",
		"JasPer-2.0",
		"Kastrup",
		"Kazlib",
		"Knuth-CTAN",
		"LAL-1.2",
		"LAL-1.3",
		"LGPL-2.0-only",
		"LGPL-2.0-or-later",
		"LGPL-2.1-only",
		"LGPL-2.1-or-later",
		"LGPL-3.0-only",
		"LGPL-3.0-or-later",
		"LGPLLR",
		"LOOP",
		"LPD-document",
		"LPL-1.0",
		"LPL-1.02",
		"LPPL-1.0",
		"LPPL-1.1",
		"LPPL-1.2",
		"LPPL-1.3a",
		"LPPL-1.3c",
		"LZMA-SDK-9.11-to-9.20",
		"LZMA-SDK-9.22",
		"Latex2e",
		"Latex2e-translated-notice",
		"Leptonica",
		"LiLiQ-P-1.1",
		"LiLiQ-R-1.1",
		"LiLiQ-Rplus-1.1",
		"Libpng",
		"Linux-OpenIB",
		"Linux-man-pages-1-para",
		"Linux-man-pages-copyleft",
		"Linux-man-pages-copyleft-2-para",
		"Linux-man-pages-copyleft-var",
		"Lucida-Bitmap-Fonts",
		"MIPS",
		"MIT",
		"MIT-0",
		"MIT-CMU",
		"MIT-Click",
		"MIT-Festival",
		"MIT-Khronos-old",
		"MIT-Modern-Variant",
		"MIT-STK",
		"MIT-Wu",
		"MIT-advertising",
		"MIT-enna",
		"MIT-feh",
		"MIT-open-group",
		"MIT-testregex",
		"MITNFA",
		"MMIXware",
		"MMPL-1.0.1",
		"MPEG-SSG",
		"MPL-1.0",
		"MPL-1.1",
		"MPL-2.0",
		"MPL-2.0-no-copyleft-exception",
		"MS-LPL",
		"MS-PL",
		"MS-RL",
		"MTLL",
		"MVT-1.1",
		"Mackerras-3-Clause",
		"Mackerras-3-Clause-acknowledgment",
		"MakeIndex",
		"Martin-Birgmeier",
		"McPhee-slideshow",
		"Minpack",
		"MirOS",
		"Motosoto",
		"MulanPSL-1.0",
		"MulanPSL-2.0",
		"Multics",
		"Mup",
		"NAIST-2003",
		"NASA-1.3",
		"NBPL-1.0",
		"NCBI-PD",
		"NCGL-UK-2.0",
		"NCL",
		"NCSA",
		"NGPL",
		"NICTA-1.0",
		"NIST-PD",
		"NIST-PD-TNT",
		"NIST-PD-fallback",
		"NIST-Software",
		"NLOD-1.0",
		"NLOD-2.0",
		"NLPL",
		"NOSL",
		"NPL-1.0",
		"NPL-1.1",
		"NPOSL-3.0",
		"NRL",
		"NTIA-PD",
		"NTP",
		"NTP-0",
		"Naumen",
		"NetCDF",
		"Newsletr",
		"Nokia",
		"Noweb",
		"O-UDA-1.0",
		"OAR",
		"OCCT-PL",
		"OCLC-2.0",
		"ODC-By-1.0",
		"ODbL-1.0",
		"OFFIS",
		"OFL-1.0",
		"OFL-1.0-RFN",
		"OFL-1.0-no-RFN",
		"OFL-1.1",
		"OFL-1.1-RFN",
		"OFL-1.1-no-RFN",
		"OGC-1.0",
		"OGDL-Taiwan-1.0",
		"OGL-Canada-2.0",
		"OGL-UK-1.0",
		"OGL-UK-2.0",
		"OGL-UK-3.0",
		"OGTSL",
		"OLDAP-1.1",
		"OLDAP-1.2",
		"OLDAP-1.3",
		"OLDAP-1.4",
		"OLDAP-2.0",
		"OLDAP-2.0.1",
		"OLDAP-2.1",
		"OLDAP-2.2",
		"OLDAP-2.2.1",
		"OLDAP-2.2.2",
		"OLDAP-2.3",
		"OLDAP-2.4",
		"OLDAP-2.5",
		"OLDAP-2.6",
		"OLDAP-2.7",
		"OLDAP-2.8",
		"OLFL-1.3",
		"OML",
		"OPL-1.0",
		"OPL-UK-3.0",
		"OPUBL-1.0",
		"OSC-1.0",
		"OSET-PL-2.1",
		"OSL-1.0",
		"OSL-1.1",
		"OSL-2.0",
		"OSL-2.1",
		"OSL-3.0",
		"OSSP",
		"OpenMDW-1.0",
		"OpenPBS-2.3",
		"OpenSSL",
		"OpenSSL-standalone",
		"OpenVision",
		"PADL",
		"PDDL-1.0",
		"PHP-3.0",
		"PHP-3.01",
		"PPL",
		"PSF-2.0",
		"ParaType-Free-Font-1.3",
		"Parity-6.0.0",
		"Parity-7.0.0",
		"Pixar",
		"Plexus",
		"PolyForm-Noncommercial-1.0.0",
		"PolyForm-Small-Business-1.0.0",
		"PostgreSQL",
		"Python-2.0",
		"Python-2.0.1",
		"QPL-1.0",
		"QPL-1.0-INRIA-2004",
		"Qhull",
		"RHeCos-1.1",
		"RPL-1.1",
		"RPL-1.5",
		"RPSL-1.0",
		"RSA-MD",
		"RSCPL",
		"Rdisc",
		"Ruby",
		"Ruby-pty",
		"SAX-PD",
		"SAX-PD-2.0",
		"SCEA",
		"SGI-B-1.0",
		"SGI-B-1.1",
		"SGI-B-2.0",
		"SGI-OpenGL",
		"SGMLUG-PM",
		"SGP4",
		"SHL-0.5",
		"SHL-0.51",
		"SISSL",
		"SISSL-1.2",
		"SL",
		"SMAIL-GPL",
		"SMLNJ",
		"SMPPL",
		"SNIA",
		"SOFA",
		"SPL-1.0",
		"SSH-OpenSSH",
		"SSH-short",
		"SSLeay-standalone",
		"SSPL-1.0",
		"SUL-1.0",
		"SWL",
		"Saxpath",
		"SchemeReport",
		"Sendmail",
		"Sendmail-8.23",
		"Sendmail-Open-Source-1.1",
		"SimPL-2.0",
		"Sleepycat",
		"Soundex",
		"Spencer-86",
		"Spencer-94",
		"Spencer-99",
		"SugarCRM-1.1.3",
		"Sun-PPP",
		"Sun-PPP-2000",
		"SunPro",
		"Symlinks",
		"TAPR-OHL-1.0",
		"TCL",
		"TCP-wrappers",
		"TGPPL-1.0",
		"TMate",
		"TORQUE-1.1",
		"TOSL",
		"TPDL",
		"TPL-1.0",
		"TTWL",
		"TTYP0",
		"TU-Berlin-1.0",
		"TU-Berlin-2.0",
		"TekHVC",
		"TermReadKey",
		"ThirdEye",
		"TrustedQSL",
		"UCAR",
		"UCL-1.0",
		"UMich-Merit",
		"UPL-1.0",
		"URT-RLE",
		"Ubuntu-font-1.0",
		"UnRAR",
		"Unicode-3.0",
		"Unicode-DFS-2015",
		"Unicode-DFS-2016",
		"Unicode-TOU",
		"UnixCrypt",
		"Unlicense",
		"Unlicense-libtelnet",
		"Unlicense-libwhirlpool",
		"VOSTROM",
		"VSL-1.0",
		"Vim",
		"Vixie-Cron",
		"W3C",
		"W3C-19980720",
		"W3C-20150513",
		"WTFNMFPL",
		"WTFPL",
		"Watcom-1.0",
		"Widget-Workshop",
		"WordNet",
		"Wsuipa",
		"X11",
		"X11-distribute-modifications-variant",
		"X11-no-permit-persons",
		"X11-swapped",
		"XFree86-1.1",
		"XSkat",
		"Xdebug-1.03",
		"Xerox",
		"Xfig",
		"Xnet",
		"YPL-1.0",
		"YPL-1.1",
		"ZPL-1.1",
		"ZPL-2.0",
		"ZPL-2.1",
		"Zed",
		"Zeeff",
		"Zend-2.0",
		"Zimbra-1.3",
		"Zimbra-1.4",
		"Zlib",
		"any-OSI",
		"any-OSI-perl-modules",
		"atc-game",
		"bcrypt-Solar-Designer",
		"blessing",
		"bzip2-1.0.6",
		"check-cvs",
		"checkmk",
		"copyleft-next-0.3.0",
		"copyleft-next-0.3.1",
		"curl",
		"cve-tou",
		"diffmark",
		"dtoa",
		"dvipdfm",
		"eGenix",
		"etalab-2.0",
		"fwlw",
		"gSOAP-1.3b",
		"generic-xts",
		"gnuplot",
		"gtkbook",
		"hdparm",
		"hyphen-bulgarian",
		"iMatix",
		"jove",
		"libpng-1.6.35",
		"libpng-2.0",
		"libselinux-1.0",
		"libtiff",
		"libutil-David-Nugent",
		"lsof",
		"magaz",
		"mailprio",
		"man2html",
		"metamail",
		"mpi-permissive",
		"mpich2",
		"mplus",
		"ngrep",
		"pkgconf",
		"pnmstitch",
		"psfrag",
		"psutils",
		"python-ldap",
		"radvd",
		"snprintf",
		"softSurfer",
		"ssh-keyscan",
		"swrule",
		"threeparttable",
		"ulem",
		"w3m",
		"wwl",
		"xinetd",
		"xkeyboard-config-Zinoviev",
		"xlock",
		"xpp",
		"xzoom",
		"zlib-acknowledgement"
	];
}));

// node_modules/spdx-license-ids/deprecated.json
var require_deprecated = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = [
		"AGPL-1.0",
		"AGPL-3.0",
		"BSD-2-Clause-FreeBSD",
		"BSD-2-Clause-NetBSD",
		"GFDL-1.1",
		"GFDL-1.2",
		"GFDL-1.3",
		"GPL-1.0",
		"GPL-2.0",
		"GPL-2.0-with-GCC-exception",
		"GPL-2.0-with-autoconf-exception",
		"GPL-2.0-with-bison-exception",
		"GPL-2.0-with-classpath-exception",
		"GPL-2.0-with-font-exception",
		"GPL-3.0",
		"GPL-3.0-with-GCC-exception",
		"GPL-3.0-with-autoconf-exception",
		"LGPL-2.0",
		"LGPL-2.1",
		"LGPL-3.0",
		"Net-SNMP",
		"Nunit",
		"StandardML-NJ",
		"bzip2-1.0.5",
		"eCos-2.0",
		"wxWindows"
	];
}));

// node_modules/spdx-exceptions/index.json
var require_spdx_exceptions = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = [
		"389-exception",
		"Asterisk-exception",
		"Autoconf-exception-2.0",
		"Autoconf-exception-3.0",
		"Autoconf-exception-generic",
		"Autoconf-exception-generic-3.0",
		"Autoconf-exception-macro",
		"Bison-exception-1.24",
		"Bison-exception-2.2",
		"Bootloader-exception",
		"Classpath-exception-2.0",
		"CLISP-exception-2.0",
		"cryptsetup-OpenSSL-exception",
		"DigiRule-FOSS-exception",
		"eCos-exception-2.0",
		"Fawkes-Runtime-exception",
		"FLTK-exception",
		"fmt-exception",
		"Font-exception-2.0",
		"freertos-exception-2.0",
		"GCC-exception-2.0",
		"GCC-exception-2.0-note",
		"GCC-exception-3.1",
		"Gmsh-exception",
		"GNAT-exception",
		"GNOME-examples-exception",
		"GNU-compiler-exception",
		"gnu-javamail-exception",
		"GPL-3.0-interface-exception",
		"GPL-3.0-linking-exception",
		"GPL-3.0-linking-source-exception",
		"GPL-CC-1.0",
		"GStreamer-exception-2005",
		"GStreamer-exception-2008",
		"i2p-gpl-java-exception",
		"KiCad-libraries-exception",
		"LGPL-3.0-linking-exception",
		"libpri-OpenH323-exception",
		"Libtool-exception",
		"Linux-syscall-note",
		"LLGPL",
		"LLVM-exception",
		"LZMA-exception",
		"mif-exception",
		"OCaml-LGPL-linking-exception",
		"OCCT-exception-1.0",
		"OpenJDK-assembly-exception-1.0",
		"openvpn-openssl-exception",
		"PS-or-PDF-font-exception-20170817",
		"QPL-1.0-INRIA-2004-exception",
		"Qt-GPL-exception-1.0",
		"Qt-LGPL-exception-1.1",
		"Qwt-exception-1.0",
		"SANE-exception",
		"SHL-2.0",
		"SHL-2.1",
		"stunnel-exception",
		"SWI-exception",
		"Swift-exception",
		"Texinfo-exception",
		"u-boot-exception-2.0",
		"UBDL-exception",
		"Universal-FOSS-exception-1.0",
		"vsftpd-openssl-exception",
		"WxWindows-exception-3.1",
		"x11vnc-openssl-exception"
	];
}));

// node_modules/spdx-expression-parse/scan.js
var require_scan = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var licenses = [].concat(require_spdx_license_ids()).concat(require_deprecated());
	var exceptions = require_spdx_exceptions();
	module.exports = function(source) {
		var index = 0;
		function hasMore() {
			return index < source.length;
		}
		function read(value) {
			if (value instanceof RegExp) {
				var match = source.slice(index).match(value);
				if (match) {
					index += match[0].length;
					return match[0];
				}
			} else if (source.indexOf(value, index) === index) {
				index += value.length;
				return value;
			}
		}
		function skipWhitespace() {
			read(/[ ]*/);
		}
		function operator() {
			var string;
			var possibilities = [
				/^WITH/i,
				/^AND/i,
				/^OR/i,
				"(",
				")",
				":",
				"+"
			];
			for (var i = 0; i < possibilities.length; i++) {
				string = read(possibilities[i]);
				if (string) break;
			}
			if (string === "+" && index > 1 && source[index - 2] === " ") throw new Error("Space before `+`");
			return string && {
				type: "OPERATOR",
				string: string.toUpperCase()
			};
		}
		function idstring() {
			return read(/[A-Za-z0-9-.]+/);
		}
		function expectIdstring() {
			var string = idstring();
			if (!string) throw new Error("Expected idstring at offset " + index);
			return string;
		}
		function documentRef() {
			if (read("DocumentRef-")) return {
				type: "DOCUMENTREF",
				string: expectIdstring()
			};
		}
		function licenseRef() {
			if (read("LicenseRef-")) return {
				type: "LICENSEREF",
				string: expectIdstring()
			};
		}
		function identifier() {
			var begin = index;
			var string = idstring();
			if (licenses.indexOf(string) !== -1) return {
				type: "LICENSE",
				string
			};
			else if (exceptions.indexOf(string) !== -1) return {
				type: "EXCEPTION",
				string
			};
			index = begin;
		}
		function parseToken() {
			return operator() || documentRef() || licenseRef() || identifier();
		}
		var tokens = [];
		while (hasMore()) {
			skipWhitespace();
			if (!hasMore()) break;
			var token = parseToken();
			if (!token) throw new Error("Unexpected `" + source[index] + "` at offset " + index);
			tokens.push(token);
		}
		return tokens;
	};
}));

// node_modules/spdx-expression-parse/parse.js
var require_parse = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = function(tokens) {
		var index = 0;
		function hasMore() {
			return index < tokens.length;
		}
		function token() {
			return hasMore() ? tokens[index] : null;
		}
		function next() {
			if (!hasMore()) throw new Error();
			index++;
		}
		function parseOperator(operator) {
			var t = token();
			if (t && t.type === "OPERATOR" && operator === t.string) {
				next();
				return t.string;
			}
		}
		function parseWith() {
			if (parseOperator("WITH")) {
				var t = token();
				if (t && t.type === "EXCEPTION") {
					next();
					return t.string;
				}
				throw new Error("Expected exception after `WITH`");
			}
		}
		function parseLicenseRef() {
			var begin = index;
			var string = "";
			var t = token();
			if (t.type === "DOCUMENTREF") {
				next();
				string += "DocumentRef-" + t.string + ":";
				if (!parseOperator(":")) throw new Error("Expected `:` after `DocumentRef-...`");
			}
			t = token();
			if (t === null) throw new Error("Unexpected end of input");
			if (t.type === "LICENSEREF") {
				next();
				string += "LicenseRef-" + t.string;
				var node = { license: string };
				var exception = parseWith();
				if (exception) node.exception = exception;
				return node;
			}
			index = begin;
		}
		function parseLicense() {
			var t = token();
			if (t && t.type === "LICENSE") {
				next();
				var node = { license: t.string };
				if (parseOperator("+")) node.plus = true;
				var exception = parseWith();
				if (exception) node.exception = exception;
				return node;
			}
		}
		function parseParenthesizedExpression() {
			if (!parseOperator("(")) return;
			var expr = parseExpression();
			if (!parseOperator(")")) throw new Error("Expected `)`");
			return expr;
		}
		function parseAtom() {
			return parseParenthesizedExpression() || parseLicenseRef() || parseLicense();
		}
		function makeBinaryOpParser(operator, nextParser) {
			return function parseBinaryOp() {
				var left = nextParser();
				if (!left) return;
				if (!parseOperator(operator)) return left;
				var right = parseBinaryOp();
				if (!right) throw new Error("Expected expression");
				return {
					left,
					conjunction: operator.toLowerCase(),
					right
				};
			};
		}
		var parseExpression = makeBinaryOpParser("OR", makeBinaryOpParser("AND", parseAtom));
		var node = parseExpression();
		if (!node || hasMore()) throw new Error("Syntax error");
		return node;
	};
}));

// node_modules/spdx-expression-parse/index.js
var require_spdx_expression_parse = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var scan = require_scan();
	var parse = require_parse();
	module.exports = function(source) {
		return parse(scan(source));
	};
}));

// src/sbom/licence-names.ts
var import_spdx_expression_parse = /* @__PURE__ */ __toESM(require_spdx_expression_parse(), 1);
var import_spdx_license_ids = /* @__PURE__ */ __toESM(require_spdx_license_ids(), 1);
var import_deprecated = /* @__PURE__ */ __toESM(require_deprecated(), 1);
const byLowerCase = new Map([...import_spdx_license_ids.default, ...import_deprecated.default].map((id) => [id.toLowerCase(), id]));
/** The SPDX expression that one licence name stands for, or undefined. Total; names that mean several licences stand for none. */
function knownLicence(name) {
	const plain = name.replace(/^License :: (OSI Approved :: )?/i, "").trim().toLowerCase();
	return byLowerCase.get(plain) ?? gnuLicence(plain) ?? otherName(plain);
}
/** The SPDX exception that the words after `with` stand for beside a licence; the parser knows the exact ids. */
function knownException(words, licence) {
	const plain = words.trim().toLowerCase();
	if (/^autoconf[- ]exception$/.test(plain)) return autoconf[licence.slice(0, 7)];
	return exceptions.find(([pattern]) => pattern.test(plain))?.[1];
}
/** The id that the SPDX list has today in place of a deprecated one. `plus` is the operator behind it. */
function currentLicence(id, plus) {
	const [renamed, exception] = renamedIds[id] ?? [id];
	if (/^(A|L)?GPL-\d\.\d$|^GFDL-\d\.\d$/.test(renamed)) {
		const whole = `${renamed}-${plus ? "or-later" : "only"}`;
		return exception === void 0 ? whole : `${whole} WITH ${exception}`;
	}
	return plus && !/-(only|or-later)$/.test(renamed) ? `${renamed}+` : renamed;
}
const renamedIds = {
	"BSD-2-Clause-FreeBSD": ["BSD-2-Clause"],
	"BSD-2-Clause-NetBSD": ["BSD-2-Clause"],
	"GPL-2.0-with-GCC-exception": ["GPL-2.0", "GCC-exception-2.0"],
	"GPL-2.0-with-autoconf-exception": ["GPL-2.0", "Autoconf-exception-2.0"],
	"GPL-2.0-with-bison-exception": ["GPL-2.0", "Bison-exception-2.2"],
	"GPL-2.0-with-classpath-exception": ["GPL-2.0", "Classpath-exception-2.0"],
	"GPL-2.0-with-font-exception": ["GPL-2.0", "Font-exception-2.0"],
	"GPL-3.0-with-GCC-exception": ["GPL-3.0", "GCC-exception-3.1"],
	"GPL-3.0-with-autoconf-exception": ["GPL-3.0", "Autoconf-exception-3.0"],
	StandardML: ["SMLNJ"],
	"StandardML-NJ": ["SMLNJ"],
	"bzip2-1.0.5": ["bzip2-1.0.6"]
};
const autoconf = {
	"GPL-2.0": "Autoconf-exception-2.0",
	"GPL-3.0": "Autoconf-exception-3.0"
};
const exceptions = [
	[/^classpath([- ]exception)?$/, "Classpath-exception-2.0"],
	[/^libtool([- ]exception)?$/, "Libtool-exception"],
	[/^llvm([- ]exceptions?)?$/, "LLVM-exception"],
	[/^font([- ]exception)?$/, "Font-exception-2.0"],
	[/^bison(-2\.2)?([- ]exception)?$/, "Bison-exception-2.2"],
	[/^texinfo[- ]exception$/, "Texinfo-exception"],
	[/^linux-syscall-note([- ]exception)?$/, "Linux-syscall-note"],
	[/^(gcc[- ]runtime[- ]library|gcc)[- ]exception$/, "GCC-exception-3.1"]
];
const gnuShort = /^(?:gnu )?(?<family>agpl|lgpl|gpl|gfdl)(?<free>-niv)?[- ]?v?\.?(?<version>\d(?:\.\d)?)(?:\.0)?(?<later>\+|[- ]or[- ]later)?(?<variants>-no-invariants?)?(?:[- ]only)?$/;
const gnuLong = /^(?:the )?gnu (?<affero>affero )?(?<lesser>lesser |library )?general public licen[cs]e,?(?: version| v)? ?(?<version>\d(?:\.\d)?)(?:\.0)?(?<later>\+| or later| or \(at your option\) any later version)?(?: \((?<short>[al]?gplv?[\d.]+\+?)\))?$/;
function gnuLicence(name) {
	const short = gnuShort.exec(name)?.groups;
	if (short) {
		const family = (short["family"] ?? "").toUpperCase();
		const free = family === "GFDL" && (short["free"] ?? short["variants"]) ? "-no-invariants" : "";
		if (family !== "GFDL" && short["variants"]) return void 0;
		return gnuId(family, short["version"] ?? "", short["later"] !== void 0, free);
	}
	const long = gnuLong.exec(name)?.groups;
	if (!long) return void 0;
	const family = long["affero"] ? "AGPL" : long["lesser"] ? "LGPL" : "GPL";
	const later = long["later"] !== void 0 || (long["short"] ?? "").endsWith("+");
	return gnuId(family, long["version"] ?? "", later, "");
}
function gnuId(family, version, later, free) {
	const dotted = version.includes(".") ? version : `${version}.0`;
	return byLowerCase.get(`${family}-${dotted}${free}-${later ? "or-later" : "only"}`.toLowerCase());
}
function otherName(name) {
	return names.find(([pattern]) => pattern.test(name))?.[1];
}
const names = [
	[/^(expat|(the )?mit licen[cs]e( \(mit\))?|(the )?expat licen[cs]e|mit[-/ ]?x11|mit\/expat)$/, "MIT"],
	[/^(the )?(apache|asl|al)([- ](software|public))?( licen[cs]e)?,?[- ]?(version |v)?2(\.0)?( licen[cs]e)?$/, "Apache-2.0"],
	[/^(apache licen[cs]e,? version 2\.0 )?https?:\/\/(www\.)?apache\.org\/licenses\/license-2\.0(\.txt|\.html)?$/, "Apache-2.0"],
	[/^https?:\/\/(www\.)?opensource\.org\/licenses\/mit(-license)?(\.php|\.html)?$/, "MIT"],
	[/^https?:\/\/(www\.)?eclipse\.org\/legal\/epl-v20(\.html|\.txt)?$/, "EPL-2.0"],
	[/^https?:\/\/(www\.)?eclipse\.org\/legal\/epl-v10(\.html|\.txt)?$/, "EPL-1.0"],
	[/^(the )?((new|modified|revised) bsd|bsd[- ]3|3-clause bsd|bsd,? 3-clause|bsd 3)([- ]clause)?( licen[cs]e)?$/, "BSD-3-Clause"],
	[/^(the )?(simplified bsd|bsd[- ]2|2-clause bsd|bsd,? 2-clause|freebsd)([- ]clause)?( licen[cs]e)?$/, "BSD-2-Clause"],
	[/^(the )?(isc( licen[cs]e)?( \(iscl\))?)$/, "ISC"],
	[/^(psf-2|psf-2\.0|psf licen[cs]e v(ersion )?2|python software foundation licen[cs]e( v(ersion )?2)?)$/, "PSF-2.0"],
	[/^(mpl|mozilla public licen[cs]e)[- ,]*(version |v)?2(\.0)?( \(mpl 2\.0\))?$/, "MPL-2.0"],
	[/^(mpl|mozilla public licen[cs]e)[- ,]*(version |v)?1\.1( \(mpl 1\.1\))?$/, "MPL-1.1"],
	[/^(epl|eclipse public licen[cs]e)[- ,]*(- )?(version |v)?\.? ?2(\.0)?( \(epl-2\.0\))?$/, "EPL-2.0"],
	[/^(epl|eclipse public licen[cs]e)[- ,]*(- )?(version |v)?\.? ?1(\.0)?( \(epl-1\.0\))?$/, "EPL-1.0"],
	[/^(edl|eclipse distribution licen[cs]e)[- ,]*(- )?(version |v)?\.? ?1(\.0)?$/, "BSD-3-Clause"],
	[/^cddl[- ]?1$/, "CDDL-1.0"],
	[/^cc0(-1| 1\.0 universal( \(cc0 1\.0\) public domain dedication)?)?$/, "CC0-1.0"],
	[/^(sil )?(ofl|open font licen[cs]e)[- ]?(v)?1\.1( \(ofl-1\.1\))?$/, "OFL-1.1"],
	[/^(the )?boost( software licen[cs]e)?[- ]?(v)?1\.0( \(bsl-1\.0\))?$|^bsl-1$/, "BSL-1.0"],
	[/^bsd-2-clause~\S+$/, "BSD-2-Clause"],
	[/^bsd-3-clause~\S+$/, "BSD-3-Clause"],
	[/^the unlicense( \(unlicense\))?$/, "Unlicense"],
	[/^zope public licen[cs]e[- ]?(v)?2\.1$|^zpl 2\.1$/, "ZPL-2.1"],
	[/^artistic[- ]2$/, "Artistic-2.0"],
	[/^(zlib\/libpng|zlib( licen[cs]e)?)$/, "Zlib"]
];

// src/sbom/licence-expression.ts
/** Longer texts are no expressions but licences themselves; it also bounds the depth of nesting. */
const longestExpression = 500;
const name = /^(.{1,40}|LicenseRef-[A-Za-z0-9.-]{1,100})$/;
const sign$1 = /^([,()&|]+|and|or|and\/or)$/i;
/** The text as SPDX reads it (ids in any case, deprecated ones made current), or undefined when it is no SPDX expression. */
function strictExpression(text) {
	if (text.length > 500) return void 0;
	try {
		return fromParsed((0, import_spdx_expression_parse.default)(inTheirOwnCase(text)));
	} catch {
		return;
	}
}
/** Ids of the SPDX list in the case that the list has: the parser compares them exactly. */
function inTheirOwnCase(text) {
	return text.replaceAll(/[A-Za-z0-9][A-Za-z0-9.-]*/g, (word) => /^(with|and|or)$/i.test(word) ? word : knownId(word) ?? word);
}
function knownId(word) {
	const known = knownLicence(word);
	return known?.toLowerCase() === word.toLowerCase() ? known : void 0;
}
function fromParsed(info) {
	if ("conjunction" in info) return joined(info.conjunction === "and" ? "AND" : "OR", [fromParsed(info.left), fromParsed(info.right)]);
	const licence = currentLicence(info.license, info.plus === true);
	return { term: info.exception === void 0 ? licence : `${licence} WITH ${info.exception}` };
}
/**
* The text as Debian, Fedora and package authors write it: names joined by and, or, commas and slashes. `reference` gives the
* term of a name that no list has. Undefined when it does not look like names at all.
*/
function looseExpression(text, reference) {
	if (text.length > 500 || /[\n\r]/.test(text)) return void 0;
	const tokens = text.split(/(\(|\)|,|\s+(?:and\/or|and|or)\s+|\s*&&?\s*|\s*\|\|?\s*)/i).map((word) => word.trim()).filter((word) => word !== "");
	const reader = {
		tokens,
		at: 0,
		reference
	};
	const read = readList(reader);
	return read !== void 0 && reader.at === tokens.length ? read : void 0;
}
function readList(reader) {
	const first = readAlternatives(reader);
	if (first === void 0) return void 0;
	const operands = [first];
	let operator = "AND";
	while (reader.tokens[reader.at] === ",") {
		reader.at += 1;
		const word = (reader.tokens[reader.at] ?? "").toLowerCase();
		if (word === "and" || word === "or") reader.at += 1;
		if (word === "or") operator = "OR";
		const next = readAlternatives(reader);
		if (next === void 0) return void 0;
		operands.push(next);
	}
	return joined(operator, operands);
}
const readAlternatives = (reader) => readOperands(reader, "OR", /^(or|and\/or|\|\|?)$/i, readAll);
const readAll = (reader) => readOperands(reader, "AND", /^(and|&&?)$/i, readName);
function readOperands(reader, operator, sign, lower) {
	const operands = [];
	do {
		if (operands.length > 0) reader.at += 1;
		const operand = lower(reader);
		if (operand === void 0) return void 0;
		operands.push(operand);
	} while (sign.test(reader.tokens[reader.at] ?? ""));
	return joined(operator, operands);
}
function readName(reader) {
	const token = reader.tokens[reader.at] ?? "";
	reader.at += 1;
	if (token === "(") {
		const inner = readList(reader);
		const closed = reader.tokens[reader.at] === ")";
		reader.at += 1;
		return closed ? inner : void 0;
	}
	if (!name.test(token) || sign$1.test(token)) return void 0;
	return nameTerms(token, reader.reference);
}
/** What one name stands for: a licence, a licence with an exception, or alternatives with a slash between them. */
function nameTerms(name, reference) {
	const known = knownTerm(name);
	if (known !== void 0) return { term: known };
	const strict = /Ref-/.test(name) ? void 0 : strictExpression(name);
	if (strict !== void 0) return strict;
	const alternatives = name.split("/").map((part) => knownTerm(part));
	const all = alternatives.filter((part) => part !== void 0);
	if (all.length > 1 && all.length === alternatives.length) return joined("OR", all.map((term) => ({ term })));
	return { term: reference(name) };
}
/** The SPDX term of a name, with its exception where it has one; undefined when either is unknown. */
function knownTerm(name) {
	const parts = /^(.*?)(?:\s+|-)with(?:\s+|-)(?:the\s+)?(.*)$/i.exec(name);
	const licence = knownLicence(parts?.[1] ?? name);
	if (licence === void 0) return void 0;
	const current = currentLicence(licence, false);
	if (!parts) return current;
	const exception = knownException(parts[2] ?? "", current);
	return exception === void 0 || current.includes(" ") ? void 0 : `${current} WITH ${exception}`;
}
/** Terms joined, sorted and each once; operands of the same operator are taken in. */
function joined(operator, operands) {
	const flat = operands.flatMap((operand) => "operator" in operand && operand.operator === operator ? operand.operands : [operand]);
	const sorted = [...new Map(flat.map((operand) => [written(operand), operand]))].toSorted(([a], [b]) => compareText(a, b)).map(([, operand]) => operand);
	return sorted.length === 1 && sorted[0] !== void 0 ? sorted[0] : {
		operator,
		operands: sorted
	};
}
/** The expression as text, with no more parentheses than it needs. */
function written(terms) {
	if ("term" in terms) return terms.term;
	return terms.operands.map((operand) => "operator" in operand ? `(${written(operand)})` : operand.term).join(` ${terms.operator} `);
}

// src/sbom/licence.ts
const nothing = /* @__PURE__ */ new Set([
	"",
	"noassertion",
	"none",
	"unknown",
	"n/a",
	"license",
	"other"
]);
const longestText = 65536;
const longestReadable = 40;
/** One SPDX expression for all that a package says of its licences; they hold together (AND). Total: any text gives an expression. */
function normaliseLicences(licences) {
	const references = /* @__PURE__ */ new Map();
	const reference = (name) => {
		const { id, text } = licenceReference(name);
		references.set(id, text);
		return id;
	};
	const said = licences.map((licence) => licence.trim()).filter((licence) => !nothing.has(licence.toLowerCase()));
	if (said.length === 0) return {
		expression: void 0,
		references: []
	};
	const expression = written(joined("AND", said.map((licence) => termsOf(licence, reference))));
	const used = new Set(expression.match(/LicenseRef-[A-Za-z0-9.-]+/g));
	return {
		expression,
		references: [...references].filter(([id]) => used.has(id)).map(([id, text]) => ({
			id,
			text
		})).toSorted((a, b) => compareText(a.id, b.id))
	};
}
function termsOf(licence, reference) {
	if (licence.length > 500) return { term: reference(licence) };
	const single = nameTerms(licence.replaceAll(/\s+/g, " "), () => "");
	if (!("term" in single) || single.term !== "") return single;
	return looseExpression(licence, reference) ?? { term: reference(licence) };
}
/** The reference of a text that is no SPDX licence. Its id is readable where the text is a short name, and made unique by a hash where letters are lost. */
function licenceReference(text) {
	const kept = text.toWellFormed().slice(0, longestText).toWellFormed();
	if (/^LicenseRef-[A-Za-z0-9.-]{1,100}$/.test(kept)) return {
		id: kept,
		text: kept
	};
	const readable = kept.slice(0, longestReadable).replaceAll(/[^A-Za-z0-9.]+/g, "-").replaceAll(/^[-.]+|[-.]+$/g, "");
	if (readable === kept) return {
		id: `LicenseRef-${kept}`,
		text: kept
	};
	const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
	return {
		id: `LicenseRef-${readable === "" ? "" : `${readable}-`}${hash}`,
		text: kept
	};
}

// src/sbom/writers/graph.ts
/**
* The dependency graph under the image. On top is what nothing else needs; where packages need each other in a circle that
* nobody else needs (libc6 and libgcc-s1), the first of them by name.
*/
function dependencyGraph(components) {
	const refs = components.map(({ ref }) => ref).toSorted();
	const known = new Set(refs);
	const needs = new Map(components.map(({ ref, dependsOn }) => {
		const inside = dependsOn.filter((other) => other !== ref && known.has(other));
		return [ref, [...new Set(inside)].toSorted()];
	}));
	const needed = new Set([...needs.values()].flat());
	const top = [];
	const reached = /* @__PURE__ */ new Set();
	const unneeded = refs.filter((ref) => !needed.has(ref));
	for (const ref of [...unneeded, ...refs]) {
		if (reached.has(ref)) continue;
		top.push(ref);
		reach(ref, needs, reached);
	}
	return {
		top: top.toSorted(),
		needs
	};
}
function reach(from, needs, reached) {
	const waiting = [from];
	for (let ref = waiting.pop(); ref !== void 0; ref = waiting.pop()) {
		if (reached.has(ref)) continue;
		reached.add(ref);
		waiting.push(...needs.get(ref) ?? []);
	}
}

// src/sbom/writers/subject.ts
var import_packageurl_js = require_packageurl_js();
const toolName = "pi5-fleet-actions";
/** The package URL of the image: `pkg:oci/NAME@sha256:…` with its repository and architecture. */
function imagePurl(subject) {
	const name = subject.name.slice(subject.name.lastIndexOf("/") + 1).toLowerCase();
	const qualifiers = {
		arch: "arm64",
		repository_url: subject.name.toLowerCase()
	};
	return new import_packageurl_js.PackageURL("oci", void 0, name, subject.platformDigest, qualifiers, void 0).toString();
}
/** Who is named as the supplier of the image: what the subject says, else the owner in its name. */
function imageSupplier(subject) {
	return subject.supplier?.trim() || /^(.*)\/[^/]+$/.exec(subject.name)?.[1] || subject.name;
}
/** The time of the document as both formats want it, to the second in UTC. An impossible time throws a RangeError. */
function timestampOf(subject) {
	return new Date(subject.created).toISOString().replace(/\.\d{3}Z$/, "Z");
}
const urlNamespace = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";
/** UUID version 5 (RFC 9562) of the image's digest, in the URL namespace. */
function documentUuid(subject) {
	const space = Buffer.from(urlNamespace.replaceAll("-", ""), "hex");
	const bytes = createHash("sha1").update(space).update(`oci:${subject.platformDigest}`).digest().subarray(0, 16);
	bytes.writeUInt8(bytes.readUInt8(6) & 15 | 80, 6);
	bytes.writeUInt8(bytes.readUInt8(8) & 63 | 128, 8);
	return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
/** The hex digest of the image. */
function imageHex(subject) {
	return hexOf(subject.platformDigest);
}

// src/sbom/writers/supplier.ts
/** Who a package comes from. Packages that name nobody get their distribution, registry, module owner or group. */
function supplierOf(component, distribution, imageSupplier) {
	const said = readSupplier(component.supplier ?? "");
	if (said !== void 0) return said;
	return {
		name: sourceOf(component, distribution, imageSupplier),
		email: void 0,
		person: false,
		assumed: true
	};
}
/** Reads `Name <address>`; undefined when there is no name. */
function readSupplier(text) {
	const line = text.toWellFormed().replaceAll(/[\s\p{Cc}]+/gu, " ").trim().slice(0, 300).trim();
	const parts = /^"?(.*?)"?\s*<([^<>]*)>/.exec(line);
	const address = parts?.[2]?.trim() ?? "";
	const email = /^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(address) ? address : void 0;
	const name = (parts?.[1] || (parts === null ? line : address)).trim();
	if (name === "") return void 0;
	return {
		name,
		email,
		person: email !== void 0 && !organisation.test(name),
		assumed: false
	};
}
const organisation = /\b(teams?|maintainers?|developers?|groups?|projects?|foundation|inc|ltd|llc|gmbh|corporation|organi[sz]ation|community|packagers?|authors?|contributors?|debian|ubuntu|fedora|alpine|red hat|google|microsoft|software|list)\b/i;
function sourceOf({ ecosystem, name, purl }, distribution, imageSupplier) {
	if (ecosystem === "model") return imageSupplier;
	if (ecosystem === "golang") return name === "stdlib" ? "Go project" : name.split("/").slice(0, 2).join("/");
	if (ecosystem === "maven") return groupOf(purl) ?? "Maven repository";
	const { source, distributed } = sources[ecosystem];
	return (distributed ? distribution?.name || distribution?.id : "") || source;
}
const sources = {
	deb: {
		source: "Debian",
		distributed: true
	},
	apk: {
		source: "Alpine Linux",
		distributed: true
	},
	rpm: {
		source: "RPM packager",
		distributed: true
	},
	pypi: {
		source: "Python Package Index",
		distributed: false
	},
	npm: {
		source: "npm registry",
		distributed: false
	},
	cargo: {
		source: "Rust crate registry",
		distributed: false
	}
};
function groupOf(purl) {
	return /^pkg:maven\/([A-Za-z0-9._-]+)\//.exec(purl)?.[1];
}

// src/sbom/writers/bill.ts
/** Gathers what both documents need from one inventory: suppliers, licences, the graph. Sorted by ref whatever order it comes in. */
function billOf(inventory, subject) {
	const supplier = imageSupplier(subject);
	const licenceOf = remembered();
	const items = inventory.components.toSorted((a, b) => compareText(a.ref, b.ref)).map((component) => ({
		component,
		supplier: supplierOf(component, inventory.distribution, supplier),
		licence: licenceOf(component.licences),
		hashes: component.hashes.filter(({ algorithm, hex }) => hexLength[algorithm].test(hex)),
		homepage: webAddress(component.homepage ?? "")
	}));
	return {
		subject,
		inventory,
		imageRef: imagePurl(subject),
		imageSupplier: readSupplier(supplier) ?? {
			name: supplier,
			email: void 0,
			person: false,
			assumed: true
		},
		items,
		sourceRepository: webAddress(subject.sourceRepository ?? ""),
		system: systemOf(inventory),
		graph: dependencyGraph(inventory.components),
		licenceReferences: referencesOf$1(items)
	};
}
const hexLength = {
	MD5: /^[0-9a-f]{32}$/,
	"SHA-1": /^[0-9a-f]{40}$/,
	"SHA-256": /^[0-9a-f]{64}$/,
	"SHA-512": /^[0-9a-f]{128}$/
};
function remembered() {
	const known = /* @__PURE__ */ new Map();
	return (licences) => {
		const key = JSON.stringify(licences);
		const licence = known.get(key) ?? normaliseLicences(licences);
		known.set(key, licence);
		return licence;
	};
}
function referencesOf$1(items) {
	const once = /* @__PURE__ */ new Map();
	for (const reference of items.flatMap(({ licence }) => licence.references)) if (!once.has(reference.id)) once.set(reference.id, reference);
	return [...once.values()].toSorted((a, b) => compareText(a.id, b.id));
}
function systemOf({ distribution }) {
	if (distribution === void 0 || distribution.id === "") return void 0;
	const version = distribution.versionId || distribution.codename;
	return {
		ref: version === "" ? `os:${distribution.id}` : `os:${distribution.id}@${version}`,
		name: distribution.id,
		version,
		title: distribution.name
	};
}
/** An http or https address in its normal form, or undefined: both formats refuse anything else. */
function webAddress(text) {
	const url = /^https?:\/\/\S+$/i.test(text) && text.length <= 2e3 ? URL.parse(text) : null;
	return url === null || url.username !== "" || url.password !== "" ? void 0 : url.href.replaceAll(/[^\w\-.~:/?#[\]@!$&'()*+,;=%]/g, encodeURIComponent);
}

// src/sbom/writers/cyclonedx-component.ts
/** A package or model as a CycloneDX 1.6 component. */
function componentOf(item, dropped) {
	const { component, supplier, homepage } = item;
	const { model, description } = component;
	return {
		type: model === void 0 ? "library" : "machine-learning-model",
		"bom-ref": component.ref,
		supplier: organisationOf(supplier),
		name: component.name,
		...component.version === "" ? {} : { version: component.version },
		...description === void 0 || dropped.has("descriptions") ? {} : { description },
		...hashesOf(item, dropped),
		...licencesOf(item, dropped),
		...component.cpe === void 0 ? {} : { cpe: component.cpe },
		purl: component.purl,
		...homepage === void 0 || dropped.has("homepages") ? {} : { externalReferences: [{
			type: "website",
			url: homepage
		}] },
		...model === void 0 ? {} : { modelCard: modelCardOf(model) },
		...propertiesOf(item, dropped)
	};
}
/** Properties with this project's prefix, or nothing for none. */
function namedProperties(pairs) {
	if (pairs.length === 0) return {};
	return { properties: pairs.map(([name, value]) => ({
		name: `${toolName}:${name}`,
		value
	})) };
}
/** A supplier as an organizationalEntity. */
function organisationOf({ name, email }) {
	return email === void 0 ? { name } : {
		name,
		contact: [{ email }]
	};
}
function hashesOf({ component, hashes }, dropped) {
	if (component.model !== void 0) return { hashes: [{
		alg: "SHA-256",
		content: hexOf(component.model.sha256)
	}] };
	if (hashes.length === 0 || dropped.has("hashes")) return {};
	return { hashes: hashes.map(({ algorithm, hex }) => ({
		alg: algorithm,
		content: hex
	})) };
}
function licencesOf({ licence }, dropped) {
	const { expression, references } = licence;
	if (expression === void 0) return {};
	const [reference] = references;
	if (reference?.id === expression) {
		if (reference.text.length <= 120 && !reference.text.includes("\n")) return { licenses: [{ license: { name: reference.text } }] };
		const text = dropped.has("licence texts") ? {} : { text: { content: reference.text } };
		return { licenses: [{ license: {
			name: reference.id,
			...text
		} }] };
	}
	return { licenses: /^[A-Za-z0-9.-]+$/.test(expression) ? [{ license: { id: expression } }] : [{ expression }] };
}
function propertiesOf({ component, supplier, licence }, dropped) {
	const alone = licence.references[0]?.id === licence.expression;
	const texts = dropped.has("licence texts") || alone ? [] : licence.references;
	return namedProperties([
		...placesOf(component, dropped).flatMap(({ path, layer }, index) => [[`location:${index}:path`, path], [`location:${index}:layer`, layer]]),
		...supplier.assumed ? [["supplier", "not named by the package"]] : [],
		...texts.map(({ id, text }) => [`licence:${id}`, text])
	]);
}
/** Where a component was found; the first place only when the document has to be small. */
function placesOf(component, dropped) {
	return dropped.has("further locations") ? component.locations.slice(0, 1) : component.locations;
}
function modelCardOf(model) {
	const facts = [
		["format", model.format],
		["size", String(model.size)],
		...model.quantization === "" ? [] : [["quantization", model.quantization]]
	];
	const own = Object.entries(model.properties).toSorted(([a], [b]) => compareText(a, b));
	return {
		modelParameters: {
			...model.inputs.length === 0 ? {} : { inputs: model.inputs.map(formatOf) },
			...model.outputs.length === 0 ? {} : { outputs: model.outputs.map(formatOf) }
		},
		properties: [...facts.map(([name, value]) => ({
			name: `${toolName}:${name}`,
			value
		})), ...own.map(([name, value]) => ({
			name,
			value
		}))]
	};
}
function formatOf(tensor) {
	return { format: tensorText(tensor) };
}
/** `name type[1,224,224,3]`, as both formats write an input or output of a model. */
function tensorText({ name, type, shape }) {
	return `${name === "" ? "" : `${name} `}${type}[${shape.join(",")}]`;
}

// src/sbom/faults.ts
const sbomFaults = defineFaults({ SBOM_TOO_LARGE: "The SBOM does not fit into what registries and signers take, even without its optional parts." });

// src/sbom/writers/fit.ts
/** Parts that a document can do without, in the order in which they go. */
const droppable = [
	"descriptions",
	"homepages",
	"further locations",
	"licence texts",
	"hashes"
];
/** Attestation services take 16 MiB; a document stays below. */
const mostBytes = 16777216;
/** The document as JSON below the limit, without as many optional parts as it takes. Throws SBOM_TOO_LARGE when none are left. */
function fitted(format, write, limit = mostBytes) {
	let size = 0;
	for (let count = 0; count <= droppable.length; count += 1) {
		const bytes = Buffer.from(`${JSON.stringify(write(new Set(droppable.slice(0, count))))}\n`);
		if (bytes.length < limit) return bytes;
		size = bytes.length;
	}
	throw sbomFaults.fault("SBOM_TOO_LARGE", `the ${format} document has ${size} bytes without ${droppable.join(", ")}, and ${limit} are the limit`, { next: "take packages out of the image that it does not need at run time, such as development dependencies" });
}

// src/sbom/writers/cyclonedx.ts
/**
* The inventory as CycloneDX 1.6 JSON: the same bytes for the same image, below 16 MiB. What had to be left out for that is
* named in a property. Throws SBOM_TOO_LARGE when even that does not fit.
*/
function toCycloneDx(inventory, subject, limit) {
	const bill = billOf(inventory, subject);
	return fitted("CycloneDX", (dropped) => documentOf$1(bill, dropped), limit);
}
function documentOf$1(bill, dropped) {
	return {
		$schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
		bomFormat: "CycloneDX",
		specVersion: "1.6",
		serialNumber: `urn:uuid:${documentUuid(bill.subject)}`,
		version: 1,
		metadata: metadataOf(bill, dropped),
		components: [...systemComponents(bill), ...bill.items.map((item) => componentOf(item, dropped))],
		dependencies: dependenciesOf(bill),
		compositions: [{
			aggregate: bill.inventory.gaps.length === 0 ? "complete" : "incomplete",
			assemblies: [bill.imageRef]
		}]
	};
}
function metadataOf(bill, dropped) {
	const { subject } = bill;
	return {
		timestamp: timestampOf(subject),
		lifecycles: [{ phase: "build" }],
		tools: { components: [{
			type: "application",
			name: toolName,
			version: subject.toolVersion
		}] },
		authors: [{ name: bill.imageSupplier.name }],
		component: imageOf(bill),
		supplier: organisationOf(bill.imageSupplier),
		licenses: [{ license: { id: "CC0-1.0" } }],
		...namedProperties([
			["scope", "packages that a database, manifest or binary in the image records"],
			...bill.inventory.gaps.map((gap) => [`gap:${gap.path}`, `${gap.why} (layer ${gap.layer})`]).toSorted(([a], [b]) => compareText(a, b)),
			...dropped.size > 0 ? [["dropped", [...dropped].join(", ")]] : []
		])
	};
}
function imageOf(bill) {
	const { subject, imageRef, sourceRepository } = bill;
	return {
		type: "container",
		"bom-ref": imageRef,
		supplier: organisationOf(bill.imageSupplier),
		name: subject.name,
		version: subject.version ?? subject.platformDigest,
		hashes: [{
			alg: "SHA-256",
			content: imageHex(subject)
		}],
		purl: imageRef,
		...sourceRepository === void 0 ? {} : { externalReferences: [{
			type: "vcs",
			url: sourceRepository
		}] },
		...namedProperties([...subject.indexDigest === void 0 ? [] : [["index-digest", subject.indexDigest]], ...subject.revision === void 0 ? [] : [["revision", subject.revision]]])
	};
}
function systemComponents({ system, inventory }) {
	if (system === void 0) return [];
	const idLike = inventory.distribution?.idLike ?? [];
	return [{
		type: "operating-system",
		"bom-ref": system.ref,
		supplier: { name: system.title || system.name },
		name: system.name,
		...system.version === "" ? {} : { version: system.version },
		...system.title === "" ? {} : { description: system.title },
		...namedProperties([...idLike.length > 0 ? [["id-like", idLike.join(" ")]] : [], ...inventory.distribution?.codename ? [["codename", inventory.distribution.codename]] : []])
	}];
}
function dependenciesOf({ imageRef, system, graph, items }) {
	return [
		{
			ref: imageRef,
			dependsOn: [...system === void 0 ? [] : [system.ref], ...graph.top]
		},
		...system === void 0 ? [] : [{
			ref: system.ref,
			dependsOn: []
		}],
		...items.map(({ component: { ref } }) => ({
			ref,
			dependsOn: graph.needs.get(ref) ?? []
		}))
	];
}

// src/sbom/writers/spdx-package.ts
/** The id of a component in an SPDX document: readable, valid, and unique because it has a hash of the component's ref. */
function spdxId({ ecosystem, name, ref }) {
	const readable = name.slice(0, 60).replaceAll(/[^A-Za-z0-9.]+/g, "-").replaceAll(/^-+|-+$/g, "");
	const hash = createHash("sha256").update(ref).digest("hex").slice(0, 16);
	return `SPDXRef-Package-${ecosystem}-${readable === "" ? "" : `${readable}-`}${hash}`;
}
/** `Organization: name (address)` or `Person: …`; parentheses in a name would end it. */
function actorOf({ name, email, person }) {
	const plain = name.replaceAll("(", "[").replaceAll(")", "]");
	return `${person ? "Person" : "Organization"}: ${plain}${email === void 0 ? "" : ` (${email})`}`;
}
/** A package or model as an SPDX 2.3 package. */
function packageOf(item, context) {
	const { component, supplier, licence, homepage } = item;
	const { dropped } = context;
	const { model, description } = component;
	const places = placesOf(component, dropped);
	return {
		SPDXID: spdxId(component),
		name: component.name,
		versionInfo: component.version || "NOASSERTION",
		supplier: actorOf(supplier),
		downloadLocation: "NOASSERTION",
		filesAnalyzed: false,
		...checksumsOf(item, dropped),
		...homepage === void 0 || dropped.has("homepages") ? {} : { homepage },
		...places.length === 0 ? {} : { sourceInfo: `found in ${places.map(({ path, layer }) => `${path} (layer ${layer})`).join(", ")}` },
		licenseConcluded: "NOASSERTION",
		licenseDeclared: licence.expression ?? "NOASSERTION",
		copyrightText: "NOASSERTION",
		...description === void 0 || description === "" || dropped.has("descriptions") ? {} : { description },
		externalRefs: referencesOf(component),
		primaryPackagePurpose: model === void 0 ? "LIBRARY" : "FILE",
		...model === void 0 ? {} : { annotations: [annotationOf(model, context)] },
		...supplier.assumed ? { comment: "The package names no supplier: it is where such packages come from." } : {}
	};
}
function checksumsOf({ component, hashes }, dropped) {
	if (component.model !== void 0) return { checksums: [{
		algorithm: "SHA256",
		checksumValue: hexOf(component.model.sha256)
	}] };
	if (hashes.length === 0 || dropped.has("hashes")) return {};
	return { checksums: hashes.map(({ algorithm, hex }) => ({
		algorithm: spdxName[algorithm],
		checksumValue: hex
	})) };
}
const spdxName = {
	MD5: "MD5",
	"SHA-1": "SHA1",
	"SHA-256": "SHA256",
	"SHA-512": "SHA512"
};
function referencesOf({ purl, cpe }) {
	const references = [{
		referenceCategory: "PACKAGE-MANAGER",
		referenceType: "purl",
		referenceLocator: purl
	}];
	if (cpe !== void 0) references.push({
		referenceCategory: "SECURITY",
		referenceType: "cpe23Type",
		referenceLocator: cpe
	});
	return references;
}
function annotationOf(model, { created, toolVersion }) {
	const facts = {
		format: model.format,
		inputs: model.inputs.map(tensorText),
		outputs: model.outputs.map(tensorText),
		properties: Object.fromEntries(Object.entries(model.properties).toSorted(([a], [b]) => compareText(a, b))),
		quantization: model.quantization,
		size: model.size
	};
	return {
		annotationDate: created,
		annotationType: "OTHER",
		annotator: `Tool: ${toolName}-${toolVersion}`,
		comment: JSON.stringify(facts)
	};
}

// src/sbom/writers/spdx.ts
/**
* The inventory as SPDX 2.3 JSON with the NTIA minimum elements: the same bytes for the same image, below 16 MiB. Throws
* SBOM_TOO_LARGE when it does not fit without its optional parts.
*/
function toSpdx(inventory, subject, limit) {
	const bill = billOf(inventory, subject);
	return fitted("SPDX", (dropped) => documentOf(bill, dropped), limit);
}
const documentId = "SPDXRef-DOCUMENT";
const imageId = "SPDXRef-Image";
const systemId = "SPDXRef-OperatingSystem";
function documentOf(bill, dropped) {
	const { subject } = bill;
	const remarks = remarksOf(bill, dropped);
	return {
		spdxVersion: "SPDX-2.3",
		dataLicense: "CC0-1.0",
		SPDXID: documentId,
		name: subject.name,
		documentNamespace: namespaceOf(subject),
		creationInfo: {
			created: timestampOf(subject),
			creators: [`Tool: ${toolName}-${subject.toolVersion}`, actorOf({
				...bill.imageSupplier,
				person: false
			})]
		},
		...remarks === "" ? {} : { comment: remarks },
		packages: packagesOf(bill, dropped),
		...extractedLicences(bill, dropped),
		relationships: relationshipsOf(bill)
	};
}
function namespaceOf(subject) {
	const name = encodeURIComponent(subject.name.replaceAll("/", "-"));
	const version = encodeURIComponent(subject.toolVersion);
	return `https://spdx.org/spdxdocs/${name}-${documentUuid(subject)}-${version}`;
}
function remarksOf({ inventory }, dropped) {
	const gaps = inventory.gaps.map(({ path, layer, why }) => `Incomplete: ${path} in layer ${layer}: ${why}.`);
	const left = dropped.size > 0 ? [`Left out to keep the document small: ${[...dropped].join(", ")}.`] : [];
	return [...gaps.toSorted(), ...left].join("\n");
}
function packagesOf(bill, dropped) {
	const created = timestampOf(bill.subject);
	return [
		imagePackage(bill),
		...systemPackages(bill),
		...bill.items.map((item) => packageOf(item, {
			created,
			toolVersion: bill.subject.toolVersion,
			dropped
		}))
	];
}
function imagePackage({ subject, imageRef, imageSupplier, sourceRepository }) {
	const source = sourceRepository === void 0 ? [] : [`built from ${sourceRepository}`];
	const revision = subject.revision === void 0 ? [] : [`at revision ${subject.revision}`];
	const sourceInfo = [...source, ...revision].join(" ");
	return {
		SPDXID: imageId,
		name: subject.name,
		versionInfo: subject.version ?? subject.platformDigest,
		supplier: actorOf(imageSupplier),
		downloadLocation: "NOASSERTION",
		filesAnalyzed: false,
		checksums: [{
			algorithm: "SHA256",
			checksumValue: imageHex(subject)
		}],
		...sourceInfo === "" ? {} : { sourceInfo },
		licenseConcluded: "NOASSERTION",
		licenseDeclared: "NOASSERTION",
		copyrightText: "NOASSERTION",
		externalRefs: [purlReference(imageRef)],
		primaryPackagePurpose: "CONTAINER",
		...subject.indexDigest === void 0 ? {} : { comment: `In the index ${subject.indexDigest}.` }
	};
}
function systemPackages({ system }) {
	if (system === void 0) return [];
	const supplier = {
		name: system.title || system.name,
		email: void 0,
		person: false,
		assumed: true
	};
	return [{
		SPDXID: systemId,
		name: system.name,
		versionInfo: system.version || "NOASSERTION",
		supplier: actorOf(supplier),
		downloadLocation: "NOASSERTION",
		filesAnalyzed: false,
		licenseConcluded: "NOASSERTION",
		licenseDeclared: "NOASSERTION",
		copyrightText: "NOASSERTION",
		primaryPackagePurpose: "OPERATING-SYSTEM"
	}];
}
function purlReference(purl) {
	return {
		referenceCategory: "PACKAGE-MANAGER",
		referenceType: "purl",
		referenceLocator: purl
	};
}
function extractedLicences({ licenceReferences }, dropped) {
	if (licenceReferences.length === 0) return {};
	return { hasExtractedLicensingInfos: licenceReferences.map(({ id, text }) => ({
		licenseId: id,
		extractedText: dropped.has("licence texts") && text.length > 120 ? "NOASSERTION" : text,
		name: id.slice(11)
	})) };
}
function relationshipsOf({ system, items, graph }) {
	const ids = items.map(({ component }) => spdxId(component));
	const needs = items.flatMap(({ component }) => (graph.needs.get(component.ref) ?? []).map((other) => [
		component.ref,
		"DEPENDS_ON",
		other
	]));
	const idOf = new Map(items.map(({ component }, index) => [component.ref, ids[index] ?? ""]));
	return [
		[
			documentId,
			"DESCRIBES",
			imageId
		],
		...system === void 0 ? [] : [[
			imageId,
			"CONTAINS",
			systemId
		]],
		...ids.map((id) => [
			imageId,
			"CONTAINS",
			id
		]),
		...needs.map(([from, type, to]) => [
			idOf.get(from) ?? "",
			type,
			idOf.get(to) ?? ""
		])
	].map(([spdxElementId, relationshipType, relatedSpdxElement]) => ({
		spdxElementId,
		relationshipType,
		relatedSpdxElement
	}));
}

// src/commands/build-arm64/results.ts
/** Writes the SBOMs. Before a push: a disk that cannot take them must not be noticed after it. */
async function writeBills(conclusion, ports) {
	const folder = await mkdtemp(path.join(ports.environment["RUNNER_TEMP"] || tmpdir(), "pi5-build-arm64-"));
	const [cyclonedx, spdx] = await writeFormats(conclusion, ports, writerIn(folder));
	return {
		folder,
		cyclonedx,
		spdx
	};
}
function writerIn(folder) {
	return async (name, content) => {
		const file = path.join(folder, name);
		await writeFile(file, content);
		return file;
	};
}
/** Writes SBOMs, SARIF and the HTML report into the runner's temporary folder and sets every output. */
async function conclude(conclusion, ports, verdict, published, bills) {
	const { input, made, examined, judged, comparison } = conclusion;
	const { look, delta } = examined;
	const ok = !hasErrors(judged.findings);
	const bounded = boundFindings(judged.findings);
	const facts = {
		look,
		delta,
		builder: made.builder,
		steps: made.steps.filter(({ internal, error }) => !internal || error !== void 0).map(({ name, cached, seconds }) => ({
			name,
			cached,
			seconds: cached ? void 0 : seconds
		})),
		cacheHitRatio: made.cacheHitRatio,
		baseImages: made.baseImages,
		findings: bounded,
		suppressed: judged.suppressed,
		reproducibility: comparison?.facts,
		bom: examined.inventory === void 0 ? void 0 : bomFacts(examined.inventory)
	};
	const warned = judged.findings.some(({ severity }) => severity === "warning");
	const report = buildReport(facts, verdict, ok ? warned ? "warning" : "good" : "bad");
	const { folder, cyclonedx, spdx } = bills ?? await writeBills(conclusion, ports);
	const write = writerIn(folder);
	const sarif = toSarif({
		findings: judged.findings,
		suppressed: judged.suppressed,
		rules: [
			...lintRules,
			...hefRules,
			...hygieneRules,
			...budgetRules
		],
		version: toolVersion,
		anchor: conclusion.anchor
	});
	const page = toHtml(report, { title: `build-arm64: ${formatRepository(input.image)}` });
	return {
		ok,
		verdict,
		report,
		findings: bounded.filter(({ severity, layer }) => severity !== "notice" || layer === void 0),
		outputs: {
			...emptyOutputs(command.outputs),
			image: published?.image ?? "",
			digest: look.root.digest,
			"index-digest": look.rootIsIndex ? look.root.digest : "",
			"platform-digest": look.platform.digest,
			"platform-digests": JSON.stringify(Object.fromEntries(look.platforms.map(({ name, digest }) => [name, digest]))),
			"config-digest": look.config.digest,
			"tags-pushed": published?.tags.join("\n") ?? "",
			size: String(look.size),
			"unpacked-size": String(look.unpackedSize),
			"wasted-bytes": String(look.wastedBytes),
			layers: JSON.stringify(look.layers.map(({ digest, size, unpackedSize, state }) => ({
				digest,
				size,
				unpackedSize,
				...state === void 0 ? {} : { state }
			}))),
			"pull-bytes": delta === void 0 ? "" : String(delta.containerdBytes),
			"pull-bytes-docker": delta === void 0 ? "" : String(delta.dockerBytes),
			"reuse-percent": delta === void 0 ? "" : delta.reusePercent.toFixed(1),
			reproducible: comparison === void 0 ? "skipped" : String(comparison.facts.same),
			"sbom-path": cyclonedx,
			"spdx-path": spdx,
			"lint-report": await write("lint.sarif", ports.secrets.mask(sarif)),
			"report-path": await write("report.html", ports.secrets.mask(page)),
			"base-images": JSON.stringify(made.baseImages),
			"cache-hit-ratio": made.cacheHitRatio === void 0 ? "" : made.cacheHitRatio.toFixed(2),
			hardware: JSON.stringify(hardware(conclusion.profile))
		}
	};
}
async function writeFormats({ input, examined, created }, ports, write) {
	const { inventory, look } = examined;
	if (inventory === void 0) return ["", ""];
	const { repository, commit, serverUrl } = ports.run;
	const subject = {
		name: formatRepository(input.image),
		platformDigest: look.platform.digest,
		indexDigest: look.rootIsIndex ? look.root.digest : void 0,
		version: input.version,
		created: (/* @__PURE__ */ new Date(created * 1e3)).toISOString(),
		sourceRepository: repository === "" ? void 0 : `${serverUrl}/${repository}`,
		revision: commit === "" ? void 0 : commit,
		toolVersion
	};
	const wants = (format) => input.sbom === "both" || input.sbom === format;
	return [wants("cyclonedx") ? await write("sbom.cdx.json", toCycloneDx(inventory, subject)) : "", wants("spdx") ? await write("sbom.spdx.json", toSpdx(inventory, subject)) : ""];
}
function bomFacts({ components, gaps }) {
	const counts = /* @__PURE__ */ new Map();
	for (const { ecosystem } of components) counts.set(ecosystem, (counts.get(ecosystem) ?? 0) + 1);
	return {
		counts: [...counts.keys()].sort().map((ecosystem) => ({
			ecosystem,
			count: counts.get(ecosystem) ?? 0
		})),
		gaps: gaps.map(({ path: file, why }) => ({
			path: file,
			why
		}))
	};
}
/** What the image was held against, in the words of a release's hardware. */
function hardware(profile) {
	const { name, architecture, pageSize, kernel, accelerator } = profile;
	return {
		board: name,
		architecture,
		pageSize,
		kernel: `>=${kernel}`,
		...accelerator === void 0 ? {} : { accelerator }
	};
}

export { conclude, writeBills };