// One request as the operations see it.
import type { Route } from "./route.ts";

export type Call = {
  readonly route: Route;
  readonly method: string;
  readonly query: URLSearchParams;
  /** A header's value, or "" when it is not there. */
  readonly header: (name: string) => string;
  readonly body: AsyncIterable<Uint8Array>;
  /** A scripted fault: the push answers well and keeps nothing. */
  readonly storeNothing: boolean;
  /** A scripted fault: upload sessions are not known. */
  readonly forgetSession: boolean;
};

/** A page of a sorted list, with the Link header to the next one (distribution specification, "Listing Tags"). */
export function page(
  all: readonly string[],
  query: URLSearchParams,
  limit: number,
  path: string,
): { readonly items: readonly string[]; readonly headers: Readonly<Record<string, string>> } {
  const asked = query.get("n");
  const size = asked === null || !/^\d+$/.test(asked) ? limit : Math.min(limit, Number(asked));
  const last = query.get("last") ?? "";
  const rest = all.filter((item) => item > last);
  const items = rest.slice(0, size);
  const end = items.at(-1);
  if (end === undefined || rest.length <= size) return { items, headers: {} };
  const next = new URLSearchParams(query);
  next.set("n", String(size));
  next.set("last", end);
  return { items, headers: { link: `<${path}?${next.toString()}>; rel="next"` } };
}
