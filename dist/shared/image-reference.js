import { a as parseDigest } from "./digest.js";
import { t as valueFaults } from "./faults2.js";

// src/values/image-reference.ts
const component = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const pathGrammar = new RegExp(`^${component}(?:/${component})*$`);
const tagGrammar = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const hostLabel = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
const registryGrammar = new RegExp(`^(?:${hostLabel}(?:\\.${hostLabel})*|\\[[0-9a-fA-F:]+\\])(?::[0-9]{1,5})?$`);
/** Reads a reference by the grammar of the distribution project; Docker Hub's short forms are written out. Throws IMAGE_REFERENCE_INVALID. */
function parseImageReference(text, where) {
	const refuse = (why) => valueFaults.fault("IMAGE_REFERENCE_INVALID", `${JSON.stringify(text.slice(0, 300))} is not an image reference: ${why}`, { where });
	if (text.length === 0 || text.length > 512) throw refuse("it is empty or longer than 512 characters");
	const at = text.indexOf("@");
	const digest = at < 0 ? void 0 : parseDigest(text.slice(at + 1), where);
	const named = at < 0 ? text : text.slice(0, at);
	const slash = named.lastIndexOf("/");
	const colon = named.indexOf(":", slash + 1);
	const tag = colon < 0 ? void 0 : named.slice(colon + 1);
	if (tag !== void 0 && !tagGrammar.test(tag)) throw refuse(`the tag ${JSON.stringify(tag.slice(0, 140))} is not a tag`);
	const repository = splitRepository(colon < 0 ? named : named.slice(0, colon));
	if (!isRegistry(repository.registry)) throw refuse(`${JSON.stringify(repository.registry)} is not a registry host`);
	if (repository.path.length > 255 || !pathGrammar.test(repository.path)) throw refuse("the repository must be lower-case words joined by / . _ or -");
	return {
		...repository,
		...tag === void 0 ? {} : { tag },
		...digest === void 0 ? {} : { digest }
	};
}
function isRegistry(host) {
	if (!registryGrammar.test(host) || Number(/:([0-9]+)$/.exec(host.replace(/^\[.*\]/, ""))?.[1] ?? 1) > 65535) return false;
	return !host.startsWith("[") || URL.canParse(`https://${host}/`);
}
function splitRepository(name) {
	const slash = name.indexOf("/");
	const first = slash < 0 ? "" : name.slice(0, slash);
	if (!(first.includes(".") || first.includes(":") || first === "localhost" || first !== first.toLowerCase())) return {
		registry: "docker.io",
		path: slash < 0 ? `library/${name}` : name
	};
	const registry = first === "index.docker.io" ? "docker.io" : first;
	const path = name.slice(slash + 1);
	return {
		registry,
		path: registry === "docker.io" && !path.includes("/") ? `library/${path}` : path
	};
}
/** Reads a repository: a reference with neither tag nor digest. Throws IMAGE_REFERENCE_INVALID. */
function parseRepository(text, where) {
	const { registry, path, tag, digest } = parseImageReference(text, where);
	if (tag === void 0 && digest === void 0) return {
		registry,
		path
	};
	throw valueFaults.fault("IMAGE_REFERENCE_INVALID", `${JSON.stringify(text.slice(0, 300))} names a tag or a digest where a repository alone is wanted`, { where });
}
/** The name of a repository: `ghcr.io/acme/app`. */
function formatRepository(repository) {
	return `${repository.registry}/${repository.path}`;
}
/** Writes a reference in full: registry, path, then tag and digest where they are set. */
function formatImageReference(reference) {
	const tag = reference.tag === void 0 ? "" : `:${reference.tag}`;
	const digest = reference.digest === void 0 ? "" : `@${reference.digest}`;
	return `${formatRepository(reference)}${tag}${digest}`;
}
/** True for a text that can be a tag. */
function isTag(text) {
	return tagGrammar.test(text);
}

export { parseRepository as a, parseImageReference as i, formatRepository as n, isTag as r, formatImageReference as t };