// Bundles actions/*/main.ts and cli/main.ts into dist/: readable ESM with shared chunks, and the licences of what is inside.
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Writes the whole of dist/ into a folder. The same sources and lock give the same bytes in any folder. */
export async function build(target: string): Promise<void> {
  const input = await entries();
  const bundle = await rolldown({
    input,
    cwd: root,
    platform: "node",
    logLevel: "warn",
    // A linked node_modules keeps its name in comments: its real path would differ from machine to machine.
    resolve: { symlinks: false },
    transform: { target: "node24" },
    treeshake: {
      // These declare nothing, but run nothing on import that anyone waits for: unused parts (the toolkit's HTTP client) go.
      moduleSideEffects: (id) =>
        !/node_modules[\\/](?:@actions|tunnel|undici|@sigstore|@octokit)[\\/]/.test(id),
    },
  });
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  const { output } = await bundle.write({
    dir: target,
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "shared/[name].js",
    minify: false,
    sourcemap: false,
    // Banners with machine paths (#region) would differ from folder to folder.
    hoistTransitiveImports: false,
  });
  await bundle.close();
  const packages = new Set<string>();
  for (const chunk of output)
    if (chunk.type === "chunk") for (const id of chunk.moduleIds) addPackage(packages, id);
  await writeFile(path.join(target, "THIRD-PARTY-LICENSES.txt"), await licences([...packages].sort()));
  await writeFile(path.join(target, "package.json"), `${JSON.stringify({ type: "module" })}\n`);
}

async function entries(): Promise<Record<string, string>> {
  const found: Record<string, string> = { cli: "cli/main.ts" };
  for (const name of (await readdir(path.join(root, "actions"))).sort())
    if (existsSync(path.join(root, "actions", name, "main.ts"))) found[name] = `actions/${name}/main.ts`;
  return found;
}

function addPackage(packages: Set<string>, moduleId: string): void {
  const match = /^(.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(moduleId.replace(/^\0/, ""));
  if (match?.[1] !== undefined) packages.add(match[1]);
}

async function licences(folders: readonly string[]): Promise<string> {
  const sections = new Map<string, string>();
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(
      await readFile(path.join(folder, "package.json"), "utf8"),
    ) as Record<"name" | "version" | "license", string | undefined>;
    const file = (await readdir(folder))
      .sort()
      .find((entry) => /^(?:licen[cs]e|copying)(?:[.-].*)?$/i.test(entry));
    const text =
      file === undefined
        ? `The package ships no licence file; its package.json says ${license ?? "nothing"}.`
        : (await readFile(path.join(folder, file), "utf8")).replaceAll("\r\n", "\n").trim();
    sections.set(`${name} ${version}`, `${name} ${version} (${license ?? "no licence field"})\n\n${text}\n`);
  }
  const rule = `\n${"-".repeat(80)}\n\n`;
  return `What the files of this folder contain besides this project's own code:\n\n${[...sections.values()].sort().join(rule)}`;
}

if (import.meta.main) {
  const target = process.argv[2] === undefined ? path.join(root, "dist") : path.resolve(process.argv[2]);
  await build(target);
  process.stdout.write(`bundles written to ${path.relative(process.cwd(), target) || "."}\n`);
}
