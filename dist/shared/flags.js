import { n as defineFaults } from "./fault.js";
import { parseArgs } from "node:util";

// cli/flags.ts
const flagFaults = defineFaults({
	FLAG_SECRET: "A secret was given on the command line, where other users of the machine can read it.",
	FLAG_UNKNOWN: "A flag is not known, or lacks its value."
});
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
	for (const [name, input] of Object.entries(table)) if (input.secret && values[name] !== void 0) throw flagFaults.fault("FLAG_SECRET", `--${name} would show a secret to everyone on this machine`, {
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
		throw flagFaults.fault("FLAG_UNKNOWN", error instanceof Error ? error.message : "the flags cannot be read", {
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

export { parseFlags as n, variableOf as r, flagFaults as t };