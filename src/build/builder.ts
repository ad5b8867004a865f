import type { Ports } from "../io/ports.ts";
import { type Emulation, ownPlatform, readBinfmt } from "./builder-emulation.ts";
import { openBuildah } from "./buildah.ts";
import { openBuildx } from "./buildx.ts";
import { refuseUnsupported } from "./capabilities.ts";
import type { BuildDriver } from "./driver.ts";
import { buildFaults } from "./faults.ts";

export type DriverPorts = Pick<Ports, "processes" | "environment" | "clock" | "temporary" | "httpFor">;

export type DriverOptions = {
  /** A buildx builder by name: docker-container, remote and kubernetes ones too. */
  readonly builder?: string | undefined;
  /** `driver-opts` of a docker-container builder that is made for the run, such as `image=mirror.example/buildkit:v0.33.1`. */
  readonly driverOptions?: readonly string[];
};

/** The options with what is known of this machine. */
export type OpenOptions = {
  readonly builder: string | undefined;
  readonly driverOptions: readonly string[];
  readonly machine: () => Promise<Pick<Emulation, "native" | "interpreter">>;
};

/**
 * Opens what builds. `auto` takes docker buildx where it works, else buildah. Throws BUILD_TOOL_MISSING where nothing works,
 * BUILD_BUILDER_UNUSABLE for a named builder, BUILD_UNSUPPORTED for an option that the driver has not. The caller closes it.
 */
export async function openDriver(
  name: "auto" | "buildx" | "buildah",
  ports: DriverPorts,
  options: DriverOptions = {},
): Promise<BuildDriver> {
  if (name === "buildah" && options.builder !== undefined) refuseUnsupported("buildah", ["builder"]);
  if (name === "buildah" && (options.driverOptions ?? []).length > 0)
    refuseUnsupported("buildah", ["driver-opts"]);
  const open: OpenOptions = {
    builder: options.builder,
    driverOptions: options.driverOptions ?? [],
    machine: async () => ({ native: ownPlatform(process.arch), interpreter: await readBinfmt() }),
  };
  const driver =
    (name === "buildah" ? undefined : await openBuildx(ports, open)) ??
    (name === "buildx" || options.builder !== undefined ? undefined : await openBuildah(ports, open));
  if (driver !== undefined) return driver;
  const wanted = {
    auto: "neither docker buildx nor buildah works here",
    buildx: "docker buildx does not work here",
    buildah: "buildah is not installed",
  }[name];
  throw buildFaults.fault("BUILD_TOOL_MISSING", wanted, {
    next: "use a runner with Docker, or install buildah (apt-get install buildah)",
  });
}
