// Rules and both SBOMs of a real root file system in one pass, beside syft, which only catalogues.
import { execFile } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { writeLayout } from "../test/interop/oci-layout.ts";
import { type Area, type Context, type Measured, alternately } from "./row.ts";
import { timed } from "./timed.ts";

export const look: Area = {
  needs: ["syft", "roots"],
  rows: async (context) => [
    ...(await rootRows(context, "installed", "trixie with mosquitto and Python")),
    ...(await rootRows(context, "unpacked", "bookworm with 300 packages, npm, Java and Go")),
  ],
};

const turns = 3;
const run = promisify(execFile);

type Seen = { readonly components: number; readonly errors: number; readonly megabytes: number };

async function rootRows({ temporary, peer }: Context, root: string, what: string): Promise<Measured[]> {
  const layer = path.join(peer("roots").directory, `${root}.tar.gz`);
  const { folder } = await writeLayout(path.join(temporary, root), [layer]);
  const child = path.join(import.meta.dirname, "look-file.ts");
  let seen: Seen | undefined;
  const [ours = 0, theirs = 0] = await alternately(
    turns,
    async () => {
      const started = performance.now();
      const { stdout } = await run(process.execPath, [child, folder, temporary]);
      seen = JSON.parse(stdout) as Seen;
      return (performance.now() - started) / 1000;
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
  return [
    {
      name: `lint and SBOMs of ${what}`,
      ours,
      peer: theirs,
      unit: "s",
      peerName: "syft, SBOMs alone",
      note: `median of ${turns}; ${seen?.components} components, ${seen?.errors} lint errors, peak memory ${seen?.megabytes.toFixed(0)} MB`,
    },
  ];
}
