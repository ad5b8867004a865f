import { a as readVerdict, i as readTrustSignatures, n as readRelease, o as writePointer, r as readTrust, s as writeVerdict, t as readPointer } from "./signed-json.js";

export { readRelease };