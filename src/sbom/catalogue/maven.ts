import { isZip } from "../../formats/zip-directory.ts";
import { hexOf } from "../../values/digest.ts";
import { isFault } from "../../values/fault.ts";
import { type Cataloguer, type Draft, type Found, locationOf } from "./cataloguer.ts";
import { cpeOf } from "./cpe.ts";
import { type JarFact, isJavaArchive, readJar } from "./jar.ts";
import { packageUrl } from "./package-url.ts";

/** Java archives, the archives in them, and the artifacts whose classes were put into them. */
export const mavenCataloguer: Cataloguer<JarFact> = {
  name: "maven",
  maximumBytes: Number.MAX_SAFE_INTEGER,
  wants: (path) => isJavaArchive(path),
  read: ({ path, size }, content) => {
    if (size === 0) return undefined;
    try {
      return readJar(path, content);
    } catch (error) {
      // Something else with such a name is no archive that could not be read.
      if (isFault(error) && !isZip(content.read(0, 4))) return undefined;
      throw error;
    }
  },
  components: (found) => found.flatMap(draftsOf),
  gaps: (found) =>
    found.flatMap(({ fact, path, layer }) =>
      fact.unread.map(({ inner, why }) => ({
        path,
        layer,
        why: inner === "" ? why : `${inner} in it: ${why}`,
      })),
    ),
};

function draftsOf({ fact, digest, ...found }: Found<JarFact>): readonly Draft[] {
  const key = (index: number): string => `${found.path}#maven ${index}`;
  const children = new Map<number, string[]>();
  for (const [index, { within }] of fact.artifacts.entries())
    if (within !== undefined) {
      const others = children.get(within);
      if (others === undefined) children.set(within, [key(index)]);
      else others.push(key(index));
    }
  return fact.artifacts.map((one, index) => ({
    key: key(index),
    ecosystem: "maven",
    name: one.group === one.artifact ? one.artifact : `${one.group}:${one.artifact}`,
    version: one.version,
    purl: packageUrl({ type: "maven", namespace: one.group, name: one.artifact, version: one.version }),
    licences: one.licences,
    supplier: one.vendor || undefined,
    cpe: cpeOf(/^org\.apache\b/.test(one.group) ? "apache" : one.group, one.artifact, one.version),
    description: undefined,
    homepage: undefined,
    hashes:
      index === 0 && one.inner === "" && digest !== undefined
        ? [{ algorithm: "SHA-256" as const, hex: hexOf(digest) }]
        : [],
    locations: [locationOf(found)],
    needs: children.get(index) ?? [],
  }));
}
