import { i as isDigest, n as digestOf } from "./digest.js";
import { t as isRecord } from "./json-members.js";
import { n as defineFaults } from "./fault.js";

// src/oci/faults.ts
const ociFaults = defineFaults({
	BLOB_SOURCE_CHANGED: "The bytes of a blob that was to be pushed are not those of its digest.",
	CERTIFICATES_UNREADABLE: "A file of a registry's certificates (certs.d, registry-ca) cannot be used.",
	CREDENTIALS_UNREADABLE: "A file of registry credentials cannot be read as what it is.",
	CREDENTIAL_HELPER_FAILED: "A docker-credential helper that the configuration names does not work.",
	IMAGE_PLATFORM_MISSING: "An image has no variant for the platform.",
	LAYOUT_AMBIGUOUS: "An OCI image layout holds several images and none was chosen.",
	LAYOUT_CORRUPT: "An OCI image layout breaks its own rules, or a digest in it does not match.",
	LAYOUT_MISSING: "A folder is not an OCI image layout.",
	MANIFEST_INVALID: "A manifest or index does not follow the OCI image specification.",
	REGISTRY_CERTIFICATE_REFUSED: "The TLS certificate of a registry is not trusted, or it does not trust ours.",
	REGISTRY_DENIED: "The registry knows who asks and does not allow it.",
	REGISTRY_DIGEST_MISMATCH: "What the registry holds or sends is not what its digest says.",
	REGISTRY_NOT_FOUND: "The registry does not have what was asked for.",
	REGISTRY_PROTOCOL: "A registry answered in a way that the distribution specification does not allow.",
	REGISTRY_RATE_LIMITED: "The registry asks to be asked less often.",
	REGISTRY_REFERRERS_CONTENDED: "Other writers kept overwriting the fallback index of referrers; the entry may be lost.",
	REGISTRY_REFUSED: "The registry refused a request for another reason; the message quotes it.",
	REGISTRY_TAG_REFUSED: "The registry refused to move a tag. Tags that had moved are put back; the message says what could not be.",
	REGISTRY_UNAUTHORIZED: "The registry does not accept the credentials, or wants some.",
	REGISTRY_UNAVAILABLE: "The registry cannot be reached or fails, also after repeating."
});

// src/oci/media-types.ts
/** The media types of the OCI image specification v1.1, and Docker's equivalents. */
const mediaTypes = {
	index: "application/vnd.oci.image.index.v1+json",
	manifest: "application/vnd.oci.image.manifest.v1+json",
	config: "application/vnd.oci.image.config.v1+json",
	empty: "application/vnd.oci.empty.v1+json",
	dockerList: "application/vnd.docker.distribution.manifest.list.v2+json",
	dockerManifest: "application/vnd.docker.distribution.manifest.v2+json"
};
/** What we accept for a manifest; schema 1 is left out on purpose: its digest does not cover its signature. */
const acceptedManifests = [
	mediaTypes.index,
	mediaTypes.manifest,
	mediaTypes.dockerList,
	mediaTypes.dockerManifest
].join(", ");
/** True for an index (a list of manifests). */
function isIndexType(mediaType) {
	return mediaType === mediaTypes.index || mediaType === mediaTypes.dockerList;
}
/** True for the manifest of one image or artifact. */
function isImageType(mediaType) {
	return mediaType === mediaTypes.manifest || mediaType === mediaTypes.dockerManifest;
}
/** True for layers that a registry need not hold, because they come with URLs of their own. */
function isForeignLayer(mediaType) {
	return mediaType.startsWith("application/vnd.oci.image.layer.nondistributable.") || mediaType.startsWith("application/vnd.docker.image.rootfs.foreign.");
}

