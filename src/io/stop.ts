import { setTimeout as wait } from "node:timers/promises";
import { isFault } from "../values/fault.ts";
import { ioFaults } from "./faults.ts";

/** The end of a run from outside: a cancelled job, Ctrl-C. */
export type Stop = {
  /** Aborted, with a Fault as its reason, by the first signal. */
  readonly stopped: AbortSignal;
  readonly release: () => void;
};

type Signals = Pick<NodeJS.Process, "on" | "off" | "exit">;

/**
 * Turns SIGINT and SIGTERM into an abort, so that children end and secrets, temporary files and builders are removed; without it
 * they stay behind. A second signal ends the process at once.
 */
export function stopOnSignals(target: Signals = process): Stop {
  const controller = new AbortController();
  const onSignal = (signal: NodeJS.Signals): void => {
    if (controller.signal.aborted) target.exit(signal === "SIGINT" ? 130 : 143);
    controller.abort(
      ioFaults.fault("PROCESS_TIMEOUT", `the run was stopped by ${signal}`, {
        next: "run it again if it was not meant to end: what it had started is removed",
      }),
    );
  };
  const names = ["SIGINT", "SIGTERM"] as const;
  for (const name of names) target.on(name, onSignal);
  return {
    stopped: controller.signal,
    release: () => {
      for (const name of names) target.off(name, onSignal);
    },
  };
}

// A runner waits seven and a half seconds after SIGINT, then two and a half more.
const graceMs = 4000;

/**
 * The result of some work; once the run is stopped, for at most `grace` milliseconds more. Throws the reason of the stop then, and in
 * place of the program that was ended by it.
 */
export async function untilStopped<T>(work: Promise<T>, stopped: AbortSignal, grace = graceMs): Promise<T> {
  const done = new AbortController();
  const end = new Promise<never>((_resolve, reject) => {
    const after = (): void => {
      wait(grace, undefined, { signal: done.signal }).then(
        () => reject(stopped.reason as Error),
        () => {},
      );
    };
    if (stopped.aborted) after();
    else stopped.addEventListener("abort", after, { once: true, signal: done.signal });
  });
  try {
    return await Promise.race([work, end]);
  } catch (error) {
    throw stopped.aborted && isFault(error, "PROCESS_TIMEOUT") ? stopped.reason : error;
  } finally {
    done.abort();
  }
}
