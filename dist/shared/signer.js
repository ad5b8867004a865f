import { o as __toESM } from "./rolldown-runtime.js";
import { c as hintOfKey, f as inTotoPayloadType, n as encodeModelBundle, p as preAuthEncoding, r as hintOfModelKey, s as encodeBundle } from "./model-bundle.js";
import { n as hashOfCurve } from "./key-hash.js";
import { n as digestOf, r as hexOf } from "./digest.js";
import { t as signingFaults } from "./faults6.js";
import { t as readClaims } from "./identity-token2.js";
import { r as callService, t as requestTimestamp } from "./timestamp.js";
import { n as loadSigningKey } from "./keys.js";
import { n as isLoopback } from "./http.js";
import { t as isRecord } from "./json-members.js";
import { X509Certificate, createPublicKey, sign } from "node:crypto";

// src/signing/certificate-chain.ts
const longestChain = 16;
/** Reads PEM certificates, that of the key first, as DER. Throws SIGNING_CERTIFICATE_INVALID. */
function readCertificateChain(pem, key) {
	const refuse = (why, cause) => signingFaults.fault("SIGNING_CERTIFICATE_INVALID", `the signing certificate ${why}`, {
		where: "signing-certificate",
		cause
	});
	const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
	if (blocks.length === 0 || blocks.length > longestChain) throw refuse(`is not in a chain of 1 to ${longestChain} PEM certificates`);
	let chain;
	try {
		chain = blocks.map((block) => new X509Certificate(block));
	} catch (error) {
		throw refuse("cannot be read", error);
	}
	if (chain[0]?.publicKey.equals(createPublicKey(key.publicKey)) !== true) throw refuse("belongs to another key");
	return chain.map(({ raw }) => raw);
}

// src/signing/keyless.ts
/** Signatures by a key that lives for one run, each with a fresh certificate that names the workflow of this job. */
function openKeyless(certificateAuthority, ports) {
	let token = "";
	return {
		identity: { kind: "keyless" },
		sign: async (bytes) => {
			const { FulcioSigner } = await import("./dist2.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
			const signer = new FulcioSigner({
				fulcioBaseURL: certificateAuthority,
				identityProvider: { getToken: async () => token },
				retry: 0,
				timeout: 3e4
			});
			const { signature, key } = await callService("certificate authority", certificateAuthority, ports, async () => {
				token = await ports.identityToken("sigstore");
				readClaims(token);
				return signer.sign(Buffer.from(bytes));
			}, () => token);
			const pem = key.$case === "x509Certificate" ? key.certificate : "";
			return {
				signature,
				pem,
				material: {
					kind: "certificate",
					certificate: toDer(pem, certificateAuthority)
				}
			};
		}
	};
}
function toDer(pem, url) {
	try {
		return new X509Certificate(pem).raw;
	} catch {
		throw signingFaults.fault("SIGNING_SERVICE_FAILED", `the certificate authority at ${new URL(url).host} answered with something that is no certificate`, { where: new URL(url).host });
	}
}

// src/signing/signing-config.ts
const mediaType = "application/vnd.dev.sigstore.signingconfig.v0.2+json";
const limit = 1048576;
/**
* Selects services by the rules of the signing config: valid now, newest first, one for ANY, `count` operators for EXACT,
* every operator for ALL. Throws SIGNING_CONFIG_INVALID, or SIGNING_SERVICE_MISSING when only a newer log API is offered.
*/
function selectServices(bytes, now) {
	const config = parse(bytes);
	const logs = services(config, "rekorTlogUrls", now);
	const usable = logs.filter((log) => log.majorApiVersion === 1);
	if (logs.length > 0 && usable.length === 0) throw signingFaults.fault("SIGNING_SERVICE_MISSING", "the signing config names only logs of Rekor's second API, whose entries cosign 2.x cannot read", {
		where: "signing-config",
		next: "use a signing config that names a log with majorApiVersion 1"
	});
	const authority = services(config, "caUrls", now).find((ca) => ca.majorApiVersion === 1);
	const timestamps = services(config, "tsaUrls", now).filter((tsa) => tsa.majorApiVersion === 1);
	return {
		certificateAuthority: authority?.url,
		logs: pick(usable, config["rekorTlogConfig"], "rekorTlogConfig"),
		timestampAuthorities: pick(timestamps, config["tsaConfig"], "tsaConfig")
	};
}
function invalid(why) {
	return signingFaults.fault("SIGNING_CONFIG_INVALID", `the signing config ${why}`, { where: "signing-config" });
}
function parse(bytes) {
	if (bytes.length > limit) throw invalid(`is larger than ${limit} bytes`);
	let value;
	try {
		value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
	} catch {
		throw invalid("is not JSON");
	}
	if (!isRecord(value) || value["mediaType"] !== mediaType) throw invalid(`is not a ${mediaType}`);
	return value;
}
function services(config, member, now) {
	const list = config[member] ?? [];
	if (!Array.isArray(list) || list.length > 100) throw invalid(`has no list at ${member}`);
	return list.map((item, index) => readService(item, `${member}[${index}]`, now)).filter((service) => service !== void 0).sort((left, right) => right.start - left.start);
}
function readService(item, path, now) {
	if (!isRecord(item) || typeof item["url"] !== "string" || !URL.canParse(item["url"])) throw invalid(`has no URL at ${path}`);
	const url = new URL(item["url"]);
	if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) throw invalid(`names ${url.host} at ${path} without https`);
	if (url.username !== "" || url.password !== "") throw invalid(`holds a user or password at ${path}`);
	const valid = isRecord(item["validFor"]) ? item["validFor"] : {};
	const start = timeOf(valid["start"], Number.NEGATIVE_INFINITY, path);
	if (start > now.getTime() || timeOf(valid["end"], Number.POSITIVE_INFINITY, path) <= now.getTime()) return void 0;
	return {
		url: item["url"].replace(/\/+$/, ""),
		majorApiVersion: typeof item["majorApiVersion"] === "number" ? item["majorApiVersion"] : 0,
		operator: typeof item["operator"] === "string" ? item["operator"] : "",
		start: Number.isFinite(start) ? start : 0
	};
}
function timeOf(value, absent, path) {
	if (value === void 0) return absent;
	const time = typeof value === "string" ? Date.parse(value) : NaN;
	if (Number.isNaN(time)) throw invalid(`has no time at ${path}.validFor`);
	return time;
}
function pick(candidates, config, path) {
	if (candidates.length === 0) return [];
	const selector = isRecord(config) ? config["selector"] ?? "ANY" : "ANY";
	if (selector === "ANY") return candidates.slice(0, 1).map((service) => service.url);
	const operators = /* @__PURE__ */ new Map();
	for (const service of candidates) if (!operators.has(service.operator)) operators.set(service.operator, service.url);
	if (selector === "ALL") return [...operators.values()];
	const count = isRecord(config) ? config["count"] : void 0;
	if (selector !== "EXACT" || typeof count !== "number" || !Number.isInteger(count) || count < 1) throw invalid(`has no selector that is known at ${path}`);
	if (operators.size < count) throw signingFaults.fault("SIGNING_SERVICE_MISSING", `the signing config asks for ${count} services at ${path} and offers ${operators.size}`, { where: "signing-config" });
	return [...operators.values()].slice(0, count);
}

