import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { expandWord } from "../../../src/build/dockerfile-expansion.ts";
import { type DockerfileOptions, readBases, readDockerfile } from "../../../src/build/dockerfile.ts";
import { isFault } from "../../../src/values/fault.ts";
import { fault } from "../oci/fixtures.ts";

function refs(text: string, options: DockerfileOptions = {}): string[] {
  return readDockerfile(text, options).bases.map((base) => `${base.line} ${base.kind} ${base.ref}`);
}

test("FROM, COPY --from, RUN --mount and the syntax line name images; stages and scratch do not", () => {
  const text = [
    "# syntax=docker/dockerfile:1.7 extra",
    "FROM debian:bookworm-slim AS Build",
    "RUN --mount=type=bind,from=alpine:3.20,source=/a,target=/b --mount=type=cache,target=/c true",
    'RUN --mount=type=bind,"from=busybox:1" true',
    "FROM scratch",
    "COPY --from=build /a /a",
    "COPY --from=0 /b /b",
    "COPY --from=ghcr.io/acme/tools:2 /c /c",
    "COPY /plain /plain",
  ].join("\n");
  assert.deepEqual(refs(text), [
    "1 syntax docker/dockerfile:1.7",
    "2 from debian:bookworm-slim",
    "3 mount alpine:3.20",
    "4 mount busybox:1",
    "8 copy ghcr.io/acme/tools:2",
  ]);
  assert.deepEqual(
    readBases(text).map(({ stage }) => stage),
    ["", "build", "build", "build", "1"],
  );
});

test("heredocs, comments and continued lines are not read as instructions", () => {
  const text = [
    "from alpine:1",
    "RUN <<EOT sh \\",
    "# a comment between",
    "  ",
    "FROM fake:1",
    "EOT",
    "COPY <<A <<-'B' /to/",
    "FROM fake:2",
    "A",
    "COPY --from=fake:3 / /",
    "B",
    "RUN echo \\",
    "  # FROM fake:4",
    "  FROM fake:5",
    "COPY --from=real:1 / /",
  ].join("\r\n");
  assert.deepEqual(refs(text), ["1 from alpine:1", "15 copy real:1"]);
});

test("the escape directive is honoured, and a shebang before the directives is passed over", () => {
  const text = [
    "#!/usr/bin/env dockerfile",
    "# escape=`",
    "# syntax=docker/dockerfile:1",
    "FROM `",
    "  alpine:3.20",
    "RUN dir C:\\",
    "COPY --from=busybox:1 / /",
  ];
  assert.deepEqual(refs(text.join("\n")), [
    "3 syntax docker/dockerfile:1",
    "4 from alpine:3.20",
    "7 copy busybox:1",
  ]);
});

test("build arguments fill in FROM as BuildKit does: given over default, only those of ARG before FROM", () => {
  const text = [
    "ARG NAME=debian EXTRA",
    'ARG TAG="12"',
    "ARG FULL=${NAME}:${TAG}",
    "FROM ${FULL}",
    "ARG LATE=x",
    "FROM $NAME:${MISSING:-9}${EXTRA:+-extra}",
    "FROM ${LATE}",
    "FROM tool-$TARGETARCH-${BUILDARCH}:1",
  ].join("\n");
  assert.deepEqual(refs(text), [
    "4 from debian:12",
    "6 from debian:9",
    "7 from ",
    "8 from tool-arm64-amd64:1",
  ]);
  const buildArguments = [
    ["TAG", "13"],
    ["EXTRA", "1"],
    ["MISSING", "never declared"],
    ["LATE", "never global"],
    ["BUILDKIT_SYNTAX", "docker/dockerfile:labs"],
  ] as const;
  assert.deepEqual(refs(text, { buildArguments, buildPlatform: "linux/arm64/v8" }), [
    "1 syntax docker/dockerfile:labs",
    "4 from debian:13",
    "6 from debian:9-extra",
    "7 from ",
    "8 from tool-arm64-arm64:1",
  ]);
});

test("words expand with operators, quotes and escapes, and what is malformed has no value", () => {
  const variables = new Map([
    ["A", "a"],
    ["EMPTY", ""],
  ]);
  for (const [word, wanted] of [
    ["$A${A}", "aa"],
    ["${A:-x}${B:-y}${B-z}${EMPTY:-e}${EMPTY-f}", "ayze"],
    ["${A:+x}${A+x}${B:+x}${EMPTY:+x}${EMPTY+x}", "xxx"],
    ["${B:-${C:-$A}}", "a"],
    ["${A:?must}${EMPTY?fine}", "a"],
    ["${B:?must}", undefined],
    ["'$A'\"$A\"\\$A", "$Aa$A"],
    ["a$", "a$"],
    ["${A", undefined],
    ["${}", undefined],
    ["${A:=x}", undefined],
    ["${A#x}", undefined],
    ["'open", undefined],
    ['"open', undefined],
    [`${"${B:-".repeat(40)}x${"}".repeat(40)}`, undefined],
  ] as const)
    assert.equal(expandWord(word, variables), wanted, word);
});

