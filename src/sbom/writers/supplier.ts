import type { Component, Distribution } from "../inventory.ts";

export type Supplier = {
  readonly name: string;
  readonly email: string | undefined;
  readonly person: boolean;
  /** True when the package names nobody: then it is where such packages come from. */
  readonly assumed: boolean;
};

/** Who a package comes from. Packages that name nobody get their distribution, registry, module owner or group. */
export function supplierOf(
  component: Component,
  distribution: Distribution | undefined,
  imageSupplier: string,
): Supplier {
  const said = readSupplier(component.supplier ?? "");
  if (said !== undefined) return said;
  const name = sourceOf(component, distribution, imageSupplier);
  return { name, email: undefined, person: false, assumed: true };
}

/** Reads `Name <address>`; undefined when there is no name. */
export function readSupplier(text: string): Supplier | undefined {
  const line = text
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, 300)
    .trim();
  const parts = /^"?(.*?)"?\s*<([^<>]*)>/.exec(line);
  const address = parts?.[2]?.trim() ?? "";
  const email = /^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(address) ? address : undefined;
  const name = (parts?.[1] || (parts === null ? line : address)).trim();
  if (name === "") return undefined;
  return { name, email, person: email !== undefined && !organisation.test(name), assumed: false };
}

const organisation =
  /\b(teams?|maintainers?|developers?|groups?|projects?|foundation|inc|ltd|llc|gmbh|corporation|organi[sz]ation|community|packagers?|authors?|contributors?|debian|ubuntu|fedora|alpine|red hat|google|microsoft|software|list)\b/i;

function sourceOf(
  { ecosystem, name, purl }: Component,
  distribution: Distribution | undefined,
  imageSupplier: string,
): string {
  if (ecosystem === "model") return imageSupplier;
  if (ecosystem === "golang") return name === "stdlib" ? "Go project" : name.split("/").slice(0, 2).join("/");
  if (ecosystem === "maven") return groupOf(purl) ?? "Maven repository";
  const { source, distributed } = sources[ecosystem];
  return (distributed ? distribution?.name || distribution?.id : "") || source;
}

type Source = { readonly source: string; readonly distributed: boolean };

const sources: Readonly<Record<"deb" | "apk" | "rpm" | "pypi" | "npm" | "cargo", Source>> = {
  deb: { source: "Debian", distributed: true },
  apk: { source: "Alpine Linux", distributed: true },
  rpm: { source: "RPM packager", distributed: true },
  pypi: { source: "Python Package Index", distributed: false },
  npm: { source: "npm registry", distributed: false },
  cargo: { source: "Rust crate registry", distributed: false },
};

function groupOf(purl: string): string | undefined {
  return /^pkg:maven\/([A-Za-z0-9._-]+)\//.exec(purl)?.[1];
}
