import { tmpdir } from "node:os";
import path from "node:path";
import { type LocalCache, localCacheKeys, openLocalCache } from "../../build/local-cache.ts";
import type { Ports } from "../../io/ports.ts";
import { formatRepository } from "../../values/image-reference.ts";
import type { BuildInput } from "./inputs.ts";
import type { Source } from "./source.ts";

/**
 * With `cache: actions`, the build cache in a folder that the cache of GitHub Actions carries from run to run. Where the runner
 * has none, the build says so and goes on without.
 */
export async function openJobCache(
  input: BuildInput,
  source: Source,
  ports: Ports,
): Promise<LocalCache | undefined> {
  if (input.cache === "none") return undefined;
  if (ports.actionsCache === undefined) {
    ports.log.warning("cache: actions has no effect here: the runner offers no cache service to this step");
    return undefined;
  }
  const parent = ports.environment["RUNNER_TEMP"] || tmpdir();
  // The same path in every run: the service finds a cache by its paths too.
  const folder = path.join(parent, "pi5-build-cache");
  const cache = await openLocalCache(
    ports.actionsCache,
    folder,
    localCacheKeys({
      image: formatRepository(input.image),
      platforms: input.platforms,
      target: input.target,
      dockerfile: source.dockerfileText ?? source.shownFile,
      // A new commit may have new layers, which the cache of the same Dockerfile then lacks.
      round: ports.run.commit,
    }),
    ports.environment,
  );
  ports.log.info(cache.restored === undefined ? "no build cache yet" : `build cache ${cache.restored}`);
  return cache;
}
