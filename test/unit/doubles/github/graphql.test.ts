import assert from "node:assert/strict";
import test from "node:test";
import { ALL, clientOf, openPull, startDouble, startFleet } from "./client.ts";

const COMMIT =
  "mutation($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid message signature { isValid } } ref { name } } }";

test("files, trees and commits are read at an expression", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const query = `query($at: String!) {
    viewer { login }
    repository(owner: "acme", name: "fleet") {
      id databaseId nameWithOwner autoMergeAllowed mergeCommitAllowed squashMergeAllowed rebaseMergeAllowed
      defaultBranchRef { name prefix target { oid ... on Commit { tree { oid } parents(first: 1) { totalCount } } } }
      ref(qualifiedName: "refs/heads/main") { target { oid } }
      none: ref(qualifiedName: "refs/heads/none") { name }
      file: object(expression: "main:fleet.yaml") { ... on Blob { text byteSize oid isBinary } }
      folder: object(expression: $at) { __typename ... on Tree { entries { name type mode oid path size } } }
      head: object(expression: "HEAD") { oid ... on Commit { messageHeadline author { name } } }
      missing: object(expression: "main:none") { oid }
      wrong: object(expression: "none:fleet.yaml") { oid }
    }
    rateLimit { cost remaining }
  }`;
  type Data = {
    viewer: { login: string };
    repository: {
      databaseId: number;
      defaultBranchRef: { name: string; target: { oid: string; parents: { totalCount: number } } };
      ref: { target: { oid: string } };
      none: null;
      file: { text: string; byteSize: number; isBinary: boolean };
      folder: {
        __typename: string;
        entries: readonly { name: string; mode: number; type: string; path: string; size: number }[];
      };
      head: { oid: string; messageHeadline: string };
      missing: null;
      wrong: null;
    };
  };
  const { data, errors } = await app.graphql<Data>(query, { at: "main:rings" });
  assert.equal(errors, undefined);
  const head = await repository.resolve("main");
  assert.equal(data?.viewer.login, "pi5[bot]");
  assert.equal(data.repository.databaseId, repository.id);
  assert.equal(data.repository.defaultBranchRef.target.oid, head);
  assert.equal(data.repository.ref.target.oid, head);
  assert.deepEqual(data.repository.file, {
    text: "rings: [canary]\n",
    byteSize: 16,
    isBinary: false,
    oid: (data.repository.file as { oid?: string }).oid,
  });
  const [entry] = data.repository.folder.entries;
  assert.deepEqual(
    [entry?.name, entry?.mode, entry?.type, entry?.path],
    ["canary", 0o40000, "tree", "rings/canary"],
  );
  assert.equal(data.repository.head.oid, head);
  assert.deepEqual(
    [data.repository.none, data.repository.missing, data.repository.wrong],
    [null, null, null],
  );
  github.assertNoViolations();
});

test("createCommitOnBranch writes and deletes files, and answers STALE_DATA for another head", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const head = (await repository.resolve("main")) ?? "";
  const input = {
    branch: { repositoryNameWithOwner: "acme/fleet", branchName: "main" },
    message: { headline: "Move", body: "Because" },
    expectedHeadOid: head,
    fileChanges: {
      additions: [{ path: "new/x.json", contents: Buffer.from("{}").toString("base64") }],
      deletions: [{ path: "fleet.yaml" }],
    },
  };
  type Data = {
    createCommitOnBranch: {
      commit: { oid: string; message: string; signature: { isValid: boolean } };
      ref: { name: string };
    };
  };
  const done = await app.graphql<Data>(COMMIT, { input });
  assert.equal(done.data?.createCommitOnBranch.commit.oid, await repository.resolve("main"));
  assert.deepEqual(
    [
      done.data?.createCommitOnBranch.commit.message,
      done.data?.createCommitOnBranch.commit.signature.isValid,
    ],
    ["Move\n\nBecause", true],
  );
  assert.equal((await repository.read("main", "new/x.json"))?.toString(), "{}");
  assert.equal(await repository.read("main", "fleet.yaml"), undefined);
  const stale = await app.graphql<Data>(COMMIT, { input });
  assert.equal(stale.data?.createCommitOnBranch, null);
  assert.deepEqual(
    stale.errors?.map(({ type, path, message }) => ({ type, path, message })),
    [
      {
        type: "STALE_DATA",
        path: ["createCommitOnBranch"],
        message: `Expected branch to point to "${head}" but it did not.  Pull and try again.`,
      },
    ],
  );
  const expectedHeadOid = (await repository.resolve("main")) ?? "";
  const without = async (fileChanges: object, branchName = "main"): Promise<string | undefined> =>
    (
      await app.graphql(COMMIT, {
        input: { ...input, branch: { ...input.branch, branchName }, expectedHeadOid, fileChanges },
      })
    ).errors?.[0]?.message;
  assert.match((await without({ deletions: [{ path: "none" }] })) ?? "", /does not exist: none/);
  assert.match((await without({ additions: null })) ?? "", /Something went wrong/);
  assert.match((await without({ additions: [{ path: "../x", contents: "" }] })) ?? "", /not allowed/);
  assert.match((await without({}, "none")) ?? "", /not found/);
  github.setRules("acme/fleet", "main", { requiredApprovals: 1 });
  assert.match((await without({ deletions: [{ path: "new/x.json" }] })) ?? "", /through a pull request/);
  github.assertNoViolations();
});

