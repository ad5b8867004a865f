import { n as outputs, t as command } from "./inputs12.js";

export { command };