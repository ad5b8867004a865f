import { o as __toESM, t as __commonJSMin } from "./rolldown-runtime.js";
import { t as isRecord } from "./json-members.js";
import { i as isFault, n as defineFaults, t as Fault } from "./fault.js";
import { n as canonicalJson } from "./canonical-json.js";
import { n as digestOf } from "./digest.js";
import { n as sortPaths, t as sortEntries } from "./tree.js";
import { n as isLoopback } from "./http.js";
import { r as retryAfterMs } from "./retry.js";
import { createHash } from "node:crypto";

// src/forge/faults.ts
const forgeFaults = defineFaults({
	FORGE_ANSWER_INVALID: "GitHub, or something in between, sent an answer that is not of the documented form.",
	FORGE_CHANGE_EMPTY: "A change would leave every file as it is, so there is nothing to propose.",
	FORGE_CONTENTION: "Others kept writing the same branch or pull request; the change was not written.",
	FORGE_FORBIDDEN: "The token may not do what was asked.",
	FORGE_HUMAN_COMMITS: "The branch of a pull request holds commits that this tool did not make; they are never overwritten.",
	FORGE_MOVED: "The repository was renamed or moved.",
	FORGE_NOT_ANCESTOR: "A commit is not an ancestor of another along first parents.",
	FORGE_NOT_FOUND: "A repository, branch or pull request does not exist, or the token cannot see it.",
	FORGE_RATE_LIMITED: "GitHub asks this token to wait longer than a step can.",
	FORGE_REFUSED: "GitHub refused a request; the message holds its reason.",
	FORGE_TREE_UNREADABLE: "A file at a commit cannot be read whole, or its bytes are not those that its name in git promises.",
	FORGE_UNAUTHENTICATED: "The token is wrong, expired or revoked.",
	FORGE_UNAVAILABLE: "GitHub could not be reached, or failed."
});

// src/forge/answers.ts
/** Readers of what GitHub answers: each gives exactly what was asked for or throws FORGE_ANSWER_INVALID. */
const oidGrammar = /^[0-9a-f]{40}$/;
/** A git object id that no object has: in a compare-and-swap it stands for "no such ref". */
const noObject = "0".repeat(40);
/** True for the id of a git object; GitHub's repositories use SHA-1. */
function isOid(value) {
	return typeof value === "string" && oidGrammar.test(value);
}
function asRecord(value, what) {
	if (isRecord(value)) return value;
	throw invalid(what);
}
function asList(value, what) {
	if (Array.isArray(value)) return value;
	throw invalid(what);
}
/** Follows member names into an answer. */
function at(value, what, ...names) {
	let current = value;
	for (const name of names) current = asRecord(current, what)[name];
	return current;
}
function oidAt(value, what, ...names) {
	const found = at(value, what, ...names);
	if (isOid(found)) return found;
	throw invalid(`${what}: ${names.join(".")}`);
}
function textAt(value, what, ...names) {
	const found = at(value, what, ...names);
	if (typeof found === "string") return found;
	throw invalid(`${what}: ${names.join(".")}`);
}
function numberAt(value, what, ...names) {
	const found = at(value, what, ...names);
	if (typeof found === "number" && Number.isSafeInteger(found)) return found;
	throw invalid(`${what}: ${names.join(".")}`);
}
function invalid(what) {
	return forgeFaults.fault("FORGE_ANSWER_INVALID", `GitHub's answer is not of the documented form (${what})`, { where: what });
}
/** Reads a commit of `git/commits`. */
function readCommit(value) {
	return {
		oid: oidAt(value, "commit", "sha"),
		tree: oidAt(value, "commit", "tree", "sha"),
		parents: asList(at(value, "commit", "parents"), "commit: parents").map((parent) => oidAt(parent, "commit parent", "sha")),
		message: textAt(value, "commit", "message")
	};
}
/** Reads a pull request of a listing or of its own address. */
function readPull(value) {
	const record = asRecord(value, "pull request");
	const repository = at(value, "pull request", "head", "repo");
	return {
		number: numberAt(value, "pull request", "number"),
		nodeId: textAt(value, "pull request", "node_id"),
		url: textAt(value, "pull request", "html_url"),
		open: textAt(value, "pull request", "state") === "open",
		merged: typeof record["merged_at"] === "string" || record["merged"] === true,
		mergeCommit: isOid(record["merge_commit_sha"]) ? record["merge_commit_sha"] : void 0,
		title: textAt(value, "pull request", "title"),
		body: typeof record["body"] === "string" ? record["body"] : "",
		labels: asList(record["labels"] ?? [], "pull request: labels").map((label) => textAt(label, "label", "name")),
		branch: textAt(value, "pull request", "head", "ref"),
		head: oidAt(value, "pull request", "head", "sha"),
		headRepository: repository === null || repository === void 0 ? "" : textAt(repository, "head repository", "full_name"),
		mergeableState: typeof record["mergeable_state"] === "string" ? record["mergeable_state"] : ""
	};
}

// src/forge/ancestry.ts
const pageSize$1 = 100;
const mostPages$1 = 100;
/** The best common ancestor of two commits. */
async function mergeBaseOf(client, left, right) {
	return left === right ? left : (await compare(client, left, right, 1)).mergeBase;
}
/** True when the first commit is the second or one of its ancestors. */
async function contains(client, ancestor, descendant) {
	if (ancestor === descendant) return true;
	const { status } = await compare(client, ancestor, descendant, 1);
	return status === "ahead" || status === "identical";
}
/** Commits after `from` up to `to` along first parents, oldest first; FORGE_NOT_ANCESTOR when that way does not lead to `from`. */
async function firstParentsOf(client, from, to) {
	if (from === to) return [];
	const refuse = () => forgeFaults.fault("FORGE_NOT_ANCESTOR", `${from.slice(0, 12)} is not an ancestor of ${to.slice(0, 12)} along first parents`);
	const { status, commits } = await compare(client, from, to, mostPages$1);
	if (status !== "ahead") throw refuse();
	const way = [];
	for (let current = to; current !== from;) {
		if (way.length > 1e4) throw refuse();
		const parent = commits.get(current)?.[0];
		if (parent === void 0) throw refuse();
		way.push(current);
		current = parent;
	}
	return way.reverse();
}
async function compare(client, left, right, pages) {
	const commits = /* @__PURE__ */ new Map();
	for (let page = 1;; page += 1) {
		const answer = await client.rest(`compare ${left.slice(0, 12)} with ${right.slice(0, 12)}`, (request) => request("GET /repos/{owner}/{repo}/compare/{basehead}", {
			...client.repository,
			basehead: `${left}...${right}`,
			per_page: pages === 1 ? 1 : pageSize$1,
			page
		}));
		const found = asList(at(answer, "comparison", "commits"), "comparison: commits");
		for (const commit of found) commits.set(oidAt(commit, "compared commit", "sha"), asList(asRecord(commit, "compared commit")["parents"], "compared commit").map((parent) => oidAt(parent, "commit parent", "sha")));
		if (found.length < pageSize$1 || page >= pages) return {
			mergeBase: oidAt(answer, "comparison", "merge_base_commit", "sha"),
			status: textAt(answer, "comparison", "status"),
			commits
		};
	}
}

// src/forge/tree-listing.ts
/** What git calls the bytes of a file: SHA-1 over a header and the bytes (gitformat-loose). */
function blobOid(bytes) {
	return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
/** What changed from one tree to another: nothing that a commit brings along may go unseen. */
function difference(from, to) {
	const changed = /* @__PURE__ */ new Map();
	for (const [path, id] of to) if (from.get(path) !== id) changed.set(path, id);
	for (const path of from.keys()) if (!to.has(path)) changed.set(path, null);
	return new Map(sortPaths([...changed.keys()]).map((path) => [path, changed.get(path) ?? null]));
}
/** The files of a change that differ from what is there, so that a repeated change is seen to be none. */
function effective(base, files) {
	const left = /* @__PURE__ */ new Map();
	const changed = /* @__PURE__ */ new Map();
	for (const path of sortPaths([...files.keys()])) {
		const bytes = files.get(path) ?? null;
		const before = base.get(path);
		const oid = bytes === null ? null : blobOid(bytes);
		if ((before?.oid ?? null) === oid) continue;
		left.set(path, bytes);
		changed.set(path, oid !== null && before?.mode === "100755" ? `${before.mode} ${oid}` : oid);
	}
	return {
		files: left,
		difference: changed
	};
}
/** True when two differences would leave the same bytes at the same paths. */
function sameDifference(left, right) {
	if (left.size !== right.size) return false;
	for (const [path, oid] of left) if (!right.has(path) || right.get(path) !== oid) return false;
	return true;
}

// src/forge/change-record.ts
/**
* How a commit of ours is told from a person's: its trailer holds a digest over what it changes. A commit that was amended,
* or added on top, does not match and is left alone. It guards against lost work, not against forgery: signatures do that.
*/
const trailer = "Pi5-Change: ";
const mostUpdates = 20;
/** Names a change of a key by what it does to files. */
function changeDigest(key, changed) {
	return digestOf(canonicalJson({
		key,
		files: Object.fromEntries(changed)
	}));
}
/** The message of a commit that `readChange` will know again. */
function commitMessage(title, key, changed) {
	return `${title.replaceAll(/\s+/g, " ").trim()}\n\nPi5-Key: ${key}\n${trailer}${changeDigest(key, changed)}\n`;
}
/**
* What the head of a proposal's branch changes when every commit on it is ours, else undefined. A merge of the base branch
* into it ("Update branch" on the page of the pull request) is as good as ours while it leaves our files as they are.
*/
async function readChange(objects, key, head, updates = 0) {
	const commit = await objects.commit(head);
	const [first, second, ...others] = commit.parents;
	if (first === void 0 || others.length > 0) return void 0;
	if (second === void 0) {
		const claimed = commit.message.split("\n").findLast((line) => line.startsWith(trailer));
		if (claimed === void 0) return void 0;
		const changed = difference(await objects.ids(first), await objects.ids(head));
		return claimed.slice(12).trim() === changeDigest(key, changed) ? {
			base: first,
			difference: changed
		} : void 0;
	}
	if (updates >= mostUpdates) return void 0;
	const before = await readChange(objects, key, first, updates + 1);
	if (before === void 0) return void 0;
	const after = difference(await objects.ids(second), await objects.ids(head));
	return sameDifference(before.difference, after) ? {
		base: second,
		difference: after
	} : void 0;
}

// node_modules/universal-user-agent/index.js
function getUserAgent() {
	if (typeof navigator === "object" && "userAgent" in navigator) return navigator.userAgent;
	if (typeof process === "object" && process.version !== void 0) return `Node.js/${process.version.substr(1)} (${process.platform}; ${process.arch})`;
	return "<environment undetectable>";
}

// node_modules/before-after-hook/lib/register.js
function register(state, name, method, options) {
	if (typeof method !== "function") throw new Error("method for before hook must be a function");
	if (!options) options = {};
	if (Array.isArray(name)) return name.reverse().reduce((callback, name) => {
		return register.bind(null, state, name, callback, options);
	}, method)();
	return Promise.resolve().then(() => {
		if (!state.registry[name]) return method(options);
		return state.registry[name].reduce((method, registered) => {
			return registered.hook.bind(null, method, options);
		}, method)();
	});
}

// node_modules/before-after-hook/lib/add.js
function addHook(state, kind, name, hook) {
	const orig = hook;
	if (!state.registry[name]) state.registry[name] = [];
	if (kind === "before") hook = (method, options) => {
		return Promise.resolve().then(orig.bind(null, options)).then(method.bind(null, options));
	};
	if (kind === "after") hook = (method, options) => {
		let result;
		return Promise.resolve().then(method.bind(null, options)).then((result_) => {
			result = result_;
			return orig(result, options);
		}).then(() => {
			return result;
		});
	};
	if (kind === "error") hook = (method, options) => {
		return Promise.resolve().then(method.bind(null, options)).catch((error) => {
			return orig(error, options);
		});
	};
	state.registry[name].push({
		hook,
		orig
	});
}

// node_modules/before-after-hook/lib/remove.js
function removeHook(state, name, method) {
	if (!state.registry[name]) return;
	const index = state.registry[name].map((registered) => {
		return registered.orig;
	}).indexOf(method);
	if (index === -1) return;
	state.registry[name].splice(index, 1);
}

// node_modules/before-after-hook/index.js
const bind = Function.bind;
const bindable = bind.bind(bind);
function bindApi(hook, state, name) {
	const removeHookRef = bindable(removeHook, null).apply(null, name ? [state, name] : [state]);
	hook.api = { remove: removeHookRef };
	hook.remove = removeHookRef;
	[
		"before",
		"error",
		"after",
		"wrap"
	].forEach((kind) => {
		const args = name ? [
			state,
			kind,
			name
		] : [state, kind];
		hook[kind] = hook.api[kind] = bindable(addHook, null).apply(null, args);
	});
}
function Singular() {
	const singularHookName = Symbol("Singular");
	const singularHookState = { registry: {} };
	const singularHook = register.bind(null, singularHookState, singularHookName);
	bindApi(singularHook, singularHookState, singularHookName);
	return singularHook;
}
function Collection() {
	const state = { registry: {} };
	const hook = register.bind(null, state);
	bindApi(hook, state);
	return hook;
}
var before_after_hook_default = {
	Singular,
	Collection
};

// node_modules/@octokit/endpoint/dist-bundle/index.js
var DEFAULTS = {
	method: "GET",
	baseUrl: "https://api.github.com",
	headers: {
		accept: "application/vnd.github.v3+json",
		"user-agent": `octokit-endpoint.js/0.0.0-development ${getUserAgent()}`
	},
	mediaType: { format: "" }
};
function lowercaseKeys(object) {
	if (!object) return {};
	return Object.keys(object).reduce((newObj, key) => {
		newObj[key.toLowerCase()] = object[key];
		return newObj;
	}, {});
}
function isPlainObject$1(value) {
	if (typeof value !== "object" || value === null) return false;
	if (Object.prototype.toString.call(value) !== "[object Object]") return false;
	const proto = Object.getPrototypeOf(value);
	if (proto === null) return true;
	const Ctor = Object.prototype.hasOwnProperty.call(proto, "constructor") && proto.constructor;
	return typeof Ctor === "function" && Ctor instanceof Ctor && Function.prototype.call(Ctor) === Function.prototype.call(value);
}
function mergeDeep(defaults, options) {
	const result = Object.assign({}, defaults);
	Object.keys(options).forEach((key) => {
		if (isPlainObject$1(options[key])) {
			if (!(key in defaults)) Object.assign(result, { [key]: options[key] });
			else result[key] = mergeDeep(defaults[key], options[key]);
		} else Object.assign(result, { [key]: options[key] });
	});
	return result;
}
function removeUndefinedProperties(obj) {
	for (const key in obj) if (obj[key] === void 0) delete obj[key];
	return obj;
}
function merge(defaults, route, options) {
	if (typeof route === "string") {
		let [method, url] = route.split(" ");
		options = Object.assign(url ? {
			method,
			url
		} : { url: method }, options);
	} else options = Object.assign({}, route);
	options.headers = lowercaseKeys(options.headers);
	removeUndefinedProperties(options);
	removeUndefinedProperties(options.headers);
	const mergedOptions = mergeDeep(defaults || {}, options);
	if (options.url === "/graphql") {
		if (defaults && defaults.mediaType.previews?.length) mergedOptions.mediaType.previews = defaults.mediaType.previews.filter((preview) => !mergedOptions.mediaType.previews.includes(preview)).concat(mergedOptions.mediaType.previews);
		mergedOptions.mediaType.previews = (mergedOptions.mediaType.previews || []).map((preview) => preview.replace(/-preview/, ""));
	}
	return mergedOptions;
}
function addQueryParameters(url, parameters) {
	const separator = /\?/.test(url) ? "&" : "?";
	const names = Object.keys(parameters);
	if (names.length === 0) return url;
	return url + separator + names.map((name) => {
		if (name === "q") return "q=" + parameters.q.split("+").map(encodeURIComponent).join("+");
		return `${name}=${encodeURIComponent(parameters[name])}`;
	}).join("&");
}
var urlVariableRegex = /\{[^{}}]+\}/g;
function removeNonChars(variableName) {
	return variableName.replace(/(?:^\W+)|(?:(?<!\W)\W+$)/g, "").split(/,/);
}
function extractUrlVariableNames(url) {
	const matches = url.match(urlVariableRegex);
	if (!matches) return [];
	return matches.map(removeNonChars).reduce((a, b) => a.concat(b), []);
}
function omit(object, keysToOmit) {
	const result = { __proto__: null };
	for (const key of Object.keys(object)) if (keysToOmit.indexOf(key) === -1) result[key] = object[key];
	return result;
}
function encodeReserved(str) {
	return str.split(/(%[0-9A-Fa-f]{2})/g).map(function(part) {
		if (!/%[0-9A-Fa-f]/.test(part)) part = encodeURI(part).replace(/%5B/g, "[").replace(/%5D/g, "]");
		return part;
	}).join("");
}
function encodeUnreserved(str) {
	return encodeURIComponent(str).replace(/[!'()*]/g, function(c) {
		return "%" + c.charCodeAt(0).toString(16).toUpperCase();
	});
}
function encodeValue(operator, value, key) {
	value = operator === "+" || operator === "#" ? encodeReserved(value) : encodeUnreserved(value);
	if (key) return encodeUnreserved(key) + "=" + value;
	else return value;
}
function isDefined(value) {
	return value !== void 0 && value !== null;
}
function isKeyOperator(operator) {
	return operator === ";" || operator === "&" || operator === "?";
}
function getValues(context, operator, key, modifier) {
	var value = context[key], result = [];
	if (isDefined(value) && value !== "") {
		if (typeof value === "string" || typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
			value = value.toString();
			if (modifier && modifier !== "*") value = value.substring(0, parseInt(modifier, 10));
			result.push(encodeValue(operator, value, isKeyOperator(operator) ? key : ""));
		} else if (modifier === "*") {
			if (Array.isArray(value)) value.filter(isDefined).forEach(function(value2) {
				result.push(encodeValue(operator, value2, isKeyOperator(operator) ? key : ""));
			});
			else Object.keys(value).forEach(function(k) {
				if (isDefined(value[k])) result.push(encodeValue(operator, value[k], k));
			});
		} else {
			const tmp = [];
			if (Array.isArray(value)) value.filter(isDefined).forEach(function(value2) {
				tmp.push(encodeValue(operator, value2));
			});
			else Object.keys(value).forEach(function(k) {
				if (isDefined(value[k])) {
					tmp.push(encodeUnreserved(k));
					tmp.push(encodeValue(operator, value[k].toString()));
				}
			});
			if (isKeyOperator(operator)) result.push(encodeUnreserved(key) + "=" + tmp.join(","));
			else if (tmp.length !== 0) result.push(tmp.join(","));
		}
	} else if (operator === ";") {
		if (isDefined(value)) result.push(encodeUnreserved(key));
	} else if (value === "" && (operator === "&" || operator === "?")) result.push(encodeUnreserved(key) + "=");
	else if (value === "") result.push("");
	return result;
}
function parseUrl(template) {
	return { expand: expand.bind(null, template) };
}
function expand(template, context) {
	var operators = [
		"+",
		"#",
		".",
		"/",
		";",
		"?",
		"&"
	];
	template = template.replace(/\{([^\{\}]+)\}|([^\{\}]+)/g, function(_, expression, literal) {
		if (expression) {
			let operator = "";
			const values = [];
			if (operators.indexOf(expression.charAt(0)) !== -1) {
				operator = expression.charAt(0);
				expression = expression.substr(1);
			}
			expression.split(/,/g).forEach(function(variable) {
				var tmp = /([^:\*]*)(?::(\d+)|(\*))?/.exec(variable);
				values.push(getValues(context, operator, tmp[1], tmp[2] || tmp[3]));
			});
			if (operator && operator !== "+") {
				var separator = ",";
				if (operator === "?") separator = "&";
				else if (operator !== "#") separator = operator;
				return (values.length !== 0 ? operator : "") + values.join(separator);
			} else return values.join(",");
		} else return encodeReserved(literal);
	});
	if (template === "/") return template;
	else return template.replace(/\/$/, "");
}
function parse$1(options) {
	let method = options.method.toUpperCase();
	let url = (options.url || "/").replace(/:([a-z]\w+)/g, "{$1}");
	let headers = Object.assign({}, options.headers);
	let body;
	let parameters = omit(options, [
		"method",
		"baseUrl",
		"url",
		"headers",
		"request",
		"mediaType"
	]);
	const urlVariableNames = extractUrlVariableNames(url);
	url = parseUrl(url).expand(parameters);
	if (!/^http/.test(url)) url = options.baseUrl + url;
	const remainingParameters = omit(parameters, Object.keys(options).filter((option) => urlVariableNames.includes(option)).concat("baseUrl"));
	if (!/application\/octet-stream/i.test(headers.accept)) {
		if (options.mediaType.format) headers.accept = headers.accept.split(/,/).map((format) => format.replace(/application\/vnd(\.\w+)(\.v3)?(\.\w+)?(\+json)?$/, `application/vnd$1$2.${options.mediaType.format}`)).join(",");
		if (url.endsWith("/graphql")) {
			if (options.mediaType.previews?.length) headers.accept = (headers.accept.match(/(?<![\w-])[\w-]+(?=-preview)/g) || []).concat(options.mediaType.previews).map((preview) => {
				return `application/vnd.github.${preview}-preview${options.mediaType.format ? `.${options.mediaType.format}` : "+json"}`;
			}).join(",");
		}
	}
	if (["GET", "HEAD"].includes(method)) url = addQueryParameters(url, remainingParameters);
	else if ("data" in remainingParameters) body = remainingParameters.data;
	else if (Object.keys(remainingParameters).length) body = remainingParameters;
	if (!headers["content-type"] && typeof body !== "undefined") headers["content-type"] = "application/json; charset=utf-8";
	if (["PATCH", "PUT"].includes(method) && typeof body === "undefined") body = "";
	return Object.assign({
		method,
		url,
		headers
	}, typeof body !== "undefined" ? { body } : null, options.request ? { request: options.request } : null);
}
function endpointWithDefaults(defaults, route, options) {
	return parse$1(merge(defaults, route, options));
}
function withDefaults$2(oldDefaults, newDefaults) {
	const DEFAULTS2 = merge(oldDefaults, newDefaults);
	const endpoint2 = endpointWithDefaults.bind(null, DEFAULTS2);
	return Object.assign(endpoint2, {
		DEFAULTS: DEFAULTS2,
		defaults: withDefaults$2.bind(null, DEFAULTS2),
		merge: merge.bind(null, DEFAULTS2),
		parse: parse$1
	});
}
var endpoint = withDefaults$2(null, DEFAULTS);

