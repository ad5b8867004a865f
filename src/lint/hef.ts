import { readElf } from "../formats/elf.ts";
import { readDynamic } from "../formats/elf-dynamic.ts";
import { checkHefChecksum } from "../formats/hef-checksum.ts";
import {
  type HefCompilerVersion,
  hefArchitectureName,
  hefDevices,
  isHef,
  readHef,
  strictRuntimeExtension,
} from "../formats/hef.ts";
import type { FactsOf, Image, ImageLayer, LayerEntry, LayerVisitor, TreeNode } from "../layers/visitor.ts";
import { isFault } from "../values/fault.ts";
import type { Finding } from "../values/finding.ts";
import type { Accelerator, Profile } from "../values/profile.ts";
import type { RandomAccess } from "../values/random-access.ts";
import { mixedHailoFindings, versionInName } from "./hef-versions.ts";
import type { RuleEntry } from "./rule.ts";

/** Plain facts about one file, as far as Hailo's software cares. */
export type HailoFact =
  | {
      readonly kind: "model";
      readonly architecture: number;
      readonly formatVersion: number;
      readonly compiler: string;
      readonly compilerVersion: HefCompilerVersion | undefined;
      readonly strict: boolean;
      readonly extensions: readonly number[];
      readonly damaged: boolean;
    }
  | { readonly kind: "broken"; readonly why: string }
  /** Versions x.y.z of the libhailort that a program or library asks the loader for. */
  | { readonly kind: "program"; readonly needs: readonly string[]; readonly soname: string | undefined }
  /** The Python package `hailort`. */
  | { readonly kind: "wheel"; readonly version: string };

/** The rules about Hailo's software, by id. */
export const hefRules: readonly RuleEntry[] = [
  {
    id: "P5020",
    title: "HailoRT of another version than the driver's",
    severity: "error",
    why: "The driver refuses a libhailort of another version, x.y.z (HAILO_INVALID_DRIVER_VERSION), and libhailort's name holds its version.",
  },
  {
    id: "P5021",
    title: "HEF for another accelerator",
    severity: "error",
    why: "A HEF is compiled for a family of chips; HailoRT refuses it on any other (HAILO_HEF_NOT_COMPATIBLE_WITH_DEVICE).",
  },
  {
    id: "P5022",
    title: "HEF that this HailoRT cannot load",
    severity: "error",
    why: "HailoRT refuses files that are damaged, that need a newer library, or that ask for its own major and minor version and meet another (HAILO_INVALID_HEF).",
  },
  {
    id: "P5023",
    title: "Mixed Hailo software",
    severity: "error",
    why: "HailoRT 4 (Hailo-8) and 5 (Hailo-10H) exclude each other, and the Python package loads exactly the library version that it was built with.",
  },
];

/**
 * P5020 to P5023: models and libraries for a Hailo accelerator. Without an accelerator in the profile only what is wrong on any
 * device is reported: broken models, and software that contradicts itself.
 */
export function createHefLint({
  profile,
}: {
  readonly profile: Profile;
}): LayerVisitor<HailoFact, readonly Finding[]> {
  return {
    id: "hailo/1",
    wants: (entry, head) => {
      if (isHef(head)) return "whole";
      if (isElf(head)) return "whole";
      return wheelMetadata.test(entry.path) ? "whole" : "skip";
    },
    read: (entry, content) => factOf(entry, content),
    combine: (image, facts) => judge(image, facts, profile.accelerator),
  };
}

const wheelMetadata = /(?:^|\/)(?:hailort|hailo_platform)-([0-9][^/]*)\.dist-info\/METADATA$/;
const strictSince = { major: 5, minor: 1 } as const;

function isElf(head: Uint8Array): boolean {
  return head[0] === 0x7f && head[1] === 0x45 && head[2] === 0x4c && head[3] === 0x46;
}

function factOf({ path }: LayerEntry, content: RandomAccess): HailoFact | undefined {
  const wheel = wheelMetadata.exec(path)?.[1];
  if (wheel !== undefined) return { kind: "wheel", version: versionInName(wheel) ?? wheel.slice(0, 40) };
  try {
    return isHef(content.read(0, 4)) ? modelFact(content) : programFact(content);
  } catch (error) {
    if (!isFault(error, "FORMAT_CORRUPT")) throw error;
    // A broken ELF file is the concern of other rules.
    return isHef(content.read(0, 4)) ? { kind: "broken", why: error.message } : undefined;
  }
}

function modelFact(content: RandomAccess): HailoFact | undefined {
  const hef = readHef(content);
  if (hef === undefined) return undefined;
  return {
    kind: "model",
    architecture: hef.architecture,
    formatVersion: hef.formatVersion,
    compiler: hef.compiler,
    compilerVersion: hef.compilerVersion,
    strict: hef.strictRuntime,
    extensions: hef.extensions,
    damaged: checkHefChecksum(content, hef.checksum) === "wrong",
  };
}

