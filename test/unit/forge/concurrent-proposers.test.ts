import assert from "node:assert/strict";
import test from "node:test";
import { isFault } from "../../../src/values/fault.ts";
import { changeOf, forgeWorld, fullName, text } from "./github-world.ts";

/** Mulberry32: a small seeded generator, so that a run can be repeated. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const kinds = [
  "drop-after-commit",
  "drop-before",
  "bad-gateway",
  "secondary-limit",
  "too-many-requests",
] as const;

test("twelve proposers on one key with random faults leave one pull request with the bytes of one of them", async (t) => {
  const seed = Number(process.env["PI5_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
  t.diagnostic(`seed ${seed} (PI5_SEED=${seed} repeats it)`);
  const random = seeded(seed);
  const { github, repository, open, base } = await forgeWorld(t);
  for (let fault = 0; fault < 24; fault += 1)
    github.faults.add({
      match: { path: random() < 0.4 ? /graphql/ : /./ },
      skip: Math.floor(random() * 60) + 12,
      fault: { kind: kinds[Math.floor(random() * kinds.length)] ?? "bad-gateway" },
    });
  let mostOpen = 0;
  const watch = setInterval(() => {
    mostOpen = Math.max(mostOpen, repository.pulls().filter(({ state }) => state === "open").length);
  }, 1);
  t.after(() => clearInterval(watch));
  const results = await Promise.allSettled(
    Array.from({ length: 12 }, async (_, index) => {
      const forge = await open({ random });
      return forge.propose(changeOf(base, { "a.json": `by ${index}` }), {
        ...text,
        title: `Change ${index}`,
      });
    }),
  );
  for (const result of results)
    if (result.status === "rejected" && !isFault(result.reason, "FORGE_CONTENTION", "FORGE_UNAVAILABLE"))
      throw result.reason;
  const done = results.filter((result) => result.status === "fulfilled");
  t.diagnostic(`${done.length} of 12 came through with ${github.requests.length} requests`);
  assert.ok(done.length > 0, "nobody came through");
  assert.ok(mostOpen <= 1, `${mostOpen} pull requests were open at once`);
  const openPulls = repository.pulls().filter(({ state }) => state === "open");
  assert.equal(openPulls.length, 1);
  const bytes = String(await repository.read(`pi5/release/shelf/canary`, "a.json"));
  assert.match(bytes, /^by (?:[0-9]|1[01])$/);
  // Title and files come from the same proposer, whoever was last.
  assert.equal(openPulls[0]?.title, `Change ${bytes.slice("by ".length)}`);
  github.assertNoViolations();
});

test("a person's commit in the middle of twelve proposers is never lost", async (t) => {
  const seed = Number(process.env["PI5_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
  t.diagnostic(`seed ${seed} (PI5_SEED=${seed} repeats it)`);
  const random = seeded(seed);
  const { github, repository, forge, open, base } = await forgeWorld(t);
  const { branch } = await forge.propose(changeOf(base, { "a.json": "0" }), text);
  let human: string | undefined;
  github.faults.add({
    match: { path: /graphql/, graphql: /updateRefs/ },
    skip: Math.floor(random() * 8),
    fault: { kind: "none" },
    before: async () => {
      human = await github.push(fullName, branch, { "human.txt": "mine" }, { actor: "ann" });
    },
  });
  await Promise.allSettled(
    Array.from({ length: 12 }, async (_, index) =>
      (await open({ random })).propose(changeOf(base, { "a.json": `by ${index}` }), text),
    ),
  );
  assert.ok(human, "the person never came");
  assert.equal(await repository.resolve(branch), human);
});