// node_modules/content-type/dist/index.js
/*!
* content-type
* Copyright(c) 2015 Douglas Christopher Wilson
* MIT Licensed
*/
const SP = 32;
const HTAB = 9;
const SEMI = 59;
const EQ = 61;
const DQUOTE = 34;
const BSLASH = 92;
const COMMA = 44;
const LOWER_CASE = 1;
const OWS = 2;
const SEMI_FLAG = 4;
const COMMA_FLAG = 8;
const TOKEN_FLAG = 16;
const NON_ASCII = 65280;
const CASE_FLAGS = 65281;
/**
* Character flags used to normalize HTTP field values while scanning.
* Out-of-range reads intentionally coerce to zero in bitwise expressions.
*/
const CHAR_MAP = /* @__PURE__ */ new Uint8Array(256);
CHAR_MAP[HTAB] |= OWS;
CHAR_MAP[SP] |= OWS;
CHAR_MAP[SEMI] |= SEMI_FLAG;
CHAR_MAP[COMMA] |= COMMA_FLAG;
for (let code = 128; code <= 255; code++) CHAR_MAP[code] |= LOWER_CASE;
for (const char of "!#$%&'*+-.^_`|~") CHAR_MAP[char.charCodeAt(0)] |= TOKEN_FLAG;
for (let code = 48; code <= 57; code++) CHAR_MAP[code] |= TOKEN_FLAG;
for (let code = 65; code <= 90; code++) CHAR_MAP[code] |= 17;
for (let code = 97; code <= 122; code++) CHAR_MAP[code] |= TOKEN_FLAG;
/**
* Null object perf optimization. Faster than `Object.create(null)` and `{ __proto__: null }`.
*/
const NullObject = /* @__PURE__ */ (() => {
	const C = function() {};
	C.prototype = Object.create(null);
	return C;
})();
/**
* Parse a `Content-Type` header.
*/
function parse(header, options) {
	const stopFlags = SEMI_FLAG | (options?.comma === true ? COMMA_FLAG : 0);
	const len = header.length;
	let valueStart = options?.start ?? 0;
	while ((CHAR_MAP[header.charCodeAt(valueStart)] & OWS) !== 0) valueStart++;
	let index = valueStart;
	let typeFlags = 0;
	let whitespace = -1;
	let stop = options?.parameters === false ? COMMA_FLAG : 0;
	while (index < len) {
		const code = header.charCodeAt(index);
		const flags = CHAR_MAP[code];
		if ((flags & stopFlags) !== 0) {
			stop |= flags & COMMA_FLAG;
			break;
		}
		if ((flags & OWS) !== 0) {
			if (whitespace === -1) whitespace = index;
		} else whitespace = -1;
		typeFlags |= code & NON_ASCII | flags;
		index++;
	}
	const valueEnd = whitespace === -1 ? index : whitespace;
	const value = header.slice(valueStart, valueEnd);
	const type = (typeFlags & CASE_FLAGS) === 0 ? value : value.toLowerCase();
	if (index === len || stop !== 0) return {
		type,
		index,
		parameters: new NullObject()
	};
	return parseParameters(header, type, index, len, stopFlags);
}
/**
* Parses the parameters of a `Content-Type` header starting at the given index.
*/
function parseParameters(header, type, index, len, stopFlags) {
	const parameters = new NullObject();
	parameter: while (index < len) {
		index++;
		while ((CHAR_MAP[header.charCodeAt(index)] & OWS) !== 0) index++;
		const keyStart = index;
		let keyFlags = 0;
		let keyWhitespace = -1;
		while (index < len) {
			const code = header.charCodeAt(index);
			const flags = CHAR_MAP[code];
			if ((flags & stopFlags) !== 0) {
				if ((flags & COMMA_FLAG) !== 0) break parameter;
				continue parameter;
			}
			if (code === EQ) {
				const keyEnd = keyWhitespace === -1 ? index : keyWhitespace;
				const value = header.slice(keyStart, keyEnd);
				const key = (keyFlags & CASE_FLAGS) === 0 ? value : value.toLowerCase();
				index++;
				while ((CHAR_MAP[header.charCodeAt(index)] & OWS) !== 0) index++;
				if (index < len && header.charCodeAt(index) === DQUOTE) {
					const quotedStart = ++index;
					let escaped = false;
					while (index < len) {
						const code = header.charCodeAt(index);
						if (code === DQUOTE) {
							if (parameters[key] === void 0) parameters[key] = escaped ? unescapeQuotedPairs(header, quotedStart, index) : header.slice(quotedStart, index);
							index++;
							let stop = 0;
							while (index < len) {
								const code = header.charCodeAt(index);
								const flags = CHAR_MAP[code];
								if ((flags & stopFlags) !== 0) {
									stop = flags & COMMA_FLAG;
									break;
								}
								index++;
							}
							if (stop !== 0) break parameter;
							continue parameter;
						}
						if (code === BSLASH && index + 1 < len) {
							escaped = true;
							index += 2;
							continue;
						}
						index++;
					}
					continue parameter;
				}
				const valueStart = index;
				let stop = 0;
				let valueWhitespace = -1;
				while (index < len) {
					const code = header.charCodeAt(index);
					const flags = CHAR_MAP[code];
					if ((flags & stopFlags) !== 0) {
						stop = flags & COMMA_FLAG;
						break;
					}
					if ((flags & OWS) !== 0) {
						if (valueWhitespace === -1) valueWhitespace = index;
					} else valueWhitespace = -1;
					index++;
				}
				if (parameters[key] === void 0) {
					const valueEnd = valueWhitespace === -1 ? index : valueWhitespace;
					parameters[key] = header.slice(valueStart, valueEnd);
				}
				if (stop !== 0) break parameter;
				continue parameter;
			}
			if ((flags & OWS) !== 0) {
				if (keyWhitespace === -1) keyWhitespace = index;
			} else keyWhitespace = -1;
			keyFlags |= code & NON_ASCII | flags;
			index++;
		}
	}
	return {
		type,
		index,
		parameters
	};
}
/**
* Remove backslashes from quoted pairs in a known-terminated quoted string body.
*/
function unescapeQuotedPairs(str, start, end) {
	let result = "";
	for (let index = start; index < end; index++) if (str.charCodeAt(index) === BSLASH) {
		result += str.slice(start, index);
		start = ++index;
	}
	return result + str.slice(start, end);
}

// node_modules/json-with-bigint/json-with-bigint.js
const intRegex = /^-?\d+$/;
const noiseValue = /^-?\d+n+$/;
const originalStringify = JSON.stringify;
const originalParse = JSON.parse;
const customFormat = /^-?\d+n$/;
const bigIntsStringify = /([\[:])?"(-?\d+)n"($|\s*[,\}\]])/g;
const noiseStringify = /([\[:])?("-?\d+n+)n("$|"\s*[,\}\]])/g;
/**
* @typedef {(this: any, key: string | number | undefined, value: any) => any} Replacer
* @typedef {(key: string | number | undefined, value: any, context?: { source: string }) => any} Reviver
*/
/**
* Checks if a value is unstringifiable according to native JSON.stringify rules.
*
* @param {any} val The value to check.
* @returns {boolean} True if the value is undefined, a function, or a symbol.
*/
const isUnstringifiable = (val) => val === void 0 || typeof val === "function" || typeof val === "symbol";
/**
* Checks if a value is a native JSON.rawJSON object (Node.js 22+).
*
* @param {any} val The value to check.
* @returns {boolean} True if the value is a RawJSON instance.
*/
const isRawJSON = (val) => val !== null && typeof val === "object" && val.constructor && val.constructor.name === "RawJSON";
/**
* Iteratively converts a JS value to a JSON string.
* Used as a fallback when the native JSON.stringify hits the Maximum Call Stack size.
* Fully compliant with JSON formatting (space), replacers, and toJSON behaviors.
*
* @param {any} rootValue The value to stringify.
* @param {Replacer | Array<string | number> | null} [replacer] User's custom replacer function.
* @param {string | number} [spaceParam] Indentation for pretty-printing.
* @returns {string | undefined} The generated JSON string.
*/
const stringifyIteratively = (rootValue, replacer, spaceParam) => {
	let space = "";
	if (typeof spaceParam === "number") space = " ".repeat(Math.min(10, Math.max(0, Math.floor(spaceParam))));
	else if (typeof spaceParam === "string") space = spaceParam.slice(0, 10);
	const isFunctionReplacer = typeof replacer === "function";
	const propertyList = Array.isArray(replacer) ? new Set(replacer.map(String)) : null;
	/**
	* Prepares a value for stringification by resolving toJSON, handling BigInts,
	* applying custom replacers, and unwrapping primitive objects.
	*
	* @param {object|Array} parent The parent object or array holding the value.
	* @param {string} key The key associated with the value.
	* @param {any} val The raw value to process.
	* @returns {any} The processed value ready for stringification.
	*/
	const prepareVal = (parent, key, val) => {
		if (val !== null && typeof val === "object" && typeof val.toJSON === "function") val = val.toJSON(key);
		if (typeof val === "string" && noiseValue.test(val)) return val + "n";
		if (typeof val === "bigint") {
			if ("rawJSON" in JSON) return JSON.rawJSON(val.toString());
			return val.toString() + "n";
		}
		if (isFunctionReplacer) val = replacer.call(parent, key, val);
		if (val !== null && typeof val === "object") {
			if (val instanceof Number || val instanceof String || val instanceof Boolean) val = val.valueOf();
		}
		return val;
	};
	const rootProcessed = prepareVal({ "": rootValue }, "", rootValue);
	if (isUnstringifiable(rootProcessed)) return;
	const isRootPrimitive = rootProcessed === null || typeof rootProcessed !== "object";
	const isRootNativeRawJSON = isRawJSON(rootProcessed);
	if (isRootPrimitive || isRootNativeRawJSON) return originalStringify(rootProcessed);
	const chunks = [];
	let level = 0;
	const stack = [{
		parent: { "": rootProcessed },
		key: "",
		val: rootProcessed,
		isArray: Array.isArray(rootProcessed),
		keys: Array.isArray(rootProcessed) ? null : Object.keys(rootProcessed),
		index: 0,
		first: true
	}];
	const visited = new WeakSet([rootProcessed]);
	while (stack.length > 0) {
		const node = stack[stack.length - 1];
		if (node.index === 0) {
			chunks.push(node.isArray ? "[" : "{");
			level++;
		}
		let isDone = false;
		if (node.isArray) {
			if (node.index < node.val.length) {
				if (!node.first) chunks.push(",");
				if (space) chunks.push("\n" + space.repeat(level));
				const childRaw = node.val[node.index];
				const childVal = prepareVal(node.val, String(node.index), childRaw);
				if (isUnstringifiable(childVal)) {
					chunks.push("null");
					node.first = false;
					node.index++;
				} else {
					const isComplexObject = childVal !== null && typeof childVal === "object";
					const isNativeRaw = isRawJSON(childVal);
					if (isComplexObject && !isNativeRaw) {
						if (visited.has(childVal)) throw new TypeError("Converting circular structure to JSON");
						visited.add(childVal);
						stack.push({
							parent: node.val,
							key: String(node.index),
							val: childVal,
							isArray: Array.isArray(childVal),
							keys: Array.isArray(childVal) ? null : Object.keys(childVal),
							index: 0,
							first: true
						});
						node.first = false;
						node.index++;
					} else {
						chunks.push(originalStringify(childVal));
						node.first = false;
						node.index++;
					}
				}
			} else isDone = true;
		} else {
			while (node.index < node.keys.length) {
				const k = node.keys[node.index++];
				if (propertyList && !propertyList.has(k)) continue;
				const childRaw = node.val[k];
				const childVal = prepareVal(node.val, k, childRaw);
				if (isUnstringifiable(childVal)) continue;
				if (!node.first) chunks.push(",");
				if (space) chunks.push("\n" + space.repeat(level) + originalStringify(k) + ": ");
				else chunks.push(originalStringify(k) + ":");
				const isComplexObject = childVal !== null && typeof childVal === "object";
				const isNativeRaw = isRawJSON(childVal);
				if (isComplexObject && !isNativeRaw) {
					if (visited.has(childVal)) throw new TypeError("Converting circular structure to JSON");
					visited.add(childVal);
					stack.push({
						parent: node.val,
						key: k,
						val: childVal,
						isArray: Array.isArray(childVal),
						keys: Array.isArray(childVal) ? null : Object.keys(childVal),
						index: 0,
						first: true
					});
					node.first = false;
					break;
				} else {
					chunks.push(originalStringify(childVal));
					node.first = false;
				}
			}
			if (node.index >= node.keys.length && stack[stack.length - 1] === node) isDone = true;
		}
		if (isDone) {
			level--;
			if (!node.first && space) chunks.push("\n" + space.repeat(level));
			chunks.push(node.isArray ? "]" : "}");
			visited.delete(node.val);
			stack.pop();
		}
	}
	return chunks.join("");
};
/**
* Converts a JavaScript value to a JSON string.
*
* Supports serialization of BigInt values using two strategies:
* 1. Custom format "123n" → "123" (universal fallback)
* 2. Native JSON.rawJSON() (Node.js 22+, fastest) when available
*
* All other values are serialized exactly like native JSON.stringify().
*
* @param {*} value The value to convert to a JSON string.
* @param {Replacer | Array<string | number> | null} [replacer]
* A function that alters the behavior of the stringification process,
* or an array of strings/numbers to indicate properties to exclude.
* @param {string | number} [space]
* A string or number to specify indentation or pretty-printing.
* @returns {string} The JSON string representation.
*/
const JSONStringify = (value, replacer, space) => {
	try {
		if ("rawJSON" in JSON) return originalStringify(value, (key, val) => {
			if (typeof val === "bigint") return JSON.rawJSON(val.toString());
			if (typeof replacer === "function") return replacer(key, val);
			if (Array.isArray(replacer) && replacer.includes(key)) return val;
			return val;
		}, space);
		if (!value) return originalStringify(value, replacer, space);
		return originalStringify(value, (key, val) => {
			if (typeof val === "string" && noiseValue.test(val)) return val.toString() + "n";
			if (typeof val === "bigint") return val.toString() + "n";
			if (typeof replacer === "function") return replacer(key, val);
			if (Array.isArray(replacer) && replacer.includes(key)) return val;
			return val;
		}, space).replace(bigIntsStringify, "$1$2$3").replace(noiseStringify, "$1$2$3");
	} catch (error) {
		if (error instanceof RangeError) {
			const convertedJSON = stringifyIteratively(value, replacer, space);
			if (convertedJSON === void 0) return void 0;
			if ("rawJSON" in JSON) return convertedJSON;
			return convertedJSON.replace(bigIntsStringify, "$1$2$3").replace(noiseStringify, "$1$2$3");
		}
		throw error;
	}
};
const featureCache = /* @__PURE__ */ new Map();
/**
* Detects if the current JSON.parse implementation supports the context.source feature.
*
* Uses toString() fingerprinting to cache results and automatically detect runtime
* replacements of JSON.parse (polyfills, mocks, etc.).
*
* @returns {boolean} true if context.source is supported, false otherwise.
*/
const isContextSourceSupported = () => {
	const parseFingerprint = JSON.parse.toString();
	if (featureCache.has(parseFingerprint)) return featureCache.get(parseFingerprint);
	try {
		const result = JSON.parse("1", (_, __, context) => !!context?.source && context.source === "1");
		featureCache.set(parseFingerprint, result);
		return result;
	} catch {
		featureCache.set(parseFingerprint, false);
		return false;
	}
};
/**
* Reviver function that converts custom-format BigInt strings back to BigInt values.
* Also handles "noise" strings that accidentally match the BigInt format.
*
* @param {string | number | undefined} key The object key.
* @param {*} value The value being parsed.
* @param {object} [context] Parse context (if supported by JSON.parse).
* @param {Reviver} [userReviver] User's custom reviver function.
* @returns {any} The transformed value.
*/
const convertMarkedBigIntsReviver = (key, value, context, userReviver) => {
	if (typeof value === "string" && customFormat.test(value)) return BigInt(value.slice(0, -1));
	if (typeof value === "string" && noiseValue.test(value)) return value.slice(0, -1);
	if (!(typeof userReviver === "function")) return value;
	return userReviver(key, value, context);
};
/**
* Fast JSON.parse implementation (~2x faster than classic fallback).
* Uses JSON.parse's context.source feature to detect integers and convert
* large numbers directly to BigInt without string manipulation.
*
* Does not support legacy custom format from v1 of this library.
*
* @param {string} text JSON string to parse.
* @param {Reviver} [reviver] Transform function to apply to each value.
* @returns {any} Parsed JavaScript value.
*/
const JSONParseV2 = (text, reviver) => {
	return JSON.parse(text, (key, value, context) => {
		const isBigNumber = typeof value === "number" && (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER);
		const isInt = context && intRegex.test(context.source);
		if (isBigNumber && isInt) return BigInt(context.source);
		if (!(typeof reviver === "function")) return value;
		return reviver(key, value, context);
	});
};
const MAX_INT = Number.MAX_SAFE_INTEGER.toString();
const MAX_DIGITS = MAX_INT.length;
const stringsOrLargeNumbers = /"(?:[^"\\]|\\.)*"|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/g;
const noiseValueWithQuotes = /^"-?\d+n+"$/;
/**
* Iteratively traverses the parsed object bottom-up (post-order),
* emulating the native JSON.parse reviver behavior.
* This avoids Call Stack overflows (RangeError) on deeply nested structures.
*
* @param {any} parsed The natively parsed JSON object.
* @param {Reviver} [userReviver] User's custom reviver function.
* @returns {any} The fully processed object.
*/
const applyReviverIteratively = (parsed, userReviver) => {
	const rootHolder = { "": parsed };
	const stack = [{
		parent: rootHolder,
		key: "",
		visited: false
	}];
	while (stack.length > 0) {
		const node = stack[stack.length - 1];
		if (!node.visited) {
			node.visited = true;
			const value = node.parent[node.key];
			if (value !== null && typeof value === "object") {
				const keys = Object.keys(value);
				for (let i = keys.length - 1; i >= 0; i--) stack.push({
					parent: value,
					key: keys[i],
					visited: false
				});
			}
		} else {
			const { parent, key } = node;
			let value = parent[key];
			if (typeof value === "string") {
				if (customFormat.test(value)) value = BigInt(value.slice(0, -1));
				else if (noiseValue.test(value)) value = value.slice(0, -1);
			}
			if (typeof userReviver === "function") value = userReviver.call(parent, key, value);
			if (value === void 0) delete parent[key];
			else parent[key] = value;
			stack.pop();
		}
	}
	return rootHolder[""];
};
/**
* Pre-processes the JSON string to mark large numbers with an 'n' suffix.
*
* @param {string} text The raw JSON string.
* @returns {string} The serialized string with marked BigInts.
*/
const serializeBigInts = (text) => {
	return text.replace(stringsOrLargeNumbers, (match, digits, fractional, exponential) => {
		const isString = match[0] === "\"";
		if (isString && noiseValueWithQuotes.test(match)) return match.substring(0, match.length - 1) + "n\"";
		const hasFractionalOrExponential = fractional || exponential;
		const isLessThanMaxSafeInt = digits && (digits.length < MAX_DIGITS || digits.length === MAX_DIGITS && digits <= MAX_INT);
		if (isString || hasFractionalOrExponential || isLessThanMaxSafeInt) return match;
		return "\"" + match + "n\"";
	});
};
/**
* Converts a JSON string into a JavaScript value.
*
* Supports parsing of large integers using two strategies:
* 1. Classic fallback: Marks large numbers with "123n" format, then converts to BigInt
* 2. Fast path (JSONParseV2): Uses context.source feature (~2x faster) when available
*
* All other JSON values are parsed exactly like native JSON.parse().
*
* @param {string} text A valid JSON string.
* @param {Reviver} [reviver]
* A function that transforms the results. This function is called for each member
* of the object. If a member contains nested objects, the nested objects are
* transformed before the parent object is.
* @returns {any} The parsed JavaScript value.
* @throws {SyntaxError} If text is not valid JSON.
*/
const JSONParse = (text, reviver) => {
	if (!text) return originalParse(text, reviver);
	try {
		if (isContextSourceSupported()) return JSONParseV2(text, reviver);
		const serializedData = serializeBigInts(text);
		return originalParse(serializedData, (key, value, context) => convertMarkedBigIntsReviver(key, value, context, reviver));
	} catch (error) {
		if (error instanceof RangeError) {
			const serializedData = serializeBigInts(text);
			const parsed = originalParse(serializedData);
			return applyReviverIteratively(parsed, reviver);
		}
		throw error;
	}
};

