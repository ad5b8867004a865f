import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { type SignAttestInput, command } from "../../../src/commands/sign-attest/inputs.ts";
import { signAttest } from "../../../src/commands/sign-attest/run.ts";
import type { Ports } from "../../../src/io/ports.ts";
import { createSecrets } from "../../../src/io/secret.ts";
import { Fault } from "../../../src/values/fault.ts";
import { parseInputs } from "../../../src/values/input-table.ts";
import { memoryRegistry } from "../signing/memory-registry.ts";
import { makeChain } from "../signing/notary-chain.ts";
import { signingPorts, temporaryFolder } from "../signing/signing-fixture.ts";

const repository = { registry: "registry.test", path: "acme/app" };
const made = makeChain();
const byKey = { "signing-mode": "key", "signing-key": made.key };
const notation = { ...byKey, format: "notation", "signing-certificate-chain": made.pem };

async function openWorld(t: TestContext): Promise<{
  readonly registry: ReturnType<typeof memoryRegistry>;
  readonly workspace: string;
  readonly secrets: Ports["secrets"];
  readonly sign: (given: Readonly<Record<string, string>>) => ReturnType<typeof signAttest>;
}> {
  const workspace = await temporaryFolder(t);
  const registry = memoryRegistry();
  const { digest } = await registry.addImage(repository, "app");
  const secrets = createSecrets();
  const ports = {
    ...signingPorts(),
    workspace,
    environment: { RUNNER_TEMP: workspace },
    secrets,
    run: { repository: "acme/shop" },
  } as unknown as Ports;
  return {
    registry,
    workspace,
    secrets,
    sign: async (given) => {
      const texts: Record<string, string> = { image: `registry.test/acme/app@${digest}`, ...given };
      const input: SignAttestInput = parseInputs(command.inputs, (name) => texts[name]);
      return signAttest(input, ports, registry);
    },
  };
}

test("a Notary signature is written once, before the tags move, and nothing of cosign's", async (t) => {
  const { registry, sign, secrets } = await openWorld(t);
  const dry = await sign({ ...notation, "dry-run": "true" });
  assert.match(dry.verdict, /would get 1 signatures \(dry run\)/);
  assert.deepEqual(registry.writes, []);
  const outcome = await sign({ ...notation, tags: "1.4.0" });
  assert.match(outcome.verdict, /is signed and verified$/);
  assert.match(outcome.outputs["verify-command"], /^notation verify registry\.test\/acme\/app@sha256:/);
  assert.deepEqual([outcome.outputs["bundle-path"], outcome.outputs["legacy-tag"]], ["", ""]);
  const referrers = [...registry.manifests.values()].filter(({ descriptor }) => descriptor.artifactType);
  assert.deepEqual(
    referrers.map(({ descriptor }) => descriptor.artifactType),
    ["application/vnd.cncf.notary.signature"],
  );
  assert.deepEqual([...registry.tags.keys()], ["1.4.0"]);
  const written = registry.writes.length;
  const again = await sign({ ...notation, tags: "1.4.0" });
  assert.match(again.verdict, /nothing changed/);
  assert.equal(registry.writes.length, written);
  assert.match((await sign({ ...notation, "dry-run": "true" })).verdict, /nothing would change/);
  assert.doesNotMatch(secrets.mask(made.key), /BEGIN/);
});

test("the chain may be a file of the workspace, and another signer's signature does not count as ours", async (t) => {
  const { sign, workspace, registry } = await openWorld(t);
  await sign(notation);
  const other = makeChain({ kind: 2048 });
  await writeFile(path.join(workspace, "chain.pem"), other.pem);
  const outcome = await sign({
    ...notation,
    "signing-key": other.key,
    "signing-certificate-chain": "chain.pem",
  });
  assert.match(outcome.verdict, /is signed and verified$/);
  const referrers = [...registry.manifests.values()].filter(({ descriptor }) => descriptor.artifactType);
  assert.equal(referrers.length, 2);
});

const refusals: readonly (readonly [string, Readonly<Record<string, string>>, string, RegExp])[] = [
  ["no chain", { ...byKey, format: "notation" }, "INPUT_INVALID", /signing-certificate-chain is missing/],
  ["keyless", { ...notation, "signing-mode": "keyless" }, "INPUT_INVALID", /signs with a key/],
  [
    "a signing config",
    { ...notation, "signing-config": "signing_config.json" },
    "INPUT_INVALID",
    /Sigstore has no part/,
  ],
  [
    "a chain outside the workspace",
    { ...notation, "signing-certificate-chain": "../chain.pem" },
    "PATH_UNSAFE",
    /./,
  ],
  [
    "a chain of another key",
    { ...notation, "signing-certificate-chain": makeChain().pem },
    "SIGNING_CERTIFICATE_UNUSABLE",
    /another key/,
  ],
];
for (const [what, given, code, why] of refusals)
  test(`format: notation with ${what} is refused before anything is written`, async (t) => {
    const { registry, sign } = await openWorld(t);
    await assert.rejects(
      sign(given),
      (error: unknown) => error instanceof Fault && error.code === code && why.test(error.message),
    );
    assert.deepEqual(registry.writes, []);
  });

test("format: notation takes no predicate", async (t) => {
  const { sign, workspace } = await openWorld(t);
  await writeFile(path.join(workspace, "p.json"), "{}");
  await assert.rejects(
    sign({ ...notation, "predicate-type": "https://x.test/p", "predicate-path": "p.json" }),
    /no attestations/,
  );
});

test("format: bundle writes no tag, and both adds it", async (t) => {
  const { registry, sign } = await openWorld(t);
  const bundle = await sign({ ...byKey, format: "bundle" });
  assert.equal(bundle.outputs["legacy-tag"], "");
  assert.deepEqual([...registry.tags.keys()], []);
  assert.match((await sign({ ...byKey, format: "bundle" })).verdict, /nothing changed/);
  const both = await sign(byKey);
  assert.match(both.outputs["legacy-tag"], /\.sig$/);
  assert.deepEqual([...registry.tags.keys()], [both.outputs["legacy-tag"]]);
});
