import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import test from "node:test";
import { changeOf, forgeWorld, fullName, text } from "./github-world.ts";

test("a tree at a commit reads many files with few requests, and binary and missing ones as they are", async (t) => {
  const files: Record<string, string | Uint8Array> = {
    "bin/model": new Uint8Array([0, 200, 10]),
    "run.sh": "#!/bin/sh\n",
  };
  for (let index = 0; index < 130; index += 1) files[`releases/app/${index}.json`] = `{"n":${index},"é":"ü"}`;
  const { github, repository, forge } = await forgeWorld(t, { files });
  const commit = (await repository.resolve("main")) ?? "";
  const before = github.requests.length;
  const tree = await forge.tree(commit);
  const paths = await tree.list("releases/");
  assert.equal(paths.length, 130);
  assert.deepEqual(paths, [...paths].sort());
  const bytes = await Promise.all(paths.map((path) => tree.read(path)));
  assert.equal(String(bytes[0]), files[paths[0] ?? ""]);
  assert.ok(bytes.every((read) => read !== undefined));
  assert.deepEqual(await tree.read("bin/model"), Buffer.from([0, 200, 10]));
  assert.equal(await tree.read("nothing"), undefined);
  assert.ok(github.requests.length - before <= 7, `${github.requests.length - before} requests`);
  const again = github.requests.length;
  await (await forge.tree(commit)).read(paths[3] ?? "");
  assert.equal(github.requests.length, again, "what is known is not fetched again");
  github.assertNoViolations();
});

test("bytes that are not those of their git name are refused", async (t) => {
  const { github, forge, base } = await forgeWorld(t);
  github.faults.add({
    match: { method: "GET", path: /git\/blobs/ },
    fault: {
      kind: "answer",
      answer: {
        status: 200,
        body: {
          sha: "0".repeat(40),
          content: Buffer.from("evil").toString("base64"),
          encoding: "base64",
          size: 4,
        },
      },
    },
  });
  const tree = await forge.tree(base);
  await assert.rejects(tree.read("docs/a.md"), { code: "FORGE_TREE_UNREADABLE" });
  assert.equal(String(await tree.read("docs/a.md")), "a", "the next read asks again");
});

test("texts that GraphQL changes or leaves out are read as blobs", async (t) => {
  const { github, forge, base } = await forgeWorld(t);
  github.faults.add({
    match: { path: /graphql/ },
    fault: {
      kind: "answer",
      answer: {
        status: 200,
        body: { data: { repository: { f0: { text: "other" }, f1: null, f2: { text: null } } } },
      },
    },
  });
  const tree = await forge.tree(base);
  const read = await Promise.all(
    ["docs/a.md", "fleet.yaml", "rings/canary/shelf.json"].map((path) => tree.read(path)),
  );
  assert.deepEqual(read.map(String), ["a", "schema-version: 1\n", '{"seq":1}']);
});

test("a listing that GitHub cut is walked folder by folder, without links and submodules", async (t) => {
  const { github, forge, base } = await forgeWorld(t);
  const oid = "a".repeat(40);
  const answer = (tree: object[], truncated: boolean) =>
    ({ kind: "answer", answer: { status: 200, body: { sha: oid, tree, truncated } } }) as const;
  const entry = (path: string, mode: string, type: string) => ({ path, mode, type, sha: oid, size: 1 });
  const match = { method: "GET", path: /git\/trees/ };
  github.faults.add({ match, fault: answer([], true) });
  github.faults.add({
    match,
    skip: 0,
    fault: answer(
      [entry("sub", "040000", "tree"), entry("z", "100644", "blob"), entry("link", "120000", "blob")],
      false,
    ),
  });
  github.faults.add({
    match,
    fault: answer([entry("x", "100755", "blob"), entry("mod", "160000", "commit")], false),
  });
  assert.deepEqual(await (await forge.tree(base)).list(""), ["sub/x", "z"]);
});

test("an answer that is not GitHub's is an error of its own", async (t) => {
  const { github, forge, base } = await forgeWorld(t);
  github.faults.add({
    match: { method: "GET", path: /git\/commits/ },
    fault: { kind: "answer", answer: { status: 200, body: { sha: "../../etc" } } },
  });
  await assert.rejects(forge.tree(base), { code: "FORGE_ANSWER_INVALID" });
  github.faults.add({
    match: { method: "GET", path: /git\/ref/ },
    fault: { kind: "answer", answer: { status: 301, body: { message: "Moved Permanently" } } },
  });
  await assert.rejects(forge.head("main"), { code: "FORGE_MOVED" });
});

test("first parents, parents and merge base follow git", async (t) => {
  const { github, repository, forge, base } = await forgeWorld(t);
  const one = await github.push(fullName, "main", { "1": "1" }, { actor: "ann" });
  const proposal = await forge.propose(changeOf(base, { "a.json": "1" }), text);
  const merged = await forge.merge(proposal);
  const main = (await repository.resolve("main")) ?? "";
  assert.equal(merged.kind, "merged");
  const two = await github.push(fullName, "main", { "2": "2" }, { actor: "ann" });
  assert.deepEqual(await forge.firstParents(base, two), [one, main, two]);
  assert.deepEqual(await forge.firstParents(two, two), []);
  assert.deepEqual(await forge.parents(main), [one, proposal.head]);
  await assert.rejects(forge.firstParents(proposal.head, two), { code: "FORGE_NOT_ANCESTOR" });
  await assert.rejects(forge.firstParents(two, base), { code: "FORGE_NOT_ANCESTOR" });
  const side = await github.push(fullName, "main", { "3": "3" }, { actor: "ann" });
  assert.equal(await forge.mergeBase(side, proposal.head), proposal.head);
  assert.equal(await forge.mergeBase(one, proposal.head), base);
  assert.equal(await forge.mergeBase(one, one), one);
  assert.equal(await forge.head("main"), side);
  assert.equal(await forge.head("nothing"), undefined);
  github.assertNoViolations();
});

