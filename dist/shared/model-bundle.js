import { r as hexOf, t as digestFromHex } from "./digest.js";
import { a as asList, c as onlyMembers, i as asCount, l as parseObject, o as asObject, r as asBytes, s as asText, u as envelopeFaults } from "./key-hash.js";
import { createHash } from "node:crypto";

// src/envelope/dsse.ts
const inTotoPayloadType = "application/vnd.in-toto+json";
const dsseMediaType = "application/vnd.dsse.envelope.v1+json";
const limit = 33554432;
/** The pre-authentication encoding of DSSE v1: the bytes that are signed. */
function preAuthEncoding(payloadType, payload) {
	const type = Buffer.from(payloadType, "utf8");
	return Buffer.concat([
		Buffer.from(`DSSEv1 ${type.length} `),
		type,
		Buffer.from(` ${payload.length} `),
		payload
	]);
}
/** The envelope as a plain object, in the member order that cosign writes. */
function dsseToJson(envelope) {
	return {
		payload: Buffer.from(envelope.payload).toString("base64"),
		payloadType: envelope.payloadType,
		signatures: [{ sig: Buffer.from(envelope.signature).toString("base64") }]
	};
}
/** The envelope's own JSON bytes. */
function encodeDsse(envelope) {
	return Buffer.from(JSON.stringify(dsseToJson(envelope)), "utf8");
}
/** Reads an envelope that stands alone. Throws ENVELOPE_DSSE_INVALID or ENVELOPE_TOO_LARGE. */
function decodeDsse(bytes, name = "the DSSE envelope") {
	const refuse = (why) => envelopeFaults.fault("ENVELOPE_DSSE_INVALID", `${name} ${why}`, { where: name });
	return dsseFromJson(parseObject(bytes, limit, name, refuse), refuse);
}
/** Reads an envelope out of a parsed document. */
function dsseFromJson(object, refuse) {
	onlyMembers(object, [
		"payload",
		"payloadType",
		"signatures"
	], "the envelope", refuse);
	const signatures = asList(object["signatures"], "signatures", 1, refuse);
	if (signatures.length === 0) throw refuse("has no signature");
	const signature = asObject(signatures[0], "signatures[0]", refuse);
	onlyMembers(signature, ["sig", "keyid"], "signatures[0]", refuse);
	return {
		payloadType: asText(object["payloadType"], "payloadType", refuse),
		payload: asBytes(object["payload"], "payload", refuse),
		signature: asBytes(signature["sig"], "signatures[0].sig", refuse)
	};
}

// src/envelope/log-entry.ts
/** The entry in protobuf's JSON. */
function logEntryToJson(entry) {
	const { promise, proof } = entry;
	return {
		logIndex: entry.logIndex,
		logId: { keyId: base64(entry.logId) },
		kindVersion: {
			kind: entry.kind,
			version: entry.version
		},
		integratedTime: entry.integratedTime,
		...promise === void 0 ? {} : { inclusionPromise: { signedEntryTimestamp: base64(promise) } },
		...proof === void 0 ? {} : { inclusionProof: {
			logIndex: proof.logIndex,
			rootHash: base64(proof.rootHash),
			treeSize: proof.treeSize,
			hashes: proof.hashes.map(base64),
			checkpoint: { envelope: proof.checkpoint }
		} },
		canonicalizedBody: base64(entry.body)
	};
}
/** Reads an entry; that a proof is there is for the verifier to demand. */
function logEntryFromJson(value, path, refuse) {
	const entry = asObject(value, path, refuse);
	onlyMembers(entry, [
		"logIndex",
		"logId",
		"kindVersion",
		"integratedTime",
		"inclusionPromise",
		"inclusionProof",
		"canonicalizedBody"
	], path, refuse);
	const version = asObject(entry["kindVersion"], `${path}.kindVersion`, refuse);
	const promise = entry["inclusionPromise"];
	return {
		logIndex: asCount(entry["logIndex"], `${path}.logIndex`, refuse),
		logId: asBytes(asObject(entry["logId"], `${path}.logId`, refuse)["keyId"], `${path}.logId`, refuse),
		kind: asText(version["kind"], `${path}.kindVersion.kind`, refuse),
		version: asText(version["version"], `${path}.kindVersion.version`, refuse),
		integratedTime: asCount(entry["integratedTime"], `${path}.integratedTime`, refuse),
		promise: promise === void 0 ? void 0 : asBytes(asObject(promise, `${path}.inclusionPromise`, refuse)["signedEntryTimestamp"], `${path}.inclusionPromise`, refuse),
		proof: readProof(entry["inclusionProof"], `${path}.inclusionProof`, refuse),
		body: asBytes(entry["canonicalizedBody"], `${path}.canonicalizedBody`, refuse)
	};
}
function readProof(value, path, refuse) {
	if (value === void 0) return void 0;
	const proof = asObject(value, path, refuse);
	onlyMembers(proof, [
		"logIndex",
		"rootHash",
		"treeSize",
		"hashes",
		"checkpoint"
	], path, refuse);
	const checkpoint = asObject(proof["checkpoint"], `${path}.checkpoint`, refuse);
	return {
		logIndex: asCount(proof["logIndex"], `${path}.logIndex`, refuse),
		treeSize: asCount(proof["treeSize"], `${path}.treeSize`, refuse),
		rootHash: asBytes(proof["rootHash"], `${path}.rootHash`, refuse),
		hashes: asList(proof["hashes"], `${path}.hashes`, 64, refuse).map((hash, index) => asBytes(hash, `${path}.hashes[${index}]`, refuse)),
		checkpoint: asText(checkpoint["envelope"], `${path}.checkpoint`, refuse)
	};
}
function base64(bytes) {
	return Buffer.from(bytes).toString("base64");
}

