import { command } from "../../src/commands/release-manifest/inputs.ts";
import { runAction } from "../../src/runner/run-action.ts";

await runAction(command);
