import { containPath, readBounded } from "../io/files.ts";
import type { Ports } from "../io/ports.ts";
import { registryMirror } from "../oci/mirror-grammar.ts";
import type { RegistryOptions } from "../oci/registry-client.ts";
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

/** Inputs of commands that also read images of others. */
export const mirrorInputs = {
  "registry-mirrors": defaulted(list(registryMirror), "", {
    about:
      "Mirrors that base images and `previous` are read from first, REGISTRY=MIRROR one a line. What is pushed never goes through one.",
    example: "docker.io=mirror.example:5000",
  }),
} as const;

const largestAuthority = 1_048_576;

type RegistryPorts = Pick<
  Ports,
  "http" | "httpFor" | "clock" | "random" | "log" | "environment" | "processes" | "workspace"
>;

/** Opens registries with the credentials of docker and podman, and the private CA that the inputs name. */
export async function openRegistry(input: RegistryInput, ports: RegistryPorts): Promise<Registry> {
  const [{ createRegistry }, options] = await Promise.all([
    import("../oci/registry-client.ts"),
    registryOptions(input, ports),
  ]);
  return createRegistry(options);
}

/** The same for reading images of others, by way of mirrors; tags read there may be old, so nothing of ours is read with it. */
export async function openPullRegistry(
  input: RegistryInput & InputsOf<typeof mirrorInputs>,
  ports: RegistryPorts,
): Promise<Registry> {
  const [{ createPullRegistry }, options] = await Promise.all([
    import("../oci/mirrors.ts"),
    registryOptions(input, ports),
  ]);
  return createPullRegistry(options, input["registry-mirrors"]);
}

async function registryOptions(input: RegistryInput, ports: RegistryPorts): Promise<RegistryOptions> {
  const file = input["registry-ca"];
  const authorities =
    file === undefined
      ? []
      : [(await readBounded(await containPath(ports.workspace, file), largestAuthority)).toString("utf8")];
  const { openCredentials } = await import("../oci/credentials.ts");
  const { environment, processes } = ports;
  return {
    ...ports,
    credentials: openCredentials({ environment, processes }),
    insecureRegistries: input["insecure-registries"],
    authorities,
  };
}
