// node validate.mjs SCHEMA FILE...: exit 0 when every JSON file fits the JSON schema (draft 2020-12), else prints why.
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";

const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const [schema, ...files] = process.argv.slice(2);
const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
const validate = ajv.compile(read(schema));
for (const file of files) {
  if (!validate(read(file))) {
    console.error(file + "\n" + ajv.errorsText(validate.errors, { separator: "\n" }));
    process.exitCode = 1;
  }
}
