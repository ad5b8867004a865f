/** What a path of the manifests repository is; the one place that knows its layout (docs: manifests repository). */
export type ManagedPath =
  | { readonly kind: "fleet" }
  | { readonly kind: "trust"; readonly part: "document" | "signatures" | "trusted-root" }
  | { readonly kind: "release"; readonly app: string; readonly version: string; readonly bundle: boolean }
  | { readonly kind: "pointer"; readonly ring: string; readonly app: string; readonly bundle: boolean }
  | ({
      readonly kind: "verdict";
      readonly ring: string;
      readonly app: string;
      readonly bundle: boolean;
    } & Position)
  | { readonly kind: "deploy"; readonly ring: string; readonly app: string }
  /** Workflows, owners and git's own settings: they decide what is checked. */
  | { readonly kind: "automation" }
  /** Inside a managed folder, but no file that belongs there. */
  | { readonly kind: "unknown"; readonly folder: string }
  | { readonly kind: "other" };

/** A pointer's place in the history of its ring: ordered by epoch, then seq. */
export type Position = { readonly epoch: number; readonly seq: number };

export const fleetPath = "fleet.yaml";
export const trustPath = "trust/trust.json";
export const trustSignaturesPath = "trust/trust.signatures.json";
export const trustedRootPath = "trust/trusted_root.json";

const name = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const count = "[1-9][0-9]{0,9}";
const versionPattern = "(?!.*\\.\\.)[0-9A-Za-z](?:[0-9A-Za-z.+_-]{0,126}[0-9A-Za-z])?";
const releaseGrammar = new RegExp(`^releases/(${name})/(${versionPattern})\\.json$`);
const pointerGrammar = new RegExp(`^rings/(${name})/(${name})\\.json$`);
const verdictGrammar = new RegExp(`^verdicts/(${name})/(${name})/(${count})-(${count})\\.json$`);
const deployGrammar = new RegExp(`^deploy/(${name})/(${name})/kustomization\\.yaml$`);
const managedFolders: ReadonlySet<string> = new Set(["releases", "rings", "verdicts", "deploy", "trust"]);
// .gitattributes decides which bytes a checkout holds and .sourceignore what Flux sees (and prunes): as powerful as a workflow.
const automationFiles: ReadonlySet<string> = new Set([
  "CODEOWNERS",
  "docs/CODEOWNERS",
  ".gitattributes",
  ".gitmodules",
  ".sourceignore",
]);
const bundleEnding = ".sigstore.json";
const largestCount = 2_147_483_647;

/** releases/<app>/<version>.json */
export function releasePath(app: string, version: string): string {
  return `releases/${app}/${version}.json`;
}

/** rings/<ring>/<app>.json */
export function pointerPath(ring: string, app: string): string {
  return `rings/${ring}/${app}.json`;
}

/** verdicts/<ring>/<app>/<epoch>-<seq>.json, of the pointer that was judged. */
export function verdictPath(ring: string, app: string, position: Position): string {
  return `verdicts/${ring}/${app}/${position.epoch}-${position.seq}.json`;
}

/** deploy/<ring>/<app>/kustomization.yaml */
export function kustomizationPath(ring: string, app: string): string {
  return `deploy/${ring}/${app}/kustomization.yaml`;
}

/** The path of the Sigstore bundle beside a signed document. */
export function bundlePath(documentPath: string): string {
  return documentPath.replace(/\.json$/, bundleEnding);
}

/** Says what a path is. It looks at the text alone. */
export function classifyPath(path: string): ManagedPath {
  if (path === fleetPath) return { kind: "fleet" };
  if (path === trustPath) return { kind: "trust", part: "document" };
  if (path === trustSignaturesPath) return { kind: "trust", part: "signatures" };
  if (path === trustedRootPath) return { kind: "trust", part: "trusted-root" };
  if (path.startsWith(".github/") || automationFiles.has(path)) return { kind: "automation" };
  const folder = path.slice(0, Math.max(0, path.indexOf("/")));
  if (!managedFolders.has(folder)) return classifyOutside(path, folder === "" ? path : folder);
  // A version may end in ".sigstore"; its file would be mistaken for a bundle, so the ending always means a bundle.
  const bundle = path.endsWith(bundleEnding);
  const document = bundle ? `${path.slice(0, -bundleEnding.length)}.json` : path;
  return classifyDocument(document, bundle) ?? classifyDeploy(path) ?? { kind: "unknown", folder };
}

// Where case or the form of a letter do not count (macOS, Windows), `Rings/` is checked out into `rings/`.
function classifyOutside(path: string, top: string): ManagedPath {
  const folded = top.normalize("NFKC").toLowerCase();
  if (managedFolders.has(folded) || (path === top && folded === fleetPath))
    return { kind: "unknown", folder: folded };
  return { kind: "other" };
}

function classifyDocument(path: string, bundle: boolean): ManagedPath | undefined {
  const [, app, version] = releaseGrammar.exec(path) ?? [];
  if (app !== undefined && version !== undefined) return { kind: "release", app, version, bundle };
  const [, ring, ringApp] = pointerGrammar.exec(path) ?? [];
  if (ring !== undefined && ringApp !== undefined) return { kind: "pointer", ring, app: ringApp, bundle };
  const verdict = verdictGrammar.exec(path);
  if (verdict === null) return undefined;
  const [, judgedRing = "", judgedApp = "", epoch, seq] = verdict;
  const position = { epoch: Number(epoch), seq: Number(seq) };
  if (position.epoch > largestCount || position.seq > largestCount) return undefined;
  return { kind: "verdict", ring: judgedRing, app: judgedApp, ...position, bundle };
}

function classifyDeploy(path: string): ManagedPath | undefined {
  const [, ring, app] = deployGrammar.exec(path) ?? [];
  return ring === undefined || app === undefined ? undefined : { kind: "deploy", ring, app };
}

/** Negative, zero or positive as the first position is before, at or after the second. */
export function comparePositions(left: Position, right: Position): number {
  return left.epoch - right.epoch || left.seq - right.seq;
}
