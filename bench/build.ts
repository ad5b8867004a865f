// build-arm64 as the runner starts it, beside docker buildx and crane on the same work, with the state of the caches told.
import { randomBytes } from "node:crypto";
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { type Stage, largeContext, openStage } from "./build-stage.ts";
import { type Area, type Context, type Measured, alternately } from "./row.ts";
import { timed } from "./timed.ts";

export const build: Area = {
  needs: ["docker", "registry2", "crane", "busybox-arm64"],
  rows: async (context) => {
    const stage = await openStage(context);
    try {
      const workspace = await largeContext(context.peer);
      try {
        return [
          ...(await smallChange(stage, context, workspace)),
          ...(await model(stage, context, workspace)),
        ];
      } finally {
        await rm(workspace, { recursive: true, force: true });
      }
    } finally {
      await stage.close();
    }
  },
};

const turns = 7;

/** One small file changes above a layer of 80 MB that builder and registry have. */
async function smallChange(stage: Stage, { temporary }: Context, workspace: string): Promise<Measured[]> {
  const { docker, host } = stage;
  // A folder of its own: what is kept from run to run is no part of the context.
  const source = path.join(workspace, "src");
  let count = 0;
  const change = () =>
    writeFile(path.join(source, "small.txt"), `${(count += 1)} ${randomBytes(8).toString("hex")}\n`);
  const options = { environment: docker.environment, directory: workspace };
  const buildx = (...more: string[]) =>
    timed(
      [docker.docker, "buildx", "build", "--platform", "linux/arm64", "--provenance=false", ...more, source],
      options,
    );
  const usual = { image: `${host}/acme/bench`, context: "src", driver: "buildx" };
  const ours = async (inputs: Readonly<Record<string, string>>): Promise<number> => {
    await change();
    const { seconds } = await stage.build(workspace, { ...usual, ...inputs });
    return seconds;
  };
  // Builder and registry have everything but the small layer before the first turn.
  const { outputs } = await stage.build(workspace, usual);
  const previous = outputs["image"] ?? "";
  const kept = {
    "keep-layout": ".cache/layout",
    "facts-folder": ".cache/facts",
    "facts-key": "a key of this run",
  };
  await ours(kept);
  const folder = path.join(temporary, "exported");
  const [emptyOurs = 0, emptyPeer = 0] = await alternately(
    turns,
    () => ours({ previous }),
    async () => {
      await change();
      await rm(folder, { recursive: true, force: true });
      const built = await buildx("--output", `type=oci,tar=false,dest=${folder}`);
      return (
        built + (await timed([stage.crane, "push", "--insecure", folder, `${host}/acme/bench:peer`], options))
      );
    },
  );
  const [keptOurs = 0, keptPeer = 0] = await alternately(
    turns,
    () => ours(kept),
    async () => {
      await change();
      return buildx("--push", "--tag", `${host}/acme/bench:peer`);
    },
  );
  const note = `median of ${turns}; builder cache warm, registry has the 80 MB layer; ours lints, writes both SBOMs and judges budgets too`;
  return [
    {
      name: "small change over 80 MB, empty runner",
      ours: emptyOurs,
      peer: emptyPeer,
      unit: "s",
      peerName: "buildx oci export + crane push",
      note: `${note}; with previous, no kept layout or facts`,
    },
    {
      name: "small change over 80 MB, layout kept",
      ours: keptOurs,
      peer: keptPeer,
      unit: "s",
      peerName: "buildx --push",
      note: `${note}; layout and facts kept`,
    },
  ];
}

const modelSize = 25_000_000;

/** A new model of 25 MB on an image that is in the registry, by the append driver and by a Dockerfile. */
async function model(stage: Stage, { temporary, peer }: Context, workspace: string): Promise<Measured[]> {
  const { docker, host } = stage;
  const folder = path.join(temporary, "model");
  const base = await pushBase(stage, folder, peer);
  const rows: Measured[] = [];
  for (const [kind, fill] of [
    ["random bytes", () => randomBytes(modelSize)],
    ["compressible bytes", compressible],
  ] as const) {
    const change = async (): Promise<Buffer> => {
      const bytes = fill();
      await writeFile(path.join(folder, "model.bin"), bytes);
      return bytes;
    };
    let share = 0;
    const [ours = 0, theirs = 0] = await alternately(
      turns,
      async () => {
        const bytes = await change();
        const { seconds, outputs } = await stage.build(folder, {
          image: `${host}/acme/model`,
          driver: "append",
          base,
          layers: "model.bin:/models/model.bin",
        });
        const layers = JSON.parse(outputs["layers"] ?? "[]") as { readonly size: number }[];
        share = Math.max(share, (layers.at(-1)?.size ?? Number.NaN) / gzipSync(bytes).length);
        return seconds;
      },
      async () => {
        await change();
        return timed(
          [
            docker.docker,
            "buildx",
            "build",
            "--platform",
            "linux/arm64",
            "--provenance=false",
            "--push",
            "--tag",
            `${host}/acme/model:peer`,
            folder,
          ],
          { environment: docker.environment, directory: workspace },
        );
      },
    );
    rows.push({
      name: `append a 25 MB model, ${kind}`,
      ours,
      peer: theirs,
      unit: "s",
      peerName: "buildx --push",
      note: `median of ${turns}; base in registry and builder; our layer is at most ${share.toFixed(4)} of its gzip -6 bytes`,
    });
  }
  return rows;
}

async function pushBase(stage: Stage, folder: string, peer: Context["peer"]): Promise<string> {
  await mkdir(folder, { recursive: true });
  await copyFile(peer("busybox-arm64").command, path.join(folder, "busybox"));
  await writeFile(
    path.join(folder, "Dockerfile"),
    'FROM scratch\nCOPY --chmod=755 busybox /bin/busybox\nENTRYPOINT ["/bin/busybox", "sleep", "1"]\n',
  );
  const { outputs } = await stage.build(folder, {
    image: `${stage.host}/acme/model`,
    context: ".",
    driver: "buildx",
  });
  const base = outputs["image"] ?? "";
  await writeFile(path.join(folder, "Dockerfile"), `FROM ${base}\nCOPY model.bin /models/model.bin\n`);
  return base;
}

/** Numbers near zero, as quantised weights are: gzip halves them. */
function compressible(): Buffer {
  const bytes = randomBytes(modelSize);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = (bytes[at] ?? 0) & 0x0f;
  return bytes;
}
