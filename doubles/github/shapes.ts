// How GitHub's REST answers look. Addresses are built from the double's own URL; parts that nobody reads are empty.
import type { Commit, Person } from "./git-objects.ts";
import { modeType } from "./git-objects.ts";
import type { FileChange } from "./git-diff.ts";
import {
  account,
  type App,
  type CheckRun,
  type Comment,
  type Deployment,
  type DeploymentStatus,
  type Label,
  type Pull,
  type Repository,
  type Review,
  type Status,
  type User,
  type World,
} from "./model.ts";

type Shape = Record<string, unknown>;

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

export function labelShape(world: World, repository: Repository, label: Label): Shape {
  return {
    id: label.id,
    node_id: nodeId("LA", label.id),
    url: `${repositoryUrl(world, repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    // A pull request in a list must have text here, an issue's label may have null.
    description: label.description ?? "",
    color: label.color,
    default: false,
  };
}

export function pullLabels(world: World, repository: Repository, pull: Pull): Shape[] {
  return [...pull.labels].map((name) => {
    const label = repository.labels.get(name.toLowerCase());
    if (label === undefined) throw new Error(`Label ${name} is not known.`);
    return labelShape(world, repository, label);
  });
}

/** A pull request as lists and events show it. */
export function pullShape(world: World, repository: Repository, pull: Pull): Shape {
  const url = `${repositoryUrl(world, repository)}/pulls/${pull.number}`;
  const issue = `${repositoryUrl(world, repository)}/issues/${pull.number}`;
  const html = `${world.url}/${repository.fullName}/pull/${pull.number}`;
  const statuses = `${repositoryUrl(world, repository)}/statuses/${pull.headSha}`;
  const side = (ref: string, sha: string): Shape => ({
    label: `${repository.owner.login}:${ref}`,
    ref,
    sha,
    user: userShape(world, repository.owner),
    repo: repositoryShape(world, repository),
  });
  return {
    url,
    id: pull.id,
    node_id: nodeId("PR", pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${repositoryUrl(world, repository)}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: userShape(world, pull.user),
    body: pull.body,
    labels: pullLabels(world, repository, pull),
    milestone: null,
    created_at: time(pull.createdAt),
    updated_at: time(pull.updatedAt),
    closed_at: pull.closedAt === null ? null : time(pull.closedAt),
    merged_at: pull.mergedAt === null ? null : time(pull.mergedAt),
    merge_commit_sha: pull.mergeCommit,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: side(pull.headRef, pull.headSha),
    base: side(pull.baseRef, pull.baseSha),
    _links: {
      self: { href: url },
      html: { href: html },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${repositoryUrl(world, repository)}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
    author_association: pull.user.type === "Bot" ? "NONE" : "MEMBER",
    auto_merge:
      pull.autoMerge === null
        ? null
        : {
            enabled_by: userShape(world, pull.autoMerge.user),
            merge_method: pull.autoMerge.method,
            commit_title: pull.autoMerge.title ?? "",
            commit_message: pull.autoMerge.message ?? "",
          },
    draft: pull.draft,
  };
}

export function reviewShape(world: World, repository: Repository, pull: Pull, review: Review): Shape {
  const html = `${world.url}/${repository.fullName}/pull/${pull.number}#pullrequestreview-${review.id}`;
  const url = `${repositoryUrl(world, repository)}/pulls/${pull.number}`;
  return {
    id: review.id,
    node_id: nodeId("PRR", review.id),
    user: userShape(world, review.user),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: url,
    _links: { html: { href: html }, pull_request: { href: url } },
    submitted_at: time(review.at),
    commit_id: review.commit,
    author_association: review.user.type === "Bot" ? "NONE" : "MEMBER",
  };
}

export function commentShape(world: World, repository: Repository, comment: Comment): Shape {
  const url = repositoryUrl(world, repository);
  return {
    id: comment.id,
    node_id: nodeId("IC", comment.id),
    url: `${url}/issues/comments/${comment.id}`,
    html_url: `${world.url}/${repository.fullName}/pull/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${url}/issues/${comment.issue}`,
    body: comment.body,
    user: userShape(world, comment.user),
    created_at: time(comment.createdAt),
    updated_at: time(comment.updatedAt),
    author_association: comment.user.type === "Bot" ? "NONE" : "MEMBER",
  };
}

/** A status as written and listed; the combined answer takes the same without `creator`. */
export function statusShape(world: World, repository: Repository, status: Status): Shape {
  return {
    url: `${repositoryUrl(world, repository)}/statuses/${status.sha}`,
    avatar_url: `${world.url}/avatars/${status.creator.id}`,
    id: status.id,
    node_id: nodeId("SC", status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: time(status.at),
    updated_at: time(status.at),
    creator: userShape(world, status.creator),
  };
}

export function checkRunShape(world: World, repository: Repository, run: CheckRun): Shape {
  const url = `${repositoryUrl(world, repository)}/check-runs/${run.id}`;
  const at = time(repository.createdAt);
  return {
    id: run.id,
    node_id: nodeId("CR", run.id),
    name: run.name,
    head_sha: run.sha,
    external_id: run.externalId,
    url,
    html_url: `${world.url}/${repository.fullName}/runs/${run.id}`,
    details_url: run.detailsUrl,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: { ...run.output, annotations_count: 0, annotations_url: `${url}/annotations` },
    check_suite: { id: run.app.id },
    app: {
      id: run.app.id,
      slug: run.app.slug,
      node_id: nodeId("A", run.app.id),
      owner: userShape(world, repository.owner),
      name: run.app.slug,
      description: null,
      external_url: world.url,
      html_url: `${world.url}/apps/${run.app.slug}`,
      created_at: at,
      updated_at: at,
      permissions: {},
      events: [],
    },
    pull_requests: [...repository.pulls.values()]
      .filter((pull) => pull.state === "open" && pull.headSha === run.sha)
      .map((pull) => pullMinimal(world, repository, pull)),
  };
}

function pullMinimal(world: World, repository: Repository, pull: Pull): Shape {
  const repo = { id: repository.id, url: repositoryUrl(world, repository), name: repository.name };
  return {
    id: pull.id,
    number: pull.number,
    url: `${repositoryUrl(world, repository)}/pulls/${pull.number}`,
    head: { ref: pull.headRef, sha: pull.headSha, repo },
    base: { ref: pull.baseRef, sha: pull.baseSha, repo },
  };
}

export function deploymentShape(world: World, repository: Repository, deployment: Deployment): Shape {
  const url = `${repositoryUrl(world, repository)}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: nodeId("DE", deployment.id),
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    environment: deployment.environment,
    original_environment: deployment.environment,
    description: deployment.description,
    creator: userShape(world, deployment.creator),
    created_at: time(deployment.at),
    updated_at: time(deployment.statuses.at(-1)?.at ?? deployment.at),
    statuses_url: `${url}/statuses`,
    repository_url: repositoryUrl(world, repository),
  };
}

export function deploymentStatusShape(
  world: World,
  repository: Repository,
  deployment: Deployment,
  status: DeploymentStatus,
): Shape {
  const url = `${repositoryUrl(world, repository)}/deployments/${deployment.id}`;
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId("DES", status.id),
    state: status.state,
    creator: userShape(world, status.creator),
    description: status.description,
    environment: status.environment,
    target_url: status.targetUrl,
    log_url: status.logUrl,
    environment_url: status.environmentUrl,
    created_at: time(status.at),
    updated_at: time(status.at),
    deployment_url: url,
    repository_url: repositoryUrl(world, repository),
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
