import assert from "node:assert/strict";
import { copyFile, mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { attestationTag } from "../../../src/envelope/signature-manifest.ts";
import { attachLegacyAttestations } from "../../../src/signing/attach.ts";
import { statementFor } from "../../../src/envelope/statement.ts";
import { digestOf } from "../../../src/values/digest.ts";
import { findLegacyAttestations } from "../../../src/verification/legacy-attestation.ts";
import { keySigner, startPrivateSigstore, workflowRun } from "../signing/signing-fixture.ts";
import { byKey, code, inputs, keyIdentity, openWorld, run } from "./sign-attest-world.ts";

const cyclonedx = { bomFormat: "CycloneDX", specVersion: "1.6", version: 1, components: [] };
const spdx = { spdxVersion: "SPDX-2.3", SPDXID: "SPDXRef-DOCUMENT", name: "app" };
const smoke = { result: "PASSED", configuration: [{ uri: "tests/smoke" }], passedTests: ["starts"] };

type World = Awaited<ReturnType<typeof openWorld>>;

async function place(world: World, files: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(world.workspace, name)), { recursive: true });
    await writeFile(path.join(world.workspace, name), JSON.stringify(content));
  }
}

const layersOf = (world: World) =>
  findLegacyAttestations(world.registry, world.repository, world.digest, { identities: [keyIdentity] });

test("SBOMs are told by their own words, and every attestation is there as a bundle and under the tag", async (t) => {
  const world = await openWorld(t);
  await place(world, { "bom.json": cyclonedx, "out/spdx.json": spdx, "smoke.json": smoke });
  const input = inputs({
    image: world.image,
    sboms: "bom.json\nout/spdx.json",
    attestations: "test-result=smoke.json\nhttps://example.test/p?a=b=smoke.json",
    ...byKey,
  });
  const outcome = await run(input, world.ports);
  const types = [
    "https://in-toto.io/attestation/test-result/v0.1",
    "https://example.test/p?a=b",
    "https://cyclonedx.org/bom",
    "https://spdx.dev/Document",
  ];
  assert.deepEqual(JSON.parse(outcome.outputs["attestation-types"]), types);
  const older = await layersOf(world);
  assert.deepEqual(
    older.map(({ predicateType, result }) => [predicateType, result.ok]),
    types.map((type) => [type, true]),
  );
  assert.deepEqual(older[0]?.statement?.predicate, smoke);
  assert.equal((await world.registry.referrers(world.repository, world.digest)).length, 5);
  // Again: nothing is written, and a lost tag is all that comes back.
  const before = world.writes();
  assert.match((await run(input, world.ports)).verdict, /nothing changed/);
  assert.equal(world.writes(), before);
  await world.registry.deleteManifest(world.repository, attestationTag(world.digest));
  assert.equal((await run(inputs({ ...dry, image: world.image }), world.ports)).ok, true);
  await run(input, world.ports);
  assert.equal((await layersOf(world)).length, 4);
  assert.equal((await world.registry.referrers(world.repository, world.digest)).length, 5);
});

const dry = { "dry-run": "true", sboms: "bom.json", ...byKey };

test("a dry run names each format of each attestation", async (t) => {
  const world = await openWorld(t);
  await place(world, { "bom.json": cyclonedx });
  const outcome = await run(inputs({ ...dry, image: world.image }), world.ports);
  assert.match(outcome.verdict, /would get 4 signatures/);
  assert.match(JSON.stringify(outcome.report), /https:\/\/cyclonedx.org\/bom \(legacy\)/);
});

test("the same attestation twice is one, and a changed one comes beside the old", async (t) => {
  const world = await openWorld(t);
  await place(world, { "a.json": smoke, "b.json": Object.fromEntries(Object.entries(smoke).toReversed()) });
  const input = inputs({
    image: world.image,
    attestations: "test-result=a.json\ntest-result=b.json",
    ...byKey,
  });
  await run(input, world.ports);
  assert.equal((await layersOf(world)).length, 1);
  await place(world, { "b.json": { ...smoke, result: "FAILED" } });
  await run(input, world.ports);
  assert.equal((await layersOf(world)).length, 2);
});

