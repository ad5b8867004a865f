import { type Digest, parseDigest } from "./digest.ts";
import { valueFaults } from "./faults.ts";
import {
  type ImageReference,
  type Repository,
  isTag,
  parseImageReference,
  parseRepository,
} from "./image-reference.ts";
import type { Grammar } from "./input-table.ts";
import { parseName, parseRelativePath } from "./names.ts";
import { parseDuration, parseRate, parseSize } from "./quantity.ts";

function refuse(what: string): never {
  throw valueFaults.fault("INPUT_INVALID", what);
}

/** Any text of at most 64 KiB on one line. */
export const line: Grammar<string> = {
  expects: "one line of text",
  parse: (text) =>
    /[\r\n\0]/.test(text) || text.length > 65_536
      ? refuse("it has more than one line, or is too long")
      : text,
};

/** A name that a program gets as an argument: it can be read neither as an option nor as a list. */
export const word: Grammar<string> = {
  expects: "a name of letters, digits, . _ and -, which starts with a letter or digit",
  parse: (text) =>
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(text)
      ? text
      : refuse(`${JSON.stringify(text.slice(0, 140))} is no such name`),
};

/** Text of any number of lines, at most 1 MiB: keys, notes. */
export const block: Grammar<string> = {
  expects: "text",
  parse: (text) =>
    text.includes("\0") || text.length > 1_048_576 ? refuse("it holds a NUL, or is longer than 1 MiB") : text,
};

/** The YAML 1.2 core booleans that the runner's own toolkit accepts. */
export const flag: Grammar<boolean> = {
  expects: "true or false",
  parse: (text) => {
    if (["true", "True", "TRUE"].includes(text)) return true;
    if (["false", "False", "FALSE"].includes(text)) return false;
    return refuse(`${JSON.stringify(text.slice(0, 40))} is neither true nor false`);
  },
};

/** One of a closed set of words. */
export function choice<const C extends string>(words: readonly C[]): Grammar<C> {
  return {
    expects: `one of ${words.join(", ")}`,
    parse: (text) =>
      words.find((word) => word === text) ??
      refuse(`${JSON.stringify(text.slice(0, 60))} is not one of ${words.join(", ")}`),
  };
}

/** A whole number within bounds. */
export function integer(min: number, max: number): Grammar<number> {
  return {
    expects: `a whole number from ${min} to ${max}`,
    parse: (text) => {
      const value = /^-?[0-9]{1,15}$/.test(text) ? Number(text) : Number.NaN;
      return value >= min && value <= max
        ? value
        : refuse(`${JSON.stringify(text.slice(0, 40))} is not a whole number from ${min} to ${max}`);
    },
  };
}

/** One item a line; empty lines are passed over; at most 1000. */
export function list<T>(item: Grammar<T>): Grammar<readonly T[]> {
  return {
    expects: `one a line: ${item.expects}`,
    parse: (text) => {
      const lines = text
        .split(/\r?\n/)
        .map((part) => part.trim())
        .filter((part) => part !== "");
      return lines.length > 1000
        ? refuse("it has more than 1000 lines")
        : lines.map((part) => item.parse(part));
    },
  };
}

/** `NAME=VALUE`, as build arguments and labels are written. */
export const assignment: Grammar<readonly [string, string]> = {
  expects: "NAME=VALUE",
  parse: (text) => {
    const at = text.indexOf("=");
    return at < 1 || text.startsWith("-")
      ? refuse(`${JSON.stringify(text.slice(0, 60))} is not NAME=VALUE`)
      : [text.slice(0, at), text.slice(at + 1)];
  },
};

/** An http or https URL with no user or password in it. */
export const url: Grammar<URL> = {
  expects: "an https URL without credentials",
  parse: (text) => {
    const parsed = URL.canParse(text) ? new URL(text) : refuse("it is not a URL");
    if (parsed.protocol !== "https:" && parsed.protocol !== "http:") refuse("it is not an http or https URL");
    return parsed.username === "" && parsed.password === ""
      ? parsed
      : refuse("it holds a user name or password: use the secret inputs");
  },
};

/** OWNER/NAME of a GitHub repository. */
export const repositoryName: Grammar<{ readonly owner: string; readonly name: string }> = {
  expects: "OWNER/NAME of a GitHub repository",
  parse: (text) => {
    const match = /^([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))\/([A-Za-z0-9._-]{1,100})$/.exec(text);
    return match?.[1] === undefined || match[2] === undefined || /^\.{1,2}$/.test(match[2])
      ? refuse(`${JSON.stringify(text.slice(0, 150))} is not OWNER/NAME`)
      : { owner: match[1], name: match[2] };
  },
};

export const digest: Grammar<Digest> = {
  expects: "sha256: and 64 hex digits",
  parse: (text) => parseDigest(text),
};
export const imageReference: Grammar<ImageReference> = {
  expects: "an image reference",
  parse: (text) => parseImageReference(text),
};
export const imageRepository: Grammar<Repository> = {
  expects: "an image repository with neither tag nor digest",
  parse: (text) => parseRepository(text),
};
export const duration: Grammar<number> = {
  expects: "a duration such as 30m",
  parse: (text) => parseDuration(text),
};
export const size: Grammar<number> = { expects: "a size such as 250MB", parse: (text) => parseSize(text) };
export const rate: Grammar<number> = {
  expects: "a line rate such as 10Mbit/s",
  parse: (text) => parseRate(text),
};
export const relativePath: Grammar<string> = {
  expects: "a path below the workspace",
  parse: (text) => (text === "." ? text : parseRelativePath(text.replace(/^\.\//, ""))),
};
/** A file that the repository has, or that an earlier step of the job left in the runner's temporary folder. */
export const jobFile: Grammar<string> = {
  expects: "a path below the workspace, or an absolute one below RUNNER_TEMP",
  parse: (text) => (text.startsWith("/") ? `/${parseRelativePath(text.slice(1))}` : relativePath.parse(text)),
};
export const appName: Grammar<string> = {
  expects: "an app name such as shelf-counter",
  parse: (text) => parseName("app", text),
};
export const ringName: Grammar<string> = {
  expects: "a ring name such as canary",
  parse: (text) => parseName("ring", text),
};
export const versionName: Grammar<string> = {
  expects: "a version such as 1.4.0",
  parse: (text) => parseName("version", text),
};

/** A digest-pinned image: `repo@sha256:…`. */
export const pinnedImage: Grammar<ImageReference & { readonly digest: Digest }> = {
  expects: "an image pinned by digest",
  parse: (text) => {
    const reference = parseImageReference(text);
    return reference.digest === undefined
      ? refuse("it has no digest")
      : { ...reference, digest: reference.digest };
  },
};

/** An image tag by the distribution specification. */
export const tagName: Grammar<string> = {
  expects: "a tag of at most 128 letters, digits, . _ and -",
  parse: (text) => (isTag(text) ? text : refuse(`${JSON.stringify(text.slice(0, 140))} is not a tag`)),
};
