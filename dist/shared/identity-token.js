import "./rolldown-runtime.js";
import { n as defineFaults } from "./fault.js";

// src/signing/faults.ts
const signingFaults = defineFaults({
	SIGNING_CERTIFICATE_INVALID: "A signing certificate or its chain cannot be read, or belongs to another key.",
	SIGNING_CONFIG_INVALID: "A signing config is not a Sigstore signing config v0.2.",
	SIGNING_IDENTITY_UNUSABLE: "The identity token of the job lacks claims that name a GitHub workflow.",
	SIGNING_KEY_INVALID: "A private key cannot be read.",
	SIGNING_KEY_PASSWORD_WRONG: "The password does not open the private key, or is missing.",
	SIGNING_KEY_UNSUPPORTED: "A private key is of a kind that stock verifiers cannot check.",
	SIGNING_RACE_LOST: "Other signers kept overwriting a signature tag.",
	SIGNING_SERVICE_FAILED: "A Sigstore service (certificate authority, log or timestamp authority) did not do its part.",
	SIGNING_SERVICE_MISSING: "The signing config names no usable service of a kind that is needed."
});

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

export { workflowIdentityOf as n, signingFaults as r, readClaims as t };