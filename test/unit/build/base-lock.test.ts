import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import fc from "fast-check";
import {
  checkPinnedBases,
  judgeBases,
  notPinnedFault,
  resolveBases,
} from "../../../src/build/base-lock-resolution.ts";
import {
  type LockedBase,
  createBaseLock,
  formatBaseLock,
  largestBaseLock,
  lockBuild,
  mergeBaseLock,
  parseBaseLock,
} from "../../../src/build/base-lock.ts";
import { readBases } from "../../../src/build/dockerfile.ts";
import { mediaTypes } from "../../../src/oci/media-types.ts";
import { type Digest, digestOf } from "../../../src/values/digest.ts";
import { isFault } from "../../../src/values/fault.ts";
import { artifact, blobOf, client, double, fault, repositoryOf } from "../oci/fixtures.ts";

const one = digestOf("one");
const two = digestOf("two");
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const lockOf = (bases: unknown, more = {}): Buffer => json({ version: 1, bases, ...more });

test("a lock is read, sorted, found in every spelling, and written as the same bytes", () => {
  const lock = parseBaseLock(
    lockOf({
      "ghcr.io/acme/b:1": { digest: two },
      debian: { platformDigest: two, digest: one, resolved: "2026-01-02" },
    }),
  );
  assert.deepEqual([...lock.bases.keys()], ["debian", "ghcr.io/acme/b:1"]);
  for (const ref of ["debian", "debian:latest", "docker.io/library/debian", "index.docker.io/debian:latest"])
    assert.equal(lock.find(ref)?.digest, one, ref);
  assert.equal(lock.find("debian:12"), undefined);
  assert.equal(lock.find("NOT A REF"), undefined);
  const text = formatBaseLock(lock);
  assert.equal(formatBaseLock(parseBaseLock(Buffer.from(text))), text);
  assert.deepEqual(JSON.parse(text).bases.debian, {
    digest: one,
    platformDigest: two,
    resolved: "2026-01-02",
  });
});

test("fresh entries replace those of the same image, in any spelling, and leave the others", () => {
  const old = createBaseLock([
    ["docker.io/library/debian:12", { digest: one }],
    ["other:1", { digest: one }],
  ]);
  const fresh = createBaseLock([["debian:12", { digest: two }]]);
  const wanted = [
    ["debian:12", { digest: two }],
    ["other:1", { digest: one }],
  ];
  assert.deepEqual([...mergeBaseLock(old, fresh).bases], wanted);
  assert.deepEqual([...mergeBaseLock(undefined, fresh).bases], wanted.slice(0, 1));
});

test("a lock that could mean something else is refused, and the message says where", () => {
  for (const [bytes, why] of [
    [Buffer.from("{"), /is not JSON/],
    [json([]), /not a JSON object/],
    [json({ version: 2, bases: {} }), /version 1/],
    [json({ version: 1 }), /no object `bases`/],
    [lockOf({}, { extra: 1 }), /unknown member "extra"/],
    [lockOf({ debian: one }), /no object at "debian"/],
    [lockOf({ debian: { digest: "sha256:1" } }), /no sha256 digest at "debian"/],
    [lockOf({ debian: { digest: one, platformDigest: 1 } }), /platformDigest/],
    [lockOf({ debian: { digest: one, resolved: "today" } }), /YYYY-MM-DD/],
    [lockOf({ debian: { digest: one, Digest: one } }), /unknown member "Digest" at "debian"/],
    [lockOf({ "not a ref": { digest: one } }), /no image reference/],
    [lockOf({ [`debian@${one}`]: { digest: one } }), /without digest/],
    [lockOf({ debian: { digest: one }, "debian:latest": { digest: two } }), /two spellings/],
    [Buffer.alloc(largestBaseLock + 1, 0x20), /larger than 1 MiB/],
    [
      lockOf(Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`a:${n}`, { digest: one }]))),
      /more than 1000/,
    ],
  ] as const)
    assert.throws(() => parseBaseLock(bytes, "bases.json"), fault("BUILD_BASE_LOCK_INVALID", why));
});

test("a lock becomes build contexts and the frontend's build argument", () => {
  const bases = readBases(
    [
      "# syntax=docker/dockerfile:1",
      "FROM debian:12 AS a",
      `FROM alpine@${two}`,
      "COPY --from=a / /",
      "COPY --from=tool / /",
    ].join("\n"),
  );
  const lock = createBaseLock([
    ["docker/dockerfile:1", { digest: one }],
    ["debian:12", { digest: two }],
    ["tool:latest", { digest: one }],
  ]);
  assert.deepEqual(lockBuild(bases, lock), {
    contexts: [
      `debian:12=docker-image://docker.io/library/debian:12@${two}`,
      `tool=docker-image://docker.io/library/tool@${one}`,
    ],
    buildArguments: [["BUILDKIT_SYNTAX", `docker.io/docker/dockerfile:1@${one}`]],
  });
});

test("a base that the lock does not hold stops the build, at its line", () => {
  const lock = createBaseLock([["debian:12", { digest: one }]]);
  assert.throws(
    () => lockBuild(readBases("FROM debian:12 AS a\nFROM debian:13"), lock, "app/Dockerfile"),
    (error) => {
      assert.ok(isFault(error, "BUILD_BASE_NOT_LOCKED"));
      assert.equal(error.where, "app/Dockerfile:2");
      return true;
    },
  );
  assert.throws(() => lockBuild(readBases("FROM ${NOTHING}"), lock), fault("BUILD_BASE_NOT_LOCKED"));
});

