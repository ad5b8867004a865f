// How pull requests, reviews, labels and comments look in REST answers and events.
import type { Comment, Label, Pull, Repository, Review, World } from "./model.ts";
import { type Shape, nodeId, repositoryShape, repositoryUrl, time, userShape } from "./shapes.ts";

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
