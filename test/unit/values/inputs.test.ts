import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import * as grammars from "../../../src/values/grammars.ts";
import { isFault } from "../../../src/values/fault.ts";
import {
  defaulted,
  optional,
  parseInputs,
  required,
  unknownInputs,
} from "../../../src/values/input-table.ts";

type Single = Exclude<keyof typeof grammars, "choice" | "integer" | "list">;

const table = {
  image: required(grammars.pinnedImage, { about: "The image.", example: "ghcr.io/acme/app@sha256:…" }),
  "dry-run": defaulted(grammars.flag, "false", { about: "Change nothing.", example: "true" }),
  mode: defaulted(grammars.choice(["once", "wait"]), "once", { about: "How.", example: "wait" }),
  tags: optional(grammars.list(grammars.line), { about: "Tags.", example: "latest" }),
  "signing-key": optional(grammars.block, { about: "Key.", example: "${{ secrets.KEY }}", secret: true }),
  retries: defaulted(grammars.integer(0, 5), "3", { about: "Tries.", example: "2" }),
};

test("inputs are trimmed, defaulted and typed", () => {
  const image = `ghcr.io/acme/app@sha256:${"a".repeat(64)}`;
  const texts: Record<string, string> = { image: ` ${image}\n`, tags: "a\n\n b \r\n", "dry-run": "TRUE" };
  const input = parseInputs(table, (name) => texts[name]);
  assert.equal(input.image.digest, `sha256:${"a".repeat(64)}`);
  assert.equal(input["dry-run"], true);
  assert.equal(input.mode, "once");
  assert.deepEqual(input.tags, ["a", "b"]);
  assert.equal(input["signing-key"], undefined);
  assert.equal(input.retries, 3);
});

test("all wrong inputs are named in one error, each with a right value", () => {
  const texts: Record<string, string> = { "dry-run": "yes", mode: "sometimes", retries: "9" };
  assert.throws(
    () => parseInputs(table, (name) => texts[name]),
    (error: unknown) => {
      assert.ok(isFault(error, "INPUT_INVALID"));
      assert.match(error.message, /^4 inputs are wrong/);
      assert.match(error.message, /- image is missing\. The image\. Example: image: ghcr\.io/);
      assert.match(
        error.message,
        /- dry-run: "yes" is neither true nor false\. Expected true or false\. Example: dry-run: true/,
      );
      assert.match(error.message, /- mode: "sometimes" is not one of once, wait/);
      assert.match(error.message, /- retries: "9" is not a whole number from 0 to 5/);
      return true;
    },
  );
});

test("the text of a wrong secret is never shown", () => {
  const secret = { key: required(grammars.line, { about: "Key.", example: "x", secret: true }) };
  assert.throws(
    () => parseInputs(secret, () => "hush\nhush"),
    (error: unknown) => isFault(error, "INPUT_INVALID") && !error.message.includes("hush"),
  );
});

test("unknown inputs are found", () => {
  assert.deepEqual(unknownInputs(table, ["image", "imgae"]), ["imgae"]);
});

test("each grammar takes what it promises and refuses what only looks like it", () => {
  const cases: readonly (readonly [Single, readonly string[], readonly string[]])[] = [
    ["line", ["a b"], ["a\nb", "a\0b"]],
    ["block", ["a\nb"], ["a\0b"]],
    ["flag", ["true", "False"], ["1", "yes", "tRUE"]],
    ["assignment", ["A=1", "A==", "A="], ["=1", "A", "-A=1"]],
    [
      "url",
      ["https://example.com/x", "http://127.0.0.1:9090"],
      ["ftp://x", "example.com", "https://user:secret@example.com"],
    ],
    ["repositoryName", ["acme/fleet", "a/b.c"], ["acme", "acme/..", "acme/fleet/x", "-a/b", "a b/c"]],
    ["digest", [`sha256:${"0".repeat(64)}`], ["latest"]],
    ["imageReference", ["alpine:3"], ["Alpine"]],
    ["imageRepository", ["ghcr.io/acme/app"], ["ghcr.io/acme/app:1"]],
    ["pinnedImage", [`a@sha256:${"0".repeat(64)}`], ["a:1"]],
    ["duration", ["30m"], ["30"]],
    ["size", ["1MB"], ["lots"]],
    ["relativePath", [".", "./a/b", "a"], ["../a", "/a"]],
    ["appName", ["a"], ["A"]],
    ["ringName", ["canary"], ["c r"]],
    ["versionName", ["1.0"], [".."]],
    ["tagName", ["1.4.0", "_x"], ["", "-x", "a b"]],
    ["word", ["runtime", "big-builder", "a.b_1"], ["", "--help", "-x", "a b", "a,b=c", "a/b"]],
  ];
  for (const [name, good, bad] of cases) {
    for (const text of good) assert.doesNotThrow(() => grammars[name].parse(text), `${name} ${text}`);
    for (const text of bad)
      assert.throws(
        () => grammars[name].parse(text),
        (error: unknown) => isFault(error),
        `${name} ${text}`,
      );
  }
  assert.throws(() => grammars.list(grammars.line).parse("x\n".repeat(1001)), /more than 1000 lines/);
});

test("no text makes a grammar throw anything but a fault", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      for (const grammar of [
        grammars.imageReference,
        grammars.url,
        grammars.repositoryName,
        grammars.relativePath,
        grammars.duration,
        grammars.size,
      ]) {
        try {
          grammar.parse(text);
        } catch (error) {
          assert.ok(isFault(error), String(error));
        }
      }
    }),
  );
});
