import "./shared/rolldown-runtime.js";
import { t as command } from "./shared/inputs4.js";
import { t as runAction } from "./shared/run-action.js";

// actions/canary-gate/main.ts
await runAction(command);

export {  };