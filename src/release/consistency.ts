import type { Release } from "../schema/generated/release.js";
import { digestFromHex } from "../values/digest.ts";
import { parseRepository } from "../values/image-reference.ts";
import { parseRelativePath } from "../values/names.ts";
import { releaseFaults } from "./faults.ts";

/** Throws RELEASE_INCONSISTENT when parts of a release contradict each other in ways that the schema cannot see. */
export function requireConsistent(release: Release): void {
  const refuse = (why: string) =>
    releaseFaults.fault("RELEASE_INCONSISTENT", `${release.app} ${release.version}: ${why}`, {
      where: `releases/${release.app}/${release.version}.json`,
    });
  parseRepository(release.image.repository);
  let before = "";
  for (const model of release.models) {
    if (before !== "" && Buffer.compare(Buffer.from(before), Buffer.from(model.name)) >= 0)
      throw refuse(`the models ${before} and ${model.name} are not sorted by name, or named twice`);
    before = model.name;
    const size = model.files.reduce((sum, file) => sum + file.size, 0);
    if (size !== model.size) throw refuse(`the files of ${model.name} have ${size} bytes, not ${model.size}`);
    for (const file of model.files) parseRelativePath(file.path);
    const [only, ...others] = model.files;
    if (model.kind !== "file") continue;
    if (only === undefined || others.length > 0 || digestFromHex(only.sha256) !== model.digest)
      throw refuse(`the digest of ${model.name} is not that of its one file`);
  }
}
