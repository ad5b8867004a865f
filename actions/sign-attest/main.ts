import { command } from "../../src/commands/sign-attest/inputs.ts";
import { runAction } from "../../src/runner/run-action.ts";

await runAction(command);
