import { t as command } from "./inputs.js";

export { command };