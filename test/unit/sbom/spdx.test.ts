import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import parse from "spdx-expression-parse";
import type { Inventory } from "../../../src/sbom/inventory.ts";
import { toSpdx } from "../../../src/sbom/writers/spdx.ts";
import { spdxId } from "../../../src/sbom/writers/spdx-package.ts";
import { isFault } from "../../../src/values/fault.ts";
import { component, inventory, layer, sparseInventory, sparseSubject, subject } from "./sample.ts";

type SpdxPackage = Readonly<Record<string, unknown>> & {
  readonly SPDXID: string;
  readonly name: string;
  readonly versionInfo: string;
  readonly supplier: string;
  readonly licenseDeclared: string;
};
type Document = {
  readonly documentNamespace: string;
  readonly comment?: string;
  readonly creationInfo: unknown;
  readonly packages: readonly SpdxPackage[];
  readonly hasExtractedLicensingInfos?: readonly {
    readonly licenseId: string;
    readonly extractedText: string;
  }[];
  readonly relationships: readonly {
    readonly spdxElementId: string;
    readonly relationshipType: string;
    readonly relatedSpdxElement: string;
  }[];
};

const write = (changes: Partial<Inventory> = {}, limit?: number): Document =>
  JSON.parse(Buffer.from(toSpdx({ ...inventory, ...changes }, subject, limit)).toString()) as Document;
const named = (document: Document, name: string): SpdxPackage => {
  const found = document.packages.find((candidate) => candidate.name === name);
  assert.ok(found, name);
  return found;
};

/** What SPDX 2.3 asks of ids, references and licence expressions; the stock validator looks at the rest in the interop run. */
function holdsTogether(document: Document): void {
  const ids = document.packages.map(({ SPDXID }) => SPDXID);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, /^SPDXRef-[A-Za-z0-9.-]+$/);
  const known = new Set([...ids, "SPDXRef-DOCUMENT"]);
  for (const { spdxElementId, relatedSpdxElement } of document.relationships) {
    assert.ok(known.has(spdxElementId), spdxElementId);
    assert.ok(known.has(relatedSpdxElement), relatedSpdxElement);
  }
  const texts = new Set(document.hasExtractedLicensingInfos?.map(({ licenseId }) => licenseId));
  for (const { licenseDeclared, supplier, versionInfo } of document.packages) {
    assert.match(supplier, /^(Organization|Person): [^()]+( \([^()]+\))?$/);
    assert.notEqual(versionInfo, "");
    if (licenseDeclared === "NOASSERTION") continue;
    parse(licenseDeclared);
    for (const [id] of licenseDeclared.matchAll(/LicenseRef-[A-Za-z0-9.-]+/g)) assert.ok(texts.has(id), id);
  }
}

test("a document with one of everything holds together", () => {
  const document = write();
  holdsTogether(document);
  assert.equal(document.packages.length, inventory.components.length + 2);
});

test("the same image gives the same bytes, in whatever order its components come", () => {
  const bytes = toSpdx(inventory, subject);
  assert.deepEqual(toSpdx({ ...inventory, components: inventory.components.toReversed() }, subject), bytes);
});

test("the namespace is of this image and this version of the writer, the time of the commit", () => {
  const document = write();
  const namespace =
    "https://spdx.org/spdxdocs/registry.example-acme-shop-app-7f0f8f69-0866-50c5-99e6-bbc6bda5cfb9-1.0.0";
  assert.equal(document.documentNamespace, namespace);
  assert.deepEqual(document.creationInfo, {
    created: "2026-11-22T10:20:30Z",
    creators: ["Tool: pi5-fleet-actions-1.0.0", "Organization: Acme [Shops]"],
  });
});

test("a package says who supplies it, its licence, checksums, purl, CPE and where it is", () => {
  const { SPDXID, ...rest } = named(write(), "libc6");
  assert.match(SPDXID, /^SPDXRef-Package-deb-libc6-[0-9a-f]{16}$/);
  assert.deepEqual(rest, {
    name: "libc6",
    versionInfo: "2.36-9+deb12u10",
    supplier: "Organization: GNU Libc Maintainers (debian-glibc@lists.debian.org)",
    downloadLocation: "NOASSERTION",
    filesAnalyzed: false,
    checksums: [{ algorithm: "MD5", checksumValue: "0123456789abcdef0123456789abcdef" }],
    homepage: "https://www.gnu.org/software/libc/libc.html",
    sourceInfo: `found in var/lib/dpkg/status (layer ${layer})`,
    licenseConcluded: "NOASSERTION",
    licenseDeclared: "LGPL-2.1-or-later AND LicenseRef-GPL-2-with-OpenSSL-exception-a0de130f4432",
    copyrightText: "NOASSERTION",
    description: "GNU C Library: Shared libraries",
    externalRefs: [
      {
        referenceCategory: "PACKAGE-MANAGER",
        referenceType: "purl",
        referenceLocator: "pkg:deb/debian/libc6@2.36-9+deb12u10?arch=arm64&distro=debian-12",
      },
      {
        referenceCategory: "SECURITY",
        referenceType: "cpe23Type",
        referenceLocator: "cpe:2.3:a:libc6:libc6:2.36-9\\+deb12u10:*:*:*:*:*:*:*",
      },
    ],
    primaryPackagePurpose: "LIBRARY",
  });
});

