import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { cp, readFile, rm, symlink } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { resolveModels } from "../../../src/models/resolve.ts";
import { dvcFile, dvcProject, md5Of } from "./dvc-project.ts";

const config = `[core]\n    remote = store\n['remote "store"']\n    url = ../store\n`;
const sha256 = (content: string) => createHash("sha256").update(content).digest("hex");

async function project(t: TestContext, settings = config) {
  const made = await dvcProject(t);
  await made.write(".dvc/config", settings);
  await made.write("models/a.tflite.dvc", dvcFile("a.tflite", "model one"));
  await made.write(".gitignore", "/store\n/.dvc/cache\n/.dvc/config.local\n");
  return { ...made, head: made.commit() };
}

async function server(t: TestContext, answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const requests: IncomingMessage[] = [];
  const http = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  t.after(() => new Promise((resolve) => http.close(resolve)));
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}`, requests };
}

test("an output of the checked-out commit is found in a local remote and hashed by both sums", async (t) => {
  const { ports, store, head } = await project(t);
  await store("store", "model one");
  const [model] = await resolveModels(["dvc://models/a.tflite"], ports);
  assert.deepEqual(model, {
    name: "a.tflite",
    kind: "file",
    digest: `sha256:${sha256("model one")}`,
    size: 9,
    files: [{ path: "a.tflite", size: 9, sha256: sha256("model one"), md5: md5Of("model one") }],
    ref: { requested: "dvc://models/a.tflite", mutable: true },
    source: {
      type: "dvc",
      path: "models/a.tflite",
      pointer: "models/a.tflite.dvc",
      commit: head,
      md5: md5Of("model one"),
      remote: "store",
    },
  });
});

test("a revision is read at its own commit, pointer and configuration; a full commit is immutable", async (t) => {
  const made = await project(t);
  made.git("tag", "v1");
  await made.write(".dvc/config", config.replace("../store", "../elsewhere"));
  await made.write("models/a.tflite.dvc", dvcFile("a.tflite", "model two"));
  const second = made.commit();
  await made.store("store", "model one");
  await made.store("elsewhere", "model two");
  const [tagged] = await resolveModels(["dvc://models/a.tflite@v1"], made.ports);
  assert.equal(tagged?.digest, `sha256:${sha256("model one")}`);
  assert.deepEqual(tagged?.ref, { requested: "dvc://models/a.tflite@v1", mutable: true });
  const [pinned] = await resolveModels([`dvc://models/a.tflite@${second}`], made.ports);
  assert.equal(pinned?.digest, `sha256:${sha256("model two")}`);
  assert.equal(pinned?.ref.mutable, false);
});

test("the project's own sample app resolves as stock DVC left it", async (t) => {
  const made = await dvcProject(t);
  await cp(fileURLToPath(new URL("../../../pilot/app", import.meta.url)), made.directory, {
    recursive: true,
  });
  made.commit();
  const [model] = await resolveModels(["dvc://models/shelf-int8.tflite"], made.ports);
  const pointer = await readFile(path.join(made.directory, "models/shelf-int8.tflite.dvc"), "utf8");
  assert.match(pointer, new RegExp(model?.files[0]?.md5 ?? "missing"));
  const bytes = await readFile(path.join(made.directory, "models/shelf-int8.tflite"));
  assert.equal(model?.digest, `sha256:${createHash("sha256").update(bytes).digest("hex")}`);
  assert.equal(model?.source.type === "dvc" && model.source.remote, "model-store");
});

