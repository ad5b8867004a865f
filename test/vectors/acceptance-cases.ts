import { bundlePath, pointerPath, releasePath } from "../../src/fleet/paths.ts";
import { pointerOf } from "../../src/fleet/state.ts";
import type { Pointer } from "../../src/schema/generated/pointer.js";
import type { Release } from "../../src/schema/generated/release.js";
import type { Trust } from "../../src/schema/generated/trust.js";
import { canonicalBytes } from "../../src/values/canonical-json.ts";
import { digestOf } from "../../src/values/digest.ts";
import {
  type Files,
  type Key,
  type World,
  app,
  applyMove,
  judge,
  keys,
  makeKey,
  promoteMove,
  provedWorld,
  releaseMove,
  releaseOf,
  signBundle,
  trustDocument,
  trustFiles,
} from "../unit/fleet/fleet-fixture.ts";

/** A case before it is run: the trees that the device accepted before, and the one that it is shown. */
export type AcceptanceCase = {
  readonly name: string;
  readonly about: string;
  /** Trees that the device accepted one after the other before; none for a fresh device. */
  readonly history: readonly Files[];
  readonly shown: Files;
  /** accepted, unchanged, or the code of the refusal. */
  readonly expect: string;
  readonly now?: string | null;
  readonly padded?: Readonly<Record<string, number>>;
  readonly roots?: Trust["roots"];
};

const path = pointerPath("canary", app);
const revertKey = makeKey();
const secondRoot = makeKey();

/** The files of a world as publish leaves them on live: with a signature beside each pointer. */
export function published(files: Files, key: Key = keys.publish): Files {
  const live = new Map(files);
  for (const [file, bytes] of files)
    if (file.startsWith("rings/")) live.set(bundlePath(file), signBundle(bytes, key));
  return live;
}

async function moved(world: World, ...moves: Parameters<typeof applyMove>[1][]): Promise<Files> {
  for (const move of moves) await applyMove(world, move);
  return published(world.files);
}

async function pointerIn(world: World): Promise<Pointer> {
  const pointer = pointerOf(await world.state(), "canary", app);
  if (pointer === undefined) throw new Error("canary runs nothing");
  return pointer.file.value;
}

/** A tree whose canary pointer is another one, signed by a key. */
function withPointer(files: Files, pointer: object, key: Key | null = keys.publish): Files {
  const bytes = canonicalBytes(pointer);
  return withSigned(files, path, bytes, key);
}

function withSigned(files: Files, file: string, bytes: Uint8Array, key: Key | null): Files {
  const next = new Map([...files, [file, bytes] as const]);
  if (key === null) next.delete(bundlePath(file));
  else next.set(bundlePath(file), signBundle(bytes, key));
  return next;
}

/** A tree whose canary pointer names a release with other content, all signed as it should be. */
function withRelease(files: Files, pointer: Pointer, release: object, key: Key | null = keys.release): Files {
  const bytes = canonicalBytes(release);
  const next = withPointer(files, { ...pointer, release: { ...pointer.release, digest: digestOf(bytes) } });
  return withSigned(next, pointer.release.path, bytes, key);
}

function withTrust(files: Files, trust: Partial<Trust>, signers?: readonly Key[]): Files {
  return new Map([...files, ...trustFiles(trustDocument(trust), signers)]);
}

function without(files: Files, ...gone: readonly string[]): Files {
  const next = new Map(files);
  for (const file of gone) next.delete(file);
  return next;
}

function rootsOf(threshold: number, ...list: readonly Key[]): Trust["roots"] {
  const [first, ...others] = list.map(({ keyId, publicKey }) => ({ keyId, publicKey }));
  if (first === undefined) throw new Error("no key");
  return { threshold, keys: [first, ...others] };
}

/** All cases, built with fresh keys. */
export async function acceptanceCases(): Promise<AcceptanceCase[]> {
  const world = await provedWorld("1.0.0");
  const first = published(world.files);
  const next = await moved(world, releaseMove("1.1.0"));
  const pointer = await pointerIn(world);
  return [
    ...(await moves(world, first, next, pointer)),
    ...positions(first, next, pointer),
    ...places(first, next, pointer),
    ...pointerSignatures(first, next, pointer),
    ...releases(first, next, pointer),
    ...trustCases(first, next, pointer),
    ...forms(first, next, pointer),
  ];
}

