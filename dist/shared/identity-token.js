import { n as workflowIdentityOf, t as readClaims } from "./identity-token2.js";

export { readClaims };