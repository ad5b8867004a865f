import assert from "node:assert/strict";
import test from "node:test";
import { checkChange } from "../../../src/fleet/rules.ts";
import { pointerOf } from "../../../src/fleet/state.ts";
import type { Pointer } from "../../../src/schema/generated/pointer.js";
import { canonicalBytes } from "../../../src/values/canonical-json.ts";
import { digestOf } from "../../../src/values/digest.ts";
import { memoryTree } from "../../../src/values/tree.ts";
import {
  type Files,
  type World,
  app,
  applyMove,
  digestIn,
  fleetText,
  freshFiles,
  judge,
  keys,
  makeKey,
  makeWorld,
  now,
  promoteMove,
  provedWorld,
  releaseMove,
  releaseOf,
  signBundle,
  trustDocument,
  trustFiles,
} from "./fleet-fixture.ts";

const canaryPointer = "rings/canary/shelf-counter.json";
const earlyPointer = "rings/early/shelf-counter.json";

/** The error rules that a change from a world's files to others breaks, each once and sorted. */
async function brokenRules(base: Files | undefined, head: Files, at = now): Promise<string[]> {
  const before = base === undefined ? undefined : memoryTree("b".repeat(40), base);
  const findings = await checkChange(before, memoryTree("a".repeat(40), head), at);
  for (const finding of findings) {
    assert.ok(finding.file !== undefined && finding.file !== "", `${finding.rule} names a file`);
    assert.match(finding.rule, /^[a-z]+(?:-[a-z]+)*$/);
  }
  return [...new Set(findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule))].sort();
}

async function editPointer(world: World, ring: string, edit: Partial<Pointer>): Promise<Files> {
  const pointer = pointerOf(await world.state(), ring, app);
  assert.ok(pointer);
  return new Map([...world.files, [pointer.path, canonicalBytes({ ...pointer.file.value, ...edit })]]);
}

function edited(files: Files, ...changes: readonly (readonly [string, Uint8Array | string | null])[]): Files {
  const next = new Map(files);
  for (const [path, bytes] of changes) {
    if (bytes === null) next.delete(path);
    else next.set(path, Buffer.from(bytes));
  }
  return next;
}

/** A world whose canary runs 1.1.0 with 1.0.0 proved everywhere, and the files before and after its next move. */
async function pendingRelease() {
  const world = await provedWorld("1.0.0");
  const base = world.files;
  await applyMove(world, releaseMove("1.1.0"));
  return { world, base, head: world.files };
}

async function pendingPromotion() {
  const { world } = await pendingRelease();
  const base = world.files;
  const move = await promoteMove(world, "canary", "early");
  await applyMove(world, move);
  return { world, base, head: world.files };
}

async function pendingRevert() {
  const { world } = await pendingPromotion();
  const base = world.files;
  const verdict = await judge(world, "early", "revert");
  await applyMove(world, { kind: "revert", app, ring: "early", verdict, why: "errors" });
  return { world, base, head: world.files };
}

test("every planned move passes, and so does the founding of a fleet", async () => {
  assert.deepEqual(await brokenRules(undefined, freshFiles()), []);
  const readme: Files = new Map([["README.md", Buffer.from("hello")]]);
  assert.deepEqual(await brokenRules(readme, new Map([...readme, ...freshFiles()])), []);
  for (const pending of [pendingRelease, pendingPromotion, pendingRevert]) {
    const { base, head } = await pending();
    assert.deepEqual(await brokenRules(base, head), [], pending.name);
  }
  const { world } = await pendingRevert();
  const digests = pointerOf(await world.state(), "canary", app)?.file.value.denied.map(
    ({ digest }) => digest,
  );
  for (const move of [
    { kind: "undeny", app, ring: "canary", digests: digests ?? [] },
    { kind: "refresh", app, ring: "canary" },
  ] as const) {
    const base = world.files;
    await applyMove(world, move, new Date("2026-11-24T00:00:00Z"));
    assert.deepEqual(await brokenRules(base, world.files, new Date("2026-11-24T01:00:00Z")), [], move.kind);
  }
});

