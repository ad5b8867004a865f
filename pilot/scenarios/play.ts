import { readFile } from "node:fs/promises";
import path from "node:path";
import { harmful, healthy } from "../devices/traffic.ts";
import type { Scenario } from "../options.ts";
import { type Stage, releaseVersion, ringRuns, succeed } from "../stage.ts";
import { type World, appSources, names } from "../world.ts";
import { playAttacks } from "./attacks.ts";
import { gateInputs, judgeRing, rollOut } from "./rollout.ts";

export type Played = {
  readonly attacks: readonly { readonly name: string; readonly code: string }[];
  readonly checks: readonly string[];
};

/** Plays a scenario to its end; throws when the story does not come out as it must. */
export async function play(stage: Stage, scenario: Scenario): Promise<Played> {
  const checks: string[] = [];
  const { story, world } = stage;
  const first = (await world.manifests.resolve("main")) ?? "";
  // The first publish puts the fleet's own files on live: devices have something to follow, and nothing to run.
  const job = {
    repository: names.manifests,
    workflow: "publish.yml",
    event: "push",
    commit: first,
    workspace: await stage.jobs.workspace("publish"),
  } as const;
  await succeed(
    stage.jobs.step(job, "publish", {
      "manifests-repository": names.manifests,
      "manifests-token": world.tokens.workflow,
      "signing-config": "sigstore/signing_config.json",
    }),
  );
  story.tell("publish", "good", "live exists: trust, fleet.yaml and no pointer yet");
  if (scenario === "returning") return playReturning(stage, checks);
  const firstLive = await playGood(stage, scenario === "brownout", checks);
  if (scenario === "good" || scenario === "brownout") return { attacks: [], checks };
  await playBad(stage, checks);
  await stage.workflows.settled();
  return { attacks: await playAttacks(stage, firstLive), checks };
}

/** Gives the commit of live on which the first ring's first pointer appeared. */
async function playGood(stage: Stage, brownout: boolean, checks: string[]): Promise<string> {
  const { story, world } = stage;
  story.tell("phase", "neutral", "A good release: 1.0.0");
  await releaseVersion(stage, "1.0.0", healthy, {});
  const firstLive = (await world.manifests.resolve("live")) ?? "";
  if (brownout) await cutPower(stage, checks);
  await rollOut(stage, "1.0.0");
  checks.push("1.0.0 was judged good in every ring and runs on every device");
  await replayJobs(stage, checks);
  return firstLive;
}

async function playBad(stage: Stage, checks: string[]): Promise<void> {
  const { story, world } = stage;
  story.tell("phase", "neutral", "A bad release: 1.1.0 brings a new model that is slow and wrong");
  const next = await readFile(path.join(appSources, "next/models/shelf-int8.tflite.dvc"));
  await releaseVersion(stage, "1.1.0", harmful, { "models/shelf-int8.tflite.dvc": next });
  await ringRuns(stage, "canary", "1.1.0");
  story.tell("device", "neutral", `canary: ${world.population.inRing("canary").length} devices run 1.1.0`, {
    ring: "canary",
  });
  const verdict = await judgeRing(stage, "canary", "1.1.0");
  if (verdict !== "revert") throw new Error(`1.1.0 should have been reverted, but the verdict is ${verdict}`);
  await ringRuns(stage, "canary", "1.0.0");
  const pointer = JSON.parse(
    (await world.manifests.read("live", `rings/canary/${names.app}.json`))?.toString("utf8") ?? "{}",
  ) as { denied?: { digest: string }[] };
  const bad = stage.releases.find((release) => release.version === "1.1.0");
  if (pointer.denied?.some((entry) => entry.digest === bad?.releaseDigest) !== true)
    throw new Error("1.1.0 is not on the deny list of canary");
  const strays = world.population.devices.filter(
    (device) => device.ring !== "canary" && device.history.includes("1.1.0"),
  );
  if (strays.length > 0) throw new Error(`${strays[0]?.name} of ${strays[0]?.ring} ran 1.1.0`);
  checks.push("1.1.0 was reverted in canary, is denied, and no other ring ever ran it");
  story.tell("device", "good", "canary: back on 1.0.0; 1.1.0 is denied", { ring: "canary" });
}

