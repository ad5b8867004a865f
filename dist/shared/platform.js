import { n as formatRepository } from "./image-reference.js";
import { a as parseManifest, f as ociFaults, o as parseObject } from "./manifest-content.js";
import { n as describeReference } from "./manifests.js";

// src/oci/platform.ts
const largestConfig = 4194304;
/**
* What a reference names (`root`) and the image in it that runs on a platform, which is the same manifest for an image of one
* platform. Throws REGISTRY_NOT_FOUND or IMAGE_PLATFORM_MISSING.
*/
async function platformManifest(registry, repository, reference, platform) {
	const root = await requireManifest(registry, repository, reference);
	const content = parseManifest(root.bytes, root.descriptor.mediaType);
	const missing = (has) => ociFaults.fault("IMAGE_PLATFORM_MISSING", `${describeReference(repository, reference)} is not for ${describePlatform(platform)}: it has ${has}`, { where: formatRepository(repository) });
	if (content.kind === "image") {
		const own = await configPlatform(registry, repository, content);
		if (!matches(own, platform)) throw missing(describePlatform(own));
		return {
			root,
			platform: root
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
async function configPlatform(registry, repository, { config }) {
	const refuse = (why) => ociFaults.fault("MANIFEST_INVALID", `the image config ${formatRepository(repository)}@${config.digest} ${why}`, { where: formatRepository(repository) });
	if (config.size > largestConfig) throw refuse("is larger than 4 MiB");
	const chunks = [];
	for await (const chunk of registry.blob(repository, config)) chunks.push(chunk);
	const { os, architecture, variant } = parseObject(Buffer.concat(chunks), refuse);
	if (typeof os !== "string" || typeof architecture !== "string") return unknownPlatform;
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

export { platformManifest as n, choosePlatform as t };