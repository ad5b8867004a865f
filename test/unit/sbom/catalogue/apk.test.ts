import assert from "node:assert/strict";
import { test } from "node:test";
import { readApkDatabase } from "../../../../src/sbom/catalogue/apk.ts";
import { inventoryOf, named, needsOf, purls } from "./inventory-of.ts";

const alpine = 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.19.1\n';
const musl = `C:Q1pSfk5Vt2vMoqqYlaBTXUYiUdG0A=
P:musl
V:1.2.4_git20230717-r4
A:aarch64
S:389014
T:the musl c library (libc) implementation
U:https://musl.libc.org/
L:MIT
o:musl
m:Timo Teräs <timo.teras@iki.fi>
p:so:libc.musl-aarch64.so.1=1
F:lib
R:ld-musl-aarch64.so.1
a:0:0:755
Z:Q1xx=
`;
const libcrypto = `P:libcrypto3
V:3.1.4-r5
A:aarch64
L:Apache-2.0
o:openssl
D:so:libc.musl-aarch64.so.1>=1 !libressl
p:so:libcrypto.so.3=3 cmd:openssl=3
`;
const tool = `P:tool
V:1-r0
L:GPL-2.0-only AND MIT
D:libcrypto3~3.1 cmd:openssl /bin/absent
`;

const inventory = inventoryOf({
  "etc/os-release": alpine,
  "lib/apk/db/installed": [musl, libcrypto, tool].join("\n"),
});

test("packages have Alpine's purls, with the origin only where it is another package", () => {
  assert.deepEqual(purls(inventory), [
    "pkg:apk/alpine/libcrypto3@3.1.4-r5?arch=aarch64&distro=alpine-3.19.1&upstream=openssl",
    "pkg:apk/alpine/musl@1.2.4_git20230717-r4?arch=aarch64&distro=alpine-3.19.1",
    // A package without an origin has none.
    "pkg:apk/alpine/tool@1-r0?distro=alpine-3.19.1",
  ]);
});

test("supplier, homepage, description and licences are those of the database", () => {
  const { supplier, homepage, description, licences } = named(inventory, "musl");
  assert.deepEqual(
    { supplier, homepage, description, licences },
    {
      supplier: "Timo Teräs <timo.teras@iki.fi>",
      homepage: "https://musl.libc.org/",
      description: "the musl c library (libc) implementation",
      licences: ["MIT"],
    },
  );
  assert.deepEqual(named(inventory, "tool").licences, ["GPL-2.0-only AND MIT"]);
  assert.equal(named(inventory, "libcrypto3").supplier, undefined);
});

test("libraries and commands lead to the packages that provide them; conflicts are no dependencies", () => {
  assert.deepEqual(needsOf(inventory, "libcrypto3"), ["musl"]);
  assert.deepEqual(needsOf(inventory, "tool"), ["libcrypto3"]);
});

test("the database is found at its new place too", () => {
  assert.equal(inventoryOf({ "usr/lib/apk/db/installed": musl }).components.length, 1);
});

test("old lists of licences with blanks between them are several", () => {
  const [old] = inventoryOf({ "lib/apk/db/installed": "P:a\nV:1\nL:MIT BSD GPL2+\n" }).components;
  assert.deepEqual(old?.licences, ["MIT", "BSD", "GPL2+"]);
});

test("what is no package is passed over", () => {
  assert.deepEqual(readApkDatabase(""), []);
  assert.deepEqual(readApkDatabase("P:no version\n\nV:1\n\nnothing at all\n::\n"), []);
});
