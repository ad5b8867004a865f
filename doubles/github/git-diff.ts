// What git says about the difference of two trees.

export type FileChange = {
  readonly status: "added" | "removed" | "modified" | "renamed";
  readonly path: string;
  readonly previous?: string;
  readonly oid: string;
  readonly additions: number;
  readonly deletions: number;
};

/** Reads `git diff-tree -z --raw --numstat -M`. */
export function parseDiff(text: string): FileChange[] {
  const parts = text.split("\0");
  const raw = new Map<string, { status: FileChange["status"]; oid: string; previous?: string }>();
  const changes: FileChange[] = [];
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? "";
    if (part.startsWith(":")) {
      const [, , from = "", to = "", letter = "M"] = part.split(" ");
      at += 1;
      const first = parts[at] ?? "";
      const kind = letter.charAt(0);
      if (kind === "R") {
        at += 1;
        raw.set(parts[at] ?? "", { status: "renamed", oid: to, previous: first });
      } else if (kind === "A") raw.set(first, { status: "added", oid: to });
      else if (kind === "D") raw.set(first, { status: "removed", oid: from });
      else raw.set(first, { status: "modified", oid: to });
    } else if (part !== "") {
      const [additions = "0", deletions = "0", name = ""] = part.split("\t");
      if (name === "") at += 2;
      const where = name === "" ? (parts[at] ?? "") : name;
      const entry = raw.get(where);
      // A binary file has "-" in both columns.
      if (entry !== undefined)
        changes.push({
          ...entry,
          path: where,
          additions: Number(additions) || 0,
          deletions: Number(deletions) || 0,
        });
    }
  }
  return changes;
}
