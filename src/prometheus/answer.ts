import { isRecord } from "../values/json-members.ts";
import { prometheusFaults } from "./faults.ts";
import { parseSampleValue } from "./sample-value.ts";

export type Labels = Readonly<Record<string, string>>;
/** A value at a time, in seconds since the epoch. */
export type Sample = { readonly at: number; readonly value: number };
export type InstantSeries = { readonly labels: Labels; readonly sample: Sample };
export type RangeSeries = { readonly labels: Labels; readonly samples: readonly Sample[] };

/**
 * What a query gave. `complete` is false when the server warned or called the answer partial (Thanos, VictoriaMetrics):
 * then series may be missing, and it is no evidence of anything.
 */
export type Answer<T> = {
  readonly value: T;
  readonly complete: boolean;
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
};

/** The `data` of a successful answer of the HTTP API v1, still unread. */
export type Envelope =
  | { readonly kind: "success"; readonly answer: Answer<unknown> }
  | { readonly kind: "error"; readonly type: string; readonly text: string };

const mostSeries = 100_000;
const mostPoints = 11_000;

/** Checks an answer's frame: status, data, warnings, infos, isPartial. Throws PROMETHEUS_ANSWER_INVALID. */
export function readEnvelope(text: string, where: string): Envelope {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    const kind = /^\s*</.test(text) ? "an HTML page" : "not JSON";
    throw prometheusFaults.fault("PROMETHEUS_ANSWER_INVALID", `The answer of ${where} is ${kind}`, {
      where,
      cause: error,
    });
  }
  if (!isRecord(body)) throw invalid(where, "is not an object");
  if (body["status"] === "error") {
    const type = body["errorType"];
    const message = body["error"];
    return {
      kind: "error",
      type: typeof type === "string" ? type.slice(0, 60) : "unknown",
      text: typeof message === "string" ? message.slice(0, 500) : "no reason given",
    };
  }
  if (body["status"] !== "success") throw invalid(where, "has no status");
  const warnings = texts(body["warnings"], where, "warnings");
  const partial = body["isPartial"];
  if (partial !== undefined && partial !== null && typeof partial !== "boolean")
    throw invalid(where, "has an isPartial that is no boolean");
  return {
    kind: "success",
    answer: {
      value: body["data"],
      complete: warnings.length === 0 && partial !== true,
      warnings: partial === true ? [...warnings, "the server calls its answer partial"] : warnings,
      infos: texts(body["infos"], where, "infos"),
    },
  };
}

/** The vector (or scalar, as one series without labels) of an instant query. */
export function readVector(data: unknown, where: string): InstantSeries[] {
  const { type, result } = readResult(data, where);
  if (type === "scalar") return [{ labels: {}, sample: readSample(result, where) }];
  if (type !== "vector")
    throw invalid(where, `has the result type ${String(type).slice(0, 40)}, not a vector`);
  return list(result, where).map((item) => {
    if (!isRecord(item)) throw invalid(where, "has a series that is no object");
    // A native histogram has no float sample: nothing here can read one, and leaving it out would look like no data.
    if (item["value"] === undefined)
      throw invalid(where, "has a native histogram where a number was asked for");
    return { labels: readLabels(item["metric"], where), sample: readSample(item["value"], where) };
  });
}

/** The matrix of a range query: times ascend, values are numbers. */
export function readMatrix(data: unknown, where: string): RangeSeries[] {
  const { type, result } = readResult(data, where);
  if (type !== "matrix")
    throw invalid(where, `has the result type ${String(type).slice(0, 40)}, not a matrix`);
  return list(result, where).map((item) => {
    if (!isRecord(item)) throw invalid(where, "has a series that is no object");
    const values = item["values"];
    if (values === undefined) throw invalid(where, "has a native histogram where numbers were asked for");
    if (!Array.isArray(values) || values.length > mostPoints) throw invalid(where, "has no list of values");
    const samples = values.map((value) => readSample(value, where));
    for (let index = 1; index < samples.length; index += 1)
      if ((samples[index]?.at ?? 0) <= (samples[index - 1]?.at ?? 0))
        throw invalid(where, "has times that do not ascend");
    return { labels: readLabels(item["metric"], where), samples };
  });
}

function readResult(data: unknown, where: string): { readonly type: unknown; readonly result: unknown } {
  if (!isRecord(data)) throw invalid(where, "has no data");
  return { type: data["resultType"], result: data["result"] };
}

function list(result: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(result)) throw invalid(where, "has no list of results");
  if (result.length > mostSeries) throw invalid(where, `has more than ${mostSeries} series`);
  return result;
}

function readLabels(value: unknown, where: string): Labels {
  if (!isRecord(value)) throw invalid(where, "has a series without labels");
  const labels: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, text] of Object.entries(value)) {
    if (typeof text !== "string" || text.length > 16_384) throw invalid(where, "has a label that is no text");
    labels[name] = text;
  }
  return labels;
}

function readSample(value: unknown, where: string): Sample {
  if (!Array.isArray(value) || value.length !== 2) throw invalid(where, "has a sample that is no pair");
  const [at, text] = value as readonly unknown[];
  if (typeof at !== "number" || !Number.isFinite(at)) throw invalid(where, "has a sample without a time");
  const number = typeof text === "string" ? parseSampleValue(text) : undefined;
  if (number === undefined) throw invalid(where, "has a sample value that is no number");
  return { at, value: number };
}

function texts(value: unknown, where: string, name: string): readonly string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string"))
    throw invalid(where, `has ${name} that are no texts`);
  return value.slice(0, 50).map((item: string) => item.slice(0, 500));
}

function invalid(where: string, what: string): Error {
  return prometheusFaults.fault("PROMETHEUS_ANSWER_INVALID", `The answer of ${where} ${what}`, { where });
}
