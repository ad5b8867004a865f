import "./rolldown-runtime.js";
import { n as formatRepository } from "./image-reference.js";
import { a as parseObject, d as ociFaults, i as parseManifest, n as largestManifest, r as parseDescriptor, t as describeBytes, u as mediaTypes } from "./manifest-content.js";
import { a as mismatch, c as readRefusal, i as fetchManifest, l as refusalFault, n as deleteManifest, o as putManifest, s as resolveManifest, t as confirmManifest, u as statusFault } from "./manifests.js";
import { n as canonicalJson } from "./canonical-json.js";
import { r as hexOf } from "./digest.js";
import { t as mapLimited } from "./parallel.js";
import { i as isFault, r as describeError } from "./fault.js";
import { n as retry, r as retryAfterMs } from "./retry.js";
import { i as readBounded, t as codeOf } from "./files.js";
import { n as isLoopback } from "./http.js";
import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { homedir } from "node:os";

// src/oci/referrer-index.ts
/** The tag under which registries without the referrers API list the referrers of a digest (distribution-spec v1.1, "Referrers Tag Schema"). */
function fallbackTag(subject) {
	return `sha256-${hexOf(subject)}`;
}
/** The descriptor that lists a manifest among the referrers: with its true artifact type and all its annotations. */
function referrerDescriptor(descriptor, content) {
	const artifactType = content.artifactType ?? (content.kind === "image" ? content.config.mediaType : void 0);
	return {
		mediaType: descriptor.mediaType,
		digest: descriptor.digest,
		size: descriptor.size,
		...artifactType === void 0 ? {} : { artifactType },
		...content.annotations === void 0 ? {} : { annotations: content.annotations }
	};
}
/**
* Some clients write their fallback entries with the type of the empty config, or with none; then only the manifest itself knows
* what it is.
*/
function hidesItsType(descriptor) {
	return descriptor.artifactType === void 0 || descriptor.artifactType === mediaTypes.empty;
}
/** An index with no entries. */
const emptyReferrerIndex = {
	raw: {
		schemaVersion: 2,
		mediaType: mediaTypes.index
	},
	entries: []
};
/** Reads a fallback index or a page of the referrers API; throws what `refuse` makes when it is not an index. */
function parseReferrerIndex(bytes, refuse) {
	const raw = parseObject(bytes, refuse);
	if (raw["mediaType"] !== void 0 && raw["mediaType"] !== mediaTypes.index) throw refuse("is not an OCI image index");
	const manifests = raw["manifests"] ?? [];
	if (raw["schemaVersion"] !== 2 || !Array.isArray(manifests)) throw refuse("is not an OCI image index");
	return {
		raw,
		entries: manifests.map((entry, index) => ({
			raw: entry,
			descriptor: parseDescriptor(entry, `manifests[${index}]`, refuse)
		}))
	};
}
/** True when the index lists the descriptor with the same type and annotations. */
function listsReferrer(index, wanted) {
	return index.entries.some(({ descriptor }) => descriptor.digest === wanted.digest && sameFacts(descriptor, wanted));
}
/** The index with the descriptor in it, once: nobody else's entry is lost, changed or moved. */
function mergeReferrer(index, added) {
	const at = index.entries.findIndex(({ descriptor }) => descriptor.digest === added.digest);
	const entry = {
		raw: added,
		descriptor: added
	};
	const kept = index.entries.filter(({ descriptor }, place) => place === at || descriptor.digest !== added.digest);
	return {
		raw: index.raw,
		entries: at < 0 ? [...kept, entry] : kept.map((other) => other === index.entries[at] ? entry : other)
	};
}
/** The bytes of the index as it is pushed. */
function referrerIndexBytes(index) {
	return Buffer.from(JSON.stringify({
		...index.raw,
		schemaVersion: 2,
		mediaType: mediaTypes.index,
		manifests: index.entries.map(({ raw }) => raw)
	}), "utf8");
}
function sameFacts(left, right) {
	const facts = ({ mediaType, size, artifactType, annotations }) => canonicalJson({
		mediaType,
		size,
		artifactType: artifactType ?? null,
		annotations: annotations ?? {}
	});
	return facts(left) === facts(right);
}

