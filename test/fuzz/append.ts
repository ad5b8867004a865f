// What a repository holds and what inputs say: Dockerfiles, base locks, lines of layers and of mirrors.
import { appendConfig, readBaseConfig } from "../../src/build/append-config.ts";
import { parseLayerLine } from "../../src/build/append-input.ts";
import { judgeBases } from "../../src/build/base-lock-resolution.ts";
import { formatBaseLock, lockBuild, parseBaseLock } from "../../src/build/base-lock.ts";
import { readDockerfile } from "../../src/build/dockerfile.ts";
import { parseObject } from "../../src/oci/manifest-content.ts";
import { registryMirror } from "../../src/oci/mirror-grammar.ts";
import { digestOf } from "../../src/values/digest.ts";
import { valueFaults } from "../../src/values/faults.ts";

const digest = digestOf("base");
const dockerfile = `#!/usr/bin/env x
# syntax=docker/dockerfile:1.7
# escape=\\
ARG NAME=debian TAG="12"
FROM --platform=$BUILDPLATFORM \${NAME}:\${TAG:-13} AS build
RUN --mount=type=bind,from=alpine:3.20,target=/x <<EOT sh \\
# comment
FROM fake
EOT
COPY <<A <<-"B" /to/
one
A
two
B
FROM debian@${digest} AS end
COPY --from=build --chown=1:1 /a /b
HEALTHCHECK --interval=5s CMD ["true"]
`;
const lock = formatBaseLock(
  parseBaseLock(
    Buffer.from(
      JSON.stringify({
        version: 1,
        bases: { "debian:12": { digest }, "alpine:3.20": { digest, resolved: "2026-01-02" } },
      }),
    ),
  ),
);
const config = {
  architecture: "arm64",
  os: "linux",
  config: { Env: ["A=1"], Labels: { a: "b" }, Entrypoint: ["/x"] },
  rootfs: { type: "layers", diff_ids: [digest] },
  history: [{ created_by: "x" }, { created_by: "y", empty_layer: true }],
};
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");
const bytesOf = (...texts: readonly string[]): Uint8Array[] => texts.map((one) => Buffer.from(one));

export const targets: Readonly<
  Record<string, { readonly seeds: () => Uint8Array[]; readonly run: (bytes: Uint8Array) => void }>
> = {
  dockerfile: {
    seeds: () => bytesOf(dockerfile, dockerfile.replaceAll("\n", "\r\n"), "FROM a\nFROM ${X:-${Y:+$Z}}\n"),
    run: (bytes) => {
      const { bases } = readDockerfile(text(bytes), { buildArguments: [["TAG", "13"]], contexts: ["tools"] });
      judgeBases(bases, { file: "Dockerfile", required: true });
    },
  },
  "base lock": {
    seeds: () => bytesOf(lock),
    run: (bytes) => {
      const parsed = parseBaseLock(bytes);
      formatBaseLock(parsed);
      lockBuild(readDockerfile("FROM debian:12").bases, parsed);
    },
  },
  "layer line": {
    seeds: () =>
      bytesOf(
        "models/shelf.tflite:/models/shelf.tflite mode=0644 owner=1000:1000",
        "dvc://models/a@v1:/models/a",
        "rootfs/:/",
      ),
    run: (bytes) => void parseLayerLine(text(bytes)),
  },
  "registry mirror": {
    seeds: () => bytesOf("docker.io=mirror.example:5000", "[::1]:5000=a.example"),
    run: (bytes) => void registryMirror.parse(text(bytes)),
  },
  "base config": {
    seeds: () => bytesOf(JSON.stringify(config)),
    run: (bytes) => {
      const document = parseObject(bytes, (why) => valueFaults.fault("INPUT_INVALID", why));
      const edits = { environment: [["A", "2"]], labels: [["c", "d"]] } as const;
      appendConfig(readBaseConfig(document, 1), [{ diffId: digest, text: "x" }], edits, 1);
    },
  },
};
