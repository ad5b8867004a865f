import { mkdir, readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { type GitHubDouble, type RepositoryHandle, startGitHub } from "../doubles/github/github.ts";
import { type RegistryDouble, startRegistry } from "../doubles/registry/registry.ts";
import { type SigstoreDouble, startSigstore } from "../doubles/sigstore/sigstore.ts";
import { buildTool } from "../scripts/peers/build-tool.ts";
import { installPeers } from "../scripts/peers/install.ts";
import { createProcesses } from "../src/io/process.ts";
import { createHttp } from "../src/io/http.ts";
import { type RootKey, makeRootKey, trustFiles } from "./ceremony.ts";
import { Device, type DeviceOptions } from "./devices/device.ts";
import { type Population, startPopulation } from "./devices/population.ts";
import { type Behaviour, healthy } from "./devices/traffic.ts";
import { fleetFile } from "./fleet-file.ts";
import { type RingLayout, ringLayout } from "./layout.ts";
import type { PilotOptions } from "./options.ts";
import { type PrometheusServer, startPrometheus } from "./prometheus.ts";
import { seeded } from "./random.ts";
import type { Story } from "./story.ts";

export const names = {
  owner: "acme",
  app: "shelf-monitor",
  fleet: "acme-retail",
  appRepository: "acme/shelf-monitor",
  manifests: "acme/fleet",
} as const;

/** Everything that a team would have around the actions: servers, repositories, tokens, tools, devices. */
export type World = {
  readonly directory: string;
  readonly github: GitHubDouble;
  readonly registry: RegistryDouble;
  readonly sigstore: SigstoreDouble;
  readonly prometheus: PrometheusServer;
  readonly population: Population;
  readonly appRepository: RepositoryHandle;
  readonly manifests: RepositoryHandle;
  readonly tokens: {
    readonly author: string;
    readonly gate: string;
    readonly workflow: string;
    readonly maintainer: string;
  };
  readonly rings: readonly RingLayout[];
  readonly root: RootKey;
  readonly builder: { readonly description: string; readonly environment: Readonly<Record<string, string>> };
  readonly busybox: string;
  /** How versions behave; the scenario decides. */
  readonly behaviours: Map<string, Behaviour>;
  /** A device that was just flashed: provisioned for a ring, with no memory. It follows nothing by itself. */
  readonly spareDevice: (ring: string) => Promise<Device>;
  readonly close: () => Promise<void>;
};

export const appSources = path.join(import.meta.dirname, "app");

/** Starts the world in a folder; what was started is closed again when something fails. */
export async function startWorld(options: PilotOptions, directory: string, story: Story): Promise<World> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    // Whatever one server says while it stops, the others are stopped too.
    for (const step of closers.reverse().splice(0)) await step().catch(() => undefined);
  };
  try {
    return await openWorld(options, directory, story, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function openWorld(
  options: PilotOptions,
  directory: string,
  story: Story,
  closers: (() => Promise<unknown>)[],
  close: () => Promise<void>,
): Promise<World> {
  await mkdir(directory, { recursive: true });
  const tell = (text: string): void => story.tell("note", "neutral", text);
  const [peers, building] = await Promise.allSettled([
    installPeers(["prometheus2", "busybox-arm64"], { log: tell }),
    buildTool({ directory: path.join(directory, "builder"), log: tell }),
  ]);
  // Both have ended, so nothing of theirs appears in the folder once it is removed.
  if (peers.status === "rejected") throw peers.reason;
  if (building.status === "rejected") throw building.reason;
  const [tools, builder] = [peers.value, building.value];
  const github = await startGitHub({ directory: path.join(directory, "github") });
  closers.push(() => github.close());
  const registry = await startRegistry({ directory: path.join(directory, "registry") });
  closers.push(() => registry.close());
  const sigstore = await startSigstore({
    directory: path.join(directory, "sigstore"),
    serverUrl: github.serverUrl,
  });
  closers.push(() => sigstore.close());
  const rings = ringLayout(options.devices);
  const root = makeRootKey();
  const { appRepository, manifests } = await createRepositories(github, sigstore, rings, root);
  const behaviours = new Map<string, Behaviour>();
  const random = seeded(options.seed);
  const http = createHttp({ environment: {} });
  closers.push(() => http.close());
  const processes = createProcesses(process.env);
  let spares = 0;
  const deviceOptions = (ring: string, device: string): DeviceOptions => ({
    provisioning: {
      fleet: names.fleet,
      ring,
      device,
      roots: { threshold: 1, keys: [{ keyId: root.keyId, publicKey: root.publicKey }] },
    },
    app: names.app,
    repositoryUrl: `${github.url}/${names.manifests}.git`,
    directory: path.join(directory, "devices", device),
    http,
    processes,
    random: seeded(Math.floor(random() * 2 ** 31)),
    behaviourOf: (version) => behaviours.get(version) ?? healthy,
    sleep: (milliseconds) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
    onRefused: (name, code) => story.tell("device", "bad", `${name} refused: ${code}`, { ring }),
    onSwitched: () => {},
  });
  const population = await startPopulation(
    rings.flatMap((ring) => ring.devices.map((device) => deviceOptions(ring.name, device))),
    Math.max(1500, options.devices * 80),
    (error) =>
      story.tell("note", "bad", `a device stumbled: ${error instanceof Error ? error.message : "unknown"}`),
  );
  closers.push(() => population.close());
  const prometheus = await startPrometheus({
    command: tools.prometheus2.command,
    environment: tools.prometheus2.environment,
    version: tools.prometheus2.version,
    directory: path.join(directory, "prometheus"),
    host: population.host,
    targets: population.devices.map((device) => ({
      device: device.name,
      ring: device.ring,
      path: `/devices/${device.name}/metrics`,
    })),
  });
  closers.push(() => prometheus.stop());
  const write = { contents: "write", pull_requests: "write" } as const;
  return {
    directory,
    github,
    registry,
    sigstore,
    prometheus,
    population,
    appRepository,
    manifests,
    rings,
    root,
    builder,
    busybox: tools["busybox-arm64"].command,
    behaviours,
    spareDevice: async (ring) => {
      spares += 1;
      const device = new Device(deviceOptions(ring, `spare-${spares}`));
      await device.boot();
      return device;
    },
    close,
    tokens: {
      author: github.createToken({
        kind: "app",
        actor: "acme-release-author",
        repositories: [names.manifests],
        permissions: write,
      }),
      gate: github.createToken({
        kind: "app",
        actor: "acme-canary-gate",
        repositories: [names.manifests],
        permissions: write,
      }),
      workflow: github.createToken({
        kind: "github-token",
        repositories: [names.manifests],
        permissions: { contents: "write", pull_requests: "read" },
      }),
      maintainer: github.createToken({
        kind: "pat",
        actor: "robin",
        repositories: [names.manifests],
        permissions: write,
      }),
    },
  };
}

async function createRepositories(
  github: GitHubDouble,
  sigstore: SigstoreDouble,
  rings: readonly RingLayout[],
  root: RootKey,
): Promise<{ appRepository: RepositoryHandle; manifests: RepositoryHandle }> {
  const appRepository = await github.createRepository({
    owner: names.owner,
    name: names.app,
    id: 71_001,
    ownerId: 9_001,
    ownerType: "Organization",
    files: await appFiles(),
  });
  const signer = (workflow: string, repositoryId: number, trigger: string) => ({
    issuer: sigstore.issuer,
    server: github.serverUrl,
    workflow,
    repositoryId,
    ownerId: 9_001,
    trigger,
  });
  const trust = trustFiles({
    fleet: names.fleet,
    root,
    trustedRoot: await readFile(sigstore.files.trustedRoot),
    expires: new Date(Date.now() + 365 * 86_400_000).toISOString().replace(/\.\d+Z$/, "Z"),
    signers: [
      {
        role: "release",
        app: names.app,
        ...signer(`${names.appRepository}/.github/workflows/release.yml@refs/heads/main`, 71_001, "push"),
      },
      {
        role: "gate",
        app: null,
        ...signer(`${names.manifests}/.github/workflows/canary.yml@refs/heads/main`, 71_002, "schedule"),
      },
      {
        role: "publish",
        app: null,
        ...signer(`${names.manifests}/.github/workflows/publish.yml@refs/heads/main`, 71_002, "push"),
      },
    ],
  });
  const manifests = await github.createRepository({
    owner: names.owner,
    name: "fleet",
    id: 71_002,
    ownerId: 9_001,
    ownerType: "Organization",
    deleteBranchOnMerge: true,
    autoMerge: true,
    files: {
      "README.md":
        "# acme/fleet\n\nWhat runs on our shops' devices. People change `main` by pull request; devices follow `live`.\n",
      "fleet.yaml": fleetFile(names.fleet, rings),
      ...trust,
    },
  });
  github.setRules(names.manifests, "main", {
    requiredChecks: [{ context: "verify-release" }],
    requiredApprovals: 1,
    blockForcePush: true,
    blockDeletion: true,
    bypassReview: ["acme-canary-gate[bot]"],
  });
  github.setRules(names.manifests, "live", { blockForcePush: true, blockDeletion: true });
  return { appRepository, manifests };
}

/** The app repository's first commit: the sample app without its second release and without what DVC keeps out of git. */
async function appFiles(): Promise<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {};
  for (const entry of await readdir(appSources, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(appSources, file);
    if (name.startsWith("next/") || name === "prepare.ts" || name.endsWith(".tflite")) continue;
    files[name] = await readFile(file);
  }
  return files;
}
