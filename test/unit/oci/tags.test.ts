import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import type { RegistryDouble } from "../../../doubles/registry/registry.ts";
import type { Manifest } from "../../../src/oci/descriptor.ts";
import type { Registry } from "../../../src/oci/registry.ts";
import { moveTags } from "../../../src/oci/tag-moves.ts";
import { type Digest, digestOf } from "../../../src/values/digest.ts";
import type { Repository } from "../../../src/values/image-reference.ts";
import { always, artifact, client, double, emptyBlob, fault, repositoryOf } from "./fixtures.ts";

type World = {
  readonly registry: RegistryDouble;
  readonly oci: Registry;
  readonly repository: Repository;
  readonly push: (name: string, tag?: string) => Promise<Manifest>;
  readonly tag: (name: string) => string | undefined;
};

async function world(t: TestContext, options: Parameters<typeof double>[1] = {}): Promise<World> {
  const registry = await double(t, options);
  const password = "secret";
  const oci = client(t, { credentials: always({ kind: "basic", username: "ada", password }) });
  const repository = repositoryOf(registry);
  await oci.pushBlob(repository, emptyBlob);
  return {
    registry,
    oci,
    repository,
    push: async (name, tag) => {
      const manifest = artifact({ annotations: { name } });
      const descriptor = await oci.pushManifest(repository, manifest, tag);
      return { descriptor, bytes: manifest.bytes };
    },
    tag: (name) => registry.tag("acme/app", name),
  };
}

const refuse = (registry: RegistryDouble, tag: string, status = 403): void =>
  registry.faults.add({
    kind: "status",
    status,
    operation: "manifest-put",
    path: new RegExp(`/manifests/${tag}$`),
    times: 20,
  });

test("tags move to an image, and what they named before is told", async (t) => {
  const { oci, push, registry, repository, tag } = await world(t);
  const old = await push("old", "latest");
  const image = await push("new");
  assert.deepEqual(await moveTags(oci, repository, image, ["latest", "1.0", "latest"]), [
    { tag: "latest", before: old.descriptor.digest },
    { tag: "1.0", before: undefined },
  ]);
  assert.equal(tag("latest"), image.descriptor.digest);
  assert.equal(tag("1.0"), image.descriptor.digest);
  const before = registry.requests.length;
  await moveTags(oci, repository, image, ["latest"]);
  const again = registry.requests.slice(before).map(({ operation }) => operation);
  assert.deepEqual(again, ["manifest-get"]);
});

test("when the second of three tags is refused, the first is put back and the third never moves", async (t) => {
  const { oci, push, registry, repository, tag } = await world(t);
  const old = await push("old", "latest");
  await push("older", "1");
  const image = await push("new");
  refuse(registry, "1\\.0");
  await assert.rejects(moveTags(oci, repository, image, ["latest", "1.0", "1"]), (error) => {
    fault("REGISTRY_TAG_REFUSED", /acme\/app:1\.0 was not moved: .*does not allow/)(error);
    return fault(
      "REGISTRY_TAG_REFUSED",
      new RegExp(`\\. latest put back to ${old.descriptor.digest}\\. `),
    )(error);
  });
  assert.equal(tag("latest"), old.descriptor.digest);
  assert.equal(tag("1.0"), undefined);
  assert.equal(tag("1"), digestOf(artifact({ annotations: { name: "older" } }).bytes));
});

test("a tag that was new is deleted again", async (t) => {
  const { oci, push, registry, repository, tag } = await world(t, {
    auth: { kind: "bearer", user: "ada", password: "secret" },
  });
  const image = await push("new");
  refuse(registry, "immutable", 409);
  await assert.rejects(
    moveTags(oci, repository, image, ["fresh", "immutable"]),
    fault("REGISTRY_TAG_REFUSED", /fresh deleted: it was new/),
  );
  assert.equal(tag("fresh"), undefined);
  assert.deepEqual(registry.manifests("acme/app"), [image.descriptor.digest]);
});

