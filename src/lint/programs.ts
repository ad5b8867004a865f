import type { Image, ImageTree, TreeNode } from "../layers/visitor.ts";

/** A word of what the image starts, and the file that it names, if any. */
export type StartedWord = {
  readonly word: string;
  readonly node: TreeNode | undefined;
  /** True for the word that the kernel is asked to execute; the others are arguments, which may name programs too. */
  readonly executed: boolean;
};

const usualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Folders of PATH as the image sets it, else as runtimes do. */
export function pathFolders(image: Image): readonly string[] {
  return (environmentOf(image, "PATH") ?? usualPath).split(":").filter((folder) => folder.startsWith("/"));
}

/** The value of an environment variable of the image, or undefined. */
export function environmentOf(image: Image, name: string): string | undefined {
  return image.config.environment
    .findLast((variable) => variable.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

/** Entrypoint, command and health check word by word; the text of `sh -c` is taken apart, so that what it runs is found. */
export function startedWords(image: Image): readonly StartedWord[] {
  const { entrypoint, command, healthcheck } = image.config;
  const [kind, ...check] = healthcheck;
  const checked = kind === "CMD" || kind === "CMD-SHELL" ? check : [];
  return [
    ...[...entrypoint, ...command].flatMap((word, index) => wordsOf(image, word, index === 0)),
    ...checked.flatMap((word) => wordsOf(image, word, false)),
  ];
}

function wordsOf(image: Image, word: string, executed: boolean): readonly StartedWord[] {
  const whole = { word, node: findProgram(image, word), executed };
  if (executed || !/[\s;&|()]/.test(word)) return [whole];
  const parts = word.split(/[\s;&|()<>"'`]+/).filter((part) => part !== "" && part.length < 4096);
  return parts.map((part) => ({ word: part, node: findProgram(image, part), executed: false }));
}

/** The file that a word names to exec: by path from the working directory, else by PATH, executable files first. */
export function findProgram(image: Image, word: string): TreeNode | undefined {
  if (word === "") return undefined;
  const { tree, config } = image;
  if (word.includes("/"))
    return fileAt(tree, word.startsWith("/") ? word : `${config.workingDirectory || "/"}/${word}`);
  const found = pathFolders(image).flatMap((folder) => fileAt(tree, `${folder}/${word}`) ?? []);
  return found.find(isExecutable) ?? found[0];
}

/** The regular file at the end of a path's links. */
export function fileAt(tree: ImageTree, path: string): TreeNode | undefined {
  const node = tree.resolve(path);
  return node?.content === undefined ? undefined : node;
}

/** True when anybody may execute a file. */
export function isExecutable(node: TreeNode): boolean {
  return ((node.content ?? node).entry.mode & 0o111) !== 0;
}

/** What a script's first line starts: its interpreter, and with `env` the program that env looks up. */
export function interpreterWords(interpreter: string, argument: string): readonly string[] {
  if (!/(^|\/)env$/.test(interpreter)) return [interpreter];
  const words = argument.split(/\s+/).filter((word) => word !== "");
  const program = words.find((word) => !word.startsWith("-") && !word.includes("="));
  return program === undefined ? [interpreter] : [interpreter, program];
}
