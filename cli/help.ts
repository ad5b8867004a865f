import { catalogue } from "../src/commands/catalogue.ts";
import type { Command } from "../src/commands/command.ts";
import { variableOf } from "./flags.ts";

/** The page of `pi5 --help`. */
export function overview(): string {
  const width = Math.max(...Object.keys(catalogue).map((name) => name.length));
  const verbs = Object.entries(catalogue).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: pi5 COMMAND [--input value ...] [--json]\n\n${verbs.join("\n")}\n\nEach command takes the inputs of the action of the same name. pi5 COMMAND --help lists them.\nExit codes: 0 done, 1 a check failed or something went wrong, 2 wrong usage.\n`;
}

/** The page of `pi5 COMMAND --help`. */
export function commandHelp(command: Command): string {
  const lines = Object.entries(command.inputs).map(([name, input]) => {
    const how = input.secret
      ? `environment ${variableOf(name)}`
      : `--${name} ${input.grammar.expects === "true or false" ? "" : `(${input.grammar.expects})`}`;
    const need = input.required
      ? "Required. "
      : input.fallback === undefined
        ? ""
        : `Default: ${input.fallback}. `;
    return `  ${how.trim()}\n      ${need}${input.about}`;
  });
  const outputs = Object.entries(command.outputs).map(([name, about]) => `  ${name}: ${about}`);
  return `pi5 ${command.name}: ${command.summary}\n\nInputs\n${lines.join("\n")}\n\nOutputs (with --json)\n${outputs.join("\n")}\n`;
}