// src/oci/referrers.ts
const mostPages = 100;
/** What the referrers API lists, or undefined where the registry does not have it. */
async function listByApi(transport, repository, digest, artifactType) {
	const what = `referrers of ${formatRepository(repository)}@${digest}`;
	const query = artifactType === void 0 ? "" : `?artifactType=${encodeURIComponent(artifactType)}`;
	const found = [];
	let path = `referrers/${digest}${query}`;
	for (let page = 0; page < mostPages; page += 1) {
		const { response, bytes } = await transport.read({
			method: "GET",
			repository,
			path,
			access: { action: "pull" },
			headers: { accept: mediaTypes.index },
			what
		}, largestManifest);
		if (response.status !== 200) return unsupported(response, what, repository);
		if (!/^application\/vnd\.oci\.image\.index\.v1\+json\b/.test(response.header("content-type") ?? "")) return void 0;
		const index = parseReferrerIndex(bytes, (why) => invalid(what, repository, why));
		for (const { descriptor } of index.entries) if (artifactType === void 0 || descriptor.artifactType === artifactType) found.push(descriptor);
		const next = nextPage(response, what, repository);
		if (next === void 0) return found;
		path = next;
	}
	throw invalid(what, repository, `has more than ${mostPages} pages`);
}
/** What the fallback tag lists. Entries that hide their type are looked up, so that a filter finds them. */
async function listByTag(transport, repository, digest, artifactType) {
	const index = await readFallback(transport, repository, digest);
	if (index === void 0) return [];
	const seen = new Map(index.index.entries.map(({ descriptor }) => [descriptor.digest, descriptor]));
	return (await mapLimited(6, [...seen.values()], async (descriptor) => hidesItsType(descriptor) ? completed(transport, repository, descriptor) : descriptor)).filter((entry) => entry !== void 0 && (artifactType === void 0 || entry.artifactType === artifactType));
}
/** The entry with what its manifest says; undefined when the manifest is gone. */
async function completed(transport, repository, descriptor) {
	const found = await fetchManifest(transport, repository, descriptor.digest);
	if (found === void 0) return void 0;
	const { manifest } = found;
	return referrerDescriptor(manifest.descriptor, parseManifest(manifest.bytes, void 0));
}
/** The fallback index with what is needed to write it back. A tag of that name that is no index is never overwritten: MANIFEST_INVALID. */
async function readFallback(transport, repository, subject) {
	const tag = fallbackTag(subject);
	const found = await fetchManifest(transport, repository, tag);
	if (found === void 0) return void 0;
	const what = `the fallback tag ${formatRepository(repository)}:${tag}`;
	return {
		index: parseReferrerIndex(found.manifest.bytes, (why) => ociFaults.fault("MANIFEST_INVALID", `${what} ${why}`, { where: formatRepository(repository) })),
		digest: found.manifest.descriptor.digest,
		etag: found.etag
	};
}
/** 404 is the specification's way to say that there is no such API; some say it otherwise. */
async function unsupported(response, what, repository) {
	const { codes, said } = await readRefusal(response);
	if ([
		404,
		405,
		406,
		501
	].includes(response.status) || codes.includes("UNSUPPORTED")) return void 0;
	throw statusFault(response, what, repository.registry, said);
}
/** The next page by a Link header (RFC 8288), which has to stay in the repository. */
function nextPage(response, what, repository) {
	const target = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(response.header("link") ?? "")?.[1];
	if (target === void 0) return void 0;
	const asked = new URL(response.url);
	if (!URL.canParse(target, asked.href)) throw invalid(what, repository, "links to a next page that is no URL");
	const next = new URL(target, asked);
	if (next.origin !== asked.origin || !next.pathname.startsWith(`/v2/${repository.path}/referrers/`)) throw invalid(what, repository, "links to a next page elsewhere");
	return next;
}
function invalid(what, repository, why) {
	return ociFaults.fault("REGISTRY_PROTOCOL", `${repository.registry}: the answer for ${what} ${why}`, { where: formatRepository(repository) });
}

// src/oci/attach.ts
/**
* Pushes a manifest that has a subject and makes sure that it is found from there. Done when the registry says that it knows
* subjects (OCI-Subject) or lists the manifest by the referrers API; else the fallback tag is merged until it settles.
*/
async function attachManifest(ports, repository, manifest) {
	const { transport } = ports;
	const content = parseManifest(manifest.bytes, manifest.mediaType);
	const { subject } = content;
	if (subject === void 0) throw ociFaults.fault("MANIFEST_INVALID", "a manifest to attach has no subject", { where: formatRepository(repository) });
	const descriptor = describeBytes(manifest.bytes, manifest.mediaType);
	const response = await putManifest(transport, repository, descriptor.digest, manifest);
	await confirmManifest(transport, repository, descriptor.digest, descriptor.digest);
	const entry = referrerDescriptor(descriptor, content);
	if (response?.header("oci-subject") === subject.digest) return entry;
	if ((await listByApi(transport, repository, subject.digest))?.some(({ digest }) => digest === descriptor.digest) === true) return entry;
	await settle(ports, repository, subject, entry);
	return entry;
}
/**
* Merges an entry into the fallback tag. Registries know no compare-and-swap there (some even answer 201 to a stale If-Match), so
* writers can overwrite each other. What keeps all entries: nobody writes what was read longer than the settle time ago, and
* nobody is finished before the tag has held the entry unchanged for that time.
*/
async function settle(ports, repository, subject, entry) {
	const { clock, settleMs, transport } = ports;
	const now = () => clock.now().getTime();
	const started = now();
	let quiet;
	let writes = 0;
	let written = false;
	while (now() - started < settleMs * 30 + 6e4) {
		const readAt = now();
		const current = await readFallback(transport, repository, subject.digest);
		if (current !== void 0 && listsReferrer(current.index, entry)) {
			const seenAt = now();
			if (quiet?.digest !== current.digest) quiet = {
				digest: current.digest,
				since: seenAt
			};
			else if (readAt - quiet.since >= settleMs) return;
			await clock.sleep(Math.max(1, Math.ceil(settleMs / 4 * (.5 + ports.random()))));
			continue;
		}
		quiet = void 0;
		if (written) {
			written = false;
			ports.log.debug(`another writer replaced the fallback index of ${formatRepository(repository)}@${subject.digest}`);
			await clock.sleep(Math.ceil(ports.random() * Math.min(settleMs, 25 * 2 ** Math.min(writes, 8))));
			continue;
		}
		const bytes = referrerIndexBytes(mergeReferrer(current?.index ?? emptyReferrerIndex, entry));
		if (bytes.length > 4194304) throw tooLarge(repository, subject);
		if (now() - readAt > settleMs) continue;
		await putManifest(transport, repository, fallbackTag(subject.digest), {
			bytes,
			mediaType: mediaTypes.index
		}, {
			once: true,
			condition: conditionFor(current?.etag)
		});
		writes += 1;
		written = true;
	}
	throw ociFaults.fault("REGISTRY_REFERRERS_CONTENDED", `${formatRepository(repository)}:${fallbackTag(subject.digest)} did not keep the entry ${entry.digest}: other writers replace it`, { where: formatRepository(repository) });
}
function conditionFor(etag) {
	return etag === void 0 ? {} : { "if-match": etag };
}
function tooLarge(repository, subject) {
	return ociFaults.fault("REGISTRY_REFUSED", `the fallback index of ${formatRepository(repository)}@${subject.digest} would be larger than 4 MiB`, { where: formatRepository(repository) });
}

