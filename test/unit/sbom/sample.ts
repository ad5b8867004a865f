// Inventories made by hand: one of everything that a writer has to say.
import type { Component, Inventory } from "../../../src/sbom/inventory.ts";
import type { SbomSubject } from "../../../src/sbom/writers/subject.ts";
import { digestOf } from "../../../src/values/digest.ts";

export const layer = digestOf("a layer");

export function component(changes: Partial<Component> & Pick<Component, "name">): Component {
  const version = changes.version ?? "1.0";
  const purl = changes.purl ?? `pkg:npm/${changes.name}@${version}`;
  return {
    ecosystem: "npm",
    version,
    purl,
    ref: purl,
    licences: [],
    supplier: undefined,
    cpe: undefined,
    description: undefined,
    homepage: undefined,
    hashes: [],
    locations: [{ path: `app/node_modules/${changes.name}/package.json`, layer }],
    dependsOn: [],
    ...changes,
  };
}

const libc = "pkg:deb/debian/libc6@2.36-9+deb12u10?arch=arm64&distro=debian-12";
const gcc = "pkg:deb/debian/libgcc-s1@12.2.0-14?arch=arm64&distro=debian-12&upstream=gcc-12";
const status = [{ path: "var/lib/dpkg/status", layer }];

export const inventory: Inventory = {
  distribution: { id: "debian", versionId: "12", name: "Debian GNU/Linux", idLike: [], codename: "bookworm" },
  components: [
    component({
      ecosystem: "deb",
      name: "libc6",
      version: "2.36-9+deb12u10",
      purl: libc,
      ref: libc,
      licences: ["LGPL-2.1+", "GPL-2+ with OpenSSL exception"],
      supplier: "GNU Libc Maintainers <debian-glibc@lists.debian.org>",
      cpe: "cpe:2.3:a:libc6:libc6:2.36-9\\+deb12u10:*:*:*:*:*:*:*",
      description: "GNU C Library: Shared libraries",
      homepage: "https://www.gnu.org/software/libc/libc.html",
      hashes: [{ algorithm: "MD5", hex: "0123456789abcdef0123456789abcdef" }],
      locations: status,
      dependsOn: [gcc],
    }),
    component({
      ecosystem: "deb",
      name: "libgcc-s1",
      version: "12.2.0-14",
      purl: gcc,
      ref: gcc,
      licences: ["GPL-3+"],
      supplier: "Matthias Klose <doko@debian.org>",
      locations: status,
      dependsOn: [libc, "pkg:deb/debian/absent@1"],
    }),
    component({
      name: "@acme/app",
      purl: "pkg:npm/%40acme/app@1.0",
      licences: ["SEE LICENSE IN x"],
      dependsOn: ["pkg:npm/left-pad@1.3.0"],
    }),
    component({ name: "left-pad", version: "1.3.0", licences: ["WTFPL"], homepage: "not an address" }),
    component({
      name: "unversioned",
      version: "",
      purl: "pkg:npm/unversioned",
      ref: "pkg:npm/unversioned",
      description: "",
    }),
    component({
      ecosystem: "golang",
      name: "github.com/acme/lib",
      purl: "pkg:golang/github.com/acme/lib@v1.2.3",
      version: "v1.2.3",
    }),
    component({ ecosystem: "golang", name: "stdlib", purl: "pkg:golang/stdlib@1.26.8", version: "1.26.8" }),
    component({
      ecosystem: "maven",
      name: "guava",
      purl: "pkg:maven/com.google.guava/guava@33.0",
      version: "33.0",
      licences: ["A long licence text.\n".repeat(20)],
    }),
    component({
      ecosystem: "model",
      name: "detector",
      version: "",
      purl: `pkg:generic/detector?checksum=sha256:${"ab".repeat(32)}`,
      model: {
        format: "hef",
        sha256: digestOf("a model"),
        size: 123,
        inputs: [{ name: "images", type: "uint8", shape: [1, 640, 640, 3] }],
        outputs: [{ name: "", type: "uint8", shape: [80, 5, 100] }],
        quantization: "int8",
        properties: { "hailo:hw_arch": "HAILO10H", "hailo:dfc_version": "5.1.0" },
      },
    }),
  ],
  gaps: [{ path: "var/lib/rpm/Packages", layer, why: "a Berkeley DB, which is not read" }],
};

export const subject: SbomSubject = {
  name: "registry.example/acme/shop/app",
  platformDigest: digestOf("a manifest"),
  indexDigest: digestOf("an index"),
  version: "1.4.0",
  created: "2026-11-22T10:20:30.123Z",
  supplier: "Acme (Shops)",
  sourceRepository: "https://git.example/acme/shop",
  revision: "0123456789abcdef0123456789abcdef01234567",
  toolVersion: "1.0.0",
};

/** What a build without a repository of its own knows. */
export const sparseSubject: SbomSubject = {
  name: "registry.example/acme/app",
  platformDigest: subject.platformDigest,
  created: "2026-11-22T10:20:30Z",
  toolVersion: "1.0.0",
};

/** A system of which os-release says nothing but its id. */
export const sparseInventory: Inventory = {
  ...inventory,
  distribution: { id: "scratchy", versionId: "", name: "", idLike: ["a", "b"], codename: "" },
};