// node_modules/@octokit/request-error/dist-src/index.js
var RequestError = class extends Error {
	name;
	/**
	* http status code
	*/
	status;
	/**
	* Request options that lead to the error.
	*/
	request;
	/**
	* Response object if a response was received
	*/
	response;
	constructor(message, statusCode, options) {
		super(message, { cause: options.cause });
		this.name = "HttpError";
		this.status = Number.parseInt(statusCode);
		if (Number.isNaN(this.status)) this.status = 0;
		/* v8 ignore else -- @preserve -- Bug with vitest coverage where it sees an else branch that doesn't exist */
		if ("response" in options) this.response = options.response;
		const requestCopy = Object.assign({}, options.request);
		if (options.request.headers.authorization) requestCopy.headers = Object.assign({}, options.request.headers, { authorization: options.request.headers.authorization.replace(/(?<! ) .*$/, " [REDACTED]") });
		requestCopy.url = requestCopy.url.replace(/\bclient_secret=\w+/g, "client_secret=[REDACTED]").replace(/\baccess_token=\w+/g, "access_token=[REDACTED]");
		this.request = requestCopy;
	}
};

// node_modules/@octokit/request/dist-bundle/index.js
var defaults_default = { headers: { "user-agent": `octokit-request.js/10.0.16 ${getUserAgent()}` } };
function isPlainObject(value) {
	if (typeof value !== "object" || value === null) return false;
	if (Object.prototype.toString.call(value) !== "[object Object]") return false;
	const proto = Object.getPrototypeOf(value);
	if (proto === null) return true;
	const Ctor = Object.prototype.hasOwnProperty.call(proto, "constructor") && proto.constructor;
	return typeof Ctor === "function" && Ctor instanceof Ctor && Function.prototype.call(Ctor) === Function.prototype.call(value);
}
var noop$2 = () => "";
async function fetchWrapper(requestOptions) {
	const fetch = requestOptions.request?.fetch || globalThis.fetch;
	if (!fetch) throw new Error("fetch is not set. Please pass a fetch implementation as new Octokit({ request: { fetch }}). Learn more at https://github.com/octokit/octokit.js/#fetch-missing");
	const log = requestOptions.request?.log || console;
	const parseSuccessResponseBody = requestOptions.request?.parseSuccessResponseBody !== false;
	const body = isPlainObject(requestOptions.body) || Array.isArray(requestOptions.body) ? JSONStringify(requestOptions.body) : requestOptions.body;
	const requestHeaders = Object.fromEntries(Object.entries(requestOptions.headers).map(([name, value]) => [name, String(value)]));
	let fetchResponse;
	try {
		fetchResponse = await fetch(requestOptions.url, {
			method: requestOptions.method,
			body,
			redirect: requestOptions.request?.redirect,
			headers: requestHeaders,
			signal: requestOptions.request?.signal,
			...requestOptions.body && { duplex: "half" }
		});
	} catch (error) {
		let message = "Unknown Error";
		if (error instanceof Error) {
			if (error.name === "AbortError") {
				error.status = 500;
				throw error;
			}
			message = error.message;
			if (error.name === "TypeError" && "cause" in error) {
				if (error.cause instanceof Error) message = error.cause.message;
				else if (typeof error.cause === "string") message = error.cause;
			}
		}
		const requestError = new RequestError(message, 500, { request: requestOptions });
		requestError.cause = error;
		throw requestError;
	}
	const status = fetchResponse.status;
	const url = fetchResponse.url;
	const responseHeaders = {};
	for (const [key, value] of fetchResponse.headers) responseHeaders[key] = value;
	const octokitResponse = {
		url,
		status,
		headers: responseHeaders,
		data: ""
	};
	if ("deprecation" in responseHeaders) {
		const matches = responseHeaders.link && responseHeaders.link.match(/<([^<>]+)>; rel="deprecation"/);
		const deprecationLink = matches && matches.pop();
		log.warn(`[@octokit/request] "${requestOptions.method} ${requestOptions.url}" is deprecated. It is scheduled to be removed on ${responseHeaders.sunset}${deprecationLink ? `. See ${deprecationLink}` : ""}`);
	}
	if (status === 204 || status === 205) return octokitResponse;
	if (requestOptions.method === "HEAD") {
		if (status < 400) return octokitResponse;
		throw new RequestError(fetchResponse.statusText, status, {
			response: octokitResponse,
			request: requestOptions
		});
	}
	if (status === 304) {
		octokitResponse.data = await getResponseData(fetchResponse);
		throw new RequestError("Not modified", status, {
			response: octokitResponse,
			request: requestOptions
		});
	}
	if (status >= 400) {
		octokitResponse.data = await getResponseData(fetchResponse);
		throw new RequestError(toErrorMessage(octokitResponse.data), status, {
			response: octokitResponse,
			request: requestOptions
		});
	}
	octokitResponse.data = parseSuccessResponseBody ? await getResponseData(fetchResponse) : fetchResponse.body;
	return octokitResponse;
}
async function getResponseData(response) {
	const contentType = response.headers.get("content-type");
	if (!contentType) return response.text().catch(noop$2);
	const mimetype = parse(contentType);
	if (isJSONResponse(mimetype)) {
		let text = "";
		try {
			text = await response.text();
			return JSONParse(text);
		} catch (err) {
			return text;
		}
	} else if (mimetype.type.startsWith("text/") || mimetype.parameters.charset?.toLowerCase() === "utf-8" && mimetype.type !== "application/octet-stream") return response.text().catch(noop$2);
	else return response.arrayBuffer().catch(
		/* v8 ignore next -- @preserve */
		() => /* @__PURE__ */ new ArrayBuffer(0)
	);
}
function isJSONResponse(mimetype) {
	return mimetype.type === "application/json" || mimetype.type === "application/scim+json";
}
function toErrorMessage(data) {
	if (typeof data === "string") return data;
	if (data instanceof ArrayBuffer) return "Unknown error";
	if (typeof data === "object" && data !== null && "message" in data) {
		const objectData = data;
		const suffix = "documentation_url" in objectData ? ` - ${objectData.documentation_url}` : "";
		return Array.isArray(objectData.errors) ? `${objectData.message}: ${objectData.errors.map((v) => JSON.stringify(v)).join(", ")}${suffix}` : `${objectData.message}${suffix}`;
	}
	return `Unknown error: ${JSON.stringify(data)}`;
}
function withDefaults$1(oldEndpoint, newDefaults) {
	const endpoint2 = oldEndpoint.defaults(newDefaults);
	const newApi = function(route, parameters) {
		const endpointOptions = endpoint2.merge(route, parameters);
		if (!endpointOptions.request || !endpointOptions.request.hook) return fetchWrapper(endpoint2.parse(endpointOptions));
		const request2 = (route2, parameters2) => {
			return fetchWrapper(endpoint2.parse(endpoint2.merge(route2, parameters2)));
		};
		Object.assign(request2, {
			endpoint: endpoint2,
			defaults: withDefaults$1.bind(null, endpoint2)
		});
		return endpointOptions.request.hook(request2, endpointOptions);
	};
	return Object.assign(newApi, {
		endpoint: endpoint2,
		defaults: withDefaults$1.bind(null, endpoint2)
	});
}
var request = withDefaults$1(endpoint, defaults_default);
/* v8 ignore next -- @preserve */
/* v8 ignore else -- @preserve */

// node_modules/@octokit/graphql/dist-bundle/index.js
var VERSION$3 = "0.0.0-development";
function _buildMessageForResponseErrors(data) {
	return `Request failed due to following response errors:
` + data.errors.map((e) => ` - ${e.message}`).join("\n");
}
var GraphqlResponseError = class extends Error {
	constructor(request2, headers, response) {
		super(_buildMessageForResponseErrors(response));
		this.request = request2;
		this.headers = headers;
		this.response = response;
		this.errors = response.errors;
		this.data = response.data;
		if (Error.captureStackTrace) Error.captureStackTrace(this, this.constructor);
	}
	request;
	headers;
	response;
	name = "GraphqlResponseError";
	errors;
	data;
};
var NON_VARIABLE_OPTIONS = [
	"method",
	"baseUrl",
	"url",
	"headers",
	"request",
	"query",
	"mediaType",
	"operationName"
];
var FORBIDDEN_VARIABLE_OPTIONS = [
	"query",
	"method",
	"url"
];
var GHES_V3_SUFFIX_REGEX = /\/api\/v3\/?$/;
function graphql(request2, query, options) {
	if (options) {
		if (typeof query === "string" && "query" in options) return Promise.reject(/* @__PURE__ */ new Error(`[@octokit/graphql] "query" cannot be used as variable name`));
		for (const key in options) {
			if (!FORBIDDEN_VARIABLE_OPTIONS.includes(key)) continue;
			return Promise.reject(/* @__PURE__ */ new Error(`[@octokit/graphql] "${key}" cannot be used as variable name`));
		}
	}
	const parsedOptions = typeof query === "string" ? Object.assign({ query }, options) : query;
	const requestOptions = Object.keys(parsedOptions).reduce((result, key) => {
		if (NON_VARIABLE_OPTIONS.includes(key)) {
			result[key] = parsedOptions[key];
			return result;
		}
		if (!result.variables) result.variables = {};
		result.variables[key] = parsedOptions[key];
		return result;
	}, {});
	const baseUrl = parsedOptions.baseUrl || request2.endpoint.DEFAULTS.baseUrl;
	if (GHES_V3_SUFFIX_REGEX.test(baseUrl)) requestOptions.url = baseUrl.replace(GHES_V3_SUFFIX_REGEX, "/api/graphql");
	return request2(requestOptions).then((response) => {
		if (response.data.errors) {
			const headers = {};
			for (const key of Object.keys(response.headers)) headers[key] = response.headers[key];
			throw new GraphqlResponseError(requestOptions, headers, response.data);
		}
		return response.data.data;
	});
}
function withDefaults(request2, newDefaults) {
	const newRequest = request2.defaults(newDefaults);
	const newApi = (query, options) => {
		return graphql(newRequest, query, options);
	};
	return Object.assign(newApi, {
		defaults: withDefaults.bind(null, newRequest),
		endpoint: newRequest.endpoint
	});
}
var graphql2 = withDefaults(request, {
	headers: { "user-agent": `octokit-graphql.js/${VERSION$3} ${getUserAgent()}` },
	method: "POST",
	url: "/graphql"
});
function withCustomRequest(customRequest) {
	return withDefaults(customRequest, {
		method: "POST",
		url: "/graphql"
	});
}
/* v8 ignore if -- @preserve */

// node_modules/@octokit/auth-token/dist-bundle/index.js
var b64url = "(?:[a-zA-Z0-9_-]+)";
var sep = "\\.";
var jwtRE = new RegExp(`^${b64url}${sep}${b64url}${sep}${b64url}$`);
var isJWT = jwtRE.test.bind(jwtRE);
async function auth(token) {
	const isApp = isJWT(token);
	const isInstallation = token.startsWith("v1.") || token.startsWith("ghs_");
	const isUserToServer = token.startsWith("ghu_");
	return {
		type: "token",
		token,
		tokenType: isApp ? "app" : isInstallation ? "installation" : isUserToServer ? "user-to-server" : "oauth"
	};
}
function withAuthorizationPrefix(token) {
	if (token.split(/\./).length === 3) return `bearer ${token}`;
	return `token ${token}`;
}
async function hook(token, request, route, parameters) {
	const endpoint = request.endpoint.merge(route, parameters);
	endpoint.headers.authorization = withAuthorizationPrefix(token);
	return request(endpoint);
}
var createTokenAuth = function createTokenAuth2(token) {
	if (!token) throw new Error("[@octokit/auth-token] No token passed to createTokenAuth");
	if (typeof token !== "string") throw new Error("[@octokit/auth-token] Token passed to createTokenAuth is not a string");
	token = token.replace(/^(token|bearer) +/i, "");
	return Object.assign(auth.bind(null, token), { hook: hook.bind(null, token) });
};