// src/oci/challenge.ts
const longestHeader = 16384;
const token = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const token68 = /[A-Za-z0-9._~+/-]+=*(?=[ \t]*(?:,|$))/y;
const quoted = /"((?:[\t \u0021\u0023-\u005b\u005d-\u007e\u0080-\u00ff]|\\[\t \u0021-\u007e\u0080-\u00ff])*)"/y;
const blank = /[ \t]*/y;
const separators = /(?:[ \t]*,)*[ \t]*/y;
/**
* Reads a WWW-Authenticate header that may hold several challenges (RFC 9110 11.6.1). Never throws: what does not follow the
* grammar ends the reading, and the challenges before it are given. Of a parameter that is there twice the first counts.
*/
function parseChallenges(header) {
	if (header === void 0 || header.length > longestHeader) return [];
	const reader = createReader(header);
	const challenges = [];
	reader.take(separators);
	for (let scheme = reader.take(token); scheme !== void 0; scheme = reader.take(token)) {
		const parameters = readParameters(reader);
		if (parameters === void 0) return challenges;
		challenges.push({
			scheme: scheme.toLowerCase(),
			parameters
		});
	}
	return challenges;
}
function createReader(text) {
	let position = 0;
	const match = (pattern) => {
		pattern.lastIndex = position;
		const found = pattern.exec(text) ?? void 0;
		if (found !== void 0) position += found[0].length;
		return found;
	};
	return {
		take: (pattern) => match(pattern)?.[0],
		takeQuoted: () => match(quoted)?.[1]?.replaceAll(/\\(.)/g, "$1"),
		sees: (wanted) => {
			if (!text.startsWith(wanted, position)) return false;
			position += wanted.length;
			return true;
		},
		at: () => position,
		back: (earlier) => {
			position = earlier;
		},
		ended: () => position >= text.length
	};
}
/** Parameters up to the next scheme; undefined when they break the grammar. */
function readParameters(reader) {
	const parameters = Object.create(null);
	reader.take(blank);
	if (reader.ended()) return parameters;
	if (reader.sees(",")) {
		reader.take(separators);
		return parameters;
	}
	if (reader.take(token68) !== void 0) {
		reader.take(separators);
		return parameters;
	}
	for (;;) {
		const before = reader.at();
		const name = reader.take(token)?.toLowerCase();
		if (name === void 0) return reader.ended() ? parameters : void 0;
		reader.take(blank);
		if (!reader.sees("=")) {
			reader.back(before);
			return parameters;
		}
		reader.take(blank);
		const value = reader.takeQuoted() ?? reader.take(token);
		if (value === void 0) return void 0;
		parameters[name] ??= value;
		const end = reader.at();
		reader.take(separators);
		if (reader.ended()) return parameters;
		if (reader.at() === end) return void 0;
	}
}

// src/oci/tokens.ts
const clientId = "pi5-fleet-actions";
const defaultSeconds = 60;
/**
* Fetches a bearer token (distribution token specification): POST with the refresh_token grant for an identity token, else GET,
* with basic credentials or anonymously. Redirects are refused: the realm is where credentials were meant to go. Throws
* REGISTRY_UNAUTHORIZED, REGISTRY_DENIED or REGISTRY_PROTOCOL.
*/
async function fetchToken(ports, registry, service, scopes, credential) {
	const { realm } = service;
	const asked = ports.clock.now().getTime();
	const response = await ports.send(tokenRequest(service, scopes, credential), realm);
	if (response.status !== 200) {
		const what = `a token for ${registry}`;
		if (response.status >= 300 && response.status < 400) {
			await response.discard();
			throw ociFaults.fault("REGISTRY_PROTOCOL", `${realm.host} redirects the request for ${what}; not followed`, { where: realm.host });
		}
		if ([400, 401].includes(response.status)) {
			const { said } = await readRefusal(response, secretsOf(credential));
			throw ociFaults.fault("REGISTRY_UNAUTHORIZED", `${realm.host} gives no token for ${registry}${credential.kind === "anonymous" ? " without credentials" : ", the credentials are wrong or have expired"}${said === "" ? "" : `: ${said}`}`, {
				where: registry,
				...logInAgain(credential, registry)
			});
		}
		throw await refusalFault(response, what, realm.host, secretsOf(credential));
	}
	const refuse = (why) => ociFaults.fault("REGISTRY_PROTOCOL", `the token answer of ${realm.host} ${why}`, { where: realm.host });
	const answer = parseObject(await response.bytes(1048576), refuse);
	const value = answer["token"] || answer["access_token"];
	if (typeof value !== "string" || !/^[\x21-\x7e]{1,65536}$/.test(value)) throw refuse("holds no token");
	const seconds = answer["expires_in"];
	const life = typeof seconds === "number" && seconds > 0 ? Math.min(seconds, 86400) : defaultSeconds;
	return {
		value,
		expires: asked + life * 1e3 - Math.min(1e4, life * 100)
	};
}
/** What mends a credential that is refused; nothing is known where there was none. */
function logInAgain(credential, registry) {
	return credential.kind === "anonymous" ? {} : { next: `log in to ${registry} again, just before this step` };
}
function tokenRequest({ realm, service }, scopes, credential) {
	if (credential.kind === "identity-token") {
		const form = new URLSearchParams({
			grant_type: "refresh_token",
			client_id: clientId,
			scope: scopes.join(" "),
			refresh_token: credential.token
		});
		if (service !== void 0) form.set("service", service);
		return {
			method: "POST",
			url: realm,
			headers: {
				"content-type": "application/x-www-form-urlencoded",
				accept: "application/json"
			},
			body: form.toString()
		};
	}
	const url = new URL(realm);
	if (service !== void 0) url.searchParams.set("service", service);
	for (const scope of scopes) url.searchParams.append("scope", scope);
	const headers = { accept: "application/json" };
	if (credential.kind !== "basic") return {
		method: "GET",
		url,
		headers
	};
	url.searchParams.set("account", credential.username);
	return {
		method: "GET",
		url,
		headers: {
			...headers,
			authorization: basicHeader(credential)
		}
	};
}
/** The Authorization header of basic authentication (RFC 7617, UTF-8). */
function basicHeader(credential) {
	return `Basic ${Buffer.from(`${credential.username}:${credential.password}`, "utf8").toString("base64")}`;
}
/** Everything of a credential that no message may show. */
function secretsOf(credential) {
	if (credential.kind === "anonymous") return [];
	if (credential.kind !== "basic") return [credential.token];
	return [credential.password, basicHeader(credential).slice(6)];
}

