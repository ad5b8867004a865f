import type { Cell, Inline, State } from "./document.ts";
import { plainLine, plainLines, safeUrl } from "./plain-text.ts";

const references: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
  "=": "&#61;",
};

/** Untrusted text on one line for HTML and SVG, in text or in a quoted attribute. */
export function htmlText(text: string): string {
  return escape(plainLine(text));
}

/** Untrusted text of several lines, for a preformatted block. */
export function htmlLines(text: string): string {
  return escape(plainLines(text));
}

function escape(text: string): string {
  return text.replace(/[&<>"'`=]/g, (character) => references[character] ?? "");
}

const marks: Readonly<Record<State, string>> = {
  good: "✔",
  bad: "✖",
  warning: "!",
  waiting: "…",
  neutral: "•",
};

/** A state with its mark: never colour alone. */
export function htmlState(state: State, text: string): string {
  return `<span class="state ${state}"><span aria-hidden="true">${marks[state]}</span> ${htmlText(text)}</span>`;
}

/** A link to an http or https address; any other address is left out and only the text stays. */
export function htmlLink(text: string, url: string): string {
  const address = safeUrl(url);
  const shown = htmlText(text) || "link";
  return address === undefined ? shown : `<a href="${escape(address)}" rel="noreferrer">${shown}</a>`;
}

/** The text of a cell, a paragraph or a list item. */
export function htmlInlines(inlines: Cell): string {
  return inlines.map((item) => inline(item)).join("");
}

function inline(item: Inline): string {
  if (typeof item === "string")
    return `${/^\s/.test(item) ? " " : ""}${htmlText(item)}${/\S\s+$/.test(item) ? " " : ""}`;
  switch (item.kind) {
    case "code":
      return `<code>${htmlText(item.text)}</code>`;
    case "strong":
      return `<strong>${htmlText(item.text)}</strong>`;
    case "state":
      return htmlState(item.state, item.text);
    default:
      return htmlLink(item.text, item.url);
  }
}
