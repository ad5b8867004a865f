// DER (X.690) for the few structures that the double writes itself: certificates, SCT lists, timestamp tokens.

/** One decoded DER element: `raw` is the whole element, `value` its content octets. */
export type DerElement = { readonly tag: number; readonly value: Buffer; readonly raw: Buffer };

/** One DER element of the given tag around the concatenated parts. */
export function tlv(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const value = Buffer.concat(parts);
  if (value.length < 0x80) return Buffer.concat([Buffer.from([tag, value.length]), value]);
  const size: number[] = [];
  for (let rest = value.length; rest > 0; rest = Math.floor(rest / 256)) size.unshift(rest % 256);
  return Buffer.concat([Buffer.from([tag, 0x80 | size.length, ...size]), value]);
}

/** SEQUENCE. */
export function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tlv(0x30, ...parts);
}

/** SET OF: DER wants the elements sorted by their encoding. */
export function setOf(...parts: readonly Buffer[]): Buffer {
  return tlv(0x31, ...parts.toSorted((a, b) => Buffer.compare(a, b)));
}

/** INTEGER from a number or from big-endian magnitude octets (never negative). */
export function integer(value: number | Uint8Array): Buffer {
  const hex = typeof value === "number" ? value.toString(16) : "";
  const magnitude = typeof value === "number" ? Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex") : value;
  let start = 0;
  while (start < magnitude.length - 1 && magnitude[start] === 0) start += 1;
  const minimal = Buffer.from(magnitude.subarray(start));
  return (minimal[0] ?? 0) & 0x80 ? tlv(0x02, Buffer.from([0]), minimal) : tlv(0x02, minimal);
}

/** OBJECT IDENTIFIER from its dotted form. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const octets: number[] = [];
  for (const arc of [first * 40 + second, ...rest]) {
    const base128 = [arc % 128];
    for (let high = Math.floor(arc / 128); high > 0; high = Math.floor(high / 128))
      base128.unshift((high % 128) | 0x80);
    octets.push(...base128);
  }
  return tlv(0x06, Buffer.from(octets));
}

/** OCTET STRING. */
export function octetString(...parts: readonly Uint8Array[]): Buffer {
  return tlv(0x04, ...parts);
}

/** BIT STRING; `unused` is the count of padding bits in the last octet. */
export function bitString(value: Uint8Array, unused = 0): Buffer {
  return tlv(0x03, Buffer.from([unused]), value);
}

/** BOOLEAN TRUE (DER leaves FALSE defaults out). */
export function booleanTrue(): Buffer {
  return tlv(0x01, Buffer.from([0xff]));
}

/** NULL. */
export function nullValue(): Buffer {
  return tlv(0x05);
}

/** UTF8String. */
export function utf8String(text: string): Buffer {
  return tlv(0x0c, Buffer.from(text, "utf8"));
}

/** `[n] EXPLICIT`, or an implicitly tagged constructed value. */
export function contextTag(n: number, ...parts: readonly Uint8Array[]): Buffer {
  return tlv(0xa0 | n, ...parts);
}

/** `[n] IMPLICIT` of a primitive type. */
export function contextPrimitive(n: number, value: Uint8Array): Buffer {
  return tlv(0x80 | n, value);
}

/** GeneralizedTime in whole seconds, as RFC 3161 and RFC 5280 write it. */
export function generalizedTime(at: number): Buffer {
  return tlv(0x18, Buffer.from(compactTime(at), "ascii"));
}

/** Time of RFC 5280: UTCTime until 2049, GeneralizedTime after. */
export function certificateTime(at: number): Buffer {
  const year = new Date(at).getUTCFullYear();
  return year < 2050 ? tlv(0x17, Buffer.from(compactTime(at).slice(2), "ascii")) : generalizedTime(at);
}

/** Reads the one element that `bytes` holds; throws on trailing or missing octets. */
export function readDer(bytes: Buffer): DerElement {
  const [element, ...rest] = readAll(bytes);
  if (!element || rest.length > 0)
    throw new Error(`expected one DER element, found ${rest.length + (element ? 1 : 0)}`);
  return element;
}

/** The elements inside a constructed element. */
export function childrenOf(element: DerElement): readonly DerElement[] {
  return readAll(element.value);
}

/** The dotted form of an OBJECT IDENTIFIER element. */
export function dottedOid(element: DerElement): string {
  if (element.tag !== 0x06) throw new Error(`expected an object identifier, found tag ${element.tag}`);
  const arcs: number[] = [];
  let arc = 0;
  for (const octet of element.value) {
    arc = arc * 128 + (octet & 0x7f);
    if (octet & 0x80) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [head = 0, ...rest] = arcs;
  const first = Math.min(2, Math.floor(head / 40));
  return [first, head - first * 40, ...rest].join(".");
}

/** PEM with 64-character lines. */
export function toPem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

/** The DER of the first PEM block of the given label, or undefined. */
export function fromPem(label: string, text: string): Buffer | undefined {
  const block = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`).exec(text);
  return block?.[1] === undefined ? undefined : Buffer.from(block[1], "base64");
}

function compactTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:T]/g, "")}Z`;
}

function readAll(bytes: Buffer): readonly DerElement[] {
  const elements: DerElement[] = [];
  for (let at = 0; at < bytes.length;) {
    const element = readOne(bytes, at);
    elements.push(element);
    at += element.raw.length;
  }
  return elements;
}

function readOne(bytes: Buffer, at: number): DerElement {
  const tag = bytes[at];
  const short = bytes[at + 1];
  if (tag === undefined || short === undefined) throw new Error("DER element is cut short");
  const wide = short & 0x80 ? short & 0x7f : 0;
  if (wide > 4 || short === 0x80) throw new Error("DER length is not supported");
  const start = at + 2 + wide;
  if (start > bytes.length) throw new Error("DER element is cut short");
  const length = wide === 0 ? short : bytes.readUIntBE(at + 2, wide);
  if (start + length > bytes.length) throw new Error("DER element is cut short");
  return { tag, value: bytes.subarray(start, start + length), raw: bytes.subarray(at, start + length) };
}
