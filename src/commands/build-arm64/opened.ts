import { mkdtemp } from "node:fs/promises";
import path from "node:path";
import type { BaseLock } from "../../build/base-lock.ts";
import type { Ports } from "../../io/ports.ts";
import type { Registry } from "../../oci/registry.ts";
import { describeError } from "../../values/fault.ts";
import type { Finding } from "../../values/finding.ts";
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
  readonly make: () => Promise<MadeImage>;
  readonly makeAgain: (() => Promise<MadeImage>) | undefined;
  readonly making: Making | undefined;
  readonly source: Source | undefined;
  readonly lock: BaseLock | undefined;
  readonly findings: readonly Finding[];
  /** What the built image stands on, where that is pinned and can be read. */
  readonly base: () => Promise<Previous | undefined>;
  /** File of the repository that findings about the image are shown on. */
  readonly anchor: string;
  readonly close: () => Promise<void>;
};

/** Opens what `driver` and `base` ask for; the caller closes it. */
export async function openDriverFor(
  input: BuildInput,
  ports: Ports,
  registry: Registry,
  created: number | undefined,
  layerEpoch: number,
  eyes: () => Promise<Eyes>,
): Promise<Opened> {
  if (appends(input)) {
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
      close: async () => {},
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
  const making = await openMaking(input, source, lock, annotations, layerEpoch, ports);
  try {
    const note =
      source.dockerfile?.emulatedRun === undefined
        ? undefined
        : await making.driver.emulationNote(input.platforms);
    if (note !== undefined) ports.log.info(note);
  } catch (error) {
    await making.driver.close();
    throw error;
  }
  return {
    make: async () => making.make(await layoutFolder(input, ports)),
    makeAgain: making.makeAgain,
    base: async () => (await pinned) ?? undefined,
    making,
    source,
    lock,
    findings,
    anchor: source.shownFile,
    close: () => making.driver.close(),
  };
}

async function layoutFolder(input: BuildInput, ports: Ports): Promise<string> {
  const kept = input["keep-layout"];
  return kept === undefined
    ? mkdtemp(path.join(ports.temporary, "layout-"))
    : openKeptLayout(ports.workspace, kept);
}
