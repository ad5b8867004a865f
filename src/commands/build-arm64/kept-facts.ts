import { type KeptFacts, factsFolder } from "../../layers/facts-store.ts";
import { containFolder } from "../../io/files.ts";
import type { Ports } from "../../io/ports.ts";
import { toolVersion } from "../../values/version.ts";
import type { BuildInput } from "./inputs.ts";

/**
 * Events that build what is in the repository by the doing of somebody who may write to it; none for a terminal. A list of the others
 * would miss some: pull requests, reviews, comments and what follows them are many events.
 */
const ownEvents: ReadonlySet<string> = new Set([
  "",
  "push",
  "release",
  "repository_dispatch",
  "schedule",
  "workflow_dispatch",
]);

/**
 * What earlier runs saw in layers, where it may be believed: sealed with a key that only trusted runs have, and never in the run of a
 * pull request. Whoever can write the folder without the key can only make it useless.
 */
export async function keptFacts(input: BuildInput, ports: Ports): Promise<KeptFacts | undefined> {
  const folder = input["facts-folder"];
  const key = input["facts-key"];
  if (folder === undefined) return undefined;
  if (key === undefined) {
    ports.log.warning("facts-folder is not used without facts-key: whoever can write it could hide findings");
    return undefined;
  }
  ports.secrets.add(key);
  return {
    store: factsFolder(await containFolder(ports.workspace, folder)),
    trusted: ownEvents.has(ports.run.eventName),
    tool: toolVersion,
    integrityKey: Buffer.from(key, "utf8"),
  };
}
