import { t as valueFaults } from "./faults2.js";

// src/values/quantity.ts
const seconds = {
	ms: .001,
	s: 1,
	m: 60,
	h: 3600,
	d: 86400
};
const bytes = {
	B: 1,
	kB: 1e3,
	KB: 1e3,
	MB: 1e6,
	GB: 1e9,
	KiB: 1024,
	MiB: 1024 ** 2,
	GiB: 1024 ** 3
};
/** Reads `90s`, `1h30m`, `250ms` or `14d` as seconds, or throws DURATION_INVALID. At most ten years. */
function parseDuration(text, where) {
	const refuse = () => valueFaults.fault("DURATION_INVALID", `${JSON.stringify(text.slice(0, 60))} is not a duration: write a number and ms, s, m, h or d, such as 30m or 1h30m`, { where });
	if (!/^(?:[0-9]{1,9}(?:\.[0-9]{1,3})?(?:ms|s|m|h|d)){1,4}$/.test(text)) throw refuse();
	let total = 0;
	for (const [, amount, unit] of text.matchAll(/([0-9.]+)(ms|s|m|h|d)/g)) total += Number(amount) * (seconds[unit ?? ""] ?? NaN);
	if (!(total <= 316224e3)) throw refuse();
	return total;
}
/** Writes seconds as people read them: `250ms`, `45s`, `12m`, `1h30m`, `14d`. */
function formatDuration(total) {
	if (total < 1) return `${Math.round(total * 1e3)}ms`;
	if (total < 60) return `${Number(total.toFixed(1))}s`;
	const parts = [];
	let rest = Math.round(total);
	for (const [unit, size] of [
		["d", 86400],
		["h", 3600],
		["m", 60],
		["s", 1]
	]) {
		const count = Math.floor(rest / size);
		rest -= count * size;
		if (count > 0 && parts.length < 2) parts.push(`${count}${unit}`);
	}
	return parts.join("");
}
/** Reads `250MB`, `1GiB` or a bare number of bytes, or throws SIZE_INVALID. */
function parseSize(text, where) {
	const match = /^([0-9]{1,15}(?:\.[0-9]{1,3})?)(B|kB|KB|MB|GB|KiB|MiB|GiB)?$/.exec(text);
	if (match === null) throw valueFaults.fault("SIZE_INVALID", `${JSON.stringify(text.slice(0, 60))} is not a size: write bytes or a number with kB, MB, GB, KiB, MiB or GiB`, { where });
	return Math.round(Number(match[1]) * (bytes[match[2] ?? "B"] ?? 1));
}
/** Writes a number of bytes in decimal units: `812 B`, `2.4 kB`, `180 MB`. */
function formatSize(size) {
	for (const [unit, scale] of [
		["GB", 1e9],
		["MB", 1e6],
		["kB", 1e3]
	]) if (size >= scale) return `${size >= 100 * scale ? Math.round(size / scale) : Number((size / scale).toFixed(1))} ${unit}`;
	return `${size} B`;
}
const bits = {
	"": 1,
	k: 1e3,
	M: 1e6,
	G: 1e9
};
/** Reads a line rate such as `10Mbit/s` or `200kbit/s` as bits per second, or throws RATE_INVALID. At most 1 Tbit/s. */
function parseRate(text, where) {
	const match = /^([0-9]{1,6}(?:\.[0-9]{1,3})?)[ ]?(k|M|G)?bit\/s$/.exec(text);
	const rate = Number(match?.[1]) * (bits[match?.[2] ?? ""] ?? NaN);
	if (rate > 0 && rate <= 0xe8d4a51000) return rate;
	throw valueFaults.fault("RATE_INVALID", `${JSON.stringify(text.slice(0, 60))} is not a line rate: write a number and kbit/s, Mbit/s or Gbit/s`, { where });
}
/** Writes bits per second as people read them: `200 kbit/s`, `10 Mbit/s`. */
function formatRate(rate) {
	for (const [unit, scale] of [
		["Gbit/s", 1e9],
		["Mbit/s", 1e6],
		["kbit/s", 1e3]
	]) if (rate >= scale) return `${Number((rate / scale).toFixed(1))} ${unit}`;
	return `${rate} bit/s`;
}

export { parseRate as a, parseDuration as i, formatRate as n, parseSize as o, formatSize as r, formatDuration as t };