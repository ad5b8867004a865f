import type { buildFaults } from "./faults.ts";

export type FailureCode = keyof typeof buildFaults.codes;

const longestText = 32_768;

type Rule = readonly [pattern: RegExp, code: FailureCode];

// Builders end with 1 whatever went wrong, so only their words tell. The first pattern that matches decides; each was seen
// in the output of a real builder (test/unit/build/failure-texts.ts holds them), or stands in an issue of its project.
const builderWords: readonly Rule[] = [
  [/no space left on device/i, "BUILD_DISK_FULL"],
  [
    /error reading from server: EOF|connection error: .*closing transport|Unavailable desc = .*(?:EOF|closed|reset)|graceful_?stop/i,
    "BUILD_BUILDER_DIED",
  ],
  [
    /dockerfile parse error|unknown instruction|file with no instructions|no FROM statement|no stages to build|only supports the --mount flag|base name \([^)]*\) should not be blank|Unknown flag/i,
    "BUILD_DOCKERFILE_SYNTAX",
  ],
  [/exceeds 41943040 bytes|\.spdx\.json exceeds/i, "BUILD_SBOM_LIMIT"],
  [/denied by policy|source denied|policy(?:: | )denied/i, "BUILD_POLICY"],
  [
    /is not allowed by build daemon|(?:network\.host|security\.insecure|device) is not allowed|entitlements? .*not (?:allowed|granted)/i,
    "BUILD_ENTITLEMENT",
  ],
  [/target stage .* could not be found|target "[^"]*" was not found/i, "BUILD_TARGET_MISSING"],
  [
    /secret [^\s:]+: not found|secret required but no secret|unset ssh forward key|ssh required but no ssh|ssh-agent.*(?:not set|invalid empty)|invalid empty ssh agent socket/i,
    "BUILD_SECRET_MISSING",
  ],
];

const cacheWords: readonly Rule[] = [
  [/maximum timeout reached|\b429\b|too many requests|deadline exceeded/i, "BUILD_CACHE_TIMEOUT"],
  [/token is malformed|\b40[13]\b|unauthorized|denied|insufficient_scope/i, "BUILD_CACHE_DENIED"],
  [/(?:)/, "BUILD_CACHE_EXPORT"],
];

