import { csvField } from "./builder-inputs.ts";
import type { BuildRequest, Pair } from "./driver.ts";
import { assigned, each, optional } from "./option-lists.ts";

/** What `docker buildx build` needs besides the request. */
export type BuildxRun = {
  readonly builder: string | undefined;
  readonly secretFiles: readonly Pair[];
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  readonly metadataFile: string;
  /** `layout` writes the image; `cache` only fills caches; `check` only runs the build checks. */
  readonly output: "layout" | "cache" | "check";
};

/** The argv of `docker buildx build` for a request: nothing is pushed, no tag is given, and no secret is in it. */
export function buildxArguments(request: BuildRequest, run: BuildxRun): string[] {
  const { context } = request;
  return [
    "buildx",
    "build",
    ...each("--platform", request.platforms.length === 0 ? [] : [request.platforms.join(",")]),
    "--progress",
    "rawjson",
    ...outputArguments(request, run),
    ...(request.file === undefined ? [] : ["--file", request.file]),
    ...each("--builder", optional(run.builder)),
    ...each("--target", optional(request.target)),
    ...each("--network", optional(request.network)),
    ...(request.noCache && run.output === "layout" ? ["--no-cache"] : []),
    ...(request.pull && run.output === "layout" ? ["--pull"] : []),
    ...each("--no-cache-filter", run.output === "layout" ? request.noCacheFilters : []),
    ...each("--build-arg", request.buildArguments.map(assigned)),
    ...each("--label", request.labels.map(assigned)),
    ...each(
      "--annotation",
      request.annotations.map((pair) => `manifest:${assigned(pair)}`),
    ),
    ...each("--build-context", request.buildContexts.map(assigned)),
    ...each("--add-host", request.addHosts),
    ...each("--allow", request.allow),
    ...each("--ulimit", request.ulimits),
    ...each("--shm-size", optional(request.shmSize)),
    ...each("--cgroup-parent", optional(request.cgroupParent)),
    ...each("--ssh", request.ssh),
    ...each(
      "--secret",
      run.secretFiles.map(([id, file]) => `id=${id},${csvField(`src=${file}`)}`),
    ),
    ...each("--cache-from", run.cacheFrom),
    ...each("--cache-to", run.cacheTo),
    "--",
    context.kind === "folder" ? context.path : context.url,
  ];
}

function outputArguments(request: BuildRequest, run: BuildxRun): string[] {
  if (run.output === "check") return ["--call", "check,format=json"];
  if (run.output === "cache") return ["--provenance=false", "--sbom=false", "--output", "type=cacheonly"];
  const fields = [
    "type=oci",
    "tar=false",
    csvField(`dest=${request.layout}`),
    "oci-mediatypes=true",
    `source-date-epoch=${request.layerEpoch}`,
    ...(request.rewriteTimestamps ? ["rewrite-timestamp=true"] : []),
    ...(request.compression === "zstd" ? ["compression=zstd"] : []),
  ];
  return [
    `--provenance=${request.provenance === "false" ? "false" : `mode=${request.provenance}`}`,
    "--sbom=false",
    ...each("--attest", request.attests),
    "--metadata-file",
    run.metadataFile,
    "--output",
    fields.join(","),
  ];
}

/** Variables of one build for the docker client: constant times, and what the metadata file shall hold. */
export function buildxVariables(request: BuildRequest): Readonly<Record<string, string>> {
  return {
    // As a build argument it makes BuildKit give the files of a git context the time of their commit, so that every commit
    // changes every layer, and 0.33.1 fails there when a subdirectory is named. The output option alone does neither.
    ...(request.context.kind === "folder" ? { SOURCE_DATE_EPOCH: String(request.layerEpoch) } : {}),
    BUILDX_METADATA_PROVENANCE: request.materials ? "max" : "disabled",
    BUILDX_METADATA_WARNINGS: "1",
    BUILDX_NO_DEFAULT_ATTESTATIONS: "1",
    ...(request.sourcePolicy === undefined
      ? {}
      : { EXPERIMENTAL_BUILDKIT_SOURCE_POLICY: request.sourcePolicy }),
  };
}
