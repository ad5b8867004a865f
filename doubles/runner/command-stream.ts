/** A workflow command as the runner reads it from a step's stdout. */
export type WorkflowCommand = {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
};

export type CommandStream = {
  readonly push: (text: string) => void;
  readonly end: () => void;
  readonly commands: readonly WorkflowCommand[];
  /** Lines that are not commands, as the job log shows them. */
  readonly lines: readonly string[];
};

/**
 * Reads stdout as actions/runner does (ActionCommandManager): `::name k=v::message` after leading blanks, the old `##[name]`
 * form, and nothing at all between stop-commands and its token.
 */
export function commandStream(onLine: (line: string) => void = () => {}): CommandStream {
  const commands: WorkflowCommand[] = [];
  const lines: string[] = [];
  let rest = "";
  let stopToken: string | undefined;
  const line = (text: string): void => {
    const command = parseCommand(text);
    if (stopToken !== undefined) {
      if (command?.name === stopToken) stopToken = undefined;
      else show(text);
      return;
    }
    if (command?.name === "stop-commands") stopToken = command.message;
    else if (command !== undefined) commands.push(command);
    else show(text);
  };
  const show = (text: string): void => {
    lines.push(text);
    onLine(text);
  };
  return {
    commands,
    lines,
    push: (text) => {
      const parts = (rest + text).split(/\r?\n/);
      rest = parts.pop() ?? "";
      for (const part of parts) line(part);
    },
    end: () => {
      if (rest !== "") line(rest);
      rest = "";
    },
  };
}

function parseCommand(text: string): WorkflowCommand | undefined {
  const modern = /^\s*::([^\s:]+)(?:\s+((?:(?!::).)*))?::(.*)$/s.exec(text);
  const old = modern === null ? /##\[([a-z-]+)((?:\s+|;)[^\]]*)?\](.*)$/s.exec(text) : null;
  const match = modern ?? old;
  if (match?.[1] === undefined) return undefined;
  const properties: Record<string, string> = {};
  for (const pair of (match[2] ?? "").split(/[,;]/)) {
    const at = pair.indexOf("=");
    if (at > 0)
      properties[pair.slice(0, at).trim()] = unescape(pair.slice(at + 1))
        .replaceAll("%3A", ":")
        .replaceAll("%2C", ",");
  }
  return { name: match[1], properties, message: unescape(match[3] ?? "") };
}

function unescape(text: string): string {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}
