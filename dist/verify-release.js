import "./shared/rolldown-runtime.js";
import { t as command } from "./shared/inputs12.js";
import { t as runAction } from "./shared/run-action.js";

// actions/verify-release/main.ts
await runAction(command);

export {  };