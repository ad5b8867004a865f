import type { Block, Cell, Document, Inline, State } from "../../report/document.ts";
import { formatDuration, formatRate, formatSize } from "../../values/quantity.ts";
import type { Finding } from "../../values/finding.ts";
import type { BuildFacts, DeltaFacts } from "./facts.ts";

/** The report of a build: the verdict, what is wrong, what it weighs, what devices pull; long detail folded. */
export function buildReport(facts: BuildFacts, verdict: string, state: State): Document {
  return {
    title: "build-arm64",
    blocks: [
      { kind: "verdict", state, text: verdict },
      ...findingBlocks(facts.findings),
      heading("Image"),
      overview(facts),
      ...(facts.delta === undefined ? [] : deltaBlocks(facts.delta)),
      ...reproducibilityBlocks(facts),
      ...bomBlocks(facts),
      layerBlock(facts),
      ...stepBlocks(facts),
      ...baseBlocks(facts),
      ...noticeBlocks(facts.findings),
      ...acceptedBlocks(facts),
    ],
  };
}

const heading = (text: string): Block => ({ kind: "heading", text });
const code = (text: string): Inline => ({ kind: "code", text });
const states = { error: "bad", warning: "warning", notice: "neutral" } as const;
const mostRows = 50;

function findingBlocks(findings: readonly Finding[]): Block[] {
  const loud = ["error", "warning"].flatMap((wanted) =>
    findings.filter(({ severity }) => severity === wanted),
  );
  return loud.length === 0 ? [] : [heading("Findings"), findingTable(loud)];
}

function noticeBlocks(findings: readonly Finding[]): Block[] {
  const quiet = findings.filter(({ severity }) => severity === "notice");
  if (quiet.length === 0) return [];
  const summary = `${quiet.length} notice${quiet.length === 1 ? "" : "s"}`;
  return [{ kind: "details", summary, blocks: [findingTable(quiet)] }];
}

function findingTable(findings: readonly Finding[]): Block {
  const rows = findings
    .slice(0, mostRows)
    .map((finding): Cell[] => [
      [{ kind: "state", state: states[finding.severity], text: finding.rule }],
      [finding.message],
      place(finding),
      [finding.next ?? ""],
    ]);
  const more = findings.length - mostRows;
  if (more > 0) rows.push([[""], [`and ${more} more: see the SARIF file`], [""], [""]]);
  return {
    kind: "table",
    columns: [{ title: "rule" }, { title: "what" }, { title: "where" }, { title: "next step" }],
    rows,
  };
}

function place({ file, line, layer }: Finding): Cell {
  if (file === undefined) return layer === undefined ? [""] : [code(shortDigest(layer))];
  if (layer !== undefined) return [code(`/${file.replace(/^\//, "")}`), " in ", code(shortDigest(layer))];
  return [code(line === undefined ? file : `${file}:${line}`)];
}

function overview(facts: BuildFacts): Block {
  const { look } = facts;
  const rows: Cell[][] = [
    ...(look.rootIsIndex ? [[["index"], [code(look.root.digest)]]] : []),
    ...look.platforms.map(({ name, digest }): Cell[] => [[name], [code(digest)]]),
    [["config"], [code(look.config.digest)]],
    [["compressed"], [formatSize(look.size)]],
    [["unpacked"], [formatSize(look.unpackedSize)]],
    [["wasted by later layers"], [formatSize(look.wastedBytes)]],
    [["built by"], [facts.builder]],
  ];
  return { kind: "table", columns: [{ title: "image" }, { title: "" }], rows };
}

function deltaBlocks(delta: DeltaFacts): Block[] {
  const row = (name: string, bytes: number): Cell[] => [
    [name],
    [formatSize(bytes)],
    [formatDuration((bytes * 8) / delta.lineRate)],
    [formatSize(bytes * delta.devices)],
  ];
  return [
    heading("What devices pull"),
    {
      kind: "table",
      columns: [
        { title: `a device with ${delta.previous} pulls` },
        { title: "bytes", align: "right" },
        { title: `time at ${formatRate(delta.lineRate)}`, align: "right" },
        { title: `${delta.devices} device${delta.devices === 1 ? "" : "s"}`, align: "right" },
      ],
      rows: [
        row("containerd (k3s, Docker's containerd store), podman", delta.containerdBytes),
        row("Docker's classic store", delta.dockerBytes),
      ],
    },
    {
      kind: "paragraph",
      text: [`${delta.reusePercent.toFixed(1)} % of the image's bytes are on such a device already.`],
    },
    ...(delta.advice.length === 0
      ? []
      : [{ kind: "list" as const, items: delta.advice.map((text) => [text]) }]),
    ...(delta.reshipped.length === 0
      ? []
      : [
          {
            kind: "details" as const,
            summary: `${formatSize(delta.reshippedBytes)} shipped again though unchanged`,
            blocks: [
              {
                kind: "table" as const,
                columns: [{ title: "file" }, { title: "bytes", align: "right" as const }],
                rows: delta.reshipped
                  .slice(0, mostRows)
                  .map(({ path, size }) => [[code(`/${path}`)], [formatSize(size)]]),
              },
            ],
          },
        ]),
  ];
}

