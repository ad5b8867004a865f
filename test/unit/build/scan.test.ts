import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import fc from "fast-check";
import { parseCommandLine, readSarif, runScan } from "../../../src/build/scan.ts";
import { applyVex, readVex } from "../../../src/build/vex.ts";
import { createProcesses } from "../../../src/io/process.ts";
import { isFault } from "../../../src/values/fault.ts";

const sarif = (...results: readonly object[]) =>
  Buffer.from(JSON.stringify({ version: "2.1.0", runs: [{ tool: { driver: { name: "x" } }, results }] }));
const result = (ruleId: string, level: string, text = "openssl 3.0 has a hole") => ({
  ruleId,
  level,
  message: { text },
  locations: [{ physicalLocation: { artifactLocation: { uri: "usr/lib/libssl.so" } } }],
});

test("a command line is split as people write it, and what only a shell knows is refused", () => {
  assert.deepEqual(parseCommandLine(`grype  'oci-dir:{layout} x' --a="b c" d\\ e ""`), [
    "grype",
    "oci-dir:{layout} x",
    "--a=b c",
    "d e",
    "",
  ]);
  for (const bad of ["", "  ", "a | b", "a > b", "a; b", "a $HOME", "a `b`", "'open", "a \\", '""'])
    assert.throws(
      () => parseCommandLine(bad),
      (error) => isFault(error, "SCAN_COMMAND_INVALID"),
      bad,
    );
});

test("words that are quoted come back as they were", () => {
  const word = fc.string({ minLength: 1 }).filter((text) => !/[\0]/.test(text));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
      const line = words.map((text) => `"${text.replaceAll(/["\\]/g, "\\$&")}"`).join(" ");
      assert.deepEqual(parseCommandLine(line), words);
    }),
  );
});

test("results become findings by their level", () => {
  const found = readSarif(
    sarif(result("CVE-1", "error"), result("CVE-2", "note"), result("CVE-3", "warning"), {}),
  );
  assert.deepEqual(
    found.map(({ rule, severity }) => [rule, severity]),
    [
      ["CVE-1", "error"],
      ["CVE-2", "notice"],
      ["CVE-3", "warning"],
      ["scan", "warning"],
    ],
  );
  assert.equal(found[0]?.file, "usr/lib/libssl.so");
  assert.deepEqual(readSarif(Buffer.from('\uFEFF{"version":"2.1.0","runs":[{}]}')), []);
});

test("what is not SARIF is refused, never taken for a clean result", () => {
  for (const bad of [
    "",
    "[]",
    "{}",
    '{"version":"2.0.0","runs":[]}',
    '{"version":"2.1.0"}',
    '{"version":"2.1.0","runs":[1]}',
    '{"version":"2.1.0","runs":[{"results":{}}]}',
    '{"version":"2.1.0","runs":[{"results":[1]}]}',
  ])
    assert.throws(
      () => readSarif(Buffer.from(bad)),
      (error) => isFault(error, "SCAN_FAILED"),
      bad,
    );
});

