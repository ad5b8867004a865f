import { aarch64, arm, machineName } from "../../formats/elf.ts";
import type { Profile } from "../../values/profile.ts";
import { type Rule, type Verdict, named } from "../rule.ts";
import { type Binary, type Scene, isForAndroid } from "../scene.ts";
import { isIncongruent } from "./pages.ts";

const platform = "build with --platform linux/arm64 and copy arm64 binaries into the image";

/** P5001: what an image starts must be for the device's processor, whatever its config claims. */
export const architecture: Rule = {
  id: "P5001",
  title: "Binary or image for another processor",
  severity: "error",
  why: "The kernel answers 'exec format error' to a program of another architecture, whatever the image's config says.",
  check: (scene, profile) => {
    const errors = [...configVerdicts(scene), ...brokenVerdicts(scene), ...fileVerdicts(scene, profile)];
    return errors.length > 0 ? errors : wholeVerdicts(scene, profile);
  },
};

function configVerdicts({ image }: Scene): readonly Verdict[] {
  const { os, architecture, variant } = image.config;
  const error = (message: string): readonly Verdict[] => [{ severity: "error", message, next: platform }];
  if (os !== "linux" || architecture !== "arm64")
    return error(`the image is ${os}/${architecture}; a Raspberry Pi 5 runs linux/arm64`);
  if (variant !== "" && variant !== "v8")
    return error(`the image is linux/arm64/${variant}; a Raspberry Pi 5 only takes arm64 or arm64/v8`);
  return [];
}

function brokenVerdicts({ broken }: Scene): readonly Verdict[] {
  return broken
    .filter(({ reach }) => reach !== "present")
    .map(({ node, reach }) => ({
      severity: reach === "started" ? "error" : "warning",
      message: `${named({ node, reach })} is a broken ELF file`,
      next: "build or copy the file again: it is cut short or damaged",
      node,
    }));
}

function fileVerdicts(scene: Scene, profile: Profile): readonly Verdict[] {
  return foreignOf(scene, profile)
    .filter(({ reach }) => reach !== "present")
    .map((binary) => ({
      // An image with an emulator may have programs for it on purpose.
      severity: scene.hasEmulator && binary.reach === "ready" ? "warning" : "error",
      message: `${named(binary)} is built for ${kindOf(binary)}`,
      next: platform,
      node: binary.node,
    }));
}

/** Where nothing reached is foreign: an image without any program of its own, or one notice about files of others. */
function wholeVerdicts(scene: Scene, profile: Profile): readonly Verdict[] {
  const files = foreignOf(scene, profile).filter(({ node }) => !isPrebuilt(node.path));
  const [first] = files;
  if (first === undefined) return [];
  const programs = scene.binaries.filter(({ fact, node }) => fact.loadable && !isPrebuilt(node.path));
  if (files.length === programs.length)
    return [
      {
        severity: "error",
        message: `none of the ${programs.length} programs in the image is arm64: /${first.node.path} is built for ${kindOf(first)}`,
        next: platform,
        node: first.node,
      },
    ];
  const others = files.length === 1 ? "" : ` and ${files.length - 1} more`;
  return [
    {
      severity: "notice",
      message: `/${first.node.path}${others} cannot run on the device: built for ${kindOf(first)}`,
      next: "leave files for other processors out of the image: each device downloads them",
      node: first.node,
    },
  ];
}

function foreignOf({ binaries }: Scene, profile: Profile): readonly Binary[] {
  return binaries.filter((binary) => {
    const { machine, bits, bigEndian, loadable } = binary.fact;
    if (!loadable || isForAndroid(binary)) return false;
    if (machine === arm) return bigEndian || !profile.arm32;
    return machine !== aarch64 || bits !== 64 || bigEndian;
  });
}

// npm packages carry builds for every platform and pick one when they start.
function isPrebuilt(path: string): boolean {
  return /(^|\/)(node_modules|prebuilds)\//.test(path);
}

function kindOf({ fact }: Binary): string {
  const order = fact.bigEndian && (fact.machine === aarch64 || fact.machine === arm) ? " (big-endian)" : "";
  const width = fact.machine === aarch64 && fact.bits === 32 ? " (ILP32)" : "";
  return `${machineName(fact.machine)}${order}${width}`;
}

/** P5013: 32-bit Arm programs run, but only where they are built for the pages of the kernel. */
export const arm32: Rule = {
  id: "P5013",
  title: "32-bit Arm program",
  severity: "warning",
  why: "The kernel runs 32-bit Arm programs in 16 KiB pages, for which most of them are not built; newer devices drop them.",
  check: ({ binaries }, profile) =>
    binaries
      .filter((binary) => binary.fact.machine === arm && profile.arm32 && !binary.fact.bigEndian)
      .filter((binary) => binary.fact.loadable && binary.reach !== "present" && !isForAndroid(binary))
      .map((binary) => ({
        severity: isIncongruent(binary.fact, profile.pageSize) ? "warning" : "notice",
        message: `${named(binary)} is a 32-bit Arm program${floatOf(binary)}`,
        next: "use the arm64 build of it",
        node: binary.node,
      })),
};

function floatOf({ fact }: Binary): string {
  return fact.float === undefined ? "" : ` (${fact.float} float)`;
}
