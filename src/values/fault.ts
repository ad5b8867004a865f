import { inspect } from "node:util";

/** A failure that is not a bug: what happened (`message`), where, and what to do next. Callers switch on `code`, never on text. */
export class Fault<C extends string = string> extends Error {
  override readonly name = "Fault";
  readonly code: C;
  readonly where: string | undefined;
  readonly next: string | undefined;

  constructor(code: C, what: string, context: FaultContext = {}) {
    super(what, context.cause === undefined ? undefined : { cause: context.cause });
    this.code = code;
    this.where = context.where;
    this.next = context.next;
  }
}

export type FaultContext = {
  /** File, line, URL, device or input that the failure is about. */
  readonly where?: string | undefined;
  /** One command or line that mends it, when the thrower knows it; remedies add it otherwise. */
  readonly next?: string | undefined;
  readonly cause?: unknown;
};

/** The codes that one folder owns, each with the one sentence that docs/errors.md prints. */
export type FaultTable<C extends string = string> = {
  readonly codes: Readonly<Record<C, string>>;
  readonly fault: (code: C, what: string, context?: FaultContext) => Fault<C>;
};

/** Declares a folder's closed set of fault codes and gives the constructor that only takes those. */
export function defineFaults<const T extends Readonly<Record<string, string>>>(
  codes: T,
): FaultTable<keyof T & string> {
  return { codes, fault: (code, what, context) => new Fault(code, what, context) };
}

/** True for a Fault, of one of the given codes when any are given. */
export function isFault(error: unknown, ...codes: readonly string[]): error is Fault {
  return error instanceof Fault && (codes.length === 0 || codes.includes(error.code));
}

/** The message of anything that was thrown, with its causes, on one line each. */
export function describeError(error: unknown): string {
  const lines: string[] = [];
  let current: unknown = error;
  while (current !== undefined && lines.length < 8) {
    lines.push(current instanceof Error ? current.message || current.name : inspect(current));
    current = current instanceof Error ? current.cause : undefined;
  }
  return lines.join("\n  caused by: ");
}
