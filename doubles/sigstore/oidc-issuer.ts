// The token issuer of GitHub Actions: discovery, keys, and the endpoint that a job with `id-token: write` calls.
import { createHash, createPublicKey, generateKeyPair, randomUUID, sign, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { json } from "./service.ts";
import type { ServiceAnswer, ServiceRequest } from "./service.ts";
import { workflowClaims } from "./workflow-identity.ts";
import type { WorkflowClaims, WorkflowIdentity } from "./workflow-identity.ts";

/** Values for ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN. */
export type TokenRequest = { readonly url: string; readonly token: string };

export type OidcIssuer = {
  readonly handle: (request: ServiceRequest) => ServiceAnswer | undefined;
  /** Binds a request URL and bearer to one workflow run. */
  readonly issueRequest: (identity: WorkflowIdentity) => TokenRequest;
  /** A token at once, for tools that take it as an argument. */
  readonly issueToken: (identity: WorkflowIdentity, audience: string) => string;
  /** The verified claims of a token; throws with the reason when it is not one of ours, expired or for somebody else. */
  readonly verifyToken: (token: string, audience: string) => WorkflowClaims;
};

const LIFETIME_SECONDS = 300;

/** Makes an issuer with a fresh RSA key. `issuer` is what `iss` says; `baseUrl` where it listens (known after start). */
export async function createOidcIssuer(options: {
  readonly issuer: () => string;
  readonly baseUrl: () => string;
  readonly now: () => number;
}): Promise<OidcIssuer> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  const publicKey = createPublicKey(privateKey);
  const jwk = publicKey.export({ format: "jwk" });
  const kid = createHash("sha256").update(JSON.stringify(jwk)).digest("hex").slice(0, 40);
  const requests = new Map<string, { readonly bearer: string; readonly identity: WorkflowIdentity }>();

  function issueToken(identity: WorkflowIdentity, audience: string): string {
    const iat = Math.floor(options.now() / 1000);
    const claims = {
      jti: randomUUID(),
      aud: audience,
      iss: options.issuer(),
      ...workflowClaims(identity),
      nbf: iat - 600,
      iat,
      exp: iat + LIFETIME_SECONDS,
    };
    const head = `${encode({ typ: "JWT", alg: "RS256", kid, x5t: kid })}.${encode(claims)}`;
    return `${head}.${sign("sha256", Buffer.from(head), privateKey).toString("base64url")}`;
  }

  function tokenAnswer(request: ServiceRequest): ServiceAnswer {
    const known = requests.get(request.path);
    const bearer = /^bearer (.+)$/i.exec(request.header("authorization"))?.[1];
    if (!known || bearer !== known.bearer)
      return json(401, { message: "the request token is not valid for this job" });
    const owner = known.identity.repository.split("/")[0] ?? "";
    const value = issueToken(known.identity, request.query.get("audience") ?? `https://github.com/${owner}`);
    return json(200, { count: value.length, value });
  }

  return {
    issueToken,
    issueRequest: (identity) => {
      const path = `/idtoken/${randomUUID()}/${randomUUID()}`;
      const bearer = randomUUID().replaceAll("-", "");
      requests.set(path, { bearer, identity });
      // The real URL has a query already: callers append "&audience=".
      return { url: `${options.baseUrl()}${path}?api-version=2.0`, token: bearer };
    },
    verifyToken: (token, audience) => {
      const claims = readToken(token, publicKey, kid);
      const now = Math.floor(options.now() / 1000);
      if (claims["iss"] !== options.issuer()) throw new Error("the identity token names another issuer");
      if (claims["aud"] !== audience) throw new Error("the identity token is for another audience");
      if (Number(claims["exp"]) <= now || Number(claims["nbf"]) > now)
        throw new Error("the identity token has expired");
      return claims;
    },
    handle: (request) => {
      if (request.method !== "GET") return undefined;
      if (request.path === "/.well-known/openid-configuration")
        return json(200, discovery(options.issuer(), options.baseUrl()));
      if (request.path === "/.well-known/jwks")
        return json(200, { keys: [{ ...jwk, alg: "RS256", kid, use: "sig" }] });
      return request.path.startsWith("/idtoken/") ? tokenAnswer(request) : undefined;
    },
  };
}

function discovery(issuer: string, baseUrl: string): unknown {
  return {
    issuer,
    jwks_uri: `${baseUrl}/.well-known/jwks`,
    subject_types_supported: ["public", "pairwise"],
    response_types_supported: ["id_token"],
    id_token_signing_alg_values_supported: ["RS256"],
    scopes_supported: ["openid"],
    claims_supported: [
      "sub",
      "aud",
      "exp",
      "iat",
      "iss",
      "jti",
      "nbf",
      ...Object.keys(workflowClaims(SAMPLE)).slice(1),
    ],
  };
}

const SAMPLE: WorkflowIdentity = {
  repository: "o/r",
  repository_id: "1",
  repository_owner_id: "1",
  ref: "refs/heads/main",
  sha: "0",
  workflow_ref: "o/r/.github/workflows/w.yml@refs/heads/main",
};

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value), "utf8").toString("base64url");
}

function readToken(token: string, key: KeyObject, kid: string): WorkflowClaims {
  const [header = "", payload = "", signature = "", ...rest] = token.split(".");
  const head: unknown = JSON.parse(Buffer.from(header, "base64url").toString("utf8"));
  const ours =
    typeof head === "object" &&
    head !== null &&
    "alg" in head &&
    head.alg === "RS256" &&
    "kid" in head &&
    head.kid === kid;
  const genuine = verify(
    "sha256",
    Buffer.from(`${header}.${payload}`),
    key,
    Buffer.from(signature, "base64url"),
  );
  if (!ours || !genuine || rest.length > 0)
    throw new Error("the identity token is not signed by this issuer");
  return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as WorkflowClaims;
}
