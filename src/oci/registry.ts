import type { Digest } from "../values/digest.ts";
import type { Repository } from "../values/image-reference.ts";
import type { BlobSource, Descriptor, Manifest } from "./descriptor.ts";

/** A registry that speaks the OCI distribution specification v1.1. Every digest is checked here, whatever the server says. */
export type Registry = {
  /** What a tag or digest names, without its bytes; undefined when it is not there. */
  readonly resolve: (repository: Repository, reference: string) => Promise<Descriptor | undefined>;
  readonly manifest: (repository: Repository, reference: string) => Promise<Manifest | undefined>;
  /** Streams a blob and throws at its end when digest or size differ. */
  readonly blob: (
    repository: Repository,
    descriptor: Pick<Descriptor, "digest" | "size">,
  ) => AsyncIterable<Uint8Array>;
  readonly pushBlob: (
    repository: Repository,
    blob: BlobSource,
    options?: { readonly mountFrom?: Repository },
  ) => Promise<"present" | "mounted" | "uploaded">;
  /** Pushes by digest, and under a tag when one is given; reads back that the registry holds the same digest. */
  readonly pushManifest: (
    repository: Repository,
    manifest: { readonly bytes: Uint8Array; readonly mediaType: string },
    tag?: string,
  ) => Promise<Descriptor>;
  /**
   * Puts a manifest under a tag that others write at the same time: once, and not read back. A second attempt could undo what somebody
   * wrote in between, so whether it was written, lost or replaced is for the caller's next read.
   */
  readonly offerManifest: (
    repository: Repository,
    manifest: { readonly bytes: Uint8Array; readonly mediaType: string },
    tag: string,
  ) => Promise<void>;
  /** Deletes a tag, or a manifest with all its tags. Throws REGISTRY_REFUSED where the registry deletes no such thing. */
  readonly deleteManifest: (repository: Repository, reference: string) => Promise<void>;
  /** Manifests whose subject is the digest: by the referrers API, else by the fallback tag. */
  readonly referrers: (
    repository: Repository,
    digest: Digest,
    artifactType?: string,
  ) => Promise<readonly Descriptor[]>;
  /** Pushes a manifest that has a subject and makes sure that it is listed among the referrers, by fallback tag where needed. */
  readonly attach: (
    repository: Repository,
    manifest: { readonly bytes: Uint8Array; readonly mediaType: string },
  ) => Promise<Descriptor>;
};
