// How far this process may go: containers and plain chroots take away what buildah counts on.
import { readFileSync } from "node:fs";

/** `full`: root that can make mounts. `container`: root without that right. `chroot`: root with it, in a plain chroot. `user`: not root. */
export type Confinement = "full" | "container" | "chroot" | "user";

/** What the kernel lets this process do. Root with an unreadable /proc counts as `full`. */
export function confinement(): Confinement {
  return confinementOf(process.getuid?.() ?? -1, text("/proc/self/status"), text("/proc/self/mountinfo"));
}

/** The same from a user id and the texts of /proc/self/status and /proc/self/mountinfo (proc(5)). */
export function confinementOf(user: number, status: string, mounts: string): Confinement {
  if (user !== 0) return "user";
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1];
  if (effective !== undefined && (BigInt(`0x${effective}`) & CAP_SYS_ADMIN) === 0n) return "container";
  // In a plain chroot "/" is a folder of some file system and not its top: remounts and pivot_root fail there.
  const lines = mounts.split("\n").filter((line) => line !== "");
  return lines.length > 0 && !lines.some((line) => line.split(" ")[4] === "/") ? "chroot" : "full";
}

const CAP_SYS_ADMIN = 1n << 21n;

function text(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
