// What each driver of build-arm64 honours, made of the code that refuses the rest.
import { capabilities } from "../src/build/capabilities.ts";
import { appendInputs } from "../src/commands/build-arm64/input-groups.ts";
import { command } from "../src/commands/build-arm64/inputs.ts";

/** The table of drivers in the README of build-arm64: only what is an input of the action. */
export function driverTable(): string {
  const appending = Object.keys(appendInputs);
  const inputs = capabilities.buildx.filter((name) => name in command.inputs);
  const rows = Object.entries(capabilities).map(([driver, able]) => {
    const own = driver === "append" ? appending : [];
    const can = [...own, ...inputs.filter((name) => able.includes(name))];
    const cannot = [
      ...inputs.filter((name) => !able.includes(name)),
      ...appending.filter((name) => !own.includes(name)),
    ];
    return `| \`${driver}\` | ${listed(can)} | ${listed(cannot)} |`;
  });
  return ["| driver | can | cannot |", "|---|---|---|", ...rows].join("\n");
}

function listed(names: readonly string[]): string {
  return names.map((name) => (name === "platforms" ? "several `platforms`" : `\`${name}\``)).join(", ");
}
