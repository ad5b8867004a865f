import type { Pointer } from "../schema/generated/pointer.js";
import type { Release } from "../schema/generated/release.js";
import { type Signed, readPointer, readRelease } from "../schema/signed-json.ts";
import { digestOf } from "../values/digest.ts";
import { type Fault, isFault } from "../values/fault.ts";
import type { Tree } from "../values/tree.ts";
import type { Verification } from "../verification/policy.ts";
import { denialOf } from "./denied.ts";
import { acceptTrust } from "./device-trust.ts";
import { deviceFaults } from "./device-faults.ts";
import { type DeviceFiles, openDeviceFiles } from "./device-files.ts";
import type { AcceptedPointer, DeviceState, Provisioning } from "./device-state.ts";
import {
  type Position,
  bundlePath,
  classifyPath,
  comparePositions,
  pointerPath,
  releasePath,
} from "./paths.ts";
import { verifyFile, verifyPointer } from "./signatures.ts";
import { type TrustFiles, requirePlace } from "./state.ts";

/**
 * What a device does with what it sees on the branch that it follows. `newState` is to be made durable before the release is
 * switched to; it holds a newer trust document even when the pointer is refused.
 */
export type Acceptance =
  | {
      readonly kind: "accepted";
      readonly release: Signed<Release>;
      readonly pointer: Signed<Pointer>;
      readonly newState: DeviceState;
      /** Alarms that stop nothing, such as an expired pointer. */
      readonly warnings: readonly string[];
    }
  | { readonly kind: "unchanged"; readonly newState: DeviceState; readonly warnings: readonly string[] }
  | { readonly kind: "refused"; readonly fault: Fault; readonly newState: DeviceState };

const largestJump = 1000;
const limits = { bundle: 262_144, pointer: 262_144, release: 8_388_608 } as const;

/** The apps that a ring runs at a tree. */
export async function ringApps(tree: Tree, ring: string): Promise<readonly string[]> {
  const paths = await tree.list(`rings/${ring}/`);
  return paths.flatMap((path) => {
    const place = classifyPath(path);
    return place.kind === "pointer" && !place.bundle && place.ring === ring ? [place.app] : [];
  });
}

/**
 * The rules of a device (design of the manifests repository): cap, verify, then parse; only forward; nothing but the tree, the
 * provisioned keys and the state is believed. `now` is undefined while the clock is not synchronised.
 */
export async function acceptPointer(
  tree: Tree,
  provisioning: Provisioning,
  state: DeviceState,
  app: string,
  now: Date | undefined,
): Promise<Acceptance> {
  const files = openDeviceFiles(tree);
  let newState = state;
  try {
    const trust = await acceptTrust(files, provisioning, state);
    newState = { ...state, trust: trust.memory };
    return await acceptWithTrust({ files, provisioning, trust: trust.files, state: newState, app, now });
  } catch (error) {
    if (isFault(error)) return { kind: "refused", fault: error, newState };
    throw error;
  }
}

type Look = {
  readonly files: DeviceFiles;
  readonly provisioning: Provisioning;
  readonly trust: Pick<TrustFiles, "document" | "trustedRoot">;
  readonly state: DeviceState;
  readonly app: string;
  readonly now: Date | undefined;
};

async function acceptWithTrust(look: Look): Promise<Acceptance> {
  const { files, provisioning, state, app } = look;
  const path = pointerPath(provisioning.ring, app);
  const bytes = await files.need(path, limits.pointer);
  const known = state.apps.get(app);
  // The very bytes that were accepted before need no second look, so an idle device verifies nothing.
  if (known?.pointerDigest === digestOf(bytes))
    return { kind: "unchanged", newState: state, warnings: warningsOf(look, readPointer(bytes, path).value) };
  const { pointer, signed } = await verifiedPointer(look, path, bytes);
  requireForward(look, path, pointer, known);
  const release = await verifiedRelease(look, pointer.value);
  const { epoch, seq } = pointer.value;
  const accepted = { epoch, seq, pointerDigest: pointer.digest };
  const proved = signed.ok && signed.at !== undefined ? Math.floor(signed.at.getTime() / 1000) : 0;
  const newState: DeviceState = {
    ...state,
    apps: new Map([...state.apps, [app, accepted]]),
    timeFloor: Math.max(state.timeFloor, proved),
  };
  const warnings = warningsOf({ ...look, state: newState }, pointer.value);
  return { kind: "accepted", release, pointer, newState, warnings };
}

