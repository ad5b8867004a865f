import type { BuildHandlers, BuildStep } from "./driver.ts";
import { type Progress, type ProgressSummary, hitRatio } from "./progress.ts";
import { type Vertex, addLines, newVertex, toStep } from "./progress-step.ts";

const mostText = 400;
const heartbeat = 30_000;
const stepLine = /^(?:\[(\d+)\/\d+\] )?STEP (\d+\/\d+): (.*)$/;

/** Folds what `buildah build` prints into steps: its STEP lines have no times, so they are measured here. */
export function createBuildahProgress(handlers: BuildHandlers, now: () => number): Progress {
  const told: BuildStep[] = [];
  const text: string[] = [];
  let current: Vertex | undefined;
  let failing = false;
  const finish = (error?: string): void => {
    if (current === undefined) return;
    current.completed = now();
    current.error = error;
    const step = toStep(current);
    current = undefined;
    told.push({ ...step, log: step.log.slice(-20) });
    handlers.onStep(step);
  };
  const say = (line: string): void => {
    if (text.length < mostText) text.push(line);
    handlers.onLine(line);
  };
  return {
    line: (line) => {
      failing ||= line.startsWith("Error: ");
      const [, stage, place, instruction] = stepLine.exec(line) ?? [];
      if (failing) return say(line);
      if (place !== undefined && instruction !== undefined) {
        finish();
        const name = `[${stage === undefined ? "" : `stage-${Number(stage) - 1} `}${place}] ${instruction}`;
        current = { ...newVertex(), name: name.slice(0, 300), started: now(), startedHere: now() };
      } else if (/^COMMIT\b/.test(line)) finish();
      else if (current === undefined) say(line);
      else if (line.startsWith("--> Using cache ")) current.cached = true;
      else if (!/^--> [0-9a-f]{11,}$/.test(line)) addLines(current, `${line}\n`);
    },
    tick: () => {
      if (current?.startedHere === undefined || now() - (current.beat ?? current.startedHere) < heartbeat)
        return;
      current.beat = now();
      handlers.onLine(
        `still running after ${Math.round((now() - current.startedHere) / 1000)} s: ${current.name}`,
      );
    },
    end: (): ProgressSummary => {
      const running = current === undefined ? undefined : toStep(current);
      if (failing) finish(text.find((line) => line.startsWith("Error: "))?.slice(7) ?? "");
      return {
        steps: told,
        cacheHitRatio: hitRatio(told),
        warnings: [],
        text,
        failed: told.find((step) => step.error !== undefined),
        running,
      };
    },
  };
}
