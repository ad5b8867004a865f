import { containPath, readBounded } from "../io/files.ts";
import type { Ports } from "../io/ports.ts";
import type { BlobSigner } from "../signing/signer.ts";
import { valueFaults } from "../values/faults.ts";
import { block, choice, line, relativePath, url } from "../values/grammars.ts";
import { type InputsOf, defaulted, optional } from "../values/input-table.ts";
import type { VaultKey } from "../signing/vault-key.ts";
import { isVaultKey, openVaultSigningKey, vaultInputs } from "./vault-inputs.ts";

/** The inputs of every command that signs. */
export const signingInputs = {
  "signing-mode": defaulted(choice(["keyless", "key"]), "keyless", {
    about: "keyless signs as this workflow with its OIDC token; key signs with signing-key.",
    example: "keyless",
  }),
  "signing-key": optional(block, {
    about:
      "Private key for signing-mode: key, in PEM: a cosign key, PKCS#8, EC or RSA. Or hashivault://KEY for one that Vault holds, or sops://FILE for a file that SOPS encrypted for age.",
    example: "${{ secrets.SIGNING_KEY }}",
    secret: true,
  }),
  "signing-key-password": optional(line, {
    about: "Password of an encrypted signing-key.",
    example: "${{ secrets.SIGNING_KEY_PASSWORD }}",
    secret: true,
  }),
  "signing-key-age-identity": optional(block, {
    about: "Age identity (AGE-SECRET-KEY-…) that opens signing-key: sops://FILE.",
    example: "${{ secrets.AGE_IDENTITY }}",
    secret: true,
  }),
  "signing-config": optional(relativePath, {
    about: "Sigstore signing config (v0.2) of a private Sigstore. Without it keyless uses the public one.",
    example: "sigstore/signing_config.json",
  }),
  "timestamp-authority": optional(url, {
    about:
      "RFC 3161 timestamp authority for signing-mode: key: the whole address that takes its requests, Sigstore's or any other.",
    example: "https://timestamp.sigstore.dev/api/v1/timestamp",
  }),
  ...vaultInputs,
  "public-log": defaulted(choice(["refuse", "accept"]), "refuse", {
    about:
      "Whether a private repository may sign with the public Sigstore, whose log shows the names of repository and workflow to everybody.",
    example: "accept",
  }),
} as const;

/** The inputs of commands that verify signatures outside a manifests repository, which brings its own roots. */
export const trustInputs = {
  "trusted-root": optional(relativePath, {
    about: "Sigstore trusted_root.json that certificates, logs and timestamps are checked against.",
    example: "sigstore/trusted_root.json",
  }),
} as const;

export type SigningInput = InputsOf<typeof signingInputs>;
export type TrustInput = InputsOf<typeof trustInputs>;

const largestConfig = 1_048_576;

// The services of the public Sigstore: its own signing config v0.2, with the log that every stock cosign can read.
const publicService = (address: string): object => ({
  url: address,
  majorApiVersion: 1,
  validFor: { start: "2023-01-01T00:00:00Z" },
  operator: "sigstore.dev",
});
const publicConfig = {
  mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
  caUrls: [publicService("https://fulcio.sigstore.dev")],
  oidcUrls: [publicService("https://oauth2.sigstore.dev/auth")],
  rekorTlogUrls: [publicService("https://rekor.sigstore.dev")],
  rekorTlogConfig: { selector: "ANY" },
  tsaUrls: [publicService("https://timestamp.sigstore.dev/api/v1/timestamp")],
  tsaConfig: { selector: "ANY" },
};

/**
 * Opens the signer that the inputs describe. A key is read here; keyless asks for a token when it signs, or to learn whether the
 * repository is public.
 */
