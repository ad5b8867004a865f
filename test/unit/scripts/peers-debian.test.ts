import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import type { TestContext } from "node:test";
import { debianMirror } from "../../../scripts/peers/debian.ts";
import { entry } from "../../../scripts/peers/binfmt.ts";
import { childEnvironment, run } from "../../../scripts/peers/process.ts";
import { writeStarter } from "../../../scripts/peers/starter.ts";

async function apt(t: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "pi5-apt-"));
  t.after(async () => await rm(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, "sources.list.d"));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}

test("the mirror is the machine's own, from either form of apt sources", async (t) => {
  const oneLine =
    "# deb http://commented.example/debian x main\ndeb [arch=amd64] http://a.example/debian/ bookworm main\n";
  assert.equal(debianMirror(await apt(t, { "sources.list": oneLine }), {}), "http://a.example/debian");
  const deb822 =
    "Types: deb\nURIs: https://s.example/debian-security https://b.example/debian\nSuites: bookworm\n";
  const parts = await apt(t, { "sources.list.d/debian.sources": deb822 });
  assert.equal(debianMirror(parts, {}), "https://b.example/debian");
});

test("PI5_DEBIAN_MIRROR comes first, and without any mirror one line says what to set", async (t) => {
  const folder = await apt(t, { "sources.list": "deb http://u.example/ubuntu noble main\n" });
  assert.equal(
    debianMirror(folder, { PI5_DEBIAN_MIRROR: "http://m.example/debian/" }),
    "http://m.example/debian",
  );
  assert.throws(() => debianMirror(folder, {}), /PI5_DEBIAN_MIRROR/);
});

test("a starter sets its variables, keeps the caller's search path behind its own, and passes arguments as they are", async (t) => {
  const folder = await apt(t, {});
  const file = path.join(folder, "it's a starter");
  await writeStarter(file, {
    before: { SEARCH: "/own folder" },
    exports: { WORD: "it's $HOME" },
    command: [
      "node",
      "-e",
      "console.log(JSON.stringify([process.env.SEARCH, process.env.WORD, ...process.argv.slice(1)]))",
    ],
  });
  const environment = { PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin` };
  const started = (more: Record<string, string>): unknown =>
    JSON.parse(execFileSync(file, ["a b", "$x"], { env: { ...environment, ...more }, encoding: "utf8" }));
  assert.deepEqual(started({}), ["/own folder", "it's $HOME", "a b", "$x"]);
  assert.deepEqual(started({ SEARCH: "/caller" }), ["/own folder:/caller", "it's $HOME", "a b", "$x"]);
});

test("a starter falls back to the first readable file for a variable that the caller has not set", async (t) => {
  const folder = await apt(t, { first: "", second: "" });
  const [absent, first, second] = ["absent", "first", "second"].map((name) => path.join(folder, name));
  assert.ok(absent && first && second);
  const file = path.join(folder, "starter");
  await writeStarter(file, {
    files: { CERTIFICATES: [absent, first, second] },
    command: ["printenv", "CERTIFICATES"],
  });
  const started = (more: Record<string, string>): string =>
    execFileSync(file, [], { env: { PATH: "/usr/bin:/bin", ...more }, encoding: "utf8" }).trim();
  assert.equal(started({}), first);
  assert.equal(started({ CERTIFICATES: "/own" }), "/own");
});

test("a binfmt rule keeps Debian's magic and gets our program, kept open for containers", () => {
  const rule = ":qemu-aarch64:M::\\x7fELF:\\xff\\xff:/usr/bin/qemu-aarch64-static:PO";
  assert.equal(entry(rule, "/c/qemu"), ":pi5-qemu-aarch64:M::\\x7fELF:\\xff\\xff:/c/qemu:POF");
  assert.throws(() => entry("nonsense", "/c/qemu"), /not a binfmt rule/);
});

test("children get no variable that is not on the list, and can find system programs", (t) => {
  process.env["PI5_TEST_SECRET"] = "hidden";
  t.after(() => delete process.env["PI5_TEST_SECRET"]);
  const environment = childEnvironment({ EXTRA: "1" });
  assert.equal(environment["PI5_TEST_SECRET"], undefined);
  assert.equal(environment["EXTRA"], "1");
  assert.match(environment["PATH"] ?? "", /\/usr\/sbin/);
});

test("a failing child's error has its last lines once, its exit code, and one that hangs is ended", async () => {
  const program =
    'for (let n = 0; n < 3; n += 1) console.error("again"); console.error("why"); process.exit(3)';
  await assert.rejects(run([process.execPath, "-e", program]), /exit code 3:\nagain\nwhy$/);
  await assert.rejects(
    run([process.execPath, "-e", "setInterval(() => 0, 1000)"], { seconds: 0.3 }),
    /SIGKILL/,
  );
  await assert.rejects(run(["/nowhere/program"]), /could not be started/);
});