test("files outside of the managed folders are free, unknown ones inside are not", async () => {
  const { files } = await provedWorld("1.0.0");
  const free = edited(
    files,
    ["README.md", "x"],
    ["base/app/deployment.yaml", "x"],
    [".github/workflows/x.yml", "x"],
  );
  assert.deepEqual(await brokenRules(files, free), []);
  for (const path of [
    "Fleet.yaml",
    "Rings/canary/shelf-counter.json",
    "\uff52ings/canary/shelf-counter.json",
    "DEPLOY/canary/kustomization.yaml",
    "releases/shelf-counter/notes.txt",
    "releases/Shelf/1.0.json",
    "rings/canary/deep/er.json",
    "rings/canary/shelf-counter.yaml",
    "verdicts/canary/shelf-counter/01-1.json",
    "verdicts/canary/shelf-counter/1-99999999999.json",
    "deploy/canary/shelf-counter/patch.yaml",
    "trust/backup.json",
    "trust",
  ])
    assert.deepEqual(await brokenRules(files, edited(files, [path, "x"])), ["unknown-file"], path);
});

test("a pointer's signature is not for main", async () => {
  const { files } = await provedWorld("1.0.0");
  const bundle = signBundle(files.get(canaryPointer) ?? Buffer.of(), keys.publish);
  const head = edited(files, ["rings/canary/shelf-counter.sigstore.json", bundle]);
  assert.deepEqual(await brokenRules(files, head), ["pointer-bundle-on-main"]);
});

test("releases and verdicts are written once, and pointers and policy stay", async () => {
  const { files } = await provedWorld("1.0.0");
  const other = canonicalBytes(releaseOf("1.0.0", { notes: "other" }));
  for (const [path, bytes, rule] of [
    ["releases/shelf-counter/1.0.0.json", null, ["release-deleted"]],
    ["releases/shelf-counter/1.0.0.sigstore.json", null, ["release-deleted"]],
    ["releases/shelf-counter/1.0.0.json", other, ["release-changed", "release-signature"]],
    [
      "releases/shelf-counter/1.0.0.sigstore.json",
      signBundle(files.get("releases/shelf-counter/1.0.0.json") ?? Buffer.of(), keys.release),
      ["release-changed"],
    ],
    ["verdicts/canary/shelf-counter/1-1.json", null, ["verdict-deleted"]],
    [canaryPointer, null, ["pointer-deleted", "rendered-file"]],
    ["fleet.yaml", null, ["policy-deleted", "trust-update"]],
    ["trust/trust.json", null, ["policy-deleted", "trust-update"]],
    ["deploy/canary/shelf-counter/kustomization.yaml", null, ["rendered-file"]],
    ["deploy/canary/shelf-counter/kustomization.yaml", "images: []", ["rendered-file"]],
    ["deploy/canary/other-app/kustomization.yaml", "images: []", ["rendered-file"]],
  ] as const)
    assert.deepEqual(await brokenRules(files, edited(files, [path, bytes])), rule, path);
});

test("a plain Revert of a pull request is recognised and answered with the right command", async () => {
  const { base, head } = await pendingPromotion();
  const findings = await checkChange(memoryTree("b".repeat(40), head), memoryTree("a".repeat(40), base), now);
  const first = await pendingRelease();
  const revert = await checkChange(
    memoryTree("b".repeat(40), first.head),
    memoryTree("a".repeat(40), first.base),
    now,
  );
  assert.ok(findings.some(({ rule }) => rule === "plain-revert"));
  const finding = revert.find(({ rule }) => rule === "plain-revert");
  assert.equal(finding?.file, canaryPointer);
  assert.match(finding?.next ?? "", /pi5 rollback --app shelf-counter --ring canary --to 1\.0\.0/);
});

test("a pointer must follow the one before it by seq, digest, epoch, floor and expiry", async () => {
  const { world, base } = await pendingRelease();
  for (const [edit, rules] of [
    [{ seq: 3 }, ["pointer-seq"]],
    [{ seq: 1 }, ["pointer-seq"]],
    [{ previous: digestOf("x") }, ["pointer-previous"]],
    [{ previous: null }, ["pointer-previous"]],
    [{ epoch: 2 }, ["pointer-epoch"]],
    [{ expires: "2026-12-09T00:00:00Z" }, ["pointer-expires"]],
    [{ expires: "2026-99-09T00:00:00Z" }, ["pointer-expires"]],
    [{ expires: "2026-11-01T00:00:00Z" }, []],
    [{ fleet: "other" }, ["document-misplaced"]],
    [{ app: "other" }, ["document-misplaced"]],
    [{ ring: "early" }, ["document-misplaced"]],
  ] as const)
    assert.deepEqual(
      await brokenRules(base, await editPointer(world, "canary", edit)),
      rules,
      JSON.stringify(edit),
    );
  const floored = edited(base, ...trustFiles(trustDocument({ floors: { canary: { epoch: 1, seq: 9 } } })));
  const head = edited(floored, ...[...world.files].filter(([path]) => !path.startsWith("trust/")));
  assert.deepEqual(await brokenRules(floored, head), ["pointer-floor"]);
});

