import "./rolldown-runtime.js";
import { i as isFault } from "./fault.js";
import { n as formatRepository } from "./image-reference.js";
import { n as registryKey } from "./credential-file.js";
import { a as mismatch } from "./manifests.js";
import { t as createRegistry } from "./registry-client.js";
import { createHash } from "node:crypto";

// src/oci/mirrors.ts
const impatience = {
	attempts: 2,
	firstDelayMs: 250,
	longestDelayMs: 1e3
};
/**
* A client that pulls from mirrors first. It is for what is only read, such as base images: what a mirror says a tag is may be old, so
* a repository that is pushed to needs a client without mirrors.
*/
function createPullRegistry(options, mirrors) {
	const origin = createRegistry(options);
	if (mirrors.length === 0) return origin;
	return pullThrough(origin, createRegistry({
		...options,
		retries: impatience
	}), mirrors, options.log);
}
/**
* Reads from the mirrors of a registry, then from the registry itself where a mirror has nothing, refuses or fails; a mirror that
* gave no answer is not asked again. Digests are checked as always. Everything that writes goes to the registry itself.
*/
function pullThrough(origin, mirrored, mirrors, log) {
	const down = /* @__PURE__ */ new Set();
	const mirrorsOf = (repository) => {
		const key = registryKey(repository.registry);
		return mirrors.filter(({ registry, mirror }) => registry === key && !down.has(mirror)).map(({ mirror }) => ({
			registry: mirror,
			path: repository.path
		}));
	};
	/** Notes why a mirror did not serve; anything but a fault is a bug and goes on. */
	const passOver = (mirror, error) => {
		if (!isFault(error)) throw error;
		if (isFault(error, "REGISTRY_UNAVAILABLE", "REGISTRY_CERTIFICATE_REFUSED")) down.add(mirror.registry);
		log.debug(`mirror ${formatRepository(mirror)} passed over: ${error.message}`);
	};
	const read = async (repository, ask) => {
		for (const mirror of mirrorsOf(repository)) try {
			const found = await ask(mirrored, mirror);
			if (found !== void 0) return found;
		} catch (error) {
			passOver(mirror, error);
		}
		return ask(origin, repository);
	};
	async function* blob(repository, wanted) {
		const given = {
			bytes: 0,
			hash: createHash("sha256")
		};
		for (const mirror of mirrorsOf(repository)) try {
			yield* continueAt(mirrored.blob(mirror, wanted), mirror, wanted, given);
			return;
		} catch (error) {
			passOver(mirror, error);
		}
		yield* continueAt(origin.blob(repository, wanted), repository, wanted, given);
	}
	return {
		...origin,
		blob,
		resolve: (repository, reference) => read(repository, (client, place) => client.resolve(place, reference)),
		manifest: (repository, reference) => read(repository, (client, place) => client.manifest(place, reference))
	};
}
/**
* Goes on with a blob where another source broke off. What was given already has to be the beginning of this one too: the
* consumer cannot take it back.
*/
async function* continueAt(source, repository, wanted, given) {
	const before = given.hash.copy().digest("hex");
	const passed = createHash("sha256");
	let ahead = given.bytes;
	for await (const chunk of source) {
		const old = chunk.subarray(0, ahead);
		ahead -= old.length;
		if (old.length > 0 && passed.update(old) && ahead === 0 && passed.digest("hex") !== before) throw mismatch(`blob ${formatRepository(repository)}@${wanted.digest}`, repository, "what a mirror gave before", "other bytes");
		const rest = chunk.subarray(old.length);
		if (rest.length === 0) continue;
		given.bytes += rest.length;
		given.hash.update(rest);
		yield rest;
	}
}

export { createPullRegistry, pullThrough };