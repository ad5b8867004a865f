// How GitHub's REST answers look. Addresses are built from the double's own URL; parts that nobody reads are empty.
import type { FileChange } from "./git-diff.ts";
import { type Commit, type Person, modeType } from "./git-objects.ts";
import { type App, type Repository, type User, type World, account } from "./model.ts";

export type Shape = Record<string, unknown>;

/** A time as GitHub writes it: UTC, whole seconds. */
export function time(at: Date): string {
  return at.toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** A stand-in for GitHub's opaque node ids; `parseNodeId` reads it back. */
export function nodeId(kind: string, id: number | string): string {
  return `${kind}_${id}`;
}

/** The address of a repository in the API. */
export function repositoryUrl(world: World, repository: Repository): string {
  return `${world.apiUrl}/repos/${repository.fullName}`;
}

export function userShape(world: World, user: User): Shape {
  const url = `${world.apiUrl}/users/${encodeURIComponent(user.login)}`;
  return {
    login: user.login,
    id: user.id,
    node_id: nodeId("U", user.id),
    avatar_url: `${world.url}/avatars/${user.id}`,
    gravatar_id: "",
    url,
    html_url: `${world.url}/${encodeURIComponent(user.login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: user.type,
    site_admin: false,
  };
}

export function privateUserShape(world: World, user: User, at: Date): Shape {
  return {
    ...userShape(world, user),
    name: user.login,
    company: null,
    blog: "",
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: time(at),
    updated_at: time(at),
    private_gists: 0,
    total_private_repos: 0,
    owned_private_repos: 0,
    disk_usage: 0,
    collaborators: 0,
    two_factor_authentication: true,
  };
}

/** `withSettings`: merge settings are left out for tokens that may not write. */
export function repositoryShape(world: World, repository: Repository, withSettings = false): Shape {
  const url = repositoryUrl(world, repository);
  const html = `${world.url}/${repository.fullName}`;
  const open = [...repository.pulls.values()].filter((pull) => pull.state === "open").length;
  const { methods, autoMerge, deleteBranchOnMerge } = repository.settings;
  return {
    id: repository.id,
    node_id: nodeId("R", repository.id),
    name: repository.name,
    full_name: repository.fullName,
    owner: userShape(world, repository.owner),
    private: repository.private,
    visibility: repository.private ? "private" : "public",
    html_url: html,
    description: null,
    fork: false,
    url,
    archive_url: `${url}/{archive_format}{/ref}`,
    assignees_url: `${url}/assignees{/user}`,
    blobs_url: `${url}/git/blobs{/sha}`,
    branches_url: `${url}/branches{/branch}`,
    collaborators_url: `${url}/collaborators{/collaborator}`,
    comments_url: `${url}/comments{/number}`,
    commits_url: `${url}/commits{/sha}`,
    compare_url: `${url}/compare/{base}...{head}`,
    contents_url: `${url}/contents/{+path}`,
    contributors_url: `${url}/contributors`,
    deployments_url: `${url}/deployments`,
    downloads_url: `${url}/downloads`,
    events_url: `${url}/events`,
    forks_url: `${url}/forks`,
    git_commits_url: `${url}/git/commits{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    git_url: `git:${html.replace(/^https?:/, "")}.git`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    issue_events_url: `${url}/issues/events{/number}`,
    issues_url: `${url}/issues{/number}`,
    keys_url: `${url}/keys{/key_id}`,
    labels_url: `${url}/labels{/name}`,
    languages_url: `${url}/languages`,
    merges_url: `${url}/merges`,
    milestones_url: `${url}/milestones{/number}`,
    notifications_url: `${url}/notifications{?since,all,participating}`,
    pulls_url: `${url}/pulls{/number}`,
    releases_url: `${url}/releases{/id}`,
    ssh_url: `git@${new URL(world.url).hostname}:${repository.fullName}.git`,
    stargazers_url: `${url}/stargazers`,
    statuses_url: `${url}/statuses/{sha}`,
    subscribers_url: `${url}/subscribers`,
    subscription_url: `${url}/subscription`,
    tags_url: `${url}/tags`,
    teams_url: `${url}/teams`,
    trees_url: `${url}/git/trees{/sha}`,
    clone_url: `${html}.git`,
    mirror_url: null,
    hooks_url: `${url}/hooks`,
    svn_url: html,
    homepage: null,
    language: null,
    forks_count: 0,
    forks: 0,
    stargazers_count: 0,
    watchers_count: 0,
    watchers: 0,
    size: 0,
    default_branch: repository.defaultBranch,
    open_issues_count: open,
    open_issues: open,
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    has_downloads: false,
    archived: false,
    disabled: false,
    pushed_at: time(repository.pushedAt),
    created_at: time(repository.createdAt),
    updated_at: time(repository.pushedAt),
    subscribers_count: 0,
    network_count: 0,
    license: null,
    ...(withSettings
      ? {
          allow_merge_commit: methods.includes("merge"),
          allow_squash_merge: methods.includes("squash"),
          allow_rebase_merge: methods.includes("rebase"),
          allow_auto_merge: autoMerge,
          delete_branch_on_merge: deleteBranchOnMerge,
        }
      : {}),
  };
}

export function refShape(
  world: World,
  repository: Repository,
  name: string,
  oid: string,
  type = "commit",
): Shape {
  const url = repositoryUrl(world, repository);
  return {
    ref: name,
    node_id: nodeId("REF", `${repository.id}:${name}`),
    url: encodeURI(`${url}/git/${name}`),
    object: { type, sha: oid, url: `${url}/git/${type}s/${oid}` },
  };
}

function personShape(person: Person): Shape {
  return { name: person.name, email: person.email, date: time(person.date) };
}

function verificationShape(repository: Repository, oid: string, commit: Commit): Shape {
  if (repository.verified.has(oid)) {
    const signature = "-----BEGIN PGP SIGNATURE-----\n\n(web-flow)\n-----END PGP SIGNATURE-----\n";
    return {
      verified: true,
      reason: "valid",
      signature,
      payload: commit.tree,
      verified_at: time(commit.committer.date),
    };
  }
  const reason = commit.signature === undefined ? "unsigned" : "unknown_key";
  return { verified: false, reason, signature: commit.signature ?? null, payload: null, verified_at: null };
}

export function gitCommitShape(world: World, repository: Repository, oid: string, commit: Commit): Shape {
  const url = repositoryUrl(world, repository);
  const html = `${world.url}/${repository.fullName}/commit`;
  return {
    sha: oid,
    node_id: nodeId("C", `${repository.id}:${oid}`),
    url: `${url}/git/commits/${oid}`,
    html_url: `${html}/${oid}`,
    author: personShape(commit.author),
    committer: personShape(commit.committer),
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/git/commits/${sha}`,
      html_url: `${html}/${sha}`,
    })),
    verification: verificationShape(repository, oid, commit),
  };
}

/** The account that a commit's e-mail address belongs to. */
function emailAccount(world: World, email: string): Shape | null {
  if (email === "noreply@github.com") return userShape(world, account(world, "web-flow"));
  const login = /^(?:\d+\+)?(.+)@users\.noreply\.github\.com$/.exec(email)?.[1];
  return login === undefined ? null : userShape(world, account(world, login));
}

export function commitShape(world: World, repository: Repository, oid: string, commit: Commit): Shape {
  const url = repositoryUrl(world, repository);
  const html = `${world.url}/${repository.fullName}/commit`;
  return {
    url: `${url}/commits/${oid}`,
    sha: oid,
    node_id: nodeId("C", `${repository.id}:${oid}`),
    html_url: `${html}/${oid}`,
    comments_url: `${url}/commits/${oid}/comments`,
    commit: {
      url: `${url}/git/commits/${oid}`,
      author: personShape(commit.author),
      committer: personShape(commit.committer),
      message: commit.message,
      comment_count: 0,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      verification: verificationShape(repository, oid, commit),
    },
    author: emailAccount(world, commit.author.email),
    committer: emailAccount(world, commit.committer.email),
    parents: commit.parents.map((sha) => ({ sha, url: `${url}/commits/${sha}`, html_url: `${html}/${sha}` })),
  };
}

export function fileShape(world: World, repository: Repository, sha: string, change: FileChange): Shape {
  const html = `${world.url}/${repository.fullName}`;
  return {
    sha: change.oid,
    filename: change.path,
    status: change.status,
    additions: change.additions,
    deletions: change.deletions,
    changes: change.additions + change.deletions,
    blob_url: encodeURI(`${html}/blob/${sha}/${change.path}`),
    raw_url: encodeURI(`${html}/raw/${sha}/${change.path}`),
    contents_url: encodeURI(`${repositoryUrl(world, repository)}/contents/${change.path}?ref=${sha}`),
    ...(change.previous === undefined ? {} : { previous_filename: change.previous }),
  };
}

export function appShape(world: World, app: App): Shape {
  const owner = account(world, app.repositories[0]?.split("/")[0] ?? "ghost");
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId("A", app.id),
    owner: userShape(world, owner),
    name: app.slug,
    description: "",
    external_url: world.url,
    html_url: `${world.url}/apps/${app.slug}`,
    created_at: time(app.createdAt),
    updated_at: time(app.createdAt),
    permissions: { metadata: "read", ...app.permissions },
    events: [],
    installations_count: 1,
  };
}

export function installationShape(world: World, app: App): Shape {
  const owner = account(world, app.repositories[0]?.split("/")[0] ?? "ghost");
  return {
    id: app.installationId,
    account: userShape(world, owner),
    repository_selection: "selected",
    access_tokens_url: `${world.apiUrl}/app/installations/${app.installationId}/access_tokens`,
    repositories_url: `${world.apiUrl}/installation/repositories`,
    html_url: `${world.url}/settings/installations/${app.installationId}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: owner.id,
    target_type: owner.type,
    permissions: { metadata: "read", ...app.permissions },
    events: [],
    created_at: time(app.createdAt),
    updated_at: time(app.createdAt),
    single_file_name: null,
    suspended_by: null,
    suspended_at: null,
  };
}

/** A tree entry with its address. */
export function treeEntryShape(
  world: World,
  repository: Repository,
  entry: { readonly mode: string; readonly path: string; readonly oid: string; readonly size?: number },
): Shape {
  const type = modeType(entry.mode);
  return {
    path: entry.path,
    mode: entry.mode,
    type,
    sha: entry.oid,
    ...(entry.size === undefined ? {} : { size: entry.size }),
    url: `${repositoryUrl(world, repository)}/git/${type}s/${entry.oid}`,
  };
}
