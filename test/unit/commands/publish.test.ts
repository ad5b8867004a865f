import assert from "node:assert/strict";
import test from "node:test";
import { type Publication, publishMain } from "../../../src/commands/publish/publication.ts";
import { run } from "../../../src/commands/publish/run.ts";
import { acceptPointer } from "../../../src/fleet/acceptance.ts";
import { freshDeviceState } from "../../../src/fleet/device-state.ts";
import { bundlePath, pointerPath } from "../../../src/fleet/paths.ts";
import type { Forge } from "../../../src/forge/forge.ts";
import { canonicalBytes } from "../../../src/values/canonical-json.ts";
import { Fault, isFault } from "../../../src/values/fault.ts";
import { type Tree, memoryTree } from "../../../src/values/tree.ts";
import {
  type Key,
  type World,
  app,
  applyMove,
  judge,
  keys,
  makeKey,
  makeWorld,
  now,
  promoteMove,
  releaseMove,
  releaseOf,
  signBundle,
  trustDocument,
  trustFiles,
} from "../fleet/fleet-fixture.ts";
import { type ManifestsWorld, fullName, startManifests } from "./manifests-world.ts";
import { type MemoryForge, createMemoryForge } from "./memory-forge.ts";

const canary = pointerPath("canary", app);
const provisioning = {
  fleet: "acme-retail",
  ring: "canary",
  device: "store-001",
  roots: trustDocument().roots,
};

function publish(forge: Forge, key: Key = keys.publish, dryRun = false): Promise<Publication> {
  const sign = async (bytes: Uint8Array) => signBundle(bytes, key);
  return publishMain({
    forge,
    sign,
    dryRun,
    clock: { now: () => now, sleep: async () => {} },
    random: () => 0.5,
  });
}

/** A founded fleet whose canary runs 1.0.0 on main; nothing is published yet. */
async function releasedFleet() {
  const forge = createMemoryForge();
  const world = makeWorld();
  forge.push(world.files);
  await applyMove(world, releaseMove("1.0.0"));
  const main = forge.push(world.files);
  return { forge, world, main };
}

function rulesOf(publication: Publication): string[] {
  return [...new Set(publication.findings.map(({ rule }) => rule))];
}

test("the first publish walks from the founding, signs, and makes live on main", async () => {
  const { forge, main } = await releasedFleet();
  const result = await publish(forge);
  assert.deepEqual(result.findings, []);
  assert.equal(result.operation, "published");
  assert.equal(result.verified.length, 2);
  assert.deepEqual(result.signed, [canary]);
  assert.equal(result.liveCommit, await forge.head("live"));
  assert.deepEqual(await forge.parents(result.liveCommit ?? ""), [main]);
  const accepted = await acceptPointer(
    memoryTree("0".repeat(40), forge.files("live")),
    provisioning,
    freshDeviceState,
    app,
    now,
  );
  assert.equal(accepted.kind, "accepted");
  assert.equal(forge.files("main").has(bundlePath(canary)), false);
});

test("publishing again changes nothing and asks for no signature", async () => {
  const { forge } = await releasedFleet();
  const first = await publish(forge);
  const again = await publish(forge, keys.stranger);
  assert.deepEqual([again.operation, again.liveCommit, again.signed], ["unchanged", first.liveCommit, []]);
});

test("each step since live is verified by itself, and a pointer that was signed keeps its signature", async () => {
  const { forge, world } = await releasedFleet();
  const first = await publish(forge);
  const signature = forge.files("live").get(bundlePath(canary));
  await applyMove(world, await promoteMove(world, "canary", "early"));
  forge.push(world.files);
  await applyMove(world, await promoteMove(world, "early", "production"));
  const main = forge.push(world.files);
  const result = await publish(forge);
  assert.deepEqual(result.findings, []);
  assert.equal(result.verified.length, 2);
  assert.deepEqual(result.signed, [pointerPath("early", app), pointerPath("production", app)]);
  assert.deepEqual(forge.files("live").get(bundlePath(canary)), signature);
  assert.deepEqual(await forge.parents(result.liveCommit ?? ""), [first.liveCommit, main]);
});

