import "./rolldown-runtime.js";
import { i as readBounded, r as containPath } from "./files.js";
import { d as decodeSignatureManifest, l as signAttestFaults, r as planView, t as shellLine, u as attachNotarySignature } from "./stock-commands.js";
import { a as notaryArtifactType, c as notaryLimit, i as notaryAlgorithmOf, l as notaryParts, n as encodeNotary, o as notaryEnvelopeType, r as isNotarySignature, s as notaryHash, t as decodeNotary } from "./notary.js";
import { t as require_dist } from "./dist.js";
import { i as isFault, r as describeError, t as Fault } from "./fault.js";
import { u as envelopeFaults } from "./key-hash.js";
import { t as signingFaults } from "./faults6.js";
import { n as loadSigningKey } from "./keys.js";
import { n as requestTimestampToken } from "./timestamp.js";
import { t as valueFaults } from "./faults2.js";
import { g as relativePath } from "./grammars.js";
import { n as formatRepository } from "./image-reference.js";
import { t as readSmallBlob } from "./small-blob.js";
import { n as reasonOf, r as verificationFaults } from "./signature-check.js";
import { n as emptyOutputs } from "./command.js";
import { t as openKey$1 } from "./signing-inputs.js";
import { n as outputs } from "./inputs9.js";
import { X509Certificate, constants, createHash, createPublicKey, sign } from "node:crypto";

