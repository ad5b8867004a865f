import { n as outputs, t as command } from "./inputs10.js";

export { command };