// src/envelope/bundle.ts
const bundleMediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";
const accepted = /* @__PURE__ */ new Set([bundleMediaType, "application/vnd.dev.sigstore.bundle+json;version=0.3"]);
const bundleLimit = 33554432;
/** The hint of a public key: base64(SHA-256(DER SPKI)), from the key id in hex. */
function hintOfKey(keyId) {
	return Buffer.from(keyId, "hex").toString("base64");
}
/** The JSON bytes of a bundle. */
function encodeBundle(bundle) {
	return Buffer.from(JSON.stringify(bundleToJson(bundle)), "utf8");
}
/** A bundle as a plain object, for formats that are built on it. */
function bundleToJson(bundle) {
	const material = bundle.material.kind === "publicKey" ? { publicKey: { hint: bundle.material.hint } } : { certificate: { rawBytes: Buffer.from(bundle.material.certificate).toString("base64") } };
	const timestamps = bundle.timestamps.length === 0 ? {} : { timestampVerificationData: { rfc3161Timestamps: bundle.timestamps.map((bytes) => ({ signedTimestamp: Buffer.from(bytes).toString("base64") })) } };
	const logEntries = bundle.logEntries.length === 0 ? {} : { tlogEntries: bundle.logEntries.map(logEntryToJson) };
	return {
		mediaType: bundleMediaType,
		verificationMaterial: {
			...material,
			...logEntries,
			...timestamps
		},
		...contentToJson(bundle.content)
	};
}
function contentToJson(content) {
	if (content.kind === "dsse") return { dsseEnvelope: dsseToJson(content.envelope) };
	return { messageSignature: {
		messageDigest: {
			algorithm: "SHA2_256",
			digest: Buffer.from(hexOf(content.digest), "hex").toString("base64")
		},
		signature: Buffer.from(content.signature).toString("base64")
	} };
}
/** Reads a bundle: size cap, known members only, canonical base64. Throws ENVELOPE_BUNDLE_INVALID or ENVELOPE_TOO_LARGE. */
function decodeBundle(bytes, name = "the bundle") {
	const refuse = (why) => envelopeFaults.fault("ENVELOPE_BUNDLE_INVALID", `${name} ${why}`, { where: name });
	return bundleFromJson(parseObject(bytes, bundleLimit, name, refuse), refuse);
}
/** Reads a bundle out of a parsed document. */
function bundleFromJson(object, refuse) {
	if (typeof object["mediaType"] !== "string" || !accepted.has(object["mediaType"])) throw refuse(`is not a Sigstore bundle v0.3 (${bundleMediaType})`);
	onlyMembers(object, [
		"mediaType",
		"verificationMaterial",
		"messageSignature",
		"dsseEnvelope"
	], "its top", refuse);
	const material = asObject(object["verificationMaterial"], "verificationMaterial", refuse);
	onlyMembers(material, [
		"publicKey",
		"certificate",
		"tlogEntries",
		"timestampVerificationData"
	], "verificationMaterial", refuse);
	return {
		material: readMaterial(material, refuse),
		logEntries: asList(material["tlogEntries"], "tlogEntries", 32, refuse).map((entry, index) => logEntryFromJson(entry, `tlogEntries[${index}]`, refuse)),
		timestamps: readTimestamps(material["timestampVerificationData"], refuse),
		content: readContent(object, refuse)
	};
}
function readMaterial(material, refuse) {
	const { publicKey, certificate } = material;
	if (publicKey === void 0 === (certificate === void 0)) throw refuse("must hold either a public key hint or a single certificate");
	if (publicKey !== void 0) {
		const key = asObject(publicKey, "publicKey", refuse);
		onlyMembers(key, ["hint"], "publicKey", refuse);
		return {
			kind: "publicKey",
			hint: asText(key["hint"] ?? "", "publicKey.hint", refuse)
		};
	}
	const leaf = asObject(certificate, "certificate", refuse);
	onlyMembers(leaf, ["rawBytes"], "certificate", refuse);
	return {
		kind: "certificate",
		certificate: asBytes(leaf["rawBytes"], "certificate.rawBytes", refuse)
	};
}
function readTimestamps(value, refuse) {
	if (value === void 0) return [];
	const data = asObject(value, "timestampVerificationData", refuse);
	onlyMembers(data, ["rfc3161Timestamps"], "timestampVerificationData", refuse);
	return asList(data["rfc3161Timestamps"], "rfc3161Timestamps", 32, refuse).map((item, index) => {
		const path = `rfc3161Timestamps[${index}]`;
		const timestamp = asObject(item, path, refuse);
		onlyMembers(timestamp, ["signedTimestamp"], path, refuse);
		return asBytes(timestamp["signedTimestamp"], path, refuse);
	});
}
function readContent(object, refuse) {
	const { messageSignature, dsseEnvelope } = object;
	if (messageSignature === void 0 === (dsseEnvelope === void 0)) throw refuse("must hold either a message signature or a DSSE envelope");
	if (dsseEnvelope !== void 0) return {
		kind: "dsse",
		envelope: dsseFromJson(asObject(dsseEnvelope, "dsseEnvelope", refuse), refuse)
	};
	const message = asObject(messageSignature, "messageSignature", refuse);
	onlyMembers(message, ["messageDigest", "signature"], "messageSignature", refuse);
	const digest = asObject(message["messageDigest"], "messageDigest", refuse);
	onlyMembers(digest, ["algorithm", "digest"], "messageDigest", refuse);
	const hash = asBytes(digest["digest"], "messageDigest.digest", refuse);
	if (digest["algorithm"] !== "SHA2_256" || hash.length !== 32) throw refuse("names its message by something other than SHA-256");
	return {
		kind: "message",
		digest: digestFromHex(hash.toString("hex")),
		signature: asBytes(message["signature"], "messageSignature.signature", refuse)
	};
}

