import "./rolldown-runtime.js";
import { S as word, c as imageReference, f as line, g as relativePath, h as rate, i as choice, l as imageRepository, n as assignment, o as duration, p as list, r as block, s as flag, u as integer, y as size } from "./grammars.js";
import { i as required, n as optional, t as defaulted } from "./input-table.js";
import { t as defineCommand } from "./command.js";
import { t as valueFaults } from "./faults2.js";
import { i as registryInputs, t as mirrorInputs } from "./registry-access.js";
import { i as parseImageReference, r as isTag, t as formatImageReference } from "./image-reference.js";

// src/values/list-grammars.ts
const mostRecords = 1e3;
/**
* Splits a list into its records as docker/build-push-action does: one a line, and one in quotes may hold line breaks, with "" for
* a quote. A quote anywhere else stands for itself. Empty lines are passed over.
*/
function listRecords(text) {
	const records = [];
	let rest = text.replaceAll("\r\n", "\n");
	while (rest !== "") {
		const quoted = /^[ \t]*"((?:[^"]|"")*)"[ \t]*(?:\n|$)/.exec(rest);
		const end = rest.indexOf("\n");
		const taken = quoted?.[0].length ?? (end < 0 ? rest.length : end + 1);
		const record = quoted?.[1]?.replaceAll("\"\"", "\"") ?? rest.slice(0, taken).trim();
		if (record !== "") records.push(record);
		rest = rest.slice(taken);
	}
	return records;
}
/** One item a record (see `listRecords`); at most 1000. */
function records(item) {
	return {
		expects: `one a line: ${item.expects}`,
		parse: (text) => limited(listRecords(text)).map(item.parse)
	};
}
/** Items one a line or with commas between them, as build-push-action takes platforms and tags; at most 1000. */
function commaList(item) {
	return {
		expects: `one a line: ${item.expects}`,
		parse: (text) => {
			return limited(listRecords(text).flatMap((record) => record.split(",")).map((word) => word.trim()).filter((word) => word !== "")).map(item.parse);
		}
	};
}
function limited(items) {
	if (items.length <= mostRecords) return items;
	throw valueFaults.fault("INPUT_INVALID", `it has more than ${mostRecords} lines`);
}

// src/commands/build-arm64/input-grammars.ts
function refuse(what) {
	throw valueFaults.fault("INPUT_INVALID", what);
}
const architectures = "386 amd64 arm arm64 loong64 mips64 mips64le ppc64le riscv64 s390x".split(" ");
const anyPlatforms = commaList({
	expects: "a platform such as linux/arm64",
	parse: platform
});
/** Platforms, each once, with linux/arm64 among them. `linux/arm64/v8` is the same platform. */
const platformList = {
	expects: anyPlatforms.expects,
	parse: (text) => {
		const platforms = [...new Set(anyPlatforms.parse(text))];
		return platforms.includes("linux/arm64") ? platforms : refuse("linux/arm64 is not one of them");
	}
};
function platform(text) {
	const [, architecture = ""] = /^linux\/([a-z0-9]+)(?:\/v[0-9.]{1,4})?$/.exec(text) ?? [];
	if (!architectures.includes(architecture)) refuse(`${JSON.stringify(text.slice(0, 60))} is no platform: linux/ and one of ${architectures.join(", ")}`);
	return text === "linux/arm64/v8" ? "linux/arm64" : text;
}
/** A tag, or as docker/metadata-action gives it the whole reference with that tag. */
const tagOrReference = {
	expects: "a tag of at most 128 letters, digits, . _ and -",
	parse: (text) => {
		if (isTag(text)) return text;
		const reference = /[/:]/.test(text) && !text.includes("@") ? parseImageReference(text) : void 0;
		return reference?.tag === void 0 ? refuse(`${JSON.stringify(text.slice(0, 140))} is not a tag`) : formatImageReference(reference);
	}
};
const latestEpoch = 8589934591;
/** `commit`, or seconds since 1970 that a layer can hold. */
const epoch = {
	expects: "seconds since 1970, or commit",
	parse: (text) => text === "commit" || /^[0-9]{1,10}$/.test(text) && Number(text) <= latestEpoch ? text : refuse(`${JSON.stringify(text.slice(0, 40))} is neither a number of seconds nor commit`)
};

