import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { signModel, verifySignedModel } from "../../../src/commands/model-signature.ts";
import { type SignAttestInput, command } from "../../../src/commands/sign-attest/inputs.ts";
import { modelOutput, signModels, withModels } from "../../../src/commands/sign-attest/model-signing.ts";
import { silentLog } from "../../../src/io/log.ts";
import { Fault } from "../../../src/values/fault.ts";
import { type InputTable, parseInputs } from "../../../src/values/input-table.ts";
import { keySigner, temporaryFolder } from "../signing/signing-fixture.ts";

const { signer, identity } = await keySigner();
const policy = { identities: [identity] };
const ports = (workspace: string) => ({ workspace, log: silentLog });

async function workspaceWith(t: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder(t);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

function modelsOf(models: string, more: Readonly<Record<string, string>> = {}): SignAttestInput {
  const values: Readonly<Record<string, string>> = {
    image: `registry.test/app@sha256:${"0".repeat(64)}`,
    models,
    ...more,
  };
  const table: InputTable = command.inputs;
  return parseInputs(table, (name) => values[name]) as SignAttestInput;
}

const refusal = (code: string, why: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Fault, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, why);
  return true;
};

test("folders and files are signed at their usual places, or where the input says", async (t) => {
  const files = { "models/a/w.bin": "w", "models/a/.git/HEAD": "x", "b.tflite": "b", "c.onnx": "c" };
  const workspace = await workspaceWith(t, files);
  const input = modelsOf("models/a\nb.tflite\nc.onnx=signatures/c.sig");
  const signed = await signModels(input, ports(workspace), signer, policy);
  assert.deepEqual(
    signed.map(({ model, signature, fresh }) => [model, signature, fresh]),
    [
      ["models/a", "models/a/model.sig", true],
      ["b.tflite", "b.tflite.sig", true],
      ["c.onnx", "signatures/c.sig", true],
    ],
  );
  const raw = createHash("sha256").update("w").digest();
  assert.equal(signed[0]?.digest, `sha256:${createHash("sha256").update(raw).digest("hex")}`);
  for (const { model, signature } of signed) {
    const place = { model: path.join(workspace, model), signature: path.join(workspace, signature) };
    const result = await verifySignedModel(place, policy);
    assert.ok(result.ok, model);
  }
  assert.deepEqual(
    (JSON.parse(modelOutput(signed)) as object[]).map((one) => Object.keys(one)),
    Array.from({ length: 3 }, () => ["model", "signature", "digest"]),
  );
  assert.equal(
    signed[2]?.command,
    "model_signing verify key --public_key cosign.pub --signature signatures/c.sig c.onnx",
  );
  const report = withModels({ title: "t", blocks: [] }, signed);
  assert.match(JSON.stringify(report), /signed and verified/);
  assert.deepEqual(withModels({ title: "t", blocks: [] }, []), { title: "t", blocks: [] });
});

test("a second run leaves a signature alone, and a changed model is signed anew", async (t) => {
  const workspace = await workspaceWith(t, { "m/w.bin": "w" });
  const sign = () => signModels(modelsOf("m"), ports(workspace), signer, policy);
  const file = path.join(workspace, "m/model.sig");
  await sign();
  const before = await readFile(file);
  assert.equal((await sign())[0]?.fresh, false);
  assert.deepEqual(await readFile(file), before);
  await writeFile(path.join(workspace, "m/w.bin"), "x");
  assert.equal((await sign())[0]?.fresh, true);
  assert.notDeepEqual(await readFile(file), before);
  assert.deepEqual(await readdir(path.join(workspace, "m")), ["model.sig", "w.bin"]);
});

