import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { readBounded } from "../io/files.ts";
import type { Http } from "../io/http.ts";
import type { Ports } from "../io/ports.ts";
import { isFault } from "../values/fault.ts";
import { recordOf } from "../values/json-members.ts";

const largestConfig = 1024 * 1024;
const largestAnswer = 4 * 1024 * 1024;
const timeoutMs = 5000;

/** Folders that the docker client looks for plugins in, besides the one of the user (docker/cli, cli-plugins/manager). */
const pluginFolders = [
  "/usr/local/lib/docker/cli-plugins",
  "/usr/local/libexec/docker/cli-plugins",
  "/usr/lib/docker/cli-plugins",
  "/usr/libexec/docker/cli-plugins",
];

/**
 * Whether buildx would use the docker driver of a daemon on this machine that has the containerd image store, read from files and asked of
 * its socket (Docker Engine API, GET /info): two starts of the client are saved. False wherever only the client can tell.
 */
export async function isPlainDocker(
  { environment, httpFor }: Pick<Ports, "environment" | "httpFor">,
  systemFolders: readonly string[] = pluginFolders,
): Promise<boolean> {
  try {
    const socket = usualSocket(environment);
    const config = environment["DOCKER_CONFIG"] || path.join(environment["HOME"] || "/root", ".docker");
    if (socket === undefined || !(await isUsual(environment, config, systemFolders))) return false;
    return hasContainerdStore(await askInfo(httpFor({ socket })));
  } catch {
    // The client has the words for what is wrong.
    return false;
  }
}

function usualSocket(environment: Ports["environment"]): string | undefined {
  const { BUILDX_BUILDER, DOCKER_CONTEXT, DOCKER_HOST = "" } = environment;
  if (BUILDX_BUILDER || DOCKER_CONTEXT) return undefined;
  if (DOCKER_HOST === "") return "/var/run/docker.sock";
  return DOCKER_HOST.startsWith("unix:///") ? DOCKER_HOST.slice("unix://".length) : undefined;
}

/** No other context, no other builder was chosen, and the plugin is where the client looks. */
async function isUsual(
  environment: Ports["environment"],
  config: string,
  systemFolders: readonly string[],
): Promise<boolean> {
  const buildx = environment["BUILDX_CONFIG"] || path.join(config, "buildx");
  const [settings, current, defaults, plugins] = await Promise.all([
    readJson(path.join(config, "config.json")),
    readJson(path.join(buildx, "current")),
    readdir(path.join(buildx, "defaults")).catch(() => []),
    Promise.all(
      [path.join(config, "cli-plugins"), ...systemFolders].map((folder) =>
        stat(path.join(folder, "docker-buildx")).then(
          (facts) => facts.isFile(),
          () => false,
        ),
      ),
    ),
  ]);
  return (
    isDefault(settings["currentContext"]) &&
    isDefault(current["Name"]) &&
    defaults.length === 0 &&
    plugins.includes(true)
  );
}

function isDefault(name: unknown): boolean {
  return name === undefined || name === "" || name === "default";
}

async function readJson(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return recordOf(JSON.parse((await readBounded(file, largestConfig)).toString("utf8")));
  } catch (error) {
    if (isFault(error, "FILE_MISSING")) return {};
    throw error;
  }
}

async function askInfo(http: Http): Promise<Readonly<Record<string, unknown>>> {
  const response = await http.send({ method: "GET", url: "http://localhost/info", timeoutMs });
  if (response.status === 200) return recordOf(JSON.parse(await response.text(largestAnswer)));
  await response.discard();
  return {};
}

function hasContainerdStore(info: Readonly<Record<string, unknown>>): boolean {
  return JSON.stringify(info["DriverStatus"] ?? []).includes("io.containerd.snapshotter");
}
