import { createHash } from "node:crypto";
import type { Log } from "../io/log.ts";
import { isFault } from "../values/fault.ts";
import { type Repository, formatRepository } from "../values/image-reference.ts";
import { registryKey } from "./credential-file.ts";
import type { Descriptor } from "./descriptor.ts";
import type { RegistryMirror } from "./mirror-grammar.ts";
import { mismatch } from "./manifests.ts";
import { type RegistryOptions, createRegistry } from "./registry-client.ts";
import type { Registry } from "./registry.ts";

// A mirror saves time and limits; it is not worth the patience that the origin gets.
const impatience = { attempts: 2, firstDelayMs: 250, longestDelayMs: 1000 };

/**
 * A client that pulls from mirrors first. It is for what is only read, such as base images: what a mirror says a tag is may be old, so
 * a repository that is pushed to needs a client without mirrors.
 */
export function createPullRegistry(options: RegistryOptions, mirrors: readonly RegistryMirror[]): Registry {
  const origin = createRegistry(options);
  if (mirrors.length === 0) return origin;
  return pullThrough(origin, createRegistry({ ...options, retries: impatience }), mirrors, options.log);
}

/**
 * Reads from the mirrors of a registry, then from the registry itself where a mirror has nothing, refuses or fails; a mirror that
 * gave no answer is not asked again. Digests are checked as always. Everything that writes goes to the registry itself.
 */
export function pullThrough(
  origin: Registry,
  mirrored: Registry,
  mirrors: readonly RegistryMirror[],
  log: Log,
): Registry {
  const down = new Set<string>();
  const mirrorsOf = (repository: Repository): readonly Repository[] => {
    const key = registryKey(repository.registry);
    return mirrors
      .filter(({ registry, mirror }) => registry === key && !down.has(mirror))
      .map(({ mirror }) => ({ registry: mirror, path: repository.path }));
  };
  /** Notes why a mirror did not serve; anything but a fault is a bug and goes on. */
  const passOver = (mirror: Repository, error: unknown): void => {
    if (!isFault(error)) throw error;
    if (isFault(error, "REGISTRY_UNAVAILABLE", "REGISTRY_CERTIFICATE_REFUSED")) down.add(mirror.registry);
    log.debug(`mirror ${formatRepository(mirror)} passed over: ${error.message}`);
  };
  const read = async <T>(
    repository: Repository,
    ask: (client: Registry, place: Repository) => Promise<T | undefined>,
  ): Promise<T | undefined> => {
    for (const mirror of mirrorsOf(repository))
      try {
        const found = await ask(mirrored, mirror);
        if (found !== undefined) return found;
      } catch (error) {
        passOver(mirror, error);
      }
    return ask(origin, repository);
  };
  async function* blob(
    repository: Repository,
    wanted: Pick<Descriptor, "digest" | "size">,
  ): AsyncGenerator<Uint8Array> {
    const given = { bytes: 0, hash: createHash("sha256") };
    for (const mirror of mirrorsOf(repository)) {
      try {
        yield* continueAt(mirrored.blob(mirror, wanted), mirror, wanted, given);
        return;
      } catch (error) {
        passOver(mirror, error);
      }
    }
    yield* continueAt(origin.blob(repository, wanted), repository, wanted, given);
  }
  return {
    ...origin,
    blob,
    resolve: (repository, reference) => read(repository, (client, place) => client.resolve(place, reference)),
    manifest: (repository, reference) =>
      read(repository, (client, place) => client.manifest(place, reference)),
  };
}

/**
 * Goes on with a blob where another source broke off. What was given already has to be the beginning of this one too: the
 * consumer cannot take it back.
 */
async function* continueAt(
  source: AsyncIterable<Uint8Array>,
  repository: Repository,
  wanted: Pick<Descriptor, "digest" | "size">,
  given: { bytes: number; readonly hash: ReturnType<typeof createHash> },
): AsyncGenerator<Uint8Array> {
  const before = given.hash.copy().digest("hex");
  const passed = createHash("sha256");
  let ahead = given.bytes;
  for await (const chunk of source) {
    const old = chunk.subarray(0, ahead);
    ahead -= old.length;
    if (old.length > 0 && passed.update(old) && ahead === 0 && passed.digest("hex") !== before)
      throw mismatch(
        `blob ${formatRepository(repository)}@${wanted.digest}`,
        repository,
        "what a mirror gave before",
        "other bytes",
      );
    const rest = chunk.subarray(old.length);
    if (rest.length === 0) continue;
    given.bytes += rest.length;
    given.hash.update(rest);
    yield rest;
  }
}
