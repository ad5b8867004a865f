import { a as parseDigest, i as isDigest } from "./digest.js";
import { n as formatRepository, r as isTag } from "./image-reference.js";
import { c as isImageType, d as ociFaults, i as parseManifest, l as isIndexType, n as largestManifest, o as acceptedManifests, t as describeBytes } from "./manifest-content.js";
import { t as isRecord } from "./json-members.js";

// src/oci/refusals.ts
const bodyLimit = 65536;
/** Reads the body of an error answer; a body that is too long or broken off is passed over. `secrets` never appear in it. */
async function readRefusal(response, secrets = []) {
	let text = "";
	try {
		text = await response.text(bodyLimit);
	} catch {
		return {
			codes: [],
			said: ""
		};
	}
	const parts = errorsOf(text);
	const lines = parts.map(({ code, message }) => [code, message].filter((part) => part !== "").join(": "));
	const said = lines.length > 0 ? lines.join("; ") : text;
	return {
		codes: parts.map(({ code }) => code).filter((code) => code !== ""),
		said: quote(said, secrets)
	};
}
/** The fault for an answer that is not a success: by status, with what the registry said. */
async function refusalFault(response, what, host, secrets = []) {
	const { said } = await readRefusal(response, secrets);
	return statusFault(response, what, host, said);
}
/** Like refusalFault, for a body that was read before. */
function statusFault(response, what, host, said) {
	const { status } = response;
	const tail = said === "" ? "" : `: ${said}`;
	const context = { where: host };
	if (status === 401 || status === 403 && /token has expired|reauthenticate/i.test(said)) return ociFaults.fault("REGISTRY_UNAUTHORIZED", `${host} wants other credentials for ${what}, or they have expired${tail}`, {
		...context,
		next: `log in to ${host} just before this step; log in again where the login has expired`
	});
	if (status === 403) return ociFaults.fault("REGISTRY_DENIED", `${host} does not allow ${what}${tail}`, context);
	if (status === 404) return ociFaults.fault("REGISTRY_NOT_FOUND", `${host} has no ${what}${tail}`, context);
	if (status === 429) {
		const wait = response.header("retry-after");
		const asked = wait === void 0 ? "" : ` (Retry-After: ${quote(wait.slice(0, 60), [])})`;
		return ociFaults.fault("REGISTRY_RATE_LIMITED", `${host} limits requests at ${what}${asked}${tail}`, context);
	}
	if (status >= 500) return ociFaults.fault("REGISTRY_UNAVAILABLE", `${host} answered ${status} for ${what}${tail}`, context);
	return ociFaults.fault("REGISTRY_REFUSED", `${host} answered ${status} for ${what}${tail}`, context);
}
function errorsOf(text) {
	let document;
	try {
		document = JSON.parse(text);
	} catch {
		return [];
	}
	if (!isRecord(document)) return [];
	const errors = document["errors"];
	if (!Array.isArray(errors)) return [];
	const short = (value) => typeof value === "string" ? value.slice(0, 300) : "";
	return errors.slice(0, 5).filter(isRecord).map((error) => ({
		code: short(error["code"]),
		message: short(error["message"])
	}));
}
/** A text of a server as one quoted line of at most 300 characters, without control characters and without secrets. */
function quote(text, secrets) {
	let plain = text;
	for (const secret of secrets) if (secret !== "") plain = plain.replaceAll(secret, "***");
	const line = plain.replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim();
	return line === "" ? "" : JSON.stringify(line.length > 300 ? `${line.slice(0, 300)}...` : line);
}

