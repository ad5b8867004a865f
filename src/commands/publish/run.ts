import type { Ports } from "../../io/ports.ts";
import type { BlobSigner } from "../../signing/signer.ts";
import { repositoryName } from "../../values/grammars.ts";
import type { Outcome } from "../command.ts";
import { openManifests } from "../manifests-repository.ts";
import { openSigner } from "../signing-inputs.ts";
import type { PublishInput, PublishOutput } from "./inputs.ts";
import { type Publication, isWhole, publishMain } from "./publication.ts";
import { publishView } from "./view.ts";

/** Verifies what was merged since the last time, signs the pointers that need it and moves branch live. */
export async function run(input: PublishInput, ports: Ports): Promise<Outcome<PublishOutput>> {
  const repository = input["manifests-repository"] ?? repositoryName.parse(ports.run.repository);
  const forge = await openManifests(
    { "manifests-repository": repository, "manifests-token": input["manifests-token"] },
    ports,
  );
  let signer: Promise<BlobSigner> | undefined;
  const publication = await publishMain({
    forge,
    sign: async (bytes) => (await (signer ??= openSigner(input, ports))).signBlob(bytes),
    clock: ports.clock,
    random: ports.random,
    dryRun: input["dry-run"],
  });
  return outcomeOf(publication, input["dry-run"]);
}

function outcomeOf(publication: Publication, dryRun: boolean): Outcome<PublishOutput> {
  const { operation, liveCommit, signed, verified, findings } = publication;
  const ok = isWhole(publication);
  const verdict = verdictOf(publication, ok, dryRun);
  return {
    ok,
    verdict,
    outputs: {
      "live-commit": liveCommit ?? "",
      operation,
      signed: String(dryRun ? 0 : signed.length),
      "verified-commits": String(verified.length),
    },
    report: publishView(verdict, ok, publication),
    findings,
  };
}

function verdictOf(publication: Publication, ok: boolean, dryRun: boolean): string {
  const { operation, signed, verified, main } = publication;
  const pointers = `${signed.length} ${signed.length === 1 ? "pointer" : "pointers"}`;
  const commits = `${verified.length} ${verified.length === 1 ? "commit" : "commits"}`;
  const name = main === undefined ? "nothing" : main.slice(0, 12);
  if (!ok && operation === "unchanged")
    return "stopped: main has changes that break the rules; live stays as it is";
  if (!ok)
    return `${dryRun ? "would publish" : "published"} ${name}, but not what comes after it: it breaks the rules`;
  if (operation === "unchanged") return `unchanged: live already stands for ${name}`;
  return dryRun
    ? `would publish ${name}: ${commits} verified, ${pointers} to sign`
    : `published ${name}: ${commits} verified, ${pointers} signed`;
}
