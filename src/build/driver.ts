/** What is to be built, the same for every driver. All paths are absolute. */
export type BuildRequest = {
  readonly context: string;
  readonly file: string;
  readonly target: string | undefined;
  readonly buildArguments: readonly (readonly [string, string])[];
  readonly labels: readonly (readonly [string, string])[];
  readonly noCache: boolean;
  readonly pull: boolean;
  readonly network: string | undefined;
  /** An empty folder that becomes an OCI image layout. */
  readonly layout: string;
};

/** Turns a request into an OCI image layout on disk; pushes nothing. */
export type BuildDriver = {
  readonly name: "buildx" | "buildah";
  readonly build: (request: BuildRequest, onLine: (line: string) => void) => Promise<void>;
};

export const platform = "linux/arm64";

// Timestamps in the config and in layers that the builder writes: constant, so that an unchanged layer keeps its digest.
export const layerEpoch = "1";

/** Longest build, in milliseconds: the longest job of a hosted runner. */
export const buildTimeoutMs = 6 * 3_600_000;
