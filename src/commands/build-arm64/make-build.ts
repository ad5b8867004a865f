import { mkdtemp } from "node:fs/promises";
import path from "node:path";
import { type BaseLock, lockBuild } from "../../build/base-lock.ts";
import { withStandIns } from "../../build/stand-ins.ts";
import type { BuildDriver, BuildHandlers, BuildRequest, BuildStep } from "../../build/driver.ts";
import type { Ports } from "../../io/ports.ts";
import { wrapWithAnnotations } from "../../oci/layout-annotations.ts";
import { chooseImage } from "../../oci/layout-push.ts";
import { pruneLayout } from "../../oci/layout-prune.ts";
import { openLayout } from "../../oci/layout.ts";
import { formatDuration } from "../../values/quantity.ts";
import type { Elsewhere } from "./ahead.ts";
import type { BuildInput } from "./inputs.ts";
import { openJobCache } from "./job-cache.ts";
import { layoutSources } from "./look.ts";
import type { MadeImage } from "./made.ts";
import type { Annotations } from "./origin.ts";
import { buildRequest } from "./request.ts";
import type { Source } from "./source.ts";

/** A builder that was opened for this run: the image, a second one to compare with, and the end of it. */
export type Making = {
  readonly driver: BuildDriver;
  readonly make: (layoutFolder: string, elsewhere?: Elsewhere) => Promise<MadeImage>;
  /** Builds the same again with no cache into a folder of its own, and writes no cache. */
  readonly makeAgain: () => Promise<MadeImage>;
};

/** Prepares the request. */
export async function openMaking(
  input: BuildInput,
  driver: BuildDriver,
  source: Source,
  lock: BaseLock | undefined,
  annotations: Annotations,
  layerEpoch: number,
  ports: Ports,
): Promise<Making> {
  const locked =
    lock === undefined || source.dockerfile === undefined
      ? { contexts: [], buildArguments: [] }
      : lockBuild(source.dockerfile.bases, lock, source.shownFile);
  const cache = await openJobCache(input, source, ports);
  const make = async (
    layoutFolder: string,
    changes: Partial<BuildRequest>,
    elsewhere?: Elsewhere,
  ): Promise<MadeImage> => {
    const request = {
      ...(await buildRequest(input, source, locked, layoutFolder, layerEpoch, ports)),
      annotations: annotations.manifest,
      rewriteTimestamps: input.reproducible !== "off",
      // An unread Dockerfile may have any.
      materials: source.dockerfile?.bases.some(({ needed }) => needed) ?? true,
      ...changes,
    };
    const away = driver.name === "buildx" ? (elsewhere?.layers ?? []) : [];
    const built = await withStandIns(layoutFolder, away, () =>
      withSteps(ports, (handlers) => driver.build(request, handlers)),
    );
    const layout = await openLayout(built.layout);
    const chosen = await chooseImage(layout, built.root);
    const root = await wrapWithAnnotations(layout, chosen, annotations.index);
    if (input["keep-layout"] !== undefined) await pruneLayout(layout);
    const { builder, steps, cacheHitRatio, warnings, deferredCache } = built;
    return {
      layout,
      root,
      sources: (image) => {
        const left = new Map(away.map((layer) => [layer.digest, layer]));
        return layoutSources(layout, image).map((layer) => left.get(layer.digest) ?? layer);
      },
      base: away.length === 0 ? undefined : elsewhere?.repository,
      builder,
      steps,
      cacheHitRatio,
      warnings,
      deferredCache,
      baseImages: baseImages(source, lock, built.materials),
      // buildah knows what it built; the layout lists what became of it.
      load: (image) => driver.load(built.layout, driver.name === "buildah" ? built.root : root.digest, image),
    };
  };
  return {
    driver,
    make: async (layoutFolder, elsewhere) => {
      if (cache === undefined) return make(layoutFolder, {}, elsewhere);
      const caches = {
        cacheFrom: [...input["cache-from"], ...cache.cacheFrom],
        cacheTo: [...input["cache-to"], ...cache.cacheTo],
      };
      const made = await make(layoutFolder, caches, elsewhere);
      return {
        ...made,
        warnings: [...made.warnings, ...cache.notes],
        deferredCache: async () => {
          const found = (await made.deferredCache?.()) ?? [];
          ports.log.info(`build cache: ${await cache.save()}`);
          return found;
        },
      };
    },
    makeAgain: async () =>
      make(await mkdtemp(path.join(ports.temporary, "again-")), {
        noCache: true,
        noCacheFilters: [],
        cacheFrom: [],
        cacheTo: [],
      }),
  };
}

function baseImages(
  source: Source,
  lock: BaseLock | undefined,
  materials: readonly { readonly ref: string; readonly digest: string }[],
): MadeImage["baseImages"] {
  if (materials.length > 0) return materials.map(({ ref, digest }) => ({ reference: ref, digest }));
  const needed = source.dockerfile?.bases.filter((base) => base.needed && base.ref !== "") ?? [];
  return needed.map(({ ref }) => ({
    reference: ref,
    digest: /@(sha256:[0-9a-f]{64})$/.exec(ref)?.[1] ?? lock?.find(ref)?.digest ?? "",
  }));
}

/**
 * One group a step, printed when the step has ended, so that steps that ran side by side do not mix. All that a build prints is fenced.
 */
export async function withSteps<T>(
  ports: Pick<Ports, "log">,
  work: (handlers: BuildHandlers) => Promise<T>,
): Promise<T> {
  const { log } = ports;
  let printing: Promise<unknown> = Promise.resolve();
  const queue = (print: () => Promise<unknown>): void => {
    printing = printing.then(print);
  };
  const fence = (lines: readonly string[]) =>
    log.fenced(async (write) => {
      for (const line of lines) write(line);
    });
  const onStep = (step: BuildStep): void => {
    if (step.internal && step.error === undefined && step.log.length === 0) return;
    const how = step.cached ? "cached" : formatDuration(step.seconds);
    const lines = [...(step.omitted > 0 ? [`… ${step.omitted} lines before`] : []), ...step.log];
    queue(() => log.group(`${step.name.split("\n")[0]} (${how})`, () => fence(lines)));
  };
  try {
    return await work({ onStep, onLine: (line) => queue(() => fence([line])) });
  } finally {
    await printing;
  }
}
