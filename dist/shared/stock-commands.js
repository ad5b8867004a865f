import { i as isFault, n as defineFaults } from "./fault.js";
import { i as isDigest, n as digestOf, r as hexOf, t as digestFromHex } from "./digest.js";
import { n as formatRepository } from "./image-reference.js";
import { t as readSmallBlob } from "./small-blob.js";
import { n as canonicalJson } from "./canonical-json.js";
import { i as formatIdentity, n as reasonOf, r as verificationFaults, t as checkSignature } from "./signature-check.js";
import { a as asList, i as asCount, l as parseObject, o as asObject, r as asBytes, s as asText, t as hashForKey, u as envelopeFaults } from "./key-hash.js";
import { a as bundleMediaType, d as encodeDsse, f as inTotoPayloadType, i as bundleLimit, l as decodeDsse, o as decodeBundle, s as encodeBundle, u as dsseMediaType } from "./model-bundle.js";
import { a as notaryArtifactType, o as notaryEnvelopeType } from "./notary.js";
import { t as signingFaults } from "./faults6.js";
import { createPublicKey } from "node:crypto";

// src/envelope/statement.ts
/** What `cosign sign` claims since version 3: that somebody signed this image, and nothing else. */
const cosignSignPredicate = "https://sigstore.dev/cosign/sign/v1";
const statementV1 = "https://in-toto.io/Statement/v1";
const statementV01 = "https://in-toto.io/Statement/v0.1";
const limit$2 = 25165824;
/** The statement with which an image is signed: the digest as its only subject, no name, an empty predicate. */
function imageSignStatement(digest) {
	return statementFor([{ digest }], cosignSignPredicate, {});
}
/** A v1 statement as a plain object, ready to be signed. */
function statementFor(subjects, predicateType, predicate) {
	return {
		_type: statementV1,
		subject: subjects.map(({ name, digest }) => ({
			...name === void 0 ? {} : { name },
			digest: { sha256: hexOf(digest) }
		})),
		predicateType,
		predicate
	};
}
/** Reads a statement of v1 or v0.1 (which `cosign attest` writes). Throws ENVELOPE_STATEMENT_INVALID. */
function decodeStatement(bytes, name = "the statement") {
	const refuse = (why) => envelopeFaults.fault("ENVELOPE_STATEMENT_INVALID", `${name} ${why}`, { where: name });
	const object = parseObject(bytes, limit$2, name, refuse);
	if (object["_type"] !== statementV1 && object["_type"] !== statementV01) throw refuse("is not an in-toto statement v1 or v0.1");
	const subjects = asList(object["subject"], "subject", 1024, refuse);
	if (subjects.length === 0) throw refuse("has no subject");
	return {
		subjects: subjects.map((subject, index) => readSubject(asObject(subject, `subject[${index}]`, refuse), index, refuse)),
		predicateType: asText(object["predicateType"], "predicateType", refuse),
		predicate: object["predicate"]
	};
}
function readSubject(subject, index, refuse) {
	const path = `subject[${index}]`;
	const hex = asObject(subject["digest"], `${path}.digest`, refuse)["sha256"];
	if (hex !== void 0 && (typeof hex !== "string" || !/^[0-9a-f]{64}$/.test(hex))) throw refuse(`has no SHA-256 in lower-case hex at ${path}.digest`);
	const annotations = asObject(subject["annotations"] ?? {}, `${path}.annotations`, refuse);
	return {
		name: subject["name"] === void 0 ? void 0 : asText(subject["name"], `${path}.name`, refuse),
		digest: hex === void 0 ? void 0 : digestFromHex(hex),
		annotations: Object.fromEntries(Object.entries(annotations).map(([key, value]) => [key, asText(value, `${path}.annotations.${key.slice(0, 60)}`, refuse)]))
	};
}

