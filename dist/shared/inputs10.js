import "./rolldown-runtime.js";
import { t as valueFaults } from "./faults2.js";
import { a as digest, f as list, h as relativePath, p as pinnedImage, s as flag } from "./grammars.js";
import { r as isTag } from "./image-reference.js";
import { i as required, n as optional, t as defaulted } from "./input-table.js";
import { t as defineCommand } from "./command.js";
import { i as registryInputs } from "./registry-access.js";
import { i as trustInputs, r as signingInputs } from "./signing-inputs.js";

// src/commands/sign-attest/inputs.ts
const tagName = {
	expects: "a tag such as 1.4.0",
	parse: (text) => {
		if (isTag(text)) return text;
		throw valueFaults.fault("INPUT_INVALID", `${JSON.stringify(text.slice(0, 140))} is not a tag`);
	}
};
const predicateType = {
	expects: "the URI of a predicate type",
	parse: (text) => {
		if (/^[a-z][a-z0-9+.-]*:[!-~]{1,500}$/i.test(text)) return text;
		throw valueFaults.fault("INPUT_INVALID", `${JSON.stringify(text.slice(0, 140))} is not a URI`);
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
	...trustInputs,
	tags: defaulted(list(tagName), "", {
		about: "Tags that are moved to the image, one a line, after its signatures were verified.",
		example: "1.4.0"
	}),
	"predicate-type": optional(predicateType, {
		about: "Type of an attestation to add; needs predicate-path.",
		example: "https://slsa.dev/provenance/v1"
	}),
	"predicate-path": optional(relativePath, {
		about: "JSON file with the predicate of the attestation.",
		example: "provenance.json"
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
	"verify-command": "The command with which stock cosign 3 verifies the image.",
	"bundle-path": "File with the Sigstore bundle of the image.",
	"legacy-tag": "Tag with the signature in the format of cosign 1 and 2."
};
const command = defineCommand({
	name: "sign-attest",
	summary: "Sign an image so that stock verifiers accept it.",
	inputs,
	outputs,
	load: async () => (await import("./run5.js")).run
});

export { outputs as n, command as t };