// The whole pilot, left running, and stock tools that check what it made: nothing of ours takes part in the checks.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, readFile, readdir, symlink } from "node:fs/promises";
import path from "node:path";
import test, { after, before } from "node:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { createHash } from "node:crypto";
import { type Peer, installPeers } from "../../scripts/peers/install.ts";
import { childEnvironment } from "../../scripts/peers/process.ts";
import { refuses, root, succeeds } from "./setting.ts";

type Artefacts = {
  readonly repository: string;
  readonly releases: readonly {
    readonly version: string;
    readonly image: string;
    readonly platformDigest: string;
    readonly releasePath: string;
    readonly releaseDigest: string;
  }[];
  readonly sigstore: Readonly<
    Record<"trustedRoot" | "rekorPublicKey" | "ctLogPublicKey" | "fulcioChain", string>
  >;
  readonly issuer: string;
  readonly imageIdentity: string;
  readonly publishIdentity: string;
  readonly gateIdentity: string;
  readonly manifests: string;
  readonly prometheus: string;
};

const ready = "The pilot is ready to explore";
const longestMs = 10 * 60_000;

let folder = "";
let pilot: ChildProcess | undefined;
let ended: Promise<number | null> = Promise.resolve(null);
let output = "";
let artefacts: Artefacts;
let peers: Record<"cosign2" | "cosign3" | "crane" | "prometheus2", Peer>;

