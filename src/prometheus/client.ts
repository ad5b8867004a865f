import { type Clock, systemClock } from "../io/clock.ts";
import type { Http, HttpResponse } from "../io/http.ts";
import { retryAfterMs } from "../io/retry.ts";
import { isFault } from "../values/fault.ts";
import {
  type Answer,
  type InstantSeries,
  type RangeSeries,
  readEnvelope,
  readMatrix,
  readVector,
} from "./answer.ts";
import { prometheusFaults } from "./faults.ts";

export type RangeOptions = {
  /** Seconds since the epoch; both ends are included. */
  readonly from: number;
  readonly to: number;
  /** Seconds. */
  readonly step: number;
  /** How old a sample may be and still count, in seconds; servers that do not know the parameter use theirs. */
  readonly lookback?: number;
};

/** The Prometheus HTTP API v1, as Prometheus, Thanos, Mimir and VictoriaMetrics speak it. */
export type Prometheus = {
  /** An instant query, at the server's own time unless told. */
  readonly query: (expression: string, at?: number) => Promise<Answer<readonly InstantSeries[]>>;
  readonly queryRange: (expression: string, range: RangeOptions) => Promise<Answer<readonly RangeSeries[]>>;
  /** The server's clock, in seconds since the epoch. */
  readonly serverTime: () => Promise<number>;
};

export type PrometheusOptions = {
  readonly baseUrl: URL;
  readonly http: Http;
  /** Such as authorization or X-Scope-OrgID. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  /** Uniform in [0, 1), for jitter. */
  readonly random?: () => number;
  /** How long network faults and busy answers are retried, in all. */
  readonly patienceMs?: number;
  /** How long one request may be silent. */
  readonly timeoutMs?: number;
  /** Most bytes of one answer. */
  readonly answerLimit?: number;
};

const pointLimit = 11_000;

/**
 * A client that never takes a fault for an empty answer. Network faults, 408, 429, 502, 503 and 504 are retried for about a
 * minute (PROMETHEUS_UNREACHABLE); refusals are not. Partial answers are asked not to be given, and are marked when they are.
 */
export function createPrometheus(options: PrometheusOptions): Prometheus {
  const ask = createAsk(options);
  const query: Prometheus["query"] = async (expression, at) => {
    const answer = await ask("query", {
      query: expression,
      ...(at === undefined ? {} : { time: String(at) }),
    });
    return { ...answer, value: readVector(answer.value, "query") };
  };
  return {
    query,
    queryRange: async (expression, { from, to, step, lookback }) => {
      const points = Math.floor((to - from) / step) + 1;
      if (!(step > 0) || !(points >= 1) || points > pointLimit)
        throw prometheusFaults.fault(
          "PROMETHEUS_RANGE_TOO_LONG",
          `A range of ${to - from} s in steps of ${step} s has ${points} points; 1 to ${pointLimit} are accepted`,
        );
      const answer = await ask("query_range", {
        query: expression,
        start: String(from),
        end: String(to),
        step: String(step),
        ...(lookback === undefined ? {} : { lookback_delta: String(lookback) }),
      });
      return { ...answer, value: readMatrix(answer.value, "query_range") };
    },
    serverTime: async () => {
      const { value } = await query("time()");
      const at = value[0]?.sample.value;
      if (at === undefined || !Number.isFinite(at))
        throw prometheusFaults.fault("PROMETHEUS_ANSWER_INVALID", "The server does not tell its time");
      return at;
    },
  };
}

type Ask = (path: string, parameters: Readonly<Record<string, string>>) => Promise<Answer<unknown>>;
type Turn =
  | { readonly kind: "answer"; readonly answer: Answer<unknown> }
  | {
      readonly kind: "again";
      readonly why: string;
      readonly cause?: unknown;
      readonly waitMs?: number | undefined;
    };

