import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { createProcesses } from "../../../src/io/process.ts";
import { entryKey } from "../../../src/oci/credential-file.ts";
import { type Credential, type Login, openCredentials } from "../../../src/oci/credentials.ts";
import { describeError } from "../../../src/values/fault.ts";
import { parseRepository } from "../../../src/values/image-reference.ts";
import { fault } from "./fixtures.ts";

const secret = "correct-horse-battery";
const auth = (user: string, password = secret): { readonly auth: string } => ({
  auth: Buffer.from(`${user}:${password}`).toString("base64"),
});
const basic = (username: string, password = secret): Credential => ({ kind: "basic", username, password });

async function home(t: TestContext, files: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "credentials-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}

function open(
  folder: string,
  more: Readonly<Record<string, string>> = {},
  options: { readonly files?: readonly string[]; readonly login?: Login } = {},
): (repository: string) => Promise<Credential> {
  const environment = { HOME: folder, PATH: `${path.join(folder, "bin")}:/usr/bin:/bin`, ...more };
  const store = openCredentials({ environment, processes: createProcesses(environment), ...options });
  return (repository) => store.find(parseRepository(repository));
}

async function helper(folder: string, name: string, script: string): Promise<void> {
  const file = path.join(folder, "bin", `docker-credential-${name}`);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}

test("entries of config.json are found by the exact host, never by a part of its name", async (t) => {
  const folder = await home(t, {
    ".docker/config.json": {
      auths: {
        "ghcr.io": auth("ada"),
        "https://registry.example/v1/": auth("old"),
        "quay.io/v2": auth("versioned"),
        "registry.example:5000": auth("port"),
        "empty.example": {},
        "plain.example": { username: "grace", password: secret },
      },
    },
  });
  const find = open(folder);
  assert.deepEqual(await find("ghcr.io/acme/app"), basic("ada"));
  assert.deepEqual(await find("registry.example/app"), basic("old"));
  assert.deepEqual(await find("quay.io/acme/app"), basic("versioned"));
  assert.deepEqual(await find("registry.example:5000/app"), basic("port"));
  assert.deepEqual(await find("plain.example/app"), basic("grace"));
  for (const other of [
    "evil-ghcr.io/a",
    "ghcr.io.evil.example/a",
    "hcr.io/a",
    "empty.example/a",
    "ghcr.io:443/a",
  ])
    assert.deepEqual(await find(other), { kind: "anonymous" }, other);
});

test("Docker Hub is found under each of its names", async (t) => {
  for (const key of ["https://index.docker.io/v1/", "index.docker.io", "docker.io", "registry-1.docker.io"]) {
    const folder = await home(t, { ".docker/config.json": { auths: { [key]: auth("hub") } } });
    assert.deepEqual(await open(folder)("acme/app"), basic("hub"), key);
  }
});

test("keys are normalised to a host or a repository", () => {
  assert.equal(entryKey("https://GHCR.io"), "ghcr.io");
  assert.equal(entryKey("https://index.docker.io/v1/"), "docker.io");
  assert.equal(entryKey("quay.io/team/app"), "quay.io/team/app");
  assert.equal(entryKey("http://registry.example:5000/v2/"), "registry.example:5000");
});

test("tokens are told from passwords, and a password may hold colons", async (t) => {
  const folder = await home(t, {
    ".docker/config.json": {
      auths: {
        "identity.example": { ...auth("00000000-0000"), identitytoken: "refresh" },
        "bearer.example": { registrytoken: "as-it-is" },
        "colon.example": auth("ada", "a:b:c"),
      },
    },
  });
  const find = open(folder);
  assert.deepEqual(await find("identity.example/a"), { kind: "identity-token", token: "refresh" });
  assert.deepEqual(await find("bearer.example/a"), { kind: "registry-token", token: "as-it-is" });
  assert.deepEqual(await find("colon.example/a"), basic("ada", "a:b:c"));
});

test("the longest key of a podman auth.json wins", async (t) => {
  const folder = await home(t, {
    "run/containers/auth.json": {
      auths: {
        "quay.io": auth("host"),
        "quay.io/team": auth("team"),
        "quay.io/team/app": auth("app"),
        "docker.io/acme": auth("hub"),
      },
    },
  });
  const find = open(folder, { XDG_RUNTIME_DIR: path.join(folder, "run") });
  assert.deepEqual(await find("quay.io/team/app"), basic("app"));
  assert.deepEqual(await find("quay.io/team/app/sub"), basic("app"));
  assert.deepEqual(await find("quay.io/team/application"), basic("team"));
  assert.deepEqual(await find("quay.io/teams/app"), basic("host"));
  assert.deepEqual(await find("acme/app"), basic("hub"));
});

test("what is given outright wins, then REGISTRY_AUTH_FILE, then docker's file, then podman's", async (t) => {
  const folder = await home(t, {
    "named.json": { auths: { "a.example": auth("named") } },
    "docker/config.json": { auths: { "a.example": auth("docker"), "b.example": auth("docker") } },
    "run/containers/auth.json": { auths: { "b.example": auth("run"), "c.example": auth("run") } },
    ".config/containers/auth.json": { auths: { "c.example": auth("home"), "d.example": auth("home") } },
    "other.json": { auths: { "a.example": auth("other") } },
  });
  const places = {
    REGISTRY_AUTH_FILE: path.join(folder, "named.json"),
    DOCKER_CONFIG: path.join(folder, "docker"),
    XDG_RUNTIME_DIR: path.join(folder, "run"),
  };
  const find = open(folder, places);
  assert.deepEqual(
    [
      await find("a.example/x"),
      await find("b.example/x"),
      await find("c.example/x"),
      await find("d.example/x"),
    ],
    [basic("named"), basic("docker"), basic("run"), basic("home")],
  );
  const given = open(folder, places, {
    login: { registry: "a.example", username: "given", password: secret },
  });
  assert.deepEqual(await given("a.example/x"), basic("given"));
  assert.deepEqual(await given("b.example/x"), basic("docker"));
  const only = open(folder, places, { files: [path.join(folder, "other.json")] });
  assert.deepEqual(await only("a.example/x"), basic("other"));
  assert.deepEqual(await only("b.example/x"), { kind: "anonymous" });
});

test("helpers get the host on stdin: one a host, then the store, then the entries", async (t) => {
  const folder = await home(t, {
    ".docker/config.json": {
      credHelpers: { "ecr.example": "own", "docker.io": "own" },
      credsStore: "all",
      auths: { "fallback.example": auth("file") },
    },
  });
  const record = 'read host; echo "$1 $host" >> "$HOME/asked"';
  await helper(folder, "own", `${record}; printf '{"ServerURL":"x","Username":"AWS","Secret":"${secret}"}'`);
  await helper(
    folder,
    "all",
    `${record}
case "$host" in
token.example) printf '{"Username":"<token>","Secret":"refresh"}';;
*) echo "credentials not found in native keychain"; exit 1;;
esac`,
  );
  const find = open(folder);
  assert.deepEqual(await find("ecr.example/app"), basic("AWS"));
  assert.deepEqual(await find("acme/app"), basic("AWS"));
  assert.deepEqual(await find("token.example/app"), { kind: "identity-token", token: "refresh" });
  assert.deepEqual(await find("fallback.example/app"), basic("file"));
  assert.deepEqual(await find("nothing.example/app"), { kind: "anonymous" });
  await find("ecr.example/app");
  assert.deepEqual((await readFile(path.join(folder, "asked"), "utf8")).trim().split("\n"), [
    "get ecr.example",
    "get https://index.docker.io/v1/",
    "get token.example",
    "get fallback.example",
    "get nothing.example",
  ]);
});

test("a helper gets the variables of its cloud and no others", async (t) => {
  const folder = await home(t, { ".docker/config.json": { credsStore: "env" } });
  await helper(
    folder,
    "env",
    `printf '{"Username":"%s","Secret":"%s"}' "$AWS_REGION" "\${GITHUB_TOKEN:-none}"`,
  );
  const find = open(folder, { AWS_REGION: "eu-central-1", GITHUB_TOKEN: "hidden" });
  assert.deepEqual(await find("ecr.example/app"), basic("eu-central-1", "none"));
});

test("a helper that fails is an error that names it and no secret", async (t) => {
  for (const [script, why] of [
    [`echo ${secret}; exit 3`, /exit code 3/],
    [`echo 'no json ${secret}'`, /JSON object/],
    [`printf '{"Username":"ada","secret":"${secret}"}'`, /without Username and Secret/],
  ] as const) {
    const folder = await home(t, { ".docker/config.json": { credsStore: "bad" } });
    await helper(folder, "bad", script);
    await assert.rejects(open(folder)("a.example/x"), (error) => {
      assert.ok(!describeError(error).includes(secret));
      return fault("CREDENTIAL_HELPER_FAILED", why)(error);
    });
  }
  const missing = await home(t, { ".docker/config.json": { credsStore: "missing" } });
  await assert.rejects(open(missing)("a.example/x"), fault("CREDENTIAL_HELPER_FAILED", /not installed/));
});

test("a helper that failed is asked again", async (t) => {
  const folder = await home(t, { ".docker/config.json": { credsStore: "later" } });
  await helper(
    folder,
    "later",
    `if [ ! -e "$HOME/second" ]; then touch "$HOME/second"; exit 5; fi; printf '{"Username":"ada","Secret":"${secret}"}'`,
  );
  const find = open(folder);
  await assert.rejects(find("a.example/x"), fault("CREDENTIAL_HELPER_FAILED"));
  assert.deepEqual(await find("a.example/x"), basic("ada"));
});

test("files that are not what they should be are refused without showing what is in them", async (t) => {
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    [`{"auths": {"a.example": {"auth": "${secret}`, /not JSON/],
    [[], /not a JSON object/],
    [{ auths: [] }, /auths that is not an object/],
    [{ auths: { "a.example": secret } }, /"a.example" of auths that is not an object/],
    [{ auths: { "a.example": { auth: "!!!" } } }, /"a.example" of auths whose auth cannot be decoded/],
    [{ auths: { "a.example": { auth: Buffer.from(secret).toString("base64") } } }, /cannot be decoded/],
    [{ credHelpers: { "a.example": "../../bin/sh" } }, /not a plain word/],
    [{ credsStore: "a b" }, /not a plain word/],
  ];
  for (const [content, why] of wrong) {
    const folder = await home(t, { ".docker/config.json": content });
    await assert.rejects(open(folder)("a.example/x"), (error) => {
      assert.ok(!describeError(error).includes(secret));
      return fault("CREDENTIALS_UNREADABLE", why)(error);
    });
  }
});

test("a file that is named must be there; the usual ones need not, and may be empty", async (t) => {
  const folder = await home(t, { ".docker/config.json": "" });
  assert.deepEqual(await open(folder)("a.example/x"), { kind: "anonymous" });
  const named = open(folder, { REGISTRY_AUTH_FILE: path.join(folder, "missing.json") });
  await assert.rejects(named("a.example/x"), fault("CREDENTIALS_UNREADABLE", /does not exist/));
});
