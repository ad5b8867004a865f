import type { Finding } from "../values/finding.ts";
import { formatSize } from "../values/quantity.ts";
import { compareText } from "../values/text-order.ts";
import type { RuleEntry } from "./rule.ts";

/** What an image weighs, in bytes. */
export type Weight = {
  readonly size: number;
  readonly unpackedSize: number;
  readonly wastedBytes: number;
  /** What a device with the previous release pulls; undefined without one. */
  readonly pullBytes: number | undefined;
  /** Largest first: digest or step, and bytes, for the message. */
  readonly heaviest: readonly { readonly name: string; readonly size: number }[];
  readonly mostWasted: readonly { readonly path: string; readonly size: number }[];
  /** Programs that the device cannot start, with their sizes. */
  readonly foreign?: readonly { readonly path: string; readonly size: number }[];
  readonly base?: BaseLayers;
};

/** A base image as its registry has it, and what the built image has of it; all bottom first. */
export type BaseLayers = {
  readonly name: string;
  readonly digests: readonly string[];
  readonly diffIds: readonly string[];
  readonly builtDigests: readonly string[];
  readonly builtDiffIds: readonly string[];
};

/** Limits in bytes; undefined where there is none. */
export type Budgets = {
  readonly size: number | undefined;
  readonly unpackedSize: number | undefined;
  readonly wastedBytes: number | undefined;
  readonly pullBytes: number | undefined;
};

/** Without a size budget, more than this warns. */
export const usualSize = 250_000_000;
const usualWaste = 20_000_000;
const usualForeign = 1_000_000;

/**
 * P5030 and P5031: what is over its budget is an error; over the usual size or waste, where nobody set a budget, a warning. P5032
 * and P5033 warn.
 */
export function judgeBudgets(weight: Weight, budgets: Budgets): readonly Finding[] {
  const heaviest = weight.heaviest
    .slice(0, 3)
    .map(({ name, size }) => `${name} (${formatSize(size)})`)
    .join(", ");
  const wasted = weight.mostWasted
    .slice(0, 3)
    .map(({ path, size }) => `/${path} (${formatSize(size)})`)
    .join(", ");
  const slim = heaviest === "" ? "make the image smaller" : `make these layers smaller: ${heaviest}`;
  return [
    over("P5030", "the compressed image", weight.size, budgets.size, usualSize, slim),
    over("P5030", "the unpacked image", weight.unpackedSize, budgets.unpackedSize, Infinity, slim),
    over(
      "P5030",
      "what a device with the previous release pulls",
      weight.pullBytes ?? 0,
      budgets.pullBytes,
      Infinity,
      "put what changes rarely into earlier layers, and pin the base image",
    ),
    over(
      "P5031",
      "what later layers delete or cover",
      weight.wastedBytes,
      budgets.wastedBytes,
      usualWaste,
      wasted === ""
        ? "delete files in the step that makes them"
        : `delete these in the step that makes them: ${wasted}`,
    ),
    judgeForeign(weight.foreign ?? []),
    weight.base === undefined ? undefined : judgeBase(weight.base),
  ].flatMap((finding) => (finding === undefined ? [] : [finding]));
}

/** P5032: over a megabyte of programs that only cost bytes. */
function judgeForeign(
  files: readonly { readonly path: string; readonly size: number }[],
): Finding | undefined {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes <= usualForeign) return undefined;
  const largest = files
    .toSorted((left, right) => right.size - left.size || compareText(left.path, right.path))
    .slice(0, 3)
    .map(({ path, size }) => `/${path} (${formatSize(size)})`)
    .join(", ");
  return {
    rule: "P5032",
    severity: "warning",
    message: `programs for other machines take ${formatSize(bytes)}: ${largest}`,
    next: "install for the platform alone (npm ci --os=linux --cpu=arm64), or delete them in the step that brings them",
  };
}

/** P5033: layers of the base that a device has already, in other bytes. */
function judgeBase(base: BaseLayers): Finding | undefined {
  const built = new Set(base.builtDigests);
  const lost = base.digests.filter((digest) => !built.has(digest)).length;
  if (lost === 0) return undefined;
  const recompressed = base.diffIds.every((diffId, index) => base.builtDiffIds[index] === diffId);
  const why = recompressed
    ? "they were compressed again"
    : "the image was squashed, or stands on another base";
  return {
    rule: "P5033",
    severity: "warning",
    message: `${lost} of ${base.digests.length} layers of ${base.name} are not in the image as its registry has them (${why}): a device pulls them again`,
    next: recompressed ? "build without force-compression" : "build on the base itself and keep its layers",
  };
}

function over(
  rule: string,
  what: string,
  bytes: number,
  budget: number | undefined,
  usual: number,
  next: string,
): Finding | undefined {
  const limit = budget ?? usual;
  if (bytes <= limit) return undefined;
  const excess = `${formatSize(bytes)}, ${formatSize(bytes - limit)} over`;
  return budget === undefined
    ? { rule, severity: "warning", message: `${what}: ${excess} the usual ${formatSize(limit)}`, next }
    : { rule, severity: "error", message: `${what}: ${excess} the budget of ${formatSize(limit)}`, next };
}

/** The rules about bytes, by id. */
export const budgetRules: readonly RuleEntry[] = [
  {
    id: "P5030",
    title: "Image over its size budget",
    severity: "error",
    why: "Every device pulls and stores these bytes, often over a slow line.",
  },
  {
    id: "P5031",
    title: "Bytes that later layers delete or cover",
    severity: "error",
    why: "A file that a later layer deletes still travels to every device.",
  },
  {
    id: "P5032",
    title: "Programs for other machines",
    severity: "warning",
    why: "Programs for other machines cannot run on the device and only cost bytes.",
  },
  {
    id: "P5033",
    title: "Base layers in other bytes than the base's own",
    severity: "warning",
    why: "Devices keep the layers of a base by their digests: recompressed or rebuilt ones are pulled again with every release.",
  },
];
