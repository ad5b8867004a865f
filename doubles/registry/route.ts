// Which operation of the distribution specification a request is.

export type Operation =
  | "ping"
  | "catalog"
  | "token"
  | "tags"
  | "referrers"
  | "manifest-head"
  | "manifest-get"
  | "manifest-put"
  | "manifest-delete"
  | "blob-head"
  | "blob-get"
  | "blob-delete"
  | "upload-start"
  | "upload-status"
  | "upload-chunk"
  | "upload-finish"
  | "upload-cancel";

/** A recognised request. `repository` and `reference` (tag, digest or upload id) are empty where there is none. */
export type Route = {
  readonly operation: Operation;
  readonly repository: string;
  readonly reference: string;
};

const NAME = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*";
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

const SHAPES: readonly {
  readonly shape: RegExp;
  readonly methods: Readonly<Record<string, Operation>>;
}[] = [
  { shape: /^\/v2\/?$/, methods: { GET: "ping", HEAD: "ping" } },
  { shape: /^\/v2\/_catalog$/, methods: { GET: "catalog" } },
  { shape: /^\/token$/, methods: { GET: "token", POST: "token" } },
  { shape: new RegExp(`^/v2/(${NAME})/tags/list$`), methods: { GET: "tags" } },
  { shape: new RegExp(`^/v2/(${NAME})/referrers/([^/]+)$`), methods: { GET: "referrers" } },
  {
    shape: new RegExp(`^/v2/(${NAME})/manifests/([^/]+)$`),
    methods: { HEAD: "manifest-head", GET: "manifest-get", PUT: "manifest-put", DELETE: "manifest-delete" },
  },
  { shape: new RegExp(`^/v2/(${NAME})/blobs/uploads/?$`), methods: { POST: "upload-start" } },
  {
    shape: new RegExp(`^/v2/(${NAME})/blobs/uploads/([0-9a-f-]+)$`),
    methods: { GET: "upload-status", PATCH: "upload-chunk", PUT: "upload-finish", DELETE: "upload-cancel" },
  },
  {
    shape: new RegExp(`^/v2/(${NAME})/blobs/([^/]+)$`),
    methods: { HEAD: "blob-head", GET: "blob-get", DELETE: "blob-delete" },
  },
];

/** The route of a request; "method" when the path is known but not with this method, undefined when it is not known. */
export function routeOf(method: string, path: string): Route | "method" | undefined {
  for (const { shape, methods } of SHAPES) {
    const match = shape.exec(path);
    if (!match) continue;
    const operation = methods[method];
    if (!operation) return "method";
    return { operation, repository: match[1] ?? "", reference: decodeURIComponent(match[2] ?? "") };
  }
  return undefined;
}

/** Whether the text may be a tag. */
export function isTag(text: string): boolean {
  return TAG.test(text);
}

/** The action that a token must allow for an operation in its repository. */
export function actionFor(operation: Operation): "pull" | "push" | "delete" | undefined {
  switch (operation) {
    case "ping":
    case "catalog":
    case "token":
      return undefined;
    case "manifest-put":
    case "upload-start":
    case "upload-status":
    case "upload-chunk":
    case "upload-finish":
    case "upload-cancel":
      return "push";
    case "manifest-delete":
    case "blob-delete":
      return "delete";
    default:
      return "pull";
  }
}
