import assert from "node:assert/strict";
import { createSign, generateKeyPairSync } from "node:crypto";
import test from "node:test";
import { ALL, clientOf, commitOn, startDouble, startFleet, type Message } from "./client.ts";

const REPO = "/repos/acme/fleet";

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function jwt(
  issuer: number | string,
  key: string,
  claims: { iat?: number; exp?: number } = {},
  alg = "RS256",
): string {
  const now = Math.floor(Date.now() / 1000);
  const text = `${part({ alg, typ: "JWT" })}.${part({ iat: now - 60, exp: now + 300, iss: issuer, ...claims })}`;
  return `${text}.${createSign("RSA-SHA256").update(text).sign(key, "base64url")}`;
}

test("an App proves its key and gets a token for an hour, no wider than its installation", async (t) => {
  const { github } = await startFleet(t);
  await github.createRepository({ owner: "acme", name: "other" });
  const app = github.registerApp({
    slug: "promoter",
    repositories: ["acme/fleet"],
    permissions: { contents: "write", checks: "read" },
  });
  assert.ok(app.privateKey);
  const asApp = clientOf(github, jwt(app.appId, app.privateKey));
  assert.equal((await asApp.call<{ slug: string }>("GET", "/app")).body.slug, "promoter");
  assert.equal((await asApp.call<{ id: number }>("GET", `${REPO}/installation`)).body.id, app.installationId);
  assert.equal((await asApp.call("GET", "/repos/acme/other/installation")).status, 404);
  assert.equal((await asApp.call("GET", REPO)).status, 404);
  const route = `/app/installations/${app.installationId}/access_tokens`;
  type Minted = {
    token: string;
    expires_at: string;
    permissions: Record<string, string>;
    repositories: readonly { full_name: string }[];
  };
  const minted = await asApp.call<Minted>("POST", route, {
    repositories: ["fleet"],
    permissions: { contents: "read" },
  });
  assert.equal(minted.status, 201);
  assert.deepEqual(minted.body.permissions, { metadata: "read", contents: "read" });
  assert.deepEqual(
    minted.body.repositories.map(({ full_name: name }) => name),
    ["acme/fleet"],
  );
  const left = Date.parse(minted.body.expires_at) - Date.now();
  assert.ok(left > 3_500_000 && left <= 3_600_000);
  const installed = clientOf(github, minted.body.token);
  assert.equal(
    (await installed.call<{ total_count: number }>("GET", "/installation/repositories")).body.total_count,
    1,
  );
  const denied = await installed.call("POST", `${REPO}/git/blobs`, { content: "x" });
  assert.deepEqual([denied.status, denied.body.message], [403, "Resource not accessible by integration"]);
  assert.equal((await asApp.call("POST", route, { repositories: ["other"] })).status, 422);
  assert.equal((await asApp.call("POST", route, { permissions: { checks: "write" } })).status, 422);
  assert.equal((await asApp.call("POST", "/app/installations/1/access_tokens", {})).status, 404);
  assert.equal((await asApp.call<Minted>("POST", route)).body.permissions["contents"], "write");
  assert.equal((await installed.call("DELETE", "/installation/token")).status, 204);
  assert.equal((await installed.call("GET", REPO)).status, 401);
  github.assertNoViolations();
});

test("a JSON web token with a wrong key, algorithm, issuer or lifetime opens nothing", async (t) => {
  const { github } = await startFleet(t);
  const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const publicKey = pair.publicKey.export({ type: "spki", format: "pem" }).toString();
  const key = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const app = github.registerApp({ slug: "a", repositories: ["acme/fleet"], permissions: {}, publicKey });
  assert.equal(app.privateKey, undefined);
  const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();
  const now = Math.floor(Date.now() / 1000);
  const status = async (token: string): Promise<number> =>
    (await clientOf(github, token).call("GET", "/app")).status;
  assert.equal(await status(jwt(app.appId, key)), 200);
  assert.equal(await status(jwt(app.appId, stranger)), 401);
  assert.equal(await status(jwt(app.appId, key, {}, "none")), 401);
  assert.equal(await status(jwt(1, key)), 404);
  assert.equal(await status(jwt(app.appId, key, { exp: now - 1 })), 401);
  assert.equal(await status(jwt(app.appId, key, { exp: now + 900 })), 401);
  assert.equal(await status(jwt(app.appId, key, { iat: now + 120 })), 401);
  assert.equal(await status("a.b.c"), 401);
  github.assertNoViolations();
});

