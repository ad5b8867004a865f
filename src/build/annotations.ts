import type { RunContext } from "../io/ports.ts";
import type { Digest } from "../values/digest.ts";
import { type ImageReference, formatImageReference } from "../values/image-reference.ts";

export type AnnotationFacts = {
  readonly run: Pick<RunContext, "serverUrl" | "repository" | "commit">;
  /** Version of the app, where there is one; empty for none. */
  readonly version: string;
  /** Commit time in seconds since 1970; undefined where it is not known. */
  readonly created: number | undefined;
  /** The image that it is built upon, with the digest that its name stood for. */
  readonly base: { readonly reference: ImageReference; readonly digest: Digest } | undefined;
};

const prefix = "org.opencontainers.image";

/**
 * The annotations of the OCI image specification ("Pre-Defined Annotation Keys") that the run knows: source, revision, version,
 * created, base.name and base.digest. What is not known is left out. Sorted by name.
 */
export function standardAnnotations(facts: AnnotationFacts): Readonly<Record<string, string>> {
  const { run, version, created, base } = facts;
  const { digest: _, ...named } = base?.reference ?? { registry: "", path: "" };
  const known: Readonly<Record<string, string | undefined>> = {
    "base.digest": base?.digest,
    "base.name": base === undefined ? undefined : formatImageReference(named),
    created: created === undefined ? undefined : isoTime(created),
    revision: run.commit,
    source: run.repository === "" ? undefined : `${run.serverUrl.replace(/\/+$/, "")}/${run.repository}`,
    version,
  };
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) =>
      value === undefined || value === "" ? [] : [[`${prefix}.${name}`, value]],
    ),
  );
}

/** RFC 3339 in whole seconds, as the specification wants it. */
export function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d{3}Z$/, "Z");
}