// src/envelope/signature-manifest.ts
const imageManifestMediaType = "application/vnd.oci.image.manifest.v1+json";
const configMediaType = "application/vnd.oci.image.config.v1+json";
const limit$1 = 4194304;
/** The blob that stands for "no config" in OCI 1.1. */
const emptyConfig = Buffer.from("{}");
/** The tag of cosign's older format: `sha256-<hex>.sig`. */
function legacyTag(digest) {
	return `sha256-${hexOf(digest)}.sig`;
}
/** The tag of attestations in cosign's older format: `sha256-<hex>.att`. */
function attestationTag(digest) {
	return `sha256-${hexOf(digest)}.att`;
}
/** The manifest that carries a bundle as a referrer of its subject, as cosign 3 writes it. */
function bundleManifest(input) {
	const { subject } = input;
	return Buffer.from(JSON.stringify({
		schemaVersion: 2,
		mediaType: imageManifestMediaType,
		artifactType: bundleMediaType,
		config: {
			mediaType: "application/vnd.oci.empty.v1+json",
			digest: digestOf(emptyConfig),
			size: emptyConfig.length
		},
		layers: [{
			mediaType: bundleMediaType,
			digest: digestOf(input.bundle),
			size: input.bundle.length
		}],
		subject: {
			mediaType: subject.mediaType,
			digest: subject.digest,
			size: subject.size
		},
		annotations: {
			"dev.sigstore.bundle.content": "dsse-envelope",
			"dev.sigstore.bundle.predicateType": input.predicateType,
			"org.opencontainers.image.created": `${input.created.toISOString().slice(0, 19)}Z`
		}
	}), "utf8");
}
/** The manifest that carries a Notary signature as a referrer of its subject (specs/signature-specification.md, Storage). */
function notaryManifest(input) {
	const { subject, envelope } = input;
	return Buffer.from(JSON.stringify({
		schemaVersion: 2,
		mediaType: imageManifestMediaType,
		artifactType: notaryArtifactType,
		config: {
			mediaType: notaryArtifactType,
			digest: digestOf(emptyConfig),
			size: emptyConfig.length
		},
		layers: [{
			mediaType: notaryEnvelopeType,
			digest: digestOf(envelope),
			size: envelope.length
		}],
		subject: {
			mediaType: subject.mediaType,
			digest: subject.digest,
			size: subject.size
		},
		annotations: {
			"io.cncf.notary.x509chain.thumbprint#S256": JSON.stringify(input.thumbprints),
			"org.opencontainers.image.created": `${input.created.toISOString().slice(0, 19)}Z`
		}
	}), "utf8");
}
/** Reads any manifest that may hold signatures. Throws ENVELOPE_LEGACY_INVALID or ENVELOPE_TOO_LARGE. */
function decodeSignatureManifest(bytes) {
	const refuse = (why) => envelopeFaults.fault("ENVELOPE_LEGACY_INVALID", `the signature manifest ${why}`, { where: "signature manifest" });
	const object = parseObject(bytes, limit$1, "the signature manifest", refuse);
	if (object["schemaVersion"] !== 2 || object["layers"] === void 0) throw refuse("is not an OCI image manifest");
	const { artifactType, subject } = object;
	return {
		artifactType: artifactType === void 0 ? void 0 : asText(artifactType, "artifactType", refuse),
		subject: subject === void 0 ? void 0 : readDescriptor(subject, "subject", refuse).digest,
		config: readDescriptor(object["config"], "config", refuse),
		layers: asList(object["layers"], "layers", 1e3, refuse).map((layer, index) => readDescriptor(layer, `layers[${index}]`, refuse)),
		annotations: readAnnotations(object["annotations"], "annotations", refuse)
	};
}
function readDescriptor(value, path, refuse) {
	const descriptor = asObject(value, path, refuse);
	const { digest, size } = descriptor;
	if (typeof digest !== "string" || !isDigest(digest)) throw refuse(`has no SHA-256 digest at ${path}`);
	if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) throw refuse(`has no size at ${path}`);
	return {
		mediaType: asText(descriptor["mediaType"], `${path}.mediaType`, refuse),
		digest,
		size,
		annotations: readAnnotations(descriptor["annotations"], `${path}.annotations`, refuse)
	};
}
function readAnnotations(value, path, refuse) {
	if (value === void 0 || value === null) return {};
	const object = asObject(value, path, refuse);
	return Object.fromEntries(Object.entries(object).map(([key, text]) => [key, asText(text, `${path}.${key.slice(0, 100)}`, refuse)]));
}
/**
* The manifest and config of cosign's older format with these layers, in this order. The layers are not compressed, so their
* digests are the diff ids too.
*/
function legacyManifest(layers) {
	const config = Buffer.from(JSON.stringify({
		architecture: "",
		created: "0001-01-01T00:00:00Z",
		os: "",
		rootfs: {
			type: "layers",
			diff_ids: layers.map((layer) => layer.digest)
		},
		config: {}
	}), "utf8");
	return {
		manifest: Buffer.from(JSON.stringify({
			schemaVersion: 2,
			mediaType: imageManifestMediaType,
			config: {
				mediaType: configMediaType,
				digest: digestOf(config),
				size: config.length
			},
			layers: layers.map(({ mediaType, digest, size, annotations }) => ({
				mediaType,
				digest,
				size,
				annotations
			}))
		}), "utf8"),
		config
	};
}