// node_modules/@octokit/core/dist-src/version.js
const VERSION$2 = "7.0.8";

// node_modules/@octokit/core/dist-src/index.js
const noop$1 = () => {};
const consoleWarn = console.warn.bind(console);
const consoleError = console.error.bind(console);
function createLogger(logger = {}) {
	if (typeof logger.debug !== "function") logger.debug = noop$1;
	if (typeof logger.info !== "function") logger.info = noop$1;
	if (typeof logger.warn !== "function") logger.warn = consoleWarn;
	if (typeof logger.error !== "function") logger.error = consoleError;
	return logger;
}
const userAgentTrail = `octokit-core.js/${VERSION$2} ${getUserAgent()}`;
var Octokit = class {
	static VERSION = VERSION$2;
	static defaults(defaults) {
		const OctokitWithDefaults = class extends this {
			constructor(...args) {
				const options = args[0] || {};
				if (typeof defaults === "function") {
					super(defaults(options));
					return;
				}
				super(Object.assign({}, defaults, options, options.userAgent && defaults.userAgent ? { userAgent: `${options.userAgent} ${defaults.userAgent}` } : null));
			}
		};
		return OctokitWithDefaults;
	}
	static plugins = [];
	/**
	* Attach a plugin (or many) to your Octokit instance.
	*
	* @example
	* const API = Octokit.plugin(plugin1, plugin2, plugin3, ...)
	*/
	static plugin(...newPlugins) {
		const currentPlugins = this.plugins;
		const NewOctokit = class extends this {
			static plugins = currentPlugins.concat(newPlugins.filter((plugin) => !currentPlugins.includes(plugin)));
		};
		return NewOctokit;
	}
	constructor(options = {}) {
		const hook = new before_after_hook_default.Collection();
		const requestDefaults = {
			baseUrl: request.endpoint.DEFAULTS.baseUrl,
			headers: {},
			request: Object.assign({}, options.request, { hook: hook.bind(null, "request") }),
			mediaType: {
				previews: [],
				format: ""
			}
		};
		requestDefaults.headers["user-agent"] = options.userAgent ? `${options.userAgent} ${userAgentTrail}` : userAgentTrail;
		if (options.baseUrl) requestDefaults.baseUrl = options.baseUrl;
		if (options.previews) requestDefaults.mediaType.previews = options.previews;
		if (options.timeZone) requestDefaults.headers["time-zone"] = options.timeZone;
		this.request = request.defaults(requestDefaults);
		this.graphql = withCustomRequest(this.request).defaults(requestDefaults);
		this.log = createLogger(options.log);
		this.hook = hook;
		if (!options.authStrategy) {
			if (!options.auth) this.auth = async () => ({ type: "unauthenticated" });
			else {
				const auth = createTokenAuth(options.auth);
				hook.wrap("request", auth.hook);
				this.auth = auth;
			}
		} else {
			const { authStrategy, ...otherOptions } = options;
			const auth = authStrategy(Object.assign({
				request: this.request,
				log: this.log,
				octokit: this,
				octokitOptions: otherOptions
			}, options.auth));
			hook.wrap("request", auth.hook);
			this.auth = auth;
		}
		const classConstructor = this.constructor;
		for (let i = 0; i < classConstructor.plugins.length; ++i) Object.assign(this, classConstructor.plugins[i](this, options));
	}
	request;
	graphql;
	log;
	hook;
	auth;
};

