import { o as __toESM, t as __commonJSMin } from "./rolldown-runtime.js";
import { n as defineFaults } from "./fault.js";
import { n as digestOf } from "./digest.js";
import { i as parseDuration } from "./quantity.js";
import { t as compareText } from "./text-order.js";
import { n as canonicalJson } from "./canonical-json.js";
import { t as require_dist } from "./dist3.js";
import { a as readVerdict, c as validate$1, l as schemaFaults, n as readRelease, r as readTrust, t as readPointer } from "./signed-json.js";
import { i as formatIdentity, n as reasonOf, r as verificationFaults, t as checkSignature } from "./signature-check.js";
import { o as decodeBundle } from "./model-bundle.js";
import { createHash } from "node:crypto";

// src/fleet/paths.ts
const fleetPath = "fleet.yaml";
const trustPath = "trust/trust.json";
const trustSignaturesPath = "trust/trust.signatures.json";
const trustedRootPath = "trust/trusted_root.json";
const name = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const count = "[1-9][0-9]{0,9}";
const releaseGrammar = new RegExp(`^releases/(${name})/((?!.*\\.\\.)[0-9A-Za-z](?:[0-9A-Za-z.+_-]{0,126}[0-9A-Za-z])?)\\.json$`);
const pointerGrammar = new RegExp(`^rings/(${name})/(${name})\\.json$`);
const verdictGrammar = new RegExp(`^verdicts/(${name})/(${name})/(${count})-(${count})\\.json$`);
const deployGrammar = new RegExp(`^deploy/(${name})/(${name})/kustomization\\.yaml$`);
const managedFolders = /* @__PURE__ */ new Set([
	"releases",
	"rings",
	"verdicts",
	"deploy",
	"trust"
]);
const automationFiles = /* @__PURE__ */ new Set([
	"CODEOWNERS",
	"docs/CODEOWNERS",
	".gitattributes",
	".gitmodules",
	".sourceignore"
]);
const bundleEnding = ".sigstore.json";
const largestCount = 2147483647;
/** releases/<app>/<version>.json */
function releasePath(app, version) {
	return `releases/${app}/${version}.json`;
}
/** rings/<ring>/<app>.json */
function pointerPath(ring, app) {
	return `rings/${ring}/${app}.json`;
}
/** verdicts/<ring>/<app>/<epoch>-<seq>.json, of the pointer that was judged. */
function verdictPath(ring, app, position) {
	return `verdicts/${ring}/${app}/${position.epoch}-${position.seq}.json`;
}
/** deploy/<ring>/<app>/kustomization.yaml */
function kustomizationPath(ring, app) {
	return `deploy/${ring}/${app}/kustomization.yaml`;
}
/** The path of the Sigstore bundle beside a signed document. */
function bundlePath(documentPath) {
	return documentPath.replace(/\.json$/, bundleEnding);
}
/** Says what a path is. It looks at the text alone. */
function classifyPath(path) {
	if (path === "fleet.yaml") return { kind: "fleet" };
	if (path === "trust/trust.json") return {
		kind: "trust",
		part: "document"
	};
	if (path === "trust/trust.signatures.json") return {
		kind: "trust",
		part: "signatures"
	};
	if (path === "trust/trusted_root.json") return {
		kind: "trust",
		part: "trusted-root"
	};
	if (path.startsWith(".github/") || automationFiles.has(path)) return { kind: "automation" };
	const folder = path.slice(0, Math.max(0, path.indexOf("/")));
	if (!managedFolders.has(folder)) return classifyOutside(path, folder === "" ? path : folder);
	const bundle = path.endsWith(bundleEnding);
	return classifyDocument(bundle ? `${path.slice(0, -14)}.json` : path, bundle) ?? classifyDeploy(path) ?? {
		kind: "unknown",
		folder
	};
}
function classifyOutside(path, top) {
	const folded = top.normalize("NFKC").toLowerCase();
	if (managedFolders.has(folded) || path === top && folded === "fleet.yaml") return {
		kind: "unknown",
		folder: folded
	};
	return { kind: "other" };
}
function classifyDocument(path, bundle) {
	const [, app, version] = releaseGrammar.exec(path) ?? [];
	if (app !== void 0 && version !== void 0) return {
		kind: "release",
		app,
		version,
		bundle
	};
	const [, ring, ringApp] = pointerGrammar.exec(path) ?? [];
	if (ring !== void 0 && ringApp !== void 0) return {
		kind: "pointer",
		ring,
		app: ringApp,
		bundle
	};
	const verdict = verdictGrammar.exec(path);
	if (verdict === null) return void 0;
	const [, judgedRing = "", judgedApp = "", epoch, seq] = verdict;
	const position = {
		epoch: Number(epoch),
		seq: Number(seq)
	};
	if (position.epoch > largestCount || position.seq > largestCount) return void 0;
	return {
		kind: "verdict",
		ring: judgedRing,
		app: judgedApp,
		...position,
		bundle
	};
}
function classifyDeploy(path) {
	const [, ring, app] = deployGrammar.exec(path) ?? [];
	return ring === void 0 || app === void 0 ? void 0 : {
		kind: "deploy",
		ring,
		app
	};
}
/** Negative, zero or positive as the first position is before, at or after the second. */
function comparePositions(left, right) {
	return left.epoch - right.epoch || left.seq - right.seq;
}

// src/fleet/faults.ts
const fleetFaults = defineFaults({
	FLEET_FILE_MISSING: "A file that the manifests repository must have is not there.",
	FLEET_FILE_MISPLACED: "A document names another fleet, app, ring, version or position than its path.",
	FLEET_RELEASE_CHANGED: "A release file has other bytes than the pointer or verdict that names it.",
	FLEET_TOO_MANY_FILES: "The manifests repository has more files of one kind than are accepted.",
	FLEET_SIGNATURE_MISSING: "A document has no signature beside it.",
	FLEET_TRUSTED_ROOT_FOREIGN: "trusted_root.json is not the one that trust.json names.",
	MOVE_BELOW_FLOOR: "The next position of a ring is below the floor that trust.json sets, so devices would refuse it.",
	MOVE_DENIED: "The release, its image or one of its models is denied.",
	MOVE_DENIED_FULL: "The list of denied digests is full.",
	MOVE_NO_POINTER: "The ring runs no release of this app yet.",
	MOVE_NO_TARGET: "There is no older release that the ring proved and that is not denied.",
	MOVE_NOT_FORWARD: "A promotion names a release that the ring has left behind.",
	MOVE_RELEASE_TAKEN: "A release of this version exists with other bytes.",
	MOVE_RING_SKIPPED: "A promotion past the first ring has no verdict of the ring before it.",
	MOVE_RING_UNKNOWN: "fleet.yaml names no such ring.",
	MOVE_SEQ_EXHAUSTED: "The sequence number of a pointer cannot be raised further.",
	MOVE_VERDICT_MISMATCH: "A verdict is about another pointer, release, ring or gate configuration than the move.",
	MOVE_VERDICT_TAKEN: "A verdict on this pointer exists with other bytes."
});

// src/fleet/denied.ts
var import_dist = require_dist();
/** As many as a pointer can hold (pointer schema). */
const mostDenied = 1e3;
/** Everything that any ring's pointer of an app denies: what one ring learnt holds for all. */
function deniedEverywhere(state, app) {
	return mergeDenied([], [...state.pointers.values()].filter((pointer) => pointer.app === app).flatMap((pointer) => pointer.file.value.denied));
}
/** Both lists as one, sorted by digest then kind; the first reason for a digest is kept. */
function mergeDenied(known, further) {
	const merged = new Map(known.map((entry) => [keyOf(entry), entry]));
	for (const entry of further) if (!merged.has(keyOf(entry))) merged.set(keyOf(entry), entry);
	return [...merged.entries()].sort(([left], [right]) => compareText(left, right)).map(([, entry]) => entry);
}
/** The entry by which a release is denied, as a whole or by its image or a model, or undefined. */
function denialOf(release, denied) {
	const digests = new Set(denied.map((entry) => entry.digest));
	const hit = partsOf(release).find((part) => digests.has(part.digest));
	return hit && denied.find((entry) => entry.digest === hit.digest);
}
/** What a revert denies: the bad release, and those of its parts that none of the releases gone back to shares. */
function denialsFor(bad, targets, why) {
	const kept = new Set(targets.flatMap((target) => partsOf(target).map((part) => part.digest)));
	return mergeDenied([], partsOf(bad).filter((part) => !kept.has(part.digest)).map((part) => ({
		...part,
		why
	})));
}
/** Refuses a list that a pointer cannot hold, with MOVE_DENIED_FULL. */
function requireRoom(denied, app) {
	if (denied.length <= 1e3) return;
	throw fleetFaults.fault("MOVE_DENIED_FULL", `${app} would have ${denied.length} denied digests; a pointer holds ${mostDenied}`, {
		where: app,
		next: "take digests of releases that can no longer be built off the list with undeny"
	});
}
function partsOf(release) {
	const { image, models } = release.value;
	return [
		{
			digest: release.digest,
			kind: "release"
		},
		{
			digest: image.digest,
			kind: "image"
		},
		...image.platformDigest === image.digest ? [] : [{
			digest: image.platformDigest,
			kind: "image"
		}],
		...models.map((model) => ({
			digest: model.digest,
			kind: "model"
		}))
	];
}
function keyOf(entry) {
	return `${entry.digest} ${entry.kind}`;
}

