import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { readPointer, readRelease } from "../../../src/schema/signed-json.ts";
import { verifyBlob } from "../../../src/verification/blob.ts";
import { keys, makeKey, trustDocument, trustFiles } from "../fleet/fleet-fixture.ts";
import { md5Of } from "../models/dvc-project.ts";
import { manifests, now, releaseWorld } from "./release-world.ts";

const file = "releases/shelf-counter/1.0.0.json";
const bundle = "releases/shelf-counter/1.0.0.sigstore.json";
const pointer = "rings/canary/shelf-counter.json";

test("a release is composed, signed and proposed with the first ring's pointer", async (t) => {
  const { github, repository, project, ports, image, run } = await releaseWorld(t);
  const outcome = await run({ notes: "Fewer false alarms." });
  assert.equal(outcome.ok, true);
  assert.equal(outcome.outputs["operation"], "created");
  const head = "pi5/release/shelf-counter/canary";
  const bytes = (await repository.read(head, file)) ?? Buffer.alloc(0);
  const release = readRelease(bytes, file);
  assert.equal(outcome.outputs["release-path"], file);
  assert.equal(outcome.outputs["release-digest"], release.digest);
  assert.deepEqual(release.value.image, {
    repository: image.reference.split("@")[0],
    digest: image.reference.split("@")[1],
    platformDigest: image.platform,
    size: image.size,
  });
  assert.deepEqual(
    release.value.models.map(({ name, files, source }) => [name, files[0]?.md5, source.type]),
    [
      ["labels.txt", undefined, "file"],
      ["shelf.tflite", md5Of("model one"), "dvc"],
    ],
  );
  assert.deepEqual(release.value.source, {
    repository: "acme/shelf-counter",
    commit: ports.run.commit,
    run: `${github.serverUrl}/acme/shelf-counter/actions/runs/77`,
  });
  const signature = (await repository.read(head, bundle)) ?? Buffer.alloc(0);
  const verified = verifyBlob(bytes, signature, {
    identities: [{ kind: "key", keyId: keys.release.keyId, publicKey: keys.release.publicKey }],
  });
  assert.equal(verified.ok, true);
  const placed = readPointer((await repository.read(head, pointer)) ?? Buffer.alloc(0), pointer).value;
  assert.deepEqual(
    [placed.seq, placed.release, placed.reason],
    [1, { path: file, version: "1.0.0", digest: release.digest }, "promote"],
  );
  const pull = repository.pulls()[0];
  assert.equal(outcome.outputs["pull-request-number"], String(pull?.number));
  assert.equal(outcome.outputs["pull-request-url"], `${github.url}/${manifests}/pull/${pull?.number}`);
  assert.deepEqual([...(pull?.labels ?? [])].sort(), [
    "pi5",
    "pi5/app:shelf-counter",
    "pi5/kind:release",
    "pi5/ring:canary",
  ]);
  for (const words of ["Fewer false alarms", "cosign verify-blob", "shelf.tflite", release.digest])
    assert.ok(pull?.body?.includes(words), words);
  await project.write("labels.txt", "labels");
  await project.write("shelf.tflite", "model one");
  const sums = outcome.outputs["sha256sums-path"] ?? "";
  assert.match(
    execFileSync("sha256sum", ["-c", sums], { cwd: project.directory, encoding: "utf8" }),
    /shelf.tflite: OK/,
  );
  assert.equal((await readFile(sums, "utf8")).split("\n").length, 3);
  github.assertNoViolations();
});

test("the same inputs again write nothing, neither in the same run nor in a later one", async (t) => {
  const { github, ports, run, writes } = await releaseWorld(t);
  const first = await run();
  writes();
  const again = await run({}, { run: { ...ports.run, runId: "78" } });
  assert.equal(again.outputs["operation"], "unchanged");
  assert.deepEqual(again.outputs, { ...first.outputs, operation: "unchanged" });
  assert.deepEqual(writes(), []);
  github.assertNoViolations();
});

test("a run on a later day leaves an approved proposal as it is, until its pointer is half stale", async (t) => {
  const { github, repository, ports, run, writes } = await releaseWorld(t);
  const on = (days: number) => ({
    clock: { ...ports.clock, now: () => new Date(now.getTime() + days * 86_400_000) },
  });
  const first = await run();
  const number = Number(first.outputs["pull-request-number"]);
  await github.approve(manifests, number, "ann");
  writes();
  const later = await run({}, on(6));
  assert.equal(later.outputs["operation"], "unchanged");
  assert.deepEqual(writes(), []);
  const stale = await run({}, on(9));
  assert.equal(stale.outputs["operation"], "created");
  assert.equal(repository.pull(number)?.state, "closed");
});

