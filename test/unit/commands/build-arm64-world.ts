// build-arm64 with a `docker` that "builds" prepared images, a registry on loopback, and the real rest.
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { startRegistry } from "../../../doubles/registry/registry.ts";
import { command } from "../../../src/commands/build-arm64/inputs.ts";
import { run } from "../../../src/commands/build-arm64/run.ts";
import type { ActionsCache } from "../../../src/io/actions-cache.ts";
import { silentLog } from "../../../src/io/log.ts";
import { openPorts } from "../../../src/io/open-ports.ts";
import type { RunContext } from "../../../src/io/ports.ts";
import { createSecrets } from "../../../src/io/secret.ts";
import { parseInputs } from "../../../src/values/input-table.ts";
import { type FakeDocker, fakeDocker } from "../../fake-docker.ts";
import { type SmallImage, writeSmallImage } from "../../interop/small-image.ts";

export type Inputs = Readonly<Record<string, string>>;
type Files = Readonly<Record<string, Buffer>>;

const noRun: RunContext = {
  repository: "",
  repositoryId: "",
  ownerId: "",
  commit: "",
  ref: "",
  eventName: "",
  runId: "",
  runAttempt: "",
  actor: "",
  serverUrl: "https://github.example",
  apiUrl: "",
  graphqlUrl: "",
  event: async () => ({}),
};

export type WorldOptions = {
  readonly files?: Files;
  /** What a second build without cache gives. */
  readonly again?: Files;
  readonly run?: Partial<RunContext>;
  readonly actionsCache?: ActionsCache;
  readonly environment?: Inputs;
};

/** Everything that a build needs, and what it left. */
export async function buildWorld(t: TestContext, options: WorldOptions = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), "pi5-build-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const registry = await startRegistry();
  t.after(() => registry.close());
  const files = options.files ?? { "etc/model.bin": randomBytes(2000) };
  const made = await writeSmallImage(path.join(folder, "prepared"), files);
  const second =
    options.again === undefined
      ? undefined
      : await writeSmallImage(path.join(folder, "again"), options.again);
  const docker: FakeDocker = await fakeDocker(folder, {
    prepared: made.layout,
    root: made.indexDigest,
    ...(second === undefined ? {} : { again: { prepared: second.layout, root: second.indexDigest } }),
  });
  const workspace = path.join(folder, "work");
  await mkdir(workspace);
  await writeFile(path.join(workspace, "Dockerfile"), "FROM scratch\nCOPY . /\n");
  const warnings: string[] = [];
  const { ports, close } = await openPorts({
    environment: {
      PATH: docker.bin,
      HOME: folder,
      RUNNER_TEMP: folder,
      // Never the engine of this machine.
      DOCKER_HOST: `unix://${folder}/docker.sock`,
      ...options.environment,
    },
    log: { ...silentLog, warning: (line) => void warnings.push(line) },
    secrets: createSecrets(),
    workspace,
    run: { ...noRun, ...options.run },
    identityToken: async () => "",
    actionsCache: options.actionsCache,
  });
  t.after(close);
  const image = `${registry.host}/acme/app`;
  const build = (inputs: Inputs = {}) =>
    run(
      parseInputs(command.inputs, (name) => ({ image, ...inputs })[name]),
      ports,
    );
  return { folder, workspace, registry, image, made, second, docker, build, warnings };
}

/** The file that an output names, as JSON. */
export async function readJson(file: string): Promise<Readonly<Record<string, unknown>>> {
  return JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
}

export type { SmallImage };
