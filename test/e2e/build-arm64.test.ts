// build-arm64 with a docker that is not to be trusted: what it is handed, and what its words can do.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { type RegistryDouble, startRegistry } from "../../doubles/registry/registry.ts";
import type { ActionResult } from "../../doubles/runner/run-action.ts";
import { fakeDocker } from "../fake-docker.ts";
import { type SmallImage, writeSmallImage } from "../interop/small-image.ts";
import { channels, runBare } from "./world.ts";

type Bench = {
  readonly registry: RegistryDouble;
  readonly made: SmallImage;
  readonly run: (inputs?: Readonly<Record<string, string>>) => Promise<ActionResult>;
  /** What each start of the fake was given. */
  readonly calls: () => Promise<{ readonly argv: string[]; readonly env: Record<string, string> }[]>;
};

const secrets = {
  GITHUB_TOKEN: "ghs_aTokenThatABuildMustNotSee00000000000",
  ACTIONS_ID_TOKEN_REQUEST_URL: "https://token.example/?must-not-be-seen",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token-must-not-be-seen",
  ACTIONS_RUNTIME_TOKEN: "runtime-token-must-not-be-seen",
};

/** A workspace, a registry, and a `docker` that says `lines` and copies a prepared layout to where it shall build. */
async function bench(
  t: TestContext,
  lines: readonly string[],
  architecture: "arm64" | "amd64" = "arm64",
): Promise<Bench> {
  const folder = await mkdtemp(path.join(tmpdir(), "pi5-e2e-build-"));
  const registry = await startRegistry();
  t.after(async () => {
    await registry.close();
    await rm(folder, { recursive: true, force: true });
  });
  const made = await writeSmallImage(path.join(folder, "prepared"), undefined, architecture);
  const { bin, calls } = await fakeDocker(folder, {
    prepared: path.join(folder, "prepared"),
    root: made.indexDigest,
    lines,
  });
  const workspace = path.join(folder, "workspace");
  await mkdir(workspace);
  await writeFile(path.join(workspace, "Dockerfile"), "FROM scratch\n");
  return {
    registry,
    made,
    run: (inputs = {}) =>
      runBare(
        "build-arm64",
        { image: `${registry.host}/acme/app`, ...inputs },
        { workspace, environment: { PATH: `${bin}:/usr/bin:/bin`, HOME: folder, ...secrets } },
      ),
    calls,
  };
}

test("what was built is pushed by digest, and every output says what the registry holds", async (t) => {
  const { registry, made, run } = await bench(t, ["#1 building"]);
  const result = await run({ tags: "1.0" });
  assert.equal(result.code, 0, channels(result));
  const { outputs } = result;
  assert.equal(outputs["image"], `${registry.host}/acme/app@${made.indexDigest}`);
  assert.equal(outputs["digest"], made.indexDigest);
  assert.equal(outputs["index-digest"], made.indexDigest);
  assert.equal(outputs["platform-digest"], made.manifestDigest);
  assert.equal(outputs["config-digest"], made.configDigest);
  const layers = JSON.parse(outputs["layers"] ?? "[]") as { readonly digest: string }[];
  assert.deepEqual(
    layers.map(({ digest }) => digest),
    made.layerDigests,
  );
  assert.deepEqual(
    [...registry.manifests("acme/app")].sort(),
    [made.indexDigest, made.manifestDigest].sort(),
  );
  // push: digest moves no tag.
  assert.equal(registry.tag("acme/app", "1.0"), undefined);
});

test("dry-run builds and looks, and the registry gets no request that writes", async (t) => {
  const { registry, made, run } = await bench(t, ["#1 building"]);
  const result = await run({ "dry-run": "true" });
  assert.equal(result.code, 0, channels(result));
  assert.equal(result.outputs["image"], "");
  assert.equal(result.outputs["digest"], made.indexDigest);
  assert.deepEqual(registry.requests, []);
});

test("an image for another processor fails the step, with its outputs, and is not pushed", async (t) => {
  const { registry, run } = await bench(t, ["#1 building"], "amd64");
  const result = await run();
  assert.equal(result.code, 1);
  assert.match(result.annotations[0]?.message ?? "", /arm64/);
  assert.equal(result.outputs["image"], "");
  assert.deepEqual(registry.requests, []);
});

test("the words of a build are no commands to the runner", async (t) => {
  const forged = [
    "::set-output name=image::evil",
    "::add-mask::app",
    "::error title=FORGED::evil",
    "::save-state name=x::evil",
    "::stop-commands::pause",
    "::endgroup::",
    "##[set-output name=image;]evil",
    "  ::add-path::/tmp/evil",
  ];
  const { registry, made, run } = await bench(t, forged);
  const result = await run();
  assert.equal(result.code, 0, channels(result));
  assert.equal(result.outputs["image"], `${registry.host}/acme/app@${made.indexDigest}`);
  for (const { properties } of result.annotations) assert.match(properties["title"] ?? "", /^P50\d\d$/);
  for (const { name, message } of result.commands) {
    assert.ok(["group", "endgroup", "add-mask", "warning"].includes(name), `${name}: ${message}`);
    assert.doesNotMatch(message, /evil|^app$/);
  }
  // They are shown as they are: somebody may look for them.
  assert.ok(result.log.some((line) => line.includes("FORGED")));
});

test("the builder sees no token, no input and no identity of the job", async (t) => {
  const { run, calls } = await bench(t, ["#1 building"]);
  const result = await run({ "build-args": "VERSION=1 2" });
  assert.equal(result.code, 0, channels(result));
  const seen = await calls();
  assert.ok(seen.some(({ argv }) => argv[1] === "build"));
  for (const { argv, env } of seen) {
    for (const name of Object.keys(env))
      assert.doesNotMatch(name, /^(?:INPUT_|ACTIONS_|GITHUB_)/, `${argv[1]} sees ${name}`);
    assert.doesNotMatch(JSON.stringify({ argv, env }), /must-not-be-seen|ghs_/);
  }
  // One argument a value, whatever is in it.
  assert.ok(seen.some(({ argv }) => argv.includes("VERSION=1 2")));
});

test("without docker and buildah the step says what to install", async (t) => {
  const { registry } = await bench(t, []);
  const folder = await mkdtemp(path.join(tmpdir(), "pi5-e2e-bare-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await writeFile(path.join(folder, "Dockerfile"), "FROM scratch\n");
  const result = await runBare(
    "build-arm64",
    { image: `${registry.host}/acme/app` },
    { workspace: folder, environment: { PATH: folder, HOME: folder } },
  );
  assert.equal(result.code, 1);
  assert.equal(result.annotations[0]?.properties["title"], "BUILD_TOOL_MISSING");
  assert.match(result.annotations[0].message, /\nNext: .*buildah/);
});
