import "./rolldown-runtime.js";
import { t as buildFaults } from "./faults4.js";
import { i as isFault, n as defineFaults, r as describeError } from "./fault.js";
import { t as hasErrors } from "./finding.js";
import { a as parseRepository, i as parseImageReference, n as formatRepository, t as formatImageReference } from "./image-reference.js";
import { r as formatSize, t as formatDuration } from "./quantity.js";
import { n as emptyOutputs } from "./command.js";
import { n as openPullRegistry, r as openRegistry } from "./registry-access.js";
import { a as writeAtomic, i as readBounded, n as containFolder, r as containPath, t as codeOf } from "./files.js";
import { a as textOf, i as recordsOf, o as textsOf, r as recordOf, t as isRecord } from "./json-members.js";
import { t as require_dist } from "./dist3.js";
import { t as valueFaults } from "./faults2.js";
import { i as layerFaults, r as factsFolder, t as lookAt } from "./pass.js";
import { a as loadIntoDocker, c as pushLayout, d as openDocker, g as refNameAnnotation, h as openLayout, i as imageToLoad, l as walkImage, m as createLayout, n as platformDigests, o as readArm64Image, r as parseImageConfig, s as chooseImage, t as wrapWithAnnotations, u as dockerEnvironment, v as standardAnnotations } from "./layout-annotations.js";
import { t as readSmallBlob } from "./small-blob.js";
import { t as ioFaults } from "./faults.js";
import { a as parseObject, d as ociFaults, i as parseManifest } from "./manifest-content.js";
import { n as listRecords, t as command } from "./inputs.js";
import { n as layerCount, r as toolVersion } from "./view.js";
import { a as parseDigest, i as isDigest, n as digestOf, r as hexOf } from "./digest.js";
import { t as compareText } from "./text-order.js";
import { n as pickVariables } from "./process.js";
import { t as mapLimited } from "./parallel.js";
import { i as platformManifest } from "./platform.js";
import { n as openGit } from "./git.js";
import { createHash, randomBytes } from "node:crypto";
import { mkdir, mkdtemp, open, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Buffer as Buffer$1 } from "node:buffer";
import { tmpdir } from "node:os";