// src/envelope/notary-certificates.ts
var import_dist = require_dist();
const keyUsage = "2.5.29.15";
const sha2 = /* @__PURE__ */ new Set([
	"2.16.840.1.101.3.4.2.1",
	"2.16.840.1.101.3.4.2.2",
	"2.16.840.1.101.3.4.2.3"
]);
const pss = "1.2.840.113549.1.1.10";
const signatureAlgorithms = /* @__PURE__ */ new Set([
	"1.2.840.10045.4.3.2",
	"1.2.840.10045.4.3.3",
	"1.2.840.10045.4.3.4",
	"1.2.840.113549.1.1.11",
	"1.2.840.113549.1.1.12",
	"1.2.840.113549.1.1.13"
]);
/** Purposes that a signing certificate must not have, by their names in the specification. */
const otherPurposes = {
	"2.5.29.37.0": "anyExtendedKeyUsage",
	"1.3.6.1.5.5.7.3.1": "serverAuth",
	"1.3.6.1.5.5.7.3.2": "clientAuth",
	"1.3.6.1.5.5.7.3.4": "emailProtection",
	"1.3.6.1.5.5.7.3.8": "timeStamping"
};
const usages = [
	"digitalSignature",
	"contentCommitment",
	"keyEncipherment",
	"dataEncipherment",
	"keyAgreement",
	"keyCertSign",
	"cRLSign",
	"encipherOnly",
	"decipherOnly"
];
const largestCertificate = 65536;
/**
* Checks a chain by the certificate requirements of the Notary Project (specs/signature-specification.md): order, signatures, key
* usages, basic constraints, key lengths, no SHA-1. Throws ENVELOPE_NOTARY_CERTIFICATE, which names the certificate.
*/
function readNotaryChain(ders) {
	try {
		return checkedChain(ders);
	} catch (error) {
		if (error instanceof Fault) throw error;
		throw refuse$1("", `one cannot be read: ${error instanceof Error ? error.message : "unknown error"}`);
	}
}
function checkedChain(ders) {
	const certificates = ders.map(readCertificate);
	const [leaf, ...authorities] = certificates;
	if (leaf === void 0) throw refuse$1("", "there is none");
	checkLeaf(leaf);
	for (const [below, authority] of authorities.entries()) checkAuthority(authority, below);
	for (const [index, certificate] of certificates.entries()) {
		const issuer = certificates[index + 1] ?? certificate;
		if (isIssuedBy(certificate, issuer)) continue;
		throw refuse$1(certificate.name, issuer === certificate ? "is the last one and no root: the chain has to include its root" : `is not issued by the next one (${issuer.name}): the signing certificate comes first, the root last`);
	}
	const [first, ...rest] = certificates.map(({ parsed }) => parsed);
	if (first === void 0) throw refuse$1("", "there is none");
	return {
		certificates: [first, ...rest],
		thumbprints: [thumbprintOf(first), ...rest.map(thumbprintOf)]
	};
}
/** Lower-case hex SHA-256 of a certificate's DER, as the annotation of a Notary signature has it. */
function thumbprintOf({ raw }) {
	return createHash("sha256").update(raw).digest("hex");
}
/** The certificates of a text in PEM, in order, at most `most`. What lies between them is passed over. Throws ENVELOPE_NOTARY_CERTIFICATE. */
function readPemCertificates(pem, most = 10) {
	const found = pem.replaceAll("\r", "").match(/-----BEGIN CERTIFICATE-----\n[^-]*-----END CERTIFICATE-----/g);
	if (found === null) throw refuse$1("", "the text has no PEM block CERTIFICATE");
	if (found.length > most) throw refuse$1("", `there are more than ${most}`);
	return found.map((text) => Buffer.from(text.replaceAll(/-----[A-Z ]+-----/g, ""), "base64"));
}
function readCertificate(der) {
	if (der.length > largestCertificate) throw refuse$1("", `one is larger than ${largestCertificate} bytes`);
	let certificate;
	try {
		const parsed = new X509Certificate(der);
		const fields = import_dist.X509Certificate.parse(Buffer.from(parsed.raw));
		const found = fields.extBasicConstraints;
		certificate = {
			parsed,
			key: parsed.publicKey,
			fields,
			constraints: found && {
				critical: found.critical,
				isCa: found.isCA,
				length: found.pathLenConstraint
			},
			name: parsed.subject.replaceAll("\n", ", ").slice(0, 200)
		};
		const { subs } = fields.root;
		const seen = fields.extensions.map((extension) => extension.subs[0]?.toOID());
		if (!Buffer.from(der).equals(parsed.raw) || subs.length !== 3) throw new Error("bytes follow it");
		if (new Set(seen).size !== seen.length) throw new Error("it has an extension twice");
	} catch (error) {
		throw refuse$1("", `one cannot be read: ${describeError(error).slice(0, 200)}`);
	}
	checkSignatureAlgorithm(certificate);
	return certificate;
}
function checkSignatureAlgorithm({ fields, name }) {
	const [oid, parameters] = fields.root.subs[1]?.subs ?? [];
	const algorithm = oid?.toOID() ?? "";
	const hash = parameters?.subs.find(({ tag }) => tag.isContextSpecific(0))?.subs[0]?.subs[0]?.toOID();
	if (signatureAlgorithms.has(algorithm) || algorithm === pss && sha2.has(hash ?? "")) return;
	throw refuse$1(name, "is not signed by RSA or ECDSA with SHA-256, SHA-384 or SHA-512");
}
function checkLeaf(certificate) {
	const { constraints, parsed, name } = certificate;
	const bits = usagesOf(certificate);
	if (!bits.includes("digitalSignature")) throw refuse$1(name, "has no keyUsage digitalSignature");
	const wrong = bits.find((bit) => bit !== "digitalSignature" && bit !== "contentCommitment");
	if (wrong !== void 0) throw refuse$1(name, `has the keyUsage ${wrong}, which a signing certificate must not have`);
	if (constraints?.isCa === true) throw refuse$1(name, "is one of an authority (CA:TRUE)");
	const purpose = (parsed.keyUsage ?? []).find((oid) => oid in otherPurposes);
	if (purpose !== void 0) throw refuse$1(name, `is for ${otherPurposes[purpose]}: a signing certificate is for codeSigning or names no purpose`);
	checkKeyLength(certificate);
}
function checkAuthority(certificate, below) {
	const { constraints, name } = certificate;
	if (constraints?.critical !== true || !constraints.isCa) throw refuse$1(name, "has no critical basicConstraints with CA:TRUE");
	const { length } = constraints;
	if (length !== void 0 && length < BigInt(below)) throw refuse$1(name, `allows ${length} authorities below it, and there are ${below}`);
	if (!usagesOf(certificate).includes("keyCertSign")) throw refuse$1(name, "has no keyUsage keyCertSign");
	checkKeyLength(certificate);
}
function usagesOf({ fields, name }) {
	const extension = fields.extension(keyUsage);
	if (extension === void 0) throw refuse$1(name, "has no keyUsage");
	if (!extension.critical) throw refuse$1(name, "has a keyUsage that is not critical");
	const value = extension.valueObj.subs[0];
	const [unused, ...octets] = value?.tag.isBitString() === true ? value.value : [];
	const bits = octets.flatMap((octet) => octet.toString(2).padStart(8, "0").split(""));
	if (unused === void 0 || octets.length > 2) throw refuse$1(name, "has a keyUsage that cannot be read");
	return usages.filter((_usage, index) => bits[index] === "1");
}
function checkKeyLength({ key, name }) {
	const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
	if (type === "rsa" && (details?.modulusLength ?? 0) >= 2048) return;
	if (type === "ec" && [
		"prime256v1",
		"secp384r1",
		"secp521r1"
	].includes(details?.namedCurve ?? "")) return;
	throw refuse$1(name, "has neither an RSA key of 2048 bits or more nor an EC key on P-256, P-384 or P-521");
}
function isIssuedBy(certificate, issuer) {
	return certificate.fields.issuer.equals(issuer.fields.subject) && certificate.parsed.verify(issuer.key);
}
function refuse$1(name, why) {
	return envelopeFaults.fault("ENVELOPE_NOTARY_CERTIFICATE", name === "" ? `the certificates of a Notary signature are unusable: ${why}` : `the certificate ${name} ${why}`, { where: "certificate chain" });
}