const gitWords: readonly Rule[] = [
  [
    /does not contain ref|reference is not a tree|find remote ref|not our ref|unknown revision/i,
    "BUILD_GIT_REF_NOT_FOUND",
  ],
  [
    /could not read (?:Username|Password)|Authentication failed|access denied|\b40[13]\b|terminal prompts disabled|Permission denied \(publickey/i,
    "BUILD_GIT_DENIED",
  ],
  [
    /repository .*not found|not appear to be a git repository|not exported|returned error: 404/i,
    "BUILD_GIT_NOT_FOUND",
  ],
  [/invalid subdir|statat /i, "BUILD_CONTEXT_MISSING"],
];

const sourceWords: readonly Rule[] = [
  [
    /no match for platform in manifest|no image found in (?:image index|manifest list) for architecture/i,
    "BUILD_BASE_NOT_ARM64",
  ],
  [/\b429\b|toomanyrequests|too many requests|pull rate limit/i, "BUILD_RATE_LIMITED"],
  [/pull access denied/i, "BUILD_BASE_NOT_FOUND"],
  [
    /\b40[13] (?:unauthorized|forbidden)|unauthorized|insufficient_scope|failed to fetch (?:oauth|anonymous) token|unable to retrieve auth token|requested access .*denied/i,
    "BUILD_BASE_DENIED",
  ],
  [
    /connection refused|i\/o timeout|no such host|TLS handshake|could not resolve host|couldn't connect|failed to connect|network is unreachable|x509:|connection reset|HTTP response to HTTPS/i,
    "BUILD_NETWORK",
  ],
  [
    /failed to calculate checksum of ref .*not found|copier: stat|no stage or image found with that name|forbidden path outside/i,
    "BUILD_COPY_MISSING",
  ],
  [
    /failed to read dockerfile: open|stat \S*(?:docker|container)file|(?:docker|container)file\S*: no such file|failed to read dockerfile/i,
    "BUILD_DOCKERFILE_MISSING",
  ],
  [/unable to prepare context|build context path|context directory/i, "BUILD_CONTEXT_MISSING"],
  [
    /failed to resolve source metadata|(?:manifest|name) unknown|repository does not exist|short-name .* did not resolve|: not found\s*$/im,
    "BUILD_BASE_NOT_FOUND",
  ],
];

// What a RUN step printed tells only of that step: a "connection refused" there is the step's own failure.
const stepWords: readonly Rule[] = [
  [
    /^exec .*: exec format error|exec user process caused.*exec format error|fork\/exec .*exec format error|buildkit_qemu_emulator|exec container process .*exec format error/im,
    "BUILD_EMULATION_MISSING",
  ],
  [/qemu: uncaught target signal|qemu-\S+: (?:fatal|unhandled)/i, "BUILD_EMULATION_CRASHED"],
  [/version `GLIBC(?:XX)?_[0-9.]+' not found/, "BUILD_GLIBC"],
  [/no space left on device/i, "BUILD_DISK_FULL"],
];

const runtimeWords: readonly Rule[] = [
  [/exec: "[^"]+": permission denied|exec format error/i, "BUILD_EMULATION_MISSING"],
  [/version `GLIBC(?:XX)?_[0-9.]+' not found/, "BUILD_GLIBC"],
];

/** The exit code of the process that failed in a RUN step, as the builder tells it; undefined when no process failed. */
export function runExitCode(words: string): number | undefined {
  const told =
    /did not complete successfully:(?: .*?)? ?exit code: (\d+)/s.exec(words) ??
    /building at STEP "(?:RUN|\[)[^\n]*": (?:while running runtime: )?exit status (\d+)/s.exec(words);
  return told === null ? undefined : Number(told[1]);
}

/**
 * What kind of failure it is. `allWords` is what the builder says to people and the error of the step; `allLog` is what the step
 * itself printed.
 */
export function classifyFailure(allWords: string, allLog: string, cacheStep: boolean): FailureCode {
  // The end tells; the patterns search it a few dozen times.
  const words = allWords.slice(-longestText);
  const log = allLog.slice(-longestText);
  const exitCode = runExitCode(words);
  if (exitCode !== undefined || /did not complete successfully/.test(words)) {
    // Before that stands the command itself, and what it says is not what happened.
    const told = words.split("did not complete successfully").at(-1) ?? "";
    return (
      first(stepWords, log) ?? first(runtimeWords, told) ?? signalled(exitCode, log) ?? "BUILD_RUN_FAILED"
    );
  }
  const general = first(builderWords, words);
  if (general !== undefined) return general;
  if (cacheStep || /cache (?:exporter|importer)|error writing layer blob/i.test(words))
    return first(cacheWords, words) ?? "BUILD_CACHE_EXPORT";
  if (/git stderr|does not contain ref|git fetch|git clone|invalid subdir|cloning "/i.test(words)) {
    const git = first(gitWords, words);
    if (git !== undefined) return git;
  }
  return first(sourceWords, words) ?? first(runtimeWords, words) ?? first(stepWords, log) ?? "BUILD_FAILED";
}

// 137 is SIGKILL: nothing but the kernel's memory killer sends that to a build step in practice. 139 is SIGSEGV, which under
// emulation mostly means the emulator.
function signalled(exitCode: number | undefined, log: string): FailureCode | undefined {
  if (exitCode === 137 || /subprocess exited on killed/.test(log)) return "BUILD_OUT_OF_MEMORY";
  if (/subprocess exited on segmentation fault/.test(log)) return "BUILD_EMULATION_CRASHED";
  return undefined;
}

function first(rules: readonly Rule[], text: string): FailureCode | undefined {
  return rules.find(([pattern]) => pattern.test(text))?.[1];
}