// src/envelope/legacy-signature.ts
const names = {
	signature: "dev.cosignproject.cosign/signature",
	certificate: "dev.sigstore.cosign/certificate",
	log: "dev.sigstore.cosign/bundle",
	timestamp: "dev.sigstore.cosign/rfc3161timestamp"
};
/** The layer annotations of a message signature. Of log entries and timestamps the format holds one each. */
function legacyAnnotations(signed) {
	if (signed.content.kind !== "message") throw new Error("only message signatures have a legacy form");
	const [timestamp] = signed.timestamps;
	return {
		[names.signature]: base64(signed.content.signature),
		...evidenceAnnotations(signed),
		...timestamp === void 0 ? {} : { [names.timestamp]: JSON.stringify({ SignedRFC3161Timestamp: base64(timestamp) }) }
	};
}
/** Certificate and log entry of a signature as annotations, which layers of signatures and of attestations share. */
function evidenceAnnotations(signed) {
	const entry = signed.logEntries.find((found) => found.promise !== void 0);
	return {
		...signed.material.kind === "certificate" ? { [names.certificate]: certificatePem(signed.material.certificate) } : {},
		...entry?.promise === void 0 ? {} : { [names.log]: JSON.stringify({
			SignedEntryTimestamp: base64(entry.promise),
			Payload: {
				body: base64(entry.body),
				integratedTime: Number(entry.integratedTime),
				logIndex: Number(entry.logIndex),
				logID: Buffer.from(entry.logId).toString("hex")
			}
		}) }
	};
}
/** Reads what `evidenceAnnotations` wrote, or another signer did. */
function readEvidence(annotations, refuse) {
	const pem = annotations[names.certificate];
	const log = annotations[names.log];
	return {
		material: pem === void 0 ? {
			kind: "publicKey",
			hint: ""
		} : {
			kind: "certificate",
			certificate: readCertificatePem(pem, refuse)
		},
		logEntries: log === void 0 ? [] : [readLog(parseObject(Buffer.from(log), 1048576, names.log, refuse), refuse)]
	};
}
/** Reads a layer back as a message signature over its payload. Throws ENVELOPE_LEGACY_INVALID. */
function readLegacySignature(payload, annotations) {
	const refuse = (why) => envelopeFaults.fault("ENVELOPE_LEGACY_INVALID", `the signature layer ${why}`, { where: "signature layer" });
	const part = (text, name) => parseObject(Buffer.from(text), 1048576, name, refuse);
	const timestamp = annotations[names.timestamp];
	return {
		...readEvidence(annotations, refuse),
		timestamps: timestamp === void 0 ? [] : [asBytes(part(timestamp, names.timestamp)["SignedRFC3161Timestamp"], "SignedRFC3161Timestamp", refuse)],
		content: {
			kind: "message",
			digest: digestOf(payload),
			signature: asBytes(annotations[names.signature], names.signature, refuse)
		}
	};
}
function readLog(object, refuse) {
	const payload = asObject(object["Payload"], "Payload", refuse);
	const body = asBytes(payload["body"], "Payload.body", refuse);
	const logId = asText(payload["logID"], "Payload.logID", refuse);
	if (!/^[0-9a-f]{64}$/.test(logId)) throw refuse("has no log id in hex at Payload.logID");
	const entry = parseObject(body, 1048576, "the log entry", refuse);
	return {
		logIndex: asCount(payload["logIndex"], "Payload.logIndex", refuse),
		logId: Buffer.from(logId, "hex"),
		kind: asText(entry["kind"], "kind", refuse),
		version: asText(entry["apiVersion"], "apiVersion", refuse),
		integratedTime: asCount(payload["integratedTime"], "Payload.integratedTime", refuse),
		promise: asBytes(object["SignedEntryTimestamp"], "SignedEntryTimestamp", refuse),
		proof: void 0,
		body
	};
}
/** A certificate in PEM. */
function certificatePem(der) {
	return `-----BEGIN CERTIFICATE-----\n${(base64(der).match(/.{1,64}/g) ?? []).join("\n")}\n-----END CERTIFICATE-----\n`;
}
function readCertificatePem(pem, refuse) {
	const match = /^-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=\n]{1,65536}?)\n-----END CERTIFICATE-----\n?$/.exec(pem.trim());
	if (match?.[1] === void 0) throw refuse("has no single certificate in PEM");
	return asBytes(match[1].replaceAll("\n", ""), names.certificate, refuse);
}
function base64(bytes) {
	return Buffer.from(bytes).toString("base64");
}

// src/envelope/legacy-attestation.ts
/**
* The layer of an attestation. Timestamps are left out: in this format one is over the whole envelope, and those of a bundle are over the
* signature (cosign, VerifyRFC3161Timestamp).
*/
function legacyAttestation(signed, predicateType) {
	if (signed.content.kind !== "dsse") throw new Error("only envelopes are attestations");
	return {
		blob: encodeDsse(signed.content.envelope),
		annotations: {
			"dev.cosignproject.cosign/signature": "",
			predicateType,
			...evidenceAnnotations(signed)
		}
	};
}
/** Reads a layer back. Throws ENVELOPE_LEGACY_INVALID, ENVELOPE_DSSE_INVALID or ENVELOPE_TOO_LARGE. */
function readLegacyAttestation(blob, annotations) {
	return {
		...readEvidence(annotations, (why) => envelopeFaults.fault("ENVELOPE_LEGACY_INVALID", `the attestation layer ${why}`, { where: "attestation layer" })),
		timestamps: [],
		content: {
			kind: "dsse",
			envelope: decodeDsse(blob)
		}
	};
}

