import { buildFaults } from "./faults.ts";

type Code = keyof typeof buildFaults.codes;

// Builders end with 1 whatever went wrong, so only their words tell. The first that matches decides.
const patterns: readonly (readonly [RegExp, Code])[] = [
  [
    /exec format error|buildkit_qemu_emulator|exec: "[^"]+": permission denied: unknown/i,
    "BUILD_EMULATION_MISSING",
  ],
  [
    /no match for platform in manifest|no image found in (?:image index|manifest list) for architecture/i,
    "BUILD_BASE_NOT_ARM64",
  ],
  [/dockerfile parse error|unknown instruction|Unknown instruction|syntax error/i, "BUILD_DOCKERFILE_SYNTAX"],
  [
    /failed to read dockerfile|no such file or directory.*(?:Docker|Container)file|(?:Docker|Container)file.*no such file or directory/i,
    "BUILD_DOCKERFILE_MISSING",
  ],
  [
    /failed to resolve source metadata|(?:manifest|name) unknown|repository does not exist|pull access denied|short-name .* did not resolve/i,
    "BUILD_BASE_NOT_FOUND",
  ],
  [/connection refused|i\/o timeout|no such host|TLS handshake timeout/i, "BUILD_NETWORK"],
  [
    /did not complete successfully: exit code|while running runtime: exit status|building at STEP "RUN/i,
    "BUILD_RUN_FAILED",
  ],
];

/** The fault that a builder's stderr tells of, with its last telling lines and the Dockerfile line where it names one. */
export function explainFailure(tool: string, code: number, stderr: string): Error {
  const found = patterns.find(([pattern]) => pattern.test(stderr));
  const lines = stderr
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "" && !/^-+$/.test(line));
  const place = /^(?:Dockerfile|Containerfile)[^:\s]*:\d+/m.exec(stderr)?.[0];
  return buildFaults.fault(
    found?.[1] ?? "BUILD_FAILED",
    `${tool} ended with exit code ${code}: ${lines.slice(-4).join(" | ").slice(-1500)}`,
    { where: place },
  );
}
