// `npm run fuzz [-- --seconds 600 --seed 1 --only NAME]`: damaged files of every format. Only typed faults may come out, in bounded
// time and memory. What fails is written beside the report with the seed that made it.
import { mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { isFault } from "../../src/values/fault.ts";
import { mutate, randomFrom } from "./mutations.ts";

export type FuzzTarget = {
  /** Whole files of the format, to be damaged. */
  readonly seeds: () => readonly Uint8Array[];
  readonly run: (bytes: Uint8Array) => unknown;
};

/** Longest that one damaged file may take, in milliseconds. A shared machine stalls for a moment now and then. */
const slowest = 5_000;
const mostGrowth = 64 * 1024 * 1024;

export type FuzzOutcome = {
  readonly name: string;
  readonly runs: number;
  readonly faults: number;
  readonly slowestMs: number;
  readonly failures: readonly string[];
};

/** Every target of the folder by name. */
export async function loadTargets(): Promise<ReadonlyMap<string, FuzzTarget>> {
  const found = new Map<string, FuzzTarget>();
  for (const file of (await readdir(import.meta.dirname)).sort()) {
    if (["main.ts", "mutations.ts"].includes(file) || !file.endsWith(".ts") || file.endsWith(".test.ts"))
      continue;
    const module = (await import(path.join(import.meta.dirname, file))) as {
      readonly targets?: Readonly<Record<string, FuzzTarget>>;
    };
    if (module.targets === undefined) throw new Error(`${file} exports no targets`);
    for (const [name, target] of Object.entries(module.targets)) found.set(name, target);
  }
  return found;
}

/** Damages the seeds of one target for some time, or for some runs where that comes first. */
export async function fuzz(
  name: string,
  target: FuzzTarget,
  limits: { readonly seconds: number; readonly runs: number; readonly seed: number },
): Promise<FuzzOutcome> {
  const seeds = target.seeds();
  const random = randomFrom(limits.seed);
  const until = performance.now() + limits.seconds * 1000;
  const failures: string[] = [];
  let runs = 0;
  let faults = 0;
  let slowestMs = 0;
  while (runs < limits.runs && performance.now() < until && failures.length < 5) {
    const seed = seeds[runs % seeds.length] ?? new Uint8Array();
    // The whole file first: a target that refuses its own seeds tests nothing.
    const bytes = runs < seeds.length ? seed : mutate(seed, random);
    const started = performance.now();
    try {
      await target.run(bytes);
    } catch (error) {
      faults += 1;
      if (runs < seeds.length) failures.push(`the whole seed ${runs} is refused: ${String(error)}`);
      else if (!isFault(error))
        failures.push(
          `${await keep(name, runs, bytes)}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
    }
    const took = performance.now() - started;
    slowestMs = Math.max(slowestMs, took);
    if (took > slowest) failures.push(`${await keep(name, runs, bytes)}: took ${Math.round(took)} ms`);
    runs += 1;
  }
  return { name, runs, faults, slowestMs, failures };
}

async function keep(name: string, run: number, bytes: Uint8Array): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "pi5-fuzz-"));
  const file = path.join(folder, `${name.replaceAll(/[^\w.-]/g, "_")}-${run}`);
  await writeFile(file, bytes);
  return file;
}

/** Bytes that are still held after everything that can go has gone: what the allocator keeps for later is no growth. */
function held(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: "string", default: "600" },
      seed: { type: "string", default: "1" },
      only: { type: "string", multiple: true },
    },
  });
  const all = [...(await loadTargets())].filter(([name]) => values.only?.includes(name) ?? true);
  if (all.length === 0) throw new Error(`there is no target ${values.only?.join(", ") ?? ""}`);
  const seconds = Number(values.seconds) / all.length;
  const before = held();
  for (const [name, target] of all) {
    const outcome = await fuzz(name, target, { seconds, runs: Infinity, seed: Number(values.seed) });
    const good = outcome.failures.length === 0;
    process.stdout.write(
      `${good ? "ok    " : "FAILED"} ${name.padEnd(24)} ${String(outcome.runs).padStart(8)} files, ${outcome.faults} refused, slowest ${outcome.slowestMs.toFixed(0)} ms\n`,
    );
    for (const failure of outcome.failures) process.stdout.write(`       ${failure}\n`);
    if (!good) process.exitCode = 1;
  }
  const grown = held() - before;
  process.stdout.write(`memory grew by ${Math.round(grown / 1e6)} MB\n`);
  if (grown > mostGrowth) process.exitCode = 1;
}

if (import.meta.main) await main();