// src/signing/notary.ts
const agent = "pi5-fleet-actions/1";
/**
* Opens a signer for signatures of the Notary Project. Key and chain are read and checked here, so that what verifiers would
* refuse fails before anything is pushed: SIGNING_KEY_* and SIGNING_CERTIFICATE_UNUSABLE.
*/
async function openNotarySigning(options, ports) {
	const key = await openKey(options);
	const chain = readChain$1(options.certificateChain);
	const algorithm = checkPair(key, chain);
	checkValidity(chain, ports.clock.now());
	return {
		chain,
		sign: async (target) => {
			const signingTime = ports.clock.now();
			const parts = notaryParts(target, {
				algorithm,
				signingTime,
				expiry: options.expiry
			});
			const signature = await key.sign(parts.signed, algorithm);
			const { timestampAuthority } = options;
			const timestamp = timestampAuthority === void 0 ? void 0 : await requestTimestampToken(timestampAuthority, signature, notaryHash(algorithm), ports);
			return encodeNotary(parts, {
				signature,
				timestamp,
				chain: chain.certificates.map(({ raw }) => raw),
				agent
			});
		}
	};
}
async function openKey({ privateKey: given, password }) {
	if (typeof given !== "string") return given;
	const { privateKey } = await loadSigningKey(given, password);
	return {
		publicKey: createPublicKey(privateKey),
		sign: async (bytes, algorithm) => signNotary(bytes, privateKey, algorithm)
	};
}
function signNotary(bytes, key, algorithm) {
	return algorithm.startsWith("PS") ? sign(notaryHash(algorithm), bytes, {
		key,
		padding: constants.RSA_PKCS1_PSS_PADDING,
		saltLength: constants.RSA_PSS_SALTLEN_DIGEST
	}) : sign(notaryHash(algorithm), bytes, {
		key,
		dsaEncoding: "ieee-p1363"
	});
}
function readChain$1(pem) {
	try {
		return readNotaryChain(readPemCertificates(pem));
	} catch (error) {
		if (!isFault(error, "ENVELOPE_NOTARY_CERTIFICATE")) throw error;
		throw unusable(error.message, error);
	}
}
function checkPair({ publicKey }, { certificates: [leaf] }) {
	if (!publicKey.equals(leaf.publicKey)) throw unusable(`the first certificate (${nameOf(leaf)}) belongs to another key than signing-key`);
	const algorithm = notaryAlgorithmOf(leaf.publicKey);
	if (algorithm !== void 0) return algorithm;
	throw signingFaults.fault("SIGNING_KEY_UNSUPPORTED", `the Notary Project has no algorithm for RSA of ${leaf.publicKey.asymmetricKeyDetails?.modulusLength} bits: it has them for 2048, 3072 and 4096`, {
		where: "signing-key",
		next: "make a key of one of these lengths, or on P-256"
	});
}
function checkValidity({ certificates }, now) {
	for (const certificate of certificates) {
		const { validFromDate: from, validToDate: to } = certificate;
		if (now < from || now > to) throw unusable(`the certificate ${nameOf(certificate)} is valid from ${from.toISOString()} to ${to.toISOString()}, and it is ${now.toISOString()}`);
	}
}
function nameOf({ subject }) {
	return subject.replaceAll("\n", ", ").slice(0, 200);
}
function unusable(why, cause) {
	return signingFaults.fault("SIGNING_CERTIFICATE_UNUSABLE", why, {
		where: "signing-certificate-chain",
		cause
	});
}