// src/signing/witnesses.ts
/** The witnesses that a signing config names; none of them is asked before the first signature. */
function createWitnesses(services, ports) {
	return { testify: async (content, verifierPem) => {
		if (services.logs.length + services.timestampAuthorities.length === 0) return {
			logEntries: [],
			timestamps: []
		};
		const logEntries = [];
		const { RekorWitness } = await import("./dist2.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
		const signed = toLibraryContent(content);
		for (const url of services.logs) {
			const witness = new RekorWitness({
				rekorBaseURL: url,
				majorApiVersion: 1,
				entryType: "dsse",
				retry: 0,
				timeout: 9e4
			});
			const { tlogEntries } = await callService("log", url, ports, () => witness.testify(signed, verifierPem));
			logEntries.push(...tlogEntries.map(fromLibraryEntry));
		}
		const timestamps = [];
		for (const url of services.timestampAuthorities) {
			const signature = content.kind === "dsse" ? content.envelope.signature : content.signature;
			timestamps.push(await requestTimestamp(new URL(url), signature, "sha256", ports));
		}
		return {
			logEntries,
			timestamps
		};
	} };
}
const sha256 = 1;
function toLibraryContent(content) {
	if (content.kind === "message") return {
		$case: "messageSignature",
		messageSignature: {
			messageDigest: {
				algorithm: sha256,
				digest: Buffer.from(hexOf(content.digest), "hex")
			},
			signature: Buffer.from(content.signature)
		}
	};
	const { payloadType, payload, signature } = content.envelope;
	return {
		$case: "dsseEnvelope",
		dsseEnvelope: {
			payloadType,
			payload: Buffer.from(payload),
			signatures: [{
				keyid: "",
				sig: Buffer.from(signature)
			}]
		}
	};
}
function fromLibraryEntry(entry) {
	const proof = entry.inclusionProof;
	return {
		logIndex: entry.logIndex,
		logId: entry.logId.keyId,
		kind: entry.kindVersion.kind,
		version: entry.kindVersion.version,
		integratedTime: entry.integratedTime,
		promise: entry.inclusionPromise?.signedEntryTimestamp,
		proof: proof?.checkpoint === void 0 ? void 0 : {
			logIndex: proof.logIndex,
			treeSize: proof.treeSize,
			rootHash: proof.rootHash,
			hashes: proof.hashes,
			checkpoint: proof.checkpoint.envelope
		},
		body: entry.canonicalizedBody
	};
}

// src/signing/signer.ts
/** Opens a signer. Keys are read here, so that a wrong password fails before anything else happens; keyless asks for nothing yet. */
async function openSigning(options, ports) {
	if (options.mode === "key") {
		const key = await openKey(options.privateKey, options.password);
		const services = servicesForKey(options, ports.clock.now());
		if (key.hash !== "sha256" && services.logs.length > 0) throw signingFaults.fault("SIGNING_KEY_UNSUPPORTED", `the signing config names a log, and a log records no signature with ${key.hash}`, {
			where: "signing-key",
			next: "use a P-256 key, or no log"
		});
		if (key.warning !== void 0) ports.log.warning(key.warning);
		if (options.models !== void 0) requireModelSigner({
			kind: "key",
			...key
		});
		const certificates = options.models?.certificates;
		return createSigner(keySource(key, certificates === void 0 ? void 0 : readCertificateChain(certificates, key)), services, ports);
	}
	const services = selectServices(options.signingConfig, ports.clock.now());
	const { certificateAuthority } = services;
	if (certificateAuthority === void 0 || services.logs.length === 0) throw signingFaults.fault("SIGNING_SERVICE_MISSING", `the signing config names no ${certificateAuthority === void 0 ? "certificate authority" : "log"}: keyless signatures need both`, { where: "signing-config" });
	return createSigner(openKeyless(certificateAuthority, ports), services, ports);
}
function servicesForKey(options, now) {
	const { signingConfig, timestampAuthority } = options;
	const configured = signingConfig === void 0 ? {
		certificateAuthority: void 0,
		logs: [],
		timestampAuthorities: []
	} : selectServices(signingConfig, now);
	return timestampAuthority === void 0 ? configured : {
		...configured,
		timestampAuthorities: [timestampAuthority.href]
	};
}
async function openKey(key, password) {
	if (typeof key !== "string") return key;
	const loaded = await loadSigningKey(key, password);
	return {
		...loaded,
		sign: async (bytes) => sign(loaded.hash, bytes, loaded.privateKey)
	};
}
function keySource(key, chain) {
	return {
		identity: {
			kind: "key",
			keyId: key.keyId,
			publicKey: key.publicKey
		},
		chain,
		sign: async (bytes) => ({
			signature: await key.sign(bytes),
			pem: key.publicKey,
			material: {
				kind: "publicKey",
				hint: hintOfKey(key.keyId)
			}
		})
	};
}
function createSigner(source, services, ports) {
	const witnesses = createWitnesses(services, ports);
	const seal = async (signed, contentOf) => {
		const { signature, pem, material } = await source.sign(signed);
		const content = contentOf(signature);
		return {
			material,
			content,
			...await witnesses.testify(content, pem)
		};
	};
	const signMessage = (bytes) => seal(bytes, (signature) => ({
		kind: "message",
		digest: digestOf(bytes),
		signature
	}));
	const signEnvelope = (statement) => {
		const payload = Buffer.from(JSON.stringify(statement), "utf8");
		const payloadType = inTotoPayloadType;
		return seal(preAuthEncoding(payloadType, payload), (signature) => ({
			kind: "dsse",
			envelope: {
				payloadType,
				payload,
				signature
			}
		}));
	};
	return {
		identity: source.identity,
		signMessage,
		signEnvelope,
		signBlob: async (bytes) => encodeBundle(await signMessage(bytes)),
		signStatement: async (statement) => encodeBundle(await signEnvelope(statement)),
		signModel: async (statement) => {
			requireModelSigner(source.identity);
			const bundle = await signEnvelope(statement);
			return encodeModelBundle({
				...bundle,
				material: modelMaterial(source, bundle)
			});
		}
	};
}
function modelMaterial({ identity, chain }, { material }) {
	if (chain !== void 0) return {
		kind: "chain",
		certificates: chain
	};
	return identity.kind === "key" ? {
		kind: "publicKey",
		hint: hintOfModelKey(identity.publicKey)
	} : material;
}
function requireModelSigner(identity) {
	if (identity.kind !== "key" || hashOfCurve(createPublicKey(identity.publicKey)) !== void 0) return;
	throw signingFaults.fault("SIGNING_KEY_UNSUPPORTED", "the signing key is RSA; models are signed with ECDSA P-256, P-384 or P-521", {
		where: "signing-key",
		next: "make one with: cosign generate-key-pair"
	});
}

export { openSigning };