import type { HttpResponse } from "../io/http.ts";
import type { Attempt } from "../io/retry.ts";
import type { Digest } from "../values/digest.ts";
import { isFault } from "../values/fault.ts";
import { type Repository, formatRepository } from "../values/image-reference.ts";
import type { BlobSource } from "./descriptor.ts";
import { ociFaults } from "./faults.ts";
import { mismatch } from "./manifests.ts";
import { type Refusal, readRefusal, refusalFault, statusFault } from "./refusals.ts";
import { type CheckedBody, checkedBody } from "./source-check.ts";
import type { Transport } from "./transport.ts";

export type PushResult = "present" | "mounted" | "uploaded";

/** An upload that the registry has open, and how much of the blob it holds already. */
type Session = { readonly url: URL; readonly offset: number };

/**
 * Makes sure that a repository has a blob: nothing when it is there, a mount where another repository of the registry has it, else
 * one PUT of the whole (no Content-Range: GHCR takes that for a chunk and refuses more than 4 MiB). After a failure the registry
 * is asked what it has, and the rest follows as one chunk; where it does not say, the upload starts again. The source is hashed in
 * passing; a source that is not its digest is never completed (BLOB_SOURCE_CHANGED).
 */
export async function uploadBlob(
  transport: Transport,
  repository: Repository,
  blob: BlobSource,
  mountFrom: Repository | undefined,
): Promise<PushResult> {
  const upload = createUpload(transport, repository, blob);
  if (await upload.isPresent()) return "present";
  if (
    mountFrom !== undefined &&
    mountFrom.registry === repository.registry &&
    mountFrom.path !== repository.path
  ) {
    const mounted = await upload.mount(mountFrom);
    if (mounted === true) return "mounted";
    if (mounted !== undefined) return upload.run(mounted);
  }
  return upload.run(undefined);
}

type Upload = {
  readonly isPresent: () => Promise<boolean>;
  /** True when the mount was made; a session when the registry wants the bytes after all. */
  readonly mount: (from: Repository) => Promise<true | Session | undefined>;
  readonly run: (first: Session | undefined) => Promise<PushResult>;
};

function createUpload(transport: Transport, repository: Repository, blob: BlobSource): Upload {
  const what = `blob ${formatRepository(repository)}@${blob.digest}`;
  const push = { repository, access: { action: "push" }, what: `${what} (push)` } as const;

  const isPresent = async (): Promise<boolean> => {
    const response = await transport.request({ ...push, method: "HEAD", path: `blobs/${blob.digest}` });
    await response.discard();
    if (response.status === 404) return false;
    if (response.status !== 200) throw await refusalFault(response, what, repository.registry);
    const length = response.header("content-length");
    if (length !== undefined && Number(length) !== blob.size)
      throw mismatch(what, repository, `${blob.size} bytes long`, `${length} bytes long there`);
    return true;
  };

  const sessionOf = (response: HttpResponse, offset: number): Session => {
    const location = response.header("location");
    if (location !== undefined && URL.canParse(location, response.url))
      return { url: uploadUrl(new URL(location, response.url), new URL(response.url)), offset };
    throw ociFaults.fault("REGISTRY_PROTOCOL", `${repository.registry} opens an upload without a Location`, {
      where: formatRepository(repository),
    });
  };

  const start = async (): Promise<Attempt<Session>> => {
    const sent = await transport.attempt({
      ...push,
      method: "POST",
      path: "blobs/uploads/",
      headers: noBody,
    });
    if (!sent.done) return sent;
    if (sent.value.status !== 202) throw await refusalFault(sent.value, what, repository.registry);
    await sent.value.discard();
    return { done: true, value: sessionOf(sent.value, 0) };
  };

  const mount: Upload["mount"] = async (from) => {
    const query = new URLSearchParams({ mount: blob.digest, from: from.path });
    try {
      const response = await transport.request({
        ...push,
        method: "POST",
        path: `blobs/uploads/?${query.toString()}`,
        access: { action: "push", alsoPull: from.path },
        headers: noBody,
      });
      if (response.status !== 201 && response.status !== 202)
        throw await refusalFault(response, what, repository.registry);
      await response.discard();
      // Some answer 201 to a mount of what they do not have: the blob itself decides.
      if (response.status === 201) return (await isPresent()) ? true : undefined;
      return sessionOf(response, 0);
    } catch (error) {
      // A mount only saves an upload: who may not read the other repository can still push to this one.
      if (
        isFault(error, "REGISTRY_UNAUTHORIZED", "REGISTRY_DENIED", "REGISTRY_NOT_FOUND", "REGISTRY_REFUSED")
      )
        return undefined;
      throw error;
    }
  };

  /** How much of the blob an open upload holds; undefined where the registry does not say. */
  const progress = async (url: URL): Promise<Session | undefined> => {
    if (losesChunks(repository)) return undefined;
    const sent = await transport.attempt({ ...push, method: "GET", path: url });
    if (!sent.done) return undefined;
    await sent.value.discard();
    const end = /^(?:bytes=)?0-([0-9]{1,15})$/.exec(sent.value.header("range") ?? "")?.[1];
    // "0-0" is what registries answer for nothing at all, too: such an upload starts again.
    if (sent.value.status !== 204 || end === undefined || Number(end) === 0) return undefined;
    const offset = Number(end) + 1;
    if (offset > blob.size) return undefined;
    const next =
      sent.value.header("location") === undefined ? { url, offset } : sessionOf(sent.value, offset);
    return next;
  };

  const finish = async (session: Session, body: CheckedBody | undefined): Promise<Attempt<PushResult>> => {
    const sent = await guarded(body, () =>
      transport.attempt({
        ...push,
        method: "PUT",
        path: withDigest(session.url, blob.digest),
        headers: {
          "content-type": "application/octet-stream",
          "content-length": String(body === undefined ? 0 : blob.size),
        },
        ...(body === undefined ? {} : { body: body.open }),
        timeoutMs: commitMs,
      }),
    );
    if (!sent.done) return sent;
    const response = sent.value;
    if (response.status !== 201 && response.status !== 204) return refused(response);
    await response.discard();
    const stated = response.header("docker-content-digest");
    if (stated?.startsWith("sha256:") === true && stated !== blob.digest)
      throw mismatch(what, repository, blob.digest, stated);
    return { done: true, value: "uploaded" };
  };

  /** Sends what is missing as one chunk, then closes the upload. */
  const resume = async (session: Session): Promise<Attempt<PushResult>> => {
    let place = session;
    if (session.offset < blob.size) {
      const body = checkedBody(blob, session.offset);
      const sent = await guarded(body, () =>
        transport.attempt({
          ...push,
          method: "PATCH",
          path: session.url,
          headers: {
            "content-type": "application/octet-stream",
            "content-length": String(blob.size - session.offset),
            "content-range": `${session.offset}-${blob.size - 1}`,
          },
          body: body.open,
          timeoutMs: commitMs,
        }),
      );
      if (!sent.done) return sent;
      if (sent.value.status !== 202 && sent.value.status !== 204) return refused(sent.value);
      await sent.value.discard();
      place = sessionOf(sent.value, blob.size);
    }
    const finished = await finish(place, undefined);
    // A registry that lost a chunk may still say 201: its own size of the blob tells.
    if (finished.done && !(await isPresent()))
      throw mismatch(what, repository, `${blob.size} bytes long`, "not there after the upload");
    return finished;
  };

  /** A refusal that a new upload may mend: the session was lost, or bytes were damaged on the way. */
  const refused = async (response: HttpResponse): Promise<Attempt<PushResult>> => {
    const refusal = await readRefusal(response);
    const error = uploadFault(response, refusal, what, repository);
    if (isFault(error, "REGISTRY_DIGEST_MISMATCH")) return { done: false, error };
    if ([404, 416].includes(response.status) || refusal.codes.includes("BLOB_UPLOAD_UNKNOWN"))
      return { done: false, error };
    throw error;
  };

  const run: Upload["run"] = (first) => {
    let session = first;
    let hasSent = false;
    return transport.repeat<PushResult>(async (number) => {
      let place = session;
      session = undefined;
      if (number > 1 && hasSent) {
        // The answer may have been lost after all bytes had come.
        if (await isPresent()) return { done: true, value: "uploaded" };
        place = place === undefined ? undefined : await progress(place.url);
      }
      if (place === undefined) {
        const started = await start();
        if (!started.done) return started;
        place = started.value;
      }
      hasSent = true;
      let result = place.offset > 0 ? await resume(place) : await finish(place, checkedBody(blob, 0));
      // To send a small one again costs less than to ask what became of it, and where it had come after all the next question
      // tells. A server that asks for patience gets it.
      if (isBroken(result) && place.offset === 0 && blob.size <= small && result.waitMs === undefined)
        result = await finish(place, checkedBody(blob, 0));
      // What was refused is not taken up again, what broke is.
      if (isBroken(result)) session = place;
      return result;
    });
  };

  return { isPresent, mount, run };
}

