import { containPath, readBounded } from "../io/files.ts";
import type { Ports } from "../io/ports.ts";
import type { Registry } from "../oci/registry.ts";
import { line, list, relativePath } from "../values/grammars.ts";
import { type InputsOf, defaulted, optional } from "../values/input-table.ts";

/** The inputs of every command that speaks to a registry. */
export const registryInputs = {
  "registry-ca": optional(relativePath, {
    about: "PEM file with the certificate authority of a private registry.",
    example: "certs/registry.pem",
  }),
  "insecure-registries": defaulted(list(line), "", {
    about: "Registries (host:port) that are spoken to in plain http. For tests.",
    example: "registry.local:5000",
  }),
} as const;

export type RegistryInput = InputsOf<typeof registryInputs>;

const largestAuthority = 1_048_576;

/** Opens registries with the credentials of docker and podman, and the private CA that the inputs name. */
export async function openRegistry(
  input: RegistryInput,
  ports: Pick<
    Ports,
    "http" | "httpFor" | "clock" | "random" | "log" | "environment" | "processes" | "workspace"
  >,
): Promise<Registry> {
  const file = input["registry-ca"];
  const authorities =
    file === undefined
      ? []
      : [(await readBounded(await containPath(ports.workspace, file), largestAuthority)).toString("utf8")];
  const [{ createRegistry }, { openCredentials }] = await Promise.all([
    import("../oci/registry-client.ts"),
    import("../oci/credentials.ts"),
  ]);
  const { environment, processes } = ports;
  return createRegistry({
    ...ports,
    credentials: openCredentials({ environment, processes }),
    insecureRegistries: input["insecure-registries"],
    authorities,
  });
}
