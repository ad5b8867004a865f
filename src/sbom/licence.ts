import { createHash } from "node:crypto";
import { compareText } from "../values/text-order.ts";
import {
  type Terms,
  longestExpression,
  joined,
  looseExpression,
  nameTerms,
  written,
} from "./licence-expression.ts";

/** A licence that the SPDX list does not have, as the package says it. */
export type LicenceReference = {
  /** `LicenseRef-…`, the same for the same text. */
  readonly id: string;
  readonly text: string;
};

export type NormalisedLicence = {
  /** A valid SPDX 2.3 expression; undefined when the package says nothing. */
  readonly expression: string | undefined;
  /** Every LicenseRef in the expression, sorted by id. */
  readonly references: readonly LicenceReference[];
};

const nothing: ReadonlySet<string> = new Set([
  "",
  "noassertion",
  "none",
  "unknown",
  "n/a",
  "license",
  "other",
]);
const longestText = 65_536;
const longestReadable = 40;

/** One SPDX expression for all that a package says of its licences; they hold together (AND). Total: any text gives an expression. */
export function normaliseLicences(licences: readonly string[]): NormalisedLicence {
  const references = new Map<string, string>();
  const reference = (name: string): string => {
    const { id, text } = licenceReference(name);
    references.set(id, text);
    return id;
  };
  const said = licences
    .map((licence) => licence.trim())
    .filter((licence) => !nothing.has(licence.toLowerCase()));
  if (said.length === 0) return { expression: undefined, references: [] };
  const expression = written(
    joined(
      "AND",
      said.map((licence) => termsOf(licence, reference)),
    ),
  );
  const used = new Set(expression.match(/LicenseRef-[A-Za-z0-9.-]+/g));
  const kept = [...references].filter(([id]) => used.has(id)).map(([id, text]) => ({ id, text }));
  return { expression, references: kept.toSorted((a, b) => compareText(a.id, b.id)) };
}

function termsOf(licence: string, reference: (name: string) => string): Terms {
  if (licence.length > longestExpression) return { term: reference(licence) };
  // One name first: "GNU General Public License v2 or later (GPLv2+)" has words in it that join others.
  const single = nameTerms(licence.replaceAll(/\s+/g, " "), () => "");
  if (!("term" in single) || single.term !== "") return single;
  return looseExpression(licence, reference) ?? { term: reference(licence) };
}

/** The reference of a text that is no SPDX licence. Its id is readable where the text is a short name, and made unique by a hash where letters are lost. */
export function licenceReference(text: string): LicenceReference {
  const kept = text.toWellFormed().slice(0, longestText).toWellFormed();
  // A package's own reference: whoever knows its text knows it by this id.
  if (/^LicenseRef-[A-Za-z0-9.-]{1,100}$/.test(kept)) return { id: kept, text: kept };
  const readable = kept
    .slice(0, longestReadable)
    .replaceAll(/[^A-Za-z0-9.]+/g, "-")
    .replaceAll(/^[-.]+|[-.]+$/g, "");
  if (readable === kept) return { id: `LicenseRef-${kept}`, text: kept };
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
  return { id: `LicenseRef-${readable === "" ? "" : `${readable}-`}${hash}`, text: kept };
}
