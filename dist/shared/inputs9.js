import "./rolldown-runtime.js";
import { t as isRecord } from "./json-members.js";
import { t as valueFaults } from "./faults2.js";
import { a as digest, d as jobFile, g as relativePath, i as choice, m as pinnedImage, p as list, r as block, s as flag } from "./grammars.js";
import { r as isTag } from "./image-reference.js";
import { i as required, n as optional, t as defaulted } from "./input-table.js";
import { t as defineCommand } from "./command.js";
import { i as registryInputs } from "./registry-access.js";
import { a as trustInputs, i as signingInputs } from "./signing-inputs.js";

// src/signing/predicates/predicate-types.ts
/** Short names of predicate types, as stock cosign has them for `--type`, and those of this project's other predicates. */
const predicateAliases = {
	slsaprovenance1: "https://slsa.dev/provenance/v1",
	slsaprovenance02: "https://slsa.dev/provenance/v0.2",
	spdx: "https://spdx.dev/Document",
	spdxjson: "https://spdx.dev/Document",
	cyclonedx: "https://cyclonedx.org/bom",
	openvex: "https://openvex.dev/ns",
	vuln: "https://cosign.sigstore.dev/attestation/vuln/v1",
	custom: "https://cosign.sigstore.dev/attestation/v1",
	"test-result": "https://in-toto.io/attestation/test-result/v0.1",
	release: "https://in-toto.io/attestation/release/v0.1",
	vsa: "https://slsa.dev/verification_summary/v1"
};
/** The predicate type that a short name or a URI stands for; undefined for anything else. */
function predicateTypeOf(text) {
	if (Object.hasOwn(predicateAliases, text)) return predicateAliases[text];
	return /^[a-z][a-z0-9+.-]*:[!-~]{1,500}$/i.test(text) ? text : void 0;
}
/** The predicate type of an SBOM by its own words: CycloneDX (ML-BOMs too) or SPDX 2; undefined for anything else. */
function sbomPredicateType(document) {
	if (!isRecord(document)) return void 0;
	if (document["bomFormat"] === "CycloneDX" && typeof document["specVersion"] === "string") return predicateAliases.cyclonedx;
	if (typeof document["spdxVersion"] === "string" && document["spdxVersion"].startsWith("SPDX-2.")) return predicateAliases.spdxjson;
}
/**
* What is wrong with a predicate whose type has members that verifiers read; undefined where nothing is, and for types that this
* project does not know (in-toto attestation, spec/predicates).
*/
function predicateFlaw(type, predicate) {
	if (!isRecord(predicate)) return "is no JSON object";
	const lacks = (...names) => {
		const missing = names.filter((name) => predicate[name] === void 0);
		return missing.length === 0 ? void 0 : `has no ${missing.join(" and no ")}`;
	};
	switch (type) {
		case predicateAliases.slsaprovenance1: return lacks("buildDefinition", "runDetails");
		case predicateAliases.cyclonedx:
		case predicateAliases.spdxjson: return sbomPredicateType(predicate) === type ? void 0 : "is another kind of SBOM, or none";
		case predicateAliases["test-result"]: return [
			"PASSED",
			"WARNED",
			"FAILED"
		].includes(String(predicate["result"])) ? lacks("configuration") : "has no result that is PASSED, WARNED or FAILED";
		case predicateAliases.release: return lacks("purl");
		default: return;
	}
}

