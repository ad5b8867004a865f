import type { Identity } from "../values/identity.ts";

/** The command with which stock cosign checks a signed file of the manifests repository, to be run in a checkout of it. */
export function verifyFileCommand(file: string, by: Identity, roots: string): string {
  const bundle = file.replace(/\.json$/, ".sigstore.json");
  const signer =
    by.kind === "key"
      ? ["--key release.pub", "--insecure-ignore-tlog=true"]
      : [
          `--certificate-identity ${quote(by.subject)}`,
          `--certificate-oidc-issuer ${quote(by.issuer)}`,
          `--trusted-root ${quote(roots)}`,
        ];
  return ["cosign verify-blob", ...signer, `--bundle ${quote(bundle)}`, quote(file)].join(" \\\n  ");
}

/** A word for a POSIX shell: as it is where that is safe, else in single quotes. */
function quote(word: string): string {
  return /^[A-Za-z0-9@%+=:,./_-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
