// src/report/chart-data.ts
/** The last time minus the first, in seconds; at least one. */
function chartSpan(chart) {
	const first = chart.times[0] ?? 0;
	return Math.max(1, (chart.times.at(-1) ?? 0) - first);
}
/** The largest value that the axis has to hold, thresholds included. */
function chartTop(chart) {
	let top = 0;
	for (const { values } of chart.series) for (const value of values) if (value !== null && Number.isFinite(value)) top = Math.max(top, value);
	for (const { value } of chart.thresholds ?? []) if (Number.isFinite(value)) top = Math.max(top, value);
	return top;
}
/**
* Positions to draw, at most `most` or so: of each stretch the first, the last, and the lowest and highest of every series,
* so that no peak is lost.
*/
function thinned(chart, most) {
	const count = chart.times.length;
	if (count <= most) return chart.times.map((_, index) => index);
	const perStretch = 2 + 2 * chart.series.length;
	const stretches = Math.max(1, Math.floor(most / perStretch));
	const kept = /* @__PURE__ */ new Set();
	for (let stretch = 0; stretch < stretches; stretch += 1) {
		const from = Math.floor(stretch * count / stretches);
		const to = Math.floor((stretch + 1) * count / stretches);
		kept.add(from).add(to - 1);
		for (const { values } of chart.series) {
			let low = -1;
			let high = -1;
			for (let index = from; index < to; index += 1) {
				const value = values[index] ?? null;
				if (value === null || !Number.isFinite(value)) continue;
				if (low < 0 || value < (values[low] ?? 0)) low = index;
				if (high < 0 || value > (values[high] ?? 0)) high = index;
			}
			if (low >= 0) kept.add(low).add(high);
		}
	}
	return [...kept].sort((left, right) => left - right);
}
/** Numbers whose place on the paper is still a number. */
function isDrawable(value) {
	return Math.abs(value) < 1e300;
}
/** The value at a position, or undefined where there is a gap. */
function valueAt(values, index) {
	const value = values[index] ?? null;
	return value === null || !isDrawable(value) ? void 0 : value;
}

// src/report/axis.ts
/** Round positions for an axis that starts at zero: 1, 2 or 5 times a power of ten, at least up to `largest`. */
function valueTicks(largest, wanted = 4) {
	if (!(largest > 1e-12) || largest > 0x38d7ea4c68000) return [0, 1];
	const rough = largest / wanted;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = power * ([
		1,
		2,
		5,
		10
	].find((factor) => factor * power >= rough * .999999) ?? 10);
	const count = Math.ceil(largest / step - 1e-9);
	return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
const steps = [
	1,
	2,
	5,
	10,
	15,
	30,
	60,
	120,
	300,
	600,
	900,
	1800,
	3600,
	7200,
	10800,
	21600,
	43200,
	86400,
	172800,
	604800,
	2592e3,
	31536e3
];
/** Round times (seconds since the epoch) between two times, about `wanted` of them. */
function timeTicks(from, to, wanted = 6) {
	const span = Math.max(0, to - from);
	const step = steps.find((candidate) => span / candidate <= wanted) ?? Math.max(1, span);
	const ticks = [];
	for (let at = Math.ceil(from / step) * step; at <= to && ticks.length < 100; at += step) ticks.push(at);
	return ticks.length === 0 ? [from] : ticks;
}
/** A time in UTC as short as its span allows: `14:05`, `14:05:30` or `Nov 22`. */
function timeLabel(at, span) {
	if (!Number.isFinite(at) || Math.abs(at) > 8e12) return "?";
	const iso = (/* @__PURE__ */ new Date(at * 1e3)).toISOString();
	if (span >= 172800) return iso.slice(5, 10);
	return span < 300 ? iso.slice(11, 19) : iso.slice(11, 16);
}
/** A time in UTC in full, `2026-11-22 14:05:30Z`. */
function fullTime(at) {
	if (!Number.isFinite(at) || Math.abs(at) > 8e12) return "?";
	return `${(/* @__PURE__ */ new Date(at * 1e3)).toISOString().slice(0, 19).replace("T", " ")}Z`;
}
/** A number as people read it, in at most four significant digits. */
function numberLabel(value) {
	if (!Number.isFinite(value)) return "?";
	if (value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e9)) return value.toExponential(1);
	return String(Number(value.toPrecision(4)));
}

// src/report/plain-text.ts
/**
* Untrusted text as one line that no terminal, browser or log reader acts on: no control characters, no escape sequences, no
* direction overrides, no invisible characters, no halves of surrogate pairs. Longer than `limit` characters it is cut with a note.
*/
function plainLine(text, limit = 4e3) {
	return cut(strip(text).replace(/\s+/g, " ").trim(), limit);
}
/** The same for text of several lines; tabs stay, other line ends become \n. */
function plainLines(text, limit = 2e5) {
	return cut(strip(text), limit);
}
function strip(text) {
	return text.toWellFormed().replace(/\r\n|[\r\u0085\u2028\u2029\v\f]/g, "\n").replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g, "").replace(/[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g, "").replace(/[\u{e0000}-\u{e007f}]/gu, "");
}
function cut(text, limit) {
	if (text.length <= limit) return text;
	return `${text.slice(0, limit).toWellFormed()}… (cut: ${text.length} characters)`;
}
/** The address when it is http or https and holds no credentials, with every character that some writer could trip over escaped. */
function safeUrl(url) {
	if (url.length > 4e3 || !URL.canParse(url)) return void 0;
	const parsed = new URL(url);
	if (parsed.protocol !== "https:" && parsed.protocol !== "http:") return void 0;
	if (parsed.username !== "" || parsed.password !== "") return void 0;
	return parsed.href.replace(/[^A-Za-z0-9\-._~:/?#[\]@!$&+,;=%]/g, (character) => `%${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, "0")}`).replaceAll("#[", "#%5B");
}

export { numberLabel as a, valueTicks as c, isDrawable as d, thinned as f, fullTime as i, chartSpan as l, plainLines as n, timeLabel as o, valueAt as p, safeUrl as r, timeTicks as s, plainLine as t, chartTop as u };