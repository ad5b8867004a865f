import { readPointer, readTrust } from "../schema/signed-json.ts";
import { verifyTrust } from "../trust/trust-verification.ts";
import { isFault } from "../values/fault.ts";
import type { Finding } from "../values/finding.ts";
import { compareText } from "../values/text-order.ts";
import type { Tree } from "../values/tree.ts";
import { changedPaths, hasIds } from "./changed-files.ts";
import { boundedMap } from "./bounded-map.ts";
import { bundlePath, classifyPath, comparePositions, trustPath } from "./paths.ts";
import { publishFaults } from "./publish-faults.ts";
import { type SignedFile, verifyFile, verifyPointer } from "./signatures.ts";
import {
  type FleetState,
  type PointerFile,
  type TrustFiles,
  readFleetState,
  readTrustFiles,
} from "./state.ts";

const renewalTime = 30 * 86_400_000;

/** What the branch live needs besides the files of main. */
export type PublishPlan = {
  readonly state: FleetState;
  /** Signatures on live that still verify for the pointers of main, by path. */
  readonly kept: ReadonlyMap<string, Uint8Array>;
  readonly toSign: readonly PointerFile[];
  /** Releases that run and that devices would not accept any more, such as after a revocation. */
  readonly findings: readonly Finding[];
};

/**
 * Plans the signatures of live for a main that was verified. A signature is kept when the trust files of main, which devices will
 * read beside it, verify it for the very bytes of the pointer.
 */
export async function planPublish(live: Tree | undefined, main: Tree, now: Date): Promise<PublishPlan> {
  const state = await readFleetState(main);
  const pointers = [...state.pointers.values()].sort((left, right) => compareText(left.path, right.path));
  const kept = new Map<string, Uint8Array>();
  const toSign: PointerFile[] = [];
  const bundles = await boundedMap(pointers, async (pointer) => live?.read(bundlePath(pointer.path)));
  for (const [index, pointer] of pointers.entries()) {
    const bundle = bundles[index];
    if (bundle !== undefined && (await isSigned(state, pointer, bundle)))
      kept.set(bundlePath(pointer.path), bundle);
    else toSign.push(pointer);
  }
  return {
    state,
    kept,
    toSign,
    findings: [...checkTrustExpiry(state, now), ...(await checkRunning(state, pointers))],
  };
}

/**
 * The files that live has besides those of main, once every planned signature was made (by pointer path). Throws
 * PUBLISH_SIGNATURE_UNUSABLE rather than let a signature out that no device can verify.
 */
export async function sealPublish(
  plan: PublishPlan,
  signatures: ReadonlyMap<string, Uint8Array>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map(plan.kept);
  for (const pointer of plan.toSign) {
    const bundle = signatures.get(pointer.path);
    const verification = await verifyPointer(
      plan.state.trust,
      pointer.app,
      signedFile(pointer, bundle),
      () => pointer.file.value.reason,
    );
    if (!verification.ok || bundle === undefined)
      throw publishFaults.fault(
        "PUBLISH_SIGNATURE_UNUSABLE",
        `devices could not verify the new signature of ${pointer.path}: ${verification.ok ? "it is missing" : verification.why.message}`,
        {
          where: pointer.path,
          next: "trust.json must give the publish role to whoever runs publish: check its signers and trusted_root.json",
        },
      );
    files.set(bundlePath(pointer.path), bundle);
  }
  return files;
}

/**
 * True for a tree of live that carries a signature for every pointer of the main that it claims to stand for, under that main's
 * own trust. A live whose signatures are about other pointers was not made from that main.
 */
export async function isPublished(live: Tree, main: Tree, now: Date): Promise<boolean> {
  try {
    const plan = await planPublish(live, main, now);
    const { document, signatures } = plan.state.trust;
    verifyTrust(document.bytes, signatures, document.value.roots);
    const followed = await live.read(trustPath);
    return plan.toSign.length === 0 && followed !== undefined && Buffer.from(followed).equals(document.bytes);
  } catch (error) {
    if (isFault(error)) return false;
    throw error;
  }
}

