import { parseArgs } from "node:util";

export const scenarios = ["both", "good", "bad", "returning", "brownout"] as const;
export type Scenario = (typeof scenarios)[number];

export type PilotOptions = {
  readonly devices: number;
  readonly seed: number;
  readonly scenario: Scenario;
  /** Leave everything running at the end, to look around. */
  readonly keep: boolean;
  /** Folder of the report. */
  readonly report: string;
  readonly help: boolean;
};

export const usage = `npm run pilot -- [options]

  --scenario NAME   ${scenarios.join(" | ")} (default both: a good release, then a bad one, then attacks)
                    returning: a device that was off jumps to the current pointer
                    brownout:  devices are killed in mid-pull and in mid-switch
  --devices N       simulated devices, 12 to 500 (default 50, in rings of 4, 12 and the rest)
  --seed N          seed of everything that is random in the simulation (default 1)
  --report DIR      where the report goes (default pilot-report)
  --keep            leave everything running until Ctrl-C
`;

/** Reads the pilot's flags; throws an Error that says which one is wrong. */
export function readOptions(args: readonly string[]): PilotOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      devices: { type: "string", default: "50" },
      seed: { type: "string", default: "1" },
      scenario: { type: "string", default: "both" },
      report: { type: "string", default: "pilot-report" },
      keep: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const scenario = scenarios.find((name) => name === values.scenario);
  if (scenario === undefined) throw new Error(`--scenario must be one of ${scenarios.join(", ")}`);
  return {
    devices: wholeNumber("--devices", values.devices, 12, 500),
    seed: wholeNumber("--seed", values.seed, 0, 2 ** 31 - 1),
    scenario,
    keep: values.keep,
    report: values.report,
    help: values.help,
  };
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = /^[0-9]{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new Error(`${name} must be a whole number from ${min} to ${max}`);
}