async function moves(world: World, first: Files, next: Files, pointer: Pointer): Promise<AcceptanceCase[]> {
  await moved(world, await promoteMove(world, "canary", "early"));
  const verdict = await judge(world, "early", "revert");
  const reverted = await moved(world, { kind: "revert", app, ring: "early", verdict, why: "errors" });
  const later = await moved(world, releaseMove("1.2.0"));
  return [
    {
      name: "accept-first",
      about: "a fresh device takes what its ring runs",
      history: [],
      shown: first,
      expect: "accepted",
    },
    {
      name: "accept-next",
      about: "the next pointer is taken",
      history: [first],
      shown: next,
      expect: "accepted",
    },
    {
      name: "unchanged",
      about: "the accepted pointer again changes nothing",
      history: [first],
      shown: first,
      expect: "unchanged",
    },
    {
      name: "accept-revert",
      about: "a revert is a step forward to an older release",
      history: [first, next],
      shown: reverted,
      expect: "accepted",
    },
    {
      name: "accept-returning",
      about: "a device that was away takes the current pointer without those between",
      history: [first],
      shown: later,
      expect: "accepted",
    },
    {
      name: "accept-expired",
      about: "an expired pointer is an alarm and stops nothing",
      history: [first],
      shown: next,
      expect: "accepted",
      now: "2027-01-01T00:00:00Z",
    },
    {
      name: "unchanged-expired",
      about: "what runs goes on running after it expired, with an alarm",
      history: [first],
      shown: first,
      expect: "unchanged",
      now: "2027-01-01T00:00:00Z",
    },
    {
      name: "accept-without-clock",
      about: "while the clock is not synchronised nothing is known to have expired",
      history: [first],
      shown: withPointer(next, { ...pointer, expires: "2020-01-01T00:00:00Z" }),
      expect: "accepted",
      now: null,
    },
    {
      name: "refuse-replayed-after-revert",
      about: "the pointer of the bad release does not come back after the revert",
      history: [first, next, reverted],
      shown: next,
      expect: "DEVICE_POINTER_REPLAYED",
    },
  ];
}

function positions(first: Files, next: Files, pointer: Pointer): AcceptanceCase[] {
  const shifted = (seq: number) => withPointer(next, { ...pointer, seq, previous: digestOf("unseen") });
  const seen = { history: [first] };
  const grown = withTrust(next, { version: 2, epoch: 2 });
  return [
    {
      name: "refuse-replayed",
      about: "an older pointer with a valid signature is refused",
      history: [first, next],
      shown: first,
      expect: "DEVICE_POINTER_REPLAYED",
    },
    {
      name: "refuse-same-seq",
      about: "two pointers of one position cannot both be right",
      history: [first, next],
      shown: withPointer(next, { ...pointer, expires: "2026-12-01T00:00:00Z" }),
      expect: "DEVICE_POINTER_EQUIVOCAL",
    },
    {
      name: "accept-jump-1000",
      about: "seq may be 1000 ahead",
      ...seen,
      shown: shifted(1001),
      expect: "accepted",
    },
    {
      name: "refuse-jump-1001",
      about: "seq may not be 1001 ahead",
      ...seen,
      shown: shifted(1002),
      expect: "DEVICE_POINTER_JUMP",
    },
    {
      name: "accept-first-at-5000",
      about: "a fresh device has nothing to jump from",
      history: [],
      shown: shifted(5000),
      expect: "accepted",
    },
    {
      name: "refuse-broken-chain",
      about: "the direct successor must name the accepted pointer",
      ...seen,
      shown: withPointer(next, { ...pointer, previous: digestOf("another") }),
      expect: "DEVICE_POINTER_CHAIN",
    },
    {
      name: "accept-new-epoch",
      about: "a raised epoch comes with trust and pointer",
      ...seen,
      shown: withPointer(grown, { ...pointer, epoch: 2 }),
      expect: "accepted",
    },
    {
      name: "refuse-old-epoch",
      about: "after trust raised the epoch an older one is refused",
      ...seen,
      shown: grown,
      expect: "DEVICE_POINTER_EPOCH",
    },
    {
      name: "unchanged-old-epoch",
      about: "what runs goes on running until a pointer of the new epoch comes",
      ...seen,
      shown: withTrust(first, { version: 2, epoch: 2 }),
      expect: "unchanged",
    },
    {
      name: "refuse-future-epoch",
      about: "a pointer cannot raise the epoch by itself",
      ...seen,
      shown: withPointer(next, { ...pointer, epoch: 2 }),
      expect: "DEVICE_POINTER_EPOCH",
    },
    {
      name: "refuse-below-floor",
      about: "trust sets the least position of a ring",
      history: [],
      shown: withTrust(next, { floors: { canary: { epoch: 1, seq: 3 } } }),
      expect: "DEVICE_POINTER_FLOOR",
    },
    {
      name: "accept-at-floor",
      about: "the floor itself is accepted",
      history: [],
      shown: withTrust(next, { floors: { canary: { epoch: 1, seq: 2 } } }),
      expect: "accepted",
    },
  ];
}