// src/oci/authorization.ts
/** Answers challenges and keeps tokens by scope, so that a push of a hundred blobs asks for one token. */
function createAuthorization(options) {
	const demands = /* @__PURE__ */ new Map();
	const tokens = /* @__PURE__ */ new Map();
	const bearer = async (repository, service, scopes) => {
		const key = [
			repository.registry,
			repository.path,
			service.realm.href,
			service.service,
			...scopes
		].join("\n");
		for (let current = tokens.get(key); current !== void 0; current = tokens.get(key)) {
			const known = await current;
			if (known.expires > options.clock.now().getTime()) return `Bearer ${known.value}`;
			if (tokens.get(key) === current) tokens.delete(key);
		}
		const pending = options.credentials.find(repository).then((credential) => fetchToken(options, repository.registry, service, scopes, credential));
		tokens.set(key, pending);
		pending.catch(() => tokens.delete(key));
		return `Bearer ${(await pending).value}`;
	};
	const forget = async (tried) => {
		for (const [key, pending] of tokens) {
			const token = await pending.catch(() => void 0);
			if (token !== void 0 && tried === `Bearer ${token.value}`) tokens.delete(key);
		}
	};
	const header = async (repository, access) => {
		const demand = demands.get(repository.registry);
		if (demand === void 0) return void 0;
		const credential = await options.credentials.find(repository);
		if (credential.kind === "registry-token") return `Bearer ${credential.token}`;
		if (demand.kind === "bearer") return bearer(repository, demand, scopesFor(repository, access));
		return credential.kind === "basic" ? basicHeader(credential) : void 0;
	};
	return {
		header,
		answer: async (repository, access, text, tried) => {
			if (tried !== void 0) await forget(tried);
			const demand = chooseDemand(parseChallenges(text), options.endpoints, repository.registry);
			if (demand === void 0) return void 0;
			demands.set(repository.registry, demand);
			const credential = await options.credentials.find(repository);
			if (demand.kind === "bearer" && credential.kind !== "registry-token") return bearer(repository, demand, scopesFor(repository, access));
			const offered = await header(repository, access);
			return offered === tried ? void 0 : offered;
		}
	};
}
/** Bearer where it is offered, since its realm decides which credentials it takes; else Basic. */
function chooseDemand(challenges, endpoints, registry) {
	const bearer = challenges.find(({ scheme, parameters }) => scheme === "bearer" && parameters["realm"] !== void 0);
	if (bearer === void 0) return challenges.some(({ scheme }) => scheme === "basic") ? { kind: "basic" } : void 0;
	const text = bearer.parameters["realm"] ?? "";
	const refuse = (why) => ociFaults.fault("REGISTRY_PROTOCOL", `the token realm of ${registry} ${why}`, { where: registry });
	if (!URL.canParse(text)) throw refuse("is not a URL");
	const realm = new URL(text);
	if (realm.username !== "" || realm.password !== "") throw refuse("holds credentials");
	if (!endpoints.safe(realm, registry)) throw refuse(`${realm.origin} is no place that its credentials may be sent to: it is not https`);
	return {
		kind: "bearer",
		realm,
		service: bearer.parameters["service"]
	};
}
/**
* The scopes of a request. They come from what we are about to do, never from the challenge: a registry cannot make us ask for
* a token that does more.
*/
function scopesFor(repository, access) {
	const actions = access.action === "push" ? "pull,push" : access.action;
	const own = `repository:${repository.path}:${actions}`;
	const other = access.alsoPull;
	return other === void 0 || other === repository.path ? [own] : [own, `repository:${other}:pull`];
}

