import { t as require_dist } from "./dist.js";
import { u as envelopeFaults } from "./key-hash.js";
import { n as retry, r as retryAfterMs } from "./retry.js";
import { i as isFault, r as describeError, t as Fault } from "./fault.js";
import { t as signingFaults } from "./faults6.js";
import { createHash, randomBytes } from "node:crypto";

// src/envelope/timestamp.ts
var import_dist = require_dist();
/** 2.16.840.1.101.3.4.2, arcs 1 to 3, as OBJECT IDENTIFIER. */
const hashes = {
	sha256: "0609608648016503040201",
	sha384: "0609608648016503040202",
	sha512: "0609608648016503040203"
};
/** Content type of a TSTInfo, 1.2.840.113549.1.9.16.1.4. */
const tstInfoType = "1.2.840.113549.1.9.16.1.4";
/** A TimeStampReq for the hash of something, which asks for the authority's certificate: verifiers need it. The nonce has at most 32 bytes. */
function encodeTimestampRequest(hash, hashed, nonce) {
	const imprint = sequence(sequence(Buffer.from(hashes[hash], "hex"), element(5, Buffer.alloc(0))), element(4, hashed));
	const version = element(2, Buffer.from([1]));
	const wantsCertificate = element(1, Buffer.from([255]));
	return sequence(version, imprint, element(2, positive(nonce)), wantsCertificate);
}
/** Reads a TimeStampResp. Whether it is signed by somebody who counts is for verifiers. Throws ENVELOPE_TIMESTAMP_INVALID. */
function readTimestampResponse(bytes) {
	try {
		const der = Buffer.from(bytes);
		const [statusInfo, token] = import_dist.ASN1Obj.parseBuffer(der).subs;
		const status = Number(statusInfo?.subs[0]?.toInteger());
		if (statusInfo === void 0 || !Number.isSafeInteger(status)) throw new Error("it has no status");
		if (status > 1 || token === void 0) return {
			granted: false,
			status,
			words: statusWords(statusInfo).slice(0, 300)
		};
		const timestamp = import_dist.RFC3161Timestamp.parse(der);
		if (timestamp.eContentType !== tstInfoType) throw new Error("its content is no TSTInfo");
		const { tstInfo } = timestamp;
		const signedData = token.subs[1]?.subs[0]?.subs ?? [];
		return {
			granted: true,
			hash: tstInfo.messageImprintHashAlgorithm,
			hashed: tstInfo.messageImprintHashedMessage,
			nonce: nonceOf(tstInfo.root),
			time: tstInfo.genTime,
			token: timestamp.root.toDER().equals(der) ? token.toDER() : void 0,
			hasCertificates: signedData.slice(3).some(({ tag, subs }) => tag.isContextSpecific(0) && subs.length > 0)
		};
	} catch (error) {
		const why = error instanceof Error ? error.message : "it cannot be read";
		throw envelopeFaults.fault("ENVELOPE_TIMESTAMP_INVALID", `the answer is no RFC 3161 timestamp: ${why}`, { cause: error });
	}
}
/** The same number without the zeros that stand before it in DER, or that another writer leaves out. */
function plainNonce(nonce) {
	const first = nonce.findIndex((byte) => byte !== 0);
	return Buffer.from(first === -1 ? [] : nonce.subarray(first));
}
function nonceOf(tstInfo) {
	const integer = 2;
	const found = tstInfo.subs.slice(5).find(({ tag }) => tag.isUniversal() && tag.number === integer);
	return found === void 0 ? void 0 : plainNonce(found.value);
}
function statusWords(info) {
	const [, text] = info.subs;
	return text?.subs.map(({ value }) => value.toString("utf8")).join(" ") ?? "";
}
function sequence(...parts) {
	return element(48, Buffer.concat(parts));
}
/** Everything here is shorter than 128 bytes, where DER's length is one byte. */
function element(tag, content) {
	if (content.length > 127) throw new Error("a timestamp request has no element of more than 127 bytes");
	return Buffer.concat([Buffer.from([tag, content.length]), content]);
}
function positive(nonce) {
	const plain = plainNonce(nonce);
	if (plain.length === 0) return Buffer.from([0]);
	return (plain[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), plain]) : plain;
}

