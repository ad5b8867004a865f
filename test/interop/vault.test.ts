// Keys that Vault holds, with OpenBao as the server: signatures by each kind of key pass stock cosign and notation, and each way
// to log in works with no more rights than it needs. Debian's cosign has no key management services compiled in, so it is handed
// the public key.
import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { after, before } from "node:test";
import { startRegistry } from "../../doubles/registry/registry.ts";
import { type Peer, installPeers } from "../../scripts/peers/install.ts";
import { command } from "../../src/commands/sign-attest/inputs.ts";
import { Fault } from "../../src/values/fault.ts";
import { makeChain } from "../unit/signing/notary-chain.ts";
import { type Owner, freePort, perform, portsFor, service, start, succeeds, temporary } from "./setting.ts";
import { writeSmallImage } from "./small-image.ts";

const kinds = ["ecdsa-p256", "ecdsa-p384", "ecdsa-p521", "rsa-2048", "rsa-3072", "rsa-4096"] as const;
const issuer = generateKeyPairSync("rsa", { modulusLength: 2048 });
const secretId = { id: "", role: "" };
let peers: Record<"openbao" | "cosign2" | "cosign3" | "notation" | "oras", Peer>;
let address = "";
const closing: (() => Promise<unknown>)[] = [];
const owner: Owner = { after: (close) => void closing.push(close as () => Promise<unknown>) };

async function api(method: string, at: string, body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${address}/v1/${at}`, {
    method,
    headers: { "x-vault-token": "root-of-the-test" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  assert.ok(response.ok, `${at}: ${text}`);
  return text === "" ? {} : ((JSON.parse(text) as { data: Record<string, unknown> }).data ?? {});
}

before(async () => {
  peers = await installPeers(["openbao", "cosign2", "cosign3", "notation", "oras"]);
  const listen = `127.0.0.1:${await freePort()}`;
  address = `http://${listen}`;
  const dev = ["-dev", "-dev-no-store-token", "-dev-root-token-id=root-of-the-test"];
  await service(owner, peers.openbao.command, ["server", ...dev, `-dev-listen-address=${listen}`], {
    url: `${address}/v1/sys/health`,
  });
  await api("POST", "sys/mounts/transit", { type: "transit" });
  for (const type of kinds) await api("POST", `transit/keys/${type}`, { type });
  for (const type of ["ed25519", "aes256-gcm96"]) await api("POST", `transit/keys/${type}`, { type });
  await api("PUT", "sys/policies/acl/sign", {
    policy:
      'path "transit/keys/*" { capabilities = ["read"] } path "transit/sign/*" { capabilities = ["update"] }',
  });
  await api("POST", "sys/auth/approle", { type: "approle" });
  await api("POST", "auth/approle/role/release", { token_policies: "sign", token_ttl: "5m" });
  secretId.role = String((await api("GET", "auth/approle/role/release/role-id"))["role_id"]);
  secretId.id = String((await api("POST", "auth/approle/role/release/secret-id"))["secret_id"]);
  await api("POST", "sys/auth/github", { type: "jwt" });
  await api("POST", "auth/github/config", {
    jwt_validation_pubkeys: [issuer.publicKey.export({ type: "spki", format: "pem" }).toString()],
    bound_issuer: "https://token.actions.githubusercontent.com",
  });
  await api("POST", "auth/github/role/release", {
    role_type: "jwt",
    user_claim: "sub",
    bound_audiences: [address],
    bound_claims: { repository: "acme/shop" },
    token_policies: "sign",
  });
});
after(async () => {
  for (const close of closing.toReversed()) await close();
});

function identityToken(repository: string): (audience: string) => Promise<string> {
  return async (aud) => {
    const iat = Math.floor(Date.now() / 1000);
    const claims = { iss: "https://token.actions.githubusercontent.com", sub: `repo:${repository}`, aud };
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const head = `${part({ alg: "RS256" })}.${part({ ...claims, repository, iat, nbf: iat, exp: iat + 300 })}`;
    return `${head}.${sign("sha256", Buffer.from(head), issuer.privateKey).toString("base64url")}`;
  };
}

type World = {
  readonly folder: string;
  readonly image: string;
  readonly sign: (
    inputs: Readonly<Record<string, string>>,
  ) => Promise<Awaited<ReturnType<typeof perform<typeof command.inputs, keyof typeof command.outputs>>>>;
};

async function open(t: Owner, repository = "acme/shop"): Promise<World> {
  const folder = await temporary(t, "vault");
  const registry = await startRegistry();
  t.after(() => registry.close());
  const layout = path.join(folder, "layout");
  const { indexDigest } = await writeSmallImage(layout);
  const source = ["cp", "--from-oci-layout", `${layout}:latest`, "--to-plain-http"];
  await succeeds(peers.oras.command, [...source, `${registry.host}/acme/app:1`]);
  const image = `${registry.host}/acme/app@${indexDigest}`;
  const ports = await portsFor(t, {
    workspace: folder,
    environment: { HOME: folder },
    identityToken: identityToken(repository),
  });
  return {
    folder,
    image,
    sign: (inputs) =>
      perform(command, { image, "signing-mode": "key", "vault-address": address, ...inputs }, ports),
  };
}

const byToken = { "vault-token": "root-of-the-test" };
const publicKeyOf = async (key: string): Promise<string> => {
  const { keys } = (await api("GET", `transit/keys/${key}`)) as {
    readonly keys?: Readonly<Record<string, { readonly public_key: string }>>;
  };
  return keys?.["1"]?.public_key ?? "";
};