test("tokens do what their permissions say, in the words of their kind", async (t) => {
  const { github, repository } = await startFleet(t, { private: true });
  await github.createRepository({ owner: "acme", name: "public" });
  const reader = github.createToken({
    kind: "app",
    actor: "r",
    repositories: ["acme/fleet"],
    permissions: { contents: "read" },
  });
  const main = (await repository.resolve("main")) ?? "";
  const call = async (
    token: string | undefined,
    method: string,
    route: string,
    body?: unknown,
  ): Promise<[number, string]> => {
    const answer = await clientOf(github, token).call<Message | undefined>(method, route, body);
    return [answer.status, answer.body?.message ?? ""];
  };
  assert.equal((await call(reader, "GET", `${REPO}/git/ref/heads/main`))[0], 200);
  const status = { state: "success" };
  assert.deepEqual(await call(reader, "POST", `${REPO}/statuses/${main}`, status), [
    403,
    "Resource not accessible by integration",
  ]);
  assert.deepEqual(await call(reader, "GET", `${REPO}/pulls`), [
    403,
    "Resource not accessible by integration",
  ]);
  const pat = github.createToken({
    kind: "pat",
    actor: "mona",
    repositories: ["acme/fleet"],
    permissions: { contents: "read" },
  });
  assert.deepEqual(await call(pat, "POST", `${REPO}/statuses/${main}`, status), [
    403,
    "Resource not accessible by personal access token",
  ]);
  assert.deepEqual(await call(undefined, "GET", REPO), [404, "Not Found"]);
  assert.deepEqual(await call("nonsense", "GET", REPO), [401, "Bad credentials"]);
  const other = github.createToken({ kind: "github-token", repositories: ["acme/public"], permissions: ALL });
  assert.deepEqual(await call(other, "GET", REPO), [404, "Not Found"]);
  assert.equal((await call(reader, "GET", "/repos/acme/public"))[0], 200);
  assert.deepEqual(await call(reader, "POST", "/repos/acme/public/git/blobs", { content: "" }), [
    403,
    "Resource not accessible by integration",
  ]);
  assert.deepEqual(await call(undefined, "POST", "/repos/acme/public/git/blobs", { content: "" }), [
    401,
    "Requires authentication",
  ]);
  assert.deepEqual(await call(reader, "GET", "/user"), [403, "Resource not accessible by integration"]);
  assert.equal((await clientOf(github, pat).call<{ login: string }>("GET", "/user")).body.login, "mona");
  assert.equal((await call(undefined, "GET", "/user"))[0], 401);
  assert.equal((await call(pat, "GET", "/app"))[0], 401);
  assert.equal((await call(pat, "GET", "/installation/repositories"))[0], 403);
  assert.equal((await call(undefined, "DELETE", "/installation/token"))[0], 401);
  assert.equal((await call(pat, "GET", "/rate_limit"))[0], 200);
  const graphql = await clientOf(github, other).graphql(
    '{ repository(owner: "acme", name: "fleet") { id } }',
  );
  assert.equal(graphql.errors?.[0]?.type, "NOT_FOUND");
  github.assertNoViolations();
});

test("an expired token is bad", async (t) => {
  let now = new Date("2026-01-01T00:00:00Z");
  const github = await startDouble(t, { now: () => now });
  await github.createRepository({ owner: "acme", name: "fleet" });
  const expiresAt = new Date("2026-01-01T01:00:00Z");
  const token = github.createToken({
    kind: "app",
    actor: "a",
    repositories: ["acme/fleet"],
    permissions: {},
    expiresAt,
  });
  assert.equal((await clientOf(github, token).call("GET", REPO)).status, 200);
  now = new Date("2026-01-01T01:00:00Z");
  assert.equal((await clientOf(github, token).call("GET", REPO)).status, 401);
});

test("merge settings are shown to writers only", async (t) => {
  const { github, app } = await startFleet(t);
  const reader = clientOf(
    github,
    github.createToken({
      kind: "app",
      actor: "r",
      repositories: ["acme/fleet"],
      permissions: { contents: "read" },
    }),
  );
  type Settings = { allow_auto_merge?: boolean };
  assert.equal((await app.call<Settings>("GET", REPO)).body.allow_auto_merge, true);
  assert.equal("allow_auto_merge" in (await reader.call<Settings>("GET", REPO)).body, false);
  github.assertNoViolations();
});

