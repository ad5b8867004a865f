import { valueFaults } from "../values/faults.ts";
import type { Grammar } from "../values/input-table.ts";

/** One line of `layers:`: a layer of its own, so that a line that does not change keeps its digest. */
export type LayerLine = {
  /** A path below the workspace, or a model reference such as `dvc://models/shelf.tflite@v1.4.0`. */
  readonly source: string;
  readonly isModel: boolean;
  /** Absolute path in the image; with / behind it is a folder that the source is put into. */
  readonly target: string;
  /** Permission bits of regular files; undefined: 0755 for what is executable, else 0644. */
  readonly mode: number | undefined;
  readonly owner: { readonly uid: number; readonly gid: number };
  /** The line as it was written, with single spaces: it goes into the image's history. */
  readonly text: string;
};

const example = "models/shelf.tflite:/models/shelf.tflite mode=0644 owner=1000:1000";
const largestId = 2 ** 31 - 1;

/** `SOURCE:TARGET [mode=0644] [owner=UID:GID]`; the target starts with / and holds no space. Throws INPUT_INVALID. */
export const layerLine: Grammar<LayerLine> = {
  expects: `SOURCE:TARGET [mode=0644] [owner=UID:GID], such as ${example}`,
  parse: parseLayerLine,
};

/** Reads one line of `layers:`. Throws INPUT_INVALID with the line and a right one. */
export function parseLayerLine(text: string): LayerLine {
  const line = text.trim();
  const refuse = (why: string): never => {
    throw valueFaults.fault(
      "INPUT_INVALID",
      `the layer ${JSON.stringify(line.slice(0, 300))} ${why}; a right line is: ${example}`,
    );
  };
  if (line.length > 4096) refuse("is longer than 4096 characters");
  const [, places = "", optionText = ""] = /^(.*?\S)((?:[ \t]+[A-Za-z-]+=\S*)*)$/.exec(line) ?? [];
  // The last one: the scheme of a model reference holds :/ too.
  const at = places.lastIndexOf(":/");
  if (at < 1) refuse("has no :/ between source and target");
  const source = places.slice(0, at);
  const target = places.slice(at + 1);
  const isModel = /^[a-z][a-z0-9+.-]*:\/?/.test(source);
  const badTarget = unsafeTarget(target);
  if (badTarget !== undefined) refuse(`has a target that ${badTarget}`);
  const badSource = isModel ? undefined : unsafeSource(source);
  if (badSource !== undefined) refuse(`has a source that ${badSource}`);
  const options = readOptions(optionText, refuse);
  return {
    source: isModel ? source : source.replace(/^(?:\.\/)+/, "").replace(/\/+$/, "") || ".",
    isModel,
    target,
    mode: options.mode,
    owner: options.owner ?? { uid: 0, gid: 0 },
    text: line.replaceAll(/[ \t]+/g, " "),
  };
}

type Options = { mode?: number; owner?: { readonly uid: number; readonly gid: number } };

function readOptions(text: string, refuse: (why: string) => never): Options {
  const options: Options = {};
  for (const word of text.split(/[ \t]+/).filter((part) => part !== "")) {
    const at = word.indexOf("=");
    const name = word.slice(0, at);
    const value = word.slice(at + 1);
    if (name !== "mode" && name !== "owner")
      return refuse(`has the option ${JSON.stringify(name)}, which is neither mode nor owner`);
    if (options[name] !== undefined) refuse(`has ${name} twice`);
    if (name === "mode") options.mode = readMode(value, refuse);
    else options.owner = readOwner(value, refuse);
  }
  return options;
}

function readMode(value: string, refuse: (why: string) => never): number {
  if (!/^[0-7]{3,4}$/.test(value)) refuse("has a mode that is not three or four octal digits");
  return Number.parseInt(value, 8);
}

function readOwner(
  value: string,
  refuse: (why: string) => never,
): { readonly uid: number; readonly gid: number } {
  const [uid, gid] = /^([0-9]{1,10}):([0-9]{1,10})$/.exec(value)?.slice(1).map(Number) ?? [];
  if (uid === undefined || gid === undefined || uid > largestId || gid > largestId)
    return refuse("has an owner that is not UID:GID in numbers (names are not known outside of the image)");
  return { uid, gid };
}

function unsafeTarget(target: string): string | undefined {
  if (/[\s\p{Cc}\\:]/u.test(target)) return "holds a space, a colon, a backslash or a control character";
  if (target.includes("//")) return "has an empty part";
  const parts = target.split("/").filter((part) => part !== "");
  if (parts.some((part) => part === "." || part === "..")) return "has a . or .. part";
  if (parts.some(isWhiteout)) return "names a whiteout (.wh.)";
  return undefined;
}

function unsafeSource(source: string): string | undefined {
  if (source.startsWith("/")) return "is absolute: name it below the workspace";
  if (source.startsWith("-")) return "starts with -";
  if (/[\p{Cc}\\]/u.test(source)) return "holds a backslash or a control character";
  if (source.split("/").includes("..")) return "has a .. part";
  return undefined;
}

/** True for a name that deletes files of lower layers instead of being one. */
export function isWhiteout(name: string): boolean {
  return name.startsWith(".wh.");
}