function programFact(content: RandomAccess): HailoFact | undefined {
  const elf = readElf(content);
  const dynamic = elf === undefined ? undefined : readDynamic(elf);
  if (dynamic === undefined) return undefined;
  const needs = dynamic.needed.flatMap((name) => libraryVersion(name) ?? []);
  const soname = libraryVersion(dynamic.soname ?? "");
  return needs.length === 0 && soname === undefined ? undefined : { kind: "program", needs, soname };
}

/** `libhailort.so.5.1.1` is version 5.1.1: its CMake project sets no shorter soname. */
function libraryVersion(name: string): string | undefined {
  return /^libhailort\.so\.(\d+\.\d+\.\d+)$/.exec(name)?.[1];
}

function judge(
  image: Image,
  facts: FactsOf<HailoFact>,
  accelerator: Accelerator | undefined,
): readonly Finding[] {
  const found: { node: TreeNode; fact: HailoFact }[] = [];
  for (const node of image.tree.all()) {
    const fact = facts.of(node);
    if (fact !== undefined) found.push({ node, fact });
  }
  const single = found.flatMap(({ node, fact }) =>
    judgeFile(node, fact, accelerator).map((finding) => placed(finding, node, image.layers)),
  );
  return [
    ...single,
    ...mixedHailoFindings(found).map(([finding, node]) => placed(finding, node, image.layers)),
  ];
}

type Unplaced = Pick<Finding, "rule" | "severity" | "message"> & { readonly next: string };

function placed(finding: Unplaced, node: TreeNode, layers: readonly ImageLayer[]): Finding {
  const layer = layers[node.layer]?.digest;
  return { ...finding, file: node.path, ...(layer === undefined ? {} : { layer }) };
}

function judgeFile(
  node: TreeNode,
  fact: HailoFact,
  accelerator: Accelerator | undefined,
): readonly Unplaced[] {
  if (fact.kind === "broken")
    return [
      error(
        "P5022",
        `/${node.path} is broken: ${fact.why}; HailoRT refuses it`,
        "copy the file again from where it was compiled",
      ),
    ];
  if (fact.kind === "model") return judgeModel(node, fact, accelerator);
  if (fact.kind === "program" && accelerator !== undefined) return judgeProgram(node, fact, accelerator);
  return [];
}

function judgeProgram(
  { path }: TreeNode,
  { needs, soname }: Extract<HailoFact, { readonly kind: "program" }>,
  { hailort }: Accelerator,
): readonly Unplaced[] {
  const wrong = [...new Set([...needs, ...(soname === undefined ? [] : [soname])])].find(
    (version) => version !== hailort,
  );
  if (wrong === undefined) return [];
  return [
    error(
      "P5020",
      `/${path} is made for libhailort ${wrong}; the device has HailoRT ${hailort}, whose driver takes only its own version`,
      `install HailoRT ${hailort} in the image, or correct the profile's HailoRT version`,
    ),
  ];
}

function judgeModel(
  { path }: TreeNode,
  model: Extract<HailoFact, { readonly kind: "model" }>,
  accelerator: Accelerator | undefined,
): readonly Unplaced[] {
  if (model.damaged)
    return [
      error(
        "P5022",
        `/${path} is damaged: its checksum does not match its bytes; HailoRT refuses it`,
        "copy the file again from where it was compiled",
      ),
    ];
  if (accelerator === undefined) return [];
  const findings: Unplaced[] = [];
  const devices = hefDevices(model.architecture);
  if (!devices.includes(accelerator.device))
    findings.push(
      error(
        "P5021",
        `/${path} is compiled for ${hefArchitectureName(model.architecture)}, which runs on ${devices.join(", ") || "no device that is known"}; the device is a ${accelerator.device}`,
        `compile the model for ${accelerator.device} (Dataflow Compiler, --hw-arch)`,
      ),
    );
  const runtime = runtimeProblem(model, accelerator);
  if (runtime !== undefined)
    findings.push(
      error(
        "P5022",
        `/${path} ${runtime}`,
        `compile the model with the Dataflow Compiler that belongs to HailoRT ${accelerator.hailort}`,
      ),
    );
  return findings;
}

/** Why HailoRT of the device refuses a model, in words that go on after its path. */
function runtimeProblem(
  { strict, extensions, compiler, compilerVersion }: Extract<HailoFact, { readonly kind: "model" }>,
  { hailort }: Accelerator,
): string | undefined {
  const [major = 0, minor = 0] = hailort.split(".").map(Number);
  const newest = extensions.at(-1) ?? 0;
  const old = major < strictSince.major || (major === strictSince.major && minor < strictSince.minor);
  if (newest >= strictRuntimeExtension && old)
    return `uses extension ${newest}, which HailoRT knows since 5.1; the device has ${hailort}`;
  if (strict && (compilerVersion?.major !== major || compilerVersion.minor !== minor))
    return `was compiled by version ${compiler === "" ? "unknown" : compiler} and asks for a HailoRT of the same major and minor version; the device has ${hailort}`;
  return undefined;
}

function error(rule: string, message: string, next: string): Unplaced {
  return { rule, severity: "error", message, next };
}
