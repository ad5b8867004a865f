/**
 * Untrusted text as one line that no terminal, browser or log reader acts on: no control characters, no escape sequences, no
 * direction overrides, no invisible characters, no halves of surrogate pairs. Longer than `limit` characters it is cut with a note.
 */
export function plainLine(text: string, limit = 4000): string {
  return cut(strip(text).replace(/\s+/g, " ").trim(), limit);
}

/** The same for text of several lines; tabs stay, other line ends become \n. */
export function plainLines(text: string, limit = 200_000): string {
  return cut(strip(text), limit);
}

function strip(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n|[\r\u0085\u2028\u2029\v\f]/g, "\n")
      // C0 and C1 but tab and newline; then what is invisible or turns the direction of the text.
      .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g, "")
      .replace(
        /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g,
        "",
      )
      .replace(/[\u{e0000}-\u{e007f}]/gu, "")
  );
}

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const kept = text.slice(0, limit).toWellFormed();
  return `${kept}… (cut: ${text.length} characters)`;
}

/** The address when it is http or https and holds no credentials, with every character that some writer could trip over escaped. */
export function safeUrl(url: string): string | undefined {
  if (url.length > 4000 || !URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  if (parsed.protocol !== "https:" && parsed.protocol !== "http:") return undefined;
  if (parsed.username !== "" || parsed.password !== "") return undefined;
  return parsed.href
    .replace(
      /[^A-Za-z0-9\-._~:/?#[\]@!$&+,;=%]/g,
      (character) => `%${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, "0")}`,
    )
    .replaceAll("#[", "#%5B");
}