// src/commands/sign-attest/inputs.ts
const tagName = {
	expects: "a tag such as 1.4.0",
	parse: (text) => {
		if (isTag(text)) return text;
		throw valueFaults.fault("INPUT_INVALID", `${JSON.stringify(text.slice(0, 140))} is not a tag`);
	}
};
const predicateType = {
	expects: `the URI of a predicate type, or one of ${Object.keys(predicateAliases).join(", ")}`,
	parse: (text) => {
		const type = predicateTypeOf(text);
		if (type !== void 0) return type;
		throw valueFaults.fault("INPUT_INVALID", `${JSON.stringify(text.slice(0, 140))} is neither a URI nor a predicate type that is known by a short name`);
	}
};
/** `TYPE=PATH`. A URI may hold `=`, a path of this grammar too: the last one divides. */
const typedFile = {
	expects: "TYPE=PATH, where TYPE is a URI or a short name",
	parse: (text) => {
		const at = text.lastIndexOf("=");
		if (at < 1) throw valueFaults.fault("INPUT_INVALID", `${JSON.stringify(text.slice(0, 140))} has no =`);
		return [predicateType.parse(text.slice(0, at)), jobFile.parse(text.slice(at + 1))];
	}
};
const modelPlace = {
	expects: "PATH or PATH=SIGNATURE-FILE, both below the workspace",
	parse: (text) => {
		const at = text.indexOf("=");
		const [model, signature] = at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
		return {
			model: relativePath.parse(model),
			signature: signature === void 0 ? void 0 : relativePath.parse(signature)
		};
	}
};
const inputs = {
	image: required(pinnedImage, {
		about: "The image by digest, as build-arm64 gives it.",
		example: "ghcr.io/acme/shelf-counter@sha256:…"
	}),
	"platform-digest": optional(digest, {
		about: "Digest of the platform's manifest inside an index, to be signed as well.",
		example: "sha256:…"
	}),
	...signingInputs,
	format: defaulted(choice([
		"bundle",
		"both",
		"notation"
	]), "both", {
		about: "bundle is for cosign 3; both adds the tag that cosign 1 and 2 and podman read; notation is a Notary Project signature (JWS), for signing-mode: key.",
		example: "notation"
	}),
	"signing-certificate-chain": optional(block, {
		about: "Certificates for format: notation, in PEM or as a file that holds it: that of signing-key first, the root last.",
		example: "certs/chain.pem"
	}),
	...trustInputs,
	tags: defaulted(list(tagName), "", {
		about: "Tags that are moved to the image, one a line, after its signatures were verified.",
		example: "1.4.0"
	}),
	provenance: defaulted(flag, "false", {
		about: "Attest the image's SLSA provenance v1, made from the claims of the job's OIDC token; needs id-token: write, with a key too.",
		example: "true"
	}),
	sboms: defaulted(list(jobFile), "", {
		about: "SBOMs to attest, one JSON file a line: CycloneDX (ML-BOMs too) or SPDX 2, told by their own words.",
		example: "${{ steps.build.outputs.sbom-path }}"
	}),
	attestations: defaulted(list(typedFile), "", {
		about: `Further attestations, TYPE=PATH one a line. TYPE is the URI of a predicate type or one of ${Object.keys(predicateAliases).join(", ")}; PATH is a JSON file with the predicate.`,
		example: "test-result=results/smoke-test.json"
	}),
	"predicate-type": optional(predicateType, {
		about: "Type of one attestation, as `attestations` has it; needs predicate-path.",
		example: "https://slsa.dev/provenance/v1"
	}),
	"predicate-path": optional(jobFile, {
		about: "JSON file with the predicate of the attestation.",
		example: "provenance.json"
	}),
	models: defaulted(list(modelPlace), "", {
		about: "Model files and folders to sign as well, one a line, as PATH or PATH=SIGNATURE-FILE. The signature goes to model.sig in a folder, or to FILE.sig.",
		example: "models/shelf"
	}),
	...registryInputs,
	"dry-run": defaulted(flag, "false", {
		about: "Look at what is signed already; sign nothing and write nothing.",
		example: "true"
	})
};
const outputs = {
	image: "The image that was signed, by digest.",
	signatures: "JSON list of the signatures and attestations that verified: repository@digest, or repository:tag.",
	"model-signatures": "JSON list of {model, signature, digest}: each model of `models`, the file with its signature, its root digest.",
	"verify-command": "The command with which stock cosign 3 (or notation) verifies the image.",
	"bundle-path": "File with the Sigstore bundle of the image; empty for format: notation.",
	"legacy-tag": "Tag with the signature in the format of cosign 1 and 2, for format: both.",
	"attestation-types": "JSON list of the predicate types that are attested."
};
const command = defineCommand({
	name: "sign-attest",
	summary: "Sign an image, and models, so that stock verifiers accept them.",
	inputs,
	outputs,
	load: async () => (await import("./run5.js")).run
});

export { sbomPredicateType as a, predicateFlaw as i, outputs as n, predicateAliases as r, command as t };