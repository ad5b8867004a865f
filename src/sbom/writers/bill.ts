import type { Component, ComponentHash, Inventory } from "../inventory.ts";
import { type LicenceReference, type NormalisedLicence, normaliseLicences } from "../licence.ts";
import { compareText } from "../../values/text-order.ts";
import { type DependencyGraph, dependencyGraph } from "./graph.ts";
import { type SbomSubject, imagePurl, imageSupplier } from "./subject.ts";
import { type Supplier, readSupplier, supplierOf } from "./supplier.ts";

/** What both formats say, before it has the words of either. */
export type Bill = {
  readonly subject: SbomSubject;
  readonly inventory: Inventory;
  readonly imageRef: string;
  readonly imageSupplier: Supplier;
  /** Where the sources are, when that is an address without a credential in it. */
  readonly sourceRepository: string | undefined;
  /** Sorted by ref. */
  readonly items: readonly BillItem[];
  readonly system: OperatingSystem | undefined;
  readonly graph: DependencyGraph;
  /** Every licence that the SPDX list does not have, sorted by id, each once. */
  readonly licenceReferences: readonly LicenceReference[];
};

export type BillItem = {
  readonly component: Component;
  readonly supplier: Supplier;
  readonly licence: NormalisedLicence;
  readonly hashes: readonly ComponentHash[];
  readonly homepage: string | undefined;
};

export type OperatingSystem = {
  readonly ref: string;
  readonly name: string;
  readonly version: string;
  readonly title: string;
};

/** Gathers what both documents need from one inventory: suppliers, licences, the graph. Sorted by ref whatever order it comes in. */
export function billOf(inventory: Inventory, subject: SbomSubject): Bill {
  const supplier = imageSupplier(subject);
  const licenceOf = remembered();
  const items = inventory.components
    .toSorted((a, b) => compareText(a.ref, b.ref))
    .map((component) => ({
      component,
      supplier: supplierOf(component, inventory.distribution, supplier),
      licence: licenceOf(component.licences),
      hashes: component.hashes.filter(({ algorithm, hex }) => hexLength[algorithm].test(hex)),
      homepage: webAddress(component.homepage ?? ""),
    }));
  return {
    subject,
    inventory,
    imageRef: imagePurl(subject),
    imageSupplier: readSupplier(supplier) ?? {
      name: supplier,
      email: undefined,
      person: false,
      assumed: true,
    },
    items,
    sourceRepository: webAddress(subject.sourceRepository ?? ""),
    system: systemOf(inventory),
    graph: dependencyGraph(inventory.components),
    licenceReferences: referencesOf(items),
  };
}

const hexLength: Readonly<Record<ComponentHash["algorithm"], RegExp>> = {
  MD5: /^[0-9a-f]{32}$/,
  "SHA-1": /^[0-9a-f]{40}$/,
  "SHA-256": /^[0-9a-f]{64}$/,
  "SHA-512": /^[0-9a-f]{128}$/,
};

// Thousands of packages share a handful of licences.
function remembered(): (licences: readonly string[]) => NormalisedLicence {
  const known = new Map<string, NormalisedLicence>();
  return (licences) => {
    const key = JSON.stringify(licences);
    const licence = known.get(key) ?? normaliseLicences(licences);
    known.set(key, licence);
    return licence;
  };
}

function referencesOf(items: readonly BillItem[]): LicenceReference[] {
  const once = new Map<string, LicenceReference>();
  for (const reference of items.flatMap(({ licence }) => licence.references)) {
    if (!once.has(reference.id)) once.set(reference.id, reference);
  }
  return [...once.values()].toSorted((a, b) => compareText(a.id, b.id));
}

function systemOf({ distribution }: Inventory): OperatingSystem | undefined {
  if (distribution === undefined || distribution.id === "") return undefined;
  const version = distribution.versionId || distribution.codename;
  return {
    ref: version === "" ? `os:${distribution.id}` : `os:${distribution.id}@${version}`,
    name: distribution.id,
    version,
    title: distribution.name,
  };
}

/** An http or https address in its normal form, or undefined: both formats refuse anything else. */
export function webAddress(text: string): string | undefined {
  const url = /^https?:\/\/\S+$/i.test(text) && text.length <= 2000 ? URL.parse(text) : null;
  // Characters that WHATWG leaves in a path or query and RFC 3986 does not allow.
  return url === null || url.username !== "" || url.password !== ""
    ? undefined
    : url.href.replaceAll(/[^\w\-.~:/?#[\]@!$&'()*+,;=%]/g, encodeURIComponent);
}
