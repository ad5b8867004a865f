// The GraphQL endpoint: documents are validated against GitHub's schema and executed by graphql-js on our objects.
// The schema takes about 0.3 s to read, so that happens at the first GraphQL request of the process.
import { readFileSync } from "node:fs";
import type { GraphQLError, GraphQLSchema } from "graphql";
import type * as Graphql from "graphql";
import { Refusal, type Answer } from "./answer.ts";
import { mutations } from "./graphql-mutations.ts";
import { GraphqlFault, queries, type GraphqlContext } from "./graphql-objects.ts";
import type { Caller, World } from "./model.ts";
import type { RawRequest } from "./rest.ts";

type Loaded = { readonly graphql: typeof Graphql; readonly schema: GraphQLSchema };

const loaded = new Map<boolean, Promise<Loaded>>();

async function load(withoutUpdateRefs: boolean): Promise<Loaded> {
  const graphql = await import("graphql");
  const file = new URL("schema.graphql", import.meta.resolve("@octokit/graphql-schema"));
  const whole = graphql.parse(readFileSync(file, "utf8"), { noLocation: true });
  const document = withoutUpdateRefs ? withoutMutation(graphql, whole) : whole;
  // The shipped schema defines one field twice, which graphql-js refuses unless told to trust it.
  return { graphql, schema: graphql.buildASTSchema(document, { assumeValidSDL: true, assumeValid: true }) };
}

/** The schema as it was before `updateRefs`. */
function withoutMutation(graphql: typeof Graphql, document: Graphql.DocumentNode): Graphql.DocumentNode {
  const gone = new Set(["UpdateRefsInput", "UpdateRefsPayload", "RefUpdate"]);
  const definitions = document.definitions.flatMap((definition) => {
    if (definition.kind === graphql.Kind.OBJECT_TYPE_DEFINITION && definition.name.value === "Mutation") {
      return [
        {
          ...definition,
          fields: definition.fields?.filter((field) => field.name.value !== "updateRefs") ?? [],
        },
      ];
    }
    return "name" in definition && gone.has(definition.name?.value ?? "") ? [] : [definition];
  });
  return { ...document, definitions };
}

type Wish = { readonly query?: unknown; readonly variables?: unknown; readonly operationName?: unknown };

/** Answers one GraphQL request. Errors come with status 200, as on GitHub. */
export async function serveGraphql(
  world: World,
  caller: Caller,
  raw: RawRequest,
  withoutUpdateRefs: boolean,
): Promise<Answer> {
  if (caller.kind === "anonymous")
    return new Refusal(401, "This endpoint requires you to be authenticated.").answer();
  if (raw.method !== "POST") return new Refusal(404, "Not Found").answer();
  const wish = readWish(raw.body);
  if (typeof wish.query !== "string") {
    world.violate("graphql: the body has no query");
    return { status: 400, body: { message: "A query attribute must be specified and must be a string." } };
  }
  const loading = loaded.get(withoutUpdateRefs) ?? load(withoutUpdateRefs);
  loaded.set(withoutUpdateRefs, loading);
  const { graphql, schema } = await loading;
  const invalid = (errors: readonly GraphQLError[]): Answer => {
    for (const error of errors) {
      // To try `updateRefs` on a server that does not know it is how a client finds out.
      if (!withoutUpdateRefs || !/updateRefs/i.test(error.message))
        world.violate(`graphql: ${error.message}`);
    }
    return { status: 200, body: { errors: errors.map((error) => errorShape(error)) } };
  };
  let document;
  try {
    document = graphql.parse(wish.query);
  } catch (error) {
    if (error instanceof graphql.GraphQLError) return invalid([error]);
    throw error;
  }
  const problems = graphql.validate(schema, document);
  if (problems.length > 0) return invalid(problems);
  const context: GraphqlContext = { world, caller, mergeableUnknown: raw.mergeableUnknown };
  const result = await graphql.execute({
    schema,
    document,
    rootValue: { ...queries, ...mutations },
    contextValue: context,
    variableValues:
      typeof wish.variables === "object" ? (wish.variables as Record<string, unknown> | null) : null,
    ...(typeof wish.operationName === "string" ? { operationName: wish.operationName } : {}),
    fieldResolver: (source: unknown, args: unknown, _context, info) => {
      const value = (source as Record<string, unknown>)[info.fieldName];
      if (value === undefined) {
        world.violate(`graphql: ${info.parentType.name}.${info.fieldName} is not modelled`);
        throw new Error("Something went wrong while executing your query.");
      }
      return typeof value === "function"
        ? (value as (args: unknown, context: unknown) => unknown)(args, context)
        : value;
    },
    typeResolver: (value) => String((value as { __typename?: unknown }).__typename),
  });
  for (const error of result.errors ?? []) {
    const cause = error.originalError;
    // A refusal is an answer; anything else is a wrong variable or an object of ours that the schema does not allow.
    if (!(cause instanceof GraphqlFault) && !(cause instanceof Refusal))
      world.violate(`graphql: ${error.message}`);
  }
  const errors = result.errors?.map((error) => errorShape(error));
  return {
    status: 200,
    body: {
      ...(result.data === undefined ? {} : { data: result.data }),
      ...(errors === undefined ? {} : { errors }),
    },
  };
}

function readWish(body: Buffer): Wish {
  try {
    const wish: unknown = JSON.parse(body.toString("utf8"));
    return typeof wish === "object" && wish !== null ? wish : {};
  } catch {
    return {};
  }
}

function errorShape(error: GraphQLError): Record<string, unknown> {
  const cause = error.originalError;
  const type =
    cause instanceof GraphqlFault ? cause.type : cause instanceof Refusal ? refusalType(cause) : undefined;
  return {
    ...(type === undefined ? {} : { type }),
    ...(error.path === undefined ? {} : { path: error.path }),
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    message: error.message,
  };
}

function refusalType(refusal: Refusal): string {
  if (refusal.status === 403) return "FORBIDDEN";
  return refusal.status === 404 ? "NOT_FOUND" : "UNPROCESSABLE";
}
