import path from "node:path";
import { rolldown } from "rolldown";

/** A program as dist is made, with parts that are loaded when they are needed: what is compared is the work, not sixty source files. */
export async function bundled(source: string, file: string): Promise<void> {
  const build = await rolldown({
    input: source,
    platform: "node",
    logLevel: "silent",
    treeshake: {
      moduleSideEffects: (id) => !/node_modules[\\/](?:undici|@sigstore)[\\/]/.test(id),
    },
  });
  await build.write({
    dir: path.dirname(file),
    format: "esm",
    entryFileNames: path.basename(file),
    chunkFileNames: "shared/[name].mjs",
  });
  await build.close();
}
