import { type Digest, parseDigest } from "../values/digest.ts";
import { recordOf, recordsOf } from "../values/json-members.ts";
import { compareText } from "../values/text-order.ts";
import type { Material } from "./driver.ts";
import { buildFaults } from "./faults.ts";
import { type BuildWarning, parseWarning } from "./progress-warning.ts";

export type BuildxMetadata = {
  /** Digest of the root: the index where there is one, else the manifest. */
  readonly root: Digest;
  readonly materials: readonly Material[];
  readonly warnings: readonly BuildWarning[];
};

/** Reads what `--metadata-file` of docker buildx holds. Throws BUILD_METADATA when it does not name what was built. */
export function parseMetadata(source: string): BuildxMetadata {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    throw buildFaults.fault("BUILD_METADATA", "docker buildx wrote metadata that is not JSON", {
      cause: error,
    });
  }
  const members = recordOf(value);
  const digest = members["containerimage.digest"];
  if (typeof digest !== "string")
    throw buildFaults.fault("BUILD_METADATA", "docker buildx did not say which digest it built");
  const provenances = Object.entries(members)
    .filter(([name]) => /^buildx\.build\.provenance(?:\/|$)/.test(name))
    .map(([, provenance]) => recordOf(provenance));
  const found = provenances.flatMap((provenance) => recordsOf(provenance["materials"]).flatMap(material));
  const unique = new Map(found.map((item) => [JSON.stringify(item), item]));
  return {
    root: parseDigest(digest, "containerimage.digest"),
    materials: [...unique.values()].sort((left, right) =>
      compareText(`${left.ref}\n${left.platform}`, `${right.ref}\n${right.platform}`),
    ),
    warnings: recordsOf(members["buildx.build.warnings"]).map(parseWarning),
  };
}

/** `pkg:docker/NAME@TAG?digest=…&platform=…` as an image reference; git and https sources keep their own form. */
function material(value: Readonly<Record<string, unknown>>): readonly Material[] {
  const digests = recordOf(value["digest"]);
  const [algorithm, hex] = Object.entries(digests)[0] ?? [];
  if (typeof value["uri"] !== "string" || typeof hex !== "string" || algorithm === undefined) return [];
  const [, name, tag, query] =
    /^pkg:(?:docker|oci)\/([^@?]+)(?:@([^?]*))?(?:\?(.*))?$/.exec(value["uri"]) ?? [];
  if (name === undefined) return [{ ref: value["uri"], digest: `${algorithm}:${hex}`, platform: undefined }];
  const qualifiers = new URLSearchParams(query ?? "");
  const version = decode(tag ?? "");
  const suffix = version === "" || version.startsWith("sha256:") ? "" : `:${version}`;
  return [
    {
      ref: `${decode(name)}${suffix}`,
      digest: `${algorithm}:${hex}`,
      platform: qualifiers.get("platform") ?? undefined,
    },
  ];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
