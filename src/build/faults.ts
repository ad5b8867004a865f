import { defineFaults } from "../values/fault.ts";

export const buildFaults = defineFaults({
  BUILD_ARCHITECTURE: "The built image is not for linux/arm64, or what it starts is not.",
  BUILD_BASE_NOT_ARM64: "A base image has no linux/arm64 variant.",
  BUILD_BASE_NOT_FOUND: "A base image does not exist, or the builder may not pull it.",
  BUILD_DOCKERFILE_MISSING: "The Dockerfile is not where the inputs say.",
  BUILD_DOCKERFILE_SYNTAX: "The Dockerfile cannot be parsed.",
  BUILD_EMULATION_MISSING: "A RUN step needs arm64 emulation, and the builder has none.",
  BUILD_FAILED: "The build failed.",
  BUILD_NETWORK: "The builder could not reach a host.",
  BUILD_RUN_FAILED: "A RUN step of the Dockerfile failed.",
  BUILD_TOOL_MISSING: "Neither docker buildx nor buildah can be used here.",
});
