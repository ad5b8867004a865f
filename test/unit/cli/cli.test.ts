import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { parseFlags, variableOf } from "../../../cli/flags.ts";
import { openTerminalPorts } from "../../../cli/terminal-ports.ts";
import { catalogue } from "../../../src/commands/catalogue.ts";
import { silentLog } from "../../../src/io/log.ts";
import { createSecrets } from "../../../src/io/secret.ts";
import { isFault } from "../../../src/values/fault.ts";
import { block, flag, line, list } from "../../../src/values/grammars.ts";
import { defaulted, optional, required } from "../../../src/values/input-table.ts";

const main = path.resolve(import.meta.dirname, "../../../cli/main.ts");

const table = {
  image: required(line, { about: "Image.", example: "x" }),
  tags: defaulted(list(line), "", { about: "Tags.", example: "x" }),
  "dry-run": defaulted(flag, "false", { about: "Dry.", example: "true" }),
  "signing-key": optional(block, { about: "Key.", example: "x", secret: true }),
};

async function pi5(
  t: TestContext,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const directory = await mkdtemp(path.join(tmpdir(), "pi5-cli-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...args], {
      cwd: directory,
      env: { PATH: process.env["PATH"], HOME: directory, ...environment },
    });
    const output = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => void (output.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => void (output.stderr += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? -1, ...output }));
  });
}

test("flags give the texts of inputs: lists by repetition, switches without a value, secrets by environment", () => {
  const flags = parseFlags(table, ["--image", "a", "--tags", "x", "--tags=y", "--dry-run", "--json"], {
    PI5_SIGNING_KEY: "secret",
  });
  assert.equal(flags.text("image"), "a");
  assert.equal(flags.text("tags"), "x\ny");
  assert.equal(flags.text("dry-run"), "true");
  assert.equal(flags.text("signing-key"), "secret");
  assert.ok(flags.json && !flags.help);
  assert.equal(parseFlags(table, ["--no-dry-run"], {}).text("dry-run"), "false");
  assert.equal(parseFlags(table, [], { PI5_IMAGE: "from-environment" }).text("image"), "from-environment");
  assert.equal(variableOf("signing-key-password"), "PI5_SIGNING_KEY_PASSWORD");
});

test("a secret in argv and an unknown flag are refused", () => {
  assert.throws(
    () => parseFlags(table, ["--signing-key", "x"], {}),
    (error: unknown) => isFault(error, "FLAG_SECRET") && /PI5_SIGNING_KEY/.test(error.next ?? ""),
  );
  for (const args of [["--imgae", "x"], ["stray"], ["--image"]])
    assert.throws(
      () => parseFlags(table, args, {}),
      (error: unknown) => isFault(error, "FLAG_UNKNOWN"),
      args.join(" "),
    );
});

test("every action is a verb of pi5, and the overview lists them", async (t) => {
  const { code, stdout } = await pi5(t, ["--help"]);
  assert.equal(code, 0);
  for (const [name, { summary }] of Object.entries(catalogue))
    assert.ok(stdout.includes(name) && stdout.includes(summary), name);
  assert.equal((await pi5(t, [])).code, 2);
  const unknown = await pi5(t, ["constructor"]);
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /there is no command "constructor"/);
});

test("a verb's help lists its inputs, and where its secrets come from", async (t) => {
  const { code, stdout } = await pi5(t, ["sign-attest", "--help"]);
  assert.equal(code, 0);
  assert.match(stdout, /--image/);
  assert.match(stdout, /environment PI5_SIGNING_KEY\b/);
  assert.match(stdout, /Outputs \(with --json\)/);
});

test("wrong usage exits with 2 and says what to do, without a stack", async (t) => {
  const wrong = await pi5(t, ["build-arm64", "--image", "Not An Image", "--driver", "magic"]);
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /\[INPUT_INVALID\] 2 inputs are wrong/);
  assert.match(wrong.stderr, /driver: "magic" is not one of auto, buildx, buildah/);
  assert.ok(!wrong.stderr.includes("    at "));
  const secret = await pi5(t, ["sign-attest", "--signing-key", "hush-hush-hush"]);
  assert.equal(secret.code, 2);
  assert.ok(!secret.stderr.includes("hush"));
});

test("the OIDC token of a terminal comes by environment and is masked; without it the error names the variable", async () => {
  const shown: string[] = [];
  const secrets = createSecrets((form) => shown.push(form));
  const given = await openTerminalPorts({ SIGSTORE_ID_TOKEN: "token-token-token" }, secrets, silentLog);
  assert.equal(await given.ports.identityToken("sigstore"), "token-token-token");
  assert.deepEqual(await given.ports.run.event(), {});
  assert.ok(shown.includes("token-token-token"));
  await given.close();
  const none = await openTerminalPorts({}, secrets, silentLog);
  await assert.rejects(
    none.ports.identityToken("sigstore"),
    (error: unknown) => isFault(error, "TOKEN_MISSING") && /SIGSTORE_ID_TOKEN/.test(error.next ?? ""),
  );
  await none.close();
});

test("a fault exits with 1, its code and next step", async (t) => {
  const missing = await pi5(t, ["build-arm64", "--image", "localhost/app", "--context", "none"]);
  assert.equal(missing.code, 1);
  assert.match(missing.stderr, /pi5: \[BUILD_CONTEXT_MISSING\]/);
  assert.match(missing.stderr, /next: /);
});