test("somebody with an address and no word of a group in the name is a person", () => {
  assert.equal(named(write(), "libgcc-s1").supplier, "Person: Matthias Klose (doko@debian.org)");
});

test("the image is a container, the system an operating system, a model a file with its facts", () => {
  const document = write();
  const purposes = document.packages.map((entry) => entry["primaryPackagePurpose"]);
  assert.deepEqual(purposes.slice(0, 2), ["CONTAINER", "OPERATING-SYSTEM"]);
  const model = named(document, "detector");
  assert.equal(model["primaryPackagePurpose"], "FILE");
  const [annotation] = model["annotations"] as [
    { readonly comment: string; readonly annotationDate: string },
  ];
  assert.equal(annotation.annotationDate, "2026-11-22T10:20:30Z");
  assert.deepEqual(JSON.parse(annotation.comment), {
    format: "hef",
    inputs: ["images uint8[1,640,640,3]"],
    outputs: ["uint8[80,5,100]"],
    properties: { "hailo:dfc_version": "5.1.0", "hailo:hw_arch": "HAILO10H" },
    quantization: "int8",
    size: 123,
  });
});

test("the document describes the image, which contains every package; needs are told between packages", () => {
  const { relationships, packages } = write();
  assert.deepEqual(relationships[0], {
    spdxElementId: "SPDXRef-DOCUMENT",
    relationshipType: "DESCRIBES",
    relatedSpdxElement: "SPDXRef-Image",
  });
  const contained = relationships.filter(({ relationshipType }) => relationshipType === "CONTAINS");
  assert.equal(contained.length, packages.length - 1);
  const needs = relationships.filter(({ relationshipType }) => relationshipType === "DEPENDS_ON");
  assert.equal(needs.length, 3);
});

test("what is not known is left out or asserted by nobody", () => {
  const document = JSON.parse(Buffer.from(toSpdx(sparseInventory, sparseSubject)).toString()) as Document;
  holdsTogether(document);
  const image = named(document, sparseSubject.name);
  assert.equal(image.supplier, "Organization: registry.example/acme");
  assert.equal(image.versionInfo, subject.platformDigest);
  assert.equal("sourceInfo" in image || "comment" in image, false);
  assert.equal(named(document, "scratchy").versionInfo, "NOASSERTION");
  assert.equal(named(document, "unversioned").versionInfo, "NOASSERTION");
});

test("an image with nothing in it is a document too", () => {
  const document = write({ components: [], distribution: undefined, gaps: [] });
  assert.deepEqual(
    document.packages.map(({ SPDXID }) => SPDXID),
    ["SPDXRef-Image"],
  );
  assert.equal(document.hasExtractedLicensingInfos, undefined);
});

test("every reference to a licence has its text", () => {
  const texts = write().hasExtractedLicensingInfos ?? [];
  assert.ok(texts.some(({ extractedText }) => extractedText === "GPL-2+ with OpenSSL exception"));
  assert.ok(texts.some(({ extractedText }) => extractedText.startsWith("A long licence text.\nA long")));
});

test("a database that could not be read is named in the document's comment", () => {
  assert.match(write().comment ?? "", /Incomplete: var\/lib\/rpm\/Packages in layer sha256:/);
  assert.equal(write({ gaps: [] }).comment, undefined);
});

test("a document that is too large loses its optional parts and says which, then is a code", () => {
  const size = toSpdx(inventory, subject).length;
  assert.match(write({}, size).comment ?? "", /Left out to keep the document small: descriptions\b/);
  const many = { components: [component({ name: "x", licences: ["long ".repeat(100)] })], gaps: [] };
  const bare = write(many, toSpdx({ ...inventory, ...many }, subject).length - 200);
  assert.match(bare.comment ?? "", /licence texts/);
  holdsTogether(bare);
  assert.throws(
    () => toSpdx(inventory, subject, 1000),
    (error) => isFault(error, "SBOM_TOO_LARGE"),
  );
});

test("components that differ in letters that an id cannot have get ids that differ", () => {
  const ids = ["a_b", "a-b", "a@b", "", "é"].map((name) => spdxId(component({ name })));
  assert.equal(new Set(ids).size, ids.length);
});

const anything = fc.string({ unit: "binary", maxLength: 30 });
const anyComponent = fc
  .record({
    name: anything,
    version: anything,
    licences: fc.array(anything, { maxLength: 3 }),
    supplier: fc.option(
      fc.oneof(
        anything,
        anything.map((name) => `${name} <a@b.example>`),
      ),
      { nil: undefined },
    ),
    homepage: fc.option(anything, { nil: undefined }),
  })
  .map((parts) => component({ ...parts, purl: `pkg:npm/${encodeURIComponent(parts.name.toWellFormed())}` }));

test("whatever packages say, the document holds together", () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyComponent, { maxLength: 5, selector: ({ ref }) => ref }), (components) => {
      holdsTogether(write({ components }));
    }),
    { numRuns: 500 },
  );
});
