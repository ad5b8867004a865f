import { o as __toESM } from "./rolldown-runtime.js";
import { S as require_api_request, t as require_agent } from "./agent.js";
import { t as ioFaults } from "./faults.js";
import { Readable } from "node:stream";
import { rootCertificates } from "node:tls";
import { readFileSync } from "node:fs";

// src/io/http.ts
var import_api_request = /* @__PURE__ */ __toESM(require_api_request(), 1);
var import_agent = /* @__PURE__ */ __toESM(require_agent(), 1);
const defaultTimeoutMs = 6e4;
/** An HTTP client: https only (loopback and named hosts aside), proxies by environment, private CAs, timeouts. */
function createHttp(options) {
	const dispatcher = createDispatcher(options);
	dispatcher.catch(() => {});
	return {
		send: async (request) => send(request, options, await dispatcher),
		close: async () => (await dispatcher).close()
	};
}
function createDispatcher(options) {
	if (options.socket !== void 0) return Promise.resolve(new import_agent.default({ connect: { socketPath: options.socket } }));
	const extra = options.environment["NODE_EXTRA_CA_CERTS"];
	const authorities = [...options.authorities ?? [], ...extra === void 0 || extra === "" ? [] : [readAuthorities(extra)]];
	const tls = {
		...authorities.length === 0 ? {} : { ca: [...rootCertificates, ...authorities] },
		...options.clientCertificate === void 0 ? {} : {
			cert: options.clientCertificate.certificate,
			key: options.clientCertificate.key
		}
	};
	const httpProxy = options.environment["http_proxy"] ?? options.environment["HTTP_PROXY"];
	const httpsProxy = options.environment["https_proxy"] ?? options.environment["HTTPS_PROXY"];
	const noProxy = options.environment["no_proxy"] ?? options.environment["NO_PROXY"] ?? "";
	const common = {
		connect: tls,
		keepAliveTimeout: 1e4,
		connections: 16
	};
	if (!httpProxy && !httpsProxy) return Promise.resolve(new import_agent.default(common));
	return import("./undici.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1)).then(({ EnvHttpProxyAgent }) => new EnvHttpProxyAgent({
		...common,
		...httpProxy ? { httpProxy } : {},
		...httpsProxy ? { httpsProxy } : {},
		noProxy: noProxy === "" ? "localhost,127.0.0.1,::1" : `${noProxy},localhost,127.0.0.1,::1`,
		requestTls: tls
	}));
}
function readAuthorities(file) {
	try {
		return readFileSync(file, "utf8");
	} catch (error) {
		throw ioFaults.fault("FILE_UNREADABLE", `NODE_EXTRA_CA_CERTS names ${file}, which cannot be read`, {
			where: file,
			cause: error
		});
	}
}
/** True for an address of this machine, which plain http may reach. */
function isLoopback(hostname) {
	return hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" || hostname === "::1" || /^127(?:\.[0-9]{1,3}){3}$/.test(hostname);
}
async function send(request, options, dispatcher) {
	const url = new URL(request.url);
	const shown = `${request.method} ${url.origin}${url.pathname}`;
	if (url.protocol !== "https:" && !(url.protocol === "http:" && (isLoopback(url.hostname) || options.insecureHosts?.includes(url.host) === true))) throw ioFaults.fault("HTTP_INSECURE", `${shown} is not https`, { where: url.host });
	const timeoutMs = request.timeoutMs ?? defaultTimeoutMs;
	try {
		return wrap(await import_api_request.default.call(dispatcher, {
			origin: url.origin,
			path: `${url.pathname}${url.search}`,
			method: request.method,
			headers: {
				"user-agent": options.userAgent ?? "pi5-fleet-actions",
				...request.headers
			},
			body: typeof request.body === "function" ? Readable.from(request.body()) : request.body ?? null,
			headersTimeout: timeoutMs,
			bodyTimeout: timeoutMs,
			...request.signal === void 0 ? {} : { signal: request.signal }
		}), url, shown);
	} catch (error) {
		throw transportFault(error, shown, url.host);
	}
}
function transportFault(error, shown, host) {
	const code = error instanceof Error && "code" in error ? String(error.code) : "";
	if (/TIMEOUT/.test(code)) return ioFaults.fault("HTTP_TIMEOUT", `${shown}: no answer in time`, {
		where: host,
		cause: error
	});
	const why = error instanceof Error ? error.message || code : "unknown error";
	return ioFaults.fault("HTTP_FAILED", `${shown}: ${why}`, {
		where: host,
		cause: error
	});
}
function wrap(response, url, shown) {
	const header = (name) => {
		const value = response.headers[name.toLowerCase()];
		return Array.isArray(value) ? value.join(", ") : value;
	};
	async function* stream() {
		try {
			for await (const chunk of response.body) yield chunk;
		} catch (error) {
			throw transportFault(error, shown, url.host);
		}
	}
	const bytes = async (limit) => {
		const chunks = [];
		let size = 0;
		for await (const chunk of stream()) {
			size += chunk.length;
			if (size > limit) throw ioFaults.fault("HTTP_BODY_TOO_LARGE", `${shown}: the answer is larger than ${limit} bytes`, { where: url.host });
			chunks.push(chunk);
		}
		return Buffer.concat(chunks);
	};
	return {
		status: response.statusCode,
		url: url.href,
		header,
		stream,
		bytes,
		text: async (limit) => (await bytes(limit)).toString("utf8"),
		discard: async () => {
			await response.body.dump({ limit: 1048576 }).catch(() => void 0);
		}
	};
}

export { isLoopback as n, createHttp as t };