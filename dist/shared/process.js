import { t as ioFaults } from "./faults.js";
import { access, stat } from "node:fs/promises";
import path from "node:path";
import { constants } from "node:os";
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
	return pickVariables([
		...inherited,
		...proxies,
		...certificates
	], environment);
}
/** The variables of a list that are set. */
function pickVariables(names, environment) {
	const picked = {};
	for (const name of names) {
		const value = environment[name];
		if (value !== void 0) picked[name] = value;
	}
	return picked;
}
/** The machine's programs. Those that run when `stopped` aborts are ended; later ones may clean up. */
function createProcesses(environment, stopped) {
	const find = (command) => findOnPath(command, environment["PATH"] ?? "");
	return {
		find,
		run: (request) => runProcess(request, childEnvironment(environment), find, stopped)
	};
}
async function findOnPath(command, searchPath) {
	const candidates = command.includes("/") ? [path.resolve(command)] : searchPath.split(path.delimiter).filter((folder) => path.isAbsolute(folder)).map((folder) => path.join(folder, command));
	for (const candidate of candidates) try {
		await access(candidate, 1);
		if ((await stat(candidate)).isFile()) return candidate;
	} catch {}
}
async function runProcess(request, base, find, stopped) {
	const stoppedFault = () => ioFaults.fault("PROCESS_TIMEOUT", `${request.command} was stopped`, { where: request.command });
	if (request.signal?.aborted === true) throw stoppedFault();
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
		const abort = () => fail(stoppedFault());
		const ends = [request.signal, stopped];
		for (const end of ends) end?.addEventListener("abort", abort, { once: true });
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
			for (const end of ends) end?.removeEventListener("abort", abort);
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

export { pickVariables as n, createProcesses as t };