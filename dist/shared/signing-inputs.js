import { i as readBounded, r as containPath } from "./files.js";
import { t as valueFaults } from "./faults2.js";
import { b as url, f as line, g as relativePath, i as choice, r as block } from "./grammars.js";
import { n as optional, t as defaulted } from "./input-table.js";

// src/commands/vault-inputs.ts
const vaultPath = {
	expects: "a path of Vault, of names with slashes between them",
	parse: (text) => {
		if (text.length <= 200 && /^[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/.test(text)) return text;
		throw valueFaults.fault("INPUT_INVALID", `${JSON.stringify(text.slice(0, 140))} is no such path`);
	}
};
/** The inputs for a signing key that HashiCorp Vault or OpenBao holds. */
const vaultInputs = {
	"vault-address": optional(url, {
		about: "Address of HashiCorp Vault or OpenBao, for signing-key: hashivault://KEY.",
		example: "https://vault.acme.example:8200"
	}),
	"vault-namespace": optional(vaultPath, {
		about: "Namespace of Vault in which the key and the login are.",
		example: "fleet"
	}),
	"vault-transit-path": defaulted(vaultPath, "transit", {
		about: "Where the transit engine with the key is mounted.",
		example: "transit"
	}),
	"vault-role": optional(line, {
		about: "Role to log in to Vault with the OIDC token of this job, whose audience is the origin of vault-address. No secret is needed.",
		example: "release-signing"
	}),
	"vault-role-id": optional(line, {
		about: "Role id to log in to Vault by AppRole; needs vault-secret-id.",
		example: "${{ vars.VAULT_ROLE_ID }}"
	}),
	"vault-secret-id": optional(line, {
		about: "Secret id to log in to Vault by AppRole.",
		example: "${{ secrets.VAULT_SECRET_ID }}",
		secret: true
	}),
	"vault-token": optional(line, {
		about: "Token of Vault, where there is neither role nor role id.",
		example: "${{ secrets.VAULT_TOKEN }}",
		secret: true
	}),
	"vault-auth-path": optional(vaultPath, {
		about: "Where the login is mounted: jwt for vault-role and approle for vault-role-id if not said otherwise.",
		example: "jwt-github"
	})
};
/** True for a signing-key that names a key of Vault as cosign does: hashivault://KEY. It is a name and no secret. */
function isVaultKey(text) {
	return text.trim().startsWith("hashivault://");
}
/** Opens the key of Vault that signing-key names. Throws INPUT_INVALID, SIGNING_VAULT_* and SIGNING_KEY_*. */
async function openVaultSigningKey(key, input, ports) {
	const { openVaultKey, parseVaultKey } = await import("./vault-key.js");
	const { openVault } = await import("./vault-client.js");
	const name = parseVaultKey(key);
	const { "vault-address": address, "vault-namespace": namespace, "vault-transit-path": mount } = input;
	if (address === void 0) throw refuse("vault-address", "vault-address is missing: signing-key is a key of Vault");
	return openVaultKey(await openVault({
		address,
		namespace,
		login: loginOf(input, ports)
	}, ports), {
		name,
		mount
	});
}
function loginOf(input, { secrets }) {
	const { "vault-role": role, "vault-role-id": roleId, "vault-auth-path": mount } = input;
	const { "vault-secret-id": secretId, "vault-token": token } = input;
	for (const secret of [secretId, token]) if (secret !== void 0) secrets.add(secret);
	const given = [
		role,
		roleId,
		token
	].filter((value) => value !== void 0);
	if (given.length !== 1) throw refuse("vault-role", given.length === 0 ? "nothing says how to log in to Vault: give vault-role, vault-role-id with vault-secret-id, or vault-token" : "vault-role, vault-role-id and vault-token exclude each other");
	if (role !== void 0) return {
		kind: "jwt",
		role,
		mount
	};
	if (token !== void 0) return {
		kind: "token",
		token
	};
	if (roleId === void 0 || secretId === void 0) throw refuse("vault-secret-id", "vault-secret-id is missing: vault-role-id needs it");
	return {
		kind: "approle",
		roleId,
		secretId,
		mount
	};
}
function refuse(where, what) {
	return valueFaults.fault("INPUT_INVALID", what, { where });
}

// src/commands/signing-inputs.ts
/** The inputs of every command that signs. */
const signingInputs = {
	"signing-mode": defaulted(choice(["keyless", "key"]), "keyless", {
		about: "keyless signs as this workflow with its OIDC token; key signs with signing-key.",
		example: "keyless"
	}),
	"signing-key": optional(block, {
		about: "Private key for signing-mode: key, in PEM: a cosign key, PKCS#8, EC or RSA. Or hashivault://KEY for one that Vault holds, or sops://FILE for a file that SOPS encrypted for age.",
		example: "${{ secrets.SIGNING_KEY }}",
		secret: true
	}),
	"signing-key-password": optional(line, {
		about: "Password of an encrypted signing-key.",
		example: "${{ secrets.SIGNING_KEY_PASSWORD }}",
		secret: true
	}),
	"signing-key-age-identity": optional(block, {
		about: "Age identity (AGE-SECRET-KEY-…) that opens signing-key: sops://FILE.",
		example: "${{ secrets.AGE_IDENTITY }}",
		secret: true
	}),
	"signing-config": optional(relativePath, {
		about: "Sigstore signing config (v0.2) of a private Sigstore. Without it keyless uses the public one.",
		example: "sigstore/signing_config.json"
	}),
	"timestamp-authority": optional(url, {
		about: "RFC 3161 timestamp authority for signing-mode: key: the whole address that takes its requests, Sigstore's or any other.",
		example: "https://timestamp.sigstore.dev/api/v1/timestamp"
	}),
	...vaultInputs,
	"public-log": defaulted(choice(["refuse", "accept"]), "refuse", {
		about: "Whether a private repository may sign with the public Sigstore, whose log shows the names of repository and workflow to everybody.",
		example: "accept"
	})
};
/** The inputs of commands that verify signatures outside a manifests repository, which brings its own roots. */
const trustInputs = { "trusted-root": optional(relativePath, {
	about: "Sigstore trusted_root.json that certificates, logs and timestamps are checked against.",
	example: "sigstore/trusted_root.json"
}) };
const largestConfig = 1048576;
const publicService = (address) => ({
	url: address,
	majorApiVersion: 1,
	validFor: { start: "2023-01-01T00:00:00Z" },
	operator: "sigstore.dev"
});
const publicConfig = {
	mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
	caUrls: [publicService("https://fulcio.sigstore.dev")],
	oidcUrls: [publicService("https://oauth2.sigstore.dev/auth")],
	rekorTlogUrls: [publicService("https://rekor.sigstore.dev")],
	rekorTlogConfig: { selector: "ANY" },
	tsaUrls: [publicService("https://timestamp.sigstore.dev/api/v1/timestamp")],
	tsaConfig: { selector: "ANY" }
};
/**
* Opens the signer that the inputs describe. A key is read here; keyless asks for a token when it signs, or to learn whether the
* repository is public.
*/
async function openSigner(input, ports) {
	hideSecrets(input, ports);
	const config = await readConfig(input, ports.workspace);
	const { openSigning } = await import("./signer.js");
	if (input["signing-mode"] === "keyless") return openSigning({
		mode: "keyless",
		signingConfig: config ?? await usePublic(input, ports)
	}, ports);
	const key = await openKey(input, ports);
	if (key === void 0) throw valueFaults.fault("INPUT_INVALID", "signing-key is missing: signing-mode is key", {
		where: "signing-key",
		next: "signing-key: ${{ secrets.SIGNING_KEY }}"
	});
	return openSigning({
		mode: "key",
		privateKey: key,
		password: input["signing-key-password"],
		timestampAuthority: input["timestamp-authority"],
		signingConfig: config
	}, ports);
}
/**
* The key that signing-key gives: PEM, decrypted where it is a file of SOPS, or one that Vault holds; undefined where it is not
* set. Secrets are masked before anything else is done with them.
*/
async function openKey(input, ports) {
	hideSecrets(input, ports);
	const { "signing-key": key, "signing-key-age-identity": identity } = input;
	if (key === void 0) return void 0;
	if (isVaultKey(key)) return openVaultSigningKey(key, input, ports);
	if (!isSopsKey(key)) return key;
	const name = relativePath.parse(key.trim().slice(sopsScheme.length));
	const { openSopsKey } = await import("./sops-key.js");
	return openSopsKey({
		name,
		bytes: await readBounded(await containPath(ports.workspace, name), largestConfig)
	}, identity, ports);
}
const sopsScheme = "sops://";
function isSopsKey(key) {
	return key.trim().startsWith(sopsScheme);
}
function hideSecrets(input, { secrets }) {
	const { "signing-key": key, "signing-key-password": password } = input;
	for (const secret of [password, input["signing-key-age-identity"]]) if (secret !== void 0) secrets.add(secret);
	if (key !== void 0 && !isVaultKey(key) && !isSopsKey(key)) secrets.add(key);
}
/** The bytes of trusted-root, or undefined where it is not set. */
async function readTrustedRoot(input, workspace) {
	const file = input["trusted-root"];
	return file === void 0 ? void 0 : readBounded(await containPath(workspace, file), largestConfig * 4);
}
async function readConfig(input, workspace) {
	const file = input["signing-config"];
	return file === void 0 ? void 0 : readBounded(await containPath(workspace, file), largestConfig);
}
async function usePublic(input, ports) {
	if (input["public-log"] !== "accept" && !await isPublic(ports)) throw valueFaults.fault("INPUT_INVALID", `${ports.run.repository} is private, or nothing says that it is public, and the public Sigstore's log would show its name to everybody`, {
		where: "public-log",
		next: "public-log: accept, or signing-config: of a private Sigstore, or signing-mode: key"
	});
	return Buffer.from(JSON.stringify(publicConfig));
}
async function isPublic(ports) {
	const { repository } = await ports.run.event();
	if (typeof repository === "object" && repository !== null && "private" in repository) return repository.private === false;
	const token = await ports.identityToken("sigstore");
	ports.secrets.add(token);
	const { readClaims } = await import("./identity-token.js");
	return readClaims(token)["repository_visibility"] === "public";
}

export { trustInputs as a, signingInputs as i, openSigner as n, readTrustedRoot as r, openKey as t };