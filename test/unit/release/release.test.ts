import assert from "node:assert/strict";
import test from "node:test";
import {
  type ReleaseParts,
  composeRelease,
  differingMembers,
  sameRelease,
} from "../../../src/release/compose.ts";
import { requireConsistent } from "../../../src/release/consistency.ts";
import { sha256sums } from "../../../src/release/sha256sums.ts";
import { verifyFileCommand } from "../../../src/release/stock-commands.ts";
import { describeRelease } from "../../../src/release/view.ts";
import { toMarkdown } from "../../../src/report/markdown.ts";
import type { Release, ReleaseModel } from "../../../src/schema/generated/release.js";
import { canonicalBytes } from "../../../src/values/canonical-json.ts";
import { digestOf } from "../../../src/values/digest.ts";
import type { Identity } from "../../../src/values/identity.ts";

function model(name: string, content: string): ReleaseModel {
  const digest = digestOf(content);
  return {
    name,
    kind: "file",
    digest,
    size: content.length,
    files: [{ path: name, size: content.length, sha256: digest.slice(7) }],
    ref: { requested: `file:${name}`, mutable: true },
    source: { type: "file", path: name },
  };
}

const parts: ReleaseParts = {
  fleet: "acme-retail",
  app: "shelf",
  version: "1.0.0",
  image: {
    repository: "ghcr.io/acme/shelf",
    digest: digestOf("index"),
    platformDigest: digestOf("arm64"),
    size: 180_000_000,
  },
  models: [model("b.tflite", "b"), model("a.tflite", "aa")],
  source: {
    repository: "acme/shelf",
    commit: "1".repeat(40),
    run: "https://github.com/acme/shelf/actions/runs/1",
  },
};

const workflow: Identity = {
  kind: "workflow",
  issuer: "https://token.actions.githubusercontent.com",
  subject: "https://github.com/acme/shelf/.github/workflows/release.yml@refs/heads/main",
  repositoryId: "1",
  ownerId: "2",
  sourceRef: "refs/heads/main",
  buildConfigUri: "https://github.com/acme/shelf/.github/workflows/release.yml@refs/heads/main",
  trigger: "push",
};

test("the same parts give the same canonical bytes, models sorted by name", () => {
  const one = composeRelease(parts);
  const other = composeRelease({ ...parts, models: parts.models.toReversed(), notes: " \r\n" });
  assert.deepEqual(
    one.value.models.map(({ name }) => name),
    ["a.tflite", "b.tflite"],
  );
  assert.deepEqual(one.bytes, other.bytes);
  assert.equal(one.digest, digestOf(canonicalBytes(one.value)));
  assert.equal(composeRelease({ ...parts, notes: "Two\r\nlines " }).value.notes, "Two\nlines");
});

test("another run of the same workflow is the same release; anything else is not", () => {
  const written = composeRelease(parts);
  const later = composeRelease({
    ...parts,
    source: { ...parts.source, run: "https://github.com/acme/shelf/actions/runs/2" },
  });
  assert.notDeepEqual(written.bytes, later.bytes);
  assert.equal(sameRelease(written, later.value), written);
  const other = composeRelease({ ...parts, models: [model("a.tflite", "aa")], notes: "x" });
  assert.equal(sameRelease(written, other.value), undefined);
  assert.deepEqual(differingMembers(written.value, other.value), ["models", "notes"]);
  assert.deepEqual(differingMembers(written.value, written.value), []);
});

test("a release without a known source is refused", () => {
  assert.throws(() => composeRelease({ ...parts, source: { ...parts.source, commit: "" } }), {
    code: "RELEASE_SOURCE_UNKNOWN",
  });
});

