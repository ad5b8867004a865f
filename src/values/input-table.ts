import { describeError } from "./fault.ts";
import { valueFaults } from "./faults.ts";

/** How the text of an input is read: `parse` throws a Fault that says what is wrong. */
export type Grammar<T> = { readonly expects: string; readonly parse: (text: string) => T };

/** One input: how it is read, what it is for, and a right value to show when it is wrong. */
export type Input<T> = {
  readonly grammar: Grammar<unknown>;
  readonly about: string;
  readonly example: string;
  readonly required: boolean;
  readonly fallback: string | undefined;
  readonly secret: boolean;
  /** An expression that only a workflow knows, such as `github.token`: the default in action.yml, and nothing elsewhere. */
  readonly expression?: string;
  /** Only carries the type; never set. */
  readonly type?: T;
};

export type InputTable = Readonly<Record<string, Input<unknown>>>;
export type InputsOf<T extends InputTable> = {
  readonly [K in keyof T]: T[K] extends Input<infer V> ? V : never;
};

type Description = {
  readonly about: string;
  readonly example: string;
  readonly secret?: boolean;
  readonly expression?: string;
};

/** An input without which the command cannot run. */
export function required<T>(grammar: Grammar<T>, description: Description): Input<T> {
  return { grammar, secret: false, ...description, required: true, fallback: undefined };
}

/** An input that may be left out; then the command gets undefined. */
export function optional<T>(grammar: Grammar<T>, description: Description): Input<T | undefined> {
  return { grammar, secret: false, ...description, required: false, fallback: undefined };
}

/** An input that has a default, written as a user would write it. */
export function defaulted<T>(grammar: Grammar<T>, fallback: string, description: Description): Input<T> {
  return { grammar, secret: false, ...description, required: false, fallback };
}

/**
 * Reads every input of a table from its texts. All faults are collected, so that a user mends them in one go; the error is
 * INPUT_INVALID and names each input with a right value. Texts of secrets never appear in it.
 */
export function parseInputs<T extends InputTable>(
  table: T,
  text: (name: string) => string | undefined,
): InputsOf<T> {
  const values: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const [name, input] of Object.entries(table)) {
    const given = text(name)?.trim() ?? "";
    const source = given === "" ? input.fallback : given;
    if (source === undefined) {
      if (input.required) wrong.push(`${name} is missing. ${input.about} Example: ${name}: ${input.example}`);
      values[name] = undefined;
      continue;
    }
    try {
      values[name] = input.grammar.parse(source);
    } catch (error) {
      const why = input.secret ? "its value cannot be read" : describeError(error);
      wrong.push(`${name}: ${why}. Expected ${input.grammar.expects}. Example: ${name}: ${input.example}`);
    }
  }
  if (wrong.length === 0) return values as InputsOf<T>;
  const first = wrong.length === 1 ? "" : `${wrong.length} inputs are wrong:\n- `;
  throw valueFaults.fault("INPUT_INVALID", `${first}${wrong.join("\n- ")}`, { where: "with" });
}

/** Names that were given but that the table does not know, such as a misspelt input. */
export function unknownInputs(table: InputTable, given: readonly string[]): string[] {
  return given.filter((name) => !(name in table));
}
