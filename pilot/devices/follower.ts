import { mkdir } from "node:fs/promises";
import type { Http } from "../../src/io/http.ts";
import { type Git, openGit } from "../../src/io/git.ts";
import type { Processes } from "../../src/io/process.ts";
import type { Tree } from "../../src/values/tree.ts";

/** Follows one branch of a repository over git, as a device does: a small question often, a fetch only when it moved. */
export type Follower = {
  /** The commit that the branch has now, asked of the server; undefined when it has no such branch. */
  readonly head: () => Promise<string | undefined>;
  /** The files of that branch after fetching it. */
  readonly fetch: () => Promise<Tree>;
};

/** A follower with a bare repository of its own. */
export async function openFollower(options: {
  readonly processes: Processes;
  readonly http: Http;
  readonly url: string;
  readonly branch: string;
  readonly directory: string;
}): Promise<Follower> {
  const { http, url, branch, directory } = options;
  await mkdir(directory, { recursive: true });
  const git: Git = openGit(options.processes, directory);
  await git.run(["init", "-q", "--bare", "."]);
  return {
    head: async () => {
      const response = await http.send({
        method: "GET",
        url: `${url}/info/refs?service=git-upload-pack`,
        timeoutMs: 10_000,
      });
      const text = await response.text(4_000_000);
      if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
      return new RegExp(`([0-9a-f]{40}) refs/heads/${branch}\\b`).exec(text)?.[1];
    },
    fetch: async () => {
      await git.run([
        "fetch",
        "-q",
        "--depth",
        "1",
        "--no-tags",
        "--end-of-options",
        url,
        `+refs/heads/${branch}:refs/heads/${branch}`,
      ]);
      return git.tree(await git.resolve(`refs/heads/${branch}`));
    },
  };
}
