import { copyFile, mkdir, mkdtemp } from "node:fs/promises";
import path from "node:path";
import { type ActionResult, runAction } from "../doubles/runner/run-action.ts";
import type { Story } from "./story.ts";
import { type World, names } from "./world.ts";

export const repositoryRoot = path.resolve(import.meta.dirname, "..");

/** Which workflow of which repository runs, on what. */
export type Job = {
  readonly repository: typeof names.appRepository | typeof names.manifests;
  readonly workflow: "release.yml" | "verify.yml" | "publish.yml" | "canary.yml";
  readonly event: "push" | "pull_request" | "schedule";
  readonly commit: string;
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly workspace: string;
};

export type JobRunner = {
  /** A workspace with the Sigstore files that private instances bring. */
  readonly workspace: (name: string) => Promise<string>;
  /** Runs one action of a job as the runner does: dist/*.js with INPUT_* and GITHUB_* and nothing else. */
  readonly step: (
    job: Job,
    action: string,
    inputs: Readonly<Record<string, string>>,
  ) => Promise<ActionResult>;
  readonly results: readonly {
    readonly action: string;
    readonly result: ActionResult;
    readonly workflow: string;
  }[];
};

/** Plays actions/runner for the world's workflows. */
export function createJobRunner(world: World, story: Story, signal: AbortSignal): JobRunner {
  const results: { action: string; result: ActionResult; workflow: string }[] = [];
  let runs = 1000;
  return {
    results,
    workspace: async (name) => {
      const parent = path.join(world.directory, "workspaces");
      await mkdir(parent, { recursive: true });
      const folder = await mkdtemp(path.join(parent, `${name}-`));
      await mkdir(path.join(folder, "sigstore"));
      await copyFile(world.sigstore.files.signingConfig, path.join(folder, "sigstore/signing_config.json"));
      await copyFile(world.sigstore.files.trustedRoot, path.join(folder, "sigstore/trusted_root.json"));
      return folder;
    },
    step: async (job, action, inputs) => {
      runs += 1;
      const result = await runAction({
        action: path.join(repositoryRoot, "actions", action),
        inputs,
        environment: environmentOf(world, job, String(runs)),
        workspace: job.workspace,
        temporary: path.join(world.directory, "runner"),
        signal,
        ...(job.payload === undefined ? {} : { event: job.payload }),
      });
      results.push({ action, result, workflow: job.workflow });
      // Killed by a Ctrl-C, it did not fail.
      if (signal.aborted) return result;
      const seconds = `${result.seconds.toFixed(1)} s`;
      if (result.code === 0)
        story.tell("job", "neutral", `${action}: ${result.log.at(-1) ?? "done"} (${seconds})`);
      else
        story.tell(
          "job",
          "bad",
          `${action} failed: ${result.annotations[0]?.message ?? result.stderr.slice(-400)} (${seconds})`,
        );
      return result;
    },
  };
}

function environmentOf(world: World, job: Job, run: string): Record<string, string> {
  const repository = job.repository === names.manifests ? world.manifests : world.appRepository;
  const workflowRef = `${job.repository}/.github/workflows/${job.workflow}@refs/heads/main`;
  const token = world.sigstore.issueRequest({
    repository: job.repository,
    repository_id: String(repository.id),
    repository_owner_id: String(repository.ownerId),
    ref: "refs/heads/main",
    sha: job.commit,
    workflow_ref: workflowRef,
    event_name: job.event,
    run_id: run,
  });
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: path.join(world.directory, "home"),
    ...world.builder.environment,
    GITHUB_REPOSITORY: job.repository,
    GITHUB_REPOSITORY_ID: String(repository.id),
    GITHUB_REPOSITORY_OWNER: names.owner,
    GITHUB_REPOSITORY_OWNER_ID: String(repository.ownerId),
    GITHUB_SHA: job.commit,
    GITHUB_REF: "refs/heads/main",
    GITHUB_EVENT_NAME: job.event,
    GITHUB_RUN_ID: run,
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_ACTOR: "robin",
    GITHUB_WORKFLOW_REF: workflowRef,
    GITHUB_SERVER_URL: world.github.serverUrl,
    GITHUB_API_URL: world.github.apiUrl,
    GITHUB_GRAPHQL_URL: world.github.graphqlUrl,
    RUNNER_OS: "Linux",
    RUNNER_ARCH: "X64",
    ACTIONS_ID_TOKEN_REQUEST_URL: token.url,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: token.token,
  };
}
