import "./rolldown-runtime.js";
import { _ as repositoryName, f as line } from "./grammars.js";
import { n as optional } from "./input-table.js";
import { t as defineCommand } from "./command.js";

// src/commands/verify-release/inputs.ts
const inputs = {
	"manifests-repository": optional(repositoryName, {
		about: "The manifests repository, as OWNER/NAME. Default: the repository of this run.",
		example: "acme/fleet"
	}),
	"manifests-token": optional(line, {
		about: "Token that may read the manifests repository. Without it the checkout in the workspace is read; it needs fetch-depth: 0.",
		example: "${{ github.token }}",
		secret: true
	}),
	base: optional(line, {
		about: "Commit or branch that the change goes to. Default: that of the pull request or merge group.",
		example: "main"
	}),
	head: optional(line, {
		about: "Commit or branch that is checked. Default: that of the pull request or merge group.",
		example: "release/1.4.0"
	})
};
const outputs = {
	result: "pass or fail.",
	findings: "The findings as a JSON array of rule, severity, message, file and next.",
	"changed-rings": "Rings whose pointers the change moves, one a line."
};
const command = defineCommand({
	name: "verify-release",
	summary: "Check a change of the manifests repository against every rule.",
	inputs,
	outputs,
	load: async () => (await import("./run6.js")).run
});

export { outputs as n, command as t };