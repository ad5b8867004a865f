import "./shared/rolldown-runtime.js";
import { t as command } from "./shared/inputs6.js";
import { t as runAction } from "./shared/run-action.js";

// actions/publish/main.ts
await runAction(command);

export {  };