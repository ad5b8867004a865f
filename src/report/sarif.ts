import { createHash } from "node:crypto";
import type { Finding } from "../values/finding.ts";

/** What a rule is called and why it is there. */
export type RuleText = {
  readonly id: string;
  readonly title: string;
  readonly why: string;
};

export type SarifInput = {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly { readonly finding: Finding; readonly reason: string }[];
  readonly rules: readonly RuleText[];
  readonly version: string;
  /**
   * A file of the repository that findings about files in the image are shown on, such as the Dockerfile: code scanning has no other
   * place for them. The path in the image is the logical location.
   */
  readonly anchor: string;
};

const levels = { error: "error", warning: "warning", notice: "note" } as const;
const mostResults = 5000;

/** Findings as SARIF 2.1.0 (OASIS) for GitHub code scanning. The same findings give the same bytes; fingerprints stay when digests change. */
export function toSarif(input: SarifInput): string {
  const all = [...input.findings.map((finding) => ({ finding, reason: undefined })), ...input.suppressed];
  const used = [...new Set(all.map(({ finding }) => finding.rule))].sort();
  const known = new Map(input.rules.map((rule) => [rule.id, rule]));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "pi5 build-arm64",
            version: input.version,
            informationUri: "https://github.com/pi5-fleet/pi5-fleet-actions",
            rules: used.map((id) => describeRule(id, known.get(id))),
          },
        },
        results: fingerprinted(all.slice(0, mostResults)).map(({ finding, reason, print }) =>
          result(finding, { reason, print, ruleIndex: used.indexOf(finding.rule), anchor: input.anchor }),
        ),
        columnKind: "utf16CodeUnits",
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function describeRule(id: string, rule: RuleText | undefined): object {
  if (rule === undefined) return { id, shortDescription: { text: id } };
  return {
    id,
    name: rule.title,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    help: { text: rule.why, markdown: rule.why },
    helpUri: "https://github.com/pi5-fleet/pi5-fleet-actions/blob/main/docs/lint-rules.md",
  };
}

type Shown = {
  readonly reason: string | undefined;
  readonly print: string;
  readonly ruleIndex: number;
  readonly anchor: string;
};

function result(finding: Finding, { reason, print, ruleIndex, anchor }: Shown): object {
  const inImage = finding.layer !== undefined;
  const uri = inImage || finding.file === undefined ? anchor : finding.file;
  const next = finding.next === undefined ? "" : ` Next: ${finding.next}`;
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: levels[finding.severity],
    message: { text: plain(`${finding.message}${next}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeUri(uri) },
          // A line of a file in the image is no line of the Dockerfile.
          region: { startLine: inImage ? 1 : (finding.line ?? 1) },
        },
        ...(inImage && finding.file !== undefined
          ? {
              logicalLocations: [
                { fullyQualifiedName: `/${finding.file.replace(/^\//, "")}`, kind: "resource" },
              ],
            }
          : {}),
      },
    ],
    // Code scanning tells alerts apart by the second alone, which it would else make from the line: the same for all of an image.
    partialFingerprints: { "pi5/v1": print, primaryLocationLineHash: `${print.slice(0, 16)}:1` },
    ...(finding.layer === undefined ? {} : { properties: { layer: finding.layer } }),
    ...(reason === undefined
      ? {}
      : { suppressions: [{ kind: "external", status: "accepted", justification: reason }] }),
  };
}

type Listed = { readonly finding: Finding; readonly reason: string | undefined };

/** Rule and place, not the text: a message names digests and versions that change. Several at one place are counted. */
function fingerprinted(list: readonly Listed[]): readonly (Listed & { readonly print: string })[] {
  const counts = new Map<string, number>();
  return list.map((one) => {
    const { rule, file, line } = one.finding;
    const place = JSON.stringify([rule, file ?? "", line ?? 0]);
    const count = counts.get(place) ?? 0;
    counts.set(place, count + 1);
    const text = count === 0 ? place : `${place} ${count}`;
    return { ...one, print: createHash("sha256").update(text).digest("hex").slice(0, 32) };
  });
}

/** `[text](target)` in a message is a link in SARIF: a path from an image must not make one. */
function plain(text: string): string {
  return text.replaceAll("](", "] (");
}

function encodeUri(path: string): string {
  return path
    .replace(/^\/+/, "")
    .split("/")
    .map((part) => encodeURIComponent(part))
    .join("/");
}