function createAsk(options: PrometheusOptions): Ask {
  const { clock = systemClock, random = Math.random, patienceMs = 60_000, timeoutMs = 30_000 } = options;
  const where = options.baseUrl.host;
  let method: "POST" | "GET" = "POST";

  async function send(path: string, parameters: Readonly<Record<string, string>>): Promise<HttpResponse> {
    const url = new URL(options.baseUrl);
    url.pathname = `${url.pathname.replace(/\/+$/, "")}/api/v1/${path}`;
    // Thanos and VictoriaMetrics answer with what they have unless told otherwise; Prometheus passes over these two.
    const form = new URLSearchParams({
      ...parameters,
      timeout: `${Math.max(1, Math.floor(timeoutMs / 1000) - 1)}s`,
      partial_response: "false",
      deny_partial_response: "1",
    });
    if (method === "GET") for (const [name, value] of form) url.searchParams.set(name, value);
    return options.http.send({
      method,
      url,
      headers: {
        ...options.headers,
        accept: "application/json",
        ...(method === "POST" ? { "content-type": "application/x-www-form-urlencoded" } : {}),
      },
      ...(method === "POST" ? { body: form.toString() } : {}),
      timeoutMs,
    });
  }

  async function turn(path: string, parameters: Readonly<Record<string, string>>): Promise<Turn> {
    try {
      let response = await send(path, parameters);
      if (method === "POST" && (response.status === 403 || response.status === 405)) {
        await response.discard();
        // Some proxies let only GET through; from then on this client speaks GET.
        method = "GET";
        response = await send(path, parameters);
      }
      return await readTurn(response, path);
    } catch (error) {
      if (isFault(error, "HTTP_FAILED", "HTTP_TIMEOUT"))
        return { kind: "again", why: error.message, cause: error };
      if (isFault(error, "HTTP_BODY_TOO_LARGE"))
        throw prometheusFaults.fault("PROMETHEUS_ANSWER_INVALID", error.message, { where, cause: error });
      throw error;
    }
  }

  async function readTurn(response: HttpResponse, path: string): Promise<Turn> {
    const { status } = response;
    if (status === 408 || status === 429 || (status >= 502 && status <= 504)) {
      await response.discard();
      return {
        kind: "again",
        why: `${where} answered ${status}`,
        waitMs: retryAfterMs(response.header("retry-after"), clock.now()),
      };
    }
    if (status === 401 || status === 403) {
      await response.discard();
      throw prometheusFaults.fault("PROMETHEUS_DENIED", `${where} answered ${status}`, { where });
    }
    if (status === 404 || (status >= 300 && status < 400)) {
      await response.discard();
      throw prometheusFaults.fault(
        "PROMETHEUS_ADDRESS_WRONG",
        `${where} answered ${status} for ${new URL(response.url).pathname}`,
        { where },
      );
    }
    const text = await response.text(options.answerLimit ?? 67_108_864);
    if (status === 400 || status === 422) throw refused(text, status);
    if (status < 200 || status >= 300)
      throw prometheusFaults.fault("PROMETHEUS_UNREACHABLE", `${where} answered ${status}`, { where });
    const envelope = readEnvelope(text, path);
    if (envelope.kind === "success") return { kind: "answer", answer: envelope.answer };
    if (/^(?:timeout|canceled|unavailable|internal|not_ready)$/.test(envelope.type))
      return { kind: "again", why: `${where}: ${envelope.text}` };
    throw refused(text, status);
  }

  function refused(text: string, status: number): Error {
    let why = `status ${status}`;
    try {
      const envelope = readEnvelope(text, where);
      if (envelope.kind === "error") why = `${envelope.type}: ${envelope.text}`;
    } catch {
      // A proxy's page says no more than the status does.
    }
    return prometheusFaults.fault("PROMETHEUS_QUERY_REFUSED", `${where} refused a query: ${why}`, { where });
  }

  return async (path, parameters) => {
    const until = clock.now().getTime() + patienceMs;
    for (let delay = 500; ; delay = Math.min(delay * 2, 10_000)) {
      const result = await turn(path, parameters);
      if (result.kind === "answer") return result.answer;
      const wait = Math.max(result.waitMs ?? 0, Math.ceil(delay * (0.5 + random() / 2)));
      if (clock.now().getTime() + wait > until)
        throw prometheusFaults.fault("PROMETHEUS_UNREACHABLE", result.why, { where, cause: result.cause });
      await clock.sleep(wait);
    }
  };
}
