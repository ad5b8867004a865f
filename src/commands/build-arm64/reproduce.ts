import { type Reproducibility, compareBuilds, describeDifference } from "../../build/reproducibility.ts";
import type { Ports } from "../../io/ports.ts";
import type { Finding } from "../../values/finding.ts";
import type { ReproducibilityFacts } from "./facts.ts";
import type { BuildInput } from "./inputs.ts";
import { type BuiltImage, readConfig, readBuiltImage } from "./look.ts";
import type { MadeImage } from "./made.ts";

export type Comparison = {
  readonly facts: ReproducibilityFacts;
  readonly findings: readonly Finding[];
};

type Build = { readonly made: MadeImage; readonly built: BuiltImage };

/** Builds the same again without any cache and compares the linux/arm64 image byte by byte; what differs is named. */
export async function compareWithSecondBuild(
  input: BuildInput,
  first: Build,
  again: () => Promise<MadeImage>,
  ports: Ports,
): Promise<Comparison> {
  const made = await ports.log.group("Build again and compare", again);
  const second = { made, built: await readBuiltImage(made.layout, made.root) };
  const result = await compareBuilds(await sides(first), await sides(second), { temporary: ports.temporary });
  const text = describeDifference(result);
  ports.log.info(text);
  const facts = { same: result.reproducible, text, differences: differencesOf(result) };
  if (result.reproducible) return { facts, findings: [] };
  return {
    facts,
    findings: [
      {
        rule: "reproducible",
        severity: input.reproducible === "enforce" ? "error" : "warning",
        message: `two builds of the same source differ: ${text}`,
        next: "write no time, random number or host name into files; sort what a step writes; pin what it downloads",
      },
    ],
  };
}

async function sides({ made, built }: Build) {
  const { configDescriptor, platform } = built;
  return {
    digest: platform.digest,
    config: { digest: configDescriptor.digest, bytes: await readConfig(made.layout, configDescriptor) },
    layers: made.sources(built),
  };
}

function differencesOf(result: Reproducibility): ReproducibilityFacts["differences"] {
  return [
    ...result.config.map(({ field }) => ({ what: field, kind: "config", layer: undefined })),
    ...result.layers.flatMap((layer) =>
      layer.entries.length === 0
        ? [{ what: `layer ${layer.position + 1}`, kind: layer.class, layer: layer.digests[0] }]
        : layer.entries.map((entry) => ({
            what: `/${entry.path}`,
            kind: `${entry.class} (${entry.fields.join(", ")})`,
            layer: layer.digests[0],
          })),
    ),
  ];
}
