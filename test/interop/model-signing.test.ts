// Signatures of models (OpenSSF Model Signing v1.0): ours read by the reference, and the reference's by us.
import assert from "node:assert/strict";
import { type KeyObject, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import {
  type SigstoreDouble,
  type WorkflowIdentity,
  startSigstore,
} from "../../doubles/sigstore/sigstore.ts";
import { type Peer, installPeers } from "../../scripts/peers/install.ts";
import { signModel, verifySignedModel } from "../../src/commands/model-signature.ts";
import { preAuthEncoding } from "../../src/envelope/dsse.ts";
import { hashOfCurve } from "../../src/envelope/key-hash.ts";
import { decodeModelBundle, encodeModelBundle } from "../../src/envelope/model-bundle.ts";
import { workflowIdentityOf } from "../../src/signing/identity-token.ts";
import { publicKeyId } from "../../src/signing/keys.ts";
import { type BlobSigner, openSigning } from "../../src/signing/signer.ts";
import type { KeyIdentity } from "../../src/values/identity.ts";
import type { ModelPolicy } from "../../src/verification/model.ts";
import { signingPorts } from "../unit/signing/signing-fixture.ts";
import { smallChain } from "../unit/verification/small-chain.ts";
import { refuses, succeeds } from "./setting.ts";

const workflow: WorkflowIdentity = {
  repository: "acme/shop",
  repository_id: "4711",
  repository_owner_id: "815",
  ref: "refs/heads/main",
  sha: "1f2d3c4b5a69788796a5b4c3d2e1f00112233445",
  workflow_ref: "acme/shop/.github/workflows/release.yml@refs/heads/main",
  event_name: "push",
};
// Names on which the specification and the reference disagree about the order, and others that are not plain.
const files = {
  "a/b.bin": "one",
  "a-b.bin": "two",
  "a.txt": "three",
  "empty.bin": "",
  "tief/ä ö/\u{1F600}.bin": "four",
  "\uFFFD.bin": "five",
  ".git/config": "not signed",
};

const module = ["-m", "model_signing"];

/** A way to sign: our signer and policy, and what the reference needs for the same. */
type Way = {
  readonly name: string;
  readonly signer: BlobSigner;
  readonly policy: ModelPolicy;
  readonly sign: readonly string[];
  readonly verify: readonly string[];
  /** Signs other bytes with the same key, as only its holder can; keyless has none. */
  readonly key?: KeyObject;
};

let folder = "";
let peer: Peer;
let sigstore: SigstoreDouble;
let login: Awaited<ReturnType<typeof startLogin>>;
let ways: readonly Way[];

before(async () => {
  ({ "model-signing": peer } = await installPeers(["model-signing"]));
  folder = await mkdtemp(path.join(tmpdir(), "pi5-interop-model-signing-"));
  sigstore = await startSigstore({ directory: path.join(folder, "sigstore") });
  login = await startLogin();
  ways = [
    await keyed("P-256"),
    await keyed("P-384"),
    await keyed("P-521"),
    await certified(),
    await keyless(),
  ];
});
after(async () => {
  await login.close();
  await sigstore.close();
  await rm(folder, { recursive: true, force: true });
});

async function keyed(curve: string): Promise<Way> {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: curve });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const identity = await keptKey(curve, privateKey);
  await writeFile(path.join(folder, `${curve}.key`), pem);
  return {
    name: `a key on ${curve}`,
    key: privateKey,
    signer: await openSigning({ mode: "key", privateKey: pem, models: {} }, signingPorts()),
    policy: { identities: [identity] },
    sign: ["key", "--private_key", path.join(folder, `${curve}.key`)],
    verify: ["key", "--public_key", path.join(folder, `${curve}.pub`)],
  };
}

async function keptKey(name: string, privateKey: KeyObject): Promise<KeyIdentity> {
  const key = createPublicKey(privateKey);
  const publicKey = key.export({ type: "spki", format: "pem" }).toString();
  await writeFile(path.join(folder, `${name}.pub`), publicKey);
  return { kind: "key", keyId: publicKeyId(key), publicKey };
}