test("pull requests are found by branch and state, with the fields a client decides by", async (t) => {
  const { github, repository, app } = await startFleet(t);
  const main = (await repository.resolve("main")) ?? "";
  const { number, head, nodeId } = await openPull(app, "work", main, { a: "1" });
  await openPull(app, "other", main, { b: "1" });
  const fields =
    "id number state isDraft merged mergeable mergeStateStatus headRefOid headRefName baseRefName baseRefOid reviewDecision labels(first: 5) { nodes { name } } mergeCommit { oid } autoMergeRequest { mergeMethod } isInMergeQueue author { login } repository { nameWithOwner }";
  type Pull = {
    id: string;
    number: number;
    state: string;
    mergeable: string;
    mergeStateStatus: string;
    headRefOid: string;
    author: { login: string };
  };
  const found = await app.graphql<{
    repository: {
      pullRequests: { totalCount: number; nodes: readonly Pull[]; pageInfo: { hasNextPage: boolean } };
    };
  }>(
    `{ repository(owner: "acme", name: "fleet") { pullRequests(first: 1, states: [OPEN], headRefName: "work", baseRefName: "main", orderBy: {field: CREATED_AT, direction: DESC}) { totalCount pageInfo { hasNextPage endCursor } nodes { ${fields} } } } }`,
  );
  const [pull] = found.data?.repository.pullRequests.nodes ?? [];
  assert.deepEqual(
    [
      pull?.number,
      pull?.state,
      pull?.mergeable,
      pull?.mergeStateStatus,
      pull?.headRefOid,
      pull?.author.login,
    ],
    [number, "OPEN", "MERGEABLE", "CLEAN", head, "pi5"],
  );
  const byNode = await app.graphql<{ node: Pull }>(
    `query($id: ID!) { node(id: $id) { ... on PullRequest { ${fields} } } }`,
    { id: nodeId },
  );
  assert.equal(byNode.data?.node.number, number);
  const missing = await app.graphql(
    '{ repository(owner: "acme", name: "fleet") { pullRequest(number: 99) { id } } }',
  );
  assert.equal(missing.errors?.[0]?.type, "NOT_FOUND");
  assert.equal((await app.graphql('{ node(id: "PR_1") { id } }')).errors?.[0]?.type, "NOT_FOUND");
  const unbounded = await app.graphql(
    '{ repository(owner: "acme", name: "fleet") { pullRequests { totalCount } } }',
  );
  assert.equal(unbounded.errors?.[0]?.type, "MISSING_PAGINATION_BOUNDARIES");
  github.assertNoViolations();
});

test("a field that GitHub knows and the double does not is a violation, not a silent null", async (t) => {
  const { github, app } = await startFleet(t);
  const reply = await app.graphql('{ repository(owner: "acme", name: "fleet") { stargazerCount } }');
  assert.ok(reply.errors);
  assert.throws(() => github.assertNoViolations(), /Repository\.stargazerCount is not modelled/);
  await app.graphql(
    '{ repository(owner: "acme", name: "fleet") { pullRequests(first: 1, labels: ["x"]) { totalCount } } }',
  );
  assert.throws(() => github.assertNoViolations(), /argument labels is not modelled/);
});

