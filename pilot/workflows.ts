import type { GitHubEvent } from "../doubles/github/events.ts";
import type { Job, JobRunner } from "./jobs.ts";
import type { Story } from "./story.ts";
import { type World, names } from "./world.ts";

/** The workflows of the manifests repository, started by its events as GitHub starts them. */
export type Workflows = {
  /** Resolves when every job that an event started has ended; throws when one could not be run at all. */
  readonly settled: () => Promise<void>;
  /** Resolves when publish has run for a commit of `main`; throws when a job could not be run at all. */
  readonly published: (commit: string) => Promise<void>;
  readonly stop: () => void;
};

/** Listens to the manifests repository: a pull request starts verify-release, a push to main starts publish. */
export function startWorkflows(world: World, jobs: JobRunner, story: Story): Workflows {
  const running = new Set<Promise<unknown>>();
  const publishedCommits = new Set<string>();
  const waiting: (() => void)[] = [];
  let publishing: Promise<void> = Promise.resolve();
  let broken: Error | undefined;
  const track = (work: Promise<unknown>): void => {
    const guarded = work.catch((error: unknown) => {
      broken ??= new Error(`a workflow broke: ${error instanceof Error ? error.message : "unknown"}`, {
        cause: error,
      });
      // Nobody may wait for a job that never ends.
      for (const wake of waiting.splice(0)) wake();
    });
    running.add(guarded);
    void guarded.finally(() => running.delete(guarded));
  };
  const stop = world.github.events.listen((event) => {
    if (event.repository !== names.manifests) return;
    if (event.name === "pull_request" && ["opened", "synchronize", "reopened"].includes(event.action ?? ""))
      track(verify(world, jobs, story, event));
    if (event.name === "push" && event.payload["ref"] === "refs/heads/main") {
      const commit = String(event.payload["after"]);
      // GitHub would queue them in one concurrency group, in order.
      publishing = publishing.then(async () => {
        await publish(world, jobs, story, commit);
        publishedCommits.add(commit);
        for (const wake of waiting.splice(0)) wake();
      });
      track(publishing);
    }
  });
  return {
    stop,
    settled: async () => {
      while (running.size > 0) await Promise.all(running);
      if (broken !== undefined) throw broken;
    },
    published: async (commit) => {
      while (!publishedCommits.has(commit)) {
        if (broken !== undefined) throw broken;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
  };
}

async function verify(world: World, jobs: JobRunner, story: Story, event: GitHubEvent): Promise<void> {
  const pull = event.payload["pull_request"] as {
    number: number;
    html_url: string;
    title: string;
    head: { sha: string };
  };
  story.tell(
    "pull-request",
    "waiting",
    `#${pull.number} ${event.action === "opened" ? "opened" : "updated"}: ${pull.title}`,
    { url: pull.html_url },
  );
  const job: Job = {
    repository: names.manifests,
    workflow: "verify.yml",
    event: "pull_request",
    commit: pull.head.sha,
    payload: event.payload,
    workspace: await jobs.workspace("verify"),
  };
  const result = await jobs.step(job, "verify-release", {
    "manifests-repository": names.manifests,
    "manifests-token": world.tokens.workflow,
  });
  await world.github.setCommitStatus(names.manifests, pull.head.sha, {
    state: result.code === 0 ? "success" : "failure",
    context: "verify-release",
    description: result.outputs["result"] ?? "",
    actor: "github-actions[bot]",
  });
}

async function publish(world: World, jobs: JobRunner, story: Story, commit: string): Promise<void> {
  const job: Job = {
    repository: names.manifests,
    workflow: "publish.yml",
    event: "push",
    commit,
    workspace: await jobs.workspace("publish"),
  };
  const result = await jobs.step(job, "publish", {
    "manifests-repository": names.manifests,
    "manifests-token": world.tokens.workflow,
    "signing-config": "sigstore/signing_config.json",
  });
  if (result.code === 0) story.tell("publish", "good", liveLine(result.outputs));
}

function liveLine(outputs: Readonly<Record<string, string>>): string {
  const signed = outputs["signed"] || "0";
  return `live is at ${(outputs["live-commit"] ?? "").slice(0, 10)}, ${signed} pointer${signed === "1" ? "" : "s"} signed`;
}
