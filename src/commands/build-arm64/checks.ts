import { runScan } from "../../build/scan.ts";
import { type VexStatement, applyVex, readVex } from "../../build/vex.ts";
import { containPath, readBounded } from "../../io/files.ts";
import type { Ports } from "../../io/ports.ts";
import { type Acceptance, applyAcceptances, applyLintMode } from "../../lint/ignore.ts";
import { parseProfile } from "../../lint/profile-file.ts";
import { isFault } from "../../values/fault.ts";
import { valueFaults } from "../../values/faults.ts";
import type { Finding } from "../../values/finding.ts";
import { formatRepository } from "../../values/image-reference.ts";
import { type Profile, profiles } from "../../values/profile.ts";
import type { BuildInput } from "./inputs.ts";

export type Judged = {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly { readonly finding: Finding; readonly reason: string }[];
};

const largestProfile = 65_536;
const largestVex = 16 * 1024 * 1024;

/** A built-in profile by name, or a file below the workspace. */
export async function readProfile(input: BuildInput, ports: Pick<Ports, "workspace">): Promise<Profile> {
  const known = Object.values<Profile>(profiles).find(({ name }) => name === input.profile);
  if (known !== undefined) return known;
  try {
    const bytes = await readBounded(await containPath(ports.workspace, input.profile), largestProfile);
    return parseProfile(bytes.toString("utf8"));
  } catch (error) {
    if (!isFault(error, "FILE_MISSING")) throw error;
    const names = Object.values<Profile>(profiles).map(({ name }) => name);
    throw valueFaults.fault(
      "INPUT_INVALID",
      `profile: ${JSON.stringify(input.profile)} is neither one of ${names.join(", ")} nor a file of the workspace`,
      { where: "profile", cause: error },
    );
  }
}

/** What the OpenVEX files say. Read before the build: a broken one should not cost it. */
export async function readVexFiles(
  input: BuildInput,
  ports: Pick<Ports, "workspace">,
): Promise<readonly VexStatement[]> {
  const statements: VexStatement[] = [];
  for (const file of input.vex) {
    const bytes = await readBounded(await containPath(ports.workspace, file), largestVex);
    statements.push(...readVex(bytes, file));
  }
  return statements;
}

/** Accepted findings out, then the mode: what the rules say may be softened, what a budget or a scanner says may not. */
export function judge(
  rules: readonly Finding[],
  firm: readonly Finding[],
  acceptances: readonly Acceptance[],
  mode: BuildInput["lint"],
): Judged {
  const softened = applyLintMode(rules, mode);
  const { kept, suppressed } = applyAcceptances([...softened, ...firm], acceptances);
  return { findings: kept, suppressed };
}

/**
 * Runs the scanner, if there is one. Its exit code decides; one that only complains about what VEX takes away counts as clean.
 */
export async function scan(
  input: BuildInput,
  ports: Ports,
  layoutOf: () => Promise<string>,
  statements: readonly VexStatement[],
): Promise<Judged> {
  const command = input["scan-command"];
  if (command === undefined) return { findings: [], suppressed: [] };
  const sarif = `${ports.temporary}/scan.sarif`;
  const layout = await layoutOf();
  const { findings, code } = await ports.log.group("Scan before the push", () =>
    ports.log.fenced((write) => runScan(ports.processes, command, { layout, sarif }, write)),
  );
  const { kept, suppressed } = applyVex(findings, statements, formatRepository(input.image));
  // The exit code decides: what a scanner calls an error and passes all the same is told, and no more.
  if (code === 0 || (kept.length === 0 && suppressed.length > 0))
    return { findings: applyLintMode(kept, "warn"), suppressed };
  return {
    findings: [
      {
        rule: "scan",
        severity: "error",
        message: `the scan-command ended with exit code ${code}: the image is not pushed`,
        next: "mend what it found, or say in an OpenVEX file why it does not apply",
      },
      ...kept,
    ],
    suppressed,
  };
}
