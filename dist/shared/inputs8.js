import "./rolldown-runtime.js";
import { f as line, i as choice, m as pinnedImage, p as list, r as block, s as flag, t as appName, v as ringName, x as versionName } from "./grammars.js";
import { i as required, n as optional, t as defaulted } from "./input-table.js";
import { t as defineCommand } from "./command.js";
import { t as manifestsInputs } from "./manifests-repository.js";
import { i as registryInputs } from "./registry-access.js";
import { i as signingInputs } from "./signing-inputs.js";

// src/commands/release-manifest/inputs.ts
const inputs = {
	app: required(appName, {
		about: "The app that is released.",
		example: "shelf-counter"
	}),
	version: required(versionName, {
		about: "Version of the release; it is written once.",
		example: "1.4.0"
	}),
	image: required(pinnedImage, {
		about: "The image by digest, as build-arm64 gives it.",
		example: "ghcr.io/acme/shelf-counter@sha256:…"
	}),
	models: defaulted(list(line), "", {
		about: "Models, one a line: dvc://path[@rev] or file:path.",
		example: "dvc://models/shelf.tflite"
	}),
	...manifestsInputs,
	...signingInputs,
	ring: optional(ringName, {
		about: "Ring that takes the release. Default: the first of fleet.yaml.",
		example: "canary"
	}),
	notes: optional(block, {
		about: "What changes for the people who run the fleet.",
		example: "Fewer false alarms."
	}),
	merge: defaulted(choice([
		"none",
		"auto",
		"direct"
	]), "none", {
		about: "none leaves the pull request to people, auto switches on auto-merge, direct merges when the rules allow it now.",
		example: "auto"
	}),
	...registryInputs,
	"dry-run": defaulted(flag, "false", {
		about: "Resolve and plan everything; sign nothing and write nothing to the manifests repository.",
		example: "true"
	})
};
const outputs = {
	"release-path": "Path of the release in the manifests repository.",
	"release-digest": "SHA-256 of the release file.",
	"pull-request-url": "The pull request; empty when nothing had to be proposed.",
	"pull-request-number": "Its number.",
	operation: "created, updated or unchanged.",
	"sha256sums-path": "A file for sha256sum -c over the release's models."
};
const command = defineCommand({
	name: "release-manifest",
	summary: "Record image and model digests in a signed release and propose it.",
	inputs,
	outputs,
	load: async () => (await import("./run4.js")).run
});

export { command as t };