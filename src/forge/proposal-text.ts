import { type Digest, digestOf } from "../values/digest.ts";
import { canonicalJson } from "../values/canonical-json.ts";
import type { ProposalText } from "./forge.ts";
import type { PullText } from "./pulls.ts";

/** GitHub takes 65,536 characters; some room is left for what people add. */
const longestBody = 60_000;
const longestTitle = 250;
const markPattern = /<!-- pi5:(\{[^\n]*\}) -->/;

/** The title and body of a pull request as they are sent: with a hidden mark that tells a later run whether they still are current. */
export function composeText(key: string, change: Digest, text: ProposalText): PullText {
  const title = text.title.replaceAll(/\s+/g, " ").trim().slice(0, longestTitle);
  const mark = `<!-- pi5:${canonicalJson({
    v: 1,
    key,
    change,
    text: digestOf(canonicalJson([title, text.body])),
  })} -->`;
  const room = longestBody - mark.length;
  // A mark inside the text would be found first: it is broken up.
  const body = text.body.replaceAll("<!-- pi5:", "<!-- pi5 :");
  const cut =
    body.length <= room
      ? body
      : `${body.slice(0, room - 100)}\n\n(The rest is cut: see the job summary of the run.)`;
  return { title, body: `${cut}\n\n${mark}` };
}

/** The mark in a body, or an empty text. */
export function markOf(body: string): string {
  return markPattern.exec(body)?.[0] ?? "";
}

/** True when a pull request already says what is to be said. People may add to the body without it being sent again. */
export function isCurrent(pull: PullText, wanted: PullText): boolean {
  return (
    pull.title === wanted.title && markOf(pull.body) === markOf(wanted.body) && markOf(wanted.body) !== ""
  );
}
