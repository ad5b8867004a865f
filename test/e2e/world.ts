// What the end-to-end tests give a spawned action: a registry, a private Sigstore, a GitHub with a fleet repository, and a
// workspace of an app with a DVC-tracked model. The action sees INPUT_* and GITHUB_* only, as on a runner.
import { execFileSync } from "node:child_process";
import { cp, copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type GitHubDouble, type RepositoryHandle, startGitHub } from "../../doubles/github/github.ts";
import { type RegistryDouble, startRegistry } from "../../doubles/registry/registry.ts";
import { type ActionResult, type ActionRun, runAction } from "../../doubles/runner/run-action.ts";
import { type SigstoreDouble, startSigstore } from "../../doubles/sigstore/sigstore.ts";
import { makeRootKey, trustFiles } from "../../pilot/ceremony.ts";
import { fleetFile } from "../../pilot/fleet-file.ts";
import { createHttp } from "../../src/io/http.ts";
import { silentLog } from "../../src/io/log.ts";
import { systemClock } from "../../src/io/clock.ts";
import { anonymousCredentials, createRegistry, openLayout, pushLayout } from "../../src/oci/index.ts";
import { writeSmallImage } from "../interop/small-image.ts";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const app = "shelf-monitor";
export const appRepository = "acme/shelf-monitor";
export const manifests = "acme/fleet";
export const model = "models/shelf-int8.tflite";

type Inputs = Readonly<Record<string, string>>;