before(
  async () => {
    peers = await installPeers(["cosign2", "cosign3", "crane", "prometheus2"]);
    folder = await mkdtemp(path.join(tmpdir(), "pi5-interop-pilot-"));
    const report = path.join(folder, "report");
    const argv = ["pilot/main.ts", "--scenario", "both", "--devices", "50", "--keep", "--report", report];
    const child = spawn(process.execPath, argv, {
      cwd: root,
      env: childEnvironment({ NO_COLOR: "1" }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    pilot = child;
    ended = new Promise((resolve) => child.on("exit", resolve));
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the pilot took too long:\n${output}`)), longestMs);
      const read = (text: string): void => {
        output += text;
        if (!output.includes(ready)) return;
        clearTimeout(timer);
        resolve();
      };
      child.stdout.setEncoding("utf8").on("data", read);
      child.stderr.setEncoding("utf8").on("data", read);
      child.on("error", reject);
      child.on("exit", (code) => {
        clearTimeout(timer);
        reject(new Error(`the pilot ended with ${code}:\n${output.slice(-6000)}`));
      });
    });
    artefacts = JSON.parse(await readFile(path.join(report, "artefacts.json"), "utf8")) as Artefacts;
  },
  { timeout: longestMs + 60_000 },
);
after(async () => {
  if (pilot?.exitCode === null) {
    pilot.kill("SIGKILL");
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
});

/** Nothing but what is named reaches the verifier: no home, no public roots by network. */
function environment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const nowhere = "http://127.0.0.1:9";
  return { HOME: folder, http_proxy: nowhere, https_proxy: nowhere, no_proxy: "127.0.0.1", ...more };
}

function verifiers(): readonly {
  readonly command: string;
  readonly roots: readonly string[];
  readonly environment: Record<string, string>;
}[] {
  const { sigstore } = artefacts;
  return [
    {
      command: peers.cosign3.command,
      roots: ["--trusted-root", sigstore.trustedRoot],
      environment: environment(),
    },
    {
      command: peers.cosign2.command,
      roots: [],
      environment: environment({
        SIGSTORE_ROOT_FILE: sigstore.fulcioChain,
        SIGSTORE_CT_LOG_PUBLIC_KEY_FILE: sigstore.ctLogPublicKey,
        SIGSTORE_REKOR_PUBLIC_KEY: sigstore.rekorPublicKey,
      }),
    },
  ];
}

const who = (identity: string): string[] => [
  "--certificate-identity",
  identity,
  "--certificate-oidc-issuer",
  artefacts.issuer,
];

test("cosign 2 and 3 verify every image that the pilot released, its index and its arm64 manifest", async () => {
  assert.ok(artefacts.releases.length >= 2, JSON.stringify(artefacts.releases));
  for (const { image, platformDigest } of artefacts.releases)
    for (const reference of [image, `${artefacts.repository}@${platformDigest}`])
      for (const { command, roots, environment } of verifiers()) {
        const verify = ["verify", ...roots, "--allow-http-registry"];
        const said = await succeeds(command, [...verify, ...who(artefacts.imageIdentity), reference], {
          environment,
        });
        assert.ok(said.includes(reference.split("@")[1] ?? "?"), said);
      }
});

test("another identity, another issuer and a key instead of the identity are refused by both", async () => {
  const image = artefacts.releases[0]?.image ?? "";
  for (const { command, roots, environment } of verifiers()) {
    const verify = ["verify", ...roots, "--allow-http-registry"];
    for (const wrong of [
      who(artefacts.publishIdentity),
      who(artefacts.imageIdentity.replace("refs/heads/main", "refs/heads/dev")),
      [
        "--certificate-identity",
        artefacts.imageIdentity,
        "--certificate-oidc-issuer",
        "https://issuer.example",
      ],
    ])
      await refuses(command, [...verify, ...wrong, image], { environment });
  }
});

test("the images are arm64 and whole", async () => {
  for (const { image, platformDigest } of artefacts.releases) {
    await succeeds(peers.crane.command, [
      "validate",
      "--insecure",
      "--remote",
      `${artefacts.repository}@${platformDigest}`,
    ]);
    const config = JSON.parse(
      await succeeds(peers.crane.command, ["config", "--insecure", "--platform", "linux/arm64", image]),
    ) as { readonly architecture: string };
    assert.equal(config.architecture, "arm64");
  }
});

test("on branch live every release, pointer and verdict passes cosign verify-blob by its own role, and by no other", async () => {
  const clone = path.join(folder, "live");
  await succeeds("git", ["clone", "-q", "--branch", "live", artefacts.manifests, clone], {
    environment: environment(),
  });
  const roles = {
    releases: { right: artefacts.imageIdentity, wrong: artefacts.gateIdentity },
    rings: { right: artefacts.publishIdentity, wrong: artefacts.imageIdentity },
    verdicts: { right: artefacts.gateIdentity, wrong: artefacts.publishIdentity },
  };
  const trust = ["--trusted-root", path.join(clone, "trust/trusted_root.json")];
  for (const [role, { right, wrong }] of Object.entries(roles)) {
    const entries = await readdir(path.join(clone, role), { recursive: true });
    const bundles = entries.filter((name) => name.endsWith(".sigstore.json")).sort();
    assert.ok(bundles.length > 0, role);
    for (const name of bundles) {
      const bundle = path.join(clone, role, name);
      const file = bundle.replace(/\.sigstore\.json$/, ".json");
      for (const peer of [peers.cosign2, peers.cosign3]) {
        const format = peer === peers.cosign2 ? ["--new-bundle-format"] : [];
        const verify = ["verify-blob", "--bundle", bundle, ...format, ...trust];
        await succeeds(peer.command, [...verify, ...who(right), file], { environment: environment() });
        await refuses(peer.command, [...verify, ...who(wrong), file], { environment: environment() });
      }
    }
  }
  for (const { releasePath, releaseDigest } of artefacts.releases) {
    const bytes = await readFile(path.join(clone, releasePath));
    assert.equal(`sha256:${createHash("sha256").update(bytes).digest("hex")}`, releaseDigest);
  }
});

test("the root's signature over the trust document passes stock openssl", async (t) => {
  const clone = path.join(folder, "trust");
  await succeeds("git", ["clone", "-q", artefacts.manifests, clone], { environment: environment() });
  const document = path.join(clone, "trust/trust.json");
  const { roots } = JSON.parse(await readFile(document, "utf8")) as {
    readonly roots: { readonly keys: readonly { readonly keyId: string; readonly publicKey: string }[] };
  };
  const { signatures } = JSON.parse(
    await readFile(path.join(clone, "trust/trust.signatures.json"), "utf8"),
  ) as {
    readonly signatures: readonly { readonly keyId: string; readonly signature: string }[];
  };
  t.diagnostic(`${signatures.length} of ${roots.keys.length} root keys`);
  for (const { keyId, signature } of signatures) {
    const key = roots.keys.find((one) => one.keyId === keyId);
    assert.ok(key, keyId);
    const [pem, binary] = [path.join(folder, "root.pem"), path.join(folder, "root.sig")];
    await succeeds("tee", [pem], { input: key.publicKey });
    await succeeds("sh", ["-c", 'base64 -d > "$1"', "-", binary], { input: signature });
    await succeeds("openssl", ["dgst", "-sha256", "-verify", pem, "-signature", binary, document]);
  }
});

test("promtool, from outside, sees all fifty devices scraped", async () => {
  const bin = path.join(folder, "bin");
  await mkdir(bin);
  const promtool = path.join(peers.prometheus2.directory, "usr/bin/promtool");
  await symlink(promtool, path.join(bin, "promtool"));
  const said = await succeeds(
    path.join(bin, "promtool"),
    ["query", "instant", artefacts.prometheus, "count(up == 1)"],
    {
      environment: { no_proxy: "127.0.0.1" },
    },
  );
  assert.match(said, /=> 50 @/);
});

test("the pilot tells its story and ends cleanly on Ctrl-C", async () => {
  assert.ok(pilot);
  const files = /^ +files +(\/\S+)$/m.exec(output)?.[1] ?? "";
  const beside = (): Promise<string[]> => readdir(path.dirname(files));
  assert.ok((await beside()).includes(path.basename(files)), files);
  pilot.kill("SIGINT");
  const code = await ended;
  assert.equal(code, 0, output.slice(-2000));
  assert.ok(!(await beside()).includes(path.basename(files)), `${files} is still there`);
});