test("the cache is used when its bytes are right, and passed over when they are not", async (t) => {
  const { ports, store, write, lines } = await project(t);
  await store(".dvc/cache", "model one");
  assert.equal((await resolveModels(["dvc://models/a.tflite"], ports))[0]?.size, 9);
  assert.match(lines.join("\n"), /from DVC's cache/);
  const md5 = md5Of("model one");
  await write(`.dvc/cache/files/md5/${md5.slice(0, 2)}/${md5.slice(2)}`, "model 0ne");
  await store("store", "model one");
  assert.equal(
    (await resolveModels(["dvc://models/a.tflite"], ports))[0]?.digest,
    `sha256:${sha256("model one")}`,
  );
  assert.match(lines.join("\n"), /warning: .*md5 .*; reading the remote/);
});

test("wrong bytes in a remote are a digest mismatch, other lengths a size mismatch", async (t) => {
  const { ports, write } = await project(t);
  const md5 = md5Of("model one");
  const object = `store/files/md5/${md5.slice(0, 2)}/${md5.slice(2)}`;
  for (const [content, code] of [
    ["model 0ne", "MODEL_DIGEST_MISMATCH"],
    ["model", "MODEL_SIZE_MISMATCH"],
    ["model one and more", "MODEL_SIZE_MISMATCH"],
  ] as const) {
    await write(object, content);
    await assert.rejects(resolveModels(["dvc://models/a.tflite"], ports), { code });
  }
});

test("an object that nobody pushed names the command", async (t) => {
  const { ports } = await project(t);
  await assert.rejects(resolveModels(["dvc://models/a.tflite"], ports), {
    code: "DVC_OBJECT_MISSING",
    next: /dvc push/,
  });
});

test("a pointer that differs from the commit is refused without a revision", async (t) => {
  const { ports, write, store } = await project(t);
  await store("store", "model one");
  await write("models/a.tflite.dvc", dvcFile("a.tflite", "model two"));
  await assert.rejects(resolveModels(["dvc://models/a.tflite"], ports), { code: "DVC_POINTER_CHANGED" });
  assert.equal((await resolveModels(["dvc://models/a.tflite@main"], ports)).length, 1);
});

test("unknown revisions and paths are told apart from broken files", async (t) => {
  const { ports, write, commit } = await project(t);
  await assert.rejects(resolveModels(["dvc://models/a.tflite@v9"], ports), {
    code: "MODEL_REF_NOT_FOUND",
    next: /fetch-depth/,
  });
  await assert.rejects(resolveModels(["dvc://models/b.tflite"], ports), {
    code: "MODEL_REF_NOT_FOUND",
    next: /dvc add/,
  });
  await write("models/c.dvc", dvcFile("../d", "x"));
  commit();
  await assert.rejects(resolveModels(["dvc://models/c"], ports), { code: "DVC_FILE_INVALID" });
});

test("a project in a subfolder has its own configuration, and the workspace may be that folder", async (t) => {
  const made = await dvcProject(t, "apps/shelf");
  await made.write("apps/shelf/.dvc/config", config);
  await made.write("apps/shelf/models/a.tflite.dvc", dvcFile("a.tflite", "model one"));
  made.commit();
  await made.store("apps/shelf/store", "model one");
  const [model] = await resolveModels(["dvc://models/a.tflite"], made.ports);
  assert.equal(model?.source.type === "dvc" && model.source.pointer, "apps/shelf/models/a.tflite.dvc");
});

test("no project, no remote, or one of an unknown kind is said plainly", async (t) => {
  const bare = await dvcProject(t);
  await bare.write("a.dvc", dvcFile("a", "x"));
  bare.commit();
  await assert.rejects(resolveModels(["dvc://a"], bare.ports), { code: "MODEL_REF_NOT_FOUND" });
  const remotes = [
    ["[core]\n", "DVC_REMOTE_MISSING"],
    ["[core]\nremote = nothing\n", "DVC_REMOTE_MISSING"],
    [`[core]\nremote = s\n['remote "s"']\n`, "DVC_REMOTE_UNSUPPORTED"],
    [`[core]\nremote = s\n['remote "s"']\nurl = s3://bucket/x\n`, "DVC_REMOTE_UNSUPPORTED"],
    [`[core]\nremote = s\n['remote "s"']\nurl = ../x\nversion_aware = true\n`, "DVC_REMOTE_UNSUPPORTED"],
    [`[core]\nremote = s\n['remote "s"']\nurl = https://u:p@example.org\n`, "DVC_REMOTE_UNSUPPORTED"],
    [`[core]\nremote = s\n['remote "s"']\nurl = http://[\n`, "DVC_REMOTE_UNSUPPORTED"],
    [
      `[core]\nremote = s\n['remote "s"']\nurl = https://example.org\nauth = digest\n`,
      "DVC_REMOTE_UNSUPPORTED",
    ],
    [
      `[core]\nremote = s\n['remote "s"']\nurl = https://example.org\nssl_verify = false\n`,
      "DVC_REMOTE_UNSUPPORTED",
    ],
  ] as const;
  for (const [settings, code] of remotes) {
    await bare.write(".dvc/config", settings);
    bare.commit();
    await assert.rejects(resolveModels(["dvc://a"], bare.ports), { code }, settings);
  }
});

test("an HTTP remote is read with its credentials, which follow no redirect to another host", async (t) => {
  const other = await server(t, (_request, response) => response.end("model one"));
  const first = await server(t, (request, response) => {
    if (request.headers.authorization === undefined) return response.writeHead(401).end();
    return response.writeHead(302, { location: `${other.url}/blob` }).end();
  });
  const { ports, write } = await project(t, config.replace("../store", `${first.url}/dvc`));
  await write(
    ".dvc/config.local",
    `['remote "store"']\n    auth = basic\n    user = ci\n    password = correct horse\n`,
  );
  const [model] = await resolveModels(["dvc://models/a.tflite"], ports);
  assert.equal(model?.digest, `sha256:${sha256("model one")}`);
  const md5 = md5Of("model one");
  assert.equal(first.requests[0]?.url, `/dvc/files/md5/${md5.slice(0, 2)}/${md5.slice(2)}`);
  assert.equal(
    first.requests[0]?.headers.authorization,
    `Basic ${Buffer.from("ci:correct horse").toString("base64")}`,
  );
  assert.equal(other.requests[0]?.headers.authorization, undefined);
  assert.equal(ports.secrets.mask("x correct horse"), "x ***");
});

test("an HTTP remote may take its own header, and a missing object is a missing object", async (t) => {
  const { url, requests } = await server(t, (_request, response) => response.writeHead(404).end());
  const { ports, write } = await project(t, config.replace("../store", url));
  await write(
    ".dvc/config.local",
    `['remote "store"']\n    auth = custom\n    custom_auth_header = X-Token\n    password = secret-token\n`,
  );
  await assert.rejects(resolveModels(["dvc://models/a.tflite"], ports), { code: "DVC_OBJECT_MISSING" });
  assert.equal(requests[0]?.headers["x-token"], "secret-token");
});

test("an HTTP remote that fails for a moment is asked again", async (t) => {
  const answers = [503, 429, 0];
  const { url, requests } = await server(t, (_request, response) => {
    const status = answers.shift();
    if (status === undefined) return response.end("model one");
    if (status === 0) return response.socket?.destroy();
    return response.writeHead(status, { "retry-after": "1" }).end();
  });
  const { ports } = await project(t, config.replace("../store", url));
  assert.equal((await resolveModels(["dvc://models/a.tflite"], ports))[0]?.size, 9);
  assert.equal(requests.length, 4);
});

test("wrong bytes from an HTTP remote are asked for once more past every cache, then refused", async (t) => {
  const { url, requests } = await server(t, (_request, response) => response.end("model 0ne"));
  const { ports } = await project(t, config.replace("../store", url));
  await assert.rejects(resolveModels(["dvc://models/a.tflite"], ports), { code: "MODEL_DIGEST_MISMATCH" });
  assert.deepEqual(
    requests.map(({ headers }) => headers["cache-control"]),
    [undefined, "no-cache"],
  );
});

test("an answer longer than its size is cut off, not read to its end", async (t) => {
  const { url } = await server(t, (_request, response) => {
    const chunk = Buffer.alloc(65_536);
    const more = (): void => {
      if (!response.destroyed) response.write(chunk, () => setImmediate(more));
    };
    more();
  });
  const { ports } = await project(t, config.replace("../store", url));
  await assert.rejects(resolveModels(["dvc://models/a.tflite"], ports), { code: "MODEL_SIZE_MISMATCH" });
});

for (const [status, code] of [
  [403, "DVC_REMOTE_FAILED"],
  [302, "DVC_REMOTE_FAILED"],
  [500, "DVC_REMOTE_FAILED"],
] as const)
  test(`an HTTP remote that always answers ${status} is a failed remote`, async (t) => {
    const { url } = await server(t, (_request, response) =>
      response.writeHead(status, { location: "/again" }).end(),
    );
    const { ports } = await project(t, config.replace("../store", url));
    await assert.rejects(resolveModels(["dvc://models/a.tflite"], ports), { code });
  });

test("files of the workspace are hashed; links out, folders, empty files and LFS pointers are refused", async (t) => {
  const { ports, write, directory } = await dvcProject(t);
  await write("m/a.hef", "hailo");
  const [model] = await resolveModels(["file:m/a.hef"], ports);
  assert.deepEqual(model, {
    name: "a.hef",
    kind: "file",
    digest: `sha256:${sha256("hailo")}`,
    size: 5,
    files: [{ path: "a.hef", size: 5, sha256: sha256("hailo") }],
    ref: { requested: "file:m/a.hef", mutable: true },
    source: { type: "file", path: "m/a.hef" },
  });
  await symlink("/etc/hostname", path.join(directory, "m/link"));
  await assert.rejects(resolveModels(["file:m/link"], ports), { code: "PATH_OUTSIDE" });
  await assert.rejects(resolveModels(["file:m"], ports), { code: "MODEL_FILE_UNUSABLE" });
  await assert.rejects(resolveModels(["file:m/none"], ports), { code: "MODEL_REF_NOT_FOUND" });
  await write("m/empty", "");
  await assert.rejects(resolveModels(["file:m/empty"], ports), { code: "MODEL_FILE_UNUSABLE" });
  await write("m/lfs", `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256("x")}\nsize 5\n`);
  await assert.rejects(resolveModels(["file:m/lfs"], ports), {
    code: "MODEL_FILE_UNUSABLE",
    next: "check out with lfs: true",
  });
  await rm(path.join(directory, "m/link"));
});

test("models come sorted by name, and one name only once", async (t) => {
  const { ports, write } = await dvcProject(t);
  await write("z/a", "1");
  await write("b", "2");
  await write("y/a", "3");
  assert.deepEqual(
    (await resolveModels(["file:b", "file:z/a"], ports)).map(({ name }) => name),
    ["a", "b"],
  );
  await assert.rejects(resolveModels(["file:z/a", "file:y/a"], ports), { code: "MODEL_TWICE" });
});