// src/verification/notary-time.ts
const timeStamping = "1.3.6.1.5.5.7.3.8";
const longestPath = 6;
const granted = Buffer.from([
	48,
	3,
	2,
	1,
	0
]);
/**
* The time that an RFC 3161 TimeStampToken proves for the bytes. The certificate of its authority is taken from the token and has
* to lead to one of the roots at that time. Throws SIGNATURE_TIME_INVALID.
*/
function verifyTimestampToken(token, bytes, roots) {
	try {
		const timestamp = wrap(token);
		const pool = ((timestamp.root.subs[1]?.subs[1]?.subs[0])?.subs.slice(3).find(({ tag }) => tag.isContextSpecific(0))?.subs ?? []).slice(0, 20).map((certificate) => new X509Certificate(certificate.toDER()));
		const trusted = roots.map((root) => new X509Certificate(root));
		const at = timestamp.signingTime;
		const leaf = [...pool, ...trusted].find((candidate) => isSigner(candidate, timestamp));
		if (leaf === void 0) throw invalid("the certificate of its authority is not in it");
		const purposes = leaf.keyUsage ?? [];
		if (purposes.length !== 1 || purposes[0] !== timeStamping) throw invalid("the certificate of its authority is not for timestamping alone");
		if (!leadsToRoot(leaf, pool, trusted, at, longestPath)) throw invalid("the certificate of its authority does not lead to a trusted root");
		timestamp.verify(Buffer.from(bytes), leaf.publicKey);
		return at;
	} catch (error) {
		if (error instanceof Fault) throw error;
		throw invalid(describeError(error).slice(0, 200));
	}
}
function wrap(token) {
	const content = import_dist.ASN1Obj.parseBuffer(Buffer.from(token));
	return new import_dist.RFC3161Timestamp(new import_dist.ASN1Obj(content.tag, Buffer.alloc(0), [import_dist.ASN1Obj.parseBuffer(granted), content]));
}
function isSigner(candidate, timestamp) {
	const serial = BigInt(`0x${candidate.serialNumber}`);
	const named = timestamp.signerSerialNumber;
	if (named.length === 0 || serial !== BigInt(`0x${named.toString("hex")}`)) return false;
	return import_dist.X509Certificate.parse(Buffer.from(candidate.raw)).issuer.equals(timestamp.signerIssuer);
}
function leadsToRoot(certificate, pool, trusted, at, left) {
	if (at < certificate.validFromDate || at > certificate.validToDate || left === 0) return false;
	if (trusted.some(({ raw }) => raw.equals(certificate.raw))) return true;
	return [...trusted, ...pool].some((issuer) => issuer.ca && !issuer.raw.equals(certificate.raw) && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey) && leadsToRoot(issuer, pool, trusted, at, left - 1));
}
function invalid(why) {
	return verificationFaults.fault("SIGNATURE_TIME_INVALID", `the timestamp of the signature does not verify: ${why}`);
}

