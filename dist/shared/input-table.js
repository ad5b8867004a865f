import { r as describeError } from "./fault.js";
import { t as valueFaults } from "./faults2.js";

// src/values/input-table.ts
/** An input without which the command cannot run. */
function required(grammar, description) {
	return {
		grammar,
		secret: false,
		...description,
		required: true,
		fallback: void 0
	};
}
/** An input that may be left out; then the command gets undefined. */
function optional(grammar, description) {
	return {
		grammar,
		secret: false,
		...description,
		required: false,
		fallback: void 0
	};
}
/** An input that has a default, written as a user would write it. */
function defaulted(grammar, fallback, description) {
	return {
		grammar,
		secret: false,
		...description,
		required: false,
		fallback
	};
}
/**
* Reads every input of a table from its texts. All faults are collected, so that a user mends them in one go; the error is
* INPUT_INVALID and names each input with a right value. Texts of secrets never appear in it.
*/
function parseInputs(table, text) {
	const values = {};
	const wrong = [];
	for (const [name, input] of Object.entries(table)) {
		const given = text(name)?.trim() ?? "";
		const source = given === "" ? input.fallback : given;
		if (source === void 0) {
			if (input.required) wrong.push(`${name} is missing. ${input.about} Example: ${name}: ${input.example}`);
			values[name] = void 0;
			continue;
		}
		try {
			values[name] = input.grammar.parse(source);
		} catch (error) {
			const why = input.secret ? "its value cannot be read" : describeError(error);
			wrong.push(`${name}: ${why}. Expected ${input.grammar.expects}. Example: ${name}: ${input.example}`);
		}
	}
	if (wrong.length === 0) return values;
	const first = wrong.length === 1 ? "" : `${wrong.length} inputs are wrong:\n- `;
	throw valueFaults.fault("INPUT_INVALID", `${first}${wrong.join("\n- ")}`, { where: "with" });
}
/** Names that were given but that the table does not know, such as a misspelt input. */
function unknownInputs(table, given) {
	return given.filter((name) => !(name in table));
}

export { unknownInputs as a, required as i, optional as n, parseInputs as r, defaulted as t };