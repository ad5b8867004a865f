import { inspect } from "node:util";

// src/values/fault.ts
/** A failure that is not a bug: what happened (`message`), where, and what to do next. Callers switch on `code`, never on text. */
var Fault = class extends Error {
	name = "Fault";
	code;
	where;
	next;
	constructor(code, what, context = {}) {
		super(what, context.cause === void 0 ? void 0 : { cause: context.cause });
		this.code = code;
		this.where = context.where;
		this.next = context.next;
	}
};
/** Declares a folder's closed set of fault codes and gives the constructor that only takes those. */
function defineFaults(codes) {
	return {
		codes,
		fault: (code, what, context) => new Fault(code, what, context)
	};
}
/** True for a Fault, of one of the given codes when any are given. */
function isFault(error, ...codes) {
	return error instanceof Fault && (codes.length === 0 || codes.includes(error.code));
}
/** The message of anything that was thrown, with its causes, on one line each. */
function describeError(error) {
	const lines = [];
	let current = error;
	while (current !== void 0 && lines.length < 8) {
		lines.push(current instanceof Error ? current.message || current.name : inspect(current));
		current = current instanceof Error ? current.cause : void 0;
	}
	return lines.join("\n  caused by: ");
}

export { isFault as i, defineFaults as n, describeError as r, Fault as t };