import { stat } from "node:fs/promises";
import path from "node:path";
import { type BuildRequest, type BuildSecret, defaultRequest } from "../../build/driver.ts";
import { isSecretId } from "../../build/builder-inputs.ts";
import { buildFaults } from "../../build/faults.ts";
import { containPath } from "../../io/files.ts";
import type { Ports } from "../../io/ports.ts";
import { formatRepository } from "../../values/image-reference.ts";
import { valueFaults } from "../../values/faults.ts";
import { listRecords } from "../../values/list-grammars.ts";
import type { LockedBuild } from "../../build/base-lock.ts";
import type { BuildInput } from "./inputs.ts";
import type { Source } from "./source.ts";

/** What the driver is asked for. Secrets are registered for masking before anything else sees them. */
export async function buildRequest(
  input: BuildInput,
  source: Source,
  locked: LockedBuild,
  layout: string,
  layerEpoch: number,
  ports: Ports,
): Promise<BuildRequest> {
  return {
    ...defaultRequest,
    context: source.context,
    file: source.file,
    shownFile: source.shownFile,
    target: input.target,
    buildArguments: [...input["build-args"], ...locked.buildArguments],
    secrets: [...secretsOf(input.secrets, ports), ...environmentSecrets(input["secret-envs"], ports)],
    secretFiles: await Promise.all(
      input["secret-files"].map(async ([id, file]) => [id, await secretFile(id, file, ports)] as const),
    ),
    ssh: input.ssh,
    labels: input.labels,
    buildContexts: [
      ...(await Promise.all(input["build-contexts"].map((pair) => contextOf(pair, ports)))),
      ...locked.contexts.map((pair) => splitPair(pair)),
    ],
    cacheFrom: input["cache-from"],
    cacheTo: input["cache-to"],
    cacheName: formatRepository(input.image),
    noCache: input["no-cache"],
    noCacheFilters: input["no-cache-filters"],
    pull: input.pull,
    network: input.network,
    addHosts: input["add-hosts"],
    allow: input.allow,
    ulimits: input.ulimit,
    shmSize: input["shm-size"],
    cgroupParent: input["cgroup-parent"],
    platforms: input.platforms,
    provenance: input.provenance,
    attests: input.attests,
    layerEpoch,
    layout,
    temporary: ports.temporary,
    timeoutMs: input.timeout * 1000,
    signal: ports.stopped,
  };
}

/** `ID=VALUE`, one a line, as build-push-action reads them: a whole line in quotes may hold line breaks and doubled quotes. */
function secretsOf(text: string, ports: Ports): readonly BuildSecret[] {
  return listRecords(text).map((record) => {
    const at = record.indexOf("=");
    if (at < 1) throw notAPair("secrets");
    const id = record.slice(0, at).trim();
    const value = record.slice(at + 1);
    if (value === "" && isSecretId(id)) throw emptySecret(id);
    ports.secrets.add(value);
    return { id, value };
  });
}

function emptySecret(id: string): Error {
  return valueFaults.fault("INPUT_INVALID", `secrets: the secret ${id} is empty`, {
    where: "secrets",
    next: "set it in the repository's settings; runs of pull requests from forks get no secrets",
  });
}

async function secretFile(id: string, name: string, { workspace }: Ports): Promise<string> {
  const file = await containPath(workspace, name);
  const isFile = await stat(file).then(
    (facts) => facts.isFile(),
    () => false,
  );
  if (isFile) return file;
  throw buildFaults.fault("BUILD_SECRET_INVALID", `the file ${name} of the secret ${id} is not there`, {
    where: "secret-files",
  });
}

function environmentSecrets(
  pairs: readonly (readonly [string, string])[],
  ports: Ports,
): readonly BuildSecret[] {
  return pairs.map(([id, variable]) => {
    const value = ports.environment[variable];
    if (value === undefined || value === "")
      throw valueFaults.fault(
        "INPUT_INVALID",
        `secret-envs: the environment variable ${variable} is not set`,
        {
          where: "secret-envs",
          next: `set it in the env: block of the step: ${variable}: \${{ secrets.${variable} }}`,
        },
      );
    ports.secrets.add(value);
    return { id, value };
  });
}

function notAPair(name: string): Error {
  return valueFaults.fault("INPUT_INVALID", `${name}: a line is not ID=VALUE`, { where: name });
}

/** A local context is contained; everything with a scheme is the builder's. */
async function contextOf(
  [name, value]: readonly [string, string],
  ports: Ports,
): Promise<readonly [string, string]> {
  if (/^[a-z][a-z0-9+-]*:\/\//.test(value) || value.startsWith("target:")) return [name, value];
  return [name, await containPath(ports.workspace, path.posix.normalize(value))];
}

function splitPair(pair: string): readonly [string, string] {
  const at = pair.indexOf("=");
  return [pair.slice(0, at), pair.slice(at + 1)];
}