// src/oci/transport.ts
const mostRedirects = 5;
const passing = /* @__PURE__ */ new Set([
	429,
	500,
	502,
	503,
	504
]);
/** Builds the transport of one registry client. */
function createTransport(options) {
	const { endpoints, clock } = options;
	const repeat = (attempt) => retry(options.retries, clock, options.random, attempt);
	/** One exchange, with failures that may pass told apart from those that will not. */
	const exchange = async (what, host, send) => {
		let response;
		try {
			response = await send();
		} catch (error) {
			const fault = connectionFault(error, what, host);
			if (isFault(fault, "REGISTRY_UNAVAILABLE") && mayPass(error)) return {
				done: false,
				error: fault
			};
			throw fault;
		}
		if (!passing.has(response.status)) return {
			done: true,
			value: response
		};
		const waitMs = retryAfterMs(response.header("retry-after"), clock.now());
		return {
			done: false,
			error: await refusalFault(response, what, host),
			waitMs
		};
	};
	const authorization = createAuthorization({
		...options,
		send: (request, url) => repeat(() => exchange("a token", url.host, async () => (await endpoints.client(url)).send(request)))
	});
	const attempt = async (request) => {
		const { repository, access, what } = request;
		const endpoint = await endpoints.registry(repository.registry);
		const url = typeof request.path === "string" ? new URL(`/v2/${repository.path}/${request.path}`, endpoint.origin) : request.path;
		const ours = url.origin === endpoint.origin;
		const header = ours ? await authorization.header(repository, access) : void 0;
		const send = (authorizationHeader) => exchange(what, url.host, () => follow(endpoints, endpoint, request, url, authorizationHeader));
		let sent = await send(header);
		if (sent.done && sent.value.status === 401 && ours && new URL(sent.value.url).origin === url.origin) {
			const challenge = sent.value.header("www-authenticate");
			const renewed = await authorization.answer(repository, access, challenge, header);
			if (renewed !== void 0) {
				await sent.value.discard();
				sent = await send(renewed);
			}
		}
		if (sent.done && [401, 403].includes(sent.value.status)) throw await refusalFault(sent.value, what, new URL(sent.value.url).host);
		return sent;
	};
	const read = (request, limit) => repeat(async () => {
		const sent = await attempt(request);
		if (!sent.done) return sent;
		const response = sent.value;
		if (response.status !== 200) return {
			done: true,
			value: {
				response,
				bytes: Buffer.alloc(0)
			}
		};
		try {
			return {
				done: true,
				value: {
					response,
					bytes: await response.bytes(limit)
				}
			};
		} catch (error) {
			const fault = connectionFault(error, request.what, request.repository.registry);
			if (isFault(fault, "REGISTRY_UNAVAILABLE")) return {
				done: false,
				error: fault
			};
			throw fault;
		}
	});
	return {
		attempt,
		repeat,
		read,
		request: (request) => repeat(() => attempt(request))
	};
}
/** Sends and follows redirects of reads, with Authorization only while the origin stays the same. */
async function follow(endpoints, endpoint, request, start, authorization) {
	const refuse = (why) => ociFaults.fault("REGISTRY_PROTOCOL", `${start.host} ${why} for ${request.what}`, { where: start.host });
	let url = start;
	for (let hop = 0;; hop += 1) {
		const response = await (url.origin === endpoint.origin ? endpoint.http : await endpoints.client(url)).send({
			method: request.method,
			url,
			headers: {
				...request.headers,
				...authorization !== void 0 && url.origin === start.origin ? { authorization } : {}
			},
			...request.body === void 0 ? {} : { body: request.body },
			...request.timeoutMs === void 0 ? {} : { timeoutMs: request.timeoutMs }
		});
		if (![
			301,
			302,
			303,
			307,
			308
		].includes(response.status)) return response;
		await response.discard();
		const location = response.header("location");
		if (request.method !== "GET" && request.method !== "HEAD") throw refuse("redirects a write");
		if (location === void 0 || !URL.canParse(location, url.href)) throw refuse("redirects to no address");
		if (hop >= mostRedirects) throw refuse(`redirects more than ${mostRedirects} times`);
		const next = new URL(location, url);
		if (url.protocol === "https:" && next.protocol !== "https:") throw refuse(`redirects from https to ${next.protocol}//${next.host}`);
		url = next;
	}
}
/** The fault for an exchange that gave no answer. Faults of our own pass through. */
function connectionFault(error, what, host) {
	if (!isFault(error, "HTTP_FAILED", "HTTP_TIMEOUT")) return error;
	if (isCertificateError(error.cause)) return ociFaults.fault("REGISTRY_CERTIFICATE_REFUSED", `${host} cannot be spoken to safely: ${describeError(error)}`, {
		where: host,
		cause: error
	});
	return ociFaults.fault("REGISTRY_UNAVAILABLE", `${host} gave no answer for ${what}: ${error.message}`, {
		where: host,
		cause: error
	});
}
function codeOfCause(error) {
	const cause = error instanceof Error ? error.cause : void 0;
	return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}
/** True for a failure that a second try may mend: not for a name that does not exist. */
function mayPass(error) {
	return codeOfCause(error) !== "ENOTFOUND";
}
function isCertificateError(cause) {
	const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
	return /CERT|UNABLE_TO|SELF_SIGNED|CRL_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH/.test(code) || /^ERR_SSL_.*ALERT/.test(code);
}

// src/oci/blob-download.ts
/**
* Streams a blob. A connection that breaks is taken up again where it broke (Range), through the registry each time, since the
* address of its storage may have expired. What is yielded is only proved when the stream ends: it throws REGISTRY_DIGEST_MISMATCH
* at its end when the bytes are others, and as soon as there are more than `size`.
*/
async function* downloadBlob(transport, repository, blob) {
	const what = `blob ${formatRepository(repository)}@${blob.digest}`;
	const hash = createHash("sha256");
	let offset = 0;
	let stalled = 0;
	for (;;) {
		const before = offset;
		let broken;
		try {
			for await (const chunk of await openAt(transport, repository, blob, offset, what)) {
				offset += chunk.length;
				if (offset > blob.size) throw mismatch(what, repository, `${blob.size} bytes long`, "longer");
				hash.update(chunk);
				yield chunk;
			}
		} catch (error) {
			broken = connectionFault(error, what, repository.registry);
			if (!isFault(broken, "REGISTRY_UNAVAILABLE")) throw broken;
		}
		if (offset === blob.size) break;
		stalled = offset > before ? 0 : stalled + 1;
		if (stalled >= 3) throw broken ?? mismatch(what, repository, `${blob.size} bytes long`, `cut off after ${offset}`);
	}
	const digest = `sha256:${hash.digest("hex")}`;
	if (digest !== blob.digest) throw mismatch(what, repository, blob.digest, digest);
}
async function openAt(transport, repository, blob, offset, what) {
	const request = {
		method: "GET",
		repository,
		path: `blobs/${blob.digest}`,
		access: { action: "pull" },
		headers: {
			"accept-encoding": "identity",
			...offset > 0 ? { range: `bytes=${offset}-` } : {}
		},
		what
	};
	const response = await transport.request(request);
	if (response.status === 200) return skip(response, offset);
	if (response.status === 206 && offset > 0) {
		const range = /^bytes ([0-9]+)-/.exec(response.header("content-range") ?? "")?.[1];
		if (Number(range) === offset) return response.stream();
		await response.discard();
		throw ociFaults.fault("REGISTRY_PROTOCOL", `${repository.registry} sends another range than was asked for of ${what}`, { where: formatRepository(repository) });
	}
	throw await refusalFault(response, what, repository.registry);
}
/** The body from an offset on, for servers that ignore Range. */
async function* skip(response, offset) {
	let left = offset;
	for await (const chunk of response.stream()) if (left >= chunk.length) left -= chunk.length;
	else {
		yield left === 0 ? chunk : chunk.subarray(left);
		left = 0;
	}
}

