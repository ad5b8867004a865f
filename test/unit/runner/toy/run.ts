import type { Outcome } from "../../../../src/commands/command.ts";
import type { Ports } from "../../../../src/io/ports.ts";
import type { Finding } from "../../../../src/values/finding.ts";
import { valueFaults } from "../../../../src/values/faults.ts";
import type { modes } from "./inputs.ts";

type Input = {
  readonly mode: (typeof modes)[number];
  readonly "secret-key": string | undefined;
  readonly count: number;
};

export async function run(input: Input, ports: Ports): Promise<Outcome<"digest" | "note">> {
  const secret = input["secret-key"] ?? "";
  const findings: Finding[] = [];
  let note = "";
  switch (input.mode) {
    case "fault":
      throw valueFaults.fault("DIGEST_INVALID", `the digest ${secret} is wrong`, { where: "x" });
    case "bug":
      throw new TypeError(`no such property of ${secret}`);
    case "check":
      findings.push({
        rule: "toy-rule",
        severity: "error",
        message: `line with ${secret}`,
        file: "a.json",
        line: 3,
        next: "mend it",
      });
      break;
    case "flood":
      for (let index = 0; index < 15; index += 1)
        findings.push({ rule: "many", severity: "warning", message: `number ${index}` });
      findings.push({ rule: "one", severity: "notice", message: "n" });
      break;
    case "evil-child":
      await ports.log.group("Build", () =>
        ports.log.group("Inner", () =>
          ports.log.fenced((write) =>
            ports.processes.run({
              command: process.execPath,
              arguments: [
                "-e",
                'console.error("::set-output name=digest::evil\\n::stop-commands::mine\\n::add-mask::e\\n::endgroup::\\n##[error]boo")',
              ],
              timeoutMs: 20_000,
              outputLimit: 1000,
              onLine: write,
            }),
          ),
        ),
      );
      break;
    case "leak":
      ports.log.info(`the key is ${secret}`);
      ports.log.info("::set-output name=digest::evil");
      ports.log.warning("careful");
      ports.log.debug("details");
      note = `key ${secret}`;
      break;
    case "token":
      note = await ports.identityToken("sigstore");
      ports.log.info(`got ${note}`);
      break;
    case "ok":
      note = JSON.stringify({
        count: input.count,
        repository: ports.run.repository,
        event: await ports.run.event(),
      });
      break;
  }
  return {
    ok: input.mode !== "check",
    verdict: `toy did ${input.mode}`,
    outputs: { digest: "sha256:x", note },
    report: { title: "Toy", blocks: [{ kind: "verdict", state: "good", text: `toy <b>${secret}</b>` }] },
    findings,
  };
}
