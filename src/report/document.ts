/**
 * What a person reads, before it has a form: the same Document becomes a job summary, a pull request body and an HTML page.
 * All texts are untrusted; each writer escapes them for its own form.
 */
export type Document = { readonly title: string; readonly blocks: readonly Block[] };

export type Block =
  /** The first thing on the page: one line, with a mark. */
  | { readonly kind: "verdict"; readonly state: State; readonly text: string; readonly link?: Link }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: readonly Inline[] }
  | { readonly kind: "list"; readonly items: readonly (readonly Inline[])[] }
  | {
      readonly kind: "table";
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly Cell[])[];
    }
  | { readonly kind: "code"; readonly language: string; readonly text: string }
  | { readonly kind: "chart"; readonly chart: Chart }
  /** Folded away until somebody wants it. */
  | { readonly kind: "details"; readonly summary: string; readonly blocks: readonly Block[] };

export type State = "good" | "bad" | "warning" | "waiting" | "neutral";
export type Column = { readonly title: string; readonly align?: "left" | "right" };
export type Cell = readonly Inline[];
export type Link = { readonly text: string; readonly url: string };

export type Inline =
  | string
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "strong"; readonly text: string }
  | { readonly kind: "state"; readonly state: State; readonly text: string }
  | ({ readonly kind: "link" } & Link);

/** Lines over time. Each unit is written once, on the axis. */
export type Chart = {
  readonly title: string;
  readonly unit: string;
  /** Seconds since the epoch, the same for all series. */
  readonly times: readonly number[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  readonly thresholds?: readonly { readonly name: string; readonly value: number }[];
  readonly marks?: readonly { readonly at: number; readonly text: string; readonly state: State }[];
};
