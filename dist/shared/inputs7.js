import { t as command } from "./inputs8.js";

export { command };