// src/verification/notary.ts
const mostCandidates = 50;
/**
* Verifies a Notary signature over a descriptor, as specs/trust-store-trust-policy.md has it for the level strict but for revocation:
* integrity, authenticity, authentic timestamp, expiry. Bad input becomes a reason; only bugs throw.
*/
function verifyNotary(envelope, subject, policy) {
	try {
		const decoded = decodeNotary(envelope);
		const { certificates, thumbprints } = readNotaryChain(decoded.chain);
		const [leaf] = certificates;
		checkIntegrity(decoded, leaf);
		const [signer] = thumbprints;
		checkTrust(certificates, signer, policy);
		const provedAt = checkTimes(decoded, certificates, policy);
		checkSubject(decoded.target, subject);
		return {
			ok: true,
			signer,
			target: decoded.target,
			signedAt: decoded.signingTime,
			provedAt
		};
	} catch (error) {
		return {
			ok: false,
			why: reasonOf(error)
		};
	}
}
function checkIntegrity({ algorithm, signed, signature }, leaf) {
	const key = leaf.publicKey;
	if (notaryAlgorithmOf(key) !== algorithm) throw verificationFaults.fault("SIGNATURE_INVALID", `the signature is by ${algorithm}, which is not the algorithm of its certificate's key`);
	if (isNotarySignature(algorithm, key, signed, signature)) return;
	throw verificationFaults.fault("SIGNATURE_INVALID", "the signature does not fit the signed bytes");
}
function checkTrust(certificates, signer, policy) {
	const root = certificates.at(-1);
	if (!policy.roots.some((trusted) => root?.raw.equals(trusted) === true)) throw verificationFaults.fault("SIGNATURE_CERTIFICATE_UNTRUSTED", `the signing certificate leads to a root that is not trusted (SHA-256 ${root === void 0 ? "unknown" : thumbprintOf(root)})`, { where: "certificate chain" });
	if (policy.signers === void 0 || policy.signers.includes(signer)) return;
	throw verificationFaults.fault("SIGNATURE_IDENTITY_MISMATCH", `it was signed with another certificate (SHA-256 ${signer}) than ${policy.signers.join(" or ").slice(0, 300)}`, { where: "identity" });
}
function checkTimes({ expiry, signature, timestamp }, certificates, { now, timestampRoots }) {
	if (expiry !== void 0 && now >= expiry) throw verificationFaults.fault("SIGNATURE_EXPIRED", `the signature ended at ${expiry.toISOString()}, as its signer wanted`);
	const provedAt = timestamp === void 0 || timestampRoots === void 0 ? void 0 : verifyTimestampToken(timestamp, signature, timestampRoots);
	const at = provedAt ?? now;
	const wrong = certificates.find(({ validFromDate, validToDate }) => at < validFromDate || at > validToDate);
	if (wrong !== void 0) throw verificationFaults.fault("SIGNATURE_CERTIFICATE_UNTRUSTED", `the certificate ${wrong.subject.replaceAll("\n", ", ").slice(0, 200)} was not valid at ${at.toISOString()}${provedAt === void 0 ? ", and no timestamp proves an earlier time" : ""}`, { where: "certificate chain" });
	return provedAt;
}
function checkSubject(target, subject) {
	const { digest, mediaType, size } = subject;
	if (target.digest === digest && target.mediaType === mediaType && target.size === size) return;
	throw verificationFaults.fault("SIGNATURE_SUBJECT_MISMATCH", `the signature is about ${target.digest} (${target.mediaType.slice(0, 100)}, ${target.size} bytes), not about ${digest} (${mediaType}, ${size} bytes)`);
}
/** Every Notary signature (JWS) that the registry lists for a subject, verified. */
async function findNotarySignatures(registry, repository, subject, policy) {
	const referrers = await registry.referrers(repository, subject.digest, notaryArtifactType);
	const found = [];
	for (const { digest: manifest } of referrers.slice(0, mostCandidates)) {
		const result = await readCandidate(registry, repository, manifest, subject, policy);
		if (result !== void 0) found.push({
			manifest,
			result
		});
	}
	return found;
}
async function readCandidate(registry, repository, referrer, subject, policy) {
	try {
		const manifest = await registry.manifest(repository, referrer);
		if (manifest === void 0) return void 0;
		const { layers, subject: named } = decodeSignatureManifest(manifest.bytes);
		const [layer] = layers;
		if (layer === void 0 || layers.length !== 1 || layer.mediaType !== "application/jose+json") return void 0;
		if (named !== subject.digest) throw verificationFaults.fault("SIGNATURE_SUBJECT_MISMATCH", `the referrer ${referrer} is listed for ${subject.digest} and names ${named ?? "no subject"}`);
		const refuse = () => verificationFaults.fault("SIGNATURE_MALFORMED", `the layer ${layer.digest} has ${layer.size} bytes; at most ${notaryLimit} are accepted`);
		return verifyNotary(await readSmallBlob(layer, () => registry.blob(repository, layer), refuse, notaryLimit), subject, policy);
	} catch (error) {
		if (!isFault(error)) throw error;
		return {
			ok: false,
			why: reasonOf(error)
		};
	}
}