export async function openSigner(
  input: SigningInput,
  ports: Pick<
    Ports,
    | "http"
    | "clock"
    | "identityToken"
    | "random"
    | "log"
    | "secrets"
    | "workspace"
    | "run"
    | "environment"
    | "processes"
  >,
): Promise<BlobSigner> {
  hideSecrets(input, ports);
  const config = await readConfig(input, ports.workspace);
  const { openSigning } = await import("../signing/signer.ts");
  if (input["signing-mode"] === "keyless")
    return openSigning({ mode: "keyless", signingConfig: config ?? (await usePublic(input, ports)) }, ports);
  const key = await openKey(input, ports);
  if (key === undefined)
    throw valueFaults.fault("INPUT_INVALID", "signing-key is missing: signing-mode is key", {
      where: "signing-key",
      next: "signing-key: ${{ secrets.SIGNING_KEY }}",
    });
  return openSigning(
    {
      mode: "key",
      privateKey: key,
      password: input["signing-key-password"],
      timestampAuthority: input["timestamp-authority"],
      signingConfig: config,
    },
    ports,
  );
}

/**
 * The key that signing-key gives: PEM, decrypted where it is a file of SOPS, or one that Vault holds; undefined where it is not
 * set. Secrets are masked before anything else is done with them.
 */
export async function openKey(
  input: SigningInput,
  ports: Pick<
    Ports,
    "http" | "clock" | "identityToken" | "random" | "log" | "secrets" | "workspace" | "processes"
  >,
): Promise<string | VaultKey | undefined> {
  hideSecrets(input, ports);
  const { "signing-key": key, "signing-key-age-identity": identity } = input;
  if (key === undefined) return undefined;
  if (isVaultKey(key)) return openVaultSigningKey(key, input, ports);
  if (!isSopsKey(key)) return key;
  const name = relativePath.parse(key.trim().slice(sopsScheme.length));
  const { openSopsKey } = await import("../signing/sops-key.ts");
  const bytes = await readBounded(await containPath(ports.workspace, name), largestConfig);
  return openSopsKey({ name, bytes }, identity, ports);
}

const sopsScheme = "sops://";

function isSopsKey(key: string): boolean {
  return key.trim().startsWith(sopsScheme);
}

// The names of keys that are elsewhere are no secrets, and hiding them would only blur the messages about them.
function hideSecrets(input: SigningInput, { secrets }: Pick<Ports, "secrets">): void {
  const { "signing-key": key, "signing-key-password": password } = input;
  for (const secret of [password, input["signing-key-age-identity"]])
    if (secret !== undefined) secrets.add(secret);
  if (key !== undefined && !isVaultKey(key) && !isSopsKey(key)) secrets.add(key);
}

/** The bytes of trusted-root, or undefined where it is not set. */
export async function readTrustedRoot(input: TrustInput, workspace: string): Promise<Uint8Array | undefined> {
  const file = input["trusted-root"];
  return file === undefined ? undefined : readBounded(await containPath(workspace, file), largestConfig * 4);
}

async function readConfig(input: SigningInput, workspace: string): Promise<Uint8Array | undefined> {
  const file = input["signing-config"];
  return file === undefined ? undefined : readBounded(await containPath(workspace, file), largestConfig);
}

// A name in a public log cannot be taken back, so a repository that is not surely public has to say that it agrees.
async function usePublic(
  input: SigningInput,
  ports: Pick<Ports, "run" | "identityToken" | "secrets">,
): Promise<Uint8Array> {
  if (input["public-log"] !== "accept" && !(await isPublic(ports)))
    throw valueFaults.fault(
      "INPUT_INVALID",
      `${ports.run.repository} is private, or nothing says that it is public, and the public Sigstore's log would show its name to everybody`,
      {
        where: "public-log",
        next: "public-log: accept, or signing-config: of a private Sigstore, or signing-mode: key",
      },
    );
  return Buffer.from(JSON.stringify(publicConfig));
}

async function isPublic(ports: Pick<Ports, "run" | "identityToken" | "secrets">): Promise<boolean> {
  const { repository } = await ports.run.event();
  if (typeof repository === "object" && repository !== null && "private" in repository)
    return repository.private === false;
  // The event of a scheduled run does not tell; the token, which signing needs anyway, always does.
  const token = await ports.identityToken("sigstore");
  ports.secrets.add(token);
  const { readClaims } = await import("../signing/identity-token.ts");
  return readClaims(token)["repository_visibility"] === "public";
}
