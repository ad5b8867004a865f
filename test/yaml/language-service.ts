// GitHub's own parser of workflows and action.yml files, run in this process.
import { readFile } from "node:fs/promises";
import { registerHooks } from "node:module";
import path from "node:path";
import { TextDocument } from "vscode-languageserver-textdocument";
import { root } from "./documents.ts";

// Its modules import JSON without the attribute that Node asks for.
registerHooks({
  resolve: (specifier, context, next) => {
    const found = next(specifier, context);
    return found.url.endsWith(".json") ? { ...found, importAttributes: { type: "json" } } : found;
  },
});
const service = await import("@actions/languageservice");

/** Declared inputs of an action of ours, by its folder's name; undefined for others. */
export type DeclaredInputs = (
  action: string,
) => Readonly<Record<string, { readonly description: string; readonly required: boolean }>> | undefined;

const own = { owner: "pi5-fleet", name: "pi5-fleet-actions" };

let asked = 0;

/** What the parser says about a file: message and line. `inputs` lets it check `with:` of our own actions. */
export async function diagnose(name: string, text: string, inputs: DeclaredInputs): Promise<string[]> {
  asked += 1;
  const document = TextDocument.create(
    // It remembers what it parsed by address.
    `file:///repo-${asked}/${name}`,
    name.endsWith("action.yml") ? "github-actions-action" : "github-actions-workflow",
    1,
    text,
  );
  const found = await service.validate(document, {
    // What `$/path` and `./path` name.
    fileProvider: {
      getFileContent: async (file) => ({
        name: file.path,
        content: await readFile(path.join(root, file.path), "utf8"),
      }),
    },
    actionsMetadataProvider: {
      fetchActionMetadata: async (action) => {
        // Actions of others are pinned by commit; what inputs they declare there is not in this repository.
        if (action.owner !== own.owner || action.name !== own.name) return { name: "", description: "" };
        const declared = inputs(action.path?.replace(/^actions\//, "") ?? "");
        return declared === undefined
          ? undefined
          : { name: action.path ?? "", description: "", inputs: declared };
      },
    },
  });
  return found.map(
    ({ message, range }) =>
      `${name}:${range.start.line + 1}: ${typeof message === "string" ? message : message.value}`,
  );
}

// The parser's newest release is older than this key (September 2026).
const unknownYet = /: Unexpected value 'cache-mode'$/;

/** The diagnoses that are not about keys which this release of the parser is too old to know. */
export function serious(diagnoses: readonly string[]): string[] {
  return diagnoses.filter((text) => !unknownYet.test(text));
}