/**
 * What a tree of live holds that devices may have accepted: the files whose signatures prove that publish, or a holder of the
 * root keys, stood behind them. `trust` is a document that main vouches for.
 */
export async function acceptedFiles(live: Tree, trust: TrustFiles): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const newer = await signedTrust(live, trust);
  if (newer !== undefined) files.set(trustPath, newer.document.bytes);
  for (const path of await live.list("rings/")) {
    const place = classifyPath(path);
    if (place.kind !== "pointer" || place.bundle) continue;
    const [bytes, bundle] = await Promise.all([live.read(path), live.read(bundlePath(path))]);
    if (bytes === undefined || bundle === undefined) continue;
    const file = { path, bytes, bundle };
    // Only whether somebody with the key signed it matters here, so every reason may have been given.
    for (const by of newer === undefined ? [trust] : [trust, newer])
      if ((await verifyPointer(by, place.app, file, () => "revert")).ok) files.set(path, bytes);
  }
  return files;
}

/** True when a pointer or trust document comes before another one of the same path. Throws the readers' faults. */
export function isOlder(path: string, bytes: Uint8Array, than: Uint8Array): boolean {
  if (path === trustPath) return readTrust(bytes, path).value.version < readTrust(than, path).value.version;
  return comparePositions(readPointer(bytes, path).value, readPointer(than, path).value) < 0;
}

async function signedTrust(live: Tree, trust: TrustFiles): Promise<TrustFiles | undefined> {
  try {
    const files = await readTrustFiles(live);
    verifyTrust(files.document.bytes, files.signatures, trust.document.value.roots);
    return files;
  } catch (error) {
    // What the root keys did not sign, devices did not accept either.
    if (isFault(error)) return undefined;
    throw error;
  }
}

/**
 * True when live may hold other files than main and its signatures, as after a push by hand. It is only looked for where trees
 * can be compared without reading them whole.
 */
export async function liveDiffers(
  live: Tree,
  main: Tree,
  signatures: ReadonlyMap<string, unknown>,
): Promise<boolean> {
  if (!hasIds(live) || !hasIds(main)) return false;
  const changed = await changedPaths(main, live);
  return changed.some((path) => !signatures.has(path));
}

async function isSigned(state: FleetState, pointer: PointerFile, bundle: Uint8Array): Promise<boolean> {
  const reason = (): string => pointer.file.value.reason;
  return (await verifyPointer(state.trust, pointer.app, signedFile(pointer, bundle), reason)).ok;
}

function signedFile(pointer: PointerFile, bundle: Uint8Array | undefined): SignedFile {
  return { path: pointer.path, bytes: pointer.file.bytes, bundle };
}

// Devices go on with an expired trust document, but its holders should not learn from an alarm that it is due.
function checkTrustExpiry(state: FleetState, now: Date): Finding[] {
  const { expires, version } = state.trust.document.value;
  if (Date.parse(expires) - now.getTime() > renewalTime) return [];
  return [
    {
      rule: "trust-expires",
      severity: "warning",
      file: trustPath,
      message: `${trustPath} (version ${version}) expires at ${expires}`,
      next: "let the holders of the root keys sign the next version",
    },
  ];
}

async function checkRunning(state: FleetState, pointers: readonly PointerFile[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const { app, path, file } of pointers) {
    const { path: release, digest, version } = file.value.release;
    if (seen.has(release)) continue;
    seen.add(release);
    const found = await state.release(app, digest);
    const bundle = found && (await state.tree.read(bundlePath(found.path)));
    const verification =
      found &&
      (await verifyFile(state.trust, "release", app, { path: found.path, bytes: found.file.bytes, bundle }));
    if (verification?.ok === true) continue;
    findings.push({
      rule: "release-not-trusted",
      severity: "warning",
      file: path,
      message: `devices that do not run ${app} ${version} yet will refuse it: ${verification?.why.message ?? "it is not there"}`,
      next: "release it again under a new version, signed by an identity that trust.json still names",
    });
  }
  return findings;
}