// node_modules/fast-deep-equal/index.js
var require_fast_deep_equal = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = function equal(a, b) {
		if (a === b) return true;
		if (a && b && typeof a == "object" && typeof b == "object") {
			if (a.constructor !== b.constructor) return false;
			var length, i, keys;
			if (Array.isArray(a)) {
				length = a.length;
				if (length != b.length) return false;
				for (i = length; i-- !== 0;) if (!equal(a[i], b[i])) return false;
				return true;
			}
			if (a.constructor === RegExp) return a.source === b.source && a.flags === b.flags;
			if (a.valueOf !== Object.prototype.valueOf) return a.valueOf() === b.valueOf();
			if (a.toString !== Object.prototype.toString) return a.toString() === b.toString();
			keys = Object.keys(a);
			length = keys.length;
			if (length !== Object.keys(b).length) return false;
			for (i = length; i-- !== 0;) if (!Object.prototype.hasOwnProperty.call(b, keys[i])) return false;
			for (i = length; i-- !== 0;) {
				var key = keys[i];
				if (!equal(a[key], b[key])) return false;
			}
			return true;
		}
		return a !== a && b !== b;
	};
}));

// node_modules/ajv/dist/runtime/equal.js
var require_equal = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const equal = require_fast_deep_equal();
	equal.code = "require(\"ajv/dist/runtime/equal\").default";
	exports.default = equal;
}));

