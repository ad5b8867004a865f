import { n as workflowIdentityOf, t as readClaims } from "./identity-token.js";

export { readClaims };