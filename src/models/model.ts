import type { Digest } from "../values/digest.ts";

/** A model whose bytes were read and hashed. */
export type Model = {
  readonly name: string;
  readonly kind: "file";
  readonly digest: Digest;
  readonly size: number;
  readonly files: readonly ModelFile[];
  readonly ref: { readonly requested: string; readonly mutable: boolean };
  readonly source: ModelSource;
};

export type ModelFile = {
  readonly path: string;
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly md5?: string;
};

export type ModelSource =
  | { readonly type: "file"; readonly path: string }
  | {
      readonly type: "dvc";
      readonly path: string;
      readonly pointer: string;
      readonly commit: string;
      readonly md5: string;
      readonly remote: string;
    };
