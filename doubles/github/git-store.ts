// One bare repository. Objects are read and written as loose files in this process, and through one
// `git cat-file --batch` when they are packed; refs move only through `git update-ref --stdin` transactions.
import { randomUUID } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { deflate, inflate } from "node:zlib";
import {
  encodeCommit,
  encodeTree,
  identify,
  isOid,
  parseCommit,
  parseTree,
  ZERO_OID,
  type Commit,
  type GitObject,
  type ObjectType,
  type TreeEntry,
} from "./git-objects.ts";
import { parseDiff, type FileChange } from "./git-diff.ts";
import { runGit, startBatch, type ObjectBatch } from "./git-process.ts";
import { createSerial } from "./serial.ts";

const deflated = promisify<Buffer, Buffer>(deflate);
const inflated = promisify<Buffer, Buffer>(inflate);

/** `before`: the value the ref must have now; zeros = must not exist; undefined = any. Zeros `after` deletes. */
export type RefUpdate = {
  readonly name: string;
  readonly before?: string | undefined;
  readonly after: string;
};
/** A change to a tree: a leaf by path, or null to take the path away. */
export type TreeEdit = {
  readonly path: string;
  readonly leaf: { readonly mode: string; readonly oid: string } | null;
};
/** True when git would accept the name as a full ref (git-check-ref-format). */
export function isRefName(name: string): boolean {
  if (!/^refs\/[^/]+\/./.test(name) || /[\0- \u007f~^:?*[\\]|\.\.|@\{|\/\/|\/$|\.$/.test(name)) return false;
  return name.split("/").every((part) => !part.startsWith(".") && !part.endsWith(".lock"));
}

/** A bare repository on disk. */
export class GitStore {
  readonly directory: string;
  readonly #objects = new Map<string, GitObject>();
  readonly #answers = new Map<string, Promise<unknown>>();
  readonly #batchTurn = createSerial();
  #batch: ObjectBatch | undefined;

  constructor(directory: string) {
    this.directory = directory;
  }

  /** Makes the repository, as `git init --bare` does. */
  static async create(directory: string, defaultBranch: string, hooks: string): Promise<GitStore> {
    for (const folder of ["objects/info", "objects/pack", "refs/heads", "refs/tags"]) {
      await mkdir(path.join(directory, folder), { recursive: true });
    }
    const config = [
      "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true",
      `\thooksPath = ${JSON.stringify(hooks)}`,
      "[gc]\n\tauto = 0\n[receive]\n\tautogc = false\n\thideRefs = refs/pull\n[http]\n\treceivepack = true",
      "[uploadpack]\n\tallowFilter = true\n\tallowAnySHA1InWant = true",
    ];
    await writeFile(path.join(directory, "config"), `${config.join("\n")}\n`);
    await writeFile(path.join(directory, "HEAD"), `ref: refs/heads/${defaultBranch}\n`);
    return new GitStore(directory);
  }

  /** Ends the child that reads packs, if there is one. */
  close(): void {
    this.#batch?.child.kill();
    this.#batch = undefined;
  }

  /** An object, or undefined when the repository has none of that id. */
  async read(oid: string): Promise<GitObject | undefined> {
    if (!isOid(oid)) return undefined;
    const known = this.#objects.get(oid);
    if (known !== undefined) return known;
    const found = (await this.#readLoose(oid)) ?? (await this.#readPacked(oid));
    if (found !== undefined) this.#remember(oid, found);
    return found;
  }

  /** Stores an object and gives its id. */
  async write(type: ObjectType, body: Buffer): Promise<string> {
    const { oid, raw } = identify(type, body);
    if (this.#objects.has(oid)) return oid;
    const folder = path.join(this.directory, "objects", oid.slice(0, 2));
    const file = path.join(folder, oid.slice(2));
    if (!(await exists(file))) {
      await mkdir(folder, { recursive: true });
      const fresh = path.join(folder, `tmp_obj_${randomUUID()}`);
      await writeFile(fresh, await deflated(raw), { mode: 0o444 });
      await rename(fresh, file);
    }
    this.#remember(oid, { type, body });
    return oid;
  }

  /** A commit, or undefined when the id is not one. */
  async commit(oid: string): Promise<Commit | undefined> {
    const object = await this.read(oid);
    return object?.type === "commit" ? parseCommit(object.body) : undefined;
  }

  /** Stores a commit. */
  writeCommit(commit: Commit): Promise<string> {
    return this.write("commit", encodeCommit(commit));
  }

  /** The entries of a tree, or undefined when the id is not a tree. */
  async tree(oid: string): Promise<TreeEntry[] | undefined> {
    const object = await this.read(oid);
    return object?.type === "tree" ? parseTree(object.body) : undefined;
  }

  /** What stands at a path below a tree; the empty path is the tree itself. */
  async entry(
    treeOid: string,
    at: string,
  ): Promise<{ readonly mode: string; readonly oid: string } | undefined> {
    let here = { mode: "040000", oid: treeOid };
    for (const part of at.split("/").filter((name) => name !== "")) {
      const found = (await this.tree(here.oid))?.find((entry) => entry.name === part);
      if (found === undefined) return undefined;
      here = { mode: found.mode, oid: found.oid };
    }
    return here;
  }

  /** A tree with the edits applied; folders that become empty go. Undefined names the first path that is not there to delete. */
  async editTree(
    base: string | undefined,
    edits: readonly TreeEdit[],
  ): Promise<{ oid: string } | { missing: string }> {
    const entries = new Map(
      ((base === undefined ? [] : await this.tree(base)) ?? []).map((entry) => [entry.name, entry]),
    );
    const below = new Map<string, TreeEdit[]>();
    for (const edit of edits) {
      const slash = edit.path.indexOf("/");
      if (slash >= 0) {
        const name = edit.path.slice(0, slash);
        below.set(name, [...(below.get(name) ?? []), { path: edit.path.slice(slash + 1), leaf: edit.leaf }]);
      } else if (edit.leaf !== null) entries.set(edit.path, { name: edit.path, ...edit.leaf });
      else if (!entries.delete(edit.path)) return { missing: edit.path };
    }
    for (const [name, inner] of below) {
      const folder = entries.get(name);
      const result = await this.editTree(folder?.mode === "040000" ? folder.oid : undefined, inner);
      if ("missing" in result) return { missing: `${name}/${result.missing}` };
      if ((await this.tree(result.oid))?.length === 0) entries.delete(name);
      else entries.set(name, { mode: "040000", name, oid: result.oid });
    }
    return { oid: await this.write("tree", encodeTree([...entries.values()])) };
  }

  /** The value of a full ref name. */
  async ref(name: string): Promise<string | undefined> {
    if (!isRefName(name)) return undefined;
    const loose = await readFile(path.join(this.directory, name), "utf8").catch(() => "");
    if (isOid(loose.trim())) return loose.trim();
    return (await this.#packedRefs()).get(name);
  }

  /** All refs whose full name starts with the prefix, sorted by name. */
  async refs(prefix: string): Promise<{ readonly name: string; readonly oid: string }[]> {
    const found = await this.#packedRefs();
    const files = await readdir(path.join(this.directory, "refs"), { recursive: true, withFileTypes: true });
    for (const file of files) {
      if (!file.isFile() || file.name.endsWith(".lock")) continue;
      const full = path.join(file.parentPath, file.name);
      const oid = (await readFile(full, "utf8").catch(() => "")).trim();
      if (isOid(oid)) found.set(path.relative(this.directory, full), oid);
    }
    return [...found]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, oid]) => ({ name, oid }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Moves several refs in one transaction, all or none; the failure is git's own words. */
  async updateRefs(updates: readonly RefUpdate[]): Promise<{ ok: true } | { ok: false; why: string }> {
    const lines = updates.map(({ name, before, after }) => {
      const old = before === undefined ? "" : ` ${before}`;
      return after === ZERO_OID ? `delete ${name}${old}` : `update ${name} ${after}${old}`;
    });
    const result = await runGit(
      ["update-ref", "--stdin"],
      this.directory,
      `start\n${lines.join("\n")}\nprepare\ncommit\n`,
    );
    return result.code === 0 ? { ok: true } : { ok: false, why: result.stderr.trim() };
  }

  /** Writes a ref that nobody else moves (refs/pull/…, a first branch), without a lock or a process. */
  async writeOwnRef(name: string, oid: string): Promise<void> {
    const file = path.join(this.directory, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, `${oid}\n`);
  }

  /** The commit behind a branch, tag, full ref, HEAD or id (seven digits or more). Annotated tags are peeled. */
  async resolve(name: string): Promise<string | undefined> {
    if (isOid(name)) return (await this.commit(name)) === undefined ? undefined : name;
    for (const prefix of ["refs/heads/", "refs/tags/", "refs/", ""]) {
      const oid = await this.ref(`${prefix}${name}`);
      if (oid !== undefined) return this.#peel(oid);
    }
    if (name === "HEAD") {
      const head = (await readFile(path.join(this.directory, "HEAD"), "utf8")).trim().replace(/^ref: /, "");
      return this.ref(head);
    }
    if (!/^[0-9a-f]{7,39}$/.test(name)) return undefined;
    const result = await runGit(["rev-parse", "--verify", "--quiet", `${name}^{commit}`], this.directory);
    return result.code === 0 ? result.stdout.toString().trim() : undefined;
  }

  /** True when `ancestor` is `descendant` or behind it. */
  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    for await (const { oid } of this.history(descendant)) if (oid === ancestor) return true;
    return false;
  }

  /** The commits that `from` reaches and `without` does not, newest first. */
  async *history(
    from: string,
    without?: string,
  ): AsyncGenerator<{ readonly oid: string; readonly commit: Commit }> {
    const seen = new Set<string>();
    if (without !== undefined) for await (const { oid } of this.history(without)) seen.add(oid);
    const waiting: { oid: string; commit: Commit }[] = [];
    const enter = async (oid: string): Promise<void> => {
      if (seen.has(oid)) return;
      seen.add(oid);
      const commit = await this.commit(oid);
      if (commit !== undefined) waiting.push({ oid, commit });
    };
    await enter(from);
    while (waiting.length > 0) {
      let newest = 0;
      for (let at = 1; at < waiting.length; at += 1) {
        if ((waiting[at]?.commit.committer.date ?? 0) > (waiting[newest]?.commit.committer.date ?? 0))
          newest = at;
      }
      const [next] = waiting.splice(newest, 1);
      if (next === undefined) return;
      yield next;
      for (const parent of next.commit.parents) await enter(parent);
    }
  }

  /** The best common ancestor of two commits. */
  mergeBase(a: string, b: string): Promise<string | undefined> {
    return this.#once(`base ${a} ${b}`, async () => {
      const result = await runGit(["merge-base", a, b], this.directory);
      return result.code === 0 ? result.stdout.toString().trim() : undefined;
    });
  }

  /** The tree of a three-way merge, or undefined on a conflict. */
  mergeTree(ours: string, theirs: string): Promise<string | undefined> {
    return this.#once(`merge ${ours} ${theirs}`, async () => {
      const result = await runGit(
        ["merge-tree", "--write-tree", "--no-messages", ours, theirs],
        this.directory,
      );
      if (result.code > 1) throw new Error(`git merge-tree ${ours} ${theirs}: ${result.stderr}`);
      return result.code === 0 ? result.stdout.toString().slice(0, 40) : undefined;
    });
  }

  /** The files that differ between two commits or trees. */
  diff(from: string, to: string): Promise<readonly FileChange[]> {
    return this.#once(`diff ${from} ${to}`, async () => {
      const args = ["diff-tree", "-r", "-z", "-M", "--raw", "--numstat", "--no-abbrev", from, to];
      const result = await runGit(args, this.directory);
      if (result.code !== 0) throw new Error(`git diff-tree ${from} ${to}: ${result.stderr}`);
      return parseDiff(result.stdout.toString("utf8"));
    });
  }

  #once<T>(key: string, compute: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(key);
    if (known !== undefined) return known as Promise<T>;
    if (this.#answers.size > 2000) this.#answers.clear();
    const answer = compute();
    this.#answers.set(key, answer);
    return answer;
  }

  #remember(oid: string, object: GitObject): void {
    if (object.body.length > 1_000_000) return;
    if (this.#objects.size > 20_000) this.#objects.clear();
    this.#objects.set(oid, object);
  }

  async #peel(oid: string): Promise<string | undefined> {
    const object = await this.read(oid);
    if (object?.type !== "tag") return object?.type === "commit" ? oid : undefined;
    const target = /^object ([0-9a-f]{40})/.exec(object.body.toString("utf8"))?.[1];
    return target === undefined ? undefined : this.#peel(target);
  }

  async #packedRefs(): Promise<Map<string, string>> {
    const text = await readFile(path.join(this.directory, "packed-refs"), "utf8").catch(() => "");
    const lines = text.split("\n").filter((line) => /^[0-9a-f]{40} refs\//.test(line));
    return new Map(lines.map((line) => [line.slice(41), line.slice(0, 40)]));
  }

  async #readLoose(oid: string): Promise<GitObject | undefined> {
    const file = path.join(this.directory, "objects", oid.slice(0, 2), oid.slice(2));
    const packed = await readFile(file).catch(() => undefined);
    if (packed === undefined) return undefined;
    const raw = await inflated(packed);
    const end = raw.indexOf(0);
    return { type: raw.toString("latin1", 0, raw.indexOf(0x20)) as ObjectType, body: raw.subarray(end + 1) };
  }

  #readPacked(oid: string): Promise<GitObject | undefined> {
    return this.#batchTurn(async () => {
      const packs = await readdir(path.join(this.directory, "objects", "pack")).catch(() => []);
      if (packs.length === 0) return undefined;
      this.#batch ??= startBatch(this.directory);
      this.#batch.child.stdin?.write(`${oid}\n`);
      return this.#batch.take();
    });
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** Removes a directory tree. */
export async function removeTree(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true, maxRetries: 3 });
}
