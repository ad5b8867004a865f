import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import { type GitHubDouble, type RepositoryHandle, startGitHub } from "../../../doubles/github/github.ts";
import { type RegistryDouble, startRegistry } from "../../../doubles/registry/registry.ts";
import { command } from "../../../src/commands/release-manifest/inputs.ts";
import type { Outcome } from "../../../src/commands/command.ts";
import { systemClock } from "../../../src/io/clock.ts";
import { createHttp } from "../../../src/io/http.ts";
import type { Ports } from "../../../src/io/ports.ts";
import { anonymousCredentials } from "../../../src/oci/credentials.ts";
import { createRegistry } from "../../../src/oci/registry-client.ts";
import { type Digest, digestOf } from "../../../src/values/digest.ts";
import { parseInputs } from "../../../src/values/input-table.ts";
import { parseRepository } from "../../../src/values/image-reference.ts";
import { type Files, type Key, freshFiles, keys } from "../fleet/fleet-fixture.ts";
import { type DvcProject, dvcFile, dvcProject } from "../models/dvc-project.ts";

export const manifests = "acme/fleet";
export const now = new Date("2026-11-22T12:00:00Z");

export type ReleaseWorld = {
  readonly github: GitHubDouble;
  readonly repository: RepositoryHandle;
  readonly registry: RegistryDouble;
  readonly project: DvcProject;
  readonly ports: Ports;
  readonly token: string;
  readonly image: { readonly reference: string; readonly platform: Digest; readonly size: number };
  /** Pushes an image whose one layer holds the text; arm64 inside an index unless another architecture is named. */
  readonly push: (
    content: string,
    architecture?: string,
  ) => Promise<{ reference: string; platform: Digest; size: number }>;
  readonly run: (inputs?: Readonly<Record<string, string>>, changed?: Partial<Ports>) => Promise<Outcome>;
  /** Requests since the last call that could change something, on GitHub or in the registry. */
  readonly writes: () => readonly string[];
};

/** An app repository with a DVC model, a registry with an image, and a manifests repository on a GitHub double. */
export async function releaseWorld(
  t: TestContext,
  options: { readonly files?: Files; readonly key?: Key } = {},
): Promise<ReleaseWorld> {
  const [github, registry, project] = await Promise.all([startGitHub(), startRegistry(), dvcProject(t)]);
  t.after(() => Promise.all([github.close(), registry.close()]));
  await project.write(".dvc/config", `[core]\n    remote = store\n['remote "store"']\n    url = ../store\n`);
  await project.write("models/shelf.tflite.dvc", dvcFile("shelf.tflite", "model one"));
  await project.write("models/labels.txt", "labels");
  await project.write(".gitignore", "/store\n");
  await project.store("store", "model one");
  const commit = project.commit();
  const repository = await github.createRepository({
    owner: "acme",
    name: "fleet",
    files: Object.fromEntries(options.files ?? freshFiles()),
  });
  const token = github.createToken({
    kind: "app",
    actor: "release-bot",
    repositories: [manifests],
    permissions: { contents: "write", pull_requests: "write", issues: "write" },
  });
  const runnerTemp = path.join(project.directory, "../runner");
  await mkdir(runnerTemp);
  const { http, processes, secrets, log, workspace, temporary } = project.ports;
  const ports: Ports = {
    environment: { RUNNER_TEMP: runnerTemp, HOME: runnerTemp },
    clock: { ...systemClock, now: () => now },
    log,
    secrets,
    processes,
    http,
    httpFor: (special) => {
      const client = createHttp({ environment: {}, ...special });
      t.after(() => client.close());
      return client;
    },
    random: Math.random,
    workspace,
    temporary,
    run: {
      repository: "acme/shelf-counter",
      repositoryId: "1",
      ownerId: "2",
      commit,
      ref: "refs/heads/main",
      eventName: "push",
      runId: "77",
      runAttempt: "1",
      actor: "ann",
      serverUrl: github.serverUrl,
      apiUrl: github.apiUrl,
      graphqlUrl: github.graphqlUrl,
      event: async () => ({}),
    },
    identityToken: async () => {
      throw new Error("no token in this test");
    },
  };
  const push = (content: string, architecture = "arm64") => pushImage(registry, ports, content, architecture);
  const image = await push("layer one");
  let seen = { github: 0, registry: 0 };
  return {
    github,
    repository,
    registry,
    project,
    ports,
    token,
    image,
    push,
    run: async (inputs = {}, changed = {}) => {
      const given: Readonly<Record<string, string>> = {
        app: "shelf-counter",
        version: "1.0.0",
        image: image.reference,
        models: "dvc://models/shelf.tflite\nfile:models/labels.txt",
        "manifests-repository": manifests,
        "manifests-token": token,
        "signing-mode": "key",
        "signing-key": (options.key ?? keys.release).privateKey,
        ...inputs,
      };
      const work = await command.load();
      return work(
        parseInputs(command.inputs, (name) => given[name]),
        { ...ports, ...changed },
      );
    },
    writes: () => {
      const fresh = [
        ...github.requests
          .slice(seen.github)
          .filter(({ readOnly }) => !readOnly)
          .map((request) => `github ${request.method} ${request.path}`),
        ...registry.requests
          .slice(seen.registry)
          .filter(({ method }) => method !== "GET" && method !== "HEAD")
          .map((request) => `registry ${request.method} ${request.path}`),
      ];
      seen = { github: github.requests.length, registry: registry.requests.length };
      return fresh;
    },
  };
}

async function pushImage(
  double: RegistryDouble,
  ports: Ports,
  content: string,
  architecture: string,
): Promise<{ reference: string; platform: Digest; size: number }> {
  const client = createRegistry({ ...ports, credentials: anonymousCredentials, settleMs: 0 });
  const repository = parseRepository(`${double.host}/acme/shelf-counter`);
  const pushBytes = async (bytes: Buffer) => {
    const digest = digestOf(bytes);
    await client.pushBlob(repository, {
      digest,
      size: bytes.length,
      open: async function* () {
        yield bytes;
      },
    });
    return { digest, size: bytes.length };
  };
  const layer = await pushBytes(Buffer.from(content));
  const config = await pushBytes(
    Buffer.from(
      JSON.stringify({ os: "linux", architecture, rootfs: { type: "layers", diff_ids: [layer.digest] } }),
    ),
  );
  const manifestType = "application/vnd.oci.image.manifest.v1+json";
  const indexType = "application/vnd.oci.image.index.v1+json";
  const manifest = await client.pushManifest(repository, {
    mediaType: manifestType,
    bytes: Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: manifestType,
        config: { mediaType: "application/vnd.oci.image.config.v1+json", ...config },
        layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar", ...layer }],
      }),
    ),
  });
  const index = await client.pushManifest(repository, {
    mediaType: indexType,
    bytes: Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: indexType,
        manifests: [
          {
            mediaType: manifestType,
            digest: manifest.digest,
            size: manifest.size,
            platform: { os: "linux", architecture },
          },
        ],
      }),
    ),
  });
  return {
    reference: `${double.host}/acme/shelf-counter@${index.digest}`,
    platform: manifest.digest,
    size: layer.size + config.size,
  };
}
