import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { commandStream } from "../../../../doubles/runner/command-stream.ts";
import { parseCommandFile, runAction } from "../../../../doubles/runner/run-action.ts";

test("commands are read with their properties, escapes and the old form", () => {
  const stream = commandStream();
  stream.push(
    "plain\n  ::error title=A%3A B,file=x.ts,line=3::it%0Abroke 100%25\n::set-output name=digest::evil\n##[group]x\nno ::command here",
  );
  stream.end();
  assert.deepEqual(stream.commands, [
    { name: "error", properties: { title: "A: B", file: "x.ts", line: "3" }, message: "it\nbroke 100%" },
    { name: "set-output", properties: { name: "digest" }, message: "evil" },
    { name: "group", properties: {}, message: "x" },
  ]);
  assert.deepEqual(stream.lines, ["plain", "no ::command here"]);
});

test("between stop-commands and its token nothing is a command", () => {
  const stream = commandStream();
  stream.push("::stop-commands::abc\n::set-output name=x::y\n::other::\n::abc::\n::notice::z\n");
  assert.deepEqual(stream.lines, ["::set-output name=x::y", "::other::"]);
  assert.deepEqual(
    stream.commands.map((command) => command.name),
    ["notice"],
  );
});

test("command files have lines and blocks, and a broken one is an error", () => {
  assert.deepEqual(parseCommandFile("a=1\nb<<EOF\nx\ny=z\nEOF\nc=\n"), { a: "1", b: "x\ny=z", c: "" });
  assert.throws(() => parseCommandFile("b<<EOF\nx\n"), /delimiter not found/);
  assert.throws(() => parseCommandFile("nonsense\n"), /Invalid format/);
});

test("an action gets its defaults, inputs and event, and nothing of our environment", async (t) => {
  const directory = await mkdtemp(path.join(tmpdir(), "pi5-runner-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const action = path.join(directory, "actions/toy");
  await mkdir(action, { recursive: true });
  await writeFile(
    path.join(action, "action.yml"),
    "inputs:\n  some name: { default: dflt }\n  other: {}\nruns: { using: node24, main: ../../toy.cjs }\n",
  );
  await writeFile(
    path.join(directory, "toy.cjs"),
    `const fs = require("node:fs");
     const names = Object.keys(process.env).filter((name) => !/^(GITHUB|RUNNER|INPUT)_|^(CI|PATH)$|^NODE_V8_COVERAGE$/.test(name));
     fs.appendFileSync(process.env.GITHUB_OUTPUT, "seen=" + JSON.stringify([process.env.INPUT_SOME_NAME, process.env.INPUT_OTHER, names, JSON.parse(fs.readFileSync(process.env.GITHUB_EVENT_PATH)).action]) + "\\n");
     fs.appendFileSync(process.env.GITHUB_STEP_SUMMARY, "# hi");
     console.log("::add-mask::secret"); console.log("line"); console.error("err"); process.exitCode = 4;`,
  );
  const result = await runAction({
    action,
    inputs: { other: "x" },
    environment: { PATH: "/bin" },
    workspace: directory,
    temporary: path.join(directory, "temp"),
    event: { action: "opened" },
  });
  assert.equal(result.code, 4);
  assert.deepEqual(JSON.parse(result.outputs["seen"] ?? ""), ["dflt", "x", [], "opened"]);
  assert.equal(result.summary, "# hi");
  assert.deepEqual(result.masks, ["secret"]);
  assert.deepEqual(result.log, ["line"]);
  assert.equal(result.stderr, "err\n");
});
