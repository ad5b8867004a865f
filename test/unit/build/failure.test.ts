import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import fc from "fast-check";
import { createBuildahProgress } from "../../../src/build/buildah-progress.ts";
import { buildFaults } from "../../../src/build/faults.ts";
import { classifyFailure } from "../../../src/build/failure-classes.ts";
import { explainFailure } from "../../../src/build/failure.ts";
import type { Explained } from "../../../src/build/failure.ts";
import { createProgress } from "../../../src/build/progress.ts";

type Recorded = {
  readonly name: string;
  readonly tool: "buildx" | "buildah";
  readonly code: string;
  readonly lines: readonly string[];
  readonly dockerfile?: string;
};

// What docker buildx 0.29.1 (BuildKit of Docker 28.5) and buildah 1.28.2 said when these things happened.
const recorded = JSON.parse(
  readFileSync(new URL("recorded-failures.json", import.meta.url), "utf8"),
) as readonly Recorded[];

const silent = { onStep: () => {}, onLine: () => {} };

function explain({ tool, lines, dockerfile }: Omit<Recorded, "name" | "code">): Explained {
  const now = (): number => 0;
  const progress =
    tool === "buildx" ? createProgress({ handlers: silent, now }) : createBuildahProgress(silent, now);
  for (const line of lines) progress.line(line);
  const { text, failed } = progress.end();
  return explainFailure({
    tool: tool === "buildx" ? "docker buildx" : "buildah",
    exitCode: 1,
    text,
    failed,
    shownFile: "app/Dockerfile",
    dockerfile,
  });
}

function named(name: string, tool: "buildx" | "buildah"): Explained {
  const found = recorded.find((entry) => entry.name === name && entry.tool === tool);
  assert.ok(found, `${name} of ${tool} is not recorded`);
  return explain(found);
}

