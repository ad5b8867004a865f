import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import fc from "fast-check";
import type { RegistryDouble } from "../../../doubles/registry/registry.ts";
import { systemClock } from "../../../src/io/clock.ts";
import type { Descriptor } from "../../../src/oci/descriptor.ts";
import { mediaTypes } from "../../../src/oci/media-types.ts";
import {
  emptyReferrerIndex,
  fallbackTag,
  listsReferrer,
  mergeReferrer,
  parseReferrerIndex,
  referrerIndexBytes,
} from "../../../src/oci/referrer-index.ts";
import type { Registry } from "../../../src/oci/registry.ts";
import { type Digest, digestOf } from "../../../src/values/digest.ts";
import { artifact, client, double, emptyBlob, fault, repositoryOf, scripted } from "./fixtures.ts";

const bundleType = "application/vnd.dev.sigstore.bundle.v0.3+json";

/** An image in a double, to attach things to. */
async function subjectIn(oci: Registry, registry: RegistryDouble): Promise<Descriptor> {
  await oci.pushBlob(repositoryOf(registry), emptyBlob);
  return oci.pushManifest(repositoryOf(registry), artifact(), "v1");
}

function referrer(subject: Descriptor, number = 0, more: Readonly<Record<string, unknown>> = {}) {
  return artifact({
    subject,
    artifactType: bundleType,
    annotations: { "test.number": String(number) },
    ...more,
  });
}

test("a referrer is found by the referrers API, page by page, and no tag is made", async (t) => {
  const registry = await double(t, { pageSize: 2 });
  const oci = client(t);
  const subject = await subjectIn(oci, registry);
  const repository = repositoryOf(registry);
  const attached: Descriptor[] = [];
  for (let number = 0; number < 5; number += 1)
    attached.push(await oci.attach(repository, referrer(subject, number)));
  const listed = await oci.referrers(repository, subject.digest, bundleType);
  assert.deepEqual(
    new Set(listed.map(({ digest }) => digest)),
    new Set(attached.map(({ digest }) => digest)),
  );
  assert.deepEqual(await oci.referrers(repository, subject.digest, "other/type"), []);
  assert.equal(registry.tag("acme/app", fallbackTag(subject.digest)), undefined);
});

test("without the API the fallback tag lists the true type and all annotations", async (t) => {
  const registry = await double(t, { referrers: false });
  const oci = client(t);
  const subject = await subjectIn(oci, registry);
  const repository = repositoryOf(registry);
  const byArtifactType = await oci.attach(repository, referrer(subject, 1));
  const config = { mediaType: "application/vnd.acme.report+json", digest: emptyBlob.digest, size: 2 };
  const byConfig = await oci.attach(repository, artifact({ subject, config }));
  const index = await oci.manifest(repository, fallbackTag(subject.digest));
  assert.deepEqual(JSON.parse(Buffer.from(index?.bytes ?? []).toString("utf8")), {
    schemaVersion: 2,
    mediaType: mediaTypes.index,
    manifests: [
      {
        mediaType: mediaTypes.manifest,
        digest: byArtifactType.digest,
        size: byArtifactType.size,
        artifactType: bundleType,
        annotations: { "test.number": "1" },
      },
      {
        mediaType: mediaTypes.manifest,
        digest: byConfig.digest,
        size: byConfig.size,
        artifactType: "application/vnd.acme.report+json",
      },
    ],
  });
  assert.deepEqual(await oci.referrers(repository, subject.digest, bundleType), [byArtifactType]);
});

test("attaching the same again leaves the tag as it is", async (t) => {
  const registry = await double(t, { referrers: false });
  const oci = client(t);
  const subject = await subjectIn(oci, registry);
  await oci.attach(repositoryOf(registry), referrer(subject));
  const tag = fallbackTag(subject.digest);
  const before = registry.tag("acme/app", tag);
  const puts = (): number =>
    registry.requests.filter(({ operation, path }) => operation === "manifest-put" && path.endsWith(tag))
      .length;
  const count = puts();
  await oci.attach(repositoryOf(registry), referrer(subject));
  assert.equal(registry.tag("acme/app", tag), before);
  assert.equal(puts(), count);
});

