import { parseRelativePath } from "../values/names.ts";
import { modelFaults } from "./faults.ts";

/** Where a model is, as a workflow writes it. `requested` is that text. */
export type ModelReference =
  | {
      readonly scheme: "dvc";
      readonly requested: string;
      /** Path of the output, below the workspace. */
      readonly path: string;
      /** Git revision whose .dvc file counts; without it the checked-out commit. */
      readonly revision: string | undefined;
      readonly remote: string | undefined;
    }
  | { readonly scheme: "file"; readonly requested: string; readonly path: string };

/** Schemes that the grammar knows and no reader serves yet. */
const otherSchemes: ReadonlySet<string> = new Set([
  "gto",
  "mlflow",
  "models",
  "runs",
  "hf",
  "oci",
  "wandb",
  "https",
  "http",
]);
const revisionGrammar = /^[A-Za-z0-9][A-Za-z0-9._/+#!@^~-]{0,254}$/;
const remoteGrammar = /^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/;
const longest = 1024;

/**
 * Reads `dvc://path[@rev][?remote=name]` or `file:path`. Throws MODEL_REF_INVALID, PATH_UNSAFE, or MODEL_REF_UNSUPPORTED for
 * a scheme of another registry.
 */
export function parseModelReference(text: string): ModelReference {
  const requested = text.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):/.exec(requested)?.[1];
  if (requested.length > longest || scheme === undefined)
    throw invalid(requested, "write dvc://path[@revision] or file:path");
  if (scheme === "file")
    return { scheme, requested, path: readPath(requested.slice("file:".length), requested) };
  if (scheme === "dvc") return readDvc(requested);
  if (otherSchemes.has(scheme))
    throw modelFaults.fault("MODEL_REF_UNSUPPORTED", `${requested}: models of ${scheme} cannot be read yet`, {
      where: requested,
      next: "track the file with DVC (dvc://path@revision) or check it out (file:path)",
    });
  throw invalid(requested, `${scheme} is no scheme of a model reference`);
}

function readDvc(requested: string): ModelReference {
  const rest = /^dvc:\/\/([^?]+)(?:\?(.*))?$/.exec(requested);
  if (rest?.[1] === undefined) throw invalid(requested, "write dvc://path[@revision]");
  const located = rest[1];
  const mark = located.lastIndexOf("@");
  const revision = mark < 0 ? undefined : decode(located.slice(mark + 1), requested);
  if (revision !== undefined && (!revisionGrammar.test(revision) || revision.includes("..")))
    throw invalid(requested, `${JSON.stringify(revision)} is no git revision that is accepted here`);
  return {
    scheme: "dvc",
    requested,
    path: readPath(decode(mark < 0 ? located : located.slice(0, mark), requested), requested),
    revision,
    remote: rest[2] === undefined ? undefined : readRemote(rest[2], requested),
  };
}

function readPath(path: string, requested: string): string {
  return parseRelativePath(path.replace(/^(?:\.\/)+/, ""), requested);
}

function readRemote(query: string, requested: string): string {
  const [name, value, ...more] = query.split(/[=&]/);
  if (name === "repo")
    throw modelFaults.fault(
      "MODEL_REF_UNSUPPORTED",
      `${requested}: models of other repositories cannot be read yet`,
      {
        where: requested,
      },
    );
  if (name !== "remote" || value === undefined || more.length > 0 || !remoteGrammar.test(value))
    throw invalid(requested, "the only option is ?remote=name");
  return value;
}

function decode(text: string, requested: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid(requested, "it holds a % that starts no escape");
  }
}

function invalid(requested: string, why: string): Error {
  return modelFaults.fault(
    "MODEL_REF_INVALID",
    `${JSON.stringify(requested.slice(0, 200))} is not a model reference: ${why}`,
    { where: requested.slice(0, 200) },
  );
}