async function certified(authority = "acme"): Promise<Way> {
  const chain = smallChain({ curve: "P-384" });
  const at = (name: string): string => path.join(folder, `${authority}-${name}`);
  await writeFile(at("signer.key"), chain.keyPem);
  await writeFile(at("signer.pem"), chain.leafPem);
  await writeFile(at("between.pem"), chain.betweenPem);
  await writeFile(at("root.pem"), chain.rootPem);
  const signing = ["--private_key", at("signer.key"), "--signing_certificate", at("signer.pem")];
  const models = { certificates: `${chain.leafPem}${chain.betweenPem}` };
  return {
    name: "a certificate",
    key: chain.privateKey,
    signer: await openSigning({ mode: "key", privateKey: chain.keyPem, models }, signingPorts()),
    policy: { identities: [], certificateRoots: chain.rootPem },
    sign: ["certificate", ...signing, "--certificate_chain", at("between.pem")],
    verify: ["certificate", "--certificate_chain", at("root.pem")],
  };
}

// The reference asks the Sigstore's login server for its addresses before it signs, even with a token that it was given. A workflow's
// issuer, which the double is, has no such addresses.
async function startLogin(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((_request, response) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const addresses = { issuer: url, authorization_endpoint: `${url}/auth`, token_endpoint: `${url}/token` };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(addresses));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function keyless(): Promise<Way> {
  const token = sigstore.issueToken(workflow);
  const signingConfig = await readFile(sigstore.files.signingConfig);
  const trustedRoot = await readFile(sigstore.files.trustedRoot);
  const config = path.join(folder, "trust_config.json");
  await writeFile(
    config,
    JSON.stringify({
      mediaType: "application/vnd.dev.sigstore.clienttrustconfig.v0.1+json",
      trustedRoot: JSON.parse(trustedRoot.toString("utf8")) as unknown,
      signingConfig: {
        ...(JSON.parse(signingConfig.toString("utf8")) as object),
        oidcUrls: [
          { url: login.url, majorApiVersion: 1, validFor: { start: "2023-01-01T00:00:00Z" }, operator: "a" },
        ],
      },
    }),
  );
  const identity = workflowIdentityOf(token, "https://github.com");
  const who = ["--identity", identity.subject, "--identity_provider", identity.issuer];
  return {
    name: "no key",
    signer: await openSigning(
      { mode: "keyless", signingConfig },
      signingPorts({ identityToken: async () => sigstore.issueToken(workflow) }),
    ),
    policy: { identities: [identity], trustedRoot },
    sign: ["sigstore", "--trust_config", config, "--identity_token", token],
    verify: ["sigstore", "--trust_config", config, ...who],
  };
}

// Nothing but loopback: a verifier that reaches for the public roots fails here.
const offline = {
  environment: { http_proxy: "http://127.0.0.1:9", https_proxy: "http://127.0.0.1:9", no_proxy: "127.0.0.1" },
};

async function freshModel(name: string): Promise<string> {
  const model = path.join(folder, "models", name.replaceAll(" ", "-"));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(model, file)), { recursive: true });
    await writeFile(path.join(model, file), text);
  }
  return model;
}

const signatureOf = (model: string): string => path.join(model, "model.sig");

async function ourSign(model: string, { signer, policy }: Way): Promise<void> {
  const done = await signModel({ model, signature: signatureOf(model), policy }, signer);
  assert.ok(done?.fresh);
}

async function theirSign(model: string, { sign: how }: Way): Promise<void> {
  const argv = [...module, "sign", ...how, "--signature", signatureOf(model), model];
  assert.match(await succeeds(peer.command, argv, offline), /Signing succeeded/);
}

async function ourVerdict(model: string, { policy }: Way): Promise<string> {
  const result = await verifySignedModel({ model, signature: signatureOf(model) }, policy);
  return result.ok ? "verified" : `${result.why.code} ${result.why.message}`;
}

const theirVerify = (model: string, { verify }: Way): string[] => [
  ...module,
  "verify",
  ...verify,
  "--signature",
  signatureOf(model),
  model,
];

async function bothAccept(model: string, way: Way): Promise<void> {
  assert.equal(await ourVerdict(model, way), "verified");
  assert.match(await succeeds(peer.command, theirVerify(model, way), offline), /Verification succeeded/);
}

async function bothRefuse(model: string, way: Way, ours: RegExp, theirs: RegExp): Promise<void> {
  assert.match(await ourVerdict(model, way), ours);
  assert.match(await refuses(peer.command, theirVerify(model, way), offline), theirs);
}

