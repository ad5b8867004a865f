import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { systemClock } from "../../../src/io/clock.ts";
import { codeOf, containPath, readBounded, writeAtomic } from "../../../src/io/files.ts";
import { openGit } from "../../../src/io/git.ts";
import { plainLog, silentLog } from "../../../src/io/log.ts";
import { openPorts } from "../../../src/io/open-ports.ts";
import { childEnvironment, createProcesses, runToSuccess } from "../../../src/io/process.ts";
import { fewTries, retry, retryAfterMs } from "../../../src/io/retry.ts";
import { createSecrets } from "../../../src/io/secret.ts";
import { isFault } from "../../../src/values/fault.ts";

const faultCode = (code: string) => (error: unknown) => isFault(error, code);

async function folder(t: TestContext): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), "pi5-io-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function program(directory: string, name: string, body: string): Promise<string> {
  const file = path.join(directory, name);
  await writeFile(file, `#!${process.execPath}\n${body}\n`);
  await chmod(file, 0o755);
  return file;
}

const processes = createProcesses(process.env);

test("a path is contained after its links are resolved", async (t) => {
  const root = await folder(t);
  const outside = await folder(t);
  await mkdir(path.join(root, "a"));
  await writeFile(path.join(root, "a/file"), "x");
  await symlink(outside, path.join(root, "way-out"));
  await symlink(path.join(root, "a"), path.join(root, "inside"));
  assert.ok((await containPath(root, "a/file")).endsWith("a/file"));
  assert.ok((await containPath(root, "inside/file")).endsWith("a/file"));
  assert.ok((await containPath(root, "a/new")).endsWith("a/new"));
  assert.ok(await containPath(root, "."));
  for (const bad of ["../x", "/etc/passwd", "way-out", "way-out/x"])
    await assert.rejects(containPath(root, bad), faultCode("PATH_OUTSIDE"), bad);
  await assert.rejects(containPath(root, "none/x"), faultCode("FILE_MISSING"));
  await assert.rejects(containPath(root, "a/file/x"), (error) =>
    isFault(error, "FILE_UNREADABLE", "FILE_MISSING"),
  );
});

test("reading is bounded, also for what lies about its size", async (t) => {
  const root = await folder(t);
  const file = path.join(root, "f");
  await writeFile(file, "12345");
  assert.equal((await readBounded(file, 5)).toString(), "12345");
  await assert.rejects(readBounded(file, 4), faultCode("FILE_TOO_LARGE"));
  await assert.rejects(readBounded(path.join(root, "none"), 4), faultCode("FILE_MISSING"));
  await assert.rejects(readBounded(root, 4), faultCode("FILE_UNREADABLE"));
  await assert.rejects(readBounded("/proc/self/status", 10), faultCode("FILE_TOO_LARGE"));
  await assert.rejects(readBounded(path.join(file, "x"), 4), faultCode("FILE_UNREADABLE"));
});

test("a file is written whole, or not at all and nothing is left behind", async (t) => {
  const root = await folder(t);
  await writeAtomic(path.join(root, "deep/er/f"), "one");
  await writeAtomic(path.join(root, "deep/er/f"), "two");
  assert.equal(await readFile(path.join(root, "deep/er/f"), "utf8"), "two");
  assert.deepEqual(await readdir(path.join(root, "deep/er")), ["f"]);
  await mkdir(path.join(root, "taken"));
  await assert.rejects(writeAtomic(path.join(root, "taken"), "x"), faultCode("FILE_UNREADABLE"));
  assert.deepEqual((await readdir(root)).sort(), ["deep", "taken"]);
  assert.equal(codeOf(new Error("x")), "");
});

test("a child gets its argv as it is and an environment without our secrets", async (t) => {
  const root = await folder(t);
  await program(
    root,
    "show",
    "process.stdout.write(JSON.stringify({ argv: process.argv.slice(2), names: Object.keys(process.env) }))",
  );
  const own = createProcesses({
    PATH: `${root}:${process.env["PATH"]}`,
    HOME: root,
    INPUT_SECRET: "x",
    GITHUB_TOKEN: "x",
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "x",
    LD_PRELOAD: "x",
    NODE_OPTIONS: "x",
    GIT_DIR: "x",
  });
  const strange = ["a b", "$(id)", "`id`", "'\"", "--x", "", "é\n"];
  const { stdout, code } = await own.run({
    command: "show",
    arguments: strange,
    environment: { EXTRA: "1" },
    timeoutMs: 10_000,
    outputLimit: 10_000,
  });
  const seen = JSON.parse(stdout.toString()) as { argv: string[]; names: string[] };
  assert.equal(code, 0);
  assert.deepEqual(seen.argv, strange);
  assert.deepEqual(
    seen.names.filter((name) => !["PATH", "HOME", "EXTRA", "NODE_V8_COVERAGE"].includes(name)),
    [],
  );
  assert.deepEqual(Object.keys(childEnvironment({ HTTPS_PROXY: "p", FOO: "x" })), ["HTTPS_PROXY"]);
});