// src/schema/generated/fleet.js
var import_equal = /* @__PURE__ */ __toESM(require_equal(), 1);
const validate = validate10;
const schema11 = {
	"$schema": "http://json-schema.org/draft-07/schema#",
	"$id": "urn:pi5-fleet-actions:schema:fleet:1",
	"title": "Fleet",
	"type": "object",
	"description": "fleet.yaml: rings, devices, gates and delivery of one fleet.",
	"additionalProperties": false,
	"required": [
		"schema-version",
		"fleet",
		"rings"
	],
	"properties": {
		"schema-version": {
			"const": 1,
			"description": "Version of this schema."
		},
		"fleet": {
			"type": "string",
			"description": "Name of the fleet; every signed body carries it, so that nothing of another fleet is accepted.",
			"pattern": "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$"
		},
		"rings": {
			"type": "array",
			"description": "Rings in the order in which a release passes them; the first is the canary.",
			"minItems": 1,
			"maxItems": 100,
			"items": { "$ref": "#/definitions/ring" }
		},
		"gates": {
			"type": "array",
			"description": "What is judged. Every gate must pass for a promotion; one that fails reverts.",
			"maxItems": 32,
			"items": { "$ref": "#/definitions/gate" }
		},
		"apps": {
			"type": "object",
			"description": "Settings of single apps.",
			"maxProperties": 500,
			"propertyNames": { "pattern": "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
			"additionalProperties": { "$ref": "#/definitions/app" }
		},
		"device-label": {
			"type": "string",
			"description": "Label of a Prometheus series that holds the device's name.",
			"pattern": "^[a-zA-Z_][a-zA-Z0-9_]{0,62}$",
			"default": "device"
		},
		"expires-after": {
			"type": "string",
			"description": "How long a pointer is fresh; an expired one raises an alarm and stops nothing.",
			"pattern": "^(?:[0-9]{1,9}(?:\\.[0-9]{1,3})?(?:ms|s|m|h|d)){1,4}$",
			"default": "14d"
		},
		"delivery": {
			"type": "array",
			"description": "What turns pointers into running containers.",
			"maxItems": 8,
			"uniqueItems": true,
			"items": { "enum": ["kustomize"] }
		}
	},
	"definitions": {
		"metric": {
			"type": "string",
			"pattern": "^[a-zA-Z_:][a-zA-Z0-9_:]{0,199}$"
		},
		"gate": {
			"title": "Gate",
			"type": "object",
			"required": ["type"],
			"discriminator": { "propertyName": "type" },
			"oneOf": [{
				"type": "object",
				"description": "Bad events out of all events, as two counters.",
				"additionalProperties": false,
				"required": [
					"name",
					"type",
					"bad",
					"total",
					"limit"
				],
				"properties": {
					"name": {
						"type": "string",
						"description": "Name of the gate in verdicts and reports.",
						"pattern": "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$"
					},
					"type": { "const": "ratio" },
					"bad": {
						"$ref": "#/definitions/metric",
						"description": "Counter of bad events."
					},
					"total": {
						"$ref": "#/definitions/metric",
						"description": "Counter of all events."
					},
					"limit": {
						"type": "number",
						"description": "Largest fraction of bad events that is still good, such as 0.03.",
						"exclusiveMinimum": 0,
						"exclusiveMaximum": 1
					}
				},
				"title": "RatioGate"
			}, {
				"type": "object",
				"description": "A latency quantile, judged as the fraction of events over the limit; needs a bucket bound at or around the limit.",
				"additionalProperties": false,
				"required": [
					"name",
					"type",
					"histogram",
					"quantile",
					"limit"
				],
				"properties": {
					"name": {
						"type": "string",
						"description": "Name of the gate in verdicts and reports.",
						"pattern": "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$"
					},
					"type": { "const": "quantile" },
					"histogram": {
						"$ref": "#/definitions/metric",
						"description": "Name of a classic histogram, without _bucket."
					},
					"quantile": {
						"type": "number",
						"description": "The quantile, such as 0.95.",
						"exclusiveMinimum": 0,
						"exclusiveMaximum": 1
					},
					"limit": {
						"type": "number",
						"description": "Largest good value of the quantile in the histogram's unit, such as 0.3 seconds.",
						"exclusiveMinimum": 0
					}
				},
				"title": "QuantileGate"
			}]
		},
		"ring": {
			"type": "object",
			"description": "An ordered group of devices.",
			"additionalProperties": false,
			"required": ["name", "devices"],
			"properties": {
				"name": {
					"type": "string",
					"description": "Name of the ring.",
					"pattern": "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$"
				},
				"devices": {
					"type": "array",
					"description": "Names of the devices, as their Prometheus series name them.",
					"maxItems": 2e4,
					"uniqueItems": true,
					"items": {
						"type": "string",
						"pattern": "^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$"
					}
				},
				"soak": {
					"type": "string",
					"description": "How long a release must run here before it may be promoted.",
					"pattern": "^(?:[0-9]{1,9}(?:\\.[0-9]{1,3})?(?:ms|s|m|h|d)){1,4}$",
					"default": "30m"
				},
				"deadline": {
					"type": "string",
					"description": "After this time without a verdict a person decides.",
					"pattern": "^(?:[0-9]{1,9}(?:\\.[0-9]{1,3})?(?:ms|s|m|h|d)){1,4}$",
					"default": "6h"
				},
				"min-coverage": {
					"type": "number",
					"description": "Least fraction of the ring's devices that must report the release.",
					"minimum": .01,
					"maximum": 1,
					"default": .7
				}
			},
			"title": "Ring"
		},
		"app": {
			"type": "object",
			"description": "Settings of one app.",
			"additionalProperties": false,
			"required": [],
			"properties": { "gates": {
				"type": "array",
				"description": "What is judged. Every gate must pass for a promotion; one that fails reverts.",
				"maxItems": 32,
				"items": { "$ref": "#/definitions/gate" }
			} },
			"title": "AppSettings"
		}
	}
};
const pattern0 = /* @__PURE__ */ new RegExp("^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$", "u");
const pattern2 = /* @__PURE__ */ new RegExp("^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$", "u");
const pattern3 = /* @__PURE__ */ new RegExp("^(?:[0-9]{1,9}(?:\\.[0-9]{1,3})?(?:ms|s|m|h|d)){1,4}$", "u");
const pattern11 = /* @__PURE__ */ new RegExp("^[a-zA-Z_][a-zA-Z0-9_]{0,62}$", "u");
const pattern6 = /* @__PURE__ */ new RegExp("^[a-zA-Z_:][a-zA-Z0-9_:]{0,199}$", "u");
function validate11(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		let missing0;
		if (data.type === void 0 && (missing0 = "type")) {
			validate11.errors = [{
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: missing0 },
				message: "must have required property '" + missing0 + "'"
			}];
			return false;
		} else {
			const tag0 = data.type;
			if (typeof tag0 == "string") {
				if (tag0 === "ratio") {
					if (data && typeof data == "object" && !Array.isArray(data)) {
						let missing1;
						if (data.name === void 0 && (missing1 = "name") || data.type === void 0 && (missing1 = "type") || data.bad === void 0 && (missing1 = "bad") || data.total === void 0 && (missing1 = "total") || data.limit === void 0 && (missing1 = "limit")) {
							validate11.errors = [{
								instancePath,
								schemaPath: "#/oneOf/0/required",
								keyword: "required",
								params: { missingProperty: missing1 },
								message: "must have required property '" + missing1 + "'"
							}];
							return false;
						} else {
							for (const key0 in data) if (!(key0 === "name" || key0 === "type" || key0 === "bad" || key0 === "total" || key0 === "limit")) {
								validate11.errors = [{
									instancePath,
									schemaPath: "#/oneOf/0/additionalProperties",
									keyword: "additionalProperties",
									params: { additionalProperty: key0 },
									message: "must NOT have additional properties"
								}];
								return false;
							}
							if (data.name !== void 0) {
								let data0 = data.name;
								if (typeof data0 === "string") {
									if (!pattern0.test(data0)) {
										validate11.errors = [{
											instancePath: instancePath + "/name",
											schemaPath: "#/oneOf/0/properties/name/pattern",
											keyword: "pattern",
											params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
											message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\""
										}];
										return false;
									}
								} else {
									validate11.errors = [{
										instancePath: instancePath + "/name",
										schemaPath: "#/oneOf/0/properties/name/type",
										keyword: "type",
										params: { type: "string" },
										message: "must be string"
									}];
									return false;
								}
								var valid2 = true;
							} else var valid2 = true;
							if (valid2) {
								if (data.type !== void 0) {
									if ("ratio" !== data.type) {
										validate11.errors = [{
											instancePath: instancePath + "/type",
											schemaPath: "#/oneOf/0/properties/type/const",
											keyword: "const",
											params: { allowedValue: "ratio" },
											message: "must be equal to constant"
										}];
										return false;
									}
									var valid2 = true;
								} else var valid2 = true;
								if (valid2) {
									if (data.bad !== void 0) {
										let data2 = data.bad;
										if (typeof data2 === "string") {
											if (!pattern6.test(data2)) {
												validate11.errors = [{
													instancePath: instancePath + "/bad",
													schemaPath: "#/definitions/metric/pattern",
													keyword: "pattern",
													params: { pattern: "^[a-zA-Z_:][a-zA-Z0-9_:]{0,199}$" },
													message: "must match pattern \"^[a-zA-Z_:][a-zA-Z0-9_:]{0,199}$\""
												}];
												return false;
											}
										} else {
											validate11.errors = [{
												instancePath: instancePath + "/bad",
												schemaPath: "#/definitions/metric/type",
												keyword: "type",
												params: { type: "string" },
												message: "must be string"
											}];
											return false;
										}
										var valid2 = true;
									} else var valid2 = true;
									if (valid2) {
										if (data.total !== void 0) {
											let data3 = data.total;
											if (typeof data3 === "string") {
												if (!pattern6.test(data3)) {
													validate11.errors = [{
														instancePath: instancePath + "/total",
														schemaPath: "#/definitions/metric/pattern",
														keyword: "pattern",
														params: { pattern: "^[a-zA-Z_:][a-zA-Z0-9_:]{0,199}$" },
														message: "must match pattern \"^[a-zA-Z_:][a-zA-Z0-9_:]{0,199}$\""
													}];
													return false;
												}
											} else {
												validate11.errors = [{
													instancePath: instancePath + "/total",
													schemaPath: "#/definitions/metric/type",
													keyword: "type",
													params: { type: "string" },
													message: "must be string"
												}];
												return false;
											}
											var valid2 = true;
										} else var valid2 = true;
										if (valid2) {
											if (data.limit !== void 0) {
												let data4 = data.limit;
												if (typeof data4 == "number" && isFinite(data4)) {
													if (data4 >= 1 || isNaN(data4)) {
														validate11.errors = [{
															instancePath: instancePath + "/limit",
															schemaPath: "#/oneOf/0/properties/limit/exclusiveMaximum",
															keyword: "exclusiveMaximum",
															params: {
																comparison: "<",
																limit: 1
															},
															message: "must be < 1"
														}];
														return false;
													} else if (data4 <= 0 || isNaN(data4)) {
														validate11.errors = [{
															instancePath: instancePath + "/limit",
															schemaPath: "#/oneOf/0/properties/limit/exclusiveMinimum",
															keyword: "exclusiveMinimum",
															params: {
																comparison: ">",
																limit: 0
															},
															message: "must be > 0"
														}];
														return false;
													}
												} else {
													validate11.errors = [{
														instancePath: instancePath + "/limit",
														schemaPath: "#/oneOf/0/properties/limit/type",
														keyword: "type",
														params: { type: "number" },
														message: "must be number"
													}];
													return false;
												}
												var valid2 = true;
											} else var valid2 = true;
										}
									}
								}
							}
						}
					} else {
						validate11.errors = [{
							instancePath,
							schemaPath: "#/oneOf/0/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object"
						}];
						return false;
					}
				} else if (tag0 === "quantile") {
					if (data && typeof data == "object" && !Array.isArray(data)) {
						let missing2;
						if (data.name === void 0 && (missing2 = "name") || data.type === void 0 && (missing2 = "type") || data.histogram === void 0 && (missing2 = "histogram") || data.quantile === void 0 && (missing2 = "quantile") || data.limit === void 0 && (missing2 = "limit")) {
							validate11.errors = [{
								instancePath,
								schemaPath: "#/oneOf/1/required",
								keyword: "required",
								params: { missingProperty: missing2 },
								message: "must have required property '" + missing2 + "'"
							}];
							return false;
						} else {
							for (const key1 in data) if (!(key1 === "name" || key1 === "type" || key1 === "histogram" || key1 === "quantile" || key1 === "limit")) {
								validate11.errors = [{
									instancePath,
									schemaPath: "#/oneOf/1/additionalProperties",
									keyword: "additionalProperties",
									params: { additionalProperty: key1 },
									message: "must NOT have additional properties"
								}];
								return false;
							}
							if (data.name !== void 0) {
								let data5 = data.name;
								if (typeof data5 === "string") {
									if (!pattern0.test(data5)) {
										validate11.errors = [{
											instancePath: instancePath + "/name",
											schemaPath: "#/oneOf/1/properties/name/pattern",
											keyword: "pattern",
											params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
											message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\""
										}];
										return false;
									}
								} else {
									validate11.errors = [{
										instancePath: instancePath + "/name",
										schemaPath: "#/oneOf/1/properties/name/type",
										keyword: "type",
										params: { type: "string" },
										message: "must be string"
									}];
									return false;
								}
								var valid6 = true;
							} else var valid6 = true;
							if (valid6) {
								if (data.type !== void 0) {
									if ("quantile" !== data.type) {
										validate11.errors = [{
											instancePath: instancePath + "/type",
											schemaPath: "#/oneOf/1/properties/type/const",
											keyword: "const",
											params: { allowedValue: "quantile" },
											message: "must be equal to constant"
										}];
										return false;
									}
									var valid6 = true;
								} else var valid6 = true;
								if (valid6) {
									if (data.histogram !== void 0) {
										let data7 = data.histogram;
										if (typeof data7 === "string") {
											if (!pattern6.test(data7)) {
												validate11.errors = [{
													instancePath: instancePath + "/histogram",
													schemaPath: "#/definitions/metric/pattern",
													keyword: "pattern",
													params: { pattern: "^[a-zA-Z_:][a-zA-Z0-9_:]{0,199}$" },
													message: "must match pattern \"^[a-zA-Z_:][a-zA-Z0-9_:]{0,199}$\""
												}];
												return false;
											}
										} else {
											validate11.errors = [{
												instancePath: instancePath + "/histogram",
												schemaPath: "#/definitions/metric/type",
												keyword: "type",
												params: { type: "string" },
												message: "must be string"
											}];
											return false;
										}
										var valid6 = true;
									} else var valid6 = true;
									if (valid6) {
										if (data.quantile !== void 0) {
											let data8 = data.quantile;
											if (typeof data8 == "number" && isFinite(data8)) {
												if (data8 >= 1 || isNaN(data8)) {
													validate11.errors = [{
														instancePath: instancePath + "/quantile",
														schemaPath: "#/oneOf/1/properties/quantile/exclusiveMaximum",
														keyword: "exclusiveMaximum",
														params: {
															comparison: "<",
															limit: 1
														},
														message: "must be < 1"
													}];
													return false;
												} else if (data8 <= 0 || isNaN(data8)) {
													validate11.errors = [{
														instancePath: instancePath + "/quantile",
														schemaPath: "#/oneOf/1/properties/quantile/exclusiveMinimum",
														keyword: "exclusiveMinimum",
														params: {
															comparison: ">",
															limit: 0
														},
														message: "must be > 0"
													}];
													return false;
												}
											} else {
												validate11.errors = [{
													instancePath: instancePath + "/quantile",
													schemaPath: "#/oneOf/1/properties/quantile/type",
													keyword: "type",
													params: { type: "number" },
													message: "must be number"
												}];
												return false;
											}
											var valid6 = true;
										} else var valid6 = true;
										if (valid6) {
											if (data.limit !== void 0) {
												let data9 = data.limit;
												if (typeof data9 == "number" && isFinite(data9)) {
													if (data9 <= 0 || isNaN(data9)) {
														validate11.errors = [{
															instancePath: instancePath + "/limit",
															schemaPath: "#/oneOf/1/properties/limit/exclusiveMinimum",
															keyword: "exclusiveMinimum",
															params: {
																comparison: ">",
																limit: 0
															},
															message: "must be > 0"
														}];
														return false;
													}
												} else {
													validate11.errors = [{
														instancePath: instancePath + "/limit",
														schemaPath: "#/oneOf/1/properties/limit/type",
														keyword: "type",
														params: { type: "number" },
														message: "must be number"
													}];
													return false;
												}
												var valid6 = true;
											} else var valid6 = true;
										}
									}
								}
							}
						}
					} else {
						validate11.errors = [{
							instancePath,
							schemaPath: "#/oneOf/1/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object"
						}];
						return false;
					}
				} else {
					validate11.errors = [{
						instancePath,
						schemaPath: "#/discriminator",
						keyword: "discriminator",
						params: {
							error: "mapping",
							tag: "type",
							tagValue: tag0
						},
						message: "value of tag \"type\" must be in oneOf"
					}];
					return false;
				}
			} else {
				validate11.errors = [{
					instancePath,
					schemaPath: "#/discriminator",
					keyword: "discriminator",
					params: {
						error: "tag",
						tag: "type",
						tagValue: tag0
					},
					message: "tag \"type\" must be string"
				}];
				return false;
			}
		}
	} else {
		validate11.errors = [{
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object"
		}];
		return false;
	}
	validate11.errors = vErrors;
	return true;
}
function validate13(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (errors === 0) {
		if (data && typeof data == "object" && !Array.isArray(data)) {
			const _errs1 = errors;
			for (const key0 in data) if (!(key0 === "gates")) {
				validate13.errors = [{
					instancePath,
					schemaPath: "#/additionalProperties",
					keyword: "additionalProperties",
					params: { additionalProperty: key0 },
					message: "must NOT have additional properties"
				}];
				return false;
			}
			if (_errs1 === errors) {
				if (data.gates !== void 0) {
					let data0 = data.gates;
					if (errors === errors) {
						if (Array.isArray(data0)) {
							if (data0.length > 32) {
								validate13.errors = [{
									instancePath: instancePath + "/gates",
									schemaPath: "#/properties/gates/maxItems",
									keyword: "maxItems",
									params: { limit: 32 },
									message: "must NOT have more than 32 items"
								}];
								return false;
							} else {
								const len0 = data0.length;
								for (let i0 = 0; i0 < len0; i0++) {
									const _errs4 = errors;
									if (!validate11(data0[i0], {
										instancePath: instancePath + "/gates/" + i0,
										parentData: data0,
										parentDataProperty: i0,
										rootData
									})) {
										vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
										errors = vErrors.length;
									}
									if (!(_errs4 === errors)) break;
								}
							}
						} else {
							validate13.errors = [{
								instancePath: instancePath + "/gates",
								schemaPath: "#/properties/gates/type",
								keyword: "type",
								params: { type: "array" },
								message: "must be array"
							}];
							return false;
						}
					}
				}
			}
		} else {
			validate13.errors = [{
				instancePath,
				schemaPath: "#/type",
				keyword: "type",
				params: { type: "object" },
				message: "must be object"
			}];
			return false;
		}
	}
	validate13.errors = vErrors;
	return errors === 0;
}
const func0 = import_equal.default.default;
function validate10(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (errors === 0) {
		if (data && typeof data == "object" && !Array.isArray(data)) {
			if (data["device-label"] === void 0) data["device-label"] = "device";
			if (data["expires-after"] === void 0) data["expires-after"] = "14d";
			let missing0;
			if (data["schema-version"] === void 0 && (missing0 = "schema-version") || data.fleet === void 0 && (missing0 = "fleet") || data.rings === void 0 && (missing0 = "rings")) {
				validate10.errors = [{
					instancePath,
					schemaPath: "#/required",
					keyword: "required",
					params: { missingProperty: missing0 },
					message: "must have required property '" + missing0 + "'"
				}];
				return false;
			} else {
				const _errs1 = errors;
				for (const key0 in data) if (!(key0 === "schema-version" || key0 === "fleet" || key0 === "rings" || key0 === "gates" || key0 === "apps" || key0 === "device-label" || key0 === "expires-after" || key0 === "delivery")) {
					validate10.errors = [{
						instancePath,
						schemaPath: "#/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key0 },
						message: "must NOT have additional properties"
					}];
					return false;
				}
				if (_errs1 === errors) {
					if (data["schema-version"] !== void 0) {
						const _errs2 = errors;
						if (1 !== data["schema-version"]) {
							validate10.errors = [{
								instancePath: instancePath + "/schema-version",
								schemaPath: "#/properties/schema-version/const",
								keyword: "const",
								params: { allowedValue: 1 },
								message: "must be equal to constant"
							}];
							return false;
						}
						var valid0 = _errs2 === errors;
					} else var valid0 = true;
					if (valid0) {
						if (data.fleet !== void 0) {
							let data1 = data.fleet;
							const _errs3 = errors;
							if (errors === _errs3) {
								if (typeof data1 === "string") {
									if (!pattern0.test(data1)) {
										validate10.errors = [{
											instancePath: instancePath + "/fleet",
											schemaPath: "#/properties/fleet/pattern",
											keyword: "pattern",
											params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
											message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\""
										}];
										return false;
									}
								} else {
									validate10.errors = [{
										instancePath: instancePath + "/fleet",
										schemaPath: "#/properties/fleet/type",
										keyword: "type",
										params: { type: "string" },
										message: "must be string"
									}];
									return false;
								}
							}
							var valid0 = _errs3 === errors;
						} else var valid0 = true;
						if (valid0) {
							if (data.rings !== void 0) {
								let data2 = data.rings;
								const _errs5 = errors;
								if (errors === _errs5) {
									if (Array.isArray(data2)) {
										if (data2.length > 100) {
											validate10.errors = [{
												instancePath: instancePath + "/rings",
												schemaPath: "#/properties/rings/maxItems",
												keyword: "maxItems",
												params: { limit: 100 },
												message: "must NOT have more than 100 items"
											}];
											return false;
										} else if (data2.length < 1) {
											validate10.errors = [{
												instancePath: instancePath + "/rings",
												schemaPath: "#/properties/rings/minItems",
												keyword: "minItems",
												params: { limit: 1 },
												message: "must NOT have fewer than 1 items"
											}];
											return false;
										} else {
											const len0 = data2.length;
											for (let i0 = 0; i0 < len0; i0++) {
												let data3 = data2[i0];
												const _errs7 = errors;
												if (errors === errors) {
													if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
														if (data3.soak === void 0) data3.soak = "30m";
														if (data3.deadline === void 0) data3.deadline = "6h";
														if (data3["min-coverage"] === void 0) data3["min-coverage"] = .7;
														let missing1;
														if (data3.name === void 0 && (missing1 = "name") || data3.devices === void 0 && (missing1 = "devices")) {
															validate10.errors = [{
																instancePath: instancePath + "/rings/" + i0,
																schemaPath: "#/definitions/ring/required",
																keyword: "required",
																params: { missingProperty: missing1 },
																message: "must have required property '" + missing1 + "'"
															}];
															return false;
														} else {
															const _errs10 = errors;
															for (const key1 in data3) if (!(key1 === "name" || key1 === "devices" || key1 === "soak" || key1 === "deadline" || key1 === "min-coverage")) {
																validate10.errors = [{
																	instancePath: instancePath + "/rings/" + i0,
																	schemaPath: "#/definitions/ring/additionalProperties",
																	keyword: "additionalProperties",
																	params: { additionalProperty: key1 },
																	message: "must NOT have additional properties"
																}];
																return false;
															}
															if (_errs10 === errors) {
																if (data3.name !== void 0) {
																	let data4 = data3.name;
																	const _errs11 = errors;
																	if (errors === _errs11) {
																		if (typeof data4 === "string") {
																			if (!pattern0.test(data4)) {
																				validate10.errors = [{
																					instancePath: instancePath + "/rings/" + i0 + "/name",
																					schemaPath: "#/definitions/ring/properties/name/pattern",
																					keyword: "pattern",
																					params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
																					message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\""
																				}];
																				return false;
																			}
																		} else {
																			validate10.errors = [{
																				instancePath: instancePath + "/rings/" + i0 + "/name",
																				schemaPath: "#/definitions/ring/properties/name/type",
																				keyword: "type",
																				params: { type: "string" },
																				message: "must be string"
																			}];
																			return false;
																		}
																	}
																	var valid3 = _errs11 === errors;
																} else var valid3 = true;
																if (valid3) {
																	if (data3.devices !== void 0) {
																		let data5 = data3.devices;
																		const _errs13 = errors;
																		if (errors === _errs13) {
																			if (Array.isArray(data5)) {
																				if (data5.length > 2e4) {
																					validate10.errors = [{
																						instancePath: instancePath + "/rings/" + i0 + "/devices",
																						schemaPath: "#/definitions/ring/properties/devices/maxItems",
																						keyword: "maxItems",
																						params: { limit: 2e4 },
																						message: "must NOT have more than 20000 items"
																					}];
																					return false;
																				} else {
																					var valid4 = true;
																					const len1 = data5.length;
																					for (let i1 = 0; i1 < len1; i1++) {
																						let data6 = data5[i1];
																						const _errs15 = errors;
																						if (errors === _errs15) {
																							if (typeof data6 === "string") {
																								if (!pattern2.test(data6)) {
																									validate10.errors = [{
																										instancePath: instancePath + "/rings/" + i0 + "/devices/" + i1,
																										schemaPath: "#/definitions/ring/properties/devices/items/pattern",
																										keyword: "pattern",
																										params: { pattern: "^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$" },
																										message: "must match pattern \"^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$\""
																									}];
																									return false;
																								}
																							} else {
																								validate10.errors = [{
																									instancePath: instancePath + "/rings/" + i0 + "/devices/" + i1,
																									schemaPath: "#/definitions/ring/properties/devices/items/type",
																									keyword: "type",
																									params: { type: "string" },
																									message: "must be string"
																								}];
																								return false;
																							}
																						}
																						var valid4 = _errs15 === errors;
																						if (!valid4) break;
																					}
																					if (valid4) {
																						let i2 = data5.length;
																						let j0;
																						if (i2 > 1) {
																							const indices0 = {};
																							for (; i2--;) {
																								let item0 = data5[i2];
																								if (typeof item0 !== "string") continue;
																								if (typeof indices0[item0] == "number") {
																									j0 = indices0[item0];
																									validate10.errors = [{
																										instancePath: instancePath + "/rings/" + i0 + "/devices",
																										schemaPath: "#/definitions/ring/properties/devices/uniqueItems",
																										keyword: "uniqueItems",
																										params: {
																											i: i2,
																											j: j0
																										},
																										message: "must NOT have duplicate items (items ## " + j0 + " and " + i2 + " are identical)"
																									}];
																									return false;
																								}
																								indices0[item0] = i2;
																							}
																						}
																					}
																				}
																			} else {
																				validate10.errors = [{
																					instancePath: instancePath + "/rings/" + i0 + "/devices",
																					schemaPath: "#/definitions/ring/properties/devices/type",
																					keyword: "type",
																					params: { type: "array" },
																					message: "must be array"
																				}];
																				return false;
																			}
																		}
																		var valid3 = _errs13 === errors;
																	} else var valid3 = true;
																	if (valid3) {
																		let data7 = data3.soak;
																		const _errs17 = errors;
																		if (errors === _errs17) {
																			if (typeof data7 === "string") {
																				if (!pattern3.test(data7)) {
																					validate10.errors = [{
																						instancePath: instancePath + "/rings/" + i0 + "/soak",
																						schemaPath: "#/definitions/ring/properties/soak/pattern",
																						keyword: "pattern",
																						params: { pattern: "^(?:[0-9]{1,9}(?:\\.[0-9]{1,3})?(?:ms|s|m|h|d)){1,4}$" },
																						message: "must match pattern \"^(?:[0-9]{1,9}(?:\\.[0-9]{1,3})?(?:ms|s|m|h|d)){1,4}$\""
																					}];
																					return false;
																				}
																			} else {
																				validate10.errors = [{
																					instancePath: instancePath + "/rings/" + i0 + "/soak",
																					schemaPath: "#/definitions/ring/properties/soak/type",
																					keyword: "type",
																					params: { type: "string" },
																					message: "must be string"
																				}];
																				return false;
																			}
																		}
																		var valid3 = _errs17 === errors;
																		if (valid3) {
																			let data8 = data3.deadline;
																			const _errs19 = errors;
																			if (errors === _errs19) {
																				if (typeof data8 === "string") {
																					if (!pattern3.test(data8)) {
																						validate10.errors = [{
																							instancePath: instancePath + "/rings/" + i0 + "/deadline",
																							schemaPath: "#/definitions/ring/properties/deadline/pattern",
																							keyword: "pattern",
																							params: { pattern: "^(?:[0-9]{1,9}(?:\\.[0-9]{1,3})?(?:ms|s|m|h|d)){1,4}$" },
																							message: "must match pattern \"^(?:[0-9]{1,9}(?:\\.[0-9]{1,3})?(?:ms|s|m|h|d)){1,4}$\""
																						}];
																						return false;
																					}
																				} else {
																					validate10.errors = [{
																						instancePath: instancePath + "/rings/" + i0 + "/deadline",
																						schemaPath: "#/definitions/ring/properties/deadline/type",
																						keyword: "type",
																						params: { type: "string" },
																						message: "must be string"
																					}];
																					return false;
																				}
																			}
																			var valid3 = _errs19 === errors;
																			if (valid3) {
																				let data9 = data3["min-coverage"];
																				const _errs21 = errors;
																				if (errors === _errs21) {
																					if (typeof data9 == "number" && isFinite(data9)) {
																						if (data9 > 1 || isNaN(data9)) {
																							validate10.errors = [{
																								instancePath: instancePath + "/rings/" + i0 + "/min-coverage",
																								schemaPath: "#/definitions/ring/properties/min-coverage/maximum",
																								keyword: "maximum",
																								params: {
																									comparison: "<=",
																									limit: 1
																								},
																								message: "must be <= 1"
																							}];
																							return false;
																						} else if (data9 < .01 || isNaN(data9)) {
																							validate10.errors = [{
																								instancePath: instancePath + "/rings/" + i0 + "/min-coverage",
																								schemaPath: "#/definitions/ring/properties/min-coverage/minimum",
																								keyword: "minimum",
																								params: {
																									comparison: ">=",
																									limit: .01
																								},
																								message: "must be >= 0.01"
																							}];
																							return false;
																						}
																					} else {
																						validate10.errors = [{
																							instancePath: instancePath + "/rings/" + i0 + "/min-coverage",
																							schemaPath: "#/definitions/ring/properties/min-coverage/type",
																							keyword: "type",
																							params: { type: "number" },
																							message: "must be number"
																						}];
																						return false;
																					}
																				}
																				var valid3 = _errs21 === errors;
																			}
																		}
																	}
																}
															}
														}
													} else {
														validate10.errors = [{
															instancePath: instancePath + "/rings/" + i0,
															schemaPath: "#/definitions/ring/type",
															keyword: "type",
															params: { type: "object" },
															message: "must be object"
														}];
														return false;
													}
												}
												if (!(_errs7 === errors)) break;
											}
										}
									} else {
										validate10.errors = [{
											instancePath: instancePath + "/rings",
											schemaPath: "#/properties/rings/type",
											keyword: "type",
											params: { type: "array" },
											message: "must be array"
										}];
										return false;
									}
								}
								var valid0 = _errs5 === errors;
							} else var valid0 = true;
							if (valid0) {
								if (data.gates !== void 0) {
									let data10 = data.gates;
									const _errs23 = errors;
									if (errors === _errs23) {
										if (Array.isArray(data10)) {
											if (data10.length > 32) {
												validate10.errors = [{
													instancePath: instancePath + "/gates",
													schemaPath: "#/properties/gates/maxItems",
													keyword: "maxItems",
													params: { limit: 32 },
													message: "must NOT have more than 32 items"
												}];
												return false;
											} else {
												const len2 = data10.length;
												for (let i3 = 0; i3 < len2; i3++) {
													const _errs25 = errors;
													if (!validate11(data10[i3], {
														instancePath: instancePath + "/gates/" + i3,
														parentData: data10,
														parentDataProperty: i3,
														rootData
													})) {
														vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
														errors = vErrors.length;
													}
													if (!(_errs25 === errors)) break;
												}
											}
										} else {
											validate10.errors = [{
												instancePath: instancePath + "/gates",
												schemaPath: "#/properties/gates/type",
												keyword: "type",
												params: { type: "array" },
												message: "must be array"
											}];
											return false;
										}
									}
									var valid0 = _errs23 === errors;
								} else var valid0 = true;
								if (valid0) {
									if (data.apps !== void 0) {
										let data12 = data.apps;
										const _errs26 = errors;
										if (errors === _errs26) {
											if (data12 && typeof data12 == "object" && !Array.isArray(data12)) {
												if (Object.keys(data12).length > 500) {
													validate10.errors = [{
														instancePath: instancePath + "/apps",
														schemaPath: "#/properties/apps/maxProperties",
														keyword: "maxProperties",
														params: { limit: 500 },
														message: "must NOT have more than 500 properties"
													}];
													return false;
												} else {
													for (const key2 in data12) {
														const _errs28 = errors;
														if (typeof key2 === "string") {
															if (!pattern0.test(key2)) {
																const err0 = {
																	instancePath: instancePath + "/apps",
																	schemaPath: "#/properties/apps/propertyNames/pattern",
																	keyword: "pattern",
																	params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
																	message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\"",
																	propertyName: key2
																};
																if (vErrors === null) vErrors = [err0];
																else vErrors.push(err0);
																errors++;
															}
														}
														var valid7 = _errs28 === errors;
														if (!valid7) {
															const err1 = {
																instancePath: instancePath + "/apps",
																schemaPath: "#/properties/apps/propertyNames",
																keyword: "propertyNames",
																params: { propertyName: key2 },
																message: "property name must be valid"
															};
															if (vErrors === null) vErrors = [err1];
															else vErrors.push(err1);
															errors++;
															validate10.errors = vErrors;
															return false;
														}
													}
													if (valid7) for (const key3 in data12) {
														const _errs30 = errors;
														if (!validate13(data12[key3], {
															instancePath: instancePath + "/apps/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),
															parentData: data12,
															parentDataProperty: key3,
															rootData
														})) {
															vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors);
															errors = vErrors.length;
														}
														if (!(_errs30 === errors)) break;
													}
												}
											} else {
												validate10.errors = [{
													instancePath: instancePath + "/apps",
													schemaPath: "#/properties/apps/type",
													keyword: "type",
													params: { type: "object" },
													message: "must be object"
												}];
												return false;
											}
										}
										var valid0 = _errs26 === errors;
									} else var valid0 = true;
									if (valid0) {
										let data14 = data["device-label"];
										const _errs31 = errors;
										if (errors === _errs31) {
											if (typeof data14 === "string") {
												if (!pattern11.test(data14)) {
													validate10.errors = [{
														instancePath: instancePath + "/device-label",
														schemaPath: "#/properties/device-label/pattern",
														keyword: "pattern",
														params: { pattern: "^[a-zA-Z_][a-zA-Z0-9_]{0,62}$" },
														message: "must match pattern \"^[a-zA-Z_][a-zA-Z0-9_]{0,62}$\""
													}];
													return false;
												}
											} else {
												validate10.errors = [{
													instancePath: instancePath + "/device-label",
													schemaPath: "#/properties/device-label/type",
													keyword: "type",
													params: { type: "string" },
													message: "must be string"
												}];
												return false;
											}
										}
										var valid0 = _errs31 === errors;
										if (valid0) {
											let data15 = data["expires-after"];
											const _errs33 = errors;
											if (errors === _errs33) {
												if (typeof data15 === "string") {
													if (!pattern3.test(data15)) {
														validate10.errors = [{
															instancePath: instancePath + "/expires-after",
															schemaPath: "#/properties/expires-after/pattern",
															keyword: "pattern",
															params: { pattern: "^(?:[0-9]{1,9}(?:\\.[0-9]{1,3})?(?:ms|s|m|h|d)){1,4}$" },
															message: "must match pattern \"^(?:[0-9]{1,9}(?:\\.[0-9]{1,3})?(?:ms|s|m|h|d)){1,4}$\""
														}];
														return false;
													}
												} else {
													validate10.errors = [{
														instancePath: instancePath + "/expires-after",
														schemaPath: "#/properties/expires-after/type",
														keyword: "type",
														params: { type: "string" },
														message: "must be string"
													}];
													return false;
												}
											}
											var valid0 = _errs33 === errors;
											if (valid0) {
												if (data.delivery !== void 0) {
													let data16 = data.delivery;
													const _errs35 = errors;
													if (errors === _errs35) {
														if (Array.isArray(data16)) {
															if (data16.length > 8) {
																validate10.errors = [{
																	instancePath: instancePath + "/delivery",
																	schemaPath: "#/properties/delivery/maxItems",
																	keyword: "maxItems",
																	params: { limit: 8 },
																	message: "must NOT have more than 8 items"
																}];
																return false;
															} else {
																var valid9 = true;
																const len3 = data16.length;
																for (let i4 = 0; i4 < len3; i4++) {
																	const _errs37 = errors;
																	if (!(data16[i4] === "kustomize")) {
																		validate10.errors = [{
																			instancePath: instancePath + "/delivery/" + i4,
																			schemaPath: "#/properties/delivery/items/enum",
																			keyword: "enum",
																			params: { allowedValues: schema11.properties.delivery.items.enum },
																			message: "must be equal to one of the allowed values"
																		}];
																		return false;
																	}
																	var valid9 = _errs37 === errors;
																	if (!valid9) break;
																}
																if (valid9) {
																	let i5 = data16.length;
																	let j1;
																	if (i5 > 1) {
																		outer0: for (; i5--;) for (j1 = i5; j1--;) if (func0(data16[i5], data16[j1])) {
																			validate10.errors = [{
																				instancePath: instancePath + "/delivery",
																				schemaPath: "#/properties/delivery/uniqueItems",
																				keyword: "uniqueItems",
																				params: {
																					i: i5,
																					j: j1
																				},
																				message: "must NOT have duplicate items (items ## " + j1 + " and " + i5 + " are identical)"
																			}];
																			return false;
																		}
																	}
																}
															}
														} else {
															validate10.errors = [{
																instancePath: instancePath + "/delivery",
																schemaPath: "#/properties/delivery/type",
																keyword: "type",
																params: { type: "array" },
																message: "must be array"
															}];
															return false;
														}
													}
													var valid0 = _errs35 === errors;
												} else var valid0 = true;
											}
										}
									}
								}
							}
						}
					}
				}
			}
		} else {
			validate10.errors = [{
				instancePath,
				schemaPath: "#/type",
				keyword: "type",
				params: { type: "object" },
				message: "must be object"
			}];
			return false;
		}
	}
	validate10.errors = vErrors;
	return errors === 0;
}