/** Another statement under the same signer: the holder of a key may sign anything, so the contents have to be right as well. */
async function signOther(model: string, key: KeyObject, change: (text: string) => string): Promise<void> {
  const bundle = decodeModelBundle(await readFile(signatureOf(model)));
  assert.ok(bundle.content.kind === "dsse");
  const { envelope } = bundle.content;
  const before = Buffer.from(envelope.payload).toString("utf8");
  const payload = Buffer.from(change(before));
  assert.notEqual(payload.toString("utf8"), before);
  const signature = sign(hashOfCurve(key) ?? null, preAuthEncoding(envelope.payloadType, payload), key);
  const content = { kind: "dsse", envelope: { ...envelope, payload, signature } } as const;
  await writeFile(signatureOf(model), encodeModelBundle({ ...bundle, content }));
}

for (const index of [0, 1, 2, 3, 4]) {
  const names = ["a key on P-256", "a key on P-384", "a key on P-521", "a certificate", "no key"];
  const name = names[index] ?? "";
  const way = (): Way => {
    const found = ways[index];
    assert.equal(found?.name, name);
    assert.ok(found);
    return found;
  };

  test(`a folder that we sign with ${name} is verified by the reference`, async () => {
    const model = await freshModel(`ours ${name}`);
    await ourSign(model, way());
    await bothAccept(model, way());
  });

  test(`a folder that the reference signs with ${name} is verified by us, and not signed again`, async () => {
    const model = await freshModel(`theirs ${name}`);
    await theirSign(model, way());
    await bothAccept(model, way());
    const { signer, policy } = way();
    const before = await readFile(signatureOf(model));
    const again = await signModel({ model, signature: signatureOf(model), policy }, signer);
    assert.equal(again?.fresh, false);
    assert.deepEqual(await readFile(signatureOf(model)), before);
  });

  test(`a model that is one file passes both ways with ${name}`, async () => {
    const { signer, policy, sign: how, verify } = way();
    const model = path.join(folder, `single-${index}.tflite`);
    await writeFile(model, "a single file");
    for (const whose of ["ours", "theirs"]) {
      const signature = `${model}.${whose}.sig`;
      if (whose === "ours") await signModel({ model, signature, policy }, signer);
      else
        await succeeds(peer.command, [...module, "sign", ...how, "--signature", signature, model], offline);
      const result = await verifySignedModel({ model, signature }, policy);
      assert.ok(result.ok, whose);
      await succeeds(
        peer.command,
        [...module, "verify", ...verify, "--signature", signature, model],
        offline,
      );
    }
  });

  test(`a changed, an added and a missing file, and somebody else's signature are refused by both (${name})`, async () => {
    const model = await freshModel(`damaged ${name}`);
    await ourSign(model, way());
    const damaged = async (what: string, damage: (copy: string) => Promise<unknown>): Promise<string> => {
      const copy = `${model}-${what}`;
      await cp(model, copy, { recursive: true });
      await damage(copy);
      return copy;
    };
    const changed = await damaged("changed", (copy) => appendFile(path.join(copy, "a/b.bin"), "x"));
    await bothRefuse(changed, way(), /MODEL_DIFFERS.*changed: "a\/b.bin"$/, /Hash mismatch for 'a\/b.bin'/);
    const added = await damaged("added", (copy) => writeFile(path.join(copy, "new.bin"), "x"));
    await bothRefuse(added, way(), /MODEL_DIFFERS.*not signed: "new.bin"$/, /Extra files.*new.bin/);
    const missing = await damaged("missing", (copy) => rm(path.join(copy, "a.txt")));
    await bothRefuse(missing, way(), /MODEL_DIFFERS.*missing: "a.txt"$/, /Missing files.*a.txt/);
    const foreign = await damaged("foreign", async (copy) => {
      await rm(signatureOf(copy));
      await ourSign(copy, ways[(index + 1) % 3] ?? way());
    });
    await bothRefuse(foreign, way(), /^SIGNATURE_/, /failed/);
  });
}

