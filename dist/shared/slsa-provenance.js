import "./rolldown-runtime.js";
import { t as readClaims } from "./identity-token2.js";
import { t as signingFaults } from "./faults6.js";

// src/signing/predicates/slsa-provenance.ts
/** GitHub's own build type, whose parameters are those below (docs/provenance.md). */
const workflowBuildType = "https://actions.github.io/buildtypes/workflow/v1";
/**
* SLSA provenance v1 of a GitHub Actions job, from the claims of its identity token: what GitHub itself vouches for, and nothing that a
* step could set. Throws SIGNING_IDENTITY_UNUSABLE where a claim is missing.
*/
function workflowProvenance(token, serverUrl) {
	const claims = readClaims(token);
	const claim = (name) => {
		const value = claims[name];
		if (typeof value === "string" && value !== "") return value;
		throw signingFaults.fault("SIGNING_IDENTITY_UNUSABLE", `the identity token has no claim ${name}: provenance is made in a GitHub Actions job`, { where: "identity token" });
	};
	const server = serverUrl.replace(/\/+$/, "");
	const repository = `${server}/${claim("repository")}`;
	const workflow = workflowPath(claim("workflow_ref"), claim("repository"));
	return {
		buildDefinition: {
			buildType: workflowBuildType,
			externalParameters: { workflow: {
				ref: claim("ref"),
				repository,
				path: workflow
			} },
			internalParameters: { github: {
				event_name: claim("event_name"),
				repository_id: claim("repository_id"),
				repository_owner_id: claim("repository_owner_id"),
				runner_environment: claim("runner_environment")
			} },
			resolvedDependencies: [{
				uri: `git+${repository}@${claim("ref")}`,
				digest: { gitCommit: claim("sha") }
			}]
		},
		runDetails: {
			builder: { id: `${server}/${claim("job_workflow_ref")}` },
			metadata: { invocationId: `${repository}/actions/runs/${claim("run_id")}/attempts/${claim("run_attempt")}` }
		}
	};
}
/** `OWNER/NAME/PATH@REF` without what the repository and the ref say already. */
function workflowPath(workflowRef, repository) {
	const [path = ""] = workflowRef.split("@");
	return path.startsWith(`${repository}/`) ? path.slice(repository.length + 1) : path;
}

export { workflowProvenance };