import { error as annotateError, setOutput, setSecret } from "@actions/core";
import { type Command, type Outcome, emptyOutputs } from "../commands/command.ts";
import { remedyFor } from "../commands/remedies.ts";
import type { Log } from "../io/log.ts";
import { type Secrets, createSecrets } from "../io/secret.ts";
import { stopOnSignals, untilStopped } from "../io/stop.ts";
import { type Fault, describeError, isFault } from "../values/fault.ts";
import { type InputTable, parseInputs, unknownInputs } from "../values/input-table.ts";
import { actionLog, disarm } from "./action-log.ts";

/**
 * Runs a command as a GitHub action: inputs from INPUT_*, outputs and summary by file, every output always set, secrets masked
 * before first use, the exit code 1 on a fault or on a failed check. The one wrapper that every main.ts uses.
 */
export async function runAction<T extends InputTable, O extends string>(typed: Command<T, O>): Promise<void> {
  // Inside, inputs go straight from the table to the command that owns it: their types matter at both ends only.
  const command = typed as unknown as Command;
  const environment = process.env;
  const secrets = createSecrets(setSecret);
  const log = actionLog(
    (text) => process.stdout.write(text),
    secrets.mask,
    environment["RUNNER_DEBUG"] === "1",
  );
  const { stopped, release } = stopOnSignals();
  try {
    const outcome = await runCommand(command, environment, secrets, log, stopped);
    await publishOutcome(command, outcome, secrets, log);
  } catch (error) {
    for (const [name, value] of Object.entries(emptyOutputs(command.outputs))) setOutput(name, value);
    reportFailure(error, secrets, log);
    await summarizeFailure(command.name, error, secrets, log);
    // What did not end in time must not keep the process alive.
    if (stopped.aborted) process.exit();
  } finally {
    release();
  }
}

async function runCommand(
  command: Command,
  environment: NodeJS.ProcessEnv,
  secrets: Secrets,
  log: Log,
  stopped: AbortSignal,
): Promise<Outcome> {
  const text = (name: string): string | undefined =>
    environment[`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`];
  for (const [name, input] of Object.entries(command.inputs)) if (input.secret) secrets.add(text(name) ?? "");
  const given = Object.keys(environment).filter(
    (name) => name.startsWith("INPUT_") && environment[name] !== "",
  );
  for (const name of unknownInputs(
    command.inputs,
    given.map((name) => name.slice("INPUT_".length).toLowerCase()),
  ))
    log.warning(`unknown input ${name}: it is not used; see the inputs in the README`);
  const input = parseInputs(command.inputs, text);
  // Loaded only now: a wrong input must not pay for the start of everything else.
  const [{ openActionPorts }, run] = await Promise.all([import("./action-ports.ts"), command.load()]);
  const { ports, close } = await openActionPorts(environment, secrets, log, stopped);
  try {
    return await untilStopped(run(input, ports), stopped);
  } finally {
    await close();
  }
}

async function publishOutcome(command: Command, outcome: Outcome, secrets: Secrets, log: Log): Promise<void> {
  const { writeSummary } = await import("./summary.ts");
  const { annotate } = await import("./annotations.ts");
  await writeSummary(outcome.report, secrets.mask);
  annotate(outcome.findings, secrets.mask);
  for (const name of Object.keys(command.outputs)) setOutput(name, secrets.mask(outcome.outputs[name] ?? ""));
  log.info(outcome.verdict);
  if (!outcome.ok) process.exitCode = 1;
}

/** The line of the repository that a failed build is about: `FILE:LINE` in the place where faults of builds name it. */
function sourceLine({ code, where }: Fault): { file: string; startLine: number } | undefined {
  const [, file, line] = /^([^:]+):([1-9][0-9]{0,6})$/.exec(where ?? "") ?? [];
  if (!code.startsWith("BUILD_") || file === undefined || file.startsWith("/")) return undefined;
  return { file, startLine: Number(line) };
}

/** The summary of a run that was thrown out of: nobody should have to look for the reason in the log. */
async function summarizeFailure(name: string, error: unknown, secrets: Secrets, log: Log): Promise<void> {
  try {
    const [{ writeSummary }, { failureReport }] = await Promise.all([
      import("./summary.ts"),
      import("./failure-report.ts"),
    ]);
    await writeSummary(
      failureReport(name, error, isFault(error) ? remedyFor(error) : undefined),
      secrets.mask,
    );
  } catch (second) {
    // The annotation has told it already.
    log.debug(`no summary was written: ${describeError(second)}`);
  }
}

function reportFailure(error: unknown, secrets: Secrets, log: Log): void {
  process.exitCode = 1;
  if (isFault(error)) {
    const next = error.next ?? remedyFor(error);
    annotateError(secrets.mask(`${describeError(error)}${next === undefined ? "" : `\nNext: ${next}`}`), {
      title: error.code,
      ...sourceLine(error),
    });
    return;
  }
  annotateError(secrets.mask(`This is a bug in the action, not in your workflow: ${describeError(error)}`), {
    title: "BUG",
  });
  log.info(disarm(secrets.mask(error instanceof Error ? (error.stack ?? error.message) : "no stack")));
}
