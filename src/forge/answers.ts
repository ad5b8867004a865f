import { isRecord } from "../values/json-members.ts";
import { forgeFaults } from "./faults.ts";

/** Readers of what GitHub answers: each gives exactly what was asked for or throws FORGE_ANSWER_INVALID. */

const oidGrammar = /^[0-9a-f]{40}$/;

/** A git object id that no object has: in a compare-and-swap it stands for "no such ref". */
export const noObject = "0".repeat(40);

/** True for the id of a git object; GitHub's repositories use SHA-1. */
export function isOid(value: unknown): value is string {
  return typeof value === "string" && oidGrammar.test(value);
}

export function asRecord(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value;
  throw invalid(what);
}

export function asList(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw invalid(what);
}

/** Follows member names into an answer. */
export function at(value: unknown, what: string, ...names: readonly string[]): unknown {
  let current = value;
  for (const name of names) current = asRecord(current, what)[name];
  return current;
}

export function oidAt(value: unknown, what: string, ...names: readonly string[]): string {
  const found = at(value, what, ...names);
  if (isOid(found)) return found;
  throw invalid(`${what}: ${names.join(".")}`);
}

export function textAt(value: unknown, what: string, ...names: readonly string[]): string {
  const found = at(value, what, ...names);
  if (typeof found === "string") return found;
  throw invalid(`${what}: ${names.join(".")}`);
}

export function numberAt(value: unknown, what: string, ...names: readonly string[]): number {
  const found = at(value, what, ...names);
  if (typeof found === "number" && Number.isSafeInteger(found)) return found;
  throw invalid(`${what}: ${names.join(".")}`);
}

function invalid(what: string): Error {
  return forgeFaults.fault(
    "FORGE_ANSWER_INVALID",
    `GitHub's answer is not of the documented form (${what})`,
    {
      where: what,
    },
  );
}

/** A commit as the API shows it. */
export type CommitFacts = {
  readonly oid: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
};

/** Reads a commit of `git/commits`. */
export function readCommit(value: unknown): CommitFacts {
  return {
    oid: oidAt(value, "commit", "sha"),
    tree: oidAt(value, "commit", "tree", "sha"),
    parents: asList(at(value, "commit", "parents"), "commit: parents").map((parent) =>
      oidAt(parent, "commit parent", "sha"),
    ),
    message: textAt(value, "commit", "message"),
  };
}

/** A pull request as far as the protocol needs it. */
export type PullFacts = {
  readonly number: number;
  readonly nodeId: string;
  readonly url: string;
  readonly open: boolean;
  readonly merged: boolean;
  readonly mergeCommit: string | undefined;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly branch: string;
  readonly head: string;
  /** OWNER/NAME of the repository that the head is in; empty when it was deleted. */
  readonly headRepository: string;
  /** GitHub's own word, such as clean, blocked, behind, dirty or unknown; empty in listings. */
  readonly mergeableState: string;
};

/** Reads a pull request of a listing or of its own address. */
export function readPull(value: unknown): PullFacts {
  const record = asRecord(value, "pull request");
  const repository = at(value, "pull request", "head", "repo");
  return {
    number: numberAt(value, "pull request", "number"),
    nodeId: textAt(value, "pull request", "node_id"),
    url: textAt(value, "pull request", "html_url"),
    open: textAt(value, "pull request", "state") === "open",
    merged: typeof record["merged_at"] === "string" || record["merged"] === true,
    mergeCommit: isOid(record["merge_commit_sha"]) ? record["merge_commit_sha"] : undefined,
    title: textAt(value, "pull request", "title"),
    body: typeof record["body"] === "string" ? record["body"] : "",
    labels: asList(record["labels"] ?? [], "pull request: labels").map((label) =>
      textAt(label, "label", "name"),
    ),
    branch: textAt(value, "pull request", "head", "ref"),
    head: oidAt(value, "pull request", "head", "sha"),
    headRepository:
      repository === null || repository === undefined
        ? ""
        : textAt(repository, "head repository", "full_name"),
    mergeableState: typeof record["mergeable_state"] === "string" ? record["mergeable_state"] : "",
  };
}
