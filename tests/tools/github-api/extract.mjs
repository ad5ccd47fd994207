// npm install && node extract.mjs: writes ../github-api.json, the operations PrivacyGate uses out of GitHub's own OpenAPI
// descriptions (github.com and GitHub Enterprise Server), with every schema and example they refer to, and nothing else.
import { readFileSync, writeFileSync } from "node:fs";

const used = {
  "/user": ["get"],
  "/repos/{owner}/{repo}/issues/{issue_number}/comments": ["get", "post"],
  "/repos/{owner}/{repo}/issues/comments/{comment_id}": ["get", "patch", "delete"],
  "/repos/{owner}/{repo}/commits/{commit_sha}/pulls": ["get"],
  "/repos/{owner}/{repo}/check-runs": ["post"],
};
const silent = new Set(["description", "summary", "externalDocs", "tags", "x-github", "x-octokit", "title", "example"]);

const folder = new URL("./node_modules/@octokit/openapi/", import.meta.url);
const version = JSON.parse(readFileSync(new URL("package.json", folder), "utf8")).version;
const extract = (file) => {
  const whole = JSON.parse(readFileSync(new URL(`generated/${file}.json`, folder), "utf8"));
  const part = { openapi: whole.openapi, info: { title: whole.info.title, version: whole.info.version, license: whole.info.license }, paths: {}, components: {} };
  const follow = (ref) => {
    const path = ref.slice(2).split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
    let from = whole, to = part;
    for (const step of path.slice(0, -1)) { from = from[step]; to = to[step] ??= {}; }
    const name = path.at(-1);
    if (!(name in to)) { to[name] = null; to[name] = copy(from[name]); }
  };
  // A property may be called "description": only keywords are left out, not names of properties or what examples hold.
  const copy = (value, names = false, literal = false) => {
    if (Array.isArray(value)) return value.map((item) => copy(item, false, literal));
    if (value === null || typeof value !== "object") return value;
    const out = {};
    for (const [key, child] of Object.entries(value)) {
      if (!names && !literal && silent.has(key)) continue;
      if (key === "$ref" && typeof child === "string") follow(child);
      out[key] = copy(child, !literal && !names && (key === "properties" || key === "responses"), literal || (!names && key === "value"));
    }
    return out;
  };
  for (const [path, methods] of Object.entries(used)) {
    part.paths[path] = Object.fromEntries(methods.map((method) => [method, copy(whole.paths[path][method])]));
  }
  return part;
};

const result = { source: `@octokit/openapi ${version} (MIT)`, servers: { "api.github.com": extract("api.github.com"), "ghes-3.19": extract("ghes-3.19") } };
writeFileSync(new URL("../github-api.json", import.meta.url), JSON.stringify(result, null, 1) + "\n");
