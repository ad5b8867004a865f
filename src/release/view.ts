import type { Block, Cell, Document } from "../report/document.ts";
import type { Release, ReleaseModel } from "../schema/generated/release.js";
import type { Digest } from "../values/digest.ts";
import type { Identity } from "../values/identity.ts";
import { formatSize } from "../values/quantity.ts";
import { verifyFileCommand } from "./stock-commands.ts";

export type ReleaseView = {
  readonly release: Release;
  readonly digest: Digest;
  readonly path: string;
  readonly ring: string;
  /** What the ring runs now; undefined where it runs nothing of this app. */
  readonly previous: Release | undefined;
  /** Who signed it; undefined in a dry run. */
  readonly signedBy: Identity | undefined;
};

/** What a reviewer of a release needs: what changes for the ring, what it is made of, and how to check it with stock tools. */
export function describeRelease(view: ReleaseView): Document {
  const { release, previous } = view;
  return {
    title: `${release.app} ${release.version}`,
    blocks: [
      {
        kind: "paragraph",
        text: [
          "Ring ",
          { kind: "strong", text: view.ring },
          previous === undefined
            ? " gets its first release of this app."
            : ` goes from ${previous.version} to ${release.version}.`,
        ],
      },
      { kind: "heading", text: "What changes" },
      changes(release, previous),
      ...(release.notes === undefined ? [] : [{ kind: "paragraph", text: [release.notes] } satisfies Block]),
      ...(release.models.length === 0 ? [] : models(release.models)),
      { kind: "heading", text: "How to check it" },
      {
        kind: "paragraph",
        text: ["The release is ", code(view.path), " with the digest ", code(view.digest), "."],
      },
      ...(view.signedBy === undefined ? [] : [verification(view.path, view.signedBy)]),
      {
        kind: "paragraph",
        text: [
          "Built from ",
          code(release.source.repository),
          " at ",
          code(release.source.commit),
          ...(release.source.run === ""
            ? ["."]
            : [" by ", { kind: "link", text: "this run", url: release.source.run } as const, "."]),
        ],
      },
    ],
  };
}

function changes(release: Release, previous: Release | undefined): Block {
  const rows: Cell[][] = [
    row("image", previous?.image.digest, release.image.digest),
    row("image for arm64", previous?.image.platformDigest, release.image.platformDigest),
    sizeRow("image size", previous?.image.size, release.image.size),
  ];
  const before = new Map(previous?.models.map((model) => [model.name, model]));
  for (const model of release.models) {
    rows.push(row(model.name, before.get(model.name)?.digest, model.digest));
    rows.push(sizeRow(`${model.name} size`, before.get(model.name)?.size, model.size));
    before.delete(model.name);
  }
  for (const gone of before.values())
    rows.push([[gone.name], [short(gone.digest)], ["removed"], ["changed"]]);
  const columns = [
    { title: "what" },
    { title: previous?.version ?? "" },
    { title: release.version },
    { title: "change" },
  ];
  // A first release has nothing to be compared with.
  const shown = previous === undefined ? [0, 2] : [0, 1, 2, 3];
  const pick = <T>(cells: readonly T[]): T[] => cells.filter((_, index) => shown.includes(index));
  return { kind: "table", columns: pick(columns), rows: rows.map(pick) };
}

function row(name: string, before: Digest | undefined, after: Digest): Cell[] {
  return [[name], [before === undefined ? "none" : short(before)], [short(after)], [mark(before, after)]];
}

function sizeRow(name: string, before: number | undefined, after: number): Cell[] {
  const change = before === undefined ? 0 : after - before;
  const sign = change > 0 ? "+" : "-";
  return [
    [name],
    [before === undefined ? "none" : formatSize(before)],
    [formatSize(after)],
    [before === undefined || change === 0 ? "" : `${sign}${formatSize(Math.abs(change))}`],
  ];
}

function mark(before: Digest | undefined, after: Digest): string {
  if (before === undefined) return "new";
  return before === after ? "same" : "changed";
}

function models(list: readonly ReleaseModel[]): Block[] {
  return [
    { kind: "heading", text: "Models" },
    {
      kind: "table",
      columns: [{ title: "model" }, { title: "asked for" }, { title: "found at" }, { title: "sha256" }],
      rows: list.map((model) => [
        [model.name],
        [code(model.ref.requested)],
        [
          model.source.type === "dvc"
            ? `DVC, ${model.source.pointer} at ${model.source.commit.slice(0, 12)}`
            : `file ${model.source.path}`,
        ],
        [code(model.digest.slice("sha256:".length))],
      ]),
    },
  ];
}

function verification(path: string, by: Identity): Block {
  return {
    kind: "code",
    language: "sh",
    text:
      by.kind === "key"
        ? `# release.pub: the public key of key ${by.keyId} in trust/trust.json\n${verifyFileCommand(path, by, "")}`
        : verifyFileCommand(path, by, "trust/trusted_root.json"),
  };
}

function short(digest: Digest): Cell[number] {
  return { kind: "code", text: digest.slice(0, "sha256:".length + 12) };
}

function code(text: string): Cell[number] {
  return { kind: "code", text };
}
