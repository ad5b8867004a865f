import type { Ports } from "../../io/ports.ts";
import { pushLayout } from "../../oci/layout-push.ts";
import type { Registry } from "../../oci/registry.ts";
import { isFault } from "../../values/fault.ts";
import type { Finding } from "../../values/finding.ts";
import { formatRepository } from "../../values/image-reference.ts";
import { formatSize } from "../../values/quantity.ts";
import type { BuildInput } from "./inputs.ts";
import type { MadeImage } from "./made.ts";

export type Published = {
  /** repository@digest. */
  readonly image: string;
  readonly tags: readonly string[];
  /** A cache that could not be written: the image is there all the same. */
  readonly findings: readonly Finding[];
};

/** Pushes what has passed the checks, tags last, and only then writes a registry cache. */
export async function publishImage(
  input: BuildInput,
  made: MadeImage,
  registry: Registry,
  ports: Pick<Ports, "log">,
): Promise<Published> {
  const name = formatRepository(input.image);
  return ports.log.group(`Push to ${name}`, async () => {
    const pushed = await pushLayout(registry, made.layout, input.image, {
      tags: input.push === "true" ? input.tags : [],
      digest: made.root.digest,
      ...(made.base === undefined ? {} : { base: made.base }),
    });
    const { blobs, uploadedBytes, moved } = pushed;
    ports.log.info(
      `${blobs.uploaded} blobs sent (${formatSize(uploadedBytes)}), ${blobs.present} were there, ${blobs.mounted} mounted`,
    );
    for (const { tag, before } of moved)
      ports.log.info(`tag ${tag}: ${before === undefined ? "new" : `was ${before}`}`);
    return {
      image: `${name}@${pushed.descriptor.digest}`,
      tags: moved.map(({ tag }) => tag),
      findings: await writeCaches(made),
    };
  });
}

/**
 * Writes the caches that had to wait for the checks. One that may not fail gives an error: by then the image may be pushed, and
 * its digest has to be told all the same.
 */
export async function writeCaches(made: Pick<MadeImage, "deferredCache">): Promise<readonly Finding[]> {
  try {
    return (await made.deferredCache?.()) ?? [];
  } catch (error) {
    if (!isFault(error)) throw error;
    const message = `the build cache was not written: ${error.message}`;
    const next = error.next === undefined ? {} : { next: error.next };
    return [{ rule: error.code, severity: "error", message, ...next }];
  }
}
