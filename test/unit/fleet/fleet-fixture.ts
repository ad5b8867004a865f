import { createHash, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { type Move, planMove } from "../../../src/fleet/moves.ts";
import { releasePath, verdictPath } from "../../../src/fleet/paths.ts";
import { type FleetState, pointerOf, readFleetState } from "../../../src/fleet/state.ts";
import { gateConfigDigest } from "../../../src/schema/fleet-file.ts";
import type { Release } from "../../../src/schema/generated/release.js";
import type { Trust, TrustKey } from "../../../src/schema/generated/trust.js";
import type { Verdict } from "../../../src/schema/generated/verdict.js";
import { canonicalBytes } from "../../../src/values/canonical-json.ts";
import { type Digest, digestOf } from "../../../src/values/digest.ts";
import { type Tree, memoryTree } from "../../../src/values/tree.ts";

export type Key = { readonly keyId: string; readonly publicKey: string; readonly privateKey: string };
export type Files = Map<string, Uint8Array>;

export function makeKey(): Key {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const publicKey = pair.publicKey.export({ type: "spki", format: "pem" }).toString();
  return {
    keyId: keyIdOf(publicKey),
    publicKey,
    privateKey: pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

function keyIdOf(publicKey: string): string {
  const der = createPublicKey(publicKey).export({ type: "spki", format: "der" });
  return createHash("sha256").update(der).digest("hex");
}

/** A Sigstore bundle v0.3 with a message signature by a key, as `cosign sign-blob --key --new-bundle-format` writes it. */
export function signBundle(bytes: Uint8Array, key: Key): Uint8Array {
  const hint = createHash("sha256")
    .update(createPublicKey(key.publicKey).export({ type: "spki", format: "der" }))
    .digest("base64");
  return Buffer.from(
    JSON.stringify({
      mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
      verificationMaterial: { publicKey: { hint } },
      messageSignature: {
        messageDigest: {
          algorithm: "SHA2_256",
          digest: createHash("sha256").update(bytes).digest("base64"),
        },
        signature: sign("sha256", bytes, key.privateKey).toString("base64"),
      },
    }),
  );
}

export const keys = {
  root: makeKey(),
  release: makeKey(),
  gate: makeKey(),
  publish: makeKey(),
  stranger: makeKey(),
};
export const now = new Date("2026-11-22T12:00:00Z");
export const app = "shelf-counter";
export const rings = ["canary", "early", "production"] as const;

export const fleetText = `schema-version: 1
fleet: acme-retail
rings:
  - name: canary
    devices: [store-001, store-002]
  - name: early
    devices: [store-003]
  - name: production
    devices: [store-004, store-005]
gates:
  - { name: errors, type: ratio, bad: pi5_inference_errors_total, total: pi5_inference_requests_total, limit: 0.03 }
delivery: [kustomize]
`;

function keyIdentity(key: Key): TrustKey {
  return { kind: "key", keyId: key.keyId, publicKey: key.publicKey };
}

export const trustedRoot = Buffer.from(
  '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}',
);

export function trustDocument(changes: Partial<Trust> = {}): Trust {
  return {
    schemaVersion: 1,
    kind: "trust",
    fleet: "acme-retail",
    version: 1,
    epoch: 1,
    expires: "2027-11-22T00:00:00Z",
    roots: { threshold: 1, keys: [{ keyId: keys.root.keyId, publicKey: keys.root.publicKey }] },
    signers: [
      { role: "release", app, identity: keyIdentity(keys.release) },
      { role: "gate", app: null, identity: keyIdentity(keys.gate) },
      { role: "publish", app: null, identity: keyIdentity(keys.publish) },
    ],
    floors: {},
    revocations: [],
    revertKey: null,
    trustedRoot: digestOf(trustedRoot),
    ...changes,
  };
}

/** The trust files as a root writes them. */
export function trustFiles(trust: Trust, signers: readonly Key[] = [keys.root]): Files {
  const bytes = canonicalBytes(trust);
  const signatures = signers.map((key) => ({
    keyId: key.keyId,
    signature: sign("sha256", bytes, key.privateKey).toString("base64"),
  }));
  return new Map([
    ["trust/trust.json", bytes],
    [
      "trust/trust.signatures.json",
      canonicalBytes({ schemaVersion: 1, kind: "trust-signatures", trust: digestOf(bytes), signatures }),
    ],
    ["trust/trusted_root.json", trustedRoot],
  ]);
}

export function freshFiles(text = fleetText): Files {
  return new Map<string, Uint8Array>([["fleet.yaml", Buffer.from(text)], ...trustFiles(trustDocument())]);
}

export function releaseOf(version: string, changes: Partial<Release> = {}): Release {
  return {
    schemaVersion: 1,
    kind: "release",
    fleet: "acme-retail",
    app,
    version,
    image: {
      repository: "ghcr.io/acme/shelf-counter",
      digest: digestOf(`image ${version}`),
      platformDigest: digestOf(`platform ${version}`),
      size: 1000,
    },
    models: [modelOf("shelves.tflite", `model ${version}`)],
    source: { repository: "acme/shelf-counter", commit: "0".repeat(40), run: "" },
    ...changes,
  };
}

export function modelOf(name: string, content: string): Release["models"][number] {
  const digest = digestOf(content);
  return {
    name,
    kind: "file",
    digest,
    size: content.length,
    files: [{ path: name, size: content.length, sha256: digest.slice(7) }],
    ref: { requested: `file:${name}`, mutable: false },
    source: { type: "file", path: name },
  };
}

/** A manifests repository in memory that moves are applied to, as merges would. */
export type World = { files: Files; readonly state: () => Promise<FleetState>; readonly tree: () => Tree };

export function makeWorld(files: Files = freshFiles()): World {
  const world: World = {
    files,
    tree: () => memoryTree(commitOf(world.files), world.files),
    state: () => readFleetState(world.tree()),
  };
  return world;
}

function commitOf(files: Files): string {
  const hash = createHash("sha1");
  for (const path of [...files.keys()].sort()) hash.update(path).update(files.get(path) ?? "");
  return hash.digest("hex");
}

/** Plans a move and applies it; gives the plan. */
export async function applyMove(world: World, move: Move, at = now) {
  const plan = await planMove(await world.state(), move, at);
  if (plan.kind === "change") world.files = withChange(world.files, plan.change.files);
  return plan;
}

export function withChange(files: Files, change: ReadonlyMap<string, Uint8Array | null>): Files {
  const next = new Map(files);
  for (const [path, bytes] of change) {
    if (bytes === null) next.delete(path);
    else next.set(path, bytes);
  }
  return next;
}

export function releaseMove(version: string, changes: Partial<Release> = {}): Move {
  const bytes = canonicalBytes(releaseOf(version, changes));
  const release = {
    path: releasePath(app, version),
    version,
    digest: digestOf(bytes),
    bytes,
    bundle: signBundle(bytes, keys.release),
  };
  return { kind: "promote", app, ring: "canary", release };
}

/** A verdict on what a ring runs now, signed by the gate. */
export async function judge(
  world: World,
  ring: string,
  verdict: Verdict["verdict"],
  changes: Partial<Verdict> = {},
  key: Key = keys.gate,
) {
  const state = await world.state();
  const pointer = pointerOf(state, ring, app)?.file;
  const found = state.fleet.rings.find(({ name }) => name === ring);
  if (pointer === undefined || found === undefined) throw new Error(`${ring} runs nothing`);
  const value: Verdict = {
    schemaVersion: 1,
    kind: "verdict",
    fleet: "acme-retail",
    app,
    ring,
    epoch: pointer.value.epoch,
    seq: pointer.value.seq,
    pointer: pointer.digest,
    release: pointer.value.release.digest,
    gateConfig: gateConfigDigest(state.fleet, app, found),
    verdict,
    reason: verdict === "promote" ? "all gates passed" : "errors: 9% of 1000 events are bad; 3% are allowed",
    window: { from: "2026-11-22T11:00:00Z", to: "2026-11-22T12:00:00Z" },
    devices: { ring: 2, updated: 2, reporting: 2, silent: [], missing: [] },
    metrics: [{ name: "errors", type: "ratio", bad: 1, total: 1000, value: 0.001, limit: 0.03, state: "ok" }],
    ...changes,
  };
  const bytes = canonicalBytes(value);
  return { path: verdictPath(ring, app, pointer.value), bytes, bundle: signBundle(bytes, key) };
}

/** The move that takes what one ring runs to the next one. */
export async function promoteMove(world: World, from: string, ring: string): Promise<Move> {
  const pointer = pointerOf(await world.state(), from, app)?.file.value;
  if (pointer === undefined) throw new Error(`${from} runs nothing`);
  return {
    kind: "promote",
    app,
    ring,
    release: pointer.release,
    verdict: await judge(world, from, "promote"),
  };
}

/** A world in which some versions passed all rings, one after the other. */
export async function provedWorld(...versions: readonly string[]): Promise<World> {
  const world = makeWorld();
  for (const version of versions) {
    await applyMove(world, releaseMove(version));
    await applyMove(world, await promoteMove(world, "canary", "early"));
    await applyMove(world, await promoteMove(world, "early", "production"));
    await applyMove(world, {
      kind: "prove",
      app,
      ring: "production",
      verdict: await judge(world, "production", "promote"),
    });
  }
  return world;
}

/** Version, position and reason of every ring, for short assertions. */
export async function summaryOf(world: World): Promise<Record<string, string>> {
  const state = await world.state();
  return Object.fromEntries(
    [...state.pointers.values()].map(({ ring, file: { value } }) => [
      ring,
      `${value.release.version} ${value.epoch}-${value.seq} ${value.reason}`,
    ]),
  );
}

export function digestIn(world: World, path: string): Digest {
  const bytes = world.files.get(path);
  if (bytes === undefined) throw new Error(`${path} is not there`);
  return digestOf(bytes);
}
