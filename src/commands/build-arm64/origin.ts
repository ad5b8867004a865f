import { standardAnnotations } from "../../build/annotations.ts";
import { splitAnnotations } from "../../build/builder-inputs.ts";
import type { Pair } from "../../build/driver.ts";
import { openGit } from "../../io/git.ts";
import type { Ports } from "../../io/ports.ts";
import { parseDigest } from "../../values/digest.ts";
import { parseImageReference } from "../../values/image-reference.ts";
import { compareText } from "../../values/text-order.ts";
import type { BuildInput } from "./inputs.ts";

/** Annotations of the manifest, sorted, and of the index. */
export type Annotations = {
  readonly manifest: readonly Pair[];
  readonly index: Readonly<Record<string, string>>;
};

/** When the commit was made, in seconds since 1970; undefined where neither the event nor a checkout knows. It goes into annotations and SBOM, never into layers. */
export async function commitTime(ports: Ports): Promise<number | undefined> {
  return (await eventTime(ports)) ?? (await gitTime(ports));
}

async function eventTime({ run }: Ports): Promise<number | undefined> {
  const head = (await run.event())["head_commit"];
  if (typeof head !== "object" || head === null || !("timestamp" in head)) return undefined;
  const time = Date.parse(String(head.timestamp));
  return Number.isFinite(time) ? Math.floor(time / 1000) : undefined;
}

async function gitTime({ processes, workspace, run }: Ports): Promise<number | undefined> {
  try {
    const commit = run.commit === "" ? "HEAD" : run.commit;
    const format = ["show", "--no-patch", "--format=%ct", "--end-of-options", commit];
    const time = Number((await openGit(processes, workspace).run(format)).toString("utf8").trim());
    return Number.isSafeInteger(time) && time > 0 ? time : undefined;
  } catch {
    // No checkout, or a commit that is not in it: nothing depends on it.
    return undefined;
  }
}

/** The standard annotations and the user's own, which win; `index:` and `manifest:` in front say where each belongs. */
export function annotationsFor(
  input: BuildInput,
  ports: Pick<Ports, "run">,
  created: number | undefined,
  base: { readonly reference: string; readonly digest: string } | undefined,
): Annotations {
  const known = standardAnnotations({
    run: ports.run,
    version: input.version ?? "",
    created,
    base:
      base === undefined || base.digest === ""
        ? undefined
        : {
            reference: parseImageReference(base.reference, "base"),
            digest: parseDigest(base.digest, "base"),
          },
  });
  const manifest = new Map(Object.entries(known));
  const own = splitAnnotations(input.annotations.map(([name, value]) => `${name}=${value}`));
  for (const [name, value] of own.manifest) manifest.set(name, value);
  return {
    manifest: [...manifest].sort(([left], [right]) => compareText(left, right)),
    index: Object.fromEntries(own.index),
  };
}
