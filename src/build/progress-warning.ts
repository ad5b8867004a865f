import type { Finding } from "../values/finding.ts";
import { recordOf, recordsOf, textOf } from "../values/json-members.ts";

/** A build check's warning, as BuildKit sends it (pb.Warning): texts are in base64. */
export type BuildWarning = {
  readonly rule: string;
  readonly message: string;
  readonly detail: string;
  readonly url: string;
  readonly line: number | undefined;
};

/** Reads a warning of the progress stream or of the metadata file; what is missing is empty. */
export function parseWarning(value: Readonly<Record<string, unknown>>): BuildWarning {
  const short = decode(value["short"]);
  const [, rule, message] = /^([A-Za-z0-9]+): (.*)$/s.exec(short) ?? [undefined, "DockerfileWarning", short];
  const detail = Array.isArray(value["detail"]) ? decode(value["detail"][0]) : "";
  return {
    rule: rule ?? "DockerfileWarning",
    message: (message ?? short).replace(/ \(line \d+\)$/, "").slice(0, 1000),
    detail: detail.slice(0, 1000),
    url: typeof value["url"] === "string" ? value["url"].slice(0, 300) : "",
    line: firstLine(value["range"]),
  };
}

/** A warning as a finding on the Dockerfile. */
export function warningFinding(warning: BuildWarning, shownFile: string): Finding {
  const next = [warning.detail, warning.url === "" ? "" : `see ${warning.url}`].filter((part) => part !== "");
  return {
    rule: warning.rule,
    severity: "warning",
    message: warning.message,
    file: shownFile,
    ...(warning.line === undefined ? {} : { line: warning.line }),
    ...(next.length === 0 ? {} : { next: next.join("; ") }),
  };
}

/** The findings of `--call=check,format=json`: warnings, and the error that keeps the Dockerfile from being read. */
export function checkFindings(answer: unknown, shownFile: string): readonly Finding[] {
  const root = recordOf(answer);
  const warnings = recordsOf(root["warnings"]).map((value): Finding => {
    const rule = textOf(value["ruleName"]);
    return warningFinding(
      {
        rule: rule === "" ? "DockerfileWarning" : rule,
        message: textOf(value["detail"]).slice(0, 1000),
        detail: textOf(value["description"]).slice(0, 1000),
        url: textOf(value["url"]).slice(0, 300),
        line: firstLine(recordOf(value["location"])["ranges"]),
      },
      shownFile,
    );
  });
  const failure = recordOf(root["buildError"]);
  if (textOf(failure["message"]) === "") return warnings;
  const line = firstLine(recordOf(failure["location"])["ranges"]);
  return [
    ...warnings,
    {
      rule: "BUILD_DOCKERFILE_SYNTAX",
      severity: "error",
      message: textOf(failure["message"]).slice(0, 1000),
      file: shownFile,
      ...(line === undefined ? {} : { line }),
    },
  ];
}

function decode(value: unknown): string {
  return typeof value === "string" ? Buffer.from(value, "base64").toString("utf8") : "";
}

function firstLine(ranges: unknown): number | undefined {
  const line = recordOf(recordOf(recordsOf(ranges)[0])["start"])["line"];
  return typeof line === "number" && Number.isSafeInteger(line) && line > 0 ? line : undefined;
}
