// Every YAML text of the repository that GitHub, or a user who copies it, will run.
import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

export type TextFile = { readonly name: string; readonly text: string };

/** Workflows: our own CI, the reusable ones and the copy-ready callers. */
export async function workflowFiles(): Promise<readonly TextFile[]> {
  const names: string[] = [];
  for (const folder of [".github/workflows", "workflows"])
    for (const name of await readdir(path.join(root, folder)).catch(() => []))
      if (/\.ya?ml$/.test(name)) names.push(`${folder}/${name}`);
  return Promise.all(names.sort().map(read));
}

/** The action.yml files as they are on disk. */
export async function actionFiles(): Promise<readonly TextFile[]> {
  const folders = (await readdir(path.join(root, "actions"))).sort();
  return Promise.all(
    folders
      .map((name) => `actions/${name}/action.yml`)
      .filter((name) => existsSync(path.join(root, name)))
      .map(read),
  );
}

export type Example = TextFile & { readonly line: number };

/** The YAML code blocks of the pages that tell people how to use the actions. */
export async function examples(): Promise<readonly Example[]> {
  const pages = ["README.md", "SECURITY.md", "CONTRIBUTING.md"];
  for (const folder of ["actions", "docs", "workflows"])
    for (const entry of await readdir(path.join(root, folder), { recursive: true }).catch(() => []))
      if (entry.endsWith(".md")) pages.push(`${folder}/${entry}`);
  const found: Example[] = [];
  for (const page of pages.filter((name) => existsSync(path.join(root, name))).sort()) {
    const { text } = await read(page);
    for (const match of text.matchAll(/^```ya?ml\n([\s\S]*?)^```$/gm))
      found.push({
        name: page,
        text: match[1] ?? "",
        line: text.slice(0, match.index).split("\n").length + 1,
      });
  }
  return found;
}

export async function read(name: string): Promise<TextFile> {
  return { name, text: await readFile(path.join(root, name), "utf8") };
}
