import assert from "node:assert/strict";
import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { isFault } from "../../../src/values/fault.ts";
import { buildWorld } from "./build-arm64-world.ts";

const refuses = (code: string, text: RegExp) => (error: unknown) => {
  assert.ok(isFault(error, code), String(error));
  assert.match(`${error.message} ${error.next ?? ""}`, text);
  return true;
};

/** What the last build was given for an option. */
async function given(
  docker: Awaited<ReturnType<typeof buildWorld>>["docker"],
  option: string,
): Promise<readonly string[]> {
  const argv = (await docker.calls()).findLast((call) => call.argv[1] === "build")?.argv ?? [];
  return argv.filter((_word, index) => argv[index - 1] === option);
}

test("platforms are one a line or with commas, each once, known, and linux/arm64 is among them", async (t) => {
  const { build, docker } = await buildWorld(t);
  for (const [platforms, wanted] of [
    ["linux/amd64,linux/arm64", "linux/amd64,linux/arm64"],
    ["linux/arm64\nlinux/arm64/v8", "linux/arm64"],
    ["linux/arm/v7, linux/arm64", "linux/arm/v7,linux/arm64"],
  ] as const) {
    await build({ platforms, push: "false" });
    assert.deepEqual(await given(docker, "--platform"), [wanted]);
  }
  for (const platforms of ["linux/amd64", "linux/arm46", "arm64", "linux/arm64,linux/arm65"])
    await assert.rejects(async () => build({ platforms }), refuses("INPUT_INVALID", /^platforms: /));
});

test("layer-epoch is a number of seconds that a layer can hold, or commit", async (t) => {
  const { build, docker } = await buildWorld(t);
  for (const epoch of ["abc", "-1", "1e99", "1.5", "0x10", "9999999999"])
    await assert.rejects(
      async () => build({ "layer-epoch": epoch }),
      refuses("INPUT_INVALID", /layer-epoch/),
    );
  await build({ "layer-epoch": "1700000000", push: "false" });
  const call = (await docker.calls()).findLast(({ argv }) => argv[1] === "build");
  assert.equal(call?.env["SOURCE_DATE_EPOCH"], "1700000000");
});

test("push: true needs tags, which may be whole references of the image; other pushes say that they move none", async (t) => {
  const { build, registry, image, warnings, made } = await buildWorld(t);
  await assert.rejects(build({ push: "true" }), refuses("INPUT_INVALID", /set tags/));
  await assert.rejects(
    build({ push: "true", tags: "ghcr.io/acme/other:1.0" }),
    refuses("INPUT_INVALID", /of another repository/),
  );
  await assert.rejects(
    async () => build({ push: "true", tags: `${image}:` }),
    refuses("INPUT_INVALID", /tags/),
  );
  assert.deepEqual(registry.requests, []);
  const { outputs } = await build({ push: "true", tags: `${image}:1.0,${image}:1.1\nlatest` });
  assert.equal(outputs["tags-pushed"], "1.0\n1.1\nlatest");
  assert.equal(registry.tag("acme/app", "1.1"), made.indexDigest);
  assert.deepEqual(warnings, []);
  await build({ tags: "2.0" });
  assert.equal(registry.tag("acme/app", "2.0"), undefined);
  assert.match(warnings.join(), /tags are not used with push: digest/);
});

test("secrets are read as build-push-action reads them, and each id once", async (t) => {
  const { build, docker } = await buildWorld(t, { environment: { NPM_TOKEN: "npm-secret-value" } });
  await build({
    secrets: 'PLAIN="quoted value"\n"MULTI=first line\n\nsecond line"\n"JSON={""a"":""b""}"',
    push: "false",
  });
  const ids = (await given(docker, "--secret")).map((text) => text.split(",")[0]);
  assert.deepEqual(ids, ["id=PLAIN", "id=MULTI", "id=JSON"]);
  for (const inputs of [
    { secrets: "a=first-value\na=second-value" },
    { secrets: "npm=first-value", "secret-envs": "npm=NPM_TOKEN" },
    { "secret-files": "a=Dockerfile\na=Dockerfile" },
  ])
    await assert.rejects(build(inputs), refuses("BUILD_SECRET_INVALID", /given twice/));
  await assert.rejects(build({ "secret-files": "a=none" }), refuses("BUILD_SECRET_INVALID", /none/));
  await assert.rejects(build({ secrets: "npm=" }), refuses("INPUT_INVALID", /npm is empty.*forks/));
});

test("a value of a list may hold commas, quotes and in quotes line breaks; lists of words split at commas", async (t) => {
  const { build, docker } = await buildWorld(t);
  await build({
    push: "false",
    "build-args": '"KEYS=a\nb"\nOPTIONS=x,y\nNAME="z"',
    "add-hosts": "a:10.0.0.1,b:10.0.0.2",
    "no-cache-filters": "one,two",
    annotations: "manifest,index:a=1",
  });
  assert.deepEqual(await given(docker, "--build-arg"), ["KEYS=a\nb", "OPTIONS=x,y", 'NAME="z"']);
  assert.deepEqual(await given(docker, "--add-host"), ["a:10.0.0.1", "b:10.0.0.2"]);
  assert.deepEqual(await given(docker, "--no-cache-filter"), ["one", "two"]);
  await assert.rejects(
    build({ annotations: "manifest-descriptor:a=1" }),
    refuses("BUILD_UNSUPPORTED", /descriptor/),
  );
});

