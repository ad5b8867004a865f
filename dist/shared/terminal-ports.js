import "./rolldown-runtime.js";
import { t as openPorts } from "./open-ports.js";
import { t as cliFaults } from "./faults3.js";

// cli/terminal-ports.ts
/** The outside as a terminal or another CI sees it; the OIDC token for keyless signing comes in SIGSTORE_ID_TOKEN. */
function openTerminalPorts(environment, secrets, log, stopped) {
	const token = environment["SIGSTORE_ID_TOKEN"];
	if (token !== void 0) secrets.add(token);
	return openPorts({
		environment,
		log,
		secrets,
		stopped,
		workspace: process.cwd(),
		run: {
			repository: environment["PI5_REPOSITORY"] ?? "",
			repositoryId: "",
			ownerId: "",
			commit: environment["PI5_COMMIT"] ?? "",
			ref: "",
			eventName: "",
			runId: "",
			runAttempt: "",
			actor: "",
			serverUrl: environment["PI5_SERVER_URL"] ?? "https://github.com",
			apiUrl: environment["PI5_API_URL"] ?? "https://api.github.com",
			graphqlUrl: environment["PI5_GRAPHQL_URL"] ?? "https://api.github.com/graphql",
			event: async () => ({})
		},
		identityToken: async () => {
			if (token !== void 0) return token;
			throw cliFaults.fault("TOKEN_MISSING", "there is no OIDC token for keyless signing", { next: "set SIGSTORE_ID_TOKEN to a token with the audience sigstore, or use --signing-mode key" });
		}
	});
}

export { openTerminalPorts };