for (const entry of recorded)
  test(`${entry.tool}: ${entry.name} is ${entry.code}`, () => {
    const { fault } = explain(entry);
    assert.equal(fault.code, entry.code, fault.message);
    assert.ok(fault.message.length > 10, fault.message);
    assert.doesNotMatch(fault.message, /undefined|\[object/);
  });

test("a RUN step that fails is told with its place, its exit code, its own last lines and its line in the Dockerfile", () => {
  for (const tool of ["buildx", "buildah"] as const) {
    const { fault, annotation } = named("run-failed", tool);
    assert.match(fault.message, /RUN echo before; echo oops >&2; exit 3 ended with exit code 3/);
    assert.match(fault.message, /\noops/);
    assert.equal(fault.where, "app/Dockerfile:4");
    assert.deepEqual(annotation, { file: "app/Dockerfile", line: 4 });
  }
});

test("an instruction over several lines is found at its first line", () => {
  assert.equal(named("multiline", "buildx").annotation?.line, 4);
  assert.equal(named("multiline", "buildah").annotation?.line, 4);
});

test("where buildah repeats an instruction that stands twice in the Dockerfile, no line is claimed", () => {
  assert.equal(named("duplicate", "buildah").annotation, undefined);
  assert.equal(named("duplicate", "buildx").annotation?.line, 5);
});

test("a missing COPY source, base and host are named", () => {
  for (const tool of ["buildx", "buildah"] as const) {
    assert.match(named("copymissing", tool).fault.message, /\/nothere/);
    assert.match(named("nobase", tool).fault.message, /acme\/nothing/);
    assert.match(named("nohost", tool).fault.message, /nohost\.invalid/);
    assert.match(named("secret", tool).fault.message, /tok/);
  }
});

test("what a RUN step printed about the network is the step's own failure and not the builder's", () => {
  const { fault } = named("runnet", "buildx");
  assert.equal(fault.code, "BUILD_RUN_FAILED");
  assert.match(fault.message, /Connection refused/);
});

test("heredocs that an old buildah takes for instructions are BUILD_UNSUPPORTED, with a way out", () => {
  const { fault } = explain({
    tool: "buildah",
    lines: [
      "STEP 1/3: FROM scratch",
      "STEP 2/3: RUN <<EOF",
      "STEP 3/3: echo a > /a",
      'Error: building at STEP "ECHO ": Build error: Unknown instruction: "ECHO" &imagebuilder.Step{Command:"echo"}',
    ],
    dockerfile: "FROM scratch\nRUN <<EOF\necho a > /a\nEOF\n",
  });
  assert.equal(fault.code, "BUILD_UNSUPPORTED");
  assert.match(fault.next ?? "", /buildx/);
});

// Texts from issues of the projects, which no peer here can be made to say.
const told: readonly (readonly [string, string])[] = [
  [
    "BUILD_BASE_NOT_FOUND",
    "ERROR: failed to build: failed to solve: acme/x: failed to resolve source metadata for docker.io/acme/x:latest: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed",
  ],
  [
    "BUILD_RATE_LIMITED",
    "ERROR: failed to solve: alpine: failed to resolve source metadata for docker.io/library/alpine:latest: failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/alpine/manifests/latest: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit",
  ],
  [
    "BUILD_BASE_DENIED",
    "ERROR: failed to solve: ghcr.io/acme/x: failed to resolve source metadata for ghcr.io/acme/x:1: failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://ghcr.io/token: 403 Forbidden",
  ],
  ["BUILD_CACHE_TIMEOUT", "ERROR: failed to solve: error writing layer blob: maximum timeout reached"],
  ["BUILD_CACHE_EXPORT", "ERROR: failed to solve: failed to configure gha cache exporter: something new"],
  ["BUILD_SBOM_LIMIT", "ERROR: failed to solve: attestation file sbom.spdx.json exceeds 41943040 bytes"],
  [
    "BUILD_BUILDER_DIED",
    "ERROR: failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF",
  ],
  [
    "BUILD_GIT_DENIED",
    "ERROR: failed to solve: failed to read dockerfile: failed to fetch remote https://github.com/acme/private.git: git stderr:\nfatal: could not read Username for 'https://github.com': terminal prompts disabled\n: exit status 128",
  ],
  [
    "BUILD_GIT_NOT_FOUND",
    "ERROR: failed to solve: failed to read dockerfile: failed to fetch remote https://github.com/acme/none.git: git stderr:\nremote: Repository not found.\nfatal: repository 'https://github.com/acme/none.git/' not found\n: exit status 128",
  ],
  [
    "BUILD_ENTITLEMENT",
    "ERROR: failed to solve: granting entitlement security.insecure is not allowed by build daemon configuration",
  ],
  [
    "BUILD_EMULATION_MISSING",
    'ERROR: failed to solve: process "/bin/sh -c true" did not complete successfully: runc run failed: unable to start container process: exec: "/bin/sh": permission denied',
  ],
  [
    "BUILD_GLIBC",
    'ERROR: failed to solve: process "/bin/sh -c true" did not complete successfully: runc: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38\' not found (required by runc): exit code: 1',
  ],
  ["BUILD_FAILED", "ERROR: failed to solve: something that nobody has seen before"],
];
for (const [code, text] of told)
  test(`${code} is told from: ${text.slice(24, 100)}`, () => {
    const { fault } = explain({ tool: "buildx", lines: text.split("\n") });
    assert.equal(fault.code, code);
    assert.doesNotMatch(fault.message, /^ERROR|failed to solve/);
  });

test("whatever a builder says, there is a code of the closed set and a bounded message", () => {
  const codes = Object.keys(buildFaults.codes);
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 400 }), { maxLength: 50 }),
      fc.boolean(),
      (lines, isBuildx) => {
        const { fault } = explain({ tool: isBuildx ? "buildx" : "buildah", lines });
        assert.ok(codes.includes(fault.code));
        assert.ok(fault.message.length <= 3000);
      },
    ),
  );
});

test("classification does not slow down on long texts", () => {
  const long = `${"no such file or directory ".repeat(20_000)}x`;
  const started = performance.now();
  classifyFailure(long, long, false);
  assert.ok(performance.now() - started < 2000);
});
