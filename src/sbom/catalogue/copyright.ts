import { readParagraphs } from "../../formats/deb822.ts";
import { type Cataloguer, distinct, endsAt, fileName, textOf } from "./cataloguer.ts";

/** Licences in the copyright files of Debian packages; it makes no components. */
export const copyrightCataloguer: Cataloguer<readonly string[]> = {
  name: "copyright",
  maximumBytes: 16 * 1024 * 1024,
  wants: (path) =>
    fileName(path) === "copyright" && endsAt(path.split("/").slice(0, -2).join("/"), "share/doc"),
  read: (_, content) => {
    const licences = readCopyright(textOf(content));
    return licences.length === 0 ? undefined : licences;
  },
  components: () => [],
};

const maximumLicences = 500;
const longestSynopsis = 1000;

/**
 * The licences that a copyright file names, sorted: in the machine-readable form (DEP-5) those that its files have, else the
 * common licences of Debian that it points to.
 */
export function readCopyright(text: string): readonly string[] {
  const named = machineReadable(text);
  return named.length > 0 ? named : commonLicences(text);
}

function machineReadable(text: string): readonly string[] {
  if (!/^Format(?:-Specification)?:/im.test(text.slice(0, 2000))) return [];
  const [ofFiles, others]: [string[], string[]] = [[], []];
  for (const fields of readParagraphs(text)) {
    const synopsis = fields.get("license")?.split("\n")[0]?.trim() ?? "";
    if (synopsis === "" || synopsis.length > longestSynopsis) continue;
    // Paragraphs with a licence alone give the text of one that files name, often as a part of an expression.
    (fields.has("files") ? ofFiles : others).push(synopsis);
  }
  const licences = distinct(ofFiles.length > 0 ? ofFiles : others);
  return licences.toSorted().slice(0, maximumLicences);
}

function commonLicences(text: string): readonly string[] {
  const names = new Set<string>();
  for (const found of text.matchAll(/\/usr\/share\/common-licenses\/([A-Za-z0-9][A-Za-z0-9.+-]{0,60})/g))
    names.add((found[1] ?? "").replace(/[.-]+$/, ""));
  return [...names].sort();
}
