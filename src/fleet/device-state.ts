import { canonicalBytes } from "../values/canonical-json.ts";
import { type Digest, isDigest } from "../values/digest.ts";
import { isRecord } from "../values/json-members.ts";
import { deviceFaults } from "./device-faults.ts";
import type { Position } from "./paths.ts";

/** What a device is given once, by another way than the tree that it follows. */
export type Provisioning = {
  readonly fleet: string;
  readonly ring: string;
  readonly device: string;
  readonly roots: RootKeys;
};

/** Root keys and how many of them must sign. */
export type RootKeys = {
  readonly threshold: number;
  readonly keys: readonly { readonly keyId: string; readonly publicKey: string }[];
};

/** What a device remembers over restarts; it only ever goes forward. */
export type DeviceState = {
  readonly trust: DeviceTrust | null;
  readonly apps: ReadonlyMap<string, AcceptedPointer>;
  /** No clock of the device is believed below this time: seconds since the epoch that a signature proved. */
  readonly timeFloor: number;
};

/** The newest accepted trust document; its roots are the ones that may sign the next. */
export type DeviceTrust = {
  readonly version: number;
  readonly epoch: number;
  readonly digest: Digest;
  readonly roots: RootKeys;
};

/** The newest pointer of an app that the device accepted. */
export type AcceptedPointer = Position & { readonly pointerDigest: Digest };

/** The state of a device that has accepted nothing yet. */
export const freshDeviceState: DeviceState = { trust: null, apps: new Map(), timeFloor: 0 };

const largestState = 1_048_576;

/** The state as canonical JSON, to be written whole and synced. */
export function writeDeviceState(state: DeviceState): Uint8Array {
  return canonicalBytes({
    schemaVersion: 1,
    trust: state.trust,
    apps: Object.fromEntries(state.apps),
    timeFloor: state.timeFloor,
  });
}

/** Reads what writeDeviceState wrote, or throws DEVICE_STATE_UNREADABLE: a device without its memory could be rolled back. */
export function readDeviceState(bytes: Uint8Array): DeviceState {
  const value = parse(bytes);
  const trust = value["trust"];
  const apps = asRecord(value["apps"], "apps");
  if (value["schemaVersion"] !== 1) throw unreadable("schemaVersion is not 1");
  return {
    trust: trust === null ? null : readTrustMemory(asRecord(trust, "trust")),
    apps: new Map(Object.entries(apps).map(([app, entry]) => [app, readAccepted(asRecord(entry, app))])),
    timeFloor: asCount(value["timeFloor"], "timeFloor"),
  };
}

function readTrustMemory(trust: Readonly<Record<string, unknown>>): DeviceTrust {
  const roots = asRecord(trust["roots"], "roots");
  const keys = roots["keys"];
  if (!Array.isArray(keys)) throw unreadable("roots.keys is no list");
  return {
    version: asCount(trust["version"], "version"),
    epoch: asCount(trust["epoch"], "epoch"),
    digest: asDigest(trust["digest"]),
    roots: {
      threshold: asCount(roots["threshold"], "threshold"),
      keys: keys.map((item) => {
        const key = asRecord(item, "roots.keys");
        return { keyId: asText(key["keyId"]), publicKey: asText(key["publicKey"]) };
      }),
    },
  };
}

function readAccepted(entry: Readonly<Record<string, unknown>>): AcceptedPointer {
  return {
    epoch: asCount(entry["epoch"], "epoch"),
    seq: asCount(entry["seq"], "seq"),
    pointerDigest: asDigest(entry["pointerDigest"]),
  };
}

function parse(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  if (bytes.length > largestState) throw unreadable(`it has ${bytes.length} bytes`);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return asRecord(JSON.parse(text), "the document");
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) throw unreadable("it is not JSON", error);
    throw error;
  }
}

function asRecord(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value;
  throw unreadable(`${name} is no object`);
}

function asCount(value: unknown, name: string): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw unreadable(`${name} is no count`);
}

function asDigest(value: unknown): Digest {
  if (typeof value === "string" && isDigest(value)) return value;
  throw unreadable("a digest is no digest");
}

function asText(value: unknown): string {
  if (typeof value === "string") return value;
  throw unreadable("a text is no text");
}

function unreadable(why: string, cause?: unknown): Error {
  return deviceFaults.fault("DEVICE_STATE_UNREADABLE", `the state of the device cannot be read: ${why}`, {
    next: "provision the device again: without its memory it cannot tell an old pointer from a new one",
    cause,
  });
}
