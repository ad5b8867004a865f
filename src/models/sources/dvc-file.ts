import path from "node:path/posix";
import { parseDocument } from "yaml";
import { modelFaults } from "../faults.ts";
import { isRecord } from "../../values/json-members.ts";

/** The one output of a .dvc file, as far as its bytes can be found by its MD5. */
export type DvcOutput = {
  readonly md5: string;
  readonly size: number | undefined;
  /** Path in the repository. */
  readonly path: string;
  readonly remote: string | undefined;
};

const largestFile = 65_536;

/**
 * Reads a .dvc file that tracks a single file. `pointer` is its path in the repository. The failsafe schema keeps every scalar
 * as text: YAML's core schema reads some MD5 sums as numbers. Throws DVC_FILE_INVALID or DVC_OUTPUT_UNSUPPORTED.
 */
export function readDvcFile(bytes: Uint8Array, pointer: string): DvcOutput {
  const root = record(parse(bytes, pointer), pointer, "it");
  const unsupported = (why: string) =>
    modelFaults.fault("DVC_OUTPUT_UNSUPPORTED", `${pointer} ${why}`, { where: pointer });
  const outs = root["outs"];
  if (!Array.isArray(outs) || outs.length === 0) throw invalid(pointer, "it has no outs");
  if (outs.length > 1) throw unsupported("tracks more than one output");
  const out = record(outs[0], pointer, "its output");
  const text = (name: string): string | undefined => {
    const value = out[name];
    if (value === undefined || typeof value === "string") return value;
    throw invalid(pointer, `${name} of its output is not a text`);
  };
  if (hasRepository(root["deps"]))
    throw unsupported("is an import: its bytes are in another repository's remote");
  const md5 = text("md5");
  if (md5?.endsWith(".dir") === true)
    throw unsupported("tracks a folder; only single files can be released yet");
  if (
    md5 === undefined &&
    (out["etag"] !== undefined || out["cloud"] !== undefined || out["files"] !== undefined)
  )
    throw unsupported("is of a version-aware remote, which has no content addresses");
  if (md5 === undefined || !/^[0-9a-f]{32}$/.test(md5))
    throw invalid(pointer, "its md5 is not 32 hex digits");
  if (text("hash") === undefined)
    throw unsupported("was written by DVC 2, whose MD5 is not of the bytes: run dvc add again with DVC 3");
  if (text("hash") !== "md5") throw unsupported(`uses the hash ${JSON.stringify(text("hash"))}`);
  if (text("cache") === "false" || text("push") === "false")
    throw unsupported("is not kept in a remote (cache or push is false)");
  const outPath = text("path");
  if (outPath === undefined) throw invalid(pointer, "its output has no path");
  const workingDirectory = typeof root["wdir"] === "string" ? root["wdir"] : ".";
  return {
    md5,
    size: readSize(text("size"), pointer),
    path: path.join(path.dirname(pointer), workingDirectory, outPath),
    remote: text("remote"),
  };
}

function parse(bytes: Uint8Array, pointer: string): unknown {
  if (bytes.length > largestFile) throw invalid(pointer, `it is larger than ${largestFile} bytes`);
  const document = parseDocument(Buffer.from(bytes).toString("utf8"), {
    schema: "failsafe",
    uniqueKeys: true,
    strict: true,
    prettyErrors: false,
  });
  const problem = document.errors[0];
  if (problem !== undefined) throw invalid(pointer, problem.message);
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    throw invalid(pointer, "it uses an alias", error);
  }
}

function record(value: unknown, pointer: string, what: string): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value;
  throw invalid(pointer, `${what} is not a mapping`);
}

function hasRepository(deps: unknown): boolean {
  return (
    Array.isArray(deps) &&
    deps.some((dep: unknown) => typeof dep === "object" && dep !== null && "repo" in dep)
  );
}

function readSize(text: string | undefined, pointer: string): number | undefined {
  if (text === undefined) return undefined;
  if (/^[0-9]{1,15}$/.test(text)) return Number(text);
  throw invalid(pointer, "its size is not a number of bytes");
}

function invalid(pointer: string, why: string, cause?: unknown): Error {
  return modelFaults.fault("DVC_FILE_INVALID", `${pointer} is not a .dvc file: ${why}`, {
    where: pointer,
    cause,
  });
}
