import { randomBytes } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { readBounded } from "../io/files.ts";
import { type ProcessResult, pickVariables } from "../io/process.ts";
import { openLayout } from "../oci/layout.ts";
import { isFault } from "../values/fault.ts";
import type { Finding } from "../values/finding.ts";
import { gitHost, writeSecrets } from "./builder-inputs.ts";
import { emulationNote } from "./builder-emulation.ts";
import type { DriverPorts, OpenOptions } from "./builder.ts";
import { type CachePlan, planCaches } from "./cache.ts";
import { type Docker, dockerEnvironment, openDocker } from "./docker.ts";
import type { BuildDriver, BuildHandlers, BuildRequest, BuildSecret, BuiltLayout } from "./driver.ts";
import { explainFailure } from "./failure.ts";
import { buildFaults } from "./faults.ts";
import { imageToLoad, loadIntoDocker } from "./load.ts";
import { type BuildxRun, buildxArguments, buildxVariables } from "./buildx-arguments.ts";
import { type BuilderChoice, chooseBuilder, makeBuilder, removeBuilder } from "./buildx-builder.ts";
import { parseMetadata } from "./buildx-metadata.ts";
import { type ProgressSummary, createProgress, progressFindings } from "./progress.ts";
import { checkFindings } from "./progress-warning.ts";

const largestMetadata = 16 * 1024 * 1024;

/** docker buildx, or undefined where docker, its plugin or its daemon does not answer. Throws for a named builder that cannot be used. */
export async function openBuildx(ports: DriverPorts, options: OpenOptions): Promise<BuildDriver | undefined> {
  const docker = await openDocker(ports);
  if (docker === undefined) return undefined;
  const choice = await chooseBuilder(docker, options.builder, ports);
  if (choice === undefined) return undefined;
  return driverOf(ports, docker, choice, options);
}

function driverOf(
  ports: DriverPorts,
  docker: Docker,
  choice: BuilderChoice,
  options: OpenOptions,
): BuildDriver {
  let made: Promise<string> | undefined;
  const builder = async (): Promise<string | undefined> => {
    if (choice.kind === "given") return choice.named;
    made ??= makeBuilder(docker, options.driverOptions);
    return made;
  };
  const run = async (request: BuildRequest, handlers: BuildHandlers, how: Start): Promise<Ended> =>
    runBuildx(ports, request, handlers, { ...how, builder: await builder() });
  const description =
    choice.kind === "given"
      ? `docker buildx, builder ${choice.facts.name} (${choice.facts.driver})`
      : `docker buildx, a docker-container builder made for this run (${choice.why})`;
  return {
    name: "buildx",
    build: async (request, handlers) => {
      const plan = planCaches(request, ports.environment);
      await mkdir(request.layout, { recursive: true });
      const started = ports.clock.now().getTime();
      const ended = await run(request, handlers, { plan, output: "layout", cacheTo: plan.to });
      return {
        ...built(request, ended, plan),
        seconds: (ports.clock.now().getTime() - started) / 1000,
        builder: description,
        deferredCache:
          plan.deferred.length === 0 ? undefined : () => exportCache(request, handlers, plan, run),
      };
    },
    check: async (request, handlers) => {
      const plan = planCaches({ ...request, cacheFrom: [], cacheTo: [] }, {});
      const ended = await run(request, handlers, { plan, output: "check", cacheTo: [] });
      return checkFindings(parseJson(ended.result.stdout.toString("utf8")), request.shownFile);
    },
    emulationNote: async (platforms) => {
      const named = choice.kind === "given" ? await choice.platforms() : [];
      return emulationNote(platforms, { ...(await options.machine()), named });
    },
    load: async (layout, root, name) =>
      loadIntoDocker(docker, await imageToLoad(await openLayout(layout), root, [name]), ports.temporary),
    close: async () => {
      const name = await made?.catch(() => undefined);
      made = undefined;
      if (name !== undefined) await removeBuilder(docker, name);
    },
  };
}

type Start = {
  readonly plan: CachePlan;
  readonly output: BuildxRun["output"];
  readonly cacheTo: readonly string[];
};
type Run = (request: BuildRequest, handlers: BuildHandlers, how: Start) => Promise<Ended>;
type Ended = {
  readonly result: ProcessResult;
  readonly summary: ProgressSummary;
  readonly metadata: string;
};

