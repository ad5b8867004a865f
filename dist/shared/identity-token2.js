import "./rolldown-runtime.js";
import { t as signingFaults } from "./faults6.js";

// src/signing/identity-token.ts
/** The claims of an identity token, unverified: Fulcio verifies. Throws SIGNING_IDENTITY_UNUSABLE without quoting the token. */
function readClaims(token) {
	const refuse = (why) => signingFaults.fault("SIGNING_IDENTITY_UNUSABLE", `the identity token ${why}`, { where: "identity token" });
	const parts = token.split(".");
	if (parts.length !== 3 || token.length > 65536) throw refuse("is not a JSON web token");
	let claims;
	try {
		claims = JSON.parse(Buffer.from(parts[1] ?? "", "base64url").toString("utf8"));
	} catch {
		throw refuse("has a payload that is not JSON");
	}
	if (typeof claims !== "object" || claims === null || Array.isArray(claims)) throw refuse("has a payload that is not an object");
	const subject = claims["sub"];
	if (typeof subject !== "string" || subject === "") throw refuse("names no subject");
	return claims;
}
/**
* The identity that Fulcio will write into a certificate for this token, so that a re-run can recognise its own signatures
* before it asks for a new certificate. `serverUrl` is the GitHub server. Throws SIGNING_IDENTITY_UNUSABLE.
*/
function workflowIdentityOf(token, serverUrl) {
	const claims = readClaims(token);
	const claim = (name) => {
		const value = claims[name];
		if (typeof value === "string" && value !== "") return value;
		throw signingFaults.fault("SIGNING_IDENTITY_UNUSABLE", `the identity token has no claim ${name}: keyless signing works in a GitHub Actions job`, { where: "identity token" });
	};
	const server = serverUrl.replace(/\/+$/, "");
	return {
		kind: "workflow",
		issuer: claim("iss"),
		subject: `${server}/${claim("job_workflow_ref")}`,
		repositoryId: claim("repository_id"),
		ownerId: claim("repository_owner_id"),
		sourceRef: claim("ref"),
		buildConfigUri: `${server}/${claim("workflow_ref")}`,
		trigger: claim("event_name")
	};
}

export { workflowIdentityOf as n, readClaims as t };