function places(first: Files, next: Files, pointer: Pointer): AcceptanceCase[] {
  const seen = { history: [first], expect: "FLEET_FILE_MISPLACED" };
  const early = next.get(pointerPath("early", app)) ?? Buffer.of();
  return [
    {
      name: "refuse-foreign-fleet",
      about: "a pointer of another fleet",
      ...seen,
      shown: withPointer(next, { ...pointer, fleet: "other" }),
    },
    {
      name: "refuse-foreign-ring",
      about: "the signed pointer of another ring",
      ...seen,
      shown: withSigned(next, path, early, keys.publish),
    },
    {
      name: "refuse-foreign-app",
      about: "the signed pointer of another app",
      ...seen,
      shown: withPointer(next, { ...pointer, app: "other" }),
    },
    {
      name: "refuse-missing-pointer",
      about: "a deleted pointer changes nothing on the device and is reported",
      ...seen,
      shown: without(next, path),
      expect: "DEVICE_FILE_MISSING",
    },
  ];
}

function pointerSignatures(first: Files, next: Files, pointer: Pointer): AcceptanceCase[] {
  const history = [first];
  const bundle = bundlePath(path);
  const offline = { keyId: revertKey.keyId, publicKey: revertKey.publicKey };
  const back = { ...pointer, reason: "revert" as const };
  const publisher = trustDocument().signers.find(({ role }) => role === "publish");
  if (publisher === undefined) throw new Error("no publisher");
  return [
    {
      name: "refuse-unsigned",
      about: "a pointer without a signature",
      history,
      shown: without(next, bundle),
      expect: "FLEET_SIGNATURE_MISSING",
    },
    {
      name: "refuse-gate-signer",
      about: "the gate may not sign pointers",
      history,
      shown: withPointer(next, pointer, keys.gate),
      expect: "SIGNATURE_KEY_UNKNOWN",
    },
    {
      name: "refuse-stranger",
      about: "a key that trust does not know",
      history,
      shown: withPointer(next, pointer, keys.stranger),
      expect: "SIGNATURE_KEY_UNKNOWN",
    },
    {
      name: "refuse-other-signature",
      about: "the signature of the pointer before",
      history,
      shown: new Map([...next, [bundle, first.get(bundle) ?? Buffer.of()]]),
      expect: "SIGNATURE_SUBJECT_MISMATCH",
    },
    {
      name: "refuse-tampered-pointer",
      about: "a byte was changed after signing",
      history,
      shown: new Map([...next, [path, canonicalBytes({ ...pointer, expires: "2026-12-08T00:00:00Z" })]]),
      expect: "SIGNATURE_SUBJECT_MISMATCH",
    },
    {
      name: "refuse-broken-bundle",
      about: "a bundle that is no bundle",
      history,
      shown: new Map([...next, [bundle, Buffer.from("{}")]]),
      expect: "SIGNATURE_MALFORMED",
    },
    {
      name: "refuse-revoked-signer",
      about: "trust revoked the publisher, and nothing proves that it signed earlier",
      history,
      shown: withTrust(next, {
        version: 2,
        revocations: [{ identity: publisher.identity, from: "2026-11-01T00:00:00Z" }],
      }),
      expect: "TRUST_SIGNER_REVOKED",
    },
    {
      name: "accept-offline-revert",
      about: "the offline revert key may sign a revert",
      history,
      shown: withPointer(withTrust(next, { version: 2, revertKey: offline }), back, revertKey),
      expect: "accepted",
    },
    {
      name: "refuse-offline-promote",
      about: "the offline revert key may sign nothing else",
      history,
      shown: withPointer(withTrust(next, { version: 2, revertKey: offline }), pointer, revertKey),
      expect: "TRUST_SIGNER_NOT_ALLOWED",
    },
  ];
}

