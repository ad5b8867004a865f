import { isFault } from "../values/fault.ts";
import { type PullFacts, asList, at, isOid, readPull, textAt } from "./answers.ts";
import { type GitHubClient, once } from "./client.ts";
import { isTransient } from "./request-fault.ts";

/** Pull requests against one base branch. */
export type Pulls = {
  /** Open pull requests whose head is the branch, or one of its numbered successors, in this repository; oldest first. */
  readonly open: (branch: string) => Promise<readonly PullFacts[]>;
  readonly read: (number: number) => Promise<PullFacts>;
  readonly create: (branch: string, text: PullText) => Promise<PullFacts>;
  readonly edit: (number: number, text: PullText) => Promise<PullFacts>;
  readonly close: (number: number) => Promise<void>;
  /** Adds a comment unless one that holds the mark is there already. */
  readonly comment: (number: number, text: string, mark: string) => Promise<void>;
  readonly label: (number: number, labels: readonly string[]) => Promise<void>;
  /** Commits that somebody approves of: the last word of each reviewer. Undefined stands for a commit that is gone. */
  readonly approved: (number: number) => Promise<readonly (string | undefined)[]>;
};

export type PullText = { readonly title: string; readonly body: string };

const pageSize = 100;
const mostPages = 50;

/** Opens the pull requests of a repository against a base branch. */
export function openPulls(client: GitHubClient, base: string): Pulls {
  const { repository } = client;
  const fullName = `${repository.owner}/${repository.repo}`.toLowerCase();
  return {
    open: async (branch) => {
      const all = await everyPage(async (page) =>
        client.rest("list pull requests", (request) =>
          request("GET /repos/{owner}/{repo}/pulls", {
            ...repository,
            base,
            state: "open",
            per_page: pageSize,
            page,
          }),
        ),
      );
      return all
        .map(readPull)
        .filter((pull) => pull.headRepository.toLowerCase() === fullName && isOf(branch, pull.branch))
        .sort((left, right) => left.number - right.number);
    },
    read: async (number) =>
      readPull(
        await client.rest(`read pull request ${number}`, (request) =>
          request("GET /repos/{owner}/{repo}/pulls/{pull_number}", { ...repository, pull_number: number }),
        ),
      ),
    create: async (branch, text) =>
      readPull(
        await client.rest("open a pull request", (request) =>
          request("POST /repos/{owner}/{repo}/pulls", {
            ...repository,
            ...text,
            head: branch,
            base,
            request: once,
          }),
        ),
      ),
    edit: async (number, text) =>
      readPull(
        await client.rest(`edit pull request ${number}`, (request) =>
          request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
            ...repository,
            pull_number: number,
            ...text,
          }),
        ),
      ),
    close: async (number) => {
      await client.rest(`close pull request ${number}`, (request) =>
        request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
          ...repository,
          pull_number: number,
          state: "closed",
        }),
      );
    },
    comment: (number, text, mark) => comment(client, number, text, mark),
    label: (number, labels) => label(client, number, labels),
    approved: (number) => approved(client, number),
  };
}

/** True for the branch itself and for those that a server without atomic updates makes necessary (`<branch>.<commit>`). */
function isOf(branch: string, other: string): boolean {
  return other === branch || other.startsWith(`${branch}.`);
}

async function everyPage(load: (page: number) => Promise<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const found = asList(await load(page), "listing");
    all.push(...found);
    if (found.length < pageSize) break;
  }
  return all;
}

async function comment(client: GitHubClient, number: number, text: string, mark: string): Promise<void> {
  const has = async (): Promise<boolean> =>
    (
      await everyPage((page) =>
        client.rest(`read comments of ${number}`, (request) =>
          request("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
            ...client.repository,
            issue_number: number,
            per_page: pageSize,
            page,
          }),
        ),
      )
    ).some((found) => {
      const body = at(found, "comment", "body");
      return typeof body === "string" && body.includes(mark);
    });
  for (let attempt = 1; !(await has()); attempt += 1) {
    try {
      await client.rest(`comment on ${number}`, (request) =>
        request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
          ...client.repository,
          issue_number: number,
          body: `${text}\n\n${mark}`,
          request: once,
        }),
      );
      return;
    } catch (error) {
      if (!isTransient(error) || attempt >= 3) throw error;
    }
  }
}

async function label(client: GitHubClient, number: number, labels: readonly string[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.rest(`label pull request ${number}`, (request) =>
        request("POST /repos/{owner}/{repo}/issues/{issue_number}/labels", {
          ...client.repository,
          issue_number: number,
          labels: [...labels],
        }),
      );
      return;
    } catch (error) {
      // A pull request that was opened this moment is not known everywhere yet ("Could not resolve to a node").
      if (!isFault(error, "FORGE_REFUSED") || attempt >= 3) throw error;
    }
  }
}

async function approved(client: GitHubClient, number: number): Promise<readonly (string | undefined)[]> {
  const reviews = await everyPage((page) =>
    client.rest(`read reviews of ${number}`, (request) =>
      request("GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews", {
        ...client.repository,
        pull_number: number,
        per_page: pageSize,
        page,
      }),
    ),
  );
  const last = new Map<string, { readonly state: string; readonly commit: string | undefined }>();
  for (const review of reviews) {
    const state = textAt(review, "review", "state");
    // A comment does not take an approval back.
    if (state === "COMMENTED" || state === "PENDING") continue;
    const commit = at(review, "review", "commit_id");
    const user = at(review, "review", "user");
    const login = user === null ? "" : textAt(user, "reviewer", "login");
    last.set(login, { state, commit: isOid(commit) ? commit : undefined });
  }
  return [...last.values()].filter(({ state }) => state === "APPROVED").map(({ commit }) => commit);
}
