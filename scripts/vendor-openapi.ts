// Cuts the operations that the GitHub double serves out of GitHub's own OpenAPI description and writes them to
// doubles/github/vendor/openapi.json. The npm package unpacks to 385 MB, so only one member of it is extracted.
// Usage: node scripts/vendor-openapi.ts [path of an already extracted api.github.com.json]
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = "@octokit/openapi@23.0.2";
const MEMBER = "package/generated/api.github.com.json";
const TARGET = path.join(
  path.dirname(fileURLToPath(import.meta.url)),
  "../doubles/github/vendor/openapi.json",
);
const LIMIT = 1_000_000;

const REPO = "/repos/{owner}/{repo}";

/** The operations that are kept: path, then methods. */
const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  "/user": ["get"],
  "/app": ["get"],
  "/rate_limit": ["get"],
  "/app/installations/{installation_id}/access_tokens": ["post"],
  "/installation/repositories": ["get"],
  "/installation/token": ["delete"],
  [REPO]: ["get"],
  [`${REPO}/installation`]: ["get"],
  [`${REPO}/git/ref/{ref}`]: ["get"],
  [`${REPO}/git/matching-refs/{ref}`]: ["get"],
  [`${REPO}/git/refs`]: ["post"],
  [`${REPO}/git/refs/{ref}`]: ["patch", "delete"],
  [`${REPO}/git/commits`]: ["post"],
  [`${REPO}/git/commits/{commit_sha}`]: ["get"],
  [`${REPO}/git/trees`]: ["post"],
  [`${REPO}/git/trees/{tree_sha}`]: ["get"],
  [`${REPO}/git/blobs`]: ["post"],
  [`${REPO}/git/blobs/{file_sha}`]: ["get"],
  [`${REPO}/contents/{path}`]: ["get"],
  [`${REPO}/compare/{basehead}`]: ["get"],
  [`${REPO}/branches`]: ["get"],
  [`${REPO}/branches/{branch}`]: ["get"],
  [`${REPO}/rules/branches/{branch}`]: ["get"],
  [`${REPO}/pulls`]: ["get", "post"],
  [`${REPO}/pulls/{pull_number}`]: ["get", "patch"],
  [`${REPO}/pulls/{pull_number}/commits`]: ["get"],
  [`${REPO}/pulls/{pull_number}/files`]: ["get"],
  [`${REPO}/pulls/{pull_number}/merge`]: ["get", "put"],
  [`${REPO}/pulls/{pull_number}/update-branch`]: ["put"],
  [`${REPO}/pulls/{pull_number}/reviews`]: ["get", "post"],
  [`${REPO}/issues/{issue_number}/labels`]: ["get", "post"],
  [`${REPO}/issues/{issue_number}/labels/{name}`]: ["delete"],
  [`${REPO}/issues/{issue_number}/comments`]: ["get", "post"],
  [`${REPO}/issues/comments/{comment_id}`]: ["patch"],
  [`${REPO}/labels`]: ["get", "post"],
  [`${REPO}/statuses/{sha}`]: ["post"],
  [`${REPO}/commits`]: ["get"],
  [`${REPO}/commits/{ref}`]: ["get"],
  [`${REPO}/commits/{ref}/status`]: ["get"],
  [`${REPO}/commits/{ref}/statuses`]: ["get"],
  [`${REPO}/commits/{ref}/check-runs`]: ["get"],
  [`${REPO}/commits/{commit_sha}/pulls`]: ["get"],
  [`${REPO}/check-runs`]: ["post"],
  [`${REPO}/check-runs/{check_run_id}`]: ["get", "patch"],
  [`${REPO}/actions/workflows/{workflow_id}/dispatches`]: ["post"],
  [`${REPO}/dispatches`]: ["post"],
  [`${REPO}/deployments`]: ["get", "post"],
  [`${REPO}/deployments/{deployment_id}/statuses`]: ["get", "post"],
};

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Dict = { [key: string]: Json };

