import { mkdir } from "node:fs/promises";
import path from "node:path";
import { prepareBuildContext } from "./app/prepare.ts";
import { openGit } from "../src/io/git.ts";
import { createProcesses } from "../src/io/process.ts";
import type { Behaviour } from "./devices/traffic.ts";
import { type Job, type JobRunner, createJobRunner } from "./jobs.ts";
import { type People, createPeople } from "./people.ts";
import type { Story } from "./story.ts";
import { type Workflows, startWorkflows } from "./workflows.ts";
import { type World, names } from "./world.ts";

/** What the scenarios play on. */
export type Stage = {
  readonly world: World;
  readonly story: Story;
  readonly jobs: JobRunner;
  readonly people: People;
  readonly workflows: Workflows;
  readonly signal: AbortSignal;
  readonly verdicts: VerdictRecord[];
  readonly releases: ReleaseRecord[];
};

export type VerdictRecord = {
  readonly at: Date;
  readonly ring: string;
  readonly version: string;
  readonly verdict: string;
  readonly reason: string;
  readonly pullRequest: string;
  readonly summary: string;
};

export type ReleaseRecord = {
  readonly version: string;
  readonly image: string;
  readonly platformDigest: string;
  readonly releasePath: string;
  readonly releaseDigest: string;
  readonly pullRequest: string;
  readonly body: string;
  readonly startedAt: Date;
  /** Runs the release workflow's actions once more with the same inputs. */
  readonly again: () => Promise<void>;
};

/** Sets the stage: the runner, the workflows of the manifests repository, the people. */
export function createStage(world: World, story: Story, signal: AbortSignal): Stage {
  const jobs = createJobRunner(world, story, signal);
  return {
    world,
    story,
    jobs,
    people: createPeople(world),
    workflows: startWorkflows(world, jobs, story),
    signal,
    verdicts: [],
    releases: [],
  };
}

/** A push to the app repository and its release workflow: build, sign, propose; then Robin approves and merges. Gives the merge commit. */
export async function releaseVersion(
  stage: Stage,
  version: string,
  behaviour: Behaviour,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  const { world, story, jobs } = stage;
  const startedAt = new Date();
  world.behaviours.set(version, behaviour);
  const commit = await world.github.push(
    names.appRepository,
    "main",
    { VERSION: `${version}\n`, ...files },
    { actor: "robin", message: `feat: ${names.app} ${version}` },
  );
  story.tell("phase", "neutral", `${names.app} ${version}: commit ${commit.slice(0, 10)} starts release.yml`);
  const workspace = await jobs.workspace("release");
  await checkout(world, workspace, commit);
  prepareBuildContext({ busybox: world.busybox, directory: path.join(workspace, "build"), version });
  const job: Job = {
    repository: names.appRepository,
    workflow: "release.yml",
    event: "push",
    commit,
    workspace,
  };
  const sigstore = { "signing-config": "sigstore/signing_config.json" };
  const build = { image: `${world.registry.host}/${names.appRepository}`, context: "build" };
  const built = await succeed(jobs.step(job, "build-arm64", build));
  const image = built["image"] ?? "";
  const signing = { image, tags: version, ...sigstore, "trusted-root": "sigstore/trusted_root.json" };
  await succeed(jobs.step(job, "sign-attest", signing));
  const inputs = {
    app: names.app,
    version,
    image,
    models: "dvc://models/shelf-int8.tflite",
    "manifests-repository": names.manifests,
    "manifests-token": world.tokens.author,
    notes: `Version ${version} of the shelf monitor.`,
    ...sigstore,
  };
  const proposed = await succeed(jobs.step(job, "release-manifest", inputs));
  const number = Number(proposed["pull-request-number"]);
  stage.releases.push({
    version,
    image,
    platformDigest: built["platform-digest"] ?? "",
    releasePath: proposed["release-path"] ?? "",
    releaseDigest: proposed["release-digest"] ?? "",
    pullRequest: proposed["pull-request-url"] ?? "",
    body: world.manifests.pull(number)?.body ?? "",
    startedAt,
    again: async () => {
      const rebuilt = await succeed(jobs.step(job, "build-arm64", build));
      if (rebuilt["image"] !== image)
        throw new Error(`the same build gave ${rebuilt["image"]} and not ${image}`);
      await succeed(jobs.step(job, "sign-attest", signing));
      await succeed(jobs.step(job, "release-manifest", inputs));
    },
  });
  await stage.workflows.settled();
  await stage.people.approve(number);
  const merge = await stage.people.merge(number);
  story.tell("pull-request", "good", `#${number} approved and merged by robin`);
  await stage.workflows.published(merge);
  return merge;
}

/** Runs an action that has to succeed and gives its outputs. */
export async function succeed(
  step: ReturnType<JobRunner["step"]>,
): Promise<Readonly<Record<string, string>>> {
  const result = await step;
  if (result.code === 0) return result.outputs;
  throw new Error(
    `a step failed:\n${result.log.slice(-20).join("\n")}\n${result.annotations.map((annotation) => `${annotation.properties["title"]}: ${annotation.message}`).join("\n")}\n${result.stderr.slice(-2000)}`,
  );
}

async function checkout(world: World, workspace: string, commit: string): Promise<void> {
  const git = openGit(createProcesses(process.env), workspace);
  await mkdir(workspace, { recursive: true });
  await git.run(["init", "-q", "-b", "main", "."]);
  await git.run([
    "fetch",
    "-q",
    "--no-tags",
    "--end-of-options",
    world.appRepository.cloneUrl,
    "+refs/heads/main:refs/remotes/origin/main",
  ]);
  await git.run(["checkout", "-q", "-B", "main", commit]);
}

/** Waits until every device of a ring that is on runs a version; throws after some time. */
export async function ringRuns(stage: Stage, ring: string, version: string, seconds = 90): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (performance.now() < deadline) {
    stage.signal.throwIfAborted();
    const on = stage.world.population.inRing(ring).filter((device) => device.phase !== "off");
    if (on.every((device) => device.running?.version === version)) return;
    await new Promise<void>((resolve) => setTimeout(resolve, 200));
  }
  const behind = stage.world.population
    .inRing(ring)
    .filter((device) => device.phase !== "off" && device.running?.version !== version);
  throw new Error(
    `${behind.length} devices of ${ring} do not run ${version} after ${seconds} s, such as ${behind[0]?.name} (${behind[0]?.lastRefusal || behind[0]?.running?.version || "nothing runs"})`,
  );
}
