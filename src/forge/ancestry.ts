import { asList, asRecord, at, oidAt, textAt } from "./answers.ts";
import type { GitHubClient } from "./client.ts";
import { forgeFaults } from "./faults.ts";

type Comparison = {
  readonly mergeBase: string;
  /** How the right commit stands to the left one. */
  readonly status: string;
  /** Parents of every commit of `left..right`, by commit. */
  readonly commits: ReadonlyMap<string, readonly string[]>;
};

const pageSize = 100;
const mostPages = 100;

/** The best common ancestor of two commits. */
export async function mergeBaseOf(client: GitHubClient, left: string, right: string): Promise<string> {
  return left === right ? left : (await compare(client, left, right, 1)).mergeBase;
}

/** True when the first commit is the second or one of its ancestors. */
export async function contains(client: GitHubClient, ancestor: string, descendant: string): Promise<boolean> {
  if (ancestor === descendant) return true;
  const { status } = await compare(client, ancestor, descendant, 1);
  return status === "ahead" || status === "identical";
}

/** Commits after `from` up to `to` along first parents, oldest first; FORGE_NOT_ANCESTOR when that way does not lead to `from`. */
export async function firstParentsOf(
  client: GitHubClient,
  from: string,
  to: string,
): Promise<readonly string[]> {
  if (from === to) return [];
  const refuse = () =>
    forgeFaults.fault(
      "FORGE_NOT_ANCESTOR",
      `${from.slice(0, 12)} is not an ancestor of ${to.slice(0, 12)} along first parents`,
    );
  const { status, commits } = await compare(client, from, to, mostPages);
  if (status !== "ahead") throw refuse();
  const way: string[] = [];
  for (let current = to; current !== from;) {
    if (way.length > pageSize * mostPages) throw refuse();
    const parent = commits.get(current)?.[0];
    if (parent === undefined) throw refuse();
    way.push(current);
    current = parent;
  }
  return way.reverse();
}

async function compare(
  client: GitHubClient,
  left: string,
  right: string,
  pages: number,
): Promise<Comparison> {
  const commits = new Map<string, readonly string[]>();
  for (let page = 1; ; page += 1) {
    const answer = await client.rest(`compare ${left.slice(0, 12)} with ${right.slice(0, 12)}`, (request) =>
      request("GET /repos/{owner}/{repo}/compare/{basehead}", {
        ...client.repository,
        basehead: `${left}...${right}`,
        per_page: pages === 1 ? 1 : pageSize,
        page,
      }),
    );
    const found = asList(at(answer, "comparison", "commits"), "comparison: commits");
    for (const commit of found)
      commits.set(
        oidAt(commit, "compared commit", "sha"),
        asList(asRecord(commit, "compared commit")["parents"], "compared commit").map((parent) =>
          oidAt(parent, "commit parent", "sha"),
        ),
      );
    if (found.length < pageSize || page >= pages)
      return {
        mergeBase: oidAt(answer, "comparison", "merge_base_commit", "sha"),
        status: textAt(answer, "comparison", "status"),
        commits,
      };
  }
}
