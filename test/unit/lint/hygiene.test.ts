import assert from "node:assert/strict";
import test from "node:test";
import { hygieneRules } from "../../../src/lint/hygiene-rules.ts";
import { createHygiene } from "../../../src/lint/hygiene.ts";
import type { ImageConfig } from "../../../src/layers/visitor.ts";
import type { Finding } from "../../../src/values/finding.ts";
import { type MadeLayer, memoryImage } from "../layers/memory-image.ts";
import { fakeKey, randomText, tokens } from "./fake-secrets.ts";

const sound: Partial<ImageConfig> = { user: "app", healthcheck: ["CMD", "/app/health"] };

function judge(layers: readonly MadeLayer[], config: Partial<ImageConfig> = {}): readonly Finding[] {
  return memoryImage(layers, { ...sound, ...config }).run(createHygiene());
}

const brief = (findings: readonly Finding[]): string[] =>
  findings.map(({ rule, severity, file }) => `${rule} ${severity} ${file ?? "-"}`);

test("a sound image has no finding", () => {
  const image = {
    "app/server.js": "console.log('hello');\n",
    tmp: { directory: true, mode: 0o1777 },
    "dev/null": { other: true, mode: 0o666 },
    "bin/sh": { symlink: "busybox" },
  } as const;
  assert.deepEqual(judge([image]), []);
});

test("a secret in any layer is an error, also when a later layer deletes or replaces it", () => {
  const key = fakeKey("PRIVATE KEY");
  const findings = judge([
    { "app/key.pem": key, "app/.env": `TOKEN=${tokens["GitHub token"]}\n`, "app/stays.pem": key },
    { "app/.wh.key.pem": "", "app/.env": "TOKEN=\n" },
  ]);
  assert.deepEqual(brief(findings), [
    "P5050 error app/key.pem",
    "P5050 error app/stays.pem",
    "P5051 error app/.env",
  ]);
  assert.match(findings[0]?.message ?? "", /line 1 holds a private key, in a layer below/);
  assert.doesNotMatch(findings[1]?.message ?? "", /layer below/);
  assert.match(findings[2]?.message ?? "", /GitHub token \(ghp_…, 40 characters\), in a layer below/);
  for (const { layer } of findings) assert.match(layer ?? "", /^sha256:/);
});

test("a stored login is an error of its own rule", () => {
  assert.deepEqual(brief(judge([{ "root/.netrc": "machine h login u password hunter2\n" }])), [
    "P5052 error root/.netrc",
  ]);
});

test("of a large file the start is looked at, programs and archives not at all", () => {
  const token = tokens["GitHub token"];
  const large = `${token}\n${"x".repeat(1024 ** 2)}`;
  assert.deepEqual(brief(judge([{ "var/large.log": large }])), ["P5051 error var/large.log"]);
  assert.deepEqual(judge([{ "var/large.log": `${"x".repeat(1024 ** 2)}\n${token}` }]), []);
  assert.deepEqual(
    judge([{ "var/large.log": `${"x".repeat(8192)}\n${token}\n${"x".repeat(1024 ** 2)}` }]),
    [],
  );
  assert.deepEqual(
    judge([
      {
        "bin/app": `\x7fELF${token}`,
        "a.gz": Buffer.from(`\x1f\x8b${token}`, "latin1"),
        "b.bin": `\0 ${token}`,
      },
    ]),
    [],
  );
});

test("secrets in environment, labels, command and history are errors that do not repeat them", () => {
  const token = tokens["GitHub token"];
  const jwt = `eyJ${randomText(30)}.eyJ${randomText(60)}.${randomText(43)}`;
  const findings = judge([], {
    environment: [`DEPLOY=${token}`, `SESSION=${jwt}`],
    labels: { "org.example.note": tokens["GitLab token"] },
    command: ["serve", `--key=${tokens["npm token"]}`],
    history: ["FROM scratch", `RUN |1 NPM=${token} /bin/sh -c npm ci # buildkit`],
  });
  assert.deepEqual(
    findings.map(({ rule, severity }) => `${rule} ${severity}`),
    Array.from({ length: 5 }, () => "P5053 error"),
  );
  assert.match(findings[0]?.message ?? "", /^the variable DEPLOY of the image holds a secret: GitHub token/);
  assert.match(findings[1]?.message ?? "", /JSON Web Token/);
  assert.match(findings[4]?.message ?? "", /^step 2 of the build history/);
  const told = JSON.stringify(findings);
  for (const secret of [token, jwt, tokens["GitLab token"], tokens["npm token"]])
    assert.ok(!told.includes(secret.slice(6)));
});