// node_modules/bottleneck/light.js
var require_light = /* @__PURE__ */ __commonJSMin(((exports, module, this$1) => {
	/**
	* This file contains the Bottleneck library (MIT), compiled to ES2017, and without Clustering support.
	* https://github.com/SGrondin/bottleneck
	*/
	(function(global, factory) {
		typeof exports === "object" && typeof module !== "undefined" ? module.exports = factory() : typeof define === "function" && define.amd ? define(factory) : global.Bottleneck = factory();
	})(this$1, (function() {
		"use strict";
		var commonjsGlobal = typeof globalThis !== "undefined" ? globalThis : typeof window !== "undefined" ? window : typeof global !== "undefined" ? global : typeof self !== "undefined" ? self : {};
		function getCjsExportFromNamespace(n) {
			return n && n["default"] || n;
		}
		var load = function(received, defaults, onto = {}) {
			var k, ref, v;
			for (k in defaults) {
				v = defaults[k];
				onto[k] = (ref = received[k]) != null ? ref : v;
			}
			return onto;
		};
		var overwrite = function(received, defaults, onto = {}) {
			var k, v;
			for (k in received) {
				v = received[k];
				if (defaults[k] !== void 0) onto[k] = v;
			}
			return onto;
		};
		var parser = {
			load,
			overwrite
		};
		var DLList_1 = class DLList {
			constructor(incr, decr) {
				this.incr = incr;
				this.decr = decr;
				this._first = null;
				this._last = null;
				this.length = 0;
			}
			push(value) {
				var node;
				this.length++;
				if (typeof this.incr === "function") this.incr();
				node = {
					value,
					prev: this._last,
					next: null
				};
				if (this._last != null) {
					this._last.next = node;
					this._last = node;
				} else this._first = this._last = node;
			}
			shift() {
				var value;
				if (this._first == null) return;
				else {
					this.length--;
					if (typeof this.decr === "function") this.decr();
				}
				value = this._first.value;
				if ((this._first = this._first.next) != null) this._first.prev = null;
				else this._last = null;
				return value;
			}
			first() {
				if (this._first != null) return this._first.value;
			}
			getArray() {
				var node = this._first, ref, results = [];
				while (node != null) results.push((ref = node, node = node.next, ref.value));
				return results;
			}
			forEachShift(cb) {
				var node = this.shift();
				while (node != null) cb(node), node = this.shift();
			}
			debug() {
				var node = this._first, ref, ref1, ref2, results = [];
				while (node != null) results.push((ref = node, node = node.next, {
					value: ref.value,
					prev: (ref1 = ref.prev) != null ? ref1.value : void 0,
					next: (ref2 = ref.next) != null ? ref2.value : void 0
				}));
				return results;
			}
		};
		var Events_1 = class Events {
			constructor(instance) {
				this.instance = instance;
				this._events = {};
				if (this.instance.on != null || this.instance.once != null || this.instance.removeAllListeners != null) throw new Error("An Emitter already exists for this object");
				this.instance.on = (name, cb) => {
					return this._addListener(name, "many", cb);
				};
				this.instance.once = (name, cb) => {
					return this._addListener(name, "once", cb);
				};
				this.instance.removeAllListeners = (name = null) => {
					if (name != null) return delete this._events[name];
					else return this._events = {};
				};
			}
			_addListener(name, status, cb) {
				var base;
				if ((base = this._events)[name] == null) base[name] = [];
				this._events[name].push({
					cb,
					status
				});
				return this.instance;
			}
			listenerCount(name) {
				if (this._events[name] != null) return this._events[name].length;
				else return 0;
			}
			async trigger(name, ...args) {
				var e, promises;
				try {
					if (name !== "debug") this.trigger("debug", `Event triggered: ${name}`, args);
					if (this._events[name] == null) return;
					this._events[name] = this._events[name].filter(function(listener) {
						return listener.status !== "none";
					});
					promises = this._events[name].map(async (listener) => {
						var e, returned;
						if (listener.status === "none") return;
						if (listener.status === "once") listener.status = "none";
						try {
							returned = typeof listener.cb === "function" ? listener.cb(...args) : void 0;
							if (typeof (returned != null ? returned.then : void 0) === "function") return await returned;
							else return returned;
						} catch (error) {
							e = error;
							this.trigger("error", e);
							return null;
						}
					});
					return (await Promise.all(promises)).find(function(x) {
						return x != null;
					});
				} catch (error) {
					e = error;
					this.trigger("error", e);
					return null;
				}
			}
		};
		var DLList$1 = DLList_1, Events$1 = Events_1;
		var Queues_1 = class Queues {
			constructor(num_priorities) {
				this.Events = new Events$1(this);
				this._length = 0;
				this._lists = (function() {
					var j, ref, results = [];
					for (j = 1, ref = num_priorities; 1 <= ref ? j <= ref : j >= ref; 1 <= ref ? ++j : --j) results.push(new DLList$1((() => {
						return this.incr();
					}), (() => {
						return this.decr();
					})));
					return results;
				}).call(this);
			}
			incr() {
				if (this._length++ === 0) return this.Events.trigger("leftzero");
			}
			decr() {
				if (--this._length === 0) return this.Events.trigger("zero");
			}
			push(job) {
				return this._lists[job.options.priority].push(job);
			}
			queued(priority) {
				if (priority != null) return this._lists[priority].length;
				else return this._length;
			}
			shiftAll(fn) {
				return this._lists.forEach(function(list) {
					return list.forEachShift(fn);
				});
			}
			getFirst(arr = this._lists) {
				var j = 0, len = arr.length, list;
				for (; j < len; j++) {
					list = arr[j];
					if (list.length > 0) return list;
				}
				return [];
			}
			shiftLastFrom(priority) {
				return this.getFirst(this._lists.slice(priority).reverse()).shift();
			}
		};
		var BottleneckError_1 = class BottleneckError extends Error {};
		var BottleneckError$1, DEFAULT_PRIORITY, Job, NUM_PRIORITIES = 10, parser$1;
		DEFAULT_PRIORITY = 5;
		parser$1 = parser;
		BottleneckError$1 = BottleneckError_1;
		Job = class Job {
			constructor(task, args, options, jobDefaults, rejectOnDrop, Events, _states, Promise) {
				this.task = task;
				this.args = args;
				this.rejectOnDrop = rejectOnDrop;
				this.Events = Events;
				this._states = _states;
				this.Promise = Promise;
				this.options = parser$1.load(options, jobDefaults);
				this.options.priority = this._sanitizePriority(this.options.priority);
				if (this.options.id === jobDefaults.id) this.options.id = `${this.options.id}-${this._randomIndex()}`;
				this.promise = new this.Promise((_resolve, _reject) => {
					this._resolve = _resolve;
					this._reject = _reject;
				});
				this.retryCount = 0;
			}
			_sanitizePriority(priority) {
				var sProperty = ~~priority !== priority ? DEFAULT_PRIORITY : priority;
				if (sProperty < 0) return 0;
				else if (sProperty > NUM_PRIORITIES - 1) return NUM_PRIORITIES - 1;
				else return sProperty;
			}
			_randomIndex() {
				return Math.random().toString(36).slice(2);
			}
			doDrop({ error, message = "This job has been dropped by Bottleneck" } = {}) {
				if (this._states.remove(this.options.id)) {
					if (this.rejectOnDrop) this._reject(error != null ? error : new BottleneckError$1(message));
					this.Events.trigger("dropped", {
						args: this.args,
						options: this.options,
						task: this.task,
						promise: this.promise
					});
					return true;
				} else return false;
			}
			_assertStatus(expected) {
				var status = this._states.jobStatus(this.options.id);
				if (!(status === expected || expected === "DONE" && status === null)) throw new BottleneckError$1(`Invalid job status ${status}, expected ${expected}. Please open an issue at https://github.com/SGrondin/bottleneck/issues`);
			}
			doReceive() {
				this._states.start(this.options.id);
				return this.Events.trigger("received", {
					args: this.args,
					options: this.options
				});
			}
			doQueue(reachedHWM, blocked) {
				this._assertStatus("RECEIVED");
				this._states.next(this.options.id);
				return this.Events.trigger("queued", {
					args: this.args,
					options: this.options,
					reachedHWM,
					blocked
				});
			}
			doRun() {
				if (this.retryCount === 0) {
					this._assertStatus("QUEUED");
					this._states.next(this.options.id);
				} else this._assertStatus("EXECUTING");
				return this.Events.trigger("scheduled", {
					args: this.args,
					options: this.options
				});
			}
			async doExecute(chained, clearGlobalState, run, free) {
				var error, eventInfo, passed;
				if (this.retryCount === 0) {
					this._assertStatus("RUNNING");
					this._states.next(this.options.id);
				} else this._assertStatus("EXECUTING");
				eventInfo = {
					args: this.args,
					options: this.options,
					retryCount: this.retryCount
				};
				this.Events.trigger("executing", eventInfo);
				try {
					passed = await (chained != null ? chained.schedule(this.options, this.task, ...this.args) : this.task(...this.args));
					if (clearGlobalState()) {
						this.doDone(eventInfo);
						await free(this.options, eventInfo);
						this._assertStatus("DONE");
						return this._resolve(passed);
					}
				} catch (error1) {
					error = error1;
					return this._onFailure(error, eventInfo, clearGlobalState, run, free);
				}
			}
			doExpire(clearGlobalState, run, free) {
				var error, eventInfo;
				if (this._states.jobStatus(this.options.id === "RUNNING")) this._states.next(this.options.id);
				this._assertStatus("EXECUTING");
				eventInfo = {
					args: this.args,
					options: this.options,
					retryCount: this.retryCount
				};
				error = new BottleneckError$1(`This job timed out after ${this.options.expiration} ms.`);
				return this._onFailure(error, eventInfo, clearGlobalState, run, free);
			}
			async _onFailure(error, eventInfo, clearGlobalState, run, free) {
				var retry, retryAfter;
				if (clearGlobalState()) {
					retry = await this.Events.trigger("failed", error, eventInfo);
					if (retry != null) {
						retryAfter = ~~retry;
						this.Events.trigger("retry", `Retrying ${this.options.id} after ${retryAfter} ms`, eventInfo);
						this.retryCount++;
						return run(retryAfter);
					} else {
						this.doDone(eventInfo);
						await free(this.options, eventInfo);
						this._assertStatus("DONE");
						return this._reject(error);
					}
				}
			}
			doDone(eventInfo) {
				this._assertStatus("EXECUTING");
				this._states.next(this.options.id);
				return this.Events.trigger("done", eventInfo);
			}
		};
		var Job_1 = Job;
		var BottleneckError$2, LocalDatastore, parser$2 = parser;
		BottleneckError$2 = BottleneckError_1;
		LocalDatastore = class LocalDatastore {
			constructor(instance, storeOptions, storeInstanceOptions) {
				this.instance = instance;
				this.storeOptions = storeOptions;
				this.clientId = this.instance._randomIndex();
				parser$2.load(storeInstanceOptions, storeInstanceOptions, this);
				this._nextRequest = this._lastReservoirRefresh = this._lastReservoirIncrease = Date.now();
				this._running = 0;
				this._done = 0;
				this._unblockTime = 0;
				this.ready = this.Promise.resolve();
				this.clients = {};
				this._startHeartbeat();
			}
			_startHeartbeat() {
				var base;
				if (this.heartbeat == null && (this.storeOptions.reservoirRefreshInterval != null && this.storeOptions.reservoirRefreshAmount != null || this.storeOptions.reservoirIncreaseInterval != null && this.storeOptions.reservoirIncreaseAmount != null)) return typeof (base = this.heartbeat = setInterval(() => {
					var amount, incr, maximum, now = Date.now(), reservoir;
					if (this.storeOptions.reservoirRefreshInterval != null && now >= this._lastReservoirRefresh + this.storeOptions.reservoirRefreshInterval) {
						this._lastReservoirRefresh = now;
						this.storeOptions.reservoir = this.storeOptions.reservoirRefreshAmount;
						this.instance._drainAll(this.computeCapacity());
					}
					if (this.storeOptions.reservoirIncreaseInterval != null && now >= this._lastReservoirIncrease + this.storeOptions.reservoirIncreaseInterval) {
						({reservoirIncreaseAmount: amount, reservoirIncreaseMaximum: maximum, reservoir} = this.storeOptions);
						this._lastReservoirIncrease = now;
						incr = maximum != null ? Math.min(amount, maximum - reservoir) : amount;
						if (incr > 0) {
							this.storeOptions.reservoir += incr;
							return this.instance._drainAll(this.computeCapacity());
						}
					}
				}, this.heartbeatInterval)).unref === "function" ? base.unref() : void 0;
				else return clearInterval(this.heartbeat);
			}
			async __publish__(message) {
				await this.yieldLoop();
				return this.instance.Events.trigger("message", message.toString());
			}
			async __disconnect__(flush) {
				await this.yieldLoop();
				clearInterval(this.heartbeat);
				return this.Promise.resolve();
			}
			yieldLoop(t = 0) {
				return new this.Promise(function(resolve, reject) {
					return setTimeout(resolve, t);
				});
			}
			computePenalty() {
				var ref;
				return (ref = this.storeOptions.penalty) != null ? ref : 15 * this.storeOptions.minTime || 5e3;
			}
			async __updateSettings__(options) {
				await this.yieldLoop();
				parser$2.overwrite(options, options, this.storeOptions);
				this._startHeartbeat();
				this.instance._drainAll(this.computeCapacity());
				return true;
			}
			async __running__() {
				await this.yieldLoop();
				return this._running;
			}
			async __queued__() {
				await this.yieldLoop();
				return this.instance.queued();
			}
			async __done__() {
				await this.yieldLoop();
				return this._done;
			}
			async __groupCheck__(time) {
				await this.yieldLoop();
				return this._nextRequest + this.timeout < time;
			}
			computeCapacity() {
				var maxConcurrent, reservoir;
				({maxConcurrent, reservoir} = this.storeOptions);
				if (maxConcurrent != null && reservoir != null) return Math.min(maxConcurrent - this._running, reservoir);
				else if (maxConcurrent != null) return maxConcurrent - this._running;
				else if (reservoir != null) return reservoir;
				else return null;
			}
			conditionsCheck(weight) {
				var capacity = this.computeCapacity();
				return capacity == null || weight <= capacity;
			}
			async __incrementReservoir__(incr) {
				var reservoir;
				await this.yieldLoop();
				reservoir = this.storeOptions.reservoir += incr;
				this.instance._drainAll(this.computeCapacity());
				return reservoir;
			}
			async __currentReservoir__() {
				await this.yieldLoop();
				return this.storeOptions.reservoir;
			}
			isBlocked(now) {
				return this._unblockTime >= now;
			}
			check(weight, now) {
				return this.conditionsCheck(weight) && this._nextRequest - now <= 0;
			}
			async __check__(weight) {
				var now;
				await this.yieldLoop();
				now = Date.now();
				return this.check(weight, now);
			}
			async __register__(index, weight, expiration) {
				var now, wait;
				await this.yieldLoop();
				now = Date.now();
				if (this.conditionsCheck(weight)) {
					this._running += weight;
					if (this.storeOptions.reservoir != null) this.storeOptions.reservoir -= weight;
					wait = Math.max(this._nextRequest - now, 0);
					this._nextRequest = now + wait + this.storeOptions.minTime;
					return {
						success: true,
						wait,
						reservoir: this.storeOptions.reservoir
					};
				} else return { success: false };
			}
			strategyIsBlock() {
				return this.storeOptions.strategy === 3;
			}
			async __submit__(queueLength, weight) {
				var blocked, now, reachedHWM;
				await this.yieldLoop();
				if (this.storeOptions.maxConcurrent != null && weight > this.storeOptions.maxConcurrent) throw new BottleneckError$2(`Impossible to add a job having a weight of ${weight} to a limiter having a maxConcurrent setting of ${this.storeOptions.maxConcurrent}`);
				now = Date.now();
				reachedHWM = this.storeOptions.highWater != null && queueLength === this.storeOptions.highWater && !this.check(weight, now);
				blocked = this.strategyIsBlock() && (reachedHWM || this.isBlocked(now));
				if (blocked) {
					this._unblockTime = now + this.computePenalty();
					this._nextRequest = this._unblockTime + this.storeOptions.minTime;
					this.instance._dropAllQueued();
				}
				return {
					reachedHWM,
					blocked,
					strategy: this.storeOptions.strategy
				};
			}
			async __free__(index, weight) {
				await this.yieldLoop();
				this._running -= weight;
				this._done += weight;
				this.instance._drainAll(this.computeCapacity());
				return { running: this._running };
			}
		};
		var LocalDatastore_1 = LocalDatastore;
		var BottleneckError$3 = BottleneckError_1;
		var States_1 = class States {
			constructor(status1) {
				this.status = status1;
				this._jobs = {};
				this.counts = this.status.map(function() {
					return 0;
				});
			}
			next(id) {
				var current = this._jobs[id], next = current + 1;
				if (current != null && next < this.status.length) {
					this.counts[current]--;
					this.counts[next]++;
					return this._jobs[id]++;
				} else if (current != null) {
					this.counts[current]--;
					return delete this._jobs[id];
				}
			}
			start(id) {
				var initial = 0;
				this._jobs[id] = initial;
				return this.counts[initial]++;
			}
			remove(id) {
				var current = this._jobs[id];
				if (current != null) {
					this.counts[current]--;
					delete this._jobs[id];
				}
				return current != null;
			}
			jobStatus(id) {
				var ref;
				return (ref = this.status[this._jobs[id]]) != null ? ref : null;
			}
			statusJobs(status) {
				var k, pos, ref, results, v;
				if (status != null) {
					pos = this.status.indexOf(status);
					if (pos < 0) throw new BottleneckError$3(`status must be one of ${this.status.join(", ")}`);
					ref = this._jobs;
					results = [];
					for (k in ref) {
						v = ref[k];
						if (v === pos) results.push(k);
					}
					return results;
				} else return Object.keys(this._jobs);
			}
			statusCounts() {
				return this.counts.reduce(((acc, v, i) => {
					acc[this.status[i]] = v;
					return acc;
				}), {});
			}
		};
		var DLList$2 = DLList_1;
		var Sync_1 = class Sync {
			constructor(name, Promise) {
				this.schedule = this.schedule.bind(this);
				this.name = name;
				this.Promise = Promise;
				this._running = 0;
				this._queue = new DLList$2();
			}
			isEmpty() {
				return this._queue.length === 0;
			}
			async _tryToRun() {
				var args, cb, error, reject, resolve, returned, task;
				if (this._running < 1 && this._queue.length > 0) {
					this._running++;
					({task, args, resolve, reject} = this._queue.shift());
					cb = await (async function() {
						try {
							returned = await task(...args);
							return function() {
								return resolve(returned);
							};
						} catch (error1) {
							error = error1;
							return function() {
								return reject(error);
							};
						}
					})();
					this._running--;
					this._tryToRun();
					return cb();
				}
			}
			schedule(task, ...args) {
				var promise, reject, resolve = reject = null;
				promise = new this.Promise(function(_resolve, _reject) {
					resolve = _resolve;
					return reject = _reject;
				});
				this._queue.push({
					task,
					args,
					resolve,
					reject
				});
				this._tryToRun();
				return promise;
			}
		};
		var version = "2.19.5";
		var version$2 = /*#__PURE__*/ Object.freeze({
			version,
			default: { version }
		});
		var require$$2 = () => console.log("You must import the full version of Bottleneck in order to use this feature.");
		var require$$3 = () => console.log("You must import the full version of Bottleneck in order to use this feature.");
		var require$$4 = () => console.log("You must import the full version of Bottleneck in order to use this feature.");
		var Events$2, Group, IORedisConnection$1, RedisConnection$1, Scripts$1, parser$3 = parser;
		Events$2 = Events_1;
		RedisConnection$1 = require$$2;
		IORedisConnection$1 = require$$3;
		Scripts$1 = require$$4;
		Group = (function() {
			class Group {
				constructor(limiterOptions = {}) {
					this.deleteKey = this.deleteKey.bind(this);
					this.limiterOptions = limiterOptions;
					parser$3.load(this.limiterOptions, this.defaults, this);
					this.Events = new Events$2(this);
					this.instances = {};
					this.Bottleneck = Bottleneck_1;
					this._startAutoCleanup();
					this.sharedConnection = this.connection != null;
					if (this.connection == null) {
						if (this.limiterOptions.datastore === "redis") this.connection = new RedisConnection$1(Object.assign({}, this.limiterOptions, { Events: this.Events }));
						else if (this.limiterOptions.datastore === "ioredis") this.connection = new IORedisConnection$1(Object.assign({}, this.limiterOptions, { Events: this.Events }));
					}
				}
				key(key = "") {
					var ref;
					return (ref = this.instances[key]) != null ? ref : (() => {
						var limiter = this.instances[key] = new this.Bottleneck(Object.assign(this.limiterOptions, {
							id: `${this.id}-${key}`,
							timeout: this.timeout,
							connection: this.connection
						}));
						this.Events.trigger("created", limiter, key);
						return limiter;
					})();
				}
				async deleteKey(key = "") {
					var deleted, instance = this.instances[key];
					if (this.connection) deleted = await this.connection.__runCommand__(["del", ...Scripts$1.allKeys(`${this.id}-${key}`)]);
					if (instance != null) {
						delete this.instances[key];
						await instance.disconnect();
					}
					return instance != null || deleted > 0;
				}
				limiters() {
					var k, ref = this.instances, results = [], v;
					for (k in ref) {
						v = ref[k];
						results.push({
							key: k,
							limiter: v
						});
					}
					return results;
				}
				keys() {
					return Object.keys(this.instances);
				}
				async clusterKeys() {
					var cursor, end, found, i, k, keys, len, next, start;
					if (this.connection == null) return this.Promise.resolve(this.keys());
					keys = [];
					cursor = null;
					start = `b_${this.id}-`.length;
					end = 9;
					while (cursor !== 0) {
						[next, found] = await this.connection.__runCommand__([
							"scan",
							cursor != null ? cursor : 0,
							"match",
							`b_${this.id}-*_settings`,
							"count",
							1e4
						]);
						cursor = ~~next;
						for (i = 0, len = found.length; i < len; i++) {
							k = found[i];
							keys.push(k.slice(start, -end));
						}
					}
					return keys;
				}
				_startAutoCleanup() {
					var base;
					clearInterval(this.interval);
					return typeof (base = this.interval = setInterval(async () => {
						var e, k, ref, results, time = Date.now(), v;
						ref = this.instances;
						results = [];
						for (k in ref) {
							v = ref[k];
							try {
								if (await v._store.__groupCheck__(time)) results.push(this.deleteKey(k));
								else results.push(void 0);
							} catch (error) {
								e = error;
								results.push(v.Events.trigger("error", e));
							}
						}
						return results;
					}, this.timeout / 2)).unref === "function" ? base.unref() : void 0;
				}
				updateSettings(options = {}) {
					parser$3.overwrite(options, this.defaults, this);
					parser$3.overwrite(options, options, this.limiterOptions);
					if (options.timeout != null) return this._startAutoCleanup();
				}
				disconnect(flush = true) {
					var ref;
					if (!this.sharedConnection) return (ref = this.connection) != null ? ref.disconnect(flush) : void 0;
				}
			}
			Group.prototype.defaults = {
				timeout: 3e5,
				connection: null,
				Promise,
				id: "group-key"
			};
			return Group;
		}).call(commonjsGlobal);
		var Group_1 = Group;
		var Batcher, Events$3, parser$4 = parser;
		Events$3 = Events_1;
		Batcher = (function() {
			class Batcher {
				constructor(options = {}) {
					this.options = options;
					parser$4.load(this.options, this.defaults, this);
					this.Events = new Events$3(this);
					this._arr = [];
					this._resetPromise();
					this._lastFlush = Date.now();
				}
				_resetPromise() {
					return this._promise = new this.Promise((res, rej) => {
						return this._resolve = res;
					});
				}
				_flush() {
					clearTimeout(this._timeout);
					this._lastFlush = Date.now();
					this._resolve();
					this.Events.trigger("batch", this._arr);
					this._arr = [];
					return this._resetPromise();
				}
				add(data) {
					var ret;
					this._arr.push(data);
					ret = this._promise;
					if (this._arr.length === this.maxSize) this._flush();
					else if (this.maxTime != null && this._arr.length === 1) this._timeout = setTimeout(() => {
						return this._flush();
					}, this.maxTime);
					return ret;
				}
			}
			Batcher.prototype.defaults = {
				maxTime: null,
				maxSize: null,
				Promise
			};
			return Batcher;
		}).call(commonjsGlobal);
		var Batcher_1 = Batcher;
		var require$$4$1 = () => console.log("You must import the full version of Bottleneck in order to use this feature.");
		var require$$8 = getCjsExportFromNamespace(version$2);
		var Bottleneck, DEFAULT_PRIORITY$1, Events$4, Job$1, LocalDatastore$1, NUM_PRIORITIES$1, Queues$1, RedisDatastore$1, States$1, Sync$1, parser$5, splice = [].splice;
		NUM_PRIORITIES$1 = 10;
		DEFAULT_PRIORITY$1 = 5;
		parser$5 = parser;
		Queues$1 = Queues_1;
		Job$1 = Job_1;
		LocalDatastore$1 = LocalDatastore_1;
		RedisDatastore$1 = require$$4$1;
		Events$4 = Events_1;
		States$1 = States_1;
		Sync$1 = Sync_1;
		Bottleneck = (function() {
			class Bottleneck {
				constructor(options = {}, ...invalid) {
					var storeInstanceOptions, storeOptions;
					this._addToQueue = this._addToQueue.bind(this);
					this._validateOptions(options, invalid);
					parser$5.load(options, this.instanceDefaults, this);
					this._queues = new Queues$1(NUM_PRIORITIES$1);
					this._scheduled = {};
					this._states = new States$1([
						"RECEIVED",
						"QUEUED",
						"RUNNING",
						"EXECUTING"
					].concat(this.trackDoneStatus ? ["DONE"] : []));
					this._limiter = null;
					this.Events = new Events$4(this);
					this._submitLock = new Sync$1("submit", this.Promise);
					this._registerLock = new Sync$1("register", this.Promise);
					storeOptions = parser$5.load(options, this.storeDefaults, {});
					this._store = (function() {
						if (this.datastore === "redis" || this.datastore === "ioredis" || this.connection != null) {
							storeInstanceOptions = parser$5.load(options, this.redisStoreDefaults, {});
							return new RedisDatastore$1(this, storeOptions, storeInstanceOptions);
						} else if (this.datastore === "local") {
							storeInstanceOptions = parser$5.load(options, this.localStoreDefaults, {});
							return new LocalDatastore$1(this, storeOptions, storeInstanceOptions);
						} else throw new Bottleneck.prototype.BottleneckError(`Invalid datastore type: ${this.datastore}`);
					}).call(this);
					this._queues.on("leftzero", () => {
						var ref;
						return (ref = this._store.heartbeat) != null ? typeof ref.ref === "function" ? ref.ref() : void 0 : void 0;
					});
					this._queues.on("zero", () => {
						var ref;
						return (ref = this._store.heartbeat) != null ? typeof ref.unref === "function" ? ref.unref() : void 0 : void 0;
					});
				}
				_validateOptions(options, invalid) {
					if (!(options != null && typeof options === "object" && invalid.length === 0)) throw new Bottleneck.prototype.BottleneckError("Bottleneck v2 takes a single object argument. Refer to https://github.com/SGrondin/bottleneck#upgrading-to-v2 if you're upgrading from Bottleneck v1.");
				}
				ready() {
					return this._store.ready;
				}
				clients() {
					return this._store.clients;
				}
				channel() {
					return `b_${this.id}`;
				}
				channel_client() {
					return `b_${this.id}_${this._store.clientId}`;
				}
				publish(message) {
					return this._store.__publish__(message);
				}
				disconnect(flush = true) {
					return this._store.__disconnect__(flush);
				}
				chain(_limiter) {
					this._limiter = _limiter;
					return this;
				}
				queued(priority) {
					return this._queues.queued(priority);
				}
				clusterQueued() {
					return this._store.__queued__();
				}
				empty() {
					return this.queued() === 0 && this._submitLock.isEmpty();
				}
				running() {
					return this._store.__running__();
				}
				done() {
					return this._store.__done__();
				}
				jobStatus(id) {
					return this._states.jobStatus(id);
				}
				jobs(status) {
					return this._states.statusJobs(status);
				}
				counts() {
					return this._states.statusCounts();
				}
				_randomIndex() {
					return Math.random().toString(36).slice(2);
				}
				check(weight = 1) {
					return this._store.__check__(weight);
				}
				_clearGlobalState(index) {
					if (this._scheduled[index] != null) {
						clearTimeout(this._scheduled[index].expiration);
						delete this._scheduled[index];
						return true;
					} else return false;
				}
				async _free(index, job, options, eventInfo) {
					var e, running;
					try {
						({running} = await this._store.__free__(index, options.weight));
						this.Events.trigger("debug", `Freed ${options.id}`, eventInfo);
						if (running === 0 && this.empty()) return this.Events.trigger("idle");
					} catch (error1) {
						e = error1;
						return this.Events.trigger("error", e);
					}
				}
				_run(index, job, wait) {
					var clearGlobalState, free, run;
					job.doRun();
					clearGlobalState = this._clearGlobalState.bind(this, index);
					run = this._run.bind(this, index, job);
					free = this._free.bind(this, index, job);
					return this._scheduled[index] = {
						timeout: setTimeout(() => {
							return job.doExecute(this._limiter, clearGlobalState, run, free);
						}, wait),
						expiration: job.options.expiration != null ? setTimeout(function() {
							return job.doExpire(clearGlobalState, run, free);
						}, wait + job.options.expiration) : void 0,
						job
					};
				}
				_drainOne(capacity) {
					return this._registerLock.schedule(() => {
						var args, index, next, options, queue;
						if (this.queued() === 0) return this.Promise.resolve(null);
						queue = this._queues.getFirst();
						({options, args} = next = queue.first());
						if (capacity != null && options.weight > capacity) return this.Promise.resolve(null);
						this.Events.trigger("debug", `Draining ${options.id}`, {
							args,
							options
						});
						index = this._randomIndex();
						return this._store.__register__(index, options.weight, options.expiration).then(({ success, wait, reservoir }) => {
							var empty;
							this.Events.trigger("debug", `Drained ${options.id}`, {
								success,
								args,
								options
							});
							if (success) {
								queue.shift();
								empty = this.empty();
								if (empty) this.Events.trigger("empty");
								if (reservoir === 0) this.Events.trigger("depleted", empty);
								this._run(index, next, wait);
								return this.Promise.resolve(options.weight);
							} else return this.Promise.resolve(null);
						});
					});
				}
				_drainAll(capacity, total = 0) {
					return this._drainOne(capacity).then((drained) => {
						var newCapacity;
						if (drained != null) {
							newCapacity = capacity != null ? capacity - drained : capacity;
							return this._drainAll(newCapacity, total + drained);
						} else return this.Promise.resolve(total);
					}).catch((e) => {
						return this.Events.trigger("error", e);
					});
				}
				_dropAllQueued(message) {
					return this._queues.shiftAll(function(job) {
						return job.doDrop({ message });
					});
				}
				stop(options = {}) {
					var done, waitForExecuting;
					options = parser$5.load(options, this.stopDefaults);
					waitForExecuting = (at) => {
						var finished = () => {
							var counts = this._states.counts;
							return counts[0] + counts[1] + counts[2] + counts[3] === at;
						};
						return new this.Promise((resolve, reject) => {
							if (finished()) return resolve();
							else return this.on("done", () => {
								if (finished()) {
									this.removeAllListeners("done");
									return resolve();
								}
							});
						});
					};
					done = options.dropWaitingJobs ? (this._run = function(index, next) {
						return next.doDrop({ message: options.dropErrorMessage });
					}, this._drainOne = () => {
						return this.Promise.resolve(null);
					}, this._registerLock.schedule(() => {
						return this._submitLock.schedule(() => {
							var k, ref = this._scheduled, v;
							for (k in ref) {
								v = ref[k];
								if (this.jobStatus(v.job.options.id) === "RUNNING") {
									clearTimeout(v.timeout);
									clearTimeout(v.expiration);
									v.job.doDrop({ message: options.dropErrorMessage });
								}
							}
							this._dropAllQueued(options.dropErrorMessage);
							return waitForExecuting(0);
						});
					})) : this.schedule({
						priority: NUM_PRIORITIES$1 - 1,
						weight: 0
					}, () => {
						return waitForExecuting(1);
					});
					this._receive = function(job) {
						return job._reject(new Bottleneck.prototype.BottleneckError(options.enqueueErrorMessage));
					};
					this.stop = () => {
						return this.Promise.reject(new Bottleneck.prototype.BottleneckError("stop() has already been called"));
					};
					return done;
				}
				async _addToQueue(job) {
					var args, blocked, error, options, reachedHWM, shifted, strategy;
					({args, options} = job);
					try {
						({reachedHWM, blocked, strategy} = await this._store.__submit__(this.queued(), options.weight));
					} catch (error1) {
						error = error1;
						this.Events.trigger("debug", `Could not queue ${options.id}`, {
							args,
							options,
							error
						});
						job.doDrop({ error });
						return false;
					}
					if (blocked) {
						job.doDrop();
						return true;
					} else if (reachedHWM) {
						shifted = strategy === Bottleneck.prototype.strategy.LEAK ? this._queues.shiftLastFrom(options.priority) : strategy === Bottleneck.prototype.strategy.OVERFLOW_PRIORITY ? this._queues.shiftLastFrom(options.priority + 1) : strategy === Bottleneck.prototype.strategy.OVERFLOW ? job : void 0;
						if (shifted != null) shifted.doDrop();
						if (shifted == null || strategy === Bottleneck.prototype.strategy.OVERFLOW) {
							if (shifted == null) job.doDrop();
							return reachedHWM;
						}
					}
					job.doQueue(reachedHWM, blocked);
					this._queues.push(job);
					await this._drainAll();
					return reachedHWM;
				}
				_receive(job) {
					if (this._states.jobStatus(job.options.id) != null) {
						job._reject(new Bottleneck.prototype.BottleneckError(`A job with the same id already exists (id=${job.options.id})`));
						return false;
					} else {
						job.doReceive();
						return this._submitLock.schedule(this._addToQueue, job);
					}
				}
				submit(...args) {
					var cb, fn, job, options, ref, ref1, task;
					if (typeof args[0] === "function") {
						ref = args, [fn, ...args] = ref, [cb] = splice.call(args, -1);
						options = parser$5.load({}, this.jobDefaults);
					} else {
						ref1 = args, [options, fn, ...args] = ref1, [cb] = splice.call(args, -1);
						options = parser$5.load(options, this.jobDefaults);
					}
					task = (...args) => {
						return new this.Promise(function(resolve, reject) {
							return fn(...args, function(...args) {
								return (args[0] != null ? reject : resolve)(args);
							});
						});
					};
					job = new Job$1(task, args, options, this.jobDefaults, this.rejectOnDrop, this.Events, this._states, this.Promise);
					job.promise.then(function(args) {
						return typeof cb === "function" ? cb(...args) : void 0;
					}).catch(function(args) {
						if (Array.isArray(args)) return typeof cb === "function" ? cb(...args) : void 0;
						else return typeof cb === "function" ? cb(args) : void 0;
					});
					return this._receive(job);
				}
				schedule(...args) {
					var job, options, task;
					if (typeof args[0] === "function") {
						[task, ...args] = args;
						options = {};
					} else [options, task, ...args] = args;
					job = new Job$1(task, args, options, this.jobDefaults, this.rejectOnDrop, this.Events, this._states, this.Promise);
					this._receive(job);
					return job.promise;
				}
				wrap(fn) {
					var schedule = this.schedule.bind(this), wrapped = function(...args) {
						return schedule(fn.bind(this), ...args);
					};
					wrapped.withOptions = function(options, ...args) {
						return schedule(options, fn, ...args);
					};
					return wrapped;
				}
				async updateSettings(options = {}) {
					await this._store.__updateSettings__(parser$5.overwrite(options, this.storeDefaults));
					parser$5.overwrite(options, this.instanceDefaults, this);
					return this;
				}
				currentReservoir() {
					return this._store.__currentReservoir__();
				}
				incrementReservoir(incr = 0) {
					return this._store.__incrementReservoir__(incr);
				}
			}
			Bottleneck.default = Bottleneck;
			Bottleneck.Events = Events$4;
			Bottleneck.version = Bottleneck.prototype.version = require$$8.version;
			Bottleneck.strategy = Bottleneck.prototype.strategy = {
				LEAK: 1,
				OVERFLOW: 2,
				OVERFLOW_PRIORITY: 4,
				BLOCK: 3
			};
			Bottleneck.BottleneckError = Bottleneck.prototype.BottleneckError = BottleneckError_1;
			Bottleneck.Group = Bottleneck.prototype.Group = Group_1;
			Bottleneck.RedisConnection = Bottleneck.prototype.RedisConnection = require$$2;
			Bottleneck.IORedisConnection = Bottleneck.prototype.IORedisConnection = require$$3;
			Bottleneck.Batcher = Bottleneck.prototype.Batcher = Batcher_1;
			Bottleneck.prototype.jobDefaults = {
				priority: DEFAULT_PRIORITY$1,
				weight: 1,
				expiration: null,
				id: "<no-id>"
			};
			Bottleneck.prototype.storeDefaults = {
				maxConcurrent: null,
				minTime: 0,
				highWater: null,
				strategy: Bottleneck.prototype.strategy.LEAK,
				penalty: null,
				reservoir: null,
				reservoirRefreshInterval: null,
				reservoirRefreshAmount: null,
				reservoirIncreaseInterval: null,
				reservoirIncreaseAmount: null,
				reservoirIncreaseMaximum: null
			};
			Bottleneck.prototype.localStoreDefaults = {
				Promise,
				timeout: null,
				heartbeatInterval: 250
			};
			Bottleneck.prototype.redisStoreDefaults = {
				Promise,
				timeout: null,
				heartbeatInterval: 5e3,
				clientTimeout: 1e4,
				Redis: null,
				clientOptions: {},
				clusterNodes: null,
				clearDatastore: false,
				connection: null
			};
			Bottleneck.prototype.instanceDefaults = {
				datastore: "local",
				connection: null,
				id: "<no-id>",
				rejectOnDrop: true,
				trackDoneStatus: false,
				Promise
			};
			Bottleneck.prototype.stopDefaults = {
				enqueueErrorMessage: "This limiter has been stopped and cannot accept new jobs.",
				dropWaitingJobs: true,
				dropErrorMessage: "This limiter has been stopped."
			};
			return Bottleneck;
		}).call(commonjsGlobal);
		var Bottleneck_1 = Bottleneck;
		return Bottleneck_1;
	}));
}));

