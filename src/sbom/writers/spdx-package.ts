import { createHash } from "node:crypto";
import { hexOf } from "../../values/digest.ts";
import type { Component, ComponentHash, ModelFacts } from "../inventory.ts";
import { compareText } from "../../values/text-order.ts";
import type { BillItem } from "./bill.ts";
import { placesOf, tensorText } from "./cyclonedx-component.ts";
import type { Dropped } from "./fit.ts";
import { toolName } from "./subject.ts";
import type { Supplier } from "./supplier.ts";

export type PackageContext = {
  readonly created: string;
  readonly toolVersion: string;
  readonly dropped: Dropped;
};

/** The id of a component in an SPDX document: readable, valid, and unique because it has a hash of the component's ref. */
export function spdxId({ ecosystem, name, ref }: Component): string {
  const readable = name
    .slice(0, 60)
    .replaceAll(/[^A-Za-z0-9.]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  const hash = createHash("sha256").update(ref).digest("hex").slice(0, 16);
  return `SPDXRef-Package-${ecosystem}-${readable === "" ? "" : `${readable}-`}${hash}`;
}

/** `Organization: name (address)` or `Person: …`; parentheses in a name would end it. */
export function actorOf({ name, email, person }: Supplier): string {
  const plain = name.replaceAll("(", "[").replaceAll(")", "]");
  return `${person ? "Person" : "Organization"}: ${plain}${email === undefined ? "" : ` (${email})`}`;
}

/** A package or model as an SPDX 2.3 package. */
export function packageOf(item: BillItem, context: PackageContext): object {
  const { component, supplier, licence, homepage } = item;
  const { dropped } = context;
  const { model, description } = component;
  const places = placesOf(component, dropped);
  return {
    SPDXID: spdxId(component),
    name: component.name,
    versionInfo: component.version || "NOASSERTION",
    supplier: actorOf(supplier),
    downloadLocation: "NOASSERTION",
    filesAnalyzed: false,
    ...checksumsOf(item, dropped),
    ...(homepage === undefined || dropped.has("homepages") ? {} : { homepage }),
    ...(places.length === 0
      ? {}
      : { sourceInfo: `found in ${places.map(({ path, layer }) => `${path} (layer ${layer})`).join(", ")}` }),
    licenseConcluded: "NOASSERTION",
    licenseDeclared: licence.expression ?? "NOASSERTION",
    copyrightText: "NOASSERTION",
    ...(description === undefined || description === "" || dropped.has("descriptions")
      ? {}
      : { description }),
    externalRefs: referencesOf(component),
    // A model is one file that is distributed on its own; of SPDX 2.3's purposes that is FILE.
    primaryPackagePurpose: model === undefined ? "LIBRARY" : "FILE",
    ...(model === undefined ? {} : { annotations: [annotationOf(model, context)] }),
    ...(supplier.assumed
      ? { comment: "The package names no supplier: it is where such packages come from." }
      : {}),
  };
}

function checksumsOf({ component, hashes }: BillItem, dropped: Dropped): object {
  if (component.model !== undefined)
    return { checksums: [{ algorithm: "SHA256", checksumValue: hexOf(component.model.sha256) }] };
  if (hashes.length === 0 || dropped.has("hashes")) return {};
  return {
    checksums: hashes.map(({ algorithm, hex }) => ({ algorithm: spdxName[algorithm], checksumValue: hex })),
  };
}

const spdxName: Readonly<Record<ComponentHash["algorithm"], string>> = {
  MD5: "MD5",
  "SHA-1": "SHA1",
  "SHA-256": "SHA256",
  "SHA-512": "SHA512",
};

function referencesOf({ purl, cpe }: Component): object[] {
  const references = [
    { referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: purl },
  ];
  if (cpe !== undefined)
    references.push({ referenceCategory: "SECURITY", referenceType: "cpe23Type", referenceLocator: cpe });
  return references;
}

function annotationOf(model: ModelFacts, { created, toolVersion }: PackageContext): object {
  const facts = {
    format: model.format,
    inputs: model.inputs.map(tensorText),
    outputs: model.outputs.map(tensorText),
    properties: Object.fromEntries(
      Object.entries(model.properties).toSorted(([a], [b]) => compareText(a, b)),
    ),
    quantization: model.quantization,
    size: model.size,
  };
  return {
    annotationDate: created,
    annotationType: "OTHER",
    annotator: `Tool: ${toolName}-${toolVersion}`,
    comment: JSON.stringify(facts),
  };
}
