import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { systemClock } from "./clock.ts";
import { createHttp } from "./http.ts";
import type { Log } from "./log.ts";
import type { Ports, RunContext } from "./ports.ts";
import { createProcesses } from "./process.ts";
import type { Secrets } from "./secret.ts";

export type PortOptions = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly workspace: string;
  readonly run: RunContext;
  readonly identityToken: Ports["identityToken"];
  readonly actionsCache?: Ports["actionsCache"];
  readonly stopped?: AbortSignal | undefined;
};

/** Opens the real outside for one command; `close` ends connections and removes the temporary folder. */
export async function openPorts(
  options: PortOptions,
): Promise<{ readonly ports: Ports; readonly close: () => Promise<void> }> {
  const { environment } = options;
  const parent = environment["RUNNER_TEMP"] || tmpdir();
  await mkdir(parent, { recursive: true });
  const temporary = await mkdtemp(path.join(parent, "pi5-"));
  const clients: { close: () => Promise<void> }[] = [];
  const open: Ports["httpFor"] = (special) => {
    const client = createHttp({ environment, ...special });
    clients.push(client);
    return client;
  };
  const ports: Ports = {
    ...options,
    clock: systemClock,
    processes: createProcesses(environment, options.stopped),
    http: open({}),
    httpFor: open,
    random: Math.random,
    temporary,
  };
  return {
    ports,
    close: async () => {
      await Promise.all(clients.map((client) => client.close()));
      await rm(temporary, { recursive: true, force: true });
    },
  };
}
