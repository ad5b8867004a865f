import { isFault } from "../values/fault.ts";
import { asList, at, noObject, oidAt, textAt } from "./answers.ts";
import { type GitHubClient, once } from "./client.ts";
import { forgeFaults } from "./faults.ts";
import { isTransient } from "./request-fault.ts";

/** Branches, moved only when they still are where the caller saw them. */
export type Refs = {
  readonly read: (branch: string) => Promise<string | undefined>;
  /**
   * Moves a branch from one commit to another, in any direction; `from` null means that it must not exist. After an error the
   * branch itself decides. `unsupported`: this server has no atomic update and the move is neither a creation nor a
   * fast-forward, so nothing was tried.
   */
  readonly swap: (
    branch: string,
    from: string | null,
    to: string,
  ) => Promise<"moved" | "lost" | "unsupported">;
};

/** Opens the branches of a repository. `nodeId` is the repository's id in GraphQL. */
export function openRefs(client: GitHubClient, nodeId: string): Refs {
  const read = (branch: string): Promise<string | undefined> => readRef(client, branch);
  let atomic: boolean | undefined;
  return {
    read,
    swap: async (branch, from, to) => {
      if (atomic !== false) {
        const failure = await attempt(() => updateRefs(client, nodeId, branch, from, to));
        const now = await read(branch);
        if (now === to) return "moved";
        if (now !== (from ?? undefined)) return "lost";
        // The branch has not moved although nobody else moved it: either a passing failure, or no such mutation here.
        atomic = atomic ?? (await hasUpdateRefs(client));
        if (atomic) throw failure ?? new Error(`updateRefs left ${branch} where it was and named no reason`);
      }
      const outcome = await attempt(() => swapByRest(client, branch, from, to));
      const now = await read(branch);
      if (now === to) return "moved";
      if (now !== (from ?? undefined)) return "lost";
      if (outcome === undefined || isFault(outcome, "FORGE_REFUSED")) return "unsupported";
      throw outcome;
    },
  };
}

async function attempt(work: () => Promise<Error | undefined>): Promise<Error | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isTransient(error) || isFault(error, "FORGE_REFUSED", "FORGE_ANSWER_INVALID")) return error as Error;
    throw error;
  }
}

async function readRef(client: GitHubClient, branch: string): Promise<string | undefined> {
  try {
    const answer = await client.rest(`read branch ${branch}`, (request) =>
      request("GET /repos/{owner}/{repo}/git/ref/{ref}", { ...client.repository, ref: `heads/${branch}` }),
    );
    // Some servers answer with a longer name that only starts the same.
    return textAt(answer, "ref", "ref") === `refs/heads/${branch}`
      ? oidAt(answer, "ref", "object", "sha")
      : undefined;
  } catch (error) {
    if (isFault(error, "FORGE_NOT_FOUND")) return undefined;
    throw error;
  }
}

async function updateRefs(
  client: GitHubClient,
  repositoryId: string,
  branch: string,
  from: string | null,
  to: string,
): Promise<Error | undefined> {
  const { errors } = await client.graphql(
    `move branch ${branch}`,
    "mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }",
    {
      input: {
        repositoryId,
        refUpdates: [
          { name: `refs/heads/${branch}`, beforeOid: from ?? noObject, afterOid: to, force: true },
        ],
      },
    },
  );
  if (errors.length === 0) return undefined;
  return forgeFaults.fault("FORGE_REFUSED", `move branch ${branch}: ${errors.join("; ")}`, { where: branch });
}

async function hasUpdateRefs(client: GitHubClient): Promise<boolean> {
  const { data } = await client.graphql(
    "ask what this server can do",
    'query { __type(name: "Mutation") { fields { name } } }',
    {},
  );
  const fields = asList(at(data ?? {}, "schema", "__type", "fields"), "schema");
  return fields.some((field) => at(field, "schema", "name") === "updateRefs");
}

// Creation fails when the ref exists, and an unforced update when it is no fast-forward: both are safe by themselves.
async function swapByRest(
  client: GitHubClient,
  branch: string,
  from: string | null,
  to: string,
): Promise<Error | undefined> {
  await client.rest(`move branch ${branch}`, (request) =>
    from === null
      ? request("POST /repos/{owner}/{repo}/git/refs", {
          ...client.repository,
          ref: `refs/heads/${branch}`,
          sha: to,
          request: once,
        })
      : request("PATCH /repos/{owner}/{repo}/git/refs/{ref}", {
          ...client.repository,
          ref: `heads/${branch}`,
          sha: to,
          force: false,
          request: once,
        }),
  );
  return undefined;
}
