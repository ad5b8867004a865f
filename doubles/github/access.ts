// Tokens, Apps and what they may do, refused in GitHub's words.
import { createPublicKey, generateKeyPairSync, randomBytes, verify } from "node:crypto";
import { notFound, Refusal } from "./answer.ts";
import {
  account,
  findRepository,
  type Access,
  type App,
  type Caller,
  type PermissionName,
  type Permissions,
  type Repository,
  type Token,
  type TokenKind,
  type World,
} from "./model.ts";

/** One permission, or several of which one is enough. */
export type Need = readonly [PermissionName | readonly PermissionName[], Access];

const RANK: Readonly<Record<Access, number>> = { read: 1, write: 2, admin: 3 };

export type TokenOptions = {
  readonly kind: TokenKind;
  /** For `app` the App's slug, for `pat` the person's login; a `github-token` acts as github-actions[bot] whatever is given. */
  readonly actor?: string;
  /** `owner/name` of each repository that the token covers. */
  readonly repositories: readonly string[];
  readonly permissions: Permissions;
  readonly expiresAt?: Date;
};

/** Makes a token; installation tokens act as `<app>[bot]`. */
export function makeToken(world: World, options: TokenOptions): Token {
  for (const name of options.repositories) {
    if (findRepository(world, name) === undefined) throw new Error(`No repository ${name} for the token.`);
  }
  const actor = options.actor ?? "";
  const login =
    options.kind === "github-token"
      ? "github-actions[bot]"
      : options.kind === "app"
        ? `${actor}[bot]`
        : actor;
  const prefix = options.kind === "pat" ? "github_pat_" : "ghs_";
  const token: Token = {
    text: `${prefix}${randomBytes(18).toString("hex")}`,
    kind: options.kind,
    user: account(world, login),
    repositories: options.repositories.map((name) => name.toLowerCase()),
    permissions: options.permissions,
    expiresAt: options.expiresAt,
  };
  world.tokens.set(token.text, token);
  return token;
}

export type AppOptions = {
  readonly slug: string;
  readonly repositories: readonly string[];
  readonly permissions: Permissions;
  /** PEM of an existing RSA public key; without it a pair is made. */
  readonly publicKey?: string;
};

/** Registers an App with one installation; the private key is there only when the double made it. */
export function makeApp(world: World, options: AppOptions): { app: App; privateKey: string | undefined } {
  const pair =
    options.publicKey === undefined ? generateKeyPairSync("rsa", { modulusLength: 2048 }) : undefined;
  const publicKey =
    options.publicKey ?? pair?.publicKey.export({ type: "spki", format: "pem" }).toString() ?? "";
  const app: App = {
    id: world.nextId(),
    installationId: world.nextId(),
    slug: options.slug,
    publicKey,
    permissions: options.permissions,
    repositories: options.repositories.map((name) => name.toLowerCase()),
    createdAt: world.now(),
  };
  world.apps.push(app);
  return { app, privateKey: pair?.privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
}

/** Who sends this Authorization header. Basic (git) and token or bearer (API) are read. */
export function authenticate(world: World, header: string | undefined): Caller {
  if (header === undefined || header === "") return { kind: "anonymous" };
  const [scheme = "", value = ""] = header.split(/ +/, 2);
  const secret =
    scheme.toLowerCase() === "basic"
      ? Buffer.from(value, "base64")
          .toString()
          .replace(/^[^:]*:/, "")
      : value;
  if (secret.split(".").length === 3) return { kind: "app-jwt", app: provenApp(world, secret) };
  const token = world.tokens.get(secret);
  if (token === undefined || (token.expiresAt !== undefined && token.expiresAt <= world.now()))
    throw new Refusal(401, "Bad credentials");
  return { kind: token.kind, user: token.user, token };
}

function json(part: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Record<string, unknown>;
  } catch {
    throw new Refusal(401, "A JSON web token could not be decoded");
  }
}

/** The App whose key signed this JSON web token (RS256, at most ten minutes long, issued in the past). */
function provenApp(world: World, jwt: string): App {
  const [head = "", body = "", signature = ""] = jwt.split(".");
  if (json(head)["alg"] !== "RS256") throw new Refusal(401, "A JSON web token could not be decoded");
  const claims = json(body);
  const app = world.apps.find((candidate) => String(candidate.id) === String(claims["iss"]));
  if (app === undefined) throw new Refusal(404, "Integration not found");
  const signed = Buffer.from(`${head}.${body}`);
  if (!verify("RSA-SHA256", signed, createPublicKey(app.publicKey), Buffer.from(signature, "base64url"))) {
    throw new Refusal(401, "A JSON web token could not be decoded");
  }
  const now = Math.floor(world.now().getTime() / 1000);
  const issued = Number(claims["iat"]);
  const expires = Number(claims["exp"]);
  if (!(issued <= now))
    throw new Refusal(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  if (!(expires > now))
    throw new Refusal(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  if (expires - now > 600) throw new Refusal(401, "'Expiration time' claim ('exp') is too far in the future");
  return app;
}

/** True when the token covers the repository. */
export function covers(caller: Caller, repository: Repository): boolean {
  return "token" in caller && caller.token.repositories.includes(repository.fullName.toLowerCase());
}

/** True when the caller holds the permission on the repository. */
export function holds(caller: Caller, repository: Repository, need: Need): boolean {
  if (!("token" in caller) || !covers(caller, repository)) return false;
  const [names, access] = need;
  const { permissions } = caller.token;
  return (typeof names === "string" ? [names] : names).some((name) => {
    const held = permissions[name] ?? (name === "metadata" ? "read" : undefined);
    return held !== undefined && RANK[held] >= RANK[access];
  });
}

/** GitHub's refusal of a token that lacks a permission. */
export function inaccessible(caller: Caller): Refusal {
  const who = caller.kind === "pat" ? "personal access token" : "integration";
  return new Refusal(403, `Resource not accessible by ${who}`);
}

/** The repository, if the caller may see it; private ones do not exist for others. */
export function visible(world: World, caller: Caller, owner: string, name: string): Repository {
  const repository = findRepository(world, `${owner}/${name}`);
  if (repository === undefined || (repository.private && !covers(caller, repository))) throw notFound();
  return repository;
}

/** Refuses unless the caller may do this; anyone may read a public repository. */
export function demand(caller: Caller, repository: Repository, need: Need): void {
  if (holds(caller, repository, need)) return;
  if (need[1] === "read" && !repository.private) return;
  if (caller.kind === "anonymous") throw new Refusal(401, "Requires authentication");
  throw inaccessible(caller);
}
