// The bytes of git objects (https://git-scm.com/docs/gitformat-pack and gitcore): trees, commits, ids.
import { createHash } from "node:crypto";

export type ObjectType = "blob" | "tree" | "commit" | "tag";
export type GitObject = { readonly type: ObjectType; readonly body: Buffer };
export type TreeEntry = { readonly mode: string; readonly name: string; readonly oid: string };
export type Person = { readonly name: string; readonly email: string; readonly date: Date };

export type Commit = {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
  readonly signature?: string | undefined;
};

export const ZERO_OID = "0".repeat(40);

/** True for a full hexadecimal SHA-1. */
export function isOid(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}

/** The id of an object and the bytes that it is hashed over. */
export function identify(type: ObjectType, body: Buffer): { readonly oid: string; readonly raw: Buffer } {
  const raw = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body]);
  return { oid: createHash("sha1").update(raw).digest("hex"), raw };
}

/** The kind of object that a tree entry's mode names. */
export function modeType(mode: string): "blob" | "tree" | "commit" {
  if (mode === "040000") return "tree";
  return mode === "160000" ? "commit" : "blob";
}

/** The entries of a tree object, modes in six digits. */
export function parseTree(body: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < body.length;) {
    const space = body.indexOf(0x20, at);
    const end = body.indexOf(0, space);
    const mode = body.toString("latin1", at, space).padStart(6, "0");
    const name = body.toString("utf8", space + 1, end);
    entries.push({ mode, name, oid: body.toString("hex", end + 1, end + 21) });
    at = end + 21;
  }
  return entries;
}

/** A tree object's bytes; entries are sorted as git does, folders as if they ended in a slash. */
export function encodeTree(entries: readonly TreeEntry[]): Buffer {
  const keyed = entries.map((entry) => ({
    key: Buffer.from(entry.mode === "040000" ? `${entry.name}/` : entry.name),
    entry,
  }));
  keyed.sort((a, b) => Buffer.compare(a.key, b.key));
  return Buffer.concat(
    keyed.flatMap(({ entry }) => [
      Buffer.from(`${entry.mode.replace(/^0+/, "")} ${entry.name}\0`),
      Buffer.from(entry.oid, "hex"),
    ]),
  );
}

function parsePerson(text: string): Person {
  const match = /^(.*?) ?<([^>]*)> (\d+) [+-]\d{4}$/.exec(text);
  if (match === null) return { name: text, email: "", date: new Date(0) };
  return { name: match[1] ?? "", email: match[2] ?? "", date: new Date(Number(match[3]) * 1000) };
}

function encodePerson(person: Person): string {
  const clean = (text: string): string => text.replaceAll(/[<>\n\0]/g, "").trim();
  return `${clean(person.name)} <${clean(person.email)}> ${Math.floor(person.date.getTime() / 1000)} +0000`;
}

/** A commit object read. */
export function parseCommit(body: Buffer): Commit {
  const text = body.toString("utf8");
  const split = text.indexOf("\n\n");
  const fields = text.slice(0, split).replaceAll("\n ", "\u0000").split("\n");
  const values = (name: string): string[] =>
    fields.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  return {
    tree: values("tree")[0] ?? "",
    parents: values("parent"),
    author: parsePerson(values("author")[0] ?? ""),
    committer: parsePerson(values("committer")[0] ?? ""),
    message: text.slice(split + 2),
    signature: values("gpgsig")[0]?.replaceAll("\u0000", "\n"),
  };
}

/** A commit object's bytes. */
export function encodeCommit(commit: Commit): Buffer {
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${encodePerson(commit.author)}`,
    `committer ${encodePerson(commit.committer)}`,
    ...(commit.signature === undefined
      ? []
      : [`gpgsig ${commit.signature.trimEnd().replaceAll("\n", "\n ")}`]),
  ];
  return Buffer.from(`${lines.join("\n")}\n\n${commit.message}`);
}
