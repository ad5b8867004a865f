// The kernel's table of programs that start programs of other processors (binfmt_misc).
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { run } from "./process.ts";

export type Emulation = {
  /** Whether arm64 programs start on this machine now. */
  readonly works: boolean;
  /** One line: what was found or done, or why not. */
  readonly did: string;
  /** Takes back what this call registered; nothing when it registered nothing. */
  readonly undo: () => Promise<void>;
};

/** The tree of the QEMU peer and its version. */
export type Qemu = { readonly directory: string; readonly version: string };

const BINFMT = "/proc/sys/fs/binfmt_misc";
const ENTRY = "pi5-qemu-aarch64";
const PROGRAM = "usr/bin/qemu-aarch64-static";

/** Registers QEMU for arm64 programs where the kernel has none and this process may (root); `find` is asked only then. Never throws for a kernel that refuses: `did` says so. */
export async function registerQemu(find: () => Promise<Qemu>): Promise<Emulation> {
  const undo = async (): Promise<void> => undefined;
  if (process.arch === "arm64") return { works: true, did: "this machine is arm64", undo };
  const present = registered();
  if (present) return { works: true, did: `the kernel already starts arm64 programs (${present})`, undo };
  if (process.getuid?.() !== 0) {
    return {
      works: false,
      did: "not root: run 'apt-get install qemu-user-static' as root for arm64 RUN steps",
      undo,
    };
  }
  const mounted = existsSync(path.join(BINFMT, "register"));
  try {
    if (!mounted) await run(["mount", "-t", "binfmt_misc", "binfmt_misc", BINFMT]);
    const found = registered();
    if (found) return { works: true, did: `mounted binfmt_misc, which has ${found}`, undo };
    const qemu = await find();
    const program = path.join(qemu.directory, PROGRAM);
    const debian = readFileSync(
      path.join(qemu.directory, "usr/lib/binfmt.d/qemu-aarch64.conf"),
      "utf8",
    ).trim();
    writeFileSync(path.join(BINFMT, "register"), entry(debian, program));
    const release = async (): Promise<void> => {
      if (existsSync(path.join(BINFMT, ENTRY))) writeFileSync(path.join(BINFMT, ENTRY), "-1");
      if (!mounted) await run(["umount", BINFMT]);
    };
    return {
      works: true,
      did: `registered ${program} (QEMU ${qemu.version}) as ${ENTRY}`,
      undo: release,
    };
  } catch (error) {
    return {
      works: false,
      did: `the kernel refused: ${error instanceof Error ? error.message : String(error)}`,
      undo,
    };
  }
}

function registered(): string | undefined {
  for (const name of [ENTRY, "qemu-aarch64"]) {
    const file = path.join(BINFMT, name);
    if (existsSync(file) && readFileSync(file, "utf8").startsWith("enabled")) return name;
  }
  return undefined;
}

/** Debian's own rule (":name:M::magic:mask:interpreter:flags") with our name and program; F keeps the program open for containers. */
export function entry(debianRule: string, program: string): string {
  const parts = debianRule.split(":");
  const [, , kind, offset, magic, mask, , flags] = parts;
  if (parts.length !== 8 || kind !== "M" || !magic || !mask)
    throw new Error(`not a binfmt rule: ${debianRule}`);
  const kept = `${flags ?? ""}${(flags ?? "").includes("F") ? "" : "F"}`;
  return `:${ENTRY}:M:${offset ?? ""}:${magic}:${mask}:${program}:${kept}`;
}
