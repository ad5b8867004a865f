import { n as outputs, t as command } from "./inputs6.js";

export { command };