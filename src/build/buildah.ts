import { randomBytes } from "node:crypto";
import { mkdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { readBounded } from "../io/files.ts";
import { type ProcessResult, pickVariables } from "../io/process.ts";
import { isFault } from "../values/fault.ts";
import { buildahArguments, cacheRepositories, gitVariables } from "./buildah-arguments.ts";
import { builtName, finishLayout, inspectedHealthcheck } from "./buildah-layout.ts";
import { createBuildahProgress } from "./buildah-progress.ts";
import { emulationNote } from "./builder-emulation.ts";
import { writeSecrets } from "./builder-inputs.ts";
import type { DriverPorts, OpenOptions } from "./builder.ts";
import { timedOut } from "./buildx.ts";
import { refuseUnsupported, usedCapabilities } from "./capabilities.ts";
import type { BuildDriver, BuildHandlers, BuildRequest, BuiltLayout } from "./driver.ts";
import { explainFailure } from "./failure.ts";
import { buildFaults } from "./faults.ts";
import type { Progress, ProgressSummary } from "./progress.ts";

/** Variables that say where buildah keeps its images, its credentials, and how it isolates RUN steps. */
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
const pushTimeoutMs = 1_800_000;

type Buildah = (
  argumentList: readonly string[],
  more?: {
    readonly request?: BuildRequest;
    readonly progress?: Progress;
    readonly environment?: Readonly<Record<string, string>>;
  },
) => Promise<ProcessResult>;

/** buildah, which needs no daemon; undefined when it is not on PATH. */
export async function openBuildah(
  ports: DriverPorts,
  options: OpenOptions,
): Promise<BuildDriver | undefined> {
  const { processes, environment } = ports;
  if ((await processes.find("buildah")) === undefined) return undefined;
  const own = { ...pickVariables(buildahVariables, environment), ...(await dockerLogin(environment)) };
  const buildah: Buildah = (argumentList, { request, progress, environment: more } = {}) =>
    processes.run({
      command: "buildah",
      arguments: argumentList,
      environment: { ...own, ...more },
      timeoutMs: request?.timeoutMs ?? pushTimeoutMs,
      outputLimit: 64_000_000,
      ...(progress === undefined ? {} : { onLine: progress.line, streamStdout: true }),
      ...(request?.signal === undefined ? {} : { signal: request.signal }),
    });
  const images = new Map<string, string>();
  const uncached = new Set<string>();
  return {
    name: "buildah",
    build: async (request, handlers) => {
      const { id, ...built } = await build(ports, buildah, request, handlers);
      images.set(built.root, id);
      if (request.noCache) uncached.add(id);
      return built;
    },
    check: async () => {
      refuseUnsupported("buildah", ["call"]);
      return [];
    },
    emulationNote: async (platforms) => emulationNote(platforms, { ...(await options.machine()), named: [] }),
    // The image is in the local store already; it only gets a name.
    load: async (_layout, root, name) => {
      const id = images.get(root);
      if (id === undefined)
        throw buildFaults.fault("BUILD_FAILED", "the image to load was not built by this run", {
          where: "load",
        });
      await succeed(buildah, ["tag", id, name]);
    },
    // What a cached build leaves is the cache of the next one; the rest goes.
    close: async () => {
      for (const id of uncached) await buildah(["rmi", "--force", id]);
      uncached.clear();
    },
  };
}

async function build(
  ports: DriverPorts,
  buildah: Buildah,
  request: BuildRequest,
  handlers: BuildHandlers,
): Promise<BuiltLayout & { readonly id: string }> {
  refuseUnsupported("buildah", usedCapabilities(request));
  const cacheFrom = cacheRepositories("cache-from", request.cacheFrom);
  const cacheTo = cacheRepositories("cache-to", request.cacheTo);
  const dockerfile = await dockerfileText(request);
  await refuseHeredocs(buildah, dockerfile);
  const now = (): number => ports.clock.now().getTime();
  const how = { dockerfile, now, variables: ports.environment };
  const started = now();
  const { id, summary } = await runBuild(buildah, request, handlers, { ...how, cacheFrom, cacheTo: [] });
  const root = await exportLayout(buildah, request, id);
  return {
    id,
    root,
    layout: request.layout,
    steps: summary.steps,
    cacheHitRatio: summary.cacheHitRatio,
    seconds: (now() - started) / 1000,
    warnings: [],
    materials: [],
    builder: "buildah",
    deferredCache:
      cacheTo.length === 0
        ? undefined
        : async () => {
            const again = { ...request, noCache: false, pull: false };
            try {
              await runBuild(buildah, again, handlers, { ...how, cacheFrom: [], cacheTo });
              return [];
            } catch (error) {
              if (!isFault(error)) throw error;
              return [
                {
                  rule: error.code,
                  severity: "warning",
                  message: `the build cache was not written: ${error.message}`,
                },
              ];
            }
          },
  };
}

async function runBuild(
  buildah: Buildah,
  request: BuildRequest,
  handlers: BuildHandlers,
  how: {
    readonly dockerfile: string | undefined;
    readonly now: () => number;
    readonly variables: DriverPorts["environment"];
    readonly cacheFrom: readonly string[];
    readonly cacheTo: readonly string[];
  },
): Promise<{ readonly id: string; readonly summary: ProgressSummary }> {
  const idFile = path.join(request.temporary, `id-${randomBytes(6).toString("hex")}`);
  const secrets = await writeSecrets(request.temporary, request.secrets, request.secretFiles);
  const progress = createBuildahProgress(handlers, how.now);
  const beat = setInterval(progress.tick, 1000);
  try {
    const argumentList = buildahArguments(request, { ...how, secretFiles: secrets.files, idFile });
    const environment = {
      ...gitVariables(request),
      ...pickVariables(request.ssh.length === 0 ? [] : ["SSH_AUTH_SOCK"], how.variables),
    };
    const { code } = await buildah(argumentList, { request, progress, environment });
    const summary = progress.end();
    if (code !== 0)
      throw explainFailure({
        tool: "buildah",
        exitCode: code,
        text: summary.text,
        failed: summary.failed,
        shownFile: request.shownFile,
        dockerfile: how.dockerfile,
      }).fault;
    return { id: (await readBounded(idFile, 200)).toString("utf8").trim(), summary };
  } catch (error) {
    throw timedOut(error, progress.end(), request);
  } finally {
    clearInterval(beat);
    await secrets.remove();
    await rm(idFile, { force: true });
  }
}

async function exportLayout(
  buildah: Buildah,
  request: BuildRequest,
  id: string,
): Promise<BuiltLayout["root"]> {
  await mkdir(request.layout, { recursive: true });
  const inspected = await succeed(buildah, ["inspect", "--type", "image", id]);
  await succeed(buildah, ["push", "--quiet", id, `oci:${request.layout}:${builtName}`]);
  return finishLayout(
    request.layout,
    inspectedHealthcheck(inspected.stdout.toString("utf8")),
    request.annotations,
  );
}

async function succeed(buildah: Buildah, argumentList: readonly string[]): Promise<ProcessResult> {
  const result = await buildah(argumentList);
  if (result.code === 0) return result;
  throw explainFailure({
    tool: `buildah ${argumentList[0]}`,
    exitCode: result.code,
    text: result.stderr.split("\n"),
    failed: undefined,
    shownFile: "Dockerfile",
  }).fault;
}

async function dockerfileText(request: BuildRequest): Promise<string | undefined> {
  if (request.context.kind !== "folder") return undefined;
  const names = request.file === undefined ? ["Containerfile", "Dockerfile"] : [request.file];
  for (const name of names) {
    try {
      return (await readBounded(path.resolve(request.context.path, name), 4 * 1024 * 1024)).toString("utf8");
    } catch (error) {
      // buildah itself says best what is wrong with the file.
      if (!isFault(error)) throw error;
    }
  }
  return undefined;
}

async function refuseHeredocs(buildah: Buildah, dockerfile: string | undefined): Promise<void> {
  if (!/^\s*(?:RUN|COPY|ADD)\b[^\n]*<<-?["']?[A-Za-z_]/im.test(dockerfile ?? "")) return;
  const said = (await buildah(["--version"])).stdout.toString("utf8");
  const [, major, minor] = /version (\d+)\.(\d+)/.exec(said) ?? [];
  if (major === undefined || Number(major) > 1 || Number(minor) >= 33) return;
  throw buildFaults.fault(
    "BUILD_UNSUPPORTED",
    `buildah ${major}.${minor} does not know heredocs, which the Dockerfile uses`,
    { where: "driver", next: "use driver: buildx, or buildah 1.33 or newer" },
  );
}

/** Where `docker login` has put its credentials, when that is not the place where buildah looks by itself. */
async function dockerLogin(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Record<string, string>> {
  const folder = environment["DOCKER_CONFIG"];
  if (folder === undefined || environment["REGISTRY_AUTH_FILE"] !== undefined) return {};
  const file = path.join(folder, "config.json");
  const isThere = await stat(file).then(
    (facts) => facts.isFile(),
    () => false,
  );
  return isThere ? { REGISTRY_AUTH_FILE: file } : {};
}