test("a root that was swapped is refused by both, with the old signature and with a new one", async () => {
  const swap = (text: string): string => text.replace(/("sha256":\s*")[0-9a-f]{64}/, `$1${"0".repeat(64)}`);
  for (const way of ways.slice(0, 4)) {
    const model = await freshModel(`swapped ${way.name}`);
    await ourSign(model, way);
    const { key } = way;
    assert.ok(key);
    const other = generateKeyPairSync("ec", { namedCurve: key.asymmetricKeyDetails?.namedCurve ?? "" });
    await signOther(model, other.privateKey, swap);
    assert.match(await ourVerdict(model, way), /^SIGNATURE_/);
    await refuses(peer.command, theirVerify(model, way), offline);
    await ourSign(await freshModel(`resigned ${way.name}`), way);
    const resigned = path.join(folder, "models", `resigned ${way.name}`.replaceAll(" ", "-"));
    await signOther(resigned, key, swap);
    await bothRefuse(resigned, way, /MALFORMED.*wrong root digest/, /Root digest is/);
  }
});

test("another key, other roots and another workflow are refused by both", async () => {
  const [first, second] = ways;
  assert.ok(first && second);
  const wrong: readonly (readonly [Way, Partial<Way>])[] = [
    [first, { policy: second.policy, verify: second.verify }],
    [ways[3] ?? first, await certified("other")],
    [
      ways[4] ?? first,
      {
        policy: {
          ...ways[4]?.policy,
          identities: [
            workflowIdentityOf(
              sigstore.issueToken({
                ...workflow,
                workflow_ref: "acme/shop/.github/workflows/x.yml@refs/heads/main",
              }),
              "https://github.com",
            ),
          ],
        },
        verify: (ways[4]?.verify ?? []).map((word) => word.replace("release.yml", "x.yml")),
      },
    ],
  ];
  for (const [way, changes] of wrong) {
    const model = await freshModel(`wrong ${way.name}`);
    await ourSign(model, way);
    await bothAccept(model, way);
    await bothRefuse(model, { ...way, ...changes }, /^SIGNATURE_(?:KEY_UNKNOWN|CERT|IDENTITY)/, /failed/);
  }
});

test("what a signer left out is left out by both, and files that nobody signed may be allowed", async () => {
  const [way] = ways;
  assert.ok(way);
  const { signer, policy } = way;
  const model = await freshModel("ignored");
  await writeFile(path.join(model, "notes.md"), "draft");
  const place = { model, signature: signatureOf(model) };
  await signModel({ ...place, policy, ignorePaths: ["notes.md", "tief"] }, signer);
  await writeFile(path.join(model, "notes.md"), "changed");
  await rm(path.join(model, "tief"), { recursive: true });
  await bothAccept(model, way);
  await writeFile(path.join(model, "added.bin"), "x");
  assert.match(await ourVerdict(model, way), /not signed: "added.bin"/);
  for (const [checks, flags] of [
    [{ ignoreUnsignedFiles: true }, ["--ignore_unsigned_files"]],
    [{ ignorePaths: ["added.bin"] }, ["--ignore-paths", path.join(model, "added.bin")]],
  ] as const) {
    const result = await verifySignedModel(place, policy, checks);
    assert.ok(result.ok);
    await succeeds(peer.command, [...theirVerify(model, way).slice(0, -1), ...flags, model], offline);
  }
});

test("shards that the reference signs are verified by us, and a changed byte is refused", async () => {
  const [way] = ways;
  assert.ok(way);
  const model = await freshModel("shards");
  await writeFile(path.join(model, "long.bin"), "0123456789".repeat(10));
  const script = path.join(folder, "shards.py");
  // The command line of the reference has no option for shards.
  await writeFile(
    script,
    `import sys
from model_signing import hashing, signing
config = hashing.Config().use_shard_serialization(shard_size=40).set_ignored_paths(paths=["model.sig"])
signing.Config().use_elliptic_key_signer(private_key=sys.argv[1]).set_hashing_config(config).sign(sys.argv[2], sys.argv[3])
`,
  );
  await succeeds(peer.command, [script, path.join(folder, "P-256.key"), model, signatureOf(model)], offline);
  assert.equal(await ourVerdict(model, way), "verified");
  await appendFile(path.join(model, "long.bin"), "x");
  assert.match(await ourVerdict(model, way), /missing: "long.bin:80:100"; not signed: "long.bin:80:101"/);
});
