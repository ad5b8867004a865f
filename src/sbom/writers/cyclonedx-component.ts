import type { Component, ModelFacts, Tensor } from "../inventory.ts";
import { hexOf } from "../../values/digest.ts";
import { compareText } from "../../values/text-order.ts";
import type { BillItem } from "./bill.ts";
import type { Dropped } from "./fit.ts";
import { toolName } from "./subject.ts";
import type { Supplier } from "./supplier.ts";

/** A package or model as a CycloneDX 1.6 component. */
export function componentOf(item: BillItem, dropped: Dropped): object {
  const { component, supplier, homepage } = item;
  const { model, description } = component;
  return {
    type: model === undefined ? "library" : "machine-learning-model",
    "bom-ref": component.ref,
    supplier: organisationOf(supplier),
    name: component.name,
    ...(component.version === "" ? {} : { version: component.version }),
    ...(description === undefined || dropped.has("descriptions") ? {} : { description }),
    ...hashesOf(item, dropped),
    ...licencesOf(item, dropped),
    ...(component.cpe === undefined ? {} : { cpe: component.cpe }),
    purl: component.purl,
    ...(homepage === undefined || dropped.has("homepages")
      ? {}
      : { externalReferences: [{ type: "website", url: homepage }] }),
    ...(model === undefined ? {} : { modelCard: modelCardOf(model) }),
    ...propertiesOf(item, dropped),
  };
}

/** Properties with this project's prefix, or nothing for none. */
export function namedProperties(pairs: readonly (readonly [name: string, value: string])[]): object {
  if (pairs.length === 0) return {};
  return { properties: pairs.map(([name, value]) => ({ name: `${toolName}:${name}`, value })) };
}

/** A supplier as an organizationalEntity. */
export function organisationOf({ name, email }: Supplier): object {
  return email === undefined ? { name } : { name, contact: [{ email }] };
}

function hashesOf({ component, hashes }: BillItem, dropped: Dropped): object {
  // What a model is, is its bytes: this hash stays.
  if (component.model !== undefined)
    return { hashes: [{ alg: "SHA-256", content: hexOf(component.model.sha256) }] };
  if (hashes.length === 0 || dropped.has("hashes")) return {};
  return { hashes: hashes.map(({ algorithm, hex }) => ({ alg: algorithm, content: hex })) };
}

function licencesOf({ licence }: BillItem, dropped: Dropped): object {
  const { expression, references } = licence;
  if (expression === undefined) return {};
  const [reference] = references;
  if (reference?.id === expression) {
    const short = reference.text.length <= 120 && !reference.text.includes("\n");
    if (short) return { licenses: [{ license: { name: reference.text } }] };
    const text = dropped.has("licence texts") ? {} : { text: { content: reference.text } };
    return { licenses: [{ license: { name: reference.id, ...text } }] };
  }
  const single = /^[A-Za-z0-9.-]+$/.test(expression);
  return { licenses: single ? [{ license: { id: expression } }] : [{ expression }] };
}

function propertiesOf({ component, supplier, licence }: BillItem, dropped: Dropped): object {
  const alone = licence.references[0]?.id === licence.expression;
  const texts = dropped.has("licence texts") || alone ? [] : licence.references;
  return namedProperties([
    ...placesOf(component, dropped).flatMap(({ path, layer }, index): [string, string][] => [
      [`location:${index}:path`, path],
      [`location:${index}:layer`, layer],
    ]),
    ...(supplier.assumed ? [["supplier", "not named by the package"] as const] : []),
    ...texts.map(({ id, text }): [string, string] => [`licence:${id}`, text]),
  ]);
}

/** Where a component was found; the first place only when the document has to be small. */
export function placesOf(component: Component, dropped: Dropped): Component["locations"] {
  return dropped.has("further locations") ? component.locations.slice(0, 1) : component.locations;
}

function modelCardOf(model: ModelFacts): object {
  const facts: readonly (readonly [string, string])[] = [
    ["format", model.format],
    ["size", String(model.size)],
    ...(model.quantization === "" ? [] : [["quantization", model.quantization] as const]),
  ];
  const own = Object.entries(model.properties).toSorted(([a], [b]) => compareText(a, b));
  return {
    modelParameters: {
      ...(model.inputs.length === 0 ? {} : { inputs: model.inputs.map(formatOf) }),
      ...(model.outputs.length === 0 ? {} : { outputs: model.outputs.map(formatOf) }),
    },
    properties: [
      ...facts.map(([name, value]) => ({ name: `${toolName}:${name}`, value })),
      ...own.map(([name, value]) => ({ name, value })),
    ],
  };
}

function formatOf(tensor: Tensor): { readonly format: string } {
  return { format: tensorText(tensor) };
}

/** `name type[1,224,224,3]`, as both formats write an input or output of a model. */
export function tensorText({ name, type, shape }: Tensor): string {
  return `${name === "" ? "" : `${name} `}${type}[${shape.join(",")}]`;
}
