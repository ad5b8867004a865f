import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { openDriver } from "../../../src/build/builder.ts";
import { isPlainDocker } from "../../../src/build/docker-socket.ts";
import { containerd, digest, fake, listener, requestIn } from "./requests.ts";

const store = { DriverStatus: [["driver-type", "io.containerd.snapshotter.v1"]] };

type Setting = {
  readonly info?: unknown;
  readonly status?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Below DOCKER_CONFIG. */
  readonly files?: Readonly<Record<string, string>>;
};

/** A docker client that answers nothing, beside a socket that answers as the Engine API does. */
async function engine(t: TestContext, { info = store, status = 200, environment, files }: Setting = {}) {
  const made = await fake(
    t,
    "docker",
    [
      ...containerd,
      {
        when: "buildx build",
        writes: {
          option: "--metadata-file",
          text: JSON.stringify({ "containerimage.digest": digest }),
        },
      },
    ],
    environment,
  );
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.statusCode = status;
    response.end(typeof info === "string" ? info : JSON.stringify(info));
  });
  await new Promise<void>((resolve) => {
    server.listen(path.join(made.directory, "docker.sock"), resolve);
  });
  t.after(() => new Promise((resolve) => server.close(resolve)));
  const config = path.join(made.directory, ".docker");
  const all = { "cli-plugins/docker-buildx": "", ...files };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(path.dirname(path.join(config, name)), { recursive: true });
    await writeFile(path.join(config, name), text);
  }
  return { ...made, asked };
}

test("an engine with nothing special set is asked by its socket, and the client is not started before the build", async (t) => {
  const { ports, calls, asked } = await engine(t, {
    files: {
      "config.json": '{"auths":{},"currentContext":"default"}',
      "buildx/current": '{"Key":"unix:///var/run/docker.sock","Name":"","Global":false}',
    },
  });
  const driver = await openDriver("buildx", ports);
  assert.deepEqual(asked, ["GET /info"]);
  assert.deepEqual(await calls(), []);
  const built = await driver.build(await requestIn(t), listener());
  assert.equal(built.builder, "docker buildx, builder default (docker)");
  assert.deepEqual(
    (await calls()).map(({ argv }) => argv.slice(0, 2).join(" ")),
    ["buildx build"],
  );
  // Only where RUN steps need it, the builder is asked which platforms it has.
  assert.match((await driver.emulationNote(["linux/arm64"])) ?? "", /under emulation/);
});

const others: Readonly<Record<string, Setting>> = {
  "another store": { info: { DriverStatus: [["Backing Filesystem", "extfs"]] } },
  "no driver status": { info: {} },
  "an answer that is no JSON": { info: "<html>" },
  "an answer that is no object": { info: [1] },
  "a refusal": { status: 500 },
  "a builder by variable": { environment: { BUILDX_BUILDER: "big" } },
  "a context by variable": { environment: { DOCKER_CONTEXT: "far" } },
  "an engine elsewhere": { environment: { DOCKER_HOST: "tcp://127.0.0.1:1" } },
  "a context that was chosen": { files: { "config.json": '{"currentContext":"far"}' } },
  "a builder that was chosen": { files: { "buildx/current": '{"Name":"big"}' } },
  "a default builder of an engine": { files: { "buildx/defaults/abc": "big" } },
  "settings that cannot be read": { files: { "config.json": "{" } },
};

for (const [what, setting] of Object.entries(others))
  test(`where there is ${what}, only the client can tell`, async (t) => {
    const { ports, calls } = await engine(t, setting);
    assert.equal(await isPlainDocker(ports), false);
    await openDriver("buildx", ports).catch(() => undefined);
    assert.ok((await calls()).some(({ argv }) => argv[1] === "inspect"));
  });

test("without a plugin, without a socket and with another name for the configuration the client is asked", async (t) => {
  const { ports, directory } = await engine(t);
  const { environment } = ports;
  assert.equal(await isPlainDocker(ports), true);
  const elsewhere = { ...environment, DOCKER_CONFIG: path.join(directory, "other") };
  assert.equal(await isPlainDocker({ ...ports, environment: elsewhere }, []), false);
  const system = path.join(directory, ".docker/cli-plugins");
  assert.equal(await isPlainDocker({ ...ports, environment: elsewhere }, [system]), true);
  const gone = { ...environment, DOCKER_HOST: `unix://${directory}/none.sock` };
  assert.equal(await isPlainDocker({ ...ports, environment: gone }), false);
});
