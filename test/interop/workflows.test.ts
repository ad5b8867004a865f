// Stock linters over every workflow and action.yml: actionlint for correctness, zizmor (pedantic) for security.
import assert from "node:assert/strict";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { before } from "node:test";
import { type Peer, installPeers } from "../../scripts/peers/install.ts";
import { actionFiles, workflowFiles } from "../yaml/documents.ts";
import { type Owner, root, start, temporary } from "./setting.ts";

let peers: Record<"actionlint" | "zizmor", Peer>;
before(async () => {
  peers = await installPeers(["actionlint", "zizmor"]);
});

// What GitHub has had since summer 2026 and actionlint 1.7.12 does not know. Each is a whole message, so that nothing else
// with the same words goes unseen; test/yaml checks these keys with GitHub's own parser.
const unknownToActionlint = [
  /^specifying action "\$\/[\w./-]+" in invalid format because ref is missing\. available formats are .*$/,
  /^reusable workflow call "\$\/[\w./-]+" at "uses" is not following the format .*$/,
  /^unexpected key "cache-mode" for "(?:job|workflow)" section\. expected one of .*$/,
];

type Complaint = { readonly message: string; readonly line: number; readonly filepath: string };

async function actionlint(t: Owner, names: readonly string[], from = root): Promise<readonly string[]> {
  const { code, stdout, stderr } = await start(
    peers.actionlint.command,
    ["-no-color", "-shellcheck=", "-pyflakes=", "-format", "{{json .}}", ...names],
    { directory: from, environment: { HOME: await temporary(t, "actionlint") } },
  );
  assert.ok(code === 0 || code === 1, `actionlint ended with ${code}: ${stderr}`);
  const complaints = JSON.parse(stdout === "" ? "[]" : stdout) as readonly Complaint[];
  return complaints
    .filter(({ message }) => !unknownToActionlint.some((known) => known.test(message)))
    .map(({ filepath, line, message }) => `${filepath}:${line}: ${message}`);
}

type Finding = { readonly ident: string; readonly desc: string };

async function zizmor(t: Owner, names: readonly string[], from = root): Promise<readonly string[]> {
  const home = await temporary(t, "zizmor");
  const { code, stdout, stderr } = await start(
    peers.zizmor.command,
    [
      "--offline",
      "--no-config",
      "--no-progress",
      "--persona",
      "pedantic",
      "--format",
      "json-v1",
      "--",
      ...names,
    ],
    { directory: from, environment: { HOME: home, XDG_CACHE_HOME: home } },
  );
  // 10 to 14 is "found something", by severity.
  assert.ok(code === 0 || (code >= 10 && code <= 14), `zizmor ended with ${code}: ${stderr}`);
  const findings = JSON.parse(stdout) as readonly Finding[];
  return findings.map(({ ident, desc }) => `${ident}: ${desc}`);
}

test("actionlint has nothing to say about any workflow, the dot-named ones included", async (t) => {
  const names = (await workflowFiles()).map(({ name }) => name);
  assert.ok(names.length > 0);
  for (const name of names) assert.deepEqual(await actionlint(t, [name]), []);
});

test("zizmor finds nothing in any workflow, action.yml or dependabot file, as its strictest persona", async (t) => {
  const names = [...(await workflowFiles()), ...(await actionFiles())].map(({ name }) => name);
  assert.ok(names.some((name) => name.endsWith("action.yml")));
  for (const name of [...names, ".github/dependabot.yml"]) {
    // Where GitHub reads it: the copy-ready callers are workflows only once they are there.
    const folder = await temporary(t, "linted");
    const place = name.startsWith("workflows/") ? path.join(".github", name) : name;
    await mkdir(path.dirname(path.join(folder, place)), { recursive: true });
    await copyFile(path.join(root, name), path.join(folder, place));
    assert.deepEqual(await zizmor(t, [place], folder), [], name);
  }
});

test("both linters see what is wrong with a bad workflow, beside what actionlint does not know yet", async (t) => {
  const folder = await temporary(t, "linted");
  const place = ".github/workflows/bad.yml";
  await mkdir(path.join(folder, ".github/workflows"), { recursive: true });
  await writeFile(
    path.join(folder, place),
    [
      "on: pull_request_target",
      "jobs:",
      "  a:",
      "    runs-on: ubuntu-24.04",
      "    cache-mode: none",
      "    steps:",
      "      - uses: $/actions/build-arm64",
      "      - run: echo ${{ github.event.pull_request.title }}",
      "      - run: echo ${{ needs.b.outputs.c }}",
      "  called:",
      "    uses: $/.github/workflows/other.yml",
      "",
    ].join("\n"),
  );
  const linted = await actionlint(t, [place], folder);
  assert.ok(
    linted.some((text) => text.includes("untrusted")),
    linted.join("\n"),
  );
  assert.ok(
    linted.some((text) => text.includes('property "b" is not defined')),
    linted.join("\n"),
  );
  assert.equal(
    linted.filter((text) => text.includes("$/") || text.includes("cache-mode")).length,
    0,
    linted.join("\n"),
  );
  const found = await zizmor(t, [place], folder);
  for (const audit of ["template-injection", "dangerous-triggers", "excessive-permissions"])
    assert.ok(
      found.some((text) => text.startsWith(`${audit}:`)),
      `${audit} of ${found.join("\n")}`,
    );
});
