import type { Finding } from "../values/finding.ts";
import { csvField } from "./builder-inputs.ts";
import type { BuildRequest } from "./driver.ts";
import { buildFaults } from "./faults.ts";

/** One cache-from or cache-to entry: its type and the other attributes in their order. */
export type CacheEntry = { readonly type: string; readonly attributes: ReadonlyMap<string, string> };

type Environment = Readonly<Record<string, string | undefined>>;

/** How the caches of a build are used: arguments now, exports after the checks, variables for the child, and what to tell. */
export type CachePlan = {
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** cache-to entries that write where others can read at once: only after the checks. */
  readonly deferred: readonly string[];
  /** True where one of the deferred ones may fail without failing the step. */
  readonly deferredMayFail: boolean;
  readonly environment: Readonly<Record<string, string>>;
  readonly notes: readonly Finding[];
};

const ghaVariables = [
  "ACTIONS_RUNTIME_TOKEN",
  "ACTIONS_RESULTS_URL",
  "ACTIONS_CACHE_URL",
  "ACTIONS_CACHE_SERVICE_V2",
];
const s3Variables = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_REGION",
  "AWS_DEFAULT_REGION",
  "AWS_PROFILE",
  "AWS_ROLE_ARN",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
];
// Secrets that docker's own syntax would put into an argument: the client reads the variable instead.
const secretAttributes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  gha: { token: "ACTIONS_RUNTIME_TOKEN" },
  s3: {
    access_key_id: "AWS_ACCESS_KEY_ID",
    secret_access_key: "AWS_SECRET_ACCESS_KEY",
    session_token: "AWS_SESSION_TOKEN",
  },
};
const mayFail = new Set(["gha", "s3", "azblob", "local"]);
const ghaTimeout = "5m";

/** Reads an entry as buildx does: comma-separated KEY=VALUE (encoding/csv), or a bare image reference for a registry cache. */
export function parseCacheEntry(text: string): CacheEntry {
  const fields = csvFields(text);
  const [only] = fields;
  if (fields.length === 1 && only !== undefined && !only.includes("="))
    return { type: "registry", attributes: new Map([["ref", only]]) };
  const attributes = new Map<string, string>();
  for (const field of fields) {
    const at = field.indexOf("=");
    if (at < 1) throw invalid(text, "is not a list of KEY=VALUE");
    attributes.set(field.slice(0, at).trim().toLowerCase(), field.slice(at + 1));
  }
  const type = attributes.get("type");
  if (type === undefined || !/^[a-z0-9]+$/.test(type)) throw invalid(text, "names no type");
  attributes.delete("type");
  return { type, attributes };
}

/** Writes an entry as buildx reads it. */
export function formatCacheEntry({ type, attributes }: CacheEntry): string {
  return [`type=${type}`, ...[...attributes].map(([key, value]) => csvField(`${key}=${value}`))].join(",");
}

/** `<image>-linux-arm64[-target]`: BuildKit's own default scope is one for all, and platforms overwrite each other there. */
export function cacheScope(name: string, platforms: readonly string[], target: string | undefined): string {
  return [name, ...platforms, ...(target === undefined ? [] : [target])]
    .map((part) => part.replaceAll(/[^A-Za-z0-9._-]+/g, "-"))
    .join("-");
}

/** Decides what of the asked-for caches is used and how. Nothing is dropped without a warning. */
export function planCaches(
  request: Pick<BuildRequest, "cacheFrom" | "cacheTo" | "cacheName" | "platforms" | "target">,
  variables: Environment,
): CachePlan {
  const notes: Finding[] = [];
  const environment: Record<string, string> = {};
  const scope = cacheScope(request.cacheName, request.platforms, request.target);
  const readable = request.cacheFrom.map(parseCacheEntry);
  const writable = request.cacheTo.map(parseCacheEntry);
  const all = [...readable, ...writable];
  for (const entry of all) Object.assign(environment, secretsOf(entry));
  if (all.some(({ type }) => type === "gha")) pick(ghaVariables, variables, environment);
  if (all.some(({ type }) => type === "s3")) pick(s3Variables, variables, environment);
  const inactive = all.some(({ type }) => type === "gha") ? ghaInactive(environment) : undefined;
  if (inactive !== undefined) {
    notes.push(
      warn(
        `the gha build cache is inactive: ${inactive}`,
        "run in a GitHub Actions job, or use type=registry",
      ),
    );
    for (const name of ghaVariables) Reflect.deleteProperty(environment, name);
  }
  const access = cacheAccess(variables);
  const readsGha = inactive === undefined && access.read;
  const writesGha = inactive === undefined && access.write;
  const asked = (entries: readonly CacheEntry[], type: string): boolean =>
    entries.some((entry) => entry.type === type);
  if (inactive === undefined && asked(writable, "gha") && !writesGha)
    notes.push(notice("the job's cache token may not write: the gha build cache is only read"));
  if (inactive === undefined && asked(readable, "gha") && !readsGha)
    notes.push(notice("the job's cache token may not read: the gha build cache is not used"));
  if (asked(writable, "inline"))
    notes.push(
      notice(
        "an inline cache puts the times of its layers into the image: its config digest changes with every build",
      ),
    );
  const prepared = (entry: CacheEntry): string => formatCacheEntry(withDefaults(entry, scope, false));
  const written = writable.filter(({ type }) => type !== "gha" || writesGha);
  const visible = written.filter(({ type }) => type === "registry");
  return {
    from: readable.filter(({ type }) => type !== "gha" || readsGha).map(prepared),
    to: written
      .filter(({ type }) => type !== "registry")
      .map((entry) => formatCacheEntry(withDefaults(entry, scope, true))),
    deferred: visible.map(prepared),
    deferredMayFail: !visible.some(({ attributes }) => attributes.get("ignore-error") === "false"),
    environment,
    notes,
  };
}

