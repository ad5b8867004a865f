// Labels and comments.
import { notFound, page, Refusal, type Answer } from "../answer.ts";
import { callerUser, type Comment, type Label, type Repository, type World } from "../model.ts";
import { commentShape, labelShape, pullLabels } from "../pull-shapes.ts";
import { param, pullOf, type RepositoryRequest, type RepositoryRoutes } from "./route.ts";

const COLOUR = "ededed";
const EITHER = ["issues", "pull_requests"] as const;

function newLabel(
  world: World,
  repository: Repository,
  name: string,
  color = COLOUR,
  description: string | null = null,
): Label {
  const label: Label = { id: world.nextId(), name, color, description };
  repository.labels.set(name.toLowerCase(), label);
  return label;
}

function createLabel({ world, repository, body }: RepositoryRequest): Answer {
  const wanted = body as { name: string; color?: string; description?: string };
  if (repository.labels.has(wanted.name.toLowerCase())) {
    throw new Refusal(422, "Validation Failed", [
      { resource: "Label", code: "already_exists", field: "name" },
    ]);
  }
  const color = wanted.color ?? COLOUR;
  if (!/^[0-9a-fA-F]{6}$/.test(color) || (wanted.description ?? "").length > 100) {
    throw new Refusal(422, "Validation Failed", [{ resource: "Label", code: "invalid", field: "color" }]);
  }
  return {
    status: 201,
    body: labelShape(
      world,
      repository,
      newLabel(world, repository, wanted.name, color, wanted.description ?? null),
    ),
  };
}

function addLabels(request: RepositoryRequest): Answer {
  const { world, repository } = request;
  const pull = pullOf(request, "issue_number");
  const { labels = [] } = (request.body ?? {}) as { labels?: readonly (string | { name: string })[] };
  for (const wanted of labels) {
    const name = typeof wanted === "string" ? wanted : wanted.name;
    // A label that does not exist yet is made on the way.
    const label = repository.labels.get(name.toLowerCase()) ?? newLabel(world, repository, name);
    pull.labels.add(label.name);
  }
  pull.updatedAt = world.now();
  return { status: 200, body: pullLabels(world, repository, pull) };
}

function removeLabel(request: RepositoryRequest): Answer {
  const pull = pullOf(request, "issue_number");
  const name = [...pull.labels].find((label) => label.toLowerCase() === param(request, "name").toLowerCase());
  if (name === undefined) throw new Refusal(404, "Label does not exist");
  pull.labels.delete(name);
  return { status: 200, body: pullLabels(request.world, request.repository, pull) };
}

function addComment(request: RepositoryRequest): Answer {
  const { world, repository, caller } = request;
  const pull = pullOf(request, "issue_number");
  const { body } = request.body as { body: string };
  if (body.length > 65_536)
    throw new Refusal(422, "Validation Failed", [
      {
        resource: "IssueComment",
        code: "custom",
        field: "body",
        message: "body is too long (maximum is 65536 characters)",
      },
    ]);
  const now = world.now();
  const comment: Comment = {
    id: world.nextId(),
    issue: pull.number,
    user: callerUser(world, caller),
    createdAt: now,
    updatedAt: now,
    body,
  };
  repository.comments.push(comment);
  return { status: 201, body: commentShape(world, repository, comment) };
}

function editComment(request: RepositoryRequest): Answer {
  const comment = request.repository.comments.find(({ id }) => String(id) === param(request, "comment_id"));
  if (comment === undefined) throw notFound();
  comment.body = (request.body as { body: string }).body;
  comment.updatedAt = request.world.now();
  return { status: 200, body: commentShape(request.world, request.repository, comment) };
}

export const issueRoutes: RepositoryRoutes = {
  "GET /labels": {
    need: [EITHER, "read"],
    run: ({ world, repository, query, address }) =>
      page(
        [...repository.labels.values()].map((label) => labelShape(world, repository, label)),
        query,
        address,
      ),
  },
  "POST /labels": { need: [EITHER, "write"], run: createLabel },
  "GET /issues/{issue_number}/labels": {
    need: [EITHER, "read"],
    run: (request) =>
      page(
        pullLabels(request.world, request.repository, pullOf(request, "issue_number")),
        request.query,
        request.address,
      ),
  },
  "POST /issues/{issue_number}/labels": { need: [EITHER, "write"], run: addLabels },
  "DELETE /issues/{issue_number}/labels/{name}": { need: [EITHER, "write"], run: removeLabel },
  "GET /issues/{issue_number}/comments": {
    need: [EITHER, "read"],
    run: (request) => {
      const { world, repository, query, address } = request;
      const pull = pullOf(request, "issue_number");
      const own = repository.comments.filter((comment) => comment.issue === pull.number);
      return page(
        own.map((comment) => commentShape(world, repository, comment)),
        query,
        address,
      );
    },
  },
  "POST /issues/{issue_number}/comments": { need: [EITHER, "write"], run: addComment },
  "PATCH /issues/comments/{comment_id}": { need: [EITHER, "write"], run: editComment },
};
