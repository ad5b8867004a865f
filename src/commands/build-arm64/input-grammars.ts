import { formatImageReference, isTag, parseImageReference } from "../../values/image-reference.ts";
import { valueFaults } from "../../values/faults.ts";
import type { Grammar } from "../../values/input-table.ts";
import { commaList } from "../../values/list-grammars.ts";

function refuse(what: string): never {
  throw valueFaults.fault("INPUT_INVALID", what);
}

// As Go and containerd call them: a misspelt one would only be noticed by a base image that lacks it.
const architectures: readonly string[] =
  "386 amd64 arm arm64 loong64 mips64 mips64le ppc64le riscv64 s390x".split(" ");
const anyPlatforms = commaList<string>({ expects: "a platform such as linux/arm64", parse: platform });

/** Platforms, each once, with linux/arm64 among them. `linux/arm64/v8` is the same platform. */
export const platformList: Grammar<readonly string[]> = {
  expects: anyPlatforms.expects,
  parse: (text) => {
    const platforms = [...new Set(anyPlatforms.parse(text))];
    return platforms.includes("linux/arm64") ? platforms : refuse("linux/arm64 is not one of them");
  },
};

function platform(text: string): string {
  const [, architecture = ""] = /^linux\/([a-z0-9]+)(?:\/v[0-9.]{1,4})?$/.exec(text) ?? [];
  if (!architectures.includes(architecture))
    refuse(
      `${JSON.stringify(text.slice(0, 60))} is no platform: linux/ and one of ${architectures.join(", ")}`,
    );
  return text === "linux/arm64/v8" ? "linux/arm64" : text;
}

/** A tag, or as docker/metadata-action gives it the whole reference with that tag. */
export const tagOrReference: Grammar<string> = {
  expects: "a tag of at most 128 letters, digits, . _ and -",
  parse: (text) => {
    if (isTag(text)) return text;
    const isReference = /[/:]/.test(text) && !text.includes("@");
    const reference = isReference ? parseImageReference(text) : undefined;
    return reference?.tag === undefined
      ? refuse(`${JSON.stringify(text.slice(0, 140))} is not a tag`)
      : formatImageReference(reference);
  },
};

// What the 11 octal digits of a tar header hold.
const latestEpoch = 8_589_934_591;

/** `commit`, or seconds since 1970 that a layer can hold. */
export const epoch: Grammar<string> = {
  expects: "seconds since 1970, or commit",
  parse: (text) =>
    text === "commit" || (/^[0-9]{1,10}$/.test(text) && Number(text) <= latestEpoch)
      ? text
      : refuse(`${JSON.stringify(text.slice(0, 40))} is neither a number of seconds nor commit`),
};