function releases(first: Files, next: Files, pointer: Pointer): AcceptanceCase[] {
  const history = [first];
  const file = pointer.release.path;
  const release: Release = releaseOf("1.1.0");
  const bytes = next.get(file) ?? Buffer.of();
  const denying = (digest: string, kind: string) =>
    withPointer(next, { ...pointer, denied: [{ digest, kind, why: "a test" }] });
  const moved = { ...pointer.release, path: releasePath("other", "1.1.0") };
  return [
    {
      name: "refuse-tampered-release",
      about: "the release has other bytes than the pointer says",
      history,
      shown: withSigned(next, file, canonicalBytes({ ...release, notes: "tampered" }), keys.release),
      expect: "DEVICE_RELEASE_TAMPERED",
    },
    {
      name: "refuse-missing-release",
      about: "the release is not there",
      history,
      shown: without(next, file),
      expect: "DEVICE_FILE_MISSING",
    },
    {
      name: "refuse-unsigned-release",
      about: "the release has no signature",
      history,
      shown: without(next, bundlePath(file)),
      expect: "FLEET_SIGNATURE_MISSING",
    },
    {
      name: "refuse-release-signer",
      about: "the publisher may not sign releases",
      history,
      shown: withSigned(next, file, bytes, keys.publish),
      expect: "SIGNATURE_KEY_UNKNOWN",
    },
    {
      name: "refuse-release-path",
      about: "the pointer names a release of another app",
      history,
      shown: withPointer(next, { ...pointer, release: moved }),
      expect: "DEVICE_RELEASE_PATH",
    },
    {
      name: "refuse-release-of-other-fleet",
      about: "a signed release that was made for another fleet",
      history,
      shown: withRelease(next, pointer, { ...release, fleet: "other" }),
      expect: "FLEET_FILE_MISPLACED",
    },
    {
      name: "refuse-release-of-other-version",
      about: "a signed release under the name of another version",
      history,
      shown: withRelease(next, pointer, { ...release, version: "9.9.9" }),
      expect: "FLEET_FILE_MISPLACED",
    },
    {
      name: "refuse-denied-release",
      about: "the release is denied",
      history,
      shown: denying(pointer.release.digest, "release"),
      expect: "DEVICE_RELEASE_DENIED",
    },
    {
      name: "refuse-denied-image",
      about: "its image is denied",
      history,
      shown: denying(release.image.digest, "image"),
      expect: "DEVICE_RELEASE_DENIED",
    },
    {
      name: "refuse-denied-platform-image",
      about: "the manifest of its image for the Pi is denied",
      history,
      shown: denying(release.image.platformDigest, "image"),
      expect: "DEVICE_RELEASE_DENIED",
    },
    {
      name: "refuse-denied-model",
      about: "one of its models is denied",
      history,
      shown: denying(release.models[0]?.digest ?? "", "model"),
      expect: "DEVICE_RELEASE_DENIED",
    },
    {
      name: "accept-other-denied",
      about: "denied digests of other releases do not matter",
      history,
      shown: denying(digestOf("other"), "image"),
      expect: "accepted",
    },
  ];
}

function trustCases(first: Files, next: Files, pointer: Pointer): AcceptanceCase[] {
  const history = [first];
  const both = rootsOf(2, keys.root, secondRoot);
  const second = withTrust(first, { version: 2 });
  return [
    {
      name: "refuse-trust-rollback",
      about: "an older trust document with valid signatures",
      history: [first, second],
      shown: next,
      expect: "DEVICE_TRUST_ROLLBACK",
    },
    {
      name: "refuse-trust-equivocal",
      about: "another trust document of the same version",
      history,
      shown: withTrust(next, { expires: "2028-01-01T00:00:00Z" }),
      expect: "DEVICE_TRUST_EQUIVOCAL",
    },
    {
      name: "refuse-epoch-rollback",
      about: "a newer trust document of an older epoch",
      history: [withPointer(withTrust(next, { version: 2, epoch: 2 }), { ...pointer, epoch: 2 })],
      shown: withTrust(next, { version: 3, epoch: 1 }),
      expect: "DEVICE_TRUST_ROLLBACK",
    },
    {
      name: "refuse-trust-stranger",
      about: "trust signed by a key that is no root",
      history,
      shown: withTrust(next, { version: 2 }, [keys.stranger]),
      expect: "TRUST_NOT_SIGNED",
    },
    {
      name: "refuse-trust-below-threshold",
      about: "one of two root signatures that must be there",
      history: [],
      shown: withTrust(next, { roots: both }, [keys.root]),
      roots: both,
      expect: "TRUST_NOT_SIGNED",
    },
    {
      name: "accept-trust-threshold",
      about: "both root signatures that must be there",
      history: [],
      shown: withTrust(next, { roots: both }, [keys.root, secondRoot]),
      roots: both,
      expect: "accepted",
    },
    {
      name: "accept-root-rotation",
      about: "new roots, signed by the old and by the new",
      history,
      shown: withTrust(next, { version: 2, roots: rootsOf(1, secondRoot) }, [keys.root, secondRoot]),
      expect: "accepted",
    },
    {
      name: "refuse-root-takeover",
      about: "new roots, signed by the new alone",
      history,
      shown: withTrust(next, { version: 2, roots: rootsOf(1, secondRoot) }, [secondRoot]),
      expect: "TRUST_NOT_SIGNED",
    },
    {
      name: "refuse-old-root-after-rotation",
      about: "after a rotation the provisioned root may sign nothing any more",
      history: [withTrust(first, { version: 2, roots: rootsOf(1, secondRoot) }, [keys.root, secondRoot])],
      shown: withTrust(next, { version: 3 }, [keys.root]),
      expect: "TRUST_NOT_SIGNED",
    },
    {
      name: "accept-skipped-trust-version",
      about: "a device that was away may miss a version",
      history,
      shown: withTrust(next, { version: 5 }),
      expect: "accepted",
    },
    {
      name: "refuse-foreign-trust",
      about: "the trust document of another fleet",
      history,
      shown: withTrust(next, { version: 2, fleet: "other" }),
      expect: "FLEET_FILE_MISPLACED",
    },
    {
      name: "refuse-swapped-trust-signatures",
      about: "signatures over another trust document",
      history,
      shown: new Map([
        ...withTrust(next, { version: 2 }),
        ["trust/trust.signatures.json", next.get("trust/trust.signatures.json") ?? Buffer.of()],
      ]),
      expect: "TRUST_SIGNATURES_FOREIGN",
    },
    {
      name: "refuse-missing-trust",
      about: "no trust document",
      history,
      shown: without(next, "trust/trust.json"),
      expect: "DEVICE_FILE_MISSING",
    },
    {
      name: "refuse-foreign-trusted-root",
      about: "Sigstore roots that trust does not name",
      history,
      shown: new Map([...next, ["trust/trusted_root.json", Buffer.from("{}")]]),
      expect: "FLEET_TRUSTED_ROOT_FOREIGN",
    },
  ];
}

