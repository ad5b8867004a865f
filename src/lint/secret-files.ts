/** A login in a file that programs keep logins in. */
export type FileLogin = { readonly kind: string; readonly offset: number };

type LoginFile = {
  readonly path: RegExp;
  readonly kind: string;
  /** One line; group 1 is the value. Undefined for files that are read as a whole. */
  readonly line: RegExp | undefined;
};

const files: readonly LoginFile[] = [
  {
    path: /(?:^|\/)(?:\.npmrc|npmrc)$/,
    kind: "npm login",
    line: /^\s{0,20}(?:\/\/[^=\s]{1,300}:)?_(?:authToken|auth|password)\s{0,20}=\s{0,20}"?([^\s"]{4,})/,
  },
  { path: /(?:^|\/)[._]netrc$/, kind: "login in .netrc", line: /(?:^|\s)password\s{1,20}(\S{3,})/ },
  {
    path: /(?:^|\/)\.pypirc$/,
    kind: "PyPI login",
    line: /^\s{0,20}password\s{0,20}[=:]\s{0,20}(\S{4,})/,
  },
  {
    path: /(?:^|\/)\.git-credentials$/,
    kind: "git login",
    line: /^[a-z]{3,10}:\/\/[^\s:@/]{1,200}:([^\s@/]{3,})@/,
  },
  {
    path: /(?:^|\/)(?:\.docker\/config\.json|\.dockercfg|containers\/auth\.json)$/,
    kind: "container registry login",
    line: undefined,
  },
];

const longestLine = 4096;
const secretMembers = new Set(["auth", "password", "identitytoken", "registrytoken"]);

/** The logins in a file, when its name says that it keeps some. References to variables, such as `${NPM_TOKEN}`, are none. */
export function fileLogins(path: string, bytes: Buffer): readonly FileLogin[] {
  const file = files.find((one) => one.path.test(path));
  if (file === undefined) return [];
  if (file.line === undefined) return registryLogins(bytes, file.kind);
  const found: FileLogin[] = [];
  let offset = 0;
  for (const line of bytes.toString("latin1").split("\n")) {
    const value = /^\s*[#;]/.test(line) ? undefined : file.line.exec(line.slice(0, longestLine))?.[1];
    if (value !== undefined && !isReference(value)) found.push({ kind: file.kind, offset });
    offset += line.length + 1;
  }
  return found;
}

function isReference(value: string): boolean {
  return /^(?:\$|%|<|\{\{)/.test(value);
}

function registryLogins(bytes: Buffer, kind: string): readonly FileLogin[] {
  let config: unknown;
  try {
    config = JSON.parse(bytes.toString("utf8"));
  } catch {
    return [];
  }
  if (typeof config !== "object" || config === null) return [];
  const auths: unknown = "auths" in config ? config.auths : config;
  if (typeof auths !== "object" || auths === null) return [];
  return Object.entries(auths)
    .filter(([, login]) => holdsSecret(login))
    .map(([registry]) => ({ kind, offset: Math.max(0, bytes.indexOf(JSON.stringify(registry))) }));
}

function holdsSecret(login: unknown): boolean {
  if (typeof login !== "object" || login === null) return false;
  return Object.entries(login).some(
    ([name, value]) => secretMembers.has(name.toLowerCase()) && typeof value === "string" && value !== "",
  );
}
