import assert from "node:assert/strict";
import test from "node:test";
import { webAddress } from "../../../src/sbom/writers/bill.ts";
import { toCycloneDx } from "../../../src/sbom/writers/cyclonedx.ts";
import { toSpdx } from "../../../src/sbom/writers/spdx.ts";
import { readSupplier, supplierOf } from "../../../src/sbom/writers/supplier.ts";
import { imageSupplier } from "../../../src/sbom/writers/subject.ts";
import { component, inventory, sparseSubject, subject } from "./sample.ts";

test("a maintainer field is a name and an address, of a person or an organisation", () => {
  const said = { assumed: false };
  assert.deepEqual(readSupplier("Ann Example <ann@debian.example>"), {
    name: "Ann Example",
    email: "ann@debian.example",
    person: true,
    ...said,
  });
  assert.deepEqual(readSupplier('"Debian Foo Team" <foo@lists.example>'), {
    name: "Debian Foo Team",
    email: "foo@lists.example",
    person: false,
    ...said,
  });
  assert.deepEqual(readSupplier("Google LLC"), {
    name: "Google LLC",
    email: undefined,
    person: false,
    ...said,
  });
  assert.deepEqual(readSupplier("<only@address.example>"), {
    name: "only@address.example",
    email: "only@address.example",
    person: true,
    ...said,
  });
  assert.deepEqual(readSupplier("A\n B\u0000<no address>"), {
    name: "A B",
    email: undefined,
    person: false,
    ...said,
  });
  assert.equal(readSupplier(" <> "), undefined);
});

test("a package that names nobody comes from its distribution, else from where its kind comes from", () => {
  const { distribution } = inventory;
  const from = (ecosystem: Parameters<typeof component>[0]["ecosystem"], known = distribution): string =>
    supplierOf(
      component({ name: "example.test/a/b", ...(ecosystem === undefined ? {} : { ecosystem }) }),
      known,
      "Acme",
    ).name;
  assert.equal(from("deb"), "Debian GNU/Linux");
  assert.equal(supplierOf(component({ name: "x", ecosystem: "deb" }), undefined, "Acme").name, "Debian");
  assert.equal(from("apk", { id: "alpine", name: "", versionId: "", idLike: [], codename: "" }), "alpine");
  assert.equal(from("golang"), "example.test/a");
  assert.equal(from("maven"), "Maven repository");
  assert.equal(from("pypi"), "Python Package Index");
  assert.equal(from("cargo"), "Rust crate registry");
  assert.equal(from("model"), "Acme");
});

test("the image is supplied by whom the inputs name, else by the owner in its name", () => {
  assert.equal(imageSupplier(subject), "Acme (Shops)");
  assert.equal(imageSupplier(sparseSubject), "registry.example/acme");
  assert.equal(imageSupplier({ ...sparseSubject, name: "app", supplier: " " }), "app");
});

test("an address is http or https, in a form that both formats take, or none", () => {
  assert.equal(webAddress("HTTPS://Example.test/a|b{c}"), "https://example.test/a%7Cb%7Bc%7D");
  for (const text of [
    "",
    "git+ssh://a/b",
    "https://",
    "https://a b/",
    "javascript:alert(1)",
    "https://user:secret@a.example/",
  ])
    assert.equal(webAddress(text), undefined, text);
});

test("a source repository with a credential in its address is not named", () => {
  const sourceRepository = "https://user:secret@git.example/acme/shop";
  for (const write of [toCycloneDx, toSpdx]) {
    assert.doesNotMatch(Buffer.from(write(inventory, { ...subject, sourceRepository })).toString(), /secret/);
  }
});
