import { _ as repositoryName, f as line } from "./grammars.js";
import { i as required } from "./input-table.js";

// src/commands/manifests-repository.ts
/** The inputs of every command that reads or writes the manifests repository. */
const manifestsInputs = {
	"manifests-repository": required(repositoryName, {
		about: "The manifests repository, as OWNER/NAME.",
		example: "acme/fleet"
	}),
	"manifests-token": required(line, {
		about: "Token for the manifests repository: of a GitHub App that may write contents and pull requests. GITHUB_TOKEN serves only when it is this repository.",
		example: "${{ steps.app.outputs.token }}",
		secret: true
	})
};
/** Opens the manifests repository on the GitHub server that this run belongs to. */
async function openManifests(input, ports) {
	ports.secrets.add(input["manifests-token"]);
	const { openGitHub } = await import("./github.js");
	return openGitHub({
		apiUrl: ports.run.apiUrl,
		graphqlUrl: ports.run.graphqlUrl,
		token: input["manifests-token"],
		...input["manifests-repository"],
		http: ports.http,
		clock: ports.clock,
		random: ports.random,
		log: ports.log
	});
}

export { openManifests as n, manifestsInputs as t };