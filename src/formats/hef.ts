import type { RandomAccess } from "../values/random-access.ts";
import { readHefNetworks } from "./hef-networks.ts";
import { type ModelDescription, type ModelTensor, modelProperties } from "./model.ts";
import { type ModelWindow, openWindow } from "./model-window.ts";
import { type Extent, fieldsOf, messageOf, textOf } from "./protobuf-wire.ts";

/** A model for a Hailo accelerator: the header of its file and what its protobuf part says (ProtoHEFHef of HailoRT 5). */
export type Hef = {
  readonly formatVersion: 0 | 1 | 2 | 3;
  /** `hw_arch` of the header. */
  readonly architecture: number;
  /** Of the compiler (Dataflow Compiler), x.y.z; empty when the file does not say. */
  readonly compiler: string;
  readonly compilerVersion: HefCompilerVersion | undefined;
  /** Seconds since 1970, 0 for none. */
  readonly timestamp: number;
  /** Type indexes of the extensions that HailoRT must know, sorted. */
  readonly extensions: readonly number[];
  /** Compiler and HailoRT must agree in major and minor version. */
  readonly strictRuntime: boolean;
  readonly networks: readonly string[];
  readonly inputs: readonly ModelTensor[];
  readonly outputs: readonly ModelTensor[];
  readonly checksum: HefChecksum;
};

export type HefCompilerVersion = {
  readonly major: number;
  readonly minor: number;
  readonly revision: number;
};

/** A HEF's checksum as it is stored (lower-case hex), and the part of the file that it covers. */
export type HefChecksum = {
  readonly kind: "md5" | "crc32" | "xxh3-64";
  readonly hex: string;
  readonly covers: Extent;
};

export const hefMagic = Uint8Array.of(0x01, 0x48, 0x45, 0x46);

/** Extension STRICT_RUNTIME_VERSIONING, which HailoRT knows since 5.1.0. */
export const strictRuntimeExtension = 35;

const headerLengths = [32, 28, 44, 56] as const;
const mostExtensions = 1024;

// From HailoRT's hef.proto and device_internal.cpp: the devices that take a HEF of each architecture.
const architectures: Readonly<Record<number, readonly [name: string, ...devices: string[]]>> = {
  0: ["HAILO8", "HAILO8"],
  1: ["HAILO8P", "HAILO8"],
  2: ["HAILO8R", "HAILO8"],
  3: ["HAILO8L", "HAILO8L", "HAILO8"],
  4: ["HAILO15M", "HAILO15M", "HAILO15H", "HAILO10H"],
  5: ["HAILO10H (deprecated)"],
  6: ["HAILO15L", "HAILO15L"],
  100: ["SAGE_A0"],
  101: ["SAGE_B0", "HAILO8"],
  102: ["PAPRIKA_B0", "HAILO8"],
  103: ["HAILO1XH", "HAILO15H", "HAILO10H"],
  104: ["GINGER", "HAILO15H", "HAILO10H"],
  105: ["LAVENDER", "HAILO15H", "HAILO10H"],
  106: ["PLUTO", "HAILO15L"],
  108: ["MARS", "HAILO12L"],
};

/** The name that HailoRT has for an architecture. */
export function hefArchitectureName(architecture: number): string {
  return architectures[architecture]?.[0] ?? `architecture ${architecture}`;
}

/** The devices that accept a HEF of an architecture, as HailoRT 5 decides it; none for one that it does not know. */
export function hefDevices(architecture: number): readonly string[] {
  return architectures[architecture]?.slice(1) ?? [];
}

/** Reads a HEF, or gives undefined for a file of another kind. Throws FORMAT_CORRUPT for a broken one. */
export function readHef(file: RandomAccess): Hef | undefined {
  if (!isHef(file.read(0, 4))) return undefined;
  const window = openWindow(file, "HEF");
  const { formatVersion, protobuf, checksum } = readHeader(window);
  const header = { architecture: 0, compiler: "", timestamp: 0, version: [0, 0, 0] };
  const extensions = new Set<number>();
  for (const field of fieldsOf(window, protobuf)) {
    if (field.number === 1) readProtobufHeader(window, messageOf(window, field), header);
    if (field.number === 5) {
      if (extensions.size >= mostExtensions)
        throw window.corrupt(`names more than ${mostExtensions} extensions`);
      extensions.add(readExtension(window, messageOf(window, field)));
    }
  }
  const [major = 0, minor = 0, revision = 0] = header.version;
  const fromText = /^(\d{1,5})\.(\d{1,5})\.(\d{1,9})/.exec(header.compiler);
  const compilerVersion =
    major + minor + revision > 0
      ? { major, minor, revision }
      : fromText === null
        ? undefined
        : { major: Number(fromText[1]), minor: Number(fromText[2]), revision: Number(fromText[3]) };
  return {
    formatVersion,
    architecture: header.architecture,
    compiler:
      header.compiler === "" && compilerVersion !== undefined
        ? `${compilerVersion.major}.${compilerVersion.minor}.${compilerVersion.revision}`
        : header.compiler,
    compilerVersion,
    timestamp: header.timestamp,
    extensions: [...extensions].sort((left, right) => left - right),
    strictRuntime: extensions.has(strictRuntimeExtension),
    ...readHefNetworks(window, protobuf),
    checksum,
  };
}