test("what appending or building cannot honour is refused before anything is done", async (t) => {
  const { build, image, registry, workspace } = await buildWorld(t);
  const base = (await build({ push: "true", tags: "base" })).outputs.image;
  await writeFile(path.join(workspace, "model.bin"), "model");
  const before = registry.requests.length;
  const append = { base, layers: "model.bin:/model.bin" };
  for (const [name, value] of Object.entries({
    target: "runtime",
    "build-args": "A=1",
    secrets: "a=some-secret",
    "cache-to": "type=gha",
    cache: "actions",
    "keep-layout": ".layout",
    context: "app",
    platforms: "linux/arm64,linux/amd64",
    provenance: "max",
    "base-lock": "lock.json",
  }))
    await assert.rejects(build({ ...append, [name]: value }), refuses("BUILD_UNSUPPORTED", new RegExp(name)));
  for (const [name, value] of Object.entries({ layers: "a:/b", env: "A=1", entrypoint: '["/a"]', user: "1" }))
    await assert.rejects(build({ [name]: value }), refuses("BUILD_UNSUPPORTED", new RegExp(name)));
  await assert.rejects(build({ base, driver: "buildx" }), refuses("BUILD_UNSUPPORTED", /base/));
  const pinned = { ...append, "require-pinned-bases": "true" };
  await assert.rejects(
    build({ ...pinned, base: `${image}:base` }),
    refuses("BUILD_BASE_NOT_PINNED", /digest/),
  );
  assert.equal(registry.requests.length, before);
  assert.equal((await build({ ...pinned, push: "false" })).ok, true);
});

test("wrong words of scan-command, previous and profile are told before the build", async (t) => {
  const { build, docker } = await buildWorld(t);
  await assert.rejects(
    build({ "scan-command": "scanner {layout} | tee log" }),
    refuses("SCAN_COMMAND_INVALID", /\|/),
  );
  await assert.rejects(build({ previous: "Not An Image" }), refuses("IMAGE_REFERENCE_INVALID", /Not An/));
  await assert.rejects(build({ profile: "raspberry-pi-6" }), refuses("INPUT_INVALID", /raspberry-pi-5,/));
  assert.deepEqual(
    (await docker.calls()).filter(({ argv }) => argv[1] === "build"),
    [],
  );
});

test("a context is a folder of the workspace by any name, or a folder of this commit", async (t) => {
  const run = { repository: "acme/app", commit: "0123456789012345678901234567890123456789" };
  const { build, docker, workspace } = await buildWorld(t, { run });
  await mkdir(path.join(workspace, "app"));
  await writeFile(path.join(workspace, "app/Dockerfile"), "FROM busybox:1\n");
  for (const context of ["app", "./app/", path.join(workspace, "app")]) {
    const { findings } = await build({ context, push: "false" });
    assert.equal(findings.find(({ rule }) => rule === "P5042")?.file, "app/Dockerfile");
  }
  await build({ context: "{{defaultContext}}:app", push: "false" });
  const argv = (await docker.calls()).findLast((call) => call.argv[1] === "build")?.argv ?? [];
  assert.equal(argv.at(-1), `https://github.example/acme/app.git#${run.commit}:app`);
  await assert.rejects(build({ context: "none" }), refuses("BUILD_CONTEXT_MISSING", /"none"/));
  await assert.rejects(build({ context: "app/Dockerfile" }), refuses("BUILD_CONTEXT_MISSING", /no folder/));
  await symlink("/etc", path.join(workspace, "out"));
  await assert.rejects(
    build({ context: "https://ada:secret@git.example/app.git" }),
    (error: unknown) => isFault(error, "INPUT_INVALID") && !error.message.includes("secret"),
  );
  for (const context of ["../x", "out", "/etc"])
    await assert.rejects(build({ context }), refuses("PATH_OUTSIDE", /leads out/));
});

test("keep-layout is an own folder: not a file, nothing else in it, and damage names it", async (t) => {
  const { build, workspace, made } = await buildWorld(t);
  await writeFile(path.join(workspace, "file"), "x");
  await mkdir(path.join(workspace, "src"));
  await writeFile(path.join(workspace, "src/main.c"), "x");
  await assert.rejects(build({ "keep-layout": "file" }), refuses("FILE_UNREADABLE", /is no folder/));
  await assert.rejects(build({ "keep-layout": "file/x" }), refuses("FILE_UNREADABLE", /is no folder/));
  await assert.rejects(build({ "keep-layout": "src" }), refuses("INPUT_INVALID", /not empty/));
  const blobs = path.join(workspace, "keep/blobs/sha256");
  await build({ "keep-layout": "keep", push: "false" });
  const first = await readdir(blobs);
  // What an older image left goes: the folder would grow with every build.
  await writeFile(path.join(blobs, "0".repeat(64)), "old");
  await build({ "keep-layout": "keep", push: "false" });
  assert.deepEqual((await readdir(blobs)).sort(), first.sort());
  const layout = made.layout;
  await writeFile(path.join(layout, "blobs/sha256", made.indexDigest.slice(7)), "damaged");
  await assert.rejects(
    build({ "keep-layout": "keep", push: "false" }),
    refuses("LAYOUT_CORRUPT", /remove the folder keep/),
  );
});