test("unpinned bases are findings with the line to write, errors where pinning is required", () => {
  const text = [
    "# syntax=docker/dockerfile:1",
    "ARG TAG=12",
    "FROM --platform=linux/arm64 debian:12 AS a",
    "FROM debian:${TAG} AS b",
    `FROM alpine:3@${one}`,
    "COPY --from=a / /",
    "COPY --from=b / /",
    "RUN --mount=from=tool:1 \\",
    " true",
    "COPY --chown=1:1 --from=locked / /",
  ].join("\n");
  const bases = readBases(text);
  const options = {
    file: "Dockerfile",
    lock: createBaseLock([["locked", { digest: one }]]),
    current: createBaseLock([["debian:12", { digest: two }]]),
  };
  const findings = judgeBases(bases, { ...options, required: false });
  assert.deepEqual(
    findings.map(({ line, severity }) => [line, severity]),
    [1, 3, 4, 8].map((line) => [line, "warning"]),
  );
  const next = findings.map((finding) => finding.next ?? "");
  assert.match(next[0] ?? "", /# syntax=docker\/dockerfile:1@sha256:… \(docker buildx imagetools inspect/);
  assert.equal(next[1], `write FROM --platform=linux/arm64 debian:12@${two} AS a, or use base-lock`);
  assert.match(next[2] ?? "", /lock it with base-lock/);
  assert.match(next[3] ?? "", /^write tool:1@sha256/);
  assert.equal(notPinnedFault(findings), undefined);
  const required = notPinnedFault(judgeBases(bases, { ...options, required: true }));
  assert.equal(required?.code, "BUILD_BASE_NOT_PINNED");
  assert.equal(required?.where, "Dockerfile:1");
});

test("a base without a value is a finding of its own kind", () => {
  const [finding] = judgeBases(readBases("FROM $X"), { file: "D", required: true });
  assert.match(finding?.message ?? "", /has no value that names an image/);
  assert.match(finding?.next ?? "", /build-args/);
});

type Pushed = { readonly index: Digest; readonly arm64: Digest };

async function pushIndex(
  t: TestContext,
  architectures: readonly string[],
): Promise<{ readonly ref: string } & Pushed> {
  const registry = await double(t);
  const oci = client(t);
  const repository = repositoryOf(registry);
  const manifests = [];
  for (const architecture of architectures) {
    const config = blobOf(JSON.stringify({ os: "linux", architecture }));
    await oci.pushBlob(repository, config);
    const { bytes, mediaType } = artifact({
      config: { mediaType: mediaTypes.config, digest: config.digest, size: config.size },
      layers: [],
    });
    manifests.push({
      ...(await oci.pushManifest(repository, { bytes, mediaType })),
      platform: { os: "linux", architecture },
    });
  }
  const bytes = json({ schemaVersion: 2, mediaType: mediaTypes.index, manifests });
  const { digest } = await oci.pushManifest(repository, { bytes, mediaType: mediaTypes.index }, "v1");
  const arm64 = manifests.find(({ platform }) => platform.architecture === "arm64")?.digest ?? digest;
  return { ref: `${registry.host}/acme/app:v1`, index: digest, arm64 };
}

test("tags resolve to the index and its arm64 image, once for each reference", async (t) => {
  const { ref, index, arm64 } = await pushIndex(t, ["amd64", "arm64"]);
  const bases = readBases(`FROM ${ref} AS a\nFROM ${ref} AS unused\nFROM a\nCOPY --from=${ref} / /\n`);
  const lock = await resolveBases(client(t), bases, { resolved: "2026-01-02" });
  const locked: LockedBase = { digest: index, platformDigest: arm64, resolved: "2026-01-02" };
  assert.deepEqual([...lock.bases], [[ref, locked]]);
  await checkPinnedBases(client(t), bases, lock);
});

test("a base without an arm64 variant, and one that is not there, are told at their line", async (t) => {
  const { ref, index } = await pushIndex(t, ["amd64", "s390x"]);
  const oci = client(t);
  await assert.rejects(
    resolveBases(oci, readBases(`\nFROM ${ref}`), { file: "app/Dockerfile" }),
    fault("BUILD_BASE_NOT_ARM64", /^app\/Dockerfile:2: .* is not for linux\/arm64$/),
  );
  const forBuild = readBases(`FROM --platform=$BUILDPLATFORM ${ref}`);
  assert.equal((await resolveBases(oci, forBuild)).find(ref)?.digest, index);
  await assert.rejects(resolveBases(oci, readBases(`FROM ${ref}x`)), fault("BUILD_BASE_NOT_FOUND", /:1: /));
  await assert.rejects(
    resolveBases(oci, readBases(`FROM --platform=$BUILDPLATFORM ${ref}x`)),
    fault("BUILD_BASE_NOT_FOUND"),
  );
  await assert.rejects(
    resolveBases(oci, readBases("FROM $X")),
    fault("BUILD_BASE_NOT_FOUND", /no image reference/),
  );
  const pinned = readBases(`FROM ${ref}@${one}`);
  await assert.rejects(checkPinnedBases(oci, pinned, undefined), fault("BUILD_BASE_NOT_FOUND"));
});

test("no bytes make the lock reader throw anything but its fault", () => {
  const seed = [...lockOf({ "debian:12": { digest: one, resolved: "2026-01-02" } })];
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(seed.length - 1), fc.nat(255)), { maxLength: 4 }), (changes) => {
      const bytes = [...seed];
      for (const [at, value] of changes) bytes[at] = value;
      try {
        parseBaseLock(Uint8Array.from(bytes));
      } catch (error) {
        if (!isFault(error, "BUILD_BASE_LOCK_INVALID")) throw error;
      }
    }),
  );
});
