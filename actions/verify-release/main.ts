import { command } from "../../src/commands/verify-release/inputs.ts";
import { runAction } from "../../src/runner/run-action.ts";

await runAction(command);
