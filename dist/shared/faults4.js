import { n as defineFaults } from "./fault.js";

// src/build/faults.ts
const buildFaults = defineFaults({
	BUILD_ARCHITECTURE: "The built image is not for linux/arm64, or what it starts is not.",
	BUILD_BASE_DENIED: "The registry of a base image refused the builder's credential.",
	BUILD_BASE_NOT_ARM64: "A base image has no linux/arm64 variant.",
	BUILD_BASE_NOT_FOUND: "A base image does not exist, or the builder may not pull it.",
	BUILD_BUILDER_DIED: "The builder ended, or its connection broke, in the middle of the build.",
	BUILD_BUILDER_UNUSABLE: "The named builder cannot be used, or no builder could be made.",
	BUILD_CACHE_DENIED: "A build cache refused the builder's credential.",
	BUILD_CACHE_EXPORT: "The build cache could not be written.",
	BUILD_CACHE_INVALID: "A cache-from or cache-to entry cannot be read.",
	BUILD_CACHE_TIMEOUT: "The build cache did not answer in time, or asked to slow down.",
	BUILD_CONTEXT_MISSING: "The build context is not where the inputs say.",
	BUILD_COPY_MISSING: "A COPY or ADD names a file that its source does not have.",
	BUILD_DISK_FULL: "A disk is full: the builder's, or the one that the image is written to.",
	BUILD_DOCKERFILE_MISSING: "The Dockerfile is not where the inputs say.",
	BUILD_DOCKERFILE_SYNTAX: "The Dockerfile cannot be parsed.",
	BUILD_EMULATION_CRASHED: "The emulator crashed in a RUN step.",
	BUILD_EMULATION_MISSING: "A RUN step needs arm64 emulation, and the builder has none.",
	BUILD_ENTITLEMENT: "A step asks for a right that the builder was not given.",
	BUILD_FAILED: "The build failed.",
	BUILD_GIT_DENIED: "The git server of the build context refused the credential, or has no such repository.",
	BUILD_GIT_NOT_FOUND: "The git repository of the build context does not exist.",
	BUILD_GIT_REF_NOT_FOUND: "The git build context has no such commit, branch or tag.",
	BUILD_GLIBC: "A program of the image or of the builder needs a newer C library than it finds.",
	BUILD_METADATA: "The builder did not say what it built.",
	BUILD_NETWORK: "The builder could not reach a host.",
	BUILD_OUT_OF_MEMORY: "A RUN step was killed, most likely for want of memory.",
	BUILD_POLICY: "A source policy of the builder denies a base image.",
	BUILD_RATE_LIMITED: "The registry of a base image limits how often the builder may pull.",
	BUILD_RUN_FAILED: "A RUN step of the Dockerfile failed.",
	BUILD_SBOM_LIMIT: "BuildKit's own SBOM attestation is larger than it allows.",
	BUILD_SECRET_INVALID: "A secret or secret file for the build cannot be used.",
	BUILD_SECRET_MISSING: "A step needs a secret or an SSH agent that the inputs do not give.",
	BUILD_TARGET_MISSING: "The Dockerfile has no stage of the name that `target` gives.",
	BUILD_TIMEOUT: "The build did not end in time.",
	BUILD_TOOL_MISSING: "A program that does the work is missing: docker buildx or buildah, or docker for `load`.",
	BUILD_UNSUPPORTED: "The driver cannot do what an input asks for."
});

export { buildFaults as t };