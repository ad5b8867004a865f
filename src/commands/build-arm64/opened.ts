import { mkdtemp } from "node:fs/promises";
import path from "node:path";
import type { BaseLock } from "../../build/base-lock.ts";
import { openDriver } from "../../build/builder.ts";
import type { BuildDriver } from "../../build/driver.ts";
import type { Ports } from "../../io/ports.ts";
import type { Registry } from "../../oci/registry.ts";
import { describeError } from "../../values/fault.ts";
import type { Finding } from "../../values/finding.ts";
import type { Elsewhere } from "./ahead.ts";
import { readBases } from "./bases.ts";
import type { Eyes } from "./examine.ts";
import type { BuildInput } from "./inputs.ts";
import { openKeptLayout } from "./kept-layout.ts";
import type { MadeImage } from "./made.ts";
import { type Making, openMaking } from "./make-build.ts";
import { annotationsFor } from "./origin.ts";
import { appends } from "./prepare.ts";
import { type Previous, readPrevious } from "./previous.ts";
import { type Source, readSource } from "./source.ts";

/** A driver that is ready to make the image, and what is known before it does. */
export type Opened = {
  /** Layers that are elsewhere may be left out of the layout. */
  readonly make: (elsewhere: Elsewhere | undefined) => Promise<MadeImage>;
  readonly makeAgain: (() => Promise<MadeImage>) | undefined;
  readonly making: Making | undefined;
  readonly source: Source | undefined;
  readonly lock: BaseLock | undefined;
  readonly findings: readonly Finding[];
  /** What the built image stands on, where that is pinned and can be read. */
  readonly base: () => Promise<Previous | undefined>;
  /** File of the repository that findings about the image are shown on. */
  readonly anchor: string;
  /** Folder of a layout that earlier builds have filled. */
  readonly keptLayout: string | undefined;
};

/** The builder that `driver` asks for; undefined where layers are appended without one. The caller closes it. */
export function openBuilder(input: BuildInput, ports: Ports): Promise<BuildDriver> | undefined {
  if (appends(input)) return undefined;
  const opening = openDriver(input.driver === "append" ? "auto" : input.driver, ports, {
    builder: input.builder,
  });
  // Awaited later.
  opening.catch(() => {});
  return opening;
}

/** Prepares what `driver` and `base` ask for. */
export async function openDriverFor(
  input: BuildInput,
  ports: Ports,
  registry: Registry,
  created: number | undefined,
  layerEpoch: number,
  eyes: () => Promise<Eyes>,
  builder: Promise<BuildDriver> | undefined,
): Promise<Opened> {
  if (builder === undefined) {
    const { makeByAppending } = await import("./make-append.ts");
    const append = async (folder: string) =>
      makeByAppending(
        input,
        layerEpoch,
        (base) => annotationsFor(input, ports, created, base),
        registry,
        await mkdtemp(path.join(ports.temporary, folder)),
        await eyes(),
        ports,
      );
    return {
      make: () => append("layout-"),
      makeAgain: () => append("again-"),
      making: undefined,
      source: undefined,
      lock: undefined,
      findings: [],
      base: async () => undefined,
      anchor: ".github/workflows",
      keptLayout: undefined,
    };
  }
  const source = await readSource(input, ports);
  const { lock, findings, base } = await readBases(input, source, registry, ports);
  // Asked for while the build runs; nothing depends on it but a hint.
  const pinned =
    base === undefined
      ? undefined
      : readPrevious(`${base.reference.replace(/@.*$/, "")}@${base.digest}`, registry, ports).catch(
          (error: unknown) => {
            ports.log.debug(`the base image was not read: ${describeError(error)}`);
            return undefined;
          },
        );
  const annotations = annotationsFor(input, ports, created, base);
  const kept = input["keep-layout"];
  const keptLayout = kept === undefined ? undefined : await openKeptLayout(ports.workspace, kept);
  const driver = await builder;
  const making = await openMaking(input, driver, source, lock, annotations, layerEpoch, ports);
  const note =
    source.dockerfile?.emulatedRun === undefined ? undefined : await driver.emulationNote(input.platforms);
  if (note !== undefined) ports.log.info(note);
  return {
    make: async (elsewhere) =>
      making.make(keptLayout ?? (await mkdtemp(path.join(ports.temporary, "layout-"))), elsewhere),
    makeAgain: making.makeAgain,
    base: async () => (await pinned) ?? undefined,
    making,
    source,
    lock,
    findings,
    anchor: source.shownFile,
    keptLayout,
  };
}