test("a bad commit stops live before it, and a commit that mends it lets live go on", async () => {
  const { forge, world } = await releasedFleet();
  const good = world.files;
  const tampered = canonicalBytes(releaseOf("1.0.0", { notes: "tampered" }));
  forge.push(new Map([...good, ["releases/shelf-counter/1.0.0.json", tampered]]));
  const stopped = await publish(forge);
  assert.deepEqual([stopped.operation, stopped.verified.length], ["published", 2]);
  assert.ok(rulesOf(stopped).includes("release-changed"));
  const again = await publish(forge);
  assert.deepEqual([again.operation, again.liveCommit], ["unchanged", stopped.liveCommit]);
  assert.ok(rulesOf(again).includes("release-changed"));
  const mended = forge.push(good);
  const result = await publish(forge);
  assert.deepEqual(result.findings, []);
  assert.equal((await forge.parents(result.liveCommit ?? ""))[1], mended);
});

test("a plain git revert of a move never reaches live", async () => {
  const { forge, world } = await releasedFleet();
  const before = world.files;
  await applyMove(world, releaseMove("1.1.0"));
  forge.push(world.files);
  await publish(forge);
  forge.push(before);
  const result = await publish(forge);
  assert.equal(result.operation, "unchanged");
  assert.deepEqual(rulesOf(result), ["release-deleted", "plain-revert"]);
});

test("two changes that are right alone and wrong together are caught", async () => {
  const { forge, world } = await releasedFleet();
  await publish(forge);
  // The promotion is right for what canary runs; by the time it is merged canary runs something else.
  const other = makeWorld(world.files);
  await applyMove(world, await promoteMove(world, "canary", "early"));
  await applyMove(other, releaseMove("1.1.0"));
  const released = forge.push(other.files);
  forge.push(new Map([...world.files, ...other.files]));
  const result = await publish(forge);
  assert.ok(rulesOf(result).includes("verdict-binding"));
  assert.deepEqual(result.verified, [released]);
  assert.equal(forge.files("live").has(pointerPath("early", app)), false);
});

test("a publisher that trust does not name publishes nothing", async () => {
  const { forge } = await releasedFleet();
  await assert.rejects(publish(forge, keys.stranger), (error) =>
    isFault(error, "PUBLISH_SIGNATURE_UNUSABLE"),
  );
  assert.equal(await forge.head("live"), undefined);
});

test("a new publisher in trust signs every pointer anew", async () => {
  const { forge, world } = await releasedFleet();
  await publish(forge);
  const next = makeKey();
  const identity = { kind: "key" as const, keyId: next.keyId, publicKey: next.publicKey };
  const signers = trustDocument().signers.map((signer) =>
    signer.role === "publish" ? { ...signer, identity } : signer,
  );
  forge.push(new Map([...world.files, ...trustFiles(trustDocument({ version: 2, signers }))]));
  const result = await publish(forge, next);
  assert.deepEqual([result.operation, result.signed, result.findings], ["published", [canary], []]);
});

test("a release whose signer was revoked is reported and does not hold up the new trust", async () => {
  const { forge, world } = await releasedFleet();
  const identity = trustDocument().signers[0]?.identity;
  assert.ok(identity);
  const revocations = [{ identity, from: "2026-11-01T00:00:00Z" }];
  const main = forge.push(
    new Map([...world.files, ...trustFiles(trustDocument({ version: 2, revocations }))]),
  );
  const result = await publish(forge);
  assert.deepEqual([result.operation, result.main], ["published", main]);
  assert.deepEqual(
    result.findings.map(({ rule, severity }) => [rule, severity]),
    [["release-not-trusted", "warning"]],
  );
});

test("trust that is due is announced before it expires", async () => {
  const { forge, world } = await releasedFleet();
  const expires = "2026-12-10T00:00:00Z";
  forge.push(new Map([...world.files, ...trustFiles(trustDocument({ version: 2, expires }))]));
  assert.deepEqual(rulesOf(await publish(forge)), ["trust-expires"]);
});

test("a founding that lies too far back is not walked for ever", async () => {
  const { forge, world } = await releasedFleet();
  for (let count = 0; count < 2000; count += 1) forge.push(world.files);
  await assert.rejects(publish(forge), (error) => isFault(error, "PUBLISH_HISTORY_TOO_LONG"));
});

test("a lost race is planned again with the signatures that were made, and only so often", async () => {
  const { forge } = await releasedFleet();
  let signatures = 0;
  const ports = {
    sign: async (bytes: Uint8Array) => {
      signatures += 1;
      return signBundle(bytes, keys.publish);
    },
    clock: { now: () => now, sleep: async () => {} },
    random: () => 0.5,
    dryRun: false,
  };
  const losing = (loses: () => boolean): Forge => ({
    ...forge,
    advance: async (branch, from, to) => (loses() ? "lost" : forge.advance(branch, from, to)),
  });
  await assert.rejects(publishMain({ ...ports, forge: losing(() => true) }), (error) =>
    isFault(error, "PUBLISH_LOST"),
  );
  assert.equal(signatures, 1);
  let races = 2;
  const result = await publishMain({ ...ports, forge: losing(() => (races -= 1) >= 0) });
  assert.deepEqual([result.operation, signatures], ["published", 2]);
});

