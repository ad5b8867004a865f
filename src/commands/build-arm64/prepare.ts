import { buildFaults } from "../../build/faults.ts";
import { baseFaults } from "../../build/base-faults.ts";
import { parseCommandLine } from "../../build/scan.ts";
import type { Log } from "../../io/log.ts";
import { parseAcceptance } from "../../lint/ignore.ts";
import { valueFaults } from "../../values/faults.ts";
import { formatRepository, parseImageReference } from "../../values/image-reference.ts";
import type { BuildInput } from "./inputs.ts";

/** True when layers are put on a base instead of a Dockerfile being built. */
export function appends(input: Pick<BuildInput, "driver" | "base">): boolean {
  return input.driver === "append" || (input.driver === "auto" && input.base !== undefined);
}

/**
 * What can be told of the inputs before anything is built: those that contradict each other, that what builds cannot honour, or that
 * cannot be read. Gives them with tags alone. Throws INPUT_INVALID, BUILD_UNSUPPORTED, BUILD_BASE_NOT_PINNED and the faults of the parsers.
 */
export function prepareInput(input: BuildInput, log: Pick<Log, "warning">): BuildInput {
  input["lint-ignore"].forEach(parseAcceptance);
  if (input["scan-command"] !== undefined) parseCommandLine(input["scan-command"]);
  if (input.previous !== undefined && !input.previous.endsWith(".json"))
    parseImageReference(input.previous, "previous");
  if (/^https?:\/\/[^/?#]*@/.test(input.context ?? ""))
    throw valueFaults.fault(
      "INPUT_INVALID",
      "context holds a user name or password, which every log would show",
      {
        where: "context",
        next: "use github-token, or the secret GIT_AUTH_TOKEN.HOST in secrets",
      },
    );
  refuseUnused(input);
  if (input["require-pinned-bases"] && appends(input) && input.base?.digest === undefined)
    throw baseFaults.fault("BUILD_BASE_NOT_PINNED", "`base` is not pinned by digest", {
      where: "base",
      next: "write the digest behind it: base: REPOSITORY@sha256:…",
    });
  const tags = [...new Set(input.tags.map((tag) => ownTag(tag, input)))];
  if (input.push === "true" && tags.length === 0)
    throw valueFaults.fault("INPUT_INVALID", "push: true moves tags, and there are none", {
      where: "tags",
      next: "set tags, or leave push at digest",
    });
  if (input.push !== "true" && tags.length > 0 && !input.load)
    log.warning(
      `tags are not used with push: ${input.push}: sign-attest moves them once it has signed, and push: true here`,
    );
  return { ...input, tags };
}

function ownTag(text: string, { image }: BuildInput): string {
  if (!/[/:]/.test(text)) return text;
  const reference = parseImageReference(text, "tags");
  if (reference.tag !== undefined && formatRepository(reference) === formatRepository(image))
    return reference.tag;
  throw valueFaults.fault(
    "INPUT_INVALID",
    `the tag ${JSON.stringify(text)} is of another repository than image: ${formatRepository(image)}`,
    { where: "tags", next: "push to one repository in each step" },
  );
}

const ofDockerfiles = [
  ..."context file target build-args build-contexts secrets secret-envs secret-files ssh builder pull".split(
    " ",
  ),
  ..."no-cache no-cache-filters cache-from cache-to cache network add-hosts allow ulimit shm-size".split(" "),
  ..."cgroup-parent provenance attests keep-layout base-lock base-lock-update".split(" "),
] as readonly (keyof BuildInput)[];
const ofAppending = ["layers", "env", "entrypoint", "cmd", "user", "workdir", "base"] as const;

/** An input that is passed over would be taken for one that holds. */
function refuseUnused(input: BuildInput): void {
  const append = appends(input);
  const unused = (append ? ofDockerfiles : ofAppending).filter((name) => isSet(input[name]));
  if (append && input.platforms.length > 1) unused.push("platforms");
  const [first] = unused;
  if (first === undefined) return;
  const driver = append ? "append" : input.driver;
  throw buildFaults.fault(
    "BUILD_UNSUPPORTED",
    `driver ${driver} cannot honour the input ${unused.join(", ")}`,
    {
      where: first,
      next: append
        ? "leave it out, or build a Dockerfile: without base, with driver: buildx"
        : "leave it out, or set base and driver: append to put layers on an image",
    },
  );
}

function isSet(value: BuildInput[keyof BuildInput]): boolean {
  if (value === undefined || value === false || value === "" || value === "none" || value === "false")
    return false;
  return !Array.isArray(value) || value.length > 0;
}
