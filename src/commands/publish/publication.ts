import { isFault } from "../../values/fault.ts";
import { type Finding, hasErrors } from "../../values/finding.ts";
import type { Forge } from "../../forge/forge.ts";
import { publishFaults } from "../../fleet/publish-faults.ts";
import {
  type PublishPlan,
  acceptedFiles,
  isOlder,
  isPublished,
  liveDiffers,
  planPublish,
  sealPublish,
} from "../../fleet/publish-plan.ts";
import { foundingSteps, verifyHistory } from "../../fleet/verified-history.ts";
import { trustPath } from "../../fleet/paths.ts";
import { readTrustFiles } from "../../fleet/state.ts";
import type { Clock } from "../../io/clock.ts";
import type { Tree } from "../../values/tree.ts";

/** The branch that devices follow. */
export const liveBranch = "live";

/** What a run of publish did, or would do. */
export type Publication = {
  readonly operation: "published" | "unchanged";
  /** The commit of live after the run; undefined while there is none. */
  readonly liveCommit: string | undefined;
  /** The commit of main that live stands for; undefined while nothing could be verified. */
  readonly main: string | undefined;
  /** Paths of the pointers that were signed. */
  readonly signed: readonly string[];
  readonly verified: readonly string[];
  readonly findings: readonly Finding[];
};

/** What a run of publish works with. */
export type PublicationPorts = {
  readonly forge: Forge;
  /** Signs bytes as the publisher; asked for only when something must be signed. */
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>;
  readonly clock: Clock;
  readonly random: () => number;
  /** Plans only. */
  readonly dryRun: boolean;
};

type Steps = {
  readonly before: string | undefined;
  readonly steps: readonly string[];
  /** Set where live was not what publish left. */
  readonly findings?: readonly Finding[];
};

const mostAttempts = 6;
const mostForeign = 50;

/**
 * Verifies main since live, signs what lacks a valid signature and moves live by compare-and-swap. When live or main moves
 * meanwhile it starts over, with the signatures that it has; throws PUBLISH_LOST when that happens too often.
 */
export async function publishMain(ports: PublicationPorts): Promise<Publication> {
  const signatures = new Map<string, Uint8Array>();
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    if (attempt > 0) await ports.clock.sleep(250 * 2 ** attempt * (0.5 + ports.random()));
    const result = await publishOnce(ports, signatures);
    if (result !== "lost") return result;
  }
  throw publishFaults.fault(
    "PUBLISH_LOST",
    `branch ${liveBranch} was moved by others ${mostAttempts} times while this run worked`,
    { where: liveBranch, next: "let one publish run at a time: a concurrency group in its workflow" },
  );
}

async function publishOnce(
  ports: PublicationPorts,
  signatures: Map<string, Uint8Array>,
): Promise<Publication | "lost"> {
  const { forge, clock } = ports;
  const live = await forge.head(liveBranch);
  const main = await forge.head(forge.repository.defaultBranch);
  if (main === undefined)
    throw publishFaults.fault("PUBLISH_LIVE_FOREIGN", `there is no branch ${forge.repository.defaultBranch}`);
  const since: Steps =
    live === undefined ? await foundingSteps(forge, main) : await newSteps(ports, live, main);
  const { before, steps } = since;
  const history = await verifyHistory(forge, before, steps, clock.now());
  const { good, verified } = history;
  // Before the founding commit there is nothing that devices could follow.
  if (good === undefined || (live === undefined && good === before))
    return stopped(live, verified, history.findings.length === 0 ? [unfounded()] : history.findings);
  const liveTree = live === undefined ? undefined : await forge.tree(live);
  const mainTree = await forge.tree(good);
  const plan = await planPublish(liveTree, mainTree, clock.now());
  const findings = [...history.findings, ...(since.findings ?? []), ...plan.findings];
  const result = { main: good, verified, findings };
  const settled = good === before && plan.toSign.length === 0 && since.findings === undefined;
  if (settled && liveTree !== undefined && !(await liveDiffers(liveTree, mainTree, plan.kept)))
    return { ...result, operation: "unchanged", liveCommit: live, signed: [] };
  const signed = plan.toSign.map((pointer) => pointer.path);
  if (ports.dryRun) return { ...result, operation: "published", liveCommit: live, signed };
  const files = await sealPublish(plan, await signPlanned(plan, signatures, ports.sign));
  const commit = await forge.commit({
    onto: good,
    parents: live === undefined ? [good] : [live, good],
    files,
    message: messageOf(good, signed),
  });
  if ((await forge.advance(liveBranch, live ?? null, commit)) === "lost") return "lost";
  return { ...result, operation: "published", liveCommit: commit, signed };
}

/**
 * The commits of main that were not published yet, oldest first, and the commit before them. A live that does not stand on main,
 * or does not carry the signatures of what it stands for, was not made by a run of publish: then the one before it decides. So
 * nobody gets main signed by moving live past a commit that breaks the rules, and what was pushed to live by hand is put right.
 */
