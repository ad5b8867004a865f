// The SBOMs of real arm64 root file systems: what the real syft finds in them, and what stock checkers say of ours.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { type Peer, installPeers } from "../../scripts/peers/install.ts";
import { lookAt } from "../../src/layers/pass.ts";
import { createCatalogue } from "../../src/sbom/catalogue/catalogue.ts";
import type { Inventory } from "../../src/sbom/inventory.ts";
import { toCycloneDx } from "../../src/sbom/writers/cyclonedx.ts";
import { toSpdx } from "../../src/sbom/writers/spdx.ts";
import type { SbomSubject } from "../../src/sbom/writers/subject.ts";
import { cycloneDxValidator } from "../unit/sbom/cyclonedx-schema.ts";
import { type Layout, writeLayout } from "./oci-layout.ts";
import { type Comparison, compare, unexplained } from "./purl-comparison.ts";
import { rpmLayer } from "./rpm-root.ts";
import { differences } from "./sbom-differences.ts";
import { start, succeeds } from "./setting.ts";

const names = ["syft", "roots", "rpm", "pyspdxtools", "sbomcheck"] as const;
/** Each image by its layers, bottom first. Wolfi's and Alpine's databases are real, what stands around them is not. */
const images = {
  installed: ["installed", "wheels"],
  unpacked: ["unpacked"],
  wolfi: ["wolfi"],
  alpine: ["alpine"],
  rpm: ["rpm"],
} as const;
type ImageName = keyof typeof images;
type Seen = { readonly inventory: Inventory; readonly layout: Layout };

let peers: Record<(typeof names)[number], Peer>;
let folder = "";
let seen: Record<ImageName, Seen>;

before(async () => {
  peers = await installPeers(names);
  folder = await mkdtemp(path.join(tmpdir(), "pi5-interop-sbom-"));
  const rpm = await rpmLayer(peers.rpm, path.join(folder, "rpm"));
  const looked: [ImageName, Seen][] = [];
  for (const name of Object.keys(images) as ImageName[]) {
    const files = images[name].map((layer) =>
      layer === "rpm" ? rpm : path.join(peers.roots.directory, `${layer}.tar.gz`),
    );
    const layout = await writeLayout(path.join(folder, name), files);
    looked.push([name, { layout, inventory: await inventoryOf(layout) }]);
  }
  seen = Object.fromEntries(looked) as Record<ImageName, Seen>;
});
after(() => rm(folder, { recursive: true, force: true }));

async function inventoryOf({ source }: Layout): Promise<Inventory> {
  const temporary = path.join(folder, "spill");
  const { results } = await lookAt(source, [createCatalogue()], { temporary });
  return results[0];
}

const subjectOf = ({ layout }: Seen): SbomSubject => ({
  name: "registry.example/acme/app",
  platformDigest: layout.digest,
  created: "2026-11-22T10:20:30Z",
  supplier: "Acme",
  toolVersion: "1.0.0",
});

async function syftPurls({ layout }: Seen): Promise<string[]> {
  const output = await succeeds(
    peers.syft.command,
    ["scan", `oci-dir:${layout.folder}`, "--quiet", "--output", "cyclonedx-json"],
    { environment: { SYFT_CHECK_FOR_APP_UPDATE: "false" }, seconds: 600 },
  );
  const { components } = JSON.parse(output) as { readonly components: readonly { readonly purl?: string }[] };
  return components.flatMap(({ purl }) => purl ?? []);
}

async function compared(name: ImageName): Promise<Comparison[]> {
  const ours = seen[name].inventory.components.map(({ purl }) => purl);
  return compare(ours, await syftPurls(seen[name]));
}

