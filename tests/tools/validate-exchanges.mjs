// node validate-exchanges.mjs: holds HTTP exchanges against GitHub's own description of its API (github-api.json). Reads a
// JSON array of exchanges a line and answers each line with a JSON array of what is wrong with them, one text a fault.
// Each exchange: server, method, path (without the server's prefix), query, requestBody, status, responseBody.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import Ajv from "ajv";
import addFormats from "ajv-formats";

const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const { servers } = read(new URL("github-api.json", import.meta.url));

// OpenAPI 3.0 writes "nullable" where JSON schema writes a union.
const toJsonSchema = (node) => {
  if (Array.isArray(node)) return node.map(toJsonSchema);
  if (node === null || typeof node !== "object") return node;
  const { nullable, discriminator, example, examples, ...rest } = node;
  const kept = typeof nullable === "boolean" ? rest : { ...rest, ...(nullable === undefined ? {} : { nullable: toJsonSchema(nullable) }) };
  const out = Object.fromEntries(Object.entries(kept).map(([key, value]) => [key, key === "enum" || key === "default" ? value : toJsonSchema(value)]));
  return nullable === true ? { anyOf: [{ type: "null" }, out] } : out;
};

const resolve = (api, node) => (node && node.$ref ? node.$ref.slice(2).split("/").reduce((at, step) => at[step], api) : node);

const load = (api) => {
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats(ajv);
  ajv.addFormat("repo.nwo", true);
  ajv.addFormat("int64", true);
  ajv.addSchema({ $id: "github", components: { schemas: toJsonSchema(api.components.schemas) } });
  const rebase = (node) => JSON.parse(JSON.stringify(node).replaceAll('"#/components/', '"github#/components/'));
  const compiled = new Map();
  const compile = (schema) => {
    const text = JSON.stringify(schema);
    if (!compiled.has(text)) compiled.set(text, ajv.compile(rebase(toJsonSchema(schema))));
    return compiled.get(text);
  };
  return { ajv, compile };
};

const match = (template, path) => {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map((found) => found[1]);
  const found = new RegExp("^" + template.replace(/\{\w+\}/g, "([^/]+)") + "$").exec(path);
  return found && Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1])]));
};

const tools = Object.fromEntries(Object.entries(servers).map(([name, api]) => [name, load(api)]));

const faultsOf = (exchanges) => {
  const faults = [];
  for (const exchange of exchanges) {
    const { server, method, path, query = {}, requestBody, status, responseBody } = exchange;
    const api = servers[server];
    const { ajv, compile } = tools[server];
    const fault = (what) => faults.push(`${server} ${method} ${path} -> ${status}: ${what}`);
    const check = (what, schema, value) => {
      const valid = compile(schema);
      if (!valid(value)) fault(`${what}: ${ajv.errorsText(valid.errors, { separator: "; " })}`);
    };

    const [template, values] = Object.keys(api.paths).map((candidate) => [candidate, match(candidate, path)]).find(([, found]) => found) ?? [];
    const operation = template && api.paths[template][method.toLowerCase()];
    if (!operation) { fault("no such operation"); continue; }

    const parameters = (operation.parameters ?? []).map((parameter) => resolve(api, parameter));
    const typed = (schema, text) => (resolve(api, schema).type === "integer" && /^\d+$/.test(text) ? Number(text) : text);
    for (const { name, in: place, schema } of parameters) {
      const text = place === "path" ? values[name] : query[name];
      if (text !== undefined) check(`parameter ${name}`, schema, typed(schema, text));
    }
    for (const name of Object.keys(query)) {
      if (!parameters.some((parameter) => parameter.in === "query" && parameter.name === name)) fault(`unknown query ${name}`);
    }

    const body = operation.requestBody?.content?.["application/json"]?.schema;
    if (body && requestBody === undefined && operation.requestBody.required) fault("no request body");
    if (!body && requestBody !== undefined) fault("a request body where there is none");
    if (body && requestBody !== undefined) {
      check("request", body, requestBody);
      for (const key of Object.keys(requestBody)) {
        if (!(key in (body.properties ?? {}))) fault(`request: unknown key ${key}`);
      }
    }

    // GitHub does not list what every operation may answer: limits and failures have the shape of its errors everywhere.
    const listed = resolve(api, operation.responses[String(status)]);
    const answer = listed ? listed.content?.["application/json"]?.schema : { $ref: "#/components/schemas/basic-error" };
    if (!listed && status < 400) fault("a status GitHub does not give here");
    if (answer) check("response", answer, responseBody);
    else if (responseBody !== undefined) fault("a response body where there is none");
  }
  return faults;
};

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(faultsOf(JSON.parse(line))));
}
