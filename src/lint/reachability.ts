import { aarch64, arm } from "../formats/elf.ts";
import type { FactsOf, Image, TreeNode } from "../layers/visitor.ts";
import type { BinaryFact, ElfFact } from "./binary-facts.ts";
import { findCLibraries, loaderOf } from "./c-libraries.ts";
import { type LibrarySearch, createLibrarySearch } from "./libraries.ts";
import { type LoadStep, baseName, elfAt, isJudged, loadObject } from "./loading.ts";
import {
  environmentOf,
  fileAt,
  findProgram,
  interpreterWords,
  isExecutable,
  pathFolders,
  startedWords,
} from "./programs.ts";
import type { Binary, CLibraries, Link, Reach, Scene } from "./scene.ts";

type MadeLink = LoadStep & Pick<Link, "byProgram" | "libc">;

type Survey = {
  readonly image: Image;
  readonly facts: FactsOf<BinaryFact>;
  readonly search: LibrarySearch;
  readonly libraries: CLibraries;
  /** By identity of the file. */
  readonly reached: Map<string, Reach>;
  /** By identity of what asks and the name that it asks for. */
  readonly links: Map<string, MadeLink>;
  /** What was followed already, and how far. */
  readonly followed: Set<string>;
};

const emulators = /^(qemu-(x86_64|i386|arm)(-static)?|box64|box86|FEXInterpreter|FEXLoader)$/;
const foreignFolder = /(^|\/)(x86_64|i[3-6]86|powerpc64le|riscv64|s390x|mips\w*)-linux-(gnu|musl)\w*\//;
const ranks = { started: 2, ready: 1, present: 0 };

/** Finds out what an image starts, what that loads, and what lies ready to be started (facts of wantsBinary and readBinary). */
export function surveyImage(image: Image, facts: FactsOf<BinaryFact>): Scene {
  const libraries = findCLibraries(image, facts);
  const search = createLibrarySearch(image, facts);
  const survey: Survey = {
    image,
    facts,
    search,
    libraries,
    reached: new Map(),
    links: new Map(),
    followed: new Set(),
  } as const;
  const started = startedWords(image);
  for (const { node } of started) if (node !== undefined) reachProgram(survey, node, "started");
  for (const name of (environmentOf(image, "LD_PRELOAD") ?? "").split(/[\s:]+/)) {
    const node = name.startsWith("/") ? fileAt(image.tree, name) : undefined;
    if (node !== undefined) reachProgram(survey, node, "started");
  }
  for (const node of filesIn(image, pathFolders(image)))
    if (isExecutable(node)) reachProgram(survey, node, "ready");
  for (const node of lyingLibraries(survey)) {
    const fact = elfAt(facts, node);
    if (fact === undefined || (fact.machine !== aarch64 && foreignFolder.test(node.path))) continue;
    mark(survey, node, "ready");
    if (isJudged(fact)) follow(survey, node, fact, { reach: "ready", byProgram: false });
  }
  return assemble(survey, started);
}

/** Gives a file its reach; false when it had that much before. */
function mark({ reached }: Survey, node: TreeNode, reach: Reach): boolean {
  const before = reached.get(identity(node));
  if (before !== undefined && ranks[before] >= ranks[reach]) return false;
  reached.set(identity(node), reach);
  return true;
}

/** Marks a file, the interpreters behind it and every library that they load. */
function reachProgram(survey: Survey, start: TreeNode, reach: Reach): void {
  const open = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const fact = survey.facts.of(node);
    mark(survey, node, reach);
    if (fact?.kind === "script" && isNew(survey, node, reach))
      for (const word of interpreterWords(fact.interpreter, fact.argument)) {
        const next = findProgram(survey.image, word);
        if (next !== undefined) open.push(next);
      }
    if (fact?.kind === "elf" && isJudged(fact)) follow(survey, node, fact, { reach, byProgram: true });
  }
}

