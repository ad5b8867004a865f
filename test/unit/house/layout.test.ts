import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import test from "node:test";

const root = path.resolve(import.meta.dirname, "../../..");

// docs/architecture.md explains the table. `values` is open to all of src; a folder may always import itself.
const allowed: Readonly<Record<string, readonly string[] | "all but runner">> = {
  values: [],
  io: [],
  schema: [],
  formats: [],
  envelope: [],
  judge: [],
  report: [],
  oci: ["io"],
  layers: ["io"],
  prometheus: ["io"],
  forge: ["io"],
  notify: ["io", "report"],
  lint: ["layers", "formats"],
  sbom: ["layers", "formats"],
  build: ["io", "oci", "layers", "report"],
  models: ["io", "oci", "formats"],
  signing: ["io", "oci", "envelope"],
  verification: ["io", "oci", "envelope"],
  trust: ["schema", "verification"],
  release: ["schema", "report"],
  render: ["release"],
  deliver: ["io", "release"],
  fleet: ["schema", "release", "trust", "verification", "render", "report"],
  gate: ["prometheus", "judge", "fleet", "report"],
  commands: "all but runner",
  runner: ["io", "report", "commands"],
};

const outer: Readonly<Record<string, readonly string[]>> = {
  actions: ["runner", "commands"],
  cli: ["commands", "io", "report"],
  doubles: [],
  sim: ["judge", "gate"],
};

const pilot = ["doubles", "fleet", "report", "io"];

type Import = { readonly file: string; readonly target: string };

async function importsBelow(folder: string): Promise<Import[]> {
  const found: Import[] = [];
  const files = await readdir(path.join(root, folder), { recursive: true }).catch(() => []);
  for (const name of files.filter((name) => /\.(?:ts|js)$/.test(name) && !name.includes("node_modules"))) {
    const file = path.join(folder, name);
    const text = await readFile(path.join(root, file), "utf8");
    for (const [, specifier] of text.matchAll(/(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g))
      found.push({ file, target: path.join(path.dirname(file), specifier ?? "") });
  }
  return found;
}

/** `src/oci/x.ts` is of `oci`, `doubles/github/x.ts` of `doubles`. */
function folderOf(file: string): string {
  const [first, second] = file.split("/");
  return first === "src" ? (second ?? "") : (first ?? "");
}

test("each folder of src imports only what the design allows", async () => {
  const wrong: string[] = [];
  for (const { file, target } of await importsBelow("src")) {
    const from = folderOf(file);
    const to = folderOf(target);
    const rule = allowed[from];
    const fine =
      from === to ||
      to === "values" ||
      (rule === "all but runner"
        ? to !== "runner" && target.startsWith("src/")
        : rule?.includes(to) === true);
    if (!fine) wrong.push(`${file} imports ${target}`);
  }
  assert.deepEqual(wrong, []);
});

test("every folder of src is in the table", async () => {
  const folders = (await readdir(path.join(root, "src"), { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  assert.deepEqual(
    folders.filter((folder) => !(folder in allowed)),
    [],
  );
});

test("verbs never import each other", async () => {
  const wrong: string[] = [];
  for (const { file, target } of await importsBelow("src/commands")) {
    const verb = file.split("/")[2] ?? "";
    const other = target.split("/")[2] ?? "";
    if (
      !target.startsWith("src/commands/") ||
      other.endsWith(".ts") ||
      verb === other ||
      verb === "catalogue.ts"
    )
      continue;
    wrong.push(`${file} imports ${target}`);
  }
  assert.deepEqual(wrong, []);
});

test("actions, cli, doubles and pilot import only what the design allows", async () => {
  const wrong: string[] = [];
  for (const [folder, rule] of Object.entries({ ...outer, pilot })) {
    for (const { file, target } of await importsBelow(folder)) {
      const to = folderOf(target);
      const own = to === folder && (folder !== "actions" || path.dirname(file) === path.dirname(target));
      const shared = to === "values" && folder !== "doubles";
      const tool = folder === "pilot" && target.startsWith("scripts/peers");
      if (!own && !shared && !tool && !rule.includes(to)) wrong.push(`${file} imports ${target}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test("only the runner imports the toolkit, and only io opens files of the project's own accord", async () => {
  const wrong: string[] = [];
  for (const name of (await readdir(path.join(root, "src"), { recursive: true })).filter((name) =>
    name.endsWith(".ts"),
  )) {
    const text = await readFile(path.join(root, "src", name), "utf8");
    if (/from "@actions\//.test(text) && !name.startsWith("runner/"))
      wrong.push(`${name} imports the toolkit`);
    if (/from "(?:node:)?child_process"/.test(text) && name !== "io/process.ts")
      wrong.push(`${name} starts processes`);
    if (/\bshell:\s*true\b/.test(text)) wrong.push(`${name} uses a shell`);
    if (/\b(?:exportVariable|addPath)\b/.test(text)) wrong.push(`${name} changes the job's environment`);
  }
  assert.deepEqual(wrong, []);
});

test("no file is called utils or helpers, and none of src is far over 300 lines", async () => {
  const wrong: string[] = [];
  for (const name of (await readdir(path.join(root, "src"), { recursive: true })).filter(
    (name) => name.endsWith(".ts") && !name.includes("generated"),
  )) {
    if (/(?:^|\/)(?:utils?|helpers?|common|misc)\.ts$/.test(name)) wrong.push(name);
    if ((await readFile(path.join(root, "src", name), "utf8")).split("\n").length > 360)
      wrong.push(`${name} is long`);
  }
  assert.deepEqual(wrong, []);
});
