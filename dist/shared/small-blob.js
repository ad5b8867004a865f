// src/oci/small-blob.ts
/** Most bytes of an image config that is read into memory. */
const largestConfig = 4194304;
/** All bytes of a blob whose descriptor says that it has at most `limit`; its stream holds it to that. Throws what `refuse` makes of a larger one. */
async function readSmallBlob({ size }, open, refuse, limit = largestConfig) {
	if (size > limit) throw refuse(`is larger than ${limit / 1024 ** 2} MiB`);
	const chunks = [];
	for await (const chunk of open()) chunks.push(chunk);
	return Buffer.concat(chunks);
}

export { readSmallBlob as t };