test("after the merge the same inputs are unchanged, and other content under the version is refused", async (t) => {
  const { github, ports, push, run, writes } = await releaseWorld(t);
  const first = await run({ merge: "direct" });
  assert.match(first.verdict, /is merged to ring canary/);
  writes();
  const again = await run({}, { run: { ...ports.run, runId: "79" } });
  assert.equal(again.outputs["operation"], "unchanged");
  assert.equal(again.outputs["release-digest"], first.outputs["release-digest"]);
  assert.equal(again.outputs["pull-request-number"], "");
  const other = await push("layer two");
  await assert.rejects(run({ image: other.reference }), {
    code: "RELEASE_EXISTS",
    message: /image\.digest, image\.platformDigest/,
  });
  assert.deepEqual(
    writes().filter((line) => line.startsWith("github")),
    [],
  );
  const second = await run({ version: "1.1.0", image: other.reference, merge: "direct" });
  assert.match(second.verdict, /shelf-counter 1\.1\.0 is merged/);
  writes();
  const old = await run();
  assert.equal(old.outputs["operation"], "unchanged");
  assert.deepEqual(writes(), []);
  github.assertNoViolations();
});

test("a change before the merge updates the one pull request and signs the new bytes", async (t) => {
  const { repository, run } = await releaseWorld(t);
  const first = await run();
  const second = await run({ models: "dvc://models/shelf.tflite" });
  assert.equal(second.outputs["operation"], "updated");
  assert.equal(second.outputs["pull-request-number"], first.outputs["pull-request-number"]);
  assert.notEqual(second.outputs["release-digest"], first.outputs["release-digest"]);
  assert.equal(repository.pulls().length, 1);
});

test("a signature on the open proposal that trust no longer accepts is made again", async (t) => {
  const { github, repository, run } = await releaseWorld(t);
  const first = await run();
  const successor = makeKey();
  const identity = { kind: "key" as const, keyId: successor.keyId, publicKey: successor.publicKey };
  const trust = trustDocument({ version: 2, signers: [{ role: "release", app: "shelf-counter", identity }] });
  await github.push(manifests, "main", Object.fromEntries(trustFiles(trust)), { actor: "root" });
  const second = await run({ "signing-key": successor.privateKey });
  assert.equal(second.outputs["operation"], "updated");
  assert.equal(second.outputs["release-digest"], first.outputs["release-digest"]);
  const head = repository.pulls()[0]?.headSha ?? "";
  const bytes = (await repository.read(head, file)) ?? Buffer.alloc(0);
  const signature = (await repository.read(head, bundle)) ?? Buffer.alloc(0);
  assert.equal(verifyBlob(bytes, signature, { identities: [identity] }).ok, true);
});

test("a dry run resolves and plans everything and writes nothing", async (t) => {
  const { repository, run, writes } = await releaseWorld(t);
  writes();
  const outcome = await run({ "dry-run": "true", "signing-mode": "keyless" });
  assert.equal(outcome.outputs["operation"], "unchanged");
  assert.match(outcome.verdict, /dry run.*release shelf-counter 1\.0\.0 to canary/);
  assert.deepEqual(writes(), []);
  assert.equal(repository.pulls().length, 0);
});

test("auto-merge waits for the check and direct merge says what is missing", async (t) => {
  const { github, repository, run } = await releaseWorld(t);
  github.setRules(manifests, "main", { requiredChecks: [{ context: "verify-release" }] });
  const direct = await run({ merge: "direct" });
  assert.match(direct.verdict, /waits in #[0-9]+: .*verify-release/);
  const auto = await run({ merge: "auto" });
  assert.equal(auto.outputs["operation"], "unchanged");
  assert.match(auto.verdict, /waits in/);
  const pull = repository.pulls()[0];
  await github.setCommitStatus(manifests, pull?.headSha ?? "", {
    context: "verify-release",
    state: "success",
  });
  assert.ok(pull?.mergedAt ?? repository.pulls()[0]?.mergedAt);
});

test("a main branch that moves during the merge is planned again on its new head", async (t) => {
  const { github, repository, run } = await releaseWorld(t);
  github.setRules(manifests, "main", { requireUpToDate: true });
  let moved = "";
  github.faults.add({
    match: { method: "PUT", path: /\/merge$/ },
    fault: { kind: "none" },
    before: async () => {
      moved = await github.push(manifests, "main", { "README.md": "moved" }, { actor: "ann" });
    },
  });
  const outcome = await run({ merge: "direct" });
  assert.match(outcome.verdict, /is merged/);
  const pull = repository.pulls()[0];
  assert.equal(repository.pulls().length, 1);
  assert.equal(String(await repository.read("main", "README.md")), "moved");
  assert.equal(
    execFileSync("git", ["rev-parse", `${pull?.headSha}^`], {
      cwd: repository.directory,
      encoding: "utf8",
    }).trim(),
    moved,
  );
});

test("a main branch that never rests ends with a reason", async (t) => {
  const { github, run } = await releaseWorld(t);
  github.setRules(manifests, "main", { requireUpToDate: true });
  let count = 0;
  github.faults.add({
    match: { method: "PUT", path: /\/merge$/ },
    times: 1000,
    fault: { kind: "none" },
    before: async () => {
      count += 1;
      await github.push(manifests, "main", { "README.md": `moved ${count}` }, { actor: "ann" });
    },
  });
  await assert.rejects(run({ merge: "direct" }), { code: "RELEASE_UNSETTLED" });
});
