// Arm64 programs on other processors: tells the kernel to start them with a static QEMU.
import { registerQemu } from "./binfmt.ts";
import type { Emulation } from "./binfmt.ts";
import { installPeers } from "./install.ts";
import type { InstallOptions } from "./install.ts";

/** Registers the QEMU peer for arm64 programs where the kernel has none and this process may (root). Never throws for a kernel that refuses: `did` says so. */
export async function registerBinfmt(options: InstallOptions = {}): Promise<Emulation> {
  return await registerQemu(async () => {
    const peers = await installPeers(["qemu-aarch64-static"], options);
    return peers["qemu-aarch64-static"];
  });
}
