import type { FactsOf, Image, Interest, LayerVisitor } from "../layers/visitor.ts";
import type { Finding } from "../values/finding.ts";
import { compareText } from "../values/text-order.ts";
import { judgeConfig } from "./hygiene-config.ts";
import { judgePermissions } from "./hygiene-permissions.ts";
import { type SecretHit, findSecrets } from "./secrets.ts";

const largestScanned = 1024 ** 2;
const binaryMagic = [
  "\x7fELF",
  "\x1f\x8b",
  "PK\x03\x04",
  "\x28\xb5\x2f\xfd",
  "\x89PNG",
  "\xff\xd8\xff",
  "!<arch>",
];

/**
 * Rules P5040 to P5057: secrets in any layer, in the environment and in the history; the rights of files; the user and the
 * health check. No finding and no fact holds a secret.
 */
export function createHygiene(): LayerVisitor<readonly SecretHit[], readonly Finding[]> {
  return {
    id: "hygiene/1",
    wants: ({ size }, head) => interestIn(size, head),
    read: ({ path }, content) => {
      const bytes = content.read(0, Math.min(content.size, largestScanned));
      const hits = findSecrets(path, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      return hits.length === 0 ? undefined : hits;
    },
    combine: (image, facts) => [
      ...secretFindings(image, facts),
      ...judgeConfig(image.config),
      ...judgePermissions(image),
    ],
  };
}

/** Text of at most 1 MiB is read whole, of a larger file its start; programs and archives not at all. */
function interestIn(size: number, head: Uint8Array): Interest {
  if (size < 16) return "skip";
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 512));
  if (binaryMagic.some((magic) => start.subarray(0, magic.length).equals(Buffer.from(magic, "latin1"))))
    return "skip";
  // Text has no NUL; the few binary key stores that have some cannot be told by their form.
  if (start.includes(0)) return "skip";
  return size <= largestScanned ? "whole" : "head";
}

function secretFindings(image: Image, facts: FactsOf<readonly SecretHit[]>): readonly Finding[] {
  const findings: Finding[] = [];
  for (const [index, { digest }] of image.layers.entries()) {
    for (const [{ path }, hits] of facts.inLayer(index)) {
      const hidden = image.tree.get(path)?.layer !== index;
      for (const { rule, kind, line, hint } of hits)
        findings.push({
          rule,
          severity: "error",
          message: `/${path} line ${line} holds ${article(kind)} ${kind}${hint === "" ? "" : ` (${hint})`}${
            hidden ? ", in a layer below: it is deleted or replaced later, but still part of the image" : ""
          }`,
          file: path,
          line,
          layer: digest,
          next: "give it to the build as a secret mount (RUN --mount=type=secret), not as a file or argument, and revoke this one: it must count as known",
        });
    }
  }
  return findings.toSorted((left, right) => compareText(left.rule, right.rule));
}

function article(kind: string): string {
  return /^[aeiouAEIOU]/.test(kind) ? "an" : "a";
}
