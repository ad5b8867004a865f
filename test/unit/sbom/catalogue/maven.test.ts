import assert from "node:assert/strict";
import { test } from "node:test";
import { digestOf, hexOf } from "../../../../src/values/digest.ts";
import { type ZipContent, type ZipOptions, smallZip } from "../../formats/small-zip.ts";
import { inventoryOf, named, needsOf, purls } from "./inventory-of.ts";

function pom(group: string, artifact: string, version: string): ZipContent {
  return {
    [`META-INF/maven/${group}/${artifact}/pom.properties`]: `groupId=${group}\nartifactId=${artifact}\nversion=${version}\n`,
  };
}

function manifest(...lines: readonly string[]): ZipContent {
  return { "META-INF/MANIFEST.MF": ["Manifest-Version: 1.0", ...lines, ""].join("\n") };
}

function jar(...content: readonly ZipContent[]): Uint8Array {
  return smallZip(Object.assign({}, ...content) as ZipContent, { packed: true });
}

test("an archive is the artifact that Maven left its coordinates of", () => {
  const bytes = jar(
    manifest("Implementation-Vendor: Example", "Bundle-License: MIT"),
    pom("org.example", "thing", "1.2"),
  );
  const component = named(inventoryOf({ "app/thing-1.2.jar": bytes }), "org.example:thing");
  assert.equal(component.purl, "pkg:maven/org.example/thing@1.2");
  assert.equal(component.supplier, "Example");
  assert.deepEqual(component.licences, ["MIT"]);
  assert.deepEqual(component.hashes, [{ algorithm: "SHA-256", hex: hexOf(digestOf(bytes)) }]);
});

test("artifacts whose classes were copied into an archive are components that it needs", () => {
  const bytes = jar(
    manifest(),
    pom("org.example", "thing", "1.2"),
    pom("commons-io", "commons-io", "2.11.0"),
  );
  const inventory = inventoryOf({ "thing-1.2.jar": bytes });
  assert.deepEqual(purls(inventory), [
    "pkg:maven/commons-io/commons-io@2.11.0",
    "pkg:maven/org.example/thing@1.2",
  ]);
  assert.deepEqual(needsOf(inventory, "org.example:thing"), ["commons-io"]);
});

const named_: readonly (readonly [file: string, lines: readonly string[], purl: string])[] = [
  ["guice-4.2.3.jar", [], "pkg:maven/guice/guice@4.2.3"],
  ["okio-3.1.jar", ["Automatic-Module-Name: com.squareup.okio"], "pkg:maven/com.squareup.okio/okio@3.1"],
  [
    "x.jar",
    ["Bundle-SymbolicName: org.x.core;singleton:=true", "Bundle-Version: 7.1"],
    "pkg:maven/org.x.core/x@7.1",
  ],
  [
    "jetty9-util.jar",
    [
      "Created-By: Apache Maven Bundle Plugin",
      "Bundle-SymbolicName: org.x.alpn.server;singleton:=true",
      "Bundle-Version: 9.4",
    ],
    "pkg:maven/org.x.alpn.server/server@9.4",
  ],
  [
    "client-1.0.jar",
    [
      "Created-By: Apache Maven Bundle Plugin",
      "Bundle-SymbolicName: org.x.oauth",
      "Implementation-Vendor-Id: org.x.oauth",
    ],
    "pkg:maven/org.x.oauth/client@1.0",
  ],
  ["bundle-1.0.jar", ["Created-By: Apache Maven Bundle Plugin"], "pkg:maven/bundle/bundle@1.0"],
  ["groovy-json-2.4.21.jar", [], "pkg:maven/org.codehaus.groovy/groovy-json@2.4.21"],
  ["ant-1.10.13.jar", ["Main-Class: org.apache.tools.ant.Main"], "pkg:maven/org.apache.ant/ant@1.10.13"],
  ["org.x.notes-common-2.0.jar", [], "pkg:maven/notes-common/notes-common@2.0"],
  [
    "org.eclipse.core.jobs-3.0.jar",
    ["Bundle-SymbolicName: org.eclipse.core.jobs"],
    "pkg:maven/org.eclipse.core.jobs/org.eclipse.core.jobs@3.0",
  ],
  ["antlr-2.7.jar", [], "pkg:maven/antlr/antlr@2.7"],
  ["y.jar", ["Implementation-Version: 2.0", "Implementation-Title: commons of y"], "pkg:maven/y/y@2.0"],
  [
    "spring-web-6.1.4.jar",
    ["Implementation-Title: spring-web"],
    "pkg:maven/org.springframework/spring-web@6.1.4",
  ],
  ["spring-boot-starter-3.2.0.war", [], "pkg:maven/org.springframework.boot/spring-boot-starter@3.2.0"],
];