// src/envelope/simple-signing.ts
const simpleSigningMediaType = "application/vnd.dev.cosign.simplesigning.v1+json";
const type = "cosign container image signature";
const limit = 65536;
/** The bytes of a payload, in cosign's own member order. */
function encodeSimpleSigning({ digest, dockerReference }) {
	return Buffer.from(JSON.stringify({
		critical: {
			identity: { "docker-reference": dockerReference },
			image: { "docker-manifest-digest": digest },
			type
		},
		optional: null
	}), "utf8");
}
/** Reads a payload. Throws ENVELOPE_LEGACY_INVALID or ENVELOPE_TOO_LARGE. */
function decodeSimpleSigning(bytes) {
	const refuse = (why) => envelopeFaults.fault("ENVELOPE_LEGACY_INVALID", `the signed payload ${why}`, { where: "signature layer" });
	const object = parseObject(bytes, limit, "the signed payload", refuse);
	const critical = asObject(object["critical"], "critical", refuse);
	if (critical["type"] !== type) throw refuse(`is not a ${type}`);
	const image = asObject(critical["image"], "critical.image", refuse);
	const digest = asText(image["docker-manifest-digest"], "docker-manifest-digest", refuse);
	if (!isDigest(digest)) throw refuse("has no digest at docker-manifest-digest");
	const identity = asObject(critical["identity"], "critical.identity", refuse);
	return {
		digest,
		dockerReference: asText(identity["docker-reference"], "docker-reference", refuse)
	};
}

// src/signing/attach.ts
const defaultSettleMs = 1e3;
/** Signs an image as cosign 3 does: a statement in a bundle that refers to the image. Gives the referrer's descriptor. */
async function attachImageBundle(ports, repository, subject, signer) {
	return attachBundle(ports, repository, subject, await signer.signStatement(imageSignStatement(subject.digest)), cosignSignPredicate);
}
/** Attaches a bundle that holds a statement to its subject, with the artifact type and annotations that consumers filter by. */
async function attachBundle(ports, repository, subject, bundle, predicateType) {
	return attachArtifact(ports, repository, bundle, bundleManifest({
		subject,
		bundle,
		predicateType,
		created: ports.clock.now()
	}));
}
/** Attaches a Notary signature to its subject. `thumbprints` are those of its certificates, by which verifiers filter. */
async function attachNotarySignature(ports, repository, subject, envelope, thumbprints) {
	return attachArtifact(ports, repository, envelope, notaryManifest({
		subject,
		envelope,
		thumbprints,
		created: ports.clock.now()
	}));
}
async function attachArtifact({ registry }, repository, layer, manifest) {
	await registry.pushBlob(repository, blobOf(emptyConfig));
	await registry.pushBlob(repository, blobOf(layer));
	return registry.attach(repository, {
		bytes: manifest,
		mediaType: imageManifestMediaType
	});
}
/**
* Signs an image as cosign 1 and 2 do: a layer under the tag `sha256-<hex>.sig`, beside whatever layers are there. Throws
* SIGNING_RACE_LOST when other signers keep overwriting it.
*/
async function attachLegacySignature(ports, repository, digest, signer) {
	const payload = encodeSimpleSigning({
		digest,
		dockerReference: formatRepository(repository)
	});
	const layer = {
		mediaType: simpleSigningMediaType,
		digest: digestOf(payload),
		size: payload.length,
		annotations: legacyAnnotations(await signer.signMessage(payload))
	};
	await ports.registry.pushBlob(repository, blobOf(payload));
	return appendSettled(ports, repository, legacyTag(digest), [layer]);
}
/** Attaches attestations as cosign 1 and 2 do: layers under the tag `sha256-<hex>.att`, all at once. Throws SIGNING_RACE_LOST. */
async function attachLegacyAttestations(ports, repository, digest, attestations) {
	const layers = [];
	for (const { signed, predicateType } of attestations) {
		const { blob, annotations } = legacyAttestation(signed, predicateType);
		await ports.registry.pushBlob(repository, blobOf(blob));
		layers.push({
			mediaType: dsseMediaType,
			digest: digestOf(blob),
			size: blob.length,
			annotations
		});
	}
	return appendSettled(ports, repository, attestationTag(digest), layers);
}
/**
* Registries move tags without compare-and-swap. Two rules keep the layers of all signers that follow them: nobody writes what was read
* longer ago than the settle time, and nobody is done before the tag has held their layers unchanged for that time.
*/
async function appendSettled(ports, repository, tag, layers) {
	const { clock, random, registry } = ports;
	const now = () => clock.now().getTime();
	const started = now();
	let settleMs = ports.settleMs ?? defaultSettleMs;
	let quiet;
	let writes = 0;
	let written = false;
	while (now() - started < settleMs * 30 + 6e4) {
		const readAt = now();
		const current = await readLayers(registry, repository, tag);
		const missing = layers.filter((layer) => !current.layers.some((found) => sameSignature(found, layer)));
		if (current.digest !== void 0 && missing.length === 0) {
			const seenAt = now();
			if (quiet?.digest !== current.digest) quiet = {
				digest: current.digest,
				since: seenAt
			};
			else if (readAt - quiet.since >= settleMs) return {
				tag,
				manifest: current.digest
			};
			await clock.sleep(Math.max(1, Math.ceil(settleMs / 4 * (.5 + random()))));
			continue;
		}
		quiet = void 0;
		if (written) {
			written = false;
			await clock.sleep(Math.ceil(random() * Math.min(settleMs, 25 * 2 ** Math.min(writes, 8))));
			continue;
		}
		const { manifest, config } = legacyManifest([...current.layers, ...missing]);
		await registry.pushBlob(repository, blobOf(config));
		if (now() - readAt > settleMs) {
			settleMs *= 2;
			continue;
		}
		await registry.offerManifest(repository, {
			bytes: manifest,
			mediaType: imageManifestMediaType
		}, tag);
		writes += 1;
		written = true;
	}
	throw signingFaults.fault("SIGNING_RACE_LOST", `${formatRepository(repository)}:${tag} was overwritten by other signers ${writes} times`, {
		where: formatRepository(repository),
		next: "run the step again when no other job signs this image"
	});
}
async function readLayers(registry, repository, tag) {
	const manifest = await registry.manifest(repository, tag);
	if (manifest === void 0) return {
		digest: void 0,
		layers: []
	};
	return {
		digest: manifest.descriptor.digest,
		layers: decodeSignatureManifest(manifest.bytes).layers
	};
}
const signatureAnnotation = "dev.cosignproject.cosign/signature";
function sameSignature(left, right) {
	return left.digest === right.digest && left.annotations[signatureAnnotation] === right.annotations[signatureAnnotation];
}
function blobOf(bytes) {
	return {
		digest: digestOf(bytes),
		size: bytes.length,
		open: async function* open() {
			yield bytes;
		}
	};
}

