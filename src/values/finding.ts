/** Something that a check saw: what, where, why it matters and what mends it. An error fails the step; a warning does not. */
export type Finding = {
  readonly rule: string;
  readonly severity: "error" | "warning" | "notice";
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly next?: string;
};

/** True when at least one finding is an error. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === "error");
}