test("a pointer that is no pointer at all is one clear error", async () => {
  const { base, head } = await pendingRelease();
  const text = Buffer.from(head.get(canaryPointer) ?? "").toString("utf8");
  for (const bytes of ["{}", "not json", `${text}\n`, text.replace('"seq":2', '"seq":2,"seq":2')])
    assert.deepEqual(
      await brokenRules(base, edited(head, [canaryPointer, bytes])),
      ["document-invalid"],
      bytes.slice(0, 30),
    );
});

test("a release must be there, be the one that is named, and be signed by its app's identity", async () => {
  const { world, base, head } = await pendingRelease();
  const path = "releases/shelf-counter/1.1.0.json";
  const bundle = "releases/shelf-counter/1.1.0.sigstore.json";
  const bytes = head.get(path) ?? Buffer.of();
  assert.deepEqual(await brokenRules(base, edited(head, [bundle, null])), ["release-signature"]);
  assert.deepEqual(await brokenRules(base, edited(head, [path, null])), [
    "release-missing",
    "release-signature",
  ]);
  for (const key of [keys.stranger, keys.publish, keys.gate])
    assert.deepEqual(await brokenRules(base, edited(head, [bundle, signBundle(bytes, key)])), [
      "release-signature",
    ]);
  assert.deepEqual(
    await brokenRules(
      base,
      edited(head, [bundle, head.get("releases/shelf-counter/1.0.0.sigstore.json") ?? ""]),
    ),
    ["release-signature"],
  );
  const tampered = canonicalBytes(releaseOf("1.1.0", { notes: "tampered" }));
  assert.deepEqual(await brokenRules(base, edited(head, [path, tampered])), [
    "release-missing",
    "release-signature",
  ]);
  const renamed = await editPointer(world, "canary", {
    release: { path: "releases/shelf-counter/1.0.0.json", version: "1.1.0", digest: digestIn(world, path) },
  });
  assert.ok((await brokenRules(base, renamed)).includes("pointer-release-path"));
  const foreign = canonicalBytes(releaseOf("1.1.0", { fleet: "other" }));
  assert.ok((await brokenRules(base, edited(head, [path, foreign]))).includes("document-misplaced"));
});

test("an identity that trust revoked since can no longer carry a move", async () => {
  const { base, head } = await pendingPromotion();
  const revoke = (key: "gate" | "release") => {
    const signer = trustDocument().signers.find(({ role }) => role === key);
    assert.ok(signer);
    return trustFiles(
      trustDocument({ revocations: [{ identity: signer.identity, from: "2026-11-01T00:00:00Z" }] }),
    );
  };
  for (const [key, rule] of [
    ["gate", "verdict-signature"],
    ["release", "release-signature"],
  ] as const) {
    const revoked = revoke(key);
    assert.deepEqual(await brokenRules(edited(base, ...revoked), edited(head, ...revoked)), [rule]);
  }
});

test("a promotion that skips a ring, or rests on another verdict, is refused", async () => {
  const { world, base, head } = await pendingPromotion();
  const verdictPath = "verdicts/canary/shelf-counter/1-2.json";
  assert.deepEqual(await brokenRules(base, await editPointer(world, "early", { verdict: null })), [
    "ring-skipped",
  ]);
  assert.deepEqual(await brokenRules(base, await editPointer(world, "early", { verdict: digestOf("x") })), [
    "promote-evidence",
  ]);
  const old = digestIn(world, "verdicts/canary/shelf-counter/1-1.json");
  assert.deepEqual(await brokenRules(base, await editPointer(world, "early", { verdict: old })), [
    "promote-evidence",
  ]);
  assert.deepEqual(await brokenRules(base, edited(head, [verdictPath, null])), [
    "promote-evidence",
    "verdict-signature",
  ]);
  const before = { ...world, state: makeWorld(base).state };
  for (const [changes, rules] of [
    [{ verdict: "revert" }, ["promote-evidence"]],
    [{ release: digestOf("x") }, ["promote-evidence", "verdict-binding"]],
    [{ pointer: digestOf("x") }, ["promote-evidence", "verdict-binding"]],
    [{ gateConfig: digestOf("x") }, ["promote-evidence", "verdict-binding"]],
    [{ seq: 1 }, ["document-misplaced", "promote-evidence", "verdict-binding"]],
  ] as const) {
    const forged = await judge(before, "canary", "promote", changes);
    const pointer = await editPointer(world, "early", { verdict: digestOf(forged.bytes) });
    const files = edited(
      pointer,
      [verdictPath, forged.bytes],
      ["verdicts/canary/shelf-counter/1-2.sigstore.json", forged.bundle],
    );
    assert.deepEqual(await brokenRules(base, files), rules, JSON.stringify(changes));
  }
  const stranger = await judge(before, "canary", "promote", {}, keys.publish);
  const files = edited(head, ["verdicts/canary/shelf-counter/1-2.sigstore.json", stranger.bundle]);
  assert.deepEqual(await brokenRules(base, files), ["verdict-signature"]);
  const canary = await pendingRelease();
  assert.deepEqual(
    await brokenRules(canary.base, await editPointer(canary.world, "canary", { verdict: digestOf("x") })),
    ["promote-evidence"],
  );
});

