// src/values/text-order.ts
/** The order of two texts by their UTF-16 units, for `sort`: the same everywhere, unlike that of a locale. */
function compareText(left, right) {
	if (left === right) return 0;
	return left < right ? -1 : 1;
}

export { compareText as t };