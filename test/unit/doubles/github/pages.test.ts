import assert from "node:assert/strict";
import test from "node:test";
import { openPull, startDouble, startFleet } from "./client.ts";

test("the html_url of a pull request, a commit and a file open as pages with everything escaped", async (t) => {
  const { github, repository, app } = await startFleet(t, {
    files: { "a&b.txt": "<script>alert(1)</script>\n", "dir/x": "1" },
  });
  const main = (await repository.resolve("main")) ?? "";
  const { number, head } = await openPull(app, "pi5/<work>", main, { "new.txt": "<img>\n" });
  await app.call("PATCH", `/repos/acme/fleet/pulls/${number}`, {
    title: "<b>Take</b>",
    body: "</pre><script>",
  });
  await app.call("POST", `/repos/acme/fleet/issues/${number}/comments`, { body: "<i>" });
  await app.call("POST", `/repos/acme/fleet/issues/${number}/labels`, { labels: ["pi5"] });
  await github.setCommitStatus("acme/fleet", head, { state: "success", context: "verify" });
  await github.approve("acme/fleet", number, "mona");
  const open = async (path: string): Promise<string> => {
    const answer = await fetch(`${github.url}${path}`);
    assert.equal(answer.status, 200, path);
    return answer.text();
  };
  const pull = await open(`/acme/fleet/pull/${number}`);
  for (const text of [
    "&lt;b&gt;Take&lt;/b&gt;",
    "&lt;/pre&gt;&lt;script&gt;",
    "+&lt;img&gt;",
    "mona: approved",
    "verify",
    "open, clean",
    "pi5",
  ])
    assert.ok(pull.includes(text), text);
  assert.doesNotMatch(pull, /<script|<img|<b>|<i>/);
  await app.call("PUT", `/repos/acme/fleet/pulls/${number}/merge`, {});
  assert.match(await open(`/acme/fleet/pull/${number}`), /Merged/);
  assert.match(await open("/acme/fleet"), /#1/);
  assert.match(await open(`/acme/fleet/commit/${head}`), /Verified/);
  assert.match(await open(`/acme/fleet/commit/${main}`), /Initial commit/);
  assert.match(await open("/acme/fleet/blob/main/a%26b.txt"), /&lt;script&gt;/);
  assert.match(await open("/acme/fleet/tree/main/dir"), /blob\/main\/dir\/x/);
  assert.equal(await open("/acme/fleet/raw/main/dir/x"), "1");
  const content = await app.call<{ html_url: string; download_url: string }>(
    "GET",
    "/repos/acme/fleet/contents/a%26b.txt",
  );
  assert.equal(await open(new URL(content.body.download_url).pathname), "<script>alert(1)</script>\n");
  github.assertNoViolations();
});

test("there is no page for what is not there or not public", async (t) => {
  const github = await startDouble(t);
  await github.createRepository({ owner: "acme", name: "secret", private: true });
  await github.createRepository({ owner: "acme", name: "open" });
  for (const path of [
    "/acme/secret",
    "/acme/open/pull/9",
    "/acme/open/commit/none",
    "/acme/open/blob/main/none",
    "/acme/open/blob/none/x",
    "/acme/open/wiki",
  ]) {
    assert.equal((await fetch(`${github.url}${path}`)).status, 404, path);
  }
  assert.equal(github.violations.length, 6);
});
