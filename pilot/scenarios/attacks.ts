import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type Git, openGit } from "../../src/io/git.ts";
import { createProcesses } from "../../src/io/process.ts";
import type { Stage } from "../stage.ts";
import { names } from "../world.ts";

type Attack = {
  readonly name: string;
  /** Needs a device that was just flashed: one that knows the pointer verifies nothing twice. */ readonly fresh?: true;
  readonly ring: string;
  readonly expect: readonly string[];
  readonly forge: (git: Git, live: string) => Promise<string>;
};

/** Trees that somebody in the middle could serve; every device must refuse each, with its own code. */
export async function playAttacks(
  stage: Stage,
  firstLive: string,
): Promise<readonly { readonly name: string; readonly code: string }[]> {
  const { world, story } = stage;
  const directory = path.join(world.directory, "attacker.git");
  await mkdir(directory, { recursive: true });
  const git = openGit(createProcesses(process.env), directory);
  await git.run(["init", "-q", "--bare", "."]);
  await git.run([
    "fetch",
    "-q",
    "--no-tags",
    "--end-of-options",
    `${world.github.url}/${names.manifests}.git`,
    "+refs/heads/live:refs/heads/live",
  ]);
  const live = await git.resolve("refs/heads/live");
  const results: { name: string; code: string }[] = [];
  for (const attack of attacks(firstLive)) {
    const device =
      attack.fresh === true
        ? await world.spareDevice(attack.ring)
        : world.population
            .inRing(attack.ring)
            .find((one) => one.phase === "idle" && one.running !== undefined);
    if (device === undefined) throw new Error(`no device of ${attack.ring} is idle`);
    const before = device.running;
    const code = await device.consider(git.tree(await attack.forge(git, live)));
    if (!attack.expect.includes(code))
      throw new Error(
        `${attack.name}: ${device.name} should have refused with ${attack.expect.join(" or ")}, but said ${code}`,
      );
    if (device.running !== before) throw new Error(`${attack.name}: ${device.name} runs something else now`);
    story.tell(
      "attack",
      "good",
      `${attack.name}: refused with ${code}, ${device.name} keeps ${before?.version ?? "running nothing"}`,
      { ring: attack.ring },
    );
    results.push({ name: attack.name, code });
  }
  return results;
}

function attacks(firstLive: string): readonly Attack[] {
  const app = names.app;
  return [
    {
      name: "a manifest with another image in it",
      ring: "early",
      fresh: true,
      expect: ["DEVICE_RELEASE_TAMPERED"],
      // The pointer is genuine, so what it points to must be checked too.
      forge: async (git, live) => {
        const pointer = JSON.parse(
          (await git.run(["cat-file", "blob", `${live}:rings/early/${app}.json`])).toString("utf8"),
        ) as { release: { path: string } };
        const release = (await git.run(["cat-file", "blob", `${live}:${pointer.release.path}`])).toString(
          "utf8",
        );
        const swapped = release.replace(
          /"platformDigest":"sha256:[0-9a-f]{64}"/,
          `"platformDigest":"sha256:${"e".repeat(64)}"`,
        );
        return commitFiles(git, live, { [pointer.release.path]: swapped });
      },
    },
    {
      name: "an old pointer, replayed with its genuine signature",
      ring: "canary",
      expect: ["DEVICE_POINTER_REPLAYED"],
      forge: async () => firstLive,
    },
    {
      name: "another ring's pointer with its genuine signature",
      ring: "production",
      expect: ["FLEET_FILE_MISPLACED"],
      forge: async (git, live) => {
        const blob = async (name: string) =>
          (await git.run(["cat-file", "blob", `${live}:rings/canary/${app}${name}`])).toString("utf8");
        return commitFiles(git, live, {
          [`rings/production/${app}.json`]: await blob(".json"),
          [`rings/production/${app}.sigstore.json`]: await blob(".sigstore.json"),
        });
      },
    },
    {
      name: "a pointer that nobody signed",
      ring: "production",
      expect: ["FLEET_SIGNATURE_MISSING"],
      forge: async (git, live) => {
        const text = (await git.run(["cat-file", "blob", `${live}:rings/production/${app}.json`])).toString(
          "utf8",
        );
        const next = text.replace(/"seq":(\d+)/, (_all, seq: string) => `"seq":${Number(seq) + 1}`);
        return commitFiles(git, live, {
          [`rings/production/${app}.json`]: next,
          [`rings/production/${app}.sigstore.json`]: null,
        });
      },
    },
  ];
}

async function commitFiles(
  git: Git,
  base: string,
  files: Readonly<Record<string, string | null>>,
): Promise<string> {
  const environment = {
    GIT_INDEX_FILE: path.join(
      (await git.run(["rev-parse", "--absolute-git-dir"])).toString("utf8").trim(),
      "attack-index",
    ),
  };
  const person = {
    GIT_AUTHOR_NAME: "m",
    GIT_AUTHOR_EMAIL: "m@example.com",
    GIT_COMMITTER_NAME: "m",
    GIT_COMMITTER_EMAIL: "m@example.com",
  };
  await git.run(["read-tree", base], { environment });
  for (const [name, text] of Object.entries(files)) {
    if (text === null)
      await git
        .run(["rm", "--cached", "-q", "--", name], { environment })
        .catch(() => git.run(["update-index", "--force-remove", "--", name], { environment }));
    else {
      const blob = (await git.run(["hash-object", "-w", "--stdin"], { input: text })).toString("utf8").trim();
      await git.run(["update-index", "--add", "--cacheinfo", `100644,${blob},${name}`], { environment });
    }
  }
  const tree = (await git.run(["write-tree"], { environment })).toString("utf8").trim();
  return (await git.run(["commit-tree", tree, "-p", base, "-m", "attack"], { environment: person }))
    .toString("utf8")
    .trim();
}