// src/signing/service-call.ts
const patience = {
	attempts: 8,
	firstDelayMs: 1e3,
	longestDelayMs: 6e4
};
/**
* Calls a Sigstore service, again after failures that may pass. Throws SIGNING_SERVICE_FAILED; the library's own error is not
* kept as its cause, because it may hold the identity token.
*/
async function callService(service, url, ports, call, secret) {
	return retry(patience, ports.clock, ports.random, async (number) => {
		try {
			return {
				done: true,
				value: await call()
			};
		} catch (error) {
			if (error instanceof Fault) throw error;
			const why = reasonOf(error, secret?.() ?? "");
			const fault = signingFaults.fault("SIGNING_SERVICE_FAILED", `the ${service} at ${new URL(url).host} failed: ${why}`, { where: new URL(url).host });
			if (!isTransient(error)) throw fault;
			ports.log.warning(`${fault.message} (attempt ${number})`);
			return {
				done: false,
				error: fault
			};
		}
	});
}
function reasonOf(error, secret) {
	const message = error instanceof Error ? error.message : "unknown error";
	return (secret === "" ? message : message.replaceAll(secret, "***")).replaceAll(/[\r\n]+/g, " ").slice(0, 500);
}
function isTransient(error) {
	for (let current = error, depth = 0; current instanceof Error && depth < 5; depth += 1) {
		if ("statusCode" in current && typeof current.statusCode === "number") return current.statusCode >= 500 || current.statusCode === 408 || current.statusCode === 429;
		if ("code" in current && typeof current.code === "string" && transport.test(current.code)) return true;
		if ("type" in current && (current.type === "system" || current.type === "request-timeout")) return true;
		current = current.cause;
	}
	return false;
}
const transport = /^(?:ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_.*|ERR_SOCKET_.*|EIDLETIMEOUT|ERESPONSETIMEOUT)$/;

// src/signing/timestamp.ts
const largestAnswer = 1048576;
const timeoutMs = 3e4;
/**
* A timestamp over bytes by any RFC 3161 authority, asked in DER over HTTP (3.4): the whole TimeStampResp, about our bytes and with our
* nonce. Throws SIGNING_SERVICE_FAILED; whether the authority is trusted is up to who verifies.
*/
async function requestTimestamp(authority, bytes, hash, ports) {
	return (await ask(authority, bytes, hash, ports)).answer;
}
/** The same as its TimeStampToken alone, with the authority's certificates in it, as the Notary Project wants it. */
async function requestTimestampToken(authority, bytes, hash, ports) {
	const { token, hasCertificates } = (await ask(authority, bytes, hash, ports)).granted;
	if (token !== void 0 && hasCertificates) return token;
	throw failed(authority, "its token lacks its certificates, or is no DER");
}
async function ask(authority, bytes, hash, ports) {
	const hashed = createHash(hash).update(bytes).digest();
	const nonce = randomBytes(16);
	const body = encodeTimestampRequest(hash, hashed, nonce);
	const answer = await retry(patience, ports.clock, ports.random, (number) => send(authority, body, ports, number));
	const read = readAnswer(answer, authority);
	if (!read.granted) throw failed(authority, `it granted none (status ${read.status}): ${read.words}`);
	if (read.hash !== hash || !read.hashed.equals(hashed)) throw failed(authority, "its token is about something else than was asked about");
	if (read.nonce?.equals(plainNonce(nonce)) !== true) throw failed(authority, "its token lacks the nonce of this request: it may be an old one");
	return {
		answer,
		granted: read
	};
}
function readAnswer(answer, authority) {
	try {
		return readTimestampResponse(answer);
	} catch (error) {
		throw failed(authority, `its answer is no timestamp reply: ${describeError(error)}`, error);
	}
}
async function send(authority, body, { http, clock, log }, number) {
	const passing = (fault, waitMs) => {
		log.warning(`${fault.message} (attempt ${number})`);
		return {
			done: false,
			error: fault,
			waitMs
		};
	};
	try {
		const response = await http.send({
			method: "POST",
			url: authority,
			headers: {
				"content-type": "application/timestamp-query",
				accept: "application/timestamp-reply"
			},
			body,
			timeoutMs
		});
		const { status } = response;
		if (status >= 200 && status < 300) return {
			done: true,
			value: await response.bytes(largestAnswer)
		};
		await response.discard();
		const fault = failed(authority, `it answered with status ${status}`);
		if (status < 500 && status !== 408 && status !== 429) throw fault;
		return passing(fault, retryAfterMs(response.header("retry-after"), clock.now()));
	} catch (error) {
		if (!isFault(error, "HTTP_FAILED", "HTTP_TIMEOUT")) throw error;
		return passing(failed(authority, error.message, error));
	}
}
function failed(authority, why, cause) {
	return signingFaults.fault("SIGNING_SERVICE_FAILED", `the timestamp authority at ${authority.host} failed: ${why}`, {
		where: authority.host,
		cause
	});
}

export { requestTimestampToken as n, callService as r, requestTimestamp as t };