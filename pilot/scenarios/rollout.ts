import { type Stage, ringRuns } from "../stage.ts";
import { type World, names } from "../world.ts";

/** Lets canary-gate judge a ring until it acts; the promote or revert pull request is merged as the rules of the repository allow. */
export async function judgeRing(stage: Stage, ring: string, version: string): Promise<string> {
  const { world, story, jobs } = stage;
  const commit = (await world.manifests.resolve("main")) ?? "";
  const job = {
    repository: names.manifests,
    workflow: "canary.yml",
    event: "schedule",
    commit,
    workspace: await jobs.workspace("canary"),
  } as const;
  const stopApproving = approveProposals(stage);
  try {
    const result = await jobs.step(job, "canary-gate", gateInputs(world, ring));
    if (result.code !== 0)
      throw new Error(
        `canary-gate failed: ${result.annotations.map((annotation) => annotation.message).join("; ")} ${result.stderr.slice(-1000)}`,
      );
    const {
      verdict = "",
      reason = "",
      "pull-request-url": url = "",
      "pull-request-number": number = "",
    } = result.outputs;
    stage.verdicts.push({
      at: new Date(),
      ring,
      version,
      verdict,
      reason,
      pullRequest: url,
      summary: result.summary,
    });
    story.tell(
      "verdict",
      verdict === "promote" ? "good" : verdict === "revert" ? "bad" : "waiting",
      `${ring}: ${verdict.toUpperCase()} ${version}: ${reason}`,
      { ring, url },
    );
    if (number !== "") await merged(stage, Number(number));
    return verdict;
  } finally {
    stopApproving();
  }
}

/** The inputs of canary-gate in the pilot's canary.yml. */
export function gateInputs(world: World, ring: string): Record<string, string> {
  return {
    "manifests-repository": names.manifests,
    "manifests-token": world.tokens.gate,
    app: names.app,
    ring,
    "prometheus-url": world.prometheus.url,
    mode: "wait",
    interval: "2s",
    "wait-timeout": "2m",
    merge: "auto",
    "revert-merge": "direct",
    "signing-config": "sigstore/signing_config.json",
  };
}

/** Robin approves what the gate proposes, once its check is green. Reverts need no approval. */
function approveProposals(stage: Stage): () => void {
  return stage.world.github.events.listen((event) => {
    if (
      event.repository !== names.manifests ||
      event.name !== "status" ||
      event.payload["state"] !== "success"
    )
      return;
    for (const pull of stage.world.manifests.pulls()) {
      if (
        pull.state !== "open" ||
        pull.headSha !== event.payload["sha"] ||
        pull.headRef.startsWith("pi5/revert/") ||
        pull.headRef.startsWith("pi5/release/")
      )
        continue;
      stage.people
        .approve(pull.number)
        .catch((error: unknown) =>
          stage.story.tell(
            "note",
            "bad",
            `approval of #${pull.number} failed: ${error instanceof Error ? error.message : "unknown"}`,
          ),
        );
    }
  });
}

async function merged(stage: Stage, number: number): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    stage.signal.throwIfAborted();
    const pull = stage.world.manifests.pull(number);
    if (pull?.mergedAt && pull.mergeCommit !== null) {
      stage.story.tell("pull-request", "good", `#${number} merged: ${pull.title}`);
      return stage.workflows.published(pull.mergeCommit);
    }
    if (pull?.state === "closed") throw new Error(`#${number} was closed without a merge`);
    await new Promise<void>((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`#${number} was not merged within a minute`);
}

/** A release that is good everywhere: judged and promoted ring by ring. */
export async function rollOut(stage: Stage, version: string): Promise<void> {
  for (const ring of stage.world.rings) {
    await ringRuns(stage, ring.name, version);
    stage.story.tell(
      "device",
      "good",
      `${ring.name}: ${stage.world.population.inRing(ring.name).filter((device) => device.phase !== "off").length} devices run ${version}`,
      { ring: ring.name },
    );
    const verdict = await judgeRing(stage, ring.name, version);
    if (verdict !== "promote")
      throw new Error(`${ring.name} should have been promoted, but the verdict is ${verdict}`);
  }
}
