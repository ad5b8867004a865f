import { LineCounter, isNode, parseDocument } from "yaml";
import { canonicalJson } from "../values/canonical-json.ts";
import { type Digest, digestOf } from "../values/digest.ts";
import { parseDuration } from "../values/quantity.ts";
import { schemaFaults } from "./faults.ts";
import { type Fleet as FleetFile, type Gate, validate as validateFleet } from "./generated/fleet.js";
import { validate } from "./validation.ts";

export type { Gate } from "./generated/fleet.js";

/** fleet.yaml with its defaults filled in; durations are seconds. */
export type Fleet = {
  readonly name: string;
  readonly rings: readonly Ring[];
  readonly gates: readonly Gate[];
  readonly apps: ReadonlyMap<string, { readonly gates?: readonly Gate[] }>;
  readonly deviceLabel: string;
  readonly expiresAfter: number;
  readonly delivery: readonly "kustomize"[];
};

export type Ring = {
  readonly name: string;
  readonly devices: readonly string[];
  readonly soak: number;
  readonly deadline: number;
  readonly minCoverage: number;
};

const limit = 4_194_304;

/** Reads fleet.yaml: YAML 1.2 core, no aliases, no custom tags, no repeated keys; errors carry the line. */
export function readFleet(bytes: Uint8Array, name = "fleet.yaml"): Fleet {
  if (bytes.length > limit)
    throw schemaFaults.fault(
      "DOCUMENT_TOO_LARGE",
      `${name} has ${bytes.length} bytes; at most ${limit} are accepted`,
      { where: name },
    );
  const lines = new LineCounter();
  const document = parseDocument(decode(bytes, name), {
    lineCounter: lines,
    version: "1.2",
    schema: "core",
    uniqueKeys: true,
    strict: true,
    prettyErrors: false,
  });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem !== undefined)
    throw schemaFaults.fault(
      "DOCUMENT_SYNTAX",
      `${name}:${lines.linePos(problem.pos[0]).line}: ${problem.message}`,
      { where: `${name}:${lines.linePos(problem.pos[0]).line}` },
    );
  const value: unknown = toPlain(document, name);
  const lineOf = (pointer: string): number | undefined => {
    const path = pointer
      .split("/")
      .slice(1)
      .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
      .map((part) => (/^[0-9]+$/.test(part) ? Number(part) : part));
    const node = path.length === 0 ? document.contents : document.getIn(path, true);
    return isNode(node) && node.range ? lines.linePos(node.range[0]).line : undefined;
  };
  validate(validateFleet, value, name, lineOf);
  const fleet = resolve(value as FleetFile);
  refuseRepeats(fleet, name);
  return fleet;
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw schemaFaults.fault("DOCUMENT_SYNTAX", `${name} is not UTF-8`, { where: name, cause: error });
  }
}

function toPlain(document: ReturnType<typeof parseDocument>, name: string): unknown {
  try {
    // No alias is needed in this file, and none can blow it up.
    return document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    throw schemaFaults.fault("DOCUMENT_SYNTAX", `${name} uses an alias (*name): write the value out`, {
      where: name,
      cause: error,
    });
  }
}

function resolve(file: FleetFile): Fleet {
  return {
    name: file.fleet,
    rings: file.rings.map((ring) => ({
      name: ring.name,
      devices: ring.devices,
      soak: parseDuration(ring.soak ?? "30m"),
      deadline: parseDuration(ring.deadline ?? "6h"),
      minCoverage: ring["min-coverage"] ?? 0.7,
    })),
    gates: file.gates ?? [],
    apps: new Map(Object.entries(file.apps ?? {})),
    deviceLabel: file["device-label"] ?? "device",
    expiresAfter: parseDuration(file["expires-after"] ?? "14d"),
    delivery: file.delivery ?? [],
  };
}

function refuseRepeats(fleet: Fleet, name: string): void {
  const rings = new Set<string>();
  const home = new Map<string, string>();
  for (const ring of fleet.rings) {
    if (rings.has(ring.name))
      throw schemaFaults.fault("DOCUMENT_SCHEMA", `${name}: the ring ${ring.name} is named twice`, {
        where: name,
      });
    rings.add(ring.name);
    for (const device of ring.devices) {
      const other = home.get(device);
      if (other !== undefined)
        throw schemaFaults.fault(
          "DOCUMENT_SCHEMA",
          `${name}: the device ${device} is in the rings ${other} and ${ring.name}; a device has one ring`,
          { where: name },
        );
      home.set(device, ring.name);
    }
  }
}

/** The gates that judge an app: its own where it has any, else the fleet's. */
export function gatesOf(fleet: Fleet, app: string): readonly Gate[] {
  return fleet.apps.get(app)?.gates ?? fleet.gates;
}

/** Digest of everything in fleet.yaml that a verdict on this app in this ring rests on. */
export function gateConfigDigest(fleet: Fleet, app: string, ring: Ring): Digest {
  return digestOf(canonicalJson({ deviceLabel: fleet.deviceLabel, gates: gatesOf(fleet, app), ring }));
}
