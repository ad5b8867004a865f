import { type RustCrate, readRustAudit } from "../../formats/rust-audit.ts";
import { type Cataloguer, type Draft, type Found, locationOf } from "./cataloguer.ts";
import { cpeOf } from "./cpe.ts";
import { packageUrl } from "./package-url.ts";
import { isElf, openElf } from "./programs.ts";

/** Crates that cargo-auditable wrote into Rust programs; those that only ran while they were built are left out. */
export const cargoCataloguer: Cataloguer<readonly RustCrate[]> = {
  name: "cargo",
  maximumBytes: Number.MAX_SAFE_INTEGER,
  wants: (_, head) => isElf(head),
  read: (_, content) => {
    const elf = openElf(content);
    return elf === undefined ? undefined : readRustAudit(elf);
  },
  components: (found) => found.flatMap(draftsOf),
};

function draftsOf({ fact, ...found }: Found<readonly RustCrate[]>): readonly Draft[] {
  const key = (index: number): string => `${found.path}#cargo ${index}`;
  return fact.flatMap((crate, index) => {
    if (!crate.runtime) return [];
    return [
      {
        key: key(index),
        ecosystem: "cargo" as const,
        name: crate.name,
        version: crate.version,
        purl: packageUrl({ type: "cargo", name: crate.name, version: crate.version }),
        licences: [],
        supplier: undefined,
        cpe: cpeOf(crate.name, crate.name, crate.version),
        description: undefined,
        homepage: undefined,
        hashes: [],
        locations: [locationOf(found)],
        needs: crate.dependencies.filter((other) => fact[other]?.runtime === true).map(key),
      },
    ];
  });
}