// src/schema/fleet-file.ts
const limit = 4194304;
/** Reads fleet.yaml: YAML 1.2 core, no aliases, no custom tags, no repeated keys; errors carry the line. */
function readFleet(bytes, name = "fleet.yaml") {
	if (bytes.length > limit) throw schemaFaults.fault("DOCUMENT_TOO_LARGE", `${name} has ${bytes.length} bytes; at most ${limit} are accepted`, { where: name });
	const lines = new import_dist.LineCounter();
	const document = (0, import_dist.parseDocument)(decode(bytes, name), {
		lineCounter: lines,
		version: "1.2",
		schema: "core",
		uniqueKeys: true,
		strict: true,
		prettyErrors: false
	});
	const problem = document.errors[0] ?? document.warnings[0];
	if (problem !== void 0) throw schemaFaults.fault("DOCUMENT_SYNTAX", `${name}:${lines.linePos(problem.pos[0]).line}: ${problem.message}`, { where: `${name}:${lines.linePos(problem.pos[0]).line}` });
	const value = toPlain(document, name);
	const lineOf = (pointer) => {
		const path = pointer.split("/").slice(1).map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")).map((part) => /^[0-9]+$/.test(part) ? Number(part) : part);
		const node = path.length === 0 ? document.contents : document.getIn(path, true);
		return (0, import_dist.isNode)(node) && node.range ? lines.linePos(node.range[0]).line : void 0;
	};
	validate$1(validate, value, name, lineOf);
	const fleet = resolve(value);
	refuseRepeats(fleet, name);
	return fleet;
}
function decode(bytes, name) {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch (error) {
		throw schemaFaults.fault("DOCUMENT_SYNTAX", `${name} is not UTF-8`, {
			where: name,
			cause: error
		});
	}
}
function toPlain(document, name) {
	try {
		return document.toJS({ maxAliasCount: 0 });
	} catch (error) {
		throw schemaFaults.fault("DOCUMENT_SYNTAX", `${name} uses an alias (*name): write the value out`, {
			where: name,
			cause: error
		});
	}
}
function resolve(file) {
	return {
		name: file.fleet,
		rings: file.rings.map((ring) => ({
			name: ring.name,
			devices: ring.devices,
			soak: parseDuration(ring.soak ?? "30m"),
			deadline: parseDuration(ring.deadline ?? "6h"),
			minCoverage: ring["min-coverage"] ?? .7
		})),
		gates: file.gates ?? [],
		apps: new Map(Object.entries(file.apps ?? {})),
		deviceLabel: file["device-label"] ?? "device",
		expiresAfter: parseDuration(file["expires-after"] ?? "14d"),
		delivery: file.delivery ?? []
	};
}
function refuseRepeats(fleet, name) {
	const rings = /* @__PURE__ */ new Set();
	const home = /* @__PURE__ */ new Map();
	for (const ring of fleet.rings) {
		if (rings.has(ring.name)) throw schemaFaults.fault("DOCUMENT_SCHEMA", `${name}: the ring ${ring.name} is named twice`, { where: name });
		rings.add(ring.name);
		for (const device of ring.devices) {
			const other = home.get(device);
			if (other !== void 0) throw schemaFaults.fault("DOCUMENT_SCHEMA", `${name}: the device ${device} is in the rings ${other} and ${ring.name}; a device has one ring`, { where: name });
			home.set(device, ring.name);
		}
	}
}
/** The gates that judge an app: its own where it has any, else the fleet's. */
function gatesOf(fleet, app) {
	return fleet.apps.get(app)?.gates ?? fleet.gates;
}
/** Digest of everything in fleet.yaml that a verdict on this app in this ring rests on. */
function gateConfigDigest(fleet, app, ring) {
	return digestOf(canonicalJson({
		deviceLabel: fleet.deviceLabel,
		gates: gatesOf(fleet, app),
		ring
	}));
}

