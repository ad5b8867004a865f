import { linesOf } from "./deb822.ts";

/** Header fields of a Python package's metadata; names in lower case, every value of a field that comes several times. */
export type PythonMetadata = ReadonlyMap<string, readonly string[]>;

const maximumFields = 20_000;

/**
 * Reads the header of METADATA or PKG-INFO (core metadata specification: an e-mail header), up to the first empty line. Total:
 * lines that are no fields are passed over.
 */
export function readPythonMetadata(text: string): PythonMetadata {
  const fields = new Map<string, string[]>();
  let value: string[] | undefined;
  let count = 0;
  for (const line of linesOf(text)) {
    count += 1;
    if (line === "" || count > maximumFields) break;
    if (line.startsWith(" ") || line.startsWith("\t")) {
      // Indented by eight blanks, or by blanks and a bar, as setuptools and older tools fold them.
      if (value !== undefined) value[value.length - 1] += `\n${line.replace(/^\s+\|?/, "")}`;
      continue;
    }
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    value = fields.get(name) ?? [];
    value.push(line.slice(colon + 1).trim());
    fields.set(name, value);
  }
  return fields;
}

/** A requirement's package name; undefined for one that only an extra asks for, and for what is no requirement. */
export function requiredPackage(requirement: string): string | undefined {
  const [wanted = "", marker = ""] = requirement.split(";", 2);
  if (/\bextra\s*==/.test(marker)) return undefined;
  return /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)/.exec(wanted)?.[1];
}

/** A package's name as it is compared (PEP 503): lower case, runs of `-`, `_` and `.` as one `-`. */
export function normalisedName(name: string): string {
  return name.replaceAll(/[-_.]+/g, "-").toLowerCase();
}

/** The required package names in the requires.txt of an egg: those before the first section, since sections are extras or conditions. */
export function readRequiresText(text: string): readonly string[] {
  const names: string[] = [];
  let conditional = false;
  for (const line of linesOf(text)) {
    // `[extra]`, `[:condition]` or `[extra:condition]`; a condition alone is no extra.
    if (line.startsWith("[")) conditional = !line.startsWith("[:");
    const name = conditional || line.startsWith("[") ? undefined : requiredPackage(line);
    if (name !== undefined) names.push(name);
  }
  return names;
}