/** True for the first bytes of a HEF. */
export function isHef(head: Uint8Array): boolean {
  return head.length >= 4 && hefMagic.every((byte, index) => head[index] === byte);
}

/** What a HEF says, in the words that all formats share. */
export function describeHef(hef: Hef): ModelDescription {
  const types = [...new Set([...hef.inputs, ...hef.outputs].map(({ type }) => type))];
  const { compilerVersion: version } = hef;
  return {
    format: "hef",
    quantization: types.length === 1 ? (types[0] ?? "") : types.length > 1 ? "mixed" : "",
    inputs: hef.inputs,
    outputs: hef.outputs,
    requiredRuntime:
      version === undefined
        ? "hailort"
        : hef.strictRuntime
          ? `hailort ${version.major}.${version.minor}`
          : `hailort ${version.major}`,
    customOperators: [],
    properties: modelProperties({
      "hailo:hw_arch": hefArchitectureName(hef.architecture),
      "hailo:hef_version": hef.formatVersion,
      "hailo:dfc_version": hef.compiler,
      "hailo:strict_versioning": String(hef.strictRuntime),
      "hailo:devices": hefDevices(hef.architecture).join(", "),
      "hailo:networks": hef.networks.join(", "),
    }),
  };
}

function readHeader(window: ModelWindow): Pick<Hef, "formatVersion" | "checksum"> & { protobuf: Extent } {
  if (window.size < 12) throw window.corrupt("ends inside its header");
  const formatVersion = window.uint32BigEndian(4);
  if (formatVersion !== 0 && formatVersion !== 1 && formatVersion !== 2 && formatVersion !== 3)
    throw window.corrupt(`has the format version ${formatVersion}; 0 to 3 are known`);
  const start = headerLengths[formatVersion];
  if (window.size < start) throw window.corrupt("ends inside its header");
  const protobuf = { start, end: start + window.uint32BigEndian(8) };
  const weights =
    formatVersion === 0
      ? 0
      : window.uint64BigEndian(formatVersion === 1 ? 16 : 20) +
        (formatVersion === 3 ? window.uint64BigEndian(32) : 0);
  if (protobuf.end + weights !== window.size)
    throw window.corrupt(`should have ${protobuf.end + weights} bytes, it has ${window.size}`);
  return { formatVersion, protobuf, checksum: readChecksum(window, formatVersion, protobuf) };
}

function readChecksum(window: ModelWindow, version: Hef["formatVersion"], protobuf: Extent): HefChecksum {
  const hex = (offset: number, length: number): string =>
    Buffer.from(window.bytes(offset, length)).toString("hex");
  const all = { start: protobuf.start, end: window.size };
  if (version === 0) return { kind: "md5", hex: hex(16, 16), covers: all };
  if (version === 1) return { kind: "crc32", hex: hex(12, 4), covers: all };
  // HailoRT checks the protobuf part alone where version 3 has a sum for it; the device checks the rest.
  const ofProtobuf = version === 3 ? hex(40, 8) : "";
  if (ofProtobuf !== "" && /[^0]/.test(ofProtobuf))
    return { kind: "xxh3-64", hex: ofProtobuf, covers: protobuf };
  return { kind: "xxh3-64", hex: hex(12, 8), covers: all };
}

type Header = { architecture: number; compiler: string; timestamp: number; version: number[] };

function readProtobufHeader(window: ModelWindow, message: Extent, header: Header): void {
  for (const field of fieldsOf(window, message)) {
    if (field.number === 1) header.architecture = field.value;
    if (field.number === 2) header.timestamp = field.value;
    if (field.number === 3) header.compiler = textOf(window, field);
    if (field.number === 5)
      for (const part of fieldsOf(window, messageOf(window, field)))
        if (part.number >= 1 && part.number <= 3) header.version[part.number - 1] = part.value;
  }
}

function readExtension(window: ModelWindow, message: Extent): number {
  let type = 0;
  for (const field of fieldsOf(window, message)) if (field.number === 1) type = field.value;
  return type;
}
