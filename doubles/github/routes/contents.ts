// The repository itself, contents, branches, commits, comparison.
import { holds } from "../access.ts";
import { notFound, page, Refusal, type Answer } from "../answer.ts";
import type { Commit } from "../git-objects.ts";
import { rulesOf } from "../rules.ts";
import { pullShape } from "../pull-shapes.ts";
import { commitShape, fileShape, installationShape, repositoryShape, repositoryUrl } from "../shapes.ts";
import { collect, param, type RepositoryRequest, type RepositoryRoutes } from "./route.ts";

const INLINE_LIMIT = 1_000_000;

async function resolved(request: RepositoryRequest, name: string): Promise<{ oid: string; commit: Commit }> {
  const oid = await request.repository.git.resolve(name);
  const commit = oid === undefined ? undefined : await request.repository.git.commit(oid);
  if (oid === undefined || commit === undefined) throw notFound();
  return { oid, commit };
}

function contentItem(
  request: RepositoryRequest,
  ref: string,
  path: string,
  mode: string,
  oid: string,
  size: number,
): Record<string, unknown> {
  const { world, repository } = request;
  const base = repositoryUrl(world, repository);
  const type =
    mode === "040000" ? "dir" : mode === "120000" ? "symlink" : mode === "160000" ? "submodule" : "file";
  const address = encodeURI(path);
  const self = `${base}/contents/${address}?ref=${encodeURIComponent(ref)}`;
  const git = `${base}/git/${type === "dir" ? "trees" : "blobs"}/${oid}`;
  const html = `${world.url}/${repository.fullName}/${type === "dir" ? "tree" : "blob"}/${encodeURIComponent(ref)}/${address}`;
  return {
    type,
    size,
    name: path.split("/").at(-1) ?? "",
    path,
    sha: oid,
    url: self,
    git_url: git,
    html_url: html,
    download_url:
      type === "file"
        ? `${world.url}/${repository.fullName}/raw/${encodeURIComponent(ref)}/${address}`
        : null,
    _links: { self, git, html },
  };
}

async function contents(request: RepositoryRequest): Promise<Answer> {
  const { git } = request.repository;
  const ref = request.query.get("ref") ?? request.repository.defaultBranch;
  const oid = await git.resolve(ref);
  const commit = oid === undefined ? undefined : await git.commit(oid);
  if (commit === undefined) throw new Refusal(404, `No commit found for the ref ${ref}`);
  const path = param(request, "path").replaceAll(/^\/+|\/+$/g, "");
  const entry = await git.entry(commit.tree, path);
  if (entry === undefined) throw notFound();
  if (entry.mode === "040000") {
    const entries = (await git.tree(entry.oid)) ?? [];
    const items = entries.map(async ({ name, mode, oid }) => {
      const size = mode === "040000" || mode === "160000" ? 0 : ((await git.read(oid))?.body.length ?? 0);
      return contentItem(request, ref, path === "" ? name : `${path}/${name}`, mode, oid, size);
    });
    return { status: 200, body: await Promise.all(items) };
  }
  const bytes = (await git.read(entry.oid))?.body ?? Buffer.alloc(0);
  const item = contentItem(request, ref, path, entry.mode, entry.oid, bytes.length);
  if (request.raw) return { status: 200, raw: bytes };
  if (entry.mode === "120000") return { status: 200, body: { ...item, target: bytes.toString() } };
  // Above 1 MB GitHub gives no content here, only its address.
  const inline = bytes.length <= INLINE_LIMIT;
  const content = inline ? bytes.toString("base64").replaceAll(/.{60}/g, "$&\n") : "";
  return { status: 200, body: { ...item, encoding: inline ? "base64" : "none", content } };
}