// src/oci/source-check.ts
/**
* The bytes of a source from an offset on. All bytes are hashed, the skipped ones too, and the last piece is held back until the
* digest is known: a source that is not what it says can never be sent whole. A source that proves itself is not hashed twice.
*/
function checkedBody(blob, offset) {
	let problem;
	async function* stream() {
		const hash = createHash("sha256");
		let seen = 0;
		let held;
		try {
			for await (const chunk of blob.open()) {
				if (blob.proven !== true) hash.update(chunk);
				const start = Math.min(Math.max(offset - seen, 0), chunk.length);
				seen += chunk.length;
				if (seen > blob.size) throw changed(blob, `more than ${blob.size} bytes`);
				if (start === chunk.length) continue;
				if (held !== void 0) yield held;
				held = chunk.subarray(start);
			}
			const digest = blob.proven === true ? blob.digest : `sha256:${hash.digest("hex")}`;
			if (seen !== blob.size || digest !== blob.digest) throw changed(blob, `${seen} bytes with ${digest}`);
		} catch (error) {
			problem = error;
			throw error;
		}
		if (held !== void 0) yield held;
	}
	return {
		open: stream,
		fault: () => problem
	};
}
function changed(blob, got) {
	return ociFaults.fault("BLOB_SOURCE_CHANGED", `a blob to push should be ${blob.size} bytes with ${blob.digest} and is ${got}`, { where: blob.digest });
}

// src/oci/blob-upload.ts
/**
* Makes sure that a repository has a blob: nothing when it is there, a mount where another repository of the registry has it, else
* one PUT of the whole (no Content-Range: GHCR takes that for a chunk and refuses more than 4 MiB). After a failure the registry
* is asked what it has, and the rest follows as one chunk; where it does not say, the upload starts again. The source is hashed in
* passing; a source that is not its digest is never completed (BLOB_SOURCE_CHANGED).
*/
async function uploadBlob(transport, repository, blob, mountFrom) {
	const upload = createUpload(transport, repository, blob);
	if (await upload.isPresent()) return "present";
	if (mountFrom !== void 0 && mountFrom.registry === repository.registry && mountFrom.path !== repository.path) {
		const mounted = await upload.mount(mountFrom);
		if (mounted === true) return "mounted";
		if (mounted !== void 0) return upload.run(mounted);
	}
	return upload.run(void 0);
}
function createUpload(transport, repository, blob) {
	const what = `blob ${formatRepository(repository)}@${blob.digest}`;
	const push = {
		repository,
		access: { action: "push" },
		what: `${what} (push)`
	};
	const isPresent = async () => {
		const response = await transport.request({
			...push,
			method: "HEAD",
			path: `blobs/${blob.digest}`
		});
		await response.discard();
		if (response.status === 404) return false;
		if (response.status !== 200) throw await refusalFault(response, what, repository.registry);
		const length = response.header("content-length");
		if (length !== void 0 && Number(length) !== blob.size) throw mismatch(what, repository, `${blob.size} bytes long`, `${length} bytes long there`);
		return true;
	};
	const sessionOf = (response, offset) => {
		const location = response.header("location");
		if (location !== void 0 && URL.canParse(location, response.url)) return {
			url: uploadUrl(new URL(location, response.url), new URL(response.url)),
			offset
		};
		throw ociFaults.fault("REGISTRY_PROTOCOL", `${repository.registry} opens an upload without a Location`, { where: formatRepository(repository) });
	};
	const start = async () => {
		const sent = await transport.attempt({
			...push,
			method: "POST",
			path: "blobs/uploads/",
			headers: noBody
		});
		if (!sent.done) return sent;
		if (sent.value.status !== 202) throw await refusalFault(sent.value, what, repository.registry);
		await sent.value.discard();
		return {
			done: true,
			value: sessionOf(sent.value, 0)
		};
	};
	const mount = async (from) => {
		const query = new URLSearchParams({
			mount: blob.digest,
			from: from.path
		});
		try {
			const response = await transport.request({
				...push,
				method: "POST",
				path: `blobs/uploads/?${query.toString()}`,
				access: {
					action: "push",
					alsoPull: from.path
				},
				headers: noBody
			});
			if (response.status !== 201 && response.status !== 202) throw await refusalFault(response, what, repository.registry);
			await response.discard();
			if (response.status === 201) return await isPresent() ? true : void 0;
			return sessionOf(response, 0);
		} catch (error) {
			if (isFault(error, "REGISTRY_UNAUTHORIZED", "REGISTRY_DENIED", "REGISTRY_NOT_FOUND", "REGISTRY_REFUSED")) return void 0;
			throw error;
		}
	};
	/** How much of the blob an open upload holds; undefined where the registry does not say. */
	const progress = async (url) => {
		if (losesChunks(repository)) return void 0;
		const sent = await transport.attempt({
			...push,
			method: "GET",
			path: url
		});
		if (!sent.done) return void 0;
		await sent.value.discard();
		const end = /^(?:bytes=)?0-([0-9]{1,15})$/.exec(sent.value.header("range") ?? "")?.[1];
		if (sent.value.status !== 204 || end === void 0 || Number(end) === 0) return void 0;
		const offset = Number(end) + 1;
		if (offset > blob.size) return void 0;
		return sent.value.header("location") === void 0 ? {
			url,
			offset
		} : sessionOf(sent.value, offset);
	};
	const finish = async (session, body) => {
		const sent = await guarded(body, () => transport.attempt({
			...push,
			method: "PUT",
			path: withDigest(session.url, blob.digest),
			headers: {
				"content-type": "application/octet-stream",
				"content-length": String(body === void 0 ? 0 : blob.size)
			},
			...body === void 0 ? {} : { body: body.open },
			timeoutMs: commitMs
		}));
		if (!sent.done) return sent;
		const response = sent.value;
		if (response.status !== 201 && response.status !== 204) return refused(response);
		await response.discard();
		const stated = response.header("docker-content-digest");
		if (stated?.startsWith("sha256:") === true && stated !== blob.digest) throw mismatch(what, repository, blob.digest, stated);
		return {
			done: true,
			value: "uploaded"
		};
	};
	/** Sends what is missing as one chunk, then closes the upload. */
	const resume = async (session) => {
		let place = session;
		if (session.offset < blob.size) {
			const body = checkedBody(blob, session.offset);
			const sent = await guarded(body, () => transport.attempt({
				...push,
				method: "PATCH",
				path: session.url,
				headers: {
					"content-type": "application/octet-stream",
					"content-length": String(blob.size - session.offset),
					"content-range": `${session.offset}-${blob.size - 1}`
				},
				body: body.open,
				timeoutMs: commitMs
			}));
			if (!sent.done) return sent;
			if (sent.value.status !== 202 && sent.value.status !== 204) return refused(sent.value);
			await sent.value.discard();
			place = sessionOf(sent.value, blob.size);
		}
		const finished = await finish(place, void 0);
		if (finished.done && !await isPresent()) throw mismatch(what, repository, `${blob.size} bytes long`, "not there after the upload");
		return finished;
	};
	/** A refusal that a new upload may mend: the session was lost, or bytes were damaged on the way. */
	const refused = async (response) => {
		const refusal = await readRefusal(response);
		const error = uploadFault(response, refusal, what, repository);
		if (isFault(error, "REGISTRY_DIGEST_MISMATCH")) return {
			done: false,
			error
		};
		if ([404, 416].includes(response.status) || refusal.codes.includes("BLOB_UPLOAD_UNKNOWN")) return {
			done: false,
			error
		};
		throw error;
	};
	const run = (first) => {
		let session = first;
		let hasSent = false;
		return transport.repeat(async (number) => {
			let place = session;
			session = void 0;
			if (number > 1 && hasSent) {
				if (await isPresent()) return {
					done: true,
					value: "uploaded"
				};
				place = place === void 0 ? void 0 : await progress(place.url);
			}
			if (place === void 0) {
				const started = await start();
				if (!started.done) return started;
				place = started.value;
			}
			hasSent = true;
			let result = place.offset > 0 ? await resume(place) : await finish(place, checkedBody(blob, 0));
			if (isBroken(result) && place.offset === 0 && blob.size <= small && result.waitMs === void 0) result = await finish(place, checkedBody(blob, 0));
			if (isBroken(result)) session = place;
			return result;
		});
	};
	return {
		isPresent,
		mount,
		run
	};
}
/** True for what the connection or the server did, not the bytes. */
function isBroken(result) {
	return !result.done && isFault(result.error, "REGISTRY_UNAVAILABLE", "REGISTRY_RATE_LIMITED");
}
const small = 16384;
const commitMs = 3e5;
const noBody = { "content-length": "0" };
/** Sends a body; when the body itself is at fault, that is the error, and it is not repeated. */
async function guarded(body, send) {
	try {
		const result = await send();
		if (body?.fault() !== void 0) throw body.fault();
		return result;
	} catch (error) {
		throw body?.fault() ?? error;
	}
}
function uploadFault(response, { codes, said }, what, repository) {
	if (codes.includes("DIGEST_INVALID") || codes.includes("SIZE_INVALID")) return ociFaults.fault("REGISTRY_DIGEST_MISMATCH", `${repository.registry} got other bytes than were sent of ${what}: ${said}`, { where: formatRepository(repository) });
	return statusFault(response, what, repository.registry, said);
}
/** ECR keeps only the first chunk of a chunked upload and still answers 201: no chunks for it. */
function losesChunks(repository) {
	return /\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/.test(repository.registry);
}
/** A Location as the registry meant it: behind a proxy that ends TLS some name themselves with http. */
function uploadUrl(location, asked) {
	const url = new URL(location);
	if (asked.protocol === "https:" && url.protocol === "http:" && url.hostname === asked.hostname) {
		url.protocol = "https:";
		url.port = asked.port;
	}
	return url;
}
/** Appends the digest; what is there already is opaque and stays as it is. */
function withDigest(url, digest) {
	const closed = new URL(url);
	closed.search = `${url.search === "" ? "?" : `${url.search}&`}digest=${encodeURIComponent(digest)}`;
	return closed;
}

