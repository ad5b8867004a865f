// src/values/finding.ts
/** True when at least one finding is an error. */
function hasErrors(findings) {
	return findings.some((finding) => finding.severity === "error");
}

export { hasErrors as t };