// Run by memory.test.ts: pushes and pulls a large blob of zeros and prints by how much the process grew.
import { createHash } from "node:crypto";
import { systemClock } from "../../../src/io/clock.ts";
import { createHttp } from "../../../src/io/http.ts";
import { silentLog } from "../../../src/io/log.ts";
import { anonymousCredentials } from "../../../src/oci/credentials.ts";
import { createRegistry } from "../../../src/oci/registry-client.ts";
import { digestFromHex } from "../../../src/values/digest.ts";

const [host = "", megabytes = "1"] = process.argv.slice(2);
const http = createHttp({ environment: {} });
const registry = createRegistry({
  http,
  httpFor: () => http,
  credentials: anonymousCredentials,
  clock: systemClock,
  random: Math.random,
  log: silentLog,
});
const piece = Buffer.alloc(1_000_000);
const count = Number(megabytes);
async function* open(): AsyncGenerator<Uint8Array> {
  for (let number = 0; number < count; number += 1) yield piece;
}
const hash = createHash("sha256");
for (let number = 0; number < count; number += 1) hash.update(piece);
const blob = { digest: digestFromHex(hash.digest("hex")), size: count * piece.length, open };
const repository = { registry: host, path: "acme/large" };

const before = process.resourceUsage().maxRSS;
const pushed = await registry.pushBlob(repository, blob);
let pulled = 0;
for await (const chunk of registry.blob(repository, blob)) pulled += chunk.length;
const grownMegabytes = Math.round((process.resourceUsage().maxRSS - before) / 1000);
console.log(JSON.stringify({ pushed, pulled, grownMegabytes }));
await http.close();