test("only stages that the target builds upon are needed", () => {
  const text = [
    "FROM a:1 AS one",
    "FROM b:1 AS two",
    "RUN --mount=from=one true",
    "FROM c:1 AS unused",
    "FROM two AS three",
    "FROM d:1",
    "COPY --from=three / /",
  ].join("\n");
  const needed = (options: DockerfileOptions): string[] =>
    readDockerfile(text, options).bases.flatMap((base) => (base.needed ? [base.ref] : []));
  assert.deepEqual(needed({}), ["a:1", "b:1", "d:1"]);
  assert.deepEqual(needed({ target: "UNUSED" }), ["c:1"]);
  assert.deepEqual(needed({ target: "0" }), ["a:1"]);
  assert.throws(
    () => readDockerfile(text, { target: "nope", file: "app/Dockerfile" }),
    fault("BUILD_DOCKERFILE_SYNTAX", /app\/Dockerfile:1: .*no stage "nope"/),
  );
});

test("a stage name counts only for what comes after it, and the last of that name", () => {
  assert.deepEqual(refs("FROM later\nFROM x:1 AS later\nFROM y:1 AS LATER\nFROM later AS z"), [
    "1 from later",
    "2 from x:1",
    "3 from y:1",
  ]);
  assert.deepEqual(refs("FROM a:1\nCOPY --from=7 / /\nCOPY --from=$X / /"), [
    "1 from a:1",
    "2 copy 7",
    "3 copy ",
  ]);
});

test("build contexts come before images", () => {
  const options = { contexts: ["base", "tools"] };
  assert.deepEqual(refs("FROM Base\nCOPY --from=tools / /\nRUN --mount=from=other true", options), [
    "3 mount other",
  ]);
});

test("emulation is needed for RUN of the target platform only", () => {
  const run = (text: string): number | undefined => readDockerfile(text).emulatedRun;
  assert.equal(run("FROM a\nCOPY / /"), undefined);
  assert.equal(run("FROM a\nCOPY / /\nRUN x\nRUN y"), 3);
  assert.equal(
    run("FROM --platform=$BUILDPLATFORM a AS b\nRUN x\nFROM b AS c\nRUN y\nFROM a\nCOPY --from=c / /"),
    undefined,
  );
  assert.equal(run("FROM --platform=linux/arm64 a\nRUN x"), 2);
  assert.equal(run("FROM a AS unused\nRUN x\nFROM a\nCOPY / /"), undefined);
});

test("the health check is that of the built stage or of the stage below it", () => {
  const of = (text: string): string => readDockerfile(text).healthcheck;
  assert.equal(of("FROM a\nHEALTHCHECK --interval=5s CMD true"), "set");
  assert.equal(of("FROM a\nHEALTHCHECK none"), "disabled");
  assert.equal(of("FROM a AS b\nHEALTHCHECK CMD true\nFROM b"), "set");
  assert.equal(of("FROM a AS b\nHEALTHCHECK CMD true\nFROM a"), "absent");
});

test("what is no Dockerfile is refused with its line", () => {
  assert.throws(() => readDockerfile(""), fault("BUILD_DOCKERFILE_SYNTAX", /has no FROM/));
  assert.throws(
    () => readDockerfile("\n\nRUN x\nFROM a"),
    fault("BUILD_DOCKERFILE_SYNTAX", /:3: .*RUN before any FROM/),
  );
  assert.throws(() => readDockerfile("FROM"), fault("BUILD_DOCKERFILE_SYNTAX", /without an image/));
  assert.throws(
    () => readDockerfile(`FROM a\n# ${"x".repeat(1024 * 1024)}`),
    fault("BUILD_DOCKERFILE_SYNTAX", /larger than 1 MiB/),
  );
});

test("no text makes the reader throw anything but its fault", () => {
  const piece = fc.constantFrom(
    "FROM ",
    "AS ",
    "COPY --from=",
    "RUN --mount=from=",
    "ARG ",
    "\n",
    "\\\n",
    "$",
    "${",
    "}",
    "'",
    '"',
    "# escape=`\n",
    "<<E",
    "E\n",
    "`",
    "a",
    "=",
    ":",
    "-",
    "HEALTHCHECK ",
    "ONBUILD ",
    "[",
    "\0",
    "\r",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      try {
        readDockerfile(pieces.join(""));
      } catch (error) {
        if (!isFault(error, "BUILD_DOCKERFILE_SYNTAX")) throw error;
      }
    }),
    { numRuns: 500 },
  );
});
