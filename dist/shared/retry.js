// src/io/retry.ts
const fewTries = {
	attempts: 4,
	firstDelayMs: 250,
	longestDelayMs: 8e3
};
/** Repeats an attempt that is safe to repeat, with full jitter and never sooner than the server asked; throws the last error. */
async function retry(policy, clock, random, attempt) {
	for (let number = 1;; number += 1) {
		const result = await attempt(number);
		if (result.done) return result.value;
		if (number >= policy.attempts) throw result.error;
		const ceiling = Math.min(policy.longestDelayMs, policy.firstDelayMs * 2 ** (number - 1));
		const asked = result.waitMs ?? 0;
		if (asked > 12e4) throw result.error;
		await clock.sleep(Math.max(asked, Math.ceil(random() * ceiling)));
	}
}
/** The wait that a Retry-After header asks for, in milliseconds, by seconds or by date (RFC 9110 10.2.3). */
function retryAfterMs(header, now) {
	if (header === void 0) return void 0;
	if (/^[0-9]{1,6}$/.test(header.trim())) return Number(header.trim()) * 1e3;
	const date = Date.parse(header);
	return Number.isNaN(date) ? void 0 : Math.max(0, date - now.getTime());
}

export { retry as n, retryAfterMs as r, fewTries as t };