test("a swap whose answer is lost is seen to have happened", async () => {
  const { forge } = await releasedFleet();
  const deaf: Forge = {
    ...forge,
    advance: async (branch, from, to) => {
      await forge.advance(branch, from, to);
      return "lost";
    },
  };
  const result = await publish(deaf);
  assert.deepEqual([result.operation, result.liveCommit], ["unchanged", await forge.head("live")]);
});

test("a dry run signs and writes nothing", async () => {
  const { forge } = await releasedFleet();
  const result = await publish(forge, keys.stranger, true);
  assert.deepEqual([result.operation, result.signed, result.liveCommit], ["published", [canary], undefined]);
  assert.equal(await forge.head("live"), undefined);
});

test("live on another history than main is refused", async () => {
  const { forge, world } = await releasedFleet();
  await publish(forge);
  const broken: Forge = {
    ...forge,
    firstParents: async () => {
      throw new TypeError("a bug");
    },
  };
  await assert.rejects(publish(broken), TypeError);
  const rewritten: Forge = {
    ...forge,
    firstParents: async () => {
      throw new Fault("FORGE_NOT_ANCESTOR", "main was rewritten");
    },
  };
  await assert.rejects(publish(rewritten), (error) => isFault(error, "PUBLISH_LIVE_FOREIGN"));
  const orphan = createMemoryForge();
  orphan.push(world.files);
  orphan.push(world.files, "live");
  await assert.rejects(publish(orphan), (error) => isFault(error, "PUBLISH_LIVE_FOREIGN"));
  await assert.rejects(publish(createMemoryForge()), (error) => isFault(error, "PUBLISH_LIVE_FOREIGN"));
});

test("a push to live by hand is put right and reported", async () => {
  const { forge, world } = await releasedFleet();
  await publish(forge);
  const files = forge.files("live");
  for (const pushed of [world.files, new Map([...files, ["rings/canary/evil.json", Buffer.from("{}")]])]) {
    const junk = forge.push(pushed, "live");
    if (forge.files("live").has(bundlePath(canary)))
      assert.equal((await publish(forge, keys.publish, true)).operation, "published");
    await applyMove(world, releaseMove(`1.${pushed.size}.0`));
    forge.push(world.files);
    const result = await publish(forge);
    assert.deepEqual(rulesOf(result), ["live-moved-by-others"]);
    assert.equal(result.operation, "published");
    assert.equal((await forge.parents(result.liveCommit ?? ""))[0], junk);
    assert.equal(forge.files("live").has("rings/canary/evil.json"), false);
  }
});

test("nobody gets a bad commit of main signed by moving live past it", async () => {
  const { forge, world } = await releasedFleet();
  const first = await publish(forge);
  const running = world.files.get(canary);
  await applyMove(world, releaseMove("1.1.0"));
  const unsigned = new Map(world.files);
  unsigned.delete("releases/shelf-counter/1.1.0.sigstore.json");
  const bad = forge.push(unsigned);
  const live = first.liveCommit ?? "";
  const forged = await forge.commit({
    onto: bad,
    parents: [live, bad],
    files: new Map(),
    message: "by hand",
  });
  assert.equal(await forge.advance("live", live, forged), "moved");
  const result = await publish(forge);
  assert.ok(rulesOf(result).includes("release-signature"));
  assert.deepEqual([result.operation, result.main, result.verified], ["published", first.main, []]);
  assert.deepEqual(forge.files("live").get(canary), running);
});

test("nobody gets a bad commit signed by putting a well signed live onto it", async () => {
  const { forge, world } = await releasedFleet();
  const first = await publish(forge);
  const live = first.liveCommit ?? "";
  await applyMove(world, releaseMove("1.1.0"));
  const unsigned = new Map(world.files);
  unsigned.delete("releases/shelf-counter/1.1.0.sigstore.json");
  const bad = forge.push(unsigned);
  for (const files of [
    new Map<string, Uint8Array>(),
    trustFiles(trustDocument({ version: 2 }), [keys.stranger]),
  ]) {
    const at = (await forge.head("live")) ?? "";
    const forged = await forge.commit({ onto: live, parents: [at, bad], files, message: "by hand" });
    assert.equal(await forge.advance("live", at, forged), "moved");
    const result = await publish(forge);
    assert.deepEqual(rulesOf(result), ["release-signature", "live-moved-by-others"]);
    assert.deepEqual([result.main, result.verified], [first.main, []]);
  }
});

