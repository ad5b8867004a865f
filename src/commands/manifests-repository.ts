import type { Forge } from "../forge/forge.ts";
import type { Ports } from "../io/ports.ts";
import { line, repositoryName } from "../values/grammars.ts";
import { type InputsOf, required } from "../values/input-table.ts";

/** The inputs of every command that reads or writes the manifests repository. */
export const manifestsInputs = {
  "manifests-repository": required(repositoryName, {
    about: "The manifests repository, as OWNER/NAME.",
    example: "acme/fleet",
  }),
  "manifests-token": required(line, {
    about:
      "Token for the manifests repository: of a GitHub App that may write contents and pull requests. GITHUB_TOKEN serves only when it is this repository.",
    example: "${{ steps.app.outputs.token }}",
    secret: true,
  }),
} as const;

export type ManifestsInput = InputsOf<typeof manifestsInputs>;

/** Opens the manifests repository on the GitHub server that this run belongs to. */
export async function openManifests(
  input: ManifestsInput,
  ports: Pick<Ports, "run" | "http" | "clock" | "random" | "log" | "secrets">,
): Promise<Forge> {
  ports.secrets.add(input["manifests-token"]);
  const { openGitHub } = await import("../forge/github.ts");
  return openGitHub({
    apiUrl: ports.run.apiUrl,
    graphqlUrl: ports.run.graphqlUrl,
    token: input["manifests-token"],
    ...input["manifests-repository"],
    http: ports.http,
    clock: ports.clock,
    random: ports.random,
    log: ports.log,
  });
}
