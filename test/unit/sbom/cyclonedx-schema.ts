// The schema of the CycloneDX project itself, with its formats held to.
import { readFile } from "node:fs/promises";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";

const schemas = new URL("../../../node_modules/@cyclonedx/cyclonedx-library/res/schema/", import.meta.url);
const schema = async (name: string): Promise<object> =>
  JSON.parse(await readFile(new URL(`${name}.SNAPSHOT.schema.json`, schemas), "utf8")) as object;
const address = (name: string): string => `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`;

/** A validator of CycloneDX 1.6 documents. */
export async function cycloneDxValidator<T>(): Promise<ValidateFunction<T>> {
  const ajv = new Ajv({ strict: false, validateFormats: true, allErrors: true });
  formats.default(ajv);
  ajv.addFormat("idn-email", /^[^@\s<>]+@[^@\s<>]+$/);
  ajv.addFormat("iri-reference", /^[^\s<>"{}|\\^`]*$/);
  for (const name of ["spdx", "jsf-0.82"]) ajv.addSchema(await schema(name), address(name));
  return ajv.compile<T>(await schema("bom-1.6"));
}
