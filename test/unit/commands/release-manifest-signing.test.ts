import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { startSigstore } from "../../../doubles/sigstore/sigstore.ts";
import { openSigner, readTrustedRoot, signingInputs } from "../../../src/commands/signing-inputs.ts";
import { createTrust, signTrust } from "../../../src/trust/trust-document.ts";
import { createRootKey } from "../../../src/trust/root-key.ts";
import { systemClock } from "../../../src/io/clock.ts";
import { digestOf } from "../../../src/values/digest.ts";
import type { WorkflowIdentity } from "../../../src/values/identity.ts";
import { parseInputs } from "../../../src/values/input-table.ts";
import { verifyBlob } from "../../../src/verification/blob.ts";
import { WORKFLOW } from "../doubles/sigstore/keyless-bundle.ts";
import { fleetText, keys } from "../fleet/fleet-fixture.ts";
import { releaseWorld } from "./release-world.ts";

const identity: WorkflowIdentity = {
  kind: "workflow",
  issuer: "",
  subject: "https://github.com/acme/workflows/.github/workflows/sign.yml@refs/tags/v1",
  repositoryId: WORKFLOW.repository_id,
  ownerId: WORKFLOW.repository_owner_id,
  sourceRef: "refs/heads/main",
  buildConfigUri: "https://github.com/acme/shop/.github/workflows/release.yml@refs/heads/main",
  trigger: "workflow_dispatch",
};

test("a keyless release is signed once: the second run finds the signature and leaves the log alone", async (t) => {
  const directory = await mkdtemp(path.join(tmpdir(), "pi5-sigstore-"));
  const sigstore = await startSigstore({ directory });
  t.after(async () => {
    await sigstore.close();
    await rm(directory, { recursive: true, force: true });
  });
  const trustedRoot = await readFile(sigstore.files.trustedRoot);
  const root = createRootKey();
  const trust = createTrust({
    fleet: "acme-retail",
    expires: new Date(Date.now() + 86_400_000),
    roots: { threshold: 1, keys: [root.root] },
    signers: [{ role: "release", app: "shelf-counter", identity: { ...identity, issuer: sigstore.issuer } }],
    trustedRoot: digestOf(trustedRoot),
  });
  const world = await releaseWorld(t, {
    files: new Map([
      ["fleet.yaml", Buffer.from(fleetText)],
      ["trust/trust.json", trust],
      ["trust/trust.signatures.json", signTrust(trust, root.privateKey)],
      ["trust/trusted_root.json", trustedRoot],
    ]),
  });
  await world.project.write("sigstore/signing_config.json", await readFile(sigstore.files.signingConfig));
  const inputs = { "signing-mode": "keyless", "signing-config": "sigstore/signing_config.json" };
  const changed = {
    clock: systemClock,
    identityToken: async (audience: string) => {
      const { url, token } = sigstore.issueRequest(WORKFLOW);
      const answer = await fetch(`${url}&audience=${audience}`, {
        headers: { authorization: `bearer ${token}` },
      });
      return ((await answer.json()) as { value: string }).value;
    },
  };
  const first = await world.run(inputs, changed);
  assert.equal(first.outputs["operation"], "created");
  const entries = sigstore.entries.length;
  assert.ok(entries > 0);
  assert.match(
    world.repository.pulls()[0]?.body ?? "",
    /--certificate-identity https:\/\/github\.com\/acme\/workflows/,
  );
  const again = await world.run(inputs, changed);
  assert.equal(again.outputs["operation"], "unchanged");
  assert.equal(sigstore.entries.length, entries);
});

test("the signer that inputs describe signs; what is wrong with them is said by name", async (t) => {
  const { ports } = await releaseWorld(t);
  const open = (given: Readonly<Record<string, string>>, by = ports) =>
    openSigner(
      parseInputs(signingInputs, (name) => given[name]),
      by,
    );
  const signer = await open({ "signing-mode": "key", "signing-key": keys.release.privateKey });
  assert.equal(signer.identity.kind, "key");
  const bytes = Buffer.from("x");
  const policy = {
    identities: [{ kind: "key" as const, keyId: keys.release.keyId, publicKey: keys.release.publicKey }],
  };
  assert.equal(verifyBlob(bytes, await signer.signBlob(bytes), policy).ok, true);
  assert.ok(
    !ports.secrets.mask(keys.release.privateKey).includes(keys.release.privateKey.split("\n")[1] ?? "?"),
  );
  const known = { ...ports, run: { ...ports.run, event: async () => ({ repository: { private: false } }) } };
  assert.equal((await open({}, known)).identity.kind, "keyless");
  await assert.rejects(open({ "signing-mode": "key" }), { code: "INPUT_INVALID", where: "signing-key" });
  await assert.rejects(open({ "signing-config": "nothing.json" }), { code: "FILE_MISSING" });
});

test("trusted-root is read below the workspace, or not at all", async (t) => {
  const { ports } = await releaseWorld(t);
  await writeFile(path.join(ports.workspace, "root.json"), "{}");
  assert.equal(String(await readTrustedRoot({ "trusted-root": "root.json" }, ports.workspace)), "{}");
  assert.equal(await readTrustedRoot({ "trusted-root": undefined }, ports.workspace), undefined);
});