// src/commands/sign-attest/faults.ts
const signAttestFaults = defineFaults({
	SIGN_ATTEST_IMAGE_MISSING: "The image that is to be signed is not in its registry.",
	SIGN_ATTEST_NOT_VERIFIED: "A signature that was just written does not verify when it is read back from the registry or the disk.",
	SIGN_ATTEST_PREDICATE_INVALID: "The predicate of an attestation is not a JSON document."
});

// src/verification/statement.ts
/**
* Verifies a bundle that holds an in-toto statement. The statement is read before its signature is checked, so that a bundle
* about something else is named as such, but it is only given out when everything holds.
*/
function verifyStatementBundle(bundle, policy) {
	try {
		const decoded = decodeBundle(bundle);
		const { content } = decoded;
		if (content.kind !== "dsse" || content.envelope.payloadType !== "application/vnd.in-toto+json") throw verificationFaults.fault("SIGNATURE_WRONG_KIND", "the bundle does not hold an in-toto statement");
		const { payload } = content.envelope;
		const statement = decodeStatement(payload);
		const { subject, predicateType } = policy;
		if (subject !== void 0 && !statement.subjects.some((found) => found.digest === subject)) throw verificationFaults.fault("SIGNATURE_SUBJECT_MISMATCH", `the statement is about ${statement.subjects.map((found) => found.digest ?? "something without SHA-256").join(", ").slice(0, 300)}, not about ${subject}`);
		if (predicateType !== void 0 && statement.predicateType !== predicateType) throw verificationFaults.fault("SIGNATURE_WRONG_KIND", `the statement claims ${JSON.stringify(statement.predicateType.slice(0, 200))}, not ${predicateType}`);
		const result = checkSignature({
			bundle: decoded,
			logEvidence: "proof"
		}, policy);
		return result.ok ? {
			...result,
			statement,
			payload
		} : result;
	} catch (error) {
		return {
			ok: false,
			why: reasonOf(error)
		};
	}
}