// src/oci/manifests.ts
/** What a tag or digest names, by HEAD; by GET where the registry leaves out what HEAD should say. */
async function resolveManifest(transport, repository, reference) {
	const response = await transport.request(reading("HEAD", repository, reference));
	await response.discard();
	if (response.status === 404) return void 0;
	const digest = response.status === 200 ? statedDigest(response, repository, reference) : void 0;
	const size = Number(response.header("content-length") ?? NaN);
	const mediaType = contentType(response);
	if (digest === void 0 || !Number.isSafeInteger(size) || size <= 0 || !isManifestType(mediaType)) return (await fetchManifest(transport, repository, reference))?.manifest.descriptor;
	return {
		mediaType,
		digest,
		size
	};
}
/** The bytes of a manifest, checked against the reference, the registry's own digest and the specification. */
async function fetchManifest(transport, repository, reference) {
	const request = reading("GET", repository, reference);
	const { response, bytes } = await transport.read(request, largestManifest);
	if (response.status === 404) {
		await response.discard();
		return;
	}
	if (response.status !== 200) throw await refusalFault(response, request.what, repository.registry);
	const stated = statedDigest(response, repository, reference);
	const type = contentType(response);
	const content = parseManifest(bytes, isManifestType(type) ? type : void 0, (why) => ociFaults.fault("MANIFEST_INVALID", `${request.what} ${why}`, { where: formatRepository(repository) }));
	const descriptor = describeBytes(bytes, content.mediaType);
	const wanted = isDigest(reference) ? reference : stated;
	if (wanted !== void 0 && wanted !== descriptor.digest) throw mismatch(request.what, repository, wanted, descriptor.digest);
	return {
		manifest: {
			descriptor,
			bytes
		},
		etag: response.header("etag")
	};
}
const mostUnknown = 4;
/**
* PUTs a manifest by tag or digest. Repeating is safe: the bytes are the same. With `once` it is not repeated, and undefined says
* that it may or may not have been written; undefined also stands for a condition that did not hold (412).
*/
async function putManifest(transport, repository, reference, manifest, options = {}) {
	const what = `${describeReference(repository, reference)} (push)`;
	const request = {
		method: "PUT",
		repository,
		path: `manifests/${checkReference(reference)}`,
		access: { action: "push" },
		headers: {
			"content-type": manifest.mediaType,
			...options.condition
		},
		body: manifest.bytes,
		what
	};
	let response;
	if (options.once === true) {
		const sent = await transport.attempt(request);
		if (!sent.done) return void 0;
		response = sent.value;
	} else {
		let unknown = 0;
		response = await transport.repeat(async () => {
			const sent = await transport.attempt(request);
			if (!sent.done || ![400, 404].includes(sent.value.status)) return sent;
			const { codes, said } = await readRefusal(sent.value);
			const fault = statusFault(sent.value, what, repository.registry, said);
			unknown += 1;
			if (!codes.includes("MANIFEST_BLOB_UNKNOWN") || unknown > mostUnknown) throw fault;
			return {
				done: false,
				error: fault
			};
		});
	}
	if (response.status === 412 && options.condition !== void 0) {
		await response.discard();
		return;
	}
	if (response.status !== 201 && response.status !== 200 && response.status !== 202) throw await refusalFault(response, what, repository.registry);
	await response.discard();
	return response;
}
/**
* Waits until the registry holds the digest under the reference: some answer 201 before others of their servers know. Throws
* REGISTRY_DIGEST_MISMATCH when it holds another one, REGISTRY_PROTOCOL when it holds none.
*/
async function confirmManifest(transport, repository, reference, digest) {
	const what = describeReference(repository, reference);
	await transport.repeat(async () => {
		const held = await resolveManifest(transport, repository, reference);
		if (held?.digest === digest) return {
			done: true,
			value: void 0
		};
		return {
			done: false,
			error: held === void 0 ? ociFaults.fault("REGISTRY_PROTOCOL", `${repository.registry} took ${what} but does not hold it`, { where: formatRepository(repository) }) : mismatch(what, repository, digest, held.digest)
		};
	});
}
/**
* Deletes a tag, or a manifest with all its tags; one that is not there counts as deleted. Many registries delete nothing, or
* by digest only: that is REGISTRY_REFUSED. Whether it is gone is seen by `resolveManifest` only.
*/
async function deleteManifest(transport, repository, reference) {
	const what = `${describeReference(repository, reference)} (delete)`;
	const response = await transport.request({
		method: "DELETE",
		repository,
		path: `manifests/${checkReference(reference)}`,
		access: { action: "delete" },
		what
	});
	if (![
		200,
		202,
		204,
		404
	].includes(response.status)) throw await refusalFault(response, what, repository.registry);
	await response.discard();
}
/** How messages name a manifest. */
function describeReference(repository, reference) {
	return `manifest ${formatRepository(repository)}${isDigest(reference) ? "@" : ":"}${reference}`;
}
function reading(method, repository, reference) {
	return {
		method,
		repository,
		path: `manifests/${checkReference(reference)}`,
		access: { action: "pull" },
		headers: { accept: acceptedManifests },
		what: describeReference(repository, reference)
	};
}
/** A tag or a digest, so that nothing else can become part of a path. */
function checkReference(reference) {
	return isTag(reference) ? reference : parseDigest(reference);
}
/** The digest that the registry states, when it is one that we can check. */
function statedDigest(response, repository, reference) {
	const text = response.header("docker-content-digest");
	if (text === void 0 || !text.startsWith("sha256:")) return void 0;
	if (!isDigest(text)) throw ociFaults.fault("REGISTRY_PROTOCOL", `${repository.registry} states a digest that is none for ${describeReference(repository, reference)}`, { where: formatRepository(repository) });
	if (isDigest(reference) && text !== reference) throw mismatch(describeReference(repository, reference), repository, reference, text);
	return text;
}
/** The fault for content that is not what its digest says. */
function mismatch(what, repository, wanted, got) {
	return ociFaults.fault("REGISTRY_DIGEST_MISMATCH", `${repository.registry}: ${what} should be ${wanted} and is ${got}`, { where: formatRepository(repository) });
}
function contentType(response) {
	return (response.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}
function isManifestType(mediaType) {
	return isIndexType(mediaType) || isImageType(mediaType);
}

export { mismatch as a, readRefusal as c, fetchManifest as i, refusalFault as l, deleteManifest as n, putManifest as o, describeReference as r, resolveManifest as s, confirmManifest as t, statusFault as u };