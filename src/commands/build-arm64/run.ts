import { mkdtemp } from "node:fs/promises";
import path from "node:path";
import type { BuildDriver } from "../../build/driver.ts";
import { openBuildah } from "../../build/buildah.ts";
import { openBuildx } from "../../build/buildx.ts";
import { buildFaults } from "../../build/faults.ts";
import { containPath } from "../../io/files.ts";
import type { Ports } from "../../io/ports.ts";
import { pushLayout } from "../../oci/layout-push.ts";
import { openLayout } from "../../oci/layout.ts";
import { hasErrors } from "../../values/finding.ts";
import { formatRepository } from "../../values/image-reference.ts";
import { formatSize } from "../../values/quantity.ts";
import { type Outcome, emptyOutputs } from "../command.ts";
import { openRegistry } from "../registry-access.ts";
import { type BuildInput, type BuildOutput, command } from "./inputs.ts";
import { type Look, lookAtLayout } from "./look.ts";
import { buildReport, layerCount } from "./view.ts";

/** Builds into a layout, looks at it, pushes it by digest. An error finding ends it before anything is pushed. */
export async function run(input: BuildInput, ports: Ports): Promise<Outcome<BuildOutput>> {
  const layoutFolder = await mkdtemp(path.join(ports.temporary, "layout-"));
  const context = await containPath(ports.workspace, input.context);
  const file = await containPath(ports.workspace, input.file ?? path.posix.join(input.context, "Dockerfile"));
  const driver = await chooseDriver(input, ports);
  await ports.log.group(`Build with ${driver.name}`, () =>
    ports.log.fenced((write) =>
      driver.build(
        {
          context,
          file,
          target: input.target,
          buildArguments: input["build-args"],
          labels: input.labels,
          noCache: input["no-cache"],
          pull: input.pull,
          network: input.network,
          layout: layoutFolder,
        },
        write,
      ),
    ),
  );
  const layout = await openLayout(layoutFolder);
  const look = await ports.log.group("Look at what was built", async () => {
    const seen = await lookAtLayout(layout);
    for (const finding of seen.findings) ports.log.info(`${finding.rule}: ${finding.message}`);
    ports.log.info(`${layerCount(seen.layers.length)}, every digest and diffID checked`);
    return seen;
  });
  if (hasErrors(look.findings))
    return conclude(look, driver.name, `not pushed: ${look.findings[0]?.message}`, false, "");
  const size = `linux/arm64, ${formatSize(look.size)} in ${layerCount(look.layers.length)}`;
  if (input.push === "false" || input["dry-run"])
    return conclude(look, driver.name, `built ${look.root.digest} for ${size}; nothing was pushed`, true, "");
  const image = await ports.log.group(`Push to ${formatRepository(input.image)}`, async () => {
    const registry = await openRegistry(input, ports);
    const pushed = await pushLayout(registry, layout, input.image, {
      tags: input.push === "true" ? input.tags : [],
    });
    ports.log.info(
      `${pushed.blobs.uploaded} blobs sent (${formatSize(pushed.uploadedBytes)}), ${pushed.blobs.present + pushed.blobs.mounted} were there`,
    );
    return `${formatRepository(input.image)}@${pushed.descriptor.digest}`;
  });
  return conclude(look, driver.name, `built ${image} for ${size}`, true, image);
}

async function chooseDriver(input: BuildInput, ports: Ports): Promise<BuildDriver> {
  const { processes, environment } = ports;
  const driver =
    (input.driver === "buildah" ? undefined : await openBuildx(processes, environment, input.builder)) ??
    (input.driver === "buildx" ? undefined : await openBuildah(processes, environment));
  if (driver !== undefined) return driver;
  const wanted = {
    auto: "neither docker buildx nor buildah works here",
    buildx: "docker buildx does not work here",
    buildah: "buildah is not installed",
  }[input.driver];
  throw buildFaults.fault("BUILD_TOOL_MISSING", wanted, {
    next: "use a runner with Docker, or install buildah (apt-get install buildah)",
  });
}

function conclude(
  look: Look,
  driver: string,
  verdict: string,
  ok: boolean,
  image: string,
): Outcome<BuildOutput> {
  return {
    ok,
    verdict,
    outputs: {
      ...emptyOutputs(command.outputs),
      image,
      digest: look.root.digest,
      "index-digest": look.rootIsIndex ? look.root.digest : "",
      "platform-digest": look.platform.digest,
      "config-digest": look.config.digest,
      size: String(look.size),
      "unpacked-size": String(look.unpackedSize),
      layers: JSON.stringify(look.layers),
    },
    report: buildReport(look, verdict, ok, driver),
    findings: look.findings,
  };
}
