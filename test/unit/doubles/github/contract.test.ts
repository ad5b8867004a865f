import assert from "node:assert/strict";
import test from "node:test";
import { openContract } from "../../../../doubles/github/contract.ts";
import { servedOperations } from "../../../../doubles/github/rest.ts";
import { clientOf, startFleet } from "./client.ts";

/** Examples in GitHub's description that break GitHub's own schema, each with the member that does. */
const WAIVERS: Readonly<Record<string, RegExp>> = {
  "GET /repos/{owner}/{repo} 200 default-response": /'language'/,
  "GET /repos/{owner}/{repo}/branches 200 default":
    /required_status_checks must have required property 'checks'/,
  "GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls 200 default":
    /requested_teams\/0 must have required property 'type'/,
  "GET /repos/{owner}/{repo}/commits/{ref} 200 default":
    /files\/0 must have required property '(contents_url|sha)'/,
  "GET /repos/{owner}/{repo}/pulls 200 default": /requested_teams\/0 must have required property 'type'/,
  "GET /repos/{owner}/{repo}/pulls/{pull_number} 200 default":
    /requested_teams\/0 must have required property 'type'/,
  "PATCH /repos/{owner}/{repo}/pulls/{pull_number} 200 default":
    /requested_teams\/0 must have required property 'type'/,
  "POST /repos/{owner}/{repo}/pulls 201 default": /requested_teams\/0 must have required property 'type'/,
};

test("every served operation is in the description, and every described one is served", () => {
  const described = openContract().operations.map(({ key }) => key);
  assert.deepEqual([...described].sort(), [...servedOperations()].sort());
});

test("every official example of the served operations is valid, but for the named waivers", () => {
  const contract = openContract();
  const broken: string[] = [];
  let checked = 0;
  for (const { operation, place, name, value } of contract.examples()) {
    const problems =
      place === "request"
        ? contract
            .checkRequest(operation, {}, new URLSearchParams(), value)
            .filter((problem) => !problem.startsWith("path parameter"))
        : contract.checkAnswer(operation, Number(place), value);
    checked += 1;
    const id = `${operation.key} ${place} ${name}`;
    const waived = WAIVERS[id];
    const unwaived = problems.filter((problem) => waived?.test(problem) !== true);
    if (unwaived.length > 0) broken.push(`${id}: ${unwaived.join("; ")}`);
    if (problems.length === 0 && waived !== undefined)
      broken.push(`${id}: the waiver is not needed any more`);
  }
  assert.deepEqual(broken, []);
  assert.equal(checked, 88);
});

test("an unknown route is answered 501 and is a violation", async (t) => {
  const { github, app } = await startFleet(t);
  const answer = await app.call("GET", "/repos/acme/fleet/topics");
  assert.equal(answer.status, 501);
  assert.throws(() => github.assertNoViolations(), /unknown route GET \/repos\/acme\/fleet\/topics/);
});

test("anonymous clients read a public repository", async (t) => {
  const { github } = await startFleet(t);
  const answer = await clientOf(github).call<{ full_name: string }>("GET", "/repos/acme/fleet");
  assert.equal(answer.body.full_name, "acme/fleet");
  github.assertNoViolations();
});
