import type { FactsOf, Image } from "../layers/visitor.ts";
import type { BinaryFact, ElfFact } from "./binary-facts.ts";
import { compareVersions } from "./known-bad.ts";
import { elfAt } from "./loading.ts";
import { fileAt } from "./programs.ts";
import type { CLibraries, Libc } from "./scene.ts";

const glibcLoaders = [
  "/lib/ld-linux-aarch64.so.1",
  "/lib64/ld-linux-aarch64.so.1",
  "/lib/ld-linux-armhf.so.3",
];
const glibcFolders = ["/lib/aarch64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/lib64", "/lib", "/usr/lib"];

/** Which C libraries an image has, found at the places that programs name. */
export function findCLibraries(image: Image, facts: FactsOf<BinaryFact>): CLibraries {
  const { tree } = image;
  const names = tree.names("/lib");
  const loaders = glibcLoaders.flatMap((path) => fileAt(tree, path) ?? []);
  // gcompat puts its own stub, or a link to musl's loader, in the place of glibc's.
  const real = loaders.filter((node) => !/musl|gcompat/.test(node.path) && !isStub(elfAt(facts, node)));
  const versions = glibcFolders
    .flatMap((folder) => elfAt(facts, fileAt(tree, `${folder}/libc.so.6`))?.versionsDefined ?? [])
    .flatMap((version) => /^GLIBC_(2\.\d+)$/.exec(version)?.[1] ?? []);
  return {
    glibc: versions.toSorted(compareVersions).at(-1),
    hasGlibc: real.length > 0,
    hasMusl: names.some((name) => /^ld-musl-(aarch64|arm\w*)\.so\.1$/.test(name)),
    hasGcompat: names.some((name) => name.startsWith("libgcompat.so")) || loaders.length > real.length,
  };
}

/** The libc whose loader loads an object: the one that it names, else the image's. gcompat hands programs of glibc to musl. */
export function loaderOf(fact: ElfFact, libraries: CLibraries): Libc {
  if (fact.interpreter !== undefined && isMuslLoader(fact.interpreter)) return "musl";
  return libraries.hasMusl && !libraries.hasGlibc ? "musl" : "glibc";
}

/** True for the path of musl's loader. */
export function isMuslLoader(interpreter: string): boolean {
  return /(^|\/)ld-musl-/.test(interpreter);
}

function isStub(fact: ElfFact | undefined): boolean {
  return fact?.needed.some((name) => /musl|gcompat/.test(name)) === true;
}
