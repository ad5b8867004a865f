// Requests and programs for the tests of the drivers.
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import type { DriverPorts } from "../../../src/build/builder.ts";
import {
  type BuildHandlers,
  type BuildRequest,
  type BuildStep,
  defaultRequest,
} from "../../../src/build/driver.ts";
import { createHttp } from "../../../src/io/http.ts";
import { createProcesses } from "../../../src/io/process.ts";
import { systemClock } from "../../../src/io/clock.ts";

export const plain: BuildRequest = {
  ...defaultRequest,
  context: { kind: "folder", path: "/src" },
  file: "/src/Dockerfile",
  layout: "/out",
  temporary: "/tmp",
};

/** A request that uses every input. */
export const full: BuildRequest = {
  ...plain,
  target: "app",
  buildArguments: [
    ["A", "x y"],
    ["B", "$(id)"],
  ],
  secretFiles: [["npmrc", "/home/me/.npmrc"]],
  ssh: ["default"],
  labels: [["l", "v"]],
  annotations: [["org.example.a", "b"]],
  buildContexts: [["base", "docker-image://alpine@sha256:00"]],
  noCache: true,
  noCacheFilters: ["install"],
  pull: true,
  network: "none",
  addHosts: ["a:127.0.0.1"],
  allow: ["network.host"],
  ulimits: ["nofile=1024:1024"],
  shmSize: "2g",
  cgroupParent: "g",
  platforms: ["linux/arm64", "linux/amd64"],
  provenance: "max",
  attests: ["type=sbom,generator=x"],
  compression: "zstd",
  sourcePolicy: "/policy.json",
  rewriteTimestamps: true,
};

export type Call = {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly read: Readonly<Record<string, string>>;
};
export type Answer = {
  readonly when: string;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly code?: number;
  /** Written to the file that follows this option. */
  readonly writes?: { readonly option: string; readonly text: string };
  readonly sleepMs?: number;
};

/** A folder that goes with the test. */
export async function folder(t: TestContext): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), "pi5-drivers-"));
  t.after(() => rm(made, { recursive: true, force: true }));
  return made;
}

/** A program that records its argv, its environment and the secrets it was pointed to, and answers as a table says. */
export async function fake(
  t: TestContext,
  name: string,
  answers: readonly Answer[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{
  readonly ports: DriverPorts;
  readonly calls: () => Promise<Call[]>;
  readonly directory: string;
}> {
  const directory = await folder(t);
  const record = path.join(directory, "record");
  await writeFile(record, "");
  const program = `#!${process.execPath}
const fs = require("node:fs");
const argv = process.argv.slice(2);
const read = {};
for (const word of argv) {
  const file = /^id=[^,]+,src=(.+)$/.exec(word);
  if (file !== null) read[word] = fs.readFileSync(file[1], "utf8") + " " + (fs.statSync(file[1]).mode & 0o777).toString(8);
}
fs.appendFileSync(${JSON.stringify(record)}, JSON.stringify({ argv, env: process.env, read }) + "\\n");
const answer = ${JSON.stringify(answers)}.find((entry) => argv.join(" ").startsWith(entry.when)) ?? {};
if (answer.writes) {
  const at = argv.indexOf(answer.writes.option);
  if (at !== -1) fs.writeFileSync(argv[at + 1], answer.writes.text);
}
process.stdout.write(answer.stdout ?? ""); process.stderr.write(answer.stderr ?? ""); process.exitCode = answer.code ?? 0;
if (answer.sleepMs) setTimeout(() => {}, answer.sleepMs);`;
  await writeFile(path.join(directory, name), program);
  await chmod(path.join(directory, name), 0o755);
  // Never the engine of this machine.
  const own = {
    PATH: directory,
    HOME: directory,
    DOCKER_HOST: `unix://${directory}/docker.sock`,
    ...environment,
  };
  const calls = async (): Promise<Call[]> =>
    (await readFile(record, "utf8"))
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Call);
  const ports = {
    processes: createProcesses(own),
    environment: own,
    clock: systemClock,
    temporary: directory,
    httpFor: (special: Parameters<DriverPorts["httpFor"]>[0]) => {
      const client = createHttp({ environment: own, ...special });
      t.after(() => client.close());
      return client;
    },
  };
  return { ports, calls, directory };
}

/** Handlers that keep what they hear. */
export function listener(): BuildHandlers & { readonly steps: BuildStep[]; readonly lines: string[] } {
  const steps: BuildStep[] = [];
  const lines: string[] = [];
  return { steps, lines, onStep: (step) => steps.push(step), onLine: (line) => lines.push(line) };
}

/** A digest that nothing has. */
export const digest = `sha256:${"ab".repeat(32)}`;

/** What docker says of a docker driver on the containerd image store. */
export const containerd: readonly Answer[] = [
  {
    when: "buildx inspect",
    stdout: "Name: default\nDriver:        docker\nPlatforms: linux/amd64, linux/arm64*\n",
  },
  { when: "info", stdout: '[["driver-type","io.containerd.snapshotter.v1"]]' },
];

/** A plain request whose layout and files are in a folder that goes with the test. */
export async function requestIn(t: TestContext, more: Partial<BuildRequest> = {}): Promise<BuildRequest> {
  const at = await folder(t);
  return { ...plain, layout: path.join(at, "layout"), temporary: at, ...more };
}