test("a signature of somebody else, or one that leaves out more, is replaced", async (t) => {
  const workspace = await workspaceWith(t, { "m/w.bin": "w" });
  const place = { model: path.join(workspace, "m"), signature: path.join(workspace, "m/model.sig") };
  const other = await keySigner();
  const theirs = await signModel({ ...place, policy: { identities: [other.identity] } }, other.signer);
  assert.ok(theirs?.fresh);
  assert.equal((await signModel({ ...place, policy }, signer))?.fresh, true);
  assert.equal((await signModel({ ...place, policy, ignorePaths: ["later"] }, signer))?.fresh, false);
  await rm(place.signature);
  await signModel({ ...place, policy, ignorePaths: ["later"] }, signer);
  assert.equal((await signModel({ ...place, policy }, signer))?.fresh, true);
});

test("a file that is no signature is not overwritten, the model least of all", async (t) => {
  const workspace = await workspaceWith(t, { "m/w.bin": "w", "m/v.bin": "v", "one.bin": "x" });
  const sign = (text: string) => signModels(modelsOf(text), ports(workspace), signer, policy);
  await assert.rejects(sign("m=m/w.bin"), refusal("INPUT_INVALID", /no signature of a model/));
  await assert.rejects(sign("one.bin=one.bin"), refusal("INPUT_INVALID", /is the model itself/));
  assert.equal(await readFile(path.join(workspace, "m/w.bin"), "utf8"), "w");
});

test("what does not verify when it is read back fails the run", async (t) => {
  const workspace = await workspaceWith(t, { "m/w.bin": "w" });
  const other = await keySigner();
  await assert.rejects(
    signModels(modelsOf("m"), ports(workspace), other.signer, policy),
    refusal("SIGN_ATTEST_NOT_VERIFIED", /model.sig does not verify/),
  );
});

test("signatures inside of another model, and two at one place, are refused before anything is signed", async (t) => {
  const workspace = await workspaceWith(t, { "m/w.bin": "w", "m/n/v.bin": "v", "x.bin": "x", "y.bin": "y" });
  const sign = (text: string) => signModels(modelsOf(text), ports(workspace), signer, policy);
  await assert.rejects(sign("m\nm/n"), refusal("INPUT_INVALID", /inside of another model, m/));
  await assert.rejects(sign("x.bin=s.sig\ny.bin=s.sig"), refusal("INPUT_INVALID", /signature of two models/));
  assert.deepEqual((await readdir(workspace)).sort(), ["m", "x.bin", "y.bin"]);
  assert.equal((await sign("m\nm/n=n.sig")).length, 2);
});

test("models that lead out of the workspace, hold nothing, or are not there are refused", async (t) => {
  const workspace = await workspaceWith(t, { "m/w.bin": "w" });
  await mkdir(path.join(workspace, "empty"));
  await symlink("/etc", path.join(workspace, "out"));
  const sign = (text: string) => signModels(modelsOf(text), ports(workspace), signer, policy);
  await assert.rejects(sign("out"), refusal("PATH_OUTSIDE", /leads out/));
  await assert.rejects(sign("m=out/m.sig"), refusal("PATH_OUTSIDE", /leads out/));
  await assert.rejects(sign("empty"), refusal("MODEL_FILE_UNUSABLE", /has no files/));
  await assert.rejects(sign("missing"), refusal("MODEL_REF_NOT_FOUND", /cannot be read/));
  for (const text of ["../m", "/m", "m=../s", "m=", "=s"]) assert.throws(() => modelsOf(text), Fault, text);
});

test("a workflow's models are verified with its identity, and with the roots of a private Sigstore", async (t) => {
  const workspace = await workspaceWith(t, { "m/w.bin": "w" });
  const workflow = {
    kind: "workflow",
    issuer: "https://issuer.test",
    subject: "https://github.com/acme/shop/.github/workflows/a.yml@refs/heads/main",
    repositoryId: "1",
    ownerId: "2",
    sourceRef: "refs/heads/main",
    buildConfigUri: "u",
    trigger: "push",
  } as const;
  const [signed] = await signModels(
    modelsOf("m", { "signing-config": "config.json" }),
    ports(workspace),
    signer,
    { identities: [workflow, identity] },
  );
  assert.equal(
    signed?.command,
    `model_signing verify sigstore --identity ${workflow.subject} --identity_provider ${workflow.issuer} --trust_config client_trust_config.json --signature m/model.sig m`,
  );
});
