// What docker/build-push-action loads before it does anything. The action itself is on GitHub only; its library is on npm.
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { rolldown } from "rolldown";
import { run } from "./process.ts";
import { authorityEnvironment } from "./python-recipe.ts";
import type { Recipe } from "./recipe.ts";

const version = "0.101.0";

/** The modules that the action's main.ts names (docker/build-push-action, src/main.ts), held and not used. */
const program = `import * as core from "@actions/core";
import * as actionsToolkit from "@docker/actions-toolkit";
import { Buildx } from "@docker/actions-toolkit/lib/buildx/buildx.js";
import { History } from "@docker/actions-toolkit/lib/buildx/history.js";
import { Context } from "@docker/actions-toolkit/lib/context.js";
import { Docker } from "@docker/actions-toolkit/lib/docker/docker.js";
import { Exec } from "@docker/actions-toolkit/lib/exec.js";
import { GitHub } from "@docker/actions-toolkit/lib/github/github.js";
import { Toolkit } from "@docker/actions-toolkit/lib/toolkit.js";
import { Util } from "@docker/actions-toolkit/lib/util.js";
globalThis.held = [core, actionsToolkit, Buildx, History, Context, Docker, Exec, GitHub, Toolkit, Util];
`;

/** One bundle that imports what build-push-action imports and ends: its start can take no less. The command is the bundle. */
export function actionsToolkit(): Recipe {
  return {
    key: `actions toolkit 1 ${JSON.stringify({ version, program })}`,
    probe: [],
    version: /actions-toolkit (\S+)/,
    expected: new RegExp(`^${version.replaceAll(".", "\\.")}$`),
    make: async (tree, workshop) => {
      const folder = path.join(tree, "build");
      await mkdir(folder);
      const environment = {
        NODE_EXTRA_CA_CERTS: (await authorityEnvironment(workshop))["SSL_CERT_FILE"] ?? "",
      };
      const quiet = ["--silent", "--ignore-scripts", "--no-audit", "--no-fund"];
      const library = `@docker/actions-toolkit@${version}`;
      await run(["npm", "install", ...quiet, "--prefix", folder, library], { environment });
      const entry = path.join(folder, "main.mjs");
      await writeFile(entry, program);
      const bundle = await rolldown({
        input: { toolkit: entry },
        cwd: folder,
        platform: "node",
        logLevel: "warn",
        transform: { target: "node24" },
      });
      await bundle.write({
        dir: tree,
        format: "esm",
        entryFileNames: "[name].mjs",
        minify: true,
        codeSplitting: false,
        postBanner: `// actions-toolkit ${version}`,
      });
      await bundle.close();
      await rm(folder, { recursive: true });
      return { command: "toolkit.mjs" };
    },
  };
}
