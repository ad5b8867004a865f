import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { stopInstalling } from "../scripts/peers/process.ts";
import { readOptions, usage } from "./options.ts";
import { writeReport } from "./report.ts";
import { play } from "./scenarios/play.ts";
import { openScreen } from "./screen.ts";
import { createStage } from "./stage.ts";
import { createStory } from "./story.ts";
import { startWorld } from "./world.ts";

const abort = new AbortController();
const aborted = new Promise<never>((_resolve, reject) =>
  abort.signal.addEventListener("abort", () => reject(new Error("stopped")), { once: true }),
);
// Nobody may be waiting when the signal comes.
aborted.catch(() => {});

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  const startedAt = new Date();
  const directory = await mkdtemp(path.join(tmpdir(), "pi5-pilot-"));
  // For ends that wait for nobody: a second Ctrl-C, or a bug.
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  const story = createStory(() => new Date());
  const screen = openScreen(process.stdout, story, startedAt, process.env["NO_COLOR"] === undefined);
  story.tell("phase", "neutral", "Starting GitHub, a registry, Sigstore, Prometheus and the devices");
  let closeWorld = async (): Promise<void> => {};
  try {
    const world = await startWorld(options, directory, story);
    closeWorld = world.close;
    screen.show(world.rings, world.population.devices);
    story.tell(
      "note",
      "neutral",
      `built with ${world.builder.description}; judged by Prometheus ${world.prometheus.version}`,
    );
    const stage = createStage(world, story, abort.signal);
    const played = await Promise.race([play(stage, options.scenario), aborted]);
    await stage.workflows.settled();
    world.github.assertNoViolations();
    const report = await writeReport(stage, options, played, startedAt);
    screen.close();
    const seconds = Math.round((Date.now() - startedAt.getTime()) / 1000);
    process.stdout.write(
      `\n${[...played.checks, ...played.attacks.map((attack) => `refused: ${attack.name} (${attack.code})`)].map((line) => `  ok  ${line}`).join("\n")}\n`,
    );
    process.stdout.write(`\nThe pilot did what it had to, in ${seconds} s. Report: ${report}\n`);
    if (options.keep) await explore(world.github.url, world.registry.host, world.prometheus.url, directory);
    return 0;
  } catch (error) {
    screen.close();
    if (abort.signal.aborted) return 130;
    process.stderr.write(`\nThe pilot failed: ${failureText(error)}\n`);
    return 1;
  } finally {
    await closeWorld();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    if (abort.signal.aborted) process.stdout.write("\nStopped; everything is cleaned up.\n");
  }
}

function failureText(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  // Every program says this in its own words, somewhere in its log.
  if (/\bENOSPC\b|no space left on device/i.test(said))
    return `no space is left in ${tmpdir()} or in the cache. Free some, or set TMPDIR to a folder with 200 MB, and run again.`;
  return said;
}

async function explore(
  github: string,
  registry: string,
  prometheus: string,
  directory: string,
): Promise<void> {
  process.stdout.write(
    `\nThe pilot is ready to explore until Ctrl-C:\n  git clone ${github}/acme/fleet.git\n  Prometheus  ${prometheus}/graph\n  registry    ${registry}\n  files       ${directory}\n`,
  );
  await new Promise<void>((resolve) =>
    abort.signal.addEventListener("abort", () => resolve(), { once: true }),
  );
}

let stoppedAt = 0;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    // One Ctrl-C can come twice, from the terminal and from npm. A later one does not wait for anybody.
    if (abort.signal.aborted && performance.now() - stoppedAt > 1000) process.exit(130);
    if (!abort.signal.aborted) stoppedAt = performance.now();
    stop();
  });
}
// Whoever reads our lines may go away (a pager, a closed terminal): that is a Ctrl-C too.
for (const stream of [process.stdout, process.stderr]) stream.on("error", stop);

function stop(): void {
  abort.abort();
  stopInstalling();
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
