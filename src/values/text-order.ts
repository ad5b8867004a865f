/** The order of two texts by their UTF-16 units, for `sort`: the same everywhere, unlike that of a locale. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
