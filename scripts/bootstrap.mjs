// Runs on whatever Node the machine has (20 or newer): installs the locked packages when they are
// missing or stale, then starts the given TypeScript program on the Node 24 that the lock brings.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { spawn, spawnSync } from "node:child_process";
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
  process.stderr.write("Installing the locked npm packages (once) ...\n");
  const npm = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (npm.error || npm.status !== 0) {
    process.stderr.write("npm ci failed: the lines above say why. Nothing was started.\n");
    process.exit(1);
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

const child = spawn(node, [path.resolve(root, program), ...args], {
  stdio: "inherit",
  // npm puts its own shims first; children of ours that look for "node" must find the same one.
  env: { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ""}` },
});
// The program decides what a Ctrl-C means: it may have servers to stop and folders to remove.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) =>
  process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)),
);
