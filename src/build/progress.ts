import type { Finding } from "../values/finding.ts";
import { textOf } from "../values/json-members.ts";
import type { BuildHandlers, BuildStep } from "./driver.ts";
import { type Vertex, addLog, newVertex, readVertex, toStep } from "./progress-step.ts";
import { type BuildWarning, parseWarning, warningFinding } from "./progress-warning.ts";

/** What a build's progress came to. `text` is what the builder said to people: its error, without the progress lines. */
export type ProgressSummary = {
  readonly steps: readonly BuildStep[];
  readonly cacheHitRatio: number | undefined;
  readonly warnings: readonly BuildWarning[];
  readonly text: readonly string[];
  /** The step that failed first; steps that were cancelled because of it do not count. */
  readonly failed: BuildStep | undefined;
  /** The step that runs longest and has not ended. */
  readonly running: BuildStep | undefined;
};

export type Progress = {
  readonly line: (line: string) => void;
  /** Gives a sign of life for steps that take long. To be called every second or so. */
  readonly tick: () => void;
  readonly end: () => ProgressSummary;
};

type ProgressOptions = {
  readonly handlers: BuildHandlers;
  /** Milliseconds of this machine: the builder's clock may be another. */
  readonly now: () => number;
  readonly heartbeatMs?: number;
};

const mostVertices = 5000;
const mostText = 400;
const mostWarnings = 200;
// A JSON line that was cut on its way is no message to people, however it looks.
const longestText = 8192;
// Two platforms that send the same layer: the client waits and goes on. And advertisements.
const chatter = /Unavailable desc = ref \S+ locked for|^View build details:|docker-desktop:\/\//;

/** Folds the JSON lines of `--progress=rawjson` into steps. A step is told once, whole, when it ends, so that parallel ones do not mix. */
export function createProgress({ handlers, now, heartbeatMs = 30_000 }: ProgressOptions): Progress {
  const vertices = new Map<string, Vertex>();
  const warnings: BuildWarning[] = [];
  const text: string[] = [];
  const told: BuildStep[] = [];

  const tell = (vertex: Vertex): void => {
    vertex.told = true;
    const step = toStep(vertex);
    told.push({ ...step, log: step.log.slice(-20) });
    handlers.onStep(step);
  };
  const vertexOf = (id: string): Vertex | undefined => {
    const known = vertices.get(id);
    if (known !== undefined || vertices.size >= mostVertices) return known;
    const made = newVertex();
    vertices.set(id, made);
    return made;
  };
  const take = (event: Readonly<Record<string, unknown>>): void => {
    const touched = new Set<Vertex>();
    for (const value of listOf(event["vertexes"])) {
      const vertex = vertexOf(textOf(value["digest"]));
      if (vertex === undefined) continue;
      readVertex(vertex, value, now());
      touched.add(vertex);
    }
    for (const value of listOf(event["logs"])) {
      const vertex = vertexOf(textOf(value["vertex"]));
      if (vertex !== undefined) addLog(vertex, textOf(value["data"]));
    }
    for (const value of listOf(event["warnings"]))
      if (warnings.length < mostWarnings) warnings.push(parseWarning(value));
    // BuildKit tells a step as done and starts it again in the same line: only the last word of a line counts.
    for (const vertex of touched) if (vertex.completed !== undefined && !vertex.told) tell(vertex);
  };
  return {
    line: (line) => {
      const event = line.startsWith("{") ? parseEvent(line) : undefined;
      if (event !== undefined) return take(event);
      if (line.length > longestText || line.trim() === "" || chatter.test(line)) return;
      if (text.length < mostText) text.push(line);
      handlers.onLine(line);
    },
    tick: () => {
      for (const vertex of vertices.values()) {
        if (vertex.told || vertex.startedHere === undefined) continue;
        if (now() - (vertex.beat ?? vertex.startedHere) < heartbeatMs) continue;
        vertex.beat = now();
        const last = vertex.log.at(-1);
        handlers.onLine(
          `still running after ${Math.round((now() - vertex.startedHere) / 1000)} s: ${vertex.name}${last === undefined ? "" : `: ${last}`}`,
        );
      }
    },
    end: () => {
      const open = [...vertices.values()].find((vertex) => !vertex.told && vertex.startedHere !== undefined);
      return {
        steps: told,
        cacheHitRatio: hitRatio(told),
        warnings,
        text,
        failed: told.find((step) => step.error !== undefined && !/context canceled/.test(step.error)),
        running: open === undefined ? undefined : toStep(open),
      };
    },
  };
}

/** The share of Dockerfile steps that came from the cache. FROM lines do not count: they are fetched, not built. */
export function hitRatio(steps: readonly BuildStep[]): number | undefined {
  const counted = steps.filter((step) => !step.internal && !/\] FROM /.test(step.name));
  if (counted.length === 0) return undefined;
  return counted.filter((step) => step.cached).length / counted.length;
}

/** The warnings of a build as findings: build checks, and caches that could not be read or written. */
export function progressFindings(summary: ProgressSummary, shownFile: string): readonly Finding[] {
  const caches = summary.steps
    .filter((step) => step.error !== undefined && /^(?:importing|exporting) .*cache/.test(step.name))
    .map((step): Finding => ({
      rule: "BUILD_CACHE",
      severity: "warning",
      message: `${step.name}: ${(step.error ?? "").split("\n")[0]}; the build went on without it`,
      next: "check the cache's address and the login to it",
    }));
  return [...summary.warnings.map((warning) => warningFinding(warning, shownFile)), ...caches];
}

function parseEvent(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value)
    ? value.filter(
        (item): item is Readonly<Record<string, unknown>> => typeof item === "object" && item !== null,
      )
    : [];
}
