import assert from "node:assert/strict";
import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { readFile } from "node:fs/promises";
import test from "node:test";
import type { SigstoreDouble } from "../../../../doubles/sigstore/sigstore.ts";
import { sigstoreFor } from "./keyless-bundle.ts";

type Entry = {
  readonly body: string;
  readonly integratedTime: number;
  readonly logID: string;
  readonly logIndex: number;
  readonly verification: {
    readonly signedEntryTimestamp: string;
    readonly inclusionProof: {
      readonly checkpoint: string;
      readonly hashes: readonly string[];
      readonly logIndex: number;
      readonly rootHash: string;
      readonly treeSize: number;
    };
  };
};

const KEYS = generateKeyPairSync("ec", { namedCurve: "P-256" });
const PEM = Buffer.from(KEYS.publicKey.export({ type: "spki", format: "pem" })).toString("base64");

function sha256(...parts: readonly Uint8Array[]): Buffer {
  return createHash("sha256").update(Buffer.concat(parts)).digest();
}

function hashedRekord(
  message: string,
  over: { readonly digestOf?: string; readonly key?: string } = {},
): unknown {
  const content = sign("sha256", Buffer.from(message), KEYS.privateKey).toString("base64");
  const value = sha256(Buffer.from(over.digestOf ?? message)).toString("hex");
  return {
    apiVersion: "0.0.1",
    kind: "hashedrekord",
    spec: {
      data: { hash: { algorithm: "sha256", value } },
      signature: { content, publicKey: { content: over.key ?? PEM } },
    },
  };
}

function dsse(
  payload: string,
  signedPayload = payload,
): { readonly envelope: string; readonly proposed: unknown; readonly sig: string } {
  const type = "application/vnd.in-toto+json";
  const pae = `DSSEv1 ${type.length} ${type} ${Buffer.byteLength(signedPayload)} ${signedPayload}`;
  const sig = sign("sha256", Buffer.from(pae), KEYS.privateKey).toString("base64");
  const envelope = JSON.stringify({
    payloadType: type,
    payload: Buffer.from(payload).toString("base64"),
    signatures: [{ sig }],
  });
  const proposed = {
    apiVersion: "0.0.1",
    kind: "dsse",
    spec: { proposedContent: { envelope, verifiers: [PEM] } },
  };
  return { envelope, proposed, sig };
}

function post(sigstore: SigstoreDouble, proposed: unknown, path = "/api/v1/log/entries"): Promise<Response> {
  return fetch(sigstore.rekorUrl + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(proposed),
  });
}

async function entryOf(response: Response): Promise<{ readonly uuid: string; readonly entry: Entry }> {
  const [first] = Object.entries((await response.json()) as Readonly<Record<string, Entry>>);
  if (!first) throw new Error("no entry in the answer");
  return { uuid: first[0], entry: first[1] };
}

