import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Block, Cell, Chart, Document, Inline, State } from "../src/report/document.ts";
import { toHtml } from "../src/report/html.ts";
import { type Series, ringHistory } from "./history.ts";
import type { PilotOptions } from "./options.ts";
import type { Played } from "./scenarios/play.ts";
import type { Stage } from "./stage.ts";
import type { StoryEvent } from "./story.ts";
import { names } from "./world.ts";

/** Writes index.html (the story with charts) and artefacts.json (what the stock commands need) into the report folder. */
export async function writeReport(
  stage: Stage,
  options: PilotOptions,
  played: Played,
  startedAt: Date,
): Promise<string> {
  const { world } = stage;
  await mkdir(options.report, { recursive: true });
  const history = await ringHistory(world, startedAt, new Date());
  const file = path.resolve(options.report, "index.html");
  await writeFile(
    file,
    toHtml(document(stage, options, played, startedAt, history), {
      title: "pi5 pilot: a fleet of Raspberry Pis on one machine",
    }),
  );
  const artefacts = {
    registry: world.registry.host,
    repository: `${world.registry.host}/${names.appRepository}`,
    releases: stage.releases.map(({ version, image, platformDigest, releasePath, releaseDigest }) => ({
      version,
      image,
      platformDigest,
      releasePath,
      releaseDigest,
    })),
    sigstore: world.sigstore.files,
    issuer: world.sigstore.issuer,
    imageIdentity: `${world.github.serverUrl}/${names.appRepository}/.github/workflows/release.yml@refs/heads/main`,
    publishIdentity: `${world.github.serverUrl}/${names.manifests}/.github/workflows/publish.yml@refs/heads/main`,
    gateIdentity: `${world.github.serverUrl}/${names.manifests}/.github/workflows/canary.yml@refs/heads/main`,
    manifests: `${world.github.url}/${names.manifests}.git`,
    prometheus: world.prometheus.url,
  };
  await writeTexts(
    path.resolve(options.report, "job-summaries"),
    stage.jobs.results.map(({ action, result }) => [action, result.summary]),
  );
  await writeTexts(
    path.resolve(options.report, "pull-requests"),
    world.manifests
      .pulls()
      .map((pull) => [pull.headRef.replaceAll("/", "-"), `# ${pull.title}\n\n${pull.body ?? ""}`]),
  );
  await writeFile(path.resolve(options.report, "artefacts.json"), `${JSON.stringify(artefacts, null, 2)}\n`);
  return file;
}

/** The Markdown that people would read on GitHub, numbered in the order in which it was written. */
async function writeTexts(folder: string, texts: readonly (readonly [string, string])[]): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [index, [name, text]] of texts.entries())
    await writeFile(path.join(folder, `${String(index + 1).padStart(2, "0")}-${name}.md`), text);
}

function document(
  stage: Stage,
  options: PilotOptions,
  played: Played,
  startedAt: Date,
  history: readonly Series[],
): Document {
  const { world, story } = stage;
  const count = (ring: string): string => String(world.population.inRing(ring).length);
  return {
    title: `${options.devices} devices, scenario ${options.scenario}`,
    blocks: [
      {
        kind: "verdict",
        state: "good",
        text: `All ${played.checks.length + played.attacks.length} checks of this run held`,
      },
      {
        kind: "list",
        items: [
          ...played.checks,
          ...played.attacks.map((attack) => `refused: ${attack.name} (${attack.code})`),
        ].map((text) => [text]),
      },
      { kind: "heading", text: "Rings" },
      {
        kind: "table",
        columns: [
          { title: "ring" },
          { title: "devices", align: "right" },
          { title: "runs" },
          { title: "last verdict" },
        ],
        rows: world.rings.map((ring) => [
          [ring.name],
          [count(ring.name)],
          [runs(stage, ring.name)],
          [lastVerdict(stage, ring.name)],
        ]),
      },
      ...history.flatMap((series) => charts(stage, series)),
      { kind: "heading", text: "Verdicts" },
      {
        kind: "table",
        columns: [
          { title: "when" },
          { title: "ring" },
          { title: "release" },
          { title: "verdict" },
          { title: "why" },
          { title: "pull request" },
        ],
        rows: stage.verdicts.map((verdict) => [
          [elapsed(verdict.at, startedAt)],
          [verdict.ring],
          [verdict.version],
          [{ kind: "state", state: stateOf(verdict.verdict), text: verdict.verdict }],
          [verdict.reason],
          verdict.pullRequest === ""
            ? [""]
            : [{ kind: "link", text: `#${verdict.pullRequest.split("/").at(-1)}`, url: verdict.pullRequest }],
        ]),
      },
      { kind: "heading", text: "Check it with stock tools" },
      {
        kind: "paragraph",
        text: [
          "While the pilot runs (",
          { kind: "code", text: "npm run pilot -- --keep" },
          "), these commands verify what it made. They know nothing of this project.",
        ],
      },
      ...stage.releases.flatMap((release): Block[] => [
        { kind: "code", language: "sh", text: stockCommands(stage, release.image, release.releasePath) },
      ]),
      { kind: "heading", text: "Timeline" },
      {
        kind: "table",
        columns: [{ title: "time" }, { title: "what" }],
        rows: story.events.map((event) => timelineRow(event, startedAt)),
      },
      {
        kind: "details",
        summary: "What it ran on",
        blocks: [
          {
            kind: "list",
            items: [
              [`${options.devices} simulated devices, seed ${options.seed}, scenario ${options.scenario}`],
              [`Prometheus ${world.prometheus.version}`],
              [world.builder.description],
              [`Node ${process.versions.node}`],
            ],
          },
        ],
      },
    ],
  };
}

