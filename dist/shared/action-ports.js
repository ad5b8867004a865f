import "./rolldown-runtime.js";
import { t as openPorts } from "./open-ports.js";
import { n as defineFaults, r as describeError } from "./fault.js";
import { n as retry, t as fewTries } from "./retry.js";
import { t as systemClock } from "./clock.js";
import { i as readBounded } from "./files.js";

// src/runner/actions-cache.ts
/**
* The cache of GitHub Actions, or undefined where the runner has none. It is a help, never a need: what goes wrong with it is a
* warning. Since 2026 the token of a low-trust event may only read; saving is then skipped without a word of alarm.
*/
function openActionsCache(environment, log) {
	if (!environment["ACTIONS_RUNTIME_TOKEN"]) return void 0;
	if (!environment["ACTIONS_RESULTS_URL"] && !environment["ACTIONS_CACHE_URL"]) return void 0;
	const mode = environment["ACTIONS_CACHE_MODE"] ?? "write";
	const load = () => import("./cache.js");
	return {
		restore: async (paths, key, prefixes) => {
			if (mode === "none" || mode === "write-only") return void 0;
			try {
				const { restoreCache } = await load();
				return await restoreCache([...paths], key, [...prefixes]);
			} catch (error) {
				log.warning(`the cache could not be restored: ${describeError(error)}`);
				return;
			}
		},
		save: async (paths, key) => {
			if (mode === "none" || mode === "read") return false;
			try {
				const { saveCache } = await load();
				return await saveCache([...paths], key) !== -1;
			} catch (error) {
				log.warning(`the cache could not be saved: ${describeError(error)}`);
				return false;
			}
		}
	};
}

// src/runner/faults.ts
const runnerFaults = defineFaults({
	ID_TOKEN_REFUSED: "GitHub did not give this job an OIDC token.",
	ID_TOKEN_UNAVAILABLE: "The job has no permission to ask GitHub for an OIDC token."
});

// src/runner/identity-token.ts
/** Asks GitHub for an OIDC token of this job; the token is masked before anyone sees it. Faults name the missing permission. */
async function requestIdentityToken(environment, http, secrets, audience) {
	const address = environment["ACTIONS_ID_TOKEN_REQUEST_URL"];
	const bearer = environment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"];
	if (!address || !bearer) throw runnerFaults.fault("ID_TOKEN_UNAVAILABLE", "this job cannot ask for an OIDC token, which keyless signing needs", { next: "add `permissions: id-token: write` to the job, or use signing-mode: key" });
	secrets.add(bearer);
	const url = new URL(address);
	url.searchParams.set("audience", audience);
	return retry(fewTries, systemClock, Math.random, async () => {
		const response = await http.send({
			method: "GET",
			url,
			headers: {
				authorization: `bearer ${bearer}`,
				accept: "application/json"
			},
			timeoutMs: 1e4
		});
		const error = runnerFaults.fault("ID_TOKEN_REFUSED", `GitHub answered ${response.status} to the request for an OIDC token`, { where: url.host });
		if (response.status === 429 || response.status >= 500) {
			await response.discard();
			return {
				done: false,
				error
			};
		}
		const text = await response.text(65536);
		if (response.status !== 200) throw error;
		const token = readToken(text);
		if (token === void 0) throw error;
		secrets.add(token);
		return {
			done: true,
			value: token
		};
	});
}
function readToken(text) {
	try {
		const answer = JSON.parse(text);
		if (typeof answer !== "object" || answer === null || !("value" in answer)) return void 0;
		return typeof answer.value === "string" && answer.value !== "" ? answer.value : void 0;
	} catch {
		return;
	}
}

// src/runner/run-context.ts
/** The run as GitHub's default variables tell it; github.com where the servers are not named. */
function readRunContext(environment) {
	const text = (name) => environment[name] ?? "";
	return {
		repository: text("GITHUB_REPOSITORY"),
		repositoryId: text("GITHUB_REPOSITORY_ID"),
		ownerId: text("GITHUB_REPOSITORY_OWNER_ID"),
		commit: text("GITHUB_SHA"),
		ref: text("GITHUB_REF"),
		eventName: text("GITHUB_EVENT_NAME"),
		runId: text("GITHUB_RUN_ID"),
		runAttempt: text("GITHUB_RUN_ATTEMPT"),
		actor: text("GITHUB_ACTOR"),
		serverUrl: text("GITHUB_SERVER_URL") || "https://github.com",
		apiUrl: text("GITHUB_API_URL") || "https://api.github.com",
		graphqlUrl: text("GITHUB_GRAPHQL_URL") || "https://api.github.com/graphql",
		event: () => readEvent(text("GITHUB_EVENT_PATH"))
	};
}
async function readEvent(file) {
	if (file === "") return {};
	const event = JSON.parse((await readBounded(file, 25e6)).toString("utf8"));
	return typeof event === "object" && event !== null && !Array.isArray(event) ? event : {};
}

// src/runner/action-ports.ts
/** The outside as a job on a runner sees it. */
async function openActionPorts(environment, secrets, log, stopped) {
	const opened = await openPorts({
		environment,
		log,
		secrets,
		workspace: environment["GITHUB_WORKSPACE"] ?? process.cwd(),
		run: readRunContext(environment),
		identityToken: (audience) => requestIdentityToken(environment, opened.ports.http, secrets, audience),
		actionsCache: openActionsCache(environment, log),
		stopped
	});
	return opened;
}

export { openActionPorts };