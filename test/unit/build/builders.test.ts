import assert from "node:assert/strict";
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { openDriver } from "../../../src/build/builder.ts";
import { emulationNote, readBinfmt } from "../../../src/build/builder-emulation.ts";
import { parseInspect } from "../../../src/build/buildx-builder.ts";
import { parseMetadata } from "../../../src/build/buildx-metadata.ts";
import { isFault } from "../../../src/values/fault.ts";
import { writeSmallImage } from "../../interop/small-image.ts";
import { containerd, digest, fake, folder } from "./requests.ts";

test("the metadata file gives root, materials and warnings, and anything else is a fault", () => {
  assert.throws(
    () => parseMetadata("null"),
    (error) => isFault(error, "BUILD_METADATA"),
  );
  assert.throws(
    () => parseMetadata("{"),
    (error) => isFault(error, "BUILD_METADATA"),
  );
  const several = parseMetadata(
    JSON.stringify({
      "containerimage.digest": digest,
      "buildx.build.provenance/linux/arm64": {
        materials: [{ uri: "pkg:docker/a%20b@%zz", digest: { sha256: "1" } }, { uri: 3 }],
      },
      "buildx.build.warnings": [
        { short: Buffer.from("RuleX: text (line 3)").toString("base64"), range: [{ start: { line: 3 } }] },
      ],
    }),
  );
  assert.deepEqual(several.materials, [{ ref: "a b:%zz", digest: "sha256:1", platform: undefined }]);
  assert.deepEqual(
    [several.warnings[0]?.rule, several.warnings[0]?.message, several.warnings[0]?.line],
    ["RuleX", "text", 3],
  );
});

// What docker buildx 0.29.1 printed.
test("buildx inspect is read: name, driver, platforms of all nodes, errors", () => {
  const facts = parseInspect(
    "Name:          multi\nDriver:        docker-container\nLast Activity: 2026-01-02 00:00:00 +0000 UTC\n\nNodes:\nName:             multi0\nEndpoint:         unix:///var/run/docker.sock\nStatus:           running\nBuildKit version: v0.33.1\nPlatforms:        linux/amd64, linux/amd64/v2\n\nName:     multi1\nStatus:   running\nPlatforms: linux/arm64*\n",
  );
  assert.deepEqual(facts, {
    name: "multi",
    driver: "docker-container",
    platforms: ["linux/amd64", "linux/amd64/v2", "linux/arm64"],
    version: "v0.33.1",
    error: undefined,
  });
  assert.equal(parseInspect("Name: x\nError: boom\n").error, "boom");
});

test("the note on emulation: none on arm64, a warning of slowness with it, the way out without it", async (t) => {
  const platforms = ["linux/arm64"];
  assert.equal(
    emulationNote(platforms, { native: "linux/arm64", named: [], interpreter: undefined }),
    undefined,
  );
  assert.match(
    emulationNote(platforms, { native: "linux/amd64", named: ["linux/arm64"], interpreter: undefined }) ?? "",
    /slower/,
  );
  assert.match(
    emulationNote(platforms, { native: "linux/amd64", named: [], interpreter: "/q" }) ?? "",
    /slower/,
  );
  assert.match(
    emulationNote(platforms, { native: "linux/amd64", named: ["linux/amd64"], interpreter: "/q" }) ?? "",
    /setup-qemu/,
  );
  assert.match(
    emulationNote(platforms, { native: "linux/amd64", named: [], interpreter: undefined }) ?? "",
    /will fail/,
  );
  const at = await folder(t);
  await writeFile(path.join(at, "register"), "");
  await writeFile(path.join(at, "qemu-aarch64"), "disabled\ninterpreter /a\n");
  assert.equal(await readBinfmt(at), undefined);
  await writeFile(path.join(at, "qemu-aarch64-2"), "enabled\ninterpreter /usr/bin/qemu\nflags: F\n");
  assert.equal(await readBinfmt(at), "/usr/bin/qemu");
  assert.equal(await readBinfmt(path.join(at, "none")), undefined);
  const { ports } = await fake(t, "docker", [...containerd]);
  const driver = await openDriver("buildx", ports);
  const note = await driver.emulationNote(["linux/arm64"]);
  assert.equal(note === undefined, process.arch === "arm64");
});

test("a built layout is loaded into docker under a name, from one archive of both forms", async (t) => {
  const layout = await folder(t);
  const made = await writeSmallImage(layout);
  const { ports, calls, directory } = await fake(t, "docker", [...containerd]);
  const driver = await openDriver("buildx", ports);
  await driver.load(layout, made.indexDigest as never, "acme/app:1");
  assert.deepEqual((await calls()).at(-1)?.argv.slice(0, 3), ["load", "--quiet", "--input"]);
  assert.ok(!(await readdir(directory)).some((name) => name.endsWith(".tar")));
  const refusing = await fake(t, "docker", [...containerd, { when: "load", code: 1, stderr: "no space" }]);
  const other = await openDriver("buildx", refusing.ports);
  await assert.rejects(
    other.load(layout, made.indexDigest as never, "x"),
    (error) => isFault(error, "BUILD_FAILED") && /no space/.test(error.message),
  );
});
