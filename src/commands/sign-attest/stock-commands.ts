import { createPublicKey } from "node:crypto";
import { hashForKey } from "../../envelope/key-hash.ts";
import type { Identity } from "../../values/identity.ts";
import { cosignSignPredicate } from "../../envelope/statement.ts";

/** What the commands of stock tools depend on. */
export type StockContext = {
  /** The image by digest. */
  readonly image: string;
  readonly identity: Identity;
  /** OWNER/NAME of the repository whose workflow signed. */
  readonly sourceRepository: string;
  /** True when a log recorded the signature. */
  readonly logged: boolean;
  /** True when there is a tag for cosign 2. */
  readonly legacy: boolean;
  /** True when the roots are not those of the public Sigstore, so that a verifier has to be handed them. */
  readonly privateRoots: boolean;
  readonly plainHttp: boolean;
  /** Predicate types of the attestations beside the image. */
  readonly attestationTypes?: readonly string[];
};

export type StockCommand = { readonly title: string; readonly command: string };

/** Exact commands for stock verifiers. Cosign 3 reads the bundle, cosign 2 the tag; identities are pinned in full. */
export function stockCommands(context: StockContext): readonly StockCommand[] {
  const { image } = context;
  const who = signerOptions(context);
  const network = context.plainHttp ? ["--allow-http-registry"] : [];
  const roots = context.privateRoots && context.logged ? ["--trusted-root", "trusted_root.json"] : [];
  const verify = ["cosign", "verify", ...who, ...roots, ...network, image];
  const attested = (type: string, options: readonly string[]): string =>
    shellLine(["cosign", "verify-attestation", "--type", type, ...who, ...options, ...network, image]);
  return [
    { title: "cosign 3", command: shellLine(verify) },
    {
      title: "cosign 3, this claim and no other attestation of the same signer",
      command: attested(cosignSignPredicate, roots),
    },
    ...(context.legacy
      ? [
          {
            title: "cosign 2",
            command: `${olderRoots(context)}${shellLine(["cosign", "verify", ...who, ...network, image])}`,
          },
        ]
      : []),
    ...(context.attestationTypes ?? []).flatMap((type) => [
      { title: `cosign 3, ${type}`, command: attested(type, roots) },
      ...(context.legacy
        ? [{ title: `cosign 2, ${type}`, command: `${olderRoots(context)}${attested(type, [])}` }]
        : []),
    ]),
  ];
}

function signerOptions({ identity, logged, sourceRepository }: StockContext): readonly string[] {
  if (identity.kind === "key")
    return [
      "--key",
      "cosign.pub",
      ...digestOption(identity.publicKey),
      ...(logged ? [] : ["--insecure-ignore-tlog=true"]),
    ];
  return [
    "--certificate-oidc-issuer",
    identity.issuer,
    "--certificate-identity",
    identity.subject,
    "--certificate-github-workflow-repository",
    sourceRepository,
    "--certificate-github-workflow-ref",
    identity.sourceRef,
    "--certificate-github-workflow-trigger",
    identity.trigger,
  ];
}

// Cosign checks every key with SHA-256 unless it is told otherwise, and signs with the hash of the curve's size.
function digestOption(publicKey: string): readonly string[] {
  const hash = hashForKey(createPublicKey(publicKey));
  return hash === "sha256" ? [] : ["--signature-digest-algorithm", hash];
}

// Cosign 2 takes the roots of a private Sigstore by environment; `--trusted-root` does not reach its older format.
function olderRoots({ identity, logged, privateRoots }: StockContext): string {
  if (!privateRoots || !logged) return "";
  const log = "SIGSTORE_REKOR_PUBLIC_KEY=rekor.pub ";
  if (identity.kind === "key") return log;
  return `SIGSTORE_ROOT_FILE=fulcio_root.pem SIGSTORE_CT_LOG_PUBLIC_KEY_FILE=ctfe.pub ${log}`;
}

/** An argument list as a line for a POSIX shell. */
export function shellLine(argumentList: readonly string[]): string {
  return argumentList
    .map((text) => (/^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`))
    .join(" ");
}
