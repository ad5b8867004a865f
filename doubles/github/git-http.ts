// Git over HTTP: the stock `git http-backend` as CGI (git-http-backend(1)), behind the double's tokens and rules.
import { spawn } from "node:child_process";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { holds, visible } from "./access.ts";
import { Refusal } from "./answer.ts";
import { ZERO_OID } from "./git-objects.ts";
import { gitEnvironment } from "./git-process.ts";
import type { Caller, Repository, World } from "./model.ts";
import { type Move, refsMoved } from "./pulls.ts";
import { needsFastForward, refusedOutright } from "./rules.ts";

export type GitRequest = {
  readonly method: string;
  readonly owner: string;
  readonly name: string;
  readonly service: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
};

export type GitAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** Where git's requests are told from others. */
export const GIT_ROUTE =
  /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack|HEAD|objects\/.*)$/;

// $DOUBLE_REFUSED: "<ref> <text>" a line; $DOUBLE_FORWARD: refs that take fast-forwards only; $DOUBLE_NO_WORKFLOWS: set
// when the token may not change workflow files.
const PRE_RECEIVE = `#!/bin/sh
status=0
zero=0000000000000000000000000000000000000000
while read -r old new ref; do
  refused=$(printf '%s\\n' "$DOUBLE_REFUSED" | sed -n "s|^$ref ||p")
  if [ -n "$refused" ]; then
    echo "error: GH006: Protected branch update failed for $ref." >&2
    echo "error: $refused" >&2
    status=1
  fi
  if [ "$old" != $zero ] && [ "$new" != $zero ] && printf '%s\\n' "$DOUBLE_FORWARD" | grep -qxF "$ref"; then
    if ! git merge-base --is-ancestor "$old" "$new"; then
      echo "error: GH006: Protected branch update failed for $ref." >&2
      echo "error: Cannot force-push to this branch" >&2
      status=1
    fi
  fi
  if [ -n "$DOUBLE_NO_WORKFLOWS" ] && [ "$new" != $zero ]; then
    if [ "$old" = $zero ]; then range="$new --not --all"; else range="$old..$new"; fi
    file=$(git log --format= --name-only $range -- .github/workflows | head -n 1)
    if [ -n "$file" ]; then
      echo "refusing to allow a GitHub App to create or update workflow \\\`$file\\\` without \\\`workflows\\\` permission" >&2
      status=1
    fi
  fi
done
exit $status
`;

/** Writes the hook that holds the branch rules for pushes; gives its folder. */
export async function writeHooks(directory: string): Promise<string> {
  const folder = path.join(directory, "hooks");
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "pre-receive"), PRE_RECEIVE);
  await chmod(path.join(folder, "pre-receive"), 0o755);
  return folder;
}

/** The ref updates that a push asks for (gitprotocol-pack: pkt-lines up to the flush). */
export function pushedRefs(body: Buffer): Move[] {
  const moves: Move[] = [];
  for (let at = 0; at + 4 <= body.length;) {
    const length = Number.parseInt(body.toString("latin1", at, at + 4), 16);
    if (!(length >= 4)) break;
    const line = body.toString("utf8", at + 4, at + length).replace(/[\0\n].*$/s, "");
    const match = /^([0-9a-f]{40}) ([0-9a-f]{40}) (.+)$/.exec(line);
    if (match !== null) moves.push({ before: match[1] ?? "", after: match[2] ?? "", name: match[3] ?? "" });
    at += length;
  }
  return moves;
}

/** Answers one git request, or refuses it. */
export async function serveGit(
  world: World,
  executables: string,
  caller: Caller,
  request: GitRequest,
): Promise<GitAnswer> {
  const writes = request.service === "git-receive-pack" || request.query.includes("service=git-receive-pack");
  const challenge = { "www-authenticate": 'Basic realm="GitHub"' };
  let repository: Repository;
  try {
    repository = visible(world, caller, request.owner, request.name);
  } catch (error) {
    if (error instanceof Refusal && caller.kind === "anonymous")
      throw new Refusal(401, "Authentication required", undefined, challenge);
    throw error;
  }
  if (writes && caller.kind === "anonymous")
    throw new Refusal(401, "Authentication required", undefined, challenge);
  if (writes && !holds(caller, repository, ["contents", "write"]))
    throw new Refusal(403, "Write access to repository not granted.");
  if (!writes && repository.private && !holds(caller, repository, ["contents", "read"]))
    throw new Refusal(403, "Read access to repository not granted.");
  if (request.service !== "git-receive-pack") return fetchAnswer(executables, repository, request);
  return repository.lock(() => receive(world, executables, caller, repository, request));
}

