import { randomBytes } from "node:crypto";
import type { Docker } from "./docker.ts";
import { isPlainDocker } from "./docker-socket.ts";
import { buildFaults } from "./faults.ts";
import type { DriverPorts } from "./builder.ts";

/** What `docker buildx inspect` says of a builder. */
export type BuilderFacts = {
  readonly name: string;
  /** docker, docker-container, kubernetes, remote, cloud; undefined where no daemon answered. */
  readonly driver: string | undefined;
  readonly platforms: readonly string[];
  readonly version: string | undefined;
  readonly error: string | undefined;
};

/** Which builder is used: one that is there, or one that is made for this run. */
export type BuilderChoice =
  | {
      readonly kind: "given";
      readonly facts: Pick<BuilderFacts, "name" | "driver">;
      /** Platforms that the builder names. */
      readonly platforms: () => Promise<readonly string[]>;
      readonly named: string | undefined;
    }
  | { readonly kind: "made"; readonly why: string };

/** Reads `docker buildx inspect`: `Key: value` lines, of all nodes of the builder. */
export function parseInspect(text: string): BuilderFacts {
  const values = (key: string): string[] =>
    [...text.matchAll(new RegExp(`^\\s*${key}:[ \\t]*(\\S.*?)[ \\t]*$`, "gm"))].map(
      (match) => match[1] ?? "",
    );
  const platforms = values("Platforms").flatMap((line) => line.split(/,\s*/));
  return {
    name: values("Name")[0] ?? "",
    driver: values("Driver")[0],
    // A star marks platforms that the user has set for the node by hand.
    platforms: [...new Set(platforms.map((name) => name.replace(/\*$/, "")))].sort(),
    version: values("BuildKit version")[0] ?? values("Buildkit")[0],
    error: values("Error")[0],
  };
}

/**
 * Chooses a builder. The docker driver exports layouts only on the containerd image store; where it cannot, a
 * docker-container builder is made. Undefined when no daemon answers; throws BUILD_BUILDER_UNUSABLE for a named builder.
 */
export async function chooseBuilder(
  docker: Docker,
  named: string | undefined,
  ports: Pick<DriverPorts, "environment" | "httpFor">,
): Promise<BuilderChoice | undefined> {
  if (named === undefined && (await isPlainDocker(ports)))
    return {
      kind: "given",
      facts: { name: "default", driver: "docker" },
      platforms: async () => (await inspect(docker, [])).facts.platforms,
      named,
    };
  // Side by side: each start of the client costs a tenth of a second, and mostly both answers are needed.
  const [{ inspected, facts }, info] = await Promise.all([
    inspect(docker, named === undefined ? [] : [named]),
    docker(["info", "--format", "{{json .DriverStatus}}"]),
  ]);
  const given = { kind: "given", facts, platforms: async () => facts.platforms, named } as const;
  // Without a daemon that answers it names no driver, and still ends with 0.
  const isBroken = inspected.code !== 0 || facts.driver === undefined;
  if (named !== undefined && (isBroken || facts.error !== undefined))
    throw buildFaults.fault(
      "BUILD_BUILDER_UNUSABLE",
      `docker buildx cannot use the builder ${JSON.stringify(named)}: ${firstError(facts.error ?? inspected.stderr)}`,
      { where: "builder", next: "create it with docker/setup-buildx-action, or leave `builder` out" },
    );
  if (isBroken) return undefined;
  if (facts.driver !== "docker") {
    return facts.error === undefined
      ? given
      : { kind: "made", why: `the current builder ${facts.name} does not answer` };
  }
  const status = info.stdout.toString("utf8").trim();
  // A daemon that does not answer is no tool: the caller may still have buildah.
  if (info.code !== 0 || !status.startsWith("[")) return undefined;
  if (status.includes("io.containerd.snapshotter")) return given;
  if (named !== undefined)
    throw buildFaults.fault(
      "BUILD_BUILDER_UNUSABLE",
      `the builder ${JSON.stringify(named)} uses the docker driver, which cannot export OCI layouts without the containerd image store`,
      { where: "builder", next: "leave `builder` out, and a docker-container builder is made for the run" },
    );
  return { kind: "made", why: "the docker driver has no containerd image store here" };
}

async function inspect(docker: Docker, names: readonly string[]) {
  const inspected = await docker(["buildx", "inspect", ...names]);
  return { inspected, facts: parseInspect(inspected.stdout.toString("utf8")) };
}

/** Makes a docker-container builder and gives its name. Throws BUILD_BUILDER_UNUSABLE, leaving nothing behind. */
export async function makeBuilder(docker: Docker, options: readonly string[]): Promise<string> {
  const name = `pi5-${randomBytes(6).toString("hex")}`;
  const created = await docker([
    "buildx",
    "create",
    "--name",
    name,
    "--driver",
    "docker-container",
    ...options.flatMap((option) => ["--driver-opt", option]),
    "--bootstrap",
  ]);
  if (created.code === 0) return name;
  await removeBuilder(docker, name);
  throw buildFaults.fault(
    "BUILD_BUILDER_UNUSABLE",
    `no docker-container builder could be made: ${firstError(created.stderr)}`,
    {
      next: "turn on the containerd image store of Docker, or run docker/setup-buildx-action before this step",
    },
  );
}

/** Removes a builder with its container and its cache. */
export async function removeBuilder(docker: Docker, name: string): Promise<void> {
  await docker(["buildx", "rm", "--force", name]);
}

function firstError(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const line = lines.findLast((item) => /error|failed/i.test(item)) ?? lines.at(-1) ?? "it does not answer";
  return line
    .replace(/^ERROR: /, "")
    .trim()
    .slice(0, 500);
}
