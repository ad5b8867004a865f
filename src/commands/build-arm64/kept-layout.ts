import { readdir } from "node:fs/promises";
import { containFolder } from "../../io/files.ts";
import { valueFaults } from "../../values/faults.ts";

// The lock and the folder of what is coming in are BuildKit's.
const ofLayouts = new Set(["blobs", "index.json", "index.json.lock", "ingest", "oci-layout"]);

/** The folder of `keep-layout`, made where it is missing. Throws INPUT_INVALID for one that holds something else: a build writes and removes there. */
export async function openKeptLayout(workspace: string, name: string): Promise<string> {
  const folder = await containFolder(workspace, name);
  const names = await readdir(folder);
  if (names.every((one) => ofLayouts.has(one))) return folder;
  throw valueFaults.fault("INPUT_INVALID", `${name} is no image layout, and not empty`, {
    where: "keep-layout",
    next: "name a folder that only this input uses, such as .cache/layout",
  });
}
