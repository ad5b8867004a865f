import type { Image, LayerVisitor } from "../layers/visitor.ts";
import type { Finding } from "../values/finding.ts";
import type { Profile } from "../values/profile.ts";
import { compareText } from "../values/text-order.ts";
import { type BinaryFact, readBinary, wantsBinary } from "./binary-facts.ts";
import { surveyImage } from "./reachability.ts";
import type { Rule, RuleEntry, Verdict } from "./rule.ts";
import { interpreter, mixedLibc, neededLibrary, symbolVersion } from "./rules/loader.ts";
import { architecture, arm32 } from "./rules/machine.ts";
import { pageAlignment, weakAlignment } from "./rules/pages.ts";
import { goLevel, jemalloc, jemallocUnknown, pointerAuthentication } from "./rules/processor.ts";
import { startable } from "./rules/starting.ts";
import { kernelVersion, knownBadVersion } from "./rules/versions.ts";

const rules: readonly Rule[] = [
  architecture,
  pageAlignment,
  weakAlignment,
  jemalloc,
  jemallocUnknown,
  interpreter,
  neededLibrary,
  symbolVersion,
  mixedLibc,
  pointerAuthentication,
  goLevel,
  knownBadVersion,
  arm32,
  kernelVersion,
  startable,
];

/** Every rule about binaries, by id: the source of the table in the documentation. */
export const lintRules: readonly RuleEntry[] = rules.map(({ id, title, severity, why }) => ({
  id,
  title,
  severity,
  why,
}));

/** Judges every binary and script of an image for a device: findings by rule, gravest first, then by file. */
export function createLint(options: {
  readonly profile: Profile;
}): LayerVisitor<BinaryFact, readonly Finding[]> {
  return {
    // A change to what is extracted or to how it is extracted changes the number.
    id: "binaries 2",
    wants: wantsBinary,
    read: readBinary,
    combine: (image, facts) => {
      const scene = surveyImage(image, facts);
      return rules.flatMap((rule) =>
        rule
          .check(scene, options.profile)
          .map((verdict) => findingOf(image, rule.id, verdict))
          .toSorted(bySeverity),
      );
    },
  };
}

const mostPerRule = 10;

/**
 * The first findings of each rule, gravest first, and one more that counts the rest: a report stays readable when a whole
 * distribution is wrong. Judge with hasErrors before or after: an error is never cut away altogether.
 */
export function boundFindings(findings: readonly Finding[], most: number = mostPerRule): readonly Finding[] {
  const byRule = Map.groupBy(findings, (finding) => finding.rule);
  return [...byRule.values()].flatMap((group) => {
    const sorted = group.toSorted(bySeverity);
    const rest = sorted.slice(most);
    const [first] = rest;
    if (first === undefined || rest.length === 1) return sorted;
    return [...sorted.slice(0, most), restOf(first, rest)];
  });
}

function restOf(first: Finding, rest: readonly Finding[]): Finding {
  const files = [
    ...new Set(rest.flatMap((finding) => (finding.file === undefined ? [] : [`/${finding.file}`]))),
  ];
  const named = files.length === 0 ? "" : `: ${files.slice(0, 5).join(", ")}${files.length > 5 ? ", …" : ""}`;
  return {
    rule: first.rule,
    severity: first.severity,
    message: `and ${rest.length} more${named}`,
    ...(first.next === undefined ? {} : { next: first.next }),
  };
}

const ranks = { error: 0, warning: 1, notice: 2 } as const;

function bySeverity(left: Finding, right: Finding): number {
  const rank = ranks[left.severity] - ranks[right.severity];
  if (rank !== 0) return rank;
  return compareText(`${left.file ?? ""}\0${left.message}`, `${right.file ?? ""}\0${right.message}`);
}

function findingOf(image: Image, rule: string, { severity, message, next, node }: Verdict): Finding {
  const origin = node?.content ?? node;
  const layer = origin === undefined ? undefined : image.layers[origin.layer]?.digest;
  return {
    rule,
    severity,
    message,
    next,
    ...(node === undefined ? {} : { file: node.path }),
    ...(layer === undefined ? {} : { layer }),
  };
}