for (const [file, lines, purl] of named_)
  test(`${file} with ${JSON.stringify(lines)} and without Maven's files is ${purl}`, () => {
    assert.deepEqual(purls(inventoryOf({ [file]: jar(manifest(...lines)) })), [purl]);
  });

test("an archive that names neither an artifact nor a version is a gap", () => {
  const { components, gaps } = inventoryOf({ "usr/share/java/plain.jar": jar(manifest()) });
  assert.deepEqual(components, []);
  assert.match(gaps[0]?.why ?? "", /names neither/);
});

test("a pom beside the coordinates gives licences and organisation", () => {
  const project = {
    "META-INF/maven/g/thing/pom.xml":
      "<project><licenses><license><name>BSD</name></license></licenses><organization><name>Org</name></organization></project>",
  };
  const [component] = inventoryOf({ "thing-1.jar": jar(pom("g", "thing", "1"), project) }).components;
  assert.deepEqual([component?.licences, component?.supplier], [["BSD"], "Org"]);
});

for (const packed of [false, true])
  test(`archives in a Spring Boot archive are found, ${packed ? "packed" : "stored"} and behind a script`, () => {
    const options: ZipOptions = { packed, before: Buffer.from("#!/bin/sh\n") };
    const inner = jar(pom("org.example", "lib", "2"));
    const war = jar({ "WEB-INF/lib/lib-2.jar": inner });
    const bytes = smallZip(
      {
        ...manifest("Implementation-Version: 1"),
        "BOOT-INF/lib/lib-2.jar": inner,
        "BOOT-INF/web-3.war": war,
      },
      options,
    );
    const inventory = inventoryOf({ "app/boot-1.jar": bytes });
    assert.deepEqual(purls(inventory), [
      "pkg:maven/boot/boot@1",
      "pkg:maven/org.example/lib@2",
      "pkg:maven/org.example/lib@2",
      "pkg:maven/web/web@3",
    ]);
    assert.deepEqual(needsOf(inventory, "boot"), ["org.example:lib", "web"]);
  });

test("archives in archives end at a depth, with a gap", () => {
  let bytes = jar(manifest(), pom("g", "deep", "1"));
  for (let level = 0; level < 8; level += 1) bytes = jar({ [`level${level}-1.jar`]: bytes });
  const { gaps, components } = inventoryOf({ "outer-1.jar": bytes });
  assert.match(gaps[0]?.why ?? "", /too many archives/);
  assert.equal(
    components.some(({ name }) => name === "g:deep"),
    false,
  );
});

test("a broken archive in an archive is a gap, and the others are still read", () => {
  const inventory = inventoryOf({
    "o-1.jar": jar({ "a-1.jar": "nonsense", "b-2.jar": jar(pom("g", "b", "2")) }),
  });
  assert.ok(purls(inventory).includes("pkg:maven/g/b@2"));
  assert.match(inventory.gaps[0]?.why ?? "", /^a-1.jar in it: a ZIP archive/);
});

test("a broken archive is a gap; something else with such a name is not", () => {
  const whole = jar(pom("g", "a", "1"));
  const { gaps } = inventoryOf({ "a.jar": whole.subarray(0, 60), "b.jar": "text", "c.jar": "" });
  assert.deepEqual(
    gaps.map(({ path }) => path),
    ["a.jar"],
  );
});

test("coordinates with properties that nobody filled in are none", () => {
  const { components } = inventoryOf({ "a-1.jar": jar(manifest(), pom("g", "other", "${project.version}")) });
  assert.deepEqual(
    components.map(({ purl }) => purl),
    ["pkg:maven/a/a@1"],
  );
});

test("after many broken archives in one the others are not tried, and are gaps", () => {
  const broken = Object.fromEntries(
    Array.from({ length: 600 }, (_, index) => [`x${index}-1.jar`, "nonsense"]),
  );
  const { gaps } = inventoryOf({ "outer-1.jar": jar(broken, { "z-1.jar": jar(pom("g", "z", "1")) }) });
  assert.equal(gaps.length, 601);
  assert.equal(gaps.filter(({ why }) => why.includes("too many entries beside it are broken")).length, 101);
});

test("an archive that says to unpack to more than is read is a gap", () => {
  const large = jar({ "a-1.jar": new Uint8Array(65 * 1024 * 1024) });
  assert.match(inventoryOf({ "outer-1.jar": large }).gaps[0]?.why ?? "", /too large to unpack/);
});

test("a text that cannot be unpacked leaves the archive its name", () => {
  const bytes = Buffer.from(jar(manifest("Implementation-Version: 9")));
  // The packed manifest is damaged behind its local header.
  bytes.fill(0xff, 30 + "META-INF/MANIFEST.MF".length + 4, 30 + "META-INF/MANIFEST.MF".length + 12);
  assert.deepEqual(purls(inventoryOf({ "lib-3.jar": bytes })), ["pkg:maven/lib/lib@3"]);
});
