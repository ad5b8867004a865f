import type { Clock } from "../io/clock.ts";
import type { Repository } from "../values/image-reference.ts";
import { type Challenge, parseChallenges } from "./challenge.ts";
import type { CredentialStore } from "./credentials.ts";
import type { Endpoints } from "./endpoints.ts";
import { ociFaults } from "./faults.ts";
import { type Token, type TokenPorts, type TokenService, basicHeader, fetchToken } from "./tokens.ts";

/** What a request wants to do. A mount also pulls from another repository of the same registry. */
export type Access = { readonly action: "pull" | "push" | "delete"; readonly alsoPull?: string };

export type Authorization = {
  /** The Authorization header to start with, once a host has said what it wants; undefined before. */
  readonly header: (repository: Repository, access: Access) => Promise<string | undefined>;
  /** The header that answers a 401; undefined when there is nothing better than what was `tried`. */
  readonly answer: (
    repository: Repository,
    access: Access,
    challenge: string | undefined,
    tried: string | undefined,
  ) => Promise<string | undefined>;
};

export type AuthorizationOptions = TokenPorts & {
  readonly credentials: CredentialStore;
  readonly clock: Clock;
  readonly endpoints: Endpoints;
};

type Demand = { readonly kind: "basic" } | ({ readonly kind: "bearer" } & TokenService);

/** Answers challenges and keeps tokens by scope, so that a push of a hundred blobs asks for one token. */
export function createAuthorization(options: AuthorizationOptions): Authorization {
  const demands = new Map<string, Demand>();
  const tokens = new Map<string, Promise<Token>>();

  const bearer = async (
    repository: Repository,
    service: TokenService,
    scopes: readonly string[],
  ): Promise<string> => {
    const key = [repository.registry, repository.path, service.realm.href, service.service, ...scopes].join(
      "\n",
    );
    for (let current = tokens.get(key); current !== undefined; current = tokens.get(key)) {
      const known = await current;
      if (known.expires > options.clock.now().getTime()) return `Bearer ${known.value}`;
      // Whoever sees it run out first fetches the next one; the others find that one here.
      if (tokens.get(key) === current) tokens.delete(key);
    }
    const pending = options.credentials
      .find(repository)
      .then((credential) => fetchToken(options, repository.registry, service, scopes, credential));
    tokens.set(key, pending);
    pending.catch(() => tokens.delete(key));
    return `Bearer ${(await pending).value}`;
  };

  const forget = async (tried: string): Promise<void> => {
    for (const [key, pending] of tokens) {
      const token = await pending.catch(() => undefined);
      if (token !== undefined && tried === `Bearer ${token.value}`) tokens.delete(key);
    }
  };

  const header: Authorization["header"] = async (repository, access) => {
    const demand = demands.get(repository.registry);
    if (demand === undefined) return undefined;
    const credential = await options.credentials.find(repository);
    if (credential.kind === "registry-token") return `Bearer ${credential.token}`;
    if (demand.kind === "bearer") return bearer(repository, demand, scopesFor(repository, access));
    return credential.kind === "basic" ? basicHeader(credential) : undefined;
  };

  return {
    header,
    answer: async (repository, access, text, tried) => {
      if (tried !== undefined) await forget(tried);
      const challenges = parseChallenges(text);
      const demand = chooseDemand(challenges, options.endpoints, repository.registry);
      if (demand === undefined) return undefined;
      demands.set(repository.registry, demand);
      const credential = await options.credentials.find(repository);
      if (demand.kind === "bearer" && credential.kind !== "registry-token")
        return bearer(repository, demand, scopesFor(repository, access));
      const offered = await header(repository, access);
      // The same again would be refused again.
      return offered === tried ? undefined : offered;
    },
  };
}

/** Bearer where it is offered, since its realm decides which credentials it takes; else Basic. */
function chooseDemand(
  challenges: readonly Challenge[],
  endpoints: Endpoints,
  registry: string,
): Demand | undefined {
  const bearer = challenges.find(
    ({ scheme, parameters }) => scheme === "bearer" && parameters["realm"] !== undefined,
  );
  if (bearer === undefined)
    return challenges.some(({ scheme }) => scheme === "basic") ? { kind: "basic" } : undefined;
  const text = bearer.parameters["realm"] ?? "";
  const refuse = (why: string) =>
    ociFaults.fault("REGISTRY_PROTOCOL", `the token realm of ${registry} ${why}`, { where: registry });
  if (!URL.canParse(text)) throw refuse("is not a URL");
  const realm = new URL(text);
  if (realm.username !== "" || realm.password !== "") throw refuse("holds credentials");
  if (!endpoints.safe(realm, registry))
    throw refuse(`${realm.origin} is no place that its credentials may be sent to: it is not https`);
  return { kind: "bearer", realm, service: bearer.parameters["service"] };
}

/**
 * The scopes of a request. They come from what we are about to do, never from the challenge: a registry cannot make us ask for
 * a token that does more.
 */
export function scopesFor(repository: Repository, access: Access): readonly string[] {
  const actions = access.action === "push" ? "pull,push" : access.action;
  const own = `repository:${repository.path}:${actions}`;
  const other = access.alsoPull;
  return other === undefined || other === repository.path ? [own] : [own, `repository:${other}:pull`];
}
