import type { Inventory } from "../inventory.ts";
import { compareText } from "../../values/text-order.ts";
import { type Bill, billOf } from "./bill.ts";
import { componentOf, namedProperties, organisationOf } from "./cyclonedx-component.ts";
import { type Dropped, fitted } from "./fit.ts";
import { type SbomSubject, documentUuid, imageHex, timestampOf, toolName } from "./subject.ts";

/**
 * The inventory as CycloneDX 1.6 JSON: the same bytes for the same image, below 16 MiB. What had to be left out for that is
 * named in a property. Throws SBOM_TOO_LARGE when even that does not fit.
 */
export function toCycloneDx(inventory: Inventory, subject: SbomSubject, limit?: number): Uint8Array {
  const bill = billOf(inventory, subject);
  return fitted("CycloneDX", (dropped) => documentOf(bill, dropped), limit);
}

function documentOf(bill: Bill, dropped: Dropped): object {
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${documentUuid(bill.subject)}`,
    version: 1,
    metadata: metadataOf(bill, dropped),
    components: [...systemComponents(bill), ...bill.items.map((item) => componentOf(item, dropped))],
    dependencies: dependenciesOf(bill),
    compositions: [
      {
        aggregate: bill.inventory.gaps.length === 0 ? "complete" : "incomplete",
        assemblies: [bill.imageRef],
      },
    ],
  };
}

function metadataOf(bill: Bill, dropped: Dropped): object {
  const { subject } = bill;
  return {
    timestamp: timestampOf(subject),
    lifecycles: [{ phase: "build" }],
    tools: { components: [{ type: "application", name: toolName, version: subject.toolVersion }] },
    authors: [{ name: bill.imageSupplier.name }],
    component: imageOf(bill),
    supplier: organisationOf(bill.imageSupplier),
    licenses: [{ license: { id: "CC0-1.0" } }],
    ...namedProperties([
      ["scope", "packages that a database, manifest or binary in the image records"],
      ...bill.inventory.gaps
        .map((gap): [string, string] => [`gap:${gap.path}`, `${gap.why} (layer ${gap.layer})`])
        .toSorted(([a], [b]) => compareText(a, b)),
      ...(dropped.size > 0 ? [["dropped", [...dropped].join(", ")] as const] : []),
    ]),
  };
}

function imageOf(bill: Bill): object {
  const { subject, imageRef, sourceRepository } = bill;
  return {
    type: "container",
    "bom-ref": imageRef,
    supplier: organisationOf(bill.imageSupplier),
    name: subject.name,
    version: subject.version ?? subject.platformDigest,
    hashes: [{ alg: "SHA-256", content: imageHex(subject) }],
    purl: imageRef,
    ...(sourceRepository === undefined
      ? {}
      : { externalReferences: [{ type: "vcs", url: sourceRepository }] }),
    ...namedProperties([
      ...(subject.indexDigest === undefined ? [] : [["index-digest", subject.indexDigest] as const]),
      ...(subject.revision === undefined ? [] : [["revision", subject.revision] as const]),
    ]),
  };
}

function systemComponents({ system, inventory }: Bill): object[] {
  if (system === undefined) return [];
  const idLike = inventory.distribution?.idLike ?? [];
  return [
    {
      type: "operating-system",
      "bom-ref": system.ref,
      supplier: { name: system.title || system.name },
      name: system.name,
      ...(system.version === "" ? {} : { version: system.version }),
      ...(system.title === "" ? {} : { description: system.title }),
      ...namedProperties([
        ...(idLike.length > 0 ? [["id-like", idLike.join(" ")] as const] : []),
        ...(inventory.distribution?.codename ? [["codename", inventory.distribution.codename] as const] : []),
      ]),
    },
  ];
}

function dependenciesOf({ imageRef, system, graph, items }: Bill): object[] {
  const top = [...(system === undefined ? [] : [system.ref]), ...graph.top];
  return [
    { ref: imageRef, dependsOn: top },
    ...(system === undefined ? [] : [{ ref: system.ref, dependsOn: [] }]),
    ...items.map(({ component: { ref } }) => ({ ref, dependsOn: graph.needs.get(ref) ?? [] })),
  ];
}
