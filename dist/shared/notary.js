import { i as isDigest } from "./digest.js";
import { a as asList, c as onlyMembers, l as parseObject, o as asObject, r as asBytes, s as asText, u as envelopeFaults } from "./key-hash.js";
import { constants, verify } from "node:crypto";

// src/envelope/notary.ts
const notaryArtifactType = "application/vnd.cncf.notary.signature";
const notaryEnvelopeType = "application/jose+json";
/** Most bytes of an envelope that is read. */
const notaryLimit = 1048576;
const mostCertificates = 10;
const payloadType = "application/vnd.cncf.notary.payload.v1+json";
const names = {
	scheme: "io.cncf.notary.signingScheme",
	time: "io.cncf.notary.signingTime",
	expiry: "io.cncf.notary.expiry",
	timestamp: "io.cncf.notary.timestampSignature",
	agent: "io.cncf.notary.signingAgent"
};
const algorithms = {
	PS256: {
		hash: "sha256",
		kind: "RSA 2048"
	},
	PS384: {
		hash: "sha384",
		kind: "RSA 3072"
	},
	PS512: {
		hash: "sha512",
		kind: "RSA 4096"
	},
	ES256: {
		hash: "sha256",
		kind: "EC prime256v1"
	},
	ES384: {
		hash: "sha384",
		kind: "EC secp384r1"
	},
	ES512: {
		hash: "sha512",
		kind: "EC secp521r1"
	}
};
const algorithmNames = Object.keys(algorithms);
/** The one algorithm that the specification has for a kind of key (Algorithm Selection); undefined where it has none. */
function notaryAlgorithmOf(key) {
	const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {};
	const kind = key.asymmetricKeyType === "rsa" ? `RSA ${modulusLength}` : `EC ${namedCurve}`;
	return algorithmNames.find((name) => algorithms[name].kind === kind);
}
/** The hash of an algorithm, which is also that of its timestamp. */
function notaryHash(algorithm) {
	return algorithms[algorithm].hash;
}
/** Whether a signature over the signed bytes is by this key and algorithm. */
function isNotarySignature(algorithm, key, signed, signature) {
	const options = algorithm.startsWith("PS") ? {
		key,
		padding: constants.RSA_PKCS1_PSS_PADDING,
		saltLength: constants.RSA_PSS_SALTLEN_DIGEST
	} : {
		key,
		dsaEncoding: "ieee-p1363"
	};
	return verify(notaryHash(algorithm), signed, options, signature);
}
/** Payload and protected header as they go into the envelope, and the bytes to sign. Times are cut to seconds, as the specification wants. */
function notaryParts(target, headers) {
	const { mediaType, digest, size, annotations } = target;
	const { algorithm, signingTime, expiry } = headers;
	const payload = encodeJson({ targetArtifact: {
		mediaType,
		digest,
		size,
		...annotations === void 0 ? {} : { annotations }
	} });
	const header = encodeJson({
		alg: algorithm,
		crit: expiry === void 0 ? [names.scheme] : [names.scheme, names.expiry],
		cty: payloadType,
		...expiry === void 0 ? {} : { [names.expiry]: seconds(expiry) },
		[names.scheme]: "notary.x509",
		[names.time]: seconds(signingTime)
	});
	return {
		payload,
		protected: header,
		signed: Buffer.from(`${header}.${payload}`, "ascii")
	};
}
/** The envelope as flattened JWS JSON (RFC 7515 7.2.2). */
function encodeNotary(parts, input) {
	return Buffer.from(JSON.stringify({
		payload: parts.payload,
		protected: parts.protected,
		header: {
			...input.timestamp === void 0 ? {} : { [names.timestamp]: input.timestamp.toString("base64") },
			x5c: input.chain.map((der) => der.toString("base64")),
			[names.agent]: input.agent
		},
		signature: input.signature.toString("base64url")
	}), "utf8");
}
/**
* Reads an envelope of the scheme notary.x509. What is critical has to be known, the rest of the protected header may hold
* attributes of the signer's own. Throws ENVELOPE_NOTARY_INVALID or ENVELOPE_TOO_LARGE; nothing is verified yet.
*/
function decodeNotary(bytes) {
	const refuse = (why) => envelopeFaults.fault("ENVELOPE_NOTARY_INVALID", `the Notary signature ${why}`, { where: "Notary signature" });
	const envelope = parseObject(bytes, notaryLimit, "the Notary signature", refuse);
	onlyMembers(envelope, [
		"payload",
		"protected",
		"header",
		"signature"
	], "its top", refuse);
	const header = asObject(envelope["header"], "header", refuse);
	onlyMembers(header, [
		"x5c",
		names.timestamp,
		names.agent
	], "header", refuse);
	const payload = asText(envelope["payload"], "payload", refuse);
	const guarded = asText(envelope["protected"], "protected", refuse);
	const timestamp = header[names.timestamp];
	const headers = readProtected(readPart(guarded, "protected", refuse), refuse);
	const chain = asList(header["x5c"], "header.x5c", mostCertificates, refuse);
	if (chain.length === 0) throw refuse("has no certificates at header.x5c");
	return {
		...headers,
		target: readTarget(readPart(payload, "payload", refuse), refuse),
		signed: Buffer.from(`${guarded}.${payload}`, "ascii"),
		signature: asUrlBytes(envelope["signature"], "signature", refuse),
		chain: chain.map((der, index) => asBytes(der, `header.x5c[${index}]`, refuse)),
		timestamp: timestamp === void 0 ? void 0 : asBytes(timestamp, `header.${names.timestamp}`, refuse)
	};
}
function readProtected(header, refuse) {
	const path = (name) => `protected.${name}`;
	const scheme = asText(header[names.scheme], path(names.scheme), refuse);
	if (scheme !== "notary.x509") throw refuse(`has the signing scheme ${JSON.stringify(scheme.slice(0, 60))}, not notary.x509`);
	if (header["cty"] !== payloadType) throw refuse(`has another content type than ${payloadType}`);
	const algorithm = algorithmNames.find((name) => name === header["alg"]);
	if (algorithm === void 0) throw refuse("has an algorithm that the Notary Project does not have");
	const critical = asList(header["crit"], path("crit"), 10, refuse).map((name) => asText(name, path("crit"), refuse));
	const needed = header[names.expiry] === void 0 ? [names.scheme] : [names.scheme, names.expiry];
	const strange = critical.find((name) => !needed.some((known) => known === name));
	if (strange !== void 0) throw refuse(`marks ${JSON.stringify(strange.slice(0, 60))} as critical, which is not understood here`);
	if (new Set(critical).size !== needed.length || critical.length !== needed.length) throw refuse(`does not mark ${needed.join(" and ")} as critical, once each`);
	const reserved = Object.keys(header).find((name) => name === "b64" || name.startsWith("io.cncf.notary.") && ![
		names.scheme,
		names.time,
		names.expiry
	].includes(name));
	if (reserved !== void 0) throw refuse(`has the header ${JSON.stringify(reserved.slice(0, 80))}, which is not understood here`);
	return {
		algorithm,
		signingTime: asTime(header[names.time], path(names.time), refuse),
		expiry: header[names.expiry] === void 0 ? void 0 : asTime(header[names.expiry], path(names.expiry), refuse)
	};
}
function readTarget(payload, refuse) {
	onlyMembers(payload, ["targetArtifact"], "payload", refuse);
	const path = "payload.targetArtifact";
	const target = asObject(payload["targetArtifact"], path, refuse);
	onlyMembers(target, [
		"mediaType",
		"digest",
		"size",
		"annotations",
		"artifactType"
	], path, refuse);
	const { digest, size } = target;
	if (typeof digest !== "string" || !isDigest(digest)) throw refuse(`has no SHA-256 digest at ${path}`);
	if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) throw refuse(`has no size at ${path}`);
	const annotations = Object.entries(asObject(target["annotations"] ?? {}, `${path}.annotations`, refuse)).map(([name, text]) => [name, asText(text, `${path}.annotations.${name.slice(0, 60)}`, refuse)]);
	return {
		mediaType: asText(target["mediaType"], `${path}.mediaType`, refuse),
		digest,
		size,
		...annotations.length === 0 ? {} : { annotations: Object.fromEntries(annotations) }
	};
}
function readPart(text, path, refuse) {
	return parseObject(asUrlBytes(text, path, refuse), notaryLimit, "the Notary signature", (why) => refuse(`${why} (${path})`));
}
function asUrlBytes(value, path, refuse) {
	const bytes = Buffer.from(typeof value === "string" ? value : "", "base64url");
	if (bytes.length === 0 || bytes.toString("base64url") !== value) throw refuse(`has no base64url at ${path}`);
	return bytes;
}
function asTime(value, path, refuse) {
	const text = asText(value, path, refuse);
	const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/.test(text) ? new Date(text) : void 0;
	if (time === void 0 || Number.isNaN(time.getTime())) throw refuse(`has no time at ${path}`);
	return time;
}
function encodeJson(value) {
	return Buffer.from(JSON.stringify(value), "utf8").toString("base64url");
}
function seconds(time) {
	return `${time.toISOString().slice(0, 19)}Z`;
}

export { notaryArtifactType as a, notaryLimit as c, notaryAlgorithmOf as i, notaryParts as l, encodeNotary as n, notaryEnvelopeType as o, isNotarySignature as r, notaryHash as s, decodeNotary as t };