test("a verdict that is no move's evidence must still be signed and judge what runs", async () => {
  const world = await provedWorld("1.0.0");
  await applyMove(world, releaseMove("1.1.0"));
  const base = world.files;
  const verdict = await judge(world, "canary", "promote");
  const bundle = verdict.path.replace(".json", ".sigstore.json");
  const good = edited(base, [verdict.path, verdict.bytes], [bundle, verdict.bundle]);
  assert.deepEqual(await brokenRules(base, good), []);
  assert.deepEqual(await brokenRules(base, edited(good, [bundle, null])), ["verdict-signature"]);
  assert.deepEqual(await brokenRules(base, edited(good, [verdict.path, null])), ["verdict-signature"]);
  const far = verdict.path.replace("/canary/", "/moon/");
  assert.ok((await brokenRules(base, edited(base, [far, verdict.bytes]))).includes("ring-unknown"));
  const stale = canonicalBytes({ ...(JSON.parse(verdict.bytes.toString("utf8")) as object), seq: 7 });
  const path = verdict.path.replace("1-2", "1-7");
  assert.deepEqual(
    await brokenRules(
      base,
      edited(base, [path, stale], [path.replace(".json", ".sigstore.json"), signBundle(stale, keys.gate)]),
    ),
    ["verdict-binding"],
  );
});

test("a revert must deny the bad release, name a proved one and rest on a true verdict", async () => {
  const { world, base, head } = await pendingRevert();
  const canary = pointerOf(await world.state(), "canary", app)?.file.value;
  assert.ok(canary);
  assert.deepEqual(await brokenRules(base, await editPointer(world, "canary", { denied: [] })), [
    "revert-denied",
  ]);
  const extra = [...canary.denied, { digest: digestOf("innocent"), kind: "image" as const, why: "x" }].sort(
    (a, b) => (a.digest < b.digest ? -1 : 1),
  );
  assert.deepEqual(await brokenRules(base, await editPointer(world, "canary", { denied: extra })), [
    "revert-denied",
  ]);
  assert.deepEqual(
    await brokenRules(base, await editPointer(world, "canary", { denied: [...canary.denied].reverse() })),
    ["denied-order"],
  );
  assert.deepEqual(await brokenRules(base, await editPointer(world, "canary", { verdict: digestOf("x") })), [
    "revert-evidence",
  ]);
  assert.deepEqual(await brokenRules(base, await editPointer(world, "canary", { verdict: null })), []);
  const one = edited(
    head,
    [canaryPointer, base.get(canaryPointer) ?? ""],
    [
      "deploy/canary/shelf-counter/kustomization.yaml",
      base.get("deploy/canary/shelf-counter/kustomization.yaml") ?? "",
    ],
  );
  assert.deepEqual(await brokenRules(base, one), ["revert-incomplete"]);
  const forged = await judge(
    { ...world, state: makeWorld(base).state },
    "early",
    "revert",
    {},
    keys.stranger,
  );
  assert.deepEqual(
    await brokenRules(base, edited(head, ["verdicts/early/shelf-counter/1-2.sigstore.json", forged.bundle])),
    ["verdict-signature"],
  );
});

test("a revert to a release that the ring never proved is refused", async () => {
  const world = await provedWorld("1.0.0");
  await applyMove(world, releaseMove("1.1.0"));
  await applyMove(world, releaseMove("1.2.0"));
  const base = world.files;
  await applyMove(world, { kind: "revert", app, ring: "canary", why: "bad" });
  const digest = digestIn(world, "releases/shelf-counter/1.1.0.json");
  const head = await editPointer(world, "canary", {
    release: { path: "releases/shelf-counter/1.1.0.json", version: "1.1.0", digest },
  });
  assert.deepEqual(await brokenRules(base, head), ["rendered-file", "revert-target"]);
});

