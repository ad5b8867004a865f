// The double as a test harness sees it.
import type { AppOptions, TokenOptions } from "./access.ts";
import type { Events } from "./events.ts";
import type { Faults } from "./faults.ts";
import type { BranchRules, MergeMethod, Pull, TokenKind } from "./model.ts";
import type { WantedStatus } from "./routes/checks.ts";

/** Files by path; null stands for one that is removed. */
export type Files = Readonly<Record<string, string | Uint8Array | null>>;

export type GitHubOptions = {
  /** Where the repositories are kept; without it a temporary directory, removed by `close`. */
  readonly directory?: string;
  /** The clock for commits, tokens and all times in answers. */
  readonly now?: () => Date;
  /** A server as old GitHub Enterprise ones: GraphQL knows no `updateRefs`. */
  readonly withoutUpdateRefs?: boolean;
};

export type RepositoryOptions = {
  readonly owner: string;
  readonly name: string;
  /** `main` without it. */
  readonly defaultBranch?: string;
  readonly private?: boolean;
  /** The first commit's files by path; without it a README.md. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly id?: number;
  readonly ownerId?: number;
  readonly ownerType?: "User" | "Organization";
  readonly mergeMethods?: readonly MergeMethod[];
  readonly autoMerge?: boolean;
  readonly deleteBranchOnMerge?: boolean;
  /** The setting "Allow GitHub Actions to create and approve pull requests"; on without it. */
  readonly actionsMayOpenPulls?: boolean;
};

export type RepositoryHandle = {
  readonly id: number;
  readonly ownerId: number;
  readonly fullName: string;
  readonly cloneUrl: string;
  /** The bare repository. */
  readonly directory: string;
  /** The commit of a branch, tag, full ref or id; undefined when there is none. */
  readonly resolve: (name: string) => Promise<string | undefined>;
  /** The bytes of a file at a commit or branch. */
  readonly read: (at: string, file: string) => Promise<Buffer | undefined>;
  readonly pull: (number: number) => Readonly<Pull> | undefined;
  readonly pulls: () => readonly Readonly<Pull>[];
};

export type LoggedRequest = {
  readonly method: string;
  /** Without `/api/v3`; `/graphql` for GraphQL; `/owner/name.git/...` for git. */
  readonly path: string;
  readonly query: string;
  /** Login, or undefined for an anonymous request. */
  readonly actor: string | undefined;
  readonly tokenKind: TokenKind | "app-jwt" | undefined;
  /** 0 when the connection was dropped on purpose. */
  readonly status: number;
  /** The GraphQL document. */
  readonly graphql: string | undefined;
  /** True when it could change nothing: GET, a GraphQL query, a git fetch. */
  readonly readOnly: boolean;
};

export type PushOptions = { readonly actor: string; readonly message?: string };

export type GitHubDouble = {
  readonly url: string;
  /** GITHUB_API_URL */
  readonly apiUrl: string;
  /** GITHUB_GRAPHQL_URL */
  readonly graphqlUrl: string;
  /** GITHUB_SERVER_URL */
  readonly serverUrl: string;
  readonly events: Events;
  readonly faults: Faults;
  readonly requests: LoggedRequest[];
  readonly violations: string[];
  /** Throws with every violation so far. */
  readonly assertNoViolations: () => void;
  readonly createRepository: (options: RepositoryOptions) => Promise<RepositoryHandle>;
  readonly repository: (fullName: string) => RepositoryHandle;
  readonly createToken: (options: TokenOptions) => string;
  readonly registerApp: (options: AppOptions) => {
    readonly appId: number;
    readonly installationId: number;
    readonly privateKey: string | undefined;
  };
  /** Replaces the rules of a branch (its name may end in `*`). */
  readonly setRules: (fullName: string, branch: string, rules: BranchRules) => void;
  readonly approve: (fullName: string, number: number, actor: string) => Promise<void>;
  readonly setCommitStatus: (
    fullName: string,
    sha: string,
    status: WantedStatus & { readonly actor?: string },
  ) => Promise<void>;
  /** Commits files (null removes one) on a branch as somebody with every right; the events are those of a push. */
  readonly push: (fullName: string, branch: string, files: Files, options: PushOptions) => Promise<string>;
  readonly close: () => Promise<void>;
};
