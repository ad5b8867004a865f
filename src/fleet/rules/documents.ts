import { readFleet } from "../../schema/fleet-file.ts";
import {
  readPointer,
  readRelease,
  readTrust,
  readTrustSignatures,
  readVerdict,
} from "../../schema/signed-json.ts";
import { type Fault, isFault } from "../../values/fault.ts";
import type { Finding } from "../../values/finding.ts";
import { requirePlace } from "../state.ts";
import { type ChangedFile, type ChangeView, violation } from "./change-view.ts";

/** Every changed document follows its schema, is canonical, and says what its path says. */
export function checkDocuments(view: ChangeView): readonly Finding[] {
  return view.files.flatMap((file) => {
    const fault = file.after === undefined ? undefined : faultOf(file, file.after, view.head.fleet.name);
    if (fault === undefined) return [];
    const rule = fault.code === "FLEET_FILE_MISPLACED" ? "document-misplaced" : "document-invalid";
    return [violation(rule, file.path, fault.message, fault.next)];
  });
}

function faultOf(file: ChangedFile, bytes: Uint8Array, fleet: string): Fault | undefined {
  try {
    readDocument(file, bytes, fleet);
    return undefined;
  } catch (error) {
    if (isFault(error)) return error;
    throw error;
  }
}

function readDocument({ path, place }: ChangedFile, bytes: Uint8Array, fleet: string): void {
  switch (place.kind) {
    case "fleet":
      requirePlace(path, { fleet: readFleet(bytes, path).name }, { fleet });
      break;
    case "trust":
      if (place.part === "document") requirePlace(path, readTrust(bytes, path).value, { fleet });
      if (place.part === "signatures") readTrustSignatures(bytes, path);
      break;
    case "release":
      if (!place.bundle)
        requirePlace(path, readRelease(bytes, path).value, { fleet, app: place.app, version: place.version });
      break;
    case "pointer":
      if (!place.bundle)
        requirePlace(path, readPointer(bytes, path).value, { fleet, ring: place.ring, app: place.app });
      break;
    case "verdict": {
      if (place.bundle) break;
      const { ring, app, epoch, seq } = place;
      requirePlace(path, readVerdict(bytes, path).value, { fleet, ring, app, epoch, seq });
      break;
    }
    default:
  }
}
