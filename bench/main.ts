// `npm run bench [-- --only AREA]`: the same work by us and by stock peers in the same run, as one table and as JSON.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { installPeers } from "../scripts/peers/install.ts";
import type { PeerName } from "../scripts/peers/recipe.ts";
import { build } from "./build.ts";
import { look } from "./look.ts";
import { hashing } from "./hashing.ts";
import { models } from "./models.ts";
import { rows as ociRows } from "./oci.ts";
import type { Area, Row } from "./row.ts";
import { signing } from "./signing.ts";
import { start } from "./start.ts";

const root = path.dirname(import.meta.dirname);

const areas: Readonly<Record<string, Area>> = {
  start,
  hashing,
  models,
  signing,
  build,
  look,
  oci: {
    needs: ["oras", "crane"],
    rows: ({ peer }) => ociRows({ oras: peer("oras").command, crane: peer("crane").command }),
  },
};

const { values } = parseArgs({ options: { only: { type: "string", multiple: true } } });
const wanted = values.only ?? Object.keys(areas);
const unknown = wanted.filter((name) => !(name in areas));
if (unknown.length > 0) {
  process.stderr.write(`There is no ${unknown.join(", ")}; areas: ${Object.keys(areas).join(" ")}\n`);
  process.exitCode = 2;
} else await measure();

async function measure(): Promise<void> {
  const started = performance.now();
  const rows: Row[] = [];
  for (const name of wanted) {
    const area = areas[name];
    if (area === undefined) continue;
    const begun = performance.now();
    rows.push(...(await measureArea(name, area)));
    process.stderr.write(`${name}: ${((performance.now() - begun) / 1000).toFixed(1)} s\n`);
  }
  process.stdout.write(`${table(rows)}\n`);
  const machine = { node: process.version, platform: `${process.platform}-${process.arch}` };
  const results = { machine, seconds: (performance.now() - started) / 1000, rows };
  await writeFile(path.join(root, "bench-results.json"), `${JSON.stringify(results, undefined, 2)}\n`);
}

async function measureArea(name: string, area: Area): Promise<readonly Row[]> {
  const peers = await installPeers(area.needs, { log: (line) => process.stderr.write(`${line}\n`) });
  const temporary = await mkdtemp(path.join(tmpdir(), `pi5-bench-${name}-`));
  const peer = (wantedPeer: PeerName) => {
    const found = peers[wantedPeer];
    if (found === undefined) throw new Error(`${name} did not ask for ${wantedPeer}`);
    return found;
  };
  try {
    const measured = await area.rows({ root, temporary, peer });
    return measured.map((row) => ({ ...row, area: name, ratio: row.ours / row.peer }));
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function table(rows: readonly Row[]): string {
  const cells = [
    ["area", "work", "ours", "peer", "unit", "ours/peer", "peer is", "note"],
    ...rows.map(({ area, name, ours, peer, unit, ratio, peerName, note }) => [
      area,
      name,
      figure(ours),
      figure(peer),
      unit,
      `${ratio.toFixed(2)}x`,
      peerName,
      note ?? "",
    ]),
  ];
  const widths =
    cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(3);
}
