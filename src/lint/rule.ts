import type { TreeNode } from "../layers/visitor.ts";
import type { Finding } from "../values/finding.ts";
import type { Profile } from "../values/profile.ts";
import type { Binary, Reach, Scene } from "./scene.ts";

/** What documentation and reports print about a rule. */
export type RuleEntry = {
  /** `P` and four digits. */
  readonly id: string;
  /** What is found, as a noun and what qualifies it: "Missing shared library". */
  readonly title: string;
  /** The gravest severity that it gives. */
  readonly severity: Finding["severity"];
  /** Why it matters, in one line. */
  readonly why: string;
};

/** A rule of the lint: its entry, and what it finds in an image. */
export type Rule = RuleEntry & {
  readonly check: (scene: Scene, profile: Profile) => readonly Verdict[];
};

/** A finding before it has its rule and its place. */
export type Verdict = {
  readonly severity: Finding["severity"];
  readonly message: string;
  readonly next: string;
  readonly node?: TreeNode | undefined;
};

/** An error for what the image starts or has ready; a warning for a file that merely is there. */
export function byReach(reach: Reach): "error" | "warning" {
  return reach === "present" ? "warning" : "error";
}

/** How a message names a file: with its path, and whether it matters to what is started. */
export function named(file: Pick<Binary, "node" | "reach"> & { readonly fact?: object }): string {
  const { node, reach, fact } = file;
  if (reach === "ready") return `/${node.path}`;
  if (reach === "present") return `/${node.path}, which nothing that is started is seen to load,`;
  return `/${node.path}, which the image ${fact !== undefined && "soname" in fact ? "loads" : "starts"},`;
}

/** Bytes of a page as people write them. */
export function pageName(bytes: number): string {
  return bytes % 1024 === 0 ? `${bytes / 1024} KiB` : `${bytes} bytes`;
}

/** True for split debug files: they have the headers of a program, and nothing loads them. */
export function isDebugFile({ node }: Pick<Binary, "node">): boolean {
  return /(^|\/)usr\/lib\/debug\//.test(node.path);
}
