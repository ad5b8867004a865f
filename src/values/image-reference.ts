import { type Digest, parseDigest } from "./digest.ts";
import { valueFaults } from "./faults.ts";

/** A registry and a repository path in it, normalised (`docker.io/library/alpine`). */
export type Repository = { readonly registry: string; readonly path: string };

/** Where an image is; at least one of tag and digest may be absent. */
export type ImageReference = Repository & { readonly tag?: string; readonly digest?: Digest };

const component = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const pathGrammar = new RegExp(`^${component}(?:/${component})*$`);
const tagGrammar = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const hostLabel = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
const registryGrammar = new RegExp(
  `^(?:${hostLabel}(?:\\.${hostLabel})*|\\[[0-9a-fA-F:]+\\])(?::[0-9]{1,5})?$`,
);

/** Reads a reference by the grammar of the distribution project; Docker Hub's short forms are written out. Throws IMAGE_REFERENCE_INVALID. */
export function parseImageReference(text: string, where?: string): ImageReference {
  const refuse = (why: string) =>
    valueFaults.fault(
      "IMAGE_REFERENCE_INVALID",
      `${JSON.stringify(text.slice(0, 300))} is not an image reference: ${why}`,
      { where },
    );
  if (text.length === 0 || text.length > 512) throw refuse("it is empty or longer than 512 characters");
  const at = text.indexOf("@");
  const digest = at < 0 ? undefined : parseDigest(text.slice(at + 1), where);
  const named = at < 0 ? text : text.slice(0, at);
  const slash = named.lastIndexOf("/");
  const colon = named.indexOf(":", slash + 1);
  const tag = colon < 0 ? undefined : named.slice(colon + 1);
  if (tag !== undefined && !tagGrammar.test(tag))
    throw refuse(`the tag ${JSON.stringify(tag.slice(0, 140))} is not a tag`);
  const repository = splitRepository(colon < 0 ? named : named.slice(0, colon));
  if (!isRegistry(repository.registry))
    throw refuse(`${JSON.stringify(repository.registry)} is not a registry host`);
  if (repository.path.length > 255 || !pathGrammar.test(repository.path))
    throw refuse("the repository must be lower-case words joined by / . _ or -");
  return {
    ...repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

function isRegistry(host: string): boolean {
  if (
    !registryGrammar.test(host) ||
    Number(/:([0-9]+)$/.exec(host.replace(/^\[.*\]/, ""))?.[1] ?? 1) > 65_535
  )
    return false;
  // The URL parser knows which colons make an IPv6 address.
  return !host.startsWith("[") || URL.canParse(`https://${host}/`);
}

function splitRepository(name: string): Repository {
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  const hasRegistry =
    first.includes(".") || first.includes(":") || first === "localhost" || first !== first.toLowerCase();
  if (!hasRegistry) return { registry: "docker.io", path: slash < 0 ? `library/${name}` : name };
  const registry = first === "index.docker.io" ? "docker.io" : first;
  const path = name.slice(slash + 1);
  return { registry, path: registry === "docker.io" && !path.includes("/") ? `library/${path}` : path };
}

/** Reads a repository: a reference with neither tag nor digest. Throws IMAGE_REFERENCE_INVALID. */
export function parseRepository(text: string, where?: string): Repository {
  const { registry, path, tag, digest } = parseImageReference(text, where);
  if (tag === undefined && digest === undefined) return { registry, path };
  throw valueFaults.fault(
    "IMAGE_REFERENCE_INVALID",
    `${JSON.stringify(text.slice(0, 300))} names a tag or a digest where a repository alone is wanted`,
    { where },
  );
}

/** The name of a repository: `ghcr.io/acme/app`. */
export function formatRepository(repository: Repository): string {
  return `${repository.registry}/${repository.path}`;
}

/** Writes a reference in full: registry, path, then tag and digest where they are set. */
export function formatImageReference(reference: ImageReference): string {
  const tag = reference.tag === undefined ? "" : `:${reference.tag}`;
  const digest = reference.digest === undefined ? "" : `@${reference.digest}`;
  return `${formatRepository(reference)}${tag}${digest}`;
}

/** True for a text that can be a tag. */
export function isTag(text: string): boolean {
  return tagGrammar.test(text);
}
