// Damaged models, scanner results and VEX documents: readers throw their own faults alone, what looks at an image nothing.
import { readSarif } from "../../src/build/scan.ts";
import { applyVex, readVex } from "../../src/build/vex.ts";
import { checkHefChecksum } from "../../src/formats/hef-checksum.ts";
import { describeHef, readHef } from "../../src/formats/hef.ts";
import { readModel } from "../../src/formats/model-reader.ts";
import { createHefLint } from "../../src/lint/hef.ts";
import { createHygiene } from "../../src/lint/hygiene.ts";
import { modelCatalogue } from "../../src/sbom/models.ts";
import { profiles } from "../../src/values/profile.ts";
import { bytesAsFile } from "../../src/values/random-access.ts";
import {
  ggufFile,
  hefFile,
  legacyNetwork,
  message,
  onnxFile,
  onnxNode,
  onnxTensor,
  padNetwork,
  safetensorsFile,
  tfliteFile,
} from "../unit/formats/model-files.ts";
import { entryOf, memoryImage } from "../unit/layers/memory-image.ts";
import { fakeKey, tokens } from "../unit/lint/fake-secrets.ts";

type Target = { readonly seeds: () => Uint8Array[]; readonly run: (bytes: Uint8Array) => void };

/** A target that reads files of one name, as a reader and as parts of an image. */
function model(name: string, seeds: () => Uint8Array[]): Target {
  return {
    seeds,
    run: (bytes) => {
      const content = { ...bytesAsFile(bytes), onDisk: () => "" };
      modelCatalogue.read(entryOf(name, bytes), content);
      readModel(name, content);
    },
  };
}

const networks = [padNetwork("a"), legacyNetwork(), message([7, message([1, legacyNetwork()])])];
const accelerator = { vendor: "hailo", device: "HAILO10H", hailort: "5.1.1" } as const;

const hef: Target = {
  seeds: () => [
    ...([0, 1, 2, 3] as const).map((version) => hefFile({ version, networks, extensions: [1, 35] })),
    hefFile({ weights: Buffer.alloc(4000, 3), xxh3: () => "00" }),
  ],
  run: (bytes) => {
    const lint = createHefLint({ profile: { ...profiles["raspberry-pi-5"], accelerator } });
    memoryImage([{ "m.hef": bytes }]).run(lint);
    const file = bytesAsFile(bytes);
    const read = readHef(file);
    if (read === undefined) return;
    describeHef(read);
    checkHefChecksum(file, read.checksum);
  },
};

const inner = message([1, onnxNode("Constant", "", [5, onnxTensor("c", 3, [4])])]);

const sarifLog = {
  version: "2.1.0",
  runs: [
    {
      tool: { driver: { name: "s", rules: [{ id: "CVE-1", defaultConfiguration: { level: "error" } }] } },
      results: [
        {
          ruleId: "CVE-1",
          ruleIndex: 0,
          message: { text: "hole in openssl" },
          locations: [{ physicalLocation: { artifactLocation: { uri: "usr/lib/x" } } }],
          suppressions: [{ kind: "external", status: "rejected" }],
        },
      ],
    },
  ],
};
const vexDocument = {
  "@context": "https://openvex.dev/ns/v0.2.0",
  timestamp: "2026-01-01T00:00:00Z",
  statements: [
    {
      vulnerability: { name: "CVE-1", aliases: ["GHSA-1"] },
      products: [{ "@id": "pkg:oci/shelf", subcomponents: [{ "@id": "pkg:deb/debian/openssl@3" }] }],
      status: "not_affected",
      justification: "vulnerable_code_not_present",
    },
  ],
};
const finding = { rule: "CVE-1", severity: "error", message: "hole in openssl" } as const;

export const targets: Readonly<Record<string, Target>> = {
  hef,
  tflite: model("m.tflite", () => [
    tfliteFile(
      [
        { name: "in", type: 9, shape: [1, 4], scales: [0.5] },
        { name: "w", type: 9, shape: [4], data: 8, scales: [0.1, 0.2] },
        { name: "out", type: 9, shape: [1], scales: [0.5] },
      ],
      "Custom",
      "2.3.0",
    ),
    tfliteFile([{ name: "only", type: 0, shape: [] }]),
  ]),
  onnx: model("m.onnx", () => [
    onnxFile({
      nodes: [onnxNode("If", "", [6, inner]), onnxNode("X", "com.example")],
      initializers: [onnxTensor("w", 3, [2, 2])],
    }),
    onnxFile(),
  ]),
  gguf: model("m.gguf", () => [
    ggufFile(
      {
        "general.architecture": "llama",
        "llama.context_length": 64,
        "tokenizer.ggml.tokens": ["a", "bc", ""],
      },
      [{ name: "w", type: 12, shape: [256, 2] }],
    ),
  ]),
  safetensors: model("m.safetensors", () => [
    safetensorsFile(
      '{"__metadata__":{"format":"pt"},"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[1],"data_offsets":[4,5]}}',
      5,
    ),
  ]),
  secrets: {
    seeds: () => [Buffer.from(`${fakeKey("PRIVATE KEY")}${Object.values(tokens).join("\n")}`)],
    run: (bytes) => {
      memoryImage([{ "a.txt": bytes, "root/.docker/config.json": bytes, "root/.npmrc": bytes }]).run(
        createHygiene(),
      );
    },
  },
  "scan-sarif": {
    seeds: () => [Buffer.from(JSON.stringify(sarifLog))],
    run: (bytes) => void readSarif(bytes),
  },
  vex: {
    seeds: () => [Buffer.from(JSON.stringify(vexDocument))],
    run: (bytes) => void applyVex([finding], readVex(bytes, "a.json"), "ghcr.io/acme/shelf"),
  },
};