function forms(first: Files, next: Files, pointer: Pointer): AcceptanceCase[] {
  const history = [first];
  const text = Buffer.from(next.get(path) ?? "").toString("utf8");
  const signed = (bytes: string) => withSigned(next, path, Buffer.from(bytes), keys.publish);
  const spaced = Buffer.from(JSON.stringify(releaseOf("1.1.0"), null, 2));
  const release = { ...pointer.release, digest: digestOf(spaced) };
  return [
    {
      name: "refuse-pointer-not-canonical",
      about: "a signed pointer with a line end",
      history,
      shown: signed(`${text}\n`),
      expect: "DOCUMENT_NOT_CANONICAL",
    },
    {
      name: "refuse-pointer-repeated-key",
      about: "a signed pointer that says seq twice",
      history,
      shown: signed(text.replace('"seq":2', '"seq":2,"seq":2')),
      expect: "DOCUMENT_NOT_CANONICAL",
    },
    {
      name: "refuse-pointer-unknown-member",
      about: "a signed pointer that says more",
      history,
      shown: withPointer(next, { ...pointer, more: 1 }),
      expect: "DOCUMENT_SCHEMA",
    },
    {
      name: "refuse-pointer-no-json",
      about: "signed bytes that are no JSON",
      history,
      shown: signed("seq=3"),
      expect: "DOCUMENT_SYNTAX",
    },
    {
      name: "refuse-pointer-seq-too-large",
      about: "seq is at most 2^31-1",
      history: [],
      shown: withPointer(next, { ...pointer, seq: 2_147_483_648 }),
      expect: "DOCUMENT_SCHEMA",
    },
    {
      name: "refuse-release-not-canonical",
      about: "a signed release with line ends",
      history,
      shown: withSigned(
        withPointer(next, { ...pointer, release }),
        pointer.release.path,
        spaced,
        keys.release,
      ),
      expect: "DOCUMENT_NOT_CANONICAL",
    },
    {
      name: "refuse-pointer-too-large",
      about: "a pointer over 256 KiB is not even verified",
      history,
      shown: next,
      padded: { [path]: 262_145 },
      expect: "DEVICE_FILE_TOO_LARGE",
    },
    {
      name: "refuse-bundle-too-large",
      about: "a signature over 256 KiB is not even parsed",
      history,
      shown: next,
      padded: { [bundlePath(path)]: 262_145 },
      expect: "DEVICE_FILE_TOO_LARGE",
    },
    {
      name: "refuse-release-too-large",
      about: "a release over 8 MiB is not even hashed",
      history,
      shown: next,
      padded: { [pointer.release.path]: 8_388_609 },
      expect: "DEVICE_FILE_TOO_LARGE",
    },
  ];
}
