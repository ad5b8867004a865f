import "./rolldown-runtime.js";
import { r as isNotarySignature, s as notaryHash } from "./notary.js";
import { t as isRecord } from "./json-members.js";
import { t as signingFaults } from "./faults6.js";
import { t as describeKey } from "./keys.js";
import { createHash, createPublicKey, verify } from "node:crypto";

// src/signing/vault-key.ts
const kinds = /* @__PURE__ */ new Set([
	"ecdsa-p256",
	"ecdsa-p384",
	"ecdsa-p521",
	"rsa-2048",
	"rsa-3072",
	"rsa-4096"
]);
/** The name in hashivault://KEY, by cosign's own grammar. Throws SIGNING_KEY_INVALID. */
function parseVaultKey(text) {
	const name = /^hashivault:\/\/([A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?)$/.exec(text.trim())?.[1];
	if (name !== void 0) return name;
	throw signingFaults.fault("SIGNING_KEY_INVALID", `${JSON.stringify(text.slice(0, 100))} is not hashivault://KEY with a name of letters, digits, _ . and -`, {
		where: "signing-key",
		next: "signing-key: hashivault://release"
	});
}
/**
* Opens a key of Vault's transit engine. Its newest version is pinned for this run, so that a rotation in between cannot split what
* is signed, and each signature is checked here before it is used. Throws SIGNING_VAULT_* and SIGNING_KEY_UNSUPPORTED.
*/
async function openVaultKey(client, key) {
	const { version, publicKey } = await readPublicKey(client, key);
	const described = describeKey(publicKey);
	const call = async (bytes, hash, form) => {
		return readSignature((await client.call(`${key.mount}/sign/${key.name}/sha2-${hash.slice(3)}`, {
			input: createHash(hash).update(bytes).digest("base64"),
			prehashed: true,
			key_version: version,
			...form
		}))["signature"], version);
	};
	const misfit = () => invalid(client, `its signature by ${key.name} does not fit the key`);
	return {
		...described,
		sign: async (bytes) => {
			const { hash } = described;
			const signature = await call(bytes, hash, {
				signature_algorithm: "pkcs1v15",
				marshaling_algorithm: "asn1"
			});
			if (signature !== void 0 && verify(hash, bytes, publicKey, signature)) return signature;
			throw misfit();
		},
		notary: {
			publicKey,
			sign: async (bytes, algorithm) => {
				const form = algorithm.startsWith("PS") ? {
					signature_algorithm: "pss",
					salt_length: "hash"
				} : { marshaling_algorithm: "jws" };
				const signature = await call(bytes, notaryHash(algorithm), form);
				if (signature !== void 0 && isNotarySignature(algorithm, publicKey, bytes, signature)) return signature;
				throw misfit();
			}
		}
	};
}
async function readPublicKey(client, { mount, name }) {
	const { type, latest_version: version, keys } = await client.call(`${mount}/keys/${name}`);
	if (typeof type !== "string" || !kinds.has(type)) throw signingFaults.fault("SIGNING_KEY_UNSUPPORTED", `the key ${name} in Vault is of the type ${JSON.stringify(String(type).slice(0, 40))}; ${[...kinds].join(", ")} are supported`, {
		where: "signing-key",
		next: `vault write -f ${mount}/keys/${name} type=ecdsa-p256`
	});
	if (typeof version !== "number" || !Number.isSafeInteger(version) || version < 1 || !isRecord(keys)) throw invalid(client, `its answer about ${name} names no version`);
	const entry = keys[String(version)];
	const pem = isRecord(entry) ? entry["public_key"] : void 0;
	try {
		if (typeof pem === "string" && pem.length <= 65536) return {
			version,
			publicKey: createPublicKey(pem)
		};
	} catch {}
	throw invalid(client, `its answer about ${name} holds no public key`);
}
function readSignature(value, version) {
	const prefix = `vault:v${version}:`;
	if (typeof value !== "string" || !value.startsWith(prefix) || value.length > 65536) return void 0;
	return Buffer.from(value.slice(prefix.length), "base64");
}
function invalid({ host }, why) {
	return signingFaults.fault("SIGNING_VAULT_FAILED", `Vault at ${host} failed: ${why}`, { where: host });
}

export { openVaultKey, parseVaultKey };