// src/verification/image.ts
const mostCandidates = 200;
const bundlePrefix = "application/vnd.dev.sigstore.bundle";
/** Every signature and attestation beside an image, verified: bundle referrers first, then the layers of the `.sig` tag. */
async function findSignatures(registry, repository, digest, policy) {
	return [...await findBundles(registry, repository, digest, policy), ...await findLegacy(registry, repository, digest, policy)];
}
async function findBundles(registry, repository, digest, policy) {
	const referrers = await registry.referrers(repository, digest);
	const found = [];
	const candidates = referrers.filter(({ artifactType }) => artifactType === void 0 || artifactType === "application/vnd.oci.empty.v1+json" || artifactType.startsWith(bundlePrefix));
	for (const candidate of candidates.slice(0, mostCandidates)) {
		const signature = await readReferrer(registry, repository, candidate.digest, digest, policy);
		if (signature !== void 0) found.push(signature);
	}
	return found;
}
async function readReferrer(registry, repository, referrer, subject, policy) {
	const about = {
		format: "bundle",
		manifest: referrer,
		dockerReference: void 0,
		statement: void 0
	};
	try {
		const manifest = await registry.manifest(repository, referrer);
		if (manifest === void 0) return void 0;
		const { annotations, layers, subject: named } = decodeSignatureManifest(manifest.bytes);
		const [layer] = layers;
		if (layer === void 0 || layers.length !== 1 || !layer.mediaType.startsWith(bundlePrefix)) return void 0;
		if (named !== subject) throw verificationFaults.fault("SIGNATURE_SUBJECT_MISMATCH", `the referrer ${referrer} is listed for ${subject} and names ${named ?? "no subject"}`);
		const bundle = await readBlob(registry, repository, layer, bundleLimit);
		const result = verifyStatementBundle(bundle, {
			...policy,
			subject
		});
		if (!result.ok) return {
			...about,
			bundle,
			predicateType: annotations["dev.sigstore.bundle.predicateType"] ?? "https://sigstore.dev/cosign/sign/v1",
			result
		};
		const { by, at, statement } = result;
		const { predicateType } = statement;
		return {
			...about,
			bundle,
			statement,
			predicateType,
			result: {
				ok: true,
				by,
				at
			}
		};
	} catch (error) {
		if (!isFault(error)) throw error;
		return {
			...about,
			bundle: void 0,
			predicateType: cosignSignPredicate,
			result: {
				ok: false,
				why: reasonOf(error)
			}
		};
	}
}
async function findLegacy(registry, repository, digest, policy) {
	const manifest = await registry.manifest(repository, legacyTag(digest));
	if (manifest === void 0) return [];
	const about = {
		format: "legacy",
		manifest: manifest.descriptor.digest,
		predicateType: "",
		bundle: void 0,
		statement: void 0
	};
	const refused = (error) => {
		if (!isFault(error)) throw error;
		return {
			...about,
			dockerReference: void 0,
			result: {
				ok: false,
				why: reasonOf(error)
			}
		};
	};
	let layers;
	try {
		layers = decodeSignatureManifest(manifest.bytes).layers;
	} catch (error) {
		return [refused(error)];
	}
	const found = [];
	for (const layer of layers.slice(0, mostCandidates)) {
		if (layer.mediaType !== "application/vnd.dev.cosign.simplesigning.v1+json") continue;
		try {
			const payload = await readBlob(registry, repository, layer, 65536);
			const { digest: named, dockerReference } = decodeSimpleSigning(payload);
			if (named !== digest) throw verificationFaults.fault("SIGNATURE_SUBJECT_MISMATCH", `the signature is about ${named}, not about ${digest}`);
			const bundle = readLegacySignature(payload, layer.annotations);
			const result = checkSignature({
				bundle,
				message: payload,
				logEvidence: "promise"
			}, policy);
			found.push({
				...about,
				dockerReference,
				result
			});
		} catch (error) {
			found.push(refused(error));
		}
	}
	return found;
}
async function readBlob(registry, repository, layer, limit) {
	const refuse = () => verificationFaults.fault("SIGNATURE_MALFORMED", `the layer ${layer.digest} has ${layer.size} bytes; at most ${limit} are accepted`);
	return readSmallBlob(layer, () => registry.blob(repository, layer), refuse, limit);
}

// src/verification/legacy-attestation.ts
const mostLayers = 200;
const largestLayer = 33554432;
/** Every attestation of an image in cosign's older format, verified: the layers of its `.att` tag. */
async function findLegacyAttestations(registry, repository, digest, policy) {
	const manifest = await registry.manifest(repository, attestationTag(digest));
	if (manifest === void 0) return [];
	const about = {
		format: "legacy",
		manifest: manifest.descriptor.digest,
		dockerReference: void 0,
		bundle: void 0
	};
	const refused = (error, predicateType) => {
		if (!isFault(error)) throw error;
		return {
			...about,
			predicateType,
			statement: void 0,
			result: {
				ok: false,
				why: reasonOf(error)
			}
		};
	};
	const found = [];
	try {
		for (const layer of decodeSignatureManifest(manifest.bytes).layers.slice(0, mostLayers)) {
			if (layer.mediaType !== "application/vnd.dsse.envelope.v1+json") continue;
			const claimed = layer.annotations["predicateType"] ?? "";
			try {
				const refuse = (why) => verificationFaults.fault("SIGNATURE_MALFORMED", `the layer ${layer.digest} ${why}`);
				const blob = await readSmallBlob(layer, () => registry.blob(repository, layer), refuse, largestLayer);
				const bundle = readLegacyAttestation(blob, layer.annotations);
				if (bundle.content.kind !== "dsse") continue;
				const statement = decodeStatement(bundle.content.envelope.payload);
				if (!statement.subjects.some((subject) => subject.digest === digest)) throw verificationFaults.fault("SIGNATURE_SUBJECT_MISMATCH", `the attestation ${layer.digest} is not about ${digest}`);
				const result = checkSignature({
					bundle,
					logEvidence: "promise"
				}, policy);
				found.push({
					...about,
					predicateType: statement.predicateType,
					statement: result.ok ? statement : void 0,
					result
				});
			} catch (error) {
				found.push(refused(error, claimed));
			}
		}
	} catch (error) {
		found.push(refused(error, ""));
	}
	return found;
}

