// Images of real files for the lint: packed as archives with tar-stream, and looked at by the real pass.
import { createReadStream, lstatSync, readdirSync, readlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { type Pack, pack } from "tar-stream";
import { lookAt } from "../../src/layers/pass.ts";
import type { ImageConfig } from "../../src/layers/visitor.ts";
import { createLint } from "../../src/lint/lint.ts";
import { digestOf } from "../../src/values/digest.ts";
import type { Finding } from "../../src/values/finding.ts";
import type { Profile } from "../../src/values/profile.ts";
import { emptyConfig } from "../unit/layers/memory-image.ts";

/** What stands at a path of an image: a file or a whole folder of this machine, a text, or a link. */
export type Placed =
  | { readonly from: string; readonly mode?: number }
  | { readonly text: string; readonly mode?: number }
  | { readonly link: string };

/** The findings of the lint about an image of one layer. */
export async function lintFiles(
  files: Readonly<Record<string, Placed>>,
  profile: Profile,
  config: Partial<ImageConfig> = {},
): Promise<readonly Finding[]> {
  const archive = pack();
  const chunks: Buffer[] = [];
  const read = (async () => {
    for await (const chunk of archive) chunks.push(chunk as Buffer);
  })();
  for (const [name, what] of Object.entries(files)) await add(archive, name, what);
  archive.finalize();
  await read;
  const diffId = digestOf(Buffer.concat(chunks));
  const look = await lookAt(
    {
      config: { ...emptyConfig, ...config, diffIds: [diffId] },
      layers: [
        {
          mediaType: "application/vnd.oci.image.layer.v1.tar",
          digest: diffId,
          size: chunks.reduce((sum, chunk) => sum + chunk.length, 0),
          open: async function* () {
            yield* chunks;
          },
        },
      ],
    },
    [createLint({ profile })],
    { temporary: path.join(tmpdir(), `pi5-lint-${process.pid}`) },
  );
  return look.results[0];
}

async function add(archive: Pack, name: string, what: Placed): Promise<void> {
  if ("link" in what) return void archive.entry({ name, type: "symlink", linkname: what.link });
  if ("text" in what) return void archive.entry({ name, mode: what.mode ?? 0o755 }, what.text);
  const status = lstatSync(what.from);
  if (status.isSymbolicLink())
    return void archive.entry({ name, type: "symlink", linkname: readlinkSync(what.from) });
  if (status.isDirectory()) {
    for (const child of readdirSync(what.from).sort())
      await add(archive, path.posix.join(name, child), { from: path.join(what.from, child) });
    return;
  }
  const entry = archive.entry({ name, mode: what.mode ?? status.mode & 0o7777, size: status.size });
  await pipeline(createReadStream(what.from), entry);
}