test("a document that GitHub's schema refuses is a violation", async (t) => {
  const { github, app } = await startFleet(t);
  assert.match(
    (await app.graphql("{ viewer { nonsense } }")).errors?.[0]?.message ?? "",
    /Cannot query field "nonsense"/,
  );
  assert.ok((await app.graphql("{ viewer {")).errors);
  assert.ok(
    (
      await app.graphql(
        "mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }",
        { input: { refUpdates: [] } },
      )
    ).errors,
  );
  assert.equal(github.violations.length, 3);
});

test("GraphQL needs a token and the mutation's permission", async (t) => {
  const { github, app } = await startFleet(t, {}, { contents: "read" });
  const id = (
    await app.graphql<{ repository: { id: string } }>('{ repository(owner: "acme", name: "fleet") { id } }')
  ).data?.repository.id;
  const input = { repositoryId: id, refUpdates: [{ name: "refs/heads/x", afterOid: "0".repeat(40) }] };
  const refused = await app.graphql(
    "mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }",
    { input },
  );
  assert.deepEqual(
    [refused.errors?.[0]?.type, refused.errors?.[0]?.message],
    ["FORBIDDEN", "Resource not accessible by integration"],
  );
  const anonymous = (await clientOf(github).graphql("{ viewer { login } }")) as { message?: string };
  assert.match(anonymous.message ?? "", /authenticated/);
  github.assertNoViolations();
});

test("a client can ask whether updateRefs is there, and a server without it refuses it politely", async (t) => {
  const probe = '{ __type(name: "UpdateRefsInput") { name } }';
  const { github, app } = await startFleet(t);
  assert.deepEqual((await app.graphql(probe)).data, { __type: { name: "UpdateRefsInput" } });
  github.assertNoViolations();
  const old = await startDouble(t, { withoutUpdateRefs: true });
  await old.createRepository({ owner: "acme", name: "fleet" });
  const client = clientOf(
    old,
    old.createToken({ kind: "app", actor: "pi5", repositories: ["acme/fleet"], permissions: ALL }),
  );
  assert.deepEqual((await client.graphql(probe)).data, { __type: null });
  const refused = await client.graphql(
    "mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }",
    { input: {} },
  );
  assert.equal(refused.data, undefined);
  assert.ok(refused.errors);
  old.assertNoViolations();
  await client.graphql("{ nonsense }");
  assert.equal(old.violations.length, 1);
});

