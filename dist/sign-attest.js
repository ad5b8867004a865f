import "./shared/rolldown-runtime.js";
import { t as command } from "./shared/inputs9.js";
import { t as runAction } from "./shared/run-action.js";

// actions/sign-attest/main.ts
await runAction(command);

export {  };