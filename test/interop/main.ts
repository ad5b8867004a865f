// `npm run interop`: installs the stock peers, then runs every interop test with them. A missing peer, a failed, a skipped
// or a forgotten test ends it with 1.
import { readdir } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { installPeers } from "../../scripts/peers/install.ts";
import { peerNames } from "../../scripts/peers/recipe.ts";

const folder = path.dirname(fileURLToPath(import.meta.url));
// The Docker engine and the whole pilot: side by side with others they would only measure the machine's patience.
const atOnce = 2;
const longestMs = 20 * 60_000;

const wanted = process.argv.slice(2);
const started = performance.now();
const files = await testFiles();
const peers = await installPeers(peerNames, { log: line }).catch((error: unknown) => {
  line(error instanceof Error ? error.message : String(error));
  return undefined;
});
if (peers === undefined) process.exitCode = 1;
else {
  for (const { name, version } of Object.values(peers)) line(`${name} ${version}`);
  line(
    `${peerNames.length} peers in ${seconds()} s; ${files.map((file) => path.basename(file)).join(", ")}\n`,
  );
  await runTests();
}

async function testFiles(): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".test.ts")).sort();
  for (const word of wanted)
    if (!names.includes(`${word}.test.ts`))
      throw new Error(`There is no ${word}.test.ts; there are ${names.join(", ")}`);
  const chosen = names.filter((name) => wanted.length === 0 || wanted.includes(name.replace(".test.ts", "")));
  return chosen.map((name) => path.join(folder, name));
}

async function runTests(): Promise<void> {
  const events = run({ files, concurrency: atOnce, timeout: longestMs });
  events.on("test:fail", () => {
    process.exitCode = 1;
  });
  events.on("test:summary", ({ file, counts, success }) => {
    // Only the summary of the whole run has no file.
    if (file !== undefined) return;
    const undone = counts.skipped + counts.todo + counts.cancelled;
    if (success && undone === 0 && counts.tests > 0) return;
    process.exitCode = 1;
    if (undone > 0) line(`${undone} tests were skipped or cancelled: that is a failure here`);
  });
  for await (const text of events.compose(new spec())) process.stdout.write(text as string);
  line(`interop took ${seconds()} s`);
}

function line(text: string): void {
  process.stdout.write(`${text}\n`);
}

function seconds(): string {
  return ((performance.now() - started) / 1000).toFixed(1);
}
