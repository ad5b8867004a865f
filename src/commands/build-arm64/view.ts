import type { Document } from "../../report/document.ts";
import { formatSize } from "../../values/quantity.ts";
import type { Look } from "./look.ts";

/** The report of a build: verdict, digests, layers. */
export function buildReport(look: Look, verdict: string, good: boolean, driver: string): Document {
  const digest = (name: string, value: string) => [[name], [{ kind: "code", text: value } as const]];
  return {
    title: "build-arm64",
    blocks: [
      { kind: "verdict", state: good ? "good" : "bad", text: verdict },
      ...(look.findings.length === 0
        ? []
        : [
            {
              kind: "table" as const,
              columns: [{ title: "rule" }, { title: "what" }, { title: "next step" }],
              rows: look.findings.map((finding) => [[finding.rule], [finding.message], [finding.next ?? ""]]),
            },
          ]),
      {
        kind: "table",
        columns: [{ title: "digest of" }, { title: "value" }],
        rows: [
          digest(look.rootIsIndex ? "index" : "manifest", look.root.digest),
          digest("linux/arm64", look.platform.digest),
          digest("config", look.config.digest),
        ],
      },
      {
        kind: "details",
        summary: `${layerCount(look.layers.length)}, ${formatSize(look.size)} to pull, ${formatSize(look.unpackedSize)} unpacked, built by ${driver}`,
        blocks: [
          {
            kind: "table",
            columns: [
              { title: "layer" },
              { title: "compressed", align: "right" },
              { title: "unpacked", align: "right" },
            ],
            rows: look.layers.map((layer) => [
              [{ kind: "code", text: layer.digest }],
              [formatSize(layer.size)],
              [formatSize(layer.unpackedSize)],
            ]),
          },
        ],
      },
    ],
  };
}

/** `1 layer`, `3 layers`. */
export function layerCount(count: number): string {
  return `${count} layer${count === 1 ? "" : "s"}`;
}
