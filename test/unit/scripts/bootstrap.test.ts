import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import type { TestContext } from "node:test";

const bootstrap = path.join(import.meta.dirname, "../../../scripts/bootstrap.mjs");

/** A checkout with the real bootstrap and an npm that is a shell script. */
async function checkout(t: TestContext, npm: string): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), "pi5-bootstrap-"));
  t.after(async () => await rm(root, { recursive: true, force: true }));
  for (const folder of ["scripts", "node_modules", "bin"]) mkdirSync(path.join(root, folder));
  copyFileSync(bootstrap, path.join(root, "scripts/bootstrap.mjs"));
  writeFileSync(path.join(root, "package-lock.json"), "{}");
  writeFileSync(path.join(root, "program.ts"), 'console.log("started"); process.exitCode = 7;\n');
  writeFileSync(path.join(root, "bin/npm"), `#!/bin/sh\n${npm}\n`, { mode: 0o755 });
  return root;
}

type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

function start(root: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, "scripts/bootstrap.mjs"), "program.ts"], {
      env: { ...process.env, PATH: `${path.join(root, "bin")}:/usr/bin:/bin` },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

test("the first start installs, every later one does not, and the program's exit code is ours", async (t) => {
  const root = await checkout(t, 'echo "$@" >> calls');
  const first = await start(root);
  assert.deepEqual([first.code, first.stdout], [7, "started\n"]);
  assert.match(first.stderr, /^Installing .*\nInstalled in \d+ s\.\n$/);
  const second = await start(root);
  assert.deepEqual([second.code, second.stdout, second.stderr], [7, "started\n", ""]);
  writeFileSync(path.join(root, "package-lock.json"), '{"other": 1}');
  assert.match((await start(root)).stderr, /^Installing /);
});

test("without a network the installation fails with one line that says what to check", async (t) => {
  const root = await checkout(
    t,
    `cat >&2 <<'SAID'
npm error code EAI_AGAIN
npm error syscall getaddrinfo
npm error errno EAI_AGAIN
npm error request to https://registry.example/ajv failed, reason: getaddrinfo EAI_AGAIN registry.example
npm error A complete log of this run can be found in: /home/robin/.npm/_logs/1.log
SAID
exit 1`,
  );
  const ended = await start(root);
  assert.deepEqual([ended.code, ended.stdout], [1, ""]);
  assert.deepEqual(ended.stderr.split("\n").slice(1), [
    "npm ci failed, and nothing was started: request to https://registry.example/ajv failed, reason: getaddrinfo EAI_AGAIN registry.example. Next: check the network, and npm's registry, proxy and cafile settings, then run again. npm's log: /home/robin/.npm/_logs/1.log",
    "",
  ]);
  assert.equal(existsSync(path.join(root, "node_modules/.pi5-lock-sha256")), false);
});

test("a checkout that cannot be written to is named", async (t) => {
  const root = await checkout(
    t,
    "echo 'npm error code EACCES' >&2; echo 'npm error syscall mkdir' >&2; echo 'npm error Error: permission denied, mkdir x' >&2; exit 243",
  );
  const ended = await start(root);
  assert.equal(ended.code, 1);
  assert.match(
    ended.stderr,
    /EACCES: Error: permission denied, mkdir x\. Next: this checkout \(.*\) and npm's/,
  );
});

test("Ctrl-C while installing ends npm, and the program does not start", async (t) => {
  // The bootstrap alone gets the signal, as when npm passes one on: it has to pass it on too.
  const root = await checkout(
    t,
    "trap 'echo gone > ended; kill $!; exit 1' INT; sleep 20 & kill -INT $PPID; wait $!",
  );
  const ended = await start(root);
  assert.deepEqual([ended.code, ended.stdout], [130, ""]);
  assert.match(ended.stderr, /Stopped while installing/);
  assert.equal(existsSync(path.join(root, "ended")), true);
});
