import "./rolldown-runtime.js";
import { i as isFault, r as describeError } from "./fault.js";

// src/runner/failure-report.ts
const shownLines = 20;
/** What a failure leaves for people: the code and what happened first, then where, what to do next, and what caused it folded away. */
function failureReport(name, error, remedy) {
	const [first = "", ...causes] = describeError(error).split("\n  caused by: ");
	const [line = "", ...more] = first.split("\n");
	const fault = isFault(error) ? error : void 0;
	const next = fault === void 0 ? "report it with the log of this step; no input of yours is wrong" : fault.next ?? remedy;
	const blocks = [{
		kind: "verdict",
		state: "bad",
		text: fault === void 0 ? `a bug in the action: ${line}` : `${fault.code}: ${line}`
	}];
	if (more.length > 0) blocks.push({
		kind: "code",
		language: "text",
		text: more.slice(0, shownLines).join("\n")
	});
	if (fault?.where !== void 0) blocks.push({
		kind: "paragraph",
		text: ["Where: ", {
			kind: "code",
			text: fault.where
		}]
	});
	if (next !== void 0) blocks.push({
		kind: "paragraph",
		text: [{
			kind: "strong",
			text: "Next:"
		}, ` ${next}`]
	});
	const folded = [...more.slice(shownLines), ...causes.map((cause) => `caused by: ${cause}`)];
	if (folded.length > 0) blocks.push({
		kind: "details",
		summary: "More of the message",
		blocks: [{
			kind: "code",
			language: "text",
			text: folded.join("\n")
		}]
	});
	return {
		title: name,
		blocks
	};
}

export { failureReport };