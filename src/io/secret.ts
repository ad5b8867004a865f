/** Hides secrets in everything that is logged. */
export type Secrets = {
  /** Registers a secret in all forms that a tool may print it in: whole, each line, base64 and URL encoded. */
  readonly add: (secret: string) => void;
  /** The text with every registered secret replaced by ***. */
  readonly mask: (text: string) => string;
};

// Shorter pieces would hide ordinary words and lines of dashes.
const shortest = 6;

/** A register of secrets; each new form also goes to `announce`, such as the runner's add-mask. */
export function createSecrets(announce: (secret: string) => void = () => {}): Secrets {
  const known = new Set<string>();
  const remember = (form: string): void => {
    if (form.length < shortest || known.has(form)) return;
    known.add(form);
    announce(form);
  };
  return {
    add: (secret) => {
      for (const piece of [secret, secret.trim(), ...secret.split(/\r?\n/).map((line) => line.trim())]) {
        if (/^-----(?:BEGIN|END) [A-Z ]+-----$/.test(piece)) continue;
        remember(piece);
        if (piece.length < shortest) continue;
        remember(Buffer.from(piece).toString("base64"));
        remember(encodeURIComponent(piece));
      }
    },
    mask: (text) => {
      let masked = text;
      // Longest first, so that a secret that contains another one leaves nothing of itself behind.
      for (const form of [...known].sort((left, right) => right.length - left.length))
        masked = masked.replaceAll(form, "***");
      return masked;
    },
  };
}