test("every modelled field is answered as GitHub's schema wants it", async (t) => {
  const { github, repository, app } = await startFleet(t, {
    files: { "bin.dat": new Uint8Array([0, 1, 2]), "fleet.yaml": "a\n" },
  });
  github.setRules("acme/fleet", "main", {
    requiredChecks: [{ context: "verify" }],
    requiredApprovals: 1,
    mergeQueue: true,
  });
  const main = (await repository.resolve("main")) ?? "";
  const { number, head, nodeId } = await openPull(app, "work", main, { a: "1" });
  await app.call("POST", `/repos/acme/fleet/issues/${number}/labels`, { labels: ["pi5"] });
  await github.approve("acme/fleet", number, "mona");
  const auto =
    "mutation($input: EnablePullRequestAutoMergeInput!) { enablePullRequestAutoMerge(input: $input) { clientMutationId actor { login } pullRequest { id } } }";
  assert.equal(
    (await app.graphql(auto, { input: { pullRequestId: nodeId, clientMutationId: "m1" } })).errors,
    undefined,
  );
  const commit =
    "oid abbreviatedOid id message messageHeadline messageBody authoredDate committedDate url author { name email date } committer { name email date } tree { oid id } signature { isValid wasSignedByGitHub state } statusCheckRollup { state } repository { id }";
  const pull = `id databaseId fullDatabaseId number title body state isDraft closed merged mergedAt closedAt createdAt updatedAt mergedBy { login } mergeCommit { oid } potentialMergeCommit { oid }
    mergeable mergeStateStatus headRefName headRefOid baseRefName baseRefOid headRef { id name prefix } baseRef { name repository { id } } isCrossRepository url permalink author { login url }
    labels(last: 3) { nodes { name } edges { cursor } } autoMergeRequest { mergeMethod commitHeadline commitBody enabledAt enabledBy { login } } reviewDecision
    reviews(first: 1) { nodes { state body submittedAt author { login } } pageInfo { hasPreviousPage startCursor } } isInMergeQueue mergeQueueEntry { id state position } repository { nameWithOwner }`;
  const document = `{
    viewer { id databaseId url }
    rateLimit { cost limit nodeCount remaining used resetAt }
    repository(owner: "acme", name: "fleet") {
      id name nameWithOwner url isPrivate isArchived isFork visibility deleteBranchOnMerge owner { id login url }
      label(name: "pi5") { id name color description } nolabel: label(name: "x") { id }
      mergeQueue(branch: "main") { id url } noqueue: mergeQueue(branch: "work") { id }
      object(oid: "${head}") { ... on Commit { ${commit} } }
      binary: object(expression: "main:bin.dat") { ... on Blob { text isBinary isTruncated abbreviatedOid id } }
      tree: object(expression: "main:") { ... on Tree { entries { name object { oid ... on Blob { byteSize } } } } }
      pullRequest(number: ${number}) { ${pull} }
    }
    node(id: "${nodeId}") { id ... on PullRequest { number } }
  }`;
  const reply = await app.graphql<{
    repository: {
      binary: { text: null; isBinary: boolean };
      pullRequest: { reviewDecision: string; mergeStateStatus: string };
    };
  }>(document);
  assert.equal(reply.errors, undefined);
  assert.deepEqual(
    [reply.data?.repository.binary.text, reply.data?.repository.binary.isBinary],
    [null, true],
  );
  assert.deepEqual(
    [reply.data?.repository.pullRequest.reviewDecision, reply.data?.repository.pullRequest.mergeStateStatus],
    ["APPROVED", "BLOCKED"],
  );
  const byRepository = await app.graphql<{ node: { databaseId: number } }>(
    `query($id: ID!) { node(id: $id) { ... on Repository { databaseId } } }`,
    {
      id: (
        await app.graphql<{ repository: { id: string } }>(
          '{ repository(owner: "acme", name: "fleet") { id } }',
        )
      ).data?.repository.id,
    },
  );
  assert.equal(byRepository.data?.node.databaseId, repository.id);
  github.assertNoViolations();
});

test("a draft is made ready, and its branch is named by id in createCommitOnBranch", async (t) => {
  const { github, app } = await startFleet(t);
  const head = await github.push("acme/fleet", "work", { a: "1" }, { actor: "mona" });
  const pull = await app.call<{ number: number; node_id: string }>("POST", "/repos/acme/fleet/pulls", {
    title: "d",
    head: "work",
    base: "main",
    draft: true,
  });
  const ready = await app.graphql<{ markPullRequestReadyForReview: { pullRequest: { isDraft: boolean } } }>(
    "mutation($input: MarkPullRequestReadyForReviewInput!) { markPullRequestReadyForReview(input: $input) { pullRequest { isDraft } } }",
    { input: { pullRequestId: pull.body.node_id } },
  );
  assert.equal(ready.data?.markPullRequestReadyForReview.pullRequest.isDraft, false);
  const ref = await app.graphql<{ repository: { ref: { id: string } } }>(
    '{ repository(owner: "acme", name: "fleet") { ref(qualifiedName: "work") { id } } }',
  );
  const input = {
    branch: { id: ref.data?.repository.ref.id },
    message: { headline: "m" },
    expectedHeadOid: head,
    fileChanges: { additions: [{ path: "b", contents: "" }] },
  };
  assert.equal((await app.graphql(COMMIT, { input })).errors, undefined);
  const gone = await app.graphql(COMMIT, {
    input: { ...input, branch: { repositoryNameWithOwner: "acme/none", branchName: "x" } },
  });
  assert.equal(gone.errors?.[0]?.type, "NOT_FOUND");
  github.assertNoViolations();
});
