import { inflateSync } from "node:zlib";
import { type Elf, sectionBytes } from "./elf.ts";
import { formatFaults } from "./faults.ts";

/** A crate that a Rust program was built from. */
export type RustCrate = {
  readonly name: string;
  readonly version: string;
  /** `crates.io`, `git`, `local`, `registry` or another. */
  readonly source: string;
  /** False for crates that only the build ran. */
  readonly runtime: boolean;
  /** The program itself. */
  readonly root: boolean;
  /** Positions of the crates that it needs. */
  readonly dependencies: readonly number[];
};

const maximumSection = 8 * 1024 * 1024;
const maximumInflated = 32 * 1024 * 1024;
const maximumCrates = 20_000;

/** The crates that cargo-auditable wrote into a program, undefined for one without them. Throws FORMAT_CORRUPT when they are broken. */
export function readRustAudit(elf: Elf): readonly RustCrate[] | undefined {
  const section = sectionBytes(elf, ".dep-v0", maximumSection);
  return section === undefined ? undefined : cratesIn(section);
}

/** The crates in the bytes of a `.dep-v0` section: JSON under zlib. Throws FORMAT_CORRUPT. */
export function cratesIn(section: Uint8Array): readonly RustCrate[] {
  const packages = packagesIn(section);
  if (packages.length > maximumCrates) throw corrupt("names too many crates");
  return packages.map((one) => {
    if (typeof one !== "object" || one === null) throw corrupt("has a crate that is no object");
    const { name, version, source, kind, root, dependencies } = one as Readonly<Record<string, unknown>>;
    if (typeof name !== "string" || typeof version !== "string")
      throw corrupt("has a crate without name or version");
    return {
      name,
      version,
      source: typeof source === "string" ? source : "",
      runtime: kind === undefined || kind === "runtime",
      root: root === true,
      dependencies: positionsIn(dependencies, packages.length),
    };
  });
}

function packagesIn(section: Uint8Array): readonly unknown[] {
  try {
    const json: unknown = JSON.parse(
      inflateSync(section, { maxOutputLength: maximumInflated }).toString("utf8"),
    );
    const packages: unknown = (json as { readonly packages?: unknown } | null)?.packages;
    if (Array.isArray(packages)) return packages;
  } catch (cause) {
    throw formatFaults.fault("FORMAT_CORRUPT", "the list of crates in a Rust program cannot be read", {
      cause,
    });
  }
  throw corrupt("has no packages");
}

function positionsIn(value: unknown, length: number): readonly number[] {
  if (!Array.isArray(value)) return [];
  const positions = value.filter(
    (position): position is number =>
      typeof position === "number" && Number.isInteger(position) && position >= 0 && position < length,
  );
  return [...new Set(positions)].sort((a, b) => a - b);
}

function corrupt(what: string): Error {
  return formatFaults.fault("FORMAT_CORRUPT", `the list of crates in a Rust program ${what}`);
}