// src/commands/sign-attest/image-signing.ts
/** Reads what is beside an image and says which of our signatures are missing. */
async function planImage(task) {
	const state = await readState(task);
	return {
		state,
		wanted: {
			...lacks(state, task),
			attestations: state.attestations.map((found) => lacks(found, task))
		}
	};
}
function lacks({ bundle, legacy }, task) {
	return {
		bundle: bundle === void 0,
		legacy: task.legacy && legacy === void 0
	};
}
/** What is missing, in words, for a dry run. */
function wantedWords(wanted, attestations) {
	const words = (missing) => ["bundle", "legacy"].filter((format) => missing[format]);
	return [...words(wanted), ...wanted.attestations.flatMap((missing, index) => words(missing).map((format) => `${attestations[index]?.predicateType ?? ""} (${format})`))];
}
/** Writes what is missing and verifies all of it as the registry gives it back. Throws SIGN_ATTEST_NOT_VERIFIED. */
async function signImage(task, signer, ports) {
	const { registry, repository, subject, attestations } = task;
	const attachPorts = {
		registry,
		clock: ports.clock,
		random: ports.random
	};
	const plan = await planImage(task);
	const { wanted } = plan;
	if (wanted.bundle) await attachImageBundle(attachPorts, repository, subject, signer);
	if (wanted.legacy) await attachLegacySignature(attachPorts, repository, subject.digest, signer);
	await attest(task, wanted, signer, attachPorts);
	const state = [wanted, ...wanted.attestations].some(({ bundle, legacy }) => bundle || legacy) ? await readState(task) : plan.state;
	const { bundle, legacy } = state;
	const isMissing = (found) => found.bundle === void 0 || task.legacy && found.legacy === void 0;
	const signed = state.attestations.flatMap((found, index) => {
		const attestation = attestations[index];
		const added = wanted.attestations[index];
		if (attestation === void 0 || added === void 0 || found.bundle === void 0) return [];
		if (isMissing(found)) return [];
		const { predicateType } = attestation;
		return [{
			predicateType,
			bundle: found.bundle,
			legacy: found.legacy,
			added
		}];
	});
	if (bundle === void 0 || isMissing(state) || signed.length !== attestations.length) throw signAttestFaults.fault("SIGN_ATTEST_NOT_VERIFIED", `what was written for ${formatRepository(repository)}@${subject.digest} does not verify: ${reasons(state)}`, {
		where: formatRepository(repository),
		next: "check that trusted-root belongs to the Sigstore that signing-config names"
	});
	return {
		subject,
		added: wanted,
		bundle,
		legacy,
		attestations: signed,
		foreign: state.foreign
	};
}
async function attest({ repository, subject, attestations }, wanted, signer, ports) {
	const layers = [];
	const name = formatRepository(repository);
	for (const [index, { predicateType, predicate }] of attestations.entries()) {
		const missing = wanted.attestations[index];
		if (missing === void 0 || !(missing.bundle || missing.legacy)) continue;
		const statement = statementFor([{
			name,
			digest: subject.digest
		}], predicateType, predicate);
		const signed = await signer.signEnvelope(statement);
		if (missing.bundle) await attachBundle(ports, repository, subject, encodeBundle(signed), predicateType);
		if (missing.legacy) layers.push({
			signed,
			predicateType
		});
	}
	if (layers.length > 0) await attachLegacyAttestations(ports, repository, subject.digest, layers);
}
function reasons(state) {
	const texts = state.foreign.flatMap(({ result }) => result.ok ? [] : [result.why.message]);
	return texts.length === 0 ? "the registry does not give it back" : [...new Set(texts)].slice(0, 5).join("; ");
}
async function readState(task) {
	const { registry, repository, subject, policy, attestations } = task;
	const found = await findSignatures(registry, repository, subject.digest, policy);
	const older = attestations.length === 0 ? [] : await findLegacyAttestations(registry, repository, subject.digest, policy);
	const here = formatRepository(repository);
	return {
		bundle: found.find(({ format, predicateType, result }) => result.ok && format === "bundle" && predicateType === "https://sigstore.dev/cosign/sign/v1"),
		legacy: found.find(({ format, dockerReference, result }) => result.ok && format === "legacy" && dockerReference === here),
		attestations: attestations.map((attestation) => ({
			bundle: found.find((one) => one.format === "bundle" && says(one, attestation)),
			legacy: older.find((one) => says(one, attestation))
		})),
		foreign: [...found, ...older].filter(({ result }) => !result.ok)
	};
}
function says({ result, predicateType, statement }, wanted) {
	return result.ok && predicateType === wanted.predicateType && canonicalJson(statement?.predicate ?? null) === canonicalJson(wanted.predicate);
}
/** Where a signature is, in the form of a reference. */
function signatureReference(repository, subject, signature) {
	const name = formatRepository(repository);
	if (signature.format === "bundle") return `${name}@${signature.manifest}`;
	return `${name}:${(signature.predicateType === "" ? legacyTag : attestationTag)(subject.digest)}`;
}

