import type { Block, Document } from "../report/document.ts";
import { describeError, isFault } from "../values/fault.ts";

const shownLines = 20;

/** What a failure leaves for people: the code and what happened first, then where, what to do next, and what caused it folded away. */
export function failureReport(name: string, error: unknown, remedy: string | undefined): Document {
  const [first = "", ...causes] = describeError(error).split("\n  caused by: ");
  const [line = "", ...more] = first.split("\n");
  const fault = isFault(error) ? error : undefined;
  const next =
    fault === undefined
      ? "report it with the log of this step; no input of yours is wrong"
      : (fault.next ?? remedy);
  const verdict = fault === undefined ? `a bug in the action: ${line}` : `${fault.code}: ${line}`;
  const blocks: Block[] = [{ kind: "verdict", state: "bad", text: verdict }];
  if (more.length > 0)
    blocks.push({ kind: "code", language: "text", text: more.slice(0, shownLines).join("\n") });
  if (fault?.where !== undefined)
    blocks.push({ kind: "paragraph", text: ["Where: ", { kind: "code", text: fault.where }] });
  if (next !== undefined)
    blocks.push({ kind: "paragraph", text: [{ kind: "strong", text: "Next:" }, ` ${next}`] });
  const folded = [...more.slice(shownLines), ...causes.map((cause) => `caused by: ${cause}`)];
  if (folded.length > 0)
    blocks.push({
      kind: "details",
      summary: "More of the message",
      blocks: [{ kind: "code", language: "text", text: folded.join("\n") }],
    });
  return { title: name, blocks };
}
