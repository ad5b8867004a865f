import { setTimeout } from "node:timers/promises";

// src/io/clock.ts
/** The machine's clock. */
const systemClock = {
	now: () => /* @__PURE__ */ new Date(),
	sleep: async (milliseconds, signal) => {
		await setTimeout(milliseconds, void 0, signal === void 0 ? {} : { signal });
	}
};

export { systemClock as t };