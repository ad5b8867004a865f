import type { Digest } from "../values/digest.ts";
import type { Finding } from "../values/finding.ts";

export type Pair = readonly [name: string, value: string];

/**
 * Where the files of a build come from: a folder (absolute path), or a git URL with `#ref:subdirectory` as BuildKit writes
 * it. The token is only given to the host of the URL.
 */
export type BuildContext =
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "git"; readonly url: string; readonly token: string | undefined };

/** A secret by value. The value reaches the builder in a file that only this user can read, never in an argument. */
export type BuildSecret = { readonly id: string; readonly value: string };

/** What is to be built, the same for every driver, in docker/build-push-action's words. All paths are absolute. */
export type BuildRequest = {
  readonly context: BuildContext;
  /** The Dockerfile: an absolute path for a folder, a path below the context for git; undefined is the context's own. */
  readonly file: string | undefined;
  /** The Dockerfile as the repository names it: for messages and annotations. */
  readonly shownFile: string;
  readonly target: string | undefined;
  readonly buildArguments: readonly Pair[];
  readonly secrets: readonly BuildSecret[];
  /** Secrets by absolute path of a file. */
  readonly secretFiles: readonly Pair[];
  readonly ssh: readonly string[];
  readonly labels: readonly Pair[];
  /** Annotations of the image manifest (see `splitAnnotations`); those of the index are the caller's to set. */
  readonly annotations: readonly Pair[];
  readonly buildContexts: readonly Pair[];
  /** Entries as buildx takes them: `type=gha`, `type=registry,ref=…`, or a bare reference. */
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  /** Names the default scope of a gha cache, such as the image's repository. */
  readonly cacheName: string;
  readonly noCache: boolean;
  readonly noCacheFilters: readonly string[];
  readonly pull: boolean;
  readonly network: string | undefined;
  readonly addHosts: readonly string[];
  readonly allow: readonly string[];
  readonly ulimits: readonly string[];
  readonly shmSize: string | undefined;
  readonly cgroupParent: string | undefined;
  readonly platforms: readonly string[];
  readonly provenance: "false" | "min" | "max";
  readonly attests: readonly string[];
  readonly compression: "gzip" | "zstd";
  /** A BuildKit source policy file that pins or denies sources (absolute path). */
  readonly sourcePolicy: string | undefined;
  /** Timestamps in the config and in layers, in seconds. Constant, so that an unchanged layer keeps its digest. */
  readonly layerEpoch: number;
  /** Clamp the times of files too. Slow: only for the reproducibility check. */
  readonly rewriteTimestamps: boolean;
  /** Whether the builder shall tell which base images it used; it takes a moment. */
  readonly materials: boolean;
  /** A folder that becomes an OCI image layout. It may hold an earlier one: then only missing blobs are sent. */
  readonly layout: string;
  /** A folder for files of this build, such as secrets; what is put there is removed again. */
  readonly temporary: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
};

export const arm64 = "linux/arm64";

/** Longest build, in milliseconds: the longest job of a hosted runner. */
export const buildTimeoutMs = 6 * 3_600_000;

/** A request with every input that may be left out at its default. */
export const defaultRequest: Omit<BuildRequest, "context" | "layout" | "temporary"> = {
  file: undefined,
  shownFile: "Dockerfile",
  target: undefined,
  buildArguments: [],
  secrets: [],
  secretFiles: [],
  ssh: [],
  labels: [],
  annotations: [],
  buildContexts: [],
  cacheFrom: [],
  cacheTo: [],
  cacheName: "image",
  noCache: false,
  noCacheFilters: [],
  pull: false,
  network: undefined,
  addHosts: [],
  allow: [],
  ulimits: [],
  shmSize: undefined,
  cgroupParent: undefined,
  platforms: [arm64],
  provenance: "false",
  attests: [],
  compression: "gzip",
  sourcePolicy: undefined,
  layerEpoch: 1,
  rewriteTimestamps: false,
  materials: true,
  timeoutMs: buildTimeoutMs,
  signal: undefined,
};

/** One step of a build, told when it has ended (or was found in the cache). */
export type BuildStep = {
  /** As the builder names it: `[build 2/4] RUN make`. */
  readonly name: string;
  /** A step of the builder's own and not of the Dockerfile: loading the context, exporting. */
  readonly internal: boolean;
  readonly cached: boolean;
  readonly seconds: number;
  readonly error: string | undefined;
  readonly platform: string | undefined;
  /** The end of what the step printed, one line each; `omitted` lines before it are not kept. */
  readonly log: readonly string[];
  readonly omitted: number;
};

/** What hears of a build while it runs. Lines are untrusted: they are to be fenced and masked. */
export type BuildHandlers = {
  readonly onStep: (step: BuildStep) => void;
  /** A line of the builder itself, or a sign of life of a step that takes long. */
  readonly onLine: (line: string) => void;
};

/** A base image or another source that the builder says it used. */
export type Material = {
  readonly ref: string;
  readonly digest: string;
  readonly platform: string | undefined;
};

/** What was built. `root` is the digest in the layout's index.json that belongs to this build. */
export type BuiltLayout = {
  readonly root: Digest;
  readonly layout: string;
  readonly steps: readonly BuildStep[];
  /** Steps of the Dockerfile that came from the cache, from 0 to 1; undefined when there was none to count. */
  readonly cacheHitRatio: number | undefined;
  readonly seconds: number;
  /** Build checks and caches that did not work. */
  readonly warnings: readonly Finding[];
  readonly materials: readonly Material[];
  /** Which builder it was, for people: `docker buildx, builder default (docker)`. */
  readonly builder: string;
  /** Writes the caches that nobody may see before the checks have passed; gives warnings when it cannot. */
  readonly deferredCache: (() => Promise<readonly Finding[]>) | undefined;
};

export type DriverName = "buildx" | "buildah" | "append";

/** Turns requests into OCI image layouts on disk; pushes nothing. */
export type BuildDriver = {
  readonly name: "buildx" | "buildah";
  readonly build: (request: BuildRequest, handlers: BuildHandlers) => Promise<BuiltLayout>;
  /** Runs the build checks of the Dockerfile alone (`call: check`); throws BUILD_UNSUPPORTED where there are none. */
  readonly check: (request: BuildRequest, handlers: BuildHandlers) => Promise<readonly Finding[]>;
  /** One line on how RUN steps of these platforms will run; undefined when they run natively. */
  readonly emulationNote: (platforms: readonly string[]) => Promise<string | undefined>;
  /** Puts a built layout into the local engine under a name (`load: true`). */
  readonly load: (layout: string, root: Digest, name: string) => Promise<void>;
  /** Removes what the driver made for itself, such as a temporary builder. Safe to call twice. */
  readonly close: () => Promise<void>;
};
