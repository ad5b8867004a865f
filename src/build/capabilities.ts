import type { BuildRequest, DriverName } from "./driver.ts";
import { buildFaults } from "./faults.ts";

const everything = [
  "file",
  "target",
  "build-args",
  "secrets",
  "ssh",
  "labels",
  "annotations",
  "build-contexts",
  "cache-from",
  "cache-to",
  "no-cache",
  "no-cache-filters",
  "pull",
  "network",
  "add-hosts",
  "allow",
  "ulimit",
  "shm-size",
  "cgroup-parent",
  "platforms",
  "provenance",
  "attests",
  "builder",
  "driver-opts",
  "call",
  "compression",
  "source-policy",
  "load",
  "reproducible",
] as const;

/** Inputs that not every driver can honour, by the names that users know. */
export type Capability = (typeof everything)[number];

const notBuildah: ReadonlySet<Capability> = new Set<Capability>([
  "no-cache-filters",
  "allow",
  "platforms",
  "provenance",
  "attests",
  "builder",
  "driver-opts",
  "call",
  "compression",
  "source-policy",
]);

/** What each driver can do. `platforms` means more than one at a time; `append` builds no Dockerfile and runs nothing. */
export const capabilities: Readonly<Record<DriverName, readonly Capability[]>> = {
  buildx: everything,
  buildah: everything.filter((name) => !notBuildah.has(name)),
  append: ["labels", "annotations", "compression", "load", "reproducible"],
};

/** The inputs that a request makes use of, beyond a plain build. */
export function usedCapabilities(request: BuildRequest): readonly Capability[] {
  const uses: Readonly<Partial<Record<Capability, boolean>>> = {
    target: request.target !== undefined,
    "build-args": request.buildArguments.length > 0,
    secrets: request.secrets.length + request.secretFiles.length > 0,
    ssh: request.ssh.length > 0,
    labels: request.labels.length > 0,
    annotations: request.annotations.length > 0,
    "build-contexts": request.buildContexts.length > 0,
    "cache-from": request.cacheFrom.length > 0,
    "cache-to": request.cacheTo.length > 0,
    "no-cache": request.noCache,
    "no-cache-filters": request.noCacheFilters.length > 0,
    pull: request.pull,
    network: request.network !== undefined,
    "add-hosts": request.addHosts.length > 0,
    allow: request.allow.length > 0,
    ulimit: request.ulimits.length > 0,
    "shm-size": request.shmSize !== undefined,
    "cgroup-parent": request.cgroupParent !== undefined,
    platforms: request.platforms.length > 1,
    provenance: request.provenance !== "false",
    attests: request.attests.length > 0,
    compression: request.compression !== "gzip",
    "source-policy": request.sourcePolicy !== undefined,
  };
  return everything.filter((name) => uses[name] === true);
}

/** Throws BUILD_UNSUPPORTED for the first used input that a driver cannot honour, with the drivers that can. */
export function refuseUnsupported(driver: DriverName, used: readonly Capability[]): void {
  const missing = used.find((name) => !capabilities[driver].includes(name));
  if (missing === undefined) return;
  const able = (Object.keys(capabilities) as DriverName[]).filter((name) =>
    capabilities[name].includes(missing),
  );
  throw buildFaults.fault("BUILD_UNSUPPORTED", `driver ${driver} cannot honour the input ${missing}`, {
    where: missing,
    next: `use driver: ${able.join(" or ")}, or leave ${missing} out`,
  });
}