// src/fleet/bounded-map.ts
/** Maps items in order with at most `width` of them under way at a time: a tree may be read over a network. */
async function boundedMap(items, map, width = 8) {
	const results = [];
	let next = 0;
	const work = async () => {
		while (next < items.length) {
			const index = next++;
			const item = items[index];
			if (item !== void 0) results[index] = await map(item);
		}
	};
	await Promise.all(Array.from({ length: Math.min(width, items.length) }, work));
	return results;
}

// src/fleet/state.ts
const mostPointers = 1e4;
const mostVerdicts = 2e5;
const mostReleases = 5e4;
const searchWidth = 16;
const byVersion = new Intl.Collator("en", { numeric: true });
/** Reads fleet.yaml, trust, all pointers and the list of verdicts at a tree's commit. Releases and verdicts are read when asked for. */
async function readFleetState(tree) {
	const fleet = readFleet(await readNeeded(tree, fleetPath), fleetPath);
	return stateAt(tree, fleet, await readTrustFiles(tree), await readPointers(tree, fleet.name));
}
/** The state of a tree whose policy and pointers are known already. */
async function stateAt(tree, fleet, trust, pointers) {
	return {
		tree,
		fleet,
		trust,
		pointers: new Map(pointers.map((pointer) => [`${pointer.ring}/${pointer.app}`, pointer])),
		verdicts: await listVerdicts(tree),
		release: releaseFinder(tree, fleet.name, pointers),
		verdict: verdictReader(tree, fleet.name)
	};
}
/** The pointer of an app in a ring, or undefined where the ring runs none of it. */
function pointerOf(state, ring, app) {
	return state.pointers.get(`${ring}/${app}`);
}
/** The bytes of a file, or FLEET_FILE_MISSING. */
async function readNeeded(tree, path) {
	const bytes = await tree.read(path);
	if (bytes !== void 0) return bytes;
	throw fleetFaults.fault("FLEET_FILE_MISSING", `${path} is not there at ${tree.commit}`, {
		where: path,
		next: "pi5 init writes the files of a new manifests repository"
	});
}
/** Reads the three trust files; it does not check who signed them. */
async function readTrustFiles(tree) {
	return {
		document: readTrust(await readNeeded(tree, trustPath), trustPath),
		signatures: await readNeeded(tree, trustSignaturesPath),
		trustedRoot: await readNeeded(tree, trustedRootPath)
	};
}
/** Refuses a document that says it is somewhere else than its path does, with FLEET_FILE_MISPLACED. */
function requirePlace(path, said, wanted) {
	for (const [member, value] of Object.entries(wanted)) {
		const found = Reflect.get(said, member);
		if (found === value) continue;
		throw fleetFaults.fault("FLEET_FILE_MISPLACED", `${path} says ${member} ${JSON.stringify(found)} where its path or fleet.yaml says ${JSON.stringify(value)}`, { where: path });
	}
}
async function readPointers(tree, fleet) {
	const paths = await listBounded(tree, "rings/", mostPointers * 2);
	return (await boundedMap(paths, async (path) => {
		const place = classifyPath(path);
		if (place.kind !== "pointer" || place.bundle) return void 0;
		const { ring, app } = place;
		const file = readPointer(await readNeeded(tree, path), path);
		requirePlace(path, file.value, {
			fleet,
			ring,
			app
		});
		return {
			path,
			ring,
			app,
			file
		};
	})).filter((pointer) => pointer !== void 0);
}
async function listVerdicts(tree) {
	const files = [];
	for (const path of await listBounded(tree, "verdicts/", mostVerdicts * 2)) {
		const place = classifyPath(path);
		if (place.kind !== "verdict" || place.bundle) continue;
		files.push({
			path,
			ring: place.ring,
			app: place.app,
			epoch: place.epoch,
			seq: place.seq
		});
	}
	return files;
}
/** The verdicts on an app in a ring, newest position first. */
function verdictsOf(state, ring, app) {
	return state.verdicts.filter((verdict) => verdict.ring === ring && verdict.app === app).sort((left, right) => comparePositions(right, left));
}
function verdictReader(tree, fleet) {
	const known = /* @__PURE__ */ new Map();
	const read = async ({ path, ring, app, epoch, seq }) => {
		const file = readVerdict(await readNeeded(tree, path), path);
		requirePlace(path, file.value, {
			fleet,
			ring,
			app,
			epoch,
			seq
		});
		return file;
	};
	return (file) => remember(known, file.path, () => read(file));
}
function releaseFinder(tree, fleet, pointers) {
	const known = /* @__PURE__ */ new Map();
	const read = (path) => remember(known, path, async () => readReleaseFile(tree, path, fleet));
	return async (app, digest) => {
		const named = pointers.find((pointer) => pointer.app === app && pointer.file.value.release.digest === digest);
		const first = named === void 0 ? void 0 : await read(named.file.value.release.path);
		if (first?.app === app && first.file.digest === digest) return first;
		const newestFirst = (await listBounded(tree, `releases/${app}/`, mostReleases * 2)).filter(isRelease).sort((left, right) => byVersion.compare(right, left));
		for (let at = 0; at < newestFirst.length; at += searchWidth) {
			const found = (await boundedMap(newestFirst.slice(at, at + searchWidth), read, searchWidth)).find((release) => release?.app === app && release.file.digest === digest);
			if (found !== void 0) return found;
		}
	};
}
function isRelease(path) {
	const place = classifyPath(path);
	return place.kind === "release" && !place.bundle;
}
/** Reads the release at a path, or gives undefined where the path is no release or has none. Throws when it is malformed. */
async function readReleaseFile(tree, path, fleet) {
	const place = classifyPath(path);
	if (place.kind !== "release" || place.bundle) return void 0;
	const bytes = await tree.read(path);
	if (bytes === void 0) return void 0;
	const file = readRelease(bytes, path);
	requirePlace(path, file.value, {
		fleet,
		app: place.app,
		version: place.version
	});
	return {
		path,
		app: place.app,
		version: place.version,
		file
	};
}
async function listBounded(tree, prefix, most) {
	const paths = await tree.list(prefix);
	if (paths.length <= most) return paths;
	throw fleetFaults.fault("FLEET_TOO_MANY_FILES", `${prefix} has ${paths.length} files; at most ${most} are read`, { where: prefix });
}
function remember(known, key, read) {
	const before = known.get(key);
	if (before !== void 0) return before;
	const fresh = read();
	known.set(key, fresh);
	return fresh;
}