// src/oci/certificates.ts
const largestFile = 1048576;
/**
* Certificates by the certs.d convention of docker and podman: in a folder named after the host, `*.crt` are authorities and
* `x.cert` with `x.key` is the client certificate. The first folder that has the host counts. Throws CERTIFICATES_UNREADABLE.
*/
function openCertificates(options) {
	const folders = options.folders ?? usualFolders(options.environment);
	return { find: async (host) => {
		for (const folder of folders) {
			const own = await readHostFolder(path.join(folder, host));
			if (own !== void 0) return {
				...own,
				authorities: [...options.authorities ?? [], ...own.authorities]
			};
		}
		return { authorities: options.authorities ?? [] };
	} };
}
function usualFolders(environment) {
	const home = environment["HOME"] || homedir();
	const configuration = environment["XDG_CONFIG_HOME"] || path.join(home, ".config");
	return [
		path.join(configuration, "containers", "certs.d"),
		"/etc/containers/certs.d",
		"/etc/docker/certs.d"
	];
}
async function readHostFolder(folder) {
	const names = await listFolder(folder);
	if (names === void 0) return void 0;
	const authorities = [];
	for (const name of names.filter((name) => name.endsWith(".crt"))) authorities.push(await readPem(path.join(folder, name), "CERTIFICATE"));
	const [certificate, ...more] = names.filter((name) => name.endsWith(".cert"));
	if (certificate === void 0) return { authorities };
	if (more.length > 0) throw refuse(folder, "holds several client certificates: keep one .cert and its .key");
	const key = `${certificate.slice(0, -5)}.key`;
	if (!names.includes(key)) throw refuse(folder, `holds ${certificate} but not ${key}`);
	return {
		authorities,
		clientCertificate: {
			certificate: await readPem(path.join(folder, certificate), "CERTIFICATE"),
			key: await readPem(path.join(folder, key), "PRIVATE KEY")
		}
	};
}
async function listFolder(folder) {
	try {
		return (await readdir(folder)).sort();
	} catch (error) {
		if (["ENOENT", "ENOTDIR"].includes(codeOf(error))) return void 0;
		throw refuse(folder, `cannot be listed: ${describeError(error)}`, error);
	}
}
async function readPem(file, kind) {
	let text;
	try {
		text = (await readBounded(file, largestFile)).toString("utf8");
	} catch (error) {
		throw refuse(file, `cannot be read: ${describeError(error)}`, error);
	}
	if (new RegExp(`-----BEGIN [A-Z ]*${kind}-----`).test(text)) return text;
	throw refuse(file, `holds no PEM ${kind.toLowerCase()}`);
}
function refuse(where, why, cause) {
	return ociFaults.fault("CERTIFICATES_UNREADABLE", `${where} ${why}`, {
		where,
		cause
	});
}

