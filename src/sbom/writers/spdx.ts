import type { Inventory } from "../inventory.ts";
import { type Bill, billOf } from "./bill.ts";
import { type Dropped, fitted } from "./fit.ts";
import { actorOf, packageOf, spdxId } from "./spdx-package.ts";
import { type SbomSubject, documentUuid, imageHex, timestampOf, toolName } from "./subject.ts";

/**
 * The inventory as SPDX 2.3 JSON with the NTIA minimum elements: the same bytes for the same image, below 16 MiB. Throws
 * SBOM_TOO_LARGE when it does not fit without its optional parts.
 */
export function toSpdx(inventory: Inventory, subject: SbomSubject, limit?: number): Uint8Array {
  const bill = billOf(inventory, subject);
  return fitted("SPDX", (dropped) => documentOf(bill, dropped), limit);
}

const documentId = "SPDXRef-DOCUMENT";
const imageId = "SPDXRef-Image";
const systemId = "SPDXRef-OperatingSystem";

function documentOf(bill: Bill, dropped: Dropped): object {
  const { subject } = bill;
  const remarks = remarksOf(bill, dropped);
  return {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: documentId,
    name: subject.name,
    documentNamespace: namespaceOf(subject),
    creationInfo: {
      created: timestampOf(subject),
      creators: [
        `Tool: ${toolName}-${subject.toolVersion}`,
        actorOf({ ...bill.imageSupplier, person: false }),
      ],
    },
    ...(remarks === "" ? {} : { comment: remarks }),
    packages: packagesOf(bill, dropped),
    ...extractedLicences(bill, dropped),
    relationships: relationshipsOf(bill),
  };
}

// Of its own for each image and each version of what wrote it: that version decides the content too.
function namespaceOf(subject: SbomSubject): string {
  const name = encodeURIComponent(subject.name.replaceAll("/", "-"));
  const version = encodeURIComponent(subject.toolVersion);
  return `https://spdx.org/spdxdocs/${name}-${documentUuid(subject)}-${version}`;
}

function remarksOf({ inventory }: Bill, dropped: Dropped): string {
  const gaps = inventory.gaps.map(({ path, layer, why }) => `Incomplete: ${path} in layer ${layer}: ${why}.`);
  const left = dropped.size > 0 ? [`Left out to keep the document small: ${[...dropped].join(", ")}.`] : [];
  return [...gaps.toSorted(), ...left].join("\n");
}

function packagesOf(bill: Bill, dropped: Dropped): object[] {
  const created = timestampOf(bill.subject);
  return [
    imagePackage(bill),
    ...systemPackages(bill),
    ...bill.items.map((item) => packageOf(item, { created, toolVersion: bill.subject.toolVersion, dropped })),
  ];
}

function imagePackage({ subject, imageRef, imageSupplier, sourceRepository }: Bill): object {
  const source = sourceRepository === undefined ? [] : [`built from ${sourceRepository}`];
  const revision = subject.revision === undefined ? [] : [`at revision ${subject.revision}`];
  const sourceInfo = [...source, ...revision].join(" ");
  return {
    SPDXID: imageId,
    name: subject.name,
    versionInfo: subject.version ?? subject.platformDigest,
    supplier: actorOf(imageSupplier),
    downloadLocation: "NOASSERTION",
    filesAnalyzed: false,
    checksums: [{ algorithm: "SHA256", checksumValue: imageHex(subject) }],
    ...(sourceInfo === "" ? {} : { sourceInfo }),
    licenseConcluded: "NOASSERTION",
    licenseDeclared: "NOASSERTION",
    copyrightText: "NOASSERTION",
    externalRefs: [purlReference(imageRef)],
    primaryPackagePurpose: "CONTAINER",
    ...(subject.indexDigest === undefined ? {} : { comment: `In the index ${subject.indexDigest}.` }),
  };
}

function systemPackages({ system }: Bill): object[] {
  if (system === undefined) return [];
  const supplier = { name: system.title || system.name, email: undefined, person: false, assumed: true };
  return [
    {
      SPDXID: systemId,
      name: system.name,
      versionInfo: system.version || "NOASSERTION",
      supplier: actorOf(supplier),
      downloadLocation: "NOASSERTION",
      filesAnalyzed: false,
      licenseConcluded: "NOASSERTION",
      licenseDeclared: "NOASSERTION",
      copyrightText: "NOASSERTION",
      primaryPackagePurpose: "OPERATING-SYSTEM",
    },
  ];
}

function purlReference(purl: string): object {
  return { referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: purl };
}

function extractedLicences({ licenceReferences }: Bill, dropped: Dropped): object {
  if (licenceReferences.length === 0) return {};
  return {
    hasExtractedLicensingInfos: licenceReferences.map(({ id, text }) => ({
      licenseId: id,
      extractedText: dropped.has("licence texts") && text.length > 120 ? "NOASSERTION" : text,
      name: id.slice("LicenseRef-".length),
    })),
  };
}

type Relationship = readonly [from: string, type: "DESCRIBES" | "CONTAINS" | "DEPENDS_ON", to: string];

// Everything is in the image, so the image contains it; what needs what is told between packages.
function relationshipsOf({ system, items, graph }: Bill): object[] {
  const ids = items.map(({ component }) => spdxId(component));
  const needs = items.flatMap(({ component }) =>
    (graph.needs.get(component.ref) ?? []).map((other): Relationship => [component.ref, "DEPENDS_ON", other]),
  );
  const idOf = new Map(items.map(({ component }, index) => [component.ref, ids[index] ?? ""]));
  const all: Relationship[] = [
    [documentId, "DESCRIBES", imageId],
    ...(system === undefined ? [] : [[imageId, "CONTAINS", systemId] as const]),
    ...ids.map((id): Relationship => [imageId, "CONTAINS", id]),
    ...needs.map(([from, type, to]): Relationship => [idOf.get(from) ?? "", type, idOf.get(to) ?? ""]),
  ];
  return all.map(([spdxElementId, relationshipType, relatedSpdxElement]) => ({
    spdxElementId,
    relationshipType,
    relatedSpdxElement,
  }));
}
