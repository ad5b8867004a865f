import { buildFaults } from "../../build/faults.ts";
import { ioFaults } from "../../io/faults.ts";
import { codeOf } from "../../io/files.ts";
import { ociFaults } from "../../oci/faults.ts";
import { describeError, isFault } from "../../values/fault.ts";
import type { BuildInput } from "./inputs.ts";

/**
 * What failed, in words of the user: a full disk is no bug and no damaged file, whoever met it first, and a kept layout that is damaged
 * stays so until somebody removes it. Everything else as it is.
 */
export function explained(error: unknown, input: Pick<BuildInput, "keep-layout">): unknown {
  if (isFault(error, "BUILD_DISK_FULL")) return error;
  if (chain(error).some((cause) => ["ENOSPC", "EDQUOT"].includes(codeOf(cause))))
    return buildFaults.fault("BUILD_DISK_FULL", `a disk of the runner is full: ${describeError(error)}`, {
      cause: error,
    });
  const kept = input["keep-layout"];
  if (kept !== undefined && isFault(error, "LAYOUT_CORRUPT"))
    return ociFaults.fault("LAYOUT_CORRUPT", error.message, {
      where: error.where,
      next: `remove the folder ${kept} of keep-layout: an interrupted run may have damaged it`,
      cause: error,
    });
  if (isFault(error) || !(error instanceof Error) || !("syscall" in error)) return error;
  return ioFaults.fault("FILE_UNREADABLE", error.message, { cause: error });
}

/** An error and what caused it, at most eight. */
function chain(error: unknown): readonly unknown[] {
  const causes: unknown[] = [];
  for (let current = error; current instanceof Error && causes.length < 8; current = current.cause)
    causes.push(current);
  return causes;
}