// src/commands/build-arm64/input-groups.ts
/** What is built: named as docker/build-push-action names them. */
const sourceInputs = {
	context: optional(line, {
		about: "Build context: a path below the workspace, or a git URL. Without it this commit, fetched by the builder: no checkout is needed.",
		example: "app"
	}),
	file: optional(relativePath, {
		about: "Dockerfile, below the workspace (for a git context: below its root). Without it the context's.",
		example: "app/Dockerfile"
	}),
	target: optional(word, {
		about: "Stage of the Dockerfile to build.",
		example: "runtime"
	}),
	platforms: defaulted(platformList, "linux/arm64", {
		about: "Platforms, one a line. linux/arm64 has to be one of them.",
		example: "linux/arm64"
	}),
	"build-args": defaulted(records(assignment), "", {
		about: "Build arguments. They end up in the image's history: no secrets.",
		example: "VERSION=1.4.0"
	}),
	"build-contexts": defaulted(records(assignment), "", {
		about: "Further contexts, NAME=PATH or NAME=docker-image://REF.",
		example: "models=./models"
	}),
	labels: defaulted(records(assignment), "", {
		about: "Image labels.",
		example: "org.opencontainers.image.version=1.4.0"
	}),
	annotations: defaulted(records(assignment), "", {
		about: "Annotations, with manifest: (the default) or index: in front. Source, revision, version, creation and base are set by themselves.",
		example: "index:org.opencontainers.image.title=shelf counter"
	}),
	secrets: defaulted(block, "", {
		about: "Secrets for RUN --mount=type=secret, ID=VALUE one a line.",
		example: "npm=${{ secrets.NPM_TOKEN }}",
		secret: true
	}),
	"secret-envs": defaulted(commaList(assignment), "", {
		about: "Secrets from environment variables, ID=VARIABLE.",
		example: "npm=NPM_TOKEN"
	}),
	"secret-files": defaulted(records(assignment), "", {
		about: "Secrets from files, ID=PATH.",
		example: "netrc=.netrc"
	}),
	ssh: defaulted(records(line), "", {
		about: "SSH agent sockets or keys for the build.",
		example: "default"
	}),
	"github-token": optional(line, {
		about: "Token with which the builder fetches a git context of a private repository.",
		example: "${{ github.token }}",
		secret: true,
		expression: "github.token"
	})
};
/** How it is built. */
const builderInputs = {
	driver: defaulted(choice([
		"auto",
		"buildx",
		"buildah",
		"append"
	]), "auto", {
		about: "What builds: auto takes append where `base` is set, else docker buildx where it works, else buildah.",
		example: "buildah"
	}),
	builder: optional(word, {
		about: "Name of a buildx builder, such as one that docker/setup-buildx-action made (remote and kubernetes ones too).",
		example: "big-builder"
	}),
	pull: defaulted(flag, "false", {
		about: "Look for newer base images even when the builder has them.",
		example: "true"
	}),
	"no-cache": defaulted(flag, "false", {
		about: "Build every step anew.",
		example: "true"
	}),
	"no-cache-filters": defaulted(commaList(word), "", {
		about: "Stages to build anew.",
		example: "runtime"
	}),
	"cache-from": defaulted(records(line), "", {
		about: "Caches to read.",
		example: "type=gha"
	}),
	"cache-to": defaulted(records(line), "", {
		about: "Caches to write. A registry cache is written after the checks have passed, never before.",
		example: "type=gha,mode=max"
	}),
	network: optional(choice([
		"default",
		"host",
		"none"
	]), {
		about: "Network of RUN steps.",
		example: "none"
	}),
	"add-hosts": defaulted(commaList(line), "", {
		about: "Host names for RUN steps, HOST:ADDRESS.",
		example: "mirror:10.0.0.2"
	}),
	allow: defaulted(commaList(line), "", {
		about: "Entitlements of the build.",
		example: "network.host"
	}),
	ulimit: defaulted(records(line), "", {
		about: "Limits of RUN steps.",
		example: "nofile=1024:1024"
	}),
	"shm-size": optional(line, {
		about: "Size of /dev/shm in RUN steps.",
		example: "128m"
	}),
	"cgroup-parent": optional(line, {
		about: "Parent cgroup of RUN steps.",
		example: "builds"
	}),
	provenance: defaulted(choice([
		"false",
		"min",
		"max"
	]), "false", {
		about: "Provenance inside the image's index. false keeps one manifest; sign-attest attaches provenance beside the image.",
		example: "max"
	}),
	attests: defaulted(records(line), "", {
		about: "Further attestations of the builder.",
		example: "type=sbom"
	}),
	call: defaulted(choice(["build", "check"]), "build", {
		about: "check only checks the Dockerfile, with an annotation for each finding.",
		example: "check"
	}),
	"layer-epoch": defaulted(epoch, "1", {
		about: "Timestamp, in seconds since 1970, that files of new layers get, or `commit`. Constant, so that an unchanged layer keeps its digest.",
		example: "1"
	}),
	"keep-layout": optional(relativePath, {
		about: "Folder below the workspace that keeps the built layout from run to run: on self-hosted runners only new layers are exported.",
		example: ".cache/layout"
	}),
	"facts-folder": optional(relativePath, {
		about: "Folder below the workspace that keeps what was seen in a layer, so that an unchanged one is not unpacked again. Needs facts-key; runs of pull requests neither read nor write it.",
		example: ".cache/facts"
	}),
	"facts-key": optional(line, {
		about: "Secret that seals the kept facts, any long random text.",
		example: "${{ secrets.FACTS_KEY }}",
		secret: true
	}),
	cache: defaulted(choice(["none", "actions"]), "none", {
		about: "actions carries the build cache in the cache of GitHub Actions by itself, where type=gha does not work. A token that may only read is respected.",
		example: "actions"
	})
};
/** The append driver: a base image and files on top, with no daemon and no emulation. */
const appendInputs = {
	base: optional(imageReference, {
		about: "Image to put layers on, best by digest; its arm64 variant is taken. For the append driver.",
		example: "ghcr.io/acme/shelf-counter@sha256:…"
	}),
	layers: defaulted(list(line), "", {
		about: "Layers to put on the base, one a line: SOURCE:TARGET, then mode=, owner= where they matter. A source is a file or folder below the workspace, or a model such as dvc://models/shelf.tflite.",
		example: "models/shelf.tflite:/models/shelf.tflite mode=0644 owner=1000:1000"
	}),
	env: defaulted(records(assignment), "", {
		about: "Environment variables of an appended image.",
		example: "MODEL=/models/shelf.tflite"
	}),
	entrypoint: optional(line, {
		about: "Entry point of an appended image, as a JSON array.",
		example: "[\"/app/serve\"]"
	}),
	cmd: optional(line, {
		about: "Command of an appended image, as a JSON array.",
		example: "[\"--port=80\"]"
	}),
	user: optional(line, {
		about: "User of an appended image.",
		example: "10001:10001"
	}),
	workdir: optional(line, {
		about: "Working directory of an appended image.",
		example: "/app"
	})
};
/** What the built image is held against. */
const checkInputs = {
	profile: defaulted(line, "raspberry-pi-5", {
		about: "Device: raspberry-pi-5, raspberry-pi-5-4k, raspberry-pi-4, or a YAML file below the workspace that extends one.",
		example: "profiles/shelf-camera.yaml"
	}),
	lint: defaulted(choice([
		"error",
		"warn",
		"off"
	]), "error", {
		about: "Whether findings of the rules fail the step, only warn, or are not looked for.",
		example: "warn"
	}),
	"lint-ignore": defaulted(list(line), "", {
		about: "Findings that are accepted, one a line: RULE, a path pattern where it matters, and the reason after #.",
		example: "P5003 /opt/vendor/*.so # vendor fixes it in 2.1"
	}),
	"require-pinned-bases": defaulted(flag, "false", {
		about: "Fail when a base image is not pinned by digest.",
		example: "true"
	}),
	"base-lock": optional(relativePath, {
		about: "JSON file that pins base images to digests, without touching the Dockerfile.",
		example: "base-images.lock.json"
	}),
	"base-lock-update": defaulted(flag, "false", {
		about: "Write the base lock anew with what the tags name now, before the build.",
		example: "true"
	}),
	reproducible: defaulted(choice([
		"off",
		"check",
		"enforce"
	]), "off", {
		about: "Build twice and compare: check reports the files that differ, enforce fails.",
		example: "enforce"
	}),
	"scan-command": optional(line, {
		about: "Vulnerability scanner that runs before the push: {layout} is the image's folder, {sarif} the file for its findings. Its exit code decides. No shell.",
		example: "grype oci-dir:{layout} --output sarif --file {sarif}"
	}),
	vex: defaulted(list(relativePath), "", {
		about: "OpenVEX files that say which of the scanner's findings do not apply.",
		example: "security/app.openvex.json"
	})
};
/** Sizes, and what devices have to pull. */
const budgetInputs = {
	"size-budget": optional(size, {
		about: "Most compressed bytes. Without it 250 MB only warns.",
		example: "180MB"
	}),
	"unpacked-budget": optional(size, {
		about: "Most unpacked bytes.",
		example: "600MB"
	}),
	"waste-budget": optional(size, {
		about: "Most bytes that later layers delete or cover.",
		example: "10MB"
	}),
	"pull-budget": optional(size, {
		about: "Most bytes that a device with `previous` has to pull.",
		example: "40MB"
	}),
	previous: optional(line, {
		about: "What devices run now: an image reference, or a release file below the workspace.",
		example: "ghcr.io/acme/shelf-counter:1.3.0"
	}),
	"line-rate": defaulted(rate, "10Mbit/s", {
		about: "Line rate of a device, for the time that a pull takes.",
		example: "2Mbit/s"
	}),
	devices: defaulted(integer(1, 1e6), "1", {
		about: "Devices of the fleet.",
		example: "500"
	})
};
/** What is written beside the image. */
const resultInputs = {
	sbom: defaulted(choice([
		"both",
		"cyclonedx",
		"spdx",
		"none"
	]), "both", {
		about: "SBOMs to write: CycloneDX 1.6, SPDX 2.3.",
		example: "cyclonedx"
	}),
	version: optional(line, {
		about: "Version of the app, for annotations and SBOMs.",
		example: "1.4.0"
	}),
	load: defaulted(flag, "false", {
		about: "Also load the image into the local docker, once the checks have passed.",
		example: "true"
	}),
	timeout: defaulted(duration, "6h", {
		about: "Longest build.",
		example: "30m"
	})
};

