import type { Log } from "../src/io/log.ts";
import { openPorts } from "../src/io/open-ports.ts";
import type { Ports } from "../src/io/ports.ts";
import type { Secrets } from "../src/io/secret.ts";
import { cliFaults } from "./faults.ts";

/** The outside as a terminal or another CI sees it; the OIDC token for keyless signing comes in SIGSTORE_ID_TOKEN. */
export function openTerminalPorts(
  environment: Readonly<Record<string, string | undefined>>,
  secrets: Secrets,
  log: Log,
  stopped?: AbortSignal,
): Promise<{ ports: Ports; close: () => Promise<void> }> {
  const token = environment["SIGSTORE_ID_TOKEN"];
  if (token !== undefined) secrets.add(token);
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
      event: async () => ({}),
    },
    identityToken: async () => {
      if (token !== undefined) return token;
      throw cliFaults.fault("TOKEN_MISSING", "there is no OIDC token for keyless signing", {
        next: "set SIGSTORE_ID_TOKEN to a token with the audience sigstore, or use --signing-mode key",
      });
    },
  });
}
