// Rules and both SBOMs of an image in one pass: real root file systems beside syft, which only catalogues, and a very large image.
import { execFile } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { rolldown } from "rolldown";
import { writeLayout } from "../test/interop/oci-layout.ts";
import { writeLargeLayer } from "./large-image.ts";
import { type Area, type Context, type Measured, alternately, median } from "./row.ts";
import { timed } from "./timed.ts";

export const look: Area = {
  needs: ["syft", "roots", "lint-roots"],
  rows: async (context) => {
    const child = await bundledChild(context.temporary);
    const roots = context.peer("roots").directory;
    const large = path.join(context.peer("lint-roots").directory, "bookworm-java.tar.gz");
    return [
      await rootRow(context, child, path.join(roots, "installed.tar.gz"), "trixie with mosquitto and SQLite"),
      await rootRow(
        context,
        child,
        path.join(roots, "unpacked.tar.gz"),
        "bookworm with 300 packages, npm, Java and Go",
      ),
      await rootRow(context, child, large, "bookworm with Java, Node, Python and NumPy"),
      await largeRow(context, child),
    ];
  },
};

const turns = 3;
// What a small runner can spare, whatever the image.
const mostMegabytes = 250;
const run = promisify(execFile);

type Seen = {
  readonly components: number;
  readonly errors: number;
  readonly unpacked: number;
  readonly megabytes: number;
};
type Looked = Seen & { readonly seconds: number };

/** look-file.ts as the actions are shipped: what Node needs to load TypeScript is no cost of theirs. */
async function bundledChild(temporary: string): Promise<string> {
  const bundle = await rolldown({
    input: path.join(import.meta.dirname, "look-file.ts"),
    platform: "node",
    logLevel: "warn",
    transform: { target: "node24" },
  });
  const file = path.join(temporary, "look-file.mjs");
  await bundle.write({ file, format: "esm", codeSplitting: false });
  await bundle.close();
  return file;
}

/** Looks at a layout in a process of its own. */
async function lookOnce(child: string, folder: string, temporary: string): Promise<Looked> {
  const started = performance.now();
  const { stdout } = await run(process.execPath, [child, folder, temporary]);
  return { ...(JSON.parse(stdout) as Seen), seconds: (performance.now() - started) / 1000 };
}

const rounded = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB unpacked`;

async function rootRow(
  { temporary, peer }: Context,
  child: string,
  layer: string,
  what: string,
): Promise<Measured> {
  const { folder } = await writeLayout(path.join(temporary, path.basename(layer, ".tar.gz")), [layer]);
  const seen: Looked[] = [];
  const [ours = 0, theirs = 0] = await alternately(
    turns,
    async () => {
      const looked = await lookOnce(child, folder, temporary);
      seen.push(looked);
      return looked.seconds;
    },
    () => {
      const file = (name: string) => `${name}=${path.join(temporary, name)}.json`;
      const output = ["--output", file("cyclonedx-json"), "--output", file("spdx-json")];
      const environment = { SYFT_CHECK_FOR_APP_UPDATE: "false" };
      return timed([peer("syft").command, "scan", `oci-dir:${folder}`, ...output], {
        environment,
        directory: temporary,
      });
    },
  );
  const [{ components, errors, unpacked } = { components: 0, errors: 0, unpacked: 0 }] = seen;
  const memory = Math.max(...seen.map(({ megabytes }) => megabytes));
  return {
    name: `lint and SBOMs of ${what}`,
    ours,
    peer: theirs,
    unit: "s",
    peerName: "syft, SBOMs alone",
    note: `median of ${turns}; ${rounded(unpacked)}, ${components} components, ${errors} lint errors, peak memory ${memory.toFixed(0)} MB`,
  };
}

async function largeRow({ temporary }: Context, child: string): Promise<Measured> {
  const layer = path.join(temporary, "large.tar.gz");
  await writeLargeLayer(layer);
  const { folder } = await writeLayout(path.join(temporary, "large"), [layer]);
  const seen: Looked[] = [];
  for (let turn = 0; turn < turns; turn += 1) seen.push(await lookOnce(child, folder, temporary));
  const seconds = median(seen.map((one) => one.seconds));
  const [{ components, unpacked } = { components: 0, unpacked: 0 }] = seen;
  return {
    name: "peak memory of lint and SBOMs of an image with a program of 400 MB and a JAR of 300 MB",
    ours: Math.max(...seen.map(({ megabytes }) => megabytes)),
    peer: mostMegabytes,
    unit: "MB",
    peerName: "our limit",
    note: `highest of ${turns}; ${rounded(unpacked)}, ${components} components, ${seconds.toFixed(1)} s`,
  };
}
