import { valueFaults } from "../values/faults.ts";
import { parseImageReference } from "../values/image-reference.ts";
import type { Grammar } from "../values/input-table.ts";
import { registryKey } from "./credential-file.ts";

/** A registry and a mirror of it, both hosts with port. Several of one registry are asked in their order. */
export type RegistryMirror = { readonly registry: string; readonly mirror: string };

/** `docker.io=mirror.example:5000`. Throws INPUT_INVALID. */
export const registryMirror: Grammar<RegistryMirror> = {
  expects: "REGISTRY=MIRROR, such as docker.io=mirror.example:5000",
  parse: (text) => {
    const [registry = "", mirror = "", ...more] = text.split("=").map((part) => part.trim());
    if (more.length > 0 || !isHost(registry) || !isHost(mirror) || registry === mirror)
      throw valueFaults.fault(
        "INPUT_INVALID",
        `${JSON.stringify(text.slice(0, 200))} is not REGISTRY=MIRROR with two hosts`,
      );
    return { registry: registryKey(registry), mirror };
  },
};

function isHost(text: string): boolean {
  try {
    return text !== "" && parseImageReference(`${text}/x`).registry === text && !/[/@]/.test(text);
  } catch {
    return false;
  }
}