// src/commands/sign-attest/notary-view.ts
/** The report of a run with format: notation, with all that stock notation needs to verify. */
function notaryView(input) {
	const { verdict, image, repository, signed, moved, chain } = input;
	const name = formatRepository(repository);
	const verifyCommand = shellLine([
		"notation",
		"verify",
		...input.plainHttp ? ["--insecure-registry"] : [],
		image
	]);
	const root = chain.certificates.at(-1);
	const blocks = [
		{
			kind: "verdict",
			state: "good",
			text: verdict
		},
		{
			kind: "paragraph",
			text: [
				"Signed by the certificate ",
				{
					kind: "code",
					text: chain.thumbprints[0]
				},
				"."
			]
		},
		{
			kind: "table",
			columns: [
				{ title: "Signature" },
				{ title: "Where" },
				{ title: "State" }
			],
			rows: signed.map(({ manifest, added }) => [
				["Notary (notation)"],
				[{
					kind: "code",
					text: `${name}@${manifest}`
				}],
				[{
					kind: "state",
					state: "good",
					text: added ? "signed and verified" : "verified, was there"
				}]
			])
		}
	];
	if (moved.length > 0) blocks.push({
		kind: "paragraph",
		text: [`Tags moved after verification: ${moved.join(", ")}.`]
	});
	blocks.push({
		kind: "heading",
		text: "Verify with stock tools"
	}, {
		kind: "paragraph",
		text: ["notation"]
	}, {
		kind: "code",
		language: "sh",
		text: verifyCommand
	}, {
		kind: "paragraph",
		text: ["Before the first time: save the root certificate as root.pem and the policy as trustpolicy.json, then"]
	}, {
		kind: "code",
		language: "sh",
		text: `${shellLine([
			"notation",
			"certificate",
			"add",
			"--type",
			"ca",
			"--store",
			storeName,
			"root.pem"
		])}\n${shellLine([
			"notation",
			"policy",
			"import",
			"trustpolicy.json"
		])}`
	}, {
		kind: "code",
		language: "json",
		text: trustPolicy(name, chain)
	}, {
		kind: "code",
		language: "text",
		text: root?.toString().trim() ?? ""
	});
	return {
		verifyCommand,
		document: {
			title: "sign-attest",
			blocks
		}
	};
}
const storeName = "pi5-fleet";
/** A trust policy document for notation that takes signatures by this subject below this root, for this repository only. */
function trustPolicy(repository, chain) {
	return JSON.stringify({
		version: "1.0",
		trustPolicies: [{
			name: storeName,
			registryScopes: [repository],
			signatureVerification: { level: "strict" },
			trustStores: [`ca:${storeName}`],
			trustedIdentities: [trustedIdentity(chain.certificates[0].subject)]
		}]
	}, void 0, 2);
}
function trustedIdentity(subject) {
	const parts = subject.split("\n").map((part) => /^([A-Z]+)=([A-Za-z0-9 .-]+)$/.exec(part)?.slice(1, 3));
	const names = parts.map((part) => part?.[0]);
	if (![
		"C",
		"ST",
		"O"
	].every((name) => names.filter((found) => found === name).length === 1) || parts.some((part) => part === void 0)) return "*";
	return `x509.subject: ${parts.map((part) => part?.join("=")).join(", ")}`;
}
/** The report of a dry run with format: notation. */
function notaryPlanView(verdict, plans) {
	return planView(verdict, plans.map(({ subject, signed }) => ({
		subject,
		wanted: signed ? [] : ["notation"]
	})));
}

