import type { Clock } from "../io/clock.ts";
import type { Log } from "../io/log.ts";
import { type Repository, formatRepository } from "../values/image-reference.ts";
import type { Descriptor } from "./descriptor.ts";
import { ociFaults } from "./faults.ts";
import { describeBytes, largestManifest, parseManifest } from "./manifest-content.ts";
import { confirmManifest, putManifest } from "./manifests.ts";
import { mediaTypes } from "./media-types.ts";
import {
  emptyReferrerIndex,
  fallbackTag,
  listsReferrer,
  mergeReferrer,
  referrerDescriptor,
  referrerIndexBytes,
} from "./referrer-index.ts";
import { listByApi, readFallback } from "./referrers.ts";
import type { Transport } from "./transport.ts";

export type AttachPorts = {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** How long the fallback tag must stay unchanged before an entry counts as kept, in milliseconds. */
  readonly settleMs: number;
};

/**
 * Pushes a manifest that has a subject and makes sure that it is found from there. Done when the registry says that it knows
 * subjects (OCI-Subject) or lists the manifest by the referrers API; else the fallback tag is merged until it settles.
 */
export async function attachManifest(
  ports: AttachPorts,
  repository: Repository,
  manifest: { readonly bytes: Uint8Array; readonly mediaType: string },
): Promise<Descriptor> {
  const { transport } = ports;
  const content = parseManifest(manifest.bytes, manifest.mediaType);
  const { subject } = content;
  if (subject === undefined)
    throw ociFaults.fault("MANIFEST_INVALID", "a manifest to attach has no subject", {
      where: formatRepository(repository),
    });
  const descriptor = describeBytes(manifest.bytes, manifest.mediaType);
  const response = await putManifest(transport, repository, descriptor.digest, manifest);
  await confirmManifest(transport, repository, descriptor.digest, descriptor.digest);
  const entry = referrerDescriptor(descriptor, content);
  if (response?.header("oci-subject") === subject.digest) return entry;
  const listed = await listByApi(transport, repository, subject.digest);
  if (listed?.some(({ digest }) => digest === descriptor.digest) === true) return entry;
  await settle(ports, repository, subject, entry);
  return entry;
}

/**
 * Merges an entry into the fallback tag. Registries know no compare-and-swap there (some even answer 201 to a stale If-Match), so
 * writers can overwrite each other. What keeps all entries: nobody writes what was read longer than the settle time ago, and
 * nobody is finished before the tag has held the entry unchanged for that time.
 */
async function settle(
  ports: AttachPorts,
  repository: Repository,
  subject: Descriptor,
  entry: Descriptor,
): Promise<void> {
  const { clock, settleMs, transport } = ports;
  const now = (): number => clock.now().getTime();
  const started = now();
  let quiet: { readonly digest: string; readonly since: number } | undefined;
  let writes = 0;
  let written = false;
  while (now() - started < settleMs * 30 + 60_000) {
    const readAt = now();
    const current = await readFallback(transport, repository, subject.digest);
    if (current !== undefined && listsReferrer(current.index, entry)) {
      // The time before the read counts for "since" and the one after it for "now": never longer than it really was.
      const seenAt = now();
      if (quiet?.digest !== current.digest) quiet = { digest: current.digest, since: seenAt };
      else if (readAt - quiet.since >= settleMs) return;
      await clock.sleep(Math.max(1, Math.ceil((settleMs / 4) * (0.5 + ports.random()))));
      continue;
    }
    quiet = undefined;
    if (written) {
      written = false;
      ports.log.debug(
        `another writer replaced the fallback index of ${formatRepository(repository)}@${subject.digest}`,
      );
      await clock.sleep(Math.ceil(ports.random() * Math.min(settleMs, 25 * 2 ** Math.min(writes, 8))));
      continue;
    }
    const bytes = referrerIndexBytes(mergeReferrer(current?.index ?? emptyReferrerIndex, entry));
    if (bytes.length > largestManifest) throw tooLarge(repository, subject);
    if (now() - readAt > settleMs) continue;
    await putManifest(
      transport,
      repository,
      fallbackTag(subject.digest),
      { bytes, mediaType: mediaTypes.index },
      { once: true, condition: conditionFor(current?.etag) },
    );
    // Whether it was written, refused or lost: the next read decides.
    writes += 1;
    written = true;
  }
  throw ociFaults.fault(
    "REGISTRY_REFERRERS_CONTENDED",
    `${formatRepository(repository)}:${fallbackTag(subject.digest)} did not keep the entry ${entry.digest}: other writers replace it`,
    { where: formatRepository(repository) },
  );
}

function conditionFor(etag: string | undefined): Readonly<Record<string, string>> {
  return etag === undefined ? {} : { "if-match": etag };
}

function tooLarge(repository: Repository, subject: Descriptor): Error {
  return ociFaults.fault(
    "REGISTRY_REFUSED",
    `the fallback index of ${formatRepository(repository)}@${subject.digest} would be larger than 4 MiB`,
    { where: formatRepository(repository) },
  );
}