async function newSteps(ports: PublicationPorts, live: string, main: string): Promise<Steps> {
  const { forge, clock } = ports;
  const passed: string[] = [];
  let current = live;
  while (passed.length < mostForeign) {
    // The first live commit has main as its only parent; each later one the former live, then main.
    const [former, before = former] = await forge.parents(current);
    if (former === undefined || before === undefined) break;
    const steps = await stepsBetween(forge, before, main);
    if (
      steps !== undefined &&
      (await isPublished(await forge.tree(current), await forge.tree(before), clock.now()))
    ) {
      if (passed.length === 0) return { before, steps };
      await requireKept(forge, passed, { before, steps });
      return { before, steps, findings: [movedByOthers(live)] };
    }
    passed.push(current);
    if (steps !== undefined && former === before) {
      const founding = await foundingSteps(forge, main);
      await requireKept(forge, passed, { before: undefined, steps: founding.steps });
      return { ...founding, findings: [movedByOthers(live)] };
    }
    current = former;
  }
  const { defaultBranch } = forge.repository;
  throw foreign(
    forge,
    `${liveBranch} (${live.slice(0, 12)}) does not stand on the history of ${defaultBranch}`,
  );
}

/**
 * Refuses a main that lost what was published: devices refuse to go back, but whoever follows live without their rules (Flux,
 * Argo CD) would run what a revert took away.
 */
async function requireKept(forge: Forge, passed: readonly string[], { before, steps }: Steps): Promise<void> {
  const history = before === undefined ? steps : [before, ...steps];
  const newest = history.at(-1);
  const trees = await Promise.all([...history].reverse().map((commit) => forge.tree(commit)));
  const [head] = trees;
  if (head === undefined || newest === undefined || !(await head.list(trustPath)).includes(trustPath)) return;
  const trust = await readTrustFiles(head);
  const ground = before === undefined ? undefined : await forge.tree(before);
  for (const live of passed)
    for (const [path, bytes] of await acceptedFiles(await forge.tree(live), trust)) {
      const then = await ground?.read(path);
      // Older than what live was believed to stand on: somebody put an old file back, and nothing of it is lost.
      if ((then !== undefined && isOlder(path, bytes, then)) || (await someHolds(trees, path, bytes)))
        continue;
      throw foreign(
        forge,
        `${path} was published with ${live.slice(0, 12)}, and the history of ${forge.repository.defaultBranch} (${newest.slice(0, 12)}) does not hold it any more`,
      );
    }
}

async function someHolds(trees: readonly Tree[], path: string, bytes: Uint8Array): Promise<boolean> {
  for (const tree of trees) {
    const found = await tree.read(path);
    if (found !== undefined && Buffer.from(found).equals(bytes)) return true;
  }
  return false;
}

function foreign(forge: Forge, what: string): Error {
  const { defaultBranch } = forge.repository;
  return publishFaults.fault("PUBLISH_LIVE_FOREIGN", what, {
    where: liveBranch,
    next: `look who rewrote ${defaultBranch} or made ${liveBranch}, bring the lost commits back, and protect both branches against it`,
  });
}

async function stepsBetween(forge: Forge, from: string, to: string): Promise<readonly string[] | undefined> {
  try {
    return await forge.firstParents(from, to);
  } catch (error) {
    if (isFault(error, "FORGE_NOT_ANCESTOR")) return undefined;
    throw error;
  }
}

function movedByOthers(live: string): Finding {
  return {
    rule: "live-moved-by-others",
    severity: "warning",
    message: `${liveBranch} was at ${live.slice(0, 12)}, which publish did not make`,
    next: `look who moved it, and let nobody but publish write to ${liveBranch}`,
  };
}

/** Signs what is planned, each pointer's bytes once however often the run starts over; gives all by pointer path. */
async function signPlanned(
  plan: PublishPlan,
  made: Map<string, Uint8Array>,
  sign: PublicationPorts["sign"],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const byPath = new Map<string, Uint8Array>();
  for (const { path, file } of plan.toSign) {
    const bundle = made.get(file.digest) ?? (await sign(file.bytes));
    made.set(file.digest, bundle);
    byPath.set(path, bundle);
  }
  return byPath;
}

function stopped(
  live: string | undefined,
  verified: readonly string[],
  findings: readonly Finding[],
): Publication {
  return { operation: "unchanged", liveCommit: live, main: undefined, signed: [], verified, findings };
}

function unfounded(): Finding {
  return {
    rule: "fleet-not-founded",
    severity: "error",
    file: "trust/trust.json",
    message: "main has no trust/trust.json, so nothing on it can be verified",
    next: "pi5 init writes the files of a new manifests repository",
  };
}

function messageOf(main: string, signed: readonly string[]): string {
  const lines = [`Publish ${main.slice(0, 12)}`];
  if (signed.length > 0) lines.push("", ...signed.map((path) => `Signed ${path}`));
  return lines.join("\n");
}

/** True when everything on main could be published. */
export function isWhole(publication: Publication): boolean {
  return !hasErrors(publication.findings);
}
