import "./shared/rolldown-runtime.js";
import { t as command } from "./shared/inputs8.js";
import { t as runAction } from "./shared/run-action.js";

// actions/release-manifest/main.ts
await runAction(command);

export {  };