async function compare(request: RepositoryRequest): Promise<Answer> {
  const { world, repository } = request;
  const { git } = repository;
  const [, left = "", right = ""] = /^(.+?)\.\.\.(.+)$/.exec(param(request, "basehead")) ?? [];
  const owned = (name: string): string =>
    name.startsWith(`${repository.owner.login}:`) ? name.slice(repository.owner.login.length + 1) : name;
  const base = await resolved(request, owned(left));
  const head = await resolved(request, owned(right));
  const forkOid = await git.mergeBase(base.oid, head.oid);
  if (forkOid === undefined) throw new Refusal(404, `No common ancestor between ${left} and ${right}.`);
  const fork = await resolved(request, forkOid);
  const ahead = await collect(git.history(head.oid, base.oid));
  const behind = await collect(git.history(base.oid, head.oid));
  const status =
    ahead.length > 0 && behind.length > 0
      ? "diverged"
      : ahead.length > 0
        ? "ahead"
        : behind.length > 0
          ? "behind"
          : "identical";
  const url = `${repositoryUrl(world, repository)}/compare/${encodeURIComponent(left)}...${encodeURIComponent(right)}`;
  const html = `${world.url}/${repository.fullName}/compare/${encodeURIComponent(left)}...${encodeURIComponent(right)}`;
  const shape = ({ oid, commit }: { oid: string; commit: Commit }): Record<string, unknown> =>
    commitShape(world, repository, oid, commit);
  const commits = ahead.toReversed().map(shape);
  const files = await git.diff(fork.oid, head.oid);
  const body = {
    url,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: shape(base),
    merge_base_commit: shape(fork),
    status,
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits,
    files: files.slice(0, 300).map((file) => fileShape(world, repository, head.oid, file)),
  };
  const query = new URLSearchParams(request.query);
  if (!query.has("per_page")) query.set("per_page", "100");
  return page(commits, query, request.address, (part) => ({ ...body, commits: part }));
}

function branchRules(request: RepositoryRequest): Answer {
  const { repository, query, address } = request;
  const rules = rulesOf(repository, param(request, "branch"));
  const source = {
    ruleset_source_type: "Repository",
    ruleset_source: repository.fullName,
    ruleset_id: repository.id,
  };
  const list: Record<string, unknown>[] = [];
  if (rules.blockDeletion === true) list.push({ type: "deletion", ...source });
  if (rules.blockForcePush === true) list.push({ type: "non_fast_forward", ...source });
  if (rules.allowedUpdaters !== undefined) list.push({ type: "update", ...source });
  if (rules.requiredChecks !== undefined) {
    const required = rules.requiredChecks.map(({ context, integrationId }) => ({
      context,
      ...(integrationId === undefined ? {} : { integration_id: integrationId }),
    }));
    const parameters = {
      required_status_checks: required,
      strict_required_status_checks_policy: rules.requireUpToDate === true,
    };
    list.push({ type: "required_status_checks", parameters, ...source });
  }
  if (rules.requiredApprovals !== undefined || rules.allowedMergeMethods !== undefined) {
    const parameters = {
      required_approving_review_count: rules.requiredApprovals ?? 0,
      dismiss_stale_reviews_on_push: rules.dismissStaleReviews === true,
      require_code_owner_review: false,
      require_last_push_approval: rules.requireLastPushApproval === true,
      required_review_thread_resolution: false,
      ...(rules.allowedMergeMethods === undefined
        ? {}
        : { allowed_merge_methods: rules.allowedMergeMethods }),
    };
    list.push({ type: "pull_request", parameters, ...source });
  }
  if (rules.mergeQueue === true) list.push({ type: "merge_queue", ...source });
  return page(list, query, address);
}

