import type { Finding } from "../values/finding.ts";
import { recordOf, textOf, textsOf } from "../values/json-members.ts";
import { scanFaults } from "./scan-faults.ts";

/** One statement of an OpenVEX document, as far as it can take a finding away. */
export type VexStatement = {
  /** The vulnerability's name and aliases. */
  readonly names: readonly string[];
  /** Identifiers of products; none means that the statement is about whatever the document is used for. */
  readonly products: readonly { readonly id: string; readonly subcomponents: readonly string[] }[];
  readonly status: "not_affected" | "affected" | "fixed" | "under_investigation";
  readonly reason: string;
  /** Milliseconds since 1970 of the statement or its document; 0 when neither says. */
  readonly time: number;
};

const statuses = ["not_affected", "affected", "fixed", "under_investigation"] as const;
const mostStatements = 10_000;

/** Reads an OpenVEX document (v0.2.0). Throws VEX_INVALID: a statement that cannot be understood must not be passed over. */
export function readVex(bytes: Uint8Array, where: string): readonly VexStatement[] {
  const refuse = (why: string) => scanFaults.fault("VEX_INVALID", `${where} ${why}`, { where });
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    throw refuse("is not JSON");
  }
  const document = recordOf(value);
  if (!textOf(document["@context"]).startsWith("https://openvex.dev/ns")) throw refuse("is not OpenVEX");
  const statements = document["statements"];
  if (!Array.isArray(statements) || statements.length > mostStatements)
    throw refuse("has no list of statements, or too long a one");
  const time = timeOf(document) ?? 0;
  return statements.map((one: unknown, index) =>
    readStatement(recordOf(one), time, (why) => refuse(`statement ${index + 1} ${why}`)),
  );
}

function readStatement(
  statement: Readonly<Record<string, unknown>>,
  documentTime: number,
  refuse: (why: string) => Error,
): VexStatement {
  const vulnerability = statement["vulnerability"];
  const named = typeof vulnerability === "string" ? { name: vulnerability } : recordOf(vulnerability);
  const names = [textOf(named["name"]), ...textsOf(recordOf(named)["aliases"])].filter((name) => name !== "");
  if (names.length === 0) throw refuse("names no vulnerability");
  const status = statuses.find((one) => one === statement["status"]);
  if (status === undefined) throw refuse(`has a status that is none of ${statuses.join(", ")}`);
  const justification = textOf(statement["justification"]);
  const impact = textOf(statement["impact_statement"]);
  if (status === "not_affected" && justification === "" && impact === "")
    throw refuse("says not_affected without a justification or impact_statement");
  const products = statement["products"] ?? [];
  if (!Array.isArray(products)) throw refuse("has products that are no list");
  return {
    names,
    status,
    time: timeOf(statement) ?? documentTime,
    reason: [status, justification, impact].filter((part) => part !== "").join(": "),
    products: products.map((product: unknown) => {
      const id = idOf(product);
      if (id === "") throw refuse("has a product without @id");
      const parts = recordOf(product)["subcomponents"];
      return { id, subcomponents: Array.isArray(parts) ? parts.map(idOf).filter((part) => part !== "") : [] };
    }),
  };
}

function timeOf(dated: Readonly<Record<string, unknown>>): number | undefined {
  const times = [dated["timestamp"], dated["last_updated"]].map((value) => Date.parse(textOf(value)));
  const known = times.filter((time) => Number.isFinite(time));
  return known.length === 0 ? undefined : Math.max(...known);
}

function idOf(product: unknown): string {
  if (typeof product === "string") return product;
  const fields = recordOf(product);
  return textOf(fields["@id"]) || textOf(recordOf(fields["identifiers"])["purl"]);
}

export type VexResult = {
  readonly kept: readonly Finding[];
  readonly suppressed: readonly { readonly finding: Finding; readonly reason: string }[];
};

/**
 * Takes away what a statement with the status not_affected or fixed is about. A statement with products counts only when this image
 * (by the name of its repository in a pkg:oci purl) is one of them; with subcomponents, only when the finding names one.
 */
export function applyVex(
  findings: readonly Finding[],
  statements: readonly VexStatement[],
  repository: string,
): VexResult {
  const kept: Finding[] = [];
  const suppressed: { finding: Finding; reason: string }[] = [];
  for (const finding of findings) {
    const about = statements.filter((one) => names(one, finding) && concerns(one, finding, repository));
    const latest = Math.max(...about.map(({ time }) => time));
    const holding = about.filter(({ time }) => time === latest);
    const statement = holding.find((one) => !clears(one)) ?? holding[0];
    if (statement === undefined || !clears(statement)) kept.push(finding);
    else suppressed.push({ finding, reason: `VEX ${statement.reason}` });
  }
  return { kept, suppressed };
}

function clears({ status }: VexStatement): boolean {
  return status === "not_affected" || status === "fixed";
}

/** Scanners write `CVE-2024-1` or `CVE-2024-1-openssl` as the rule. */
function names(statement: VexStatement, finding: Finding): boolean {
  return statement.names.some((name) => finding.rule === name || finding.rule.startsWith(`${name}-`));
}

function concerns({ products }: VexStatement, finding: Finding, repository: string): boolean {
  if (products.length === 0) return true;
  return products.some(
    ({ id, subcomponents }) =>
      isImage(id, repository) &&
      (subcomponents.length === 0 || subcomponents.some((part) => mentions(finding, part))),
  );
}

function isImage(purl: string, repository: string): boolean {
  const match = /^pkg:oci\/([^@?#]+)(?:@[^?#]*)?(?:\?([^#]*))?$/.exec(purl);
  if (match?.[1] === undefined) return false;
  const url = new URLSearchParams(match[2] ?? "").get("repository_url");
  if (url !== null) return url.toLowerCase() === repository.toLowerCase();
  return unescaped(match[1]).toLowerCase() === repository.split("/").at(-1)?.toLowerCase();
}

function unescaped(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function mentions(finding: Finding, purl: string): boolean {
  const name = /^pkg:[^/]+\/(?:[^@?#]*\/)?([^@?#/]+)/.exec(purl.slice(0, 2000))?.[1];
  if (name === undefined) return false;
  const words = `${finding.rule} ${finding.message}`.split(/[^\w.+-]+/);
  return words.includes(name) || finding.rule.endsWith(`-${name}`);
}
