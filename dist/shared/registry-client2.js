import { t as createRegistry } from "./registry-client.js";

export { createRegistry };