async function verifiedPointer(
  look: Look,
  path: string,
  bytes: Uint8Array,
): Promise<{ readonly pointer: Signed<Pointer>; readonly signed: Verification }> {
  const bundle = await look.files.find(bundlePath(path), limits.bundle);
  const reason = (): string => readPointer(bytes, path).value.reason;
  const signed = await verifyPointer(look.trust, look.app, { path, bytes, bundle }, reason);
  if (!signed.ok) throw signed.why;
  const pointer = readPointer(bytes, path);
  const { fleet, ring } = look.provisioning;
  requirePlace(path, pointer.value, { fleet, ring, app: look.app });
  return { pointer, signed };
}

function requireForward(
  look: Look,
  path: string,
  pointer: Signed<Pointer>,
  known: AcceptedPointer | undefined,
): void {
  const { value } = pointer;
  const refuse = (code: Parameters<typeof deviceFaults.fault>[0], what: string): Fault =>
    deviceFaults.fault(code, `${path} ${what}`, { where: path });
  if (known !== undefined) {
    const order = comparePositions(value, known);
    if (order < 0) throw refuse("DEVICE_POINTER_REPLAYED", `is at ${at(value)}, before ${at(known)}`);
    if (order === 0)
      throw refuse("DEVICE_POINTER_EQUIVOCAL", `is at ${at(value)} with other bytes than before`);
  }
  const { epoch, floors } = look.trust.document.value;
  if (value.epoch !== epoch)
    throw refuse("DEVICE_POINTER_EPOCH", `is of epoch ${value.epoch}; trust is at epoch ${epoch}`);
  const floor = floors[look.provisioning.ring];
  if (floor !== undefined && comparePositions(value, floor) < 0)
    throw refuse("DEVICE_POINTER_FLOOR", `is at ${at(value)}, below the floor ${at(floor)}`);
  if (known === undefined) return;
  if (value.seq - known.seq > largestJump)
    throw refuse("DEVICE_POINTER_JUMP", `jumps from seq ${known.seq} to ${value.seq}`);
  if (value.seq === known.seq + 1 && value.previous !== known.pointerDigest)
    throw refuse(
      "DEVICE_POINTER_CHAIN",
      `follows ${value.previous ?? "no pointer"}, not ${known.pointerDigest}`,
    );
}

async function verifiedRelease(look: Look, pointer: Pointer): Promise<Signed<Release>> {
  const { path, version, digest } = pointer.release;
  if (path !== releasePath(look.app, version) || classifyPath(path).kind !== "release")
    throw deviceFaults.fault("DEVICE_RELEASE_PATH", `the pointer names ${path} for ${look.app} ${version}`, {
      where: path,
    });
  const bytes = await look.files.need(path, limits.release);
  const found = digestOf(bytes);
  if (found !== digest)
    throw deviceFaults.fault("DEVICE_RELEASE_TAMPERED", `${path} has the digest ${found}, not ${digest}`, {
      where: path,
    });
  const bundle = await look.files.find(bundlePath(path), limits.bundle);
  const signed = await verifyFile(look.trust, "release", look.app, { path, bytes, bundle });
  if (!signed.ok) throw signed.why;
  const release = readRelease(bytes, path);
  requirePlace(path, release.value, { fleet: look.provisioning.fleet, app: look.app, version });
  const denial = denialOf(release, pointer.denied);
  if (denial === undefined) return release;
  throw deviceFaults.fault(
    "DEVICE_RELEASE_DENIED",
    `${path} must not run: its ${denial.kind} ${denial.digest} is denied (${denial.why})`,
    { where: path },
  );
}

function warningsOf(look: Look, pointer: Pointer): string[] {
  if (look.now === undefined) return [];
  const now = Math.max(look.now.getTime(), look.state.timeFloor * 1000);
  const trust = look.trust.document.value;
  return [
    ...(Date.parse(pointer.expires) <= now
      ? [`the pointer of ${look.app} expired at ${pointer.expires}`]
      : []),
    ...(Date.parse(trust.expires) <= now ? [`the trust document expired at ${trust.expires}`] : []),
  ];
}

function at(position: Position): string {
  return `(${position.epoch}, ${position.seq})`;
}