test("trust that its roots did not sign is no ground to stand on", async () => {
  const { forge, world } = await releasedFleet();
  const first = await publish(forge);
  const live = first.liveCommit ?? "";
  const forgedTrust = trustFiles(trustDocument({ version: 2 }), [keys.stranger]);
  const bad = forge.push(new Map([...world.files, ...forgedTrust]));
  const forged = await forge.commit({
    onto: bad,
    parents: [live, bad],
    files: new Map([[bundlePath(canary), forge.files("live").get(bundlePath(canary)) ?? null]]),
    message: "by hand",
  });
  assert.equal(await forge.advance("live", live, forged), "moved");
  const result = await publish(forge);
  assert.ok(rulesOf(result).includes("trust-update"));
  assert.deepEqual([result.main, result.verified], [first.main, []]);
});

test("a main that was rewritten to lose a published move or trust is refused, and one that lost nothing goes on", async () => {
  const rewritten = async (lose: (world: World, forge: MemoryForge) => Promise<void>) => {
    const { forge, world, main } = await releasedFleet();
    await publish(forge);
    const before = world.files;
    await lose(world, forge);
    forge.push(world.files);
    await publish(forge);
    // As after a forced push to an older commit, and another merge there.
    assert.equal(await forge.advance("main", (await forge.head("main")) ?? null, main), "moved");
    forge.push(new Map([...before, ["README.md", Buffer.from("hello")]]));
    return publish(forge);
  };
  const lostMove = rewritten(async (world) => {
    await applyMove(world, releaseMove("1.1.0"));
  });
  await assert.rejects(
    lostMove,
    (error) => isFault(error, "PUBLISH_LIVE_FOREIGN") && error.message.includes(canary),
  );
  const lostTrust = rewritten(async (world) => {
    world.files = new Map([...world.files, ...trustFiles(trustDocument({ version: 2 }))]);
  });
  await assert.rejects(
    lostTrust,
    (error) => isFault(error, "PUBLISH_LIVE_FOREIGN") && error.message.includes("trust/trust.json"),
  );
  const lostNothing = await rewritten(async (world) => {
    world.files = new Map([...world.files, ["NOTES.md", Buffer.from("x")]]);
  });
  assert.deepEqual([lostNothing.operation, rulesOf(lostNothing)], ["published", ["live-moved-by-others"]]);
});

test("a live that lost its signatures is verified from the founding and signed again", async () => {
  const { forge, main } = await releasedFleet();
  const { liveCommit = "" } = await publish(forge);
  const bare = await forge.commit({ onto: main, parents: [main], files: new Map(), message: "by hand" });
  assert.equal(await forge.advance("live", liveCommit, bare), "moved");
  const result = await publish(forge);
  assert.deepEqual([result.verified.length, result.signed], [2, [canary]]);
  const unreadable = await forge.commit({
    onto: main,
    parents: [main],
    files: new Map([[canary, Buffer.from("{}")]]),
    message: "by hand",
  });
  assert.equal(await forge.advance("live", result.liveCommit ?? "", unreadable), "moved");
  assert.equal((await publish(forge)).operation, "published");
});

test("what somebody put on live by hand is put right where trees can be compared", async () => {
  const { forge } = await releasedFleet();
  const { liveCommit = "", main = "" } = await publish(forge);
  const files = forge.files("live");
  const identified = async (commit: string): Promise<Tree> => {
    const tree = await forge.tree(commit);
    const ids = async () => {
      const found = new Map<string, string>();
      for (const path of await tree.list(""))
        found.set(path, Buffer.from((await tree.read(path)) ?? "").toString("hex"));
      return found;
    };
    return { ...tree, ids };
  };
  const seen: Forge = { ...forge, tree: identified };
  assert.equal((await publish(seen)).operation, "unchanged");
  const tampered = await forge.commit({
    onto: liveCommit,
    parents: [main],
    files: new Map([["deploy/canary/shelf-counter/kustomization.yaml", Buffer.from("images: []")]]),
    message: "by hand",
  });
  assert.equal(await forge.advance("live", liveCommit, tampered), "moved");
  assert.equal((await publish(seen)).operation, "published");
  assert.deepEqual(forge.files("live"), files);
});