// src/fleet/evidence.ts
/** Reads the verdict that a move brings and checks that it judges this pointer. Throws MOVE_VERDICT_MISMATCH. */
function readEvidence(state, evidence, judged, wanted) {
	const verdict = readVerdict(evidence.bytes, evidence.path);
	const mismatch = verdict.value.verdict === wanted ? bindingMismatch(state, verdict, judged) : `it says ${verdict.value.verdict}, where this move needs ${wanted}`;
	const place = verdictPath(judged.ring, judged.app, judged.file.value);
	const misplaced = evidence.path === place ? void 0 : `its path should be ${place}`;
	const why = mismatch ?? misplaced;
	if (why === void 0) return verdict;
	throw fleetFaults.fault("MOVE_VERDICT_MISMATCH", `${evidence.path} does not carry this move: ${why}`, {
		where: evidence.path,
		next: "judge the ring again: the pointer or the gates have changed since"
	});
}
/** Why a verdict is not about a pointer, its release and the gates of fleet.yaml, or undefined when it is. */
function bindingMismatch(state, verdict, judged) {
	const { value } = verdict;
	const ring = state.fleet.rings.find((candidate) => candidate.name === judged.ring);
	if (ring === void 0) return `fleet.yaml has no ring ${judged.ring}`;
	const pointer = judged.file.value;
	const wrong = [
		[
			"fleet",
			value.fleet,
			state.fleet.name
		],
		[
			"app",
			value.app,
			judged.app
		],
		[
			"ring",
			value.ring,
			judged.ring
		],
		[
			"epoch",
			value.epoch,
			pointer.epoch
		],
		[
			"seq",
			value.seq,
			pointer.seq
		],
		[
			"pointer",
			value.pointer,
			judged.file.digest
		],
		[
			"release",
			value.release,
			pointer.release.digest
		],
		[
			"gateConfig",
			value.gateConfig,
			gateConfigDigest(state.fleet, judged.app, ring)
		]
	].find(([, said, wanted]) => said !== wanted);
	return wrong && `its ${wrong[0]} is ${String(wrong[1])}, not ${String(wrong[2])}`;
}
/**
* The files that record a verdict: none where the very same is there (its signature then stays as it is). Throws
* MOVE_VERDICT_TAKEN when the place holds other bytes.
*/
async function evidenceFiles(state, evidence) {
	const there = await state.tree.read(evidence.path);
	if (there !== void 0 && !Buffer.from(there).equals(evidence.bytes)) throw fleetFaults.fault("MOVE_VERDICT_TAKEN", `${evidence.path} exists and says something else`, {
		where: evidence.path,
		next: "use the verdict that is there: verdicts are written once"
	});
	if (there !== void 0) return /* @__PURE__ */ new Map();
	return /* @__PURE__ */ new Map([[evidence.path, evidence.bytes], [bundlePath(evidence.path), evidence.bundle]]);
}
/** What a ring proved, newest first by the position of the verdict. Verdicts are read only as far as the caller goes. */
async function* provedReleases(state, ring, app) {
	for (const file of verdictsOf(state, ring, app)) {
		const verdict = await state.verdict(file);
		requirePlace(file.path, verdict.value, {
			fleet: state.fleet.name,
			ring,
			app
		});
		if (verdict.value.verdict === "promote") yield {
			release: verdict.value.release,
			epoch: file.epoch,
			seq: file.seq,
			verdict: file
		};
	}
}