// RFC 9162 section 2.1.3.2, written apart from the tree that it checks.
function rootFromProof(leaf: Buffer, index: number, size: number, hashes: readonly Buffer[]): Buffer {
  let [fn, sn, hash] = [index, size - 1, leaf];
  for (const sibling of hashes) {
    assert.notEqual(sn, 0);
    if (fn % 2 === 1 || fn === sn) {
      hash = sha256(Buffer.from([1]), sibling, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else hash = sha256(Buffer.from([1]), hash, sibling);
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  assert.equal(sn, 0);
  return hash;
}

test("a dsse entry is canonicalised to hashes, signatures and verifiers", async (t) => {
  const sigstore = await sigstoreFor(t);
  const { envelope, proposed, sig } = dsse('{"a":1}');
  const response = await post(sigstore, proposed);
  assert.equal(response.status, 201);
  const { entry } = await entryOf(response);
  const body = Buffer.from(entry.body, "base64").toString("utf8");
  const expected =
    `{"apiVersion":"0.0.1","kind":"dsse","spec":{"envelopeHash":{"algorithm":"sha256","value":"${sha256(Buffer.from(envelope)).toString("hex")}"},` +
    `"payloadHash":{"algorithm":"sha256","value":"${sha256(Buffer.from('{"a":1}')).toString("hex")}"},"signatures":[{"signature":"${sig}","verifier":"${PEM}"}]}}`;
  assert.equal(body, expected);
});

test("the signed entry timestamp and the checkpoint verify with the published key", async (t) => {
  const sigstore = await sigstoreFor(t);
  const { entry } = await entryOf(await post(sigstore, hashedRekord("one")));
  const pem = await readFile(sigstore.files.rekorPublicKey, "utf8");
  assert.equal(await (await fetch(`${sigstore.rekorUrl}/api/v1/log/publicKey`)).text(), pem);
  const key = createPublicKey(pem);
  const { body, integratedTime, logID, logIndex } = entry;
  const promised = Buffer.from(JSON.stringify({ body, integratedTime, logID, logIndex }));
  assert.ok(verify("sha256", promised, key, Buffer.from(entry.verification.signedEntryTimestamp, "base64")));
  const [note = "", signature = ""] = entry.verification.inclusionProof.checkpoint.split("\n\n");
  const [, name, encoded = ""] = /^\u2014 (\S+) (\S+)\n$/.exec(signature) ?? [];
  assert.equal(name, "127.0.0.1");
  const signed = Buffer.from(encoded, "base64");
  assert.equal(signed.subarray(0, 4).toString("hex"), logID.slice(0, 8));
  assert.ok(verify("sha256", Buffer.from(`${note}\n`), key, signed.subarray(4)));
  const [, size, root] = note.split("\n");
  assert.equal(size, "1");
  assert.equal(Buffer.from(root ?? "", "base64").toString("hex"), entry.verification.inclusionProof.rootHash);
});

test("every entry's inclusion proof leads to the root, when it is added and when the tree has grown", async (t) => {
  const sigstore = await sigstoreFor(t);
  const check = ({ entry }: { readonly entry: Entry }): void => {
    const { inclusionProof } = entry.verification;
    const hashes = inclusionProof.hashes.map((hash) => Buffer.from(hash, "hex"));
    const leaf = sha256(Buffer.from([0]), Buffer.from(entry.body, "base64"));
    const root = rootFromProof(leaf, inclusionProof.logIndex, inclusionProof.treeSize, hashes);
    assert.equal(root.toString("hex"), inclusionProof.rootHash);
    assert.notEqual(inclusionProof.logIndex, entry.logIndex);
  };
  for (let n = 0; n < 19; n += 1) check(await entryOf(await post(sigstore, hashedRekord(`entry ${n}`))));
  for (const { uuid, logIndex } of sigstore.entries) {
    check(await entryOf(await fetch(`${sigstore.rekorUrl}/api/v1/log/entries/${uuid}`)));
    check(await entryOf(await fetch(`${sigstore.rekorUrl}/api/v1/log/entries?logIndex=${logIndex}`)));
  }
});

test("the same entry again is 409 with the place of the first", async (t) => {
  const sigstore = await sigstoreFor(t);
  const proposed = hashedRekord("twice");
  const first = await entryOf(await post(sigstore, proposed));
  const second = await post(sigstore, proposed);
  assert.equal(second.status, 409);
  assert.equal(second.headers.get("location"), `/api/v1/log/entries/${first.uuid}`);
  assert.match(await second.text(), /equivalent entry already exists/);
  assert.equal(sigstore.entries.length, 1);
});

test("entries that do not verify or are not understood are refused and not logged", async (t) => {
  const sigstore = await sigstoreFor(t);
  const ed25519 = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" });
  const wrong: readonly unknown[] = [
    hashedRekord("signed", { digestOf: "other" }),
    hashedRekord("signed", { key: Buffer.from("no pem").toString("base64") }),
    hashedRekord("signed", { key: Buffer.from(ed25519).toString("base64") }),
    dsse("payload", "another payload").proposed,
    { apiVersion: "0.0.2", kind: "dsse", spec: {} },
    { apiVersion: "0.0.1", kind: "intoto", spec: {} },
    { apiVersion: "0.0.1", kind: "dsse" },
    {
      apiVersion: "0.0.1",
      kind: "dsse",
      spec: { proposedContent: { envelope: '{"signatures":[]}', verifiers: [PEM] } },
    },
    { apiVersion: "0.0.1", kind: "dsse", spec: {} },
    { apiVersion: "0.0.1", kind: "hashedrekord", spec: {} },
    {
      apiVersion: "0.0.1",
      kind: "hashedrekord",
      spec: { data: { hash: { algorithm: "sha256", value: "ab" } }, signature: { content: "AA==" } },
    },
    "text",
  ];
  for (const proposed of wrong)
    assert.equal((await post(sigstore, proposed)).status, 400, JSON.stringify(proposed));
  assert.equal(sigstore.entries.length, 0);
});

test("entries are found by index, by id with or without the tree's part, and by what was proposed", async (t) => {
  const sigstore = await sigstoreFor(t);
  const proposed = hashedRekord("find me");
  const { uuid, entry } = await entryOf(await post(sigstore, proposed));
  await post(sigstore, hashedRekord("other"));
  const retrieve = async (wanted: unknown): Promise<number> =>
    ((await (await post(sigstore, wanted, "/api/v1/log/entries/retrieve")).json()) as readonly unknown[])
      .length;
  assert.equal(await retrieve({ logIndexes: [entry.logIndex] }), 1);
  assert.equal(await retrieve({ entryUUIDs: [uuid] }), 1);
  assert.equal(await retrieve({ entries: [proposed] }), 1);
  assert.equal(await retrieve({ logIndexes: [7] }), 0);
  assert.equal((await fetch(`${sigstore.rekorUrl}/api/v1/log/entries/${uuid.slice(16)}`)).status, 200);
  assert.equal((await fetch(`${sigstore.rekorUrl}/api/v1/log/entries/${"0".repeat(80)}`)).status, 404);
  assert.equal((await fetch(`${sigstore.rekorUrl}/api/v1/log/entries?logIndex=1`)).status, 404);
  const log = (await (await fetch(`${sigstore.rekorUrl}/api/v1/log`)).json()) as Readonly<
    Record<string, unknown>
  >;
  assert.equal(log["treeSize"], 2);
});
