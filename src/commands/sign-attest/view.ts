import type { Descriptor } from "../../oci/descriptor.ts";
import type { Block, Document, Inline } from "../../report/document.ts";
import { type Identity, formatIdentity } from "../../values/identity.ts";
import type { Repository } from "../../values/image-reference.ts";
import { type SignedImage, signatureReference } from "./image-signing.ts";
import type { StockCommand } from "./stock-commands.ts";

/** The report of a run that signed, or that found everything signed. */
export function signedView(input: {
  readonly verdict: string;
  readonly repository: Repository;
  readonly signed: readonly SignedImage[];
  readonly moved: readonly string[];
  readonly identity: Identity;
  readonly commands: readonly StockCommand[];
}): Document {
  const { repository, signed, moved, identity, commands } = input;
  const rows = signed.flatMap(({ subject, added, bundle, legacy, attestations }) =>
    [
      { what: "bundle (cosign 3)", found: bundle, fresh: added.bundle },
      { what: "tag (cosign 1, 2, podman)", found: legacy, fresh: added.legacy },
      ...attestations.flatMap((one) => [
        { what: `${one.predicateType}, bundle`, found: one.bundle, fresh: one.added.bundle },
        { what: `${one.predicateType}, tag`, found: one.legacy, fresh: one.added.legacy },
      ]),
    ].flatMap(({ what, found, fresh }): readonly (readonly Inline[])[][] =>
      found === undefined
        ? []
        : [
            [
              [what],
              [{ kind: "code", text: signatureReference(repository, subject, found) }],
              [{ kind: "state", state: "good", text: fresh ? "signed and verified" : "verified, was there" }],
            ],
          ],
    ),
  );
  const blocks: Block[] = [
    { kind: "verdict", state: "good", text: input.verdict },
    { kind: "paragraph", text: ["Signed by ", { kind: "code", text: formatIdentity(identity) }, "."] },
    {
      kind: "table",
      columns: [{ title: "Signature" }, { title: "Where" }, { title: "State" }],
      rows,
    },
  ];
  if (moved.length > 0)
    blocks.push({ kind: "paragraph", text: [`Tags moved after verification: ${moved.join(", ")}.`] });
  blocks.push({ kind: "heading", text: "Verify with stock tools" });
  for (const { title, command } of commands)
    blocks.push({ kind: "paragraph", text: [title] }, { kind: "code", language: "sh", text: command });
  return { title: "sign-attest", blocks };
}

/** The report of a dry run. */
export function planView(
  verdict: string,
  plans: readonly { readonly subject: Descriptor; readonly wanted: readonly string[] }[],
): Document {
  return {
    title: "sign-attest",
    blocks: [
      { kind: "verdict", state: "neutral", text: verdict },
      {
        kind: "list",
        items: plans.map(({ subject, wanted }) => [
          { kind: "code", text: subject.digest },
          wanted.length === 0 ? " is signed" : ` lacks: ${wanted.join(", ")}`,
        ]),
      },
    ],
  };
}
