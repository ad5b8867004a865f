/** A paragraph of fields; names are in lower case, since they are compared without case. Later lines of a value follow a line feed. */
export type Paragraph = ReadonlyMap<string, string>;

/**
 * Reads control paragraphs (deb822(5)): `Name: value` with continuation lines, paragraphs apart by blank lines. Total: lines that
 * are neither are passed over, and of a field that comes twice the first counts.
 */
export function* readParagraphs(text: string): Generator<Paragraph> {
  let fields = new Map<string, string>();
  let lines: string[] | undefined;
  let name = "";
  const close = (): void => {
    if (lines !== undefined && !fields.has(name)) fields.set(name, lines.join("\n"));
    lines = undefined;
  };
  for (const line of linesOf(text)) {
    if (line === "" || /^\s+$/.test(line)) {
      close();
      if (fields.size > 0) yield fields;
      fields = new Map();
      continue;
    }
    if (line.startsWith(" ") || line.startsWith("\t")) {
      lines?.push(line.slice(1));
      continue;
    }
    const colon = line.indexOf(":");
    if (line.startsWith("#") || colon <= 0) continue;
    close();
    name = line.slice(0, colon).trim().toLowerCase();
    lines = [line.slice(colon + 1).trim()];
  }
  close();
  if (fields.size > 0) yield fields;
}

/** Lines of a text without their ends, one at a time, so that a large text does not become a large array. */
export function* linesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    const end = text.indexOf("\n", start);
    const line = end < 0 ? text.slice(start) : text.slice(start, end);
    yield line.endsWith("\r") ? line.slice(0, -1) : line;
    start = end < 0 ? text.length : end + 1;
  }
}
