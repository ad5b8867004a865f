import { t as systemClock } from "./clock.js";
import { t as createHttp } from "./http.js";
import { t as ioFaults } from "./faults3.js";
import { access, mkdtemp, rm, stat } from "node:fs/promises";
import path from "node:path";
import { constants, tmpdir } from "node:os";
import { spawn } from "node:child_process";

// src/io/process.ts
const inherited = [
	"PATH",
	"HOME",
	"USER",
	"LOGNAME",
	"LANG",
	"LC_ALL",
	"TZ",
	"TMPDIR",
	"RUNNER_TEMP",
	"XDG_RUNTIME_DIR",
	"XDG_CONFIG_HOME",
	"XDG_CACHE_HOME"
];
const proxies = [
	"HTTP_PROXY",
	"HTTPS_PROXY",
	"NO_PROXY",
	"ALL_PROXY",
	"http_proxy",
	"https_proxy",
	"no_proxy",
	"all_proxy"
];
const certificates = ["SSL_CERT_FILE", "SSL_CERT_DIR"];
/** The variables that every child gets, taken from the given environment. */
function childEnvironment(environment) {
	const picked = {};
	for (const name of [
		...inherited,
		...proxies,
		...certificates
	]) {
		const value = environment[name];
		if (value !== void 0) picked[name] = value;
	}
	return picked;
}
/** The machine's programs. */
function createProcesses(environment) {
	const find = (command) => findOnPath(command, environment["PATH"] ?? "");
	return {
		find,
		run: (request) => runProcess(request, childEnvironment(environment), find)
	};
}
async function findOnPath(command, searchPath) {
	const candidates = command.includes("/") ? [path.resolve(command)] : searchPath.split(path.delimiter).filter((folder) => path.isAbsolute(folder)).map((folder) => path.join(folder, command));
	for (const candidate of candidates) try {
		await access(candidate, 1);
		if ((await stat(candidate)).isFile()) return candidate;
	} catch {}
}
async function runProcess(request, base, find) {
	const executable = await find(request.command);
	if (executable === void 0) throw ioFaults.fault("PROCESS_MISSING", `${request.command} is not installed, or not on PATH`, { where: request.command });
	return new Promise((resolve, reject) => {
		const child = spawn(executable, request.arguments, {
			cwd: request.directory,
			env: {
				...base,
				...request.environment
			},
			stdio: [
				request.input === void 0 ? "ignore" : "pipe",
				"pipe",
				"pipe"
			],
			detached: true
		});
		const stop = (signal) => {
			try {
				if (child.pid !== void 0) process.kill(-child.pid, signal);
			} catch {}
		};
		let failure;
		const fail = (error) => {
			failure ??= error;
			stop("SIGKILL");
		};
		const timer = setTimeout(() => fail(ioFaults.fault("PROCESS_TIMEOUT", `${request.command} did not end within ${Math.round(request.timeoutMs / 1e3)} s`, { where: request.command })), request.timeoutMs);
		const abort = () => fail(ioFaults.fault("PROCESS_TIMEOUT", `${request.command} was stopped`, { where: request.command }));
		request.signal?.addEventListener("abort", abort, { once: true });
		const stdout = [];
		let size = 0;
		let stderr = "";
		const errorLines = lineSplitter(request.onLine);
		const outputLines = lineSplitter(request.streamStdout === true ? request.onLine : void 0);
		child.stdout?.on("data", (chunk) => {
			outputLines.push(chunk);
			size += chunk.length;
			if (size > request.outputLimit) fail(ioFaults.fault("PROCESS_OUTPUT_TOO_LARGE", `${request.command} printed more than ${request.outputLimit} bytes`, { where: request.command }));
			else stdout.push(chunk);
		});
		child.stderr?.on("data", (chunk) => {
			errorLines.push(chunk);
			stderr = (stderr + chunk.toString("utf8")).slice(-65536);
		});
		child.stdin?.on("error", () => {});
		child.stdin?.end(request.input);
		child.on("error", (error) => {
			failure ??= ioFaults.fault("PROCESS_FAILED", `${request.command} could not be started: ${error.message}`, {
				where: request.command,
				cause: error
			});
		});
		child.on("close", (code, signal) => {
			clearTimeout(timer);
			request.signal?.removeEventListener("abort", abort);
			errorLines.end();
			outputLines.end();
			if (failure !== void 0) return reject(failure);
			resolve({
				code: code ?? 128 + (constants.signals[signal ?? "SIGKILL"] ?? 0),
				stdout: Buffer.concat(stdout),
				stderr
			});
		});
	});
}
function lineSplitter(onLine) {
	if (onLine === void 0) return {
		push: () => {},
		end: () => {}
	};
	const decoder = new TextDecoder();
	let rest = "";
	return {
		push: (chunk) => {
			const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
			rest = (lines.pop() ?? "").slice(-65536);
			for (const line of lines) onLine(line);
		},
		end: () => {
			rest += decoder.decode();
			if (rest !== "") onLine(rest);
		}
	};
}

// src/io/open-ports.ts
/** Opens the real outside for one command; `close` ends connections and removes the temporary folder. */
async function openPorts(options) {
	const { environment } = options;
	const temporary = await mkdtemp(path.join(environment["RUNNER_TEMP"] ?? tmpdir(), "pi5-"));
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
			processes: createProcesses(environment),
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