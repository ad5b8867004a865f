import { openAppendBase } from "../../build/append-base.ts";
import type { ConfigEdits } from "../../build/append-config.ts";
import { type AppendLayer, basePathOf } from "../../build/append-entries.ts";
import { parseLayerLine } from "../../build/append-input.ts";
import { appendImage, appendedLayerSources } from "../../build/append.ts";
import { type Docker, openDocker } from "../../build/docker.ts";
import { buildFaults } from "../../build/faults.ts";
import { imageToLoad, loadIntoDocker } from "../../build/load.ts";
import { parseImageConfig } from "../../layers/image-config.ts";
import { lookAt, watchLayer } from "../../layers/pass.ts";
import type { ImageTree } from "../../layers/visitor.ts";
import { containPath } from "../../io/files.ts";
import type { Ports } from "../../io/ports.ts";
import type { Descriptor } from "../../oci/descriptor.ts";
import { wrapWithAnnotations } from "../../oci/layout-annotations.ts";
import type { Registry } from "../../oci/registry.ts";
import { canonicalBytes } from "../../values/canonical-json.ts";
import { valueFaults } from "../../values/faults.ts";
import { formatImageReference } from "../../values/image-reference.ts";
import type { Eyes } from "./examine.ts";
import type { Annotations } from "./origin.ts";
import type { BuildInput } from "./inputs.ts";
import type { MadeImage } from "./made.ts";

/** Puts layers on a base image without a builder. The base is read once from its registry and never copied through this machine. */
export async function makeByAppending(
  input: BuildInput,
  layerEpoch: number,
  annotationsOf: (base: { readonly reference: string; readonly digest: string }) => Annotations,
  registry: Registry,
  layoutFolder: string,
  eyes: Eyes,
  ports: Ports,
): Promise<MadeImage> {
  if (input.base === undefined)
    throw valueFaults.fault("INPUT_INVALID", "the append driver needs `base`", {
      where: "base",
      next: "set base to the image that gets the layers, best by digest",
    });
  // Before anything is read or pushed: nobody wants to hear of it at the end.
  if (input.load) await requireDocker(ports);
  const lines = input.layers.map((line) => parseLayerLine(line));
  const layers: AppendLayer[] = [];
  for (const line of lines)
    layers.push({
      ...line,
      source: line.isModel
        ? await modelFile(line.source, ports)
        : await containPath(ports.workspace, line.source),
    });
  const base = await openAppendBase(registry, input.base);
  const baseImage = { reference: formatImageReference(input.base), digest: base.digest };
  const annotations = annotationsOf(baseImage);
  const appended = await ports.log.group("Append layers", async () => {
    const tree = await baseTree(registry, base, eyes);
    const made = await appendImage({
      base,
      layers,
      edits: editsOf(input),
      annotations: Object.fromEntries(annotations.manifest),
      layerEpoch,
      layout: layoutFolder,
      // It lies in the folder of this process and is pushed from there.
      durable: false,
      watch: () => watchLayer(eyes.visitors, eyes.options),
      basePath: basePathOf(tree),
    });
    for (const [index, layer] of made.added.entries())
      ports.log.info(`${lines[index]?.text ?? ""}: ${layer.digest}, ${layer.size} bytes`);
    return made;
  });
  const root = await wrapWithAnnotations(appended.layout, appended.root, annotations.index);
  return {
    layout: appended.layout,
    root,
    sources: () => appendedLayerSources(registry, base, appended),
    base: base.reference,
    builder: "append",
    steps: [],
    cacheHitRatio: undefined,
    warnings: [],
    baseImages: [baseImage],
    deferredCache: undefined,
    load: async (name) => {
      const elsewhere = (blob: Descriptor) => registry.blob(base.reference, blob);
      const image = await imageToLoad(appended.layout, root.digest, [name], elsewhere);
      await loadIntoDocker(await requireDocker(ports), image, ports.temporary);
    },
  };
}

async function requireDocker(ports: Pick<Ports, "processes" | "environment">): Promise<Docker> {
  const docker = await openDocker(ports);
  if (docker !== undefined) return docker;
  throw buildFaults.fault("BUILD_TOOL_MISSING", "load: true needs docker, which is not on PATH", {
    where: "load",
    next: "use a runner with Docker, or leave load out",
  });
}

async function modelFile(reference: string, ports: Ports): Promise<string> {
  const { locateModel } = await import("../../models/resolve.ts");
  return (await locateModel(reference, ports)).file;
}

/** What the base has at each path: a folder that is there keeps its owner and mode, and a link is followed. */
async function baseTree(
  registry: Registry,
  base: Awaited<ReturnType<typeof openAppendBase>>,
  { visitors, options }: Eyes,
): Promise<ImageTree> {
  const config = parseImageConfig(canonicalBytes(base.config.document), base.manifest.digest);
  const layers = base.layers.map((layer) => ({
    ...layer,
    open: () => registry.blob(base.reference, layer),
  }));
  return (await lookAt({ config, layers }, visitors, options)).image.tree;
}

function editsOf(input: BuildInput): ConfigEdits {
  return {
    environment: input.env,
    labels: input.labels,
    ...(input.entrypoint === undefined ? {} : { entrypoint: words(input.entrypoint, "entrypoint") }),
    ...(input.cmd === undefined ? {} : { command: words(input.cmd, "cmd") }),
    ...(input.user === undefined ? {} : { user: input.user }),
    ...(input.workdir === undefined ? {} : { workingDirectory: input.workdir }),
  };
}

function words(text: string, name: string): readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (Array.isArray(value) && value.length > 0 && value.every((word) => typeof word === "string"))
    return value;
  throw valueFaults.fault("INPUT_INVALID", `${name} is not a JSON array of texts`, {
    where: name,
    next: `write it as a JSON array: ${name}: '["/app/serve", "--port=80"]'`,
  });
}
