import type { Digest } from "../values/digest.ts";
import { type Fault, describeError, isFault } from "../values/fault.ts";
import { type Repository, formatRepository } from "../values/image-reference.ts";
import type { Manifest } from "./descriptor.ts";
import { ociFaults } from "./faults.ts";
import { mapLimited } from "./parallel.ts";
import type { Registry } from "./registry.ts";

/** A tag that names the image now, and what it named before; undefined for a tag that is new. */
export type MovedTag = { readonly tag: string; readonly before: Digest | undefined };

type Held = { readonly tag: string; readonly manifest: Manifest | undefined };

const parallelReads = 6;

/**
 * Moves tags to a manifest that the repository holds already, all or none: when one is refused, those that moved before are put
 * back, or deleted where they were new, unless somebody else has moved them since. Throws REGISTRY_TAG_REFUSED, or the
 * code of a failure that is no refusal, with what became of each tag.
 */
export async function moveTags(
  registry: Registry,
  repository: Repository,
  image: Manifest,
  tags: readonly string[],
): Promise<readonly MovedTag[]> {
  const wanted = [...new Set(tags)];
  // All of them before any moves, and with their bytes: what is not named by a tag any more may be cleared away.
  const before = await mapLimited(parallelReads, wanted, async (tag): Promise<Held> => ({
    tag,
    manifest: await registry.manifest(repository, tag),
  }));
  const manifest = { bytes: image.bytes, mediaType: image.descriptor.mediaType };
  const tried: Held[] = [];
  for (const held of before) {
    if (held.manifest?.descriptor.digest === image.descriptor.digest) continue;
    tried.push(held);
    try {
      await registry.pushManifest(repository, manifest, held.tag);
    } catch (error) {
      // The last one too: an answer that was lost may hide that it moved.
      const undone: string[] = [];
      for (const one of tried.toReversed())
        undone.push(await putBack(registry, repository, image.descriptor.digest, one));
      throw refusal(repository, held.tag, error, undone.filter((line) => line !== "").reverse());
    }
  }
  return before.map(({ tag, manifest: old }) => ({ tag, before: old?.descriptor.digest }));
}

/** Restores one tag, and says what became of it; empty when it never moved. */
async function putBack(
  registry: Registry,
  repository: Repository,
  ours: Digest,
  { tag, manifest }: Held,
): Promise<string> {
  try {
    const now = await registry.resolve(repository, tag);
    if (now === undefined || now.digest === manifest?.descriptor.digest) return "";
    if (now.digest !== ours) return `${tag} left: somebody else has moved it to ${now.digest}`;
    if (manifest !== undefined) {
      const { bytes, descriptor } = manifest;
      await registry.pushManifest(repository, { bytes, mediaType: descriptor.mediaType }, tag);
      return `${tag} put back to ${descriptor.digest}`;
    }
    await registry.deleteManifest(repository, tag);
    if ((await registry.resolve(repository, tag))?.digest !== ours) return `${tag} deleted: it was new`;
    return `${tag} left on the new image: the registry says that it deleted it, and still has it`;
  } catch (error) {
    return manifest === undefined &&
      isFault(error, "REGISTRY_REFUSED", "REGISTRY_DENIED", "REGISTRY_UNAUTHORIZED")
      ? `${tag} left on the new image: it was new, and the registry lets nobody delete it (${said(error)})`
      : `${tag} left on the new image: ${said(error)}`;
  }
}

function said(error: unknown): string {
  return isFault(error) ? error.message : describeError(error);
}

const refusals: ReadonlySet<string> = new Set([
  "REGISTRY_DENIED",
  "REGISTRY_REFUSED",
  "REGISTRY_DIGEST_MISMATCH",
  "REGISTRY_PROTOCOL",
]);

function refusal(repository: Repository, tag: string, error: unknown, undone: readonly string[]): unknown {
  if (!isFault(error)) return error;
  const message = [
    `${formatRepository(repository)}:${tag} was not moved: ${error.message}`,
    undone.length === 0 ? "no other tag had moved" : undone.join("; "),
    "what was pushed stays without a tag",
  ].join(". ");
  const context = { where: `${formatRepository(repository)}:${tag}`, next: error.next, cause: error };
  const code = refusals.has(error.code) ? "REGISTRY_TAG_REFUSED" : codeOf(error);
  return ociFaults.fault(code, message, context);
}

type Code = keyof typeof ociFaults.codes;

function codeOf(error: Fault): Code {
  return Object.hasOwn(ociFaults.codes, error.code) ? (error.code as Code) : "REGISTRY_TAG_REFUSED";
}
