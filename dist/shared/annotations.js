import "./rolldown-runtime.js";
import { o as notice, r as error, u as warning } from "./core.js";

// src/runner/annotations.ts
const perKind = 10;
const longest = 4e3;
/** Shows findings beside the lines they are about; GitHub keeps ten of a kind, so the rest stay in the summary. */
function annotate(findings, mask) {
	const writers = {
		error,
		warning,
		notice
	};
	const shown = {
		error: 0,
		warning: 0,
		notice: 0
	};
	for (const finding of findings) {
		if (shown[finding.severity] >= perKind) continue;
		shown[finding.severity] += 1;
		const next = finding.next === void 0 ? "" : ` Next: ${finding.next}`;
		writers[finding.severity](mask(`${finding.message}${next}`).slice(0, longest), {
			title: finding.rule,
			...finding.file === void 0 || finding.layer !== void 0 ? {} : { file: finding.file },
			...finding.line === void 0 ? {} : { startLine: finding.line }
		});
	}
}

export { annotate };