import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import fc from "fast-check";
import { encodeCommit, parseCommit, ZERO_OID } from "../../../../doubles/github/git-objects.ts";
import { GitStore, isRefName, type TreeEdit } from "../../../../doubles/github/git-store.ts";
import { git, temporary } from "./client.ts";

/** Names chosen so that folders and files sort differently with and without git's trailing slash. */
const name = fc.constantFrom("a", "a-b", "a.txt", "a0", "b", "ä", "Z");
const file = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));

test("trees built by edits are what git itself builds from the same files", async (t) => {
  const directory = await temporary(t);
  const store = await GitStore.create(path.join(directory, "r.git"), "main", path.join(directory, "hooks"));
  t.after(() => store.close());
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(file, fc.option(fc.string(), { freq: 4 })), { minLength: 1, maxLength: 12 }),
      async (steps) => {
        let tree: string | undefined;
        const model = new Map<string, string>();
        for (const [at, content] of steps) {
          if (content === null && !model.has(at)) continue;
          const leaf =
            content === null
              ? null
              : { mode: "100644", oid: await store.write("blob", Buffer.from(content)) };
          const edits: TreeEdit[] = [{ path: at, leaf }];
          const result = await store.editTree(tree, edits);
          assert.ok("oid" in result);
          tree = result.oid;
          if (content === null) model.delete(at);
          else {
            // A file takes the place of a folder, and a folder that of a file.
            for (const other of model.keys())
              if (other.startsWith(`${at}/`) || at.startsWith(`${other}/`)) model.delete(other);
            model.set(at, content);
          }
        }
        if (tree === undefined) return;
        const found = new Map<string, string>();
        const walk = async (oid: string, prefix: string): Promise<void> => {
          for (const entry of (await store.tree(oid)) ?? []) {
            if (entry.mode === "040000") await walk(entry.oid, `${prefix}${entry.name}/`);
            else
              found.set(`${prefix}${entry.name}`, (await store.read(entry.oid))?.body.toString("utf8") ?? "");
          }
        };
        await walk(tree, "");
        assert.deepEqual(found, model);
        compared += 1;
        if (compared <= 8) {
          const listed = (await git(store.directory, "ls-tree", "-z", tree)).out;
          const rebuilt = await gitWithInput(store.directory, listed, "mktree", "-z");
          assert.equal(rebuilt, tree);
        }
      },
    ),
    { numRuns: 30 },
  );
  assert.equal((await git(store.directory, "fsck", "--strict")).code, 0);
});

async function gitWithInput(cwd: string, input: string, ...args: readonly string[]): Promise<string> {
  const { spawn } = await import("node:child_process");
  const child = spawn("git", args, { cwd, stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(input);
  let out = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  await new Promise((resolve) => child.on("close", resolve));
  return out.trim();
}

test("a commit reads back as it was written, signature and odd names included", () => {
  const person = { name: "Mona <Octocat>\n", email: "mona@example.com", date: new Date(1_700_000_000_000) };
  const commit = {
    tree: "1".repeat(40),
    parents: ["2".repeat(40), "3".repeat(40)],
    author: person,
    committer: person,
    message: "a\n\nb\n",
    signature: "-----BEGIN-----\n\nx\n-----END-----",
  };
  const read = parseCommit(encodeCommit(commit));
  assert.deepEqual(read, {
    ...commit,
    author: { ...person, name: "Mona Octocat" },
    committer: { ...person, name: "Mona Octocat" },
  });
});

test("refs are read loose and packed, names are checked as git does", async (t) => {
  const directory = await temporary(t);
  const store = await GitStore.create(path.join(directory, "r.git"), "main", path.join(directory, "hooks"));
  t.after(() => store.close());
  const person = { name: "m", email: "m@example.com", date: new Date(0) };
  const tree = await store.write("tree", Buffer.alloc(0));
  const one = await store.writeCommit({ tree, parents: [], author: person, committer: person, message: "1" });
  const two = await store.writeCommit({
    tree,
    parents: [one],
    author: person,
    committer: person,
    message: "2",
  });
  assert.deepEqual(await store.updateRefs([{ name: "refs/heads/main", before: ZERO_OID, after: one }]), {
    ok: true,
  });
  await git(store.directory, "pack-refs", "--all");
  await git(store.directory, "tag", "-a", "-m", "t", "v1", "main");
  assert.equal(await store.ref("refs/heads/main"), one);
  assert.deepEqual(
    (await store.refs("refs/heads/")).map(({ name }) => name),
    ["refs/heads/main"],
  );
  assert.equal(await store.resolve("v1"), one);
  assert.equal(await store.resolve("HEAD"), one);
  const lost = await store.updateRefs([
    { name: "refs/heads/main", before: two, after: two },
    { name: "refs/heads/x", before: ZERO_OID, after: two },
  ]);
  assert.equal(lost.ok, false);
  assert.equal(await store.ref("refs/heads/x"), undefined);
  assert.deepEqual(await store.updateRefs([{ name: "refs/heads/main", before: one, after: two }]), {
    ok: true,
  });
  assert.equal(await store.ref("refs/heads/main"), two);
  assert.equal(await store.mergeBase(one, two), one);
  for (const bad of [
    "refs/heads/",
    "main",
    "refs/heads/a..b",
    "refs/heads/a b",
    "refs/heads/.a",
    "refs/heads/a.lock",
    "refs/heads/a@{1}",
    "refs/heads/a\\b",
    "refs/heads//a",
  ]) {
    assert.equal(
      isRefName(bad),
      (await git(store.directory, "check-ref-format", bad)).code === 0 && bad !== "main",
      bad,
    );
  }
});
