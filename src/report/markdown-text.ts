import type { Cell, Inline, State } from "./document.ts";
import { plainLine, safeUrl } from "./plain-text.ts";

const marks: Readonly<Record<State, string>> = {
  good: "✅",
  bad: "❌",
  warning: "⚠️",
  waiting: "⏳",
  neutral: "➖",
};

/** The mark of a state, as summaries show it. */
export function stateMark(state: State): string {
  return marks[state];
}

/**
 * Untrusted text for GitHub Flavored Markdown, on one line: what could be markup becomes a character reference (CommonMark
 * 6.2: references never act as markup). GitHub finds mentions and issue numbers after that step, so those are broken by an
 * invisible space as well.
 */
export function markdownText(text: string): string {
  return plainLine(text)
    .replaceAll("@", "@\u200b")
    .replace(/#(?=[0-9]|$)/g, "#\u200b")
    .replace(/\b(GH)-(?=[0-9]|$)/gi, "$1-\u200b")
    .replace(special, reference);
}

// Markup; and where a bare link or a command of the runner could begin, also at the seam between two texts.
const special = /[&<>"'`*_[\]{}|~\\$^!]|:(?=[:/]|$)|(?<=\bwww|^)\./gi;

/** Untrusted text as inline code. What can stand between backticks stays as it is, so that a digest can be copied. */
export function markdownCode(text: string): string {
  const inner = plainLine(text);
  if (inner === "") return "";
  return /[`|]|##\[/.test(inner) ? `<code>${markdownText(inner)}</code>` : `\`${inner}\``;
}

/** The text of a cell, a paragraph or a list item. */
export function markdownInlines(inlines: Cell): string {
  return inlines.map(inline).join("");
}

function inline(item: Inline): string {
  if (typeof item === "string") return keepEdges(item, markdownText(item));
  switch (item.kind) {
    case "code":
      return markdownCode(item.text);
    case "strong":
      return `<strong>${markdownText(item.text)}</strong>`;
    case "state":
      return `${stateMark(item.state)} ${markdownText(item.text)}`;
    default:
      return markdownLink(item.text, item.url);
  }
}

// Inlines are written side by side: a blank at the edge of one is part of the sentence.
function keepEdges(source: string, text: string): string {
  if (text === "") return source === "" ? "" : " ";
  return `${/^\s/.test(source) ? " " : ""}${text}${/\s$/.test(source) ? " " : ""}`;
}

/** A link to an http or https address; any other address is left out and only the text stays. */
export function markdownLink(text: string, url: string): string {
  const address = safeUrl(url);
  const shown = markdownText(text) || "link";
  return address === undefined ? shown : `[${shown}](${address.replaceAll("&", "&amp;")})`;
}

/** Takes the meaning from whatever Markdown reads only at the start of a block: lists, headings, rules, setext lines. */
export function markdownBlockStart(text: string): string {
  return text
    .replace(/^\s+/, "")
    .replace(/^[-+#=:]/, reference)
    .replace(/^([0-9]{1,9})([.)])/, (_all, digits: string, mark: string) => digits + reference(mark));
}

/** A character as a numeric character reference. */
export function reference(character: string): string {
  return `&#${character.codePointAt(0) ?? 0xfffd};`;
}
