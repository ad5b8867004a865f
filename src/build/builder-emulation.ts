import { readdir } from "node:fs/promises";
import path from "node:path";
import { readBounded } from "../io/files.ts";

/** How a machine runs programs of other processors. */
export type Emulation = {
  /** The platform that the builder's machine runs by itself. */
  readonly native: string;
  /** Platforms that the builder names; empty where it does not say. */
  readonly named: readonly string[];
  /** The kernel's own interpreter for arm64 programs; undefined where it has none. */
  readonly interpreter: string | undefined;
};

/** One line on how RUN steps of some platforms will run; undefined when they run natively. It only matters where there are RUN steps. */
export function emulationNote(platforms: readonly string[], emulation: Emulation): string | undefined {
  const { native, named, interpreter } = emulation;
  const foreign = platforms.filter((name) => !sameProcessor(native, name));
  if (foreign.length === 0) return undefined;
  const words = foreign.join(" and ");
  const emulated =
    named.length === 0
      ? interpreter !== undefined
      : foreign.every((name) => named.some((other) => sameProcessor(other, name)));
  return emulated
    ? `RUN steps for ${words} run under emulation, five to fifteen times slower than on an arm64 runner (ubuntu-24.04-arm)`
    : `nothing here is known to run ${words}: RUN steps will fail unless the builder brings its own emulator; use an arm64 runner (ubuntu-24.04-arm) or docker/setup-qemu-action`;
}

/** The interpreter that the kernel starts arm64 programs with (binfmt_misc), or undefined. */
export async function readBinfmt(folder = "/proc/sys/fs/binfmt_misc"): Promise<string | undefined> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((entry) => /aarch64|arm64/i.test(entry)).sort()) {
    const text = (await readBounded(path.join(folder, name), 65_536).catch(() => Buffer.alloc(0))).toString(
      "utf8",
    );
    const interpreter = /^interpreter (.+)$/m.exec(text)?.[1];
    if (text.startsWith("enabled") && interpreter !== undefined) return interpreter;
  }
  return undefined;
}

/** The platform of the machine that this program runs on. */
export function ownPlatform(architecture: string): string {
  return `linux/${architecture === "x64" ? "amd64" : architecture}`;
}

/** `linux/arm64` and `linux/arm64/v8` are one. */
function sameProcessor(left: string, right: string): boolean {
  const plain = (name: string): string => name.replace(/^linux\/arm64\/v8$/, "linux/arm64");
  return plain(left) === plain(right);
}
