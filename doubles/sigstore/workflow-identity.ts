// What GitHub's OIDC issuer says about a workflow run, and what Fulcio's github-workflow provider writes from it into a
// certificate (sigstore/fulcio: config/identity/config.yaml and docs/oid-info.md).
import { extension } from "./certificates.ts";
import { utf8String } from "./der.ts";

/** The facts of one workflow run. Everything below `workflow_ref` has a default that follows from what is above it. */
export type WorkflowIdentity = {
  readonly repository: string;
  readonly repository_id: string;
  readonly repository_owner_id: string;
  readonly ref: string;
  readonly sha: string;
  /** `owner/repo/.github/workflows/file.yml@refs/heads/main` of the calling workflow. */
  readonly workflow_ref: string;
  readonly workflow_sha?: string;
  readonly workflow?: string;
  /** The called reusable workflow, else the workflow itself. This becomes the certificate's SAN. */
  readonly job_workflow_ref?: string;
  readonly job_workflow_sha?: string;
  readonly event_name?: string;
  readonly run_id?: string;
  readonly run_number?: string;
  readonly run_attempt?: string;
  readonly actor?: string;
  readonly actor_id?: string;
  readonly runner_environment?: "github-hosted" | "self-hosted";
  readonly repository_visibility?: "public" | "private" | "internal";
  readonly environment?: string;
  /** Overrides the computed subject, for repositories that still have the older shape without numbers. */
  readonly sub?: string;
};

/** The claims of a token, all strings but the times, as GitHub sends them. */
export type WorkflowClaims = { readonly [claim: string]: string | number };

const PREFIX = "1.3.6.1.4.1.57264.1";

/** The claims of GitHub's token for a run, without issuer, audience and times. */
export function workflowClaims(identity: WorkflowIdentity): WorkflowClaims {
  const [owner = "", name = ""] = identity.repository.split("/");
  const event = identity.event_name ?? "push";
  const subject = `repo:${owner}@${identity.repository_owner_id}/${name}@${identity.repository_id}`;
  const scope =
    identity.environment === undefined
      ? subjectScope(event, identity.ref)
      : `environment:${identity.environment}`;
  return {
    sub: identity.sub ?? `${subject}:${scope}`,
    repository: identity.repository,
    repository_id: identity.repository_id,
    repository_owner: owner,
    repository_owner_id: identity.repository_owner_id,
    repository_visibility: identity.repository_visibility ?? "private",
    ref: identity.ref,
    ref_type: identity.ref.startsWith("refs/tags/") ? "tag" : "branch",
    ref_protected: "true",
    base_ref: "",
    head_ref: "",
    sha: identity.sha,
    workflow: identity.workflow ?? /workflows\/([^@/]+)@/.exec(identity.workflow_ref)?.[1] ?? "workflow",
    workflow_ref: identity.workflow_ref,
    workflow_sha: identity.workflow_sha ?? identity.sha,
    job_workflow_ref: identity.job_workflow_ref ?? identity.workflow_ref,
    job_workflow_sha: identity.job_workflow_sha ?? identity.workflow_sha ?? identity.sha,
    event_name: event,
    run_id: identity.run_id ?? "1",
    run_number: identity.run_number ?? "1",
    run_attempt: identity.run_attempt ?? "1",
    actor: identity.actor ?? owner,
    actor_id: identity.actor_id ?? identity.repository_owner_id,
    runner_environment: identity.runner_environment ?? "github-hosted",
    ...(identity.environment === undefined ? {} : { environment: identity.environment }),
  };
}

/** The URI that the certificate names: the workflow file that ran the job. */
export function subjectUri(claims: WorkflowClaims, serverUrl: string): string {
  return `${serverUrl}/${claim(claims, "job_workflow_ref")}`;
}

/**
 * The Fulcio extensions .1 to .6 (raw octets, kept for old verifiers), .8 to .22 and .24 (DER UTF8String), and .23 for a
 * job with a deployment environment.
 */
export function workflowExtensions(
  issuer: string,
  claims: WorkflowClaims,
  serverUrl: string,
): readonly Buffer[] {
  const of = (name: string): string => claim(claims, name);
  const repository = `${serverUrl}/${of("repository")}`;
  const legacy = [issuer, of("event_name"), of("sha"), of("workflow"), of("repository"), of("ref")];
  const current = [
    issuer,
    subjectUri(claims, serverUrl),
    of("job_workflow_sha"),
    of("runner_environment"),
    repository,
    of("sha"),
    of("ref"),
    of("repository_id"),
    `${serverUrl}/${of("repository_owner")}`,
    of("repository_owner_id"),
    `${serverUrl}/${of("workflow_ref")}`,
    of("workflow_sha"),
    of("event_name"),
    `${repository}/actions/runs/${of("run_id")}/attempts/${of("run_attempt")}`,
    of("repository_visibility"),
  ];
  const environment = claims["environment"] === undefined ? [] : [text(23, of("environment"))];
  return [
    ...legacy.map((value, index) => extension(`${PREFIX}.${index + 1}`, false, Buffer.from(value, "utf8"))),
    ...current.map((value, index) => text(index + 8, value)),
    ...environment,
    text(24, of("sub")),
  ];
}

function text(suffix: number, value: string): Buffer {
  return extension(`${PREFIX}.${suffix}`, false, utf8String(value));
}

function claim(claims: WorkflowClaims, name: string): string {
  const value = claims[name];
  if (typeof value !== "string" || value === "") throw new Error(`the token has no claim ${name}`);
  return value;
}

function subjectScope(event: string, ref: string): string {
  return event === "pull_request" ? "pull_request" : `ref:${ref}`;
}
