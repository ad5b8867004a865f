import { n as formatRepository } from "./image-reference.js";
import { a as parseObject, d as ociFaults, i as parseManifest } from "./manifest-content.js";
import { r as describeReference } from "./manifests.js";
import { t as readSmallBlob } from "./small-blob.js";

// src/oci/platform.ts
/**
* What a reference names (`root`) and the image in it that runs on a platform, which is the same manifest for an image of one
* platform. Throws REGISTRY_NOT_FOUND or IMAGE_PLATFORM_MISSING.
*/
async function platformManifest(registry, repository, reference, platform) {
	const root = await requireManifest(registry, repository, reference);
	const content = parseManifest(root.bytes, root.descriptor.mediaType);
	const missing = (has) => ociFaults.fault("IMAGE_PLATFORM_MISSING", `${describeReference(repository, reference)} is not for ${describePlatform(platform)}: it has ${has}`, { where: formatRepository(repository) });
	if (content.kind === "image") {
		const config = await readConfig(registry, repository, content);
		const own = configPlatform(repository, content, config);
		if (!matches(own, platform)) throw missing(describePlatform(own));
		return {
			root,
			platform: root,
			config
		};
	}
	const images = content.manifests.filter((entry) => !isAttestation(entry));
	const chosen = choosePlatform(images, platform);
	if (chosen === void 0) throw missing(images.map((entry) => describePlatform(entry.platform ?? unknownPlatform)).join(", ") || "no images");
	return {
		root,
		platform: await requireManifest(registry, repository, chosen.digest)
	};
}
const unknownPlatform = {
	os: "unknown",
	architecture: "unknown"
};
/** The entry of an index for a platform: the same variant first, then one that names none. For arm64, v8 and none are the same. */
function choosePlatform(entries, platform) {
	const fitting = entries.filter((entry) => entry.platform !== void 0 && matches(entry.platform, platform));
	return fitting.find((entry) => entry.platform?.variant === platform.variant) ?? fitting.find((entry) => entry.platform?.variant === void 0) ?? fitting[0];
}
/** True for what buildx lists beside images: provenance and SBOM, with an unknown platform. */
function isAttestation(entry) {
	return entry.annotations?.["vnd.docker.reference.type"] === "attestation-manifest" || entry.platform?.os === "unknown" && entry.platform.architecture === "unknown";
}
/** `linux/arm64`, with the variant where there is one. */
function describePlatform({ os, architecture, variant }) {
	return [
		os,
		architecture,
		...variant === void 0 ? [] : [variant]
	].join("/");
}
function matches(own, wanted) {
	if (own.os !== wanted.os || own.architecture !== wanted.architecture) return false;
	const variantOf = ({ architecture, variant }) => architecture === "arm64" && variant === void 0 ? "v8" : variant;
	return variantOf(own) === variantOf(wanted) || own.variant === void 0 || wanted.variant === void 0;
}
function badConfig(repository, { config }, why) {
	const where = formatRepository(repository);
	return ociFaults.fault("MANIFEST_INVALID", `the image config ${where}@${config.digest} ${why}`, { where });
}
async function readConfig(registry, repository, content) {
	const { config } = content;
	return readSmallBlob(config, () => registry.blob(repository, config), (why) => badConfig(repository, content, why));
}
function configPlatform(repository, content, config) {
	return platformIn(config, (why) => badConfig(repository, content, why)) ?? unknownPlatform;
}
/** The platform that an image's config names; undefined for one that names none. Throws what `refuse` makes of a broken one. */
async function readPlatform(config, open, refuse) {
	return platformIn(await readSmallBlob(config, open, refuse), refuse);
}
function platformIn(config, refuse) {
	const { os, architecture, variant } = parseObject(config, refuse);
	if (typeof os !== "string" || typeof architecture !== "string") return void 0;
	return {
		os,
		architecture,
		...typeof variant === "string" && variant !== "" ? { variant } : {}
	};
}
async function requireManifest(registry, repository, reference) {
	const manifest = await registry.manifest(repository, reference);
	if (manifest !== void 0) return manifest;
	throw ociFaults.fault("REGISTRY_NOT_FOUND", `${describeReference(repository, reference)} is not there`, { where: formatRepository(repository) });
}

export { readPlatform as a, platformManifest as i, describePlatform as n, isAttestation as r, choosePlatform as t };