import "./rolldown-runtime.js";
import { t as lookAt } from "./pass.js";
import { r as formatSize } from "./quantity.js";
import { t as compareText } from "./text-order.js";
import { C as readElf, E as formatFaults, S as judgeBudgets, T as sectionBytes, _ as fieldsOf, a as readGoBuildInfo, b as textOf$3, c as describeHef, d as openWindow, f as shownText, g as modelProperties, h as histogramText, l as isHef, m as dominant, o as createHefLint, p as addTo, r as createLint, t as require_packageurl_js, u as readHef, v as integersOf, w as readElfHeader, y as messageOf } from "./packageurl-js.js";
import { i as isFault, r as describeError } from "./fault.js";
import { r as hexOf, t as digestFromHex } from "./digest.js";
import { n as listOf, r as recordOf$1, t as isRecord } from "./json-members.js";
import { createHash } from "node:crypto";
import { inflateRawSync, inflateSync } from "node:zlib";

// src/build/delta.ts
/**
* What a device that runs `previous` pulls for `next` (OCI image-spec, "Layer ChainID"). A blob that is in an image twice travels once.
* Without a previous image everything is new.
*/
function pullDelta(previous, next) {
	const held = new Set(previous === void 0 ? [] : [
		previous.manifest,
		previous.config,
		...previous.layers
	].map(({ digest }) => digest));
	const documents = [next.manifest, next.config];
	const missing = [...documents, ...next.layers].filter(({ digest }) => !held.has(digest));
	const same = commonChain(previous?.layers ?? [], next.layers);
	const archives = new Set(previous?.layers.map(({ diffId }) => diffId));
	const total = bytesOf$1([...documents, ...next.layers]);
	const containerdBytes = bytesOf$1(missing);
	return {
		containerdBytes,
		dockerBytes: bytesOf$1([...documents.filter(({ digest }) => !held.has(digest)), ...next.layers.slice(same)]),
		reusePercent: total === 0 ? 0 : (total - containerdBytes) / total * 100,
		states: next.layers.map(({ digest }) => held.has(digest) ? "reused" : "new"),
		packedAnew: next.layers.flatMap(({ digest, diffId }, position) => !held.has(digest) && archives.has(diffId) ? [position] : [])
	};
}
/**
* How many layers from the bottom Docker has: the chain ID is the same as long as all diffIDs below are, and it knows the diffID of a
* blob only where it has pulled that very blob.
*/
function commonChain(previous, next) {
	const pulled = new Set(previous.map(({ digest }) => digest));
	const differs = next.findIndex(({ digest, diffId }, index) => diffId !== previous[index]?.diffId || !pulled.has(digest));
	return differs < 0 ? next.length : differs;
}
function bytesOf$1(blobs) {
	return [...new Map(blobs.map(({ digest, size }) => [digest, size])).values()].reduce((sum, size) => sum + size, 0);
}

// src/layers/wasted.ts
/** Bytes that an image carries and no container sees. A file that a hard link keeps alive is not wasted. */
function wastedBytes(image, limit = 20) {
	const seen = image.layers.map(() => /* @__PURE__ */ new Set());
	for (const { content } of image.tree.all()) if (content !== void 0) seen[content.layer]?.add(content.index);
	const byLayer = image.layers.map(() => 0);
	const files = [];
	for (const [layer, { entries, digest }] of image.layers.entries()) for (const [index, { type, path, size }] of entries.entries()) {
		if (type !== "file" || size === 0 || seen[layer]?.has(index) === true) continue;
		byLayer[layer] = (byLayer[layer] ?? 0) + size;
		files.push({
			path,
			size,
			layer: digest,
			why: image.tree.get(path) === void 0 ? "deleted" : "covered"
		});
	}
	return {
		bytes: byLayer.reduce((sum, size) => sum + size, 0),
		byLayer,
		worst: largestFirst(files).slice(0, limit)
	};
}
/** Sorted by size, the largest first, then by path. */
function largestFirst(files) {
	return files.toSorted((left, right) => right.size - left.size || compareText(left.path, right.path));
}

// src/layers/reshipped.ts
const worthALayer = 1048576;
/**
* What the next image sends again although devices have it. Both images must have been looked at with `contentDigests`; a layer
* without them counts as all new. Empty files do not count.
*/
function compareContent(previous, next, limit = 20) {
	const known = new Set(previous.layers.flatMap((layer) => [...layer.contentDigests?.values() ?? []]));
	const blobs = new Set(previous.layers.map((layer) => layer.digest));
	const fresh = next.layers.filter((layer, index) => !blobs.has(layer.digest) && next.layers.findIndex((other) => other.digest === layer.digest) === index).map((layer) => ({
		layer,
		...sortFiles(layer, known)
	}));
	const again = fresh.flatMap((part) => part.again);
	return {
		changes: visibleChanges(previous, next, limit),
		bytes: bytesOf(again),
		pullBytes: Math.round(fresh.reduce((sum, { layer, again }) => sum + bytesOf(again) * layer.size / Math.max(1, layer.unpackedSize), 0)),
		worst: largestFirst(again).slice(0, limit),
		advice: fresh.flatMap(({ layer, again, changed }) => advise(layer, again, changed))
	};
}
function sortFiles(layer, known) {
	const again = [];
	const changed = [];
	for (const [index, { type, path, size }] of layer.entries.entries()) {
		if (type !== "file" || size === 0) continue;
		const digest = layer.contentDigests?.get(index);
		(digest !== void 0 && known.has(digest) ? again : changed).push({
			path,
			size,
			layer: layer.digest
		});
	}
	return {
		again,
		changed
	};
}
function advise(layer, again, changed) {
	const reshippedBytes = bytesOf(again);
	const changedBytes = bytesOf(changed);
	const [largest] = largestFirst(again);
	if (largest === void 0 || reshippedBytes < worthALayer || reshippedBytes < changedBytes) return [];
	const size = formatSize(reshippedBytes);
	const first = largestFirst(changed)[0];
	if (first === void 0) return [{
		layer: layer.digest,
		kind: "same",
		reshippedBytes,
		changedBytes,
		message: `a layer sends ${size} again in which no file has other content: only times, owners, names or its base differ; build it from the cache, or with constant times`
	}];
	return [{
		layer: layer.digest,
		kind: "split",
		reshippedBytes,
		changedBytes,
		message: `a layer sends ${size} again because ${formatSize(changedBytes)} in it changed: copy /${largest.path} in an earlier step than /${first.path}`
	}];
}
function visibleChanges(previous, next, limit) {
	const largest = [];
	let added = 0;
	let changed = 0;
	let removed = 0;
	for (const node of next.tree.all()) {
		if (node.entry.type === "directory") continue;
		const before = previous.tree.get(node.path);
		const isAdded = before === void 0 || before.entry.type === "directory";
		if (!isAdded && isSame(previous, before, next, node)) continue;
		if (isAdded) added += 1;
		else changed += 1;
		const size = node.content?.entry.size ?? 0;
		if (size > 0) largest.push({
			path: node.path,
			size,
			state: isAdded ? "added" : "changed"
		});
	}
	for (const node of previous.tree.all()) {
		if (node.entry.type === "directory") continue;
		const after = next.tree.get(node.path);
		if (after === void 0 || after.entry.type === "directory") removed += 1;
	}
	return {
		added,
		changed,
		removed,
		largest: largestFirst(largest).slice(0, limit)
	};
}
function isSame(previous, before, next, after) {
	if (before.content === void 0 || after.content === void 0) return before.entry.type === after.entry.type && before.entry.linkTarget === after.entry.linkTarget;
	const digest = contentDigest(previous, before);
	return digest !== void 0 && digest === contentDigest(next, after);
}
/** SHA-256 of what a node holds, where its image was looked at with `contentDigests`. */
function contentDigest(image, { content }) {
	return content === void 0 ? void 0 : image.layers[content.layer]?.contentDigests?.get(content.index);
}
function bytesOf(files) {
	return files.reduce((sum, file) => sum + file.size, 0);
}

// src/lint/foreign.ts
const arm32 = 40;
/** Programs and libraries of processors that the device does not have, largest first: they travel and are never started. */
function createForeign({ profile }) {
	const runs = (machine) => machine === 183 || profile.arm32 && machine === arm32;
	return {
		id: "foreign/1",
		wants: (_entry, head) => head[0] === 127 && head[1] === 69 ? "head" : "skip",
		read: (_entry, content) => {
			try {
				return readElfHeader(content.read(0, 20))?.machine;
			} catch {
				return;
			}
		},
		combine: ({ tree }, facts) => {
			const found = [];
			for (const node of tree.all()) {
				const machine = node.entry.type === "file" ? facts.of(node) : void 0;
				if (machine !== void 0 && !runs(machine)) found.push({
					path: node.path,
					size: node.entry.size
				});
			}
			return found.sort((left, right) => right.size - left.size || compareText(left.path, right.path));
		}
	};
}

// src/lint/secret-patterns.ts
const lettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".split("");
/** Tokens with a fixed start, as their issuers document them. */
const tokenPatterns = [
	{
		kind: "AWS access key",
		anchors: ["AKIA", "ASIA"],
		form: /A[KS]IA[A-Z2-7]{16}(?![A-Z0-9])/y
	},
	{
		kind: "AWS secret access key",
		anchors: ["aws_secret_access_key", "AWS_SECRET_ACCESS_KEY"],
		form: /aws_secret_access_key["']?[ \t]{0,8}[=:][ \t]{0,8}["']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/iy
	},
	{
		kind: "GitHub token",
		anchors: [
			"ghp_",
			"gho_",
			"ghu_",
			"ghs_",
			"ghr_"
		],
		form: /gh[pousr]_[A-Za-z0-9]{36}(?![A-Za-z0-9])/y
	},
	{
		kind: "GitHub token",
		anchors: ["github_pat_"],
		form: /github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}(?![A-Za-z0-9])/y
	},
	{
		kind: "GitLab token",
		anchors: ["glpat-"],
		form: /glpat-[A-Za-z0-9_-]{20,80}/y
	},
	{
		kind: "Slack token",
		anchors: [
			"xoxa-",
			"xoxb-",
			"xoxe-",
			"xoxp-",
			"xoxr-",
			"xoxs-"
		],
		form: /xox[abeprs]-[0-9A-Za-z]{8,20}-[0-9A-Za-z-]{10,200}/y
	},
	{
		kind: "Hugging Face token",
		anchors: lettersAndDigits.map((character) => `hf_${character}`),
		form: /hf_[A-Za-z0-9]{34,40}(?![A-Za-z0-9_])/y
	},
	{
		kind: "Stripe live key",
		anchors: ["sk_live_", "rk_live_"],
		form: /[rs]k_live_[A-Za-z0-9]{24,200}/y
	},
	{
		kind: "age secret key",
		anchors: ["AGE-SECRET-KEY-1"],
		form: /AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}(?![0-9A-Z])/y
	},
	{
		kind: "npm token",
		anchors: ["npm_"],
		form: /npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/y
	},
	{
		kind: "PyPI token",
		anchors: ["pypi-AgEIcHlwaS5vcmc"],
		form: /pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,250}/y
	},
	{
		kind: "Docker Hub token",
		anchors: ["dckr_pat_"],
		form: /dckr_pat_[A-Za-z0-9_-]{27}(?![A-Za-z0-9_-])/y
	}
];
/** Told apart only where nobody keeps public ones: in the config of an image, not in files. */
const configPatterns = [...tokenPatterns, {
	kind: "JSON Web Token",
	anchors: lettersAndDigits.map((character) => `eyJ${character}`),
	form: /eyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{20,2000}/y
}];
/** Longest text that any form needs to see. */
const longestSecret = 8192;
const sampleWords = /EXAMPLE|xxxxx|XXXXX|00000|12345678|abcdefgh|ABCDEFGH|deadbeef|placeholder|redacted|changeme/i;
/** True for texts that issuers and tests use as examples: with a telling word, or of few different characters. */
function isSample(secret) {
	return sampleWords.test(secret) || bitsPerCharacter(secret.slice(4)) < 2.5;
}
/** Shannon entropy of a text in bits per character; random base64 of 40 characters has about 4.8. */
function bitsPerCharacter(text) {
	const counts = /* @__PURE__ */ new Map();
	for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
	let bits = 0;
	for (const count of counts.values()) bits -= count / text.length * Math.log2(count / text.length);
	return bits;
}
/** Variables whose name says that they hold a secret. */
const secretName = /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|SECRET_KEY|TOKEN|API_?KEY|PRIVATE_KEY|ACCESS_KEY|CREDENTIALS)$/i;

// src/lint/anchor-scan.ts
const block = 4;
/**
* Looks for many short texts in one pass, in steps of up to three bytes (Wu and Manber, "A fast algorithm for multi-pattern
* searching"). Anchors are of Latin-1 and have four bytes or more.
*/
function createAnchorScan(anchors) {
	const steps = (/* @__PURE__ */ new Uint8Array(65536)).fill(3);
	const starts = /* @__PURE__ */ new Map();
	const texts = anchors.map((anchor) => Buffer.from(anchor, "latin1"));
	for (const [index, text] of texts.entries()) {
		for (let at = 1; at < block; at += 1) {
			const pair = (text[at - 1] ?? 0) << 8 | (text[at] ?? 0);
			steps[pair] = Math.min(steps[pair] ?? 0, 3 - at);
		}
		const start = text.readUInt32BE(0);
		starts.set(start, [...starts.get(start) ?? [], index]);
	}
	return (bytes, found) => {
		const { length } = bytes;
		for (let end = 3; end < length;) {
			const last = bytes[end] ?? 0;
			const third = bytes[end - 1] ?? 0;
			const step = steps[third << 8 | last] ?? 0;
			if (step > 0) {
				end += step;
				continue;
			}
			const start = end - block + 1;
			const word = ((bytes[start] ?? 0) << 24 | (bytes[start + 1] ?? 0) << 16 | third << 8 | last) >>> 0;
			const candidates = starts.get(word);
			if (candidates !== void 0) {
				for (const index of candidates) if (standsAt(bytes, start, texts[index])) found(index, start);
			}
			end += 1;
		}
	};
}
function standsAt(bytes, offset, text) {
	if (text === void 0 || offset + text.length > bytes.length) return false;
	for (let at = block; at < text.length; at += 1) if (bytes[offset + at] !== text[at]) return false;
	return true;
}

