// What a handler gives back, and how it says no.

/** An HTTP answer before it is written; `body` undefined means no content. */
export type Answer = {
  readonly status: number;
  readonly body?: unknown;
  /** Bytes instead of JSON, for GitHub's raw media type. */
  readonly raw?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
};

export type ErrorItem = {
  readonly resource?: string;
  readonly field?: string;
  readonly code: string;
  readonly message?: string;
};

const DOCUMENTATION = "https://docs.github.com/rest";

/** A refusal in GitHub's words, thrown by handlers and written as the answer. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly errors: readonly ErrorItem[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    errors?: readonly ErrorItem[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }

  /** The answer that a client sees. */
  answer(): Answer {
    const body = {
      message: this.message,
      ...(this.errors === undefined ? {} : { errors: this.errors }),
      documentation_url: DOCUMENTATION,
      ...(this.status === 405 || this.status === 409 ? {} : { status: String(this.status) }),
    };
    return { status: this.status, body, headers: this.headers };
  }
}

/** 404 in GitHub's words. */
export function notFound(): Refusal {
  return new Refusal(404, "Not Found");
}

/** One page of a list, with the Link header that GitHub writes. `address` is the request's own URL. */
export function page(
  items: readonly unknown[],
  query: URLSearchParams,
  address: string,
  wrap: (part: readonly unknown[]) => unknown = (part) => part,
): Answer {
  const size = Math.min(100, Math.max(1, Number(query.get("per_page") ?? 30)));
  const number = Math.max(1, Number(query.get("page") ?? 1));
  const last = Math.max(1, Math.ceil(items.length / size));
  function link(to: number, relation: string): string {
    const url = new URL(address);
    for (const [name, value] of query) url.searchParams.set(name, value);
    url.searchParams.set("page", String(to));
    return `<${url.href}>; rel="${relation}"`;
  }
  const links: string[] = [];
  if (number > 1) links.push(link(number - 1, "prev"));
  if (number < last) links.push(link(number + 1, "next"), link(last, "last"));
  if (number > 1) links.push(link(1, "first"));
  const body = wrap(items.slice((number - 1) * size, number * size));
  return { status: 200, body, ...(links.length === 0 ? {} : { headers: { link: links.join(", ") } }) };
}
