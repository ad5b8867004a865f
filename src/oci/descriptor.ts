import type { Digest } from "../values/digest.ts";

/** OCI content descriptor (image-spec v1.1). */
export type Descriptor = {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: { readonly os: string; readonly architecture: string; readonly variant?: string };
};

/** A manifest or index with the exact bytes that its digest stands for. */
export type Manifest = { readonly descriptor: Descriptor; readonly bytes: Uint8Array };

/** Bytes that can be read again from the start: a retry needs that. */
export type BlobSource = {
  readonly digest: Digest;
  readonly size: number;
  readonly open: () => AsyncIterable<Uint8Array>;
  /** Set when the stream proves itself: it throws instead of giving its last piece when the bytes are not the digest's. */
  readonly proven?: true;
};
