import { baseName } from "../loading.ts";
import { findProgram, interpreterWords, isExecutable } from "../programs.ts";
import { type Rule, type Verdict, named } from "../rule.ts";
import type { Scene, Script } from "../scene.ts";

/** P5015: what the kernel checks before a program's first instruction. */
export const startable: Rule = {
  id: "P5015",
  title: "Entrypoint or script that cannot be started",
  severity: "error",
  why: "The container ends at once when its entrypoint is missing, not executable, or a script without its interpreter.",
  check: (scene) => [
    ...entrypointVerdicts(scene),
    ...scene.scripts
      .filter((script) => script.reach !== "present")
      .flatMap((script) => scriptVerdicts(script, scene)),
  ],
};

function entrypointVerdicts(scene: Scene): readonly Verdict[] {
  const first = scene.started.find(({ executed }) => executed);
  if (first === undefined || first.word === "") return [];
  const { word, node } = first;
  const error = (message: string, next: string): readonly Verdict[] => [
    { severity: "error", message, next, node },
  ];
  if (node === undefined)
    return error(
      `the image starts ${JSON.stringify(word)}, which is not in it`,
      "copy the program into the image, or correct ENTRYPOINT and CMD (an exec form needs a program, no shell syntax)",
    );
  if (!isExecutable(node))
    return error(
      `/${node.path}, which the image starts, is not executable`,
      `add RUN chmod +x /${node.path}, or COPY --chmod=755`,
    );
  const isKnown =
    scene.binaries.some((one) => isSame(one.node, node)) ||
    scene.scripts.some((one) => isSame(one.node, node)) ||
    scene.broken.some((one) => isSame(one.node, node));
  if (isKnown) return [];
  return error(
    `/${node.path}, which the image starts, is neither an ELF program nor a script with #! in its first line`,
    "write #!/bin/sh or another interpreter into its first line, with no mark before it",
  );
}

function isSame(left: Scene["binaries"][number]["node"], right: typeof left): boolean {
  const [a, b] = [left.content ?? left, right.content ?? right];
  return a.layer === b.layer && a.index === b.index;
}

function scriptVerdicts(script: Script, scene: Scene): readonly Verdict[] {
  const { fact, node, reach } = script;
  const verdict = (message: string, next: string): readonly Verdict[] => [
    { severity: reach === "started" ? "error" : "warning", message, next, node },
  ];
  if (fact.carriageReturn)
    return verdict(
      `${named(script)} ends its first line as Windows does, and the kernel looks for ${JSON.stringify(`${lastWord(fact)}\r`)}`,
      "save it with LF line ends (.gitattributes: *.sh text eol=lf)",
    );
  const missing = interpreterWords(fact.interpreter, fact.argument).find(
    (word, index) => !isThere(scene, word, index === 0),
  );
  if (missing === undefined) return [];
  return verdict(
    `${named(script)} needs the interpreter ${missing === "" ? "that its first line should name" : missing}, which is not in the image`,
    missing === ""
      ? "name an interpreter after #!"
      : `install ${baseName(missing)}, or name another interpreter`,
  );
}

function isThere(scene: Scene, word: string, isInterpreter: boolean): boolean {
  // The kernel does not search PATH, env does.
  if (isInterpreter && !word.startsWith("/")) return false;
  return findProgram(scene.image, word) !== undefined;
}

function lastWord({ interpreter, argument }: Script["fact"]): string {
  return argument === "" ? interpreter : argument;
}
