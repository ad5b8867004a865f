import "./rolldown-runtime.js";
import { _ as repositoryName, s as flag } from "./grammars.js";
import { n as optional, t as defaulted } from "./input-table.js";
import { t as defineCommand } from "./command.js";
import { t as manifestsInputs } from "./manifests-repository.js";
import { i as signingInputs } from "./signing-inputs.js";

// src/commands/publish/inputs.ts
const inputs = {
	...manifestsInputs,
	"manifests-repository": optional(repositoryName, {
		about: "The manifests repository, as OWNER/NAME. Default: the repository of this run.",
		example: "acme/fleet"
	}),
	...signingInputs,
	"dry-run": defaulted(flag, "false", {
		about: "Verify everything and say what would be signed; sign nothing and move nothing.",
		example: "true"
	})
};
const outputs = {
	"live-commit": "The commit of branch live after this run; empty when there is none yet.",
	operation: "published or unchanged.",
	signed: "How many pointers were signed.",
	"verified-commits": "How many commits of main were verified."
};
const command = defineCommand({
	name: "publish",
	summary: "Verify what was merged, sign the pointers, move the live branch.",
	inputs,
	outputs,
	load: async () => (await import("./run3.js")).run
});

export { outputs as n, command as t };