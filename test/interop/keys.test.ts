// Keys on P-384 and P-521: what sign-attest prints for them passes in stock cosign 2 and 3, and only as printed.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { startRegistry } from "../../doubles/registry/registry.ts";
import { installPeers } from "../../scripts/peers/install.ts";
import { command } from "../../src/commands/sign-attest/inputs.ts";
import { perform, portsFor, start, succeeds, temporary } from "./setting.ts";
import { writeSmallImage } from "./small-image.ts";

for (const [namedCurve, hash] of [
  ["P-384", "sha384"],
  ["P-521", "sha512"],
] as const)
  test(`a signature by a ${namedCurve} key passes both majors of cosign with the printed option`, async (t) => {
    const peers = await installPeers(["cosign2", "cosign3", "oras"]);
    const folder = await temporary(t, "keys");
    const registry = await startRegistry();
    t.after(() => registry.close());
    const layout = path.join(folder, "layout");
    const { indexDigest } = await writeSmallImage(layout);
    await succeeds(peers.oras.command, [
      "cp",
      "--from-oci-layout",
      `${layout}:latest`,
      "--to-plain-http",
      `${registry.host}/acme/keys:1`,
    ]);
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve });
    await writeFile(path.join(folder, "cosign.pub"), publicKey.export({ type: "spki", format: "pem" }));
    const outcome = await perform(
      command,
      {
        image: `${registry.host}/acme/keys@${indexDigest}`,
        "signing-mode": "key",
        "signing-key": privateKey.export({ type: "sec1", format: "pem" }).toString(),
      },
      await portsFor(t, { workspace: folder, environment: { HOME: folder } }),
    );
    assert.ok(outcome.ok, outcome.verdict);
    const lines = outcome.report.blocks.flatMap((block) =>
      block.kind === "code" && block.text.includes("cosign") ? [block.text] : [],
    );
    assert.equal(lines.length, 3);
    for (const [index, line] of lines.entries()) {
      const bin = path.join(folder, `bin${index}`);
      await mkdir(bin);
      await symlink(index === 2 ? peers.cosign2.command : peers.cosign3.command, path.join(bin, "cosign"));
      const option = `--signature-digest-algorithm ${hash} `;
      assert.ok(line.includes(option), line);
      const paste = (text: string) =>
        start("/bin/sh", ["-c", text], {
          directory: folder,
          environment: { HOME: folder, PATH: `${bin}:/usr/bin:/bin`, https_proxy: "http://127.0.0.1:9" },
        });
      const passed = await paste(line);
      assert.equal(passed.code, 0, `${line}\n${passed.stderr}`);
      assert.notEqual((await paste(line.replace(option, ""))).code, 0, "needed only where it is printed");
    }
  });
