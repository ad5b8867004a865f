import { canonicalBytes } from "../values/canonical-json.ts";
import { type Digest, isDigest } from "../values/digest.ts";
import { isRecord } from "../values/json-members.ts";
import { isoTime } from "./annotations.ts";
import { appendFaults } from "./append-faults.ts";

/** What changes in the config of a base image; what is left out stays. */
export type ConfigEdits = {
  readonly environment?: readonly (readonly [name: string, value: string])[];
  /** Setting it takes the base's command away, as in a Dockerfile. */
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly labels?: readonly (readonly [name: string, value: string])[];
  readonly user?: string;
  readonly workingDirectory?: string;
  readonly healthcheck?: Healthcheck;
};

/** A health check as Docker's config has it; times in nanoseconds. */
export type Healthcheck = {
  readonly Test: readonly string[];
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly Retries?: number;
};

/** The config of a base: all members as they are, and those that are checked. */
export type BaseConfig = {
  readonly document: Readonly<Record<string, unknown>>;
  readonly diffIds: readonly Digest[];
};

export type AppendedDiff = { readonly diffId: Digest; readonly text: string };

/** Reads the config of a base image as far as appending needs it. Throws APPEND_CONFIG_INVALID. */
export function readBaseConfig(document: Readonly<Record<string, unknown>>, layers: number): BaseConfig {
  const rootfs = document["rootfs"];
  const ids = isRecord(rootfs) && rootfs["type"] === "layers" ? rootfs["diff_ids"] : undefined;
  if (!Array.isArray(ids)) throw invalid("the base image's config has no rootfs of layers");
  const diffIds = ids.filter((id) => typeof id === "string" && isDigest(id));
  if (diffIds.length !== ids.length)
    throw invalid("the base image's config has a diffID that is no sha256 digest");
  if (diffIds.length !== layers)
    throw invalid(`the base image's config names ${diffIds.length} layers and its manifest ${layers}`);
  return { document, diffIds };
}

/**
 * The config of the new image: the base's with further layers and history, edited. The same input gives the same bytes: nothing in
 * it is from a clock. `epoch` is in seconds. Throws APPEND_CONFIG_INVALID.
 */
export function appendConfig(
  base: BaseConfig,
  added: readonly AppendedDiff[],
  edits: ConfigEdits,
  epoch: number,
): Buffer {
  const created = isoTime(epoch);
  const { document, diffIds } = base;
  const own = document["config"];
  return canonicalBytes({
    ...document,
    created,
    config: editRun(isRecord(own) ? own : {}, edits),
    rootfs: { type: "layers", diff_ids: [...diffIds, ...added.map(({ diffId }) => diffId)] },
    history: [
      ...baseHistory(document["history"], diffIds.length),
      ...added.map(({ text }) => ({ created, created_by: `append ${text}` })),
    ],
  });
}

/** The base's history, made to fit its layers: tools match the two by counting, and not every builder keeps them equal. */
function baseHistory(value: unknown, layers: number): readonly unknown[] {
  const history: unknown[] = [];
  let told = 0;
  for (const entry of Array.isArray(value) ? value : []) {
    if (!isRecord(entry)) continue;
    if (entry["empty_layer"] !== true && told >= layers) continue;
    if (entry["empty_layer"] !== true) told += 1;
    history.push(entry);
  }
  return [...history, ...Array.from({ length: layers - told }, () => ({ created_by: "base" }))];
}

function editRun(
  own: Readonly<Record<string, unknown>>,
  edits: ConfigEdits,
): Readonly<Record<string, unknown>> {
  const run: Record<string, unknown> = { ...own };
  if (edits.environment !== undefined) run["Env"] = mergeEnvironment(own["Env"], edits.environment);
  if (edits.labels !== undefined)
    run["Labels"] = {
      ...(isRecord(own["Labels"]) ? own["Labels"] : {}),
      ...Object.fromEntries(edits.labels),
    };
  if (edits.entrypoint !== undefined) {
    run["Entrypoint"] = edits.entrypoint;
    delete run["Cmd"];
  }
  if (edits.command !== undefined) run["Cmd"] = edits.command;
  if (edits.user !== undefined) run["User"] = edits.user;
  if (edits.workingDirectory !== undefined) {
    if (!edits.workingDirectory.startsWith("/")) throw invalid("the working directory is not absolute");
    run["WorkingDir"] = edits.workingDirectory;
  }
  if (edits.healthcheck !== undefined) run["Healthcheck"] = edits.healthcheck;
  return run;
}

/** A variable that is there keeps its place and gets the new value; others come behind, in the order given. */
function mergeEnvironment(value: unknown, edits: NonNullable<ConfigEdits["environment"]>): readonly string[] {
  const variables = new Map<string, string>();
  for (const entry of Array.isArray(value) ? value : []) {
    if (typeof entry !== "string") throw invalid("the base image's config has a variable that is not a text");
    const at = entry.indexOf("=");
    variables.set(at < 0 ? entry : entry.slice(0, at), entry);
  }
  for (const [name, text] of edits) {
    if (name === "" || /[=\0]/.test(name) || text.includes("\0"))
      throw invalid(`the variable ${JSON.stringify(name.slice(0, 100))} cannot be set`);
    variables.set(name, `${name}=${text}`);
  }
  return [...variables.values()];
}

function invalid(why: string): Error {
  return appendFaults.fault("APPEND_CONFIG_INVALID", why);
}
