// Secrets that were never anybody's: made anew in every run, so that no scanner of this repository finds one in it.
import { randomBytes } from "node:crypto";

const base62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Random letters and digits, or other characters. */
export function randomText(length: number, alphabet = base62): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join("");
}

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const bech32 = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";

/** One token of each kind, of the shortest length that counts. */
export const tokens = {
  "AWS access key": `AKIA${randomText(16, base32)}`,
  "AWS secret access key": `aws_secret_access_key = ${randomText(40)}`,
  "GitHub token": `ghp_${randomText(36)}`,
  "GitLab token": `glpat-${randomText(20)}`,
  "Slack token": `xoxb-${randomText(12, "0123456789")}-${randomText(10)}`,
  "Hugging Face token": `hf_${randomText(34)}`,
  "Stripe live key": `sk_live_${randomText(24)}`,
  "age secret key": `AGE-SECRET-KEY-1${randomText(58, bech32)}`,
  "npm token": `npm_${randomText(36)}`,
  "PyPI token": `pypi-AgEIcHlwaS5vcmc${randomText(50)}`,
  "Docker Hub token": `dckr_pat_${randomText(27)}`,
} as const;

/** A block of PEM with the given label and a random body that is no key of anything. */
export function fakeKey(label: string): string {
  const lines = Array.from({ length: 6 }, () => randomText(64));
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
