/** Something that a check saw: what, where, why it matters and what mends it. An error fails the step; a warning does not. */
export type Finding = {
  readonly rule: string;
  readonly severity: "error" | "warning" | "notice";
  /** What is wrong and why that breaks, in one sentence. */
  readonly message: string;
  /** A file of the user's repository, or the path of a file in the image when `layer` is set. */
  readonly file?: string;
  readonly line?: number;
  /** Digest of the image layer that holds `file`. */
  readonly layer?: string;
  readonly next?: string;
};

/** True when at least one finding is an error. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === "error");
}