test("a way of more than a page of commits is followed to its end", async (t) => {
  const { github, repository, forge, base } = await forgeWorld(t);
  const stream = Array.from({ length: 204 }, (_, index) => {
    const message = `commit ${index}`;
    return `commit refs/heads/long\ncommitter A <a@example.org> ${1_700_000_000 + index} +0000\ndata ${message.length}\n${message}\n${index === 0 ? `from ${base}\n` : ""}`;
  });
  execFileSync("git", ["fast-import", "--quiet"], { cwd: repository.directory, input: stream.join("") });
  const git = (...words: string[]) =>
    execFileSync("git", words, { cwd: repository.directory, encoding: "utf8" });
  const head = git("rev-parse", "refs/heads/long").trim();
  const commits = git("rev-list", "--reverse", `${base}..${head}`).trim().split("\n");
  assert.equal(commits.length, 204);
  assert.deepEqual(await forge.firstParents(base, head), commits);
  github.assertNoViolations();
});

test("a commit without moving any ref, then a branch by compare-and-swap: one of two writers wins", async (t) => {
  const { repository, forge, open, base } = await forgeWorld(t);
  const write = (content: string) =>
    forge.commit({
      onto: base,
      parents: [base],
      files: new Map([["live.txt", Buffer.from(content)]]),
      message: content,
    });
  const [left, right] = await Promise.all([write("left"), write("right")]);
  const rival = await open();
  const results = await Promise.all([forge.advance("live", null, left), rival.advance("live", null, right)]);
  assert.deepEqual(results.toSorted(), ["lost", "moved"]);
  assert.equal(await repository.resolve("live"), results[0] === "moved" ? left : right);
  const now = (await repository.resolve("live")) ?? "";
  assert.equal(await forge.advance("live", base, left), now === left ? "moved" : "lost");
});

test("moving a branch survives a lost answer and a broken gateway", async (t) => {
  const { github, repository, forge, base } = await forgeWorld(t);
  for (const kind of ["drop-after-commit", "bad-gateway", "drop-before"] as const) {
    github.faults.add({ match: { path: /graphql/, graphql: /updateRefs/ }, fault: { kind } });
    assert.equal(await forge.advance(`live-${kind}`, null, base), "moved");
    assert.equal(await repository.resolve(`live-${kind}`), base);
  }
});

test("a file that is too large is not read, and one over the batch limit is read by itself", async (t) => {
  const big = "x".repeat(300_000);
  const small = Object.fromEntries(
    Array.from({ length: 5 }, (_, index) => [`s/${index}`, `${index}`.repeat(200_000)]),
  );
  const { github, repository, forge } = await forgeWorld(t, { files: { big, ...small } });
  const commit = (await repository.resolve("main")) ?? "";
  const tree = await forge.tree(commit);
  const before = github.requests.length;
  const read = await Promise.all(["big", ...Object.keys(small)].map((path) => tree.read(path)));
  assert.deepEqual(
    read.map((bytes) => bytes?.length),
    [300_000, ...Object.keys(small).map(() => 200_000)],
  );
  assert.equal(github.requests.slice(before).filter(({ path }) => path.includes("git/blobs")).length, 1);
  github.faults.add({
    match: { method: "GET", path: /git\/trees/ },
    fault: {
      kind: "answer",
      answer: {
        status: 200,
        body: {
          sha: "b".repeat(40),
          truncated: false,
          tree: [{ path: "huge", mode: "100644", type: "blob", sha: "c".repeat(40), size: 64 * 1024 ** 2 }],
        },
      },
    },
  });
  const next = await github.push(fullName, "main", { "1": "1" }, { actor: "ann" });
  const huge = await forge.tree(next);
  await assert.rejects(async () => huge.read("huge"), { code: "FORGE_TREE_UNREADABLE" });
});

test("a commit that is not the one that was asked for, and a folder too large to list, are refused", async (t) => {
  const { github, forge, base } = await forgeWorld(t);
  const oid = "d".repeat(40);
  const answer = (body: object) => ({ kind: "answer", answer: { status: 200, body } }) as const;
  github.faults.add({
    match: { method: "GET", path: /git\/commits/ },
    fault: answer({ sha: oid, tree: { sha: oid }, parents: [], message: "x" }),
  });
  await assert.rejects(forge.tree(base), { code: "FORGE_ANSWER_INVALID" });
  const cut = answer({ sha: oid, tree: [], truncated: true });
  github.faults.add({ match: { method: "GET", path: /git\/trees/ }, times: 2, fault: cut });
  await assert.rejects(forge.tree(base), { code: "FORGE_TREE_UNREADABLE" });
});

test("when many texts cannot be fetched at once, every reader learns why", async (t) => {
  const { github, forge, base } = await forgeWorld(t);
  github.faults.add({ match: { path: /graphql/ }, times: 10, fault: { kind: "bad-gateway" } });
  const tree = await forge.tree(base);
  const results = await Promise.allSettled((await tree.list("")).map((path) => tree.read(path)));
  assert.equal(results.length, 3);
  for (const result of results)
    assert.equal(result.status === "rejected" && result.reason.code, "FORGE_UNAVAILABLE");
});
