// What sign-attest writes, read by stock cosign 2 and 3 with the very commands that it prints.
import assert from "node:assert/strict";
import { copyFile, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { after, before } from "node:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { type RegistryDouble, startRegistry } from "../../doubles/registry/registry.ts";
import {
  type SigstoreDouble,
  type WorkflowIdentity,
  startSigstore,
} from "../../doubles/sigstore/sigstore.ts";
import { type Peer, installPeers } from "../../scripts/peers/install.ts";
import { command } from "../../src/commands/sign-attest/inputs.ts";
import { generateSigningKey, writeCosignKey } from "../../src/signing/keys.ts";
import { openSigning } from "../../src/signing/signer.ts";
import { type Ended, perform, portsFor, refuses, start, succeeds } from "./setting.ts";
import { writeSmallImage } from "./small-image.ts";

const workflow: WorkflowIdentity = {
  repository: "acme/shop",
  repository_id: "4711",
  repository_owner_id: "815",
  ref: "refs/heads/main",
  sha: "1f2d3c4b5a69788796a5b4c3d2e1f00112233445",
  workflow_ref: "acme/shop/.github/workflows/release.yml@refs/heads/main",
  event_name: "push",
};
const issuerFlags = (identity: string): string[] => [
  "--certificate-identity",
  identity,
  "--certificate-oidc-issuer",
  sigstore.issuer,
];
const subject = `https://github.com/${workflow.workflow_ref}`;

type Major = 2 | 3;
type Signed = { readonly image: string; readonly commands: readonly string[]; readonly bundle: Buffer };

const closing: (() => Promise<unknown>)[] = [];
const owner = { after: (close: () => Promise<unknown>) => void closing.push(close) };
let folder = "";
let registry: RegistryDouble;
let sigstore: SigstoreDouble;
let peers: Record<"cosign2" | "cosign3" | "oras" | "skopeo", Peer>;
const key = generateSigningKey();
let keyFile = "";

before(async () => {
  peers = await installPeers(["cosign2", "cosign3", "oras", "skopeo"]);
  folder = await mkdtemp(path.join(tmpdir(), "pi5-interop-cosign-"));
  registry = await startRegistry();
  sigstore = await startSigstore({ directory: path.join(folder, "sigstore") });
  for (const [major, peer] of [
    [2, peers.cosign2],
    [3, peers.cosign3],
  ] as const) {
    await mkdir(path.join(folder, `bin${major}`));
    await symlink(peer.command, path.join(folder, `bin${major}`, "cosign"));
  }
  // The names that the printed commands use.
  const files = sigstore.files;
  await copyFile(files.trustedRoot, path.join(folder, "trusted_root.json"));
  await copyFile(files.rekorPublicKey, path.join(folder, "rekor.pub"));
  await copyFile(files.ctLogPublicKey, path.join(folder, "ctfe.pub"));
  await copyFile(files.fulcioChain, path.join(folder, "fulcio_root.pem"));
  await copyFile(files.signingConfig, path.join(folder, "signing_config.json"));
  await writeFile(path.join(folder, "cosign.pub"), key.publicKey);
  await writeFile(path.join(folder, "other.pub"), generateSigningKey().publicKey);
  keyFile = await writeCosignKey(key, "secret");
  await writeFile(path.join(folder, "cosign.key"), keyFile);
});
after(async () => {
  for (const close of closing.toReversed()) await close();
  await registry.close();
  await sigstore.close();
  await rm(folder, { recursive: true, force: true });
});

function environment(): Record<string, string> {
  // No network of its own: a verifier that reaches for the public roots fails here, as on a device in a shop.
  return {
    HOME: folder,
    COSIGN_PASSWORD: "secret",
    http_proxy: "http://127.0.0.1:9",
    https_proxy: "http://127.0.0.1:9",
    no_proxy: "127.0.0.1",
  };
}

/** A line as a person pastes it into a shell that finds this major version as `cosign`. */
async function paste(major: Major, line: string): Promise<Ended> {
  return start("/bin/sh", ["-c", line], {
    directory: folder,
    environment: { ...environment(), PATH: `${folder}/bin${major}:/usr/bin:/bin` },
  });
}

async function pushed(name: string): Promise<string> {
  const layout = path.join(folder, `layout-${name}`);
  const image = await writeSmallImage(layout);
  const reference = `${registry.host}/acme/${name}`;
  await succeeds(peers.oras.command, [
    "cp",
    "--from-oci-layout",
    `${layout}:latest`,
    "--to-plain-http",
    `${reference}:1`,
  ]);
  return `${reference}@${image.indexDigest}`;
}

async function sign(image: string, inputs: Readonly<Record<string, string>>): Promise<Signed> {
  const ports = await portsFor(owner, {
    workspace: folder,
    environment: { HOME: folder },
    identityToken: async () => sigstore.issueToken(workflow),
    run: { repository: workflow.repository, eventName: "push" },
  });
  const outcome = await perform(command, { image, ...inputs }, ports);
  assert.ok(outcome.ok, outcome.verdict);
  const commands = outcome.report.blocks.flatMap((block) =>
    block.kind === "code" && block.text.includes("cosign") ? [block.text] : [],
  );
  assert.equal(commands[0], outcome.outputs["verify-command"]);
  return { image, commands, bundle: await readFile(outcome.outputs["bundle-path"]) };
}

const withKey = (): Record<string, string> => ({
  "signing-mode": "key",
  "signing-key": keyFile,
  "signing-key-password": "secret",
});
const keyless = { "signing-config": "signing_config.json", "trusted-root": "trusted_root.json" };

function major(line: string, index: number): Major {
  // The report names cosign 3 first, twice, then cosign 2.
  return index === 2 || line.startsWith("SIGSTORE_") ? 2 : 3;
}

for (const [mode, inputs] of [
  ["a key", withKey],
  ["a key and the log", () => ({ ...withKey(), ...keyless })],
  ["no key", () => keyless],
] as const) {
  test(`every command that sign-attest prints after signing with ${mode} passes as printed`, async () => {
    const signed = await sign(await pushed(`printed-${mode.replaceAll(" ", "-")}`), inputs());
    assert.equal(signed.commands.length, 3);
    for (const [index, line] of signed.commands.entries()) {
      const ended = await paste(major(line, index), line);
      assert.equal(ended.code, 0, `${line}\n${ended.stderr}`);
      const answer = JSON.parse(ended.stdout) as unknown;
      assert.ok(typeof answer === "object" && answer !== null, line);
      if (!line.includes("verify-attestation"))
        assert.ok(JSON.stringify(answer).includes(signed.image.split("@")[1] ?? "?"), line);
    }
  });

  test(`the same commands refuse another image that nobody signed (${mode})`, async () => {
    const name = `unsigned-${mode.replaceAll(" ", "-")}`;
    const signed = await sign(await pushed(name), inputs());
    const other = await pushed(`${name}-other`);
    for (const [index, line] of signed.commands.entries()) {
      const ended = await paste(major(line, index), line.replace(signed.image, other));
      assert.notEqual(ended.code, 0, line);
      assert.match(ended.stderr, /no (matching )?(signatures|attestations)|not found|no bundles/i, line);
    }
  });
}

test("another key is refused by both majors", async () => {
  const signed = await sign(await pushed("wrong-key"), withKey());
  for (const [index, line] of signed.commands.entries()) {
    const ended = await paste(major(line, index), line.replace("cosign.pub", "other.pub"));
    assert.notEqual(ended.code, 0, line);
    assert.match(
      ended.stderr,
      /invalid signature|failed to verify|no matching|no valid|accepted signatures/i,
      line,
    );
  }
});

test("the policy of podman and skopeo takes the image by its key, and refuses another key and an unsigned image", async () => {
  const image = await pushed("policy");
  // Both the index and what it names have to be signed: the policy is asked for each.
  const index = await succeeds(peers.oras.command, ["manifest", "fetch", "--plain-http", image]);
  const { manifests } = JSON.parse(index) as { readonly manifests: readonly { readonly digest: string }[] };
  const signed = await sign(image, { ...withKey(), "platform-digest": manifests[0]?.digest ?? "" });
  const unsigned = await pushed("policy-unsigned");
  const settings = path.join(folder, "registries.d");
  await mkdir(settings);
  await writeFile(path.join(settings, "default.yaml"), "default-docker:\n  use-sigstore-attachments: true\n");
  const policy = async (name: string): Promise<string> => {
    const rule = {
      type: "sigstoreSigned",
      keyPath: path.join(folder, name),
      signedIdentity: { type: "matchRepository" },
    };
    const file = path.join(folder, `policy-${name}.json`);
    await writeFile(
      file,
      JSON.stringify({
        default: [{ type: "reject" }],
        transports: { docker: { [`${registry.host}/acme`]: [rule] } },
      }),
    );
    return file;
  };
  const copy = async (key: string, image: string): Promise<readonly string[]> => [
    "--policy",
    await policy(key),
    "--registries.d",
    settings,
    "copy",
    "--quiet",
    "--all",
    "--src-tls-verify=false",
    `docker://${image}`,
    `dir:${path.join(folder, "copied")}`,
  ];
  const options = { environment: environment() };
  await succeeds(peers.skopeo.command, await copy("cosign.pub", signed.image), options);
  const wrong = await refuses(peers.skopeo.command, await copy("other.pub", signed.image), options);
  assert.match(wrong, /signature/i);
  const none = await refuses(peers.skopeo.command, await copy("cosign.pub", unsigned), options);
  assert.match(none, /signature was required/i);
});

test("another workflow, another issuer, another ref and another trigger are refused by both majors", async () => {
  const signed = await sign(await pushed("wrong-identity"), keyless);
  const changes: readonly [string, string][] = [
    ["workflows/release.yml@", "workflows/other.yml@"],
    [sigstore.issuer, "https://issuer.example"],
    ["--certificate-github-workflow-trigger push", "--certificate-github-workflow-trigger pull_request"],
    ["--certificate-github-workflow-ref refs/heads/main", "--certificate-github-workflow-ref refs/heads/dev"],
    [
      "--certificate-github-workflow-repository acme/shop",
      "--certificate-github-workflow-repository acme/store",
    ],
  ];
  for (const [index, line] of signed.commands.entries())
    for (const [right, wrong] of changes) {
      assert.ok(line.includes(right), `${line} pins ${right}`);
      const ended = await paste(major(line, index), line.replace(right, wrong));
      assert.notEqual(ended.code, 0, `${line} with ${wrong}`);
      assert.match(ended.stderr, /expected|none of the|no matching/i, `${line} with ${wrong}`);
    }
});

test("another Sigstore's roots are refused by both majors", async () => {
  const signed = await sign(await pushed("wrong-roots"), keyless);
  const other = await startSigstore({ directory: path.join(folder, "other-sigstore") });
  await other.close();
  for (const [index, line] of signed.commands.entries()) {
    const swapped = line
      .replace("trusted_root.json", "other-sigstore/trusted_root.json")
      .replace("fulcio_root.pem", "other-sigstore/fulcio_root.pem");
    assert.notEqual(swapped, line);
    const ended = await paste(major(line, index), swapped);
    assert.notEqual(ended.code, 0, swapped);
    assert.match(ended.stderr, /certificate|unknown authority|no valid|no matching/i, swapped);
  }
});

test("an image that is signed twice still has one bundle and one legacy signature", async () => {
  const image = await pushed("again");
  await sign(image, withKey());
  const held = registry.manifests("acme/again");
  const signed = await sign(image, withKey());
  assert.deepEqual(registry.manifests("acme/again"), held);
  for (const [index, line] of signed.commands.entries())
    assert.equal((await paste(major(line, index), line)).code, 0, line);
});

test("an image that cosign 3 signed with the same key is taken as signed, and cosign's own is still read", async () => {
  const image = await pushed("by-cosign");
  await succeeds(
    peers.cosign3.command,
    ["signing-config", "create", "--out", path.join(folder, "empty.json")],
    { environment: environment(), directory: folder },
  );
  await succeeds(
    peers.cosign3.command,
    [
      "sign",
      "--yes",
      "--key",
      "cosign.key",
      "--signing-config",
      "empty.json",
      "--allow-http-registry",
      image,
    ],
    { environment: environment(), directory: folder },
  );
  const before = registry.manifests("acme/by-cosign").length;
  const signed = await sign(image, withKey());
  // Only the legacy signature was missing: one manifest more.
  assert.equal(registry.manifests("acme/by-cosign").length, before + 1);
  for (const [index, line] of signed.commands.entries())
    assert.equal((await paste(major(line, index), line)).code, 0, line);
});

const blobBundles = {
  release: Buffer.from('{"app":"shelf-counter","fleet":"shops","kind":"release","version":"1.4.0"}'),
  pointer: Buffer.from(
    '{"app":"shelf-counter","epoch":1,"fleet":"shops","kind":"pointer","ring":"canary","seq":7}',
  ),
  verdict: Buffer.from(
    '{"app":"shelf-counter","fleet":"shops","kind":"verdict","ring":"canary","state":"promote"}',
  ),
};

for (const [kind, bytes] of Object.entries(blobBundles)) {
  test(`the bundle beside a ${kind} passes verify-blob with both majors, by key and keyless`, async () => {
    const file = path.join(folder, `${kind}.json`);
    const bundle = path.join(folder, `${kind}.sigstore.json`);
    const altered = path.join(folder, `${kind}-altered.json`);
    await writeFile(file, bytes);
    await writeFile(altered, bytes.toString("utf8").replace("shops", "store"));
    const ports = await portsFor(owner, {
      workspace: folder,
      identityToken: async () => sigstore.issueToken(workflow),
    });
    const privateKey = key.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const signingConfig = await readFile(sigstore.files.signingConfig);
    const byKey = await openSigning({ mode: "key", privateKey }, ports);
    const byWorkflow = await openSigning({ mode: "keyless", signingConfig }, ports);
    const trusted = ["--trusted-root", sigstore.files.trustedRoot];
    const cases = [
      {
        signer: byKey,
        right: ["--key", "cosign.pub", "--insecure-ignore-tlog=true", ...trusted],
        wrong: ["--key", "other.pub", "--insecure-ignore-tlog=true", ...trusted],
      },
      {
        signer: byWorkflow,
        right: [...issuerFlags(subject), ...trusted],
        wrong: [...issuerFlags(subject.replace("release.yml", "other.yml")), ...trusted],
      },
    ];
    for (const { signer, right, wrong } of cases) {
      await writeFile(bundle, await signer.signBlob(bytes));
      for (const peer of [peers.cosign2, peers.cosign3]) {
        const options = { environment: environment(), directory: folder };
        // cosign 2 reads Sigstore bundles only when it is told to.
        const format = peer === peers.cosign2 ? ["--new-bundle-format"] : [];
        const verify = ["verify-blob", "--bundle", bundle, ...format];
        await succeeds(peer.command, [...verify, ...right, file], options);
        await refuses(peer.command, [...verify, ...wrong, file], options);
        await refuses(peer.command, [...verify, ...right, altered], options);
      }
    }
  });
}

test("a tampered bundle and a tampered payload in the registry are refused by both majors", async () => {
  const image = await pushed("tampered");
  const signed = await sign(image, keyless);
  const held = JSON.parse(signed.bundle.toString("utf8")) as {
    dsseEnvelope: { payload: string };
  };
  const payload = Buffer.from(held.dsseEnvelope.payload, "base64").toString("utf8");
  const digest = /"sha256":"([0-9a-f]{64})"/.exec(payload)?.[1] ?? "";
  const other = await pushed("tampered-other");
  const forged = payload.replace(digest, other.slice(-64));
  assert.notEqual(forged, payload);
  const bundle = {
    ...held,
    dsseEnvelope: { ...held.dsseEnvelope, payload: Buffer.from(forged).toString("base64") },
  };
  const file = path.join(folder, "forged.json");
  await writeFile(file, JSON.stringify(bundle));
  await succeeds(
    peers.oras.command,
    [
      "attach",
      "--plain-http",
      "--artifact-type",
      "application/vnd.dev.sigstore.bundle.v0.3+json",
      "--annotation",
      "dev.sigstore.bundle.content=dsse-envelope",
      "--annotation",
      "dev.sigstore.bundle.predicateType=https://sigstore.dev/cosign/sign/v1",
      other,
      "forged.json:application/vnd.dev.sigstore.bundle.v0.3+json",
    ],
    { directory: folder },
  );
  // The legacy signature of the other image, moved: its payload still names the first digest.
  await succeeds(peers.oras.command, [
    "cp",
    "--from-plain-http",
    "--to-plain-http",
    `${registry.host}/acme/tampered:sha256-${digest}.sig`,
    `${registry.host}/acme/tampered-other:sha256-${other.slice(-64)}.sig`,
  ]);
  for (const [index, line] of signed.commands.entries()) {
    const ended = await paste(major(line, index), line.replace(image, other));
    assert.notEqual(ended.code, 0, line);
  }
});
