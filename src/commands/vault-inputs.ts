import type { Ports } from "../io/ports.ts";
import type { VaultLogin } from "../signing/vault-client.ts";
import type { VaultKey } from "../signing/vault-key.ts";
import { valueFaults } from "../values/faults.ts";
import { line, url } from "../values/grammars.ts";
import { type Grammar, type InputsOf, defaulted, optional } from "../values/input-table.ts";

const vaultPath: Grammar<string> = {
  expects: "a path of Vault, of names with slashes between them",
  parse: (text) => {
    if (text.length <= 200 && /^[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/.test(text))
      return text;
    throw valueFaults.fault("INPUT_INVALID", `${JSON.stringify(text.slice(0, 140))} is no such path`);
  },
};

/** The inputs for a signing key that HashiCorp Vault or OpenBao holds. */
export const vaultInputs = {
  "vault-address": optional(url, {
    about: "Address of HashiCorp Vault or OpenBao, for signing-key: hashivault://KEY.",
    example: "https://vault.acme.example:8200",
  }),
  "vault-namespace": optional(vaultPath, {
    about: "Namespace of Vault in which the key and the login are.",
    example: "fleet",
  }),
  "vault-transit-path": defaulted(vaultPath, "transit", {
    about: "Where the transit engine with the key is mounted.",
    example: "transit",
  }),
  "vault-role": optional(line, {
    about:
      "Role to log in to Vault with the OIDC token of this job, whose audience is the origin of vault-address. No secret is needed.",
    example: "release-signing",
  }),
  "vault-role-id": optional(line, {
    about: "Role id to log in to Vault by AppRole; needs vault-secret-id.",
    example: "${{ vars.VAULT_ROLE_ID }}",
  }),
  "vault-secret-id": optional(line, {
    about: "Secret id to log in to Vault by AppRole.",
    example: "${{ secrets.VAULT_SECRET_ID }}",
    secret: true,
  }),
  "vault-token": optional(line, {
    about: "Token of Vault, where there is neither role nor role id.",
    example: "${{ secrets.VAULT_TOKEN }}",
    secret: true,
  }),
  "vault-auth-path": optional(vaultPath, {
    about:
      "Where the login is mounted: jwt for vault-role and approle for vault-role-id if not said otherwise.",
    example: "jwt-github",
  }),
} as const;

export type VaultInput = InputsOf<typeof vaultInputs>;

/** True for a signing-key that names a key of Vault as cosign does: hashivault://KEY. It is a name and no secret. */
export function isVaultKey(text: string): boolean {
  return text.trim().startsWith("hashivault://");
}

/** Opens the key of Vault that signing-key names. Throws INPUT_INVALID, SIGNING_VAULT_* and SIGNING_KEY_*. */
export async function openVaultSigningKey(
  key: string,
  input: VaultInput,
  ports: Pick<Ports, "http" | "clock" | "random" | "log" | "identityToken" | "secrets">,
): Promise<VaultKey> {
  const { openVaultKey, parseVaultKey } = await import("../signing/vault-key.ts");
  const { openVault } = await import("../signing/vault-client.ts");
  const name = parseVaultKey(key);
  const { "vault-address": address, "vault-namespace": namespace, "vault-transit-path": mount } = input;
  if (address === undefined)
    throw refuse("vault-address", "vault-address is missing: signing-key is a key of Vault");
  const client = await openVault({ address, namespace, login: loginOf(input, ports) }, ports);
  return openVaultKey(client, { name, mount });
}

function loginOf(input: VaultInput, { secrets }: Pick<Ports, "secrets">): VaultLogin {
  const { "vault-role": role, "vault-role-id": roleId, "vault-auth-path": mount } = input;
  const { "vault-secret-id": secretId, "vault-token": token } = input;
  for (const secret of [secretId, token]) if (secret !== undefined) secrets.add(secret);
  const given = [role, roleId, token].filter((value) => value !== undefined);
  if (given.length !== 1)
    throw refuse(
      "vault-role",
      given.length === 0
        ? "nothing says how to log in to Vault: give vault-role, vault-role-id with vault-secret-id, or vault-token"
        : "vault-role, vault-role-id and vault-token exclude each other",
    );
  if (role !== undefined) return { kind: "jwt", role, mount };
  if (token !== undefined) return { kind: "token", token };
  if (roleId === undefined || secretId === undefined)
    throw refuse("vault-secret-id", "vault-secret-id is missing: vault-role-id needs it");
  return { kind: "approle", roleId, secretId, mount };
}

function refuse(where: string, what: string): Error {
  return valueFaults.fault("INPUT_INVALID", what, { where });
}
