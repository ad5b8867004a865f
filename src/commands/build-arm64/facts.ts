import type { Descriptor } from "../../oci/descriptor.ts";
import type { Digest } from "../../values/digest.ts";
import type { Finding } from "../../values/finding.ts";

/** Everything that a build came to know, for outputs and report. Sizes are in bytes. */
export type BuildFacts = {
  readonly look: LookFacts;
  /** Driver and builder, as people call them. */
  readonly builder: string;
  readonly steps: readonly StepFacts[];
  readonly cacheHitRatio: number | undefined;
  readonly baseImages: readonly BaseFacts[];
  readonly findings: readonly Finding[];
  readonly suppressed: readonly { readonly finding: Finding; readonly reason: string }[];
  readonly delta: DeltaFacts | undefined;
  readonly reproducibility: ReproducibilityFacts | undefined;
  readonly bom: BomFacts | undefined;
};

export type LookFacts = {
  readonly root: Descriptor;
  readonly rootIsIndex: boolean;
  /** The linux/arm64 manifest and its config. */
  readonly platform: Descriptor;
  readonly config: Descriptor;
  readonly platforms: readonly { readonly name: string; readonly digest: Digest }[];
  readonly layers: readonly LayerFacts[];
  readonly size: number;
  readonly unpackedSize: number;
  readonly wastedBytes: number;
  readonly wasted: readonly { readonly path: string; readonly size: number }[];
};

export type LayerFacts = {
  readonly digest: Digest;
  readonly size: number;
  readonly unpackedSize: number;
  readonly createdBy: string;
  /** Known only with a previous release. */
  readonly state: "new" | "reused" | undefined;
};

export type StepFacts = {
  readonly name: string;
  readonly cached: boolean;
  readonly seconds: number | undefined;
};
export type BaseFacts = { readonly reference: string; readonly digest: string };

export type DeltaFacts = {
  /** How the previous release is called. */
  readonly previous: string;
  readonly containerdBytes: number;
  readonly dockerBytes: number;
  readonly reusePercent: number;
  /** Bits per second. */
  readonly lineRate: number;
  readonly devices: number;
  readonly reshippedBytes: number;
  readonly reshipped: readonly { readonly path: string; readonly size: number }[];
  readonly advice: readonly string[];
};

export type ReproducibilityFacts = {
  readonly same: boolean;
  /** All in one line. */
  readonly text: string;
  readonly differences: readonly {
    readonly what: string;
    readonly kind: string;
    readonly layer: Digest | undefined;
  }[];
};

export type BomFacts = {
  readonly counts: readonly { readonly ecosystem: string; readonly count: number }[];
  readonly gaps: readonly { readonly path: string; readonly why: string }[];
};