// src/envelope/model-bundle.ts
const longestChain = 16;
/** The hint of a key in a model signature: hex SHA-256 of the PEM text of the SubjectPublicKeyInfo, last newline included. */
function hintOfModelKey(publicKeyPem) {
	return createHash("sha256").update(publicKeyPem).digest("hex");
}
/** The JSON bytes of a model signature, with the member tlogEntries that the reference always writes. */
function encodeModelBundle({ material, ...rest }) {
	const single = material.kind === "chain" ? {
		kind: "certificate",
		certificate: material.certificates[0] ?? Buffer.alloc(0)
	} : material;
	const object = bundleToJson({
		...rest,
		material: single
	});
	const { certificate, ...others } = object.verificationMaterial;
	const certificates = material.kind === "chain" ? material.certificates.map((der) => ({ rawBytes: Buffer.from(der).toString("base64") })) : [];
	const verificationMaterial = {
		...material.kind === "chain" ? { x509CertificateChain: { certificates } } : { certificate },
		tlogEntries: [],
		...others
	};
	return Buffer.from(JSON.stringify({
		...object,
		verificationMaterial
	}));
}
/** Reads a model signature as strictly as any bundle. Throws ENVELOPE_BUNDLE_INVALID or ENVELOPE_TOO_LARGE. */
function decodeModelBundle(bytes, name = "the model signature") {
	const refuse = (why) => envelopeFaults.fault("ENVELOPE_BUNDLE_INVALID", `${name} ${why}`, { where: name });
	const object = parseObject(bytes, bundleLimit, name, refuse);
	if (object["mediaType"] !== "application/vnd.dev.sigstore.bundle.v0.3+json") throw refuse(`is not a Sigstore bundle v0.3 (${bundleMediaType})`);
	const { x509CertificateChain: chain, ...material } = asObject(object["verificationMaterial"], "verificationMaterial", refuse);
	if (chain === void 0) return bundleFromJson(object, refuse);
	if (material["certificate"] !== void 0 || material["publicKey"] !== void 0) throw refuse("must hold either a public key hint, a certificate or a chain");
	const holder = asObject(chain, "x509CertificateChain", refuse);
	onlyMembers(holder, ["certificates"], "x509CertificateChain", refuse);
	const certificates = asList(holder["certificates"], "certificates", longestChain, refuse).map((item, index) => {
		const path = `certificates[${index}]`;
		const certificate = asObject(item, path, refuse);
		onlyMembers(certificate, ["rawBytes"], path, refuse);
		return asBytes(certificate["rawBytes"], `${path}.rawBytes`, refuse);
	});
	const [leaf] = certificates;
	if (leaf === void 0) throw refuse("has an empty chain of certificates");
	const verificationMaterial = {
		...material,
		certificate: { rawBytes: leaf.toString("base64") }
	};
	return {
		...bundleFromJson({
			...object,
			verificationMaterial
		}, refuse),
		material: {
			kind: "chain",
			certificates
		}
	};
}

export { bundleMediaType as a, hintOfKey as c, encodeDsse as d, inTotoPayloadType as f, bundleLimit as i, decodeDsse as l, encodeModelBundle as n, decodeBundle as o, preAuthEncoding as p, hintOfModelKey as r, encodeBundle as s, decodeModelBundle as t, dsseMediaType as u };