function withDefaults({ type, attributes }: CacheEntry, scope: string, isExport: boolean): CacheEntry {
  const all = new Map(attributes);
  for (const name of Object.keys(secretAttributes[type] ?? {})) all.delete(name);
  if (type === "gha" && !all.has("scope")) all.set("scope", scope);
  if (type === "gha" && !all.has("timeout")) all.set("timeout", ghaTimeout);
  if (isExport && mayFail.has(type) && !all.has("ignore-error")) all.set("ignore-error", "true");
  return { type, attributes: all };
}

function secretsOf({ type, attributes }: CacheEntry): Record<string, string> {
  return Object.fromEntries(
    Object.entries(secretAttributes[type] ?? {}).flatMap(([attribute, variable]) => {
      const value = attributes.get(attribute);
      return value === undefined ? [] : [[variable, value]];
    }),
  );
}

// buildx drops a gha cache without a word where one of these is missing.
function ghaInactive(environment: Readonly<Record<string, string>>): string | undefined {
  if (environment["ACTIONS_RUNTIME_TOKEN"] === undefined) return "there is no ACTIONS_RUNTIME_TOKEN";
  const second = environment["ACTIONS_CACHE_SERVICE_V2"];
  const url =
    second !== undefined && /^(?:1|t|true)$/i.test(second)
      ? environment["ACTIONS_RESULTS_URL"]
      : (environment["ACTIONS_CACHE_URL"] ?? environment["ACTIONS_RESULTS_URL"]);
  return url === undefined ? "there is no ACTIONS_RESULTS_URL and no ACTIONS_CACHE_URL" : undefined;
}

function pick(names: readonly string[], from: Environment, into: Record<string, string>): void {
  for (const name of names) {
    const value = from[name];
    if (value !== undefined && value !== "") into[name] ??= value;
  }
}

/** What the job's cache token may do (`cache-mode`, told by ACTIONS_CACHE_MODE): all where nothing is said. */
export function cacheAccess(variables: Environment): { readonly read: boolean; readonly write: boolean } {
  const mode = variables["ACTIONS_CACHE_MODE"] ?? "";
  return {
    read: ["", "read", "write"].includes(mode),
    write: ["", "write", "write-only"].includes(mode),
  };
}

function notice(message: string): Finding {
  return { rule: "BUILD_CACHE", severity: "notice", message };
}

function warn(message: string, next: string): Finding {
  return { rule: "BUILD_CACHE", severity: "warning", message, next };
}

function invalid(text: string, why: string): Error {
  // The entry may hold a key: only its type is repeated.
  const type = /type=([a-z0-9]{1,20})/.exec(text)?.[1];
  return buildFaults.fault(
    "BUILD_CACHE_INVALID",
    `a cache entry${type === undefined ? "" : ` of type ${type}`} ${why}`,
    {
      where: "cache-from, cache-to",
    },
  );
}

/** The fields of one line of comma-separated values (RFC 4180). */
function csvFields(line: string): string[] {
  const fields: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/gy;
  for (let match = field.exec(line); match !== null; match = field.exec(line)) {
    fields.push((match[1]?.replaceAll('""', '"') ?? match[2] ?? "").trim());
    if (field.lastIndex >= line.length && !match[0].endsWith(",")) break;
  }
  return fields.filter((text) => text !== "");
}
