import process from "node:process";
import { catalogue } from "../src/commands/catalogue.ts";
import type { Command, Outcome } from "../src/commands/command.ts";
import { remedyFor } from "../src/commands/remedies.ts";
import { plainLog } from "../src/io/log.ts";
import { createSecrets } from "../src/io/secret.ts";
import { stopOnSignals, untilStopped } from "../src/io/stop.ts";
import { describeError, isFault } from "../src/values/fault.ts";
import { parseInputs } from "../src/values/input-table.ts";
import { type Flags, parseFlags } from "./flags.ts";
import { commandHelp, overview } from "./help.ts";

const secrets = createSecrets();

async function main(args: readonly string[]): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === undefined || verb === "--help" || verb === "-h" || verb === "help") {
    process.stdout.write(overview());
    return verb === undefined ? 2 : 0;
  }
  const entry = Object.hasOwn(catalogue, verb) ? catalogue[verb] : undefined;
  if (entry === undefined) {
    process.stderr.write(`pi5: there is no command ${JSON.stringify(verb)}\n\n${overview()}`);
    return 2;
  }
  const command = await entry.load();
  const flags = parseFlags(command.inputs, rest, process.env);
  if (flags.help) {
    process.stdout.write(commandHelp(command));
    return 0;
  }
  const outcome = await runVerb(command, flags);
  await print(outcome, flags);
  return outcome.ok ? 0 : 1;
}

async function runVerb(command: Command, flags: Flags): Promise<Outcome> {
  for (const [name, input] of Object.entries(command.inputs))
    if (input.secret) secrets.add(flags.text(name) ?? "");
  const input = parseInputs(command.inputs, flags.text);
  const [{ openTerminalPorts }, run] = await Promise.all([import("./terminal-ports.ts"), command.load()]);
  const log = plainLog((line) => process.stderr.write(`${line}\n`), secrets.mask);
  const { stopped, release } = stopOnSignals();
  const { ports, close } = await openTerminalPorts(process.env, secrets, log, stopped);
  try {
    return await untilStopped(run(input, ports), stopped);
  } finally {
    await close();
    // What did not end in time must not keep the process alive.
    if (stopped.aborted) setImmediate(() => process.exit());
    release();
  }
}

async function print(outcome: Outcome, flags: Flags): Promise<void> {
  if (flags.json) {
    const { ok, verdict, outputs, findings } = outcome;
    process.stdout.write(`${secrets.mask(JSON.stringify({ ok, verdict, outputs, findings }, null, 2))}\n`);
    return;
  }
  const { toText } = await import("../src/report/text.ts");
  process.stdout.write(`${secrets.mask(toText(outcome.report))}\n`);
}

function explain(error: unknown): string {
  if (!isFault(error))
    return `pi5: this is a bug: ${error instanceof Error ? (error.stack ?? error.message) : describeError(error)}`;
  const next = error.next ?? remedyFor(error);
  return `pi5: [${error.code}] ${describeError(error)}${next === undefined ? "" : `\nnext: ${next}`}`;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${secrets.mask(explain(error))}\n`);
  process.exitCode = isFault(error, "FLAG_UNKNOWN", "FLAG_SECRET", "INPUT_INVALID") ? 2 : 1;
}
