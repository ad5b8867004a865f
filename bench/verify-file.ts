// A process of its own for the bench: verifies one blob with one bundle and one key, as a device does.
import { readFileSync } from "node:fs";
import { createPublicKey } from "node:crypto";
import { publicKeyId } from "../src/signing/keys.ts";
import { verifyBlob } from "../src/verification/blob.ts";

const [file = "", bundle = "", key = ""] = process.argv.slice(2);
const publicKey = readFileSync(key, "utf8");
const identity = { kind: "key", keyId: publicKeyId(createPublicKey(publicKey)), publicKey } as const;
const result = verifyBlob(readFileSync(file), readFileSync(bundle), { identities: [identity] });
if (!result.ok) throw result.why;
