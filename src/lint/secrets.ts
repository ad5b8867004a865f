import { compareText } from "../values/text-order.ts";
import { type AnchorScan, createAnchorScan } from "./anchor-scan.ts";
import { fileLogins } from "./secret-files.ts";
import {
  type SecretPattern,
  bitsPerCharacter,
  isSample,
  longestSecret,
  tokenPatterns,
} from "./secret-patterns.ts";

/** Where a secret stands. It never holds the secret: `hint` is at most its public first four characters and its length. */
export type SecretHit = {
  readonly rule: "P5050" | "P5051" | "P5052";
  readonly kind: string;
  readonly line: number;
  readonly hint: string;
};

const mostHits = 16;
const mostTries = 10_000;
const keyEnd = "PRIVATE KEY";
const keyHeader =
  /-----BEGIN ((?:RSA |EC |DSA |OPENSSH |ENCRYPTED |ENCRYPTED SIGSTORE |ENCRYPTED COSIGN |PGP )?PRIVATE KEY(?: BLOCK)?)-----$/;
const keyNames: Readonly<Record<string, string>> = {
  "OPENSSH PRIVATE KEY": "OpenSSH private key",
  "ENCRYPTED SIGSTORE PRIVATE KEY": "encrypted cosign private key",
  "ENCRYPTED COSIGN PRIVATE KEY": "encrypted cosign private key",
  "ENCRYPTED PRIVATE KEY": "encrypted private key",
  "PGP PRIVATE KEY BLOCK": "PGP private key",
};
// An Ed25519 key, the shortest, has 64 characters of base64.
const shortestKey = 60;

/** The secrets in a file's bytes, by line; at most 16. A text of a megabyte takes some milliseconds. */
export function findSecrets(path: string, bytes: Buffer): readonly SecretHit[] {
  if (isSamplePlace(path)) return [];
  const found: (SecretHit & { readonly offset: number })[] = [
    ...privateKeys(bytes),
    ...findTokens(bytes, fileTokens).map(
      ({ kind, hint, offset }) => ({ rule: "P5051", kind, hint, offset, line: 0 }) as const,
    ),
    ...fileLogins(path, bytes).map(
      ({ kind, offset }) => ({ rule: "P5052", kind, hint: "", offset, line: 0 }) as const,
    ),
  ];
  return found
    .toSorted((left, right) => left.offset - right.offset || compareText(left.rule, right.rule))
    .slice(0, mostHits)
    .map(({ rule, kind, hint, offset }) => ({ rule, kind, hint, line: lineAt(bytes, offset) }));
}

export type TokenHit = { readonly kind: string; readonly hint: string; readonly offset: number };

/** Patterns with the scan that finds all their anchors at once. */
export type TokenScan = { readonly scan: AnchorScan; readonly byAnchor: readonly SecretPattern[] };

/** Prepares patterns for `findTokens`. */
export function tokenScan(patterns: readonly SecretPattern[]): TokenScan {
  const pairs = patterns.flatMap((pattern) => pattern.anchors.map((anchor) => ({ anchor, pattern })));
  return {
    scan: createAnchorScan(pairs.map(({ anchor }) => anchor)),
    byAnchor: pairs.map(({ pattern }) => pattern),
  };
}

const fileTokens = tokenScan(tokenPatterns);

/** Tokens of the given patterns in the order of the bytes, examples left out. */
export function findTokens(bytes: Buffer, { scan, byAnchor }: TokenScan): readonly TokenHit[] {
  const found: TokenHit[] = [];
  let tries = 0;
  let end = 0;
  scan(bytes, (anchor, offset) => {
    const pattern = byAnchor[anchor];
    if (pattern === undefined || offset < end || tries >= mostTries || found.length >= 4 * mostHits) return;
    tries += 1;
    const secret = matchAt(bytes, offset, pattern.form);
    if (secret === undefined) return;
    end = offset + secret.length;
    if (!isSample(secret)) found.push({ kind: pattern.kind, hint: hintOf(secret), offset });
  });
  return found;
}

