import type { NotaryChain } from "../../envelope/notary-certificates.ts";
import type { Descriptor } from "../../oci/descriptor.ts";
import type { Block, Document } from "../../report/document.ts";
import { type Repository, formatRepository } from "../../values/image-reference.ts";
import type { NotarySigned } from "./notary-signing.ts";
import { planView } from "./view.ts";
import { shellLine } from "./stock-commands.ts";

/** The report of a run with format: notation, with all that stock notation needs to verify. */
export function notaryView(input: {
  readonly verdict: string;
  readonly image: string;
  readonly repository: Repository;
  readonly signed: readonly NotarySigned[];
  readonly moved: readonly string[];
  readonly plainHttp: boolean;
  readonly chain: NotaryChain;
}): { readonly verifyCommand: string; readonly document: Document } {
  const { verdict, image, repository, signed, moved, chain } = input;
  const name = formatRepository(repository);
  const verifyCommand = shellLine([
    "notation",
    "verify",
    ...(input.plainHttp ? ["--insecure-registry"] : []),
    image,
  ]);
  const root = chain.certificates.at(-1);
  const blocks: Block[] = [
    { kind: "verdict", state: "good", text: verdict },
    {
      kind: "paragraph",
      text: ["Signed by the certificate ", { kind: "code", text: chain.thumbprints[0] }, "."],
    },
    {
      kind: "table",
      columns: [{ title: "Signature" }, { title: "Where" }, { title: "State" }],
      rows: signed.map(({ manifest, added }) => [
        ["Notary (notation)"],
        [{ kind: "code", text: `${name}@${manifest}` }],
        [{ kind: "state", state: "good", text: added ? "signed and verified" : "verified, was there" }],
      ]),
    },
  ];
  if (moved.length > 0)
    blocks.push({ kind: "paragraph", text: [`Tags moved after verification: ${moved.join(", ")}.`] });
  blocks.push(
    { kind: "heading", text: "Verify with stock tools" },
    { kind: "paragraph", text: ["notation"] },
    { kind: "code", language: "sh", text: verifyCommand },
    {
      kind: "paragraph",
      text: [
        "Before the first time: save the root certificate as root.pem and the policy as trustpolicy.json, then",
      ],
    },
    {
      kind: "code",
      language: "sh",
      text: `${shellLine(["notation", "certificate", "add", "--type", "ca", "--store", storeName, "root.pem"])}\n${shellLine(["notation", "policy", "import", "trustpolicy.json"])}`,
    },
    { kind: "code", language: "json", text: trustPolicy(name, chain) },
    { kind: "code", language: "text", text: root?.toString().trim() ?? "" },
  );
  return { verifyCommand, document: { title: "sign-attest", blocks } };
}

const storeName = "pi5-fleet";

/** A trust policy document for notation that takes signatures by this subject below this root, for this repository only. */
export function trustPolicy(repository: string, chain: NotaryChain): string {
  return JSON.stringify(
    {
      version: "1.0",
      trustPolicies: [
        {
          name: storeName,
          registryScopes: [repository],
          signatureVerification: { level: "strict" },
          trustStores: [`ca:${storeName}`],
          trustedIdentities: [trustedIdentity(chain.certificates[0].subject)],
        },
      ],
    },
    undefined,
    2,
  );
}

// The Notary Project wants country, state and organisation in an identity; a subject that lacks one, or that would need quoting,
// can only be trusted with all others below the same root.
function trustedIdentity(subject: string): string {
  const parts = subject.split("\n").map((part) => /^([A-Z]+)=([A-Za-z0-9 .-]+)$/.exec(part)?.slice(1, 3));
  const names = parts.map((part) => part?.[0]);
  const complete = ["C", "ST", "O"].every((name) => names.filter((found) => found === name).length === 1);
  if (!complete || parts.some((part) => part === undefined)) return "*";
  return `x509.subject: ${parts.map((part) => part?.join("=")).join(", ")}`;
}

/** The report of a dry run with format: notation. */
export function notaryPlanView(
  verdict: string,
  plans: readonly { readonly subject: Descriptor; readonly signed: boolean }[],
): Document {
  return planView(
    verdict,
    plans.map(({ subject, signed }) => ({ subject, wanted: signed ? [] : ["notation"] })),
  );
}
