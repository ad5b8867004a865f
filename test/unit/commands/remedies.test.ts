import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { remedyCodes, remedyFor, remedyText } from "../../../src/commands/remedies.ts";
import { Fault } from "../../../src/values/fault.ts";

const source = path.join(import.meta.dirname, "../../../src");

/** Every code that a table of a folder declares. */
async function declaredCodes(): Promise<ReadonlySet<string>> {
  const codes = new Set<string>();
  for (const file of await readdir(source, { recursive: true })) {
    if (!/(?:^|[/-])faults\.ts$/.test(file)) continue;
    const module: Record<string, unknown> = await import(path.join(source, file));
    for (const table of Object.values(module))
      if (typeof table === "object" && table !== null && "codes" in table && typeof table.codes === "object")
        for (const code of Object.keys(table.codes ?? {})) codes.add(code);
  }
  return codes;
}

test("every remedy is of a code that exists, and is one line in plain words", async () => {
  const codes = await declaredCodes();
  assert.ok(codes.size > 100);
  for (const code of remedyCodes()) {
    assert.ok(codes.has(code), `${code} is declared`);
    assert.match(remedyText(code) ?? "", /^[^\r\n]{10,160}[^.\s]$/, code);
  }
});

test("every code of what users set up, sign, move and reach has a next step", async () => {
  const families =
    /^(?:SIGNING|SIGNATURE|SIGN_ATTEST|TRUST|TRUSTED|FORGE|GATE|PROMETHEUS|REGISTRY|MODEL|DVC|BUILD|FLEET|MOVE|RELEASE|PUBLISH|VERIFY)_/;
  // Thrown only where a command has a mistake of its own, or with a next step that nobody else can know.
  const own = new Set(["FORGE_CHANGE_EMPTY"]);
  const missing = [...(await declaredCodes())].filter(
    (code) => families.test(code) && !own.has(code) && remedyText(code) === undefined,
  );
  assert.deepEqual(missing, []);
});

test("a fault is looked up by its code, and a name of JavaScript's own is none", () => {
  assert.match(remedyFor(new Fault("REGISTRY_UNAUTHORIZED", "x")) ?? "", /log in/);
  assert.equal(remedyFor(new Fault("toString", "x")), undefined);
  assert.equal(remedyText("__proto__"), undefined);
});
