import { t as command } from "./inputs2.js";

export { command };