for (const kind of kinds)
  test(`signatures by a key ${kind} in Vault pass stock cosign 2 and 3 as printed, and a second run adds nothing`, async (t) => {
    const world = await open(t);
    const inputs = { "signing-key": `hashivault://${kind}`, ...byToken };
    const outcome = await world.sign(inputs);
    assert.ok(outcome.ok);
    assert.match((await world.sign(inputs)).verdict, /nothing changed/);
    await writeFile(path.join(world.folder, "cosign.pub"), await publicKeyOf(kind));
    const lines = outcome.report.blocks.flatMap((block) => (block.kind === "code" ? [block.text] : []));
    assert.equal(lines.length, 3);
    for (const [index, line] of lines.entries()) {
      const bin = path.join(world.folder, `bin${index}`);
      await mkdir(bin);
      await symlink(index === 2 ? peers.cosign2.command : peers.cosign3.command, path.join(bin, "cosign"));
      const environment = { HOME: world.folder, PATH: `${bin}:/usr/bin:/bin` };
      const options = { directory: world.folder, environment };
      const ended = await start("/bin/sh", ["-c", line], options);
      assert.equal(ended.code, 0, `${line}\n${ended.stderr}`);
    }
  });

for (const kind of ["ecdsa-p256", "ecdsa-p521", "rsa-2048", "rsa-4096"] as const)
  test(`a Notary signature by a key ${kind} in Vault passes stock notation`, async (t) => {
    const world = await open(t);
    const chain = makeChain({ publicKey: createPublicKey(await publicKeyOf(kind)) });
    const outcome = await world.sign({
      "signing-key": `hashivault://${kind}`,
      ...byToken,
      format: "notation",
      "signing-certificate-chain": chain.pem,
    });
    assert.ok(outcome.ok);
    const { folder } = world;
    const environment = { HOME: folder, XDG_CONFIG_HOME: folder };
    const [, , policy = "", root = ""] = outcome.report.blocks.flatMap((block) =>
      block.kind === "code" ? [block.text] : [],
    );
    await writeFile(path.join(folder, "policy.json"), policy);
    await writeFile(path.join(folder, "root.pem"), root);
    const notation = (...argv: string[]) => succeeds(peers.notation.command, argv, { environment });
    const add = ["certificate", "add", "--type", "ca", "--store", "pi5-fleet"];
    await notation(...add, path.join(folder, "root.pem"));
    await notation("policy", "import", path.join(folder, "policy.json"));
    await notation("verify", "--insecure-registry", world.image);
  });

test("a job logs in with its OIDC token, and a job of another repository does not", async (t) => {
  const inputs = {
    "signing-key": "hashivault://ecdsa-p256",
    "vault-role": "release",
    "vault-auth-path": "github",
  };
  assert.ok((await (await open(t)).sign(inputs)).ok);
  const other = await open(t, "acme/other");
  await assert.rejects(
    other.sign(inputs),
    (error: unknown) =>
      error instanceof Fault && error.code === "SIGNING_VAULT_DENIED" && /claim/.test(error.message),
  );
});

test("AppRole logs in with role id and secret id, and a wrong secret id is refused without being quoted", async (t) => {
  const world = await open(t);
  const inputs = { "signing-key": "hashivault://rsa-2048", "vault-role-id": secretId.role };
  assert.ok((await world.sign({ ...inputs, "vault-secret-id": secretId.id })).ok);
  const wrong = "00000000-1111-2222-3333-444444444444";
  await assert.rejects(
    world.sign({ ...inputs, "vault-secret-id": wrong }),
    (error: unknown) =>
      error instanceof Fault && error.code === "SIGNING_VAULT_DENIED" && !error.message.includes(wrong),
  );
});

for (const [what, inputs, code] of [
  ["a token that Vault does not know", { "vault-token": "s.unknown-token" }, "SIGNING_VAULT_DENIED"],
  ["a key that is not there", { "signing-key": "hashivault://none" }, "SIGNING_VAULT_FAILED"],
  ["an Ed25519 key", { "signing-key": "hashivault://ed25519" }, "SIGNING_KEY_UNSUPPORTED"],
  ["a key that only encrypts", { "signing-key": "hashivault://aes256-gcm96" }, "SIGNING_KEY_UNSUPPORTED"],
  [
    "an engine that is not there",
    { "vault-transit-path": "other" },
    "SIGNING_VAULT_DENIED|SIGNING_VAULT_FAILED",
  ],
] as const)
  test(`${what} is refused before anything is written`, async (t) => {
    const world = await open(t);
    await assert.rejects(
      world.sign({ "signing-key": "hashivault://ecdsa-p256", ...byToken, ...inputs }),
      (error: unknown) => error instanceof Fault && code.split("|").includes(error.code),
    );
  });

test("a key that is rotated signs with its newest version, and the old signature no longer counts as ours", async (t) => {
  await api("POST", "transit/keys/rotated", { type: "ecdsa-p256" });
  const world = await open(t);
  const inputs = { "signing-key": "hashivault://rotated", ...byToken };
  await world.sign(inputs);
  await api("POST", "transit/keys/rotated/rotate", {});
  assert.match((await world.sign(inputs)).verdict, /is signed and verified$/);
});
