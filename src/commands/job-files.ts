import path from "node:path";
import { containPath } from "../io/files.ts";
import type { Ports } from "../io/ports.ts";

/**
 * Where the file of a `jobFile` input is: below the workspace, or below RUNNER_TEMP, where earlier steps leave their results. Throws
 * PATH_OUTSIDE for anything else, links resolved.
 */
export async function jobFilePath(
  file: string,
  { workspace, environment }: Pick<Ports, "workspace" | "environment">,
): Promise<string> {
  const temporary = environment["RUNNER_TEMP"];
  const isResult = temporary !== undefined && file.startsWith(`${path.resolve(temporary)}/`);
  return containPath(isResult ? temporary : workspace, file);
}
