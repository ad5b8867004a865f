import assert from "node:assert/strict";
import test from "node:test";
import { createSecrets } from "../../../src/io/secret.ts";
import type { Document } from "../../../src/report/document.ts";
import { renderSummary } from "../../../src/runner/summary.ts";

test("a secret is masked in a summary though escaping would change its letters", () => {
  const secret = "ghs_a*b|c<d>@e#1`f[g]";
  const secrets = createSecrets();
  secrets.add(secret);
  const report: Document = {
    title: `title ${secret}`,
    blocks: [
      { kind: "verdict", state: "bad", text: `said ${secret}` },
      { kind: "paragraph", text: [secret, { kind: "code", text: secret }] },
      {
        kind: "list",
        items: [[{ kind: "link", text: secret, url: `https://example.org/?token=${secret}` }]],
      },
      { kind: "table", columns: [{ title: "x", align: "right" }], rows: [[[secret]]] },
      { kind: "details", summary: secret, blocks: [{ kind: "code", language: "", text: secret }] },
    ],
  };
  const text = renderSummary(report, secrets.mask);
  const letters = text.replaceAll(/&#([0-9]+);/g, (_all, code) => String.fromCodePoint(Number(code)));
  assert.doesNotMatch(letters.replaceAll(/[\\\u200b]/g, ""), /ghs_|b\|c/);
  assert.ok(text.includes("***") || text.includes("&#42;") || text.includes("\\*"), text);
});
