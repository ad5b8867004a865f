import type { ImageConfig } from "../layers/visitor.ts";
import type { Finding } from "../values/finding.ts";
import { configPatterns, isSample, secretName } from "./secret-patterns.ts";
import { findTokens, tokenScan } from "./secrets.ts";

const rootUsers = new Set(["", "root", "0"]);
const mostWords = 4096;
const configTokens = tokenScan(configPatterns);

/** What an image config tells everybody, and whether it runs as root and has a health check. */
export function judgeConfig(config: ImageConfig): readonly Finding[] {
  const findings: Finding[] = [];
  for (const variable of config.environment) {
    const [name = ""] = variable.split("=", 1);
    findings.push(...judgeText(variable, `the variable ${shown(name)} of the image`));
    findings.push(...judgeVariable(variable, "the image"));
  }
  for (const name of Object.keys(config.labels).toSorted())
    findings.push(...judgeText(config.labels[name] ?? "", `the label ${shown(name)}`));
  for (const word of [...config.entrypoint, ...config.command])
    findings.push(...judgeText(word, "the command that the image starts"));
  for (const [index, step] of config.history.entries()) {
    const place = `step ${index + 1} of the build history`;
    findings.push(...judgeText(step, place));
    // What ENV set is in the environment too, and was reported there.
    for (const variable of variablesOf(step))
      if (!config.environment.includes(variable)) findings.push(...judgeVariable(variable, place));
  }
  return [...withoutRepeats(findings), ...judgeRunning(config)];
}

function judgeText(text: string, place: string): readonly Finding[] {
  return findTokens(Buffer.from(text), configTokens).map(({ kind, hint }) => ({
    rule: "P5053",
    severity: "error",
    message: `${place} holds a secret: ${kind} (${hint}); everybody who can pull the image can read it`,
    next: "use RUN --mount=type=secret in the build and give the value when the container starts; revoke this one",
  }));
}

function judgeVariable(variable: string, place: string): readonly Finding[] {
  const equals = variable.indexOf("=");
  const name = variable.slice(0, Math.max(equals, 0));
  const value = variable.slice(equals + 1).replaceAll(/^["']|["']$/g, "");
  if (!secretName.test(name) || !looksSecret(value)) return [];
  return [
    {
      rule: "P5054",
      severity: "warning",
      message: `${place} fixes the value of ${shown(name)}, whose name says that it is a secret`,
      next: "leave it out of ENV and ARG; give it when the container starts, or as a secret mount in the build",
    },
  ];
}

/** Paths, references, switches and numbers are settings; so is what every example has. */
function looksSecret(value: string): boolean {
  if (value.length < 4 || /^(?:\/|\.\/|\$|\{|<|file:|https?:|true$|false$|none$|null$|\d+$)/i.test(value))
    return false;
  return value.length >= 40 ? !isSample(value) : true;
}

/** NAME=value words of ENV, ARG and `|1 NAME=value /bin/sh -c …` entries, as BuildKit and the classic builder write them. */
function variablesOf(step: string): readonly string[] {
  const start = /^(?:ENV|ARG|\/bin\/sh -c #\(nop\)\s+(?:ENV|ARG)|RUN \|\d+|\|\d+)\s+/.exec(step)?.[0];
  if (start === undefined) return [];
  const words = step.slice(start.length).split(/\s+/, mostWords);
  const shell = words.findIndex((word) => word === "/bin/sh" || word === "/bin/bash");
  return words.slice(0, shell < 0 ? undefined : shell).filter((word) => /^[A-Za-z_]\w*=./.test(word));
}

function judgeRunning({ user, healthcheck }: ImageConfig): readonly Finding[] {
  const findings: Finding[] = [];
  if (rootUsers.has(user.split(":")[0] ?? ""))
    findings.push({
      rule: "P5040",
      severity: "warning",
      message: `the image runs as root (USER is ${user === "" ? "not set" : shown(user)})`,
      next: "add a user in the Dockerfile and name it with USER; groups such as video and render give access to devices",
    });
  if (healthcheck.length === 0 || healthcheck[0] === "NONE")
    findings.push({
      rule: "P5041",
      severity: "warning",
      message:
        "the image has no HEALTHCHECK: canary-gate cannot tell an app that works from one that only runs. A Dockerfile that has one loses it when buildah writes the OCI format",
      next: "add a HEALTHCHECK to the Dockerfile; with buildah also build with --format docker",
    });
  return findings;
}

/** The same secret is in the environment and in the history that set it: each is reported, the same place twice is not. */
function withoutRepeats(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, message }) => {
    const key = `${rule} ${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function shown(name: string): string {
  return name.slice(0, 100).replaceAll(/[^\w.:/-]/g, "?");
}