const contradictions: readonly (readonly [string, (release: Release) => void])[] = [
  ["unsorted models", (release) => release.models.reverse()],
  ["a model twice", (release) => release.models.push(release.models[1] ?? model("b", "b"))],
  ["a size that is not the sum of the files", (release) => ((release.models[0] ?? model("", "")).size += 1)],
  [
    "a digest that is not that of the file",
    (release) => ((release.models[0] ?? model("", "")).digest = digestOf("evil")),
  ],
];

for (const [name, spoil] of contradictions)
  test(`a release with ${name} is inconsistent`, () => {
    const release = structuredClone(composeRelease(parts).value);
    spoil(release);
    assert.throws(() => requireConsistent(release), { code: "RELEASE_INCONSISTENT" });
  });

test("an unsafe path of a model's file is refused", () => {
  const release = structuredClone(composeRelease(parts).value);
  const [first] = release.models;
  if (first?.files[0] !== undefined) first.files[0].path = "../../etc/passwd";
  assert.throws(() => requireConsistent(release), { code: "PATH_UNSAFE" });
});

test("checksums are lines for sha256sum, trees below their own folder", () => {
  const tree: ReleaseModel = {
    ...model("bert", "x"),
    kind: "tree",
    files: [{ path: "a/x", size: 1, sha256: "0".repeat(64) }],
  };
  assert.equal(
    sha256sums({ models: [model("a.tflite", "aa"), tree] }),
    `${digestOf("aa").slice(7)}  a.tflite\n${"0".repeat(64)}  bert/a/x\n`,
  );
});

test("the stock command pins the exact identity and survives a shell", () => {
  assert.equal(
    verifyFileCommand(
      "releases/shelf/1.0.0.json",
      { ...workflow, subject: "https://x/it's@main" },
      "trust/trusted_root.json",
    ),
    `cosign verify-blob \\
  --certificate-identity 'https://x/it'\\''s@main' \\
  --certificate-oidc-issuer https://token.actions.githubusercontent.com \\
  --trusted-root trust/trusted_root.json \\
  --bundle releases/shelf/1.0.0.sigstore.json \\
  releases/shelf/1.0.0.json`,
  );
  assert.match(
    verifyFileCommand("a.json", { kind: "key", keyId: "0".repeat(64), publicKey: "" }, ""),
    /--key release\.pub/,
  );
});

test("a reviewer sees what changes for the ring, with sizes and what is removed", () => {
  const previous = composeRelease({
    ...parts,
    version: "0.9.0",
    models: [model("b.tflite", "b"), model("old.hef", "old")],
    image: { ...parts.image, size: 190_000_000, digest: digestOf("older") },
  }).value;
  const { value: release, digest } = composeRelease({ ...parts, notes: "Fewer <b>false</b> alarms" });
  const view = {
    release,
    digest,
    path: "releases/shelf/1.0.0.json",
    ring: "canary",
    previous,
    signedBy: workflow,
  };
  const text = toMarkdown(describeRelease(view));
  for (const wanted of [
    "from 0.9.0 to 1.0.0",
    "-10 MB",
    "removed",
    "old.hef",
    "cosign verify-blob",
    "--certificate-identity",
    digest,
  ])
    assert.ok(text.includes(wanted), `${wanted} in ${text}`);
  assert.ok(!text.includes("<b>"));
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  assert.ok(rows.some((line) => line.includes("b.tflite") && line.includes("same")));
  assert.ok(rows.some((line) => line.includes("a.tflite") && line.includes("new")));
  const first = toMarkdown(
    describeRelease({
      ...view,
      previous: undefined,
      signedBy: undefined,
      release: { ...release, models: [], source: { ...release.source, run: "" } },
    }),
  );
  assert.ok(first.includes("first release"));
  assert.ok(first.includes("| what | 1.0.0 |"), first);
  assert.ok(!first.includes("cosign"));
  const keyed = toMarkdown(
    describeRelease({ ...view, signedBy: { kind: "key", keyId: "ab".repeat(32), publicKey: "" } }),
  );
  assert.ok(keyed.includes("abab"));
});