// node_modules/@octokit/plugin-retry/dist-bundle/index.js
var import_light = /* @__PURE__ */ __toESM(require_light(), 1);
var VERSION$1 = "0.0.0-development";
function isRequestError(error) {
	return error.request !== void 0;
}
async function errorRequest(state, octokit, error, options) {
	if (!isRequestError(error) || !error?.request.request) throw error;
	if (error.status >= 400 && !state.doNotRetry.includes(error.status)) {
		const retries = options.request.retries != null ? options.request.retries : state.retries;
		const retryAfter = Math.pow((options.request.retryCount || 0) + 1, 2);
		throw octokit.retry.retryRequest(error, retries, retryAfter);
	}
	throw error;
}
async function wrapRequest$1(state, octokit, request, options) {
	const limiter = new import_light.default();
	limiter.on("failed", function(error, info) {
		const maxRetries = ~~error.request.request?.retries;
		const after = ~~error.request.request?.retryAfter;
		options.request.retryCount = info.retryCount + 1;
		if (maxRetries > info.retryCount) return after * state.retryAfterBaseValue;
	});
	return limiter.schedule(requestWithGraphqlErrorHandling.bind(null, state, octokit, request), options);
}
async function requestWithGraphqlErrorHandling(state, octokit, request, options) {
	const response = await request(options);
	if (response.data && response.data.errors && response.data.errors.length > 0 && /Something went wrong while executing your query/.test(response.data.errors[0].message)) return errorRequest(state, octokit, new RequestError(response.data.errors[0].message, 500, {
		request: options,
		response
	}), options);
	return response;
}
function retry(octokit, octokitOptions) {
	const state = Object.assign({
		enabled: true,
		retryAfterBaseValue: 1e3,
		doNotRetry: [
			400,
			401,
			403,
			404,
			410,
			422,
			451
		],
		retries: 3
	}, octokitOptions.retry);
	const retryPlugin = { retry: { retryRequest: (error, retries, retryAfter) => {
		error.request.request = Object.assign({}, error.request.request, {
			retries,
			retryAfter
		});
		return error;
	} } };
	if (state.enabled) {
		octokit.hook.error("request", errorRequest.bind(null, state, retryPlugin));
		octokit.hook.wrap("request", wrapRequest$1.bind(null, state, retryPlugin));
	}
	return retryPlugin;
}
retry.VERSION = VERSION$1;

// node_modules/@octokit/plugin-throttling/dist-bundle/index.js
var VERSION = "0.0.0-development";
var noop = () => Promise.resolve();
function wrapRequest(state, request, options) {
	return state.retryLimiter.schedule(doRequest, state, request, options);
}
async function doRequest(state, request, options) {
	const { pathname } = new URL(options.url, "http://github.test");
	const isAuth = isAuthRequest(options.method, pathname);
	const isWrite = !isAuth && options.method !== "GET" && options.method !== "HEAD";
	const isSearch = options.method === "GET" && pathname.startsWith("/search/");
	const isGraphQL = pathname.startsWith("/graphql");
	const jobOptions = ~~request.retryCount > 0 ? {
		priority: 0,
		weight: 0
	} : {};
	if (state.clustering) jobOptions.expiration = 6e4;
	if (isWrite || isGraphQL) await state.write.key(state.id).schedule(jobOptions, noop);
	if (isWrite && state.triggersNotification(pathname)) await state.notifications.key(state.id).schedule(jobOptions, noop);
	if (isSearch) await state.search.key(state.id).schedule(jobOptions, noop);
	const req = (isAuth ? state.auth : state.global).key(state.id).schedule(jobOptions, request, options);
	if (isGraphQL) {
		const res = await req;
		if (res.data.errors != null && res.data.errors.some((error) => error.type === "RATE_LIMITED")) throw Object.assign(/* @__PURE__ */ new Error("GraphQL Rate Limit Exceeded"), {
			response: res,
			data: res.data
		});
	}
	return req;
}
function isAuthRequest(method, pathname) {
	return method === "PATCH" && /^\/applications\/[^/]+\/token\/scoped$/.test(pathname) || method === "POST" && (/^\/applications\/[^/]+\/token$/.test(pathname) || /^\/app\/installations\/[^/]+\/access_tokens$/.test(pathname) || pathname === "/login/oauth/access_token");
}
var triggers_notification_paths_default = [
	"/orgs/{org}/invitations",
	"/orgs/{org}/invitations/{invitation_id}",
	"/orgs/{org}/teams/{team_slug}/discussions",
	"/orgs/{org}/teams/{team_slug}/discussions/{discussion_number}/comments",
	"/repos/{owner}/{repo}/collaborators/{username}",
	"/repos/{owner}/{repo}/commits/{commit_sha}/comments",
	"/repos/{owner}/{repo}/issues",
	"/repos/{owner}/{repo}/issues/{issue_number}/comments",
	"/repos/{owner}/{repo}/issues/{issue_number}/sub_issue",
	"/repos/{owner}/{repo}/issues/{issue_number}/sub_issues/priority",
	"/repos/{owner}/{repo}/pulls",
	"/repos/{owner}/{repo}/pulls/{pull_number}/comments",
	"/repos/{owner}/{repo}/pulls/{pull_number}/comments/{comment_id}/replies",
	"/repos/{owner}/{repo}/pulls/{pull_number}/merge",
	"/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
	"/repos/{owner}/{repo}/pulls/{pull_number}/reviews",
	"/repos/{owner}/{repo}/releases",
	"/teams/{team_id}/discussions",
	"/teams/{team_id}/discussions/{discussion_number}/comments"
];
function routeMatcher(paths) {
	const regex2 = `^(?:${paths.map((path) => path.split("/").map((c) => c.startsWith("{") ? "(?:.+?)" : c).join("/")).map((r) => `(?:${r})`).join("|")})[^/]*$`;
	return new RegExp(regex2, "i");
}
var regex = routeMatcher(triggers_notification_paths_default);
var triggersNotification = regex.test.bind(regex);
var groups = {};
var createGroups = function(Bottleneck, common) {
	groups.global = new Bottleneck.Group({
		id: "octokit-global",
		maxConcurrent: 10,
		...common
	});
	groups.auth = new Bottleneck.Group({
		id: "octokit-auth",
		maxConcurrent: 1,
		...common
	});
	groups.search = new Bottleneck.Group({
		id: "octokit-search",
		maxConcurrent: 1,
		minTime: 2e3,
		...common
	});
	groups.write = new Bottleneck.Group({
		id: "octokit-write",
		maxConcurrent: 1,
		minTime: 1e3,
		...common
	});
	groups.notifications = new Bottleneck.Group({
		id: "octokit-notifications",
		maxConcurrent: 1,
		minTime: 3e3,
		...common
	});
};
function throttling(octokit, octokitOptions) {
	const { enabled = true, Bottleneck = import_light.default, id = "no-id", timeout = 12e4, connection } = octokitOptions.throttle || {};
	if (!enabled) return {};
	const common = { timeout };
	if (typeof connection !== "undefined") common.connection = connection;
	const state = Object.assign({
		clustering: connection != null,
		triggersNotification,
		fallbackSecondaryRateRetryAfter: 60,
		retryAfterBaseValue: 1e3,
		id
	}, octokitOptions.throttle);
	if (typeof state.onSecondaryRateLimit !== "function" || typeof state.onRateLimit !== "function") throw new Error(`octokit/plugin-throttling error:
        You must pass the onSecondaryRateLimit and onRateLimit error handlers.
        See https://octokit.github.io/rest.js/#throttling

        const octokit = new Octokit({
          throttle: {
            onSecondaryRateLimit: (retryAfter, options) => {/* ... */},
            onRateLimit: (retryAfter, options) => {/* ... */}
          }
        })
    `);
	let initialized = false;
	const initializeBottleneck = () => {
		if (initialized) return;
		initialized = true;
		if (groups.global == null) createGroups(Bottleneck, common);
		state.global = state.global ?? groups.global;
		state.auth = state.auth ?? groups.auth;
		state.search = state.search ?? groups.search;
		state.write = state.write ?? groups.write;
		state.notifications = state.notifications ?? groups.notifications;
		state.retryLimiter = state.retryLimiter ?? new Bottleneck();
		const events = {};
		const emitter = new Bottleneck.Events(events);
		events.on("secondary-limit", state.onSecondaryRateLimit);
		events.on("rate-limit", state.onRateLimit);
		events.on("error", (e) => octokit.log.warn("Error in throttling-plugin limit handler", e));
		state.retryLimiter.on("failed", async function(error, info) {
			const [state2, request, options] = info.args;
			const { pathname } = new URL(options.url, "http://github.test");
			if (!(pathname.startsWith("/graphql") && error.status !== 401 || error.status === 403 || error.status === 429)) return;
			const retryCount = ~~request.retryCount;
			request.retryCount = retryCount;
			options.request.retryCount = retryCount;
			const { wantRetry, retryAfter = 0 } = await (async function() {
				if (/\bsecondary rate\b/i.test(error.message)) {
					const retryAfter2 = Number(error.response.headers["retry-after"]) || state2.fallbackSecondaryRateRetryAfter;
					return {
						wantRetry: await emitter.trigger("secondary-limit", retryAfter2, options, octokit, retryCount),
						retryAfter: retryAfter2
					};
				}
				if (error.response.headers != null && error.response.headers["x-ratelimit-remaining"] === "0" || (error.response.data?.errors ?? []).some((error2) => error2.type === "RATE_LIMITED")) {
					const rateLimitReset = (/* @__PURE__ */ new Date(~~error.response.headers["x-ratelimit-reset"] * 1e3)).getTime();
					const retryAfter2 = Math.max(Math.ceil((rateLimitReset - Date.now()) / 1e3) + 1, 0);
					return {
						wantRetry: await emitter.trigger("rate-limit", retryAfter2, options, octokit, retryCount),
						retryAfter: retryAfter2
					};
				}
				return {};
			})();
			if (wantRetry) {
				request.retryCount++;
				return retryAfter * state2.retryAfterBaseValue;
			}
		});
	};
	octokit.hook.wrap("request", (request, options) => {
		initializeBottleneck();
		return wrapRequest(state, request, options);
	});
	return {};
}
throttling.VERSION = VERSION;
throttling.triggersNotification = triggersNotification;

// src/forge/pace.ts
/** A lane in which each piece of work starts at least `gapMs` after the one before. */
function createLane(gapMs, clock) {
	let last = Promise.resolve();
	let free = 0;
	const turn = async () => {
		const wait = free - clock.now().getTime();
		if (wait > 0) await clock.sleep(wait);
		free = clock.now().getTime() + gapMs;
	};
	return { key: () => ({ schedule: async (_options, work, ...input) => {
		const mine = last.then(turn);
		last = mine.catch(() => void 0);
		await mine;
		return work(...input);
	} }) };
}

// src/forge/request-fault.ts
/** What a failed request means, as a Fault with GitHub's own reason and without the token. Bugs pass through. */
function requestFault(error, what, token) {
	if (error instanceof Fault) return error;
	const failure = readFailure(error);
	if (failure === void 0) return error;
	const transport = error instanceof Error && isFault(error.cause) ? error.cause : void 0;
	const said = clean(transport?.message ?? failure.message, token);
	const context = {
		where: what,
		cause: transport
	};
	const { status } = failure;
	if (transport !== void 0 || status >= 500) return forgeFaults.fault("FORGE_UNAVAILABLE", `${what}: ${said}`, context);
	if (status === 429 || isRateLimit(failure)) return forgeFaults.fault("FORGE_RATE_LIMITED", `${what}: ${said}`, context);
	if (status === 401) return forgeFaults.fault("FORGE_UNAUTHENTICATED", `${what}: GitHub does not accept the token`, {
		...context,
		next: "make a new token; those of GitHub Apps live for one hour"
	});
	if (status === 403) return forgeFaults.fault("FORGE_FORBIDDEN", `${what}: ${said}`, {
		...context,
		next: "let the token write contents, pull requests and issues (labels) of this repository"
	});
	if (status === 404) return forgeFaults.fault("FORGE_NOT_FOUND", `${what}: not there, or not visible to this token`, {
		...context,
		next: "check the name, and that the App is installed there; GITHUB_TOKEN reaches its own repository only"
	});
	return forgeFaults.fault("FORGE_REFUSED", `${what}: ${said} (${status})`, context);
}
function readFailure(error) {
	if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return void 0;
	const response = "response" in error ? error.response : void 0;
	const headers = typeof response === "object" && response !== null && "headers" in response ? response.headers : void 0;
	return {
		status: error.status,
		message: error.message,
		headers: typeof headers === "object" && headers !== null ? headers : {}
	};
}
function isRateLimit(failure) {
	return failure.status === 403 && (failure.headers["retry-after"] !== void 0 || failure.headers["x-ratelimit-remaining"] === "0" || /\bsecondary rate\b/i.test(failure.message));
}
/** True for failures that say nothing about the request itself: it may or may not have been carried out. */
function isTransient(error) {
	return isFault(error, "FORGE_UNAVAILABLE", "FORGE_RATE_LIMITED");
}
function clean(text, token) {
	const printable = text.replaceAll(/[\u0000-\u001f\u007f]+/g, " ").slice(0, 600);
	return token === "" ? printable : printable.replaceAll(token, "***");
}

