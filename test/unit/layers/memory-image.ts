import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { factsOf } from "../../../src/layers/facts.ts";
import { buildTree } from "../../../src/layers/tree.ts";
import {
  type FileContent,
  type Image,
  type ImageConfig,
  type ImageLayer,
  type LayerEntry,
  type LayerVisitor,
  headLength,
} from "../../../src/layers/visitor.ts";
import { type Digest, digestOf } from "../../../src/values/digest.ts";
import { bytesAsFile } from "../../../src/values/random-access.ts";

type Metadata = {
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly mtime?: number;
  readonly attributes?: readonly string[];
};
type Bytes = Uint8Array | string;

/** What stands at a path: bytes (a file of mode 0644), or one of file, symlink, hardlink, directory, other with its metadata. */
export type Made =
  | Bytes
  | ((
      | { readonly file: Bytes }
      | { readonly symlink: string }
      | { readonly hardlink: string }
      | { readonly directory: true }
      | { readonly other: true }
    ) &
      Metadata);

/** One layer: its entries by path, in the order of the archive. Whiteouts are paths such as `etc/.wh.passwd`. */
export type MadeLayer = Readonly<Record<string, Made>>;

export type MemoryImage = {
  readonly image: Image;
  /** What a pass would give for the visitor: wants, read, combine. Facts go through JSON, as kept facts do. */
  readonly run: <Fact, Result>(visitor: LayerVisitor<Fact, Result>) => Result;
};

/** An image that was never an archive: layers bottom first, and what matters of its config (else linux/arm64, nothing started). */
export function memoryImage(layers: readonly MadeLayer[], config: Partial<ImageConfig> = {}): MemoryImage {
  const made = layers.map((layer) =>
    Object.entries(layer).map(([at, what]) => ({ entry: entryOf(at, what), bytes: bytesOf(what) })),
  );
  const imageLayers = made.map((entries, index): ImageLayer => {
    const digest = (kind: string): Digest => digestOf(`${kind} of layer ${index}`);
    const size = entries.reduce((sum, { entry }) => sum + 512 + entry.size, 0);
    return {
      digest: digest("blob"),
      mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
      size,
      diffId: digest("archive"),
      unpackedSize: size,
      entries: entries.map(({ entry }) => entry),
      contentDigests: new Map(
        entries.flatMap(({ entry, bytes }, position) =>
          entry.type === "file" ? [[position, digestOf(bytes)] as const] : [],
        ),
      ),
    };
  });
  const image: Image = {
    config: { ...emptyConfig, diffIds: imageLayers.map((layer) => layer.diffId), ...config },
    layers: imageLayers,
    tree: buildTree(imageLayers.map((layer) => layer.entries)),
  };
  const run: MemoryImage["run"] = (visitor) => {
    const folder = mkdtempSync(path.join(tmpdir(), "memory-image-"));
    try {
      const facts = made.map((entries) => readLayer(visitor, entries, folder));
      return visitor.combine(image, factsOf(imageLayers, facts));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  return { image, run };
}

function readLayer<Fact>(
  visitor: Pick<LayerVisitor<Fact, unknown>, "wants" | "read">,
  entries: readonly { readonly entry: LayerEntry; readonly bytes: Uint8Array }[],
  folder: string,
): ReadonlyMap<number, Fact> {
  const facts = new Map<number, Fact>();
  for (const [index, { entry, bytes }] of entries.entries()) {
    if (entry.type !== "file") continue;
    const head = bytes.subarray(0, headLength);
    const interest = visitor.wants(entry, head);
    if (interest === "skip") continue;
    const content = contentOf(interest === "head" ? head : bytes, folder);
    const fact = visitor.read(entry, content);
    if (fact !== undefined) facts.set(index, JSON.parse(JSON.stringify(fact)) as Fact);
  }
  return facts;
}

let files = 0;

function contentOf(bytes: Uint8Array, folder: string): FileContent {
  return {
    ...bytesAsFile(bytes),
    onDisk: () => {
      files += 1;
      mkdirSync(folder, { recursive: true });
      const file = path.join(folder, String(files));
      writeFileSync(file, bytes);
      return file;
    },
  };
}

/** A config that starts nothing, for linux/arm64. */
export const emptyConfig: ImageConfig = {
  architecture: "arm64",
  variant: "v8",
  os: "linux",
  diffIds: [],
  entrypoint: [],
  command: [],
  environment: [],
  user: "",
  workingDirectory: "",
  labels: {},
  healthcheck: [],
  history: [],
  layerOrigins: [],
  created: "",
};

/** The entry that an archive would have for what was made. */
export function entryOf(at: string, what: Made): LayerEntry {
  const given: Metadata = typeof what === "string" || what instanceof Uint8Array ? {} : what;
  const type = typeOf(what);
  return {
    path: at,
    type,
    size: bytesOf(what).length,
    mode: given.mode ?? (type === "directory" ? 0o755 : type === "symlink" ? 0o777 : 0o644),
    uid: given.uid ?? 0,
    gid: given.gid ?? 0,
    mtime: given.mtime ?? 1,
    linkTarget: targetOf(what),
    attributes: given.attributes,
  };
}

function typeOf(what: Made): LayerEntry["type"] {
  if (typeof what === "string" || what instanceof Uint8Array || "file" in what) return "file";
  if ("symlink" in what) return "symlink";
  if ("hardlink" in what) return "hardlink";
  return "directory" in what ? "directory" : "other";
}

function targetOf(what: Made): string | undefined {
  if (typeof what === "string" || what instanceof Uint8Array) return undefined;
  if ("symlink" in what) return what.symlink;
  return "hardlink" in what ? what.hardlink : undefined;
}

function bytesOf(what: Made): Uint8Array {
  if (typeof what === "string") return Buffer.from(what);
  if (what instanceof Uint8Array) return what;
  return "file" in what
    ? typeof what.file === "string"
      ? Buffer.from(what.file)
      : what.file
    : new Uint8Array(0);
}
