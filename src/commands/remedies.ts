import type { Fault } from "../values/fault.ts";

/** What a user does next about a fault, by its code; undefined where the message already says it all. */
export function remedyFor(fault: Fault): string | undefined {
  return remedyText(fault.code);
}

/** The next step of a code, for docs/errors.md. */
export function remedyText(code: string): string | undefined {
  return remedies[code];
}

// Only for codes whose thrower cannot know the user's words: inputs, workflow lines, commands.
const remedies: Readonly<Record<string, string>> = {
  DOCUMENT_NOT_CANONICAL: "undo the hand edit; these files are written by the actions only",
  FILE_MISSING: "check the path; it is read below the workspace, so a checkout step may be missing",
  GIT_FAILED: "check out with fetch-depth: 0 when history or tags are needed",
  HTTP_FAILED: "check the address, the proxy variables and the firewall of the runner",
  HTTP_INSECURE: "use https, or name the host in insecure-registries when it is a test registry",
  HTTP_TIMEOUT: "check that the runner reaches the host; a private one may need a self-hosted runner",
  IMAGE_REFERENCE_INVALID: "write the image as registry/path@sha256:… or registry/path",
  INPUT_INVALID: "correct the inputs in the `with:` block of this step",
  PATH_OUTSIDE: "keep the file inside the workspace; symbolic links that lead out are refused",
  PROCESS_MISSING: "install the program on the runner, or use a runner image that has it",
};
