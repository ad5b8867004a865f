import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { canonicalBytes } from "../src/values/canonical-json.ts";
import { digestOf } from "../src/values/digest.ts";

export type RootKey = { readonly keyId: string; readonly publicKey: string; readonly privateKey: string };

export type Signer = {
  readonly role: "release" | "publish" | "gate";
  readonly app: string | null;
  readonly issuer: string;
  /** URL of the GitHub server. */
  readonly server: string;
  /** OWNER/NAME/.github/workflows/FILE@REF */
  readonly workflow: string;
  readonly repositoryId: number;
  readonly ownerId: number;
  readonly trigger: string;
};

/** A root key, as it would be made once and kept offline. */
export function makeRootKey(): RootKey {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const der = publicKey.export({ type: "spki", format: "der" });
  return {
    keyId: createHash("sha256").update(der).digest("hex"),
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** The files below trust/ of a new fleet: who may sign what, signed by the root key. */
export function trustFiles(options: {
  readonly fleet: string;
  readonly root: RootKey;
  readonly trustedRoot: Uint8Array;
  readonly signers: readonly Signer[];
  readonly expires: string;
}): Record<string, Uint8Array> {
  const { root } = options;
  const document = canonicalBytes({
    schemaVersion: 1,
    kind: "trust",
    fleet: options.fleet,
    version: 1,
    epoch: 1,
    expires: options.expires,
    roots: { threshold: 1, keys: [{ keyId: root.keyId, publicKey: root.publicKey }] },
    signers: options.signers.map((signer) => ({
      role: signer.role,
      app: signer.app,
      identity: {
        kind: "workflow",
        issuer: signer.issuer,
        subject: `${signer.server}/${signer.workflow}`,
        repositoryId: String(signer.repositoryId),
        ownerId: String(signer.ownerId),
        sourceRef: "refs/heads/main",
        buildConfigUri: `${signer.server}/${signer.workflow}`,
        trigger: signer.trigger,
      },
    })),
    floors: {},
    revocations: [],
    revertKey: null,
    trustedRoot: digestOf(options.trustedRoot),
  });
  const signature = sign("sha256", document, root.privateKey).toString("base64");
  return {
    "trust/trust.json": document,
    "trust/trust.signatures.json": canonicalBytes({
      schemaVersion: 1,
      kind: "trust-signatures",
      trust: digestOf(document),
      signatures: [{ keyId: root.keyId, signature }],
    }),
    "trust/trusted_root.json": options.trustedRoot,
  };
}
