import { randomBytes } from "node:crypto";
import type { ProcessRequest, Processes } from "../io/process.ts";
import { type BuildDriver, type BuildRequest, buildTimeoutMs, layerEpoch, platform } from "./driver.ts";
import { explainFailure } from "./failure.ts";

/** Variables that say where buildah keeps its images and how it isolates RUN steps. */
const buildahVariables = [
  "BUILDAH_ISOLATION",
  "STORAGE_DRIVER",
  "STORAGE_OPTS",
  "CONTAINERS_CONF",
  "CONTAINERS_STORAGE_CONF",
  "CONTAINERS_REGISTRIES_CONF",
  "REGISTRY_AUTH_FILE",
  "LD_LIBRARY_PATH",
];

type Environment = Readonly<Record<string, string | undefined>>;

/** buildah, which needs no daemon; undefined when it is not on PATH. */
export async function openBuildah(
  processes: Processes,
  environment: Environment,
): Promise<BuildDriver | undefined> {
  if ((await processes.find("buildah")) === undefined) return undefined;
  const own = Object.fromEntries(
    buildahVariables.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]])),
  );
  const run = async (argumentList: readonly string[], onLine?: ProcessRequest["onLine"]): Promise<void> => {
    const { code, stderr } = await processes.run({
      command: "buildah",
      arguments: argumentList,
      environment: own,
      timeoutMs: buildTimeoutMs,
      outputLimit: 64_000_000,
      ...(onLine === undefined ? {} : { onLine, streamStdout: true }),
    });
    if (code !== 0) throw explainFailure(`buildah ${argumentList[0]}`, code, stderr);
  };
  return {
    name: "buildah",
    build: async (request, onLine) => {
      const image = `localhost/pi5-${randomBytes(6).toString("hex")}`;
      await run(buildahArguments(request, image), onLine);
      try {
        await run(["push", "--quiet", image, `oci:${request.layout}:built`]);
      } finally {
        await run(["rmi", "--force", image]);
      }
    },
  };
}

/** The argv of `buildah build` for a request. The OCI format has no HEALTHCHECK: buildah drops it and says so in its log. */
export function buildahArguments(request: BuildRequest, image: string): string[] {
  return [
    "build",
    "--platform",
    platform,
    "--format",
    "oci",
    "--timestamp",
    layerEpoch,
    "--tag",
    image,
    "--file",
    request.file,
    ...(request.target === undefined ? [] : ["--target", request.target]),
    ...(request.network === undefined ? [] : ["--network", request.network]),
    ...(request.noCache ? ["--no-cache"] : []),
    ...(request.pull ? ["--pull=true"] : []),
    ...request.buildArguments.flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]),
    ...request.labels.flatMap(([name, value]) => ["--label", `${name}=${value}`]),
    "--",
    request.context,
  ];
}
