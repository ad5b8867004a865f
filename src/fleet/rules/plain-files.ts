import type { Finding } from "../../values/finding.ts";
import { classifyPath } from "../paths.ts";
import { type ChangeView, violation } from "./change-view.ts";

/**
 * In the managed folders there are plain files only, whoever brought them: a link or a submodule reads as absent here, while Flux
 * or a checkout would follow it.
 */
export async function checkPlainFiles(view: ChangeView): Promise<readonly Finding[]> {
  const specials = (await view.head.tree.specials?.()) ?? new Map<string, string>();
  return [...specials].flatMap(([path, special]) => {
    const { kind } = classifyPath(path);
    if (kind === "other" || kind === "automation") return [];
    const article = special === "executable file" ? "an" : "a";
    return [
      violation(
        "not-a-file",
        path,
        `${path} is ${article} ${special}; only plain files belong there`,
        special === "executable file" ? `git update-index --chmod=-x ${path}` : "replace it by a file",
      ),
    ];
  });
}