/** All that an action could have written to. */
async function stateOf(world: World) {
  return {
    main: await world.manifests.resolve("main"),
    live: await world.manifests.resolve("live"),
    pulls: world.manifests.pulls().map((pull) => [pull.number, pull.state, pull.headSha]),
    images: [...world.registry.manifests(names.appRepository)].sort(),
    log: world.sigstore.entries.length,
  };
}

/** The same jobs again, with the same inputs: nothing may change. */
async function replayJobs(stage: Stage, checks: string[]): Promise<void> {
  const { world, jobs, story } = stage;
  const release = stage.releases.at(-1);
  if (release === undefined) throw new Error("nothing was released");
  const before = await stateOf(world);
  const workspace = await jobs.workspace("again");
  const job = {
    repository: names.manifests,
    workflow: "publish.yml",
    event: "push",
    commit: before.main ?? "",
    workspace,
  } as const;
  await succeed(
    jobs.step(job, "publish", {
      "manifests-repository": names.manifests,
      "manifests-token": world.tokens.workflow,
      "signing-config": "sigstore/signing_config.json",
    }),
  );
  await succeed(
    jobs.step({ ...job, workflow: "canary.yml", event: "schedule" }, "canary-gate", {
      ...gateInputs(world, "canary"),
      mode: "once",
    }),
  );
  await release.again();
  const after = await stateOf(world);
  if (JSON.stringify(before) !== JSON.stringify(after))
    throw new Error(
      `running the jobs again changed something: ${JSON.stringify(before)} became ${JSON.stringify(after)}`,
    );
  checks.push("all five writing actions again, with the same inputs, changed nothing");
  story.tell("job", "good", "the same jobs again: nothing changed");
}

/** Cuts the power of canary devices while they pull and while they switch, and gives it back. */
async function cutPower(stage: Stage, checks: string[]): Promise<void> {
  const { world, story } = stage;
  const cut = new Map<string, string>();
  const devices = world.population.inRing("canary");
  const deadline = performance.now() + 60_000;
  while (cut.size < 2 && performance.now() < deadline) {
    for (const device of devices) {
      const phase = device.phase;
      if (
        cut.has(device.name) ||
        (phase !== "pulling" && phase !== "switching") ||
        [...cut.values()].includes(phase)
      )
        continue;
      cut.set(device.name, phase);
      device.kill();
      story.tell("device", "bad", `${device.name} lost power while ${phase}`, { ring: "canary" });
    }
    await new Promise<void>((resolve) => setTimeout(resolve, 10));
  }
  if (cut.size < 2) throw new Error("no device was caught while pulling and while switching");
  await new Promise<void>((resolve) => setTimeout(resolve, 2000));
  for (const device of devices) if (cut.has(device.name)) await device.boot();
  await ringRuns(stage, "canary", "1.0.0");
  checks.push(
    `devices that lost power while ${[...cut.values()].join(" and while ")} came back and run 1.0.0`,
  );
  story.tell("device", "good", "the devices are back and run 1.0.0", { ring: "canary" });
}

/** A device that is off during two releases goes straight to the current pointer. */
async function playReturning(stage: Stage, checks: string[]): Promise<Played> {
  const { world, story } = stage;
  const [traveller] = world.population.inRing("production").slice(-1);
  if (traveller === undefined) throw new Error("production has no device");
  traveller.kill();
  story.tell("device", "neutral", `${traveller.name} is switched off`, { ring: "production" });
  await playGood(stage, false, checks);
  story.tell("phase", "neutral", "Another good release: 1.0.1");
  await releaseVersion(stage, "1.0.1", healthy, {});
  await rollOut(stage, "1.0.1");
  await traveller.boot();
  story.tell("device", "neutral", `${traveller.name} is switched on again`, { ring: "production" });
  await ringRuns(stage, "production", "1.0.1");
  if (traveller.running?.version !== "1.0.1")
    throw new Error(`${traveller.name} runs ${traveller.running?.version}`);
  checks.push(`${traveller.name} was off for two releases and went straight to 1.0.1`);
  return { attacks: [], checks };
}
