import type { Peer } from "../scripts/peers/install.ts";
import type { PeerName } from "../scripts/peers/recipe.ts";

/** One line of the table: the same work by us and by a peer, in the same run. */
export type Row = {
  readonly area: string;
  readonly name: string;
  readonly ours: number;
  readonly peer: number;
  readonly unit: string;
  /** ours / peer: below 1 we need less. */
  readonly ratio: number;
  readonly peerName: string;
  readonly note?: string;
};
export type Measured = Omit<Row, "area" | "ratio">;

export type Context = {
  readonly root: string;
  /** A folder that is removed afterwards. */
  readonly temporary: string;
  /** The stock programs that the area asked for. */
  readonly peer: (name: PeerName) => Peer;
};

export type Area = {
  readonly needs: readonly PeerName[];
  readonly rows: (context: Context) => Promise<readonly Measured[]>;
};

/** The middle of an odd number of figures, the mean of the middle two of an even one. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((left, right) => left - right);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  return (low + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

/** Takes turns, so that whatever else the machine does meets both sides alike; the median of each. */
export async function alternately(
  times: number,
  ...work: readonly (() => Promise<number>)[]
): Promise<readonly number[]> {
  const figures: number[][] = work.map(() => []);
  for (let turn = 0; turn < times; turn += 1)
    for (const [index, one] of work.entries()) figures[index]?.push(await one());
  return figures.map(median);
}
