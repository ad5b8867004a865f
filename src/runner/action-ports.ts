import type { Log } from "../io/log.ts";
import { openPorts } from "../io/open-ports.ts";
import type { Ports } from "../io/ports.ts";
import type { Secrets } from "../io/secret.ts";
import { openActionsCache } from "./actions-cache.ts";
import { requestIdentityToken } from "./identity-token.ts";
import { readRunContext } from "./run-context.ts";

/** The outside as a job on a runner sees it. */
export async function openActionPorts(
  environment: Readonly<Record<string, string | undefined>>,
  secrets: Secrets,
  log: Log,
  stopped?: AbortSignal,
): Promise<{ ports: Ports; close: () => Promise<void> }> {
  const opened = await openPorts({
    environment,
    log,
    secrets,
    workspace: environment["GITHUB_WORKSPACE"] ?? process.cwd(),
    run: readRunContext(environment),
    identityToken: (audience) => requestIdentityToken(environment, opened.ports.http, secrets, audience),
    actionsCache: openActionsCache(environment, log),
    stopped,
  });
  return opened;
}