test("entries of others that hide their type are looked up, and those that are gone left out", async (t) => {
  const registry = await double(t, { referrers: false });
  const oci = client(t);
  const subject = await subjectIn(oci, registry);
  const repository = repositoryOf(registry);
  const pushed = await oci.pushManifest(repository, referrer(subject, 3));
  const { mediaType, digest, size } = pushed;
  const gone = digestOf("gone");
  const index = {
    schemaVersion: 2,
    mediaType: mediaTypes.index,
    // As cosign 3 writes it where there is no referrers API.
    manifests: [{ mediaType, digest, size, artifactType: mediaTypes.empty }],
  };
  await oci.pushManifest(
    repository,
    { bytes: Buffer.from(JSON.stringify(index)), mediaType: mediaTypes.index },
    fallbackTag(subject.digest),
  );
  const found = await oci.referrers(repository, subject.digest, bundleType);
  assert.deepEqual(found, [
    { mediaType, digest, size, artifactType: bundleType, annotations: { "test.number": "3" } },
  ]);
  registry.faults.add({ kind: "status", status: 404, operation: "manifest-get", path: new RegExp(digest) });
  assert.deepEqual(await oci.referrers(repository, subject.digest), []);
  assert.notEqual(digest, gone);
});

test("a fallback tag that holds an image is never overwritten", async (t) => {
  const registry = await double(t, { referrers: false });
  const oci = client(t);
  const subject = await subjectIn(oci, registry);
  const tag = fallbackTag(subject.digest);
  const image = await oci.pushManifest(
    repositoryOf(registry),
    artifact({ annotations: { is: "an image" } }),
    tag,
  );
  await assert.rejects(
    oci.attach(repositoryOf(registry), referrer(subject)),
    fault("MANIFEST_INVALID", /fallback tag .* is not an OCI image index/),
  );
  assert.equal(registry.tag("acme/app", tag), image.digest);
});

for (const conditionalTags of [false, true])
  test(`twenty signers at once keep twenty entries ${conditionalTags ? "with" : "without"} compare-and-swap`, async (t) => {
    const registry = await double(t, { referrers: false, conditionalTags });
    const subject = await subjectIn(client(t), registry);
    const repository = repositoryOf(registry);
    // Each has a client of its own: nothing is shared but the registry.
    const signers = Array.from({ length: 20 }, () => client(t, { clock: systemClock, settleMs: 600 }));
    const attached = await Promise.all(
      signers.map((oci, number) => oci.attach(repository, referrer(subject, number))),
    );
    const listed = await client(t).referrers(repository, subject.digest, bundleType);
    assert.deepEqual(
      new Set(listed.map(({ digest }) => digest)),
      new Set(attached.map(({ digest }) => digest)),
    );
    assert.equal(listed.length, 20);
  });

test("an entry that others keep throwing out is reported", async (t) => {
  const registry = await double(t, { referrers: false });
  const oci = client(t, { settleMs: 1000 });
  const subject = await subjectIn(oci, registry);
  const tag = new RegExp(`manifests/${fallbackTag(subject.digest)}$`);
  registry.faults.add({ kind: "store-nothing", operation: "manifest-put", path: tag, times: 1_000_000 });
  await assert.rejects(
    oci.attach(repositoryOf(registry), referrer(subject)),
    fault("REGISTRY_REFERRERS_CONTENDED", /did not keep the entry/),
  );
});

test("a broken write of the tag is decided by reading it again", async (t) => {
  for (const kind of ["lost-answer", "drop"] as const) {
    const registry = await double(t, { referrers: false });
    const oci = client(t);
    const subject = await subjectIn(oci, registry);
    const tag = new RegExp(`manifests/${fallbackTag(subject.digest)}$`);
    registry.faults.add({ kind, operation: "manifest-put", path: tag });
    const entry = await oci.attach(repositoryOf(registry), referrer(subject));
    assert.deepEqual(await oci.referrers(repositoryOf(registry), subject.digest), [entry]);
  }
});

test("a manifest without subject cannot be attached", async (t) => {
  const registry = await double(t);
  await assert.rejects(
    client(t).attach(repositoryOf(registry), artifact()),
    fault("MANIFEST_INVALID", /no subject/),
  );
});

/** A server whose referrers API answers in one scripted way; all else is 404. */
async function listing(
  t: TestContext,
  answer: (url: URL) => {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  },
): Promise<{ readonly registry: string; readonly path: string }> {
  const registry = await scripted(t, (request, response) => {
    const url = new URL(request.url ?? "", "http://x");
    const { status, headers, body } = url.pathname.includes("/referrers/")
      ? answer(url)
      : { status: 404, headers: {}, body: "" };
    response.writeHead(status, headers).end(body);
  });
  return { registry, path: "acme/app" };
}

