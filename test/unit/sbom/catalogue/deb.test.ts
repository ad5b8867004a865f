import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readCopyright } from "../../../../src/sbom/catalogue/copyright.ts";
import { readDpkgStatus } from "../../../../src/sbom/catalogue/deb.ts";
import { resolveRelations } from "../../../../src/sbom/catalogue/relations.ts";
import { debian12, inventoryOf, named, needsOf, purls } from "./inventory-of.ts";

const installed = "Status: install ok installed";
const libc = `Package: libc6\n${installed}\nArchitecture: arm64\nSource: glibc\nVersion: 2.36-9+deb12u4\n`;

function status(...paragraphs: readonly string[]): string {
  return paragraphs.join("\n");
}

test("a package has the purl, supplier, homepage and place that dpkg and its documents say", () => {
  const inventory = inventoryOf({
    "etc/os-release": debian12,
    "var/lib/dpkg/status": `Package: libstdc++6
${installed}
Maintainer: Debian GCC Maintainers <debian-gcc@lists.debian.org>
Architecture: arm64
Source: gcc-12 (12.2.0-14)
Version: 1:12.2.0-14+b1
Homepage: http://gcc.gnu.org/
Description: GNU Standard C++ Library v3
 This package contains more.
`,
    "var/lib/dpkg/info/libstdc++6:arm64.list": "/.\n",
    "usr/share/doc/gcc-12-base/copyright": "See /usr/share/common-licenses/GPL-3.\n",
    "usr/share/doc/libstdc++6": { symlink: "gcc-12-base" },
  });
  const component = named(inventory, "libstdc++6");
  assert.equal(
    component.purl,
    "pkg:deb/debian/libstdc%2B%2B6@1:12.2.0-14%2Bb1?arch=arm64&distro=debian-12&upstream=gcc-12%4012.2.0-14",
  );
  assert.equal(component.version, "1:12.2.0-14+b1");
  assert.equal(component.supplier, "Debian GCC Maintainers <debian-gcc@lists.debian.org>");
  assert.equal(component.homepage, "http://gcc.gnu.org/");
  assert.equal(component.description, "GNU Standard C++ Library v3");
  assert.equal(component.cpe, "cpe:2.3:a:libstdc\\+\\+6:libstdc\\+\\+6:1\\:12.2.0-14\\+b1:*:*:*:*:*:*:*");
  assert.deepEqual(component.licences, ["GPL-3"]);
  assert.deepEqual(
    component.locations.map(({ path }) => path),
    ["usr/share/doc/gcc-12-base/copyright", "var/lib/dpkg/info/libstdc++6:arm64.list", "var/lib/dpkg/status"],
  );
});

test("the source is named only where the package names one, and its version only where it differs", () => {
  const of = (source: string): string =>
    purls(
      inventoryOf({ "var/lib/dpkg/status": `Package: a\nVersion: 1\nArchitecture: all\n${source}` }),
    ).join();
  assert.equal(of(""), "pkg:deb/debian/a@1?arch=all");
  assert.equal(of("Source: b\n"), "pkg:deb/debian/a@1?arch=all&upstream=b");
  assert.equal(of("Source: b (2:3)\n"), "pkg:deb/debian/a@1?arch=all&upstream=b%402:3");
});

const releases: readonly (readonly [release: string, purl: string])[] = [
  ["ID=debian\nVERSION_CODENAME=sid\n", "pkg:deb/debian/a@1?distro=debian"],
  ['ID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\n', "pkg:deb/ubuntu/a@1?distro=ubuntu-24.04"],
  ['ID=raspbian\nVERSION_ID="12"\n', "pkg:deb/raspbian/a@1?distro=raspbian-12"],
];

for (const [release, purl] of releases)
  test(`the distribution of ${purl} is that of os-release`, () => {
    const inventory = inventoryOf({
      "usr/lib/os-release": release,
      "etc/os-release": { symlink: "../usr/lib/os-release" },
      "var/lib/dpkg/status": "Package: a\nVersion: 1\n",
    });
    assert.deepEqual(purls(inventory), [purl]);
  });

test("packages whose files are gone do not count, those that are half configured or held do", () => {
  const states = [
    "install ok installed",
    "hold ok installed",
    "install ok half-configured",
    "install ok triggers-pending",
    "deinstall ok config-files",
    "purge ok not-installed",
  ];
  const text = status(...states.map((state, index) => `Package: p${index}\nStatus: ${state}\nVersion: 1\n`));
  assert.deepEqual(
    readDpkgStatus(text).map(({ name }) => name),
    ["p0", "p1", "p2", "p3"],
  );
});

