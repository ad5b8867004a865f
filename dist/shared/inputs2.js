import "./rolldown-runtime.js";
import { c as imageRepository, f as relativePath, h as tagName, i as choice, n as assignment, s as flag, u as list, v as word } from "./grammars.js";
import { i as required, n as optional, t as defaulted } from "./input-table.js";
import { t as defineCommand } from "./command.js";
import { n as registryInputs } from "./registry-access.js";

// src/commands/build-arm64/inputs.ts
const inputs = {
	image: required(imageRepository, {
		about: "Repository that the image is pushed to, without tag and digest.",
		example: "ghcr.io/acme/shelf-counter"
	}),
	context: defaulted(relativePath, ".", {
		about: "Build context, below the workspace.",
		example: "app"
	}),
	file: optional(relativePath, {
		about: "Dockerfile, below the workspace; without it the Dockerfile of the context.",
		example: "app/Dockerfile"
	}),
	target: optional(word, {
		about: "Stage of the Dockerfile to build.",
		example: "runtime"
	}),
	"build-args": defaulted(list(assignment), "", {
		about: "Build arguments. They end up in the image's history: no secrets.",
		example: "VERSION=1.4.0"
	}),
	labels: defaulted(list(assignment), "", {
		about: "Image labels.",
		example: "org.opencontainers.image.version=1.4.0"
	}),
	platforms: defaulted(choice(["linux/arm64"]), "linux/arm64", {
		about: "The platform to build.",
		example: "linux/arm64"
	}),
	driver: defaulted(choice([
		"auto",
		"buildx",
		"buildah"
	]), "auto", {
		about: "What builds: auto takes docker buildx where it works, else buildah.",
		example: "buildah"
	}),
	builder: optional(word, {
		about: "Name of a buildx builder, such as one that docker/setup-buildx-action made.",
		example: "big-builder"
	}),
	network: optional(choice([
		"default",
		"host",
		"none"
	]), {
		about: "Network of RUN steps.",
		example: "none"
	}),
	pull: defaulted(flag, "false", {
		about: "Look for newer base images even when the builder has them.",
		example: "true"
	}),
	"no-cache": defaulted(flag, "false", {
		about: "Build every step anew.",
		example: "true"
	}),
	push: defaulted(choice([
		"digest",
		"true",
		"false"
	]), "digest", {
		about: "digest pushes without moving a tag (sign-attest moves tags after signing); true also moves tags; false only builds.",
		example: "digest"
	}),
	tags: defaulted(list(tagName), "", {
		about: "Tags for push: true.",
		example: "1.4.0"
	}),
	...registryInputs,
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
	"config-digest": "Digest of the image config.",
	size: "Bytes of the compressed layers and the config.",
	"unpacked-size": "Bytes of the layers' archives after unpacking.",
	layers: "JSON array with digest, size and unpackedSize of each layer, bottom first."
};
const command = defineCommand({
	name: "build-arm64",
	summary: "Build a linux/arm64 image, look at what was built, then push it by digest.",
	inputs,
	outputs,
	load: async () => (await import("./run.js")).run
});

export { command as t };