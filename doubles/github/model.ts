// What the double remembers. Git objects and refs are on disk in real bare repositories; all else is here.
import type { Events } from "./events.ts";
import type { GitStore } from "./git-store.ts";
import type { Serial } from "./serial.ts";

/** How a token was made; GitHub treats the three differently (events, Verified commits, refusal texts). */
export type TokenKind = "app" | "github-token" | "pat";

export type Access = "read" | "write" | "admin";

/** GitHub's permission names as an App declares them. `metadata: read` is always granted. */
export type PermissionName =
  | "actions"
  | "administration"
  | "checks"
  | "contents"
  | "deployments"
  | "issues"
  | "metadata"
  | "pull_requests"
  | "statuses"
  | "workflows";

export type Permissions = Readonly<Partial<Record<PermissionName, Access>>>;

export type MergeMethod = "merge" | "squash" | "rebase";

export type User = {
  readonly login: string;
  readonly id: number;
  readonly type: "User" | "Bot" | "Organization";
};

export type App = {
  readonly id: number;
  readonly installationId: number;
  readonly slug: string;
  readonly publicKey: string;
  readonly permissions: Permissions;
  readonly repositories: readonly string[];
  readonly createdAt: Date;
};

export type Token = {
  readonly text: string;
  readonly kind: TokenKind;
  readonly user: User;
  readonly repositories: readonly string[];
  readonly permissions: Permissions;
  readonly expiresAt: Date | undefined;
};

/** Who asks: nobody, a token, or an App that proved its key. */
export type Caller =
  | { readonly kind: "anonymous" }
  | { readonly kind: "app-jwt"; readonly app: App }
  | { readonly kind: TokenKind; readonly user: User; readonly token: Token };

/** A branch's rules. `allowedUpdaters` limits who may move the branch at all, by login. */
export type BranchRules = {
  /** `integrationId`: only a check by the App of that number counts. */
  readonly requiredChecks?: readonly { readonly context: string; readonly integrationId?: number }[];
  readonly requireUpToDate?: boolean;
  readonly requiredApprovals?: number;
  readonly dismissStaleReviews?: boolean;
  readonly requireLastPushApproval?: boolean;
  readonly allowedMergeMethods?: readonly MergeMethod[];
  readonly blockForcePush?: boolean;
  readonly blockDeletion?: boolean;
  readonly bypassReview?: readonly string[];
  readonly allowedUpdaters?: readonly string[];
  readonly mergeQueue?: boolean;
};

export type Label = {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
};

export type Review = {
  readonly id: number;
  readonly user: User;
  readonly state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED";
  readonly body: string;
  readonly commit: string;
  readonly at: Date;
};

export type Comment = {
  readonly id: number;
  readonly issue: number;
  readonly user: User;
  readonly createdAt: Date;
  updatedAt: Date;
  body: string;
};

export type AutoMerge = {
  readonly by: Caller;
  readonly user: User;
  readonly method: MergeMethod;
  readonly title: string | undefined;
  readonly message: string | undefined;
};

export type Pull = {
  readonly id: number;
  readonly number: number;
  readonly user: User;
  readonly headRef: string;
  readonly createdAt: Date;
  readonly labels: Set<string>;
  readonly reviews: Review[];
  title: string;
  body: string | null;
  baseRef: string;
  headSha: string;
  /** Base commit: live while the pull request is open, the commit it was merged onto afterwards. */
  baseSha: string;
  lastPusher: string;
  state: "open" | "closed";
  draft: boolean;
  updatedAt: Date;
  closedAt: Date | null;
  mergedAt: Date | null;
  mergedBy: User | null;
  mergeCommit: string | null;
  autoMerge: AutoMerge | null;
  queued: { readonly by: Caller; readonly branch: string; readonly sha: string } | null;
};

export type CommitState = "error" | "failure" | "pending" | "success";

export type Status = {
  readonly id: number;
  readonly sha: string;
  readonly state: CommitState;
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: User;
  readonly at: Date;
};

export type CheckRun = {
  readonly id: number;
  readonly sha: string;
  readonly app: { readonly id: number; readonly slug: string };
  name: string;
  status: "queued" | "in_progress" | "completed";
  conclusion: string | null;
  externalId: string | null;
  detailsUrl: string | null;
  startedAt: string | null;
  completedAt: string | null;
  output: { title: string | null; summary: string | null; text: string | null };
};

export type DeploymentStatus = {
  readonly id: number;
  readonly state: string;
  readonly description: string;
  readonly targetUrl: string;
  readonly logUrl: string;
  readonly environment: string;
  readonly environmentUrl: string;
  readonly creator: User;
  readonly at: Date;
};

export type Deployment = {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly payload: string | Readonly<Record<string, unknown>>;
  readonly environment: string;
  readonly description: string | null;
  readonly creator: User;
  readonly at: Date;
  readonly statuses: DeploymentStatus[];
};

export type Repository = {
  readonly id: number;
  readonly owner: User;
  readonly name: string;
  readonly fullName: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  readonly createdAt: Date;
  readonly git: GitStore;
  readonly lock: Serial;
  readonly settings: {
    readonly methods: readonly MergeMethod[];
    readonly autoMerge: boolean;
    readonly deleteBranchOnMerge: boolean;
    readonly actionsMayOpenPulls: boolean;
  };
  readonly rules: Map<string, BranchRules>;
  readonly pulls: Map<number, Pull>;
  readonly labels: Map<string, Label>;
  readonly comments: Comment[];
  readonly statuses: Map<string, Status[]>;
  readonly checkRuns: CheckRun[];
  readonly deployments: Deployment[];
  /** Commits that GitHub itself signed. */
  readonly verified: Set<string>;
  pushedAt: Date;
  lastNumber: number;
};

export type World = {
  readonly url: string;
  readonly apiUrl: string;
  readonly now: () => Date;
  /** A fresh number for anything that has an id. */
  readonly nextId: () => number;
  readonly users: Map<string, User>;
  readonly repositories: Map<string, Repository>;
  readonly tokens: Map<string, Token>;
  readonly apps: App[];
  readonly events: Events;
  readonly violate: (text: string) => void;
};

/** The account of a login; made on first use, a login ending in `[bot]` is a bot. */
export function account(world: World, login: string, type?: User["type"], id?: number): User {
  const known = world.users.get(login.toLowerCase());
  if (known !== undefined) return known;
  const user: User = {
    login,
    id: id ?? world.nextId(),
    type: type ?? (login.endsWith("[bot]") ? "Bot" : "User"),
  };
  world.users.set(login.toLowerCase(), user);
  return user;
}

/** The account behind a caller; an anonymous caller is GitHub's `ghost`. */
export function callerUser(world: World, caller: Caller): User {
  if (caller.kind === "anonymous") return account(world, "ghost");
  if (caller.kind === "app-jwt") return account(world, `${caller.app.slug}[bot]`);
  return caller.user;
}

/** A repository by `owner/name`, in any case. */
export function findRepository(world: World, fullName: string): Repository | undefined {
  return world.repositories.get(fullName.toLowerCase());
}
