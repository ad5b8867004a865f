import type { DeviceState, Provisioning } from "../../src/fleet/device-state.ts";
import { readDeviceState } from "../../src/fleet/device-state.ts";
import { type Tree, memoryTree } from "../../src/values/tree.ts";

/** One case of test/vectors/acceptance: what a device holds and sees, and what it must do. */
export type AcceptanceVector = {
  readonly name: string;
  readonly about: string;
  readonly provisioning: Provisioning;
  /** The durable state as the device stored it, or null for a fresh device. */
  readonly state: unknown;
  readonly app: string;
  /** The device's clock, or null while it is not synchronised. */
  readonly now: string | null;
  /** The followed tree, as text. */
  readonly files: Readonly<Record<string, string>>;
  /** Files that are filled up with spaces to a size in bytes. */
  readonly padded: Readonly<Record<string, number>>;
  readonly expect: Expectation;
};

export type Expectation =
  | {
      readonly result: "accepted";
      readonly version: string;
      readonly warnings: number;
      readonly state: unknown;
    }
  | { readonly result: "unchanged"; readonly warnings: number; readonly state: unknown }
  | { readonly result: "refused"; readonly code: string; readonly state: unknown };

/** The tree of a vector. */
export function treeOf(vector: Pick<AcceptanceVector, "files" | "padded">): Tree {
  const files = new Map<string, Uint8Array>();
  for (const [path, text] of Object.entries(vector.files)) {
    const bytes = Buffer.from(text, "utf8");
    const size = vector.padded[path] ?? bytes.length;
    files.set(path, Buffer.concat([bytes, Buffer.alloc(size - bytes.length, " ")]));
  }
  return memoryTree("0".repeat(40), files);
}

/** The durable state of a vector. */
export function stateOf(vector: Pick<AcceptanceVector, "state">): DeviceState {
  return vector.state === null
    ? { trust: null, apps: new Map(), timeFloor: 0 }
    : readDeviceState(Buffer.from(JSON.stringify(vector.state)));
}