test("a program's lines arrive as they are printed, and its exit code is given", async (t) => {
  const root = await folder(t);
  const file = await program(
    root,
    "talk",
    'process.stderr.write("one\\ntw"); process.stdout.write("out\\n"); setTimeout(() => { process.stderr.write("o\\nthree"); process.exitCode = 3; }, 20);',
  );
  const lines: string[] = [];
  const result = await processes.run({
    command: file,
    arguments: [],
    timeoutMs: 10_000,
    outputLimit: 100,
    onLine: (line) => lines.push(line),
    streamStdout: true,
  });
  assert.equal(result.code, 3);
  assert.deepEqual(lines.sort(), ["one", "out", "three", "two"]);
  await assert.rejects(
    runToSuccess(processes, { command: file, arguments: [], timeoutMs: 10_000, outputLimit: 100 }),
    (error: unknown) =>
      isFault(error, "PROCESS_FAILED") && /exit code 3: one\ntwo\nthree/.test(error.message),
  );
});

test("a program is ended when it takes too long, prints too much or is no longer wanted", async (t) => {
  const root = await folder(t);
  const slow = await program(root, "slow", "setInterval(() => {}, 1000)");
  const loud = await program(root, "loud", 'process.stdout.write("x".repeat(100000))');
  const abort = new AbortController();
  await assert.rejects(
    processes.run({ command: slow, arguments: [], timeoutMs: 150, outputLimit: 10 }),
    faultCode("PROCESS_TIMEOUT"),
  );
  await assert.rejects(
    processes.run({ command: loud, arguments: [], timeoutMs: 10_000, outputLimit: 1000 }),
    faultCode("PROCESS_OUTPUT_TOO_LARGE"),
  );
  const running = processes.run({
    command: slow,
    arguments: [],
    timeoutMs: 10_000,
    outputLimit: 10,
    signal: abort.signal,
  });
  setTimeout(() => abort.abort(), 50);
  await assert.rejects(running, faultCode("PROCESS_TIMEOUT"));
  await assert.rejects(
    processes.run({ command: "no-such-program-here", arguments: [], timeoutMs: 100, outputLimit: 1 }),
    faultCode("PROCESS_MISSING"),
  );
  await writeFile(path.join(root, "broken"), "#!/no/such/interpreter\n", { mode: 0o755 });
  await assert.rejects(
    processes.run({ command: path.join(root, "broken"), arguments: [], timeoutMs: 1000, outputLimit: 1 }),
    faultCode("PROCESS_FAILED"),
  );
});

test("input reaches a child, and one that does not read it does no harm", async () => {
  const echoed = await processes.run({
    command: "cat",
    arguments: [],
    input: "hello",
    timeoutMs: 5000,
    outputLimit: 100,
  });
  assert.equal(echoed.stdout.toString(), "hello");
  const deaf = await processes.run({
    command: "true",
    arguments: [],
    input: "x".repeat(1_000_000),
    timeoutMs: 5000,
    outputLimit: 100,
  });
  assert.equal(deaf.code, 0);
});

