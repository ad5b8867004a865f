import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { runAction } from "../../../doubles/runner/run-action.ts";
import { disarm } from "../../../src/runner/action-log.ts";

const secret = "hunter2-hunter2-hunter2";

async function toy(
  t: TestContext,
  inputs: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
  event?: Record<string, unknown>,
) {
  const directory = await mkdtemp(path.join(tmpdir(), "pi5-toy-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const action = path.join(import.meta.dirname, "toy");
  return runAction({
    action,
    inputs,
    environment: { PATH: process.env["PATH"] ?? "", GITHUB_REPOSITORY: "acme/app", ...environment },
    workspace: directory,
    temporary: directory,
    ...(event === undefined ? {} : { event }),
  });
}

test("a good run sets every output, writes its summary and ends with the verdict", async (t) => {
  const result = await toy(t, { count: "5" }, {}, { action: "opened" });
  assert.equal(result.code, 0, result.stderr);
  assert.deepEqual(Object.keys(result.outputs), ["digest", "note"]);
  assert.deepEqual(JSON.parse(result.outputs["note"] ?? ""), {
    count: 5,
    repository: "acme/app",
    event: { action: "opened" },
  });
  assert.equal(result.log.at(-1), "toy did ok");
  assert.match(result.summary, /toy &#60;b&#62;/);
  assert.deepEqual([result.environmentFile, result.pathFile], ["", ""]);
});

test("a failed check still writes outputs, summary and annotations, and exits with 1", async (t) => {
  const result = await toy(t, { mode: "check", "secret-key": secret });
  assert.equal(result.code, 1);
  assert.equal(result.outputs["digest"], "sha256:x");
  assert.deepEqual(result.annotations, [
    {
      name: "error",
      properties: { title: "toy-rule", file: "a.json", line: "3" },
      message: "line with *** Next: mend it",
    },
  ]);
});

test("a wrong input is one error with a right value, empty outputs and no stack", async (t) => {
  const result = await toy(t, { mode: "fly", count: "99", tpyo: "x" });
  assert.equal(result.code, 1);
  assert.deepEqual(result.outputs, { digest: "", note: "" });
  const [error] = result.annotations;
  assert.equal(result.annotations.length, 1);
  assert.equal(error?.properties["title"], "INPUT_INVALID");
  assert.match(
    error?.message ?? "",
    /mode: "fly" is not one of .*\n- count: "99".*\nNext: correct the inputs/s,
  );
  assert.ok(result.log.some((line) => line.includes("unknown input tpyo")));
  assert.ok(!result.log.join("\n").includes("    at "));
});

test("a fault shows its code, message and next step, and no secret", async (t) => {
  const result = await toy(t, { mode: "fault", "secret-key": secret });
  assert.equal(result.code, 1);
  assert.equal(result.annotations[0]?.properties["title"], "DIGEST_INVALID");
  assert.equal(result.annotations[0]?.message, "the digest *** is wrong");
});

test("a bug is called a bug and shows its stack", async (t) => {
  const result = await toy(t, { mode: "bug", "secret-key": secret });
  assert.equal(result.code, 1);
  assert.equal(result.annotations[0]?.properties["title"], "BUG");
  assert.ok(result.log.join("\n").includes("    at "));
  assert.ok(!result.log.join("\n").includes(secret));
});

test("a build log can neither set outputs nor stop commands nor close groups", async (t) => {
  const result = await toy(t, { mode: "evil-child" });
  assert.equal(result.code, 0, result.stderr);
  assert.equal(result.outputs["digest"], "sha256:x");
  assert.deepEqual(
    result.commands.map((command) => command.name),
    ["group", "endgroup"],
  );
  assert.ok(result.log.includes("::set-output name=digest::evil"));
});

test("a secret is masked before first use and stays out of log, outputs and summary", async (t) => {
  const result = await toy(t, { mode: "leak", "secret-key": secret }, { RUNNER_DEBUG: "1" });
  assert.ok(result.masks.includes(secret));
  assert.equal(result.commands[0]?.name, "add-mask");
  const shown = JSON.stringify([
    result.log,
    result.outputs,
    result.summary,
    result.stderr,
    result.annotations,
  ]);
  assert.ok(!shown.includes(secret), shown);
  assert.ok(!shown.includes(Buffer.from(secret).toString("base64")));
  assert.ok(!result.commands.some((command) => command.name === "set-output"));
  assert.deepEqual(result.log, [
    "the key is ***",
    "| ::set-output name=digest::evil",
    "warning: careful",
    "debug: details",
    "toy did leak",
  ]);
});

test("of a flood of findings ten of a kind are annotated", async (t) => {
  const result = await toy(t, { mode: "flood" });
  assert.equal(result.annotations.filter((command) => command.name === "warning").length, 10);
  assert.equal(result.annotations.filter((command) => command.name === "notice").length, 1);
});

async function tokenServer(
  t: TestContext,
  answers: readonly (readonly [number, string])[],
): Promise<{ url: string; seen: string[] }> {
  const seen: string[] = [];
  const server = http.createServer((request, response) => {
    const [status, body] = answers[Math.min(seen.length, answers.length - 1)] ?? [500, ""];
    seen.push(`${request.url} ${request.headers.authorization}`);
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token?v=2`, seen };
}

test("an OIDC token is asked for with its audience, retried on 5xx and masked", async (t) => {
  const token = "eyJhbGciOi.payload-payload.signature";
  const { url, seen } = await tokenServer(t, [
    [503, "busy"],
    [200, JSON.stringify({ value: token })],
  ]);
  const result = await toy(
    t,
    { mode: "token" },
    { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token-value" },
  );
  assert.equal(result.code, 0, JSON.stringify(result.annotations));
  assert.deepEqual(
    seen,
    Array.from({ length: 2 }, () => "/token?v=2&audience=sigstore bearer request-token-value"),
  );
  assert.ok(result.masks.includes(token) && result.masks.includes("request-token-value"));
  assert.ok(result.log.includes("got ***"));
});

test("without the permission, or with a refusal, the error says so and shows no body", async (t) => {
  const none = await toy(t, { mode: "token" });
  assert.equal(none.annotations[0]?.properties["title"], "ID_TOKEN_UNAVAILABLE");
  assert.match(none.annotations[0]?.message ?? "", /permissions: id-token: write/);
  for (const [status, body] of [
    [403, "secret-body"],
    [200, "not json secret-body"],
    [200, '{"value":5}'],
    [200, "null"],
  ] as const) {
    const { url } = await tokenServer(t, [[status, body]]);
    const result = await toy(
      t,
      { mode: "token" },
      { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token-value" },
    );
    assert.equal(result.annotations[0]?.properties["title"], "ID_TOKEN_REFUSED");
    assert.ok(!JSON.stringify(result).includes("secret-body"));
  }
});

test("text that looks like a command is made harmless and stays readable", () => {
  assert.equal(disarm("a\n ::warning::x\rb ##[group]\nc"), "a\n|  ::warning::x\n| b # #[group]\nc");
});