// src/fleet/next-pointer.ts
const largestSeq = 2147483647;
const day = 864e5;
/**
* The pointer after the ring's current one: seq + 1, chained by digest, in the epoch of the trust document. Throws
* MOVE_SEQ_EXHAUSTED, or MOVE_BELOW_FLOOR where devices would refuse it.
*/
function nextPointer(state, ring, app, content, now) {
	const current = pointerOf(state, ring, app);
	const position = {
		epoch: state.trust.document.value.epoch,
		seq: (current?.file.value.seq ?? 0) + 1
	};
	if (position.seq > largestSeq) throw fleetFaults.fault("MOVE_SEQ_EXHAUSTED", `${ring}/${app} is at the largest seq`, { where: current?.path });
	refuseBelowFloor(state, ring, app, position);
	return {
		schemaVersion: 1,
		kind: "pointer",
		fleet: state.fleet.name,
		app,
		ring,
		...position,
		release: content.release,
		previous: current?.file.digest ?? null,
		verdict: content.verdict,
		reason: content.reason,
		denied: [...content.denied],
		expires: expiryAt(now, state.fleet.expiresAfter)
	};
}
function refuseBelowFloor(state, ring, app, position) {
	const floor = state.trust.document.value.floors[ring];
	if (floor === void 0 || comparePositions(position, floor) >= 0) return;
	throw fleetFaults.fault("MOVE_BELOW_FLOOR", `${ring}/${app} would be at (${position.epoch}, ${position.seq}); trust.json lets devices of ${ring} accept nothing before (${floor.epoch}, ${floor.seq})`, {
		where: "trust/trust.json",
		next: "lower the floor of this ring in the next version of trust.json"
	});
}
/** When a pointer of this moment grows stale: the UTC midnight after now + `seconds`, so that one day gives one text. */
function expiryAt(now, seconds) {
	const at = now.getTime() + seconds * 1e3;
	return (/* @__PURE__ */ new Date((Math.floor(at / day) + 1) * day)).toISOString().replace(".000Z", "Z");
}
/** The ring's current pointer, or MOVE_NO_POINTER. */
function requirePointer(state, ring, app) {
	const pointer = pointerOf(state, ring, app);
	if (pointer !== void 0) return pointer;
	throw fleetFaults.fault("MOVE_NO_POINTER", `the ring ${ring} runs no release of ${app}`, { where: `rings/${ring}/${app}.json` });
}
/** The place of a ring in the fleet's order, or MOVE_RING_UNKNOWN. */
function ringIndex(state, ring) {
	const index = state.fleet.rings.findIndex((candidate) => candidate.name === ring);
	if (index >= 0) return index;
	throw fleetFaults.fault("MOVE_RING_UNKNOWN", `fleet.yaml has no ring ${ring}; it has ${state.fleet.rings.map(({ name }) => name).join(", ")}`, { where: "fleet.yaml" });
}