test("a repository without trust publishes nothing and says why, until it is founded", async () => {
  const forge = createMemoryForge();
  const readme = new Map([["README.md", Buffer.from("hello")]]);
  forge.push(readme);
  assert.deepEqual(rulesOf(await publish(forge)), ["fleet-not-founded"]);
  const founded = forge.push(new Map([...readme, ...makeWorld().files]));
  const result = await publish(forge);
  assert.deepEqual([result.verified, result.findings], [[founded], []]);
});

test("pointers from before the fleet was founded are not taken on trust", async () => {
  const forge = createMemoryForge();
  const world = makeWorld();
  await applyMove(world, releaseMove("1.0.0"));
  forge.push(new Map([...world.files].filter(([path]) => !path.startsWith("trust/"))));
  forge.push(world.files);
  const result = await publish(forge);
  assert.ok(rulesOf(result).includes("policy-with-move"));
  assert.equal(await forge.head("live"), undefined);
});

test("a revert on main reaches live signed, with its verdict", async () => {
  const { forge, world } = await releasedFleet();
  const proof = await judge(world, "canary", "promote");
  await applyMove(world, { kind: "prove", app, ring: "canary", verdict: proof });
  forge.push(world.files);
  await applyMove(world, releaseMove("1.1.0"));
  forge.push(world.files);
  await publish(forge);
  const verdict = await judge(world, "canary", "revert");
  await applyMove(world, { kind: "revert", app, ring: "canary", verdict, why: "errors" });
  forge.push(world.files);
  const result = await publish(forge);
  assert.deepEqual([result.findings, result.signed], [[], [canary]]);
  assert.deepEqual(forge.files("live").get(verdict.path), verdict.bytes);
});

function inputOf(world: ManifestsWorld, changes: object = {}): Parameters<typeof run>[0] {
  return {
    "manifests-repository": undefined,
    "manifests-token": world.token,
    "signing-mode": "key",
    "signing-key": keys.publish.privateKey,
    "signing-key-password": undefined,
    "signing-key-age-identity": undefined,
    "signing-config": undefined,
    "timestamp-authority": undefined,
    "vault-address": undefined,
    "vault-namespace": undefined,
    "vault-transit-path": "transit",
    "vault-role": undefined,
    "vault-role-id": undefined,
    "vault-secret-id": undefined,
    "vault-token": undefined,
    "vault-auth-path": undefined,
    "public-log": "refuse",
    "dry-run": false,
    ...changes,
  };
}

test("the command publishes over GitHub's API and a second run only reads", async (t) => {
  const world = makeWorld();
  const manifests = await startManifests(t, world.files);
  await applyMove(world, releaseMove("1.0.0"));
  await manifests.push(world);
  const planned = await run(
    inputOf(manifests, { "dry-run": true, "signing-key": undefined }),
    manifests.ports,
  );
  assert.match(planned.verdict, /^would publish [0-9a-f]{12}: 2 commits verified, 1 pointer to sign$/);
  assert.deepEqual([planned.outputs["live-commit"], planned.outputs.signed], ["", "0"]);
  const moved = await run(inputOf(manifests), manifests.ports);
  assert.equal(moved.ok, true, moved.verdict);
  assert.match(moved.verdict, /^published [0-9a-f]{12}: 2 commits verified, 1 pointer signed$/);
  assert.deepEqual(moved.outputs, {
    "live-commit": await manifests.repository.resolve("live"),
    operation: "published",
    signed: "1",
    "verified-commits": "2",
  });
  const before = manifests.github.requests.length;
  const again = await run(inputOf(manifests), manifests.ports);
  assert.match(again.verdict, /^unchanged/);
  assert.deepEqual(again.outputs, {
    ...moved.outputs,
    operation: "unchanged",
    signed: "0",
    "verified-commits": "0",
  });
  assert.ok(manifests.github.requests.slice(before).every(({ readOnly }) => readOnly));
});

test("the command fails with the findings of what it did not publish", async (t) => {
  const world = makeWorld();
  const manifests = await startManifests(t, world.files);
  await manifests.github.push(fullName, "main", { "rings/canary/x.txt": "x" }, { actor: "octocat" });
  const partly = await run(inputOf(manifests), manifests.ports);
  assert.equal(partly.ok, false);
  assert.match(partly.verdict, /^published [0-9a-f]{12}, but not what comes after it/);
  const stopped = await run(inputOf(manifests), manifests.ports);
  assert.match(stopped.verdict, /^stopped: main has changes that break the rules/);
  assert.deepEqual(
    stopped.findings.map(({ rule, file }) => [rule, file]),
    [["unknown-file", "rings/canary/x.txt"]],
  );
  assert.deepEqual(stopped.report.blocks[0], { kind: "verdict", state: "bad", text: stopped.verdict });
});
