import "./shared/rolldown-runtime.js";
import { t as command } from "./shared/inputs10.js";
import { t as runAction } from "./shared/run-action.js";

// actions/sign-attest/main.ts
await runAction(command);

export {  };