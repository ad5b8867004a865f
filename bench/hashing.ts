// A model is hashed with sha256 and md5 in one pass while it is read; stock tools need a pass for each.
import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import path from "node:path";
import { type Area, alternately } from "./row.ts";
import { timed } from "./timed.ts";

const megabytes = 512;

export const hashing: Area = {
  needs: [],
  rows: async ({ temporary }) => {
    const file = path.join(temporary, "model.bin");
    const chunk = randomBytes(1_000_000);
    const handle = await open(file, "w");
    for (let written = 0; written < megabytes; written += 1) await handle.write(chunk);
    await handle.close();
    const openssl = existsSync("/usr/bin/openssl");
    const stock = (name: string): readonly string[] =>
      openssl ? ["/usr/bin/openssl", "dgst", `-${name}`, file] : [`${name}sum`, file];
    const [ours = 0, peer = 0] = await alternately(
      3,
      () => timed([process.execPath, path.join(import.meta.dirname, "hash-file.ts"), file]),
      async () => (await timed(stock("sha256"))) + (await timed(stock("md5"))),
    );
    return [
      {
        name: `sha256 and md5 of a ${megabytes} MB model`,
        ours,
        peer,
        unit: "s",
        peerName: openssl ? "openssl dgst, twice" : "sha256sum and md5sum",
        note: "median of 3, from the page cache, start of the process included",
      },
    ];
  },
};