test("a variable named like a secret with a fixed value warns; a path, a reference, a switch or nothing does not", () => {
  const warned = (variable: string): boolean =>
    judge([], { environment: [variable] }).some(
      ({ rule, severity }) => rule === "P5054" && severity === "warning",
    );
  assert.ok(warned("DB_PASSWORD=hunter22"));
  assert.ok(warned("API_KEY=9f8e7d6c"));
  for (const variable of [
    "DB_PASSWORD=",
    "DB_PASSWORD_FILE=/run/secrets/db",
    "TOKEN=/run/secrets/token",
    "TOKEN=${OTHER}",
    "TOKEN=true",
    "TOKENIZER=sentencepiece",
    "GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D",
    "PATH=/usr/bin",
  ])
    assert.ok(!warned(variable), variable);
});

test("build arguments in the history count as variables, once where ENV set them", () => {
  const findings = judge([], {
    environment: ["DB_PASSWORD=hunter22"],
    history: [
      "ENV DB_PASSWORD=hunter22",
      "ARG API_TOKEN=abcd1234",
      "RUN |1 X_SECRET=zyxw9876 /bin/sh -c make",
    ],
  });
  assert.deepEqual(
    findings.map(({ message }) => /value of (\w+)/.exec(message)?.[1]),
    ["DB_PASSWORD", "API_TOKEN", "X_SECRET"],
  );
  assert.ok(!JSON.stringify(findings).includes("zyxw9876"));
});

test("P5040: root by default, by name or by number warns; another user does not", () => {
  const warned = (user: string): boolean => judge([], { user }).some(({ rule }) => rule === "P5040");
  for (const user of ["", "root", "0", "0:0", "root:app"]) assert.ok(warned(user), user);
  for (const user of ["app", "1000", "1000:0", "rooted"]) assert.ok(!warned(user), user);
});

test("P5041: no health check warns and says what buildah does to it", () => {
  const [finding] = judge([], { healthcheck: [] });
  assert.equal(finding?.rule, "P5041");
  assert.match(finding.message, /canary-gate.*buildah/);
  assert.match(finding.next ?? "", /--format docker/);
  assert.equal(judge([], { healthcheck: ["NONE"] }).length, 1);
});

test("P5055: set-ID programs warn, those of base images are a notice, folders and data are none", () => {
  const findings = judge([
    {
      "usr/bin/passwd": { file: "x", mode: 0o4755 },
      "opt/su": { file: "x", mode: 0o4755 },
      "usr/bin/mytool": { file: "x", mode: 0o2755, gid: 5 },
      "usr/bin/su": { file: "x", mode: 0o4755, uid: 7 },
      "var/mail": { directory: true, mode: 0o2775 },
      "opt/data": { file: "x", mode: 0o4644 },
    },
  ]);
  assert.deepEqual(brief(findings), [
    "P5055 warning opt/su",
    "P5055 warning usr/bin/mytool",
    "P5055 notice usr/bin/passwd",
    "P5055 warning usr/bin/su",
  ]);
  assert.match(findings[1]?.message ?? "", /its group \(5\)/);
});

test("P5056: file capabilities warn, other attributes do not", () => {
  const findings = judge([
    {
      "bin/ping": { file: "x", attributes: ["security.capability"] },
      "bin/other": { file: "x", attributes: ["user.note"] },
    },
  ]);
  assert.deepEqual(brief(findings), ["P5056 warning bin/ping"]);
});

test("P5057: what everybody may write warns, a folder with the sticky bit does not; many are counted", () => {
  const findings = judge([
    {
      "app/config": { file: "x", mode: 0o666 },
      "app/data": { directory: true, mode: 0o777 },
      tmp: { directory: true, mode: 0o1777 },
      "app/link": { symlink: "config" },
      "app/safe": { file: "x", mode: 0o664 },
    },
  ]);
  assert.deepEqual(brief(findings), ["P5057 warning app/config", "P5057 warning app/data"]);
  const many = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [`app/${index}`, { file: "x", mode: 0o666 }] as const),
  );
  const counted = judge([many]);
  assert.equal(counted.length, 26);
  assert.match(counted.at(-1)?.message ?? "", /^15 more files/);
});

test("a file that a later layer deletes has no rights to judge", () => {
  assert.deepEqual(judge([{ "opt/su": { file: "x", mode: 0o4755 } }, { "opt/.wh.su": "" }]), []);
});

test("every rule that gives findings is in the table with its gravest severity", () => {
  const ids = hygieneRules.map(({ id }) => id);
  assert.deepEqual(ids, ids.toSorted());
  assert.equal(new Set(ids).size, ids.length);
  for (const { id, why } of hygieneRules) {
    assert.match(id, /^P50[45]\d$/);
    assert.ok(why.length > 20);
  }
});
