import "./shared/rolldown-runtime.js";
import { t as command } from "./shared/inputs.js";
import { t as runAction } from "./shared/run-action.js";

// actions/build-arm64/main.ts
await runAction(command);

export {  };