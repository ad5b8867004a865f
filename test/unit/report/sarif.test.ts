import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { toSarif } from "../../../src/report/sarif.ts";
import type { Finding } from "../../../src/values/finding.ts";

const layer = `sha256:${"a".repeat(64)}`;
const findings: readonly Finding[] = [
  {
    rule: "P5004",
    severity: "error",
    message: "jemalloc wants 4 KB pages",
    file: "usr/bin/x y",
    layer,
    next: "rebuild",
  },
  { rule: "P5042", severity: "warning", message: "not pinned", file: "app/Dockerfile", line: 3 },
  { rule: "P5030", severity: "notice", message: "large" },
];
const rules = [{ id: "P5004", title: "jemalloc-page", why: "It stops at start." }];
const input = {
  findings,
  suppressed: [{ finding: { ...findings[0], file: "opt/y" } as Finding, reason: "vendor knows" }],
  rules,
  version: "0.1.0",
  anchor: "app/Dockerfile",
};

type Log = {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly suppressions?: readonly { readonly justification: string }[];
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: { readonly startLine: number };
        };
        readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
      }[];
    }[];
  }[];
};

async function validator() {
  const file = path.join(import.meta.dirname, "../../fixtures/sarif/sarif-schema-2.1.0.json");
  const schema = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
  // Its dialect is draft 4 by name and draft 7 by what it uses.
  delete schema["$schema"];
  delete schema["id"];
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  return ajv.compile(schema);
}

test("what is written is SARIF 2.1.0 by the official schema, empty or not", async () => {
  const valid = await validator();
  for (const text of [toSarif(input), toSarif({ ...input, findings: [], suppressed: [] })]) {
    valid(JSON.parse(text));
    assert.deepEqual(valid.errors ?? [], []);
  }
  assert.equal(valid({ version: "2.1.0" }), false);
});

test("a file of the image is shown on the Dockerfile, a file of the repository on its own line", () => {
  const [run] = (JSON.parse(toSarif(input)) as Log).runs;
  const [inImage, inRepository, nowhere, accepted] = run?.results ?? [];
  assert.equal(inImage?.locations[0]?.physicalLocation.artifactLocation.uri, "app/Dockerfile");
  assert.equal(inImage.locations[0]?.logicalLocations?.[0]?.fullyQualifiedName, "/usr/bin/x y");
  assert.equal(inRepository?.locations[0]?.physicalLocation.region.startLine, 3);
  assert.equal(inRepository.locations[0]?.logicalLocations, undefined);
  assert.equal(nowhere?.level, "note");
  assert.equal(accepted?.suppressions?.[0]?.justification, "vendor knows");
  for (const result of run?.results ?? []) assert.ok(run?.tool.driver.rules[result.ruleIndex] !== undefined);
});

test("fingerprints stay when only words and layers change, and differ from file to file", () => {
  const prints = (list: readonly Finding[]) =>
    (JSON.parse(toSarif({ ...input, findings: list, suppressed: [] })) as Log).runs[0]?.results.map(
      ({ partialFingerprints }) => partialFingerprints["pi5/v1"],
    );
  const [first] = findings;
  assert.ok(first !== undefined);
  assert.deepEqual(
    prints([first]),
    prints([{ ...first, message: "other", layer: `sha256:${"b".repeat(64)}` }]),
  );
  assert.notDeepEqual(prints([first]), prints([{ ...first, file: "usr/bin/z" }]));
});

test("a line of a file in the image is no line of the Dockerfile", () => {
  const secret: Finding = {
    rule: "P5051",
    severity: "error",
    message: "token",
    file: "app/.env",
    line: 300,
    layer,
  };
  const [run] = (JSON.parse(toSarif({ ...input, findings: [secret], suppressed: [] })) as Log).runs;
  assert.equal(run?.results[0]?.locations[0]?.physicalLocation.region.startLine, 1);
});

test("code scanning can tell findings apart that stand on one line, or have one rule and no file", () => {
  const list: readonly Finding[] = [
    { rule: "P5053", severity: "error", message: "variable A" },
    { rule: "P5053", severity: "error", message: "variable B" },
    { rule: "P5055", severity: "warning", message: "x", file: "usr/bin/a", layer },
    { rule: "P5055", severity: "warning", message: "x", file: "usr/bin/b", layer },
  ];
  const [run] = (JSON.parse(toSarif({ ...input, findings: list, suppressed: [] })) as Log).runs;
  const prints =
    run?.results.map(({ partialFingerprints }) => partialFingerprints["primaryLocationLineHash"]) ?? [];
  assert.equal(new Set(prints).size, 4);
  for (const print of prints) assert.match(print ?? "", /^[0-9a-f]{16}:1$/);
});

test("a path of an image makes no link in a message", () => {
  const hostile: Finding = {
    rule: "P5057",
    severity: "warning",
    message: "/[see](https://example.org) is open",
  };
  const [run] = (JSON.parse(toSarif({ ...input, findings: [hostile], suppressed: [] })) as Log).runs;
  assert.equal(run?.results[0]?.message.text, "/[see] (https://example.org) is open");
});
