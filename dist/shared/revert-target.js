import { i as __require, o as __toESM, t as __commonJSMin } from "./rolldown-runtime.js";
import { n as defineFaults } from "./fault.js";
import { n as digestOf } from "./digest.js";
import { x as parseDuration } from "./grammars.js";
import { n as canonicalJson, t as canonicalBytes } from "./canonical-json.js";
import { i as formatIdentity, n as reasonOf, r as verificationFaults, t as checkSignature } from "./signature-check.js";
import { r as decodeBundle } from "./bundle.js";
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

// src/schema/faults.ts
const schemaFaults = defineFaults({
	DOCUMENT_NOT_CANONICAL: "A signed JSON document is not in its canonical form (RFC 8785), so its bytes are not the ones that were signed.",
	DOCUMENT_SCHEMA: "A document does not follow its schema.",
	DOCUMENT_SYNTAX: "A document is not JSON or YAML, repeats a key, or uses a feature that is not accepted.",
	DOCUMENT_TOO_LARGE: "A document is larger than the limit for its kind."
});

// node_modules/ajv/dist/runtime/ucs2length.js
var require_ucs2length = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	function ucs2length(str) {
		const len = str.length;
		let length = 0;
		let pos = 0;
		let value;
		while (pos < len) {
			length++;
			value = str.charCodeAt(pos++);
			if (value >= 55296 && value <= 56319 && pos < len) {
				value = str.charCodeAt(pos);
				if ((value & 64512) === 56320) pos++;
			}
		}
		return length;
	}
	exports.default = ucs2length;
	ucs2length.code = "require(\"ajv/dist/runtime/ucs2length\").default";
}));

// src/schema/generated/pointer.js
var import_ucs2length = /* @__PURE__ */ __toESM(require_ucs2length(), 1);
const validate$6 = validate10$5;
const schema11$4 = {
	"$schema": "http://json-schema.org/draft-07/schema#",
	"$id": "urn:pi5-fleet-actions:schema:pointer:1",
	"title": "Pointer",
	"type": "object",
	"description": "rings/<ring>/<app>.json: which release a ring runs. The only authored state that changes.",
	"additionalProperties": false,
	"required": [
		"schemaVersion",
		"kind",
		"fleet",
		"app",
		"ring",
		"epoch",
		"seq",
		"release",
		"previous",
		"verdict",
		"reason",
		"denied",
		"expires"
	],
	"properties": {
		"schemaVersion": {
			"const": 1,
			"description": "Version of this schema."
		},
		"kind": { "const": "pointer" },
		"fleet": {
			"type": "string",
			"description": "Name of the fleet; every signed body carries it, so that nothing of another fleet is accepted.",
			"pattern": "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$"
		},
		"app": {
			"type": "string",
			"description": "The app that this is about.",
			"pattern": "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$"
		},
		"ring": {
			"type": "string",
			"description": "The ring that this is about.",
			"pattern": "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$"
		},
		"epoch": {
			"type": "integer",
			"minimum": 1,
			"maximum": 2147483647,
			"description": "Epoch of the trust document."
		},
		"seq": {
			"type": "integer",
			"minimum": 1,
			"maximum": 2147483647,
			"description": "Raised by one with each move."
		},
		"release": {
			"type": "object",
			"description": "The release that the ring runs.",
			"additionalProperties": false,
			"required": [
				"path",
				"version",
				"digest"
			],
			"properties": {
				"path": {
					"type": "string",
					"description": "Path of the release file.",
					"pattern": "^releases/[a-z0-9-]{1,63}/[0-9A-Za-z.+_-]{1,128}\\.json$"
				},
				"version": {
					"type": "string",
					"description": "Its version.",
					"pattern": "^(?!.*\\.\\.)[0-9A-Za-z](?:[0-9A-Za-z.+_-]{0,126}[0-9A-Za-z])?$"
				},
				"digest": {
					"type": "string",
					"description": "SHA-256 of the file.",
					"pattern": "^sha256:[0-9a-f]{64}$"
				}
			},
			"title": "PointerRelease"
		},
		"previous": {
			"description": "Digest of the pointer before this one, or null for the first.",
			"oneOf": [{
				"type": "string",
				"pattern": "^sha256:[0-9a-f]{64}$"
			}, { "type": "null" }]
		},
		"verdict": {
			"description": "Digest of the verdict that this move rests on, or null where none is needed.",
			"oneOf": [{
				"type": "string",
				"pattern": "^sha256:[0-9a-f]{64}$"
			}, { "type": "null" }]
		},
		"reason": {
			"enum": [
				"promote",
				"revert",
				"refresh",
				"undeny"
			],
			"description": "The kind of move."
		},
		"denied": {
			"type": "array",
			"description": "Digests that must not run, of releases, images or models. Sorted; it only grows but for undeny.",
			"maxItems": 1e3,
			"items": {
				"type": "object",
				"description": "A denied digest.",
				"additionalProperties": false,
				"required": [
					"digest",
					"kind",
					"why"
				],
				"properties": {
					"digest": {
						"type": "string",
						"description": "What is denied.",
						"pattern": "^sha256:[0-9a-f]{64}$"
					},
					"kind": { "enum": [
						"release",
						"image",
						"model"
					] },
					"why": {
						"type": "string",
						"description": "One line.",
						"minLength": 1,
						"maxLength": 500
					}
				},
				"title": "Denied"
			}
		},
		"expires": {
			"type": "string",
			"description": "After this time the pointer is stale: an alarm, never a stop.",
			"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$",
			"maxLength": 24
		}
	}
};
const func2$3 = Object.prototype.hasOwnProperty;
const func3$3 = import_ucs2length.default.default;
const pattern0$5 = /* @__PURE__ */ new RegExp("^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$", "u");
const pattern3$3 = /* @__PURE__ */ new RegExp("^releases/[a-z0-9-]{1,63}/[0-9A-Za-z.+_-]{1,128}\\.json$", "u");
const pattern4$1 = /* @__PURE__ */ new RegExp("^(?!.*\\.\\.)[0-9A-Za-z](?:[0-9A-Za-z.+_-]{0,126}[0-9A-Za-z])?$", "u");
const pattern5 = /* @__PURE__ */ new RegExp("^sha256:[0-9a-f]{64}$", "u");
const pattern9$1 = /* @__PURE__ */ new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$", "u");
function validate10$5(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (errors === 0) {
		if (data && typeof data == "object" && !Array.isArray(data)) {
			let missing0;
			if (data.schemaVersion === void 0 && (missing0 = "schemaVersion") || data.kind === void 0 && (missing0 = "kind") || data.fleet === void 0 && (missing0 = "fleet") || data.app === void 0 && (missing0 = "app") || data.ring === void 0 && (missing0 = "ring") || data.epoch === void 0 && (missing0 = "epoch") || data.seq === void 0 && (missing0 = "seq") || data.release === void 0 && (missing0 = "release") || data.previous === void 0 && (missing0 = "previous") || data.verdict === void 0 && (missing0 = "verdict") || data.reason === void 0 && (missing0 = "reason") || data.denied === void 0 && (missing0 = "denied") || data.expires === void 0 && (missing0 = "expires")) {
				validate10$5.errors = [{
					instancePath,
					schemaPath: "#/required",
					keyword: "required",
					params: { missingProperty: missing0 },
					message: "must have required property '" + missing0 + "'"
				}];
				return false;
			} else {
				const _errs1 = errors;
				for (const key0 in data) if (!func2$3.call(schema11$4.properties, key0)) {
					validate10$5.errors = [{
						instancePath,
						schemaPath: "#/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key0 },
						message: "must NOT have additional properties"
					}];
					return false;
				}
				if (_errs1 === errors) {
					if (data.schemaVersion !== void 0) {
						const _errs2 = errors;
						if (1 !== data.schemaVersion) {
							validate10$5.errors = [{
								instancePath: instancePath + "/schemaVersion",
								schemaPath: "#/properties/schemaVersion/const",
								keyword: "const",
								params: { allowedValue: 1 },
								message: "must be equal to constant"
							}];
							return false;
						}
						var valid0 = _errs2 === errors;
					} else var valid0 = true;
					if (valid0) {
						if (data.kind !== void 0) {
							const _errs3 = errors;
							if ("pointer" !== data.kind) {
								validate10$5.errors = [{
									instancePath: instancePath + "/kind",
									schemaPath: "#/properties/kind/const",
									keyword: "const",
									params: { allowedValue: "pointer" },
									message: "must be equal to constant"
								}];
								return false;
							}
							var valid0 = _errs3 === errors;
						} else var valid0 = true;
						if (valid0) {
							if (data.fleet !== void 0) {
								let data2 = data.fleet;
								const _errs4 = errors;
								if (errors === _errs4) {
									if (typeof data2 === "string") {
										if (!pattern0$5.test(data2)) {
											validate10$5.errors = [{
												instancePath: instancePath + "/fleet",
												schemaPath: "#/properties/fleet/pattern",
												keyword: "pattern",
												params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
												message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\""
											}];
											return false;
										}
									} else {
										validate10$5.errors = [{
											instancePath: instancePath + "/fleet",
											schemaPath: "#/properties/fleet/type",
											keyword: "type",
											params: { type: "string" },
											message: "must be string"
										}];
										return false;
									}
								}
								var valid0 = _errs4 === errors;
							} else var valid0 = true;
							if (valid0) {
								if (data.app !== void 0) {
									let data3 = data.app;
									const _errs6 = errors;
									if (errors === _errs6) {
										if (typeof data3 === "string") {
											if (!pattern0$5.test(data3)) {
												validate10$5.errors = [{
													instancePath: instancePath + "/app",
													schemaPath: "#/properties/app/pattern",
													keyword: "pattern",
													params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
													message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\""
												}];
												return false;
											}
										} else {
											validate10$5.errors = [{
												instancePath: instancePath + "/app",
												schemaPath: "#/properties/app/type",
												keyword: "type",
												params: { type: "string" },
												message: "must be string"
											}];
											return false;
										}
									}
									var valid0 = _errs6 === errors;
								} else var valid0 = true;
								if (valid0) {
									if (data.ring !== void 0) {
										let data4 = data.ring;
										const _errs8 = errors;
										if (errors === _errs8) {
											if (typeof data4 === "string") {
												if (!pattern0$5.test(data4)) {
													validate10$5.errors = [{
														instancePath: instancePath + "/ring",
														schemaPath: "#/properties/ring/pattern",
														keyword: "pattern",
														params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
														message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\""
													}];
													return false;
												}
											} else {
												validate10$5.errors = [{
													instancePath: instancePath + "/ring",
													schemaPath: "#/properties/ring/type",
													keyword: "type",
													params: { type: "string" },
													message: "must be string"
												}];
												return false;
											}
										}
										var valid0 = _errs8 === errors;
									} else var valid0 = true;
									if (valid0) {
										if (data.epoch !== void 0) {
											let data5 = data.epoch;
											const _errs10 = errors;
											if (!(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5) && isFinite(data5))) {
												validate10$5.errors = [{
													instancePath: instancePath + "/epoch",
													schemaPath: "#/properties/epoch/type",
													keyword: "type",
													params: { type: "integer" },
													message: "must be integer"
												}];
												return false;
											}
											if (errors === _errs10) {
												if (typeof data5 == "number" && isFinite(data5)) {
													if (data5 > 2147483647 || isNaN(data5)) {
														validate10$5.errors = [{
															instancePath: instancePath + "/epoch",
															schemaPath: "#/properties/epoch/maximum",
															keyword: "maximum",
															params: {
																comparison: "<=",
																limit: 2147483647
															},
															message: "must be <= 2147483647"
														}];
														return false;
													} else if (data5 < 1 || isNaN(data5)) {
														validate10$5.errors = [{
															instancePath: instancePath + "/epoch",
															schemaPath: "#/properties/epoch/minimum",
															keyword: "minimum",
															params: {
																comparison: ">=",
																limit: 1
															},
															message: "must be >= 1"
														}];
														return false;
													}
												}
											}
											var valid0 = _errs10 === errors;
										} else var valid0 = true;
										if (valid0) {
											if (data.seq !== void 0) {
												let data6 = data.seq;
												const _errs12 = errors;
												if (!(typeof data6 == "number" && !(data6 % 1) && !isNaN(data6) && isFinite(data6))) {
													validate10$5.errors = [{
														instancePath: instancePath + "/seq",
														schemaPath: "#/properties/seq/type",
														keyword: "type",
														params: { type: "integer" },
														message: "must be integer"
													}];
													return false;
												}
												if (errors === _errs12) {
													if (typeof data6 == "number" && isFinite(data6)) {
														if (data6 > 2147483647 || isNaN(data6)) {
															validate10$5.errors = [{
																instancePath: instancePath + "/seq",
																schemaPath: "#/properties/seq/maximum",
																keyword: "maximum",
																params: {
																	comparison: "<=",
																	limit: 2147483647
																},
																message: "must be <= 2147483647"
															}];
															return false;
														} else if (data6 < 1 || isNaN(data6)) {
															validate10$5.errors = [{
																instancePath: instancePath + "/seq",
																schemaPath: "#/properties/seq/minimum",
																keyword: "minimum",
																params: {
																	comparison: ">=",
																	limit: 1
																},
																message: "must be >= 1"
															}];
															return false;
														}
													}
												}
												var valid0 = _errs12 === errors;
											} else var valid0 = true;
											if (valid0) {
												if (data.release !== void 0) {
													let data7 = data.release;
													const _errs14 = errors;
													if (errors === _errs14) {
														if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
															let missing1;
															if (data7.path === void 0 && (missing1 = "path") || data7.version === void 0 && (missing1 = "version") || data7.digest === void 0 && (missing1 = "digest")) {
																validate10$5.errors = [{
																	instancePath: instancePath + "/release",
																	schemaPath: "#/properties/release/required",
																	keyword: "required",
																	params: { missingProperty: missing1 },
																	message: "must have required property '" + missing1 + "'"
																}];
																return false;
															} else {
																const _errs16 = errors;
																for (const key1 in data7) if (!(key1 === "path" || key1 === "version" || key1 === "digest")) {
																	validate10$5.errors = [{
																		instancePath: instancePath + "/release",
																		schemaPath: "#/properties/release/additionalProperties",
																		keyword: "additionalProperties",
																		params: { additionalProperty: key1 },
																		message: "must NOT have additional properties"
																	}];
																	return false;
																}
																if (_errs16 === errors) {
																	if (data7.path !== void 0) {
																		let data8 = data7.path;
																		const _errs17 = errors;
																		if (errors === _errs17) {
																			if (typeof data8 === "string") {
																				if (!pattern3$3.test(data8)) {
																					validate10$5.errors = [{
																						instancePath: instancePath + "/release/path",
																						schemaPath: "#/properties/release/properties/path/pattern",
																						keyword: "pattern",
																						params: { pattern: "^releases/[a-z0-9-]{1,63}/[0-9A-Za-z.+_-]{1,128}\\.json$" },
																						message: "must match pattern \"^releases/[a-z0-9-]{1,63}/[0-9A-Za-z.+_-]{1,128}\\.json$\""
																					}];
																					return false;
																				}
																			} else {
																				validate10$5.errors = [{
																					instancePath: instancePath + "/release/path",
																					schemaPath: "#/properties/release/properties/path/type",
																					keyword: "type",
																					params: { type: "string" },
																					message: "must be string"
																				}];
																				return false;
																			}
																		}
																		var valid1 = _errs17 === errors;
																	} else var valid1 = true;
																	if (valid1) {
																		if (data7.version !== void 0) {
																			let data9 = data7.version;
																			const _errs19 = errors;
																			if (errors === _errs19) {
																				if (typeof data9 === "string") {
																					if (!pattern4$1.test(data9)) {
																						validate10$5.errors = [{
																							instancePath: instancePath + "/release/version",
																							schemaPath: "#/properties/release/properties/version/pattern",
																							keyword: "pattern",
																							params: { pattern: "^(?!.*\\.\\.)[0-9A-Za-z](?:[0-9A-Za-z.+_-]{0,126}[0-9A-Za-z])?$" },
																							message: "must match pattern \"^(?!.*\\.\\.)[0-9A-Za-z](?:[0-9A-Za-z.+_-]{0,126}[0-9A-Za-z])?$\""
																						}];
																						return false;
																					}
																				} else {
																					validate10$5.errors = [{
																						instancePath: instancePath + "/release/version",
																						schemaPath: "#/properties/release/properties/version/type",
																						keyword: "type",
																						params: { type: "string" },
																						message: "must be string"
																					}];
																					return false;
																				}
																			}
																			var valid1 = _errs19 === errors;
																		} else var valid1 = true;
																		if (valid1) {
																			if (data7.digest !== void 0) {
																				let data10 = data7.digest;
																				const _errs21 = errors;
																				if (errors === _errs21) {
																					if (typeof data10 === "string") {
																						if (!pattern5.test(data10)) {
																							validate10$5.errors = [{
																								instancePath: instancePath + "/release/digest",
																								schemaPath: "#/properties/release/properties/digest/pattern",
																								keyword: "pattern",
																								params: { pattern: "^sha256:[0-9a-f]{64}$" },
																								message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
																							}];
																							return false;
																						}
																					} else {
																						validate10$5.errors = [{
																							instancePath: instancePath + "/release/digest",
																							schemaPath: "#/properties/release/properties/digest/type",
																							keyword: "type",
																							params: { type: "string" },
																							message: "must be string"
																						}];
																						return false;
																					}
																				}
																				var valid1 = _errs21 === errors;
																			} else var valid1 = true;
																		}
																	}
																}
															}
														} else {
															validate10$5.errors = [{
																instancePath: instancePath + "/release",
																schemaPath: "#/properties/release/type",
																keyword: "type",
																params: { type: "object" },
																message: "must be object"
															}];
															return false;
														}
													}
													var valid0 = _errs14 === errors;
												} else var valid0 = true;
												if (valid0) {
													if (data.previous !== void 0) {
														let data11 = data.previous;
														const _errs23 = errors;
														const _errs24 = errors;
														let valid2 = false;
														let passing0 = null;
														const _errs25 = errors;
														if (errors === _errs25) {
															if (typeof data11 === "string") {
																if (!pattern5.test(data11)) {
																	const err0 = {
																		instancePath: instancePath + "/previous",
																		schemaPath: "#/properties/previous/oneOf/0/pattern",
																		keyword: "pattern",
																		params: { pattern: "^sha256:[0-9a-f]{64}$" },
																		message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
																	};
																	if (vErrors === null) vErrors = [err0];
																	else vErrors.push(err0);
																	errors++;
																}
															} else {
																const err1 = {
																	instancePath: instancePath + "/previous",
																	schemaPath: "#/properties/previous/oneOf/0/type",
																	keyword: "type",
																	params: { type: "string" },
																	message: "must be string"
																};
																if (vErrors === null) vErrors = [err1];
																else vErrors.push(err1);
																errors++;
															}
														}
														var _valid0 = _errs25 === errors;
														if (_valid0) {
															valid2 = true;
															passing0 = 0;
														}
														const _errs27 = errors;
														if (data11 !== null) {
															const err2 = {
																instancePath: instancePath + "/previous",
																schemaPath: "#/properties/previous/oneOf/1/type",
																keyword: "type",
																params: { type: "null" },
																message: "must be null"
															};
															if (vErrors === null) vErrors = [err2];
															else vErrors.push(err2);
															errors++;
														}
														var _valid0 = _errs27 === errors;
														if (_valid0 && valid2) {
															valid2 = false;
															passing0 = [passing0, 1];
														} else if (_valid0) {
															valid2 = true;
															passing0 = 1;
														}
														if (!valid2) {
															const err3 = {
																instancePath: instancePath + "/previous",
																schemaPath: "#/properties/previous/oneOf",
																keyword: "oneOf",
																params: { passingSchemas: passing0 },
																message: "must match exactly one schema in oneOf"
															};
															if (vErrors === null) vErrors = [err3];
															else vErrors.push(err3);
															errors++;
															validate10$5.errors = vErrors;
															return false;
														} else {
															errors = _errs24;
															if (vErrors !== null) {
																if (_errs24) vErrors.length = _errs24;
																else vErrors = null;
															}
														}
														var valid0 = _errs23 === errors;
													} else var valid0 = true;
													if (valid0) {
														if (data.verdict !== void 0) {
															let data12 = data.verdict;
															const _errs29 = errors;
															const _errs30 = errors;
															let valid3 = false;
															let passing1 = null;
															const _errs31 = errors;
															if (errors === _errs31) {
																if (typeof data12 === "string") {
																	if (!pattern5.test(data12)) {
																		const err4 = {
																			instancePath: instancePath + "/verdict",
																			schemaPath: "#/properties/verdict/oneOf/0/pattern",
																			keyword: "pattern",
																			params: { pattern: "^sha256:[0-9a-f]{64}$" },
																			message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
																		};
																		if (vErrors === null) vErrors = [err4];
																		else vErrors.push(err4);
																		errors++;
																	}
																} else {
																	const err5 = {
																		instancePath: instancePath + "/verdict",
																		schemaPath: "#/properties/verdict/oneOf/0/type",
																		keyword: "type",
																		params: { type: "string" },
																		message: "must be string"
																	};
																	if (vErrors === null) vErrors = [err5];
																	else vErrors.push(err5);
																	errors++;
																}
															}
															var _valid1 = _errs31 === errors;
															if (_valid1) {
																valid3 = true;
																passing1 = 0;
															}
															const _errs33 = errors;
															if (data12 !== null) {
																const err6 = {
																	instancePath: instancePath + "/verdict",
																	schemaPath: "#/properties/verdict/oneOf/1/type",
																	keyword: "type",
																	params: { type: "null" },
																	message: "must be null"
																};
																if (vErrors === null) vErrors = [err6];
																else vErrors.push(err6);
																errors++;
															}
															var _valid1 = _errs33 === errors;
															if (_valid1 && valid3) {
																valid3 = false;
																passing1 = [passing1, 1];
															} else if (_valid1) {
																valid3 = true;
																passing1 = 1;
															}
															if (!valid3) {
																const err7 = {
																	instancePath: instancePath + "/verdict",
																	schemaPath: "#/properties/verdict/oneOf",
																	keyword: "oneOf",
																	params: { passingSchemas: passing1 },
																	message: "must match exactly one schema in oneOf"
																};
																if (vErrors === null) vErrors = [err7];
																else vErrors.push(err7);
																errors++;
																validate10$5.errors = vErrors;
																return false;
															} else {
																errors = _errs30;
																if (vErrors !== null) {
																	if (_errs30) vErrors.length = _errs30;
																	else vErrors = null;
																}
															}
															var valid0 = _errs29 === errors;
														} else var valid0 = true;
														if (valid0) {
															if (data.reason !== void 0) {
																let data13 = data.reason;
																const _errs35 = errors;
																if (!(data13 === "promote" || data13 === "revert" || data13 === "refresh" || data13 === "undeny")) {
																	validate10$5.errors = [{
																		instancePath: instancePath + "/reason",
																		schemaPath: "#/properties/reason/enum",
																		keyword: "enum",
																		params: { allowedValues: schema11$4.properties.reason.enum },
																		message: "must be equal to one of the allowed values"
																	}];
																	return false;
																}
																var valid0 = _errs35 === errors;
															} else var valid0 = true;
															if (valid0) {
																if (data.denied !== void 0) {
																	let data14 = data.denied;
																	const _errs36 = errors;
																	if (errors === _errs36) {
																		if (Array.isArray(data14)) {
																			if (data14.length > 1e3) {
																				validate10$5.errors = [{
																					instancePath: instancePath + "/denied",
																					schemaPath: "#/properties/denied/maxItems",
																					keyword: "maxItems",
																					params: { limit: 1e3 },
																					message: "must NOT have more than 1000 items"
																				}];
																				return false;
																			} else {
																				const len0 = data14.length;
																				for (let i0 = 0; i0 < len0; i0++) {
																					let data15 = data14[i0];
																					const _errs38 = errors;
																					if (errors === _errs38) {
																						if (data15 && typeof data15 == "object" && !Array.isArray(data15)) {
																							let missing2;
																							if (data15.digest === void 0 && (missing2 = "digest") || data15.kind === void 0 && (missing2 = "kind") || data15.why === void 0 && (missing2 = "why")) {
																								validate10$5.errors = [{
																									instancePath: instancePath + "/denied/" + i0,
																									schemaPath: "#/properties/denied/items/required",
																									keyword: "required",
																									params: { missingProperty: missing2 },
																									message: "must have required property '" + missing2 + "'"
																								}];
																								return false;
																							} else {
																								const _errs40 = errors;
																								for (const key2 in data15) if (!(key2 === "digest" || key2 === "kind" || key2 === "why")) {
																									validate10$5.errors = [{
																										instancePath: instancePath + "/denied/" + i0,
																										schemaPath: "#/properties/denied/items/additionalProperties",
																										keyword: "additionalProperties",
																										params: { additionalProperty: key2 },
																										message: "must NOT have additional properties"
																									}];
																									return false;
																								}
																								if (_errs40 === errors) {
																									if (data15.digest !== void 0) {
																										let data16 = data15.digest;
																										const _errs41 = errors;
																										if (errors === _errs41) {
																											if (typeof data16 === "string") {
																												if (!pattern5.test(data16)) {
																													validate10$5.errors = [{
																														instancePath: instancePath + "/denied/" + i0 + "/digest",
																														schemaPath: "#/properties/denied/items/properties/digest/pattern",
																														keyword: "pattern",
																														params: { pattern: "^sha256:[0-9a-f]{64}$" },
																														message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
																													}];
																													return false;
																												}
																											} else {
																												validate10$5.errors = [{
																													instancePath: instancePath + "/denied/" + i0 + "/digest",
																													schemaPath: "#/properties/denied/items/properties/digest/type",
																													keyword: "type",
																													params: { type: "string" },
																													message: "must be string"
																												}];
																												return false;
																											}
																										}
																										var valid5 = _errs41 === errors;
																									} else var valid5 = true;
																									if (valid5) {
																										if (data15.kind !== void 0) {
																											let data17 = data15.kind;
																											const _errs43 = errors;
																											if (!(data17 === "release" || data17 === "image" || data17 === "model")) {
																												validate10$5.errors = [{
																													instancePath: instancePath + "/denied/" + i0 + "/kind",
																													schemaPath: "#/properties/denied/items/properties/kind/enum",
																													keyword: "enum",
																													params: { allowedValues: schema11$4.properties.denied.items.properties.kind.enum },
																													message: "must be equal to one of the allowed values"
																												}];
																												return false;
																											}
																											var valid5 = _errs43 === errors;
																										} else var valid5 = true;
																										if (valid5) {
																											if (data15.why !== void 0) {
																												let data18 = data15.why;
																												const _errs44 = errors;
																												if (errors === _errs44) {
																													if (typeof data18 === "string") {
																														if (func3$3(data18) > 500) {
																															validate10$5.errors = [{
																																instancePath: instancePath + "/denied/" + i0 + "/why",
																																schemaPath: "#/properties/denied/items/properties/why/maxLength",
																																keyword: "maxLength",
																																params: { limit: 500 },
																																message: "must NOT have more than 500 characters"
																															}];
																															return false;
																														} else if (func3$3(data18) < 1) {
																															validate10$5.errors = [{
																																instancePath: instancePath + "/denied/" + i0 + "/why",
																																schemaPath: "#/properties/denied/items/properties/why/minLength",
																																keyword: "minLength",
																																params: { limit: 1 },
																																message: "must NOT have fewer than 1 characters"
																															}];
																															return false;
																														}
																													} else {
																														validate10$5.errors = [{
																															instancePath: instancePath + "/denied/" + i0 + "/why",
																															schemaPath: "#/properties/denied/items/properties/why/type",
																															keyword: "type",
																															params: { type: "string" },
																															message: "must be string"
																														}];
																														return false;
																													}
																												}
																												var valid5 = _errs44 === errors;
																											} else var valid5 = true;
																										}
																									}
																								}
																							}
																						} else {
																							validate10$5.errors = [{
																								instancePath: instancePath + "/denied/" + i0,
																								schemaPath: "#/properties/denied/items/type",
																								keyword: "type",
																								params: { type: "object" },
																								message: "must be object"
																							}];
																							return false;
																						}
																					}
																					if (!(_errs38 === errors)) break;
																				}
																			}
																		} else {
																			validate10$5.errors = [{
																				instancePath: instancePath + "/denied",
																				schemaPath: "#/properties/denied/type",
																				keyword: "type",
																				params: { type: "array" },
																				message: "must be array"
																			}];
																			return false;
																		}
																	}
																	var valid0 = _errs36 === errors;
																} else var valid0 = true;
																if (valid0) {
																	if (data.expires !== void 0) {
																		let data19 = data.expires;
																		const _errs46 = errors;
																		if (errors === _errs46) {
																			if (typeof data19 === "string") {
																				if (func3$3(data19) > 24) {
																					validate10$5.errors = [{
																						instancePath: instancePath + "/expires",
																						schemaPath: "#/properties/expires/maxLength",
																						keyword: "maxLength",
																						params: { limit: 24 },
																						message: "must NOT have more than 24 characters"
																					}];
																					return false;
																				} else if (!pattern9$1.test(data19)) {
																					validate10$5.errors = [{
																						instancePath: instancePath + "/expires",
																						schemaPath: "#/properties/expires/pattern",
																						keyword: "pattern",
																						params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$" },
																						message: "must match pattern \"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$\""
																					}];
																					return false;
																				}
																			} else {
																				validate10$5.errors = [{
																					instancePath: instancePath + "/expires",
																					schemaPath: "#/properties/expires/type",
																					keyword: "type",
																					params: { type: "string" },
																					message: "must be string"
																				}];
																				return false;
																			}
																		}
																		var valid0 = _errs46 === errors;
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
							}
						}
					}
				}
			}
		} else {
			validate10$5.errors = [{
				instancePath,
				schemaPath: "#/type",
				keyword: "type",
				params: { type: "object" },
				message: "must be object"
			}];
			return false;
		}
	}
	validate10$5.errors = vErrors;
	return errors === 0;
}

// src/schema/generated/release.js
const validate$5 = validate10$4;
const schema11$3 = {
	"$schema": "http://json-schema.org/draft-07/schema#",
	"$id": "urn:pi5-fleet-actions:schema:release:1",
	"title": "Release",
	"type": "object",
	"description": "releases/<app>/<version>.json: what runs, by digest. Written once, as canonical JSON (RFC 8785).",
	"additionalProperties": false,
	"required": [
		"schemaVersion",
		"kind",
		"fleet",
		"app",
		"version",
		"image",
		"models",
		"source"
	],
	"properties": {
		"schemaVersion": {
			"const": 1,
			"description": "Version of this schema."
		},
		"kind": { "const": "release" },
		"fleet": {
			"type": "string",
			"description": "Name of the fleet; every signed body carries it, so that nothing of another fleet is accepted.",
			"pattern": "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$"
		},
		"app": {
			"type": "string",
			"description": "The app that this is about.",
			"pattern": "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$"
		},
		"version": {
			"type": "string",
			"description": "Version of the release.",
			"pattern": "^(?!.*\\.\\.)[0-9A-Za-z](?:[0-9A-Za-z.+_-]{0,126}[0-9A-Za-z])?$"
		},
		"image": {
			"type": "object",
			"description": "The container image.",
			"additionalProperties": false,
			"required": [
				"repository",
				"digest",
				"platformDigest",
				"size"
			],
			"properties": {
				"repository": {
					"type": "string",
					"description": "Registry and path, without tag and digest.",
					"minLength": 3,
					"maxLength": 512
				},
				"digest": {
					"type": "string",
					"description": "What is signed and pulled: the index, or the manifest where there is no index.",
					"pattern": "^sha256:[0-9a-f]{64}$"
				},
				"platformDigest": {
					"type": "string",
					"description": "Manifest of linux/arm64.",
					"pattern": "^sha256:[0-9a-f]{64}$"
				},
				"size": {
					"type": "integer",
					"minimum": 0,
					"maximum": 9007199254740991,
					"description": "Bytes of the compressed layers and the config."
				}
			},
			"title": "ReleaseImage"
		},
		"models": {
			"type": "array",
			"description": "Models, sorted by name.",
			"maxItems": 100,
			"items": { "$ref": "#/definitions/model" }
		},
		"source": {
			"type": "object",
			"description": "Where it was built from.",
			"additionalProperties": false,
			"required": [
				"repository",
				"commit",
				"run"
			],
			"properties": {
				"repository": {
					"type": "string",
					"description": "OWNER/NAME.",
					"minLength": 3,
					"maxLength": 150
				},
				"commit": {
					"type": "string",
					"description": "Commit of the source.",
					"pattern": "^[0-9a-f]{40}(?:[0-9a-f]{24})?$"
				},
				"run": {
					"type": "string",
					"description": "URL of the workflow run, or empty.",
					"maxLength": 512
				}
			},
			"title": "ReleaseSource"
		},
		"notes": {
			"type": "string",
			"description": "What changes for the people who run the fleet.",
			"maxLength": 1e4
		}
	},
	"definitions": { "model": {
		"type": "object",
		"description": "A model, by the SHA-256 of its bytes.",
		"additionalProperties": false,
		"required": [
			"name",
			"kind",
			"digest",
			"size",
			"files",
			"ref",
			"source"
		],
		"properties": {
			"name": {
				"type": "string",
				"description": "File name of the model.",
				"minLength": 1,
				"maxLength": 255
			},
			"kind": {
				"enum": ["file", "tree"],
				"description": "A file's digest is its SHA-256; a tree's is that of its sorted sha256sum lines."
			},
			"digest": {
				"type": "string",
				"description": "The identity of the model.",
				"pattern": "^sha256:[0-9a-f]{64}$"
			},
			"size": {
				"type": "integer",
				"minimum": 0,
				"maximum": 9007199254740991,
				"description": "Bytes."
			},
			"files": {
				"type": "array",
				"minItems": 1,
				"maxItems": 1e5,
				"items": {
					"type": "object",
					"description": "One file.",
					"additionalProperties": false,
					"required": [
						"path",
						"size",
						"sha256"
					],
					"properties": {
						"path": {
							"type": "string",
							"description": "Relative path.",
							"minLength": 1,
							"maxLength": 1024
						},
						"size": {
							"type": "integer",
							"minimum": 0,
							"maximum": 9007199254740991
						},
						"sha256": {
							"type": "string",
							"description": "Lower-case hex.",
							"pattern": "^[0-9a-f]{64}$"
						},
						"md5": {
							"type": "string",
							"description": "Lower-case hex, only where DVC names it.",
							"pattern": "^[0-9a-f]{32}$"
						}
					},
					"title": "ModelFile"
				}
			},
			"ref": {
				"type": "object",
				"description": "The reference as it was asked for.",
				"additionalProperties": false,
				"required": ["requested", "mutable"],
				"properties": {
					"requested": {
						"type": "string",
						"description": "As written in the workflow.",
						"minLength": 1,
						"maxLength": 1024
					},
					"mutable": {
						"type": "boolean",
						"description": "Whether the same reference may name other bytes tomorrow."
					}
				},
				"title": "ModelRef"
			},
			"source": {
				"title": "ModelSource",
				"type": "object",
				"required": ["type"],
				"discriminator": { "propertyName": "type" },
				"oneOf": [{
					"type": "object",
					"description": "A local file.",
					"additionalProperties": false,
					"required": ["type", "path"],
					"properties": {
						"type": { "const": "file" },
						"path": {
							"type": "string",
							"description": "Path in the source repository.",
							"minLength": 1,
							"maxLength": 1024
						}
					},
					"title": "FileSource"
				}, {
					"type": "object",
					"description": "A DVC-tracked output.",
					"additionalProperties": false,
					"required": [
						"type",
						"path",
						"pointer",
						"commit",
						"md5",
						"remote"
					],
					"properties": {
						"type": { "const": "dvc" },
						"path": {
							"type": "string",
							"description": "Path of the output.",
							"minLength": 1,
							"maxLength": 1024
						},
						"pointer": {
							"type": "string",
							"description": "Path of the .dvc file.",
							"minLength": 1,
							"maxLength": 1024
						},
						"commit": {
							"type": "string",
							"description": "Commit at which the pointer was read.",
							"pattern": "^[0-9a-f]{40}(?:[0-9a-f]{24})?$"
						},
						"md5": {
							"type": "string",
							"description": "What DVC names the object.",
							"pattern": "^[0-9a-f]{32}(?:\\.dir)?$"
						},
						"remote": {
							"type": "string",
							"description": "Name of the DVC remote.",
							"minLength": 1,
							"maxLength": 255
						}
					},
					"title": "DvcSource"
				}]
			}
		},
		"title": "ReleaseModel"
	} }
};
const schema12 = {
	"type": "object",
	"description": "A model, by the SHA-256 of its bytes.",
	"additionalProperties": false,
	"required": [
		"name",
		"kind",
		"digest",
		"size",
		"files",
		"ref",
		"source"
	],
	"properties": {
		"name": {
			"type": "string",
			"description": "File name of the model.",
			"minLength": 1,
			"maxLength": 255
		},
		"kind": {
			"enum": ["file", "tree"],
			"description": "A file's digest is its SHA-256; a tree's is that of its sorted sha256sum lines."
		},
		"digest": {
			"type": "string",
			"description": "The identity of the model.",
			"pattern": "^sha256:[0-9a-f]{64}$"
		},
		"size": {
			"type": "integer",
			"minimum": 0,
			"maximum": 9007199254740991,
			"description": "Bytes."
		},
		"files": {
			"type": "array",
			"minItems": 1,
			"maxItems": 1e5,
			"items": {
				"type": "object",
				"description": "One file.",
				"additionalProperties": false,
				"required": [
					"path",
					"size",
					"sha256"
				],
				"properties": {
					"path": {
						"type": "string",
						"description": "Relative path.",
						"minLength": 1,
						"maxLength": 1024
					},
					"size": {
						"type": "integer",
						"minimum": 0,
						"maximum": 9007199254740991
					},
					"sha256": {
						"type": "string",
						"description": "Lower-case hex.",
						"pattern": "^[0-9a-f]{64}$"
					},
					"md5": {
						"type": "string",
						"description": "Lower-case hex, only where DVC names it.",
						"pattern": "^[0-9a-f]{32}$"
					}
				},
				"title": "ModelFile"
			}
		},
		"ref": {
			"type": "object",
			"description": "The reference as it was asked for.",
			"additionalProperties": false,
			"required": ["requested", "mutable"],
			"properties": {
				"requested": {
					"type": "string",
					"description": "As written in the workflow.",
					"minLength": 1,
					"maxLength": 1024
				},
				"mutable": {
					"type": "boolean",
					"description": "Whether the same reference may name other bytes tomorrow."
				}
			},
			"title": "ModelRef"
		},
		"source": {
			"title": "ModelSource",
			"type": "object",
			"required": ["type"],
			"discriminator": { "propertyName": "type" },
			"oneOf": [{
				"type": "object",
				"description": "A local file.",
				"additionalProperties": false,
				"required": ["type", "path"],
				"properties": {
					"type": { "const": "file" },
					"path": {
						"type": "string",
						"description": "Path in the source repository.",
						"minLength": 1,
						"maxLength": 1024
					}
				},
				"title": "FileSource"
			}, {
				"type": "object",
				"description": "A DVC-tracked output.",
				"additionalProperties": false,
				"required": [
					"type",
					"path",
					"pointer",
					"commit",
					"md5",
					"remote"
				],
				"properties": {
					"type": { "const": "dvc" },
					"path": {
						"type": "string",
						"description": "Path of the output.",
						"minLength": 1,
						"maxLength": 1024
					},
					"pointer": {
						"type": "string",
						"description": "Path of the .dvc file.",
						"minLength": 1,
						"maxLength": 1024
					},
					"commit": {
						"type": "string",
						"description": "Commit at which the pointer was read.",
						"pattern": "^[0-9a-f]{40}(?:[0-9a-f]{24})?$"
					},
					"md5": {
						"type": "string",
						"description": "What DVC names the object.",
						"pattern": "^[0-9a-f]{32}(?:\\.dir)?$"
					},
					"remote": {
						"type": "string",
						"description": "Name of the DVC remote.",
						"minLength": 1,
						"maxLength": 255
					}
				},
				"title": "DvcSource"
			}]
		}
	},
	"title": "ReleaseModel"
};
const func2$2 = Object.prototype.hasOwnProperty;
const func3$2 = import_ucs2length.default.default;
const pattern0$4 = /* @__PURE__ */ new RegExp("^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$", "u");
const pattern2$3 = /* @__PURE__ */ new RegExp("^(?!.*\\.\\.)[0-9A-Za-z](?:[0-9A-Za-z.+_-]{0,126}[0-9A-Za-z])?$", "u");
const pattern3$2 = /* @__PURE__ */ new RegExp("^sha256:[0-9a-f]{64}$", "u");
const pattern6$3 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
const pattern7$1 = /* @__PURE__ */ new RegExp("^[0-9a-f]{32}$", "u");
const pattern8$1 = /* @__PURE__ */ new RegExp("^[0-9a-f]{40}(?:[0-9a-f]{24})?$", "u");
const pattern9 = /* @__PURE__ */ new RegExp("^[0-9a-f]{32}(?:\\.dir)?$", "u");
function validate10$4(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		let missing0;
		if (data.schemaVersion === void 0 && (missing0 = "schemaVersion") || data.kind === void 0 && (missing0 = "kind") || data.fleet === void 0 && (missing0 = "fleet") || data.app === void 0 && (missing0 = "app") || data.version === void 0 && (missing0 = "version") || data.image === void 0 && (missing0 = "image") || data.models === void 0 && (missing0 = "models") || data.source === void 0 && (missing0 = "source")) {
			validate10$4.errors = [{
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: missing0 },
				message: "must have required property '" + missing0 + "'"
			}];
			return false;
		} else {
			for (const key0 in data) if (!func2$2.call(schema11$3.properties, key0)) {
				validate10$4.errors = [{
					instancePath,
					schemaPath: "#/additionalProperties",
					keyword: "additionalProperties",
					params: { additionalProperty: key0 },
					message: "must NOT have additional properties"
				}];
				return false;
			}
			if (data.schemaVersion !== void 0) {
				if (1 !== data.schemaVersion) {
					validate10$4.errors = [{
						instancePath: instancePath + "/schemaVersion",
						schemaPath: "#/properties/schemaVersion/const",
						keyword: "const",
						params: { allowedValue: 1 },
						message: "must be equal to constant"
					}];
					return false;
				}
				var valid0 = true;
			} else var valid0 = true;
			if (valid0) {
				if (data.kind !== void 0) {
					if ("release" !== data.kind) {
						validate10$4.errors = [{
							instancePath: instancePath + "/kind",
							schemaPath: "#/properties/kind/const",
							keyword: "const",
							params: { allowedValue: "release" },
							message: "must be equal to constant"
						}];
						return false;
					}
					var valid0 = true;
				} else var valid0 = true;
				if (valid0) {
					if (data.fleet !== void 0) {
						let data2 = data.fleet;
						if (typeof data2 === "string") {
							if (!pattern0$4.test(data2)) {
								validate10$4.errors = [{
									instancePath: instancePath + "/fleet",
									schemaPath: "#/properties/fleet/pattern",
									keyword: "pattern",
									params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
									message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\""
								}];
								return false;
							}
						} else {
							validate10$4.errors = [{
								instancePath: instancePath + "/fleet",
								schemaPath: "#/properties/fleet/type",
								keyword: "type",
								params: { type: "string" },
								message: "must be string"
							}];
							return false;
						}
						var valid0 = true;
					} else var valid0 = true;
					if (valid0) {
						if (data.app !== void 0) {
							let data3 = data.app;
							if (typeof data3 === "string") {
								if (!pattern0$4.test(data3)) {
									validate10$4.errors = [{
										instancePath: instancePath + "/app",
										schemaPath: "#/properties/app/pattern",
										keyword: "pattern",
										params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
										message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\""
									}];
									return false;
								}
							} else {
								validate10$4.errors = [{
									instancePath: instancePath + "/app",
									schemaPath: "#/properties/app/type",
									keyword: "type",
									params: { type: "string" },
									message: "must be string"
								}];
								return false;
							}
							var valid0 = true;
						} else var valid0 = true;
						if (valid0) {
							if (data.version !== void 0) {
								let data4 = data.version;
								if (typeof data4 === "string") {
									if (!pattern2$3.test(data4)) {
										validate10$4.errors = [{
											instancePath: instancePath + "/version",
											schemaPath: "#/properties/version/pattern",
											keyword: "pattern",
											params: { pattern: "^(?!.*\\.\\.)[0-9A-Za-z](?:[0-9A-Za-z.+_-]{0,126}[0-9A-Za-z])?$" },
											message: "must match pattern \"^(?!.*\\.\\.)[0-9A-Za-z](?:[0-9A-Za-z.+_-]{0,126}[0-9A-Za-z])?$\""
										}];
										return false;
									}
								} else {
									validate10$4.errors = [{
										instancePath: instancePath + "/version",
										schemaPath: "#/properties/version/type",
										keyword: "type",
										params: { type: "string" },
										message: "must be string"
									}];
									return false;
								}
								var valid0 = true;
							} else var valid0 = true;
							if (valid0) {
								if (data.image !== void 0) {
									let data5 = data.image;
									if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
										let missing1;
										if (data5.repository === void 0 && (missing1 = "repository") || data5.digest === void 0 && (missing1 = "digest") || data5.platformDigest === void 0 && (missing1 = "platformDigest") || data5.size === void 0 && (missing1 = "size")) {
											validate10$4.errors = [{
												instancePath: instancePath + "/image",
												schemaPath: "#/properties/image/required",
												keyword: "required",
												params: { missingProperty: missing1 },
												message: "must have required property '" + missing1 + "'"
											}];
											return false;
										} else {
											for (const key1 in data5) if (!(key1 === "repository" || key1 === "digest" || key1 === "platformDigest" || key1 === "size")) {
												validate10$4.errors = [{
													instancePath: instancePath + "/image",
													schemaPath: "#/properties/image/additionalProperties",
													keyword: "additionalProperties",
													params: { additionalProperty: key1 },
													message: "must NOT have additional properties"
												}];
												return false;
											}
											if (data5.repository !== void 0) {
												let data6 = data5.repository;
												if (typeof data6 === "string") {
													if (func3$2(data6) > 512) {
														validate10$4.errors = [{
															instancePath: instancePath + "/image/repository",
															schemaPath: "#/properties/image/properties/repository/maxLength",
															keyword: "maxLength",
															params: { limit: 512 },
															message: "must NOT have more than 512 characters"
														}];
														return false;
													} else if (func3$2(data6) < 3) {
														validate10$4.errors = [{
															instancePath: instancePath + "/image/repository",
															schemaPath: "#/properties/image/properties/repository/minLength",
															keyword: "minLength",
															params: { limit: 3 },
															message: "must NOT have fewer than 3 characters"
														}];
														return false;
													}
												} else {
													validate10$4.errors = [{
														instancePath: instancePath + "/image/repository",
														schemaPath: "#/properties/image/properties/repository/type",
														keyword: "type",
														params: { type: "string" },
														message: "must be string"
													}];
													return false;
												}
												var valid1 = true;
											} else var valid1 = true;
											if (valid1) {
												if (data5.digest !== void 0) {
													let data7 = data5.digest;
													if (typeof data7 === "string") {
														if (!pattern3$2.test(data7)) {
															validate10$4.errors = [{
																instancePath: instancePath + "/image/digest",
																schemaPath: "#/properties/image/properties/digest/pattern",
																keyword: "pattern",
																params: { pattern: "^sha256:[0-9a-f]{64}$" },
																message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
															}];
															return false;
														}
													} else {
														validate10$4.errors = [{
															instancePath: instancePath + "/image/digest",
															schemaPath: "#/properties/image/properties/digest/type",
															keyword: "type",
															params: { type: "string" },
															message: "must be string"
														}];
														return false;
													}
													var valid1 = true;
												} else var valid1 = true;
												if (valid1) {
													if (data5.platformDigest !== void 0) {
														let data8 = data5.platformDigest;
														if (typeof data8 === "string") {
															if (!pattern3$2.test(data8)) {
																validate10$4.errors = [{
																	instancePath: instancePath + "/image/platformDigest",
																	schemaPath: "#/properties/image/properties/platformDigest/pattern",
																	keyword: "pattern",
																	params: { pattern: "^sha256:[0-9a-f]{64}$" },
																	message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
																}];
																return false;
															}
														} else {
															validate10$4.errors = [{
																instancePath: instancePath + "/image/platformDigest",
																schemaPath: "#/properties/image/properties/platformDigest/type",
																keyword: "type",
																params: { type: "string" },
																message: "must be string"
															}];
															return false;
														}
														var valid1 = true;
													} else var valid1 = true;
													if (valid1) {
														if (data5.size !== void 0) {
															let data9 = data5.size;
															if (!(typeof data9 == "number" && !(data9 % 1) && !isNaN(data9) && isFinite(data9))) {
																validate10$4.errors = [{
																	instancePath: instancePath + "/image/size",
																	schemaPath: "#/properties/image/properties/size/type",
																	keyword: "type",
																	params: { type: "integer" },
																	message: "must be integer"
																}];
																return false;
															}
															if (typeof data9 == "number" && isFinite(data9)) {
																if (data9 > 9007199254740991 || isNaN(data9)) {
																	validate10$4.errors = [{
																		instancePath: instancePath + "/image/size",
																		schemaPath: "#/properties/image/properties/size/maximum",
																		keyword: "maximum",
																		params: {
																			comparison: "<=",
																			limit: 9007199254740991
																		},
																		message: "must be <= 9007199254740991"
																	}];
																	return false;
																} else if (data9 < 0 || isNaN(data9)) {
																	validate10$4.errors = [{
																		instancePath: instancePath + "/image/size",
																		schemaPath: "#/properties/image/properties/size/minimum",
																		keyword: "minimum",
																		params: {
																			comparison: ">=",
																			limit: 0
																		},
																		message: "must be >= 0"
																	}];
																	return false;
																}
															}
															var valid1 = true;
														} else var valid1 = true;
													}
												}
											}
										}
									} else {
										validate10$4.errors = [{
											instancePath: instancePath + "/image",
											schemaPath: "#/properties/image/type",
											keyword: "type",
											params: { type: "object" },
											message: "must be object"
										}];
										return false;
									}
									var valid0 = true;
								} else var valid0 = true;
								if (valid0) {
									if (data.models !== void 0) {
										let data10 = data.models;
										if (Array.isArray(data10)) {
											if (data10.length > 100) {
												validate10$4.errors = [{
													instancePath: instancePath + "/models",
													schemaPath: "#/properties/models/maxItems",
													keyword: "maxItems",
													params: { limit: 100 },
													message: "must NOT have more than 100 items"
												}];
												return false;
											} else {
												const len0 = data10.length;
												for (let i0 = 0; i0 < len0; i0++) {
													let data11 = data10[i0];
													if (data11 && typeof data11 == "object" && !Array.isArray(data11)) {
														let missing2;
														if (data11.name === void 0 && (missing2 = "name") || data11.kind === void 0 && (missing2 = "kind") || data11.digest === void 0 && (missing2 = "digest") || data11.size === void 0 && (missing2 = "size") || data11.files === void 0 && (missing2 = "files") || data11.ref === void 0 && (missing2 = "ref") || data11.source === void 0 && (missing2 = "source")) {
															validate10$4.errors = [{
																instancePath: instancePath + "/models/" + i0,
																schemaPath: "#/definitions/model/required",
																keyword: "required",
																params: { missingProperty: missing2 },
																message: "must have required property '" + missing2 + "'"
															}];
															return false;
														} else {
															for (const key2 in data11) if (!(key2 === "name" || key2 === "kind" || key2 === "digest" || key2 === "size" || key2 === "files" || key2 === "ref" || key2 === "source")) {
																validate10$4.errors = [{
																	instancePath: instancePath + "/models/" + i0,
																	schemaPath: "#/definitions/model/additionalProperties",
																	keyword: "additionalProperties",
																	params: { additionalProperty: key2 },
																	message: "must NOT have additional properties"
																}];
																return false;
															}
															if (data11.name !== void 0) {
																let data12 = data11.name;
																if (typeof data12 === "string") {
																	if (func3$2(data12) > 255) {
																		validate10$4.errors = [{
																			instancePath: instancePath + "/models/" + i0 + "/name",
																			schemaPath: "#/definitions/model/properties/name/maxLength",
																			keyword: "maxLength",
																			params: { limit: 255 },
																			message: "must NOT have more than 255 characters"
																		}];
																		return false;
																	} else if (func3$2(data12) < 1) {
																		validate10$4.errors = [{
																			instancePath: instancePath + "/models/" + i0 + "/name",
																			schemaPath: "#/definitions/model/properties/name/minLength",
																			keyword: "minLength",
																			params: { limit: 1 },
																			message: "must NOT have fewer than 1 characters"
																		}];
																		return false;
																	}
																} else {
																	validate10$4.errors = [{
																		instancePath: instancePath + "/models/" + i0 + "/name",
																		schemaPath: "#/definitions/model/properties/name/type",
																		keyword: "type",
																		params: { type: "string" },
																		message: "must be string"
																	}];
																	return false;
																}
																var valid4 = true;
															} else var valid4 = true;
															if (valid4) {
																if (data11.kind !== void 0) {
																	let data13 = data11.kind;
																	if (!(data13 === "file" || data13 === "tree")) {
																		validate10$4.errors = [{
																			instancePath: instancePath + "/models/" + i0 + "/kind",
																			schemaPath: "#/definitions/model/properties/kind/enum",
																			keyword: "enum",
																			params: { allowedValues: schema12.properties.kind.enum },
																			message: "must be equal to one of the allowed values"
																		}];
																		return false;
																	}
																	var valid4 = true;
																} else var valid4 = true;
																if (valid4) {
																	if (data11.digest !== void 0) {
																		let data14 = data11.digest;
																		if (typeof data14 === "string") {
																			if (!pattern3$2.test(data14)) {
																				validate10$4.errors = [{
																					instancePath: instancePath + "/models/" + i0 + "/digest",
																					schemaPath: "#/definitions/model/properties/digest/pattern",
																					keyword: "pattern",
																					params: { pattern: "^sha256:[0-9a-f]{64}$" },
																					message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
																				}];
																				return false;
																			}
																		} else {
																			validate10$4.errors = [{
																				instancePath: instancePath + "/models/" + i0 + "/digest",
																				schemaPath: "#/definitions/model/properties/digest/type",
																				keyword: "type",
																				params: { type: "string" },
																				message: "must be string"
																			}];
																			return false;
																		}
																		var valid4 = true;
																	} else var valid4 = true;
																	if (valid4) {
																		if (data11.size !== void 0) {
																			let data15 = data11.size;
																			if (!(typeof data15 == "number" && !(data15 % 1) && !isNaN(data15) && isFinite(data15))) {
																				validate10$4.errors = [{
																					instancePath: instancePath + "/models/" + i0 + "/size",
																					schemaPath: "#/definitions/model/properties/size/type",
																					keyword: "type",
																					params: { type: "integer" },
																					message: "must be integer"
																				}];
																				return false;
																			}
																			if (typeof data15 == "number" && isFinite(data15)) {
																				if (data15 > 9007199254740991 || isNaN(data15)) {
																					validate10$4.errors = [{
																						instancePath: instancePath + "/models/" + i0 + "/size",
																						schemaPath: "#/definitions/model/properties/size/maximum",
																						keyword: "maximum",
																						params: {
																							comparison: "<=",
																							limit: 9007199254740991
																						},
																						message: "must be <= 9007199254740991"
																					}];
																					return false;
																				} else if (data15 < 0 || isNaN(data15)) {
																					validate10$4.errors = [{
																						instancePath: instancePath + "/models/" + i0 + "/size",
																						schemaPath: "#/definitions/model/properties/size/minimum",
																						keyword: "minimum",
																						params: {
																							comparison: ">=",
																							limit: 0
																						},
																						message: "must be >= 0"
																					}];
																					return false;
																				}
																			}
																			var valid4 = true;
																		} else var valid4 = true;
																		if (valid4) {
																			if (data11.files !== void 0) {
																				let data16 = data11.files;
																				if (Array.isArray(data16)) {
																					if (data16.length > 1e5) {
																						validate10$4.errors = [{
																							instancePath: instancePath + "/models/" + i0 + "/files",
																							schemaPath: "#/definitions/model/properties/files/maxItems",
																							keyword: "maxItems",
																							params: { limit: 1e5 },
																							message: "must NOT have more than 100000 items"
																						}];
																						return false;
																					} else if (data16.length < 1) {
																						validate10$4.errors = [{
																							instancePath: instancePath + "/models/" + i0 + "/files",
																							schemaPath: "#/definitions/model/properties/files/minItems",
																							keyword: "minItems",
																							params: { limit: 1 },
																							message: "must NOT have fewer than 1 items"
																						}];
																						return false;
																					} else {
																						const len1 = data16.length;
																						for (let i1 = 0; i1 < len1; i1++) {
																							let data17 = data16[i1];
																							if (data17 && typeof data17 == "object" && !Array.isArray(data17)) {
																								let missing3;
																								if (data17.path === void 0 && (missing3 = "path") || data17.size === void 0 && (missing3 = "size") || data17.sha256 === void 0 && (missing3 = "sha256")) {
																									validate10$4.errors = [{
																										instancePath: instancePath + "/models/" + i0 + "/files/" + i1,
																										schemaPath: "#/definitions/model/properties/files/items/required",
																										keyword: "required",
																										params: { missingProperty: missing3 },
																										message: "must have required property '" + missing3 + "'"
																									}];
																									return false;
																								} else {
																									for (const key3 in data17) if (!(key3 === "path" || key3 === "size" || key3 === "sha256" || key3 === "md5")) {
																										validate10$4.errors = [{
																											instancePath: instancePath + "/models/" + i0 + "/files/" + i1,
																											schemaPath: "#/definitions/model/properties/files/items/additionalProperties",
																											keyword: "additionalProperties",
																											params: { additionalProperty: key3 },
																											message: "must NOT have additional properties"
																										}];
																										return false;
																									}
																									if (data17.path !== void 0) {
																										let data18 = data17.path;
																										if (typeof data18 === "string") {
																											if (func3$2(data18) > 1024) {
																												validate10$4.errors = [{
																													instancePath: instancePath + "/models/" + i0 + "/files/" + i1 + "/path",
																													schemaPath: "#/definitions/model/properties/files/items/properties/path/maxLength",
																													keyword: "maxLength",
																													params: { limit: 1024 },
																													message: "must NOT have more than 1024 characters"
																												}];
																												return false;
																											} else if (func3$2(data18) < 1) {
																												validate10$4.errors = [{
																													instancePath: instancePath + "/models/" + i0 + "/files/" + i1 + "/path",
																													schemaPath: "#/definitions/model/properties/files/items/properties/path/minLength",
																													keyword: "minLength",
																													params: { limit: 1 },
																													message: "must NOT have fewer than 1 characters"
																												}];
																												return false;
																											}
																										} else {
																											validate10$4.errors = [{
																												instancePath: instancePath + "/models/" + i0 + "/files/" + i1 + "/path",
																												schemaPath: "#/definitions/model/properties/files/items/properties/path/type",
																												keyword: "type",
																												params: { type: "string" },
																												message: "must be string"
																											}];
																											return false;
																										}
																										var valid6 = true;
																									} else var valid6 = true;
																									if (valid6) {
																										if (data17.size !== void 0) {
																											let data19 = data17.size;
																											if (!(typeof data19 == "number" && !(data19 % 1) && !isNaN(data19) && isFinite(data19))) {
																												validate10$4.errors = [{
																													instancePath: instancePath + "/models/" + i0 + "/files/" + i1 + "/size",
																													schemaPath: "#/definitions/model/properties/files/items/properties/size/type",
																													keyword: "type",
																													params: { type: "integer" },
																													message: "must be integer"
																												}];
																												return false;
																											}
																											if (typeof data19 == "number" && isFinite(data19)) {
																												if (data19 > 9007199254740991 || isNaN(data19)) {
																													validate10$4.errors = [{
																														instancePath: instancePath + "/models/" + i0 + "/files/" + i1 + "/size",
																														schemaPath: "#/definitions/model/properties/files/items/properties/size/maximum",
																														keyword: "maximum",
																														params: {
																															comparison: "<=",
																															limit: 9007199254740991
																														},
																														message: "must be <= 9007199254740991"
																													}];
																													return false;
																												} else if (data19 < 0 || isNaN(data19)) {
																													validate10$4.errors = [{
																														instancePath: instancePath + "/models/" + i0 + "/files/" + i1 + "/size",
																														schemaPath: "#/definitions/model/properties/files/items/properties/size/minimum",
																														keyword: "minimum",
																														params: {
																															comparison: ">=",
																															limit: 0
																														},
																														message: "must be >= 0"
																													}];
																													return false;
																												}
																											}
																											var valid6 = true;
																										} else var valid6 = true;
																										if (valid6) {
																											if (data17.sha256 !== void 0) {
																												let data20 = data17.sha256;
																												if (typeof data20 === "string") {
																													if (!pattern6$3.test(data20)) {
																														validate10$4.errors = [{
																															instancePath: instancePath + "/models/" + i0 + "/files/" + i1 + "/sha256",
																															schemaPath: "#/definitions/model/properties/files/items/properties/sha256/pattern",
																															keyword: "pattern",
																															params: { pattern: "^[0-9a-f]{64}$" },
																															message: "must match pattern \"^[0-9a-f]{64}$\""
																														}];
																														return false;
																													}
																												} else {
																													validate10$4.errors = [{
																														instancePath: instancePath + "/models/" + i0 + "/files/" + i1 + "/sha256",
																														schemaPath: "#/definitions/model/properties/files/items/properties/sha256/type",
																														keyword: "type",
																														params: { type: "string" },
																														message: "must be string"
																													}];
																													return false;
																												}
																												var valid6 = true;
																											} else var valid6 = true;
																											if (valid6) {
																												if (data17.md5 !== void 0) {
																													let data21 = data17.md5;
																													if (typeof data21 === "string") {
																														if (!pattern7$1.test(data21)) {
																															validate10$4.errors = [{
																																instancePath: instancePath + "/models/" + i0 + "/files/" + i1 + "/md5",
																																schemaPath: "#/definitions/model/properties/files/items/properties/md5/pattern",
																																keyword: "pattern",
																																params: { pattern: "^[0-9a-f]{32}$" },
																																message: "must match pattern \"^[0-9a-f]{32}$\""
																															}];
																															return false;
																														}
																													} else {
																														validate10$4.errors = [{
																															instancePath: instancePath + "/models/" + i0 + "/files/" + i1 + "/md5",
																															schemaPath: "#/definitions/model/properties/files/items/properties/md5/type",
																															keyword: "type",
																															params: { type: "string" },
																															message: "must be string"
																														}];
																														return false;
																													}
																													var valid6 = true;
																												} else var valid6 = true;
																											}
																										}
																									}
																								}
																							} else {
																								validate10$4.errors = [{
																									instancePath: instancePath + "/models/" + i0 + "/files/" + i1,
																									schemaPath: "#/definitions/model/properties/files/items/type",
																									keyword: "type",
																									params: { type: "object" },
																									message: "must be object"
																								}];
																								return false;
																							}
																						}
																					}
																				} else {
																					validate10$4.errors = [{
																						instancePath: instancePath + "/models/" + i0 + "/files",
																						schemaPath: "#/definitions/model/properties/files/type",
																						keyword: "type",
																						params: { type: "array" },
																						message: "must be array"
																					}];
																					return false;
																				}
																				var valid4 = true;
																			} else var valid4 = true;
																			if (valid4) {
																				if (data11.ref !== void 0) {
																					let data22 = data11.ref;
																					if (data22 && typeof data22 == "object" && !Array.isArray(data22)) {
																						let missing4;
																						if (data22.requested === void 0 && (missing4 = "requested") || data22.mutable === void 0 && (missing4 = "mutable")) {
																							validate10$4.errors = [{
																								instancePath: instancePath + "/models/" + i0 + "/ref",
																								schemaPath: "#/definitions/model/properties/ref/required",
																								keyword: "required",
																								params: { missingProperty: missing4 },
																								message: "must have required property '" + missing4 + "'"
																							}];
																							return false;
																						} else {
																							for (const key4 in data22) if (!(key4 === "requested" || key4 === "mutable")) {
																								validate10$4.errors = [{
																									instancePath: instancePath + "/models/" + i0 + "/ref",
																									schemaPath: "#/definitions/model/properties/ref/additionalProperties",
																									keyword: "additionalProperties",
																									params: { additionalProperty: key4 },
																									message: "must NOT have additional properties"
																								}];
																								return false;
																							}
																							if (data22.requested !== void 0) {
																								let data23 = data22.requested;
																								if (typeof data23 === "string") {
																									if (func3$2(data23) > 1024) {
																										validate10$4.errors = [{
																											instancePath: instancePath + "/models/" + i0 + "/ref/requested",
																											schemaPath: "#/definitions/model/properties/ref/properties/requested/maxLength",
																											keyword: "maxLength",
																											params: { limit: 1024 },
																											message: "must NOT have more than 1024 characters"
																										}];
																										return false;
																									} else if (func3$2(data23) < 1) {
																										validate10$4.errors = [{
																											instancePath: instancePath + "/models/" + i0 + "/ref/requested",
																											schemaPath: "#/definitions/model/properties/ref/properties/requested/minLength",
																											keyword: "minLength",
																											params: { limit: 1 },
																											message: "must NOT have fewer than 1 characters"
																										}];
																										return false;
																									}
																								} else {
																									validate10$4.errors = [{
																										instancePath: instancePath + "/models/" + i0 + "/ref/requested",
																										schemaPath: "#/definitions/model/properties/ref/properties/requested/type",
																										keyword: "type",
																										params: { type: "string" },
																										message: "must be string"
																									}];
																									return false;
																								}
																								var valid7 = true;
																							} else var valid7 = true;
																							if (valid7) {
																								if (data22.mutable !== void 0) {
																									if (typeof data22.mutable !== "boolean") {
																										validate10$4.errors = [{
																											instancePath: instancePath + "/models/" + i0 + "/ref/mutable",
																											schemaPath: "#/definitions/model/properties/ref/properties/mutable/type",
																											keyword: "type",
																											params: { type: "boolean" },
																											message: "must be boolean"
																										}];
																										return false;
																									}
																									var valid7 = true;
																								} else var valid7 = true;
																							}
																						}
																					} else {
																						validate10$4.errors = [{
																							instancePath: instancePath + "/models/" + i0 + "/ref",
																							schemaPath: "#/definitions/model/properties/ref/type",
																							keyword: "type",
																							params: { type: "object" },
																							message: "must be object"
																						}];
																						return false;
																					}
																					var valid4 = true;
																				} else var valid4 = true;
																				if (valid4) {
																					if (data11.source !== void 0) {
																						let data25 = data11.source;
																						if (data25 && typeof data25 == "object" && !Array.isArray(data25)) {
																							let missing5;
																							if (data25.type === void 0 && (missing5 = "type")) {
																								validate10$4.errors = [{
																									instancePath: instancePath + "/models/" + i0 + "/source",
																									schemaPath: "#/definitions/model/properties/source/required",
																									keyword: "required",
																									params: { missingProperty: missing5 },
																									message: "must have required property '" + missing5 + "'"
																								}];
																								return false;
																							} else {
																								const tag0 = data25.type;
																								if (typeof tag0 == "string") {
																									if (tag0 === "file") {
																										if (data25 && typeof data25 == "object" && !Array.isArray(data25)) {
																											let missing6;
																											if (data25.type === void 0 && (missing6 = "type") || data25.path === void 0 && (missing6 = "path")) {
																												validate10$4.errors = [{
																													instancePath: instancePath + "/models/" + i0 + "/source",
																													schemaPath: "#/definitions/model/properties/source/oneOf/0/required",
																													keyword: "required",
																													params: { missingProperty: missing6 },
																													message: "must have required property '" + missing6 + "'"
																												}];
																												return false;
																											} else {
																												for (const key5 in data25) if (!(key5 === "type" || key5 === "path")) {
																													validate10$4.errors = [{
																														instancePath: instancePath + "/models/" + i0 + "/source",
																														schemaPath: "#/definitions/model/properties/source/oneOf/0/additionalProperties",
																														keyword: "additionalProperties",
																														params: { additionalProperty: key5 },
																														message: "must NOT have additional properties"
																													}];
																													return false;
																												}
																												if (data25.type !== void 0) {
																													if ("file" !== data25.type) {
																														validate10$4.errors = [{
																															instancePath: instancePath + "/models/" + i0 + "/source/type",
																															schemaPath: "#/definitions/model/properties/source/oneOf/0/properties/type/const",
																															keyword: "const",
																															params: { allowedValue: "file" },
																															message: "must be equal to constant"
																														}];
																														return false;
																													}
																													var valid10 = true;
																												} else var valid10 = true;
																												if (valid10) {
																													if (data25.path !== void 0) {
																														let data27 = data25.path;
																														if (typeof data27 === "string") {
																															if (func3$2(data27) > 1024) {
																																validate10$4.errors = [{
																																	instancePath: instancePath + "/models/" + i0 + "/source/path",
																																	schemaPath: "#/definitions/model/properties/source/oneOf/0/properties/path/maxLength",
																																	keyword: "maxLength",
																																	params: { limit: 1024 },
																																	message: "must NOT have more than 1024 characters"
																																}];
																																return false;
																															} else if (func3$2(data27) < 1) {
																																validate10$4.errors = [{
																																	instancePath: instancePath + "/models/" + i0 + "/source/path",
																																	schemaPath: "#/definitions/model/properties/source/oneOf/0/properties/path/minLength",
																																	keyword: "minLength",
																																	params: { limit: 1 },
																																	message: "must NOT have fewer than 1 characters"
																																}];
																																return false;
																															}
																														} else {
																															validate10$4.errors = [{
																																instancePath: instancePath + "/models/" + i0 + "/source/path",
																																schemaPath: "#/definitions/model/properties/source/oneOf/0/properties/path/type",
																																keyword: "type",
																																params: { type: "string" },
																																message: "must be string"
																															}];
																															return false;
																														}
																														var valid10 = true;
																													} else var valid10 = true;
																												}
																											}
																										} else {
																											validate10$4.errors = [{
																												instancePath: instancePath + "/models/" + i0 + "/source",
																												schemaPath: "#/definitions/model/properties/source/oneOf/0/type",
																												keyword: "type",
																												params: { type: "object" },
																												message: "must be object"
																											}];
																											return false;
																										}
																									} else if (tag0 === "dvc") {
																										if (data25 && typeof data25 == "object" && !Array.isArray(data25)) {
																											let missing7;
																											if (data25.type === void 0 && (missing7 = "type") || data25.path === void 0 && (missing7 = "path") || data25.pointer === void 0 && (missing7 = "pointer") || data25.commit === void 0 && (missing7 = "commit") || data25.md5 === void 0 && (missing7 = "md5") || data25.remote === void 0 && (missing7 = "remote")) {
																												validate10$4.errors = [{
																													instancePath: instancePath + "/models/" + i0 + "/source",
																													schemaPath: "#/definitions/model/properties/source/oneOf/1/required",
																													keyword: "required",
																													params: { missingProperty: missing7 },
																													message: "must have required property '" + missing7 + "'"
																												}];
																												return false;
																											} else {
																												for (const key6 in data25) if (!(key6 === "type" || key6 === "path" || key6 === "pointer" || key6 === "commit" || key6 === "md5" || key6 === "remote")) {
																													validate10$4.errors = [{
																														instancePath: instancePath + "/models/" + i0 + "/source",
																														schemaPath: "#/definitions/model/properties/source/oneOf/1/additionalProperties",
																														keyword: "additionalProperties",
																														params: { additionalProperty: key6 },
																														message: "must NOT have additional properties"
																													}];
																													return false;
																												}
																												if (data25.type !== void 0) {
																													if ("dvc" !== data25.type) {
																														validate10$4.errors = [{
																															instancePath: instancePath + "/models/" + i0 + "/source/type",
																															schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/type/const",
																															keyword: "const",
																															params: { allowedValue: "dvc" },
																															message: "must be equal to constant"
																														}];
																														return false;
																													}
																													var valid12 = true;
																												} else var valid12 = true;
																												if (valid12) {
																													if (data25.path !== void 0) {
																														let data29 = data25.path;
																														if (typeof data29 === "string") {
																															if (func3$2(data29) > 1024) {
																																validate10$4.errors = [{
																																	instancePath: instancePath + "/models/" + i0 + "/source/path",
																																	schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/path/maxLength",
																																	keyword: "maxLength",
																																	params: { limit: 1024 },
																																	message: "must NOT have more than 1024 characters"
																																}];
																																return false;
																															} else if (func3$2(data29) < 1) {
																																validate10$4.errors = [{
																																	instancePath: instancePath + "/models/" + i0 + "/source/path",
																																	schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/path/minLength",
																																	keyword: "minLength",
																																	params: { limit: 1 },
																																	message: "must NOT have fewer than 1 characters"
																																}];
																																return false;
																															}
																														} else {
																															validate10$4.errors = [{
																																instancePath: instancePath + "/models/" + i0 + "/source/path",
																																schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/path/type",
																																keyword: "type",
																																params: { type: "string" },
																																message: "must be string"
																															}];
																															return false;
																														}
																														var valid12 = true;
																													} else var valid12 = true;
																													if (valid12) {
																														if (data25.pointer !== void 0) {
																															let data30 = data25.pointer;
																															if (typeof data30 === "string") {
																																if (func3$2(data30) > 1024) {
																																	validate10$4.errors = [{
																																		instancePath: instancePath + "/models/" + i0 + "/source/pointer",
																																		schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/pointer/maxLength",
																																		keyword: "maxLength",
																																		params: { limit: 1024 },
																																		message: "must NOT have more than 1024 characters"
																																	}];
																																	return false;
																																} else if (func3$2(data30) < 1) {
																																	validate10$4.errors = [{
																																		instancePath: instancePath + "/models/" + i0 + "/source/pointer",
																																		schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/pointer/minLength",
																																		keyword: "minLength",
																																		params: { limit: 1 },
																																		message: "must NOT have fewer than 1 characters"
																																	}];
																																	return false;
																																}
																															} else {
																																validate10$4.errors = [{
																																	instancePath: instancePath + "/models/" + i0 + "/source/pointer",
																																	schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/pointer/type",
																																	keyword: "type",
																																	params: { type: "string" },
																																	message: "must be string"
																																}];
																																return false;
																															}
																															var valid12 = true;
																														} else var valid12 = true;
																														if (valid12) {
																															if (data25.commit !== void 0) {
																																let data31 = data25.commit;
																																if (typeof data31 === "string") {
																																	if (!pattern8$1.test(data31)) {
																																		validate10$4.errors = [{
																																			instancePath: instancePath + "/models/" + i0 + "/source/commit",
																																			schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/commit/pattern",
																																			keyword: "pattern",
																																			params: { pattern: "^[0-9a-f]{40}(?:[0-9a-f]{24})?$" },
																																			message: "must match pattern \"^[0-9a-f]{40}(?:[0-9a-f]{24})?$\""
																																		}];
																																		return false;
																																	}
																																} else {
																																	validate10$4.errors = [{
																																		instancePath: instancePath + "/models/" + i0 + "/source/commit",
																																		schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/commit/type",
																																		keyword: "type",
																																		params: { type: "string" },
																																		message: "must be string"
																																	}];
																																	return false;
																																}
																																var valid12 = true;
																															} else var valid12 = true;
																															if (valid12) {
																																if (data25.md5 !== void 0) {
																																	let data32 = data25.md5;
																																	if (typeof data32 === "string") {
																																		if (!pattern9.test(data32)) {
																																			validate10$4.errors = [{
																																				instancePath: instancePath + "/models/" + i0 + "/source/md5",
																																				schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/md5/pattern",
																																				keyword: "pattern",
																																				params: { pattern: "^[0-9a-f]{32}(?:\\.dir)?$" },
																																				message: "must match pattern \"^[0-9a-f]{32}(?:\\.dir)?$\""
																																			}];
																																			return false;
																																		}
																																	} else {
																																		validate10$4.errors = [{
																																			instancePath: instancePath + "/models/" + i0 + "/source/md5",
																																			schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/md5/type",
																																			keyword: "type",
																																			params: { type: "string" },
																																			message: "must be string"
																																		}];
																																		return false;
																																	}
																																	var valid12 = true;
																																} else var valid12 = true;
																																if (valid12) {
																																	if (data25.remote !== void 0) {
																																		let data33 = data25.remote;
																																		if (typeof data33 === "string") {
																																			if (func3$2(data33) > 255) {
																																				validate10$4.errors = [{
																																					instancePath: instancePath + "/models/" + i0 + "/source/remote",
																																					schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/remote/maxLength",
																																					keyword: "maxLength",
																																					params: { limit: 255 },
																																					message: "must NOT have more than 255 characters"
																																				}];
																																				return false;
																																			} else if (func3$2(data33) < 1) {
																																				validate10$4.errors = [{
																																					instancePath: instancePath + "/models/" + i0 + "/source/remote",
																																					schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/remote/minLength",
																																					keyword: "minLength",
																																					params: { limit: 1 },
																																					message: "must NOT have fewer than 1 characters"
																																				}];
																																				return false;
																																			}
																																		} else {
																																			validate10$4.errors = [{
																																				instancePath: instancePath + "/models/" + i0 + "/source/remote",
																																				schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/remote/type",
																																				keyword: "type",
																																				params: { type: "string" },
																																				message: "must be string"
																																			}];
																																			return false;
																																		}
																																		var valid12 = true;
																																	} else var valid12 = true;
																																}
																															}
																														}
																													}
																												}
																											}
																										} else {
																											validate10$4.errors = [{
																												instancePath: instancePath + "/models/" + i0 + "/source",
																												schemaPath: "#/definitions/model/properties/source/oneOf/1/type",
																												keyword: "type",
																												params: { type: "object" },
																												message: "must be object"
																											}];
																											return false;
																										}
																									} else {
																										validate10$4.errors = [{
																											instancePath: instancePath + "/models/" + i0 + "/source",
																											schemaPath: "#/definitions/model/properties/source/discriminator",
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
																									validate10$4.errors = [{
																										instancePath: instancePath + "/models/" + i0 + "/source",
																										schemaPath: "#/definitions/model/properties/source/discriminator",
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
																							validate10$4.errors = [{
																								instancePath: instancePath + "/models/" + i0 + "/source",
																								schemaPath: "#/definitions/model/properties/source/type",
																								keyword: "type",
																								params: { type: "object" },
																								message: "must be object"
																							}];
																							return false;
																						}
																						var valid4 = true;
																					} else var valid4 = true;
																				}
																			}
																		}
																	}
																}
															}
														}
													} else {
														validate10$4.errors = [{
															instancePath: instancePath + "/models/" + i0,
															schemaPath: "#/definitions/model/type",
															keyword: "type",
															params: { type: "object" },
															message: "must be object"
														}];
														return false;
													}
												}
											}
										} else {
											validate10$4.errors = [{
												instancePath: instancePath + "/models",
												schemaPath: "#/properties/models/type",
												keyword: "type",
												params: { type: "array" },
												message: "must be array"
											}];
											return false;
										}
										var valid0 = true;
									} else var valid0 = true;
									if (valid0) {
										if (data.source !== void 0) {
											let data34 = data.source;
											if (data34 && typeof data34 == "object" && !Array.isArray(data34)) {
												let missing8;
												if (data34.repository === void 0 && (missing8 = "repository") || data34.commit === void 0 && (missing8 = "commit") || data34.run === void 0 && (missing8 = "run")) {
													validate10$4.errors = [{
														instancePath: instancePath + "/source",
														schemaPath: "#/properties/source/required",
														keyword: "required",
														params: { missingProperty: missing8 },
														message: "must have required property '" + missing8 + "'"
													}];
													return false;
												} else {
													for (const key7 in data34) if (!(key7 === "repository" || key7 === "commit" || key7 === "run")) {
														validate10$4.errors = [{
															instancePath: instancePath + "/source",
															schemaPath: "#/properties/source/additionalProperties",
															keyword: "additionalProperties",
															params: { additionalProperty: key7 },
															message: "must NOT have additional properties"
														}];
														return false;
													}
													if (data34.repository !== void 0) {
														let data35 = data34.repository;
														if (typeof data35 === "string") {
															if (func3$2(data35) > 150) {
																validate10$4.errors = [{
																	instancePath: instancePath + "/source/repository",
																	schemaPath: "#/properties/source/properties/repository/maxLength",
																	keyword: "maxLength",
																	params: { limit: 150 },
																	message: "must NOT have more than 150 characters"
																}];
																return false;
															} else if (func3$2(data35) < 3) {
																validate10$4.errors = [{
																	instancePath: instancePath + "/source/repository",
																	schemaPath: "#/properties/source/properties/repository/minLength",
																	keyword: "minLength",
																	params: { limit: 3 },
																	message: "must NOT have fewer than 3 characters"
																}];
																return false;
															}
														} else {
															validate10$4.errors = [{
																instancePath: instancePath + "/source/repository",
																schemaPath: "#/properties/source/properties/repository/type",
																keyword: "type",
																params: { type: "string" },
																message: "must be string"
															}];
															return false;
														}
														var valid13 = true;
													} else var valid13 = true;
													if (valid13) {
														if (data34.commit !== void 0) {
															let data36 = data34.commit;
															if (typeof data36 === "string") {
																if (!pattern8$1.test(data36)) {
																	validate10$4.errors = [{
																		instancePath: instancePath + "/source/commit",
																		schemaPath: "#/properties/source/properties/commit/pattern",
																		keyword: "pattern",
																		params: { pattern: "^[0-9a-f]{40}(?:[0-9a-f]{24})?$" },
																		message: "must match pattern \"^[0-9a-f]{40}(?:[0-9a-f]{24})?$\""
																	}];
																	return false;
																}
															} else {
																validate10$4.errors = [{
																	instancePath: instancePath + "/source/commit",
																	schemaPath: "#/properties/source/properties/commit/type",
																	keyword: "type",
																	params: { type: "string" },
																	message: "must be string"
																}];
																return false;
															}
															var valid13 = true;
														} else var valid13 = true;
														if (valid13) {
															if (data34.run !== void 0) {
																let data37 = data34.run;
																if (typeof data37 === "string") {
																	if (func3$2(data37) > 512) {
																		validate10$4.errors = [{
																			instancePath: instancePath + "/source/run",
																			schemaPath: "#/properties/source/properties/run/maxLength",
																			keyword: "maxLength",
																			params: { limit: 512 },
																			message: "must NOT have more than 512 characters"
																		}];
																		return false;
																	}
																} else {
																	validate10$4.errors = [{
																		instancePath: instancePath + "/source/run",
																		schemaPath: "#/properties/source/properties/run/type",
																		keyword: "type",
																		params: { type: "string" },
																		message: "must be string"
																	}];
																	return false;
																}
																var valid13 = true;
															} else var valid13 = true;
														}
													}
												}
											} else {
												validate10$4.errors = [{
													instancePath: instancePath + "/source",
													schemaPath: "#/properties/source/type",
													keyword: "type",
													params: { type: "object" },
													message: "must be object"
												}];
												return false;
											}
											var valid0 = true;
										} else var valid0 = true;
										if (valid0) {
											if (data.notes !== void 0) {
												let data38 = data.notes;
												if (typeof data38 === "string") {
													if (func3$2(data38) > 1e4) {
														validate10$4.errors = [{
															instancePath: instancePath + "/notes",
															schemaPath: "#/properties/notes/maxLength",
															keyword: "maxLength",
															params: { limit: 1e4 },
															message: "must NOT have more than 10000 characters"
														}];
														return false;
													}
												} else {
													validate10$4.errors = [{
														instancePath: instancePath + "/notes",
														schemaPath: "#/properties/notes/type",
														keyword: "type",
														params: { type: "string" },
														message: "must be string"
													}];
													return false;
												}
												var valid0 = true;
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
		validate10$4.errors = [{
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object"
		}];
		return false;
	}
	validate10$4.errors = vErrors;
	return true;
}

// src/schema/generated/trust-signatures.js
const validate$4 = validate10$3;
const pattern0$3 = /* @__PURE__ */ new RegExp("^sha256:[0-9a-f]{64}$", "u");
const pattern1$1 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
const pattern2$2 = /* @__PURE__ */ new RegExp("^[A-Za-z0-9+/]{16,2048}={0,2}$", "u");
function validate10$3(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		let missing0;
		if (data.schemaVersion === void 0 && (missing0 = "schemaVersion") || data.kind === void 0 && (missing0 = "kind") || data.trust === void 0 && (missing0 = "trust") || data.signatures === void 0 && (missing0 = "signatures")) {
			validate10$3.errors = [{
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: missing0 },
				message: "must have required property '" + missing0 + "'"
			}];
			return false;
		} else {
			for (const key0 in data) if (!(key0 === "schemaVersion" || key0 === "kind" || key0 === "trust" || key0 === "signatures")) {
				validate10$3.errors = [{
					instancePath,
					schemaPath: "#/additionalProperties",
					keyword: "additionalProperties",
					params: { additionalProperty: key0 },
					message: "must NOT have additional properties"
				}];
				return false;
			}
			if (data.schemaVersion !== void 0) {
				if (1 !== data.schemaVersion) {
					validate10$3.errors = [{
						instancePath: instancePath + "/schemaVersion",
						schemaPath: "#/properties/schemaVersion/const",
						keyword: "const",
						params: { allowedValue: 1 },
						message: "must be equal to constant"
					}];
					return false;
				}
				var valid0 = true;
			} else var valid0 = true;
			if (valid0) {
				if (data.kind !== void 0) {
					if ("trust-signatures" !== data.kind) {
						validate10$3.errors = [{
							instancePath: instancePath + "/kind",
							schemaPath: "#/properties/kind/const",
							keyword: "const",
							params: { allowedValue: "trust-signatures" },
							message: "must be equal to constant"
						}];
						return false;
					}
					var valid0 = true;
				} else var valid0 = true;
				if (valid0) {
					if (data.trust !== void 0) {
						let data2 = data.trust;
						if (typeof data2 === "string") {
							if (!pattern0$3.test(data2)) {
								validate10$3.errors = [{
									instancePath: instancePath + "/trust",
									schemaPath: "#/properties/trust/pattern",
									keyword: "pattern",
									params: { pattern: "^sha256:[0-9a-f]{64}$" },
									message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
								}];
								return false;
							}
						} else {
							validate10$3.errors = [{
								instancePath: instancePath + "/trust",
								schemaPath: "#/properties/trust/type",
								keyword: "type",
								params: { type: "string" },
								message: "must be string"
							}];
							return false;
						}
						var valid0 = true;
					} else var valid0 = true;
					if (valid0) {
						if (data.signatures !== void 0) {
							let data3 = data.signatures;
							if (Array.isArray(data3)) {
								if (data3.length > 64) {
									validate10$3.errors = [{
										instancePath: instancePath + "/signatures",
										schemaPath: "#/properties/signatures/maxItems",
										keyword: "maxItems",
										params: { limit: 64 },
										message: "must NOT have more than 64 items"
									}];
									return false;
								} else {
									const len0 = data3.length;
									for (let i0 = 0; i0 < len0; i0++) {
										let data4 = data3[i0];
										if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
											let missing1;
											if (data4.keyId === void 0 && (missing1 = "keyId") || data4.signature === void 0 && (missing1 = "signature")) {
												validate10$3.errors = [{
													instancePath: instancePath + "/signatures/" + i0,
													schemaPath: "#/properties/signatures/items/required",
													keyword: "required",
													params: { missingProperty: missing1 },
													message: "must have required property '" + missing1 + "'"
												}];
												return false;
											} else {
												for (const key1 in data4) if (!(key1 === "keyId" || key1 === "signature")) {
													validate10$3.errors = [{
														instancePath: instancePath + "/signatures/" + i0,
														schemaPath: "#/properties/signatures/items/additionalProperties",
														keyword: "additionalProperties",
														params: { additionalProperty: key1 },
														message: "must NOT have additional properties"
													}];
													return false;
												}
												if (data4.keyId !== void 0) {
													let data5 = data4.keyId;
													if (typeof data5 === "string") {
														if (!pattern1$1.test(data5)) {
															validate10$3.errors = [{
																instancePath: instancePath + "/signatures/" + i0 + "/keyId",
																schemaPath: "#/properties/signatures/items/properties/keyId/pattern",
																keyword: "pattern",
																params: { pattern: "^[0-9a-f]{64}$" },
																message: "must match pattern \"^[0-9a-f]{64}$\""
															}];
															return false;
														}
													} else {
														validate10$3.errors = [{
															instancePath: instancePath + "/signatures/" + i0 + "/keyId",
															schemaPath: "#/properties/signatures/items/properties/keyId/type",
															keyword: "type",
															params: { type: "string" },
															message: "must be string"
														}];
														return false;
													}
													var valid2 = true;
												} else var valid2 = true;
												if (valid2) {
													if (data4.signature !== void 0) {
														let data6 = data4.signature;
														if (typeof data6 === "string") {
															if (!pattern2$2.test(data6)) {
																validate10$3.errors = [{
																	instancePath: instancePath + "/signatures/" + i0 + "/signature",
																	schemaPath: "#/properties/signatures/items/properties/signature/pattern",
																	keyword: "pattern",
																	params: { pattern: "^[A-Za-z0-9+/]{16,2048}={0,2}$" },
																	message: "must match pattern \"^[A-Za-z0-9+/]{16,2048}={0,2}$\""
																}];
																return false;
															}
														} else {
															validate10$3.errors = [{
																instancePath: instancePath + "/signatures/" + i0 + "/signature",
																schemaPath: "#/properties/signatures/items/properties/signature/type",
																keyword: "type",
																params: { type: "string" },
																message: "must be string"
															}];
															return false;
														}
														var valid2 = true;
													} else var valid2 = true;
												}
											}
										} else {
											validate10$3.errors = [{
												instancePath: instancePath + "/signatures/" + i0,
												schemaPath: "#/properties/signatures/items/type",
												keyword: "type",
												params: { type: "object" },
												message: "must be object"
											}];
											return false;
										}
									}
								}
							} else {
								validate10$3.errors = [{
									instancePath: instancePath + "/signatures",
									schemaPath: "#/properties/signatures/type",
									keyword: "type",
									params: { type: "array" },
									message: "must be array"
								}];
								return false;
							}
							var valid0 = true;
						} else var valid0 = true;
					}
				}
			}
		}
	} else {
		validate10$3.errors = [{
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object"
		}];
		return false;
	}
	validate10$3.errors = vErrors;
	return true;
}

// src/schema/generated/trust.js
const validate$3 = validate10$2;
const schema11$2 = {
	"$schema": "http://json-schema.org/draft-07/schema#",
	"$id": "urn:pi5-fleet-actions:schema:trust:1",
	"title": "Trust",
	"type": "object",
	"description": "trust/trust.json: who may sign what. Signed by the offline root; follows the rules of TUF root metadata.",
	"additionalProperties": false,
	"required": [
		"schemaVersion",
		"kind",
		"fleet",
		"version",
		"epoch",
		"expires",
		"roots",
		"signers",
		"floors",
		"revocations",
		"revertKey",
		"trustedRoot"
	],
	"properties": {
		"schemaVersion": {
			"const": 1,
			"description": "Version of this schema."
		},
		"kind": { "const": "trust" },
		"fleet": {
			"type": "string",
			"description": "Name of the fleet; every signed body carries it, so that nothing of another fleet is accepted.",
			"pattern": "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$"
		},
		"version": {
			"type": "integer",
			"minimum": 1,
			"maximum": 2147483647,
			"description": "Raised by one with each change."
		},
		"epoch": {
			"type": "integer",
			"minimum": 1,
			"maximum": 2147483647,
			"description": "Raised to recover from a stolen identity; pointers of an older epoch are refused."
		},
		"expires": {
			"type": "string",
			"description": "When this document should be renewed.",
			"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$",
			"maxLength": 24
		},
		"roots": {
			"type": "object",
			"description": "The keys that sign this document and its successor.",
			"additionalProperties": false,
			"required": ["threshold", "keys"],
			"properties": {
				"threshold": {
					"type": "integer",
					"minimum": 1,
					"maximum": 16
				},
				"keys": {
					"type": "array",
					"minItems": 1,
					"maxItems": 16,
					"items": { "$ref": "#/definitions/rootKey" }
				}
			},
			"title": "TrustRoots"
		},
		"signers": {
			"type": "array",
			"description": "Who may sign what.",
			"maxItems": 2e3,
			"items": {
				"type": "object",
				"description": "One role of one identity.",
				"additionalProperties": false,
				"required": [
					"role",
					"app",
					"identity"
				],
				"properties": {
					"role": {
						"enum": [
							"release",
							"publish",
							"gate"
						],
						"description": "release signs releases of its app, gate verdicts, publish pointers."
					},
					"app": {
						"description": "The only app that this role is for, or null for all.",
						"oneOf": [{
							"type": "string",
							"pattern": "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$"
						}, { "type": "null" }]
					},
					"identity": { "$ref": "#/definitions/identity" }
				},
				"title": "TrustSigner"
			}
		},
		"floors": {
			"type": "object",
			"description": "Least (epoch, seq) that a ring's devices accept.",
			"maxProperties": 100,
			"propertyNames": { "pattern": "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
			"additionalProperties": {
				"type": "object",
				"description": "An epoch and a seq.",
				"additionalProperties": false,
				"required": ["epoch", "seq"],
				"properties": {
					"epoch": {
						"type": "integer",
						"minimum": 1,
						"maximum": 2147483647
					},
					"seq": {
						"type": "integer",
						"minimum": 0,
						"maximum": 9007199254740991
					}
				},
				"title": "TrustFloor"
			}
		},
		"revocations": {
			"type": "array",
			"description": "Identities that are no longer trusted for signatures at or after a time.",
			"maxItems": 500,
			"items": {
				"type": "object",
				"description": "A revoked identity.",
				"additionalProperties": false,
				"required": ["identity", "from"],
				"properties": {
					"identity": { "$ref": "#/definitions/identity" },
					"from": {
						"type": "string",
						"description": "Signatures from this time on are refused.",
						"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$",
						"maxLength": 24
					}
				},
				"title": "TrustRevocation"
			}
		},
		"revertKey": {
			"description": "The offline key that can sign a revert or a freeze and nothing else.",
			"oneOf": [{ "$ref": "#/definitions/rootKey" }, { "type": "null" }]
		},
		"trustedRoot": {
			"type": "string",
			"description": "Digest of trust/trusted_root.json.",
			"pattern": "^sha256:[0-9a-f]{64}$"
		}
	},
	"definitions": {
		"identity": {
			"title": "TrustIdentity",
			"type": "object",
			"required": ["kind"],
			"discriminator": { "propertyName": "kind" },
			"oneOf": [{
				"type": "object",
				"description": "A workflow of a GitHub repository, compared exactly.",
				"additionalProperties": false,
				"required": [
					"kind",
					"issuer",
					"subject",
					"repositoryId",
					"ownerId",
					"sourceRef",
					"buildConfigUri",
					"trigger"
				],
				"properties": {
					"kind": { "const": "workflow" },
					"issuer": {
						"type": "string",
						"description": "OIDC issuer.",
						"minLength": 1,
						"maxLength": 512
					},
					"subject": {
						"type": "string",
						"description": "Certificate SAN.",
						"minLength": 1,
						"maxLength": 1024
					},
					"repositoryId": {
						"type": "string",
						"description": "Numeric id of the source repository.",
						"pattern": "^[0-9]{1,20}$"
					},
					"ownerId": {
						"type": "string",
						"description": "Numeric id of its owner.",
						"pattern": "^[0-9]{1,20}$"
					},
					"sourceRef": {
						"type": "string",
						"description": "Ref of the source repository.",
						"pattern": "^refs/[!-~]{1,250}$"
					},
					"buildConfigUri": {
						"type": "string",
						"description": "URI of the workflow that started the run.",
						"minLength": 1,
						"maxLength": 1024
					},
					"trigger": {
						"type": "string",
						"description": "Event that started the run.",
						"pattern": "^[a-z_]{1,40}$"
					}
				},
				"title": "TrustWorkflow"
			}, {
				"type": "object",
				"description": "A public key.",
				"additionalProperties": false,
				"required": [
					"kind",
					"keyId",
					"publicKey"
				],
				"properties": {
					"kind": { "const": "key" },
					"keyId": {
						"type": "string",
						"description": "SHA-256 of the DER SubjectPublicKeyInfo, lower-case hex.",
						"pattern": "^[0-9a-f]{64}$"
					},
					"publicKey": {
						"type": "string",
						"description": "PEM SubjectPublicKeyInfo.",
						"minLength": 64,
						"maxLength": 4096
					}
				},
				"title": "TrustKey"
			}]
		},
		"rootKey": {
			"type": "object",
			"description": "A key by its id.",
			"additionalProperties": false,
			"required": ["keyId", "publicKey"],
			"properties": {
				"keyId": {
					"type": "string",
					"description": "SHA-256 of the DER SubjectPublicKeyInfo, lower-case hex.",
					"pattern": "^[0-9a-f]{64}$"
				},
				"publicKey": {
					"type": "string",
					"description": "PEM SubjectPublicKeyInfo.",
					"minLength": 64,
					"maxLength": 4096
				}
			},
			"title": "RootKey"
		}
	}
};
const func2$1 = Object.prototype.hasOwnProperty;
const func3$1 = import_ucs2length.default.default;
const pattern0$2 = /* @__PURE__ */ new RegExp("^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$", "u");
const pattern1 = /* @__PURE__ */ new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$", "u");
const pattern2$1 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
const pattern4 = /* @__PURE__ */ new RegExp("^[0-9]{1,20}$", "u");
const pattern6$2 = /* @__PURE__ */ new RegExp("^refs/[!-~]{1,250}$", "u");
const pattern7 = /* @__PURE__ */ new RegExp("^[a-z_]{1,40}$", "u");
const pattern17 = /* @__PURE__ */ new RegExp("^sha256:[0-9a-f]{64}$", "u");
function validate10$2(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (errors === 0) {
		if (data && typeof data == "object" && !Array.isArray(data)) {
			let missing0;
			if (data.schemaVersion === void 0 && (missing0 = "schemaVersion") || data.kind === void 0 && (missing0 = "kind") || data.fleet === void 0 && (missing0 = "fleet") || data.version === void 0 && (missing0 = "version") || data.epoch === void 0 && (missing0 = "epoch") || data.expires === void 0 && (missing0 = "expires") || data.roots === void 0 && (missing0 = "roots") || data.signers === void 0 && (missing0 = "signers") || data.floors === void 0 && (missing0 = "floors") || data.revocations === void 0 && (missing0 = "revocations") || data.revertKey === void 0 && (missing0 = "revertKey") || data.trustedRoot === void 0 && (missing0 = "trustedRoot")) {
				validate10$2.errors = [{
					instancePath,
					schemaPath: "#/required",
					keyword: "required",
					params: { missingProperty: missing0 },
					message: "must have required property '" + missing0 + "'"
				}];
				return false;
			} else {
				const _errs1 = errors;
				for (const key0 in data) if (!func2$1.call(schema11$2.properties, key0)) {
					validate10$2.errors = [{
						instancePath,
						schemaPath: "#/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key0 },
						message: "must NOT have additional properties"
					}];
					return false;
				}
				if (_errs1 === errors) {
					if (data.schemaVersion !== void 0) {
						const _errs2 = errors;
						if (1 !== data.schemaVersion) {
							validate10$2.errors = [{
								instancePath: instancePath + "/schemaVersion",
								schemaPath: "#/properties/schemaVersion/const",
								keyword: "const",
								params: { allowedValue: 1 },
								message: "must be equal to constant"
							}];
							return false;
						}
						var valid0 = _errs2 === errors;
					} else var valid0 = true;
					if (valid0) {
						if (data.kind !== void 0) {
							const _errs3 = errors;
							if ("trust" !== data.kind) {
								validate10$2.errors = [{
									instancePath: instancePath + "/kind",
									schemaPath: "#/properties/kind/const",
									keyword: "const",
									params: { allowedValue: "trust" },
									message: "must be equal to constant"
								}];
								return false;
							}
							var valid0 = _errs3 === errors;
						} else var valid0 = true;
						if (valid0) {
							if (data.fleet !== void 0) {
								let data2 = data.fleet;
								const _errs4 = errors;
								if (errors === _errs4) {
									if (typeof data2 === "string") {
										if (!pattern0$2.test(data2)) {
											validate10$2.errors = [{
												instancePath: instancePath + "/fleet",
												schemaPath: "#/properties/fleet/pattern",
												keyword: "pattern",
												params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
												message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\""
											}];
											return false;
										}
									} else {
										validate10$2.errors = [{
											instancePath: instancePath + "/fleet",
											schemaPath: "#/properties/fleet/type",
											keyword: "type",
											params: { type: "string" },
											message: "must be string"
										}];
										return false;
									}
								}
								var valid0 = _errs4 === errors;
							} else var valid0 = true;
							if (valid0) {
								if (data.version !== void 0) {
									let data3 = data.version;
									const _errs6 = errors;
									if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3))) {
										validate10$2.errors = [{
											instancePath: instancePath + "/version",
											schemaPath: "#/properties/version/type",
											keyword: "type",
											params: { type: "integer" },
											message: "must be integer"
										}];
										return false;
									}
									if (errors === _errs6) {
										if (typeof data3 == "number" && isFinite(data3)) {
											if (data3 > 2147483647 || isNaN(data3)) {
												validate10$2.errors = [{
													instancePath: instancePath + "/version",
													schemaPath: "#/properties/version/maximum",
													keyword: "maximum",
													params: {
														comparison: "<=",
														limit: 2147483647
													},
													message: "must be <= 2147483647"
												}];
												return false;
											} else if (data3 < 1 || isNaN(data3)) {
												validate10$2.errors = [{
													instancePath: instancePath + "/version",
													schemaPath: "#/properties/version/minimum",
													keyword: "minimum",
													params: {
														comparison: ">=",
														limit: 1
													},
													message: "must be >= 1"
												}];
												return false;
											}
										}
									}
									var valid0 = _errs6 === errors;
								} else var valid0 = true;
								if (valid0) {
									if (data.epoch !== void 0) {
										let data4 = data.epoch;
										const _errs8 = errors;
										if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4))) {
											validate10$2.errors = [{
												instancePath: instancePath + "/epoch",
												schemaPath: "#/properties/epoch/type",
												keyword: "type",
												params: { type: "integer" },
												message: "must be integer"
											}];
											return false;
										}
										if (errors === _errs8) {
											if (typeof data4 == "number" && isFinite(data4)) {
												if (data4 > 2147483647 || isNaN(data4)) {
													validate10$2.errors = [{
														instancePath: instancePath + "/epoch",
														schemaPath: "#/properties/epoch/maximum",
														keyword: "maximum",
														params: {
															comparison: "<=",
															limit: 2147483647
														},
														message: "must be <= 2147483647"
													}];
													return false;
												} else if (data4 < 1 || isNaN(data4)) {
													validate10$2.errors = [{
														instancePath: instancePath + "/epoch",
														schemaPath: "#/properties/epoch/minimum",
														keyword: "minimum",
														params: {
															comparison: ">=",
															limit: 1
														},
														message: "must be >= 1"
													}];
													return false;
												}
											}
										}
										var valid0 = _errs8 === errors;
									} else var valid0 = true;
									if (valid0) {
										if (data.expires !== void 0) {
											let data5 = data.expires;
											const _errs10 = errors;
											if (errors === _errs10) {
												if (typeof data5 === "string") {
													if (func3$1(data5) > 24) {
														validate10$2.errors = [{
															instancePath: instancePath + "/expires",
															schemaPath: "#/properties/expires/maxLength",
															keyword: "maxLength",
															params: { limit: 24 },
															message: "must NOT have more than 24 characters"
														}];
														return false;
													} else if (!pattern1.test(data5)) {
														validate10$2.errors = [{
															instancePath: instancePath + "/expires",
															schemaPath: "#/properties/expires/pattern",
															keyword: "pattern",
															params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$" },
															message: "must match pattern \"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$\""
														}];
														return false;
													}
												} else {
													validate10$2.errors = [{
														instancePath: instancePath + "/expires",
														schemaPath: "#/properties/expires/type",
														keyword: "type",
														params: { type: "string" },
														message: "must be string"
													}];
													return false;
												}
											}
											var valid0 = _errs10 === errors;
										} else var valid0 = true;
										if (valid0) {
											if (data.roots !== void 0) {
												let data6 = data.roots;
												const _errs12 = errors;
												if (errors === _errs12) {
													if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
														let missing1;
														if (data6.threshold === void 0 && (missing1 = "threshold") || data6.keys === void 0 && (missing1 = "keys")) {
															validate10$2.errors = [{
																instancePath: instancePath + "/roots",
																schemaPath: "#/properties/roots/required",
																keyword: "required",
																params: { missingProperty: missing1 },
																message: "must have required property '" + missing1 + "'"
															}];
															return false;
														} else {
															const _errs14 = errors;
															for (const key1 in data6) if (!(key1 === "threshold" || key1 === "keys")) {
																validate10$2.errors = [{
																	instancePath: instancePath + "/roots",
																	schemaPath: "#/properties/roots/additionalProperties",
																	keyword: "additionalProperties",
																	params: { additionalProperty: key1 },
																	message: "must NOT have additional properties"
																}];
																return false;
															}
															if (_errs14 === errors) {
																if (data6.threshold !== void 0) {
																	let data7 = data6.threshold;
																	const _errs15 = errors;
																	if (!(typeof data7 == "number" && !(data7 % 1) && !isNaN(data7) && isFinite(data7))) {
																		validate10$2.errors = [{
																			instancePath: instancePath + "/roots/threshold",
																			schemaPath: "#/properties/roots/properties/threshold/type",
																			keyword: "type",
																			params: { type: "integer" },
																			message: "must be integer"
																		}];
																		return false;
																	}
																	if (errors === _errs15) {
																		if (typeof data7 == "number" && isFinite(data7)) {
																			if (data7 > 16 || isNaN(data7)) {
																				validate10$2.errors = [{
																					instancePath: instancePath + "/roots/threshold",
																					schemaPath: "#/properties/roots/properties/threshold/maximum",
																					keyword: "maximum",
																					params: {
																						comparison: "<=",
																						limit: 16
																					},
																					message: "must be <= 16"
																				}];
																				return false;
																			} else if (data7 < 1 || isNaN(data7)) {
																				validate10$2.errors = [{
																					instancePath: instancePath + "/roots/threshold",
																					schemaPath: "#/properties/roots/properties/threshold/minimum",
																					keyword: "minimum",
																					params: {
																						comparison: ">=",
																						limit: 1
																					},
																					message: "must be >= 1"
																				}];
																				return false;
																			}
																		}
																	}
																	var valid1 = _errs15 === errors;
																} else var valid1 = true;
																if (valid1) {
																	if (data6.keys !== void 0) {
																		let data8 = data6.keys;
																		const _errs17 = errors;
																		if (errors === _errs17) {
																			if (Array.isArray(data8)) {
																				if (data8.length > 16) {
																					validate10$2.errors = [{
																						instancePath: instancePath + "/roots/keys",
																						schemaPath: "#/properties/roots/properties/keys/maxItems",
																						keyword: "maxItems",
																						params: { limit: 16 },
																						message: "must NOT have more than 16 items"
																					}];
																					return false;
																				} else if (data8.length < 1) {
																					validate10$2.errors = [{
																						instancePath: instancePath + "/roots/keys",
																						schemaPath: "#/properties/roots/properties/keys/minItems",
																						keyword: "minItems",
																						params: { limit: 1 },
																						message: "must NOT have fewer than 1 items"
																					}];
																					return false;
																				} else {
																					const len0 = data8.length;
																					for (let i0 = 0; i0 < len0; i0++) {
																						let data9 = data8[i0];
																						const _errs19 = errors;
																						if (errors === errors) {
																							if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
																								let missing2;
																								if (data9.keyId === void 0 && (missing2 = "keyId") || data9.publicKey === void 0 && (missing2 = "publicKey")) {
																									validate10$2.errors = [{
																										instancePath: instancePath + "/roots/keys/" + i0,
																										schemaPath: "#/definitions/rootKey/required",
																										keyword: "required",
																										params: { missingProperty: missing2 },
																										message: "must have required property '" + missing2 + "'"
																									}];
																									return false;
																								} else {
																									const _errs22 = errors;
																									for (const key2 in data9) if (!(key2 === "keyId" || key2 === "publicKey")) {
																										validate10$2.errors = [{
																											instancePath: instancePath + "/roots/keys/" + i0,
																											schemaPath: "#/definitions/rootKey/additionalProperties",
																											keyword: "additionalProperties",
																											params: { additionalProperty: key2 },
																											message: "must NOT have additional properties"
																										}];
																										return false;
																									}
																									if (_errs22 === errors) {
																										if (data9.keyId !== void 0) {
																											let data10 = data9.keyId;
																											const _errs23 = errors;
																											if (errors === _errs23) {
																												if (typeof data10 === "string") {
																													if (!pattern2$1.test(data10)) {
																														validate10$2.errors = [{
																															instancePath: instancePath + "/roots/keys/" + i0 + "/keyId",
																															schemaPath: "#/definitions/rootKey/properties/keyId/pattern",
																															keyword: "pattern",
																															params: { pattern: "^[0-9a-f]{64}$" },
																															message: "must match pattern \"^[0-9a-f]{64}$\""
																														}];
																														return false;
																													}
																												} else {
																													validate10$2.errors = [{
																														instancePath: instancePath + "/roots/keys/" + i0 + "/keyId",
																														schemaPath: "#/definitions/rootKey/properties/keyId/type",
																														keyword: "type",
																														params: { type: "string" },
																														message: "must be string"
																													}];
																													return false;
																												}
																											}
																											var valid4 = _errs23 === errors;
																										} else var valid4 = true;
																										if (valid4) {
																											if (data9.publicKey !== void 0) {
																												let data11 = data9.publicKey;
																												const _errs25 = errors;
																												if (errors === _errs25) {
																													if (typeof data11 === "string") {
																														if (func3$1(data11) > 4096) {
																															validate10$2.errors = [{
																																instancePath: instancePath + "/roots/keys/" + i0 + "/publicKey",
																																schemaPath: "#/definitions/rootKey/properties/publicKey/maxLength",
																																keyword: "maxLength",
																																params: { limit: 4096 },
																																message: "must NOT have more than 4096 characters"
																															}];
																															return false;
																														} else if (func3$1(data11) < 64) {
																															validate10$2.errors = [{
																																instancePath: instancePath + "/roots/keys/" + i0 + "/publicKey",
																																schemaPath: "#/definitions/rootKey/properties/publicKey/minLength",
																																keyword: "minLength",
																																params: { limit: 64 },
																																message: "must NOT have fewer than 64 characters"
																															}];
																															return false;
																														}
																													} else {
																														validate10$2.errors = [{
																															instancePath: instancePath + "/roots/keys/" + i0 + "/publicKey",
																															schemaPath: "#/definitions/rootKey/properties/publicKey/type",
																															keyword: "type",
																															params: { type: "string" },
																															message: "must be string"
																														}];
																														return false;
																													}
																												}
																												var valid4 = _errs25 === errors;
																											} else var valid4 = true;
																										}
																									}
																								}
																							} else {
																								validate10$2.errors = [{
																									instancePath: instancePath + "/roots/keys/" + i0,
																									schemaPath: "#/definitions/rootKey/type",
																									keyword: "type",
																									params: { type: "object" },
																									message: "must be object"
																								}];
																								return false;
																							}
																						}
																						if (!(_errs19 === errors)) break;
																					}
																				}
																			} else {
																				validate10$2.errors = [{
																					instancePath: instancePath + "/roots/keys",
																					schemaPath: "#/properties/roots/properties/keys/type",
																					keyword: "type",
																					params: { type: "array" },
																					message: "must be array"
																				}];
																				return false;
																			}
																		}
																		var valid1 = _errs17 === errors;
																	} else var valid1 = true;
																}
															}
														}
													} else {
														validate10$2.errors = [{
															instancePath: instancePath + "/roots",
															schemaPath: "#/properties/roots/type",
															keyword: "type",
															params: { type: "object" },
															message: "must be object"
														}];
														return false;
													}
												}
												var valid0 = _errs12 === errors;
											} else var valid0 = true;
											if (valid0) {
												if (data.signers !== void 0) {
													let data12 = data.signers;
													const _errs27 = errors;
													if (errors === _errs27) {
														if (Array.isArray(data12)) {
															if (data12.length > 2e3) {
																validate10$2.errors = [{
																	instancePath: instancePath + "/signers",
																	schemaPath: "#/properties/signers/maxItems",
																	keyword: "maxItems",
																	params: { limit: 2e3 },
																	message: "must NOT have more than 2000 items"
																}];
																return false;
															} else {
																const len1 = data12.length;
																for (let i1 = 0; i1 < len1; i1++) {
																	let data13 = data12[i1];
																	const _errs29 = errors;
																	if (errors === _errs29) {
																		if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
																			let missing3;
																			if (data13.role === void 0 && (missing3 = "role") || data13.app === void 0 && (missing3 = "app") || data13.identity === void 0 && (missing3 = "identity")) {
																				validate10$2.errors = [{
																					instancePath: instancePath + "/signers/" + i1,
																					schemaPath: "#/properties/signers/items/required",
																					keyword: "required",
																					params: { missingProperty: missing3 },
																					message: "must have required property '" + missing3 + "'"
																				}];
																				return false;
																			} else {
																				const _errs31 = errors;
																				for (const key3 in data13) if (!(key3 === "role" || key3 === "app" || key3 === "identity")) {
																					validate10$2.errors = [{
																						instancePath: instancePath + "/signers/" + i1,
																						schemaPath: "#/properties/signers/items/additionalProperties",
																						keyword: "additionalProperties",
																						params: { additionalProperty: key3 },
																						message: "must NOT have additional properties"
																					}];
																					return false;
																				}
																				if (_errs31 === errors) {
																					if (data13.role !== void 0) {
																						let data14 = data13.role;
																						const _errs32 = errors;
																						if (!(data14 === "release" || data14 === "publish" || data14 === "gate")) {
																							validate10$2.errors = [{
																								instancePath: instancePath + "/signers/" + i1 + "/role",
																								schemaPath: "#/properties/signers/items/properties/role/enum",
																								keyword: "enum",
																								params: { allowedValues: schema11$2.properties.signers.items.properties.role.enum },
																								message: "must be equal to one of the allowed values"
																							}];
																							return false;
																						}
																						var valid6 = _errs32 === errors;
																					} else var valid6 = true;
																					if (valid6) {
																						if (data13.app !== void 0) {
																							let data15 = data13.app;
																							const _errs33 = errors;
																							const _errs34 = errors;
																							let valid7 = false;
																							let passing0 = null;
																							const _errs35 = errors;
																							if (errors === _errs35) {
																								if (typeof data15 === "string") {
																									if (!pattern0$2.test(data15)) {
																										const err0 = {
																											instancePath: instancePath + "/signers/" + i1 + "/app",
																											schemaPath: "#/properties/signers/items/properties/app/oneOf/0/pattern",
																											keyword: "pattern",
																											params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
																											message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\""
																										};
																										if (vErrors === null) vErrors = [err0];
																										else vErrors.push(err0);
																										errors++;
																									}
																								} else {
																									const err1 = {
																										instancePath: instancePath + "/signers/" + i1 + "/app",
																										schemaPath: "#/properties/signers/items/properties/app/oneOf/0/type",
																										keyword: "type",
																										params: { type: "string" },
																										message: "must be string"
																									};
																									if (vErrors === null) vErrors = [err1];
																									else vErrors.push(err1);
																									errors++;
																								}
																							}
																							var _valid0 = _errs35 === errors;
																							if (_valid0) {
																								valid7 = true;
																								passing0 = 0;
																							}
																							const _errs37 = errors;
																							if (data15 !== null) {
																								const err2 = {
																									instancePath: instancePath + "/signers/" + i1 + "/app",
																									schemaPath: "#/properties/signers/items/properties/app/oneOf/1/type",
																									keyword: "type",
																									params: { type: "null" },
																									message: "must be null"
																								};
																								if (vErrors === null) vErrors = [err2];
																								else vErrors.push(err2);
																								errors++;
																							}
																							var _valid0 = _errs37 === errors;
																							if (_valid0 && valid7) {
																								valid7 = false;
																								passing0 = [passing0, 1];
																							} else if (_valid0) {
																								valid7 = true;
																								passing0 = 1;
																							}
																							if (!valid7) {
																								const err3 = {
																									instancePath: instancePath + "/signers/" + i1 + "/app",
																									schemaPath: "#/properties/signers/items/properties/app/oneOf",
																									keyword: "oneOf",
																									params: { passingSchemas: passing0 },
																									message: "must match exactly one schema in oneOf"
																								};
																								if (vErrors === null) vErrors = [err3];
																								else vErrors.push(err3);
																								errors++;
																								validate10$2.errors = vErrors;
																								return false;
																							} else {
																								errors = _errs34;
																								if (vErrors !== null) {
																									if (_errs34) vErrors.length = _errs34;
																									else vErrors = null;
																								}
																							}
																							var valid6 = _errs33 === errors;
																						} else var valid6 = true;
																						if (valid6) {
																							if (data13.identity !== void 0) {
																								let data16 = data13.identity;
																								const _errs39 = errors;
																								if (errors === errors) {
																									if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
																										let missing4;
																										if (data16.kind === void 0 && (missing4 = "kind")) {
																											validate10$2.errors = [{
																												instancePath: instancePath + "/signers/" + i1 + "/identity",
																												schemaPath: "#/definitions/identity/required",
																												keyword: "required",
																												params: { missingProperty: missing4 },
																												message: "must have required property '" + missing4 + "'"
																											}];
																											return false;
																										} else {
																											const tag0 = data16.kind;
																											if (typeof tag0 == "string") {
																												if (tag0 === "workflow") {
																													if (errors === errors) {
																														if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
																															let missing5;
																															if (data16.kind === void 0 && (missing5 = "kind") || data16.issuer === void 0 && (missing5 = "issuer") || data16.subject === void 0 && (missing5 = "subject") || data16.repositoryId === void 0 && (missing5 = "repositoryId") || data16.ownerId === void 0 && (missing5 = "ownerId") || data16.sourceRef === void 0 && (missing5 = "sourceRef") || data16.buildConfigUri === void 0 && (missing5 = "buildConfigUri") || data16.trigger === void 0 && (missing5 = "trigger")) {
																																validate10$2.errors = [{
																																	instancePath: instancePath + "/signers/" + i1 + "/identity",
																																	schemaPath: "#/definitions/identity/oneOf/0/required",
																																	keyword: "required",
																																	params: { missingProperty: missing5 },
																																	message: "must have required property '" + missing5 + "'"
																																}];
																																return false;
																															} else {
																																const _errs45 = errors;
																																for (const key4 in data16) if (!(key4 === "kind" || key4 === "issuer" || key4 === "subject" || key4 === "repositoryId" || key4 === "ownerId" || key4 === "sourceRef" || key4 === "buildConfigUri" || key4 === "trigger")) {
																																	validate10$2.errors = [{
																																		instancePath: instancePath + "/signers/" + i1 + "/identity",
																																		schemaPath: "#/definitions/identity/oneOf/0/additionalProperties",
																																		keyword: "additionalProperties",
																																		params: { additionalProperty: key4 },
																																		message: "must NOT have additional properties"
																																	}];
																																	return false;
																																}
																																if (_errs45 === errors) {
																																	if (data16.kind !== void 0) {
																																		const _errs46 = errors;
																																		if ("workflow" !== data16.kind) {
																																			validate10$2.errors = [{
																																				instancePath: instancePath + "/signers/" + i1 + "/identity/kind",
																																				schemaPath: "#/definitions/identity/oneOf/0/properties/kind/const",
																																				keyword: "const",
																																				params: { allowedValue: "workflow" },
																																				message: "must be equal to constant"
																																			}];
																																			return false;
																																		}
																																		var valid11 = _errs46 === errors;
																																	} else var valid11 = true;
																																	if (valid11) {
																																		if (data16.issuer !== void 0) {
																																			let data18 = data16.issuer;
																																			const _errs47 = errors;
																																			if (errors === _errs47) {
																																				if (typeof data18 === "string") {
																																					if (func3$1(data18) > 512) {
																																						validate10$2.errors = [{
																																							instancePath: instancePath + "/signers/" + i1 + "/identity/issuer",
																																							schemaPath: "#/definitions/identity/oneOf/0/properties/issuer/maxLength",
																																							keyword: "maxLength",
																																							params: { limit: 512 },
																																							message: "must NOT have more than 512 characters"
																																						}];
																																						return false;
																																					} else if (func3$1(data18) < 1) {
																																						validate10$2.errors = [{
																																							instancePath: instancePath + "/signers/" + i1 + "/identity/issuer",
																																							schemaPath: "#/definitions/identity/oneOf/0/properties/issuer/minLength",
																																							keyword: "minLength",
																																							params: { limit: 1 },
																																							message: "must NOT have fewer than 1 characters"
																																						}];
																																						return false;
																																					}
																																				} else {
																																					validate10$2.errors = [{
																																						instancePath: instancePath + "/signers/" + i1 + "/identity/issuer",
																																						schemaPath: "#/definitions/identity/oneOf/0/properties/issuer/type",
																																						keyword: "type",
																																						params: { type: "string" },
																																						message: "must be string"
																																					}];
																																					return false;
																																				}
																																			}
																																			var valid11 = _errs47 === errors;
																																		} else var valid11 = true;
																																		if (valid11) {
																																			if (data16.subject !== void 0) {
																																				let data19 = data16.subject;
																																				const _errs49 = errors;
																																				if (errors === _errs49) {
																																					if (typeof data19 === "string") {
																																						if (func3$1(data19) > 1024) {
																																							validate10$2.errors = [{
																																								instancePath: instancePath + "/signers/" + i1 + "/identity/subject",
																																								schemaPath: "#/definitions/identity/oneOf/0/properties/subject/maxLength",
																																								keyword: "maxLength",
																																								params: { limit: 1024 },
																																								message: "must NOT have more than 1024 characters"
																																							}];
																																							return false;
																																						} else if (func3$1(data19) < 1) {
																																							validate10$2.errors = [{
																																								instancePath: instancePath + "/signers/" + i1 + "/identity/subject",
																																								schemaPath: "#/definitions/identity/oneOf/0/properties/subject/minLength",
																																								keyword: "minLength",
																																								params: { limit: 1 },
																																								message: "must NOT have fewer than 1 characters"
																																							}];
																																							return false;
																																						}
																																					} else {
																																						validate10$2.errors = [{
																																							instancePath: instancePath + "/signers/" + i1 + "/identity/subject",
																																							schemaPath: "#/definitions/identity/oneOf/0/properties/subject/type",
																																							keyword: "type",
																																							params: { type: "string" },
																																							message: "must be string"
																																						}];
																																						return false;
																																					}
																																				}
																																				var valid11 = _errs49 === errors;
																																			} else var valid11 = true;
																																			if (valid11) {
																																				if (data16.repositoryId !== void 0) {
																																					let data20 = data16.repositoryId;
																																					const _errs51 = errors;
																																					if (errors === _errs51) {
																																						if (typeof data20 === "string") {
																																							if (!pattern4.test(data20)) {
																																								validate10$2.errors = [{
																																									instancePath: instancePath + "/signers/" + i1 + "/identity/repositoryId",
																																									schemaPath: "#/definitions/identity/oneOf/0/properties/repositoryId/pattern",
																																									keyword: "pattern",
																																									params: { pattern: "^[0-9]{1,20}$" },
																																									message: "must match pattern \"^[0-9]{1,20}$\""
																																								}];
																																								return false;
																																							}
																																						} else {
																																							validate10$2.errors = [{
																																								instancePath: instancePath + "/signers/" + i1 + "/identity/repositoryId",
																																								schemaPath: "#/definitions/identity/oneOf/0/properties/repositoryId/type",
																																								keyword: "type",
																																								params: { type: "string" },
																																								message: "must be string"
																																							}];
																																							return false;
																																						}
																																					}
																																					var valid11 = _errs51 === errors;
																																				} else var valid11 = true;
																																				if (valid11) {
																																					if (data16.ownerId !== void 0) {
																																						let data21 = data16.ownerId;
																																						const _errs53 = errors;
																																						if (errors === _errs53) {
																																							if (typeof data21 === "string") {
																																								if (!pattern4.test(data21)) {
																																									validate10$2.errors = [{
																																										instancePath: instancePath + "/signers/" + i1 + "/identity/ownerId",
																																										schemaPath: "#/definitions/identity/oneOf/0/properties/ownerId/pattern",
																																										keyword: "pattern",
																																										params: { pattern: "^[0-9]{1,20}$" },
																																										message: "must match pattern \"^[0-9]{1,20}$\""
																																									}];
																																									return false;
																																								}
																																							} else {
																																								validate10$2.errors = [{
																																									instancePath: instancePath + "/signers/" + i1 + "/identity/ownerId",
																																									schemaPath: "#/definitions/identity/oneOf/0/properties/ownerId/type",
																																									keyword: "type",
																																									params: { type: "string" },
																																									message: "must be string"
																																								}];
																																								return false;
																																							}
																																						}
																																						var valid11 = _errs53 === errors;
																																					} else var valid11 = true;
																																					if (valid11) {
																																						if (data16.sourceRef !== void 0) {
																																							let data22 = data16.sourceRef;
																																							const _errs55 = errors;
																																							if (errors === _errs55) {
																																								if (typeof data22 === "string") {
																																									if (!pattern6$2.test(data22)) {
																																										validate10$2.errors = [{
																																											instancePath: instancePath + "/signers/" + i1 + "/identity/sourceRef",
																																											schemaPath: "#/definitions/identity/oneOf/0/properties/sourceRef/pattern",
																																											keyword: "pattern",
																																											params: { pattern: "^refs/[!-~]{1,250}$" },
																																											message: "must match pattern \"^refs/[!-~]{1,250}$\""
																																										}];
																																										return false;
																																									}
																																								} else {
																																									validate10$2.errors = [{
																																										instancePath: instancePath + "/signers/" + i1 + "/identity/sourceRef",
																																										schemaPath: "#/definitions/identity/oneOf/0/properties/sourceRef/type",
																																										keyword: "type",
																																										params: { type: "string" },
																																										message: "must be string"
																																									}];
																																									return false;
																																								}
																																							}
																																							var valid11 = _errs55 === errors;
																																						} else var valid11 = true;
																																						if (valid11) {
																																							if (data16.buildConfigUri !== void 0) {
																																								let data23 = data16.buildConfigUri;
																																								const _errs57 = errors;
																																								if (errors === _errs57) {
																																									if (typeof data23 === "string") {
																																										if (func3$1(data23) > 1024) {
																																											validate10$2.errors = [{
																																												instancePath: instancePath + "/signers/" + i1 + "/identity/buildConfigUri",
																																												schemaPath: "#/definitions/identity/oneOf/0/properties/buildConfigUri/maxLength",
																																												keyword: "maxLength",
																																												params: { limit: 1024 },
																																												message: "must NOT have more than 1024 characters"
																																											}];
																																											return false;
																																										} else if (func3$1(data23) < 1) {
																																											validate10$2.errors = [{
																																												instancePath: instancePath + "/signers/" + i1 + "/identity/buildConfigUri",
																																												schemaPath: "#/definitions/identity/oneOf/0/properties/buildConfigUri/minLength",
																																												keyword: "minLength",
																																												params: { limit: 1 },
																																												message: "must NOT have fewer than 1 characters"
																																											}];
																																											return false;
																																										}
																																									} else {
																																										validate10$2.errors = [{
																																											instancePath: instancePath + "/signers/" + i1 + "/identity/buildConfigUri",
																																											schemaPath: "#/definitions/identity/oneOf/0/properties/buildConfigUri/type",
																																											keyword: "type",
																																											params: { type: "string" },
																																											message: "must be string"
																																										}];
																																										return false;
																																									}
																																								}
																																								var valid11 = _errs57 === errors;
																																							} else var valid11 = true;
																																							if (valid11) {
																																								if (data16.trigger !== void 0) {
																																									let data24 = data16.trigger;
																																									const _errs59 = errors;
																																									if (errors === _errs59) {
																																										if (typeof data24 === "string") {
																																											if (!pattern7.test(data24)) {
																																												validate10$2.errors = [{
																																													instancePath: instancePath + "/signers/" + i1 + "/identity/trigger",
																																													schemaPath: "#/definitions/identity/oneOf/0/properties/trigger/pattern",
																																													keyword: "pattern",
																																													params: { pattern: "^[a-z_]{1,40}$" },
																																													message: "must match pattern \"^[a-z_]{1,40}$\""
																																												}];
																																												return false;
																																											}
																																										} else {
																																											validate10$2.errors = [{
																																												instancePath: instancePath + "/signers/" + i1 + "/identity/trigger",
																																												schemaPath: "#/definitions/identity/oneOf/0/properties/trigger/type",
																																												keyword: "type",
																																												params: { type: "string" },
																																												message: "must be string"
																																											}];
																																											return false;
																																										}
																																									}
																																									var valid11 = _errs59 === errors;
																																								} else var valid11 = true;
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
																															validate10$2.errors = [{
																																instancePath: instancePath + "/signers/" + i1 + "/identity",
																																schemaPath: "#/definitions/identity/oneOf/0/type",
																																keyword: "type",
																																params: { type: "object" },
																																message: "must be object"
																															}];
																															return false;
																														}
																													}
																												} else if (tag0 === "key") {
																													if (errors === errors) {
																														if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
																															let missing6;
																															if (data16.kind === void 0 && (missing6 = "kind") || data16.keyId === void 0 && (missing6 = "keyId") || data16.publicKey === void 0 && (missing6 = "publicKey")) {
																																validate10$2.errors = [{
																																	instancePath: instancePath + "/signers/" + i1 + "/identity",
																																	schemaPath: "#/definitions/identity/oneOf/1/required",
																																	keyword: "required",
																																	params: { missingProperty: missing6 },
																																	message: "must have required property '" + missing6 + "'"
																																}];
																																return false;
																															} else {
																																const _errs63 = errors;
																																for (const key5 in data16) if (!(key5 === "kind" || key5 === "keyId" || key5 === "publicKey")) {
																																	validate10$2.errors = [{
																																		instancePath: instancePath + "/signers/" + i1 + "/identity",
																																		schemaPath: "#/definitions/identity/oneOf/1/additionalProperties",
																																		keyword: "additionalProperties",
																																		params: { additionalProperty: key5 },
																																		message: "must NOT have additional properties"
																																	}];
																																	return false;
																																}
																																if (_errs63 === errors) {
																																	if (data16.kind !== void 0) {
																																		const _errs64 = errors;
																																		if ("key" !== data16.kind) {
																																			validate10$2.errors = [{
																																				instancePath: instancePath + "/signers/" + i1 + "/identity/kind",
																																				schemaPath: "#/definitions/identity/oneOf/1/properties/kind/const",
																																				keyword: "const",
																																				params: { allowedValue: "key" },
																																				message: "must be equal to constant"
																																			}];
																																			return false;
																																		}
																																		var valid13 = _errs64 === errors;
																																	} else var valid13 = true;
																																	if (valid13) {
																																		if (data16.keyId !== void 0) {
																																			let data26 = data16.keyId;
																																			const _errs65 = errors;
																																			if (errors === _errs65) {
																																				if (typeof data26 === "string") {
																																					if (!pattern2$1.test(data26)) {
																																						validate10$2.errors = [{
																																							instancePath: instancePath + "/signers/" + i1 + "/identity/keyId",
																																							schemaPath: "#/definitions/identity/oneOf/1/properties/keyId/pattern",
																																							keyword: "pattern",
																																							params: { pattern: "^[0-9a-f]{64}$" },
																																							message: "must match pattern \"^[0-9a-f]{64}$\""
																																						}];
																																						return false;
																																					}
																																				} else {
																																					validate10$2.errors = [{
																																						instancePath: instancePath + "/signers/" + i1 + "/identity/keyId",
																																						schemaPath: "#/definitions/identity/oneOf/1/properties/keyId/type",
																																						keyword: "type",
																																						params: { type: "string" },
																																						message: "must be string"
																																					}];
																																					return false;
																																				}
																																			}
																																			var valid13 = _errs65 === errors;
																																		} else var valid13 = true;
																																		if (valid13) {
																																			if (data16.publicKey !== void 0) {
																																				let data27 = data16.publicKey;
																																				const _errs67 = errors;
																																				if (errors === _errs67) {
																																					if (typeof data27 === "string") {
																																						if (func3$1(data27) > 4096) {
																																							validate10$2.errors = [{
																																								instancePath: instancePath + "/signers/" + i1 + "/identity/publicKey",
																																								schemaPath: "#/definitions/identity/oneOf/1/properties/publicKey/maxLength",
																																								keyword: "maxLength",
																																								params: { limit: 4096 },
																																								message: "must NOT have more than 4096 characters"
																																							}];
																																							return false;
																																						} else if (func3$1(data27) < 64) {
																																							validate10$2.errors = [{
																																								instancePath: instancePath + "/signers/" + i1 + "/identity/publicKey",
																																								schemaPath: "#/definitions/identity/oneOf/1/properties/publicKey/minLength",
																																								keyword: "minLength",
																																								params: { limit: 64 },
																																								message: "must NOT have fewer than 64 characters"
																																							}];
																																							return false;
																																						}
																																					} else {
																																						validate10$2.errors = [{
																																							instancePath: instancePath + "/signers/" + i1 + "/identity/publicKey",
																																							schemaPath: "#/definitions/identity/oneOf/1/properties/publicKey/type",
																																							keyword: "type",
																																							params: { type: "string" },
																																							message: "must be string"
																																						}];
																																						return false;
																																					}
																																				}
																																				var valid13 = _errs67 === errors;
																																			} else var valid13 = true;
																																		}
																																	}
																																}
																															}
																														} else {
																															validate10$2.errors = [{
																																instancePath: instancePath + "/signers/" + i1 + "/identity",
																																schemaPath: "#/definitions/identity/oneOf/1/type",
																																keyword: "type",
																																params: { type: "object" },
																																message: "must be object"
																															}];
																															return false;
																														}
																													}
																												} else {
																													validate10$2.errors = [{
																														instancePath: instancePath + "/signers/" + i1 + "/identity",
																														schemaPath: "#/definitions/identity/discriminator",
																														keyword: "discriminator",
																														params: {
																															error: "mapping",
																															tag: "kind",
																															tagValue: tag0
																														},
																														message: "value of tag \"kind\" must be in oneOf"
																													}];
																													return false;
																												}
																											} else {
																												validate10$2.errors = [{
																													instancePath: instancePath + "/signers/" + i1 + "/identity",
																													schemaPath: "#/definitions/identity/discriminator",
																													keyword: "discriminator",
																													params: {
																														error: "tag",
																														tag: "kind",
																														tagValue: tag0
																													},
																													message: "tag \"kind\" must be string"
																												}];
																												return false;
																											}
																										}
																									} else {
																										validate10$2.errors = [{
																											instancePath: instancePath + "/signers/" + i1 + "/identity",
																											schemaPath: "#/definitions/identity/type",
																											keyword: "type",
																											params: { type: "object" },
																											message: "must be object"
																										}];
																										return false;
																									}
																								}
																								var valid6 = _errs39 === errors;
																							} else var valid6 = true;
																						}
																					}
																				}
																			}
																		} else {
																			validate10$2.errors = [{
																				instancePath: instancePath + "/signers/" + i1,
																				schemaPath: "#/properties/signers/items/type",
																				keyword: "type",
																				params: { type: "object" },
																				message: "must be object"
																			}];
																			return false;
																		}
																	}
																	if (!(_errs29 === errors)) break;
																}
															}
														} else {
															validate10$2.errors = [{
																instancePath: instancePath + "/signers",
																schemaPath: "#/properties/signers/type",
																keyword: "type",
																params: { type: "array" },
																message: "must be array"
															}];
															return false;
														}
													}
													var valid0 = _errs27 === errors;
												} else var valid0 = true;
												if (valid0) {
													if (data.floors !== void 0) {
														let data28 = data.floors;
														const _errs69 = errors;
														if (errors === _errs69) {
															if (data28 && typeof data28 == "object" && !Array.isArray(data28)) {
																if (Object.keys(data28).length > 100) {
																	validate10$2.errors = [{
																		instancePath: instancePath + "/floors",
																		schemaPath: "#/properties/floors/maxProperties",
																		keyword: "maxProperties",
																		params: { limit: 100 },
																		message: "must NOT have more than 100 properties"
																	}];
																	return false;
																} else {
																	for (const key6 in data28) {
																		const _errs71 = errors;
																		if (typeof key6 === "string") {
																			if (!pattern0$2.test(key6)) {
																				const err4 = {
																					instancePath: instancePath + "/floors",
																					schemaPath: "#/properties/floors/propertyNames/pattern",
																					keyword: "pattern",
																					params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
																					message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\"",
																					propertyName: key6
																				};
																				if (vErrors === null) vErrors = [err4];
																				else vErrors.push(err4);
																				errors++;
																			}
																		}
																		var valid14 = _errs71 === errors;
																		if (!valid14) {
																			const err5 = {
																				instancePath: instancePath + "/floors",
																				schemaPath: "#/properties/floors/propertyNames",
																				keyword: "propertyNames",
																				params: { propertyName: key6 },
																				message: "property name must be valid"
																			};
																			if (vErrors === null) vErrors = [err5];
																			else vErrors.push(err5);
																			errors++;
																			validate10$2.errors = vErrors;
																			return false;
																		}
																	}
																	if (valid14) for (const key7 in data28) {
																		let data29 = data28[key7];
																		const _errs73 = errors;
																		if (errors === _errs73) {
																			if (data29 && typeof data29 == "object" && !Array.isArray(data29)) {
																				let missing7;
																				if (data29.epoch === void 0 && (missing7 = "epoch") || data29.seq === void 0 && (missing7 = "seq")) {
																					validate10$2.errors = [{
																						instancePath: instancePath + "/floors/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),
																						schemaPath: "#/properties/floors/additionalProperties/required",
																						keyword: "required",
																						params: { missingProperty: missing7 },
																						message: "must have required property '" + missing7 + "'"
																					}];
																					return false;
																				} else {
																					const _errs75 = errors;
																					for (const key8 in data29) if (!(key8 === "epoch" || key8 === "seq")) {
																						validate10$2.errors = [{
																							instancePath: instancePath + "/floors/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),
																							schemaPath: "#/properties/floors/additionalProperties/additionalProperties",
																							keyword: "additionalProperties",
																							params: { additionalProperty: key8 },
																							message: "must NOT have additional properties"
																						}];
																						return false;
																					}
																					if (_errs75 === errors) {
																						if (data29.epoch !== void 0) {
																							let data30 = data29.epoch;
																							const _errs76 = errors;
																							if (!(typeof data30 == "number" && !(data30 % 1) && !isNaN(data30) && isFinite(data30))) {
																								validate10$2.errors = [{
																									instancePath: instancePath + "/floors/" + key7.replace(/~/g, "~0").replace(/\//g, "~1") + "/epoch",
																									schemaPath: "#/properties/floors/additionalProperties/properties/epoch/type",
																									keyword: "type",
																									params: { type: "integer" },
																									message: "must be integer"
																								}];
																								return false;
																							}
																							if (errors === _errs76) {
																								if (typeof data30 == "number" && isFinite(data30)) {
																									if (data30 > 2147483647 || isNaN(data30)) {
																										validate10$2.errors = [{
																											instancePath: instancePath + "/floors/" + key7.replace(/~/g, "~0").replace(/\//g, "~1") + "/epoch",
																											schemaPath: "#/properties/floors/additionalProperties/properties/epoch/maximum",
																											keyword: "maximum",
																											params: {
																												comparison: "<=",
																												limit: 2147483647
																											},
																											message: "must be <= 2147483647"
																										}];
																										return false;
																									} else if (data30 < 1 || isNaN(data30)) {
																										validate10$2.errors = [{
																											instancePath: instancePath + "/floors/" + key7.replace(/~/g, "~0").replace(/\//g, "~1") + "/epoch",
																											schemaPath: "#/properties/floors/additionalProperties/properties/epoch/minimum",
																											keyword: "minimum",
																											params: {
																												comparison: ">=",
																												limit: 1
																											},
																											message: "must be >= 1"
																										}];
																										return false;
																									}
																								}
																							}
																							var valid16 = _errs76 === errors;
																						} else var valid16 = true;
																						if (valid16) {
																							if (data29.seq !== void 0) {
																								let data31 = data29.seq;
																								const _errs78 = errors;
																								if (!(typeof data31 == "number" && !(data31 % 1) && !isNaN(data31) && isFinite(data31))) {
																									validate10$2.errors = [{
																										instancePath: instancePath + "/floors/" + key7.replace(/~/g, "~0").replace(/\//g, "~1") + "/seq",
																										schemaPath: "#/properties/floors/additionalProperties/properties/seq/type",
																										keyword: "type",
																										params: { type: "integer" },
																										message: "must be integer"
																									}];
																									return false;
																								}
																								if (errors === _errs78) {
																									if (typeof data31 == "number" && isFinite(data31)) {
																										if (data31 > 9007199254740991 || isNaN(data31)) {
																											validate10$2.errors = [{
																												instancePath: instancePath + "/floors/" + key7.replace(/~/g, "~0").replace(/\//g, "~1") + "/seq",
																												schemaPath: "#/properties/floors/additionalProperties/properties/seq/maximum",
																												keyword: "maximum",
																												params: {
																													comparison: "<=",
																													limit: 9007199254740991
																												},
																												message: "must be <= 9007199254740991"
																											}];
																											return false;
																										} else if (data31 < 0 || isNaN(data31)) {
																											validate10$2.errors = [{
																												instancePath: instancePath + "/floors/" + key7.replace(/~/g, "~0").replace(/\//g, "~1") + "/seq",
																												schemaPath: "#/properties/floors/additionalProperties/properties/seq/minimum",
																												keyword: "minimum",
																												params: {
																													comparison: ">=",
																													limit: 0
																												},
																												message: "must be >= 0"
																											}];
																											return false;
																										}
																									}
																								}
																								var valid16 = _errs78 === errors;
																							} else var valid16 = true;
																						}
																					}
																				}
																			} else {
																				validate10$2.errors = [{
																					instancePath: instancePath + "/floors/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),
																					schemaPath: "#/properties/floors/additionalProperties/type",
																					keyword: "type",
																					params: { type: "object" },
																					message: "must be object"
																				}];
																				return false;
																			}
																		}
																		if (!(_errs73 === errors)) break;
																	}
																}
															} else {
																validate10$2.errors = [{
																	instancePath: instancePath + "/floors",
																	schemaPath: "#/properties/floors/type",
																	keyword: "type",
																	params: { type: "object" },
																	message: "must be object"
																}];
																return false;
															}
														}
														var valid0 = _errs69 === errors;
													} else var valid0 = true;
													if (valid0) {
														if (data.revocations !== void 0) {
															let data32 = data.revocations;
															const _errs80 = errors;
															if (errors === _errs80) {
																if (Array.isArray(data32)) {
																	if (data32.length > 500) {
																		validate10$2.errors = [{
																			instancePath: instancePath + "/revocations",
																			schemaPath: "#/properties/revocations/maxItems",
																			keyword: "maxItems",
																			params: { limit: 500 },
																			message: "must NOT have more than 500 items"
																		}];
																		return false;
																	} else {
																		const len2 = data32.length;
																		for (let i2 = 0; i2 < len2; i2++) {
																			let data33 = data32[i2];
																			const _errs82 = errors;
																			if (errors === _errs82) {
																				if (data33 && typeof data33 == "object" && !Array.isArray(data33)) {
																					let missing8;
																					if (data33.identity === void 0 && (missing8 = "identity") || data33.from === void 0 && (missing8 = "from")) {
																						validate10$2.errors = [{
																							instancePath: instancePath + "/revocations/" + i2,
																							schemaPath: "#/properties/revocations/items/required",
																							keyword: "required",
																							params: { missingProperty: missing8 },
																							message: "must have required property '" + missing8 + "'"
																						}];
																						return false;
																					} else {
																						const _errs84 = errors;
																						for (const key9 in data33) if (!(key9 === "identity" || key9 === "from")) {
																							validate10$2.errors = [{
																								instancePath: instancePath + "/revocations/" + i2,
																								schemaPath: "#/properties/revocations/items/additionalProperties",
																								keyword: "additionalProperties",
																								params: { additionalProperty: key9 },
																								message: "must NOT have additional properties"
																							}];
																							return false;
																						}
																						if (_errs84 === errors) {
																							if (data33.identity !== void 0) {
																								let data34 = data33.identity;
																								const _errs85 = errors;
																								if (errors === errors) {
																									if (data34 && typeof data34 == "object" && !Array.isArray(data34)) {
																										let missing9;
																										if (data34.kind === void 0 && (missing9 = "kind")) {
																											validate10$2.errors = [{
																												instancePath: instancePath + "/revocations/" + i2 + "/identity",
																												schemaPath: "#/definitions/identity/required",
																												keyword: "required",
																												params: { missingProperty: missing9 },
																												message: "must have required property '" + missing9 + "'"
																											}];
																											return false;
																										} else {
																											const tag1 = data34.kind;
																											if (typeof tag1 == "string") {
																												if (tag1 === "workflow") {
																													if (errors === errors) {
																														if (data34 && typeof data34 == "object" && !Array.isArray(data34)) {
																															let missing10;
																															if (data34.kind === void 0 && (missing10 = "kind") || data34.issuer === void 0 && (missing10 = "issuer") || data34.subject === void 0 && (missing10 = "subject") || data34.repositoryId === void 0 && (missing10 = "repositoryId") || data34.ownerId === void 0 && (missing10 = "ownerId") || data34.sourceRef === void 0 && (missing10 = "sourceRef") || data34.buildConfigUri === void 0 && (missing10 = "buildConfigUri") || data34.trigger === void 0 && (missing10 = "trigger")) {
																																validate10$2.errors = [{
																																	instancePath: instancePath + "/revocations/" + i2 + "/identity",
																																	schemaPath: "#/definitions/identity/oneOf/0/required",
																																	keyword: "required",
																																	params: { missingProperty: missing10 },
																																	message: "must have required property '" + missing10 + "'"
																																}];
																																return false;
																															} else {
																																const _errs91 = errors;
																																for (const key10 in data34) if (!(key10 === "kind" || key10 === "issuer" || key10 === "subject" || key10 === "repositoryId" || key10 === "ownerId" || key10 === "sourceRef" || key10 === "buildConfigUri" || key10 === "trigger")) {
																																	validate10$2.errors = [{
																																		instancePath: instancePath + "/revocations/" + i2 + "/identity",
																																		schemaPath: "#/definitions/identity/oneOf/0/additionalProperties",
																																		keyword: "additionalProperties",
																																		params: { additionalProperty: key10 },
																																		message: "must NOT have additional properties"
																																	}];
																																	return false;
																																}
																																if (_errs91 === errors) {
																																	if (data34.kind !== void 0) {
																																		const _errs92 = errors;
																																		if ("workflow" !== data34.kind) {
																																			validate10$2.errors = [{
																																				instancePath: instancePath + "/revocations/" + i2 + "/identity/kind",
																																				schemaPath: "#/definitions/identity/oneOf/0/properties/kind/const",
																																				keyword: "const",
																																				params: { allowedValue: "workflow" },
																																				message: "must be equal to constant"
																																			}];
																																			return false;
																																		}
																																		var valid22 = _errs92 === errors;
																																	} else var valid22 = true;
																																	if (valid22) {
																																		if (data34.issuer !== void 0) {
																																			let data36 = data34.issuer;
																																			const _errs93 = errors;
																																			if (errors === _errs93) {
																																				if (typeof data36 === "string") {
																																					if (func3$1(data36) > 512) {
																																						validate10$2.errors = [{
																																							instancePath: instancePath + "/revocations/" + i2 + "/identity/issuer",
																																							schemaPath: "#/definitions/identity/oneOf/0/properties/issuer/maxLength",
																																							keyword: "maxLength",
																																							params: { limit: 512 },
																																							message: "must NOT have more than 512 characters"
																																						}];
																																						return false;
																																					} else if (func3$1(data36) < 1) {
																																						validate10$2.errors = [{
																																							instancePath: instancePath + "/revocations/" + i2 + "/identity/issuer",
																																							schemaPath: "#/definitions/identity/oneOf/0/properties/issuer/minLength",
																																							keyword: "minLength",
																																							params: { limit: 1 },
																																							message: "must NOT have fewer than 1 characters"
																																						}];
																																						return false;
																																					}
																																				} else {
																																					validate10$2.errors = [{
																																						instancePath: instancePath + "/revocations/" + i2 + "/identity/issuer",
																																						schemaPath: "#/definitions/identity/oneOf/0/properties/issuer/type",
																																						keyword: "type",
																																						params: { type: "string" },
																																						message: "must be string"
																																					}];
																																					return false;
																																				}
																																			}
																																			var valid22 = _errs93 === errors;
																																		} else var valid22 = true;
																																		if (valid22) {
																																			if (data34.subject !== void 0) {
																																				let data37 = data34.subject;
																																				const _errs95 = errors;
																																				if (errors === _errs95) {
																																					if (typeof data37 === "string") {
																																						if (func3$1(data37) > 1024) {
																																							validate10$2.errors = [{
																																								instancePath: instancePath + "/revocations/" + i2 + "/identity/subject",
																																								schemaPath: "#/definitions/identity/oneOf/0/properties/subject/maxLength",
																																								keyword: "maxLength",
																																								params: { limit: 1024 },
																																								message: "must NOT have more than 1024 characters"
																																							}];
																																							return false;
																																						} else if (func3$1(data37) < 1) {
																																							validate10$2.errors = [{
																																								instancePath: instancePath + "/revocations/" + i2 + "/identity/subject",
																																								schemaPath: "#/definitions/identity/oneOf/0/properties/subject/minLength",
																																								keyword: "minLength",
																																								params: { limit: 1 },
																																								message: "must NOT have fewer than 1 characters"
																																							}];
																																							return false;
																																						}
																																					} else {
																																						validate10$2.errors = [{
																																							instancePath: instancePath + "/revocations/" + i2 + "/identity/subject",
																																							schemaPath: "#/definitions/identity/oneOf/0/properties/subject/type",
																																							keyword: "type",
																																							params: { type: "string" },
																																							message: "must be string"
																																						}];
																																						return false;
																																					}
																																				}
																																				var valid22 = _errs95 === errors;
																																			} else var valid22 = true;
																																			if (valid22) {
																																				if (data34.repositoryId !== void 0) {
																																					let data38 = data34.repositoryId;
																																					const _errs97 = errors;
																																					if (errors === _errs97) {
																																						if (typeof data38 === "string") {
																																							if (!pattern4.test(data38)) {
																																								validate10$2.errors = [{
																																									instancePath: instancePath + "/revocations/" + i2 + "/identity/repositoryId",
																																									schemaPath: "#/definitions/identity/oneOf/0/properties/repositoryId/pattern",
																																									keyword: "pattern",
																																									params: { pattern: "^[0-9]{1,20}$" },
																																									message: "must match pattern \"^[0-9]{1,20}$\""
																																								}];
																																								return false;
																																							}
																																						} else {
																																							validate10$2.errors = [{
																																								instancePath: instancePath + "/revocations/" + i2 + "/identity/repositoryId",
																																								schemaPath: "#/definitions/identity/oneOf/0/properties/repositoryId/type",
																																								keyword: "type",
																																								params: { type: "string" },
																																								message: "must be string"
																																							}];
																																							return false;
																																						}
																																					}
																																					var valid22 = _errs97 === errors;
																																				} else var valid22 = true;
																																				if (valid22) {
																																					if (data34.ownerId !== void 0) {
																																						let data39 = data34.ownerId;
																																						const _errs99 = errors;
																																						if (errors === _errs99) {
																																							if (typeof data39 === "string") {
																																								if (!pattern4.test(data39)) {
																																									validate10$2.errors = [{
																																										instancePath: instancePath + "/revocations/" + i2 + "/identity/ownerId",
																																										schemaPath: "#/definitions/identity/oneOf/0/properties/ownerId/pattern",
																																										keyword: "pattern",
																																										params: { pattern: "^[0-9]{1,20}$" },
																																										message: "must match pattern \"^[0-9]{1,20}$\""
																																									}];
																																									return false;
																																								}
																																							} else {
																																								validate10$2.errors = [{
																																									instancePath: instancePath + "/revocations/" + i2 + "/identity/ownerId",
																																									schemaPath: "#/definitions/identity/oneOf/0/properties/ownerId/type",
																																									keyword: "type",
																																									params: { type: "string" },
																																									message: "must be string"
																																								}];
																																								return false;
																																							}
																																						}
																																						var valid22 = _errs99 === errors;
																																					} else var valid22 = true;
																																					if (valid22) {
																																						if (data34.sourceRef !== void 0) {
																																							let data40 = data34.sourceRef;
																																							const _errs101 = errors;
																																							if (errors === _errs101) {
																																								if (typeof data40 === "string") {
																																									if (!pattern6$2.test(data40)) {
																																										validate10$2.errors = [{
																																											instancePath: instancePath + "/revocations/" + i2 + "/identity/sourceRef",
																																											schemaPath: "#/definitions/identity/oneOf/0/properties/sourceRef/pattern",
																																											keyword: "pattern",
																																											params: { pattern: "^refs/[!-~]{1,250}$" },
																																											message: "must match pattern \"^refs/[!-~]{1,250}$\""
																																										}];
																																										return false;
																																									}
																																								} else {
																																									validate10$2.errors = [{
																																										instancePath: instancePath + "/revocations/" + i2 + "/identity/sourceRef",
																																										schemaPath: "#/definitions/identity/oneOf/0/properties/sourceRef/type",
																																										keyword: "type",
																																										params: { type: "string" },
																																										message: "must be string"
																																									}];
																																									return false;
																																								}
																																							}
																																							var valid22 = _errs101 === errors;
																																						} else var valid22 = true;
																																						if (valid22) {
																																							if (data34.buildConfigUri !== void 0) {
																																								let data41 = data34.buildConfigUri;
																																								const _errs103 = errors;
																																								if (errors === _errs103) {
																																									if (typeof data41 === "string") {
																																										if (func3$1(data41) > 1024) {
																																											validate10$2.errors = [{
																																												instancePath: instancePath + "/revocations/" + i2 + "/identity/buildConfigUri",
																																												schemaPath: "#/definitions/identity/oneOf/0/properties/buildConfigUri/maxLength",
																																												keyword: "maxLength",
																																												params: { limit: 1024 },
																																												message: "must NOT have more than 1024 characters"
																																											}];
																																											return false;
																																										} else if (func3$1(data41) < 1) {
																																											validate10$2.errors = [{
																																												instancePath: instancePath + "/revocations/" + i2 + "/identity/buildConfigUri",
																																												schemaPath: "#/definitions/identity/oneOf/0/properties/buildConfigUri/minLength",
																																												keyword: "minLength",
																																												params: { limit: 1 },
																																												message: "must NOT have fewer than 1 characters"
																																											}];
																																											return false;
																																										}
																																									} else {
																																										validate10$2.errors = [{
																																											instancePath: instancePath + "/revocations/" + i2 + "/identity/buildConfigUri",
																																											schemaPath: "#/definitions/identity/oneOf/0/properties/buildConfigUri/type",
																																											keyword: "type",
																																											params: { type: "string" },
																																											message: "must be string"
																																										}];
																																										return false;
																																									}
																																								}
																																								var valid22 = _errs103 === errors;
																																							} else var valid22 = true;
																																							if (valid22) {
																																								if (data34.trigger !== void 0) {
																																									let data42 = data34.trigger;
																																									const _errs105 = errors;
																																									if (errors === _errs105) {
																																										if (typeof data42 === "string") {
																																											if (!pattern7.test(data42)) {
																																												validate10$2.errors = [{
																																													instancePath: instancePath + "/revocations/" + i2 + "/identity/trigger",
																																													schemaPath: "#/definitions/identity/oneOf/0/properties/trigger/pattern",
																																													keyword: "pattern",
																																													params: { pattern: "^[a-z_]{1,40}$" },
																																													message: "must match pattern \"^[a-z_]{1,40}$\""
																																												}];
																																												return false;
																																											}
																																										} else {
																																											validate10$2.errors = [{
																																												instancePath: instancePath + "/revocations/" + i2 + "/identity/trigger",
																																												schemaPath: "#/definitions/identity/oneOf/0/properties/trigger/type",
																																												keyword: "type",
																																												params: { type: "string" },
																																												message: "must be string"
																																											}];
																																											return false;
																																										}
																																									}
																																									var valid22 = _errs105 === errors;
																																								} else var valid22 = true;
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
																															validate10$2.errors = [{
																																instancePath: instancePath + "/revocations/" + i2 + "/identity",
																																schemaPath: "#/definitions/identity/oneOf/0/type",
																																keyword: "type",
																																params: { type: "object" },
																																message: "must be object"
																															}];
																															return false;
																														}
																													}
																												} else if (tag1 === "key") {
																													if (errors === errors) {
																														if (data34 && typeof data34 == "object" && !Array.isArray(data34)) {
																															let missing11;
																															if (data34.kind === void 0 && (missing11 = "kind") || data34.keyId === void 0 && (missing11 = "keyId") || data34.publicKey === void 0 && (missing11 = "publicKey")) {
																																validate10$2.errors = [{
																																	instancePath: instancePath + "/revocations/" + i2 + "/identity",
																																	schemaPath: "#/definitions/identity/oneOf/1/required",
																																	keyword: "required",
																																	params: { missingProperty: missing11 },
																																	message: "must have required property '" + missing11 + "'"
																																}];
																																return false;
																															} else {
																																const _errs109 = errors;
																																for (const key11 in data34) if (!(key11 === "kind" || key11 === "keyId" || key11 === "publicKey")) {
																																	validate10$2.errors = [{
																																		instancePath: instancePath + "/revocations/" + i2 + "/identity",
																																		schemaPath: "#/definitions/identity/oneOf/1/additionalProperties",
																																		keyword: "additionalProperties",
																																		params: { additionalProperty: key11 },
																																		message: "must NOT have additional properties"
																																	}];
																																	return false;
																																}
																																if (_errs109 === errors) {
																																	if (data34.kind !== void 0) {
																																		const _errs110 = errors;
																																		if ("key" !== data34.kind) {
																																			validate10$2.errors = [{
																																				instancePath: instancePath + "/revocations/" + i2 + "/identity/kind",
																																				schemaPath: "#/definitions/identity/oneOf/1/properties/kind/const",
																																				keyword: "const",
																																				params: { allowedValue: "key" },
																																				message: "must be equal to constant"
																																			}];
																																			return false;
																																		}
																																		var valid24 = _errs110 === errors;
																																	} else var valid24 = true;
																																	if (valid24) {
																																		if (data34.keyId !== void 0) {
																																			let data44 = data34.keyId;
																																			const _errs111 = errors;
																																			if (errors === _errs111) {
																																				if (typeof data44 === "string") {
																																					if (!pattern2$1.test(data44)) {
																																						validate10$2.errors = [{
																																							instancePath: instancePath + "/revocations/" + i2 + "/identity/keyId",
																																							schemaPath: "#/definitions/identity/oneOf/1/properties/keyId/pattern",
																																							keyword: "pattern",
																																							params: { pattern: "^[0-9a-f]{64}$" },
																																							message: "must match pattern \"^[0-9a-f]{64}$\""
																																						}];
																																						return false;
																																					}
																																				} else {
																																					validate10$2.errors = [{
																																						instancePath: instancePath + "/revocations/" + i2 + "/identity/keyId",
																																						schemaPath: "#/definitions/identity/oneOf/1/properties/keyId/type",
																																						keyword: "type",
																																						params: { type: "string" },
																																						message: "must be string"
																																					}];
																																					return false;
																																				}
																																			}
																																			var valid24 = _errs111 === errors;
																																		} else var valid24 = true;
																																		if (valid24) {
																																			if (data34.publicKey !== void 0) {
																																				let data45 = data34.publicKey;
																																				const _errs113 = errors;
																																				if (errors === _errs113) {
																																					if (typeof data45 === "string") {
																																						if (func3$1(data45) > 4096) {
																																							validate10$2.errors = [{
																																								instancePath: instancePath + "/revocations/" + i2 + "/identity/publicKey",
																																								schemaPath: "#/definitions/identity/oneOf/1/properties/publicKey/maxLength",
																																								keyword: "maxLength",
																																								params: { limit: 4096 },
																																								message: "must NOT have more than 4096 characters"
																																							}];
																																							return false;
																																						} else if (func3$1(data45) < 64) {
																																							validate10$2.errors = [{
																																								instancePath: instancePath + "/revocations/" + i2 + "/identity/publicKey",
																																								schemaPath: "#/definitions/identity/oneOf/1/properties/publicKey/minLength",
																																								keyword: "minLength",
																																								params: { limit: 64 },
																																								message: "must NOT have fewer than 64 characters"
																																							}];
																																							return false;
																																						}
																																					} else {
																																						validate10$2.errors = [{
																																							instancePath: instancePath + "/revocations/" + i2 + "/identity/publicKey",
																																							schemaPath: "#/definitions/identity/oneOf/1/properties/publicKey/type",
																																							keyword: "type",
																																							params: { type: "string" },
																																							message: "must be string"
																																						}];
																																						return false;
																																					}
																																				}
																																				var valid24 = _errs113 === errors;
																																			} else var valid24 = true;
																																		}
																																	}
																																}
																															}
																														} else {
																															validate10$2.errors = [{
																																instancePath: instancePath + "/revocations/" + i2 + "/identity",
																																schemaPath: "#/definitions/identity/oneOf/1/type",
																																keyword: "type",
																																params: { type: "object" },
																																message: "must be object"
																															}];
																															return false;
																														}
																													}
																												} else {
																													validate10$2.errors = [{
																														instancePath: instancePath + "/revocations/" + i2 + "/identity",
																														schemaPath: "#/definitions/identity/discriminator",
																														keyword: "discriminator",
																														params: {
																															error: "mapping",
																															tag: "kind",
																															tagValue: tag1
																														},
																														message: "value of tag \"kind\" must be in oneOf"
																													}];
																													return false;
																												}
																											} else {
																												validate10$2.errors = [{
																													instancePath: instancePath + "/revocations/" + i2 + "/identity",
																													schemaPath: "#/definitions/identity/discriminator",
																													keyword: "discriminator",
																													params: {
																														error: "tag",
																														tag: "kind",
																														tagValue: tag1
																													},
																													message: "tag \"kind\" must be string"
																												}];
																												return false;
																											}
																										}
																									} else {
																										validate10$2.errors = [{
																											instancePath: instancePath + "/revocations/" + i2 + "/identity",
																											schemaPath: "#/definitions/identity/type",
																											keyword: "type",
																											params: { type: "object" },
																											message: "must be object"
																										}];
																										return false;
																									}
																								}
																								var valid18 = _errs85 === errors;
																							} else var valid18 = true;
																							if (valid18) {
																								if (data33.from !== void 0) {
																									let data46 = data33.from;
																									const _errs115 = errors;
																									if (errors === _errs115) {
																										if (typeof data46 === "string") {
																											if (func3$1(data46) > 24) {
																												validate10$2.errors = [{
																													instancePath: instancePath + "/revocations/" + i2 + "/from",
																													schemaPath: "#/properties/revocations/items/properties/from/maxLength",
																													keyword: "maxLength",
																													params: { limit: 24 },
																													message: "must NOT have more than 24 characters"
																												}];
																												return false;
																											} else if (!pattern1.test(data46)) {
																												validate10$2.errors = [{
																													instancePath: instancePath + "/revocations/" + i2 + "/from",
																													schemaPath: "#/properties/revocations/items/properties/from/pattern",
																													keyword: "pattern",
																													params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$" },
																													message: "must match pattern \"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$\""
																												}];
																												return false;
																											}
																										} else {
																											validate10$2.errors = [{
																												instancePath: instancePath + "/revocations/" + i2 + "/from",
																												schemaPath: "#/properties/revocations/items/properties/from/type",
																												keyword: "type",
																												params: { type: "string" },
																												message: "must be string"
																											}];
																											return false;
																										}
																									}
																									var valid18 = _errs115 === errors;
																								} else var valid18 = true;
																							}
																						}
																					}
																				} else {
																					validate10$2.errors = [{
																						instancePath: instancePath + "/revocations/" + i2,
																						schemaPath: "#/properties/revocations/items/type",
																						keyword: "type",
																						params: { type: "object" },
																						message: "must be object"
																					}];
																					return false;
																				}
																			}
																			if (!(_errs82 === errors)) break;
																		}
																	}
																} else {
																	validate10$2.errors = [{
																		instancePath: instancePath + "/revocations",
																		schemaPath: "#/properties/revocations/type",
																		keyword: "type",
																		params: { type: "array" },
																		message: "must be array"
																	}];
																	return false;
																}
															}
															var valid0 = _errs80 === errors;
														} else var valid0 = true;
														if (valid0) {
															if (data.revertKey !== void 0) {
																let data47 = data.revertKey;
																const _errs117 = errors;
																const _errs118 = errors;
																let valid25 = false;
																let passing1 = null;
																const _errs119 = errors;
																if (errors === errors) {
																	if (data47 && typeof data47 == "object" && !Array.isArray(data47)) {
																		let missing12;
																		if (data47.keyId === void 0 && (missing12 = "keyId") || data47.publicKey === void 0 && (missing12 = "publicKey")) {
																			const err6 = {
																				instancePath: instancePath + "/revertKey",
																				schemaPath: "#/definitions/rootKey/required",
																				keyword: "required",
																				params: { missingProperty: missing12 },
																				message: "must have required property '" + missing12 + "'"
																			};
																			if (vErrors === null) vErrors = [err6];
																			else vErrors.push(err6);
																			errors++;
																		} else {
																			const _errs122 = errors;
																			for (const key12 in data47) if (!(key12 === "keyId" || key12 === "publicKey")) {
																				const err7 = {
																					instancePath: instancePath + "/revertKey",
																					schemaPath: "#/definitions/rootKey/additionalProperties",
																					keyword: "additionalProperties",
																					params: { additionalProperty: key12 },
																					message: "must NOT have additional properties"
																				};
																				if (vErrors === null) vErrors = [err7];
																				else vErrors.push(err7);
																				errors++;
																				break;
																			}
																			if (_errs122 === errors) {
																				if (data47.keyId !== void 0) {
																					let data48 = data47.keyId;
																					const _errs123 = errors;
																					if (errors === _errs123) {
																						if (typeof data48 === "string") {
																							if (!pattern2$1.test(data48)) {
																								const err8 = {
																									instancePath: instancePath + "/revertKey/keyId",
																									schemaPath: "#/definitions/rootKey/properties/keyId/pattern",
																									keyword: "pattern",
																									params: { pattern: "^[0-9a-f]{64}$" },
																									message: "must match pattern \"^[0-9a-f]{64}$\""
																								};
																								if (vErrors === null) vErrors = [err8];
																								else vErrors.push(err8);
																								errors++;
																							}
																						} else {
																							const err9 = {
																								instancePath: instancePath + "/revertKey/keyId",
																								schemaPath: "#/definitions/rootKey/properties/keyId/type",
																								keyword: "type",
																								params: { type: "string" },
																								message: "must be string"
																							};
																							if (vErrors === null) vErrors = [err9];
																							else vErrors.push(err9);
																							errors++;
																						}
																					}
																					var valid27 = _errs123 === errors;
																				} else var valid27 = true;
																				if (valid27) {
																					if (data47.publicKey !== void 0) {
																						let data49 = data47.publicKey;
																						const _errs125 = errors;
																						if (errors === _errs125) {
																							if (typeof data49 === "string") {
																								if (func3$1(data49) > 4096) {
																									const err10 = {
																										instancePath: instancePath + "/revertKey/publicKey",
																										schemaPath: "#/definitions/rootKey/properties/publicKey/maxLength",
																										keyword: "maxLength",
																										params: { limit: 4096 },
																										message: "must NOT have more than 4096 characters"
																									};
																									if (vErrors === null) vErrors = [err10];
																									else vErrors.push(err10);
																									errors++;
																								} else if (func3$1(data49) < 64) {
																									const err11 = {
																										instancePath: instancePath + "/revertKey/publicKey",
																										schemaPath: "#/definitions/rootKey/properties/publicKey/minLength",
																										keyword: "minLength",
																										params: { limit: 64 },
																										message: "must NOT have fewer than 64 characters"
																									};
																									if (vErrors === null) vErrors = [err11];
																									else vErrors.push(err11);
																									errors++;
																								}
																							} else {
																								const err12 = {
																									instancePath: instancePath + "/revertKey/publicKey",
																									schemaPath: "#/definitions/rootKey/properties/publicKey/type",
																									keyword: "type",
																									params: { type: "string" },
																									message: "must be string"
																								};
																								if (vErrors === null) vErrors = [err12];
																								else vErrors.push(err12);
																								errors++;
																							}
																						}
																						var valid27 = _errs125 === errors;
																					} else var valid27 = true;
																				}
																			}
																		}
																	} else {
																		const err13 = {
																			instancePath: instancePath + "/revertKey",
																			schemaPath: "#/definitions/rootKey/type",
																			keyword: "type",
																			params: { type: "object" },
																			message: "must be object"
																		};
																		if (vErrors === null) vErrors = [err13];
																		else vErrors.push(err13);
																		errors++;
																	}
																}
																var _valid1 = _errs119 === errors;
																if (_valid1) {
																	valid25 = true;
																	passing1 = 0;
																}
																const _errs127 = errors;
																if (data47 !== null) {
																	const err14 = {
																		instancePath: instancePath + "/revertKey",
																		schemaPath: "#/properties/revertKey/oneOf/1/type",
																		keyword: "type",
																		params: { type: "null" },
																		message: "must be null"
																	};
																	if (vErrors === null) vErrors = [err14];
																	else vErrors.push(err14);
																	errors++;
																}
																var _valid1 = _errs127 === errors;
																if (_valid1 && valid25) {
																	valid25 = false;
																	passing1 = [passing1, 1];
																} else if (_valid1) {
																	valid25 = true;
																	passing1 = 1;
																}
																if (!valid25) {
																	const err15 = {
																		instancePath: instancePath + "/revertKey",
																		schemaPath: "#/properties/revertKey/oneOf",
																		keyword: "oneOf",
																		params: { passingSchemas: passing1 },
																		message: "must match exactly one schema in oneOf"
																	};
																	if (vErrors === null) vErrors = [err15];
																	else vErrors.push(err15);
																	errors++;
																	validate10$2.errors = vErrors;
																	return false;
																} else {
																	errors = _errs118;
																	if (vErrors !== null) {
																		if (_errs118) vErrors.length = _errs118;
																		else vErrors = null;
																	}
																}
																var valid0 = _errs117 === errors;
															} else var valid0 = true;
															if (valid0) {
																if (data.trustedRoot !== void 0) {
																	let data50 = data.trustedRoot;
																	const _errs129 = errors;
																	if (errors === _errs129) {
																		if (typeof data50 === "string") {
																			if (!pattern17.test(data50)) {
																				validate10$2.errors = [{
																					instancePath: instancePath + "/trustedRoot",
																					schemaPath: "#/properties/trustedRoot/pattern",
																					keyword: "pattern",
																					params: { pattern: "^sha256:[0-9a-f]{64}$" },
																					message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
																				}];
																				return false;
																			}
																		} else {
																			validate10$2.errors = [{
																				instancePath: instancePath + "/trustedRoot",
																				schemaPath: "#/properties/trustedRoot/type",
																				keyword: "type",
																				params: { type: "string" },
																				message: "must be string"
																			}];
																			return false;
																		}
																	}
																	var valid0 = _errs129 === errors;
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
						}
					}
				}
			}
		} else {
			validate10$2.errors = [{
				instancePath,
				schemaPath: "#/type",
				keyword: "type",
				params: { type: "object" },
				message: "must be object"
			}];
			return false;
		}
	}
	validate10$2.errors = vErrors;
	return errors === 0;
}

// src/schema/generated/verdict.js
const validate$2 = validate10$1;
const schema11$1 = {
	"$schema": "http://json-schema.org/draft-07/schema#",
	"$id": "urn:pi5-fleet-actions:schema:verdict:1",
	"title": "Verdict",
	"type": "object",
	"description": "verdicts/<ring>/<app>/<epoch>-<seq>.json: the written result of a gate with its evidence. Written once.",
	"additionalProperties": false,
	"required": [
		"schemaVersion",
		"kind",
		"fleet",
		"app",
		"ring",
		"epoch",
		"seq",
		"pointer",
		"release",
		"gateConfig",
		"verdict",
		"reason",
		"window",
		"devices",
		"metrics"
	],
	"properties": {
		"schemaVersion": {
			"const": 1,
			"description": "Version of this schema."
		},
		"kind": { "const": "verdict" },
		"fleet": {
			"type": "string",
			"description": "Name of the fleet; every signed body carries it, so that nothing of another fleet is accepted.",
			"pattern": "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$"
		},
		"app": {
			"type": "string",
			"description": "The app that this is about.",
			"pattern": "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$"
		},
		"ring": {
			"type": "string",
			"description": "The ring that this is about.",
			"pattern": "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$"
		},
		"epoch": {
			"type": "integer",
			"minimum": 1,
			"maximum": 2147483647
		},
		"seq": {
			"type": "integer",
			"minimum": 1,
			"maximum": 2147483647
		},
		"pointer": {
			"type": "string",
			"description": "Digest of the pointer that was judged.",
			"pattern": "^sha256:[0-9a-f]{64}$"
		},
		"release": {
			"type": "string",
			"description": "Digest of the release file that ran.",
			"pattern": "^sha256:[0-9a-f]{64}$"
		},
		"gateConfig": {
			"type": "string",
			"description": "Digest of the canonical JSON of the gate settings.",
			"pattern": "^sha256:[0-9a-f]{64}$"
		},
		"verdict": {
			"enum": ["promote", "revert"],
			"description": "Only a final verdict is written."
		},
		"reason": {
			"type": "string",
			"description": "One line.",
			"minLength": 1,
			"maxLength": 500
		},
		"window": {
			"type": "object",
			"description": "The time that was judged.",
			"additionalProperties": false,
			"required": ["from", "to"],
			"properties": {
				"from": {
					"type": "string",
					"description": "Start.",
					"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$",
					"maxLength": 24
				},
				"to": {
					"type": "string",
					"description": "End.",
					"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$",
					"maxLength": 24
				}
			},
			"title": "VerdictWindow"
		},
		"devices": {
			"type": "object",
			"description": "Devices of the ring.",
			"additionalProperties": false,
			"required": [
				"ring",
				"updated",
				"reporting",
				"silent",
				"missing"
			],
			"properties": {
				"ring": {
					"type": "integer",
					"minimum": 0,
					"maximum": 9007199254740991,
					"description": "Members of the ring."
				},
				"updated": {
					"type": "integer",
					"minimum": 0,
					"maximum": 9007199254740991,
					"description": "Devices seen to run the release."
				},
				"reporting": {
					"type": "integer",
					"minimum": 0,
					"maximum": 9007199254740991,
					"description": "Devices whose gate metrics arrived."
				},
				"silent": {
					"type": "array",
					"description": "Up, but without the app's metrics.",
					"maxItems": 2e4,
					"items": {
						"type": "string",
						"pattern": "^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$"
					}
				},
				"missing": {
					"type": "array",
					"description": "Not seen at all.",
					"maxItems": 2e4,
					"items": {
						"type": "string",
						"pattern": "^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$"
					}
				}
			},
			"title": "VerdictDevices"
		},
		"metrics": {
			"type": "array",
			"maxItems": 64,
			"items": {
				"type": "object",
				"description": "One gate.",
				"additionalProperties": false,
				"required": [
					"name",
					"type",
					"bad",
					"total",
					"value",
					"limit",
					"state"
				],
				"properties": {
					"name": {
						"type": "string",
						"description": "Gate.",
						"pattern": "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$"
					},
					"type": { "enum": ["ratio", "quantile"] },
					"bad": {
						"type": "number",
						"minimum": 0,
						"description": "Bad events."
					},
					"total": {
						"type": "number",
						"minimum": 0,
						"description": "All events."
					},
					"value": {
						"type": "number",
						"minimum": 0,
						"maximum": 1,
						"description": "Fraction of bad events."
					},
					"limit": {
						"type": "number",
						"minimum": 0,
						"maximum": 1,
						"description": "Largest good fraction."
					},
					"state": { "enum": [
						"ok",
						"bad",
						"no-data"
					] }
				},
				"title": "VerdictMetric"
			}
		}
	}
};
const func2 = Object.prototype.hasOwnProperty;
const func3 = import_ucs2length.default.default;
const pattern0$1 = /* @__PURE__ */ new RegExp("^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$", "u");
const pattern3$1 = /* @__PURE__ */ new RegExp("^sha256:[0-9a-f]{64}$", "u");
const pattern6$1 = /* @__PURE__ */ new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$", "u");
const pattern8 = /* @__PURE__ */ new RegExp("^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$", "u");
function validate10$1(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		let missing0;
		if (data.schemaVersion === void 0 && (missing0 = "schemaVersion") || data.kind === void 0 && (missing0 = "kind") || data.fleet === void 0 && (missing0 = "fleet") || data.app === void 0 && (missing0 = "app") || data.ring === void 0 && (missing0 = "ring") || data.epoch === void 0 && (missing0 = "epoch") || data.seq === void 0 && (missing0 = "seq") || data.pointer === void 0 && (missing0 = "pointer") || data.release === void 0 && (missing0 = "release") || data.gateConfig === void 0 && (missing0 = "gateConfig") || data.verdict === void 0 && (missing0 = "verdict") || data.reason === void 0 && (missing0 = "reason") || data.window === void 0 && (missing0 = "window") || data.devices === void 0 && (missing0 = "devices") || data.metrics === void 0 && (missing0 = "metrics")) {
			validate10$1.errors = [{
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: missing0 },
				message: "must have required property '" + missing0 + "'"
			}];
			return false;
		} else {
			for (const key0 in data) if (!func2.call(schema11$1.properties, key0)) {
				validate10$1.errors = [{
					instancePath,
					schemaPath: "#/additionalProperties",
					keyword: "additionalProperties",
					params: { additionalProperty: key0 },
					message: "must NOT have additional properties"
				}];
				return false;
			}
			if (data.schemaVersion !== void 0) {
				if (1 !== data.schemaVersion) {
					validate10$1.errors = [{
						instancePath: instancePath + "/schemaVersion",
						schemaPath: "#/properties/schemaVersion/const",
						keyword: "const",
						params: { allowedValue: 1 },
						message: "must be equal to constant"
					}];
					return false;
				}
				var valid0 = true;
			} else var valid0 = true;
			if (valid0) {
				if (data.kind !== void 0) {
					if ("verdict" !== data.kind) {
						validate10$1.errors = [{
							instancePath: instancePath + "/kind",
							schemaPath: "#/properties/kind/const",
							keyword: "const",
							params: { allowedValue: "verdict" },
							message: "must be equal to constant"
						}];
						return false;
					}
					var valid0 = true;
				} else var valid0 = true;
				if (valid0) {
					if (data.fleet !== void 0) {
						let data2 = data.fleet;
						if (typeof data2 === "string") {
							if (!pattern0$1.test(data2)) {
								validate10$1.errors = [{
									instancePath: instancePath + "/fleet",
									schemaPath: "#/properties/fleet/pattern",
									keyword: "pattern",
									params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
									message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\""
								}];
								return false;
							}
						} else {
							validate10$1.errors = [{
								instancePath: instancePath + "/fleet",
								schemaPath: "#/properties/fleet/type",
								keyword: "type",
								params: { type: "string" },
								message: "must be string"
							}];
							return false;
						}
						var valid0 = true;
					} else var valid0 = true;
					if (valid0) {
						if (data.app !== void 0) {
							let data3 = data.app;
							if (typeof data3 === "string") {
								if (!pattern0$1.test(data3)) {
									validate10$1.errors = [{
										instancePath: instancePath + "/app",
										schemaPath: "#/properties/app/pattern",
										keyword: "pattern",
										params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
										message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\""
									}];
									return false;
								}
							} else {
								validate10$1.errors = [{
									instancePath: instancePath + "/app",
									schemaPath: "#/properties/app/type",
									keyword: "type",
									params: { type: "string" },
									message: "must be string"
								}];
								return false;
							}
							var valid0 = true;
						} else var valid0 = true;
						if (valid0) {
							if (data.ring !== void 0) {
								let data4 = data.ring;
								if (typeof data4 === "string") {
									if (!pattern0$1.test(data4)) {
										validate10$1.errors = [{
											instancePath: instancePath + "/ring",
											schemaPath: "#/properties/ring/pattern",
											keyword: "pattern",
											params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
											message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\""
										}];
										return false;
									}
								} else {
									validate10$1.errors = [{
										instancePath: instancePath + "/ring",
										schemaPath: "#/properties/ring/type",
										keyword: "type",
										params: { type: "string" },
										message: "must be string"
									}];
									return false;
								}
								var valid0 = true;
							} else var valid0 = true;
							if (valid0) {
								if (data.epoch !== void 0) {
									let data5 = data.epoch;
									if (!(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5) && isFinite(data5))) {
										validate10$1.errors = [{
											instancePath: instancePath + "/epoch",
											schemaPath: "#/properties/epoch/type",
											keyword: "type",
											params: { type: "integer" },
											message: "must be integer"
										}];
										return false;
									}
									if (typeof data5 == "number" && isFinite(data5)) {
										if (data5 > 2147483647 || isNaN(data5)) {
											validate10$1.errors = [{
												instancePath: instancePath + "/epoch",
												schemaPath: "#/properties/epoch/maximum",
												keyword: "maximum",
												params: {
													comparison: "<=",
													limit: 2147483647
												},
												message: "must be <= 2147483647"
											}];
											return false;
										} else if (data5 < 1 || isNaN(data5)) {
											validate10$1.errors = [{
												instancePath: instancePath + "/epoch",
												schemaPath: "#/properties/epoch/minimum",
												keyword: "minimum",
												params: {
													comparison: ">=",
													limit: 1
												},
												message: "must be >= 1"
											}];
											return false;
										}
									}
									var valid0 = true;
								} else var valid0 = true;
								if (valid0) {
									if (data.seq !== void 0) {
										let data6 = data.seq;
										if (!(typeof data6 == "number" && !(data6 % 1) && !isNaN(data6) && isFinite(data6))) {
											validate10$1.errors = [{
												instancePath: instancePath + "/seq",
												schemaPath: "#/properties/seq/type",
												keyword: "type",
												params: { type: "integer" },
												message: "must be integer"
											}];
											return false;
										}
										if (typeof data6 == "number" && isFinite(data6)) {
											if (data6 > 2147483647 || isNaN(data6)) {
												validate10$1.errors = [{
													instancePath: instancePath + "/seq",
													schemaPath: "#/properties/seq/maximum",
													keyword: "maximum",
													params: {
														comparison: "<=",
														limit: 2147483647
													},
													message: "must be <= 2147483647"
												}];
												return false;
											} else if (data6 < 1 || isNaN(data6)) {
												validate10$1.errors = [{
													instancePath: instancePath + "/seq",
													schemaPath: "#/properties/seq/minimum",
													keyword: "minimum",
													params: {
														comparison: ">=",
														limit: 1
													},
													message: "must be >= 1"
												}];
												return false;
											}
										}
										var valid0 = true;
									} else var valid0 = true;
									if (valid0) {
										if (data.pointer !== void 0) {
											let data7 = data.pointer;
											if (typeof data7 === "string") {
												if (!pattern3$1.test(data7)) {
													validate10$1.errors = [{
														instancePath: instancePath + "/pointer",
														schemaPath: "#/properties/pointer/pattern",
														keyword: "pattern",
														params: { pattern: "^sha256:[0-9a-f]{64}$" },
														message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
													}];
													return false;
												}
											} else {
												validate10$1.errors = [{
													instancePath: instancePath + "/pointer",
													schemaPath: "#/properties/pointer/type",
													keyword: "type",
													params: { type: "string" },
													message: "must be string"
												}];
												return false;
											}
											var valid0 = true;
										} else var valid0 = true;
										if (valid0) {
											if (data.release !== void 0) {
												let data8 = data.release;
												if (typeof data8 === "string") {
													if (!pattern3$1.test(data8)) {
														validate10$1.errors = [{
															instancePath: instancePath + "/release",
															schemaPath: "#/properties/release/pattern",
															keyword: "pattern",
															params: { pattern: "^sha256:[0-9a-f]{64}$" },
															message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
														}];
														return false;
													}
												} else {
													validate10$1.errors = [{
														instancePath: instancePath + "/release",
														schemaPath: "#/properties/release/type",
														keyword: "type",
														params: { type: "string" },
														message: "must be string"
													}];
													return false;
												}
												var valid0 = true;
											} else var valid0 = true;
											if (valid0) {
												if (data.gateConfig !== void 0) {
													let data9 = data.gateConfig;
													if (typeof data9 === "string") {
														if (!pattern3$1.test(data9)) {
															validate10$1.errors = [{
																instancePath: instancePath + "/gateConfig",
																schemaPath: "#/properties/gateConfig/pattern",
																keyword: "pattern",
																params: { pattern: "^sha256:[0-9a-f]{64}$" },
																message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
															}];
															return false;
														}
													} else {
														validate10$1.errors = [{
															instancePath: instancePath + "/gateConfig",
															schemaPath: "#/properties/gateConfig/type",
															keyword: "type",
															params: { type: "string" },
															message: "must be string"
														}];
														return false;
													}
													var valid0 = true;
												} else var valid0 = true;
												if (valid0) {
													if (data.verdict !== void 0) {
														let data10 = data.verdict;
														if (!(data10 === "promote" || data10 === "revert")) {
															validate10$1.errors = [{
																instancePath: instancePath + "/verdict",
																schemaPath: "#/properties/verdict/enum",
																keyword: "enum",
																params: { allowedValues: schema11$1.properties.verdict.enum },
																message: "must be equal to one of the allowed values"
															}];
															return false;
														}
														var valid0 = true;
													} else var valid0 = true;
													if (valid0) {
														if (data.reason !== void 0) {
															let data11 = data.reason;
															if (typeof data11 === "string") {
																if (func3(data11) > 500) {
																	validate10$1.errors = [{
																		instancePath: instancePath + "/reason",
																		schemaPath: "#/properties/reason/maxLength",
																		keyword: "maxLength",
																		params: { limit: 500 },
																		message: "must NOT have more than 500 characters"
																	}];
																	return false;
																} else if (func3(data11) < 1) {
																	validate10$1.errors = [{
																		instancePath: instancePath + "/reason",
																		schemaPath: "#/properties/reason/minLength",
																		keyword: "minLength",
																		params: { limit: 1 },
																		message: "must NOT have fewer than 1 characters"
																	}];
																	return false;
																}
															} else {
																validate10$1.errors = [{
																	instancePath: instancePath + "/reason",
																	schemaPath: "#/properties/reason/type",
																	keyword: "type",
																	params: { type: "string" },
																	message: "must be string"
																}];
																return false;
															}
															var valid0 = true;
														} else var valid0 = true;
														if (valid0) {
															if (data.window !== void 0) {
																let data12 = data.window;
																if (data12 && typeof data12 == "object" && !Array.isArray(data12)) {
																	let missing1;
																	if (data12.from === void 0 && (missing1 = "from") || data12.to === void 0 && (missing1 = "to")) {
																		validate10$1.errors = [{
																			instancePath: instancePath + "/window",
																			schemaPath: "#/properties/window/required",
																			keyword: "required",
																			params: { missingProperty: missing1 },
																			message: "must have required property '" + missing1 + "'"
																		}];
																		return false;
																	} else {
																		for (const key1 in data12) if (!(key1 === "from" || key1 === "to")) {
																			validate10$1.errors = [{
																				instancePath: instancePath + "/window",
																				schemaPath: "#/properties/window/additionalProperties",
																				keyword: "additionalProperties",
																				params: { additionalProperty: key1 },
																				message: "must NOT have additional properties"
																			}];
																			return false;
																		}
																		if (data12.from !== void 0) {
																			let data13 = data12.from;
																			if (typeof data13 === "string") {
																				if (func3(data13) > 24) {
																					validate10$1.errors = [{
																						instancePath: instancePath + "/window/from",
																						schemaPath: "#/properties/window/properties/from/maxLength",
																						keyword: "maxLength",
																						params: { limit: 24 },
																						message: "must NOT have more than 24 characters"
																					}];
																					return false;
																				} else if (!pattern6$1.test(data13)) {
																					validate10$1.errors = [{
																						instancePath: instancePath + "/window/from",
																						schemaPath: "#/properties/window/properties/from/pattern",
																						keyword: "pattern",
																						params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$" },
																						message: "must match pattern \"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$\""
																					}];
																					return false;
																				}
																			} else {
																				validate10$1.errors = [{
																					instancePath: instancePath + "/window/from",
																					schemaPath: "#/properties/window/properties/from/type",
																					keyword: "type",
																					params: { type: "string" },
																					message: "must be string"
																				}];
																				return false;
																			}
																			var valid1 = true;
																		} else var valid1 = true;
																		if (valid1) {
																			if (data12.to !== void 0) {
																				let data14 = data12.to;
																				if (typeof data14 === "string") {
																					if (func3(data14) > 24) {
																						validate10$1.errors = [{
																							instancePath: instancePath + "/window/to",
																							schemaPath: "#/properties/window/properties/to/maxLength",
																							keyword: "maxLength",
																							params: { limit: 24 },
																							message: "must NOT have more than 24 characters"
																						}];
																						return false;
																					} else if (!pattern6$1.test(data14)) {
																						validate10$1.errors = [{
																							instancePath: instancePath + "/window/to",
																							schemaPath: "#/properties/window/properties/to/pattern",
																							keyword: "pattern",
																							params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$" },
																							message: "must match pattern \"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$\""
																						}];
																						return false;
																					}
																				} else {
																					validate10$1.errors = [{
																						instancePath: instancePath + "/window/to",
																						schemaPath: "#/properties/window/properties/to/type",
																						keyword: "type",
																						params: { type: "string" },
																						message: "must be string"
																					}];
																					return false;
																				}
																				var valid1 = true;
																			} else var valid1 = true;
																		}
																	}
																} else {
																	validate10$1.errors = [{
																		instancePath: instancePath + "/window",
																		schemaPath: "#/properties/window/type",
																		keyword: "type",
																		params: { type: "object" },
																		message: "must be object"
																	}];
																	return false;
																}
																var valid0 = true;
															} else var valid0 = true;
															if (valid0) {
																if (data.devices !== void 0) {
																	let data15 = data.devices;
																	if (data15 && typeof data15 == "object" && !Array.isArray(data15)) {
																		let missing2;
																		if (data15.ring === void 0 && (missing2 = "ring") || data15.updated === void 0 && (missing2 = "updated") || data15.reporting === void 0 && (missing2 = "reporting") || data15.silent === void 0 && (missing2 = "silent") || data15.missing === void 0 && (missing2 = "missing")) {
																			validate10$1.errors = [{
																				instancePath: instancePath + "/devices",
																				schemaPath: "#/properties/devices/required",
																				keyword: "required",
																				params: { missingProperty: missing2 },
																				message: "must have required property '" + missing2 + "'"
																			}];
																			return false;
																		} else {
																			for (const key2 in data15) if (!(key2 === "ring" || key2 === "updated" || key2 === "reporting" || key2 === "silent" || key2 === "missing")) {
																				validate10$1.errors = [{
																					instancePath: instancePath + "/devices",
																					schemaPath: "#/properties/devices/additionalProperties",
																					keyword: "additionalProperties",
																					params: { additionalProperty: key2 },
																					message: "must NOT have additional properties"
																				}];
																				return false;
																			}
																			if (data15.ring !== void 0) {
																				let data16 = data15.ring;
																				if (!(typeof data16 == "number" && !(data16 % 1) && !isNaN(data16) && isFinite(data16))) {
																					validate10$1.errors = [{
																						instancePath: instancePath + "/devices/ring",
																						schemaPath: "#/properties/devices/properties/ring/type",
																						keyword: "type",
																						params: { type: "integer" },
																						message: "must be integer"
																					}];
																					return false;
																				}
																				if (typeof data16 == "number" && isFinite(data16)) {
																					if (data16 > 9007199254740991 || isNaN(data16)) {
																						validate10$1.errors = [{
																							instancePath: instancePath + "/devices/ring",
																							schemaPath: "#/properties/devices/properties/ring/maximum",
																							keyword: "maximum",
																							params: {
																								comparison: "<=",
																								limit: 9007199254740991
																							},
																							message: "must be <= 9007199254740991"
																						}];
																						return false;
																					} else if (data16 < 0 || isNaN(data16)) {
																						validate10$1.errors = [{
																							instancePath: instancePath + "/devices/ring",
																							schemaPath: "#/properties/devices/properties/ring/minimum",
																							keyword: "minimum",
																							params: {
																								comparison: ">=",
																								limit: 0
																							},
																							message: "must be >= 0"
																						}];
																						return false;
																					}
																				}
																				var valid2 = true;
																			} else var valid2 = true;
																			if (valid2) {
																				if (data15.updated !== void 0) {
																					let data17 = data15.updated;
																					if (!(typeof data17 == "number" && !(data17 % 1) && !isNaN(data17) && isFinite(data17))) {
																						validate10$1.errors = [{
																							instancePath: instancePath + "/devices/updated",
																							schemaPath: "#/properties/devices/properties/updated/type",
																							keyword: "type",
																							params: { type: "integer" },
																							message: "must be integer"
																						}];
																						return false;
																					}
																					if (typeof data17 == "number" && isFinite(data17)) {
																						if (data17 > 9007199254740991 || isNaN(data17)) {
																							validate10$1.errors = [{
																								instancePath: instancePath + "/devices/updated",
																								schemaPath: "#/properties/devices/properties/updated/maximum",
																								keyword: "maximum",
																								params: {
																									comparison: "<=",
																									limit: 9007199254740991
																								},
																								message: "must be <= 9007199254740991"
																							}];
																							return false;
																						} else if (data17 < 0 || isNaN(data17)) {
																							validate10$1.errors = [{
																								instancePath: instancePath + "/devices/updated",
																								schemaPath: "#/properties/devices/properties/updated/minimum",
																								keyword: "minimum",
																								params: {
																									comparison: ">=",
																									limit: 0
																								},
																								message: "must be >= 0"
																							}];
																							return false;
																						}
																					}
																					var valid2 = true;
																				} else var valid2 = true;
																				if (valid2) {
																					if (data15.reporting !== void 0) {
																						let data18 = data15.reporting;
																						if (!(typeof data18 == "number" && !(data18 % 1) && !isNaN(data18) && isFinite(data18))) {
																							validate10$1.errors = [{
																								instancePath: instancePath + "/devices/reporting",
																								schemaPath: "#/properties/devices/properties/reporting/type",
																								keyword: "type",
																								params: { type: "integer" },
																								message: "must be integer"
																							}];
																							return false;
																						}
																						if (typeof data18 == "number" && isFinite(data18)) {
																							if (data18 > 9007199254740991 || isNaN(data18)) {
																								validate10$1.errors = [{
																									instancePath: instancePath + "/devices/reporting",
																									schemaPath: "#/properties/devices/properties/reporting/maximum",
																									keyword: "maximum",
																									params: {
																										comparison: "<=",
																										limit: 9007199254740991
																									},
																									message: "must be <= 9007199254740991"
																								}];
																								return false;
																							} else if (data18 < 0 || isNaN(data18)) {
																								validate10$1.errors = [{
																									instancePath: instancePath + "/devices/reporting",
																									schemaPath: "#/properties/devices/properties/reporting/minimum",
																									keyword: "minimum",
																									params: {
																										comparison: ">=",
																										limit: 0
																									},
																									message: "must be >= 0"
																								}];
																								return false;
																							}
																						}
																						var valid2 = true;
																					} else var valid2 = true;
																					if (valid2) {
																						if (data15.silent !== void 0) {
																							let data19 = data15.silent;
																							if (Array.isArray(data19)) {
																								if (data19.length > 2e4) {
																									validate10$1.errors = [{
																										instancePath: instancePath + "/devices/silent",
																										schemaPath: "#/properties/devices/properties/silent/maxItems",
																										keyword: "maxItems",
																										params: { limit: 2e4 },
																										message: "must NOT have more than 20000 items"
																									}];
																									return false;
																								} else {
																									const len0 = data19.length;
																									for (let i0 = 0; i0 < len0; i0++) {
																										let data20 = data19[i0];
																										if (typeof data20 === "string") {
																											if (!pattern8.test(data20)) {
																												validate10$1.errors = [{
																													instancePath: instancePath + "/devices/silent/" + i0,
																													schemaPath: "#/properties/devices/properties/silent/items/pattern",
																													keyword: "pattern",
																													params: { pattern: "^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$" },
																													message: "must match pattern \"^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$\""
																												}];
																												return false;
																											}
																										} else {
																											validate10$1.errors = [{
																												instancePath: instancePath + "/devices/silent/" + i0,
																												schemaPath: "#/properties/devices/properties/silent/items/type",
																												keyword: "type",
																												params: { type: "string" },
																												message: "must be string"
																											}];
																											return false;
																										}
																									}
																								}
																							} else {
																								validate10$1.errors = [{
																									instancePath: instancePath + "/devices/silent",
																									schemaPath: "#/properties/devices/properties/silent/type",
																									keyword: "type",
																									params: { type: "array" },
																									message: "must be array"
																								}];
																								return false;
																							}
																							var valid2 = true;
																						} else var valid2 = true;
																						if (valid2) {
																							if (data15.missing !== void 0) {
																								let data21 = data15.missing;
																								if (Array.isArray(data21)) {
																									if (data21.length > 2e4) {
																										validate10$1.errors = [{
																											instancePath: instancePath + "/devices/missing",
																											schemaPath: "#/properties/devices/properties/missing/maxItems",
																											keyword: "maxItems",
																											params: { limit: 2e4 },
																											message: "must NOT have more than 20000 items"
																										}];
																										return false;
																									} else {
																										const len1 = data21.length;
																										for (let i1 = 0; i1 < len1; i1++) {
																											let data22 = data21[i1];
																											if (typeof data22 === "string") {
																												if (!pattern8.test(data22)) {
																													validate10$1.errors = [{
																														instancePath: instancePath + "/devices/missing/" + i1,
																														schemaPath: "#/properties/devices/properties/missing/items/pattern",
																														keyword: "pattern",
																														params: { pattern: "^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$" },
																														message: "must match pattern \"^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$\""
																													}];
																													return false;
																												}
																											} else {
																												validate10$1.errors = [{
																													instancePath: instancePath + "/devices/missing/" + i1,
																													schemaPath: "#/properties/devices/properties/missing/items/type",
																													keyword: "type",
																													params: { type: "string" },
																													message: "must be string"
																												}];
																												return false;
																											}
																										}
																									}
																								} else {
																									validate10$1.errors = [{
																										instancePath: instancePath + "/devices/missing",
																										schemaPath: "#/properties/devices/properties/missing/type",
																										keyword: "type",
																										params: { type: "array" },
																										message: "must be array"
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
																		validate10$1.errors = [{
																			instancePath: instancePath + "/devices",
																			schemaPath: "#/properties/devices/type",
																			keyword: "type",
																			params: { type: "object" },
																			message: "must be object"
																		}];
																		return false;
																	}
																	var valid0 = true;
																} else var valid0 = true;
																if (valid0) {
																	if (data.metrics !== void 0) {
																		let data23 = data.metrics;
																		if (Array.isArray(data23)) {
																			if (data23.length > 64) {
																				validate10$1.errors = [{
																					instancePath: instancePath + "/metrics",
																					schemaPath: "#/properties/metrics/maxItems",
																					keyword: "maxItems",
																					params: { limit: 64 },
																					message: "must NOT have more than 64 items"
																				}];
																				return false;
																			} else {
																				const len2 = data23.length;
																				for (let i2 = 0; i2 < len2; i2++) {
																					let data24 = data23[i2];
																					if (data24 && typeof data24 == "object" && !Array.isArray(data24)) {
																						let missing3;
																						if (data24.name === void 0 && (missing3 = "name") || data24.type === void 0 && (missing3 = "type") || data24.bad === void 0 && (missing3 = "bad") || data24.total === void 0 && (missing3 = "total") || data24.value === void 0 && (missing3 = "value") || data24.limit === void 0 && (missing3 = "limit") || data24.state === void 0 && (missing3 = "state")) {
																							validate10$1.errors = [{
																								instancePath: instancePath + "/metrics/" + i2,
																								schemaPath: "#/properties/metrics/items/required",
																								keyword: "required",
																								params: { missingProperty: missing3 },
																								message: "must have required property '" + missing3 + "'"
																							}];
																							return false;
																						} else {
																							for (const key3 in data24) if (!(key3 === "name" || key3 === "type" || key3 === "bad" || key3 === "total" || key3 === "value" || key3 === "limit" || key3 === "state")) {
																								validate10$1.errors = [{
																									instancePath: instancePath + "/metrics/" + i2,
																									schemaPath: "#/properties/metrics/items/additionalProperties",
																									keyword: "additionalProperties",
																									params: { additionalProperty: key3 },
																									message: "must NOT have additional properties"
																								}];
																								return false;
																							}
																							if (data24.name !== void 0) {
																								let data25 = data24.name;
																								if (typeof data25 === "string") {
																									if (!pattern0$1.test(data25)) {
																										validate10$1.errors = [{
																											instancePath: instancePath + "/metrics/" + i2 + "/name",
																											schemaPath: "#/properties/metrics/items/properties/name/pattern",
																											keyword: "pattern",
																											params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
																											message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\""
																										}];
																										return false;
																									}
																								} else {
																									validate10$1.errors = [{
																										instancePath: instancePath + "/metrics/" + i2 + "/name",
																										schemaPath: "#/properties/metrics/items/properties/name/type",
																										keyword: "type",
																										params: { type: "string" },
																										message: "must be string"
																									}];
																									return false;
																								}
																								var valid6 = true;
																							} else var valid6 = true;
																							if (valid6) {
																								if (data24.type !== void 0) {
																									let data26 = data24.type;
																									if (!(data26 === "ratio" || data26 === "quantile")) {
																										validate10$1.errors = [{
																											instancePath: instancePath + "/metrics/" + i2 + "/type",
																											schemaPath: "#/properties/metrics/items/properties/type/enum",
																											keyword: "enum",
																											params: { allowedValues: schema11$1.properties.metrics.items.properties.type.enum },
																											message: "must be equal to one of the allowed values"
																										}];
																										return false;
																									}
																									var valid6 = true;
																								} else var valid6 = true;
																								if (valid6) {
																									if (data24.bad !== void 0) {
																										let data27 = data24.bad;
																										if (typeof data27 == "number" && isFinite(data27)) {
																											if (data27 < 0 || isNaN(data27)) {
																												validate10$1.errors = [{
																													instancePath: instancePath + "/metrics/" + i2 + "/bad",
																													schemaPath: "#/properties/metrics/items/properties/bad/minimum",
																													keyword: "minimum",
																													params: {
																														comparison: ">=",
																														limit: 0
																													},
																													message: "must be >= 0"
																												}];
																												return false;
																											}
																										} else {
																											validate10$1.errors = [{
																												instancePath: instancePath + "/metrics/" + i2 + "/bad",
																												schemaPath: "#/properties/metrics/items/properties/bad/type",
																												keyword: "type",
																												params: { type: "number" },
																												message: "must be number"
																											}];
																											return false;
																										}
																										var valid6 = true;
																									} else var valid6 = true;
																									if (valid6) {
																										if (data24.total !== void 0) {
																											let data28 = data24.total;
																											if (typeof data28 == "number" && isFinite(data28)) {
																												if (data28 < 0 || isNaN(data28)) {
																													validate10$1.errors = [{
																														instancePath: instancePath + "/metrics/" + i2 + "/total",
																														schemaPath: "#/properties/metrics/items/properties/total/minimum",
																														keyword: "minimum",
																														params: {
																															comparison: ">=",
																															limit: 0
																														},
																														message: "must be >= 0"
																													}];
																													return false;
																												}
																											} else {
																												validate10$1.errors = [{
																													instancePath: instancePath + "/metrics/" + i2 + "/total",
																													schemaPath: "#/properties/metrics/items/properties/total/type",
																													keyword: "type",
																													params: { type: "number" },
																													message: "must be number"
																												}];
																												return false;
																											}
																											var valid6 = true;
																										} else var valid6 = true;
																										if (valid6) {
																											if (data24.value !== void 0) {
																												let data29 = data24.value;
																												if (typeof data29 == "number" && isFinite(data29)) {
																													if (data29 > 1 || isNaN(data29)) {
																														validate10$1.errors = [{
																															instancePath: instancePath + "/metrics/" + i2 + "/value",
																															schemaPath: "#/properties/metrics/items/properties/value/maximum",
																															keyword: "maximum",
																															params: {
																																comparison: "<=",
																																limit: 1
																															},
																															message: "must be <= 1"
																														}];
																														return false;
																													} else if (data29 < 0 || isNaN(data29)) {
																														validate10$1.errors = [{
																															instancePath: instancePath + "/metrics/" + i2 + "/value",
																															schemaPath: "#/properties/metrics/items/properties/value/minimum",
																															keyword: "minimum",
																															params: {
																																comparison: ">=",
																																limit: 0
																															},
																															message: "must be >= 0"
																														}];
																														return false;
																													}
																												} else {
																													validate10$1.errors = [{
																														instancePath: instancePath + "/metrics/" + i2 + "/value",
																														schemaPath: "#/properties/metrics/items/properties/value/type",
																														keyword: "type",
																														params: { type: "number" },
																														message: "must be number"
																													}];
																													return false;
																												}
																												var valid6 = true;
																											} else var valid6 = true;
																											if (valid6) {
																												if (data24.limit !== void 0) {
																													let data30 = data24.limit;
																													if (typeof data30 == "number" && isFinite(data30)) {
																														if (data30 > 1 || isNaN(data30)) {
																															validate10$1.errors = [{
																																instancePath: instancePath + "/metrics/" + i2 + "/limit",
																																schemaPath: "#/properties/metrics/items/properties/limit/maximum",
																																keyword: "maximum",
																																params: {
																																	comparison: "<=",
																																	limit: 1
																																},
																																message: "must be <= 1"
																															}];
																															return false;
																														} else if (data30 < 0 || isNaN(data30)) {
																															validate10$1.errors = [{
																																instancePath: instancePath + "/metrics/" + i2 + "/limit",
																																schemaPath: "#/properties/metrics/items/properties/limit/minimum",
																																keyword: "minimum",
																																params: {
																																	comparison: ">=",
																																	limit: 0
																																},
																																message: "must be >= 0"
																															}];
																															return false;
																														}
																													} else {
																														validate10$1.errors = [{
																															instancePath: instancePath + "/metrics/" + i2 + "/limit",
																															schemaPath: "#/properties/metrics/items/properties/limit/type",
																															keyword: "type",
																															params: { type: "number" },
																															message: "must be number"
																														}];
																														return false;
																													}
																													var valid6 = true;
																												} else var valid6 = true;
																												if (valid6) {
																													if (data24.state !== void 0) {
																														let data31 = data24.state;
																														if (!(data31 === "ok" || data31 === "bad" || data31 === "no-data")) {
																															validate10$1.errors = [{
																																instancePath: instancePath + "/metrics/" + i2 + "/state",
																																schemaPath: "#/properties/metrics/items/properties/state/enum",
																																keyword: "enum",
																																params: { allowedValues: schema11$1.properties.metrics.items.properties.state.enum },
																																message: "must be equal to one of the allowed values"
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
																							}
																						}
																					} else {
																						validate10$1.errors = [{
																							instancePath: instancePath + "/metrics/" + i2,
																							schemaPath: "#/properties/metrics/items/type",
																							keyword: "type",
																							params: { type: "object" },
																							message: "must be object"
																						}];
																						return false;
																					}
																				}
																			}
																		} else {
																			validate10$1.errors = [{
																				instancePath: instancePath + "/metrics",
																				schemaPath: "#/properties/metrics/type",
																				keyword: "type",
																				params: { type: "array" },
																				message: "must be array"
																			}];
																			return false;
																		}
																		var valid0 = true;
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
							}
						}
					}
				}
			}
		}
	} else {
		validate10$1.errors = [{
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object"
		}];
		return false;
	}
	validate10$1.errors = vErrors;
	return true;
}

// src/schema/validation.ts
/** Throws DOCUMENT_SCHEMA with the place (JSON pointer, and line where the caller knows it) of the first violation. */
function validate$1(validator, value, name, lineOf) {
	if (validator(value)) return;
	const error = validator.errors?.[0];
	const pointer = error?.instancePath ?? "";
	const line = lineOf?.(pointer);
	const where = `${name}${line === void 0 ? "" : `:${line}`}`;
	throw schemaFaults.fault("DOCUMENT_SCHEMA", `${where}: ${pointer === "" ? "the document" : pointer} ${describe(error)}`, { where });
}
function describe(error) {
	if (error === void 0) return "does not follow the schema";
	const { params } = error;
	switch (error.keyword) {
		case "additionalProperties": return `has an unknown member ${JSON.stringify(params["additionalProperty"])}`;
		case "required": return `lacks the member ${JSON.stringify(params["missingProperty"])}`;
		case "enum": return `must be one of ${JSON.stringify(params["allowedValues"])}`;
		case "const": return `must be ${JSON.stringify(params["allowedValue"])}`;
		default: return error.message ?? `breaks the rule ${error.keyword}`;
	}
}

// src/schema/signed-json.ts
const limits = {
	release: 8388608,
	pointer: 262144,
	verdict: 4194304,
	trust: 4194304,
	signatures: 262144
};
/** Reads releases/<app>/<version>.json. `name` is what errors call it. */
function readRelease(bytes, name) {
	return read(bytes, name, limits.release, validate$5);
}
/** Reads rings/<ring>/<app>.json. */
function readPointer(bytes, name) {
	return read(bytes, name, limits.pointer, validate$6);
}
/** Reads verdicts/<ring>/<app>/<epoch>-<seq>.json. */
function readVerdict(bytes, name) {
	return read(bytes, name, limits.verdict, validate$2);
}
/** Reads trust/trust.json. It says nothing about who signed it. */
function readTrust(bytes, name) {
	return read(bytes, name, limits.trust, validate$3);
}
/** Reads trust/trust.signatures.json. */
function readTrustSignatures(bytes, name) {
	return read(bytes, name, limits.signatures, validate$4);
}
function writePointer(value) {
	return readPointer(canonicalBytes(value), "the pointer").bytes;
}
function writeVerdict(value) {
	return readVerdict(canonicalBytes(value), "the verdict").bytes;
}
function read(bytes, name, limit, validator) {
	if (bytes.length > limit) throw schemaFaults.fault("DOCUMENT_TOO_LARGE", `${name} has ${bytes.length} bytes; at most ${limit} are accepted`, { where: name });
	const value = parse(bytes, name);
	validate$1(validator, value, name);
	if (!canonicalBytes(value).equals(bytes)) throw schemaFaults.fault("DOCUMENT_NOT_CANONICAL", `${name} is not canonical JSON (RFC 8785): it was edited by hand, or written by another tool`, { where: name });
	return {
		value,
		bytes,
		digest: digestOf(bytes)
	};
}
function parse(bytes, name) {
	try {
		return JSON.parse(new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(bytes));
	} catch (error) {
		throw schemaFaults.fault("DOCUMENT_SYNTAX", `${name} is not JSON: ${error instanceof Error ? error.message : "unreadable"}`, {
			where: name,
			cause: error
		});
	}
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
	return [...merged.entries()].sort(([left], [right]) => left < right ? -1 : 1).map(([, entry]) => entry);
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

// node_modules/yaml/dist/nodes/identity.js
var require_identity = /* @__PURE__ */ __commonJSMin(((exports) => {
	const ALIAS = Symbol.for("yaml.alias");
	const DOC = Symbol.for("yaml.document");
	const MAP = Symbol.for("yaml.map");
	const PAIR = Symbol.for("yaml.pair");
	const SCALAR = Symbol.for("yaml.scalar");
	const SEQ = Symbol.for("yaml.seq");
	const NODE_TYPE = Symbol.for("yaml.node.type");
	const isAlias = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === ALIAS;
	const isDocument = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === DOC;
	const isMap = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === MAP;
	const isPair = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === PAIR;
	const isScalar = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SCALAR;
	const isSeq = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SEQ;
	function isCollection(node) {
		if (node && typeof node === "object") switch (node[NODE_TYPE]) {
			case MAP:
			case SEQ: return true;
		}
		return false;
	}
	function isNode(node) {
		if (node && typeof node === "object") switch (node[NODE_TYPE]) {
			case ALIAS:
			case MAP:
			case SCALAR:
			case SEQ: return true;
		}
		return false;
	}
	const hasAnchor = (node) => (isScalar(node) || isCollection(node)) && !!node.anchor;
	exports.ALIAS = ALIAS;
	exports.DOC = DOC;
	exports.MAP = MAP;
	exports.NODE_TYPE = NODE_TYPE;
	exports.PAIR = PAIR;
	exports.SCALAR = SCALAR;
	exports.SEQ = SEQ;
	exports.hasAnchor = hasAnchor;
	exports.isAlias = isAlias;
	exports.isCollection = isCollection;
	exports.isDocument = isDocument;
	exports.isMap = isMap;
	exports.isNode = isNode;
	exports.isPair = isPair;
	exports.isScalar = isScalar;
	exports.isSeq = isSeq;
}));

// node_modules/yaml/dist/visit.js
var require_visit = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	const BREAK = Symbol("break visit");
	const SKIP = Symbol("skip children");
	const REMOVE = Symbol("remove node");
	/**
	* Apply a visitor to an AST node or document.
	*
	* Walks through the tree (depth-first) starting from `node`, calling a
	* `visitor` function with three arguments:
	*   - `key`: For sequence values and map `Pair`, the node's index in the
	*     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
	*     `null` for the root node.
	*   - `node`: The current node.
	*   - `path`: The ancestry of the current node.
	*
	* The return value of the visitor may be used to control the traversal:
	*   - `undefined` (default): Do nothing and continue
	*   - `visit.SKIP`: Do not visit the children of this node, continue with next
	*     sibling
	*   - `visit.BREAK`: Terminate traversal completely
	*   - `visit.REMOVE`: Remove the current node, then continue with the next one
	*   - `Node`: Replace the current node, then continue by visiting it
	*   - `number`: While iterating the items of a sequence or map, set the index
	*     of the next step. This is useful especially if the index of the current
	*     node has changed.
	*
	* If `visitor` is a single function, it will be called with all values
	* encountered in the tree, including e.g. `null` values. Alternatively,
	* separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
	* `Alias` and `Scalar` node. To define the same visitor function for more than
	* one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
	* and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
	* specific defined one will be used for each node.
	*/
	function visit(node, visitor) {
		const visitor_ = initVisitor(visitor);
		if (identity.isDocument(node)) {
			if (visit_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE) node.contents = null;
		} else visit_(null, node, visitor_, Object.freeze([]));
	}
	/** Terminate visit traversal completely */
	visit.BREAK = BREAK;
	/** Do not visit the children of the current node */
	visit.SKIP = SKIP;
	/** Remove the current node */
	visit.REMOVE = REMOVE;
	function visit_(key, node, visitor, path) {
		const ctrl = callVisitor(key, node, visitor, path);
		if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
			replaceNode(key, path, ctrl);
			return visit_(key, ctrl, visitor, path);
		}
		if (typeof ctrl !== "symbol") {
			if (identity.isCollection(node)) {
				path = Object.freeze(path.concat(node));
				for (let i = 0; i < node.items.length; ++i) {
					const ci = visit_(i, node.items[i], visitor, path);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						node.items.splice(i, 1);
						i -= 1;
					}
				}
			} else if (identity.isPair(node)) {
				path = Object.freeze(path.concat(node));
				const ck = visit_("key", node.key, visitor, path);
				if (ck === BREAK) return BREAK;
				else if (ck === REMOVE) node.key = null;
				const cv = visit_("value", node.value, visitor, path);
				if (cv === BREAK) return BREAK;
				else if (cv === REMOVE) node.value = null;
			}
		}
		return ctrl;
	}
	/**
	* Apply an async visitor to an AST node or document.
	*
	* Walks through the tree (depth-first) starting from `node`, calling a
	* `visitor` function with three arguments:
	*   - `key`: For sequence values and map `Pair`, the node's index in the
	*     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
	*     `null` for the root node.
	*   - `node`: The current node.
	*   - `path`: The ancestry of the current node.
	*
	* The return value of the visitor may be used to control the traversal:
	*   - `Promise`: Must resolve to one of the following values
	*   - `undefined` (default): Do nothing and continue
	*   - `visit.SKIP`: Do not visit the children of this node, continue with next
	*     sibling
	*   - `visit.BREAK`: Terminate traversal completely
	*   - `visit.REMOVE`: Remove the current node, then continue with the next one
	*   - `Node`: Replace the current node, then continue by visiting it
	*   - `number`: While iterating the items of a sequence or map, set the index
	*     of the next step. This is useful especially if the index of the current
	*     node has changed.
	*
	* If `visitor` is a single function, it will be called with all values
	* encountered in the tree, including e.g. `null` values. Alternatively,
	* separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
	* `Alias` and `Scalar` node. To define the same visitor function for more than
	* one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
	* and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
	* specific defined one will be used for each node.
	*/
	async function visitAsync(node, visitor) {
		const visitor_ = initVisitor(visitor);
		if (identity.isDocument(node)) {
			if (await visitAsync_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE) node.contents = null;
		} else await visitAsync_(null, node, visitor_, Object.freeze([]));
	}
	/** Terminate visit traversal completely */
	visitAsync.BREAK = BREAK;
	/** Do not visit the children of the current node */
	visitAsync.SKIP = SKIP;
	/** Remove the current node */
	visitAsync.REMOVE = REMOVE;
	async function visitAsync_(key, node, visitor, path) {
		const ctrl = await callVisitor(key, node, visitor, path);
		if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
			replaceNode(key, path, ctrl);
			return visitAsync_(key, ctrl, visitor, path);
		}
		if (typeof ctrl !== "symbol") {
			if (identity.isCollection(node)) {
				path = Object.freeze(path.concat(node));
				for (let i = 0; i < node.items.length; ++i) {
					const ci = await visitAsync_(i, node.items[i], visitor, path);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						node.items.splice(i, 1);
						i -= 1;
					}
				}
			} else if (identity.isPair(node)) {
				path = Object.freeze(path.concat(node));
				const ck = await visitAsync_("key", node.key, visitor, path);
				if (ck === BREAK) return BREAK;
				else if (ck === REMOVE) node.key = null;
				const cv = await visitAsync_("value", node.value, visitor, path);
				if (cv === BREAK) return BREAK;
				else if (cv === REMOVE) node.value = null;
			}
		}
		return ctrl;
	}
	function initVisitor(visitor) {
		if (typeof visitor === "object" && (visitor.Collection || visitor.Node || visitor.Value)) return Object.assign({
			Alias: visitor.Node,
			Map: visitor.Node,
			Scalar: visitor.Node,
			Seq: visitor.Node
		}, visitor.Value && {
			Map: visitor.Value,
			Scalar: visitor.Value,
			Seq: visitor.Value
		}, visitor.Collection && {
			Map: visitor.Collection,
			Seq: visitor.Collection
		}, visitor);
		return visitor;
	}
	function callVisitor(key, node, visitor, path) {
		if (typeof visitor === "function") return visitor(key, node, path);
		if (identity.isMap(node)) return visitor.Map?.(key, node, path);
		if (identity.isSeq(node)) return visitor.Seq?.(key, node, path);
		if (identity.isPair(node)) return visitor.Pair?.(key, node, path);
		if (identity.isScalar(node)) return visitor.Scalar?.(key, node, path);
		if (identity.isAlias(node)) return visitor.Alias?.(key, node, path);
	}
	function replaceNode(key, path, node) {
		const parent = path[path.length - 1];
		if (identity.isCollection(parent)) parent.items[key] = node;
		else if (identity.isPair(parent)) {
			if (key === "key") parent.key = node;
			else parent.value = node;
		} else if (identity.isDocument(parent)) parent.contents = node;
		else {
			const pt = identity.isAlias(parent) ? "alias" : "scalar";
			throw new Error(`Cannot replace node with ${pt} parent`);
		}
	}
	exports.visit = visit;
	exports.visitAsync = visitAsync;
}));

// node_modules/yaml/dist/doc/directives.js
var require_directives = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var visit = require_visit();
	const escapeChars = {
		"!": "%21",
		",": "%2C",
		"[": "%5B",
		"]": "%5D",
		"{": "%7B",
		"}": "%7D"
	};
	const escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, (ch) => escapeChars[ch]);
	var Directives = class Directives {
		constructor(yaml, tags) {
			/**
			* The directives-end/doc-start marker `---`. If `null`, a marker may still be
			* included in the document's stringified representation.
			*/
			this.docStart = null;
			/** The doc-end marker `...`.  */
			this.docEnd = false;
			this.yaml = Object.assign({}, Directives.defaultYaml, yaml);
			this.tags = Object.assign({}, Directives.defaultTags, tags);
		}
		clone() {
			const copy = new Directives(this.yaml, this.tags);
			copy.docStart = this.docStart;
			return copy;
		}
		/**
		* During parsing, get a Directives instance for the current document and
		* update the stream state according to the current version's spec.
		*/
		atDocument() {
			const res = new Directives(this.yaml, this.tags);
			switch (this.yaml.version) {
				case "1.1":
					this.atNextDocument = true;
					break;
				case "1.2":
					this.atNextDocument = false;
					this.yaml = {
						explicit: Directives.defaultYaml.explicit,
						version: "1.2"
					};
					this.tags = Object.assign({}, Directives.defaultTags);
			}
			return res;
		}
		/**
		* @param onError - May be called even if the action was successful
		* @returns `true` on success
		*/
		add(line, onError) {
			if (this.atNextDocument) {
				this.yaml = {
					explicit: Directives.defaultYaml.explicit,
					version: "1.1"
				};
				this.tags = Object.assign({}, Directives.defaultTags);
				this.atNextDocument = false;
			}
			const parts = line.trim().split(/[ \t]+/);
			const name = parts.shift();
			switch (name) {
				case "%TAG": {
					if (parts.length !== 2) {
						onError(0, "%TAG directive should contain exactly two parts");
						if (parts.length < 2) return false;
					}
					const [handle, prefix] = parts;
					this.tags[handle] = prefix;
					return true;
				}
				case "%YAML": {
					this.yaml.explicit = true;
					if (parts.length !== 1) {
						onError(0, "%YAML directive should contain exactly one part");
						return false;
					}
					const [version] = parts;
					if (version === "1.1" || version === "1.2") {
						this.yaml.version = version;
						return true;
					} else {
						const isValid = /^\d+\.\d+$/.test(version);
						onError(6, `Unsupported YAML version ${version}`, isValid);
						return false;
					}
				}
				default:
					onError(0, `Unknown directive ${name}`, true);
					return false;
			}
		}
		/**
		* Resolves a tag, matching handles to those defined in %TAG directives.
		*
		* @returns Resolved tag, which may also be the non-specific tag `'!'` or a
		*   `'!local'` tag, or `null` if unresolvable.
		*/
		tagName(source, onError) {
			if (source === "!") return "!";
			if (source[0] !== "!") {
				onError(`Not a valid tag: ${source}`);
				return null;
			}
			if (source[1] === "<") {
				const verbatim = source.slice(2, -1);
				if (verbatim === "!" || verbatim === "!!") {
					onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
					return null;
				}
				if (source[source.length - 1] !== ">") onError("Verbatim tags must end with a >");
				return verbatim;
			}
			const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
			if (!suffix) onError(`The ${source} tag has no suffix`);
			const prefix = this.tags[handle];
			if (prefix) try {
				return prefix + decodeURIComponent(suffix);
			} catch (error) {
				onError(String(error));
				return null;
			}
			if (handle === "!") return source;
			onError(`Could not resolve tag: ${source}`);
			return null;
		}
		/**
		* Given a fully resolved tag, returns its printable string form,
		* taking into account current tag prefixes and defaults.
		*/
		tagString(tag) {
			for (const [handle, prefix] of Object.entries(this.tags)) if (tag.startsWith(prefix)) return handle + escapeTagName(tag.substring(prefix.length));
			return tag[0] === "!" ? tag : `!<${tag}>`;
		}
		toString(doc) {
			const lines = this.yaml.explicit ? [`%YAML ${this.yaml.version || "1.2"}`] : [];
			const tagEntries = Object.entries(this.tags);
			let tagNames;
			if (doc && tagEntries.length > 0 && identity.isNode(doc.contents)) {
				const tags = {};
				visit.visit(doc.contents, (_key, node) => {
					if (identity.isNode(node) && node.tag) tags[node.tag] = true;
				});
				tagNames = Object.keys(tags);
			} else tagNames = [];
			for (const [handle, prefix] of tagEntries) {
				if (handle === "!!" && prefix === "tag:yaml.org,2002:") continue;
				if (!doc || tagNames.some((tn) => tn.startsWith(prefix))) lines.push(`%TAG ${handle} ${prefix}`);
			}
			return lines.join("\n");
		}
	};
	Directives.defaultYaml = {
		explicit: false,
		version: "1.2"
	};
	Directives.defaultTags = { "!!": "tag:yaml.org,2002:" };
	exports.Directives = Directives;
}));

// node_modules/yaml/dist/doc/anchors.js
var require_anchors = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var visit = require_visit();
	/**
	* Verify that the input string is a valid anchor.
	*
	* Will throw on errors.
	*/
	function anchorIsValid(anchor) {
		if (/[\x00-\x19\s,[\]{}]/.test(anchor)) {
			const msg = `Anchor must not contain whitespace or control characters: ${JSON.stringify(anchor)}`;
			throw new Error(msg);
		}
		return true;
	}
	function anchorNames(root) {
		const anchors = /* @__PURE__ */ new Set();
		visit.visit(root, { Value(_key, node) {
			if (node.anchor) anchors.add(node.anchor);
		} });
		return anchors;
	}
	/** Find a new anchor name with the given `prefix` and a one-indexed suffix. */
	function findNewAnchor(prefix, exclude) {
		for (let i = 1;; ++i) {
			const name = `${prefix}${i}`;
			if (!exclude.has(name)) return name;
		}
	}
	function createNodeAnchors(doc, prefix) {
		const aliasObjects = [];
		const sourceObjects = /* @__PURE__ */ new Map();
		let prevAnchors = null;
		return {
			onAnchor: (source) => {
				aliasObjects.push(source);
				prevAnchors ?? (prevAnchors = anchorNames(doc));
				const anchor = findNewAnchor(prefix, prevAnchors);
				prevAnchors.add(anchor);
				return anchor;
			},
			/**
			* With circular references, the source node is only resolved after all
			* of its child nodes are. This is why anchors are set only after all of
			* the nodes have been created.
			*/
			setAnchors: () => {
				for (const source of aliasObjects) {
					const ref = sourceObjects.get(source);
					if (typeof ref === "object" && ref.anchor && (identity.isScalar(ref.node) || identity.isCollection(ref.node))) ref.node.anchor = ref.anchor;
					else {
						const error = /* @__PURE__ */ new Error("Failed to resolve repeated object (this should not happen)");
						error.source = source;
						throw error;
					}
				}
			},
			sourceObjects
		};
	}
	exports.anchorIsValid = anchorIsValid;
	exports.anchorNames = anchorNames;
	exports.createNodeAnchors = createNodeAnchors;
	exports.findNewAnchor = findNewAnchor;
}));

// node_modules/yaml/dist/doc/applyReviver.js
var require_applyReviver = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Applies the JSON.parse reviver algorithm as defined in the ECMA-262 spec,
	* in section 24.5.1.1 "Runtime Semantics: InternalizeJSONProperty" of the
	* 2021 edition: https://tc39.es/ecma262/#sec-json.parse
	*
	* Includes extensions for handling Map and Set objects.
	*/
	function applyReviver(reviver, obj, key, val) {
		if (val && typeof val === "object") {
			if (Array.isArray(val)) for (let i = 0, len = val.length; i < len; ++i) {
				const v0 = val[i];
				const v1 = applyReviver(reviver, val, String(i), v0);
				if (v1 === void 0) delete val[i];
				else if (v1 !== v0) val[i] = v1;
			}
			else if (val instanceof Map) for (const k of Array.from(val.keys())) {
				const v0 = val.get(k);
				const v1 = applyReviver(reviver, val, k, v0);
				if (v1 === void 0) val.delete(k);
				else if (v1 !== v0) val.set(k, v1);
			}
			else if (val instanceof Set) for (const v0 of Array.from(val)) {
				const v1 = applyReviver(reviver, val, v0, v0);
				if (v1 === void 0) val.delete(v0);
				else if (v1 !== v0) {
					val.delete(v0);
					val.add(v1);
				}
			}
			else for (const [k, v0] of Object.entries(val)) {
				const v1 = applyReviver(reviver, val, k, v0);
				if (v1 === void 0) delete val[k];
				else if (v1 !== v0) val[k] = v1;
			}
		}
		return reviver.call(obj, key, val);
	}
	exports.applyReviver = applyReviver;
}));

// node_modules/yaml/dist/nodes/toJS.js
var require_toJS = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	/**
	* Recursively convert any node or its contents to native JavaScript
	*
	* @param value - The input value
	* @param arg - If `value` defines a `toJSON()` method, use this
	*   as its first argument
	* @param ctx - Conversion context, originally set in Document#toJS(). If
	*   `{ keep: true }` is not set, output should be suitable for JSON
	*   stringification.
	*/
	function toJS(value, arg, ctx) {
		if (Array.isArray(value)) return value.map((v, i) => toJS(v, String(i), ctx));
		if (value && typeof value.toJSON === "function") {
			if (!ctx || !identity.hasAnchor(value)) return value.toJSON(arg, ctx);
			const data = {
				aliasCount: 0,
				count: 1,
				res: void 0
			};
			ctx.anchors.set(value, data);
			ctx.onCreate = (res) => {
				data.res = res;
				delete ctx.onCreate;
			};
			const res = value.toJSON(arg, ctx);
			if (ctx.onCreate) ctx.onCreate(res);
			return res;
		}
		if (typeof value === "bigint" && !ctx?.keep) return Number(value);
		return value;
	}
	exports.toJS = toJS;
}));

// node_modules/yaml/dist/nodes/Node.js
var require_Node = /* @__PURE__ */ __commonJSMin(((exports) => {
	var applyReviver = require_applyReviver();
	var identity = require_identity();
	var toJS = require_toJS();
	var NodeBase = class {
		constructor(type) {
			Object.defineProperty(this, identity.NODE_TYPE, { value: type });
		}
		/** Create a copy of this node.  */
		clone() {
			const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		/** A plain JavaScript representation of this node. */
		toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
			if (!identity.isDocument(doc)) throw new TypeError("A document argument is required");
			const ctx = {
				anchors: /* @__PURE__ */ new Map(),
				doc,
				keep: true,
				mapAsMap: mapAsMap === true,
				mapKeyWarned: false,
				maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
			};
			const res = toJS.toJS(this, "", ctx);
			if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
			return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
		}
	};
	exports.NodeBase = NodeBase;
}));

// node_modules/yaml/dist/nodes/Alias.js
var require_Alias = /* @__PURE__ */ __commonJSMin(((exports) => {
	var anchors = require_anchors();
	var visit = require_visit();
	var identity = require_identity();
	var Node = require_Node();
	var toJS = require_toJS();
	var Alias = class extends Node.NodeBase {
		constructor(source) {
			super(identity.ALIAS);
			this.source = source;
			Object.defineProperty(this, "tag", { set() {
				throw new Error("Alias nodes cannot have tags");
			} });
		}
		/**
		* Resolve the value of this alias within `doc`, finding the last
		* instance of the `source` anchor before this node.
		*/
		resolve(doc, ctx) {
			if (ctx?.maxAliasCount === 0) throw new ReferenceError("Alias resolution is disabled");
			let nodes;
			if (ctx?.aliasResolveCache) nodes = ctx.aliasResolveCache;
			else {
				nodes = [];
				visit.visit(doc, { Node: (_key, node) => {
					if (identity.isAlias(node) || identity.hasAnchor(node)) nodes.push(node);
				} });
				if (ctx) ctx.aliasResolveCache = nodes;
			}
			let found = void 0;
			for (const node of nodes) {
				if (node === this) break;
				if (node.anchor === this.source) found = node;
			}
			if (found && ctx) {
				const { anchors, doc, maxAliasCount } = ctx;
				let data = anchors.get(found);
				if (!data) {
					toJS.toJS(found, null, ctx);
					data = anchors.get(found);
				}
				/* istanbul ignore if */
				if (data?.res === void 0) throw new ReferenceError("This should not happen: Alias anchor was not resolved?");
				if (maxAliasCount >= 0) {
					data.count += 1;
					if (data.aliasCount === 0) data.aliasCount = getAliasCount(doc, found, anchors);
					if (data.count * data.aliasCount > maxAliasCount) throw new ReferenceError("Excessive alias count indicates a resource exhaustion attack");
				}
			}
			return found;
		}
		toJSON(_arg, ctx) {
			if (!ctx) return { source: this.source };
			const source = this.resolve(ctx.doc, ctx);
			if (!source) {
				const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
				throw new ReferenceError(msg);
			}
			return ctx.anchors.get(source).res;
		}
		toString(ctx, _onComment, _onChompKeep) {
			const src = `*${this.source}`;
			if (ctx) {
				anchors.anchorIsValid(this.source);
				if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
					const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
					throw new Error(msg);
				}
				if (ctx.implicitKey) return `${src} `;
			}
			return src;
		}
	};
	function getAliasCount(doc, node, anchors) {
		if (identity.isAlias(node)) {
			const source = node.resolve(doc);
			const anchor = anchors && source && anchors.get(source);
			return anchor ? anchor.count * anchor.aliasCount : 0;
		} else if (identity.isCollection(node)) {
			let count = 0;
			for (const item of node.items) {
				const c = getAliasCount(doc, item, anchors);
				if (c > count) count = c;
			}
			return count;
		} else if (identity.isPair(node)) {
			const kc = getAliasCount(doc, node.key, anchors);
			const vc = getAliasCount(doc, node.value, anchors);
			return Math.max(kc, vc);
		}
		return 1;
	}
	exports.Alias = Alias;
}));

// node_modules/yaml/dist/nodes/Scalar.js
var require_Scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Node = require_Node();
	var toJS = require_toJS();
	const isScalarValue = (value) => !value || typeof value !== "function" && typeof value !== "object";
	var Scalar = class extends Node.NodeBase {
		constructor(value) {
			super(identity.SCALAR);
			this.value = value;
		}
		toJSON(arg, ctx) {
			return ctx?.keep ? this.value : toJS.toJS(this.value, arg, ctx);
		}
		toString() {
			return String(this.value);
		}
	};
	Scalar.BLOCK_FOLDED = "BLOCK_FOLDED";
	Scalar.BLOCK_LITERAL = "BLOCK_LITERAL";
	Scalar.PLAIN = "PLAIN";
	Scalar.QUOTE_DOUBLE = "QUOTE_DOUBLE";
	Scalar.QUOTE_SINGLE = "QUOTE_SINGLE";
	exports.Scalar = Scalar;
	exports.isScalarValue = isScalarValue;
}));

// node_modules/yaml/dist/doc/createNode.js
var require_createNode = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var identity = require_identity();
	var Scalar = require_Scalar();
	const defaultTagPrefix = "tag:yaml.org,2002:";
	function findTagObject(value, tagName, tags) {
		if (tagName) {
			const match = tags.filter((t) => t.tag === tagName);
			const tagObj = match.find((t) => !t.format) ?? match[0];
			if (!tagObj) throw new Error(`Tag ${tagName} not found`);
			return tagObj;
		}
		return tags.find((t) => t.identify?.(value) && !t.format);
	}
	function createNode(value, tagName, ctx) {
		if (identity.isDocument(value)) value = value.contents;
		if (identity.isNode(value)) return value;
		if (identity.isPair(value)) {
			const map = ctx.schema[identity.MAP].createNode?.(ctx.schema, null, ctx);
			map.items.push(value);
			return map;
		}
		if (value instanceof String || value instanceof Number || value instanceof Boolean || typeof BigInt !== "undefined" && value instanceof BigInt) value = value.valueOf();
		const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
		let ref = void 0;
		if (aliasDuplicateObjects && value && typeof value === "object") {
			ref = sourceObjects.get(value);
			if (ref) {
				ref.anchor ?? (ref.anchor = onAnchor(value));
				return new Alias.Alias(ref.anchor);
			} else {
				ref = {
					anchor: null,
					node: null
				};
				sourceObjects.set(value, ref);
			}
		}
		if (tagName?.startsWith("!!")) tagName = defaultTagPrefix + tagName.slice(2);
		let tagObj = findTagObject(value, tagName, schema.tags);
		if (!tagObj) {
			if (value && typeof value.toJSON === "function") value = value.toJSON();
			if (!value || typeof value !== "object") {
				const node = new Scalar.Scalar(value);
				if (ref) ref.node = node;
				return node;
			}
			tagObj = value instanceof Map ? schema[identity.MAP] : Symbol.iterator in Object(value) ? schema[identity.SEQ] : schema[identity.MAP];
		}
		if (onTagObj) {
			onTagObj(tagObj);
			delete ctx.onTagObj;
		}
		const node = tagObj?.createNode ? tagObj.createNode(ctx.schema, value, ctx) : typeof tagObj?.nodeClass?.from === "function" ? tagObj.nodeClass.from(ctx.schema, value, ctx) : new Scalar.Scalar(value);
		if (tagName) node.tag = tagName;
		else if (!tagObj.default) node.tag = tagObj.tag;
		if (ref) ref.node = node;
		return node;
	}
	exports.createNode = createNode;
}));

// node_modules/yaml/dist/nodes/Collection.js
var require_Collection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var identity = require_identity();
	var Node = require_Node();
	function collectionFromPath(schema, path, value) {
		let v = value;
		for (let i = path.length - 1; i >= 0; --i) {
			const k = path[i];
			if (typeof k === "number" && Number.isInteger(k) && k >= 0) {
				const a = [];
				a[k] = v;
				v = a;
			} else v = /* @__PURE__ */ new Map([[k, v]]);
		}
		return createNode.createNode(v, void 0, {
			aliasDuplicateObjects: false,
			keepUndefined: false,
			onAnchor: () => {
				throw new Error("This should not happen, please report a bug.");
			},
			schema,
			sourceObjects: /* @__PURE__ */ new Map()
		});
	}
	const isEmptyPath = (path) => path == null || typeof path === "object" && !!path[Symbol.iterator]().next().done;
	var Collection = class extends Node.NodeBase {
		constructor(type, schema) {
			super(type);
			Object.defineProperty(this, "schema", {
				value: schema,
				configurable: true,
				enumerable: false,
				writable: true
			});
		}
		/**
		* Create a copy of this collection.
		*
		* @param schema - If defined, overwrites the original's schema
		*/
		clone(schema) {
			const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
			if (schema) copy.schema = schema;
			copy.items = copy.items.map((it) => identity.isNode(it) || identity.isPair(it) ? it.clone(schema) : it);
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		/**
		* Adds a value to the collection. For `!!map` and `!!omap` the value must
		* be a Pair instance or a `{ key, value }` object, which may not have a key
		* that already exists in the map.
		*/
		addIn(path, value) {
			if (isEmptyPath(path)) this.add(value);
			else {
				const [key, ...rest] = path;
				const node = this.get(key, true);
				if (identity.isCollection(node)) node.addIn(rest, value);
				else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
				else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
			}
		}
		/**
		* Removes a value from the collection.
		* @returns `true` if the item was found and removed.
		*/
		deleteIn(path) {
			const [key, ...rest] = path;
			if (rest.length === 0) return this.delete(key);
			const node = this.get(key, true);
			if (identity.isCollection(node)) return node.deleteIn(rest);
			else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
		}
		/**
		* Returns item at `key`, or `undefined` if not found. By default unwraps
		* scalar values from their surrounding node; to disable set `keepScalar` to
		* `true` (collections are always returned intact).
		*/
		getIn(path, keepScalar) {
			const [key, ...rest] = path;
			const node = this.get(key, true);
			if (rest.length === 0) return !keepScalar && identity.isScalar(node) ? node.value : node;
			else return identity.isCollection(node) ? node.getIn(rest, keepScalar) : void 0;
		}
		hasAllNullValues(allowScalar) {
			return this.items.every((node) => {
				if (!identity.isPair(node)) return false;
				const n = node.value;
				return n == null || allowScalar && identity.isScalar(n) && n.value == null && !n.commentBefore && !n.comment && !n.tag;
			});
		}
		/**
		* Checks if the collection includes a value with the key `key`.
		*/
		hasIn(path) {
			const [key, ...rest] = path;
			if (rest.length === 0) return this.has(key);
			const node = this.get(key, true);
			return identity.isCollection(node) ? node.hasIn(rest) : false;
		}
		/**
		* Sets a value in this collection. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*/
		setIn(path, value) {
			const [key, ...rest] = path;
			if (rest.length === 0) this.set(key, value);
			else {
				const node = this.get(key, true);
				if (identity.isCollection(node)) node.setIn(rest, value);
				else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
				else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
			}
		}
	};
	exports.Collection = Collection;
	exports.collectionFromPath = collectionFromPath;
	exports.isEmptyPath = isEmptyPath;
}));

// node_modules/yaml/dist/stringify/stringifyComment.js
var require_stringifyComment = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Stringifies a comment.
	*
	* Empty comment lines are left empty,
	* lines consisting of a single space are replaced by `#`,
	* and all other lines are prefixed with a `#`.
	*/
	const stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, "#");
	function indentComment(comment, indent) {
		if (/^\n+$/.test(comment)) return comment.substring(1);
		return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
	}
	const lineComment = (str, indent, comment) => str.endsWith("\n") ? indentComment(comment, indent) : comment.includes("\n") ? "\n" + indentComment(comment, indent) : (str.endsWith(" ") ? "" : " ") + comment;
	exports.indentComment = indentComment;
	exports.lineComment = lineComment;
	exports.stringifyComment = stringifyComment;
}));

// node_modules/yaml/dist/stringify/foldFlowLines.js
var require_foldFlowLines = /* @__PURE__ */ __commonJSMin(((exports) => {
	const FOLD_FLOW = "flow";
	const FOLD_BLOCK = "block";
	const FOLD_QUOTED = "quoted";
	/**
	* Tries to keep input at up to `lineWidth` characters, splitting only on spaces
	* not followed by newlines or spaces unless `mode` is `'quoted'`. Lines are
	* terminated with `\n` and started with `indent`.
	*/
	function foldFlowLines(text, indent, mode = "flow", { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
		if (!lineWidth || lineWidth < 0) return text;
		if (lineWidth < minContentWidth) minContentWidth = 0;
		const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
		if (text.length <= endStep) return text;
		const folds = [];
		const escapedFolds = {};
		let end = lineWidth - indent.length;
		if (typeof indentAtStart === "number") {
			if (indentAtStart > lineWidth - Math.max(2, minContentWidth)) folds.push(0);
			else end = lineWidth - indentAtStart;
		}
		let split = void 0;
		let prev = void 0;
		let overflow = false;
		let i = -1;
		let escStart = -1;
		let escEnd = -1;
		if (mode === FOLD_BLOCK) {
			i = consumeMoreIndentedLines(text, i, indent.length);
			if (i !== -1) end = i + endStep;
		}
		for (let ch; ch = text[i += 1];) {
			if (mode === FOLD_QUOTED && ch === "\\") {
				escStart = i;
				switch (text[i + 1]) {
					case "x":
						i += 3;
						break;
					case "u":
						i += 5;
						break;
					case "U":
						i += 9;
						break;
					default: i += 1;
				}
				escEnd = i;
			}
			if (ch === "\n") {
				if (mode === FOLD_BLOCK) i = consumeMoreIndentedLines(text, i, indent.length);
				end = i + indent.length + endStep;
				split = void 0;
			} else {
				if (ch === " " && prev && prev !== " " && prev !== "\n" && prev !== "	") {
					const next = text[i + 1];
					if (next && next !== " " && next !== "\n" && next !== "	") split = i;
				}
				if (i >= end) {
					if (split) {
						folds.push(split);
						end = split + endStep;
						split = void 0;
					} else if (mode === FOLD_QUOTED) {
						while (prev === " " || prev === "	") {
							prev = ch;
							ch = text[i += 1];
							overflow = true;
						}
						const j = i > escEnd + 1 ? i - 2 : escStart - 1;
						if (escapedFolds[j]) return text;
						folds.push(j);
						escapedFolds[j] = true;
						end = j + endStep;
						split = void 0;
					} else overflow = true;
				}
			}
			prev = ch;
		}
		if (overflow && onOverflow) onOverflow();
		if (folds.length === 0) return text;
		if (onFold) onFold();
		let res = text.slice(0, folds[0]);
		for (let i = 0; i < folds.length; ++i) {
			const fold = folds[i];
			const end = folds[i + 1] || text.length;
			if (fold === 0) res = `\n${indent}${text.slice(0, end)}`;
			else {
				if (mode === FOLD_QUOTED && escapedFolds[fold]) res += `${text[fold]}\\`;
				res += `\n${indent}${text.slice(fold + 1, end)}`;
			}
		}
		return res;
	}
	/**
	* Presumes `i + 1` is at the start of a line
	* @returns index of last newline in more-indented block
	*/
	function consumeMoreIndentedLines(text, i, indent) {
		let end = i;
		let start = i + 1;
		let ch = text[start];
		while (ch === " " || ch === "	") if (i < start + indent) ch = text[++i];
		else {
			do
				ch = text[++i];
			while (ch && ch !== "\n");
			end = i;
			start = i + 1;
			ch = text[start];
		}
		return end;
	}
	exports.FOLD_BLOCK = FOLD_BLOCK;
	exports.FOLD_FLOW = FOLD_FLOW;
	exports.FOLD_QUOTED = FOLD_QUOTED;
	exports.foldFlowLines = foldFlowLines;
}));

// node_modules/yaml/dist/stringify/stringifyString.js
var require_stringifyString = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var foldFlowLines = require_foldFlowLines();
	const getFoldOptions = (ctx, isBlock) => ({
		indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
		lineWidth: ctx.options.lineWidth,
		minContentWidth: ctx.options.minContentWidth
	});
	const containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
	function lineLengthOverLimit(str, lineWidth, indentLength) {
		if (!lineWidth || lineWidth < 0) return false;
		const limit = lineWidth - indentLength;
		const strLen = str.length;
		if (strLen <= limit) return false;
		for (let i = 0, start = 0; i < strLen; ++i) if (str[i] === "\n") {
			if (i - start > limit) return true;
			start = i + 1;
			if (strLen - start <= limit) return false;
		}
		return true;
	}
	function doubleQuotedString(value, ctx) {
		const json = JSON.stringify(value);
		if (ctx.options.doubleQuotedAsJSON) return json;
		const { implicitKey } = ctx;
		const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
		const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
		let str = "";
		let start = 0;
		for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
			if (ch === " " && json[i + 1] === "\\" && json[i + 2] === "n") {
				str += json.slice(start, i) + "\\ ";
				i += 1;
				start = i;
				ch = "\\";
			}
			if (ch === "\\") switch (json[i + 1]) {
				case "u":
					{
						str += json.slice(start, i);
						const code = json.substr(i + 2, 4);
						switch (code) {
							case "0000":
								str += "\\0";
								break;
							case "0007":
								str += "\\a";
								break;
							case "000b":
								str += "\\v";
								break;
							case "001b":
								str += "\\e";
								break;
							case "0085":
								str += "\\N";
								break;
							case "00a0":
								str += "\\_";
								break;
							case "2028":
								str += "\\L";
								break;
							case "2029":
								str += "\\P";
								break;
							default: if (code.substr(0, 2) === "00") str += "\\x" + code.substr(2);
							else str += json.substr(i, 6);
						}
						i += 5;
						start = i + 1;
					}
					break;
				case "n":
					if (implicitKey || json[i + 2] === "\"" || json.length < minMultiLineLength) i += 1;
					else {
						str += json.slice(start, i) + "\n\n";
						while (json[i + 2] === "\\" && json[i + 3] === "n" && json[i + 4] !== "\"") {
							str += "\n";
							i += 2;
						}
						str += indent;
						if (json[i + 2] === " ") str += "\\";
						i += 1;
						start = i + 1;
					}
					break;
				default: i += 1;
			}
		}
		str = start ? str + json.slice(start) : json;
		return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_QUOTED, getFoldOptions(ctx, false));
	}
	function singleQuotedString(value, ctx) {
		if (ctx.options.singleQuote === false || ctx.implicitKey && value.includes("\n") || /[ \t]\n|\n[ \t]/.test(value)) return doubleQuotedString(value, ctx);
		const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
		const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&\n${indent}`) + "'";
		return ctx.implicitKey ? res : foldFlowLines.foldFlowLines(res, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
	}
	function quotedString(value, ctx) {
		const { singleQuote } = ctx.options;
		let qs;
		if (singleQuote === false) qs = doubleQuotedString;
		else {
			const hasDouble = value.includes("\"");
			const hasSingle = value.includes("'");
			if (hasDouble && !hasSingle) qs = singleQuotedString;
			else if (hasSingle && !hasDouble) qs = doubleQuotedString;
			else qs = singleQuote ? singleQuotedString : doubleQuotedString;
		}
		return qs(value, ctx);
	}
	let blockEndNewlines;
	try {
		blockEndNewlines = /* @__PURE__ */ new RegExp("(^|(?<!\n))\n+(?!\n|$)", "g");
	} catch {
		blockEndNewlines = /\n+(?!\n|$)/g;
	}
	function blockString({ comment, type, value }, ctx, onComment, onChompKeep) {
		const { blockQuote, commentString, lineWidth } = ctx.options;
		if (!blockQuote || /\n[\t ]+$/.test(value)) return quotedString(value, ctx);
		const indent = ctx.indent || (ctx.forceBlockIndent || containsDocumentMarker(value) ? "  " : "");
		const literal = blockQuote === "literal" ? true : blockQuote === "folded" || type === Scalar.Scalar.BLOCK_FOLDED ? false : type === Scalar.Scalar.BLOCK_LITERAL ? true : !lineLengthOverLimit(value, lineWidth, indent.length);
		if (!value) return literal ? "|\n" : ">\n";
		let chomp;
		let endStart;
		for (endStart = value.length; endStart > 0; --endStart) {
			const ch = value[endStart - 1];
			if (ch !== "\n" && ch !== "	" && ch !== " ") break;
		}
		let end = value.substring(endStart);
		const endNlPos = end.indexOf("\n");
		if (endNlPos === -1) chomp = "-";
		else if (value === end || endNlPos !== end.length - 1) {
			chomp = "+";
			if (onChompKeep) onChompKeep();
		} else chomp = "";
		if (end) {
			value = value.slice(0, -end.length);
			if (end[end.length - 1] === "\n") end = end.slice(0, -1);
			end = end.replace(blockEndNewlines, `$&${indent}`);
		}
		let startWithSpace = false;
		let startEnd;
		let startNlPos = -1;
		for (startEnd = 0; startEnd < value.length; ++startEnd) {
			const ch = value[startEnd];
			if (ch === " ") startWithSpace = true;
			else if (ch === "\n") startNlPos = startEnd;
			else break;
		}
		let start = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
		if (start) {
			value = value.substring(start.length);
			start = start.replace(/\n+/g, `$&${indent}`);
		}
		let header = (startWithSpace ? indent ? "2" : "1" : "") + chomp;
		if (comment) {
			header += " " + commentString(comment.replace(/ ?[\r\n]+/g, " "));
			if (onComment) onComment();
		}
		if (!literal) {
			const foldedValue = value.replace(/\n+/g, "\n$&").replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, "$1$2").replace(/\n+/g, `$&${indent}`);
			let literalFallback = false;
			const foldOptions = getFoldOptions(ctx, true);
			if (blockQuote !== "folded" && type !== Scalar.Scalar.BLOCK_FOLDED) foldOptions.onOverflow = () => {
				literalFallback = true;
			};
			const body = foldFlowLines.foldFlowLines(`${start}${foldedValue}${end}`, indent, foldFlowLines.FOLD_BLOCK, foldOptions);
			if (!literalFallback) return `>${header}\n${indent}${body}`;
		}
		value = value.replace(/\n+/g, `$&${indent}`);
		return `|${header}\n${indent}${start}${value}${end}`;
	}
	function plainString(item, ctx, onComment, onChompKeep) {
		const { type, value } = item;
		const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
		if (implicitKey && value.includes("\n") || inFlow && /[[\]{},]/.test(value)) return quotedString(value, ctx);
		if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) return implicitKey || inFlow || !value.includes("\n") ? quotedString(value, ctx) : blockString(item, ctx, onComment, onChompKeep);
		if (!implicitKey && !inFlow && type !== Scalar.Scalar.PLAIN && value.includes("\n")) return blockString(item, ctx, onComment, onChompKeep);
		if (containsDocumentMarker(value)) {
			if (indent === "") {
				ctx.forceBlockIndent = true;
				return blockString(item, ctx, onComment, onChompKeep);
			} else if (implicitKey && indent === indentStep) return quotedString(value, ctx);
		}
		const str = value.replace(/\n+/g, `$&\n${indent}`);
		if (actualString) {
			const test = (tag) => tag.default && tag.tag !== "tag:yaml.org,2002:str" && tag.test?.test(str);
			const { compat, tags } = ctx.doc.schema;
			if (tags.some(test) || compat?.some(test)) return quotedString(value, ctx);
		}
		return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
	}
	function stringifyString(item, ctx, onComment, onChompKeep) {
		const { implicitKey, inFlow } = ctx;
		const ss = typeof item.value === "string" ? item : Object.assign({}, item, { value: String(item.value) });
		let { type } = item;
		if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
			if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value)) type = Scalar.Scalar.QUOTE_DOUBLE;
		}
		const _stringify = (_type) => {
			switch (_type) {
				case Scalar.Scalar.BLOCK_FOLDED:
				case Scalar.Scalar.BLOCK_LITERAL: return implicitKey || inFlow ? quotedString(ss.value, ctx) : blockString(ss, ctx, onComment, onChompKeep);
				case Scalar.Scalar.QUOTE_DOUBLE: return doubleQuotedString(ss.value, ctx);
				case Scalar.Scalar.QUOTE_SINGLE: return singleQuotedString(ss.value, ctx);
				case Scalar.Scalar.PLAIN: return plainString(ss, ctx, onComment, onChompKeep);
				default: return null;
			}
		};
		let res = _stringify(type);
		if (res === null) {
			const { defaultKeyType, defaultStringType } = ctx.options;
			const t = implicitKey && defaultKeyType || defaultStringType;
			res = _stringify(t);
			if (res === null) throw new Error(`Unsupported default string type ${t}`);
		}
		return res;
	}
	exports.stringifyString = stringifyString;
}));

// node_modules/yaml/dist/stringify/stringify.js
var require_stringify = /* @__PURE__ */ __commonJSMin(((exports) => {
	var anchors = require_anchors();
	var identity = require_identity();
	var stringifyComment = require_stringifyComment();
	var stringifyString = require_stringifyString();
	function createStringifyContext(doc, options) {
		const opt = Object.assign({
			blockQuote: true,
			commentString: stringifyComment.stringifyComment,
			defaultKeyType: null,
			defaultStringType: "PLAIN",
			directives: null,
			doubleQuotedAsJSON: false,
			doubleQuotedMinMultiLineLength: 40,
			falseStr: "false",
			flowCollectionPadding: true,
			indentSeq: true,
			lineWidth: 80,
			minContentWidth: 20,
			nullStr: "null",
			simpleKeys: false,
			singleQuote: null,
			trailingComma: false,
			trueStr: "true",
			verifyAliasOrder: true
		}, doc.schema.toStringOptions, options);
		let inFlow;
		switch (opt.collectionStyle) {
			case "block":
				inFlow = false;
				break;
			case "flow":
				inFlow = true;
				break;
			default: inFlow = null;
		}
		return {
			anchors: /* @__PURE__ */ new Set(),
			doc,
			flowCollectionPadding: opt.flowCollectionPadding ? " " : "",
			indent: "",
			indentStep: typeof opt.indent === "number" ? " ".repeat(opt.indent) : "  ",
			inFlow,
			options: opt
		};
	}
	function getTagObject(tags, item) {
		if (item.tag) {
			const match = tags.filter((t) => t.tag === item.tag);
			if (match.length > 0) return match.find((t) => t.format === item.format) ?? match[0];
		}
		let tagObj = void 0;
		let obj;
		if (identity.isScalar(item)) {
			obj = item.value;
			let match = tags.filter((t) => t.identify?.(obj));
			if (match.length > 1) {
				const testMatch = match.filter((t) => t.test);
				if (testMatch.length > 0) match = testMatch;
			}
			tagObj = match.find((t) => t.format === item.format) ?? match.find((t) => !t.format);
		} else {
			obj = item;
			tagObj = tags.find((t) => t.nodeClass && obj instanceof t.nodeClass);
		}
		if (!tagObj) {
			const name = obj?.constructor?.name ?? (obj === null ? "null" : typeof obj);
			throw new Error(`Tag not resolved for ${name} value`);
		}
		return tagObj;
	}
	function stringifyProps(node, tagObj, { anchors: anchors$1, doc }) {
		if (!doc.directives) return "";
		const props = [];
		const anchor = (identity.isScalar(node) || identity.isCollection(node)) && node.anchor;
		if (anchor && anchors.anchorIsValid(anchor)) {
			anchors$1.add(anchor);
			props.push(`&${anchor}`);
		}
		const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
		if (tag) props.push(doc.directives.tagString(tag));
		return props.join(" ");
	}
	function stringify(item, ctx, onComment, onChompKeep) {
		if (identity.isPair(item)) return item.toString(ctx, onComment, onChompKeep);
		if (identity.isAlias(item)) {
			if (ctx.doc.directives) return item.toString(ctx);
			if (ctx.resolvedAliases?.has(item)) throw new TypeError(`Cannot stringify circular structure without alias nodes`);
			else {
				if (ctx.resolvedAliases) ctx.resolvedAliases.add(item);
				else ctx.resolvedAliases = /* @__PURE__ */ new Set([item]);
				item = item.resolve(ctx.doc);
			}
		}
		let tagObj = void 0;
		const node = identity.isNode(item) ? item : ctx.doc.createNode(item, { onTagObj: (o) => tagObj = o });
		tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
		const props = stringifyProps(node, tagObj, ctx);
		if (props.length > 0) ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
		const str = typeof tagObj.stringify === "function" ? tagObj.stringify(node, ctx, onComment, onChompKeep) : identity.isScalar(node) ? stringifyString.stringifyString(node, ctx, onComment, onChompKeep) : node.toString(ctx, onComment, onChompKeep);
		if (!props) return str;
		return identity.isScalar(node) || str[0] === "{" || str[0] === "[" ? `${props} ${str}` : `${props}\n${ctx.indent}${str}`;
	}
	exports.createStringifyContext = createStringifyContext;
	exports.stringify = stringify;
}));

// node_modules/yaml/dist/stringify/stringifyPair.js
var require_stringifyPair = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
		const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
		let keyComment = identity.isNode(key) && key.comment || null;
		if (simpleKeys) {
			if (keyComment) throw new Error("With simple keys, key nodes cannot have comments");
			if (identity.isCollection(key) || !identity.isNode(key) && typeof key === "object") throw new Error("With simple keys, collection cannot be used as a key value");
		}
		let explicitKey = !simpleKeys && (!key || keyComment && value == null && !ctx.inFlow || identity.isCollection(key) || (identity.isScalar(key) ? key.type === Scalar.Scalar.BLOCK_FOLDED || key.type === Scalar.Scalar.BLOCK_LITERAL : typeof key === "object"));
		ctx = Object.assign({}, ctx, {
			allNullValues: false,
			implicitKey: !explicitKey && (simpleKeys || !allNullValues),
			indent: indent + indentStep
		});
		let keyCommentDone = false;
		let chompKeep = false;
		let str = stringify.stringify(key, ctx, () => keyCommentDone = true, () => chompKeep = true);
		if (!explicitKey && !ctx.inFlow && str.length > 1024) {
			if (simpleKeys) throw new Error("With simple keys, single line scalar must not span more than 1024 characters");
			explicitKey = true;
		}
		if (ctx.inFlow) {
			if (allNullValues || value == null) {
				if (keyCommentDone && onComment) onComment();
				return str === "" ? "?" : explicitKey ? `? ${str}` : str;
			}
		} else if (allNullValues && !simpleKeys || value == null && explicitKey) {
			str = `? ${str}`;
			if (keyComment && !keyCommentDone) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
			else if (chompKeep && onChompKeep) onChompKeep();
			return str;
		}
		if (keyCommentDone) keyComment = null;
		if (explicitKey) {
			if (keyComment) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
			str = `? ${str}\n${indent}:`;
		} else {
			str = `${str}:`;
			if (keyComment) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
		}
		let vsb, vcb, valueComment;
		if (identity.isNode(value)) {
			vsb = !!value.spaceBefore;
			vcb = value.commentBefore;
			valueComment = value.comment;
		} else {
			vsb = false;
			vcb = null;
			valueComment = null;
			if (value && typeof value === "object") value = doc.createNode(value);
		}
		ctx.implicitKey = false;
		if (!explicitKey && !keyComment && identity.isScalar(value)) ctx.indentAtStart = str.length + 1;
		chompKeep = false;
		if (!indentSeq && indentStep.length >= 2 && !ctx.inFlow && !explicitKey && identity.isSeq(value) && !value.flow && !value.tag && !value.anchor) ctx.indent = ctx.indent.substring(2);
		let valueCommentDone = false;
		const valueStr = stringify.stringify(value, ctx, () => valueCommentDone = true, () => chompKeep = true);
		let ws = " ";
		if (keyComment || vsb || vcb) {
			ws = vsb ? "\n" : "";
			if (vcb) {
				const cs = commentString(vcb);
				ws += `\n${stringifyComment.indentComment(cs, ctx.indent)}`;
			}
			if (valueStr === "" && !ctx.inFlow) {
				if (ws === "\n" && valueComment) ws = "\n\n";
			} else ws += `\n${ctx.indent}`;
		} else if (!explicitKey && identity.isCollection(value)) {
			const vs0 = valueStr[0];
			const nl0 = valueStr.indexOf("\n");
			const hasNewline = nl0 !== -1;
			const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
			if (hasNewline || !flow) {
				let hasPropsLine = false;
				if (hasNewline && (vs0 === "&" || vs0 === "!")) {
					let sp0 = valueStr.indexOf(" ");
					if (vs0 === "&" && sp0 !== -1 && sp0 < nl0 && valueStr[sp0 + 1] === "!") sp0 = valueStr.indexOf(" ", sp0 + 1);
					if (sp0 === -1 || nl0 < sp0) hasPropsLine = true;
				}
				if (!hasPropsLine) ws = `\n${ctx.indent}`;
			}
		} else if (valueStr === "" || valueStr[0] === "\n") ws = "";
		str += ws + valueStr;
		if (ctx.inFlow) {
			if (valueCommentDone && onComment) onComment();
		} else if (valueComment && !valueCommentDone) str += stringifyComment.lineComment(str, ctx.indent, commentString(valueComment));
		else if (chompKeep && onChompKeep) onChompKeep();
		return str;
	}
	exports.stringifyPair = stringifyPair;
}));

// node_modules/yaml/dist/log.js
var require_log = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_process = __require("process");
	function debug(logLevel, ...messages) {
		if (logLevel === "debug") console.log(...messages);
	}
	function warn(logLevel, warning) {
		if (logLevel === "debug" || logLevel === "warn") {
			if (typeof node_process.emitWarning === "function") node_process.emitWarning(warning);
			else console.warn(warning);
		}
	}
	exports.debug = debug;
	exports.warn = warn;
}));

// node_modules/yaml/dist/schema/yaml-1.1/merge.js
var require_merge = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	const MERGE_KEY = "<<";
	const merge = {
		identify: (value) => value === MERGE_KEY || typeof value === "symbol" && value.description === MERGE_KEY,
		default: "key",
		tag: "tag:yaml.org,2002:merge",
		test: /^<<$/,
		resolve: () => Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)), { addToJSMap: addMergeToJSMap }),
		stringify: () => MERGE_KEY
	};
	const isMergeKey = (ctx, key) => (merge.identify(key) || identity.isScalar(key) && (!key.type || key.type === Scalar.Scalar.PLAIN) && merge.identify(key.value)) && ctx?.doc.schema.tags.some((tag) => tag.tag === merge.tag && tag.default);
	function addMergeToJSMap(ctx, map, value) {
		const source = resolveAliasValue(ctx, value);
		if (identity.isSeq(source)) for (const it of source.items) mergeValue(ctx, map, it);
		else if (Array.isArray(source)) for (const it of source) mergeValue(ctx, map, it);
		else mergeValue(ctx, map, source);
	}
	function mergeValue(ctx, map, value) {
		const source = resolveAliasValue(ctx, value);
		if (!identity.isMap(source)) throw new Error("Merge sources must be maps or map aliases");
		const srcMap = source.toJSON(null, ctx, Map);
		for (const [key, value] of srcMap) if (map instanceof Map) {
			if (!map.has(key)) map.set(key, value);
		} else if (map instanceof Set) map.add(key);
		else if (!Object.prototype.hasOwnProperty.call(map, key)) Object.defineProperty(map, key, {
			value,
			writable: true,
			enumerable: true,
			configurable: true
		});
		return map;
	}
	function resolveAliasValue(ctx, value) {
		return ctx && identity.isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
	}
	exports.addMergeToJSMap = addMergeToJSMap;
	exports.isMergeKey = isMergeKey;
	exports.merge = merge;
}));

// node_modules/yaml/dist/nodes/addPairToJSMap.js
var require_addPairToJSMap = /* @__PURE__ */ __commonJSMin(((exports) => {
	var log = require_log();
	var merge = require_merge();
	var stringify = require_stringify();
	var identity = require_identity();
	var toJS = require_toJS();
	function addPairToJSMap(ctx, map, { key, value }) {
		if (identity.isNode(key) && key.addToJSMap) key.addToJSMap(ctx, map, value);
		else if (merge.isMergeKey(ctx, key)) merge.addMergeToJSMap(ctx, map, value);
		else {
			const jsKey = toJS.toJS(key, "", ctx);
			if (map instanceof Map) map.set(jsKey, toJS.toJS(value, jsKey, ctx));
			else if (map instanceof Set) map.add(jsKey);
			else {
				const stringKey = stringifyKey(key, jsKey, ctx);
				const jsValue = toJS.toJS(value, stringKey, ctx);
				if (stringKey in map) Object.defineProperty(map, stringKey, {
					value: jsValue,
					writable: true,
					enumerable: true,
					configurable: true
				});
				else map[stringKey] = jsValue;
			}
		}
		return map;
	}
	function stringifyKey(key, jsKey, ctx) {
		if (jsKey === null) return "";
		if (typeof jsKey !== "object") return String(jsKey);
		if (identity.isNode(key) && ctx?.doc) {
			const strCtx = stringify.createStringifyContext(ctx.doc, {});
			strCtx.anchors = /* @__PURE__ */ new Set();
			for (const node of ctx.anchors.keys()) strCtx.anchors.add(node.anchor);
			strCtx.inFlow = true;
			strCtx.inStringifyKey = true;
			const strKey = key.toString(strCtx);
			if (!ctx.mapKeyWarned) {
				let jsonStr = JSON.stringify(strKey);
				if (jsonStr.length > 40) jsonStr = jsonStr.substring(0, 36) + "...\"";
				log.warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
				ctx.mapKeyWarned = true;
			}
			return strKey;
		}
		return JSON.stringify(jsKey);
	}
	exports.addPairToJSMap = addPairToJSMap;
}));

// node_modules/yaml/dist/nodes/Pair.js
var require_Pair = /* @__PURE__ */ __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var stringifyPair = require_stringifyPair();
	var addPairToJSMap = require_addPairToJSMap();
	var identity = require_identity();
	function createPair(key, value, ctx) {
		const k = createNode.createNode(key, void 0, ctx);
		const v = createNode.createNode(value, void 0, ctx);
		return new Pair(k, v);
	}
	var Pair = class Pair {
		constructor(key, value = null) {
			Object.defineProperty(this, identity.NODE_TYPE, { value: identity.PAIR });
			this.key = key;
			this.value = value;
		}
		clone(schema) {
			let { key, value } = this;
			if (identity.isNode(key)) key = key.clone(schema);
			if (identity.isNode(value)) value = value.clone(schema);
			return new Pair(key, value);
		}
		toJSON(_, ctx) {
			const pair = ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
			return addPairToJSMap.addPairToJSMap(ctx, pair, this);
		}
		toString(ctx, onComment, onChompKeep) {
			return ctx?.doc ? stringifyPair.stringifyPair(this, ctx, onComment, onChompKeep) : JSON.stringify(this);
		}
	};
	exports.Pair = Pair;
	exports.createPair = createPair;
}));

// node_modules/yaml/dist/stringify/stringifyCollection.js
var require_stringifyCollection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyCollection(collection, ctx, options) {
		return (ctx.inFlow ?? collection.flow ? stringifyFlowCollection : stringifyBlockCollection)(collection, ctx, options);
	}
	function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
		const { indent, options: { commentString } } = ctx;
		const itemCtx = Object.assign({}, ctx, {
			indent: itemIndent,
			type: null
		});
		let chompKeep = false;
		const lines = [];
		for (let i = 0; i < items.length; ++i) {
			const item = items[i];
			let comment = null;
			if (identity.isNode(item)) {
				if (!chompKeep && item.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, item.commentBefore, chompKeep);
				if (item.comment) comment = item.comment;
			} else if (identity.isPair(item)) {
				const ik = identity.isNode(item.key) ? item.key : null;
				if (ik) {
					if (!chompKeep && ik.spaceBefore) lines.push("");
					addCommentBefore(ctx, lines, ik.commentBefore, chompKeep);
				}
			}
			chompKeep = false;
			let str = stringify.stringify(item, itemCtx, () => comment = null, () => chompKeep = true);
			if (comment) str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
			if (chompKeep && comment) chompKeep = false;
			lines.push(blockItemPrefix + str);
		}
		let str;
		if (lines.length === 0) str = flowChars.start + flowChars.end;
		else {
			str = lines[0];
			for (let i = 1; i < lines.length; ++i) {
				const line = lines[i];
				str += line ? `\n${indent}${line}` : "\n";
			}
		}
		if (comment) {
			str += "\n" + stringifyComment.indentComment(commentString(comment), indent);
			if (onComment) onComment();
		} else if (chompKeep && onChompKeep) onChompKeep();
		return str;
	}
	function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
		const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
		itemIndent += indentStep;
		const itemCtx = Object.assign({}, ctx, {
			indent: itemIndent,
			inFlow: true,
			type: null
		});
		let reqNewline = false;
		let linesAtValue = 0;
		const lines = [];
		for (let i = 0; i < items.length; ++i) {
			const item = items[i];
			let comment = null;
			if (identity.isNode(item)) {
				if (item.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, item.commentBefore, false);
				if (item.comment) comment = item.comment;
			} else if (identity.isPair(item)) {
				const ik = identity.isNode(item.key) ? item.key : null;
				if (ik) {
					if (ik.spaceBefore) lines.push("");
					addCommentBefore(ctx, lines, ik.commentBefore, false);
					if (ik.comment) reqNewline = true;
				}
				const iv = identity.isNode(item.value) ? item.value : null;
				if (iv) {
					if (iv.comment) comment = iv.comment;
					if (iv.commentBefore) reqNewline = true;
				} else if (item.value == null && ik?.comment) comment = ik.comment;
			}
			if (comment) reqNewline = true;
			let str = stringify.stringify(item, itemCtx, () => comment = null);
			reqNewline || (reqNewline = lines.length > linesAtValue || str.includes("\n"));
			if (i < items.length - 1) str += ",";
			else if (ctx.options.trailingComma) {
				if (ctx.options.lineWidth > 0) reqNewline || (reqNewline = lines.reduce((sum, line) => sum + line.length + 2, 2) + (str.length + 2) > ctx.options.lineWidth);
				if (reqNewline) str += ",";
			}
			if (comment) str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
			lines.push(str);
			linesAtValue = lines.length;
		}
		const { start, end } = flowChars;
		if (lines.length === 0) return start + end;
		else {
			if (!reqNewline) {
				const len = lines.reduce((sum, line) => sum + line.length + 2, 2);
				reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
			}
			if (reqNewline) {
				let str = start;
				for (const line of lines) str += line ? `\n${indentStep}${indent}${line}` : "\n";
				return `${str}\n${indent}${end}`;
			} else return `${start}${fcPadding}${lines.join(" ")}${fcPadding}${end}`;
		}
	}
	function addCommentBefore({ indent, options: { commentString } }, lines, comment, chompKeep) {
		if (comment && chompKeep) comment = comment.replace(/^\n+/, "");
		if (comment) {
			const ic = stringifyComment.indentComment(commentString(comment), indent);
			lines.push(ic.trimStart());
		}
	}
	exports.stringifyCollection = stringifyCollection;
}));

// node_modules/yaml/dist/nodes/YAMLMap.js
var require_YAMLMap = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyCollection = require_stringifyCollection();
	var addPairToJSMap = require_addPairToJSMap();
	var Collection = require_Collection();
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	function findPair(items, key) {
		const k = identity.isScalar(key) ? key.value : key;
		for (const it of items) if (identity.isPair(it)) {
			if (it.key === key || it.key === k) return it;
			if (identity.isScalar(it.key) && it.key.value === k) return it;
		}
	}
	var YAMLMap = class extends Collection.Collection {
		static get tagName() {
			return "tag:yaml.org,2002:map";
		}
		constructor(schema) {
			super(identity.MAP, schema);
			this.items = [];
		}
		/**
		* A generic collection parsing method that can be extended
		* to other node classes that inherit from YAMLMap
		*/
		static from(schema, obj, ctx) {
			const { keepUndefined, replacer } = ctx;
			const map = new this(schema);
			const add = (key, value) => {
				if (typeof replacer === "function") value = replacer.call(obj, key, value);
				else if (Array.isArray(replacer) && !replacer.includes(key)) return;
				if (value !== void 0 || keepUndefined) map.items.push(Pair.createPair(key, value, ctx));
			};
			if (obj instanceof Map) for (const [key, value] of obj) add(key, value);
			else if (obj && typeof obj === "object") for (const key of Object.keys(obj)) add(key, obj[key]);
			if (typeof schema.sortMapEntries === "function") map.items.sort(schema.sortMapEntries);
			return map;
		}
		/**
		* Adds a value to the collection.
		*
		* @param overwrite - If not set `true`, using a key that is already in the
		*   collection will throw. Otherwise, overwrites the previous value.
		*/
		add(pair, overwrite) {
			let _pair;
			if (identity.isPair(pair)) _pair = pair;
			else if (!pair || typeof pair !== "object" || !("key" in pair)) _pair = new Pair.Pair(pair, pair?.value);
			else _pair = new Pair.Pair(pair.key, pair.value);
			const prev = findPair(this.items, _pair.key);
			const sortEntries = this.schema?.sortMapEntries;
			if (prev) {
				if (!overwrite) throw new Error(`Key ${_pair.key} already set`);
				if (identity.isScalar(prev.value) && Scalar.isScalarValue(_pair.value)) prev.value.value = _pair.value;
				else prev.value = _pair.value;
			} else if (sortEntries) {
				const i = this.items.findIndex((item) => sortEntries(_pair, item) < 0);
				if (i === -1) this.items.push(_pair);
				else this.items.splice(i, 0, _pair);
			} else this.items.push(_pair);
		}
		delete(key) {
			const it = findPair(this.items, key);
			if (!it) return false;
			return this.items.splice(this.items.indexOf(it), 1).length > 0;
		}
		get(key, keepScalar) {
			const node = findPair(this.items, key)?.value;
			return (!keepScalar && identity.isScalar(node) ? node.value : node) ?? void 0;
		}
		has(key) {
			return !!findPair(this.items, key);
		}
		set(key, value) {
			this.add(new Pair.Pair(key, value), true);
		}
		/**
		* @param ctx - Conversion context, originally set in Document#toJS()
		* @param {Class} Type - If set, forces the returned collection type
		* @returns Instance of Type, Map, or Object
		*/
		toJSON(_, ctx, Type) {
			const map = Type ? new Type() : ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
			if (ctx?.onCreate) ctx.onCreate(map);
			for (const item of this.items) addPairToJSMap.addPairToJSMap(ctx, map, item);
			return map;
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			for (const item of this.items) if (!identity.isPair(item)) throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
			if (!ctx.allNullValues && this.hasAllNullValues(false)) ctx = Object.assign({}, ctx, { allNullValues: true });
			return stringifyCollection.stringifyCollection(this, ctx, {
				blockItemPrefix: "",
				flowChars: {
					start: "{",
					end: "}"
				},
				itemIndent: ctx.indent || "",
				onChompKeep,
				onComment
			});
		}
	};
	exports.YAMLMap = YAMLMap;
	exports.findPair = findPair;
}));

// node_modules/yaml/dist/schema/common/map.js
var require_map = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var YAMLMap = require_YAMLMap();
	const map = {
		collection: "map",
		default: true,
		nodeClass: YAMLMap.YAMLMap,
		tag: "tag:yaml.org,2002:map",
		resolve(map, onError) {
			if (!identity.isMap(map)) onError("Expected a mapping for this tag");
			return map;
		},
		createNode: (schema, obj, ctx) => YAMLMap.YAMLMap.from(schema, obj, ctx)
	};
	exports.map = map;
}));

// node_modules/yaml/dist/nodes/YAMLSeq.js
var require_YAMLSeq = /* @__PURE__ */ __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var stringifyCollection = require_stringifyCollection();
	var Collection = require_Collection();
	var identity = require_identity();
	var Scalar = require_Scalar();
	var toJS = require_toJS();
	var YAMLSeq = class extends Collection.Collection {
		static get tagName() {
			return "tag:yaml.org,2002:seq";
		}
		constructor(schema) {
			super(identity.SEQ, schema);
			this.items = [];
		}
		add(value) {
			this.items.push(value);
		}
		/**
		* Removes a value from the collection.
		*
		* `key` must contain a representation of an integer for this to succeed.
		* It may be wrapped in a `Scalar`.
		*
		* @returns `true` if the item was found and removed.
		*/
		delete(key) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") return false;
			return this.items.splice(idx, 1).length > 0;
		}
		get(key, keepScalar) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") return void 0;
			const it = this.items[idx];
			return !keepScalar && identity.isScalar(it) ? it.value : it;
		}
		/**
		* Checks if the collection includes a value with the key `key`.
		*
		* `key` must contain a representation of an integer for this to succeed.
		* It may be wrapped in a `Scalar`.
		*/
		has(key) {
			const idx = asItemIndex(key);
			return typeof idx === "number" && idx < this.items.length;
		}
		/**
		* Sets a value in this collection. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*
		* If `key` does not contain a representation of an integer, this will throw.
		* It may be wrapped in a `Scalar`.
		*/
		set(key, value) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") throw new Error(`Expected a valid index, not ${key}.`);
			const prev = this.items[idx];
			if (identity.isScalar(prev) && Scalar.isScalarValue(value)) prev.value = value;
			else this.items[idx] = value;
		}
		toJSON(_, ctx) {
			const seq = [];
			if (ctx?.onCreate) ctx.onCreate(seq);
			let i = 0;
			for (const item of this.items) seq.push(toJS.toJS(item, String(i++), ctx));
			return seq;
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			return stringifyCollection.stringifyCollection(this, ctx, {
				blockItemPrefix: "- ",
				flowChars: {
					start: "[",
					end: "]"
				},
				itemIndent: (ctx.indent || "") + "  ",
				onChompKeep,
				onComment
			});
		}
		static from(schema, obj, ctx) {
			const { replacer } = ctx;
			const seq = new this(schema);
			if (obj && Symbol.iterator in Object(obj)) {
				let i = 0;
				for (let it of obj) {
					if (typeof replacer === "function") {
						const key = obj instanceof Set ? it : String(i++);
						it = replacer.call(obj, key, it);
					}
					seq.items.push(createNode.createNode(it, void 0, ctx));
				}
			}
			return seq;
		}
	};
	function asItemIndex(key) {
		let idx = identity.isScalar(key) ? key.value : key;
		if (idx && typeof idx === "string") idx = Number(idx);
		return typeof idx === "number" && Number.isInteger(idx) && idx >= 0 ? idx : null;
	}
	exports.YAMLSeq = YAMLSeq;
}));

// node_modules/yaml/dist/schema/common/seq.js
var require_seq = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var YAMLSeq = require_YAMLSeq();
	const seq = {
		collection: "seq",
		default: true,
		nodeClass: YAMLSeq.YAMLSeq,
		tag: "tag:yaml.org,2002:seq",
		resolve(seq, onError) {
			if (!identity.isSeq(seq)) onError("Expected a sequence for this tag");
			return seq;
		},
		createNode: (schema, obj, ctx) => YAMLSeq.YAMLSeq.from(schema, obj, ctx)
	};
	exports.seq = seq;
}));

// node_modules/yaml/dist/schema/common/string.js
var require_string = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyString = require_stringifyString();
	const string = {
		identify: (value) => typeof value === "string",
		default: true,
		tag: "tag:yaml.org,2002:str",
		resolve: (str) => str,
		stringify(item, ctx, onComment, onChompKeep) {
			ctx = Object.assign({ actualString: true }, ctx);
			return stringifyString.stringifyString(item, ctx, onComment, onChompKeep);
		}
	};
	exports.string = string;
}));

// node_modules/yaml/dist/schema/common/null.js
var require_null = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	const nullTag = {
		identify: (value) => value == null,
		createNode: () => new Scalar.Scalar(null),
		default: true,
		tag: "tag:yaml.org,2002:null",
		test: /^(?:~|[Nn]ull|NULL)?$/,
		resolve: () => new Scalar.Scalar(null),
		stringify: ({ source }, ctx) => typeof source === "string" && nullTag.test.test(source) ? source : ctx.options.nullStr
	};
	exports.nullTag = nullTag;
}));

// node_modules/yaml/dist/schema/core/bool.js
var require_bool$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	const boolTag = {
		identify: (value) => typeof value === "boolean",
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
		resolve: (str) => new Scalar.Scalar(str[0] === "t" || str[0] === "T"),
		stringify({ source, value }, ctx) {
			if (source && boolTag.test.test(source)) {
				if (value === (source[0] === "t" || source[0] === "T")) return source;
			}
			return value ? ctx.options.trueStr : ctx.options.falseStr;
		}
	};
	exports.boolTag = boolTag;
}));

// node_modules/yaml/dist/stringify/stringifyNumber.js
var require_stringifyNumber = /* @__PURE__ */ __commonJSMin(((exports) => {
	function stringifyNumber({ format, minFractionDigits, tag, value }) {
		if (typeof value === "bigint") return String(value);
		const num = typeof value === "number" ? value : Number(value);
		if (!isFinite(num)) return isNaN(num) ? ".nan" : num < 0 ? "-.inf" : ".inf";
		let n = Object.is(value, -0) ? "-0" : JSON.stringify(value);
		if (!format && minFractionDigits && (!tag || tag === "tag:yaml.org,2002:float") && /^-?\d/.test(n) && !n.includes("e")) {
			let i = n.indexOf(".");
			if (i < 0) {
				i = n.length;
				n += ".";
			}
			let d = minFractionDigits - (n.length - i - 1);
			while (d-- > 0) n += "0";
		}
		return n;
	}
	exports.stringifyNumber = stringifyNumber;
}));

// node_modules/yaml/dist/schema/core/float.js
var require_float$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var stringifyNumber = require_stringifyNumber();
	const floatNaN = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
		resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
		stringify: stringifyNumber.stringifyNumber
	};
	const floatExp = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "EXP",
		test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
		resolve: (str) => parseFloat(str),
		stringify(node) {
			const num = Number(node.value);
			return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
		}
	};
	const float = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
		resolve(str) {
			const node = new Scalar.Scalar(parseFloat(str));
			const dot = str.indexOf(".");
			if (dot !== -1 && str[str.length - 1] === "0") node.minFractionDigits = str.length - dot - 1;
			return node;
		},
		stringify: stringifyNumber.stringifyNumber
	};
	exports.float = float;
	exports.floatExp = floatExp;
	exports.floatNaN = floatNaN;
}));

// node_modules/yaml/dist/schema/core/int.js
var require_int$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
	const intResolve = (str, offset, radix, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix);
	function intStringify(node, radix, prefix) {
		const { value } = node;
		if (intIdentify(value) && value >= 0) return prefix + value.toString(radix);
		return stringifyNumber.stringifyNumber(node);
	}
	const intOct = {
		identify: (value) => intIdentify(value) && value >= 0,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "OCT",
		test: /^0o[0-7]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 8, opt),
		stringify: (node) => intStringify(node, 8, "0o")
	};
	const int = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		test: /^[-+]?[0-9]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
		stringify: stringifyNumber.stringifyNumber
	};
	const intHex = {
		identify: (value) => intIdentify(value) && value >= 0,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "HEX",
		test: /^0x[0-9a-fA-F]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
		stringify: (node) => intStringify(node, 16, "0x")
	};
	exports.int = int;
	exports.intHex = intHex;
	exports.intOct = intOct;
}));

// node_modules/yaml/dist/schema/core/schema.js
var require_schema$2 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var bool = require_bool$1();
	var float = require_float$1();
	var int = require_int$1();
	const schema = [
		map.map,
		seq.seq,
		string.string,
		_null.nullTag,
		bool.boolTag,
		int.intOct,
		int.int,
		int.intHex,
		float.floatNaN,
		float.floatExp,
		float.float
	];
	exports.schema = schema;
}));

// node_modules/yaml/dist/schema/json/schema.js
var require_schema$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var map = require_map();
	var seq = require_seq();
	function intIdentify(value) {
		return typeof value === "bigint" || Number.isInteger(value);
	}
	const stringifyJSON = ({ value }) => JSON.stringify(value);
	const jsonScalars = [
		{
			identify: (value) => typeof value === "string",
			default: true,
			tag: "tag:yaml.org,2002:str",
			resolve: (str) => str,
			stringify: stringifyJSON
		},
		{
			identify: (value) => value == null,
			createNode: () => new Scalar.Scalar(null),
			default: true,
			tag: "tag:yaml.org,2002:null",
			test: /^null$/,
			resolve: () => null,
			stringify: stringifyJSON
		},
		{
			identify: (value) => typeof value === "boolean",
			default: true,
			tag: "tag:yaml.org,2002:bool",
			test: /^true$|^false$/,
			resolve: (str) => str === "true",
			stringify: stringifyJSON
		},
		{
			identify: intIdentify,
			default: true,
			tag: "tag:yaml.org,2002:int",
			test: /^-?(?:0|[1-9][0-9]*)$/,
			resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
			stringify: ({ value }) => intIdentify(value) ? value.toString() : JSON.stringify(value)
		},
		{
			identify: (value) => typeof value === "number",
			default: true,
			tag: "tag:yaml.org,2002:float",
			test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
			resolve: (str) => parseFloat(str),
			stringify: stringifyJSON
		}
	];
	const schema = [map.map, seq.seq].concat(jsonScalars, {
		default: true,
		tag: "",
		test: /^/,
		resolve(str, onError) {
			onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
			return str;
		}
	});
	exports.schema = schema;
}));

// node_modules/yaml/dist/schema/yaml-1.1/binary.js
var require_binary = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_buffer = __require("buffer");
	var Scalar = require_Scalar();
	var stringifyString = require_stringifyString();
	const binary = {
		identify: (value) => value instanceof Uint8Array,
		default: false,
		tag: "tag:yaml.org,2002:binary",
		/**
		* Returns a Buffer in node and an Uint8Array in browsers
		*
		* To use the resulting buffer as an image, you'll want to do something like:
		*
		*   const blob = new Blob([buffer], { type: 'image/jpeg' })
		*   document.querySelector('#photo').src = URL.createObjectURL(blob)
		*/
		resolve(src, onError) {
			if (typeof node_buffer.Buffer === "function") return node_buffer.Buffer.from(src, "base64");
			else if (typeof atob === "function") {
				const str = atob(src.replace(/[\n\r]/g, ""));
				const buffer = new Uint8Array(str.length);
				for (let i = 0; i < str.length; ++i) buffer[i] = str.charCodeAt(i);
				return buffer;
			} else {
				onError("This environment does not support reading binary tags; either Buffer or atob is required");
				return src;
			}
		},
		stringify({ comment, type, value }, ctx, onComment, onChompKeep) {
			if (!value) return "";
			const buf = value;
			let str;
			if (typeof node_buffer.Buffer === "function") str = buf instanceof node_buffer.Buffer ? buf.toString("base64") : node_buffer.Buffer.from(buf.buffer).toString("base64");
			else if (typeof btoa === "function") {
				let s = "";
				for (let i = 0; i < buf.length; ++i) s += String.fromCharCode(buf[i]);
				str = btoa(s);
			} else throw new Error("This environment does not support writing binary tags; either Buffer or btoa is required");
			type ?? (type = Scalar.Scalar.BLOCK_LITERAL);
			if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
				const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
				const n = Math.ceil(str.length / lineWidth);
				const lines = new Array(n);
				for (let i = 0, o = 0; i < n; ++i, o += lineWidth) lines[i] = str.substr(o, lineWidth);
				str = lines.join(type === Scalar.Scalar.BLOCK_LITERAL ? "\n" : " ");
			}
			return stringifyString.stringifyString({
				comment,
				type,
				value: str
			}, ctx, onComment, onChompKeep);
		}
	};
	exports.binary = binary;
}));

// node_modules/yaml/dist/schema/yaml-1.1/pairs.js
var require_pairs = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	var YAMLSeq = require_YAMLSeq();
	function resolvePairs(seq, onError) {
		if (identity.isSeq(seq)) for (let i = 0; i < seq.items.length; ++i) {
			let item = seq.items[i];
			if (identity.isPair(item)) continue;
			else if (identity.isMap(item)) {
				if (item.items.length > 1) onError("Each pair must have its own sequence indicator");
				const pair = item.items[0] || new Pair.Pair(new Scalar.Scalar(null));
				if (item.commentBefore) pair.key.commentBefore = pair.key.commentBefore ? `${item.commentBefore}\n${pair.key.commentBefore}` : item.commentBefore;
				if (item.comment) {
					const cn = pair.value ?? pair.key;
					cn.comment = cn.comment ? `${item.comment}\n${cn.comment}` : item.comment;
				}
				item = pair;
			}
			seq.items[i] = identity.isPair(item) ? item : new Pair.Pair(item);
		}
		else onError("Expected a sequence for this tag");
		return seq;
	}
	function createPairs(schema, iterable, ctx) {
		const { replacer } = ctx;
		const pairs = new YAMLSeq.YAMLSeq(schema);
		pairs.tag = "tag:yaml.org,2002:pairs";
		let i = 0;
		if (iterable && Symbol.iterator in Object(iterable)) for (let it of iterable) {
			if (typeof replacer === "function") it = replacer.call(iterable, String(i++), it);
			let key, value;
			if (Array.isArray(it)) {
				if (it.length === 2) {
					key = it[0];
					value = it[1];
				} else throw new TypeError(`Expected [key, value] tuple: ${it}`);
			} else if (it && it instanceof Object) {
				const keys = Object.keys(it);
				if (keys.length === 1) {
					key = keys[0];
					value = it[key];
				} else throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
			} else key = it;
			pairs.items.push(Pair.createPair(key, value, ctx));
		}
		return pairs;
	}
	const pairs = {
		collection: "seq",
		default: false,
		tag: "tag:yaml.org,2002:pairs",
		resolve: resolvePairs,
		createNode: createPairs
	};
	exports.createPairs = createPairs;
	exports.pairs = pairs;
	exports.resolvePairs = resolvePairs;
}));

// node_modules/yaml/dist/schema/yaml-1.1/omap.js
var require_omap = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var toJS = require_toJS();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var pairs = require_pairs();
	var YAMLOMap = class YAMLOMap extends YAMLSeq.YAMLSeq {
		constructor() {
			super();
			this.add = YAMLMap.YAMLMap.prototype.add.bind(this);
			this.delete = YAMLMap.YAMLMap.prototype.delete.bind(this);
			this.get = YAMLMap.YAMLMap.prototype.get.bind(this);
			this.has = YAMLMap.YAMLMap.prototype.has.bind(this);
			this.set = YAMLMap.YAMLMap.prototype.set.bind(this);
			this.tag = YAMLOMap.tag;
		}
		/**
		* If `ctx` is given, the return type is actually `Map<unknown, unknown>`,
		* but TypeScript won't allow widening the signature of a child method.
		*/
		toJSON(_, ctx) {
			if (!ctx) return super.toJSON(_);
			const map = /* @__PURE__ */ new Map();
			if (ctx?.onCreate) ctx.onCreate(map);
			for (const pair of this.items) {
				let key, value;
				if (identity.isPair(pair)) {
					key = toJS.toJS(pair.key, "", ctx);
					value = toJS.toJS(pair.value, key, ctx);
				} else key = toJS.toJS(pair, "", ctx);
				if (map.has(key)) throw new Error("Ordered maps must not include duplicate keys");
				map.set(key, value);
			}
			return map;
		}
		static from(schema, iterable, ctx) {
			const pairs$1 = pairs.createPairs(schema, iterable, ctx);
			const omap = new this();
			omap.items = pairs$1.items;
			return omap;
		}
	};
	YAMLOMap.tag = "tag:yaml.org,2002:omap";
	const omap = {
		collection: "seq",
		identify: (value) => value instanceof Map,
		nodeClass: YAMLOMap,
		default: false,
		tag: "tag:yaml.org,2002:omap",
		resolve(seq, onError) {
			const pairs$1 = pairs.resolvePairs(seq, onError);
			const seenKeys = [];
			for (const { key } of pairs$1.items) if (identity.isScalar(key)) {
				if (seenKeys.includes(key.value)) onError(`Ordered maps must not include duplicate keys: ${key.value}`);
				else seenKeys.push(key.value);
			}
			return Object.assign(new YAMLOMap(), pairs$1);
		},
		createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
	};
	exports.YAMLOMap = YAMLOMap;
	exports.omap = omap;
}));

// node_modules/yaml/dist/schema/yaml-1.1/bool.js
var require_bool = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	function boolStringify({ value, source }, ctx) {
		if (source && (value ? trueTag : falseTag).test.test(source)) return source;
		return value ? ctx.options.trueStr : ctx.options.falseStr;
	}
	const trueTag = {
		identify: (value) => value === true,
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
		resolve: () => new Scalar.Scalar(true),
		stringify: boolStringify
	};
	const falseTag = {
		identify: (value) => value === false,
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
		resolve: () => new Scalar.Scalar(false),
		stringify: boolStringify
	};
	exports.falseTag = falseTag;
	exports.trueTag = trueTag;
}));

// node_modules/yaml/dist/schema/yaml-1.1/float.js
var require_float = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var stringifyNumber = require_stringifyNumber();
	const floatNaN = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
		resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
		stringify: stringifyNumber.stringifyNumber
	};
	const floatExp = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "EXP",
		test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
		resolve: (str) => parseFloat(str.replace(/_/g, "")),
		stringify(node) {
			const num = Number(node.value);
			return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
		}
	};
	const float = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
		resolve(str) {
			const node = new Scalar.Scalar(parseFloat(str.replace(/_/g, "")));
			const dot = str.indexOf(".");
			if (dot !== -1) {
				const f = str.substring(dot + 1).replace(/_/g, "");
				if (f[f.length - 1] === "0") node.minFractionDigits = f.length;
			}
			return node;
		},
		stringify: stringifyNumber.stringifyNumber
	};
	exports.float = float;
	exports.floatExp = floatExp;
	exports.floatNaN = floatNaN;
}));

// node_modules/yaml/dist/schema/yaml-1.1/int.js
var require_int = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
	function intResolve(str, offset, radix, { intAsBigInt }) {
		const sign = str[0];
		if (sign === "-" || sign === "+") offset += 1;
		str = str.substring(offset).replace(/_/g, "");
		if (intAsBigInt) {
			switch (radix) {
				case 2:
					str = `0b${str}`;
					break;
				case 8:
					str = `0o${str}`;
					break;
				case 16: str = `0x${str}`;
			}
			const n = BigInt(str);
			return sign === "-" ? BigInt(-1) * n : n;
		}
		const n = parseInt(str, radix);
		return sign === "-" ? -1 * n : n;
	}
	function intStringify(node, radix, prefix) {
		const { value } = node;
		if (intIdentify(value)) {
			const str = value.toString(radix);
			return value < 0 ? "-" + prefix + str.substr(1) : prefix + str;
		}
		return stringifyNumber.stringifyNumber(node);
	}
	const intBin = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "BIN",
		test: /^[-+]?0b[0-1_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
		stringify: (node) => intStringify(node, 2, "0b")
	};
	const intOct = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "OCT",
		test: /^[-+]?0[0-7_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
		stringify: (node) => intStringify(node, 8, "0")
	};
	const int = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		test: /^[-+]?[0-9][0-9_]*$/,
		resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
		stringify: stringifyNumber.stringifyNumber
	};
	const intHex = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "HEX",
		test: /^[-+]?0x[0-9a-fA-F_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
		stringify: (node) => intStringify(node, 16, "0x")
	};
	exports.int = int;
	exports.intBin = intBin;
	exports.intHex = intHex;
	exports.intOct = intOct;
}));

// node_modules/yaml/dist/schema/yaml-1.1/set.js
var require_set = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var YAMLSet = class YAMLSet extends YAMLMap.YAMLMap {
		constructor(schema) {
			super(schema);
			this.tag = YAMLSet.tag;
		}
		add(key) {
			let pair;
			if (identity.isPair(key)) pair = key;
			else if (key && typeof key === "object" && "key" in key && "value" in key && key.value === null) pair = new Pair.Pair(key.key, null);
			else pair = new Pair.Pair(key, null);
			if (!YAMLMap.findPair(this.items, pair.key)) this.items.push(pair);
		}
		/**
		* If `keepPair` is `true`, returns the Pair matching `key`.
		* Otherwise, returns the value of that Pair's key.
		*/
		get(key, keepPair) {
			const pair = YAMLMap.findPair(this.items, key);
			return !keepPair && identity.isPair(pair) ? identity.isScalar(pair.key) ? pair.key.value : pair.key : pair;
		}
		set(key, value) {
			if (typeof value !== "boolean") throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
			const prev = YAMLMap.findPair(this.items, key);
			if (prev && !value) this.items.splice(this.items.indexOf(prev), 1);
			else if (!prev && value) this.items.push(new Pair.Pair(key));
		}
		toJSON(_, ctx) {
			return super.toJSON(_, ctx, Set);
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			if (this.hasAllNullValues(true)) return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
			else throw new Error("Set items must all have null values");
		}
		static from(schema, iterable, ctx) {
			const { replacer } = ctx;
			const set = new this(schema);
			if (iterable && Symbol.iterator in Object(iterable)) for (let value of iterable) {
				if (typeof replacer === "function") value = replacer.call(iterable, value, value);
				set.items.push(Pair.createPair(value, null, ctx));
			}
			return set;
		}
	};
	YAMLSet.tag = "tag:yaml.org,2002:set";
	const set = {
		collection: "map",
		identify: (value) => value instanceof Set,
		nodeClass: YAMLSet,
		default: false,
		tag: "tag:yaml.org,2002:set",
		createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
		resolve(map, onError) {
			if (identity.isMap(map)) {
				if (map.hasAllNullValues(true)) return Object.assign(new YAMLSet(), map);
				else onError("Set items must all have null values");
			} else onError("Expected a mapping for this tag");
			return map;
		}
	};
	exports.YAMLSet = YAMLSet;
	exports.set = set;
}));

// node_modules/yaml/dist/schema/yaml-1.1/timestamp.js
var require_timestamp = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	/** Internal types handle bigint as number, because TS can't figure it out. */
	function parseSexagesimal(str, asBigInt) {
		const sign = str[0];
		const parts = sign === "-" || sign === "+" ? str.substring(1) : str;
		const num = (n) => asBigInt ? BigInt(n) : Number(n);
		const res = parts.replace(/_/g, "").split(":").reduce((res, p) => res * num(60) + num(p), num(0));
		return sign === "-" ? num(-1) * res : res;
	}
	/**
	* hhhh:mm:ss.sss
	*
	* Internal types handle bigint as number, because TS can't figure it out.
	*/
	function stringifySexagesimal(node) {
		let { value } = node;
		let num = (n) => n;
		if (typeof value === "bigint") num = (n) => BigInt(n);
		else if (isNaN(value) || !isFinite(value)) return stringifyNumber.stringifyNumber(node);
		let sign = "";
		if (value < 0) {
			sign = "-";
			value *= num(-1);
		}
		const _60 = num(60);
		const parts = [value % _60];
		if (value < 60) parts.unshift(0);
		else {
			value = (value - parts[0]) / _60;
			parts.unshift(value % _60);
			if (value >= 60) {
				value = (value - parts[0]) / _60;
				parts.unshift(value);
			}
		}
		return sign + parts.map((n) => String(n).padStart(2, "0")).join(":").replace(/000000\d*$/, "");
	}
	const intTime = {
		identify: (value) => typeof value === "bigint" || Number.isInteger(value),
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "TIME",
		test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
		resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
		stringify: stringifySexagesimal
	};
	const floatTime = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "TIME",
		test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
		resolve: (str) => parseSexagesimal(str, false),
		stringify: stringifySexagesimal
	};
	const timestamp = {
		identify: (value) => value instanceof Date,
		default: true,
		tag: "tag:yaml.org,2002:timestamp",
		test: RegExp("^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:t|T|[ \\t]+)([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?$"),
		resolve(str) {
			const match = str.match(timestamp.test);
			if (!match) throw new Error("!!timestamp expects a date, starting with yyyy-mm-dd");
			const [, year, month, day, hour, minute, second] = match.map(Number);
			const millisec = match[7] ? Number((match[7] + "00").substr(1, 3)) : 0;
			let date = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
			const tz = match[8];
			if (tz && tz !== "Z") {
				let d = parseSexagesimal(tz, false);
				if (Math.abs(d) < 30) d *= 60;
				date -= 6e4 * d;
			}
			return new Date(date);
		},
		stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, "") ?? ""
	};
	exports.floatTime = floatTime;
	exports.intTime = intTime;
	exports.timestamp = timestamp;
}));

// node_modules/yaml/dist/schema/yaml-1.1/schema.js
var require_schema = /* @__PURE__ */ __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var binary = require_binary();
	var bool = require_bool();
	var float = require_float();
	var int = require_int();
	var merge = require_merge();
	var omap = require_omap();
	var pairs = require_pairs();
	var set = require_set();
	var timestamp = require_timestamp();
	const schema = [
		map.map,
		seq.seq,
		string.string,
		_null.nullTag,
		bool.trueTag,
		bool.falseTag,
		int.intBin,
		int.intOct,
		int.int,
		int.intHex,
		float.floatNaN,
		float.floatExp,
		float.float,
		binary.binary,
		merge.merge,
		omap.omap,
		pairs.pairs,
		set.set,
		timestamp.intTime,
		timestamp.floatTime,
		timestamp.timestamp
	];
	exports.schema = schema;
}));

// node_modules/yaml/dist/schema/tags.js
var require_tags = /* @__PURE__ */ __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var bool = require_bool$1();
	var float = require_float$1();
	var int = require_int$1();
	var schema = require_schema$2();
	var schema$1 = require_schema$1();
	var binary = require_binary();
	var merge = require_merge();
	var omap = require_omap();
	var pairs = require_pairs();
	var schema$2 = require_schema();
	var set = require_set();
	var timestamp = require_timestamp();
	const schemas = /* @__PURE__ */ new Map([
		["core", schema.schema],
		["failsafe", [
			map.map,
			seq.seq,
			string.string
		]],
		["json", schema$1.schema],
		["yaml11", schema$2.schema],
		["yaml-1.1", schema$2.schema]
	]);
	const tagsByName = {
		binary: binary.binary,
		bool: bool.boolTag,
		float: float.float,
		floatExp: float.floatExp,
		floatNaN: float.floatNaN,
		floatTime: timestamp.floatTime,
		int: int.int,
		intHex: int.intHex,
		intOct: int.intOct,
		intTime: timestamp.intTime,
		map: map.map,
		merge: merge.merge,
		null: _null.nullTag,
		omap: omap.omap,
		pairs: pairs.pairs,
		seq: seq.seq,
		set: set.set,
		timestamp: timestamp.timestamp
	};
	const coreKnownTags = {
		"tag:yaml.org,2002:binary": binary.binary,
		"tag:yaml.org,2002:merge": merge.merge,
		"tag:yaml.org,2002:omap": omap.omap,
		"tag:yaml.org,2002:pairs": pairs.pairs,
		"tag:yaml.org,2002:set": set.set,
		"tag:yaml.org,2002:timestamp": timestamp.timestamp
	};
	function getTags(customTags, schemaName, addMergeTag) {
		const schemaTags = schemas.get(schemaName);
		if (schemaTags && !customTags) return addMergeTag && !schemaTags.includes(merge.merge) ? schemaTags.concat(merge.merge) : schemaTags.slice();
		let tags = schemaTags;
		if (!tags) {
			if (Array.isArray(customTags)) tags = [];
			else {
				const keys = Array.from(schemas.keys()).filter((key) => key !== "yaml11").map((key) => JSON.stringify(key)).join(", ");
				throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
			}
		}
		if (Array.isArray(customTags)) for (const tag of customTags) tags = tags.concat(tag);
		else if (typeof customTags === "function") tags = customTags(tags.slice());
		if (addMergeTag) tags = tags.concat(merge.merge);
		return tags.reduce((tags, tag) => {
			const tagObj = typeof tag === "string" ? tagsByName[tag] : tag;
			if (!tagObj) {
				const tagName = JSON.stringify(tag);
				const keys = Object.keys(tagsByName).map((key) => JSON.stringify(key)).join(", ");
				throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
			}
			if (!tags.includes(tagObj)) tags.push(tagObj);
			return tags;
		}, []);
	}
	exports.coreKnownTags = coreKnownTags;
	exports.getTags = getTags;
}));

// node_modules/yaml/dist/schema/Schema.js
var require_Schema = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var map = require_map();
	var seq = require_seq();
	var string = require_string();
	var tags = require_tags();
	const sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
	var Schema = class Schema {
		constructor({ compat, customTags, merge, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
			this.compat = Array.isArray(compat) ? tags.getTags(compat, "compat") : compat ? tags.getTags(null, compat) : null;
			this.name = typeof schema === "string" && schema || "core";
			this.knownTags = resolveKnownTags ? tags.coreKnownTags : {};
			this.tags = tags.getTags(customTags, this.name, merge);
			this.toStringOptions = toStringDefaults ?? null;
			Object.defineProperty(this, identity.MAP, { value: map.map });
			Object.defineProperty(this, identity.SCALAR, { value: string.string });
			Object.defineProperty(this, identity.SEQ, { value: seq.seq });
			this.sortMapEntries = typeof sortMapEntries === "function" ? sortMapEntries : sortMapEntries === true ? sortMapEntriesByKey : null;
		}
		clone() {
			const copy = Object.create(Schema.prototype, Object.getOwnPropertyDescriptors(this));
			copy.tags = this.tags.slice();
			return copy;
		}
	};
	exports.Schema = Schema;
}));

// node_modules/yaml/dist/stringify/stringifyDocument.js
var require_stringifyDocument = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyDocument(doc, options) {
		const lines = [];
		let hasDirectives = options.directives === true;
		if (options.directives !== false && doc.directives) {
			const dir = doc.directives.toString(doc);
			if (dir) {
				lines.push(dir);
				hasDirectives = true;
			} else if (doc.directives.docStart) hasDirectives = true;
		}
		if (hasDirectives) lines.push("---");
		const ctx = stringify.createStringifyContext(doc, options);
		const { commentString } = ctx.options;
		if (doc.commentBefore) {
			if (lines.length !== 1) lines.unshift("");
			const cs = commentString(doc.commentBefore);
			lines.unshift(stringifyComment.indentComment(cs, ""));
		}
		let chompKeep = false;
		let contentComment = null;
		if (doc.contents) {
			if (identity.isNode(doc.contents)) {
				if (doc.contents.spaceBefore && hasDirectives) lines.push("");
				if (doc.contents.commentBefore) {
					const cs = commentString(doc.contents.commentBefore);
					lines.push(stringifyComment.indentComment(cs, ""));
				}
				ctx.forceBlockIndent = !!doc.comment;
				contentComment = doc.contents.comment;
			}
			const onChompKeep = contentComment ? void 0 : () => chompKeep = true;
			let body = stringify.stringify(doc.contents, ctx, () => contentComment = null, onChompKeep);
			if (contentComment) body += stringifyComment.lineComment(body, "", commentString(contentComment));
			if ((body[0] === "|" || body[0] === ">") && lines[lines.length - 1] === "---") lines[lines.length - 1] = `--- ${body}`;
			else lines.push(body);
		} else lines.push(stringify.stringify(doc.contents, ctx));
		if (doc.directives?.docEnd) {
			if (doc.comment) {
				const cs = commentString(doc.comment);
				if (cs.includes("\n")) {
					lines.push("...");
					lines.push(stringifyComment.indentComment(cs, ""));
				} else lines.push(`... ${cs}`);
			} else lines.push("...");
		} else {
			let dc = doc.comment;
			if (dc && chompKeep) dc = dc.replace(/^\n+/, "");
			if (dc) {
				if ((!chompKeep || contentComment) && lines[lines.length - 1] !== "") lines.push("");
				lines.push(stringifyComment.indentComment(commentString(dc), ""));
			}
		}
		return lines.join("\n") + "\n";
	}
	exports.stringifyDocument = stringifyDocument;
}));

// node_modules/yaml/dist/doc/Document.js
var require_Document = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var Collection = require_Collection();
	var identity = require_identity();
	var Pair = require_Pair();
	var toJS = require_toJS();
	var Schema = require_Schema();
	var stringifyDocument = require_stringifyDocument();
	var anchors = require_anchors();
	var applyReviver = require_applyReviver();
	var createNode = require_createNode();
	var directives = require_directives();
	var Document = class Document {
		constructor(value, replacer, options) {
			/** A comment before this Document */
			this.commentBefore = null;
			/** A comment immediately after this Document */
			this.comment = null;
			/** Errors encountered during parsing. */
			this.errors = [];
			/** Warnings encountered during parsing. */
			this.warnings = [];
			Object.defineProperty(this, identity.NODE_TYPE, { value: identity.DOC });
			let _replacer = null;
			if (typeof replacer === "function" || Array.isArray(replacer)) _replacer = replacer;
			else if (options === void 0 && replacer) {
				options = replacer;
				replacer = void 0;
			}
			const opt = Object.assign({
				intAsBigInt: false,
				keepSourceTokens: false,
				logLevel: "warn",
				prettyErrors: true,
				strict: true,
				stringKeys: false,
				uniqueKeys: true,
				version: "1.2"
			}, options);
			this.options = opt;
			let { version } = opt;
			if (options?._directives) {
				this.directives = options._directives.atDocument();
				if (this.directives.yaml.explicit) version = this.directives.yaml.version;
			} else this.directives = new directives.Directives({ version });
			this.setSchema(version, options);
			this.contents = value === void 0 ? null : this.createNode(value, _replacer, options);
		}
		/**
		* Create a deep copy of this Document and its contents.
		*
		* Custom Node values that inherit from `Object` still refer to their original instances.
		*/
		clone() {
			const copy = Object.create(Document.prototype, { [identity.NODE_TYPE]: { value: identity.DOC } });
			copy.commentBefore = this.commentBefore;
			copy.comment = this.comment;
			copy.errors = this.errors.slice();
			copy.warnings = this.warnings.slice();
			copy.options = Object.assign({}, this.options);
			if (this.directives) copy.directives = this.directives.clone();
			copy.schema = this.schema.clone();
			copy.contents = identity.isNode(this.contents) ? this.contents.clone(copy.schema) : this.contents;
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		/** Adds a value to the document. */
		add(value) {
			if (assertCollection(this.contents)) this.contents.add(value);
		}
		/** Adds a value to the document. */
		addIn(path, value) {
			if (assertCollection(this.contents)) this.contents.addIn(path, value);
		}
		/**
		* Create a new `Alias` node, ensuring that the target `node` has the required anchor.
		*
		* If `node` already has an anchor, `name` is ignored.
		* Otherwise, the `node.anchor` value will be set to `name`,
		* or if an anchor with that name is already present in the document,
		* `name` will be used as a prefix for a new unique anchor.
		* If `name` is undefined, the generated anchor will use 'a' as a prefix.
		*/
		createAlias(node, name) {
			if (!node.anchor) {
				const prev = anchors.anchorNames(this);
				node.anchor = !name || prev.has(name) ? anchors.findNewAnchor(name || "a", prev) : name;
			}
			return new Alias.Alias(node.anchor);
		}
		createNode(value, replacer, options) {
			let _replacer = void 0;
			if (typeof replacer === "function") {
				value = replacer.call({ "": value }, "", value);
				_replacer = replacer;
			} else if (Array.isArray(replacer)) {
				const keyToStr = (v) => typeof v === "number" || v instanceof String || v instanceof Number;
				const asStr = replacer.filter(keyToStr).map(String);
				if (asStr.length > 0) replacer = replacer.concat(asStr);
				_replacer = replacer;
			} else if (options === void 0 && replacer) {
				options = replacer;
				replacer = void 0;
			}
			const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
			const { onAnchor, setAnchors, sourceObjects } = anchors.createNodeAnchors(this, anchorPrefix || "a");
			const ctx = {
				aliasDuplicateObjects: aliasDuplicateObjects ?? true,
				keepUndefined: keepUndefined ?? false,
				onAnchor,
				onTagObj,
				replacer: _replacer,
				schema: this.schema,
				sourceObjects
			};
			const node = createNode.createNode(value, tag, ctx);
			if (flow && identity.isCollection(node)) node.flow = true;
			setAnchors();
			return node;
		}
		/**
		* Convert a key and a value into a `Pair` using the current schema,
		* recursively wrapping all values as `Scalar` or `Collection` nodes.
		*/
		createPair(key, value, options = {}) {
			const k = this.createNode(key, null, options);
			const v = this.createNode(value, null, options);
			return new Pair.Pair(k, v);
		}
		/**
		* Removes a value from the document.
		* @returns `true` if the item was found and removed.
		*/
		delete(key) {
			return assertCollection(this.contents) ? this.contents.delete(key) : false;
		}
		/**
		* Removes a value from the document.
		* @returns `true` if the item was found and removed.
		*/
		deleteIn(path) {
			if (Collection.isEmptyPath(path)) {
				if (this.contents == null) return false;
				this.contents = null;
				return true;
			}
			return assertCollection(this.contents) ? this.contents.deleteIn(path) : false;
		}
		/**
		* Returns item at `key`, or `undefined` if not found. By default unwraps
		* scalar values from their surrounding node; to disable set `keepScalar` to
		* `true` (collections are always returned intact).
		*/
		get(key, keepScalar) {
			return identity.isCollection(this.contents) ? this.contents.get(key, keepScalar) : void 0;
		}
		/**
		* Returns item at `path`, or `undefined` if not found. By default unwraps
		* scalar values from their surrounding node; to disable set `keepScalar` to
		* `true` (collections are always returned intact).
		*/
		getIn(path, keepScalar) {
			if (Collection.isEmptyPath(path)) return !keepScalar && identity.isScalar(this.contents) ? this.contents.value : this.contents;
			return identity.isCollection(this.contents) ? this.contents.getIn(path, keepScalar) : void 0;
		}
		/**
		* Checks if the document includes a value with the key `key`.
		*/
		has(key) {
			return identity.isCollection(this.contents) ? this.contents.has(key) : false;
		}
		/**
		* Checks if the document includes a value at `path`.
		*/
		hasIn(path) {
			if (Collection.isEmptyPath(path)) return this.contents !== void 0;
			return identity.isCollection(this.contents) ? this.contents.hasIn(path) : false;
		}
		/**
		* Sets a value in this document. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*/
		set(key, value) {
			if (this.contents == null) this.contents = Collection.collectionFromPath(this.schema, [key], value);
			else if (assertCollection(this.contents)) this.contents.set(key, value);
		}
		/**
		* Sets a value in this document. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*/
		setIn(path, value) {
			if (Collection.isEmptyPath(path)) this.contents = value;
			else if (this.contents == null) this.contents = Collection.collectionFromPath(this.schema, Array.from(path), value);
			else if (assertCollection(this.contents)) this.contents.setIn(path, value);
		}
		/**
		* Change the YAML version and schema used by the document.
		* A `null` version disables support for directives, explicit tags, anchors, and aliases.
		* It also requires the `schema` option to be given as a `Schema` instance value.
		*
		* Overrides all previously set schema options.
		*/
		setSchema(version, options = {}) {
			if (typeof version === "number") version = String(version);
			let opt;
			switch (version) {
				case "1.1":
					if (this.directives) this.directives.yaml.version = "1.1";
					else this.directives = new directives.Directives({ version: "1.1" });
					opt = {
						resolveKnownTags: false,
						schema: "yaml-1.1"
					};
					break;
				case "1.2":
				case "next":
					if (this.directives) this.directives.yaml.version = version;
					else this.directives = new directives.Directives({ version });
					opt = {
						resolveKnownTags: true,
						schema: "core"
					};
					break;
				case null:
					if (this.directives) delete this.directives;
					opt = null;
					break;
				default: {
					const sv = JSON.stringify(version);
					throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
				}
			}
			if (options.schema instanceof Object) this.schema = options.schema;
			else if (opt) this.schema = new Schema.Schema(Object.assign(opt, options));
			else throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
		}
		toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
			const ctx = {
				anchors: /* @__PURE__ */ new Map(),
				doc: this,
				keep: !json,
				mapAsMap: mapAsMap === true,
				mapKeyWarned: false,
				maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
			};
			const res = toJS.toJS(this.contents, jsonArg ?? "", ctx);
			if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
			return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
		}
		/**
		* A JSON representation of the document `contents`.
		*
		* @param jsonArg Used by `JSON.stringify` to indicate the array index or
		*   property name.
		*/
		toJSON(jsonArg, onAnchor) {
			return this.toJS({
				json: true,
				jsonArg,
				mapAsMap: false,
				onAnchor
			});
		}
		/** A YAML representation of the document. */
		toString(options = {}) {
			if (this.errors.length > 0) throw new Error("Document with errors cannot be stringified");
			if ("indent" in options && (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
				const s = JSON.stringify(options.indent);
				throw new Error(`"indent" option must be a positive integer, not ${s}`);
			}
			return stringifyDocument.stringifyDocument(this, options);
		}
	};
	function assertCollection(contents) {
		if (identity.isCollection(contents)) return true;
		throw new Error("Expected a YAML collection as document contents");
	}
	exports.Document = Document;
}));

// node_modules/yaml/dist/errors.js
var require_errors = /* @__PURE__ */ __commonJSMin(((exports) => {
	var YAMLError = class extends Error {
		constructor(name, pos, code, message) {
			super();
			this.name = name;
			this.code = code;
			this.message = message;
			this.pos = pos;
		}
	};
	var YAMLParseError = class extends YAMLError {
		constructor(pos, code, message) {
			super("YAMLParseError", pos, code, message);
		}
	};
	var YAMLWarning = class extends YAMLError {
		constructor(pos, code, message) {
			super("YAMLWarning", pos, code, message);
		}
	};
	const prettifyError = (src, lc) => (error) => {
		if (error.pos[0] === -1) return;
		error.linePos = error.pos.map((pos) => lc.linePos(pos));
		const { line, col } = error.linePos[0];
		error.message += ` at line ${line}, column ${col}`;
		let ci = col - 1;
		let lineStr = src.substring(lc.lineStarts[line - 1], lc.lineStarts[line]).replace(/[\n\r]+$/, "");
		if (ci >= 60 && lineStr.length > 80) {
			const trimStart = Math.min(ci - 39, lineStr.length - 79);
			lineStr = "…" + lineStr.substring(trimStart);
			ci -= trimStart - 1;
		}
		if (lineStr.length > 80) lineStr = lineStr.substring(0, 79) + "…";
		if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
			let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
			if (prev.length > 80) prev = prev.substring(0, 79) + "…\n";
			lineStr = prev + lineStr;
		}
		if (/[^ ]/.test(lineStr)) {
			let count = 1;
			const end = error.linePos[1];
			if (end?.line === line && end.col > col) count = Math.max(1, Math.min(end.col - col, 80 - ci));
			const pointer = " ".repeat(ci) + "^".repeat(count);
			error.message += `:\n\n${lineStr}\n${pointer}\n`;
		}
	};
	exports.YAMLError = YAMLError;
	exports.YAMLParseError = YAMLParseError;
	exports.YAMLWarning = YAMLWarning;
	exports.prettifyError = prettifyError;
}));

// node_modules/yaml/dist/compose/resolve-props.js
var require_resolve_props = /* @__PURE__ */ __commonJSMin(((exports) => {
	function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
		let spaceBefore = false;
		let atNewline = startOnNewline;
		let hasSpace = startOnNewline;
		let comment = "";
		let commentSep = "";
		let hasNewline = false;
		let reqSpace = false;
		let tab = null;
		let anchor = null;
		let tag = null;
		let newlineAfterProp = null;
		let comma = null;
		let found = null;
		let start = null;
		for (const token of tokens) {
			if (reqSpace) {
				if (token.type !== "space" && token.type !== "newline" && token.type !== "comma") onError(token.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
				reqSpace = false;
			}
			if (tab) {
				if (atNewline && token.type !== "comment" && token.type !== "newline") onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
				tab = null;
			}
			switch (token.type) {
				case "space":
					if (!flow && (indicator !== "doc-start" || next?.type !== "flow-collection") && token.source.includes("	")) tab = token;
					hasSpace = true;
					break;
				case "comment": {
					if (!hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
					const cb = token.source.substring(1) || " ";
					if (!comment) comment = cb;
					else comment += commentSep + cb;
					commentSep = "";
					atNewline = false;
					break;
				}
				case "newline":
					if (atNewline) {
						if (comment) comment += token.source;
						else if (!found || indicator !== "seq-item-ind") spaceBefore = true;
					} else commentSep += token.source;
					atNewline = true;
					hasNewline = true;
					if (anchor || tag) newlineAfterProp = token;
					hasSpace = true;
					break;
				case "anchor":
					if (anchor) onError(token, "MULTIPLE_ANCHORS", "A node can have at most one anchor");
					if (token.source.endsWith(":")) onError(token.offset + token.source.length - 1, "BAD_ALIAS", "Anchor ending in : is ambiguous", true);
					anchor = token;
					start ?? (start = token.offset);
					atNewline = false;
					hasSpace = false;
					reqSpace = true;
					break;
				case "tag":
					if (tag) onError(token, "MULTIPLE_TAGS", "A node can have at most one tag");
					tag = token;
					start ?? (start = token.offset);
					atNewline = false;
					hasSpace = false;
					reqSpace = true;
					break;
				case indicator:
					if (anchor || tag) onError(token, "BAD_PROP_ORDER", `Anchors and tags must be after the ${token.source} indicator`);
					if (found) onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.source} in ${flow ?? "collection"}`);
					found = token;
					atNewline = indicator === "seq-item-ind" || indicator === "explicit-key-ind";
					hasSpace = false;
					break;
				case "comma": if (flow) {
					if (comma) onError(token, "UNEXPECTED_TOKEN", `Unexpected , in ${flow}`);
					comma = token;
					atNewline = false;
					hasSpace = false;
					break;
				}
				default:
					onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.type} token`);
					atNewline = false;
					hasSpace = false;
			}
		}
		const last = tokens[tokens.length - 1];
		const end = last ? last.offset + last.source.length : offset;
		if (reqSpace && next && next.type !== "space" && next.type !== "newline" && next.type !== "comma" && (next.type !== "scalar" || next.source !== "")) onError(next.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
		if (tab && (atNewline && tab.indent <= parentIndent || next?.type === "block-map" || next?.type === "block-seq")) onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
		return {
			comma,
			found,
			spaceBefore,
			comment,
			hasNewline,
			anchor,
			tag,
			newlineAfterProp,
			end,
			start: start ?? end
		};
	}
	exports.resolveProps = resolveProps;
}));

// node_modules/yaml/dist/compose/util-contains-newline.js
var require_util_contains_newline = /* @__PURE__ */ __commonJSMin(((exports) => {
	function containsNewline(key) {
		if (!key) return null;
		switch (key.type) {
			case "alias":
			case "scalar":
			case "double-quoted-scalar":
			case "single-quoted-scalar":
				if (key.source.includes("\n")) return true;
				if (key.end) {
					for (const st of key.end) if (st.type === "newline") return true;
				}
				return false;
			case "flow-collection":
				for (const it of key.items) {
					for (const st of it.start) if (st.type === "newline") return true;
					if (it.sep) {
						for (const st of it.sep) if (st.type === "newline") return true;
					}
					if (containsNewline(it.key) || containsNewline(it.value)) return true;
				}
				return false;
			default: return true;
		}
	}
	exports.containsNewline = containsNewline;
}));

// node_modules/yaml/dist/compose/util-flow-indent-check.js
var require_util_flow_indent_check = /* @__PURE__ */ __commonJSMin(((exports) => {
	var utilContainsNewline = require_util_contains_newline();
	function flowIndentCheck(indent, fc, onError) {
		if (fc?.type === "flow-collection") {
			const end = fc.end[0];
			if (end.indent === indent && (end.source === "]" || end.source === "}") && utilContainsNewline.containsNewline(fc)) onError(end, "BAD_INDENT", "Flow end indicator should be more indented than parent", true);
		}
	}
	exports.flowIndentCheck = flowIndentCheck;
}));

// node_modules/yaml/dist/compose/util-map-includes.js
var require_util_map_includes = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	function mapIncludes(ctx, items, search) {
		const { uniqueKeys } = ctx.options;
		if (uniqueKeys === false) return false;
		const isEqual = typeof uniqueKeys === "function" ? uniqueKeys : (a, b) => a === b || identity.isScalar(a) && identity.isScalar(b) && a.value === b.value;
		return items.some((pair) => isEqual(pair.key, search));
	}
	exports.mapIncludes = mapIncludes;
}));

// node_modules/yaml/dist/compose/resolve-block-map.js
var require_resolve_block_map = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var resolveProps = require_resolve_props();
	var utilContainsNewline = require_util_contains_newline();
	var utilFlowIndentCheck = require_util_flow_indent_check();
	var utilMapIncludes = require_util_map_includes();
	const startColMsg = "All mapping items must start at the same column";
	function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
		const map = new ((tag?.nodeClass) ?? YAMLMap.YAMLMap)(ctx.schema);
		if (ctx.atRoot) ctx.atRoot = false;
		let offset = bm.offset;
		let commentEnd = null;
		for (const collItem of bm.items) {
			const { start, key, sep, value } = collItem;
			const keyProps = resolveProps.resolveProps(start, {
				indicator: "explicit-key-ind",
				next: key ?? sep?.[0],
				offset,
				onError,
				parentIndent: bm.indent,
				startOnNewline: true
			});
			const implicitKey = !keyProps.found;
			if (implicitKey) {
				if (key) {
					if (key.type === "block-seq") onError(offset, "BLOCK_AS_IMPLICIT_KEY", "A block sequence may not be used as an implicit map key");
					else if ("indent" in key && key.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
				}
				if (!keyProps.anchor && !keyProps.tag && !sep) {
					commentEnd = keyProps.end;
					if (keyProps.comment) {
						if (map.comment) map.comment += "\n" + keyProps.comment;
						else map.comment = keyProps.comment;
					}
					continue;
				}
				if (keyProps.newlineAfterProp || utilContainsNewline.containsNewline(key)) onError(key ?? start[start.length - 1], "MULTILINE_IMPLICIT_KEY", "Implicit keys need to be on a single line");
			} else if (keyProps.found?.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
			ctx.atKey = true;
			const keyStart = keyProps.end;
			const keyNode = key ? composeNode(ctx, key, keyProps, onError) : composeEmptyNode(ctx, keyStart, start, null, keyProps, onError);
			if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bm.indent, key, onError);
			ctx.atKey = false;
			if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
			const valueProps = resolveProps.resolveProps(sep ?? [], {
				indicator: "map-value-ind",
				next: value,
				offset: keyNode.range[2],
				onError,
				parentIndent: bm.indent,
				startOnNewline: !key || key.type === "block-scalar"
			});
			offset = valueProps.end;
			if (valueProps.found) {
				if (implicitKey) {
					if (value?.type === "block-map" && !valueProps.hasNewline) onError(offset, "BLOCK_AS_IMPLICIT_KEY", "Nested mappings are not allowed in compact mappings");
					if (ctx.options.strict && keyProps.start < valueProps.found.offset - 1024) onError(keyNode.range, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit block mapping key");
				}
				const valueNode = value ? composeNode(ctx, value, valueProps, onError) : composeEmptyNode(ctx, offset, sep, null, valueProps, onError);
				if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bm.indent, value, onError);
				offset = valueNode.range[2];
				const pair = new Pair.Pair(keyNode, valueNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				map.items.push(pair);
			} else {
				if (implicitKey) onError(keyNode.range, "MISSING_CHAR", "Implicit map keys need to be followed by map values");
				if (valueProps.comment) {
					if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
					else keyNode.comment = valueProps.comment;
				}
				const pair = new Pair.Pair(keyNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				map.items.push(pair);
			}
		}
		if (commentEnd && commentEnd < offset) onError(commentEnd, "IMPOSSIBLE", "Map comment with trailing content");
		map.range = [
			bm.offset,
			offset,
			commentEnd ?? offset
		];
		return map;
	}
	exports.resolveBlockMap = resolveBlockMap;
}));

// node_modules/yaml/dist/compose/resolve-block-seq.js
var require_resolve_block_seq = /* @__PURE__ */ __commonJSMin(((exports) => {
	var YAMLSeq = require_YAMLSeq();
	var resolveProps = require_resolve_props();
	var utilFlowIndentCheck = require_util_flow_indent_check();
	function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
		const seq = new ((tag?.nodeClass) ?? YAMLSeq.YAMLSeq)(ctx.schema);
		if (ctx.atRoot) ctx.atRoot = false;
		if (ctx.atKey) ctx.atKey = false;
		let offset = bs.offset;
		let commentEnd = null;
		for (const { start, value } of bs.items) {
			const props = resolveProps.resolveProps(start, {
				indicator: "seq-item-ind",
				next: value,
				offset,
				onError,
				parentIndent: bs.indent,
				startOnNewline: true
			});
			if (!props.found) {
				if (props.anchor || props.tag || value) {
					if (value?.type === "block-seq") onError(props.end, "BAD_INDENT", "All sequence items must start at the same column");
					else onError(offset, "MISSING_CHAR", "Sequence item without - indicator");
				} else {
					commentEnd = props.end;
					if (props.comment) seq.comment = props.comment;
					continue;
				}
			}
			const node = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, start, null, props, onError);
			if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bs.indent, value, onError);
			offset = node.range[2];
			seq.items.push(node);
		}
		seq.range = [
			bs.offset,
			offset,
			commentEnd ?? offset
		];
		return seq;
	}
	exports.resolveBlockSeq = resolveBlockSeq;
}));

// node_modules/yaml/dist/compose/resolve-end.js
var require_resolve_end = /* @__PURE__ */ __commonJSMin(((exports) => {
	function resolveEnd(end, offset, reqSpace, onError) {
		let comment = "";
		if (end) {
			let hasSpace = false;
			let sep = "";
			for (const token of end) {
				const { source, type } = token;
				switch (type) {
					case "space":
						hasSpace = true;
						break;
					case "comment": {
						if (reqSpace && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
						const cb = source.substring(1) || " ";
						if (!comment) comment = cb;
						else comment += sep + cb;
						sep = "";
						break;
					}
					case "newline":
						if (comment) sep += source;
						hasSpace = true;
						break;
					default: onError(token, "UNEXPECTED_TOKEN", `Unexpected ${type} at node end`);
				}
				offset += source.length;
			}
		}
		return {
			comment,
			offset
		};
	}
	exports.resolveEnd = resolveEnd;
}));

// node_modules/yaml/dist/compose/resolve-flow-collection.js
var require_resolve_flow_collection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var resolveEnd = require_resolve_end();
	var resolveProps = require_resolve_props();
	var utilContainsNewline = require_util_contains_newline();
	var utilMapIncludes = require_util_map_includes();
	const blockMsg = "Block collections are not allowed within flow collections";
	const isBlock = (token) => token && (token.type === "block-map" || token.type === "block-seq");
	function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
		const isMap = fc.start.source === "{";
		const fcName = isMap ? "flow map" : "flow sequence";
		const coll = new ((tag?.nodeClass) ?? (isMap ? YAMLMap.YAMLMap : YAMLSeq.YAMLSeq))(ctx.schema);
		coll.flow = true;
		const atRoot = ctx.atRoot;
		if (atRoot) ctx.atRoot = false;
		if (ctx.atKey) ctx.atKey = false;
		let offset = fc.offset + fc.start.source.length;
		for (let i = 0; i < fc.items.length; ++i) {
			const collItem = fc.items[i];
			const { start, key, sep, value } = collItem;
			const props = resolveProps.resolveProps(start, {
				flow: fcName,
				indicator: "explicit-key-ind",
				next: key ?? sep?.[0],
				offset,
				onError,
				parentIndent: fc.indent,
				startOnNewline: false
			});
			if (!props.found) {
				if (!props.anchor && !props.tag && !sep && !value) {
					if (i === 0 && props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
					else if (i < fc.items.length - 1) onError(props.start, "UNEXPECTED_TOKEN", `Unexpected empty item in ${fcName}`);
					if (props.comment) {
						if (coll.comment) coll.comment += "\n" + props.comment;
						else coll.comment = props.comment;
					}
					offset = props.end;
					continue;
				}
				if (!isMap && ctx.options.strict && utilContainsNewline.containsNewline(key)) onError(key, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
			}
			if (i === 0) {
				if (props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
			} else {
				if (!props.comma) onError(props.start, "MISSING_CHAR", `Missing , between ${fcName} items`);
				if (props.comment) {
					let prevItemComment = "";
					loop: for (const st of start) switch (st.type) {
						case "comma":
						case "space": break;
						case "comment":
							prevItemComment = st.source.substring(1);
							break loop;
						default: break loop;
					}
					if (prevItemComment) {
						let prev = coll.items[coll.items.length - 1];
						if (identity.isPair(prev)) prev = prev.value ?? prev.key;
						if (prev.comment) prev.comment += "\n" + prevItemComment;
						else prev.comment = prevItemComment;
						props.comment = props.comment.substring(prevItemComment.length + 1);
					}
				}
			}
			if (!isMap && !sep && !props.found) {
				const valueNode = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, sep, null, props, onError);
				coll.items.push(valueNode);
				offset = valueNode.range[2];
				if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
			} else {
				ctx.atKey = true;
				const keyStart = props.end;
				const keyNode = key ? composeNode(ctx, key, props, onError) : composeEmptyNode(ctx, keyStart, start, null, props, onError);
				if (isBlock(key)) onError(keyNode.range, "BLOCK_IN_FLOW", blockMsg);
				ctx.atKey = false;
				const valueProps = resolveProps.resolveProps(sep ?? [], {
					flow: fcName,
					indicator: "map-value-ind",
					next: value,
					offset: keyNode.range[2],
					onError,
					parentIndent: fc.indent,
					startOnNewline: false
				});
				if (valueProps.found) {
					if (!isMap && !props.found && ctx.options.strict) {
						if (sep) for (const st of sep) {
							if (st === valueProps.found) break;
							if (st.type === "newline") {
								onError(st, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
								break;
							}
						}
						if (props.start < valueProps.found.offset - 1024) onError(valueProps.found, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit flow sequence key");
					}
				} else if (value) {
					if ("source" in value && value.source?.[0] === ":") onError(value, "MISSING_CHAR", `Missing space after : in ${fcName}`);
					else onError(valueProps.start, "MISSING_CHAR", `Missing , or : between ${fcName} items`);
				}
				const valueNode = value ? composeNode(ctx, value, valueProps, onError) : valueProps.found ? composeEmptyNode(ctx, valueProps.end, sep, null, valueProps, onError) : null;
				if (valueNode) {
					if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
				} else if (valueProps.comment) {
					if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
					else keyNode.comment = valueProps.comment;
				}
				const pair = new Pair.Pair(keyNode, valueNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				if (isMap) {
					const map = coll;
					if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
					map.items.push(pair);
				} else {
					const map = new YAMLMap.YAMLMap(ctx.schema);
					map.flow = true;
					map.items.push(pair);
					const endRange = (valueNode ?? keyNode).range;
					map.range = [
						keyNode.range[0],
						endRange[1],
						endRange[2]
					];
					coll.items.push(map);
				}
				offset = valueNode ? valueNode.range[2] : valueProps.end;
			}
		}
		const expectedEnd = isMap ? "}" : "]";
		const [ce, ...ee] = fc.end;
		let cePos = offset;
		if (ce?.source === expectedEnd) cePos = ce.offset + ce.source.length;
		else {
			const name = fcName[0].toUpperCase() + fcName.substring(1);
			const msg = atRoot ? `${name} must end with a ${expectedEnd}` : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
			onError(offset, atRoot ? "MISSING_CHAR" : "BAD_INDENT", msg);
			if (ce && ce.source.length !== 1) ee.unshift(ce);
		}
		if (ee.length > 0) {
			const end = resolveEnd.resolveEnd(ee, cePos, ctx.options.strict, onError);
			if (end.comment) {
				if (coll.comment) coll.comment += "\n" + end.comment;
				else coll.comment = end.comment;
			}
			coll.range = [
				fc.offset,
				cePos,
				end.offset
			];
		} else coll.range = [
			fc.offset,
			cePos,
			cePos
		];
		return coll;
	}
	exports.resolveFlowCollection = resolveFlowCollection;
}));

// node_modules/yaml/dist/compose/compose-collection.js
var require_compose_collection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var resolveBlockMap = require_resolve_block_map();
	var resolveBlockSeq = require_resolve_block_seq();
	var resolveFlowCollection = require_resolve_flow_collection();
	function resolveCollection(CN, ctx, token, onError, tagName, tag) {
		const coll = token.type === "block-map" ? resolveBlockMap.resolveBlockMap(CN, ctx, token, onError, tag) : token.type === "block-seq" ? resolveBlockSeq.resolveBlockSeq(CN, ctx, token, onError, tag) : resolveFlowCollection.resolveFlowCollection(CN, ctx, token, onError, tag);
		const Coll = coll.constructor;
		if (tagName === "!" || tagName === Coll.tagName) {
			coll.tag = Coll.tagName;
			return coll;
		}
		if (tagName) coll.tag = tagName;
		return coll;
	}
	function composeCollection(CN, ctx, token, props, onError) {
		const tagToken = props.tag;
		const tagName = !tagToken ? null : ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg));
		if (token.type === "block-seq") {
			const { anchor, newlineAfterProp: nl } = props;
			const lastProp = anchor && tagToken ? anchor.offset > tagToken.offset ? anchor : tagToken : anchor ?? tagToken;
			if (lastProp && (!nl || nl.offset < lastProp.offset)) onError(lastProp, "MISSING_CHAR", "Missing newline after block sequence props");
		}
		const expType = token.type === "block-map" ? "map" : token.type === "block-seq" ? "seq" : token.start.source === "{" ? "map" : "seq";
		if (!tagToken || !tagName || tagName === "!" || tagName === YAMLMap.YAMLMap.tagName && expType === "map" || tagName === YAMLSeq.YAMLSeq.tagName && expType === "seq") return resolveCollection(CN, ctx, token, onError, tagName);
		let tag = ctx.schema.tags.find((t) => t.tag === tagName && t.collection === expType);
		if (!tag) {
			const kt = ctx.schema.knownTags[tagName];
			if (kt?.collection === expType) {
				ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
				tag = kt;
			} else {
				if (kt) onError(tagToken, "BAD_COLLECTION_TYPE", `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? "scalar"}`, true);
				else onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, true);
				return resolveCollection(CN, ctx, token, onError, tagName);
			}
		}
		const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
		const res = tag.resolve?.(coll, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg), ctx.options) ?? coll;
		const node = identity.isNode(res) ? res : new Scalar.Scalar(res);
		node.range = coll.range;
		node.tag = tagName;
		if (tag?.format) node.format = tag.format;
		return node;
	}
	exports.composeCollection = composeCollection;
}));

// node_modules/yaml/dist/compose/resolve-block-scalar.js
var require_resolve_block_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	function resolveBlockScalar(ctx, scalar, onError) {
		const start = scalar.offset;
		const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
		if (!header) return {
			value: "",
			type: null,
			comment: "",
			range: [
				start,
				start,
				start
			]
		};
		const type = header.mode === ">" ? Scalar.Scalar.BLOCK_FOLDED : Scalar.Scalar.BLOCK_LITERAL;
		const lines = scalar.source ? splitLines(scalar.source) : [];
		let chompStart = lines.length;
		for (let i = lines.length - 1; i >= 0; --i) {
			const content = lines[i][1];
			if (content === "" || content === "\r") chompStart = i;
			else break;
		}
		if (chompStart === 0) {
			const value = header.chomp === "+" && lines.length > 0 ? "\n".repeat(Math.max(1, lines.length - 1)) : "";
			let end = start + header.length;
			if (scalar.source) end += scalar.source.length;
			return {
				value,
				type,
				comment: header.comment,
				range: [
					start,
					end,
					end
				]
			};
		}
		let trimIndent = scalar.indent + header.indent;
		let offset = scalar.offset + header.length;
		let contentStart = 0;
		for (let i = 0; i < chompStart; ++i) {
			const [indent, content] = lines[i];
			if (content === "" || content === "\r") {
				if (header.indent === 0 && indent.length > trimIndent) trimIndent = indent.length;
			} else {
				if (indent.length < trimIndent) onError(offset + indent.length, "MISSING_CHAR", "Block scalars with more-indented leading empty lines must use an explicit indentation indicator");
				if (header.indent === 0) trimIndent = indent.length;
				contentStart = i;
				if (trimIndent === 0 && !ctx.atRoot) onError(offset, "BAD_INDENT", "Block scalar values in collections must be indented");
				break;
			}
			offset += indent.length + content.length + 1;
		}
		for (let i = lines.length - 1; i >= chompStart; --i) if (lines[i][0].length > trimIndent) chompStart = i + 1;
		let value = "";
		let sep = "";
		let prevMoreIndented = false;
		for (let i = 0; i < contentStart; ++i) value += lines[i][0].slice(trimIndent) + "\n";
		for (let i = contentStart; i < chompStart; ++i) {
			let [indent, content] = lines[i];
			offset += indent.length + content.length + 1;
			const crlf = content[content.length - 1] === "\r";
			if (crlf) content = content.slice(0, -1);
			/* istanbul ignore if already caught in lexer */
			if (content && indent.length < trimIndent) {
				const message = `Block scalar lines must not be less indented than their ${header.indent ? "explicit indentation indicator" : "first line"}`;
				onError(offset - content.length - (crlf ? 2 : 1), "BAD_INDENT", message);
				indent = "";
			}
			if (type === Scalar.Scalar.BLOCK_LITERAL) {
				value += sep + indent.slice(trimIndent) + content;
				sep = "\n";
			} else if (indent.length > trimIndent || content[0] === "	") {
				if (sep === " ") sep = "\n";
				else if (!prevMoreIndented && sep === "\n") sep = "\n\n";
				value += sep + indent.slice(trimIndent) + content;
				sep = "\n";
				prevMoreIndented = true;
			} else if (content === "") {
				if (sep === "\n") value += "\n";
				else sep = "\n";
			} else {
				value += sep + content;
				sep = " ";
				prevMoreIndented = false;
			}
		}
		switch (header.chomp) {
			case "-": break;
			case "+":
				for (let i = chompStart; i < lines.length; ++i) value += "\n" + lines[i][0].slice(trimIndent);
				if (value[value.length - 1] !== "\n") value += "\n";
				break;
			default: value += "\n";
		}
		const end = start + header.length + scalar.source.length;
		return {
			value,
			type,
			comment: header.comment,
			range: [
				start,
				end,
				end
			]
		};
	}
	function parseBlockScalarHeader({ offset, props }, strict, onError) {
		/* istanbul ignore if should not happen */
		if (props[0].type !== "block-scalar-header") {
			onError(props[0], "IMPOSSIBLE", "Block scalar header not found");
			return null;
		}
		const { source } = props[0];
		const mode = source[0];
		let indent = 0;
		let chomp = "";
		let error = -1;
		for (let i = 1; i < source.length; ++i) {
			const ch = source[i];
			if (!chomp && (ch === "-" || ch === "+")) chomp = ch;
			else {
				const n = Number(ch);
				if (!indent && n) indent = n;
				else if (error === -1) error = offset + i;
			}
		}
		if (error !== -1) onError(error, "UNEXPECTED_TOKEN", `Block scalar header includes extra characters: ${source}`);
		let hasSpace = false;
		let comment = "";
		let length = source.length;
		for (let i = 1; i < props.length; ++i) {
			const token = props[i];
			switch (token.type) {
				case "space": hasSpace = true;
				case "newline":
					length += token.source.length;
					break;
				case "comment":
					if (strict && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
					length += token.source.length;
					comment = token.source.substring(1);
					break;
				case "error":
					onError(token, "UNEXPECTED_TOKEN", token.message);
					length += token.source.length;
					break;
				/* istanbul ignore next should not happen */
				default: {
					onError(token, "UNEXPECTED_TOKEN", `Unexpected token in block scalar header: ${token.type}`);
					const ts = token.source;
					if (ts && typeof ts === "string") length += ts.length;
				}
			}
		}
		return {
			mode,
			indent,
			chomp,
			comment,
			length
		};
	}
	/** @returns Array of lines split up as `[indent, content]` */
	function splitLines(source) {
		const split = source.split(/\n( *)/);
		const first = split[0];
		const m = first.match(/^( *)/);
		const lines = [m?.[1] ? [m[1], first.slice(m[1].length)] : ["", first]];
		for (let i = 1; i < split.length; i += 2) lines.push([split[i], split[i + 1]]);
		return lines;
	}
	exports.resolveBlockScalar = resolveBlockScalar;
}));

// node_modules/yaml/dist/compose/resolve-flow-scalar.js
var require_resolve_flow_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var resolveEnd = require_resolve_end();
	function resolveFlowScalar(scalar, strict, onError) {
		const { offset, type, source, end } = scalar;
		let _type;
		let value;
		const _onError = (rel, code, msg) => onError(offset + rel, code, msg);
		switch (type) {
			case "scalar":
				_type = Scalar.Scalar.PLAIN;
				value = plainValue(source, _onError);
				break;
			case "single-quoted-scalar":
				_type = Scalar.Scalar.QUOTE_SINGLE;
				value = singleQuotedValue(source, _onError);
				break;
			case "double-quoted-scalar":
				_type = Scalar.Scalar.QUOTE_DOUBLE;
				value = doubleQuotedValue(source, _onError);
				break;
			/* istanbul ignore next should not happen */
			default:
				onError(scalar, "UNEXPECTED_TOKEN", `Expected a flow scalar value, but found: ${type}`);
				return {
					value: "",
					type: null,
					comment: "",
					range: [
						offset,
						offset + source.length,
						offset + source.length
					]
				};
		}
		const valueEnd = offset + source.length;
		const re = resolveEnd.resolveEnd(end, valueEnd, strict, onError);
		return {
			value,
			type: _type,
			comment: re.comment,
			range: [
				offset,
				valueEnd,
				re.offset
			]
		};
	}
	function plainValue(source, onError) {
		let badChar = "";
		switch (source[0]) {
			/* istanbul ignore next should not happen */
			case "	":
				badChar = "a tab character";
				break;
			case ",":
				badChar = "flow indicator character ,";
				break;
			case "%":
				badChar = "directive indicator character %";
				break;
			case "|":
			case ">":
				badChar = `block scalar indicator ${source[0]}`;
				break;
			case "@":
			case "`": badChar = `reserved character ${source[0]}`;
		}
		if (badChar) onError(0, "BAD_SCALAR_START", `Plain value cannot start with ${badChar}`);
		return unfoldLines(source);
	}
	function singleQuotedValue(source, onError) {
		if (source[source.length - 1] !== "'" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing 'quote");
		return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
	}
	function unfoldLines(source) {
		const line = /(.*?)\r?\n/sy;
		let match = line.exec(source);
		if (!match) return source;
		/**
		* The negative lookbehinds in these RegExps are to
		* prevent causing a polynomial search time in certain cases.
		*
		* The try-catch is for Safari < 16.4 and other old browsers:
		* https://caniuse.com/js-regexp-lookbehind
		*/
		let trimEnd, trimBoth;
		try {
			trimEnd = /* @__PURE__ */ new RegExp("(?<![ 	])[ 	]+$");
			trimBoth = /* @__PURE__ */ new RegExp("^[ 	]+|(?<![ 	])[ 	]+$", "g");
		} catch {
			trimEnd = /[ \t]+$/;
			trimBoth = /^[ \t]+|[ \t]+$/g;
		}
		let res = match[1].replace(trimEnd, "");
		let sep = " ";
		let pos = line.lastIndex;
		while (match = line.exec(source)) {
			const lm = match[1].replace(trimBoth, "");
			if (lm === "") {
				if (sep === "\n") res += sep;
				else sep = "\n";
			} else {
				res += sep + lm;
				sep = " ";
			}
			pos = line.lastIndex;
		}
		const last = /[ \t]*(.*)/sy;
		last.lastIndex = pos;
		match = last.exec(source);
		return res + sep + (match?.[1] ?? "");
	}
	function doubleQuotedValue(source, onError) {
		let res = "";
		for (let i = 1; i < source.length - 1; ++i) {
			const ch = source[i];
			if (ch === "\r" && source[i + 1] === "\n") continue;
			if (ch === "\n") {
				const { fold, offset } = foldNewline(source, i);
				res += fold;
				i = offset;
			} else if (ch === "\\") {
				let next = source[++i];
				const cc = escapeCodes[next];
				if (cc) res += cc;
				else if (next === "\n") {
					next = source[i + 1];
					while (next === " " || next === "	") next = source[++i + 1];
				} else if (next === "\r" && source[i + 1] === "\n") {
					next = source[++i + 1];
					while (next === " " || next === "	") next = source[++i + 1];
				} else if (next === "x" || next === "u" || next === "U") {
					const length = next === "x" ? 2 : next === "u" ? 4 : 8;
					res += parseCharCode(source, i + 1, length, onError);
					i += length;
				} else {
					const raw = source.substr(i - 1, 2);
					onError(i - 1, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
					res += raw;
				}
			} else if (ch === " " || ch === "	") {
				const wsStart = i;
				let next = source[i + 1];
				while (next === " " || next === "	") next = source[++i + 1];
				if (next !== "\n" && !(next === "\r" && source[i + 2] === "\n")) res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
			} else res += ch;
		}
		if (source[source.length - 1] !== "\"" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing \"quote");
		return res;
	}
	/**
	* Fold a single newline into a space, multiple newlines to N - 1 newlines.
	* Presumes `source[offset] === '\n'`
	*/
	function foldNewline(source, offset) {
		let fold = "";
		let ch = source[offset + 1];
		while (ch === " " || ch === "	" || ch === "\n" || ch === "\r") {
			if (ch === "\r" && source[offset + 2] !== "\n") break;
			if (ch === "\n") fold += "\n";
			offset += 1;
			ch = source[offset + 1];
		}
		if (!fold) fold = " ";
		return {
			fold,
			offset
		};
	}
	const escapeCodes = {
		"0": "\0",
		a: "\x07",
		b: "\b",
		e: "\x1B",
		f: "\f",
		n: "\n",
		r: "\r",
		t: "	",
		v: "\v",
		N: "",
		_: "\xA0",
		L: "\u2028",
		P: "\u2029",
		" ": " ",
		"\"": "\"",
		"/": "/",
		"\\": "\\",
		"	": "	"
	};
	function parseCharCode(source, offset, length, onError) {
		const cc = source.substr(offset, length);
		const code = cc.length === length && /^[0-9a-fA-F]+$/.test(cc) ? parseInt(cc, 16) : NaN;
		try {
			return String.fromCodePoint(code);
		} catch {
			const raw = source.substr(offset - 2, length + 2);
			onError(offset - 2, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
			return raw;
		}
	}
	exports.resolveFlowScalar = resolveFlowScalar;
}));

// node_modules/yaml/dist/compose/compose-scalar.js
var require_compose_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var resolveBlockScalar = require_resolve_block_scalar();
	var resolveFlowScalar = require_resolve_flow_scalar();
	function composeScalar(ctx, token, tagToken, onError) {
		const { value, type, comment, range } = token.type === "block-scalar" ? resolveBlockScalar.resolveBlockScalar(ctx, token, onError) : resolveFlowScalar.resolveFlowScalar(token, ctx.options.strict, onError);
		const tagName = tagToken ? ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg)) : null;
		let tag;
		if (ctx.options.stringKeys && ctx.atKey) tag = ctx.schema[identity.SCALAR];
		else if (tagName) tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
		else if (token.type === "scalar") tag = findScalarTagByTest(ctx, value, token, onError);
		else tag = ctx.schema[identity.SCALAR];
		let scalar;
		try {
			const res = tag.resolve(value, (msg) => onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg), ctx.options);
			scalar = identity.isScalar(res) ? res : new Scalar.Scalar(res);
		} catch (error) {
			const msg = error instanceof Error ? error.message : String(error);
			onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg);
			scalar = new Scalar.Scalar(value);
		}
		scalar.range = range;
		scalar.source = value;
		if (type) scalar.type = type;
		if (tagName) scalar.tag = tagName;
		if (tag.format) scalar.format = tag.format;
		if (comment) scalar.comment = comment;
		return scalar;
	}
	function findScalarTagByName(schema, value, tagName, tagToken, onError) {
		if (tagName === "!") return schema[identity.SCALAR];
		const matchWithTest = [];
		for (const tag of schema.tags) if (!tag.collection && tag.tag === tagName) {
			if (tag.default && tag.test) matchWithTest.push(tag);
			else return tag;
		}
		for (const tag of matchWithTest) if (tag.test?.test(value)) return tag;
		const kt = schema.knownTags[tagName];
		if (kt && !kt.collection) {
			schema.tags.push(Object.assign({}, kt, {
				default: false,
				test: void 0
			}));
			return kt;
		}
		onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, tagName !== "tag:yaml.org,2002:str");
		return schema[identity.SCALAR];
	}
	function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
		const tag = schema.tags.find((tag) => (tag.default === true || atKey && tag.default === "key") && tag.test?.test(value)) || schema[identity.SCALAR];
		if (schema.compat) {
			const compat = schema.compat.find((tag) => tag.default && tag.test?.test(value)) ?? schema[identity.SCALAR];
			if (tag.tag !== compat.tag) onError(token, "TAG_RESOLVE_FAILED", `Value may be parsed as either ${directives.tagString(tag.tag)} or ${directives.tagString(compat.tag)}`, true);
		}
		return tag;
	}
	exports.composeScalar = composeScalar;
}));

// node_modules/yaml/dist/compose/util-empty-scalar-position.js
var require_util_empty_scalar_position = /* @__PURE__ */ __commonJSMin(((exports) => {
	function emptyScalarPosition(offset, before, pos) {
		if (before) {
			pos ?? (pos = before.length);
			for (let i = pos - 1; i >= 0; --i) {
				let st = before[i];
				switch (st.type) {
					case "space":
					case "comment":
					case "newline":
						offset -= st.source.length;
						continue;
				}
				st = before[++i];
				while (st?.type === "space") {
					offset += st.source.length;
					st = before[++i];
				}
				break;
			}
		}
		return offset;
	}
	exports.emptyScalarPosition = emptyScalarPosition;
}));

// node_modules/yaml/dist/compose/compose-node.js
var require_compose_node = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var identity = require_identity();
	var composeCollection = require_compose_collection();
	var composeScalar = require_compose_scalar();
	var resolveEnd = require_resolve_end();
	var utilEmptyScalarPosition = require_util_empty_scalar_position();
	const CN = {
		composeNode,
		composeEmptyNode
	};
	function composeNode(ctx, token, props, onError) {
		const atKey = ctx.atKey;
		const { spaceBefore, comment, anchor, tag } = props;
		let node;
		let isSrcToken = true;
		switch (token.type) {
			case "alias":
				node = composeAlias(ctx, token, onError);
				if (anchor || tag) onError(token, "ALIAS_PROPS", "An alias node must not specify any properties");
				break;
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar":
			case "block-scalar":
				node = composeScalar.composeScalar(ctx, token, tag, onError);
				if (anchor) node.anchor = anchor.source.substring(1);
				break;
			case "block-map":
			case "block-seq":
			case "flow-collection":
				try {
					node = composeCollection.composeCollection(CN, ctx, token, props, onError);
					if (anchor) node.anchor = anchor.source.substring(1);
				} catch (error) {
					onError(token, "RESOURCE_EXHAUSTION", error instanceof Error ? error.message : String(error));
				}
				break;
			default:
				onError(token, "UNEXPECTED_TOKEN", token.type === "error" ? token.message : `Unsupported token (type: ${token.type})`);
				isSrcToken = false;
		}
		node ?? (node = composeEmptyNode(ctx, token.offset, void 0, null, props, onError));
		if (anchor && node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
		if (atKey && ctx.options.stringKeys && (!identity.isScalar(node) || typeof node.value !== "string" || node.tag && node.tag !== "tag:yaml.org,2002:str")) onError(tag ?? token, "NON_STRING_KEY", "With stringKeys, all keys must be strings");
		if (spaceBefore) node.spaceBefore = true;
		if (comment) {
			if (token.type === "scalar" && token.source === "") node.comment = comment;
			else node.commentBefore = comment;
		}
		if (ctx.options.keepSourceTokens && isSrcToken) node.srcToken = token;
		return node;
	}
	function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor, tag, end }, onError) {
		const token = {
			type: "scalar",
			offset: utilEmptyScalarPosition.emptyScalarPosition(offset, before, pos),
			indent: -1,
			source: ""
		};
		const node = composeScalar.composeScalar(ctx, token, tag, onError);
		if (anchor) {
			node.anchor = anchor.source.substring(1);
			if (node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
		}
		if (spaceBefore) node.spaceBefore = true;
		if (comment) {
			node.comment = comment;
			node.range[2] = end;
		}
		return node;
	}
	function composeAlias({ options }, { offset, source, end }, onError) {
		const alias = new Alias.Alias(source.substring(1));
		if (alias.source === "") onError(offset, "BAD_ALIAS", "Alias cannot be an empty string");
		if (alias.source.endsWith(":")) onError(offset + source.length - 1, "BAD_ALIAS", "Alias ending in : is ambiguous", true);
		const valueEnd = offset + source.length;
		const re = resolveEnd.resolveEnd(end, valueEnd, options.strict, onError);
		alias.range = [
			offset,
			valueEnd,
			re.offset
		];
		if (re.comment) alias.comment = re.comment;
		return alias;
	}
	exports.composeEmptyNode = composeEmptyNode;
	exports.composeNode = composeNode;
}));

// node_modules/yaml/dist/compose/compose-doc.js
var require_compose_doc = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Document = require_Document();
	var composeNode = require_compose_node();
	var resolveEnd = require_resolve_end();
	var resolveProps = require_resolve_props();
	function composeDoc(options, directives, { offset, start, value, end }, onError) {
		const opts = Object.assign({ _directives: directives }, options);
		const doc = new Document.Document(void 0, opts);
		const ctx = {
			atKey: false,
			atRoot: true,
			directives: doc.directives,
			options: doc.options,
			schema: doc.schema
		};
		const props = resolveProps.resolveProps(start, {
			indicator: "doc-start",
			next: value ?? end?.[0],
			offset,
			onError,
			parentIndent: 0,
			startOnNewline: true
		});
		if (props.found) {
			doc.directives.docStart = true;
			if (value && (value.type === "block-map" || value.type === "block-seq") && !props.hasNewline) onError(props.end, "MISSING_CHAR", "Block collection cannot start on same line with directives-end marker");
		}
		doc.contents = value ? composeNode.composeNode(ctx, value, props, onError) : composeNode.composeEmptyNode(ctx, props.end, start, null, props, onError);
		const contentEnd = doc.contents.range[2];
		const re = resolveEnd.resolveEnd(end, contentEnd, false, onError);
		if (re.comment) doc.comment = re.comment;
		doc.range = [
			offset,
			contentEnd,
			re.offset
		];
		return doc;
	}
	exports.composeDoc = composeDoc;
}));

// node_modules/yaml/dist/compose/composer.js
var require_composer = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_process = __require("process");
	var directives = require_directives();
	var Document = require_Document();
	var errors = require_errors();
	var identity = require_identity();
	var composeDoc = require_compose_doc();
	var resolveEnd = require_resolve_end();
	function getErrorPos(src) {
		if (typeof src === "number") return [src, src + 1];
		if (Array.isArray(src)) return src.length === 2 ? src : [src[0], src[1]];
		const { offset, source } = src;
		return [offset, offset + (typeof source === "string" ? source.length : 1)];
	}
	function parsePrelude(prelude) {
		let comment = "";
		let atComment = false;
		let afterEmptyLine = false;
		for (let i = 0; i < prelude.length; ++i) {
			const source = prelude[i];
			switch (source[0]) {
				case "#":
					comment += (comment === "" ? "" : afterEmptyLine ? "\n\n" : "\n") + (source.substring(1) || " ");
					atComment = true;
					afterEmptyLine = false;
					break;
				case "%":
					if (prelude[i + 1]?.[0] !== "#") i += 1;
					atComment = false;
					break;
				default:
					if (!atComment) afterEmptyLine = true;
					atComment = false;
			}
		}
		return {
			comment,
			afterEmptyLine
		};
	}
	/**
	* Compose a stream of CST nodes into a stream of YAML Documents.
	*
	* ```ts
	* import { Composer, Parser } from 'yaml'
	*
	* const src: string = ...
	* const tokens = new Parser().parse(src)
	* const docs = new Composer().compose(tokens)
	* ```
	*/
	var Composer = class {
		constructor(options = {}) {
			this.doc = null;
			this.atDirectives = false;
			this.prelude = [];
			this.errors = [];
			this.warnings = [];
			this.onError = (source, code, message, warning) => {
				const pos = getErrorPos(source);
				if (warning) this.warnings.push(new errors.YAMLWarning(pos, code, message));
				else this.errors.push(new errors.YAMLParseError(pos, code, message));
			};
			this.directives = new directives.Directives({ version: options.version || "1.2" });
			this.options = options;
		}
		decorate(doc, afterDoc) {
			const { comment, afterEmptyLine } = parsePrelude(this.prelude);
			if (comment) {
				const dc = doc.contents;
				if (afterDoc) doc.comment = doc.comment ? `${doc.comment}\n${comment}` : comment;
				else if (afterEmptyLine || doc.directives.docStart || !dc) doc.commentBefore = comment;
				else if (identity.isCollection(dc) && !dc.flow && dc.items.length > 0) {
					let it = dc.items[0];
					if (identity.isPair(it)) it = it.key;
					const cb = it.commentBefore;
					it.commentBefore = cb ? `${comment}\n${cb}` : comment;
				} else {
					const cb = dc.commentBefore;
					dc.commentBefore = cb ? `${comment}\n${cb}` : comment;
				}
			}
			if (afterDoc) {
				for (let i = 0; i < this.errors.length; ++i) doc.errors.push(this.errors[i]);
				for (let i = 0; i < this.warnings.length; ++i) doc.warnings.push(this.warnings[i]);
			} else {
				doc.errors = this.errors;
				doc.warnings = this.warnings;
			}
			this.prelude = [];
			this.errors = [];
			this.warnings = [];
		}
		/**
		* Current stream status information.
		*
		* Mostly useful at the end of input for an empty stream.
		*/
		streamInfo() {
			return {
				comment: parsePrelude(this.prelude).comment,
				directives: this.directives,
				errors: this.errors,
				warnings: this.warnings
			};
		}
		/**
		* Compose tokens into documents.
		*
		* @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
		* @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
		*/
		*compose(tokens, forceDoc = false, endOffset = -1) {
			for (const token of tokens) yield* this.next(token);
			yield* this.end(forceDoc, endOffset);
		}
		/** Advance the composer by one CST token. */
		*next(token) {
			if (node_process.env.LOG_STREAM) console.dir(token, { depth: null });
			switch (token.type) {
				case "directive":
					this.directives.add(token.source, (offset, message, warning) => {
						const pos = getErrorPos(token);
						pos[0] += offset;
						this.onError(pos, "BAD_DIRECTIVE", message, warning);
					});
					this.prelude.push(token.source);
					this.atDirectives = true;
					break;
				case "document": {
					const doc = composeDoc.composeDoc(this.options, this.directives, token, this.onError);
					if (this.atDirectives && !doc.directives.docStart) this.onError(token, "MISSING_CHAR", "Missing directives-end/doc-start indicator line");
					this.decorate(doc, false);
					if (this.doc) yield this.doc;
					this.doc = doc;
					this.atDirectives = false;
					break;
				}
				case "byte-order-mark":
				case "space": break;
				case "comment":
				case "newline":
					this.prelude.push(token.source);
					break;
				case "error": {
					const msg = token.source ? `${token.message}: ${JSON.stringify(token.source)}` : token.message;
					const error = new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", msg);
					if (this.atDirectives || !this.doc) this.errors.push(error);
					else this.doc.errors.push(error);
					break;
				}
				case "doc-end": {
					if (!this.doc) {
						this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", "Unexpected doc-end without preceding document"));
						break;
					}
					this.doc.directives.docEnd = true;
					const end = resolveEnd.resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
					this.decorate(this.doc, true);
					if (end.comment) {
						const dc = this.doc.comment;
						this.doc.comment = dc ? `${dc}\n${end.comment}` : end.comment;
					}
					this.doc.range[2] = end.offset;
					break;
				}
				default: this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", `Unsupported token ${token.type}`));
			}
		}
		/**
		* Call at end of input to yield any remaining document.
		*
		* @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
		* @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
		*/
		*end(forceDoc = false, endOffset = -1) {
			if (this.doc) {
				this.decorate(this.doc, true);
				yield this.doc;
				this.doc = null;
			} else if (forceDoc) {
				const opts = Object.assign({ _directives: this.directives }, this.options);
				const doc = new Document.Document(void 0, opts);
				if (this.atDirectives) this.onError(endOffset, "MISSING_CHAR", "Missing directives-end indicator line");
				doc.range = [
					0,
					endOffset,
					endOffset
				];
				this.decorate(doc, false);
				yield doc;
			}
		}
	};
	exports.Composer = Composer;
}));

// node_modules/yaml/dist/parse/cst-scalar.js
var require_cst_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var resolveBlockScalar = require_resolve_block_scalar();
	var resolveFlowScalar = require_resolve_flow_scalar();
	var errors = require_errors();
	var stringifyString = require_stringifyString();
	function resolveAsScalar(token, strict = true, onError) {
		if (token) {
			const _onError = (pos, code, message) => {
				const offset = typeof pos === "number" ? pos : Array.isArray(pos) ? pos[0] : pos.offset;
				if (onError) onError(offset, code, message);
				else throw new errors.YAMLParseError([offset, offset + 1], code, message);
			};
			switch (token.type) {
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return resolveFlowScalar.resolveFlowScalar(token, strict, _onError);
				case "block-scalar": return resolveBlockScalar.resolveBlockScalar({ options: { strict } }, token, _onError);
			}
		}
		return null;
	}
	/**
	* Create a new scalar token with `value`
	*
	* Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
	* as this function does not support any schema operations and won't check for such conflicts.
	*
	* @param value The string representation of the value, which will have its content properly indented.
	* @param context.end Comments and whitespace after the end of the value, or after the block scalar header. If undefined, a newline will be added.
	* @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
	* @param context.indent The indent level of the token.
	* @param context.inFlow Is this scalar within a flow collection? This may affect the resolved type of the token's value.
	* @param context.offset The offset position of the token.
	* @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
	*/
	function createScalarToken(value, context) {
		const { implicitKey = false, indent, inFlow = false, offset = -1, type = "PLAIN" } = context;
		const source = stringifyString.stringifyString({
			type,
			value
		}, {
			implicitKey,
			indent: indent > 0 ? " ".repeat(indent) : "",
			inFlow,
			options: {
				blockQuote: true,
				lineWidth: -1
			}
		});
		const end = context.end ?? [{
			type: "newline",
			offset: -1,
			indent,
			source: "\n"
		}];
		switch (source[0]) {
			case "|":
			case ">": {
				const he = source.indexOf("\n");
				const head = source.substring(0, he);
				const body = source.substring(he + 1) + "\n";
				const props = [{
					type: "block-scalar-header",
					offset,
					indent,
					source: head
				}];
				if (!addEndtoBlockProps(props, end)) props.push({
					type: "newline",
					offset: -1,
					indent,
					source: "\n"
				});
				return {
					type: "block-scalar",
					offset,
					indent,
					props,
					source: body
				};
			}
			case "\"": return {
				type: "double-quoted-scalar",
				offset,
				indent,
				source,
				end
			};
			case "'": return {
				type: "single-quoted-scalar",
				offset,
				indent,
				source,
				end
			};
			default: return {
				type: "scalar",
				offset,
				indent,
				source,
				end
			};
		}
	}
	/**
	* Set the value of `token` to the given string `value`, overwriting any previous contents and type that it may have.
	*
	* Best efforts are made to retain any comments previously associated with the `token`,
	* though all contents within a collection's `items` will be overwritten.
	*
	* Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
	* as this function does not support any schema operations and won't check for such conflicts.
	*
	* @param token Any token. If it does not include an `indent` value, the value will be stringified as if it were an implicit key.
	* @param value The string representation of the value, which will have its content properly indented.
	* @param context.afterKey In most cases, values after a key should have an additional level of indentation.
	* @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
	* @param context.inFlow Being within a flow collection may affect the resolved type of the token's value.
	* @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
	*/
	function setScalarValue(token, value, context = {}) {
		let { afterKey = false, implicitKey = false, inFlow = false, type } = context;
		let indent = "indent" in token ? token.indent : null;
		if (afterKey && typeof indent === "number") indent += 2;
		if (!type) switch (token.type) {
			case "single-quoted-scalar":
				type = "QUOTE_SINGLE";
				break;
			case "double-quoted-scalar":
				type = "QUOTE_DOUBLE";
				break;
			case "block-scalar": {
				const header = token.props[0];
				if (header.type !== "block-scalar-header") throw new Error("Invalid block scalar header");
				type = header.source[0] === ">" ? "BLOCK_FOLDED" : "BLOCK_LITERAL";
				break;
			}
			default: type = "PLAIN";
		}
		const source = stringifyString.stringifyString({
			type,
			value
		}, {
			implicitKey: implicitKey || indent === null,
			indent: indent !== null && indent > 0 ? " ".repeat(indent) : "",
			inFlow,
			options: {
				blockQuote: true,
				lineWidth: -1
			}
		});
		switch (source[0]) {
			case "|":
			case ">":
				setBlockScalarValue(token, source);
				break;
			case "\"":
				setFlowScalarValue(token, source, "double-quoted-scalar");
				break;
			case "'":
				setFlowScalarValue(token, source, "single-quoted-scalar");
				break;
			default: setFlowScalarValue(token, source, "scalar");
		}
	}
	function setBlockScalarValue(token, source) {
		const he = source.indexOf("\n");
		const head = source.substring(0, he);
		const body = source.substring(he + 1) + "\n";
		if (token.type === "block-scalar") {
			const header = token.props[0];
			if (header.type !== "block-scalar-header") throw new Error("Invalid block scalar header");
			header.source = head;
			token.source = body;
		} else {
			const { offset } = token;
			const indent = "indent" in token ? token.indent : -1;
			const props = [{
				type: "block-scalar-header",
				offset,
				indent,
				source: head
			}];
			if (!addEndtoBlockProps(props, "end" in token ? token.end : void 0)) props.push({
				type: "newline",
				offset: -1,
				indent,
				source: "\n"
			});
			for (const key of Object.keys(token)) if (key !== "type" && key !== "offset") delete token[key];
			Object.assign(token, {
				type: "block-scalar",
				indent,
				props,
				source: body
			});
		}
	}
	/** @returns `true` if last token is a newline */
	function addEndtoBlockProps(props, end) {
		if (end) for (const st of end) switch (st.type) {
			case "space":
			case "comment":
				props.push(st);
				break;
			case "newline":
				props.push(st);
				return true;
		}
		return false;
	}
	function setFlowScalarValue(token, source, type) {
		switch (token.type) {
			case "scalar":
			case "double-quoted-scalar":
			case "single-quoted-scalar":
				token.type = type;
				token.source = source;
				break;
			case "block-scalar": {
				const end = token.props.slice(1);
				let oa = source.length;
				if (token.props[0].type === "block-scalar-header") oa -= token.props[0].source.length;
				for (const tok of end) tok.offset += oa;
				delete token.props;
				Object.assign(token, {
					type,
					source,
					end
				});
				break;
			}
			case "block-map":
			case "block-seq": {
				const nl = {
					type: "newline",
					offset: token.offset + source.length,
					indent: token.indent,
					source: "\n"
				};
				delete token.items;
				Object.assign(token, {
					type,
					source,
					end: [nl]
				});
				break;
			}
			default: {
				const indent = "indent" in token ? token.indent : -1;
				const end = "end" in token && Array.isArray(token.end) ? token.end.filter((st) => st.type === "space" || st.type === "comment" || st.type === "newline") : [];
				for (const key of Object.keys(token)) if (key !== "type" && key !== "offset") delete token[key];
				Object.assign(token, {
					type,
					indent,
					source,
					end
				});
			}
		}
	}
	exports.createScalarToken = createScalarToken;
	exports.resolveAsScalar = resolveAsScalar;
	exports.setScalarValue = setScalarValue;
}));

// node_modules/yaml/dist/parse/cst-stringify.js
var require_cst_stringify = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Stringify a CST document, token, or collection item
	*
	* Fair warning: This applies no validation whatsoever, and
	* simply concatenates the sources in their logical order.
	*/
	const stringify = (cst) => "type" in cst ? stringifyToken(cst) : stringifyItem(cst);
	function stringifyToken(token) {
		switch (token.type) {
			case "block-scalar": {
				let res = "";
				for (const tok of token.props) res += stringifyToken(tok);
				return res + token.source;
			}
			case "block-map":
			case "block-seq": {
				let res = "";
				for (const item of token.items) res += stringifyItem(item);
				return res;
			}
			case "flow-collection": {
				let res = token.start.source;
				for (const item of token.items) res += stringifyItem(item);
				for (const st of token.end) res += st.source;
				return res;
			}
			case "document": {
				let res = stringifyItem(token);
				if (token.end) for (const st of token.end) res += st.source;
				return res;
			}
			default: {
				let res = token.source;
				if ("end" in token && token.end) for (const st of token.end) res += st.source;
				return res;
			}
		}
	}
	function stringifyItem({ start, key, sep, value }) {
		let res = "";
		for (const st of start) res += st.source;
		if (key) res += stringifyToken(key);
		if (sep) for (const st of sep) res += st.source;
		if (value) res += stringifyToken(value);
		return res;
	}
	exports.stringify = stringify;
}));

// node_modules/yaml/dist/parse/cst-visit.js
var require_cst_visit = /* @__PURE__ */ __commonJSMin(((exports) => {
	const BREAK = Symbol("break visit");
	const SKIP = Symbol("skip children");
	const REMOVE = Symbol("remove item");
	/**
	* Apply a visitor to a CST document or item.
	*
	* Walks through the tree (depth-first) starting from the root, calling a
	* `visitor` function with two arguments when entering each item:
	*   - `item`: The current item, which included the following members:
	*     - `start: SourceToken[]` – Source tokens before the key or value,
	*       possibly including its anchor or tag.
	*     - `key?: Token | null` – Set for pair values. May then be `null`, if
	*       the key before the `:` separator is empty.
	*     - `sep?: SourceToken[]` – Source tokens between the key and the value,
	*       which should include the `:` map value indicator if `value` is set.
	*     - `value?: Token` – The value of a sequence item, or of a map pair.
	*   - `path`: The steps from the root to the current node, as an array of
	*     `['key' | 'value', number]` tuples.
	*
	* The return value of the visitor may be used to control the traversal:
	*   - `undefined` (default): Do nothing and continue
	*   - `visit.SKIP`: Do not visit the children of this token, continue with
	*      next sibling
	*   - `visit.BREAK`: Terminate traversal completely
	*   - `visit.REMOVE`: Remove the current item, then continue with the next one
	*   - `number`: Set the index of the next step. This is useful especially if
	*     the index of the current token has changed.
	*   - `function`: Define the next visitor for this item. After the original
	*     visitor is called on item entry, next visitors are called after handling
	*     a non-empty `key` and when exiting the item.
	*/
	function visit(cst, visitor) {
		if ("type" in cst && cst.type === "document") cst = {
			start: cst.start,
			value: cst.value
		};
		_visit(Object.freeze([]), cst, visitor);
	}
	/** Terminate visit traversal completely */
	visit.BREAK = BREAK;
	/** Do not visit the children of the current item */
	visit.SKIP = SKIP;
	/** Remove the current item */
	visit.REMOVE = REMOVE;
	/** Find the item at `path` from `cst` as the root */
	visit.itemAtPath = (cst, path) => {
		let item = cst;
		for (const [field, index] of path) {
			const tok = item?.[field];
			if (tok && "items" in tok) item = tok.items[index];
			else return void 0;
		}
		return item;
	};
	/**
	* Get the immediate parent collection of the item at `path` from `cst` as the root.
	*
	* Throws an error if the collection is not found, which should never happen if the item itself exists.
	*/
	visit.parentCollection = (cst, path) => {
		const parent = visit.itemAtPath(cst, path.slice(0, -1));
		const field = path[path.length - 1][0];
		const coll = parent?.[field];
		if (coll && "items" in coll) return coll;
		throw new Error("Parent collection not found");
	};
	function _visit(path, item, visitor) {
		let ctrl = visitor(item, path);
		if (typeof ctrl === "symbol") return ctrl;
		for (const field of ["key", "value"]) {
			const token = item[field];
			if (token && "items" in token) {
				for (let i = 0; i < token.items.length; ++i) {
					const ci = _visit(Object.freeze(path.concat([[field, i]])), token.items[i], visitor);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						token.items.splice(i, 1);
						i -= 1;
					}
				}
				if (typeof ctrl === "function" && field === "key") ctrl = ctrl(item, path);
			}
		}
		return typeof ctrl === "function" ? ctrl(item, path) : ctrl;
	}
	exports.visit = visit;
}));

// node_modules/yaml/dist/parse/cst.js
var require_cst = /* @__PURE__ */ __commonJSMin(((exports) => {
	var cstScalar = require_cst_scalar();
	var cstStringify = require_cst_stringify();
	var cstVisit = require_cst_visit();
	/** The byte order mark */
	const BOM = "﻿";
	/** Start of doc-mode */
	const DOCUMENT = "";
	/** Unexpected end of flow-mode */
	const FLOW_END = "";
	/** Next token is a scalar value */
	const SCALAR = "";
	/** @returns `true` if `token` is a flow or block collection */
	const isCollection = (token) => !!token && "items" in token;
	/** @returns `true` if `token` is a flow or block scalar; not an alias */
	const isScalar = (token) => !!token && (token.type === "scalar" || token.type === "single-quoted-scalar" || token.type === "double-quoted-scalar" || token.type === "block-scalar");
	/* istanbul ignore next */
	/** Get a printable representation of a lexer token */
	function prettyToken(token) {
		switch (token) {
			case BOM: return "<BOM>";
			case DOCUMENT: return "<DOC>";
			case FLOW_END: return "<FLOW_END>";
			case SCALAR: return "<SCALAR>";
			default: return JSON.stringify(token);
		}
	}
	/** Identify the type of a lexer token. May return `null` for unknown tokens. */
	function tokenType(source) {
		switch (source) {
			case BOM: return "byte-order-mark";
			case DOCUMENT: return "doc-mode";
			case FLOW_END: return "flow-error-end";
			case SCALAR: return "scalar";
			case "---": return "doc-start";
			case "...": return "doc-end";
			case "":
			case "\n":
			case "\r\n": return "newline";
			case "-": return "seq-item-ind";
			case "?": return "explicit-key-ind";
			case ":": return "map-value-ind";
			case "{": return "flow-map-start";
			case "}": return "flow-map-end";
			case "[": return "flow-seq-start";
			case "]": return "flow-seq-end";
			case ",": return "comma";
		}
		switch (source[0]) {
			case " ":
			case "	": return "space";
			case "#": return "comment";
			case "%": return "directive-line";
			case "*": return "alias";
			case "&": return "anchor";
			case "!": return "tag";
			case "'": return "single-quoted-scalar";
			case "\"": return "double-quoted-scalar";
			case "|":
			case ">": return "block-scalar-header";
		}
		return null;
	}
	exports.createScalarToken = cstScalar.createScalarToken;
	exports.resolveAsScalar = cstScalar.resolveAsScalar;
	exports.setScalarValue = cstScalar.setScalarValue;
	exports.stringify = cstStringify.stringify;
	exports.visit = cstVisit.visit;
	exports.BOM = BOM;
	exports.DOCUMENT = DOCUMENT;
	exports.FLOW_END = FLOW_END;
	exports.SCALAR = SCALAR;
	exports.isCollection = isCollection;
	exports.isScalar = isScalar;
	exports.prettyToken = prettyToken;
	exports.tokenType = tokenType;
}));

// node_modules/yaml/dist/parse/lexer.js
var require_lexer = /* @__PURE__ */ __commonJSMin(((exports) => {
	var cst = require_cst();
	function isEmpty(ch) {
		switch (ch) {
			case void 0:
			case " ":
			case "\n":
			case "\r":
			case "	": return true;
			default: return false;
		}
	}
	const hexDigits = /* @__PURE__ */ new Set("0123456789ABCDEFabcdef");
	const tagChars = /* @__PURE__ */ new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
	const flowIndicatorChars = /* @__PURE__ */ new Set(",[]{}");
	const invalidAnchorChars = /* @__PURE__ */ new Set(" ,[]{}\n\r	");
	const isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
	/**
	* Splits an input string into lexical tokens, i.e. smaller strings that are
	* easily identifiable by `tokens.tokenType()`.
	*
	* Lexing starts always in a "stream" context. Incomplete input may be buffered
	* until a complete token can be emitted.
	*
	* In addition to slices of the original input, the following control characters
	* may also be emitted:
	*
	* - `\x02` (Start of Text): A document starts with the next token
	* - `\x18` (Cancel): Unexpected end of flow-mode (indicates an error)
	* - `\x1f` (Unit Separator): Next token is a scalar value
	* - `\u{FEFF}` (Byte order mark): Emitted separately outside documents
	*/
	var Lexer = class {
		constructor() {
			/**
			* Flag indicating whether the end of the current buffer marks the end of
			* all input
			*/
			this.atEnd = false;
			/**
			* Explicit indent set in block scalar header, as an offset from the current
			* minimum indent, so e.g. set to 1 from a header `|2+`. Set to -1 if not
			* explicitly set.
			*/
			this.blockScalarIndent = -1;
			/**
			* Block scalars that include a + (keep) chomping indicator in their header
			* include trailing empty lines, which are otherwise excluded from the
			* scalar's contents.
			*/
			this.blockScalarKeep = false;
			/** Current input */
			this.buffer = "";
			/**
			* Flag noting whether the map value indicator : can immediately follow this
			* node within a flow context.
			*/
			this.flowKey = false;
			/** Count of surrounding flow collection levels. */
			this.flowLevel = 0;
			/**
			* Minimum level of indentation required for next lines to be parsed as a
			* part of the current scalar value.
			*/
			this.indentNext = 0;
			/** Indentation level of the current line. */
			this.indentValue = 0;
			/** Position of the next \n character. */
			this.lineEndPos = null;
			/** Stores the state of the lexer if reaching the end of incpomplete input */
			this.next = null;
			/** A pointer to `buffer`; the current position of the lexer. */
			this.pos = 0;
		}
		/**
		* Generate YAML tokens from the `source` string. If `incomplete`,
		* a part of the last line may be left as a buffer for the next call.
		*
		* @returns A generator of lexical tokens
		*/
		*lex(source, incomplete = false) {
			if (source) {
				if (typeof source !== "string") throw TypeError("source is not a string");
				this.buffer = this.buffer ? this.buffer + source : source;
				this.lineEndPos = null;
			}
			this.atEnd = !incomplete;
			let next = this.next ?? "stream";
			while (next && (incomplete || this.hasChars(1))) next = yield* this.parseNext(next);
		}
		atLineEnd() {
			let i = this.pos;
			let ch = this.buffer[i];
			while (ch === " " || ch === "	") ch = this.buffer[++i];
			if (!ch || ch === "#" || ch === "\n") return true;
			if (ch === "\r") return this.buffer[i + 1] === "\n";
			return false;
		}
		charAt(n) {
			return this.buffer[this.pos + n];
		}
		continueScalar(offset) {
			let ch = this.buffer[offset];
			if (this.indentNext > 0) {
				let indent = 0;
				while (ch === " ") ch = this.buffer[++indent + offset];
				if (ch === "\r") {
					const next = this.buffer[indent + offset + 1];
					if (next === "\n" || !next && !this.atEnd) return offset + indent + 1;
				}
				return ch === "\n" || indent >= this.indentNext || !ch && !this.atEnd ? offset + indent : -1;
			}
			if (ch === "-" || ch === ".") {
				const dt = this.buffer.substr(offset, 3);
				if ((dt === "---" || dt === "...") && isEmpty(this.buffer[offset + 3])) return -1;
			}
			return offset;
		}
		getLine() {
			let end = this.lineEndPos;
			if (typeof end !== "number" || end !== -1 && end < this.pos) {
				end = this.buffer.indexOf("\n", this.pos);
				this.lineEndPos = end;
			}
			if (end === -1) return this.atEnd ? this.buffer.substring(this.pos) : null;
			if (this.buffer[end - 1] === "\r") end -= 1;
			return this.buffer.substring(this.pos, end);
		}
		hasChars(n) {
			return this.pos + n <= this.buffer.length;
		}
		setNext(state) {
			this.buffer = this.buffer.substring(this.pos);
			this.pos = 0;
			this.lineEndPos = null;
			this.next = state;
			return null;
		}
		peek(n) {
			return this.buffer.substr(this.pos, n);
		}
		*parseNext(next) {
			switch (next) {
				case "stream": return yield* this.parseStream();
				case "line-start": return yield* this.parseLineStart();
				case "block-start": return yield* this.parseBlockStart();
				case "doc": return yield* this.parseDocument();
				case "flow": return yield* this.parseFlowCollection();
				case "quoted-scalar": return yield* this.parseQuotedScalar();
				case "block-scalar": return yield* this.parseBlockScalar();
				case "plain-scalar": return yield* this.parsePlainScalar();
			}
		}
		*parseStream() {
			let line = this.getLine();
			if (line === null) return this.setNext("stream");
			if (line[0] === cst.BOM) {
				yield* this.pushCount(1);
				line = line.substring(1);
			}
			if (line[0] === "%") {
				let dirEnd = line.length;
				let cs = line.indexOf("#");
				while (cs !== -1) {
					const ch = line[cs - 1];
					if (ch === " " || ch === "	") {
						dirEnd = cs - 1;
						break;
					} else cs = line.indexOf("#", cs + 1);
				}
				while (true) {
					const ch = line[dirEnd - 1];
					if (ch === " " || ch === "	") dirEnd -= 1;
					else break;
				}
				const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
				yield* this.pushCount(line.length - n);
				this.pushNewline();
				return "stream";
			}
			if (this.atLineEnd()) {
				const sp = yield* this.pushSpaces(true);
				yield* this.pushCount(line.length - sp);
				yield* this.pushNewline();
				return "stream";
			}
			yield cst.DOCUMENT;
			return yield* this.parseLineStart();
		}
		*parseLineStart() {
			const ch = this.charAt(0);
			if (!ch && !this.atEnd) return this.setNext("line-start");
			if (ch === "-" || ch === ".") {
				if (!this.atEnd && !this.hasChars(4)) return this.setNext("line-start");
				const s = this.peek(3);
				if ((s === "---" || s === "...") && isEmpty(this.charAt(3))) {
					yield* this.pushCount(3);
					this.indentValue = 0;
					this.indentNext = 0;
					return s === "---" ? "doc" : "stream";
				}
			}
			this.indentValue = yield* this.pushSpaces(false);
			if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1))) this.indentNext = this.indentValue;
			return yield* this.parseBlockStart();
		}
		*parseBlockStart() {
			const [ch0, ch1] = this.peek(2);
			if (!ch1 && !this.atEnd) return this.setNext("block-start");
			if ((ch0 === "-" || ch0 === "?" || ch0 === ":") && isEmpty(ch1)) {
				const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
				this.indentNext = this.indentValue + 1;
				this.indentValue += n;
				return "block-start";
			}
			return "doc";
		}
		*parseDocument() {
			yield* this.pushSpaces(true);
			const line = this.getLine();
			if (line === null) return this.setNext("doc");
			let n = yield* this.pushIndicators();
			switch (line[n]) {
				case "#": yield* this.pushCount(line.length - n);
				case void 0:
					yield* this.pushNewline();
					return yield* this.parseLineStart();
				case "{":
				case "[":
					yield* this.pushCount(1);
					this.flowKey = false;
					this.flowLevel = 1;
					return "flow";
				case "}":
				case "]":
					yield* this.pushCount(1);
					return "doc";
				case "*":
					yield* this.pushUntil(isNotAnchorChar);
					return "doc";
				case "\"":
				case "'": return yield* this.parseQuotedScalar();
				case "|":
				case ">":
					n += yield* this.parseBlockScalarHeader();
					n += yield* this.pushSpaces(true);
					yield* this.pushCount(line.length - n);
					yield* this.pushNewline();
					return yield* this.parseBlockScalar();
				default: return yield* this.parsePlainScalar();
			}
		}
		*parseFlowCollection() {
			let nl, sp;
			let indent = -1;
			do {
				nl = yield* this.pushNewline();
				if (nl > 0) {
					sp = yield* this.pushSpaces(false);
					this.indentValue = indent = sp;
				} else sp = 0;
				sp += yield* this.pushSpaces(true);
			} while (nl + sp > 0);
			const line = this.getLine();
			if (line === null) return this.setNext("flow");
			if (indent !== -1 && indent < this.indentNext && line[0] !== "#" || indent === 0 && (line.startsWith("---") || line.startsWith("...")) && isEmpty(line[3])) {
				if (!(indent === this.indentNext - 1 && this.flowLevel === 1 && (line[0] === "]" || line[0] === "}"))) {
					this.flowLevel = 0;
					yield cst.FLOW_END;
					return yield* this.parseLineStart();
				}
			}
			let n = 0;
			while (line[n] === ",") {
				n += yield* this.pushCount(1);
				n += yield* this.pushSpaces(true);
				this.flowKey = false;
			}
			n += yield* this.pushIndicators();
			switch (line[n]) {
				case void 0: return "flow";
				case "#":
					yield* this.pushCount(line.length - n);
					return "flow";
				case "{":
				case "[":
					yield* this.pushCount(1);
					this.flowKey = false;
					this.flowLevel += 1;
					return "flow";
				case "}":
				case "]":
					yield* this.pushCount(1);
					this.flowKey = true;
					this.flowLevel -= 1;
					return this.flowLevel ? "flow" : "doc";
				case "*":
					yield* this.pushUntil(isNotAnchorChar);
					return "flow";
				case "\"":
				case "'":
					this.flowKey = true;
					return yield* this.parseQuotedScalar();
				case ":": {
					const next = this.charAt(1);
					if (this.flowKey || isEmpty(next) || next === ",") {
						this.flowKey = false;
						yield* this.pushCount(1);
						yield* this.pushSpaces(true);
						return "flow";
					}
				}
				default:
					this.flowKey = false;
					return yield* this.parsePlainScalar();
			}
		}
		*parseQuotedScalar() {
			const quote = this.charAt(0);
			let end = this.buffer.indexOf(quote, this.pos + 1);
			if (quote === "'") while (end !== -1 && this.buffer[end + 1] === "'") end = this.buffer.indexOf("'", end + 2);
			else while (end !== -1) {
				let n = 0;
				while (this.buffer[end - 1 - n] === "\\") n += 1;
				if (n % 2 === 0) break;
				end = this.buffer.indexOf("\"", end + 1);
			}
			const qb = this.buffer.substring(0, end);
			let nl = qb.indexOf("\n", this.pos);
			if (nl !== -1) {
				while (nl !== -1) {
					const cs = this.continueScalar(nl + 1);
					if (cs === -1) break;
					nl = qb.indexOf("\n", cs);
				}
				if (nl !== -1) end = nl - (qb[nl - 1] === "\r" ? 2 : 1);
			}
			if (end === -1) {
				if (!this.atEnd) return this.setNext("quoted-scalar");
				end = this.buffer.length;
			}
			yield* this.pushToIndex(end + 1, false);
			return this.flowLevel ? "flow" : "doc";
		}
		*parseBlockScalarHeader() {
			this.blockScalarIndent = -1;
			this.blockScalarKeep = false;
			let i = this.pos;
			while (true) {
				const ch = this.buffer[++i];
				if (ch === "+") this.blockScalarKeep = true;
				else if (ch > "0" && ch <= "9") this.blockScalarIndent = Number(ch) - 1;
				else if (ch !== "-") break;
			}
			return yield* this.pushUntil((ch) => isEmpty(ch) || ch === "#");
		}
		*parseBlockScalar() {
			let nl = this.pos - 1;
			let indent = 0;
			let ch;
			loop: for (let i = this.pos; ch = this.buffer[i]; ++i) switch (ch) {
				case " ":
					indent += 1;
					break;
				case "\n":
					nl = i;
					indent = 0;
					break;
				case "\r": {
					const next = this.buffer[i + 1];
					if (!next && !this.atEnd) return this.setNext("block-scalar");
					if (next === "\n") break;
				}
				default: break loop;
			}
			if (!ch && !this.atEnd) return this.setNext("block-scalar");
			if (indent >= this.indentNext) {
				if (this.blockScalarIndent === -1) this.indentNext = indent;
				else this.indentNext = this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
				do {
					const cs = this.continueScalar(nl + 1);
					if (cs === -1) break;
					nl = this.buffer.indexOf("\n", cs);
				} while (nl !== -1);
				if (nl === -1) {
					if (!this.atEnd) return this.setNext("block-scalar");
					nl = this.buffer.length;
				}
			}
			let i = nl + 1;
			ch = this.buffer[i];
			while (ch === " ") ch = this.buffer[++i];
			if (ch === "	") {
				while (ch === "	" || ch === " " || ch === "\r" || ch === "\n") ch = this.buffer[++i];
				nl = i - 1;
			} else if (!this.blockScalarKeep) do {
				let i = nl - 1;
				let ch = this.buffer[i];
				if (ch === "\r") ch = this.buffer[--i];
				const lastChar = i;
				while (ch === " ") ch = this.buffer[--i];
				if (ch === "\n" && i >= this.pos && i + 1 + indent > lastChar) nl = i;
				else break;
			} while (true);
			yield cst.SCALAR;
			yield* this.pushToIndex(nl + 1, true);
			return yield* this.parseLineStart();
		}
		*parsePlainScalar() {
			const inFlow = this.flowLevel > 0;
			let end = this.pos - 1;
			let i = this.pos - 1;
			let ch;
			while (ch = this.buffer[++i]) if (ch === ":") {
				const next = this.buffer[i + 1];
				if (isEmpty(next) || inFlow && flowIndicatorChars.has(next)) break;
				end = i;
			} else if (isEmpty(ch)) {
				let next = this.buffer[i + 1];
				if (ch === "\r") {
					if (next === "\n") {
						i += 1;
						ch = "\n";
						next = this.buffer[i + 1];
					} else end = i;
				}
				if (next === "#" || inFlow && flowIndicatorChars.has(next)) break;
				if (ch === "\n") {
					const cs = this.continueScalar(i + 1);
					if (cs === -1) break;
					i = Math.max(i, cs - 2);
				}
			} else {
				if (inFlow && flowIndicatorChars.has(ch)) break;
				end = i;
			}
			if (!ch && !this.atEnd) return this.setNext("plain-scalar");
			yield cst.SCALAR;
			yield* this.pushToIndex(end + 1, true);
			return inFlow ? "flow" : "doc";
		}
		*pushCount(n) {
			if (n > 0) {
				yield this.buffer.substr(this.pos, n);
				this.pos += n;
				return n;
			}
			return 0;
		}
		*pushToIndex(i, allowEmpty) {
			const s = this.buffer.slice(this.pos, i);
			if (s) {
				yield s;
				this.pos += s.length;
				return s.length;
			} else if (allowEmpty) yield "";
			return 0;
		}
		*pushIndicators() {
			let n = 0;
			loop: while (true) {
				switch (this.charAt(0)) {
					case "!":
						n += yield* this.pushTag();
						n += yield* this.pushSpaces(true);
						continue loop;
					case "&":
						n += yield* this.pushUntil(isNotAnchorChar);
						n += yield* this.pushSpaces(true);
						continue loop;
					case "-":
					case "?":
					case ":": {
						const inFlow = this.flowLevel > 0;
						const ch1 = this.charAt(1);
						if (isEmpty(ch1) || inFlow && flowIndicatorChars.has(ch1)) {
							if (!inFlow) this.indentNext = this.indentValue + 1;
							else if (this.flowKey) this.flowKey = false;
							n += yield* this.pushCount(1);
							n += yield* this.pushSpaces(true);
							continue loop;
						}
					}
				}
				break loop;
			}
			return n;
		}
		*pushTag() {
			if (this.charAt(1) === "<") {
				let i = this.pos + 2;
				let ch = this.buffer[i];
				while (!isEmpty(ch) && ch !== ">") ch = this.buffer[++i];
				return yield* this.pushToIndex(ch === ">" ? i + 1 : i, false);
			} else {
				let i = this.pos + 1;
				let ch = this.buffer[i];
				while (ch) if (tagChars.has(ch)) ch = this.buffer[++i];
				else if (ch === "%" && hexDigits.has(this.buffer[i + 1]) && hexDigits.has(this.buffer[i + 2])) ch = this.buffer[i += 3];
				else break;
				return yield* this.pushToIndex(i, false);
			}
		}
		*pushNewline() {
			const ch = this.buffer[this.pos];
			if (ch === "\n") return yield* this.pushCount(1);
			else if (ch === "\r" && this.charAt(1) === "\n") return yield* this.pushCount(2);
			else return 0;
		}
		*pushSpaces(allowTabs) {
			let i = this.pos - 1;
			let ch;
			do
				ch = this.buffer[++i];
			while (ch === " " || allowTabs && ch === "	");
			const n = i - this.pos;
			if (n > 0) {
				yield this.buffer.substr(this.pos, n);
				this.pos = i;
			}
			return n;
		}
		*pushUntil(test) {
			let i = this.pos;
			let ch = this.buffer[i];
			while (!test(ch)) ch = this.buffer[++i];
			return yield* this.pushToIndex(i, false);
		}
	};
	exports.Lexer = Lexer;
}));

// node_modules/yaml/dist/parse/line-counter.js
var require_line_counter = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Tracks newlines during parsing in order to provide an efficient API for
	* determining the one-indexed `{ line, col }` position for any offset
	* within the input.
	*/
	var LineCounter = class {
		constructor() {
			this.lineStarts = [];
			/**
			* Should be called in ascending order. Otherwise, call
			* `lineCounter.lineStarts.sort()` before calling `linePos()`.
			*/
			this.addNewLine = (offset) => this.lineStarts.push(offset);
			/**
			* Performs a binary search and returns the 1-indexed { line, col }
			* position of `offset`. If `line === 0`, `addNewLine` has never been
			* called or `offset` is before the first known newline.
			*/
			this.linePos = (offset) => {
				let low = 0;
				let high = this.lineStarts.length;
				while (low < high) {
					const mid = low + high >> 1;
					if (this.lineStarts[mid] < offset) low = mid + 1;
					else high = mid;
				}
				if (this.lineStarts[low] === offset) return {
					line: low + 1,
					col: 1
				};
				if (low === 0) return {
					line: 0,
					col: offset
				};
				const start = this.lineStarts[low - 1];
				return {
					line: low,
					col: offset - start + 1
				};
			};
		}
	};
	exports.LineCounter = LineCounter;
}));

// node_modules/yaml/dist/parse/parser.js
var require_parser = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_process = __require("process");
	var cst = require_cst();
	var lexer = require_lexer();
	function includesToken(list, type) {
		for (let i = 0; i < list.length; ++i) if (list[i].type === type) return true;
		return false;
	}
	function findNonEmptyIndex(list) {
		for (let i = 0; i < list.length; ++i) switch (list[i].type) {
			case "space":
			case "comment":
			case "newline": break;
			default: return i;
		}
		return -1;
	}
	function isFlowToken(token) {
		switch (token?.type) {
			case "alias":
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar":
			case "flow-collection": return true;
			default: return false;
		}
	}
	function getPrevProps(parent) {
		switch (parent.type) {
			case "document": return parent.start;
			case "block-map": {
				const it = parent.items[parent.items.length - 1];
				return it.sep ?? it.start;
			}
			case "block-seq": return parent.items[parent.items.length - 1].start;
			/* istanbul ignore next should not happen */
			default: return [];
		}
	}
	/** Note: May modify input array */
	function getFirstKeyStartProps(prev) {
		if (prev.length === 0) return [];
		let i = prev.length;
		loop: while (--i >= 0) switch (prev[i].type) {
			case "doc-start":
			case "explicit-key-ind":
			case "map-value-ind":
			case "seq-item-ind":
			case "newline": break loop;
		}
		while (prev[++i]?.type === "space");
		return prev.splice(i, prev.length);
	}
	function arrayPushArray(target, source) {
		if (source.length < 1e5) Array.prototype.push.apply(target, source);
		else for (let i = 0; i < source.length; ++i) target.push(source[i]);
	}
	function fixFlowSeqItems(fc) {
		if (fc.start.type === "flow-seq-start") {
			for (const it of fc.items) if (it.sep && !it.value && !includesToken(it.start, "explicit-key-ind") && !includesToken(it.sep, "map-value-ind")) {
				if (it.key) it.value = it.key;
				delete it.key;
				if (isFlowToken(it.value)) {
					if (it.value.end) arrayPushArray(it.value.end, it.sep);
					else it.value.end = it.sep;
				} else arrayPushArray(it.start, it.sep);
				delete it.sep;
			}
		}
	}
	/**
	* A YAML concrete syntax tree (CST) parser
	*
	* ```ts
	* const src: string = ...
	* for (const token of new Parser().parse(src)) {
	*   // token: Token
	* }
	* ```
	*
	* To use the parser with a user-provided lexer:
	*
	* ```ts
	* function* parse(source: string, lexer: Lexer) {
	*   const parser = new Parser()
	*   for (const lexeme of lexer.lex(source))
	*     yield* parser.next(lexeme)
	*   yield* parser.end()
	* }
	*
	* const src: string = ...
	* const lexer = new Lexer()
	* for (const token of parse(src, lexer)) {
	*   // token: Token
	* }
	* ```
	*/
	var Parser = class {
		/**
		* @param onNewLine - If defined, called separately with the start position of
		*   each new line (in `parse()`, including the start of input).
		*/
		constructor(onNewLine) {
			/** If true, space and sequence indicators count as indentation */
			this.atNewLine = true;
			/** If true, next token is a scalar value */
			this.atScalar = false;
			/** Current indentation level */
			this.indent = 0;
			/** Current offset since the start of parsing */
			this.offset = 0;
			/** On the same line with a block map key */
			this.onKeyLine = false;
			/** Top indicates the node that's currently being built */
			this.stack = [];
			/** The source of the current token, set in parse() */
			this.source = "";
			/** The type of the current token, set in parse() */
			this.type = "";
			this.lexer = new lexer.Lexer();
			this.onNewLine = onNewLine;
		}
		/**
		* Parse `source` as a YAML stream.
		* If `incomplete`, a part of the last line may be left as a buffer for the next call.
		*
		* Errors are not thrown, but yielded as `{ type: 'error', message }` tokens.
		*
		* @returns A generator of tokens representing each directive, document, and other structure.
		*/
		*parse(source, incomplete = false) {
			if (this.onNewLine && this.offset === 0) this.onNewLine(0);
			for (const lexeme of this.lexer.lex(source, incomplete)) yield* this.next(lexeme);
			if (!incomplete) yield* this.end();
		}
		/**
		* Advance the parser by the `source` of one lexical token.
		*/
		*next(source) {
			this.source = source;
			if (node_process.env.LOG_TOKENS) console.log("|", cst.prettyToken(source));
			if (this.atScalar) {
				this.atScalar = false;
				yield* this.step();
				this.offset += source.length;
				return;
			}
			const type = cst.tokenType(source);
			if (!type) {
				const message = `Not a YAML token: ${source}`;
				yield* this.pop({
					type: "error",
					offset: this.offset,
					message,
					source
				});
				this.offset += source.length;
			} else if (type === "scalar") {
				this.atNewLine = false;
				this.atScalar = true;
				this.type = "scalar";
			} else {
				this.type = type;
				yield* this.step();
				switch (type) {
					case "newline":
						this.atNewLine = true;
						this.indent = 0;
						if (this.onNewLine) this.onNewLine(this.offset + source.length);
						break;
					case "space":
						if (this.atNewLine && source[0] === " ") this.indent += source.length;
						break;
					case "explicit-key-ind":
					case "map-value-ind":
					case "seq-item-ind":
						if (this.atNewLine) this.indent += source.length;
						break;
					case "doc-mode":
					case "flow-error-end": return;
					default: this.atNewLine = false;
				}
				this.offset += source.length;
			}
		}
		/** Call at end of input to push out any remaining constructions */
		*end() {
			while (this.stack.length > 0) yield* this.pop();
		}
		get sourceToken() {
			return {
				type: this.type,
				offset: this.offset,
				indent: this.indent,
				source: this.source
			};
		}
		*step() {
			const top = this.peek(1);
			if (this.type === "doc-end" && top?.type !== "doc-end") {
				while (this.stack.length > 0) yield* this.pop();
				this.stack.push({
					type: "doc-end",
					offset: this.offset,
					source: this.source
				});
				return;
			}
			if (!top) return yield* this.stream();
			switch (top.type) {
				case "document": return yield* this.document(top);
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return yield* this.scalar(top);
				case "block-scalar": return yield* this.blockScalar(top);
				case "block-map": return yield* this.blockMap(top);
				case "block-seq": return yield* this.blockSequence(top);
				case "flow-collection": return yield* this.flowCollection(top);
				case "doc-end": return yield* this.documentEnd(top);
			}
			/* istanbul ignore next should not happen */
			yield* this.pop();
		}
		peek(n) {
			return this.stack[this.stack.length - n];
		}
		*pop(error) {
			const token = error ?? this.stack.pop();
			/* istanbul ignore if should not happen */
			if (!token) yield {
				type: "error",
				offset: this.offset,
				source: "",
				message: "Tried to pop an empty stack"
			};
			else if (this.stack.length === 0) yield token;
			else {
				const top = this.peek(1);
				if (token.type === "block-scalar") token.indent = "indent" in top ? top.indent : 0;
				else if (token.type === "flow-collection" && top.type === "document") token.indent = 0;
				if (token.type === "flow-collection") fixFlowSeqItems(token);
				switch (top.type) {
					case "document":
						top.value = token;
						break;
					case "block-scalar":
						top.props.push(token);
						break;
					case "block-map": {
						const it = top.items[top.items.length - 1];
						if (it.value) {
							top.items.push({
								start: [],
								key: token,
								sep: []
							});
							this.onKeyLine = true;
							return;
						} else if (it.sep) it.value = token;
						else {
							Object.assign(it, {
								key: token,
								sep: []
							});
							this.onKeyLine = !it.explicitKey;
							return;
						}
						break;
					}
					case "block-seq": {
						const it = top.items[top.items.length - 1];
						if (it.value) top.items.push({
							start: [],
							value: token
						});
						else it.value = token;
						break;
					}
					case "flow-collection": {
						const it = top.items[top.items.length - 1];
						if (!it || it.value) top.items.push({
							start: [],
							key: token,
							sep: []
						});
						else if (it.sep) it.value = token;
						else Object.assign(it, {
							key: token,
							sep: []
						});
						return;
					}
					/* istanbul ignore next should not happen */
					default:
						yield* this.pop();
						yield* this.pop(token);
				}
				if ((top.type === "document" || top.type === "block-map" || top.type === "block-seq") && (token.type === "block-map" || token.type === "block-seq")) {
					const last = token.items[token.items.length - 1];
					if (last && !last.sep && !last.value && last.start.length > 0 && findNonEmptyIndex(last.start) === -1 && (token.indent === 0 || last.start.every((st) => st.type !== "comment" || st.indent < token.indent))) {
						if (top.type === "document") top.end = last.start;
						else top.items.push({ start: last.start });
						token.items.splice(-1, 1);
					}
				}
			}
		}
		*stream() {
			switch (this.type) {
				case "directive-line":
					yield {
						type: "directive",
						offset: this.offset,
						source: this.source
					};
					return;
				case "byte-order-mark":
				case "space":
				case "comment":
				case "newline":
					yield this.sourceToken;
					return;
				case "doc-mode":
				case "doc-start": {
					const doc = {
						type: "document",
						offset: this.offset,
						start: []
					};
					if (this.type === "doc-start") doc.start.push(this.sourceToken);
					this.stack.push(doc);
					return;
				}
			}
			yield {
				type: "error",
				offset: this.offset,
				message: `Unexpected ${this.type} token in YAML stream`,
				source: this.source
			};
		}
		*document(doc) {
			if (doc.value) return yield* this.lineEnd(doc);
			switch (this.type) {
				case "doc-start":
					if (findNonEmptyIndex(doc.start) !== -1) {
						yield* this.pop();
						yield* this.step();
					} else doc.start.push(this.sourceToken);
					return;
				case "anchor":
				case "tag":
				case "space":
				case "comment":
				case "newline":
					doc.start.push(this.sourceToken);
					return;
			}
			const bv = this.startBlockValue(doc);
			if (bv) this.stack.push(bv);
			else yield {
				type: "error",
				offset: this.offset,
				message: `Unexpected ${this.type} token in YAML document`,
				source: this.source
			};
		}
		*scalar(scalar) {
			if (this.type === "map-value-ind") {
				const start = getFirstKeyStartProps(getPrevProps(this.peek(2)));
				let sep;
				if (scalar.end) {
					sep = scalar.end;
					sep.push(this.sourceToken);
					delete scalar.end;
				} else sep = [this.sourceToken];
				const map = {
					type: "block-map",
					offset: scalar.offset,
					indent: scalar.indent,
					items: [{
						start,
						key: scalar,
						sep
					}]
				};
				this.onKeyLine = true;
				this.stack[this.stack.length - 1] = map;
			} else yield* this.lineEnd(scalar);
		}
		*blockScalar(scalar) {
			switch (this.type) {
				case "space":
				case "comment":
				case "newline":
					scalar.props.push(this.sourceToken);
					return;
				case "scalar":
					scalar.source = this.source;
					this.atNewLine = true;
					this.indent = 0;
					if (this.onNewLine) {
						let nl = this.source.indexOf("\n") + 1;
						while (nl !== 0) {
							this.onNewLine(this.offset + nl);
							nl = this.source.indexOf("\n", nl) + 1;
						}
					}
					yield* this.pop();
					break;
				/* istanbul ignore next should not happen */
				default:
					yield* this.pop();
					yield* this.step();
			}
		}
		*blockMap(map) {
			const it = map.items[map.items.length - 1];
			switch (this.type) {
				case "newline":
					this.onKeyLine = false;
					if (it.value) {
						const end = "end" in it.value ? it.value.end : void 0;
						if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
						else map.items.push({ start: [this.sourceToken] });
					} else if (it.sep) it.sep.push(this.sourceToken);
					else it.start.push(this.sourceToken);
					return;
				case "space":
				case "comment":
					if (it.value) map.items.push({ start: [this.sourceToken] });
					else if (it.sep) it.sep.push(this.sourceToken);
					else {
						if (this.atIndentedComment(it.start, map.indent)) {
							const end = map.items[map.items.length - 2]?.value?.end;
							if (Array.isArray(end)) {
								arrayPushArray(end, it.start);
								end.push(this.sourceToken);
								map.items.pop();
								return;
							}
						}
						it.start.push(this.sourceToken);
					}
					return;
			}
			if (this.indent >= map.indent) {
				const atMapIndent = !this.onKeyLine && this.indent === map.indent;
				const atNextItem = atMapIndent && (it.sep || it.explicitKey) && this.type !== "seq-item-ind";
				let start = [];
				if (atNextItem && it.sep && !it.value) {
					const nl = [];
					for (let i = 0; i < it.sep.length; ++i) {
						const st = it.sep[i];
						switch (st.type) {
							case "newline":
								nl.push(i);
								break;
							case "space": break;
							case "comment":
								if (st.indent > map.indent) nl.length = 0;
								break;
							default: nl.length = 0;
						}
					}
					if (nl.length >= 2) start = it.sep.splice(nl[1]);
				}
				switch (this.type) {
					case "anchor":
					case "tag":
						if (atNextItem || it.value) {
							start.push(this.sourceToken);
							map.items.push({ start });
							this.onKeyLine = true;
						} else if (it.sep) it.sep.push(this.sourceToken);
						else it.start.push(this.sourceToken);
						return;
					case "explicit-key-ind":
						if (!it.sep && !it.explicitKey) {
							it.start.push(this.sourceToken);
							it.explicitKey = true;
						} else if (atNextItem || it.value) {
							start.push(this.sourceToken);
							map.items.push({
								start,
								explicitKey: true
							});
						} else this.stack.push({
							type: "block-map",
							offset: this.offset,
							indent: this.indent,
							items: [{
								start: [this.sourceToken],
								explicitKey: true
							}]
						});
						this.onKeyLine = true;
						return;
					case "map-value-ind":
						if (it.explicitKey) {
							if (!it.sep) {
								if (includesToken(it.start, "newline")) Object.assign(it, {
									key: null,
									sep: [this.sourceToken]
								});
								else {
									const start = getFirstKeyStartProps(it.start);
									this.stack.push({
										type: "block-map",
										offset: this.offset,
										indent: this.indent,
										items: [{
											start,
											key: null,
											sep: [this.sourceToken]
										}]
									});
								}
							} else if (it.value) map.items.push({
								start: [],
								key: null,
								sep: [this.sourceToken]
							});
							else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
								type: "block-map",
								offset: this.offset,
								indent: this.indent,
								items: [{
									start,
									key: null,
									sep: [this.sourceToken]
								}]
							});
							else if (isFlowToken(it.key) && !includesToken(it.sep, "newline")) {
								const start = getFirstKeyStartProps(it.start);
								const key = it.key;
								const sep = it.sep;
								sep.push(this.sourceToken);
								delete it.key;
								delete it.sep;
								this.stack.push({
									type: "block-map",
									offset: this.offset,
									indent: this.indent,
									items: [{
										start,
										key,
										sep
									}]
								});
							} else if (start.length > 0) it.sep = it.sep.concat(start, this.sourceToken);
							else it.sep.push(this.sourceToken);
						} else if (!it.sep) Object.assign(it, {
							key: null,
							sep: [this.sourceToken]
						});
						else if (it.value || atNextItem) map.items.push({
							start,
							key: null,
							sep: [this.sourceToken]
						});
						else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
							type: "block-map",
							offset: this.offset,
							indent: this.indent,
							items: [{
								start: [],
								key: null,
								sep: [this.sourceToken]
							}]
						});
						else it.sep.push(this.sourceToken);
						this.onKeyLine = true;
						return;
					case "alias":
					case "scalar":
					case "single-quoted-scalar":
					case "double-quoted-scalar": {
						const fs = this.flowScalar(this.type);
						if (atNextItem || it.value) {
							map.items.push({
								start,
								key: fs,
								sep: []
							});
							this.onKeyLine = true;
						} else if (it.sep) this.stack.push(fs);
						else {
							Object.assign(it, {
								key: fs,
								sep: []
							});
							this.onKeyLine = true;
						}
						return;
					}
					default: {
						const bv = this.startBlockValue(map);
						if (bv) {
							if (bv.type === "block-seq") {
								if (!it.explicitKey && it.sep && !includesToken(it.sep, "newline")) {
									yield* this.pop({
										type: "error",
										offset: this.offset,
										message: "Unexpected block-seq-ind on same line with key",
										source: this.source
									});
									return;
								}
							} else if (atMapIndent) map.items.push({ start });
							this.stack.push(bv);
							return;
						}
					}
				}
			}
			yield* this.pop();
			yield* this.step();
		}
		*blockSequence(seq) {
			const it = seq.items[seq.items.length - 1];
			switch (this.type) {
				case "newline":
					if (it.value) {
						const end = "end" in it.value ? it.value.end : void 0;
						if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
						else seq.items.push({ start: [this.sourceToken] });
					} else it.start.push(this.sourceToken);
					return;
				case "space":
				case "comment":
					if (it.value) seq.items.push({ start: [this.sourceToken] });
					else {
						if (this.atIndentedComment(it.start, seq.indent)) {
							const end = seq.items[seq.items.length - 2]?.value?.end;
							if (Array.isArray(end)) {
								arrayPushArray(end, it.start);
								end.push(this.sourceToken);
								seq.items.pop();
								return;
							}
						}
						it.start.push(this.sourceToken);
					}
					return;
				case "anchor":
				case "tag":
					if (it.value || this.indent <= seq.indent) break;
					it.start.push(this.sourceToken);
					return;
				case "seq-item-ind":
					if (this.indent !== seq.indent) break;
					if (it.value || includesToken(it.start, "seq-item-ind")) seq.items.push({ start: [this.sourceToken] });
					else it.start.push(this.sourceToken);
					return;
			}
			if (this.indent > seq.indent) {
				const bv = this.startBlockValue(seq);
				if (bv) {
					this.stack.push(bv);
					return;
				}
			}
			yield* this.pop();
			yield* this.step();
		}
		*flowCollection(fc) {
			const it = fc.items[fc.items.length - 1];
			if (this.type === "flow-error-end") {
				let top;
				do {
					yield* this.pop();
					top = this.peek(1);
				} while (top?.type === "flow-collection");
			} else if (fc.end.length === 0) {
				switch (this.type) {
					case "comma":
					case "explicit-key-ind":
						if (!it || it.sep) fc.items.push({ start: [this.sourceToken] });
						else it.start.push(this.sourceToken);
						return;
					case "map-value-ind":
						if (!it || it.value) fc.items.push({
							start: [],
							key: null,
							sep: [this.sourceToken]
						});
						else if (it.sep) it.sep.push(this.sourceToken);
						else Object.assign(it, {
							key: null,
							sep: [this.sourceToken]
						});
						return;
					case "space":
					case "comment":
					case "newline":
					case "anchor":
					case "tag":
						if (!it || it.value) fc.items.push({ start: [this.sourceToken] });
						else if (it.sep) it.sep.push(this.sourceToken);
						else it.start.push(this.sourceToken);
						return;
					case "alias":
					case "scalar":
					case "single-quoted-scalar":
					case "double-quoted-scalar": {
						const fs = this.flowScalar(this.type);
						if (!it || it.value) fc.items.push({
							start: [],
							key: fs,
							sep: []
						});
						else if (it.sep) this.stack.push(fs);
						else Object.assign(it, {
							key: fs,
							sep: []
						});
						return;
					}
					case "flow-map-end":
					case "flow-seq-end":
						fc.end.push(this.sourceToken);
						return;
				}
				const bv = this.startBlockValue(fc);
				/* istanbul ignore else should not happen */
				if (bv) this.stack.push(bv);
				else {
					yield* this.pop();
					yield* this.step();
				}
			} else {
				const parent = this.peek(2);
				if (parent.type === "block-map" && (this.type === "map-value-ind" && parent.indent === fc.indent || this.type === "newline" && !parent.items[parent.items.length - 1].sep)) {
					yield* this.pop();
					yield* this.step();
				} else if (this.type === "map-value-ind" && parent.type !== "flow-collection") {
					const start = getFirstKeyStartProps(getPrevProps(parent));
					fixFlowSeqItems(fc);
					const sep = fc.end.splice(1, fc.end.length);
					sep.push(this.sourceToken);
					const map = {
						type: "block-map",
						offset: fc.offset,
						indent: fc.indent,
						items: [{
							start,
							key: fc,
							sep
						}]
					};
					this.onKeyLine = true;
					this.stack[this.stack.length - 1] = map;
				} else yield* this.lineEnd(fc);
			}
		}
		flowScalar(type) {
			if (this.onNewLine) {
				let nl = this.source.indexOf("\n") + 1;
				while (nl !== 0) {
					this.onNewLine(this.offset + nl);
					nl = this.source.indexOf("\n", nl) + 1;
				}
			}
			return {
				type,
				offset: this.offset,
				indent: this.indent,
				source: this.source
			};
		}
		startBlockValue(parent) {
			switch (this.type) {
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return this.flowScalar(this.type);
				case "block-scalar-header": return {
					type: "block-scalar",
					offset: this.offset,
					indent: this.indent,
					props: [this.sourceToken],
					source: ""
				};
				case "flow-map-start":
				case "flow-seq-start": return {
					type: "flow-collection",
					offset: this.offset,
					indent: this.indent,
					start: this.sourceToken,
					items: [],
					end: []
				};
				case "seq-item-ind": return {
					type: "block-seq",
					offset: this.offset,
					indent: this.indent,
					items: [{ start: [this.sourceToken] }]
				};
				case "explicit-key-ind": {
					this.onKeyLine = true;
					const start = getFirstKeyStartProps(getPrevProps(parent));
					start.push(this.sourceToken);
					return {
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start,
							explicitKey: true
						}]
					};
				}
				case "map-value-ind": {
					this.onKeyLine = true;
					const start = getFirstKeyStartProps(getPrevProps(parent));
					return {
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start,
							key: null,
							sep: [this.sourceToken]
						}]
					};
				}
			}
			return null;
		}
		atIndentedComment(start, indent) {
			if (this.type !== "comment") return false;
			if (this.indent <= indent) return false;
			return start.every((st) => st.type === "newline" || st.type === "space");
		}
		*documentEnd(docEnd) {
			if (this.type !== "doc-mode") {
				if (docEnd.end) docEnd.end.push(this.sourceToken);
				else docEnd.end = [this.sourceToken];
				if (this.type === "newline") yield* this.pop();
			}
		}
		*lineEnd(token) {
			switch (this.type) {
				case "comma":
				case "doc-start":
				case "doc-end":
				case "flow-seq-end":
				case "flow-map-end":
				case "map-value-ind":
					yield* this.pop();
					yield* this.step();
					break;
				case "newline": this.onKeyLine = false;
				default:
					if (token.end) token.end.push(this.sourceToken);
					else token.end = [this.sourceToken];
					if (this.type === "newline") yield* this.pop();
			}
		}
	};
	exports.Parser = Parser;
}));

// node_modules/yaml/dist/public-api.js
var require_public_api = /* @__PURE__ */ __commonJSMin(((exports) => {
	var composer = require_composer();
	var Document = require_Document();
	var errors = require_errors();
	var log = require_log();
	var identity = require_identity();
	var lineCounter = require_line_counter();
	var parser = require_parser();
	function parseOptions(options) {
		const prettyErrors = options.prettyErrors !== false;
		return {
			lineCounter: options.lineCounter || prettyErrors && new lineCounter.LineCounter() || null,
			prettyErrors
		};
	}
	/**
	* Parse the input as a stream of YAML documents.
	*
	* Documents should be separated from each other by `...` or `---` marker lines.
	*
	* @returns If an empty `docs` array is returned, it will be of type
	*   EmptyStream and contain additional stream information. In
	*   TypeScript, you should use `'empty' in docs` as a type guard for it.
	*/
	function parseAllDocuments(source, options = {}) {
		const { lineCounter, prettyErrors } = parseOptions(options);
		const parser$1 = new parser.Parser(lineCounter?.addNewLine);
		const composer$1 = new composer.Composer(options);
		const docs = Array.from(composer$1.compose(parser$1.parse(source)));
		if (prettyErrors && lineCounter) for (const doc of docs) {
			doc.errors.forEach(errors.prettifyError(source, lineCounter));
			doc.warnings.forEach(errors.prettifyError(source, lineCounter));
		}
		if (docs.length > 0) return docs;
		return Object.assign([], { empty: true }, composer$1.streamInfo());
	}
	/** Parse an input string into a single YAML.Document */
	function parseDocument(source, options = {}) {
		const { lineCounter, prettyErrors } = parseOptions(options);
		const parser$1 = new parser.Parser(lineCounter?.addNewLine);
		const composer$1 = new composer.Composer(options);
		let doc = null;
		for (const _doc of composer$1.compose(parser$1.parse(source), true, source.length)) if (!doc) doc = _doc;
		else if (doc.options.logLevel !== "silent") {
			doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0, 2), "MULTIPLE_DOCS", "Source contains multiple documents; please use YAML.parseAllDocuments()"));
			break;
		}
		if (prettyErrors && lineCounter) {
			doc.errors.forEach(errors.prettifyError(source, lineCounter));
			doc.warnings.forEach(errors.prettifyError(source, lineCounter));
		}
		return doc;
	}
	function parse(src, reviver, options) {
		let _reviver = void 0;
		if (typeof reviver === "function") _reviver = reviver;
		else if (options === void 0 && reviver && typeof reviver === "object") options = reviver;
		const doc = parseDocument(src, options);
		if (!doc) return null;
		doc.warnings.forEach((warning) => log.warn(doc.options.logLevel, warning));
		if (doc.errors.length > 0) {
			if (doc.options.logLevel !== "silent") throw doc.errors[0];
			else doc.errors = [];
		}
		return doc.toJS(Object.assign({ reviver: _reviver }, options));
	}
	function stringify(value, replacer, options) {
		let _replacer = null;
		if (typeof replacer === "function" || Array.isArray(replacer)) _replacer = replacer;
		else if (options === void 0 && replacer) options = replacer;
		if (typeof options === "string") options = options.length;
		if (typeof options === "number") {
			const indent = Math.round(options);
			options = indent < 1 ? void 0 : indent > 8 ? { indent: 8 } : { indent };
		}
		if (value === void 0) {
			const { keepUndefined } = options ?? replacer ?? {};
			if (!keepUndefined) return void 0;
		}
		if (identity.isDocument(value) && !_replacer) return value.toString(options);
		return new Document.Document(value, _replacer, options).toString(options);
	}
	exports.parse = parse;
	exports.parseAllDocuments = parseAllDocuments;
	exports.parseDocument = parseDocument;
	exports.stringify = stringify;
}));

// node_modules/yaml/dist/index.js
var require_dist = /* @__PURE__ */ __commonJSMin(((exports) => {
	var composer = require_composer();
	var Document = require_Document();
	var Schema = require_Schema();
	var errors = require_errors();
	var Alias = require_Alias();
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var cst = require_cst();
	var lexer = require_lexer();
	var lineCounter = require_line_counter();
	var parser = require_parser();
	var publicApi = require_public_api();
	var visit = require_visit();
	exports.Composer = composer.Composer;
	exports.Document = Document.Document;
	exports.Schema = Schema.Schema;
	exports.YAMLError = errors.YAMLError;
	exports.YAMLParseError = errors.YAMLParseError;
	exports.YAMLWarning = errors.YAMLWarning;
	exports.Alias = Alias.Alias;
	exports.isAlias = identity.isAlias;
	exports.isCollection = identity.isCollection;
	exports.isDocument = identity.isDocument;
	exports.isMap = identity.isMap;
	exports.isNode = identity.isNode;
	exports.isPair = identity.isPair;
	exports.isScalar = identity.isScalar;
	exports.isSeq = identity.isSeq;
	exports.Pair = Pair.Pair;
	exports.Scalar = Scalar.Scalar;
	exports.YAMLMap = YAMLMap.YAMLMap;
	exports.YAMLSeq = YAMLSeq.YAMLSeq;
	exports.Lexer = lexer.Lexer;
	exports.LineCounter = lineCounter.LineCounter;
	exports.Parser = parser.Parser;
	exports.parse = publicApi.parse;
	exports.parseAllDocuments = publicApi.parseAllDocuments;
	exports.parseDocument = publicApi.parseDocument;
	exports.stringify = publicApi.stringify;
	exports.visit = visit.visit;
	exports.visitAsync = visit.visitAsync;
}));

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
var import_dist = require_dist();
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

export { requireRoom as A, classifyPath as B, gatesOf as C, denialsFor as D, denialOf as E, readTrustSignatures as F, trustPath as G, fleetPath as H, readVerdict as I, verdictPath as J, trustSignaturesPath as K, writePointer as L, readPointer as M, readRelease as N, deniedEverywhere as O, readTrust as P, writeVerdict as R, gateConfigDigest as S, require_dist as T, pointerPath as U, comparePositions as V, releasePath as W, readTrustFiles as _, renderedFiles as a, verdictsOf as b, requirePointer as c, evidenceFiles as d, provedReleases as f, readNeeded as g, readFleetState as h, trustFaults as i, fleetFaults as j, mergeDenied as k, ringIndex as l, pointerOf as m, verifyFile as n, expiryAt as o, readEvidence as p, trustedRootPath as q, verifyPointer as r, nextPointer as s, findTarget as t, bindingMismatch as u, requirePlace as v, readFleet as w, boundedMap as x, stateAt as y, bundlePath as z };