// A key file that the real sops encrypted for an age recipient signs, and opens for nobody else.
import assert from "node:assert/strict";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { before } from "node:test";
import { startRegistry } from "../../doubles/registry/registry.ts";
import { type Peer, installPeers } from "../../scripts/peers/install.ts";
import { command } from "../../src/commands/sign-attest/inputs.ts";
import { Fault } from "../../src/values/fault.ts";
import { makeChain } from "../unit/signing/notary-chain.ts";
import { perform, portsFor, succeeds, temporary } from "./setting.ts";
import { writeSmallImage } from "./small-image.ts";

let peers: Record<"sops" | "age-keygen" | "oras", Peer>;
before(async () => {
  peers = await installPeers(["sops", "age-keygen", "oras"]);
});

test("a key file of sops signs with the identity of its recipient, and with no other", async (t) => {
  const folder = await temporary(t, "sops");
  const registry = await startRegistry();
  t.after(() => registry.close());
  const layout = path.join(folder, "layout");
  const { indexDigest } = await writeSmallImage(layout);
  const source = ["cp", "--from-oci-layout", `${layout}:latest`, "--to-plain-http"];
  await succeeds(peers.oras.command, [...source, `${registry.host}/acme/app:1`]);
  const made = makeChain();
  await writeFile(path.join(folder, "release.key"), made.key);
  const identities: string[] = [];
  for (const name of ["ours", "other"]) {
    await succeeds(peers["age-keygen"].command, ["-o", path.join(folder, name)]);
    identities.push(await readFile(path.join(folder, name), "utf8"));
  }
  const [identity = "", other = ""] = identities;
  const recipient = /public key: (age1\S+)/.exec(identity)?.[1] ?? "";
  const encrypt = async (to: string, ...argv: string[]): Promise<void> => {
    const all = ["encrypt", "--age", recipient, ...argv, path.join(folder, "release.key")];
    await writeFile(path.join(folder, to), await succeeds(peers.sops.command, all));
  };
  await encrypt("release.json", "--input-type", "binary", "--output-type", "json");
  await encrypt("default.sops");
  const bin = path.join(folder, "bin");
  await mkdir(bin);
  await symlink(peers.sops.command, path.join(bin, "sops"));
  const environment = { HOME: folder, PATH: `${bin}:/usr/bin:/bin` };
  const ports = await portsFor(t, { workspace: folder, environment });
  const sign = (inputs: Readonly<Record<string, string>>) =>
    perform(
      command,
      {
        image: `${registry.host}/acme/app@${indexDigest}`,
        "signing-mode": "key",
        "signing-key-age-identity": identity,
        ...inputs,
      },
      ports,
    );
  await assert.rejects(
    sign({ "signing-key": "sops://release.json", "signing-key-age-identity": other }),
    (error: unknown) =>
      error instanceof Fault &&
      error.code === "SIGNING_SOPS_FAILED" &&
      !error.message.includes("AGE-SECRET-KEY"),
  );
  assert.match((await sign({ "signing-key": "sops://release.json" })).verdict, /is signed and verified$/);
  assert.match((await sign({ "signing-key": "sops://default.sops" })).verdict, /nothing changed/);
  const notation = { format: "notation", "signing-certificate-chain": made.pem };
  const third = await sign({ "signing-key": "sops://release.json", ...notation });
  assert.match(third.verdict, /is signed and verified$/);

  const sealed = await readFile(path.join(folder, "release.json"), "utf8");
  await writeFile(path.join(folder, "damaged.json"), sealed.replace(/data:.{4}/, "data:AAAA"));
  await assert.rejects(
    sign({ "signing-key": "sops://damaged.json" }),
    (error: unknown) => error instanceof Fault && error.code === "SIGNING_SOPS_FAILED",
  );
});
