import assert from "node:assert/strict";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import fc from "fast-check";
import { buildahArguments, cacheRepositories, gitVariables } from "../../../src/build/buildah-arguments.ts";
import { csvField, splitAnnotations, writeSecrets } from "../../../src/build/builder-inputs.ts";
import { buildxArguments, buildxVariables } from "../../../src/build/buildx-arguments.ts";
import { capabilities, refuseUnsupported, usedCapabilities } from "../../../src/build/capabilities.ts";
import { isFault } from "../../../src/values/fault.ts";
import { folder, full, plain } from "./requests.ts";

const run = {
  builder: undefined,
  secretFiles: [],
  cacheFrom: [],
  cacheTo: [],
  metadataFile: "/m.json",
  output: "layout",
} as const;

test("a plain request becomes a plain docker buildx build that exports a layout and pushes nothing", () => {
  assert.deepEqual(buildxArguments(plain, run), [
    "buildx",
    "build",
    "--platform",
    "linux/arm64",
    "--progress",
    "rawjson",
    "--provenance=false",
    "--sbom=false",
    "--metadata-file",
    "/m.json",
    "--output",
    "type=oci,tar=false,dest=/out,oci-mediatypes=true,source-date-epoch=1",
    "--file",
    "/src/Dockerfile",
    "--",
    "/src",
  ]);
});

test("every input becomes its own option of docker buildx, one argument a value", () => {
  const words = buildxArguments(full, {
    ...run,
    builder: "big",
    secretFiles: full.secretFiles,
    cacheFrom: ["type=gha,scope=a"],
    cacheTo: ["type=local,dest=/c"],
  });
  const pairs: readonly (readonly [string, string])[] = [
    ["--platform", "linux/arm64,linux/amd64"],
    ["--builder", "big"],
    ["--target", "app"],
    ["--network", "none"],
    ["--no-cache-filter", "install"],
    ["--build-arg", "A=x y"],
    ["--build-arg", "B=$(id)"],
    ["--label", "l=v"],
    ["--annotation", "manifest:org.example.a=b"],
    ["--build-context", "base=docker-image://alpine@sha256:00"],
    ["--add-host", "a:127.0.0.1"],
    ["--allow", "network.host"],
    ["--ulimit", "nofile=1024:1024"],
    ["--shm-size", "2g"],
    ["--cgroup-parent", "g"],
    ["--ssh", "default"],
    ["--secret", "id=npmrc,src=/home/me/.npmrc"],
    ["--cache-from", "type=gha,scope=a"],
    ["--cache-to", "type=local,dest=/c"],
    ["--attest", "type=sbom,generator=x"],
    [
      "--output",
      "type=oci,tar=false,dest=/out,oci-mediatypes=true,source-date-epoch=1,rewrite-timestamp=true,compression=zstd",
    ],
  ];
  for (const [option, value] of pairs)
    assert.ok(
      words.some((word, index) => word === option && words[index + 1] === value),
      `${option} ${value}`,
    );
  for (const flag of ["--no-cache", "--pull", "--provenance=mode=max"]) assert.ok(words.includes(flag), flag);
  assert.ok(!words.some((word) => /push|--tag|^-t$/.test(word)));
});

test("the export of a cache alone writes no image, and uses what the build has just cached", () => {
  const words = buildxArguments(full, { ...run, output: "cache", cacheTo: ["type=registry,ref=r/c"] });
  assert.ok(words.includes("type=cacheonly"));
  assert.ok(
    !words.includes("--no-cache") && !words.includes("--pull") && !words.includes("--no-cache-filter"),
  );
  assert.ok(!words.some((word) => word.includes("type=oci")));
});

test("call: check only runs the checks", () => {
  const words = buildxArguments(plain, { ...run, output: "check" });
  assert.deepEqual(words.slice(words.indexOf("--call"), words.indexOf("--call") + 2), [
    "--call",
    "check,format=json",
  ]);
  assert.ok(!words.includes("--output"));
});

