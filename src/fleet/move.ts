import type { Denied } from "../schema/generated/pointer.js";
import type { Digest } from "../values/digest.ts";
import type { Change } from "../values/tree.ts";
import type { Position } from "./paths.ts";

/** What somebody wants to happen to the pointers of an app. */
export type Move = PromoteMove | ProveMove | RevertMove | RefreshMove | UndenyMove;

/** Puts a release on a ring: new on the first one (with its bytes), or with the verdict of the ring before. */
export type PromoteMove = {
  readonly kind: "promote";
  readonly app: string;
  readonly ring: string;
  readonly release: NamedRelease;
  readonly verdict?: VerdictEvidence | undefined;
  /** Takes a release that the ring has left behind; a re-run of an old workflow must not do so by accident. */
  readonly again?: boolean | undefined;
};

/** A release by path and digest; bytes and bundle where it is not yet in the manifests repository. */
export type NamedRelease = {
  readonly path: string;
  readonly version: string;
  readonly digest: Digest;
  readonly bytes?: Uint8Array | undefined;
  readonly bundle?: Uint8Array | undefined;
};

/** Records a promote verdict and moves nothing: what the last ring does. */
export type ProveMove = {
  readonly kind: "prove";
  readonly app: string;
  readonly ring: string;
  readonly verdict: VerdictEvidence;
};

/** Takes the ring, and every other ring that runs the same release, back to a proved release and denies the bad one. */
export type RevertMove = {
  readonly kind: "revert";
  readonly app: string;
  readonly ring: string;
  readonly verdict?: VerdictEvidence | undefined;
  /** One line: what was wrong. It is kept on the denied list. */
  readonly why: string;
  /** Version to go to in this ring, in place of the newest proved one. */
  readonly to?: string | undefined;
  /** Version that must be running there; where another one runs, the revert has happened before and nothing is to do. */
  readonly from?: string | undefined;
};

/** Renews the expiry, or takes the pointer into the epoch of a new trust document. */
export type RefreshMove = { readonly kind: "refresh"; readonly app: string; readonly ring: string };

/** Takes digests off the denied list of the app, in all rings. */
export type UndenyMove = {
  readonly kind: "undeny";
  readonly app: string;
  readonly ring: string;
  readonly digests: readonly Digest[];
};

/** A signed verdict that a move brings along. */
export type VerdictEvidence = {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly bundle: Uint8Array;
};

/** What a move would change; nothing when it is in place already. */
export type MovePlan =
  | { readonly kind: "change"; readonly change: Change; readonly summary: MoveSummary }
  | { readonly kind: "unchanged"; readonly why: string };

/** What a plan does, for titles, bodies and reports. */
export type MoveSummary = {
  /** One line, such as `promote shelf-counter 1.4.0 to early`. */
  readonly title: string;
  readonly steps: readonly MoveStep[];
  /** Newly denied. */
  readonly denied: readonly Denied[];
  /** Rings that should move and cannot, each with the reason. */
  readonly left: readonly { readonly ring: string; readonly why: string }[];
};

/** One pointer that moves. */
export type MoveStep = {
  readonly ring: string;
  readonly from: (Position & { readonly version: string; readonly digest: Digest }) | undefined;
  readonly to: Position & { readonly version: string; readonly digest: Digest };
};