test("git is read at one commit, and a revision is never an option", async (t) => {
  const root = await folder(t);
  const git = openGit(processes, root);
  await git.run(["init", "-q", "-b", "main"]);
  await writeFile(path.join(root, "a.txt"), "one");
  await mkdir(path.join(root, "d"));
  await writeFile(path.join(root, "d/b.txt"), "two");
  await symlink("/etc/passwd", path.join(root, "link"));
  await git.run(["add", "-A"]);
  await git.run(["-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "first"]);
  const commit = await git.resolve("main");
  await writeFile(path.join(root, "a.txt"), "changed");
  const tree = git.tree(commit);
  assert.match(commit, /^[0-9a-f]{40}$/);
  assert.equal(Buffer.from((await tree.read("a.txt")) ?? []).toString(), "one");
  assert.equal(await tree.read("link"), undefined);
  assert.equal(await tree.read("none"), undefined);
  assert.deepEqual(await tree.list(""), ["a.txt", "d/b.txt"]);
  assert.deepEqual(await tree.list("d/"), ["d/b.txt"]);
  await assert.rejects(git.resolve("--all"), faultCode("GIT_FAILED"));
  await assert.rejects(git.resolve("none"), faultCode("GIT_FAILED"));
});

test("secrets are masked in every form in which a tool may print them", () => {
  const announced: string[] = [];
  const secrets = createSecrets((form) => announced.push(form));
  secrets.add("first-line-secret\nsecond line+secret\n");
  secrets.add("abc");
  secrets.add("-----BEGIN PRIVATE KEY-----\nMIIEvQIBADAN\n-----END PRIVATE KEY-----\n");
  const text = `x first-line-secret y ${Buffer.from("first-line-secret").toString("base64")} ${encodeURIComponent("second line+secret")} MIIEvQIBADAN abc -----BEGIN PRIVATE KEY-----`;
  assert.equal(secrets.mask(text), "x *** y *** *** *** abc -----BEGIN PRIVATE KEY-----");
  assert.ok(announced.includes("first-line-secret"));
});

test("a retry waits as long as the server asks, with jitter, and gives up with the last error", async () => {
  const waits: number[] = [];
  const clock = { now: () => new Date(0), sleep: async (ms: number) => void waits.push(ms) };
  let calls = 0;
  const value = await retry(
    fewTries,
    clock,
    () => 1,
    async () => {
      calls += 1;
      if (calls === 1) return { done: false, error: new Error("busy"), waitMs: 3000 };
      if (calls === 2) return { done: false, error: new Error("busy") };
      return { done: true, value: 7 };
    },
  );
  assert.equal(value, 7);
  assert.deepEqual(waits, [3000, 500]);
  await assert.rejects(
    retry(
      fewTries,
      clock,
      () => 0,
      async (number) => ({ done: false, error: new Error(`try ${number}`) }),
    ),
    /try 4/,
  );
  await assert.rejects(
    retry(
      fewTries,
      clock,
      () => 0,
      async (number) => ({ done: false, error: new Error(`try ${number}`), waitMs: 600_000 }),
    ),
    /try 1/,
  );
});

test("Retry-After is read as seconds and as a date", () => {
  const now = new Date("2026-01-01T00:00:00Z");
  assert.equal(retryAfterMs("5", now), 5000);
  assert.equal(retryAfterMs("Thu, 01 Jan 2026 00:00:10 GMT", now), 10_000);
  assert.equal(retryAfterMs("Thu, 01 Jan 2020 00:00:10 GMT", now), 0);
  assert.equal(retryAfterMs("soon", now), undefined);
  assert.equal(retryAfterMs(undefined, now), undefined);
});

test("a plain log prints masked lines; a silent one runs the work all the same", async () => {
  const lines: string[] = [];
  const log = plainLog(
    (line) => lines.push(line),
    (text) => text.replaceAll("secret", "***"),
  );
  log.info("a secret");
  log.debug("not shown");
  log.warning("careful");
  assert.equal(
    await log.group("Build", async () => log.fenced(async (write) => (write("::error::x"), 5))),
    5,
  );
  assert.deepEqual(lines, ["a ***", "warning: careful", "Build ...", "  ::error::x"]);
  silentLog.info("x");
  silentLog.debug("x");
  silentLog.warning("x");
  assert.equal(await silentLog.group("x", () => silentLog.fenced(async (write) => (write("x"), 6))), 6);
});

test("the system clock sleeps, and wakes up when told to", async () => {
  const abort = new AbortController();
  const sleeping = systemClock.sleep(60_000, abort.signal);
  abort.abort();
  await assert.rejects(sleeping, /abort/i);
  const before = systemClock.now().getTime();
  await systemClock.sleep(5);
  assert.ok(systemClock.now().getTime() >= before);
});

test("ports bring a temporary folder that is gone after the run", async (t) => {
  const root = await folder(t);
  const { ports, close } = await openPorts({
    environment: { RUNNER_TEMP: root, PATH: process.env["PATH"] },
    log: silentLog,
    secrets: createSecrets(),
    workspace: root,
    run: {
      repository: "",
      repositoryId: "",
      ownerId: "",
      commit: "",
      ref: "",
      eventName: "",
      runId: "",
      runAttempt: "",
      actor: "",
      serverUrl: "",
      apiUrl: "",
      graphqlUrl: "",
      event: async () => ({}),
    },
    identityToken: async () => "token",
  });
  assert.equal(path.dirname(ports.temporary), root);
  assert.ok(ports.httpFor({ insecureHosts: ["example.com"] }));
  assert.ok(ports.random() < 1);
  await close();
  assert.deepEqual(await readdir(root), []);
});
