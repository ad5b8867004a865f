// GitHub's own OpenAPI description (the vendored subset) as a judge of every request and answer.
import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";

type Dict = { readonly [key: string]: unknown };

export type Operation = {
  /** `METHOD /template`, as in the description. */
  readonly key: string;
  readonly method: string;
  readonly template: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  readonly spec: Dict;
};

export type Example = {
  readonly operation: Operation;
  /** `request` or a status code. */
  readonly place: string;
  readonly name: string;
  readonly value: unknown;
};

export type Contract = {
  readonly operations: readonly Operation[];
  readonly match: (
    method: string,
    path: string,
  ) => { operation: Operation; params: Record<string, string> } | undefined;
  /** Every way in which a request breaks the description; empty when it does not. */
  readonly checkRequest: (
    operation: Operation,
    params: Readonly<Record<string, string>>,
    query: URLSearchParams,
    body: unknown,
  ) => readonly string[];
  /** Every way in which an answer breaks the description. */
  readonly checkAnswer: (operation: Operation, status: number, body: unknown) => readonly string[];
  /** The description's own examples. */
  readonly examples: () => readonly Example[];
};

/** Statuses that any operation may answer with a basic error, whether or not its description lists them. */
const GENERAL = new Set([400, 401, 403, 404, 422, 429, 500, 502, 503]);

/** Path parameters that may hold slashes. */
const DEEP = new Set(["ref", "path", "basehead", "branch"]);

let shared: Contract | undefined;

/** The contract; read once a process, validators compiled at first use. */
export function openContract(): Contract {
  shared ??= createContract();
  return shared;
}