// src/render/kustomize.ts
/**
* deploy/<ring>/<app>/kustomization.yaml: a kustomize Component that pins the app's image by digest in whatever includes it, and
* a ConfigMap `<app>-release` that names release and models. The same release gives the same bytes.
*/
function renderKustomization(release) {
	const literals = [
		`release=${release.digest}`,
		`version=${release.version}`,
		`image=${release.image.repository}@${release.image.digest}`,
		...release.models.map((model) => `${modelKey(model.name)}=${model.digest}`)
	];
	const lines = [
		`# Rendered from rings/${release.ring}/${release.app}.json. Do not edit: verify-release renders it again and compares.`,
		"apiVersion: kustomize.config.k8s.io/v1alpha1",
		"kind: Component",
		"images:",
		`  - name: ${quote(release.image.repository)}`,
		`    digest: ${quote(release.image.digest)}`,
		"configMapGenerator:",
		`  - name: ${quote(`${release.app}-release`)}`,
		"    literals:",
		...literals.map((literal) => `      - ${quote(literal)}`)
	];
	return Buffer.from(`${lines.join("\n")}\n`, "utf8");
}
function modelKey(name) {
	const plain = name.replace(/[^-._a-zA-Z0-9]/g, "_").slice(0, 200);
	if (plain === name) return `model.${name}`;
	return `model.${plain}.${createHash("sha256").update(name).digest("hex").slice(0, 12)}`;
}
function quote(text) {
	return JSON.stringify(text);
}

// src/fleet/rendered.ts
/** The derived files of a ring and app as they must be: bytes, or null where there must be none. */
function renderedFiles(fleet, place, runs) {
	const { ring, app } = place;
	const bytes = runs !== void 0 && fleet.delivery.includes("kustomize") ? renderKustomization({
		ring,
		app,
		version: runs.release.version,
		digest: runs.pointer.release.digest,
		image: runs.release.image,
		models: runs.release.models
	}) : null;
	return /* @__PURE__ */ new Map([[kustomizationPath(ring, app), bytes]]);
}

// src/trust/faults.ts
const trustFaults = defineFaults({
	TRUST_KEY_INVALID: "A key of the trust document cannot be read, is of another kind, or is not the one that its id names.",
	TRUST_NOT_SIGNED: "Too few root keys signed the trust document.",
	TRUST_ROOTS_INVALID: "The root keys of the trust document contradict each other.",
	TRUST_SIGNATURES_FOREIGN: "The signatures are about another trust document.",
	TRUST_SIGNER_NOT_ALLOWED: "The trust document does not allow this identity to sign this.",
	TRUST_SIGNER_REVOKED: "The identity was revoked before it signed, or nothing proves that it signed earlier.",
	TRUST_UPDATE_INVALID: "A trust document is not the direct successor of the one before it."
});

// src/trust/signers.ts
/** Who may sign in a role for an app, revoked or not: what a verification's policy is made of. */
function signersFor(trust, role, app) {
	return trust.signers.filter((signer) => signer.role === role && (signer.app === null || signer.app === app)).map((signer) => signer.identity);
}
/**
* Lets a verification stand when its signer has the role and was not revoked when it signed. A signature without a proved
* time counts as made after the revocation. The answer is the verification itself, or the reason against it.
*/
function acceptedSigner(trust, role, app, verification) {
	if (!verification.ok) return verification;
	const { by, at } = verification;
	if (!signersFor(trust, role, app).some((identity) => sameIdentity(identity, by))) return {
		ok: false,
		why: trustFaults.fault("TRUST_SIGNER_NOT_ALLOWED", `${formatIdentity(by)} has no ${role} role for ${app}`, { where: "trust/trust.json" })
	};
	for (const { identity, from } of trust.revocations) {
		if (!sameIdentity(identity, by) || at !== void 0 && at.getTime() < Date.parse(from)) continue;
		const when = at === void 0 ? "nothing proves when it signed" : `it signed at ${at.toISOString()}`;
		return {
			ok: false,
			why: trustFaults.fault("TRUST_SIGNER_REVOKED", `${formatIdentity(by)} is revoked from ${from} on, and ${when}`, { where: "trust/trust.json" })
		};
	}
	return verification;
}
/** True when two identities are the same in every field that names them. */
function sameIdentity(left, right) {
	if (left.kind === "key" || right.kind === "key") return left.kind === "key" && right.kind === "key" && left.keyId === right.keyId;
	return left.issuer === right.issuer && left.subject === right.subject && left.repositoryId === right.repositoryId && left.ownerId === right.ownerId && left.sourceRef === right.sourceRef && left.buildConfigUri === right.buildConfigUri && left.trigger === right.trigger;
}

// src/verification/blob.ts
/** Verifies a bundle's message signature over some bytes. Whatever is wrong with either becomes a reason, never an error. */
function verifyBlob(bytes, bundle, policy) {
	try {
		const decoded = decodeBundle(bundle);
		const { content } = decoded;
		if (content.kind !== "message") throw verificationFaults.fault("SIGNATURE_WRONG_KIND", "the bundle holds a statement, not a signature over the file");
		const digest = digestOf(bytes);
		if (content.digest !== digest) throw verificationFaults.fault("SIGNATURE_SUBJECT_MISMATCH", `the signature is about ${content.digest}, and the file is ${digest}`);
		return checkSignature({
			bundle: decoded,
			message: bytes,
			logEvidence: "proof"
		}, policy);
	} catch (error) {
		return {
			ok: false,
			why: reasonOf(error)
		};
	}
}

// src/fleet/signatures.ts
/** Verifies a file for a role of an app by a trust document that was itself verified; bad input becomes a reason. */
async function verifyFile(trust, role, app, file) {
	const { value } = trust.document;
	const verification = await verifyBy(trust, signersFor(value, role, app), file);
	return acceptedSigner(value, role, app, verification);
}
/**
* Verifies a pointer: signed by publish or, when it reverts, by the offline revert key. The reason is read by the caller from the
* verified bytes, so it comes as a function.
*/
async function verifyPointer(trust, app, file, reason) {
	const { value } = trust.document;
	const offline = value.revertKey === null ? void 0 : {
		kind: "key",
		...value.revertKey
	};
	const publishers = signersFor(value, "publish", app);
	const verification = await verifyBy(trust, offline === void 0 ? publishers : [...publishers, offline], file);
	if (verification.ok && offline !== void 0 && sameIdentity(verification.by, offline) && reason() === "revert") return verification;
	return acceptedSigner(value, "publish", app, verification);
}
async function verifyBy(trust, identities, file) {
	if (file.bundle === void 0) return {
		ok: false,
		why: unsigned(file.path)
	};
	if (digestOf(trust.trustedRoot) !== trust.document.value.trustedRoot) return {
		ok: false,
		why: fleetFaults.fault("FLEET_TRUSTED_ROOT_FOREIGN", "trust/trusted_root.json is not the file whose digest trust.json gives", { where: "trust/trusted_root.json" })
	};
	return verifyBlob(file.bytes, file.bundle, {
		identities,
		trustedRoot: trust.trustedRoot
	});
}
function unsigned(path) {
	return fleetFaults.fault("FLEET_SIGNATURE_MISSING", `${path} has no signature beside it`, { where: path });
}

// src/fleet/revert-target.ts
/**
* The release that a ring can go back to: the one that it proved last (or the given version) that is another than it runs, not
* denied, and still carries signatures that trust accepts. Undefined when there is none.
*/
async function findTarget(state, from, denied, version) {
	for await (const proved of provedReleases(state, from.ring, from.app)) {
		if (proved.release === from.file.value.release.digest) continue;
		const target = await state.release(from.app, proved.release);
		if (target === void 0 || denialOf(target.file, denied) !== void 0) continue;
		if (version !== void 0 && target.version !== version) continue;
		if (await isTrusted(state, target, proved.verdict)) return target;
	}
}
async function isTrusted(state, target, proof) {
	const { app, path } = target;
	const verdict = await state.verdict(proof);
	const [release, judged] = await Promise.all([verifyFile(state.trust, "release", app, {
		path,
		bytes: target.file.bytes,
		bundle: await state.tree.read(bundlePath(path))
	}), verifyFile(state.trust, "gate", app, {
		path: proof.path,
		bytes: verdict.bytes,
		bundle: await state.tree.read(bundlePath(proof.path))
	})]);
	return release.ok && judged.ok;
}

export { fleetFaults as A, verdictPath as B, gatesOf as C, deniedEverywhere as D, denialsFor as E, pointerPath as F, releasePath as I, trustPath as L, classifyPath as M, comparePositions as N, mergeDenied as O, fleetPath as P, trustSignaturesPath as R, gateConfigDigest as S, denialOf as T, readTrustFiles as _, renderedFiles as a, verdictsOf as b, requirePointer as c, evidenceFiles as d, provedReleases as f, readNeeded as g, readFleetState as h, trustFaults as i, bundlePath as j, requireRoom as k, ringIndex as l, pointerOf as m, verifyFile as n, expiryAt as o, readEvidence as p, verifyPointer as r, nextPointer as s, findTarget as t, bindingMismatch as u, requirePlace as v, readFleet as w, boundedMap as x, stateAt as y, trustedRootPath as z };