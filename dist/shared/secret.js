// src/commands/remedies.ts
/** What a user does next about a fault, by its code; undefined where the message already says it all. */
function remedyFor(fault) {
	return remedyText(fault.code);
}
/** The next step of a code, for docs/errors.md. */
function remedyText(code) {
	return remedies[code];
}
const remedies = {
	DOCUMENT_NOT_CANONICAL: "undo the hand edit; these files are written by the actions only",
	FILE_MISSING: "check the path; it is read below the workspace, so a checkout step may be missing",
	GIT_FAILED: "check out with fetch-depth: 0 when history or tags are needed",
	HTTP_FAILED: "check the address, the proxy variables and the firewall of the runner",
	HTTP_INSECURE: "use https, or name the host in insecure-registries when it is a test registry",
	HTTP_TIMEOUT: "check that the runner reaches the host; a private one may need a self-hosted runner",
	IMAGE_REFERENCE_INVALID: "write the image as registry/path@sha256:… or registry/path",
	INPUT_INVALID: "correct the inputs in the `with:` block of this step",
	PATH_OUTSIDE: "keep the file inside the workspace; symbolic links that lead out are refused",
	PROCESS_MISSING: "install the program on the runner, or use a runner image that has it"
};

// src/io/secret.ts
const shortest = 6;
/** A register of secrets; each new form also goes to `announce`, such as the runner's add-mask. */
function createSecrets(announce = () => {}) {
	const known = /* @__PURE__ */ new Set();
	const remember = (form) => {
		if (form.length < shortest || known.has(form)) return;
		known.add(form);
		announce(form);
	};
	return {
		add: (secret) => {
			for (const piece of [
				secret,
				secret.trim(),
				...secret.split(/\r?\n/).map((line) => line.trim())
			]) {
				if (/^-----(?:BEGIN|END) [A-Z ]+-----$/.test(piece)) continue;
				remember(piece);
				if (piece.length < shortest) continue;
				remember(Buffer.from(piece).toString("base64"));
				remember(encodeURIComponent(piece));
			}
		},
		mask: (text) => {
			let masked = text;
			for (const form of [...known].sort((left, right) => right.length - left.length)) masked = masked.replaceAll(form, "***");
			return masked;
		}
	};
}

export { remedyFor as n, createSecrets as t };