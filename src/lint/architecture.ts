import { type ElfHeader, aarch64, elfHeaderLength, machineName, readElfHeader } from "../formats/elf.ts";
import { overlay } from "../layers/overlay.ts";
import type { ImageConfig, LayerVisitor, VisitedEntry } from "../layers/visitor.ts";
import type { Finding } from "../values/finding.ts";

type Node = {
  readonly elf: ElfHeader | undefined;
  readonly linkTarget: string | undefined;
  readonly corrupt: boolean;
};
type Facts = readonly (readonly [string, Node])[];

/** P5001: what an image starts must be arm64, whatever its config claims. */
export const architectureRule: LayerVisitor<Facts, readonly Finding[]> = {
  id: "P5001",
  wants: () => elfHeaderLength,
  layer: (entries) => entries.map((entry) => [entry.path, inspect(entry)] as const),
  combine: judgeArchitecture,
};

function inspect(entry: VisitedEntry): Node {
  const linkTarget =
    entry.type === "symlink"
      ? entry.linkTarget
      : entry.type === "hardlink"
        ? `/${entry.linkTarget ?? ""}`
        : undefined;
  try {
    return {
      elf: entry.content === undefined ? undefined : readElfHeader(entry.content),
      linkTarget,
      corrupt: false,
    };
  } catch {
    // A broken ELF file cannot run anywhere; it matters only when it is what the image starts.
    return { elf: undefined, linkTarget, corrupt: true };
  }
}

function judgeArchitecture(bottomUp: readonly Facts[], config: ImageConfig): readonly Finding[] {
  const findings: Finding[] = [];
  const next = "build with --platform linux/arm64 and copy arm64 binaries into the image";
  const report = (message: string, file?: string): void =>
    void findings.push({
      rule: "P5001",
      severity: "error",
      message,
      next,
      ...(file === undefined ? {} : { file }),
    });
  if (config.os !== "linux" || config.architecture !== "arm64")
    report(`the image is ${config.os}/${config.architecture}; a Raspberry Pi 5 runs linux/arm64`);
  const files = overlay(bottomUp);
  const started = [...config.entrypoint, ...config.command][0];
  const program = started === undefined ? undefined : resolveProgram(started, files, searchPath(config));
  if (program !== undefined) {
    const { elf, corrupt } = files.get(program) ?? { elf: undefined, corrupt: false };
    if (corrupt) report(`/${program}, which the image starts, is a broken ELF file`, program);
    if (elf !== undefined && elf.machine !== aarch64)
      report(`/${program}, which the image starts, is built for ${machineName(elf.machine)}`, program);
  }
  const programs = [...files.entries()].filter(
    ([, node]) => node.elf?.type === "executable" || node.elf?.type === "shared",
  );
  const foreign = programs.filter(([, node]) => node.elf?.machine !== aarch64);
  if (programs.length > 0 && foreign.length === programs.length && findings.length === 0) {
    const [path, node] = foreign[0] ?? [];
    report(
      `none of the ${programs.length} programs in the image is arm64: /${path} is built for ${machineName(node?.elf?.machine ?? 0)}`,
      path,
    );
  }
  return findings;
}

function searchPath(config: ImageConfig): readonly string[] {
  const path =
    config.environment.find((variable) => variable.startsWith("PATH="))?.slice("PATH=".length) ??
    "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  return path.split(":").filter((folder) => folder.startsWith("/"));
}

function resolveProgram(
  started: string,
  files: ReadonlyMap<string, Node>,
  folders: readonly string[],
): string | undefined {
  const candidates = started.startsWith("/") ? [started] : folders.map((folder) => `${folder}/${started}`);
  for (const candidate of candidates) {
    const found = follow(candidate, files);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Follows symbolic links, those of folders included (`/bin` is often one), for at most 40 steps as Linux does. */
function follow(start: string, files: ReadonlyMap<string, Node>): string | undefined {
  let parts = start.split("/").filter((part) => part !== "" && part !== ".");
  let done: string[] = [];
  for (let steps = 0; parts.length > 0;) {
    const part = parts[0] ?? "";
    parts = parts.slice(1);
    if (part === "..") {
      done = done.slice(0, -1);
      continue;
    }
    const target = files.get([...done, part].join("/"))?.linkTarget;
    if (target === undefined) {
      done = [...done, part];
      continue;
    }
    steps += 1;
    if (steps > 40) return undefined;
    parts = [...target.split("/").filter((piece) => piece !== "" && piece !== "."), ...parts];
    if (target.startsWith("/")) done = [];
  }
  const path = done.join("/");
  return files.has(path) ? path : undefined;
}