test("denied digests stay denied but for a move of their own", async () => {
  const { world } = await pendingRevert();
  const base = world.files;
  const denied = pointerOf(await world.state(), "canary", app)?.file.value.denied ?? [];
  await applyMove(world, releaseMove("1.2.0"));
  assert.deepEqual(await brokenRules(base, world.files), []);
  assert.deepEqual(await brokenRules(base, await editPointer(world, "canary", { denied: denied.slice(1) })), [
    "denied-shrunk",
  ]);
  const added = [...denied, { digest: digestOf("x"), kind: "model" as const, why: "x" }];
  assert.deepEqual(
    await brokenRules(
      base,
      await editPointer(world, "canary", { denied: added.sort((a, b) => (a.digest < b.digest ? -1 : 1)) }),
    ),
    ["denied-changed"],
  );
  const renamed = denied.map((entry, index) => (index === 0 ? { ...entry, why: "no reason" } : entry));
  assert.deepEqual(await brokenRules(base, await editPointer(world, "canary", { denied: renamed })), [
    "denied-shrunk",
  ]);
});

test("a denied release is refused on every ring", async () => {
  const { world } = await pendingRevert();
  const base = world.files;
  const digest = digestIn(world, "releases/shelf-counter/1.1.0.json");
  await applyMove(world, releaseMove("1.2.0"));
  const head = await editPointer(world, "canary", {
    release: { path: "releases/shelf-counter/1.1.0.json", version: "1.1.0", digest },
  });
  assert.deepEqual(await brokenRules(base, head), ["release-denied", "rendered-file"]);
});

test("an undeny is a change of its own: nothing that it frees moves with it", async () => {
  const { world } = await pendingPromotion();
  await applyMove(world, releaseMove("1.2.0"));
  await applyMove(world, { kind: "revert", app, ring: "early", why: "errors" });
  const base = world.files;
  const denied = pointerOf(await world.state(), "early", app)?.file.value.denied ?? [];
  assert.equal(pointerOf(await world.state(), "canary", app)?.file.value.denied.length, 0);
  await applyMove(world, { kind: "undeny", app, ring: "early", digests: denied.map(({ digest }) => digest) });
  const freed = world.files;
  const move = releaseMove("1.1.0");
  assert.ok(move.kind === "promote");
  await applyMove(world, { ...move, again: true });
  assert.deepEqual(await brokenRules(base, freed), []);
  assert.deepEqual(await brokenRules(freed, world.files), []);
  assert.deepEqual(await brokenRules(base, world.files), ["release-denied"]);
});

test("refresh and undeny change nothing but what they are for", async () => {
  const world = await provedWorld("1.0.0");
  const base = world.files;
  await applyMove(world, { kind: "refresh", app, ring: "early" }, new Date("2026-11-23T00:00:00Z"));
  const at = new Date("2026-11-23T00:00:00Z");
  assert.deepEqual(await brokenRules(base, world.files, at), []);
  assert.deepEqual(await brokenRules(base, await editPointer(world, "early", { verdict: null }), at), [
    "move-content",
  ]);
  assert.deepEqual(await brokenRules(base, await editPointer(world, "early", { reason: "undeny" }), at), [
    "denied-changed",
  ]);
  assert.deepEqual(await brokenRules(base, await editPointer(world, "early", { reason: "revert" }), at), [
    "move-reason",
    "revert-evidence",
  ]);
  assert.deepEqual(
    await brokenRules(base, await editPointer(world, "canary", { reason: "promote", seq: 2 }), at),
    ["move-reason", "pointer-previous"],
  );
});

test("the first pointer of a ring is a promote that denies nothing", async () => {
  const world = makeWorld();
  const base = world.files;
  await applyMove(world, releaseMove("1.0.0"));
  assert.deepEqual(await brokenRules(base, await editPointer(world, "canary", { reason: "refresh" })), [
    "move-reason",
  ]);
  const denied = [{ digest: digestOf("x"), kind: "image" as const, why: "x" }];
  assert.deepEqual(await brokenRules(base, await editPointer(world, "canary", { denied })), [
    "denied-changed",
  ]);
});

