import type { Change, Tree } from "../values/tree.ts";

/** A repository on GitHub, reached by its API alone: no checkout, nothing forced, every ref moved by compare-and-swap. */
export type Forge = {
  readonly repository: { readonly owner: string; readonly name: string; readonly defaultBranch: string };
  /** The commit that a branch points to, or undefined when there is no such branch. */
  readonly head: (branch: string) => Promise<string | undefined>;
  /** The files at a commit. */
  readonly tree: (commit: string) => Promise<Tree>;
  /** Commits from `from` (not included) to `to` along first parents, oldest first; throws when `from` is no such ancestor. */
  readonly firstParents: (from: string, to: string) => Promise<readonly string[]>;
  /** Parents of a commit, in order. */
  readonly parents: (commit: string) => Promise<readonly string[]>;
  readonly mergeBase: (left: string, right: string) => Promise<string>;
  /** The open proposal for a key, so that what is already signed there is not signed again. */
  readonly proposed: (key: string) => Promise<Standing | undefined>;
  /** Opens or updates the one pull request of the change's key. The same change again changes nothing. */
  readonly propose: (
    change: Change,
    text: ProposalText,
  ) => Promise<Proposal & { readonly operation: "created" | "updated" | "unchanged" }>;
  /** Merges when GitHub's rules allow it and the head is still the given one. */
  readonly merge: (proposal: Proposal) => Promise<MergeResult>;
  /** Has GitHub merge it as soon as checks and reviews allow it (auto-merge), or merges now when nothing is missing. */
  readonly mergeWhenReady: (proposal: Proposal) => Promise<MergeResult>;
  /** Writes a commit (no ref moves): files on top of the tree of the first of `onto`. */
  readonly commit: (commit: {
    readonly onto: string;
    readonly parents: readonly string[];
    readonly files: Change["files"];
    readonly message: string;
  }) => Promise<string>;
  /** Compare-and-swap of a branch; `from` null means that it must not exist. After any error the ref itself decides. */
  readonly advance: (branch: string, from: string | null, to: string) => Promise<"moved" | "lost">;
};

export type Proposal = {
  readonly number: number;
  readonly url: string;
  readonly branch: string;
  readonly head: string;
};

/** A proposal as it stands. */
export type Standing = {
  readonly proposal: Proposal;
  readonly tree: Tree;
  /** Every path that it changes; undefined when somebody else's commits are on its branch, which then must not be merged for ours. */
  readonly changes: ReadonlySet<string> | undefined;
};

/** What a reviewer reads; the body is Markdown. */
export type ProposalText = {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
};

export type MergeResult =
  | { readonly kind: "merged"; readonly commit: string }
  /** Checks or reviews are missing; `why` is GitHub's reason in words. */
  | { readonly kind: "pending"; readonly why: string }
  /** The head or the base moved: plan again. */
  | { readonly kind: "stale"; readonly why: string };
