import { t as command } from "./inputs4.js";

export { command };