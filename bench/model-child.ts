// A process of its own for the bench: `hash MODEL`, or `sign MODEL SIGNATURE KEY`.
import { createPublicKey } from "node:crypto";
import { readFile } from "node:fs/promises";
import { signModel } from "../src/commands/model-signature.ts";
import { systemClock } from "../src/io/clock.ts";
import { silentLog } from "../src/io/log.ts";
import { hashModel } from "../src/models/model-hashing.ts";
import { publicKeyId } from "../src/signing/keys.ts";
import { openSigning } from "../src/signing/signer.ts";

const [verb, model = "", signature = "", keyFile = ""] = process.argv.slice(2);
if (verb === "hash")
  process.stdout.write(
    `${JSON.stringify(await hashModel(model, { ignorePaths: [], allowSymlinks: false }))}\n`,
  );
else {
  const privateKey = await readFile(keyFile, "utf8");
  const key = createPublicKey(privateKey);
  const publicKey = key.export({ type: "spki", format: "pem" }).toString();
  const unused = async (): Promise<never> => {
    throw new Error("a key needs neither network nor token");
  };
  const signer = await openSigning(
    { mode: "key", privateKey },
    {
      http: { send: unused, close: async () => undefined },
      clock: systemClock,
      random: Math.random,
      log: silentLog,
      identityToken: unused,
    },
  );
  const policy = { identities: [{ kind: "key", keyId: publicKeyId(key), publicKey } as const] };
  const done = await signModel({ model, signature, policy }, signer);
  if (done?.fresh !== true) throw new Error("the model was not signed");
}
