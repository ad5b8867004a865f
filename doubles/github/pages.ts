// Plain pages behind the html_url of answers, so that a person can follow the links of a report: repositories, pull
// requests, commits, files. Read only, without scripts, and everything is escaped.
import { covers } from "./access.ts";
import type { Answer } from "./answer.ts";
import { findRepository, type Caller, type Pull, type Repository, type World } from "./model.ts";
import { mergeability } from "./mergeability.ts";
import { checkStates } from "./rules.ts";
import { runGit } from "./git-process.ts";
import { time } from "./shapes.ts";

const STYLE =
  "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1f2328;background:#fff}" +
  "pre{background:#f6f8fa;padding:1rem;overflow:auto;font-size:13px}td,th{text-align:left;padding:.2rem 1rem .2rem 0;vertical-align:top}" +
  "h1 small{color:#59636e;font-weight:normal}a{color:#0969da}";

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function link(address: string, text: string): string {
  return `<a href="${escape(encodeURI(address))}">${escape(text)}</a>`;
}

function table(rows: readonly (readonly string[])[]): string {
  return `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("")}</table>`;
}

function pageOf(title: string, body: string): Answer {
  const html = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${STYLE}</style>${body}`;
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
  };
  return { status: 200, raw: Buffer.from(html), headers };
}

function pullState(pull: Pull): string {
  if (pull.mergedAt !== null) return "merged";
  return pull.state === "open" && pull.draft ? "draft" : pull.state;
}

function checks(world: World, repository: Repository, sha: string): string {
  const rows = [...checkStates(world, repository, sha)].map(([context, { state }]) => [
    escape(context),
    state,
  ]);
  return rows.length === 0 ? "" : `<h2>Checks</h2>${table(rows)}`;
}

async function difference(repository: Repository, from: string | undefined, to: string): Promise<string> {
  const range = from === undefined ? ["show", "--format=", "--root", to] : ["diff", from, to];
  const { stdout } = await runGit([...range, "--no-color", "--no-ext-diff"], repository.git.directory);
  return `<pre>${escape(stdout.toString("utf8").slice(0, 500_000))}</pre>`;
}

function overview(repository: Repository): Answer {
  const base = `/${repository.fullName}`;
  const pulls = [...repository.pulls.values()].reverse();
  const rows = pulls.map((pull) => [
    link(`${base}/pull/${pull.number}`, `#${pull.number}`),
    escape(pull.title),
    pullState(pull),
    escape(pull.user.login),
  ]);
  const list = rows.length === 0 ? "<p>None yet.</p>" : table(rows);
  const files = link(`${base}/tree/${repository.defaultBranch}`, `files on ${repository.defaultBranch}`);
  const html = `<h1>${escape(repository.fullName)}</h1><p>${files}</p><h2>Pull requests</h2>${list}`;
  return pageOf(repository.fullName, html);
}

async function pullPage(world: World, repository: Repository, pull: Pull): Promise<Answer> {
  const base = `/${repository.fullName}`;
  const state = pull.state === "open" ? (await mergeability(world, repository, pull)).state : pullState(pull);
  const labels = [...pull.labels].map((label) => `<code>${escape(label)}</code>`).join(" ");
  const facts = [
    ["State", `${pullState(pull)}${pull.state === "open" ? `, ${state}` : ""}`],
    ["Branches", `${escape(pull.headRef)} → ${escape(pull.baseRef)}`],
    ["Head", link(`${base}/commit/${pull.headSha}`, pull.headSha)],
    ...(pull.mergedAt === null
      ? []
      : [
          [
            "Merged",
            `${time(pull.mergedAt)} by ${escape(pull.mergedBy?.login ?? "")} as ${link(`${base}/commit/${pull.mergeCommit ?? ""}`, pull.mergeCommit ?? "")}`,
          ],
        ]),
    ...(labels === "" ? [] : [["Labels", labels]]),
    ...pull.reviews.map((review) => [
      "Review",
      `${escape(review.user.login)}: ${review.state.toLowerCase()}`,
    ]),
  ];
  const comments = repository.comments
    .filter((comment) => comment.issue === pull.number)
    .map((comment) => `<h3>${escape(comment.user.login)}</h3><pre>${escape(comment.body)}</pre>`);
  const fork = await repository.git.mergeBase(pull.baseSha, pull.headSha);
  const title = `<h1>${escape(pull.title)} <small>#${pull.number} by ${escape(pull.user.login)}</small></h1>`;
  const changes = `<h2>Changes</h2>${await difference(repository, fork, pull.headSha)}`;
  const html = `<p>${link(base, repository.fullName)}</p>${title}${table(facts)}<pre>${escape(pull.body ?? "")}</pre>${comments.join("")}${checks(world, repository, pull.headSha)}${changes}`;
  return pageOf(`${pull.title} · #${pull.number}`, html);
}

