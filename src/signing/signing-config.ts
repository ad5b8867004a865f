import { isLoopback } from "../io/http.ts";
import { isRecord } from "../values/json-members.ts";
import { signingFaults } from "./faults.ts";

/** The services of one Sigstore instance that are used now, out of a signing config v0.2. */
export type SigningServices = {
  readonly certificateAuthority: string | undefined;
  /** Logs with Rekor's first API: the only one whose entries every stock cosign can read. */
  readonly logs: readonly string[];
  readonly timestampAuthorities: readonly string[];
};

type Service = {
  readonly url: string;
  readonly majorApiVersion: number;
  readonly operator: string;
  readonly start: number;
};

const mediaType = "application/vnd.dev.sigstore.signingconfig.v0.2+json";
const limit = 1_048_576;

/**
 * Selects services by the rules of the signing config: valid now, newest first, one for ANY, `count` operators for EXACT,
 * every operator for ALL. Throws SIGNING_CONFIG_INVALID, or SIGNING_SERVICE_MISSING when only a newer log API is offered.
 */
export function selectServices(bytes: Uint8Array, now: Date): SigningServices {
  const config = parse(bytes);
  const logs = services(config, "rekorTlogUrls", now);
  const usable = logs.filter((log) => log.majorApiVersion === 1);
  if (logs.length > 0 && usable.length === 0)
    throw signingFaults.fault(
      "SIGNING_SERVICE_MISSING",
      "the signing config names only logs of Rekor's second API, whose entries cosign 2.x cannot read",
      { where: "signing-config", next: "use a signing config that names a log with majorApiVersion 1" },
    );
  const authority = services(config, "caUrls", now).find((ca) => ca.majorApiVersion === 1);
  const timestamps = services(config, "tsaUrls", now).filter((tsa) => tsa.majorApiVersion === 1);
  return {
    certificateAuthority: authority?.url,
    logs: pick(usable, config["rekorTlogConfig"], "rekorTlogConfig"),
    timestampAuthorities: pick(timestamps, config["tsaConfig"], "tsaConfig"),
  };
}

function invalid(why: string): Error {
  return signingFaults.fault("SIGNING_CONFIG_INVALID", `the signing config ${why}`, {
    where: "signing-config",
  });
}

function parse(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  if (bytes.length > limit) throw invalid(`is larger than ${limit} bytes`);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw invalid("is not JSON");
  }
  if (!isRecord(value) || value["mediaType"] !== mediaType) throw invalid(`is not a ${mediaType}`);
  return value;
}

function services(config: Readonly<Record<string, unknown>>, member: string, now: Date): readonly Service[] {
  const list = config[member] ?? [];
  if (!Array.isArray(list) || list.length > 100) throw invalid(`has no list at ${member}`);
  return (list as readonly unknown[])
    .map((item, index) => readService(item, `${member}[${index}]`, now))
    .filter((service) => service !== undefined)
    .sort((left, right) => right.start - left.start);
}

function readService(item: unknown, path: string, now: Date): Service | undefined {
  if (!isRecord(item) || typeof item["url"] !== "string" || !URL.canParse(item["url"]))
    throw invalid(`has no URL at ${path}`);
  const url = new URL(item["url"]);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname)))
    throw invalid(`names ${url.host} at ${path} without https`);
  if (url.username !== "" || url.password !== "") throw invalid(`holds a user or password at ${path}`);
  const valid = isRecord(item["validFor"]) ? item["validFor"] : {};
  const start = timeOf(valid["start"], Number.NEGATIVE_INFINITY, path);
  if (start > now.getTime() || timeOf(valid["end"], Number.POSITIVE_INFINITY, path) <= now.getTime())
    return undefined;
  return {
    url: item["url"].replace(/\/+$/, ""),
    majorApiVersion: typeof item["majorApiVersion"] === "number" ? item["majorApiVersion"] : 0,
    operator: typeof item["operator"] === "string" ? item["operator"] : "",
    start: Number.isFinite(start) ? start : 0,
  };
}

function timeOf(value: unknown, absent: number, path: string): number {
  if (value === undefined) return absent;
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw invalid(`has no time at ${path}.validFor`);
  return time;
}

function pick(candidates: readonly Service[], config: unknown, path: string): readonly string[] {
  if (candidates.length === 0) return [];
  const selector = isRecord(config) ? (config["selector"] ?? "ANY") : "ANY";
  if (selector === "ANY") return candidates.slice(0, 1).map((service) => service.url);
  const operators = new Map<string, string>();
  for (const service of candidates)
    if (!operators.has(service.operator)) operators.set(service.operator, service.url);
  if (selector === "ALL") return [...operators.values()];
  const count = isRecord(config) ? config["count"] : undefined;
  if (selector !== "EXACT" || typeof count !== "number" || !Number.isInteger(count) || count < 1)
    throw invalid(`has no selector that is known at ${path}`);
  if (operators.size < count)
    throw signingFaults.fault(
      "SIGNING_SERVICE_MISSING",
      `the signing config asks for ${count} services at ${path} and offers ${operators.size}`,
      { where: "signing-config" },
    );
  return [...operators.values()].slice(0, count);
}