test("provenance says what the token says, and a run without a token cannot have one", async (t) => {
  const sigstore = await startPrivateSigstore(t);
  const world = await openWorld(t, { identityToken: async () => sigstore.issueToken(workflowRun) });
  await copyFile(sigstore.files.signingConfig, path.join(world.workspace, "config.json"));
  await copyFile(sigstore.files.trustedRoot, path.join(world.workspace, "root.json"));
  const keyless = { "signing-config": "config.json", "trusted-root": "root.json" };
  const input = inputs({ image: world.image, provenance: "true", ...keyless });
  const outcome = await run(input, world.ports);
  assert.deepEqual(JSON.parse(outcome.outputs["attestation-types"]), ["https://slsa.dev/provenance/v1"]);
  // One entry for the attestation, though it is written in two formats.
  assert.deepEqual(
    sigstore.entries.map(({ kind }) => kind),
    ["dsse", "hashedrekord", "dsse"],
  );
  const before = world.writes();
  assert.match((await run(input, world.ports)).verdict, /nothing changed/);
  assert.equal(world.writes(), before);
  const byHand = await openWorld(t, { identityToken: async () => "a.e30.c" });
  const untouched = byHand.writes();
  await assert.rejects(
    run(inputs({ image: byHand.image, provenance: "true", ...byKey }), byHand.ports),
    code("SIGNING_IDENTITY_UNUSABLE"),
  );
  assert.equal(byHand.writes(), untouched);
});

test("predicates that verifiers could not read are refused before anything is written", async (t) => {
  const world = await openWorld(t);
  await place(world, { "bom.json": cyclonedx, "list.json": [1], "open.json": { result: "GREAT" } });
  await symlink("/etc/hostname", path.join(world.workspace, "link.json"));
  const before = world.writes();
  const table: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
    [{ sboms: "list.json" }, "SIGN_ATTEST_PREDICATE_INVALID"],
    [{ sboms: "none.json" }, "FILE_MISSING"],
    [{ sboms: "link.json" }, "PATH_OUTSIDE"],
    [{ sboms: "/etc/hostname" }, "PATH_OUTSIDE"],
    [{ attestations: "test-result=open.json" }, "SIGN_ATTEST_PREDICATE_INVALID"],
    [{ attestations: "spdxjson=bom.json" }, "SIGN_ATTEST_PREDICATE_INVALID"],
    [{ attestations: "slsaprovenance1=bom.json" }, "SIGN_ATTEST_PREDICATE_INVALID"],
    [{ attestations: "release=bom.json" }, "SIGN_ATTEST_PREDICATE_INVALID"],
    [{ attestations: "custom=list.json" }, "SIGN_ATTEST_PREDICATE_INVALID"],
  ];
  for (const [values, expected] of table)
    await assert.rejects(
      run(inputs({ image: world.image, ...byKey, ...values }), world.ports),
      code(expected),
      JSON.stringify(values),
    );
  for (const text of ["=a.json", "custom", "no type=a.json", "custom=../a.json", "custom=/../a.json"])
    assert.throws(() => inputs({ image: world.image, attestations: text }), code("INPUT_INVALID"), text);
  assert.equal(world.writes(), before);
  // What an earlier step left in the runner's temporary folder is at hand by its whole path.
  const ports = { ...world.ports, environment: { RUNNER_TEMP: world.workspace } };
  const whole = inputs({ image: world.image, sboms: path.join(world.workspace, "bom.json"), ...byKey });
  assert.ok((await run(whole, ports)).ok);
});

test("attestations of others, about others or with altered bytes do not count as ours", async (t) => {
  const world = await openWorld(t);
  const other = await keySigner();
  const ports = { registry: world.registry, clock: world.ports.clock, random: () => 0.5 };
  const about = (digest: typeof world.digest) =>
    other.signer.signEnvelope(statementFor([{ digest }], "https://example.test/p", { a: 1 }));
  await attachLegacyAttestations(ports, world.repository, world.digest, [
    { signed: await about(world.digest), predicateType: "https://example.test/p" },
    { signed: await about(digestOf("another")), predicateType: "https://example.test/p" },
  ]);
  const found = await layersOf(world);
  assert.deepEqual(
    found.map(({ result }) => (result.ok ? "" : result.why.code)),
    ["SIGNATURE_KEY_UNKNOWN", "SIGNATURE_SUBJECT_MISMATCH"],
  );
  assert.ok(found.every(({ statement }) => statement === undefined));
  await place(world, { "p.json": { a: 1 } });
  const outcome = await run(
    inputs({ image: world.image, attestations: "https://example.test/p=p.json", ...byKey }),
    world.ports,
  );
  assert.equal(outcome.ok, true);
  const ours = (await layersOf(world)).filter(({ result }) => result.ok);
  assert.deepEqual(
    ours.map(({ predicateType }) => predicateType),
    ["https://example.test/p"],
  );
  assert.equal((await layersOf(world)).length, 3);
});