/** What protocol version 2 says first names no ref, so it is the same every time: one process less a poll. */
const greetings = new WeakMap<Repository, Promise<GitAnswer>>();

function fetchAnswer(executables: string, repository: Repository, request: GitRequest): Promise<GitAnswer> {
  const constant = request.service === "info/refs" && request.query === "service=git-upload-pack";
  if (!constant || request.headers["git-protocol"] !== "version=2")
    return runBackend(executables, repository, request, {});
  const greeting = greetings.get(repository) ?? runBackend(executables, repository, request, {});
  greetings.set(repository, greeting);
  return greeting;
}

async function receive(
  world: World,
  executables: string,
  caller: Caller,
  repository: Repository,
  request: GitRequest,
): Promise<GitAnswer> {
  const body = request.headers["content-encoding"] === "gzip" ? gunzipSync(request.body) : request.body;
  const moves = pushedRefs(body);
  const refused = moves.flatMap((move) => {
    const before = move.before === ZERO_OID ? undefined : move.before;
    const why = refusedOutright(world, repository, caller, { ...move, before });
    return why === undefined ? [] : [`${move.name} ${why}`];
  });
  const forward = moves.filter(({ name }) => needsFastForward(repository, name)).map(({ name }) => name);
  const bound =
    caller.kind !== "anonymous" &&
    caller.kind !== "pat" &&
    !holds(caller, repository, ["workflows", "write"]);
  const extra = {
    DOUBLE_REFUSED: refused.join("\n"),
    DOUBLE_FORWARD: forward.join("\n"),
    ...(bound ? { DOUBLE_NO_WORKFLOWS: "1" } : {}),
  };
  const before = new Map<string, string>();
  for (const { name } of moves) before.set(name, (await repository.git.ref(name)) ?? ZERO_OID);
  return runBackend(
    executables,
    repository,
    { ...request, body, headers: { ...request.headers, "content-encoding": undefined } },
    extra,
    async () => {
      const done: Move[] = [];
      for (const move of moves) {
        const now = (await repository.git.ref(move.name)) ?? ZERO_OID;
        const was = before.get(move.name) ?? ZERO_OID;
        if (now === move.after && was !== now) done.push({ name: move.name, before: was, after: now });
      }
      await refsMoved(world, repository, caller, done);
    },
  );
}

/** Runs the CGI and reads its answer; `after` runs when git is done and before the client hears of it. */
async function runBackend(
  executables: string,
  repository: Repository,
  request: GitRequest,
  extra: Readonly<Record<string, string>>,
  after: () => Promise<void> = () => Promise.resolve(),
): Promise<GitAnswer> {
  const { directory } = repository.git;
  const child = spawn(path.join(executables, "git-http-backend"), [], {
    cwd: directory,
    env: {
      ...gitEnvironment(directory),
      ...extra,
      GIT_PROJECT_ROOT: path.dirname(directory),
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: `/${path.basename(directory)}/${request.service}`,
      REQUEST_METHOD: request.method,
      QUERY_STRING: request.query,
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      CONTENT_LENGTH: String(request.body.length),
      HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
      GIT_PROTOCOL: request.headers["git-protocol"] ?? "",
      REMOTE_USER: "double",
      REMOTE_ADDR: "127.0.0.1",
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const chunks: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  child.stdin.on("error", () => undefined);
  child.stdin.end(request.body);
  await new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve());
  });
  await after();
  const out = Buffer.concat(chunks);
  const split = out.indexOf("\r\n\r\n");
  if (split < 0)
    throw new Error(`git http-backend gave no header: ${Buffer.concat(errors).toString("utf8")}`);
  let status = 200;
  const headers: Record<string, string> = {};
  for (const line of out.toString("latin1", 0, split).split("\r\n")) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === "status") status = Number(value.split(" ")[0]);
    else headers[name] = value;
  }
  return { status, headers, body: out.subarray(split + 4) };
}
