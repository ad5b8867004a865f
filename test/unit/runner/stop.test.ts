import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { EventEmitter } from "node:events";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { createProcesses } from "../../../src/io/process.ts";
import { stopOnSignals, untilStopped } from "../../../src/io/stop.ts";
import { isFault } from "../../../src/values/fault.ts";

const root = path.resolve(import.meta.dirname, "../../..");

// A docker without the containerd store, so that a builder is made for the run, whose build never ends.
const docker = (record: string) => `#!${process.execPath}
const fs = require("node:fs");
const argv = process.argv.slice(2);
fs.appendFileSync(${JSON.stringify(record)}, JSON.stringify({ argv, pid: process.pid }) + "\\n");
if (argv[1] === "inspect") process.stdout.write("Name: default\\nDriver: docker\\n");
if (argv[0] === "info") process.stdout.write('[["driver-type","overlay2"]]');
if (argv[1] === "build") setInterval(() => {}, 1000);
`;

type Call = { readonly argv: readonly string[]; readonly pid: number };

async function callsIn(record: string): Promise<readonly Call[]> {
  const lines = (await readFile(record, "utf8")).split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as Call);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

for (const signal of ["SIGINT", "SIGTERM"] as const)
  test(`${signal} in the middle of a build ends it and leaves no builder, no secret and no process`, async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), "pi5-stop-"));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const [bin, work, temporary] = ["bin", "work", "temporary"].map((name) => path.join(folder, name)) as [
      string,
      string,
      string,
    ];
    for (const one of [bin, work]) await mkdir(one);
    const record = path.join(folder, "calls");
    await writeFile(record, "");
    await writeFile(path.join(bin, "docker"), docker(record), { mode: 0o755 });
    await writeFile(path.join(work, "Dockerfile"), "FROM scratch\nCOPY . /\n");
    const child = spawn(process.execPath, [path.join(root, "actions/build-arm64/main.ts")], {
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        PATH: bin,
        HOME: folder,
        // Not there yet: it is made.
        RUNNER_TEMP: temporary,
        GITHUB_WORKSPACE: work,
        GITHUB_OUTPUT: path.join(folder, "output"),
        INPUT_IMAGE: "localhost:1/acme/app",
        INPUT_CONTEXT: ".",
        INPUT_SECRETS: "npm=a-secret-of-the-build",
      },
    });
    t.after(() => child.kill("SIGKILL"));
    await writeFile(path.join(folder, "output"), "");
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    const building = async () => (await callsIn(record)).find(({ argv }) => argv[1] === "build");
    for (let tries = 0; tries < 600 && (await building()) === undefined; tries += 1) await wait(50);
    const build = await building();
    assert.ok(build !== undefined, said);
    const secret = build.argv.find((word) => word.startsWith("id=npm,src="))?.slice("id=npm,src=".length);
    assert.equal(await readFile(secret ?? "", "utf8"), "a-secret-of-the-build");
    child.kill(signal);
    assert.equal(await ended, 1, said);
    assert.match(said, new RegExp(`::error title=PROCESS_TIMEOUT::the run was stopped by ${signal}`));
    assert.equal(isAlive(build.pid), false);
    assert.deepEqual(await readdir(temporary), []);
    const calls = await callsIn(record);
    const made = calls.find(({ argv }) => argv[1] === "create")?.argv[3];
    assert.deepEqual(calls.at(-1)?.argv, ["buildx", "rm", "--force", made]);
  });

test("what does not end by itself is given up after a while, and a second signal ends the process at once", async () => {
  const exits: number[] = [];
  const target = Object.assign(new EventEmitter(), { exit: (code: number) => exits.push(code) });
  const { stopped, release } = stopOnSignals(target as unknown as Parameters<typeof stopOnSignals>[0]);
  assert.equal(await untilStopped(Promise.resolve(1), stopped, 10), 1);
  const never = untilStopped(new Promise(() => {}), stopped, 10);
  target.emit("SIGTERM", "SIGTERM");
  await assert.rejects(never, (error: unknown) => isFault(error, "PROCESS_TIMEOUT"));
  assert.equal(await untilStopped(wait(5, 2), stopped, 1000), 2);
  assert.deepEqual(exits, []);
  target.emit("SIGINT", "SIGINT");
  assert.deepEqual(exits, [130]);
  release();
  assert.equal(target.listenerCount("SIGINT") + target.listenerCount("SIGTERM"), 0);
});

test("a stop ends what runs and lets later programs clean up; a request that was aborted does not start", async () => {
  const stop = new AbortController();
  const processes = createProcesses({ PATH: process.env["PATH"] }, stop.signal);
  const request = { command: process.execPath, timeoutMs: 20_000, outputLimit: 100 };
  const sleeping = processes.run({ ...request, arguments: ["-e", "setInterval(() => {}, 1000)"] });
  setTimeout(() => stop.abort(), 300);
  await assert.rejects(sleeping, (error: unknown) => isFault(error, "PROCESS_TIMEOUT"));
  assert.equal((await processes.run({ ...request, arguments: ["-e", ""] })).code, 0);
  await assert.rejects(
    processes.run({ ...request, arguments: ["-e", ""], signal: AbortSignal.abort() }),
    (error: unknown) => isFault(error, "PROCESS_TIMEOUT"),
  );
});
