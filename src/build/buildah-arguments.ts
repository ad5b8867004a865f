import { formatRepository, parseImageReference } from "../values/image-reference.ts";
import { isFault } from "../values/fault.ts";
import type { BuildRequest, Pair } from "./driver.ts";
import { type CacheEntry, parseCacheEntry } from "./cache.ts";
import { buildFaults } from "./faults.ts";
import { assigned, each, optional } from "./option-lists.ts";

/** What `buildah build` needs besides the request. */
export type BuildahRun = {
  readonly secretFiles: readonly Pair[];
  /** Where the image's id is written. The image gets no name: what stays of it is the cache of the next build. */
  readonly idFile: string;
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
};

/**
 * The argv of `buildah build` for a request. The docker format, since the OCI one has no HEALTHCHECK and buildah drops it
 * there; annotations, which only the OCI format has, are set on the layout afterwards.
 */
export function buildahArguments(request: BuildRequest, run: BuildahRun): string[] {
  const { context } = request;
  return [
    "build",
    "--layers",
    "--format",
    "docker",
    "--identity-label=false",
    "--timestamp",
    String(request.layerEpoch),
    "--iidfile",
    run.idFile,
    ...each("--platform", request.platforms),
    ...(request.file === undefined ? [] : ["--file", request.file]),
    ...each("--target", optional(request.target)),
    ...each("--network", optional(request.network)),
    ...(request.noCache ? ["--no-cache"] : []),
    ...(request.pull ? ["--pull=true"] : []),
    ...each("--build-arg", request.buildArguments.map(assigned)),
    ...each("--label", request.labels.map(assigned)),
    ...each("--build-context", request.buildContexts.map(assigned)),
    ...each("--add-host", request.addHosts),
    ...each("--ulimit", request.ulimits),
    ...each("--shm-size", optional(request.shmSize)),
    ...each("--cgroup-parent", optional(request.cgroupParent)),
    ...each("--ssh", request.ssh),
    ...each(
      "--secret",
      run.secretFiles.map(([id, file]) => `id=${id},src=${file}`),
    ),
    ...each("--cache-from", run.cacheFrom),
    ...each("--cache-to", run.cacheTo),
    "--",
    context.kind === "folder" ? context.path : context.url,
  ];
}

/** cache-from or cache-to entries as repositories: all that buildah takes. Throws BUILD_UNSUPPORTED for another type. */
export function cacheRepositories(
  input: "cache-from" | "cache-to",
  entries: readonly string[],
): readonly string[] {
  return entries.map((text) => repositoryOf(input, parseCacheEntry(text)));
}

function repositoryOf(input: string, { type, attributes }: CacheEntry): string {
  if (type !== "registry")
    throw buildFaults.fault("BUILD_UNSUPPORTED", `driver buildah has no ${input} of type ${type}`, {
      where: input,
      next: "use driver: buildx, or type=registry,ref=REPOSITORY",
    });
  try {
    // A tag or digest is no use there: buildah names each layer of the cache itself.
    return formatRepository(parseImageReference(attributes.get("ref") ?? ""));
  } catch (error) {
    if (!isFault(error)) throw error;
    throw buildFaults.fault("BUILD_CACHE_INVALID", `${input} of type registry needs ref=REPOSITORY`, {
      where: input,
      cause: error,
    });
  }
}

/**
 * Variables that let git answer the host of the context with a token. buildah has no secret for that, and in the URL the token
 * would be an argument and part of the log.
 */
export function gitVariables(request: BuildRequest): Readonly<Record<string, string>> {
  const { context } = request;
  if (context.kind !== "git" || context.token === undefined || !/^https?:\/\//.test(context.url)) return {};
  const basic = Buffer.from(`x-access-token:${context.token}`).toString("base64");
  return {
    GIT_TERMINAL_PROMPT: "0",
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: `http.${new URL(context.url).origin}/.extraheader`,
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
  };
}