test("syft finds the same packages in each image, and every difference has a reason", async (t) => {
  const all: Comparison[] = [];
  for (const name of Object.keys(images) as ImageName[]) {
    const comparisons = await compared(name);
    all.push(...comparisons);
    for (const { ecosystem, ours, syft, same, precision, recall } of comparisons) {
      const figures = `${ours} ours, ${syft} syft's, ${same} the same`;
      t.diagnostic(
        `${name} ${ecosystem}: ${figures}; precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}`,
      );
    }
  }
  assert.deepEqual(unexplained(all, differences), { differences: [], reasons: [] });
  for (const ecosystem of ["deb", "apk", "rpm", "pypi", "npm", "golang", "cargo", "maven"]) {
    const most = all.filter((one) => one.ecosystem === ecosystem).toSorted((a, b) => b.syft - a.syft)[0];
    assert.ok(most !== undefined && most.syft >= 20, `${ecosystem}: ${most?.syft ?? 0} packages are too few`);
    assert.ok(most.precision >= 0.99, `${ecosystem}: precision ${most.precision}`);
    assert.ok(most.recall >= 0.99, `${ecosystem}: recall ${most.recall}`);
  }
});

test("the comparison itself tells a missing architecture, and a reason that explains nothing", () => {
  const [comparison] = compare(["pkg:deb/debian/a@1?distro=d"], ["pkg:deb/debian/a@1?arch=arm64&distro=d"]);
  assert.ok(comparison);
  assert.deepEqual([comparison.precision, comparison.recall], [0, 0]);
  const reasons = [{ only: "syft", pattern: /arch=amd64/, reason: "another architecture" }] as const;
  assert.deepEqual(unexplained([comparison], reasons), {
    differences: ["only ours: deb: debian/a 1 distro=d", "only syft: deb: debian/a 1 arch=arm64 distro=d"],
    reasons: ["another architecture"],
  });
});

test("the CycloneDX documents are valid for the schema of the CycloneDX project", async () => {
  const isValid = await cycloneDxValidator();
  for (const name of Object.keys(images) as ImageName[]) {
    const document = toCycloneDx(seen[name].inventory, subjectOf(seen[name]));
    assert.ok(
      isValid(JSON.parse(Buffer.from(document).toString())),
      `${name}: ${JSON.stringify(isValid.errors)}`,
    );
  }
});

for (const name of Object.keys(images) as ImageName[]) {
  test(`the SPDX document of ${name} is valid for spdx-tools and conformant for the NTIA checker`, async () => {
    const document = toSpdx(seen[name].inventory, subjectOf(seen[name]));
    const file = path.join(folder, `${name}.spdx.json`);
    await writeFile(file, document);
    await succeeds(peers.pyspdxtools.command, ["--infile", file], { seconds: 300 });
    const report = path.join(folder, `${name}.ntia.json`);
    const argv = ["--comply", "ntia", "--output", "json", "--output-file", report, "--skip-validation", file];
    const { code, stdout, stderr } = await start(peers.sbomcheck.command, argv, { seconds: 300 });
    assert.equal(code, 0, stdout + stderr);
    const said = JSON.parse(await readFile(report, "utf8")) as Record<string, unknown>;
    assert.equal(said["isConformant"], true, JSON.stringify(said));
    const { packages } = JSON.parse(Buffer.from(document).toString()) as {
      readonly packages: readonly unknown[];
    };
    assert.equal(said["totalNumberComponents"], packages.length);
    assert.ok(packages.length > seen[name].inventory.components.length);
  });
}

test("a document that lacks suppliers does not pass the NTIA checker", async () => {
  const document = JSON.parse(
    Buffer.from(toSpdx(seen.alpine.inventory, subjectOf(seen.alpine))).toString(),
  ) as {
    packages: Record<string, unknown>[];
  };
  const file = path.join(folder, "anonymous.spdx.json");
  for (const entry of document.packages) delete entry["supplier"];
  await writeFile(file, JSON.stringify(document));
  const report = path.join(folder, "anonymous.ntia.json");
  const argv = ["--comply", "ntia", "--output", "json", "--output-file", report, "--skip-validation", file];
  await start(peers.sbomcheck.command, argv);
  const said = JSON.parse(await readFile(report, "utf8")) as Record<string, unknown>;
  assert.equal(said["isConformant"], false);
});

test("a second look at an image gives the same bytes in both formats", async () => {
  const { layout, inventory } = seen.installed;
  const again = await inventoryOf(layout);
  assert.deepEqual(
    toCycloneDx(again, subjectOf(seen.installed)),
    toCycloneDx(inventory, subjectOf(seen.installed)),
  );
  assert.deepEqual(toSpdx(again, subjectOf(seen.installed)), toSpdx(inventory, subjectOf(seen.installed)));
});
