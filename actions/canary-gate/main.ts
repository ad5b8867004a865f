import { command } from "../../src/commands/canary-gate/inputs.ts";
import { runAction } from "../../src/runner/run-action.ts";

await runAction(command);
