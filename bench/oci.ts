// Pushing image layouts: the same layout, the same registry, ours beside the stock tools, each in a process of its own.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { link, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Layout, createLayout, refNameAnnotation } from "../src/oci/layout.ts";
import { mediaTypes } from "../src/oci/media-types.ts";
import { digestFromHex } from "../src/values/digest.ts";
import { startRegistrySink } from "./registry-sink.ts";

export type BenchRow = {
  readonly name: string;
  readonly ours: number;
  readonly peer: number;
  readonly unit: string;
  readonly peerName: string;
  readonly note?: string;
};

type Run = { readonly seconds: number; readonly megabytes: number };
type Push = (directory: string, host: string, name: string) => readonly string[];

const largeLayer = 2_000_000_000;
const smallLayers = 60;
const layerType = "application/vnd.oci.image.layer.v1.tar";
const tag = "bench";

/** Rows for each peer whose path is given: a 2 GB layer (time and peak memory), and sixty small layers that are all new. */
export async function rows(peers: { readonly oras?: string; readonly crane?: string }): Promise<BenchRow[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "bench-oci-"));
  const sink = await startRegistrySink();
  try {
    const large = await largeLayout(path.join(folder, "large"));
    const small = await smallLayout(path.join(folder, "small"));
    const child = path.join(import.meta.dirname, "oci-push.ts");
    const ours: Push = (directory, host, name) => [process.execPath, child, directory, host, name, tag];
    const measure = async (push: Push, layout: Layout, times: number): Promise<Run> => {
      const runs: Run[] = [];
      for (let number = 0; number < times; number += 1) {
        sink.clear();
        runs.push(await run(push(layout.directory, sink.host, "acme/bench")));
      }
      const best = runs.toSorted((left, right) => left.seconds - right.seconds)[0];
      if (best === undefined) throw new Error("nothing was run");
      return best;
    };
    const found: BenchRow[] = [];
    for (const [peerName, push] of peerCommands(peers)) {
      const [oursLarge, peerLarge] = [await measure(ours, large, 2), await measure(push, large, 2)];
      const [oursSmall, peerSmall] = [await measure(ours, small, 5), await measure(push, small, 5)];
      found.push(
        {
          name: "push a 2 GB layer from a layout",
          ours: oursLarge.seconds,
          peer: peerLarge.seconds,
          unit: "s",
          peerName,
          note: "best of 2, loopback, the registry drops the bytes",
        },
        {
          name: "peak memory of that push",
          ours: oursLarge.megabytes,
          peer: peerLarge.megabytes,
          unit: "MB",
          peerName,
        },
        {
          name: `push ${smallLayers} small layers from a layout`,
          ours: oursSmall.seconds * 1000,
          peer: peerSmall.seconds * 1000,
          unit: "ms",
          peerName,
          note: "best of 5, start of the process included",
        },
      );
    }
    return found;
  } finally {
    sink.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function peerCommands(peers: {
  readonly oras?: string;
  readonly crane?: string;
}): (readonly [string, Push])[] {
  const { oras, crane } = peers;
  const commands: (readonly [string, Push])[] = [];
  if (oras !== undefined)
    commands.push([
      "oras",
      (directory, host, name) => [
        oras,
        "cp",
        "--no-tty",
        "--from-oci-layout",
        `${directory}:${tag}`,
        "--to-plain-http",
        `${host}/${name}:${tag}`,
      ],
    ]);
  if (crane !== undefined)
    commands.push([
      "crane",
      (directory, host, name) => [crane, "push", "--insecure", directory, `${host}/${name}:${tag}`],
    ]);
  return commands;
}

/** Runs to the end; time by the wall, memory by the kernel's own high-water mark. */
async function run(argv: readonly string[]): Promise<Run> {
  const [command = "", ...rest] = argv;
  const started = performance.now();
  const child = spawn(command, rest, {
    stdio: ["ignore", "ignore", "pipe"],
    env: { PATH: process.env["PATH"] ?? "", HOME: tmpdir() },
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString("utf8")).slice(-2000);
  });
  let kilobytes = 0;
  const timer = setInterval(() => {
    kilobytes = Math.max(kilobytes, highWater(child.pid));
  }, 10);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    if (code !== 0) throw new Error(`${command} ended with ${String(code)}: ${said}`);
    return { seconds: (performance.now() - started) / 1000, megabytes: kilobytes / 1000 };
  } finally {
    clearInterval(timer);
  }
}

function highWater(pid: number | undefined): number {
  try {
    return Number(/^VmHWM:\s+([0-9]+)/m.exec(readFileSync(`/proc/${pid ?? 0}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    // It has just ended.
    return 0;
  }
}

/** One layer of zeros as a sparse file: it costs no disk, and the digest is that of the real bytes. */
async function largeLayout(directory: string): Promise<Layout> {
  const layout = await createLayout(directory);
  const zeros = Buffer.alloc(1_000_000);
  const hash = createHash("sha256");
  for (let at = 0; at < largeLayer; at += zeros.length) hash.update(zeros);
  const digest = digestFromHex(hash.digest("hex"));
  const sparse = path.join(directory, "sparse");
  const file = await open(sparse, "w");
  await file.truncate(largeLayer);
  await file.close();
  await link(sparse, path.join(directory, "blobs", "sha256", digest.slice("sha256:".length)));
  await rm(sparse);
  return finishLayout(layout, [{ mediaType: layerType, digest, size: largeLayer }]);
}

async function smallLayout(directory: string): Promise<Layout> {
  const layout = await createLayout(directory);
  const layers = [];
  for (let number = 0; number < smallLayers; number += 1)
    layers.push({ mediaType: layerType, ...(await layout.writeBlob(piece(`layer ${number}`.repeat(1000)))) });
  return finishLayout(layout, layers);
}

async function finishLayout(layout: Layout, layers: readonly object[]): Promise<Layout> {
  const configText = JSON.stringify({
    os: "linux",
    architecture: "arm64",
    config: {},
    rootfs: { type: "layers", diff_ids: layers.map((layer) => ("digest" in layer ? layer.digest : "")) },
  });
  const config = { mediaType: mediaTypes.config, ...(await layout.writeBlob(piece(configText))) };
  const manifest = { schemaVersion: 2, mediaType: mediaTypes.manifest, config, layers };
  const root = await layout.writeManifest({
    bytes: Buffer.from(JSON.stringify(manifest)),
    mediaType: mediaTypes.manifest,
  });
  await layout.list([{ ...root, annotations: { [refNameAnnotation]: tag } }]);
  return layout;
}

async function* piece(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
