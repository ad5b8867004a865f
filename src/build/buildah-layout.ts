import { type Layout, openLayout, refNameAnnotation } from "../oci/layout.ts";
import { parseManifest, parseObject } from "../oci/manifest-content.ts";
import { readSmallBlob } from "../oci/small-blob.ts";
import { isRecord } from "../values/json-members.ts";
import { type Digest, digestOf } from "../values/digest.ts";
import type { Pair } from "./driver.ts";
import { buildFaults } from "./faults.ts";

/** The name under which a built image stands in its layout. */
export const builtName = "built";

/**
 * Completes the layout that `buildah push` wrote: the HEALTHCHECK that the conversion to OCI drops comes back, as BuildKit
 * writes it, what differs from build to build goes, and manifest annotations are set. Gives the digest of the image, and lists only that one.
 */
export async function finishLayout(
  directory: string,
  healthcheck: unknown,
  annotations: readonly Pair[],
): Promise<Digest> {
  const layout = await openLayout(directory);
  const entry = (await layout.entries()).find((item) => item.annotations?.[refNameAnnotation] === builtName);
  if (entry === undefined)
    throw buildFaults.fault("BUILD_METADATA", "buildah did not list the image that it built");
  const { bytes } = await layout.manifest(entry);
  const refuse = (why: string): Error => buildFaults.fault("BUILD_METADATA", `buildah's manifest ${why}`);
  const manifest = parseObject(bytes, refuse);
  const content = parseManifest(bytes, entry.mediaType, refuse);
  if (content.kind !== "image") throw refuse("is an index");
  const config = await completeConfig(layout, content.config, healthcheck);
  const changed = {
    ...manifest,
    config: { ...content.config, ...config },
    ...(annotations.length === 0
      ? {}
      : { annotations: { ...content.annotations, ...Object.fromEntries(annotations) } }),
  };
  const written = await layout.writeManifest({
    bytes: Buffer.from(JSON.stringify(changed)),
    mediaType: entry.mediaType,
  });
  await layout.list([{ ...written, annotations: { [refNameAnnotation]: builtName } }]);
  return written.digest;
}

async function completeConfig(
  layout: Layout,
  descriptor: { readonly digest: Digest; readonly size: number },
  healthcheck: unknown,
): Promise<{ readonly digest: Digest; readonly size: number }> {
  const refuse = (why: string) => buildFaults.fault("BUILD_METADATA", `buildah's image config ${why}`);
  const config = parseObject(await readSmallBlob(descriptor, layout.blob(descriptor).open, refuse), refuse);
  const inner = isRecord(config["config"]) ? config["config"] : {};
  const history = Array.isArray(config["history"]) ? config["history"].map(withoutParent) : [];
  const changed = {
    ...config,
    config: healthcheck === undefined ? inner : { ...inner, Healthcheck: healthcheck },
    history,
  };
  const bytes = Buffer.from(JSON.stringify(changed));
  return layout.writeBlob([bytes], { digest: digestOf(bytes), size: bytes.length });
}

// The comment names the step's parent in the local store by an id that is another in every build.
function withoutParent(step: unknown): unknown {
  if (!isRecord(step) || !/^FROM [0-9a-f]{12}/.test(String(step["comment"]))) return step;
  const { comment: _local, ...rest } = step;
  return rest;
}

/** The health check that `buildah inspect --type image` tells of, or undefined. */
export function inspectedHealthcheck(source: string): unknown {
  const refuse = (why: string): Error =>
    buildFaults.fault("BUILD_METADATA", `what buildah says of the image ${why}`);
  const image = parseObject(Buffer.from(source), refuse);
  const docker = image["Docker"];
  const config = isRecord(docker) ? docker["config"] : undefined;
  return isRecord(config) ? (config["Healthcheck"] ?? undefined) : undefined;
}
