/** Where progress goes. The runner's log knows groups and fences; a terminal's prints plain lines. */
export type Log = {
  readonly info: (line: string) => void;
  readonly debug: (line: string) => void;
  readonly warning: (line: string) => void;
  /** Runs some work under a heading that is closed however the work ends. */
  readonly group: <T>(title: string, work: () => Promise<T>) => Promise<T>;
  /** Gives a writer for untrusted output, such as a build's: nothing in it can act as a workflow command. */
  readonly fenced: <T>(work: (write: (line: string) => void) => Promise<T>) => Promise<T>;
};

/** A log that drops everything. */
export const silentLog: Log = {
  info: () => {},
  debug: () => {},
  warning: () => {},
  group: (_title, work) => work(),
  fenced: (work) => work(() => {}),
};

/** A log of plain lines for terminals and tests. */
export function plainLog(
  write: (line: string) => void,
  mask: (text: string) => string = (text) => text,
): Log {
  const print = (line: string): void => write(mask(line));
  return {
    info: print,
    debug: () => {},
    warning: (line) => print(`warning: ${line}`),
    group: async (title, work) => {
      print(`${title} ...`);
      return work();
    },
    fenced: (work) => work((line) => print(`  ${line}`)),
  };
}