// src/commands/sign-attest/notary-signing.ts
/**
* Signs as the Notary Project does: one JWS for each subject that has none by this certificate, verified as the registry gives it
* back, before tags move. Throws SIGN_ATTEST_NOT_VERIFIED, SIGNING_* and INPUT_INVALID.
*/
async function signNotation(input, ports, task) {
	const { image, repository, subjects } = task;
	const signer = await openSigner(input, ports);
	const policy = ownPolicy(signer, ports);
	if (input["dry-run"]) return dryRun(task, policy);
	const signed = [];
	for (const subject of subjects) signed.push(await ports.log.group(`Sign ${formatRepository(repository)}@${subject.digest}`, () => signSubject(task, subject, signer, policy, ports)));
	const moved = await task.moveTags();
	const verdict = signed.some(({ added }) => added) || moved.length > 0 ? `${image} is signed and verified` : `${image} was signed and verified before; nothing changed`;
	const plainHttp = input["insecure-registries"].includes(repository.registry);
	const view = notaryView({
		verdict,
		image,
		repository,
		signed,
		moved,
		plainHttp,
		chain: signer.chain
	});
	return {
		ok: true,
		verdict,
		outputs: {
			...emptyOutputs(outputs),
			image,
			signatures: JSON.stringify(signed.map(({ manifest }) => `${formatRepository(repository)}@${manifest}`)),
			"verify-command": view.verifyCommand
		},
		report: view.document,
		findings: []
	};
}
async function openSigner(input, ports) {
	const key = await openKey$1(input, ports);
	if (input["signing-mode"] !== "key" || key === void 0) throw refuse("signing-key", "format: notation signs with a key", "signing-mode: key, and signing-key");
	if (input["predicate-type"] !== void 0 || input["predicate-path"] !== void 0 || input.attestations.length + input.sboms.length > 0 || input.provenance) throw refuse("format", "the Notary Project has no attestations: predicates need format: bundle or both");
	if (input.models.length > 0) throw refuse("format", "models are signed with format: bundle or both", "sign them in a step of their own");
	if (input["signing-config"] !== void 0) throw refuse("signing-config", "a Sigstore has no part in format: notation", "timestamp-authority: URL of an RFC 3161 authority");
	const certificateChain = await readChain(input["signing-certificate-chain"], ports.workspace);
	return openNotarySigning({
		privateKey: typeof key === "string" ? key : key.notary,
		password: input["signing-key-password"],
		certificateChain,
		timestampAuthority: input["timestamp-authority"]
	}, ports);
}
const largestChain = 1048576;
async function readChain(given, workspace) {
	if (given === void 0) throw refuse("signing-certificate-chain", "signing-certificate-chain is missing: a Notary signature carries the certificate of its key", "signing-certificate-chain: certs/chain.pem");
	if (given.includes("-----BEGIN ")) return given;
	const file = await containPath(workspace, relativePath.parse(given.trim()));
	return (await readBounded(file, largestChain)).toString("utf8");
}
function refuse(where, what, next) {
	return valueFaults.fault("INPUT_INVALID", what, {
		where,
		next
	});
}
function ownPolicy({ chain }, { clock }) {
	const root = chain.certificates.at(-1);
	return {
		roots: root === void 0 ? [] : [root.raw],
		signers: chain.thumbprints.slice(0, 1),
		now: clock.now()
	};
}
async function signSubject(task, subject, signer, policy, { clock, random }) {
	const { registry, repository } = task;
	const before = await findOurs(task, subject, policy);
	if (before.manifest !== void 0) return {
		subject,
		manifest: before.manifest,
		added: false
	};
	const envelope = await signer.sign(subject);
	const { thumbprints } = signer.chain;
	await attachNotarySignature({
		registry,
		clock,
		random
	}, repository, subject, envelope, thumbprints);
	const { manifest, reasons } = await findOurs(task, subject, {
		...policy,
		now: clock.now()
	});
	if (manifest !== void 0) return {
		subject,
		manifest,
		added: true
	};
	throw signAttestFaults.fault("SIGN_ATTEST_NOT_VERIFIED", `what was written for ${formatRepository(repository)}@${subject.digest} does not verify: ${reasons}`, {
		where: formatRepository(repository),
		next: "run the step again"
	});
}
async function findOurs({ registry, repository }, subject, policy) {
	const found = await findNotarySignatures(registry, repository, subject, policy);
	const texts = found.flatMap(({ result }) => result.ok ? [] : [result.why.message]);
	return {
		manifest: found.find(({ result }) => result.ok)?.manifest,
		reasons: texts.length === 0 ? "the registry does not give it back" : [...new Set(texts)].slice(0, 5).join("; ")
	};
}
async function dryRun(task, policy) {
	const plans = [];
	for (const subject of task.subjects) {
		const { manifest } = await findOurs(task, subject, policy);
		plans.push({
			subject,
			signed: manifest !== void 0
		});
	}
	const open = plans.filter(({ signed }) => !signed).length;
	const verdict = open === 0 ? `${task.image} is signed; nothing would change` : `${task.image} would get ${open} signatures (dry run)`;
	return {
		ok: true,
		verdict,
		outputs: {
			...emptyOutputs(outputs),
			image: task.image
		},
		report: notaryPlanView(verdict, plans),
		findings: []
	};
}

export { signNotation };