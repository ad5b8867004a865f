/** A kind of secret that can be told by its form. */
export type SecretPattern = {
  readonly kind: string;
  /** Texts of four bytes or more of which one stands at the start of every such secret; looked for before anything else. */
  readonly anchors: readonly string[];
  /** Sticky and of bounded length: it is tried at an anchor only, so that no file takes long. */
  readonly form: RegExp;
};

const lettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".split("");

/** Tokens with a fixed start, as their issuers document them. */
export const tokenPatterns: readonly SecretPattern[] = [
  {
    kind: "AWS access key",
    anchors: ["AKIA", "ASIA"],
    form: /A[KS]IA[A-Z2-7]{16}(?![A-Z0-9])/y,
  },
  {
    kind: "AWS secret access key",
    anchors: ["aws_secret_access_key", "AWS_SECRET_ACCESS_KEY"],
    form: /aws_secret_access_key["']?[ \t]{0,8}[=:][ \t]{0,8}["']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/iy,
  },
  {
    kind: "GitHub token",
    anchors: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"],
    form: /gh[pousr]_[A-Za-z0-9]{36}(?![A-Za-z0-9])/y,
  },
  {
    kind: "GitHub token",
    anchors: ["github_pat_"],
    form: /github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}(?![A-Za-z0-9])/y,
  },
  { kind: "GitLab token", anchors: ["glpat-"], form: /glpat-[A-Za-z0-9_-]{20,80}/y },
  {
    kind: "Slack token",
    anchors: ["xoxa-", "xoxb-", "xoxe-", "xoxp-", "xoxr-", "xoxs-"],
    form: /xox[abeprs]-[0-9A-Za-z]{8,20}-[0-9A-Za-z-]{10,200}/y,
  },
  {
    kind: "Hugging Face token",
    anchors: lettersAndDigits.map((character) => `hf_${character}`),
    form: /hf_[A-Za-z0-9]{34,40}(?![A-Za-z0-9_])/y,
  },
  {
    kind: "Stripe live key",
    anchors: ["sk_live_", "rk_live_"],
    form: /[rs]k_live_[A-Za-z0-9]{24,200}/y,
  },
  {
    kind: "age secret key",
    anchors: ["AGE-SECRET-KEY-1"],
    form: /AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}(?![0-9A-Z])/y,
  },
  { kind: "npm token", anchors: ["npm_"], form: /npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/y },
  {
    kind: "PyPI token",
    anchors: ["pypi-AgEIcHlwaS5vcmc"],
    form: /pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,250}/y,
  },
  { kind: "Docker Hub token", anchors: ["dckr_pat_"], form: /dckr_pat_[A-Za-z0-9_-]{27}(?![A-Za-z0-9_-])/y },
];

/** Told apart only where nobody keeps public ones: in the config of an image, not in files. */
export const configPatterns: readonly SecretPattern[] = [
  ...tokenPatterns,
  {
    kind: "JSON Web Token",
    anchors: lettersAndDigits.map((character) => `eyJ${character}`),
    form: /eyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{20,2000}/y,
  },
];

/** Longest text that any form needs to see. */
export const longestSecret = 8192;

const sampleWords =
  /EXAMPLE|xxxxx|XXXXX|00000|12345678|abcdefgh|ABCDEFGH|deadbeef|placeholder|redacted|changeme/i;

/** True for texts that issuers and tests use as examples: with a telling word, or of few different characters. */
export function isSample(secret: string): boolean {
  return sampleWords.test(secret) || bitsPerCharacter(secret.slice(4)) < 2.5;
}

/** Shannon entropy of a text in bits per character; random base64 of 40 characters has about 4.8. */
export function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** Variables whose name says that they hold a secret. */
export const secretName =
  /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|SECRET_KEY|TOKEN|API_?KEY|PRIVATE_KEY|ACCESS_KEY|CREDENTIALS)$/i;