type Broken = Exclude<Attempt<PushResult>, { readonly done: true }>;

/** True for what the connection or the server did, not the bytes. */
function isBroken(result: Attempt<PushResult>): result is Broken {
  return !result.done && isFault(result.error, "REGISTRY_UNAVAILABLE", "REGISTRY_RATE_LIMITED");
}

// Configs and signatures.
const small = 16_384;

// A registry may copy a large blob in its storage before it answers.
const commitMs = 300_000;
const noBody = { "content-length": "0" };

/** Sends a body; when the body itself is at fault, that is the error, and it is not repeated. */
async function guarded<T>(body: CheckedBody | undefined, send: () => Promise<T>): Promise<T> {
  try {
    const result = await send();
    if (body?.fault() !== undefined) throw body.fault();
    return result;
  } catch (error) {
    throw body?.fault() ?? error;
  }
}

function uploadFault(
  response: HttpResponse,
  { codes, said }: Refusal,
  what: string,
  repository: Repository,
): Error {
  if (codes.includes("DIGEST_INVALID") || codes.includes("SIZE_INVALID"))
    return ociFaults.fault(
      "REGISTRY_DIGEST_MISMATCH",
      `${repository.registry} got other bytes than were sent of ${what}: ${said}`,
      { where: formatRepository(repository) },
    );
  return statusFault(response, what, repository.registry, said);
}

/** ECR keeps only the first chunk of a chunked upload and still answers 201: no chunks for it. */
function losesChunks(repository: Repository): boolean {
  return /\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/.test(repository.registry);
}

/** A Location as the registry meant it: behind a proxy that ends TLS some name themselves with http. */
function uploadUrl(location: URL, asked: URL): URL {
  const url = new URL(location);
  if (asked.protocol === "https:" && url.protocol === "http:" && url.hostname === asked.hostname) {
    url.protocol = "https:";
    url.port = asked.port;
  }
  return url;
}

/** Appends the digest; what is there already is opaque and stays as it is. */
function withDigest(url: URL, digest: Digest): URL {
  const closed = new URL(url);
  closed.search = `${url.search === "" ? "?" : `${url.search}&`}digest=${encodeURIComponent(digest)}`;
  return closed;
}