// src/lint/ignore.ts
const ignoreFaults = defineFaults({ LINT_IGNORE_INVALID: "A line of lint-ignore is not a rule, a path where it matters, and a reason." });
/** Reads `RULE [PATH PATTERN] # REASON`. The reason is mandatory: the next reader has to know. Throws LINT_IGNORE_INVALID. */
function parseAcceptance(line) {
	const refuse = (why) => ignoreFaults.fault("LINT_IGNORE_INVALID", `lint-ignore ${JSON.stringify(line.slice(0, 200))}: ${why}`, {
		where: "lint-ignore",
		next: "write a rule, a path pattern where it matters, and the reason: P5003 /opt/vendor/*.so # vendor fixes it in 2.1"
	});
	const match = /^([A-Za-z][A-Za-z0-9_.-]{1,99})(?:\s+([^\s#]+))?\s*(?:#\s*(.*))?$/.exec(line.trim());
	if (match?.[1] === void 0) throw refuse("it does not start with a rule");
	const reason = match[3]?.trim() ?? "";
	if (reason === "") throw refuse("it gives no reason after #");
	return {
		rule: match[1],
		pattern: match[2],
		reason,
		line: line.trim()
	};
}
/** Takes accepted findings out, and adds a notice for each acceptance that nothing needed: it hides nothing today and may hide something tomorrow. */
function applyAcceptances(findings, acceptances) {
	const used = /* @__PURE__ */ new Set();
	const kept = [];
	const suppressed = [];
	const compiled = acceptances.map((acceptance) => ({
		acceptance,
		matches: matcher(acceptance)
	}));
	for (const finding of findings) {
		const found = compiled.find(({ matches }) => matches(finding));
		if (found === void 0) kept.push(finding);
		else {
			used.add(found.acceptance);
			suppressed.push({
				finding,
				reason: found.acceptance.reason
			});
		}
	}
	for (const acceptance of acceptances) if (!used.has(acceptance)) kept.push({
		rule: acceptance.rule,
		severity: "notice",
		message: `lint-ignore ${JSON.stringify(acceptance.line)} matches no finding`,
		next: "remove the line"
	});
	return {
		kept,
		suppressed
	};
}
function matcher({ rule, pattern }) {
	if (pattern === void 0) return (finding) => finding.rule === rule;
	const wanted = pattern.replace(/^\//, "");
	return (finding) => finding.rule === rule && matchesPath(wanted, (finding.file ?? "").replace(/^\//, ""));
}
/**
* True when a path matches a pattern: `*` stands for a part of a name, `**` for any text, and a folder of `**` for any number of
* folders. The paths are an image's: the time is bounded by the product of both lengths, whatever they are.
*/
function matchesPath(pattern, path) {
	let ends = /* @__PURE__ */ new Set([0]);
	for (const token of pattern.split(/(\*{2,}\/|\*+)/)) {
		if (token === "") continue;
		ends = token.startsWith("*") ? afterStars(token, path, ends) : afterText(token, path, ends);
		if (ends.size === 0) return false;
	}
	return ends.has(path.length);
}
function afterText(text, path, ends) {
	return new Set([...ends].filter((end) => path.startsWith(text, end)).map((end) => end + text.length));
}
function afterStars(stars, path, ends) {
	const folders = stars.endsWith("/");
	const next = /* @__PURE__ */ new Set();
	let open = false;
	for (let at = 0; at <= path.length; at += 1) {
		if (ends.has(at)) open = true;
		if (open && (!folders || ends.has(at) || path[at - 1] === "/")) next.add(at);
		if (stars === "*" && path[at] === "/") open = false;
	}
	return next;
}
/** With `warn`, nothing fails the step; with `off` there are no findings to begin with. */
function applyLintMode(findings, mode) {
	if (mode === "off") return [];
	if (mode === "error") return findings;
	return findings.map((finding) => finding.severity === "error" ? {
		...finding,
		severity: "warning"
	} : finding);
}

// src/build/scan-faults.ts
const scanFaults = defineFaults({
	SCAN_COMMAND_INVALID: "The scan-command cannot be split into a program and its arguments.",
	SCAN_FAILED: "The scanner could not be run to its end, or left no readable findings.",
	VEX_INVALID: "A VEX file is not an OpenVEX document."
});

// src/build/scan.ts
const largestSarif = 33554432;
const mostResults = 2e4;
/**
* Splits a command line at blanks; '…' and "…" hold blanks, \ keeps the next character. No variables, no pipes, no shell. Throws
* SCAN_COMMAND_INVALID.
*/
function parseCommandLine(text) {
	const refuse = (why) => scanFaults.fault("SCAN_COMMAND_INVALID", `the scan-command ${why}`, {
		where: "scan-command",
		next: "write a program and its arguments, such as: grype oci-dir:{layout} --output sarif --file {sarif}"
	});
	const words = [];
	let word;
	let quote = "";
	for (let at = 0; at < text.length; at += 1) {
		const character = text[at] ?? "";
		if (character === "\\" && quote !== "'") {
			at += 1;
			if (at >= text.length) throw refuse("ends with a backslash");
			word = (word ?? "") + (text[at] ?? "");
		} else if (quote !== "") {
			if (character === quote) quote = "";
			else word = (word ?? "") + character;
		} else if (character === "\"" || character === "'") {
			quote = character;
			word ??= "";
		} else if (/\s/.test(character)) {
			if (word !== void 0) words.push(word);
			word = void 0;
		} else if (/[|&;<>`$]/.test(character)) throw refuse(`has ${character} outside of quotes, which only a shell would understand`);
		else word = (word ?? "") + character;
	}
	if (quote !== "") throw refuse(`has an open ${quote}`);
	if (word !== void 0) words.push(word);
	if (words[0] === void 0 || words[0] === "") throw refuse("is empty");
	return words;
}
/**
* Runs a scanner over an image layout before anything is pushed and reads the SARIF that it writes. `{layout}` and `{sarif}` stand
* for the two paths. Throws SCAN_FAILED when there is no readable result.
*/
async function runScan(processes, command, paths, onLine) {
	const [program = "", ...rest] = parseCommandLine(command);
	const { code } = await processes.run({
		command: program,
		arguments: rest.map((part) => part.replaceAll("{layout}", () => paths.layout).replaceAll("{sarif}", () => paths.sarif)),
		timeoutMs: 18e5,
		outputLimit: 64e6,
		onLine,
		streamStdout: true
	});
	if (!command.includes("{sarif}")) return {
		findings: [],
		code
	};
	try {
		return {
			findings: readSarif(await readBounded(paths.sarif, largestSarif)),
			code
		};
	} catch (error) {
		if (isFault(error, "SCAN_FAILED")) throw error;
		throw scanFaults.fault("SCAN_FAILED", `${program} ended with exit code ${code} and left no readable file for {sarif}`, {
			where: "scan-command",
			cause: error
		});
	}
}
/** The results of a SARIF 2.1.0 file as findings. Throws SCAN_FAILED for anything else. */
function readSarif(bytes) {
	const refuse = (why) => scanFaults.fault("SCAN_FAILED", `the scanner's SARIF ${why}`, { where: "scan-command" });
	const log = object(parse$2(bytes, refuse), () => refuse("is no JSON object"));
	if (log["version"] !== "2.1.0" || !Array.isArray(log["runs"])) throw refuse("is not of version 2.1.0");
	const findings = [];
	for (const run of log["runs"]) {
		const { results, ...rest } = object(run, () => refuse("has a run that is no object"));
		if (results === void 0 || results === null) continue;
		if (!Array.isArray(results)) throw refuse("has results that are no list");
		for (const result of results) {
			const fields = object(result, () => refuse("has a result that is no object"));
			if (!isSuppressed(fields)) findings.push(readResult(fields, () => defaultLevel(rest, fields)));
			if (findings.length > mostResults) throw refuse(`has more than ${mostResults} results`);
		}
	}
	return findings;
}
/** True for what the scanner itself was told to accept (SARIF 3.27.23): a suppression without a status is an accepted one. */
function isSuppressed({ suppressions }) {
	return Array.isArray(suppressions) && suppressions.length > 0 && suppressions.every((one) => ["", "accepted"].includes(textOf(member(one, "status"))));
}
/** The level that the rule of a result has, for results without one of their own (SARIF 3.27.10). */
function defaultLevel(run, { ruleId, ruleIndex }) {
	const rules = member(run, "tool", "driver", "rules");
	if (!Array.isArray(rules)) return "";
	const rule = (typeof ruleIndex === "number" ? rules[ruleIndex] : void 0) ?? rules.find((one) => member(one, "id") === ruleId);
	return textOf(member(rule, "defaultConfiguration", "level"));
}
function readResult(result, levelOfRule) {
	const { kind, ruleId } = result;
	const level = typeof result["level"] === "string" ? result["level"] : levelOfRule();
	const severity = level === "note" || level === "none" || typeof kind === "string" && kind !== "fail" ? "notice" : level === "error" ? "error" : "warning";
	const file = place(result);
	return {
		rule: typeof ruleId === "string" && ruleId !== "" ? ruleId.slice(0, 200) : "scan",
		severity,
		message: textOf(member(result, "message", "text")).slice(0, 2e3) || "the scanner gives no message",
		...file === "" ? {} : {
			file,
			layer: "scan"
		}
	};
}
function place(result) {
	const locations = result["locations"];
	const first = Array.isArray(locations) ? locations[0] : void 0;
	return textOf(member(first, "physicalLocation", "artifactLocation", "uri")).slice(0, 1e3);
}
function member(value, ...names) {
	let current = value;
	for (const name of names) {
		if (typeof current !== "object" || current === null) return void 0;
		current = Object.hasOwn(current, name) ? current[name] : void 0;
	}
	return current;
}
function parse$2(bytes, refuse) {
	try {
		return JSON.parse(Buffer.from(bytes).toString("utf8").replace(/^\uFEFF/, ""));
	} catch {
		throw refuse("is not JSON");
	}
}
function object(value, refuse) {
	if (isRecord(value)) return value;
	throw refuse();
}

// src/build/vex.ts
const statuses = [
	"not_affected",
	"affected",
	"fixed",
	"under_investigation"
];
const mostStatements = 1e4;
/** Reads an OpenVEX document (v0.2.0). Throws VEX_INVALID: a statement that cannot be understood must not be passed over. */
function readVex(bytes, where) {
	const refuse = (why) => scanFaults.fault("VEX_INVALID", `${where} ${why}`, { where });
	let value;
	try {
		value = JSON.parse(Buffer.from(bytes).toString("utf8"));
	} catch {
		throw refuse("is not JSON");
	}
	const document = recordOf(value);
	if (!textOf(document["@context"]).startsWith("https://openvex.dev/ns")) throw refuse("is not OpenVEX");
	const statements = document["statements"];
	if (!Array.isArray(statements) || statements.length > mostStatements) throw refuse("has no list of statements, or too long a one");
	const time = timeOf(document) ?? 0;
	return statements.map((one, index) => readStatement(recordOf(one), time, (why) => refuse(`statement ${index + 1} ${why}`)));
}
function readStatement(statement, documentTime, refuse) {
	const vulnerability = statement["vulnerability"];
	const named = typeof vulnerability === "string" ? { name: vulnerability } : recordOf(vulnerability);
	const names = [textOf(named["name"]), ...textsOf(recordOf(named)["aliases"])].filter((name) => name !== "");
	if (names.length === 0) throw refuse("names no vulnerability");
	const status = statuses.find((one) => one === statement["status"]);
	if (status === void 0) throw refuse(`has a status that is none of ${statuses.join(", ")}`);
	const justification = textOf(statement["justification"]);
	const impact = textOf(statement["impact_statement"]);
	if (status === "not_affected" && justification === "" && impact === "") throw refuse("says not_affected without a justification or impact_statement");
	const products = statement["products"] ?? [];
	if (!Array.isArray(products)) throw refuse("has products that are no list");
	return {
		names,
		status,
		time: timeOf(statement) ?? documentTime,
		reason: [
			status,
			justification,
			impact
		].filter((part) => part !== "").join(": "),
		products: products.map((product) => {
			const id = idOf(product);
			if (id === "") throw refuse("has a product without @id");
			const parts = recordOf(product)["subcomponents"];
			return {
				id,
				subcomponents: Array.isArray(parts) ? parts.map(idOf).filter((part) => part !== "") : []
			};
		})
	};
}
function timeOf(dated) {
	const known = [dated["timestamp"], dated["last_updated"]].map((value) => Date.parse(textOf(value))).filter((time) => Number.isFinite(time));
	return known.length === 0 ? void 0 : Math.max(...known);
}
function idOf(product) {
	if (typeof product === "string") return product;
	const fields = recordOf(product);
	return textOf(fields["@id"]) || textOf(recordOf(fields["identifiers"])["purl"]);
}
/**
* Takes away what a statement with the status not_affected or fixed is about. A statement with products counts only when this image
* (by the name of its repository in a pkg:oci purl) is one of them; with subcomponents, only when the finding names one.
*/
function applyVex(findings, statements, repository) {
	const kept = [];
	const suppressed = [];
	for (const finding of findings) {
		const about = statements.filter((one) => names(one, finding) && concerns(one, finding, repository));
		const latest = Math.max(...about.map(({ time }) => time));
		const holding = about.filter(({ time }) => time === latest);
		const statement = holding.find((one) => !clears(one)) ?? holding[0];
		if (statement === void 0 || !clears(statement)) kept.push(finding);
		else suppressed.push({
			finding,
			reason: `VEX ${statement.reason}`
		});
	}
	return {
		kept,
		suppressed
	};
}
function clears({ status }) {
	return status === "not_affected" || status === "fixed";
}
/** Scanners write `CVE-2024-1` or `CVE-2024-1-openssl` as the rule. */
function names(statement, finding) {
	return statement.names.some((name) => finding.rule === name || finding.rule.startsWith(`${name}-`));
}
function concerns({ products }, finding, repository) {
	if (products.length === 0) return true;
	return products.some(({ id, subcomponents }) => isImage(id, repository) && (subcomponents.length === 0 || subcomponents.some((part) => mentions(finding, part))));
}
function isImage(purl, repository) {
	const match = /^pkg:oci\/([^@?#]+)(?:@[^?#]*)?(?:\?([^#]*))?$/.exec(purl);
	if (match?.[1] === void 0) return false;
	const url = new URLSearchParams(match[2] ?? "").get("repository_url");
	if (url !== null) return url.toLowerCase() === repository.toLowerCase();
	return unescaped(match[1]).toLowerCase() === repository.split("/").at(-1)?.toLowerCase();
}
function unescaped(part) {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
function mentions(finding, purl) {
	const name = /^pkg:[^/]+\/(?:[^@?#]*\/)?([^@?#/]+)/.exec(purl.slice(0, 2e3))?.[1];
	if (name === void 0) return false;
	return `${finding.rule} ${finding.message}`.split(/[^\w.+-]+/).includes(name) || finding.rule.endsWith(`-${name}`);
}

// src/values/profile.ts
var import_dist = require_dist();
const cortexA72 = [
	"fp",
	"asimd",
	"evtstrm",
	"crc32",
	"cpuid"
];
const pi5 = {
	architecture: "arm64",
	pageSize: 16384,
	kernel: "6.12",
	arm32: true,
	goArm64: "v8.2",
	cpu: [
		...cortexA72,
		"aes",
		"pmull",
		"sha1",
		"sha2",
		"atomics",
		"fphp",
		"asimdhp",
		"asimdrdm",
		"lrcpc",
		"dcpop",
		"asimddp"
	]
};
const profiles = {
	"raspberry-pi-5": {
		...pi5,
		name: "raspberry-pi-5"
	},
	"raspberry-pi-5-4k": {
		...pi5,
		name: "raspberry-pi-5-4k",
		pageSize: 4096
	},
	"raspberry-pi-4": {
		...pi5,
		name: "raspberry-pi-4",
		pageSize: 4096,
		goArm64: "v8.0",
		cpu: cortexA72
	}
};

// src/lint/faults.ts
const lintFaults = defineFaults({ LINT_PROFILE_INVALID: "The file of a device profile has an unknown key or value." });

// src/lint/profile-file.ts
/** Bytes that a profile may have. */
const profileLimit = 65536;
const devices = [
	"HAILO8",
	"HAILO8L",
	"HAILO10H",
	"HAILO15H"
];
/**
* Reads a profile of the user's own (YAML or JSON): `extends` names a built-in one, the other keys replace what differs. Throws
* LINT_PROFILE_INVALID, which names the key, for anything else.
*/
function parseProfile(text) {
	if (Buffer.byteLength(text) > 65536) throw invalid$2("is larger than 64 KiB");
	const fields = mapping(parsed(text), "profile", [
		"extends",
		"name",
		"pageSize",
		"kernel",
		"arm32",
		"goArm64",
		"cpu",
		"accelerator"
	]);
	const base = builtIn(fields.get("extends"));
	const read = (key, take, fallback) => fields.has(key) ? take(fields.get(key), key) : fallback;
	const accelerator = fields.has("accelerator") ? acceleratorOf(fields.get("accelerator")) : base.accelerator;
	return {
		name: read("name", matching(/^[a-z0-9][a-z0-9._-]{0,62}$/, "a name of small letters, digits and dashes"), base.name),
		architecture: "arm64",
		pageSize: read("pageSize", pageSize, base.pageSize),
		kernel: read("kernel", matching(/^\d{1,3}(\.\d{1,4}){1,2}$/, "a version such as 6.12"), base.kernel),
		arm32: read("arm32", truth, base.arm32),
		goArm64: read("goArm64", matching(/^v[89]\.\d$/, "a level such as v8.2"), base.goArm64),
		cpu: read("cpu", features, base.cpu),
		...accelerator === void 0 ? {} : { accelerator }
	};
}
function parsed(text) {
	let document;
	try {
		document = (0, import_dist.parseDocument)(text, {
			schema: "core",
			merge: false,
			uniqueKeys: true,
			logLevel: "silent"
		});
	} catch {
		throw invalid$2("is nested too deeply");
	}
	const [problem] = [...document.errors, ...document.warnings];
	if (problem !== void 0) throw invalid$2(`is not YAML: ${problem.message.split("\n")[0] ?? ""}`);
	return document.contents;
}
function builtIn(value) {
	const known = profiles;
	const name = scalar(value);
	const found = typeof name === "string" && Object.hasOwn(known, name) ? known[name] : void 0;
	if (found !== void 0) return found;
	const choices = Object.keys(known).join(", ");
	if (name === void 0) throw invalid$2(`has no extends: name one of ${choices}`);
	throw invalid$2(`extends ${JSON.stringify(name)}: choose one of ${choices}`);
}
function acceleratorOf(value) {
	const fields = mapping(value, "accelerator", [
		"vendor",
		"device",
		"hailort"
	]);
	const vendor = scalar(fields.get("vendor")) ?? "hailo";
	if (vendor !== "hailo") throw invalid$2("has an accelerator.vendor other than hailo");
	const named = scalar(fields.get("device"));
	const device = devices.find((one) => one === named);
	if (device === void 0) throw invalid$2(`has no known accelerator.device: choose one of ${devices.join(", ")}`);
	return {
		vendor,
		device,
		hailort: matching(/^\d{1,3}\.\d{1,3}\.\d{1,3}$/, "the version of the driver, such as 5.1.1")(fields.get("hailort"), "accelerator.hailort")
	};
}
function mapping(value, where, allowed) {
	if (!(0, import_dist.isMap)(value)) throw invalid$2(where === "profile" ? "is not a mapping" : `has ${where} that is not a mapping`);
	const fields = /* @__PURE__ */ new Map();
	for (const pair of value.items) {
		const key = String(scalar(pair.key));
		if (!allowed.includes(key)) throw invalid$2(`has the unknown key ${JSON.stringify(key)} in ${where}: choose from ${allowed.join(", ")}`);
		fields.set(key, pair.value);
	}
	return fields;
}
function scalar(value) {
	return (0, import_dist.isScalar)(value) ? value.value : value;
}
/** Text of a form; a number such as 6.12 is taken as it is written. */
function matching(form, what) {
	return (value, key) => {
		const plain = (0, import_dist.isScalar)(value) ? value.source ?? value.value : value;
		if (typeof plain === "string" && form.test(plain)) return plain;
		throw invalid$2(`has a ${key} that is not ${what}`);
	};
}
function pageSize(value) {
	const size = scalar(value);
	if (size === 4096 || size === 16384 || size === 65536) return size;
	throw invalid$2("has a pageSize other than 4096, 16384 and 65536");
}
function truth(value, key) {
	const plain = scalar(value);
	if (typeof plain === "boolean") return plain;
	throw invalid$2(`has a ${key} that is neither true nor false`);
}
function features(value) {
	const list = value !== null && typeof value === "object" && "items" in value ? value.items : void 0;
	const names = Array.isArray(list) ? list.map(scalar) : [];
	const isFine = names.every((name) => typeof name === "string" && /^[a-z0-9]{1,20}$/.test(name));
	if (!Array.isArray(list) || !isFine) throw invalid$2("has a cpu that is not a list of names as in /proc/cpuinfo");
	return names;
}
function invalid$2(what) {
	return lintFaults.fault("LINT_PROFILE_INVALID", `the profile ${what}`, { next: "write a mapping such as: {extends: raspberry-pi-5, kernel: '6.12', accelerator: {device: HAILO10H, hailort: 5.1.1}}" });
}

// src/commands/build-arm64/checks.ts
const largestProfile = 65536;
const largestVex = 16777216;
/** A built-in profile by name, or a file below the workspace. */
async function readProfile(input, ports) {
	const known = Object.values(profiles).find(({ name }) => name === input.profile);
	if (known !== void 0) return known;
	try {
		const bytes = await readBounded(await containPath(ports.workspace, input.profile), largestProfile);
		return parseProfile(bytes.toString("utf8"));
	} catch (error) {
		if (!isFault(error, "FILE_MISSING")) throw error;
		const names = Object.values(profiles).map(({ name }) => name);
		throw valueFaults.fault("INPUT_INVALID", `profile: ${JSON.stringify(input.profile)} is neither one of ${names.join(", ")} nor a file of the workspace`, {
			where: "profile",
			cause: error
		});
	}
}
/** What the OpenVEX files say. Read before the build: a broken one should not cost it. */
async function readVexFiles(input, ports) {
	const statements = [];
	for (const file of input.vex) {
		const bytes = await readBounded(await containPath(ports.workspace, file), largestVex);
		statements.push(...readVex(bytes, file));
	}
	return statements;
}
/** Accepted findings out, then the mode: what the rules say may be softened, what a budget or a scanner says may not. */
function judge(rules, firm, acceptances, mode) {
	const softened = applyLintMode(rules, mode);
	const { kept, suppressed } = applyAcceptances([...softened, ...firm], acceptances);
	return {
		findings: kept,
		suppressed
	};
}
/**
* Runs the scanner, if there is one. Its exit code decides; one that only complains about what VEX takes away counts as clean.
*/
async function scan(input, ports, layoutOf, statements) {
	const command = input["scan-command"];
	if (command === void 0) return {
		findings: [],
		suppressed: []
	};
	const sarif = `${ports.temporary}/scan.sarif`;
	const layout = await layoutOf();
	const { findings, code } = await ports.log.group("Scan before the push", () => ports.log.fenced((write) => runScan(ports.processes, command, {
		layout,
		sarif
	}, write)));
	const { kept, suppressed } = applyVex(findings, statements, formatRepository(input.image));
	if (code === 0 || kept.length === 0 && suppressed.length > 0) return {
		findings: applyLintMode(kept, "warn"),
		suppressed
	};
	return {
		findings: [{
			rule: "scan",
			severity: "error",
			message: `the scan-command ended with exit code ${code}: the image is not pushed`,
			next: "mend what it found, or say in an OpenVEX file why it does not apply"
		}, ...kept],
		suppressed
	};
}

// src/commands/build-arm64/look.ts
/** Finds the linux/arm64 image of a root in a layout. Throws BUILD_ARCHITECTURE when there is none, LAYER_CORRUPT when its parts do not fit together. */
async function readBuiltImage(layout, root) {
	const image = await readArm64Image(layout, root);
	const platform = image.descriptor;
	const config = parseImageConfig(await readConfig(layout, image.config), image.config.digest);
	if (config.diffIds.length !== image.layers.length) throw layerFaults.fault("LAYER_CORRUPT", `the config names ${config.diffIds.length} layers and the manifest ${image.layers.length}`, { where: platform.digest });
	return {
		root,
		rootIsIndex: platform.digest !== root.digest,
		platform,
		platforms: await platformDigests(layout, root),
		configDescriptor: image.config,
		config,
		layers: image.layers.flatMap((layer, index) => {
			const diffId = config.diffIds[index];
			return diffId === void 0 ? [] : [{
				...layer,
				diffId
			}];
		})
	};
}
/** The layers to stream from the layout; each stream proves itself. */
function layoutSources(layout, image) {
	return image.layers.map((layer) => ({
		...layer,
		open: layout.blob(layer).open,
		prove: () => layout.prove(layer)
	}));
}
/** A config's bytes, at most 4 MiB. Throws LAYER_CORRUPT for more. */
async function readConfig(layout, config) {
	const refuse = (why) => layerFaults.fault("LAYER_CORRUPT", `the image config ${why}`, { where: config.digest });
	return readSmallBlob(config, layout.blob(config).open, refuse);
}

// src/commands/build-arm64/ahead.ts
/**
* The layers of the previous release, where the builder need not export them again: they are read in the registry while it works, and
* stay there. Undefined where something of this run wants the whole image on the disk.
*/
function layersElsewhere(input, previous, facts) {
	const wantsAll = input["keep-layout"] !== void 0 || input["scan-command"] !== void 0 || input.reproducible !== "off" || input.load || input.push === "false" || input["dry-run"];
	if (previous === void 0 || wantsAll || facts !== void 0) return void 0;
	if (previous.repository.registry !== input.image.registry) return void 0;
	return {
		repository: previous.repository,
		layers: previous.source.layers
	};
}
/** What a promise gives, or undefined when that takes longer; the promise goes on. */
async function withinTime(promise, milliseconds, clock) {
	const over = new AbortController();
	const late = clock.sleep(milliseconds, over.signal).then(() => void 0, () => void 0);
	try {
		return await Promise.race([promise, late]);
	} finally {
		over.abort();
	}
}
/**
* Reads, while the builder works, the image that the new one will share most layers with: the previous release, or what the kept layout
* has. A layer that was read is not read again. With kept facts there is little to read of a release.
*/
async function lookAhead(previous, keptLayout, eyes, facts) {
	const { visitors, options } = await eyes();
	if (keptLayout !== void 0) {
		const source = await keptImage(keptLayout);
		if (source !== void 0) await lookAt(source, visitors, options);
		return;
	}
	if (facts !== void 0) return;
	const source = (await previous)()?.source;
	if (source !== void 0) await lookAt(source, visitors, options);
}
async function keptImage(folder) {
	const layout = await openLayout(folder);
	const [root] = await layout.entries();
	if (root === void 0) return void 0;
	const image = await readBuiltImage(layout, root);
	return {
		config: image.config,
		layers: layoutSources(layout, image)
	};
}

// src/commands/build-arm64/failures.ts
/**
* What failed, in words of the user: a full disk is no bug and no damaged file, whoever met it first, and a kept layout that is damaged
* stays so until somebody removes it. Everything else as it is.
*/
function explained(error, input) {
	if (isFault(error, "BUILD_DISK_FULL")) return error;
	if (chain(error).some((cause) => ["ENOSPC", "EDQUOT"].includes(codeOf(cause)))) return buildFaults.fault("BUILD_DISK_FULL", `a disk of the runner is full: ${describeError(error)}`, { cause: error });
	const kept = input["keep-layout"];
	if (kept !== void 0 && isFault(error, "LAYOUT_CORRUPT")) return ociFaults.fault("LAYOUT_CORRUPT", error.message, {
		where: error.where,
		next: `remove the folder ${kept} of keep-layout: an interrupted run may have damaged it`,
		cause: error
	});
	if (isFault(error) || !(error instanceof Error) || !("syscall" in error)) return error;
	return ioFaults.fault("FILE_UNREADABLE", error.message, { cause: error });
}
/** An error and what caused it, at most eight. */
function chain(error) {
	const causes = [];
	for (let current = error; current instanceof Error && causes.length < 8; current = current.cause) causes.push(current);
	return causes;
}

// src/commands/build-arm64/kept-facts.ts
/**
* Events that build what is in the repository by the doing of somebody who may write to it; none for a terminal. A list of the others
* would miss some: pull requests, reviews, comments and what follows them are many events.
*/
const ownEvents = /* @__PURE__ */ new Set([
	"",
	"push",
	"release",
	"repository_dispatch",
	"schedule",
	"workflow_dispatch"
]);
/**
* What earlier runs saw in layers, where it may be believed: sealed with a key that only trusted runs have, and never in the run of a
* pull request. Whoever can write the folder without the key can only make it useless.
*/
async function keptFacts(input, ports) {
	const folder = input["facts-folder"];
	const key = input["facts-key"];
	if (folder === void 0) return void 0;
	if (key === void 0) {
		ports.log.warning("facts-folder is not used without facts-key: whoever can write it could hide findings");
		return;
	}
	ports.secrets.add(key);
	return {
		store: factsFolder(await containFolder(ports.workspace, folder)),
		trusted: ownEvents.has(ports.run.eventName),
		tool: toolVersion,
		integrityKey: Buffer.from(key, "utf8")
	};
}

// src/build/base-faults.ts
const baseFaults = defineFaults({
	BUILD_BASE_LOCK_INVALID: "The base lock file cannot be read as what it is.",
	BUILD_BASE_NOT_LOCKED: "The Dockerfile uses a base image that the base lock file does not hold.",
	BUILD_BASE_NOT_PINNED: "A base image is not pinned by digest, and pinned bases are required."
});

// src/build/base-lock.ts
/** Largest lock file that is read, in bytes. */
const largestBaseLock = 1048576;
const mostBases = 1e3;
/** Makes a lock of entries. Throws BUILD_BASE_LOCK_INVALID when two of them name the same image. */
function createBaseLock(entries, file = "base lock") {
	const sorted = [...entries].sort(([left], [right]) => compareText(left, right));
	const byName = /* @__PURE__ */ new Map();
	for (const [ref, base] of sorted) {
		const key = normalized(ref);
		if (key === void 0) throw invalid$1(file, `names ${quote(ref)}, which is no image reference without digest`);
		if (byName.has(key)) throw invalid$1(file, `names ${quote(ref)} twice, in two spellings`);
		byName.set(key, base);
	}
	const find = (ref) => byName.get(normalized(ref) ?? "");
	return {
		bases: new Map(sorted),
		find
	};
}
/**
* Reads a base lock: `{"version":1,"bases":{"debian:12":{"digest":"sha256:…"}}}`. Members that are not known are refused: a
* misspelt one would pin nothing. Throws BUILD_BASE_LOCK_INVALID.
*/
function parseBaseLock(bytes, file = "base lock") {
	if (bytes.length > 1048576) throw invalid$1(file, "is larger than 1 MiB");
	const document = parseObject(bytes, (why) => invalid$1(file, why));
	only(document, ["version", "bases"], "", file);
	if (document["version"] !== 1) throw invalid$1(file, "does not have version 1");
	const { bases } = document;
	if (!isRecord(bases)) throw invalid$1(file, "has no object `bases`");
	const entries = Object.entries(bases);
	if (entries.length > mostBases) throw invalid$1(file, `has more than ${mostBases} bases`);
	return createBaseLock(entries.map(([ref, value]) => [ref, lockedBase(ref, value, file)]), file);
}
function lockedBase(ref, value, file) {
	const at = `at ${quote(ref)}`;
	if (!isRecord(value)) throw invalid$1(file, `has no object ${at}`);
	only(value, [
		"digest",
		"platformDigest",
		"resolved"
	], ` ${at}`, file);
	const { digest, platformDigest, resolved } = value;
	if (typeof digest !== "string" || !isDigest(digest)) throw invalid$1(file, `has no sha256 digest ${at}`);
	if (platformDigest !== void 0 && (typeof platformDigest !== "string" || !isDigest(platformDigest))) throw invalid$1(file, `has a platformDigest that is no sha256 digest ${at}`);
	if (resolved !== void 0 && (typeof resolved !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(resolved))) throw invalid$1(file, `has a day "resolved" that is not YYYY-MM-DD ${at}`);
	return {
		digest,
		...platformDigest === void 0 ? {} : { platformDigest },
		...resolved === void 0 ? {} : { resolved }
	};
}
function only(value, known, at, file) {
	const other = Object.keys(value).find((key) => !known.includes(key));
	if (other !== void 0) throw invalid$1(file, `has the unknown member ${quote(other)}${at}`);
}
/** A lock with fresh entries over those that it has: several Dockerfiles may share one file, and each only knows its own bases. */
function mergeBaseLock(lock, fresh) {
	return createBaseLock([...[...lock?.bases ?? []].filter(([ref]) => fresh.find(ref) === void 0), ...fresh.bases]);
}
/** The bytes of a lock file: sorted, two spaces, the same for the same lock. */
function formatBaseLock(lock) {
	const bases = Object.fromEntries([...lock.bases].map(([ref, { digest, platformDigest, resolved }]) => [ref, {
		digest,
		...platformDigest && { platformDigest },
		...resolved && { resolved }
	}]));
	return `${JSON.stringify({
		version: 1,
		bases
	}, void 0, 2)}\n`;
}
/**
* Renders a lock for the bases that a build needs. Pinned ones need no entry; one that is neither pinned nor locked is
* BUILD_BASE_NOT_LOCKED, since the build would take whatever its tag names today.
*/
function lockBuild(bases, lock, file = "Dockerfile") {
	const contexts = /* @__PURE__ */ new Map();
	let syntax;
	for (const base of bases) {
		const reference = referenceOf(base);
		if (!base.needed || reference?.digest !== void 0) continue;
		const locked = lock.find(base.ref);
		if (reference === void 0 || locked === void 0) throw baseFaults.fault("BUILD_BASE_NOT_LOCKED", `${file}:${base.line}: ${base.written} is not in the base lock`, {
			where: `${file}:${base.line}`,
			next: "run the step once with base-lock-update: true, and commit the file"
		});
		const pinned = formatImageReference({
			...reference,
			digest: locked.digest
		});
		if (base.kind === "syntax") syntax = pinned;
		else contexts.set(base.ref, `${base.ref}=docker-image://${pinned}`);
	}
	return {
		contexts: [...contexts.values()].sort(),
		buildArguments: syntax === void 0 ? [] : [["BUILDKIT_SYNTAX", syntax]]
	};
}
/** The reference of a base; undefined where it is none, such as when a build argument has no value. */
function referenceOf(base) {
	try {
		return base.ref === "" ? void 0 : parseImageReference(base.ref);
	} catch {
		return;
	}
}
function normalized(ref) {
	try {
		const { digest, ...reference } = parseImageReference(ref);
		return digest === void 0 ? formatImageReference({
			tag: "latest",
			...reference
		}) : void 0;
	} catch {
		return;
	}
}
function invalid$1(file, why) {
	return baseFaults.fault("BUILD_BASE_LOCK_INVALID", `${file} ${why}`, { where: file });
}
function quote(text) {
	return JSON.stringify(text.slice(0, 150));
}

// src/build/stand-ins.ts
/**
* Puts empty files of the right name and size where layers would be while something is exported into a layout, and removes them again:
* none has its digest. BuildKit asks a layout for a blob by these two only and leaves out what is there (containerd, content/local: Info),
* so layers that are needed nowhere are not exported.
*/
async function withStandIns(layout, blobs, work) {
	const folder = path.join(layout, "blobs", "sha256");
	await mkdir(folder, { recursive: true });
	const files = new Map(blobs.map(({ digest, size }) => [path.join(folder, hexOf(digest)), size]));
	for (const [file, size] of files) {
		const handle = await open(file, "wx");
		try {
			await handle.truncate(size);
		} finally {
			await handle.close();
		}
	}
	try {
		return await work();
	} finally {
		for (const file of files.keys()) await rm(file, { force: true });
	}
}

// src/oci/layout-prune.ts
/**
* Removes the blobs of a layout that nothing in its index.json leads to, and gives their number. A layout that is written again and
* again would grow with every image. Throws LAYOUT_CORRUPT, before anything is removed, when what is listed is not all there.
*/
async function pruneLayout(layout) {
	const wanted = /* @__PURE__ */ new Set();
	for (const root of await layout.entries()) {
		const { manifests, blobs } = await walkImage(layout.manifest, root);
		for (const { descriptor } of manifests) wanted.add(hexOf(descriptor.digest));
		for (const { digest } of blobs) wanted.add(hexOf(digest));
	}
	const folder = path.join(layout.directory, "blobs", "sha256");
	const unused = (await readdir(folder)).filter((name) => /^[0-9a-f]{64}$/.test(name) && !wanted.has(name));
	for (const name of unused) await rm(path.join(folder, name), { force: true });
	return unused.length;
}

// src/build/builder-inputs.ts
const largestSecret = 512e3;
/** True for an id that a builder takes as it is: letters, digits and . _ : - only. */
function isSecretId(id) {
	return /^[A-Za-z0-9_][A-Za-z0-9._:-]{0,254}$/.test(id);
}
/**
* Splits `annotations` as build-push-action writes them (`manifest:k=v`, `index:k=v`, `manifest[linux/arm64]:k=v`, or bare).
* Those of the index come back apart: BuildKit refuses them on an export of one platform, so the caller wraps.
*/
function splitAnnotations(lines) {
	const manifest = [];
	const index = [];
	for (const line of lines) {
		const [, types, key, value] = /^(?:((?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?(?:,(?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?)*):)?([^=]+)=(.*)$/s.exec(line) ?? [];
		if (key === void 0 || value === void 0) throw buildFaults.fault("BUILD_UNSUPPORTED", `an annotation is not [type:]KEY=value: ${JSON.stringify(line.slice(0, 100))}`, {
			where: "annotations",
			next: "write manifest:KEY=value or index:KEY=value"
		});
		for (const type of (types ?? "manifest").split(",")) {
			if (type.includes("-descriptor")) throw buildFaults.fault("BUILD_UNSUPPORTED", `annotations of descriptors (${type}) are not written`, {
				where: "annotations",
				next: "write manifest:KEY=value or index:KEY=value"
			});
			(type.startsWith("index") ? index : manifest).push([key, value]);
		}
	}
	return {
		manifest,
		index
	};
}
/** The host of a git context's URL, with its port where it has one. */
function gitHost(url) {
	return URL.canParse(url) ? new URL(url).host : void 0;
}
/** Writes secrets to files that only this user can read, in a folder of their own below `temporary`. */
async function writeSecrets(temporary, secrets, given) {
	const folder = path.join(temporary, `secrets-${randomBytes(6).toString("hex")}`);
	const remove = () => rm(folder, {
		recursive: true,
		force: true
	});
	const bad = [...secrets.map(({ id }) => id), ...given.map(([id]) => id)].find((id) => !isSecretId(id));
	if (bad !== void 0) throw buildFaults.fault("BUILD_SECRET_INVALID", `${JSON.stringify(bad.slice(0, 60))} is no id of a secret`);
	const ids = [...secrets, ...given.map(([id]) => ({ id }))].map(({ id }) => id);
	const twice = ids.find((id, position) => ids.indexOf(id) !== position);
	if (twice !== void 0) throw buildFaults.fault("BUILD_SECRET_INVALID", `the secret ${twice} is given twice`, {
		where: twice,
		next: "give each id once, in one of secrets, secret-envs and secret-files"
	});
	const large = secrets.find(({ value }) => Buffer.byteLength(value) > largestSecret);
	if (large !== void 0) throw buildFaults.fault("BUILD_SECRET_INVALID", `the secret ${large.id} is larger than 500 kB`, { where: large.id });
	if (secrets.length === 0) return {
		files: given,
		remove: async () => {}
	};
	await mkdir(folder, {
		recursive: true,
		mode: 448
	});
	try {
		const files = [];
		for (const [position, { id, value }] of secrets.entries()) {
			const file = path.join(folder, String(position));
			await writeAtomic(file, value, { mode: 384 });
			files.push([id, file]);
		}
		return {
			files: [...files, ...given],
			remove
		};
	} catch (error) {
		await remove();
		throw error;
	}
}
/** One field of a comma-separated option of docker and buildah (encoding/csv): quoted where it has a comma or a quote. */
function csvField(text) {
	return /[",\n\r]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
}

// src/build/cache.ts
const ghaVariables = [
	"ACTIONS_RUNTIME_TOKEN",
	"ACTIONS_RESULTS_URL",
	"ACTIONS_CACHE_URL",
	"ACTIONS_CACHE_SERVICE_V2"
];
const s3Variables = [
	"AWS_ACCESS_KEY_ID",
	"AWS_SECRET_ACCESS_KEY",
	"AWS_SESSION_TOKEN",
	"AWS_REGION",
	"AWS_DEFAULT_REGION",
	"AWS_PROFILE",
	"AWS_ROLE_ARN",
	"AWS_WEB_IDENTITY_TOKEN_FILE"
];
const secretAttributes = {
	gha: { token: "ACTIONS_RUNTIME_TOKEN" },
	s3: {
		access_key_id: "AWS_ACCESS_KEY_ID",
		secret_access_key: "AWS_SECRET_ACCESS_KEY",
		session_token: "AWS_SESSION_TOKEN"
	}
};
const mayFail = /* @__PURE__ */ new Set([
	"gha",
	"s3",
	"azblob",
	"local"
]);
const ghaTimeout = "5m";
/** Reads an entry as buildx does: comma-separated KEY=VALUE (encoding/csv), or a bare image reference for a registry cache. */
function parseCacheEntry(text) {
	const fields = csvFields(text);
	const [only] = fields;
	if (fields.length === 1 && only !== void 0 && !only.includes("=")) return {
		type: "registry",
		attributes: /* @__PURE__ */ new Map([["ref", only]])
	};
	const attributes = /* @__PURE__ */ new Map();
	for (const field of fields) {
		const at = field.indexOf("=");
		if (at < 1) throw invalid(text, "is not a list of KEY=VALUE");
		attributes.set(field.slice(0, at).trim().toLowerCase(), field.slice(at + 1));
	}
	const type = attributes.get("type");
	if (type === void 0 || !/^[a-z0-9]+$/.test(type)) throw invalid(text, "names no type");
	attributes.delete("type");
	return {
		type,
		attributes
	};
}
/** Writes an entry as buildx reads it. */
function formatCacheEntry({ type, attributes }) {
	return [`type=${type}`, ...[...attributes].map(([key, value]) => csvField(`${key}=${value}`))].join(",");
}
/** `<image>-linux-arm64[-target]`: BuildKit's own default scope is one for all, and platforms overwrite each other there. */
function cacheScope(name, platforms, target) {
	return [
		name,
		...platforms,
		...target === void 0 ? [] : [target]
	].map((part) => part.replaceAll(/[^A-Za-z0-9._-]+/g, "-")).join("-");
}
/** Decides what of the asked-for caches is used and how. Nothing is dropped without a warning. */
function planCaches(request, variables) {
	const notes = [];
	const environment = {};
	const scope = cacheScope(request.cacheName, request.platforms, request.target);
	const readable = request.cacheFrom.map(parseCacheEntry);
	const writable = request.cacheTo.map(parseCacheEntry);
	const all = [...readable, ...writable];
	for (const entry of all) Object.assign(environment, secretsOf$1(entry));
	if (all.some(({ type }) => type === "gha")) pick(ghaVariables, variables, environment);
	if (all.some(({ type }) => type === "s3")) pick(s3Variables, variables, environment);
	const inactive = all.some(({ type }) => type === "gha") ? ghaInactive(environment) : void 0;
	if (inactive !== void 0) {
		notes.push(warn(`the gha build cache is inactive: ${inactive}`, "run in a GitHub Actions job, or use type=registry"));
		for (const name of ghaVariables) Reflect.deleteProperty(environment, name);
	}
	const access = cacheAccess(variables);
	const readsGha = inactive === void 0 && access.read;
	const writesGha = inactive === void 0 && access.write;
	const asked = (entries, type) => entries.some((entry) => entry.type === type);
	if (inactive === void 0 && asked(writable, "gha") && !writesGha) notes.push(notice("the job's cache token may not write: the gha build cache is only read"));
	if (inactive === void 0 && asked(readable, "gha") && !readsGha) notes.push(notice("the job's cache token may not read: the gha build cache is not used"));
	if (asked(writable, "inline")) notes.push(notice("an inline cache puts the times of its layers into the image: its config digest changes with every build"));
	const prepared = (entry) => formatCacheEntry(withDefaults(entry, scope, false));
	const written = writable.filter(({ type }) => type !== "gha" || writesGha);
	const visible = written.filter(({ type }) => type === "registry");
	return {
		from: readable.filter(({ type }) => type !== "gha" || readsGha).map(prepared),
		to: written.filter(({ type }) => type !== "registry").map((entry) => formatCacheEntry(withDefaults(entry, scope, true))),
		deferred: visible.map(prepared),
		deferredMayFail: !visible.some(({ attributes }) => attributes.get("ignore-error") === "false"),
		environment,
		notes
	};
}
function withDefaults({ type, attributes }, scope, isExport) {
	const all = new Map(attributes);
	for (const name of Object.keys(secretAttributes[type] ?? {})) all.delete(name);
	if (type === "gha" && !all.has("scope")) all.set("scope", scope);
	if (type === "gha" && !all.has("timeout")) all.set("timeout", ghaTimeout);
	if (isExport && mayFail.has(type) && !all.has("ignore-error")) all.set("ignore-error", "true");
	return {
		type,
		attributes: all
	};
}
function secretsOf$1({ type, attributes }) {
	return Object.fromEntries(Object.entries(secretAttributes[type] ?? {}).flatMap(([attribute, variable]) => {
		const value = attributes.get(attribute);
		return value === void 0 ? [] : [[variable, value]];
	}));
}
function ghaInactive(environment) {
	if (environment["ACTIONS_RUNTIME_TOKEN"] === void 0) return "there is no ACTIONS_RUNTIME_TOKEN";
	const second = environment["ACTIONS_CACHE_SERVICE_V2"];
	return (second !== void 0 && /^(?:1|t|true)$/i.test(second) ? environment["ACTIONS_RESULTS_URL"] : environment["ACTIONS_CACHE_URL"] ?? environment["ACTIONS_RESULTS_URL"]) === void 0 ? "there is no ACTIONS_RESULTS_URL and no ACTIONS_CACHE_URL" : void 0;
}
function pick(names, from, into) {
	for (const name of names) {
		const value = from[name];
		if (value !== void 0 && value !== "") into[name] ??= value;
	}
}
/** What the job's cache token may do (`cache-mode`, told by ACTIONS_CACHE_MODE): all where nothing is said. */
function cacheAccess(variables) {
	const mode = variables["ACTIONS_CACHE_MODE"] ?? "";
	return {
		read: [
			"",
			"read",
			"write"
		].includes(mode),
		write: [
			"",
			"write",
			"write-only"
		].includes(mode)
	};
}
function notice(message) {
	return {
		rule: "BUILD_CACHE",
		severity: "notice",
		message
	};
}
function warn(message, next) {
	return {
		rule: "BUILD_CACHE",
		severity: "warning",
		message,
		next
	};
}
function invalid(text, why) {
	const type = /type=([a-z0-9]{1,20})/.exec(text)?.[1];
	return buildFaults.fault("BUILD_CACHE_INVALID", `a cache entry${type === void 0 ? "" : ` of type ${type}`} ${why}`, { where: "cache-from, cache-to" });
}
/** The fields of one line of comma-separated values (RFC 4180). */
function csvFields(line) {
	const fields = [];
	const field = /(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/gy;
	for (let match = field.exec(line); match !== null; match = field.exec(line)) {
		fields.push((match[1]?.replaceAll("\"\"", "\"") ?? match[2] ?? "").trim());
		if (field.lastIndex >= line.length && !match[0].endsWith(",")) break;
	}
	return fields.filter((text) => text !== "");
}

// src/build/local-cache.ts
/**
* The key of a build cache. An older cache of another Dockerfile still has most layers, so it is taken where there is no exact
* one; a cache of another image, platform or target never is.
*/
function localCacheKeys(subject) {
	const { image, platforms, target, dockerfile, round } = subject;
	const name = createHash("sha256").update(JSON.stringify([
		image,
		platforms,
		target ?? ""
	])).digest("hex");
	const prefix = `pi5-build-${cacheScope("", platforms, void 0).slice(1)}-${name.slice(0, 16)}-`;
	return {
		key: `${prefix}${createHash("sha256").update(dockerfile).update(`\0${round ?? ""}`).digest("hex").slice(0, 32)}`,
		restoreKeys: [prefix]
	};
}
/**
* Restores a build cache into `folder` and says how a build uses it. A cache that cannot be restored or saved never fails a
* build: it becomes a note.
*/
async function openLocalCache(port, folder, { key, restoreKeys }, variables) {
	const access = cacheAccess(variables);
	const notes = [];
	const note = (doing, error) => {
		notes.push({
			rule: "BUILD_CACHE",
			severity: "warning",
			message: `the local build cache could not be ${doing}: ${error instanceof Error ? error.message : String(error)}`
		});
	};
	const fresh = `${folder}.new`;
	for (const leftover of [folder, fresh]) await rm(leftover, {
		recursive: true,
		force: true
	});
	const restored = access.read ? await port.restore([folder], key, restoreKeys).catch((error) => {
		note("restored", error);
	}) : void 0;
	const hasIndex = restored !== void 0 && await isThere(path.join(folder, "index.json"));
	const isExact = restored === key;
	if (!access.write) notes.push({
		rule: "BUILD_CACHE",
		severity: "notice",
		message: "the job's cache token may not write: the local build cache is not saved"
	});
	const exports = access.write && !isExact;
	return {
		cacheFrom: hasIndex ? [formatCacheEntry({
			type: "local",
			attributes: /* @__PURE__ */ new Map([["src", folder]])
		})] : [],
		cacheTo: exports ? [formatCacheEntry({
			type: "local",
			attributes: /* @__PURE__ */ new Map([["dest", fresh], ["mode", "max"]])
		})] : [],
		restored,
		notes,
		save: async () => {
			if (!exports || !await isThere(path.join(fresh, "index.json"))) return "skipped";
			await rm(folder, {
				recursive: true,
				force: true
			});
			await rename(fresh, folder);
			try {
				return await port.save([folder], key) ? "saved" : "skipped";
			} catch (error) {
				note("saved", error);
				return "skipped";
			}
		}
	};
}
async function isThere(file) {
	return stat(file).then((facts) => facts.isFile(), () => false);
}

// src/commands/build-arm64/job-cache.ts
/**
* With `cache: actions`, the build cache in a folder that the cache of GitHub Actions carries from run to run. Where the runner
* has none, the build says so and goes on without.
*/
async function openJobCache(input, source, ports) {
	if (input.cache === "none") return void 0;
	if (ports.actionsCache === void 0) {
		ports.log.warning("cache: actions has no effect here: the runner offers no cache service to this step");
		return;
	}
	const parent = ports.environment["RUNNER_TEMP"] || tmpdir();
	const folder = path.join(parent, "pi5-build-cache");
	const cache = await openLocalCache(ports.actionsCache, folder, localCacheKeys({
		image: formatRepository(input.image),
		platforms: input.platforms,
		target: input.target,
		dockerfile: source.dockerfileText ?? source.shownFile,
		round: ports.run.commit
	}), ports.environment);
	ports.log.info(cache.restored === void 0 ? "no build cache yet" : `build cache ${cache.restored}`);
	return cache;
}

// src/build/driver.ts
const arm64$1 = "linux/arm64";
/** Longest build, in milliseconds: the longest job of a hosted runner. */
const buildTimeoutMs = 216e5;
/** A request with every input that may be left out at its default. */
const defaultRequest = {
	file: void 0,
	shownFile: "Dockerfile",
	target: void 0,
	buildArguments: [],
	secrets: [],
	secretFiles: [],
	ssh: [],
	labels: [],
	annotations: [],
	buildContexts: [],
	cacheFrom: [],
	cacheTo: [],
	cacheName: "image",
	noCache: false,
	noCacheFilters: [],
	pull: false,
	network: void 0,
	addHosts: [],
	allow: [],
	ulimits: [],
	shmSize: void 0,
	cgroupParent: void 0,
	platforms: [arm64$1],
	provenance: "false",
	attests: [],
	compression: "gzip",
	sourcePolicy: void 0,
	layerEpoch: 1,
	rewriteTimestamps: false,
	materials: true,
	timeoutMs: buildTimeoutMs,
	signal: void 0
};

// src/commands/build-arm64/request.ts
/** What the driver is asked for. Secrets are registered for masking before anything else sees them. */
async function buildRequest(input, source, locked, layout, layerEpoch, ports) {
	return {
		...defaultRequest,
		context: source.context,
		file: source.file,
		shownFile: source.shownFile,
		target: input.target,
		buildArguments: [...input["build-args"], ...locked.buildArguments],
		secrets: [...secretsOf(input.secrets, ports), ...environmentSecrets(input["secret-envs"], ports)],
		secretFiles: await Promise.all(input["secret-files"].map(async ([id, file]) => [id, await secretFile(id, file, ports)])),
		ssh: input.ssh,
		labels: input.labels,
		buildContexts: [...await Promise.all(input["build-contexts"].map((pair) => contextOf(pair, ports))), ...locked.contexts.map((pair) => splitPair(pair))],
		cacheFrom: input["cache-from"],
		cacheTo: input["cache-to"],
		cacheName: formatRepository(input.image),
		noCache: input["no-cache"],
		noCacheFilters: input["no-cache-filters"],
		pull: input.pull,
		network: input.network,
		addHosts: input["add-hosts"],
		allow: input.allow,
		ulimits: input.ulimit,
		shmSize: input["shm-size"],
		cgroupParent: input["cgroup-parent"],
		platforms: input.platforms,
		provenance: input.provenance,
		attests: input.attests,
		layerEpoch,
		layout,
		temporary: ports.temporary,
		timeoutMs: input.timeout * 1e3,
		signal: ports.stopped
	};
}
/** `ID=VALUE`, one a line, as build-push-action reads them: a whole line in quotes may hold line breaks and doubled quotes. */
function secretsOf(text, ports) {
	return listRecords(text).map((record) => {
		const at = record.indexOf("=");
		if (at < 1) throw notAPair("secrets");
		const id = record.slice(0, at).trim();
		const value = record.slice(at + 1);
		if (value === "" && isSecretId(id)) throw emptySecret(id);
		ports.secrets.add(value);
		return {
			id,
			value
		};
	});
}
function emptySecret(id) {
	return valueFaults.fault("INPUT_INVALID", `secrets: the secret ${id} is empty`, {
		where: "secrets",
		next: "set it in the repository's settings; runs of pull requests from forks get no secrets"
	});
}
async function secretFile(id, name, { workspace }) {
	const file = await containPath(workspace, name);
	if (await stat(file).then((facts) => facts.isFile(), () => false)) return file;
	throw buildFaults.fault("BUILD_SECRET_INVALID", `the file ${name} of the secret ${id} is not there`, { where: "secret-files" });
}
function environmentSecrets(pairs, ports) {
	return pairs.map(([id, variable]) => {
		const value = ports.environment[variable];
		if (value === void 0 || value === "") throw valueFaults.fault("INPUT_INVALID", `secret-envs: the environment variable ${variable} is not set`, {
			where: "secret-envs",
			next: `set it in the env: block of the step: ${variable}: \${{ secrets.${variable} }}`
		});
		ports.secrets.add(value);
		return {
			id,
			value
		};
	});
}
function notAPair(name) {
	return valueFaults.fault("INPUT_INVALID", `${name}: a line is not ID=VALUE`, { where: name });
}
/** A local context is contained; everything with a scheme is the builder's. */
async function contextOf([name, value], ports) {
	if (/^[a-z][a-z0-9+-]*:\/\//.test(value) || value.startsWith("target:")) return [name, value];
	return [name, await containPath(ports.workspace, path.posix.normalize(value))];
}
function splitPair(pair) {
	const at = pair.indexOf("=");
	return [pair.slice(0, at), pair.slice(at + 1)];
}

// src/commands/build-arm64/make-build.ts
/** Prepares the request. */
async function openMaking(input, driver, source, lock, annotations, layerEpoch, ports) {
	const locked = lock === void 0 || source.dockerfile === void 0 ? {
		contexts: [],
		buildArguments: []
	} : lockBuild(source.dockerfile.bases, lock, source.shownFile);
	const cache = await openJobCache(input, source, ports);
	const make = async (layoutFolder, changes, elsewhere) => {
		const request = {
			...await buildRequest(input, source, locked, layoutFolder, layerEpoch, ports),
			annotations: annotations.manifest,
			rewriteTimestamps: input.reproducible !== "off",
			materials: source.dockerfile?.bases.some(({ needed }) => needed) ?? true,
			...changes
		};
		const away = driver.name === "buildx" ? elsewhere?.layers ?? [] : [];
		const built = await withStandIns(layoutFolder, away, () => withSteps(ports, (handlers) => driver.build(request, handlers)));
		const layout = await openLayout(built.layout);
		const chosen = await chooseImage(layout, built.root);
		const root = await wrapWithAnnotations(layout, chosen, annotations.index);
		if (input["keep-layout"] !== void 0) await pruneLayout(layout);
		const { builder, steps, cacheHitRatio, warnings, deferredCache } = built;
		return {
			layout,
			root,
			sources: (image) => {
				const left = new Map(away.map((layer) => [layer.digest, layer]));
				return layoutSources(layout, image).map((layer) => left.get(layer.digest) ?? layer);
			},
			base: away.length === 0 ? void 0 : elsewhere?.repository,
			builder,
			steps,
			cacheHitRatio,
			warnings,
			deferredCache,
			baseImages: baseImages(source, lock, built.materials),
			load: (image) => driver.load(built.layout, driver.name === "buildah" ? built.root : root.digest, image)
		};
	};
	return {
		driver,
		make: async (layoutFolder, elsewhere) => {
			if (cache === void 0) return make(layoutFolder, {}, elsewhere);
			const caches = {
				cacheFrom: [...input["cache-from"], ...cache.cacheFrom],
				cacheTo: [...input["cache-to"], ...cache.cacheTo]
			};
			const made = await make(layoutFolder, caches, elsewhere);
			return {
				...made,
				warnings: [...made.warnings, ...cache.notes],
				deferredCache: async () => {
					const found = await made.deferredCache?.() ?? [];
					ports.log.info(`build cache: ${await cache.save()}`);
					return found;
				}
			};
		},
		makeAgain: async () => make(await mkdtemp(path.join(ports.temporary, "again-")), {
			noCache: true,
			noCacheFilters: [],
			cacheFrom: [],
			cacheTo: []
		})
	};
}
function baseImages(source, lock, materials) {
	if (materials.length > 0) return materials.map(({ ref, digest }) => ({
		reference: ref,
		digest
	}));
	return (source.dockerfile?.bases.filter((base) => base.needed && base.ref !== "") ?? []).map(({ ref }) => ({
		reference: ref,
		digest: /@(sha256:[0-9a-f]{64})$/.exec(ref)?.[1] ?? lock?.find(ref)?.digest ?? ""
	}));
}
/**
* One group a step, printed when the step has ended, so that steps that ran side by side do not mix. All that a build prints is fenced.
*/
async function withSteps(ports, work) {
	const { log } = ports;
	let printing = Promise.resolve();
	const queue = (print) => {
		printing = printing.then(print);
	};
	const fence = (lines) => log.fenced(async (write) => {
		for (const line of lines) write(line);
	});
	const onStep = (step) => {
		if (step.internal && step.error === void 0 && step.log.length === 0) return;
		const how = step.cached ? "cached" : formatDuration(step.seconds);
		const lines = [...step.omitted > 0 ? [`… ${step.omitted} lines before`] : [], ...step.log];
		queue(() => log.group(`${step.name.split("\n")[0]} (${how})`, () => fence(lines)));
	};
	try {
		return await work({
			onStep,
			onLine: (line) => queue(() => fence([line]))
		});
	} finally {
		await printing;
	}
}

// src/build/builder-emulation.ts
/** One line on how RUN steps of some platforms will run; undefined when they run natively. It only matters where there are RUN steps. */
function emulationNote(platforms, emulation) {
	const { native, named, interpreter } = emulation;
	const foreign = platforms.filter((name) => !sameProcessor(native, name));
	if (foreign.length === 0) return void 0;
	const words = foreign.join(" and ");
	return (named.length === 0 ? interpreter !== void 0 : foreign.every((name) => named.some((other) => sameProcessor(other, name)))) ? `RUN steps for ${words} run under emulation, five to fifteen times slower than on an arm64 runner (ubuntu-24.04-arm)` : `nothing here is known to run ${words}: RUN steps will fail unless the builder brings its own emulator; use an arm64 runner (ubuntu-24.04-arm) or docker/setup-qemu-action`;
}
/** The interpreter that the kernel starts arm64 programs with (binfmt_misc), or undefined. */
async function readBinfmt(folder = "/proc/sys/fs/binfmt_misc") {
	const names = await readdir(folder).catch(() => []);
	for (const name of names.filter((entry) => /aarch64|arm64/i.test(entry)).sort()) {
		const text = (await readBounded(path.join(folder, name), 65536).catch(() => Buffer.alloc(0))).toString("utf8");
		const interpreter = /^interpreter (.+)$/m.exec(text)?.[1];
		if (text.startsWith("enabled") && interpreter !== void 0) return interpreter;
	}
}
/** The platform of the machine that this program runs on. */
function ownPlatform(architecture) {
	return `linux/${architecture === "x64" ? "amd64" : architecture}`;
}
/** `linux/arm64` and `linux/arm64/v8` are one. */
function sameProcessor(left, right) {
	const plain = (name) => name.replace(/^linux\/arm64\/v8$/, "linux/arm64");
	return plain(left) === plain(right);
}

// src/build/option-lists.ts
/** An option in front of each value, as argv takes it. */
function each(option, values) {
	return values.flatMap((value) => [option, value]);
}
/** A list of the value, empty where there is none. */
function optional(value) {
	return value === void 0 ? [] : [value];
}
/** A pair as `NAME=VALUE`. */
function assigned([name, value]) {
	return `${name}=${value}`;
}

// src/build/buildah-arguments.ts
/**
* The argv of `buildah build` for a request. The docker format, since the OCI one has no HEALTHCHECK and buildah drops it
* there; annotations, which only the OCI format has, are set on the layout afterwards.
*/
function buildahArguments(request, run) {
	const { context } = request;
	return [
		"build",
		"--layers",
		"--format",
		"docker",
		"--identity-label=false",
		"--timestamp",
		String(request.layerEpoch),
		"--iidfile",
		run.idFile,
		...each("--platform", request.platforms),
		...request.file === void 0 ? [] : ["--file", request.file],
		...each("--target", optional(request.target)),
		...each("--network", optional(request.network)),
		...request.noCache ? ["--no-cache"] : [],
		...request.pull ? ["--pull=true"] : [],
		...each("--build-arg", request.buildArguments.map(assigned)),
		...each("--label", request.labels.map(assigned)),
		...each("--build-context", request.buildContexts.map(assigned)),
		...each("--add-host", request.addHosts),
		...each("--ulimit", request.ulimits),
		...each("--shm-size", optional(request.shmSize)),
		...each("--cgroup-parent", optional(request.cgroupParent)),
		...each("--ssh", request.ssh),
		...each("--secret", run.secretFiles.map(([id, file]) => `id=${id},src=${file}`)),
		...each("--cache-from", run.cacheFrom),
		...each("--cache-to", run.cacheTo),
		"--",
		context.kind === "folder" ? context.path : context.url
	];
}
/** cache-from or cache-to entries as repositories: all that buildah takes. Throws BUILD_UNSUPPORTED for another type. */
function cacheRepositories(input, entries) {
	return entries.map((text) => repositoryOf(input, parseCacheEntry(text)));
}
function repositoryOf(input, { type, attributes }) {
	if (type !== "registry") throw buildFaults.fault("BUILD_UNSUPPORTED", `driver buildah has no ${input} of type ${type}`, {
		where: input,
		next: "use driver: buildx, or type=registry,ref=REPOSITORY"
	});
	try {
		return formatRepository(parseImageReference(attributes.get("ref") ?? ""));
	} catch (error) {
		if (!isFault(error)) throw error;
		throw buildFaults.fault("BUILD_CACHE_INVALID", `${input} of type registry needs ref=REPOSITORY`, {
			where: input,
			cause: error
		});
	}
}
/**
* Variables that let git answer the host of the context with a token. buildah has no secret for that, and in the URL the token
* would be an argument and part of the log.
*/
function gitVariables(request) {
	const { context } = request;
	if (context.kind !== "git" || context.token === void 0 || !/^https?:\/\//.test(context.url)) return {};
	const basic = Buffer.from(`x-access-token:${context.token}`).toString("base64");
	return {
		GIT_TERMINAL_PROMPT: "0",
		GIT_CONFIG_COUNT: "1",
		GIT_CONFIG_KEY_0: `http.${new URL(context.url).origin}/.extraheader`,
		GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`
	};
}

// src/build/buildah-layout.ts
/** The name under which a built image stands in its layout. */
const builtName = "built";
/**
* Completes the layout that `buildah push` wrote: the HEALTHCHECK that the conversion to OCI drops comes back, as BuildKit
* writes it, what differs from build to build goes, and manifest annotations are set. Gives the digest of the image, and lists only that one.
*/
async function finishLayout(directory, healthcheck, annotations) {
	const layout = await openLayout(directory);
	const entry = (await layout.entries()).find((item) => item.annotations?.[refNameAnnotation] === builtName);
	if (entry === void 0) throw buildFaults.fault("BUILD_METADATA", "buildah did not list the image that it built");
	const { bytes } = await layout.manifest(entry);
	const refuse = (why) => buildFaults.fault("BUILD_METADATA", `buildah's manifest ${why}`);
	const manifest = parseObject(bytes, refuse);
	const content = parseManifest(bytes, entry.mediaType, refuse);
	if (content.kind !== "image") throw refuse("is an index");
	const config = await completeConfig(layout, content.config, healthcheck);
	const changed = {
		...manifest,
		config: {
			...content.config,
			...config
		},
		...annotations.length === 0 ? {} : { annotations: {
			...content.annotations,
			...Object.fromEntries(annotations)
		} }
	};
	const written = await layout.writeManifest({
		bytes: Buffer.from(JSON.stringify(changed)),
		mediaType: entry.mediaType
	});
	await layout.list([{
		...written,
		annotations: { [refNameAnnotation]: builtName }
	}]);
	return written.digest;
}
async function completeConfig(layout, descriptor, healthcheck) {
	const refuse = (why) => buildFaults.fault("BUILD_METADATA", `buildah's image config ${why}`);
	const config = parseObject(await readSmallBlob(descriptor, layout.blob(descriptor).open, refuse), refuse);
	const inner = isRecord(config["config"]) ? config["config"] : {};
	const history = Array.isArray(config["history"]) ? config["history"].map(withoutParent) : [];
	const changed = {
		...config,
		config: healthcheck === void 0 ? inner : {
			...inner,
			Healthcheck: healthcheck
		},
		history
	};
	const bytes = Buffer.from(JSON.stringify(changed));
	return layout.writeBlob([bytes], {
		digest: digestOf(bytes),
		size: bytes.length
	});
}
function withoutParent(step) {
	if (!isRecord(step) || !/^FROM [0-9a-f]{12}/.test(String(step["comment"]))) return step;
	const { comment: _local, ...rest } = step;
	return rest;
}
/** The health check that `buildah inspect --type image` tells of, or undefined. */
function inspectedHealthcheck(source) {
	const refuse = (why) => buildFaults.fault("BUILD_METADATA", `what buildah says of the image ${why}`);
	const docker = parseObject(Buffer.from(source), refuse)["Docker"];
	const config = isRecord(docker) ? docker["config"] : void 0;
	return isRecord(config) ? config["Healthcheck"] ?? void 0 : void 0;
}

// src/build/progress-step.ts
const mostLines = 1e3;
const longestLine$1 = 2e3;
const longestName = 300;
const longestError = 4e3;
/** A step of which nothing is known yet. */
function newVertex() {
	return {
		name: "",
		started: void 0,
		completed: void 0,
		startedHere: void 0,
		beat: void 0,
		cached: false,
		error: void 0,
		told: false,
		rest: "",
		log: [],
		omitted: 0
	};
}
/** Takes what one event says of a step. Every event is the whole truth at its time: a time that it lacks is taken back. */
function readVertex(vertex, value, now) {
	if (typeof value["name"] === "string") vertex.name = (value["name"].split("\n")[0] ?? "").slice(0, longestName);
	vertex.started = time(value["started"]);
	vertex.completed = time(value["completed"]);
	if (vertex.started !== void 0) vertex.startedHere ??= now;
	vertex.cached = value["cached"] === true;
	vertex.error = typeof value["error"] === "string" && value["error"] !== "" ? value["error"].slice(0, longestError) : void 0;
}
/** Adds base64 output of a step. Of a line that a progress bar wrote over itself only the last state stays. */
function addLog(vertex, data) {
	addLines(vertex, Buffer.from(data, "base64").toString("utf8"));
}
/** Adds output of a step as text that may begin and end within a line. */
function addLines(vertex, text) {
	const lines = (vertex.rest + text).split("\n");
	vertex.rest = (lines.pop() ?? "").slice(-2e3);
	for (const line of lines) keep(vertex, line);
}
function keep(vertex, line) {
	vertex.log.push((line.replace(/\r+$/, "").split("\r").at(-1) ?? "").slice(0, longestLine$1));
	if (vertex.log.length <= mostLines) return;
	vertex.log.shift();
	vertex.omitted += 1;
}
/** The step as it is told. */
function toStep(vertex) {
	if (vertex.rest !== "") {
		keep(vertex, vertex.rest);
		vertex.rest = "";
	}
	const { started, completed } = vertex;
	return {
		name: vertex.name,
		internal: !/^\[[^\]]*\d+\/\d+\] /.test(vertex.name),
		cached: vertex.cached,
		seconds: vertex.cached || started === void 0 || completed === void 0 ? 0 : Math.max(0, completed - started) / 1e3,
		error: vertex.error,
		platform: /^\[(linux\/[a-z0-9]+(?:\/v\d+)?)(?:->\S+)? /.exec(vertex.name)?.[1],
		log: vertex.log,
		omitted: vertex.omitted
	};
}
function time(value) {
	const read = typeof value === "string" ? Date.parse(value) : NaN;
	return Number.isNaN(read) ? void 0 : read;
}

// src/build/progress-warning.ts
/** Reads a warning of the progress stream or of the metadata file; what is missing is empty. */
function parseWarning(value) {
	const short = decode$1(value["short"]);
	const [, rule, message] = /^([A-Za-z0-9]+): (.*)$/s.exec(short) ?? [
		void 0,
		"DockerfileWarning",
		short
	];
	const detail = Array.isArray(value["detail"]) ? decode$1(value["detail"][0]) : "";
	return {
		rule: rule ?? "DockerfileWarning",
		message: (message ?? short).replace(/ \(line \d+\)$/, "").slice(0, 1e3),
		detail: detail.slice(0, 1e3),
		url: typeof value["url"] === "string" ? value["url"].slice(0, 300) : "",
		line: firstLine(value["range"])
	};
}
/** A warning as a finding on the Dockerfile. */
function warningFinding(warning, shownFile) {
	const next = [warning.detail, warning.url === "" ? "" : `see ${warning.url}`].filter((part) => part !== "");
	return {
		rule: warning.rule,
		severity: "warning",
		message: warning.message,
		file: shownFile,
		...warning.line === void 0 ? {} : { line: warning.line },
		...next.length === 0 ? {} : { next: next.join("; ") }
	};
}
/** The findings of `--call=check,format=json`: warnings, and the error that keeps the Dockerfile from being read. */
function checkFindings(answer, shownFile) {
	const root = recordOf(answer);
	const warnings = recordsOf(root["warnings"]).map((value) => {
		const rule = textOf(value["ruleName"]);
		return warningFinding({
			rule: rule === "" ? "DockerfileWarning" : rule,
			message: textOf(value["detail"]).slice(0, 1e3),
			detail: textOf(value["description"]).slice(0, 1e3),
			url: textOf(value["url"]).slice(0, 300),
			line: firstLine(recordOf(value["location"])["ranges"])
		}, shownFile);
	});
	const failure = recordOf(root["buildError"]);
	if (textOf(failure["message"]) === "") return warnings;
	const line = firstLine(recordOf(failure["location"])["ranges"]);
	return [...warnings, {
		rule: "BUILD_DOCKERFILE_SYNTAX",
		severity: "error",
		message: textOf(failure["message"]).slice(0, 1e3),
		file: shownFile,
		...line === void 0 ? {} : { line }
	}];
}
function decode$1(value) {
	return typeof value === "string" ? Buffer.from(value, "base64").toString("utf8") : "";
}
function firstLine(ranges) {
	const line = recordOf(recordOf(recordsOf(ranges)[0])["start"])["line"];
	return typeof line === "number" && Number.isSafeInteger(line) && line > 0 ? line : void 0;
}

// src/build/progress.ts
const mostVertices = 5e3;
const mostText$1 = 400;
const mostWarnings = 200;
const longestText = 8192;
const chatter = /Unavailable desc = ref \S+ locked for|^View build details:|docker-desktop:\/\//;
/** Folds the JSON lines of `--progress=rawjson` into steps. A step is told once, whole, when it ends, so that parallel ones do not mix. */
function createProgress({ handlers, now, heartbeatMs = 3e4 }) {
	const vertices = /* @__PURE__ */ new Map();
	const warnings = [];
	const text = [];
	const told = [];
	const tell = (vertex) => {
		vertex.told = true;
		const step = toStep(vertex);
		told.push({
			...step,
			log: step.log.slice(-20)
		});
		handlers.onStep(step);
	};
	const vertexOf = (id) => {
		const known = vertices.get(id);
		if (known !== void 0 || vertices.size >= mostVertices) return known;
		const made = newVertex();
		vertices.set(id, made);
		return made;
	};
	const take = (event) => {
		const touched = /* @__PURE__ */ new Set();
		for (const value of listOf(event["vertexes"])) {
			const vertex = vertexOf(textOf(value["digest"]));
			if (vertex === void 0) continue;
			readVertex(vertex, value, now());
			touched.add(vertex);
		}
		for (const value of listOf(event["logs"])) {
			const vertex = vertexOf(textOf(value["vertex"]));
			if (vertex !== void 0) addLog(vertex, textOf(value["data"]));
		}
		for (const value of listOf(event["warnings"])) if (warnings.length < mostWarnings) warnings.push(parseWarning(value));
		for (const vertex of touched) if (vertex.completed !== void 0 && !vertex.told) tell(vertex);
	};
	return {
		line: (line) => {
			const event = line.startsWith("{") ? parseEvent(line) : void 0;
			if (event !== void 0) return take(event);
			if (line.length > longestText || line.trim() === "" || chatter.test(line)) return;
			if (text.length < mostText$1) text.push(line);
			handlers.onLine(line);
		},
		tick: () => {
			for (const vertex of vertices.values()) {
				if (vertex.told || vertex.startedHere === void 0) continue;
				if (now() - (vertex.beat ?? vertex.startedHere) < heartbeatMs) continue;
				vertex.beat = now();
				const last = vertex.log.at(-1);
				handlers.onLine(`still running after ${Math.round((now() - vertex.startedHere) / 1e3)} s: ${vertex.name}${last === void 0 ? "" : `: ${last}`}`);
			}
		},
		end: () => {
			const open = [...vertices.values()].find((vertex) => !vertex.told && vertex.startedHere !== void 0);
			return {
				steps: told,
				cacheHitRatio: hitRatio(told),
				warnings,
				text,
				failed: told.find((step) => step.error !== void 0 && !/context canceled/.test(step.error)),
				running: open === void 0 ? void 0 : toStep(open)
			};
		}
	};
}
/** The share of Dockerfile steps that came from the cache. FROM lines do not count: they are fetched, not built. */
function hitRatio(steps) {
	const counted = steps.filter((step) => !step.internal && !/\] FROM /.test(step.name));
	if (counted.length === 0) return void 0;
	return counted.filter((step) => step.cached).length / counted.length;
}
/** The warnings of a build as findings: build checks, and caches that could not be read or written. */
function progressFindings(summary, shownFile) {
	const caches = summary.steps.filter((step) => step.error !== void 0 && /^(?:importing|exporting) .*cache/.test(step.name)).map((step) => ({
		rule: "BUILD_CACHE",
		severity: "warning",
		message: `${step.name}: ${(step.error ?? "").split("\n")[0]}; the build went on without it`,
		next: "check the cache's address and the login to it"
	}));
	return [...summary.warnings.map((warning) => warningFinding(warning, shownFile)), ...caches];
}
function parseEvent(line) {
	try {
		const value = JSON.parse(line);
		return typeof value === "object" && value !== null ? value : void 0;
	} catch {
		return;
	}
}
function listOf(value) {
	return Array.isArray(value) ? value.filter((item) => typeof item === "object" && item !== null) : [];
}

// src/build/buildah-progress.ts
const mostText = 400;
const heartbeat = 3e4;
const stepLine = /^(?:\[(\d+)\/\d+\] )?STEP (\d+\/\d+): (.*)$/;
/** Folds what `buildah build` prints into steps: its STEP lines have no times, so they are measured here. */
function createBuildahProgress(handlers, now) {
	const told = [];
	const text = [];
	let current;
	let failing = false;
	const finish = (error) => {
		if (current === void 0) return;
		current.completed = now();
		current.error = error;
		const step = toStep(current);
		current = void 0;
		told.push({
			...step,
			log: step.log.slice(-20)
		});
		handlers.onStep(step);
	};
	const say = (line) => {
		if (text.length < mostText) text.push(line);
		handlers.onLine(line);
	};
	return {
		line: (line) => {
			failing ||= line.startsWith("Error: ");
			const [, stage, place, instruction] = stepLine.exec(line) ?? [];
			if (failing) return say(line);
			if (place !== void 0 && instruction !== void 0) {
				finish();
				const name = `[${stage === void 0 ? "" : `stage-${Number(stage) - 1} `}${place}] ${instruction}`;
				current = {
					...newVertex(),
					name: name.slice(0, 300),
					started: now(),
					startedHere: now()
				};
			} else if (/^COMMIT\b/.test(line)) finish();
			else if (current === void 0) say(line);
			else if (line.startsWith("--> Using cache ")) current.cached = true;
			else if (!/^--> [0-9a-f]{11,}$/.test(line)) addLines(current, `${line}\n`);
		},
		tick: () => {
			if (current?.startedHere === void 0 || now() - (current.beat ?? current.startedHere) < heartbeat) return;
			current.beat = now();
			handlers.onLine(`still running after ${Math.round((now() - current.startedHere) / 1e3)} s: ${current.name}`);
		},
		end: () => {
			const running = current === void 0 ? void 0 : toStep(current);
			if (failing) finish(text.find((line) => line.startsWith("Error: "))?.slice(7) ?? "");
			return {
				steps: told,
				cacheHitRatio: hitRatio(told),
				warnings: [],
				text,
				failed: told.find((step) => step.error !== void 0),
				running
			};
		}
	};
}

// src/build/failure-classes.ts
const builderWords = [
	[/no space left on device/i, "BUILD_DISK_FULL"],
	[/error reading from server: EOF|connection error: .*closing transport|Unavailable desc = .*(?:EOF|closed|reset)|graceful_?stop/i, "BUILD_BUILDER_DIED"],
	[/dockerfile parse error|unknown instruction|file with no instructions|no FROM statement|no stages to build|only supports the --mount flag|base name \([^)]*\) should not be blank|Unknown flag/i, "BUILD_DOCKERFILE_SYNTAX"],
	[/exceeds 41943040 bytes|\.spdx\.json exceeds/i, "BUILD_SBOM_LIMIT"],
	[/denied by policy|source denied|policy(?:: | )denied/i, "BUILD_POLICY"],
	[/is not allowed by build daemon|(?:network\.host|security\.insecure|device) is not allowed|entitlements? .*not (?:allowed|granted)/i, "BUILD_ENTITLEMENT"],
	[/target stage .* could not be found|target "[^"]*" was not found/i, "BUILD_TARGET_MISSING"],
	[/secret [^\s:]+: not found|secret required but no secret|unset ssh forward key|ssh required but no ssh|ssh-agent.*(?:not set|invalid empty)|invalid empty ssh agent socket/i, "BUILD_SECRET_MISSING"]
];
const cacheWords = [
	[/maximum timeout reached|\b429\b|too many requests|deadline exceeded/i, "BUILD_CACHE_TIMEOUT"],
	[/token is malformed|\b40[13]\b|unauthorized|denied|insufficient_scope/i, "BUILD_CACHE_DENIED"],
	[/(?:)/, "BUILD_CACHE_EXPORT"]
];
const gitWords = [
	[/does not contain ref|reference is not a tree|find remote ref|not our ref|unknown revision/i, "BUILD_GIT_REF_NOT_FOUND"],
	[/could not read (?:Username|Password)|Authentication failed|access denied|\b40[13]\b|terminal prompts disabled|Permission denied \(publickey/i, "BUILD_GIT_DENIED"],
	[/repository .*not found|not appear to be a git repository|not exported|returned error: 404/i, "BUILD_GIT_NOT_FOUND"],
	[/invalid subdir|statat /i, "BUILD_CONTEXT_MISSING"]
];
const sourceWords = [
	[/no match for platform in manifest|no image found in (?:image index|manifest list) for architecture/i, "BUILD_BASE_NOT_ARM64"],
	[/\b429\b|toomanyrequests|too many requests|pull rate limit/i, "BUILD_RATE_LIMITED"],
	[/pull access denied/i, "BUILD_BASE_NOT_FOUND"],
	[/\b40[13] (?:unauthorized|forbidden)|unauthorized|insufficient_scope|failed to fetch (?:oauth|anonymous) token|unable to retrieve auth token|requested access .*denied/i, "BUILD_BASE_DENIED"],
	[/connection refused|i\/o timeout|no such host|TLS handshake|could not resolve host|couldn't connect|failed to connect|network is unreachable|x509:|connection reset|HTTP response to HTTPS/i, "BUILD_NETWORK"],
	[/failed to calculate checksum of ref .*not found|copier: stat|no stage or image found with that name|forbidden path outside/i, "BUILD_COPY_MISSING"],
	[/failed to read dockerfile: open|stat \S*(?:docker|container)file|(?:docker|container)file\S*: no such file|failed to read dockerfile/i, "BUILD_DOCKERFILE_MISSING"],
	[/unable to prepare context|build context path|context directory/i, "BUILD_CONTEXT_MISSING"],
	[/failed to resolve source metadata|(?:manifest|name) unknown|repository does not exist|short-name .* did not resolve|: not found\s*$/im, "BUILD_BASE_NOT_FOUND"]
];
const stepWords = [
	[/^exec .*: exec format error|exec user process caused.*exec format error|fork\/exec .*exec format error|buildkit_qemu_emulator|exec container process .*exec format error/im, "BUILD_EMULATION_MISSING"],
	[/qemu: uncaught target signal|qemu-\S+: (?:fatal|unhandled)/i, "BUILD_EMULATION_CRASHED"],
	[/version `GLIBC(?:XX)?_[0-9.]+' not found/, "BUILD_GLIBC"],
	[/no space left on device/i, "BUILD_DISK_FULL"]
];
const runtimeWords = [[/exec: "[^"]+": permission denied|exec format error/i, "BUILD_EMULATION_MISSING"], [/version `GLIBC(?:XX)?_[0-9.]+' not found/, "BUILD_GLIBC"]];
/** The exit code of the process that failed in a RUN step, as the builder tells it; undefined when no process failed. */
function runExitCode(words) {
	const told = /did not complete successfully:(?: .*?)? ?exit code: (\d+)/s.exec(words) ?? /building at STEP "(?:RUN|\[)[^\n]*": (?:while running runtime: )?exit status (\d+)/s.exec(words);
	return told === null ? void 0 : Number(told[1]);
}
/**
* What kind of failure it is. `allWords` is what the builder says to people and the error of the step; `allLog` is what the step
* itself printed.
*/
function classifyFailure(allWords, allLog, cacheStep) {
	const words = allWords.slice(-32768);
	const log = allLog.slice(-32768);
	const exitCode = runExitCode(words);
	if (exitCode !== void 0 || /did not complete successfully/.test(words)) {
		const told = words.split("did not complete successfully").at(-1) ?? "";
		return first(stepWords, log) ?? first(runtimeWords, told) ?? signalled(exitCode, log) ?? "BUILD_RUN_FAILED";
	}
	const general = first(builderWords, words);
	if (general !== void 0) return general;
	if (cacheStep || /cache (?:exporter|importer)|error writing layer blob/i.test(words)) return first(cacheWords, words) ?? "BUILD_CACHE_EXPORT";
	if (/git stderr|does not contain ref|git fetch|git clone|invalid subdir|cloning "/i.test(words)) {
		const git = first(gitWords, words);
		if (git !== void 0) return git;
	}
	return first(sourceWords, words) ?? first(runtimeWords, words) ?? first(stepWords, log) ?? "BUILD_FAILED";
}
function signalled(exitCode, log) {
	if (exitCode === 137 || /subprocess exited on killed/.test(log)) return "BUILD_OUT_OF_MEMORY";
	if (/subprocess exited on segmentation fault/.test(log)) return "BUILD_EMULATION_CRASHED";
}
function first(rules, text) {
	return rules.find(([pattern]) => pattern.test(text))?.[1];
}

// src/build/failure.ts
const shownLines = 6;
const longestLine = 400;
const longestMessage = 3e3;
/** The fault that a failed build comes to: which step, its exit code, the end of its own log, and its line in the Dockerfile. */
function explainFailure(facts) {
	const { failed } = facts;
	const words = [...facts.text, failed?.error ?? ""].join("\n");
	const log = failed?.log.join("\n") ?? "";
	const cacheStep = failed !== void 0 && /cache/.test(failed.name) && failed.internal;
	const code = heredocInBuildah(facts) ?? classifyFailure(words, log, cacheStep);
	const line = dockerfileLine(facts);
	const annotation = line === void 0 ? void 0 : {
		file: facts.shownFile,
		line
	};
	return {
		fault: buildFaults.fault(code, message(code, facts, words), {
			where: annotation === void 0 ? void 0 : `${annotation.file}:${annotation.line}`,
			...code === "BUILD_UNSUPPORTED" ? { next: "use driver: buildx, or buildah 1.33 or newer" } : {}
		}),
		annotation
	};
}
function heredocInBuildah({ tool, text, failed, dockerfile }) {
	const unknown = tool === "buildah" && /unknown instruction/i.test(text.join("\n"));
	const heredoc = /<<-?["']?[A-Za-z_]/.test(`${dockerfile ?? ""}\n${failed?.name ?? ""}`);
	return unknown && heredoc ? "BUILD_UNSUPPORTED" : void 0;
}
function message(code, facts, words) {
	if (code === "BUILD_UNSUPPORTED") return "this buildah does not know heredocs, which the Dockerfile uses";
	const { failed } = facts;
	const exitCode = runExitCode(words);
	if (failed !== void 0 && exitCode !== void 0) {
		const head = `${stepName(failed)} ended with exit code ${exitCode}`;
		return cut(tail(failed.log).length === 0 ? head : `${head}:\n${tail(failed.log).join("\n")}`);
	}
	const reason = reasonOf(facts);
	const where = failed === void 0 || reason.includes(failed.name) ? "" : `${stepName(failed)}: `;
	const printed = failed === void 0 ? [] : tail(failed.log);
	return cut(`${where}${reason}${printed.length === 0 ? "" : `\n${printed.join("\n")}`}`);
}
function stepName(step) {
	return step.name.replace(/^\[([^\]]*)\] /, (_all, place) => `step ${place}, `);
}
function tail(lines) {
	return lines.map((line) => line.trimEnd().slice(0, longestLine)).filter((line) => line !== "" && !line.startsWith("subprocess exited")).slice(-6);
}
/** The builder's own sentence: what follows `failed to solve`, without the source excerpt around it. */
function reasonOf({ tool, exitCode, text, failed }) {
	const from = text.findLastIndex((line) => /^(?:ERROR|Error|error): /.test(line));
	const sentence = (from === -1 ? text.slice(-6) : text.slice(from, from + shownLines)).join("\n").replace(/^(?:ERROR|Error|error): /, "").replace(/^(?:failed to (?:build|solve): )+/, "").trim();
	if (sentence !== "") return sentence;
	return failed?.error ?? `${tool} ended with exit code ${exitCode} and said nothing`;
}
function dockerfileLine({ text, failed, dockerfile, tool }) {
	const excerpt = text.findIndex((line) => /^-{10,}$/.test(line));
	const told = excerpt < 1 ? void 0 : /:(\d+)$/.exec(text[excerpt - 1] ?? "")?.[1];
	if (told !== void 0) return Number(told);
	const parse = /parse error on line (\d+)/.exec(text.join("\n"))?.[1];
	if (parse !== void 0) return Number(parse);
	if (tool !== "buildah" || dockerfile === void 0 || failed === void 0) return void 0;
	const instruction = failed.name.replace(/^\[[^\]]*\] /, "");
	const matching = dockerfile.split(/\r?\n/).map((line) => line.trim()).flatMap((line, index) => line !== "" && (line === instruction || line.endsWith("\\") && instruction.startsWith(line.slice(0, -1).trim())) ? [index + 1] : []);
	return matching.length === 1 ? matching[0] : void 0;
}
function cut(text) {
	return text.length <= longestMessage ? text : `${text.slice(0, 2999)}…`;
}

// src/build/buildx-arguments.ts
/** The argv of `docker buildx build` for a request: nothing is pushed, no tag is given, and no secret is in it. */
function buildxArguments(request, run) {
	const { context } = request;
	return [
		"buildx",
		"build",
		...each("--platform", request.platforms.length === 0 ? [] : [request.platforms.join(",")]),
		"--progress",
		"rawjson",
		...outputArguments(request, run),
		...request.file === void 0 ? [] : ["--file", request.file],
		...each("--builder", optional(run.builder)),
		...each("--target", optional(request.target)),
		...each("--network", optional(request.network)),
		...request.noCache && run.output === "layout" ? ["--no-cache"] : [],
		...request.pull && run.output === "layout" ? ["--pull"] : [],
		...each("--no-cache-filter", run.output === "layout" ? request.noCacheFilters : []),
		...each("--build-arg", request.buildArguments.map(assigned)),
		...each("--label", request.labels.map(assigned)),
		...each("--annotation", request.annotations.map((pair) => `manifest:${assigned(pair)}`)),
		...each("--build-context", request.buildContexts.map(assigned)),
		...each("--add-host", request.addHosts),
		...each("--allow", request.allow),
		...each("--ulimit", request.ulimits),
		...each("--shm-size", optional(request.shmSize)),
		...each("--cgroup-parent", optional(request.cgroupParent)),
		...each("--ssh", request.ssh),
		...each("--secret", run.secretFiles.map(([id, file]) => `id=${id},${csvField(`src=${file}`)}`)),
		...each("--cache-from", run.cacheFrom),
		...each("--cache-to", run.cacheTo),
		"--",
		context.kind === "folder" ? context.path : context.url
	];
}
function outputArguments(request, run) {
	if (run.output === "check") return ["--call", "check,format=json"];
	if (run.output === "cache") return [
		"--provenance=false",
		"--sbom=false",
		"--output",
		"type=cacheonly"
	];
	const fields = [
		"type=oci",
		"tar=false",
		csvField(`dest=${request.layout}`),
		"oci-mediatypes=true",
		`source-date-epoch=${request.layerEpoch}`,
		...request.rewriteTimestamps ? ["rewrite-timestamp=true"] : [],
		...request.compression === "zstd" ? ["compression=zstd"] : []
	];
	return [
		`--provenance=${request.provenance === "false" ? "false" : `mode=${request.provenance}`}`,
		"--sbom=false",
		...each("--attest", request.attests),
		"--metadata-file",
		run.metadataFile,
		"--output",
		fields.join(",")
	];
}
/** Variables of one build for the docker client: constant times, and what the metadata file shall hold. */
function buildxVariables(request) {
	return {
		...request.context.kind === "folder" ? { SOURCE_DATE_EPOCH: String(request.layerEpoch) } : {},
		BUILDX_METADATA_PROVENANCE: request.materials ? "max" : "disabled",
		BUILDX_METADATA_WARNINGS: "1",
		BUILDX_NO_DEFAULT_ATTESTATIONS: "1",
		...request.sourcePolicy === void 0 ? {} : { EXPERIMENTAL_BUILDKIT_SOURCE_POLICY: request.sourcePolicy }
	};
}

// src/build/docker-socket.ts
const largestConfig = 1048576;
const largestAnswer = 4194304;
const timeoutMs = 5e3;
/** Folders that the docker client looks for plugins in, besides the one of the user (docker/cli, cli-plugins/manager). */
const pluginFolders = [
	"/usr/local/lib/docker/cli-plugins",
	"/usr/local/libexec/docker/cli-plugins",
	"/usr/lib/docker/cli-plugins",
	"/usr/libexec/docker/cli-plugins"
];
/**
* Whether buildx would use the docker driver of a daemon on this machine that has the containerd image store, read from files and asked of
* its socket (Docker Engine API, GET /info): two starts of the client are saved. False wherever only the client can tell.
*/
async function isPlainDocker({ environment, httpFor }, systemFolders = pluginFolders) {
	try {
		const socket = usualSocket(environment);
		const config = environment["DOCKER_CONFIG"] || path.join(environment["HOME"] || "/root", ".docker");
		if (socket === void 0 || !await isUsual(environment, config, systemFolders)) return false;
		return hasContainerdStore(await askInfo(httpFor({ socket })));
	} catch {
		return false;
	}
}
function usualSocket(environment) {
	const { BUILDX_BUILDER, DOCKER_CONTEXT, DOCKER_HOST = "" } = environment;
	if (BUILDX_BUILDER || DOCKER_CONTEXT) return void 0;
	if (DOCKER_HOST === "") return "/var/run/docker.sock";
	return DOCKER_HOST.startsWith("unix:///") ? DOCKER_HOST.slice(7) : void 0;
}
/** No other context, no other builder was chosen, and the plugin is where the client looks. */
async function isUsual(environment, config, systemFolders) {
	const buildx = environment["BUILDX_CONFIG"] || path.join(config, "buildx");
	const [settings, current, defaults, plugins] = await Promise.all([
		readJson(path.join(config, "config.json")),
		readJson(path.join(buildx, "current")),
		readdir(path.join(buildx, "defaults")).catch(() => []),
		Promise.all([path.join(config, "cli-plugins"), ...systemFolders].map((folder) => stat(path.join(folder, "docker-buildx")).then((facts) => facts.isFile(), () => false)))
	]);
	return isDefault(settings["currentContext"]) && isDefault(current["Name"]) && defaults.length === 0 && plugins.includes(true);
}
function isDefault(name) {
	return name === void 0 || name === "" || name === "default";
}
async function readJson(file) {
	try {
		return recordOf(JSON.parse((await readBounded(file, largestConfig)).toString("utf8")));
	} catch (error) {
		if (isFault(error, "FILE_MISSING")) return {};
		throw error;
	}
}
async function askInfo(http) {
	const response = await http.send({
		method: "GET",
		url: "http://localhost/info",
		timeoutMs
	});
	if (response.status === 200) return recordOf(JSON.parse(await response.text(largestAnswer)));
	await response.discard();
	return {};
}
function hasContainerdStore(info) {
	return JSON.stringify(info["DriverStatus"] ?? []).includes("io.containerd.snapshotter");
}

// src/build/buildx-builder.ts
/** Reads `docker buildx inspect`: `Key: value` lines, of all nodes of the builder. */
function parseInspect(text) {
	const values = (key) => [...text.matchAll(new RegExp(`^\\s*${key}:[ \\t]*(\\S.*?)[ \\t]*$`, "gm"))].map((match) => match[1] ?? "");
	const platforms = values("Platforms").flatMap((line) => line.split(/,\s*/));
	return {
		name: values("Name")[0] ?? "",
		driver: values("Driver")[0],
		platforms: [...new Set(platforms.map((name) => name.replace(/\*$/, "")))].sort(),
		version: values("BuildKit version")[0] ?? values("Buildkit")[0],
		error: values("Error")[0]
	};
}
/**
* Chooses a builder. The docker driver exports layouts only on the containerd image store; where it cannot, a
* docker-container builder is made. Undefined when no daemon answers; throws BUILD_BUILDER_UNUSABLE for a named builder.
*/
async function chooseBuilder(docker, named, ports) {
	if (named === void 0 && await isPlainDocker(ports)) return {
		kind: "given",
		facts: {
			name: "default",
			driver: "docker"
		},
		platforms: async () => (await inspect(docker, [])).facts.platforms,
		named
	};
	const [{ inspected, facts }, info] = await Promise.all([inspect(docker, named === void 0 ? [] : [named]), docker([
		"info",
		"--format",
		"{{json .DriverStatus}}"
	])]);
	const given = {
		kind: "given",
		facts,
		platforms: async () => facts.platforms,
		named
	};
	const isBroken = inspected.code !== 0 || facts.driver === void 0;
	if (named !== void 0 && (isBroken || facts.error !== void 0)) throw buildFaults.fault("BUILD_BUILDER_UNUSABLE", `docker buildx cannot use the builder ${JSON.stringify(named)}: ${firstError(facts.error ?? inspected.stderr)}`, {
		where: "builder",
		next: "create it with docker/setup-buildx-action, or leave `builder` out"
	});
	if (isBroken) return void 0;
	if (facts.driver !== "docker") return facts.error === void 0 ? given : {
		kind: "made",
		why: `the current builder ${facts.name} does not answer`
	};
	const status = info.stdout.toString("utf8").trim();
	if (info.code !== 0 || !status.startsWith("[")) return void 0;
	if (status.includes("io.containerd.snapshotter")) return given;
	if (named !== void 0) throw buildFaults.fault("BUILD_BUILDER_UNUSABLE", `the builder ${JSON.stringify(named)} uses the docker driver, which cannot export OCI layouts without the containerd image store`, {
		where: "builder",
		next: "leave `builder` out, and a docker-container builder is made for the run"
	});
	return {
		kind: "made",
		why: "the docker driver has no containerd image store here"
	};
}
async function inspect(docker, names) {
	const inspected = await docker([
		"buildx",
		"inspect",
		...names
	]);
	return {
		inspected,
		facts: parseInspect(inspected.stdout.toString("utf8"))
	};
}
/** Makes a docker-container builder and gives its name. Throws BUILD_BUILDER_UNUSABLE, leaving nothing behind. */
async function makeBuilder(docker, options) {
	const name = `pi5-${randomBytes(6).toString("hex")}`;
	const created = await docker([
		"buildx",
		"create",
		"--name",
		name,
		"--driver",
		"docker-container",
		...options.flatMap((option) => ["--driver-opt", option]),
		"--bootstrap"
	]);
	if (created.code === 0) return name;
	await removeBuilder(docker, name);
	throw buildFaults.fault("BUILD_BUILDER_UNUSABLE", `no docker-container builder could be made: ${firstError(created.stderr)}`, { next: "turn on the containerd image store of Docker, or run docker/setup-buildx-action before this step" });
}
/** Removes a builder with its container and its cache. */
async function removeBuilder(docker, name) {
	await docker([
		"buildx",
		"rm",
		"--force",
		name
	]);
}
function firstError(text) {
	const lines = text.split("\n").filter((line) => line.trim() !== "");
	return (lines.findLast((item) => /error|failed/i.test(item)) ?? lines.at(-1) ?? "it does not answer").replace(/^ERROR: /, "").trim().slice(0, 500);
}

// src/build/buildx-metadata.ts
/** Reads what `--metadata-file` of docker buildx holds. Throws BUILD_METADATA when it does not name what was built. */
function parseMetadata(source) {
	let value;
	try {
		value = JSON.parse(source);
	} catch (error) {
		throw buildFaults.fault("BUILD_METADATA", "docker buildx wrote metadata that is not JSON", { cause: error });
	}
	const members = recordOf(value);
	const digest = members["containerimage.digest"];
	if (typeof digest !== "string") throw buildFaults.fault("BUILD_METADATA", "docker buildx did not say which digest it built");
	const found = Object.entries(members).filter(([name]) => /^buildx\.build\.provenance(?:\/|$)/.test(name)).map(([, provenance]) => recordOf(provenance)).flatMap((provenance) => recordsOf(provenance["materials"]).flatMap(material));
	const unique = new Map(found.map((item) => [JSON.stringify(item), item]));
	return {
		root: parseDigest(digest, "containerimage.digest"),
		materials: [...unique.values()].sort((left, right) => compareText(`${left.ref}\n${left.platform}`, `${right.ref}\n${right.platform}`)),
		warnings: recordsOf(members["buildx.build.warnings"]).map(parseWarning)
	};
}
/** `pkg:docker/NAME@TAG?digest=…&platform=…` as an image reference; git and https sources keep their own form. */
function material(value) {
	const digests = recordOf(value["digest"]);
	const [algorithm, hex] = Object.entries(digests)[0] ?? [];
	if (typeof value["uri"] !== "string" || typeof hex !== "string" || algorithm === void 0) return [];
	const [, name, tag, query] = /^pkg:(?:docker|oci)\/([^@?]+)(?:@([^?]*))?(?:\?(.*))?$/.exec(value["uri"]) ?? [];
	if (name === void 0) return [{
		ref: value["uri"],
		digest: `${algorithm}:${hex}`,
		platform: void 0
	}];
	const qualifiers = new URLSearchParams(query ?? "");
	const version = decode(tag ?? "");
	const suffix = version === "" || version.startsWith("sha256:") ? "" : `:${version}`;
	return [{
		ref: `${decode(name)}${suffix}`,
		digest: `${algorithm}:${hex}`,
		platform: qualifiers.get("platform") ?? void 0
	}];
}
function decode(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

// src/build/buildx.ts
const largestMetadata = 16777216;
/** docker buildx, or undefined where docker, its plugin or its daemon does not answer. Throws for a named builder that cannot be used. */
async function openBuildx(ports, options) {
	const docker = await openDocker(ports);
	if (docker === void 0) return void 0;
	const choice = await chooseBuilder(docker, options.builder, ports);
	if (choice === void 0) return void 0;
	return driverOf(ports, docker, choice, options);
}
function driverOf(ports, docker, choice, options) {
	let made;
	const builder = async () => {
		if (choice.kind === "given") return choice.named;
		made ??= makeBuilder(docker, options.driverOptions);
		return made;
	};
	const run = async (request, handlers, how) => runBuildx(ports, request, handlers, {
		...how,
		builder: await builder()
	});
	const description = choice.kind === "given" ? `docker buildx, builder ${choice.facts.name} (${choice.facts.driver})` : `docker buildx, a docker-container builder made for this run (${choice.why})`;
	return {
		name: "buildx",
		build: async (request, handlers) => {
			const plan = planCaches(request, ports.environment);
			await mkdir(request.layout, { recursive: true });
			const started = ports.clock.now().getTime();
			return {
				...built(request, await run(request, handlers, {
					plan,
					output: "layout",
					cacheTo: plan.to
				}), plan),
				seconds: (ports.clock.now().getTime() - started) / 1e3,
				builder: description,
				deferredCache: plan.deferred.length === 0 ? void 0 : () => exportCache(request, handlers, plan, run)
			};
		},
		check: async (request, handlers) => {
			const plan = planCaches({
				...request,
				cacheFrom: [],
				cacheTo: []
			}, {});
			const ended = await run(request, handlers, {
				plan,
				output: "check",
				cacheTo: []
			});
			return checkFindings(parseJson(ended.result.stdout.toString("utf8")), request.shownFile);
		},
		emulationNote: async (platforms) => {
			const named = choice.kind === "given" ? await choice.platforms() : [];
			return emulationNote(platforms, {
				...await options.machine(),
				named
			});
		},
		load: async (layout, root, name) => loadIntoDocker(docker, await imageToLoad(await openLayout(layout), root, [name]), ports.temporary),
		close: async () => {
			const name = await made?.catch(() => void 0);
			made = void 0;
			if (name !== void 0) await removeBuilder(docker, name);
		}
	};
}
function built(request, { summary, metadata }, plan) {
	const { root, materials, warnings } = parseMetadata(metadata);
	const findings = progressFindings({
		...summary,
		warnings: warnings.length === 0 ? summary.warnings : warnings
	}, request.shownFile);
	return {
		root,
		layout: request.layout,
		steps: summary.steps,
		cacheHitRatio: summary.cacheHitRatio,
		warnings: [...plan.notes, ...findings],
		materials
	};
}
async function exportCache(request, handlers, plan, run) {
	try {
		await run(request, handlers, {
			plan,
			output: "cache",
			cacheTo: plan.deferred
		});
		return [];
	} catch (error) {
		if (!plan.deferredMayFail || !isFault(error)) throw error;
		return [{
			rule: error.code,
			severity: "warning",
			message: `the build cache was not written: ${error.message}`
		}];
	}
}
async function runBuildx(ports, request, handlers, how) {
	const { plan, output, cacheTo, builder } = how;
	const metadataFile = path.join(request.temporary, `metadata-${randomBytes(6).toString("hex")}.json`);
	const secrets = await writeSecrets(request.temporary, [...request.secrets, ...gitToken(request)], request.secretFiles);
	const progress = createProgress({
		handlers,
		now: () => ports.clock.now().getTime()
	});
	const beat = setInterval(progress.tick, 1e3);
	try {
		const result = await ports.processes.run({
			command: "docker",
			arguments: buildxArguments(request, {
				builder,
				secretFiles: secrets.files,
				cacheFrom: plan.from,
				cacheTo,
				metadataFile,
				output
			}),
			environment: {
				...dockerEnvironment(ports.environment),
				...pickVariables(request.ssh.length === 0 ? [] : ["SSH_AUTH_SOCK"], ports.environment),
				...plan.environment,
				...buildxVariables(request)
			},
			timeoutMs: request.timeoutMs,
			outputLimit: 16e6,
			onLine: progress.line,
			...request.signal === void 0 ? {} : { signal: request.signal }
		});
		const summary = progress.end();
		const answered = output === "check" && result.stdout.toString("utf8").trimStart().startsWith("{");
		if (result.code !== 0 && !answered) throw explainFailure({
			tool: "docker buildx",
			exitCode: result.code,
			text: summary.text,
			failed: summary.failed,
			shownFile: request.shownFile
		}).fault;
		return {
			result,
			summary,
			metadata: output === "layout" ? await readMetadata(metadataFile) : ""
		};
	} catch (error) {
		throw timedOut(error, progress.end(), request);
	} finally {
		clearInterval(beat);
		await secrets.remove();
		await rm(metadataFile, { force: true });
	}
}
async function readMetadata(file) {
	try {
		return (await readBounded(file, largestMetadata)).toString("utf8");
	} catch (error) {
		throw buildFaults.fault("BUILD_METADATA", "docker buildx wrote no metadata that can be read", { cause: error });
	}
}
/** A build that ran out of time as BUILD_TIMEOUT with the step that was running; every other error as it is. */
function timedOut(error, { running }, request) {
	if (!isFault(error, "PROCESS_TIMEOUT") || request.signal?.aborted === true) return error;
	const step = running === void 0 ? "" : ` while this step ran: ${running.name}`;
	return buildFaults.fault("BUILD_TIMEOUT", `the build did not end within ${Math.round(request.timeoutMs / 1e3)} s${step}`, { cause: error });
}
function gitToken({ context, secrets, secretFiles }) {
	if (context.kind !== "git" || context.token === void 0) return [];
	if ([...secrets.map(({ id }) => id), ...secretFiles.map(([id]) => id)].some((id) => /^GIT_AUTH_(?:TOKEN|HEADER)/.test(id))) return [];
	const host = gitHost(context.url);
	return host === void 0 ? [] : [{
		id: `GIT_AUTH_TOKEN.${host}`,
		value: context.token
	}];
}
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw buildFaults.fault("BUILD_METADATA", "docker buildx answered the build check with no JSON", { cause: error });
	}
}

// src/build/capabilities.ts
const everything = [
	"file",
	"target",
	"build-args",
	"secrets",
	"ssh",
	"labels",
	"annotations",
	"build-contexts",
	"cache-from",
	"cache-to",
	"no-cache",
	"no-cache-filters",
	"pull",
	"network",
	"add-hosts",
	"allow",
	"ulimit",
	"shm-size",
	"cgroup-parent",
	"platforms",
	"provenance",
	"attests",
	"builder",
	"driver-opts",
	"call",
	"compression",
	"source-policy",
	"load",
	"reproducible"
];
const notBuildah = /* @__PURE__ */ new Set([
	"no-cache-filters",
	"allow",
	"platforms",
	"provenance",
	"attests",
	"builder",
	"driver-opts",
	"call",
	"compression",
	"source-policy"
]);
/** What each driver can do. `platforms` means more than one at a time; `append` builds no Dockerfile and runs nothing. */
const capabilities = {
	buildx: everything,
	buildah: everything.filter((name) => !notBuildah.has(name)),
	append: [
		"labels",
		"annotations",
		"compression",
		"load",
		"reproducible"
	]
};
/** The inputs that a request makes use of, beyond a plain build. */
function usedCapabilities(request) {
	const uses = {
		target: request.target !== void 0,
		"build-args": request.buildArguments.length > 0,
		secrets: request.secrets.length + request.secretFiles.length > 0,
		ssh: request.ssh.length > 0,
		labels: request.labels.length > 0,
		annotations: request.annotations.length > 0,
		"build-contexts": request.buildContexts.length > 0,
		"cache-from": request.cacheFrom.length > 0,
		"cache-to": request.cacheTo.length > 0,
		"no-cache": request.noCache,
		"no-cache-filters": request.noCacheFilters.length > 0,
		pull: request.pull,
		network: request.network !== void 0,
		"add-hosts": request.addHosts.length > 0,
		allow: request.allow.length > 0,
		ulimit: request.ulimits.length > 0,
		"shm-size": request.shmSize !== void 0,
		"cgroup-parent": request.cgroupParent !== void 0,
		platforms: request.platforms.length > 1,
		provenance: request.provenance !== "false",
		attests: request.attests.length > 0,
		compression: request.compression !== "gzip",
		"source-policy": request.sourcePolicy !== void 0
	};
	return everything.filter((name) => uses[name] === true);
}
/** Throws BUILD_UNSUPPORTED for the first used input that a driver cannot honour, with the drivers that can. */
function refuseUnsupported(driver, used) {
	const missing = used.find((name) => !capabilities[driver].includes(name));
	if (missing === void 0) return;
	const able = Object.keys(capabilities).filter((name) => capabilities[name].includes(missing));
	throw buildFaults.fault("BUILD_UNSUPPORTED", `driver ${driver} cannot honour the input ${missing}`, {
		where: missing,
		next: `use driver: ${able.join(" or ")}, or leave ${missing} out`
	});
}

// src/build/buildah.ts
/** Variables that say where buildah keeps its images, its credentials, and how it isolates RUN steps. */
const buildahVariables = [
	"BUILDAH_ISOLATION",
	"STORAGE_DRIVER",
	"STORAGE_OPTS",
	"CONTAINERS_CONF",
	"CONTAINERS_STORAGE_CONF",
	"CONTAINERS_REGISTRIES_CONF",
	"REGISTRY_AUTH_FILE",
	"LD_LIBRARY_PATH"
];
const pushTimeoutMs = 18e5;
/** buildah, which needs no daemon; undefined when it is not on PATH. */
async function openBuildah(ports, options) {
	const { processes, environment } = ports;
	if (await processes.find("buildah") === void 0) return void 0;
	const own = {
		...pickVariables(buildahVariables, environment),
		...await dockerLogin(environment)
	};
	const buildah = (argumentList, { request, progress, environment: more } = {}) => processes.run({
		command: "buildah",
		arguments: argumentList,
		environment: {
			...own,
			...more
		},
		timeoutMs: request?.timeoutMs ?? pushTimeoutMs,
		outputLimit: 64e6,
		...progress === void 0 ? {} : {
			onLine: progress.line,
			streamStdout: true
		},
		...request?.signal === void 0 ? {} : { signal: request.signal }
	});
	const images = /* @__PURE__ */ new Map();
	const uncached = /* @__PURE__ */ new Set();
	return {
		name: "buildah",
		build: async (request, handlers) => {
			const { id, ...built } = await build$1(ports, buildah, request, handlers);
			images.set(built.root, id);
			if (request.noCache) uncached.add(id);
			return built;
		},
		check: async () => {
			refuseUnsupported("buildah", ["call"]);
			return [];
		},
		emulationNote: async (platforms) => emulationNote(platforms, {
			...await options.machine(),
			named: []
		}),
		load: async (_layout, root, name) => {
			const id = images.get(root);
			if (id === void 0) throw buildFaults.fault("BUILD_FAILED", "the image to load was not built by this run", { where: "load" });
			await succeed(buildah, [
				"tag",
				id,
				name
			]);
		},
		close: async () => {
			for (const id of uncached) await buildah([
				"rmi",
				"--force",
				id
			]);
			uncached.clear();
		}
	};
}
async function build$1(ports, buildah, request, handlers) {
	refuseUnsupported("buildah", usedCapabilities(request));
	const cacheFrom = cacheRepositories("cache-from", request.cacheFrom);
	const cacheTo = cacheRepositories("cache-to", request.cacheTo);
	const dockerfile = await dockerfileText(request);
	await refuseHeredocs(buildah, dockerfile);
	const now = () => ports.clock.now().getTime();
	const how = {
		dockerfile,
		now,
		variables: ports.environment
	};
	const started = now();
	const { id, summary } = await runBuild(buildah, request, handlers, {
		...how,
		cacheFrom,
		cacheTo: []
	});
	return {
		id,
		root: await exportLayout(buildah, request, id),
		layout: request.layout,
		steps: summary.steps,
		cacheHitRatio: summary.cacheHitRatio,
		seconds: (now() - started) / 1e3,
		warnings: [],
		materials: [],
		builder: "buildah",
		deferredCache: cacheTo.length === 0 ? void 0 : async () => {
			const again = {
				...request,
				noCache: false,
				pull: false
			};
			try {
				await runBuild(buildah, again, handlers, {
					...how,
					cacheFrom: [],
					cacheTo
				});
				return [];
			} catch (error) {
				if (!isFault(error)) throw error;
				return [{
					rule: error.code,
					severity: "warning",
					message: `the build cache was not written: ${error.message}`
				}];
			}
		}
	};
}
async function runBuild(buildah, request, handlers, how) {
	const idFile = path.join(request.temporary, `id-${randomBytes(6).toString("hex")}`);
	const secrets = await writeSecrets(request.temporary, request.secrets, request.secretFiles);
	const progress = createBuildahProgress(handlers, how.now);
	const beat = setInterval(progress.tick, 1e3);
	try {
		const { code } = await buildah(buildahArguments(request, {
			...how,
			secretFiles: secrets.files,
			idFile
		}), {
			request,
			progress,
			environment: {
				...gitVariables(request),
				...pickVariables(request.ssh.length === 0 ? [] : ["SSH_AUTH_SOCK"], how.variables)
			}
		});
		const summary = progress.end();
		if (code !== 0) throw explainFailure({
			tool: "buildah",
			exitCode: code,
			text: summary.text,
			failed: summary.failed,
			shownFile: request.shownFile,
			dockerfile: how.dockerfile
		}).fault;
		return {
			id: (await readBounded(idFile, 200)).toString("utf8").trim(),
			summary
		};
	} catch (error) {
		throw timedOut(error, progress.end(), request);
	} finally {
		clearInterval(beat);
		await secrets.remove();
		await rm(idFile, { force: true });
	}
}
async function exportLayout(buildah, request, id) {
	await mkdir(request.layout, { recursive: true });
	const inspected = await succeed(buildah, [
		"inspect",
		"--type",
		"image",
		id
	]);
	await succeed(buildah, [
		"push",
		"--quiet",
		id,
		`oci:${request.layout}:${builtName}`
	]);
	return finishLayout(request.layout, inspectedHealthcheck(inspected.stdout.toString("utf8")), request.annotations);
}
async function succeed(buildah, argumentList) {
	const result = await buildah(argumentList);
	if (result.code === 0) return result;
	throw explainFailure({
		tool: `buildah ${argumentList[0]}`,
		exitCode: result.code,
		text: result.stderr.split("\n"),
		failed: void 0,
		shownFile: "Dockerfile"
	}).fault;
}
async function dockerfileText(request) {
	if (request.context.kind !== "folder") return void 0;
	const names = request.file === void 0 ? ["Containerfile", "Dockerfile"] : [request.file];
	for (const name of names) try {
		return (await readBounded(path.resolve(request.context.path, name), 4194304)).toString("utf8");
	} catch (error) {
		if (!isFault(error)) throw error;
	}
}
async function refuseHeredocs(buildah, dockerfile) {
	if (!/^\s*(?:RUN|COPY|ADD)\b[^\n]*<<-?["']?[A-Za-z_]/im.test(dockerfile ?? "")) return;
	const said = (await buildah(["--version"])).stdout.toString("utf8");
	const [, major, minor] = /version (\d+)\.(\d+)/.exec(said) ?? [];
	if (major === void 0 || Number(major) > 1 || Number(minor) >= 33) return;
	throw buildFaults.fault("BUILD_UNSUPPORTED", `buildah ${major}.${minor} does not know heredocs, which the Dockerfile uses`, {
		where: "driver",
		next: "use driver: buildx, or buildah 1.33 or newer"
	});
}
/** Where `docker login` has put its credentials, when that is not the place where buildah looks by itself. */
async function dockerLogin(environment) {
	const folder = environment["DOCKER_CONFIG"];
	if (folder === void 0 || environment["REGISTRY_AUTH_FILE"] !== void 0) return {};
	const file = path.join(folder, "config.json");
	return await stat(file).then((facts) => facts.isFile(), () => false) ? { REGISTRY_AUTH_FILE: file } : {};
}

// src/build/builder.ts
/**
* Opens what builds. `auto` takes docker buildx where it works, else buildah. Throws BUILD_TOOL_MISSING where nothing works,
* BUILD_BUILDER_UNUSABLE for a named builder, BUILD_UNSUPPORTED for an option that the driver has not. The caller closes it.
*/
async function openDriver(name, ports, options = {}) {
	if (name === "buildah" && options.builder !== void 0) refuseUnsupported("buildah", ["builder"]);
	if (name === "buildah" && (options.driverOptions ?? []).length > 0) refuseUnsupported("buildah", ["driver-opts"]);
	const open = {
		builder: options.builder,
		driverOptions: options.driverOptions ?? [],
		machine: async () => ({
			native: ownPlatform(process.arch),
			interpreter: await readBinfmt()
		})
	};
	const driver = (name === "buildah" ? void 0 : await openBuildx(ports, open)) ?? (name === "buildx" || options.builder !== void 0 ? void 0 : await openBuildah(ports, open));
	if (driver !== void 0) return driver;
	const wanted = {
		auto: "neither docker buildx nor buildah works here",
		buildx: "docker buildx does not work here",
		buildah: "buildah is not installed"
	}[name];
	throw buildFaults.fault("BUILD_TOOL_MISSING", wanted, { next: "use a runner with Docker, or install buildah (apt-get install buildah)" });
}

// src/build/base-lock-resolution.ts
const arm64 = {
	os: "linux",
	architecture: "arm64"
};
const parallelLookups = 6;
/**
* Looks up what the tags of needed bases stand for, for a new lock. Each image of the target platform has to have a linux/arm64
* variant. Throws BUILD_BASE_NOT_ARM64 or BUILD_BASE_NOT_FOUND with the line, or a fault of the registry.
*/
async function resolveBases(registry, bases, options = {}) {
	const wanted = /* @__PURE__ */ new Map();
	for (const base of bases) if (base.needed && referenceOf(base)?.digest === void 0 && !(wanted.get(base.ref)?.forTarget === true)) wanted.set(base.ref, base);
	const entries = await mapLimited(parallelLookups, [...wanted.values()], async (base) => {
		const locked = await lookUp(registry, base, void 0, options.file);
		const { resolved } = options;
		return [base.ref, {
			...locked,
			...resolved === void 0 ? {} : { resolved }
		}];
	});
	return createBaseLock(entries);
}
/** Checks that what a lock or the Dockerfile pins is there and is for linux/arm64. Throws like `resolveBases`. */
async function checkPinnedBases(registry, bases, lock, file) {
	const pinned = bases.flatMap((base) => {
		const digest = referenceOf(base)?.digest ?? lock?.find(base.ref)?.digest;
		return base.needed && digest !== void 0 ? [{
			base,
			digest
		}] : [];
	});
	await mapLimited(parallelLookups, pinned, ({ base, digest }) => lookUp(registry, base, digest, file));
}
async function lookUp(registry, base, digest, file = "Dockerfile") {
	const where = `${file}:${base.line}`;
	const missing = (why, cause) => buildFaults.fault("BUILD_BASE_NOT_FOUND", `${where}: ${base.written} ${why}`, {
		where,
		cause
	});
	const reference = referenceOf(base);
	if (reference === void 0) throw missing("is no image reference");
	const wanted = digest ?? reference.tag ?? "latest";
	if (!base.forTarget) {
		const root = await registry.resolve(reference, wanted);
		if (root === void 0) throw missing("is not in its registry");
		return { digest: root.digest };
	}
	try {
		const { root, platform } = await platformManifest(registry, reference, wanted, arm64);
		return {
			digest: root.descriptor.digest,
			platformDigest: platform.descriptor.digest
		};
	} catch (error) {
		if (isFault(error, "REGISTRY_NOT_FOUND")) throw missing("is not in its registry", error);
		if (!isFault(error, "IMAGE_PLATFORM_MISSING")) throw error;
		throw buildFaults.fault("BUILD_BASE_NOT_ARM64", `${where}: ${base.written} is not for linux/arm64`, {
			where,
			cause: error
		});
	}
}
/** P5042: images of the build that are pinned neither in the Dockerfile nor by the lock. */
function judgeBases(bases, options) {
	const findings = [];
	for (const base of bases) {
		const reference = referenceOf(base);
		if (!base.needed || reference?.digest !== void 0) continue;
		if (reference !== void 0 && options.lock?.find(base.ref) !== void 0) continue;
		findings.push({
			rule: "P5042",
			severity: options.required ? "error" : "warning",
			message: reference === void 0 ? `${base.written} has no value that names an image: it cannot be pinned, and the build cannot find it` : `${base.written} is not pinned by digest: the same commit builds another image as soon as the tag moves`,
			file: options.file,
			line: base.line,
			next: nextStep(base, options.current)
		});
	}
	return findings;
}
function nextStep(base, current) {
	const reference = referenceOf(base);
	if (reference === void 0) return "give the build argument a default, or pass it with build-args";
	const digest = current?.find(base.ref)?.digest;
	if (base.written !== base.ref) return "lock it with base-lock: its name comes from build arguments";
	const pinned = `${base.ref}@${digest ?? "sha256:…"}`;
	return `write ${base.instruction === "" ? `${base.kind === "syntax" ? "# syntax=" : ""}${pinned}` : base.instruction.replace(base.written, () => pinned)}${digest === void 0 ? ` (docker buildx imagetools inspect ${formatImageReference(reference)} shows the digest)` : ""}, or use base-lock`;
}
/** The fault for findings of `judgeBases` that are errors; undefined when none is. */
function notPinnedFault(findings) {
	const first = findings.find(({ rule, severity }) => rule === "P5042" && severity === "error");
	if (first === void 0) return void 0;
	const where = `${first.file ?? "Dockerfile"}:${first.line ?? 1}`;
	return baseFaults.fault("BUILD_BASE_NOT_PINNED", `${where}: ${first.message}`, {
		where,
		next: first.next
	});
}

// src/commands/build-arm64/bases.ts
/**
* Reads or renews the base lock and holds the Dockerfile's images against it. Throws BUILD_BASE_NOT_PINNED with
* require-pinned-bases, before anything is built.
*/
async function readBases(input, source, registry, ports) {
	const { dockerfile, shownFile } = source;
	const required = input["require-pinned-bases"];
	if (dockerfile === void 0) {
		if (required) throw baseFaults.fault("BUILD_BASE_NOT_PINNED", `${shownFile} could not be read before the build, so nobody can say whether its bases are pinned`, {
			where: "context",
			next: "set github-token, or check out and set context: ."
		});
		return {
			lock: void 0,
			findings: [],
			base: void 0
		};
	}
	const lock = await openLock(input, dockerfile.bases, registry, shownFile, ports);
	const findings = judgeBases(dockerfile.bases, {
		file: shownFile,
		required,
		lock
	});
	const { kept } = applyAcceptances(findings, input["lint-ignore"].map(parseAcceptance));
	const fault = notPinnedFault(kept);
	if (fault !== void 0) throw fault;
	if (lock !== void 0) await checkPinnedBases(registry, dockerfile.bases, lock, shownFile);
	return {
		lock,
		findings,
		base: standing(dockerfile.standsOn, lock)
	};
}
async function openLock(input, bases, registry, shownFile, ports) {
	const name = input["base-lock"];
	if (name === void 0) return void 0;
	const file = await containPath(ports.workspace, name);
	if (!input["base-lock-update"]) return parseBaseLock(await readBounded(file, largestBaseLock), name);
	const before = await readBounded(file, largestBaseLock).catch((error) => {
		if (isFault(error, "FILE_MISSING")) return void 0;
		throw error;
	});
	const today = new Date(ports.clock.now()).toISOString().slice(0, 10);
	const fresh = await resolveBases(registry, bases, {
		resolved: today,
		file: shownFile
	});
	const lock = mergeBaseLock(before === void 0 ? void 0 : parseBaseLock(before, name), fresh);
	if (!input["dry-run"]) await writeAtomic(file, formatBaseLock(lock));
	ports.log.info(`${name}: ${lock.bases.size} base images locked`);
	return lock;
}
function standing(base, lock) {
	if (base === void 0) return void 0;
	const digest = referenceOf(base)?.digest ?? lock?.find(base.ref)?.digest;
	return digest === void 0 ? void 0 : {
		reference: base.ref,
		digest
	};
}

// src/commands/build-arm64/kept-layout.ts
const ofLayouts = /* @__PURE__ */ new Set([
	"blobs",
	"index.json",
	"index.json.lock",
	"ingest",
	"oci-layout"
]);
/** The folder of `keep-layout`, made where it is missing. Throws INPUT_INVALID for one that holds something else: a build writes and removes there. */
async function openKeptLayout(workspace, name) {
	const folder = await containFolder(workspace, name);
	if ((await readdir(folder)).every((one) => ofLayouts.has(one))) return folder;
	throw valueFaults.fault("INPUT_INVALID", `${name} is no image layout, and not empty`, {
		where: "keep-layout",
		next: "name a folder that only this input uses, such as .cache/layout"
	});
}

// src/commands/build-arm64/origin.ts
/** When the commit was made, in seconds since 1970; undefined where neither the event nor a checkout knows. It goes into annotations and SBOM, never into layers. */
async function commitTime(ports) {
	return await eventTime(ports) ?? await gitTime(ports);
}
async function eventTime({ run }) {
	const head = (await run.event())["head_commit"];
	if (typeof head !== "object" || head === null || !("timestamp" in head)) return void 0;
	const time = Date.parse(String(head.timestamp));
	return Number.isFinite(time) ? Math.floor(time / 1e3) : void 0;
}
async function gitTime({ processes, workspace, run }) {
	try {
		const format = [
			"show",
			"--no-patch",
			"--format=%ct",
			"--end-of-options",
			run.commit === "" ? "HEAD" : run.commit
		];
		const time = Number((await openGit(processes, workspace).run(format)).toString("utf8").trim());
		return Number.isSafeInteger(time) && time > 0 ? time : void 0;
	} catch {
		return;
	}
}
/** The standard annotations and the user's own, which win; `index:` and `manifest:` in front say where each belongs. */
function annotationsFor(input, ports, created, base) {
	const known = standardAnnotations({
		run: ports.run,
		version: input.version ?? "",
		created,
		base: base === void 0 || base.digest === "" ? void 0 : {
			reference: parseImageReference(base.reference, "base"),
			digest: parseDigest(base.digest, "base")
		}
	});
	const manifest = new Map(Object.entries(known));
	const own = splitAnnotations(input.annotations.map(([name, value]) => `${name}=${value}`));
	for (const [name, value] of own.manifest) manifest.set(name, value);
	return {
		manifest: [...manifest].sort(([left], [right]) => compareText(left, right)),
		index: Object.fromEntries(own.index)
	};
}

// src/commands/build-arm64/prepare.ts
/** True when layers are put on a base instead of a Dockerfile being built. */
function appends(input) {
	return input.driver === "append" || input.driver === "auto" && input.base !== void 0;
}
/**
* What can be told of the inputs before anything is built: those that contradict each other, that what builds cannot honour, or that
* cannot be read. Gives them with tags alone. Throws INPUT_INVALID, BUILD_UNSUPPORTED, BUILD_BASE_NOT_PINNED and the faults of the parsers.
*/
function prepareInput(input, log) {
	input["lint-ignore"].forEach(parseAcceptance);
	if (input["scan-command"] !== void 0) parseCommandLine(input["scan-command"]);
	if (input.previous !== void 0 && !input.previous.endsWith(".json")) parseImageReference(input.previous, "previous");
	if (/^https?:\/\/[^/?#]*@/.test(input.context ?? "")) throw valueFaults.fault("INPUT_INVALID", "context holds a user name or password, which every log would show", {
		where: "context",
		next: "use github-token, or the secret GIT_AUTH_TOKEN.HOST in secrets"
	});
	refuseUnused(input);
	if (input["require-pinned-bases"] && appends(input) && input.base?.digest === void 0) throw baseFaults.fault("BUILD_BASE_NOT_PINNED", "`base` is not pinned by digest", {
		where: "base",
		next: "write the digest behind it: base: REPOSITORY@sha256:…"
	});
	const tags = [...new Set(input.tags.map((tag) => ownTag(tag, input)))];
	if (input.push === "true" && tags.length === 0) throw valueFaults.fault("INPUT_INVALID", "push: true moves tags, and there are none", {
		where: "tags",
		next: "set tags, or leave push at digest"
	});
	if (input.push !== "true" && tags.length > 0 && !input.load) log.warning(`tags are not used with push: ${input.push}: sign-attest moves them once it has signed, and push: true here`);
	return {
		...input,
		tags
	};
}
function ownTag(text, { image }) {
	if (!/[/:]/.test(text)) return text;
	const reference = parseImageReference(text, "tags");
	if (reference.tag !== void 0 && formatRepository(reference) === formatRepository(image)) return reference.tag;
	throw valueFaults.fault("INPUT_INVALID", `the tag ${JSON.stringify(text)} is of another repository than image: ${formatRepository(image)}`, {
		where: "tags",
		next: "push to one repository in each step"
	});
}
const ofDockerfiles = [
	..."context file target build-args build-contexts secrets secret-envs secret-files ssh builder pull".split(" "),
	..."no-cache no-cache-filters cache-from cache-to cache network add-hosts allow ulimit shm-size".split(" "),
	..."cgroup-parent provenance attests keep-layout base-lock base-lock-update".split(" ")
];
const ofAppending = [
	"layers",
	"env",
	"entrypoint",
	"cmd",
	"user",
	"workdir",
	"base"
];
/** An input that is passed over would be taken for one that holds. */
function refuseUnused(input) {
	const append = appends(input);
	const unused = (append ? ofDockerfiles : ofAppending).filter((name) => isSet(input[name]));
	if (append && input.platforms.length > 1) unused.push("platforms");
	const [first] = unused;
	if (first === void 0) return;
	const driver = append ? "append" : input.driver;
	throw buildFaults.fault("BUILD_UNSUPPORTED", `driver ${driver} cannot honour the input ${unused.join(", ")}`, {
		where: first,
		next: append ? "leave it out, or build a Dockerfile: without base, with driver: buildx" : "leave it out, or set base and driver: append to put layers on an image"
	});
}
function isSet(value) {
	if (value === void 0 || value === false || value === "" || value === "none" || value === "false") return false;
	return !Array.isArray(value) || value.length > 0;
}

// src/commands/build-arm64/previous.ts
const largestRelease = 8388608;
const device = {
	os: "linux",
	architecture: "arm64"
};
/**
* Reads the previous release: an image reference, or a release file of the manifests repository below the workspace. A tag that does
* not exist yet is the first release and gives undefined; a digest or a file that does not is an error.
*/
async function readPrevious(text, registry, ports) {
	const fromFile = text.endsWith(".json");
	const reference = fromFile ? await releaseImage(await readBounded(await containPath(ports.workspace, text), largestRelease), text) : parseImageReference(text, "previous");
	const name = fromFile ? text : text.replace(/@sha256:([0-9a-f]{12})[0-9a-f]*$/, "@sha256:$1…");
	const wanted = reference.digest ?? reference.tag ?? "latest";
	try {
		const { platform } = await platformManifest(registry, reference, wanted, device);
		const content = parseManifest(platform.bytes, platform.descriptor.mediaType);
		if (content.kind !== "image") throw ociFaults.fault("IMAGE_PLATFORM_MISSING", `${text} is no image for linux/arm64`, { where: "previous" });
		const refuse = (why) => layerFaults.fault("LAYER_CORRUPT", `the image config of ${text} ${why}`, { where: "previous" });
		const open = () => registry.blob(reference, content.config);
		const bytes = await readSmallBlob(content.config, open, refuse);
		const config = parseImageConfig(bytes, content.config.digest);
		return {
			name,
			repository: reference,
			image: {
				manifest: platform.descriptor,
				config: content.config,
				layers: content.layers.flatMap((layer, index) => {
					const diffId = config.diffIds[index];
					return diffId === void 0 ? [] : [{
						digest: layer.digest,
						size: layer.size,
						diffId
					}];
				})
			},
			source: {
				config,
				layers: content.layers.map((layer) => ({
					...layer,
					open: () => registry.blob(reference, layer)
				}))
			}
		};
	} catch (error) {
		if (reference.digest !== void 0 || !isFault(error, "REGISTRY_NOT_FOUND")) throw error;
		ports.log.info(`${formatImageReference(reference)} does not exist yet: there is nothing to compare with`);
		return;
	}
}
async function releaseImage(bytes, name) {
	const { readRelease } = await import("./signed-json2.js");
	const { repository, digest } = readRelease(bytes, name).value.image;
	return {
		...parseRepository(repository, name),
		digest: parseDigest(digest, name)
	};
}

// src/commands/build-arm64/source.ts
/**
* The context and what its Dockerfile says. Without a context it is this commit, as the builder fetches it: what earlier steps wrote into
* the workspace is not in it. Throws FILE_MISSING, PATH_OUTSIDE or the faults of readDockerfile.
*/
async function readSource(input, ports) {
	const { repository, commit, serverUrl } = ports.run;
	const here = repository !== "" && commit !== "" ? `${serverUrl}/${repository}.git#${commit}` : void 0;
	const context = here === void 0 ? input.context : input.context?.replace(/^\{\{ *defaultContext *\}\}/, () => here);
	const url = context !== void 0 && /^(?:https?|ssh|git):\/\/|^git@/.test(context) ? context : context === void 0 ? here : void 0;
	if (url !== void 0) {
		if (input["github-token"] !== void 0) ports.secrets.add(input["github-token"]);
		const token = isOwnServer(url, serverUrl) ? input["github-token"] : void 0;
		const below = /#[^:]*:(.+)$/.exec(url)?.[1] ?? "";
		const shownFile = path.posix.join(below, input.file ?? "Dockerfile");
		const text = await readFromCommit(url, shownFile, token, ports);
		return {
			context: {
				kind: "git",
				url,
				token
			},
			file: input.file,
			shownFile,
			dockerfile: text === void 0 ? void 0 : await parse$1(text, shownFile, input),
			dockerfileText: text
		};
	}
	const folder = await contextFolder(context ?? ".", ports);
	const shownFile = input.file ?? path.posix.join(path.relative(await realpath(ports.workspace), folder), "Dockerfile");
	const file = await containPath(ports.workspace, shownFile);
	const text = await readDockerfileText(file, shownFile);
	return {
		context: {
			kind: "folder",
			path: folder
		},
		file,
		shownFile,
		dockerfile: await parse$1(text, shownFile, input),
		dockerfileText: text
	};
}
async function contextFolder(given, { workspace }) {
	const missing = (cause) => buildFaults.fault("BUILD_CONTEXT_MISSING", `there is no folder ${JSON.stringify(given)} in the workspace`, {
		where: "context",
		cause
	});
	try {
		const folder = await containPath(workspace, given);
		if ((await stat(folder)).isDirectory()) return folder;
	} catch (error) {
		throw isFault(error, "FILE_MISSING") || codeOf(error) === "ENOENT" ? missing(error) : error;
	}
	throw missing();
}
async function readDockerfileText(file, shownFile) {
	const { largestDockerfile } = await import("./dockerfile.js");
	try {
		return (await readBounded(file, largestDockerfile)).toString("utf8");
	} catch (error) {
		if (!isFault(error, "FILE_MISSING")) throw error;
		throw buildFaults.fault("BUILD_DOCKERFILE_MISSING", `${shownFile} does not exist`, {
			where: shownFile,
			cause: error
		});
	}
}
async function parse$1(text, file, input) {
	const { readDockerfile } = await import("./dockerfile.js");
	return readDockerfile(text, {
		buildArguments: input["build-args"],
		target: input.target,
		contexts: input["build-contexts"].map(([name]) => name),
		buildPlatform: process.arch === "arm64" ? "linux/arm64" : "linux/amd64",
		file
	});
}
function isOwnServer(url, serverUrl) {
	return URL.canParse(url) && URL.canParse(serverUrl) && new URL(url).host === new URL(serverUrl).host;
}
/** The Dockerfile by GitHub's API, where the context is the commit of this run and a token is at hand. */
async function readFromCommit(url, file, token, ports) {
	const { repository, commit, serverUrl, apiUrl, graphqlUrl } = ports.run;
	if (token === void 0 || !url.startsWith(`${serverUrl}/${repository}.git#${commit}`)) return void 0;
	const [owner = "", name = ""] = repository.split("/");
	const { openGitHub } = await import("./github.js");
	const bytes = await (await (await openGitHub({
		...ports,
		apiUrl,
		graphqlUrl,
		token,
		owner,
		name
	})).tree(commit)).read(file);
	if (bytes !== void 0) return Buffer.from(bytes).toString("utf8");
	throw buildFaults.fault("BUILD_DOCKERFILE_MISSING", `${file} is not in ${repository} at ${commit}`, { where: file });
}

// src/commands/build-arm64/opened.ts
/** The builder that `driver` asks for; undefined where layers are appended without one. The caller closes it. */
function openBuilder(input, ports) {
	if (appends(input)) return void 0;
	const opening = openDriver(input.driver === "append" ? "auto" : input.driver, ports, { builder: input.builder });
	opening.catch(() => {});
	return opening;
}
/** Prepares what `driver` and `base` ask for. */
async function openDriverFor(input, ports, registry, created, layerEpoch, eyes, builder) {
	if (builder === void 0) {
		const { makeByAppending } = await import("./make-append.js");
		const append = async (folder) => makeByAppending(input, layerEpoch, (base) => annotationsFor(input, ports, created, base), registry, await mkdtemp(path.join(ports.temporary, folder)), await eyes(), ports);
		return {
			make: () => append("layout-"),
			makeAgain: () => append("again-"),
			making: void 0,
			source: void 0,
			lock: void 0,
			findings: [],
			base: async () => void 0,
			anchor: ".github/workflows",
			keptLayout: void 0
		};
	}
	const source = await readSource(input, ports);
	const { lock, findings, base } = await readBases(input, source, registry, ports);
	const pinned = base === void 0 ? void 0 : readPrevious(`${base.reference.replace(/@.*$/, "")}@${base.digest}`, registry, ports).catch((error) => {
		ports.log.debug(`the base image was not read: ${describeError(error)}`);
	});
	const annotations = annotationsFor(input, ports, created, base);
	const kept = input["keep-layout"];
	const keptLayout = kept === void 0 ? void 0 : await openKeptLayout(ports.workspace, kept);
	const driver = await builder;
	const making = await openMaking(input, driver, source, lock, annotations, layerEpoch, ports);
	const note = source.dockerfile?.emulatedRun === void 0 ? void 0 : await driver.emulationNote(input.platforms);
	if (note !== void 0) ports.log.info(note);
	return {
		make: async (elsewhere) => making.make(keptLayout ?? await mkdtemp(path.join(ports.temporary, "layout-")), elsewhere),
		makeAgain: making.makeAgain,
		base: async () => await pinned ?? void 0,
		making,
		source,
		lock,
		findings,
		anchor: source.shownFile,
		keptLayout
	};
}

// src/commands/build-arm64/publish.ts
/** Pushes what has passed the checks, tags last, and only then writes a registry cache. */
async function publishImage(input, made, registry, ports) {
	const name = formatRepository(input.image);
	return ports.log.group(`Push to ${name}`, async () => {
		const pushed = await pushLayout(registry, made.layout, input.image, {
			tags: input.push === "true" ? input.tags : [],
			digest: made.root.digest,
			...made.base === void 0 ? {} : { base: made.base }
		});
		const { blobs, uploadedBytes, moved } = pushed;
		ports.log.info(`${blobs.uploaded} blobs sent (${formatSize(uploadedBytes)}), ${blobs.present} were there, ${blobs.mounted} mounted`);
		for (const { tag, before } of moved) ports.log.info(`tag ${tag}: ${before === void 0 ? "new" : `was ${before}`}`);
		return {
			image: `${name}@${pushed.descriptor.digest}`,
			tags: moved.map(({ tag }) => tag),
			findings: await writeCaches(made)
		};
	});
}
/**
* Writes the caches that had to wait for the checks. One that may not fail gives an error: by then the image may be pushed, and
* its digest has to be told all the same.
*/
async function writeCaches(made) {
	try {
		return await made.deferredCache?.() ?? [];
	} catch (error) {
		if (!isFault(error)) throw error;
		const message = `the build cache was not written: ${error.message}`;
		const next = error.next === void 0 ? {} : { next: error.next };
		return [{
			rule: error.code,
			severity: "error",
			message,
			...next
		}];
	}
}

// src/build/reproducibility-config.ts
const mostDifferences = 50;
const longestValue = 200;
const deepest = 6;
/** The fields in which two configs differ, such as `created` or `history[2].created`, sorted, at most 50. */
function compareConfigs(first, second) {
	const found = [];
	compare(parse(first), parse(second), "", 0, found);
	return found.toSorted((left, right) => compareText(left.field, right.field));
}
function compare(first, second, field, depth, found) {
	if (found.length >= mostDifferences) return;
	const left = text(first);
	const right = text(second);
	if (left === right) return;
	const names = depth < deepest ? sharedNames(first, second) : void 0;
	if (names === void 0) {
		found.push({
			field: field === "" ? "all" : field,
			first: shorten(left),
			second: shorten(right)
		});
		return;
	}
	const isList = Array.isArray(first);
	for (const name of names) {
		const inner = isList ? `${field}[${name}]` : field === "" ? name : `${field}.${name}`;
		compare(valueOf(first, name), valueOf(second, name), inner, depth + 1, found);
	}
}
/** Names to go into, where both sides are objects or both are lists of the same length. */
function sharedNames(first, second) {
	if (typeof first !== "object" || typeof second !== "object" || first === null || second === null) return void 0;
	if (Array.isArray(first) !== Array.isArray(second)) return void 0;
	const names = [.../* @__PURE__ */ new Set([...Object.keys(first), ...Object.keys(second)])];
	return Array.isArray(first) && Array.isArray(second) && first.length !== second.length ? void 0 : names;
}
function valueOf(value, name) {
	return typeof value === "object" && value !== null && Object.hasOwn(value, name) ? value[name] : void 0;
}
function parse(bytes) {
	try {
		return JSON.parse(Buffer$1.from(bytes).toString("utf8"));
	} catch {
		return Buffer$1.from(bytes).toString("latin1");
	}
}
function text(value) {
	if (value === void 0) return "";
	try {
		return JSON.stringify(value);
	} catch {
		return "too deep to be shown";
	}
}
function shorten(value) {
	return value.length > longestValue ? `${value.slice(0, longestValue)}…` : value;
}

// src/build/reproducibility-entries.ts
/** The entries that differ, sorted by path; when only their order does, the first one that stands elsewhere. */
function compareEntries(first, second) {
	const left = byPath(first);
	const right = byPath(second);
	const found = [.../* @__PURE__ */ new Set([...left.keys(), ...right.keys()])].toSorted().flatMap((path) => compareKnown(path, left.get(path), right.get(path)));
	return found.length > 0 ? found : orderOf(first.entries, second.entries);
}
/** Several entries of one path count as one each, in their order. */
function byPath(layer) {
	const known = /* @__PURE__ */ new Map();
	for (const [index, entry] of layer.entries.entries()) {
		const one = {
			entry,
			digest: layer.contentDigests?.get(index)
		};
		const same = known.get(entry.path);
		if (same === void 0) known.set(entry.path, [one]);
		else same.push(one);
	}
	return known;
}
function compareKnown(path, first = [], second = []) {
	if (first.length === 0 || second.length === 0) return [{
		path,
		class: "content",
		only: second.length === 0 ? "first" : "second",
		fields: []
	}];
	if (first.length !== second.length) return [{
		path,
		class: "content",
		fields: ["entries"]
	}];
	const fields = [...new Set(first.flatMap((left, at) => {
		const right = second[at];
		return right === void 0 ? [] : differing(left, right);
	}))];
	if (fields.length === 0) return [];
	return [{
		path,
		class: classOf(fields),
		fields
	}];
}
function differing(left, right) {
	const pairs = {
		type: [left.entry.type, right.entry.type],
		size: [left.entry.size, right.entry.size],
		sha256: [left.digest, right.digest],
		link: [left.entry.linkTarget, right.entry.linkTarget],
		mode: [left.entry.mode, right.entry.mode],
		uid: [left.entry.uid, right.entry.uid],
		gid: [left.entry.gid, right.entry.gid],
		attributes: [left.entry.attributes?.join(), right.entry.attributes?.join()],
		mtime: [left.entry.mtime, right.entry.mtime]
	};
	return Object.entries(pairs).flatMap(([name, [first, second]]) => first === second ? [] : [name]);
}
function classOf(fields) {
	if (fields.some((field) => field === "type" || field === "size" || field === "sha256")) return "content";
	return fields.every((field) => field === "mtime") ? "timestamp" : "metadata";
}
function orderOf(first, second) {
	const path = first[first.findIndex((entry, index) => entry.path !== second[index]?.path)]?.path;
	return path === void 0 ? [] : [{
		path,
		class: "order",
		fields: ["order"]
	}];
}

// src/build/reproducibility.ts
const classes = [
	"content",
	"metadata",
	"timestamp",
	"order"
];
/**
* Compares two builds. Equal platform digests end it at once; else the layers that differ are streamed, one pair after the other,
* and what is kept of them is their lists of entries. Throws what the pass throws.
*/
async function compareBuilds(first, second, options) {
	const layerCounts = [first.layers.length, second.layers.length];
	if (first.digest === second.digest) return {
		reproducible: true,
		config: [],
		layerCounts,
		layers: []
	};
	const layers = [];
	for (let position = 0; position < Math.min(...layerCounts); position += 1) {
		const left = layerAt(first, position);
		const right = layerAt(second, position);
		if (left.source.digest !== right.source.digest) layers.push(await compareLayers(left, right, position, options));
	}
	return {
		reproducible: false,
		config: compareConfigs(first.config.bytes, second.config.bytes),
		layerCounts,
		layers
	};
}
function layerAt(image, position) {
	const source = image.layers[position];
	const diffId = parseImageConfig(image.config.bytes, image.config.digest).diffIds[position];
	if (source === void 0 || diffId === void 0) throw layerFaults.fault("LAYER_CORRUPT", "the config names fewer layers than the manifest", { where: image.config.digest });
	return {
		source,
		diffId,
		image
	};
}
async function compareLayers(left, right, position, { temporary, limit = 50 }) {
	const about = {
		position,
		digests: [left.source.digest, right.source.digest]
	};
	if (left.diffId === right.diffId) return {
		...about,
		class: "compression",
		count: 0,
		entries: []
	};
	const differences = compareEntries(await read(left, temporary), await read(right, temporary));
	return {
		...about,
		class: classes.find((name) => differences.some((difference) => difference.class === name)) ?? "archive",
		count: differences.length,
		entries: differences.slice(0, limit)
	};
}
async function read({ source, diffId, image }, temporary) {
	const config = {
		...parseImageConfig(image.config.bytes, image.config.digest),
		diffIds: [diffId]
	};
	const [layer] = (await lookAt({
		config,
		layers: [source]
	}, [], {
		temporary,
		contentDigests: true
	})).image.layers;
	if (layer === void 0) throw new Error("a pass over one layer gave none");
	return layer;
}
/** What makes two builds differ, in one line for people: the class of each layer, the files, the fields. */
function describeDifference(result) {
	if (result.reproducible) return "both builds gave the same image";
	const [first, second] = result.layerCounts;
	const parts = [
		...first === second ? [] : [`${first} layers against ${second}`],
		...result.layers.map((layer) => `layer ${layer.position + 1} differs in ${wording[layer.class]}${layer.entries.length === 0 ? "" : `: ${named(layer)}`}`),
		...result.config.length === 0 ? [] : [`the config differs in ${result.config.map((field) => field.field).slice(0, 10).join(", ")}`]
	];
	return parts.length === 0 ? "only the manifests differ" : parts.join("; ");
}
const wording = {
	content: "content",
	metadata: "owners, modes or links",
	timestamp: "times only",
	order: "the order of its entries only",
	archive: "how its archive is written",
	compression: "compression only"
};
function named(layer) {
	const shown = layer.entries.slice(0, 5).map((entry) => `/${entry.path}`);
	return layer.count > shown.length ? `${shown.join(", ")} and ${layer.count - shown.length} more` : shown.join(", ");
}

// src/commands/build-arm64/reproduce.ts
/** Builds the same again without any cache and compares the linux/arm64 image byte by byte; what differs is named. */
async function compareWithSecondBuild(input, first, again, ports) {
	const made = await ports.log.group("Build again and compare", again);
	const second = {
		made,
		built: await readBuiltImage(made.layout, made.root)
	};
	const result = await compareBuilds(await sides(first), await sides(second), { temporary: ports.temporary });
	const text = describeDifference(result);
	ports.log.info(text);
	const facts = {
		same: result.reproducible,
		text,
		differences: differencesOf(result)
	};
	if (result.reproducible) return {
		facts,
		findings: []
	};
	return {
		facts,
		findings: [{
			rule: "reproducible",
			severity: input.reproducible === "enforce" ? "error" : "warning",
			message: `two builds of the same source differ: ${text}`,
			next: "write no time, random number or host name into files; sort what a step writes; pin what it downloads"
		}]
	};
}
async function sides({ made, built }) {
	const { configDescriptor, platform } = built;
	return {
		digest: platform.digest,
		config: {
			digest: configDescriptor.digest,
			bytes: await readConfig(made.layout, configDescriptor)
		},
		layers: made.sources(built)
	};
}
function differencesOf(result) {
	return [...result.config.map(({ field }) => ({
		what: field,
		kind: "config",
		layer: void 0
	})), ...result.layers.flatMap((layer) => layer.entries.length === 0 ? [{
		what: `layer ${layer.position + 1}`,
		kind: layer.class,
		layer: layer.digests[0]
	}] : layer.entries.map((entry) => ({
		what: `/${entry.path}`,
		kind: `${entry.class} (${entry.fields.join(", ")})`,
		layer: layer.digests[0]
	})))];
}

// src/commands/build-arm64/whole-layout.ts
/**
* The folder of a layout that has all of the linux/arm64 image, for tools that read one: the image's own, or where that lacks the
* layers of a base, a copy with them.
*/
async function wholeLayout(made, built, temporary) {
	const { layout } = made;
	if ((await Promise.all(built.layers.map((layer) => layout.has(layer)))).every(Boolean)) return layout.directory;
	const whole = await createLayout(await mkdtemp(path.join(temporary, "whole-")));
	for (const source of made.sources(built)) await whole.writeBlob(source.open(), source);
	await whole.writeBlob(layout.blob(built.configDescriptor).open(), built.configDescriptor);
	const { bytes, descriptor } = await layout.manifest(built.platform);
	await whole.list([await whole.writeManifest({
		bytes,
		mediaType: descriptor.mediaType
	})]);
	return whole.directory;
}

// src/commands/build-arm64/run.ts
/**
* Builds into a layout, looks at it, pushes it by digest. An error finding ends it before anything is pushed, and before a registry
* cache is written.
*/
async function run(input, ports) {
	try {
		return await build(prepareInput(input, ports.log), ports);
	} catch (error) {
		throw explained(error, input);
	}
}
async function build(input, ports) {
	const builder = openBuilder(input, ports);
	try {
		return await buildWith(builder, input, ports);
	} finally {
		await builder?.then((driver) => driver.close(), () => {});
	}
}
async function buildWith(builder, input, ports) {
	const acceptances = input["lint-ignore"].map(parseAcceptance);
	const profile = await readProfile(input, ports);
	const statements = await readVexFiles(input, ports);
	const [registry, pulls, created] = await Promise.all([
		openRegistry(input, ports),
		openPullRegistry(input, ports),
		commitTime(ports)
	]);
	const layerEpoch = epochOf(input, created);
	const previousImage = settled(input.previous === void 0 ? void 0 : readPrevious(input.previous, pulls, ports));
	const facts = await keptFacts(input, ports);
	const code = once(loadEyes);
	const eyes = once(async () => (await code()).openEyes(input, profile, facts, ports));
	const opened = await openDriverFor(input, ports, pulls, created, layerEpoch, eyes, builder);
	if (input.call === "check") return await check(input, ports, opened);
	const before = await withinTime(previousImage, patience, ports.clock);
	const making = opened.make(layersElsewhere(input, before?.(), facts));
	ports.clock.sleep(headStart).then(() => lookAhead(previousImage, opened.keptLayout, eyes, facts)).catch((error) => ports.log.debug(`nothing was read ahead: ${describeError(error)}`));
	const made = await making;
	const { examine, conclude, writeBills } = await code();
	const built = await readBuiltImage(made.layout, made.root);
	const previous = await previousImage;
	const examined = await ports.log.group("Look at what was built", async () => {
		const seen = await examine(input, built, made.sources(built), previous(), await opened.base(), await eyes());
		ports.log.info(`${layerCount(seen.look.layers.length)}, ${formatSize(seen.look.unpackedSize)} unpacked, every digest and diffID checked`);
		return seen;
	});
	const again = opened.makeAgain;
	const comparison = input.reproducible === "off" || again === void 0 ? void 0 : await compareWithSecondBuild(input, {
		made,
		built
	}, again, ports);
	const firm = [
		...made.warnings,
		...examined.firm,
		...comparison?.findings ?? []
	];
	const judged = judge([...opened.findings, ...examined.findings], firm, acceptances, input.lint);
	const scanned = hasErrors(judged.findings) ? none : await scan(input, ports, () => wholeLayout(made, built, ports.temporary), statements);
	const all = {
		findings: [...judged.findings, ...scanned.findings],
		suppressed: [...judged.suppressed, ...scanned.suppressed]
	};
	for (const finding of all.findings) if (finding.severity !== "notice") ports.log.info(`${finding.rule}: ${finding.message}`);
	const conclusion = {
		input,
		made,
		examined,
		judged: all,
		comparison,
		created: created ?? layerEpoch,
		profile,
		anchor: opened.anchor
	};
	const size = `linux/arm64, ${formatSize(examined.look.size)} in ${layerCount(examined.look.layers.length)}`;
	const errors = all.findings.filter(({ severity }) => severity === "error");
	const [first] = errors;
	if (first !== void 0) {
		const more = errors.length === 1 ? "" : ` (and ${errors.length - 1} more errors)`;
		return await conclude(conclusion, ports, `not pushed: ${first.rule}: ${first.message}${more}`, void 0);
	}
	if (input.push === "false" || input["dry-run"]) {
		if (input.load && !input["dry-run"]) await loadImage(input, made);
		const verdict = `built ${examined.look.root.digest} for ${size}; nothing was pushed`;
		return await conclude(withFindings(conclusion, input["dry-run"] ? [] : await writeCaches(made)), ports, verdict, void 0);
	}
	if (input.load) await loadImage(input, made);
	const bills = await writeBills(conclusion, ports);
	ports.stopped?.throwIfAborted();
	const published = await publishImage(input, made, registry, ports);
	return await conclude(withFindings(conclusion, published.findings), ports, `built ${published.image} for ${size}`, published, bills);
}
const none = {
	findings: [],
	suppressed: []
};
/** Much code, and nothing of it is needed before there is an image: it is loaded while the builder works. */
async function loadEyes() {
	const [look, end] = await Promise.all([import("./examine.js"), import("./results.js")]);
	return {
		...look,
		...end
	};
}
const patience = 500;
const headStart = 30;
function withFindings(conclusion, late) {
	const { judged } = conclusion;
	return {
		...conclusion,
		judged: {
			...judged,
			findings: [...judged.findings, ...late]
		}
	};
}
/** `call: check`: the Dockerfile alone. */
async function check(input, ports, opened) {
	const { making, source } = opened;
	if (making === void 0 || source === void 0) throw buildFaults.fault("BUILD_UNSUPPORTED", "the append driver has no Dockerfile to check", { where: "call" });
	const request = await buildRequest(input, source, {
		contexts: [],
		buildArguments: []
	}, "", 1, ports);
	const found = await withSteps(ports, (handlers) => making.driver.check(request, handlers));
	const findings = [...opened.findings, ...found];
	const count = findings.length === 0 ? "no findings" : `${findings.length} findings`;
	const verdict = `checked ${source.shownFile}: ${count}`;
	const ok = !hasErrors(findings);
	return {
		ok,
		verdict,
		outputs: emptyOutputs(command.outputs),
		report: {
			title: "build-arm64",
			blocks: [{
				kind: "verdict",
				state: ok ? "good" : "bad",
				text: verdict
			}]
		},
		findings
	};
}
async function loadImage(input, made) {
	const tags = input.tags.length === 0 ? ["latest"] : input.tags;
	for (const tag of tags) await made.load(formatImageReference({
		...input.image,
		tag
	}));
}
function epochOf(input, created) {
	if (input["layer-epoch"] === "commit") return created ?? 1;
	return Number(input["layer-epoch"]);
}
/** A promise that is awaited later: its failure is kept until then instead of ending the process. */
function settled(promise) {
	if (promise === void 0) return Promise.resolve(() => void 0);
	return promise.then((value) => () => value, (error) => () => {
		throw error;
	});
}
/** The same promise for every call. */
function once(work) {
	let promise;
	return () => promise ??= work();
}

export { run };