test("a registry that deletes nothing leaves the new tag, and the message says so", async (t) => {
  const { oci, push, registry, repository, tag } = await world(t);
  const image = await push("new");
  refuse(registry, "second");
  registry.faults.add({ kind: "status", status: 405, operation: "manifest-delete" });
  await assert.rejects(
    moveTags(oci, repository, image, ["fresh", "second"]),
    fault(
      "REGISTRY_TAG_REFUSED",
      /fresh left on the new image: it was new, and the registry lets nobody delete it \(.*405/,
    ),
  );
  assert.equal(tag("fresh"), image.descriptor.digest);
});

test("a deletion that the registry only claims is not believed", async (t) => {
  const { oci, push, registry, repository } = await world(t);
  const image = await push("new");
  refuse(registry, "second");
  const lying: Registry = { ...oci, deleteManifest: async () => {} };
  await assert.rejects(
    moveTags(lying, repository, image, ["fresh", "second"]),
    fault("REGISTRY_TAG_REFUSED", /fresh left on the new image: the registry says that it deleted it/),
  );
});

test("a tag that somebody else moved in the meantime is left to them", async (t) => {
  const { oci, push, registry, repository, tag } = await world(t);
  await push("old", "latest");
  const image = await push("new");
  const theirs = await push("theirs");
  refuse(registry, "second");
  const busy: Registry = {
    ...oci,
    pushManifest: async (where, manifest, name) => {
      if (name === "second") await oci.pushManifest(where, { ...manifest, bytes: theirs.bytes }, "latest");
      return oci.pushManifest(where, manifest, name);
    },
  };
  await assert.rejects(
    moveTags(busy, repository, image, ["latest", "second"]),
    fault("REGISTRY_TAG_REFUSED", /latest left: somebody else has moved it to sha256/),
  );
  assert.equal(tag("latest"), theirs.descriptor.digest);
});

test("a tag whose answer was lost is put back too, and an outage keeps its own code", async (t) => {
  const { oci, push, registry, repository, tag } = await world(t);
  const old = await push("old", "latest");
  const image = await push("new");
  registry.faults.add({ kind: "lost-answer", operation: "manifest-put", path: /latest$/, times: 6 });
  await assert.rejects(
    moveTags(oci, repository, image, ["latest"]),
    fault("REGISTRY_UNAVAILABLE", new RegExp(`latest put back to ${old.descriptor.digest}`)),
  );
  assert.equal(tag("latest"), old.descriptor.digest);
});

test("a tag that cannot be put back is named with the reason", async (t) => {
  const { oci, push, registry, repository } = await world(t);
  await push("old", "latest");
  const image = await push("new");
  refuse(registry, "second");
  let moved = 0;
  const broken: Registry = {
    ...oci,
    pushManifest: async (where, manifest, name) => {
      moved += 1;
      if (moved > 2) throw new Error("the cable is out");
      return oci.pushManifest(where, manifest, name);
    },
  };
  await assert.rejects(
    moveTags(broken, repository, image, ["latest", "second"]),
    fault("REGISTRY_TAG_REFUSED", /latest left on the new image: the cable is out/),
  );
});

test("an error that is no fault passes as it is", async (t) => {
  const { oci, push, repository } = await world(t);
  const image = await push("new");
  const bug = new Error("a bug");
  const broken: Registry = {
    ...oci,
    pushManifest: async () => {
      throw bug;
    },
  };
  await assert.rejects(moveTags(broken, repository, image, ["x"]), (error) => error === bug);
});

test("deleting asks for the right to delete, counts what is gone as done, and tells refusals", async (t) => {
  const { oci, push, registry, repository, tag } = await world(t, {
    auth: { kind: "bearer", user: "ada", password: "secret" },
  });
  const image = await push("new", "v1");
  await oci.deleteManifest(repository, "v1");
  assert.equal(tag("v1"), undefined);
  await oci.deleteManifest(repository, "v1");
  await oci.deleteManifest(repository, image.descriptor.digest);
  assert.deepEqual(registry.manifests("acme/app"), []);
  const scopes = registry.requests.flatMap(({ path }) => /scope=[^&]+/.exec(decodeURIComponent(path)) ?? []);
  assert.ok(scopes.includes("scope=repository:acme/app:delete"));
  registry.faults.add({ kind: "status", status: 405, operation: "manifest-delete" });
  await assert.rejects(
    oci.deleteManifest(repository, "v1"),
    fault("REGISTRY_REFUSED", /405 .*v1 \(delete\)/),
  );
});

const unknown = `sha256:${"0".repeat(64)}` as Digest;

test("moving to what the repository does not hold is refused before any tag moves", async (t) => {
  const { oci, push, repository, tag } = await world(t);
  const old = await push("old", "latest");
  const { bytes } = artifact({ layers: [{ mediaType: "application/x", digest: unknown, size: 1 }] });
  const image = { descriptor: { ...old.descriptor, digest: digestOf(bytes) }, bytes };
  await assert.rejects(moveTags(oci, repository, image, ["latest"]), fault("REGISTRY_TAG_REFUSED"));
  assert.equal(tag("latest"), old.descriptor.digest);
});