// src/commands/build-arm64/inputs.ts
const inputs = {
	image: required(imageRepository, {
		about: "Repository that the image is pushed to, without tag and digest.",
		example: "ghcr.io/acme/shelf-counter"
	}),
	...sourceInputs,
	push: defaulted(choice([
		"digest",
		"true",
		"false"
	]), "digest", {
		about: "digest pushes without moving a tag (sign-attest moves tags after signing); true also moves tags; false only builds.",
		example: "digest"
	}),
	tags: defaulted(commaList(tagOrReference), "", {
		about: "Tags for push: true.",
		example: "1.4.0"
	}),
	...checkInputs,
	...budgetInputs,
	...resultInputs,
	...builderInputs,
	...appendInputs,
	...registryInputs,
	...mirrorInputs,
	"dry-run": defaulted(flag, "false", {
		about: "Build and look, push nothing.",
		example: "true"
	})
};
const outputs = {
	image: "The pushed image as repository@digest; empty when nothing was pushed.",
	digest: "Digest of the root: the index where there is one, else the manifest.",
	"index-digest": "Digest of the index; empty when the root is a manifest.",
	"platform-digest": "Digest of the linux/arm64 manifest.",
	"platform-digests": "JSON object with the digest of each platform's manifest.",
	"config-digest": "Digest of the linux/arm64 image's config.",
	"tags-pushed": "Tags that were moved, one a line.",
	size: "Bytes of the compressed layers and the config.",
	"unpacked-size": "Bytes of the layers' archives after unpacking.",
	"wasted-bytes": "Bytes that later layers delete or cover.",
	layers: "JSON array with digest, size, unpackedSize and, with `previous`, state (new or reused) of each layer, bottom first.",
	"pull-bytes": "Bytes that a device with `previous` pulls, by containerd's rules; empty without `previous`.",
	"pull-bytes-docker": "The same by the rules of Docker's classic store, which needs all layers above the first changed one.",
	"reuse-percent": "Percent of the image's bytes that a device with `previous` has already.",
	reproducible: "true, false or skipped.",
	"sbom-path": "CycloneDX 1.6 file; empty when none was asked for.",
	"spdx-path": "SPDX 2.3 file; empty when none was asked for.",
	"lint-report": "SARIF 2.1.0 file with every finding, for github/codeql-action/upload-sarif.",
	"report-path": "The report as an HTML page.",
	"base-images": "JSON array with reference and digest of each base image.",
	"cache-hit-ratio": "Cached share of the build's steps, 0 to 1; empty where the builder does not tell.",
	hardware: "JSON object with what the image needs of a device, for release-manifest."
};
const command = defineCommand({
	name: "build-arm64",
	summary: "Build a linux/arm64 image, look at what was built, then push it by digest.",
	inputs,
	outputs,
	load: async () => (await import("./run.js")).run
});

export { listRecords as n, command as t };