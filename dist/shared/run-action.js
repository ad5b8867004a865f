import { c as setSecret, l as startGroup, n as endGroup, r as error, s as setOutput } from "./core.js";
import { n as emptyOutputs } from "./command.js";
import { i as remedyFor, n as untilStopped, r as createSecrets, t as stopOnSignals } from "./stop.js";
import { i as isFault, r as describeError } from "./fault.js";
import { a as unknownInputs, r as parseInputs } from "./input-table.js";
import { randomBytes } from "node:crypto";

// src/runner/action-log.ts
/**
* The job log: groups that are always closed, and fences inside which the runner reads no commands, so that a build's output
* can neither set an output of this step nor close its group.
*/
function actionLog(write, mask, debugging) {
	let depth = 0;
	const print = (line) => write(`${disarm(mask(line))}\n`);
	return {
		info: print,
		debug: (line) => {
			if (debugging) print(`debug: ${line}`);
		},
		warning: (line) => print(`warning: ${line}`),
		group: async (title, work) => {
			depth += 1;
			if (depth === 1) startGroup(disarm(mask(title)));
			else print(`${title}:`);
			try {
				return await work();
			} finally {
				depth -= 1;
				if (depth === 0) endGroup();
			}
		},
		fenced: async (work) => {
			const token = randomBytes(16).toString("hex");
			write(`::stop-commands::${token}\n`);
			try {
				return await work((line) => write(`${mask(line).replaceAll(token, "***")}\n`));
			} finally {
				write(`::${token}::\n`);
			}
		}
	};
}
/** The text with every line that the runner would read as a command made harmless and still readable. */
function disarm(text) {
	return text.split(/\r\n|\r|\n/).map((line) => /^\s*::|##\[/.test(line) ? `| ${line.replaceAll("##[", "# #[")}` : line).join("\n");
}

// src/runner/run-action.ts
/**
* Runs a command as a GitHub action: inputs from INPUT_*, outputs and summary by file, every output always set, secrets masked
* before first use, the exit code 1 on a fault or on a failed check. The one wrapper that every main.ts uses.
*/
async function runAction(typed) {
	const command = typed;
	const environment = process.env;
	const secrets = createSecrets(setSecret);
	const log = actionLog((text) => process.stdout.write(text), secrets.mask, environment["RUNNER_DEBUG"] === "1");
	const { stopped, release } = stopOnSignals();
	try {
		await publishOutcome(command, await runCommand(command, environment, secrets, log, stopped), secrets, log);
	} catch (error) {
		for (const [name, value] of Object.entries(emptyOutputs(command.outputs))) setOutput(name, value);
		reportFailure(error, secrets, log);
		await summarizeFailure(command.name, error, secrets, log);
		if (stopped.aborted) process.exit();
	} finally {
		release();
	}
}
async function runCommand(command, environment, secrets, log, stopped) {
	const text = (name) => environment[`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`];
	for (const [name, input] of Object.entries(command.inputs)) if (input.secret) secrets.add(text(name) ?? "");
	const given = Object.keys(environment).filter((name) => name.startsWith("INPUT_") && environment[name] !== "");
	for (const name of unknownInputs(command.inputs, given.map((name) => name.slice(6).toLowerCase()))) log.warning(`unknown input ${name}: it is not used; see the inputs in the README`);
	const input = parseInputs(command.inputs, text);
	const [{ openActionPorts }, run] = await Promise.all([import("./action-ports.js"), command.load()]);
	const { ports, close } = await openActionPorts(environment, secrets, log, stopped);
	try {
		return await untilStopped(run(input, ports), stopped);
	} finally {
		await close();
	}
}
async function publishOutcome(command, outcome, secrets, log) {
	const { writeSummary } = await import("./summary.js");
	const { annotate } = await import("./annotations.js");
	await writeSummary(outcome.report, secrets.mask);
	annotate(outcome.findings, secrets.mask);
	for (const name of Object.keys(command.outputs)) setOutput(name, secrets.mask(outcome.outputs[name] ?? ""));
	log.info(outcome.verdict);
	if (!outcome.ok) process.exitCode = 1;
}
/** The line of the repository that a failed build is about: `FILE:LINE` in the place where faults of builds name it. */
function sourceLine({ code, where }) {
	const [, file, line] = /^([^:]+):([1-9][0-9]{0,6})$/.exec(where ?? "") ?? [];
	if (!code.startsWith("BUILD_") || file === void 0 || file.startsWith("/")) return void 0;
	return {
		file,
		startLine: Number(line)
	};
}
/** The summary of a run that was thrown out of: nobody should have to look for the reason in the log. */
async function summarizeFailure(name, error, secrets, log) {
	try {
		const [{ writeSummary }, { failureReport }] = await Promise.all([import("./summary.js"), import("./failure-report.js")]);
		await writeSummary(failureReport(name, error, isFault(error) ? remedyFor(error) : void 0), secrets.mask);
	} catch (second) {
		log.debug(`no summary was written: ${describeError(second)}`);
	}
}
function reportFailure(error$1, secrets, log) {
	process.exitCode = 1;
	if (isFault(error$1)) {
		const next = error$1.next ?? remedyFor(error$1);
		error(secrets.mask(`${describeError(error$1)}${next === void 0 ? "" : `\nNext: ${next}`}`), {
			title: error$1.code,
			...sourceLine(error$1)
		});
		return;
	}
	error(secrets.mask(`This is a bug in the action, not in your workflow: ${describeError(error$1)}`), { title: "BUG" });
	log.info(disarm(secrets.mask(error$1 instanceof Error ? error$1.stack ?? error$1.message : "no stack")));
}

export { runAction as t };