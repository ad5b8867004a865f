import type { World } from "./world.ts";
import { names } from "./world.ts";

/** What the people of the pilot do on GitHub: approve and merge. */
export type People = {
  readonly approve: (pull: number) => Promise<void>;
  /** Merges a pull request once GitHub lets it; gives the merge commit. */
  readonly merge: (pull: number) => Promise<string>;
};

/** Robin, the maintainer of the fleet. */
export function createPeople(world: World): People {
  return {
    approve: (pull) => world.github.approve(names.manifests, pull, "robin"),
    merge: async (pull) => {
      const response = await fetch(`${world.github.apiUrl}/repos/${names.manifests}/pulls/${pull}/merge`, {
        method: "PUT",
        headers: {
          authorization: `Bearer ${world.tokens.maintainer}`,
          accept: "application/vnd.github+json",
          "content-type": "application/json",
        },
        body: JSON.stringify({ merge_method: "merge" }),
      });
      const answer = (await response.json()) as { sha?: string; message?: string };
      if (!response.ok || answer.sha === undefined)
        throw new Error(`GitHub would not merge #${pull}: ${answer.message ?? response.status}`);
      return answer.sha;
    },
  };
}
