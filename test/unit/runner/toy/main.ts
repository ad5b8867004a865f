import { runAction } from "../../../../src/runner/run-action.ts";
import { command } from "./inputs.ts";

await runAction(command);
