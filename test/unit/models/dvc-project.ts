import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { systemClock } from "../../../src/io/clock.ts";
import { createHttp } from "../../../src/io/http.ts";
import { plainLog } from "../../../src/io/log.ts";
import { createProcesses } from "../../../src/io/process.ts";
import { createSecrets } from "../../../src/io/secret.ts";
import type { DvcPorts } from "../../../src/models/sources/dvc.ts";

export type DvcProject = {
  readonly directory: string;
  readonly ports: DvcPorts;
  readonly lines: string[];
  readonly write: (file: string, content: string | Uint8Array) => Promise<void>;
  readonly git: (...words: string[]) => string;
  /** Commits everything and gives the commit. */
  readonly commit: (message?: string) => string;
  /** Puts an object into a store in DVC 3's layout and gives its md5. */
  readonly store: (folder: string, content: string | Uint8Array) => Promise<string>;
};

/** The md5 of some bytes, as DVC names them. */
export function md5Of(content: string | Uint8Array): string {
  return createHash("md5").update(content).digest("hex");
}

/** A .dvc file as DVC 3 writes it. */
export function dvcFile(name: string, content: string | Uint8Array, more = ""): string {
  return `outs:\n- md5: ${md5Of(content)}\n  size: ${Buffer.byteLength(content)}\n  hash: md5\n  path: ${name}\n${more}`;
}

/** A git repository in a temporary folder, with the ports to read models in it. */
export async function dvcProject(t: TestContext, subfolder = ""): Promise<DvcProject> {
  const root = await mkdtemp(path.join(tmpdir(), "pi5-models-"));
  const directory = path.join(root, "work");
  const temporary = path.join(root, "temporary");
  await mkdir(path.join(directory, subfolder), { recursive: true });
  await mkdir(temporary);
  const http = createHttp({ environment: {} });
  t.after(async () => {
    await http.close();
    await rm(root, { recursive: true, force: true });
  });
  const git = (...words: string[]): string =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...words], {
      cwd: directory,
      encoding: "utf8",
    });
  git("init", "-q", "-b", "main");
  const write = async (file: string, content: string | Uint8Array): Promise<void> => {
    await mkdir(path.dirname(path.join(directory, file)), { recursive: true });
    await writeFile(path.join(directory, file), content);
  };
  const lines: string[] = [];
  return {
    directory,
    lines,
    write,
    git,
    commit: (message = "x") => {
      git("add", "-A");
      git("commit", "-q", "--allow-empty", "-m", message);
      return git("rev-parse", "HEAD").trim();
    },
    store: async (folder, content) => {
      const md5 = md5Of(content);
      await write(`${folder}/files/md5/${md5.slice(0, 2)}/${md5.slice(2)}`, content);
      return md5;
    },
    ports: {
      http,
      clock: { ...systemClock, sleep: async () => {} },
      random: () => 0,
      secrets: createSecrets(),
      processes: createProcesses(process.env),
      log: plainLog((line) => lines.push(line)),
      workspace: path.join(directory, subfolder),
      temporary,
    },
  };
}
