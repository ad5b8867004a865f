import { containPath, readBounded } from "../../io/files.ts";
import type { Ports } from "../../io/ports.ts";
import { type Prometheus, createPrometheus } from "../../prometheus/client.ts";
import type { GateInput } from "./inputs.ts";

type Needed = Pick<Ports, "http" | "httpFor" | "secrets" | "workspace" | "clock" | "random">;

/** Opens Prometheus as the inputs describe it: credentials in headers only, a private CA, plain http when it is asked for. */
export async function openPrometheus(input: GateInput, ports: Needed): Promise<Prometheus> {
  const baseUrl = input["prometheus-url"];
  const ca = input["prometheus-ca"];
  const plain = input["prometheus-plain-http"] && baseUrl.protocol === "http:";
  const http =
    ca === undefined && !plain
      ? ports.http
      : ports.httpFor({
          ...(ca === undefined
            ? {}
            : {
                authorities: [
                  (await readBounded(await containPath(ports.workspace, ca), 1_048_576)).toString(),
                ],
              }),
          ...(plain ? { insecureHosts: [baseUrl.host] } : {}),
        });
  return createPrometheus({
    baseUrl,
    http,
    headers: headersOf(input, ports),
    clock: ports.clock,
    random: ports.random,
  });
}

function headersOf(input: GateInput, ports: Pick<Needed, "secrets">): Record<string, string> {
  const token = input["prometheus-token"];
  const user = input["prometheus-user"];
  const headers: Record<string, string> = {};
  if (input["prometheus-tenant"] !== undefined) headers["x-scope-orgid"] = input["prometheus-tenant"];
  if (token === undefined) return headers;
  ports.secrets.add(token);
  if (user === undefined) return { ...headers, authorization: `Bearer ${token}` };
  const basic = Buffer.from(`${user}:${token}`).toString("base64");
  ports.secrets.add(basic);
  return { ...headers, authorization: `Basic ${basic}` };
}