async function commitPage(world: World, repository: Repository, name: string): Promise<Answer | undefined> {
  const oid = await repository.git.resolve(name);
  const commit = oid === undefined ? undefined : await repository.git.commit(oid);
  if (oid === undefined || commit === undefined) return undefined;
  const base = `/${repository.fullName}`;
  const facts = [
    ["Commit", `${oid}${repository.verified.has(oid) ? " (Verified)" : ""}`],
    ["Author", `${escape(commit.author.name)}, ${time(commit.author.date)}`],
    ...commit.parents.map((parent) => ["Parent", link(`${base}/commit/${parent}`, parent)]),
  ];
  const changes = await difference(repository, commit.parents[0], oid);
  const html = `<p>${link(base, repository.fullName)}</p><h1>${escape(commit.message.split("\n")[0] ?? "")}</h1><pre>${escape(commit.message)}</pre>${table(facts)}${checks(world, repository, oid)}${changes}`;
  return pageOf(commit.message.split("\n")[0] ?? oid, html);
}

/** A branch name may hold slashes: the longest start of the path that names a commit is the ref. */
async function filePage(repository: Repository, kind: string, rest: string): Promise<Answer | undefined> {
  const parts = rest.split("/");
  for (let length = parts.length; length > 0; length -= 1) {
    const ref = parts.slice(0, length).join("/");
    const oid = await repository.git.resolve(ref);
    const commit = oid === undefined ? undefined : await repository.git.commit(oid);
    if (commit === undefined) continue;
    const at = parts.slice(length).join("/");
    const entry = await repository.git.entry(commit.tree, at);
    const object = entry === undefined ? undefined : await repository.git.read(entry.oid);
    if (entry === undefined || object === undefined) return undefined;
    if (kind === "raw" && object.type === "blob")
      return { status: 200, raw: object.body, headers: { "content-type": "application/octet-stream" } };
    const base = `/${repository.fullName}`;
    const title = `${at === "" ? "/" : at} at ${ref}`;
    const head = `<p>${link(base, repository.fullName)}</p><h1>${escape(title)}</h1>`;
    if (object.type === "blob")
      return pageOf(title, `${head}<pre>${escape(object.body.toString("utf8", 0, 500_000))}</pre>`);
    const entries = (await repository.git.tree(entry.oid)) ?? [];
    const rows = entries.map(({ name, mode }) => [
      link(`${base}/${mode === "040000" ? "tree" : "blob"}/${ref}/${at === "" ? "" : `${at}/`}${name}`, name),
    ]);
    return pageOf(title, head + table(rows));
  }
  return undefined;
}

/** The page of an address, or undefined when there is none that this caller may see. */
export async function servePage(
  world: World,
  caller: Caller,
  method: string,
  address: string,
): Promise<Answer | undefined> {
  const [, owner = "", name = "", kind = "", rest = ""] =
    /^\/([^/]+)\/([^/]+)(?:\/([^/]+)(?:\/(.+))?)?\/?$/.exec(decodeURI(address)) ?? [];
  const repository = findRepository(world, `${owner}/${name}`);
  if (method !== "GET" || repository === undefined || (repository.private && !covers(caller, repository)))
    return undefined;
  if (kind === "" || kind === "pulls") return overview(repository);
  const pull = kind === "pull" ? repository.pulls.get(Number(rest)) : undefined;
  if (pull !== undefined) return pullPage(world, repository, pull);
  if (kind === "commit") return commitPage(world, repository, rest);
  return kind === "blob" || kind === "tree" || kind === "raw"
    ? filePage(repository, kind, decodeURIComponent(rest))
    : undefined;
}