test("a git context is passed as it is, with a Dockerfile below it only where one is named", () => {
  const url = "https://github.com/acme/app.git#c0ffee:services/api";
  const context = { kind: "git", url, token: undefined } as const;
  const words = buildxArguments({ ...plain, context, file: undefined }, run);
  assert.deepEqual(words.slice(-2), ["--", url]);
  assert.ok(!words.includes("--file"));
});

test("a layout folder with commas and quotes stays one field of the output option", () => {
  const words = buildxArguments({ ...plain, layout: '/a,b"c' }, run);
  assert.ok(words.includes('type=oci,tar=false,"dest=/a,b""c",oci-mediatypes=true,source-date-epoch=1'));
  fc.assert(
    fc.property(fc.string(), (text) => {
      const field = csvField(text);
      const back = /^"(.*)"$/s.exec(field)?.[1]?.replaceAll('""', '"') ?? field;
      assert.equal(back, text.startsWith('"') && field === text ? text : back);
      if (/[",\n\r]/.test(text)) assert.equal(back, text);
    }),
  );
});

test("the child gets constant times, and what the metadata file shall hold", () => {
  assert.deepEqual(buildxVariables({ ...plain, layerEpoch: 1700000000 }), {
    SOURCE_DATE_EPOCH: "1700000000",
    BUILDX_METADATA_PROVENANCE: "max",
    BUILDX_METADATA_WARNINGS: "1",
    BUILDX_NO_DEFAULT_ATTESTATIONS: "1",
  });
  const context = { kind: "git", url: "https://git.example/a.git", token: undefined } as const;
  assert.equal(buildxVariables({ ...plain, context })["SOURCE_DATE_EPOCH"], undefined);
  assert.equal(buildxVariables(full)["EXPERIMENTAL_BUILDKIT_SOURCE_POLICY"], "/policy.json");
});

test("buildah gets the same request in its own words, in the format that keeps HEALTHCHECK", () => {
  const words = buildahArguments(
    { ...full, platforms: ["linux/arm64"] },
    { idFile: "/id", secretFiles: full.secretFiles, cacheFrom: ["r.example/c"], cacheTo: [] },
  );
  assert.deepEqual(words.slice(0, 11), [
    "build",
    "--layers",
    "--format",
    "docker",
    "--identity-label=false",
    "--timestamp",
    "1",
    "--iidfile",
    "/id",
    "--platform",
    "linux/arm64",
  ]);
  for (const [option, value] of [
    ["--target", "app"],
    ["--build-arg", "B=$(id)"],
    ["--secret", "id=npmrc,src=/home/me/.npmrc"],
    ["--ssh", "default"],
    ["--shm-size", "2g"],
    ["--cgroup-parent", "g"],
    ["--cache-from", "r.example/c"],
  ] as const)
    assert.equal(words[words.indexOf(option) + (option === "--build-arg" ? 3 : 1)], value, option);
  assert.ok(words.includes("--no-cache") && words.includes("--pull=true"));
  assert.deepEqual(words.slice(-2), ["--", "/src"]);
  assert.ok(
    !buildahArguments(plain, { idFile: "/id", secretFiles: [], cacheFrom: [], cacheTo: [] }).includes(
      "--pull=true",
    ),
  );
});

test("git answers the host of the context with the token, and the token is in no argument", () => {
  const context = { kind: "git", url: "https://git.example/a/b.git#1", token: "s3cret-token" } as const;
  const variables = gitVariables({ ...plain, context });
  assert.equal(variables["GIT_CONFIG_KEY_0"], "http.https://git.example/.extraheader");
  assert.equal(
    variables["GIT_CONFIG_VALUE_0"],
    `Authorization: Basic ${Buffer.from("x-access-token:s3cret-token").toString("base64")}`,
  );
  const words = buildahArguments(
    { ...plain, context },
    { idFile: "/id", secretFiles: [], cacheFrom: [], cacheTo: [] },
  );
  assert.doesNotMatch(words.join(" "), /s3cret/);
  assert.deepEqual(gitVariables({ ...plain, context: { ...context, token: undefined } }), {});
  assert.deepEqual(gitVariables({ ...plain, context: { ...context, url: "git://git.example/a" } }), {});
});

test("buildah's caches are repositories: a tag falls off, another type is refused by name", () => {
  assert.deepEqual(
    cacheRepositories("cache-to", ["type=registry,ref=ghcr.io/acme/cache:main", "ghcr.io/a/b"]),
    ["ghcr.io/acme/cache", "ghcr.io/a/b"],
  );
  assert.throws(
    () => cacheRepositories("cache-from", ["type=gha"]),
    (error) => isFault(error, "BUILD_UNSUPPORTED") && /cache-from of type gha/.test(error.message),
  );
  assert.throws(
    () => cacheRepositories("cache-to", ["type=registry"]),
    (error) => isFault(error, "BUILD_CACHE_INVALID"),
  );
});

test("what a driver cannot honour is refused with the input, the driver, and which one can", () => {
  assert.deepEqual(usedCapabilities(plain), []);
  refuseUnsupported("buildx", usedCapabilities(full));
  const unable = usedCapabilities(full).filter((name) => !capabilities.buildah.includes(name));
  assert.deepEqual(unable, [
    "no-cache-filters",
    "allow",
    "platforms",
    "provenance",
    "attests",
    "compression",
    "source-policy",
  ]);
  for (const name of unable)
    assert.throws(
      () => refuseUnsupported("buildah", [name]),
      (error) =>
        isFault(error, "BUILD_UNSUPPORTED") &&
        error.where === name &&
        error.message.includes(name) &&
        /buildx/.test(error.next ?? ""),
    );
  assert.throws(
    () => refuseUnsupported("append", ["labels", "build-args"]),
    (error) => isFault(error, "BUILD_UNSUPPORTED") && /build-args/.test(error.message),
  );
});

test("secrets are files that only this user reads, and are gone afterwards", async (t) => {
  const temporary = await folder(t);
  const written = await writeSecrets(temporary, [{ id: "TOKEN", value: "s3cret\n" }], [["f", "/f"]]);
  const [[id, file] = ["", ""], given] = written.files;
  assert.equal(id, "TOKEN");
  assert.deepEqual(given, ["f", "/f"]);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.equal((await stat(path.dirname(file))).mode & 0o777, 0o700);
  assert.equal((await stat(file)).size, 7);
  await written.remove();
  assert.deepEqual(await readdir(temporary), []);
  await assert.rejects(writeSecrets(temporary, [{ id: "a,src=/x", value: "v" }], []), (error) =>
    isFault(error, "BUILD_SECRET_INVALID"),
  );
  await assert.rejects(writeSecrets(temporary, [{ id: "big", value: "v".repeat(600_000) }], []), (error) =>
    isFault(error, "BUILD_SECRET_INVALID"),
  );
  await assert.rejects(writeSecrets("/dev/null", [{ id: "a", value: "v" }], []));
});

test("annotations of the index stay out of the builder and come back to the caller", () => {
  assert.deepEqual(
    splitAnnotations([
      "a=1",
      "manifest:b=2",
      "index:c=3",
      "manifest,index:d=4",
      "manifest[linux/arm64]:e=x:y=z",
    ]),
    {
      manifest: [
        ["a", "1"],
        ["b", "2"],
        ["d", "4"],
        ["e", "x:y=z"],
      ],
      index: [
        ["c", "3"],
        ["d", "4"],
      ],
    },
  );
  for (const line of ["nothing", "manifest-descriptor:a=1", "index-descriptor:a=1"])
    assert.throws(
      () => splitAnnotations([line]),
      (error) => isFault(error, "BUILD_UNSUPPORTED"),
    );
});