function matchAt(bytes: Buffer, at: number, form: RegExp): string | undefined {
  // In the middle of a word it is part of something else, such as base64.
  if (at > 0 && isWord(bytes[at - 1] ?? 0)) return undefined;
  form.lastIndex = 0;
  return form.exec(bytes.toString("latin1", at, Math.min(bytes.length, at + longestSecret)))?.[0];
}

function isWord(byte: number): boolean {
  return (
    (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte === 43
  );
}

/** `ghp_… (40 characters)`: only where the first four characters are the same for every such token. */
function hintOf(secret: string): string {
  const start = /^(?:gh[pousr]_|AKIA|ASIA|npm_)/.exec(secret)?.[0] ?? "";
  return start === "" ? `${secret.length} characters` : `${start}…, ${secret.length} characters`;
}

function privateKeys(bytes: Buffer): (SecretHit & { readonly offset: number })[] {
  const found: (SecretHit & { readonly offset: number })[] = [];
  let tries = 0;
  for (let at = bytes.indexOf(keyEnd, 0, "latin1"); at >= 0 && tries < mostTries; tries += 1) {
    const dashes = bytes.indexOf("-----", at, "latin1");
    const header =
      dashes < 0 || dashes > at + 17
        ? null
        : keyHeader.exec(bytes.toString("latin1", Math.max(0, at - 40), dashes + 5));
    if (
      header !== null &&
      hasKeyBody(bytes.toString("latin1", dashes + 5, dashes + 700)) &&
      found.length < mostHits
    ) {
      const offset = dashes + 5 - header[0].length;
      const account = bytes.includes('"service_account"', 0, "latin1");
      const kind = account ? "Google service account key" : (keyNames[header[1] ?? ""] ?? "private key");
      found.push({ rule: "P5050", kind, hint: "", offset, line: 0 });
    }
    at = bytes.indexOf(keyEnd, at + keyEnd.length, "latin1");
  }
  return found;
}

/** True when base64 follows, on lines of its own, escaped as in JSON, or after the headers of an old encrypted key. */
function hasKeyBody(text: string): boolean {
  const base64 = text
    .replaceAll(/\\[nrt]/g, "\n")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^[A-Za-z-]{1,30}: /.test(line))
    .join("");
  const body = /^[A-Za-z0-9+/]+/.exec(base64)?.[0] ?? "";
  return body.length >= shortestKey && bitsPerCharacter(body) > 3.5;
}

function lineAt(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) line += 1;
  return line;
}

// Documentation, and test material inside of packages that others publish: their keys are public, made to be read. A team's own
// test folder is none of them, and keys that a package makes when it is installed (ssl-cert-snakeoil, SSH host keys) are
// neither: all devices that pull the image share them.
const samplePlaces = [
  /(?:^|\/)usr\/share\/(?:doc|man|info|perl\d*)\//,
  /(?:^|\/)usr\/lib\/python[\d.]+\/test\//,
  /(?:^|\/)usr\/local\/lib\/python[\d.]+\/test\//,
  /(?:^|\/)(?:site|dist)-packages\/(?:[^/]+\/)*(?:tests?|testing|test_data|testdata|docs?|examples?)\//,
  /(?:^|\/)node_modules\/(?:[^/]+\/)*(?:tests?|__tests__|fixtures?|specs?|docs?|examples?|benchmarks?)\//,
  /(?:^|\/)node_modules\/(?:[^/]+\/)*(?:README|readme|CHANGELOG)[^/]*$/,
  /(?:^|\/)go\/pkg\/mod\/(?:[^/]+\/)*(?:testdata|[^/]+_test\.go)/,
  /(?:^|\/)(?:\.cargo\/registry\/src|vendor\/bundle|gems)\/(?:[^/]+\/)*(?:tests?|spec|examples?)\//,
];

/** True for places whose keys and tokens are published examples. */
export function isSamplePlace(path: string): boolean {
  return samplePlaces.some((place) => place.test(path));
}
