import { command } from "../../src/commands/publish/inputs.ts";
import { runAction } from "../../src/runner/run-action.ts";

await runAction(command);
