import { visitLayer } from "../../layers/pass.ts";
import type { ImageConfig } from "../../layers/visitor.ts";
import { architectureRule } from "../../lint/architecture.ts";
import type { Descriptor } from "../../oci/descriptor.ts";
import { chooseImage } from "../../oci/layout-push.ts";
import type { Layout } from "../../oci/layout.ts";
import { parseManifest } from "../../oci/manifest-content.ts";
import { choosePlatform } from "../../oci/platform.ts";
import { buildFaults } from "../../build/faults.ts";
import { type Digest, parseDigest } from "../../values/digest.ts";
import type { Finding } from "../../values/finding.ts";
import { layerFaults } from "../../layers/faults.ts";

export type LayerRow = { readonly digest: Digest; readonly size: number; readonly unpackedSize: number };

/** What was built, read from the layout and not from what the builder said. Sizes are in bytes. */
export type Look = {
  readonly root: Descriptor;
  readonly rootIsIndex: boolean;
  readonly platform: Descriptor;
  readonly config: Descriptor;
  readonly layers: readonly LayerRow[];
  readonly size: number;
  readonly unpackedSize: number;
  readonly findings: readonly Finding[];
};

const largestConfig = 4 * 1024 * 1024;

/** Reads every blob of the built image once: digests, diffIDs, sizes and the rules. Throws BUILD_ARCHITECTURE when there is no arm64 image at all. */
export async function lookAtLayout(layout: Layout): Promise<Look> {
  const root = await chooseImage(layout);
  const content = parseManifest((await layout.manifest(root)).bytes, root.mediaType);
  const platform =
    content.kind === "image"
      ? root
      : choosePlatform(content.manifests, { os: "linux", architecture: "arm64" });
  if (platform === undefined)
    throw buildFaults.fault("BUILD_ARCHITECTURE", "the built index has no image for linux/arm64", {
      where: root.digest,
    });
  const image = parseManifest((await layout.manifest(platform)).bytes, platform.mediaType);
  if (image.kind !== "image")
    throw buildFaults.fault(
      "BUILD_ARCHITECTURE",
      "the built index names another index where an image is expected",
      { where: platform.digest },
    );
  const config = await readConfig(layout, image.config);
  if (config.diffIds.length !== image.layers.length)
    throw layerFaults.fault(
      "LAYER_CORRUPT",
      `the config names ${config.diffIds.length} layers and the manifest ${image.layers.length}`,
      { where: platform.digest },
    );
  const layers: LayerRow[] = [];
  const facts: ReturnType<typeof architectureRule.layer>[] = [];
  for (const [index, layer] of image.layers.entries()) {
    const diffId = config.diffIds[index];
    if (diffId === undefined) continue;
    const pass = await visitLayer({ ...layer, open: layout.blob(layer).open }, diffId, architectureRule);
    facts.push(pass.facts);
    layers.push({ digest: layer.digest, size: layer.size, unpackedSize: pass.unpackedSize });
  }
  return {
    root,
    rootIsIndex: content.kind === "index",
    platform,
    config: image.config,
    layers,
    size: image.config.size + layers.reduce((sum, layer) => sum + layer.size, 0),
    unpackedSize: layers.reduce((sum, layer) => sum + layer.unpackedSize, 0),
    findings: architectureRule.combine(facts, config),
  };
}

async function readConfig(layout: Layout, descriptor: Descriptor): Promise<ImageConfig> {
  const refuse = (why: string) =>
    layerFaults.fault("LAYER_CORRUPT", `the image config ${why}`, { where: descriptor.digest });
  if (descriptor.size > largestConfig) throw refuse(`has ${descriptor.size} bytes`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of layout.blob(descriptor).open()) chunks.push(chunk);
  const value = parseJson(Buffer.concat(chunks).toString("utf8"), refuse);
  const run = record(value["config"] ?? {});
  return {
    architecture: text(value["architecture"]),
    os: text(value["os"]),
    diffIds: texts(record(value["rootfs"] ?? {})["diff_ids"]).map((id) => parseDigest(id, descriptor.digest)),
    entrypoint: texts(run["Entrypoint"]),
    command: texts(run["Cmd"]),
    environment: texts(run["Env"]),
    user: text(run["User"]),
  };
}

function parseJson(source: string, refuse: (why: string) => Error): Readonly<Record<string, unknown>> {
  try {
    return record(JSON.parse(source));
  } catch {
    throw refuse("is not JSON");
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