function charts(stage: Stage, series: Series): Block[] {
  const marks = stage.verdicts
    .filter((verdict) => verdict.ring === series.ring)
    .map((verdict) => ({
      at: verdict.at.getTime() / 1000,
      text: `${verdict.verdict} ${verdict.version}`,
      state: stateOf(verdict.verdict),
    }));
  const chart = (
    title: string,
    unit: string,
    name: string,
    values: readonly (number | null)[],
    limit: number,
  ): Chart => ({
    title: `${series.ring}: ${title}`,
    unit,
    times: series.times,
    series: [{ name, values }],
    thresholds: [{ name: "limit", value: limit }],
    marks,
  });
  return [
    { kind: "chart", chart: chart("p95 latency", "s", "p95", series.p95, 0.3) },
    {
      kind: "chart",
      chart: chart(
        "error rate",
        "%",
        "errors",
        series.errorRate.map((value) => (value === null ? null : value * 100)),
        3,
      ),
    },
  ];
}

function stateOf(verdict: string): State {
  return verdict === "promote" ? "good" : verdict === "revert" ? "bad" : "waiting";
}

function runs(stage: Stage, ring: string): string {
  const versions = new Set(
    stage.world.population
      .inRing(ring)
      .map((device) => device.running?.version ?? (device.phase === "off" ? "off" : "nothing")),
  );
  return [...versions].sort().join(", ");
}

function lastVerdict(stage: Stage, ring: string): string {
  const last = stage.verdicts.findLast((verdict) => verdict.ring === ring);
  return last === undefined ? "none" : `${last.verdict} ${last.version}`;
}

function elapsed(at: Date, startedAt: Date): string {
  const seconds = Math.round((at.getTime() - startedAt.getTime()) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function timelineRow(event: StoryEvent, startedAt: Date): Cell[] {
  const text: Inline =
    event.state === "neutral" ? event.text : { kind: "state", state: event.state, text: event.text };
  const link: Inline[] = event.url === undefined ? [] : [" ", { kind: "link", text: "open", url: event.url }];
  return [[elapsed(event.at, startedAt)], [text, ...link]];
}

/** The lines that anyone can paste: cosign 3 and 2 on the image, cosign on the release file. */
export function stockCommands(stage: Stage, image: string, releasePath: string): string {
  const { sigstore } = stage.world;
  const identity = `--certificate-identity '${stage.world.github.serverUrl}/${names.appRepository}/.github/workflows/release.yml@refs/heads/main' --certificate-oidc-issuer '${sigstore.issuer}'`;
  const files = sigstore.files;
  return [
    `# cosign 3`,
    `cosign verify --allow-http-registry --trusted-root '${files.trustedRoot}' ${identity} '${image}'`,
    `# cosign 2`,
    `SIGSTORE_ROOT_FILE='${files.fulcioChain}' SIGSTORE_REKOR_PUBLIC_KEY='${files.rekorPublicKey}' SIGSTORE_CT_LOG_PUBLIC_KEY_FILE='${files.ctLogPublicKey}' \\`,
    `  cosign verify --allow-http-registry ${identity} '${image}'`,
    `# the release file, from a clone of ${stage.world.github.url}/${names.manifests}.git`,
    `cosign verify-blob --trusted-root '${files.trustedRoot}' ${identity} --bundle '${releasePath.replace(/\.json$/, ".sigstore.json")}' '${releasePath}'`,
  ].join("\n");
}
