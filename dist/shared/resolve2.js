import { n as resolveModels, t as locateModel } from "./resolve.js";

export { locateModel };