// The public face of this module: registries, layouts and what they are made of.
export type { BlobSource, Descriptor, Manifest } from "./descriptor.ts";
export type { Registry } from "./registry.ts";
export { type RegistryOptions, createRegistry } from "./registry-client.ts";
export {
  type Credential,
  type CredentialOptions,
  type CredentialStore,
  type Login,
  anonymousCredentials,
  openCredentials,
} from "./credentials.ts";
export {
  type CertificateOptions,
  type CertificateStore,
  type HostCertificates,
  openCertificates,
} from "./certificates.ts";
export { ociFaults } from "./faults.ts";
export { type ImageParts, walkImage } from "./image-walk.ts";
export { type Layout, createLayout, openLayout, refNameAnnotation } from "./layout.ts";
export { pullToLayout } from "./layout-pull.ts";
export { type PushedImage, type PushLayoutOptions, chooseImage, pushLayout } from "./layout-push.ts";
export { type ManifestContent, largestManifest, parseManifest } from "./manifest-content.ts";
export { mediaTypes } from "./media-types.ts";
export { type Platform, choosePlatform, platformManifest } from "./platform.ts";
export { type RegistryMirror, registryMirror } from "./mirror-grammar.ts";
export { createPullRegistry, pullThrough } from "./mirrors.ts";
export { type MovedTag, moveTags } from "./tag-moves.ts";
export { platformDigests } from "./layout-platforms.ts";
export { wrapWithAnnotations } from "./layout-annotations.ts";
export { fallbackTag } from "./referrer-index.ts";
