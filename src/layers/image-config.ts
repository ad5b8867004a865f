import { Buffer } from "node:buffer";
import { type Digest, parseDigest } from "../values/digest.ts";
import { isRecord, listOf, recordOf, textOf, textsOf } from "../values/json-members.ts";
import { layerFaults } from "./faults.ts";
import type { ImageConfig } from "./visitor.ts";

/** Largest image config that is read, in bytes. */
export const largestConfig = 4 * 1024 * 1024;

/** Reads an OCI image config (image-spec, config.md). Throws LAYER_CORRUPT, or DIGEST_INVALID for a diffID that is none. */
export function parseImageConfig(bytes: Uint8Array, digest: Digest): ImageConfig {
  const refuse = (why: string): Error =>
    layerFaults.fault("LAYER_CORRUPT", `the image config ${why}`, { where: digest });
  if (bytes.length > largestConfig) throw refuse(`has ${bytes.length} bytes`);
  const value = parseObject(bytes, refuse);
  const run = recordOf(value["config"]);
  return {
    architecture: textOf(value["architecture"]),
    variant: textOf(value["variant"]),
    os: textOf(value["os"]),
    diffIds: textsOf(recordOf(value["rootfs"])["diff_ids"]).map((id) => parseDigest(id, digest)),
    entrypoint: textsOf(run["Entrypoint"]),
    command: textsOf(run["Cmd"]),
    environment: textsOf(run["Env"]),
    user: textOf(run["User"]),
    workingDirectory: textOf(run["WorkingDir"]),
    labels: Object.fromEntries(
      Object.entries(recordOf(run["Labels"])).filter(
        (label): label is [string, string] => typeof label[1] === "string",
      ),
    ),
    healthcheck: textsOf(recordOf(run["Healthcheck"])["Test"]),
    history: listOf(value["history"]).flatMap((entry) => {
      const step = recordOf(entry)["created_by"];
      return typeof step === "string" ? [step] : [];
    }),
    layerOrigins: layerOrigins(
      listOf(value["history"]),
      listOf(recordOf(value["rootfs"])["diff_ids"]).length,
    ),
    created: textOf(value["created"]),
  };
}

/** Steps that changed only the config have no layer. A history that does not fit the layers tells nothing. */
function layerOrigins(history: readonly unknown[], layers: number): readonly string[] {
  const made = history.map(recordOf).filter((step) => step["empty_layer"] !== true);
  return made.length === layers ? made.map((step) => textOf(step["created_by"])) : [];
}

function parseObject(bytes: Uint8Array, refuse: (why: string) => Error): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    throw refuse("is not JSON");
  }
  if (!isRecord(value)) throw refuse("is not a JSON object");
  return value;
}