test("dependencies lead to what is installed: the first alternative that is, or every package that provides it", () => {
  const inventory = inventoryOf({
    "var/lib/dpkg/status": status(
      libc,
      `Package: app\n${installed}\nVersion: 1\nPre-Depends: libc6 (>= 2.34)\nDepends: absent | mta, web:any (>= 2) | libc6, gone\n`,
      `Package: postfix\n${installed}\nVersion: 1\nProvides: mta, x (= 1)\n`,
      `Package: exim4\n${installed}\nVersion: 1\nProvides: mta\n`,
      `Package: web\n${installed}\nVersion: 3\n`,
    ),
  });
  assert.deepEqual(needsOf(inventory, "app"), ["exim4", "libc6", "postfix", "web"]);
});

test("a package needs the library of its own architecture", () => {
  const of = (name: string, architecture: string, needs: readonly (readonly string[])[] = []) => ({
    name,
    architecture,
    needs,
    provides: [],
  });
  const packages = [
    of("libc6", "armhf"),
    of("libc6", "arm64"),
    of("app", "arm64", [["libc6"]]),
    of("old", "armhf", [["libc6"]]),
  ];
  assert.deepEqual(resolveRelations(packages), [[], [], [1], [0]]);
});

test("the paragraphs of a distroless image are packages of one database, and its checksums are none", () => {
  const inventory = inventoryOf({
    "etc/os-release": debian12,
    "var/lib/dpkg/status.d/bGliYzY": "Package: libc6\nVersion: 2.36\nArchitecture: arm64\n",
    "var/lib/dpkg/status.d/tzdata": "Package: tzdata\nVersion: 2024a\nDepends: libc6\nArchitecture: all\n",
    "var/lib/dpkg/status.d/tzdata.md5sums": "Package: no  usr/share\nVersion: 1\n",
  });
  assert.deepEqual(purls(inventory), [
    "pkg:deb/debian/libc6@2.36?arch=arm64&distro=debian-12",
    "pkg:deb/debian/tzdata@2024a?arch=all&distro=debian-12",
  ]);
  assert.deepEqual(needsOf(inventory, "tzdata"), ["libc6"]);
});

test("a root file system unpacked inside of the image is a database of its own", () => {
  const inventory = inventoryOf({
    "var/lib/dpkg/status": libc,
    "srv/root/var/lib/dpkg/status": `Package: app\n${installed}\nVersion: 1\nDepends: libc6\n`,
    "srv/root/usr/share/doc/app/copyright": "/usr/share/common-licenses/MPL-2.0",
  });
  assert.deepEqual(needsOf(inventory, "app"), []);
  assert.deepEqual(named(inventory, "app").licences, ["MPL-2.0"]);
});

test("the same package twice in a database is one component", () => {
  assert.equal(inventoryOf({ "var/lib/dpkg/status": status(libc, libc) }).components.length, 1);
});

test("of a machine-readable copyright file the licences of files count, not the texts of their parts", () => {
  const text = `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: x

Files: *
Copyright: someone
License: GPL-2+ or Artistic
 the text

Files: debian/*
License: Expat

License: GPL-2+
 On Debian systems, see /usr/share/common-licenses/GPL-2.
`;
  assert.deepEqual(readCopyright(text), ["Expat", "GPL-2+ or Artistic"]);
});

test("another copyright file gives the common licences that it points to", () => {
  const text =
    "Licensed under Apache-2.0: /usr/share/common-licenses/Apache-2.0.\nor `/usr/share/common-licenses/GPL'\n";
  assert.deepEqual(readCopyright(text), ["Apache-2.0", "GPL"]);
  assert.deepEqual(readCopyright("Do what you want"), []);
});

test("a name longer than any real one is a gap, and no component", () => {
  const inventory = inventoryOf({
    "var/lib/dpkg/status": `Package: ${"a".repeat(2000)}\nVersion: 1\n\n${libc}`,
  });
  assert.deepEqual(purls(inventory).length, 1);
  assert.match(inventory.gaps[0]?.why ?? "", /longer than any real one/);
});

test("any text is a status file and a copyright file, in time that grows with its length", () => {
  const unit = fc.constantFrom(
    "Package: a",
    "\n",
    " ",
    "Depends: ",
    "b,",
    "|",
    "(",
    "Status: x y z",
    "License: ",
    "Files: *",
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 100 }), (text) => {
      readDpkgStatus(text);
      readCopyright(`Format: x\n${text}`);
    }),
  );
  const started = performance.now();
  for (const part of [
    "Package: a\nVersion: 1\nProvides: v\nDepends: v\n\n",
    "Depends: a,",
    "a|",
    "Source: (",
    "(",
    " \n",
  ])
    inventoryOf({ "var/lib/dpkg/status": `Package: x\nVersion: 1\n${part.repeat(20_000)}` });
  assert.ok(performance.now() - started < 10_000, "no text takes quadratic time");
});
