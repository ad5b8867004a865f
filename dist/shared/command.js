// src/commands/command.ts
/** Declares a command; only ties the types together. */
function defineCommand(command) {
	return command;
}
/** All outputs of a command as empty texts, to be filled in. */
function emptyOutputs(outputs) {
	return Object.fromEntries(Object.keys(outputs).map((name) => [name, ""]));
}

export { emptyOutputs as n, defineCommand as t };