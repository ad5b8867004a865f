// Makes the build context of the sample app: the same bytes, modes and times on every machine.
import { chmodSync, closeSync, copyFileSync, existsSync, lutimesSync, mkdirSync, openSync } from "node:fs";
import { readFileSync, readSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export type ContextOptions = {
  /** A static arm64 busybox, as a file. */
  readonly busybox: string;
  /** Where the context is written: a folder that does not exist yet, or is empty. */
  readonly directory: string;
  /** Goes into the label, /app/version and /metrics: letters, digits, dots, plus and minus. */
  readonly version: string;
};

const SOURCES = path.dirname(fileURLToPath(import.meta.url));
const COMMANDS = ["cat", "cut", "dd", "httpd", "sh", "sha256sum", "wc", "wget"];
const EM_AARCH64 = 183;

/** Writes Dockerfile and rootfs/ with fixed modes and times (second 1 of 1970) and returns the folder. Throws when busybox is not an arm64 program, the version is unfit or the folder is in use. */
export function prepareBuildContext(options: ContextOptions): string {
  const { busybox, directory, version } = options;
  if (!/^[0-9A-Za-z][0-9A-Za-z.+-]{0,63}$/.test(version)) throw new Error(`"${version}" is not a version.`);
  if (machineOf(busybox) !== EM_AARCH64) throw new Error(`${busybox} is not an arm64 ELF program.`);
  if (existsSync(directory) && readdirSync(directory).length > 0)
    throw new Error(`${directory} is not empty.`);
  const root = path.join(directory, "rootfs");
  for (const folder of ["app", "app/www", "app/www/cgi-bin", "bin", "models"]) {
    mkdirSync(path.join(root, folder), { recursive: true });
  }
  for (const file of filesBelow(path.join(SOURCES, "rootfs"))) {
    const target = path.join(root, file);
    copyFileSync(path.join(SOURCES, "rootfs", file), target);
    chmodSync(target, file.includes("cgi-bin") || file.endsWith(".sh") ? 0o755 : 0o644);
  }
  copyFileSync(busybox, path.join(root, "bin", "busybox"));
  chmodSync(path.join(root, "bin", "busybox"), 0o755);
  for (const command of COMMANDS) symlinkSync("busybox", path.join(root, "bin", command));
  writeText(path.join(root, "app", "version"), `${version}\n`);
  const dockerfile = readFileSync(path.join(SOURCES, "Dockerfile"), "utf8");
  writeText(
    path.join(directory, "Dockerfile"),
    dockerfile.replace(/^ARG VERSION=.*$/m, `ARG VERSION=${version}`),
  );
  fixFolders(directory);
  return directory;
}

function writeText(file: string, text: string): void {
  writeFileSync(file, text);
  chmodSync(file, 0o644);
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

// Children first: writing into a folder would move its time again. Folder modes do not depend on the umask.
function fixFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) fixFolders(file);
    else lutimesSync(file, 1, 1);
  }
  chmodSync(folder, 0o755);
  lutimesSync(folder, 1, 1);
}

function machineOf(file: string): number | undefined {
  const head = Buffer.alloc(20);
  if (!statSync(file).isFile()) return undefined;
  const handle = openSync(file, "r");
  try {
    if (readSync(handle, head, 0, 20, 0) < 20 || head.readUInt32BE(0) !== 0x7f454c46) return undefined;
  } finally {
    closeSync(handle);
  }
  return head.readUInt16LE(18);
}
