// What build-arm64 does with a built image besides moving it: rules, both SBOMs, budgets. For bench/look.ts, in a process of its own.
import { readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { lookAt } from "../src/layers/pass.ts";
import { createHefLint } from "../src/lint/hef.ts";
import { createHygiene } from "../src/lint/hygiene.ts";
import { createLint } from "../src/lint/lint.ts";
import { layoutSources, readBuiltImage } from "../src/commands/build-arm64/look.ts";
import { chooseImage } from "../src/oci/layout-push.ts";
import { openLayout } from "../src/oci/layout.ts";
import { createCatalogue } from "../src/sbom/catalogue/catalogue.ts";
import { withModels } from "../src/sbom/inventory-models.ts";
import { modelCatalogue } from "../src/sbom/models.ts";
import { toCycloneDx } from "../src/sbom/writers/cyclonedx.ts";
import { toSpdx } from "../src/sbom/writers/spdx.ts";
import { profiles } from "../src/values/profile.ts";

const [, , directory = "", temporary = ""] = process.argv;
const layout = await openLayout(directory);
const built = await readBuiltImage(layout, await chooseImage(layout));
const profile = profiles["raspberry-pi-5"];
const { image, results } = await lookAt(
  { config: built.config, layers: layoutSources(layout, built) },
  [createLint({ profile }), createHefLint({ profile }), createHygiene(), createCatalogue(), modelCatalogue],
  { temporary },
);
const [binaries, hailo, hygiene, catalogue, models] = results;
const inventory = withModels(catalogue, models);
const subject = {
  name: "registry.example/acme/bench",
  platformDigest: built.platform.digest,
  created: "1970-01-01T00:00:01Z",
  toolVersion: "bench",
};
const bytes = toCycloneDx(inventory, subject).length + toSpdx(inventory, subject).length;
// Of this program alone: unlike what getrusage tells, it does not begin with the memory of the process that started it.
const memory = /^VmHWM:\s+([0-9]+)/m.exec(await readFile("/proc/self/status", "utf8"))?.[1] ?? "0";
process.stdout.write(
  `${JSON.stringify({
    components: inventory.components.length,
    findings: binaries.length + hailo.length + hygiene.length,
    errors: [...binaries, ...hailo, ...hygiene].filter(({ severity }) => severity === "error").length,
    bytes,
    unpacked: image.layers.reduce((sum, layer) => sum + layer.unpackedSize, 0),
    megabytes: (Number(memory) * 1024) / 1e6,
    layout: path.basename(directory),
  })}\n`,
);