// src/oci/endpoints.ts
/** Clients by host. A host with neither certificates of its own nor plain http shares the common client and its connections. */
function createEndpoints(options) {
	const insecure = new Set(options.insecureRegistries.map((host) => host.toLowerCase()));
	const clients = /* @__PURE__ */ new Map();
	const endpoints = /* @__PURE__ */ new Map();
	const clientOf = (host) => remember(clients, host, async () => {
		const { authorities, clientCertificate } = await options.certificates.find(host);
		const plain = insecure.has(host);
		if (authorities.length === 0 && clientCertificate === void 0 && !plain) return options.http;
		return options.httpFor({
			authorities,
			...clientCertificate === void 0 ? {} : { clientCertificate },
			...plain ? { insecureHosts: [host] } : {}
		});
	});
	const open = async (host) => {
		if (!URL.canParse(`https://${host}`)) throw ociFaults.fault("REGISTRY_UNAVAILABLE", `${host} is not a host that can be reached`, { where: host });
		const http = await clientOf(host);
		const plain = (insecure.has(host) || isLoopback(new URL(`https://${host}`).hostname)) && await speaksPlainHttp(http, host);
		return {
			origin: new URL(`${plain ? "http" : "https"}://${host}`).origin,
			http
		};
	};
	return {
		registry: (name) => {
			const host = apiHost(name);
			return remember(endpoints, host, () => open(host));
		},
		client: (url) => clientOf(url.host.toLowerCase()),
		safe: (url, registry) => url.protocol === "https:" || url.protocol === "http:" && (insecure.has(url.host) || isLoopback(url.hostname) && isLoopback(hostOf(registry)))
	};
}
function hostOf(registry) {
	return new URL(`https://${apiHost(registry)}`).hostname;
}
/** The host that serves the API for the host that references name. */
function apiHost(registry) {
	return registry === "docker.io" ? "registry-1.docker.io" : registry.toLowerCase();
}
/**
* Whether a host that may speak plain http does. https is tried first; only an answer that is no TLS at all counts as plain, so that
* a wrong certificate is never "mended" by giving up encryption.
*/
async function speaksPlainHttp(http, host) {
	try {
		await (await http.send({
			method: "GET",
			url: `https://${host}/v2/`,
			timeoutMs: 1e4
		})).discard();
		return false;
	} catch (error) {
		if (!isFault(error, "HTTP_FAILED")) return false;
		return isNoTls(error.cause);
	}
}
function isNoTls(cause) {
	const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
	const message = cause instanceof Error ? cause.message : "";
	return [
		"ERR_SSL_WRONG_VERSION_NUMBER",
		"ERR_SSL_PACKET_LENGTH_TOO_LONG",
		"ERR_SSL_HTTP_REQUEST"
	].includes(code) || code === "EPROTO" && /wrong version number|packet length too long|http request/i.test(message);
}
function remember(cache, key, make) {
	const known = cache.get(key);
	if (known !== void 0) return known;
	const made = make();
	cache.set(key, made);
	made.catch(() => cache.delete(key));
	return made;
}

// src/oci/registry-client.ts
const patience = {
	attempts: 6,
	firstDelayMs: 500,
	longestDelayMs: 15e3
};
/** Opens a client for any number of registries. Connections, tokens and certificates are shared by its calls. */
function createRegistry(options) {
	const endpoints = createEndpoints({
		http: options.http,
		httpFor: options.httpFor,
		certificates: options.certificates ?? openCertificates({
			environment: options.environment ?? {},
			authorities: options.authorities ?? []
		}),
		insecureRegistries: options.insecureRegistries ?? []
	});
	const { clock, credentials, log, random } = options;
	const transport = createTransport({
		endpoints,
		credentials,
		clock,
		random,
		retries: options.retries ?? patience
	});
	const settleMs = options.settleMs ?? 5e3;
	return {
		resolve: (repository, reference) => resolveManifest(transport, repository, reference),
		manifest: async (repository, reference) => (await fetchManifest(transport, repository, reference))?.manifest,
		blob: (repository, descriptor) => downloadBlob(transport, repository, descriptor),
		pushBlob: async (repository, blob, { mountFrom } = {}) => {
			const result = await uploadBlob(transport, repository, blob, mountFrom);
			log.debug(`${formatRepository(repository)}@${blob.digest}: ${result}`);
			return result;
		},
		pushManifest: async (repository, manifest, tag) => {
			parseManifest(manifest.bytes, manifest.mediaType);
			const descriptor = describeBytes(manifest.bytes, manifest.mediaType);
			const reference = tag ?? descriptor.digest;
			if (tag !== void 0) {
				if ((await resolveManifest(transport, repository, tag))?.digest === descriptor.digest) return descriptor;
			}
			await putManifest(transport, repository, reference, manifest);
			await confirmManifest(transport, repository, reference, descriptor.digest);
			return descriptor;
		},
		offerManifest: async (repository, manifest, tag) => {
			parseManifest(manifest.bytes, manifest.mediaType);
			await putManifest(transport, repository, tag, manifest, { once: true });
		},
		deleteManifest: (repository, reference) => deleteManifest(transport, repository, reference),
		referrers: async (repository, digest, artifactType) => await listByApi(transport, repository, digest, artifactType) ?? listByTag(transport, repository, digest, artifactType),
		attach: (repository, manifest) => attachManifest({
			transport,
			clock,
			random,
			log,
			settleMs
		}, repository, manifest)
	};
}

export { createRegistry as t };