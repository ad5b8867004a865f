import { schemaFaults } from "./faults.ts";

type SchemaError = {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
};
export type Validator = { (value: unknown): boolean; errors?: readonly SchemaError[] | null };

/** Throws DOCUMENT_SCHEMA with the place (JSON pointer, and line where the caller knows it) of the first violation. */
export function validate(
  validator: Validator,
  value: unknown,
  name: string,
  lineOf?: (pointer: string) => number | undefined,
): void {
  if (validator(value)) return;
  const error = validator.errors?.[0];
  const pointer = error?.instancePath ?? "";
  const line = lineOf?.(pointer);
  const where = `${name}${line === undefined ? "" : `:${line}`}`;
  throw schemaFaults.fault(
    "DOCUMENT_SCHEMA",
    `${where}: ${pointer === "" ? "the document" : pointer} ${describe(error)}`,
    { where },
  );
}

function describe(error: SchemaError | undefined): string {
  if (error === undefined) return "does not follow the schema";
  const { params } = error;
  switch (error.keyword) {
    case "additionalProperties":
      return `has an unknown member ${JSON.stringify(params["additionalProperty"])}`;
    case "required":
      return `lacks the member ${JSON.stringify(params["missingProperty"])}`;
    case "enum":
      return `must be one of ${JSON.stringify(params["allowedValues"])}`;
    case "const":
      return `must be ${JSON.stringify(params["allowedValue"])}`;
    default:
      return error.message ?? `breaks the rule ${error.keyword}`;
  }
}
