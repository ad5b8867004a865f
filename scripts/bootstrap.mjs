// Runs on whatever Node the machine has (20 or newer): installs the locked packages when they are
// missing or stale, then starts the given TypeScript program on the Node 24 that the lock brings.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [program, ...args] = process.argv.slice(2);
if (!program) {
  process.stderr.write("usage: node scripts/bootstrap.mjs PROGRAM.ts [ARGUMENT ...]\n");
  process.exit(2);
}

const stamp = path.join(root, "node_modules", ".pi5-lock-sha256");
const lock = createHash("sha256")
  .update(readFileSync(path.join(root, "package-lock.json")))
  .digest("hex");
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
  const failed = await install();
  if (failed) {
    process.stderr.write(`${failed.message}\n`);
    process.exit(failed.code);
  }
  writeFileSync(stamp, lock);
}

const packaged = path.join(root, "node_modules", `node-${process.platform}-${process.arch}`, "bin", "node");
const node = existsSync(packaged) ? packaged : process.execPath;
if (node === process.execPath && Number(process.versions.node.split(".")[0]) < 24) {
  process.stderr.write(
    `Node 24 or newer is needed and no packaged one exists for ${process.platform}-${process.arch}: install Node 24 and run again.\n`,
  );
  process.exit(1);
}

const { code } = await run(node, [path.resolve(root, program), ...args], {
  stdio: "inherit",
  // npm puts its own shims first; children of ours that look for "node" must find the same one.
  env: { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ""}` },
});
process.exit(code);

// Runs a program to its end. It decides what a Ctrl-C means: it may have servers to stop and folders to remove.
async function run(command, argv, options) {
  let signalled = 0;
  const forward = (signal) => {
    signalled = 128 + (constants.signals[signal] ?? 0);
    child.kill(signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  // Before the child is there: it may be running, and a signal on its way, before spawn returns.
  for (const signal of signals) process.on(signal, forward);
  const child = spawn(command, argv, options);
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text) => (said += text));
  return await new Promise((resolve) => {
    child.on("error", (error) => resolve({ code: 1, said: error.message, signalled }));
    child.on("close", (status, signal) => {
      for (const name of signals) process.removeListener(name, forward);
      resolve({ code: signal ? 128 + (constants.signals[signal] ?? 0) : (status ?? 1), said, signalled });
    });
  });
}

// Undefined when the locked packages are there; else the one line to show and the exit code.
async function install() {
  process.stderr.write("Installing the locked npm packages (once) ...\n");
  const started = Date.now();
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
  // npm's own pauses between tries are silent and add up to more than a minute.
  const patience = ["--fetch-retry-mintimeout=2000", "--fetch-retry-factor=4"];
  const npm = await run("npm", ["ci", ...quiet, ...patience], {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (npm.signalled) {
    return { message: "Stopped while installing; the next run starts that again.", code: npm.signalled };
  }
  if (npm.code !== 0)
    return { message: `npm ci failed, and nothing was started: ${reason(npm.said)}`, code: 1 };
  process.stderr.write(`Installed in ${Math.round((Date.now() - started) / 1000)} s.\n`);
  return undefined;
}

// npm explains itself over many lines, "npm error KEY VALUE" and sentences: one line of what matters, and what to do.
function reason(said) {
  const lines = said.split("\n").map((line) => line.replace(/^npm (error|ERR!) ?/, "").trim());
  const errorCode = lines.map((line) => /^code (\S+)$/.exec(line)?.[1]).find(Boolean);
  const log = lines
    .map((line) => /complete log of this run can be found in: ?(.*)$/.exec(line)?.[1])
    .find(Boolean);
  const details = /^(code|syscall|errno|path|dest|type|hostname|network|A complete log)\b/;
  const sentence = lines.find((line) => line !== "" && !details.test(line)) ?? "npm did not say why";
  const hint = [
    [
      /^(EAI_AGAIN|E[A-Z]*TIMEDOUT|ENOTFOUND|ECONN\w+|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|.*CERT.*)$/,
      "check the network, and npm's registry, proxy and cafile settings",
    ],
    [/^(EACCES|EPERM|EROFS)$/, `this checkout (${root}) and npm's cache must be writable`],
    [/^ENOSPC$/, "free some disk space"],
  ].find(([pattern]) => pattern.test(errorCode ?? ""))?.[1];
  const parts = [
    errorCode && !sentence.includes(errorCode) ? `${errorCode}: ` : "",
    sentence.slice(0, 300).replace(/\.$/, ""),
    ".",
  ];
  if (hint) parts.push(` Next: ${hint}, then run again.`);
  if (log) parts.push(` npm's log: ${log}`);
  return parts.join("");
}
