export type RingLayout = { readonly name: string; readonly devices: readonly string[] };

/** Rings of 4, 12 and the rest (for small fleets in the same proportion), with devices named by store. */
export function ringLayout(count: number): readonly RingLayout[] {
  const canary = count >= 24 ? 4 : Math.max(2, Math.floor(count / 5));
  const early = count >= 24 ? 12 : Math.max(2, Math.floor((count - canary) / 3));
  const names = Array.from(
    { length: count },
    (_, index) => `store-${String(Math.floor(index / 2) + 1).padStart(3, "0")}-pi-${(index % 2) + 1}`,
  );
  return [
    { name: "canary", devices: names.slice(0, canary) },
    { name: "early", devices: names.slice(canary, canary + early) },
    { name: "production", devices: names.slice(canary + early) },
  ];
}
