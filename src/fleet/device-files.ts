import type { Tree } from "../values/tree.ts";
import { deviceFaults } from "./device-faults.ts";

/** The files of the followed tree, never larger than a device accepts. */
export type DeviceFiles = {
  readonly find: (path: string, limit: number) => Promise<Uint8Array | undefined>;
  /** The same, or DEVICE_FILE_MISSING. */
  readonly need: (path: string, limit: number) => Promise<Uint8Array>;
};

/** Reads a tree with a cap on each file (DEVICE_FILE_TOO_LARGE), before anything is parsed or verified. */
export function openDeviceFiles(tree: Tree): DeviceFiles {
  const find: DeviceFiles["find"] = async (path, limit) => {
    const bytes = await tree.read(path);
    if (bytes === undefined || bytes.length <= limit) return bytes;
    throw deviceFaults.fault(
      "DEVICE_FILE_TOO_LARGE",
      `${path} has ${bytes.length} bytes; a device accepts ${limit}`,
      { where: path },
    );
  };
  return {
    find,
    need: async (path, limit) => {
      const bytes = await find(path, limit);
      if (bytes !== undefined) return bytes;
      throw deviceFaults.fault("DEVICE_FILE_MISSING", `${path} is not there at ${tree.commit}`, {
        where: path,
      });
    },
  };
}
