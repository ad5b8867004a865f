import { createHash } from "node:crypto";

/** What a renderer needs to know of a release on a ring. */
export type RenderedRelease = {
  readonly ring: string;
  readonly app: string;
  readonly version: string;
  /** Digest of the release file. */
  readonly digest: string;
  readonly image: { readonly repository: string; readonly digest: string };
  readonly models: readonly { readonly name: string; readonly digest: string }[];
};

/**
 * deploy/<ring>/<app>/kustomization.yaml: a kustomize Component that pins the app's image by digest in whatever includes it, and
 * a ConfigMap `<app>-release` that names release and models. The same release gives the same bytes.
 */
export function renderKustomization(release: RenderedRelease): Uint8Array {
  const literals = [
    `release=${release.digest}`,
    `version=${release.version}`,
    `image=${release.image.repository}@${release.image.digest}`,
    ...release.models.map((model) => `${modelKey(model.name)}=${model.digest}`),
  ];
  const lines = [
    `# Rendered from rings/${release.ring}/${release.app}.json. Do not edit: verify-release renders it again and compares.`,
    "apiVersion: kustomize.config.k8s.io/v1alpha1",
    "kind: Component",
    "images:",
    `  - name: ${quote(release.image.repository)}`,
    `    digest: ${quote(release.image.digest)}`,
    "configMapGenerator:",
    `  - name: ${quote(`${release.app}-release`)}`,
    "    literals:",
    ...literals.map((literal) => `      - ${quote(literal)}`),
  ];
  return Buffer.from(`${lines.join("\n")}\n`, "utf8");
}

// A ConfigMap key is at most 253 of [-._a-zA-Z0-9]; a name that must be bent to that keeps a hash, so that no two become one.
function modelKey(name: string): string {
  const plain = name.replace(/[^-._a-zA-Z0-9]/g, "_").slice(0, 200);
  if (plain === name) return `model.${name}`;
  return `model.${plain}.${createHash("sha256").update(name).digest("hex").slice(0, 12)}`;
}

// A JSON string is a YAML double-quoted scalar, so nothing in a name can end it or become another type.
function quote(text: string): string {
  return JSON.stringify(text);
}
