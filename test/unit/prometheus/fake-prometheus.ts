import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import type { Clock } from "../../../src/io/clock.ts";
import { createHttp } from "../../../src/io/http.ts";
import { type Prometheus, type PrometheusOptions, createPrometheus } from "../../../src/prometheus/client.ts";

export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly form: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
};
export type Reply = {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Record<string, string>;
};
export type Answerer = (asked: Asked, response: ServerResponse) => Reply | "handled";

/** A successful answer of the HTTP API. */
export function success(data: unknown, more: Record<string, unknown> = {}): Reply {
  return { body: JSON.stringify({ status: "success", data, ...more }) };
}

export function vector(...values: readonly (readonly [Record<string, string>, string])[]): Reply {
  return success({
    resultType: "vector",
    result: values.map(([metric, value]) => ({ metric, value: [1000, value] })),
  });
}

/** A clock that only moves when somebody sleeps. */
export function manualClock(start = 1_000_000): Clock & { readonly slept: number[] } {
  let now = start;
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(now),
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
}

/** A real HTTP server on a free port that answers as told, with a client for it. */
export async function fakePrometheus(
  t: TestContext,
  answer: Answerer,
  options: Partial<PrometheusOptions> & { readonly path?: string } = {},
): Promise<{ readonly client: Prometheus; readonly asked: Asked[]; readonly url: string }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", "http://x");
      const one: Asked = {
        method: request.method ?? "",
        path: url.pathname,
        form:
          request.method === "POST"
            ? new URLSearchParams(Buffer.concat(chunks).toString())
            : url.searchParams,
        headers: request.headers,
      };
      asked.push(one);
      const reply = answer(one, response);
      if (reply === "handled") return;
      response.writeHead(reply.status ?? 200, { "content-type": "application/json", ...reply.headers });
      response.end(reply.body ?? "");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const http = createHttp({ environment: {} });
  t.after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await http.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${options.path ?? ""}`;
  const client = createPrometheus({
    baseUrl: new URL(url),
    http,
    clock: manualClock(),
    random: () => 0.5,
    ...options,
  });
  return { client, asked, url };
}