// src/forge/client.ts
const polite = {
	writeMs: 1e3,
	notifyMs: 3e3,
	retryUnitMs: 1e3
};
const local = {
	writeMs: 0,
	notifyMs: 0,
	retryUnitMs: 20
};
const largestAnswer = 50331648;
const longestWaitSeconds = 120;
/** For a write that must not happen twice: what became of it is read back, never assumed. */
const once = { retries: 0 };
/** The pace that was asked for, or the one that fits the server. */
function paceOf(options) {
	return options.pace ?? (isLoopback(new URL(options.apiUrl).hostname) ? local : polite);
}
/** A client over octokit with the retry and throttling plugins, set so that only harmless requests are repeated. */
function createGitHubClient(options) {
	const octokit = openOctokit(options, paceOf(options));
	return {
		repository: {
			owner: options.owner,
			repo: options.name
		},
		rest: async (what, send) => {
			try {
				const { status, data } = await send(octokit.request);
				if (status >= 300) throw forgeFaults.fault("FORGE_MOVED", `${what}: ${options.owner}/${options.name} was renamed or moved`, {
					where: what,
					next: "name the repository as it is called now"
				});
				return data;
			} catch (error) {
				throw requestFault(error, what, options.token);
			}
		},
		graphql: async (what, query, variables) => {
			try {
				const { data } = await octokit.request(`POST ${options.graphqlUrl}`, {
					query,
					variables,
					...query.startsWith("mutation") ? { request: once } : {}
				});
				return readGraphql(data, what);
			} catch (error) {
				throw requestFault(error, what, options.token);
			}
		}
	};
}
function readGraphql(answer, what) {
	const record = asRecord(answer, what);
	const errors = asList(record["errors"] ?? [], what).map((error) => asRecord(error, what));
	if (errors.some((error) => error["type"] === "RATE_LIMITED")) throw forgeFaults.fault("FORGE_RATE_LIMITED", `${what}: the GraphQL points of this token are used up`, { where: what });
	return {
		data: record["data"] === null || record["data"] === void 0 ? void 0 : asRecord(record["data"], what),
		errors: errors.map(({ message }) => typeof message === "string" ? message.slice(0, 500) : "no reason given")
	};
}
function openOctokit(options, pace) {
	const Client = Octokit.plugin(retry, throttling);
	const lane = (gapMs) => createLane(gapMs, options.clock);
	const mayWait = (retryAfter, _options, _octokit, retryCount) => retryCount < 3 && retryAfter <= longestWaitSeconds;
	return new Client({
		auth: options.token,
		baseUrl: options.apiUrl.replace(/\/+$/, ""),
		userAgent: "pi5-fleet-actions",
		log: {
			debug: () => void 0,
			info: () => void 0,
			warn: (line) => options.log.debug(line),
			error: (line) => options.log.debug(line)
		},
		request: { fetch: fetchOver(options, pace) },
		retry: {
			doNotRetry: [
				400,
				401,
				403,
				404,
				405,
				409,
				410,
				413,
				422,
				429,
				451
			],
			retries: 3,
			retryAfterBaseValue: pace.retryUnitMs
		},
		throttle: {
			write: lane(pace.writeMs),
			notifications: lane(pace.notifyMs),
			retryAfterBaseValue: pace.retryUnitMs,
			onRateLimit: mayWait,
			onSecondaryRateLimit: mayWait
		}
	});
}
const wantedHeaders = [
	"content-type",
	"retry-after",
	"x-ratelimit-remaining",
	"x-ratelimit-reset",
	"link"
];
function fetchOver(options, pace) {
	return async (url, init) => {
		for (let attempt = 1;; attempt += 1) {
			const response = await options.http.send({
				method: init.method,
				url,
				headers: init.headers,
				...init.body === void 0 ? {} : { body: init.body }
			});
			const waitMs = askedWait(response, pace, options.clock);
			if (waitMs === void 0 || attempt > 3) return toResponse(response);
			await response.discard();
			await options.clock.sleep(waitMs);
		}
	};
}
function askedWait(response, pace, clock) {
	if (response.status !== 429 && response.status !== 403) return void 0;
	const asked = retryAfterMs(response.header("retry-after"), clock.now());
	return asked === void 0 || asked > longestWaitSeconds * 1e3 ? void 0 : asked / 1e3 * pace.retryUnitMs;
}
async function toResponse(response) {
	const bytes = await response.bytes(largestAnswer);
	const headers = new Headers();
	for (const name of wantedHeaders) {
		const value = response.header(name);
		if (value !== void 0) headers.set(name, value);
	}
	const bodiless = response.status === 204 || response.status === 205 || response.status === 304;
	return new Response(bodiless ? null : new Uint8Array(bytes), {
		status: response.status,
		headers
	});
}

// src/forge/merging.ts
const mostAttempts$1 = 10;
const undecided = /* @__PURE__ */ new Set([
	"unknown",
	"clean",
	"unstable",
	"has_hooks",
	""
]);
/**
* Merges at once when GitHub's rules allow it and the head is still the given one. A refusal is classified by the state of the
* pull request that is read after it, never by the words of the refusal.
*/
async function mergeNow(shop, proposal, allowed) {
	let methods = allowed;
	let last;
	for (let attempt = 1; attempt <= mostAttempts$1; attempt += 1) {
		try {
			return {
				kind: "merged",
				commit: await put(shop.client, proposal, methods[0] ?? "merge")
			};
		} catch (error) {
			if (!isTransient(error) && !isFault(error, "FORGE_REFUSED", "FORGE_ANSWER_INVALID")) throw error;
			last = error;
		}
		const decided = decide(await readPatiently(shop, proposal.number), proposal, last);
		if (decided !== void 0) return decided;
		if (attempt === 1) methods = await methodsByRules(shop, methods);
		await wait(shop, attempt);
	}
	throw last;
}
/** Lets GitHub merge as soon as checks and reviews allow it (auto-merge); where nothing is missing any more, merges now. */
async function mergeWhenReady(shop, proposal, allowed) {
	const pull = await shop.pulls.read(proposal.number);
	const settled = ended(pull, proposal);
	if (settled !== void 0) return settled;
	const { errors } = await shop.client.graphql(`switch on auto-merge of pull request ${proposal.number}`, "mutation($input: EnablePullRequestAutoMergeInput!) { enablePullRequestAutoMerge(input: $input) { pullRequest { number } } }", { input: {
		pullRequestId: pull.nodeId,
		expectedHeadOid: proposal.head,
		mergeMethod: (allowed[0] ?? "merge").toUpperCase()
	} });
	const after = await shop.pulls.read(proposal.number);
	const decided = ended(after, proposal);
	if (decided !== void 0) return decided;
	if (errors.length === 0) return {
		kind: "pending",
		why: "GitHub merges it when its checks and reviews are done"
	};
	if (after.mergeableState === "clean" || after.mergeableState === "unstable") return mergeNow(shop, proposal, allowed);
	throw forgeFaults.fault("FORGE_REFUSED", `auto-merge of #${proposal.number}: ${errors.join("; ")}`, {
		where: proposal.url,
		next: "allow auto-merge in the settings of the repository, or use merge: direct"
	});
}
async function put(client, proposal, method) {
	const answer = await client.rest(`merge pull request ${proposal.number}`, (request) => request("PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge", {
		...client.repository,
		pull_number: proposal.number,
		sha: proposal.head,
		merge_method: method,
		request: once
	}));
	const commit = at(answer, "merge", "sha");
	if (at(answer, "merge", "merged") === true && isOid(commit)) return commit;
	throw forgeFaults.fault("FORGE_ANSWER_INVALID", `merge pull request ${proposal.number}: no commit came back`);
}
function ended(pull, proposal) {
	if (pull.head !== proposal.head) return {
		kind: "stale",
		why: `the head of #${pull.number} moved`
	};
	if (pull.merged && pull.mergeCommit !== void 0) return {
		kind: "merged",
		commit: pull.mergeCommit
	};
	return pull.open ? void 0 : {
		kind: "stale",
		why: `#${pull.number} was closed`
	};
}
function decide(pull, proposal, refusal) {
	const settled = ended(pull, proposal);
	if (settled !== void 0 || undecided.has(pull.mergeableState)) return settled;
	if (pull.mergeableState === "dirty") return {
		kind: "stale",
		why: `#${pull.number} conflicts with its base`
	};
	if (pull.mergeableState === "behind") return {
		kind: "stale",
		why: `#${pull.number} is behind its base`
	};
	return {
		kind: "pending",
		why: refusal instanceof Error ? refusal.message : pull.mergeableState
	};
}
async function readPatiently(shop, number) {
	for (let attempt = 1;; attempt += 1) try {
		return await shop.pulls.read(number);
	} catch (error) {
		if (!isTransient(error) || attempt >= mostAttempts$1) throw error;
		await wait(shop, attempt);
	}
}
async function wait(shop, attempt) {
	await shop.clock.sleep(shop.unitMs * (1 + shop.random() * Math.min(8, attempt)));
}
async function methodsByRules(shop, methods) {
	const { client, baseBranch } = shop;
	const rules = await client.rest("read the rules of the base branch", (request) => request("GET /repos/{owner}/{repo}/rules/branches/{branch}", {
		...client.repository,
		branch: baseBranch
	})).catch((error) => {
		if (isFault(error, "FORGE_NOT_FOUND")) return [];
		throw error;
	});
	let left = methods;
	for (const rule of asList(rules, "rules")) {
		const allowed = at(at(rule, "rule", "parameters") ?? {}, "rule", "allowed_merge_methods");
		if (Array.isArray(allowed)) left = left.filter((method) => allowed.includes(method));
	}
	return left.length === 0 ? methods : left;
}

// src/forge/remember.ts
/** Loads something once by its key. A failure is not kept: the next one who asks tries again. */
function remember(known, key, load) {
	const found = known.get(key);
	if (found !== void 0) return found;
	const loading = load();
	known.set(key, loading);
	loading.catch(() => known.delete(key));
	return loading;
}

// src/forge/blobs.ts
const largestBatched = 262144;
const batchBytes = 4194304;
const batchFiles = 60;
const largestBlob = 33554432;
/** Reads files by their git names. Reads that are asked for in the same turn of the event loop travel together. */
function openBlobs(client) {
	const known = /* @__PURE__ */ new Map();
	let waiting = [];
	const flush = () => {
		const batch = waiting;
		waiting = [];
		for (const group of groupBySize(batch)) readGroup(client, group);
	};
	return (entry, path) => remember(known, entry.oid, () => {
		if (entry.size > largestBlob) throw forgeFaults.fault("FORGE_TREE_UNREADABLE", `${path} has ${entry.size} bytes; at most ${largestBlob} are read`);
		return new Promise((resolve, reject) => {
			if (waiting.length === 0) setImmediate(flush);
			waiting.push({
				entry,
				path,
				resolve,
				reject
			});
		});
	});
}
function groupBySize(batch) {
	const groups = [];
	let current = [];
	let bytes = 0;
	for (const item of batch) {
		if (item.entry.size > largestBatched) {
			groups.push([item]);
			continue;
		}
		if (current.length >= batchFiles || bytes + item.entry.size > batchBytes) {
			groups.push(current);
			current = [];
			bytes = 0;
		}
		current.push(item);
		bytes += item.entry.size;
	}
	return current.length === 0 ? groups : [...groups, current];
}
async function readGroup(client, group) {
	try {
		const texts = group.length > 2 ? await fetchTexts(client, group) : /* @__PURE__ */ new Map();
		await Promise.all(group.map(async (item) => {
			try {
				item.resolve(texts.get(item.entry.oid) ?? await fetchBlob(client, item.entry, item.path));
			} catch (error) {
				item.reject(error);
			}
		}));
	} catch (error) {
		for (const item of group) item.reject(error);
	}
}
async function fetchTexts(client, group) {
	const fields = group.map(({ entry }, index) => `f${index}: object(oid: "${entry.oid}") { ... on Blob { text isTruncated } }`);
	const { owner, repo } = client.repository;
	const repository = (await client.graphql(`read ${group.length} files`, `query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${fields.join(" ")} } }`, {
		owner,
		name: repo
	})).data?.["repository"];
	const found = /* @__PURE__ */ new Map();
	if (typeof repository !== "object" || repository === null) return found;
	for (const [index, { entry }] of group.entries()) {
		const object = repository[`f${index}`];
		const text = typeof object === "object" && object !== null && "text" in object ? object.text : void 0;
		if (typeof text !== "string") continue;
		const bytes = Buffer.from(text, "utf8");
		if (blobOid(bytes) === entry.oid) found.set(entry.oid, bytes);
	}
	return found;
}
async function fetchBlob(client, entry, path) {
	const answer = await client.rest(`read ${path}`, (request) => request("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", {
		...client.repository,
		file_sha: entry.oid
	}));
	const encoding = textAt(answer, "blob", "encoding");
	const bytes = Buffer.from(textAt(answer, "blob", "content"), encoding === "base64" ? "base64" : "utf8");
	if (blobOid(bytes) === entry.oid) return bytes;
	throw forgeFaults.fault("FORGE_TREE_UNREADABLE", `${path}: the bytes that came are not those of ${entry.oid}`, { where: path });
}

// src/forge/objects.ts
const mostSubtrees = 5e3;
/** Opens a repository's objects. Every blob is checked against its git name, whatever path it came by. */
function openObjects(client) {
	const commits = /* @__PURE__ */ new Map();
	const listings = /* @__PURE__ */ new Map();
	const blobs = openBlobs(client);
	const commit = (oid) => remember(commits, oid, () => fetchCommit(client, oid));
	const listed = (oid) => remember(listings, oid, async () => fetchListing(client, (await commit(oid)).tree));
	const listing = async (oid) => (await listed(oid)).files;
	return {
		commit,
		listing,
		ids: async (oid) => (await listed(oid)).ids,
		tree: async (oid) => {
			const { files: entries, ids, specials } = await listed(oid);
			return {
				commit: oid,
				read: async (path) => {
					const entry = entries.get(path);
					return entry === void 0 ? void 0 : blobs(entry, path);
				},
				list: async (prefix) => sortPaths([...entries.keys()].filter((path) => path.startsWith(prefix))),
				ids: async () => ids,
				specials: async () => specials
			};
		},
		write: async ({ onto, parents, files, message }) => {
			const tree = await writeTree(client, (await commit(onto)).tree, await listing(onto), files);
			const created = await client.rest("write a commit", (request) => request("POST /repos/{owner}/{repo}/git/commits", {
				...client.repository,
				message,
				tree,
				parents: [...parents]
			}));
			return oidAt(created, "new commit", "sha");
		}
	};
}
async function fetchCommit(client, oid) {
	const facts = readCommit(await client.rest(`read commit ${oid.slice(0, 12)}`, (request) => request("GET /repos/{owner}/{repo}/git/commits/{commit_sha}", {
		...client.repository,
		commit_sha: oid
	})));
	if (facts.oid === oid) return facts;
	throw forgeFaults.fault("FORGE_ANSWER_INVALID", `asked for commit ${oid}, got ${facts.oid}`);
}
async function fetchTree(client, oid, recursive) {
	const answer = await client.rest(`list tree ${oid.slice(0, 12)}`, (request) => request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", {
		...client.repository,
		tree_sha: oid,
		...recursive ? { recursive: "1" } : {}
	}));
	return {
		entries: asList(at(answer, "tree", "tree"), "tree").map((entry) => {
			const record = asRecord(entry, "tree entry");
			return {
				path: textAt(record, "tree entry", "path"),
				type: textAt(record, "tree entry", "type"),
				mode: textAt(record, "tree entry", "mode"),
				oid: oidAt(record, "tree entry", "sha"),
				size: typeof record["size"] === "number" ? record["size"] : 0
			};
		}),
		truncated: at(answer, "tree", "truncated") === true
	};
}
async function fetchListing(client, root) {
	const whole = await fetchTree(client, root, true);
	const leaves = (whole.truncated ? await walkTrees(client, root) : whole.entries).filter((entry) => entry.type !== "tree");
	const { files, ids, specials } = sortEntries(leaves.map(({ path, mode, oid }) => ({
		path,
		mode,
		id: oid
	})));
	return {
		files: new Map(leaves.filter((entry) => files.has(entry.path)).map(({ path, oid, size, mode }) => [path, {
			oid,
			size,
			mode
		}])),
		ids,
		specials
	};
}
async function walkTrees(client, root) {
	const found = [];
	const waiting = [{
		prefix: "",
		oid: root
	}];
	for (let asked = 0; waiting.length > 0; asked += 1) {
		const next = waiting.pop();
		if (next === void 0) break;
		const { entries, truncated } = await fetchTree(client, next.oid, false);
		if (truncated || asked >= mostSubtrees) throw forgeFaults.fault("FORGE_TREE_UNREADABLE", `the folder /${next.prefix} has more entries than GitHub lists`);
		for (const entry of entries) {
			const path = `${next.prefix}${entry.path}`;
			if (entry.type === "tree") waiting.push({
				prefix: `${path}/`,
				oid: entry.oid
			});
			else found.push({
				...entry,
				path
			});
		}
	}
	return found;
}
async function writeTree(client, baseTree, base, files) {
	const tree = [];
	for (const [path, bytes] of files) {
		const mode = base.get(path)?.mode === "100755" ? "100755" : "100644";
		if (bytes === null) {
			if (base.has(path)) tree.push({
				path,
				mode,
				type: "blob",
				sha: null
			});
			continue;
		}
		const text = asText(bytes);
		tree.push(text === void 0 ? {
			path,
			mode,
			type: "blob",
			sha: await writeBlob(client, bytes)
		} : {
			path,
			mode,
			type: "blob",
			content: text
		});
	}
	if (tree.length === 0) return baseTree;
	const created = await client.rest("write a tree", (request) => request("POST /repos/{owner}/{repo}/git/trees", {
		...client.repository,
		base_tree: baseTree,
		tree
	}));
	return oidAt(created, "new tree", "sha");
}
function asText(bytes) {
	const text = Buffer.from(bytes).toString("utf8");
	return Buffer.from(text, "utf8").equals(bytes) ? text : void 0;
}
async function writeBlob(client, bytes) {
	const created = await client.rest("write a file", (request) => request("POST /repos/{owner}/{repo}/git/blobs", {
		...client.repository,
		content: Buffer.from(bytes).toString("base64"),
		encoding: "base64"
	}));
	const oid = oidAt(created, "new blob", "sha");
	if (oid === blobOid(bytes)) return oid;
	throw forgeFaults.fault("FORGE_TREE_UNREADABLE", "GitHub stored other bytes than were sent");
}

