// Rekor, first API: an append-only log that answers with inclusion proof, signed checkpoint and signed entry timestamp.
// It keeps everything in memory and in order.
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { spkiOf } from "./certificates.ts";
import { toPem } from "./der.ts";
import { canonicalJson, logBody } from "./log-entry.ts";
import type { LogBody } from "./log-entry.ts";
import { createMerkleTree, leafHash } from "./merkle-tree.ts";
import { failure, json } from "./service.ts";
import type { ServiceAnswer, ServiceRequest } from "./service.ts";

/** One entry, as tests may look at it. `body` is the canonical JSON that is in the tree. */
export type LogRecord = {
  readonly uuid: string;
  readonly logIndex: number;
  readonly integratedTime: number;
  readonly kind: LogBody["kind"];
  readonly body: string;
};

export type Rekor = {
  readonly spki: Buffer;
  readonly logId: Buffer;
  readonly entries: readonly LogRecord[];
  readonly handle: (request: ServiceRequest) => ServiceAnswer | undefined;
};

// The public log began with other shards: an entry's index in the log is not its index in the tree. Mixing the two up
// is an error that a log starting at zero would hide.
const OLDER_ENTRIES = 1000;
const HOST = "127.0.0.1";
const ENTRIES = "/api/v1/log/entries";

/** Makes an empty log with a fresh P-256 key. Checkpoints are signed as `127.0.0.1`, the host it is served from. */
export function createRekor(now: () => number): Rekor {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const spki = spkiOf(publicKey);
  const logId = createHash("sha256").update(spki).digest();
  const treeId = (randomBytes(8).readBigUInt64BE() >> 1n) | (1n << 60n);
  const treeHex = treeId.toString(16).padStart(16, "0");
  const tree = createMerkleTree();
  const entries: LogRecord[] = [];

  function checkpoint(): string {
    const note = `${HOST} - ${treeId}\n${tree.size()}\n${tree.root().toString("base64")}\n`;
    const signature = sign("sha256", Buffer.from(note, "utf8"), privateKey);
    return `${note}\n\u2014 ${HOST} ${Buffer.concat([logId.subarray(0, 4), signature]).toString("base64")}\n`;
  }

  function present(record: LogRecord): Readonly<Record<string, unknown>> {
    const promised = {
      body: Buffer.from(record.body, "utf8").toString("base64"),
      integratedTime: record.integratedTime,
      logID: logId.toString("hex"),
      logIndex: record.logIndex,
    };
    const index = record.logIndex - OLDER_ENTRIES;
    const verification = {
      inclusionProof: {
        checkpoint: checkpoint(),
        hashes: tree.auditPath(index).map((hash) => hash.toString("hex")),
        logIndex: index,
        rootHash: tree.root().toString("hex"),
        treeSize: tree.size(),
      },
      signedEntryTimestamp: sign("sha256", Buffer.from(canonicalJson(promised), "utf8"), privateKey).toString(
        "base64",
      ),
    };
    return { [record.uuid]: { ...promised, verification } };
  }

  function create(request: ServiceRequest): ServiceAnswer {
    const { kind, canonical } = logBody(JSON.parse(request.body.toString("utf8")));
    const leaf = Buffer.from(canonical, "utf8");
    const uuid = treeHex + leafHash(leaf).toString("hex");
    const location = { location: `${ENTRIES}/${uuid}` };
    if (entries.some((entry) => entry.uuid === uuid)) {
      return failure(
        409,
        `an equivalent entry already exists in the transparency log with UUID ${uuid}`,
        location,
      );
    }
    const logIndex = tree.append(leaf) + OLDER_ENTRIES;
    const record = { uuid, logIndex, integratedTime: Math.floor(now() / 1000), kind, body: canonical };
    entries.push(record);
    return json(201, present(record), { ...location, etag: uuid });
  }

  function find(predicate: (entry: LogRecord) => boolean): ServiceAnswer {
    const record = entries.find(predicate);
    return record ? json(200, present(record)) : failure(404, "the entry was not found");
  }

  function retrieve(request: ServiceRequest): ServiceAnswer {
    const wanted = JSON.parse(request.body.toString("utf8")) as RetrieveRequest;
    const proposed = (wanted.entries ?? []).map((entry) =>
      leafHash(Buffer.from(logBody(entry).canonical, "utf8")).toString("hex"),
    );
    const suffixes = [...(wanted.entryUUIDs ?? []), ...proposed];
    const found = entries.filter(
      ({ uuid, logIndex }) =>
        wanted.logIndexes?.includes(logIndex) ||
        suffixes.some((suffix) => suffix.length >= 64 && uuid.endsWith(suffix)),
    );
    return json(200, found.map(present));
  }

  function read(request: ServiceRequest): ServiceAnswer | undefined {
    if (request.path === ENTRIES) {
      const index = Number(request.query.get("logIndex") ?? Number.NaN);
      return find(({ logIndex }) => logIndex === index);
    }
    if (request.path.startsWith(`${ENTRIES}/`)) {
      const wanted = request.path.slice(ENTRIES.length + 1);
      // Clients may leave the tree's own 16 digits out.
      return find(({ uuid }) => uuid === wanted || uuid.slice(16) === wanted);
    }
    if (request.path === "/api/v1/log/publicKey") {
      return { status: 200, type: "application/x-pem-file", body: toPem("PUBLIC KEY", spki) };
    }
    if (request.path !== "/api/v1/log") return undefined;
    return json(200, {
      inactiveShards: [],
      rootHash: tree.root().toString("hex"),
      signedTreeHead: checkpoint(),
      treeID: treeId.toString(),
      treeSize: tree.size(),
    });
  }

  return {
    spki,
    logId,
    entries,
    handle: (request) => {
      if (request.method === "GET") return read(request);
      if (request.method !== "POST") return undefined;
      if (request.path === ENTRIES) return create(request);
      return request.path === `${ENTRIES}/retrieve` ? retrieve(request) : undefined;
    },
  };
}

type RetrieveRequest = {
  readonly logIndexes?: readonly number[];
  readonly entryUUIDs?: readonly string[];
  readonly entries?: readonly unknown[];
};
