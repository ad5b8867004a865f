import { randomBytes } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { writeAtomic } from "../io/files.ts";
import type { BuildSecret, Pair } from "./driver.ts";
import { buildFaults } from "./faults.ts";

const largestSecret = 512_000;

/** True for an id that a builder takes as it is: letters, digits and . _ : - only. */
export function isSecretId(id: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9._:-]{0,254}$/.test(id);
}

/**
 * Splits `annotations` as build-push-action writes them (`manifest:k=v`, `index:k=v`, `manifest[linux/arm64]:k=v`, or bare).
 * Those of the index come back apart: BuildKit refuses them on an export of one platform, so the caller wraps.
 */
export function splitAnnotations(lines: readonly string[]): {
  readonly manifest: readonly Pair[];
  readonly index: readonly Pair[];
} {
  const manifest: Pair[] = [];
  const index: Pair[] = [];
  for (const line of lines) {
    const [, types, key, value] =
      /^(?:((?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?(?:,(?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?)*):)?([^=]+)=(.*)$/s.exec(
        line,
      ) ?? [];
    if (key === undefined || value === undefined)
      throw buildFaults.fault(
        "BUILD_UNSUPPORTED",
        `an annotation is not [type:]KEY=value: ${JSON.stringify(line.slice(0, 100))}`,
        {
          where: "annotations",
          next: "write manifest:KEY=value or index:KEY=value",
        },
      );
    for (const type of (types ?? "manifest").split(",")) {
      if (type.includes("-descriptor"))
        throw buildFaults.fault("BUILD_UNSUPPORTED", `annotations of descriptors (${type}) are not written`, {
          where: "annotations",
          next: "write manifest:KEY=value or index:KEY=value",
        });
      (type.startsWith("index") ? index : manifest).push([key, value]);
    }
  }
  return { manifest, index };
}

/** The host of a git context's URL, with its port where it has one. */
export function gitHost(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}

export type SecretFiles = {
  /** Id and absolute path of each secret. */
  readonly files: readonly Pair[];
  /** Removes what was written. */
  readonly remove: () => Promise<void>;
};

/** Writes secrets to files that only this user can read, in a folder of their own below `temporary`. */
export async function writeSecrets(
  temporary: string,
  secrets: readonly BuildSecret[],
  given: readonly Pair[],
): Promise<SecretFiles> {
  const folder = path.join(temporary, `secrets-${randomBytes(6).toString("hex")}`);
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const bad = [...secrets.map(({ id }) => id), ...given.map(([id]) => id)].find((id) => !isSecretId(id));
  if (bad !== undefined)
    throw buildFaults.fault(
      "BUILD_SECRET_INVALID",
      `${JSON.stringify(bad.slice(0, 60))} is no id of a secret`,
    );
  const ids = [...secrets, ...given.map(([id]) => ({ id }))].map(({ id }) => id);
  const twice = ids.find((id, position) => ids.indexOf(id) !== position);
  if (twice !== undefined)
    throw buildFaults.fault("BUILD_SECRET_INVALID", `the secret ${twice} is given twice`, {
      where: twice,
      next: "give each id once, in one of secrets, secret-envs and secret-files",
    });
  const large = secrets.find(({ value }) => Buffer.byteLength(value) > largestSecret);
  if (large !== undefined)
    throw buildFaults.fault("BUILD_SECRET_INVALID", `the secret ${large.id} is larger than 500 kB`, {
      where: large.id,
    });
  if (secrets.length === 0) return { files: given, remove: async () => {} };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const files: Pair[] = [];
    for (const [position, { id, value }] of secrets.entries()) {
      const file = path.join(folder, String(position));
      await writeAtomic(file, value, { mode: 0o600 });
      files.push([id, file]);
    }
    return { files: [...files, ...given], remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** One field of a comma-separated option of docker and buildah (encoding/csv): quoted where it has a comma or a quote. */
export function csvField(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