/** Runs an action of dist with nothing around it. */
export async function runBare(
  action: string,
  inputs: Inputs,
  changes: Partial<ActionRun> = {},
): Promise<ActionResult> {
  const folder = await mkdtemp(path.join(tmpdir(), "pi5-e2e-"));
  try {
    await mkdir(path.join(folder, "workspace"));
    return await runAction({
      action: path.join(root, "actions", action),
      inputs,
      environment: { PATH: "/usr/bin:/bin", HOME: folder },
      workspace: path.join(folder, "workspace"),
      temporary: path.join(folder, "runner"),
      timeoutMs: 60_000,
      ...changes,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export type World = {
  readonly github: GitHubDouble;
  readonly registry: RegistryDouble;
  readonly sigstore: SigstoreDouble;
  readonly fleet: RepositoryHandle;
  readonly workspace: string;
  readonly commit: string;
  readonly token: string;
  readonly requestToken: string;
  /** Pushes a new arm64 image and gives it by digest. */
  readonly pushImage: (name: string) => Promise<string>;
  readonly step: (action: string, inputs: Inputs, environment?: Inputs) => Promise<ActionResult>;
  /** What changed something on GitHub or in the registry since the last call. */
  readonly writes: () => readonly string[];
  readonly close: () => Promise<void>;
};

/** Starts all doubles and fills them. */
export async function startWorld(): Promise<World> {
  const folder = await mkdtemp(path.join(tmpdir(), "pi5-e2e-"));
  const workspace = path.join(folder, "workspace");
  const [github, registry] = await Promise.all([startGitHub(), startRegistry()]);
  const sigstore = await startSigstore({
    directory: path.join(folder, "sigstore"),
    serverUrl: github.serverUrl,
  });
  const commit = await appWorkspace(workspace, sigstore);
  const source = await github.createRepository({ owner: "acme", name: "shelf-monitor" });
  const workflow = `${appRepository}/.github/workflows/release.yml@refs/heads/main`;
  const trust = trustFiles({
    fleet: "acme-retail",
    root: makeRootKey(),
    trustedRoot: await readFile(sigstore.files.trustedRoot),
    expires: "2099-01-01T00:00:00Z",
    signers: [
      {
        role: "release",
        app,
        issuer: sigstore.issuer,
        server: github.serverUrl,
        workflow,
        repositoryId: source.id,
        ownerId: source.ownerId,
        trigger: "push",
      },
    ],
  });
  const rings = [{ name: "canary", devices: ["till-1", "till-2"] }] as unknown as Parameters<
    typeof fleetFile
  >[1];
  const fleet = await github.createRepository({
    owner: "acme",
    name: "fleet",
    files: { "fleet.yaml": fleetFile("acme-retail", rings), ...trust },
  });
  const token = github.createToken({
    kind: "app",
    actor: "release-author",
    repositories: [manifests],
    permissions: { contents: "write", pull_requests: "write" },
  });
  const identity = sigstore.issueRequest({
    repository: appRepository,
    repository_id: String(source.id),
    repository_owner_id: String(source.ownerId),
    ref: "refs/heads/main",
    sha: commit,
    workflow_ref: workflow,
    event_name: "push",
  });
  const environment = {
    PATH: process.env["PATH"] ?? "/usr/bin:/bin",
    HOME: folder,
    GITHUB_REPOSITORY: appRepository,
    GITHUB_REPOSITORY_ID: String(source.id),
    GITHUB_REPOSITORY_OWNER_ID: String(source.ownerId),
    GITHUB_SHA: commit,
    GITHUB_REF: "refs/heads/main",
    GITHUB_EVENT_NAME: "push",
    GITHUB_RUN_ID: "77",
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_ACTOR: "robin",
    GITHUB_SERVER_URL: github.serverUrl,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    ACTIONS_ID_TOKEN_REQUEST_URL: identity.url,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: identity.token,
  };
  let seen = { github: 0, registry: 0 };
  return {
    github,
    registry,
    sigstore,
    fleet,
    workspace,
    commit,
    token,
    requestToken: identity.token,
    pushImage: (name) => pushImage(registry, path.join(folder, `image-${name}`), name),
    step: (action, inputs, more = {}) =>
      runAction({
        action: path.join(root, "actions", action),
        inputs,
        environment: { ...environment, ...more },
        workspace,
        temporary: path.join(folder, "runner"),
        timeoutMs: 60_000,
      }),
    writes: () => {
      const fresh = [
        ...github.requests
          .slice(seen.github)
          .filter(({ readOnly }) => !readOnly)
          .map(({ method, path: where }) => `github ${method} ${where}`),
        ...registry.requests
          .slice(seen.registry)
          .filter(({ method }) => method !== "GET" && method !== "HEAD")
          .map(({ method, path: where }) => `registry ${method} ${where}`),
      ];
      seen = { github: github.requests.length, registry: registry.requests.length };
      return fresh;
    },
    close: async () => {
      await Promise.all([github.close(), registry.close(), sigstore.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function appWorkspace(workspace: string, sigstore: SigstoreDouble): Promise<string> {
  await cp(path.join(root, "pilot/app"), workspace, { recursive: true });
  await mkdir(path.join(workspace, "sigstore"));
  await copyFile(sigstore.files.signingConfig, path.join(workspace, "sigstore/signing_config.json"));
  await copyFile(sigstore.files.trustedRoot, path.join(workspace, "sigstore/trusted_root.json"));
  const git = (...argv: string[]): string =>
    execFileSync("git", ["-c", "user.name=robin", "-c", "user.email=robin@example.org", ...argv], {
      cwd: workspace,
      encoding: "utf8",
    });
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-q", "-m", "app");
  return git("rev-parse", "HEAD").trim();
}

async function pushImage(double: RegistryDouble, folder: string, name: string): Promise<string> {
  const made = await writeSmallImage(folder);
  const http = createHttp({ environment: {} });
  try {
    const registry = createRegistry({
      http,
      httpFor: () => http,
      credentials: anonymousCredentials,
      clock: systemClock,
      random: Math.random,
      log: silentLog,
    });
    const repository = { registry: double.host, path: `acme/${name}` };
    await pushLayout(registry, await openLayout(made.layout), repository);
  } finally {
    await http.close();
  }
  return `${double.host}/acme/${name}@${made.indexDigest}`;
}

/** Everything that a step said or left, but for the commands that mask: where a secret must not be. */
export function channels(result: ActionResult): string {
  return [
    ...result.log,
    result.stderr,
    result.summary,
    result.environmentFile,
    result.pathFile,
    JSON.stringify(result.outputs),
    ...result.commands.filter(({ name }) => name !== "add-mask").map((command) => JSON.stringify(command)),
  ].join("\n");
}
