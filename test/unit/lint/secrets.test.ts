import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { createAnchorScan } from "../../../src/lint/anchor-scan.ts";
import { findSecrets, isSamplePlace } from "../../../src/lint/secrets.ts";
import { fakeKey, randomText, tokens } from "./fake-secrets.ts";

const scan = (text: string, path = "app/config.txt") => findSecrets(path, Buffer.from(text, "latin1"));
const kinds = (text: string, path?: string): string[] => scan(text, path).map(({ kind }) => kind);

test("tokens are told by their form, and one character less is none", () => {
  for (const [kind, token] of Object.entries(tokens)) {
    assert.deepEqual(kinds(`x = "${token}"\n`), [kind], kind);
    assert.deepEqual(kinds(`x = "${token.slice(0, -1)}"\n`), [], `shortened ${kind}`);
    assert.deepEqual(kinds(`x = "A${token}"\n`), [], `inside of a word: ${kind}`);
  }
});

test("private keys of all kinds are told, public keys, certificates and mere headers are not", () => {
  for (const [header, kind] of [
    ["PRIVATE KEY", "private key"],
    ["RSA PRIVATE KEY", "private key"],
    ["EC PRIVATE KEY", "private key"],
    ["OPENSSH PRIVATE KEY", "OpenSSH private key"],
    ["ENCRYPTED PRIVATE KEY", "encrypted private key"],
    ["ENCRYPTED SIGSTORE PRIVATE KEY", "encrypted cosign private key"],
    ["ENCRYPTED COSIGN PRIVATE KEY", "encrypted cosign private key"],
    ["PGP PRIVATE KEY BLOCK", "PGP private key"],
  ] as const)
    assert.deepEqual(kinds(`\n${fakeKey(header)}`), [kind]);
  for (const header of ["PUBLIC KEY", "CERTIFICATE", "RSA PUBLIC KEY", "NOT A PRIVATE KEY"])
    assert.deepEqual(kinds(fakeKey(header)), [], header);
  assert.deepEqual(kinds('const header = "-----BEGIN PRIVATE KEY-----";\nparse(header);\n'), []);
  assert.deepEqual(kinds(`-----BEGIN PRIVATE KEY-----\n${"A".repeat(200)}\n-----END PRIVATE KEY-----`), []);
  assert.deepEqual(kinds("-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n"), []);
});

test("a key with the headers of an old encrypted one, with Windows line ends, and in JSON is told", () => {
  const body = randomText(400);
  const old = `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n${body}\n`;
  assert.deepEqual(kinds(old), ["private key"]);
  assert.deepEqual(kinds(fakeKey("PRIVATE KEY").replaceAll("\n", "\r\n")), ["private key"]);
  const account = JSON.stringify(
    { type: "service_account", private_key: fakeKey("PRIVATE KEY") },
    undefined,
    2,
  );
  assert.deepEqual(kinds(account), ["Google service account key"]);
});