function built(
  request: BuildRequest,
  { summary, metadata }: Ended,
  plan: CachePlan,
): Omit<BuiltLayout, "builder" | "deferredCache" | "seconds"> {
  const { root, materials, warnings } = parseMetadata(metadata);
  // The metadata file has every warning whole; a long line of the progress stream may have been cut.
  const findings = progressFindings(
    { ...summary, warnings: warnings.length === 0 ? summary.warnings : warnings },
    request.shownFile,
  );
  return {
    root,
    layout: request.layout,
    steps: summary.steps,
    cacheHitRatio: summary.cacheHitRatio,
    warnings: [...plan.notes, ...findings],
    materials,
  };
}

// All steps come from the builder's own cache now: only the export is left to do.
async function exportCache(
  request: BuildRequest,
  handlers: BuildHandlers,
  plan: CachePlan,
  run: Run,
): Promise<readonly Finding[]> {
  try {
    await run(request, handlers, { plan, output: "cache", cacheTo: plan.deferred });
    return [];
  } catch (error) {
    if (!plan.deferredMayFail || !isFault(error)) throw error;
    return [
      { rule: error.code, severity: "warning", message: `the build cache was not written: ${error.message}` },
    ];
  }
}

async function runBuildx(
  ports: DriverPorts,
  request: BuildRequest,
  handlers: BuildHandlers,
  how: Start & { readonly builder: string | undefined },
): Promise<Ended> {
  const { plan, output, cacheTo, builder } = how;
  const metadataFile = path.join(request.temporary, `metadata-${randomBytes(6).toString("hex")}.json`);
  const secrets = await writeSecrets(
    request.temporary,
    [...request.secrets, ...gitToken(request)],
    request.secretFiles,
  );
  const progress = createProgress({ handlers, now: () => ports.clock.now().getTime() });
  const beat = setInterval(progress.tick, 1000);
  try {
    const result = await ports.processes.run({
      command: "docker",
      arguments: buildxArguments(request, {
        builder,
        secretFiles: secrets.files,
        cacheFrom: plan.from,
        cacheTo,
        metadataFile,
        output,
      }),
      environment: {
        ...dockerEnvironment(ports.environment),
        ...pickVariables(request.ssh.length === 0 ? [] : ["SSH_AUTH_SOCK"], ports.environment),
        ...plan.environment,
        ...buildxVariables(request),
      },
      timeoutMs: request.timeoutMs,
      outputLimit: 16_000_000,
      onLine: progress.line,
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
    const summary = progress.end();
    // A check ends with 1 when it has findings: its answer tells, not its exit code.
    const answered = output === "check" && result.stdout.toString("utf8").trimStart().startsWith("{");
    if (result.code !== 0 && !answered)
      throw explainFailure({
        tool: "docker buildx",
        exitCode: result.code,
        text: summary.text,
        failed: summary.failed,
        shownFile: request.shownFile,
      }).fault;
    return { result, summary, metadata: output === "layout" ? await readMetadata(metadataFile) : "" };
  } catch (error) {
    throw timedOut(error, progress.end(), request);
  } finally {
    clearInterval(beat);
    await secrets.remove();
    await rm(metadataFile, { force: true });
  }
}

async function readMetadata(file: string): Promise<string> {
  try {
    return (await readBounded(file, largestMetadata)).toString("utf8");
  } catch (error) {
    throw buildFaults.fault("BUILD_METADATA", "docker buildx wrote no metadata that can be read", {
      cause: error,
    });
  }
}

/** A build that ran out of time as BUILD_TIMEOUT with the step that was running; every other error as it is. */
export function timedOut(error: unknown, { running }: ProgressSummary, request: BuildRequest): unknown {
  if (!isFault(error, "PROCESS_TIMEOUT") || request.signal?.aborted === true) return error;
  const step = running === undefined ? "" : ` while this step ran: ${running.name}`;
  return buildFaults.fault(
    "BUILD_TIMEOUT",
    `the build did not end within ${Math.round(request.timeoutMs / 1000)} s${step}`,
    { cause: error },
  );
}

// By host, so that no other git server that the Dockerfile names ever sees it.
function gitToken({ context, secrets, secretFiles }: BuildRequest): readonly BuildSecret[] {
  if (context.kind !== "git" || context.token === undefined) return [];
  const ids = [...secrets.map(({ id }) => id), ...secretFiles.map(([id]) => id)];
  if (ids.some((id) => /^GIT_AUTH_(?:TOKEN|HEADER)/.test(id))) return [];
  const host = gitHost(context.url);
  return host === undefined ? [] : [{ id: `GIT_AUTH_TOKEN.${host}`, value: context.token }];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw buildFaults.fault("BUILD_METADATA", "docker buildx answered the build check with no JSON", {
      cause: error,
    });
  }
}
