import assert from "node:assert/strict";
import { copyFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { command } from "../../../src/commands/sign-attest/inputs.ts";
import { shellLine, stockCommands } from "../../../src/commands/sign-attest/stock-commands.ts";
import { attachImageBundle } from "../../../src/signing/attach.ts";
import { digestOf } from "../../../src/values/digest.ts";
import { verifyImage } from "../../../src/verification/image.ts";
import { verifyStatementBundle } from "../../../src/verification/statement.ts";
import { keySigner, startPrivateSigstore, workflowRun } from "../signing/signing-fixture.ts";
import { byKey, code, inputs, keyIdentity, openWorld, run } from "./sign-attest-world.ts";

test("an image is signed in both formats, verified, and only then are its tags moved", async (t) => {
  const world = await openWorld(t);
  const outcome = await run(inputs({ image: world.image, tags: "1.0.0\nlatest", ...byKey }), world.ports);
  assert.ok(outcome.ok);
  assert.equal(outcome.verdict, `${world.image} is signed and verified`);
  const result = await verifyImage(world.registry, world.repository, world.digest, {
    identities: [keyIdentity],
  });
  assert.ok(result.ok);
  const legacyTag = `sha256-${world.digest.slice(7)}.sig`;
  assert.equal(outcome.outputs["legacy-tag"], legacyTag);
  assert.equal(world.double.tag("acme/app", "1.0.0"), world.digest);
  assert.equal(world.double.tag("acme/app", "latest"), world.digest);
  const puts = world.double.requests
    .filter(({ method, path: where }) => method === "PUT" && where.includes("/manifests/"))
    .map(({ path: where }) => where.split("/").at(-1));
  assert.ok(puts.indexOf("1.0.0") > puts.indexOf(legacyTag));
  const signatures = JSON.parse(outcome.outputs.signatures) as readonly string[];
  assert.equal(signatures.length, 2);
  assert.ok(signatures.includes(`${world.double.host}/acme/app:${legacyTag}`));
  assert.equal(
    outcome.outputs["verify-command"],
    `cosign verify --key cosign.pub --insecure-ignore-tlog=true ${world.image}`,
  );
  const bundle = await readFile(outcome.outputs["bundle-path"]);
  assert.ok(verifyStatementBundle(bundle, { identities: [keyIdentity], subject: world.digest }).ok);
});

test("a second run with the same inputs writes nothing", async (t) => {
  const world = await openWorld(t);
  await writeFile(path.join(world.workspace, "predicate.json"), '{"b":1,"a":2}');
  const input = inputs({
    image: world.image,
    tags: "1.0.0",
    "predicate-type": "https://example.test/p",
    "predicate-path": "predicate.json",
    ...byKey,
  });
  const first = await run(input, world.ports);
  const before = world.writes();
  const second = await run(input, world.ports);
  assert.equal(world.writes(), before);
  assert.equal(second.verdict, `${world.image} was signed and verified before; nothing changed`);
  assert.deepEqual(second.outputs, first.outputs);
});

test("a second run keyless writes nothing and asks neither authority nor log", async (t) => {
  const sigstore = await startPrivateSigstore(t);
  const world = await openWorld(t, { identityToken: async () => sigstore.issueToken(workflowRun) });
  await copyFile(sigstore.files.signingConfig, path.join(world.workspace, "config.json"));
  await copyFile(sigstore.files.trustedRoot, path.join(world.workspace, "root.json"));
  const input = inputs({ image: world.image, "signing-config": "config.json", "trusted-root": "root.json" });
  const first = await run(input, world.ports);
  assert.match(first.outputs["verify-command"], /--certificate-github-workflow-repository acme\/shop/);
  assert.match(first.outputs["verify-command"], /--trusted-root trusted_root\.json/);
  assert.deepEqual(
    sigstore.entries.map(({ kind }) => kind),
    ["dsse", "hashedrekord"],
  );
  const before = [world.writes(), sigstore.requests.length];
  const second = await run(input, world.ports);
  assert.deepEqual([world.writes(), sigstore.requests.length], before);
  assert.match(second.verdict, /nothing changed/);
});

test("a registry without the referrers API is signed through its fallback tag", async (t) => {
  const world = await openWorld(t, {}, false);
  assert.ok((await run(inputs({ image: world.image, ...byKey }), world.ports)).ok);
  assert.ok(world.double.tag("acme/app", `sha256-${world.digest.slice(7)}`) !== undefined);
});

test("only what is missing is added: a platform's manifest, an attestation, a lost tag", async (t) => {
  const world = await openWorld(t);
  const platform = await world.addImage("platform");
  await run(inputs({ image: world.image, ...byKey }), world.ports);
  await writeFile(path.join(world.workspace, "predicate.json"), "{}");
  const outcome = await run(
    inputs({
      image: world.image,
      "platform-digest": platform,
      "predicate-type": "https://example.test/p",
      "predicate-path": "predicate.json",
      ...byKey,
    }),
    world.ports,
  );
  assert.equal((JSON.parse(outcome.outputs.signatures) as readonly string[]).length, 6);
  const referrers = await world.registry.referrers(world.repository, world.digest);
  assert.equal(referrers.length, 2);
  const result = await verifyImage(world.registry, world.repository, platform, { identities: [keyIdentity] });
  assert.ok(result.ok);
  const states = JSON.stringify(outcome.report);
  assert.match(states, /verified, was there/);
  assert.match(states, /signed and verified/);
});

test("a signature of somebody else stays, is not taken for ours, and is pointed out", async (t) => {
  const world = await openWorld(t);
  const other = await keySigner();
  const subject = await world.registry.resolve(world.repository, world.digest);
  assert.ok(subject);
  const ports = { registry: world.registry, clock: world.ports.clock, random: () => 0.5 };
  await attachImageBundle(ports, world.repository, subject, other.signer);
  const outcome = await run(inputs({ image: world.image, ...byKey }), world.ports);
  assert.deepEqual(
    outcome.findings.map(({ rule, severity }) => `${rule} ${severity}`),
    ["foreign-bundles notice"],
  );
  assert.equal((await world.registry.referrers(world.repository, world.digest)).length, 2);
});

test("a dry run says what would be signed and writes nothing", async (t) => {
  const world = await openWorld(t);
  const before = world.writes();
  const input = inputs({ image: world.image, tags: "1.0.0", "dry-run": "true", ...byKey });
  const outcome = await run(input, world.ports);
  assert.equal(world.writes(), before);
  assert.equal(outcome.verdict, `${world.image} would get 2 signatures (dry run)`);
  assert.deepEqual(Object.keys(outcome.outputs).sort(), Object.keys(command.outputs).sort());
  await run(inputs({ image: world.image, ...byKey }), world.ports);
  assert.match((await run(input, world.ports)).verdict, /is signed; nothing would change/);
});

test("roots that do not belong to the signing config fail the run, and no tag moves", async (t) => {
  const [one, other] = [await startPrivateSigstore(t), await startPrivateSigstore(t)];
  const world = await openWorld(t, { identityToken: async () => one.issueToken(workflowRun) });
  await copyFile(one.files.signingConfig, path.join(world.workspace, "config.json"));
  await copyFile(other.files.trustedRoot, path.join(world.workspace, "root.json"));
  const input = {
    image: world.image,
    tags: "1.0.0",
    "signing-config": "config.json",
    "trusted-root": "root.json",
  };
  await assert.rejects(run(inputs(input), world.ports), code("SIGN_ATTEST_NOT_VERIFIED"));
  assert.equal(world.double.tag("acme/app", "1.0.0"), undefined);
  const { "trusted-root": _, ...rootless } = input;
  await assert.rejects(run(inputs(rootless), world.ports), code("INPUT_INVALID"));
});

test("inputs that cannot work are named before anything is written", async (t) => {
  const world = await openWorld(t);
  const before = world.writes();
  await writeFile(path.join(world.workspace, "broken.json"), "{");
  const refused = async (values: Readonly<Record<string, string>>, expected: string): Promise<void> => {
    const input = inputs({ image: world.image, ...byKey, ...values });
    await assert.rejects(run(input, world.ports), code(expected));
  };
  await refused(
    { image: `${world.double.host}/acme/app@${digestOf("missing")}` },
    "SIGN_ATTEST_IMAGE_MISSING",
  );
  await refused({ "predicate-type": "https://example.test/p" }, "INPUT_INVALID");
  await refused({ "predicate-path": "broken.json" }, "INPUT_INVALID");
  await refused(
    { "predicate-type": "https://example.test/p", "predicate-path": "broken.json" },
    "SIGN_ATTEST_PREDICATE_INVALID",
  );
  await refused({ "signing-key-password": "wrong" }, "SIGNING_KEY_PASSWORD_WRONG");
  assert.throws(() => inputs({ image: "ghcr.io/acme/app:1" }), code("INPUT_INVALID"));
  assert.throws(() => inputs({ image: world.image, tags: "no tag" }), code("INPUT_INVALID"));
  assert.throws(() => inputs({ image: world.image, "predicate-type": "no uri" }), code("INPUT_INVALID"));
  assert.equal(world.writes(), before);
});

test("the commands for stock tools pin the identity and name the roots of a private Sigstore", () => {
  const workflow = {
    kind: "workflow",
    issuer: "https://token.actions.githubusercontent.com",
    subject: "https://github.com/acme/shop/.github/workflows/a.yml@refs/heads/main",
    repositoryId: "1",
    ownerId: "2",
    sourceRef: "refs/heads/main",
    buildConfigUri: "x",
    trigger: "push",
  } as const;
  const common = { image: "i@sha256:0", sourceRepository: "acme/shop", plainHttp: false, legacy: true };
  const texts = (context: Parameters<typeof stockCommands>[0]) =>
    stockCommands(context).map(({ command }) => command);
  const publicly = texts({ ...common, identity: workflow, logged: true, privateRoots: false });
  const who =
    "--certificate-oidc-issuer https://token.actions.githubusercontent.com --certificate-identity https://github.com/acme/shop/.github/workflows/a.yml@refs/heads/main --certificate-github-workflow-repository acme/shop --certificate-github-workflow-ref refs/heads/main --certificate-github-workflow-trigger push";
  assert.deepEqual(publicly, [
    `cosign verify ${who} i@sha256:0`,
    `cosign verify-attestation --type https://sigstore.dev/cosign/sign/v1 ${who} i@sha256:0`,
    `cosign verify ${who} i@sha256:0`,
  ]);
  const privately = texts({ ...common, identity: workflow, logged: true, privateRoots: true });
  assert.match(privately[0] ?? "", /--trusted-root trusted_root\.json i@sha256:0$/);
  assert.match(
    privately[2] ?? "",
    /^SIGSTORE_ROOT_FILE=.* SIGSTORE_CT_LOG_PUBLIC_KEY_FILE=.* SIGSTORE_REKOR_PUBLIC_KEY=rekor\.pub cosign verify/,
  );
  const logged = texts({
    ...common,
    identity: keyIdentity,
    logged: true,
    privateRoots: true,
    plainHttp: true,
  });
  assert.equal(
    texts({ ...common, identity: workflow, logged: true, privateRoots: true, legacy: false }).length,
    2,
  );
  assert.deepEqual(
    [logged[0], logged[2]],
    [
      "cosign verify --key cosign.pub --trusted-root trusted_root.json --allow-http-registry i@sha256:0",
      "SIGSTORE_REKOR_PUBLIC_KEY=rekor.pub cosign verify --key cosign.pub --allow-http-registry i@sha256:0",
    ],
  );
});

test("an argument that a shell would read otherwise is quoted", () => {
  assert.equal(shellLine(["a", "b c", "it's", "$(x)"]), String.raw`a 'b c' 'it'\''s' '$(x)'`);
});
