import { parseArgs } from "node:util";

import type { InputTable } from "../src/values/input-table.ts";
import { cliFaults } from "./faults.ts";

export type Flags = {
  readonly text: (name: string) => string | undefined;
  readonly json: boolean;
  readonly help: boolean;
};

/**
 * Reads `--name value` for each input of a command. A list takes the flag several times; a switch needs no value; secrets come
 * from the environment (`PI5_` and the name in capitals), never from argv.
 */
export function parseFlags(
  table: InputTable,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Flags {
  const options: Record<string, { type: "string" | "boolean"; multiple?: boolean; short?: string }> = {
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  };
  for (const [name, input] of Object.entries(table))
    options[name] = isSwitch(input.grammar.expects)
      ? { type: "boolean" }
      : { type: "string", multiple: true };
  const { values } = parse(options, args);
  for (const [name, input] of Object.entries(table)) {
    if (input.secret && values[name] !== undefined)
      throw cliFaults.fault("FLAG_SECRET", `--${name} would show a secret to everyone on this machine`, {
        where: `--${name}`,
        next: `set the environment variable ${variableOf(name)}`,
      });
  }
  return {
    json: values["json"] === true,
    help: values["help"] === true,
    text: (name) => {
      const value = values[name];
      if (Array.isArray(value)) return value.join("\n");
      if (typeof value === "boolean") return String(value);
      return environment[variableOf(name)];
    },
  };
}

function parse(
  options: NonNullable<Parameters<typeof parseArgs>[0]>["options"],
  args: readonly string[],
): { values: Record<string, unknown> } {
  try {
    return parseArgs({
      args: [...args],
      options: options ?? {},
      strict: true,
      allowPositionals: false,
      allowNegative: true,
    });
  } catch (error) {
    throw cliFaults.fault(
      "FLAG_UNKNOWN",
      error instanceof Error ? error.message : "the flags cannot be read",
      { next: "run the command with --help", cause: error },
    );
  }
}

function isSwitch(expects: string): boolean {
  return expects === "true or false";
}

/** The environment variable that can hold an input: PI5_SIGNING_KEY for signing-key. */
export function variableOf(name: string): string {
  return `PI5_${name.replaceAll("-", "_").toUpperCase()}`;
}
