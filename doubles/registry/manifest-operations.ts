// Manifests, tags and referrers.
import { empty, json, refusal } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { isDigest } from "./blob-store.ts";
import { page } from "./call.ts";
import type { Call } from "./call.ts";
import { emptyRepository, parseManifest, referrerDescriptor } from "./repositories.ts";
import type { ManifestRecord, ParsedManifest, RepositoryState } from "./repositories.ts";
import { isTag } from "./route.ts";

export type ManifestOptions = {
  readonly repositories: ReadonlyMap<string, RepositoryState>;
  readonly openRepository: (name: string) => RepositoryState;
  readonly referrers: boolean;
  readonly conditionalTags: boolean;
  readonly pageSize: number;
};

export type ManifestOperations = {
  readonly get: (call: Call) => Answer;
  readonly put: (call: Call) => Promise<Answer>;
  readonly remove: (call: Call) => Answer;
  readonly tags: (call: Call) => Answer;
  readonly referrers: (call: Call) => Answer;
  readonly catalog: (call: Call) => Answer;
};

const MANIFEST_CAP = 4 * 1024 * 1024;
const INDEX_TYPE = "application/vnd.oci.image.index.v1+json";

/** The manifest side of a registry. */
export function createManifestOperations(options: ManifestOptions): ManifestOperations {
  function find(call: Call): ManifestRecord | undefined {
    const { repository, reference } = call.route;
    const state = options.repositories.get(repository);
    return state?.manifests.get(reference.includes(":") ? reference : (state.tags.get(reference) ?? ""));
  }

  function missing(state: RepositoryState, parsed: ParsedManifest): string | undefined {
    return (
      parsed.blobs.find((digest) => !state.blobs.has(digest)) ??
      parsed.manifests.find((digest) => !state.manifests.has(digest))
    );
  }

  // Compare-and-swap on a tag, by the entity tag that GET and HEAD returned (RFC 9110 section 13).
  function precondition(call: Call): Answer | undefined {
    if (!options.conditionalTags) return undefined;
    const state = options.repositories.get(call.route.repository);
    const current = state?.tags.get(call.route.reference);
    const match = call.header("if-match");
    const noneMatch = call.header("if-none-match");
    const failed =
      (match !== "" && match !== "*" && match !== `"${current ?? ""}"`) ||
      (match === "*" && current === undefined) ||
      (noneMatch === "*" && current !== undefined) ||
      (noneMatch !== "" && noneMatch === `"${current ?? ""}"`);
    return failed ? refusal(412, "DENIED", "the tag has moved") : undefined;
  }

  return {
    get: (call) => {
      const { reference, repository } = call.route;
      if (!isDigest(reference) && !isTag(reference))
        return refusal(400, "DIGEST_INVALID", "invalid tag or digest");
      if (!options.repositories.has(repository))
        return refusal(404, "NAME_UNKNOWN", "repository name not known to registry");
      const record = find(call);
      if (!record || !accepts(call.header("accept"), record.mediaType)) {
        return refusal(404, "MANIFEST_UNKNOWN", "manifest unknown");
      }
      const headers = {
        "content-type": record.mediaType,
        "content-length": String(record.bytes.length),
        "docker-content-digest": record.digest,
        etag: `"${record.digest}"`,
      };
      return { status: 200, headers, body: record.bytes };
    },
    put: async (call) => {
      const { reference, repository } = call.route;
      const bytes = await readCapped(call.body, MANIFEST_CAP);
      if (!bytes) return refusal(413, "MANIFEST_INVALID", "the manifest is larger than 4 MiB");
      if (!isDigest(reference) && !isTag(reference))
        return refusal(400, "MANIFEST_INVALID", "invalid tag or digest");
      const parsed = parse(
        bytes,
        call.header("content-type"),
        reference.startsWith("sha512:") ? "sha512" : "sha256",
      );
      if (parsed instanceof Error) return refusal(400, "MANIFEST_INVALID", parsed.message);
      const { record } = parsed;
      if (isDigest(reference) && record.digest !== reference) {
        return refusal(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
      }
      const unknown = missing(options.repositories.get(repository) ?? emptyRepository(), parsed);
      if (unknown !== undefined) {
        return refusal(
          400,
          "MANIFEST_BLOB_UNKNOWN",
          `manifest references an unknown blob or manifest ${unknown}`,
        );
      }
      const stale = precondition(call);
      if (stale) return stale;
      if (!call.storeNothing) {
        const state = options.openRepository(repository);
        state.manifests.set(record.digest, record);
        if (!isDigest(reference)) state.tags.set(reference, record.digest);
      }
      return empty(201, {
        location: `/v2/${repository}/manifests/${record.digest}`,
        "docker-content-digest": record.digest,
        ...(options.referrers && record.subject !== undefined ? { "oci-subject": record.subject } : {}),
      });
    },
    remove: (call) => {
      const { reference, repository } = call.route;
      const state = options.repositories.get(repository);
      const stale = precondition(call);
      if (stale) return stale;
      if (state?.tags.delete(reference)) return empty(202);
      if (!state?.manifests.delete(reference)) return refusal(404, "MANIFEST_UNKNOWN", "manifest unknown");
      for (const [tag, digest] of state.tags) if (digest === reference) state.tags.delete(tag);
      return empty(202);
    },
    tags: (call) => {
      const { repository } = call.route;
      const state = options.repositories.get(repository);
      if (!state) return refusal(404, "NAME_UNKNOWN", "repository name not known to registry");
      const all = [...state.tags.keys()].toSorted();
      const { items, headers } = page(all, call.query, options.pageSize, `/v2/${repository}/tags/list`);
      return json(200, { name: repository, tags: items }, headers);
    },
    referrers: (call) => {
      const { repository, reference } = call.route;
      if (!options.referrers) return refusal(404, "UNSUPPORTED", "404 page not found");
      if (!isDigest(reference)) return refusal(400, "DIGEST_INVALID", "invalid digest");
      const type = call.query.get("artifactType");
      const records = [...(options.repositories.get(repository)?.manifests.values() ?? [])].filter(
        ({ subject, artifactType }) => subject === reference && (type === null || artifactType === type),
      );
      const byDigest = new Map(records.map((record) => [record.digest, record]));
      const path = `/v2/${repository}/referrers/${reference}`;
      const { items, headers } = page([...byDigest.keys()].toSorted(), call.query, options.pageSize, path);
      const manifests = items.flatMap((digest) => byDigest.get(digest) ?? []).map(referrerDescriptor);
      return json(
        200,
        { schemaVersion: 2, mediaType: INDEX_TYPE, manifests },
        {
          ...headers,
          "content-type": INDEX_TYPE,
          ...(type === null ? {} : { "oci-filters-applied": "artifactType" }),
        },
      );
    },
    catalog: (call) => {
      const { items, headers } = page(
        [...options.repositories.keys()].toSorted(),
        call.query,
        options.pageSize,
        "/v2/_catalog",
      );
      return json(200, { repositories: items }, headers);
    },
  };
}

function parse(bytes: Buffer, contentType: string, algorithm: "sha256" | "sha512"): ParsedManifest | Error {
  try {
    return parseManifest(bytes, contentType.split(";")[0] ?? "", algorithm);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function accepts(header: string, mediaType: string): boolean {
  if (header === "") return true;
  const types = header.split(",").map((type) => type.split(";")[0]?.trim());
  return types.some((type) => type === mediaType || type === "*/*" || type === "application/*");
}

async function readCapped(body: AsyncIterable<Uint8Array>, cap: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    // Read to its end all the same: leaving early would close the connection before the answer.
    if (size <= cap) chunks.push(chunk);
  }
  return size <= cap ? Buffer.concat(chunks) : undefined;
}
