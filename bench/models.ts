// Signing a model of 2 GB beside the reference, and hashing one file of 2 GB beside openssl. All of it from the page cache.
import { generateKeyPairSync, randomFillSync } from "node:crypto";
import { mkdir, open, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { bundled } from "./bundled.ts";
import { type Area, type Context, type Measured, alternately } from "./row.ts";
import { timed } from "./timed.ts";

const files = 8;
const megabytes = 256;
const times = 5;

export const models: Area = {
  needs: ["model-signing"],
  rows: async (context) => {
    const child = path.join(context.temporary, "model-child.mjs");
    await bundled(path.join(import.meta.dirname, "model-child.ts"), child);
    const ours = [process.execPath, child];
    return [await folderRow(context, ours), await fileRow(context, ours)];
  },
};

async function folderRow({ temporary, peer }: Context, child: readonly string[]): Promise<Measured> {
  const model = path.join(temporary, "model");
  const signature = path.join(temporary, "model.sig");
  const key = path.join(temporary, "signing.key");
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  await writeFile(key, privateKey.export({ type: "pkcs8", format: "pem" }));
  await mkdir(model);
  for (let part = 0; part < files; part += 1)
    await writeRandom(path.join(model, `part-${part}.bin`), megabytes);
  const their = ["-m", "model_signing", "sign", "key", "--private_key", key, "--signature", signature, model];
  const fresh = async (argv: readonly string[]): Promise<number> => {
    await rm(signature, { force: true });
    return timed(argv);
  };
  const [ours = 0, theirs = 0] = await alternately(
    times,
    () => fresh([...child, "sign", model, signature, key]),
    () => fresh([peer("model-signing").command, ...their]),
  );
  await rm(model, { recursive: true });
  return {
    name: `sign a model of ${files} files of ${megabytes} MiB with a key`,
    ours,
    peer: theirs,
    unit: "s",
    peerName: "model_signing 1.1.1",
    note: `median of ${times}; ours also verifies what it wrote`,
  };
}

async function fileRow({ temporary }: Context, child: readonly string[]): Promise<Measured> {
  const file = path.join(temporary, "model.bin");
  await writeRandom(file, files * megabytes);
  const [ours = 0, theirs = 0] = await alternately(
    times,
    () => timed([...child, "hash", file]),
    () => timed(["openssl", "dgst", "-sha256", file]),
  );
  await rm(file);
  return {
    name: `sha256 of one model file of ${files * megabytes} MiB`,
    ours,
    peer: theirs,
    unit: "s",
    peerName: "openssl dgst",
    note: `median of ${times}; start of the process included`,
  };
}

async function writeRandom(file: string, size: number): Promise<void> {
  const chunk = randomFillSync(Buffer.alloc(1_048_576));
  const handle = await open(file, "w");
  for (let written = 0; written < size; written += 1) await handle.write(chunk);
  await handle.close();
}
