import { defineCommand } from "../../../../src/commands/command.ts";
import { block, choice, integer } from "../../../../src/values/grammars.ts";
import { defaulted, optional } from "../../../../src/values/input-table.ts";

export const modes = ["ok", "check", "fault", "bug", "evil-child", "leak", "token", "flood"] as const;

export const command = defineCommand({
  name: "toy",
  summary: "Do as told.",
  inputs: {
    mode: defaulted(choice(modes), "ok", { about: "What to do.", example: "ok" }),
    "secret-key": optional(block, { about: "A key.", example: "${{ secrets.KEY }}", secret: true }),
    count: defaulted(integer(1, 9), "3", { about: "How many.", example: "3" }),
  },
  outputs: { digest: "A digest.", note: "A note." },
  load: async () => (await import("./run.ts")).run,
});
