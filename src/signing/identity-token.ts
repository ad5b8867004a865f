import type { WorkflowIdentity } from "../values/identity.ts";
import { signingFaults } from "./faults.ts";

type Claims = Readonly<Record<string, unknown>>;

/** The claims of an identity token, unverified: Fulcio verifies. Throws SIGNING_IDENTITY_UNUSABLE without quoting the token. */
export function readClaims(token: string): Claims {
  const refuse = (why: string) =>
    signingFaults.fault("SIGNING_IDENTITY_UNUSABLE", `the identity token ${why}`, {
      where: "identity token",
    });
  const parts = token.split(".");
  if (parts.length !== 3 || token.length > 65_536) throw refuse("is not a JSON web token");
  let claims: unknown;
  try {
    claims = JSON.parse(Buffer.from(parts[1] ?? "", "base64url").toString("utf8"));
  } catch {
    throw refuse("has a payload that is not JSON");
  }
  if (typeof claims !== "object" || claims === null || Array.isArray(claims))
    throw refuse("has a payload that is not an object");
  const subject = (claims as Claims)["sub"];
  if (typeof subject !== "string" || subject === "") throw refuse("names no subject");
  return claims as Claims;
}

/**
 * The identity that Fulcio will write into a certificate for this token, so that a re-run can recognise its own signatures
 * before it asks for a new certificate. `serverUrl` is the GitHub server. Throws SIGNING_IDENTITY_UNUSABLE.
 */
export function workflowIdentityOf(token: string, serverUrl: string): WorkflowIdentity {
  const claims = readClaims(token);
  const claim = (name: string): string => {
    const value = claims[name];
    if (typeof value === "string" && value !== "") return value;
    throw signingFaults.fault(
      "SIGNING_IDENTITY_UNUSABLE",
      `the identity token has no claim ${name}: keyless signing works in a GitHub Actions job`,
      { where: "identity token" },
    );
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
    trigger: claim("event_name"),
  };
}