test("examples of issuers and texts of few characters are no secrets", () => {
  assert.deepEqual(kinds("AKIAIOSFODNN7EXAMPLE"), []);
  assert.deepEqual(kinds(`ghp_${"x".repeat(36)}`), []);
  assert.deepEqual(kinds("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), []);
  assert.deepEqual(kinds(`hf_${"ab".repeat(17)}`), []);
});

test("a hit tells line and kind, and never more of the secret than its public start", () => {
  const token = tokens["GitHub token"];
  const [hit] = scan(`a\nb\n  token: ${token}\n`);
  assert.deepEqual(hit, { rule: "P5051", kind: "GitHub token", line: 3, hint: "ghp_…, 40 characters" });
  for (const secret of Object.values(tokens)) {
    const told = JSON.stringify(scan(`x ${secret} y`));
    for (let at = 0; at + 8 <= secret.length; at += 1) {
      const part = secret.slice(at, at + 8);
      if (!/^(?:github_|glpat-|AGE-SECR|pypi-|dckr_pat|sk_live)/.test(part) && /\d/.test(part))
        assert.ok(!told.includes(part), `${part} of ${secret.slice(0, 6)}`);
    }
  }
});

test("logins in files that programs keep logins in are told, references to variables are not", () => {
  assert.deepEqual(kinds("//r.example.org/:_authToken=0123abcd-4567\n", "root/.npmrc"), ["npm login"]);
  assert.deepEqual(kinds("//r.example.org/:_authToken=${NPM_TOKEN}\n", "root/.npmrc"), []);
  assert.deepEqual(kinds("# _authToken=0123abcd-4567\nregistry=https://r.example.org\n", "root/.npmrc"), []);
  assert.deepEqual(kinds("//r.example.org/:_authToken=0123abcd-4567\n", "root/notes.txt"), []);
  assert.deepEqual(kinds("machine h login u password hunter2\n", "root/.netrc"), ["login in .netrc"]);
  assert.deepEqual(kinds("machine h login u\n", "root/.netrc"), []);
  assert.deepEqual(kinds("[pypi]\nusername = u\npassword = hunter22\n", "root/.pypirc"), ["PyPI login"]);
  assert.deepEqual(kinds("[pypi]\npassword = %(PASSWORD)s\n", "root/.pypirc"), []);
  assert.deepEqual(kinds("https://u:hunter2@git.example.org\n", "root/.git-credentials"), ["git login"]);
  assert.deepEqual(kinds("https://git.example.org\n", "root/.git-credentials"), []);
  const docker = (auths: object): string => JSON.stringify({ auths });
  assert.deepEqual(kinds(docker({ "r.example.org": { auth: "dTpw" } }), "root/.docker/config.json"), [
    "container registry login",
  ]);
  assert.deepEqual(kinds(docker({ "r.example.org": {} }), "root/.docker/config.json"), []);
  assert.deepEqual(kinds('{"credsStore":"x"}', "root/.docker/config.json"), []);
  assert.deepEqual(kinds("[1", "root/.docker/config.json"), []);
  assert.deepEqual(kinds("1", "root/.dockercfg"), []);
  assert.deepEqual(kinds('{"r.example.org":{"auth":"dTpw"}}', "root/.dockercfg"), [
    "container registry login",
  ]);
});

test("published test material of packages is passed over, a team's own tests and generated keys are not", () => {
  const key = fakeKey("PRIVATE KEY");
  for (const path of [
    "usr/share/doc/openssl/key.pem",
    "usr/lib/python3.11/test/certdata/keycert.pem",
    "usr/lib/python3/dist-packages/twisted/test/server.pem",
    "usr/local/lib/python3.12/site-packages/tornado/test/test.key",
    "app/node_modules/needle/test/keys/ssl.key",
    "app/node_modules/x/README.md",
    "root/go/pkg/mod/golang.org/x/crypto/ssh/testdata/keys.go",
  ]) {
    assert.ok(isSamplePlace(path), path);
    assert.deepEqual(kinds(key, path), [], path);
  }
  for (const path of [
    "app/test/fixtures/key.pem",
    "etc/ssl/private/ssl-cert-snakeoil.key",
    "etc/ssh/ssh_host_ed25519_key",
    "app/node_modules/x/lib/key.pem",
    "usr/lib/python3/dist-packages/x/key.pem",
  ])
    assert.deepEqual(kinds(key, path), ["private key"], path);
});

test("at most 16 hits a file are told, in their order", () => {
  const many = Array.from({ length: 100 }, () => `ghp_${randomText(36)}`).join("\n");
  const hits = scan(many);
  assert.equal(hits.length, 16);
  assert.deepEqual(
    hits.map(({ line }) => line),
    Array.from({ length: 16 }, (_, index) => index + 1),
  );
});

test("a megabyte of anything is looked through in well under a second, also one made of anchors", () => {
  for (const text of [
    "ghp_",
    "-----BEGIN PRIVATE KEY-----\n",
    "AKIA",
    "eyJa.",
    "a",
    "aws_secret_access_key ",
  ]) {
    const bytes = Buffer.from(text.repeat(Math.ceil(1024 ** 2 / text.length)));
    const started = performance.now();
    findSecrets("x", bytes);
    assert.ok(performance.now() - started < 3000, `${text}: ${performance.now() - started} ms`);
  }
});

test("the scan finds every anchor that a plain search finds", () => {
  const anchors = ["abcd", "bcda", "aaaaa", "abcdab", "dddd"];
  fc.assert(
    fc.property(fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 60 }), (letters) => {
      const text = letters.join("");
      const found: string[] = [];
      createAnchorScan(anchors)(
        Buffer.from(text),
        (anchor, offset) => void found.push(`${anchor}@${offset}`),
      );
      const expected: string[] = [];
      for (let at = 0; at < text.length; at += 1)
        for (const [index, anchor] of anchors.entries())
          if (text.startsWith(anchor, at)) expected.push(`${index}@${at}`);
      assert.deepEqual(found.toSorted(), expected.toSorted());
    }),
    { numRuns: 1000 },
  );
});
