import { type ProcessResult, type Processes, pickVariables } from "../io/process.ts";

/** Runs `docker` with some arguments and gives how it ended; within five minutes where no time is given. */
export type Docker = (argumentList: readonly string[], timeoutMs?: number) => Promise<ProcessResult>;

/** Variables that lead docker to its daemon and its configuration. */
const dockerVariables = [
  "DOCKER_HOST",
  "DOCKER_CONFIG",
  "DOCKER_CONTEXT",
  "DOCKER_CERT_PATH",
  "DOCKER_TLS_VERIFY",
  "BUILDX_CONFIG",
  "BUILDX_BUILDER",
  "KUBECONFIG",
];
const usualTimeoutMs = 300_000;

type DockerPorts = {
  readonly processes: Processes;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** What docker gets of the environment, besides what every child gets. */
export function dockerEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return pickVariables(dockerVariables, environment);
}

/** The docker on PATH; undefined where there is none. Whether a daemon answers is for its caller to see. */
export async function openDocker({ processes, environment }: DockerPorts): Promise<Docker | undefined> {
  if ((await processes.find("docker")) === undefined) return undefined;
  return (argumentList, timeoutMs = usualTimeoutMs) =>
    processes.run({
      command: "docker",
      arguments: argumentList,
      environment: dockerEnvironment(environment),
      timeoutMs,
      outputLimit: 4_000_000,
    });
}
