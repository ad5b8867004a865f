// Who may do what: basic authentication, or bearer tokens by the distribution project's token specification.
import { randomUUID } from "node:crypto";
import { json, refusal } from "./answer.ts";
import type { Answer } from "./answer.ts";

/**
 * bearer: tokens come from `/token` and hold for `tokenSeconds` (300). An `identityToken` is a refresh token that is
 * valid from the start, as a credential helper or `docker login` would have stored it. With `anonymousPull` a token for
 * pulling needs no credentials. Repositories in `readOnly` refuse every push with 403.
 */
export type RegistryAuth =
  | { readonly kind: "none" }
  | ({ readonly kind: "basic" } & Credentials)
  | ({
      readonly kind: "bearer";
      readonly identityToken?: string;
      readonly tokenSeconds?: number;
      readonly service?: string;
    } & Credentials);

type Credentials = {
  readonly user: string;
  readonly password: string;
  readonly anonymousPull?: boolean;
  readonly readOnly?: readonly string[];
};

export type Action = "pull" | "push" | "delete";

export type Authorizer = {
  /** Undefined when the request may go on, else the 401 or 403. */
  readonly refuse: (
    authorization: string,
    repository: string,
    action: Action | undefined,
  ) => Answer | undefined;
  /** Whether the same credentials may also do this, without a challenge: for mounts from another repository. */
  readonly allows: (authorization: string, repository: string, action: Action) => boolean;
  /** The token endpoint. `form` is the body of a POST. */
  readonly token: (
    method: string,
    query: URLSearchParams,
    form: URLSearchParams,
    authorization: string,
  ) => Answer;
  /** The answer to a token that has run out. */
  readonly expired: (repository: string, action: Action | undefined) => Answer;
};

type Grant = { readonly actions: ReadonlyMap<string, ReadonlySet<string>>; readonly expires: number };

/** `realm` is the absolute URL of the token endpoint, known once the server listens; `now` is in milliseconds. */
export function createAuthorizer(auth: RegistryAuth, realm: () => string, now: () => number): Authorizer {
  const grants = new Map<string, Grant>();
  const refreshTokens = new Set<string>();
  if (auth.kind === "bearer" && auth.identityToken !== undefined) refreshTokens.add(auth.identityToken);

  function challenge(repository: string, action: Action | undefined, error?: string): Answer {
    if (auth.kind !== "bearer") {
      return refusal(401, "UNAUTHORIZED", "authentication required", {
        "www-authenticate": 'Basic realm="registry"',
      });
    }
    const scope = action === undefined ? "" : `,scope="repository:${repository}:${scopeActions(action)}"`;
    const reason = error === undefined ? "" : `,error="${error}"`;
    const header = `Bearer realm="${realm()}",service="${auth.service ?? "registry.test"}"${scope}${reason}`;
    return refusal(401, "UNAUTHORIZED", "authentication required", { "www-authenticate": header });
  }

  function allows(authorization: string, repository: string, action: Action | undefined): boolean {
    if (auth.kind === "none") return true;
    if (auth.kind === "basic") {
      return (
        isUser(auth, authorization) ||
        (auth.anonymousPull === true && action === "pull" && authorization === "")
      );
    }
    const grant = grants.get(/^bearer (.+)$/i.exec(authorization)?.[1] ?? "");
    if (!grant || grant.expires <= now()) return false;
    return action === undefined || grant.actions.get(repository)?.has(action) === true;
  }

  function issue(scopes: readonly string[], known: boolean, offline: boolean): Answer {
    const credentials = auth.kind === "bearer" ? auth : undefined;
    const actions = new Map<string, ReadonlySet<string>>();
    for (const scope of scopes) {
      const [, repository, wanted] = /^repository:(.+):([a-z,*]+)$/.exec(scope) ?? [];
      if (repository === undefined || wanted === undefined) continue;
      const asked = wanted === "*" ? ["pull", "push", "delete"] : wanted.split(",");
      const granted = asked.filter((action) => known || action === "pull");
      actions.set(repository, new Set([...(actions.get(repository) ?? []), ...granted]));
    }
    const token = randomUUID();
    const seconds = credentials?.tokenSeconds ?? 300;
    grants.set(token, { actions, expires: now() + seconds * 1000 });
    const refresh = known && offline ? randomUUID() : undefined;
    if (refresh !== undefined) refreshTokens.add(refresh);
    return json(200, {
      token,
      access_token: token,
      expires_in: seconds,
      issued_at: new Date(now()).toISOString(),
      scope: scopes.join(" "),
      ...(refresh === undefined ? {} : { refresh_token: refresh }),
    });
  }

  return {
    allows,
    expired: (repository, action) => challenge(repository, action, "invalid_token"),
    refuse: (authorization, repository, action) => {
      const readOnly = auth.kind === "none" ? [] : (auth.readOnly ?? []);
      if (!allows(authorization, repository, action)) {
        const held = auth.kind === "bearer" && allows(authorization, repository, undefined);
        return challenge(repository, action, tokenError(auth.kind, authorization, held));
      }
      const denied = action !== undefined && action !== "pull" && readOnly.includes(repository);
      return denied ? refusal(403, "DENIED", "requested access to the resource is denied") : undefined;
    },
    token: (method, query, form, authorization) => {
      if (auth.kind !== "bearer") return refusal(404, "UNSUPPORTED", "this registry issues no tokens");
      const scopes = [...query.getAll("scope"), ...form.getAll("scope")].flatMap((scope) => scope.split(" "));
      if (method === "GET") {
        const anonymous = authorization === "";
        if (anonymous ? auth.anonymousPull !== true : !isUser(auth, authorization)) {
          return refusal(401, "UNAUTHORIZED", "incorrect username or password");
        }
        return issue(scopes, !anonymous, query.get("offline_token") === "true");
      }
      const byRefresh =
        form.get("grant_type") === "refresh_token" && refreshTokens.has(form.get("refresh_token") ?? "");
      const byPassword =
        form.get("grant_type") === "password" &&
        form.get("username") === auth.user &&
        form.get("password") === auth.password;
      if (!byRefresh && !byPassword) return refusal(401, "UNAUTHORIZED", "the grant is not valid");
      return issue(scopes, true, form.get("access_type") === "offline");
    },
  };
}

function isUser(auth: Credentials, authorization: string): boolean {
  const expected = Buffer.from(`${auth.user}:${auth.password}`, "utf8").toString("base64");
  return /^basic (.+)$/i.exec(authorization)?.[1] === expected;
}

function scopeActions(action: Action): string {
  return action === "push" ? "pull,push" : action;
}

function tokenError(kind: RegistryAuth["kind"], authorization: string, held: boolean): string | undefined {
  if (kind !== "bearer" || !/^bearer /i.test(authorization)) return undefined;
  return held ? "insufficient_scope" : "invalid_token";
}
