import type { Fault } from "../values/fault.ts";

/** What a user does next about a fault, by its code; undefined where the message already says it all. */
export function remedyFor(fault: Fault): string | undefined {
  return remedyText(fault.code);
}

/** All codes that have a next step. */
export function remedyCodes(): readonly string[] {
  return Object.keys(remedies);
}

/** The next step of a code, for docs/errors.md. */
export function remedyText(code: string): string | undefined {
  return Object.hasOwn(remedies, code) ? remedies[code] : undefined;
}

// The next step where the thrower does not know it in the user's words: inputs, workflow lines, commands. A fault that has a
// next step of its own keeps that one.
const remedies: Readonly<Record<string, string>> = {
  APPEND_BASE_UNSUPPORTED: "take a base image that is one for linux/arm64 and has no foreign layers",
  APPEND_CONFIG_INVALID: "build the base image anew: its config is damaged",
  APPEND_SOURCE_REFUSED:
    "check the line in `layers`: source below the workspace, absolute target, no whiteouts",
  BLOB_SOURCE_CHANGED: "let nothing write to the image layout while it is pushed, then run the step again",
  BUILD_ARCHITECTURE: "build for linux/arm64: check FROM --platform and what ENTRYPOINT starts",
  BUILD_BASE_DENIED:
    "log in to the base image's registry before this step; a login that has expired looks the same",
  BUILD_BASE_LOCK_INVALID: "run the step once with base-lock-update: true, and commit the file",
  BUILD_BASE_NOT_ARM64: "choose a base image that is published for linux/arm64",
  BUILD_BASE_NOT_FOUND: "check the FROM line, and log in to its registry before this step",
  BUILD_BASE_NOT_LOCKED: "run the step once with base-lock-update: true, and commit the file",
  BUILD_BASE_NOT_PINNED: "write the digest behind the tag in the FROM line, or set base-lock",
  BUILD_BUILDER_DIED:
    "run the step again; if the builder dies again, give it more memory or another version of BuildKit",
  BUILD_BUILDER_UNUSABLE: "create the builder in an earlier step, or leave `builder` out",
  BUILD_CACHE_DENIED: "log in to the cache's registry, or give the job a token that may use the cache",
  BUILD_CACHE_EXPORT:
    "look at cache-to; with ignore-error=true a cache that cannot be written does not fail the build",
  BUILD_CACHE_INVALID: "write cache-from and cache-to as docker buildx takes them, such as type=gha,mode=max",
  BUILD_CACHE_TIMEOUT: "run the step again, or use cache: actions instead of type=gha",
  BUILD_CONTEXT_MISSING: "check out the repository, and set `context` to a folder of it",
  BUILD_COPY_MISSING: "check the COPY line and .dockerignore; a git context has committed files only",
  BUILD_DISK_FULL: "free space on the runner or in the builder (docker buildx prune), or use a larger runner",
  BUILD_DOCKERFILE_MISSING: "set `file` to the path of the Dockerfile; a checkout step may be missing",
  BUILD_DOCKERFILE_SYNTAX: "correct the Dockerfile at the line that the message names",
  BUILD_EMULATION_CRASHED: "build on an arm64 runner (ubuntu-24.04-arm), or pin another version of QEMU",
  BUILD_EMULATION_MISSING:
    "use an arm64 runner (ubuntu-24.04-arm), or run docker/setup-qemu-action before this step",
  BUILD_ENTITLEMENT: "add the entitlement to `allow`, and make the builder with it",
  BUILD_FAILED: "read the build log of this step; its last lines say what failed",
  BUILD_GIT_DENIED: "set github-token to a token that may read the repository",
  BUILD_GIT_NOT_FOUND: "check the URL in `context`; a private repository looks the same without github-token",
  BUILD_GIT_REF_NOT_FOUND:
    "check the part behind # in `context`; a commit has to be pushed before it is built",
  BUILD_GLIBC: "take a builder and base images with a libc that is new enough for the program that failed",
  BUILD_METADATA: "update docker buildx, or use another driver",
  BUILD_NETWORK:
    "check the host name, the proxy variables and the firewall of the builder, then run the step again",
  BUILD_OUT_OF_MEMORY: "use a larger runner, or let the step do less at a time",
  BUILD_POLICY: "let the builder's policy allow the source, or take another base image",
  BUILD_RATE_LIMITED: "log in to the registry, or set registry-mirrors, then run the step again later",
  BUILD_RUN_FAILED: "read the build log above: the RUN command and its own error are there",
  BUILD_SBOM_LIMIT: "leave the SBOM to this action (attests: none), or shrink the image",
  BUILD_SECRET_INVALID: "write one ID=VALUE a line in `secrets`",
  BUILD_SECRET_MISSING:
    "give the secret that the RUN line mounts in `secrets`, `secret-envs` or `secret-files`",
  BUILD_TARGET_MISSING: "set `target` to a stage that the Dockerfile has",
  BUILD_TIMEOUT: "raise `timeout`, or look in the log which step hangs",
  BUILD_TOOL_MISSING: "run docker/setup-buildx-action before this step, or install buildah",
  BUILD_UNSUPPORTED: "leave the input out, or set `driver` to one that the message names",
  CANARY_BRANCH_MISSING: "check manifests-repository; pi5 init writes the files of a new one",
  CANARY_SIGNER_UNTRUSTED: "let the holder of the root key add this signer with the role gate to trust.json",
  CERTIFICATES_UNREADABLE:
    "give a PEM file with the certificate; a private key beside it needs a .cert and a .key",
  CREDENTIALS_UNREADABLE: "log in again (docker login), or remove the damaged file",
  CREDENTIAL_HELPER_FAILED: "install the helper on the runner, or log in with docker/login-action instead",
  DOCUMENT_NOT_CANONICAL: "undo the hand edit; these files are written by the actions only",
  DOCUMENT_SCHEMA: "correct the member that the message names; the schemas are in the folder schemas/",
  DOCUMENT_SYNTAX: "correct the file at the place that the message names",
  DOCUMENT_TOO_LARGE: "keep the file below the size that the message names",
  DVC_FILE_INVALID: "write the file anew with dvc add, and commit it",
  DVC_OBJECT_MISSING: "run dvc push where the model was added",
  DVC_OUTPUT_UNSUPPORTED: "track each model as a single file with dvc add of DVC 3",
  DVC_POINTER_CHANGED: "commit the .dvc file, or undo its change",
  DVC_REMOTE_FAILED: "check that the runner reaches the remote and may read it, then run the step again",
  DVC_REMOTE_MISSING: "set a default remote (dvc remote add -d NAME URL), or name one with ?remote=NAME",
  DVC_REMOTE_UNSUPPORTED: "use a local folder or an http(s) remote",
  FILE_MISSING: "check the path; it is read below the workspace, so a checkout step may be missing",
  FILE_TOO_LARGE: "check that the path names the right file",
  FILE_UNREADABLE: "check that the file is a regular one and that the runner may read it",
  FLEET_FILE_MISPLACED: "undo the hand edit: a file says itself where it belongs",
  FLEET_FILE_MISSING: "restore the file; pi5 init writes those of a new manifests repository",
  FLEET_RELEASE_CHANGED: "restore the release file: it is written once, and pointers name its digest",
  FLEET_SIGNATURE_MISSING: "commit the .sigstore.json file beside it, or let the action write both again",
  FLEET_TOO_MANY_FILES: "use a manifests repository of its own for each fleet",
  FLEET_TRUSTED_ROOT_FOREIGN:
    "restore trust/trusted_root.json, or let the root key holders sign a trust.json that names the new one",
  FORGE_ANSWER_INVALID: "check GITHUB_API_URL and any proxy in between, then run the step again",
  FORGE_CONTENTION: "run the step again, and give such jobs a concurrency group",
  FORGE_FORBIDDEN: "give the token write access to contents and pull requests of the manifests repository",
  FORGE_HUMAN_COMMITS:
    "merge or close that pull request by hand and delete its branch, then run the step again",
  FORGE_MOVED: "write the new name into manifests-repository",
  FORGE_NOT_ANCESTOR: "look who rewrote the branch, and protect it against forced pushes",
  FORGE_NOT_FOUND:
    "check manifests-repository, and that the token's App is installed there; GITHUB_TOKEN reaches its own repository only",
  FORGE_RATE_LIMITED: "run the step again later, or use a GitHub App token, which has a limit of its own",
  FORGE_REFUSED: "read GitHub's reason in the message; mostly a branch rule or a missing permission",
  FORGE_TREE_UNREADABLE:
    "look at the named file or folder in the manifests repository: it is too large, or the repository is damaged",
  FORGE_UNAUTHENTICATED: "make a new token just before this step; those of GitHub Apps live for one hour",
  FORGE_UNAVAILABLE: "run the step again; githubstatus.com tells of outages",
  GATE_LIMIT_ABOVE_BUCKETS:
    "add a bucket bound at the limit to the histogram, or lower the limit in fleet.yaml",
  GATE_LIMIT_BELOW_BUCKETS:
    "add a bucket bound at the limit to the histogram, or raise the limit in fleet.yaml",
  GATE_METRIC_MISSING:
    "correct the metric's name in fleet.yaml, or check that Prometheus scrapes the devices",
  GATE_NOT_HISTOGRAM: "name a classic histogram in fleet.yaml; gauges and summaries have no counts to judge",
  GIT_FAILED: "check out with fetch-depth: 0 when history or tags are needed",
  HTTP_BODY_TOO_LARGE: "check the address: the answer is larger than any right one",
  HTTP_FAILED: "check the address, the proxy variables and the firewall of the runner",
  HTTP_INSECURE: "use https, or name the host in insecure-registries when it is a test registry",
  HTTP_TIMEOUT: "check that the runner reaches the host; a private one may need a self-hosted runner",
  ID_TOKEN_REFUSED: "check that the job has `permissions: id-token: write`, then run it again",
  ID_TOKEN_UNAVAILABLE: "add `permissions: id-token: write` to the job, or use signing-mode: key",
  IMAGE_PLATFORM_MISSING: "build and push the image for linux/arm64",
  IMAGE_REFERENCE_INVALID: "write the image as registry/path@sha256:… or registry/path",
  INPUT_INVALID: "correct the inputs in the `with:` block of this step",
  LAYOUT_CORRUPT: "build the image again: its layout was damaged or changed after the build",
  MODEL_CHANGED: "let nothing write to the model while it is signed, and run the step again",
  MODEL_DIGEST_MISMATCH: "push the right bytes (dvc push), or find out who changed the remote",
  MODEL_ENTRY_UNUSABLE: "take the named entry out of the model's folder, or put a regular file in its place",
  MODEL_FILE_UNUSABLE:
    "check that the file is the model itself; Git LFS files need lfs: true at the checkout",
  MODEL_REF_INVALID: "write dvc://path@revision or file:path",
  MODEL_REF_NOT_FOUND:
    "check path and revision; revisions other than the checked-out one need fetch-depth: 0",
  MODEL_REF_UNSUPPORTED: "track the file with DVC (dvc://path@revision) or check it out (file:path)",
  MODEL_SIZE_MISMATCH: "check that the upload of the model was complete, and push it again",
  MODEL_TOO_MANY_FILES: "pack the small files of the model into an archive",
  MODEL_TWICE: "give the models of one release different file names",
  MOVE_BELOW_FLOOR: "lower the floor of this ring in the next version of trust.json",
  MOVE_DENIED: "release a mended version, or take the digest off the list with undeny",
  MOVE_DENIED_FULL: "take digests that can no longer be built off the list with undeny",
  MOVE_NOT_FORWARD: "release under a new version; to go back on purpose use pi5 rollback",
  MOVE_NO_POINTER: "release the app to the first ring, and promote it from ring to ring",
  MOVE_NO_TARGET: "release a mended version: going forward is the way out",
  MOVE_RELEASE_TAKEN: "release under a new version: a release is written once",
  MOVE_RING_SKIPPED: "let the gate of the ring before judge the release first",
  MOVE_RING_UNKNOWN: "use a ring that fleet.yaml names, or add it there first",
  MOVE_SEQ_EXHAUSTED: "rename the app: this pointer cannot move any more",
  MOVE_VERDICT_MISMATCH: "let the gate judge the ring again: its pointer or the gates have changed since",
  MOVE_VERDICT_TAKEN: "use the verdict that is there: verdicts are written once",
  PATH_OUTSIDE: "keep the file inside the workspace; symbolic links that lead out are refused",
  PATH_UNSAFE: "write the path relative to the workspace, without .. and without a leading /",
  PROCESS_FAILED: "read the program's own words in the message and in the log above",
  PROCESS_MISSING: "install the program on the runner, or use a runner image that has it",
  PROCESS_TIMEOUT: "look what the program was waiting for in the log above, then run the step again",
  PROMETHEUS_ADDRESS_WRONG:
    "set prometheus-url to the base of the server, without /api/v1 and without a login page in front",
  PROMETHEUS_ANSWER_INVALID:
    "open prometheus-url from the runner: a proxy or another server may answer there",
  PROMETHEUS_DENIED: "check prometheus-token (and prometheus-user or prometheus-tenant)",
  PROMETHEUS_QUERY_REFUSED: "check the metric names of the gates in fleet.yaml and the limits of the server",
  PROMETHEUS_RANGE_TOO_LONG: "shorten the deadline of the ring in fleet.yaml",
  PROMETHEUS_UNREACHABLE: "check prometheus-url; a private server needs a self-hosted runner that reaches it",
  PUBLISH_HISTORY_TOO_LONG: "run publish once soon after the fleet is founded",
  PUBLISH_LIVE_FOREIGN:
    "look who rewrote main or moved live, bring lost commits back, and protect both branches",
  PUBLISH_LOST: "let one publish run at a time: give its workflow a concurrency group",
  PUBLISH_SIGNATURE_UNUSABLE:
    "give the role publish in trust.json to whoever runs publish, and check trusted_root.json",
  REGISTRY_CERTIFICATE_REFUSED: "give the registry's certificate authority as registry-ca",
  REGISTRY_DENIED: "give the login permission for this repository (for GHCR: `permissions: packages: write`)",
  REGISTRY_DIGEST_MISMATCH:
    "run the step again; when it stays, something between runner and registry changes the bytes",
  REGISTRY_NOT_FOUND:
    "check the image's name and digest; some registries need the repository to be made first",
  REGISTRY_PROTOCOL: "check the registry's address, and any proxy in between",
  REGISTRY_RATE_LIMITED: "log in, which raises the limit, or run the step again later",
  REGISTRY_REFERRERS_CONTENDED: "run the step again, and let one job at a time sign this image",
  REGISTRY_REFUSED: "read the registry's reason in the message",
  REGISTRY_TAG_REFUSED:
    "use a tag that may be moved, or a new one; what the message says was put back needs no repair",
  REGISTRY_UNAUTHORIZED: "log in to the registry before this step (docker/login-action)",
  REGISTRY_UNAVAILABLE:
    "check the registry's address and that the runner reaches it, then run the step again",
  RELEASE_EXISTS: "release under a new version: a release is written once",
  RELEASE_IMAGE_MISSING: "push the image for linux/arm64 before this step, and give its digest",
  RELEASE_INCONSISTENT: "correct the part of the release that the message names",
  RELEASE_RING_LATER: "leave `ring` out: a release enters at the first ring and is promoted from there",
  RELEASE_SIGNER_UNTRUSTED:
    "let the holder of the root key add this signer with the role release for this app to trust.json",
  RELEASE_SOURCE_UNKNOWN: "run the step in a GitHub Actions job, or tell repository and commit to the CLI",
  RELEASE_UNSETTLED: "run the step again",
  RELEASE_UNSIGNED: "release under a new version, signed by an identity that trust.json names",
  SIGNATURE_CERTIFICATE_UNTRUSTED:
    "check that trusted-root belongs to the Sigstore that signed, and is up to date",
  SIGNATURE_EXPIRED: "sign again, with a later end or none",
  SIGNATURE_IDENTITY_MISMATCH: "compare who signed with who may: the message names every field that differs",
  SIGNATURE_INVALID:
    "do not use the file: its bytes or its signature were changed; sign it again at its source",
  SIGNATURE_KEY_UNKNOWN:
    "sign with a key that the policy names, or let the holder of the root key add this one to trust.json",
  SIGNATURE_LOG_INVALID: "check that trusted-root belongs to the log that was used; else sign again",
  SIGNATURE_LOG_MISSING: "sign with a signing config that names a log",
  SIGNATURE_LOG_PROOF_MISSING: "sign again with a client that stores the whole bundle (v0.3)",
  SIGNATURE_MALFORMED: "sign again: the file is no whole Sigstore bundle v0.3",
  SIGNATURE_MISSING: "run sign-attest on the image before this step",
  SIGNATURE_MODEL_DIFFERS:
    "fetch the model again from where it was signed, or sign it again if the change is meant",
  SIGNATURE_SUBJECT_MISMATCH:
    "look for the signature of this very digest; one of another file does not count",
  SIGNATURE_TIME_INVALID:
    "check that trusted-root names the timestamp authority that was used; else sign again",
  SIGNATURE_WRONG_KIND: "use a signature over the file for a file, and an attestation for an image",
  SIGNING_CERTIFICATE_INVALID: "give PEM certificates, that of the signing key first",
  SIGNING_CERTIFICATE_UNUSABLE:
    "give the certificate of signing-key, then its authorities, the root last; renew what has expired",
  SIGNING_CONFIG_INVALID: "give a Sigstore signing config v0.2 as signing-config",
  SIGNING_IDENTITY_UNUSABLE:
    "sign in a GitHub Actions job with `permissions: id-token: write`, or use signing-mode: key",
  SIGNING_KEY_INVALID: "store the whole PEM file in the secret, first and last line included",
  SIGNING_KEY_PASSWORD_WRONG: "set signing-key-password to the password of this key",
  SIGNING_KEY_UNSUPPORTED: "make a key with: cosign generate-key-pair",
  SIGNING_RACE_LOST: "run the step again, and let one job at a time sign this image",
  SIGNING_SERVICE_FAILED: "run the step again; status.sigstore.dev tells of outages of the public Sigstore",
  SIGNING_SERVICE_MISSING:
    "add the missing service to the signing config, valid at this time and of a supported version",
  SIGNING_SOPS_FAILED: "install sops before this step, and give the age identity as signing-key-age-identity",
  SIGNING_SOPS_UNUSABLE:
    "encrypt the key file with: sops encrypt --input-type binary --output-type json --age RECIPIENT",
  SIGNING_VAULT_DENIED:
    "let the policy read transit/keys/KEY and update transit/sign/KEY/*, and check token, role or secret id",
  SIGNING_VAULT_FAILED: "check vault-address, vault-transit-path and the name of the key in signing-key",
  SIGN_ATTEST_IMAGE_MISSING: "push the image before this step: build-arm64 with push: digest",
  SIGN_ATTEST_NOT_VERIFIED: "check that trusted-root belongs to the Sigstore that signing-config names",
  SIGN_ATTEST_PREDICATE_INVALID: "write the predicate as one JSON document",
  TRUSTED_ROOT_INVALID: "give a Sigstore trusted_root.json, as its operator publishes it",
  TRUSTED_ROOT_MISSING: "give the Sigstore's trusted_root.json as trusted-root",
  TRUST_KEY_INVALID: "use ECDSA P-256 or RSA keys in PEM, each with the id that follows from it",
  TRUST_NOT_SIGNED: "let as many root key holders as the threshold asks for sign trust.json",
  TRUST_ROOTS_INVALID: "name each root key once, and at least as many as the threshold",
  TRUST_SIGNATURES_FOREIGN: "sign trust.json again: it was changed after it was signed",
  TRUST_SIGNER_NOT_ALLOWED:
    "let the holder of the root key give this identity the role in the next version of trust.json",
  TRUST_SIGNER_REVOKED: "sign again with an identity that trust.json still names",
  TRUST_UPDATE_INVALID: "make the next version from the current trust.json, one at a time",
  VERIFY_BRANCH_MISSING: "check out with fetch-depth: 0, or set manifests-token to read by API",
  VERIFY_RANGE_MISSING: "run it on pull_request and merge_group, or set base and head",
};
