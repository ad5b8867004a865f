// `npm test`: types, lint, format, then every test with its coverage; ends with 1 when any of them does.
import { spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const bin = (name: string): string => path.join(root, "node_modules", ".bin", name);

type Step = { readonly name: string; readonly command: string; readonly arguments: readonly string[] };

const checks: readonly Step[] = [
  { name: "types", command: bin("tsc"), arguments: ["--noEmit", "-p", "tsconfig.json"] },
  { name: "lint", command: bin("oxlint"), arguments: ["--type-aware", "--quiet", "."] },
  { name: "format", command: bin("oxfmt"), arguments: ["--check", "."] },
];

const coverage = [
  "--experimental-test-coverage",
  "--test-coverage-include=src/**/*.ts",
  "--test-coverage-exclude=src/schema/generated/**",
  "--test-coverage-lines=90",
  "--test-coverage-branches=90",
];

const tests: Step = {
  name: "tests",
  command: process.execPath,
  arguments: [
    "--test",
    "--test-concurrency=3",
    "--test-reporter=spec",
    "--test-reporter-destination=stdout",
    ...coverage,
    "test/{unit,property,e2e,yaml,dist}/**/*.test.ts",
  ],
};

async function runStep(step: Step): Promise<boolean> {
  const started = Date.now();
  const code = await new Promise<number>((resolve) => {
    const child = spawn(step.command, step.arguments, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", (error) => {
      process.stderr.write(`${step.name}: ${error.message}\n`);
      resolve(1);
    });
    child.on("close", (status) => resolve(status ?? 1));
  });
  process.stdout.write(
    `${code === 0 ? "ok" : "FAILED"}: ${step.name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`,
  );
  return code === 0;
}

let good = true;
for (const step of [...checks, tests]) good = (await runStep(step)) && good;
process.exitCode = good ? 0 : 1;
