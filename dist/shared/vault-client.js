import "./rolldown-runtime.js";
import { n as retry, r as retryAfterMs } from "./retry.js";
import { t as isRecord } from "./json-members.js";
import { t as signingFaults } from "./faults6.js";

// src/signing/vault-client.ts
const patience = {
	attempts: 6,
	firstDelayMs: 500,
	longestDelayMs: 15e3
};
const largestAnswer = 1048576;
/**
* Logs in to Vault or OpenBao by its HTTP API: with a token, by AppRole, or with the OIDC token of this job, whose audience is
* the origin of the address. Tokens are masked before they are used. Throws SIGNING_VAULT_DENIED or SIGNING_VAULT_FAILED.
*/
async function openVault(server, ports) {
	const token = await logIn(server, ports);
	return {
		host: server.address.host,
		call: async (path, body) => {
			return memberOf(await request(server, path, body, token, ports), "data", server);
		}
	};
}
async function logIn(server, ports) {
	const { login } = server;
	if (login.kind === "token") {
		ports.secrets.add(login.token);
		return login.token;
	}
	const token = memberOf(await request(server, `auth/${login.mount ?? login.kind}/login`, await credentialsOf(server, login, ports), void 0, ports), "auth", server)["client_token"];
	if (typeof token !== "string" || token === "") throw failed(server, "its login answer holds no token");
	ports.secrets.add(token);
	return token;
}
async function credentialsOf({ address }, login, ports) {
	if (login.kind === "approle") {
		ports.secrets.add(login.secretId);
		return {
			role_id: login.roleId,
			secret_id: login.secretId
		};
	}
	const jwt = await ports.identityToken(address.origin);
	ports.secrets.add(jwt);
	return {
		role: login.role,
		jwt
	};
}
async function request(server, path, body, token, { http, clock, random, log, secrets }) {
	const { address, namespace } = server;
	const url = new URL(`${address.href.replace(/\/+$/, "")}/v1/${path}`);
	return retry(patience, clock, random, async (number) => {
		const response = await http.send({
			method: body === void 0 ? "GET" : "POST",
			url,
			headers: {
				"x-vault-request": "true",
				...token === void 0 ? {} : { "x-vault-token": token },
				...namespace === void 0 ? {} : { "x-vault-namespace": namespace },
				...body === void 0 ? {} : { "content-type": "application/json" }
			},
			...body === void 0 ? {} : { body: JSON.stringify(body) },
			timeoutMs: 3e4
		});
		const text = await response.text(largestAnswer);
		if (response.status === 200) return {
			done: true,
			value: parse(text, server)
		};
		const said = secrets.mask(reasonsOf(text));
		const what = `${path} was answered with status ${response.status}${said === "" ? "" : `: ${said}`}`;
		if (response.status < 500 && response.status !== 412) throw refusal(server, response.status, what);
		const fault = failed(server, what);
		log.warning(`${fault.message} (attempt ${number})`);
		return {
			done: false,
			error: fault,
			waitMs: retryAfterMs(response.header("retry-after"), clock.now())
		};
	});
}
function refusal(server, status, what) {
	if (!(status === 401 || status === 403 || status === 400 && what.startsWith("auth/"))) return failed(server, what);
	return signingFaults.fault("SIGNING_VAULT_DENIED", `Vault at ${server.address.host} refuses: ${what}`, { where: server.address.host });
}
function failed({ address }, why) {
	return signingFaults.fault("SIGNING_VAULT_FAILED", `Vault at ${address.host} failed: ${why}`, { where: address.host });
}
function parse(text, server) {
	let value;
	try {
		value = JSON.parse(text);
	} catch {
		throw failed(server, "its answer is not JSON");
	}
	if (isRecord(value)) return value;
	throw failed(server, "its answer is no object");
}
function memberOf(answer, name, server) {
	const value = answer[name];
	if (isRecord(value)) return value;
	throw failed(server, `its answer has no ${name}`);
}
function reasonsOf(text) {
	try {
		const value = JSON.parse(text);
		return (isRecord(value) && Array.isArray(value["errors"]) ? value["errors"] : []).filter((error) => typeof error === "string").join("; ").replaceAll(/\s+/g, " ").slice(0, 300);
	} catch {
		return "";
	}
}

export { openVault };