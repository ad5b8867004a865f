import { parseImageConfig } from "../../layers/image-config.ts";
import { layerFaults } from "../../layers/faults.ts";
import type { PullableImage } from "../../build/delta.ts";
import type { ImageSource } from "../../layers/pass.ts";
import { containPath, readBounded } from "../../io/files.ts";
import type { Ports } from "../../io/ports.ts";
import { parseManifest } from "../../oci/manifest-content.ts";
import { platformManifest } from "../../oci/platform.ts";
import type { Registry } from "../../oci/registry.ts";
import { ociFaults } from "../../oci/faults.ts";
import { readSmallBlob } from "../../oci/small-blob.ts";
import { isFault } from "../../values/fault.ts";
import { parseDigest } from "../../values/digest.ts";
import {
  type ImageReference,
  type Repository,
  formatImageReference,
  parseImageReference,
  parseRepository,
} from "../../values/image-reference.ts";

/** What devices run now: how it is called, what it is made of, and its layers to stream where somebody wants their files. */
export type Previous = {
  readonly name: string;
  readonly repository: Repository;
  readonly image: PullableImage;
  readonly source: ImageSource;
};

const largestRelease = 8_388_608;
const device = { os: "linux", architecture: "arm64" };

/**
 * Reads the previous release: an image reference, or a release file of the manifests repository below the workspace. A tag that does
 * not exist yet is the first release and gives undefined; a digest or a file that does not is an error.
 */
export async function readPrevious(
  text: string,
  registry: Registry,
  ports: Pick<Ports, "workspace" | "log">,
): Promise<Previous | undefined> {
  const fromFile = text.endsWith(".json");
  const reference = fromFile
    ? await releaseImage(await readBounded(await containPath(ports.workspace, text), largestRelease), text)
    : parseImageReference(text, "previous");
  const name = fromFile ? text : text.replace(/@sha256:([0-9a-f]{12})[0-9a-f]*$/, "@sha256:$1…");
  const wanted = reference.digest ?? reference.tag ?? "latest";
  try {
    const { platform } = await platformManifest(registry, reference, wanted, device);
    const content = parseManifest(platform.bytes, platform.descriptor.mediaType);
    if (content.kind !== "image")
      throw ociFaults.fault("IMAGE_PLATFORM_MISSING", `${text} is no image for linux/arm64`, {
        where: "previous",
      });
    const refuse = (why: string) =>
      layerFaults.fault("LAYER_CORRUPT", `the image config of ${text} ${why}`, { where: "previous" });
    const open = () => registry.blob(reference, content.config);
    const bytes = await readSmallBlob(content.config, open, refuse);
    const config = parseImageConfig(bytes, content.config.digest);
    return {
      name,
      repository: reference,
      image: {
        manifest: platform.descriptor,
        config: content.config,
        layers: content.layers.flatMap((layer, index) => {
          const diffId = config.diffIds[index];
          return diffId === undefined ? [] : [{ digest: layer.digest, size: layer.size, diffId }];
        }),
      },
      source: {
        config,
        layers: content.layers.map((layer) => ({
          ...layer,
          open: () => registry.blob(reference, layer),
        })),
      },
    };
  } catch (error) {
    if (reference.digest !== undefined || !isFault(error, "REGISTRY_NOT_FOUND")) throw error;
    ports.log.info(`${formatImageReference(reference)} does not exist yet: there is nothing to compare with`);
    return undefined;
  }
}

async function releaseImage(bytes: Uint8Array, name: string): Promise<ImageReference> {
  const { readRelease } = await import("../../schema/signed-json.ts");
  const { repository, digest } = readRelease(bytes, name).value.image;
  return { ...parseRepository(repository, name), digest: parseDigest(digest, name) };
}
