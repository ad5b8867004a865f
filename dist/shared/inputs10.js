import { n as outputs, t as command } from "./inputs9.js";

export { command };