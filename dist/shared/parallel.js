// src/oci/parallel.ts
/** Maps with at most `limit` at work at once, keeping the order. The first failure is thrown after those at work have ended. */
async function mapLimited(limit, items, work) {
	const results = [];
	const queue = items.entries();
	const failures = [];
	const worker = async () => {
		for (const [index, item] of queue) {
			if (failures.length > 0) return;
			try {
				results[index] = await work(item);
			} catch (error) {
				failures.push(error);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
	if (failures.length > 0) throw failures[0];
	return results;
}

export { mapLimited as t };