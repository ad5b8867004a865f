// Wrong inputs of every action: what a user sees first, and often.
import assert from "node:assert/strict";
import test from "node:test";
import { catalogue } from "../../src/commands/catalogue.ts";
import type { Command } from "../../src/commands/command.ts";
import { channels, runBare } from "./world.ts";

const nonsense = "%%% not\u0007right %%%";

function wrongWith(command: Command, text: string): string[] {
  return Object.entries(command.inputs).flatMap(([name, { grammar }]) => {
    try {
      grammar.parse(text);
      return [];
    } catch {
      return [name];
    }
  });
}

for (const [name, entry] of Object.entries(catalogue)) {
  const command = await entry.load();
  const mandatory = Object.entries(command.inputs).filter(([, input]) => input.required);

  test(`${name} without inputs names each one that is missing with a right value, and soon`, async () => {
    const result = await runBare(name, {});
    assert.equal(result.code, 1);
    assert.equal(result.annotations.length, 1, result.stderr);
    const [error] = result.annotations;
    assert.equal(error?.name, "error");
    // verify-release takes everything from the event of the run: what it misses is that.
    const title = mandatory.length > 0 ? "INPUT_INVALID" : "VERIFY_RANGE_MISSING";
    assert.equal(error.properties["title"], title);
    assert.match(error.message, mandatory.length > 0 ? /Example: / : /\nNext: /);
    for (const [input, { example }] of mandatory) {
      assert.ok(error.message.includes(`${input} is missing`), `${input}: ${error.message}`);
      assert.ok(error.message.includes(`Example: ${input}: ${example}`), `${input}: ${error.message}`);
    }
    assert.equal(result.stderr, "");
    assert.doesNotMatch(result.log.join("\n"), /^\s+at /m, "no stack for a user's mistake");
    // The best of three, and far above the figure of the bench: this machine may be busy with anything.
    const more = await Promise.all([runBare(name, {}), runBare(name, {})]);
    const seconds = Math.min(...[result, ...more].map((one) => one.seconds));
    assert.ok(seconds < 3, `${seconds.toFixed(2)} s`);
  });

  test(`${name} sets every output, empty, when its inputs are wrong`, async () => {
    const { outputs } = await runBare(name, {});
    assert.deepEqual(outputs, Object.fromEntries(Object.keys(command.outputs).map((output) => [output, ""])));
  });

  test(`${name} names every input that holds nonsense, all at once, and repeats no secret`, async () => {
    const wrong = wrongWith(command, nonsense);
    assert.ok(wrong.length > 0);
    const result = await runBare(
      name,
      Object.fromEntries(Object.keys(command.inputs).map((input) => [input, nonsense])),
    );
    assert.equal(result.code, 1);
    const [error] = result.annotations;
    assert.equal(error?.properties["title"], "INPUT_INVALID");
    for (const input of wrong)
      assert.match(
        error.message,
        new RegExp(`(?:^|- )${input}: .*Expected .*Example: ${input}: `, "m"),
        input,
      );
    for (const [input, { secret }] of Object.entries(command.inputs))
      if (secret) {
        const hidden = await runBare(name, { [input]: `\u0007${input}-must-not-be-seen` });
        assert.ok(!channels(hidden).includes("must-not-be-seen"), `${input}:\n${channels(hidden)}`);
      }
  });

  test(`${name} warns about an input that it does not know`, async () => {
    const result = await runBare(name, { "manifest-tokn": "x" });
    assert.ok(
      result.log.some((line) => line.startsWith("warning: unknown input manifest-tokn")),
      result.log.join("\n"),
    );
  });
}
