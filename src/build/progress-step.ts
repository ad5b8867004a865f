import type { BuildStep } from "./driver.ts";

/** A step while it is being told of. Times are in milliseconds; `startedHere` and `beat` are this machine's. */
export type Vertex = {
  name: string;
  started: number | undefined;
  completed: number | undefined;
  startedHere: number | undefined;
  beat: number | undefined;
  cached: boolean;
  error: string | undefined;
  told: boolean;
  /** The last word of a line that has not ended. */
  rest: string;
  log: string[];
  omitted: number;
};

const mostLines = 1000;
const longestLine = 2000;
const longestName = 300;
const longestError = 4000;

/** A step of which nothing is known yet. */
export function newVertex(): Vertex {
  return {
    name: "",
    started: undefined,
    completed: undefined,
    startedHere: undefined,
    beat: undefined,
    cached: false,
    error: undefined,
    told: false,
    rest: "",
    log: [],
    omitted: 0,
  };
}

/** Takes what one event says of a step. Every event is the whole truth at its time: a time that it lacks is taken back. */
export function readVertex(vertex: Vertex, value: Readonly<Record<string, unknown>>, now: number): void {
  if (typeof value["name"] === "string")
    vertex.name = (value["name"].split("\n")[0] ?? "").slice(0, longestName);
  vertex.started = time(value["started"]);
  vertex.completed = time(value["completed"]);
  if (vertex.started !== undefined) vertex.startedHere ??= now;
  vertex.cached = value["cached"] === true;
  vertex.error =
    typeof value["error"] === "string" && value["error"] !== ""
      ? value["error"].slice(0, longestError)
      : undefined;
}

/** Adds base64 output of a step. Of a line that a progress bar wrote over itself only the last state stays. */
export function addLog(vertex: Vertex, data: string): void {
  addLines(vertex, Buffer.from(data, "base64").toString("utf8"));
}

/** Adds output of a step as text that may begin and end within a line. */
export function addLines(vertex: Vertex, text: string): void {
  const lines = (vertex.rest + text).split("\n");
  vertex.rest = (lines.pop() ?? "").slice(-longestLine);
  for (const line of lines) keep(vertex, line);
}

function keep(vertex: Vertex, line: string): void {
  vertex.log.push((line.replace(/\r+$/, "").split("\r").at(-1) ?? "").slice(0, longestLine));
  if (vertex.log.length <= mostLines) return;
  vertex.log.shift();
  vertex.omitted += 1;
}

/** The step as it is told. */
export function toStep(vertex: Vertex): BuildStep {
  if (vertex.rest !== "") {
    keep(vertex, vertex.rest);
    vertex.rest = "";
  }
  const { started, completed } = vertex;
  return {
    name: vertex.name,
    internal: !/^\[[^\]]*\d+\/\d+\] /.test(vertex.name),
    cached: vertex.cached,
    seconds:
      vertex.cached || started === undefined || completed === undefined
        ? 0
        : Math.max(0, completed - started) / 1000,
    error: vertex.error,
    platform: /^\[(linux\/[a-z0-9]+(?:\/v\d+)?)(?:->\S+)? /.exec(vertex.name)?.[1],
    log: vertex.log,
    omitted: vertex.omitted,
  };
}

function time(value: unknown): number | undefined {
  const read = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(read) ? undefined : read;
}