/** True the first time that a file is asked about with a purpose. */
function isNew({ followed }: Survey, node: TreeNode, purpose: string): boolean {
  const key = `${identity(node)} ${purpose}`;
  if (followed.has(key)) return false;
  followed.add(key);
  return true;
}

function follow(
  survey: Survey,
  node: TreeNode,
  fact: ElfFact,
  how: { readonly reach: Reach; readonly byProgram: boolean },
): void {
  const { image, facts, search, libraries } = survey;
  if (fact.android || !isNew(survey, node, `${how.reach} ${how.byProgram}`)) return;
  const libc = loaderOf(fact, libraries);
  const loader = fact.interpreter === undefined ? undefined : fileAt(image.tree, fact.interpreter);
  // Without its loader a program loads nothing: that is told, and not each library beside it.
  if (fact.interpreter !== undefined && loader === undefined) return;
  if (loader !== undefined) mark(survey, loader, how.reach);
  for (const step of loadObject(image, facts, search, { node, fact, libc })) {
    if (step.to !== undefined && how.byProgram) mark(survey, step.to, how.reach);
    keep(survey, { ...step, byProgram: how.byProgram, libc });
  }
}

// What is asked for by a program counts before what a library that merely lies there asks for, a failure before a success.
function keep({ links }: Survey, link: MadeLink): void {
  const key = `${identity(link.from)} ${link.name}`;
  const before = links.get(key);
  const isBetter =
    before === undefined ||
    (link.byProgram && (!before.byProgram || (before.to !== undefined && link.to === undefined)));
  if (isBetter) links.set(key, link);
}

function assemble(survey: Survey, started: Scene["started"]): Scene {
  const { image, facts, libraries } = survey;
  const binaries = new Map<string, Binary>();
  const scripts: Scene["scripts"][number][] = [];
  const broken: Scene["broken"][number][] = [];
  const packages: Scene["packages"][number][] = [];
  for (const node of image.tree.all()) {
    const fact = node.content === undefined ? undefined : facts.of(node);
    const key = identity(node);
    const reach = survey.reached.get(key) ?? "present";
    if (fact?.kind === "elf" && !binaries.has(key)) binaries.set(key, { node, fact, reach });
    else if (fact?.kind === "script") scripts.push({ node, fact, reach });
    else if (fact?.kind === "broken") broken.push({ node, reach });
    else if (fact?.kind === "package") packages.push({ node, fact });
  }
  const links = [...survey.links.values()].flatMap((link): readonly Link[] => {
    const from = binaries.get(identity(link.from));
    const to = link.to === undefined ? undefined : binaries.get(identity(link.to));
    return from === undefined ? [] : [{ ...link, from, to }];
  });
  const hasEmulator = [...binaries.values()].some(
    ({ node, reach }) => reach !== "present" && emulators.test(baseName(node.path)),
  );
  const known = { image, tree: image.tree, started, libraries, hasEmulator };
  return { ...known, binaries: [...binaries.values()], scripts, broken, packages, links };
}

/** Hard links to the same bytes are one file. */
function identity(node: TreeNode): string {
  const { layer, index } = node.content ?? node;
  return `${layer}:${index}`;
}

function filesIn(image: Image, folders: readonly string[]): readonly TreeNode[] {
  return folders.flatMap((folder) =>
    image.tree.names(folder).flatMap((name) => fileAt(image.tree, `${folder}/${name}`) ?? []),
  );
}

function lyingLibraries({ image, search, libraries }: Survey): readonly TreeNode[] {
  const kind = libraries.hasMusl && !libraries.hasGlibc ? "musl" : "glibc";
  const folders = new Set([...search.folders(aarch64, kind), ...search.folders(arm, kind)]);
  return [...folders].flatMap((folder) =>
    image.tree
      .names(folder)
      .filter((name) => /\.so($|\.)/.test(name))
      .flatMap((name) => fileAt(image.tree, `${folder}/${name}`) ?? []),
  );
}
