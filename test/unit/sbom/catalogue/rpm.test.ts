import assert from "node:assert/strict";
import { test } from "node:test";
import { rpmTag } from "../../../../src/formats/rpm-header.ts";
import { rpmBlob, rpmDatabase, type RpmValues } from "../../formats/rpm-blob.ts";
import { inventoryOf, named, needsOf, purls } from "./inventory-of.ts";

const fedora = 'NAME="Fedora Linux"\nID=fedora\nVERSION_ID=40\n';

function header(name: string, more: RpmValues = {}): Uint8Array {
  return rpmBlob({ [rpmTag.name]: name, [rpmTag.version]: "1.0", [rpmTag.release]: "2.fc40", ...more });
}

const database = rpmDatabase([
  header("bash", {
    [rpmTag.epoch]: [0],
    [rpmTag.architecture]: "aarch64",
    [rpmTag.sourceRpm]: "bash-1.0-2.fc40.src.rpm",
    [rpmTag.vendor]: "Fedora Project",
    [rpmTag.licence]: "GPL-3.0-or-later",
    [rpmTag.summary]: "The GNU Bourne Again shell",
    [rpmTag.url]: "https://www.gnu.org/software/bash",
    [rpmTag.baseNames]: ["bash", "sh", "README"],
    [rpmTag.directoryIndexes]: [0, 0, 1],
    [rpmTag.directoryNames]: ["/usr/bin/", "/usr/share/doc/"],
  }),
  header("tool", {
    [rpmTag.requireName]: ["/usr/bin/sh", "libx.so.1()(64bit)", "rpmlib(CompressedFileNames)"],
  }),
  header("libx", { [rpmTag.provideName]: ["libx", "libx.so.1()(64bit)"] }),
  header("gpg-pubkey"),
]);
const inventory = inventoryOf({ "etc/os-release": fedora, "usr/lib/sysimage/rpm/rpmdb.sqlite": database });

test("packages have rpm's purls with architecture, epoch and source, and imported keys are no packages", () => {
  assert.deepEqual(purls(inventory), [
    "pkg:rpm/fedora/bash@1.0-2.fc40?arch=aarch64&distro=fedora-40&epoch=0&upstream=bash-1.0-2.fc40.src.rpm",
    "pkg:rpm/fedora/libx@1.0-2.fc40?distro=fedora-40",
    "pkg:rpm/fedora/tool@1.0-2.fc40?distro=fedora-40",
  ]);
});

test("vendor, licence, summary and page are those of the header", () => {
  const { supplier, licences, description, homepage, version } = named(inventory, "bash");
  assert.deepEqual(
    [supplier, licences, description, homepage, version],
    [
      "Fedora Project",
      ["GPL-3.0-or-later"],
      "The GNU Bourne Again shell",
      "https://www.gnu.org/software/bash",
      "0:1.0-2.fc40",
    ],
  );
  assert.equal(named(inventory, "tool").supplier, undefined);
});

test("a needed file leads to the package that has it, a needed library to the one that provides it", () => {
  assert.deepEqual(needsOf(inventory, "tool"), ["bash", "libx"]);
});

test("Red Hat and openSUSE have the names that purls give them", () => {
  const of = (id: string): string =>
    purls(
      inventoryOf({
        "etc/os-release": `ID="${id}"\n`,
        "var/lib/rpm/rpmdb.sqlite": rpmDatabase([header("a")]),
      }),
    ).join();
  assert.equal(of("rhel"), "pkg:rpm/redhat/a@1.0-2.fc40?distro=rhel");
  assert.equal(of("opensuse-leap"), "pkg:rpm/opensuse/a@1.0-2.fc40?distro=opensuse-leap");
});

const unread: Readonly<Record<string, RegExp>> = {
  "var/lib/rpm/Packages": /Berkeley DB/,
  "usr/lib/sysimage/rpm/Packages.db": /ndb/,
  "var/lib/rpm/rpmdb.sqlite-wal": /write-ahead log/,
  "var/lib/rpm/rpmdb.sqlite": /not a SQLite database/,
};

for (const [path, why] of Object.entries(unread))
  test(`${path} that is not read is a gap, never silence`, () => {
    const { components, gaps } = inventoryOf({ [path]: "some bytes" });
    assert.deepEqual(components, []);
    assert.equal(gaps[0]?.path, path);
    assert.match(gaps[0]?.why ?? "", why);
    assert.deepEqual(inventoryOf({ [path]: "" }).gaps, []);
  });

test("a database that breaks off is a gap", () => {
  const { components, gaps } = inventoryOf({ "var/lib/rpm/rpmdb.sqlite": database.subarray(0, 5000) });
  assert.deepEqual(components, []);
  assert.match(gaps[0]?.why ?? "", /SQLite database/);
});

test("a header that lies about its length is a gap", () => {
  const { gaps } = inventoryOf({ "var/lib/rpm/rpmdb.sqlite": rpmDatabase([Buffer.alloc(12, 0xff)]) });
  assert.match(gaps[0]?.why ?? "", /header in an RPM database/);
});
