import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { BuildContext } from "../../build/driver.ts";
import type { Dockerfile } from "../../build/dockerfile.ts";
import { codeOf, containPath, readBounded } from "../../io/files.ts";
import type { Ports } from "../../io/ports.ts";
import { isFault } from "../../values/fault.ts";
import { buildFaults } from "../../build/faults.ts";
import type { BuildInput } from "./inputs.ts";

/** Where a build comes from. */
export type Source = {
  readonly context: BuildContext;
  /** As the driver takes it: absolute for a folder, below the context for git. */
  readonly file: string | undefined;
  /** As the repository calls the Dockerfile. */
  readonly shownFile: string;
  /** Undefined where it cannot be read before the build: in a git context of somebody else. */
  readonly dockerfile: Dockerfile | undefined;
  readonly dockerfileText: string | undefined;
};

/**
 * The context and what its Dockerfile says. Without a context it is this commit, as the builder fetches it: what earlier steps wrote into
 * the workspace is not in it. Throws FILE_MISSING, PATH_OUTSIDE or the faults of readDockerfile.
 */
export async function readSource(input: BuildInput, ports: Ports): Promise<Source> {
  const { repository, commit, serverUrl } = ports.run;
  const inRun = repository !== "" && commit !== "";
  const here = inRun ? `${serverUrl}/${repository}.git#${commit}` : undefined;
  // build-push-action's name for this commit: `{{defaultContext}}:app` is a folder of it.
  const context =
    here === undefined ? input.context : input.context?.replace(/^\{\{ *defaultContext *\}\}/, () => here);
  const isUrl = context !== undefined && /^(?:https?|ssh|git):\/\/|^git@/.test(context);
  const url = isUrl ? context : context === undefined ? here : undefined;
  if (url !== undefined) {
    if (input["github-token"] !== undefined) ports.secrets.add(input["github-token"]);
    const token = isOwnServer(url, serverUrl) ? input["github-token"] : undefined;
    const below = /#[^:]*:(.+)$/.exec(url)?.[1] ?? "";
    const shownFile = path.posix.join(below, input.file ?? "Dockerfile");
    const text = await readFromCommit(url, shownFile, token, ports);
    return {
      context: { kind: "git", url, token },
      file: input.file,
      shownFile,
      dockerfile: text === undefined ? undefined : await parse(text, shownFile, input),
      dockerfileText: text,
    };
  }
  const folder = await contextFolder(context ?? ".", ports);
  const shownFile =
    input.file ?? path.posix.join(path.relative(await realpath(ports.workspace), folder), "Dockerfile");
  const file = await containPath(ports.workspace, shownFile);
  const text = await readDockerfileText(file, shownFile);
  return {
    context: { kind: "folder", path: folder },
    file,
    shownFile,
    dockerfile: await parse(text, shownFile, input),
    dockerfileText: text,
  };
}

async function contextFolder(given: string, { workspace }: Ports): Promise<string> {
  const missing = (cause?: unknown) =>
    buildFaults.fault(
      "BUILD_CONTEXT_MISSING",
      `there is no folder ${JSON.stringify(given)} in the workspace`,
      {
        where: "context",
        cause,
      },
    );
  try {
    const folder = await containPath(workspace, given);
    if ((await stat(folder)).isDirectory()) return folder;
  } catch (error) {
    throw isFault(error, "FILE_MISSING") || codeOf(error) === "ENOENT" ? missing(error) : error;
  }
  throw missing();
}

async function readDockerfileText(file: string, shownFile: string): Promise<string> {
  const { largestDockerfile } = await import("../../build/dockerfile.ts");
  try {
    return (await readBounded(file, largestDockerfile)).toString("utf8");
  } catch (error) {
    if (!isFault(error, "FILE_MISSING")) throw error;
    throw buildFaults.fault("BUILD_DOCKERFILE_MISSING", `${shownFile} does not exist`, {
      where: shownFile,
      cause: error,
    });
  }
}

async function parse(text: string, file: string, input: BuildInput): Promise<Dockerfile> {
  const { readDockerfile } = await import("../../build/dockerfile.ts");
  return readDockerfile(text, {
    buildArguments: input["build-args"],
    target: input.target,
    contexts: input["build-contexts"].map(([name]) => name),
    buildPlatform: process.arch === "arm64" ? "linux/arm64" : "linux/amd64",
    file,
  });
}

function isOwnServer(url: string, serverUrl: string): boolean {
  return URL.canParse(url) && URL.canParse(serverUrl) && new URL(url).host === new URL(serverUrl).host;
}

/** The Dockerfile by GitHub's API, where the context is the commit of this run and a token is at hand. */
async function readFromCommit(
  url: string,
  file: string,
  token: string | undefined,
  ports: Ports,
): Promise<string | undefined> {
  const { repository, commit, serverUrl, apiUrl, graphqlUrl } = ports.run;
  if (token === undefined || !url.startsWith(`${serverUrl}/${repository}.git#${commit}`)) return undefined;
  const [owner = "", name = ""] = repository.split("/");
  const { openGitHub } = await import("../../forge/github.ts");
  const forge = await openGitHub({ ...ports, apiUrl, graphqlUrl, token, owner, name });
  const bytes = await (await forge.tree(commit)).read(file);
  if (bytes !== undefined) return Buffer.from(bytes).toString("utf8");
  throw buildFaults.fault("BUILD_DOCKERFILE_MISSING", `${file} is not in ${repository} at ${commit}`, {
    where: file,
  });
}