// src/commands/sign-attest/view.ts
/** The report of a run that signed, or that found everything signed. */
function signedView(input) {
	const { repository, signed, moved, identity, commands } = input;
	const rows = signed.flatMap(({ subject, added, bundle, legacy, attestations }) => [
		{
			what: "bundle (cosign 3)",
			found: bundle,
			fresh: added.bundle
		},
		{
			what: "tag (cosign 1, 2, podman)",
			found: legacy,
			fresh: added.legacy
		},
		...attestations.flatMap((one) => [{
			what: `${one.predicateType}, bundle`,
			found: one.bundle,
			fresh: one.added.bundle
		}, {
			what: `${one.predicateType}, tag`,
			found: one.legacy,
			fresh: one.added.legacy
		}])
	].flatMap(({ what, found, fresh }) => found === void 0 ? [] : [[
		[what],
		[{
			kind: "code",
			text: signatureReference(repository, subject, found)
		}],
		[{
			kind: "state",
			state: "good",
			text: fresh ? "signed and verified" : "verified, was there"
		}]
	]]));
	const blocks = [
		{
			kind: "verdict",
			state: "good",
			text: input.verdict
		},
		{
			kind: "paragraph",
			text: [
				"Signed by ",
				{
					kind: "code",
					text: formatIdentity(identity)
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
			rows
		}
	];
	if (moved.length > 0) blocks.push({
		kind: "paragraph",
		text: [`Tags moved after verification: ${moved.join(", ")}.`]
	});
	blocks.push({
		kind: "heading",
		text: "Verify with stock tools"
	});
	for (const { title, command } of commands) blocks.push({
		kind: "paragraph",
		text: [title]
	}, {
		kind: "code",
		language: "sh",
		text: command
	});
	return {
		title: "sign-attest",
		blocks
	};
}
/** The report of a dry run. */
function planView(verdict, plans) {
	return {
		title: "sign-attest",
		blocks: [{
			kind: "verdict",
			state: "neutral",
			text: verdict
		}, {
			kind: "list",
			items: plans.map(({ subject, wanted }) => [{
				kind: "code",
				text: subject.digest
			}, wanted.length === 0 ? " is signed" : ` lacks: ${wanted.join(", ")}`])
		}]
	};
}

// src/commands/sign-attest/stock-commands.ts
/** Exact commands for stock verifiers. Cosign 3 reads the bundle, cosign 2 the tag; identities are pinned in full. */
function stockCommands(context) {
	const { image } = context;
	const who = signerOptions(context);
	const network = context.plainHttp ? ["--allow-http-registry"] : [];
	const roots = context.privateRoots && context.logged ? ["--trusted-root", "trusted_root.json"] : [];
	const verify = [
		"cosign",
		"verify",
		...who,
		...roots,
		...network,
		image
	];
	const attested = (type, options) => shellLine([
		"cosign",
		"verify-attestation",
		"--type",
		type,
		...who,
		...options,
		...network,
		image
	]);
	return [
		{
			title: "cosign 3",
			command: shellLine(verify)
		},
		{
			title: "cosign 3, this claim and no other attestation of the same signer",
			command: attested(cosignSignPredicate, roots)
		},
		...context.legacy ? [{
			title: "cosign 2",
			command: `${olderRoots(context)}${shellLine([
				"cosign",
				"verify",
				...who,
				...network,
				image
			])}`
		}] : [],
		...(context.attestationTypes ?? []).flatMap((type) => [{
			title: `cosign 3, ${type}`,
			command: attested(type, roots)
		}, ...context.legacy ? [{
			title: `cosign 2, ${type}`,
			command: `${olderRoots(context)}${attested(type, [])}`
		}] : []])
	];
}
function signerOptions({ identity, logged, sourceRepository }) {
	if (identity.kind === "key") return [
		"--key",
		"cosign.pub",
		...digestOption(identity.publicKey),
		...logged ? [] : ["--insecure-ignore-tlog=true"]
	];
	return [
		"--certificate-oidc-issuer",
		identity.issuer,
		"--certificate-identity",
		identity.subject,
		"--certificate-github-workflow-repository",
		sourceRepository,
		"--certificate-github-workflow-ref",
		identity.sourceRef,
		"--certificate-github-workflow-trigger",
		identity.trigger
	];
}
function digestOption(publicKey) {
	const hash = hashForKey(createPublicKey(publicKey));
	return hash === "sha256" ? [] : ["--signature-digest-algorithm", hash];
}
function olderRoots({ identity, logged, privateRoots }) {
	if (!privateRoots || !logged) return "";
	const log = "SIGSTORE_REKOR_PUBLIC_KEY=rekor.pub ";
	if (identity.kind === "key") return log;
	return `SIGSTORE_ROOT_FILE=fulcio_root.pem SIGSTORE_CT_LOG_PUBLIC_KEY_FILE=ctfe.pub ${log}`;
}
/** An argument list as a line for a POSIX shell. */
function shellLine(argumentList) {
	return argumentList.map((text) => /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`).join(" ");
}

export { planImage as a, wantedWords as c, decodeSignatureManifest as d, legacyTag as f, signedView as i, signAttestFaults as l, stockCommands as n, signImage as o, statementFor as p, planView as r, signatureReference as s, shellLine as t, attachNotarySignature as u };