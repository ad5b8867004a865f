import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { Inventory } from "../../../src/sbom/inventory.ts";
import { toCycloneDx } from "../../../src/sbom/writers/cyclonedx.ts";
import { isFault } from "../../../src/values/fault.ts";
import { cycloneDxValidator } from "./cyclonedx-schema.ts";
import { component, inventory, layer, sparseInventory, sparseSubject, subject } from "./sample.ts";

type Json = Readonly<Record<string, unknown>>;
type Written = {
  readonly serialNumber: string;
  readonly metadata: Json & {
    readonly timestamp: string;
    readonly properties: readonly Property[];
    readonly component: Json;
  };
  readonly components: readonly (Json & {
    readonly name: string;
    readonly properties?: readonly Property[];
  })[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
  readonly compositions: unknown;
};
type Property = { readonly name: string; readonly value: string };

const isValid = await cycloneDxValidator<Written>();

function written(bytes: Uint8Array): Written {
  const document: unknown = JSON.parse(Buffer.from(bytes).toString());
  if (!isValid(document)) assert.fail(JSON.stringify(isValid.errors, undefined, 1));
  return document;
}

const write = (changes: Partial<Inventory> = {}): Written =>
  written(toCycloneDx({ ...inventory, ...changes }, subject));
const named = (document: Written, name: string): Json => {
  const found = document.components.find((candidate) => candidate.name === name);
  assert.ok(found, name);
  return found;
};

test("a document with one of everything is valid CycloneDX 1.6", () => {
  assert.equal(write().components.length, inventory.components.length + 1);
});

test("the validation itself refuses what CycloneDX does not have", () => {
  const [first, ...others] = write().components;
  const document = { ...write(), components: [{ ...first, supplier: { email: "x" } }, ...others] };
  assert.equal(isValid(document), false);
});

test("the same image gives the same bytes, in whatever order its components come", () => {
  const bytes = toCycloneDx(inventory, subject);
  assert.deepEqual(
    toCycloneDx({ ...inventory, components: inventory.components.toReversed() }, subject),
    bytes,
  );
});

test("the document names the image, its source and the time of the commit, and has a serial number of its digest", () => {
  const { serialNumber, metadata } = write();
  assert.equal(metadata.timestamp, "2026-11-22T10:20:30Z");
  // Python's uuid.uuid5(uuid.NAMESPACE_URL, "oci:" + digest) gives the same.
  assert.equal(serialNumber, "urn:uuid:7f0f8f69-0866-50c5-99e6-bbc6bda5cfb9");
  const purl = `pkg:oci/app@sha256:${subject.platformDigest.slice(7)}?arch=arm64&repository_url=registry.example%2Facme%2Fshop%2Fapp`;
  assert.deepEqual(metadata.component, {
    type: "container",
    "bom-ref": purl,
    supplier: { name: "Acme (Shops)" },
    name: "registry.example/acme/shop/app",
    version: "1.4.0",
    hashes: [{ alg: "SHA-256", content: subject.platformDigest.slice(7) }],
    purl,
    externalReferences: [{ type: "vcs", url: "https://git.example/acme/shop" }],
    properties: [
      { name: "pi5-fleet-actions:index-digest", value: subject.indexDigest },
      { name: "pi5-fleet-actions:revision", value: subject.revision },
    ],
  });
});

test("a package says who supplies it, its licence, hashes, purl, CPE and where it is", () => {
  assert.deepEqual(named(write(), "libc6"), {
    type: "library",
    "bom-ref": "pkg:deb/debian/libc6@2.36-9+deb12u10?arch=arm64&distro=debian-12",
    supplier: { name: "GNU Libc Maintainers", contact: [{ email: "debian-glibc@lists.debian.org" }] },
    name: "libc6",
    version: "2.36-9+deb12u10",
    description: "GNU C Library: Shared libraries",
    hashes: [{ alg: "MD5", content: "0123456789abcdef0123456789abcdef" }],
    licenses: [{ expression: "LGPL-2.1-or-later AND LicenseRef-GPL-2-with-OpenSSL-exception-a0de130f4432" }],
    cpe: "cpe:2.3:a:libc6:libc6:2.36-9\\+deb12u10:*:*:*:*:*:*:*",
    purl: "pkg:deb/debian/libc6@2.36-9+deb12u10?arch=arm64&distro=debian-12",
    externalReferences: [{ type: "website", url: "https://www.gnu.org/software/libc/libc.html" }],
    properties: [
      { name: "pi5-fleet-actions:location:0:path", value: "var/lib/dpkg/status" },
      { name: "pi5-fleet-actions:location:0:layer", value: layer },
      {
        name: "pi5-fleet-actions:licence:LicenseRef-GPL-2-with-OpenSSL-exception-a0de130f4432",
        value: "GPL-2+ with OpenSSL exception",
      },
    ],
  });
});

test("licences are an id, a name with its text, or an expression", () => {
  const document = write();
  assert.deepEqual(named(document, "left-pad")["licenses"], [{ license: { id: "WTFPL" } }]);
  assert.deepEqual(named(document, "@acme/app")["licenses"], [{ license: { name: "SEE LICENSE IN x" } }]);
  const text = "A long licence text.\n".repeat(20).trim();
  const [long] = named(document, "guava")["licenses"] as [{ readonly license: Json }];
  assert.deepEqual(long.license["text"], { content: text });
  assert.equal(named(document, "stdlib")["licenses"], undefined);
});

test("a package that names no supplier has its source as one, and says so", () => {
  const document = write();
  const suppliers = ["left-pad", "github.com/acme/lib", "stdlib", "guava", "detector"].map(
    (name) => named(document, name)["supplier"],
  );
  assert.deepEqual(suppliers, [
    { name: "npm registry" },
    { name: "github.com/acme" },
    { name: "Go project" },
    { name: "com.google.guava" },
    { name: "Acme (Shops)" },
  ]);
  const properties = document.components.find(({ name }) => name === "left-pad")?.properties ?? [];
  assert.ok(properties.some(({ name }) => name === "pi5-fleet-actions:supplier"));
});

test("the operating system is a component", () => {
  assert.deepEqual(named(write(), "debian"), {
    type: "operating-system",
    "bom-ref": "os:debian@12",
    supplier: { name: "Debian GNU/Linux" },
    name: "debian",
    version: "12",
    description: "Debian GNU/Linux",
    properties: [{ name: "pi5-fleet-actions:codename", value: "bookworm" }],
  });
});

test("a model has a card with its inputs, outputs and hardware", () => {
  const model = named(write(), "detector");
  assert.equal(model["type"], "machine-learning-model");
  assert.deepEqual(model["modelCard"], {
    modelParameters: {
      inputs: [{ format: "images uint8[1,640,640,3]" }],
      outputs: [{ format: "uint8[80,5,100]" }],
    },
    properties: [
      { name: "pi5-fleet-actions:format", value: "hef" },
      { name: "pi5-fleet-actions:size", value: "123" },
      { name: "pi5-fleet-actions:quantization", value: "int8" },
      { name: "hailo:dfc_version", value: "5.1.0" },
      { name: "hailo:hw_arch", value: "HAILO10H" },
    ],
  });
});

test("the image needs what nothing else needs, and one of those that need each other", () => {
  const { dependencies } = write();
  const [image, ...others] = dependencies;
  assert.deepEqual(image?.dependsOn, [
    "os:debian@12",
    "pkg:deb/debian/libc6@2.36-9+deb12u10?arch=arm64&distro=debian-12",
    `pkg:generic/detector?checksum=sha256:${"ab".repeat(32)}`,
    "pkg:golang/github.com/acme/lib@v1.2.3",
    "pkg:golang/stdlib@1.26.8",
    "pkg:maven/com.google.guava/guava@33.0",
    "pkg:npm/%40acme/app@1.0",
    "pkg:npm/unversioned",
  ]);
  const needs = new Map(others.map(({ ref, dependsOn }) => [ref, dependsOn]));
  assert.deepEqual(needs.get("pkg:npm/%40acme/app@1.0"), ["pkg:npm/left-pad@1.3.0"]);
  assert.equal(
    needs.get("pkg:deb/debian/libgcc-s1@12.2.0-14?arch=arm64&distro=debian-12&upstream=gcc-12")?.length,
    1,
  );
});

test("a database that could not be read makes the document incomplete and is named", () => {
  const { compositions, metadata } = write();
  assert.match(JSON.stringify(compositions), /"incomplete"/);
  assert.ok(
    metadata.properties.some(
      ({ name, value }) =>
        name === "pi5-fleet-actions:gap:var/lib/rpm/Packages" && value.includes("Berkeley DB"),
    ),
  );
  assert.match(JSON.stringify(write({ gaps: [] }).compositions), /"complete"/);
});

test("what is not known is left out: the owner in the name is the supplier, the digest the version", () => {
  const document = written(toCycloneDx(sparseInventory, sparseSubject));
  const { component: image } = document.metadata;
  assert.deepEqual(image["supplier"], { name: "registry.example/acme" });
  assert.equal(image["version"], subject.platformDigest);
  assert.equal("externalReferences" in image || "properties" in image, false);
  assert.deepEqual(named(document, "scratchy"), {
    type: "operating-system",
    "bom-ref": "os:scratchy",
    supplier: { name: "scratchy" },
    name: "scratchy",
    properties: [{ name: "pi5-fleet-actions:id-like", value: "a b" }],
  });
  assert.deepEqual(named(document, "libgcc-s1")["supplier"], {
    name: "Matthias Klose",
    contact: [{ email: "doko@debian.org" }],
  });
});

test("an image with nothing in it is a document too", () => {
  const document = write({ components: [], distribution: undefined, gaps: [] });
  assert.deepEqual(document.components, []);
});

test("a document that is too large loses its optional parts in order and says which", () => {
  const many = Array.from({ length: 300 }, (_, index) =>
    component({ name: `p${index}`, description: "d".repeat(300), homepage: `https://example.test/${index}` }),
  );
  const whole = toCycloneDx({ ...inventory, components: many, gaps: [] }, subject);
  const small = toCycloneDx({ ...inventory, components: many, gaps: [] }, subject, whole.length);
  const document = written(small);
  assert.ok(small.length < whole.length);
  assert.equal(
    document.components.some((entry) => "description" in entry && entry["type"] === "library"),
    false,
  );
  assert.deepEqual(document.metadata.properties.at(-1), {
    name: "pi5-fleet-actions:dropped",
    value: "descriptions",
  });
  const smaller = written(toCycloneDx({ ...inventory, components: many, gaps: [] }, subject, small.length));
  assert.deepEqual(smaller.metadata.properties.at(-1)?.value, "descriptions, homepages");
});

test("a document that fits in no way is a code, not a cut list", () => {
  assert.throws(
    () => toCycloneDx(inventory, subject, 1000),
    (error) => isFault(error, "SBOM_TOO_LARGE"),
  );
});

const anything = fc.string({ unit: "binary", maxLength: 30 });
const anyComponent = fc
  .record({
    name: anything,
    version: anything,
    licences: fc.array(anything, { maxLength: 3 }),
    supplier: fc.option(anything, { nil: undefined }),
    description: fc.option(anything, { nil: undefined }),
    homepage: fc.option(fc.oneof(anything, fc.webUrl({ withFragments: true, withQueryParameters: true })), {
      nil: undefined,
    }),
    hashes: fc.array(
      fc.record({
        algorithm: fc.constantFrom("MD5" as const, "SHA-1" as const, "SHA-256" as const),
        hex: anything,
      }),
      { maxLength: 2 },
    ),
  })
  .map((parts) => component({ ...parts, purl: `pkg:npm/${encodeURIComponent(parts.name.toWellFormed())}` }));

test("whatever packages say, the document is valid", () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyComponent, { maxLength: 5, selector: ({ ref }) => ref }), (components) => {
      write({ components });
    }),
    { numRuns: 300 },
  );
});
