// Starters: three-line shell scripts that set what a program needs, so that it works from any environment.
import { existsSync } from "node:fs";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

export type Starter = {
  readonly exports?: Readonly<Record<string, string>>;
  /** Set before what the caller has in the same variable: search paths. */
  readonly before?: Readonly<Record<string, string>>;
  /** Where the caller has not set the variable: the first of these files that can be read. */
  readonly files?: Readonly<Record<string, readonly string[]>>;
  readonly command: readonly string[];
};

/** Writes an executable script that exports the values and becomes the command with the caller's arguments. */
export async function writeStarter(file: string, starter: Starter): Promise<void> {
  const lines = ["#!/bin/sh"];
  for (const [name, value] of Object.entries(starter.before ?? {})) {
    lines.push(`export ${name}=${quoted(value)}"\${${name}:+:$${name}}"`);
  }
  for (const [name, value] of Object.entries(starter.exports ?? {}))
    lines.push(`export ${name}=${quoted(value)}`);
  for (const [name, choices] of Object.entries(starter.files ?? {})) {
    for (const file of choices) {
      lines.push(
        `if [ -z "\${${name}:-}" ] && [ -r ${quoted(file)} ]; then export ${name}=${quoted(file)}; fi`,
      );
    }
  }
  lines.push(`exec ${starter.command.map(quoted).join(" ")} "$@"`, "");
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, lines.join("\n"));
  await chmod(file, 0o755);
}

/** A word that the shell reads as it is. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The library folders of an unpacked Debian tree, as a search path. */
export function libraryPath(tree: string): string {
  const triples = ["x86_64-linux-gnu", "aarch64-linux-gnu"];
  const folders = ["usr/lib", "lib"].flatMap((folder) =>
    triples.map((triple) => path.join(tree, folder, triple)),
  );
  return folders.filter((folder) => existsSync(folder)).join(":");
}
