// Cold start: from the start of the process to the first input error, which is what a user waits for when a line is wrong.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { catalogue } from "../src/commands/catalogue.ts";
import { type Area, type Measured, alternately } from "./row.ts";
import { timed } from "./timed.ts";

const times = 11;

export const start: Area = {
  needs: ["actions-toolkit"],
  rows: async ({ root, temporary, peer }) => {
    const bare = (): Promise<number> => timed([process.execPath, "-e", "0"]);
    const rows: Measured[] = [];
    const measure = async (name: string, program: () => Promise<number>): Promise<void> => {
      const [ours = 0, peer = 0] = await alternately(times, program, bare);
      rows.push({
        name,
        ours: ours * 1000,
        peer: peer * 1000,
        unit: "ms",
        peerName: "node -e 0",
        note: `median of ${times}`,
      });
    };
    for (const [name, entry] of Object.entries(catalogue)) {
      const folder = path.join(temporary, name);
      await mkdir(folder, { recursive: true });
      for (const file of ["output", "summary"]) await writeFile(path.join(folder, file), "");
      // Every mandatory input is missing; an action without one gets a value that nothing accepts.
      const { inputs } = await entry.load();
      const wrong = Object.values(inputs).some(({ required }) => required)
        ? {}
        : { "INPUT_MANIFESTS-REPOSITORY": "not a repository" };
      const environment = {
        GITHUB_OUTPUT: path.join(folder, "output"),
        GITHUB_STEP_SUMMARY: path.join(folder, "summary"),
        RUNNER_TEMP: folder,
        ...wrong,
      };
      const bundle = path.join(root, "dist", `${name}.js`);
      const toFirstError = (): Promise<number> =>
        timed([process.execPath, bundle], { environment, directory: folder, code: 1 });
      await measure(`${name} to its first input error`, toFirstError);
      if (name !== "build-arm64") continue;
      const toolkit = (): Promise<number> =>
        timed([process.execPath, peer("actions-toolkit").command], { directory: folder });
      const [ours = 0, theirs = 0] = await alternately(times, toFirstError, toolkit);
      rows.push({
        name: "build-arm64 to its first input error",
        ours: ours * 1000,
        peer: theirs * 1000,
        unit: "ms",
        peerName: "what build-push-action imports",
        note: `median of ${times}; the peer is a bundle of docker/actions-toolkit that imports and ends`,
      });
    }
    const cli = path.join(root, "dist", "cli.js");
    await measure("pi5 --help", () => timed([process.execPath, cli, "--help"], { directory: temporary }));
    return rows;
  },
};
