// Blobs and their uploads: monolithic, chunked, mounted from another repository.
import { empty, refusal } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { isDigest } from "./blob-store.ts";
import type { BlobStore, Upload } from "./blob-store.ts";
import type { Call } from "./call.ts";
import type { RepositoryState } from "./repositories.ts";

export type BlobOptions = {
  readonly store: BlobStore;
  readonly repository: (name: string) => RepositoryState | undefined;
  readonly openRepository: (name: string) => RepositoryState;
  /** Prefix of upload locations: "" for relative ones, else the registry's own URL. */
  readonly locationPrefix: () => string;
  readonly ranges: boolean;
  /** Where blob reads are sent to, for registries that keep content on another host. */
  readonly redirect: ((digest: string) => string) | undefined;
  readonly mayPull: (call: Call, repository: string) => boolean;
};

export type BlobOperations = {
  readonly get: (call: Call) => Promise<Answer>;
  readonly remove: (call: Call) => Answer;
  readonly start: (call: Call) => Promise<Answer>;
  readonly status: (call: Call) => Answer;
  readonly chunk: (call: Call) => Promise<Answer>;
  readonly finish: (call: Call) => Promise<Answer>;
  readonly cancel: (call: Call) => Promise<Answer>;
};

/** The blob side of a registry. Upload sessions live as long as the double. */
export function createBlobOperations(options: BlobOptions): BlobOperations {
  const { store } = options;
  const uploads = new Map<string, Upload>();
  // One request at a time may write to a session.
  const busy = new Set<string>();

  function sessionOf(call: Call): Upload | undefined {
    if (call.forgetSession) uploads.delete(call.route.reference);
    const upload = uploads.get(call.route.reference);
    return upload?.repository === call.route.repository ? upload : undefined;
  }

  function place(upload: Upload): Readonly<Record<string, string>> {
    const path = `/v2/${upload.repository}/blobs/uploads/${upload.id}`;
    return {
      // The query is part of the location: clients have to append to it, not replace it.
      location: `${options.locationPrefix()}${path}?_state=${upload.id.slice(0, 8)}`,
      "docker-upload-uuid": upload.id,
      range: `0-${Math.max(0, upload.size - 1)}`,
    };
  }

  function created(repository: string, digest: string): Answer {
    const location = `${options.locationPrefix()}/v2/${repository}/blobs/${digest}`;
    return empty(201, { location, "docker-content-digest": digest });
  }

  async function keep(call: Call, upload: Upload, digest: string): Promise<Answer> {
    uploads.delete(upload.id);
    if (call.storeNothing) {
      await store.discard(upload);
      return created(upload.repository, digest);
    }
    if (!(await store.commit(upload, digest))) {
      return refusal(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
    }
    options.openRepository(upload.repository).blobs.add(digest);
    return created(upload.repository, digest);
  }

  async function write(call: Call, upload: Upload): Promise<Answer | undefined> {
    const range = call.header("content-range");
    const start = range === "" ? upload.size : Number(/^(\d+)-\d+$/.exec(range)?.[1] ?? Number.NaN);
    if (start !== upload.size || busy.has(upload.id)) {
      return refusal(
        416,
        "BLOB_UPLOAD_INVALID",
        "the chunk does not start where the upload ends",
        place(upload),
      );
    }
    busy.add(upload.id);
    try {
      await store.append(upload, call.body);
    } finally {
      busy.delete(upload.id);
    }
    return undefined;
  }

  return {
    get: async (call) => {
      const { repository, reference: digest } = call.route;
      if (!isDigest(digest)) return refusal(400, "DIGEST_INVALID", "invalid digest");
      const held = options.repository(repository)?.blobs.has(digest) === true;
      const size = held ? await store.size(digest) : undefined;
      if (size === undefined) return refusal(404, "BLOB_UNKNOWN", "blob unknown to registry");
      if (options.redirect && call.route.operation === "blob-get") {
        return empty(307, { location: options.redirect(digest), "docker-content-digest": digest });
      }
      return blobAnswer(store, digest, size, options.ranges ? call.header("range") : "");
    },
    remove: (call) => {
      const { repository, reference } = call.route;
      const removed = options.repository(repository)?.blobs.delete(reference) === true;
      return removed ? empty(202) : refusal(404, "BLOB_UNKNOWN", "blob unknown to registry");
    },
    start: async (call) => {
      const { repository } = call.route;
      const mount = call.query.get("mount");
      const from = call.query.get("from");
      const digest = call.query.get("digest");
      if (mount !== null && from !== null && isDigest(mount) && options.mayPull(call, from)) {
        if (options.repository(from)?.blobs.has(mount)) {
          if (!call.storeNothing) options.openRepository(repository).blobs.add(mount);
          return created(repository, mount);
        }
      }
      if (digest !== null && !isDigest(digest)) return refusal(400, "DIGEST_INVALID", "invalid digest");
      const upload = await store.begin(repository);
      uploads.set(upload.id, upload);
      if (digest === null) return empty(202, place(upload));
      return (await write(call, upload)) ?? keep(call, upload, digest);
    },
    status: (call) => {
      const upload = sessionOf(call);
      return upload ? empty(204, place(upload)) : unknownUpload();
    },
    chunk: async (call) => {
      const upload = sessionOf(call);
      if (!upload) return unknownUpload();
      return (await write(call, upload)) ?? empty(202, place(upload));
    },
    finish: async (call) => {
      const upload = sessionOf(call);
      if (!upload) return unknownUpload();
      const digest = call.query.get("digest") ?? "";
      if (!isDigest(digest)) return refusal(400, "DIGEST_INVALID", "invalid digest");
      return (await write(call, upload)) ?? keep(call, upload, digest);
    },
    cancel: async (call) => {
      const upload = sessionOf(call);
      if (!upload) return unknownUpload();
      uploads.delete(upload.id);
      await store.discard(upload);
      return empty(204);
    },
  };
}

/** A blob, or the part of it that a Range header names (RFC 9110 section 14, one range). */
export function blobAnswer(store: BlobStore, digest: string, size: number, range: string): Answer {
  const common = {
    "docker-content-digest": digest,
    "content-type": "application/octet-stream",
    etag: `"${digest}"`,
  };
  const part = byteRange(range, size);
  if (!part) {
    const headers = { ...common, "content-length": String(size), "accept-ranges": "bytes" };
    return { status: 200, headers, body: size === 0 ? "" : store.read(digest) };
  }
  const { start, end } = part;
  if (start > end) {
    return refusal(416, "SIZE_INVALID", "range is not satisfiable", { "content-range": `bytes */${size}` });
  }
  const headers = {
    ...common,
    "content-length": String(end - start + 1),
    "content-range": `bytes ${start}-${end}/${size}`,
  };
  return { status: 206, headers, body: store.read(digest, { start, end }) };
}

function byteRange(
  header: string,
  size: number,
): { readonly start: number; readonly end: number } | undefined {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  if (from === "") return to === "" ? undefined : { start: Math.max(0, size - Number(to)), end: size - 1 };
  return { start: Number(from), end: to === "" ? size - 1 : Math.min(Number(to), size - 1) };
}

function unknownUpload(): Answer {
  return refusal(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
}