// src/lint/secret-files.ts
const files = [
	{
		path: /(?:^|\/)(?:\.npmrc|npmrc)$/,
		kind: "npm login",
		line: /^\s{0,20}(?:\/\/[^=\s]{1,300}:)?_(?:authToken|auth|password)\s{0,20}=\s{0,20}"?([^\s"]{4,})/
	},
	{
		path: /(?:^|\/)[._]netrc$/,
		kind: "login in .netrc",
		line: /(?:^|\s)password\s{1,20}(\S{3,})/
	},
	{
		path: /(?:^|\/)\.pypirc$/,
		kind: "PyPI login",
		line: /^\s{0,20}password\s{0,20}[=:]\s{0,20}(\S{4,})/
	},
	{
		path: /(?:^|\/)\.git-credentials$/,
		kind: "git login",
		line: /^[a-z]{3,10}:\/\/[^\s:@/]{1,200}:([^\s@/]{3,})@/
	},
	{
		path: /(?:^|\/)(?:\.docker\/config\.json|\.dockercfg|containers\/auth\.json)$/,
		kind: "container registry login",
		line: void 0
	}
];
const longestLine = 4096;
const secretMembers = /* @__PURE__ */ new Set([
	"auth",
	"password",
	"identitytoken",
	"registrytoken"
]);
/** The logins in a file, when its name says that it keeps some. References to variables, such as `${NPM_TOKEN}`, are none. */
function fileLogins(path, bytes) {
	const file = files.find((one) => one.path.test(path));
	if (file === void 0) return [];
	if (file.line === void 0) return registryLogins(bytes, file.kind);
	const found = [];
	let offset = 0;
	for (const line of bytes.toString("latin1").split("\n")) {
		const value = /^\s*[#;]/.test(line) ? void 0 : file.line.exec(line.slice(0, longestLine))?.[1];
		if (value !== void 0 && !isReference(value)) found.push({
			kind: file.kind,
			offset
		});
		offset += line.length + 1;
	}
	return found;
}
function isReference(value) {
	return /^(?:\$|%|<|\{\{)/.test(value);
}
function registryLogins(bytes, kind) {
	let config;
	try {
		config = JSON.parse(bytes.toString("utf8"));
	} catch {
		return [];
	}
	if (typeof config !== "object" || config === null) return [];
	const auths = "auths" in config ? config.auths : config;
	if (typeof auths !== "object" || auths === null) return [];
	return Object.entries(auths).filter(([, login]) => holdsSecret(login)).map(([registry]) => ({
		kind,
		offset: Math.max(0, bytes.indexOf(JSON.stringify(registry)))
	}));
}
function holdsSecret(login) {
	if (typeof login !== "object" || login === null) return false;
	return Object.entries(login).some(([name, value]) => secretMembers.has(name.toLowerCase()) && typeof value === "string" && value !== "");
}

// src/lint/secrets.ts
const mostHits = 16;
const mostTries = 1e4;
const keyEnd = "PRIVATE KEY";
const keyHeader = /-----BEGIN ((?:RSA |EC |DSA |OPENSSH |ENCRYPTED |ENCRYPTED SIGSTORE |ENCRYPTED COSIGN |PGP )?PRIVATE KEY(?: BLOCK)?)-----$/;
const keyNames = {
	"OPENSSH PRIVATE KEY": "OpenSSH private key",
	"ENCRYPTED SIGSTORE PRIVATE KEY": "encrypted cosign private key",
	"ENCRYPTED COSIGN PRIVATE KEY": "encrypted cosign private key",
	"ENCRYPTED PRIVATE KEY": "encrypted private key",
	"PGP PRIVATE KEY BLOCK": "PGP private key"
};
const shortestKey = 60;
/** The secrets in a file's bytes, by line; at most 16. A text of a megabyte takes some milliseconds. */
function findSecrets(path, bytes) {
	if (isSamplePlace(path)) return [];
	return [
		...privateKeys(bytes),
		...findTokens(bytes, fileTokens).map(({ kind, hint, offset }) => ({
			rule: "P5051",
			kind,
			hint,
			offset,
			line: 0
		})),
		...fileLogins(path, bytes).map(({ kind, offset }) => ({
			rule: "P5052",
			kind,
			hint: "",
			offset,
			line: 0
		}))
	].toSorted((left, right) => left.offset - right.offset || compareText(left.rule, right.rule)).slice(0, mostHits).map(({ rule, kind, hint, offset }) => ({
		rule,
		kind,
		hint,
		line: lineAt(bytes, offset)
	}));
}
/** Prepares patterns for `findTokens`. */
function tokenScan(patterns) {
	const pairs = patterns.flatMap((pattern) => pattern.anchors.map((anchor) => ({
		anchor,
		pattern
	})));
	return {
		scan: createAnchorScan(pairs.map(({ anchor }) => anchor)),
		byAnchor: pairs.map(({ pattern }) => pattern)
	};
}
const fileTokens = tokenScan(tokenPatterns);
/** Tokens of the given patterns in the order of the bytes, examples left out. */
function findTokens(bytes, { scan, byAnchor }) {
	const found = [];
	let tries = 0;
	let end = 0;
	scan(bytes, (anchor, offset) => {
		const pattern = byAnchor[anchor];
		if (pattern === void 0 || offset < end || tries >= mostTries || found.length >= 64) return;
		tries += 1;
		const secret = matchAt(bytes, offset, pattern.form);
		if (secret === void 0) return;
		end = offset + secret.length;
		if (!isSample(secret)) found.push({
			kind: pattern.kind,
			hint: hintOf(secret),
			offset
		});
	});
	return found;
}
function matchAt(bytes, at, form) {
	if (at > 0 && isWord(bytes[at - 1] ?? 0)) return void 0;
	form.lastIndex = 0;
	return form.exec(bytes.toString("latin1", at, Math.min(bytes.length, at + longestSecret)))?.[0];
}
function isWord(byte) {
	return byte >= 48 && byte <= 57 || byte >= 65 && byte <= 90 || byte >= 97 && byte <= 122 || byte === 43;
}
/** `ghp_… (40 characters)`: only where the first four characters are the same for every such token. */
function hintOf(secret) {
	const start = /^(?:gh[pousr]_|AKIA|ASIA|npm_)/.exec(secret)?.[0] ?? "";
	return start === "" ? `${secret.length} characters` : `${start}…, ${secret.length} characters`;
}
function privateKeys(bytes) {
	const found = [];
	let tries = 0;
	for (let at = bytes.indexOf(keyEnd, 0, "latin1"); at >= 0 && tries < mostTries; tries += 1) {
		const dashes = bytes.indexOf("-----", at, "latin1");
		const header = dashes < 0 || dashes > at + 17 ? null : keyHeader.exec(bytes.toString("latin1", Math.max(0, at - 40), dashes + 5));
		if (header !== null && hasKeyBody(bytes.toString("latin1", dashes + 5, dashes + 700)) && found.length < mostHits) {
			const offset = dashes + 5 - header[0].length;
			const kind = bytes.includes("\"service_account\"", 0, "latin1") ? "Google service account key" : keyNames[header[1] ?? ""] ?? "private key";
			found.push({
				rule: "P5050",
				kind,
				hint: "",
				offset,
				line: 0
			});
		}
		at = bytes.indexOf(keyEnd, at + 11, "latin1");
	}
	return found;
}
/** True when base64 follows, on lines of its own, escaped as in JSON, or after the headers of an old encrypted key. */
function hasKeyBody(text) {
	const base64 = text.replaceAll(/\\[nrt]/g, "\n").split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "" && !/^[A-Za-z-]{1,30}: /.test(line)).join("");
	const body = /^[A-Za-z0-9+/]+/.exec(base64)?.[0] ?? "";
	return body.length >= shortestKey && bitsPerCharacter(body) > 3.5;
}
function lineAt(bytes, offset) {
	let line = 1;
	for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) line += 1;
	return line;
}
const samplePlaces = [
	/(?:^|\/)usr\/share\/(?:doc|man|info|perl\d*)\//,
	/(?:^|\/)usr\/lib\/python[\d.]+\/test\//,
	/(?:^|\/)usr\/local\/lib\/python[\d.]+\/test\//,
	/(?:^|\/)(?:site|dist)-packages\/(?:[^/]+\/)*(?:tests?|testing|test_data|testdata|docs?|examples?)\//,
	/(?:^|\/)node_modules\/(?:[^/]+\/)*(?:tests?|__tests__|fixtures?|specs?|docs?|examples?|benchmarks?)\//,
	/(?:^|\/)node_modules\/(?:[^/]+\/)*(?:README|readme|CHANGELOG)[^/]*$/,
	/(?:^|\/)go\/pkg\/mod\/(?:[^/]+\/)*(?:testdata|[^/]+_test\.go)/,
	/(?:^|\/)(?:\.cargo\/registry\/src|vendor\/bundle|gems)\/(?:[^/]+\/)*(?:tests?|spec|examples?)\//
];
/** True for places whose keys and tokens are published examples. */
function isSamplePlace(path) {
	return samplePlaces.some((place) => place.test(path));
}

// src/lint/hygiene-config.ts
const rootUsers = /* @__PURE__ */ new Set([
	"",
	"root",
	"0"
]);
const mostWords = 4096;
const configTokens = tokenScan(configPatterns);
/** What an image config tells everybody, and whether it runs as root and has a health check. */
function judgeConfig(config) {
	const findings = [];
	for (const variable of config.environment) {
		const [name = ""] = variable.split("=", 1);
		findings.push(...judgeText(variable, `the variable ${shown(name)} of the image`));
		findings.push(...judgeVariable(variable, "the image"));
	}
	for (const name of Object.keys(config.labels).toSorted()) findings.push(...judgeText(config.labels[name] ?? "", `the label ${shown(name)}`));
	for (const word of [...config.entrypoint, ...config.command]) findings.push(...judgeText(word, "the command that the image starts"));
	for (const [index, step] of config.history.entries()) {
		const place = `step ${index + 1} of the build history`;
		findings.push(...judgeText(step, place));
		for (const variable of variablesOf(step)) if (!config.environment.includes(variable)) findings.push(...judgeVariable(variable, place));
	}
	return [...withoutRepeats(findings), ...judgeRunning(config)];
}
function judgeText(text, place) {
	return findTokens(Buffer.from(text), configTokens).map(({ kind, hint }) => ({
		rule: "P5053",
		severity: "error",
		message: `${place} holds a secret: ${kind} (${hint}); everybody who can pull the image can read it`,
		next: "use RUN --mount=type=secret in the build and give the value when the container starts; revoke this one"
	}));
}
function judgeVariable(variable, place) {
	const equals = variable.indexOf("=");
	const name = variable.slice(0, Math.max(equals, 0));
	const value = variable.slice(equals + 1).replaceAll(/^["']|["']$/g, "");
	if (!secretName.test(name) || !looksSecret(value)) return [];
	return [{
		rule: "P5054",
		severity: "warning",
		message: `${place} fixes the value of ${shown(name)}, whose name says that it is a secret`,
		next: "leave it out of ENV and ARG; give it when the container starts, or as a secret mount in the build"
	}];
}
/** Paths, references, switches and numbers are settings; so is what every example has. */
function looksSecret(value) {
	if (value.length < 4 || /^(?:\/|\.\/|\$|\{|<|file:|https?:|true$|false$|none$|null$|\d+$)/i.test(value)) return false;
	return value.length >= 40 ? !isSample(value) : true;
}
/** NAME=value words of ENV, ARG and `|1 NAME=value /bin/sh -c …` entries, as BuildKit and the classic builder write them. */
function variablesOf(step) {
	const start = /^(?:ENV|ARG|\/bin\/sh -c #\(nop\)\s+(?:ENV|ARG)|RUN \|\d+|\|\d+)\s+/.exec(step)?.[0];
	if (start === void 0) return [];
	const words = step.slice(start.length).split(/\s+/, mostWords);
	const shell = words.findIndex((word) => word === "/bin/sh" || word === "/bin/bash");
	return words.slice(0, shell < 0 ? void 0 : shell).filter((word) => /^[A-Za-z_]\w*=./.test(word));
}
function judgeRunning({ user, healthcheck }) {
	const findings = [];
	if (rootUsers.has(user.split(":")[0] ?? "")) findings.push({
		rule: "P5040",
		severity: "warning",
		message: `the image runs as root (USER is ${user === "" ? "not set" : shown(user)})`,
		next: "add a user in the Dockerfile and name it with USER; groups such as video and render give access to devices"
	});
	if (healthcheck.length === 0 || healthcheck[0] === "NONE") findings.push({
		rule: "P5041",
		severity: "warning",
		message: "the image has no HEALTHCHECK: canary-gate cannot tell an app that works from one that only runs. A Dockerfile that has one loses it when buildah writes the OCI format",
		next: "add a HEALTHCHECK to the Dockerfile; with buildah also build with --format docker"
	});
	return findings;
}
/** The same secret is in the environment and in the history that set it: each is reported, the same place twice is not. */
function withoutRepeats(findings) {
	const seen = /* @__PURE__ */ new Set();
	return findings.filter(({ rule, message }) => {
		const key = `${rule} ${message}`;
		if (seen.has(key)) return false;
		seen.add(key);
		return true;
	});
}
function shown(name) {
	return name.slice(0, 100).replaceAll(/[^\w.:/-]/g, "?");
}

// src/lint/hygiene-permissions.ts
const setUser = 2048;
const sticky = 512;
const writableByAll = 2;
const mostOfOneRule = 25;
const ofBaseImages = new Set("bbsuid chage chfn chsh crontab dotlockfile expiry gpasswd mount newgidmap newgrp newuidmap pam_timestamp_check passwd ping ping6 ssh-agent ssh-keysign su umount unix_chkpwd unix_update utempter wall write write.ul".split(" "));
/** Files that run with other rights than their starter's, and what everybody may write; at most 25 findings a rule. */
function judgePermissions(image) {
	const findings = [];
	const counts = /* @__PURE__ */ new Map();
	for (const node of image.tree.all()) for (const verdict of verdictsOn(node)) {
		const count = (counts.get(verdict.rule) ?? 0) + 1;
		counts.set(verdict.rule, count);
		if (count > mostOfOneRule) continue;
		const layer = image.layers[node.layer]?.digest;
		findings.push({
			...verdict,
			file: node.path,
			...layer === void 0 ? {} : { layer }
		});
	}
	for (const [rule, count] of counts) if (count > mostOfOneRule) findings.push({
		rule,
		severity: "warning",
		message: `${count - mostOfOneRule} more files have the same problem as the ${mostOfOneRule} that are named`
	});
	return findings.toSorted((left, right) => compareText(left.rule, right.rule));
}
function verdictsOn({ path, entry }) {
	if (entry.type !== "file" && entry.type !== "directory") return [];
	const verdicts = [];
	if (entry.type === "file" && (entry.mode & 3072) !== 0 && (entry.mode & 73) !== 0) {
		const name = path.slice(path.lastIndexOf("/") + 1);
		const usual = /^(?:usr\/)?(?:s?bin|lib)\//.test(path) && ofBaseImages.has(name) && entry.uid === 0;
		verdicts.push({
			rule: "P5055",
			severity: usual ? "notice" : "warning",
			message: `/${path} runs with the rights of its ${(entry.mode & setUser) !== 0 ? `owner (user ${entry.uid})` : `group (${entry.gid})`} whoever starts it`,
			next: `take the bit away (chmod ug-s /${path}) unless the app needs it`
		});
	}
	if (entry.type === "file" && entry.attributes?.includes("security.capability") === true) verdicts.push({
		rule: "P5056",
		severity: "warning",
		message: `/${path} has file capabilities: whoever starts it gets rights of root`,
		next: `remove them (setcap -r /${path}) and give the container the capability that it needs`
	});
	const openFolder = entry.type === "directory" && (entry.mode & sticky) === 0;
	if ((entry.mode & writableByAll) !== 0 && (entry.type === "file" || openFolder)) verdicts.push({
		rule: "P5057",
		severity: "warning",
		message: `everybody may write ${entry.type === "file" ? `/${path}` : `in the folder /${path}, which has no sticky bit`}`,
		next: `chmod o-w /${path}`
	});
	return verdicts;
}

// src/lint/hygiene.ts
const largestScanned = 1024 ** 2;
const binaryMagic = [
	"ELF",
	"",
	"PK",
	"(µ/ý",
	"PNG",
	"ÿØÿ",
	"!<arch>"
];
/**
* Rules P5040 to P5057: secrets in any layer, in the environment and in the history; the rights of files; the user and the
* health check. No finding and no fact holds a secret.
*/
function createHygiene() {
	return {
		id: "hygiene/1",
		wants: ({ size }, head) => interestIn(size, head),
		read: ({ path }, content) => {
			const bytes = content.read(0, Math.min(content.size, largestScanned));
			const hits = findSecrets(path, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
			return hits.length === 0 ? void 0 : hits;
		},
		combine: (image, facts) => [
			...secretFindings(image, facts),
			...judgeConfig(image.config),
			...judgePermissions(image)
		]
	};
}
/** Text of at most 1 MiB is read whole, of a larger file its start; programs and archives not at all. */
function interestIn(size, head) {
	if (size < 16) return "skip";
	const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 512));
	if (binaryMagic.some((magic) => start.subarray(0, magic.length).equals(Buffer.from(magic, "latin1")))) return "skip";
	if (start.includes(0)) return "skip";
	return size <= largestScanned ? "whole" : "head";
}
function secretFindings(image, facts) {
	const findings = [];
	for (const [index, { digest }] of image.layers.entries()) for (const [{ path }, hits] of facts.inLayer(index)) {
		const hidden = image.tree.get(path)?.layer !== index;
		for (const { rule, kind, line, hint } of hits) findings.push({
			rule,
			severity: "error",
			message: `/${path} line ${line} holds ${article(kind)} ${kind}${hint === "" ? "" : ` (${hint})`}${hidden ? ", in a layer below: it is deleted or replaced later, but still part of the image" : ""}`,
			file: path,
			line,
			layer: digest,
			next: "give it to the build as a secret mount (RUN --mount=type=secret), not as a file or argument, and revoke this one: it must count as known"
		});
	}
	return findings.toSorted((left, right) => compareText(left.rule, right.rule));
}
function article(kind) {
	return /^[aeiouAEIOU]/.test(kind) ? "an" : "a";
}

// src/formats/deb822.ts
/**
* Reads control paragraphs (deb822(5)): `Name: value` with continuation lines, paragraphs apart by blank lines. Total: lines that
* are neither are passed over, and of a field that comes twice the first counts.
*/
function* readParagraphs(text) {
	let fields = /* @__PURE__ */ new Map();
	let lines;
	let name = "";
	const close = () => {
		if (lines !== void 0 && !fields.has(name)) fields.set(name, lines.join("\n"));
		lines = void 0;
	};
	for (const line of linesOf(text)) {
		if (line === "" || /^\s+$/.test(line)) {
			close();
			if (fields.size > 0) yield fields;
			fields = /* @__PURE__ */ new Map();
			continue;
		}
		if (line.startsWith(" ") || line.startsWith("	")) {
			lines?.push(line.slice(1));
			continue;
		}
		const colon = line.indexOf(":");
		if (line.startsWith("#") || colon <= 0) continue;
		close();
		name = line.slice(0, colon).trim().toLowerCase();
		lines = [line.slice(colon + 1).trim()];
	}
	close();
	if (fields.size > 0) yield fields;
}
/** Lines of a text without their ends, one at a time, so that a large text does not become a large array. */
function* linesOf(text) {
	for (let start = 0; start < text.length;) {
		const end = text.indexOf("\n", start);
		const line = end < 0 ? text.slice(start) : text.slice(start, end);
		yield line.endsWith("\r") ? line.slice(0, -1) : line;
		start = end < 0 ? text.length : end + 1;
	}
}

// src/sbom/catalogue/cataloguer.ts
/** Where a fact was found, without the fact. */
function locationOf({ path, layer }) {
	return {
		path,
		layer
	};
}
/** All bytes of a file, as text. */
function textOf$2(content) {
	const bytes = content.read(0, content.size);
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}
/** The last part of a path. */
function fileName(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}
/** The path without its last part, empty for a name alone. */
function folderOf(path) {
	return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
/** True for the path itself and for the same path below any other folder, as in an unpacked root file system. */
function endsAt(path, tail) {
	return path.endsWith(tail) && (path.length === tail.length || path[path.length - tail.length - 1] === "/");
}
/** Texts that are not empty, each once, in their order. */
function distinct(texts) {
	return [...new Set(texts.filter((text) => text !== void 0 && text !== ""))];
}

// src/sbom/catalogue/cpe.ts
const longest$1 = 200;
/** A CPE 2.3 name (NISTIR 7695) for a vendor's product: a guess that scanners may start from. Undefined where nothing is left to name. */
function cpeOf(vendor, product, version, target = "*") {
	const [maker, made] = [bound(vendor), bound(product)];
	if (maker === "" || made === "") return void 0;
	return `cpe:2.3:a:${maker}:${made}:${bound(version) || "*"}:*:*:*:*:${target}:*:*`;
}
function bound(text) {
	return text.slice(0, longest$1).replaceAll(/\s+/g, "_").replaceAll(/[^\x21-\x7e]/g, "").replaceAll(/[^A-Za-z0-9._-]/g, (character) => `\\${character}`);
}

// src/sbom/catalogue/package-url.ts
/**
* Writes a package URL (purl-spec): qualifiers sorted, empty ones left out. A + is always encoded, since readers differ on what a
* bare one is. Total: any text gives a valid one.
*/
function packageUrl({ type, namespace = "", name, version, qualifiers = {}, subpath = "" }) {
	const folder = namespace === "" ? "" : `${encodedParts(namespace)}/`;
	const query = Object.keys(qualifiers).filter((key) => qualifiers[key] !== "").sort().map((key) => `${key}=${encoded(qualifiers[key] ?? "")}`).join("&");
	const at = version === "" ? "" : `@${encoded(version)}`;
	const inside = encodedParts(subpath);
	return `pkg:${type}/${folder}${encoded(name)}${at}${query === "" ? "" : `?${query}`}${inside === "" ? "" : `#${inside}`}`;
}
function encodedParts(path) {
	return path.split("/").filter((part) => part !== "").map(encoded).join("/");
}
/** The `distro` qualifier: `debian-12`, or the id alone where os-release has no VERSION_ID; empty when nothing is known. */
function distroQualifier(distribution) {
	if (distribution === void 0 || distribution.id === "") return "";
	return distribution.versionId === "" ? distribution.id : `${distribution.id}-${distribution.versionId}`;
}
function encoded(text) {
	return encodeURIComponent(text.toWellFormed()).replaceAll("%3A", ":");
}

// src/sbom/catalogue/relations.ts
/** The package names in a Depends field (Debian Policy, chapter 7): one group for each comma, alternatives in their order; versions and architectures are left out. */
function relationGroups(field) {
	return field.split(",").map((group) => namesIn$1(group.split("|"))).filter((group) => group.length > 0);
}
/** The package names in a Provides field. */
function providedNames(field) {
	return namesIn$1(field.split(","));
}
function namesIn$1(relations) {
	return relations.map((relation) => /^[^\s:([<]+/.exec(relation.trim())?.[0] ?? "").filter((name) => name !== "");
}
const maximumEqual = 32;
/** For each package the positions of those that it needs, sorted: a package of the name, else all that provide it. Of several architectures of one name its own counts first. */
function resolveRelations(packages) {
	const named = indexBy(packages, ({ name }) => [name]);
	const providing = indexBy(packages, ({ provides }) => provides);
	return packages.map((one, self) => {
		const needs = /* @__PURE__ */ new Set();
		for (const group of one.needs) for (const other of firstSatisfied(group, one, packages, named, providing)) needs.add(other);
		needs.delete(self);
		return [...needs].sort((a, b) => a - b);
	});
}
function indexBy(packages, names) {
	const index = /* @__PURE__ */ new Map();
	for (const [position, one] of packages.entries()) for (const name of names(one)) {
		const positions = index.get(name);
		if (positions === void 0) index.set(name, [position]);
		else if (positions.length < maximumEqual) positions.push(position);
	}
	return index;
}
function firstSatisfied(group, one, packages, named, providing) {
	for (const name of group) {
		const real = named.get(name) ?? [];
		const fits = (architecture) => real.find((position) => packages[position]?.architecture === architecture);
		const chosen = fits(one.architecture) ?? fits("all") ?? real[0];
		if (chosen !== void 0) return [chosen];
		const providers = providing.get(name);
		if (providers !== void 0) return providers;
	}
	return [];
}

// src/sbom/catalogue/apk.ts
/** The database of Alpine's package manager, at its old and its new place. */
const apkCataloguer = {
	name: "apk",
	maximumBytes: 67108864,
	wants: (path) => endsAt(path, "lib/apk/db/installed"),
	read: (_, content) => readApkDatabase(textOf$2(content)),
	components: (found, context) => found.flatMap((database) => draftsOf$4(database, context))
};
/** Every package in the text of an apk database, in its order. Total: what is no field is passed over. */
function readApkDatabase(text) {
	const packages = [];
	let fields = /* @__PURE__ */ new Map();
	const close = () => {
		const found = packageOf$3(fields);
		if (found !== void 0) packages.push(found);
		fields = /* @__PURE__ */ new Map();
	};
	for (const line of linesOf(text)) if (line === "") close();
	else if (line[1] === ":" && !fields.has(line.slice(0, 1))) fields.set(line.slice(0, 1), line.slice(2).trim());
	close();
	return packages;
}
function packageOf$3(fields) {
	const field = (letter) => fields.get(letter) ?? "";
	const [name, version] = [field("P"), field("V")];
	if (name === "" || version === "") return void 0;
	return {
		name,
		version,
		architecture: field("A"),
		origin: field("o"),
		maintainer: field("m"),
		licence: field("L"),
		homepage: field("U"),
		description: field("T"),
		needs: namesIn(field("D")).map((dependency) => [dependency]),
		provides: namesIn(field("p"))
	};
}
function namesIn(field) {
	const names = field.split(/\s+/).filter((word) => !word.startsWith("!")).map((word) => /^[^<>=~]+/.exec(word)?.[0] ?? "");
	return distinct(names);
}
function draftsOf$4({ fact, ...found }, context) {
	const needs = resolveRelations(fact);
	const { distribution } = context;
	const namespace = distribution === void 0 || distribution.id === "" ? "alpine" : distribution.id;
	return fact.map((one, index) => ({
		key: `${found.path}#${index}`,
		ecosystem: "apk",
		name: one.name,
		version: one.version,
		purl: packageUrl({
			type: "apk",
			namespace: namespace.toLowerCase(),
			name: one.name,
			version: one.version,
			qualifiers: {
				arch: one.architecture,
				distro: distroQualifier(distribution),
				upstream: one.origin === one.name ? "" : one.origin
			}
		}),
		licences: licencesIn(one.licence),
		supplier: one.maintainer || void 0,
		cpe: cpeOf(one.name, one.name, one.version),
		description: one.description || void 0,
		homepage: one.homepage || void 0,
		hashes: [],
		locations: [locationOf(found)],
		needs: (needs[index] ?? []).map((other) => `${found.path}#${other}`)
	}));
}
function licencesIn(field) {
	return /\b(?:AND|OR|WITH)\b|[()]/.test(field) ? [field] : distinct(field.split(/\s+/));
}

// src/sbom/catalogue/assemble.ts
const longestName$1 = 1024;
const longestText$1 = 2e3;
const longestLicence$1 = 65536;
/** True for a name and a version of a length that a package may have. */
function isPlausible({ name, version }) {
	return name.length <= longestName$1 && version.length <= longestName$1;
}
/** Gives every draft its reference and turns the keys of what it needs into references. Sorted by reference. */
function assemble(drafts) {
	const references = /* @__PURE__ */ new Map();
	const counts = /* @__PURE__ */ new Map();
	const sorted = drafts.toSorted((a, b) => compareText(a.purl, b.purl) || compareText(a.key, b.key));
	for (const { key, purl } of sorted) {
		const count = (counts.get(purl) ?? 0) + 1;
		counts.set(purl, count);
		references.set(key, count === 1 ? purl : `${purl}#${count}`);
	}
	return sorted.map(({ key, needs, ...rest }) => ({
		...rest,
		licences: rest.licences.map((licence) => licence.slice(0, longestLicence$1)),
		supplier: rest.supplier?.slice(0, longestText$1),
		description: rest.description?.slice(0, longestText$1),
		homepage: rest.homepage?.slice(0, longestText$1),
		ref: references.get(key) ?? rest.purl,
		locations: rest.locations.toSorted((a, b) => compareText(a.path, b.path)),
		dependsOn: referencesOf(needs, references)
	})).sort((a, b) => compareText(a.ref, b.ref));
}
function referencesOf(keys, references) {
	const found = keys.map((key) => references.get(key)).filter((ref) => ref !== void 0);
	return [...new Set(found)].sort(compareText);
}

// src/formats/rust-audit.ts
const maximumSection = 8388608;
const maximumInflated = 33554432;
const maximumCrates = 2e4;
/** The crates that cargo-auditable wrote into a program, undefined for one without them. Throws FORMAT_CORRUPT when they are broken. */
function readRustAudit(elf) {
	const section = sectionBytes(elf, ".dep-v0", maximumSection);
	return section === void 0 ? void 0 : cratesIn(section);
}
/** The crates in the bytes of a `.dep-v0` section: JSON under zlib. Throws FORMAT_CORRUPT. */
function cratesIn(section) {
	const packages = packagesIn(section);
	if (packages.length > maximumCrates) throw corrupt$3("names too many crates");
	return packages.map((one) => {
		if (typeof one !== "object" || one === null) throw corrupt$3("has a crate that is no object");
		const { name, version, source, kind, root, dependencies } = one;
		if (typeof name !== "string" || typeof version !== "string") throw corrupt$3("has a crate without name or version");
		return {
			name,
			version,
			source: typeof source === "string" ? source : "",
			runtime: kind === void 0 || kind === "runtime",
			root: root === true,
			dependencies: positionsIn(dependencies, packages.length)
		};
	});
}
function packagesIn(section) {
	try {
		const packages = JSON.parse(inflateSync(section, { maxOutputLength: maximumInflated }).toString("utf8"))?.packages;
		if (Array.isArray(packages)) return packages;
	} catch (cause) {
		throw formatFaults.fault("FORMAT_CORRUPT", "the list of crates in a Rust program cannot be read", { cause });
	}
	throw corrupt$3("has no packages");
}
function positionsIn(value, length) {
	if (!Array.isArray(value)) return [];
	const positions = value.filter((position) => typeof position === "number" && Number.isInteger(position) && position >= 0 && position < length);
	return [...new Set(positions)].sort((a, b) => a - b);
}
function corrupt$3(what) {
	return formatFaults.fault("FORMAT_CORRUPT", `the list of crates in a Rust program ${what}`);
}

// src/sbom/catalogue/programs.ts
/** True for the first bytes of an ELF file. */
function isElf(head) {
	return head[0] === 127 && head[1] === 69 && head[2] === 76 && head[3] === 70;
}
/**
* A program whose headers can be read. Broken ones are no package databases, and real images have them as test data, so that
* they are undefined here and not a gap; the lint says what is wrong with those that can be reached.
*/
function openElf(file) {
	try {
		const elf = readElf(file);
		elf?.sections();
		return elf;
	} catch (error) {
		if (isFault(error)) return void 0;
		throw error;
	}
}

// src/sbom/catalogue/cargo.ts
/** Crates that cargo-auditable wrote into Rust programs; those that only ran while they were built are left out. */
const cargoCataloguer = {
	name: "cargo",
	maximumBytes: Number.MAX_SAFE_INTEGER,
	wants: (_, head) => isElf(head),
	read: (_, content) => {
		const elf = openElf(content);
		return elf === void 0 ? void 0 : readRustAudit(elf);
	},
	components: (found) => found.flatMap(draftsOf$3)
};
function draftsOf$3({ fact, ...found }) {
	const key = (index) => `${found.path}#cargo ${index}`;
	return fact.flatMap((crate, index) => {
		if (!crate.runtime) return [];
		return [{
			key: key(index),
			ecosystem: "cargo",
			name: crate.name,
			version: crate.version,
			purl: packageUrl({
				type: "cargo",
				name: crate.name,
				version: crate.version
			}),
			licences: [],
			supplier: void 0,
			cpe: cpeOf(crate.name, crate.name, crate.version),
			description: void 0,
			homepage: void 0,
			hashes: [],
			locations: [locationOf(found)],
			needs: crate.dependencies.filter((other) => fact[other]?.runtime === true).map(key)
		}];
	});
}

// src/sbom/catalogue/copyright.ts
/** Licences in the copyright files of Debian packages; it makes no components. */
const copyrightCataloguer = {
	name: "copyright",
	maximumBytes: 16777216,
	wants: (path) => fileName(path) === "copyright" && endsAt(path.split("/").slice(0, -2).join("/"), "share/doc"),
	read: (_, content) => {
		const licences = readCopyright(textOf$2(content));
		return licences.length === 0 ? void 0 : licences;
	},
	components: () => []
};
const maximumLicences = 500;
const longestSynopsis = 1e3;
/**
* The licences that a copyright file names, sorted: in the machine-readable form (DEP-5) those that its files have, else the
* common licences of Debian that it points to.
*/
function readCopyright(text) {
	const named = machineReadable(text);
	return named.length > 0 ? named : commonLicences(text);
}
function machineReadable(text) {
	if (!/^Format(?:-Specification)?:/im.test(text.slice(0, 2e3))) return [];
	const [ofFiles, others] = [[], []];
	for (const fields of readParagraphs(text)) {
		const synopsis = fields.get("license")?.split("\n")[0]?.trim() ?? "";
		if (synopsis === "" || synopsis.length > longestSynopsis) continue;
		(fields.has("files") ? ofFiles : others).push(synopsis);
	}
	return distinct(ofFiles.length > 0 ? ofFiles : others).toSorted().slice(0, maximumLicences);
}
function commonLicences(text) {
	const names = /* @__PURE__ */ new Set();
	for (const found of text.matchAll(/\/usr\/share\/common-licenses\/([A-Za-z0-9][A-Za-z0-9.+-]{0,60})/g)) names.add((found[1] ?? "").replace(/[.-]+$/, ""));
	return [...names].sort();
}

// src/sbom/catalogue/deb.ts
/** dpkg's database: `status`, and in distroless images a folder of paragraphs. */
const debCataloguer = {
	name: "deb",
	maximumBytes: 67108864,
	wants: (path) => endsAt(path, "lib/dpkg/status") || endsAt(folderOf(path), "lib/dpkg/status.d") && !path.endsWith(".md5sums"),
	read: (_, content) => {
		const packages = readDpkgStatus(textOf$2(content));
		return packages.length === 0 ? void 0 : packages;
	},
	components: components$1
};
/** Every package of a dpkg status file whose files are there, in the file's order. */
function readDpkgStatus(text) {
	const packages = [];
	for (const fields of readParagraphs(text)) {
		const found = packageOf$2(fields);
		if (found !== void 0) packages.push(found);
	}
	return packages;
}
const absent = /* @__PURE__ */ new Set(["config-files", "not-installed"]);
function packageOf$2(fields) {
	const field = (name) => fields.get(name) ?? "";
	const [name, version] = [field("package"), field("version")];
	const state = field("status").split(/\s+/)[2];
	if (name === "" || version === "" || state !== void 0 && absent.has(state)) return void 0;
	const [, source = "", sourceVersion = ""] = /^(\S+)(?:\s+\((.*)\))?/.exec(field("source")) ?? [];
	return {
		name,
		version,
		architecture: field("architecture"),
		source,
		sourceVersion,
		maintainer: field("maintainer"),
		homepage: field("homepage"),
		description: field("description").split("\n")[0] ?? "",
		needs: relationGroups([field("pre-depends"), field("depends")].join(",")),
		provides: providedNames(field("provides"))
	};
}
function components$1(found, context) {
	const drafts = [];
	for (const database of databases(found)) {
		const needs = resolveRelations(database.map(({ fact }) => fact));
		for (const [index, one] of database.entries()) drafts.push(draftOf$2(one, context, (needs[index] ?? []).map((other) => keyOf(database[other] ?? one))));
	}
	return drafts;
}
function databases(found) {
	const roots = /* @__PURE__ */ new Map();
	for (const { fact, ...location } of found) {
		const root = rootOf(location.path);
		const installed = roots.get(root) ?? /* @__PURE__ */ new Map();
		roots.set(root, installed);
		for (const one of fact) {
			const name = `${one.name} ${one.version} ${one.architecture}`;
			if (!installed.has(name)) installed.set(name, {
				...location,
				fact: one
			});
		}
	}
	return [...roots.values()].map((installed) => [...installed.values()]);
}
function rootOf(path) {
	return path.slice(0, path.lastIndexOf("lib/dpkg/status")).replace(/(?:var|usr)\/$/, "");
}
function keyOf({ path, fact }) {
	return `${path}#${fact.name} ${fact.version} ${fact.architecture}`;
}
function draftOf$2(one, context, needs) {
	const { fact } = one;
	const copyright = `${rootOf(one.path)}usr/share/doc/${fact.name}/copyright`;
	const licences = context.fact(copyrightCataloguer.name, copyright);
	return {
		key: keyOf(one),
		ecosystem: "deb",
		name: fact.name,
		version: fact.version,
		purl: purlOf$1(fact, context),
		licences: licences ?? [],
		supplier: fact.maintainer || void 0,
		cpe: cpeOf(fact.name, fact.name, fact.version),
		description: fact.description || void 0,
		homepage: fact.homepage || void 0,
		hashes: [],
		locations: [locationOf(one), ...evidence(one, copyright, context)],
		needs
	};
}
function evidence({ path, fact }, copyright, context) {
	const folder = `${path.slice(0, path.lastIndexOf("lib/dpkg/status"))}lib/dpkg/info/`;
	return [context.location(`${folder}${fact.name}:${fact.architecture}.list`) ?? context.location(`${folder}${fact.name}.list`), context.location(copyright)].filter((location) => location !== void 0);
}
function purlOf$1(fact, { distribution }) {
	const upstream = fact.sourceVersion === "" ? fact.source : `${fact.source}@${fact.sourceVersion}`;
	return packageUrl({
		type: "deb",
		namespace: distribution === void 0 || distribution.id === "" ? "debian" : distribution.id,
		name: fact.name,
		version: fact.version,
		qualifiers: {
			arch: fact.architecture,
			distro: distroQualifier(distribution),
			upstream
		}
	});
}

// src/sbom/catalogue/distribution.ts
/** Reads os-release(5); it makes no components, and the others ask for what it says. */
const distributionCataloguer = {
	name: "os-release",
	maximumBytes: 65536,
	wants: (path) => fileName(path) === "os-release",
	read: (_, content) => readOsRelease(textOf$2(content)),
	components: () => []
};
/** Where os-release(5) says that it is, in the order of precedence. */
const osReleasePaths = ["etc/os-release", "usr/lib/os-release"];
/** What an os-release file says. Lines that are no assignments are passed over, as the shell's readers of it do. */
function readOsRelease(text) {
	const fields = /* @__PURE__ */ new Map();
	for (const line of text.split("\n")) {
		const found = /^\s*([A-Z0-9_]+)=(.*)$/.exec(line);
		if (found !== null) fields.set(found[1] ?? "", unquoted((found[2] ?? "").trim()));
	}
	const field = (name) => fields.get(name) ?? "";
	return {
		id: field("ID"),
		versionId: field("VERSION_ID"),
		name: field("NAME"),
		idLike: field("ID_LIKE").split(/\s+/).filter((word) => word !== ""),
		codename: field("VERSION_CODENAME")
	};
}
function unquoted(value) {
	const quote = value[0];
	if (quote === "'" && value.endsWith("'") && value.length > 1) return value.slice(1, -1);
	return (quote === "\"" && value.endsWith("\"") && value.length > 1 ? value.slice(1, -1) : value).replaceAll(/\\(["'`$\\])/g, "$1");
}

// src/sbom/catalogue/go-version.ts
const window = 1048576;
const longest = 64;
const mostBytes = 268435456;
const text = /\0v?(\d+\.\d+\.\d+(?:[-+][\w.+-]*)?)(?=\0)/g;
/**
* The version that a Go program was linked with (-X), when its build information keeps no flags. Go's own constants lie side by
* side without an end; only texts that the linker was given end in NUL. Undefined when there is none such, or not only one.
*/
function linkedVersion(file, elf) {
	const section = elf.sections().find(({ name }) => name === ".rodata");
	if (section === void 0 || section.size > mostBytes) return void 0;
	const found = /* @__PURE__ */ new Set();
	for (let at = 0; at < section.size && found.size < 2; at += window) {
		const from = Math.max(0, at - longest);
		const length = Math.min(at + window, section.size) - from;
		const bytes = file.read(section.offset + from, length);
		const read = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
		for (const [, version = ""] of read.matchAll(text)) if (version.length < longest) found.add(`v${version}`);
	}
	return found.size === 1 ? [...found][0] : void 0;
}

// src/sbom/catalogue/go.ts
/** Go programs by the build information that the linker writes into them. */
const goCataloguer = {
	name: "go",
	maximumBytes: Number.MAX_SAFE_INTEGER,
	wants: (_, head) => isElf(head),
	read: (_, content) => {
		const elf = openElf(content);
		const info = elf === void 0 ? void 0 : readGoBuildInfo(content, elf);
		if (elf === void 0 || info === void 0) return void 0;
		return programOf(info, () => linkedVersion(content, elf));
	},
	components: (found) => found.flatMap(draftsOf$2)
};
function programOf(info, linked) {
	return {
		toolchain: /^go(\d+(?:\.\d+)*(?:(?:rc|beta)\d+)?)/.exec(info.goVersion)?.[1] ?? "",
		main: mainOf(info, linked),
		deps: info.deps.map(compiled).filter(({ path }) => path !== "")
	};
}
const unknownVersion = "(devel)";
function mainOf(info, linked) {
	const { path, version } = info.main === void 0 ? {
		path: info.path,
		version: unknownVersion
	} : compiled(info.main);
	if (path === "") return void 0;
	return version === unknownVersion || version === "" ? {
		path,
		version: builtVersion(info, linked)
	} : {
		path,
		version
	};
}
function compiled({ replace, ...module }) {
	const { path, version } = replace === void 0 || /^\.{0,2}\//.test(replace.path) ? module : replace;
	return {
		path,
		version
	};
}
const flaggedVersions = ["(?:git|build)?_?version", "tag"].map((name) => new RegExp(`\\.${name}=(?:[^\\s'"=]*/)?(v?\\d+\\.\\d+\\.\\d+[0-9A-Za-z.+~-]*)`, "i"));
function builtVersion({ settings }, linked) {
	const flags = settings["-ldflags"] ?? "";
	const flagged = flaggedVersions.map((pattern) => pattern.exec(flags)?.[1]).find((found) => found !== void 0);
	if (flagged !== void 0) return flagged.startsWith("v") ? flagged : `v${flagged}`;
	const text = linked();
	if (text !== void 0) return text;
	const [revision = "", time = ""] = [settings["vcs.revision"], settings["vcs.time"]];
	const moment = Date.parse(time);
	if (revision === "" || Number.isNaN(moment)) return unknownVersion;
	return `v0.0.0-${new Date(moment).toISOString().replaceAll(/[-:T]|\.\d+Z$/g, "")}-${revision.slice(0, 12)}`;
}
function draftsOf$2({ fact, ...found }) {
	const key = (index) => `${found.path}#go ${index}`;
	const location = locationOf(found);
	const needed = fact.deps.map((module, index) => moduleDraft(key(index), module, location, []));
	if (fact.toolchain !== "") needed.push(libraryDraft(`${found.path}#go stdlib`, fact.toolchain, location));
	if (fact.main === void 0) return needed;
	const needs = needed.map((draft) => draft.key);
	return [...needed, moduleDraft(`${found.path}#go main`, fact.main, location, needs)];
}
function moduleDraft(key, { path, version }, location, needs) {
	const parts = path.split("/");
	const [host = "", owner = "", ...rest] = parts;
	return {
		key,
		ecosystem: "golang",
		name: path,
		version,
		purl: modulePurl(parts, version),
		licences: [],
		supplier: void 0,
		cpe: host.includes(".") && rest[0] !== void 0 ? cpeOf(owner, rest[0], version) : void 0,
		description: void 0,
		homepage: void 0,
		hashes: [],
		locations: [location],
		needs
	};
}
function modulePurl(parts, version) {
	const end = Math.min(parts.length, 3);
	return packageUrl({
		type: "golang",
		namespace: parts.slice(0, end - 1).join("/"),
		name: parts[end - 1] ?? "",
		version,
		subpath: parts.slice(end).join("/")
	});
}
function libraryDraft(key, version, location) {
	return {
		key,
		ecosystem: "golang",
		name: "stdlib",
		version,
		purl: packageUrl({
			type: "golang",
			name: "stdlib",
			version
		}),
		licences: ["BSD-3-Clause"],
		supplier: "The Go Authors",
		cpe: cpeOf("golang", "go", version),
		description: "The standard library of Go",
		homepage: void 0,
		hashes: [],
		locations: [location],
		needs: []
	};
}

// src/formats/zip-directory.ts
const endLength = 22;
const locatorLength = 20;
const entryLength$1 = 46;
const localLength = 30;
const maximumEntries$1 = 1e6;
const maximumDirectory = 536870912;
const windowBytes = 262144;
const signatures = {
	end: 101010256,
	end64: 101075792,
	locator: 117853008,
	entry: 33639248,
	local: 67324752
};
/** True when a file starts as an archive does that is not empty; one with a program in front does not. */
function isZip(head) {
	return head[0] === 80 && head[1] === 75 && head[2] === 3 && head[3] === 4;
}
/**
* The entries of a ZIP archive (APPNOTE 6.3.10) from its central directory, piece by piece, without the archive in memory; with
* ZIP64 and with bytes in front of it. Throws FORMAT_CORRUPT for a file that is none, and for broken directories.
*/
function* readZipDirectory(file) {
	const directory = findDirectory(file);
	if (directory.count > maximumEntries$1 || directory.size > maximumDirectory) throw corrupt$2("has too many entries");
	const end = directory.offset + directory.size;
	let view = viewOf$1(/* @__PURE__ */ new Uint8Array());
	let start = directory.offset;
	let at = directory.offset;
	const has = (length) => {
		if (at + length <= start + view.byteLength) return true;
		if (at + length > end) return false;
		start = at;
		view = viewOf$1(file.read(at, Math.min(end - at, Math.max(length, windowBytes))));
		return view.byteLength >= length;
	};
	for (let count = 0; count < directory.count; count += 1) {
		if (!has(entryLength$1) || view.getUint32(at - start, true) !== signatures.entry) throw corrupt$2("has a broken entry");
		const lengths = [
			28,
			30,
			32
		].map((field) => view.getUint16(at - start + field, true));
		const total = entryLength$1 + lengths.reduce((sum, length) => sum + length, 0);
		if (!has(total)) throw corrupt$2("ends inside an entry");
		yield entryOf(new DataView(view.buffer, view.byteOffset + at - start, total), lengths, directory.shift);
		at += total;
	}
}
function findDirectory(file) {
	const tailLength = Math.min(file.size, 65557);
	const tail = viewOf$1(file.read(file.size - tailLength, tailLength));
	for (let at = tail.byteLength - endLength; at >= 0; at -= 1) {
		if (tail.getUint32(at, true) !== signatures.end) continue;
		if (at + endLength + tail.getUint16(at + 20, true) > tail.byteLength) continue;
		const end = file.size - tailLength + at;
		const short = {
			count: tail.getUint16(at + 10, true),
			size: tail.getUint32(at + 12, true),
			offset: tail.getUint32(at + 16, true)
		};
		return placed((short.count === 65535 || short.size === 4294967295 || short.offset === 4294967295 ? longDirectory(file, end) : void 0) ?? {
			...short,
			end
		});
	}
	throw corrupt$2("has no central directory");
}
function longDirectory(file, end) {
	if (end < locatorLength) return void 0;
	const locator = viewOf$1(file.read(end - locatorLength, locatorLength));
	if (locator.byteLength < locatorLength || locator.getUint32(0, true) !== signatures.locator) return void 0;
	for (const at of [number64(locator, 8), end - locatorLength - 56]) {
		const record = at < 0 ? viewOf$1(/* @__PURE__ */ new Uint8Array()) : viewOf$1(file.read(at, 56));
		if (record.byteLength === 56 && record.getUint32(0, true) === signatures.end64) return {
			count: number64(record, 32),
			size: number64(record, 40),
			offset: number64(record, 48),
			end: at
		};
	}
	throw corrupt$2("has a ZIP64 record that is not there");
}
function placed({ count, size, offset, end }) {
	const shift = end - size - offset;
	if (shift < 0) throw corrupt$2("has a central directory outside of the file");
	return {
		count,
		size,
		offset: offset + shift,
		shift
	};
}
function entryOf(view, lengths, shift) {
	const [nameLength = 0, extraLength = 0] = lengths;
	const wide = widened({
		name: Buffer.from(view.buffer, view.byteOffset + entryLength$1, nameLength).toString("utf8"),
		method: view.getUint16(10, true),
		compressedSize: view.getUint32(20, true),
		size: view.getUint32(24, true),
		offset: view.getUint32(42, true)
	}, new DataView(view.buffer, view.byteOffset + entryLength$1 + nameLength, extraLength));
	return {
		...wide,
		offset: wide.offset + shift
	};
}
function widened(entry, extra) {
	const large = [
		"size",
		"compressedSize",
		"offset"
	].filter((field) => entry[field] === 4294967295);
	if (large.length === 0) return entry;
	for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
		if (extra.getUint16(at, true) !== 1) continue;
		const wide = { ...entry };
		for (const [index, field] of large.entries()) {
			if (at + 12 + 8 * index > extra.byteLength) throw corrupt$2("has a broken ZIP64 field");
			wide[field] = number64(extra, at + 4 + 8 * index);
		}
		return wide;
	}
	return entry;
}
/** The content of an entry, at most `limit` bytes unpacked. Throws FORMAT_CORRUPT when it is longer, broken or packed in another way. */
function readZipEntry(file, entry, limit) {
	if (entry.size > limit || entry.compressedSize > limit) throw corrupt$2(`has a larger entry than is read: ${entry.name}`);
	const packed = packedContent(file, entry);
	const bytes = Uint8Array.from(packed.read(0, packed.size));
	if (bytes.length < packed.size) throw corrupt$2("ends inside an entry");
	if (entry.method === 0) return bytes;
	if (entry.method !== 8) throw corrupt$2(`has an entry that is packed in an unknown way: ${entry.name}`);
	try {
		return inflateRawSync(bytes, { maxOutputLength: Math.max(1, Math.min(limit, entry.size)) });
	} catch (cause) {
		throw formatFaults.fault("FORMAT_CORRUPT", `a ZIP archive has a broken entry: ${entry.name}`, { cause });
	}
}
/** The bytes of an entry as they stand in the archive: for a stored one its content, without a copy. Throws FORMAT_CORRUPT. */
function packedContent(file, entry) {
	const header = viewOf$1(file.read(entry.offset, localLength));
	if (header.byteLength < localLength || header.getUint32(0, true) !== signatures.local) throw corrupt$2(`has an entry that is not where it should be: ${entry.name}`);
	const start = entry.offset + localLength + header.getUint16(26, true) + header.getUint16(28, true);
	const size = entry.compressedSize;
	if (start + size > file.size) throw corrupt$2(`ends inside an entry: ${entry.name}`);
	return {
		size,
		read: (offset, length) => {
			const from = Math.min(size, Math.max(0, offset));
			return file.read(start + from, Math.min(Math.max(0, length), size - from));
		}
	};
}
function number64(view, at) {
	return view.getUint32(at, true) + view.getUint32(at + 4, true) * 4294967296;
}
function viewOf$1(bytes) {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
function corrupt$2(what) {
	return formatFaults.fault("FORMAT_CORRUPT", `a ZIP archive ${what}`);
}

// src/formats/java-archive.ts
const maximumSections = 5e4;
const longestName = 255;
/** Reads META-INF/MANIFEST.MF (JAR file specification): `Name: value`, lines that start with a blank go on. Total. */
function readJavaManifest(text) {
	const sections = [/* @__PURE__ */ new Map()];
	let last = "";
	let apart = false;
	for (const line of linesOf(text)) {
		if (line.trim() === "") {
			apart = true;
			last = "";
			continue;
		}
		if (apart && sections.length >= maximumSections) break;
		if (apart && (sections.at(-1)?.size ?? 0) > 0) sections.push(/* @__PURE__ */ new Map());
		apart = false;
		const section = sections.at(-1);
		const colon = line.indexOf(":");
		if (line.startsWith(" ") && last !== "") section?.set(last, `${section.get(last) ?? ""}${line.slice(1)}`);
		else if (colon > 0) {
			last = line.slice(0, colon).trim();
			section?.set(last, line.slice(colon + 1).trim());
		}
	}
	return sections;
}
/** Reads a pom.properties file: groupId, artifactId and version. Total. */
function readPomProperties(text) {
	const values = /* @__PURE__ */ new Map();
	for (const line of linesOf(text)) {
		const found = /^\s*(groupId|artifactId|version)\s*[=:]\s*(.*)$/.exec(line);
		if (found !== null) values.set(found[1] ?? "", (found[2] ?? "").trim());
	}
	const value = (name) => values.get(name) ?? "";
	return {
		group: value("groupId"),
		artifact: value("artifactId"),
		version: value("version")
	};
}
/**
* Reads the few elements of a pom.xml that name the project, without its dependencies and without a parent's file. Values that
* stand for properties (`${…}`) are left empty. Total.
*/
function readPom(text) {
	const bare = withoutComments(text);
	const parent = elementIn(bare, "parent");
	const own = without(bare, [
		"parent",
		"dependencies",
		"dependencyManagement",
		"build",
		"profiles",
		"reporting",
		"developers"
	]);
	const licences = [...(elementIn(own, "licenses") ?? "").matchAll(/<name>([^<]{1,300})<\/name>/g)];
	const organisation = elementIn(own, "organization") ?? "";
	const top = without(own, [
		"licenses",
		"organization",
		"modules",
		"repositories",
		"scm",
		"properties"
	]);
	const value = (name) => plain(elementIn(top, name)) || plain(elementIn(parent ?? "", name));
	return {
		group: value("groupId"),
		artifact: plain(elementIn(top, "artifactId")),
		version: value("version"),
		licences: licences.map((found) => plain(found[1])).filter((name) => name !== ""),
		organisation: plain(elementIn(organisation, "name"))
	};
}
function withoutComments(text) {
	const pieces = [];
	for (let at = 0; at < text.length;) {
		const start = text.indexOf("<!--", at);
		const end = start < 0 ? -1 : text.indexOf("-->", start);
		pieces.push(text.slice(at, start < 0 ? void 0 : start));
		at = end < 0 ? text.length : end + 3;
	}
	return pieces.join("");
}
function elementIn(text, name) {
	const start = text.indexOf(`<${name}>`);
	const end = start < 0 ? -1 : text.indexOf(`</${name}>`, start);
	return end < 0 ? void 0 : text.slice(start + name.length + 2, end);
}
function without(text, names) {
	let rest = text;
	for (const name of names) {
		const start = rest.indexOf(`<${name}>`);
		const end = start < 0 ? -1 : rest.indexOf(`</${name}>`, start);
		if (end >= 0) rest = rest.slice(0, start) + rest.slice(end + name.length + 3);
	}
	return rest;
}
function plain(value) {
	if (value === void 0 || value.includes("${") || value.includes("<")) return "";
	return value.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", "\"").replaceAll("&apos;", "'").replaceAll("&amp;", "&").replaceAll(/\s+/g, " ").trim();
}
/** Name and version in the name of an archive: `spring-core-5.3.1` is spring-core at 5.3.1. The version may be empty. */
function splitArchiveName(name) {
	if (name.length > longestName) return {
		name,
		version: ""
	};
	const found = /^([A-Za-z].*?)(?:[-_](\d.*|build\d+.*|rc?\d+.*))?$/i.exec(name);
	if (found?.[2] !== void 0) return {
		name: found[1] ?? name,
		version: found[2]
	};
	const dotted = /^([A-Za-z].*?)\.(\d+(?:\.\d+)+.*)$/.exec(name);
	return dotted === null ? {
		name,
		version: ""
	} : {
		name: dotted[1] ?? name,
		version: dotted[2] ?? ""
	};
}

// src/values/random-access.ts
/** Bytes in memory as a file. */
function bytesAsFile(bytes) {
	return {
		size: bytes.length,
		read: (offset, length) => bytes.subarray(Math.max(0, offset), Math.max(0, offset) + Math.max(0, length))
	};
}

// src/sbom/catalogue/maven-group.ts
const knownGroups = [
	[/^ant(?:$|-)/, "org.apache.ant"],
	[/^groovy(?:$|-)/, "org.codehaus.groovy"],
	[/^spring-boot(?:$|-)/, "org.springframework.boot"],
	[/^spring-security-/, "org.springframework.security"],
	[/^spring-integration-/, "org.springframework.integration"],
	[/^spring-batch-/, "org.springframework.batch"],
	[/^spring-(?:aop|aspects|beans|context(?:-indexer|-support)?|core|expression|instrument|jcl|jdbc|jms|messaging|orm|oxm|r2dbc|test|tx|web|webflux|webmvc|websocket)$/, "org.springframework"]
];
const firstFields = [
	"Bundle-SymbolicName",
	"Extension-Name",
	"Specification-Vendor",
	"Implementation-Vendor",
	"Implementation-Vendor-Id",
	"Implementation-Title",
	"Bundle-Activator"
];
const lastFields = [
	"Automatic-Module-Name",
	"Main-Class",
	"Package"
];
const domain = /^(?:com|org|net|io|be)\b/;
/** The group of an artifact that has no pom: a known one, what looks like one in its manifest, else the artifact's own name. */
function manifestGroup(artifact, manifest) {
	const known = knownGroups.find(([pattern]) => pattern.test(artifact));
	if (known !== void 0) return known[1];
	return groupIn(manifest, firstFields) ?? groupIn(manifest, lastFields) ?? artifact;
}
/**
* The artifact that the Apache Maven Bundle Plugin named a bundle after: its symbolic name is group and artifact with a dot
* between them. Undefined for other archives, and where the name is the group alone.
*/
function bundleArtifact(manifest) {
	const main = manifest[0];
	if (!(main?.get("Created-By") ?? "").includes("Apache Maven Bundle Plugin")) return void 0;
	const name = main?.get("Bundle-SymbolicName")?.split(";")[0]?.trim() ?? "";
	if (name === main?.get("Implementation-Vendor-Id")) return void 0;
	return name.split(".").at(-1) || void 0;
}
/** The artifact in a file's name, which may have the group in front (`org.x.thing`). Eclipse's artifacts have dots themselves. */
function artifactOf(name) {
	const parts = name.split(".");
	return !name.startsWith("org.eclipse.") && parts.every((part) => /^\p{L}/u.test(part)) ? parts.at(-1) ?? name : name;
}
function groupIn(manifest, fields) {
	const groups = [];
	for (const section of manifest) for (const field of fields) {
		const value = section.get(field)?.split(/[;#]/)[0]?.trim() ?? "";
		if (domain.test(value) && value.includes(".") && !/\s/.test(value)) groups.push(value);
	}
	return groups.sort()[0];
}

// src/sbom/catalogue/jar.ts
const extensions = /\.(?:jar|war|ear|par|sar|nar|jpi|hpi|lpkg)$/i;
const maximumText = 1048576;
const maximumNested = 67108864;
const maximumUnpacked = 1073741824;
const maximumArchives = 1e4;
const maximumPoms = 5e3;
const maximumBroken = 500;
const longestLicence = 2e3;
const deepest$2 = 5;
/** True for the name of an archive that Java tools make. */
function isJavaArchive(path) {
	return extensions.test(path);
}
/** Reads an archive and the archives in it, without unpacking more than those. Throws FORMAT_CORRUPT when the outermost one is broken. */
function readJar(path, file) {
	const reading = {
		artifacts: [],
		unread: [],
		archives: 0,
		unpacked: 0,
		broken: 0
	};
	readArchive({
		file,
		path,
		inner: "",
		within: void 0,
		depth: 0
	}, reading);
	return {
		artifacts: reading.artifacts,
		unread: reading.unread
	};
}
function readArchive(archive, reading) {
	reading.archives += 1;
	const content = contentOf(archive.file);
	const poms = pomsIn(archive.file, content, reading);
	const self = selfOf(archive, content.manifest === void 0 ? [] : readJavaManifest(textOf$1(archive.file, content.manifest, reading)), poms);
	const { inner, within } = archive;
	let holder = within;
	if (self !== void 0) holder = reading.artifacts.push({
		...self.artifact,
		inner,
		within
	}) - 1;
	for (const pom of poms) if (pom !== self?.pom) reading.artifacts.push({
		...pom.artifact,
		inner,
		within: holder
	});
	if (self === void 0 && poms.length === 0 && content.nested.length === 0) reading.unread.push({
		inner,
		why: "the archive names neither a Maven artifact nor a version"
	});
	for (const entry of content.nested) readNested(archive, entry, holder, reading);
}
function readNested(archive, entry, within, reading) {
	const inner = archive.inner === "" ? entry.name : `${archive.inner}!${entry.name}`;
	const skip = (why) => {
		reading.unread.push({
			inner,
			why
		});
	};
	if (archive.depth >= deepest$2) return skip("it is in too many archives");
	if (reading.archives >= maximumArchives) return skip("there are too many archives in one");
	if (reading.broken >= maximumBroken) return skip("too many entries beside it are broken");
	const stored = entry.method === 0;
	reading.unpacked += stored ? 0 : entry.size;
	if (!stored && (entry.size > maximumNested || reading.unpacked > maximumUnpacked)) return skip("it is packed and too large to unpack");
	try {
		readArchive({
			file: stored ? packedContent(archive.file, entry) : bytesAsFile(readZipEntry(archive.file, entry, maximumNested)),
			path: entry.name,
			inner,
			within,
			depth: archive.depth + 1
		}, reading);
	} catch (error) {
		reading.broken += 1;
		skip(describeError(error).split("\n")[0] ?? "");
	}
}
function contentOf(file) {
	let manifest;
	const properties = [];
	const projects = /* @__PURE__ */ new Map();
	const nested = [];
	for (const entry of readZipDirectory(file)) {
		const name = fileName(entry.name);
		if (entry.name === "META-INF/MANIFEST.MF") manifest ??= entry;
		else if (name === "pom.properties" && properties.length < maximumPoms) properties.push(entry);
		else if (name === "pom.xml" && projects.size < maximumPoms) projects.set(folderOf(entry.name), entry);
		else if (isJavaArchive(entry.name) && nested.length < maximumArchives) nested.push(entry);
	}
	return {
		manifest,
		properties: properties.toSorted(byName),
		projects,
		nested: nested.toSorted(byName)
	};
}
function byName(a, b) {
	return compareText(a.name, b.name);
}
function pomsIn(file, content, reading) {
	const seen = /* @__PURE__ */ new Set();
	const poms = [];
	for (const entry of content.properties) {
		const said = readPomProperties(textOf$1(file, entry, reading));
		const project = content.projects.get(folderOf(entry.name));
		const pom = project === void 0 ? emptyPom : readPom(textOf$1(file, project, reading));
		const artifact = {
			group: said.group || pom.group || said.artifact,
			artifact: said.artifact,
			version: said.version,
			licences: pom.licences,
			vendor: pom.organisation
		};
		const coordinates = `${artifact.group}:${artifact.artifact}:${artifact.version}`;
		if (artifact.artifact === "" || !isVersion(artifact.version) || seen.has(coordinates)) continue;
		seen.add(coordinates);
		poms.push({ artifact });
	}
	return poms;
}
const emptyPom = {
	group: "",
	artifact: "",
	version: "",
	licences: [],
	organisation: ""
};
function isVersion(text) {
	return text !== "" && !text.includes("${");
}
function textOf$1(file, entry, reading) {
	reading.unpacked += entry.size;
	if (reading.broken >= maximumBroken || reading.unpacked > maximumUnpacked) return "";
	try {
		return Buffer.from(readZipEntry(file, entry, maximumText)).toString("utf8");
	} catch {
		reading.broken += 1;
		return "";
	}
}
function selfOf(archive, manifest, poms) {
	const named = splitArchiveName(fileName(archive.path).replace(extensions, ""));
	const pom = ownPom(named.name, poms);
	const licences = declaredLicences(manifest);
	const vendor = firstValue(manifest, [
		"Implementation-Vendor",
		"Bundle-Vendor",
		"Specification-Vendor"
	]);
	if (pom !== void 0) {
		const artifact = pom.artifact;
		return {
			pom,
			artifact: {
				...artifact,
				licences: licences.length > 0 ? licences : artifact.licences,
				vendor: vendor || artifact.vendor
			}
		};
	}
	const version = named.version || firstValue(manifest, versionFields);
	if (!isVersion(version)) return void 0;
	const artifact = bundleArtifact(manifest) ?? artifactOf(named.name);
	return {
		pom,
		artifact: {
			group: manifestGroup(artifact, manifest),
			artifact,
			version,
			licences,
			vendor
		}
	};
}
const versionFields = [
	"Implementation-Version",
	"Specification-Version",
	"Plugin-Version",
	"Bundle-Version"
];
function ownPom(name, poms) {
	const plain = (text) => text.replaceAll("_", "-").toLowerCase();
	const exact = poms.find(({ artifact }) => plain(artifact.artifact) === plain(name));
	if (exact !== void 0 || name === "") return exact;
	return poms.find(({ artifact }) => artifact.artifact.startsWith(name) || name.endsWith(artifact.artifact));
}
function firstValue(manifest, names) {
	for (const name of names) for (const section of manifest) {
		const value = section.get(name);
		if (value !== void 0 && value !== "") return value;
	}
	return "";
}
function declaredLicences(manifest) {
	const named = firstValue(manifest, ["Bundle-License", "Plugin-License-Name"]).slice(0, longestLicence).split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((one) => (one.split(";")[0] ?? "").trim());
	return distinct(named.map((one) => one.replaceAll(/^"|"$/g, ""))).filter((one) => one !== "<<EXTERNAL>>");
}

// src/sbom/catalogue/maven.ts
/** Java archives, the archives in them, and the artifacts whose classes were put into them. */
const mavenCataloguer = {
	name: "maven",
	maximumBytes: Number.MAX_SAFE_INTEGER,
	wants: (path) => isJavaArchive(path),
	read: ({ path, size }, content) => {
		if (size === 0) return void 0;
		try {
			return readJar(path, content);
		} catch (error) {
			if (isFault(error) && !isZip(content.read(0, 4))) return void 0;
			throw error;
		}
	},
	components: (found) => found.flatMap(draftsOf$1),
	gaps: (found) => found.flatMap(({ fact, path, layer }) => fact.unread.map(({ inner, why }) => ({
		path,
		layer,
		why: inner === "" ? why : `${inner} in it: ${why}`
	})))
};
function draftsOf$1({ fact, digest, ...found }) {
	const key = (index) => `${found.path}#maven ${index}`;
	const children = /* @__PURE__ */ new Map();
	for (const [index, { within }] of fact.artifacts.entries()) if (within !== void 0) {
		const others = children.get(within);
		if (others === void 0) children.set(within, [key(index)]);
		else others.push(key(index));
	}
	return fact.artifacts.map((one, index) => ({
		key: key(index),
		ecosystem: "maven",
		name: one.group === one.artifact ? one.artifact : `${one.group}:${one.artifact}`,
		version: one.version,
		purl: packageUrl({
			type: "maven",
			namespace: one.group,
			name: one.artifact,
			version: one.version
		}),
		licences: one.licences,
		supplier: one.vendor || void 0,
		cpe: cpeOf(/^org\.apache\b/.test(one.group) ? "apache" : one.group, one.artifact, one.version),
		description: void 0,
		homepage: void 0,
		hashes: index === 0 && one.inner === "" && digest !== void 0 ? [{
			algorithm: "SHA-256",
			hex: hexOf(digest)
		}] : [],
		locations: [locationOf(found)],
		needs: children.get(index) ?? []
	}));
}

// src/sbom/catalogue/npm.ts
/** Installed Node packages: each package.json with a name and a version that is not of a package's own tests or examples. */
const npmCataloguer = {
	name: "npm",
	maximumBytes: 4194304,
	wants: isManifest,
	read: (_, content) => readPackageJson(textOf$2(content)),
	components: (found, context) => {
		const installed = new Set(found.map(({ path }) => path));
		return found.map((one) => draftOf$1(one, needsOf(one, installed, context)));
	}
};
const asides = /^(?:__tests__|__fixtures__|tests?|specs?|fixtures?|examples?|demos?|bench(?:marks?)?|docs?|samples?|templates?)$/i;
function isManifest(path) {
	if (fileName(path) !== "package.json") return false;
	const parts = path.split("/");
	const modules = parts.lastIndexOf("node_modules");
	if (modules < 0) return true;
	const inside = parts.slice(modules + (parts[modules + 1]?.startsWith("@") === true ? 3 : 2), -1);
	return modules < parts.length - 2 && !inside.some((part) => asides.test(part));
}
const maximumRequires = 5e3;
const deepest$1 = 100;
const longestText = 4e3;
/** Reads a package.json; undefined for one that is no JSON object or has no name or version, as many in real images. Total. */
function readPackageJson(text) {
	const json = parsed(text);
	if (json === void 0) return void 0;
	const [name, version] = [stringIn(json, "name"), stringIn(json, "version")];
	if (name === "" || version === "") return void 0;
	const requires = [
		"dependencies",
		"optionalDependencies",
		"peerDependencies"
	].flatMap((field) => Object.keys(objectIn(json, field)));
	return {
		name,
		version,
		author: personIn(json["author"]),
		licences: distinct([licenceIn(json["license"]), ...listIn(json, "licenses").map(licenceIn)]),
		homepage: stringIn(json, "homepage"),
		description: stringIn(json, "description"),
		requires: distinct(requires).toSorted().slice(0, maximumRequires)
	};
}
function parsed(text) {
	try {
		const json = JSON.parse(text.startsWith("﻿") ? text.slice(1) : text);
		return isRecord(json) ? json : void 0;
	} catch {
		return;
	}
}
function stringIn(json, name) {
	const value = Object.hasOwn(json, name) ? json[name] : void 0;
	return typeof value === "string" ? value.slice(0, longestText).trim() : "";
}
function objectIn(json, name) {
	return Object.hasOwn(json, name) ? recordOf$1(json[name]) : {};
}
function listIn(json, name) {
	return Object.hasOwn(json, name) ? listOf(json[name]) : [];
}
function licenceIn(value) {
	if (typeof value === "string") return value.slice(0, longestText).trim();
	return isRecord(value) ? stringIn(value, "type") || stringIn(value, "name") : "";
}
function personIn(value) {
	if (typeof value === "string") return value.slice(0, longestText).replace(/\s*\([^)]*\)\s*$/, "").trim();
	if (!isRecord(value)) return "";
	const [name, email] = [stringIn(value, "name"), stringIn(value, "email")];
	return name !== "" && email !== "" ? `${name} <${email}>` : name || email;
}
function needsOf(one, installed, context) {
	const needs = one.fact.requires.map((name) => resolveModule(folderOf(one.path), name, installed, context));
	return distinct(needs).filter((path) => path !== one.path);
}
const debianFolders = ["usr/share/nodejs", "usr/lib/nodejs"];
function resolveModule(folder, name, installed, context) {
	if (name.split("/").some((part) => part === "" || part === "." || part === "..")) return void 0;
	const places = [];
	for (let place = folder; place !== void 0 && places.length < deepest$1;) {
		if (fileName(place) !== "node_modules") places.push(place === "" ? "node_modules" : `${place}/node_modules`);
		place = place === "" ? void 0 : folderOf(place);
	}
	for (const place of [...places, ...debianFolders]) {
		const path = `${place}/${name}/package.json`;
		if (installed.has(path)) return path;
		const linked = context.location(path)?.path;
		if (linked !== void 0 && installed.has(linked)) return linked;
	}
}
function draftOf$1(one, needs) {
	const { fact } = one;
	const slash = fact.name.startsWith("@") ? fact.name.indexOf("/") : -1;
	return {
		key: one.path,
		ecosystem: "npm",
		name: fact.name,
		version: fact.version,
		purl: packageUrl({
			type: "npm",
			namespace: fact.name.slice(0, Math.max(0, slash)),
			name: fact.name.slice(slash + 1),
			version: fact.version
		}),
		licences: fact.licences,
		supplier: fact.author || void 0,
		cpe: cpeOf(fact.name, fact.name, fact.version, "node.js"),
		description: fact.description || void 0,
		homepage: fact.homepage || void 0,
		hashes: [],
		locations: [locationOf(one)],
		needs
	};
}

// src/formats/python-metadata.ts
const maximumFields = 2e4;
/**
* Reads the header of METADATA or PKG-INFO (core metadata specification: an e-mail header), up to the first empty line. Total:
* lines that are no fields are passed over.
*/
function readPythonMetadata(text) {
	const fields = /* @__PURE__ */ new Map();
	let value;
	let count = 0;
	for (const line of linesOf(text)) {
		count += 1;
		if (line === "" || count > maximumFields) break;
		if (line.startsWith(" ") || line.startsWith("	")) {
			if (value !== void 0) value[value.length - 1] += `\n${line.replace(/^\s+\|?/, "")}`;
			continue;
		}
		const colon = line.indexOf(":");
		if (colon <= 0) continue;
		const name = line.slice(0, colon).trim().toLowerCase();
		value = fields.get(name) ?? [];
		value.push(line.slice(colon + 1).trim());
		fields.set(name, value);
	}
	return fields;
}
/** A requirement's package name; undefined for one that only an extra asks for, and for what is no requirement. */
function requiredPackage(requirement) {
	const [wanted = "", marker = ""] = requirement.split(";", 2);
	if (/\bextra\s*==/.test(marker)) return void 0;
	return /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)/.exec(wanted)?.[1];
}
/** A package's name as it is compared (PEP 503): lower case, runs of `-`, `_` and `.` as one `-`. */
function normalisedName(name) {
	return name.replaceAll(/[-_.]+/g, "-").toLowerCase();
}
/** The required package names in the requires.txt of an egg: those before the first section, since sections are extras or conditions. */
function readRequiresText(text) {
	const names = [];
	let conditional = false;
	for (const line of linesOf(text)) {
		if (line.startsWith("[")) conditional = !line.startsWith("[:");
		const name = conditional || line.startsWith("[") ? void 0 : requiredPackage(line);
		if (name !== void 0) names.push(name);
	}
	return names;
}

// src/sbom/catalogue/python.ts
/** Installed Python distributions: wheels (`.dist-info`) and eggs (`.egg-info`, a folder or a file). */
const pythonCataloguer = {
	name: "python",
	maximumBytes: 16777216,
	wants: (path) => kindOf(path) !== void 0,
	read: ({ path }, content) => {
		if (kindOf(path) === "requires") return { requires: normalised(readRequiresText(textOf$2(content))) };
		return packageOf$1(readPythonMetadata(textOf$2(content)));
	},
	components
};
function kindOf(path) {
	const [name, folder] = [fileName(path), folderOf(path).toLowerCase()];
	if (name === "METADATA" && folder.endsWith(".dist-info")) return "metadata";
	if (name === "PKG-INFO" && folder.endsWith("egg-info")) return "metadata";
	if (name === "requires.txt" && folder.endsWith("egg-info")) return "requires";
	return name.endsWith(".egg-info") ? "metadata" : void 0;
}
function packageOf$1(fields) {
	const field = (name) => known(fields.get(name)?.[0]);
	const [name, version] = [field("name"), field("version")];
	if (name === "" || version === "" || name === "Python") return void 0;
	return {
		name: normalisedName(name),
		version,
		author: authorOf(field),
		licences: licencesOf(fields, field),
		homepage: field("home-page") || homepageOf(fields.get("project-url") ?? []),
		summary: field("summary").split("\n")[0] ?? "",
		requires: normalised((fields.get("requires-dist") ?? []).map(requiredPackage))
	};
}
function known(value) {
	return value === void 0 || value === "UNKNOWN" ? "" : value.trim();
}
function authorOf(field) {
	for (const role of ["author", "maintainer"]) {
		const [name, email] = [field(role), field(`${role}-email`)];
		if (name !== "" && email !== "" && !email.includes("<")) return `${name} <${email}>`;
		if (name !== "" || email !== "") return name || email;
	}
	return "";
}
function homepageOf(urls) {
	return urls.map((url) => /^\s*([^,]*),\s*(\S+)/.exec(url)).find((found) => /^home/i.test(found?.[1] ?? ""))?.[2] ?? "";
}
function licencesOf(fields, field) {
	const expression = field("license-expression");
	if (expression !== "") return [expression];
	const licence = field("license");
	const classified = (fields.get("classifier") ?? []).filter((classifier) => /^License\s*::/.test(classifier)).map((classifier) => classifier.split("::").at(-1)?.trim()).filter((name) => name !== "OSI Approved");
	if (licence !== "" && !licence.includes("\n") && licence.length < 200 || classified.length === 0) return distinct([licence]);
	return distinct(classified);
}
function normalised(names) {
	return distinct(names).map(normalisedName).toSorted();
}
function components(found, context) {
	const installed = found.filter((one) => "name" in one.fact);
	const named = /* @__PURE__ */ new Map();
	for (const one of installed) named.set(one.fact.name, [...(named.get(one.fact.name) ?? []).slice(0, 32), one]);
	return installed.map((one) => {
		const needed = distinct([...one.fact.requires, ...eggRequirements(one, context)]).map((name) => nearest(one.path, named.get(name) ?? []));
		return draftOf(one, distinct(needed.map((other) => other?.path)).filter((path) => path !== one.path));
	});
}
function eggRequirements({ path }, context) {
	if (fileName(path) !== "PKG-INFO") return [];
	return context.fact(pythonCataloguer.name, `${folderOf(path)}/requires.txt`)?.requires ?? [];
}
function nearest(path, candidates) {
	const place = sitePackages(path);
	return candidates.find((candidate) => sitePackages(candidate.path) === place) ?? candidates[0];
}
function sitePackages(path) {
	return fileName(path).endsWith(".egg-info") ? folderOf(path) : folderOf(folderOf(path));
}
function draftOf(one, needs) {
	const { fact } = one;
	const product = `python-${fact.name}`;
	return {
		key: one.path,
		ecosystem: "pypi",
		name: fact.name,
		version: fact.version,
		purl: packageUrl({
			type: "pypi",
			name: fact.name,
			version: fact.version
		}),
		licences: fact.licences,
		supplier: fact.author || void 0,
		cpe: cpeOf(product, product, fact.version),
		description: fact.summary || void 0,
		homepage: fact.homepage || void 0,
		hashes: [],
		locations: [locationOf(one)],
		needs
	};
}

// src/formats/rpm-header.ts
/** Tags of RPM headers (rpmtag.h). */
const rpmTag = {
	name: 1e3,
	version: 1001,
	release: 1002,
	epoch: 1003,
	summary: 1004,
	vendor: 1011,
	licence: 1014,
	url: 1020,
	architecture: 1022,
	sourceRpm: 1044,
	provideName: 1047,
	requireName: 1049,
	directoryIndexes: 1116,
	baseNames: 1117,
	directoryNames: 1118
};
const entryLength = 16;
const maximumEntries = 65536;
const maximumValues = 1e6;
const type = {
	int32: 4,
	string: 6,
	stringArray: 8,
	i18nString: 9
};
/**
* Reads a header blob: two counts, an index of 16-byte entries, and the data that they point into, all big-endian. Throws
* FORMAT_CORRUPT when the blob is shorter than it says; values that are outside of it or do not end are left out.
*/
function readRpmHeader(blob) {
	const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
	if (blob.length < 8) throw corrupt$1("is too short");
	const [entries, size] = [view.getUint32(0), view.getUint32(4)];
	const start = 8 + entries * entryLength;
	if (entries > maximumEntries || start + size > blob.length) throw corrupt$1("is shorter than it says");
	const data = blob.subarray(start, start + size);
	const index = /* @__PURE__ */ new Map();
	for (let at = 8; at < start; at += entryLength) {
		const tag = view.getUint32(at);
		if (!index.has(tag)) index.set(tag, at);
	}
	const find = (tag, ...types) => {
		const at = index.get(tag);
		if (at === void 0 || !types.includes(view.getUint32(at + 4))) return void 0;
		return {
			offset: view.getUint32(at + 8),
			count: view.getUint32(at + 12)
		};
	};
	const texts = (tag, limit) => {
		const found = find(tag, type.string, type.stringArray, type.i18nString);
		return found === void 0 ? [] : stringsAt(data, found.offset, Math.min(found.count, limit));
	};
	return {
		text: (tag) => texts(tag, 1)[0] ?? "",
		texts: (tag) => texts(tag, maximumValues),
		numbers: (tag) => {
			const found = find(tag, type.int32);
			return found === void 0 ? [] : numbersAt(data, found.offset, Math.min(found.count, maximumValues));
		}
	};
}
function stringsAt(data, offset, count) {
	const texts = [];
	for (let at = offset; texts.length < count && at < data.length;) {
		const end = data.indexOf(0, at);
		if (end < 0) break;
		texts.push(Buffer.from(data.buffer, data.byteOffset + at, end - at).toString("utf8"));
		at = end + 1;
	}
	return texts;
}
function numbersAt(data, offset, count) {
	const numbers = [];
	const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
	for (let at = offset; numbers.length < count && at + 4 <= data.length; at += 4) numbers.push(view.getUint32(at));
	return numbers;
}
function corrupt$1(what) {
	return formatFaults.fault("FORMAT_CORRUPT", `a header in an RPM database ${what}`);
}

// src/formats/sqlite-table.ts
const magic = "SQLite format 3\0";
const deepest = 24;
const leaf = 13;
const interior = 5;
/**
* The rows of an ordinary table, by the SQLite database file format alone: no SQL of the file is run, so a hostile one can do no
* more than be refused. What stands in a write-ahead log beside the file is not seen. Rows of more than `maximumRow` bytes,
* broken pages and loops throw FORMAT_CORRUPT.
*/
function* readSqliteTable(file, table, maximumRow) {
	const database = open(file, maximumRow);
	let root = 0;
	for (const [type, name, , page] of rowsBelow(database, 1, 0)) if (textOf(type) === "table" && textOf(name) === table && typeof page === "number") root = page;
	if (root === 0) throw corrupt(`has no table ${table}`);
	database.budget = database.pages;
	yield* rowsBelow(database, root, 0);
}
/** True for a file that starts as a SQLite database does. */
function isSqlite(head) {
	return Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 16)).toString("latin1") === magic;
}
function open(file, maximumRow) {
	const header = Uint8Array.from(file.read(0, 100));
	if (header.length < 100 || !isSqlite(header)) throw corrupt("has no header");
	const view = viewOf(header);
	const size = view.getUint16(16);
	const pageSize = size === 1 ? 65536 : size;
	const usable = pageSize - view.getUint8(20);
	if (pageSize < 512 || (pageSize & pageSize - 1) !== 0 || usable < 480) throw corrupt("has pages of no known size");
	const pages = Math.floor(file.size / pageSize);
	return {
		file,
		pageSize,
		usable,
		pages,
		maximumRow,
		budget: pages
	};
}
function* rowsBelow(database, number, depth) {
	if (depth > deepest) throw corrupt("has too deep a tree");
	const page = readPage(database, number);
	const start = number === 1 ? 100 : 0;
	const view = viewOf(page);
	const type = view.getUint8(start);
	if (type !== leaf && type !== interior) throw corrupt("has a page that is of no table");
	const cells = view.getUint16(start + 3);
	const pointers = start + (type === leaf ? 8 : 12);
	if (pointers + 2 * cells > database.usable) throw corrupt("has a page with too many cells");
	for (let index = 0; index < cells; index += 1) {
		const at = view.getUint16(pointers + 2 * index);
		if (at + 4 > database.usable) throw corrupt("has a cell outside of its page");
		if (type === leaf) yield recordOf(payloadOf(database, page, at));
		else yield* rowsBelow(database, view.getUint32(at), depth + 1);
	}
	if (type === interior) yield* rowsBelow(database, view.getUint32(start + 8), depth + 1);
}
function readPage(database, number) {
	database.budget -= 1;
	if (number < 1 || number > database.pages || database.budget < 0) throw corrupt("points to a page that is not there");
	return Uint8Array.from(database.file.read((number - 1) * database.pageSize, database.pageSize));
}
function payloadOf(database, page, at) {
	const { usable } = database;
	const size = varint(page, at);
	const row = varint(page, size.end);
	if (size.value > database.maximumRow) throw corrupt("has too large a row");
	const largest = usable - 35;
	const least = Math.floor((usable - 12) * 32 / 255) - 23;
	const fitting = least + (size.value - least) % (usable - 4);
	const spilled = fitting <= largest ? fitting : least;
	const local = size.value <= largest ? size.value : spilled;
	if (row.end + local > usable) throw corrupt("has a row outside of its page");
	const payload = new Uint8Array(size.value);
	payload.set(page.subarray(row.end, row.end + local));
	if (local === size.value) return payload;
	if (row.end + local + 4 > usable) throw corrupt("has a row outside of its page");
	let next = viewOf(page).getUint32(row.end + local);
	for (let filled = local; filled < size.value;) {
		const overflow = readPage(database, next);
		const piece = overflow.subarray(4, Math.min(usable, 4 + size.value - filled));
		payload.set(piece, filled);
		filled += piece.length;
		next = viewOf(overflow).getUint32(0);
	}
	return payload;
}
function recordOf(payload) {
	const header = varint(payload, 0);
	if (header.value > payload.length) throw corrupt("has a row whose header is too long");
	const values = [];
	let at = header.value;
	for (let next = header.end; next < header.value;) {
		const type = varint(payload, next);
		next = type.end;
		const size = type.value >= 12 ? Math.floor((type.value - 12) / 2) : fixedSizes[type.value] ?? 0;
		if (at + size > payload.length) throw corrupt("has a row that is too short");
		values.push(valueOf(payload.subarray(at, at + size), type.value));
		at += size;
	}
	return values;
}
const fixedSizes = [
	0,
	1,
	2,
	3,
	4,
	6,
	8,
	8,
	0,
	0
];
function valueOf(bytes, type) {
	if (type >= 12) return bytes;
	if (type === 8 || type === 9) return type - 8;
	if (type === 0 || type === 7 || type > 9) return void 0;
	const negative = (bytes[0] ?? 0) >= 128;
	let value = 0;
	for (const byte of bytes) value = value * 256 + byte;
	return negative ? value - 256 ** bytes.length : value;
}
function varint(bytes, start) {
	let value = 0;
	for (let index = 0; index < 9; index += 1) {
		const byte = bytes[start + index];
		if (byte === void 0) throw corrupt("has a number outside of its page");
		if (index === 8) return {
			value: value * 256 + byte,
			end: start + 9
		};
		value = value * 128 + (byte & 127);
		if (byte < 128) return {
			value,
			end: start + index + 1
		};
	}
	throw corrupt("has a number that does not end");
}
function textOf(value) {
	return value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : "";
}
function viewOf(bytes) {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
function corrupt(what) {
	return formatFaults.fault("FORMAT_CORRUPT", `a SQLite database ${what}`);
}

// src/sbom/catalogue/rpm.ts
/** rpm's database. Only the SQLite form is read (the default since rpm 4.16); the older ones become gaps. */
const rpmCataloguer = {
	name: "rpm",
	maximumBytes: 1073741824,
	wants: (path) => databaseNames.has(fileName(path)) && /(?:^|\/)(?:lib|share|sysimage)\/rpm$/.test(folderOf(path)),
	read: ({ path, size }, content) => readDatabase(fileName(path), size, content),
	components: (found, context) => found.flatMap((database) => draftsOf(database, context))
};
const databaseNames = /* @__PURE__ */ new Set([
	"rpmdb.sqlite",
	"rpmdb.sqlite-wal",
	"Packages",
	"Packages.db"
]);
const maximumHeader = 33554432;
const maximumPackages = 1e5;
function readDatabase(name, size, content) {
	if (size === 0) return void 0;
	if (name === "Packages") return { unread: "it is in rpm's Berkeley DB format, which is not read: rebuild it as SQLite (rpmdb --rebuilddb)" };
	if (name === "Packages.db") return { unread: "it is in rpm's ndb format, which is not read: rebuild it as SQLite (rpmdb --rebuilddb)" };
	if (name === "rpmdb.sqlite-wal") return { unread: "the database has changes that are only in its write-ahead log, and those are not read" };
	if (!isSqlite(content.read(0, 16))) return { unread: "it is not a SQLite database" };
	return readRpmDatabase(content);
}
/** Every package in a SQLite database of rpm, in its order, without imported keys. Throws FORMAT_CORRUPT. */
function readRpmDatabase(file) {
	const packages = [];
	const wanted = /* @__PURE__ */ new Set();
	for (const header of headersIn(file)) {
		const one = packageOf(header);
		packages.push(one);
		for (const [need] of one.needs) if (need?.startsWith("/") === true) wanted.add(need);
	}
	if (wanted.size > 0) addFiles(file, packages, wanted);
	const needs = resolveRelations(packages);
	return packages.map(({ about }, index) => ({
		...about,
		needs: needs[index] ?? []
	}));
}
function* headersIn(file) {
	let count = 0;
	for (const row of readSqliteTable(file, "Packages", maximumHeader)) {
		const blob = row[1];
		if (!(blob instanceof Uint8Array)) continue;
		const header = readRpmHeader(blob);
		if (header.text(rpmTag.name) === "" || header.text(rpmTag.name) === "gpg-pubkey") continue;
		count += 1;
		if (count > maximumPackages) return;
		yield header;
	}
}
function packageOf(header) {
	const about = {
		name: header.text(rpmTag.name),
		version: header.text(rpmTag.version),
		release: header.text(rpmTag.release),
		epoch: header.numbers(rpmTag.epoch)[0],
		architecture: header.text(rpmTag.architecture),
		sourceRpm: header.text(rpmTag.sourceRpm),
		vendor: header.text(rpmTag.vendor),
		licence: header.text(rpmTag.licence),
		summary: header.text(rpmTag.summary),
		url: header.text(rpmTag.url)
	};
	return {
		about,
		name: about.name,
		architecture: about.architecture,
		needs: distinct(header.texts(rpmTag.requireName)).map((need) => [need]),
		provides: distinct(header.texts(rpmTag.provideName))
	};
}
function addFiles(file, packages, wanted) {
	const names = new Set([...wanted].map(fileName));
	let position = 0;
	for (const header of headersIn(file)) {
		const folders = header.texts(rpmTag.directoryNames);
		const indexes = header.numbers(rpmTag.directoryIndexes);
		const provided = [];
		for (const [index, name] of header.texts(rpmTag.baseNames).entries()) {
			if (!names.has(name)) continue;
			const path = `${folders[indexes[index] ?? -1] ?? ""}${name}`;
			if (wanted.has(path)) provided.push(path);
		}
		const one = packages[position];
		if (one !== void 0 && provided.length > 0) packages[position] = {
			...one,
			provides: [...one.provides, ...provided]
		};
		position += 1;
	}
}
function draftsOf({ fact, ...found }, context) {
	return fact.map((one, index) => {
		const version = `${one.version}-${one.release}`;
		return {
			key: `${found.path}#${index}`,
			ecosystem: "rpm",
			name: one.name,
			version: one.epoch === void 0 ? version : `${one.epoch}:${version}`,
			purl: purlOf(one, version, context),
			licences: distinct([one.licence]),
			supplier: one.vendor || void 0,
			cpe: cpeOf(one.name, one.name, version),
			description: one.summary || void 0,
			homepage: one.url || void 0,
			hashes: [],
			locations: [locationOf(found)],
			needs: one.needs.map((other) => `${found.path}#${other}`)
		};
	});
}
function purlOf(one, version, { distribution }) {
	const id = distribution?.id ?? "";
	const vendor = id === "rhel" ? "redhat" : id.replace(/^opensuse.*$/, "opensuse");
	return packageUrl({
		type: "rpm",
		namespace: vendor,
		name: one.name,
		version,
		qualifiers: {
			arch: one.architecture,
			distro: distroQualifier(distribution),
			epoch: one.epoch === void 0 ? "" : String(one.epoch),
			upstream: one.sourceRpm
		}
	});
}

// src/sbom/catalogue/catalogue.ts
const cataloguers = [
	distributionCataloguer,
	copyrightCataloguer,
	debCataloguer,
	apkCataloguer,
	rpmCataloguer,
	pythonCataloguer,
	npmCataloguer,
	goCataloguer,
	cargoCataloguer,
	mavenCataloguer
];
/** The visitor that makes the inventory of an image: what its package databases, manifests and programs say they are made of. */
function createCatalogue() {
	return {
		id: "catalogue-1",
		wants,
		read,
		combine
	};
}
function wants(entry, head) {
	return cataloguers.some((cataloguer) => cataloguer.wants(entry.path, head)) ? "whole" : "skip";
}
function read(entry, content) {
	const head = Uint8Array.from(content.read(0, 16));
	const parts = cataloguers.filter((cataloguer) => cataloguer.wants(entry.path, head)).map((cataloguer) => partOf(cataloguer, entry, content)).filter((part) => part !== void 0);
	return parts.length === 0 ? void 0 : parts;
}
function partOf(cataloguer, entry, content) {
	const by = cataloguer.name;
	if (content.size > cataloguer.maximumBytes) return {
		by,
		unread: `it is larger than the ${cataloguer.maximumBytes} bytes that are read`
	};
	try {
		const fact = cataloguer.read(entry, content);
		if (typeof fact === "object" && fact !== null && "unread" in fact && typeof fact.unread === "string") return {
			by,
			unread: fact.unread
		};
		return fact === void 0 ? void 0 : {
			by,
			fact
		};
	} catch (error) {
		if (isFault(error)) return {
			by,
			unread: error.message
		};
		return {
			by,
			unread: `its reader failed: ${error instanceof Error ? error.message : String(error)}`
		};
	}
}
function combine(image, facts) {
	const context = contextOf(image, facts);
	const { found, gaps } = collect(image, facts);
	const drafts = [];
	for (const cataloguer of cataloguers) {
		const own = found.get(cataloguer.name) ?? [];
		for (const draft of cataloguer.components(own, context)) if (isPlausible(draft)) drafts.push(draft);
		else for (const location of draft.locations.slice(0, 1)) gaps.push({
			...location,
			why: implausible
		});
		for (const gap of cataloguer.gaps?.(own) ?? []) gaps.push(gap);
	}
	return {
		distribution: context.distribution,
		components: assemble(drafts),
		gaps: gaps.toSorted((a, b) => compareText(a.path, b.path) || compareText(a.why, b.why))
	};
}
const implausible = "it names a package by a name or a version that is longer than any real one";
function collect(image, facts) {
	const found = /* @__PURE__ */ new Map();
	const gaps = [];
	const counted = /* @__PURE__ */ new Set();
	const nodes = [...image.tree.all()];
	for (const links of [false, true]) for (const node of nodes) {
		if (node.entry.type === "hardlink" !== links) continue;
		const fact = facts.of(node);
		if (fact === void 0 || counted.has(fact)) continue;
		counted.add(fact);
		for (const part of fact) {
			const location = locationIn(image, node);
			if ("unread" in part) gaps.push({
				...location,
				why: part.unread
			});
			else append(found, part.by, foundAt(image, node, location, part.fact));
		}
	}
	return {
		found,
		gaps
	};
}
function append(found, name, one) {
	const list = found.get(name);
	if (list === void 0) found.set(name, [one]);
	else list.push(one);
}
function foundAt(image, node, location, fact) {
	return {
		...location,
		digest: image.layers[node.layer]?.contentDigests?.get(node.index),
		fact
	};
}
function locationIn(image, node) {
	const layer = image.layers[node.layer];
	if (layer === void 0) throw new Error(`a node of a layer that the image does not have: ${node.path}`);
	return {
		path: node.path,
		layer: layer.digest
	};
}
function contextOf(image, facts) {
	const fact = (cataloguer, path) => {
		const node = image.tree.resolve(path);
		const part = node === void 0 ? void 0 : facts.of(node)?.find((one) => one.by === cataloguer);
		return part !== void 0 && "fact" in part ? part.fact : void 0;
	};
	return {
		distribution: osReleasePaths.map((path) => fact(distributionCataloguer.name, path)).find((release) => release !== void 0),
		fact,
		location: (path) => {
			const node = image.tree.resolve(path);
			return node === void 0 || node.entry.type === "directory" ? void 0 : locationIn(image, node);
		}
	};
}

// src/sbom/inventory-models.ts
/** The inventory with the models of the image among its components, sorted as before. */
function withModels(inventory, models) {
	const taken = new Set(inventory.components.map(({ ref }) => ref));
	const added = models.components.filter(({ ref }) => !taken.has(ref));
	return {
		distribution: inventory.distribution,
		components: [...inventory.components, ...added].sort((a, b) => compareText(a.ref, b.ref)),
		gaps: [...inventory.gaps, ...models.gaps].sort((a, b) => compareText(a.path, b.path) || compareText(a.why, b.why))
	};
}

// src/formats/gguf-types.ts
var import_packageurl_js = require_packageurl_js();
/** Names of ggml's tensor types by their number, as the GGUF specification lists them; numbers that are gone are not in use. */
const ggmlTypes = {
	0: "F32",
	1: "F16",
	2: "Q4_0",
	3: "Q4_1",
	6: "Q5_0",
	7: "Q5_1",
	8: "Q8_0",
	9: "Q8_1",
	10: "Q2_K",
	11: "Q3_K",
	12: "Q4_K",
	13: "Q5_K",
	14: "Q6_K",
	15: "Q8_K",
	16: "IQ2_XXS",
	17: "IQ2_XS",
	18: "IQ3_XXS",
	19: "IQ1_S",
	20: "IQ4_NL",
	21: "IQ3_S",
	22: "IQ2_S",
	23: "IQ4_XS",
	24: "I8",
	25: "I16",
	26: "I32",
	27: "I64",
	28: "F64",
	29: "IQ1_M",
	30: "BF16",
	34: "TQ1_0",
	35: "TQ2_0",
	39: "MXFP4"
};

// src/formats/gguf.ts
const mostPairs = 1e5;
const mostTensors$1 = 1e6;
const mostElements = 4e6;
const mostDimensions$3 = 8;
const mostNesting = 4;
const widths = [
	1,
	1,
	2,
	2,
	4,
	4,
	4,
	1,
	0,
	0,
	8,
	8,
	8
];
/** True for the first bytes of a GGUF file. */
function isGguf(head) {
	return head.length >= 4 && head[0] === 71 && head[1] === 71 && head[2] === 85 && head[3] === 70;
}
/** Describes a GGUF file (versions 2 and 3, little-endian). Throws FORMAT_CORRUPT when it is none. */
function readGguf(file) {
	const window = openWindow(file, "GGUF");
	const version = window.uint32(4);
	if (version !== 2 && version !== 3) throw window.corrupt(`has the version ${version}; 2 and 3 are known`);
	const tensors = window.uint64(8);
	const pairs = window.uint64(16);
	if (tensors > mostTensors$1 || pairs > mostPairs) throw window.corrupt("has too many tensors or properties");
	const { values, end } = readPairs(window, 24, pairs);
	const { elements, parameters } = readTensors(window, end, tensors);
	const architecture = values.get("general.architecture") ?? "";
	const weights = dominant(elements);
	return {
		format: "gguf",
		quantization: tensors === 0 ? "" : /^F(?:32|64)$/.test(weights) ? "none" : weights,
		inputs: [],
		outputs: [],
		requiredRuntime: architecture === "" ? "gguf" : `gguf ${architecture}`,
		customOperators: [],
		properties: modelProperties({
			"gguf:version": version,
			"gguf:architecture": architecture,
			"gguf:name": values.get("general.name"),
			"gguf:file_type": values.get("general.file_type"),
			"gguf:quantization_version": values.get("general.quantization_version"),
			"gguf:quantized_by": values.get("general.quantized_by"),
			"gguf:license": values.get("general.license"),
			"gguf:base_model": values.get("general.base_model.0.name"),
			"gguf:context_length": values.get(`${architecture}.context_length`),
			"gguf:parameters": parameters,
			"gguf:tensor_types": histogramText(elements)
		})
	};
}
function readPairs(window, start, count) {
	const values = /* @__PURE__ */ new Map();
	let offset = start;
	for (let index = 0; index < count; index += 1) {
		const key = readString(window, offset);
		const type = window.uint32(key.end);
		const value = readScalar(window, key.end + 4, type);
		if (values.has(key.text)) throw window.corrupt(`has the property ${key.text} twice`);
		values.set(key.text, value ?? "");
		offset = skipValue(window, key.end + 4, type, 0);
	}
	return {
		values,
		end: offset
	};
}
function readString(window, offset) {
	const length = window.uint64(offset);
	return {
		text: window.text(offset + 8, length),
		end: offset + 8 + length
	};
}
/** The text of a value that is no array. */
function readScalar(window, offset, type) {
	if (type === 8) return readString(window, offset).text;
	if (type === 0 || type === 7) return String(window.byte(offset));
	if (type === 2) return String(window.uint16(offset));
	if (type === 4) return String(window.uint32(offset));
	if (type === 5) return String(window.int32(offset));
	if (type === 6) return String(window.float32(offset));
	if (type === 10) return String(window.uint64(offset));
}
function skipValue(window, offset, type, depth) {
	window.item();
	if (type === 8) return offset + 8 + lengthAt(window, offset);
	if (type !== 9) {
		const width = widths[type];
		if (width === void 0) throw window.corrupt(`has a property of the unknown type ${type}`);
		return within(window, offset + width);
	}
	if (depth >= mostNesting) throw window.corrupt(`nests arrays more than ${mostNesting} deep`);
	const inner = window.uint32(offset);
	const count = window.uint64(offset + 4);
	if (count > mostElements) throw window.corrupt(`has an array of ${count} elements`);
	const width = widths[inner] ?? 0;
	if (width > 0) return within(window, offset + 12 + width * count);
	let next = offset + 12;
	for (let index = 0; index < count; index += 1) next = skipValue(window, next, inner, depth + 1);
	return next;
}
function lengthAt(window, offset) {
	const length = window.uint64(offset);
	within(window, offset + 8 + length);
	return length;
}
function within(window, end) {
	if (end > window.size) throw window.corrupt("ends inside its properties");
	return end;
}
function readTensors(window, start, count) {
	const elements = /* @__PURE__ */ new Map();
	let parameters = 0;
	let offset = start;
	for (let index = 0; index < count; index += 1) {
		window.item();
		const afterName = offset + 8 + lengthAt(window, offset);
		const dimensions = window.uint32(afterName);
		if (dimensions > mostDimensions$3) throw window.corrupt(`has a tensor of ${dimensions} dimensions`);
		let size = 1;
		for (let axis = 0; axis < dimensions; axis += 1) size *= window.uint64(afterName + 4 + 8 * axis);
		if (!Number.isSafeInteger(size)) throw window.corrupt("has a tensor that is too large");
		const after = afterName + 4 + 8 * dimensions;
		const type = window.uint32(after);
		window.uint64(after + 4);
		addTo(elements, ggmlTypes[type] ?? `type ${type}`, size);
		parameters += size;
		offset = after + 12;
	}
	return {
		elements,
		parameters
	};
}

// src/formats/onnx-graph.ts
const mostDepth = 16;
const mostNames = 1e6;
const mostListed = 4096;
const mostDimensions$2 = 64;
const types$1 = "undefined float32 uint8 int8 uint16 int16 int32 int64 string bool float16 float64 uint32 uint64 complex64 complex128 bfloat16 float8e4m3fn float8e4m3fnuz float8e5m2 float8e5m2fnuz uint4 int4 float4e2m1 float8e8m0 uint2 int2".split(" ");
/** An empty summary. */
function newOnnxSummary() {
	return {
		operators: /* @__PURE__ */ new Map(),
		elements: /* @__PURE__ */ new Map(),
		quantized: /* @__PURE__ */ new Set(),
		functions: /* @__PURE__ */ new Set(),
		initializers: /* @__PURE__ */ new Set(),
		inputs: [],
		outputs: [],
		external: /* @__PURE__ */ new Set()
	};
}
/** Adds a GraphProto to the summary; inputs and outputs are those of the outermost graph (depth 0). */
function readOnnxGraph(window, graph, summary, depth) {
	if (depth > mostDepth) throw window.corrupt(`nests graphs more than ${mostDepth} deep`);
	for (const field of fieldsOf(window, graph)) {
		if (field.number === 1) readNode(window, messageOf(window, field), summary, depth);
		if (field.number === 5) {
			const name = readTensor$1(window, messageOf(window, field), summary);
			if (summary.initializers.size >= mostNames) throw window.corrupt(`has more than ${mostNames} tensors`);
			if (depth === 0) summary.initializers.add(name);
		}
		if (depth > 0 || field.number !== 11 && field.number !== 12) continue;
		const list = field.number === 11 ? summary.inputs : summary.outputs;
		if (list.length >= mostNames) throw window.corrupt(`has more than ${mostNames} inputs or outputs`);
		list.push(readValue(window, messageOf(window, field)));
	}
}
function readNode(window, node, summary, depth) {
	let type = "";
	let domain = "";
	for (const field of fieldsOf(window, node)) {
		if (field.number === 4) type = textOf$3(window, field);
		if (field.number === 7) domain = textOf$3(window, field);
		if (field.number === 5) readAttribute(window, messageOf(window, field), summary, depth);
	}
	const name = `${domain === "ai.onnx" ? "" : domain}::${type}`;
	if (summary.operators.size >= mostListed && !summary.operators.has(name)) throw window.corrupt(`has more than ${mostListed} kinds of operators`);
	addTo(summary.operators, name);
}
function readAttribute(window, attribute, summary, depth) {
	for (const field of fieldsOf(window, attribute)) {
		if (field.number === 5 || field.number === 10) readTensor$1(window, messageOf(window, field), summary);
		if (field.number === 6 || field.number === 11) readOnnxGraph(window, messageOf(window, field), summary, depth + 1);
	}
}
/** Adds a TensorProto and gives its name. Its data are jumped over. */
function readTensor$1(window, tensor, summary) {
	let name = "";
	let type = 0;
	let elements = 1;
	for (const field of fieldsOf(window, tensor)) {
		if (field.number === 1) for (const dimension of integersOf(window, field, mostDimensions$2)) elements *= dimension;
		if (field.number === 2) type = field.value;
		if (field.number === 8) name = textOf$3(window, field);
		if (field.number === 13) readExternal(window, messageOf(window, field), summary);
	}
	const typeName = types$1[type] ?? `type ${type}`;
	addTo(summary.elements, typeName, Number.isSafeInteger(elements) && elements > 0 ? elements : 0);
	if (/^u?int[248]$/.test(typeName)) summary.quantized.add(typeName);
	return name;
}
function readExternal(window, entry, summary) {
	let key = "";
	let value = "";
	for (const field of fieldsOf(window, entry)) {
		if (field.number === 1) key = textOf$3(window, field);
		if (field.number === 2) value = textOf$3(window, field);
	}
	if (key === "location" && summary.external.size < 64) summary.external.add(value);
}
function readValue(window, value) {
	let name = "";
	let type = "";
	let shape = [];
	for (const field of fieldsOf(window, value)) {
		if (field.number === 1) name = textOf$3(window, field);
		if (field.number !== 2) continue;
		for (const kind of fieldsOf(window, messageOf(window, field))) {
			if (kind.number === 1 || kind.number === 8) ({type, shape} = readTensorType(window, messageOf(window, kind)));
			if (kind.number === 4) type = "sequence";
			if (kind.number === 5) type = "map";
			if (kind.number === 9) type = "optional";
		}
	}
	return {
		name,
		type,
		shape
	};
}
function readTensorType(window, message) {
	let type = "";
	const shape = [];
	for (const field of fieldsOf(window, message)) {
		if (field.number === 1) type = types$1[field.value] ?? `type ${field.value}`;
		if (field.number !== 2) continue;
		for (const dimension of fieldsOf(window, messageOf(window, field))) {
			if (dimension.number !== 1) continue;
			let size = -1;
			for (const part of fieldsOf(window, messageOf(window, dimension))) if (part.number === 1 && part.wire === 0) size = part.value;
			if (shape.length >= mostDimensions$2) throw window.corrupt(`has a shape of over ${mostDimensions$2} dimensions`);
			shape.push(size);
		}
	}
	return {
		type,
		shape
	};
}

// src/formats/onnx.ts
const fieldsAfterVersion = /* @__PURE__ */ new Set([
	18,
	26,
	34,
	40,
	50,
	58,
	66
]);
const newestVersion = 64;
const mostOpsets = 256;
const standardDomains = /* @__PURE__ */ new Set([
	"",
	"ai.onnx",
	"ai.onnx.ml",
	"ai.onnx.training",
	"ai.onnx.preview.training"
]);
/** True for bytes that an ONNX file may start with: it has no magic number, so a reader still has to agree. */
function mayBeOnnx(head) {
	const [tag = 0, version = 0, next = 0] = head;
	return tag === 8 && version >= 1 && version <= newestVersion && fieldsAfterVersion.has(next);
}
/** Describes an ONNX model (ModelProto). Throws FORMAT_CORRUPT when it is none. */
function readOnnx(file) {
	const window = openWindow(file, "ONNX");
	const summary = newOnnxSummary();
	const opsets = /* @__PURE__ */ new Map();
	const model = {
		version: 0,
		producer: "",
		producerVersion: "",
		domain: "",
		modelVersion: 0
	};
	let graphs = 0;
	for (const field of fieldsOf(window, {
		start: 0,
		end: file.size
	})) {
		if (field.number === 1 && field.wire === 0) model.version = field.value;
		if (field.number === 2) model.producer = textOf$3(window, field);
		if (field.number === 3) model.producerVersion = textOf$3(window, field);
		if (field.number === 4) model.domain = textOf$3(window, field);
		if (field.number === 5 && field.wire === 0) model.modelVersion = field.value;
		if (field.number === 7) {
			graphs += 1;
			readOnnxGraph(window, messageOf(window, field), summary, 0);
		}
		if (field.number === 8) {
			let domain = "";
			let version = 0;
			for (const part of fieldsOf(window, messageOf(window, field))) {
				if (part.number === 1) domain = textOf$3(window, part);
				if (part.number === 2) version = part.value;
			}
			if (opsets.size >= mostOpsets) throw window.corrupt(`has more than ${mostOpsets} operator sets`);
			opsets.set(domain, version);
		}
		if (field.number === 25) {
			let domain = "";
			let name = "";
			for (const part of fieldsOf(window, messageOf(window, field))) {
				if (part.number === 1) name = textOf$3(window, part);
				if (part.number === 10) domain = textOf$3(window, part);
			}
			summary.functions.add(`${domain}::${name}`);
		}
	}
	if (model.version < 1 || model.version > newestVersion || graphs !== 1) throw window.corrupt("has no IR version or not exactly one graph");
	const opset = opsets.get("") ?? opsets.get("ai.onnx");
	const customOperators = [...summary.operators.keys()].filter((name) => !standardDomains.has(name.slice(0, name.indexOf("::"))) && !summary.functions.has(name)).sort();
	return {
		format: "onnx",
		quantization: onnxScheme(summary),
		inputs: summary.inputs.filter(({ name }) => !summary.initializers.has(name)),
		outputs: summary.outputs,
		requiredRuntime: `onnx ir ${model.version}${opset === void 0 ? "" : `, opset ${opset}`}`,
		customOperators,
		properties: modelProperties({
			"onnx:ir_version": model.version,
			"onnx:opsets": [...opsets].map(([domain, version]) => `${domain === "" ? "ai.onnx" : domain} ${version}`).sort().join(", "),
			"onnx:producer": `${model.producer} ${model.producerVersion}`.trim(),
			"onnx:domain": model.domain,
			"onnx:model_version": model.modelVersion === 0 ? void 0 : model.modelVersion,
			"onnx:custom_operators": customOperators.join(", "),
			"onnx:weights": histogramText(summary.elements),
			"onnx:external_data": [...summary.external].sort().join(", ")
		})
	};
}
/** Operators tell quantized integers, the weights' types the rest. */
function onnxScheme({ operators, elements, quantized }) {
	const has = (...names) => names.some((name) => operators.has(`::${name}`));
	if (operators.has("com.microsoft::MatMulNBits")) return "int4";
	const integers = [
		"int8",
		"uint8",
		"int4",
		"uint4"
	].filter((type) => quantized.has(type) || elements.has(type));
	if (has("DynamicQuantizeLinear", "MatMulInteger", "ConvInteger")) return "dynamic-range";
	if (has("QuantizeLinear", "QLinearConv", "QLinearMatMul")) return integers.length === 1 ? integers[0] ?? "mixed" : integers.length === 0 ? "int8" : qdqScheme(integers);
	if (has("DequantizeLinear")) return "dynamic-range";
	const [most = ["", 0]] = [...elements].filter(([type]) => [
		"float32",
		"float16",
		"bfloat16",
		"float64"
	].includes(type)).sort(([, left], [, right]) => right - left);
	return most[0] === "float16" ? "fp16" : most[0] === "bfloat16" ? "bf16" : "none";
}
function qdqScheme(integers) {
	return integers.every((type) => type === "int8" || type === "uint8") ? "int8" : "mixed";
}

// src/formats/safetensors.ts
const mostHeader = 32 * 1024 ** 2;
const mostTensors = 1e6;
const mostDimensions$1 = 64;
const bits = {
	F4: 4,
	F6_E2M3: 6,
	F6_E3M2: 6,
	BOOL: 8,
	U8: 8,
	I8: 8,
	F8_E5M2: 8,
	F8_E4M3: 8,
	F8_E8M0: 8,
	F8_E4M3FNUZ: 8,
	F8_E5M2FNUZ: 8,
	I16: 16,
	U16: 16,
	F16: 16,
	BF16: 16,
	I32: 32,
	U32: 32,
	F32: 32,
	C64: 64,
	F64: 64,
	I64: 64,
	U64: 64
};
const schemes = {
	F64: "none",
	F32: "none",
	F16: "fp16",
	BF16: "bf16",
	I8: "int8",
	U8: "uint8"
};
/** True for bytes that a safetensors file may start with: a length of 8 bytes that fits the file, and a JSON object. */
function maybeSafetensors(head, size) {
	if (head.length < 10 || head[8] !== 123 || head[6] !== 0 || head[7] !== 0) return false;
	const length = new DataView(head.buffer, head.byteOffset).getUint32(0, true);
	return head[4] === 0 && head[5] === 0 && length >= 2 && length + 8 <= size;
}
/** Describes a safetensors file. Tensors must fill its data without a gap, as the format demands, or it is FORMAT_CORRUPT. */
function readSafetensors(file) {
	const window = openWindow(file, "safetensors");
	const length = window.uint64(0);
	if (length > mostHeader) throw window.corrupt(`has a header of ${length} bytes; at most ${mostHeader} are read`);
	const header = parseHeader(window, window.bytes(8, length));
	const elements = /* @__PURE__ */ new Map();
	const metadata = /* @__PURE__ */ new Map();
	const extents = [];
	let parameters = 0;
	for (const [name, entry] of Object.entries(header)) {
		window.item();
		if (extents.length >= mostTensors) throw window.corrupt(`has more than ${mostTensors} tensors`);
		if (name === "__metadata__") {
			for (const [key, value] of Object.entries(asObject(window, entry))) if (typeof value === "string" && metadata.size < 64) metadata.set(shownText(key), shownText(value));
			continue;
		}
		const tensor = readTensor(window, asObject(window, entry));
		addTo(elements, tensor.type, tensor.elements);
		parameters += tensor.elements;
		extents.push(tensor.extent);
	}
	requireFilled(window, extents, file.size - 8 - length);
	const weights = dominant(elements);
	return {
		format: "safetensors",
		quantization: extents.length === 0 ? "" : schemes[weights] ?? weights,
		inputs: [],
		outputs: [],
		requiredRuntime: metadata.get("format") === void 0 ? "" : `safetensors ${metadata.get("format")}`,
		customOperators: [],
		properties: modelProperties({
			"safetensors:parameters": parameters,
			"safetensors:tensors": extents.length,
			"safetensors:types": histogramText(elements),
			...Object.fromEntries([...metadata].map(([key, value]) => [`safetensors:metadata:${key}`, value]))
		})
	};
}
function parseHeader(window, bytes) {
	if (bytes[0] !== 123) throw window.corrupt("has a header that is no JSON object");
	let text = "";
	let value;
	try {
		text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
		value = JSON.parse(text);
	} catch {
		throw window.corrupt("has a header that is no JSON");
	}
	const header = asObject(window, value);
	if (topMembers(text) !== Object.keys(header).length) throw window.corrupt("names a tensor twice");
	return header;
}
/** How many members the object at the top of a JSON text has, which is known to be valid. */
function topMembers(text) {
	let depth = 0;
	let members = 0;
	for (let index = 0; index < text.length; index += 1) {
		const unit = text[index];
		if (unit === "{" || unit === "[") depth += 1;
		else if (unit === "}" || unit === "]") depth -= 1;
		else if (unit === ":" && depth === 1) members += 1;
		else if (unit === "\"") {
			for (index += 1; text[index] !== "\""; index += 1) if (text[index] === "\\") index += 1;
		}
	}
	return members;
}
function asObject(window, value) {
	if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
	throw window.corrupt("has a header of another form");
}
function readTensor(window, entry) {
	const { dtype } = entry;
	const width = typeof dtype === "string" && Object.hasOwn(bits, dtype) ? bits[dtype] : void 0;
	const shape = counts(window, entry["shape"], mostDimensions$1);
	const [from = 0, to = 0, ...more] = counts(window, entry["data_offsets"], 2);
	if (typeof dtype !== "string" || width === void 0 || more.length > 0) throw window.corrupt("has a tensor of an unknown type");
	const elements = shape.reduce((product, dimension) => product * dimension, 1);
	if (!Number.isSafeInteger(elements * width) || Math.ceil(elements * width / 8) !== to - from) throw window.corrupt("has a tensor whose shape and bytes differ");
	return {
		type: dtype,
		elements,
		extent: [from, to]
	};
}
function counts(window, value, most) {
	if (Array.isArray(value) && value.length <= most && value.every((item) => typeof item === "number" && Number.isSafeInteger(item) && item >= 0)) return value;
	throw window.corrupt("has a tensor without shape or place");
}
function requireFilled(window, extents, length) {
	let end = 0;
	for (const [from, to] of extents.toSorted(([left, a], [right, b]) => left - right || a - b)) {
		if (from !== end) throw window.corrupt("has tensors that overlap or leave a gap");
		end = to;
	}
	if (end !== length) throw window.corrupt("has bytes that belong to no tensor");
}

// src/formats/tflite-tables.ts
const noElements = {
	start: 0,
	length: 0
};
/** The place of a table's field by its id, or undefined when the table leaves it out (FlatBuffers internals, "Tables"). */
function fieldOf(window, table, id) {
	window.item();
	const vtable = table - window.int32(table);
	const slot = 4 + 2 * id;
	if (slot + 2 > window.uint16(vtable)) return void 0;
	const offset = window.uint16(vtable + slot);
	return offset === 0 ? void 0 : table + offset;
}
/** The vector in a field; empty when it is left out. Its elements of `width` bytes lie in the file, or it is FORMAT_CORRUPT. */
function vectorOf(window, table, id, width) {
	const field = fieldOf(window, table, id);
	if (field === void 0) return noElements;
	const place = field + window.uint32(field);
	const length = window.uint32(place);
	if (length * width > window.size - place - 4) throw window.corrupt("has a vector that ends after the file");
	return {
		start: place + 4,
		length
	};
}
/** The table at an index of a vector of tables. */
function tableAt(window, vector, index) {
	if (index < 0 || index >= vector.length) throw window.corrupt("names a table that it does not have");
	const place = vector.start + 4 * index;
	return place + window.uint32(place);
}
/** The table in a field, or undefined. */
function tableOf(window, table, id) {
	const field = fieldOf(window, table, id);
	return field === void 0 ? void 0 : field + window.uint32(field);
}
/** The text in a field, as it may be shown; empty when it is left out. */
function stringOf(window, table, id) {
	const { start, length } = vectorOf(window, table, id, 1);
	return length === 0 ? "" : window.text(start, length);
}
/** The 32-bit integers of a vector; more than `most` are FORMAT_CORRUPT. */
function intsOf(window, table, id, most) {
	const { start, length } = vectorOf(window, table, id, 4);
	if (length > most) throw window.corrupt(`has a list of ${length} integers; at most ${most} make sense there`);
	return Array.from({ length }, (_, index) => window.int32(start + 4 * index));
}

// src/formats/tflite.ts
const types = "float32 float16 int32 uint8 int64 string bool int16 complex64 int8 float64 complex128 uint64 resource variant uint32 uint16 int4 bfloat16 int2 uint4 float8e4m3fn float8e5m2".split(" ");
const customOperator = 32;
const mostDimensions = 64;
const mostPorts = 4096;
/** True for the first bytes of a file with TensorFlow Lite's identifier. */
function isTflite(head) {
	return head.length >= 8 && head[4] === 84 && head[5] === 70 && head[6] === 76 && head[7] === 51;
}
/** Describes a TensorFlow Lite (LiteRT) model. Throws FORMAT_CORRUPT when it is none. */
function readTflite(file) {
	const window = openWindow(file, "TFLite");
	const model = window.uint32(0);
	const version = fieldOf(window, model, 0);
	if (version === void 0 || window.uint32(version) !== 3) throw window.corrupt("is not of schema version 3");
	const graphs = vectorOf(window, model, 2, 4);
	if (graphs.length === 0) throw window.corrupt("has no graph");
	const buffers = vectorOf(window, model, 4, 4);
	const summary = {
		types: /* @__PURE__ */ new Map(),
		constants: /* @__PURE__ */ new Set(),
		scaled: /* @__PURE__ */ new Set(),
		activations: /* @__PURE__ */ new Set()
	};
	for (let index = 0; index < graphs.length; index += 1) summarise(window, tableAt(window, graphs, index), buffers, summary);
	const main = tableAt(window, graphs, 0);
	const runtime = minimalRuntime(window, model, buffers);
	const customOperators = readCustomOperators(window, model);
	return {
		format: "tflite",
		quantization: schemeOf(summary),
		inputs: portsOf(window, main, 1),
		outputs: portsOf(window, main, 2),
		requiredRuntime: runtime === "" ? "tflite" : `tflite >=${runtime}`,
		customOperators,
		properties: modelProperties({
			"tflite:description": stringOf(window, model, 3),
			"tflite:min_runtime_version": runtime,
			"tflite:custom_operators": customOperators.join(", "),
			"tflite:tensor_types": histogramText(summary.types),
			"tflite:graphs": graphs.length
		})
	};
}
function summarise(window, graph, buffers, summary) {
	const tensors = vectorOf(window, graph, 0, 4);
	for (let index = 0; index < tensors.length; index += 1) {
		const tensor = tableAt(window, tensors, index);
		const type = typeOf(window, tensor);
		addTo(summary.types, type);
		const constant = hasData(window, tensor, buffers);
		const scaled = hasScale(window, tensor);
		if (constant) summary.constants.add(type);
		if (constant && scaled) summary.scaled.add(type);
		if (!constant && scaled) summary.activations.add(type);
	}
}
/**
* Weights of 8 bits alone are dynamic-range quantization, with computed tensors of 8 or 16 bits full integer quantization.
* Float models have quantization tables without scales, which count for nothing.
*/
function schemeOf({ constants, scaled, activations }) {
	const integers = [
		"int8",
		"uint8",
		"int4",
		"int2",
		"uint4"
	].filter((type) => scaled.has(type));
	if (activations.has("int16") && scaled.has("int8")) return "int16x8";
	const weights = integers[0];
	if (weights !== void 0) {
		if (activations.size === 0) return "dynamic-range";
		return activations.size === 1 && integers.length === 1 && activations.has(weights) ? weights : "mixed";
	}
	if (activations.size > 0) return activations.size === 1 ? [...activations][0] ?? "mixed" : "mixed";
	return constants.has("float16") ? "fp16" : constants.has("bfloat16") ? "bf16" : "none";
}
function typeOf(window, tensor) {
	const field = fieldOf(window, tensor, 1);
	const type = field === void 0 ? 0 : window.byte(field);
	return types[type] ?? `type ${type}`;
}
function hasScale(window, tensor) {
	const quantization = tableOf(window, tensor, 4);
	return quantization !== void 0 && vectorOf(window, quantization, 2, 4).length > 0;
}
/** Buffer 0 is the empty one; a buffer's bytes may also follow the FlatBuffer in a file of more than 2 GB. */
function hasData(window, tensor, buffers) {
	const field = fieldOf(window, tensor, 2);
	const index = field === void 0 ? 0 : window.uint32(field);
	if (index === 0) return fieldOf(window, tensor, 10) !== void 0;
	const buffer = tableAt(window, buffers, index);
	const size = fieldOf(window, buffer, 2);
	return vectorOf(window, buffer, 0, 1).length > 0 || size !== void 0 && window.uint64(size) > 1;
}
function portsOf(window, graph, id) {
	const tensors = vectorOf(window, graph, 0, 4);
	return intsOf(window, graph, id, mostPorts).map((index) => {
		const tensor = tableAt(window, tensors, index);
		const signature = intsOf(window, tensor, 7, mostDimensions);
		return {
			name: stringOf(window, tensor, 3),
			type: typeOf(window, tensor),
			shape: signature.length > 0 ? signature : intsOf(window, tensor, 0, mostDimensions)
		};
	});
}
function readCustomOperators(window, model) {
	const codes = vectorOf(window, model, 1, 4);
	const names = /* @__PURE__ */ new Set();
	for (let index = 0; index < codes.length; index += 1) {
		const code = tableAt(window, codes, index);
		const old = fieldOf(window, code, 0);
		const current = fieldOf(window, code, 3);
		if (Math.max(old === void 0 ? 0 : window.byte(old), current === void 0 ? 0 : window.int32(current)) === customOperator) names.add(stringOf(window, code, 1));
	}
	return [...names].sort();
}
/** The version in the metadata `min_runtime_version`, such as 1.14.0; empty when there is none. */
function minimalRuntime(window, model, buffers) {
	const metadata = vectorOf(window, model, 6, 4);
	for (let index = 0; index < metadata.length; index += 1) {
		const entry = tableAt(window, metadata, index);
		if (stringOf(window, entry, 0) !== "min_runtime_version") continue;
		const field = fieldOf(window, entry, 1);
		const buffer = tableAt(window, buffers, field === void 0 ? 0 : window.uint32(field));
		const { start, length } = vectorOf(window, buffer, 0, 1);
		const text = Buffer.from(window.bytes(start, Math.min(length, 32))).toString("latin1");
		return /^\d+(?:\.\d+)*/.exec(text)?.[0] ?? "";
	}
	return "";
}

// src/formats/model-reader.ts
/** Which format a file has by its first bytes (64 are enough); the name only decides where a format has no magic number. */
function guessModel(name, head, size) {
	const extension = /\.([a-z0-9]+)$/.exec(name.toLowerCase())?.[1] ?? "";
	if (isHef(head)) return {
		format: "hef",
		sure: true
	};
	if (isTflite(head)) return {
		format: "tflite",
		sure: true
	};
	if (isGguf(head)) return {
		format: "gguf",
		sure: true
	};
	if (extension === "tflite" && size >= 16) return {
		format: "tflite",
		sure: false
	};
	if (maybeSafetensors(head, size)) return {
		format: "safetensors",
		sure: extension === "safetensors"
	};
	if (mayBeOnnx(head) || extension === "onnx") return {
		format: "onnx",
		sure: extension === "onnx"
	};
}
const readers = {
	hef: (file) => {
		const hef = readHef(file);
		return hef === void 0 ? void 0 : describeHef(hef);
	},
	tflite: readTflite,
	onnx: readOnnx,
	gguf: readGguf,
	safetensors: readSafetensors
};
/**
* Describes a model file, or gives undefined for a file of another kind. Only tables are read, nothing is executed. Throws
* FORMAT_CORRUPT when the file says that it is a model and is a broken one.
*/
function readModel(name, file) {
	const guess = guessModel(name, file.read(0, 64), file.size);
	if (guess === void 0) return void 0;
	try {
		return readers[guess.format](file);
	} catch (error) {
		if (!guess.sure && isFault(error, "FORMAT_CORRUPT")) return void 0;
		throw error;
	}
}

// src/sbom/models.ts
const piece = 1024 ** 2;
/** Finds HEF, TFLite, ONNX, GGUF and safetensors models by their bytes; only they are hashed. */
const modelCatalogue = {
	id: "models/1",
	wants: ({ path, size }, head) => guessModel(path, head, size) === void 0 ? "skip" : "whole",
	read: ({ path }, content) => {
		try {
			const description = readModel(path, content);
			return description === void 0 ? void 0 : {
				sha256: hashInPieces(content),
				size: content.size,
				description
			};
		} catch (error) {
			if (isFault(error, "FORMAT_CORRUPT")) return { unreadable: error.message };
			throw error;
		}
	},
	combine: componentsOf
};
/** SHA-256 of a file of any size, 1 MiB in memory at a time. */
function hashInPieces(file) {
	const hash = createHash("sha256");
	for (let offset = 0; offset < file.size; offset += piece) hash.update(file.read(offset, piece));
	return digestFromHex(hash.digest("hex"));
}
function componentsOf({ layers, tree }, facts) {
	const byDigest = /* @__PURE__ */ new Map();
	const gaps = [];
	for (const node of tree.all()) {
		const fact = facts.of(node);
		const layer = layers[node.layer]?.digest;
		if (fact === void 0 || layer === void 0) continue;
		const location = {
			path: node.path,
			layer
		};
		if ("unreadable" in fact) {
			gaps.push({
				...location,
				why: fact.unreadable
			});
			continue;
		}
		const known = byDigest.get(fact.sha256);
		if (known === void 0) byDigest.set(fact.sha256, {
			fact,
			locations: [location]
		});
		else known.locations.push(location);
	}
	return {
		components: [...byDigest.values()].map(({ fact, locations }) => componentOf(fact, locations)).toSorted((left, right) => compareText(left.ref, right.ref)),
		gaps
	};
}
function componentOf({ sha256, size, description }, locations) {
	const path = locations[0]?.path ?? "";
	const name = path.slice(path.lastIndexOf("/") + 1);
	const purl = new import_packageurl_js.PackageURL("generic", void 0, name, void 0, { checksum: `sha256:${hexOf(sha256)}` }).toString();
	const { format, quantization, inputs, outputs, requiredRuntime, properties } = description;
	const licence = properties["gguf:license"];
	return {
		ecosystem: "model",
		name,
		version: "",
		purl,
		ref: purl,
		licences: licence === void 0 ? [] : [licence],
		supplier: void 0,
		cpe: void 0,
		description: void 0,
		homepage: void 0,
		hashes: [{
			algorithm: "SHA-256",
			hex: hexOf(sha256)
		}],
		locations,
		dependsOn: [],
		model: {
			format,
			sha256,
			size,
			inputs,
			outputs,
			quantization,
			properties: {
				...properties,
				...requiredRuntime === "" ? {} : { [`${format}:required_runtime`]: requiredRuntime }
			}
		}
	};
}

// src/commands/build-arm64/examine.ts
const nothing = {
	id: "nothing",
	wants: () => "skip",
	read: () => void 0,
	combine: () => void 0
};
function chooseVisitors(input, profile) {
	const rules = input.lint !== "off";
	const bill = input.sbom !== "none";
	return [
		rules ? createLint({ profile }) : nothing,
		rules ? createHefLint({ profile }) : nothing,
		rules ? createHygiene() : nothing,
		rules ? createForeign({ profile }) : nothing,
		bill ? createCatalogue() : nothing,
		bill ? modelCatalogue : nothing
	];
}
/** Content is hashed only where it will be compared with a previous release. */
function openEyes(input, profile, facts, ports) {
	return {
		visitors: chooseVisitors(input, profile),
		options: {
			temporary: ports.temporary,
			contentDigests: input.previous !== void 0,
			memory: /* @__PURE__ */ new Map(),
			...facts === void 0 ? {} : { facts }
		}
	};
}
/** Streams every layer once and lets rules, SBOM, budgets and delta look at the same bytes. */
async function examine(input, built, sources, previous, base, { visitors, options }) {
	const { image, results } = await lookAt({
		config: built.config,
		layers: sources
	}, visitors, options);
	const [binaries = [], hailo = [], hygiene = [], foreign = [], catalogue, models] = results;
	const before = previous === void 0 ? void 0 : (await lookAt(sharedSource(previous.source, sources), visitors, options)).image;
	const delta = previous === void 0 ? void 0 : deltaOf(input, built, previous, before, image);
	const look = lookFacts(built, image, delta?.states);
	return {
		image,
		look,
		delta: delta?.facts,
		inventory: catalogue === void 0 || models === void 0 ? void 0 : withModels(catalogue, models),
		findings: [
			...binaries,
			...hailo,
			...hygiene
		],
		firm: judgeBudgets({
			size: look.size,
			unpackedSize: look.unpackedSize,
			wastedBytes: look.wastedBytes,
			pullBytes: delta?.facts.containerdBytes,
			heaviest: heaviest(look),
			mostWasted: look.wasted,
			foreign,
			...base === void 0 ? {} : { base: baseLayers(base, built) }
		}, {
			size: input["size-budget"],
			unpackedSize: input["unpacked-budget"],
			wastedBytes: input["waste-budget"],
			pullBytes: input["pull-budget"]
		})
	};
}
function baseLayers({ name, image }, built) {
	return {
		name,
		digests: image.layers.map(({ digest }) => digest),
		diffIds: image.layers.map(({ diffId }) => diffId),
		builtDigests: built.layers.map(({ digest }) => digest),
		builtDiffIds: built.layers.map(({ diffId }) => diffId)
	};
}
/** Layers that the new image has too are read where they are at hand, and not fetched from the registry. */
function sharedSource(previous, sources) {
	const near = new Map(sources.map((source) => [source.digest, source]));
	return {
		...previous,
		layers: previous.layers.map((layer) => near.get(layer.digest) ?? layer)
	};
}
function deltaOf(input, built, previous, before, image) {
	const { platform, configDescriptor, layers } = built;
	const delta = pullDelta(previous.image, {
		manifest: platform,
		config: configDescriptor,
		layers
	});
	const again = before === void 0 ? void 0 : compareContent(before, image);
	return {
		states: delta.states,
		facts: {
			previous: previous.name,
			containerdBytes: delta.containerdBytes,
			dockerBytes: delta.dockerBytes,
			reusePercent: delta.reusePercent,
			lineRate: input["line-rate"],
			devices: input.devices,
			reshippedBytes: again?.bytes ?? 0,
			reshipped: again?.worst ?? [],
			advice: again?.advice.map(({ message }) => message) ?? []
		}
	};
}
function lookFacts(built, image, states) {
	const waste = wastedBytes(image);
	return {
		root: built.root,
		rootIsIndex: built.rootIsIndex,
		platform: built.platform,
		config: built.configDescriptor,
		platforms: Object.entries(built.platforms).map(([name, digest]) => ({
			name,
			digest
		})),
		layers: image.layers.map(({ digest, size, unpackedSize }, index) => ({
			digest,
			size,
			unpackedSize,
			createdBy: built.config.layerOrigins[index] ?? "",
			state: states?.[index]
		})),
		size: built.configDescriptor.size + image.layers.reduce((sum, layer) => sum + layer.size, 0),
		unpackedSize: image.layers.reduce((sum, layer) => sum + layer.unpackedSize, 0),
		wastedBytes: waste.bytes,
		wasted: waste.worst
	};
}
function heaviest(look) {
	return look.layers.filter(({ size }) => size * 20 > look.size).map(({ digest, size, createdBy }) => ({
		name: createdBy === "" ? digest.slice(0, 19) : createdBy.slice(0, 60),
		size
	})).sort((left, right) => right.size - left.size);
}

export { examine, openEyes };