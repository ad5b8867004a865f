// A `docker` for tests: it says what it is told, notes what it was given, and "builds" by copying a prepared image layout.
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

export type FakeDocker = {
  /** Folder for PATH. */
  readonly bin: string;
  /** What each start was given. */
  readonly calls: () => Promise<{ readonly argv: string[]; readonly env: Record<string, string> }[]>;
};

export type FakeDockerOptions = {
  /** Layout that a build gives, and the digest that the metadata names. */
  readonly prepared: string;
  readonly root: string;
  /** A second layout for builds with --no-cache. */
  readonly again?: { readonly prepared: string; readonly root: string };
  /** What a build prints on both streams. */
  readonly lines?: readonly string[];
  readonly exitCode?: number;
};

/** Writes the program below a folder. */
export async function fakeDocker(folder: string, options: FakeDockerOptions): Promise<FakeDocker> {
  const bin = path.join(folder, "bin");
  const record = path.join(folder, "docker-calls");
  await mkdir(bin, { recursive: true });
  await writeFile(record, "");
  const { prepared, root, again = { prepared, root }, lines = [], exitCode = 0 } = options;
  await writeFile(
    path.join(bin, "docker"),
    `#!${process.execPath}
const fs = require("node:fs");
const argv = process.argv.slice(2);
fs.appendFileSync(${JSON.stringify(record)}, JSON.stringify({ argv, env: process.env }) + "\\n");
if (argv[1] === "inspect") process.stdout.write("Name: default\\nDriver: docker\\n");
if (argv[0] === "info") process.stdout.write('[["driver-type","io.containerd.snapshotter.v1"]]');
if (argv[1] === "build") {
  const text = ${JSON.stringify(lines.length === 0 ? "" : `${lines.join("\n")}\n`)};
  process.stdout.write(text);
  process.stderr.write(text);
  if (${exitCode} !== 0) process.exit(${exitCode});
  const after = (flag) => argv[argv.indexOf(flag) + 1];
  const dest = /dest=([^, ]+)/.exec(argv.join(" "));
  const made = argv.includes("--no-cache") ? ${JSON.stringify(again)} : ${JSON.stringify({ prepared, root })};
  if (dest !== null) fs.cpSync(made.prepared, dest[1], { recursive: true });
  if (argv.includes("--metadata-file"))
    fs.writeFileSync(after("--metadata-file"), JSON.stringify({ "containerimage.digest": made.root }));
}
`,
  );
  await chmod(path.join(bin, "docker"), 0o755);
  return {
    bin,
    calls: async () =>
      (await readFile(record, "utf8"))
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as { argv: string[]; env: Record<string, string> }),
  };
}
