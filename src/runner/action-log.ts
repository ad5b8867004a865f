import { randomBytes } from "node:crypto";
import { endGroup, startGroup } from "@actions/core";
import type { Log } from "../io/log.ts";

/**
 * The job log: groups that are always closed, and fences inside which the runner reads no commands, so that a build's output
 * can neither set an output of this step nor close its group.
 */
export function actionLog(
  write: (text: string) => void,
  mask: (text: string) => string,
  debugging: boolean,
): Log {
  let depth = 0;
  const print = (line: string): void => write(`${disarm(mask(line))}\n`);
  return {
    info: print,
    debug: (line) => {
      if (debugging) print(`debug: ${line}`);
    },
    warning: (line) => print(`warning: ${line}`),
    group: async (title, work) => {
      depth += 1;
      // The runner has one level of groups: an inner one becomes a heading.
      if (depth === 1) startGroup(disarm(mask(title)));
      else print(`${title}:`);
      try {
        return await work();
      } finally {
        depth -= 1;
        if (depth === 0) endGroup();
      }
    },
    fenced: async (work) => {
      const token = randomBytes(16).toString("hex");
      write(`::stop-commands::${token}\n`);
      try {
        return await work((line) => write(`${mask(line).replaceAll(token, "***")}\n`));
      } finally {
        write(`::${token}::\n`);
      }
    },
  };
}

/** The text with every line that the runner would read as a command made harmless and still readable. */
export function disarm(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => (/^\s*::|##\[/.test(line) ? `| ${line.replaceAll("##[", "# #[")}` : line))
    .join("\n");
}
