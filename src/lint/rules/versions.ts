import type { TreeNode } from "../../layers/visitor.ts";
import type { Profile } from "../../values/profile.ts";
import { compareVersions, knownBadFor, versionInPath } from "../known-bad.ts";
import { type Rule, type Verdict, named } from "../rule.ts";
import { type Scene, isForAndroid } from "../scene.ts";

/** P5012: versions that are known to fail though no file shows it. */
export const knownBadVersion: Rule = {
  id: "P5012",
  title: "Version that is known to fail on the device",
  severity: "warning",
  why: "Some releases fail on these devices in ways that no header shows; the table names the reports.",
  check: (scene, profile) => [
    ...scene.packages
      .filter(({ node }) => isPackage(node.path, scene))
      .flatMap(({ node, fact }) => verdicts(fact.name, fact.version, node, profile)),
    ...[...scene.tree.all()].flatMap((node) => {
      const found = node.entry.type === "file" ? versionInPath(node.path) : undefined;
      return found === undefined ? [] : verdicts(found.name, found.version, node, profile);
    }),
  ],
};

function verdicts(name: string, version: string, node: TreeNode, profile: Profile): readonly Verdict[] {
  return knownBadFor(name, version, profile).map((bad) => ({
    severity: "warning",
    message: `${name} ${version} in /${node.path} is known to fail on the device: it ${bad.why} (${bad.report})`,
    next: bad.next,
    node,
  }));
}

// An unpacked Electron tells its version in a file of that name, beside Chromium's resources.
function isPackage(path: string, { tree }: Scene): boolean {
  if (!/(^|\/)version$/.test(path)) return true;
  return tree.get(path.replace(/version$/, "chrome_100_percent.pak")) !== undefined;
}

/** P5014: the oldest kernel that a program was built for. */
export const kernelVersion: Rule = {
  id: "P5014",
  title: "Program for a newer kernel",
  severity: "warning",
  why: "A program whose ABI note names a newer kernel may use system calls that the device's kernel does not have.",
  check: ({ binaries }, profile) =>
    binaries.flatMap((binary) => {
      const { kernel } = binary.fact;
      if (kernel === undefined || binary.reach === "present" || isForAndroid(binary)) return [];
      if (compareVersions(kernel, profile.kernel) <= 0) return [];
      return [
        {
          severity: "warning",
          message: `${named(binary)} is built for Linux ${kernel} or newer; the device has ${profile.kernel}`,
          next: "take a build for older kernels, or name the device's kernel in a profile of your own",
          node: binary.node,
        },
      ];
    }),
};