test("bots that name no author get Verified commits; people and named authors do not", async (t) => {
  const { github, repository, app } = await startFleet(t);
  type Commit = {
    author: { name: string; email: string };
    committer: { name: string; email: string };
    verification: { verified: boolean; reason: string };
  };
  const main = (await repository.resolve("main")) ?? "";
  const { tree } = (await app.call<{ tree: { sha: string } }>("GET", `${REPO}/git/commits/${main}`)).body;
  const commit = async (token: string | undefined, extra: object = {}): Promise<Commit> =>
    (
      await clientOf(github, token).call<Commit>("POST", `${REPO}/git/commits`, {
        message: "m",
        tree: tree.sha,
        parents: [main],
        ...extra,
      })
    ).body;
  const bot = await commit(app.token);
  assert.equal(bot.verification.verified, true);
  assert.equal(bot.author.name, "pi5[bot]");
  assert.match(bot.author.email, /^\d+\+pi5\[bot\]@users\.noreply\.github\.com$/);
  assert.deepEqual([bot.committer.name, bot.committer.email], ["GitHub", "noreply@github.com"]);
  const workflow = github.createToken({
    kind: "github-token",
    repositories: ["acme/fleet"],
    permissions: ALL,
  });
  assert.equal((await commit(workflow)).author.name, "github-actions[bot]");
  const person = await commit(
    github.createToken({ kind: "pat", actor: "mona", repositories: ["acme/fleet"], permissions: ALL }),
  );
  assert.deepEqual([person.verification.verified, person.verification.reason], [false, "unsigned"]);
  const named = await commit(app.token, {
    author: { name: "Mona", email: "mona@example.com", date: "2026-01-01T00:00:00Z" },
  });
  assert.equal(named.verification.verified, false);
  assert.equal(named.committer.name, "Mona");
  const signed = await commit(app.token, {
    signature: "-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----",
  });
  assert.deepEqual([signed.verification.verified, signed.verification.reason], [false, "unknown_key"]);
  github.assertNoViolations();
});

test("workflow files take the workflows permission through the API too", async (t) => {
  const { github, repository, app } = await startFleet(t, {}, { contents: "write" });
  const tree = [{ path: ".github/workflows/x.yml", mode: "100644", type: "blob", content: "on: push\n" }];
  assert.equal((await app.call("POST", `${REPO}/git/trees`, { tree })).status, 403);
  const head = (await repository.resolve("main")) ?? "";
  await commitOn(app, "work", head, { a: "1" });
  const input = {
    branch: { repositoryNameWithOwner: "acme/fleet", branchName: "work" },
    message: { headline: "m" },
    expectedHeadOid: (await repository.resolve("work")) ?? "",
    fileChanges: { additions: [{ path: ".github/workflows/x.yml", contents: "" }] },
  };
  const reply = await app.graphql(
    "mutation($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }",
    { input },
  );
  assert.equal(reply.errors?.[0]?.type, "FORBIDDEN");
  github.assertNoViolations();
});

test("a workflow's token opens and approves pull requests only where the setting lets it", async (t) => {
  const { github, repository, app } = await startFleet(t, { actionsMayOpenPulls: false });
  const workflow = clientOf(
    github,
    github.createToken({ kind: "github-token", repositories: ["acme/fleet"], permissions: ALL }),
  );
  await github.push("acme/fleet", "work", { a: "1" }, { actor: "mona" });
  const body = { title: "t", head: "work", base: "main" };
  const refused = await workflow.call("POST", `${REPO}/pulls`, body);
  assert.deepEqual(
    [refused.status, refused.body.message],
    [403, "GitHub Actions is not permitted to create or approve pull requests."],
  );
  assert.equal((await app.call("POST", `${REPO}/pulls`, body)).status, 201);
  assert.equal((await workflow.call("POST", `${REPO}/pulls/1/reviews`, { event: "APPROVE" })).status, 403);
  assert.equal(
    (await workflow.call("POST", `${REPO}/pulls/1/reviews`, { event: "COMMENT", body: "seen" })).status,
    200,
  );
  assert.equal(repository.pulls().length, 1);
  github.assertNoViolations();
});