test("policy, trust and workflows change alone", async () => {
  const { base, head } = await pendingRelease();
  for (const path of ["fleet.yaml", ".github/workflows/verify.yml", ".gitattributes", ".sourceignore"]) {
    const text = path === "fleet.yaml" ? `${fleetText}# more\n` : "x";
    assert.deepEqual(await brokenRules(base, edited(head, [path, text])), ["policy-with-move"], path);
    assert.deepEqual(await brokenRules(base, edited(base, [path, text])), [], path);
  }
  const next = trustFiles(trustDocument({ version: 2 }));
  assert.deepEqual(await brokenRules(base, edited(head, ...next)), ["policy-with-move"]);
  assert.deepEqual(await brokenRules(base, edited(base, ["fleet.yaml", "rings: ["])), [
    "document-invalid",
    "trust-update",
  ]);
  assert.deepEqual(
    await brokenRules(base, edited(base, ["fleet.yaml", fleetText.replace("acme-retail", "acme")])),
    ["document-misplaced", "fleet-name"],
  );
});

test("a policy that a change loosens does not hold for the change itself", async () => {
  const { base, head } = await pendingRelease();
  const bundle = "releases/shelf-counter/1.1.0.sigstore.json";
  const bytes = head.get("releases/shelf-counter/1.1.0.json") ?? Buffer.of();
  const signer = { role: "release", app, identity: { kind: "key", ...publicPart(keys.stranger) } } as const;
  const next = trustFiles(trustDocument({ version: 2, signers: [...trustDocument().signers, signer] }));
  const forged = edited(head, ...next, [bundle, signBundle(bytes, keys.stranger)]);
  assert.deepEqual(await brokenRules(base, forged), ["policy-with-move", "release-signature"]);
});

function publicPart(key: { readonly keyId: string; readonly publicKey: string }) {
  return { keyId: key.keyId, publicKey: key.publicKey };
}

test("trust changes by its root keys alone, one version at a time", async () => {
  const { files } = await provedWorld("1.0.0");
  const other = makeKey();
  const rotated = { threshold: 1, keys: [publicPart(other)] };
  const change = (trust: Parameters<typeof trustDocument>[0], signers = [keys.root]) =>
    brokenRules(files, edited(files, ...trustFiles(trustDocument(trust), signers)));
  assert.deepEqual(await change({ version: 2, epoch: 2 }), []);
  assert.deepEqual(await change({ version: 2, roots: rotated }, [keys.root, other]), []);
  assert.deepEqual(await change({ version: 2, roots: rotated }, [other]), ["trust-update"]);
  assert.deepEqual(await change({ version: 2, roots: rotated }, [keys.root]), ["trust-update"]);
  assert.deepEqual(await change({ version: 3 }), ["trust-update"]);
  assert.deepEqual(await change({ expires: "2028-01-01T00:00:00Z" }), ["trust-update"]);
  assert.deepEqual(await change({ version: 2, trustedRoot: digestOf("x") }), ["trusted-root"]);
  assert.deepEqual(await brokenRules(files, edited(files, ["trust/trusted_root.json", "{}"])), [
    "trusted-root",
  ]);
  assert.deepEqual(
    await brokenRules(files, edited(files, ["trust/trust.signatures.json", canonicalBytes({ a: 1 })])),
    ["document-invalid", "trust-update"],
  );
  const foreign = edited(files, ...trustFiles(trustDocument({ version: 2, fleet: "other" })));
  assert.deepEqual(await brokenRules(files, foreign), ["document-misplaced", "trust-update"]);
  const founding = edited(new Map(), ["fleet.yaml", fleetText], ...trustFiles(trustDocument(), [other]));
  assert.deepEqual(await brokenRules(undefined, founding), ["trust-update"]);
});

test("a pointer for a ring that fleet.yaml does not have is refused", async () => {
  const { world, base, head } = await pendingRelease();
  const pointer = pointerOf(await world.state(), "canary", app)?.file.value;
  assert.ok(pointer);
  const moon = canonicalBytes({ ...pointer, ring: "moon", seq: 1, previous: null });
  assert.ok(
    (await brokenRules(base, edited(head, ["rings/moon/shelf-counter.json", moon]))).includes("ring-unknown"),
  );
});

test("a repository that cannot be read fails closed with the file's name", async () => {
  const { files } = await provedWorld("1.0.0");
  const broken = edited(files, [earlyPointer, "{}"]);
  assert.deepEqual(await brokenRules(broken, broken), ["repository-unreadable"]);
  assert.deepEqual(await brokenRules(undefined, new Map([["fleet.yaml", Buffer.from(fleetText)]])), [
    "repository-unreadable",
  ]);
});
