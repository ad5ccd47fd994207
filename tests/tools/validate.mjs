// node validate.mjs SCHEMA FILE: exit 0 when the JSON file fits the JSON schema (draft 2020-12), else prints why.
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";

const [schema, file] = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, "utf8")));
const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
if (!ajv.validate(schema, file)) {
  console.error(ajv.errorsText(ajv.errors, { separator: "\n" }));
  process.exit(1);
}
