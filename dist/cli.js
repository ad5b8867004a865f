import "./shared/rolldown-runtime.js";
import { i as remedyFor, n as untilStopped, r as createSecrets, t as stopOnSignals } from "./shared/stop.js";
import { i as isFault, r as describeError } from "./shared/fault.js";
import { r as parseInputs } from "./shared/input-table.js";
import { t as cliFaults } from "./shared/faults3.js";
import process from "node:process";
import { parseArgs } from "node:util";

// src/commands/catalogue.ts
/** Every verb with the module that holds its inputs; loading one loads no other. */
const catalogue = {
	"build-arm64": {
		summary: "Build an arm64 image, look at it, push it by digest.",
		load: async () => (await import("./shared/inputs2.js")).command
	},
	"sign-attest": {
		summary: "Sign an image so that stock verifiers accept it.",
		load: async () => (await import("./shared/inputs10.js")).command
	},
	"release-manifest": {
		summary: "Record image and model digests in a signed release and propose it.",
		load: async () => (await import("./shared/inputs7.js")).command
	},
	"verify-release": {
		summary: "Check a change of the manifests repository against every rule.",
		load: async () => (await import("./shared/inputs11.js")).command
	},
	publish: {
		summary: "Verify what was merged, sign the pointers, move the live branch.",
		load: async () => (await import("./shared/inputs5.js")).command
	},
	"canary-gate": {
		summary: "Judge a ring by Prometheus and promote or revert it by pull request.",
		load: async () => (await import("./shared/inputs3.js")).command
	}
};

// src/io/log.ts
/** A log of plain lines for terminals and tests. */
function plainLog(write, mask = (text) => text) {
	const print = (line) => write(mask(line));
	return {
		info: print,
		debug: () => {},
		warning: (line) => print(`warning: ${line}`),
		group: async (title, work) => {
			print(`${title} ...`);
			return work();
		},
		fenced: (work) => work((line) => print(`  ${line}`))
	};
}

// cli/flags.ts
/**
* Reads `--name value` for each input of a command. A list takes the flag several times; a switch needs no value; secrets come
* from the environment (`PI5_` and the name in capitals), never from argv.
*/
function parseFlags(table, args, environment) {
	const options = {
		json: { type: "boolean" },
		help: {
			type: "boolean",
			short: "h"
		}
	};
	for (const [name, input] of Object.entries(table)) options[name] = isSwitch(input.grammar.expects) ? { type: "boolean" } : {
		type: "string",
		multiple: true
	};
	const { values } = parse(options, args);
	for (const [name, input] of Object.entries(table)) if (input.secret && values[name] !== void 0) throw cliFaults.fault("FLAG_SECRET", `--${name} would show a secret to everyone on this machine`, {
		where: `--${name}`,
		next: `set the environment variable ${variableOf(name)}`
	});
	return {
		json: values["json"] === true,
		help: values["help"] === true,
		text: (name) => {
			const value = values[name];
			if (Array.isArray(value)) return value.join("\n");
			if (typeof value === "boolean") return String(value);
			return environment[variableOf(name)];
		}
	};
}
function parse(options, args) {
	try {
		return parseArgs({
			args: [...args],
			options: options ?? {},
			strict: true,
			allowPositionals: false,
			allowNegative: true
		});
	} catch (error) {
		throw cliFaults.fault("FLAG_UNKNOWN", error instanceof Error ? error.message : "the flags cannot be read", {
			next: "run the command with --help",
			cause: error
		});
	}
}
function isSwitch(expects) {
	return expects === "true or false";
}
/** The environment variable that can hold an input: PI5_SIGNING_KEY for signing-key. */
function variableOf(name) {
	return `PI5_${name.replaceAll("-", "_").toUpperCase()}`;
}

// cli/help.ts
/** The page of `pi5 --help`. */
function overview() {
	const width = Math.max(...Object.keys(catalogue).map((name) => name.length));
	return `Usage: pi5 COMMAND [--input value ...] [--json]\n\n${Object.entries(catalogue).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`).join("\n")}\n\nEach command takes the inputs of the action of the same name. pi5 COMMAND --help lists them.\nExit codes: 0 done, 1 a check failed or something went wrong, 2 wrong usage.\n`;
}
/** The page of `pi5 COMMAND --help`. */
function commandHelp(command) {
	const lines = Object.entries(command.inputs).map(([name, input]) => {
		const how = input.secret ? `environment ${variableOf(name)}` : `--${name} ${input.grammar.expects === "true or false" ? "" : `(${input.grammar.expects})`}`;
		const need = input.required ? "Required. " : input.fallback === void 0 ? "" : `Default: ${input.fallback}. `;
		return `  ${how.trim()}\n      ${need}${input.about}`;
	});
	const outputs = Object.entries(command.outputs).map(([name, about]) => `  ${name}: ${about}`);
	return `pi5 ${command.name}: ${command.summary}\n\nInputs\n${lines.join("\n")}\n\nOutputs (with --json)\n${outputs.join("\n")}\n`;
}

// cli/main.ts
const secrets = createSecrets();
async function main(args) {
	const [verb, ...rest] = args;
	if (verb === void 0 || verb === "--help" || verb === "-h" || verb === "help") {
		process.stdout.write(overview());
		return verb === void 0 ? 2 : 0;
	}
	const entry = Object.hasOwn(catalogue, verb) ? catalogue[verb] : void 0;
	if (entry === void 0) {
		process.stderr.write(`pi5: there is no command ${JSON.stringify(verb)}\n\n${overview()}`);
		return 2;
	}
	const command = await entry.load();
	const flags = parseFlags(command.inputs, rest, process.env);
	if (flags.help) {
		process.stdout.write(commandHelp(command));
		return 0;
	}
	const outcome = await runVerb(command, flags);
	await print(outcome, flags);
	return outcome.ok ? 0 : 1;
}
async function runVerb(command, flags) {
	for (const [name, input] of Object.entries(command.inputs)) if (input.secret) secrets.add(flags.text(name) ?? "");
	const input = parseInputs(command.inputs, flags.text);
	const [{ openTerminalPorts }, run] = await Promise.all([import("./shared/terminal-ports.js"), command.load()]);
	const log = plainLog((line) => process.stderr.write(`${line}\n`), secrets.mask);
	const { stopped, release } = stopOnSignals();
	const { ports, close } = await openTerminalPorts(process.env, secrets, log, stopped);
	try {
		return await untilStopped(run(input, ports), stopped);
	} finally {
		await close();
		if (stopped.aborted) setImmediate(() => process.exit());
		release();
	}
}
async function print(outcome, flags) {
	if (flags.json) {
		const { ok, verdict, outputs, findings } = outcome;
		process.stdout.write(`${secrets.mask(JSON.stringify({
			ok,
			verdict,
			outputs,
			findings
		}, null, 2))}\n`);
		return;
	}
	const { toText } = await import("./shared/text.js");
	process.stdout.write(`${secrets.mask(toText(outcome.report))}\n`);
}
function explain(error) {
	if (!isFault(error)) return `pi5: this is a bug: ${error instanceof Error ? error.stack ?? error.message : describeError(error)}`;
	const next = error.next ?? remedyFor(error);
	return `pi5: [${error.code}] ${describeError(error)}${next === void 0 ? "" : `\nnext: ${next}`}`;
}
try {
	process.exitCode = await main(process.argv.slice(2));
} catch (error) {
	process.stderr.write(`${secrets.mask(explain(error))}\n`);
	process.exitCode = isFault(error, "FLAG_UNKNOWN", "FLAG_SECRET", "INPUT_INVALID") ? 2 : 1;
}

export {  };