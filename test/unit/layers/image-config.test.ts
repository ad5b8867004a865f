import assert from "node:assert/strict";
import { test } from "node:test";
import { largestConfig, parseImageConfig } from "../../../src/layers/image-config.ts";
import type { ImageConfig } from "../../../src/layers/visitor.ts";
import { digestOf } from "../../../src/values/digest.ts";
import { isFault } from "../../../src/values/fault.ts";
import { emptyConfig } from "./memory-image.ts";

const digest = digestOf("config");
const parse = (value: unknown): ImageConfig => parseImageConfig(Buffer.from(JSON.stringify(value)), digest);

test("a config is read as far as it is judged", () => {
  const config = parse({
    architecture: "arm64",
    variant: "v8",
    os: "linux",
    created: "2026-11-22T10:00:00Z",
    config: {
      User: "1000:1000",
      Env: ["PATH=/bin", "A=1"],
      Entrypoint: ["/app"],
      Cmd: ["--serve"],
      WorkingDir: "/srv",
      Labels: { version: "1", wrong: 5 },
      Healthcheck: { Test: ["CMD-SHELL", "true"], Interval: 1 },
    },
    rootfs: { type: "layers", diff_ids: [digestOf("a"), digestOf("b")] },
    history: [
      { created_by: "COPY a" },
      { comment: "x" },
      null,
      { created_by: 5 },
      { created_by: "RUN b", empty_layer: true },
    ],
  });
  assert.deepEqual(config, {
    architecture: "arm64",
    variant: "v8",
    os: "linux",
    diffIds: [digestOf("a"), digestOf("b")],
    entrypoint: ["/app"],
    command: ["--serve"],
    environment: ["PATH=/bin", "A=1"],
    user: "1000:1000",
    workingDirectory: "/srv",
    labels: { version: "1" },
    healthcheck: ["CMD-SHELL", "true"],
    history: ["COPY a", "RUN b"],
    layerOrigins: [],
    created: "2026-11-22T10:00:00Z",
  });
});

test("what made a layer is told where the history has one step for each, steps without a layer aside", () => {
  const rootfs = { type: "layers", diff_ids: [digestOf("a"), digestOf("b")] };
  const made = { created_by: "COPY a" };
  const history = [made, { created_by: "ENV A=1", empty_layer: true }, { comment: "no word of it" }];
  assert.deepEqual(parse({ rootfs, history }).layerOrigins, ["COPY a", ""]);
  assert.deepEqual(parse({ rootfs, history: [...history, made] }).layerOrigins, []);
  assert.deepEqual(parse({ rootfs }).layerOrigins, []);
});

test("what is missing or of another type is empty", () => {
  const empty = { ...emptyConfig, architecture: "", variant: "", os: "" };
  for (const value of [
    {},
    { config: null, rootfs: [], history: {} },
    { os: 5, config: { Env: "A=1", Labels: [] } },
  ])
    assert.deepEqual(parse(value), empty);
});

test("bytes that are no config are refused", () => {
  for (const bytes of ["", "{", "[]", "null", '"x"', "\u0000"])
    assert.throws(
      () => parseImageConfig(Buffer.from(bytes), digest),
      (error) => isFault(error, "LAYER_CORRUPT"),
      bytes,
    );
  assert.throws(
    () => parseImageConfig(Buffer.alloc(largestConfig + 1, " "), digest),
    (error) => isFault(error, "LAYER_CORRUPT"),
  );
  assert.throws(
    () => parse({ rootfs: { diff_ids: ["md5:x"] } }),
    (error) => isFault(error, "DIGEST_INVALID"),
  );
});
