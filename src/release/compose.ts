import type { Release, ReleaseModel } from "../schema/generated/release.js";
import { type Signed, readRelease } from "../schema/signed-json.ts";
import { canonicalBytes, canonicalJson } from "../values/canonical-json.ts";
import type { Digest } from "../values/digest.ts";
import { isRecord } from "../values/json-members.ts";
import { requireConsistent } from "./consistency.ts";
import { releaseFaults } from "./faults.ts";

/** What a release is put together from; everything was resolved and hashed before. */
export type ReleaseParts = {
  readonly fleet: string;
  readonly app: string;
  readonly version: string;
  readonly image: {
    /** Registry and path. */
    readonly repository: string;
    readonly digest: Digest;
    readonly platformDigest: Digest;
    /** Bytes of layers and config of the platform's image. */
    readonly size: number;
  };
  readonly models: readonly ReleasedModel[];
  readonly source: { readonly repository: string; readonly commit: string; readonly run: string };
  readonly notes?: string | undefined;
};

/** A model as resolvers give it: the schema's own shape, read-only. */
export type ReleasedModel = Readonly<Omit<ReleaseModel, "files">> & {
  readonly files: readonly ReleaseModel["files"][number][];
};

/**
 * Composes a release as canonical bytes: the same parts give the same bytes on every machine and day. Throws
 * RELEASE_INCONSISTENT, RELEASE_SOURCE_UNKNOWN or the schema's faults.
 */
export function composeRelease(parts: ReleaseParts): Signed<Release> {
  const { repository, commit } = parts.source;
  if (repository === "" || commit === "")
    throw releaseFaults.fault(
      "RELEASE_SOURCE_UNKNOWN",
      "the source repository and commit of this run are not known (GITHUB_REPOSITORY, GITHUB_SHA)",
      { where: "source", next: "run it in a workflow, or set both variables" },
    );
  const notes = parts.notes?.replaceAll("\r\n", "\n").trim() ?? "";
  const release: Release = {
    schemaVersion: 1,
    kind: "release",
    fleet: parts.fleet,
    app: parts.app,
    version: parts.version,
    image: { ...parts.image },
    models: parts.models
      .map((model) => ({ ...model, files: model.files.map((file) => ({ ...file })) }))
      .sort((left, right) => Buffer.compare(Buffer.from(left.name), Buffer.from(right.name))),
    source: { ...parts.source },
    ...(notes === "" ? {} : { notes }),
  };
  requireConsistent(release);
  return readRelease(canonicalBytes(release), `releases/${parts.app}/${parts.version}.json`);
}

/**
 * The same release as one that was written before, when they differ in nothing but the run that wrote them: a second run of a
 * workflow must not make other bytes. Undefined when they really differ.
 */
export function sameRelease(written: Signed<Release>, wanted: Release): Signed<Release> | undefined {
  const adopted = { ...wanted, source: { ...wanted.source, run: written.value.source.run } };
  return canonicalBytes(adopted).equals(written.bytes) ? written : undefined;
}

/** Names the members in which two releases differ, such as image.digest, for messages. */
export function differingMembers(left: Release, right: Release): readonly string[] {
  const names: string[] = [];
  const compare = (one: unknown, other: unknown, path: string): void => {
    if (canonicalJson(one ?? null) === canonicalJson(other ?? null)) return;
    const bothRecords = isRecord(one) && isRecord(other);
    if (!bothRecords) {
      names.push(path);
      return;
    }
    for (const name of new Set([...Object.keys(one), ...Object.keys(other)]))
      compare(one[name], other[name], path === "" ? name : `${path}.${name}`);
  };
  compare(left, right, "");
  return names.sort();
}
