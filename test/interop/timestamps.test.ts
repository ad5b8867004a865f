// Timestamps by an authority that is not Sigstore's: openssl answers the requests, and stock cosign 3 believes what it signed.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { type Server, createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { promisify } from "node:util";
import { type RegistryDouble, startRegistry } from "../../doubles/registry/registry.ts";
import { type Peer, installPeers } from "../../scripts/peers/install.ts";
import { command } from "../../src/commands/sign-attest/inputs.ts";
import { generateSigningKey, writeCosignKey } from "../../src/signing/keys.ts";
import { perform, portsFor, refuses, succeeds } from "./setting.ts";
import { writeSmallImage } from "./small-image.ts";

const run = promisify(execFile);
const closing: (() => Promise<unknown>)[] = [];
const owner = { after: (close: () => Promise<unknown>) => void closing.push(close) };
const key = generateSigningKey();
let folder = "";
let registry: RegistryDouble;
let peers: Record<"cosign3" | "oras", Peer>;
let server: Server;
let url = "";
/** What the authority does with each request. */
let answer: (request: Buffer) => Promise<Buffer>;

const configuration = `
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
[leaf]
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = one
[one]
serial = serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ordering = yes
`;

const openssl = (...words: string[]) => run("openssl", words, { cwd: folder });

before(async () => {
  peers = await installPeers(["cosign3", "oras"]);
  folder = await mkdtemp(path.join(tmpdir(), "pi5-interop-timestamps-"));
  registry = await startRegistry();
  await writeFile(path.join(folder, "tsa.cnf"), configuration);
  await writeFile(path.join(folder, "serial"), "01\n");
  for (const name of ["ca", "leaf"])
    await openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", `${name}.key`);
  const subject = (name: string) => ["-subj", `/O=acme/CN=${name}`];
  await openssl("req", "-new", "-key", "ca.key", ...subject("timestamp root"), "-out", "ca.csr");
  const signed = ["-days", "30", "-extfile", "tsa.cnf"];
  await openssl(
    "x509",
    "-req",
    "-in",
    "ca.csr",
    "-signkey",
    "ca.key",
    ...signed,
    "-extensions",
    "ca",
    "-out",
    "ca.pem",
  );
  await openssl("req", "-new", "-key", "leaf.key", ...subject("timestamps"), "-out", "leaf.csr");
  const issued = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", ...signed, "-extensions", "leaf"];
  await openssl("x509", "-req", "-in", "leaf.csr", ...issued, "-out", "leaf.pem");
  const chain = await Promise.all(["leaf.pem", "ca.pem"].map((name) => readFile(path.join(folder, name))));
  await writeFile(path.join(folder, "chain.pem"), Buffer.concat(chain));
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      assert.equal(request.headers["content-type"], "application/timestamp-query");
      answer(Buffer.concat(chunks)).then(
        (bytes) => response.writeHead(200, { "content-type": "application/timestamp-reply" }).end(bytes),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/tsr`;
  await writeFile(path.join(folder, "cosign.pub"), key.publicKey);
});
after(async () => {
  for (const close of closing.toReversed()) await close();
  server.close();
  await registry.close();
  await rm(folder, { recursive: true, force: true });
});

/** What openssl makes of a request. */
async function reply(request: Buffer): Promise<Buffer> {
  await writeFile(path.join(folder, "request.tsq"), request);
  const { stdout } = await openssl("ts", "-query", "-in", "request.tsq", "-text");
  assert.match(stdout, /Certificate required: yes/);
  const signer = ["-signer", "leaf.pem", "-inkey", "leaf.key", "-chain", "ca.pem"];
  await openssl(
    "ts",
    "-reply",
    "-config",
    "tsa.cnf",
    "-queryfile",
    "request.tsq",
    ...signer,
    "-out",
    "answer.tsr",
  );
  return readFile(path.join(folder, "answer.tsr"));
}

async function sign(name: string): Promise<string> {
  const layout = path.join(folder, `layout-${name}`);
  const image = await writeSmallImage(layout);
  const reference = `${registry.host}/acme/${name}`;
  const from = ["--from-oci-layout", `${layout}:latest`];
  await succeeds(peers.oras.command, ["cp", ...from, "--to-plain-http", `${reference}:1`]);
  const ports = await portsFor(owner, { workspace: folder, environment: { HOME: folder } });
  const inputs = {
    image: `${reference}@${image.indexDigest}`,
    "signing-mode": "key",
    "signing-key": await writeCosignKey(key, "secret"),
    "signing-key-password": "secret",
    "timestamp-authority": url,
  };
  const outcome = await perform(command, inputs, ports);
  assert.ok(outcome.ok, outcome.verdict);
  return inputs.image;
}

const environment = () => ({
  HOME: folder,
  http_proxy: "http://127.0.0.1:9",
  https_proxy: "http://127.0.0.1:9",
  no_proxy: "127.0.0.1",
});

test("a timestamp of openssl's authority is taken by stock cosign 3, and one of another root is refused", async () => {
  answer = reply;
  const image = await sign("stamped");
  const settings = { environment: environment(), directory: folder };
  const create = ["trusted-root", "create", "--timestamp-certificate-chain", "chain.pem"];
  await succeeds(peers.cosign3.command, [...create, "--out", "root.json"], settings);
  const verify = (root: string) => [
    "verify",
    "--key",
    "cosign.pub",
    "--insecure-ignore-tlog=true",
    "--use-signed-timestamps",
    "--trusted-root",
    root,
    "--allow-http-registry",
    image,
  ];
  await succeeds(peers.cosign3.command, verify("root.json"), settings);
  await openssl(
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-keyout",
    "other.key",
    "-subj",
    "/CN=other",
    "-days",
    "30",
    "-out",
    "other.pem",
  );
  const leaf = await readFile(path.join(folder, "leaf.pem"));
  const other = await readFile(path.join(folder, "other.pem"));
  await writeFile(path.join(folder, "other-chain.pem"), Buffer.concat([leaf, other]));
  const wrong = ["trusted-root", "create", "--timestamp-certificate-chain", "other-chain.pem"];
  await succeeds(peers.cosign3.command, [...wrong, "--out", "other.json"], settings);
  await refuses(peers.cosign3.command, verify("other.json"), settings);
});

test("an authority that answers for another request, or refuses, fails the signing, and nothing is attached", async () => {
  const old = await reply(Buffer.from(await requestOf()));
  answer = async () => old;
  await assert.rejects(sign("replayed"), /something else|another nonce/);
  answer = async () => Buffer.from("300c300a02010230050c03626164", "hex");
  await assert.rejects(sign("refused"), /granted none \(status 2\): bad/);
  answer = async () => Buffer.from("<html>");
  await assert.rejects(sign("page"), /no RFC 3161 timestamp/);
  for (const name of ["replayed", "refused", "page"])
    assert.equal(registry.manifests(`acme/${name}`).length, 2, "the image alone: index and manifest");
});

/** A request by openssl itself, for an answer that does not belong to ours. */
async function requestOf(): Promise<Buffer> {
  await writeFile(path.join(folder, "data"), "other bytes");
  await openssl("ts", "-query", "-data", "data", "-sha256", "-cert", "-out", "own.tsq");
  return readFile(path.join(folder, "own.tsq"));
}
