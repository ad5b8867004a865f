import { o as __toESM, t as __commonJSMin } from "./rolldown-runtime.js";
import { t as canonicalBytes } from "./canonical-json.js";
import { n as digestOf } from "./digest.js";
import { n as defineFaults } from "./fault.js";

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
const validate$5 = validate10$4;
const schema11$3 = {
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
const pattern0$4 = /* @__PURE__ */ new RegExp("^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$", "u");
const pattern3$2 = /* @__PURE__ */ new RegExp("^releases/[a-z0-9-]{1,63}/[0-9A-Za-z.+_-]{1,128}\\.json$", "u");
const pattern4$1 = /* @__PURE__ */ new RegExp("^(?!.*\\.\\.)[0-9A-Za-z](?:[0-9A-Za-z.+_-]{0,126}[0-9A-Za-z])?$", "u");
const pattern5 = /* @__PURE__ */ new RegExp("^sha256:[0-9a-f]{64}$", "u");
const pattern9$1 = /* @__PURE__ */ new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$", "u");
function validate10$4(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (errors === 0) {
		if (data && typeof data == "object" && !Array.isArray(data)) {
			let missing0;
			if (data.schemaVersion === void 0 && (missing0 = "schemaVersion") || data.kind === void 0 && (missing0 = "kind") || data.fleet === void 0 && (missing0 = "fleet") || data.app === void 0 && (missing0 = "app") || data.ring === void 0 && (missing0 = "ring") || data.epoch === void 0 && (missing0 = "epoch") || data.seq === void 0 && (missing0 = "seq") || data.release === void 0 && (missing0 = "release") || data.previous === void 0 && (missing0 = "previous") || data.verdict === void 0 && (missing0 = "verdict") || data.reason === void 0 && (missing0 = "reason") || data.denied === void 0 && (missing0 = "denied") || data.expires === void 0 && (missing0 = "expires")) {
				validate10$4.errors = [{
					instancePath,
					schemaPath: "#/required",
					keyword: "required",
					params: { missingProperty: missing0 },
					message: "must have required property '" + missing0 + "'"
				}];
				return false;
			} else {
				const _errs1 = errors;
				for (const key0 in data) if (!func2$3.call(schema11$3.properties, key0)) {
					validate10$4.errors = [{
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
							validate10$4.errors = [{
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
								validate10$4.errors = [{
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
								}
								var valid0 = _errs4 === errors;
							} else var valid0 = true;
							if (valid0) {
								if (data.app !== void 0) {
									let data3 = data.app;
									const _errs6 = errors;
									if (errors === _errs6) {
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
									}
									var valid0 = _errs6 === errors;
								} else var valid0 = true;
								if (valid0) {
									if (data.ring !== void 0) {
										let data4 = data.ring;
										const _errs8 = errors;
										if (errors === _errs8) {
											if (typeof data4 === "string") {
												if (!pattern0$4.test(data4)) {
													validate10$4.errors = [{
														instancePath: instancePath + "/ring",
														schemaPath: "#/properties/ring/pattern",
														keyword: "pattern",
														params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
														message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\""
													}];
													return false;
												}
											} else {
												validate10$4.errors = [{
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
												validate10$4.errors = [{
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
														validate10$4.errors = [{
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
														validate10$4.errors = [{
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
													validate10$4.errors = [{
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
															validate10$4.errors = [{
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
															validate10$4.errors = [{
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
																validate10$4.errors = [{
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
																	validate10$4.errors = [{
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
																				if (!pattern3$2.test(data8)) {
																					validate10$4.errors = [{
																						instancePath: instancePath + "/release/path",
																						schemaPath: "#/properties/release/properties/path/pattern",
																						keyword: "pattern",
																						params: { pattern: "^releases/[a-z0-9-]{1,63}/[0-9A-Za-z.+_-]{1,128}\\.json$" },
																						message: "must match pattern \"^releases/[a-z0-9-]{1,63}/[0-9A-Za-z.+_-]{1,128}\\.json$\""
																					}];
																					return false;
																				}
																			} else {
																				validate10$4.errors = [{
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
																						validate10$4.errors = [{
																							instancePath: instancePath + "/release/version",
																							schemaPath: "#/properties/release/properties/version/pattern",
																							keyword: "pattern",
																							params: { pattern: "^(?!.*\\.\\.)[0-9A-Za-z](?:[0-9A-Za-z.+_-]{0,126}[0-9A-Za-z])?$" },
																							message: "must match pattern \"^(?!.*\\.\\.)[0-9A-Za-z](?:[0-9A-Za-z.+_-]{0,126}[0-9A-Za-z])?$\""
																						}];
																						return false;
																					}
																				} else {
																					validate10$4.errors = [{
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
																							validate10$4.errors = [{
																								instancePath: instancePath + "/release/digest",
																								schemaPath: "#/properties/release/properties/digest/pattern",
																								keyword: "pattern",
																								params: { pattern: "^sha256:[0-9a-f]{64}$" },
																								message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
																							}];
																							return false;
																						}
																					} else {
																						validate10$4.errors = [{
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
															validate10$4.errors = [{
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
															validate10$4.errors = vErrors;
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
																validate10$4.errors = vErrors;
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
																	validate10$4.errors = [{
																		instancePath: instancePath + "/reason",
																		schemaPath: "#/properties/reason/enum",
																		keyword: "enum",
																		params: { allowedValues: schema11$3.properties.reason.enum },
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
																				validate10$4.errors = [{
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
																								validate10$4.errors = [{
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
																									validate10$4.errors = [{
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
																													validate10$4.errors = [{
																														instancePath: instancePath + "/denied/" + i0 + "/digest",
																														schemaPath: "#/properties/denied/items/properties/digest/pattern",
																														keyword: "pattern",
																														params: { pattern: "^sha256:[0-9a-f]{64}$" },
																														message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
																													}];
																													return false;
																												}
																											} else {
																												validate10$4.errors = [{
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
																												validate10$4.errors = [{
																													instancePath: instancePath + "/denied/" + i0 + "/kind",
																													schemaPath: "#/properties/denied/items/properties/kind/enum",
																													keyword: "enum",
																													params: { allowedValues: schema11$3.properties.denied.items.properties.kind.enum },
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
																															validate10$4.errors = [{
																																instancePath: instancePath + "/denied/" + i0 + "/why",
																																schemaPath: "#/properties/denied/items/properties/why/maxLength",
																																keyword: "maxLength",
																																params: { limit: 500 },
																																message: "must NOT have more than 500 characters"
																															}];
																															return false;
																														} else if (func3$3(data18) < 1) {
																															validate10$4.errors = [{
																																instancePath: instancePath + "/denied/" + i0 + "/why",
																																schemaPath: "#/properties/denied/items/properties/why/minLength",
																																keyword: "minLength",
																																params: { limit: 1 },
																																message: "must NOT have fewer than 1 characters"
																															}];
																															return false;
																														}
																													} else {
																														validate10$4.errors = [{
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
																							validate10$4.errors = [{
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
																			validate10$4.errors = [{
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
																					validate10$4.errors = [{
																						instancePath: instancePath + "/expires",
																						schemaPath: "#/properties/expires/maxLength",
																						keyword: "maxLength",
																						params: { limit: 24 },
																						message: "must NOT have more than 24 characters"
																					}];
																					return false;
																				} else if (!pattern9$1.test(data19)) {
																					validate10$4.errors = [{
																						instancePath: instancePath + "/expires",
																						schemaPath: "#/properties/expires/pattern",
																						keyword: "pattern",
																						params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$" },
																						message: "must match pattern \"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$\""
																					}];
																					return false;
																				}
																			} else {
																				validate10$4.errors = [{
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
			validate10$4.errors = [{
				instancePath,
				schemaPath: "#/type",
				keyword: "type",
				params: { type: "object" },
				message: "must be object"
			}];
			return false;
		}
	}
	validate10$4.errors = vErrors;
	return errors === 0;
}

// src/schema/generated/release.js
const validate$4 = validate10$3;
const schema11$2 = {
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
const pattern0$3 = /* @__PURE__ */ new RegExp("^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$", "u");
const pattern2$2 = /* @__PURE__ */ new RegExp("^(?!.*\\.\\.)[0-9A-Za-z](?:[0-9A-Za-z.+_-]{0,126}[0-9A-Za-z])?$", "u");
const pattern3$1 = /* @__PURE__ */ new RegExp("^sha256:[0-9a-f]{64}$", "u");
const pattern6$2 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
const pattern7$1 = /* @__PURE__ */ new RegExp("^[0-9a-f]{32}$", "u");
const pattern8$1 = /* @__PURE__ */ new RegExp("^[0-9a-f]{40}(?:[0-9a-f]{24})?$", "u");
const pattern9 = /* @__PURE__ */ new RegExp("^[0-9a-f]{32}(?:\\.dir)?$", "u");
function validate10$3(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		let missing0;
		if (data.schemaVersion === void 0 && (missing0 = "schemaVersion") || data.kind === void 0 && (missing0 = "kind") || data.fleet === void 0 && (missing0 = "fleet") || data.app === void 0 && (missing0 = "app") || data.version === void 0 && (missing0 = "version") || data.image === void 0 && (missing0 = "image") || data.models === void 0 && (missing0 = "models") || data.source === void 0 && (missing0 = "source")) {
			validate10$3.errors = [{
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: missing0 },
				message: "must have required property '" + missing0 + "'"
			}];
			return false;
		} else {
			for (const key0 in data) if (!func2$2.call(schema11$2.properties, key0)) {
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
					if ("release" !== data.kind) {
						validate10$3.errors = [{
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
							if (!pattern0$3.test(data2)) {
								validate10$3.errors = [{
									instancePath: instancePath + "/fleet",
									schemaPath: "#/properties/fleet/pattern",
									keyword: "pattern",
									params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
									message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\""
								}];
								return false;
							}
						} else {
							validate10$3.errors = [{
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
								if (!pattern0$3.test(data3)) {
									validate10$3.errors = [{
										instancePath: instancePath + "/app",
										schemaPath: "#/properties/app/pattern",
										keyword: "pattern",
										params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
										message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\""
									}];
									return false;
								}
							} else {
								validate10$3.errors = [{
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
									if (!pattern2$2.test(data4)) {
										validate10$3.errors = [{
											instancePath: instancePath + "/version",
											schemaPath: "#/properties/version/pattern",
											keyword: "pattern",
											params: { pattern: "^(?!.*\\.\\.)[0-9A-Za-z](?:[0-9A-Za-z.+_-]{0,126}[0-9A-Za-z])?$" },
											message: "must match pattern \"^(?!.*\\.\\.)[0-9A-Za-z](?:[0-9A-Za-z.+_-]{0,126}[0-9A-Za-z])?$\""
										}];
										return false;
									}
								} else {
									validate10$3.errors = [{
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
											validate10$3.errors = [{
												instancePath: instancePath + "/image",
												schemaPath: "#/properties/image/required",
												keyword: "required",
												params: { missingProperty: missing1 },
												message: "must have required property '" + missing1 + "'"
											}];
											return false;
										} else {
											for (const key1 in data5) if (!(key1 === "repository" || key1 === "digest" || key1 === "platformDigest" || key1 === "size")) {
												validate10$3.errors = [{
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
														validate10$3.errors = [{
															instancePath: instancePath + "/image/repository",
															schemaPath: "#/properties/image/properties/repository/maxLength",
															keyword: "maxLength",
															params: { limit: 512 },
															message: "must NOT have more than 512 characters"
														}];
														return false;
													} else if (func3$2(data6) < 3) {
														validate10$3.errors = [{
															instancePath: instancePath + "/image/repository",
															schemaPath: "#/properties/image/properties/repository/minLength",
															keyword: "minLength",
															params: { limit: 3 },
															message: "must NOT have fewer than 3 characters"
														}];
														return false;
													}
												} else {
													validate10$3.errors = [{
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
														if (!pattern3$1.test(data7)) {
															validate10$3.errors = [{
																instancePath: instancePath + "/image/digest",
																schemaPath: "#/properties/image/properties/digest/pattern",
																keyword: "pattern",
																params: { pattern: "^sha256:[0-9a-f]{64}$" },
																message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
															}];
															return false;
														}
													} else {
														validate10$3.errors = [{
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
															if (!pattern3$1.test(data8)) {
																validate10$3.errors = [{
																	instancePath: instancePath + "/image/platformDigest",
																	schemaPath: "#/properties/image/properties/platformDigest/pattern",
																	keyword: "pattern",
																	params: { pattern: "^sha256:[0-9a-f]{64}$" },
																	message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
																}];
																return false;
															}
														} else {
															validate10$3.errors = [{
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
																validate10$3.errors = [{
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
																	validate10$3.errors = [{
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
																	validate10$3.errors = [{
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
										validate10$3.errors = [{
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
												validate10$3.errors = [{
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
															validate10$3.errors = [{
																instancePath: instancePath + "/models/" + i0,
																schemaPath: "#/definitions/model/required",
																keyword: "required",
																params: { missingProperty: missing2 },
																message: "must have required property '" + missing2 + "'"
															}];
															return false;
														} else {
															for (const key2 in data11) if (!(key2 === "name" || key2 === "kind" || key2 === "digest" || key2 === "size" || key2 === "files" || key2 === "ref" || key2 === "source")) {
																validate10$3.errors = [{
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
																		validate10$3.errors = [{
																			instancePath: instancePath + "/models/" + i0 + "/name",
																			schemaPath: "#/definitions/model/properties/name/maxLength",
																			keyword: "maxLength",
																			params: { limit: 255 },
																			message: "must NOT have more than 255 characters"
																		}];
																		return false;
																	} else if (func3$2(data12) < 1) {
																		validate10$3.errors = [{
																			instancePath: instancePath + "/models/" + i0 + "/name",
																			schemaPath: "#/definitions/model/properties/name/minLength",
																			keyword: "minLength",
																			params: { limit: 1 },
																			message: "must NOT have fewer than 1 characters"
																		}];
																		return false;
																	}
																} else {
																	validate10$3.errors = [{
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
																		validate10$3.errors = [{
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
																			if (!pattern3$1.test(data14)) {
																				validate10$3.errors = [{
																					instancePath: instancePath + "/models/" + i0 + "/digest",
																					schemaPath: "#/definitions/model/properties/digest/pattern",
																					keyword: "pattern",
																					params: { pattern: "^sha256:[0-9a-f]{64}$" },
																					message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
																				}];
																				return false;
																			}
																		} else {
																			validate10$3.errors = [{
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
																				validate10$3.errors = [{
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
																					validate10$3.errors = [{
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
																					validate10$3.errors = [{
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
																						validate10$3.errors = [{
																							instancePath: instancePath + "/models/" + i0 + "/files",
																							schemaPath: "#/definitions/model/properties/files/maxItems",
																							keyword: "maxItems",
																							params: { limit: 1e5 },
																							message: "must NOT have more than 100000 items"
																						}];
																						return false;
																					} else if (data16.length < 1) {
																						validate10$3.errors = [{
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
																									validate10$3.errors = [{
																										instancePath: instancePath + "/models/" + i0 + "/files/" + i1,
																										schemaPath: "#/definitions/model/properties/files/items/required",
																										keyword: "required",
																										params: { missingProperty: missing3 },
																										message: "must have required property '" + missing3 + "'"
																									}];
																									return false;
																								} else {
																									for (const key3 in data17) if (!(key3 === "path" || key3 === "size" || key3 === "sha256" || key3 === "md5")) {
																										validate10$3.errors = [{
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
																												validate10$3.errors = [{
																													instancePath: instancePath + "/models/" + i0 + "/files/" + i1 + "/path",
																													schemaPath: "#/definitions/model/properties/files/items/properties/path/maxLength",
																													keyword: "maxLength",
																													params: { limit: 1024 },
																													message: "must NOT have more than 1024 characters"
																												}];
																												return false;
																											} else if (func3$2(data18) < 1) {
																												validate10$3.errors = [{
																													instancePath: instancePath + "/models/" + i0 + "/files/" + i1 + "/path",
																													schemaPath: "#/definitions/model/properties/files/items/properties/path/minLength",
																													keyword: "minLength",
																													params: { limit: 1 },
																													message: "must NOT have fewer than 1 characters"
																												}];
																												return false;
																											}
																										} else {
																											validate10$3.errors = [{
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
																												validate10$3.errors = [{
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
																													validate10$3.errors = [{
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
																													validate10$3.errors = [{
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
																													if (!pattern6$2.test(data20)) {
																														validate10$3.errors = [{
																															instancePath: instancePath + "/models/" + i0 + "/files/" + i1 + "/sha256",
																															schemaPath: "#/definitions/model/properties/files/items/properties/sha256/pattern",
																															keyword: "pattern",
																															params: { pattern: "^[0-9a-f]{64}$" },
																															message: "must match pattern \"^[0-9a-f]{64}$\""
																														}];
																														return false;
																													}
																												} else {
																													validate10$3.errors = [{
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
																															validate10$3.errors = [{
																																instancePath: instancePath + "/models/" + i0 + "/files/" + i1 + "/md5",
																																schemaPath: "#/definitions/model/properties/files/items/properties/md5/pattern",
																																keyword: "pattern",
																																params: { pattern: "^[0-9a-f]{32}$" },
																																message: "must match pattern \"^[0-9a-f]{32}$\""
																															}];
																															return false;
																														}
																													} else {
																														validate10$3.errors = [{
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
																								validate10$3.errors = [{
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
																					validate10$3.errors = [{
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
																							validate10$3.errors = [{
																								instancePath: instancePath + "/models/" + i0 + "/ref",
																								schemaPath: "#/definitions/model/properties/ref/required",
																								keyword: "required",
																								params: { missingProperty: missing4 },
																								message: "must have required property '" + missing4 + "'"
																							}];
																							return false;
																						} else {
																							for (const key4 in data22) if (!(key4 === "requested" || key4 === "mutable")) {
																								validate10$3.errors = [{
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
																										validate10$3.errors = [{
																											instancePath: instancePath + "/models/" + i0 + "/ref/requested",
																											schemaPath: "#/definitions/model/properties/ref/properties/requested/maxLength",
																											keyword: "maxLength",
																											params: { limit: 1024 },
																											message: "must NOT have more than 1024 characters"
																										}];
																										return false;
																									} else if (func3$2(data23) < 1) {
																										validate10$3.errors = [{
																											instancePath: instancePath + "/models/" + i0 + "/ref/requested",
																											schemaPath: "#/definitions/model/properties/ref/properties/requested/minLength",
																											keyword: "minLength",
																											params: { limit: 1 },
																											message: "must NOT have fewer than 1 characters"
																										}];
																										return false;
																									}
																								} else {
																									validate10$3.errors = [{
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
																										validate10$3.errors = [{
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
																						validate10$3.errors = [{
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
																								validate10$3.errors = [{
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
																												validate10$3.errors = [{
																													instancePath: instancePath + "/models/" + i0 + "/source",
																													schemaPath: "#/definitions/model/properties/source/oneOf/0/required",
																													keyword: "required",
																													params: { missingProperty: missing6 },
																													message: "must have required property '" + missing6 + "'"
																												}];
																												return false;
																											} else {
																												for (const key5 in data25) if (!(key5 === "type" || key5 === "path")) {
																													validate10$3.errors = [{
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
																														validate10$3.errors = [{
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
																																validate10$3.errors = [{
																																	instancePath: instancePath + "/models/" + i0 + "/source/path",
																																	schemaPath: "#/definitions/model/properties/source/oneOf/0/properties/path/maxLength",
																																	keyword: "maxLength",
																																	params: { limit: 1024 },
																																	message: "must NOT have more than 1024 characters"
																																}];
																																return false;
																															} else if (func3$2(data27) < 1) {
																																validate10$3.errors = [{
																																	instancePath: instancePath + "/models/" + i0 + "/source/path",
																																	schemaPath: "#/definitions/model/properties/source/oneOf/0/properties/path/minLength",
																																	keyword: "minLength",
																																	params: { limit: 1 },
																																	message: "must NOT have fewer than 1 characters"
																																}];
																																return false;
																															}
																														} else {
																															validate10$3.errors = [{
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
																											validate10$3.errors = [{
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
																												validate10$3.errors = [{
																													instancePath: instancePath + "/models/" + i0 + "/source",
																													schemaPath: "#/definitions/model/properties/source/oneOf/1/required",
																													keyword: "required",
																													params: { missingProperty: missing7 },
																													message: "must have required property '" + missing7 + "'"
																												}];
																												return false;
																											} else {
																												for (const key6 in data25) if (!(key6 === "type" || key6 === "path" || key6 === "pointer" || key6 === "commit" || key6 === "md5" || key6 === "remote")) {
																													validate10$3.errors = [{
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
																														validate10$3.errors = [{
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
																																validate10$3.errors = [{
																																	instancePath: instancePath + "/models/" + i0 + "/source/path",
																																	schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/path/maxLength",
																																	keyword: "maxLength",
																																	params: { limit: 1024 },
																																	message: "must NOT have more than 1024 characters"
																																}];
																																return false;
																															} else if (func3$2(data29) < 1) {
																																validate10$3.errors = [{
																																	instancePath: instancePath + "/models/" + i0 + "/source/path",
																																	schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/path/minLength",
																																	keyword: "minLength",
																																	params: { limit: 1 },
																																	message: "must NOT have fewer than 1 characters"
																																}];
																																return false;
																															}
																														} else {
																															validate10$3.errors = [{
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
																																	validate10$3.errors = [{
																																		instancePath: instancePath + "/models/" + i0 + "/source/pointer",
																																		schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/pointer/maxLength",
																																		keyword: "maxLength",
																																		params: { limit: 1024 },
																																		message: "must NOT have more than 1024 characters"
																																	}];
																																	return false;
																																} else if (func3$2(data30) < 1) {
																																	validate10$3.errors = [{
																																		instancePath: instancePath + "/models/" + i0 + "/source/pointer",
																																		schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/pointer/minLength",
																																		keyword: "minLength",
																																		params: { limit: 1 },
																																		message: "must NOT have fewer than 1 characters"
																																	}];
																																	return false;
																																}
																															} else {
																																validate10$3.errors = [{
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
																																		validate10$3.errors = [{
																																			instancePath: instancePath + "/models/" + i0 + "/source/commit",
																																			schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/commit/pattern",
																																			keyword: "pattern",
																																			params: { pattern: "^[0-9a-f]{40}(?:[0-9a-f]{24})?$" },
																																			message: "must match pattern \"^[0-9a-f]{40}(?:[0-9a-f]{24})?$\""
																																		}];
																																		return false;
																																	}
																																} else {
																																	validate10$3.errors = [{
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
																																			validate10$3.errors = [{
																																				instancePath: instancePath + "/models/" + i0 + "/source/md5",
																																				schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/md5/pattern",
																																				keyword: "pattern",
																																				params: { pattern: "^[0-9a-f]{32}(?:\\.dir)?$" },
																																				message: "must match pattern \"^[0-9a-f]{32}(?:\\.dir)?$\""
																																			}];
																																			return false;
																																		}
																																	} else {
																																		validate10$3.errors = [{
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
																																				validate10$3.errors = [{
																																					instancePath: instancePath + "/models/" + i0 + "/source/remote",
																																					schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/remote/maxLength",
																																					keyword: "maxLength",
																																					params: { limit: 255 },
																																					message: "must NOT have more than 255 characters"
																																				}];
																																				return false;
																																			} else if (func3$2(data33) < 1) {
																																				validate10$3.errors = [{
																																					instancePath: instancePath + "/models/" + i0 + "/source/remote",
																																					schemaPath: "#/definitions/model/properties/source/oneOf/1/properties/remote/minLength",
																																					keyword: "minLength",
																																					params: { limit: 1 },
																																					message: "must NOT have fewer than 1 characters"
																																				}];
																																				return false;
																																			}
																																		} else {
																																			validate10$3.errors = [{
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
																											validate10$3.errors = [{
																												instancePath: instancePath + "/models/" + i0 + "/source",
																												schemaPath: "#/definitions/model/properties/source/oneOf/1/type",
																												keyword: "type",
																												params: { type: "object" },
																												message: "must be object"
																											}];
																											return false;
																										}
																									} else {
																										validate10$3.errors = [{
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
																									validate10$3.errors = [{
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
																							validate10$3.errors = [{
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
														validate10$3.errors = [{
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
											validate10$3.errors = [{
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
													validate10$3.errors = [{
														instancePath: instancePath + "/source",
														schemaPath: "#/properties/source/required",
														keyword: "required",
														params: { missingProperty: missing8 },
														message: "must have required property '" + missing8 + "'"
													}];
													return false;
												} else {
													for (const key7 in data34) if (!(key7 === "repository" || key7 === "commit" || key7 === "run")) {
														validate10$3.errors = [{
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
																validate10$3.errors = [{
																	instancePath: instancePath + "/source/repository",
																	schemaPath: "#/properties/source/properties/repository/maxLength",
																	keyword: "maxLength",
																	params: { limit: 150 },
																	message: "must NOT have more than 150 characters"
																}];
																return false;
															} else if (func3$2(data35) < 3) {
																validate10$3.errors = [{
																	instancePath: instancePath + "/source/repository",
																	schemaPath: "#/properties/source/properties/repository/minLength",
																	keyword: "minLength",
																	params: { limit: 3 },
																	message: "must NOT have fewer than 3 characters"
																}];
																return false;
															}
														} else {
															validate10$3.errors = [{
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
																	validate10$3.errors = [{
																		instancePath: instancePath + "/source/commit",
																		schemaPath: "#/properties/source/properties/commit/pattern",
																		keyword: "pattern",
																		params: { pattern: "^[0-9a-f]{40}(?:[0-9a-f]{24})?$" },
																		message: "must match pattern \"^[0-9a-f]{40}(?:[0-9a-f]{24})?$\""
																	}];
																	return false;
																}
															} else {
																validate10$3.errors = [{
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
																		validate10$3.errors = [{
																			instancePath: instancePath + "/source/run",
																			schemaPath: "#/properties/source/properties/run/maxLength",
																			keyword: "maxLength",
																			params: { limit: 512 },
																			message: "must NOT have more than 512 characters"
																		}];
																		return false;
																	}
																} else {
																	validate10$3.errors = [{
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
												validate10$3.errors = [{
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
														validate10$3.errors = [{
															instancePath: instancePath + "/notes",
															schemaPath: "#/properties/notes/maxLength",
															keyword: "maxLength",
															params: { limit: 1e4 },
															message: "must NOT have more than 10000 characters"
														}];
														return false;
													}
												} else {
													validate10$3.errors = [{
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

// src/schema/generated/trust-signatures.js
const validate$3 = validate10$2;
const pattern0$2 = /* @__PURE__ */ new RegExp("^sha256:[0-9a-f]{64}$", "u");
const pattern1$1 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
const pattern2$1 = /* @__PURE__ */ new RegExp("^[A-Za-z0-9+/]{16,2048}={0,2}$", "u");
function validate10$2(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		let missing0;
		if (data.schemaVersion === void 0 && (missing0 = "schemaVersion") || data.kind === void 0 && (missing0 = "kind") || data.trust === void 0 && (missing0 = "trust") || data.signatures === void 0 && (missing0 = "signatures")) {
			validate10$2.errors = [{
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: missing0 },
				message: "must have required property '" + missing0 + "'"
			}];
			return false;
		} else {
			for (const key0 in data) if (!(key0 === "schemaVersion" || key0 === "kind" || key0 === "trust" || key0 === "signatures")) {
				validate10$2.errors = [{
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
					validate10$2.errors = [{
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
						validate10$2.errors = [{
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
							if (!pattern0$2.test(data2)) {
								validate10$2.errors = [{
									instancePath: instancePath + "/trust",
									schemaPath: "#/properties/trust/pattern",
									keyword: "pattern",
									params: { pattern: "^sha256:[0-9a-f]{64}$" },
									message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
								}];
								return false;
							}
						} else {
							validate10$2.errors = [{
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
									validate10$2.errors = [{
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
												validate10$2.errors = [{
													instancePath: instancePath + "/signatures/" + i0,
													schemaPath: "#/properties/signatures/items/required",
													keyword: "required",
													params: { missingProperty: missing1 },
													message: "must have required property '" + missing1 + "'"
												}];
												return false;
											} else {
												for (const key1 in data4) if (!(key1 === "keyId" || key1 === "signature")) {
													validate10$2.errors = [{
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
															validate10$2.errors = [{
																instancePath: instancePath + "/signatures/" + i0 + "/keyId",
																schemaPath: "#/properties/signatures/items/properties/keyId/pattern",
																keyword: "pattern",
																params: { pattern: "^[0-9a-f]{64}$" },
																message: "must match pattern \"^[0-9a-f]{64}$\""
															}];
															return false;
														}
													} else {
														validate10$2.errors = [{
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
															if (!pattern2$1.test(data6)) {
																validate10$2.errors = [{
																	instancePath: instancePath + "/signatures/" + i0 + "/signature",
																	schemaPath: "#/properties/signatures/items/properties/signature/pattern",
																	keyword: "pattern",
																	params: { pattern: "^[A-Za-z0-9+/]{16,2048}={0,2}$" },
																	message: "must match pattern \"^[A-Za-z0-9+/]{16,2048}={0,2}$\""
																}];
																return false;
															}
														} else {
															validate10$2.errors = [{
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
											validate10$2.errors = [{
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
								validate10$2.errors = [{
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
		validate10$2.errors = [{
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object"
		}];
		return false;
	}
	validate10$2.errors = vErrors;
	return true;
}

// src/schema/generated/trust.js
const validate$2 = validate10$1;
const schema11$1 = {
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
const pattern0$1 = /* @__PURE__ */ new RegExp("^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$", "u");
const pattern1 = /* @__PURE__ */ new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$", "u");
const pattern2 = /* @__PURE__ */ new RegExp("^[0-9a-f]{64}$", "u");
const pattern4 = /* @__PURE__ */ new RegExp("^[0-9]{1,20}$", "u");
const pattern6$1 = /* @__PURE__ */ new RegExp("^refs/[!-~]{1,250}$", "u");
const pattern7 = /* @__PURE__ */ new RegExp("^[a-z_]{1,40}$", "u");
const pattern17 = /* @__PURE__ */ new RegExp("^sha256:[0-9a-f]{64}$", "u");
function validate10$1(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (errors === 0) {
		if (data && typeof data == "object" && !Array.isArray(data)) {
			let missing0;
			if (data.schemaVersion === void 0 && (missing0 = "schemaVersion") || data.kind === void 0 && (missing0 = "kind") || data.fleet === void 0 && (missing0 = "fleet") || data.version === void 0 && (missing0 = "version") || data.epoch === void 0 && (missing0 = "epoch") || data.expires === void 0 && (missing0 = "expires") || data.roots === void 0 && (missing0 = "roots") || data.signers === void 0 && (missing0 = "signers") || data.floors === void 0 && (missing0 = "floors") || data.revocations === void 0 && (missing0 = "revocations") || data.revertKey === void 0 && (missing0 = "revertKey") || data.trustedRoot === void 0 && (missing0 = "trustedRoot")) {
				validate10$1.errors = [{
					instancePath,
					schemaPath: "#/required",
					keyword: "required",
					params: { missingProperty: missing0 },
					message: "must have required property '" + missing0 + "'"
				}];
				return false;
			} else {
				const _errs1 = errors;
				for (const key0 in data) if (!func2$1.call(schema11$1.properties, key0)) {
					validate10$1.errors = [{
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
							validate10$1.errors = [{
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
								validate10$1.errors = [{
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
								}
								var valid0 = _errs4 === errors;
							} else var valid0 = true;
							if (valid0) {
								if (data.version !== void 0) {
									let data3 = data.version;
									const _errs6 = errors;
									if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3))) {
										validate10$1.errors = [{
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
												validate10$1.errors = [{
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
												validate10$1.errors = [{
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
											validate10$1.errors = [{
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
												} else if (data4 < 1 || isNaN(data4)) {
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
														validate10$1.errors = [{
															instancePath: instancePath + "/expires",
															schemaPath: "#/properties/expires/maxLength",
															keyword: "maxLength",
															params: { limit: 24 },
															message: "must NOT have more than 24 characters"
														}];
														return false;
													} else if (!pattern1.test(data5)) {
														validate10$1.errors = [{
															instancePath: instancePath + "/expires",
															schemaPath: "#/properties/expires/pattern",
															keyword: "pattern",
															params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$" },
															message: "must match pattern \"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$\""
														}];
														return false;
													}
												} else {
													validate10$1.errors = [{
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
															validate10$1.errors = [{
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
																validate10$1.errors = [{
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
																		validate10$1.errors = [{
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
																				validate10$1.errors = [{
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
																				validate10$1.errors = [{
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
																					validate10$1.errors = [{
																						instancePath: instancePath + "/roots/keys",
																						schemaPath: "#/properties/roots/properties/keys/maxItems",
																						keyword: "maxItems",
																						params: { limit: 16 },
																						message: "must NOT have more than 16 items"
																					}];
																					return false;
																				} else if (data8.length < 1) {
																					validate10$1.errors = [{
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
																									validate10$1.errors = [{
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
																										validate10$1.errors = [{
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
																													if (!pattern2.test(data10)) {
																														validate10$1.errors = [{
																															instancePath: instancePath + "/roots/keys/" + i0 + "/keyId",
																															schemaPath: "#/definitions/rootKey/properties/keyId/pattern",
																															keyword: "pattern",
																															params: { pattern: "^[0-9a-f]{64}$" },
																															message: "must match pattern \"^[0-9a-f]{64}$\""
																														}];
																														return false;
																													}
																												} else {
																													validate10$1.errors = [{
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
																															validate10$1.errors = [{
																																instancePath: instancePath + "/roots/keys/" + i0 + "/publicKey",
																																schemaPath: "#/definitions/rootKey/properties/publicKey/maxLength",
																																keyword: "maxLength",
																																params: { limit: 4096 },
																																message: "must NOT have more than 4096 characters"
																															}];
																															return false;
																														} else if (func3$1(data11) < 64) {
																															validate10$1.errors = [{
																																instancePath: instancePath + "/roots/keys/" + i0 + "/publicKey",
																																schemaPath: "#/definitions/rootKey/properties/publicKey/minLength",
																																keyword: "minLength",
																																params: { limit: 64 },
																																message: "must NOT have fewer than 64 characters"
																															}];
																															return false;
																														}
																													} else {
																														validate10$1.errors = [{
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
																								validate10$1.errors = [{
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
																				validate10$1.errors = [{
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
														validate10$1.errors = [{
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
																validate10$1.errors = [{
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
																				validate10$1.errors = [{
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
																					validate10$1.errors = [{
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
																							validate10$1.errors = [{
																								instancePath: instancePath + "/signers/" + i1 + "/role",
																								schemaPath: "#/properties/signers/items/properties/role/enum",
																								keyword: "enum",
																								params: { allowedValues: schema11$1.properties.signers.items.properties.role.enum },
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
																									if (!pattern0$1.test(data15)) {
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
																								validate10$1.errors = vErrors;
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
																											validate10$1.errors = [{
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
																																validate10$1.errors = [{
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
																																	validate10$1.errors = [{
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
																																			validate10$1.errors = [{
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
																																						validate10$1.errors = [{
																																							instancePath: instancePath + "/signers/" + i1 + "/identity/issuer",
																																							schemaPath: "#/definitions/identity/oneOf/0/properties/issuer/maxLength",
																																							keyword: "maxLength",
																																							params: { limit: 512 },
																																							message: "must NOT have more than 512 characters"
																																						}];
																																						return false;
																																					} else if (func3$1(data18) < 1) {
																																						validate10$1.errors = [{
																																							instancePath: instancePath + "/signers/" + i1 + "/identity/issuer",
																																							schemaPath: "#/definitions/identity/oneOf/0/properties/issuer/minLength",
																																							keyword: "minLength",
																																							params: { limit: 1 },
																																							message: "must NOT have fewer than 1 characters"
																																						}];
																																						return false;
																																					}
																																				} else {
																																					validate10$1.errors = [{
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
																																							validate10$1.errors = [{
																																								instancePath: instancePath + "/signers/" + i1 + "/identity/subject",
																																								schemaPath: "#/definitions/identity/oneOf/0/properties/subject/maxLength",
																																								keyword: "maxLength",
																																								params: { limit: 1024 },
																																								message: "must NOT have more than 1024 characters"
																																							}];
																																							return false;
																																						} else if (func3$1(data19) < 1) {
																																							validate10$1.errors = [{
																																								instancePath: instancePath + "/signers/" + i1 + "/identity/subject",
																																								schemaPath: "#/definitions/identity/oneOf/0/properties/subject/minLength",
																																								keyword: "minLength",
																																								params: { limit: 1 },
																																								message: "must NOT have fewer than 1 characters"
																																							}];
																																							return false;
																																						}
																																					} else {
																																						validate10$1.errors = [{
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
																																								validate10$1.errors = [{
																																									instancePath: instancePath + "/signers/" + i1 + "/identity/repositoryId",
																																									schemaPath: "#/definitions/identity/oneOf/0/properties/repositoryId/pattern",
																																									keyword: "pattern",
																																									params: { pattern: "^[0-9]{1,20}$" },
																																									message: "must match pattern \"^[0-9]{1,20}$\""
																																								}];
																																								return false;
																																							}
																																						} else {
																																							validate10$1.errors = [{
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
																																									validate10$1.errors = [{
																																										instancePath: instancePath + "/signers/" + i1 + "/identity/ownerId",
																																										schemaPath: "#/definitions/identity/oneOf/0/properties/ownerId/pattern",
																																										keyword: "pattern",
																																										params: { pattern: "^[0-9]{1,20}$" },
																																										message: "must match pattern \"^[0-9]{1,20}$\""
																																									}];
																																									return false;
																																								}
																																							} else {
																																								validate10$1.errors = [{
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
																																									if (!pattern6$1.test(data22)) {
																																										validate10$1.errors = [{
																																											instancePath: instancePath + "/signers/" + i1 + "/identity/sourceRef",
																																											schemaPath: "#/definitions/identity/oneOf/0/properties/sourceRef/pattern",
																																											keyword: "pattern",
																																											params: { pattern: "^refs/[!-~]{1,250}$" },
																																											message: "must match pattern \"^refs/[!-~]{1,250}$\""
																																										}];
																																										return false;
																																									}
																																								} else {
																																									validate10$1.errors = [{
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
																																											validate10$1.errors = [{
																																												instancePath: instancePath + "/signers/" + i1 + "/identity/buildConfigUri",
																																												schemaPath: "#/definitions/identity/oneOf/0/properties/buildConfigUri/maxLength",
																																												keyword: "maxLength",
																																												params: { limit: 1024 },
																																												message: "must NOT have more than 1024 characters"
																																											}];
																																											return false;
																																										} else if (func3$1(data23) < 1) {
																																											validate10$1.errors = [{
																																												instancePath: instancePath + "/signers/" + i1 + "/identity/buildConfigUri",
																																												schemaPath: "#/definitions/identity/oneOf/0/properties/buildConfigUri/minLength",
																																												keyword: "minLength",
																																												params: { limit: 1 },
																																												message: "must NOT have fewer than 1 characters"
																																											}];
																																											return false;
																																										}
																																									} else {
																																										validate10$1.errors = [{
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
																																												validate10$1.errors = [{
																																													instancePath: instancePath + "/signers/" + i1 + "/identity/trigger",
																																													schemaPath: "#/definitions/identity/oneOf/0/properties/trigger/pattern",
																																													keyword: "pattern",
																																													params: { pattern: "^[a-z_]{1,40}$" },
																																													message: "must match pattern \"^[a-z_]{1,40}$\""
																																												}];
																																												return false;
																																											}
																																										} else {
																																											validate10$1.errors = [{
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
																															validate10$1.errors = [{
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
																																validate10$1.errors = [{
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
																																	validate10$1.errors = [{
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
																																			validate10$1.errors = [{
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
																																					if (!pattern2.test(data26)) {
																																						validate10$1.errors = [{
																																							instancePath: instancePath + "/signers/" + i1 + "/identity/keyId",
																																							schemaPath: "#/definitions/identity/oneOf/1/properties/keyId/pattern",
																																							keyword: "pattern",
																																							params: { pattern: "^[0-9a-f]{64}$" },
																																							message: "must match pattern \"^[0-9a-f]{64}$\""
																																						}];
																																						return false;
																																					}
																																				} else {
																																					validate10$1.errors = [{
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
																																							validate10$1.errors = [{
																																								instancePath: instancePath + "/signers/" + i1 + "/identity/publicKey",
																																								schemaPath: "#/definitions/identity/oneOf/1/properties/publicKey/maxLength",
																																								keyword: "maxLength",
																																								params: { limit: 4096 },
																																								message: "must NOT have more than 4096 characters"
																																							}];
																																							return false;
																																						} else if (func3$1(data27) < 64) {
																																							validate10$1.errors = [{
																																								instancePath: instancePath + "/signers/" + i1 + "/identity/publicKey",
																																								schemaPath: "#/definitions/identity/oneOf/1/properties/publicKey/minLength",
																																								keyword: "minLength",
																																								params: { limit: 64 },
																																								message: "must NOT have fewer than 64 characters"
																																							}];
																																							return false;
																																						}
																																					} else {
																																						validate10$1.errors = [{
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
																															validate10$1.errors = [{
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
																													validate10$1.errors = [{
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
																												validate10$1.errors = [{
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
																										validate10$1.errors = [{
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
																			validate10$1.errors = [{
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
															validate10$1.errors = [{
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
																	validate10$1.errors = [{
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
																			if (!pattern0$1.test(key6)) {
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
																			validate10$1.errors = vErrors;
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
																					validate10$1.errors = [{
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
																						validate10$1.errors = [{
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
																								validate10$1.errors = [{
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
																										validate10$1.errors = [{
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
																										validate10$1.errors = [{
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
																									validate10$1.errors = [{
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
																											validate10$1.errors = [{
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
																											validate10$1.errors = [{
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
																				validate10$1.errors = [{
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
																validate10$1.errors = [{
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
																		validate10$1.errors = [{
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
																						validate10$1.errors = [{
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
																							validate10$1.errors = [{
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
																											validate10$1.errors = [{
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
																																validate10$1.errors = [{
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
																																	validate10$1.errors = [{
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
																																			validate10$1.errors = [{
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
																																						validate10$1.errors = [{
																																							instancePath: instancePath + "/revocations/" + i2 + "/identity/issuer",
																																							schemaPath: "#/definitions/identity/oneOf/0/properties/issuer/maxLength",
																																							keyword: "maxLength",
																																							params: { limit: 512 },
																																							message: "must NOT have more than 512 characters"
																																						}];
																																						return false;
																																					} else if (func3$1(data36) < 1) {
																																						validate10$1.errors = [{
																																							instancePath: instancePath + "/revocations/" + i2 + "/identity/issuer",
																																							schemaPath: "#/definitions/identity/oneOf/0/properties/issuer/minLength",
																																							keyword: "minLength",
																																							params: { limit: 1 },
																																							message: "must NOT have fewer than 1 characters"
																																						}];
																																						return false;
																																					}
																																				} else {
																																					validate10$1.errors = [{
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
																																							validate10$1.errors = [{
																																								instancePath: instancePath + "/revocations/" + i2 + "/identity/subject",
																																								schemaPath: "#/definitions/identity/oneOf/0/properties/subject/maxLength",
																																								keyword: "maxLength",
																																								params: { limit: 1024 },
																																								message: "must NOT have more than 1024 characters"
																																							}];
																																							return false;
																																						} else if (func3$1(data37) < 1) {
																																							validate10$1.errors = [{
																																								instancePath: instancePath + "/revocations/" + i2 + "/identity/subject",
																																								schemaPath: "#/definitions/identity/oneOf/0/properties/subject/minLength",
																																								keyword: "minLength",
																																								params: { limit: 1 },
																																								message: "must NOT have fewer than 1 characters"
																																							}];
																																							return false;
																																						}
																																					} else {
																																						validate10$1.errors = [{
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
																																								validate10$1.errors = [{
																																									instancePath: instancePath + "/revocations/" + i2 + "/identity/repositoryId",
																																									schemaPath: "#/definitions/identity/oneOf/0/properties/repositoryId/pattern",
																																									keyword: "pattern",
																																									params: { pattern: "^[0-9]{1,20}$" },
																																									message: "must match pattern \"^[0-9]{1,20}$\""
																																								}];
																																								return false;
																																							}
																																						} else {
																																							validate10$1.errors = [{
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
																																									validate10$1.errors = [{
																																										instancePath: instancePath + "/revocations/" + i2 + "/identity/ownerId",
																																										schemaPath: "#/definitions/identity/oneOf/0/properties/ownerId/pattern",
																																										keyword: "pattern",
																																										params: { pattern: "^[0-9]{1,20}$" },
																																										message: "must match pattern \"^[0-9]{1,20}$\""
																																									}];
																																									return false;
																																								}
																																							} else {
																																								validate10$1.errors = [{
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
																																									if (!pattern6$1.test(data40)) {
																																										validate10$1.errors = [{
																																											instancePath: instancePath + "/revocations/" + i2 + "/identity/sourceRef",
																																											schemaPath: "#/definitions/identity/oneOf/0/properties/sourceRef/pattern",
																																											keyword: "pattern",
																																											params: { pattern: "^refs/[!-~]{1,250}$" },
																																											message: "must match pattern \"^refs/[!-~]{1,250}$\""
																																										}];
																																										return false;
																																									}
																																								} else {
																																									validate10$1.errors = [{
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
																																											validate10$1.errors = [{
																																												instancePath: instancePath + "/revocations/" + i2 + "/identity/buildConfigUri",
																																												schemaPath: "#/definitions/identity/oneOf/0/properties/buildConfigUri/maxLength",
																																												keyword: "maxLength",
																																												params: { limit: 1024 },
																																												message: "must NOT have more than 1024 characters"
																																											}];
																																											return false;
																																										} else if (func3$1(data41) < 1) {
																																											validate10$1.errors = [{
																																												instancePath: instancePath + "/revocations/" + i2 + "/identity/buildConfigUri",
																																												schemaPath: "#/definitions/identity/oneOf/0/properties/buildConfigUri/minLength",
																																												keyword: "minLength",
																																												params: { limit: 1 },
																																												message: "must NOT have fewer than 1 characters"
																																											}];
																																											return false;
																																										}
																																									} else {
																																										validate10$1.errors = [{
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
																																												validate10$1.errors = [{
																																													instancePath: instancePath + "/revocations/" + i2 + "/identity/trigger",
																																													schemaPath: "#/definitions/identity/oneOf/0/properties/trigger/pattern",
																																													keyword: "pattern",
																																													params: { pattern: "^[a-z_]{1,40}$" },
																																													message: "must match pattern \"^[a-z_]{1,40}$\""
																																												}];
																																												return false;
																																											}
																																										} else {
																																											validate10$1.errors = [{
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
																															validate10$1.errors = [{
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
																																validate10$1.errors = [{
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
																																	validate10$1.errors = [{
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
																																			validate10$1.errors = [{
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
																																					if (!pattern2.test(data44)) {
																																						validate10$1.errors = [{
																																							instancePath: instancePath + "/revocations/" + i2 + "/identity/keyId",
																																							schemaPath: "#/definitions/identity/oneOf/1/properties/keyId/pattern",
																																							keyword: "pattern",
																																							params: { pattern: "^[0-9a-f]{64}$" },
																																							message: "must match pattern \"^[0-9a-f]{64}$\""
																																						}];
																																						return false;
																																					}
																																				} else {
																																					validate10$1.errors = [{
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
																																							validate10$1.errors = [{
																																								instancePath: instancePath + "/revocations/" + i2 + "/identity/publicKey",
																																								schemaPath: "#/definitions/identity/oneOf/1/properties/publicKey/maxLength",
																																								keyword: "maxLength",
																																								params: { limit: 4096 },
																																								message: "must NOT have more than 4096 characters"
																																							}];
																																							return false;
																																						} else if (func3$1(data45) < 64) {
																																							validate10$1.errors = [{
																																								instancePath: instancePath + "/revocations/" + i2 + "/identity/publicKey",
																																								schemaPath: "#/definitions/identity/oneOf/1/properties/publicKey/minLength",
																																								keyword: "minLength",
																																								params: { limit: 64 },
																																								message: "must NOT have fewer than 64 characters"
																																							}];
																																							return false;
																																						}
																																					} else {
																																						validate10$1.errors = [{
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
																															validate10$1.errors = [{
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
																													validate10$1.errors = [{
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
																												validate10$1.errors = [{
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
																										validate10$1.errors = [{
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
																												validate10$1.errors = [{
																													instancePath: instancePath + "/revocations/" + i2 + "/from",
																													schemaPath: "#/properties/revocations/items/properties/from/maxLength",
																													keyword: "maxLength",
																													params: { limit: 24 },
																													message: "must NOT have more than 24 characters"
																												}];
																												return false;
																											} else if (!pattern1.test(data46)) {
																												validate10$1.errors = [{
																													instancePath: instancePath + "/revocations/" + i2 + "/from",
																													schemaPath: "#/properties/revocations/items/properties/from/pattern",
																													keyword: "pattern",
																													params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$" },
																													message: "must match pattern \"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$\""
																												}];
																												return false;
																											}
																										} else {
																											validate10$1.errors = [{
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
																					validate10$1.errors = [{
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
																	validate10$1.errors = [{
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
																							if (!pattern2.test(data48)) {
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
																	validate10$1.errors = vErrors;
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
																				validate10$1.errors = [{
																					instancePath: instancePath + "/trustedRoot",
																					schemaPath: "#/properties/trustedRoot/pattern",
																					keyword: "pattern",
																					params: { pattern: "^sha256:[0-9a-f]{64}$" },
																					message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
																				}];
																				return false;
																			}
																		} else {
																			validate10$1.errors = [{
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
			validate10$1.errors = [{
				instancePath,
				schemaPath: "#/type",
				keyword: "type",
				params: { type: "object" },
				message: "must be object"
			}];
			return false;
		}
	}
	validate10$1.errors = vErrors;
	return errors === 0;
}

// src/schema/generated/verdict.js
const validate$1 = validate10;
const schema11 = {
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
const pattern0 = /* @__PURE__ */ new RegExp("^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$", "u");
const pattern3 = /* @__PURE__ */ new RegExp("^sha256:[0-9a-f]{64}$", "u");
const pattern6 = /* @__PURE__ */ new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$", "u");
const pattern8 = /* @__PURE__ */ new RegExp("^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$", "u");
function validate10(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		let missing0;
		if (data.schemaVersion === void 0 && (missing0 = "schemaVersion") || data.kind === void 0 && (missing0 = "kind") || data.fleet === void 0 && (missing0 = "fleet") || data.app === void 0 && (missing0 = "app") || data.ring === void 0 && (missing0 = "ring") || data.epoch === void 0 && (missing0 = "epoch") || data.seq === void 0 && (missing0 = "seq") || data.pointer === void 0 && (missing0 = "pointer") || data.release === void 0 && (missing0 = "release") || data.gateConfig === void 0 && (missing0 = "gateConfig") || data.verdict === void 0 && (missing0 = "verdict") || data.reason === void 0 && (missing0 = "reason") || data.window === void 0 && (missing0 = "window") || data.devices === void 0 && (missing0 = "devices") || data.metrics === void 0 && (missing0 = "metrics")) {
			validate10.errors = [{
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: missing0 },
				message: "must have required property '" + missing0 + "'"
			}];
			return false;
		} else {
			for (const key0 in data) if (!func2.call(schema11.properties, key0)) {
				validate10.errors = [{
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
					validate10.errors = [{
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
						validate10.errors = [{
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
							if (!pattern0.test(data2)) {
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
						var valid0 = true;
					} else var valid0 = true;
					if (valid0) {
						if (data.app !== void 0) {
							let data3 = data.app;
							if (typeof data3 === "string") {
								if (!pattern0.test(data3)) {
									validate10.errors = [{
										instancePath: instancePath + "/app",
										schemaPath: "#/properties/app/pattern",
										keyword: "pattern",
										params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
										message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\""
									}];
									return false;
								}
							} else {
								validate10.errors = [{
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
									if (!pattern0.test(data4)) {
										validate10.errors = [{
											instancePath: instancePath + "/ring",
											schemaPath: "#/properties/ring/pattern",
											keyword: "pattern",
											params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
											message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\""
										}];
										return false;
									}
								} else {
									validate10.errors = [{
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
										validate10.errors = [{
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
											validate10.errors = [{
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
											validate10.errors = [{
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
											validate10.errors = [{
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
												validate10.errors = [{
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
												validate10.errors = [{
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
												if (!pattern3.test(data7)) {
													validate10.errors = [{
														instancePath: instancePath + "/pointer",
														schemaPath: "#/properties/pointer/pattern",
														keyword: "pattern",
														params: { pattern: "^sha256:[0-9a-f]{64}$" },
														message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
													}];
													return false;
												}
											} else {
												validate10.errors = [{
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
													if (!pattern3.test(data8)) {
														validate10.errors = [{
															instancePath: instancePath + "/release",
															schemaPath: "#/properties/release/pattern",
															keyword: "pattern",
															params: { pattern: "^sha256:[0-9a-f]{64}$" },
															message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
														}];
														return false;
													}
												} else {
													validate10.errors = [{
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
														if (!pattern3.test(data9)) {
															validate10.errors = [{
																instancePath: instancePath + "/gateConfig",
																schemaPath: "#/properties/gateConfig/pattern",
																keyword: "pattern",
																params: { pattern: "^sha256:[0-9a-f]{64}$" },
																message: "must match pattern \"^sha256:[0-9a-f]{64}$\""
															}];
															return false;
														}
													} else {
														validate10.errors = [{
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
															validate10.errors = [{
																instancePath: instancePath + "/verdict",
																schemaPath: "#/properties/verdict/enum",
																keyword: "enum",
																params: { allowedValues: schema11.properties.verdict.enum },
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
																	validate10.errors = [{
																		instancePath: instancePath + "/reason",
																		schemaPath: "#/properties/reason/maxLength",
																		keyword: "maxLength",
																		params: { limit: 500 },
																		message: "must NOT have more than 500 characters"
																	}];
																	return false;
																} else if (func3(data11) < 1) {
																	validate10.errors = [{
																		instancePath: instancePath + "/reason",
																		schemaPath: "#/properties/reason/minLength",
																		keyword: "minLength",
																		params: { limit: 1 },
																		message: "must NOT have fewer than 1 characters"
																	}];
																	return false;
																}
															} else {
																validate10.errors = [{
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
																		validate10.errors = [{
																			instancePath: instancePath + "/window",
																			schemaPath: "#/properties/window/required",
																			keyword: "required",
																			params: { missingProperty: missing1 },
																			message: "must have required property '" + missing1 + "'"
																		}];
																		return false;
																	} else {
																		for (const key1 in data12) if (!(key1 === "from" || key1 === "to")) {
																			validate10.errors = [{
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
																					validate10.errors = [{
																						instancePath: instancePath + "/window/from",
																						schemaPath: "#/properties/window/properties/from/maxLength",
																						keyword: "maxLength",
																						params: { limit: 24 },
																						message: "must NOT have more than 24 characters"
																					}];
																					return false;
																				} else if (!pattern6.test(data13)) {
																					validate10.errors = [{
																						instancePath: instancePath + "/window/from",
																						schemaPath: "#/properties/window/properties/from/pattern",
																						keyword: "pattern",
																						params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$" },
																						message: "must match pattern \"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$\""
																					}];
																					return false;
																				}
																			} else {
																				validate10.errors = [{
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
																						validate10.errors = [{
																							instancePath: instancePath + "/window/to",
																							schemaPath: "#/properties/window/properties/to/maxLength",
																							keyword: "maxLength",
																							params: { limit: 24 },
																							message: "must NOT have more than 24 characters"
																						}];
																						return false;
																					} else if (!pattern6.test(data14)) {
																						validate10.errors = [{
																							instancePath: instancePath + "/window/to",
																							schemaPath: "#/properties/window/properties/to/pattern",
																							keyword: "pattern",
																							params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$" },
																							message: "must match pattern \"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?Z$\""
																						}];
																						return false;
																					}
																				} else {
																					validate10.errors = [{
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
																	validate10.errors = [{
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
																			validate10.errors = [{
																				instancePath: instancePath + "/devices",
																				schemaPath: "#/properties/devices/required",
																				keyword: "required",
																				params: { missingProperty: missing2 },
																				message: "must have required property '" + missing2 + "'"
																			}];
																			return false;
																		} else {
																			for (const key2 in data15) if (!(key2 === "ring" || key2 === "updated" || key2 === "reporting" || key2 === "silent" || key2 === "missing")) {
																				validate10.errors = [{
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
																					validate10.errors = [{
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
																						validate10.errors = [{
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
																						validate10.errors = [{
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
																						validate10.errors = [{
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
																							validate10.errors = [{
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
																							validate10.errors = [{
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
																							validate10.errors = [{
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
																								validate10.errors = [{
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
																								validate10.errors = [{
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
																									validate10.errors = [{
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
																												validate10.errors = [{
																													instancePath: instancePath + "/devices/silent/" + i0,
																													schemaPath: "#/properties/devices/properties/silent/items/pattern",
																													keyword: "pattern",
																													params: { pattern: "^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$" },
																													message: "must match pattern \"^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$\""
																												}];
																												return false;
																											}
																										} else {
																											validate10.errors = [{
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
																								validate10.errors = [{
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
																										validate10.errors = [{
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
																													validate10.errors = [{
																														instancePath: instancePath + "/devices/missing/" + i1,
																														schemaPath: "#/properties/devices/properties/missing/items/pattern",
																														keyword: "pattern",
																														params: { pattern: "^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$" },
																														message: "must match pattern \"^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$\""
																													}];
																													return false;
																												}
																											} else {
																												validate10.errors = [{
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
																									validate10.errors = [{
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
																		validate10.errors = [{
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
																				validate10.errors = [{
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
																							validate10.errors = [{
																								instancePath: instancePath + "/metrics/" + i2,
																								schemaPath: "#/properties/metrics/items/required",
																								keyword: "required",
																								params: { missingProperty: missing3 },
																								message: "must have required property '" + missing3 + "'"
																							}];
																							return false;
																						} else {
																							for (const key3 in data24) if (!(key3 === "name" || key3 === "type" || key3 === "bad" || key3 === "total" || key3 === "value" || key3 === "limit" || key3 === "state")) {
																								validate10.errors = [{
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
																									if (!pattern0.test(data25)) {
																										validate10.errors = [{
																											instancePath: instancePath + "/metrics/" + i2 + "/name",
																											schemaPath: "#/properties/metrics/items/properties/name/pattern",
																											keyword: "pattern",
																											params: { pattern: "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$" },
																											message: "must match pattern \"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$\""
																										}];
																										return false;
																									}
																								} else {
																									validate10.errors = [{
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
																										validate10.errors = [{
																											instancePath: instancePath + "/metrics/" + i2 + "/type",
																											schemaPath: "#/properties/metrics/items/properties/type/enum",
																											keyword: "enum",
																											params: { allowedValues: schema11.properties.metrics.items.properties.type.enum },
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
																												validate10.errors = [{
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
																											validate10.errors = [{
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
																													validate10.errors = [{
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
																												validate10.errors = [{
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
																														validate10.errors = [{
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
																														validate10.errors = [{
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
																													validate10.errors = [{
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
																															validate10.errors = [{
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
																															validate10.errors = [{
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
																														validate10.errors = [{
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
																															validate10.errors = [{
																																instancePath: instancePath + "/metrics/" + i2 + "/state",
																																schemaPath: "#/properties/metrics/items/properties/state/enum",
																																keyword: "enum",
																																params: { allowedValues: schema11.properties.metrics.items.properties.state.enum },
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
																						validate10.errors = [{
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
																			validate10.errors = [{
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
		validate10.errors = [{
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object"
		}];
		return false;
	}
	validate10.errors = vErrors;
	return true;
}

// src/schema/validation.ts
/** Throws DOCUMENT_SCHEMA with the place (JSON pointer, and line where the caller knows it) of the first violation. */
function validate(validator, value, name, lineOf) {
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
	return read(bytes, name, limits.release, validate$4);
}
/** Reads rings/<ring>/<app>.json. */
function readPointer(bytes, name) {
	return read(bytes, name, limits.pointer, validate$5);
}
/** Reads verdicts/<ring>/<app>/<epoch>-<seq>.json. */
function readVerdict(bytes, name) {
	return read(bytes, name, limits.verdict, validate$1);
}
/** Reads trust/trust.json. It says nothing about who signed it. */
function readTrust(bytes, name) {
	return read(bytes, name, limits.trust, validate$2);
}
/** Reads trust/trust.signatures.json. */
function readTrustSignatures(bytes, name) {
	return read(bytes, name, limits.signatures, validate$3);
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
	validate(validator, value, name);
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

export { readVerdict as a, validate as c, readTrustSignatures as i, schemaFaults as l, readRelease as n, writePointer as o, readTrust as r, writeVerdict as s, readPointer as t };