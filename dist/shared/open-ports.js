import { t as systemClock } from "./clock.js";
import { t as createHttp } from "./http.js";
import { t as createProcesses } from "./process.js";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { tmpdir } from "node:os";

// src/io/open-ports.ts
/** Opens the real outside for one command; `close` ends connections and removes the temporary folder. */
async function openPorts(options) {
	const { environment } = options;
	const parent = environment["RUNNER_TEMP"] || tmpdir();
	await mkdir(parent, { recursive: true });
	const temporary = await mkdtemp(path.join(parent, "pi5-"));
	const clients = [];
	const open = (special) => {
		const client = createHttp({
			environment,
			...special
		});
		clients.push(client);
		return client;
	};
	return {
		ports: {
			...options,
			clock: systemClock,
			processes: createProcesses(environment, options.stopped),
			http: open({}),
			httpFor: open,
			random: Math.random,
			temporary
		},
		close: async () => {
			await Promise.all(clients.map((client) => client.close()));
			await rm(temporary, {
				recursive: true,
				force: true
			});
		}
	};
}

export { openPorts as t };