function isDict(value: unknown): value is Dict {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function dict(value: unknown): Dict {
  return isDict(value) ? value : {};
}

function toOperation(method: string, template: string, spec: Dict): Operation {
  const names: string[] = [];
  const source = template.replaceAll(/\{(\w+)\}|[.]/g, (whole, name: string | undefined) => {
    if (name === undefined) return `\\${whole}`;
    names.push(name);
    // The root folder's contents have an empty path.
    if (name === "path") return "(.*)";
    return DEEP.has(name) ? "(.+)" : "([^/]+)";
  });
  return {
    key: `${method.toUpperCase()} ${template}`,
    method: method.toUpperCase(),
    template,
    pattern: new RegExp(`^${source}$`),
    names,
    spec,
  };
}

function pointer(...parts: readonly string[]): string {
  return parts.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/");
}

function createContract(): Contract {
  const document = JSON.parse(readFileSync(new URL("vendor/openapi.json", import.meta.url), "utf8")) as Dict;
  const options = {
    strict: false,
    allErrors: true,
    logger: false,
    validateSchema: false,
    inlineRefs: false,
    code: { optimize: false },
    unicodeRegExp: false,
  } as const;
  const strict = new Ajv(options);
  const coercing = new Ajv({ ...options, coerceTypes: true });
  for (const ajv of [strict, coercing]) {
    formats.default(ajv);
    ajv.addSchema(document, "github");
  }
  const validators = new Map<string, ValidateFunction>();
  function validator(ajv: Ajv, key: string, schema: Dict): ValidateFunction {
    const known = validators.get(key);
    if (known !== undefined) return known;
    const made = ajv.compile(schema);
    validators.set(key, made);
    return made;
  }
  function problems(check: ValidateFunction, value: unknown, where: string): string[] {
    if (check(value)) return [];
    return (check.errors ?? [])
      .slice(0, 6)
      .map((error) => `${where}${error.instancePath} ${error.message ?? ""} ${JSON.stringify(error.params)}`);
  }
  function follow(value: unknown): { at: string | undefined; spec: Dict } {
    const reference = dict(value)["$ref"];
    if (typeof reference !== "string") return { at: undefined, spec: dict(value) };
    let at: unknown = document;
    for (const part of reference.slice(2).split("/")) at = dict(at)[part];
    return { at: reference.slice(2), spec: dict(at) };
  }

  const operations = Object.entries(dict(document["paths"]))
    .flatMap(([template, methods]) =>
      Object.entries(dict(methods)).map(([method, spec]) => toOperation(method, template, dict(spec))),
    )
    .sort((a, b) => literals(b.template) - literals(a.template));

  function match(
    method: string,
    path: string,
  ): { operation: Operation; params: Record<string, string> } | undefined {
    for (const operation of operations) {
      if (operation.method !== method) continue;
      const found = operation.pattern.exec(path);
      if (found === null) continue;
      const params: Record<string, string> = {};
      try {
        operation.names.forEach((name, index) => {
          params[name] = decodeURIComponent(found[index + 1] ?? "");
        });
      } catch {
        return undefined;
      }
      return { operation, params };
    }
    return undefined;
  }

  function checkRequest(
    operation: Operation,
    params: Readonly<Record<string, string>>,
    query: URLSearchParams,
    body: unknown,
  ): readonly string[] {
    const found: string[] = [];
    const properties: Record<string, unknown> = {};
    const list = operation.spec["parameters"];
    for (const [index, item] of (Array.isArray(list) ? list : []).entries()) {
      const { at, spec } = follow(item);
      const name = String(spec["name"]);
      const base =
        at ??
        pointer("paths", operation.template, operation.method.toLowerCase(), "parameters", String(index));
      const isInteger = dict(spec["schema"])["type"] === "integer";
      if (spec["in"] === "query") properties[name] = { $ref: `github#/${base}/schema` };
      if (spec["in"] === "path" && isInteger && !/^\d+$/.test(params[name] ?? ""))
        found.push(`path parameter ${name} is not an integer`);
    }
    const schema = { type: "object", properties, additionalProperties: false };
    found.push(
      ...problems(validator(coercing, `${operation.key} query`, schema), Object.fromEntries(query), "query"),
    );
    const content = dict(dict(operation.spec["requestBody"])["content"])["application/json"];
    const bodySchema = dict(dict(content)["schema"]);
    if (content === undefined) {
      if (body !== undefined && operation.method !== "DELETE") found.push("body: the operation takes none");
      return found;
    }
    if (body === undefined) {
      if (dict(operation.spec["requestBody"])["required"] === true && operation.method !== "PATCH")
        found.push("body: is missing");
      return found;
    }
    const at = pointer(
      "paths",
      operation.template,
      operation.method.toLowerCase(),
      "requestBody",
      "content",
      "application/json",
      "schema",
    );
    found.push(
      ...problems(validator(strict, `${operation.key} body`, { $ref: `github#/${at}` }), body, "body"),
    );
    const known = bodySchema["properties"];
    if (isDict(known) && isDict(body) && bodySchema["additionalProperties"] !== true) {
      for (const name of Object.keys(body))
        if (!(name in known)) found.push(`body/${name} is not a property of the request`);
    }
    return found;
  }

  function checkAnswer(operation: Operation, status: number, body: unknown): readonly string[] {
    const where = `answer ${status}`;
    const responses = dict(operation.spec["responses"]);
    const listed = responses[String(status)];
    if (listed === undefined) {
      if (!GENERAL.has(status)) return [`${where} is not in the description`];
      const basic = { $ref: "github#/components/schemas/basic-error" };
      return problems(validator(strict, "basic-error", basic), body, where);
    }
    const { at, spec } = follow(listed);
    const content = dict(spec["content"]);
    const kind = ["application/json", "application/scim+json"].find((name) => content[name] !== undefined);
    if (kind === undefined)
      return body === undefined || status >= 400 ? [] : [`${where} has a body, and none is described`];
    const base =
      at ?? pointer("paths", operation.template, operation.method.toLowerCase(), "responses", String(status));
    const schema = { $ref: `github#/${base}/${pointer("content", kind, "schema")}` };
    const found = problems(validator(strict, `${operation.key} ${status}`, schema), body, where);
    // Two kinds of error that are described as alternatives overlap: any validation error is also a rule violation.
    return status < 400 ? found : found.filter((problem) => !problem.includes('"passingSchemas":['));
  }

  function examples(): readonly Example[] {
    return operations.flatMap((operation) => {
      const responses = Object.entries(dict(operation.spec["responses"]));
      const places: readonly (readonly [string, unknown])[] = [
        ["request", operation.spec["requestBody"]],
        ...responses,
      ];
      return places.flatMap(([place, holder]) => {
        const content = dict(dict(follow(holder).spec["content"])["application/json"]);
        return Object.entries(dict(content["examples"])).map(([name, example]) => ({
          operation,
          place,
          name,
          value: follow(example).spec["value"],
        }));
      });
    });
  }

  return { operations, match, checkRequest, checkAnswer, examples };
}

/** How many fixed segments a template has: the more, the earlier it is tried. */
function literals(template: string): number {
  return template.split("/").filter((part) => !part.startsWith("{")).length;
}
