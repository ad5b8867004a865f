import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { runAction } from "../../../doubles/runner/run-action.ts";

test("a failure that names a line of the Dockerfile is shown on it", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "pi5-annotation-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const workspace = path.join(folder, "work");
  await mkdir(path.join(workspace, "app"), { recursive: true });
  await writeFile(path.join(workspace, "app/Dockerfile"), "# syntax\nFROM busybox:1\n");
  const action = path.join(folder, "action");
  await mkdir(action);
  const main = path.resolve(import.meta.dirname, "../../../actions/build-arm64/main.ts");
  await writeFile(path.join(action, "action.yml"), `runs:\n  main: ${main}\n`);
  const start = (inputs: Readonly<Record<string, string>>) =>
    runAction({
      action,
      inputs: { image: "localhost:1/acme/app", ...inputs },
      environment: { PATH: folder, HOME: folder },
      workspace,
      temporary: path.join(folder, "temporary"),
    });
  const { annotations, summary } = await start({ context: "app", "require-pinned-bases": "true" });
  assert.deepEqual(annotations[0]?.properties, {
    title: "BUILD_BASE_NOT_PINNED",
    file: "app/Dockerfile",
    line: "2",
  });
  assert.match(
    summary.replaceAll("&#95;", "_"),
    /BUILD_BASE_NOT_PINNED: [^]*Where[^]*app.Dockerfile:2[^]*Next/,
  );
});
