import { randomBytes } from "node:crypto";
import type { Processes } from "../io/process.ts";
import { type BuildDriver, type BuildRequest, buildTimeoutMs, layerEpoch, platform } from "./driver.ts";
import { explainFailure } from "./failure.ts";
import { buildFaults } from "./faults.ts";

/** Variables that lead docker to its daemon and its configuration. */
const dockerVariables = [
  "DOCKER_HOST",
  "DOCKER_CONFIG",
  "DOCKER_CONTEXT",
  "DOCKER_CERT_PATH",
  "DOCKER_TLS_VERIFY",
  "BUILDX_CONFIG",
  "BUILDX_BUILDER",
];

type Environment = Readonly<Record<string, string | undefined>>;

/** docker buildx with the current builder when that can export OCI layouts, else with one of our own that is removed again. */
export async function openBuildx(
  processes: Processes,
  environment: Environment,
  builder: string | undefined,
): Promise<BuildDriver | undefined> {
  const own = pick(environment);
  const docker = async (...argumentList: string[]): Promise<{ code: number; text: string }> => {
    const { code, stdout } = await processes.run({
      command: "docker",
      arguments: argumentList,
      environment: own,
      timeoutMs: 120_000,
      outputLimit: 4_000_000,
    });
    return { code, text: stdout.toString("utf8") };
  };
  if ((await processes.find("docker")) === undefined) return undefined;
  if ((await docker("buildx", "version")).code !== 0) return undefined;
  const inspected = await docker("buildx", "inspect", ...(builder === undefined ? [] : [builder]));
  // Without a daemon that answers it names no driver, and still ends with 0.
  const driver = /^Driver:[ \t]*(\S+)/m.exec(inspected.text)?.[1];
  if (inspected.code !== 0 || driver === undefined) {
    if (builder === undefined) return undefined;
    throw buildFaults.fault(
      "BUILD_TOOL_MISSING",
      `docker buildx cannot use the builder ${JSON.stringify(builder)}`,
      { next: "create it with docker/setup-buildx-action, or leave `builder` out" },
    );
  }
  const usesDockerDriver = driver === "docker";
  // A daemon that does not answer is no tool: the caller may still have buildah.
  const info = usesDockerDriver ? await docker("info", "--format", "{{json .DriverStatus}}") : undefined;
  if (info !== undefined && (info.code !== 0 || !info.text.trim().startsWith("["))) return undefined;
  const exportsLayouts = info === undefined || info.text.includes("io.containerd.snapshotter");
  return {
    name: "buildx",
    build: async (request, onLine) => {
      if (exportsLayouts) return run(processes, own, request, builder, onLine);
      const temporary = `pi5-${randomBytes(6).toString("hex")}`;
      const created = await docker(
        "buildx",
        "create",
        "--name",
        temporary,
        "--driver",
        "docker-container",
        "--bootstrap",
      );
      try {
        if (created.code !== 0)
          throw buildFaults.fault(
            "BUILD_TOOL_MISSING",
            "the docker driver cannot export OCI layouts here, and no docker-container builder could be made",
            {
              next: "turn on the containerd image store, or run docker/setup-buildx-action before this step",
            },
          );
        await run(processes, own, request, temporary, onLine);
      } finally {
        await docker("buildx", "rm", "--force", temporary);
      }
    },
  };
}

function pick(environment: Environment): Record<string, string> {
  return Object.fromEntries(
    dockerVariables.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]])),
  );
}

async function run(
  processes: Processes,
  environment: Record<string, string>,
  request: BuildRequest,
  builder: string | undefined,
  onLine: (line: string) => void,
): Promise<void> {
  const { code, stderr } = await processes.run({
    command: "docker",
    arguments: buildxArguments(request, builder),
    environment: { ...environment, SOURCE_DATE_EPOCH: layerEpoch, BUILDX_METADATA_PROVENANCE: "disabled" },
    timeoutMs: buildTimeoutMs,
    outputLimit: 16_000_000,
    onLine,
  });
  if (code !== 0) throw explainFailure("docker buildx", code, stderr);
}

/** The argv of `docker buildx build` for a request: an OCI layout folder out, no attestations inside, nothing pushed. */
export function buildxArguments(request: BuildRequest, builder: string | undefined): string[] {
  return [
    "buildx",
    "build",
    "--platform",
    platform,
    "--progress",
    "plain",
    "--provenance=false",
    "--sbom=false",
    "--output",
    `type=oci,tar=false,dest=${request.layout}`,
    "--file",
    request.file,
    ...(builder === undefined ? [] : ["--builder", builder]),
    ...(request.target === undefined ? [] : ["--target", request.target]),
    ...(request.network === undefined ? [] : ["--network", request.network]),
    ...(request.noCache ? ["--no-cache"] : []),
    ...(request.pull ? ["--pull"] : []),
    ...request.buildArguments.flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]),
    ...request.labels.flatMap(([name, value]) => ["--label", `${name}=${value}`]),
    "--",
    request.context,
  ];
}