function reproducibilityBlocks({ reproducibility }: BuildFacts): Block[] {
  if (reproducibility === undefined) return [];
  const { same, text, differences } = reproducibility;
  const line: Block = {
    kind: "paragraph",
    text: [
      {
        kind: "state",
        state: same ? "good" : "warning",
        text: same ? "Built twice: the same digest." : `Built twice: ${text}.`,
      },
    ],
  };
  if (same) return [line];
  return [
    line,
    {
      kind: "table",
      columns: [{ title: "what differs" }, { title: "kind" }, { title: "layer" }],
      rows: differences
        .slice(0, mostRows)
        .map((one) => [
          [code(one.what)],
          [one.kind],
          [one.layer === undefined ? "" : code(shortDigest(one.layer))],
        ]),
    },
  ];
}

function bomBlocks({ bom }: BuildFacts): Block[] {
  if (bom === undefined) return [];
  const total = bom.counts.reduce((sum, { count }) => sum + count, 0);
  const rows = bom.counts.map(({ ecosystem, count }): Cell[] => [[ecosystem], [String(count)]]);
  return [
    {
      kind: "details",
      summary: `SBOM: ${total} components${bom.gaps.length === 0 ? "" : `, ${bom.gaps.length} gaps`}`,
      blocks: [
        {
          kind: "table",
          columns: [{ title: "kind" }, { title: "components", align: "right" }],
          rows,
        },
        ...(bom.gaps.length === 0
          ? []
          : [
              {
                kind: "list" as const,
                items: bom.gaps.map(({ path, why }) => [code(`/${path}`), ` ${why}`]),
              },
            ]),
      ],
    },
  ];
}

function layerBlock({ look }: BuildFacts): Block {
  const known = look.layers.some(({ state }) => state !== undefined);
  return {
    kind: "details",
    summary: `${layerCount(look.layers.length)}, ${formatSize(look.size)} to pull, ${formatSize(look.unpackedSize)} unpacked`,
    blocks: [
      {
        kind: "table",
        columns: [
          { title: "layer" },
          { title: "compressed", align: "right" },
          { title: "unpacked", align: "right" },
          ...(known ? [{ title: "on devices" }] : []),
          { title: "made by" },
        ],
        rows: look.layers.map((layer) => [
          [code(shortDigest(layer.digest))],
          [formatSize(layer.size)],
          [formatSize(layer.unpackedSize)],
          ...(known ? [[layer.state === "reused" ? "already there" : "new"]] : []),
          [layer.createdBy === "" ? "" : code(layer.createdBy.slice(0, 120))],
        ]),
      },
    ],
  };
}

function stepBlocks({ steps, cacheHitRatio }: BuildFacts): Block[] {
  if (steps.length === 0) return [];
  const cached = cacheHitRatio === undefined ? "" : `, ${Math.round(cacheHitRatio * 100)} % from the cache`;
  return [
    {
      kind: "details",
      summary: `${steps.length} build steps${cached}`,
      blocks: [
        {
          kind: "table",
          columns: [{ title: "step" }, { title: "" }, { title: "time", align: "right" }],
          rows: steps.map((step) => [
            [code(step.name.slice(0, 160))],
            [step.cached ? "cached" : ""],
            [step.seconds === undefined ? "" : formatDuration(step.seconds)],
          ]),
        },
      ],
    },
  ];
}

function baseBlocks({ baseImages }: BuildFacts): Block[] {
  if (baseImages.length === 0) return [];
  return [
    {
      kind: "details",
      summary: `${baseImages.length} base image${baseImages.length === 1 ? "" : "s"}`,
      blocks: [
        {
          kind: "table",
          columns: [{ title: "reference" }, { title: "digest" }],
          rows: baseImages.map(({ reference, digest }) => [
            [code(reference)],
            [digest === "" ? "" : code(digest)],
          ]),
        },
      ],
    },
  ];
}

function acceptedBlocks({ suppressed }: BuildFacts): Block[] {
  if (suppressed.length === 0) return [];
  return [
    {
      kind: "details",
      summary: `${suppressed.length} accepted finding${suppressed.length === 1 ? "" : "s"}`,
      blocks: [
        {
          kind: "table",
          columns: [{ title: "rule" }, { title: "what" }, { title: "accepted because" }],
          rows: suppressed.map(({ finding, reason }) => [[finding.rule], [finding.message], [reason]]),
        },
      ],
    },
  ];
}

/** Twelve digits are enough to find a layer in a table. */
function shortDigest(digest: string): string {
  return digest.slice(0, "sha256:".length + 12);
}

/** `1 layer`, `3 layers`. */
export function layerCount(count: number): string {
  return `${count} layer${count === 1 ? "" : "s"}`;
}