// src/forge/proposal-text.ts
/** GitHub takes 65,536 characters; some room is left for what people add. */
const longestBody = 6e4;
const longestTitle = 250;
const markPattern = /<!-- pi5:(\{[^\n]*\}) -->/;
/** The title and body of a pull request as they are sent: with a hidden mark that tells a later run whether they still are current. */
function composeText(key, change, text) {
	const title = text.title.replaceAll(/\s+/g, " ").trim().slice(0, longestTitle);
	const mark = `<!-- pi5:${canonicalJson({
		v: 1,
		key,
		change,
		text: digestOf(canonicalJson([title, text.body]))
	})} -->`;
	const room = longestBody - mark.length;
	const body = text.body.replaceAll("<!-- pi5:", "<!-- pi5 :");
	return {
		title,
		body: `${body.length <= room ? body : `${body.slice(0, room - 100)}\n\n(The rest is cut: see the job summary of the run.)`}\n\n${mark}`
	};
}
/** The mark in a body, or an empty text. */
function markOf(body) {
	return markPattern.exec(body)?.[0] ?? "";
}
/** True when a pull request already says what is to be said. People may add to the body without it being sent again. */
function isCurrent(pull, wanted) {
	return pull.title === wanted.title && markOf(pull.body) === markOf(wanted.body) && markOf(wanted.body) !== "";
}

// src/forge/proposing.ts
const mostAttempts = 24;
/** The branch of the pull request for a key. */
function branchOf(key) {
	return `pi5/${key}`;
}
/**
* Opens or updates the one pull request of a change's key. Whatever goes wrong on the way, the next attempt starts from what is
* there. Throws FORGE_HUMAN_COMMITS, FORGE_CHANGE_EMPTY, FORGE_CONTENTION, or the fault of a request that was refused.
*/
async function propose(shop, change, text) {
	const wanted = effective(await shop.objects.listing(change.base), change.files);
	if (wanted.difference.size === 0) throw forgeFaults.fault("FORGE_CHANGE_EMPTY", `the change ${change.key} leaves every file as it is`);
	const task = {
		change: {
			...change,
			files: wanted.files
		},
		difference: wanted.difference,
		text,
		commit: void 0,
		operation: "unchanged",
		refusedCreations: 0,
		creationLost: false,
		superseded: /* @__PURE__ */ new Map()
	};
	let last;
	for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
		try {
			const done = await attemptProposal(shop, task);
			if (done !== void 0) return done;
		} catch (error) {
			if (!isTransient(error)) throw error;
			last = error;
		}
		shop.log.debug(`proposal ${change.key}: attempt ${attempt} did not hold`);
		await shop.clock.sleep(shop.unitMs * (1 + shop.random() * Math.min(30, 1.5 ** attempt)));
	}
	throw forgeFaults.fault("FORGE_CONTENTION", `the pull request for ${change.key} could not be brought into place in ${mostAttempts} attempts`, {
		where: branchOf(change.key),
		next: "run the step again",
		cause: last
	});
}
async function attemptProposal(shop, task) {
	const { change } = task;
	const open = await shop.pulls.open(branchOf(change.key));
	let current = open.at(-1);
	let branch = current?.branch ?? branchOf(change.key);
	const { superseded } = task;
	for (const older of open.slice(0, -1)) superseded.set(older.number, older);
	const head = await shop.refs.read(branch);
	const seen = head === void 0 ? void 0 : await readChange(shop.objects, change.key, head);
	if (head !== void 0 && seen === void 0) await refuseHumanCommits(shop, change.key, branch, head, current);
	const isWanted = seen?.base === change.base && sameDifference(seen.difference, task.difference);
	const retire = async (pull) => {
		await shop.pulls.close(pull.number);
		superseded.set(pull.number, pull);
		current = void 0;
	};
	if (current !== void 0 && await isApprovedOtherwise(shop, task, current)) await retire(current);
	let target = head;
	if (!isWanted || target === void 0) {
		target = await writeOnce(shop, task);
		const outcome = await shop.refs.swap(branch, head ?? null, target);
		if (outcome === "lost") return void 0;
		if (outcome === "unsupported") {
			branch = `${branchOf(change.key)}.${target.slice(0, 12)}`;
			if (await shop.refs.read(branch) === void 0 && await shop.refs.swap(branch, null, target) !== "moved") return void 0;
			if (current !== void 0) superseded.set(current.number, current);
			current = void 0;
		}
		raise(task, "updated");
		if (current !== void 0 && await isApprovedOtherwise(shop, task, current)) await retire(current);
	}
	const pull = await bringInLine(shop, task, branch, current);
	if (pull === void 0) return void 0;
	for (const old of superseded.values()) await supersede(shop, old, pull);
	if (task.operation !== "unchanged" && !await stands(shop, task, branch, target, pull)) return void 0;
	return {
		number: pull.number,
		url: pull.url,
		branch,
		head: target,
		operation: task.operation
	};
}
function raise(task, operation) {
	if (task.operation !== "created") task.operation = operation;
}
async function refuseHumanCommits(shop, key, branch, head, pull) {
	const base = await shop.refs.read(shop.baseBranch);
	if (base !== void 0 && await contains(shop.client, head, base)) return;
	throw forgeFaults.fault("FORGE_HUMAN_COMMITS", `the branch ${branch} holds commits that this tool did not make (${head.slice(0, 12)})`, {
		where: pull?.url ?? branch,
		next: `merge or close the pull request for ${key} by hand and delete its branch, then run the step again`
	});
}
async function isApprovedOtherwise(shop, task, pull) {
	for (const commit of await shop.pulls.approved(pull.number)) {
		const record = commit === void 0 ? void 0 : await readChange(shop.objects, task.change.key, commit);
		if (record === void 0 || !sameDifference(record.difference, task.difference)) return true;
	}
	return false;
}
async function writeOnce(shop, task) {
	task.commit ??= await shop.objects.write({
		onto: task.change.base,
		parents: [task.change.base],
		files: task.change.files,
		message: commitMessage(task.text.title, task.change.key, task.difference)
	});
	return task.commit;
}
async function bringInLine(shop, task, branch, current) {
	const { key } = task.change;
	const text = composeText(key, changeDigest(key, task.difference), task.text);
	let pull = current;
	if (pull === void 0) {
		pull = await create(shop, task, branch, text);
		if (pull === void 0) return void 0;
		raise(task, "created");
	} else if (!isCurrent(pull, text)) {
		pull = await shop.pulls.edit(pull.number, text);
		raise(task, "updated");
		if (!pull.open) return void 0;
	} else if (task.creationLost) raise(task, "created");
	const missing = task.text.labels.filter((label) => !pull.labels.includes(label));
	if (missing.length > 0) {
		await shop.pulls.label(pull.number, missing);
		raise(task, "updated");
	}
	return pull;
}
async function create(shop, task, branch, text) {
	try {
		const pull = await shop.pulls.create(branch, text);
		task.operation = "created";
		return pull;
	} catch (error) {
		task.creationLost ||= isTransient(error);
		task.refusedCreations += 1;
		if (!isFault(error, "FORGE_REFUSED") || task.refusedCreations > 4) throw error;
		return;
	}
}
async function supersede(shop, old, by) {
	if (old.number === by.number) return;
	await shop.pulls.close(old.number);
	await shop.pulls.comment(old.number, `Superseded by #${by.number}: the change is another one now, and what was approved here stays as it was.`, `<!-- pi5-superseded-by:${by.number} -->`);
}
async function stands(shop, task, branch, target, pull) {
	if (await shop.refs.read(branch) !== target) return false;
	const open = await shop.pulls.open(branchOf(task.change.key));
	return open.length <= 1 && open.every(({ number }) => number === pull.number);
}

// src/forge/pulls.ts
const pageSize = 100;
const mostPages = 50;
/** Opens the pull requests of a repository against a base branch. */
function openPulls(client, base) {
	const { repository } = client;
	const fullName = `${repository.owner}/${repository.repo}`.toLowerCase();
	return {
		open: async (branch) => {
			return (await everyPage(async (page) => client.rest("list pull requests", (request) => request("GET /repos/{owner}/{repo}/pulls", {
				...repository,
				base,
				state: "open",
				per_page: pageSize,
				page
			})))).map(readPull).filter((pull) => pull.headRepository.toLowerCase() === fullName && isOf(branch, pull.branch)).sort((left, right) => left.number - right.number);
		},
		read: async (number) => readPull(await client.rest(`read pull request ${number}`, (request) => request("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
			...repository,
			pull_number: number
		}))),
		create: async (branch, text) => readPull(await client.rest("open a pull request", (request) => request("POST /repos/{owner}/{repo}/pulls", {
			...repository,
			...text,
			head: branch,
			base,
			request: once
		}))),
		edit: async (number, text) => readPull(await client.rest(`edit pull request ${number}`, (request) => request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
			...repository,
			pull_number: number,
			...text
		}))),
		close: async (number) => {
			await client.rest(`close pull request ${number}`, (request) => request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
				...repository,
				pull_number: number,
				state: "closed"
			}));
		},
		comment: (number, text, mark) => comment(client, number, text, mark),
		label: (number, labels) => label(client, number, labels),
		approved: (number) => approved(client, number)
	};
}
/** True for the branch itself and for those that a server without atomic updates makes necessary (`<branch>.<commit>`). */
function isOf(branch, other) {
	return other === branch || other.startsWith(`${branch}.`);
}
async function everyPage(load) {
	const all = [];
	for (let page = 1; page <= mostPages; page += 1) {
		const found = asList(await load(page), "listing");
		all.push(...found);
		if (found.length < pageSize) break;
	}
	return all;
}
async function comment(client, number, text, mark) {
	const has = async () => (await everyPage((page) => client.rest(`read comments of ${number}`, (request) => request("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
		...client.repository,
		issue_number: number,
		per_page: pageSize,
		page
	})))).some((found) => {
		const body = at(found, "comment", "body");
		return typeof body === "string" && body.includes(mark);
	});
	for (let attempt = 1; !await has(); attempt += 1) try {
		await client.rest(`comment on ${number}`, (request) => request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
			...client.repository,
			issue_number: number,
			body: `${text}\n\n${mark}`,
			request: once
		}));
		return;
	} catch (error) {
		if (!isTransient(error) || attempt >= 3) throw error;
	}
}
async function label(client, number, labels) {
	for (let attempt = 1;; attempt += 1) try {
		await client.rest(`label pull request ${number}`, (request) => request("POST /repos/{owner}/{repo}/issues/{issue_number}/labels", {
			...client.repository,
			issue_number: number,
			labels: [...labels]
		}));
		return;
	} catch (error) {
		if (!isFault(error, "FORGE_REFUSED") || attempt >= 3) throw error;
	}
}
async function approved(client, number) {
	const reviews = await everyPage((page) => client.rest(`read reviews of ${number}`, (request) => request("GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews", {
		...client.repository,
		pull_number: number,
		per_page: pageSize,
		page
	})));
	const last = /* @__PURE__ */ new Map();
	for (const review of reviews) {
		const state = textAt(review, "review", "state");
		if (state === "COMMENTED" || state === "PENDING") continue;
		const commit = at(review, "review", "commit_id");
		const user = at(review, "review", "user");
		const login = user === null ? "" : textAt(user, "reviewer", "login");
		last.set(login, {
			state,
			commit: isOid(commit) ? commit : void 0
		});
	}
	return [...last.values()].filter(({ state }) => state === "APPROVED").map(({ commit }) => commit);
}

// src/forge/refs.ts
/** Opens the branches of a repository. `nodeId` is the repository's id in GraphQL. */
function openRefs(client, nodeId) {
	const read = (branch) => readRef(client, branch);
	let atomic;
	return {
		read,
		swap: async (branch, from, to) => {
			if (atomic !== false) {
				const failure = await attempt(() => updateRefs(client, nodeId, branch, from, to));
				const now = await read(branch);
				if (now === to) return "moved";
				if (now !== (from ?? void 0)) return "lost";
				atomic = atomic ?? await hasUpdateRefs(client);
				if (atomic) throw failure ?? /* @__PURE__ */ new Error(`updateRefs left ${branch} where it was and named no reason`);
			}
			const outcome = await attempt(() => swapByRest(client, branch, from, to));
			const now = await read(branch);
			if (now === to) return "moved";
			if (now !== (from ?? void 0)) return "lost";
			if (outcome === void 0 || isFault(outcome, "FORGE_REFUSED")) return "unsupported";
			throw outcome;
		}
	};
}
async function attempt(work) {
	try {
		return await work();
	} catch (error) {
		if (isTransient(error) || isFault(error, "FORGE_REFUSED", "FORGE_ANSWER_INVALID")) return error;
		throw error;
	}
}
async function readRef(client, branch) {
	try {
		const answer = await client.rest(`read branch ${branch}`, (request) => request("GET /repos/{owner}/{repo}/git/ref/{ref}", {
			...client.repository,
			ref: `heads/${branch}`
		}));
		return textAt(answer, "ref", "ref") === `refs/heads/${branch}` ? oidAt(answer, "ref", "object", "sha") : void 0;
	} catch (error) {
		if (isFault(error, "FORGE_NOT_FOUND")) return void 0;
		throw error;
	}
}
async function updateRefs(client, repositoryId, branch, from, to) {
	const { errors } = await client.graphql(`move branch ${branch}`, "mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }", { input: {
		repositoryId,
		refUpdates: [{
			name: `refs/heads/${branch}`,
			beforeOid: from ?? noObject,
			afterOid: to,
			force: true
		}]
	} });
	if (errors.length === 0) return void 0;
	return forgeFaults.fault("FORGE_REFUSED", `move branch ${branch}: ${errors.join("; ")}`, { where: branch });
}
async function hasUpdateRefs(client) {
	const { data } = await client.graphql("ask what this server can do", "query { __type(name: \"Mutation\") { fields { name } } }", {});
	return asList(at(data ?? {}, "schema", "__type", "fields"), "schema").some((field) => at(field, "schema", "name") === "updateRefs");
}
async function swapByRest(client, branch, from, to) {
	await client.rest(`move branch ${branch}`, (request) => from === null ? request("POST /repos/{owner}/{repo}/git/refs", {
		...client.repository,
		ref: `refs/heads/${branch}`,
		sha: to,
		request: once
	}) : request("PATCH /repos/{owner}/{repo}/git/refs/{ref}", {
		...client.repository,
		ref: `heads/${branch}`,
		sha: to,
		force: false,
		request: once
	}));
}

// src/forge/github.ts
const mostAdvances = 6;
/** Opens a repository of github.com, GHES or ghe.com with one request. Throws Faults of forgeFaults only, none of which holds the token. */
async function openGitHub(options) {
	const client = createGitHubClient(options);
	const facts = await client.rest(`open ${options.owner}/${options.name}`, (request) => request("GET /repos/{owner}/{repo}", { ...client.repository }));
	const defaultBranch = textAt(facts, "repository", "default_branch");
	const methods = mergeMethods(facts);
	const objects = openObjects(client);
	const refs = openRefs(client, textAt(facts, "repository", "node_id"));
	const pulls = openPulls(client, defaultBranch);
	const { clock, random, log } = options;
	const shop = {
		client,
		objects,
		refs,
		pulls,
		baseBranch: defaultBranch,
		clock,
		random,
		log,
		unitMs: paceOf(options).retryUnitMs
	};
	return {
		repository: {
			owner: options.owner,
			name: options.name,
			defaultBranch
		},
		head: refs.read,
		tree: objects.tree,
		firstParents: (from, to) => firstParentsOf(client, from, to),
		parents: async (commit) => (await objects.commit(commit)).parents,
		mergeBase: (left, right) => mergeBaseOf(client, left, right),
		proposed: async (key) => {
			const pull = (await pulls.open(branchOf(key))).at(-1);
			const head = pull === void 0 ? void 0 : await refs.read(pull.branch);
			if (pull === void 0 || head === void 0) return void 0;
			return {
				proposal: {
					number: pull.number,
					url: pull.url,
					branch: pull.branch,
					head
				},
				tree: await objects.tree(head),
				changes: await changesOf(shop, key, head)
			};
		},
		propose: (change, text) => propose(shop, change, text),
		merge: (proposal) => mergeNow(shop, proposal, methods),
		mergeWhenReady: (proposal) => mergeWhenReady(shop, proposal, methods),
		commit: objects.write,
		advance: (branch, from, to) => advance(shop, branch, from, to)
	};
}
async function changesOf(shop, key, head) {
	const record = await readChange(shop.objects, key, head);
	const base = record && await shop.refs.read(shop.baseBranch);
	if (record === void 0 || base === void 0) return void 0;
	return await contains(shop.client, record.base, base) ? new Set(record.difference.keys()) : void 0;
}
function mergeMethods(facts) {
	const record = asRecord(facts, "repository");
	return [
		["merge", "allow_merge_commit"],
		["squash", "allow_squash_merge"],
		["rebase", "allow_rebase_merge"]
	].filter(([, setting]) => record[setting] !== false).map(([method]) => method);
}
async function advance(shop, branch, from, to) {
	for (let attempt = 1;; attempt += 1) {
		try {
			const outcome = await shop.refs.swap(branch, from, to);
			if (outcome !== "unsupported") return outcome;
		} catch (error) {
			if (!isTransient(error) || attempt >= mostAdvances) throw error;
			await shop.clock.sleep(shop.unitMs * (1 + shop.random() * attempt));
			continue;
		}
		throw forgeFaults.fault("FORGE_REFUSED", `the branch ${branch} can only move forward on this server, and ${to.slice(0, 12)} does not follow its head`, { where: branch });
	}
}

export { openGitHub };