// src/oci/manifest-content.ts
/** Most bytes of a manifest that registries must take, and that we read (distribution-spec, "Pushing Manifests"). */
const largestManifest = 4194304;
const mostDescriptors = 4096;
const mediaTypeGrammar = /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/;
/**
* Reads a manifest or index strictly (image-spec v1.1). `declared` is the media type that its descriptor or Content-Type gives;
* the type inside must be the same. Throws MANIFEST_INVALID, or what `refuse` makes.
*/
function parseManifest(bytes, declared, refuse = (why) => ociFaults.fault("MANIFEST_INVALID", `the manifest ${why}`)) {
	const document = parseObject(bytes, refuse);
	const inside = document["mediaType"];
	if (inside !== void 0 && typeof inside !== "string") throw refuse("has a mediaType that is not a text");
	const mediaType = inside ?? declared ?? guessType(document);
	if (!isIndexType(mediaType) && !isImageType(mediaType)) throw refuse(`is of type ${quote(mediaType)}, which is neither a manifest nor an index`);
	if (declared !== void 0 && declared !== mediaType) throw refuse(`says that it is ${quote(mediaType)} where ${quote(declared)} was declared`);
	if (document["schemaVersion"] !== 2) throw refuse("does not have schemaVersion 2");
	const common = {
		mediaType,
		...optionalDescriptor(document, "subject", refuse),
		...optionalText(document, "artifactType", refuse),
		...optionalAnnotations(document, refuse)
	};
	if (isIndexType(mediaType)) {
		if (document["layers"] !== void 0 || document["config"] !== void 0) throw refuse("is an index that also has config or layers");
		return {
			...common,
			kind: "index",
			manifests: descriptors(document["manifests"], "manifests", refuse)
		};
	}
	if (document["manifests"] !== void 0) throw refuse("is an image that also has manifests");
	return {
		...common,
		kind: "image",
		config: parseDescriptor(document["config"], "config", refuse),
		layers: descriptors(document["layers"], "layers", refuse)
	};
}
/** The type of a manifest that does not name it and was sent without a usable Content-Type. */
function guessType(document) {
	return document["manifests"] === void 0 ? mediaTypes.manifest : mediaTypes.index;
}
/** Reads JSON that must be an object, or throws what `refuse` makes. */
function parseObject(bytes, refuse) {
	let document;
	try {
		document = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
	} catch {
		throw refuse("is not JSON in UTF-8");
	}
	if (!isRecord(document)) throw refuse("is not a JSON object");
	return document;
}
/** Reads one content descriptor, or throws what `refuse` makes. Members that are not known are left out. */
function parseDescriptor(value, at, refuse) {
	if (!isRecord(value)) throw refuse(`has no descriptor at ${at}`);
	const { mediaType, digest, size } = value;
	if (typeof mediaType !== "string" || !mediaTypeGrammar.test(mediaType)) throw refuse(`has no media type at ${at}`);
	if (typeof digest !== "string" || !isDigest(digest)) throw refuse(`has no sha256 digest at ${at}`);
	if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) throw refuse(`has no size in bytes at ${at}`);
	return {
		mediaType,
		digest,
		size,
		...optionalText(value, "artifactType", refuse),
		...optionalAnnotations(value, refuse),
		...optionalPlatform(value, at, refuse)
	};
}
function descriptors(value, at, refuse) {
	if (!Array.isArray(value)) throw refuse(`has no list of ${at}`);
	if (value.length > mostDescriptors) throw refuse(`has more than ${mostDescriptors} ${at}`);
	return value.map((item, index) => parseDescriptor(item, `${at}[${index}]`, refuse));
}
function optionalDescriptor(record, name, refuse) {
	const value = record[name];
	return value === void 0 || value === null ? {} : { [name]: parseDescriptor(value, name, refuse) };
}
function optionalText(record, name, refuse) {
	const value = record[name];
	if (value === void 0 || value === "") return {};
	if (typeof value !== "string" || value.length > 255) throw refuse(`has a ${name} that is not a short text`);
	return { [name]: value };
}
function optionalAnnotations(record, refuse) {
	const value = record["annotations"];
	if (value === void 0 || value === null) return {};
	if (!isRecord(value)) throw refuse("has annotations that are not an object");
	const entries = [];
	for (const [key, text] of Object.entries(value)) {
		if (typeof text !== "string") throw refuse(`has an annotation ${quote(key)} that is not a text`);
		entries.push([key, text]);
	}
	return { annotations: Object.fromEntries(entries) };
}
function optionalPlatform(record, at, refuse) {
	const value = record["platform"];
	if (value === void 0 || value === null) return {};
	if (!isRecord(value) || typeof value["os"] !== "string" || typeof value["architecture"] !== "string") throw refuse(`has a platform without os and architecture at ${at}`);
	const { os, architecture, variant } = value;
	return { platform: {
		os,
		architecture,
		...typeof variant === "string" && variant !== "" ? { variant } : {}
	} };
}
/** The descriptor of a manifest's bytes, with nothing but type, digest and size. */
function describeBytes(bytes, mediaType) {
	return {
		mediaType,
		digest: digestOf(bytes),
		size: bytes.length
	};
}
function quote(text) {
	return JSON.stringify(text.slice(0, 120));
}

export { parseObject as a, isImageType as c, ociFaults as d, parseManifest as i, isIndexType as l, largestManifest as n, acceptedManifests as o, parseDescriptor as r, isForeignLayer as s, describeBytes as t, mediaTypes as u };