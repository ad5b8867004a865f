// Signing an image in both formats and verifying a blob: our bundle as the runner starts it, beside stock cosign.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { startRegistry } from "../doubles/registry/registry.ts";
import { runAction } from "../doubles/runner/run-action.ts";
import { run } from "../scripts/peers/process.ts";
import { systemClock } from "../src/io/clock.ts";
import { createHttp } from "../src/io/http.ts";
import { silentLog } from "../src/io/log.ts";
import { generateSigningKey, writeCosignKey } from "../src/signing/keys.ts";
import { openSigning } from "../src/signing/signer.ts";
import { verifyBlob } from "../src/verification/blob.ts";
import { writeSmallImage } from "../test/interop/small-image.ts";
import { bundled } from "./bundled.ts";
import { type Area, type Context, type Measured, alternately } from "./row.ts";
import { timed } from "./timed.ts";

export const signing: Area = {
  needs: ["cosign2", "cosign3", "oras"],
  rows: async (context) => [...(await imageRows(context)), ...(await blobRows(context))],
};

const password = "bench";

async function imageRows({ root, temporary, peer }: Context): Promise<Measured[]> {
  const registry = await startRegistry();
  try {
    const key = await writeCosignKey(generateSigningKey(), password);
    const keyFile = path.join(temporary, "cosign.key");
    await writeFile(keyFile, key);
    const environment = { HOME: temporary, COSIGN_PASSWORD: password };
    const config = path.join(temporary, "signing-config.json");
    const cosign3 = peer("cosign3").command;
    const cosign2 = peer("cosign2").command;
    await run([cosign3, "signing-config", "create", "--out", config], { environment });
    let images = 0;
    const fresh = async (): Promise<string> => {
      images += 1;
      const layout = path.join(temporary, `image-${images}`);
      const made = await writeSmallImage(layout);
      const name = `${registry.host}/acme/bench-${images}`;
      const copy = ["cp", "--from-oci-layout", "--to-plain-http", `${layout}:latest`, `${name}:1`];
      await run([peer("oras").command, ...copy]);
      return `${name}@${made.indexDigest}`;
    };
    const sign = ["sign", "--yes", "--key", keyFile, "--allow-http-registry"];
    const [ours = 0, theirs = 0] = await alternately(
      5,
      async () => {
        const image = await fresh();
        const { seconds, code, stderr } = await runAction({
          action: path.join(root, "actions/sign-attest"),
          inputs: { image, "signing-mode": "key", "signing-key": key, "signing-key-password": password },
          environment: { PATH: process.env["PATH"] ?? "", HOME: temporary },
          workspace: temporary,
          temporary: path.join(temporary, "runner"),
        });
        if (code !== 0) throw new Error(`sign-attest ended with ${code}: ${stderr}`);
        return seconds;
      },
      async () => {
        const image = await fresh();
        const options = { environment, directory: temporary };
        const bundle = await timed([cosign3, ...sign, "--signing-config", config, image], options);
        return bundle + (await timed([cosign2, ...sign, "--tlog-upload=false", image], options));
      },
    );
    return [
      {
        name: "sign an image with a key, bundle and legacy",
        ours,
        peer: theirs,
        unit: "s",
        peerName: "cosign 3, then cosign 2",
        note: "median of 5; ours also verifies both from the registry and waits for the tag to settle",
      },
    ];
  } finally {
    await registry.close();
  }
}

async function blobRows({ temporary, peer }: Context): Promise<Measured[]> {
  const file = path.join(temporary, "release.json");
  const bundle = path.join(temporary, "release.sigstore.json");
  const publicKey = path.join(temporary, "cosign.pub");
  const key = generateSigningKey();
  const bytes = Buffer.from(JSON.stringify({ kind: "release", app: "a", notes: "n".repeat(4000) }));
  const http = createHttp({ environment: {} });
  const privateKey = key.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const signer = await openSigning(
    { mode: "key", privateKey },
    {
      http,
      clock: systemClock,
      random: Math.random,
      log: silentLog,
      identityToken: async () => {
        throw new Error("a key needs no token");
      },
    },
  );
  await writeFile(file, bytes);
  await writeFile(bundle, await signer.signBlob(bytes));
  await http.close();
  await writeFile(publicKey, key.publicKey);
  const check = ["verify-blob", "--key", publicKey, "--bundle", bundle, "--insecure-ignore-tlog=true", file];
  const child = path.join(temporary, "verify-file.mjs");
  await bundled(path.join(import.meta.dirname, "verify-file.ts"), child);
  const [ours = 0, theirs = 0] = await alternately(
    7,
    () => timed([process.execPath, child, file, bundle, publicKey]),
    () => timed([peer("cosign3").command, ...check], { directory: temporary }),
  );
  const policy = { identities: [{ kind: "key", keyId: key.keyId, publicKey: key.publicKey } as const] };
  const held = await readFile(bundle);
  const times = 200;
  const started = performance.now();
  for (let turn = 0; turn < times; turn += 1)
    if (!verifyBlob(bytes, held, policy).ok) throw new Error("the bench's own bundle does not verify");
  const each = (performance.now() - started) / times;
  return [
    {
      name: "verify a blob by key, a process each",
      ours: ours * 1000,
      peer: theirs * 1000,
      unit: "ms",
      peerName: "cosign 3 verify-blob",
      note: `median of 7; inside a running process ours takes ${each.toFixed(2)} ms`,
    },
  ];
}
