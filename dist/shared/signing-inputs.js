import { i as readBounded, r as containPath } from "./files.js";
import { t as valueFaults } from "./faults2.js";
import { b as url, f as line, g as relativePath, i as choice, r as block } from "./grammars.js";
import { n as optional, t as defaulted } from "./input-table.js";

// src/commands/signing-inputs.ts
/** The inputs of every command that signs. */
const signingInputs = {
	"signing-mode": defaulted(choice(["keyless", "key"]), "keyless", {
		about: "keyless signs as this workflow with its OIDC token; key signs with signing-key.",
		example: "keyless"
	}),
	"signing-key": optional(block, {
		about: "Private key for signing-mode: key, in PEM: a cosign key, PKCS#8, EC or RSA.",
		example: "${{ secrets.SIGNING_KEY }}",
		secret: true
	}),
	"signing-key-password": optional(line, {
		about: "Password of an encrypted signing-key.",
		example: "${{ secrets.SIGNING_KEY_PASSWORD }}",
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
	const key = input["signing-key"];
	const password = input["signing-key-password"];
	for (const secret of [key, password]) if (secret !== void 0) ports.secrets.add(secret);
	const config = await readConfig(input, ports.workspace);
	const { openSigning } = await import("./signer.js");
	if (input["signing-mode"] === "keyless") return openSigning({
		mode: "keyless",
		signingConfig: config ?? await usePublic(input, ports)
	}, ports);
	if (key === void 0) throw valueFaults.fault("INPUT_INVALID", "signing-key is missing: signing-mode is key", {
		where: "signing-key",
		next: "signing-key: ${{ secrets.SIGNING_KEY }}"
	});
	return openSigning({
		mode: "key",
		privateKey: key,
		password,
		timestampAuthority: input["timestamp-authority"],
		signingConfig: config
	}, ports);
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
	const { readClaims } = await import("./identity-token2.js");
	return readClaims(token)["repository_visibility"] === "public";
}

export { trustInputs as i, readTrustedRoot as n, signingInputs as r, openSigner as t };