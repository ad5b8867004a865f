import type { Ports } from "../io/ports.ts";
import type { Document } from "../report/document.ts";
import type { Finding } from "../values/finding.ts";
import type { InputTable, InputsOf } from "../values/input-table.ts";

/**
 * A use case, once for its action and its `pi5` verb. The inputs are cheap to load; the work is loaded after they parse, so a
 * wrong input costs no start-up.
 */
export type Command<T extends InputTable = InputTable, O extends string = string> = {
  readonly name: string;
  /** One line: what it promises. */
  readonly summary: string;
  readonly inputs: T;
  /** Every output and what it holds; all are always set, empty where they do not apply. */
  readonly outputs: Readonly<Record<O, string>>;
  readonly load: () => Promise<(input: InputsOf<T>, ports: Ports) => Promise<Outcome<O>>>;
};

/** What a command did, for outputs, summary, annotations and exit code. */
export type Outcome<O extends string = string> = {
  /** False fails the step, with outputs and summary still written: a check that found errors, not a crash. */
  readonly ok: boolean;
  /** The last line of the log and the first of the summary. */
  readonly verdict: string;
  readonly outputs: Readonly<Record<O, string>>;
  readonly report: Document;
  readonly findings: readonly Finding[];
};

/** Declares a command; only ties the types together. */
export function defineCommand<const T extends InputTable, const O extends string>(
  command: Command<T, O>,
): Command<T, O> {
  return command;
}

/** All outputs of a command as empty texts, to be filled in. */
export function emptyOutputs<O extends string>(outputs: Readonly<Record<O, string>>): Record<O, string> {
  return Object.fromEntries(Object.keys(outputs).map((name) => [name, ""])) as Record<O, string>;
}