export const contentRoutes: RepositoryRoutes = {
  "GET ": {
    need: ["metadata", "read"],
    run: ({ world, repository, caller }) => {
      const writes =
        holds(caller, repository, ["contents", "write"]) ||
        holds(caller, repository, ["administration", "read"]);
      return { status: 200, body: repositoryShape(world, repository, writes) };
    },
  },
  "GET /installation": {
    need: ["metadata", "read"],
    run: ({ world, repository, caller }) => {
      if (caller.kind !== "app-jwt") throw new Refusal(401, "A JSON web token could not be decoded");
      if (!caller.app.repositories.includes(repository.fullName.toLowerCase())) throw notFound();
      return { status: 200, body: installationShape(world, caller.app) };
    },
  },
  "GET /contents/{path}": { need: ["contents", "read"], run: contents },
  "GET /compare/{basehead}": { need: ["contents", "read"], run: compare },
  "GET /rules/branches/{branch}": { need: ["metadata", "read"], run: branchRules },
  "GET /branches": {
    need: ["contents", "read"],
    run: async ({ world, repository, query, address }) => {
      const refs = await repository.git.refs("refs/heads/");
      const list = refs.map(({ name, oid }) => {
        const branch = name.slice("refs/heads/".length);
        const commit = { sha: oid, url: `${repositoryUrl(world, repository)}/commits/${oid}` };
        return { name: branch, commit, protected: Object.keys(rulesOf(repository, branch)).length > 0 };
      });
      return page(list, query, address);
    },
  },
  "GET /branches/{branch}": {
    need: ["contents", "read"],
    run: async (request) => {
      const { world, repository } = request;
      const name = param(request, "branch");
      const oid = await repository.git.ref(`refs/heads/${name}`);
      const commit = oid === undefined ? undefined : await repository.git.commit(oid);
      if (oid === undefined || commit === undefined) throw new Refusal(404, "Branch not found");
      const self = `${repositoryUrl(world, repository)}/branches/${encodeURIComponent(name)}`;
      const rules = rulesOf(repository, name);
      const guarded = Object.keys(rules).length > 0;
      const contexts = (rules.requiredChecks ?? []).map(({ context }) => context);
      const checks = contexts.map((context) => ({ context, app_id: null }));
      const body = {
        name,
        commit: commitShape(world, repository, oid, commit),
        _links: { self, html: `${world.url}/${repository.fullName}/tree/${encodeURIComponent(name)}` },
        protected: guarded,
        protection: {
          enabled: guarded,
          required_status_checks: { enforcement_level: guarded ? "everyone" : "off", contexts, checks },
        },
        protection_url: `${self}/protection`,
      };
      return { status: 200, body };
    },
  },
  "GET /commits": {
    need: ["contents", "read"],
    run: async (request) => {
      const { world, repository, query, address } = request;
      const { git } = repository;
      const from = await resolved(request, query.get("sha") ?? repository.defaultBranch);
      const path = query.get("path");
      const found = [];
      for await (const item of git.history(from.oid)) {
        if (path !== null) {
          const here = await git.entry(item.commit.tree, path);
          const parents = await Promise.all(
            item.commit.parents.map(async (oid) => git.entry((await git.commit(oid))?.tree ?? "", path)),
          );
          const same = parents.some((entry) => entry?.oid === here?.oid);
          if (parents.length === 0 ? here === undefined : same) continue;
        }
        found.push(item);
      }
      return page(
        found.map(({ oid, commit }) => commitShape(world, repository, oid, commit)),
        query,
        address,
      );
    },
  },
  "GET /commits/{ref}": {
    need: ["contents", "read"],
    run: async (request) => {
      const { world, repository } = request;
      const name = param(request, "ref");
      const oid = await repository.git.resolve(name);
      const commit = oid === undefined ? undefined : await repository.git.commit(oid);
      if (oid === undefined || commit === undefined)
        throw new Refusal(422, `No commit found for SHA: ${name}`);
      const [parent] = commit.parents;
      // git's own id of the empty tree stands for "before the first commit".
      const files = await repository.git.diff(
        parent ?? (await repository.git.write("tree", Buffer.alloc(0))),
        oid,
      );
      const additions = files.reduce((sum, file) => sum + file.additions, 0);
      const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
      const body = {
        ...commitShape(world, repository, oid, commit),
        stats: { additions, deletions, total: additions + deletions },
        files: files.slice(0, 300).map((file) => fileShape(world, repository, oid, file)),
      };
      return { status: 200, body };
    },
  },
  "GET /commits/{commit_sha}/pulls": {
    need: ["pull_requests", "read"],
    run: async (request) => {
      const { world, repository, query, address } = request;
      const sha = param(request, "commit_sha");
      const found = [];
      for (const pull of repository.pulls.values()) {
        const inHead = await repository.git.isAncestor(sha, pull.headSha);
        const own = inHead && !(await repository.git.isAncestor(sha, pull.baseSha));
        if (own || (pull.mergedAt !== null && pull.mergeCommit === sha))
          found.push(pullShape(world, repository, pull));
      }
      return page(found, query, address);
    },
  },
};
