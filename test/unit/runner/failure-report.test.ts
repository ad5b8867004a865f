import assert from "node:assert/strict";
import test from "node:test";
import { toMarkdown } from "../../../src/report/markdown.ts";
import { failureReport } from "../../../src/runner/failure-report.ts";
import { buildFaults } from "../../../src/build/faults.ts";

test("a failure says its code first, then its lines, where it is, and what to do", () => {
  const cause = new Error("exit code 1");
  const fault = buildFaults.fault("BUILD_TIMEOUT", "RUN make failed\nmake: *** [all] Error 1", {
    where: "Dockerfile:4",
    cause,
  });
  const text = toMarkdown(failureReport("build-arm64", fault, "run the step by hand"));
  const order = [
    "BUILD_TIMEOUT: RUN make failed",
    "Error 1",
    "Dockerfile:4",
    "run the step by hand",
    "exit code 1",
  ];
  const places = order.map((words) => text.replaceAll("&#95;", "_").indexOf(words));
  assert.ok(
    places.every((place, index) => place > (places[index - 1] ?? -1)),
    `${places.join(" ")}\n${text}`,
  );
  assert.match(text, /<details>[^]*exit code 1/);
});

test("what a fault itself knows to do next stands before the remedy of its code, and a bug asks for a report", () => {
  const fault = buildFaults.fault("BUILD_TIMEOUT", "too long", { next: "raise timeout" });
  const text = toMarkdown(failureReport("build-arm64", fault, "something else"));
  assert.match(text, /raise timeout/);
  assert.doesNotMatch(text, /something else|<details>|Where/);
  const bug = toMarkdown(failureReport("build-arm64", new TypeError("x is not a function"), undefined));
  assert.match(bug, /a bug in the action: x is not a function/);
  assert.match(bug, /report it/);
});