async function scanner(t: TestContext, script: string) {
  const folder = await mkdtemp(path.join(tmpdir(), "pi5-scan-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const program = path.join(folder, "scanner");
  await writeFile(program, `#!${process.execPath}\n${script}`, { mode: 0o755 });
  const lines: string[] = [];
  const processes = createProcesses({ PATH: folder, SECRET_TOKEN: "hidden" });
  return {
    lines,
    run: (command: string) =>
      runScan(
        processes,
        command,
        { layout: "/the/layout", sarif: path.join(folder, "out.sarif") },
        (line) => void lines.push(line),
      ),
  };
}

test("the scanner gets the two paths, no environment of the job, and its exit code is told", async (t) => {
  const { run, lines } = await scanner(
    t,
    `const [layout, out] = process.argv.slice(2);
console.log(layout, process.env.SECRET_TOKEN);
require("node:fs").writeFileSync(out, ${JSON.stringify(sarif(result("CVE-1", "error")).toString())});
process.exit(3);`,
  );
  const { findings, code } = await run("scanner {layout} {sarif}");
  assert.equal(code, 3);
  assert.equal(findings[0]?.rule, "CVE-1");
  assert.deepEqual(lines, ["/the/layout undefined"]);
});

test("a scanner without {sarif} is judged by its exit code, one that leaves no file fails", async (t) => {
  const { run } = await scanner(t, "process.exit(1)");
  assert.deepEqual(await run("scanner {layout}"), { findings: [], code: 1 });
  await assert.rejects(run("scanner {sarif}"), (error) => isFault(error, "SCAN_FAILED"));
  await assert.rejects(run("not-there {sarif}"), (error) => isFault(error, "PROCESS_MISSING"));
});

const repository = "ghcr.io/acme/shelf";
const vex = (...statements: readonly object[]) =>
  readVex(
    Buffer.from(JSON.stringify({ "@context": "https://openvex.dev/ns/v0.2.0", statements })),
    "app.openvex.json",
  );
const cleared = (statement: object) =>
  applyVex(readSarif(sarif(result("CVE-1-openssl", "error"))), vex(statement), repository).suppressed
    .length === 1;
const base = {
  vulnerability: { name: "CVE-1" },
  status: "not_affected",
  justification: "vulnerable_code_not_present",
};

test("not_affected and fixed take a finding away with their reason, other statuses do not", () => {
  assert.ok(cleared(base));
  assert.ok(cleared({ vulnerability: "CVE-1", status: "fixed" }));
  assert.ok(cleared({ ...base, vulnerability: { name: "GHSA-1", aliases: ["CVE-1"] } }));
  assert.ok(!cleared({ vulnerability: "CVE-1", status: "affected" }));
  assert.ok(!cleared({ vulnerability: "CVE-1", status: "under_investigation" }));
  assert.ok(!cleared({ ...base, vulnerability: { name: "CVE-11" } }));
  const { suppressed } = applyVex(readSarif(sarif(result("CVE-1", "error"))), vex(base), repository);
  assert.equal(suppressed[0]?.reason, "VEX not_affected: vulnerable_code_not_present");
});

test("a statement about another image or another package takes nothing away", () => {
  const product = (id: string, ...subcomponents: readonly string[]) => ({
    ...base,
    products: [{ "@id": id, subcomponents: subcomponents.map((part) => ({ "@id": part })) }],
  });
  assert.ok(cleared(product("pkg:oci/shelf@sha256%3Aabc?repository_url=ghcr.io/acme/shelf")));
  assert.ok(cleared(product("pkg:oci/shelf")));
  assert.ok(!cleared(product("pkg:oci/shelf?repository_url=ghcr.io/other/shelf")));
  assert.ok(!cleared(product("pkg:oci/till")));
  assert.ok(!cleared(product("pkg:npm/shelf")));
  assert.ok(cleared(product("pkg:oci/shelf", "pkg:deb/debian/openssl@3.0")));
  assert.ok(!cleared(product("pkg:oci/shelf", "pkg:deb/debian/zlib@1")));
});

test("a VEX file that cannot be understood is refused", () => {
  const broken = ["", "{}", '{"@context":"https://openvex.dev/ns/v0.2.0"}'];
  for (const text of broken)
    assert.throws(
      () => readVex(Buffer.from(text), "x"),
      (error) => isFault(error, "VEX_INVALID"),
      text,
    );
  for (const statement of [
    {},
    { vulnerability: "A", status: "maybe" },
    { vulnerability: "A", status: "not_affected" },
    { ...base, products: 1 },
    { ...base, products: [{}] },
  ])
    assert.throws(
      () => vex(statement),
      (error) => isFault(error, "VEX_INVALID"),
      JSON.stringify(statement),
    );
});

test("a result without a level has its rule's, and what the scanner was told to accept is no finding", () => {
  const rules = [{ id: "A", defaultConfiguration: { level: "error" } }, { id: "B" }];
  const bare = (ruleId: string, more: object = {}) => ({ ruleId, message: { text: "x" }, ...more });
  const log = {
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "x", rules } },
        results: [
          bare("A"),
          bare("B"),
          { ruleIndex: 0, ruleId: "A/1", message: { text: "x" } },
          bare("A", { suppressions: [{ kind: "external" }] }),
          bare("A", { suppressions: [{ kind: "external", status: "rejected" }] }),
          bare("A", { suppressions: [] }),
        ],
      },
    ],
  };
  assert.deepEqual(
    readSarif(Buffer.from(JSON.stringify(log))).map(({ rule, severity }) => `${rule} ${severity}`),
    ["A error", "B warning", "A/1 error", "A error", "A error"],
  );
});

test("the latest statement about a finding holds, and of two at one time the cautious one", () => {
  const dated = (status: string, timestamp: string) => ({ ...base, status, timestamp });
  const left = (...statements: readonly object[]) =>
    applyVex(readSarif(sarif(result("CVE-1", "error"))), vex(...statements), repository).kept.length;
  const early = "2026-01-01T00:00:00Z";
  const late = "2026-02-01T00:00:00Z";
  assert.equal(left(dated("not_affected", early), dated("affected", late)), 1);
  assert.equal(left(dated("affected", late), dated("not_affected", early)), 1);
  assert.equal(left(dated("under_investigation", early), dated("fixed", late)), 0);
  assert.equal(left(dated("not_affected", late), dated("affected", late)), 1);
  assert.equal(left(dated("affected", early), { ...dated("fixed", early), last_updated: late }), 0);
  assert.equal(left(base, dated("affected", early)), 1);
});

test("a product with broken escapes is another image, no crash", () => {
  assert.ok(!cleared({ ...base, products: [{ "@id": "pkg:oci/%zz" }] }));
});
