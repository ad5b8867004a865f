/**
 * Who may have signed something, compared exactly and never as a pattern. A GitHub workflow is named by its SAN and by the
 * numbers that a rename cannot take along (Fulcio OIDs 1.3.6.1.4.1.57264.1.8 to .20); a key by the SHA-256 of its DER SPKI.
 */
export type Identity = WorkflowIdentity | KeyIdentity;

export type WorkflowIdentity = {
  readonly kind: "workflow";
  /** OIDC issuer, such as https://token.actions.githubusercontent.com. */
  readonly issuer: string;
  /** Certificate SAN: server, repository, workflow file and ref of the job's workflow. */
  readonly subject: string;
  readonly repositoryId: string;
  readonly ownerId: string;
  /** Ref of the source repository, such as refs/heads/main. */
  readonly sourceRef: string;
  /** URI of the top-level workflow that started the run. */
  readonly buildConfigUri: string;
  /** Event that started the run, such as push. */
  readonly trigger: string;
};

export type KeyIdentity = {
  readonly kind: "key";
  /** Lower-case hex SHA-256 of the DER SubjectPublicKeyInfo. */
  readonly keyId: string;
  /** PEM SubjectPublicKeyInfo. */
  readonly publicKey: string;
};

/** One line that names an identity to a person. */
export function formatIdentity(identity: Identity): string {
  if (identity.kind === "key") return `key ${identity.keyId.slice(0, 16)}`;
  return `${identity.subject} (repository ${identity.repositoryId}, ${identity.trigger})`;
}
