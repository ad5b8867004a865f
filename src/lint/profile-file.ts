import { isMap, isScalar, parseDocument } from "yaml";
import { type Accelerator, type Profile, profiles } from "../values/profile.ts";
import { lintFaults } from "./faults.ts";

/** Bytes that a profile may have. */
export const profileLimit = 65_536;

const devices = [
  "HAILO8",
  "HAILO8L",
  "HAILO10H",
  "HAILO15H",
] as const satisfies readonly Accelerator["device"][];

/**
 * Reads a profile of the user's own (YAML or JSON): `extends` names a built-in one, the other keys replace what differs. Throws
 * LINT_PROFILE_INVALID, which names the key, for anything else.
 */
export function parseProfile(text: string): Profile {
  if (Buffer.byteLength(text) > profileLimit) throw invalid("is larger than 64 KiB");
  const document = parsed(text);
  const fields = mapping(document, "profile", [
    "extends",
    "name",
    "pageSize",
    "kernel",
    "arm32",
    "goArm64",
    "cpu",
    "accelerator",
  ]);
  const base = builtIn(fields.get("extends"));
  const read = <T>(key: string, take: (value: unknown, key: string) => T, fallback: T): T =>
    fields.has(key) ? take(fields.get(key), key) : fallback;
  const accelerator = fields.has("accelerator") ? acceleratorOf(fields.get("accelerator")) : base.accelerator;
  return {
    name: read(
      "name",
      matching(/^[a-z0-9][a-z0-9._-]{0,62}$/, "a name of small letters, digits and dashes"),
      base.name,
    ),
    architecture: "arm64",
    pageSize: read("pageSize", pageSize, base.pageSize),
    kernel: read("kernel", matching(/^\d{1,3}(\.\d{1,4}){1,2}$/, "a version such as 6.12"), base.kernel),
    arm32: read("arm32", truth, base.arm32),
    goArm64: read("goArm64", matching(/^v[89]\.\d$/, "a level such as v8.2"), base.goArm64),
    cpu: read("cpu", features, base.cpu),
    ...(accelerator === undefined ? {} : { accelerator }),
  };
}

function parsed(text: string): unknown {
  let document;
  try {
    document = parseDocument(text, { schema: "core", merge: false, uniqueKeys: true, logLevel: "silent" });
  } catch {
    // The parser recurses: some ten thousand brackets exhaust its stack.
    throw invalid("is nested too deeply");
  }
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw invalid(`is not YAML: ${problem.message.split("\n")[0] ?? ""}`);
  return document.contents;
}

/** The built-in profile of a name. Throws LINT_PROFILE_INVALID, which lists the names, for another one. */
export function builtInProfile(name: string): Profile {
  return builtIn(name);
}

function builtIn(value: unknown): Profile {
  const known: Readonly<Record<string, Profile>> = profiles;
  const name = scalar(value);
  const found = typeof name === "string" && Object.hasOwn(known, name) ? known[name] : undefined;
  if (found !== undefined) return found;
  const choices = Object.keys(known).join(", ");
  if (name === undefined) throw invalid(`has no extends: name one of ${choices}`);
  throw invalid(`extends ${JSON.stringify(name)}: choose one of ${choices}`);
}

function acceleratorOf(value: unknown): Accelerator {
  const fields = mapping(value, "accelerator", ["vendor", "device", "hailort"]);
  const vendor = scalar(fields.get("vendor")) ?? "hailo";
  if (vendor !== "hailo") throw invalid("has an accelerator.vendor other than hailo");
  const named = scalar(fields.get("device"));
  const device = devices.find((one) => one === named);
  if (device === undefined)
    throw invalid(`has no known accelerator.device: choose one of ${devices.join(", ")}`);
  const version = matching(/^\d{1,3}\.\d{1,3}\.\d{1,3}$/, "the version of the driver, such as 5.1.1");
  return { vendor, device, hailort: version(fields.get("hailort"), "accelerator.hailort") };
}

function mapping(value: unknown, where: string, allowed: readonly string[]): ReadonlyMap<string, unknown> {
  if (!isMap(value))
    throw invalid(where === "profile" ? "is not a mapping" : `has ${where} that is not a mapping`);
  const fields = new Map<string, unknown>();
  for (const pair of value.items) {
    const key = String(scalar(pair.key));
    if (!allowed.includes(key))
      throw invalid(
        `has the unknown key ${JSON.stringify(key)} in ${where}: choose from ${allowed.join(", ")}`,
      );
    fields.set(key, pair.value);
  }
  return fields;
}

function scalar(value: unknown): unknown {
  return isScalar(value) ? value.value : value;
}

/** Text of a form; a number such as 6.12 is taken as it is written. */
function matching(form: RegExp, what: string): (value: unknown, key: string) => string {
  return (value, key) => {
    const plain = isScalar(value) ? (value.source ?? value.value) : value;
    if (typeof plain === "string" && form.test(plain)) return plain;
    throw invalid(`has a ${key} that is not ${what}`);
  };
}

function pageSize(value: unknown): number {
  const size = scalar(value);
  if (size === 4096 || size === 16_384 || size === 65_536) return size;
  throw invalid("has a pageSize other than 4096, 16384 and 65536");
}

function truth(value: unknown, key: string): boolean {
  const plain = scalar(value);
  if (typeof plain === "boolean") return plain;
  throw invalid(`has a ${key} that is neither true nor false`);
}

function features(value: unknown): readonly string[] {
  const list: unknown =
    value !== null && typeof value === "object" && "items" in value ? value.items : undefined;
  const names = Array.isArray(list) ? list.map(scalar) : [];
  const isFine = names.every(
    (name): name is string => typeof name === "string" && /^[a-z0-9]{1,20}$/.test(name),
  );
  if (!Array.isArray(list) || !isFine)
    throw invalid("has a cpu that is not a list of names as in /proc/cpuinfo");
  return names;
}

function invalid(what: string): Error {
  return lintFaults.fault("LINT_PROFILE_INVALID", `the profile ${what}`, {
    next: "write a mapping such as: {extends: raspberry-pi-5, kernel: '6.12', accelerator: {device: HAILO10H, hailort: 5.1.1}}",
  });
}