/** True for a plain JSON object. */
function isDict(value: Json | undefined): value is Dict {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a local reference such as `#/components/schemas/issue`. */
function resolve(root: Dict, reference: string): Json {
  let at: Json = root;
  for (const part of reference.slice(2).split("/")) {
    const next: Json | undefined = isDict(at)
      ? at[part.replaceAll("~1", "/").replaceAll("~0", "~")]
      : undefined;
    if (next === undefined) throw new Error(`${reference} does not resolve.`);
    at = next;
  }
  return at;
}

/** Copies `value` to the same place in `target`. */
function place(target: Dict, reference: string, value: Json): void {
  const parts = reference.slice(2).split("/");
  const last = parts.pop() ?? "";
  let at = target;
  for (const part of parts) {
    const next = at[part] ?? {};
    if (!isDict(next)) throw new Error(`${reference} has no parent object.`);
    at[part] = next;
    at = next;
  }
  at[last] = value;
}

/** Every local reference inside a value. */
function* references(value: Json): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* references(item);
  if (!isDict(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (key === "$ref" && typeof item === "string") yield item;
    else yield* references(item);
  }
}

/** OpenAPI 3.0 `nullable` said in JSON Schema words; ajv refuses `nullable` without `type`. Prose is dropped. */
function schemaWords(value: Json): Json {
  if (Array.isArray(value)) return value.map(schemaWords);
  if (!isDict(value)) return value;
  const out: Dict = {};
  for (const [key, item] of Object.entries(value)) {
    if (key === "nullable" && typeof item === "boolean") continue;
    if (key === "description" && typeof item === "string") continue;
    if (key === "example" || key === "externalDocs" || (key === "title" && typeof item === "string"))
      continue;
    const names = key === "properties" && isDict(item);
    out[key] = names
      ? Object.fromEntries(Object.entries(item).map(([name, schema]) => [name, schemaWords(schema)]))
      : schemaWords(item);
  }
  // "" is what GitHub answers for an address that was not given, and no URI.
  if (out["default"] === "" && out["format"] === "uri") delete out["format"];
  if (value["nullable"] !== true) return out;
  if (typeof out["type"] !== "string") return { anyOf: [out, { type: "null" }] };
  out["type"] = [out["type"], "null"];
  if (Array.isArray(out["enum"]) && !out["enum"].includes(null)) out["enum"] = [...out["enum"], null];
  return out;
}

/** A part of the document, where `schema` members and `components.schemas` hold schemas and `examples` hold data. */
function part(value: Json): Json {
  if (Array.isArray(value)) return value.map(part);
  if (!isDict(value)) return value;
  const out: Dict = {};
  for (const [key, item] of Object.entries(value)) {
    if (key === "description" || key === "externalDocs" || key === "x-github" || key === "summary") continue;
    if (key === "schema") out[key] = schemaWords(item);
    else if (key === "examples" || key === "example") out[key] = item;
    else out[key] = part(item);
  }
  return out;
}

/** The cut document: the chosen operations and everything they refer to. */
function cut(source: Dict): Dict {
  const target: Dict = { openapi: source["openapi"] ?? null, info: source["info"] ?? null, paths: {} };
  const paths = source["paths"];
  const kept = target["paths"];
  if (!isDict(paths) || !isDict(kept)) throw new Error("The description has no paths.");
  const waiting: string[] = [];
  for (const [route, methods] of Object.entries(OPERATIONS)) {
    const from = paths[route];
    if (!isDict(from)) throw new Error(`The description has no path ${route}.`);
    const to: Dict = {};
    for (const method of methods) {
      const operation = from[method];
      if (operation === undefined) throw new Error(`The description has no ${method} ${route}.`);
      to[method] = part(operation);
      waiting.push(...references(to[method]));
    }
    kept[route] = to;
  }
  const done = new Set<string>();
  for (let reference = waiting.pop(); reference !== undefined; reference = waiting.pop()) {
    if (done.has(reference)) continue;
    done.add(reference);
    const raw = resolve(source, reference);
    const value = reference.startsWith("#/components/schemas/")
      ? schemaWords(raw)
      : reference.startsWith("#/components/examples/")
        ? raw
        : part(raw);
    place(target, reference, value);
    waiting.push(...references(value));
  }
  return target;
}

/** The text of the description: from a file, or from the package through npm. */
function description(file: string | undefined): string {
  if (file !== undefined) return readFileSync(file, "utf8");
  const folder = mkdtempSync(path.join(tmpdir(), "openapi-"));
  try {
    execFileSync("npm", ["pack", "--silent", PACKAGE], {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
    });
    const archive = readdirSync(folder).find((name) => name.endsWith(".tgz"));
    if (archive === undefined) throw new Error(`npm pack ${PACKAGE} wrote no archive.`);
    return execFileSync("tar", ["-xzOf", archive, MEMBER], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const source = JSON.parse(description(process.argv[2])) as Json;
if (!isDict(source)) throw new Error("The description is not an object.");
const text = `${JSON.stringify(cut(source))}\n`;
if (text.length > LIMIT) throw new Error(`The subset has ${text.length} bytes; ${LIMIT} are allowed.`);
writeFileSync(TARGET, text);
process.stdout.write(`${path.relative(process.cwd(), TARGET)}: ${text.length} bytes\n`);
