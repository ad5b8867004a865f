import { containPath, readBounded } from "../../io/files.ts";
import type { Ports } from "../../io/ports.ts";
import type { Registry } from "../../oci/registry.ts";

const largestAuthority = 1_048_576;

/** Opens registries with the credentials of docker and podman, and the private CA that the inputs name. */
export async function openRegistry(
  input: { readonly "registry-ca": string | undefined; readonly "insecure-registries": readonly string[] },
  ports: Ports,
): Promise<Registry> {
  const file = input["registry-ca"];
  const authorities =
    file === undefined
      ? []
      : [(await readBounded(await containPath(ports.workspace, file), largestAuthority)).toString("utf8")];
  const [{ createRegistry }, { openCredentials }] = await Promise.all([
    import("../../oci/registry-client.ts"),
    import("../../oci/credentials.ts"),
  ]);
  const { environment, processes } = ports;
  return createRegistry({
    ...ports,
    credentials: openCredentials({ environment, processes }),
    insecureRegistries: input["insecure-registries"],
    authorities,
  });
}
