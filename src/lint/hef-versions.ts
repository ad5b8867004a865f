import type { TreeNode } from "../layers/visitor.ts";
import type { HailoFact } from "./hef.ts";

type Seen = { readonly node: TreeNode; readonly fact: HailoFact };
type Mixed = readonly [
  finding: {
    readonly rule: "P5023";
    readonly severity: "error";
    readonly message: string;
    readonly next: string;
  },
  node: TreeNode,
];
type Library = { readonly version: string; readonly node: TreeNode };

/** The x.y.z at the start of a version such as `5.1.1` or `4.20.0-1`, or undefined. */
export function versionInName(text: string): string | undefined {
  return /^(\d+\.\d+\.\d+)(?![\d.])/.exec(text)?.[1];
}

/** P5023: libraries of two major versions in one image, and a Python package without the library of its version. */
export function mixedHailoFindings(found: readonly Seen[]): readonly Mixed[] {
  const libraries = found.flatMap(({ node, fact }) => {
    const version = fact.kind === "program" ? fact.soname : undefined;
    return version === undefined ? [] : [{ node, version }];
  });
  return [...majorsMixed(libraries), ...wheelsWithout(found, libraries)];
}

function majorsMixed(libraries: readonly Library[]): readonly Mixed[] {
  const old = libraries.find(({ version }) => version.startsWith("4."));
  const current = libraries.find(({ version }) => version.startsWith("5."));
  if (old === undefined || current === undefined) return [];
  return [
    [
      {
        rule: "P5023",
        severity: "error",
        message: `the image has libhailort ${old.version} (/${old.node.path}) and ${current.version} (/${current.node.path}): one is for Hailo-8, the other for Hailo-10H, and they do not work side by side`,
        next: "install the HailoRT of one device only",
      },
      old.node,
    ],
  ];
}

function wheelsWithout(found: readonly Seen[], libraries: readonly Library[]): readonly Mixed[] {
  const versions = new Set(libraries.map(({ version }) => version));
  if (versions.size === 0) return [];
  return found.flatMap(({ node, fact }): readonly Mixed[] => {
    if (fact.kind !== "wheel" || versions.has(fact.version)) return [];
    return [
      [
        {
          rule: "P5023",
          severity: "error",
          message: `the Python package hailort ${fact.version} (/${node.path}) loads the libhailort of its own version; the image has ${[...versions].sort().join(", ")}`,
          next: "install the wheel and the library of one HailoRT release",
        },
        node,
      ],
    ];
  });
}
