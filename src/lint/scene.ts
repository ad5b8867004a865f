import type { Image, ImageTree, TreeNode } from "../layers/visitor.ts";
import type { ElfFact, PackageFact, ScriptFact } from "./binary-facts.ts";
import type { StartedWord } from "./programs.ts";

/**
 * How near a file is to running: what entrypoint, command or health check start and load; what lies ready for them on PATH and in
 * the loader's folders, with all that it loads; and the rest.
 */
export type Reach = "started" | "ready" | "present";

export type Binary = { readonly node: TreeNode; readonly fact: ElfFact; readonly reach: Reach };
export type Script = { readonly node: TreeNode; readonly fact: ScriptFact; readonly reach: Reach };
export type BrokenFile = { readonly node: TreeNode; readonly reach: Reach };
export type NamedPackage = { readonly node: TreeNode; readonly fact: PackageFact };

/** One library that an object asks for. */
export type Link = {
  readonly from: Binary;
  readonly name: string;
  readonly to: Binary | undefined;
  /** A file of that name for another machine, where no right one is. */
  readonly foreign: TreeNode | undefined;
  /** True when a program's own loading asks for it; false when `from` merely lies in one of the loader's folders. */
  readonly byProgram: boolean;
  /** The C library whose loader does the loading. */
  readonly libc: Libc;
};

export type Libc = "glibc" | "musl";

/** The C libraries of an image. */
export type CLibraries = {
  /** The newest symbol version of glibc, such as 2.36; undefined without one. */
  readonly glibc: string | undefined;
  readonly hasGlibc: boolean;
  readonly hasMusl: boolean;
  /** musl's stand-in for programs of glibc. */
  readonly hasGcompat: boolean;
};

/** What the rules judge: an image's programs, scripts and libraries, and how they hang together. */
export type Scene = {
  readonly image: Image;
  readonly tree: ImageTree;
  readonly started: readonly StartedWord[];
  /** Sorted by path; a file with several hard links stands here once. */
  readonly binaries: readonly Binary[];
  readonly scripts: readonly Script[];
  readonly broken: readonly BrokenFile[];
  readonly packages: readonly NamedPackage[];
  readonly links: readonly Link[];
  readonly libraries: CLibraries;
  /** True when the image brings a program that runs foreign ones (qemu, box64, FEX). */
  readonly hasEmulator: boolean;
};

/** True for files that are for Android: npm packages carry them, and Linux never loads them. */
export function isForAndroid({ fact, node }: Pick<Binary, "fact" | "node">): boolean {
  return (
    fact.android ||
    fact.interpreter?.startsWith("/system/bin/linker") === true ||
    /(^|\/)(android|prebuilds\/android)-(arm|arm64|x64|ia32)\//.test(node.path)
  );
}