test("a registry that has no referrers API says so in several ways", async (t) => {
  const index = { "content-type": mediaTypes.index };
  for (const answer of [
    { status: 404, headers: {}, body: "" },
    { status: 405, headers: {}, body: "" },
    { status: 400, headers: {}, body: '{"errors":[{"code":"UNSUPPORTED"}]}' },
    { status: 200, headers: { "content-type": "text/html" }, body: "<html>welcome</html>" },
  ])
    assert.deepEqual(await client(t).referrers(await listing(t, () => answer), digestOf("x")), []);
  await assert.rejects(
    client(t).referrers(await listing(t, () => ({ status: 400, headers: {}, body: "no" })), digestOf("x")),
    fault("REGISTRY_REFUSED", /answered 400/),
  );
  await assert.rejects(
    client(t).referrers(await listing(t, () => ({ status: 200, headers: index, body: "{}" })), digestOf("x")),
    fault("REGISTRY_PROTOCOL", /not an OCI image index/),
  );
});

test("a next page must stay in the repository, and there is an end to pages", async (t) => {
  const page = (link: string) => () => ({
    status: 200,
    headers: { "content-type": mediaTypes.index, link },
    body: '{"schemaVersion":2,"manifests":[]}',
  });
  for (const [link, why] of [
    ['<https://evil.example/v2/acme/app/referrers/x>; rel="next"', /elsewhere/],
    ['</v2/acme/other/referrers/x>; rel="next"', /elsewhere/],
    ['<http://[>; rel="next"', /no URL/],
    ['<?again>; rel="next"', /more than 100 pages/],
  ] as const)
    await assert.rejects(
      client(t).referrers(await listing(t, page(link)), digestOf("x")),
      fault("REGISTRY_PROTOCOL", why),
    );
  assert.deepEqual(
    await client(t).referrers(await listing(t, page('</v2/>; rel="prev"')), digestOf("x")),
    [],
  );
});

const descriptors: fc.Arbitrary<Descriptor> = fc.record(
  {
    mediaType: fc.constantFrom(mediaTypes.manifest, mediaTypes.index),
    digest: fc.nat(12).map((number): Digest => digestOf(String(number))),
    size: fc.nat(1000),
    artifactType: fc.constantFrom(bundleType, "other/type"),
    annotations: fc.dictionary(fc.constantFrom("a", "b"), fc.string({ maxLength: 5 }), {
      noNullPrototype: true,
    }),
  },
  { requiredKeys: ["mediaType", "digest", "size"], noNullPrototype: true },
);
const refuse = (why: string): Error => new Error(why);

test("merging keeps every other entry as it was, in its place, and lists the new one once", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(descriptors, { selector: ({ digest }) => digest, maxLength: 8 }),
      descriptors,
      fc.string(),
      (others, added, extra) => {
        const raw = {
          schemaVersion: 2,
          mediaType: mediaTypes.index,
          annotations: { extra },
          manifests: others.map((entry) => ({ ...entry, data: extra })),
        };
        const index = parseReferrerIndex(Buffer.from(JSON.stringify(raw)), refuse);
        const merged = JSON.parse(
          referrerIndexBytes(mergeReferrer(index, added)).toString("utf8"),
        ) as typeof raw;
        const kept = merged.manifests.filter(({ digest }) => digest !== added.digest);
        assert.deepEqual(
          kept,
          raw.manifests.filter(({ digest }) => digest !== added.digest),
        );
        assert.deepEqual(merged.annotations, { extra });
        const again = parseReferrerIndex(Buffer.from(JSON.stringify(merged)), refuse);
        assert.equal(listsReferrer(again, added), true);
        assert.equal(again.entries.filter(({ descriptor }) => descriptor.digest === added.digest).length, 1);
        assert.deepEqual(referrerIndexBytes(mergeReferrer(again, added)), referrerIndexBytes(again));
      },
    ),
  );
});

test("merges come to the same set in any order", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(descriptors, { selector: ({ digest }) => digest, minLength: 1, maxLength: 8 }),
      (list) => {
        const merge = (order: readonly Descriptor[]): ReadonlySet<string> =>
          new Set(
            order
              .reduce((index, entry) => mergeReferrer(index, entry), emptyReferrerIndex)
              .entries.map(({ raw }) => JSON.stringify(raw)),
          );
        assert.deepEqual(merge(list), merge(list.toReversed()));
      },
    ),
  );
});
