import { command } from "../../src/commands/build-arm64/inputs.ts";
import { runAction } from "../../src/runner/run-action.ts";

await runAction(command);
